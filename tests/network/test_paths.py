"""What lies around a body, and the way from it to a resource."""

from itertools import permutations

import networkx as nx
import pytest
from entities.builders import base, group, organization, platform, programme, tie
from hypothesis import given, settings
from hypothesis import strategies as st
from network.builders import day, network

from hubnet import load_casebook
from hubnet.entities import Fund, TieKind
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.network import build_network, network_from_columns

CITY = (
    tie("d", "f"), tie("f", "a"), tie("f", "c"), tie("a", "c", kind=TieKind.FUNDS), tie("c", "e"), tie("g", "e"),
)  # fmt: skip
"""d over f, f over a and c, a pays c; e belongs to c and g."""


def around(net, body, **said):
    """The ties around a body, with their distance."""
    return [(row[0], row[1]) for row in net.ego(body, **said)]


def steps(net, *ends, **said):
    """The path: from, kind, direction, to."""
    return [row[1:5] for row in net.path(*ends, **said)]


class TestEgo:
    def test_a_radius_of_one(self):
        """The ties of the body, up and down, and those between two bodies next to it."""
        net = network(*CITY, bodies="acdefg")
        assert around(net, "f") == [(1, "a>c"), (1, "d>f"), (1, "f>a"), (1, "f>c")]
        assert around(net, "e") == [(1, "c>e"), (1, "g>e")]

    def test_a_radius_of_two(self):
        """A tie is as far as the farther of its ends: c is next to e, and a, f and their tie are beyond it."""
        net = network(*CITY, bodies="acdefg")
        assert around(net, "e", radius=2) == [(1, "c>e"), (1, "g>e"), (2, "a>c"), (2, "f>a"), (2, "f>c")]
        assert len(around(net, "e", radius=99)) == 6

    def test_columns_and_names(self):
        """A row names the tie, its kind and both ends."""
        net = network(organization("f", names="联合会"), organization("a", names="甲会"), tie("f", "a"))
        table = net.ego("a")
        assert table.columns == ("distance", "tie", "kind", "from", "from_name", "to", "to_name")
        assert list(table) == [(1, "f>a", "has_member", "f", "联合会", "a", "甲会")]

    def test_kinds_can_be_chosen(self):
        """Only ties of the kinds that are asked for are steps and rows; all are unless some are given."""
        net = network(*CITY, bodies="acdefg")
        assert around(net, "a", kinds="funds") == [(1, "a>c")]
        assert (1, "a>c") not in around(net, "f", kinds="has_member")

    def test_parallel_ties_are_rows_and_statements_are_not(self):
        """A second tie is a row; a second statement about one tie is none."""
        net = network(tie("f", "a"), tie("f", "a", role="member"), tie("f", "a", id="z"), bodies="fa")
        assert around(net, "f") == [(1, "f>a"), (1, "z")]

    def test_a_group_and_those_in_it(self):
        """A tie to a group is a row for the group and for each body that it includes."""
        net = network(group("g", includes=["a"]), tie("f", "g"), bodies="fa")
        assert [(row[1], row[5]) for row in net.ego("f")] == [("f>g", "a"), ("f>g", "g")]
        assert [(row[1], row[5]) for row in net.ego("a")] == [("f>g", "a")]

    def test_a_base_is_one_body_with_its_organization(self):
        """The ties of a base are around the organization that it is run as."""
        net = network(base(organization="o"), tie("b", "a", kind=TieKind.HOSTS), bodies="oa")
        assert around(net, "o") == around(net, "b") == [(1, "b>a")]

    def test_what_does_not_hold_is_left_out(self):
        """A tie is a step in its days: on the first day out there is none."""
        net = network(tie("f", "a", "2010-01-01/2012-01-01"), bodies="fa")
        assert [len(net.at(day(on)).ego("a")) for on in ("2011-12-31", "2012-01-01")] == [1, 0]

    @pytest.mark.parametrize(("rule", "rows"), [("possible", 1), ("certain", 0)])
    def test_partial_dates_follow_the_rule(self, rule, rows):
        """A tie that began at some time in 2012 may hold in June."""
        net = network(tie("f", "a", "2012/.."), bodies="fa", on=day("2012-06-01"), rule=rule)
        assert len(net.ego("a")) == rows

    @pytest.mark.parametrize("radius", [0, -1, 1.0, True, None])
    def test_a_radius_is_a_whole_number(self, radius):
        """Other radii are refused with what to give."""
        with pytest.raises(InvalidValueError, match="give a whole number from 1"):
            network(bodies="a").ego("a", radius=radius)

    def test_an_unknown_body_is_refused(self):
        """A body that is not recorded is refused with one like it."""
        with pytest.raises(UnknownNameError, match="did you mean 'body'"):
            network(organization("body")).ego("bdy")

    def test_a_body_alone(self):
        """Around a body without ties there is nothing."""
        assert around(network(bodies="a"), "a", radius=3) == []

    @settings(max_examples=60)
    @given(
        st.lists(st.tuples(st.sampled_from("abcdefgh"), st.sampled_from("abcdefgh")), max_size=14, unique=True),
        st.integers(1, 3),
    )
    def test_the_same_as_networkx(self, ends, radius):
        """The ties are the edges of the ego graph of networkx, taken without direction."""
        ends = [(src, dst) for src, dst in ends if src != dst]
        net = network(*(tie(src, dst) for src, dst in ends), bodies="abcdefgh")
        graph = nx.MultiDiGraph()
        graph.add_nodes_from("abcdefgh")
        graph.add_edges_from(ends)
        expected = nx.ego_graph(graph, "a", radius=radius, undirected=True).edges()
        assert sorted(row[1] for row in net.ego("a", radius=radius)) == sorted(f"{src}>{dst}" for src, dst in expected)


