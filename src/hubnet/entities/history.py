"""What a register says of a day, and what could be known on a day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

from attrs import evolve

from hubnet.entities.base import Base
from hubnet.entities.funding import Programme
from hubnet.entities.organization import Hub, Organization
from hubnet.entities.report import PlaceName
from hubnet.entities.store import Record, Store
from hubnet.entities.tie import Tie
from hubnet.entities.vocabulary import Status
from hubnet.values import End, Outcome, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.values import Citation, PartialDate

Rule = Literal["possible", "certain"]
"""What to do with a record whose dates leave open whether it holds on a day: keep it, or leave it out."""

_OVER = (Status.DEREGISTERED, Status.REVOKED)


def existence(record: Record) -> Span | None:
    """Return when a record holds; None for one that has no dates by its nature, such as a department.

    An organization exists from the first day of its first status, or its founding, to its dissolution, deregistration
    or revocation; one without such an end goes on. A tie without dates held on the days its sources were published,
    and nothing is known of other days.
    """
    if isinstance(record, Organization):
        return _life(record)
    if isinstance(record, Base):
        return Span(record.opened or End.UNKNOWN, record.closed or End.OPEN)
    if isinstance(record, Tie):
        return record.span or Span(End.UNKNOWN, End.UNKNOWN, attested=_published(record.cite))
    if isinstance(record, Hub):
        return record.span or Span(record.designated or End.UNKNOWN, End.OPEN)
    if isinstance(record, Programme | PlaceName):
        return record.span
    return None


def _life(organization: Organization) -> Span:
    spans = [spell.span for spell in organization.statuses if spell.span and spell.status not in _OVER]
    starts = [span.start for span in spans if span.start is not None and not isinstance(span.start, End)]
    if organization.founded:
        starts.append(organization.founded)
    over = [spell.span.start for spell in organization.statuses if spell.span and spell.status in _OVER]
    ends = [end for end in over if end is not None and not isinstance(end, End)]
    if organization.dissolved:
        ends.append(organization.dissolved)
    start = min(starts, key=_earliest, default=End.UNKNOWN)
    end = min(ends, key=_earliest, default=End.OPEN)
    if not isinstance(start, End) and not isinstance(end, End) and _latest(end) <= _earliest(start):
        return Span(start, End.UNKNOWN)  # the dates contradict each other, which the check of the register reports
    return Span(start, end)


def _earliest(when: date | PartialDate) -> date:
    return when if isinstance(when, date) else when.earliest


def _latest(when: date | PartialDate) -> date:
    return when if isinstance(when, date) else when.latest


def _published(cite: tuple[Citation, ...]) -> date | None:
    return min((one.published for one in cite if one.published), default=None)


def on_day(store: Store, day: date, rule: Rule) -> Iterator[Record]:
    """Yield what holds on a day: records, each with the names and statuses of the day.

    A record that certainly does not hold is left out, and so is a tie one of whose ends is; what is not known follows
    the rule. A record without dates by its nature stays.
    """

    def holds(span: Span | None) -> bool:
        outcome = Outcome.MET if span is None else span.covers(day)
        return outcome is Outcome.MET or (outcome is Outcome.UNKNOWN and rule == "possible")

    gone = {record.id for record in store if not holds(existence(record))}
    for record in store:
        if isinstance(record, Tie):
            if holds(existence(record)) and not gone & {record.from_, record.to}:
                yield record
        elif holds(existence(record)):
            yield _of_day(record, holds)


def _of_day(record: Record, holds: Any) -> Record:  # noqa: ANN401
    changes: dict[str, Any] = {}
    names = getattr(record, "names", ())
    kept = tuple(name for name in names if holds(name.span))
    if kept and len(kept) < len(names):
        changes["names"] = kept
    if isinstance(record, Organization):
        statuses = tuple(spell for spell in record.statuses if holds(spell.span))
        if len(statuses) < len(record.statuses):
            changes["statuses"] = statuses
    return evolve(record, **changes) if changes else record


class KnownBy(NamedTuple):
    """What could be known on a day: the records whose source was out, and apart those whose source has no date."""

    register: Any
    undated: tuple[Record, ...]


def published_by(store: Store, day: date) -> tuple[list[Record], list[Record]]:
    """Return the records with a source published by a day, and those of which no source has a date.

    The publication day itself counts. A name, status or figure with a source of its own that came later is left out
    of its record.
    """
    known: list[Record] = []
    undated: list[Record] = []
    for record in store:
        dates = [cite.published for cite in record.cite if cite.published]
        if any(published <= day for published in dates):
            known.append(_told_by(record, day))
        elif not dates or len(dates) < len(record.cite):
            undated.append(record)
    return known, undated


def _told_by(record: Record, day: date) -> Record:
    changes: dict[str, Any] = {}
    for name in ("names", "statuses"):
        parts = getattr(record, name, ())
        kept = tuple(part for part in parts if not part.cite or _not_later(part.cite, day))
        if len(kept) < len(parts) and (kept or name == "statuses"):
            changes[name] = kept
    return evolve(record, **changes) if changes else record


def _not_later(cite: tuple[Citation, ...], day: date) -> bool:
    return any(one.published is None or one.published <= day for one in cite)
