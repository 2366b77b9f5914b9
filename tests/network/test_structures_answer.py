"""The answer of a check as data and text; structures by name; structures that contradict themselves."""

import json
from datetime import date

import attrs
import pytest

from hubnet.entities import Completeness, Organization, Register, Scheme
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.exchange import load_casebook, load_structures
from hubnet.network.structures import (
    STATE_LABELS,
    PartState,
    Structure,
    StructurePart,
    Structures,
    StructureTie,
    check_structure,
    structures_in,
)
from hubnet.values import Label, Place

STRUCTURES = load_structures()
MEIYUAN = "320102/梅园新村街道"


@pytest.fixture(scope="module")
def answer():
    """The check of 1+1+X in Meiyuan on the day of the article."""
    return check_structure(load_casebook("xuanwu"), STRUCTURES["1+1+X"], place=MEIYUAN, on=date(2012, 8, 2))


class TestAnswer:
    def test_as_data(self, answer):
        """The answer is plain data, with all that it knows."""
        content = json.loads(json.dumps(answer.to_dict(), ensure_ascii=False))
        assert {key: content[key] for key in ("structure", "place", "of", "on", "rule", "outcome", "stated_by")} == {
            "structure": "1+1+X", "place": MEIYUAN, "of": None, "on": "2012-08-02", "rule": "possible",
            "outcome": "UNKNOWN", "stated_by": ["xuanwu-one-one-x"],
        }  # fmt: skip
        association = content["parts"][1]
        assert (association["part"], association["state"], association["count"]) == ("association", "holds", "1")
        assert association["entities"] == ["meiyuan-association"]
        assert "《整合服务资源 我市将推广建设枢纽型社会组织》，2012-08-02（第6段）" in association["cite"]
        assert [tie["part"] for tie in content["ties"]] == ["association->organizations"]

    def test_without_a_day(self):
        """Without a day and a base the data say none."""
        content = check_structure(Register(), STRUCTURES["1+1+X"], place=MEIYUAN).to_dict()
        assert (content["on"], content["of"], content["parts"][0]["count"]) == (None, None, None)

    @pytest.mark.parametrize(
        ("place", "zh", "en"),
        [
            pytest.param(
                "320102/梅园新村", "名册中没有位于320102/梅园新村的记录",
                "no record lies in 320102/梅园新村; see whether it is written as in the register", id="misspelt",
            ),
            pytest.param(
                "320106/河东", "名册中没有位于320106/河东的记录", "no record lies in 320106/河东", id="elsewhere",
            ),
        ],
    )  # fmt: skip
    def test_a_place_without_records(self, place, zh, en):
        """That no record lies in the place is said in text and data; the parts are not recorded."""
        check = check_structure(load_casebook("xuanwu"), STRUCTURES["1+1+X"], place=place, on=date(2012, 8, 2))
        (note,) = check.to_dict()["notes"]
        assert note["zh"].startswith(zh)
        assert note["en"].startswith(en)
        assert check.text("zh").split("\n")[1] == note["zh"]
        assert check.text("en").split("\n")[1] == note["en"]
        assert check.of_state("not_recorded") == ("park", "association", "organizations", "association->organizations")

    @pytest.mark.parametrize(
        "record",
        [
            pytest.param(Organization(id="a", names="甲", seat=f"{MEIYUAN}/某社区"), id="a body in it"),
            pytest.param(Completeness(id="c", place=MEIYUAN, kinds=["base"]), id="a statement about it"),
            pytest.param(
                Scheme(id="s", names="架构", kind="structure", structure="1+1+X", place=MEIYUAN), id="a scheme of it"
            ),
            pytest.param(
                Organization(id="a", names="甲", seat=MEIYUAN, dissolved="2012-01-01"), id="a body that is no more"
            ),
        ],
    )
    def test_a_place_with_a_record(self, record):
        """A place of which anything is recorded at any time is not called empty."""
        check = check_structure(Register([record]), STRUCTURES["1+1+X"], place=MEIYUAN, on=date(2012, 8, 2))
        assert check.notes == ()

    def test_of_a_wider_place(self):
        """What is asked of a whole district says so, in the first line and in a note; a street's check does not."""
        check = check_structure(load_casebook("xuanwu"), STRUCTURES["1+1+X"], place="320102", on=date(2012, 8, 2))
        assert check.wider
        head, note, *_ = check.text("en").split("\n")
        assert head.endswith(", 320102 as a whole, 2012-08-02: not known (UNKNOWN)")
        assert note == (
            "of 320102 as a whole: what is recorded anywhere in it counts; no street in it need have the structure"
        )
        head, note, *_ = check.text("zh").split("\n")
        assert head.endswith("，320102（整体），2012-08-02：不可知 (UNKNOWN)")
        assert note == "对320102整体核对：其内任何地方的记录都计入，其中的街道级地区未必具备该架构"
        assert [one["zh"] for one in check.to_dict()["notes"]] == [note]

    def test_of_its_own_level(self, answer):
        """A place of the structure's level, and a base, need no note."""
        assert (answer.wider, answer.notes) == (False, ())
        base = check_structure(load_casebook("futian"), STRUCTURES["ten-modules"], place="440304")
        assert (base.wider, base.notes) == (False, ())

    def test_table(self, answer):
        """A row for each part and tie, in the language asked for."""
        table = answer.table("zh")
        assert table.headings == ("部分", "状态", "主体", "数量", "说明")
        assert [row[1] for row in table] == ["无记录", "具备", "具备", "具备"]
        assert [row[1] for row in answer.table("en")] == ["not recorded", "holds", "holds", "holds"]
        assert table.to_dicts()[2]["count"] == "36家"

    def test_ties_are_called_by_their_parts(self, answer):
        """A tie is called by the labels of its two parts, in each language."""
        (tie,) = answer.ties
        assert tie.label.zh == "街道社会组织促进会→区域各类社会组织（有会员）"
        assert tie.label.en == (
            "street promotion association of social organizations -> "
            "the social organizations of the area, of all kinds (has member)"
        )
        assert answer.table("zh").to_dicts()[3]["part"] == tie.label.zh
        assert answer.table("en").to_dicts()[3]["part"] == tie.label.en

    def test_text(self, answer):
        """The text begins with what was asked, and says the outcome."""
        label = "街道社会组织服务园+街道社会组织促进会+区域各类社会组织"
        assert answer.text("zh").startswith(f"1+1+X {label}，{MEIYUAN}，2012-08-02：不可知 (UNKNOWN)\n")
        assert "2012-08-02: not known (UNKNOWN)\n" in answer.text("en")

    def test_parts_by_name(self, answer):
        """A part is found by its id; another name is refused with the nearest one."""
        assert answer["park"].label == Label("街道社会组织服务园", "street service park for social organizations")
        with pytest.raises(UnknownNameError, match="did you mean 'park'"):
            answer["parc"]

    def test_states(self, answer):
        """Parts and ties by state, the state as its word or its member."""
        assert answer.of_state("not_recorded") == ("park",)
        assert answer.of_state(PartState.HOLDS) == ("association", "organizations", "association->organizations")
        assert set(STATE_LABELS) == set(PartState)

    def test_place(self, answer):
        """A place is taken as such or by its code."""
        again = check_structure(load_casebook("xuanwu"), STRUCTURES["1+1+X"], place=Place(MEIYUAN), on=date(2012, 8, 2))
        assert again == answer

    def test_many_names_are_cut(self):
        """Of many bodies the reason names the first, and how many there are; the entities are all."""
        register = load_casebook("xuanwu")
        hubs = [attrs.evolve(register["meiyuan-hub"], id=f"h{n}", organization=f"o{n}") for n in range(5)]
        bodies = [attrs.evolve(register["meiyuan-association"], id=f"o{n}") for n in range(5)]
        check = check_structure(
            register.with_records(*hubs, *bodies), STRUCTURES["one-core-two-axes"], place="320102", on=date(2012, 8, 2)
        )
        assert len(check["horizontal"].entities) == 6
        assert check["horizontal"].why.en.endswith("and 3 more")
        assert check["horizontal"].why.zh.endswith("等6项")


