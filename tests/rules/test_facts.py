"""Facts given with a question: faults by name, values as rules compare them, totals of parts."""

from __future__ import annotations

from datetime import date
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubnet.errors import InvalidFactsError, Problem
from hubnet.rulebook import Bounds, FactKind, FactType, Held
from hubnet.rules import faults_of
from hubnet.rules.facts import hold, with_totals
from hubnet.values import Label, Yuan


def fact(name: str, kind: FactKind = FactKind.INTEGER, **more: object) -> FactType:
    """Return a declaration."""
    return FactType(id=name, kind=kind, question=Label(f"{name}？", f"{name}?"), **more)


DECLARED = {
    one.id: one
    for one in (
        fact("joint", FactKind.YES_NO),
        fact("members", minimum=0, maximum=9),
        fact("field", FactKind.CHOICE, choices=("charity", "trade")),
        fact("funds", FactKind.AMOUNT, minimum="0元"),
        fact("founded", FactKind.DATE),
        fact("penalty", FactKind.DATE, never=True),
        fact("seat", FactKind.PLACE),
        fact("name", FactKind.TEXT),
    )
}


class TestFaultsOf:
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
            ("members", None, "give a whole number"),
            ("field", "charty", "did you mean 'charity'?"),
            ("field", 3, "give one of charity, trade"),
            ("funds", 30000, 'as a text such as "3万元"'),
            ("founded", "2023-13", "give a date"),
            ("founded", "never", "give a date"),
            ("penalty", "nevr", "or never"),
            ("seat", "Nanjing", "GB/T 2260"),
            ("name", " ", "give a text"),
        ],
    )
    def test_a_value_that_does_not_fit(self, name, value, fragment):
        """Wrong type, out of bounds or misspelt: the fact, what was found, what is allowed."""
        (problem,) = faults_of({name: value}, DECLARED)
        assert isinstance(problem, Problem)
        assert problem.column == name
        assert problem.found == repr(value)
        assert problem.message.startswith(f"{name}: found {value!r}; ")
        assert fragment in problem.message
        assert problem.allowed == (("charity", "trade") if name == "field" else ())

    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            ("membrs", "did you mean 'members'?"),
            ("Members", "did you mean 'members'?"),
            ("fonded", "did you mean 'founded'?"),
            ("zzz", "known: joint, members, field, funds, founded, penalty, seat, name"),
            ("", "known: joint, members, field, funds, founded, penalty, seat, name"),
            (7, "known: joint, members, field, funds, founded, penalty, seat, name"),
        ],
    )
    def test_a_name_that_is_not_declared(self, name, advice):
        """The nearest name, or all of them."""
        (problem,) = faults_of({name: 3}, DECLARED)
        assert problem.message == f"unknown fact {str(name)!r}; {advice}"
        assert (problem.column, problem.found, problem.allowed) == (str(name), str(name), tuple(DECLARED))

    def test_all_at_once(self):
        """Every fault, in the order of the facts."""
        found = list(faults_of({"joint": 1, "members": 3, "membrs": 3, "field": "x"}, DECLARED))
        assert [problem.column for problem in found] == ["joint", "membrs", "field"]

    def test_facts_that_fit(self):
        """The bounds themselves are allowed."""
        assert list(faults_of({"joint": False, "members": 0, "field": "trade"}, DECLARED)) == []
        assert list(faults_of({"members": 9, "penalty": "never", "founded": "2023-03"}, DECLARED)) == []

    @pytest.mark.parametrize("name", ["joint", "members", "field", "funds", "founded", "seat"])
    def test_values_too_long_to_show(self, name):
        """They are refused like others, in a message that can be read."""
        for value in (10**5000, -(10**5000), "x" * 10_000, ["x"] * 1000):
            (problem,) = faults_of({name: value}, DECLARED)
            assert len(problem.message) < 500
            assert len(problem.found) <= 200


