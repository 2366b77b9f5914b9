from decimal import Decimal
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from hubnet.errors import InvalidValueError
from hubnet.values import Outcome, Qualifier, Quantity, Yuan

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
Q = Qualifier
STATED = [q for q in Qualifier if q not in {Q.VAGUE, Q.DERIVED}]
BELOW = {Q.UNDER, Q.JUST_UNDER, Q.BASICALLY}

numbers = st.integers(0, 10**7) | st.fractions(0, 10**4, max_denominator=10**4)
units = st.sampled_from(("", "个", "家", "元", "平方米", "%", "份报告", "kg"))


@st.composite
def quantities(draw, unit=units, most=numbers):
    """Figures of every qualifier, with and without bounds."""
    qualifier, measure, expected = draw(st.sampled_from(Qualifier)), draw(unit), draw(st.booleans())
    if qualifier is Q.VAGUE:
        return Quantity(None, qualifier, measure, expected, draw(st.sampled_from(("数十", "上百", "百", "几", "数万"))))
    if qualifier is Q.DERIVED:
        low, high = sorted((draw(most), draw(most)))
        assume(low < high)
        closed, ends = draw(st.tuples(st.booleans(), st.booleans())), draw(st.sampled_from("bln"))
        return Quantity.between(
            low if ends != "n" else None, high if ends != "l" else None, measure,
            low_included=closed[0], high_included=closed[1], expected=expected,
        )  # fmt: skip
    number = draw(most)
    assume(number or qualifier not in BELOW)
    return Quantity(number, qualifier, measure, expected)


