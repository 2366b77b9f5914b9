"""Broken copies: what is taken away, closed, doubled or changed is named, with its reason, in both languages."""

from datetime import date

import attrs
import pytest

from hubnet.entities import (
    Base,
    Completeness,
    CountedGroup,
    Event,
    Federation,
    FunctionModule,
    Governance,
    Governor,
    Hub,
    Organization,
    Part,
    Register,
    Scheme,
    Tie,
)
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.exchange import find_structures, load_casebook, load_structures
from hubnet.network.structures import PartState, StructurePart, check_structure
from hubnet.values import Label, Outcome

STRUCTURES = load_structures()
STREET = "320102/梅园新村街道"
DAY = date(2012, 8, 2)
HOLDS, MISSING, NOT_RECORDED, EXTRA = PartState.HOLDS, PartState.MISSING, PartState.NOT_RECORDED, PartState.EXTRA


def whole_street():
    """A street that has all of 1+1+X, each part by name."""
    return Register(
        [
            Base(id="park", names="服务园", kind="park", place=STREET, tier="street", opened="2012-01-01"),
            Organization(
                id="assoc", names="某街道社会组织促进会", form="social_association", seat=STREET, founded="2011-12-01"
            ),
            Federation(id="fed", organization="assoc", place=STREET, tier="street"),
            Organization(id="home", names="托养中心", form="private_non_enterprise_unit", seat=STREET),
            Tie(id="member", kind="has_member", from_="assoc", to="home", span="2011-12-01/.."),
        ]
    )


def complete(*kinds, **said):
    """A statement that the register holds all of some kinds in the street."""
    return Completeness(**{"id": "complete", "place": STREET, "kinds": kinds, **said})


def check(register, on=DAY, name="1+1+X", place=STREET, **said):
    """Check 1+1+X in the street."""
    return check_structure(register, STRUCTURES[name], place=place, on=on, **said)


def changed(register, name, **fields):
    """The register with fields of a record changed."""
    return register.with_records(attrs.evolve(register[name], **fields))


