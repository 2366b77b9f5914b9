"""Schemas of rule and case files: every shipped file fits, and what cannot be is refused at its place."""

from __future__ import annotations

import copy
import json
import tomllib
from datetime import date
from pathlib import Path

import jsonschema
import pytest

import hubnet

DATA = Path(hubnet.__file__).parent / "data"
FILES = sorted((DATA / "rulebooks").rglob("*.toml"))
CASES = [file for file in FILES if file.name.endswith(".cases.toml")]
RULES = [file for file in FILES if file not in CASES]


def validator_of(name: str) -> jsonschema.Draft202012Validator:
    """A shipped schema, itself held to the rules of JSON Schema."""
    schema = json.loads((DATA / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    return jsonschema.Draft202012Validator(schema)


def plain(value: object) -> object:
    """TOML as JSON has it: days as texts."""
    if isinstance(value, dict):
        return {key: plain(part) for key, part in value.items()}
    if isinstance(value, list):
        return [plain(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def content_of(file: Path) -> dict:
    """A file as it is written."""
    return plain(tomllib.loads(file.read_text(encoding="utf-8")))


def changed(content: dict, path: tuple, value: object) -> dict:
    """The content with one thing changed."""
    whole = copy.deepcopy(content)
    at = whole
    for key in path[:-1]:
        at = at[key]
    at[path[-1]] = value
    return whole


@pytest.mark.parametrize(("name", "files"), [("rulebook", RULES), ("cases", CASES)])
def test_accepts_every_shipped_file(name: str, files: list[Path]):
    """No shipped file differs from the schema."""
    validator = validator_of(name)
    assert len(files) > 20
    for file in files:
        assert [(file.name, error.message) for error in validator.iter_errors(content_of(file))] == []


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("place",), "3201", id="a code of four digits"),
        pytest.param(("rule",), [], id="an unknown table"),
        pytest.param(("clause", 0, "id"), 5, id="a number as id"),
        pytest.param(("clause", 0, "label"), {"zh": "人数"}, id="a label in one language"),
        pytest.param(("clause", 0, "requires"), {"fact": "members"}, id="a comparison without an operator"),
        pytest.param(("clause", 0, "requires"), {"fact": "members", "atleast": 50}, id="an unknown operator"),
        pytest.param(("clause", 0, "requires"), {"all": []}, id="no parts"),
        pytest.param(("clause", 0, "requires"), {"since": "registered_on", "at_least": 1}, id="a period without unit"),
        pytest.param(("clause", 0, "relation"), "overrules", id="an unknown relation"),
        pytest.param(("clause", 0, "lowered"), "yes", id="a word for true"),
        pytest.param(("clause", 0, "in_force_from"), "2026", id="a year as a day"),
        pytest.param(("clause", 0, "needs"), [], id="an unknown key"),
        pytest.param(("question", 0, "authority"), ["county"], id="an unknown level"),
        pytest.param(("question", 0, "asks"), None, id="a question without words"),
        pytest.param(("fact", 0, "kind"), "number", id="an unknown kind of fact"),
        pytest.param(("fact", 0, "change"), "sideways", id="an unknown movement"),
    ],
)
def test_refuses_a_mutated_rule_file(path: tuple, value: object):
    """A rule file with one thing changed to something that cannot be is refused."""
    content = content_of(DATA / "rulebooks" / "CN" / "social_associations.eligibility.toml")
    assert list(validator_of("rulebook").iter_errors(changed(content, path, value)))


@pytest.mark.parametrize(
    ("path", "value"),
    [
        pytest.param(("cases",), [], id="an unknown table"),
        pytest.param(("case", 0, "outcome"), "YES", id="an unknown outcome"),
        pytest.param(("case", 0, "on"), 2026, id="a number as a day"),
        pytest.param(("case", 0, "because"), None, id="no article"),
        pytest.param(("case", 0, "reasons"), ["no_idea"], id="an unknown reason"),
        pytest.param(("case", 0, "expected"), {}, id="an unknown key"),
        pytest.param(("case", 0, "following"), {"x": {"bar": {"weeks": 3}}}, id="an unknown unit"),
    ],
)
def test_refuses_a_mutated_case_file(path: tuple, value: object):
    """A case file with one thing changed to something that cannot be is refused."""
    content = content_of(DATA / "rulebooks" / "CN" / "social_associations.eligibility.cases.toml")
    assert list(validator_of("cases").iter_errors(changed(content, path, value)))
