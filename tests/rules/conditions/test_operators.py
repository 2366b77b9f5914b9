"""Every way of comparing a fact: inclusive and exclusive as the text says."""

from __future__ import annotations

from datetime import date

import pytest
from rules.conditions.worlds import DAY, ON, fact

from hubnet.rulebook import ORDERED, Bounds, Comparison, FactKind, Held, Operator, Proportion
from hubnet.rules.conditions import bind, compile_formulas, judge, value_of
from hubnet.values import Outcome, Share

T, F, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
DECLARED = {
    one.id: one
    for one in (
        fact("registered", FactKind.YES_NO),
        fact("members", FactKind.INTEGER, minimum=0),
        fact("directors", FactKind.INTEGER, minimum=0),
        fact("related", FactKind.INTEGER, minimum=0),
        fact("change", FactKind.INTEGER),
        fact("funds", FactKind.AMOUNT, minimum="0元"),
        fact("spending", FactKind.AMOUNT, minimum="0元"),
        fact("form", FactKind.CHOICE, choices=("charity", "service", "trade")),
        fact("name", FactKind.TEXT),
        fact("seat", FactKind.PLACE),
        fact("founded", FactKind.DATE),
        fact("penalty", FactKind.DATE, never=True),
    )
}


def asked(name: str, operator: Operator, value: object, held: Held | None) -> Outcome:
    """Return whether a comparison holds of a fact, judged and compiled."""
    condition = Comparison(name, operator, value)
    facts = {} if held is None else {name: held}
    outcome = judge(condition, facts, DECLARED, ON)
    compiled = compile_formulas((bind(condition, DECLARED),))
    values = tuple(map(facts.get, compiled.facts))
    assert Outcome.of(compiled.outcome(values, compiled.cuts(DAY))) is outcome
    return outcome


@pytest.mark.parametrize(
    ("operator", "below", "at", "above"),
    [
        (Operator.AT_LEAST, F, T, T),
        (Operator.MORE_THAN, F, F, T),
        (Operator.AT_MOST, T, T, F),
        (Operator.LESS_THAN, T, F, F),
        (Operator.EQUALS, F, T, F),
        (Operator.IS_NOT, T, F, T),
    ],
)
class TestThresholds:
    """以上 takes the number itself in, 超过 and 不满 do not (Civil Code art 1259)."""

    def test_whole_numbers(self, operator, below, at, above):
        """Fifty members: 49, 50 and 51."""
        assert [asked("members", operator, 50, n) for n in (49, 50, 51)] == [below, at, above]

    def test_zero_and_below(self, operator, below, at, above):
        """Nothing is special about zero: a number can lie below it."""
        assert [asked("change", operator, 0, n) for n in (-1, 0, 1)] == [below, at, above]
        assert [asked("change", operator, -3, n) for n in (-4, -3, -2)] == [below, at, above]

    def test_amounts_to_the_fen(self, operator, below, at, above):
        """Thirty thousand yuan: one fen less and one more."""
        assert [asked("funds", operator, "3万元", n) for n in (2_999_999, 3_000_000, 3_000_001)] == [below, at, above]


@pytest.mark.parametrize("operator", [*ORDERED, Operator.EQUALS, Operator.IS_NOT])
def test_a_number_that_is_not_given(operator):
    """It is not known, by any operator; it is not zero."""
    assert asked("members", operator, 0, None) is U
    assert asked("funds", operator, "0元", None) is U


@pytest.mark.parametrize(("value", "outcome"), [(4, F), (5, T), (6, T), (24, T), (25, T), (26, F), (None, U)])
def test_between_takes_both_ends_in(value, outcome):
    """5 to 25 directors (foundation regulation art 20): both belong to it."""
    assert asked("directors", Operator.BETWEEN, (5, 25), value) is outcome


def test_between_amounts():
    """From 2 to 20 yuan, to the fen."""
    found = [asked("funds", Operator.BETWEEN, ("2元", "20元"), fen) for fen in (199, 200, 2000, 2001)]
    assert found == [F, T, T, F]