class TestStreet:
    def test_all_is_there(self):
        """A street with all parts by name has the structure."""
        answer = check(whole_street())
        assert answer.outcome is Outcome.MET
        assert [one.entities for one in answer.parts] == [("park",), ("assoc",), ("home",)]
        assert answer.stated_by == ()

    @pytest.mark.parametrize(
        ("gone", "part"),
        [
            pytest.param(("park",), "park", id="no park"),
            pytest.param(("fed", "assoc", "member"), "association", id="no association"),
            pytest.param(("home", "member"), "organizations", id="no organization"),
        ],
    )
    def test_what_is_taken_away_is_not_recorded(self, gone, part):
        """Without a statement of completeness a part of which nothing is said may be there all the same."""
        answer = check(whole_street().without(*gone))
        assert answer[part].state is NOT_RECORDED
        assert answer[part].entities == ()
        assert answer.outcome is Outcome.UNKNOWN

    @pytest.mark.parametrize(
        ("gone", "part", "kind"),
        [
            pytest.param(("park",), "park", "base", id="no park"),
            pytest.param(("fed", "assoc", "member"), "association", "federation", id="no association"),
            pytest.param(("home", "member"), "organizations", "organization", id="no organization"),
        ],
    )
    def test_what_is_taken_away_is_missing_where_the_register_is_complete(self, gone, part, kind):
        """Where the register leaves nothing out, what is not recorded is missing, and the statement is named."""
        answer = check(whole_street().without(*gone).with_records(complete(kind)))
        assert answer[part].state is MISSING
        assert "complete" in answer[part].why.en
        assert "complete" in answer[part].why.zh
        assert answer.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        "claim",
        [
            pytest.param(complete("organization", "tie"), id="of other kinds"),
            pytest.param(complete("base", place="320102/锁金村街道"), id="of another street"),
            pytest.param(complete("base", tiers=["community"]), id="of another level"),
            pytest.param(complete("base", span="2012-08-03/.."), id="from the next day on"),
            pytest.param(complete("base", span="2011-01-01/2012-08-02"), id="until the day before"),
        ],
    )
    def test_other_statements_say_nothing_of_it(self, claim):
        """A statement of completeness counts for its kinds, its place, its levels and its days."""
        assert check(whole_street().without("park").with_records(claim))["park"].state is NOT_RECORDED

    @pytest.mark.parametrize(
        "claim",
        [
            pytest.param(complete("base", place="320102"), id="of the district"),
            pytest.param(complete("base", tiers=["street"]), id="of its level"),
            pytest.param(complete("base", span="2012-08-02/2012-08-03"), id="of that day"),
        ],
    )
    def test_statements_that_count(self, claim):
        """A statement of a wider place, of the level or of the one day is enough."""
        assert check(whole_street().without("park").with_records(claim))["park"].state is MISSING

    @pytest.mark.parametrize(
        ("on", "state"),
        [
            pytest.param(date(2011, 12, 31), MISSING, id="the day before it opens"),
            pytest.param(date(2012, 1, 1), HOLDS, id="the day on which it opens"),
            pytest.param(date(2012, 7, 31), HOLDS, id="its last day"),
            pytest.param(date(2012, 8, 1), MISSING, id="the first day on which it is closed"),
        ],
    )
    def test_a_park_that_closes(self, on, state):
        """A park is there from its first day in to its first day out; before and after, it is named with its days."""
        answer = check(changed(whole_street(), "park", closed="2012-08-01"), on=on)
        assert answer["park"].state is state
        assert answer["park"].entities == ("park",)
        if state is MISSING:
            assert f"it is not there on {on} (from 2012-01-01, until before 2012-08-01)" in answer["park"].why.en
            assert f"在{on}不存在" in answer["park"].why.zh

    @pytest.mark.parametrize(
        ("name", "fields", "part", "zh", "en"),
        [
            pytest.param(
                "assoc", {"form": "foundation"}, "association",
                "组织形式为基金会，应为社会团体", "its form is foundation, not social association", id="form",
            ),
            pytest.param(
                "fed", {"tier": "community"}, "association",
                "层级为社区级，应为街道级", "its tier is community, not street", id="tier of the association",
            ),
            pytest.param(
                "park", {"tier": "district"}, "park",
                "层级为区级，应为街道级", "its tier is district, not street", id="tier of the park",
            ),
        ],
    )  # fmt: skip
    def test_what_is_wrong_in_one_point(self, name, fields, part, zh, en):
        """What is recorded for a part and differs in one point is missing, and the point is said."""
        answer = check(changed(whole_street(), name, **fields))
        assert answer[part].state is MISSING
        assert zh in answer[part].why.zh
        assert en in answer[part].why.en

    def test_another_kind_of_base_is_no_park(self):
        """A party-building centre is another thing, not a park gone wrong."""
        answer = check(changed(whole_street(), "park", kind="party_building_centre"))
        assert (answer["park"].state, answer["park"].entities) == (NOT_RECORDED, ())

    def test_a_base_without_a_kind_may_be_the_park(self):
        """Where the kind is not said the base may be the park, and is named as such."""
        answer = check(changed(whole_street(), "park", kind=None))
        assert (answer["park"].state, answer["park"].entities) == (NOT_RECORDED, ("park",))
        assert "基地类别未说明" in answer["park"].why.zh

    def test_a_planned_park_is_not_there_yet(self):
        """A plan is no park, and no park is missing for it."""
        answer = check(changed(whole_street(), "park", planned=True))
        assert answer["park"].state is NOT_RECORDED
        assert "it is only planned" in answer["park"].why.en

    def test_a_second_park_is_extra(self):
        """Two parks are one too many in a street, and both are named."""
        second = Base(id="park-2", names="二号园", kind="park", place=STREET, tier="street")
        answer = check(whole_street().with_records(second))
        assert answer["park"].state is EXTRA
        assert answer["park"].entities == ("park", "park-2")
        assert "there are 2, and at most 1 should be" in answer["park"].why.en
        assert answer.outcome is Outcome.NOT_MET

    def test_parks_of_two_streets_are_not_too_many(self):
        """At most one is said of a street; a district of which the structure is told has one in each."""
        second = Base(id="park-2", names="二号园", kind="park", place="320102/锁金村街道", tier="street")
        scheme = Scheme(id="told", names="架构", kind="structure", structure="1+1+X", place="320102")
        answer = check(whole_street().with_records(second, scheme), place="320102")
        assert (answer["park"].state, answer["park"].entities) == (HOLDS, ("park", "park-2"))

    def test_a_park_elsewhere_does_not_count(self):
        """The park of the next street is not this street's."""
        answer = check(changed(whole_street(), "park", place="320102/锁金村街道"))
        assert (answer["park"].state, answer["park"].entities) == (NOT_RECORDED, ())

    def test_no_tie(self):
        """An association without a member: not recorded, and missing where the register holds all ties."""
        bare = whole_street().without("member")
        assert check(bare)["association->organizations"].state is NOT_RECORDED
        answer = check(bare.with_records(complete("tie")))
        assert answer["association->organizations"].state is MISSING
        assert answer.outcome is Outcome.NOT_MET

    @pytest.mark.parametrize(
        ("span", "state"),
        [
            pytest.param("2011-12-01/2012-08-03", HOLDS, id="ends tomorrow"),
            pytest.param("2011-12-01/2012-08-02", MISSING, id="ended yesterday"),
            pytest.param("2012-08-03/..", MISSING, id="begins tomorrow"),
        ],
    )
    def test_a_tie_that_ended(self, span, state):
        """A membership counts on its days; one that is over is named."""
        answer = check(changed(whole_street(), "member", span=span))
        assert answer["association->organizations"].state is state
        assert answer["association->organizations"].entities == ("member",)

    def test_another_kind_of_tie(self):
        """Money paid to an organization does not make it a member."""
        answer = check(changed(whole_street(), "member", kind="funds"))
        assert answer["association->organizations"].state is NOT_RECORDED

    @pytest.mark.parametrize(
        ("said", "state", "why"),
        [
            pytest.param({"count": "36家"}, HOLDS, "reported: 36", id="a number"),
            pytest.param({"count": "近60家"}, HOLDS, "nobody is named", id="a number with a qualifier"),
            pytest.param({"count": "数十家"}, HOLDS, "nobody is named", id="a vague number"),
            pytest.param({"count": 0}, MISSING, "reported: 0", id="none"),
            pytest.param({}, NOT_RECORDED, "without a name or number", id="no number"),
        ],
    )
    def test_a_group(self, said, state, why):
        """A number told is enough without names, none told is not recorded, and zero is missing."""
        group = CountedGroup(id="some", names="若干", what="organization", place=STREET, **said)
        answer = check(whole_street().without("home", "member").with_records(group))
        assert answer["organizations"].state is state
        assert answer["organizations"].groups == ("some",)
        assert why in answer["organizations"].why.en

    def test_a_group_that_is_not_counted_keeps_it_open(self):
        """A group that is told of may be there, so that completeness does not make it missing."""
        group = CountedGroup(id="some", names="若干", what="organization", place=STREET)
        register = whole_street().without("home", "member").with_records(group, complete("organization"))
        assert check(register)["organizations"].state is NOT_RECORDED

    def test_days_that_are_not_known(self):
        """Whether a park of unknown beginning is there on the day: possible, but not certain."""
        register = changed(whole_street(), "park", opened="2012-08")
        assert check(register)["park"].state is HOLDS
        certain = check(register, rule="certain")["park"]
        assert (certain.state, certain.entities) == (NOT_RECORDED, ("park",))
        assert "whether it is there on 2012-08-02 is not sure" in certain.why.en

    def test_without_a_day(self):
        """Without a day all counts that is recorded, also what is closed."""
        assert check(changed(whole_street(), "park", closed="2012-02-01"), on=None)["park"].state is HOLDS


