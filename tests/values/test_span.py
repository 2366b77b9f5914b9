from datetime import date, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.errors import InvalidValueError
from hubnet.values import End, Outcome, PartialDate, Span

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
FIRST, LAST_OUT = date(2013, 12, 11), date(2024, 11, 10)
DAY = timedelta(days=1)


class TestCovers:
    @pytest.mark.parametrize(
        ("span", "day", "outcome"),
        [
            pytest.param(Span(FIRST, LAST_OUT), FIRST - DAY, NOT_MET, id="the day before"),
            pytest.param(Span(FIRST, LAST_OUT), FIRST, MET, id="first day in"),
            pytest.param(Span(FIRST, LAST_OUT), LAST_OUT - DAY, MET, id="last day in"),
            pytest.param(Span(FIRST, LAST_OUT), LAST_OUT, NOT_MET, id="first day out"),
            pytest.param(Span(FIRST), FIRST - DAY, NOT_MET, id="before an open span"),
            pytest.param(Span(FIRST), FIRST, MET, id="first day of an open span"),
            pytest.param(Span(FIRST), date.max, MET, id="an open span goes on"),
            pytest.param(Span(FIRST, End.UNKNOWN), FIRST - DAY, NOT_MET, id="before a span with an unknown end"),
            pytest.param(Span(FIRST, End.UNKNOWN), FIRST, MET, id="on its first day it had begun and not ended"),
            pytest.param(Span(FIRST, End.UNKNOWN), FIRST + DAY, UNKNOWN, id="it may have ended the day after"),
            pytest.param(Span(None, LAST_OUT), date.min, MET, id="no known start"),
            pytest.param(Span(None, LAST_OUT), LAST_OUT, NOT_MET, id="no known start, first day out"),
            pytest.param(Span(None), date.min, MET, id="always"),
            pytest.param(Span(None, End.UNKNOWN), FIRST, UNKNOWN, id="neither start nor end known"),
        ],
    )
    def test_day(self, span, day, outcome):
        """A span runs from its first day in to its first day out; with an unknown end only its first day is sure."""
        assert span.covers(day) is outcome

    @pytest.mark.parametrize("end", [FIRST, FIRST - DAY], ids=["empty", "the wrong way round"])
    def test_refuses_a_span_without_days(self, end):
        """A span that covers no day cannot be made."""
        with pytest.raises(InvalidValueError, match="the first day out must come after the first") as caught:
            Span(FIRST, end)
        assert caught.value.found == f"2013-12-11..{end}"


ORIGIN = date(2020, 1, 1)


@st.composite
def spans(draw):
    """Spans that begin and end within eight days, or lack an end."""
    start = draw(st.none() | st.integers(0, 7))
    end = draw(st.sampled_from(End) | st.integers(1 + (start or 0), 8))
    moment = None if start is None else ORIGIN + start * DAY
    return Span(moment, end if isinstance(end, End) else ORIGIN + end * DAY)


class TestMeets:
    @given(spans(), spans())
    def test_agrees_with_looking_at_each_day(self, one, other):
        """Two spans meet if some day is in both or may be."""
        days = [ORIGIN + n * DAY for n in range(-1, 10)]
        both = any(one.covers(day) & other.covers(day) is not NOT_MET for day in days)
        assert one.meets(other) is other.meets(one) is both

    def test_neighbours_do_not_meet(self):
        """A version that ends on the day the next one begins shares no day with it."""
        assert not Span(FIRST, LAST_OUT).meets(Span(LAST_OUT))
        assert Span(FIRST, LAST_OUT + DAY).meets(Span(LAST_OUT))


def at(number):
    """The day of this number after the origin."""
    return ORIGIN + number * DAY


@st.composite
def partial_spans(draw):
    """Spans whose bounds and day attested are known, known in part, unknown or open, within eight days."""

    def bound():
        first, last = sorted((draw(st.integers(0, 7)), draw(st.integers(0, 7))))
        return PartialDate(at(first), at(last))

    start = draw(st.sampled_from((None, End.UNKNOWN))) if draw(st.booleans()) else bound()
    end = draw(st.sampled_from(End)) if draw(st.booleans()) else bound()
    attested = bound() if draw(st.booleans()) else None
    try:
        return Span(start, end, attested)
    except InvalidValueError:
        return None


def numbers_of(bound, open_at):
    """All the days a bound can be, as numbers; an unknown one can be any, also outside the days looked at."""
    if bound is None or bound is End.OPEN:
        return [open_at]
    if bound is End.UNKNOWN:
        return range(-4, 13)
    days = PartialDate.of(bound)
    return range((days.earliest - ORIGIN).days, (days.latest - ORIGIN).days + 1)


def completions(start, end, attested):
    """Every first day in and first day out that the bounds leave possible."""
    for first, out in product(numbers_of(start, -5), numbers_of(end, 13)):
        if first < out and (attested is None or any(first <= day < out for day in numbers_of(attested, 0))):
            yield first, out


