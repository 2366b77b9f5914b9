"""Days to come: where the holiday notice is not out, a count is an interval."""

from bisect import bisect_right
from datetime import date, timedelta
from itertools import pairwise

import attrs
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from hubnet.calendar import Overlay, OverlayDay, Period, Roll, Unit, last_day_after, rolled
from hubnet.calendar.almanac import Anchor
from hubnet.errors import CalendarRangeError
from hubnet.values import DayInterval

DAY = timedelta(days=1)
DISTANCE = 5
"""Days from a festival within which the latest count takes no day as worked; the data file says how it was measured."""


def near(day, days):
    """Return whether a day lies within the distance of a festival, or is one."""
    return any(day + away * DAY in days for away in range(-DISTANCE, DISTANCE + 1))


@pytest.fixture(scope="module")
def year(official):
    """The first year whose notice is not out."""
    return official.last_year + 1


class UnknownDays(dict):
    """Days, each with whether it lies near a festival; Hypothesis shows it with every example."""

    def __repr__(self):
        return f"{len(self)} days"


@pytest.fixture(scope="module")
def unknown_days(official, year, festivals):
    """The days that the next notice may arrange, and which of them lie near a festival."""
    days = [
        official.known_until + n * DAY for n in range(1, 369) if official.known_until + n * DAY <= date(year, 12, 31)
    ]
    return UnknownDays({day: near(day, festivals(year - 1, year, year + 1)) for day in days})


def notice(year, off, worked):
    """A notice of a year, made up."""
    days = [*((day, True) for day in off), *((day, False) for day in worked)]
    return Overlay(
        name="made up", source="-", year=year, days=tuple(OverlayDay(day=day, name="-", off=off) for day, off in days)
    )


class TestExamples:
    """Expected days counted by hand: 1 October 2040 is a Monday; the festivals are 20 September and 1 to 3 October."""

    @pytest.mark.parametrize(
        ("start", "n", "earliest", "latest"),
        [
            pytest.param(date(2040, 9, 28), 1, date(2040, 9, 29), date(2040, 10, 9), id="before the festival"),
            pytest.param(date(2040, 9, 28), 5, date(2040, 10, 3), date(2040, 10, 15), id="over it and a weekend"),
            pytest.param(date(2040, 10, 8), 1, date(2040, 10, 9), date(2040, 10, 9), id="far from any"),
            pytest.param(date(2040, 10, 12), 1, date(2040, 10, 13), date(2040, 10, 15), id="over a weekend"),
            pytest.param(date(2040, 10, 7), 1, date(2040, 10, 8), date(2040, 10, 9), id="the fifth day after"),
            pytest.param(date(2040, 9, 13), 1, date(2040, 9, 14), date(2040, 9, 14), id="the sixth day before"),
            pytest.param(date(2040, 9, 14), 1, date(2040, 9, 15), date(2040, 10, 9), id="no day between two festivals"),
            pytest.param(date(2050, 12, 20), 4, date(2050, 12, 24), date(2050, 12, 26), id="last day that can be told"),
            pytest.param(date(2050, 12, 20), 5, date(2050, 12, 25), None, id="no festivals tabled so far ahead"),
            pytest.param(date(2060, 1, 1), 1, date(2060, 1, 2), None, id="far beyond the table"),
        ],
    )
    def test_working_day_after(self, official, start, n, earliest, latest):
        """At the earliest every day is worked; at the latest no weekend is and no day within five of a festival."""
        assert official.working_day_after_within(start, n) == DayInterval(earliest, latest)

    @pytest.mark.parametrize(
        ("day", "earliest", "latest"),
        [
            pytest.param(date(2040, 10, 6), date(2040, 10, 6), date(2040, 10, 9), id="it may be worked"),
            pytest.param(date(2040, 10, 9), date(2040, 10, 9), date(2040, 10, 9), id="it is surely worked"),
            pytest.param(date(2040, 10, 13), date(2040, 10, 13), date(2040, 10, 15), id="Saturday"),
            pytest.param(date(2051, 3, 1), date(2051, 3, 1), None, id="no festivals tabled"),
        ],
    )
    def test_next_working_day(self, official, day, earliest, latest):
        """A day to come stays at the earliest, and moves at the latest to the next that is surely worked."""
        assert official.next_working_day_within(day) == DayInterval(earliest, latest)
        assert rolled(official, day, Roll.NEXT_WORKING_DAY) == DayInterval(earliest, latest)


