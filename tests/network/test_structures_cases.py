"""The structures that the documents of the casebook tell, part by part as read in them."""

from datetime import date

import pytest

from hubnet.exchange import load_casebook, load_structures
from hubnet.network.structures import PartState, check_structure
from hubnet.values import Outcome

STRUCTURES = load_structures()
ARTICLE = date(2012, 8, 2)
PAGE = date(2017, 7, 4)

HOLDS, NOT_RECORDED = PartState.HOLDS, PartState.NOT_RECORDED


def check(case, name, **where):
    """Check a shipped structure in a case of the casebook."""
    return check_structure(load_casebook(case), STRUCTURES[name], **where)


def told(answer):
    """State, bodies and groups of each part and tie."""
    return {one.part: (one.state, one.entities, one.groups) for one in (*answer.parts, *answer.ties)}


def test_one_core_two_axes():
    """The district names nobody for the core and no sectoral hub; one territorial hub is known, Meiyuan's."""
    answer = check("xuanwu", "one-core-two-axes", place="320102", on=ARTICLE)
    assert told(answer) == {
        "core": (NOT_RECORDED, (), ()),
        "horizontal": (HOLDS, ("meiyuan-association",), ()),
        "vertical": (NOT_RECORDED, ("xuanwu-sectoral-hubs",), ()),
    }
    assert answer.outcome is Outcome.UNKNOWN
    assert answer.stated_by == ("xuanwu-one-core-two-axes",)
    assert "inferred" in answer["horizontal"].why.en  # the article names no act of recognition


def test_one_one_x_in_meiyuan():
    """Meiyuan has its association and 36 member units; whether its house is the park is not said."""
    answer = check("xuanwu", "1+1+X", place="320102/梅园新村街道", on=ARTICLE)
    assert told(answer) == {
        "park": (NOT_RECORDED, ("meiyuan-house",), ()),
        "association": (HOLDS, ("meiyuan-association",), ()),
        "organizations": (HOLDS, (), ("meiyuan-members",)),
        "association->organizations": (HOLDS, ("meiyuan-has-members",), ()),
    }
    assert answer.outcome is Outcome.UNKNOWN
    assert str(answer["organizations"].count) == "36家"
    assert "on 2012-08-02); nobody is named" in answer["organizations"].why.en
    assert "its kind of base is not said" in answer["park"].why.en


def test_one_one_x_in_suojin():
    """Of Suojin more than 70 organizations are told, and neither park nor association."""
    answer = check("xuanwu", "1+1+X", place="320102/锁金村街道", on=ARTICLE)
    assert told(answer) == {
        "park": (NOT_RECORDED, (), ()),
        "association": (NOT_RECORDED, (), ()),
        "organizations": (HOLDS, (), ("suojin-organizations",)),
        "association->organizations": (NOT_RECORDED, (), ()),
    }


def test_one_one_x_of_the_district():
    """Of the district as a whole the article tells 1,379 organizations, which stand first."""
    answer = check("xuanwu", "1+1+X", place="320102", on=ARTICLE)
    assert str(answer["organizations"].count) == "达1379家"
    assert answer["association"].entities == ("meiyuan-association",)


def test_one_one_n():
    """The central park and the cloud park have names; the street centres and the staff have none."""
    answer = check("qingdao-west-coast", "1+1+N", place="370211")
    assert told(answer) == {
        "central-park": (HOLDS, ("west-coast-base",), ()),
        "cloud-park": (HOLDS, ("zuji-platform",), ()),
        "street-centres": (NOT_RECORDED, (), ("west-coast-street-centres",)),
        "base-officer": (NOT_RECORDED, (), ()),
        "dedicated-steward": (NOT_RECORDED, (), ()),
        "back-office": (NOT_RECORDED, (), ()),
    }
    assert answer.stated_by == ("one-one-n-services", "one-one-n-structure")
    assert "1名" in answer["base-officer"].why.zh


