"""What of a register holds on a day, over days, and ever."""

from __future__ import annotations

import pytest
from entities.builders import base, cited, federation, group, hosts, hub, organization, tie
from hypothesis import given, settings
from network.asking import both, day, network
from network.oracle import Oracle
from network.small import days, registers, rules, windows

from hubnet.entities import Base, Name, Organization, Platform, Register, existence
from hubnet.errors import UnknownNameError
from hubnet.network import build_network
from hubnet.values import Outcome


def ties_of(net):
    """The ties of a network by id, kind and ends."""
    return {(row["tie"], row["kind"], row["from"], row["to"]) for row in net.ties().to_dicts()}


def told(ties):
    """Ties by id, kind and ends."""
    return {(one.id, one.kind.value, one.from_, one.to) for one in ties}


class TestAsOf:
    @settings(max_examples=60)
    @given(registers(), days, rules)
    def test_bodies(self, register, on, rule):
        """The bodies of a day are those of the register of that day, and ends of ties of which it has no record."""
        of_day = register.as_of(on, rule=rule)
        recorded = {one.id for kind in (Organization, Base, Platform) for one in of_day.all(kind)}
        every = Oracle(register)
        ends = {name for name in every.bodies if name not in register} | every.groups
        assert set(network(register, on, rule).bodies().column("body")) == recorded | ends

    @settings(max_examples=60)
    @given(registers(), days)
    def test_ties_that_may_hold(self, register, on):
        """The ties of a day are those of the register of that day."""
        assert ties_of(network(register, on)) == told(register.as_of(on).ties())

    @settings(max_examples=60)
    @given(registers(), days)
    def test_ties_that_surely_hold(self, register, on):
        """Those that surely hold are so too, but for members on the list of a federation: it does not say when."""
        sure = {one for one in register.as_of(on, rule="certain").ties() if existence(one).covers(on) is Outcome.MET}
        assert ties_of(network(register, on, "certain")) == told(sure)


class TestWindow:
    @settings(max_examples=60)
    @given(both())
    def test_agrees_with_looking_at_each_day(self, asked):
        """Over days a body or tie counts that holds on some day of them."""
        net, oracle = asked
        assert set(net.bodies().column("body")) == oracle.there
        assert ties_of(net) == told(oracle.held)

    @settings(max_examples=60)
    @given(registers(), windows(), rules)
    def test_wider_holds_more(self, register, window, rule):
        """What holds on a day holds over a span that has it, and what surely holds may hold."""
        over = network(register, window, rule)
        on = network(register, window[0], rule)
        assert ties_of(on) <= ties_of(over) <= ties_of(network(register, window))
        assert ties_of(over) <= ties_of(network(register, None, rule))
        assert set(on.bodies().column("body")) <= set(over.bodies().column("body"))

    @settings(max_examples=60)
    @given(registers(), days, windows(), rules)
    def test_moved(self, register, on, window, rule):
        """A network asked for another day or other days is the one built for them."""
        net = network(register, window, rule)
        assert ties_of(net.at(on)) == ties_of(network(register, on, rule))
        assert ties_of(network(register, on, rule).between(*window)) == ties_of(net)


MEMBERSHIP = Register([organization("f"), organization("a"), tie("f", "a", "2012-05-01/2013-01-01")])