def test_in_a_list():
    """A value is in a list if it is one of it, of whatever kind."""
    assert [asked("form", Operator.IN, ("charity", "service"), word) for word in ("charity", "service", "trade")] == [
        T,
        T,
        F,
    ]
    assert [asked("members", Operator.IN, (3, 5, 7), n) for n in (2, 3, 4, 5, 6, 7, 8)] == [F, T, F, T, F, T, F]
    assert [asked("funds", Operator.IN, ("1元", "3元"), fen) for fen in (100, 200, 300)] == [T, F, T]
    assert [asked("name", Operator.IN, ("红十字会", "青年志愿者协会"), name) for name in ("红十字会", "十字会")] == [
        T,
        F,
    ]
    assert [asked("seat", Operator.IN, ("32", "110101"), place) for place in ("320000", "110101", "320100")] == [
        T,
        T,
        F,
    ]
    for name, values in (("form", ("trade",)), ("members", (3,)), ("name", ("会",)), ("seat", ("32",))):
        assert asked(name, Operator.IN, values, None) is U


def test_words():
    """A word or text is the same or another one; case and spaces count."""
    assert asked("form", Operator.EQUALS, "trade", "trade") is T
    assert asked("form", Operator.IS_NOT, "trade", "charity") is T
    assert asked("name", Operator.EQUALS, "基金会", "基金会") is T
    assert asked("name", Operator.EQUALS, "基金会", "基金会 ") is F
    assert asked("name", Operator.IS_NOT, "ABC", "abc") is T


@pytest.mark.parametrize(
    ("name", "outcome"),
    [("中国银杏会", T), ("江苏中华会", T), ("国中会", F), ("全 国会", F), ("全国", T), ("银杏会", F), (None, U)],
)
def test_contains_any_of_the_words(name, outcome):
    """One word is enough; parts of words are none."""
    assert asked("name", Operator.CONTAINS, ("中国", "全国", "中华"), name) is outcome


@pytest.mark.parametrize(
    ("place", "country", "province", "city", "district", "street"),
    [
        ("CN", T, F, F, F, F),
        ("320000", T, T, F, F, F),
        ("320100", T, T, T, F, F),
        ("320102", T, T, T, T, F),
        ("320102001", T, T, T, T, T),
        ("320102001002", T, T, T, T, T),
        ("320102002", T, T, T, T, F),
        ("320102/锁金村街道", T, T, T, T, F),
        ("320200", T, T, F, F, F),
        ("330000", T, F, F, F, F),
        ("110101", T, F, F, F, F),
        (None, U, U, U, U, U),
    ],
)
def test_within_takes_the_division_itself_in(place, country, province, city, district, street):
    """A place is within a division if it is that one or lies in it."""
    divisions = ("CN", "32", "320100", "320102", "320102001")
    expected = [country, province, city, district, street]
    assert [asked("seat", Operator.WITHIN, division, place) for division in divisions] == expected


def test_within_a_municipality():
    """The districts of Beijing lie in it directly."""
    assert asked("seat", Operator.WITHIN, "110000", "110101") is T
    assert asked("seat", Operator.WITHIN, "110000", "120101") is F


@pytest.mark.parametrize(
    ("when", "before"),
    [(date(2016, 8, 31), T), (date(2016, 9, 1), F), (date(2016, 9, 2), F), (date.min, T), (date.max, F), (None, U)],
)
def test_before_a_day_and_from_it_on(when, before):
    """The day itself is not before it; whatever is not before it is on it or after it."""
    day, held = date(2016, 9, 1), None if when is None else when.toordinal()
    assert asked("founded", Operator.BEFORE, day, held) is before
    assert asked("founded", Operator.ON_OR_AFTER, day, held) is ~before


def test_never_lies_before_every_day():
    """What has not happened is taken as longer ago than anything."""
    assert asked("penalty", Operator.BEFORE, date.min, 0) is T
    assert asked("penalty", Operator.ON_OR_AFTER, date.min, 0) is F


@pytest.mark.parametrize("given", [True, False])
@pytest.mark.parametrize("wanted", [True, False])
def test_yes_or_no(given, wanted):
    """A yes-or-no fact is what it is, or is not."""
    assert asked("registered", Operator.EQUALS, wanted, given) is (T if given is wanted else F)
    assert asked("registered", Operator.IS_NOT, wanted, given) is (F if given is wanted else T)
    assert asked("registered", Operator.EQUALS, wanted, None) is U