class TestPath:
    def test_over_ties_in_either_direction(self):
        """From a member up to its hub and down to another; the direction says which way the tie runs."""
        assert steps(network(*CITY, bodies="acdefg"), "d", "e") == [
            ("d", "has_member", "out", "f"), ("f", "has_member", "out", "c"), ("c", "has_member", "out", "e"),
        ]  # fmt: skip
        assert steps(network(*CITY, bodies="acdefg"), "g", "a") == [
            ("g", "has_member", "out", "e"), ("e", "has_member", "in", "c"), ("c", "funds", "in", "a"),
        ]  # fmt: skip

    def test_columns(self):
        """Each step has its number, the name of where it leads, and the tie."""
        net = network(organization("f", names="联合会"), organization("a", names="甲会"), tie("f", "a"))
        table = net.path("a", "f")
        assert table.columns == ("step", "from", "kind", "direction", "to", "name", "tie")
        assert list(table) == [(1, "a", "has_member", "in", "f", "联合会", "f>a")]

    def test_of_several_the_one_whose_ids_come_first(self):
        """Two ways of two steps: over b, not over c in any order of records; of parallel ties the first."""
        ties = tie("a", "c"), tie("c", "z"), tie("b", "z"), tie("a", "b", id="2"), tie("b", "a", id="1")
        for order in permutations(ties):
            assert list(network(*order, bodies="abcz").path("a", "z")) == [
                (1, "a", "has_member", "in", "b", "b", "1"), (2, "b", "has_member", "out", "z", "z", "b>z"),
            ]  # fmt: skip

    def test_no_path_is_an_empty_table(self):
        """Where nothing leads there, there are no steps; a body is at itself without one."""
        net = network(tie("f", "a"), bodies="fax")
        assert steps(net, "a", "x") == steps(net, "x", "a") == steps(net, "x", "x") == []

    def test_kinds_can_be_chosen(self):
        """A longer way is told where the ties of the shorter one do not count."""
        net = network(*CITY, bodies="acdefg")
        assert len(steps(net, "a", "c")) == 1
        assert [row[3] for row in steps(net, "a", "c", kinds="has_member")] == ["f", "c"]

    def test_what_does_not_hold_is_left_out(self):
        """A path leads over ties, bodies, programmes and funds of the day."""
        net = network(
            tie("f", "a", "2010-01-01/2012-01-01"), organization("f", dissolved="2013-01-01"), organization("a"),
            programme(run_by=["f"], span="2011-01-01/2011-06-01"),
        )  # fmt: skip
        days = "2010-12-31", "2011-01-01", "2011-06-01", "2012-01-01"
        assert [len(net.at(day(on)).path("a", "m")) for on in days] == [0, 2, 0, 0]
        assert [len(net.at(day(on)).path("a", "f")) for on in days] == [1, 1, 1, 0]

    @pytest.mark.parametrize(("rule", "rows"), [("possible", 1), ("certain", 0)])
    def test_partial_dates_follow_the_rule(self, rule, rows):
        """A tie that began at some time in 2012 may hold in June."""
        net = network(tie("f", "a", "2012/.."), bodies="fa", on=day("2012-06-01"), rule=rule)
        assert len(net.path("a", "f")) == rows

    def test_steps_without_a_tie(self):
        """What records imply is a step that names its field: operator, organization, part, runner, payer, founder."""
        net = network(
            base(operated_by=["o"]), base("room", part_of="b", organization="r"), platform(base="b", operated_by=["q"]),
            programme(run_by=["o"], funded_by=["fund"]), programme("sub", part_of="m", carried_out_by=["w"]),
            Fund(id="fund", names="fund", set_up_by=["s"]), organization("branch", part_of="o"), bodies="orsqw",
        )  # fmt: skip
        assert steps(net, "r", "s") == [
            ("r", "organization", "in", "room"), ("room", "part_of", "out", "b"), ("b", "operated_by", "out", "o"),
            ("o", "run_by", "in", "m"), ("m", "funded_by", "out", "fund"), ("fund", "set_up_by", "out", "s"),
        ]  # fmt: skip
        assert steps(net, "w", "q") == [
            ("w", "carried_out_by", "in", "sub"), ("sub", "part_of", "out", "m"), ("m", "run_by", "out", "o"),
            ("o", "operated_by", "in", "b"), ("b", "base", "in", "p"), ("p", "operated_by", "out", "q"),
        ]  # fmt: skip
        assert steps(net, "branch", "o") == [("branch", "part_of", "out", "o")]
        assert steps(net, "fund", "m") == [("fund", "funded_by", "in", "m")]

    def test_a_network_from_columns(self):
        """A network from columns has paths over its ties, and no services."""
        columns = {"from": ["f", "f"], "to": ["a", "b"], "kind": ["has_member", "serves"]}
        net = network_from_columns({"id": ["a", "b", "f"]}, columns)
        assert steps(net, "a", "b") == [("a", "has_member", "in", "f"), ("f", "serves", "out", "b")]
        assert around(net, "a") == [(1, "f/has_member/a")]
        with pytest.raises(UnknownNameError, match="unknown resource 'training'"):
            net.path("a", "training")

    def test_a_tie_to_a_group_leads_to_those_in_it(self):
        """A body of a group that is hosted is hosted."""
        net = network(base(), group("g", includes=["a"]), tie("b", "g", kind=TieKind.HOSTS), bodies="a")
        assert list(net.path("a", "b")) == [(1, "a", "hosts", "in", "b", "b", "b>g")]