class TestDays:
    def test_first_day_is_in_and_first_day_out_is_not(self):
        """A tie holds from its first day in to the day before its first day out."""
        on = ["2012-04-30", "2012-05-01", "2012-12-31", "2013-01-01"]
        assert [len(network(MEMBERSHIP, day(text)).members("f")) for text in on] == [0, 1, 1, 0]

    def test_first_day_of_a_window_is_in_and_its_end_is_not(self):
        """A window that ends when a tie begins, or begins when it ends, does not have it."""
        net = network(MEMBERSHIP)
        windows = [("2012-04-01", "2012-05-01"), ("2012-04-01", "2012-05-02"), ("2012-12-31", "2013-02-01"),
                   ("2013-01-01", "2013-02-01")]  # fmt: skip
        assert [len(net.between(day(a), day(b)).members("f")) for a, b in windows] == [0, 1, 1, 0]
        assert len(net.members("f")) == 1

    def test_months(self):
        """In the month in which a tie begins it may hold, and surely does on the last day; so with its end."""
        register = Register([organization("f"), organization("a"), tie("f", "a", "2012-05/2012-07")])
        on = ["2012-04-30", "2012-05-01", "2012-05-31", "2012-06-30", "2012-07-01", "2012-07-30", "2012-07-31"]
        found = [
            [len(network(register, day(text), rule).members("f")) for text in on] for rule in ("possible", "certain")
        ]
        assert found == [[0, 1, 1, 1, 1, 1, 0], [0, 0, 1, 1, 0, 0, 0]]

    def test_end_that_is_not_known(self):
        """A tie with an unknown end may go on, and surely held on the day attested."""
        register = Register([organization("f"), organization("a"), tie("f", "a", "2010-12/? @2012-08-02")])
        on = ["2010-12-01", "2010-12-31", "2012-08-02", "2012-08-03", "2030-01-01"]
        found = [
            [len(network(register, day(text), rule).members("f")) for text in on] for rule in ("possible", "certain")
        ]
        assert found == [[1, 1, 1, 1, 1], [0, 1, 1, 0, 0]]

    def test_tie_without_dates(self):
        """A tie without dates may hold on any day, and surely held when its source was published."""
        register = Register([organization("f"), organization("a"), tie("f", "a", cite=cited("文", "2012-08-02"))])
        on = ["2012-08-01", "2012-08-02", "2012-08-03"]
        found = [[len(network(register, day(text), rule).ties()) for text in on] for rule in ("possible", "certain")]
        assert found == [[1, 1, 1], [0, 0, 0]]

    def test_body_that_is_gone_takes_its_ties_with_it(self):
        """A tie without an end ends with the body at its end."""
        register = Register(
            [organization("f", founded="2000"), organization("a", founded="2010", dissolved="2012-05-01"),
             tie("f", "a", "2010-06-01/..")]
        )  # fmt: skip
        before, after = network(register, day("2012-04-30")), network(register, day("2012-05-01"))
        assert [(len(one), len(one.ties()), one.reach().column("direct")) for one in (before, after)] == [
            (2, 1, [1]),
            (1, 0, []),
        ]

    def test_list_says_nothing_before_the_federation_is_founded(self):
        """The members on the list of a federation have no hub while there is no federation."""
        register = Register(
            [organization("f"), organization("a"), federation(founded="2012-05-01", members=["a"], founders=["a"])]
        )
        assert [len(network(register, day(text)).ties()) for text in ("2012-04-30", "2012-05-01")] == [0, 2]

    def test_without_an_end(self):
        """Over all time, or a span without an end, what has no dates holds on no day for sure, but may on any."""
        register = Register([organization("a"), organization("b", founded="2013-01-01")])
        asked = ({}, {"during": "2012-01-01/.."}, {"during": "../2014-01-01"})
        sure = [build_network(register, rule="certain", **said).bodies().column("body") for said in asked]
        assert sure == [["b"]] * 3
        assert [build_network(register, **said).bodies().column("body") for said in asked] == [["a", "b"]] * 3


