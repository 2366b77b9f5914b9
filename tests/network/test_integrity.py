"""What is wrong or doubtful in how bodies are tied."""

from itertools import permutations

import pytest
from entities.builders import base, cited, federation, group, hub, organization, platform, programme, tie
from network.builders import day, register_of

from hubnet import load_casebook
from hubnet.entities import PlaceName, TieKind
from hubnet.network import build_network, network_from_columns
from hubnet.network.integrity import integrity

KIND = TieKind.HAS_MEMBER


def told(*records, bodies="", **said):
    """The findings of a network: code without its prefix, subject and field."""
    net = build_network(register_of(*records, bodies=bodies), **said)
    return [(one.code.removeprefix("network."), one.subject, one.field) for one in net.integrity()]


def texts(*records, bodies="", lang="en"):
    """The labels of the findings of a register."""
    return [one.label.text(lang) for one in integrity(register_of(*records, bodies=bodies))]


class TestOwnHub:
    @pytest.mark.parametrize("kind", list(TieKind))
    def test_a_tie_of_any_kind_to_itself(self, kind):
        """A body that is at both ends of a tie is found, of whatever kind the tie is."""
        assert told(tie("a", "a", kind=kind), bodies="a") == [("own_hub", "a>a", "to")]

    def test_a_federation_that_lists_itself(self):
        """The list of the federation is what is wrong."""
        assert told(federation(members=["a", "f"]), bodies="af") == [("own_hub", "fed", "members[1]")]
        assert told(federation(founders=["f"]), bodies="f")[0] == ("own_hub", "fed", "founders[0]")

    def test_a_member_of_itself_by_a_group(self):
        """A group of members that includes the body makes it a member of itself; a served group is everybody."""
        everybody = group("g", includes=["a", "f"])
        assert told(everybody, tie("f", "g"), bodies="af") == [("own_hub", "f>g", "to")]
        assert told(everybody, tie("f", "g", kind=TieKind.SERVES), bodies="af") == []

    def test_a_base_that_hosts_who_runs_it_is_sound(self):
        """The organization that a base is run as may sit in it."""
        assert told(base(organization="a"), tie("b", "a", kind=TieKind.HOSTS), bodies="a") == []

    def test_the_text_names_kind_and_body(self):
        """The label is readable in both languages."""
        records = (tie("a", "a"),)
        assert texts(*records, bodies="a") == ["the tie “has member” runs from a to itself"]
        assert texts(*records, bodies="a", lang="zh") == ["关系“有会员”从 a 指向自身"]


class TestCycles:
    def test_a_cycle_is_told_once(self):
        """From the first of its ids on, in whatever order the ties are recorded."""
        ties = tie("b", "c"), tie("c", "a"), tie("a", "b"), tie("c", "d")
        for order in permutations(ties):
            assert texts(*order, bodies="abcd") == ["the memberships run in a cycle: a → b → c → a"]
        assert told(*ties, bodies="abcd") == [("cycle", "a>b", "to")]

    def test_two_cycles_shortest_first(self):
        """Cycles that share a tie are two."""
        ties = tie("a", "b"), tie("b", "c"), tie("c", "a"), tie("c", "b")
        assert [text.partition(": ")[2] for text in texts(*ties, bodies="abc")] == ["b → c → b", "a → b → c → a"]

    def test_only_memberships_make_a_cycle(self):
        """Two that serve each other are sound."""
        assert told(tie("a", "b"), tie("b", "a", kind=TieKind.SERVES), bodies="ab") == []

    @pytest.mark.parametrize(
        ("second", "found"),
        [
            ("2012-01-01/..", 0),  # begins on the first day out of the other
            ("2011-12-31/..", 1),
            ("2012/..", 0),  # in 2012 the other is over
            (None, 1),
            ("?/2009-01-01", 0),
        ],
    )
    def test_the_ties_must_hold_on_one_day(self, second, found):
        """A member that became the hub later is no cycle; where nothing is said of when, it may be one."""
        assert len(told(tie("a", "b", "2010-01-01/2012-01-01"), tie("b", "a", second), bodies="ab")) == found

    @pytest.mark.parametrize(("rule", "found"), [("possible", 1), ("certain", 0)])
    def test_partial_dates_follow_the_rule(self, rule, found):
        """What may have ended before the other began is a cycle only under the rule that keeps what is possible."""
        ties = tie("a", "b", "2010-01-01/2012"), tie("b", "a", "2012-03/2014-01-01")
        assert len(told(*ties, bodies="ab", rule=rule)) == found

    def test_on_a_day(self):
        """A network of a day has the cycles of the day."""
        ties = tie("a", "b", "2010-01-01/2012-01-01"), tie("b", "a", "2011-01-01/..")
        days = "2010-12-31", "2011-01-01", "2011-12-31", "2012-01-01"
        assert [len(told(*ties, bodies="ab", on=day(on))) for on in days] == [0, 1, 1, 0]

    def test_a_list_of_a_federation(self):
        """A membership of a list counts, and is found at its place in the list."""
        records = federation("one", "a", members=["c", "b"]), tie("b", "a")
        assert told(*records, bodies="abc") == [("cycle", "one", "members[1]")]

    def test_very_many_cycles_are_cut(self):
        """Six bodies that are all members of each other have 409 cycles: 100 are told, and that there are more."""
        # 15 pairs + 40 triples (20·2) + 90 of four (15·6) + 144 of five (6·24) + 120 of six = 409
        ties = [tie(src, dst) for src in "abcdef" for dst in "abcdef" if src != dst]
        labels = texts(*ties, bodies="abcdef")
        assert len(labels) == 101
        assert labels.count("there are more cycles among these 6 bodies") == 1
        assert len(set(labels)) == 101


