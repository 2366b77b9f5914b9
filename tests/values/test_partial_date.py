import calendar
from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_days, partial_dates

from hubnet.errors import InvalidValueError
from hubnet.values import DayInterval, Outcome, PartialDate

# Texts that are no date; the comments name the class of defect.
NO_DATE = [
    "", " ", "-", "today", "2017-07-05x", "x2017-07-05", "2017-07-05 2017-07-06",
    # bad separators
    "2017/07/05", "2017.07.05", "2017 07 05", "2017_07_05", "2017–07–05", "2017−07−05", "2017-07/05",
    "2017-07-", "2017-", "-2017-07-05", "2017--07-05", "2017-07--05",
    # wrong padding
    "2017-7-5", "2017-7-05", "2017-07-5", "2017-007-05", "2017-07-005", "17-07-05", "217-07-05", "02017-07-05",
    "12017-07-05", "2017-7", "201", "20170", "+2017",
    # no separators, other orders
    "20170705", "201707", "05-07-2017", "07/05/2017",
    # days that do not exist
    "2017-02-29", "2017-02-30", "2023-02-29", "1900-02-29", "2100-02-29", "2017-04-31", "2017-06-31", "2017-09-31",
    "2017-11-31", "2017-01-32", "2017-01-00", "2017-13-01", "2017-00-01", "2017-13", "2017-00", "0000", "0000-01-01",
    # week dates, days of the year, quarters
    "2017-W01-1", "2017-W01", "2017W011", "2017-001", "2017-Q1",
    # times
    "2017-07-05T00:00:00", "2017-07-05 00:00", "2017-07-05T00:00:00Z", "2017-07-05Z", "2017-07-05+08:00",
    # digits that are not ASCII
    "２０１７-０７-０５", "٢٠١٧-٠٧-٠٥", "２０１７", "2017-０7-05", "二〇一七",
    # characters that cannot be seen
    "2017-07-05\x00", "2017-07\u200b-05", "2017-07-05\n2017-07-06",
]  # fmt: skip


class TestParse:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            pytest.param("2017-07-05", date(2017, 7, 5), date(2017, 7, 5), id="day"),
            pytest.param("2024-02-29", date(2024, 2, 29), date(2024, 2, 29), id="leap day"),
            pytest.param("2000-02-29", date(2000, 2, 29), date(2000, 2, 29), id="leap day of a century"),
            pytest.param("2017-07", date(2017, 7, 1), date(2017, 7, 31), id="month"),
            pytest.param("2023-02", date(2023, 2, 1), date(2023, 2, 28), id="February"),
            pytest.param("2024-02", date(2024, 2, 1), date(2024, 2, 29), id="February of a leap year"),
            pytest.param("2017-12", date(2017, 12, 1), date(2017, 12, 31), id="December"),
            pytest.param("2017", date(2017, 1, 1), date(2017, 12, 31), id="year"),
            pytest.param("0001", date(1, 1, 1), date(1, 12, 31), id="first year"),
            pytest.param("0001-01-01", date(1, 1, 1), date(1, 1, 1), id="first day"),
            pytest.param("9999-12-31", date(9999, 12, 31), date(9999, 12, 31), id="last day"),
            pytest.param("9999-12", date(9999, 12, 1), date(9999, 12, 31), id="last month"),
            pytest.param(" 2017-07-05\n", date(2017, 7, 5), date(2017, 7, 5), id="space around"),
        ],
    )
    def test_reads(self, text, earliest, latest):
        """A day, a month or a year is every day that it can be."""
        partial = PartialDate.parse(text)
        assert (partial.earliest, partial.latest) == (earliest, latest)
        assert partial.exact is (earliest == latest)

    @pytest.mark.parametrize("text", NO_DATE, ids=ascii)
    def test_refuses(self, text):
        """Anything else is refused with the text as it was given and the forms that are allowed."""
        with pytest.raises(InvalidValueError) as caught:
            PartialDate.parse(text)
        assert (caught.value.field, caught.value.found) == ("date", text)
        assert repr(text) in str(caught.value)
        assert "YYYY-MM-DD" in str(caught.value)

    @given(st.text(alphabet="0123456789-/.TWZ ０１年", max_size=12) | st.text(max_size=12))
    @example("2017-02-30")
    @example("2016-02-29")
    def test_reads_only_what_it_would_write(self, text):
        """Whatever is not refused is written back as it was given; a year in Chinese and a range in one form."""
        try:
            partial = PartialDate.parse(text)
        except InvalidValueError:
            return
        if "年" in text or ".." in text:
            assert PartialDate.parse(str(partial)) == partial
        else:
            assert str(partial) == text.strip()

    @given(any_days)
    def test_days_round_trip(self, day):
        """The text of a day is its ISO form, and reads back."""
        assert str(PartialDate.of(day)) == day.isoformat()
        assert PartialDate.parse(day.isoformat()) == PartialDate(day, day)

    @given(partial_dates())
    def test_text_round_trips(self, partial):
        """Days, months and years read back from their text."""
        assert PartialDate.parse(str(partial)) == partial

    @given(st.integers(1, 9999), st.integers(1, 12))
    def test_month_has_its_days(self, year, month):
        """A month is as long as the calendar of the standard library says."""
        partial = PartialDate.parse(f"{year:04}-{month:02}")
        length = calendar.monthrange(year, month)[1]
        assert (partial.earliest, partial.latest) == (date(year, month, 1), date(year, month, length))


