from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.errors import InvalidValueError
from hubnet.values import End, Outcome, Span

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
