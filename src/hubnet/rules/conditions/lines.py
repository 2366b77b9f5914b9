"""Where sums of several missing numbers turn: the places whose neighbourhood shows everything they can do together.

A sum turns at a line: ``3 x - y = 0`` for a third. What several sums do together changes only where lines cross each
other, the bounds of the numbers, or the values at which one number alone turns an answer. So whole numbers around these
crossings are enough. How far around follows from the factors, since a crossing need not be a whole number.
"""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations, product
from math import ceil, floor, gcd
from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hubnet.rulebook import Bounds
    from hubnet.rules.conditions.knowledge import Sum

_MOST = 500
"""Crossings of one number after which no more are looked for; rules stay far below."""

_Direction = tuple[tuple[str, int], ...]


@frozen
class _Line:
    """A line with the breadth of the turn at it: the sums just below and from it on, one step of a number aside.

    Attributes:
        factors: what each number is multiplied by, in the order of names, the first one above 0.
        middle: the sum in the middle of the turn.
        breadth: how far the turn reaches to either side.
        without: the numbers that were taken out of it by crossing two others.
        coarse: how far beyond that whole numbers can lie, for a line through crossings of others.
    """

    factors: _Direction
    middle: Fraction
    breadth: Fraction
    without: frozenset[str] = frozenset()
    coarse: int = 0


@frozen
class _Spot:
    """Where a number crosses a line, how far around it matters, and the numbers that are settled with it."""

    at: Fraction
    reach: Fraction
    settled: frozenset[str] = frozenset()

    def around(self, bounds: Bounds) -> range:
        """Return the whole numbers that matter, within bounds."""
        low, high = floor(self.at - self.reach), ceil(self.at + self.reach)
        low = low if bounds.low is None else max(low, bounds.low)
        return range(low, 1 + (high if bounds.high is None else min(high, bounds.high)))


_Spots = dict[str, dict[_Spot, None]]


def around_crossings(
    sums: Iterable[Sum], edges: Mapping[str, Iterable[int]], bounds: Mapping[str, Bounds]
) -> dict[str, set[int]]:
    """Return the whole numbers around all crossings, for each number that stands in a sum with others.

    Args:
        sums: the sums.
        edges: for each number, the values from which on it turns an answer alone.
        bounds: what each number can be.
    """
    joint = list(dict.fromkeys(line for total in sums for line in _lines(total)))
    spots: _Spots = {}
    for name in dict.fromkeys(name for line in joint for name, _ in line.factors):
        ends = [end for end in (bounds[name].low, bounds[name].high) if end is not None]
        # One step below an edge both answers are near; the same goes for a bound.
        spots[name] = dict.fromkeys(_Spot(Fraction(edge - 1), Fraction(1)) for edge in (*edges[name], *ends))
    lines = [*joint, *_combined(joint)]
    growing = True
    while growing:  # no number is settled by way of itself, so there is an end
        growing = max([_crossed(line, spots, bounds) for line in lines], default=False)
    return {name: {whole for spot in found for whole in spot.around(bounds[name])} for name, found in spots.items()}


def _lines(total: Sum) -> Iterator[_Line]:
    """Yield the lines at which a sum of several numbers turns."""
    if len(total.factors) < 2:  # noqa: PLR2004  (several)
        return
    factors = sorted(total.factors.items())
    common = gcd(*total.factors.values()) * (1 if factors[0][1] > 0 else -1)
    direction = tuple((name, factor // common) for name, factor in factors)
    up = max(0, *(factor for _, factor in direction))
    down = max(0, *(-factor for _, factor in direction))
    for turn in total.turns:
        edge = -(-turn // common) if common > 0 else turn // common + 1
        low, high = edge - 1 - up, edge + down
        yield _Line(direction, Fraction(low + high, 2), Fraction(high - low, 2))


def _combined(lines: Sequence[_Line]) -> Iterator[_Line]:
    """Yield the lines through the crossings of two others that say something of fewer numbers than they do."""
    for one, other in combinations(lines, 2):
        ones, others = dict(one.factors), dict(other.factors)
        for name in ones.keys() & others.keys() if one.factors != other.factors else ():
            by_one, by_other = others[name], -ones[name]
            sums = {key: by_one * ones.get(key, 0) + by_other * others.get(key, 0) for key in {**ones, **others}}
            left = tuple((key, factor) for key, factor in sorted(sums.items()) if factor)
            if 0 < len(left) < max(len(ones), len(others)):
                yield _Line(
                    left,
                    by_one * one.middle + by_other * other.middle,
                    abs(by_one) * one.breadth + abs(by_other) * other.breadth,
                    frozenset([name]),
                    abs(by_one) + abs(by_other),
                )


def _crossed(line: _Line, spots: _Spots, bounds: Mapping[str, Bounds]) -> bool:
    """Add where numbers cross a line while its other numbers are at spots of theirs; return whether one is new."""
    grown = False
    for name, factor in line.factors:
        others = [(other, by) for other, by in line.factors if other != name]
        free = [[spot for spot in spots[other] if name not in spot.settled] for other, _ in others]
        for combination in product(*free):
            settled = line.without.union((other for other, _ in others), *(spot.settled for spot in combination))
            at, reach, coarse = line.middle, line.breadth, line.coarse
            for spot, (_, by) in zip(combination, others, strict=True):
                at -= by * spot.at
                reach += abs(by) * spot.reach
                coarse += abs(by)
            spot = _Spot(at / factor, reach / abs(factor) + (coarse if abs(factor) > 1 else 0), settled)
            if spot not in spots[name] and len(spots[name]) < _MOST and spot.around(bounds[name]):
                spots[name][spot] = None
                grown = True
    return grown
