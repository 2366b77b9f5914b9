"""Formulas judged one by one in strong Kleene logic: a missing fact is unknown, never "no".

True, False and None (not known) stand for the three answers here; ``compiled`` gives the same answers faster.
"""

from __future__ import annotations

from datetime import date
from operator import ge, gt, le, lt
from typing import TYPE_CHECKING

from hubnet.calendar import latest_start
from hubnet.rulebook import Bounds, Condition, FactKind, FactType, Held, facts_in
from hubnet.rules.conditions.formula import (
    Agreed,
    All,
    Atom,
    Constant,
    Formula,
    Lowered,
    Negation,
    Some,
    Test,
    bind,
)
from hubnet.values import Outcome, lineage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

_COMPARE: dict[Test, Callable[..., bool | None]] = {
    Test.AT_LEAST: ge,
    Test.MORE_THAN: gt,
    Test.AT_MOST: le,
    Test.LESS_THAN: lt,
}


def judge(condition: Condition, facts: Mapping[str, Held], declared: Mapping[str, FactType], on: date) -> Outcome:
    """Return whether a condition holds on facts as rules compare them; absent facts are unknown."""
    return Outcome.of(value_of(bind(condition, declared), facts, on.toordinal()))


def missing_facts(condition: Condition, facts: Mapping[str, object]) -> tuple[str, ...]:
    """Return the facts that a condition names and the case does not give, in order of first mention."""
    return tuple(fact for fact in facts_in(condition) if fact not in facts)


def value_of(  # noqa: PLR0911  (one for each kind)
    formula: Formula, facts: Mapping[str, Held], day: int
) -> bool | None:
    """Return what a formula comes to on held facts, on the day of that ordinal."""
    match formula:
        case Atom():
            return _atom(formula, facts, day)
        case All(parts=parts):
            return _all(value_of(part, facts, day) for part in parts)
        case Some(parts=parts, count=count):
            return _some([value_of(part, facts, day) for part in parts], count)
        case Negation(part=part):
            value = value_of(part, facts, day)
            return None if value is None else not value
        case Agreed(parts=parts):
            return agreed([value_of(part, facts, day) for part in parts])
        case Lowered(part=part):
            return value_of(part, facts, day) or None
        case Constant(value=value):
            return value


def _all(values: Iterable[bool | None]) -> bool | None:
    found = list(values)
    return False if False in found else None if None in found else True


def _some(values: list[bool | None], count: int) -> bool | None:
    sure = values.count(True)
    if sure >= count:
        return True
    return None if sure + values.count(None) >= count else False


def agreed(values: list[bool | None]) -> bool | None:
    """Return what all values are, None where they differ."""
    return values[0] if all(value is values[0] for value in values) else None


def _atom(atom: Atom, facts: Mapping[str, Held], day: int) -> bool | None:
    held = facts.get(atom.fact)
    if held is None:
        return None
    if atom.of is not None:
        whole = facts.get(atom.of)
        if whole is None:
            return None
        numerator, denominator = atom.share
        return _COMPARE[atom.test](held * denominator, whole * numerator)
    if atom.test is Test.GONE_BY or atom.test is Test.GONE_PAST:
        return _COMPARE[Test.AT_MOST](held, cut_of(atom, day))
    if atom.test in _COMPARE:
        return _COMPARE[atom.test](held, atom.value)
    return plainly(atom.test, held, atom.value)


def plainly(test: Test, held: Held, value: object) -> bool | None:
    """Return whether a held fact is the same, among, contained or within."""
    if isinstance(held, Bounds):
        return held.among(value if isinstance(value, tuple) else (value,))
    match test:
        case Test.SAME:
            return held == value
        case Test.AMONG:
            return held in value  # type: ignore[operator]
        case Test.CONTAINS:
            return any(word in held for word in value)  # type: ignore[operator,attr-defined]
        case _:
            return value in lineage(str(held))


def cut_of(atom: Atom, day: int) -> int:
    """Return the latest day, as an ordinal, since which the period of an atom has gone by (or past) on a day."""
    last = day - 1 if atom.test is Test.GONE_PAST else day
    if last < 1 or atom.period is None:
        return 0
    return latest_start(date.fromordinal(last), atom.period)


def ordered(kind: FactKind) -> bool:
    """Return whether values of a kind are numbers."""
    return kind in (FactKind.INTEGER, FactKind.AMOUNT, FactKind.DATE)
