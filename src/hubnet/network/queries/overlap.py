"""What hubs share: members in common, bodies that join the two axes, bodies that join hubs."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from hubnet.entities import Scope

if TYPE_CHECKING:
    from hubnet.network.view import Kinds, View
    from hubnet.values import Table


def overlap(net: View, *, kinds: Kinds = None) -> Table:
    """Return the pairs of hubs that share members, one row each, in the order of their ids.

    The Jaccard index is ``shared / union``: the distinct bodies that both have, by those that at least one has. Pairs
    that share nobody have the index 0 and no row. Parallel ties count as one, ties that do not hold on the day are left
    out. A group is one body here: who is in it is not known.

    Returns:
        Columns hub, name, other, other_name, shared, union, jaccard (exact; a number in ``to_dicts``).
    """
    pairs = net.pairs(kinds)
    counts = pairs.out_counts()
    first, second, shared, _ = pairs.shared()
    places = net.arrays.ints(range(len(first)))

    def union(at: int) -> int:
        return int(counts[first[at]] + counts[second[at]] - shared[at])

    return net.table(
        {
            "hub": net.cells(first, net.id),
            "name": net.cells(first, net.name),
            "other": net.cells(second, net.id),
            "other_name": net.cells(second, net.name),
            "shared": net.cells(shared, int),
            "union": net.cells(places, union),
            "jaccard": net.cells(places, lambda at: Fraction(int(shared[at]), union(at))),
        }
    )


def bridges(net: View, *, kinds: Kinds = None) -> Table:
    """Return the bodies that join the two axes: those with a territorial and a sectoral hub, in the order of ids.

    The axis of a hub is the scope of its designation on the day; hubs without a designation, or with one that does not
    tell the scope, are on neither axis. A hub designated for both counts on both. Parallel ties count as one.

    Returns:
        Columns body, name, territorial, sectoral (how many distinct hubs of each axis), hubs (of any kind).
    """
    pairs, arrays = net.pairs(kinds), net.arrays
    territorial, sectoral = (pairs.in_counts(net.designated(axis)) for axis in (Scope.TERRITORIAL, Scope.SECTORAL))
    every = pairs.in_counts()
    joined = arrays.positions(arrays.both(arrays.above(territorial, 0), arrays.above(sectoral, 0)))
    return net.table(
        {
            "body": net.cells(joined, net.id),
            "name": net.cells(joined, net.name),
            "territorial": net.cells(joined, lambda body: int(territorial[body])),
            "sectoral": net.cells(joined, lambda body: int(sectoral[body])),
            "hubs": net.cells(joined, lambda body: int(every[body])),
        }
    )


def brokers(net: View, *, kinds: Kinds = None) -> Table:
    """Return the bodies that join hubs, those that join most pairs alone first, then by id.

    A body with k distinct hubs joins k(k-1)/2 pairs of them (``pairs``). It joins a pair ``alone`` if the two hubs
    share no other body and neither is a hub of the other. Groups join nobody: who is in them is not known. Parallel
    ties count as one.

    Returns:
        Columns body, name, hubs, pairs, alone; bodies with one hub have no row.
    """
    pairs, arrays = net.pairs(kinds), net.arrays
    every = arrays.listed(pairs.in_counts())
    first, second, shared, member = pairs.shared()
    apart = arrays.neither(pairs.having(first, second), pairs.having(second, first))
    alone = arrays.tally(member, arrays.both(apart, arrays.among(shared, [1])), len(net.store))
    bodies = [body for body in arrays.positions(arrays.above(every, 1)) if body not in net.groups]
    bodies.sort(key=lambda body: (-alone[body], body))
    return net.table(
        {
            "body": net.cells(bodies, net.id),
            "name": net.cells(bodies, net.name),
            "hubs": [every[body] for body in bodies],
            "pairs": [every[body] * (every[body] - 1) // 2 for body in bodies],
            "alone": [alone[body] for body in bodies],
        }
    )
