"""The shape of a condition in a rule; ``hubnet.rules.conditions`` judges it."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from hubnet.errors import nearest
from hubnet.values import Label

FactValue = bool | int | str


class Operator(Enum):
    """How a fact is compared: 以上, 不低于 are ``at_least``; 超过 is ``more_than``; 不满, 未满 are ``less_than``."""

    EQUALS = "equals"
    IS_NOT = "is_not"
    IN = "in"
    AT_LEAST = "at_least"
    MORE_THAN = "more_than"
    AT_MOST = "at_most"
    LESS_THAN = "less_than"


@frozen
class Comparison:
    """A declared fact against a value; ``value`` is a tuple for ``in``."""

    fact: str
    operator: Operator
    value: FactValue | tuple[FactValue, ...]


@frozen
class AllOf:
    """All parts hold."""

    parts: tuple[Condition, ...]


@frozen
class AnyOf:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@frozen
class Not:
    """The part does not hold."""

    part: Condition


Condition = Comparison | AllOf | AnyOf | Not


class FactKind(Enum):
    """What values a fact can have."""

    YES_NO = "yes_no"
    INTEGER = "integer"
    CHOICE = "choice"


@frozen(kw_only=True)
class FactType:
    """A fact that conditions may use, declared once.

    ``minimum`` and ``maximum`` (both inclusive) bound an integer; ``choices`` are the words of a choice.
    """

    id: str
    kind: FactKind
    question: Label
    unit: str | None = None
    minimum: int | None = None
    maximum: int | None = None
    choices: tuple[str, ...] = ()

    def misfit(self, value: object) -> str | None:
        """Return why a value cannot be one of this fact, None where it can."""
        match self.kind:
            case FactKind.YES_NO:
                return None if isinstance(value, bool) else f"{self.id}: found {value!r}; give true or false"
            case FactKind.CHOICE:
                if value in self.choices:
                    return None
                hint = nearest(str(value), self.choices)
                advice = f"did you mean {hint!r}?" if hint else f"give one of {', '.join(self.choices)}"
                return f"{self.id}: found {value!r}; {advice}"
            case FactKind.INTEGER:
                low = "" if self.minimum is None else f" from {self.minimum}"
                high = "" if self.maximum is None else f" up to {self.maximum}"
                fits = (
                    type(value) is int
                    and (self.minimum is None or value >= self.minimum)
                    and (self.maximum is None or value <= self.maximum)
                )
                return None if fits else f"{self.id}: found {value!r}; give a whole number{low}{high}"


def facts_in(condition: Condition) -> tuple[str, ...]:
    """Return the facts a condition names, in order of first mention."""
    match condition:
        case Comparison(fact=fact):
            found: tuple[str, ...] = (fact,)
        case Not(part=part):
            found = facts_in(part)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            found = tuple(fact for part in parts for fact in facts_in(part))
    return tuple(dict.fromkeys(found))