class TestScheme:
    """The article tells the structure of the district and names Meiyuan's association for it."""

    XUANWU = load_casebook("xuanwu")

    def test_no_association(self):
        """Taken out of Meiyuan, the association that the scheme names is not recorded, and its id is said."""
        answer = check(self.XUANWU.without("meiyuan-association", "meiyuan-federation", "meiyuan-hub"))
        assert answer["association"].state is NOT_RECORDED
        assert "meiyuan-association" in answer["association"].why.en

    def test_no_association_in_a_complete_register(self):
        """Where the federations of the street are complete, the association is missing."""
        register = self.XUANWU.without("meiyuan-association", "meiyuan-federation", "meiyuan-hub")
        answer = check(register.with_records(complete("federation")))
        assert answer["association"].state is MISSING

    def test_a_federation_of_a_body_that_is_not_held(self):
        """A federation whose organization is not in the register does not fill the part by itself."""
        answer = check(whole_street().without("assoc"))
        assert answer["association"].state is NOT_RECORDED
        assert "no record with the id assoc" in answer["association"].why.en

    def test_the_association_ended(self):
        """An association dissolved by the day is named with its days."""
        answer = check(changed(self.XUANWU, "meiyuan-association", dissolved="2012-08-01"))
        assert answer["association"].state is MISSING
        assert "until before 2012-08-01" in answer["association"].why.en

    @pytest.mark.parametrize(
        ("fields", "en"),
        [
            pytest.param({"form": "foundation"}, "its form is foundation", id="another form"),
            pytest.param({"form": None}, None, id="a form that is not said"),
        ],
    )
    def test_form(self, fields, en):
        """A form that is wrong is a misfit, one that is not said is none."""
        answer = check(changed(self.XUANWU, "meiyuan-association", **fields))
        assert answer["association"].state is (MISSING if en else HOLDS)
        assert (en or "recorded") in answer["association"].why.en

    def test_a_hub_of_the_other_axis(self):
        """A territorial hub that becomes a sectoral one leaves the horizontal axis without a name."""
        register = changed(self.XUANWU, "meiyuan-hub", scope="sectoral")
        answer = check_structure(register, STRUCTURES["one-core-two-axes"], place="320102", on=DAY)
        assert answer["horizontal"].state is NOT_RECORDED
        assert answer["horizontal"].entities == ("xuanwu-territorial-hubs",)
        assert answer["vertical"].entities == ("meiyuan-association",)

    def test_what_the_scheme_names_is_of_another_scope(self):
        """What a scheme names for a part and is of another scope is missing, and the scope is said."""
        register = self.XUANWU.without("meiyuan-hub")
        register = changed(register, "xuanwu-territorial-hubs", scope="sectoral")
        answer = check_structure(register, STRUCTURES["one-core-two-axes"], place="320102", on=DAY)
        assert answer["horizontal"].state is MISSING
        assert "范围为行业性，应为区域性" in answer["horizontal"].why.zh

    def test_what_the_scheme_names_lies_elsewhere(self):
        """A body named for the place itself that lies in another place is missing."""
        register = changed(load_casebook("haishu"), "haishu-service-centre", seat="330205")
        register = changed(register, "haishu-service-centre-base", place="330205")
        register = changed(register, "haishu-hub", place="330205")
        answer = check_structure(register, STRUCTURES["three-tiers-haishu"], place="330203")
        assert answer["district"].state is MISSING
        assert "it lies outside the place" in answer["district"].why.en

    def test_another_kind_of_record(self):
        """A base where a scheme is to name a platform is named with its kind."""
        register = load_casebook("qingdao-west-coast")
        scheme = register["one-one-n-structure"]
        parts = [
            attrs.evolve(one, records=["west-coast-base"]) if one.id == "cloud-park" else one for one in scheme.parts
        ]
        answer = check_structure(
            register.with_records(attrs.evolve(scheme, parts=parts)).without("zuji-platform"),
            STRUCTURES["1+1+N"], place="370211",
        )  # fmt: skip
        assert answer["cloud-park"].state is MISSING
        assert "记录类别为基地，应为云平台" in answer["cloud-park"].why.zh

    def test_a_part_that_the_structure_does_not_have(self):
        """A part that only the scheme tells is extra."""
        scheme = self.XUANWU["xuanwu-one-one-x"]
        more = attrs.evolve(scheme.parts[0], id="school", label=Label("学院", "school"))
        answer = check(self.XUANWU.with_records(attrs.evolve(scheme, parts=(*scheme.parts, more))))
        assert answer["school"].state is EXTRA
        assert answer["school"].label == Label("学院", "school")
        assert answer.outcome is Outcome.NOT_MET

    def test_a_scheme_that_comes_later(self):
        """A scheme of a later day tells nothing of the day."""
        register = changed(self.XUANWU, "xuanwu-one-one-x", on="2012-08-03")
        assert check(register).stated_by == ()
        assert check(register, on=date(2012, 8, 3)).stated_by == ("xuanwu-one-one-x",)

    def test_a_meeting_every_half_year(self):
        """A meeting that is not held monthly is not the platform's joint meeting."""
        register = changed(load_casebook("yuhuatai"), "four-party-meeting", every="half_year")
        answer = check(register, on=date(2017, 7, 4), name="four-party-platform", place="320114")
        assert answer["meeting"].state is NOT_RECORDED