class TestParts:
    @pytest.mark.parametrize("make", [base, organization, programme])
    def test_a_circle_of_parts(self, make):
        """Two that are part of each other are found once, and one that is part of itself."""
        records = make("x", part_of="y"), make("y", part_of="x"), make("z", part_of="z"), make("w", part_of="z")
        assert told(*records) == [("part_of", "x", "part_of"), ("part_of", "z", "part_of")]
        assert texts(*records) == ["it is part of itself: x → y → x", "it is part of itself: z → z"]

    def test_a_chain_is_sound(self):
        """A room of a house of a platform is no circle, and the platform may belong to the house."""
        assert told(base("room", part_of="b"), base(part_of="p"), platform(base="b")) == []


class TestOverlaps:
    @pytest.mark.parametrize(
        ("second", "found"),
        [
            ("2012-01-01/..", []),  # begins on the first day out of the other
            ("2011-12-31/..", [("overlap", "two", "span")]),
            ("2010-01-01/2012-01-01", [("overlap", "two", "span")]),
            ("2011/..", [("overlap", "two", "span")]),  # in 2011 at the latest
            ("2011..2012/..", []),  # may begin after the other has ended
            (None, []),
        ],
    )
    def test_two_spells_of_one_tie(self, second, found):
        """Two ids with the same ends and kind that surely share a day are found at the later one."""
        ties = tie("f", "a", "2010-01-01/2012-01-01", id="one"), tie("f", "a", second, id="two")
        assert told(*ties, bodies="fa") == told(*reversed(ties), bodies="fa") == found

    @pytest.mark.parametrize(
        "other",
        [
            tie("f", "a", "2011-01-01/..", id="one", cite=cited("x")),  # another statement about the same tie
            tie("f", "a", "2011-01-01/..", TieKind.HOSTS, id="two"),
            tie("a", "f", "2013-01-01/..", id="two"),
            tie("f", "a", "2011-01-01/..", id="two", role="chair"),
        ],
    )
    def test_other_ties_may_overlap(self, other):
        """Statements under one id, other kinds, the other direction and another role are no second spell."""
        assert told(tie("f", "a", "2010-01-01/2012-01-01", id="one"), other, bodies="fa") == []

    def test_of_three_spells_each_later_one_is_told(self):
        """A long spell that two others lie in is named with both."""
        ties = (
            tie("f", "a", "2010-01-01/2020-01-01", id="long"),
            tie("f", "a", "2011-01-01/2012-01-01", id="x"),
            tie("f", "a", "2015-01-01/2016-01-01", id="y"),
        )
        assert told(*ties, bodies="fa") == [("overlap", "x", "span"), ("overlap", "y", "span")]
        assert texts(*ties, bodies="fa")[1] == (
            "two spells of f → a (has member) overlap: y 2015-01-01/2016-01-01 and long 2010-01-01/2020-01-01"
        )


