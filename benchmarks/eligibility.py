"""One question asked for 10,000 bodies, against zen-engine's expression, its decision with a trace, and plain Python.

Nine clauses with ten conditions on ten facts, six of which are not always known. zen-engine has no unknown: there a
value that fails stands for a missing one, and days and amounts are plain numbers, so its work is lighter. Each clause
is a node of its decision, so that the trace says which of them fails, as an explanation does. Each round takes the next
bodies, the same on both sides, so that no body is explained twice.
"""

from __future__ import annotations

import json
from datetime import date
from itertools import cycle
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, TypeVar

import zen
from measure import Comparison, in_turns, of_call

import hubnet
from hubnet.rules.eligibility import bound_at
from hubnet.rules.eligibility.assess import held_for
from hubnet.values import Outcome, Place, Yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from hubnet.rulebook import Rulebook

T = TypeVar("T")
Facts = dict[str, Any]
Values = tuple[Any, ...]

_COUNT = 10_000
_QUESTION = "sample.award"
_PLACE = "320114"
_ON = date(2026, 11, 2)
_A_YEAR_BEFORE = date(2025, 11, 2).toordinal()
_FORMS = ("social_association", "private_non_enterprise_unit", "foundation", "enterprise")
_GRADES = ("none", "1A", "2A", "3A", "4A", "5A")
_FEN = 100

_FACTS = {
    "sample_form": f'kind = "choice"\nchoices = {json.dumps(_FORMS)}',
    "sample_members": 'kind = "integer"\nminimum = 0',
    "sample_units": 'kind = "integer"\nminimum = 0',
    "sample_capital": 'kind = "amount"\nminimum = "0元"',
    "sample_premises": 'kind = "yes_no"',
    "sample_registered_on": 'kind = "date"',
    "sample_directors": 'kind = "integer"\nminimum = 0',
    "sample_grade": f'kind = "choice"\nchoices = {json.dumps(_GRADES)}',
    "sample_staff": 'kind = "integer"\nminimum = 0',
    "sample_penalised": 'kind = "yes_no"',
}
_CLAUSES = {
    "form": '{ fact = "sample_form", in = ["social_association", "private_non_enterprise_unit", "foundation"] }',
    "members": ('{ any = [{ fact = "sample_members", at_least = 50 }, { fact = "sample_units", at_least = 30 }] }'),
    "capital": '{ fact = "sample_capital", at_least = "3万元" }',
    "premises": '{ fact = "sample_premises", equals = true }',
    "registered": '{ since = "sample_registered_on", at_least = { years = 1 } }',
    "directors": '{ fact = "sample_directors", at_most = 25 }',
    "grade": '{ fact = "sample_grade", in = ["3A", "4A", "5A"] }',
    "staff": '{ fact = "sample_staff", more_than = 2 }',
    "penalties": '{ fact = "sample_penalised", equals = false }',
}
_ZEN = {
    "form": "sample_form in ['social_association', 'private_non_enterprise_unit', 'foundation']",
    "members": "sample_members >= 50 or sample_units >= 30",
    "capital": f"sample_capital >= {30_000 * _FEN}",
    "premises": "sample_premises == true",
    "registered": f"sample_registered_on <= {_A_YEAR_BEFORE}",
    "directors": "sample_directors <= 25",
    "grade": "sample_grade in ['3A', '4A', '5A']",
    "staff": "sample_staff > 2",
    "penalties": "sample_penalised == false",
}
_EXPRESSION = " and ".join(f"({condition})" for condition in _ZEN.values())
_FAILING = {
    "sample_members": -1,
    "sample_capital": -1,
    "sample_premises": False,
    "sample_registered_on": _ON.toordinal(),
    "sample_directors": 1_000,
    "sample_grade": "none",
}
"""What zen-engine is given for a fact that is not known."""


def comparisons() -> Iterator[Comparison]:
    """Yield the comparisons, after all variants were seen to agree on all bodies."""
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sample.toml"
        file.write_text(_rules(), encoding="utf-8")
        law = hubnet.load_rulebook(file)
    bodies = _bodies(_COUNT)
    inputs = [_for_zen(facts) for facts in bodies]
    _compare_answers(law, bodies, inputs)
    yield from outcomes(law, bodies, inputs)
    yield assessed(law, bodies, inputs)
    yield explained(law, bodies, inputs)


