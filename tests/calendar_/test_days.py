"""The kernel of working days, its range, and the kinds of days."""

import copy
import pickle
from datetime import date, timedelta

import attrs
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from strategies import FIRST_KNOWN, known_days

from hubnet.calendar import DAY_KIND_LABELS, DayKind, Overlay, OverlayDay
from hubnet.errors import CalendarRangeError, InvalidValueError
from hubnet.values import DayInterval, Label

DAY = timedelta(days=1)
counts = st.integers(1, 120)


class TestWorkingDayAfter:
    @pytest.mark.parametrize(
        ("start", "n", "day"),
        [
            # Five working days after Friday 2026-09-18: the Sunday counts, the festival of the 25th is not reached.
            pytest.param(date(2026, 9, 18), 5, date(2026, 9, 24), id="make-up Sunday counts"),
            pytest.param(date(2015, 11, 14), 5, date(2015, 11, 20), id="from a day off"),
            pytest.param(date(2015, 11, 13), 5, date(2015, 11, 20), id="from the Friday before it"),
            pytest.param(date(2015, 9, 2), 1, date(2015, 9, 6), id="to a make-up Sunday"),
            pytest.param(date(2025, 9, 30), 1, date(2025, 10, 9), id="over the longest block"),
            pytest.param(date(2026, 2, 13), 1, date(2026, 2, 14), id="to a make-up Saturday"),
            pytest.param(date(2026, 2, 14), 1, date(2026, 2, 24), id="over the Spring Festival"),
            pytest.param(date(2020, 1, 23), 1, date(2020, 2, 3), id="over the extended Spring Festival"),
            pytest.param(date(2018, 12, 28), 2, date(2019, 1, 2), id="over a year's end that the next notice changed"),
            pytest.param(date(2017, 7, 5), 5, date(2017, 7, 12), id="plain week"),
        ],
    )
    def test_examples(self, official, start, n, day):
        """The start day is not counted, make-up days are, days off are not."""
        assert official.working_day_after(start, n) == day

    @given(day=known_days, n=counts)
    def test_agrees_with_a_loop(self, official, loop, day, n):
        """The table gives the day that counting one day after the other gives."""
        expected = loop.step(day, n)
        assume(expected is not None)
        assert official.working_day_after(day, n) == expected

    @given(back=st.integers(0, 40), n=st.integers(1, 60))
    def test_agrees_with_a_loop_at_the_end(self, official, loop, back, n):
        """Near the end of what is known the count is answered up to the last known day and refused beyond."""
        day = official.known_until - back * DAY
        expected = loop.step(day, n)
        if expected is None:
            with pytest.raises(CalendarRangeError):
                official.working_day_after(day, n)
        else:
            assert official.working_day_after(day, n) == expected

    @given(day=known_days, n=st.integers(1, 30), more=st.integers(0, 30))
    def test_monotone(self, official, day, n, more):
        """A later start or a longer count never ends earlier."""
        assume(day <= date(2026, 8, 1))
        assert official.working_day_after(day, n) <= official.working_day_after(day + more * DAY, n)
        assert official.working_day_after(day, n) + more * DAY <= official.working_day_after(day, n + more)