class TestKnownDays:
    @given(day=st.dates(date(2007, 1, 1), date(2026, 6, 1)), n=st.integers(1, 60))
    def test_are_exact(self, official, loop, day, n):
        """Where the notice is out an interval is one day, the one that a loop finds."""
        expected = loop.step(day, n)
        assert official.working_day_after_within(day, n) == DayInterval(expected, expected)
        assert official.next_working_day_within(day) == DayInterval(loop.roll(day), loop.roll(day))

    def test_known_part_of_a_count_is_used(self, official, loop):
        """Of a count that leaves the known days only the rest is open."""
        start = official.known_until - 10 * DAY
        left = 8 - sum(start < day for day in loop.working)
        assert left > 0
        assert official.working_day_after_within(start, 8).earliest == official.known_until + left * DAY

    def test_day_off_at_the_end(self, official):
        """A known day off whose next working day is not known rolls into the unknown."""
        almanac = official.almanac
        at_new_year = attrs.evolve(
            official, almanac=attrs.evolve(almanac, range=attrs.evolve(almanac.range, year_end="01-01"))
        )
        assert at_new_year.next_working_day_within(at_new_year.known_until).earliest == at_new_year.known_until + DAY

    @pytest.mark.parametrize("day", [date(2006, 12, 31), date(1999, 1, 1)])
    def test_days_before_the_calendar_are_refused(self, official, day):
        """An interval is an answer for days to come, not for days before 2007."""
        with pytest.raises(CalendarRangeError, match="earlier years are not held"):
            official.working_day_after_within(day, 1)
        with pytest.raises(CalendarRangeError, match="earlier years are not held"):
            official.next_working_day_within(day)

    def test_monotone(self, official):
        """Over the end of what is known, a later start or a longer count moves neither bound back."""
        starts = [official.known_until + n * DAY for n in range(-30, 60)]
        for n in (1, 5, 20):
            found = [official.working_day_after_within(day, n) for day in starts]
            assert all(a.earliest <= b.earliest and a.latest <= b.latest for a, b in pairwise(found))
        found = [official.working_day_after_within(official.known_until, n) for n in range(1, 120)]
        assert all(a.earliest < b.earliest and a.latest < b.latest for a, b in pairwise(found))


class TestNoticesToCome:
    """Whatever the next notice says within the assumption, the day that it leads to lies within the bounds."""

    def draw_notice(self, data, year, unknown_days, festival_days):
        """A notice that keeps to the assumption: festivals and days near them off, any weekend day worked."""
        weekend = [day for day in unknown_days if day.weekday() >= 5]
        free = [day for day, is_near in unknown_days.items() if is_near]
        worked = data.draw(st.sets(st.sampled_from(weekend), max_size=30), label="worked")
        off = data.draw(st.sets(st.sampled_from(free), max_size=40), label="off")
        return notice(year, off | festival_days, worked - off - festival_days)

    @settings(max_examples=100)  # each one builds a calendar
    @given(data=st.data())
    def test_bounds_hold_the_day(self, official, year, unknown_days, festivals, data):
        """The n-th working day and the next working day under the notice lie in the intervals given without it."""
        issued = official.with_overlays([self.draw_notice(data, year, unknown_days, festivals(year))])
        day = data.draw(st.dates(official.known_until - 40 * DAY, date(year, 11, 30)), label="day")
        n = data.draw(st.integers(1, 80), label="n")
        try:
            true_day = issued.working_day_after(day, n)
        except CalendarRangeError:
            assume(False)  # noqa: FBT003
        within = official.working_day_after_within(day, n)
        assert within.earliest <= true_day <= within.latest
        within = official.next_working_day_within(day)
        assert within.earliest <= issued.next_working_day(day) <= within.latest

    @settings(max_examples=100)
    @given(data=st.data())
    def test_bounds_hold_with_pauses(self, official, year, unknown_days, festivals, data):
        """A period of working days with pauses ends within its bounds, too, whatever the notice says."""
        issued = official.with_overlays([self.draw_notice(data, year, unknown_days, festivals(year))])
        day = data.draw(st.dates(official.known_until - 40 * DAY, date(year, 6, 30)), label="day")
        period = Period(data.draw(st.integers(0, 40), label="length"), Unit.WORKING_DAYS)
        begins = st.dates(day - 20 * DAY, day + 60 * DAY)
        pause = st.tuples(begins, st.integers(1, 30)).map(lambda drawn: (drawn[0], drawn[0] + drawn[1] * DAY))
        pauses = data.draw(st.lists(pause, max_size=3), label="pauses")
        within = last_day_after(official, day, period, pauses)
        true_day = last_day_after(issued, day, period, pauses)
        assume(true_day.earliest == true_day.latest)
        assert within.earliest <= true_day.earliest <= within.latest

    def test_bounds_are_reached(self, official, year, unknown_days, festivals):
        """Every day worked leads to the one bound, no weekend and no day near a festival worked to the other."""
        free = [day for day, is_near in unknown_days.items() if is_near]
        all_worked = official.with_overlays([notice(year, festivals(year), []), notice(None, [], unknown_days)])
        all_off = official.with_overlays([notice(year, free, [])])
        for ahead in range(-20, 250):
            day = official.known_until + ahead * DAY
            for n in (1, 5, 20):
                within = official.working_day_after_within(day, n)
                assert within == DayInterval(all_worked.working_day_after(day, n), all_off.working_day_after(day, n))
            within = official.next_working_day_within(day)
            assert within == DayInterval(all_worked.next_working_day(day), all_off.next_working_day(day))
        period = Period(12, Unit.WORKING_DAYS)
        for ahead in range(-30, 200):
            day = official.known_until + ahead * DAY
            for begins, length in ((3, 1), (8, 20), (14, 5), (-2, 10), (25, 3)):
                stops = [(day + begins * DAY, day + (begins + length) * DAY), (day + 30 * DAY, day + 33 * DAY)]
                within = last_day_after(official, day, period, stops)
                first, last = (last_day_after(issued, day, period, stops) for issued in (all_worked, all_off))
                assert within == DayInterval(first.earliest, last.latest)


