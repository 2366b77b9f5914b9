"""Networks into GraphML, GEXF, JSON, DOT and CSV, and back by the readers of networkx."""

import csv
import io
import json
import random
from datetime import date
from xml.etree import ElementTree as ET

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import hubnet
from hubnet import Citation, CountedGroup, Hub, Organization, Register, Span, Tie, build_network
from hubnet.errors import FaultyFileError, InvalidValueError, UnknownNameError
from hubnet.exchange import NETWORK_FORMATS, dump_network, save_network

REPORT = Citation(document="枢纽报道", passage="第2段", quote="吸纳会员")

RECORDS = (
    Organization(
        id="hub", names="梅园促进会", form="social_association", tier="street", seat="320102", founded="2011-12"
    ),
    Organization(id="爱德", names='爱德"<基金会>" & 子', founded="2009", dissolved="2014-05-01"),
    Organization(id='a"b', names="行一\n行二\t\\n", founded="2010-03-15"),
    Organization(id="<x>", names="=1+1"),
    CountedGroup(id="group", names="十家会员", what="organization", count=10),
    Hub(id="d", names="梅园枢纽", organization="hub", scope="territorial", place="320102", span=Span.parse("2012/..")),
    Tie(id="t1", kind="has_member", from_="hub", to="爱德", span=Span.parse("2011-12/2013-01-01"), role="理事"),
    Tie(id="t2", kind="has_member", from_="hub", to="爱德", span=Span.parse("2013-06-01/.."), cite=(REPORT,)),
    Tie(id="t3", kind="serves", from_="hub", to="爱德", span=Span.parse("2012-01-05/?")),
    Tie(id="t4", kind="has_member", from_="hub", to='a"b', span=Span.parse("?/2013 @2012-08-02")),
    Tie(id="t4", kind="has_member", from_="hub", to="<x>", span=Span.parse("2012-01-01/..")),
    Tie(id="成员 5", kind="has_member", from_="hub", to="group"),
)


@pytest.fixture(scope="module")
def net():
    """Return the network of the records over all time."""
    return build_network(Register(RECORDS))


def read_back(net, form, folder):
    """Return the graph that networkx reads from a file that is written."""
    path = folder / f"net.{form}"
    save_network(net, path)
    if form == "graphml":
        return nx.read_graphml(path, edge_key_type=str, force_multigraph=True)
    if form == "gexf":
        return nx.read_gexf(path)
    return nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")


