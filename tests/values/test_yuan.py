from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.errors import InvalidValueError
from hubnet.values import Yuan

amounts = st.integers(-(10**15), 10**15).map(Yuan)
counts = st.integers(1, 10**6)

NO_AMOUNT = [
    "", " ", "-", "元", "万元", "¥", "CNY", "abc", "nan", "inf", "1e5", "1_000", "+5", "--5", "-¥-5", "5-",
    # wrongly grouped
    "1,20万", "1,2345", ",100", "1,,000", "12,00元", "1000,000",
    # parts of a fen
    "0.001", "1.005元", "0.0000001万元", "0.00000000001亿",
    # other currencies and units
    "20万美元", "5 USD", "$5", "€5", "5港元", "5角", "5 6", "5 000", "5个", "CNY 5美元",
    # digits of other scripts, and texts that are too long or broken
    "٣", "五万元", "9" * 31, "9" * 5000, "0." + "0" * 5000, "5\x00", "\ud800",
]  # fmt: skip


class TestParse:
    @pytest.mark.parametrize(
        ("text", "fen"),
        [
            ("1,200万元", 1_200_000_000),
            ("1200万", 1_200_000_000),
            ("20万", 20_000_000),
            ("1.5亿元", 15_000_000_000),
            ("1445000.00", 144_500_000),
            ("CNY 1,445,000", 144_500_000),
            ("cny1445000", 144_500_000),
            ("RMB 5", 500),
            ("¥20,000", 2_000_000),
            ("￥２０，０００", 2_000_000),
            ("５万元", 5_000_000),
            ("5萬圓", 5_000_000),
            ("人民币5万元", 5_000_000),
            ("5万元人民币", 5_000_000),
            ("5千元", 500_000),
            ("3百万元", 300_000_000),
            ("2千万", 2_000_000_000),
            ("0.01", 1),
            ("0.000001万", 1),
            ("0.10", 10),
            ("0", 0),
            ("-0", 0),
            ("-300", -30_000),
            ("CNY -300", -30_000),
            ("-¥300", -30_000),
            (" 5 元 ", 500),
            ("5元整", 500),
        ],
    )
    def test_reads(self, text, fen):
        """An amount is read to the fen, whatever way it is written."""
        assert Yuan.parse(text) == Yuan(fen)

    @pytest.mark.parametrize("text", NO_AMOUNT, ids=lambda text: f"{ascii(text)[:30]} {len(text)}")
    def test_refuses(self, text):
        """What is no exact amount in yuan is refused with the text as given and the forms allowed."""
        with pytest.raises(InvalidValueError, match="give an amount in yuan") as caught:
            Yuan.parse(text)
        assert caught.value.field == "amount"
        assert caught.value.found == text

    @given(amounts)
    def test_texts_read_back(self, amount):
        """The canonical text and both texts for readers name the same amount."""
        assert Yuan.parse(str(amount)) == amount
        assert Yuan.parse(amount.text("zh")) == Yuan.parse(amount.text("en")) == amount

    @given(st.text(alphabet="0123456789.,-万亿元¥ ", max_size=14) | st.text(max_size=14))
    def test_reads_or_refuses(self, text):
        """Any text is an amount that reads back, or refused."""
        try:
            amount = Yuan.parse(text)
        except InvalidValueError:
            return
        assert Yuan.parse(str(amount)) == amount


class TestTaking:
    @pytest.mark.parametrize(
        ("value", "fen"),
        [
            (Yuan(5), 5),
            (5, 500),
            (-5, -500),
            (Decimal("0.10"), 10),
            (Decimal("1.5E+3"), 150_000),
            (Decimal("0E+50"), 0),
            ("5万元", 5_000_000),
        ],
    )
    def test_takes(self, value, fen):
        """Amounts, whole yuan, decimals and texts are taken."""
        assert Yuan.of(value) == Yuan(fen)

    @pytest.mark.parametrize(
        "value",
        [5.0, True, None, b"5", [5], Decimal("0.001"), Decimal("NaN"), Decimal("Infinity"), Decimal("1E+999999"),
         Decimal("1E-999999"), float("nan")],
        ids=repr,
    )  # fmt: skip
    def test_refuses(self, value):
        """A float, a bool and parts of a fen are refused."""
        with pytest.raises(InvalidValueError):
            Yuan.of(value)

    @pytest.mark.parametrize(
        "value",
        [5.0, True, "5", None, Fraction(1, 2), 10**30, -(10**30), 10**5000],
        ids=lambda value: f"{type(value).__name__} {value!r:.9}" if value != 10**5000 else "huge",
    )
    def test_refuses_as_fen(self, value):
        """Fen are a whole number of bounded size."""
        with pytest.raises(InvalidValueError) as caught:
            Yuan(value)
        assert str(caught.value)

    def test_largest(self):
        """The largest amount is written and read back."""
        assert Yuan.parse(str(Yuan(10**30 - 1))) == Yuan(10**30 - 1)


