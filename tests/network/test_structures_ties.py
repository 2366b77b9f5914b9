"""What ties lead to, what schemes of a wider place say of a narrow one, and what is only half known."""

from datetime import date

import attrs
import pytest

from hubnet.entities import (
    Base,
    Completeness,
    CountedGroup,
    Federation,
    FunctionModule,
    Hub,
    Organization,
    Part,
    Register,
    Scheme,
    Tie,
)
from hubnet.exchange import find_structures, load_casebook, load_structures
from hubnet.network.structures import PartState, Structure, StructurePart, StructureTie, check_structure
from hubnet.values import Label, Outcome

STRUCTURES = load_structures()
MEIYUAN, SUOJIN = "320102/梅园新村街道", "320102/锁金村街道"
DAY = date(2012, 8, 2)
HOLDS, MISSING, NOT_RECORDED = PartState.HOLDS, PartState.MISSING, PartState.NOT_RECORDED


def part(name, *kinds, **said):
    """A part that records of some kinds fill."""
    return StructurePart(id=name, label=Label(name, name), is_=kinds, **said)


def structure(*parts, ties=()):
    """A structure of streets."""
    return Structure(id="s", label=Label("架构", "structure"), level="street", parts=parts, ties=ties)


def tie(kind, from_, to):
    """A tie without dates."""
    return Tie(id=f"{from_}-{kind}-{to}", kind=kind, from_=from_, to=to)


ALLIANCE = Organization(id="alliance", names="联盟", form="social_association", seat=MEIYUAN)
FEDERATION = Federation(id="fed", organization="alliance", place=MEIYUAN, tier="street")


def check(one, *records, **said):
    """Check a structure in the street."""
    return check_structure(Register(records), one, place=MEIYUAN, **said)


def test_a_tie_leads_to_a_federation():
    """What a tie leads to is taken with all that is said of it, though it lies nowhere."""
    one = structure(
        part("centre", "base"), part("unions", "federation"),
        ties=[StructureTie(from_="centre", kinds=["serves"], to="unions")],
    )  # fmt: skip
    answer = check(
        one, Base(id="b", names="中心", place=MEIYUAN), Organization(id="o", names="会"),
        Federation(id="f", organization="o"), tie("serves", "b", "o"),
    )  # fmt: skip
    assert (answer["unions"].state, answer["unions"].entities) == (HOLDS, ("o",))
    assert answer["centre->unions"].entities == ("b-serves-o",)


@pytest.mark.parametrize("acting", ["b", "o"], ids=["the base", "its organization"])
def test_ties_of_a_base_and_of_its_organization(acting):
    """A base acts by its own id or by that of the organization whose base it is."""
    one = structure(
        part("park", "base"), part("residents", "organization", forms=["foundation"]),
        ties=[StructureTie(from_="park", kinds=["hosts"], to="residents")],
    )  # fmt: skip
    answer = check(
        one, Base(id="b", names="园", place=MEIYUAN, organization="o"), Organization(id="o", names="运营会"),
        Organization(id="r", names="基金会", form="foundation"), tie("hosts", acting, "r"),
    )  # fmt: skip
    assert answer["residents"].entities == ("r",)
    assert answer["park->residents"].state is HOLDS


def test_a_body_fills_one_part():
    """A member that is served as well is counted once, in the part that comes first."""
    one = structure(
        part("hub", "federation"), part("members", "organization", forms=["foundation"]),
        part("served", "organization", forms=["foundation"]),
        ties=[
            StructureTie(from_="hub", kinds=["has_member"], to="members"),
            StructureTie(from_="hub", kinds=["serves"], to="served"),
        ],
    )  # fmt: skip
    member = Organization(id="m", names="基金会", form="foundation")
    answer = check(
        one, ALLIANCE, FEDERATION, member, tie("has_member", "alliance", "m"), tie("serves", "alliance", "m")
    )
    assert (answer["members"].entities, answer["served"].entities) == (("m",), ())
    assert answer["served"].why.en == "基金会 (m) fits, and already fills “members”"


