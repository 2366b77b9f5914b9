"""A network of a million bodies and one and a half million ties, asked by hubnet and in plain networkx.

The network has four levels: district, street and community hubs, and members that hang on one to three of them; half of
the ties have ended. networkx has it as a MultiDiGraph with the kind and the days of each tie as attributes. The queries
of both start from the network of the day, made beforehand; what that costs is told first.
"""

from __future__ import annotations

import gc
import subprocess
import sys
from collections import Counter
from datetime import date, timedelta
from fractions import Fraction
from itertools import combinations
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING, Any

import networkx as nx
from measure import Comparison, in_turns, of_call

from hubnet.network import network_from_columns

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from hubnet.network import HubNetwork

BODIES, TIES = 1_000_000, 1_500_000
_LEVELS = {"district": 200, "street": 2_000, "community": 20_000}
_DAY, _EARLIER = date(2020, 6, 1), date(2016, 6, 1)
_PEER = "networkx"


def columns(bodies: int = BODIES, ties: int = TIES) -> tuple[dict[str, list[Any]], dict[str, list[Any]]]:
    """Return the bodies and ties as columns."""
    chosen = Random(7)  # noqa: S311  (data, no secret)
    share = bodies / BODIES
    sizes = {level: max(int(count * share), 1) for level, count in _LEVELS.items()}
    district, street, community = sizes.values()
    hubs = district + street + community
    ids = [f"b{number:07}" for number in range(bodies)]
    codes = [f"{11 + at // 90:02}{1 + at % 90:02}01" for at in range(district)]
    place = [codes[number % district] for number in range(bodies)]
    tier = [level for level, count in sizes.items() for _ in range(count)] + [None] * (bodies - hubs)
    scope = [("territorial", "sectoral")[number % 2] for number in range(hubs)] + [None] * (bodies - hubs)
    src: list[str] = []
    dst: list[str] = []
    for number in range(district, hubs):
        low, count = (0, district) if number < district + street else (district, street)
        src.append(ids[low + number % count])
        dst.append(ids[number])
    while len(src) < ties:
        src.append(ids[chosen.randrange(district + street, hubs)])
        dst.append(ids[chosen.randrange(hubs, bodies)])
    first = date(2008, 1, 1)
    days = [first + timedelta(days=at) for at in range(6_000)]
    start = [days[chosen.randrange(4_000)] for _ in range(ties)]
    end = [days[4_000 + chosen.randrange(2_000)] if chosen.random() < 0.5 else None for _ in range(ties)]  # noqa: PLR2004
    kind = [("has_member", "serves", "incubates")[chosen.randrange(3)] for _ in range(ties)]
    for at in range(hubs - district):
        start[at], end[at], kind[at] = first, None, "has_member"
    return (
        {"id": ids, "place": place, "tier": tier, "hub": scope},
        {"from": src, "to": dst, "kind": kind, "start": start, "end": end},
    )


def network(bodies: dict[str, list[Any]], ties: dict[str, list[Any]]) -> HubNetwork:
    """Return the network as hubnet has it."""
    return network_from_columns(bodies, ties, empty_end="open")


def multigraph(bodies: dict[str, list[Any]], ties: dict[str, list[Any]]) -> nx.MultiDiGraph[str]:
    """Return the network as networkx has it."""
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    names = ("place", "tier", "hub")
    for number, name in enumerate(bodies["id"]):
        graph.add_node(name, **{key: value for key in names if (value := bodies[key][number]) is not None})
    for src, dst, kind, start, end in zip(*ties.values(), strict=True):
        graph.add_edge(src, dst, kind=kind, start=start, end=end or date.max)
    return graph


def _view(graph: nx.MultiDiGraph[str], day: date) -> nx.MultiDiGraph[str]:
    edges = graph.edges

    def holds(src: str, dst: str, key: int) -> bool:
        data = edges[src, dst, key]
        return data["start"] <= day < data["end"]

    return nx.subgraph_view(graph, filter_edge=holds)


def _made(graph: nx.MultiDiGraph[str], day: date) -> nx.MultiDiGraph[str]:
    """Return the graph of a day, with its attributes."""
    made: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    made.add_nodes_from(graph.nodes(data=True))
    made.add_edges_from(
        (src, dst, key, data)
        for src, dst, key, data in graph.edges(keys=True, data=True)
        if data["start"] <= day < data["end"]
    )
    return made


def _snapshot(net: HubNetwork) -> int:
    day = net.at(_DAY)
    return sum(day.arrays.listed(day.held))


def _concentration(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[Fraction, Fraction, Fraction]]:
    held: dict[str, list[int]] = {}
    for node, data in graph.nodes(data=True):
        if below := graph.succ[node]:
            held.setdefault(data["place"], []).append(len(below))
    found = {}
    for place, counts in held.items():
        total, k = sum(counts), len(counts)
        ranked = sum(at * n for at, n in enumerate(sorted(counts), 1))
        gini = Fraction(2 * ranked, k * total) - Fraction(k + 1, k)
        found[place] = Fraction(sum(n * n for n in counts), total**2), gini, Fraction(max(counts), total)
    return found


def _coverage(graph: nx.MultiDiGraph[str]) -> dict[str, tuple[int, int]]:
    found: dict[str, list[int]] = {}
    for node, data in graph.nodes(data=True):
        row = found.setdefault(data["place"], [0, 0])
        row[0] += bool(graph.pred[node])
        row[1] += 1
    return {place: (covered, of) for place, (covered, of) in found.items()}


