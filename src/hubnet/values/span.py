"""Spans of days: from a first day in to a first day out."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from enum import Enum

from attrs import field, frozen

from hubnet.errors import InvalidValueError
from hubnet.values.outcome import Outcome
from hubnet.values.partial_date import PartialDate


class End(Enum):
    """An end that is not a day."""

    OPEN = "open"
    """There is no bound: it goes on (至今), or reaches back as far as can be asked."""
    UNKNOWN = "unknown"
    """The source does not say; it may have ended."""


_ALLOWED = (
    "write first day in and first day out as 2010-12/2014-05-01, with .. for an open and ? for an unknown one, and a "
    "day on which it is known to hold after @ (2010-12/? @2012-08-02); or as 2010年12月至今, 2010年12月至2014年5月"
)
_CHINESE = r"\s*([^至到~～—–-]*年[^至到~～—–-]*)(?:至|到|[~～–-]|—+)\s*([^至到~～—–-]+)"
_LONGEST = 500
_SIGNS = {"..": End.OPEN, "?": End.UNKNOWN}

# Days are compared as ordinals: one is before and two are after every day there is, so that "the day after" exists.
_BEFORE_ALL = 0
_AFTER_ALL = date.max.toordinal() + 2


def _bound(value: object) -> date | PartialDate | End:
    if isinstance(value, End):
        return value
    if isinstance(value, PartialDate):
        return value.earliest if value.exact else value
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InvalidValueError("span", value, "give a date, a partial date or an End; Span.parse reads texts")


def _start(value: date | PartialDate | End | None) -> date | PartialDate | End | None:
    return None if value is None or value is End.OPEN else _bound(value)


def _end(value: date | PartialDate | End) -> date | PartialDate | End:
    return _bound(value)


def _day(value: date | PartialDate | None) -> date | PartialDate | None:
    if value is None:
        return None
    bound = _bound(value)
    if isinstance(bound, End):
        raise InvalidValueError("span", value, "give the day on which it is known to hold as a date or partial date")
    return bound


def _ordinals(value: date | PartialDate) -> tuple[int, int]:
    if isinstance(value, PartialDate):
        return value.earliest.toordinal(), value.latest.toordinal()
    return value.toordinal(), value.toordinal()


@frozen
class Span:
    """Days from ``start`` (first day in) to ``end`` (first day out).

    Either may be known in part only. ``start`` None means that it reaches back without a bound (``End.OPEN`` becomes
    None); a bound that is ``End.UNKNOWN`` may lie anywhere. ``attested`` is a day on which a source says that it holds;
    one known in part means that it holds on some day of that part. A partial date that is one day becomes that date.

    Raises:
        InvalidValueError: a first day out that cannot come after the first day in, a day attested that cannot lie
            between them, or values that are no dates.
    """

    start: date | PartialDate | End | None = field(converter=_start)
    end: date | PartialDate | End = field(default=End.OPEN, converter=_end)
    attested: date | PartialDate | None = field(default=None, converter=_day)
    _days: tuple[int, int, int, int] = field(init=False, repr=False, eq=False, default=(0, 0, 0, 0))
    """Ordinals: the earliest day that can be in, the days that are surely in (half-open), the first surely out."""

    def __attrs_post_init__(self) -> None:
        if self.start is None:
            in_first = in_last = _BEFORE_ALL
        elif isinstance(self.start, End):
            in_first, in_last = _BEFORE_ALL, _AFTER_ALL
        else:
            in_first, in_last = _ordinals(self.start)
        if isinstance(self.end, End):
            out_first, out_last = _AFTER_ALL if self.end is End.OPEN else _BEFORE_ALL, _AFTER_ALL
        else:
            out_first, out_last = _ordinals(self.end)
        if out_last <= in_first:
            raise InvalidValueError("span", f"{self.start}..{self.end}", "the first day out must come after the first")
        held_first, held_last = in_first, out_last - 1
        if self.attested is not None:
            first, last = _ordinals(self.attested)
            held_first, held_last = max(held_first, first), min(held_last, last)
            if held_last < held_first:
                raise InvalidValueError("span", str(self), "the day attested must lie in the span")
        # It holds on some day at least, so it has begun by the last such day and cannot have ended by the first.
        sure = min(in_last, held_last), max(out_first, held_first + 1)
        object.__setattr__(self, "_days", (in_first, *sure, out_last))

    @classmethod
    def parse(cls, text: str) -> Span:
        """Read ``2010-12/2014-05-01``, ``2010-12/..`` (open), ``2010-12/? @2012-08-02`` (end unknown, a day attested).

        In Chinese, ``2010年12月至今`` is open, and ``2010年12月至2014年5月`` names the last day in: it lies in May
        2014, so the first day out is one of 2014-05-02 to 2014-06-01.

        Raises:
            InvalidValueError: another form, or bounds that cannot be.
        """
        if not _is_text(text):
            raise InvalidValueError("span", text, _ALLOWED)
        bounds, at, attested = text.partition("@")
        try:
            held = PartialDate.parse(attested) if at else None
            if match := re.fullmatch(_CHINESE, bounds.rstrip()):
                return cls(PartialDate.parse(match[1]), _day_after(match[2]), held)
            start, slash, end = (part.strip() for part in bounds.partition("/"))
            if slash:
                return cls(_read(start), _read(end), held)
        except InvalidValueError as error:
            allowed = error.allowed if error.field == "span" else _ALLOWED
            raise InvalidValueError("span", text, allowed) from None
        raise InvalidValueError("span", text, _ALLOWED)

    @property
    def ordinals(self) -> tuple[int, int, int, int]:
        """The earliest first day in, the days that are surely in (first in, first out), the latest first day out.

        As ordinals of ``datetime.date``; 0 is before all days, and numbers from that of the last day on are after.
        """
        return self._days

    def covers(self, day: date) -> Outcome:
        """Return whether the day lies in the span.

        MET or NOT_MET where that holds for every first day in and first day out that the source leaves possible, else
        UNKNOWN. A span is never empty: one with an unknown end surely covers its first day, if that is known.
        """
        at = day.toordinal()
        first, sure, unsure, out = self._days
        if sure <= at < unsure:
            return Outcome.MET
        return Outcome.UNKNOWN if first <= at < out else Outcome.NOT_MET

    def meets(self, other: Span) -> bool:
        """Return whether a day can lie in both; an unknown bound counts as open."""
        return max(self._days[0], other._days[0], _BEFORE_ALL + 1) < min(self._days[3], other._days[3])

    def __str__(self) -> str:
        attested = "" if self.attested is None else f" @{self.attested}"
        return f"{_shown(self.start)}/{_shown(self.end)}{attested}"


def _is_text(value: object) -> bool:
    return isinstance(value, str) and len(value) <= _LONGEST


def _read(bound: str) -> PartialDate | End:
    return _SIGNS.get(bound) or PartialDate.parse(bound)


def _shown(bound: date | PartialDate | End | None) -> str:
    if isinstance(bound, date | PartialDate):
        return str(bound)
    return "?" if bound is End.UNKNOWN else ".."


def _day_after(last: str) -> PartialDate | End:
    """Return the first day out of a span whose last day in is named in Chinese."""
    if last.strip() == "今":
        return End.OPEN
    day = PartialDate.parse(last)
    if "年" not in last or day.latest == date.max:
        raise InvalidValueError("date", last, _ALLOWED)
    return PartialDate(day.earliest + timedelta(days=1), day.latest + timedelta(days=1))