class TestRecordsOfOneBody:
    """A record fills one part: the base of a body the park, its other records the association."""

    PARK = Base(id="park", names="服务园", kind="park", place=MEIYUAN, tier="street", organization="hd")
    ASSOCIATION = (
        Organization(id="hd", names="某街道社会组织促进会", form="social_association", seat=MEIYUAN),
        Federation(id="fed", organization="hd", place=MEIYUAN, tier="street"),
        Hub(id="hub", names="枢纽", organization="hd", place=MEIYUAN, scope="territorial", tier="street"),
    )
    HOME = Organization(id="home", names="托养中心", form="private_non_enterprise_unit", seat=MEIYUAN)
    CLAIM = Completeness(id="all", place="320102", kinds=["base", "federation", "organization"])

    @pytest.mark.parametrize("claims", [(), (CLAIM,)], ids=["not complete", "complete"])
    def test_a_park_that_is_the_association(self, claims):
        """A street whose park is the association has its 1+1+X, and the association is not one of the X."""
        answer = check(
            STRUCTURES["1+1+X"], self.PARK, *self.ASSOCIATION, self.HOME, tie("has_member", "hd", "home"), *claims
        )
        assert [one.entities for one in answer.parts] == [("park",), ("hd",), ("home",)]
        assert answer["association"].why.en == "recorded: 某街道社会组织促进会 (hd)"
        assert answer.outcome is Outcome.MET

    def test_it_is_found(self):
        """Such a street is found in its district."""
        register = Register([self.PARK, *self.ASSOCIATION, self.HOME, tie("has_member", "hd", "home")])
        assert [(one.structure.id, str(one.place)) for one in find_structures(register, "320102")] == [
            ("1+1+X", MEIYUAN)
        ]

    @pytest.mark.parametrize("claims", [(), (CLAIM,)], ids=["not complete", "complete"])
    def test_what_fits_and_fills_another_part(self, claims):
        """Of an X of which only the association is recorded it is said that this is the association."""
        part = check(STRUCTURES["1+1+X"], self.PARK, *self.ASSOCIATION, *claims)["organizations"]
        assert part.state is (MISSING if claims else NOT_RECORDED)
        assert part.entities == ()
        assert part.why.en.startswith(
            "某街道社会组织促进会 (hd) fits, and already fills “street promotion association of social organizations”"
        )
        assert part.why.zh.startswith("某街道社会组织促进会（hd）符合，已算作“街道社会组织促进会”")
        assert "nothing is recorded" not in part.why.en

    @pytest.mark.parametrize("order", [1, -1], ids=["the park first", "the park last"])
    def test_the_order_of_parts(self, order):
        """Whether the base or the association is asked for first does not matter."""
        one = structure(*[part("park", "base"), part("association", "federation")][::order])
        answer = check(one, self.PARK, *self.ASSOCIATION)
        assert (answer["park"].entities, answer["association"].entities) == (("park",), ("hd",))

    def test_within_one_part(self):
        """In one part the organization and its base count once; the base, which does not count, is left for another."""
        one = structure(part("centre", "organization", "base", at_least=2), part("house", "base"))
        answer = check(one, self.PARK, *self.ASSOCIATION)
        assert (answer["centre"].state, answer["centre"].entities) == (NOT_RECORDED, ("hd",))
        assert (answer["house"].state, answer["house"].entities) == (HOLDS, ("park",))

    def test_a_base_that_a_scheme_names_with_its_organization(self):
        """What a scheme names for a part is meant for it, and not left for another."""
        one = structure(part("centre", "organization", "base"), part("house", "base"))
        scheme = Scheme(
            id="told", names="架构", kind="structure", structure="s", place=MEIYUAN,
            parts=[Part(id="centre", label=Label("中心", "centre"), records=["hd", "park"])],
        )  # fmt: skip
        answer = check(one, self.PARK, *self.ASSOCIATION, scheme)
        assert (answer["centre"].entities, answer["house"].entities) == (("hd",), ())
        assert answer["house"].why.en == "服务园 (park) fits, and already fills “centre”"

    def test_a_hub_of_two_axes_fills_one(self):
        """The records that are no base make one body: a federation that is a hub is not counted again as hub."""
        one = structure(part("association", "federation"), part("hub", "hub"))
        answer = check(one, *self.ASSOCIATION)
        assert (answer["association"].entities, answer["hub"].entities) == (("hd",), ())
        assert "(hd) fits, and already fills “association”" in answer["hub"].why.en

    def test_a_module_that_two_parts_name(self):
        """A module fills the first of two parts whose words stand in its name, and the second says so."""
        one = Structure(
            id="s", label=Label("架构", "structure"), anchor="base",
            parts=[part("base", "base"), part("a", "function_module", named=["党建"]),
                   part("b", "function_module", named=["引领"])],
        )  # fmt: skip
        module = FunctionModule(id="m", of="house", names="党建引领")
        answer = check_structure(Register([Base(id="house", names="基地"), module]), one, of="house")
        assert (answer["a"].entities, answer["b"].entities) == (("m",), ())
        assert answer["b"].why.en == "党建引领 (m) fits, and already fills “a”"


