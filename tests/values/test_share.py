from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.errors import InvalidValueError
from hubnet.values import Share

shares = st.fractions(0, 1, max_denominator=10**6).map(Share)

NO_SHARE = [
    "", " ", "%", "/", "1/0", "0/0", "3/2", "1.01", "100.1%", "101%", "-1%", "-1/2", "67.8", "1e-1", "1/2/3", "1.5/2",
    "三分之一", "half", "nan", "٣%", ".5", "5.", "1,0%", "9" * 5000, "1/" + "9" * 5000, "0." + "1" * 500, "\ud800",
]  # fmt: skip


class TestParse:
    @pytest.mark.parametrize(
        ("text", "fraction"),
        [
            ("67.8 %", Fraction(339, 500)),
            ("67.8%", Fraction(339, 500)),
            ("６７．８％", Fraction(339, 500)),
            ("100%", Fraction(1)),
            ("3/5", Fraction(3, 5)),
            ("0.678", Fraction(339, 500)),
            ("0", Fraction(0)),
            ("1", Fraction(1)),
            ("0%", Fraction(0)),
        ],
    )
    def test_reads(self, text, fraction):
        """Percent, fraction and decimal are one share."""
        assert Share.parse(text) == Share(fraction)
        assert Share.parse(text).fraction == fraction

    @pytest.mark.parametrize("text", NO_SHARE, ids=lambda text: f"{ascii(text)[:30]} {len(text)}")
    def test_refuses(self, text):
        """What is no share from 0 to 1 is refused."""
        with pytest.raises(InvalidValueError, match="give a share from 0 to 1") as caught:
            Share.parse(text)
        assert caught.value.found == text

    @given(shares)
    def test_text_reads_back(self, share):
        """The canonical text is exact."""
        assert Share.parse(str(share)) == share

    @given(st.text(alphabet="0123456789./% ", max_size=10) | st.text(max_size=10))
    def test_reads_or_refuses(self, text):
        """Any text is a share that reads back, or refused."""
        try:
            share = Share.parse(text)
        except InvalidValueError:
            return
        assert Share.parse(str(share)) == share


class TestMaking:
    @pytest.mark.parametrize("value", [0.5, True, "0.5", None, -1, 2, Fraction(3, 2), Fraction(-1, 9)], ids=repr)
    def test_refuses(self, value):
        """Only an exact number from 0 to 1 is a share."""
        with pytest.raises(InvalidValueError):
            Share(value)

    @pytest.mark.parametrize(("part", "whole", "text"), [(0, 5, "0 %"), (3, 5, "60 %"), (5, 5, "100 %"), (1, 3, "1/3")])
    def test_of_counts(self, part, whole, text):
        """A count in another is a share."""
        assert str(Share.of(part, whole)) == text

    @pytest.mark.parametrize(
        ("part", "whole"),
        [(1, 0), (0, 0), (-1, 5), (6, 5), (1, -1), (1.0, 2), (1, 2.0), (True, 2), (1, True), ("1", 2)],
    )
    def test_refuses_counts(self, part, whole):
        """A part outside its whole, or what is no count, is refused."""
        with pytest.raises(InvalidValueError, match="whole > 0"):
            Share.of(part, whole)


class TestText:
    @pytest.mark.parametrize(
        ("fraction", "digits", "text"),
        [
            (Fraction(339, 500), 1, "67.8 %"),
            (Fraction(2, 3), 1, "66.7 %"),
            (Fraction(2, 3), 0, "67 %"),
            (Fraction(2, 3), 3, "66.667 %"),
            (Fraction(1, 8), 1, "12.5 %"),
            (Fraction(1, 8), 0, "13 %"),
            (Fraction(1, 2000), 1, "0.1 %"),
            (Fraction(49, 100000), 1, "0.0 %"),
            (Fraction(1), 1, "100.0 %"),
        ],
    )
    def test_rounded_half_up(self, fraction, digits, text):
        """A share is shown in percent, rounded half up."""
        assert Share(fraction).text(digits) == text

    @pytest.mark.parametrize("digits", [-1, 101, 1.0, True, "1", 10**9])
    def test_refuses_digits(self, digits):
        """Digits are a whole number within reason."""
        with pytest.raises(InvalidValueError, match="whole number from 0 to 100"):
            Share(Fraction(1, 3)).text(digits)

    def test_order(self):
        """Shares are ordered by size."""
        assert sorted([Share.parse("3/5"), Share.parse("50%")]) == [Share.parse("0.5"), Share.parse("0.6")]