class TestResources:
    RECORDS = (
        base(services=["legal_service", "own_word"], functions=["incubation"]),
        base("plan", planned=True, opened=None, services=["training"]),
        platform(functions=["legal_service"], base="b"),
        tie("b", "a", kind=TieKind.HOSTS), tie("plan", "a", kind=TieKind.HOSTS),
    )  # fmt: skip

    @pytest.mark.parametrize("resource", ["legal_service", "法律服务", "legal service", " Legal Service "])
    def test_a_service_by_its_word_or_label(self, resource):
        """The nearest that offers it is told, and that it does; the platform beyond offers it too."""
        net = network(*self.RECORDS, bodies="a", lang="en")
        assert list(net.path("a", resource)) == [
            (1, "a", "hosts", "in", "b", "b", "b>a"),
            (2, "b", "services", "out", "legal_service", "legal service", "b"),
        ]

    def test_a_word_of_the_register_itself(self):
        """A word without a label is its own; a function is offered like a service."""
        net = network(*self.RECORDS, bodies="a")
        assert steps(net, "b", "own_word") == [("b", "services", "out", "own_word")]
        assert steps(net, "p", "孵化") == [("p", "base", "out", "b"), ("b", "functions", "out", "incubation")]

    def test_what_is_planned_is_not_offered(self):
        """A planned base offers nothing yet."""
        assert steps(network(*self.RECORDS, bodies="a"), "a", "training") == []

    def test_a_base_offers_in_its_days(self):
        """A base that has closed offers nothing; the word is known still."""
        net = network(base(closed="2012-01-01", services=["training"]))
        assert [len(net.at(day(on)).path("b", "training")) for on in ("2011-12-31", "2012-01-01")] == [1, 0]

    def test_an_unknown_resource_is_refused_with_those_known(self):
        """A word that nobody offers is refused with the words that are offered, and one like it."""
        with pytest.raises(UnknownNameError, match="did you mean 'legal_service'") as caught:
            network(*self.RECORDS, bodies="a").path("a", "legal_servic")
        assert set(caught.value.known) >= {"legal_service", "own_word", "incubation", "training", "法律服务", "a"}
        assert caught.value.kind == "resource"

    def test_an_unknown_body_is_refused(self):
        """A body that is not recorded is refused, and so is any resource of an empty register."""
        with pytest.raises(UnknownNameError, match="unknown body 'x'"):
            network(bodies="a").path("x", "a")
        with pytest.raises(UnknownNameError, match="unknown body"):
            network().path("a", "a")

    @pytest.mark.parametrize("ends", [("a", None), ("a", ["b"]), (["a"], "b"), (3, "a")])
    def test_what_is_no_text_is_refused(self, ends):
        """A body or resource of another type is refused with what to give."""
        with pytest.raises(InvalidValueError, match="give an id"):
            network(bodies="ab").path(*ends)

    @pytest.mark.parametrize(
        ("case", "ends", "expected"),
        [
            ("futian", ("mangrove-foundation", "法律服务"),
             [("mangrove-foundation", "hosts", "in", "futian-base"),
              ("futian-base", "services", "out", "legal_service")]),
            ("xuanwu", ("amity-foundation", "xinjiekou-street"),
             [("amity-foundation", "operated_by", "in", "xinjiekou-incubator"),
              ("xinjiekou-incubator", "operated_by", "out", "xinjiekou-street")]),
            # The parents set up the forum with the centre's help.
            ("haishu", ("stars-children-parents", "haishu-service-centre"),
             [("stars-children-parents", "founded", "out", "stars-children-forum"),
              ("stars-children-forum", "serves", "in", "haishu-service-centre")]),
        ],
    )  # fmt: skip
    def test_casebook(self, case, ends, expected):
        """What the documents say of who hosts, runs and helps whom is found step by step."""
        assert steps(build_network(load_casebook(case)), *ends) == expected