class TestStructures:
    def test_by_name(self):
        """A structure is found by its id and by its Chinese name, and listed once."""
        assert STRUCTURES["一核两轴"] is STRUCTURES["one-core-two-axes"]
        assert "一核两轴" in STRUCTURES
        assert STRUCTURES.get("四方平台") is STRUCTURES["four-party-platform"]
        assert STRUCTURES.get("no such") is None
        assert len(STRUCTURES) == len(list(STRUCTURES)) == 9
        assert "1+1+X" in repr(STRUCTURES)

    @pytest.mark.parametrize(
        ("name", "nearest"), [("1+1+x", "1+1+X"), ("ten-module", "ten-modules"), ("四方平", "四方平台")]
    )
    def test_unknown_name(self, name, nearest):
        """A name that none has is refused with the nearest one."""
        with pytest.raises(UnknownNameError) as caught:
            STRUCTURES[name]
        assert caught.value.suggestion == nearest
        assert name not in STRUCTURES

    def test_in_the_order_of_ids(self):
        """The order in which they are given does not matter."""
        assert list(Structures(list(STRUCTURES.values())[::-1])) == sorted(STRUCTURES)


def part(name="a", **said):
    """A part that an organization fills."""
    return StructurePart(**{"id": name, "label": Label("甲", "a"), "is_": ["organization"], **said})


