"""What is known of the facts that formulas compare, and what a number that is missing in them can still turn."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.rulebook import Bounds, FactKind, FactType, Held
from hubnet.rules.conditions.formula import Atom, Test
from hubnet.rules.conditions.judging import cut_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

_LAST_DAY = date.max.toordinal()


@frozen(eq=False)
class Sum:
    """An atom on numbers as a sum of missing facts.

    Attributes:
        factors: the missing facts and what each is multiplied by, none by 0.
        turns: the sums from which on the answer is another one, ascending.
        below: the answer below the first of them.
    """

    factors: Mapping[str, int]
    turns: tuple[int, ...]
    below: bool

    def holds(self, total: int) -> bool:
        """Return the answer for a sum."""
        return self.below is not bool(bisect_right(self.turns, total) % 2)


class Knowledge:
    """What is known of facts.

    Args:
        held: the facts that are known, exactly or in bounds.
        declared: the facts.
        totals: facts that are the total of others; one that is not held itself follows from its parts.
        day: ordinal of the day asked about.
    """

    def __init__(
        self, held: Mapping[str, Held], declared: Mapping[str, FactType], totals: Iterable[FactType], day: int
    ) -> None:
        self.known = {name: value for name, value in held.items() if not isinstance(value, Bounds)}
        self.within = {name: value for name, value in held.items() if isinstance(value, Bounds)}
        self.totals = {total.id: total.parts for total in totals if total.id not in held}
        self.declared = declared
        self.day = day

    def missing_in(self, atoms: Iterable[Atom]) -> tuple[str, ...]:
        """Return the facts of atoms that are not known exactly, in order of first mention; of a total its parts."""
        found: dict[str, None] = {}
        for atom in atoms:
            for name in (atom.fact, *([atom.of] if atom.of is not None else [])):
                found |= dict.fromkeys(base for base in self.totals.get(name, (name,)) if base not in self.known)
        return tuple(found)

    def bounds_of(self, name: str) -> Bounds:
        """Return what a missing number can be."""
        fact, within = self.declared[name], self.within.get(name, Bounds(None, None))
        low, high = fact.low, fact.high
        if fact.kind is FactKind.DATE:
            low, high = 0 if fact.never else 1, _LAST_DAY
        lows = [bound for bound in (low, within.low) if bound is not None]
        highs = [bound for bound in (high, within.high) if bound is not None]
        return Bounds(max(lows, default=None), min(highs, default=None))

    def ends_of(self, name: str) -> set[int]:
        """Return the ends of what a missing number can be as far as they are said; of dates with "never", never."""
        fact, within = self.declared[name], self.within.get(name, Bounds(None, None))
        said = (fact.low, fact.high, within.low, within.high, 0 if fact.never else None)
        return {end for end in said if end is not None}

    def sum_of(self, atom: Atom) -> Sum:
        """Return an atom on numbers as a sum of what is missing."""
        of_fact, of_whole = (1, 0) if atom.of is None else (atom.share[1], -atom.share[0])
        factors: dict[str, int] = {}
        known = 0
        for name, factor in ((atom.fact, of_fact), (atom.of, of_whole)):
            if name is not None:
                for base in self.totals.get(name, (name,)):
                    if base in self.known:
                        known += factor * int(self.known[base])
                    else:
                        factors[base] = factors.get(base, 0) + factor
        turns, below = self._turns(atom)
        left = {name: factor for name, factor in factors.items() if factor}
        return Sum(left, tuple(turn - known for turn in turns), below)

    def _turns(self, atom: Atom) -> tuple[list[int], bool]:
        if atom.test in (Test.SAME, Test.AMONG):
            values = set(atom.value) if isinstance(atom.value, tuple) else {atom.value}
            return sorted(_edges(values)), False  # type: ignore[arg-type]
        if atom.period is not None:
            return [cut_of(atom, self.day) + 1], True
        edge = 0 if atom.of is not None else int(atom.value)  # type: ignore[arg-type]
        return [edge + (atom.test in (Test.MORE_THAN, Test.AT_MOST))], atom.test in (Test.AT_MOST, Test.LESS_THAN)


def _edges(values: Collection[int]) -> set[int]:
    """Return where runs of whole numbers begin, and the numbers after their ends."""
    return {value for value in values if value - 1 not in values} | {
        value + 1 for value in values if value + 1 not in values
    }
