"""Conditions bound to declarations and other questions: values as rules compare them, nothing left to look up."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.rulebook import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Elapsed,
    FactKind,
    FactType,
    Holds,
    Not,
    Operator,
    Proportion,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from hubnet.calendar import Period


class Reason(Enum):
    """Why an outcome is UNKNOWN."""

    FACT_MISSING = "fact_missing"
    IMPRECISE = "imprecise"
    """A fact is given by bounds or in part, and the difference matters."""
    LAW_GAP = "law_gap"
    OPEN_READING = "open_reading"
    """Texts that stand beside each other answer differently."""
    NOT_KNOWN_IN_FORCE = "not_known_in_force"


class Test(Enum):
    """How an atom compares."""

    AT_LEAST = ">="
    MORE_THAN = ">"
    AT_MOST = "<="
    LESS_THAN = "<"
    SAME = "=="
    AMONG = "in"
    CONTAINS = "contains"
    WITHIN = "within"
    GONE_BY = "gone_by"
    """The period has run, on the day asked about, since the day of the fact."""
    GONE_PAST = "gone_past"
    """The period had run the day before."""


@frozen(eq=False)
class Atom:
    """One comparison of a fact with a value, with a period, or with ``share`` (numerator, denominator) of another."""

    leaf: Condition
    fact: str
    kind: FactKind
    test: Test
    value: bool | int | str | tuple[int | str, ...] | None = None
    period: Period | None = None
    of: str | None = None
    share: tuple[int, int] = (1, 1)


@frozen(eq=False)
class All:
    """All parts hold; ``leaf`` is the condition it stands for, where one does."""

    parts: tuple[Formula, ...]
    leaf: Condition | None = None


@frozen(eq=False)
class Some:
    """At least ``count`` parts hold."""

    parts: tuple[Formula, ...]
    count: int = 1
    leaf: Condition | None = None


@frozen(eq=False)
class Negation:
    """The part does not hold."""

    part: Formula


@frozen(eq=False)
class Agreed:
    """What the parts say where they say the same; else it is not known, for the reason given."""

    parts: tuple[Formula, ...]
    reason: Reason


@frozen(eq=False)
class Lowered:
    """A threshold below that of the part, its figure not held: where the part holds it holds, else it is not known."""

    part: Formula


@frozen(eq=False)
class Constant:
    """An answer that hangs on no fact; ``value`` None is not known, for the reason given."""

    value: bool | None
    reason: Reason = Reason.LAW_GAP


Formula = Atom | All | Some | Negation | Agreed | Lowered | Constant

_ORDERED = {
    Operator.AT_LEAST: Test.AT_LEAST,
    Operator.MORE_THAN: Test.MORE_THAN,
    Operator.AT_MOST: Test.AT_MOST,
    Operator.LESS_THAN: Test.LESS_THAN,
}
_ELAPSED = {
    Operator.AT_LEAST: (Test.GONE_BY, False),
    Operator.MORE_THAN: (Test.GONE_PAST, False),
    Operator.LESS_THAN: (Test.GONE_BY, True),
    Operator.AT_MOST: (Test.GONE_PAST, True),
}


def bind(  # noqa: PLR0911  (one for each kind)
    condition: Condition, declared: Mapping[str, FactType], question: Callable[[str], Formula] | None = None
) -> Formula:
    """Return a condition with its values as rules compare them and other questions put in their place.

    Args:
        condition: the condition; its names are declared.
        declared: the facts.
        question: what another question comes to.
    """
    match condition:
        case Comparison():
            return _comparison(condition, declared[condition.fact])
        case Elapsed(fact=fact, operator=operator, period=period):
            test, denied = _ELAPSED[operator]
            atom = Atom(condition, fact, FactKind.DATE, test, period=period)
            return Negation(atom) if denied else atom
        case Proportion(fact=fact, operator=operator, share=share, of=of):
            ratio = (share.fraction.numerator, share.fraction.denominator)
            return Atom(condition, fact, declared[fact].kind, _ORDERED[operator], of=of, share=ratio)
        case AllOf(parts=parts):
            return All(tuple(bind(part, declared, question) for part in parts))
        case AnyOf(parts=parts):
            return Some(tuple(bind(part, declared, question) for part in parts))
        case AtLeastOf(count=count, parts=parts):
            return Some(tuple(bind(part, declared, question) for part in parts), count)
        case Not(part=part):
            return Negation(bind(part, declared, question))
        case Holds(question=name):
            if question is None:
                msg = f"a condition without a rulebook asks the question {name}"
                raise TypeError(msg)
            return All((question(name),), condition)


def _comparison(leaf: Comparison, fact: FactType) -> Formula:  # noqa: PLR0911  (one for each operator)
    def atom(test: Test, value: object) -> Atom:
        held = value.toordinal() if fact.kind is FactKind.DATE else fact.read(value)  # type: ignore[attr-defined]
        return Atom(leaf, fact.id, fact.kind, test, held)  # type: ignore[arg-type]

    match leaf.operator:
        case Operator.EQUALS:
            return atom(Test.SAME, leaf.value)
        case Operator.IS_NOT:
            return Negation(atom(Test.SAME, leaf.value))
        case Operator.IN:
            among = tuple(dict.fromkeys(fact.read(value) for value in _values(leaf)))
            return Atom(leaf, fact.id, fact.kind, Test.AMONG, among)  # type: ignore[arg-type]
        case Operator.CONTAINS:
            return Atom(leaf, fact.id, fact.kind, Test.CONTAINS, _values(leaf))
        case Operator.BETWEEN:
            low, high = _values(leaf)
            return All((atom(Test.AT_LEAST, low), atom(Test.AT_MOST, high)), leaf)
        case Operator.WITHIN:
            return atom(Test.WITHIN, leaf.value)
        case Operator.BEFORE:
            return atom(Test.LESS_THAN, leaf.value)
        case Operator.ON_OR_AFTER:
            return atom(Test.AT_LEAST, leaf.value)
        case _:
            return atom(_ORDERED[leaf.operator], leaf.value)


def _values(leaf: Comparison) -> tuple[str, ...]:
    return leaf.value  # type: ignore[return-value]


def atoms_of(formula: Formula) -> Iterator[Atom]:
    """Yield the atoms of a formula, in order."""
    match formula:
        case Atom():
            yield formula
        case All(parts=parts) | Some(parts=parts) | Agreed(parts=parts):
            for part in parts:
                yield from atoms_of(part)
        case Negation(part=part) | Lowered(part=part):
            yield from atoms_of(part)


def facts_of_formula(formulas: tuple[Formula, ...]) -> tuple[str, ...]:
    """Return the facts that formulas compare, in order of first mention."""
    found: dict[str, None] = {}
    for formula in formulas:
        for atom in atoms_of(formula):
            found[atom.fact] = None
            if atom.of is not None:
                found[atom.of] = None
    return tuple(found)
