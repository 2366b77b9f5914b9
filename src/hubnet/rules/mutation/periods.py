"""A period, a day or a day of the year changed by one step."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hubnet.calendar import Period, Unit

if TYPE_CHECKING:
    from collections.abc import Iterator

_LEAP_YEAR = 2000
_NEXT_UNIT = {
    Unit.DAYS: Unit.WORKING_DAYS,
    Unit.WORKING_DAYS: Unit.DAYS,
    Unit.MONTHS: Unit.DAYS,
    Unit.YEARS: Unit.MONTHS,
}


def changed_periods(period: Period, *, working: bool = True) -> Iterator[Period]:
    """Yield a period one shorter, one longer, and of the same length in the next unit.

    Days become working days (months, where working days are not counted: ``working`` False), working days and months
    become days, years months. Nothing of a unit is nothing of another.
    """
    if period.length:
        yield Period(period.length - 1, period.unit)
        yield Period(period.length, next_unit(period.unit, working=working))
    yield Period(period.length + 1, period.unit)


def next_unit(unit: Unit, *, working: bool = True) -> Unit:
    """Return the unit that is most easily mistaken for another."""
    return Unit.MONTHS if unit is Unit.DAYS and not working else _NEXT_UNIT[unit]


def days_beside(day: date) -> tuple[date, date]:
    """Return the day before and the day after."""
    return day - timedelta(days=1), day + timedelta(days=1)


def days_of_year_beside(day: str) -> tuple[str, str]:
    """Return the day of the year (``MM-DD``) before one and that after it."""
    before, after = days_beside(date.fromisoformat(f"{_LEAP_YEAR}-{day}"))
    return f"{before:%m-%d}", f"{after:%m-%d}"
