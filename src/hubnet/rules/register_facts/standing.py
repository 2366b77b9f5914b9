"""What one statement of a register says of a body on a day: whether it is there, its status, name and registrar."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from hubnet.entities import LegalForm, NameKind, Status, existence, normalised
from hubnet.values import End, Outcome, PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.entities import Organization, StatusSpell
    from hubnet.values import Place

OVER = frozenset({Status.DEREGISTERED, Status.REVOKED})
"""Statuses of a body that is no more."""
REGISTERED = frozenset({Status.REGISTERED, Status.SUSPENDED})
"""Statuses of a body that is registered: one that is suspended keeps its registration."""
BY_REGISTRATION = frozenset({LegalForm.SOCIAL_ASSOCIATION, LegalForm.PRIVATE_NON_ENTERPRISE_UNIT, LegalForm.FOUNDATION})
"""Forms that come into being by registration (Civil Code arts 90 and 92)."""

_AT_REGISTRAR = REGISTERED | {Status.IN_PREPARATION}
_OTHERS = frozenset(Status) - OVER - {Status.SUSPENDED}
_UNDATED = Span(End.UNKNOWN, End.UNKNOWN)


def there(organization: Organization, on: date) -> Outcome:
    """Return whether a body is there on a day; that its first day is not told does not count against it."""
    span = _life(organization)
    outcome = span.covers(on)
    if outcome is Outcome.UNKNOWN and span.start is End.UNKNOWN:
        return Span(None, span.end, span.attested).covers(on)
    return outcome


def over(organization: Organization, on: date) -> bool:
    """Return whether a body has surely come to its end by a day, that day included."""
    return _life(organization).ordinals[3] <= on.toordinal()


def _life(organization: Organization) -> Span:
    return existence(organization) or _UNDATED


def begun(span: Span, on: date) -> Outcome:
    """Return whether the first day of a span has come by a day, that day included."""
    first, sure, *_ = span.ordinals
    if sure <= on.toordinal():
        return Outcome.MET
    return Outcome.NOT_MET if first > on.toordinal() else Outcome.UNKNOWN


def status_on(organization: Organization, on: date) -> Status | None:
    """Return the status of a body on a day, None where it is not sure.

    One that is struck off is so whatever else is said; one that is suspended is registered as well, and called
    suspended. Statuses that hold together otherwise contradict each other: none of them is sure.
    """
    sure, maybe = _words(organization, on)
    for rank in (OVER, {Status.SUSPENDED}, _OTHERS):
        if found := sure & rank:
            return found.pop() if len(found) == 1 else None
        if maybe & rank:
            return None
    return None


def registered(organization: Organization, on: date) -> Outcome:
    """Return whether a body is registered on a day."""
    sure, _ = _words(organization, on)
    if sure & OVER:
        return Outcome.NOT_MET
    if sure & REGISTERED:
        return Outcome.MET if sure <= REGISTERED else Outcome.UNKNOWN
    return Outcome.NOT_MET if sure or there(organization, on) is Outcome.NOT_MET else Outcome.UNKNOWN


def _words(organization: Organization, on: date) -> tuple[set[Status], set[Status]]:
    """Return the statuses that surely hold on a day, and those that may."""
    sure: set[Status] = set()
    maybe: set[Status] = set()
    for spell in organization.statuses:
        outcome = _holds(spell, organization, on)
        if outcome is Outcome.MET:
            sure.add(spell.status)
        elif outcome is Outcome.UNKNOWN:
            maybe.add(spell.status)
    return sure, maybe - sure


def _holds(spell: StatusSpell, organization: Organization, on: date) -> Outcome:
    span = spell.span
    if spell.status not in OVER:
        return there(organization, on) & (Outcome.MET if span is None else span.covers(on))
    if span is None:
        return Outcome.of(True if over(organization, on) else None)
    # Who is struck off stays so: that the source tells no end leaves nothing open.
    return begun(span, on) if isinstance(span.end, End) else span.covers(on)


def registered_on(organization: Organization, form: LegalForm | None, on: date) -> PartialDate | None:
    """Return the first day of the registration that a body holds on a day, None where it is not sure.

    Spells that follow each other without a gap are one registration. The founding is taken only where it is one: the
    body is of a form that comes into being by registration, is registered, and no earlier life of it is told.
    """
    if registered(organization, on) is Outcome.NOT_MET:
        return None
    spells = [spell.span for spell in organization.statuses if spell.status in REGISTERED]
    dated = [span for span in spells if span is not None]
    if dated:
        return _first_day(sorted(dated, key=lambda span: span.ordinals), on)
    founded = organization.founded
    alone = bool(spells) and all(spell.status in REGISTERED | OVER for spell in organization.statuses)
    if alone and form in BY_REGISTRATION and founded is not None and founded.latest <= on:
        return founded
    return None


def _first_day(spans: list[Span], on: date) -> PartialDate | None:
    """Return the first day of the registration on a day, from spans in order; None where dates leave it open."""
    for number in reversed(range(len(spans))):
        joined = {_joined(earlier, spans[number]) for earlier in spans[:number]}
        come = begun(spans[number], on)
        if True in joined or come is Outcome.NOT_MET:
            continue
        start = spans[number].start
        lasting = any(span.covers(on) is not Outcome.NOT_MET for span in spans[number:])
        if None in joined or come is Outcome.UNKNOWN or not lasting or start is None or isinstance(start, End):
            return None
        return PartialDate.of(start)
    return None


def _joined(one: Span, after: Span) -> bool | None:
    """Return whether a span follows another without a gap; None where the dates leave it open."""
    if one.end is End.OPEN or (one.end == after.start and not isinstance(one.end, End)):
        return True
    if one.ordinals[2] >= after.ordinals[1]:
        return True
    return False if one.ordinals[3] < after.ordinals[0] else None


def name_on(organization: Organization, on: date) -> str | None:
    """Return the official name that a body bears on a day, None where it is not sure which of several.

    A name with dates goes before one without; one without is taken to be borne whenever no other may be.
    """
    official = [name for name in organization.names if name.kind is NameKind.OFFICIAL]
    dated = [(name, name.span.covers(on)) for name in official if name.span is not None]
    borne = [name for name, outcome in dated if outcome is not Outcome.NOT_MET]
    if not any(outcome is Outcome.MET for _, outcome in dated):
        if borne:
            return None
        borne = [name for name in official if name.span is None]
    return borne[0].zh if len({same_name(name.zh) for name in borne}) == 1 else None


def bears(organization: Organization, name: str, on: date) -> Outcome:
    """Return whether a body officially bears a name on a day; see ``same_name``."""
    found = name_on(organization, on)
    if found is not None:
        return Outcome.of(same_name(found) == same_name(name))
    may = any(
        one.kind is NameKind.OFFICIAL
        and same_name(one.zh) == same_name(name)
        and (one.span is None or one.span.covers(on) is not Outcome.NOT_MET)
        for one in organization.names
    )
    return Outcome.UNKNOWN if may else Outcome.NOT_MET


@lru_cache(maxsize=2**17)
def same_name(name: str) -> str:
    """Return a name without width, case, spaces and punctuation; kept, as every body of a register is looked at."""
    return normalised(name) or name


def registrar_on(organization: Organization, on: date) -> Place | None:
    """Return the registrar of a body on a day: that of its status then, else the one that is told without days."""
    sure: set[Place] = set()
    maybe: set[Place] = set()
    for spell in organization.statuses:
        if spell.status in _AT_REGISTRAR and spell.registrar is not None:
            outcome = _holds(spell, organization, on)
            if outcome is not Outcome.NOT_MET:
                (sure if outcome is Outcome.MET else maybe).add(spell.registrar)
    if not sure and organization.registrar is not None:
        maybe.add(organization.registrar)
    found = sure or maybe
    return found.pop() if len(found) == 1 else None


def agreed_days(days: Iterable[PartialDate | None]) -> PartialDate | None:
    """Return the day that statements agree on, as precise as the most precise; None where none tells or they differ."""
    told = [day for day in days if day is not None]
    if not told:
        return None
    first, last = max(day.earliest for day in told), min(day.latest for day in told)
    return PartialDate(first, last) if first <= last else None
