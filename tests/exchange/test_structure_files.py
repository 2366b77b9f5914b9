"""Files of structures: the user's own beside the shipped ones, their faults with places, and their schema."""

import copy
import json
import tomllib
from datetime import date
from enum import Enum
from pathlib import Path
from typing import get_args, get_type_hints

import attrs
import jsonschema
import pytest

import hubnet
from hubnet.entities import Base, Federation, Organization, Register, TieKind, Tier
from hubnet.errors import FaultyFileError, InvalidValueError, UnknownNameError
from hubnet.exchange import find_structures, load_casebook, load_structures
from hubnet.exchange.schemas import structure_schema
from hubnet.exchange.structures import WORD
from hubnet.network.structures import Structure, StructurePart, StructureTie, check_structure
from hubnet.values import Citation, Outcome

DATA = Path(hubnet.__file__).parent / "data"
SHIPPED = sorted((DATA / "structures").glob("*.toml"))

OWN = """\
[[document]]
id = "plan"
title = { zh = "某区社会组织建设方案", en = "Plan of a district" }
published = 2024-03-01

[[structure]]
id = "1+1"
label = { zh = "一园一会", en = "one park, one association" }
names = ["1＋1"]
level = "street"
cite = { passage = "二、1", quote = "一园一会" }

[[structure.parts]]
id = "park"
label = { zh = "园区", en = "park" }
is = ["base"]
base_kinds = ["park"]
at_most = 1

[[structure.parts]]
id = "association"
label = { zh = "促进会", en = "association" }
is = ["federation"]
cite = "二、2"

[[structure.ties]]
from = "association"
kinds = ["has_member", "serves"]
to = "park"
"""
"""A file of one's own; all of it is right."""


