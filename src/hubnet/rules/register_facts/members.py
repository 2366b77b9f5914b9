"""How many members a body has on a day, as far as a register knows."""

from __future__ import annotations

from collections import defaultdict
from math import ceil, floor
from typing import TYPE_CHECKING, NamedTuple

from hubnet.entities import Base, BaseKind, CountedGroup, LegalForm, Organization, Platform, TieKind
from hubnet.entities.history import holding
from hubnet.rules.register_facts.body import is_complete
from hubnet.values import Outcome, PartialDate, Qualifier, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hubnet.entities import Register, Tie
    from hubnet.rules.register_facts.body import Body

_ALL, _PERSONS, _UNITS = "members", "individual_members", "unit_members"

_WHOLE = {"member": _ALL, "individual_member": _PERSONS, "member_unit": _UNITS}
"""What a group is of that is all the members there are, or all of a class, whoever of them is named beside it."""
_BODIES = {"organization", "base", "platform", "hub", "federation"}
_CLASS = {
    "person": _PERSONS,
    **dict.fromkeys((*_BODIES, *(form.value for form in LegalForm), *(kind.value for kind in BaseKind)), _UNITS),
}
"""Class of the members in a group by what it is of; another word leaves the class open."""
_NO_COUNT = ("%", "元")


class _Range(NamedTuple):
    """From how many to how many, both included; ``high`` None has no bound."""

    low: int
    high: int | None

    def plus(self, other: _Range) -> _Range:
        high = None if self.high is None or other.high is None else self.high + other.high
        return _Range(self.low + other.low, high)

    def within(self, other: _Range) -> _Range | None:
        """Return what both allow, None where that is nothing."""
        low = max(self.low, other.low)
        high = min((high for high in (self.high, other.high) if high is not None), default=None)
        return None if high is not None and high < low else _Range(low, high)


_ANY = _Range(0, None)
_NONE = _Range(0, 0)


class _Group(NamedTuple):
    """A group of members: how many, which of them are named, and the figure as stated where one source states it."""

    range: _Range
    includes: frozenset[str]
    what: str
    figure: Quantity | None


class _Count:
    """Members by class: how many are told one by one and in groups, and the groups that are all of a class."""

    def __init__(self) -> None:
        self.told: dict[str, _Range] = defaultdict(lambda: _NONE)
        self.whole: dict[str, list[_Group]] = defaultdict(list)
        self.seen: set[str] = set()

    def add(self, kind: str, some: _Range) -> None:
        """Count more of a class."""
        self.told[kind] = self.told[kind].plus(some)

    def add_group(self, group: _Group, *, sure: bool, named: int) -> None:
        """Count a group; ``sure`` says whether it surely is one of members, ``named`` how many of it surely are.

        Who is in two groups counts in the first of them.
        """
        if sure and group.what in _WHOLE:
            self.whole[_WHOLE[group.what]].append(group)
            self.add(_WHOLE[group.what], _Range(named, named))
            return
        again = len(group.includes & self.seen)
        self.seen |= group.includes
        low = group.range.low if sure else named
        high = None if group.range.high is None else max(group.range.high, low)
        self.add(_WHOLE.get(group.what) or _CLASS.get(group.what, _ALL), _Range(max(low - again, 0), high))


def member_facts(register: Register, body: Body, on: date) -> Iterator[tuple[str, int | Quantity]]:
    """Yield how many members a body has on a day, each class with bounds where the number is not sure.

    What it has a tie of the kind ``has_member`` to on the day is a member, the list of its federation among them;
    founders are not, unless they are listed as members too. Each body counts once, as a unit member. A group counts
    with its figure of that day, and those that it includes not beside it: one of ``person`` as individual members, one
    of bodies as unit members, another as members of a class that is not told. A group of ``member_unit``,
    ``individual_member`` or ``member`` is all that there are. Otherwise there may be more than are told, unless the
    register claims that it leaves out no tie at the seat of the body; as ties are between bodies, such a claim says
    nothing of individual members.
    """
    count = _counted(register, body, on)
    units, persons, unsaid = (count.told[kind] for kind in (_UNITS, _PERSONS, _ALL))
    complete = not any(count.whole.values()) and is_complete(register, "tie", body.seat, on, on)
    known: dict[str, _Range | None] = {
        _UNITS: _narrowed(_Range(units.low, units.plus(unsaid).high if complete else None), count.whole[_UNITS]),
        _PERSONS: _narrowed(_Range(persons.low, None), count.whole[_PERSONS]),
    }
    parts = (known[_UNITS] or _ANY).plus(known[_PERSONS] or _ANY)
    named = _Range(units.low + persons.low + unsaid.low, None)
    known[_ALL] = _narrowed(parts.within(named), count.whole[_ALL])
    for kind in (_ALL, _PERSONS, _UNITS):
        span, whole = known[kind], count.whole[kind]
        if span is None:
            continue
        if len(whole) == 1 and whole[0].figure is not None and whole[0].range == span and span.low != span.high:
            yield kind, whole[0].figure
        elif span != _ANY:
            yield kind, _shown(span)