class TestStatements:
    def test_two_statements_about_a_tie_are_one_tie(self):
        """Two sources that speak of one tie do not make it two; that one of them still holds is enough."""
        register = Register(
            [
                organization("f"),
                organization("a"),
                tie("f", "a", "2010-01-01/2012-01-01"),
                tie("f", "a", "2011-01-01/.."),
            ]
        )
        found = [network(register, day(text)) for text in ("2010-06-01", "2011-06-01", "2012-06-01")]
        assert [one.ties().column("start") for one in found] == [["2010-01-01"], ["2010-01-01"], ["2011-01-01"]]
        assert [("tie", "has_member", 1) in one.summary().rows for one in found] == [True] * 3
        assert [one.graph.number_of_edges() for one in found] == [1, 1, 1]

    def test_ties_with_ids_of_their_own_are_parallel(self):
        """Two ties between the same bodies are two, and one member."""
        register = Register([organization("f"), organization("a"), tie(id="one"), tie(id="two")])
        net = network(register)
        assert (net.ties().column("tie"), net.members("f").column("body")) == (["one", "two"], ["a"])
        assert ("tie", "has_member", 2) in net.summary().rows

    def test_two_statements_about_a_body(self):
        """A body is there on a day on which one of two sources has it."""
        register = Register(
            [organization("a", founded="2010", dissolved="2011-01-01"), organization("a", founded="2012-01-01")]
        )
        on = ("2010-12-31", "2011-06-01", "2012-01-01")
        assert [len(network(register, day(text), "certain")) for text in on] == [1, 0, 1]


RUN = [base("b", opened="2010-01-01", organization="o"), organization("a", founded="2000"), hosts("a", "2010-01-01/..")]


class TestBaseThatAnOrganizationRuns:
    def test_counts_as_the_organization(self):
        """The residents of the base are those of the organization, by either id."""
        net = network(Register([organization("o", founded="2005"), *RUN]), day("2012-01-01"))
        assert (net.reach().column("hub"), net.hubs_of("a").column("hub")) == (["o"], ["o"])
        assert net.members("b").rows == net.members("o").rows
        assert (net.ties().column("from"), sorted(net.bodies().column("body"))) == (["b"], ["a", "b", "o"])

    def test_one_hub_with_two_ways(self):
        """A resident of the base that is a member of its organization too has one hub."""
        net = network(Register([organization("o"), *RUN, tie("o", "a")]))
        assert net.single_hub().rows[0][:1] == ("a",)
        assert net.members("o").column("kinds") == ["has_member, hosts"]

    def test_base_is_itself_while_the_organization_is_not_there(self):
        """An organization that is no more is no hub; its base still is."""
        net = network(Register([organization("o", founded="2005", dissolved="2011-01-01"), *RUN]), day("2012-01-01"))
        assert net.reach().column("hub") == ["b"]
        assert net.hubs_of("a").column("hub") == ["b"]
        assert net.members("b").column("body") == ["a"]


class TestGroup:
    def test_tie_to_a_group_is_one_to_what_it_includes(self):
        """Members of whom a group says that they are in it are members, and counted with the group."""
        register = Register([organization("f"), organization("a"), group("g", count=5, includes=["a"]), tie("f", "g")])
        net = network(register)
        assert [(row["body"], row["within"]) for row in net.members("f").to_dicts()] == [("a", "g"), ("g", "")]
        assert (net.hubs_of("a").column("hub"), net.ties().column("to")) == (["f"], ["g"])
        assert net.reach().rows == (("f", "f", None, 1, 1, 1, net.reach().rows[0][-1]),)
        assert net.reach().column("total")[0].number == 5

    def test_group_includes_a_base_that_an_organization_runs(self):
        """It is counted with the group, as the organization that it counts as."""
        register = Register([organization("f"), organization("o"), base("b", organization="o"),
                             group("g", count=5, includes=["b"]), tie("f", "g")])  # fmt: skip
        net = network(register)
        assert [(row["body"], row["within"]) for row in net.members("f").to_dicts()] == [("g", ""), ("o", "g")]
        assert net.reach().column("total")[0].number == 5

    def test_what_a_second_source_names(self):
        """What any statement about a group includes is counted with it."""
        register = Register([organization("f"), organization("a"), group("g"), group("g", count=5, includes=["a"]),
                             tie("f", "g")])  # fmt: skip
        net = network(register)
        assert [(row["body"], row["within"]) for row in net.members("f").to_dicts()] == [("a", "g"), ("g", "")]
        assert net.reach().column("total")[0].number == 5

    def test_group_is_no_witness(self):
        """That a hub surely serves a group does not say that each body in it was there on that day."""
        register = Register([organization("f", founded="2000"), organization("a"), group("g", includes=["a"]),
                             tie("f", "g", "2010-01-01/..")])  # fmt: skip
        net = network(register, day("2012-01-01"), "certain")
        assert net.members("f").column("body") == ["g"]
        direct = network(register.with_records(tie("f", "a", "2010-01-01/..")), day("2012-01-01"), "certain")
        assert direct.members("f").column("body") == ["a", "g"]