class TestText:
    @pytest.mark.parametrize(
        ("fen", "plain", "zh", "en"),
        [
            (144_500_000, "1445000.00", "144.5万元", "CNY 1,445,000"),
            (500_000, "5000.00", "5,000元", "CNY 5,000"),
            (999_999, "9999.99", "9,999.99元", "CNY 9,999.99"),
            (1_000_000, "10000.00", "1万元", "CNY 10,000"),
            (1_000_100, "10001.00", "1.0001万元", "CNY 10,001"),
            (1_000_001, "10000.01", "10,000.01元", "CNY 10,000.01"),
            (1_200_000_000, "12000000.00", "1,200万元", "CNY 12,000,000"),
            (9_999_990_000, "99999900.00", "9,999.99万元", "CNY 99,999,900"),
            (10_000_000_000, "100000000.00", "1亿元", "CNY 100,000,000"),
            (10_001_000_000, "100010000.00", "1.0001亿元", "CNY 100,010,000"),
            (10_000_100_000, "100001000.00", "10,000.1万元", "CNY 100,001,000"),
            (0, "0.00", "0元", "CNY 0"),
            (-144_500_000, "-1445000.00", "-144.5万元", "CNY -1,445,000"),
            (-5, "-0.05", "-0.05元", "CNY -0.05"),
        ],
    )
    def test_text(self, fen, plain, zh, en):
        """An amount is never rounded: the unit is the largest that shows it in four decimals."""
        assert (str(Yuan(fen)), Yuan(fen).text("zh"), Yuan(fen).text("en")) == (plain, zh, en)


class TestArithmetic:
    @given(amounts, amounts, counts)
    def test_exact(self, one, other, count):
        """Sums, differences and products are those of the fen."""
        assert (one + other).fen == one.fen + other.fen
        assert (one - other).fen == one.fen - other.fen
        assert (one * count).fen == (count * one).fen == one.fen * count
        assert (-one).fen == -one.fen
        assert abs(one).fen == abs(one.fen)

    @given(amounts, amounts.filter(lambda amount: amount.fen != 0))
    def test_division(self, one, other):
        """Division by an amount is exact, and whole part and rest make up the amount."""
        assert one / other == Fraction(one.fen, other.fen)
        assert other * (one // other) + one % other == one

    @pytest.mark.parametrize(
        ("text", "count", "mean"),
        [
            ("1445000", 61, "23688.52"),
            ("0.01", 2, "0.01"),
            ("0.01", 3, "0.00"),
            ("0.02", 3, "0.01"),
            ("-0.01", 2, "-0.01"),
            ("-0.01", 3, "0.00"),
            ("100", 3, "33.33"),
            ("5", 1, "5.00"),
        ],
    )
    def test_mean(self, text, count, mean):
        """A mean is rounded to the nearest fen, half a fen away from zero."""
        assert str(Yuan.parse(text).per(count)) == mean

    @given(amounts, counts)
    def test_mean_is_nearest(self, amount, count):
        """No other whole number of fen is nearer to the mean."""
        assert abs(amount.per(count).fen - Fraction(amount.fen, count)) <= Fraction(1, 2)
        assert (-amount).per(count) == -amount.per(count)

    @pytest.mark.parametrize("count", [0, -1, True, 2.0, "2", Fraction(2)], ids=repr)
    def test_mean_over_nothing(self, count):
        """A mean needs a whole number of at least one."""
        with pytest.raises(InvalidValueError, match="give a whole number from 1"):
            Yuan(100).per(count)

    def test_fraction(self):
        """A fraction of an amount is taken if it is exact, and refused if not."""
        assert Yuan.of(30) * Fraction(2, 3) == Yuan.of(20)
        with pytest.raises(InvalidValueError, match="leaves part of a fen"):
            Yuan(1) * Fraction(1, 2)

    @pytest.mark.parametrize(
        "divide", [lambda a, b: a / b, lambda a, b: a // b, lambda a, b: a % b], ids=["/", "//", "%"]
    )
    def test_zero_divides_nothing(self, divide):
        """Division by an amount of zero is refused."""
        with pytest.raises(InvalidValueError, match="zero divides nothing"):
            divide(Yuan(5), Yuan(0))

    @given(st.lists(amounts, max_size=6))
    def test_total(self, parts):
        """A total is the sum of its parts, zero for none."""
        assert Yuan.total(iter(parts)).fen == sum(part.fen for part in parts)

    @pytest.mark.parametrize("other", [1.0, True, "5", None, 7])
    @pytest.mark.parametrize(
        "use",
        [lambda a, b: a + b, lambda a, b: b + a, lambda a, b: a - b, lambda a, b: b - a, lambda a, b: a / b,
         lambda a, b: a // b, lambda a, b: a % b, lambda a, b: a < b, lambda a, b: a >= b],
        ids=["+", "r+", "-", "r-", "/", "//", "%", "<", ">="],
    )  # fmt: skip
    def test_other_types(self, use, other):
        """An amount does not mix with bare numbers or texts."""
        with pytest.raises(TypeError):
            use(Yuan(100), other)

    @pytest.mark.parametrize("factor", [1.0, True, "5", None, Yuan(1), Decimal(2)], ids=repr)
    def test_other_factors(self, factor):
        """An amount multiplies by whole numbers and fractions only."""
        with pytest.raises(TypeError):
            Yuan(100) * factor

    def test_order(self):
        """Amounts are ordered by size and equal by content."""
        assert sorted([Yuan(3), Yuan(-1), Yuan(2)]) == [Yuan(-1), Yuan(2), Yuan(3)]
        assert {Yuan.parse("5万"), Yuan.of(50_000)} == {Yuan(5_000_000)}


def test_sum_adds_amounts():
    """Amounts can be summed; nothing else is added to them."""
    assert sum([Yuan.parse("1万元"), Yuan.parse("0.5元")]) == Yuan(1_000_050)
    with pytest.raises(TypeError):
        1 + Yuan(1)