def outcomes(law: Rulebook, bodies: list[Facts], inputs: list[Facts]) -> Iterator[Comparison]:
    """Compare the compiled outcome function on facts that are checked."""
    bound = bound_at(law, _QUESTION, Place(_PLACE), _ON, frozenset())
    outcome, cuts = bound.compiled.outcome, bound.cuts(_ON.toordinal())
    checked = _checked(law, bodies)

    def judge(part: Sequence[Values]) -> None:
        for values in part:
            outcome(values, cuts)

    def judge_by_hand(part: Sequence[Values]) -> None:
        for values in part:
            _by_hand(values, _A_YEAR_BEFORE)

    ours, plain, theirs = in_turns(
        _by_parts(judge, checked, 10),
        _by_parts(judge_by_hand, checked, 10),
        _by_parts(_by_expression(), inputs, 10),
        rounds=60,
    )
    what = "outcome of ten conditions"
    yield Comparison(what=what, peer="zen-engine expression", ours=ours, theirs=theirs, limit=0.15)
    yield Comparison(what=what, peer="plain Python by hand", ours=ours, theirs=plain, limit=2.5)


def assessed(law: Rulebook, bodies: list[Facts], inputs: list[Facts]) -> Comparison:
    """Compare an assessment: the facts checked, each clause judged."""

    def assess(part: Sequence[Facts]) -> None:
        for facts in part:
            hubnet.assess(law, _QUESTION, facts, place=_PLACE, on=_ON)

    ours, theirs = in_turns(_by_parts(assess, bodies, 10), _by_parts(_by_expression(), inputs, 10), rounds=60)
    return Comparison(what="checked and assessed", peer="zen-engine expression", ours=ours, theirs=theirs, limit=4)


def explained(law: Rulebook, bodies: list[Facts], inputs: list[Facts]) -> Comparison:
    """Compare an assessment explained in one language."""
    decision = _decision()

    def explain(part: Sequence[Facts]) -> None:
        for facts in part:
            hubnet.assess(law, _QUESTION, facts, place=_PLACE, on=_ON).explain("zh")

    def trace(part: Sequence[Facts]) -> None:
        for given in part:
            decision.evaluate(given, {"trace": True})

    ours, theirs = in_turns(_by_parts(explain, bodies, 100), _by_parts(trace, inputs, 100), rounds=99)
    return Comparison(
        what="assessed and explained", peer="zen-engine decision, traced", ours=ours, theirs=theirs, limit=0.06
    )


def _by_parts(judge: Callable[[Sequence[T]], None], bodies: Sequence[T], count: int) -> Callable[[], float]:
    """Return a side of which each round judges the next part of the bodies."""
    size = len(bodies) // count
    parts = cycle([bodies[start : start + size] for start in range(0, len(bodies), size)])
    return of_call(lambda: judge(next(parts)), size)


def _by_expression() -> Callable[[Sequence[Facts]], None]:
    expression = zen.compile_expression(_EXPRESSION)

    def evaluate(part: Sequence[Facts]) -> None:
        for given in part:
            expression.evaluate(given)

    return evaluate


def _rules() -> str:
    """Return the question as a rule file."""
    cite = 'cite = { document = "样本", passage = "第{}条", quote = "样本规定的条件" }'
    lines = ['place = "CN"']
    for fact, declared in _FACTS.items():
        asked = f'question = {{ zh = "{fact} 是多少？", en = "what is {fact}?" }}'
        lines += ["[[fact]]", f'id = "{fact}"', asked, declared]
    stands = ["in_force_from = 2020-01-01", 'rank = "policy"']
    lines += ["[[question]]", f'id = "{_QUESTION}"', 'label = { zh = "样本奖励", en = "a sample award" }']
    lines += ['asks = { zh = "能否得到奖励？", en = "May it get the award?" }', 'authority = ["district"]', *stands]
    lines.append(cite.replace("{}", "1"))
    for number, (name, condition) in enumerate(_CLAUSES.items(), start=2):
        label = f'label = {{ zh = "条件{number}", en = "condition {number}" }}'
        lines += ["[[clause]]", f'id = "{_QUESTION}.{name}"', label, f"requires = {condition}", *stands]
        lines.append(cite.replace("{}", str(number)))
    return "\n".join(lines)


def _bodies(count: int) -> list[Facts]:
    """Return the facts of bodies as a caller gives them, the same in every run; missing ones are left out."""
    random = Random(2026)  # noqa: S311  (a sample, no secret)
    bodies = []
    for _ in range(count):
        facts = {
            "sample_form": random.choices(_FORMS, (4, 4, 1, 1))[0],
            "sample_members": random.randint(0, 100),
            "sample_units": random.randint(0, 60),
            "sample_capital": Yuan(random.randint(1, 150) * 1000 * _FEN),
            "sample_premises": random.random() < 0.7,  # noqa: PLR2004  (a share)
            "sample_registered_on": date.fromordinal(_ON.toordinal() - random.randint(0, 1500)),
            "sample_directors": random.randint(3, 30),
            "sample_grade": random.choices(_GRADES, (4, 1, 1, 4, 3, 2))[0],
            "sample_staff": random.randint(0, 12),
            "sample_penalised": random.random() < 0.2,  # noqa: PLR2004
        }
        missing = [name for name in _FAILING if random.random() < 0.14]  # noqa: PLR2004
        bodies.append({name: value for name, value in facts.items() if name not in missing})
    return bodies