class TestWorkingDayBefore:
    @pytest.mark.parametrize(
        ("start", "n", "day"),
        [
            pytest.param(date(2026, 9, 24), 5, date(2026, 9, 18), id="make-up Sunday counts"),
            pytest.param(date(2026, 9, 25), 1, date(2026, 9, 24), id="from a festival"),
            pytest.param(date(2025, 10, 9), 1, date(2025, 9, 30), id="over a block"),
            pytest.param(date(2007, 1, 5), 1, date(2007, 1, 4), id="to the first working day known"),
        ],
    )
    def test_examples(self, official, start, n, day):
        """The day itself is not counted, working or not."""
        assert official.working_day_before(start, n) == day

    @given(day=known_days, n=counts)
    def test_agrees_with_a_loop(self, official, loop, day, n):
        """Backwards too the table gives what a loop gives, and is refused where the loop runs out."""
        expected = loop.step(day, n, towards=-1)
        if expected is None:
            with pytest.raises(CalendarRangeError):
                official.working_day_before(day, n)
        else:
            assert official.working_day_before(day, n) == expected

    @given(n=st.integers(1, 40), ahead=st.integers(0, 40))
    def test_agrees_with_a_loop_at_the_beginning(self, official, loop, n, ahead):
        """A count back beyond the first known day is refused and never wraps round to the end of the table."""
        day = FIRST_KNOWN + ahead * DAY
        expected = loop.step(day, n, towards=-1)
        if expected is None:
            with pytest.raises(CalendarRangeError):
                official.working_day_before(day, n)
        else:
            assert official.working_day_before(day, n) == expected

    @given(day=known_days, n=st.integers(1, 60))
    def test_undoes_counting_forwards(self, official, loop, day, n):
        """N working days on and n back end where they began, or on the last working day before a day off."""
        assume(FIRST_KNOWN + 10 * DAY < day < date(2026, 9, 1))
        begun = day if day in loop.working else loop.step(day, 1, towards=-1)
        assert official.working_day_before(official.working_day_after(day, n), n) == begun


class TestNextWorkingDay:
    @pytest.mark.parametrize(
        ("day", "rolled"),
        [
            pytest.param(date(2016, 1, 1), date(2016, 1, 4), id="New Year on a Friday"),
            pytest.param(date(2015, 9, 3), date(2015, 9, 6), id="one-off, to a make-up Sunday"),
            pytest.param(date(2025, 10, 4), date(2025, 10, 9), id="Saturday inside a block"),
            pytest.param(date(2026, 2, 14), date(2026, 2, 14), id="make-up Saturday"),
            pytest.param(date(2018, 12, 29), date(2018, 12, 29), id="make-up Saturday of the next year's notice"),
            pytest.param(date(2026, 5, 16), date(2026, 5, 18), id="plain Saturday"),
            pytest.param(date(2026, 2, 23), date(2026, 2, 24), id="Monday in lieu"),
            pytest.param(date(2026, 9, 21), date(2026, 9, 21), id="plain Monday"),
        ],
    )
    def test_examples(self, official, day, rolled):
        """A working day stays, make-up days too; a day off moves to the next working day, Sundays too."""
        assert official.next_working_day(day) == rolled

    @given(day=known_days)
    def test_agrees_with_a_loop(self, official, loop, day):
        """The day itself if it is worked, else the first one after it."""
        expected = loop.roll(day)
        assume(expected is not None)
        assert official.next_working_day(day) == expected


class TestWorkingDaysBetween:
    @given(one=known_days, other=known_days)
    def test_agrees_with_a_loop(self, official, loop, one, other):
        """The count leaves out the first day and takes in the last, and changes its sign with the order."""
        after, through = sorted((one, other))
        expected = sum(after < day <= through for day in loop.working)
        assert official.working_days_between(after, through) == expected
        assert official.working_days_between(through, after) == -expected

    @given(day=known_days, n=counts)
    def test_counts_what_was_added(self, official, day, n):
        """Between a day and the n-th working day after it lie n working days."""
        assume(day < date(2026, 6, 1))
        assert official.working_days_between(day, official.working_day_after(day, n)) == n

    def test_year(self, official):
        """The year to 28 December 2026 has 365 - 104 weekend days - 13 festival days; all else off is made up."""
        assert official.working_days_between(date(2025, 12, 28), date(2026, 12, 28)) == 248


ONE_DAY = [
    pytest.param(lambda calendar, day: calendar.is_working(day), id="is_working"),
    pytest.param(lambda calendar, day: calendar.working_day_after(day, 1), id="working_day_after"),
    pytest.param(lambda calendar, day: calendar.working_day_before(day, 1), id="working_day_before"),
    pytest.param(lambda calendar, day: calendar.next_working_day(day), id="next_working_day"),
    pytest.param(lambda calendar, day: calendar.working_days_between(day, date(2020, 1, 1)), id="between, from"),
    pytest.param(lambda calendar, day: calendar.working_days_between(date(2020, 1, 1), day), id="between, to"),
    pytest.param(lambda calendar, day: calendar.is_listed_off(day), id="is_listed_off"),
    pytest.param(lambda calendar, day: calendar.day(day), id="day"),
]
"""Every question about one day."""