class TestTerritory:
    @pytest.mark.parametrize(
        ("seat", "found"),
        [
            ("320102/甲街道", False),
            ("320102/甲街道/一社区", False),
            ("320102/乙街道", True),
            ("320114", True),
            ("320102", False),  # somewhere in the district
            ("320102001", False),  # may be the code of the street
            ("320114/甲街道", True),
            ("320102/甲街", False),  # another name of the street, by its place name
            (None, False),
        ],
    )
    def test_where_the_organization_sits(self, seat, found):
        """Only a seat that surely does not lie in the territory is found, at the designation."""
        names = PlaceName(id="pn", place="320102/甲街道", names="甲街")
        records = organization("a", seat=seat), hub(organization="a", scope="territorial", place="320102/甲街道"), names
        assert told(*records) == ([("outside_territory", "h", "place")] if found else [])

    def test_codes(self):
        """Places with codes are apart where the codes are; Beijing's districts lie in Beijing."""
        for seat, place, found in (
            ("320102001", "320102002", 1), ("320102001001", "320102001", 0), ("110101", "110000", 0),
            ("310101", "110000", 1), ("320102", "320102001", 0), ("440304", "CN", 0),
        ):  # fmt: skip
            records = organization("a", seat=seat), hub(organization="a", scope="territorial", place=place)
            assert len(told(*records)) == found, (seat, place)

    @pytest.mark.parametrize("said", [{"scope": "sectoral"}, {"scope": None}, {"place": None}, {"organization": None}])
    def test_other_hubs_may_sit_anywhere(self, said):
        """A sectoral hub has no territory, and where scope, place or body are not known nothing is said."""
        designation = {"organization": "a", "scope": "territorial", "place": "320102", **said}
        assert told(organization("a", seat="110101"), hub(**designation)) == []

    def test_members_from_outside_are_sound(self):
        """A hub may take in who sits elsewhere."""
        records = (
            organization("f", seat="320102"), hub(organization="f", scope="territorial", place="320102"),
            organization("a", seat="320114"), tie("f", "a"),
        )  # fmt: skip
        assert told(*records) == []

    def test_on_a_day(self):
        """A designation counts in its days."""
        records = (
            organization("a", seat="320114"),
            hub(organization="a", scope="territorial", place="320102", span="2010-01-01/2012-01-01"),
        )
        assert [len(told(*records, on=day(on))) for on in ("2011-12-31", "2012-01-01")] == [1, 0]

    def test_the_text_names_both_places(self):
        """The label is readable in both languages."""
        records = organization("a", seat="320114"), hub(organization="a", scope="territorial", place="320102")
        assert texts(*records) == ["a sits at 320114, outside its territory 320102"]
        assert texts(*records, lang="zh") == ["a 位于 320114，不在其地区 320102 之内"]


class TestFounders:
    def test_founders_who_never_joined(self):
        """Founders that are not among the named members are told in one finding of the federation."""
        records = federation(founders=["a", "b", "c"], members=["b", "d"])
        assert told(records, bodies="abcdf") == [("founder_not_member", "fed", "founders")]
        assert texts(records, bodies="abcdf") == ["founders of f are not among its members: a, c"]

    def test_ties_count_like_lists(self):
        """Who founded and who joined may be told by ties, with days of long ago."""
        ties = tie("a", "f", kind=TieKind.FOUNDED), tie("f", "b", "2010-01-01/..")
        assert told(federation(), *ties, bodies="abf") == [("founder_not_member", "fed", "founders")]
        assert told(federation(), *ties, tie("f", "a", "2001-01-01/2002-01-01"), bodies="abf") == []

    @pytest.mark.parametrize(
        "records",
        [
            (federation(founders=["a"]),),  # no members are recorded
            (federation(founders=["a"]), group("g", count=36), tie("f", "g")),  # they are only counted
            (federation(founders=["a"], members=["b"]), group("g", count=36, includes=["b"]), tie("f", "g")),
            (federation(founders=["a"]), group("g", count=2, includes=["a", "b"]), tie("f", "g")),
            (federation(founders=["a"], members=["nobody"]),),  # a member that is not recorded
            (tie("a", "f", kind=TieKind.FOUNDED), tie("f", "b")),  # no federation
        ],
    )
    def test_where_a_founder_may_be_a_member(self, records):
        """Nothing is said where the founder is, or may be, among the members."""
        assert [one for one in told(*records, bodies="abf") if one[0] == "founder_not_member"] == []

    def test_a_group_of_which_all_are_named(self):
        """Two members, both named, of which the founder is none."""
        records = federation(founders=["c"]), group("g", count=2, includes=["a", "b"]), tie("f", "g")
        assert told(*records, bodies="abcf") == [("founder_not_member", "fed", "founders")]

    @pytest.mark.parametrize("form", ["government_body", "party_body"])
    def test_authorities_need_not_join(self, form):
        """A street office that sets up a federation is no member of it."""
        assert told(organization("o", form=form), federation(founders=["o"], members=["a"]), bodies="af") == []