class TestNames:
    """A body is found by its id, or by a name that it alone bears."""

    REGISTER = Register(
        [
            organization("f", names=[Name(zh="联合会", en="League", span="../2012-01-01"), Name(zh="新联合会")]),
            *(organization(name, names=Name(zh="合唱团", en=f"Choir {name}")) for name in "ab"),
            organization("c", names="f"),
            *(tie("f", name) for name in "abc"),
        ]
    )

    @pytest.mark.parametrize("name", ["f", "联合会", "League", "新联合会"])
    def test_any_of_its_names(self, name):
        """The id, a name in either language, and one of another time lead to the body."""
        net = network(self.REGISTER, day("2013-01-01"))
        assert net.members(name).column("body") == ["a", "b", "c"]
        assert [row[0] for row in net.loss(name)] == ["a", "b", "c"]
        assert len(net.ego(name)) == 3
        assert net.path(name, "a").column("to") == ["a"]

    def test_an_id_comes_first(self):
        """What is an id is no name of another body."""
        assert network(self.REGISTER).hubs_of("f").rows == ()

    @pytest.mark.parametrize("name", ["合唱团", "合唱", "choir a", "League ", ""])
    def test_names_of_none_or_of_two(self, name):
        """A name that two bodies bear, a part of one, or one in other letters is not known."""
        with pytest.raises(UnknownNameError, match="unknown body"):
            network(self.REGISTER).members(name)

    def test_base_that_is_an_organization(self):
        """A base that is an organization of its name is one body with it."""
        centre = organization("o", names="示例中心"), base("b", names="示例中心", organization="o")
        net = network(Register([*centre, organization("a"), hosts("a")]))
        assert net.members("示例中心").column("body") == ["a"]


class TestDesignation:
    def test_designation_that_has_ended(self):
        """A hub is one from the first day of its designation to the day before the first day out."""
        register = Register(
            [organization("f"), hub(organization="f", scope="territorial", span="2010-01-01/2012-01-01")]
        )
        on = ("2009-12-31", "2010-01-01", "2011-12-31", "2012-01-01")
        assert [network(register, day(text)).bodies().column("axes") for text in on] == [
            [None], ["territorial"], ["territorial"], [None],
        ]  # fmt: skip
        assert [network(register, day(text)).bodies().column("role") for text in on] == [
            [None],
            ["hub"],
            ["hub"],
            [None],
        ]

    def test_designation_of_a_body_without_a_record(self):
        """What a designation names is a body, as what a tie names is."""
        net = network(Register([hub(organization="elsewhere", scope="sectoral")]))
        assert net.reach().rows == (("elsewhere", "elsewhere", None, 0, 0, 0, 0),)

    def test_group_of_which_some_are_hubs(self):
        """A group of hubs is designated; one of hubs and others is not: which are hubs is not told."""
        hubs, mixed = group("g", roles=["hub"]), group("k", roles=["hub", "support"])
        net = network(Register([organization("f"), hubs, mixed, tie("f", "g"), tie("f", "k")]))
        assert net.reach().column("hub") == ["f", "g"]

    @settings(max_examples=60)
    @given(both())
    def test_axes(self, asked):
        """A body is on the axes of its designations that hold."""
        net, oracle = asked
        found = {row["body"]: row["axes"] for row in net.bodies().to_dicts() if row["role"] == "hub"}
        runs = {name for name in oracle.there if oracle.as_one(name) != name}
        assert found == {name: oracle.axes(name) for name in oracle.scopes if name not in runs}
