"""Thresholds that no worked case stands beside."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from hubnet.errors import HubnetError
from hubnet.rulebook import (
    Clause,
    Comparison,
    Condition,
    Elapsed,
    FactKind,
    FactType,
    Held,
    Operator,
    Proportion,
)
from hubnet.rules.conditions import bind, cut_of
from hubnet.rules.conditions.formula import Atom, atoms_of
from hubnet.rules.facts import hold, with_totals
from hubnet.rules.lint.subject import Subject, conditions_of, finding, parts_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.rules.worked_cases import AssessedCase
    from hubnet.values import Finding

_YUAN = 100
_BELOW = (Operator.AT_LEAST, Operator.LESS_THAN, Operator.BEFORE, Operator.ON_OR_AFTER)
_ABOVE = (Operator.MORE_THAN, Operator.AT_MOST)
_BESIDE = (Operator.EQUALS, Operator.IS_NOT)

_ANY_DAY = date(2000, 1, 1)

Answers = dict[str, Held]


class Edge(NamedTuple):
    """A number at which a comparison turns: it itself, and the nearest ones below (-1), above (1) or around (0) it."""

    at: int
    side: int


def untested_thresholds(subject: Subject) -> Iterator[Finding]:
    """Yield each threshold of a clause of which no case gives the number at which it turns, or none the next one.

    The next number is one less or more, of amounts any within one yuan, of days the next day. Of a share it is told for
    the whole that the case gives. A number that the fact cannot have is not asked for.
    """
    answers: dict[int, Answers] = {}
    for group in subject.tables():
        first = group[0]
        if not isinstance(first, Clause):
            continue
        cases = {id(case): case for text in group for case in subject.reach.assessed(text)}
        for case in cases.values():
            if id(case) not in answers:
                answers[id(case)] = _answers(subject, case)
        given = [(case.on, answers[id(case)]) for case in cases.values()]
        for key, condition in conditions_of(first):
            for path, leaf in parts_of(condition, key):
                if isinstance(leaf, Comparison | Elapsed | Proportion):
                    yield from _untested(subject, first, path, leaf, given)


def _answers(subject: Subject, case: AssessedCase) -> Answers:
    """Return the facts of a case with their totals; none where they cannot be."""
    law = subject.law
    try:
        held = hold(dict(case.facts), law.facts)
        return with_totals(held, tuple(fact for fact in law.facts.values() if fact.parts), law.facts)
    except HubnetError:
        return {}


def _untested(
    subject: Subject,
    text: Clause,
    path: str,
    leaf: Comparison | Elapsed | Proportion,
    given: list[tuple[date, Answers]],
) -> Iterator[Finding]:
    fact = subject.law.facts[leaf.fact]
    if not fact.numeric:
        return
    step = _YUAN if fact.kind is FactKind.AMOUNT else 1
    seen: dict[int, set[bool]] = {}
    for index in range(_turns(leaf)):
        seen[index] = set()
        for on, answers in given:
            value = answers.get(leaf.fact)
            edge = _edges(leaf, subject.law.facts, answers, on)[index : index + 1]
            if type(value) is int and edge:
                seen[index] |= _seen(value, edge[0], step)
    for index, sides in seen.items():
        stood = sides | _impossible(leaf, index, subject.law.facts)
        if len(stood) < 2:  # noqa: PLR2004  (both sides)
            yield _told(text, path, leaf, index, fact, missing=[side for side in (True, False) if side not in stood])


def _turns(leaf: Comparison | Elapsed | Proportion) -> int:
    """Return at how many numbers a comparison turns."""
    if isinstance(leaf, Comparison) and leaf.operator is Operator.BETWEEN:
        return 2
    return 1 if leaf.operator in (*_BELOW, *_ABOVE, *_BESIDE) else 0


def _edges(
    leaf: Comparison | Elapsed | Proportion, declared: Mapping[str, FactType], answers: Answers, on: date
) -> list[Edge]:
    """Return the numbers at which a comparison turns for a case; none where the case does not say of what."""
    side = -1 if leaf.operator in _BELOW else 0 if leaf.operator in _BESIDE else 1
    match leaf:
        case Proportion(share=share, of=of):
            whole = answers.get(of)
            if type(whole) is not int:
                return []
            part = whole * share.fraction
            return [Edge(-(-part.numerator // part.denominator) if side < 0 else int(part), side)]
        case Elapsed():
            return [Edge(cut_of(_atom(leaf, declared), on.toordinal()), 1)]
        case Comparison():
            bounds = [int(atom.value) for atom in atoms_of(bind(leaf, declared))]  # type: ignore[arg-type]
            return [Edge(bounds[0], -1), Edge(bounds[1], 1)] if len(bounds) > 1 else [Edge(bounds[0], side)]


def _atom(leaf: Condition, declared: Mapping[str, FactType]) -> Atom:
    return next(atoms_of(bind(leaf, declared)))


def _seen(value: int, edge: Edge, step: int) -> set[bool]:
    """Return which side of an edge a value stands on, close by: True for the edge itself."""
    if value == edge.at:
        return {True}
    beyond = value - edge.at
    near = 0 < abs(beyond) <= step and (edge.side == 0 or (beyond > 0) == (edge.side > 0))
    return {False} if near else set()


def _impossible(leaf: Comparison | Elapsed | Proportion, index: int, declared: Mapping[str, FactType]) -> set[bool]:
    """Return the sides of an edge at which the fact cannot be."""
    if not isinstance(leaf, Comparison):
        return set()
    fact = declared[leaf.fact]
    edge = _edges(leaf, declared, {}, _ANY_DAY)[index]
    low, high = (fact.low, fact.high) if fact.kind is not FactKind.DATE else (None, None)
    below, above = low is not None and edge.at <= low, high is not None and edge.at >= high
    closed = below if edge.side < 0 else above if edge.side > 0 else below and above
    return {False} if closed else set()


def _told(
    text: Clause, path: str, leaf: Comparison | Elapsed | Proportion, index: int, fact: FactType, missing: list[bool]
) -> Finding:
    zh, en = _words(leaf, index)
    at_zh, at_en = "恰在其上", "at it"
    beside_zh, beside_en = "紧挨其旁", "just beside it"
    if len(missing) == 2:  # noqa: PLR2004  (both sides)
        where = f"{at_zh}、{beside_zh}", f"{at_en} and {beside_en}"
    else:
        where = (at_zh, at_en) if missing[0] else (beside_zh, beside_en)
    said = f"{fact.id} {zh}：没有案例落在{where[0]}", f"{fact.id} {en}: no case stands {where[1]}"
    advice = "增加一个案例", "add a case"
    return finding("threshold.untested", text, path, said, advice)


def _words(leaf: Comparison | Elapsed | Proportion, index: int) -> tuple[str, str]:
    """Return a threshold in words."""
    operator = leaf.operator.value
    match leaf:
        case Elapsed(period=period):
            return f"{operator} {period.label.zh}", f"{operator} {period.label.en}"
        case Proportion(share=share, of=of):
            return f"{operator} {of} 的 {share}", f"{operator} {share} of {of}"
        case Comparison(value=value):
            bound = value[index] if isinstance(value, tuple) else value
            return f"{operator} {bound}", f"{operator} {bound}"
