"""Reported figures beside what a register counts; residents beside the capacity of a base."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.entities.base import Base
from hubnet.entities.history import holding
from hubnet.entities.organization import Organization
from hubnet.entities.report import Count, Indicator
from hubnet.entities.store import KINDS, Store
from hubnet.entities.tie import CountedGroup, Tie
from hubnet.entities.vocabulary import Status, TieKind
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Confidence, Outcome, Qualifier, Quantity, Share

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.entities.store import Record
    from hubnet.values import Place

ABOUT = Share(Fraction(1, 5))
"""How far "about n" is taken to reach on either side, as a share of n, where a question needs it: an assumption."""


@frozen(kw_only=True)
class Figure:
    """A reported figure beside the counted one.

    ``reported`` has one indicator for each source that states the figure, those nearest to the day asked about first.
    ``counted`` is how many of the bodies that the first one counts are named in the register: an interval where dates
    leave some open; None where the indicator does not say what would be counted, or nothing of the kind is recorded.
    ``bodies`` are the ids counted. ``groups`` are those of counted groups of the kind: as they repeat what sources
    report, they are not in ``counted``.
    ``difference`` is reported less counted.
    """

    name: str
    reported: tuple[Indicator, ...]
    counted: Quantity | None = None
    bodies: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def value(self) -> Quantity | None:
        """The figure that the first of them states."""
        return self.reported[0].value

    @property
    def difference(self) -> Quantity | None:
        """Reported less counted; None where either is not there."""
        return None if self.value is None or self.counted is None else self.value - self.counted

    @property
    def agrees(self) -> Outcome:
        """Whether the register bears the figure out.

        MET where exactly as many are named, NOT_MET where surely more are; else UNKNOWN, as bodies may be unnamed.
        """
        if self.value is None or self.counted is None:
            return Outcome.UNKNOWN
        if (same := self.value.equals(self.counted)) is Outcome.MET:
            return same
        return Outcome.NOT_MET if (self.counted > self.value) is Outcome.MET else Outcome.UNKNOWN


@frozen(kw_only=True)
class Capacity:
    """Residents of a base on a day beside its stated capacity.

    ``residents`` are those recorded as hosted by the base or its organization: an interval where dates leave some open;
    groups count with their figure. ``fits`` says whether these fit: UNKNOWN where no capacity is stated, or no resident
    is recorded for any day. ``confidence`` is ASSUMED where the answer rests on how far "about" reaches, and
    ``between`` is then what the capacity is taken to be.
    """

    base: str
    on: date
    stated: Quantity | None
    residents: Quantity
    bodies: tuple[str, ...]
    fits: Outcome
    between: Quantity | None = None
    confidence: Confidence = Confidence.TEXT

    @property
    def room(self) -> Quantity | None:
        """How many more fit: the capacity less the residents, below zero where there are too many."""
        capacity = self.between or self.stated
        return None if capacity is None else capacity.without_unit() - self.residents


def indicator(store: Store, name: str, on: date | None) -> Figure:
    """Return a reported figure beside the counted one; see ``Register.indicator``."""
    every = store.all(Indicator)
    reported = tuple(one for one in every if name in (one.name, one.id))
    if not reported:
        raise UnknownNameError("indicator", name, dict.fromkeys(one.name for one in every))
    if on is not None:
        reported = tuple(sorted(reported, key=lambda one: _away(one, on)))
    said = reported[0]
    if said.counts is None:
        return Figure(name=name, reported=reported)
    day = on or (said.on.latest if said.on else None)
    sure, perhaps, groups = _counted(store, said.counts, day)
    if not sure and not perhaps and not groups and not _records_any(store, said.counts):
        return Figure(name=name, reported=reported)
    counted = Quantity.between(len(sure), len(sure) + len(perhaps), unit=said.value.unit if said.value else "")
    return Figure(name=name, reported=reported, counted=counted, bodies=(*sure, *perhaps), groups=tuple(groups))


def _away(said: Indicator, on: date) -> int:
    """Return how many days a report lies from a day; the farthest for one without a date."""
    if said.on is None:
        return date.max.toordinal()
    return max((said.on.earliest - on).days, (on - said.on.latest).days, 0)


def _records_any(store: Store, count: Count) -> bool:
    return bool(store.ties(count.tie)) if count.tie else bool(store.all(KINDS[count.kind]))


def _counted(store: Store, count: Count, day: date | None) -> tuple[list[str], list[str], list[str]]:
    """Return the ids that count for sure, those that may, and the groups among them."""
    if count.kind not in KINDS:
        raise UnknownNameError("kind of record", count.kind, KINDS)
    outcomes: dict[str, Outcome] = {}
    if count.tie is not None:
        if count.of is None:
            raise InvalidValueError("counts", count, "a count of ties needs the body 'of' which they are")
        ties = store.ties_to(count.of, count.tie) if count.towards else store.ties_from(count.of, count.tie)
        for tie in ties:
            name = tie.from_ if count.towards else tie.to
            outcomes[name] = outcomes.get(name, Outcome.NOT_MET) | _tied(store, tie, name, day)
    else:
        groups_of_it = (group for group in store.all(CountedGroup) if group.what == count.kind)
        for record in (*store.all(KINDS[count.kind]), *groups_of_it):
            outcomes[record.id] = outcomes.get(record.id, Outcome.NOT_MET) | _holds(record, day)
    fitting = {name: outcome & _fits(store.get(name), count, day) for name, outcome in outcomes.items()}
    groups = [name for name in fitting if isinstance(store.get(name), CountedGroup)]
    named = {name: outcome for name, outcome in fitting.items() if name not in groups}
    sure = [name for name, outcome in named.items() if outcome is Outcome.MET]
    perhaps = [name for name, outcome in named.items() if outcome is Outcome.UNKNOWN]
    return sure, perhaps, [name for name in groups if fitting[name] is not Outcome.NOT_MET]


def _holds(record: Record, day: date | None) -> Outcome:
    return Outcome.MET if day is None else holding(record, day)


def _tied(store: Store, tie: Tie, name: str, day: date | None) -> Outcome:
    """Return whether a tie to a body holds on a day: a body that is tied exists, unless it certainly does not."""
    if name in store and Outcome.any(_holds(body, day) for body in store.statements(name)) is Outcome.NOT_MET:
        return Outcome.NOT_MET
    return _holds(tie, day)


def _fits(record: Record | None, count: Count, day: date | None) -> Outcome:
    """Return whether a record is of the place, form, status and role counted; what it does not say is UNKNOWN."""
    if record is None:
        return Outcome.UNKNOWN
    asked: list[Outcome] = []
    if count.of is not None and count.tie is None:
        asked.append(Outcome.of(getattr(record, "of", None) == count.of))
    if count.place is not None:
        asked.append(_lies_in(getattr(record, "seat", None) or getattr(record, "place", None), count.place))
    if count.form is not None:
        form = getattr(record, "form", None)
        asked.append(Outcome.of(None if form is None else form is count.form))
    if count.role is not None:
        roles = getattr(record, "roles", ())
        asked.append(Outcome.of(count.role in roles if roles else None))
    if count.status is not None:
        asked.append(_has_status(record, count.status, day))
    return Outcome.all(asked)


def _lies_in(place: Place | None, wanted: Place) -> Outcome:
    """Return whether a place lies in another; one that contains it leaves that open."""
    if place is None or (place != wanted and place.contains(wanted)):
        return Outcome.UNKNOWN
    return Outcome.of(wanted.contains(place))


def _has_status(record: Record, status: Status, day: date | None) -> Outcome:
    if isinstance(record, CountedGroup):
        return Outcome.of(status in record.statuses if record.statuses else None)
    if not isinstance(record, Organization) or not record.statuses:
        return Outcome.UNKNOWN
    return Outcome.any(
        Outcome.MET if day is None or spell.span is None else spell.span.covers(day)
        for spell in record.statuses
        if spell.status is status
    )


def capacity(store: Store, name: str, on: date, margin: Share | None) -> Capacity:
    """Compare the residents of a base on a day with its stated capacity; see ``Register.capacity``."""
    base = next((record for record in store.all(Base) if record.id == name), None)
    if base is None:
        raise UnknownNameError("base", name, dict.fromkeys(record.id for record in store.all(Base)))
    hosts = [host for host in (name, base.organization) if host is not None]
    ties = [tie for host in hosts for tie in store.ties_from(host, TieKind.HOSTS)]
    residents, bodies = _residents(store, ties, on)
    stated = base.capacity
    if stated is None or not ties:  # nothing recorded is not nobody there
        return Capacity(base=name, on=on, stated=stated, residents=residents, bodies=bodies, fits=Outcome.UNKNOWN)
    if stated.qualifier is Qualifier.ABOUT and stated.number is not None and margin is not None:
        reach = stated.number * margin.fraction
        between = Quantity.between(stated.number - reach, stated.number + reach, unit=stated.unit)
        return Capacity(
            base=name, on=on, stated=stated, residents=residents, bodies=bodies,
            fits=_room(residents, between), between=between, confidence=Confidence.ASSUMED,
        )  # fmt: skip
    fits = _room(residents, stated)
    return Capacity(base=name, on=on, stated=stated, residents=residents, bodies=bodies, fits=fits)


def _room(residents: Quantity, stated: Quantity) -> Outcome:
    return residents <= stated.without_unit()


def _residents(store: Store, ties: Iterable[Tie], on: date) -> tuple[Quantity, tuple[str, ...]]:
    outcomes: dict[str, Outcome] = {}
    for tie in ties:
        outcomes[tie.to] = outcomes.get(tie.to, Outcome.NOT_MET) | _tied(store, tie, tie.to, on)
    present = {name: outcome for name, outcome in outcomes.items() if outcome is not Outcome.NOT_MET}
    groups = {name: body for name in present if isinstance(body := store.get(name), CountedGroup)}
    counted_with_a_group = {name for group in groups.values() for name in group.includes}
    alone = [name for name in present if name not in groups and name not in counted_with_a_group]
    sure = sum(present[name] is Outcome.MET for name in alone)
    total = Quantity.between(sure, len(alone))
    for name, group in groups.items():
        figure = Quantity.between(len(group.includes), None) if group.count is None else group.count.without_unit()
        if present[name] is Outcome.UNKNOWN:
            sure_of_it = sum(present.get(body) is Outcome.MET for body in group.includes)
            high = figure.high
            included = high is None or figure.high_included or high <= sure_of_it
            most = None if high is None else max(high, sure_of_it)
            figure = Quantity.between(sure_of_it, most, high_included=included)
        total = total + figure
    return total, tuple(present)
