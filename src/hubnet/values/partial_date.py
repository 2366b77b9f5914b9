"""Days that are known only in part: to the month, to the year, or between two days."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from functools import lru_cache
from typing import NoReturn

from attrs import frozen

from hubnet.errors import InvalidValueError
from hubnet.values.outcome import Outcome

_PATTERN = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
# Kept as text, because most texts are ISO dates and compiling it would slow every import.
_CHINESE = (
    r"([0-9]{4})年(?:年?(?P<edge>[初底末])|(?P<half>[上下])半年|第?(?P<quarter>[1-4一二三四])季度"
    r"|([0-9]{1,2})月(?:([0-9]{1,2})[日号]|(?P<third>[上中下])旬|月?(?P<verge>[初底末]))?)?"
)
_ALLOWED = (
    "write a date that exists as YYYY-MM-DD (or YYYY-MM, YYYY where only the month or year is known), as 2010年12月5日 "
    "and its shorter forms, or as a range such as 2011-12..2012-02"
)
_ISO_DAY = "give a day that exists as YYYY-MM-DD"
_LONGEST = 200

# First and last day of a part of a month, 31 standing for its end; of a year, its first and last month.
_THIRDS = {"上": (1, 10), "中": (11, 20), "下": (21, 31), "初": (1, 10), "底": (21, 31), "末": (21, 31)}
_HALVES = {"上": (1, 6), "下": (7, 12), "初": (1, 1), "底": (12, 12), "末": (12, 12)}


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
    """A date as precise as its source: ``2017-07-05``, ``2017-07``, ``2017`` or between two days.

    ``earliest`` and ``latest`` are the first and last day it can be, both included; equal for a full date.

    Raises:
        InvalidValueError: a latest day that comes before the earliest.
    """

    earliest: date
    latest: date

    def __attrs_post_init__(self) -> None:
        if self.latest < self.earliest:
            raise InvalidValueError(
                "date", f"{self.earliest}..{self.latest}", "the latest day must not come before the earliest"
            )

    @classmethod
    def parse(cls, text: str) -> PartialDate:
        """Read ``YYYY-MM-DD``, ``YYYY-MM``, ``YYYY``, their Chinese forms, or a range ``2011-12..2012-02``.

        A range reaches from the earliest day of its first part to the latest day of its second. Chinese words for a
        part of a year or month are read as stated here, because usage sets no days: 年初 is January, 年底 and 年末 are
        December, 上旬 and 月初 are days 1 to 10, 中旬 11 to 20, 下旬, 月底 and 月末 day 21 to the last.

        Raises:
            InvalidValueError: another form, or a date that does not exist (2017-02-30).
        """
        return _read(text) if _is_short(text) else _refuse(text)

    @classmethod
    def between(cls, first: date | PartialDate, last: date | PartialDate) -> PartialDate:
        """Return any day from the earliest of ``first`` to the latest of ``last``.

        Raises:
            InvalidValueError: values that are no dates, or the wrong way round.
        """
        return cls(cls.of(first).earliest, cls.of(last).latest)

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
        # Files of rules and cases give their days in the ISO form alone: other tools read them too.
        if not _is_short(text) or _PATTERN.fullmatch(str(text).strip()) is None:
            raise InvalidValueError("date", text, _ISO_DAY)
        try:
            partial = cls.parse(str(text))
        except InvalidValueError:
            raise InvalidValueError("date", text, _ISO_DAY) from None
        if not partial.exact:
            raise InvalidValueError("date", text, _ISO_DAY)
        return partial.earliest

    @property
    def exact(self) -> bool:
        """Whether the day itself is known."""
        return self.earliest == self.latest

    def before(self, other: date | PartialDate) -> Outcome:
        """Return whether it lies before the other: MET or NOT_MET where that holds for every day both can be."""
        that = PartialDate.of(other)
        return _settled(self.latest < that.earliest, self.earliest >= that.latest)

    def not_after(self, other: date | PartialDate) -> Outcome:
        """Return whether it lies before the other or on the same day."""
        that = PartialDate.of(other)
        return _settled(self.latest <= that.earliest, self.earliest > that.latest)

    def __str__(self) -> str:
        if self.exact:
            return self.earliest.isoformat()
        first, last = self.earliest, self.latest
        if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
            return f"{first.year:04}"
        if first.replace(day=monthrange(first.year, first.month)[1]) == last and first.day == 1:
            return f"{first.year:04}-{first.month:02}"
        return f"{first}..{last}"


def _settled(always: bool, never: bool) -> Outcome:  # noqa: FBT001  (the two answers)
    return Outcome.of(always if always or never else None)


def _is_short(text: object) -> bool:
    return isinstance(text, str) and len(text) <= _LONGEST


def _refuse(text: object) -> NoReturn:
    raise InvalidValueError("date", text, _ALLOWED)


@lru_cache(maxsize=16384)
def _read(text: str) -> PartialDate:
    match = _PATTERN.fullmatch(text.strip())
    if match is None:
        return _read_words(text)
    year, month, day = (int(part) if part else None for part in match.groups())
    return _on(text, year, month, day)


def _on(text: str, year: int | None, month: int | None, day: int | None) -> PartialDate:
    if not year:
        _refuse(text)
    if month is None:
        return PartialDate(date(year, 1, 1), date(year, 12, 31))
    if not 1 <= month <= 12:  # noqa: PLR2004  (months of a year)
        _refuse(text)
    length = monthrange(year, month)[1]
    if day is None:
        return PartialDate(date(year, month, 1), date(year, month, length))
    if not 1 <= day <= length:
        _refuse(text)
    return PartialDate(date(year, month, day), date(year, month, day))


def _read_words(text: str) -> PartialDate:
    """Read what is no ISO date: a range, or a date in Chinese."""
    first, dots, last = text.strip().partition("..")
    if dots:
        if ".." in last or not first or not last:
            _refuse(text)
        try:
            return PartialDate.between(_read(first), _read(last))
        except InvalidValueError:
            _refuse(text)
    folded = unicodedata.normalize("NFKC", text)
    match = re.fullmatch(_CHINESE, "".join(folded.split()))
    # 1 2月 must not become December.
    if match is None or re.search(r"[0-9]\s+[0-9]", folded):
        _refuse(text)
    year, month, day = (int(part) if part else None for part in match.group(1, 5, 6))
    whole = _on(text, year, month, day)
    if part := match["third"] or match["verge"]:
        low, high = _THIRDS[part]
        return PartialDate(whole.earliest.replace(day=low), whole.latest.replace(day=min(high, whole.latest.day)))
    if part := match["half"] or match["edge"]:
        low, high = _HALVES[part]
    elif part := match["quarter"]:
        high = 3 * ("1234".find(part) + "一二三四".find(part) + 2)
        low = high - 2
    else:
        return whole
    return PartialDate.between(_on(text, year, low, None), _on(text, year, high, None))
