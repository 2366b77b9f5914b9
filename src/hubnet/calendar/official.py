"""The official working days, from the two day tables of ``chinesecalendar``.

Only its tables are read, none of its functions: they count from another origin and mark some festival days wrongly.
A newer release of the package brings the next year without a change here.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from hubnet.values import Label

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


class DayTables(NamedTuple):
    """Days off by name and make-up working days, as the notices set them."""

    off: Mapping[date, Label]
    make_up: Mapping[date, Label]
    last_year: int
    source: str


@cache
def official_tables() -> DayTables:
    """Read the tables of the installed package, once."""
    import chinese_calendar

    names = {holiday.value: Label(holiday.chinese, holiday.value) for holiday in chinese_calendar.Holiday}
    off = {day: names[name] for day, name in chinese_calendar.holidays.items()}
    make_up = {day: names[name] for day, name in chinese_calendar.workdays.items()}
    return DayTables(off, make_up, max(off).year, f"chinesecalendar {chinese_calendar.__version__}")
