"""Facts that are whole numbers or amounts: as figures, as sources say them, and in bounds."""

from __future__ import annotations

from fractions import Fraction

import pytest
from rulebook.declaring import LONG, fact, refusal

from hubnet.rulebook import Bounds, FactKind
from hubnet.values import Quantity, Yuan


class TestInteger:
    @pytest.mark.parametrize("value", [0, 50, 100])
    def test_read(self, value):
        """Both bounds belong to the range."""
        assert fact(FactKind.INTEGER, minimum=0, maximum=100).read(value) == value

    @pytest.mark.parametrize("value", [-1, 101, 50.0, "50", "50名", "五十", True, None, Fraction(50), [], Yuan(50)])
    def test_refused(self, value):
        """Numbers out of bounds, floats, texts that qualify nothing, booleans and amounts."""
        message = refusal(FactKind.INTEGER, value, minimum=0, maximum=100)
        assert message == f"members: found {value!r}; give a whole number from 0 up to 100"

    def test_without_bounds(self):
        """Without bounds every whole number fits, and the message names none."""
        assert fact(FactKind.INTEGER).read(-(10**30)) == -(10**30)
        assert refusal(FactKind.INTEGER, "x") == "members: found 'x'; give a whole number"

    def test_a_number_of_thousands_of_digits(self):
        """It is a slip, and could not be shown; the refusal can."""
        assert fact(FactKind.INTEGER).read(10**100 - 1) == 10**100 - 1
        assert refusal(FactKind.INTEGER, 10**100).startswith("members: found 1000")
        assert refusal(FactKind.INTEGER, -LONG) == "members: found a number of thousands of digits; give a whole number"

    @pytest.mark.parametrize(
        ("said", "held"),
        [
            ("50以上", Bounds(50, None)),
            ("超过50", Bounds(51, None)),
            ("50余名", Bounds(51, None)),
            ("近100", Bounds(0, 99)),
            ("不足100家", Bounds(0, 99)),
            ("最多100", Bounds(0, 100)),
            ("约100", Bounds(0, None)),
            ("数十家", Bounds(0, None)),
            ("[50, 60]", Bounds(50, 60)),
            ("(50, 60)", Bounds(51, 59)),
            ("(49.5, 60.5)", Bounds(50, 60)),
            ("(-∞, 60]", Bounds(None, 60)),
            ("(49, 51)", 50),
            ("不足1", 0),
        ],
    )
    def test_in_part(self, said, held):
        """A word on a number leaves a range of whole numbers; a range of one number is that number."""
        assert fact(FactKind.INTEGER).read(said) == held
        assert fact(FactKind.INTEGER).read(Quantity.parse(said)) == held

    @pytest.mark.parametrize(
        ("said", "held"),
        [
            ("3以上", Bounds(3, 12)),
            ("11余", 12),
            ("近100", Bounds(1, 12)),
            ("约100", Bounds(1, 12)),
            ("(-∞, 5]", Bounds(1, 5)),
            ("不足2", 1),
        ],
    )
    def test_in_part_within_its_bounds(self, said, held):
        """A fact from 1 to 12: what is said leaves no more than that."""
        assert fact(FactKind.INTEGER, minimum=1, maximum=12).read(said) == held

    @pytest.mark.parametrize("said", ["12余", "13以上", "不足1", "[20, 30]"])
    def test_in_part_outside_its_bounds(self, said):
        """Nothing is left."""
        message = refusal(FactKind.INTEGER, said, minimum=1, maximum=12)
        assert message == f"members: found {said!r}; give a whole number from 1 up to 12"

    @pytest.mark.parametrize("said", ["(2.2, 2.8)", "(2, 3)", "近50元", "近50%", "预计60以上", "预计近60"])
    def test_no_whole_number(self, said):
        """Between two whole numbers lies none; amounts, percents and forecasts are none."""
        assert refusal(FactKind.INTEGER, said, minimum=0).endswith("give a whole number from 0")
        assert fact(FactKind.INTEGER).misfit(Quantity.parse(said)) is not None

    @pytest.mark.parametrize("figure", [Quantity(Fraction(5, 2)), Quantity(60, expected=True), Quantity(60, unit="%")])
    def test_figures_that_are_none(self, figure):
        """Two and a half members; sixty that are expected; sixty percent."""
        assert fact(FactKind.INTEGER).misfit(figure) is not None

    def test_exact_figures(self):
        """A figure of one whole number is that number, with its measure word too."""
        assert fact(FactKind.INTEGER).read(Quantity(60)) == 60
        assert fact(FactKind.INTEGER).read(Quantity(60, unit="家")) == 60

    def test_shown(self):
        """The measure word stands in Chinese."""
        assert fact(FactKind.INTEGER, unit="名").shown(50, "zh") == "50名"
        assert fact(FactKind.INTEGER, unit="名").shown(50, "en") == "50"
        assert fact(FactKind.INTEGER).shown(-3, "zh") == "-3"

    @pytest.mark.parametrize(
        ("held", "zh", "en"),
        [
            (Bounds(50, None), "至少50名", "at least 50"),
            (Bounds(None, 99), "至多99名", "at most 99"),
            (Bounds(0, 99), "0名至99名", "0 to 99"),
            (Bounds(0, None), "至少0名", "at least 0"),
            (Bounds(None, 0), "至多0名", "at most 0"),
            (Bounds(None, None), "不详", "not known"),
        ],
    )
    def test_shown_in_part(self, held, zh, en):
        """Bounds as readers write them."""
        asked = fact(FactKind.INTEGER, unit="名")
        assert (asked.shown(held, "zh"), asked.shown(held, "en")) == (zh, en)


