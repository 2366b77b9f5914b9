"""The official calendar under test, and the notices as another source reads them."""

import tomllib
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import NamedTuple

import chinese_calendar
import holidays
import pytest

from hubnet import load_calendar

SATURDAY = 5


class Notices(NamedTuple):
    """What the yearly notices list, read from `notices.toml`; nothing here uses hubnet or the package it stands on."""

    year_of: dict[date, int]
    """The year of the notice that lists a day, off or worked."""
    off: frozenset[date]
    worked: frozenset[date]
    last_year: int

    def __repr__(self):
        return f"the notices to {self.last_year}"

    @property
    def days(self):
        """Every day the notices settle, from the first year to 28 December of the last."""
        length = (date(self.last_year, 12, 28) - date(2007, 1, 1)).days
        return [date(2007, 1, 1) + timedelta(days=n) for n in range(length + 1)]

    def is_working(self, day):
        """Return whether people work on a day: as listed, else from Monday to Friday."""
        return day in self.worked or (day.weekday() < SATURDAY and day not in self.off)


@pytest.fixture(scope="session")
def notices():
    """The notices for 2007 to 2026."""
    years = tomllib.loads((Path(__file__).parent / "notices.toml").read_text(encoding="utf-8"))
    year_of, listed = {}, {"off": set(), "worked": set()}
    for year, lists in years.items():
        for kind, blocks in lists.items():
            for block in blocks:
                first, *last = map(date.fromisoformat, block.split("/"))
                days = {first + timedelta(days=n) for n in range(((last or [first])[0] - first).days + 1)}
                listed[kind] |= days
                year_of |= dict.fromkeys(days, int(year))
    return Notices(year_of, frozenset(listed["off"]), frozenset(listed["worked"]), max(map(int, years)))


@pytest.fixture(scope="session")
def official():
    """The shipped calendar without overlays."""
    return load_calendar()


@cache
def festivals_proper(*years):
    """Return the festival days of some years by the names of python-holidays; none observed, moved or given once."""
    table = holidays.CN(years=years, language="en_US")
    other = ("(observed)", "substituted", "Extended Holiday", "70th Anniversary")
    return frozenset(
        day
        for day, names in table.items()
        if day.year in years and any(not any(word in name for word in other) for name in names.split("; "))
    )


@pytest.fixture(scope="session")
def festivals():
    """The festival days of the years asked for."""
    return festivals_proper


class Loop(NamedTuple):
    """Working days by chinesecalendar's own functions, counted by looking at one day after the other."""

    working: frozenset[date]
    last: date

    def __repr__(self):
        return f"the working days to {self.last}"

    def step(self, day, n, towards=1):
        """Return the n-th working day after a day, or before it; None where the known days end."""
        found = 0
        while found < n:
            day += timedelta(days=towards)
            if not date(2007, 1, 1) <= day <= self.last:
                return None
            found += day in self.working
        return day

    def roll(self, day):
        """Return the day itself if it is worked, else the next that is."""
        return day if day in self.working else self.step(day, 1)


@pytest.fixture(scope="session")
def loop(official):
    """The working days as far as the calendar under test claims to know them."""
    length = (official.known_until - date(2007, 1, 1)).days
    days = [date(2007, 1, 1) + timedelta(days=n) for n in range(length + 1)]
    return Loop(frozenset(filter(chinese_calendar.is_workday, days)), official.known_until)