@pytest.fixture
def load(tmp_path):
    """Return a function that loads a file of structures, given as text."""

    def loaded(text, name="own.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return load_structures(path)

    return loaded


@pytest.fixture
def faults_of(load):
    """Return a function that gives the faults of a file."""

    def faults(text):
        with pytest.raises(FaultyFileError) as caught:
            load(text)
        return [(problem.line, problem.path, problem.message) for problem in caught.value.problems]

    return faults


class TestOwn:
    def test_beside_the_shipped(self, load):
        """One's own structure stands beside the shipped ones, with all that the file says."""
        structures = load(OWN)
        assert set(structures) == {*load_structures(), "1+1"}
        own = structures["1+1"]
        assert structures["1＋1"] is own
        assert (own.level, [part.id for part in own.parts]) == (Tier.STREET, ["park", "association"])
        assert own.ties == (StructureTie(from_="association", kinds=[TieKind.HAS_MEMBER, TieKind.SERVES], to="park"),)
        assert own.cite[0].document == "某区社会组织建设方案"
        assert own.parts[1].cite[0].passage == "二、2"
        assert own.cite[0].published == date(2024, 3, 1)

    def test_checked(self, load):
        """One's own structure is checked as a shipped one."""
        street = "320102/锁金村街道"
        register = Register(
            [
                Base(id="park", names="园", kind="park", place=street),
                Organization(id="a", names="会"),
                Federation(id="f", organization="a", place=street),
            ]
        )
        own = load(OWN)
        answer = check_structure(register, own["1+1"], place=street)
        assert answer.of_state("holds") == ("park", "association")
        assert [one.structure.id for one in find_structures(register, street, structures=own)] == ["1+1"]
        assert find_structures(register, street) == ()

    def test_in_place_of_a_shipped_one(self, load):
        """A structure with a shipped id takes its place; the shipped one is there again without the file."""
        own = load(OWN.replace('id = "1+1"', 'id = "1+1+X"'))
        assert [part.id for part in own["1+1+X"].parts] == ["park", "association"]
        assert [part.id for part in load_structures()["1+1+X"].parts] == ["park", "association", "organizations"]

    def test_a_folder(self, tmp_path):
        """All files of a folder are read, those of folders in it too."""
        (tmp_path / "more").mkdir()
        (tmp_path / "more" / "one.toml").write_text(OWN, encoding="utf-8")
        (tmp_path / "two.toml").write_text(OWN.replace('"1+1"', '"2+2"').replace('"1＋1"', '"2＋2"'), encoding="utf-8")
        assert {"1+1", "2+2"} <= set(load_structures(tmp_path))

    def test_unknown_name(self):
        """A structure that is not there is refused with the nearest one."""
        with pytest.raises(UnknownNameError, match=r"unknown structure '1\+1\+Y'; did you mean '1\+1\+X'"):
            load_structures()["1+1+Y"]


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "line", "path", "message"),
        [
            pytest.param(
                'to = "park"', 'to = "parc"', 29, "structure[0].ties[0].to", "unknown part 'parc'; did you mean 'park'",
                id="a tie to an unknown part",
            ),
            pytest.param(
                'from = "association"', 'from = "asociation"', 27, "structure[0].ties[0].from",
                "did you mean 'association'", id="a tie from an unknown part",
            ),
            pytest.param(
                "at_most = 1", "at_most = 1\nat_least = 2", 19, "structure[0].parts[0].at_least",
                "2 at least and 1 at most", id="more at least than at most",
            ),
            pytest.param(
                'is = ["base"]', 'is = ["basis"]', 16, "structure[0].parts[0].is[0]", "did you mean 'base'",
                id="an unknown kind",
            ),
            pytest.param(
                'id = "association"', 'id = "park"', 21, "structure[0].parts[1].id", "'park' stands there twice",
                id="two parts of one id",
            ),
            pytest.param(
                'level = "street"', 'anchor = "association"', 10, "structure[0].anchor", "which is no base",
                id="an anchor that is no base",
            ),
            pytest.param(
                'level = "street"', 'level = "strete"', 10, "structure[0].level", "did you mean 'street'",
                id="an unknown level",
            ),
            pytest.param(
                'base_kinds = ["park"]', 'base_kinds = ["parks"]', 17, "structure[0].parts[0].base_kinds[0]",
                "did you mean 'park'", id="an unknown kind of base",
            ),
            pytest.param(
                'kinds = ["has_member", "serves"]', 'kinds = ["has_members"]', 28, "structure[0].ties[0].kinds[0]",
                "did you mean 'has_member'", id="an unknown kind of tie",
            ),
            pytest.param(
                "at_most = 1", "at_mots = 1", 18, "structure[0].parts[0].at_mots", "did you mean 'at_most'",
                id="an unknown key",
            ),
            pytest.param(
                'label = { zh = "园区", en = "park" }\n', "", 13, "structure[0].parts[0].label",
                "the key 'label' is missing", id="no label",
            ),
            pytest.param(
                "at_most = 1", 'at_most = "1"', 18, "structure[0].parts[0].at_most", "whole number", id="a text"
            ),
            pytest.param("at_most = 1", "at_most = 0", 13, "structure[0].parts[0]", "of 1 or more", id="zero"),
            pytest.param(
                "[[document]]", "[[documents]]", None, "documents", "did you mean 'document'", id="an unknown table"
            ),
            pytest.param(
                'cite = { passage = "二、1", quote = "一园一会" }', 'cite = { source = "paln", passage = "二、1" }', 11,
                "structure[0].cite", "unknown source 'paln'; documents of the file: plan", id="an unknown document",
            ),
        ],
    )  # fmt: skip
    def test_located(self, faults_of, old, new, line, path, message):
        """A fault is told with its line, its path, what was found and what to do."""
        assert old in OWN
        found = faults_of(OWN.replace(old, new, 1))
        assert any(one[1] == path and message in one[2] for one in found), found
        assert [one[0] for one in found if one[1] == path] == [line]

    def test_all_at_once(self, faults_of):
        """All faults of a file are told together."""
        text = (
            OWN.replace('level = "street"', "").replace('to = "park"', 'to = "parc"')
            + OWN[OWN.index("[[structure]]") :]
        )
        assert [path for _, path, _ in faults_of(text)] == [
            "structure[0].level",
            "structure[0].ties[0].to",
            "structure[1].id",
        ]

    @pytest.mark.parametrize(
        ("old", "new", "path"),
        [
            pytest.param('level = "street"', 'level = "strete"', "structure[0].level", id="of the structure"),
            pytest.param('base_kinds = ["park"]', 'tier = "strete"', "structure[0].parts[0].tier", id="of a part"),
            pytest.param(
                'kinds = ["has_member", "serves"]', 'kinds = ["has_members"]', "structure[0].ties[0].kinds[0]",
                id="of a tie",
            ),
        ],
    )  # fmt: skip
    def test_behind_a_misspelt_word(self, faults_of, old, new, path):
        """A misspelt word hides nothing that contradicts itself, and is itself told once."""
        text = OWN.replace('to = "park"', 'to = "parc"').replace("at_most = 1", "at_most = 1\nat_least = 2")
        assert old in text
        assert sorted(found[1] for found in faults_of(text.replace(old, new))) == sorted(
            [path, "structure[0].parts[0].at_least", "structure[0].ties[0].to"]
        )

    def test_behind_other_faults(self, faults_of):
        """What cannot be read without the faulty field is not told: nothing is said that may not be so."""
        text = OWN.replace('to = "park"', 'to = "parc"').replace('id = "park"', "id = 1")
        assert [found[1] for found in faults_of(text)] == ["structure[0].parts[0].id"]

    def test_words_that_can_be_misspelt(self):
        """The fields that can be read without their words are all those of a closed list of words."""
        of_words = set()
        for kind in (Structure, StructurePart, StructureTie):
            for name, hint in get_type_hints(kind, localns=vars(hubnet.entities)).items():
                if any(isinstance(one, type) and issubclass(one, Enum) for one in (*get_args(hint), hint)):
                    of_words.add(name)
        assert {name for name in of_words if WORD.fullmatch(name)} == of_words
        assert len(of_words) == 8

    def test_of_several_files(self, tmp_path):
        """The faults of all files are told, each with its file; a file that is not there is one."""
        for name in ("one.toml", "two.toml"):
            (tmp_path / name).write_text(OWN.replace("at_most = 1", "at_most = 0"), encoding="utf-8")
        with pytest.raises(FaultyFileError) as caught:
            load_structures(tmp_path / "one.toml", tmp_path / "three.toml", tmp_path / "two.toml")
        assert [Path(problem.file).name for problem in caught.value.problems] == ["one.toml", "three.toml", "two.toml"]

    def test_one_id_in_two_files(self, tmp_path):
        """Two of the user's files may not have one structure each of the same id."""
        for name in ("one.toml", "two.toml"):
            (tmp_path / name).write_text(OWN, encoding="utf-8")
        with pytest.raises(FaultyFileError, match=r"the structure '1\+1' stands in .*one.toml already") as caught:
            load_structures(tmp_path)
        (problem,) = caught.value.problems
        assert (Path(problem.file).name, problem.line, problem.path) == ("two.toml", 7, "structure[0].id")

    @pytest.mark.parametrize(
        ("text", "message"),
        [
            pytest.param("structure = 1", r"write each as \[\[structure\]\]", id="a number"),
            pytest.param('[[document]]\nid = "a"\ntitle = { zh = "甲", en = "a" }', "holds no structure", id="none"),
            pytest.param("[[structure", "is not valid TOML", id="no TOML"),
            pytest.param("", "is empty", id="empty"),
        ],
    )
    def test_frame(self, load, text, message):
        """A file that holds no structure is refused."""
        with pytest.raises(FaultyFileError, match=message):
            load(text)

    def test_rows_that_are_no_tables(self, faults_of):
        """A list of something else is a fault of its own, beside which the rest is not read."""
        assert faults_of('structure = ["1+1"]') == [(None, "structure", "write each as [[structure]]")]

    def test_an_empty_folder(self, tmp_path):
        """A folder without files is refused."""
        with pytest.raises(FaultyFileError, match="holds no file of structures"):
            load_structures(tmp_path)