class TestCommunity:
    COMMUNITY = "320114001001"

    def whole(self):
        """A community with all four parties, the branch that leads them, and the meeting."""

        def body(name, form, zh):
            return Organization(id=name, names=zh, form=form, seat=self.COMMUNITY)

        return Register(
            [
                body("branch", "party_body", "社区党总支"),
                body("committee", "residents_committee", "居委会"),
                body("owners", "owners_committee", "业委会"),
                body("estate", "enterprise", "幸福物业公司"),
                body("dance", "unregistered_group", "舞蹈队"),
                Event(id="meeting", names="联席会议", every="month", place=self.COMMUNITY),
            ]
        )

    def check(self, register):
        """Check the platform in the community."""
        return check_structure(register, STRUCTURES["four-party-platform"], place=self.COMMUNITY)

    def test_all_is_there(self):
        """All parties by name make the platform; a body is one of them only."""
        answer = self.check(self.whole())
        assert answer.outcome is Outcome.MET
        assert [one.entities[0] for one in answer.parts] == [
            "branch", "committee", "owners", "estate", "dance", "meeting",
        ]  # fmt: skip

    def test_another_company_is_no_property_company(self):
        """A shop is an enterprise, and manages no property."""
        answer = self.check(changed(self.whole(), "estate", names="幸福超市"))
        assert (answer["property-company"].state, answer["property-company"].entities) == (NOT_RECORDED, ())

    def test_two_residents_committees(self):
        """A community has one residents' committee."""
        second = Organization(id="second", names="二居", form="residents_committee", seat=self.COMMUNITY)
        assert self.check(self.whole().with_records(second))["residents-committee"].state is EXTRA

    def test_a_group_of_two_committees_is_too_many(self):
        """A number that a source tells can be too high as well."""
        group = CountedGroup(
            id="two", names="居委会", what="organization", form="residents_committee", count="2个", place=self.COMMUNITY
        )
        assert self.check(self.whole().with_records(group).without("committee"))["residents-committee"].state is EXTRA

    def test_what_is_not_said_of_groups(self):
        """A group of organizations of any kind is no candidate for the owners' committee."""
        group = CountedGroup(id="many", names="社会组织", what="organization", count=9, place=self.COMMUNITY)
        answer = self.check(self.whole().without("owners").with_records(group))
        assert (answer["owners-committee"].state, answer["owners-committee"].groups) == (NOT_RECORDED, ())

    def test_a_place_below_the_level_is_refused(self):
        """1+1+X is a thing of streets: a community cannot have it."""
        with pytest.raises(InvalidValueError, match="of level street; give a place of that level"):
            check_structure(self.whole(), STRUCTURES["1+1+X"], place=self.COMMUNITY)


