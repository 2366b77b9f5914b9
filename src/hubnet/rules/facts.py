"""Facts given with a question, held against their declarations, and the totals that follow from their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.errors import InvalidFactsError, InvalidValueError, Problem, UnknownNameError
from hubnet.rulebook import Bounds, FactType

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hubnet.rulebook import Held

_LONG = 200


def faults_of(facts: Mapping[str, object], declared: Mapping[str, FactType]) -> Iterator[Problem]:
    """Yield each fact that is not declared, of the wrong type or out of bounds."""
    for name, value in facts.items():
        fact = declared.get(name)
        if fact is None:
            message = str(UnknownNameError("fact", str(name), declared))  # of hundreds it lists a few
            yield Problem(message, column=str(name), found=str(name), allowed=tuple(declared))
        elif misfit := fact.misfit(value):
            yield Problem(misfit, column=name, found=_plain(value), allowed=fact.choices)


def _plain(value: object) -> str:
    try:
        return repr(value)[:_LONG]
    except ValueError:  # Python refuses to write out whole numbers of thousands of digits
        return "a number of thousands of digits"


def hold(facts: Mapping[str, object], declared: Mapping[str, FactType]) -> dict[str, Held]:
    """Return facts as rules compare them; a fact that is None counts as not given.

    Raises:
        InvalidFactsError: facts that are not declared, of the wrong type or out of bounds; all of them.
    """
    held: dict[str, Held] = {}
    try:
        for name, value in facts.items():
            fact = declared[name]
            if value is not None:
                held[name] = fact.read(value)
    except (KeyError, InvalidValueError):
        given = {name: value for name, value in facts.items() if value is not None or name not in declared}
        raise InvalidFactsError(faults_of(given, declared)) from None
    return held


def with_totals(
    held: Mapping[str, Held], totals: tuple[FactType, ...], declared: Mapping[str, FactType]
) -> dict[str, Held]:
    """Return held facts with the totals that follow from their parts, and with what a given total leaves for parts.

    A part that is not known lies within its declared bounds; so a total is bounded below by the parts that are known.
    What is given in part, a total or a part, is narrowed to what the others leave of it. The totals are taken one after
    the other.

    Raises:
        InvalidFactsError: totals that their parts cannot make; all of them.
    """
    whole = dict(held)
    problems = []
    for total in totals:
        parts = [declared[name] for name in total.parts]
        ranges = {part.id: _range(whole, part) for part in parts}
        low, high = _sum(ranges.values())
        least, most = _range(whole, total)
        lowest, highest = max(low, least), _smaller(high, most)
        if highest is not None and lowest > highest:
            problems.append(_contradiction(total, held, parts, Bounds(low, high)))
            continue
        whole[total.id] = _held(lowest, highest)
        if total.id in held:
            whole |= {part.id: left for part in parts if (left := _left(part, ranges, lowest, highest)) is not None}
    if problems:
        raise InvalidFactsError(problems)
    return whole


_Range = tuple[int, int | None]


def _range(held: Mapping[str, Held], fact: FactType) -> _Range:
    """Return what a number from 0 can be: what is held of it, else its declared bounds."""
    value = held.get(fact.id)
    if value is None:
        value = Bounds(fact.low, fact.high)
    return (value.low or 0, value.high) if isinstance(value, Bounds) else (int(value), int(value))


def _sum(ranges: Iterable[_Range]) -> _Range:
    least, most = 0, 0
    open_ended = False
    for low, high in ranges:
        least += low
        most += high or 0
        open_ended |= high is None
    return least, None if open_ended else most


def _smaller(one: int | None, other: int | None) -> int | None:
    return other if one is None else one if other is None else min(one, other)


def _held(low: int, high: int | None) -> Held:
    return low if low == high else Bounds(low, high)


def _left(part: FactType, ranges: Mapping[str, _Range], least: int, most: int | None) -> Held | None:
    """Return what a total leaves for a part; None where that is no more than was known of it."""
    others_low, others_high = _sum(found for name, found in ranges.items() if name != part.id)
    low, high = ranges[part.id]
    lowest = low if others_high is None else max(low, least - others_high)
    highest = high if most is None else _smaller(high, most - others_low)
    return None if (lowest, highest) == (low, high) else _held(lowest, highest)


def _contradiction(total: FactType, held: Mapping[str, Held], parts: Iterable[FactType], made: Bounds) -> Problem:
    told = ", ".join(f"{part.id} {part.shown(held[part.id], 'en')}" for part in parts if part.id in held)
    sum_told = total.shown(made.low if made.low == made.high else made, "en")  # type: ignore[arg-type]
    why = f"its parts ({told}) make {sum_told}" if told else f"its parts can make {sum_told}"
    given = held.get(total.id)
    if given is None:
        limit = total.shown(Bounds(total.low, total.high), "en")
        return Problem(f"{total.id}: {why}; it must be {limit}", column=total.id, found=sum_told)
    found = total.shown(given, "en")
    return Problem(f"{total.id}: found {found}; {why}; correct one of them", column=total.id, found=found)
