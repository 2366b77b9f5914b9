"""The shape of a condition in a rule; ``hubnet.rules.conditions`` judges it."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.rulebook.facts import FactValue
from hubnet.values import Share

if TYPE_CHECKING:
    from hubnet.calendar import Period


class Operator(Enum):
    """How a fact is compared.

    以上, 不低于 are ``at_least``; 超过, 逾 ``more_than``; 以下, 不超过 ``at_most``;
    不满, 未满, 不足 ``less_than``.
    """

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow

    EQUALS = "equals"
    IS_NOT = "is_not"
    IN = "in"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"
    BETWEEN = "between"
    """From the first to the second, both included."""
    BEFORE = "before"
    ON_OR_AFTER = "on_or_after"
    CONTAINS = "contains"
    """Any of the words stands in the text."""
    WITHIN = "within"
    """The place is the division or lies in it."""


ORDERED = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN)
"""The operators of thresholds."""


@frozen
class Comparison:
    """A declared fact against a value; ``value`` is a tuple for ``in``, ``between`` and ``contains``."""

    fact: str
    operator: Operator
    value: FactValue | date | tuple[FactValue, ...]


@frozen
class Elapsed:
    """The time gone by since the day of a fact, on the day asked about, against a period.

    Counted as the Civil Code counts periods: a year is full on the corresponding day, or on the last day of the month
    where it has none.
    """

    fact: str
    operator: Operator
    period: Period


@frozen
class Proportion:
    """A fact against a share of another one."""

    fact: str
    operator: Operator
    share: Share
    of: str


@frozen
class AllOf:
    """All parts hold."""

    parts: tuple[Condition, ...]


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@frozen
class AtLeastOf:
    """At least ``count`` of the parts hold."""

    count: int
    parts: tuple[Condition, ...]


@frozen
class Not:
    """The part does not hold."""

    part: Condition


@frozen
class Holds:
    """Another question is answered by yes on the same facts, at the same place, on the same day."""

    question: str


Condition = Comparison | Elapsed | Proportion | AllOf | AnyOf | AtLeastOf | Not | Holds


def leaves(condition: Condition) -> tuple[Comparison | Elapsed | Proportion | Holds, ...]:
    """Return the conditions that have no parts, in order."""
    match condition:
        case Not(part=part):
            return leaves(part)
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeastOf(parts=parts):
            return tuple(leaf for part in parts for leaf in leaves(part))
        case _:
            return (condition,)


def facts_in(condition: Condition) -> tuple[str, ...]:
    """Return the facts a condition names, in order of first mention."""
    found: list[str] = []
    for leaf in leaves(condition):
        if not isinstance(leaf, Holds):
            found.append(leaf.fact)
        if isinstance(leaf, Proportion):
            found.append(leaf.of)
    return tuple(dict.fromkeys(found))


def questions_in(condition: Condition) -> tuple[str, ...]:
    """Return the other questions a condition asks, in order of first mention."""
    return tuple(dict.fromkeys(leaf.question for leaf in leaves(condition) if isinstance(leaf, Holds)))