def test_a_member_of_unknown_form_counts():
    """A membership shows what the form does not say; with one too few the register decides by its completeness."""
    one = structure(
        part("hub", "federation"), part("members", "organization", forms=["foundation"], at_least=2),
        ties=[StructureTie(from_="hub", kinds=["has_member"], to="members")],
    )  # fmt: skip
    records = [ALLIANCE, FEDERATION, Organization(id="m", names="会", seat=MEIYUAN), tie("has_member", "alliance", "m")]
    claim = Completeness(id="all", place=MEIYUAN, kinds=["organization"])
    assert check(one, *records)["members"].state is NOT_RECORDED
    assert check(one, *records)["members"].entities == ("m",)
    assert check(one, *records, claim)["members"].state is MISSING


def test_a_group_of_members_that_serves_all():
    """A group without a number of its own is there, as it serves a group of which a share is told."""
    group = CountedGroup(id="g", names="会员", what="member_unit")
    served = CountedGroup(id="h", names="社区", what="community", share="100%")
    xuanwu = load_casebook("xuanwu").without("meiyuan-members", "meiyuan-has-members")
    register = xuanwu.with_records(
        group, served, tie("has_member", "meiyuan-association", "g"), tie("serves", "g", "h")
    )
    answer = check_structure(register, STRUCTURES["1+1+X"], place=MEIYUAN, on=DAY, rule="possible")
    assert (answer["organizations"].state, answer["organizations"].groups) == (HOLDS, ("g",))
    assert str(answer["organizations"].count) == "100%"
    assert "by h which they serve" in answer["organizations"].why.en


def test_all_kinds_have_to_be_complete():
    """A part that several kinds of record can fill is missing only where all of them are complete."""
    qingdao = load_casebook("qingdao-west-coast")

    def state(*kinds):
        claims = [Completeness(id=kind, place="370211", kinds=[kind]) for kind in kinds]
        return check_structure(qingdao.with_records(*claims), STRUCTURES["1+1+N"], place="370211")["base-officer"]

    assert state("person").state is NOT_RECORDED
    assert state("person", "service_post").state is MISSING
    assert "person, service_post" in state("service_post", "person").why.en


def test_what_does_not_fit_and_what_may():
    """A park that closed is named beside a base that may be the park, and nothing is missing for sure."""
    closed = Base(id="closed", names="旧园", kind="park", place=MEIYUAN, tier="street", closed="2012-01-01")
    register = load_casebook("xuanwu").with_records(closed)
    park = check_structure(register, STRUCTURES["1+1+X"], place=MEIYUAN, on=DAY)["park"]
    assert (park.state, park.entities) == (NOT_RECORDED, ("closed", "meiyuan-house"))
    assert "until before 2012-01-01" in park.why.en
    assert "34 Meiyuan Xincun" in park.why.en


def test_a_scheme_of_the_district_says_nothing_of_a_street():
    """A body without a place that the district's scheme names is not taken for that of just any street."""
    register = load_casebook("xuanwu")
    changed = [
        attrs.evolve(register["meiyuan-association"], seat=None),
        attrs.evolve(register["meiyuan-federation"], place=None),
        attrs.evolve(register["meiyuan-hub"], place=None),
    ]
    register = register.with_records(*changed)
    street = check_structure(register, STRUCTURES["1+1+X"], place=SUOJIN, on=DAY)["association"]
    assert (street.state, street.entities) == (NOT_RECORDED, ())
    district = check_structure(register, STRUCTURES["1+1+X"], place="320102", on=DAY)["association"]
    assert (district.state, district.entities) == (HOLDS, ("meiyuan-association",))


def test_who_leads_fills_no_part_that_the_scheme_tells():
    """A scheme that names who leads as a part is not asked for it again."""
    community = "320114001001"
    bodies = [
        Organization(id=name, names=name, form="party_body", tier="community", seat=seat)
        for name, seat in (("branch", community), ("office", None))
    ]
    scheme = Scheme(
        id="scheme", names="四方", kind="structure", structure="four-party-platform", place=community,
        led_by=["office"],
        parts=[Part(id="lead", label=Label("牵头", "lead"), records=["branch"])],
    )  # fmt: skip
    told = check_structure(Register([*bodies, scheme]), STRUCTURES["four-party-platform"], place=community)["lead"]
    assert (told.state, told.entities) == (HOLDS, ("branch",))
    bare = attrs.evolve(scheme, parts=())
    answer = check_structure(Register([bodies[1], bare]), STRUCTURES["four-party-platform"], place=community)["lead"]
    assert (answer.state, answer.entities) == (HOLDS, ("office",))


def test_a_street_with_one_part_of_what_the_district_tells():
    """A street is listed with one distinctive part where the district's scheme tells the structure."""
    register = load_casebook("xuanwu").without("meiyuan-house")
    found = [(one.structure.id, str(one.place)) for one in find_structures(register, "320102", DAY)]
    assert found == [("1+1+X", "320102"), ("1+1+X", MEIYUAN), ("one-core-two-axes", "320102")]