class TestPlaceAboveTheLevel:
    """1+1+X is a thing of streets: a district has it only as a scheme tells it of the district."""

    @staticmethod
    def told(place, **said):
        """A street with all parts, and a scheme that tells 1+1+X of a place."""
        scheme = Scheme(id="told", names="架构", kind="structure", structure="1+1+X", place=place, **said)
        return whole_street().with_records(scheme)

    @pytest.mark.parametrize("place", ["320102", "320100", "320000", "CN"])
    def test_refused(self, place):
        """Though a street in it has all parts, the wider place is refused, with the level and what to do."""
        with pytest.raises(InvalidValueError) as caught:
            check(whole_street(), place=place)
        assert str(caught.value) == (
            f"place: found '{place}'; 1+1+X is of level street, and no scheme tells it of {place} by 2012-08-02; "
            "give a street in it; find_structures (--structure all) looks in all of them"
        )
        assert [str(one.place) for one in find_structures(whole_street(), place, DAY)] == [STREET]

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            pytest.param(STREET, {}, id="of a street in it"),
            pytest.param("320106", {}, id="of another district"),
            pytest.param("320102", {"on": "2012-08-03"}, id="from the next day on"),
        ],
    )
    def test_schemes_that_do_not_tell_it(self, place, said):
        """A scheme of a narrower place, of another one, or of a later day does not tell it of the district."""
        with pytest.raises(InvalidValueError, match="no scheme tells it of 320102 by 2012-08-02"):
            check(self.told(place, **said), place="320102")

    @pytest.mark.parametrize(
        ("place", "said"),
        [
            pytest.param("320102", {}, id="of the district"),
            pytest.param("320102", {"on": "2012-08-02"}, id="of that day"),
            pytest.param("320100", {}, id="of the city around it"),
        ],
    )
    def test_schemes_that_tell_it(self, place, said):
        """Where a scheme tells it of the place or of one around it, the place is looked at as a whole."""
        answer = check(self.told(place, **said), place="320102")
        assert answer.wider
        assert [one.entities for one in answer.parts] == [("park",), ("assoc",), ("home",)]

    def test_without_a_day(self):
        """Without a day the refusal names none."""
        with pytest.raises(InvalidValueError, match="no scheme tells it of 320102; give a street in it"):
            check(whole_street(), on=None, place="320102")


