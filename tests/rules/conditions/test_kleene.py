"""Truth tables of strong Kleene logic: a missing fact is unknown, never "no"."""

from __future__ import annotations

from itertools import product

import pytest
from rules.conditions.worlds import ON, fact

from hubnet.rulebook import AllOf, AnyOf, AtLeastOf, Comparison, Condition, FactKind, Holds, Not, Operator
from hubnet.rules import judge as judge_on
from hubnet.rules import missing_facts
from hubnet.rules.conditions import (
    Agreed,
    All,
    Constant,
    Formula,
    Lowered,
    Reason,
    Some,
    bind,
    compile_formulas,
    value_of,
)
from hubnet.rules.conditions.judging import agreed
from hubnet.values import Outcome

T, F, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
NAMES = ("a", "b", "c", "d")
DECLARED = {name: fact(name, FactKind.YES_NO) for name in NAMES}
ASKED = tuple(Comparison(name, Operator.EQUALS, value=True) for name in NAMES)
KNOWN = {T: True, F: False, U: None}


def facts_of(*outcomes: Outcome) -> dict[str, bool]:
    """Return facts of which the first comes to the first outcome, and so on."""
    return {name: outcome is T for name, outcome in zip(NAMES, outcomes, strict=False) if outcome is not U}


def judge(condition: Condition, *outcomes: Outcome) -> Outcome:
    """Return what a condition comes to where its parts come to these outcomes."""
    return judge_on(condition, facts_of(*outcomes), DECLARED, ON)


def constants(*outcomes: Outcome) -> tuple[Formula, ...]:
    """Return formulas that come to these outcomes."""
    return tuple(Constant(KNOWN[outcome]) for outcome in outcomes)


def comes_to(formula: Formula) -> Outcome:
    """Return what a formula comes to, judged and compiled."""
    compiled = compile_formulas((formula,))
    judged = value_of(formula, {}, ON.toordinal())
    assert compiled.outcome((), ()) is judged
    assert compiled.outcomes((), ()) == (judged,)
    return Outcome.of(judged)


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T), (T, F, F, T), (T, U, U, T),
        (F, T, F, T), (F, F, F, F), (F, U, F, U),
        (U, T, U, T), (U, F, F, U), (U, U, U, U),
    ],
)  # fmt: skip
def test_and_and_or(left, right, both, either):
    """The nine rows of conjunction and disjunction over yes, no and unknown."""
    assert judge(AllOf(ASKED[:2]), left, right) is both
    assert judge(AnyOf(ASKED[:2]), left, right) is either
    assert comes_to(All(constants(left, right))) is both
    assert comes_to(Some(constants(left, right))) is either


@pytest.mark.parametrize(("part", "denied"), [(T, F), (F, T), (U, U)])
def test_not(part, denied):
    """The opposite of what is not known is not known."""
    assert judge(Not(ASKED[0]), part) is denied


@pytest.mark.parametrize(
    ("parts", "one", "two", "three"),
    [
        ((T, T, T), T, T, T), ((T, T, F), T, T, F), ((T, F, F), T, F, F), ((F, F, F), F, F, F),
        ((T, T, U), T, T, U), ((T, U, U), T, U, U), ((U, U, U), U, U, U), ((T, F, U), T, U, F),
        ((F, F, U), U, F, F), ((F, U, U), U, U, F),
    ],
)  # fmt: skip
def test_at_least_so_many_of(parts, one, two, three):
    """So many known to hold decide for yes; too few that still can hold decide for no."""
    for turned in {(parts[i], parts[j], parts[3 - i - j]) for i, j in ((0, 1), (1, 2), (2, 0), (0, 2), (2, 1), (1, 0))}:
        for count, expected in ((1, one), (2, two), (3, three)):
            assert judge(AtLeastOf(count, ASKED[:3]), *turned) is expected
            assert comes_to(Some(constants(*turned), count)) is expected


def test_more_than_there_are():
    """More parts than there are can never hold, whatever is known."""
    for parts in product((T, F, U), repeat=2):
        assert comes_to(Some(constants(*parts), 3)) is F
    assert comes_to(Some((), 2)) is F


def test_groups_without_parts():
    """All of nothing holds, some of nothing does not."""
    assert comes_to(All(())) is T
    assert comes_to(Some(())) is F
    assert compile_formulas(()).outcome((), ()) is True
    assert compile_formulas(()).outcomes((), ()) == ()


@pytest.mark.parametrize(
    ("parts", "together"),
    [
        ((T,), T), ((F,), F), ((U,), U),
        ((T, T), T), ((F, F), F), ((U, U), U), ((T, F), U), ((F, T), U),
        ((T, U), U), ((U, T), U), ((F, U), U), ((U, F), U),
        ((T, T, T), T), ((T, T, F), U), ((F, F, F), F), ((F, F, U), U),
    ],
)  # fmt: skip
def test_readings_that_agree(parts, together):
    """Texts beside each other answer together only what all of them answer."""
    assert comes_to(Agreed(constants(*parts), Reason.OPEN_READING)) is together
    assert Outcome.of(agreed([KNOWN[part] for part in parts])) is together


@pytest.mark.parametrize(("part", "lowered"), [(T, T), (F, U), (U, U)])
def test_a_lowered_threshold(part, lowered):
    """Where the higher threshold is met the lower one is; below it nothing is known."""
    assert comes_to(Lowered(*constants(part))) is lowered


def test_a_missing_fact_is_unknown_and_never_no():
    """Peers answer no, or zero; here nothing is known."""
    assert judge(ASKED[0], U) is U
    assert judge(Not(ASKED[0]), U) is U


def test_one_branch_can_decide_although_the_other_is_unknown():
    """One part decides; which facts are not given can still be asked."""
    condition = AnyOf((ASKED[1], Not(ASKED[0]), ASKED[1]))
    assert judge(condition, F) is T
    assert judge(condition, T) is U
    assert missing_facts(condition, {}) == ("b", "a")
    assert missing_facts(condition, {"a": True}) == ("b",)


def test_another_question_stands_in_the_place_of_its_name():
    """A question asked by a condition comes to what it comes to; without a rulebook it cannot be asked."""
    holds = Holds("charity.status")
    asked: list[str] = []

    def question(name: str) -> Formula:
        asked.append(name)
        return bind(ASKED[0], DECLARED)

    formula = bind(AllOf((holds, ASKED[1])), DECLARED, question)
    assert asked == ["charity.status"]
    for one, other in product((T, F, U), repeat=2):
        assert Outcome.of(value_of(formula, facts_of(one, other), ON.toordinal())) is one & other
    with pytest.raises(TypeError, match=r"without a rulebook asks the question charity\.status"):
        bind(holds, DECLARED)
