"""Which structures a place has: told by a scheme, or seen in its records; and nothing else."""

import random
from datetime import date

import attrs
import pytest

import hubnet
from hubnet.entities import Base, FunctionModule, Hub, Organization, Register
from hubnet.errors import InvalidValueError
from hubnet.exchange import case_names, find_structures, load_casebook, load_structures
from hubnet.network.structures import check_structure, structures_in
from hubnet.network.structures.checking import Views, at_or_above, checked, is_wider, told_of
from hubnet.network.structures.evidence import Evidence
from hubnet.values import Outcome

ARTICLE = date(2012, 8, 2)
PAGE = date(2017, 7, 4)
MEIYUAN = "320102/梅园新村街道"
SUOJIN = "320102/锁金村街道"


def found(register, place, on=None, **said):
    """Structure, place and base of each answer."""
    answers = find_structures(register, place, on, **said)
    return [(one.structure.id, str(one.place), one.of) for one in answers]


@pytest.mark.parametrize(
    ("case", "place", "on", "there"),
    [
        pytest.param(
            "xuanwu", "320102", ARTICLE,
            [("1+1+X", "320102", None), ("1+1+X", MEIYUAN, None), ("one-core-two-axes", "320102", None)],
            id="Xuanwu with the street of which the association is known",
        ),
        pytest.param("xuanwu", MEIYUAN, ARTICLE, [("1+1+X", MEIYUAN, None)], id="Meiyuan"),
        pytest.param("xuanwu", SUOJIN, ARTICLE, [("1+1+X", SUOJIN, None)], id="Suojin, as a street of the district"),
        pytest.param("haishu", "330203", None, [("three-tiers-haishu", "330203", None)], id="Haishu"),
        pytest.param("qingdao-west-coast", "370211", None, [("1+1+N", "370211", None)], id="Qingdao West Coast"),
        pytest.param(
            "yuhuatai", "320114", PAGE,
            [
                ("four-in-one-centre", "320114", "yuhuatai-cultivation-centre"),
                ("four-party-platform", "320114", None),
                ("three-tiers-yuhuatai", "320114", None),
            ],
            id="Yuhuatai",
        ),
        pytest.param(
            "futian", "440304", None,
            [("ten-modules", "440304", "futian-base"), ("three-governance-bodies", "440304", "futian-base")],
            id="Futian",
        ),
        pytest.param(
            "xuanwu", "320100", ARTICLE,
            [("1+1+X", "320102", None), ("1+1+X", MEIYUAN, None), ("one-core-two-axes", "320102", None)],
            id="the city, by what lies in it",
        ),
        pytest.param("xuanwu", "110000", ARTICLE, [], id="Beijing, of which no structure is told"),
        pytest.param("xuanwu", "320104", ARTICLE, [], id="another district of Nanjing"),
        pytest.param("xuanwu", "320102001001", ARTICLE, [], id="a community, which has no structure of streets"),
        pytest.param("haishu", "340100", None, [], id="Hefei"),
    ],
)  # fmt: skip
def test_casebook(case, place, on, there):
    """Each structure that a document tells is found at its place, those that hold first, and no other."""
    assert found(load_casebook(case), place, on) == there


def test_all_structures_of_the_casebook_are_found():
    """Every shipped structure is one that a case of the casebook has."""
    seen = {one.structure.id for name in case_names() for one in find_structures(load_casebook(name), "CN")}
    assert seen == set(load_structures())


def test_outcomes_in_order():
    """What holds comes before what is not known."""
    outcomes = [one.outcome for one in find_structures(load_casebook("futian"), "440304")]
    assert outcomes == [Outcome.MET, Outcome.UNKNOWN]


@pytest.mark.parametrize("place", ["CN", "320000", "320102", MEIYUAN])
def test_empty_register(place):
    """A register without records has no structure anywhere."""
    assert find_structures(Register(), place) == ()


@pytest.mark.parametrize(
    "records",
    [
        pytest.param([Base(id="a", names="园", kind="park", place=MEIYUAN, tier="street")], id="a park alone"),
        pytest.param(
            [Organization(id="a", names="甲", form="social_association", seat=MEIYUAN),
             Organization(id="b", names="乙", form="enterprise", seat=MEIYUAN)],
            id="organizations alone",
        ),
        pytest.param(
            [Hub(id="h", names="枢纽", place="320102", scope="territorial", tier="street", organization="o"),
             Organization(id="o", names="会")],
            id="a hub of one axis",
        ),
        pytest.param([Base(id="b", names="基地", place="320102", functions=["party_building"])], id="a base"),
        pytest.param(
            [Base(id="b", names="基地", place="320102"), FunctionModule(id="m", of="b", names="党建引领")],
            id="a base with one module",
        ),
    ],
)  # fmt: skip
def test_a_part_is_no_structure(records):
    """One part that other places have, too, does not make a structure."""
    assert find_structures(Register(records), "320102") == ()


