"""How periods run: start day, months, pauses, roll-over, recurrences."""

import calendar as month_lengths
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import known_days, pauses, periods

from hubnet.calendar import (
    Period,
    Roll,
    Unit,
    days_not_counted,
    last_day_after,
    last_day_before,
    months_after,
    next_named_day,
    occurrences,
    rolled,
)
from hubnet.calendar.counting import united
from hubnet.errors import CalendarRangeError, InvalidValueError
from hubnet.values import DayInterval, Label

DAY = timedelta(days=1)
DAYS, WORKING_DAYS, MONTHS, YEARS = Unit.DAYS, Unit.WORKING_DAYS, Unit.MONTHS, Unit.YEARS
civil_units = st.sampled_from([DAYS, MONTHS, YEARS])
inner_days = st.dates(date(2007, 8, 1), date(2024, 12, 31))
"""Days around which a count in the known years has room on both sides."""


def exactly(day):
    """An interval of one day."""
    return DayInterval(day, day)


def in_a_pause(day, stops):
    """Return whether a pause (P, Q) takes the day out: it takes the days P + 1 to Q."""
    return any(start < day <= end for start, end in stops)


def naive_last_day(start, n, stops, counts=lambda _: True):
    """The n-th day after a day that counts and is in no pause, found by looking at one day after the other."""
    day = start
    while n:
        day += DAY
        n -= counts(day) and not in_a_pause(day, stops)
    return day


# Month ends, by Civil Code art. 202: the corresponding day, or the last day of the month. The rows down to 2100 are
# those on which the project dates-calc tests its addition: plain ones, and ambiguous ones with the result of rounding
# down.
MONTH_ENDS = [
    ("2012-02-15", 2, "2012-04-15"), ("2012-02-28", 4, "2012-06-28"), ("2012-03-15", 1, "2012-04-15"),
    ("2012-11-15", 3, "2013-02-15"), ("2012-03-31", 2, "2012-05-31"), ("2012-01-31", 2, "2012-03-31"),
    ("2013-01-31", 2, "2013-03-31"), ("2012-10-31", 5, "2013-03-31"), ("2012-01-01", 12, "2013-01-01"),
    ("2012-02-28", 48, "2016-02-28"), ("2012-02-29", 48, "2016-02-29"), ("2012-03-15", 12, "2013-03-15"),
    ("2012-11-15", 36, "2015-11-15"),
    ("2012-03-31", 1, "2012-04-30"), ("2012-03-31", 3, "2012-06-30"), ("2012-01-31", 1, "2012-02-29"),
    ("2012-01-31", 3, "2012-04-30"), ("2013-01-31", 1, "2013-02-28"), ("2013-01-31", 3, "2013-04-30"),
    ("2012-10-31", 4, "2013-02-28"), ("2012-10-31", 6, "2013-04-30"), ("2012-10-29", 4, "2013-02-28"),
    ("2012-02-29", 12, "2013-02-28"), ("2012-02-29", 1056, "2100-02-28"),
    # Around the leap day of 2024, and a length of nothing.
    ("2024-01-31", 1, "2024-02-29"), ("2024-01-31", 2, "2024-03-31"), ("2024-01-30", 1, "2024-02-29"),
    ("2024-01-29", 1, "2024-02-29"), ("2024-02-29", 1, "2024-03-29"), ("2023-08-31", 6, "2024-02-29"),
    ("2023-11-30", 3, "2024-02-29"), ("2024-05-31", 0, "2024-05-31"),
]  # fmt: skip
# Days and the year's end, from the same rows.
DAY_COUNTS = [
    ("2012-03-20", 10, "2012-03-30"), ("2012-03-31", 1, "2012-04-01"), ("2012-02-28", 1, "2012-02-29"),
    ("2013-02-28", 1, "2013-03-01"), ("2012-03-01", 71, "2012-05-11"), ("2012-11-01", 71, "2013-01-11"),
    ("2017-07-05", 60, "2017-09-03"), ("2017-07-05", 0, "2017-07-05"),
]  # fmt: skip


class TestDays:
    @pytest.mark.parametrize(("start", "length", "last"), DAY_COUNTS)
    def test_start_day_is_not_counted(self, official, start, length, last):
        """A period of one day that starts on the 28th ends on the 29th; days off count like any other."""
        found = last_day_after(official, date.fromisoformat(start), Period(length, DAYS))
        assert found == exactly(date.fromisoformat(last))

    @pytest.mark.parametrize("start", [date(1999, 12, 31), date(2035, 6, 1)])
    def test_needs_no_notice(self, official, start):
        """Calendar days, months and years are counted in any year, before 2007 and after the last notice too."""
        assert last_day_after(official, start, Period(30, DAYS), refuse=True) == exactly(start + 30 * DAY)
        assert last_day_after(official, start, Period(2, YEARS), refuse=True) == exactly(
            start.replace(year=start.year + 2)
        )