class TestRefusals:
    @pytest.mark.parametrize("n", [0, -1, -5])
    @pytest.mark.parametrize("count", ["working_day_after", "working_day_before", "working_day_after_within"])
    def test_less_than_one(self, official, count, n):
        """Libraries differ on what the 0th working day is, so it is refused; counting back has its own name."""
        with pytest.raises(InvalidValueError, match="give 1 or more") as caught:
            getattr(official, count)(date(2026, 9, 18), n)
        assert (caught.value.field, caught.value.found) == ("number of working days", n)

    @pytest.mark.parametrize("ask", ONE_DAY)
    @pytest.mark.parametrize("day", [date(2006, 12, 31), date(2004, 5, 1), date.min])
    def test_before_the_first_day(self, official, ask, day):
        """Nothing is said of days before 2007, although the data package has some."""
        with pytest.raises(CalendarRangeError, match="earlier years are not held") as caught:
            ask(official, day)
        assert (caught.value.day, caught.value.first) == (day, date(2007, 1, 1))
        assert caught.value.known_until == official.known_until
        assert caught.value.calendar == official.name

    @pytest.mark.parametrize("ask", ONE_DAY)
    @pytest.mark.parametrize("ahead", [1, 3, 365, 3000])
    def test_beyond_the_last_notice(self, official, ask, ahead):
        """Nothing is guessed after 28 December of the last year with a notice, its last three days included."""
        day = official.known_until + ahead * DAY
        with pytest.raises(CalendarRangeError, match="load the year's notice as an overlay") as caught:
            ask(official, day)
        assert caught.value.day == day

    @pytest.mark.parametrize("day", [date(2026, 12, 25), date(2007, 1, 4)], ids=["from the end", "from the beginning"])
    def test_count_that_leaves_the_calendar(self, official, day):
        """A count that starts inside and ends beyond is refused, with no day to blame."""
        with pytest.raises(CalendarRangeError, match="the count is outside the calendar") as caught:
            official.working_day_after(day, 10_000)
        assert caught.value.day is None

    def test_ends_of_the_range_are_known(self, official):
        """The first and the last known day themselves are answered."""
        assert official.is_working(date(2007, 1, 1)) is False
        assert official.day(official.known_until).day == official.known_until

    @pytest.mark.parametrize("day", [date(2013, 12, 10), date(2007, 10, 1), date(2051, 1, 1), date.max])
    def test_festivals_outside_the_measures_held(self, official, day):
        """Festivals proper are refused before the Measures of 2013 and after the last year of the lunar table."""
        with pytest.raises(CalendarRangeError, match="the Measures in force on other days are not held") as caught:
            official.festival(day)
        assert (caught.value.day, caught.value.first) == (day, date(2013, 12, 11))
        assert caught.value.known_until == date(2050, 12, 31)


