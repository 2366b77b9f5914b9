import copy
import json
import tomllib
from datetime import date
from pathlib import Path

import attrs
import jsonschema
import pytest

import hubnet
from hubnet.entities import KINDS
from hubnet.exchange import case_names, register_to_dict
from hubnet.exchange.schemas import register_schema

DATA = Path(hubnet.__file__).parent / "data"


@pytest.fixture(scope="module")
def validator():
    """The shipped schema, itself held to the rules of JSON Schema."""
    schema = json.loads((DATA / "schema" / "register.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def plain(value):
    """TOML as JSON has it: days as texts."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def case_of(name):
    """A case file of the casebook as it is written."""
    return plain(tomllib.loads((DATA / "casebook" / f"{name}.toml").read_text(encoding="utf-8")))


class TestRegisterSchema:
    @pytest.mark.parametrize("name", case_names())
    def test_accepts_the_shipped_cases(self, validator, name):
        """Each case file of the casebook fits the schema as it is written."""
        assert [error.message for error in validator.iter_errors(case_of(name))] == []

    @pytest.mark.parametrize("name", case_names())
    def test_accepts_what_is_written(self, validator, name):
        """Each case fits the schema as JSON that hubnet writes."""
        assert [error.message for error in validator.iter_errors(register_to_dict(hubnet.load_casebook(name)))] == []

    @pytest.mark.parametrize(
        ("path", "value"),
        [
            pytest.param(("form",), "hubnet.register/0", id="another form"),
            pytest.param(("organisation",), [], id="an unknown table"),
            pytest.param(("organization", 0, "id"), 5, id="a number as id"),
            pytest.param(("organization", 0, "names"), [], id="no name"),
            pytest.param(("organization", 0, "names"), "", id="an empty name"),
            pytest.param(("organization", 0, "form"), "club", id="an unknown form"),
            pytest.param(("organization", 0, "seat"), "3201", id="a code of four digits"),
            pytest.param(("organization", 0, "nickname"), "甲", id="an unknown key"),
            pytest.param(("organization", 0, "statuses"), [{"span": "2010/.."}], id="a status without its word"),
            pytest.param(("tie", 0, "kind"), "likes", id="an unknown kind of tie"),
            pytest.param(("tie", 0, "from"), None, id="a tie from nowhere"),
            pytest.param(("indicator", 0, "value"), 3.5, id="a float"),
            pytest.param(("document", 0, "published"), "2012-8-2", id="a day of another form"),
        ],
    )
    def test_refuses_a_mutated_case(self, validator, path, value):
        """A case with one thing changed to something that cannot be is refused at that place."""
        content = copy.deepcopy(case_of("xuanwu"))
        at = content
        for key in path[:-1]:
            at = at[key]
        at[path[-1]] = value
        (error,) = validator.iter_errors(content)
        known_there = path if error.validator != "additionalProperties" else path[:-1]
        assert tuple(error.absolute_path)[: len(known_there)] == known_there

    @pytest.mark.parametrize("key", ["id", "kind", "from", "to"])
    def test_refuses_a_tie_without_what_it_needs(self, validator, key):
        """A tie without one of its needed keys is refused."""
        content = case_of("xuanwu")
        del content["tie"][0][key]
        assert [error.message for error in validator.iter_errors(content)] == [f"{key!r} is a required property"]

    def test_is_made_from_the_classes(self):
        """Every kind of record and every field of it is in the schema."""
        schema = register_schema()
        assert set(KINDS) <= set(schema["properties"])
        for kind in KINDS.values():
            held = schema["$defs"][kind.__name__]["properties"]
            assert list(held) == [field.name.rstrip("_") for field in attrs.fields(kind)]