def plain(value):
    """TOML as JSON has it: days as texts."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


class TestSchema:
    @pytest.fixture
    def validator(self):
        """The shipped schema, itself held to the rules of JSON Schema."""
        schema = json.loads((DATA / "schema" / "structure.schema.json").read_text(encoding="utf-8"))
        jsonschema.Draft202012Validator.check_schema(schema)
        return jsonschema.Draft202012Validator(schema)

    @pytest.mark.parametrize("file", SHIPPED, ids=lambda file: file.stem)
    def test_accepts_the_shipped_files(self, validator, file):
        """Each shipped file fits the schema."""
        content = plain(tomllib.loads(file.read_text(encoding="utf-8")))
        assert [error.message for error in validator.iter_errors(content)] == []

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            pytest.param(("structures",), [], id="an unknown table"),
            pytest.param(("structure",), [], id="no structure"),
            pytest.param(("structure", 0, "level"), "ward", id="an unknown level"),
            pytest.param(("structure", 0, "roles"), [], id="an unknown key"),
            pytest.param(("structure", 0, "parts", 0, "is"), ["tie"], id="what fills no part"),
            pytest.param(("structure", 0, "parts", 0, "is"), [], id="nothing that fills it"),
            pytest.param(("structure", 0, "parts", 0, "at_least"), 0, id="none at least"),
            pytest.param(("structure", 0, "parts", 0, "governor"), "reigns", id="an unknown governor"),
            pytest.param(("structure", 0, "ties", 0, "from"), None, id="a tie from nowhere"),
        ],
    )
    def test_refuses_a_mutated_file(self, validator, path, value):
        """A file with one thing changed to something that cannot be is refused at that place."""
        content = copy.deepcopy(plain(tomllib.loads(OWN)))
        assert list(validator.iter_errors(content)) == []
        at = content
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        errors = list(validator.iter_errors(content))
        assert errors
        assert all(tuple(error.absolute_path)[: len(path) - 1] == path[:-1] for error in errors)

    def test_is_made_from_the_classes(self):
        """Every field of the classes is in the schema."""
        definitions = structure_schema()["$defs"]
        for kind in (Structure, StructurePart, StructureTie):
            held = definitions[kind.__name__]["properties"]
            assert list(held) == [field.name.rstrip("_") for field in attrs.fields(kind)]


def test_a_scheme_of_ones_own_casebook_copy():
    """With a park recorded in Meiyuan the street has the whole of 1+1+X on the day of the article."""
    street = "320102/梅园新村街道"
    park = Base(
        id="park", names="梅园街道社会组织服务园", kind="park", place=street, tier="street", opened="2012-01",
        cite=(Citation(document="街道公报"),),
    )  # fmt: skip
    register = load_casebook("xuanwu").with_records(park)
    answer = check_structure(register, load_structures()["1+1+X"], place=street, on=date(2012, 8, 2))
    assert answer.outcome is Outcome.MET
    assert answer["park"].cite[-1].document == "街道公报"


class TestWhatIsNoPath:
    @pytest.mark.parametrize("path", [5, None, b"x", ""], ids=repr)
    def test_is_refused(self, path):
        """An empty path would be the working folder; another kind of value is no path."""
        with pytest.raises(InvalidValueError, match="give the path of a file of structures"):
            load_structures(path)
