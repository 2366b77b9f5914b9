"""Spans and pairs as numpy columns: the same answers as without, for a million bodies."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

Ints = np.ndarray[Any, np.dtype[Any]]
Mask = np.ndarray[Any, np.dtype[np.bool_]]


def ints(values: Iterable[int]) -> Ints:
    """Return whole numbers as a column."""
    column = values if isinstance(values, np.ndarray) else np.fromiter(values, dtype=np.int32)
    return column.astype(np.int32, copy=False)


def listed(column: Ints) -> list[int]:
    """Return a column as a list."""
    values: list[int] = np.asarray(column).tolist()
    return values


def taken(column: Ints, order: Ints) -> Ints:
    """Return the values at some positions, in their order."""
    return np.asarray(column)[order]


def by_ends(src: Ints, dst: Ints) -> Ints:
    """Return the positions in the order of the first, then the second column; equal ones stay as they stand."""
    return np.lexsort((dst, src))


def positions(mask: Mask) -> list[int]:
    """Return where a mask is true."""
    return listed(np.flatnonzero(mask))


def kept(column: Ints, mask: Mask) -> Ints:
    """Return the values where a mask is true."""
    return column[mask]


def marked(size: int, where: Iterable[int]) -> Mask:
    """Return a mask that is true at some positions."""
    mask = np.zeros(size, dtype=bool)
    mask[np.asarray(list(where) if not isinstance(where, np.ndarray) else where, dtype=np.int64)] = True
    return mask


def both(one: Mask, other: Mask) -> Mask:
    """Return where both masks are true."""
    return one & other


def either(one: Mask, other: Mask) -> Mask:
    """Return where one of the masks is true."""
    return one | other


def neither(one: Mask, other: Mask) -> Mask:
    """Return where both masks are false."""
    return ~(one | other)


def without(mask: Mask, where: Iterable[int]) -> Mask:
    """Return a mask with some positions made false."""
    return mask & ~marked(len(mask), where)


def at_ends(mask: Mask, src: Ints, dst: Ints) -> Mask:
    """Return for each pair whether a mask of bodies is true at both its ends."""
    if mask.all():
        return np.ones(len(src), dtype=bool)
    held: Mask = mask[src] & mask[dst]
    return held


def ends_of(src: Ints, dst: Ints, mask: Mask, size: int) -> Mask:
    """Return which bodies stand at an end of the pairs where a mask is true."""
    return marked(size, np.concatenate((src[mask], dst[mask])))


def among(codes: Ints, wanted: Iterable[int]) -> Mask:
    """Return where a column has one of some codes."""
    mask = np.zeros(len(codes), dtype=bool)
    for code in wanted:
        mask |= codes == code
    return mask


def above(counts: Ints | Sequence[int], least: int) -> Mask:
    """Return where a column is larger than a number."""
    return np.asarray(counts) > least


def tally(labels: Ints, mask: Mask, size: int) -> list[int]:
    """Return how often each label from 0 to below a size stands where a mask is true; labels below 0 do not count."""
    return listed(np.bincount(labels[mask & (labels >= 0)], minlength=size))


def crossed(one: Ints, other: Ints, mask: Mask | None = None) -> list[tuple[int, int, int]]:
    """Return which numbers of two columns stand side by side, and how often where a mask is true; sorted."""
    first, second = (column if mask is None else column[mask] for column in map(np.asarray, (one, other)))
    if not len(first):
        return []
    low_first, low = int(first.min()), int(second.min())
    room = int(second.max()) - low + 1
    keys, counts = np.unique((first.astype(np.int64) - low_first) * room + (second - low), return_counts=True)
    return list(zip(listed(keys // room + low_first), listed(keys % room + low), listed(counts), strict=True))


class Spans:
    """Spans of days by four ordinals: the earliest first day in, the days surely in (half-open), the latest day out."""

    __slots__ = ("_first", "_out", "_sure", "_unsure")

    def __init__(self, first: Iterable[int], sure: Iterable[int], unsure: Iterable[int], out: Iterable[int]) -> None:
        self._first, self._sure, self._unsure, self._out = map(ints, (first, sure, unsure, out))

    def __len__(self) -> int:
        return len(self._first)

    def row(self, at: int) -> tuple[int, int, int, int]:
        """Return the four ordinals of one span."""
        return int(self._first[at]), int(self._sure[at]), int(self._unsure[at]), int(self._out[at])

    def taken(self, order: Ints) -> Spans:
        """Return the spans at some positions."""
        return Spans(self._first[order], self._sure[order], self._unsure[order], self._out[order])

    def possibly(self, start: int, end: int) -> Mask:
        """Return which may cover one of the days from a start to before an end."""
        held: Mask = (self._first < end) & (self._out > start)
        return held

    def surely(self, start: int, end: int) -> Mask:
        """Return which surely cover one of the days from a start to before an end."""
        held: Mask = np.maximum(self._sure, start) < np.minimum(self._unsure, end)
        return held


def spans_between(starts: Sequence[tuple[int, int]], ends: Sequence[tuple[int, int]]) -> tuple[Spans, list[int]]:
    """Return the spans between bounds, each from the earliest to the latest day it can be, and which have no day."""
    first, by, out, last = (
        column
        for bounds in (starts, ends)
        for column in np.fromiter(chain.from_iterable(bounds), dtype=np.int32, count=2 * len(bounds)).reshape(-1, 2).T
    )
    spans = Spans(first, np.minimum(by, last - 1), np.maximum(out, first + 1), last)
    return spans, positions(last <= first)


class Pairs:
    """Distinct pairs of a first body and another, sorted; bodies are numbers from 0 to below ``size``."""

    __slots__ = ("_begun", "_starts", "_upward", "dst", "size", "src")

    def __init__(self, src: Ints, dst: Ints, size: int) -> None:
        self.src, self.dst, self.size = src, dst, size
        self._starts: Ints | None = None
        self._upward: Ints | None = None
        self._begun: Ints | None = None

    @classmethod
    def distinct(cls, src: Ints, dst: Ints, mask: Mask, size: int) -> Pairs:
        """Return the pairs where a mask is true, each once, none of a body with itself; the columns are sorted."""
        one, other = src[mask], dst[mask]
        fresh = one != other
        if len(one) > 1:
            fresh[1:] &= (one[1:] != one[:-1]) | (other[1:] != other[:-1])
        return cls(one[fresh], other[fresh], size)

    @classmethod
    def _of_keys(cls, keys: Ints, size: int) -> Pairs:
        src, dst = np.divmod(keys, max(size, 1))
        return cls(src.astype(np.int32), dst.astype(np.int32), size)

    def __len__(self) -> int:
        return len(self.src)

    def _keys(self) -> Ints:
        return self.src.astype(np.int64) * self.size + self.dst

    def _from(self) -> Ints:
        """Return for each body where its pairs start, and after the last where they end."""
        if self._starts is None:
            self._starts = np.concatenate(([0], np.cumsum(self.out_counts())))
        return self._starts

    def _up(self) -> Ints:
        """Return the positions of the pairs in the order of their ends, then of their first bodies."""
        if self._upward is None:
            self._upward = np.argsort(self.dst, kind="stable")
        return self._upward

    def children(self, body: int) -> list[int]:
        """Return the other ends of the pairs that a body begins."""
        low, high = np.searchsorted(self.src, [body, body + 1])
        return listed(self.dst[low:high])

    def parents(self, body: int) -> list[int]:
        """Return the first bodies of the pairs that end in a body."""
        return listed(self.src[self.dst == body])

    def out_counts(self) -> Ints:
        """Return for each body how many pairs it begins."""
        if self._begun is None:
            self._begun = np.bincount(self.src, minlength=self.size)
        return self._begun

    def in_counts(self, first: Mask | None = None) -> Ints:
        """Return for each body how many pairs end in it; of those that begin in a mask, if one is given."""
        ends = self.dst if first is None else self.dst[first[self.src]]
        return np.bincount(ends, minlength=self.size)

    def only(self) -> tuple[Ints, Ints]:
        """Return the bodies in which one pair ends, in order, and the first body of that pair."""
        once = self.in_counts() == 1
        first = np.empty(self.size, dtype=np.int32)
        first[self.dst] = self.src
        bodies = np.flatnonzero(once)
        return bodies, first[bodies]

    def by_label(self, labels: Ints) -> tuple[list[int], list[int], list[int]]:
        """Return first bodies, labels of the other ends and how many pairs have both, sorted; -1 is a label too."""
        rows = crossed(self.src, labels[self.dst])
        return [one for one, _, _ in rows], [label for _, label, _ in rows], [count for _, _, count in rows]

    def _onward(self, bodies: Ints) -> tuple[Ints, Ints]:
        """Return the ends of all pairs that some bodies begin, and for each end the position of the body it is of."""
        starts = self._from()
        counts = starts[bodies + 1] - starts[bodies]
        at = np.repeat(np.arange(len(bodies)), counts)
        steps = np.arange(len(at)) - np.repeat(np.cumsum(counts) - counts, counts)
        return self.dst[starts[bodies][at] + steps], at

    def closure(self) -> Pairs:
        """Return the pairs of each first body with all that it leads to over any number of pairs, itself left out."""
        seen = fresh = self._keys()
        while len(fresh):
            src, dst = np.divmod(fresh, max(self.size, 1))
            ends, at = self._onward(dst)
            first = src[at]
            keys = np.sort((first * self.size + ends)[first != ends])
            keys = keys[np.concatenate(([True], keys[1:] != keys[:-1]))] if len(keys) else keys
            where = np.minimum(np.searchsorted(seen, keys), max(len(seen) - 1, 0))
            fresh = keys[seen[where] != keys]
            seen = np.sort(np.concatenate((seen, fresh)), kind="stable")
        return Pairs._of_keys(seen, self.size)

    def depths(self, starts: Iterable[int], without: int | None = None) -> Ints:
        """Return for each body the fewest pairs from one of the starts to it, -1 for none; as if one were not there."""
        depth = np.full(self.size + 1, -1, dtype=np.int32)
        front = np.asarray([start for start in starts if start != without], dtype=np.int64)
        step = 0
        depth[front] = step
        while len(front):
            step += 1
            ends = self._onward(front)[0]
            ends = ends[depth[ends] < 0]
            depth[ends] = step
            if without is not None and depth[without] == step:
                depth[without] = -1
                ends = ends[ends != without]
            front = np.flatnonzero(marked(self.size, ends))
        return depth[:-1]

    def shared(self) -> tuple[Ints, Ints, Ints, Ints]:
        """Return the pairs of first bodies with ends in common: both, how many, and the end where it is one (or -1)."""
        up = self._up()
        of, end = self.src[up].astype(np.int64), self.dst[up]
        place = np.empty(len(up), dtype=np.int64)
        place[up] = np.arange(len(up))
        # For each pair, in the order of first bodies, those with the same end that come after it.
        after = np.searchsorted(end, end, side="right")[place] - place - 1
        hubs, starts = np.unique(self.src, return_index=True)
        told: list[tuple[Ints, ...]] = [(hubs[:0].astype(np.int64),) * 4]
        for low, high in _blocks(np.add.reduceat(after, starts) if len(starts) else after, _MOST_AT_ONCE):
            some = slice(starts[low], starts[high] if high < len(starts) else len(self.src))
            at = np.repeat(np.arange(some.start, some.stop), after[some])
            steps = np.arange(len(at)) - np.repeat(np.cumsum(after[some]) - after[some], after[some])
            others = of[place[at] + 1 + steps]
            told.append(_counted(self.src[at].astype(np.int64), others, self.dst[at], self.size))
        first, second, counts, ends = (np.concatenate(columns) for columns in zip(*told, strict=True))
        return first, second, counts, ends

    def having(self, first: Ints, second: Ints) -> Mask:
        """Return which of some bodies, side by side, are such a pair."""
        if not len(self):
            return np.zeros(len(first), dtype=bool)
        held = self._keys()
        keys = first.astype(np.int64) * self.size + second
        found: Mask = held[np.minimum(np.searchsorted(held, keys), len(held) - 1)] == keys
        return found

    def onto(self, ends: Mask) -> Pairs:
        """Return the pairs that end in a mask."""
        kept = ends[self.dst]
        return Pairs(self.src[kept], self.dst[kept], self.size)

    def less(self, other: Pairs) -> Pairs:
        """Return the pairs that another set of pairs does not have."""
        left = ~np.isin(self._keys(), other._keys(), assume_unique=True)
        return Pairs(self.src[left], self.dst[left], self.size)


_MOST_AT_ONCE = 4_000_000
"""How many pairs of hubs with a common member are looked at at a time: memory, not the answer, hangs on it."""


def _blocks(sizes: Ints, most: int) -> Iterator[tuple[int, int]]:
    """Yield runs of positions whose sizes add up to no more than a number, or that are one."""
    low, total = 0, 0
    for at, size in enumerate(listed(sizes)):
        if total and total + size > most:
            yield low, at
            low, total = at, 0
        total += size
    if low < len(sizes):
        yield low, len(sizes)


def _counted(first: Ints, second: Ints, ends: Ints, size: int) -> tuple[Ints, ...]:
    """Return the distinct pairs of two columns, sorted, how often each stands there, and its end where it does once."""
    if not len(first):
        return first, second, first, first
    low, rows = int(first.min()), int(first.max() - first.min()) + 1
    cells = rows * size
    if cells <= 2 * len(first):  # so dense that counting each possible pair costs less than sorting
        keys = (first - low) * size + second
        counts = np.bincount(keys, minlength=cells)
        found = np.flatnonzero(counts)
        sums = np.bincount(keys, weights=ends, minlength=cells)[found].astype(np.int64)
        return found // size + low, found % size, counts[found], np.where(counts[found] == 1, sums, -1)
    keys = first * size + second
    order = np.argsort(keys, kind="stable")
    keys = keys[order]
    fresh = np.flatnonzero(np.concatenate(([True], keys[1:] != keys[:-1])))
    counts = np.diff(np.append(fresh, len(keys)))
    return keys[fresh] // size, keys[fresh] % size, counts, np.where(counts == 1, ends[order][fresh], -1)