def shared(operator: Operator, share: str, related: Held | None, directors: Held | None, **facts: Held) -> Outcome:
    """Return whether a number of directors, as a share of all, is as asked; judged and compiled."""
    condition = Proportion("related", operator, Share.parse(share), "directors")
    given = {"related": related, "directors": directors, **facts}
    known = {name: value for name, value in given.items() if value is not None}
    compiled = compile_formulas((bind(condition, DECLARED),))
    outcome = compiled.outcome(tuple(map(known.get, compiled.facts)), ())
    assert value_of(bind(condition, DECLARED), known, DAY) is outcome
    return Outcome.of(outcome)


class TestProportion:
    """A third of seven is 2⅓: exact, never rounded."""

    @pytest.mark.parametrize(
        ("related", "directors", "at_most", "less_than", "at_least", "more_than"),
        [
            (2, 7, T, T, F, F),
            (3, 7, F, F, T, T),
            (2, 6, T, F, T, F),
            (3, 9, T, F, T, F),
            (0, 0, T, F, T, F),
            (1, 0, F, F, T, T),
            (33_333_333_333_333_333, 100_000_000_000_000_000, T, T, F, F),
            (33_333_333_333_333_334, 100_000_000_000_000_000, F, F, T, T),
        ],
    )
    def test_thirds(self, related, directors, at_most, less_than, at_least, more_than):
        """The third itself belongs to "at most" and "at least" only; where there are none, none is a third of them."""
        found = [
            shared(operator, "1/3", related, directors)
            for operator in (Operator.AT_MOST, Operator.LESS_THAN, Operator.AT_LEAST, Operator.MORE_THAN)
        ]
        assert found == [at_most, less_than, at_least, more_than]

    @pytest.mark.parametrize(("related", "outcome"), [(7, F), (8, T), (9, T)])
    def test_percent(self, related, outcome):
        """8 % of 100."""
        assert shared(Operator.AT_LEAST, "8%", related, 100) is outcome

    def test_all_and_none(self):
        """The whole and nothing are shares as well."""
        assert shared(Operator.AT_LEAST, "1", 5, 5) is T
        assert shared(Operator.AT_LEAST, "1", 4, 5) is F
        assert shared(Operator.MORE_THAN, "0%", 0, 5) is F
        assert shared(Operator.MORE_THAN, "0%", 1, 5) is T

    def test_one_of_two_missing(self):
        """Both facts are asked for."""
        assert shared(Operator.AT_MOST, "1/3", 2, None) is U
        assert shared(Operator.AT_MOST, "1/3", None, 7) is U
        assert shared(Operator.AT_MOST, "1/3", None, None) is U

    @pytest.mark.parametrize(
        ("related", "directors", "outcome"),
        [
            (2, Bounds(6, 9), T),
            (2, Bounds(5, 9), U),
            (3, Bounds(5, 8), F),
            (3, Bounds(5, 9), U),
            (2, Bounds(6, None), T),
            (2, Bounds(None, 5), F),
            (Bounds(1, 2), 6, T),
            (Bounds(1, 3), 6, U),
            (Bounds(3, 5), 6, F),
            (Bounds(3, None), 8, F),
            (Bounds(1, 2), Bounds(6, 9), T),
            (Bounds(1, 2), Bounds(5, 9), U),
            (Bounds(4, 5), Bounds(9, 11), F),
            (Bounds(4, 5), Bounds(9, 12), U),
        ],
    )
    def test_bounds(self, related, directors, outcome):
        """At most a third where either number, or both, lie between two."""
        assert shared(Operator.AT_MOST, "1/3", related, directors) is outcome

    def test_none_of_a_number_without_a_bound(self):
        """Nothing of whatever number is nothing."""
        assert shared(Operator.AT_MOST, "0", 3, Bounds(0, None)) is F
        assert shared(Operator.AT_MOST, "0", 0, Bounds(0, None)) is T

    def test_amounts(self):
        """8 % of 12.50 yuan is one yuan, to the fen."""
        condition = Proportion("spending", Operator.AT_LEAST, Share.parse("8%"), "funds")
        found = [judge(condition, {"funds": 1250, "spending": fen}, DECLARED, ON) for fen in (99, 100, 101)]
        assert found == [F, T, T]