class TestPartialBounds:
    @given(partial_spans().filter(lambda span: span is not None))
    def test_agrees_with_every_completion(self, span):
        """A day is in or out for sure just where every span that the source leaves possible agrees."""
        possible = list(completions(span.start, span.end, span.attested))
        for number in range(-1, 10):
            seen = {first <= number < out for first, out in possible}
            assert span.covers(at(number)) is (Outcome.of(seen.pop()) if len(seen) == 1 else UNKNOWN)

    @given(st.data())
    def test_refused_just_where_nothing_is_possible(self, data):
        """Only bounds that no span can have are refused."""
        days = st.tuples(st.integers(0, 5), st.integers(0, 5)).map(sorted)
        start, end, held = (PartialDate(at(a), at(b)) for a, b in (data.draw(days) for _ in range(3)))
        attested = held if data.draw(st.booleans()) else None
        if any(completions(start, end, attested)):
            assert Span(start, end, attested).end == (end.earliest if end.exact else end)
        else:
            with pytest.raises(InvalidValueError, match=r"must come after the first|must lie in the span"):
                Span(start, end, attested)

    @given(partial_spans().filter(lambda span: span is not None), partial_spans().filter(lambda span: span is not None))
    def test_meets(self, one, other):
        """Two spans meet if some day may lie in both."""
        days = [at(n) for n in range(-1, 10)]
        both = any(one.covers(day) & other.covers(day) is not NOT_MET for day in days)
        assert one.meets(other) is other.meets(one) is both

    @pytest.mark.parametrize(
        ("text", "day", "outcome"),
        [
            ("2010-12/?", "2010-11-30", NOT_MET),
            ("2010-12/?", "2010-12-01", UNKNOWN),
            ("2010-12/?", "2010-12-31", UNKNOWN),
            ("2010-12/..", "2010-12-30", UNKNOWN),
            ("2010-12/..", "2010-12-31", MET),
            ("2010-12-05/2014", "2013-12-31", MET),
            ("2010-12-05/2014", "2014-01-01", UNKNOWN),
            ("2010-12-05/2014", "2014-12-30", UNKNOWN),
            ("2010-12-05/2014", "2014-12-31", NOT_MET),
            ("?/2014-05-01", "1949-10-01", UNKNOWN),
            ("?/2014-05-01", "2014-04-29", UNKNOWN),
            ("?/2014-05-01", "2014-04-30", MET),
            ("?/2014-05-01", "2014-05-01", NOT_MET),
            ("../2014-05-01", "1949-10-01", MET),
            ("?/?", "2014-05-01", UNKNOWN),
            ("?/..", "9999-12-31", UNKNOWN),
            ("?/? @2012-08-02", "2012-08-01", UNKNOWN),
            ("?/? @2012-08-02", "2012-08-02", MET),
            ("?/? @2012-08-02", "2012-08-03", UNKNOWN),
            ("?/.. @2012-08-02", "2012-08-03", MET),
            ("?/? @2012-08", "2012-08-02", UNKNOWN),
            ("2010-12/? @2012-08-02", "2010-12-30", UNKNOWN),
            ("2010-12/? @2012-08-02", "2010-12-31", MET),
            ("2010-12/? @2012-08-02", "2012-08-02", MET),
            ("2010-12/? @2012-08-02", "2012-08-03", UNKNOWN),
            ("2010-12/? @2012-08", "2012-08-01", MET),
            ("2010-12/? @2012-08", "2012-08-02", UNKNOWN),
        ],
    )
    def test_day(self, text, day, outcome):
        """What is sure stands between the last possible first day in and the first possible first day out."""
        assert Span.parse(text).covers(date.fromisoformat(day)) is outcome

    def test_exact_partial_dates_become_dates(self):
        """Spans with the same days are equal, however their bounds were given."""
        one, out = PartialDate.of(FIRST), PartialDate.of(LAST_OUT)
        assert Span(one, out, one) == Span(FIRST, LAST_OUT, FIRST)
        assert hash(Span(one, out)) == hash(Span(FIRST, LAST_OUT))
        assert type(Span(one, out).start) is type(Span(one, out).end) is date
        assert Span(End.OPEN) == Span(None)
        assert Span(End.UNKNOWN) != Span(None)

    @pytest.mark.parametrize("value", [datetime(2017, 7, 5), "2017-07-05", 2017, 5.0, True], ids=repr)  # noqa: DTZ001
    def test_refuses_other_types(self, value):
        """A bound is a date, a partial date or an End."""
        for make in (lambda: Span(value), lambda: Span(None, value), lambda: Span(None, End.OPEN, value)):
            with pytest.raises(InvalidValueError):
                make()
        with pytest.raises(InvalidValueError):
            Span(None, None)
        with pytest.raises(InvalidValueError):
            Span(None, End.OPEN, End.UNKNOWN)

    @pytest.mark.parametrize("end", ["2010-12-01", "2010-11", "2010-12-01..2010-12-01"])
    def test_refuses_what_is_certainly_reversed(self, end):
        """A first day out that cannot come after the first day in is refused; one that may is not."""
        with pytest.raises(InvalidValueError, match="the first day out must come after the first"):
            Span(PartialDate.parse("2010-12"), PartialDate.parse(end))
        assert Span(PartialDate.parse("2010-12"), date(2010, 12, 2)).covers(date(2010, 12, 1)) is MET

    @pytest.mark.parametrize("attested", ["2010-12-04", "2014-05-01", "2009"])
    def test_refuses_an_attested_day_outside(self, attested):
        """A source cannot attest a day on which it cannot hold."""
        with pytest.raises(InvalidValueError, match="the day attested must lie in the span"):
            Span.parse(f"2010-12-05/2014-05-01 @{attested}")


