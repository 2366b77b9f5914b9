"""What leads back to itself: ties of a body to itself, cycles of membership, circles of parts."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING, Any

import networkx as nx

from hubnet.entities import LABELS, Base, Federation, Organization, Programme, TieKind
from hubnet.entities.check import found
from hubnet.entities.store import ties_of
from hubnet.network.dates import tie_id
from hubnet.network.store import TIE_KINDS
from hubnet.values import Finding, Label

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from hubnet.entities import Record, Register
    from hubnet.network.view import View

_HAS_MEMBER = TIE_KINDS.index(TieKind.HAS_MEMBER)
_MOST_TOLD = 100

_Ring = tuple[str, ...]
"""The bodies of a cycle, each once, from the first of their ids on."""


def own_hubs(net: View) -> Iterator[Finding]:
    """Yield the ties from a body to itself."""
    ties, where = net.store.ties, _where(net.register)
    told = set()
    src, dst = net.arrays.listed(ties.src), net.arrays.listed(ties.dst)
    for at in (at for at in net.arrays.positions(net.held) if src[at] == dst[at]):
        body, kind = src[at], int(ties.kind[at])
        if ties.derived[at] and kind != _HAS_MEMBER:
            continue
        told.add((net.id(body), TIE_KINDS[kind], tie_id(net, at)))
    for body_id, word, tie in sorted(told, key=lambda one: (one[0], one[1].value, one[2])):
        label = LABELS[word]
        yield where(
            "network.own_hub", tie, body_id,
            Label(f"关系“{label.zh}”从 {body_id} 指向自身", f"the tie “{label.en}” runs from {body_id} to itself"),
            Label("改正一端，或删去该关系", "correct one of its ends, or drop the tie"),
        )  # fmt: skip


def cycles(net: View) -> Iterator[Finding]:
    """Yield the cycles of membership whose ties can all hold on one day."""
    store, where = net.store, _where(net.register)
    rows: dict[tuple[str, str], list[int]] = {}
    arrays, pairs = net.arrays, net.pairs(TieKind.HAS_MEMBER)
    # Only bodies that have members and are members can be on a cycle: a few of a large network.
    inner = arrays.both(arrays.above(pairs.out_counts(), 0), arrays.above(pairs.in_counts(), 0))
    wanted = arrays.both(net.held, arrays.among(store.ties.kind, [_HAS_MEMBER]))
    for at in arrays.positions(arrays.both(wanted, arrays.at_ends(inner, store.hub, store.member))):
        hub, member = int(store.hub[at]), int(store.member[at])
        if hub != member:
            rows.setdefault((net.id(hub), net.id(member)), []).append(at)

    def on_one_day(ring: _Ring) -> bool:
        spans = [[_bounds(net, at) for at in rows[ends]] for ends in pairwise((*ring, ring[0]))]
        days = {first for some in spans for first, _ in some}
        return any(all(any(first <= day < out for first, out in some) for some in spans) for day in days)

    for ring, more in _rings(rows, on_one_day):
        words = " → ".join((*ring, ring[0]))
        tie = min(tie_id(net, at) for at in rows[ring[0], ring[1]])
        if more:
            label = Label(
                f"会员关系还有其他循环：{more} 个单位之间", f"there are more cycles among these {more} bodies"
            )
        else:
            label = Label(f"会员关系循环：{words}", f"the memberships run in a cycle: {words}")
        yield where(
            "network.cycle", tie, ring[0], label,
            Label("核对各项会员关系的方向和日期", "check direction and dates of each of the memberships"),
        )  # fmt: skip


def _bounds(net: View, at: int) -> tuple[int, int]:
    """Return the days on which a tie holds under the rule, half-open."""
    first, sure, unsure, out = net.store.ties.spans.row(at)
    return (first, out) if net.rule == "possible" else (sure, unsure)


def circles_of_parts(net: View, register: Register) -> Iterator[Finding]:
    """Yield the records that are part of themselves."""
    part_of: dict[tuple[str, str], Record] = {}
    records: tuple[Base | Organization | Programme, ...]
    records = (*register.all(Base), *register.all(Organization), *register.all(Programme))
    for record in records:
        number = net.store.find(record.id)
        if record.part_of is not None and (number is None or net.there[number]):
            part_of.setdefault((record.id, record.part_of), record)
    for ring, more in _rings(part_of, lambda _: True):
        if not more:
            words = " → ".join((*ring, ring[0]))
            yield found(
                "network.part_of", part_of[ring[0], ring[1 % len(ring)]], "part_of",
                Label(f"隶属关系循环：{words}", f"it is part of itself: {words}"),
                Label("核对 part_of", "check part_of of each of them"),
            )  # fmt: skip


def _rings(pairs: Iterable[tuple[str, str]], counts: Callable[[_Ring], bool]) -> Iterator[tuple[_Ring, int]]:
    """Yield the cycles of pairs that count, shortest first, with 0; after too many, the last with how many bodies."""
    names = sorted({name for pair in pairs for name in pair})
    # Numbers, because sets of texts have another order in each run.
    numbers = {name: number for number, name in enumerate(names)}
    graph: nx.DiGraph[int] = nx.DiGraph()
    graph.add_edges_from(sorted((numbers[src], numbers[dst]) for src, dst in pairs))
    knots = [sorted(knot) for knot in nx.strongly_connected_components(graph)]
    for knot in sorted(knots):
        if len(knot) == 1 and not graph.has_edge(knot[0], knot[0]):
            continue
        inside: nx.DiGraph[int] = nx.DiGraph()
        inside.add_edges_from(edge for edge in sorted(graph.edges(knot)) if edge[1] in set(knot))
        several = list(islice(nx.simple_cycles(inside), _MOST_TOLD + 1))
        rings = sorted((_turned(cycle, names) for cycle in several[:_MOST_TOLD]), key=lambda ring: (len(ring), ring))
        told = [ring for ring in rings if counts(ring)]
        yield from ((ring, 0) for ring in told)
        if len(several) > _MOST_TOLD and told:
            yield told[-1], len(knot)


def _turned(cycle: Sequence[int], names: Sequence[str]) -> _Ring:
    first = cycle.index(min(cycle))
    return tuple(names[number] for number in (*cycle[first:], *cycle[:first]))


def _where(register: Register | None) -> Callable[..., Finding]:
    """Return what makes a finding about a tie, at the record that says it: a federation lists ties of its own."""
    lists: dict[str, tuple[Federation, str]] = {}
    for federation in register.all(Federation) if register is not None else ():
        fields = [f"members[{number}]" for number in range(len(federation.members))]
        fields += [f"founders[{number}]" for number in range(len(federation.founders))]
        for tie, field in zip(ties_of(federation), fields, strict=True):
            lists.setdefault(tie.id, (federation, field))

    def make(code: str, tie: str, body: str, label: Label, advice: Label) -> Finding:
        record: Any = register.get(tie) if register is not None else None
        if record is not None:
            return found(code, record, "to", label, advice)
        if tie in lists:
            return found(code, *lists[tie], label, advice)
        return Finding(code=code, label=label, advice=advice, subject=body)

    return make