# A text, its number, qualifier, unit, whether expected, its bounds, and its texts for readers.
READ = [
    ("36", 36, Q.EXACT, "", "[36, 36]", "36", "36"),
    ("60%", 60, Q.EXACT, "%", "[60, 60]", "60%", "60%"),
    ("1/2", Fraction(1, 2), Q.EXACT, "", "[0.5, 0.5]", "0.5", "0.5"),
    ("超过1/2", Fraction(1, 2), Q.OVER, "", "(0.5, ∞)", "超过0.5", "more than 0.5"),
    ("1,445,000元", 1445000, Q.EXACT, "元", "[1445000, 1445000]", "144.5万元", "1,445,000 yuan"),
    ("近60个", 60, Q.JUST_UNDER, "个", "[0, 60)", "近60个", "just under 60"),
    ("近1200万元", 12000000, Q.JUST_UNDER, "元", "[0, 12000000)", "近1,200万元", "just under 12,000,000 yuan"),
    ("1300余人", 1300, Q.OVER, "人", "(1300, ∞)", "超过1,300人", "more than 1,300 people"),
    ("100多个", 100, Q.OVER, "个", "(100, ∞)", "超过100个", "more than 100"),
    ("30余次", 30, Q.OVER, "次", "(30, ∞)", "超过30次", "more than 30 times"),
    ("10余家", 10, Q.OVER, "家", "(10, ∞)", "超过10家", "more than 10"),
    ("10余万元", 100000, Q.OVER, "元", "(100000, ∞)", "超过10万元", "more than 100,000 yuan"),
    ("1.8万多家", 18000, Q.OVER, "家", "(18000, ∞)", "超过18,000家", "more than 18,000"),
    ("70多个", 70, Q.OVER, "个", "(70, ∞)", "超过70个", "more than 70"),
    ("超过100个", 100, Q.OVER, "个", "(100, ∞)", "超过100个", "more than 100"),
    ("十余个", 10, Q.OVER, "个", "(10, ∞)", "超过10个", "more than 10"),
    ("二十多场", 20, Q.OVER, "场", "(20, ∞)", "超过20场", "more than 20 events"),
    ("百余名", 100, Q.OVER, "名", "(100, ∞)", "超过100名", "more than 100 people"),
    ("近百家", 100, Q.JUST_UNDER, "家", "[0, 100)", "近100家", "just under 100"),
    ("15个左右", 15, Q.ABOUT, "个", "[0, ∞)", "约15个", "about 15"),
    ("约15个", 15, Q.ABOUT, "个", "[0, ∞)", "约15个", "about 15"),
    ("3500平方米以上", 3500, Q.AT_LEAST, "平方米", "[3500, ∞)", "至少3,500平方米", "at least 3,500 m²"),
    ("3500㎡以上", 3500, Q.AT_LEAST, "平方米", "[3500, ∞)", "至少3,500平方米", "at least 3,500 m²"),
    ("至少3", 3, Q.AT_LEAST, "", "[3, ∞)", "至少3", "at least 3"),
    ("最高20万元", 200000, Q.AT_MOST, "元", "[0, 200000]", "最高20万元", "at most 200,000 yuan"),
    ("不超过20万元", 200000, Q.AT_MOST, "元", "[0, 200000]", "最高20万元", "at most 200,000 yuan"),
    ("不足200家", 200, Q.UNDER, "家", "[0, 200)", "不足200家", "less than 200"),
    ("达1379家", 1379, Q.REACHED, "家", "[1379, 1379]", "达1,379家", "1,379"),
    ("到875家", 875, Q.REACHED, "家", "[875, 875]", "达875家", "875"),
    ("达近60个", 60, Q.JUST_UNDER, "个", "[0, 60)", "近60个", "just under 60"),
    ("预计达1.5万", 15000, Q.REACHED, "", "[15000, 15000]", "预计达15,000", "expected 15,000"),
    ("預計達1.5萬", 15000, Q.REACHED, "", "[15000, 15000]", "预计达15,000", "expected 15,000"),
    ("預計超過１００個", 100, Q.OVER, "个", "(100, ∞)", "预计超过100个", "expected more than 100"),
    ("1300餘人", 1300, Q.OVER, "人", "(1300, ∞)", "超过1,300人", "more than 1,300 people"),
    ("約15個", 15, Q.ABOUT, "个", "[0, ∞)", "约15个", "about 15"),
    ("基本100%", 100, Q.BASICALLY, "%", "[0, 100)", "基本100%", "not quite 100%"),
    ("数十家", None, Q.VAGUE, "家", "[0, ∞)", "数十家", "dozens"),
    ("几十个", None, Q.VAGUE, "个", "[0, ∞)", "几十个", "dozens"),
    ("上百次", None, Q.VAGUE, "次", "[0, ∞)", "上百次", "a hundred or so times"),
    ("百场", None, Q.VAGUE, "场", "[0, ∞)", "百场", "a hundred or so events"),
    ("数家", None, Q.VAGUE, "家", "[0, ∞)", "数家", "several"),
    ("十个", 10, Q.EXACT, "个", "[10, 10]", "10个", "10"),
    ("一百二十三个", 123, Q.EXACT, "个", "[123, 123]", "123个", "123"),
    ("两千零五人", 2005, Q.EXACT, "人", "[2005, 2005]", "2,005人", "2,005 people"),
    ("二十万元", 200000, Q.EXACT, "元", "[200000, 200000]", "20万元", "200,000 yuan"),
    ("1名", 1, Q.EXACT, "名", "[1, 1]", "1名", "1 person"),
    ("5份报告", 5, Q.EXACT, "份报告", "[5, 5]", "5份报告", "5 份报告"),
    (
        "(8000000, 20000000]元", None, Q.DERIVED, "元", "(8000000, 20000000]",
        "超过800万元，最高2,000万元", "more than 8,000,000 yuan and at most 20,000,000 yuan",
    ),
    ("[0, ∞)", None, Q.DERIVED, "", "[0, ∞)", "至少0", "at least 0"),
    ("(-∞, 5.5)", None, Q.DERIVED, "", "(-∞, 5.5)", "低于5.5", "less than 5.5"),
    ("(-∞, ∞)", None, Q.DERIVED, "", "(-∞, ∞)", "任意数量", "any number"),
    ("[5, 5]个", 5, Q.EXACT, "个", "[5, 5]", "5个", "5"),
    ("-3元", -3, Q.EXACT, "元", "[-3, -3]", "-3元", "-3 yuan"),
]  # fmt: skip