class TestRoundTrip:
    """What a reader of networkx gets back is what was written."""

    @pytest.mark.parametrize("form", ["graphml", "json"])
    def test_nodes_edges_and_all_attributes_are_equal(self, net, form, tmp_path):
        """Bodies with quotes, angles, new lines and Chinese come back as they are, with their dates."""
        graph = read_back(net, form, tmp_path)
        assert graph.number_of_nodes() == 5
        assert graph.number_of_edges() == 6
        assert graph.nodes["hub"] == {
            "label": "梅园促进会",
            "kind": "organization",
            "form": "social_association",
            "tier": "street",
            "place": "320102",
            "hub": True,
            "axes": "territorial",
            "start": "2011-12",
            "span": "2011-12/..",
        }
        assert graph.nodes["爱德"]["label"] == '爱德"<基金会>" & 子'
        assert graph.nodes["爱德"]["end"] == "2014-05-01"
        assert graph.nodes['a"b']["label"] == "行一\n行二\t\\n"
        assert graph.nodes["<x>"] == {"label": "=1+1", "kind": "organization", "hub": False, "span": "?/.."}
        assert graph.nodes["group"]["total"] == "10"
        assert dict(graph["hub"]["爱德"]) == {
            "t1": {
                "kind": "has_member",
                "label": "有会员",
                "start": "2011-12",
                "end": "2013-01-01",
                "span": "2011-12/2013-01-01",
                "role": "理事",
            },
            "t2": {
                "kind": "has_member",
                "label": "有会员",
                "start": "2013-06-01",
                "span": "2013-06-01/..",
                "cite": "《枢纽报道》（第2段）",
            },
            "t3": {"kind": "serves", "label": "服务", "start": "2012-01-05", "span": "2012-01-05/?"},
        }
        assert graph["hub"]['a"b']["t4" if form == "json" else "t4 (2)"]["span"] == "?/2013 @2012-08-02"
        assert graph.graph["rule"] == "possible"

    def test_gexf_has_days_as_spells_and_the_source_as_span(self, net, tmp_path):
        """Start and end are whole days, both in; the first day out is not shown; keys and labels come back."""
        graph = read_back(net, "gexf", tmp_path)
        assert graph.graph["mode"] == "dynamic"
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (5, 6)
        assert graph.nodes["hub"]["start"] == "2011-12-01"
        assert "end" not in graph.nodes["hub"]
        assert (graph.nodes["爱德"]["start"], graph.nodes["爱德"]["end"]) == ("2009-01-01", "2014-04-30")
        assert graph.nodes["爱德"]["span"] == "2009/2014-05-01"
        assert graph.nodes['a"b']["label"] == "行一\n行二\t\\n"
        assert set(graph["hub"]["爱德"]) == {"t1", "t2", "t3"}
        first = graph["hub"]["爱德"]["t1"]
        assert (first["start"], first["end"], first["span"]) == ("2011-12-01", "2012-12-31", "2011-12/2013-01-01")
        assert "end" not in graph["hub"]["爱德"]["t3"]
        fourth = graph["hub"]['a"b']["t4 (2)"]
        assert "start" not in fourth
        assert (fourth["end"], fourth["span"]) == ("2013-12-30", "?/2013 @2012-08-02")
        fifth = graph["hub"]["group"]["成员 5"]
        assert (fifth["label"], fifth["span"]) == ("有会员", "?/?")
        assert not {"start", "end"} & set(fifth)

    def test_certain_days_only_under_the_rule_certain(self, tmp_path):
        """Where the rule is certain, spells hold the days that are surely in."""
        graph = read_back(build_network(Register(RECORDS), rule="certain"), "gexf", tmp_path)
        assert graph.nodes["hub"]["start"] == "2011-12-31"
        assert (graph["hub"]["爱德"]["t1"]["start"], graph["hub"]["爱德"]["t1"]["end"]) == ("2011-12-31", "2012-12-31")
        third = graph["hub"]["爱德"]["t3"]
        assert (third["start"], third["end"]) == ("2012-01-05", "2012-01-05")

    @pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
    def test_a_network_of_one_day(self, form, tmp_path):
        """Of a day only what holds then is written; GEXF has no time, as all of it holds on that day."""
        graph = read_back(build_network(Register(RECORDS), date(2013, 2, 1)), form, tmp_path)
        assert graph.number_of_edges() == 4
        if form == "gexf":
            assert graph["hub"]["爱德"]["id"] == "t3"  # without parallel edges, networkx reads a graph without keys
            assert graph.graph["mode"] == "static"
            assert "start" not in graph.nodes["hub"]
            assert graph.nodes["hub"]["span"] == "2011-12/.."
        else:
            assert set(graph["hub"]["爱德"]) == {"t3"}
            assert graph.graph["on"] == "2013-02-01"

    def test_the_casebook(self, tmp_path):
        """Every case comes through every format with as many bodies and ties as the graph has."""
        for case in hubnet.casebook().column("name"):
            net = build_network(hubnet.load_casebook(case))
            for form in ("graphml", "gexf", "json"):
                graph = read_back(net, form, tmp_path)
                assert set(graph.nodes) == set(net.graph.nodes)
                assert graph.number_of_edges() == net.graph.number_of_edges()
                labels = nx.get_node_attributes(net.graph, "label")
                assert nx.get_node_attributes(graph, "label") == labels

    @pytest.mark.parametrize("form", ["graphml", "gexf", "json"])
    def test_an_empty_network(self, form, tmp_path):
        """Nobody at all is a graph without nodes."""
        graph = read_back(build_network(Register([])), form, tmp_path)
        assert (graph.number_of_nodes(), graph.number_of_edges()) == (0, 0)