def test_three_tiers_of_haishu():
    """The centre has a name; federations and committees are told of without name or number."""
    answer = check("haishu", "three-tiers-haishu", place="330203")
    assert told(answer) == {
        "district": (HOLDS, ("haishu-service-centre",), ()),
        "street": (NOT_RECORDED, (), ("haishu-street-federations",)),
        "community": (NOT_RECORDED, (), ("haishu-residents-committees",)),
    }
    assert str(answer["district"].count) == "1"


def test_three_tiers_of_yuhuatai():
    """All streets have a centre and all communities a federation; who runs the centres is told without a number."""
    answer = check("yuhuatai", "three-tiers-yuhuatai", place="320114", on=PAGE)
    assert told(answer) == {
        "district": (HOLDS, ("yuhuatai-cultivation-centre",), ()),
        "street": (HOLDS, (), ("yuhuatai-street-centres",)),
        "operators": (NOT_RECORDED, (), ("yuhuatai-third-party-hubs",)),
        "community": (HOLDS, (), ("yuhuatai-community-federations",)),
        "operators->street": (HOLDS, ("third-party-hubs-run-street-centres",), ()),
    }
    assert [str(answer[part].count) for part in ("street", "community")] == ["100%", "100%"]


def test_four_party_platform():
    """The page names none of the parties; the monthly meeting is there."""
    answer = check("yuhuatai", "four-party-platform", place="320114", on=PAGE)
    assert told(answer) == {
        "lead": (NOT_RECORDED, (), ("yuhuatai-community-branches",)),
        "residents-committee": (NOT_RECORDED, (), ()),
        "owners-committee": (NOT_RECORDED, (), ()),
        "property-company": (NOT_RECORDED, (), ()),
        "social-organizations": (NOT_RECORDED, (), ()),
        "meeting": (HOLDS, ("four-party-meeting",), ()),
    }


def test_four_in_one_centre():
    """The district's centre is for party building, incubation, service and procurement."""
    answer = check("yuhuatai", "four-in-one-centre", place="320114", on=PAGE)
    assert answer.of == "yuhuatai-cultivation-centre"
    assert answer.outcome is Outcome.MET
    assert answer.of_state("holds") == ("centre", "party_building", "incubation", "service", "procurement")


def test_ten_modules():
    """The ten modules that the text lists are all recorded of the base, and no other."""
    answer = check("futian", "ten-modules", of="futian-base")
    assert answer.outcome is Outcome.MET
    assert len(answer.parts) == 11
    assert answer["issue_research"].entities == ("futian-module-issue-research",)


def test_three_governance_bodies():
    """A council, an agency and an independent body are told of; none of them is named."""
    answer = check("futian", "three-governance-bodies", place="440304")
    assert told(answer) == {
        "base": (HOLDS, ("futian-base",), ()),
        "council": (NOT_RECORDED, ("futian-base",), ()),
        "agency": (NOT_RECORDED, ("futian-base",), ()),
        "supervisor": (NOT_RECORDED, ("futian-base",), ()),
    }
    assert answer.outcome is Outcome.UNKNOWN
    assert "理事会" in answer["council"].why.zh


def test_parts_bear_their_source():
    """What holds says where it stands, and so does what is told without a name."""
    answer = check("xuanwu", "1+1+X", place="320102/梅园新村街道", on=ARTICLE)
    passages = {cite.passage for cite in answer["association"].cite}
    assert {"第4段", "第6段"} <= passages  # the structure, and the founding of the association
    assert all(cite.document == "整合服务资源 我市将推广建设枢纽型社会组织" for cite in answer["association"].cite)


@pytest.mark.parametrize("name", list(STRUCTURES))
def test_shipped_structures_are_cited(name):
    """Each shipped structure quotes the document that it is read in, word for word as a register would."""
    structure = STRUCTURES[name]
    assert structure.cite
    assert all(cite.document and cite.passage and cite.quote for cite in structure.cite)
    assert list(structure.faults()) == []
