"""The official calendar against every other source of the same notices, day by day.

All of them transcribe the notices of the General Office of the State Council, so this checks the transcription.
"""

from datetime import date, timedelta

import chinese_calendar
import holidays
import pytest
from holidays.countries.china import ChinaStaticHolidays

from hubnet.calendar import DayKind

FIRST = date(2007, 1, 1)
LAST_YEAR = max(chinese_calendar.holidays).year
"""The last year with a notice, as the data package itself has it."""


def days_until(last):
    """Every day from the first known one."""
    return [FIRST + timedelta(days=n) for n in range((last - FIRST).days + 1)]


@pytest.fixture(scope="module")
def python_holidays():
    """The calendar of python-holidays for the years it has notices for."""
    return holidays.CN(years=range(FIRST.year, max(ChinaStaticHolidays.special_public_holidays) + 1), language="en_US")


class TestRange:
    def test_first_day(self, official):
        """Days before 2007 were never confirmed by a second source, so the calendar begins there."""
        assert official.first == FIRST

    def test_known_until(self, official):
        """A year is known to 28 December: the next notice has changed days from the 29th on, never one before it."""
        assert official.known_until == date(LAST_YEAR, 12, 28)
        assert official.last_year == LAST_YEAR

    def test_notice_of_2026_is_held(self, official):
        """The oldest release of the data that may be installed knows 2026."""
        assert official.known_until.year >= 2026

    def test_earliest_change_by_a_later_notice(self, notices):
        """The notices listed days of the December before from the 29th on: so nothing before it is provisional."""
        early = {day for day, year in notices.year_of.items() if day.year < year}
        changed = {day for day in early if (day.weekday() < 5) == (day in notices.off)}
        weekend_worked = {day for day in early if day in notices.worked}
        assert min((day.month, day.day) for day in changed | weekend_worked) == (12, 29)


class TestWorkingDays:
    def test_agrees_with_chinesecalendar(self, official):
        """Every day has the state that the functions of chinesecalendar give it."""
        days = days_until(official.known_until)
        assert len(days) >= 7302
        assert [day for day in days if official.is_working(day) is not chinese_calendar.is_workday(day)] == []

    def test_agrees_with_python_holidays(self, official, python_holidays):
        """Every day has the state that python-holidays gives it, as far as both have notices."""
        last_year = min(max(ChinaStaticHolidays.special_public_holidays), LAST_YEAR)
        assert last_year >= 2026
        days = days_until(date(last_year, 12, 28))
        assert [day for day in days if official.is_working(day) is not python_holidays.is_working_day(day)] == []

    def test_agrees_with_the_notices(self, official, notices):
        """Every day has the state that the notices give it."""
        assert [day for day in notices.days if official.is_working(day) is not notices.is_working(day)] == []

    def test_is_not_the_plain_week(self, official, notices):
        """The plain week from Monday to Friday is wrong on 488 days of these twenty years."""
        wrong = [day for day in notices.days if official.is_working(day) is not (day.weekday() < 5)]
        assert len(wrong) == 488

    @pytest.mark.parametrize("n", [1, 5, 20, -1, -5])
    def test_offsets_agree_with_python_holidays(self, official, python_holidays, n):
        """The n-th working day after and before every day is the one python-holidays counts to."""
        days = days_until(date(2026, 11, 20))[30:]
        count = official.working_day_after if n > 0 else official.working_day_before
        assert [day for day in days if count(day, abs(n)) != python_holidays.get_nth_working_day(day, n)] == []


class TestListedOff:
    def test_agrees_with_the_notices(self, official, notices):
        """A day is listed off if the notice names it, weekends inside a block too, and not otherwise."""
        assert [day for day in notices.days if official.is_listed_off(day) is not (day in notices.off)] == []

    @pytest.mark.parametrize(
        ("day", "listed"),
        [
            pytest.param(date(2014, 4, 5), True, id="festival on a Saturday"),
            pytest.param(date(2014, 4, 6), False, id="the Sunday between a festival and its day in lieu"),
            pytest.param(date(2014, 4, 7), True, id="day in lieu"),
            pytest.param(date(2019, 4, 6), False, id="weekend that a festival joins"),
            pytest.param(date(2023, 12, 31), False, id="weekend before New Year 2024"),
            pytest.param(date(2011, 6, 5), True, id="Sunday inside the block of 2011-06-04 to 06"),
            pytest.param(date(2012, 6, 23), True, id="Dragon Boat Festival on a Saturday"),
            pytest.param(date(2015, 9, 5), True, id="Saturday of the amendment of 2015"),
            pytest.param(date(2015, 9, 6), False, id="make-up Sunday"),
            pytest.param(date(2026, 2, 14), False, id="make-up Saturday"),
            pytest.param(date(2026, 5, 16), False, id="plain Saturday"),
            pytest.param(date(2025, 10, 4), True, id="Saturday inside a block"),
            pytest.param(date(2026, 9, 21), False, id="plain Monday"),
        ],
    )
    def test_day(self, official, day, listed):
        """The twelve days on which the data package departs from the notices are put right."""
        assert official.is_listed_off(day) is listed


ONCE = ("Extended Holiday", "70th Anniversary")


def days_of(year):
    """Every day of a year."""
    return [date(year, 1, 1) + timedelta(days=n) for n in range((date(year + 1, 1, 1) - date(year, 1, 1)).days)]


class TestFestivals:
    """The names of python-holidays tell a festival day proper from a day observed, substituted or given once."""

    @pytest.mark.parametrize("year", range(2014, 2051))
    def test_festival_days(self, official, festivals, year):
        """From 2014 to 2050 the festival days are those that python-holidays computes for the same Measures."""
        assert {day for day in days_of(year) if official.festival(day)} == festivals(year)

    def test_notices_give_every_festival_off(self, notices, festivals):
        """No notice since 2014 has left a festival day out: one that does is no whole notice."""
        assert sorted(day for day in festivals(*range(2014, 2027)) if day not in notices.off) == []

    @pytest.mark.parametrize(
        ("year", "count"),
        [
            pytest.param(2014, 11, id="2014"),
            pytest.param(2020, 10, id="2020, National Day and Mid-Autumn on one day"),
            pytest.param(2024, 11, id="2024, amended in November"),
            pytest.param(2025, 13, id="2025"),
            pytest.param(2026, 13, id="2026"),
            pytest.param(2031, 12, id="2031, National Day and Mid-Autumn on one day"),
        ],
    )
    def test_number_of_days(self, official, year, count):
        """Eleven days a year under the Measures of 2013, thirteen under those of 2024."""
        assert sum(official.festival(day) is not None for day in days_of(year)) == count

    def test_kinds_of_days_off(self, official, python_holidays, festivals):
        """Each weekday off since 2014 is a festival, in lieu or given once, as its name in python-holidays says."""
        proper, wrong = festivals(*range(2014, 2027)), []
        for day in days_until(date(2026, 12, 28)):
            if day.year < 2014 or day.weekday() >= 5 or official.is_working(day):
                continue
            if day in proper:
                kind = DayKind.FESTIVAL
            else:
                kind = DayKind.ONE_OFF if any(word in python_holidays[day] for word in ONCE) else DayKind.IN_LIEU
            if official.day(day).kind is not kind:
                wrong.append((day, python_holidays[day]))
        assert wrong == []
