"""Worked cases of duties: on which days one comes up in a span."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from hubnet.errors import HubnetError, Problem
from hubnet.exchange.converter import Fault, strict_converter, structure
from hubnet.rules import RecurringCase
from hubnet.values import Place, Span

if TYPE_CHECKING:
    from collections.abc import Iterator


@frozen(kw_only=True)
class DutyRow:
    """A case of a duty as its table has it: the days from ``from_``, first day in, to ``until``, first day out."""

    name: str
    duty: str
    place: object
    from_: date
    until: date
    because: str
    facts: object = {}
    days: tuple[date, ...] | None = None
    error: str | None = None


def duty_case(row: dict[str, Any], where: Problem) -> tuple[RecurringCase | None, list[Fault]]:
    """Return the case that a table writes, or None with its faults."""
    typed, faults = structure(strict_converter(), row, DutyRow)
    faults += _faults(row, typed)
    if typed is None or faults:
        return None, faults
    case = RecurringCase(
        name=typed.name,
        duty=typed.duty,
        place=row["place"],
        span=Span(typed.from_, typed.until),
        facts=tuple(row.get("facts", {}).items()),
        days=typed.days,
        error=typed.error,
        because=typed.because,
        where=where,
    )
    return case, []


def _faults(row: dict[str, Any], typed: DutyRow | None) -> Iterator[Fault]:
    if "place" in row:
        try:
            Place(row["place"])
        except HubnetError as error:
            yield "place", str(error)
    if not isinstance(row.get("facts", {}), dict):
        yield "facts", f"facts: found {row['facts']!r}; give a table"
    if typed is not None and typed.until <= typed.from_:
        yield "until", f"until: found {typed.until}; give the first day out, after {typed.from_}"
    if typed is not None and (typed.days is None) is (typed.error is None):
        yield "days", "days: give the days on which the duty comes up, or error"
