"""Facts given with a question, held against their declarations, and the totals that follow from their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.errors import InvalidFactsError, InvalidValueError, Problem, nearest
from hubnet.rulebook import Bounds, FactType

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.rulebook import Held


def faults_of(facts: Mapping[str, object], declared: Mapping[str, FactType]) -> Iterator[Problem]:
    """Yield each fact that is not declared, of the wrong type or out of bounds."""
    for name, value in facts.items():
        fact = declared.get(name)
        if fact is None:
            hint = nearest(str(name), declared)
            advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(declared)}"
            message = f"unknown fact {name!r}; {advice}"
            yield Problem(message, column=str(name), found=str(name), allowed=tuple(declared))
        elif misfit := fact.misfit(value):
            yield Problem(misfit, column=name, found=repr(value), allowed=fact.choices)


def hold(facts: Mapping[str, object], declared: Mapping[str, FactType]) -> dict[str, Held]:
    """Return facts as rules compare them; a fact that is None counts as not given.

    Raises:
        InvalidFactsError: facts that are not declared, of the wrong type, out of bounds, or that contradict each other;
            all of them.
    """
    held: dict[str, Held] = {}
    try:
        for name, value in facts.items():
            if value is not None:
                held[name] = declared[name].read(value)
    except (KeyError, InvalidValueError):
        given = {name: value for name, value in facts.items() if value is not None or name not in declared}
        raise InvalidFactsError(faults_of(given, declared)) from None
    return held


def with_totals(
    held: Mapping[str, Held], totals: tuple[FactType, ...], declared: Mapping[str, FactType]
) -> dict[str, Held]:
    """Return held facts with the totals that follow from parts, and what a given total leaves for its other parts.

    A part that is not known lies within its declared bounds; so a total is bounded below by the parts that are known.

    Raises:
        InvalidFactsError: a total that its parts cannot make.
    """
    whole = dict(held)
    for total in totals:
        parts = [declared[name] for name in total.parts]
        low, high = _sum(held, parts)
        given = held.get(total.id)
        if given is None:
            whole[total.id] = low if low == high else Bounds(low, high)
            continue
        least, most = _ends(given)
        if (most is not None and low > most) or (least is not None and high is not None and high < least):
            told = ", ".join(f"{part.id} {part.shown(held[part.id], 'en')}" for part in parts if part.id in held)
            message = f"{total.id}: found {total.shown(given, 'en')}; its parts cannot make it ({told})"
            raise InvalidFactsError([Problem(message, column=total.id, found=str(given))])
        for part in parts:
            if part.id not in held:
                whole[part.id] = _left(part, held, parts, least, most)
    return whole


def _left(part: FactType, held: Mapping[str, Held], parts: list[FactType], least: int | None, most: int | None) -> Held:
    """Return what a given total leaves for a part that is not given."""
    low, high = _sum(held, [other for other in parts if other is not part])
    lowest, highest = part.low or 0, part.high
    if most is not None:
        highest = most - low if highest is None else min(highest, most - low)
    if least is not None and high is not None:
        lowest = max(lowest, least - high)
    return lowest if lowest == highest else Bounds(lowest, highest)


def _sum(held: Mapping[str, Held], parts: list[FactType]) -> tuple[int, int | None]:
    low = 0
    high: int | None = 0
    for part in parts:
        first, last = _ends(held[part.id]) if part.id in held else (part.low, part.high)
        low += first or 0
        high = None if high is None or last is None else high + last
    return low, high


def _ends(value: Held) -> tuple[int | None, int | None]:
    return (value.low, value.high) if isinstance(value, Bounds) else (int(value), int(value))