class TestKinds:
    @pytest.mark.parametrize(
        ("day", "kind", "name"),
        [
            pytest.param(date(2026, 9, 21), DayKind.WORKING, None, id="plain Monday"),
            pytest.param(date(2026, 5, 16), DayKind.WEEKEND, None, id="plain Saturday"),
            pytest.param(date(2026, 9, 20), DayKind.MAKE_UP, "国庆节", id="make-up Sunday"),
            pytest.param(date(2026, 2, 14), DayKind.MAKE_UP, "春节", id="make-up Saturday"),
            pytest.param(date(2026, 2, 17), DayKind.FESTIVAL, "春节", id="first day of the year"),
            pytest.param(date(2026, 2, 16), DayKind.FESTIVAL, "春节", id="New Year's Eve since 2025"),
            pytest.param(date(2022, 1, 31), DayKind.IN_LIEU, "春节", id="New Year's Eve before 2025"),
            pytest.param(date(2025, 5, 2), DayKind.FESTIVAL, "劳动节", id="2 May since 2025"),
            pytest.param(date(2024, 5, 2), DayKind.IN_LIEU, "劳动节", id="2 May before 2025"),
            pytest.param(date(2026, 2, 23), DayKind.IN_LIEU, "春节", id="Monday in lieu"),
            pytest.param(date(2014, 4, 5), DayKind.FESTIVAL, "清明节", id="festival on a Saturday"),
            pytest.param(date(2014, 4, 7), DayKind.IN_LIEU, "清明节", id="made up on Monday"),
            pytest.param(date(2022, 2, 3), DayKind.FESTIVAL, "春节", id="festival that the package marks in lieu"),
            pytest.param(date(2026, 1, 1), DayKind.FESTIVAL, "元旦", id="New Year by its name of 2024"),
            pytest.param(date(2016, 1, 1), DayKind.FESTIVAL, "新年", id="New Year by its name of 2013"),
            pytest.param(
                date(2015, 9, 3), DayKind.ONE_OFF,
                "中国人民抗日战争暨世界反法西斯战争胜利70周年纪念日", id="anniversary of 2015",
            ),
            pytest.param(date(2020, 1, 31), DayKind.ONE_OFF, "春节假期延长", id="extension of 2020"),
            pytest.param(date(2025, 10, 4), DayKind.WEEKEND, "国庆节", id="Saturday inside a block"),
            pytest.param(date(2013, 10, 1), DayKind.NOTICE_OFF, "国庆节", id="festival under Measures not held"),
            pytest.param(date(2013, 10, 7), DayKind.NOTICE_OFF, "国庆节", id="shifted day under Measures not held"),
            pytest.param(date(2013, 10, 5), DayKind.WEEKEND, "国庆节", id="Saturday inside a block before 2014"),
            pytest.param(date(2007, 2, 17), DayKind.MAKE_UP, "春节", id="make-up Saturday of 2007"),
        ],
    )  # fmt: skip
    def test_examples(self, official, day, kind, name):
        """A day is told by kind and by the festival it belongs to."""
        found = official.day(day)
        assert (found.day, found.kind) == (day, kind)
        assert (found.name and found.name.zh) == name

    def test_kinds_follow_the_notices(self, official, notices):
        """Worked days are working or make-up days by the day of the week, and every day off has a kind of its own."""
        wrong = []
        for day in notices.days:
            found, weekend = official.day(day), day.weekday() >= 5
            if notices.is_working(day):
                allowed = {DayKind.MAKE_UP} if weekend else {DayKind.WORKING}
            elif day < date(2013, 12, 11):
                allowed = {DayKind.WEEKEND} if weekend else {DayKind.NOTICE_OFF}
            else:
                allowed = {DayKind.WEEKEND, DayKind.FESTIVAL}
                allowed = allowed if weekend else {DayKind.FESTIVAL, DayKind.IN_LIEU, DayKind.ONE_OFF}
            if found.kind not in allowed or found.working is not notices.is_working(day):
                wrong.append(found)
        assert wrong == []

    def test_one_off_days(self, official, notices):
        """Two weekdays since 2014 were given once."""
        days = [day for day in notices.days if official.day(day).kind is DayKind.ONE_OFF]
        assert days == [date(2015, 9, 3), date(2020, 1, 31)]

    def test_every_kind_has_words(self):
        """Each kind can be named in both languages, and no two alike."""
        assert set(DAY_KIND_LABELS) == set(DayKind)
        assert len({label.zh for label in DAY_KIND_LABELS.values()}) == len(DayKind)
        assert len({label.en for label in DAY_KIND_LABELS.values()}) == len(DayKind)

    @pytest.mark.parametrize(
        ("day", "cited"),
        [
            pytest.param(date(2026, 2, 17), "《全国年节及纪念日放假办法》（2024年文本）第2条", id="festival of 2024"),
            pytest.param(date(2024, 10, 1), "《全国年节及纪念日放假办法》（2013年文本）第2条", id="festival of 2013"),
            pytest.param(date(2020, 1, 31), "《国务院办公厅关于延长2020年春节假期的通知》，2020-01-27", id="one-off"),
            pytest.param(date(2026, 9, 21), None, id="working day"),
            pytest.param(date(2026, 2, 23), None, id="in lieu"),
        ],
    )
    def test_citation(self, official, day, cited):
        """A festival cites its version of the Measures, a day given once its own paper."""
        cite = official.day(day).cite
        assert (cite and cite.text("zh")) == cited

    @pytest.mark.parametrize(
        ("day", "zh", "en"),
        [
            pytest.param(
                date(2026, 2, 23), "2026年放假通知（2025-11-04）", "holiday notice for 2026 (2025-11-04)", id="2026"
            ),
            pytest.param(
                date(2015, 9, 6),
                "2015年放假通知（2014-12-16, 2015-05-13）",
                "holiday notice for 2015 (2014-12-16, 2015-05-13)",
                id="amended",
            ),
            pytest.param(date(2007, 10, 1), "2007年放假通知", "holiday notice for 2007", id="day of issue not held"),
            pytest.param(date(2026, 9, 21), "放假通知未作调整", "not changed by a holiday notice", id="plain Monday"),
            pytest.param(date(2026, 5, 16), "放假通知未作调整", "not changed by a holiday notice", id="plain Saturday"),
        ],
    )
    def test_source(self, official, day, zh, en):
        """A day that a notice arranges names the notice and the days it was published and amended."""
        assert official.day(day).source == Label(zh, en)


