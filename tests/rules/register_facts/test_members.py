"""How many members a body has, as far as a register knows."""

from __future__ import annotations

from datetime import date

import pytest
from entities.builders import base, cited, federation, group, organization, tie

from hubnet import Register, TieKind, facts_of
from hubnet.entities import Completeness
from hubnet.values import Quantity

DAY = date(2020, 6, 15)
THEN = "2010-01-01/.."
TIES = Completeness(id="all", place="320102", kinds=["tie"])
"""A claim that no tie at 320102 is left out."""


def told(*records, on=DAY, **said):
    """The numbers of members of the body f, as text, by their facts."""
    facts = facts_of(Register([organization("f", **said), *records]), "f", on)
    return {name: str(value) for name, value in facts.items() if name.endswith("members")}


def named(*names):
    """Organizations that are members of f, with the ties."""
    return [record for name in names for record in (organization(name), tie(to=name, span=THEN))]


def counted(count, what, span=THEN, **said):
    """A group of members of f, with the tie."""
    return [group(f"g-{what}", what=what, count=count, **said), tie(to=f"g-{what}", span=span)]


class TestNamedMembers:
    def test_others_may_not_be_recorded(self):
        """Three are named, so there are three or more."""
        assert told(*named("a", "b", "c")) == {"members": "至少3", "unit_members": "至少3"}

    def test_nobody_recorded_is_not_nobody(self):
        """What is not recorded is not known, never zero."""
        assert told() == {}

    def test_each_body_counts_once_however_many_ties_it_has(self):
        """Two ties and the list of the federation name one body."""
        again = tie(to="a", span="2012-01-01/..", id="again")
        list_ = federation(members=["a"], cite=cited("文件", "2020-06-15"))
        assert told(*named("a"), again, list_)["unit_members"] == "至少1"

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2011, 12, 31), None),
            (date(2012, 1, 1), "至少1"),
            (date(2019, 12, 31), "至少1"),
            (date(2020, 1, 1), None),
        ],
    )
    def test_the_first_day_is_in_and_the_day_after_the_last_is_out(self, on, expected):
        """Memberships are dated like all ties."""
        records = organization("a"), tie(span="2012-01-01/2020-01-01")
        assert told(*records, on=on).get("unit_members") == expected

    def test_a_tie_that_may_hold_does_not_count_for_sure(self):
        """It began some day of the month."""
        records = *named("a"), organization("b"), tie(to="b", span="2020-06/..")
        assert told(*records)["unit_members"] == "至少1"

    def test_a_tie_without_days_is_sure_on_the_day_of_its_source_alone(self):
        """That is what such a tie says; of the next day nothing is told."""
        records = organization("a"), tie(cite=cited("文件", "2020-06-15"))
        assert told(*records)["unit_members"] == "至少1"
        assert told(*records, on=date(2020, 6, 16)) == {}

    def test_the_list_of_its_federation(self):
        """The members a and b are listed; c is a founder only."""
        list_ = federation(members=["a", "b"], founders=["b", "c"], cite=cited("文件", "2020-06-15"))
        assert told(list_, *map(organization, "abc"))["unit_members"] == "至少2"

    def test_a_founder_is_no_member_by_that(self):
        """Whether founders are members is for the source to say."""
        founded = tie("a", "f", THEN, TieKind.FOUNDED)
        assert told(organization("a"), founded) == {}

    def test_a_member_that_is_no_more_does_not_count(self):
        """The first day on which it no longer exists is out."""
        records = organization("a", dissolved="2020-06-15"), tie(span=THEN)
        assert told(*records) == {}
        assert told(*records, on=date(2020, 6, 14))["unit_members"] == "至少1"

    def test_a_base_is_a_unit_and_an_id_without_a_record_may_be_anything(self):
        """Of what has no record the class is not told."""
        assert told(base("b"), tie(to="b", span=THEN)) == {"members": "至少1", "unit_members": "至少1"}
        assert told(tie(to="x", span=THEN)) == {"members": "至少1"}

    def test_a_body_that_is_not_there_has_none(self):
        """Neither the day before its founding nor the day it is dissolved."""
        assert told(*named("a"), founded="2020-06-16") == {}
        assert told(*named("a"), dissolved="2020-06-15") == {}


