"""How a period runs from a day to its last day, and how a last day rolls over.

Source: Civil Code arts 200 to 204; Administrative Licensing Law art 82 (rows and readings in the rule data).
"""

from __future__ import annotations

from calendar import monthrange
from datetime import MAXYEAR, MINYEAR, date, timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING

from attrs import frozen
from dateutil.relativedelta import relativedelta

from hubnet.errors import CalendarRangeError, InvalidValueError
from hubnet.values import DayInterval, Label, one_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hubnet.calendar.days import Calendar

_DAY = timedelta(days=1)
_LONGEST = 100_000
"""Longer than any period of law, in any unit; a slip of the pen is refused before it is counted."""


class Unit(Enum):
    """What a period is counted in."""

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow

    DAYS = "days"
    WORKING_DAYS = "working_days"
    MONTHS = "months"
    YEARS = "years"


_UNIT_WORDS = {
    Unit.DAYS: ("日", "day"),
    Unit.WORKING_DAYS: ("个工作日", "working day"),
    Unit.MONTHS: ("个月", "month"),
    Unit.YEARS: ("年", "year"),
}


class Roll(Enum):
    """What happens when the last day of a period is a day off."""

    NEXT_WORKING_DAY = "next_working_day"
    """Any day off, plain weekends too: to the next working day."""
    NOTICE_OFF_DAYS = "notice_off_days"
    """Only days that a notice lists as off: to the first day not listed, which can be a plain Saturday."""
    FESTIVAL_DAYS = "festival_days"
    """Only festival days proper of the Measures: to the day after them."""
    NONE = "none"
    """It stays."""


@frozen
class Period:
    """A length and its unit; a length of 0 ends on the day it starts."""

    length: int
    unit: Unit

    def __attrs_post_init__(self) -> None:
        if not 0 <= self.length <= _LONGEST:
            raise InvalidValueError("length of a period", self.length, f"give 0 or more, and {_LONGEST} at most")

    def longer(self, by: Period) -> Period:
        """Return this period extended by another of the same unit.

        Raises:
            InvalidValueError: the units differ.
        """
        if by.unit is not self.unit:
            raise InvalidValueError("extension", by.unit.value, f"must be in {self.unit.value}, as the period is")
        return Period(self.length + by.length, self.unit)

    @cached_property
    def label(self) -> Label:
        """The period in words."""
        zh, en = _UNIT_WORDS[self.unit]
        return Label(f"{self.length}{zh}", f"{self.length} {en}{'' if self.length == 1 else 's'}")


Pause = tuple[date, date]
"""A pause from P to Q: the days P + 1 to Q do not count."""


def united(pauses: Iterable[Pause]) -> list[Pause]:
    """Join pauses that overlap or touch, oldest first."""
    joined: list[Pause] = []
    for start, end in sorted(pauses):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def months_after(anchor: date, months: int) -> date:
    """Return the corresponding day that many months later, or the last day of that month where it has none.

    Always from the anchor: 31 January + 2 months is 31 March.

    Source: Civil Code art 202.

    Raises:
        OverflowError: that day lies outside the years 1 to 9999.
    """
    try:
        return anchor + relativedelta(months=months)
    except ValueError as error:
        raise OverflowError(str(error)) from None


def latest_start(on: date, period: Period) -> int:
    """Return the ordinal of the latest day from which a period has run by a day; 0 where there is none.

    The period has run from a day on its corresponding day, or on the last day of the month where that has none: a year
    from 29 February 2024 has run on 28 February 2025. The ordinal counts days as ``date.toordinal``.

    Source: Civil Code arts 201, 202.

    Raises:
        InvalidValueError: a period in working days.
    """
    if period.unit is Unit.WORKING_DAYS:
        raise InvalidValueError("period", period.label.en, "give days, months or years")
    if period.unit is Unit.DAYS:
        return max(on.toordinal() - period.length, 0)
    months = on.year * 12 + on.month - 1 - period.length * (12 if period.unit is Unit.YEARS else 1)
    year, month = divmod(months, 12)
    if year < MINYEAR:
        return 0
    last = monthrange(year, month + 1)[1]
    at_the_end = on.day == monthrange(on.year, on.month)[1]
    return date(year, month + 1, last if at_the_end else min(on.day, last)).toordinal()


def last_day_after(
    calendar: Calendar, start: date, period: Period, pauses: Sequence[Pause] = (), *, refuse: bool = False
) -> DayInterval:
    """Return the last day of a period that runs from a day, before any roll-over.

    The start day is not counted. Days of a pause are not counted; overlapping pauses count once.

    Args:
        calendar: used for working days only.
        start: the day of the event that starts the period.
        period: its length.
        pauses: the pauses, in any order.
        refuse: raise instead of returning an interval where the holiday notice is not out.

    Raises:
        CalendarRangeError: a working day is needed that the calendar refuses.
        InvalidValueError: the last day lies beyond the year 9999.
    """
    try:
        if period.unit in (Unit.MONTHS, Unit.YEARS):
            months = period.length * (12 if period.unit is Unit.YEARS else 1)
            last = months_after(start, months)
            for first, end in united(pauses):
                if first < last and end > start:
                    last += end - max(first, start)
            return one_day(last)
        at, left = start, period.length
        if pauses:
            at, left = _past_pauses(at, left, pauses, _counter(calendar, period.unit, refuse=refuse))
        if period.unit is Unit.DAYS or not left:
            last = at + timedelta(days=left)
            return one_day(last)
        if refuse:
            last = calendar.working_day_after(at, left)
            return one_day(last)
        within = calendar.working_day_after_within(at, left)
        if not pauses or at <= calendar.known_until:
            return within
        at, left = _past_pauses(start, period.length, pauses, _counter(calendar, period.unit, refuse=False, most=True))
        early = calendar.working_day_after_within(at, left).earliest if left else at
        return DayInterval(early, within.latest)
    except OverflowError:
        raise _beyond_all_years(period) from None