def _for_zen(facts: Facts) -> Facts:
    """Return facts as zen-engine takes them: days and amounts as numbers, nothing missing."""
    plain = {
        name: value.toordinal() if isinstance(value, date) else value.fen if isinstance(value, Yuan) else value
        for name, value in facts.items()
    }
    return {name: plain.get(name, _FAILING.get(name)) for name in _FACTS}


def _decision() -> Any:  # noqa: ANN401  (a class of the peer's without types)
    """Return a decision with an input and ten nodes: one for each clause, and one that joins them to the outcome."""
    nodes = [{"id": "input", "type": "inputNode", "name": "input", "content": {}}]
    edges = []
    for name, condition in _ZEN.items():
        nodes.append(_expression(name, condition))
        edges += [_edge("input", name), _edge(name, "outcome")]
    nodes.append(_expression("outcome", " and ".join(_ZEN)))
    return zen.ZenEngine().create_decision(json.dumps({"nodes": nodes, "edges": edges}))


def _expression(name: str, condition: str) -> Facts:
    """Return a node that passes on what came in and what its condition comes to."""
    content = {
        "expressions": [{"id": f"{name}_met", "key": name, "value": condition}],
        "passThrough": name == "outcome",
    }
    return {"id": name, "type": "expressionNode", "name": name, "content": content}


def _edge(source: str, target: str) -> Facts:
    return {"id": f"{source}_{target}", "type": "edge", "sourceId": source, "targetId": target}


def _checked(law: Rulebook, bodies: list[Facts]) -> list[Values]:
    """Return facts as the compiled function and the one by hand take them."""
    bound = bound_at(law, _QUESTION, Place(_PLACE), _ON, frozenset())
    if bound.compiled.facts != tuple(_FACTS):
        message = f"the compiled function takes {bound.compiled.facts}"
        raise AssertionError(message)
    return [tuple(map(held_for(bound, facts).get, bound.compiled.facts)) for facts in bodies]


def _by_hand(values: Values, a_year_before: int) -> bool | None:  # noqa: C901, PLR0911, PLR0912
    """Return the outcome as someone would write it for this question alone: three-valued, done at the first "no"."""
    form, members, units, capital, premises, registered_on, directors, grade, staff, penalised = values
    known = True
    if form is None:
        known = False
    elif form not in ("social_association", "private_non_enterprise_unit", "foundation"):
        return False
    if (members is None or members < 50) and (units is None or units < 30):  # noqa: PLR2004
        if members is not None and units is not None:
            return False
        known = False
    if capital is None:
        known = False
    elif capital < 30_000 * _FEN:
        return False
    if premises is None:
        known = False
    elif not premises:
        return False
    if registered_on is None:
        known = False
    elif registered_on > a_year_before:
        return False
    if directors is None:
        known = False
    elif directors > 25:  # noqa: PLR2004
        return False
    if grade is None:
        known = False
    elif grade not in ("3A", "4A", "5A"):
        return False
    if staff is None:
        known = False
    elif staff <= 2:  # noqa: PLR2004
        return False
    if penalised is None:
        known = False
    elif penalised:
        return False
    return True if known else None


def _compare_answers(law: Rulebook, bodies: list[Facts], inputs: list[Facts]) -> None:
    """See that all variants agree on every body; zen-engine says no where the outcome is not known."""
    bound = bound_at(law, _QUESTION, Place(_PLACE), _ON, frozenset())
    cuts = bound.cuts(_ON.toordinal())
    expression, decision = zen.compile_expression(_EXPRESSION), _decision()
    for number, (facts, values, given) in enumerate(zip(bodies, _checked(law, bodies), inputs, strict=True)):
        verdict = hubnet.assess(law, _QUESTION, facts, place=_PLACE, on=_ON)
        agree = Outcome.of(bound.compiled.outcome(values, cuts)) is verdict.outcome
        agree &= Outcome.of(_by_hand(values, _A_YEAR_BEFORE)) is verdict.outcome
        agree &= expression.evaluate(given) is (verdict.outcome is Outcome.MET)
        if number % 10 == 0:  # it is slow
            met = decision.evaluate(given)["result"]
            agree &= met.pop("outcome") is (verdict.outcome is Outcome.MET)
            agree &= met == {clause.name: clause.outcome is Outcome.MET for clause in verdict.clauses}
        if not agree:
            message = f"variants differ on {facts}"
            raise AssertionError(message)
