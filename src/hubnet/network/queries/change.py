"""What changes over time: what began and ended, growth and churn of memberships, windows that tile a span."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import partial
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from attrs import evolve

from hubnet.calendar import Period, Unit, months_after
from hubnet.entities.history import a_day
from hubnet.errors import InvalidValueError
from hubnet.network.dates import days_of, days_of_tie, tie_id
from hubnet.network.store import TIE_KINDS
from hubnet.network.view import View, kinds_of
from hubnet.values import LEVELS, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hubnet.network.view import Kinds
    from hubnet.values import Table

_MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
_LENGTH = "give years and months, or days, or a Period of days, months or years as every; at least one day"
_ENDS = ("hub", "member")

V = TypeVar("V", bound=View)


def changes(net: View, first: date, end: date, *, kinds: Kinds = TIE_KINDS) -> Table:
    """Return what changed between two days: one row for each body or tie that began, ended, or was there in passing.

    - ``began``: it holds on ``end`` and not on ``first``;
    - ``ended``: it holds on ``first`` and not on ``end``;
    - ``passing``: it holds on a day between them and on neither.

    Both days are looked at as snapshots, so that a tie with ``end`` as its first day began, and one with ``end`` as its
    first day out ended. A tie begins and ends with the bodies at its ends too. Each tie of a register is looked at by
    its id: several statements are one tie, and two spells with different ids are two. What the dates leave open follows
    the rule of the network; its own day or span does not matter here.

    Args:
        net: the network.
        first: the first day.
        end: the other day, after it.
        kinds: which ties count; all unless given.

    Returns:
        Columns change, of_what (``body`` or ``tie``), id, name, kind (of record or tie), from, to, day: when it began
        (also of what was passing) or ended, as precise as the source, None where it does not say. In the order of
        change, bodies before ties, id.

    Raises:
        InvalidValueError: no days, or an end that is not after the first.
    """
    first, end = _days(first, end)
    net = _apart(net)
    start, last, whole = _view(net, on=first), _view(net, on=end), _view(net, during=Span(first, end))
    rows: list[tuple[str, str, str, int]] = []
    for change, numbers in _told_apart(net, start.there, last.there, whole.there).items():
        rows += [(change, "body", net.id(body), body) for body in numbers]
    wanted = net.arrays.both(net.store.kinds(kinds_of(kinds)), _none_of(net, net.store.ties.derived))
    held = [net.arrays.both(view.held, wanted) for view in (start, last, whole)]
    ids = net.store.ties.ids
    there = _ids(net, held) if ids is not None and len(set(ids)) < len(ids) else None
    told: set[tuple[str, str]] = set()
    for change, places in _told_apart(net, *held).items():
        for at in places:
            name = tie_id(net, at)
            if there is not None and (_still(there, change, name) or (change, name) in told):
                continue
            told.add((change, name))
            rows.append((change, "tie", name, at))
    rows.sort(key=lambda row: row[:3])
    return net.table(_cells(net, rows, start, last))


def _cells(net: View, rows: list[tuple[str, str, str, int]], start: View, last: View) -> dict[str, Sequence[object]]:
    """Return the columns of ``changes``; what is told of bodies and ties is made when it is read."""
    store, listed = net.store, net.arrays.listed
    src, dst, kinds = (listed(column) for column in (store.ties.src, store.ties.dst, store.ties.kind))
    missing = {"began": start, "passing": start, "ended": last}
    alone = {change: listed(view.spans_held(store.ties.spans)) for change, view in missing.items()}

    def name(row: int) -> str:
        _, what, _, at = rows[row]
        return net.name(at) if what == "body" else f"{net.name(src[at])} → {net.name(dst[at])}"

    def kind(row: int) -> str | None:
        _, what, _, at = rows[row]
        return net.trait("kind", at) if what == "body" else TIE_KINDS[kinds[at]].value

    def day(row: int) -> str | None:
        change, what, _, at = rows[row]
        if what == "body":
            return days_of(store.lives.row(at))[change == "ended"]
        if alone[change][at]:  # its own days go on: one of its bodies is what was not there
            return _of_ends(net, change, (src[at], dst[at]), missing[change])
        return days_of_tie(net, at)[change == "ended"]

    def end(ends: list[int], row: int) -> str | None:
        return net.id(ends[rows[row][3]]) if rows[row][1] == "tie" else None

    every = range(len(rows))
    return {
        "change": [row[0] for row in rows],
        "of_what": [row[1] for row in rows],
        "id": [row[2] for row in rows],
        "name": net.cells(every, name),
        "kind": net.cells(every, kind),
        "from": net.cells(every, partial(end, src)),
        "to": net.cells(every, partial(end, dst)),
        "day": net.cells(every, day),
    }


def _days(first: object, end: object) -> tuple[date, date]:
    start, last = a_day(first), a_day(end)
    if last <= start:
        raise InvalidValueError("end", last, f"give a day after the first, {start}")
    return start, last


def _view(net: V, *, on: date | None = None, during: Span | None = None) -> V:
    return type(net)(net.whole, on=on, during=during, rule=net.rule, lang=net.lang)


def _apart(net: View) -> View:
    """Return a network in which each base stands for itself, so that the ties of all days stand in one order."""
    store = evolve(net.whole, counts_as={}) if net.whole.counts_as else net.whole
    return View(store, rule=net.rule, lang=net.lang)


def _none_of(net: View, mask: Any) -> Any:  # noqa: ANN401
    """Return where a mask is not true."""
    return net.arrays.among(mask, [0])


def _told_apart(net: View, first: Any, end: Any, between: Any) -> dict[str, list[int]]:  # noqa: ANN401
    """Return which positions began, ended, or were there in passing."""
    arrays = net.arrays
    not_first, not_end = _none_of(net, first), _none_of(net, end)
    passing = arrays.both(between, arrays.both(not_first, not_end))
    found = {"began": arrays.both(end, not_first), "ended": arrays.both(first, not_end), "passing": passing}
    return {change: arrays.positions(mask) for change, mask in found.items()}


class _Ids(NamedTuple):
    """Which ties hold on the first day and on the last, by id: a tie can have several statements."""

    first: set[str]
    end: set[str]


def _ids(net: View, held: list[Any]) -> _Ids:
    first, end = ({tie_id(net, at) for at in net.arrays.positions(mask)} for mask in held[:2])
    return _Ids(first, end)


def _still(there: _Ids, change: str, name: str) -> bool:
    """Return whether another statement about a tie has it there on the day on which this one has not."""
    return (change != "ended" and name in there.first) or (change != "began" and name in there.end)


def _of_ends(net: View, change: str, ends: Iterable[int], without: View) -> str | None:
    """Return when a tie began or ended with its bodies; ``without`` is the day on which it is not there."""
    lives = [days_of(net.store.lives.row(body)) for body in ends if not without.there[body]]
    told = [day for life in lives if (day := life[change == "ended"]) is not None]
    return (min(told) if change == "ended" else max(told)) if told else None


def growth(
    net: View, first: date, end: date, *, by: str | None = None, place_of: str = "hub", kinds: Kinds = None
) -> Table:
    """Return how memberships grew between two days, in all, or by hub, or by place.

    A membership is a distinct pair of hub and body. ``at_start`` and ``at_end`` count those of the two snapshots,
    ``joined`` those on ``end`` only, ``left`` those on ``first`` only, ``stayed`` those on both. ``growth`` is
    (at_end - at_start) / at_start, ``churn`` left / at_start; both None where ``at_start`` is 0. Parallel ties count as
    one, and a body whose tie changes to another of the ``kinds`` stays. A tie with ``end`` as its first day out has
    left. What came and went between the days does not count (see ``changes``). A group is one body.

    Args:
        net: the network; its own day or span does not matter here.
        first: the first day.
        end: the other day, after it.
        by: None for one row, ``hub``, or a level of places (province, city, district, street or community).
        place_of: whose place counts, that of the ``hub`` or that of the ``member``.
        kinds: which ties count; ``HUB_TIES`` unless given.

    Returns:
        Columns at_start, at_end, joined, left, stayed, growth, churn (exact; numbers in ``to_dicts``); before them hub
        and name (every hub of one of the days, in the order of ids), or place (in the order of codes, memberships
        without a recorded place last).

    Raises:
        InvalidValueError: no days, an end that is not after the first, another ``by`` or ``place_of``.
    """
    if by is not None and by != "hub" and by not in LEVELS:
        raise InvalidValueError("by", by, f"give hub, one of {', '.join(LEVELS)}, or None")
    if place_of not in _ENDS:
        raise InvalidValueError("place_of", place_of, f"give one of {', '.join(_ENDS)}")
    first, end = _days(first, end)
    start, last = _view(net, on=first), _view(net, on=end)
    before, after = start.pairs(kinds), last.pairs(kinds)
    four = before, after, after.less(before), before.less(after)
    if by is None:
        return net.rows(_COUNTS, [_counts(*map(len, four))])
    if by == "hub":
        counted = [pairs.out_counts() for pairs in four]
        hubs = sorted({*start.hubs(kinds), *last.hubs(kinds)})
        of_hub = [(net.id(hub), last.name(hub), *_counts(*(int(some[hub]) for some in counted))) for hub in hubs]
        return net.rows(("hub", "name", *_COUNTS), of_hub)
    return net.rows(("place", *_COUNTS), _of_places(net, four, by, place_of))


_COUNTS = ("at_start", "at_end", "joined", "left", "stayed", "growth", "churn")


def _counts(start: int, end: int, joined: int, left: int) -> tuple[Any, ...]:
    grown = Fraction(end - start, start) if start else None
    return start, end, joined, left, start - left, grown, Fraction(left, start) if start else None


def _of_places(net: View, four: Iterable[Any], level: str, place_of: str) -> list[tuple[Any, ...]]:
    places = net.store.places(level)
    found: dict[str | None, list[int]] = {}
    for column, pairs in enumerate(four):
        for body, label, count in zip(*pairs.by_label(places.codes), strict=True):
            code = label if place_of == "member" else int(places.codes[body])
            place = None if code < 0 else places.values[code]
            found.setdefault(place, [0, 0, 0, 0])[column] += count
    order = sorted(found, key=lambda place: (place is None, place or ""))
    return [(place, *_counts(*found[place])) for place in order]


def rolling(
    net: V,
    first: date,
    end: date,
    *,
    years: int = 0,
    months: int = 0,
    days: int = 0,
    every: Period | None = None,
) -> Iterator[V]:
    """Return the network of each window of a span, from a first day in to before a first day out, one after another.

    The windows tile the span: each runs from its first day in to before that of the next, and the last one is cut at
    ``end``. Months are counted from the first day of the span: from 31 January on, windows of a month begin on 31
    January, on the last day of February, on 31 March. Something counts in a window if it holds on some day of it.

    Args:
        net: the network; its own day or span does not matter here.
        first: the first day in.
        end: the first day out.
        years: the length of a window.
        months: the same; adds to the years.
        days: the same, instead of years and months.
        every: the same, as a period of days, months or years.

    Raises:
        InvalidValueError: no days, an end that is not after the first, no length, or one in several units.
    """
    first, end = _days(first, end)
    bounds = _bounds(first, end, _step(years, months, days, every))
    return (_view(net, during=Span(start, out)) for start, out in bounds)


def windows(
    net: View,
    first: date,
    end: date,
    *,
    years: int = 0,
    months: int = 0,
    days: int = 0,
    every: Period | None = None,
    kinds: Kinds = None,
) -> Table:
    """Return the size of the network in each window of a span (see ``rolling``), one row for each, in order.

    ``bodies``, ``ties`` (all kinds, parallel ones counted each), ``hubs`` and ``memberships`` (distinct pairs of hub
    and body by the ``kinds``) are those that hold on some day of the window. ``joined`` counts the memberships that
    hold on its last day and not on the day before its first, ``left`` those of the day before that do not hold on its
    last day: a body that joins on a day counts in the window of that day, one whose first day out is the first day of
    a window left in it. So the memberships on the day before the span, plus all that joined, less all that left, are
    those on the last day. What came and went within a window is in ``memberships`` only.

    Returns:
        Columns start (first day in), end (first day out), bodies, ties, hubs, memberships, joined, left.

    Raises:
        InvalidValueError: no days, an end that is not after the first, no length, one in several units, or more than
            10,000 windows.
    """
    kinds = kinds_of(kinds)
    first, end = _days(first, end)
    tiles = list(islice(_bounds(first, end, _step(years, months, days, every)), _MOST + 1))
    if len(tiles) > _MOST:
        advice = (
            f"at most {_MOST} windows fit in a table: give longer ones or a shorter span, or walk through rolling()"
        )
        raise InvalidValueError("windows", f"{first} to {end}, more than {_MOST}", advice)
    before = _view(net, on=first - _DAY if first > date.min else first).pairs(kinds)
    rows = []
    for start, out in tiles:
        view = _view(net, during=Span(start, out))
        after = _view(net, on=out - _DAY).pairs(kinds)
        there, held = (len(net.arrays.positions(mask)) for mask in (view.there, view.counted_ties))
        sizes = there, held, len(view.hubs(kinds)), len(view.pairs(kinds))
        rows.append((start, out, *sizes, len(after.less(before)), len(before.less(after))))
        before = after
    return net.rows(("start", "end", "bodies", "ties", "hubs", "memberships", "joined", "left"), rows)


_DAY = timedelta(days=1)
_MOST = 10_000


class _Step(NamedTuple):
    """The length of a window: months or days."""

    months: int
    days: int


def _step(years: int, months: int, days: int, every: object) -> _Step:
    given = {"years": years, "months": months, "days": days}
    for name, number in given.items():
        if type(number) is not int or number < 0:
            raise InvalidValueError(name, number, "give a whole number from 0")
    if every is not None:
        if not isinstance(every, Period) or every.unit is Unit.WORKING_DAYS or any(given.values()):
            found = every.label.en if isinstance(every, Period) else every
            raise InvalidValueError("every", f"{found}, {given}", _LENGTH)
        months, days = every.length * _MONTHS.get(every.unit, 0), every.length if every.unit is Unit.DAYS else 0
    else:
        months += 12 * years
    if bool(months) is bool(days):
        raise InvalidValueError("length of a window", given, _LENGTH)
    return _Step(months, days)


def _bounds(first: date, end: date, step: _Step) -> Iterator[tuple[date, date]]:
    start, number = first, 0
    while start < end:
        number += 1
        try:
            out = months_after(first, number * step.months) if step.months else first + timedelta(number * step.days)
        except OverflowError:  # beyond the year 9999
            out = end
        yield start, min(out, end)
        start = out
