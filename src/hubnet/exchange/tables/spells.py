"""Spans and statuses of register tables: two or three columns that belong together."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hubnet.entities import Status, StatusSpell
from hubnet.errors import InvalidValueError
from hubnet.exchange.tables import cells as cells_of
from hubnet.exchange.tables.cells import Misfit
from hubnet.values import End, PartialDate, Span

if TYPE_CHECKING:
    from hubnet.exchange.tables.row import Cells, Written


def dated(value: object) -> str:
    """Return a day as a spreadsheet leaves it alone."""
    return cells_of.month_text(str(value))


def span_of(cells: Cells, columns: tuple[str, str, str | None], default: PartialDate | None = None) -> Span | None:
    """Return the span that two columns and a day attested give; what is empty is not known."""
    first, last, attested = columns
    start: PartialDate | End | None = cells.take(first, cells_of.bound)
    end: PartialDate | End | None = cells.take(last, cells_of.bound)
    held = cells.take(attested, cells_of.day) if attested else None
    if start is None and end is None and held is None:
        return None
    try:
        return span_from(start or default or End.UNKNOWN, end or End.UNKNOWN, held)
    except InvalidValueError as error:
        at = next(column for column in (last, attested, first) if column in cells.given)
        misfit = Misfit(
            f"does not fit the first day, {start or default}: {error.allowed}", ("a later day", "至今", "?")
        )
        cells.take(at or first, lambda _: misfit)
        return None


span_from = lru_cache(maxsize=65_536)(Span)


def write_span(span: Span, columns: tuple[str, str, str | None]) -> Written:
    """Return the cells of a span: its first day, its first day out, a day attested."""
    first, last, attested = columns
    cells = {first: bound_text(span.start), last: bound_text(span.end)}
    if attested and span.attested is not None:
        cells[attested] = dated(span.attested)
    return cells


def bound_text(bound: object) -> str:
    """Return a bound as a cell has it: a day, open, or ? for one that is not known."""
    if isinstance(bound, End):
        return "open" if bound is End.OPEN else "?"
    return "open" if bound is None else dated(bound)


_STATUS_SPAN = ("status_since", "status_until", None)


def read_statuses(cells: Cells) -> tuple[StatusSpell, ...] | None:
    """Return the statuses that a row tells: the present one, and the registration before it."""
    status = cells.take("status", cells_of.word(Status))
    registered = cells.take("registered_on", cells_of.day)
    span = span_of(cells, _STATUS_SPAN)
    if "status" not in cells.given and span is not None:
        at = "status_since" if "status_since" in cells.given else "status_until"
        cells.take(at, lambda _: Misfit("stands there without a status; give the status too"))
    if status in (Status.REGISTERED, None) and registered is not None:
        if span is None:
            span = span_from(registered, End.UNKNOWN)
        elif "status" in cells.given and span.start not in (registered, registered.earliest, End.UNKNOWN):
            cells.take("registered_on", lambda _: Misfit("differs from the first day of the status; give one of them"))
        elif span.start is End.UNKNOWN:
            span = Span(registered, span.end)
        return (StatusSpell(status=Status.REGISTERED, span=span),)
    if status is None:
        return None
    spells = [StatusSpell(status=status, span=span)]
    if registered is not None:
        end = span.start if span and span.start is not None else End.UNKNOWN
        try:
            spells.insert(0, StatusSpell(status=Status.REGISTERED, span=Span(registered, end)))
        except InvalidValueError:
            cells.take("registered_on", lambda _: Misfit("does not come before the first day of the status"))
    return tuple(spells)


def write_statuses(statuses: tuple[StatusSpell, ...]) -> Written:
    """Return the cells of the last status, and of the registration before it."""
    *before, last = statuses
    cells = {"status": last.status.value}
    if last.span is not None:
        cells |= write_span(last.span, _STATUS_SPAN)
    if before and before[0].span is not None:
        cells["registered_on"] = bound_text(before[0].span.start)
    return cells
