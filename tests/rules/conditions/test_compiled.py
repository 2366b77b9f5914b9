"""Compiled conditions: any depth and number, and names that are code stay names."""

from __future__ import annotations

import pytest
from rules.conditions.worlds import DAY, fact

from hubnet.calendar import Period, Unit
from hubnet.rulebook import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Bounds,
    Comparison,
    Condition,
    Elapsed,
    FactKind,
    FactType,
    Not,
    Operator,
    Proportion,
)
from hubnet.rules.conditions import Diagram, Formula, bind, compile_formulas, value_of
from hubnet.values import Share

CODE = (
    "x'); raise SystemExit('broken out') #",
    "f0 = facts",
    "__import__('os').abort()",
    'a"\n    return True\n#',
    "None",
    "cuts",
    "会员\\",
    "{0}",
    "%s",
)


def same_everywhere(formulas: tuple[Formula, ...], facts: dict[str, object]) -> bool | None:
    """Return what formulas come to together, judged and compiled alike."""
    judged = tuple(value_of(formula, facts, DAY) for formula in formulas)
    compiled = compile_formulas(formulas)
    values, cuts = tuple(map(facts.get, compiled.facts)), compiled.cuts(DAY)
    whole = False if False in judged else None if None in judged else True
    assert compiled.outcomes(values, cuts) == judged
    assert compiled.outcome(values, cuts) is whole
    return whole


@pytest.mark.parametrize("code", CODE)
class TestCodeInNames:
    """Whatever a name or a word of a rule says, it is compared and never run."""

    def test_as_a_fact(self, code):
        """A fact named so."""
        declared = {code: fact(code, FactKind.YES_NO)}
        formula = bind(Comparison(code, Operator.EQUALS, value=True), declared)
        assert compile_formulas((formula,)).facts == (code,)
        assert same_everywhere((formula,), {code: True}) is True
        assert same_everywhere((formula,), {code: False}) is False
        assert same_everywhere((formula,), {}) is None

    def test_as_a_number_and_as_a_date(self, code):
        """Numbers, shares and periods of facts named so."""
        other = f"{code} "
        declared = {name: fact(name, FactKind.INTEGER, minimum=0) for name in (code, other)}
        share = bind(Proportion(code, Operator.AT_MOST, Share.parse("1/3"), other), declared)
        assert same_everywhere((share,), {code: 2, other: 6}) is True
        dated = {code: fact(code, FactKind.DATE)}
        year = bind(Elapsed(code, Operator.AT_LEAST, Period(1, Unit.YEARS)), dated)
        assert same_everywhere((year,), {code: DAY}) is False

    def test_as_a_word(self, code):
        """Words of choices, texts and what texts contain."""
        declared = {"form": fact("form", FactKind.CHOICE, choices=(code, "other")), "name": fact("name", FactKind.TEXT)}
        formulas = tuple(
            bind(Comparison(name, operator, value), declared)
            for name, operator, value in (
                ("form", Operator.EQUALS, code),
                ("form", Operator.IN, (code,)),
                ("name", Operator.EQUALS, code),
                ("name", Operator.IN, (code,)),
                ("name", Operator.CONTAINS, (code,)),
            )
        )
        assert same_everywhere(formulas, {"form": code, "name": code}) is True
        assert same_everywhere(formulas, {"form": "other", "name": "x"}) is False


YES_NO = {name: fact(name, FactKind.YES_NO) for name in (f"q{number}" for number in range(400))}


def asked(number: int) -> Condition:
    """Return the condition that a fact is true."""
    return Comparison(f"q{number}", Operator.EQUALS, value=True)


def nested(depth: int) -> Condition:
    """Return a condition so deep that hangs on its innermost fact alone, if all others are true and false in turn."""
    condition = asked(0)
    for level in range(1, depth):
        join = (AllOf, AnyOf)[level % 2]
        condition = join((asked(level), condition)) if level % 3 else join((Not(Not(condition)), asked(level)))
    return condition


def bare(depth: int) -> dict[str, bool]:
    """Return facts that leave the answer of ``nested`` to its innermost one."""
    return {f"q{level}": not level % 2 for level in range(1, depth)}


@pytest.mark.parametrize("depth", [50, 150])
def test_deep_nesting(depth):
    """Deeper than Python nests blocks: the innermost fact decides."""
    formula = bind(nested(depth), YES_NO)
    for answer in (True, False):
        assert same_everywhere((formula,), {**bare(depth), "q0": answer}) is answer
    assert same_everywhere((formula,), bare(depth)) is None
    assert Diagram([formula], bare(depth), YES_NO, (), DAY).needed() == ("q0",)


