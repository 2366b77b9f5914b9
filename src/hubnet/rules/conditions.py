"""Conditions judged in strong Kleene logic: a missing fact is unknown, never "no"."""

from __future__ import annotations

from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING

from hubnet.rulebook import AllOf, AnyOf, Comparison, Condition, FactValue, Not, Operator, facts_in
from hubnet.values import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_COMPARE: dict[Operator, Callable[..., bool]] = {
    Operator.EQUALS: eq,
    Operator.IS_NOT: ne,
    Operator.AT_LEAST: ge,
    Operator.MORE_THAN: gt,
    Operator.AT_MOST: le,
    Operator.LESS_THAN: lt,
    Operator.IN: lambda value, among: value in among,
}


def judge(condition: Condition, facts: Mapping[str, FactValue]) -> Outcome:
    """Return whether a condition holds on facts that fit their declarations; absent facts are unknown."""
    match condition:
        case Comparison(fact=fact, operator=operator, value=value):
            if fact not in facts:
                return Outcome.UNKNOWN
            return Outcome.of(_COMPARE[operator](facts[fact], value))
        case AllOf(parts=parts):
            return Outcome.all(judge(part, facts) for part in parts)
        case AnyOf(parts=parts):
            return Outcome.any(judge(part, facts) for part in parts)
        case Not(part=part):
            return ~judge(part, facts)


def missing_facts(condition: Condition, facts: Mapping[str, FactValue]) -> tuple[str, ...]:
    """Return the facts that a condition names and the case does not give, in order of first mention."""
    return tuple(fact for fact in facts_in(condition) if fact not in facts)