class TestHold:
    def test_as_rules_compare_them(self):
        """Amounts in fen, days by their number, places by code, the rest as it is; None is not given."""
        given = {
            "joint": True, "members": "近5", "field": "trade", "funds": Yuan(5), "founded": "2023-03-05",
            "penalty": "never", "seat": "32", "name": "银杏会",
        }  # fmt: skip
        assert hold(given, DECLARED) == {
            "joint": True, "members": Bounds(0, 4), "field": "trade", "funds": 5,
            "founded": date(2023, 3, 5).toordinal(), "penalty": 0, "seat": "320000", "name": "银杏会",
        }  # fmt: skip
        assert hold({"members": None, "joint": False}, DECLARED) == {"joint": False}
        assert hold({}, DECLARED) == {}

    def test_faults(self):
        """All of them, and none for a fact that is not given."""
        with pytest.raises(InvalidFactsError) as error:
            hold({"members": 10, "joint": None, "fild": "trade", "funds": 3}, DECLARED)
        assert [problem.column for problem in error.value.problems] == ["members", "fild", "funds"]
        assert str(error.value) == "; ".join(str(problem) for problem in error.value.problems)

    def test_a_misspelt_name_that_is_not_given(self):
        """A name that does not exist is a slip also where it says nothing."""
        with pytest.raises(InvalidFactsError, match="unknown fact 'membrs'; did you mean 'members'"):
            hold({"membrs": None}, DECLARED)


PARTS = ("a", "b", "c")
TOP = 4
SUMMED = {name: fact(name, minimum=0, maximum=TOP) for name in PARTS} | {
    "two": fact("two", minimum=0, parts=("a", "b")),
    "three": fact("three", minimum=0, maximum=10, parts=PARTS),
    "open": fact("open", minimum=0),
    "other": fact("other", minimum=0),
    "sum": fact("sum", minimum=0, parts=("open", "other")),
}
TWO, THREE, SUM = SUMMED["two"], SUMMED["three"], SUMMED["sum"]


class TestWithTotals:
    @pytest.mark.parametrize(
        ("held", "sums"),
        [
            ({}, {"sum": Bounds(0, None)}),
            ({"open": 45}, {"sum": Bounds(45, None)}),
            ({"open": 45, "other": 5}, {"sum": 50}),
            ({"open": Bounds(0, 99), "other": 5}, {"sum": Bounds(5, 104)}),
            ({"open": 45, "sum": 60}, {"sum": 60, "other": 15}),
            ({"sum": 60}, {"sum": 60, "open": Bounds(0, 60), "other": Bounds(0, 60)}),
            ({"open": 45, "sum": Bounds(50, None)}, {"sum": Bounds(50, None), "other": Bounds(5, None)}),
            ({"open": 45, "sum": Bounds(0, 99)}, {"sum": Bounds(45, 99), "other": Bounds(0, 54)}),
            ({"open": 45, "sum": Bounds(30, None)}, {"sum": Bounds(45, None)}),
            ({"open": Bounds(50, None), "sum": 60}, {"sum": 60, "open": Bounds(50, 60), "other": Bounds(0, 10)}),
            ({"open": 60, "sum": 60}, {"sum": 60, "other": 0}),
            ({"open": 0, "other": 0, "sum": 0}, {"sum": 0}),
        ],
    )
    def test_by_hand(self, held, sums):
        """A total is at least what is known of it; what is given of it narrows the parts, and they narrow it."""
        assert with_totals(held, (SUM,), SUMMED) == {**held, **sums}

    def test_what_is_given_is_left_alone(self):
        """Nothing of the mapping that was given changes."""
        held: dict[str, Held] = {"open": 45, "sum": 60}
        with_totals(held, (SUM,), SUMMED)
        assert held == {"open": 45, "sum": 60}

    def test_other_facts_stay(self):
        """Facts that belong to no total, and facts where there is no total."""
        assert with_totals({"x": "y", "open": 1, "other": 2}, (SUM,), SUMMED) == {
            "x": "y",
            "open": 1,
            "other": 2,
            "sum": 3,
        }
        assert with_totals({"open": 1}, (), SUMMED) == {"open": 1}

    @pytest.mark.parametrize(
        ("held", "message"),
        [
            ({"open": 45, "sum": 40}, "sum: found 40; its parts (open 45) make at least 45; correct one of them"),
            (
                {"open": 45, "other": 5, "sum": 51},
                "sum: found 51; its parts (open 45, other 5) make 50; correct one of them",
            ),
            (
                {"open": Bounds(41, None), "sum": Bounds(0, 40)},
                "sum: found 0 to 40; its parts (open at least 41) make at least 41; correct one of them",
            ),
        ],
    )
    def test_a_total_that_its_parts_cannot_make(self, held, message):
        """Named, with what was found and what its parts make."""
        with pytest.raises(InvalidFactsError) as error:
            with_totals(held, (SUM,), SUMMED)
        (problem,) = error.value.problems
        assert (problem.message, problem.column) == (message, "sum")

    def test_parts_that_make_more_than_the_total_can_be(self):
        """The total was not given; its own bounds are."""
        with pytest.raises(InvalidFactsError) as error:
            with_totals({"a": 4, "b": 4, "c": 4}, (TWO, THREE), SUMMED)
        assert str(error.value) == "column three: three: its parts (a 4, b 4, c 4) make 12; it must be 0 to 10"
        assert with_totals({"a": 4, "b": 4}, (THREE,), SUMMED)["three"] == Bounds(8, 10)

    def test_a_total_larger_than_its_parts_can_be(self):
        """No part is given, but each has a largest value."""
        with pytest.raises(InvalidFactsError, match=r"two: found 9; its parts can make 0 to 8; correct one of them"):
            with_totals({"two": 9}, (TWO,), SUMMED)

    def test_all_totals_that_cannot_be(self):
        """Not the first alone."""
        with pytest.raises(InvalidFactsError) as error:
            with_totals({"two": 9, "open": 3, "sum": 2}, (TWO, SUM), SUMMED)
        assert [problem.column for problem in error.value.problems] == ["two", "sum"]

    def test_amounts(self):
        """In fen, shown as amounts."""
        funds = {name: fact(name, FactKind.AMOUNT, minimum="0元") for name in ("own", "given")}
        total = fact("funds", FactKind.AMOUNT, minimum="0元", parts=("own", "given"))
        declared = {**funds, "funds": total}
        assert with_totals({"own": 150, "given": 250}, (total,), declared)["funds"] == 400
        with pytest.raises(
            InvalidFactsError, match=r"funds: found CNY 1; its parts \(own CNY 1\.50\) make at least CNY 1\.50"
        ):
            with_totals({"own": 150, "funds": 100}, (total,), declared)


