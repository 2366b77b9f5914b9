"""Columns with numpy and without give the same answers."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from network.asking import network
from network.oracle import reached
from network.small import kinds, registers, rules, whens

from hubnet.network.arrays import arrays_for, fast, plain

BOTH = (plain, fast)
SIZE = 9
bodies = st.integers(0, SIZE - 1)
edges = st.lists(st.tuples(bodies, bodies), max_size=30)
masks = st.lists(st.booleans(), min_size=SIZE, max_size=SIZE)
labels = st.lists(st.integers(-1, 3), min_size=SIZE, max_size=SIZE)


def listed(value):
    """A column, or several, as plain lists of numbers."""
    if isinstance(value, tuple):
        return [listed(one) for one in value]
    return [int(one) for one in value]


def pairs_of(arrays, some, held=None):
    """The distinct pairs of some edges, of those that are held, if that is said."""
    some = sorted(zip(some, held or [True] * len(some), strict=True))
    src, dst = (arrays.ints([edge[end] for edge, _ in some]) for end in (0, 1))
    return arrays.Pairs.distinct(
        src, dst, arrays.marked(len(some), [at for at, one in enumerate(some) if one[1]]), SIZE
    )


def told(pairs):
    """Pairs as plain tuples."""
    return list(zip(listed(pairs.src), listed(pairs.dst), strict=True))


class TestPairs:
    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(data=st.data(), some=edges)
    def test_distinct(self, arrays, data, some):
        """Each pair once, none of a body with itself, none that is not held; sorted."""
        held = data.draw(st.lists(st.booleans(), min_size=len(some), max_size=len(some)))
        expected = sorted({edge for edge, one in zip(some, held, strict=True) if one and edge[0] != edge[1]})
        assert told(pairs_of(arrays, some, held)) == expected
        assert len(pairs_of(arrays, some, held)) == len(expected)

    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(some=edges, first=masks)
    def test_ends(self, arrays, some, first):
        """Members and hubs of each body, and how many, against a walk over all pairs."""
        pairs, known = pairs_of(arrays, some), {edge for edge in some if edge[0] != edge[1]}
        for body in range(SIZE):
            assert pairs.children(body) == sorted(two for one, two in known if one == body)
            assert pairs.parents(body) == sorted(one for one, two in known if two == body)
        assert listed(pairs.out_counts()) == [sum(one == body for one, _ in known) for body in range(SIZE)]
        assert listed(pairs.in_counts()) == [sum(two == body for _, two in known) for body in range(SIZE)]
        mask = arrays.marked(SIZE, [at for at, one in enumerate(first) if one])
        assert listed(pairs.in_counts(mask)) == [
            sum(two == body and first[one] for one, two in known) for body in range(SIZE)
        ]
        alone = [body for body in range(SIZE) if sum(two == body for _, two in known) == 1]
        assert listed(pairs.only()) == [alone, [one for body in alone for one, two in known if two == body]]

    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(some=edges, starts=st.sets(bodies), without=st.none() | bodies)
    def test_walks(self, arrays, some, starts, without):
        """All that a body leads to, and the fewest steps from some bodies, as if one were not there."""
        below = {one: {two for first, two in some if first == one} - {one} for one, _ in some}
        closure = {(one, two) for one in below for two in reached(below, {one})} - {
            (body, body) for body in range(SIZE)
        }
        assert told(pairs_of(arrays, some).closure()) == sorted(closure)
        depths = reached(below, starts, without)
        assert listed(pairs_of(arrays, some).depths(sorted(starts), without)) == [
            depths.get(b, -1) for b in range(SIZE)
        ]

    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(some=edges, asked=edges, ends=masks)
    def test_some_of_them(self, arrays, some, asked, ends):
        """Which bodies are such a pair, and the pairs that end in some bodies."""
        pairs, known = pairs_of(arrays, some), {edge for edge in some if edge[0] != edge[1]}
        first, second = (arrays.ints([edge[end] for edge in asked]) for end in (0, 1))
        assert listed(pairs.having(first, second)) == [edge in known for edge in asked]
        mask = arrays.marked(SIZE, [at for at, one in enumerate(ends) if one])
        assert told(pairs.onto(mask)) == sorted(edge for edge in known if ends[edge[1]])

    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(some=edges, other=edges, words=labels)
    def test_combined(self, arrays, some, other, words):
        """Ends in common, pairs that others do not have, and ends told apart by a label."""
        pairs, known = pairs_of(arrays, some), {edge for edge in some if edge[0] != edge[1]}
        ends = {one: {two for first, two in known if first == one} for one in range(SIZE)}
        common = [
            (a, b, len(both), next(iter(both)) if len(both) == 1 else -1)
            for a in range(SIZE) for b in range(a + 1, SIZE) if (both := ends[a] & ends[b])
        ]  # fmt: skip
        assert list(zip(*listed(pairs.shared()), strict=True)) == common
        assert told(pairs.less(pairs_of(arrays, other))) == sorted(known - set(other))
        counted = {}
        for one, two in known:
            counted[one, words[two]] = counted.get((one, words[two]), 0) + 1
        found = zip(*listed(pairs.by_label(arrays.ints(words))), strict=True)
        assert list(found) == [(*key, count) for key, count in sorted(counted.items())]


@pytest.mark.parametrize("most", [1, 3, 10])
@pytest.mark.parametrize("size", [SIZE, 500])
@settings(max_examples=100)
@given(some=edges, stretch=st.booleans())
def test_shared_in_blocks(most, size, some, stretch):
    """However few pairs of hubs are looked at at a time, and however far apart they are, the answer is the same."""
    apart = size // SIZE if stretch else 1
    src, dst = ([edge[end] * apart for edge in sorted(some)] for end in (0, 1))
    quick, slow = (
        arrays.Pairs.distinct(arrays.ints(src), arrays.ints(dst), arrays.marked(len(src), range(len(src))), size)
        for arrays in (fast, plain)
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fast, "_MOST_AT_ONCE", most)
        assert listed(quick.shared()) == listed(slow.shared())


def test_shared_by_many():
    """Sixty hubs of the same sixty members: each of 1,770 pairs shares all of them, though one block cannot hold it."""
    ends = [(hub, member) for hub in range(60) for member in range(60, 120)]
    for arrays in BOTH:
        src, dst = (arrays.ints([edge[end] for edge in ends]) for end in (0, 1))
        pairs = arrays.Pairs.distinct(src, dst, arrays.marked(len(ends), range(len(ends))), 120)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(fast, "_MOST_AT_ONCE", 10_000)
            first, second, counts, alone = listed(pairs.shared())
        assert list(zip(first, second, strict=True)) == list(combinations(range(60), 2))
        assert (set(counts), set(alone)) == ({60}, {-1})


ordinals = st.lists(st.integers(0, 12), min_size=4, max_size=4)


class TestSpans:
    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(rows=st.lists(ordinals, max_size=8), start=st.integers(0, 12), length=st.integers(1, 5))
    def test_days(self, arrays, rows, start, length):
        """A span may hold on one of the days, or surely does, by looking at each of them."""
        spans = arrays.Spans(*([row[at] for row in rows] for at in range(4)))
        asked = range(start, start + length)
        sure = [any(row[1] <= one < row[2] for one in asked) for row in rows]
        assert [bool(one) for one in spans.surely(start, start + length)] == sure
        ordered = [row for row in rows if row[0] < row[3]]
        spans = arrays.Spans(*([row[at] for row in ordered] for at in range(4)))
        may = [any(row[0] <= one < row[3] for one in asked) for row in ordered]
        assert [bool(one) for one in spans.possibly(start, start + length)] == may
        assert [spans.row(at) for at in range(len(ordered))] == [tuple(row) for row in ordered]


class TestColumns:
    @pytest.mark.parametrize("arrays", BOTH)
    @settings(max_examples=100)
    @given(one=labels, other=labels, first=masks, second=masks)
    def test_masks_and_counts(self, arrays, one, other, first, second):
        """Masks combine place by place, and counts are those of the places where a mask is true."""
        masks = [arrays.marked(SIZE, [at for at, held in enumerate(some) if held]) for some in (first, second)]
        columns = arrays.ints(one), arrays.ints(other)
        places = range(SIZE)
        assert listed(arrays.both(*masks)) == [first[at] and second[at] for at in places]
        assert listed(arrays.either(*masks)) == [first[at] or second[at] for at in places]
        assert listed(arrays.neither(*masks)) == [not first[at] and not second[at] for at in places]
        assert listed(arrays.kept(columns[0], masks[0])) == [one[at] for at in places if first[at]]
        left = arrays.without(masks[0], [at for at in places if second[at]])
        assert listed(left) == [first[at] and not second[at] for at in places]
        assert arrays.positions(masks[0]) == [at for at in places if first[at]]
        assert listed(arrays.among(columns[0], [0, 2])) == [word in (0, 2) for word in one]
        assert listed(arrays.above(columns[0], 1)) == [word > 1 for word in one]
        assert arrays.tally(columns[0], masks[0], 4) == [
            sum(first[at] and one[at] == word for at in places) for word in range(4)
        ]
        counted = {}
        for at in places:
            if first[at]:
                counted[one[at], other[at]] = counted.get((one[at], other[at]), 0) + 1
        expected = [(*key, count) for key, count in sorted(counted.items())]
        assert [tuple(row) for row in arrays.crossed(*columns, masks[0])] == expected
        order = listed(arrays.by_ends(*columns))
        assert sorted(order) == list(places)
        assert all((one[a], other[a], a) < (one[b], other[b], b) for a, b in pairwise(order))
        ends = arrays.ends_of(arrays.ints([0, 1, 2]), arrays.ints([3, 4, 5]), arrays.marked(3, [0, 2]), SIZE)
        assert arrays.positions(ends) == [0, 2, 3, 5]

    def test_nothing(self):
        """Columns of nothing are combined and counted as any others."""
        for arrays in BOTH:
            none, mask = arrays.ints([]), arrays.marked(0, [])
            pairs = arrays.Pairs.distinct(none, none, mask, 0)
            assert (told(pairs), told(pairs.closure()), listed(pairs.only()), arrays.crossed(none, none)) == (
                [], [], [[], []], [],
            )  # fmt: skip
            assert (listed(pairs.depths([])), arrays.tally(none, mask, 2)) == ([], [0, 0])

    def test_small_networks_need_no_numpy(self):
        """Numpy is taken for large networks only."""
        assert (arrays_for(100), arrays_for(1_000_000)) == (plain, fast)


ASKED = (
    "bodies", "ties", "summary", "reach", "single_hub", "losses", "coverage", "places", "organization_coverage",
    "no_hub", "overlap", "bridges", "brokers", "concentration", "tiers",
)  # fmt: skip


class TestNetworks:
    @settings(max_examples=60)
    @given(registers(), whens, rules, kinds)
    def test_every_query(self, register, when, rule, kinds):
        """A network with numpy answers every query as one without, and in plain numbers."""
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("hubnet.network.store.arrays_for", lambda _: fast)
            quick = network(register, when, rule)
        slow = network(register, when, rule)
        assert (quick.arrays, slow.arrays) == (fast, plain)
        said = {"kinds": kinds} if kinds else {}
        for name in ASKED:
            given_kinds = {} if name in ("bodies", "coverage", "places") else said
            one, other = (getattr(net, name)(**given_kinds) for net in (quick, slow))
            assert (one.columns, list(one), one.to_dicts()) == (other.columns, list(other), other.to_dicts()), name
        for by in ("tier", "kind", "form", "tie"):
            assert list(quick.reach(by=by, **said)) == list(slow.reach(by=by, **said))
        assert list(quick.concentration(place_of="member")) == list(slow.concentration(place_of="member"))
        for body in slow.bodies().column("body")[:3]:
            for name in ("members", "hubs_of", "loss"):
                assert list(getattr(quick, name)(body, **said)) == list(getattr(slow, name)(body, **said))
            assert list(quick.members(body, transitive=True)) == list(slow.members(body, transitive=True))
        assert quick.graph.nodes == slow.graph.nodes
        assert list(quick.graph.edges(keys=True, data=True)) == list(slow.graph.edges(keys=True, data=True))