def structure(**said):
    """A structure of streets with one part."""
    return Structure(**{"id": "s", "label": Label("架构", "structure"), "level": "street", "parts": [part()], **said})


class TestContradictions:
    @pytest.mark.parametrize(
        ("made", "path", "message"),
        [
            pytest.param(structure(parts=[]), "parts", "give at least one part", id="no part"),
            pytest.param(
                structure(parts=[part(), part()]), "parts[1].id", "'a' stands there twice", id="two of one id",
            ),
            pytest.param(
                structure(parts=[part(is_=[])]), "parts[0].is", "found nothing", id="filled by nothing",
            ),
            pytest.param(
                structure(parts=[part(is_=["organisation"])]), "parts[0].is[0]", "did you mean 'organization'",
                id="an unknown kind",
            ),
            pytest.param(
                structure(parts=[part(at_least=3, at_most=2)]), "parts[0].at_least", "3 at least and 2 at most",
                id="more at least than at most",
            ),
            pytest.param(
                structure(level=None), "level", "give the level of the places", id="neither level nor anchor",
            ),
            pytest.param(
                structure(anchor="a"), "level", "give the level of the places", id="both level and anchor",
            ),
            pytest.param(
                structure(level=None, anchor="b"), "anchor", "unknown part 'b'; known: a",
                id="an anchor that is no part"
            ),
            pytest.param(
                structure(level=None, anchor="a"), "anchor", "which is no base", id="an anchor that is no base",
            ),
            pytest.param(
                structure(parts=[part(is_=["governor"], governor="decides")]), "parts[0].is",
                "name the part that is the base",
                id="a governor without a base",
            ),
            pytest.param(
                structure(parts=[part(is_=["function"])]), "parts[0].functions", "give the functions",
                id="a function that is none",
            ),
            pytest.param(
                structure(parts=[part(governor="decides")]), "parts[0].governor", "only then", id="no governor",
            ),
            pytest.param(
                structure(parts=[part(is_=["governor"], governor="decide")]), "parts[0].governor",
                "did you mean 'decides'", id="an unknown task",
            ),
            pytest.param(
                structure(ties=[StructureTie(from_="a", kinds=["hosts"], to="b")]), "ties[0].to", "unknown part 'b'",
                id="a tie to nothing",
            ),
            pytest.param(
                structure(ties=[StructureTie(from_="a", kinds=[], to="a")]), "ties[0].kinds", "give kinds of tie",
                id="a tie of no kind",
            ),
            pytest.param(
                structure(closed=["function"]), "closed[0]", "give its anchor", id="closed without a base",
            ),
            pytest.param(
                structure(closed=["functions"]), "closed[0]", "did you mean 'function'",
                id="closed in an unknown kind"
            ),
        ],
    )  # fmt: skip
    def test_faults(self, made, path, message):
        """What contradicts itself is found with its path, and such a structure cannot be checked."""
        assert [one for one in made.faults() if one[0] == path and message in one[1]]
        with pytest.raises(InvalidValueError) as caught:
            check_structure(Register(), made, place="320102")
        assert f"{path}: " in str(caught.value)

    @pytest.mark.parametrize("value", [0, -1, True, "1", 1.5], ids=repr)
    def test_numbers(self, value):
        """How many there are is a whole number of 1 or more."""
        with pytest.raises(InvalidValueError, match="whole number of 1 or more"):
            part(at_least=value)


class TestBadInput:
    def test_no_structure(self):
        """The id of a structure is none; what gives one is said."""
        with pytest.raises(InvalidValueError, match="load_structures"):
            check_structure(Register(), "1+1+X", place="320102")

    def test_no_mapping(self):
        """A list of structures has no ids to find them by."""
        with pytest.raises(InvalidValueError, match="by their ids"):
            structures_in(Register(), list(STRUCTURES.values()), "320102")

    def test_no_name(self):
        """A structure is asked for by a text."""
        with pytest.raises(InvalidValueError, match="found 5; give the id or name"):
            STRUCTURES[5]

    @pytest.mark.parametrize("on", [None, date(2012, 8, 2)])
    def test_rule(self, on):
        """Another rule is refused, with a day and without."""
        with pytest.raises(InvalidValueError, match="possible, certain"):
            check_structure(Register(), STRUCTURES["1+1+X"], place="320102", on=on, rule="maybe")

    def test_day(self):
        """A day is a date."""
        with pytest.raises(InvalidValueError, match=r"give a datetime\.date"):
            check_structure(Register(), STRUCTURES["1+1+X"], place="320102", on="2012-08-02")
