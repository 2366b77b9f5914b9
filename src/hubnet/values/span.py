"""Spans of days: from a first day in to a first day out."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from hubnet.errors import InvalidValueError
from hubnet.values.outcome import Outcome


class End(Enum):
    """An end that is not a day."""

    OPEN = "open"
    """It goes on, as far as the source knows."""
    UNKNOWN = "unknown"
    """It may have ended; the source does not say."""


@frozen
class Span:
    """Days from ``start`` (first day in) to ``end`` (first day out).

    ``start`` None means that it reaches back without a known bound.
    """

    start: date | None
    end: date | End = End.OPEN

    def __attrs_post_init__(self) -> None:
        if self.start is not None and isinstance(self.end, date) and self.end <= self.start:
            raise InvalidValueError("span", f"{self.start}..{self.end}", "the first day out must come after the first")

    def covers(self, day: date) -> Outcome:
        """Return whether the day lies in the span; UNKNOWN after the start of one whose end is unknown."""
        if self.start is not None and day < self.start:
            return Outcome.NOT_MET
        if isinstance(self.end, date):
            return Outcome.of(day < self.end)
        if self.end is End.OPEN or day == self.start:
            return Outcome.MET
        return Outcome.UNKNOWN

    def meets(self, other: Span) -> bool:
        """Return whether a day can lie in both; an unknown end counts as open."""
        first = max(self.start or date.min, other.start or date.min)
        return all(not isinstance(span.end, date) or first < span.end for span in (self, other))