NO_QUANTITY = [
    "", " ", "个", "近", "近个", "预计", "abc", "nan", "inf", "∞", "1e5", "1_000", "+5", "--5", "1.5.0", ".5", "5.",
    "1,20个", "1/0", "1/-2", "٣个", "5 6", "一些", "36!", "36<b>", "5个6家",
    # two words that do not agree, or words that a number cannot have
    "约100余家", "近100个左右", "超过100个以上", "100余多个", "近-5", "不足0", "近0个", "数十余家", "近数十家",
    "预计预计5",
    # bounds without a number between them
    "[5, 4]", "(5, 5)", "[5, 5)", "[-∞, 5]", "[5, ∞]", "(∞, 5)", "[1]", "[1, 2, 3]", "[1,000, 2,000]", "[, ]",
    "[1/0, 2]",
    "9" * 101, "9" * 5000, "0." + "0" * 120 + "1", "近" * 600, "\ud800", "5\x00",
]  # fmt: skip


class TestParse:
    @pytest.mark.parametrize(
        ("text", "number", "qualifier", "unit", "bounds", "zh", "en"), READ, ids=[r[0] for r in READ]
    )
    def test_reads(self, text, number, qualifier, unit, bounds, zh, en):
        """A figure keeps its number, what is said of it and its unit, and is worded again for readers."""
        quantity = Quantity.parse(text)
        assert (quantity.number, quantity.qualifier, quantity.unit) == (number, qualifier, unit)
        assert quantity.expected is (text[0] in "预預")
        assert str(quantity.interval) == bounds
        assert (quantity.text("zh"), quantity.text("en")) == (zh, en)
        assert Quantity.parse(str(quantity)) == Quantity.of(text) == quantity

    @pytest.mark.parametrize("text", NO_QUANTITY, ids=lambda text: f"{ascii(text)[:30]} {len(text)}")
    def test_refuses(self, text):
        """What is no figure, or says two things, is refused with the text as given and the forms allowed."""
        with pytest.raises(InvalidValueError, match="write a figure as sources do") as caught:
            Quantity.parse(text)
        assert (caught.value.field, caught.value.found) == ("quantity", text)

    @given(quantities())
    @example(Quantity(10**100 - 1, Q.OVER, "家"))
    @example(Quantity(Fraction(1, 2**332)))
    @example(Quantity(Fraction(1, 3), Q.AT_MOST, "%", expected=True))
    def test_text_reads_back(self, quantity):
        """The canonical text reads back as the same figure; the Chinese text for readers has the same bounds."""
        assert Quantity.parse(str(quantity)) == quantity
        if quantity.qualifier is not Q.DERIVED:
            assert Quantity.parse(quantity.text("zh")) == quantity

    @given(st.text(alphabet="0123456789.,/%余多近约达数十百万个家以上[]() ", max_size=10) | st.text(max_size=10))
    def test_reads_or_refuses(self, text):
        """Any text is a figure that reads back, or refused."""
        try:
            quantity = Quantity.parse(text)
        except InvalidValueError:
            return
        assert Quantity.parse(str(quantity)) == quantity


