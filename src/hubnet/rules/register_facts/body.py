"""What all statements of a register together say of one body: where they differ, nothing is sure."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from attrs import frozen

from hubnet.entities import Completeness, Organization, existence
from hubnet.rules.register_facts.standing import (
    OVER,
    agreed_days,
    bears,
    name_on,
    over,
    registered,
    registered_on,
    registrar_on,
    same_name,
    status_on,
    there,
)
from hubnet.values import End, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hubnet.entities import LegalForm, Register, Status
    from hubnet.values import PartialDate, Place

T = TypeVar("T")


def agreed(values: Iterable[T | None]) -> T | None:
    """Return the value that statements agree on; None where none tells or they differ."""
    told = {value for value in values if value is not None}
    return told.pop() if len(told) == 1 else None


def agreed_outcome(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the outcome that statements agree on; UNKNOWN where none tells or they differ."""
    told = set(outcomes) - {Outcome.UNKNOWN}
    return told.pop() if len(told) == 1 else Outcome.UNKNOWN


@frozen
class Body:
    """An organization by its statements, at least one."""

    id: str
    statements: tuple[Organization, ...]

    @classmethod
    def of(cls, register: Register, name: str) -> Body:
        """Return the body of an id that a register holds as that of an organization."""
        return cls(name, tuple(one for one in register.statements(name) if isinstance(one, Organization)))

    @property
    def form(self) -> LegalForm | None:
        """Its legal form."""
        return agreed(one.form for one in self.statements)

    @property
    def seat(self) -> Place | None:
        """Where it sits: the narrowest place of several that lie in each other."""
        told = {one.seat for one in self.statements if one.seat is not None}
        return agreed(place for place in told if all(other.contains(place) for other in told))

    def there(self, on: date) -> Outcome:
        """Return whether it is there on a day: by the statements that tell a first or last day, if any do."""
        spans = [(one, existence(one)) for one in self.statements]
        telling = [one for one, span in spans if span and (span.start, span.end) != (End.UNKNOWN, End.OPEN)]
        return agreed_outcome(there(one, on) for one in telling or self.statements)

    def over(self, on: date) -> bool:
        """Return whether it has surely come to its end by a day."""
        return any(over(one, on) for one in self.statements) and self.there(on) is Outcome.NOT_MET

    def status(self, on: date) -> Status | None:
        """Return its status on a day."""
        status = agreed(status_on(one, on) for one in self.statements)
        return status if status in OVER or self.there(on) is Outcome.MET else None

    def registered(self, on: date) -> Outcome:
        """Return whether it is registered on a day."""
        return agreed_outcome(registered(one, on) for one in self.statements) & self.there(on)

    def registered_on(self, on: date) -> PartialDate | None:
        """Return the first day of the registration that it holds on a day."""
        if self.registered(on) is Outcome.NOT_MET:
            return None
        return agreed_days(registered_on(one, self.form, on) for one in self.statements)

    def registrar(self, on: date) -> Place | None:
        """Return its registrar on a day."""
        return agreed(registrar_on(one, on) for one in self.statements)

    @property
    def registrars(self) -> frozenset[Place]:
        """Its registrars on whatever days."""
        told = {spell.registrar for one in self.statements for spell in one.statuses}
        return frozenset(place for place in (*told, *(one.registrar for one in self.statements)) if place is not None)

    def name(self, on: date) -> str | None:
        """Return the official name that it bears on a day."""
        told = {same_name(name): name for one in reversed(self.statements) if (name := name_on(one, on)) is not None}
        return next(iter(told.values())) if len(told) == 1 else None

    def bears(self, name: str, on: date) -> Outcome:
        """Return whether it officially bears a name on a day."""
        return agreed_outcome(bears(one, name, on) for one in self.statements)

    def shares_field(self, fields: Iterable[str]) -> Outcome:
        """Return whether one of its fields, as written, is among others; UNKNOWN where either side has none."""
        wanted = set(fields)
        told = [set(one.fields) for one in self.statements if one.fields]
        if not wanted or not told:
            return Outcome.UNKNOWN
        return agreed_outcome(Outcome.of(bool(wanted & some)) for some in told)

    @property
    def fields(self) -> frozenset[str]:
        """Its fields of service, by all statements."""
        return frozenset(word for one in self.statements for word in one.fields)


def is_complete(register: Register, kind: str, place: Place | None, first: date | None, on: date) -> bool:
    """Return whether the register claims that it leaves out no record of a kind at a place.

    A claim for bodies of some tiers only does not count: others may be left out.

    Args:
        register: the register.
        kind: word of the kind of record.
        place: where; None is nowhere.
        first: the first day for which it is to be so; None: for all time.
        on: the last day, included.
    """
    since = 0 if first is None else first.toordinal()
    for claim in register.all(Completeness):
        if place is None or kind not in claim.kinds or claim.tiers or not claim.place.contains(place):
            continue
        if claim.span is None:
            return True
        _, sure, unsure, _ = claim.span.ordinals
        if sure <= since and on.toordinal() < unsure:
            return True
    return False
