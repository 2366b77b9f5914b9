"""Numbers without a largest value, tried up to far beyond all that rules say of them."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.conditions.worlds import DAY, Tree, answer, compared, fact, facts_of, formula_of, leaf, shared, trees

from hubnet.rulebook import Comparison, FactKind, Held, Operator, Proportion
from hubnet.rules.conditions import Diagram
from hubnet.values import Share

DECLARED = {
    one.id: one
    for one in (
        *(fact(name, FactKind.INTEGER, minimum=0) for name in "xyznm"),
        fact("pair", FactKind.INTEGER, minimum=0, parts=("x", "y")),
        fact("three", FactKind.INTEGER, minimum=0, parts=("x", "y", "z")),
        fact("change", FactKind.INTEGER),
    )
}
TOTALS = (DECLARED["pair"], DECLARED["three"])


def diagram(tree: Tree, knowledge: dict[str, Held] | None = None) -> Diagram:
    """Return the diagram of a tree."""
    return Diagram([formula_of(tree, DECLARED)], knowledge or {}, DECLARED, TOTALS, DAY)


def hold_to_definition(tree: Tree, numbers: range) -> None:
    """Compare what is needed with what numbers up to a large one show."""
    names = facts_of(tree)
    table = {}
    for values in product(numbers, repeat=len(names)):
        table[values] = answer(tree, dict(zip(names, values, strict=True)))
    turned = set()
    for place, name in enumerate(names):
        for values, outcome in table.items():
            one_more = (*values[:place], values[place] + 1, *values[place + 1 :])
            if one_more in table and table[one_more] is not outcome:
                turned.add(name)
                break
    found = diagram(tree)
    assert set(found.needed()) == turned
    for wanted in (True, False, None):
        way = found.way_to(wanted)
        if way is None:
            assert wanted not in table.values()
        else:
            rest = [name for name in names if name not in way]
            others = product(numbers, repeat=len(rest))
            assert {answer(tree, way | dict(zip(rest, values, strict=True))) for values in others} == {wanted}


@given(trees(compared(["n"], 9), 6))
@settings(max_examples=60)
def test_one_number(tree):
    """Several conditions on one number."""
    hold_to_definition(tree, range(14))


@given(trees(st.one_of(compared(["n", "m"], 4), shared(["n", "m"])), 4))
@settings(max_examples=60)
def test_two_numbers_and_shares_of_each_other(tree):
    """Thirds, halves, two thirds, three quarters of one another, and thresholds on both."""
    hold_to_definition(tree, range(28))


@given(trees(st.one_of(compared(["x", "y", "pair"], 5), shared(["x", "y", "pair"])), 4))
@settings(max_examples=60)
def test_a_total_of_two_and_shares_of_it(tree):
    """A part as a share of the whole, the whole, and the other part."""
    hold_to_definition(tree, range(28))


@given(trees(compared(["x", "y", "z", "pair", "three"], 4), 5))
@settings(max_examples=30)
def test_totals_of_two_and_of_three_that_share_parts(tree):
    """Thresholds on parts, on two of them together, and on all."""
    hold_to_definition(tree, range(12))


def asks(name: str, operator: Operator, value: object) -> Tree:
    """Return a comparison."""
    return leaf(Comparison(name, operator, value))


def share(name: str, operator: Operator, part: str, of: str) -> Tree:
    """Return a comparison with a share."""
    return leaf(Proportion(name, operator, Share.parse(part), of))


AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, EQUALS = (
    Operator.AT_LEAST,
    Operator.MORE_THAN,
    Operator.AT_MOST,
    Operator.LESS_THAN,
    Operator.EQUALS,
)


@pytest.mark.parametrize(
    ("parts", "needed"),
    [
        # 44 of 74 are less than three fifths, 45 of 75 are not.
        ((share("x", LESS_THAN, "3/5", "pair"), asks("y", Operator.EQUALS, 30)), ("x", "y")),
        # 3 of 8 are the first between a third and two fifths.
        ((share("n", MORE_THAN, "1/3", "m"), share("n", LESS_THAN, "2/5", "m")), ("n", "m")),
        # No whole number lies between a third and two fifths of 7.
        ((share("n", MORE_THAN, "1/3", "m"), share("n", LESS_THAN, "2/5", "m"), asks("m", Operator.EQUALS, 7)), ()),
        # Neither a part above its whole nor one below nothing.
        ((share("x", MORE_THAN, "1", "pair"),), ()),
        ((share("x", AT_LEAST, "0", "pair"),), ()),
        # 24 of 25 is the first share of more than 23/24 below 1.
        ((share("x", MORE_THAN, "23/24", "pair"), asks("y", AT_LEAST, 1)), ("x", "y")),
        # Twelve parts of a hundred: 100 and 12, not 99.
        ((share("n", Operator.AT_LEAST, "12%", "m"), asks("n", AT_MOST, 12), asks("m", AT_LEAST, 100)), ("n", "m")),
        ((share("n", Operator.AT_LEAST, "12%", "m"), asks("n", AT_MOST, 12), asks("m", AT_LEAST, 101)), ()),
        # Fifty of two kinds together, fewer than thirty of each.
        ((asks("pair", AT_LEAST, 50), asks("x", LESS_THAN, 30), asks("y", LESS_THAN, 30)), ("x", "y")),
        ((asks("pair", AT_LEAST, 59), asks("x", LESS_THAN, 30), asks("y", LESS_THAN, 30)), ()),
        # 334 of 1000 are at least half of the rest, 400 are two thirds of it: far from any bound.
        (
            (asks("pair", EQUALS, 1000), share("x", AT_LEAST, "1/2", "y"), share("x", AT_MOST, "2/3", "y")),
            ("x", "y"),
        ),
        # 429 and 572 are as 3 to 4 and make 1001; no two numbers that are make 1000.
        (
            (asks("pair", EQUALS, 1001), share("x", AT_LEAST, "3/4", "y"), share("x", AT_MOST, "3/4", "y")),
            ("x", "y"),
        ),
        ((asks("pair", EQUALS, 1000), share("x", AT_LEAST, "3/4", "y"), share("x", AT_MOST, "3/4", "y")), ()),
        # A third of half of 1200 is 200.
        (
            (
                asks("x", EQUALS, 1200),
                share("y", AT_LEAST, "1/2", "x"),
                share("y", AT_MOST, "1/2", "x"),
                share("z", AT_LEAST, "1/3", "y"),
                share("z", AT_MOST, "1/3", "y"),
            ),
            ("x", "y", "z"),
        ),
        # Large figures do not change that.
        ((asks("pair", AT_LEAST, 10**15), asks("x", LESS_THAN, 10**14), asks("y", LESS_THAN, 9 * 10**14)), ()),
        ((asks("pair", AT_LEAST, 10**15), asks("x", AT_MOST, 10**14), asks("y", AT_MOST, 9 * 10**14)), ("x", "y")),
    ],
)
def test_by_hand(parts, needed):
    """What is needed where all of the parts must hold."""
    assert diagram(Tree("all", parts)).needed() == needed


@pytest.mark.parametrize("operator", [AT_LEAST, MORE_THAN, AT_MOST, LESS_THAN, Operator.EQUALS, Operator.IS_NOT])
@pytest.mark.parametrize("value", [0, -5, 7])
def test_a_number_without_any_bound(operator, value):
    """It can lie on both sides of any threshold."""
    found = diagram(asks("change", operator, value))
    assert found.needed() == ("change",)
    assert found.way_to(answer=True) is not None
    assert found.way_to(answer=False) is not None


def test_several_shares_of_one_number():
    """Four groups of directors, each at most a third of all: the diagram stays small."""
    groups = [f"group{number}" for number in range(4)]
    declared = {name: fact(name, FactKind.INTEGER, minimum=0) for name in (*groups, "all")}
    tree = Tree("all", tuple(share(name, AT_MOST, "1/3", "all") for name in groups))
    found = Diagram([formula_of(tree, declared)], {}, declared, (), DAY)
    assert set(found.needed()) == {*groups, "all"}
    assert all(len(values) < 30 for values in found.classes.values())
