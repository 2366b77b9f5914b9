"""What a register says of a day, and what could be known on a day."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from attrs import evolve

from hubnet.entities.base import Base
from hubnet.entities.funding import Programme
from hubnet.entities.organization import Federation, Hub, Organization
from hubnet.entities.report import Completeness, PlaceName
from hubnet.entities.store import Record, Store
from hubnet.entities.tie import Tie
from hubnet.entities.vocabulary import Status
from hubnet.errors import InvalidValueError
from hubnet.values import End, Outcome, PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.values import Citation

Rule = Literal["possible", "certain"]
"""What to do with a record whose dates leave open whether it holds on a day: keep it, or leave it out."""

OVER = (Status.DEREGISTERED, Status.REVOKED)
"""Statuses of a body that is no more."""


def existence(record: Record) -> Span | None:  # noqa: PLR0911  (one for each kind of record)
    """Return when a record holds; None for one that has no dates by its nature, such as a department.

    An organization exists from the first day of its first status, or its founding, to its dissolution, deregistration
    or revocation; one without such an end goes on. A tie without dates held on the day its first source was published,
    and nothing is known of other days. A federation without a founding day exists when its organization does.
    """
    if isinstance(record, Organization):
        return _life(record)
    if isinstance(record, Base):
        return _between_days(record.opened, record.closed)
    if isinstance(record, Federation):
        return Span(record.founded) if record.founded else None
    if isinstance(record, Tie):
        return record.span or Span(End.UNKNOWN, End.UNKNOWN, attested=_published(record.cite))
    if isinstance(record, Hub):
        return record.span or Span(record.designated or End.UNKNOWN, End.OPEN)
    if isinstance(record, Programme | PlaceName | Completeness):
        return record.span
    return None


_Days = tuple[date, date]
"""The earliest and the latest day that something can be."""
_ANY: _Days = (date.min, date.max)
_DAY = timedelta(days=1)


class _Start(NamedTuple):
    """The earliest first day; the latest, by which it surely exists; and the day since when such a day may be."""

    first: date
    by: date
    since: date


def _life(organization: Organization) -> Span:
    if not organization.statuses:
        return _between_days(organization.founded, organization.dissolved)
    starts = _starts(organization.founded)
    struck_off = False
    ends: list[_Days] = [_days(organization.dissolved)] if organization.dissolved else []
    for spell in organization.statuses:
        if spell.status in OVER:
            ends += [_over(spell.span)] if spell.span else []
            struck_off = True
        elif spell.span:
            starts.append(_start(spell.span))
    if struck_off and not ends:
        ends.append(_ANY)
    return _between(starts, ends)


@lru_cache(maxsize=2**16)
def _between_days(first: PartialDate | None, out: PartialDate | None) -> Span:
    """Return the span from one day to another; kept, because many bodies share their days."""
    return _between(_starts(first), [_days(out)] if out else [])


def _between(starts: list[_Start], ends: list[_Days]) -> Span:
    """Return the span from the first of several starts to the first of several ends, each known in part."""
    first = min((start.first for start in starts), default=date.min)
    by, since = min(((start.by, start.since) for start in starts), default=(date.max, date.min))
    out, out_by = (min(days) for days in zip(*ends, strict=True)) if ends else _ANY
    end: PartialDate | End = End.UNKNOWN if ends else End.OPEN
    if ends and out_by < date.max and out_by > first:  # else the dates contradict each other: a check says so
        end = PartialDate(max(out, first + _DAY), out_by)
    if by == date.min:
        return Span(None, end)
    if first > date.min:
        return Span(PartialDate(first, by) if by < date.max else End.UNKNOWN, end)
    known = by < date.max and not (isinstance(end, PartialDate) and since >= end.latest)
    return Span(End.UNKNOWN, end, attested=PartialDate(since, by) if known else None)


def _days(when: date | PartialDate) -> _Days:
    return (when.earliest, when.latest) if isinstance(when, PartialDate) else (when, when)


def _starts(when: PartialDate | None) -> list[_Start]:
    return [_Start(when.earliest, when.latest, when.earliest)] if when else []


def _start(span: Span) -> _Start:
    """Return what a span tells of the first day of the body that it speaks of."""
    if span.start is None:
        return _Start(date.min, date.min, date.min)
    first, by = (date.min, date.max) if isinstance(span.start, End) else _days(span.start)
    sure = [(by, first)]  # on some day between the second and the first it is there
    if span.attested:
        since, seen = _days(span.attested)
        sure.append((seen, max(since, first)))
    if not isinstance(span.end, End):
        sure.append((_days(span.end)[1] - _DAY, first))
    by, since = min(sure)
    return _Start(first, by, since)


def _over(span: Span) -> _Days:
    """Return between which days a body came to its end that has been over since a span began."""
    if span.start is None:
        return _ANY
    if not isinstance(span.start, End):
        return _days(span.start)
    return date.min, _days(span.attested)[1] if span.attested else date.max


def _published(cite: tuple[Citation, ...]) -> date | None:
    return min((one.published for one in cite if one.published), default=None)


def on_day(store: Store, day: date, rule: Rule) -> Iterator[Record]:
    """Yield what holds on a day: records, each with the names and statuses of the day.

    A record that certainly does not hold is left out, and so is a tie one of whose ends is, and a hub or federation
    whose organization is. What is not known follows the rule; a body with a tie that surely holds surely exists. A
    record without dates by its nature stays.
    """
    if rule not in get_args(Rule):
        raise InvalidValueError("rule", rule, f"give one of {', '.join(get_args(Rule))}")
    sure = {
        name for tie in store.ties() if tie.span and tie.span.covers(day) is Outcome.MET for name in (tie.from_, tie.to)
    }

    def kept(outcome: Outcome) -> bool:
        return outcome is Outcome.MET or (outcome is Outcome.UNKNOWN and rule == "possible")

    def stays(record: Record) -> bool:
        outcome = holding(record, day)
        return kept(Outcome.MET if outcome is Outcome.UNKNOWN and record.id in sure else outcome)

    staying = [record for record in store if stays(record)]
    there = {record.id for record in staying}
    gone = {name for name in store.ids() if name not in there}
    for record in staying:
        if gone and _hangs_on(record) & gone:
            continue
        if isinstance(record, Federation):
            members = tuple(name for name in record.members if name not in gone)
            founders = tuple(name for name in record.founders if name not in gone)
            yield evolve(record, members=members, founders=founders)
        else:
            yield _of_day(record, lambda span: span is None or kept(span.covers(day)))


def a_day(value: object) -> date:
    """Return a value that is a day.

    Raises:
        InvalidValueError: something else: a text, a partial date, a moment of a day.
    """
    if type(value) is not date:
        raise InvalidValueError("day", value, "give a datetime.date")
    return value


def holding(record: Record, day: date) -> Outcome:
    """Return whether a record holds on a day; MET for one without dates by its nature."""
    span = existence(record)
    return Outcome.MET if span is None else span.covers(day)


def _hangs_on(record: Record) -> set[str]:
    """Return the ids without which a record says nothing."""
    if isinstance(record, Tie):
        return {record.from_, record.to}
    if isinstance(record, Hub | Federation):
        return {record.organization} if record.organization else set()
    return set()


_SOME_DAY = Span(End.UNKNOWN, End.UNKNOWN)


def _of_day(record: Record, holds: Any) -> Record:  # noqa: ANN401
    changes: dict[str, Any] = {}
    names = getattr(record, "names", ())
    kept = tuple(name for name in names if holds(name.span))
    if kept and len(kept) < len(names):
        changes["names"] = kept
    if isinstance(record, Organization):
        # An existing body may be struck off later: that it is struck off, without a day, does not hold for sure.
        statuses = tuple(
            spell for spell in record.statuses if holds(spell.span or (_SOME_DAY if spell.status in OVER else None))
        )
        if len(statuses) < len(record.statuses):
            changes["statuses"] = statuses
    return evolve(record, **changes) if changes else record


class KnownBy(NamedTuple):
    """What could be known on a day: the records with a source out by then, and apart those that may have been known.

    The latter have a source without a date, or none, and no dated one that was out.
    """

    register: Any
    undated: tuple[Record, ...]


def published_by(store: Store, day: date) -> tuple[list[Record], list[Record]]:
    """Return the records with a source published by a day, and those of the others that have an undated one, or none.

    The publication day itself counts. A name or status with a source of its own that came later is left out of its
    record.
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
    for name in ("names", "statuses") if isinstance(record, Organization) else ("names",):
        parts = getattr(record, name, ())
        kept = tuple(part for part in parts if not part.cite or _not_later(part.cite, day))
        if len(kept) < len(parts) and (kept or name == "statuses"):
            changes[name] = kept
    return evolve(record, **changes) if changes else record


def _not_later(cite: tuple[Citation, ...], day: date) -> bool:
    return any(one.published is None or one.published <= day for one in cite)