class TestGroups:
    @pytest.mark.parametrize(
        ("count", "expected"),
        [
            ("36家", "36"),
            ("近60个", "近60个"),
            ("50以上", "至少50"),
            ("超过100家", "超过100家"),
            ("约50家", "约50家"),
            ("数十家", "数十家"),
        ],
    )
    def test_a_group_of_member_units_is_all_of_them(self, count, expected):
        """会员单位36家 says how many there are; the words of the source are kept."""
        assert told(*counted(count, "member_unit"))["unit_members"] == expected

    def test_persons_and_units_add_up_to_members(self):
        """20 and 31 are 51."""
        records = *counted("20名", "individual_member"), *counted("31个", "member_unit")
        assert told(*records) == {"members": "51", "individual_members": "20", "unit_members": "31"}

    def test_members_of_no_class(self):
        """How many of them are units is not said."""
        assert told(*counted("52个", "member")) == {"members": "52"}

    def test_who_is_named_is_among_all_of_them(self):
        """Two are named, so of fewer than 60 there are from 2 to 59."""
        assert told(*counted("36家", "member_unit"), *named("a", "b"))["unit_members"] == "36"
        assert told(*counted("近60个", "member_unit"), *named("a", "b"))["unit_members"] == "[2, 59]"

    def test_more_named_than_all_contradict_each_other(self):
        """One of the two is wrong: no number of units is told, and two members are named."""
        assert told(*counted("1家", "member_unit"), *named("a", "b")) == {"members": "至少2"}

    @pytest.mark.parametrize("what", ["organization", "enterprise", "incubator"])
    def test_a_group_of_bodies_is_some_of_the_units(self, what):
        """Twelve enterprises and one named body beside them are thirteen units or more."""
        assert told(*counted("12", what), *named("a")) == {"members": "至少13", "unit_members": "至少13"}

    def test_a_group_of_persons_is_some_of_the_individual_members(self):
        """There may be more, of the group as of others."""
        assert told(*counted("40人", "person")) == {"members": "至少40", "individual_members": "至少40"}

    def test_a_group_whose_kind_does_not_tell_counts_as_members(self):
        """A legal form tells: what has one is a body."""
        assert told(*counted("7", "client")) == {"members": "至少7"}
        assert told(*counted("7", "client", form="enterprise")) == {"members": "至少7", "unit_members": "至少7"}

    def test_who_is_included_is_not_counted_beside_the_group(self):
        """Those included are counted with the group; without a figure they are what is known of it."""
        assert told(*named("a"), *counted("12", "organization", includes=["a", "b"]))["unit_members"] == "至少12"
        assert told(*counted(None, "organization", includes=["a", "b"]))["unit_members"] == "至少2"

    def test_who_is_in_two_groups_counts_once(self):
        """Twelve and five with one in both are sixteen."""
        one = counted("12", "organization", includes=["a", "b"])
        other = counted("5", "enterprise", includes=["b", "c"])
        assert told(*one, *other)["unit_members"] == "至少16"

    def test_of_a_group_that_may_be_tied_only_sure_members_count(self):
        """The body a has a tie of its own that surely holds."""
        records = *named("a"), *counted("12", "organization", "2020-06/..", includes=["a", "b", "c"])
        assert told(*records)["unit_members"] == "至少1"
        assert told(*counted("36家", "member_unit", "2020-06/..")) == {}

    def test_a_figure_of_another_day_is_none_of_this(self):
        """Who is included is in the group all the same."""
        assert told(*counted("36家", "member_unit", on="2020-06-15"))["unit_members"] == "36"
        assert told(*counted("36家", "member_unit", on="2020-06-14")) == {}
        assert told(*counted("36家", "member_unit", on="2020-06")) == {}
        assert told(*counted("36家", "member_unit", on="2020-06-14", includes=["a"]))["unit_members"] == "至少1"

    def test_a_figure_that_is_expected_or_no_count_is_none(self):
        """A forecast (预计) says of nobody that it is a member, a share counts nobody."""
        assert told(*counted("预计达50家", "member_unit")) == {}
        assert told(*counted("60%", "member_unit")) == {}

    def test_statements_that_differ_give_bounds(self):
        """Two sources count 36 and 40: it lies between."""
        one, held = counted("36家", "member_unit")
        assert told(one, group(one.id, what="member_unit", count="40家"), held)["unit_members"] == "[36, 40]"

    def test_two_groups_of_all_of_them_bound_each_other(self):
        """Two sources say of one day: fewer than 60, and more than 40."""
        records = group("one", what="member_unit", count="近60家"), group("two", what="member_unit", count="超过40家")
        ties = tie(to="one", span=THEN), tie(to="two", span=THEN)
        assert told(*records, *ties)["unit_members"] == "[41, 59]"
        closer = group("two", what="member_unit", count="不足50家")
        assert told(records[0], closer, *ties)["unit_members"] == "[0, 49]"

    def test_the_case_of_meiyuan(self, xuanwu):
        """Paragraph 6 of the document of 2012-08-02: 促进会现有会员单位36家; nothing is said of other days."""
        facts = facts_of(xuanwu, "meiyuan-association", date(2012, 8, 2))
        assert (facts["unit_members"], str(facts["members"])) == (36, "至少36")
        assert "unit_members" not in facts_of(xuanwu, "meiyuan-association", date(2012, 8, 3))


