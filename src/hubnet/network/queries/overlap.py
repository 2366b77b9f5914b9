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
    pairs, listed = net.pairs(kinds), net.arrays.listed
    counts = pairs.out_counts()
    first, second, shared, _ = (listed(column) for column in pairs.shared())
    union = [counts[a] + counts[b] - both for a, b, both in zip(first, second, shared, strict=True)]
    places = range(len(first))
    return net.table(
        {
            "hub": net.cells(first, net.id),
            "name": net.cells(first, net.name),
            "other": net.cells(second, net.id),
            "other_name": net.cells(second, net.name),
            "shared": shared,
            "union": union,
            "jaccard": net.cells(places, lambda at: Fraction(shared[at], union[at])),
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
    size = len(net.store)
    on_axis = {
        scope: pairs.in_counts(arrays.marked(size, [hub for hub, scopes in net.scopes.items() if scope in scopes]))
        for scope in (Scope.TERRITORIAL, Scope.SECTORAL)
    }
    territorial, sectoral = on_axis[Scope.TERRITORIAL], on_axis[Scope.SECTORAL]
    every = pairs.in_counts()
    joined = arrays.positions(arrays.both(arrays.above(territorial, 0), arrays.above(sectoral, 0)))
    return net.table(
        {
            "body": net.cells(joined, net.id),
            "name": net.cells(joined, net.name),
            "territorial": [int(territorial[body]) for body in joined],
            "sectoral": [int(sectoral[body]) for body in joined],
            "hubs": [int(every[body]) for body in joined],
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
    first, second, shared, member = (arrays.listed(column) for column in pairs.shared())
    alone: dict[int, int] = {}
    for a, b, count, body in zip(first, second, shared, member, strict=True):
        if count == 1 and b not in pairs.children(a) and a not in pairs.children(b):
            alone[body] = alone.get(body, 0) + 1
    bodies = [body for body in arrays.positions(arrays.above(every, 1)) if body not in net.groups]
    bodies.sort(key=lambda body: (-alone.get(body, 0), body))
    return net.table(
        {
            "body": net.cells(bodies, net.id),
            "name": net.cells(bodies, net.name),
            "hubs": [every[body] for body in bodies],
            "pairs": [every[body] * (every[body] - 1) // 2 for body in bodies],
            "alone": [alone.get(body, 0) for body in bodies],
        }
    )