known = st.one_of(
    st.none(),
    st.integers(0, TOP),
    st.tuples(st.integers(0, TOP), st.integers(0, TOP))
    .filter(lambda ends: ends[0] != ends[1])
    .map(lambda ends: Bounds(*sorted(ends))),
)


def known_total(top: int) -> st.SearchStrategy[Held | None]:
    """Return what can be said of a total."""
    ends = st.tuples(st.integers(0, top - 1), st.integers(1, top))
    return st.one_of(
        st.none(), st.integers(0, top), ends.map(lambda ends: Bounds(ends[0], min(top, ends[0] + ends[1])))
    )


def can_be(held: dict[str, Held], name: str, top: int) -> range:
    """Return what a number can be, as far as it is known."""
    value = held.get(name, Bounds(0, top))
    low, high = (value.low, value.high) if isinstance(value, Bounds) else (value, value)
    return range(low, min(high, top) + 1)


@given(
    st.tuples(known, known, known),
    st.one_of(st.tuples(st.just(TWO), known_total(2 * TOP)), st.tuples(st.just(THREE), known_total(10))),
)
@settings(max_examples=300)
def test_totals_and_parts_as_far_as_they_are_known(parts, said):
    """Against all that the parts can be: least and greatest of the total and, where it is given, of each part."""
    total, given_total = said
    held: dict[str, Held] = {
        name: value for name, value in zip((*PARTS, total.id), (*parts, given_total), strict=True) if value is not None
    }
    top = 10 if total is THREE else 2 * TOP
    ways = [
        (numbers, sum(numbers))
        for numbers in product(*(can_be(held, name, TOP) for name in total.parts))
        if sum(numbers) in can_be(held, total.id, top)
    ]
    if not ways:
        with pytest.raises(InvalidFactsError) as error:
            with_totals(held, (total,), SUMMED)
        assert [problem.column for problem in error.value.problems] == [total.id]
        return
    found = with_totals(held, (total,), SUMMED)
    sums = sorted(made for _, made in ways)
    assert found[total.id] == (sums[0] if sums[0] == sums[-1] else Bounds(sums[0], sums[-1]))
    for place, name in enumerate(total.parts):
        numbers = sorted(way[place] for way, _ in ways)
        left = numbers[0] if numbers[0] == numbers[-1] else Bounds(numbers[0], numbers[-1])
        if total.id not in held:
            assert found.get(name) == held.get(name), "nothing was said of the total"
        elif left == Bounds(0, TOP):
            assert found.get(name) in (None, left), "nothing is known of the part"
        else:
            assert found[name] == left
    assert found.keys() - held.keys() <= {total.id, *total.parts}