def test_a_structure_seen_without_a_scheme():
    """Where all distinctive parts are recorded, the structure is found though no document tells it."""
    xuanwu = load_casebook("xuanwu").without("xuanwu-one-one-x", "xuanwu-one-core-two-axes")
    assert found(xuanwu, "320102", ARTICLE) == []
    park = Base(id="park", names="服务园", kind="park", place=MEIYUAN, tier="street")
    (answer,) = find_structures(xuanwu.with_records(park), "320102", ARTICLE)
    assert (answer.structure.id, str(answer.place), answer.outcome) == ("1+1+X", MEIYUAN, Outcome.MET)
    assert answer.stated_by == ()


def test_two_parks_are_found_as_well():
    """A structure with something too much is found, after those that hold, and says so."""
    parks = [Base(id=name, names=name, kind="park", place=MEIYUAN, tier="street") for name in ("one", "two")]
    answer = find_structures(load_casebook("xuanwu").with_records(*parks), MEIYUAN, ARTICLE)[-1]
    assert answer.outcome is Outcome.NOT_MET
    assert answer.of_state("extra") == ("park",)


def test_a_day_before_the_base_opened():
    """Before the base opened there is no base with modules."""
    assert found(load_casebook("futian"), "440304", date(2014, 4, 30)) == []


@pytest.mark.parametrize("name", case_names())
def test_order_of_records(name):
    """The order in which records stand changes nothing."""
    register = load_casebook(name)
    answers = [one.to_dict() for one in find_structures(register, "CN")]
    for seed in range(3):
        records = list(register)
        random.Random(seed).shuffle(records)  # noqa: S311  (no secret)
        again = find_structures(Register(records, documents=register.documents), "CN")
        assert [one.to_dict() for one in again] == answers


def test_structures_of_ones_own():
    """Only the structures given are looked for."""
    shipped = load_structures()
    own = {"own": attrs.evolve(shipped["1+1+X"], id="own", names=["1+1+X"])}
    assert found(load_casebook("xuanwu"), MEIYUAN, ARTICLE, structures=own) == [("own", MEIYUAN, None)]
    assert found(load_casebook("xuanwu"), MEIYUAN, ARTICLE, structures={}) == []
    answers = structures_in(load_casebook("xuanwu"), own, MEIYUAN, on=ARTICLE)
    assert [one.structure.id for one in answers] == ["own"]


@pytest.mark.parametrize("name", case_names())
@pytest.mark.parametrize("rule", ["possible", "certain"])
def test_what_lies_elsewhere_does_not_matter(name, rule):
    """A check looks at a part of the register; looking at all of it gives the same."""
    register = load_casebook(name)
    places = sorted({place for body in Evidence(register).bodies.values() for place in body.places})
    for on in (None, ARTICLE, PAGE):
        views = Views(register, on, rule)
        for structure in load_structures().values():
            for place in places:
                told = not is_wider(place, structure) or told_of(place, structure, views)
                if structure.anchor is None and at_or_above(place, structure) and told:
                    part = check_structure(register, structure, place=place, on=on, rule=rule)
                    assert part == checked(structure, views, place, None)
            for base in register.bases if structure.anchor else ():
                part = check_structure(register, structure, of=base.id, on=on, rule=rule)
                assert part == checked(structure, views, None, base.id)


class TestOtherInput:
    """What is no register, structure or base is told as such."""

    @pytest.mark.parametrize("register", [None, "xuanwu", []], ids=repr)
    def test_no_register(self, register):
        """Something else than a register is refused."""
        one = hubnet.load_structures()["1+1+X"]
        for ask in (
            lambda: hubnet.find_structures(register, "320102"),
            lambda: hubnet.check_structure(register, one, place="320102"),
        ):
            with pytest.raises(InvalidValueError, match="give a Register"):
                ask()

    def test_no_structure(self):
        """A mapping of something else is refused."""
        with pytest.raises(InvalidValueError, match="give structures by their ids"):
            hubnet.find_structures(hubnet.Register(), "320102", structures={"a": 5})

    @pytest.mark.parametrize("base", [5, []], ids=repr)
    def test_no_base(self, base):
        """A base is given by its id."""
        with pytest.raises(InvalidValueError, match="give the id of a base"):
            hubnet.check_structure(hubnet.Register(), hubnet.load_structures()["ten-modules"], of=base)
