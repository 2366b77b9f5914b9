"""What hangs on one hub: who loses the last hub, and who loses every path to the top, if it ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

import networkx as nx

if TYPE_CHECKING:
    from hubnet.network.view import Kinds, View
    from hubnet.values import Table

_LAST_HUB = "last_hub"
_PATH = "path_to_top"


def loss(net: View, hub: str, *, kinds: Kinds = None) -> Table:
    """Return the bodies that lose something if a hub ends, one row each, in the order of their ids.

    ``last_hub``: the hub is the only distinct one of the body; parallel ties count as one. ``path_to_top``: on the day
    there is a path of ties from a top (a hub that no other body is a hub of) down to the body, and every such path runs
    through the hub: the hub dominates the body. That is another question than an articulation point answers, which
    asks for paths in either direction. If the hub is itself a top, bodies below it that no other top leads to lose
    their path. Bodies on a circle that no top leads to have no path to lose.

    Returns:
        Columns body, name, tier, place, loses (last_hub, path_to_top or both), hubs (how many are left).

    Raises:
        UnknownNameError: nothing of that id is recorded for any day.
    """
    number, pairs = net.number(hub), net.pairs(kinds)
    listed = net.arrays.listed
    children = set(pairs.children(number))
    have = listed(pairs.in_counts())
    tops = net.tops(kinds)
    before = listed(pairs.depths([number]))
    with_it, without = listed(pairs.depths(tops)), listed(pairs.depths(tops, without=number))
    rows = []
    for body, steps in enumerate(before):
        if steps <= 0:
            continue
        lost = [_LAST_HUB] if body in children and have[body] == 1 else []
        if with_it[body] >= 0 and without[body] < 0:
            lost.append(_PATH)
        if lost:
            left = have[body] - (body in children)
            traits = net.trait("tier", body), net.trait("place", body)
            rows.append((net.id(body), net.name(body), *traits, ", ".join(lost), left))
    return net.rows(("body", "name", "tier", "place", "loses", "hubs"), rows)


def losses(net: View, *, kinds: Kinds = None) -> Table:
    """Return for each hub how many bodies lose something if it ends.

    Most losses of a path come first, then most of a last hub, then the order of the ids.

    ``members`` counts the distinct bodies to which it has a tie, ``last_hub`` those of them that have no other hub, and
    ``path_to_top`` all bodies that it dominates: those to which every path from a top runs through it (see ``loss``).

    Returns:
        Columns hub, name, tier, members, last_hub, path_to_top.
    """
    pairs = net.pairs(kinds)
    members = net.arrays.listed(pairs.out_counts())
    _, only_hubs = pairs.only()
    last = net.arrays.tally(only_hubs, net.arrays.marked(len(only_hubs), range(len(only_hubs))), len(net.store))
    dominated = _dominated(net, kinds)
    hubs = sorted(net.hubs(kinds), key=lambda hub: (-dominated.get(hub, 0), -last[hub], hub))
    return net.table(
        {
            "hub": net.cells(hubs, net.id),
            "name": net.cells(hubs, net.name),
            "tier": net.cells(hubs, lambda hub: net.trait("tier", hub)),
            "members": [members[hub] for hub in hubs],
            _LAST_HUB: [last[hub] for hub in hubs],
            _PATH: [dominated.get(hub, 0) for hub in hubs],
        }
    )


def _dominated(net: View, kinds: Kinds) -> dict[int, int]:
    """Return how many other bodies each body dominates, from one root above all tops."""
    pairs, arrays, root = net.pairs(kinds), net.arrays, -1
    tops = net.tops(kinds)
    if not tops:
        return {}
    # A body with one hub and nobody below it hangs on that hub: the graph is of the others, a few of a large network.
    leaf = arrays.both(arrays.among(pairs.in_counts(), [1]), arrays.among(pairs.out_counts(), [0]))
    others = pairs.onto(arrays.without(net.there, arrays.positions(leaf)))
    leaves = arrays.listed(pairs.onto(leaf).out_counts())
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(zip(arrays.listed(others.src), arrays.listed(others.dst), strict=True))
    graph.add_edges_from((root, top) for top in tops)
    above = {body: over for body, over in nx.immediate_dominators(graph, root).items() if over not in (None, body)}
    size: dict[int, int] = {}
    for body in reversed(list(nx.topological_sort(nx.DiGraph((over, body) for body, over in above.items())))):
        size[body] = size.get(body, 0) + leaves[body] if body != root else 0
        if body in above:
            size[above[body]] = size.get(above[body], 0) + size[body] + 1
    return size