class TestBase:
    FUTIAN = load_casebook("futian")

    def modules(self, register, **said):
        """Check the ten modules of the Futian base."""
        return check_structure(register, STRUCTURES["ten-modules"], of="futian-base", **said)

    def test_nine_modules(self):
        """A module less is not recorded, and missing where the modules are complete; which one is said."""
        register = self.FUTIAN.without("futian-module-issue-research")
        answer = self.modules(register)
        assert answer.of_state("not_recorded") == ("issue_research",)
        claim = complete("function_module", place="440304")
        assert self.modules(register.with_records(claim)).of_state("missing") == ("issue_research",)

    def test_eleven_modules(self):
        """A module more is extra, and named."""
        eleventh = FunctionModule(id="canteen", of="futian-base", names="餐饮", number=11)
        answer = self.modules(self.FUTIAN.with_records(eleventh))
        assert answer.of_state("extra") == ("canteen",)
        assert answer["canteen"].entities == ("canteen",)
        assert answer.outcome is Outcome.NOT_MET

    def test_one_module_twice(self):
        """Two modules of one name are one too many."""
        again = FunctionModule(id="again", of="futian-base", names="问题研究", number=11)
        answer = self.modules(self.FUTIAN.with_records(again))
        assert answer["issue_research"].state is EXTRA
        assert answer["issue_research"].entities == ("again", "futian-module-issue-research")

    def test_the_modules_of_another_base(self):
        """A module counts for its own base."""
        register = changed(self.FUTIAN, "futian-module-issue-research", of="creative-valley-centre")
        assert self.modules(register)["issue_research"].state is NOT_RECORDED

    def test_three_functions_and_five(self):
        """A centre that lists three functions lacks one; a fifth is extra."""
        register = load_casebook("yuhuatai")
        three = changed(register, "yuhuatai-cultivation-centre", functions=["party_building", "incubation", "service"])
        four = STRUCTURES["four-in-one-centre"]
        answer = check_structure(three, four, of="yuhuatai-cultivation-centre")
        assert answer["procurement"].state is NOT_RECORDED
        claim = complete("function_module", place="320114")
        complete_one = check_structure(three.with_records(claim), four, of="yuhuatai-cultivation-centre")
        assert complete_one["procurement"].state is MISSING
        said = (*register["yuhuatai-cultivation-centre"].functions, "training")
        five = changed(register, "yuhuatai-cultivation-centre", functions=said)
        answer = check_structure(five, four, of="yuhuatai-cultivation-centre")
        assert answer.of_state("extra") == ("training",)

    def test_functions_that_are_not_said(self):
        """A centre without a list of functions may have them all."""
        register = changed(load_casebook("yuhuatai"), "yuhuatai-cultivation-centre", functions=())
        answer = check_structure(register, STRUCTURES["four-in-one-centre"], of="yuhuatai-cultivation-centre")
        assert {one.state for one in answer.parts[1:]} == {NOT_RECORDED}
        assert "its functions are not said" in answer["service"].why.en

    def governed(self, *bodies, base=None, **said):
        """A base whose three governors are these bodies, in order; None: it is not told."""
        three = [one and Governor(label=Label("谁", "who"), body=one) for one in bodies]
        governance = Governance(
            model="three_separate_bodies", **dict(zip(("decides", "operates", "supervises"), three, strict=True))
        )
        house = Base(id="house", names="基地", place="440304", organization=base, governance=governance)
        records = [Organization(id=name, names=name) for name in dict.fromkeys((*bodies, base)) if name]
        return Register([house, *records, *said.get("more", ())])

    def check_governance(self, register, **said):
        """Check the three bodies of the base."""
        return check_structure(register, STRUCTURES["three-governance-bodies"], of="house", **said)

    def test_three_bodies(self):
        """Three bodies by name make the structure; the base may be that of the one that operates it."""
        assert self.check_governance(self.governed("a", "b", "c")).outcome is Outcome.MET
        assert self.check_governance(self.governed("a", "b", "c", base="b")).outcome is Outcome.MET

    def test_a_governor_is_missing(self):
        """Nobody who supervises: not recorded, and missing where the bases are recorded completely."""
        assert self.check_governance(self.governed("a", "b", None))["supervisor"].state is NOT_RECORDED
        claim = complete("base", place="440304")
        answer = self.check_governance(self.governed("a", "b", None, more=[claim]))
        assert answer["supervisor"].state is MISSING

    def test_one_body_with_two_tasks(self):
        """The body that operates cannot supervise itself: the three are to be separate."""
        answer = self.check_governance(self.governed("a", "b", "b"))
        assert answer["supervisor"].state is MISSING
        assert "separate bodies" in answer["supervisor"].why.en
        assert "各自独立" in answer["supervisor"].why.zh

    def test_a_governor_that_is_no_more(self):
        """A body dissolved by the day does not supervise; one that the register does not hold is named."""
        gone = Organization(id="c", names="丙", founded="2010-01-01", dissolved="2012-01-01")
        register = self.governed("a", "b", "c").with_records(gone)
        assert self.check_governance(register, on=DAY)["supervisor"].state is MISSING
        answer = self.check_governance(self.governed("a", "b", "c").without("c"))
        assert answer["supervisor"].state is NOT_RECORDED
        assert "no record with the id c" in answer["supervisor"].why.en

    def test_another_model(self):
        """A base that is run as a public institution has not the three bodies."""
        register = changed(self.FUTIAN, "futian-base", governance=Governance(model="public_institution"))
        answer = check_structure(register, STRUCTURES["three-governance-bodies"], of="futian-base")
        assert answer["base"].state is MISSING
        assert "治理模式为政府成立事业单位管理" in answer["base"].why.zh

    def test_a_closed_base(self):
        """A base that is closed is missing, and its parts are not recorded."""
        register = changed(self.FUTIAN, "futian-base", closed="2016-01-01")
        answer = self.modules(register, on=date(2016, 1, 1))
        assert answer["base"].state is MISSING
        assert {one.state for one in answer.parts[1:]} == {NOT_RECORDED}
        assert self.modules(register, on=date(2015, 12, 31)).outcome is Outcome.MET

    def test_which_base(self):
        """The base is given, or the place has one that could be meant."""
        second = Base(id="second", names="二号基地", place="440304")
        register = self.FUTIAN.with_records(second)
        with pytest.raises(InvalidValueError, match="could be meant; give one of futian-base, second"):
            check_structure(register, STRUCTURES["ten-modules"], place="440304")
        with pytest.raises(InvalidValueError, match="give of= or a place"):
            check_structure(register, STRUCTURES["ten-modules"])
        with pytest.raises(UnknownNameError, match="did you mean 'futian-base'"):
            check_structure(register, STRUCTURES["ten-modules"], of="futian-bas")
        with pytest.raises(InvalidValueError, match="it lies in 440304 and not in 320102"):
            check_structure(register, STRUCTURES["ten-modules"], of="futian-base", place="320102")
        with pytest.raises(InvalidValueError, match="structure of a place"):
            check_structure(register, STRUCTURES["1+1+X"], of="futian-base")
        with pytest.raises(InvalidValueError, match=r"give a place of level street$"):
            check_structure(register, STRUCTURES["1+1+X"])


