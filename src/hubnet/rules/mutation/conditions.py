"""A condition changed by one step: thresholds, comparisons, dates, periods, shares, members of lists."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve

from hubnet.calendar import Unit
from hubnet.rulebook import (
    ORDERED,
    AllOf,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Elapsed,
    FactKind,
    FactType,
    FactValue,
    Holds,
    Not,
    Operator,
    Proportion,
)
from hubnet.rules.mutation.periods import changed_periods
from hubnet.values import Share, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_DAY = timedelta(days=1)
_ONE_YUAN = Yuan(100)
_EXCLUSIVE = {
    Operator.AT_LEAST: Operator.MORE_THAN,
    Operator.MORE_THAN: Operator.AT_LEAST,
    Operator.AT_MOST: Operator.LESS_THAN,
    Operator.LESS_THAN: Operator.AT_MOST,
}
_TURNED = {
    Operator.AT_LEAST: Operator.AT_MOST,
    Operator.MORE_THAN: Operator.LESS_THAN,
    Operator.AT_MOST: Operator.AT_LEAST,
    Operator.LESS_THAN: Operator.MORE_THAN,
    Operator.BEFORE: Operator.ON_OR_AFTER,
    Operator.ON_OR_AFTER: Operator.BEFORE,
}
_DENIED = {
    Operator.EQUALS: Operator.IS_NOT,
    Operator.IS_NOT: Operator.EQUALS,
    Operator.AT_LEAST: Operator.LESS_THAN,
    Operator.LESS_THAN: Operator.AT_LEAST,
    Operator.MORE_THAN: Operator.AT_MOST,
    Operator.AT_MOST: Operator.MORE_THAN,
    Operator.BEFORE: Operator.ON_OR_AFTER,
    Operator.ON_OR_AFTER: Operator.BEFORE,
}
_PERCENT = 100


class Changed(NamedTuple):
    """A changed condition: the key at which it was changed, from the key of the whole on, and what is told of it."""

    key: str
    told: str
    condition: Condition


def changed_conditions(condition: Condition, declared: Mapping[str, FactType]) -> Iterator[Changed]:
    """Yield a condition with one thing in it changed by one step, each such change once.

    Changed are: numbers and amounts of yuan by one, dates by a day, periods by one and by their unit, shares to the
    nearest; whether a comparison includes its bound, its direction, ``equals`` and ``is_not``; how many parts of a list
    must hold, by one; parts of lists, words and choices dropped; a ``not`` dropped. Left out is what a rule could not
    say (an empty list, a value that the fact cannot have) and what comes to the same: 多于49 and 50以上.
    """
    seen = {_plain(condition, declared)}
    for change in _changes(condition, "", declared):
        plain = _plain(change.condition, declared)
        if plain not in seen:
            seen.add(plain)
            yield change


def denied(condition: Condition) -> Condition:
    """Return the condition that holds where one does not."""
    match condition:
        case Not(part=part):
            return part
        case Comparison(operator=operator) | Elapsed(operator=operator) | Proportion(operator=operator) if (
            operator in _DENIED
        ):
            return evolve(condition, operator=_DENIED[operator])
        case _:
            return Not(condition)


def _changes(condition: Condition, path: str, declared: Mapping[str, FactType]) -> Iterator[Changed]:
    match condition:
        case AllOf(parts=parts) | AnyOf(parts=parts):
            key = f"{path}.all" if isinstance(condition, AllOf) else f"{path}.any"
            yield from _lists(condition, parts, key, len(parts) > 1, declared)
        case AtLeastOf(count=count, parts=parts):
            for other in (count - 1, count + 1):
                if 1 <= other <= len(parts):
                    yield Changed(f"{path}.at_least", f"{count} → {other}", AtLeastOf(other, parts))
            yield from _lists(condition, parts, f"{path}.of", count < len(parts), declared)
        case Not(part=part):
            yield Changed(f"{path}.not", "dropped", part)
            for change in _changes(part, f"{path}.not", declared):
                yield change._replace(condition=Not(change.condition))
        case Holds():
            yield Changed(f"{path}.question", "negated", Not(condition))
        case Elapsed():
            yield from _elapsed(condition, path)
        case Proportion():
            yield from _proportion(condition, path, declared[condition.fact])
        case Comparison():
            yield from _comparison(condition, path, declared[condition.fact])


def _lists(
    condition: AllOf | AnyOf | AtLeastOf,
    parts: tuple[Condition, ...],
    key: str,
    spare: bool,  # noqa: FBT001
    declared: Mapping[str, FactType],
) -> Iterator[Changed]:
    for index, part in enumerate(parts):
        before, after = parts[:index], parts[index + 1 :]
        for change in _changes(part, f"{key}[{index}]", declared):
            yield change._replace(condition=evolve(condition, parts=(*before, change.condition, *after)))
        if spare:
            yield Changed(f"{key}[{index}]", "dropped", evolve(condition, parts=(*before, *after)))


def _operators(leaf: Elapsed | Proportion | Comparison, path: str) -> Iterator[Changed]:
    """Yield a leaf with its bound in or out, and the other way round."""
    for table in (_EXCLUSIVE, _TURNED):
        other = table.get(leaf.operator)
        if other is not None:
            told = f"{leaf.operator.value} → {other.value}"
            yield Changed(f"{path}.{leaf.operator.value}", told, evolve(leaf, operator=other))


def _elapsed(leaf: Elapsed, path: str) -> Iterator[Changed]:
    key = f"{path}.{leaf.operator.value}"
    for period in changed_periods(leaf.period, working=False):
        yield Changed(key, f"{leaf.period.label.en} → {period.label.en}", evolve(leaf, period=period))
    yield from _operators(leaf, path)


def _proportion(leaf: Proportion, path: str, fact: FactType) -> Iterator[Changed]:
    key = f"{path}.{leaf.operator.value}.share"
    for fraction in _nearest_shares(leaf.share.fraction, whole=fact.kind is FactKind.INTEGER):
        yield Changed(key, f"{leaf.share} → {Share(fraction)}", evolve(leaf, share=Share(fraction)))
    yield from _operators(leaf, path)


def _nearest_shares(fraction: Fraction, *, whole: bool) -> Iterator[Fraction]:
    """Yield the next shares: of amounts by a percent, of counts by one in the numerator, of one part by its size."""
    numerator, denominator = fraction.numerator, fraction.denominator
    if not whole and _PERCENT % denominator == 0:
        found = [fraction - Fraction(1, _PERCENT), fraction + Fraction(1, _PERCENT)]
    elif numerator == 1 and denominator > 1:
        found = [Fraction(1, denominator + 1), Fraction(1, denominator - 1)]
    else:
        found = [Fraction(numerator - 1, denominator), Fraction(numerator + 1, denominator)]
    yield from (share for share in found if 0 <= share <= 1)


def _comparison(leaf: Comparison, path: str, fact: FactType) -> Iterator[Changed]:
    key = f"{path}.{leaf.operator.value}"
    if isinstance(leaf.value, tuple):
        yield from _several(leaf, leaf.value, key, fact)
    else:
        for value in _next_values(leaf.value, fact):
            yield Changed(key, f"{leaf.value} → {value}", evolve(leaf, value=value))
    yield from _operators(leaf, path)
    if leaf.operator in (Operator.EQUALS, Operator.IS_NOT):
        yield Changed(key, f"{leaf.operator.value} → {_DENIED[leaf.operator].value}", denied(leaf))
    elif leaf.operator in (Operator.IN, Operator.CONTAINS, Operator.WITHIN):
        yield Changed(key, "negated", Not(leaf))


def _several(leaf: Comparison, values: tuple[FactValue, ...], key: str, fact: FactType) -> Iterator[Changed]:
    """Yield a list with a member moved (of ``between``) or dropped."""
    for index, value in enumerate(values):
        before, after = values[:index], values[index + 1 :]
        if leaf.operator is Operator.BETWEEN:
            for other in _next_values(value, fact):
                pair = (*before, other, *after)
                if _in_order(pair, fact):
                    moved = evolve(leaf, value=pair)  # type: ignore[arg-type]
                    yield Changed(f"{key}[{index}]", f"{value} → {other}", moved)
        elif len(values) > 1:
            yield Changed(f"{key}[{index}]", f"{value} dropped", evolve(leaf, value=(*before, *after)))


def _in_order(pair: tuple[object, ...], fact: FactType) -> bool:
    low, high = (int(fact.read(value)) for value in pair)  # type: ignore[arg-type]
    return low <= high


def _next_values(value: object, fact: FactType) -> Iterator[FactValue | date]:
    """Yield the values one step beside a number, an amount or a date; none for other facts."""
    found: list[FactValue | date] = []
    if fact.kind is FactKind.INTEGER and isinstance(value, int):
        found = [value - 1, value + 1]
    elif fact.kind is FactKind.AMOUNT and isinstance(value, str):
        amount = Yuan.parse(value)
        found = [(amount - _ONE_YUAN).text("zh"), (amount + _ONE_YUAN).text("zh")]
    elif isinstance(value, date):
        found = [value - _DAY, value + _DAY]
    yield from (other for other in found if isinstance(other, date) or fact.misfit(other) is None)


def _plain(condition: Condition, declared: Mapping[str, FactType]) -> object:  # noqa: PLR0911  (one for each kind)
    """Return what tells conditions apart: two that come to the same by their words alone are equal."""
    match condition:
        case Not(part=part):
            other = denied(part)
            return ("not", _plain(part, declared)) if isinstance(other, Not) else _plain(other, declared)
        case AllOf(parts=parts) | AnyOf(parts=parts) if len(parts) == 1:
            return _plain(parts[0], declared)
        case AllOf(parts=parts) | AnyOf(parts=parts):
            return (type(condition), *(_plain(part, declared) for part in parts))
        case AtLeastOf(count=count, parts=parts):
            return (count, *(_plain(part, declared) for part in parts))
        case Comparison(operator=operator, value=value) if operator in ORDERED:
            return _passing(condition.fact, operator, int(declared[condition.fact].read(value)))  # type: ignore[arg-type]
        case Elapsed(operator=operator, period=period) if period.unit is Unit.DAYS:
            return ("since", *_passing(condition.fact, operator, period.length))
        case _:
            return condition


def _passing(fact: str, operator: Operator, bound: int) -> tuple[str, bool, int]:
    """Return a threshold by the whole numbers that pass it: more than 49 and at least 50 are one."""
    bound += {Operator.MORE_THAN: 1, Operator.LESS_THAN: -1}.get(operator, 0)
    return (fact, operator in (Operator.AT_LEAST, Operator.MORE_THAN), bound)
