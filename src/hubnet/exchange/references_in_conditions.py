"""Whether a condition can be: its facts and questions declared, its comparisons possible for their kinds."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from hubnet.errors import InvalidValueError, nearest
from hubnet.rulebook import (
    ORDERED,
    Bounds,
    Comparison,
    Condition,
    Elapsed,
    FactKind,
    FactType,
    Holds,
    Operator,
    Proportion,
    leaves,
)

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

_SAME = (Operator.EQUALS, Operator.IS_NOT)
_NUMBERS = (*_SAME, Operator.IN, *ORDERED, Operator.BETWEEN)
_CAN: dict[FactKind, tuple[Operator, ...]] = {
    FactKind.YES_NO: _SAME,
    FactKind.INTEGER: _NUMBERS,
    FactKind.AMOUNT: _NUMBERS,
    FactKind.DATE: (Operator.BEFORE, Operator.ON_OR_AFTER),
    FactKind.CHOICE: (*_SAME, Operator.IN),
    FactKind.TEXT: (*_SAME, Operator.IN, Operator.CONTAINS),
    FactKind.PLACE: (*_SAME, Operator.IN, Operator.WITHIN),
}


def broken_condition(
    condition: Condition, facts: Mapping[str, FactType | None], questions: Collection[str]
) -> Iterator[str]:
    """Yield what a condition names that is not declared, or compares that cannot be compared so."""
    for leaf in leaves(condition):
        match leaf:
            case Holds():
                yield from _unknown("question", leaf.question, questions)
            case Comparison():
                yield from _comparison(leaf, facts)
            case Elapsed():
                yield from _unknown("fact", leaf.fact, facts)
                fact = facts.get(leaf.fact)
                if fact is not None and fact.kind is not FactKind.DATE:
                    yield f"{fact.id} is {fact.kind.value}; 'since' needs a date"
            case Proportion():
                yield from _proportion(leaf, facts)


def _comparison(leaf: Comparison, facts: Mapping[str, FactType | None]) -> Iterator[str]:
    yield from _unknown("fact", leaf.fact, facts)
    fact = facts.get(leaf.fact)
    if fact is None:
        return
    if leaf.operator not in _CAN[fact.kind]:
        if fact.kind is not FactKind.DATE and leaf.operator in ORDERED:
            yield f"{fact.id} is {fact.kind.value} and has no order; {leaf.operator.value} cannot be"
        else:
            known = ", ".join(operator.value for operator in _CAN[fact.kind])
            more = ", or { since = …, at_least = … }" if fact.kind is FactKind.DATE else ""
            yield f"{fact.id} is {fact.kind.value}; {leaf.operator.value} cannot be, give one of {known}{more}"
        return
    values: tuple[object, ...] = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    numbers = []
    for value in values:
        if fact.kind is FactKind.DATE:
            if not isinstance(value, date) or isinstance(value, datetime):
                yield f"{fact.id}: found {value!r}; give a date without quotes"
            continue
        try:
            held = fact.read(value)
        except InvalidValueError as error:
            yield str(error)
            continue
        if isinstance(held, Bounds):
            yield f"{fact.id}: found {value!r}; a rule compares with one number"
        elif fact.numeric:
            numbers.append(int(held))
    if leaf.operator is Operator.BETWEEN and numbers != sorted(numbers):
        yield f"{fact.id}: found {values[0]!r} to {values[-1]!r}; give the smaller first"


def _proportion(leaf: Proportion, facts: Mapping[str, FactType | None]) -> Iterator[str]:
    kinds: set[FactKind] = set()
    for name in (leaf.fact, leaf.of):
        yield from _unknown("fact", name, facts)
        fact = facts.get(name)
        if fact is not None:
            kinds.add(fact.kind)
            if fact.kind not in (FactKind.INTEGER, FactKind.AMOUNT):
                yield f"{fact.id} is {fact.kind.value}; a share is one of integers or amounts"
            elif fact.low is None or fact.low < 0:
                yield f"{fact.id} can lie below zero; give it a minimum of 0 to compare shares"
    if len(kinds) > 1:
        yield f"{leaf.fact} and {leaf.of} are of two kinds; a share is one of the same kind"


def _unknown(kind: str, name: str, known: Collection[str]) -> Iterator[str]:
    if name not in known:
        hint = nearest(name, known)
        yield f"unknown {kind} {name!r}; " + (f"did you mean {hint!r}?" if hint else f"known: {', '.join(known)}")
