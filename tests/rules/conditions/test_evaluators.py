"""Two ways of working out conditions, and a third one that only the tests have, agree on anything."""

from __future__ import annotations

from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st
from rules.conditions.worlds import (
    ANSWERS,
    DAY,
    DECLARED,
    DOMAINS,
    LEAVES,
    NO,
    PARTS,
    TOTALS,
    UNKNOWN,
    YES,
    Tree,
    answer,
    completions,
    facts_of,
    formula_of,
    held,
    holds,
    joined,
    known,
    possible,
    trees,
)

from hubnet.rulebook import Bounds, Held, Proportion
from hubnet.rules.conditions import compile_formulas, value_of
from hubnet.rules.facts import with_totals

GROUPS = (
    ("a", "b", "n", "form"),
    ("n", "m"),
    ("pair", "a"),
    ("three", "b"),
    ("fee", "a", "penalty"),
    ("name", "b"),
    ("seat", "form"),
    ("founded", "a", "b"),
)
"""Facts that are asked for together, few enough to try all that they can be."""


@st.composite
def cases(draw, most=6):
    """Draw a tree and what is known of its facts."""
    names = draw(st.sampled_from(GROUPS))
    tree = draw(trees(st.one_of(*(LEAVES[name] for name in names)), most))
    return tree, draw(known(facts_of(tree)))


def whole(knowledge: dict[str, Held]) -> dict[str, Held]:
    """Return what is known with the totals that follow."""
    return with_totals(knowledge, TOTALS, DECLARED)


def leaf_in_part(tree: Tree, knowledge: dict[str, Held]) -> int:
    """Return what one condition comes to for all that its facts can be; two facts are taken as unrelated.

    A fact that is not given is unknown whatever its bounds; of a total they count, since something of it is known.
    """
    named = [tree.leaf.fact, *([tree.leaf.of] if isinstance(tree.leaf, Proportion) else [])]
    if any(name not in knowledge and name not in PARTS for name in named):
        return UNKNOWN
    domains = {}
    for name in named:
        parts = [possible(part, knowledge) for part in PARTS.get(name, [name])]
        domains[name] = list({sum(values) for values in product(*parts)}) if name in PARTS else parts[0]
    answers = {holds(tree.leaf, case) for case in completions(named, domains)}
    return UNKNOWN if len(answers) > 1 else YES if answers.pop() else NO


@given(cases())
@settings(max_examples=150)
def test_judged_and_compiled_agree_with_numbers_from_zero_to_two(case):
    """And is the smaller, or the larger, not what is left to two: the same three answers on any facts."""
    tree, knowledge = case
    expected = ANSWERS[joined(tree, lambda leaf: leaf_in_part(leaf, knowledge))]
    facts, formula = whole(knowledge), formula_of(tree)
    assert value_of(formula, facts, DAY) is expected
    compiled = compile_formulas((formula,))
    values, cuts = tuple(map(facts.get, compiled.facts)), compiled.cuts(DAY)
    assert compiled.outcome(values, cuts) is expected
    assert compiled.outcomes(values, cuts) == (expected,)


@given(cases())
@settings(max_examples=100)
def test_a_known_answer_is_that_of_every_way_the_rest_can_be(case):
    """What is not known can turn out in any way: a yes stays a yes, a no a no."""
    tree, knowledge = case
    found = value_of(formula_of(tree), whole(knowledge), DAY)
    names = facts_of(tree)
    if found is not None:
        domains = {name: possible(name, knowledge) for name in names}
        assert {answer(tree, complete) for complete in completions(names, domains)} == {found}


@given(cases(most=4))
@settings(max_examples=100)
def test_every_answer_is_known_where_every_fact_is(case):
    """On complete facts all agree; only the rule itself can leave something open."""
    tree, knowledge = case
    names = facts_of(tree)
    domains = {name: possible(name, knowledge)[:2] for name in names}
    formula = formula_of(tree)
    compiled = compile_formulas((formula,))
    for complete in completions(names, domains):
        facts = whole({name: held(value) for name, value in complete.items()})
        expected = answer(tree, complete)
        assert value_of(formula, facts, DAY) is expected
        assert compiled.outcome(tuple(map(facts.get, compiled.facts)), compiled.cuts(DAY)) is expected