def _overlap(graph: nx.MultiDiGraph[str]) -> dict[tuple[str, str], Fraction]:
    shared = Counter(pair for node in graph for pair in combinations(sorted(graph.pred[node]), 2))
    return {(a, b): Fraction(both, len(graph.succ[a]) + len(graph.succ[b]) - both) for (a, b), both in shared.items()}


def _bridges(graph: nx.MultiDiGraph[str]) -> list[str]:
    axis = graph.nodes
    return [node for node in graph if len({axis[hub]["hub"] for hub in graph.pred[node]}) > 1]


def _brokers(graph: nx.MultiDiGraph[str]) -> Counter[str]:
    shared: dict[tuple[str, str], list[str]] = {}
    for node in graph:
        for pair in combinations(sorted(graph.pred[node]), 2):
            shared.setdefault(pair, []).append(node)
    return Counter(
        nodes[0]
        for (a, b), nodes in shared.items()
        if len(nodes) == 1 and not graph.has_edge(a, b) and not graph.has_edge(b, a)
    )


def _tiers(graph: nx.MultiDiGraph[str]) -> list[tuple[int, int]]:
    tops = [node for node in graph if graph.succ[node] and not graph.pred[node]]
    return [(len(layer), sum(bool(graph.succ[node]) for node in layer)) for layer in nx.bfs_layers(graph, tops)]


def _growth(graph: nx.MultiDiGraph[str], earlier: nx.MultiDiGraph[str]) -> tuple[int, int, int]:
    now, then = set(graph.edges()), set(earlier.edges())
    return len(now - then), len(then - now), len(now & then)


def _losses(graph: nx.MultiDiGraph[str]) -> Counter[str]:
    return Counter(next(iter(above)) for above in graph.pred.values() if len(above) == 1)


def measures(
    net: HubNetwork, graph: nx.MultiDiGraph[str]
) -> Iterator[tuple[str, Callable[[], Any], Callable[[], Any]]]:
    """Yield the name of each query with a call of ours and one of theirs."""
    today, earlier = _made(graph, _DAY), _made(graph, _EARLIER)
    day = net.at(_DAY)
    day.pairs()
    yield (
        "members of every hub",
        lambda: day.pairs().out_counts().sum(),
        lambda: {node: len(below) for node, below in today.succ.items() if below},
    )
    yield (
        "reach of every hub",
        day.reach,
        lambda: {node: len(nx.descendants(today, node)) for node in today if today.succ[node]},
    )
    yield (
        "bodies with one hub only",
        day.single_hub,
        lambda: [(node, next(iter(above))) for node, above in today.pred.items() if len(above) == 1],
    )
    yield "organizations with a hub", day.organization_coverage, lambda: _coverage(today)
    yield "overlap of hubs", day.overlap, lambda: _overlap(today)
    yield "concentration by district", day.concentration, lambda: _concentration(today)
    yield "bridges between the axes", day.bridges, lambda: _bridges(today)
    yield "brokers", day.brokers, lambda: _brokers(today)
    yield "depth and span of tiers", day.tiers, lambda: _tiers(today)
    yield "growth between two days", lambda: net.growth(_EARLIER, _DAY), lambda: _growth(today, earlier)


def comparisons() -> Iterator[Comparison]:
    """Yield the snapshot, the countable queries and the memory."""
    bodies, ties = columns()
    gc.disable()
    net, graph = network(bodies, ties), multigraph(bodies, ties)
    gc.enable()
    gc.collect()
    gc.freeze()
    ours, theirs = in_turns(
        of_call(lambda: _snapshot(net)), of_call(lambda: _view(graph, _DAY).number_of_edges()), rounds=1
    )
    yield Comparison(what="ties of a day, counted", peer=f"{_PEER} subgraph_view", ours=ours, theirs=theirs, limit=0.05)
    ours, theirs = in_turns(of_call(lambda: net.at(_DAY).pairs()), of_call(lambda: _made(graph, _DAY)), rounds=2)
    yield Comparison(what="network of a day, made", peer=f"{_PEER} graph, made", ours=ours, theirs=theirs, limit=0.05)
    for what, mine, other in measures(net, graph):
        ours, theirs = in_turns(of_call(mine), of_call(other), rounds=2)
        yield Comparison(what=what, peer=f"{_PEER}, graph of the day", ours=ours, theirs=theirs, limit=0.3)
    gc.unfreeze()
    yield memory()


def memory() -> Comparison:
    """Compare the peak memory of building and asking with that of the MultiDiGraph alone, each in its own process."""
    peaks = {side: [_peak_of(side)] for side in ("hubnet", "networkx")}
    return Comparison(
        what="built and asked, peak memory",
        peer="a MultiDiGraph, built",
        ours=peaks["hubnet"],
        theirs=peaks["networkx"],
        limit=0.4,
        unit="MB",
    )


def _peak_of(side: str) -> float:
    command = [sys.executable, __file__, side]
    return float(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)  # noqa: S603


def _print_peak(side: str) -> None:
    """Print the peak memory of this process in megabytes, with the network built and, if it is ours, asked."""
    if side == "hubnet":
        day = network(*columns()).at(_DAY)
        for ask in ("reach", "single_hub", "organization_coverage", "overlap", "concentration", "bridges", "tiers"):
            getattr(day, ask)()
    else:
        multigraph(*columns())
    # Of the process itself: what getrusage tells starts from the size of the process that it was forked from.
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    print(next(int(line.split()[1]) * 1024 / 1e6 for line in status if line.startswith("VmHWM")))


if __name__ == "__main__":
    _print_peak(sys.argv[1])