class TestAmount:
    @pytest.mark.parametrize(
        ("value", "fen"),
        [
            (Yuan(300), 300),
            ("3元", 300),
            ("3万元", 3_000_000),
            ("3万元整", 3_000_000),
            ("1,200万元", 1_200_000_000),
            ("¥20,000", 2_000_000),
            ("￥20,000", 2_000_000),
            ("CNY 0.05", 5),
            ("rmb 5", 500),
            ("人民币3万元", 3_000_000),
            ("三万元", 3_000_000),
            ("-5元", -500),
            (Quantity.parse("30000元"), 3_000_000),
            ("近3万元", Bounds(0, 2_999_999)),
            ("超过3万元", Bounds(3_000_001, None)),
            ("(8000000, 20000000]元", Bounds(800_000_001, 2_000_000_000)),
            ("(0.005, 0.015)元", 1),
        ],
    )
    def test_read(self, value, fen):
        """In fen, from text with its currency, as an amount, or in part."""
        assert fact(FactKind.AMOUNT).read(value) == fen

    @pytest.mark.parametrize(
        "value",
        [
            20000, 3.0, True, None, "30000", "3万", "3万美元", "USD 3", "0.001元", "¥0.001", "(0.001, 0.002)元",
            "近3万", "预计3万元", "元", "", Quantity(3), Quantity(Fraction(1, 1000), unit="元"), "¥ drei",
        ],
    )  # fmt: skip
    def test_refused(self, value):
        """A bare number could be yuan or 10,000 yuan; parts of a fen, other currencies and forecasts are none."""
        message = refusal(FactKind.AMOUNT, value)
        assert message.endswith('; give an amount, as a text such as "3万元" or as a Yuan')

    def test_bounds(self):
        """Both are amounts and belong to the range; the message names them as they were declared."""
        fee = fact(FactKind.AMOUNT, minimum="0元", maximum="3万元")
        assert (fee.low, fee.high) == (0, 3_000_000)
        assert [fee.read(value) for value in ("0元", "3万元", "2万元以上")] == [
            0,
            3_000_000,
            Bounds(2_000_000, 3_000_000),
        ]
        assert fee.misfit("-0.01元") == (
            "members: found '-0.01元'; give an amount from 0元 up to 3万元, as a text such as \"3万元\" or as a Yuan"
        )
        assert fee.misfit(Yuan(3_000_001)) is not None

    def test_shown(self):
        """As amounts are written in both languages, in part too."""
        fee = fact(FactKind.AMOUNT)
        assert (fee.shown(3_000_000, "zh"), fee.shown(3_000_000, "en")) == ("3万元", "CNY 30,000")
        assert (fee.shown(5, "zh"), fee.shown(5, "en")) == ("0.05元", "CNY 0.05")
        assert fee.shown(Bounds(3_000_000, None), "zh") == "至少3万元"
        assert fee.shown(Bounds(100, 200), "en") == "CNY 1 to CNY 2"