class TestMaking:
    @pytest.mark.parametrize(
        ("value", "text"),
        [
            (5, "5"),
            (Fraction(1, 3), "1/3"),
            (Fraction(4, 2), "2"),
            (Decimal("0.10"), "0.1"),
            (Decimal("1.5E+3"), "1500"),
            (Yuan.parse("1.5万元"), "15000元"),
            (Yuan(1), "0.01元"),
            ("近60个", "近60个"),
            (Quantity(5), "5"),
            (-5, "-5"),
        ],
        ids=repr,
    )
    def test_takes(self, value, text):
        """Exact values of other types become figures."""
        assert str(Quantity.of(value)) == text

    @pytest.mark.parametrize(
        "value", [5.0, True, None, b"5", [5], Decimal("NaN"), Decimal("-Infinity"), Decimal("1E+999999"), 10**100,
         10**5000],
        ids=lambda value: "huge" if value == 10**5000 else repr(value),
    )  # fmt: skip
    def test_refuses(self, value):
        """A float, a bool and numbers beyond all figures are refused."""
        with pytest.raises(InvalidValueError) as caught:
            Quantity.of(value)
        assert str(caught.value)

    @pytest.mark.parametrize(
        "make",
        [
            pytest.param(lambda: Quantity(5.0), id="float"),
            pytest.param(lambda: Quantity(True), id="bool"),  # noqa: FBT003
            pytest.param(lambda: Quantity(None), id="exact without a number"),
            pytest.param(lambda: Quantity(5, Q.VAGUE, words="数十"), id="vague with a number"),
            pytest.param(lambda: Quantity(None, Q.VAGUE), id="vague without words"),
            pytest.param(lambda: Quantity(None, Q.VAGUE, words="many"), id="vague with other words"),
            pytest.param(lambda: Quantity(5, words="数十"), id="words with a number"),
            pytest.param(lambda: Quantity(-5, Q.OVER), id="above a number below zero"),
            pytest.param(lambda: Quantity(-(10**5000), Q.OVER), id="huge"),
            pytest.param(lambda: Quantity(0, Q.UNDER), id="below zero"),
            pytest.param(lambda: Quantity(None, Q.DERIVED, interval=Quantity(5).interval), id="derived point"),
            pytest.param(lambda: Quantity(5, interval=Quantity(6).interval), id="other bounds"),
            pytest.param(lambda: Quantity.between(2, 1), id="reversed"),
            pytest.param(lambda: Quantity.between(1.0, 2), id="float bound"),
            pytest.param(lambda: Quantity.between(1, 1, low_included=False), id="open point"),
            *(pytest.param(lambda unit=unit: Quantity(5, unit=unit), id=f"unit {unit!r:.9}")
              for unit in ("5", "余", "万元", "个以上", " ", "个 家", "%%", "a" * 13, "x" * 500, None, 5, "[", "²")),
        ],
    )  # fmt: skip
    def test_refuses_what_contradicts_itself(self, make):
        """A figure that could not be written and read back cannot be made."""
        with pytest.raises(InvalidValueError) as caught:
            make()
        assert str(caught.value)

    def test_between(self):
        """Bounds make a derived figure, and an exact one where they meet."""
        assert Quantity.between(3, 3, "家") == Quantity(3, unit="家")
        some = Quantity.between(3, None, "家", low_included=False)
        assert (some.low, some.high, some.low_included, some.high_included, some.exact) == (
            3,
            None,
            False,
            False,
            False,
        )

    def test_structural_equality(self):
        """Figures are equal if they are stated alike, not if they can be the same number."""
        assert Quantity.parse("达5家") != Quantity.parse("5家")
        assert Quantity.parse("1300余人") == Quantity.parse("超过1300人")
        assert len({Quantity.parse("1.0"), Quantity.of(1), Quantity(Fraction(2, 2))}) == 1


class TestMoney:
    def test_exact_amount(self):
        """An exact amount in 元 is money."""
        assert Quantity.parse("20万元").yuan == Yuan.parse("20万")
        assert Quantity.parse("达0.01元").yuan == Yuan(1)

    @pytest.mark.parametrize("text", ["近20万元", "5", "5个", "0.001元", "1/3元", "数十元", "(5, 6)元"])
    def test_refuses(self, text):
        """Another figure is no amount; the message shows its bounds."""
        quantity = Quantity.parse(text)
        with pytest.raises(InvalidValueError, match="one exact amount in 元") as caught:
            _ = quantity.yuan
        assert str(quantity.interval) in str(caught.value)

    def test_with_amounts(self):
        """Amounts of money mix with figures, on either side."""
        some, two = Quantity.parse("超过5万元"), Yuan.parse("2万")
        assert str(some + two) == str(two + some) == "(70000, ∞)元"
        assert str(some - two) == "(30000, ∞)元"
        assert str(two - some) == "(-∞, -30000)元"
        assert str(some / two) == "(2.5, ∞)"
        assert str(two / some) == "(0, 0.4)"
        assert (some > two, two < some, some < two, two >= some) == (MET, MET, NOT_MET, NOT_MET)


small = st.integers(0, 4)
small_quantities = quantities(unit=st.just(""), most=small)
STEPS = [Fraction(n, 4) for n in range(-24, 60)] + [Fraction(10**6)]


