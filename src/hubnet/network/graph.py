"""The network as a networkx graph, whose attributes every writer takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import networkx as nx

from hubnet.entities import LABELS, CountedGroup, existence
from hubnet.network.dates import days_of, days_of_tie, span_of, tie_id
from hubnet.network.store import TIE_KINDS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.entities import Record
    from hubnet.network.view import View


def graph_of(net: View) -> nx.MultiDiGraph[str]:
    """Return the bodies and ties of a view as a graph; several statements about one tie are one edge.

    Nodes have ``label`` (the name), ``kind`` (of record), ``form``, ``tier``, ``place``, ``hub`` (whether designated),
    ``axes``, ``total`` (of a group, as text), ``start``, ``end`` and ``span``; edges ``kind``, ``label``, ``start``,
    ``end``, ``span``, ``role`` and ``cite``. What is not known is left out. Days are those of the source: a month stays
    a month. ``span`` tells an open end (``2010-12/..``) from an unknown one (``2010-12/? @2012-08-02``, with a day on
    which it is known to hold); where statements differ in it, it has those of all. Else the first that holds is told.
    """
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    if net.on is not None:
        graph.graph["on"] = net.on.isoformat()
    if net.during is not None:
        graph.graph["during"] = str(net.during)
    graph.graph["rule"] = net.rule
    for body in net.arrays.positions(net.there):
        graph.add_node(net.id(body), **_told(net, body))
    statements = net.store.ties.statements
    told_again = {at: some for some in net.store.repeated for at in some}
    for at in net.arrays.positions(net.counted_ties):
        src, dst = net.id(int(net.store.ties.src[at])), net.id(int(net.store.ties.dst[at]))
        kind = TIE_KINDS[int(net.store.ties.kind[at])]
        start, end = days_of_tie(net, at)
        told: dict[str, Any] = {"kind": kind.value, "label": LABELS[kind].text(net.lang), "start": start, "end": end}
        if statements is None:
            told["span"] = span_of(net.store.ties.spans.row(at))
        else:
            told["span"] = _spans_of(statements[one] for one in told_again.get(at, [at]) if net.held[one])
            told["role"] = statements[at].role
            told["cite"] = "; ".join(cite.text(net.lang) for cite in statements[at].cite) or None
        key = tie_id(net, at)
        if not graph.has_edge(src, dst, key):
            graph.add_edge(src, dst, key, **{name: value for name, value in told.items() if value is not None})
    return graph


def _told(net: View, body: int) -> dict[str, Any]:
    ordinals = net.store.lives.row(body)
    start, end = days_of(ordinals)
    said = net.said(body)
    told = {
        "label": net.name(body),
        **{name: net.trait(name, body) for name in ("kind", "form", "tier", "place")},
        "hub": bool(net.designated()[body]),
        "axes": net.axes(body),
        "total": _total(net, body) if body in net.groups else None,
        "start": start,
        "end": end,
        "span": _spans_of(said) if said else span_of(ordinals),
    }
    return {name: value for name, value in told.items() if value is not None}


def _total(net: View, body: int) -> str | None:
    """Return how many bodies a group stands for: the number, or the words of the source where it tells none."""
    figure, _ = net.groups[body]
    bounds = figure.interval
    if bounds.low == bounds.high:
        return str(figure)
    said = next((one.count for one in net.said(body) if isinstance(one, CountedGroup) and one.count), None)
    return said.text(net.lang) if said is not None else figure.text(net.lang) if bounds.low else None


def _spans_of(statements: Iterable[Record]) -> str | None:
    """Return the spans that statements tell, each once, in their order; None for what has no dates by its nature."""
    spans = dict.fromkeys(str(span) for one in statements if (span := existence(one)) is not None)
    return "; ".join(spans) or None