def test_a_scheme_names_a_group_of_organizations():
    """A group that a scheme names for a part of organizations fills it, though it is not of their kind by itself."""
    group = CountedGroup(id="many", names="社会组织", what="organization", count="20余家", place="320114")
    register = load_casebook("yuhuatai").with_records(group)
    scheme = register["four-party-platform"]
    parts = [attrs.evolve(one, records=["many"]) if one.id == "social-organizations" else one for one in scheme.parts]
    answer = check(
        register.with_records(attrs.evolve(scheme, parts=parts)), date(2017, 7, 4), "four-party-platform", "320114"
    )
    assert (answer["social-organizations"].state, answer["social-organizations"].groups) == (HOLDS, ("many",))


def test_at_least_two():
    """Where two are needed one is too few, and a number told is compared."""
    structure = attrs.evolve(
        STRUCTURES["1+1+X"],
        parts=[StructurePart(id="hubs", label=Label("枢纽", "hubs"), is_=["hub", "counted_group"], at_least=2)],
        ties=(),
    )
    one = Register([Organization(id="a", names="甲"), Hub(id="h", names="枢纽", organization="a", place=STREET)])
    answer = check_structure(one, structure, place=STREET)
    assert answer["hubs"].state is NOT_RECORDED
    assert answer["hubs"].why.en == "1 of at least 2 recorded: 甲 (a); a record of 1 more is lacking"
    assert answer["hubs"].why.zh == "至少应有2个，有记录的1个：甲（a）；尚缺1个的记录"
    assert check_structure(one.with_records(complete("hub")), structure, place=STREET)["hubs"].state is MISSING
    three = attrs.evolve(structure, parts=[attrs.evolve(structure.parts[0], at_least=3)])
    assert check_structure(one, three, place=STREET)["hubs"].why.en.endswith("; a record of 2 more is lacking")
    for count, state in ((1, MISSING), (2, HOLDS), ("近2家", MISSING), ("近3家", NOT_RECORDED)):
        group = CountedGroup(id="g", names="群", what="organization", count=count, place=STREET)
        assert check_structure(Register([group]), structure, place=STREET)["hubs"].state is state


def test_schemes_may_tell_a_structure_by_another_name():
    """A scheme names a structure by its id or one of its other names."""
    structure = attrs.evolve(STRUCTURES["1+1+X"], names=["一加一加X"])
    scheme = Scheme(id="s", names="架构", kind="structure", structure="一加一加X", place="320102")
    assert check_structure(Register([scheme]), structure, place=STREET).stated_by == ("s",)


class TestSchemeOfABase:
    """A scheme may tell the structure of a base and name what its parts are."""

    def told(self, structure, **records):
        """The scheme of a base: a part for each name, with its records."""
        parts = [Part(id=name, label=Label("部分", "part"), records=ids) for name, ids in records.items()]
        return Scheme(id="s", names="架构", kind="structure", structure=structure, of="house", parts=parts)

    def test_a_module_of_another_name(self):
        """A module that a scheme names for a part fills it, whatever it is called."""
        house = Base(id="house", names="基地")
        module = FunctionModule(id="m", of="house", names="红色引擎")
        register = Register([house, module, self.told("ten-modules", party_building=["m"])])
        answer = check_structure(register, STRUCTURES["ten-modules"], of="house")
        assert (answer["party_building"].state, answer["party_building"].entities) == (HOLDS, ("m",))
        assert answer.of_state("extra") == ()
        assert answer.stated_by == ("s",)

    def test_a_governor(self):
        """A body that a scheme names as council fills the part, though the base itself names none."""
        scheme = self.told("three-governance-bodies", council=["c"])
        register = Register([Base(id="house", names="基地"), Organization(id="c", names="理事会"), scheme])
        answer = check_structure(register, STRUCTURES["three-governance-bodies"], of="house")
        assert (answer["council"].state, answer["council"].entities) == (HOLDS, ("c",))
        assert (answer["agency"].state, answer["agency"].entities) == (NOT_RECORDED, ())

    def test_the_base_itself(self):
        """A scheme of a place may name the base, which is found by that."""
        scheme = Scheme(
            id="s", names="架构", kind="structure", structure="ten-modules", place="440304",
            parts=[Part(id="base", label=Label("基地", "base"), records=["house"])],
        )  # fmt: skip
        bases = [Base(id=name, names=name, place="440304", governance=None) for name in ("house", "other")]
        (answer,) = find_structures(Register([*bases, scheme]), "440304")
        assert (answer.structure.id, answer.of, answer.stated_by) == ("ten-modules", "house", ("s",))


def test_a_centre_and_its_base_are_one():
    """The organization and the base of one centre count once, though each fits by itself."""
    register = load_casebook("haishu").without("haishu-network")
    answer = check_structure(register, STRUCTURES["three-tiers-haishu"], place="330203")
    assert (answer["district"].state, answer["district"].entities) == (HOLDS, ("haishu-service-centre",))
    assert answer.stated_by == ()