def members(quantity):
    """Sampled numbers that a figure can be: quarters around its bounds, and one far away."""
    low, high = quantity.low, quantity.high
    return [
        n
        for n in STEPS
        if (low is None or n > low or (n == low and quantity.low_included))
        and (high is None or n < high or (n == high and quantity.high_included))
    ]


def within(number, quantity):
    """Return whether a figure can be the number."""
    return (quantity == number or Quantity.of(number).equals(quantity)) is not NOT_MET


class TestArithmetic:
    @given(small_quantities, small_quantities, st.integers(1, 3) | st.fractions(Fraction(1, 4), 2, max_denominator=4))
    def test_holds_every_result(self, one, other, factor):
        """The result can be whatever two of the numbers give."""
        total, less, more, part = one + other, one - other, one * factor, one / factor
        for x, y in product(members(one)[::3], members(other)[::3]):
            assert within(x + y, total)
            assert within(x - y, less)
        for x in members(one):
            assert within(x * factor, more)
            assert within(x / factor, part)

    @given(small_quantities, small_quantities)
    def test_quotient_holds_every_result(self, one, other):
        """The quotient can be whatever two of the numbers give, zero as divisor left out."""
        assume(one.low is not None and other.low is not None and other.high != 0)
        quotient = one / other
        for x, y in product(members(one)[::3], members(other)[::3]):
            if y:
                assert within(x / y, quotient)

    @given(small_quantities, small_quantities)
    def test_bounds_are_tight(self, one, other):
        """A bound of a sum is the sum of the bounds, reached if both are."""
        total = one + other
        assert total.low == (None if None in (one.low, other.low) else one.low + other.low)
        assert total.high == (None if None in (one.high, other.high) else one.high + other.high)
        assert total.low_included is (one.low_included and other.low_included)
        assert total.high_included is (one.high_included and other.high_included)
        assert total.expected is (one.expected or other.expected)
        assert total.qualifier is (Q.EXACT if one.exact and other.exact else Q.DERIVED)

    @pytest.mark.parametrize(
        ("one", "other", "quotient"),
        [
            ("6家", "3家", "2"),
            ("6家", "3", "2家"),
            ("6", "3家", "2"),
            ("近6", "超过3", "[0, 2)"),
            ("超过6", "近3", "(2, ∞)"),
            ("至少6", "最高3", "[2, ∞)"),
            ("[6, 8]", "[2, 3]", "[2, 4]"),
            ("(6, 8]", "[2, 3)", "(2, 4]"),
            ("约6", "3", "[0, ∞)"),
            ("6", "数十", "(0, ∞)"),
            ("0", "数十", "0"),
            ("[0, 6]", "[2, 3)", "[0, 3]"),
            ("6", "超过3", "(0, 2)"),
            ("1", "3", "1/3"),
        ],
    )
    def test_quotient(self, one, other, quotient):
        """A quotient reaches a bound just where both figures reach theirs."""
        assert str(Quantity.parse(one) / Quantity.parse(other)) == quotient

    @pytest.mark.parametrize(("one", "other"), [("6", "0"), ("6", "最高0"), ("-6", "3"), ("6", "(-∞, 3]"), ("6", "-3")])
    def test_refuses_quotients(self, one, other):
        """Zero divides nothing, and figures below zero are not divided."""
        with pytest.raises(InvalidValueError, match=r"zero divides nothing|cannot be negative"):
            _ = Quantity.parse(one) / Quantity.parse(other)

    @pytest.mark.parametrize("factor", [0, -1, Fraction(-1, 2)])
    def test_refuses_factors(self, factor):
        """Figures are scaled by numbers above zero."""
        with pytest.raises(InvalidValueError, match="above zero"):
            _ = Quantity(5) * factor
        with pytest.raises(InvalidValueError, match="above zero"):
            _ = Quantity(5) / factor

    def test_reversed_operands(self):
        """A plain number may stand first."""
        over = Quantity.parse("超过5家")
        assert (str(10 + over), str(10 - over), str(2 * over), str(10 / over)) == (
            "(15, ∞)家", "(-∞, 5)家", "(10, ∞)家", "(0, 2)",
        )  # fmt: skip
        assert (Fraction(1, 2) < Quantity(5)) is MET

    @pytest.mark.parametrize(
        "use",
        [lambda a, b: a + b, lambda a, b: a - b, lambda a, b: a / b, lambda a, b: a < b, lambda a, b: a >= b,
         lambda a, b: a.equals(b)],
        ids=["+", "-", "/", "<", ">=", "equals"],
    )  # fmt: skip
    def test_units_must_agree(self, use):
        """Figures of two units do not mix; one without a unit takes the other's."""
        with pytest.raises(InvalidValueError, match="must have the same unit"):
            use(Quantity.parse("5家"), Quantity.parse("5个"))
        use(Quantity.parse("5家"), Quantity.parse("5"))
        assert (Quantity(5, unit="家") + 3).unit == (Quantity(3) + Quantity(5, unit="家")).unit == "家"

    @pytest.mark.parametrize("other", [1.0, True, "5", None, [5]], ids=repr)
    @pytest.mark.parametrize(
        "use",
        [lambda a, b: a + b, lambda a, b: b + a, lambda a, b: a - b, lambda a, b: b - a, lambda a, b: a * b,
         lambda a, b: a / b, lambda a, b: a < b, lambda a, b: a <= b, lambda a, b: a > b, lambda a, b: a >= b],
        ids=["+", "r+", "-", "r-", "*", "/", "<", "<=", ">", ">="],
    )  # fmt: skip
    def test_other_types(self, use, other):
        """Floats, bools and texts do not mix with figures."""
        with pytest.raises(TypeError):
            use(Quantity(5), other)