class TestOrdinals:
    @pytest.mark.parametrize(
        ("text", "ordinals"),
        [
            pytest.param("2012-01-02/2012-02-01", ("2012-01-02", "2012-01-02", "2012-02-01", "2012-02-01"), id="days"),
            pytest.param("2012-01/2012-03", ("2012-01-01", "2012-01-31", "2012-03-01", "2012-03-31"), id="months"),
            pytest.param(
                "2010-12/2014 @2012-08-02", ("2010-12-01", "2010-12-31", "2014-01-01", "2014-12-31"), id="attested"
            ),
        ],
    )
    def test_bounds(self, text, ordinals):
        """The earliest first day in, the days that are surely in, and the latest first day out."""
        assert Span.parse(text).ordinals == tuple(date.fromisoformat(day).toordinal() for day in ordinals)

    def test_no_bound(self):
        """An open or unknown bound lies before all days or after them."""
        assert Span.parse("../..").ordinals == (0, 0, date.max.toordinal() + 2, date.max.toordinal() + 2)
        first, sure, unsure, out = Span.parse("?/? @2012-08-02").ordinals
        held = date(2012, 8, 2).toordinal()
        assert (first, sure, unsure, out) == (0, held, held + 1, date.max.toordinal() + 2)


class TestText:
    @pytest.mark.parametrize(
        ("text", "span"),
        [
            ("2010-12/..", Span(PartialDate.parse("2010-12"))),
            ("2010-12/?", Span(PartialDate.parse("2010-12"), End.UNKNOWN)),
            ("?/2014-05-01", Span(End.UNKNOWN, date(2014, 5, 1))),
            ("../2014", Span(None, PartialDate.parse("2014"))),
            ("../..", Span(None)),
            ("?/?", Span(End.UNKNOWN, End.UNKNOWN)),
            (
                "2010-12/? @2012-08-02",
                Span(PartialDate.parse("2010-12"), End.UNKNOWN, date(2012, 8, 2)),
            ),
            ("2013-12-11/2024-11-10", Span(FIRST, LAST_OUT)),
            ("2011-12-01..2011-12-20/..", Span(PartialDate.parse("2011-12-01..2011-12-20"))),
        ],
    )
    def test_reads_and_writes(self, text, span):
        """The text form names both bounds and the day attested."""
        assert Span.parse(text) == span
        assert str(span) == text

    @pytest.mark.parametrize(
        ("text", "canonical"),
        [
            ("2010年12月至今", "2010-12/.."),
            ("2010年12月5日到今", "2010-12-05/.."),
            ("2010年12月至2014年5月", "2010-12/2014-05-02..2014-06-01"),
            ("2010年—2014年", "2010/2014-01-02..2015-01-01"),
            ("2010年12月5日-2014年5月1日", "2010-12-05/2014-05-02"),
            ("2011年底～2012年2月上旬", "2011-12/2012-02-02..2012-02-11"),
            ("2010年12月至今 @2012年8月2日", "2010-12/.. @2012-08-02"),
            (" 2010年 / 2014年 ", "2010/2014"),
        ],
    )
    def test_chinese(self, text, canonical):
        """至 names the last day in, so the first day out is the day after."""
        assert str(Span.parse(text)) == canonical

    @given(partial_spans().filter(lambda span: span is not None))
    def test_round_trip(self, span):
        """The text reads back as the same span."""
        assert Span.parse(str(span)) == span

    @pytest.mark.parametrize(
        "text",
        ["", " ", "/", "2010", "2010/", "/2010", "2010/2011/2012", "?/? @", "?/? @?", "?/? @..", "x/y",
         "2014-05-01/2010",
         "2010年至", "至2010年", "2014年至2010年", "2010年至今年", "2010年至12月", "2010年至9999年", "@2010",
         "?" * 5000,          "\ud800/..", "2010年至2014", None, 2017, 2010.5],
    )  # fmt: skip
    def test_refuses(self, text):
        """Anything else is refused with the text as given."""
        with pytest.raises(InvalidValueError) as caught:
            Span.parse(text)
        assert caught.value.found == text

    @given(st.text(alphabet="0123456789-/.?@ 年月日至今", max_size=20) | st.text(max_size=20))
    def test_reads_or_refuses(self, text):
        """Any text is a span that reads back, or refused."""
        try:
            span = Span.parse(text)
        except InvalidValueError:
            return
        assert Span.parse(str(span)) == span
