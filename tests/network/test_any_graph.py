"""Any network as a networkx graph: plain attributes, each tie once, ready for algorithms."""

from __future__ import annotations

from datetime import date

import networkx as nx
import pytest
from entities.builders import cited, group, hub, organization, tie
from hypothesis import given, settings
from network.asking import both, day, network

import hubnet
from hubnet.entities import Register, TieKind
from hubnet.exchange import case_names

SMALL = Register(
    [
        organization("f", founded="2009-03", tier="district", seat="320102"),
        organization("a", dissolved="2013-01-01"),
        group("g", count="近60"),
        hub(organization="f", scope="sectoral"),
        tie("f", "a", "2011-12/..", id="one", role="理事", cite=cited("某文件", "2012-08-02")),
        tie("f", "a", kind=TieKind.SERVES, id="two"),
        tie("f", "g", "?/2013", id="three"),
    ]
)


class TestByHand:
    def test_nodes(self):
        """A body has what is known of it, and no attribute for what is not."""
        nodes = network(SMALL, day("2012-01-01")).graph.nodes
        known = {"label": "f", "kind": "organization", "tier": "district", "place": "320102", "axes": "sectoral"}
        assert nodes["f"] == {**known, "hub": True, "start": "2009-03", "span": "2009-03/.."}
        assert nodes["a"] == {
            "label": "a",
            "kind": "organization",
            "hub": False,
            "end": "2013-01-01",
            "span": "?/2013-01-01",
        }
        assert nodes["g"] == {"label": "g", "kind": "counted_group", "hub": False, "total": "近60"}

    def test_edges(self):
        """A tie runs from the acting body, its key is its id, and its days are as precise as the source."""
        graph = network(SMALL, day("2012-01-01"), lang="en").graph
        assert set(graph.edges(keys=True)) == {("f", "a", "one"), ("f", "a", "two"), ("f", "g", "three")}
        one = graph.edges["f", "a", "one"]
        assert (one["kind"], one["start"], one["role"]) == ("has_member", "2011-12", "理事")
        assert ("end" in one, "某文件" in one["cite"]) == (False, True)
        assert {"start", "role", "cite"}.isdisjoint(graph.edges["f", "a", "two"])
        assert (graph.edges["f", "g", "three"]["end"], "start" in graph.edges["f", "g", "three"]) == ("2013", False)

    def test_what_it_is_of(self):
        """The graph tells its day, days or neither, and the rule."""
        assert network(SMALL, day("2012-01-01")).graph.graph == {"on": "2012-01-01", "rule": "possible"}
        assert network(SMALL, (day("2012-01-01"), day("2013-01-01")), "certain").graph.graph == {
            "during": "2012-01-01/2013-01-01", "rule": "certain",
        }  # fmt: skip
        assert network(SMALL).graph.graph == {"rule": "possible"}

    def test_changing_it_leaves_the_network_alone(self):
        """The graph is made once, and is the caller's to change."""
        net = network(SMALL)
        assert net.graph is net.graph
        net.graph.remove_node("a")
        assert net.members("f").column("body") == ["a", "g"]


class TestAnyGraph:
    @settings(max_examples=60)
    @given(both())
    def test_is_the_network(self, asked):
        """Nodes are the bodies, edges the ties that hold, each once."""
        net, oracle = asked
        assert set(net.graph) == oracle.there == set(net.bodies().column("body"))
        assert set(net.graph.edges(keys=True)) == {(tie.from_, tie.to, tie.id) for tie in oracle.held}
        assert net.graph.number_of_edges() == len(net.ties())

    @settings(max_examples=60)
    @given(both())
    def test_attributes_are_plain(self, asked):
        """Every attribute is a text, a number or a boolean, and none is empty."""
        graph = asked[0].graph
        told = [graph.graph, *dict(graph.nodes(data=True)).values(), *(said for *_, said in graph.edges(data=True))]
        for said in told:
            assert {type(value) for value in said.values()} <= {str, bool, int, float}
            assert "" not in said.values()

    @pytest.mark.parametrize("name", case_names())
    def test_algorithms_and_writers_take_it(self, name):
        """The graph of a case goes through algorithms and into formats of networkx, and back."""
        graph = hubnet.build_network(hubnet.load_casebook(name)).graph
        assert sum(map(len, nx.weakly_connected_components(graph))) == len(graph)
        assert set(nx.betweenness_centrality(nx.Graph(graph))) == set(graph)
        again = nx.parse_graphml("\n".join(nx.generate_graphml(graph)), force_multigraph=True)
        assert dict(again.nodes(data=True)) == dict(graph.nodes(data=True))
        assert sorted(again.edges(keys=True)) == sorted(graph.edges(keys=True))
        assert nx.node_link_graph(nx.node_link_data(graph, edges="edges"), edges="edges").edges == graph.edges

    def test_days_are_texts(self):
        """No date object gets into the graph."""
        graph = network(SMALL, date(2012, 1, 1)).graph
        assert [graph.nodes[name].get("start") for name in ("f", "a")] == ["2009-03", None]
