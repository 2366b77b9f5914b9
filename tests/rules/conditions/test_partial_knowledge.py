"""Facts known in part: an answer holds for every value between, else it is open."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.conditions.worlds import DAY, DAYS, LEAVES, ON, answer, fact, formula_of, held

from hubnet.rulebook import Bounds, Comparison, FactKind, Operator
from hubnet.rules.conditions import bind, compile_formulas, judge, value_of
from hubnet.values import Outcome, Quantity

T, F, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
DECLARED = {
    one.id: one
    for one in (
        fact("members", FactKind.INTEGER, minimum=0),
        fact("districts", FactKind.INTEGER, minimum=0, maximum=12),
        fact("funds", FactKind.AMOUNT, minimum="0元"),
        fact("founded", FactKind.DATE),
    )
}
at_least, more_than, at_most, less_than = (
    Operator.AT_LEAST,
    Operator.MORE_THAN,
    Operator.AT_MOST,
    Operator.LESS_THAN,
)


def asked(name: str, operator: Operator, value: object, given: object) -> Outcome:
    """Return whether a comparison holds of a fact as a source says it, judged and compiled."""
    condition = Comparison(name, operator, value)
    facts = {name: DECLARED[name].read(given)}
    outcome = judge(condition, facts, DECLARED, ON)
    compiled = compile_formulas((bind(condition, DECLARED),))
    assert Outcome.of(compiled.outcome(tuple(facts.values()), ())) is outcome
    return outcome


@pytest.mark.parametrize(
    ("said", "operator", "value", "outcome"),
    [
        ("近100", at_least, 100, F),  # below 100: at most 99
        ("近100", at_most, 99, T),
        ("近100", at_most, 98, U),
        ("近100", at_least, 50, U),  # how far below is not said
        ("50以上", at_least, 50, T),
        ("50以上", more_than, 50, U),
        ("50以上", less_than, 50, F),
        ("余70", at_least, 70, None),  # no figure: the word stands after the number
        ("70余", more_than, 70, T),
        ("70余", at_least, 72, U),
        ("70余", at_least, 71, T),
        ("超过70", at_most, 70, F),
        ("不足200家", less_than, 200, T),
        ("不足200家", at_least, 200, F),
        ("最多5个", at_most, 5, T),
        ("最多5个", at_most, 4, U),
        ("约60", at_least, 50, U),
        ("数十家", at_least, 10, U),
        ("[50, 60]", at_least, 50, T),
        ("[50, 60]", at_least, 60, U),
        ("(50, 60)", at_least, 51, T),
        ("(50, 60)", less_than, 60, T),
        ("[50, 60]", Operator.BETWEEN, (50, 60), T),
        ("[50, 61]", Operator.BETWEEN, (50, 60), U),
        ("[61, 70]", Operator.BETWEEN, (50, 60), F),
        ("[3, 5]", Operator.IN, (1, 3, 4, 5), T),
        ("[3, 5]", Operator.IN, (3, 5), U),
        ("[3, 5]", Operator.IN, (1, 6), F),
        ("[3, 5]", Operator.EQUALS, 4, U),
        ("[3, 5]", Operator.IS_NOT, 6, T),
    ],
)
def test_a_number_as_sources_say_it(said, operator, value, outcome):
    """Worked out by hand from what the words leave open."""
    if outcome is None:
        assert DECLARED["members"].misfit(said) is not None
    else:
        assert asked("members", operator, value, said) is outcome
        assert asked("members", operator, value, Quantity.parse(said)) is outcome


def test_the_bounds_of_the_fact_count_as_well():
    """There are 12 districts at most: "10 or more" are no more than 12, "fewer than 13" says nothing."""
    assert asked("districts", at_most, 12, "10以上") is T
    assert asked("districts", at_least, 12, "11余") is T
    assert asked("districts", at_most, 5, "不足13") is U
    assert DECLARED["districts"].read("11余") == 12


@pytest.mark.parametrize(
    ("said", "operator", "value", "outcome"),
    [
        ("近3万元", less_than, "3万元", T),
        ("近3万元", at_most, "29999.99元", T),
        ("近3万元", at_most, "29999.98元", U),
        ("3万元以上", at_least, "3万元", T),
        ("3万余元", more_than, "3万元", T),
        ("3万余元", at_least, "30000.01元", T),
        ("3万余元", at_least, "30000.02元", U),
        ("最高20万元", at_most, "20万元", T),
        ("(8000000, 20000000]元", more_than, "800万元", T),
        ("(8000000, 20000000]元", less_than, "2000万元", U),
    ],
)
def test_an_amount_as_sources_say_it(said, operator, value, outcome):
    """To the fen: just under 30,000 yuan is 29,999.99 at most."""
    assert asked("funds", operator, value, said) is outcome


@pytest.mark.parametrize(
    ("said", "first", "last"),
    [
        ("2016-09", date(2016, 9, 1), date(2016, 9, 30)),
        ("2016", date(2016, 1, 1), date(2016, 12, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2011-12..2012-02", date(2011, 12, 1), date(2012, 2, 29)),
    ],
)
def test_a_day_known_in_part(said, first, last):
    """Before a day surely if the last day it can be is, surely not if the first is not."""
    day = timedelta(days=1)
    assert asked("founded", Operator.BEFORE, last + day, said) is T
    assert asked("founded", Operator.BEFORE, last, said) is U
    assert asked("founded", Operator.BEFORE, first + day, said) is U
    assert asked("founded", Operator.BEFORE, first, said) is F
    assert asked("founded", Operator.ON_OR_AFTER, first, said) is T
    assert asked("founded", Operator.ON_OR_AFTER, first + day, said) is U
    assert asked("founded", Operator.ON_OR_AFTER, last, said) is U
    assert asked("founded", Operator.ON_OR_AFTER, last + day, said) is F


@given(
    st.one_of(*(LEAVES[name] for name in ("fee", "founded", "m", "penalty"))),
    st.lists(st.integers(0, 8), min_size=2, max_size=2, unique=True).map(sorted),
    st.lists(st.sampled_from(DAYS), min_size=2, max_size=2, unique=True).map(sorted),
)
def test_an_answer_holds_for_every_value_between(tree, numbers, days):
    """Each comparison alone, against all values one by one: the same for all, else open."""
    name, condition = tree.leaf.fact, formula_of(tree)
    low, high = days if name in ("founded", "penalty") else numbers
    known = {name: Bounds(held(low), held(high))}
    if isinstance(low, date):
        between = [low + timedelta(days=number) for number in range((high - low).days + 1)]
    else:
        between = list(range(low, high + 1))
    answers = {answer(tree, {name: value}) for value in between}
    expected = answers.pop() if len(answers) == 1 else None
    assert value_of(condition, known, DAY) is expected
    compiled = compile_formulas((condition,))
    assert compiled.outcome(tuple(known.values()), compiled.cuts(DAY)) is expected


@given(LEAVES["n"], st.lists(st.integers(0, 8), min_size=4, max_size=4))
@settings(max_examples=300)
def test_two_numbers_between_bounds(tree, ends):
    """A number against a share of another, each of them between two: the same for all pairs, else open."""
    bounds = [sorted(ends[:2]), sorted(ends[2:])]
    known = {name: low if low == high else Bounds(low, high) for name, (low, high) in zip("nm", bounds, strict=True)}
    ranges = [range(low, high + 1) for low, high in bounds]
    answers = {answer(tree, {"n": n, "m": m}) for n in ranges[0] for m in ranges[1]}
    expected = answers.pop() if len(answers) == 1 else None
    assert value_of(formula_of(tree), known, DAY) is expected
