"""Days that are known only in part: to the month, to the year, or between two days."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import NoReturn

from attrs import frozen

from hubnet.errors import InvalidValueError

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ALLOWED = "write a date that exists as YYYY-MM-DD (or YYYY-MM, YYYY where only the month or year is known)"


@frozen
class DayInterval:
    """Any day from ``earliest`` to ``latest``, both included; ``latest`` None means no bound is known."""

    earliest: date
    latest: date | None

    def __attrs_post_init__(self) -> None:
        if self.latest is not None and self.latest < self.earliest:
            raise InvalidValueError(
                "interval of days", f"{self.earliest}..{self.latest}", "the latest day must not come first"
            )

    def __str__(self) -> str:
        return str(self.earliest) if self.earliest == self.latest else f"{self.earliest}..{self.latest or '?'}"


@lru_cache(maxsize=16384)
def one_day(day: date) -> DayInterval:
    """Return the interval that is one day; kept, because answers are mostly such days."""
    return DayInterval(day, day)


@frozen
class PartialDate:
    """A date as precise as its source: ``2017-07-05``, ``2017-07`` or ``2017``.

    ``earliest`` and ``latest`` are the first and last day it can be, both included; equal for a full date.
    """

    earliest: date
    latest: date

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY-MM-DD``, ``YYYY-MM`` or ``YYYY``.

        Raises:
            InvalidValueError: another form, or a date that does not exist (2017-02-30).
        """

        def refuse() -> NoReturn:
            raise InvalidValueError("date", text, _ALLOWED)

        match = _PATTERN.fullmatch(text.strip())
        if match is None:
            refuse()
        year, month, day = (int(part) if part else None for part in match.groups())
        if not year:
            refuse()
        if month is None:
            return cls(date(year, 1, 1), date(year, 12, 31))
        if not 1 <= month <= 12:  # noqa: PLR2004  (months of a year)
            refuse()
        length = monthrange(year, month)[1]
        if day is None:
            return cls(date(year, month, 1), date(year, month, length))
        if not 1 <= day <= length:
            refuse()
        return cls(date(year, month, day), date(year, month, day))

    @classmethod
    def of(cls, value: object) -> PartialDate:
        """Take a date, a partial date or its text.

        Raises:
            InvalidValueError: a text that is no date, or a value that is neither (a datetime, a number).
        """
        if isinstance(value, PartialDate):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, date) and not isinstance(value, datetime):
            return cls(value, value)
        raise InvalidValueError("date", value, _ALLOWED)

    @classmethod
    def day(cls, text: object) -> date:
        """Return the day that a text names.

        Raises:
            InvalidValueError: no text, no date, or one that is not known to the day.
        """
        try:
            partial = cls.parse(text) if isinstance(text, str) else None
        except InvalidValueError:
            partial = None
        if partial is None or not partial.exact:
            raise InvalidValueError("date", text, "give a day that exists as YYYY-MM-DD")
        return partial.earliest

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    def __str__(self) -> str:
        if self.exact:
            return self.earliest.isoformat()
        first, last = self.earliest, self.latest
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year:04}"
        if first.replace(day=monthrange(first.year, first.month)[1]) == last and first.day == 1:
            return f"{first.year:04}-{first.month:02}"
        return f"{first}..{last}"