class TestChinese:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            ("2010年", date(2010, 1, 1), date(2010, 12, 31)),
            ("2010年12月", date(2010, 12, 1), date(2010, 12, 31)),
            ("2010年2月", date(2010, 2, 1), date(2010, 2, 28)),
            ("2010年02月", date(2010, 2, 1), date(2010, 2, 28)),
            ("2010年12月5日", date(2010, 12, 5), date(2010, 12, 5)),
            ("2010年12月5号", date(2010, 12, 5), date(2010, 12, 5)),
            ("２０１０年１２月５日", date(2010, 12, 5), date(2010, 12, 5)),
            (" 2010 年 12 月 5 日 ", date(2010, 12, 5), date(2010, 12, 5)),
            ("2011年初", date(2011, 1, 1), date(2011, 1, 31)),
            ("2011年年初", date(2011, 1, 1), date(2011, 1, 31)),
            ("2011年底", date(2011, 12, 1), date(2011, 12, 31)),
            ("2011年末", date(2011, 12, 1), date(2011, 12, 31)),
            ("2011年年底", date(2011, 12, 1), date(2011, 12, 31)),
            ("2010年上半年", date(2010, 1, 1), date(2010, 6, 30)),
            ("2010年下半年", date(2010, 7, 1), date(2010, 12, 31)),
            ("2010年第一季度", date(2010, 1, 1), date(2010, 3, 31)),
            ("2010年二季度", date(2010, 4, 1), date(2010, 6, 30)),
            ("2010年第3季度", date(2010, 7, 1), date(2010, 9, 30)),
            ("2010年4季度", date(2010, 10, 1), date(2010, 12, 31)),
            ("2012年2月上旬", date(2012, 2, 1), date(2012, 2, 10)),
            ("2012年2月中旬", date(2012, 2, 11), date(2012, 2, 20)),
            ("2012年2月下旬", date(2012, 2, 21), date(2012, 2, 29)),
            ("2011年2月下旬", date(2011, 2, 21), date(2011, 2, 28)),
            ("2012年2月初", date(2012, 2, 1), date(2012, 2, 10)),
            ("2012年2月月初", date(2012, 2, 1), date(2012, 2, 10)),
            ("2012年2月底", date(2012, 2, 21), date(2012, 2, 29)),
            ("2012年12月末", date(2012, 12, 21), date(2012, 12, 31)),
        ],
    )
    def test_reads(self, text, earliest, latest):
        """A date in Chinese is every day that it can be, and its text reads back."""
        partial = PartialDate.parse(text)
        assert (partial.earliest, partial.latest) == (earliest, latest)
        assert PartialDate.parse(str(partial)) == partial

    @pytest.mark.parametrize(
        "text",
        ["年", "0000年", "201年", "20100年", "2010年13月", "2010年0月", "2010年2月29日", "2010年2月30日",
         "2010年2月0日", "2010年1 2月",
         "2010年5季度", "2010年第五季度", "2010年0季度", "2010年春", "2010年12月5", "2010年12",
         "2010-12月", "12月5日",
         "10年12月", "٢٠١٠年", "2010年中旬", "2010年2月5日上旬", "2010年上半年2月"],
    )  # fmt: skip
    def test_refuses(self, text):
        """What names no day, month or part of a year is refused."""
        with pytest.raises(InvalidValueError) as caught:
            PartialDate.parse(text)
        assert caught.value.found == text

    @given(any_days)
    def test_agrees_with_iso(self, day):
        """Day, month and year mean the same in both ways of writing."""
        year, month = f"{day.year:04}", day.month
        assert PartialDate.parse(f"{year}年{month}月{day.day}日") == PartialDate.of(day)
        assert PartialDate.parse(f"{year}年{month}月") == PartialDate.parse(f"{day}"[:7])
        assert PartialDate.parse(f"{year}年") == PartialDate.parse(year)


