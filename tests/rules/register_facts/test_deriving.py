"""Facts from a register as a whole: they fit their declarations, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from entities.builders import base, hub, organization, spell

from hubnet import Organization, PartialDate, Place, Register, facts_of, load_casebook, load_rulebook
from hubnet.entities import Completeness
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.exchange import casebook
from hubnet.rules import REGISTER_FACTS
from hubnet.rules.facts import hold

DAY = date(2020, 6, 15)
CASES = [row[0] for row in casebook()]


@pytest.fixture(scope="module")
def law():
    """The shipped rules."""
    return load_rulebook()


def test_what_a_register_can_tell_is_what_the_rules_declare_so(law):
    """No fact is declared that cannot be told, and none told that is not declared."""
    assert {fact.id for fact in law.facts.values() if fact.register} == set(REGISTER_FACTS)


@pytest.mark.parametrize("name", CASES)
def test_facts_of_every_shipped_body_fit_their_declarations(law, name):
    """On days before, in and after the documents."""
    register = load_casebook(name)
    days = date(1990, 1, 1), date(2010, 12, 15), date(2012, 8, 2), date(2015, 5, 8), date(2026, 11, 2)
    for body in register.organizations:
        for day in days:
            facts = facts_of(register, body.id, day)
            assert facts.keys() == hold(facts, law.facts).keys()


def test_facts_of_a_body_with_all_of_them_fit(law):
    """They come in one order; members are bounded below by none, which says nothing."""
    body = organization(
        "a", names="玄武区敬老会", form="social_association", fields=["elderly"], seat="320102", registrar="320102",
        address="梅园新村34号", statuses=[spell("registered", "2012-02/..")],
    )  # fmt: skip
    kinds = ["organization", "tie", "hub"]
    register = Register([body, hub(organization="a", designated="2015"), Completeness(id="c", place="CN", kinds=kinds)])
    facts = facts_of(register, "a", DAY)
    assert facts == {
        "form": "social_association",
        "name": "玄武区敬老会",
        "registration_status": "registered",
        "registered_on": PartialDate.parse("2012-02"),
        "registrar_place": Place("320102"),
        "seat": Place("320102"),
        "premises": True,
        "unit_members": 0,
        "hub_recognised": True,
        "hub_recognised_on": PartialDate.parse("2015"),
        "name_in_use": False,
        "name_given_up_on": "never",
        "name_revoked_on": "never",
    }
    assert list(facts) == [name for name in REGISTER_FACTS if name in facts]
    assert facts.keys() == hold(facts, law.facts).keys()


def test_the_service_centre_of_haishu():
    """The document says 成立于2010年12月 and 注册的民办非企业性质, and nothing of a registrar or members."""
    facts = facts_of(load_casebook("haishu"), "haishu-service-centre", date(2026, 11, 2))
    assert facts == {
        "form": "private_non_enterprise_unit",
        "name": "宁波市海曙区社会组织服务中心",
        "registration_status": "registered",
        "registered_on": PartialDate.parse("2010-12"),
        "seat": Place("330203"),
    }


def test_a_hub_of_beijing(xuanwu):
    """Designated in March 2009; that it was one on 2012-08-02 is told, later days are not."""
    on_the_day = facts_of(xuanwu, "beijing-trade-unions", date(2012, 8, 2))
    assert on_the_day["hub_recognised"] is True
    assert on_the_day["hub_recognised_on"] == PartialDate.parse("2009-03")
    assert "hub_recognised" in facts_of(xuanwu, "beijing-trade-unions", date(2009, 3, 31))
    assert "hub_recognised" not in facts_of(xuanwu, "beijing-trade-unions", date(2009, 3, 30))
    assert "hub_recognised" not in facts_of(xuanwu, "beijing-trade-unions", date(2012, 8, 3))


def recognised(*records, on=DAY, **said):
    """Whether the body a is recognised, and since when."""
    facts = facts_of(Register([organization("a", **said), *records]), "a", on)
    return facts.get("hub_recognised"), facts.get("hub_recognised_on")


class TestRecognition:
    HUBS = Completeness(id="c", place="320102", kinds=["hub"])

    @pytest.mark.parametrize(
        ("on", "expected"),
        [
            (date(2015, 2, 28), None),
            (date(2015, 3, 1), True),
            (date(2018, 2, 28), True),
            (date(2018, 3, 1), None),
        ],
    )
    def test_the_first_day_is_in_and_the_day_after_the_last_is_out(self, on, expected):
        """A designation is dated like a tie; that none is recorded is no "no"."""
        assert recognised(hub(organization="a", span="2015-03-01/2018-03-01"), on=on)[0] is expected

    def test_since_the_earliest_that_still_holds(self):
        """One that has ended does not count; where no day of designation is told the span begins on it."""
        hubs = (
            hub("h1", organization="a", designated="2009-01-01", span="2009-01-01/2012-01-01"),
            hub("h2", organization="a", designated="2015-03"),
            hub("h3", organization="a", span="2017-05-06/.."),
        )
        assert recognised(*hubs) == (True, PartialDate.parse("2015-03"))
        assert recognised(hubs[2]) == (True, date(2017, 5, 6))

    def test_a_day_that_is_not_told(self):
        """One without a day may be the earliest."""
        undated = hub("h1", organization="a", span="?/.. @2016-01-01")
        assert recognised(undated) == (True, None)
        assert recognised(undated, hub("h2", organization="a", designated="2017-01-01")) == (True, None)

    def test_who_is_recognised_on_a_day_was_so_by_that_day(self):
        """Of the year of its designation the days after are out."""
        assert recognised(hub(organization="a", designated="2020", span="?/.. @2020-06-15")) == (
            True,
            PartialDate.parse("2020-01-01..2020-06-15"),
        )

    def test_a_designation_without_days_is_not_sure(self):
        """It may not hold on the day."""
        assert recognised(hub(organization="a")) == (None, None)

    def test_no_designation_is_no_only_by_a_claim(self):
        """The claim is of a place, so the body needs a seat in it."""
        assert recognised(seat="320102") == (None, None)
        assert recognised(self.HUBS, seat="320102") == (False, None)
        assert recognised(self.HUBS, seat="320114") == (None, None)
        assert recognised(self.HUBS) == (None, None)

    @pytest.mark.parametrize(
        "maybe",
        [
            hub(organization="a"),
            hub(place="320102"),
            hub(place="320100"),
            hub(place="320102/梅园新村街道"),
            hub(),
        ],
    )
    def test_a_hub_that_may_be_its_own_makes_no_no(self, maybe):
        """Undated, or told without a name at a place that contains the seat or lies in it."""
        assert recognised(maybe, self.HUBS, seat="320102") == (None, None)

    @pytest.mark.parametrize(
        "none", [hub(organization="b"), hub(place="320114"), hub(organization="a", span="2009-01-01/2012-01-01")]
    )
    def test_a_hub_that_is_surely_not_its_own_on_the_day(self, none):
        """Of another body, at another place, or over."""
        assert recognised(none, self.HUBS, seat="320102") == (False, None)

    def test_its_base_or_its_role_as_a_hub_make_no_no(self):
        """Something tells it to be a hub; the claim does not make that wrong."""
        of_base = base("b", organization="a"), hub(organization="b", designated="2015-03-01")
        assert recognised(*of_base, self.HUBS, seat="320102") == (None, None)
        assert recognised(self.HUBS, seat="320102", roles=["hub"]) == (None, None)


class TestEnds:
    BODY = organization(
        "a", form="foundation", seat="320102", registrar="320102", fields=["elderly"],
        statuses=[spell("registered", "2012-02-29/2020-06-15"), spell("revoked", "2020-06-15/..")],
    )  # fmt: skip
    ALL = Completeness(id="c", place="CN", kinds=["organization", "tie", "hub"])

    def test_of_a_body_that_is_over_only_its_form_and_end_are_told(self):
        """The first day of the end is in."""
        facts = facts_of(Register([self.BODY, self.ALL]), "a", DAY)
        assert facts == {"form": "foundation", "registration_status": "revoked"}

    def test_on_the_day_before_all_is_told(self):
        """The day before it was registered."""
        facts = facts_of(Register([self.BODY, self.ALL]), "a", date(2020, 6, 14))
        assert facts["registration_status"] == "registered"
        assert facts.keys() >= {"registered_on", "seat", "unit_members", "hub_recognised", "name_in_use"}

    def test_before_its_first_day_it_has_no_members_and_no_status(self):
        """What is told without days is told all the same: it may be asked about before it begins."""
        facts = facts_of(Register([self.BODY, self.ALL]), "a", date(2012, 2, 28))
        assert facts.keys() == {
            "form", "name", "registrar_place", "seat", "name_in_use", "name_given_up_on", "name_revoked_on",
        }  # fmt: skip

    def test_one_dissolved_without_a_status(self):
        """How it ended is not said."""
        facts = facts_of(Register([organization("a", form="foundation", dissolved="2020-06-15")]), "a", DAY)
        assert facts == {"form": "foundation"}


class TestWhatIsAsked:
    REGISTER = Register([organization("meiyuan-association"), hub("meiyuan-hub", organization="meiyuan-association")])

    def test_a_proposed_organization_need_not_be_held(self):
        """Names are checked before there is a registration."""
        proposed = Organization(id="new", names="玄武区敬老会", form="social_association", seat="320102")
        facts = {"form": "social_association", "name": "玄武区敬老会", "seat": Place("320102")}
        assert facts_of(self.REGISTER, proposed, DAY) == facts
        assert facts_of(Register(), proposed, DAY) == facts

    def test_one_given_goes_before_what_is_held_of_it(self):
        """It is asked about as it is to be."""
        told = organization("a", seat="320102"), organization("a", form="foundation")
        changed = organization("a", seat="320114")
        assert facts_of(Register(told), changed, DAY)["seat"] == Place("320114")
        assert "form" not in facts_of(Register(told), changed, DAY)

    def test_a_statement_that_is_held_stands_for_its_body(self):
        """Whoever takes one from the register asks about the body, with all its statements."""
        told = organization("a", seat="320102"), organization("a", form="foundation")
        assert facts_of(Register(told), told[0], DAY) == facts_of(Register(told), "a", DAY)

    def test_an_id_that_is_not_held(self):
        """The nearest one is named."""
        with pytest.raises(UnknownNameError, match="did you mean 'meiyuan-association'") as refused:
            facts_of(self.REGISTER, "meiyuan-asociation", DAY)
        assert refused.value.kind == "organization"

    def test_an_id_of_something_else_names_the_organization_that_it_is_about(self):
        """A hub is the designation of a body, not the body."""
        with pytest.raises(UnknownNameError, match="meiyuan-association") as refused:
            facts_of(self.REGISTER, "meiyuan-hub", DAY)
        assert refused.value.known == ("meiyuan-association",)

    @pytest.mark.parametrize(
        ("asked", "field"),
        [
            ((None, "a", DAY), "register"),
            ((REGISTER, None, DAY), "organization"),
            ((REGISTER, 3, DAY), "organization"),
            ((REGISTER, "meiyuan-association", "2020-06-15"), "day"),
            ((REGISTER, "meiyuan-association", datetime(2020, 6, 15, 12)), "day"),  # noqa: DTZ001
        ],
    )
    def test_what_is_no_register_body_or_day_is_refused(self, asked, field):
        """A moment of a day is no day."""
        with pytest.raises(InvalidValueError) as refused:
            facts_of(*asked)
        assert refused.value.field == field
