"""Which missing facts matter: held to the definition by trying everything that they can be."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from rules.conditions.worlds import (
    DAY,
    DECLARED,
    DOMAINS,
    LEAVES,
    NEVER,
    PARTS,
    TOTALS,
    Tree,
    answer,
    completions,
    facts_of,
    formula_of,
    held,
    known,
    leaf,
    possible,
    trees,
)

from hubnet.calendar import Period, Unit
from hubnet.rulebook import Bounds, Comparison, Elapsed, FactType, Held, Operator, Proportion
from hubnet.rules.conditions import Diagram, Formula
from hubnet.values import Share

GROUPS = (("a", "b", "form"), ("a", "b", "n"), ("n",), ("pair", "a"), ("fee", "a"), ("name", "a"), ("seat", "b"))
SLOWER = (("penalty", "a"), ("founded", "b"), ("three",), ("form", "seat", "b"))


def diagram(formulas: list[Formula], knowledge: dict[str, Held], declared: dict[str, FactType] = DECLARED) -> Diagram:
    """Return the diagram of formulas; of what is known no total."""
    return Diagram(formulas, knowledge, declared, TOTALS, DAY)


def needed_by_definition(table: dict[tuple[object, ...], bool | None], names: list[str]) -> set[str]:
    """Return the facts that can turn an answer alone: two complete assignments differ in it and in their answers."""
    found = set()
    for place, name in enumerate(names):
        answers: dict[tuple[object, ...], set[bool | None]] = {}
        for values, outcome in table.items():
            answers.setdefault(values[:place] + values[place + 1 :], set()).add(outcome)
        if any(len(outcomes) > 1 for outcomes in answers.values()):
            found.add(name)
    return found


@st.composite
def cases(draw, groups):
    """Draw one to three trees, all of which must hold, and what is known of their facts."""
    names = draw(st.sampled_from(groups))
    several = tuple(draw(st.lists(trees(st.one_of(*(LEAVES[name] for name in names)), 4), min_size=1, max_size=3)))
    tree = Tree("all", several)
    return tree, draw(known(facts_of(tree)))


def hold_to_definition(case):
    """Compare what is needed, and the ways to answers, with everything that the facts can be."""
    tree, knowledge = case
    names = facts_of(tree)
    domains = {name: possible(name, knowledge) for name in names}
    table = {tuple(complete.values()): answer(tree, complete) for complete in completions(names, domains)}
    found = diagram([formula_of(part) for part in tree.parts], knowledge)
    needed = found.needed()
    assert set(needed) == needed_by_definition(table, names)
    assert list(needed) == [name for name in names if name in needed], "in the order of the formulas"
    for name, values in found.classes.items():
        assert all(fits(name, value, knowledge) for value in values)
    for wanted in (True, False, None):
        way = found.way_to(wanted)
        if way is None:
            assert wanted not in table.values()
            continue
        assert set(way) <= set(needed)
        assert all(value in found.classes[name] for name, value in way.items())
        leads = {
            outcome
            for values, outcome in table.items()
            if all(same(name, value, way) for name, value in zip(names, values, strict=True))
        }
        if leads:  # texts and places of its own do not stand among those tried
            assert leads == {wanted}
        else:
            assert {"name", "seat"} & set(way)


def same(name: str, value: object, way: dict[str, Held]) -> bool:
    """Return whether a value is the one that a way proposes, if it proposes one."""
    return name not in way or held(value) == way[name]


def fits(name: str, value: Held, knowledge: dict[str, Held]) -> bool:
    """Return whether a fact can have a value, as declared and as far as it is known."""
    bounds = knowledge.get(name, Bounds(None, None))
    if name in ("founded", "penalty"):
        declared = value == 0 if name == "penalty" and not value else date.fromordinal(value) is not None
    elif name == "fee":
        declared = 0 <= value <= 6
    else:
        declared = DECLARED[name].misfit(value) is None
    return declared and (isinstance(value, str | bool) or bounds.among((value,)) is not False)


@given(cases(GROUPS))
@settings(max_examples=150)
def test_needed_is_what_the_definition_says(case):
    """Small worlds of every kind of fact, each known exactly, in part, or not at all."""
    hold_to_definition(case)


@given(cases(SLOWER))
@settings(max_examples=60)
def test_needed_among_days_totals_and_places(case):
    """The same where there is more to try: hundreds of days, totals of three parts."""
    hold_to_definition(case)


def asks(name: str, operator: Operator, value: object) -> Tree:
    """Return a comparison."""
    return leaf(Comparison(name, operator, value))


def needed(tree: Tree, **knowledge: Held) -> tuple[str, ...]:
    """Return what is needed for a tree."""
    return diagram([formula_of(tree)], knowledge).needed()


YES = asks("a", Operator.EQUALS, value=True)
NO = Tree("not", (YES,))


class TestNeeded:
    """Cases worked out by hand."""

    def test_nothing_is_needed_for_what_always_holds(self):
        """A or not a: not known fact by fact, yet settled."""
        either = Tree("of", (YES, NO), number=1)
        assert needed(either) == ()
        assert diagram([formula_of(either)], {}).way_to(answer=True) == {}
        assert diagram([formula_of(either)], {}).way_to(answer=False) is None

    def test_a_fact_under_a_decided_branch_is_not_needed(self):
        """The other branch holds, whatever the fact is."""
        tree = Tree("of", (YES, asks("n", Operator.AT_LEAST, 3)), number=1)
        assert needed(tree, a=True) == ()
        assert needed(tree, a=False) == ("n",)
        assert needed(tree) == ("a", "n")

    def test_a_gap_of_the_law_needs_no_fact(self):
        """Whatever the facts are, the answer stays open; a fact that makes it a no is still needed."""
        gap = Tree("constant", number=1)
        assert needed(gap) == ()
        assert needed(Tree("all", (gap, YES))) == ("a",)
        assert needed(Tree("of", (gap, Tree("constant", number=2)), number=1)) == ()

    def test_groups_without_parts(self):
        """All of nothing holds, some of nothing does not; both leave the other facts to be needed or not."""
        assert needed(Tree("all", (Tree("all"), YES))) == ("a",)
        assert needed(Tree("all", (Tree("of", number=1), YES))) == ()
        assert diagram([formula_of(Tree("of", number=1))], {}).way_to(answer=False) == {}

    def test_a_lowered_threshold_needs_the_fact_that_meets_the_higher(self):
        """Six decide, five leave it open: the fact matters."""
        tree = Tree("lowered", (asks("n", Operator.AT_LEAST, 6),))
        assert needed(tree) == ("n",)
        assert needed(tree, n=Bounds(0, 5)) == ()

    def test_a_number_known_closely_enough(self):
        """Between 3 and 8 it is at least 3; whether it is at least 4 is open."""
        assert needed(asks("n", Operator.AT_LEAST, 3), n=Bounds(3, 8)) == ()
        assert needed(asks("n", Operator.AT_LEAST, 4), n=Bounds(3, 8)) == ("n",)

    def test_a_day_known_closely_enough(self):
        """In March 2024 it cannot be before 2024, nor never."""
        march = Bounds(date(2024, 3, 1).toordinal(), date(2024, 3, 31).toordinal())
        assert needed(asks("penalty", Operator.BEFORE, date(2024, 1, 1)), penalty=march) == ()
        assert needed(asks("penalty", Operator.BEFORE, date(2024, 3, 31)), penalty=march) == ("penalty",)
        assert needed(asks("penalty", Operator.BEFORE, date.min)) == ("penalty",)
        assert needed(asks("founded", Operator.BEFORE, date.min)) == ()

    def test_parts_are_needed_in_place_of_their_total(self):
        """Two parts that are not known; one alone, or none once the other is enough."""
        total = asks("pair", Operator.AT_LEAST, 4)
        assert needed(total) == ("x", "y")
        assert needed(total, x=3) == ("y",)
        assert needed(total, x=4) == ()
        assert needed(total, y=Bounds(4, 4)) == ()

    def test_a_total_known_in_part_is_needed_itself(self):
        """What was said of the total counts; its parts matter only where they are asked for."""
        total = asks("pair", Operator.AT_LEAST, 4)
        assert needed(total, pair=Bounds(2, 8)) == ("pair",)
        assert needed(total, pair=5) == ()
        assert needed(Tree("all", (total, asks("x", Operator.AT_LEAST, 1))), pair=Bounds(2, 8)) == ("pair", "x")

    def test_a_place_below_a_division_is_not_the_division(self):
        """Within Jiangsu, but not at the level of the province."""
        tree = Tree("all", (asks("seat", Operator.WITHIN, "32"), asks("seat", Operator.IS_NOT, "32")))
        found = diagram([formula_of(tree)], {})
        assert found.needed() == ("seat",)
        assert found.way_to(answer=True)["seat"].startswith("320000/")

    def test_a_text_can_contain_one_word_without_another(self):
        """One word but not the other, both, or neither; and one that is part of another cannot lack."""
        some, other = asks("name", Operator.CONTAINS, ("中",)), asks("name", Operator.CONTAINS, ("国",))
        for tree in (
            Tree("all", (some, Tree("not", (other,)))),
            Tree("all", (some, other)),
            Tree("all", (Tree("not", (some,)), Tree("not", (other,)))),
        ):
            assert needed(tree) == ("name",)
        whole = asks("name", Operator.CONTAINS, ("中国",))
        assert needed(Tree("all", (whole, Tree("not", (some,))))) == ()
        assert needed(Tree("all", (some, other, Tree("not", (whole,))))) == ("name",)

    def test_a_text_can_contain_a_word_without_being_it(self):
        """A name that is the word, or has it."""
        tree = Tree("all", (asks("name", Operator.CONTAINS, ("…",)), asks("name", Operator.IS_NOT, "…")))
        way = diagram([formula_of(tree)], {}).way_to(answer=True)
        assert "…" in way["name"]
        assert way["name"] != "…"

    def test_at_least_so_many_of_many(self):
        """Half of thirty comparisons of thirty numbers: all are needed, and it does not take long."""
        names = [f"n{number}" for number in range(30)]
        declared = {name: DECLARED["n"].__class__(**_like(name)) for name in names}
        tree = Tree("of", tuple(asks(name, Operator.AT_LEAST, 3) for name in names), number=15)
        found = diagram([formula_of(tree, declared)], {}, declared)
        assert found.needed() == tuple(names)
        assert len(found.way_to(answer=True)) == 15
        assert len(found.way_to(answer=False)) == 16


def _like(name: str) -> dict[str, object]:
    kind, question = DECLARED["n"].kind, DECLARED["n"].question
    return {"id": name, "kind": kind, "question": question, "minimum": 0, "maximum": 8}


class TestWayTo:
    def test_as_few_as_needed(self):
        """One fact is enough for a no; for a yes both."""
        tree = Tree("all", (YES, asks("n", Operator.AT_LEAST, 3)))
        found = diagram([formula_of(tree)], {})
        assert found.way_to(answer=False) == {"a": False}
        assert found.way_to(answer=True) == {"a": True, "n": 3}
        assert found.way_to(answer=None) is None

    def test_never_and_days(self):
        """A penalty that never was; a founding a year ago."""
        year = Period(1, Unit.YEARS)
        past = [leaf(Elapsed(name, Operator.AT_LEAST, year)) for name in ("penalty", "founded")]
        way = diagram([formula_of(part) for part in past], {}).way_to(answer=True)
        assert way == {"penalty": held(NEVER), "founded": date(2023, 3, 30).toordinal()}

    def test_known_facts_are_not_proposed(self):
        """What is known stays."""
        tree = Tree("all", (YES, asks("n", Operator.AT_LEAST, 3)))
        assert diagram([formula_of(tree)], {"n": 5}).way_to(answer=True) == {"a": True}
        assert diagram([formula_of(tree)], {"n": 2}).way_to(answer=True) is None


class TestClasses:
    """Values worth trying: both sides of every edge, so that the nearest is among them."""

    def test_both_sides_of_a_threshold(self):
        """From the threshold on, and just below."""
        assert diagram([formula_of(asks("n", Operator.AT_LEAST, 3))], {}).classes == {"n": (0, 2, 3, 8)}
        assert diagram([formula_of(asks("n", Operator.MORE_THAN, 3))], {}).classes == {"n": (0, 3, 4, 8)}
        assert diagram([formula_of(asks("n", Operator.EQUALS, 3))], {}).classes == {"n": (0, 2, 3, 4, 8)}

    def test_a_share_of_a_known_number(self):
        """At most a third of 7 is 2."""
        share = leaf(Proportion("n", Operator.AT_MOST, Share.parse("1/3"), "m"))
        assert diagram([formula_of(share)], {"m": 7}).classes == {"n": (0, 2, 3, 8)}
        assert diagram([formula_of(share)], {"n": 2}).classes == {"m": (0, 5, 6, 8)}

    def test_what_a_known_part_leaves(self):
        """Two of four are there: the other part is worth trying at 1 and 2."""
        assert diagram([formula_of(asks("pair", Operator.AT_LEAST, 4))], {"x": 2}).classes == {"y": (0, 1, 2, 4)}

    def test_all_words_of_a_choice(self):
        """Also those that do the same: one of them can be cheaper."""
        tree = asks("form", Operator.EQUALS, "office")
        assert diagram([formula_of(tree)], {}).classes == {"form": DOMAINS["form"]}


@pytest.mark.parametrize("total", list(PARTS))
def test_facts_in_the_order_of_the_formulas(total):
    """First mention first, parts where their total is mentioned."""
    tree = Tree("all", (asks("n", Operator.AT_LEAST, 3), asks(total, Operator.AT_LEAST, 4), YES))
    assert needed(tree) == ("n", *PARTS[total], "a")