class TestRange:
    @pytest.mark.parametrize(
        ("text", "earliest", "latest"),
        [
            ("2011-12-01..2011-12-31", date(2011, 12, 1), date(2011, 12, 31)),
            ("2011-12..2012-02", date(2011, 12, 1), date(2012, 2, 29)),
            ("2011..2012-02-01", date(2011, 1, 1), date(2012, 2, 1)),
            ("2011 .. 2011", date(2011, 1, 1), date(2011, 12, 31)),
            ("2011年12月..2012年2月上旬", date(2011, 12, 1), date(2012, 2, 10)),
            ("2012-02..2012-02-01", date(2012, 2, 1), date(2012, 2, 1)),
        ],
    )
    def test_reads(self, text, earliest, latest):
        """A range reaches from the earliest day of its first part to the latest of its second."""
        assert PartialDate.parse(text) == PartialDate(earliest, latest)

    @pytest.mark.parametrize(
        "text",
        ["..", "2011..", "..2011", "2012..2011", "2011...2012", "2011..2012..2013", "2011-02-30..2012", "2011.2012"],
    )
    def test_refuses(self, text):
        """A range needs two parts in order."""
        with pytest.raises(InvalidValueError) as caught:
            PartialDate.parse(text)
        assert caught.value.found == text

    @given(any_days, any_days)
    def test_between(self, one, other):
        """Any two days make a range one way round, and its text reads back."""
        first, last = sorted((one, other))
        partial = PartialDate.between(first, last)
        assert (partial.earliest, partial.latest) == (first, last)
        assert PartialDate.parse(str(partial)) == partial
        if first < last:
            for make in (PartialDate, PartialDate.between):
                with pytest.raises(InvalidValueError, match="must not come before the earliest"):
                    make(last, first)

    @pytest.mark.parametrize("text", ["2017" * 100, "2" * 5000, "2017-07-05" + " " * 500, "2017年" * 2000, None, 2017])
    def test_refuses_what_is_too_long_or_no_text(self, text):
        """A text far longer than any date is refused before it is looked at."""
        with pytest.raises(InvalidValueError):
            PartialDate.parse(text)

    @pytest.mark.parametrize("text", ["2017-07-05..2017-07-05", "2017年7月5日", "2017年"])
    def test_days_of_files_are_iso(self, text):
        """Where files give a day, only the ISO form will do."""
        with pytest.raises(InvalidValueError, match="give a day that exists as YYYY-MM-DD"):
            PartialDate.day(text)


class TestComparing:
    @given(st.lists(st.integers(0, 6), min_size=4, max_size=4))
    def test_agrees_with_every_pair_of_days(self, numbers):
        """The answer is MET or NOT_MET just where every pair of days that can be meant agrees."""
        origin = date(2020, 1, 1)
        (a, b), (c, d) = sorted(numbers[:2]), sorted(numbers[2:])
        one, other = (
            PartialDate(origin + timedelta(days=first), origin + timedelta(days=last))
            for first, last in ((a, b), (c, d))
        )
        pairs = [(x, y) for x in range(a, b + 1) for y in range(c, d + 1)]
        for answer, seen in (
            (one.before(other), {x < y for x, y in pairs}),
            (one.not_after(other), {x <= y for x, y in pairs}),
        ):
            assert answer is (Outcome.of(seen.pop()) if len(seen) == 1 else Outcome.UNKNOWN)

    def test_takes_dates(self):
        """A date is compared as itself."""
        month = PartialDate.parse("2012-02")
        assert month.before(date(2012, 3, 1)) is Outcome.MET
        assert month.before(date(2012, 2, 29)) is Outcome.UNKNOWN
        assert month.before(date(2012, 2, 1)) is Outcome.NOT_MET
        assert month.not_after(date(2012, 2, 29)) is Outcome.MET
        assert month.not_after(date(2012, 2, 1)) is Outcome.UNKNOWN
        assert month.not_after(date(2012, 1, 31)) is Outcome.NOT_MET