class TestFestival:
    @pytest.mark.parametrize(
        ("day", "zh"),
        [
            pytest.param(date(2013, 12, 11), None, id="first day of the Measures held"),
            pytest.param(date(2024, 2, 9), None, id="New Year's Eve before the amendment"),
            pytest.param(date(2025, 1, 28), "春节", id="New Year's Eve after it"),
            pytest.param(date(2024, 5, 2), None, id="2 May before"),
            pytest.param(date(2025, 5, 2), "劳动节", id="2 May after"),
            pytest.param(date(2024, 1, 1), "新年", id="1 January before"),
            pytest.param(date(2025, 1, 1), "元旦", id="1 January after"),
            pytest.param(date(2024, 10, 3), "国庆节", id="third day of October"),
            pytest.param(date(2024, 10, 4), None, id="fourth day of October"),
            pytest.param(date(2015, 9, 3), None, id="one-off"),
            pytest.param(date(2027, 2, 6), "春节", id="2027, where the new moon is minutes before midnight"),
            pytest.param(date(2050, 12, 31), None, id="last day tabled"),
        ],
    )
    def test_day(self, official, day, zh):
        """A festival day proper is one that the Measures in force on it name, whether its notice is out or not."""
        festival = official.festival(day)
        assert (festival and festival.zh) == zh