def parsed(text, form):
    """Return the graph that networkx reads from a text."""
    if form == "json":
        return nx.node_link_graph(json.loads(text), edges="edges")
    data = io.BytesIO(text.encode())
    return nx.read_gexf(data) if form == "gexf" else nx.read_graphml(data, edge_key_type=str, force_multigraph=True)


@settings(max_examples=100)
@given(st.lists(st.text(min_size=1), min_size=2, max_size=2, unique=True), st.text(min_size=1), st.text(min_size=1))
def test_any_text_comes_back_or_is_refused(ids, name, key):
    """Whatever ids and names are, a reader gets them back as they are, or the text is refused: never a broken file."""
    first, second = ids
    try:
        records = [
            Organization(id=first, names=name), Organization(id=second, names="乙"),
            Tie(id=key, kind="serves", from_=first, to=second, role=name),
        ]  # fmt: skip
    except InvalidValueError:
        return
    if key in ids:
        return
    net = build_network(Register(records))
    no_xml = {chr(code) for code in range(32)} - set("\t\n\r") | {"\ufffe", "\uffff"}
    for form in ("graphml", "gexf", "json"):
        if form != "json" and no_xml & {*first, *second, *name, *key}:
            with pytest.raises(FaultyFileError, match="which XML cannot hold"):
                dump_network(net, form)
            continue
        graph = parsed(dump_network(net, form), form)
        assert dict(graph.nodes(data="label")) == {first: name, second: "乙"}
        ((source, target, told),) = graph.edges(data=True)
        assert (source, target, told["role"]) == (first, second, name)
        assert (told["id"] if form == "gexf" else next(iter(graph[first][second]))) == key


class TestGexf:
    """What Gephi looks at beside what networkx reads."""

    def test_edges_have_a_kind_by_which_parallel_ones_are_kept(self, net):
        """Gephi keeps parallel edges apart by their kind; ids are unique in the file."""
        space = {"g": "http://www.gexf.net/1.2draft"}
        root = ET.fromstring(dump_network(net, "gexf"))  # noqa: S314  (written here)
        edges = root.findall(".//g:edge", space)
        kinds = [(one.get("id"), one.get("kind"), one.get("label")) for one in edges]
        assert kinds == [
            ("t4", "has_member", "有会员"),
            ("t4 (2)", "has_member", "有会员"),
            ("成员 5", "has_member", "有会员"),
            ("t1", "has_member", "有会员"),
            ("t2", "has_member", "有会员"),
            ("t3", "serves", "服务"),
        ]
        assert root.find("g:graph", space).attrib == {
            "defaultedgetype": "directed",
            "mode": "dynamic",
            "timeformat": "date",
        }

    def test_a_tie_with_two_spells(self):
        """Two statements about one tie are one edge with two spells, each without its first day out."""
        two = [
            *RECORDS[:2],
            Tie(id="t", kind="has_member", from_="hub", to="爱德", span=Span.parse("2012-01-01/2012-02-01")),
            Tie(id="t", kind="has_member", from_="hub", to="爱德", span=Span.parse("2013-01-01/..")),
        ]
        text = dump_network(build_network(Register(two)), "gexf")
        assert '<spell start="2012-01-01" end="2012-01-31"/>\n          <spell start="2013-01-01"/>' in text


class TestDot:
    """DOT text for Graphviz."""

    def test_quotes_lines_and_backslashes(self):
        """Every name is quoted; what would end the quotes or the line is escaped."""
        register = Register(
            [
                Organization(id='a"b\\', names="行一\n行二"),
                Organization(id="<x>", names="乙\\N"),
                Tie(id='t"', kind="serves", from_='a"b\\', to="<x>", span=Span.parse("2012/..")),
            ]
        )
        assert dump_network(build_network(register, date(2013, 1, 1)), "dot").splitlines() == [
            "digraph {",
            '  on="2013-01-01"',
            '  rule="possible"',
            '  "<x>" [label="乙\\\\N", kind="organization", hub="false", span="?/.."]',
            '  "a\\"b\\\\" [label="行一\\n行二", kind="organization", hub="false", span="?/.."]',
            '  "a\\"b\\\\" -> "<x>" [key="t\\"", kind="serves", label="服务", start="2012", span="2012/.."]',
            "}",
        ]