ONE_OF_EACH = ("a", "b", "m", "fee", "form", "penalty")


def turns(tree: Tree) -> bool:
    """Return whether a condition can hold and can fail."""
    names = facts_of(tree)
    return len({answer(tree, complete) for complete in completions(names, DOMAINS)}) > 1


@st.composite
def read_once(draw):
    """Draw a tree in which each fact stands once, without readings of which one alone is not known."""
    names = draw(st.permutations(ONE_OF_EACH))
    parts = [draw(LEAVES[name].filter(turns)) for name in names[: draw(st.integers(1, 4))]]
    while len(parts) > 1:
        size = draw(st.integers(2, len(parts)))
        group, parts = tuple(parts[:size]), parts[size:]
        tree = draw(st.sampled_from([Tree("all", group), *(Tree("of", group, number=n) for n in range(1, size + 1))]))
        parts.append(Tree("not", (tree,)) if draw(st.booleans()) else tree)
    return parts[0], draw(known(facts_of(parts[0])))


@given(read_once())
@settings(max_examples=100)
def test_nothing_is_open_that_the_facts_settle(case):
    """Where each fact is asked for once, an answer is open only if facts can turn it both ways."""
    tree, knowledge = case
    names = facts_of(tree)
    domains = {name: possible(name, knowledge) for name in names}
    answers = {answer(tree, complete) for complete in completions(names, domains)}
    expected = answers.pop() if len(answers) == 1 else None
    assert value_of(formula_of(tree), whole(knowledge), DAY) is expected


@given(st.lists(cases(most=3), min_size=1, max_size=4))
@settings(max_examples=100)
def test_several_formulas_together(several):
    """All must hold: the whole is a no if one is, open if one is open, and each is told by itself."""
    formulas = tuple(formula_of(tree) for tree, _ in several)
    facts = whole({name: value for _, knowledge in several for name, value in knowledge.items()})
    each = tuple(value_of(formula, facts, DAY) for formula in formulas)
    compiled = compile_formulas(formulas)
    values, cuts = tuple(map(facts.get, compiled.facts)), compiled.cuts(DAY)
    assert compiled.outcomes(values, cuts) == each
    assert compiled.outcome(values, cuts) is (False if False in each else None if None in each else True)


@st.composite
def learning(draw):
    """Draw a case and a state of knowledge that says more of the same."""
    tree, less = draw(cases())
    more = dict(less)
    for name in draw(st.permutations(facts_of(tree))):
        if not draw(st.booleans()):
            continue
        values = sorted(value for one in possible(name, less) if not isinstance(value := held(one), str))
        if draw(st.booleans()) or not values or isinstance(values[0], bool):
            more[name] = held(draw(st.sampled_from(possible(name, less))))
        elif isinstance(less.get(name), Bounds) or "penalty" not in name:
            low, high = sorted(draw(st.lists(st.sampled_from(values), min_size=2, max_size=2)))
            more[name] = low if low == high else Bounds(low, high)
    return tree, less, more


@given(learning())
@settings(max_examples=150)
def test_more_knowledge_never_turns_an_answer_round(case):
    """A fact added, or known more closely: a yes or a no stays what it is, and does not become open.

    That holds for readings beside each other and for lowered thresholds as well: what they leave open stays open or
    becomes a yes or a no, and what they say stays said.
    """
    tree, less, more = case
    formula = formula_of(tree)
    before, after = (value_of(formula, whole(knowledge), DAY) for knowledge in (less, more))
    assert before is None or after is before
    compiled = compile_formulas((formula,))
    facts = whole(more)
    assert compiled.outcome(tuple(map(facts.get, compiled.facts)), compiled.cuts(DAY)) is after
