"""Spans and pairs as lists, in plain Python: what is asked of small networks, or where numpy is not installed."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, deque
from itertools import combinations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Ints = list[int]
Mask = list[bool]


def ints(values: Iterable[int]) -> Ints:
    """Return whole numbers as a column."""
    return list(values)


def listed(column: Sequence[int]) -> list[int]:
    """Return a column as a list."""
    return list(column)


def taken(column: Sequence[int], order: Sequence[int]) -> Ints:
    """Return the values at some positions, in their order."""
    return [column[at] for at in order]


def by_ends(src: Sequence[int], dst: Sequence[int]) -> list[int]:
    """Return the positions in the order of the first, then the second column; equal ones stay as they stand."""
    return sorted(range(len(src)), key=lambda at: (src[at], dst[at]))


def positions(mask: Mask) -> list[int]:
    """Return where a mask is true."""
    return [at for at, one in enumerate(mask) if one]


def kept(column: Sequence[int], mask: Mask) -> Ints:
    """Return the values where a mask is true."""
    return [value for value, one in zip(column, mask, strict=True) if one]


def marked(size: int, where: Iterable[int]) -> Mask:
    """Return a mask that is true at some positions."""
    mask = [False] * size
    for at in where:
        mask[at] = True
    return mask


def both(one: Mask, other: Mask) -> Mask:
    """Return where both masks are true."""
    return [first and second for first, second in zip(one, other, strict=True)]


def either(one: Mask, other: Mask) -> Mask:
    """Return where one of the masks is true."""
    return [first or second for first, second in zip(one, other, strict=True)]


def neither(one: Mask, other: Mask) -> Mask:
    """Return where both masks are false."""
    return [not (first or second) for first, second in zip(one, other, strict=True)]


def without(mask: Mask, where: Iterable[int]) -> Mask:
    """Return a mask with some positions made false."""
    left = list(mask)
    for at in where:
        left[at] = False
    return left


def at_ends(mask: Mask, src: Sequence[int], dst: Sequence[int]) -> Mask:
    """Return for each pair whether a mask of bodies is true at both its ends."""
    return [mask[first] and mask[second] for first, second in zip(src, dst, strict=True)]


def ends_of(src: Sequence[int], dst: Sequence[int], mask: Mask, size: int) -> Mask:
    """Return which bodies stand at an end of the pairs where a mask is true."""
    return marked(size, (end for ends in zip(src, dst, mask, strict=True) if ends[2] for end in ends[:2]))


def among(codes: Sequence[int], wanted: Iterable[int]) -> Mask:
    """Return where a column has one of some codes."""
    some = frozenset(wanted)
    return [code in some for code in codes]


def above(counts: Sequence[int], least: int) -> Mask:
    """Return where a column is larger than a number."""
    return [count > least for count in counts]


def tally(labels: Sequence[int], mask: Mask, size: int) -> list[int]:
    """Return how often each label from 0 to below a size stands where a mask is true; labels below 0 do not count."""
    counts = [0] * size
    for label, one in zip(labels, mask, strict=True):
        if one and label >= 0:
            counts[label] += 1
    return counts


def crossed(one: Sequence[int], other: Sequence[int], mask: Mask | None = None) -> list[tuple[int, int, int]]:
    """Return which numbers of two columns stand side by side, and how often where a mask is true; sorted."""
    pairs = zip(one, other, strict=True)
    kept = pairs if mask is None else (pair for pair, held in zip(pairs, mask, strict=True) if held)
    return [(*pair, count) for pair, count in sorted(Counter(kept).items())]


class Spans:
    """Spans of days by four ordinals: the earliest first day in, the days surely in (half-open), the latest day out."""

    __slots__ = ("_rows",)

    def __init__(self, first: Iterable[int], sure: Iterable[int], unsure: Iterable[int], out: Iterable[int]) -> None:
        self._rows = list(zip(first, sure, unsure, out, strict=True))

    def __len__(self) -> int:
        return len(self._rows)

    def row(self, at: int) -> tuple[int, int, int, int]:
        """Return the four ordinals of one span."""
        return self._rows[at]

    def taken(self, order: Sequence[int]) -> Spans:
        """Return the spans at some positions."""
        new = Spans.__new__(Spans)
        new._rows = [self._rows[at] for at in order]  # noqa: SLF001  (the same class)
        return new

    def possibly(self, start: int, end: int) -> Mask:
        """Return which may cover one of the days from a start to before an end."""
        return [first < end and start < out for first, _, _, out in self._rows]

    def surely(self, start: int, end: int) -> Mask:
        """Return which surely cover one of the days from a start to before an end."""
        return [max(sure, start) < min(unsure, end) for _, sure, unsure, _ in self._rows]


def spans_between(starts: Sequence[tuple[int, int]], ends: Sequence[tuple[int, int]]) -> tuple[Spans, list[int]]:
    """Return the spans between bounds, each from the earliest to the latest day it can be, and which have no day."""
    rows = [
        (first, min(by, last - 1), max(out, first + 1), last)
        for (first, by), (out, last) in zip(starts, ends, strict=True)
    ]
    return Spans(*zip(*rows, strict=True)) if rows else Spans((), (), (), ()), [
        at for at, (first, _, _, last) in enumerate(rows) if last <= first
    ]


class Pairs:
    """Distinct pairs of a first body and another, sorted; bodies are numbers from 0 to below ``size``."""

    __slots__ = ("_begun", "_children", "_parents", "dst", "size", "src")

    def __init__(self, src: Ints, dst: Ints, size: int) -> None:
        self.src, self.dst, self.size = src, dst, size
        self._children: dict[int, Ints] | None = None
        self._parents: dict[int, Ints] | None = None
        self._begun: Ints | None = None

    @classmethod
    def distinct(cls, src: Ints, dst: Ints, mask: Mask, size: int) -> Pairs:
        """Return the pairs where a mask is true, each once, none of a body with itself; the columns are sorted."""
        first: Ints = []
        second: Ints = []
        last = -1, -1
        for one, other, held in zip(src, dst, mask, strict=True):
            if held and one != other and (one, other) != last:
                first.append(one)
                second.append(other)
                last = one, other
        return cls(first, second, size)

    def __len__(self) -> int:
        return len(self.src)

    def children(self, body: int) -> list[int]:
        """Return the other ends of the pairs that a body begins."""
        return self.dst[bisect_left(self.src, body) : bisect_right(self.src, body)]

    def parents(self, body: int) -> list[int]:
        """Return the first bodies of the pairs that end in a body."""
        return self._up().get(body, [])

    def _down(self) -> dict[int, Ints]:
        if self._children is None:
            self._children = _grouped(self.src, self.dst)
        return self._children

    def _up(self) -> dict[int, Ints]:
        if self._parents is None:
            self._parents = _grouped(self.dst, self.src)
        return self._parents

    def out_counts(self) -> Ints:
        """Return for each body how many pairs it begins."""
        if self._begun is None:
            self._begun = _counts(self.src, self.size)
        return self._begun

    def in_counts(self, first: Mask | None = None) -> list[int]:
        """Return for each body how many pairs end in it; of those that begin in a mask, if one is given."""
        ends = self.dst if first is None else (b for a, b in zip(self.src, self.dst, strict=True) if first[a])
        return _counts(ends, self.size)

    def only(self) -> tuple[list[int], list[int]]:
        """Return the bodies in which one pair ends, in order, and the first body of that pair."""
        up = self._up()
        bodies = [body for body in sorted(up) if len(up[body]) == 1]
        return bodies, [up[body][0] for body in bodies]

    def by_label(self, labels: Sequence[int]) -> tuple[list[int], list[int], list[int]]:
        """Return first bodies, labels of the other ends and how many pairs have both, sorted; -1 is a label too."""
        rows = crossed(self.src, [labels[other] for other in self.dst])
        return [one for one, _, _ in rows], [label for _, label, _ in rows], [count for _, _, count in rows]

    def closure(self) -> Pairs:
        """Return the pairs of each first body with all that it leads to over any number of pairs, itself left out."""
        down = self._down()
        src: Ints = []
        dst: Ints = []
        for body in sorted(down):
            reached = set(self._walk([body], down.get)) - {body}
            src += [body] * len(reached)
            dst += sorted(reached)
        return Pairs(src, dst, self.size)

    def _walk(self, starts: Iterable[int], onward: Callable[[int], Ints | None]) -> dict[int, int]:
        """Return what starts lead to, with the fewest steps there."""
        steps = dict.fromkeys(starts, 0)
        queue = deque(steps)
        while queue:
            body = queue.popleft()
            for other in onward(body) or ():
                if other not in steps:
                    steps[other] = steps[body] + 1
                    queue.append(other)
        return steps

    def depths(self, starts: Iterable[int], without: int | None = None) -> list[int]:
        """Return for each body the fewest pairs from one of the starts to it, -1 for none; as if one were not there."""
        down = self._down()
        steps = self._walk(
            (start for start in starts if start != without),
            lambda body: [other for other in down.get(body, ()) if other != without],
        )
        return [steps.get(body, -1) for body in range(self.size)]

    def shared(self) -> tuple[list[int], list[int], list[int], list[int]]:
        """Return the pairs of first bodies with ends in common: both, how many, and the end where it is one (or -1)."""
        found: dict[tuple[int, int], list[int]] = {}
        up = self._up()
        for body in sorted(up):
            for pair in combinations(up[body], 2):
                found.setdefault(pair, [0, body])[0] += 1
        rows = sorted(found.items())
        one, other = [pair[0] for pair, _ in rows], [pair[1] for pair, _ in rows]
        ends = [body if count == 1 else -1 for _, (count, body) in rows]
        return one, other, [count for _, (count, _) in rows], ends

    def having(self, first: Sequence[int], second: Sequence[int]) -> Mask:
        """Return which of some bodies, side by side, are such a pair."""
        held = set(zip(self.src, self.dst, strict=True))
        return [pair in held for pair in zip(first, second, strict=True)]

    def onto(self, ends: Mask) -> Pairs:
        """Return the pairs that end in a mask."""
        kept = [pair for pair in zip(self.src, self.dst, strict=True) if ends[pair[1]]]
        return Pairs([one for one, _ in kept], [end for _, end in kept], self.size)

    def less(self, other: Pairs) -> Pairs:
        """Return the pairs that another set of pairs does not have."""
        held = set(zip(other.src, other.dst, strict=True))
        left = [pair for pair in zip(self.src, self.dst, strict=True) if pair not in held]
        return Pairs([one for one, _ in left], [end for _, end in left], self.size)


def _grouped(keys: Ints, values: Ints) -> dict[int, Ints]:
    groups: dict[int, Ints] = {}
    for key, value in zip(keys, values, strict=True):
        groups.setdefault(key, []).append(value)
    return groups


def _counts(values: Iterable[int], size: int) -> list[int]:
    counts = [0] * size
    for value in values:
        counts[value] += 1
    return counts