class TestTables:
    """Two tables of CSV, as Gephi imports them."""

    def test_nodes_and_edges(self, net, tmp_path):
        """The columns that Gephi knows come first; a formula stands after an apostrophe; UTF-8 with its mark."""
        save_network(net, tmp_path / "net", "csv")
        assert sorted(path.name for path in (tmp_path / "net").iterdir()) == ["edges.csv", "nodes.csv"]
        texts = {name: (tmp_path / "net" / f"{name}.csv").read_bytes().decode() for name in ("nodes", "edges")}
        assert texts["nodes"][0] == texts["edges"][0] == "\ufeff"
        nodes, edges = (
            list(csv.DictReader(io.StringIO(texts[name][1:], newline=""), strict=True)) for name in ("nodes", "edges")
        )
        assert list(nodes[0]) == [
            "Id", "Label", "kind", "form", "tier", "place", "hub", "axes", "total", "start", "end", "span",
        ]  # fmt: skip
        assert [(one["Id"], one["Label"]) for one in nodes] == [
            ("<x>", "'=1+1"),
            ('a"b', "行一\n行二\t\\n"),
            ("group", "十家会员"),
            ("hub", "梅园促进会"),
            ("爱德", '爱德"<基金会>" & 子'),
        ]
        assert {one["Id"]: one["hub"] for one in nodes}["hub"] == "true"
        assert edges[3] == {
            "Source": "hub", "Target": "爱德", "Type": "Directed", "Id": "t1", "Label": "有会员", "Kind": "has_member",
            "start": "2011-12", "end": "2013-01-01", "span": "2011-12/2013-01-01", "role": "理事", "cite": "",
        }  # fmt: skip
        assert len(edges) == 6

    def test_a_second_time_replaces_the_first(self, net, tmp_path):
        """The tables of an earlier network are replaced, both."""
        save_network(net, tmp_path, "csv")
        save_network(build_network(Register([])), tmp_path, "csv")
        lines = [
            len((tmp_path / name).read_text(encoding="utf-8-sig").splitlines()) for name in ("nodes.csv", "edges.csv")
        ]
        assert lines == [1, 1]

    def test_no_place_for_tables(self, net, tmp_path):
        """A folder with the tables of a register is left alone, and a file is no folder."""
        (tmp_path / "organizations.csv").write_text("id\n", encoding="utf-8")
        with pytest.raises(FaultyFileError, match=r"holds organizations.csv, no table of a network; give another"):
            save_network(net, tmp_path, "csv")
        with pytest.raises(FaultyFileError, match="is a file; csv is written as two tables, give a folder"):
            save_network(net, tmp_path / "organizations.csv")
        assert [path.name for path in tmp_path.iterdir()] == ["organizations.csv"]


class TestSameBytes:
    """The same network gives the same text."""

    @pytest.mark.parametrize("form", ["graphml", "gexf", "json", "dot"])
    def test_twice_and_in_any_order(self, net, form):
        """Neither a second time nor another order of records changes a byte."""
        text = dump_network(net, form)
        assert dump_network(net, form) == text
        mixed = list(RECORDS)
        random.Random(7).shuffle(mixed)  # noqa: S311  (no secret)
        assert dump_network(build_network(Register(mixed)), form) == text

    def test_a_changed_graph_does_not_change_the_network(self):
        """What a user does to the graph of networkx is not in the file."""
        own = build_network(Register(RECORDS))
        before = dump_network(own, "json")
        own.graph.add_node("extra", label=None)
        assert dump_network(own, "json") == before

    def test_english(self):
        """Names of ties are in the language of the network."""
        graph = json.loads(dump_network(build_network(Register(RECORDS), lang="en"), "json"))
        assert {edge["label"] for edge in graph["edges"]} == {"has member", "serves"}


