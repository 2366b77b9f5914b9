"""Which values of a missing fact do the same in formulas: a few values that show everything it can do."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from hubnet.rulebook import FactKind
from hubnet.rules.conditions.formula import Atom, Test
from hubnet.rules.conditions.judging import plainly
from hubnet.rules.conditions.lines import around_crossings
from hubnet.values import COUNTRY, LEVELS, Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from hubnet.rulebook import Held
    from hubnet.rules.conditions.knowledge import Knowledge, Sum

_BETWEEN_WORDS = "…—·|"
_PRIVATE_USE = 0xE000


def classes_of(atoms: Sequence[Atom], knowledge: Knowledge, sums: Iterable[Sum]) -> dict[str, tuple[Held, ...]]:
    """Return values of each missing fact such that whatever facts can do together, they can do with these values.

    Of numbers that do the same the first and the last are among them.

    Args:
        atoms: the atoms of the formulas.
        knowledge: what is known.
        sums: the atoms on numbers as sums.
    """
    names = knowledge.missing_in(atoms)
    numbers = _numbers([name for name in names if knowledge.declared[name].numeric], knowledge, tuple(sums))
    found: dict[str, tuple[Held, ...]] = {}
    for name in names:
        fact = knowledge.declared[name]
        own = [atom for atom in atoms if atom.fact == name]
        match fact.kind:
            case FactKind.YES_NO:
                found[name] = (True, False)
            case FactKind.CHOICE:
                found[name] = fact.choices
            case FactKind.TEXT:
                found[name] = _told_apart(_texts(own), own)
            case FactKind.PLACE:
                found[name] = _told_apart(_places(own), own)
            case _:
                found[name] = numbers[name]
    return found


def _told_apart(values: Iterable[str], atoms: Sequence[Atom]) -> tuple[str, ...]:
    """Return one of the values for each way of answering the atoms."""
    found: dict[tuple[bool | None, ...], str] = {}
    for value in values:
        found.setdefault(tuple(plainly(atom.test, value, atom.value) for atom in atoms), value)
    return tuple(found.values())


def _words(atoms: Iterable[Atom], *tests: Test) -> dict[str, None]:
    asked = [atom.value for atom in atoms if atom.test in tests]
    return {str(word): None for value in asked for word in (value if isinstance(value, tuple) else (value,))}


def _texts(atoms: Sequence[Atom]) -> list[str]:
    """Return texts that are each word compared with, and texts that contain words, in every combination that differs.

    Between words stands something that is no part of a word, so that no other word comes about.
    """
    parts = [atom for atom in atoms if atom.test is Test.CONTAINS]
    whole, within = _words(atoms, Test.SAME, Test.AMONG), _words(parts, Test.CONTAINS)
    used = set("".join((*whole, *within)))
    gap = next(
        mark
        for mark in (*_BETWEEN_WORDS, *map(chr, range(_PRIVATE_USE, _PRIVATE_USE + len(used) + 1)))
        if mark not in used
    )
    texts = [gap]
    for word in within:
        texts = list(_told_apart([*texts, *(f"{text}{word}{gap}" for text in texts)], parts))
    return [*whole, *texts]


def _places(atoms: Sequence[Atom]) -> list[str]:
    """Return the places compared with, one right below each of them, and one that lies in none."""
    places = _words(atoms, Test.SAME, Test.AMONG, Test.WITHIN)
    below = [f"{place}/…" for place in places if Place(place).level != LEVELS[-1]]
    return [*places, *below, COUNTRY]


def _numbers(names: Sequence[str], knowledge: Knowledge, sums: Sequence[Sum]) -> dict[str, tuple[Held, ...]]:
    bounds = {name: knowledge.bounds_of(name) for name in names}
    edges = {name: {edge for total in sums for edge in _alone(total, name)} for name in names}
    around = around_crossings(sums, edges, bounds)
    found: dict[str, tuple[int, ...]] = {}
    for name in names:
        near = {value for edge in edges[name] for value in (edge - 1, edge)}
        values = near.union(around.get(name, ()), knowledge.ends_of(name))
        fitting = sorted(value for value in values if bounds[name].among((value,)) is not False)
        found[name] = tuple(fitting) or (0,)
    for name in names:
        found[name] = _ends(name, found, sums)
    return dict(found)


def _alone(total: Sum, name: str) -> list[int]:
    """Return the values from which on a number turns a sum of which it is the only missing part."""
    if set(total.factors) != {name}:
        return []
    factor = total.factors[name]
    return [-(-turn // factor) if factor > 0 else turn // factor + 1 for turn in total.turns]


def _ends(name: str, values: Mapping[str, tuple[int, ...]], sums: Iterable[Sum]) -> tuple[int, ...]:
    """Return the first and last of the numbers that do the same in all sums, next to each other."""
    turns = []
    for total in sums:
        if name in total.factors:
            others = {0}
            for other, factor in total.factors.items():
                if other != name:
                    others = {known + factor * value for known in others for value in values[other]}
            turns.append((total.factors[name], sorted({turn - other for turn in total.turns for other in others})))

    def place(value: int) -> list[int]:
        return [bisect_right(edges, factor * value) for factor, edges in turns]

    own = values[name]
    places = [place(value) for value in own]
    kept = {own[0], own[-1]}
    for at, (here, there) in enumerate(pairwise(places)):
        if here != there:
            kept |= {own[at], own[at + 1]}
    return tuple(sorted(kept))