class TestMonths:
    @pytest.mark.parametrize(("start", "months", "last"), MONTH_ENDS)
    def test_corresponding_day(self, official, start, months, last):
        """Months end on the corresponding day, or on the last day of a month that has none."""
        start, last = date.fromisoformat(start), date.fromisoformat(last)
        assert months_after(start, months) == last
        assert last_day_after(official, start, Period(months, MONTHS)) == exactly(last)
        if months % 12 == 0:
            assert last_day_after(official, start, Period(months // 12, YEARS)) == exactly(last)

    @given(start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(-600, 600))
    def test_month_and_day(self, start, months):
        """The month is so many months on, and the day the same or the last of a shorter month."""
        last = months_after(start, months)
        assert (last.year * 12 + last.month) - (start.year * 12 + start.month) == months
        assert last.day == min(start.day, month_lengths.monthrange(last.year, last.month)[1])

    @given(start=st.dates(date(1900, 1, 1), date(2100, 1, 1)), months=st.integers(0, 600))
    def test_back_again(self, start, months):
        """N months on and n back end on the same day, or on the last day they passed through in a shorter month."""
        there = months_after(start, months)
        assert months_after(there, -months) == start.replace(day=there.day)


class TestWorkingDays:
    @pytest.mark.parametrize(
        ("start", "length", "last"),
        [
            pytest.param(date(2026, 9, 18), 5, date(2026, 9, 24), id="make-up Sunday"),
            pytest.param(date(2015, 11, 14), 5, date(2015, 11, 20), id="from a Saturday"),
            pytest.param(date(2017, 7, 5), 5, date(2017, 7, 12), id="a weekend between"),
            pytest.param(date(2026, 9, 27), 0, date(2026, 9, 27), id="nothing, on a day off"),
        ],
    )
    def test_examples(self, official, start, length, last):
        """A period of working days ends on a working day; one of length 0 on the day it starts."""
        assert last_day_after(official, start, Period(length, WORKING_DAYS)) == exactly(last)
        assert last_day_after(official, start, Period(length, WORKING_DAYS), refuse=True) == exactly(last)

    def test_beyond_the_notices(self, official):
        """A period that leaves the known days is an interval, or refused where the caller wants that."""
        period = Period(5, WORKING_DAYS)
        found = last_day_after(official, official.known_until, period)
        assert found.earliest == official.known_until + 5 * DAY
        assert found.latest > found.earliest
        with pytest.raises(CalendarRangeError):
            last_day_after(official, official.known_until, period, refuse=True)

    def test_before_the_calendar(self, official):
        """A period of working days that starts before 2007 is refused either way."""
        for refuse in (False, True):
            with pytest.raises(CalendarRangeError, match="earlier years are not held"):
                last_day_after(official, date(2006, 12, 29), Period(5, WORKING_DAYS), refuse=refuse)


class TestMonotone:
    @given(day=inner_days, later=st.integers(0, 40), period=periods(most=40))
    def test_in_the_start(self, official, day, later, period):
        """A later start never ends earlier."""
        one, other = (last_day_after(official, start, period) for start in (day, day + later * DAY))
        assert one.earliest <= other.earliest
        assert one.latest <= other.latest

    @given(day=inner_days, unit=st.sampled_from(Unit), length=st.integers(0, 40), more=st.integers(1, 5))
    def test_in_the_length(self, official, day, unit, length, more):
        """A longer period ends later."""
        short, long = (last_day_after(official, day, Period(n, unit)) for n in (length, length + more))
        assert short.earliest < long.earliest
        assert short.latest < long.latest

    @given(day=inner_days, period=periods(DAYS, WORKING_DAYS), stops=st.data())
    def test_pauses_never_shorten(self, official, day, period, stops):
        """A pause more never makes a period end earlier."""
        drawn = stops.draw(pauses(day))
        plain = last_day_after(official, day, period, drawn[1:])
        paused = last_day_after(official, day, period, drawn)
        assert plain.earliest <= paused.earliest
        assert plain.latest <= paused.latest


P10_20 = (date(2017, 7, 10), date(2017, 7, 20))


class TestPauses:
    @pytest.mark.parametrize(
        ("length", "stops", "last"),
        [
            pytest.param(60, [], "2017-09-03", id="none"),
            pytest.param(60, [P10_20], "2017-09-13", id="ten days, the 11th to the 20th"),
            pytest.param(5, [P10_20], "2017-07-10", id="it ends on the day the pause begins"),
            pytest.param(6, [P10_20], "2017-07-21", id="it needs one day more"),
            pytest.param(4, [P10_20], "2017-07-09", id="it ends before the pause"),
            pytest.param(60, [P10_20, P10_20], "2017-09-13", id="the same pause twice"),
            pytest.param(60, [P10_20, (date(2017, 7, 15), date(2017, 7, 25))], "2017-09-18", id="overlapping"),
            pytest.param(60, [(date(2017, 7, 15), date(2017, 7, 25)), P10_20], "2017-09-18", id="in any order"),
            pytest.param(60, [P10_20, (date(2017, 7, 12), date(2017, 7, 14))], "2017-09-13", id="one in the other"),
            pytest.param(60, [P10_20, (date(2017, 7, 20), date(2017, 7, 25))], "2017-09-18", id="one after the other"),
            pytest.param(60, [P10_20, (date(2017, 8, 1), date(2017, 8, 3))], "2017-09-15", id="apart"),
            pytest.param(60, [(date(2017, 7, 1), date(2017, 7, 5))], "2017-09-03", id="over before it starts"),
            pytest.param(60, [(date(2017, 7, 1), date(2017, 7, 9))], "2017-09-07", id="running when it starts"),
            pytest.param(60, [(date(2017, 7, 5), date(2017, 7, 6))], "2017-09-04", id="from the day it starts"),
            pytest.param(60, [(date(2017, 9, 3), date(2017, 9, 30))], "2017-09-03", id="from its last day"),
            pytest.param(60, [(date(2017, 9, 2), date(2017, 9, 30))], "2017-10-01", id="from the day before its last"),
            pytest.param(60, [P10_20, (date(2017, 9, 10), date(2017, 9, 12))], "2017-09-15", id="reached by a pause"),
            pytest.param(0, [P10_20], "2017-07-05", id="no period"),
        ],
    )
    def test_days(self, official, length, stops, last):
        """A pause from P to Q takes the days P + 1 to Q out of a period that starts on 5 July 2017."""
        found = last_day_after(official, date(2017, 7, 5), Period(length, DAYS), stops)
        assert found == exactly(date.fromisoformat(last))

    @pytest.mark.parametrize(
        ("length", "stops", "last"),
        [
            pytest.param(5, [], "2017-07-12", id="none"),
            pytest.param(5, [P10_20], "2017-07-24", id="three done, two left after Thursday the 20th"),
            pytest.param(5, [(date(2017, 7, 7), date(2017, 7, 9))], "2017-07-12", id="only a weekend"),
            pytest.param(5, [(date(2017, 7, 7), date(2017, 7, 10))], "2017-07-13", id="a weekend and a Monday"),
            pytest.param(5, [(date(2017, 7, 12), date(2017, 7, 20))], "2017-07-12", id="from its last day"),
            pytest.param(5, [(date(2017, 7, 3), date(2017, 7, 7))], "2017-07-14", id="running when it starts"),
            pytest.param(0, [P10_20], "2017-07-05", id="no period"),
        ],
    )
    def test_working_days(self, official, length, stops, last):
        """Of a period of working days a pause takes the working days in it."""
        found = last_day_after(official, date(2017, 7, 5), Period(length, WORKING_DAYS), stops)
        assert found == exactly(date.fromisoformat(last))

    @pytest.mark.parametrize(
        ("length", "unit", "stops", "last"),
        [
            pytest.param(2, MONTHS, [P10_20], "2017-09-15", id="months"),
            pytest.param(2, MONTHS, [(date(2017, 9, 5), date(2017, 9, 9))], "2017-09-05", id="from the last day"),
            pytest.param(
                2, MONTHS, [P10_20, (date(2017, 9, 10), date(2017, 9, 12))], "2017-09-17", id="reached by a pause"
            ),
            pytest.param(2, MONTHS, [(date(2017, 7, 1), date(2017, 7, 9))], "2017-09-09", id="running when it starts"),
            pytest.param(1, YEARS, [P10_20], "2018-07-15", id="year"),
            pytest.param(1, YEARS, [(date(2017, 7, 1), date(2017, 7, 5))], "2018-07-05", id="over before it starts"),
        ],
    )
    def test_months_and_years(self, official, length, unit, stops, last):
        """Months and years are counted first, then as many days added as the pauses took."""
        found = last_day_after(official, date(2017, 7, 5), Period(length, unit), stops)
        assert found == exactly(date.fromisoformat(last))

    @given(start=inner_days, length=st.integers(0, 80), data=st.data())
    def test_days_agree_with_a_loop(self, official, start, length, data):
        """Any pauses in any order take out what looking at each day takes out."""
        stops = data.draw(pauses(start))
        expected = naive_last_day(start, length, stops)
        assert last_day_after(official, start, Period(length, DAYS), stops) == exactly(expected)

    @given(start=inner_days, length=st.integers(0, 40), data=st.data())
    def test_working_days_agree_with_a_loop(self, official, loop, start, length, data):
        """The same for working days, refused or not where nothing is unknown."""
        stops = data.draw(pauses(start))
        expected = naive_last_day(start, length, stops, loop.working.__contains__)
        for refuse in (False, True):
            found = last_day_after(official, start, Period(length, WORKING_DAYS), stops, refuse=refuse)
            assert found == exactly(expected)

    @given(start=inner_days, length=st.integers(1, 3), unit=st.sampled_from([MONTHS, YEARS]), data=st.data())
    def test_months_agree_with_a_loop(self, official, start, length, unit, data):
        """A paused period of months has as many running days as the same period without a pause."""
        stops = data.draw(pauses(start))
        running = (last_day_after(official, start, Period(length, unit)).earliest - start).days
        expected = naive_last_day(start, running, stops)
        assert last_day_after(official, start, Period(length, unit), stops) == exactly(expected)

    @given(start=inner_days, period=periods(most=40), data=st.data())
    def test_order_does_not_matter(self, official, start, period, data):
        """Pauses given in another order lead to the same day."""
        stops = data.draw(pauses(start))
        shuffled = data.draw(st.permutations(stops))
        assert last_day_after(official, start, period, stops) == last_day_after(official, start, period, shuffled)

    def test_come_before_roll_over(self, official):
        """The paused period ends on Saturday, and only then rolls to Monday."""
        stops = [(date(2017, 7, 5), date(2017, 7, 7))]
        last = last_day_after(official, date(2017, 7, 5), Period(1, DAYS), stops).earliest
        assert last == date(2017, 7, 8)
        assert rolled(official, last, Roll.NEXT_WORKING_DAY) == exactly(date(2017, 7, 10))

    def test_over_the_end_of_the_notices(self, official):
        """A pause that runs into unknown days moves both bounds, and is refused where the caller wants that."""
        start, period = official.known_until - 10 * DAY, Period(10, WORKING_DAYS)
        plain = last_day_after(official, start, period)
        paused = last_day_after(
            official, start, period, [(official.known_until - DAY, official.known_until + 30 * DAY)]
        )
        assert plain.earliest < paused.earliest
        assert plain.latest < paused.latest
        with pytest.raises(CalendarRangeError):
            last_day_after(official, start, period, [(start, official.known_until + 30 * DAY)], refuse=True)


class TestUnited:
    @pytest.mark.parametrize(
        ("given", "joined"),
        [
            pytest.param([], [], id="none"),
            pytest.param([(1, 3)], [(1, 3)], id="one"),
            pytest.param([(5, 7), (1, 3)], [(1, 3), (5, 7)], id="apart"),
            pytest.param([(1, 3), (3, 5)], [(1, 5)], id="touching: 2 to 3 and 4 to 5 are out"),
            pytest.param([(1, 3), (4, 5)], [(1, 3), (4, 5)], id="day 4 runs between"),
            pytest.param([(1, 9), (2, 3)], [(1, 9)], id="one in the other"),
            pytest.param([(1, 5), (3, 9), (8, 12)], [(1, 12)], id="chain"),
        ],
    )
    def test_joins(self, given, joined):
        """Pauses that overlap or touch become one, oldest first."""
        month = date(2017, 6, 30)
        assert united((month + a * DAY, month + b * DAY) for a, b in given) == [
            (month + a * DAY, month + b * DAY) for a, b in joined
        ]


class TestBackwards:
    @pytest.mark.parametrize(
        ("anchor", "length", "unit", "last", "clear"),
        [
            pytest.param("2017-07-20", 10, DAYS, "2017-07-10", "2017-07-09", id="ten days before the 20th"),
            pytest.param("2017-07-20", 0, DAYS, "2017-07-20", "2017-07-19", id="no days"),
            pytest.param("2026-10-12", 10, DAYS, "2026-10-02", "2026-10-01", id="a festival stays"),
            pytest.param("2026-05-26", 10, DAYS, "2026-05-16", "2026-05-15", id="a Saturday stays"),
            pytest.param("2024-03-10", 10, DAYS, "2024-02-29", "2024-02-28", id="over the leap day"),
            pytest.param("2024-03-31", 1, MONTHS, "2024-02-29", "2024-02-28", id="a month before 31 March"),
            pytest.param("2023-03-31", 1, MONTHS, "2023-02-28", "2023-02-27", id="in a common year"),
            pytest.param("2024-02-29", 1, YEARS, "2023-02-28", "2023-02-27", id="a year before the leap day"),
            pytest.param("2024-03-31", 0, MONTHS, "2024-03-31", "2024-03-30", id="no months"),
            pytest.param("2026-09-24", 5, WORKING_DAYS, "2026-09-18", "2026-09-17", id="over a make-up Sunday"),
            pytest.param("2026-10-08", 1, WORKING_DAYS, "2026-09-30", "2026-09-29", id="over the October block"),
            pytest.param("2026-09-26", 1, WORKING_DAYS, "2026-09-24", "2026-09-23", id="from a day off"),
            pytest.param("2026-09-26", 0, WORKING_DAYS, "2026-09-26", "2026-09-24", id="no working days"),
        ],
    )
    def test_examples(self, official, anchor, length, unit, last, clear):
        """On or before anchor - n, never rolled; with n clear days between, a day earlier."""
        anchor, period = date.fromisoformat(anchor), Period(length, unit)
        assert last_day_before(official, anchor, period) == date.fromisoformat(last)
        assert last_day_before(official, anchor, period, clear=True) == date.fromisoformat(clear)

    @given(anchor=inner_days, length=st.integers(0, 60), unit=civil_units)
    def test_clear_days_lie_between(self, official, anchor, length, unit):
        """The reading with clear days is one day stricter, whatever the unit."""
        period = Period(length, unit)
        plain, clear = (last_day_before(official, anchor, period, clear=clear) for clear in (False, True))
        assert plain - clear == DAY

    @given(anchor=inner_days, length=st.integers(1, 60))
    def test_clear_working_days_lie_between(self, official, loop, anchor, length):
        """Between the last day with n clear working days and the anchor lie n working days."""
        clear = last_day_before(official, anchor, Period(length, WORKING_DAYS), clear=True)
        assert sum(clear < day < anchor for day in loop.working) == length

    @given(anchor=st.dates(date(2014, 1, 1), date(2024, 12, 31)), length=st.integers(1, 60))
    def test_undoes_counting_forwards(self, official, anchor, length):
        """N days on and n days back end where they began, for calendar days and from a working day for working days."""
        there = last_day_after(official, anchor, Period(length, DAYS)).earliest
        assert last_day_before(official, there, Period(length, DAYS)) == anchor
        assume(official.is_working(anchor))
        there = last_day_after(official, anchor, Period(length, WORKING_DAYS)).earliest
        assert last_day_before(official, there, Period(length, WORKING_DAYS)) == anchor

    def test_unknown_days_are_refused(self, official):
        """Working days back from a day that is not known are refused."""
        with pytest.raises(CalendarRangeError):
            last_day_before(official, official.known_until + 30 * DAY, Period(5, WORKING_DAYS))


# A last day, and where each policy puts it: next working day, notice off days, festival days.
ROLLS = [
    pytest.param("2026-09-21", "2026-09-21", "2026-09-21", "2026-09-21", id="plain Monday"),
    pytest.param("2026-05-16", "2026-05-18", "2026-05-16", "2026-05-16", id="plain Saturday"),
    pytest.param("2026-02-14", "2026-02-14", "2026-02-14", "2026-02-14", id="make-up Saturday"),
    pytest.param("2026-02-23", "2026-02-24", "2026-02-24", "2026-02-23", id="Monday in lieu"),
    pytest.param("2016-01-01", "2016-01-04", "2016-01-02", "2016-01-02", id="New Year on a Friday"),
    pytest.param("2015-09-03", "2015-09-06", "2015-09-06", "2015-09-03", id="one-off, to a make-up Sunday"),
    pytest.param("2025-10-04", "2025-10-09", "2025-10-09", "2025-10-04", id="Saturday inside a block"),
    pytest.param("2025-10-01", "2025-10-09", "2025-10-09", "2025-10-04", id="first of October"),
    pytest.param("2025-10-06", "2025-10-09", "2025-10-09", "2025-10-07", id="Mid-Autumn inside a block"),
    pytest.param("2026-10-02", "2026-10-08", "2026-10-08", "2026-10-04", id="second of October 2026"),
    pytest.param("2018-12-29", "2018-12-29", "2018-12-29", "2018-12-29", id="make-up Saturday at the year's end"),
    pytest.param("2018-12-30", "2019-01-02", "2019-01-02", "2018-12-30", id="year's end by the next notice"),
    pytest.param("2014-04-05", "2014-04-08", "2014-04-06", "2014-04-06", id="festival on a Saturday"),
    pytest.param("2014-04-06", "2014-04-08", "2014-04-06", "2014-04-06", id="Sunday the notice does not name"),
    pytest.param("2024-02-09", "2024-02-09", "2024-02-09", "2024-02-09", id="New Year's Eve 2024, worked"),
    pytest.param(
        "2024-02-10", "2024-02-18", "2024-02-18", "2024-02-13", id="Spring Festival 2024, to a make-up Sunday"
    ),
    pytest.param("2020-01-31", "2020-02-03", "2020-02-03", "2020-01-31", id="extension of 2020"),
    pytest.param("2026-02-16", "2026-02-24", "2026-02-24", "2026-02-20", id="four festival days in a row"),
]


class TestRolled:
    @pytest.mark.parametrize(("last", "working", "listed", "festival"), ROLLS)
    def test_policies(self, official, last, working, listed, festival):
        """Each policy has its own idea of a day off, and `none` has none."""
        last = date.fromisoformat(last)
        expected = {
            Roll.NEXT_WORKING_DAY: working,
            Roll.NOTICE_OFF_DAYS: listed,
            Roll.FESTIVAL_DAYS: festival,
            Roll.NONE: str(last),
        }
        for policy, day in expected.items():
            assert (
                rolled(official, last, policy)
                == rolled(official, last, policy, refuse=True)
                == exactly(date.fromisoformat(day))
            )

    def test_policies_are_all_tested(self):
        """There are four policies, under the names that rule files use."""
        assert [roll.value for roll in Roll] == ["next_working_day", "notice_off_days", "festival_days", "none"]

    @given(last=st.dates(date(2014, 1, 1), date(2026, 10, 31)), later=st.integers(0, 20))
    def test_never_earlier_and_in_order(self, official, last, later):
        """A last day never moves back, a later one never ends earlier, and a rolled day stays where it is."""
        for policy in Roll:
            day = rolled(official, last, policy).earliest
            assert day >= last
            assert day <= rolled(official, min(last + later * DAY, date(2026, 10, 31)), policy).earliest
            assert rolled(official, day, policy) == exactly(day)

    @given(last=st.dates(date(2014, 1, 1), date(2026, 10, 31)))
    def test_skips_days_off_only(self, official, loop, notices, last):
        """Every day skipped is off under the policy's idea of off, and the day it ends on is not."""
        working, listed = (
            rolled(official, last, roll).earliest for roll in (Roll.NEXT_WORKING_DAY, Roll.NOTICE_OFF_DAYS)
        )
        assert working in loop.working
        assert not any(last + n * DAY in loop.working for n in range((working - last).days))
        assert listed not in notices.off
        assert all(last + n * DAY in notices.off for n in range((listed - last).days))

    def test_how_often_the_policies_differ(self, official, notices):
        """From 2007 to October 2026 two policies differ on 1,759 last days, 1,752 of them plain weekend days."""
        days = [day for day in notices.days if day <= date(2026, 10, 31)]
        assert len(days) == 7244
        differ = [
            day
            for day in days
            if rolled(official, day, Roll.NEXT_WORKING_DAY) != rolled(official, day, Roll.NOTICE_OFF_DAYS)
        ]
        plain = [day for day in differ if day.weekday() >= 5 and day not in notices.off]
        assert (len(differ), len(plain)) == (1759, 1752)

    @pytest.mark.parametrize("policy", [Roll.NEXT_WORKING_DAY, Roll.NOTICE_OFF_DAYS])
    def test_unknown_days_are_refused(self, official, policy):
        """With `refuse` a last day past the notices is refused."""
        with pytest.raises(CalendarRangeError):
            rolled(official, official.known_until + 7 * DAY, policy, refuse=True)

    def test_notice_off_days_cannot_be_bounded(self, official):
        """What a notice to come lists is not known, so this policy is refused there either way."""
        with pytest.raises(CalendarRangeError, match="load the year's notice as an overlay"):
            rolled(official, official.known_until + 7 * DAY, Roll.NOTICE_OFF_DAYS)

    def test_festivals_are_known_ahead(self, official):
        """Festival days follow from the Measures, so this policy needs no notice; 1 to 3 October 2040 are festivals."""
        assert rolled(official, date(2040, 10, 2), Roll.FESTIVAL_DAYS) == exactly(date(2040, 10, 4))
        assert rolled(official, date(2040, 10, 2), Roll.NONE) == exactly(date(2040, 10, 2))

    @pytest.mark.parametrize("policy", [Roll.NEXT_WORKING_DAY, Roll.NOTICE_OFF_DAYS, Roll.FESTIVAL_DAYS])
    def test_days_before_the_calendar_are_refused(self, official, policy):
        """No policy but `none` says anything of a day before 2007."""
        with pytest.raises(CalendarRangeError):
            rolled(official, date(2006, 12, 30), policy)
        assert rolled(official, date(2006, 12, 30), Roll.NONE) == exactly(date(2006, 12, 30))


class TestNextNamedDay:
    @pytest.mark.parametrize(
        ("after", "month", "day", "named"),
        [
            pytest.param("2026-03-30", 3, 31, "2026-03-31", id="the day before"),
            pytest.param("2026-03-31", 3, 31, "2027-03-31", id="on the day itself"),
            pytest.param("2026-04-01", 3, 31, "2027-03-31", id="the day after"),
            pytest.param("2026-06-01", 3, 31, "2027-03-31", id="in June"),
            pytest.param("2026-01-01", 5, 31, "2026-05-31", id="later in the year"),
            pytest.param("2023-03-01", 2, 29, "2024-02-29", id="leap day"),
            pytest.param("2024-02-28", 2, 29, "2024-02-29", id="the day before the leap day"),
            pytest.param("2024-02-29", 2, 29, "2025-02-28", id="the year after falls on the 28th"),
            pytest.param("2023-02-27", 2, 29, "2023-02-28", id="a common year falls on the 28th"),
            pytest.param("2023-02-28", 2, 29, "2024-02-29", id="and is over then"),
            pytest.param("2026-12-31", 1, 1, "2027-01-01", id="over the year's end"),
            pytest.param("2026-12-31", 12, 31, "2027-12-31", id="last day of the year"),
        ],
    )
    def test_examples(self, after, month, day, named):
        """The next such day of a year is strictly later."""
        assert next_named_day(date.fromisoformat(after), month, day) == date.fromisoformat(named)

    @given(after=st.dates(date(1900, 1, 1), date(2100, 1, 1)), named=st.dates(date(2023, 1, 1), date(2023, 12, 31)))
    def test_is_the_first_such_day(self, after, named):
        """It has the month and day asked for, and none between has."""
        found = next_named_day(after, named.month, named.day)
        assert (found.month, found.day) == (named.month, named.day)
        between = [after + n * DAY for n in range(1, (found - after).days)]
        assert all((day.month, day.day) != (named.month, named.day) for day in between)
        assert found > after

    def test_end_of_the_years(self):
        """The last year there is has its named days, and none after them."""
        assert next_named_day(date(9999, 12, 1), 12, 31) == date.max
        with pytest.raises(InvalidValueError, match="lies past the year 9999") as caught:
            next_named_day(date(9999, 12, 1), 3, 31)
        assert caught.value.found == date(9999, 12, 1)


class TestOccurrences:
    def test_monthly_on_the_31st(self):
        """A monthly duty anchored on the 31st falls on the last day of each month, for twenty years without drift."""
        found = list(occurrences(date(2007, 1, 31), Period(1, MONTHS), date(2007, 1, 1), date(2027, 1, 1)))
        assert found == [
            date(year, month, month_lengths.monthrange(year, month)[1])
            for year in range(2007, 2027)
            for month in range(1, 13)
        ]

    @pytest.mark.parametrize("first", ["2023-06-01", "2023-03-31", "2023-04-01", "2023-01-01"])
    def test_31_march_each_year(self, first):
        """A yearly duty appears in each year of a span, also when the span starts in June."""
        first = date.fromisoformat(first)
        found = list(occurrences(date(2020, 3, 31), Period(1, YEARS), first, date(2027, 6, 1)))
        years = range(2023 if first <= date(2023, 3, 31) else 2024, 2028)
        assert found == [date(year, 3, 31) for year in years]

    def test_leap_day(self):
        """A yearly duty of 29 February falls on the 28th in common years and comes back to the 29th."""
        found = list(occurrences(date(2020, 2, 29), Period(1, YEARS), date(2020, 1, 1), date(2025, 1, 1)))
        assert [str(day) for day in found] == ["2020-02-29", "2021-02-28", "2022-02-28", "2023-02-28", "2024-02-29"]

    @pytest.mark.parametrize(
        ("every", "days"),
        [
            pytest.param(Period(10, DAYS), ["2024-01-31", "2024-02-10", "2024-02-20", "2024-03-01"], id="days"),
            pytest.param(Period(1, MONTHS), ["2024-01-31", "2024-02-29"], id="month"),
            pytest.param(Period(2, MONTHS), ["2024-01-31"], id="two months"),
            pytest.param(Period(1, YEARS), ["2024-01-31"], id="year"),
        ],
    )
    def test_units(self, every, days):
        """The first is the anchor itself; the end is the first day out."""
        found = occurrences(date(2024, 1, 31), every, date(2024, 1, 1), date(2024, 3, 2))
        assert [str(day) for day in found] == days

    @pytest.mark.parametrize(
        ("first", "end", "days"),
        [
            pytest.param("2024-02-29", "2024-03-31", ["2024-02-29"], id="first day in, first day out"),
            pytest.param("2024-03-01", "2024-03-31", [], id="none between"),
            pytest.param("2024-03-01", "2024-04-01", ["2024-03-31"], id="a day later"),
            pytest.param("2020-01-01", "2024-01-31", [], id="all before the anchor"),
            pytest.param("2024-03-01", "2024-03-01", [], id="empty span"),
            pytest.param("2024-04-01", "2024-03-01", [], id="span the wrong way round"),
        ],
    )
    def test_span(self, first, end, days):
        """A recurrence is cut to its span and begins at its anchor."""
        found = occurrences(date(2024, 1, 31), Period(1, MONTHS), date.fromisoformat(first), date.fromisoformat(end))
        assert [str(day) for day in found] == days

    @given(
        anchor=known_days,
        length=st.integers(1, 30),
        unit=civil_units,
        cuts=st.lists(st.dates(date(2006, 1, 1), date(2040, 1, 1)), min_size=3, max_size=3),
    )
    def test_spans_join(self, anchor, length, unit, cuts):
        """Two spans one after the other have what the whole has: where one looks from does not move a day."""
        first, middle, end = sorted(cuts)
        every = Period(length, unit)
        whole = list(occurrences(anchor, every, first, end))
        assert whole == [*occurrences(anchor, every, first, middle), *occurrences(anchor, every, middle, end)]
        assert all(one < other for one, other in pairwise(whole))
        assert all(first <= day < end and day >= anchor for day in whole)

    @pytest.mark.parametrize(
        ("every", "found"),
        [
            (Period(0, DAYS), "0 days"),
            (Period(0, MONTHS), "0 months"),
            (Period(0, YEARS), "0 years"),
            (Period(5, WORKING_DAYS), "5 working days"),
        ],
        ids=["0 days", "0 months", "0 years", "working days"],
    )
    def test_refuses(self, every, found):
        """A recurrence that stands still would never end; one in working days has no fixed rhythm."""
        with pytest.raises(InvalidValueError, match="give 1 or more days, months or years") as caught:
            next(occurrences(date(2024, 1, 31), every, date(2024, 1, 1), date(2025, 1, 1)))
        assert (caught.value.field, caught.value.found) == ("recurrence", found)


class TestDaysNotCounted:
    def test_example(self, official):
        """Between 24 and 28 September 2026 the festival and the weekend are not counted."""
        found = days_not_counted(official, date(2026, 9, 24), date(2026, 9, 28))
        assert found == [date(2026, 9, 25), date(2026, 9, 26), date(2026, 9, 27)]

    @given(after=known_days, length=st.integers(-5, 60))
    def test_agrees_with_a_loop(self, official, loop, after, length):
        """They are the days off after the first day and up to the last, as far as days are known."""
        through = after + length * DAY
        between = [after + n * DAY for n in range(1, length + 1)]
        expected = [day for day in between if day <= loop.last and day not in loop.working]
        assert days_not_counted(official, after, through) == expected

    def test_unknown_days_are_left_out(self, official):
        """Past the last notice nothing is claimed."""
        end = official.known_until
        assert days_not_counted(official, end, end + 30 * DAY) == []
        assert days_not_counted(official, end - 30 * DAY, end + 30 * DAY) == days_not_counted(
            official, end - 30 * DAY, end
        )

    def test_days_before_the_calendar(self, official):
        """Of days before 2007 nothing is claimed."""
        assert days_not_counted(official, date(2006, 1, 1), date(2006, 2, 1)) == []


class TestPeriod:
    @pytest.mark.parametrize("unit", list(Unit), ids=lambda unit: unit.value)
    @pytest.mark.parametrize("length", [-1, -60, 10**6, 10**12])
    def test_impossible_length_is_refused(self, unit, length):
        """A period runs forwards, counting back has a call of its own; and no law sets a million of anything."""
        with pytest.raises(InvalidValueError, match="give 0 or more") as caught:
            Period(length, unit)
        assert caught.value.found == length

    @pytest.mark.parametrize(
        ("period", "zh", "en"),
        [
            (Period(60, DAYS), "60日", "60 days"),
            (Period(1, DAYS), "1日", "1 day"),
            (Period(0, DAYS), "0日", "0 days"),
            (Period(5, WORKING_DAYS), "5个工作日", "5 working days"),
            (Period(1, WORKING_DAYS), "1个工作日", "1 working day"),
            (Period(6, MONTHS), "6个月", "6 months"),
            (Period(1, MONTHS), "1个月", "1 month"),
            (Period(2, YEARS), "2年", "2 years"),
            (Period(1, YEARS), "1年", "1 year"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_label(self, period, zh, en):
        """A period is told in words, one of a thing in the singular."""
        assert period.label == Label(zh, en)

    def test_longer(self):
        """An extension in the same unit adds up."""
        assert Period(60, DAYS).longer(Period(30, DAYS)) == Period(90, DAYS)

    @pytest.mark.parametrize(
        ("one", "other"), [(DAYS, WORKING_DAYS), (WORKING_DAYS, DAYS), (MONTHS, DAYS), (YEARS, MONTHS)]
    )
    def test_longer_by_another_unit_is_refused(self, one, other):
        """Thirty days are no month: units are never mixed."""
        with pytest.raises(InvalidValueError, match=f"must be in {one.value}, as the period is") as caught:
            Period(60, one).longer(Period(30, other))
        assert (caught.value.field, caught.value.found) == ("extension", other.value)

    @pytest.mark.parametrize(
        ("start", "period"),
        [
            pytest.param(date(9999, 12, 1), Period(31, DAYS), id="days"),
            pytest.param(date(9999, 12, 1), Period(31, WORKING_DAYS), id="working days"),
            pytest.param(date(9999, 12, 1), Period(1, MONTHS), id="months"),
            pytest.param(date(2026, 1, 1), Period(7974, YEARS), id="years"),
        ],
    )
    def test_end_after_the_last_year_is_refused(self, official, start, period):
        """A period that ends after the year 9999 is refused with its length."""
        with pytest.raises(InvalidValueError, match="9999") as caught:
            last_day_after(official, start, period)
        assert caught.value.found == period.label.en

    @pytest.mark.parametrize("period", [Period(5, DAYS), Period(1, MONTHS), Period(1, YEARS)], ids=lambda p: p.label.en)
    def test_end_before_the_first_year_is_refused(self, official, period):
        """Counting back before the year 1 is refused with the length, too."""
        with pytest.raises(InvalidValueError, match="it must stay within the years 1 to 9999") as caught:
            last_day_before(official, date(1, 1, 5), period)
        assert caught.value.found == period.label.en

    def test_last_year_itself_can_be_reached(self, official):
        """The last day there is, and the first, are answered."""
        assert last_day_after(official, date(9999, 12, 1), Period(30, DAYS)) == exactly(date.max)
        assert last_day_after(official, date(9999, 11, 30), Period(1, MONTHS)) == exactly(date(9999, 12, 30))
        assert last_day_before(official, date(1, 1, 5), Period(4, DAYS)) == date.min