class TestExceptions:
    def test_agree_with_the_notices(self, official, notices):
        """The days that differ from the plain week are the weekdays off and the weekend days worked of the notices."""
        expected = [day for day in notices.days if notices.is_working(day) is not (day.weekday() < 5)]
        assert [found.day for found in official.exceptions(date(2007, 1, 1), date(2026, 12, 28))] == expected

    def test_are_the_days_themselves(self, official):
        """Each is told as `day` tells it."""
        found = official.exceptions(date(2026, 9, 18), date(2026, 9, 28))
        assert found == (official.day(date(2026, 9, 20)), official.day(date(2026, 9, 25)))
        assert [day.kind for day in found] == [DayKind.MAKE_UP, DayKind.FESTIVAL]

    @pytest.mark.parametrize(
        ("first", "last", "count"),
        [
            pytest.param(date(2026, 9, 20), date(2026, 9, 25), 2, id="both ends are included"),
            pytest.param(date(2026, 9, 21), date(2026, 9, 24), 0, id="none between"),
            pytest.param(date(2026, 9, 25), date(2026, 9, 20), 0, id="the wrong way round"),
            pytest.param(date(1990, 1, 1), date(2006, 12, 31), 0, id="before the calendar"),
            pytest.param(date(2060, 1, 1), date(2060, 12, 31), 0, id="beyond the notices"),
            pytest.param(date(1990, 1, 1), date(2007, 1, 3), 3, id="as far as known"),
        ],
    )
    def test_span(self, official, first, last, count):
        """A span is cut to what is known."""
        assert len(official.exceptions(first, last)) == count

    def test_last_known_day_can_be_one(self, official, loop):
        """Where the last known day is itself an exception it is among them, and none after it is."""
        days = [official.known_until - n * DAY for n in range(365)]
        last = next(day for day in days if (day in loop.working) is not (day.weekday() < 5))
        shorter = attrs.evolve(official.almanac.range, year_end=f"{last:%m-%d}")
        until_then = attrs.evolve(official, almanac=attrs.evolve(official.almanac, range=shorter))
        assert until_then.exceptions(date(2007, 1, 1), date(2060, 1, 1))[-1] == official.day(last)

    def test_overlays_count(self, official):
        """A day that an overlay sets is an exception where it differs from the plain week, and no longer where not."""
        days = (date(2026, 9, 21), True), (date(2026, 9, 25), False), (date(2026, 9, 26), True)
        amendment = Overlay(
            name="a", source="b", days=tuple(OverlayDay(day=day, name="c", off=off) for day, off in days)
        )
        found = official.with_overlays([amendment]).exceptions(date(2026, 9, 18), date(2026, 9, 28))
        assert [(day.day, day.kind) for day in found] == [
            (date(2026, 9, 20), DayKind.MAKE_UP),
            (date(2026, 9, 21), DayKind.IN_LIEU),
        ]


class TestValue:
    def test_equal_by_content(self, official):
        """A calendar is a value: a pickled or deep copy is equal, hashes alike and answers alike."""
        official.is_working(date(2026, 9, 20))
        for again in (pickle.loads(pickle.dumps(official)), copy.deepcopy(official)):  # noqa: S301 our own bytes
            assert again == official
            assert hash(again) == hash(official)
            assert again.working_day_after(date(2026, 9, 18), 5) == date(2026, 9, 24)

    def test_repr(self, official):
        """A calendar shows its sources and how far it knows, in a line."""
        assert repr(official) == f"<Calendar {official.name}, known until {official.last_year}-12-28>"

    def test_name(self, official):
        """The name says whose data it is and the years it has."""
        assert official.name.startswith("chinesecalendar 1.")
        assert official.name.endswith(f"(2007-{official.last_year})")

    def test_that_begins_on_a_working_day(self, official):
        """The first day known may be a working day: it is counted as one, and nothing lies before it."""
        almanac = attrs.evolve(official.almanac, range=attrs.evolve(official.almanac.range, first=date(2008, 1, 2)))
        later = attrs.evolve(official, almanac=almanac)
        assert later.is_working(date(2008, 1, 2))
        assert later.next_working_day(date(2008, 1, 2)) == date(2008, 1, 2)
        assert later.next_working_day_within(date(2008, 1, 2)) == DayInterval(date(2008, 1, 2), date(2008, 1, 2))
        assert later.working_day_after(date(2008, 1, 2), 1) == date(2008, 1, 3)
        assert later.working_day_before(date(2008, 1, 3), 1) == date(2008, 1, 2)
        for day, n in ((date(2008, 1, 2), 1), (date(2008, 1, 3), 2)):
            with pytest.raises(CalendarRangeError):
                later.working_day_before(day, n)

    def test_without_measures(self, official):
        """Without a table of festivals nothing is called a festival, and no latest day is claimed."""
        bare = attrs.evolve(official, almanac=attrs.evolve(official.almanac, measures=(), anchor=()))
        assert bare.day(date(2026, 10, 1)).kind is DayKind.NOTICE_OFF
        with pytest.raises(CalendarRangeError):
            bare.festival(date(2026, 10, 1))
        assert bare.working_day_after_within(bare.known_until, 1) == DayInterval(bare.known_until + DAY, None)
