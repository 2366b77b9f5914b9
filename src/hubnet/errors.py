"""Every exception class of hubnet.

An exception says that a question could not be answered as it was put.
A negative answer ("too late", "not in force") is a value, never an exception.
Each error keeps its facts as attributes; the message says what was found, what is allowed and what to do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

__all__ = [
    "AuthorityLevelError",
    "CalendarRangeError",
    "FaultyFileError",
    "HubnetError",
    "InvalidCaseError",
    "InvalidFactsError",
    "InvalidValueError",
    "MissingExtraError",
    "NotInForceError",
    "Problem",
    "UnknownNameError",
    "nearest",
]

_FEW = 12
_LONG = 200


def _plain(found: object) -> str:
    """Return what was found as a reader knows it: days as days, texts in quotes, long ones cut."""
    if type(found).__module__ == "datetime":
        return str(found)
    try:
        shown = repr(found)
    except ValueError:  # Python refuses to write out whole numbers of thousands of digits
        shown = "a number of thousands of digits"
    return shown if len(shown) <= _LONG else f"{shown[:_LONG]}…"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """Return the known name most like ``name``, or None where none is close.

    The last part of a dotted name counts too: ``decisions`` finds ``licence.general.decision``.
    """
    from difflib import get_close_matches

    names = list(known)
    close = get_close_matches(name, names, n=1, cutoff=0.6)
    if close:
        return close[0]
    by_tail = {known_name.rsplit(".", 1)[-1]: known_name for known_name in names}
    close = get_close_matches(name.rsplit(".", 1)[-1], by_tail, n=1, cutoff=0.8)
    return by_tail[close[0]] if close else None


def _listing(known: Sequence[str]) -> str:
    if len(known) <= _FEW:
        return ", ".join(known)
    return ", ".join(known[:_FEW]) + f" and {len(known) - _FEW} more"


class Problem(NamedTuple):
    """One fault and where it stands; parts of the place that do not apply are None."""

    message: str
    file: str | None = None
    path: str | None = None
    """Key path in a structured file, such as ``step[3].within``."""
    line: int | None = None
    """Line of the file, from 1."""
    row: int | None = None
    """Row of a table, from 1; the heading is not counted."""
    column: str | None = None
    found: str | None = None
    allowed: tuple[str, ...] = ()

    @property
    def where(self) -> str:
        """The place in words, empty where none is known."""
        parts = []
        if self.file is not None:
            parts.append(self.file)
        if self.line is not None:
            parts.append(f"line {self.line}")
        if self.row is not None:
            parts.append(f"row {self.row}")
        if self.column is not None:
            parts.append(f"column {self.column}")
        if self.path is not None:
            parts.append(self.path)
        return ", ".join(parts)

    def __str__(self) -> str:
        return f"{self.where}: {self.message}" if self.where else self.message


class HubnetError(Exception):
    """Base of all errors of hubnet."""


class InvalidValueError(HubnetError, ValueError):
    """A value cannot exist as given.

    Attributes:
        field: what the value was for.
        found: the value as given, as text.
        allowed: what would have been accepted, in words.
    """

    def __init__(self, field: str, found: object, allowed: str) -> None:
        self.field = field
        self.found = found
        self.allowed = allowed
        super().__init__(field, found, allowed)

    def __str__(self) -> str:
        return f"{self.field}: found {_plain(self.found)}; {self.allowed}"


class UnknownNameError(HubnetError, LookupError):
    """A name is not one of those known.

    Attributes:
        kind: what was looked for, such as "procedure".
        name: the name as given.
        known: the valid names, in a stable order.
        suggestion: the valid name most like it, or None.
    """

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        self.suggestion = nearest(name, self.known)
        super().__init__(kind, name, self.known)

    def __str__(self) -> str:
        hint = f"did you mean {self.suggestion!r}?" if self.suggestion else f"known: {_listing(self.known)}"
        return f"unknown {self.kind} {self.name!r}; {hint}"


class AuthorityLevelError(HubnetError, ValueError):
    """An authority of this level cannot handle this procedure.

    Attributes:
        procedure: id of the procedure.
        place: the place given, as a code.
        level: its level.
        allowed: the levels that can.
        suggestions: places above the given one that have such a level, most specific first.
    """

    def __init__(
        self, procedure: str, place: str, level: str, allowed: Iterable[str], suggestions: Iterable[str] = ()
    ) -> None:
        self.procedure = procedure
        self.place = place
        self.level = level
        self.allowed = tuple(allowed)
        self.suggestions = tuple(suggestions)
        super().__init__(procedure, place, level, self.allowed, self.suggestions)

    def __str__(self) -> str:
        hint = f"; above it: {', '.join(self.suggestions)}" if self.suggestions else ""
        return (
            f"place {self.place!r} is of level {self.level}, whose authority cannot handle {self.procedure}; "
            f"give the division of the competent authority, of level {' or '.join(self.allowed)}{hint}"
        )


class NotInForceError(HubnetError, LookupError):
    """Nothing that answers the question is known to be in force on the day.

    Attributes:
        name: id of the procedure or provision.
        day: the day asked about.
        reasons: why each candidate was left out, in English.
    """

    def __init__(self, name: str, day: date, reasons: Iterable[str] = ()) -> None:
        self.name = name
        self.day = day
        self.reasons = tuple(reasons)
        super().__init__(name, day, self.reasons)

    def __str__(self) -> str:
        why = f": {'; '.join(self.reasons)}" if self.reasons else ""
        return f"{self.name} has no rule that is known to be in force on {self.day}{why}"


class CalendarRangeError(HubnetError, LookupError):
    """A day lies outside what the calendar knows.

    Attributes:
        day: the day asked about, or None where only the calendar's range is at fault.
        first: first day known.
        known_until: last day known.
        calendar: name of the calendar.
    """

    def __init__(self, day: date | None, first: date, known_until: date, calendar: str, hint: str = "") -> None:
        self.day = day
        self.first = first
        self.known_until = known_until
        self.calendar = calendar
        self.hint = hint
        super().__init__(day, first, known_until, calendar, hint)

    def __str__(self) -> str:
        hint = self.hint or (
            "holiday notices are published a year at a time: load the year's notice as an overlay"
            if self.day is None or self.day > self.known_until
            else "earlier years are not held"
        )
        what = "the count" if self.day is None else str(self.day)
        return f"{what} is outside the calendar {self.calendar} ({self.first} to {self.known_until}); {hint}"


class InvalidCaseError(HubnetError, ValueError):
    """A case contradicts itself or its procedure; all faults are listed.

    Attributes:
        problems: the faults; ``column`` of each names the event, fact or field.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


class InvalidFactsError(HubnetError, ValueError):
    """Facts that are not declared, of the wrong type, out of bounds, or that contradict each other; all are listed.

    Attributes:
        problems: the faults; ``column`` of each names the fact.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        return "; ".join(str(problem) for problem in self.problems)


class FaultyFileError(HubnetError, ValueError):
    """One or more files cannot be used; all faults are listed, nothing of them was taken over.

    Attributes:
        problems: the faults, in the order of the files.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __str__(self) -> str:
        count = len(self.problems)
        head = "1 problem" if count == 1 else f"{count} problems"
        return "\n".join([f"{head}:", *(f"  {problem}" for problem in self.problems)])


class MissingExtraError(HubnetError, ImportError):
    """A part of hubnet needs packages that are not installed.

    Attributes:
        extra: name of the extra that brings them.
    """

    def __init__(self, extra: str) -> None:
        self.extra = extra
        super().__init__(extra)

    def __str__(self) -> str:
        return f"this needs the extra {self.extra!r}: pip install 'hubnet[{self.extra}]'"