@pytest.mark.parametrize(
    ("said", "state"),
    [
        pytest.param({"roles": ["support", "hub"]}, HOLDS, id="one of its roles"),
        pytest.param({"roles": ["support"]}, NOT_RECORDED, id="another"),
        pytest.param({}, NOT_RECORDED, id="not said"),
    ],
)
def test_roles(said, state):
    """A part can ask for a role; a body that is designated as a hub has that of a hub."""
    part = StructurePart(id="hubs", label=Label("枢纽", "hubs"), is_=["organization"], roles=["hub"])
    structure = attrs.evolve(STRUCTURES["1+1+X"], parts=[part], ties=())
    body = Organization(id="a", names="甲", seat=STREET, **said)
    assert check_structure(Register([body]), structure, place=STREET)["hubs"].state is state
    designated = Register([body, Hub(id="h", names="枢纽", organization="a", place=STREET)])
    assert check_structure(designated, structure, place=STREET)["hubs"].state is HOLDS


@pytest.mark.parametrize(
    ("said", "state"),
    [
        pytest.param({"count": 1}, HOLDS, id="one, where one is allowed"),
        pytest.param({"count": 2}, EXTRA, id="two"),
        pytest.param({"share": "100%"}, HOLDS, id="a share, which is no number of bodies"),
    ],
)
def test_a_group_where_one_is_allowed(said, state):
    """A number that a source tells is held against what is allowed; a share says that there are some."""
    part = StructurePart(id="hubs", label=Label("枢纽", "hubs"), is_=["counted_group"], at_most=1)
    structure = attrs.evolve(STRUCTURES["1+1+X"], parts=[part], ties=())
    group = CountedGroup(id="g", names="群", what="organization", place=STREET, **said)
    assert check_structure(Register([group]), structure, place=STREET)["hubs"].state is state
    two = attrs.evolve(structure, parts=[attrs.evolve(part, at_least=2, at_most=None)])
    share = check_structure(Register([group]), two, place=STREET)["hubs"].state
    assert share is {"count": HOLDS if said.get("count") == 2 else MISSING, "share": NOT_RECORDED}[next(iter(said))]


def test_a_member_that_lies_elsewhere():
    """A member whose seat is in another street is no organization of this one."""
    register = changed(whole_street(), "home", seat="320102/锁金村街道")
    answer = check(register)
    assert (answer["organizations"].state, answer["organizations"].entities) == (NOT_RECORDED, ())


def test_a_member_of_another_form():
    """A member that is an enterprise is no social organization of the area."""
    answer = check(changed(whole_street(), "home", form="enterprise"))
    assert answer["organizations"].state is NOT_RECORDED
    assert answer["association->organizations"].state is NOT_RECORDED


def test_a_tier_seen_by_the_place():
    """Where no tier is said the place shows it; what lies in a community may be the street's all the same."""
    assert check(changed(whole_street(), "park", tier=None))["park"].state is HOLDS
    lower = check(changed(whole_street(), "park", tier=None, place=f"{STREET}/某社区"))
    assert (lower["park"].state, lower["park"].entities) == (NOT_RECORDED, ("park",))
    assert "its tier is not said" in lower["park"].why.en


def test_a_tier_seen_by_the_territory():
    """A federation of the street may sit in a community of it; one whose territory is a community is another."""
    community = f"{STREET}/某社区"
    register = changed(whole_street(), "assoc", seat=community)
    assert check(changed(register, "fed", tier=None))["association"].state is HOLDS
    answer = check(changed(register, "fed", tier=None, place=community))
    assert (answer["association"].state, answer["association"].entities) == (NOT_RECORDED, ())


def test_a_federation_of_another_kind():
    """A merchants' association of the street is no promotion association, and no second one."""
    merchants = [
        Organization(id="merchants", names="某街道商会", form="social_association", seat=STREET),
        Federation(id="merchants-fed", organization="merchants", place=STREET, tier="street"),
    ]
    answer = check(whole_street().with_records(*merchants))
    assert (answer["association"].state, answer["association"].entities) == (HOLDS, ("assoc",))
    assert "merchants" in answer["organizations"].entities


def test_a_body_of_any_name_where_a_scheme_names_it():
    """What a scheme names for a part may be called otherwise."""
    xuanwu = changed(load_casebook("xuanwu"), "meiyuan-association", names="梅园公益联盟")
    assert check(xuanwu)["association"].entities == ("meiyuan-association",)


def test_a_number_that_is_expected():
    """Organizations that are only expected are not there yet."""
    group = CountedGroup(id="some", names="若干", what="organization", place=STREET, count="预计30家")
    answer = check(whole_street().without("home", "member").with_records(group))
    assert (answer["organizations"].state, answer["organizations"].count) == (NOT_RECORDED, None)