class TestComparing:
    @given(small_quantities, small_quantities)
    def test_agrees_with_every_pair(self, one, other):
        """MET and NOT_MET are answered just where every pair of numbers agrees."""
        pairs = list(product(members(one), members(other)))
        for answer, seen in (
            (one < other, {x < y for x, y in pairs}),
            (one <= other, {x <= y for x, y in pairs}),
            (one > other, {x > y for x, y in pairs}),
            (one >= other, {x >= y for x, y in pairs}),
            (one.equals(other), {x == y for x, y in pairs}),
        ):
            assert answer is (Outcome.of(seen.pop()) if len(seen) == 1 else UNKNOWN)

    @pytest.mark.parametrize(
        ("text", "number", "below", "above", "same"),
        [
            ("近60", 60, MET, NOT_MET, NOT_MET),
            ("近60", 59, UNKNOWN, UNKNOWN, UNKNOWN),
            ("超过60", 60, NOT_MET, MET, NOT_MET),
            ("至少60", 60, NOT_MET, UNKNOWN, UNKNOWN),
            ("最高60", 60, UNKNOWN, NOT_MET, UNKNOWN),
            ("60", 60, NOT_MET, NOT_MET, MET),
            ("达60", 60, NOT_MET, NOT_MET, MET),
            ("约60", 60, UNKNOWN, UNKNOWN, UNKNOWN),
            ("数十", 0, NOT_MET, UNKNOWN, UNKNOWN),
            ("数十", -1, NOT_MET, MET, NOT_MET),
        ],
    )
    def test_bounds(self, text, number, below, above, same):
        """At its bound a figure is below, above or the same as its words say."""
        quantity = Quantity.parse(text)
        assert (quantity < number, quantity > number, quantity.equals(number)) == (below, above, same)
        assert (quantity >= number, quantity <= number) == (~below, ~above)


class TestWithoutUnit:
    @pytest.mark.parametrize(
        ("text", "bare"),
        [("36家", "36"), ("近60个", "近60"), ("70多个", "超过70"), ("预计15家", "预计15"), ("数十家", "数十")],
    )
    def test_keeps_all_but_the_measure_word(self, text, bare):
        """The number, the qualifier and its bounds, and whether it is a forecast stay."""
        figure, left = Quantity.of(text), Quantity.of(text).without_unit()
        assert (left.unit, str(left)) == ("", bare)
        assert (left.interval, left.qualifier, left.expected) == (figure.interval, figure.qualifier, figure.expected)
