"""Conditions and facts."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.errors import Problem
from hubnet.rulebook import AllOf, AnyOf, Comparison, Condition, FactKind, FactType, Not, Operator
from hubnet.rules import faults_of, missing_facts
from hubnet.rules import judge as judge_on
from hubnet.values import Label, Outcome

T, F, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
DAY = date(2026, 11, 2)


def _fact(name: str, kind: FactKind, **more: object) -> FactType:
    return FactType(id=name, kind=kind, question=Label(name, name), **more)


DECLARED = {
    **{name: _fact(name, FactKind.YES_NO) for name in "abc"},
    **{name: _fact(name, FactKind.INTEGER, minimum=0) for name in ("members", "units")},
    "field": _fact("field", FactKind.CHOICE, choices=("charity", "community_service", "trade")),
}


def judge(condition: Condition, facts: dict[str, object]) -> Outcome:
    """Return what the condition comes to on the facts declared here."""
    return judge_on(condition, facts, DECLARED, DAY)


YES = Comparison("a", Operator.EQUALS, value=True)
MEMBERS = Comparison("members", Operator.AT_LEAST, 50)


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
def test_comparisons_are_inclusive_or_exclusive_as_the_text_says(operator, below, at, above):
    """以上 takes the number itself in, 超过 and 不满 do not (Civil Code art 1259)."""
    condition = Comparison("members", operator, 50)
    assert [judge(condition, {"members": n}) for n in (49, 50, 51)] == [below, at, above]


def test_a_missing_fact_is_unknown_and_never_no():
    """Peers answer no, or zero; here nothing is known."""
    assert judge(MEMBERS, {}) is U
    assert judge(Not(MEMBERS), {}) is U


def test_membership_in_a_list():
    """``in`` holds for each word of the list and for no other."""
    condition = Comparison("field", Operator.IN, ("charity", "community_service"))
    assert judge(condition, {"field": "charity"}) is T
    assert judge(condition, {"field": "trade"}) is F


@pytest.mark.parametrize(
    ("left", "right", "both", "either"),
    [
        (T, T, T, T), (T, F, F, T), (T, U, U, T),
        (F, T, F, T), (F, F, F, F), (F, U, F, U),
        (U, T, U, T), (U, F, F, U), (U, U, U, U),
    ],
)  # fmt: skip
def test_groups_follow_strong_kleene_logic(left, right, both, either):
    """The nine rows of conjunction and disjunction over yes, no and unknown."""
    facts = {name: value is T for name, value in (("a", left), ("b", right)) if value is not U}
    parts = (YES, Comparison("b", Operator.EQUALS, value=True))
    assert judge(AllOf(parts), facts) is both
    assert judge(AnyOf(parts), facts) is either


def test_one_branch_can_decide_although_the_other_is_unknown():
    """Fifty members decide although the units are not known."""
    condition = AnyOf((MEMBERS, Comparison("units", Operator.AT_LEAST, 30)))
    assert judge(condition, {"members": 50}) is T
    assert judge(condition, {"members": 49}) is U
    assert missing_facts(condition, {"members": 49}) == ("units",)


names = st.sampled_from(["a", "b", "c"])
leaves = names.map(lambda name: Comparison(name, Operator.EQUALS, value=True))
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AllOf(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: AnyOf(tuple(parts))),
    ),
    max_leaves=8,
)


@given(trees, st.dictionaries(names, st.booleans()))
def test_more_facts_never_turn_an_answer_round(tree: Condition, facts: dict[str, bool]):
    """A known answer stays what it is, whatever the missing facts turn out to be."""
    answer = judge(tree, facts)
    full = [
        {**dict(zip("abc", bits, strict=True)), **facts}
        for bits in [(x, y, z) for x in (0, 1) for y in (0, 1) for z in (0, 1)]
    ]
    completed = {judge(tree, {name: bool(value) for name, value in row.items()}) for row in full}
    assert U not in completed
    if answer is not U:
        assert completed == {answer}


FACTS = {
    "joint": FactType(id="joint", kind=FactKind.YES_NO, question=Label("是否联合？", "joint?")),
    "members": FactType(
        id="members", kind=FactKind.INTEGER, question=Label("几人？", "how many?"), minimum=0, maximum=9
    ),
    "field": FactType(
        id="field", kind=FactKind.CHOICE, question=Label("领域？", "field?"), choices=("charity", "trade")
    ),
}


@pytest.mark.parametrize(
    ("name", "value", "fragment"),
    [
        ("joint", 1, "give true or false"),
        ("joint", "yes", "give true or false"),
        ("members", "3", "give a whole number from 0 up to 9"),
        ("members", -1, "give a whole number from 0 up to 9"),
        ("members", 10, "give a whole number from 0 up to 9"),
        ("members", True, "give a whole number"),
        ("members", 2.0, "give a whole number"),
        ("field", "charty", "did you mean 'charity'?"),
        ("field", 3, "give one of charity, trade"),
        ("membrs", 3, "did you mean 'members'?"),
    ],
)
def test_a_fact_that_does_not_fit_is_refused_with_what_would(name, value, fragment):
    """Wrong type, out of bounds or misspelt: named, with the nearest valid word."""
    (problem,) = faults_of({name: value}, FACTS)
    assert isinstance(problem, Problem)
    assert problem.column == name
    assert fragment in problem.message


def test_facts_that_fit_have_no_fault():
    """The bounds themselves are allowed."""
    assert list(faults_of({"joint": False, "members": 0, "field": "trade"}, FACTS)) == []
    assert list(faults_of({"members": 9}, FACTS)) == []