class TestTaking:
    @pytest.mark.parametrize(
        "value",
        [
            pytest.param("2017-07-05", id="text"),
            pytest.param(date(2017, 7, 5), id="date"),
            pytest.param(PartialDate(date(2017, 7, 5), date(2017, 7, 5)), id="partial date"),
        ],
    )
    def test_takes(self, value):
        """A date, its text and a partial date are taken alike."""
        assert PartialDate.of(value) == PartialDate(date(2017, 7, 5), date(2017, 7, 5))

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param(datetime(2017, 7, 5), id="datetime"),  # noqa: DTZ001 it has no zone on purpose
            pytest.param(datetime(2017, 7, 5, 9, 30), id="time of day"),  # noqa: DTZ001
            pytest.param(20170705, id="number"),
            pytest.param(2017, id="year as a number"),
            pytest.param(2017.0705, id="float"),
            pytest.param(float("nan"), id="not a number"),
            pytest.param(None, id="nothing"),
            pytest.param(True, id="yes"),
            pytest.param((2017, 7, 5), id="tuple"),
            pytest.param(b"2017-07-05", id="bytes"),
            pytest.param(timedelta(days=1), id="length"),
        ],
    )
    def test_refuses(self, value):
        """A value that is neither is refused with what it was, not read as something near it."""
        with pytest.raises(InvalidValueError) as caught:
            PartialDate.of(value)
        assert caught.value.field == "date"
        assert caught.value.found is value

    def test_refuses_a_text_that_is_no_date(self):
        """A text goes through the same gate."""
        with pytest.raises(InvalidValueError, match="'2017-02-30'"):
            PartialDate.of("2017-02-30")


class TestDay:
    def test_reads_a_day(self):
        """A text that names a day gives the date."""
        assert PartialDate.day("2024-02-29") == date(2024, 2, 29)

    @pytest.mark.parametrize(
        "value",
        [
            pytest.param("2017-07", id="month"),
            pytest.param("2017", id="year"),
            pytest.param(20170705, id="number"),
            pytest.param(None, id="nothing"),
            pytest.param(["2017-07-05"], id="list"),
        ],
    )
    def test_refuses_less(self, value):
        """Where a day is needed, a month or another type is refused."""
        with pytest.raises(InvalidValueError, match="give a day that exists as YYYY-MM-DD") as caught:
            PartialDate.day(value)
        assert caught.value.found == value

    @pytest.mark.parametrize("text", ["2023-02-29", "2017-W01-1", "20170705"])
    def test_refuses_what_is_no_date(self, text):
        """A text that is no date is refused as elsewhere."""
        with pytest.raises(InvalidValueError, match=repr(text)):
            PartialDate.day(text)


class TestText:
    @pytest.mark.parametrize(
        ("earliest", "latest", "text"),
        [
            pytest.param(date(2017, 7, 5), date(2017, 7, 5), "2017-07-05", id="day"),
            pytest.param(date(2017, 7, 1), date(2017, 7, 31), "2017-07", id="month"),
            pytest.param(date(2017, 1, 1), date(2017, 12, 31), "2017", id="year"),
            pytest.param(date(987, 1, 1), date(987, 12, 31), "0987", id="year of three digits"),
            pytest.param(date(2017, 7, 1), date(2017, 7, 30), "2017-07-01..2017-07-30", id="not quite a month"),
            pytest.param(date(2017, 7, 2), date(2017, 7, 31), "2017-07-02..2017-07-31", id="month without its first"),
            pytest.param(date(2017, 1, 1), date(2018, 12, 31), "2017-01-01..2018-12-31", id="two years"),
            pytest.param(date(2017, 7, 1), date(2017, 8, 31), "2017-07-01..2017-08-31", id="two months"),
        ],
    )
    def test_shows_what_is_known(self, earliest, latest, text):
        """A date is written as precisely as it is known, and no more precisely."""
        assert str(PartialDate(earliest, latest)) == text


class TestDayInterval:
    @pytest.mark.parametrize(
        ("latest", "text"),
        [
            pytest.param(date(2027, 1, 8), "2027-01-01..2027-01-08", id="two days"),
            pytest.param(date(2027, 1, 1), "2027-01-01", id="one day"),
            pytest.param(None, "2027-01-01..?", id="no bound"),
        ],
    )
    def test_text(self, latest, text):
        """Both ends are shown, and a missing one as a question mark."""
        assert str(DayInterval(date(2027, 1, 1), latest)) == text

    def test_refuses_ends_the_wrong_way_round(self):
        """An interval that holds no day cannot be made."""
        with pytest.raises(InvalidValueError, match="the latest day must not come first") as caught:
            DayInterval(date(2027, 1, 2), date(2027, 1, 1))
        assert caught.value.found == "2027-01-02..2027-01-01"