@pytest.mark.parametrize("join", [AllOf, AnyOf])
def test_many_parts_beside_each_other(join):
    """More parts than Python nests blocks, and each of them counts."""
    several = [asked(number) for number in range(150)]
    formula = bind(join(tuple(several)), YES_NO)
    decides = join is AnyOf
    rest = dict.fromkeys(YES_NO, not decides)
    assert same_everywhere((formula,), rest) is not decides
    for number in (0, 1, 39, 40, 41, 98, 99, 100, 149):
        assert same_everywhere((formula,), {**rest, f"q{number}": decides}) is decides
        assert (
            same_everywhere((formula,), {name: value for name, value in rest.items() if name != f"q{number}"}) is None
        )


def test_many_values_in_a_list():
    """A list of a thousand numbers, known exactly and in part."""
    declared = {"members": fact("members", FactKind.INTEGER, minimum=0)}
    formula = bind(Comparison("members", Operator.IN, tuple(range(0, 2000, 2))), declared)
    assert same_everywhere((formula,), {"members": 1998}) is True
    assert same_everywhere((formula,), {"members": 1999}) is False
    assert same_everywhere((formula,), {"members": Bounds(1998, 1999)}) is None


def test_groups_of_many_that_are_deep():
    """Broad and deep at once."""
    condition: Condition = AtLeastOf(2, tuple(asked(number) for number in range(5)))
    for level in range(45):
        condition = AllOf((condition, AnyOf(tuple(asked(10 + level + number) for number in range(4)))))
    facts = dict.fromkeys(YES_NO, True)
    formula = bind(condition, YES_NO)
    assert same_everywhere((formula,), facts) is True
    assert same_everywhere((formula,), {**facts, **dict.fromkeys(("q0", "q1", "q2", "q3"), False)}) is False
    assert (
        same_everywhere(
            (formula,), {name: value for name, value in facts.items() if name not in ("q0", "q1", "q2", "q3")}
        )
        is None
    )


def registration(clauses: int) -> tuple[dict[str, FactType], tuple[Formula, ...]]:
    """Return facts and clauses of the shape of a registration: a few facts each, some shared, some joined by "or"."""
    declared = {
        name: fact(name, FactKind.INTEGER, minimum=0) for name in ("individuals", "units", "directors", "related")
    }
    declared["members"] = fact("members", FactKind.INTEGER, minimum=0, parts=("individuals", "units"))
    declared["form"] = fact("form", FactKind.CHOICE, choices=("association", "unit", "foundation"))
    declared["funds"] = fact("funds", FactKind.AMOUNT, minimum="0元")
    declared["founded"] = fact("founded", FactKind.DATE)
    declared["name"] = fact("name", FactKind.TEXT)
    declared |= {f"q{number}": fact(f"q{number}", FactKind.YES_NO) for number in range(clauses)}
    conditions: list[Condition] = [
        AnyOf(
            (
                Comparison("individuals", Operator.AT_LEAST, 50),
                Comparison("units", Operator.AT_LEAST, 30),
                AllOf((Comparison("individuals", Operator.AT_LEAST, 1), Comparison("members", Operator.AT_LEAST, 50))),
            )
        ),
        AnyOf(
            (Not(Comparison("form", Operator.EQUALS, "foundation")), Comparison("funds", Operator.AT_LEAST, "200万元"))
        ),
        Comparison("directors", Operator.BETWEEN, (5, 25)),
        Proportion("related", Operator.AT_MOST, Share.parse("1/3"), "directors"),
        Elapsed("founded", Operator.AT_LEAST, Period(1, Unit.YEARS)),
        Not(Comparison("name", Operator.CONTAINS, ("中国", "全国", "中华"))),
    ]
    while len(conditions) < clauses:
        number = len(conditions)
        exempt = Comparison("form", Operator.IN, ("unit", "foundation"))
        conditions.append(AnyOf((exempt, Comparison(f"q{number}", Operator.EQUALS, value=True))))
    return declared, tuple(bind(condition, declared) for condition in conditions)


def test_sixty_clauses_with_forty_facts_missing():
    """As large as rules get: everything missing matters, and the diagram stays small."""
    declared, formulas = registration(60)
    assert same_everywhere(formulas, {}) is None
    known = {f"q{number}": True for number in range(38, 60)}
    found = Diagram(formulas, known, declared, (declared["members"],), DAY)
    missing = [name for name in declared if name not in known and name != "members"]
    asked_for = [name for name in missing if name not in {f"q{number}" for number in range(6)}]
    assert len(asked_for) == 40
    assert set(found.needed()) == set(asked_for)
    assert len(found._nodes) < 3000  # noqa: SLF001  (no one else needs to know)
    way = found.way_to(answer=True)
    values = {**known, **way}
    values["members"] = values.get("individuals", 0) + values.get("units", 0)
    assert same_everywhere(formulas, values) is True