class TestCompleteness:
    def test_a_claim_makes_unit_members_exact(self):
        """Ties are between bodies, so that it says nothing of individual members."""
        assert told(*named("a", "b"), TIES, seat="320102") == {"members": "至少2", "unit_members": "2"}
        assert told(TIES, seat="320102") == {"unit_members": "0"}

    def test_a_tie_that_may_hold_leaves_bounds(self):
        """One is sure; one may be a member; one without a record may be a unit."""
        records = *named("a"), organization("b"), tie(to="b", span="2020-06/.."), tie(to="x", span=THEN)
        assert told(*records, TIES, seat="320102")["unit_members"] == "[1, 3]"

    def test_a_group_keeps_its_bounds(self):
        """Fewer than twelve and one more are from 1 to 12."""
        records = *named("a"), *counted("近12家", "enterprise")
        assert told(*records, TIES, seat="320102")["unit_members"] == "[1, 12]"

    @pytest.mark.parametrize(
        "claim",
        [
            {"place": "320114"},
            {"kinds": ["organization"]},
            {"tiers": ["street"]},
            {"span": "2020-06-16/.."},
            {"span": "2010-01-01/2020-06-15"},
            {"span": "2020/.."},
        ],
    )
    def test_a_claim_of_something_else_makes_nothing_exact(self, claim):
        """Another place, kind, tier or time; a year that may begin later."""
        other = Completeness(**{"id": "all", "place": "320102", "kinds": ["tie"], **claim})
        assert told(*named("a"), other, seat="320102")["unit_members"] == "至少1"

    @pytest.mark.parametrize("claim", [{"place": "320100"}, {"span": "2020-06-15/2020-06-16"}])
    def test_a_claim_for_the_day_and_a_wider_place(self, claim):
        """The day is the only one of the claim; the city contains the district."""
        other = Completeness(**{"id": "all", "place": "320102", "kinds": ["tie"], **claim})
        assert told(*named("a"), other, seat="320102")["unit_members"] == "1"

    def test_without_a_seat_no_claim_speaks_of_the_body(self):
        """The claim is of a place."""
        assert told(*named("a"), TIES)["unit_members"] == "至少1"


def test_numbers_are_whole_and_figures_are_quantities():
    """What is exact is a plain number; what is bounded is a quantity that conditions compare."""
    facts = facts_of(Register([organization("f"), *counted("36家", "member_unit"), *named("a")]), "f", DAY)
    assert facts["unit_members"] == 36
    assert type(facts["unit_members"]) is int
    assert facts["members"] == Quantity.parse("至少36")