class TestRefused:
    """What cannot be written is refused, and nothing is changed."""

    @pytest.mark.parametrize("character", ["\x01", "\x0b", "\ufffe", "\ud800"])
    @pytest.mark.parametrize("form", ["graphml", "gexf"])
    def test_characters_that_xml_cannot_hold(self, form, character, tmp_path):
        """All of them are told, with where they stand, and an old file stays."""
        bad = Register([Organization(id="a", names=f"甲{character}"), Organization(id=f"b{character}", names="乙")])
        path = tmp_path / f"net.{form}"
        path.write_text("old", encoding="utf-8")
        with pytest.raises(FaultyFileError) as caught:
            save_network(build_network(bad), path)
        assert [problem.path for problem in caught.value.problems] == [
            "body 'a', label",
            f"body {f'b{character}'!r}, id",
        ]
        assert "which XML cannot hold; mend the record, or write JSON" in str(caught.value)
        assert path.read_text(encoding="utf-8") == "old"

    def test_characters_that_xml_can_hold(self, tmp_path):
        """Tabs, new lines, carriage returns and characters beyond the first plane survive."""
        name = " \t甲\r\n乙\r𠮷\x85 "
        net = build_network(Register([Organization(id="a\r\n", names=name)]))
        for form in ("graphml", "gexf", "json"):
            assert dict(read_back(net, form, tmp_path).nodes(data="label")) == {"a\r\n": name}

    def test_a_character_that_ends_a_text(self, tmp_path):
        """A NUL character is refused by DOT and CSV, and no folder is left."""
        net = build_network(Register([Organization(id="a", names="甲\0")]))
        with pytest.raises(FaultyFileError, match=r"body 'a', label: has '\\x00', which DOT cannot hold"):
            dump_network(net, "dot")
        with pytest.raises(FaultyFileError, match=r"which CSV cannot hold"):
            save_network(net, tmp_path / "net", "csv")
        assert not list(tmp_path.iterdir())

    def test_half_a_character(self, tmp_path):
        """Half a character has no bytes: no file, no folder."""
        net = build_network(Register([Organization(id="a", names="甲\ud800")]))
        for name, form in (("net.json", "json"), ("net.dot", "dot"), ("net", "csv")):
            with pytest.raises(FaultyFileError, match="half a character"):
                save_network(net, tmp_path / name, form)
        assert not list(tmp_path.iterdir())

    def test_formats_and_endings(self, net, tmp_path):
        """An ending that says no format, another format, csv as text: each says what is allowed."""
        assert NETWORK_FORMATS == ("csv", "dot", "gexf", "graphml", "json")
        with pytest.raises(FaultyFileError, match=r"found \.xml; give a name that ends in \.csv, \.dot, \.gexf"):
            save_network(net, tmp_path / "net.xml")
        with pytest.raises(FaultyFileError, match="found no ending"):
            save_network(net, tmp_path / "net")
        with pytest.raises(FaultyFileError, match="no path is given"):
            save_network(net, "")
        with pytest.raises(UnknownNameError, match="unknown format 'gefx'; did you mean 'gexf'"):
            save_network(net, tmp_path / "net", "gefx")
        with pytest.raises(InvalidValueError, match="CSV is two tables"):
            dump_network(net, "csv")
        with pytest.raises(InvalidValueError, match="give a HubNetwork, as build_network returns it"):
            dump_network(net.graph, "json")
        assert not list(tmp_path.iterdir())

    def test_no_file_stands_in_the_way(self, net, tmp_path):
        """A folder of the name is left as it is."""
        (tmp_path / "net.gexf").mkdir()
        with pytest.raises(FaultyFileError, match="it is no file"):
            save_network(net, tmp_path / "net.gexf")
        (tmp_path / "tables" / "nodes.csv").mkdir(parents=True)
        with pytest.raises(FaultyFileError, match="it is no file"):
            save_network(net, tmp_path / "tables", "csv")
        assert list((tmp_path / "tables").iterdir()) == [tmp_path / "tables" / "nodes.csv"]

    def test_the_ending_may_be_in_capitals(self, net, tmp_path):
        """NET.JSON is JSON."""
        save_network(net, str(tmp_path / "NET.JSON"))
        assert (tmp_path / "NET.JSON").read_text(encoding="utf-8") == dump_network(net, "json")