class TestOrphans:
    def test_an_organization_that_nothing_names(self):
        """It has no tie, and no record names it."""
        assert told(tie("f", "a"), bodies="afx") == [("orphan", "x", None)]
        assert texts(tie("f", "a"), bodies="afx") == ["x has no tie, and no record names it"]

    @pytest.mark.parametrize(
        "record",
        [base(operated_by=["x"]), group(includes=["x"]), hub(organization="x"), federation(organization="x"),
         organization("y", part_of="x"), programme(run_by=["x"])],
    )  # fmt: skip
    def test_who_is_named_is_none(self, record):
        """An organization that runs, belongs to or holds something is not alone; a part of another neither."""
        assert told(record, tie("f", "a"), bodies="afx") == []

    def test_authorities_are_none(self):
        """An authority is recorded for its own sake."""
        assert told(organization("x", form="government_body"), tie("f", "a"), bodies="af") == []

    def test_only_where_ties_exist(self):
        """A list of organizations without any tie is no network with orphans; an empty register has none."""
        assert told(bodies="abc") == told() == told(bodies="a") == []

    def test_twenty_are_told_one_by_one_and_more_at_once(self):
        """A user of many thousand organizations gets one finding with their number."""
        alone = [organization(f"x{number:02}") for number in range(21)]
        assert len(told(tie("f", "a"), *alone[:20], bodies="af")) == 20
        assert texts(tie("f", "a"), *alone, bodies="af") == [
            "21 organizations have no tie, and no record names them: x00, x01, x02, x03, x04 and others"
        ]

    def test_on_a_day(self):
        """An organization that lost its last tie is alone from that day on, until it ends itself."""
        records = organization("a", dissolved="2013-01-01"), tie("f", "a", "2010-01-01/2012-01-01"), tie("f", "b")
        days = "2011-12-31", "2012-01-01", "2013-01-01"
        assert [told(*records, bodies="fb", on=day(on)) for on in days] == [[], [("orphan", "a", None)], []]


class TestWhole:
    @pytest.mark.parametrize("case", ["futian", "haishu", "qingdao-west-coast", "yuhuatai"])
    def test_the_cases_are_sound(self, case):
        """Nothing in the documents of the casebook is wrong, so nothing is found."""
        assert integrity(load_casebook(case)) == ()

    def test_the_one_finding_of_the_casebook(self):
        """Xuanwu's document names Suojincun Street only in the name of its centre: what it does there is not said."""
        found = [(one.code, one.subject) for one in integrity(load_casebook("xuanwu"))]
        assert found == [("network.orphan", "suojin-street")]

    def test_columns(self):
        """A network from columns is looked at for own hubs and cycles; the findings name the bodies."""
        columns = {"from": ["a", "b", "c"], "to": ["b", "a", "c"], "kind": ["has_member"] * 3}
        net = network_from_columns({"id": ["a", "b", "c", "x"]}, columns)
        assert [(one.code, one.subject, one.where) for one in net.integrity()] == [
            ("network.own_hub", "c", None), ("network.cycle", "a", None),
        ]  # fmt: skip

    def test_what_has_ended_is_not_looked_at(self):
        """On a day, a federation that is no more and a base that has closed have no findings."""
        records = (
            organization("f", dissolved="2012-01-01"), federation(founders=["a"], members=["b"]),
            base("house", part_of="house", closed="2012-01-01"), organization("a"), organization("b"),
        )  # fmt: skip
        before, after = ({row[0] for row in told(*records, on=day(on))} for on in ("2011-12-31", "2012-01-01"))
        assert {"part_of", "founder_not_member"} <= before
        assert not {"part_of", "founder_not_member"} & after

    def test_order_of_records_changes_nothing(self):
        """The same faults in another order of records are the same findings."""
        records = (
            tie("a", "b"), tie("b", "a"), tie("c", "c"), organization("x"),
            hub(organization="s", scope="territorial", place="320102"), organization("s", seat="110101"),
        )  # fmt: skip
        answers = {tuple(texts(*order, bodies="abc")) for order in permutations(records)}
        assert len(answers) == 1
        assert len(*answers) == 4

    def test_findings_cite_their_source_and_say_what_to_do(self):
        """A finding has the source of its record, the place of it in the register, and advice in both languages."""
        (one,) = integrity(register_of(tie("a", "a", cite=cited("名单")), bodies="a"))
        assert one.cite == cited("名单")
        assert one.where.path == "tie[a>a].to"
        assert (one.advice.zh, one.advice.en) == ("改正一端，或删去该关系", "correct one of its ends, or drop the tie")