def _narrowed(span: _Range | None, groups: list[_Group]) -> _Range | None:
    """Return what is left by the groups that are all there are; None where they contradict what is named."""
    for group in groups:
        span = None if span is None else span.within(group.range)
    return span


def _shown(span: _Range) -> int | Quantity:
    if span.low == span.high:
        return span.low
    return Quantity(span.low, Qualifier.AT_LEAST) if span.high is None else Quantity.between(span.low, span.high)


def _counted(register: Register, body: Body, on: date) -> _Count:
    members = _members(register, body, on)
    groups = {name: group for name in members if (group := _group(register, name, on)) is not None}
    inside = {name for group in groups.values() for name in group.includes}
    count = _Count()
    for name, outcome in members.items():
        sure = outcome is Outcome.MET
        if name in groups:
            named = sum(members.get(one) is Outcome.MET for one in groups[name].includes)
            count.add_group(groups[name], sure=sure, named=named)
        elif name not in inside:
            unit = isinstance(register.get(name), Organization | Base | Platform)
            count.add(_UNITS if unit else _ALL, _Range(int(sure), 1))
    return count


def _members(register: Register, body: Body, on: date) -> dict[str, Outcome]:
    """Return the members by their ids, and whether each surely is one on the day."""
    tied: dict[str, Outcome] = {}
    for tie in register.ties_from(body.id, TieKind.HAS_MEMBER):
        tied[tie.to] = tied.get(tie.to, Outcome.NOT_MET) | _held(register, tie, on)
    return {name: outcome for name, outcome in tied.items() if outcome is not Outcome.NOT_MET}


def _held(register: Register, tie: Tie, on: date) -> Outcome:
    """Return whether a tie holds on a day: a body that is tied exists, unless it certainly does not."""
    records = register.statements(tie.to) if tie.to in register else ()
    gone = bool(records) and all(holding(record, on) is Outcome.NOT_MET for record in records)
    return Outcome.NOT_MET if gone else holding(tie, on)


def _group(register: Register, name: str, on: date) -> _Group | None:
    """Return what the statements about a group say of a day, None for an id that is not one of a group.

    A figure of another day, or one that is only expected, says no more than that those named are in it.
    """
    records = register.statements(name) if name in register else ()
    groups = [record for record in records if isinstance(record, CountedGroup)]
    if not groups:
        return None
    includes = frozenset(one for group in groups for one in group.includes)
    figures = [figure for group in groups if (figure := _figure(group, on)) is not None]
    ranges = [_whole(figure) for figure in figures] or [_ANY]
    highs = [one.high for one in ranges]
    low = max(min(one.low for one in ranges), len(includes))
    high = None if None in highs else max(*(high for high in highs if high is not None), low)
    counted = {group.what for group in groups}
    what = counted.pop() if len(counted) == 1 else ""
    if what not in _WHOLE and what not in _CLASS and any(group.form is not None for group in groups):
        what = "organization"
    return _Group(_Range(low, high), includes, what, figures[0] if len(set(figures)) == 1 else None)


def _figure(group: CountedGroup, on: date) -> Quantity | None:
    figure = group.count
    if figure is None or figure.expected or figure.unit in _NO_COUNT:
        return None
    return figure if group.on is None or group.on == PartialDate.of(on) else None


def _whole(figure: Quantity) -> _Range:
    """Return the whole numbers that a figure can be."""
    low, high = figure.low or 0, figure.high
    least = ceil(low) if figure.low_included else floor(low) + 1
    if high is None:
        return _Range(least, None)
    return _Range(least, max(floor(high) if figure.high_included else ceil(high) - 1, least))
