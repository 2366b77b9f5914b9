"""Faults of the ids, parts and levels in rule files with questions."""

from __future__ import annotations

import pytest

from hubnet import load_rulebook
from hubnet.errors import FaultyFileError

RULES = """
place = "CN"

[[instrument]]
id = "club_rules"
label = { zh = "社团规则", en = "Club Rules" }
rank = "administrative_regulation"
versions = [{ id = "2000", in_force_from = 2000-01-01 }]

[[fact]]
id = "club_people"
kind = "integer"
minimum = 0
question = { zh = "有多少人？", en = "how many people?" }

[[question]]
id = "club"
label = { zh = "社团", en = "club" }
asks = { zh = "可否？", en = "may it?" }
authority = ["city"]
cite = { instrument = "club_rules", version = "2000", article = "1" }
"""
FACT = '\n[[fact]]\nid = "{name}"\nquestion = {{ zh = "问", en = "ask" }}\n{keys}\n'
CLAUSE = """
[[clause]]
id = "club.{name}"
label = {{ zh = "人数", en = "people" }}
requires = {{ fact = "club_people", at_least = 3 }}
cite = {{ instrument = "club_rules", version = "2000", article = "2" }}
"""


@pytest.fixture
def faults(tmp_path):
    """Return the faults of the rules with more text, each as path and message."""

    def load(more: str) -> list[tuple[str | None, str]]:
        (tmp_path / "clubs.toml").write_text(RULES + more, encoding="utf-8")
        try:
            load_rulebook(tmp_path)
        except FaultyFileError as error:
            return [(problem.path, problem.message) for problem in error.problems]
        return []

    return load


BAD_NAMES = ["two words", "a\\nb", "x); import os #", "a\\u001b[2J"]


@pytest.mark.parametrize("name", BAD_NAMES)
def test_id_of_a_fact(faults, name):
    """What no command line takes, or what moves the cursor of a terminal, is no name."""
    ((path, message),) = faults(FACT.format(name=name, keys='kind = "yes_no"'))
    assert path == "fact[1].id"
    assert "give words of letters, digits and _, joined by dots" in message


@pytest.mark.parametrize("name", ["", *BAD_NAMES])
def test_id_of_a_clause(faults, name):
    """A clause is named like a fact; without its last part it has no name."""
    ((path, message),) = faults(CLAUSE.format(name=name))
    assert path == "clause[0].id"
    assert "give words of letters, digits and _, joined by dots" in message


def test_plain_names(faults):
    """Letters of any script, digits and underscores."""
    assert faults(CLAUSE.format(name="people_2") + FACT.format(name="人数", keys='kind = "yes_no"')) == []


def test_part_named_twice(faults):
    """A part counts once in its total; named twice, it is not clear how often it is meant."""
    keys = 'kind = "integer"\nminimum = 0\nparts = ["club_people", "club_people"]'
    assert faults(FACT.format(name="size", keys=keys)) == [("fact[1].parts", "size: 'club_people' stands there twice")]


@pytest.mark.parametrize("keys", ['kind = "integer"', 'kind = "choice"\nchoices = ["country", "city"]'])
def test_fact_of_the_place_is_a_level(faults, keys):
    """A place says its level, which no number and no other choice can hold."""
    ((path, message),) = faults(FACT.format(name="level", keys=f'{keys}\ngiven_by = "place"'))
    assert path == "fact[1].given_by"
    assert "give a choice of country, province, city, district, street, community" in message