class TestBacktest:
    """The bounds against notices that were issued in the end."""

    @pytest.mark.parametrize("year_end", ["01-01", "03-31", "06-30", "09-10"])
    def test_last_noticed_year(self, official, loop, year_end):
        """Had the last notice been known to some day of its year only, its true days would lie in the bounds."""
        almanac = official.almanac
        known = attrs.evolve(almanac, range=attrs.evolve(almanac.range, year_end=year_end))
        earlier = attrs.evolve(official, almanac=known)
        assert earlier.known_until == date.fromisoformat(f"{official.last_year}-{year_end}")
        outside = []
        for ahead in range(-30, 330, 3):
            day = earlier.known_until + ahead * DAY
            for n in (1, 5, 10, 20, 60):
                true_day, within = loop.step(day, n), earlier.working_day_after_within(day, n)
                if true_day and not within.earliest <= true_day <= within.latest:
                    outside.append((day, n, true_day, within))
        assert outside == []

    def test_years_since_2014(self, official, notices):
        """For each start from 2014 to 2025, with no notice of its year known, the true day lies in the bounds.

        Periods over the two days off of September 2015 are the exception: they were given by an act of their own.

        Weekdays and leap years repeat after 28 years, so the past is laid into years to come: the same calendar, its
        festivals and Measures moved by 28 years, is asked there and compared with the notices of 28 years before.
        """

        def moved(day):
            return day and day.replace(year=day.year + 28)

        almanac = official.almanac
        later = attrs.evolve(
            almanac,
            anchor=tuple(
                Anchor(id=a.id, label=a.label, basis=a.basis, days=tuple(moved(d) for d in a.days if d.year <= 2026))
                for a in almanac.anchor
            ),
            measures=tuple(
                attrs.evolve(m, in_force_from=moved(m.in_force_from), in_force_until=moved(m.in_force_until))
                for m in almanac.measures
            ),
        )
        calendar = attrs.evolve(official, almanac=later)
        worked = [day for day in notices.days if notices.is_working(day)]
        outside, count = [], 0
        for number in range(4383):
            day = date(2014, 1, 1) + number * DAY
            following = bisect_right(worked, day)
            for n in (1, 5, 10, 20):
                true_day = worked[following + n - 1]
                within = calendar.working_day_after_within(moved(day), n)
                count += 1
                if not within.earliest <= moved(true_day) <= within.latest:
                    outside.append((day, n, true_day, (moved(true_day) - within.latest).days))
        assert day == date(2025, 12, 31)
        assert count == 17_532
        assert [late for late in outside if not (late[0] < date(2015, 9, 4) and late[2] > date(2015, 9, 2))] == []
        assert {late for *_, late in outside} == {1, 2, 3}