def _beyond_all_years(period: Period) -> InvalidValueError:
    return InvalidValueError("period", period.label.en, f"it must stay within the years {MINYEAR} to {MAXYEAR}")


def _past_pauses(
    start: date, length: int, pauses: Sequence[Pause], counted_between: Callable[[date, date], int]
) -> tuple[date, int]:
    """Return the day from which the rest of a period runs without a pause, and the length of that rest."""
    at, left = start, length
    for first, end in united(pauses):
        if end <= at:
            continue
        counted = counted_between(at, max(first, at))
        if left <= counted:
            break
        at, left = end, left - counted
    return at, left


def _counter(calendar: Calendar, unit: Unit, *, refuse: bool, most: bool = False) -> Callable[[date, date], int]:
    """Return how to count between two days; past the notices as few working days as possible, or as many."""
    known_until = calendar.known_until

    def working(after: date, through: date) -> int:
        if refuse or through <= known_until:
            return calendar.working_days_between(after, through)
        known = calendar.working_days_between(after, known_until) if after < known_until else 0
        day = max(after, known_until)
        if most:
            return known + (through - day).days
        surely = 0
        while (latest := calendar.working_day_after_within(day, 1).latest) is not None and latest <= through:
            day, surely = latest, surely + 1
        return known + surely

    return working if unit is Unit.WORKING_DAYS else lambda after, through: (through - after).days


def last_day_before(calendar: Calendar, anchor: date, period: Period, *, clear: bool = False) -> date:
    """Return the latest day on which something due a period before a day can be done; it never rolls.

    "10 days before the 20th" is the 10th; with ``clear`` ten whole days lie between, so the 9th.

    Raises:
        CalendarRangeError: a working day is needed that the calendar does not know.
        InvalidValueError: the day lies before the year 1.
    """
    if period.unit is Unit.WORKING_DAYS:
        return calendar.working_day_before(anchor, period.length + clear) if period.length + clear else anchor
    try:
        if period.unit is Unit.DAYS:
            return anchor - timedelta(days=period.length + clear)
        months = period.length * (12 if period.unit is Unit.YEARS else 1)
        return months_after(anchor, -months) - timedelta(days=clear)
    except OverflowError:
        raise _beyond_all_years(period) from None


def rolled(calendar: Calendar, last: date, roll: Roll, *, refuse: bool = False) -> DayInterval:
    """Return where a last day ends up under a roll-over policy.

    Raises:
        CalendarRangeError: the day lies before the calendar; or beyond it, with ``refuse`` or under a policy that
            needs the notice; or no version of the Measures is held for it (``festival_days``).
    """
    if roll is Roll.NONE:
        return one_day(last)
    if roll is Roll.NEXT_WORKING_DAY:
        if refuse:
            day = calendar.next_working_day(last)
            return one_day(day)
        return calendar.next_working_day_within(last)
    off: Callable[[date], object] = calendar.is_listed_off if roll is Roll.NOTICE_OFF_DAYS else calendar.festival
    day = last
    while off(day):
        day += _DAY
    return one_day(day)


def next_named_day(after: date, month: int, day: int) -> date:
    """Return the first such day of a year that comes after a day; 29 February falls on the 28th in common years."""
    named = date(after.year, 1, 1) + relativedelta(month=month, day=day)
    if named > after:
        return named
    if after.year == MAXYEAR:
        raise InvalidValueError("date", after, f"the next {month:02}-{day:02} lies past the year {MAXYEAR}")
    return named + relativedelta(years=1, month=month, day=day)


def occurrences(anchor: date, every: Period, first: date, end: date) -> Iterator[date]:
    """Yield the days of a recurrence from ``first`` (first day in) to ``end`` (first day out), oldest first.

    Each is counted from the anchor, so that a month without a 31st does not move the months after it.

    Raises:
        InvalidValueError: a recurrence of length 0 or in working days.
    """
    if not every.length or every.unit is Unit.WORKING_DAYS:
        raise InvalidValueError("recurrence", every.label.en, "give 1 or more days, months or years")
    turn = 0
    while True:
        if every.unit is Unit.DAYS:
            day = anchor + timedelta(days=turn * every.length)
        else:
            day = months_after(anchor, turn * every.length * (12 if every.unit is Unit.YEARS else 1))
        if day >= end:
            return
        if day >= first:
            yield day
        turn += 1


def days_not_counted(calendar: Calendar, after: date, through: date) -> list[date]:
    """Return the days off after a day up to another, as far as the calendar knows them, oldest first."""
    last = min(through, calendar.known_until)
    days = (after + timedelta(days=i) for i in range(1, (last - after).days + 1))
    try:
        return [day for day in days if not calendar.is_working(day)]
    except CalendarRangeError:
        return []
