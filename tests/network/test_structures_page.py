"""The reference page of structures against the classes and the data that it describes."""

import re
from pathlib import Path

import attrs
import pytest

from hubnet.exchange import load_structures
from hubnet.network.structures import STATE_LABELS, Structure, StructurePart, StructureTie
from hubnet.network.structures.model import GOVERNORS, OF_THE_BASE, RECORDED

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "structures.md").read_text(encoding="utf-8")


def rows_under(heading):
    """The cells of each row of the table under a heading."""
    text = f"\n{PAGE}".split(f"\n{heading}\n", 1)[1].split("\n#", 1)[0]
    return [
        [cell.strip() for cell in line.strip("|").split("|")] for line in re.findall(r"^\| `.*$", text, re.MULTILINE)
    ]


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("### The structure", Structure), ("### A part", StructurePart), ("### A tie", StructureTie)],
)
def test_all_fields_are_described(heading, kind):
    """Each field that a file can have has its row, and no row describes a field that is gone."""
    told = [name for row in rows_under(heading) for name in re.findall(r"`(\w+)`", row[0])]
    assert sorted(told) == sorted(field.name.rstrip("_") for field in attrs.fields(kind))


def test_words_of_a_part_are_listed():
    """What can fill a part, and what a governor does, is listed in full and in order."""
    rows = {row[0]: row[2] for row in rows_under("### A part")}
    assert re.findall(r"`(\w+)`", rows["`is`"]) == [*RECORDED, *OF_THE_BASE]
    assert re.findall(r"`(\w+)`", rows["`governor`"]) == [*GOVERNORS]


def test_states_are_listed():
    """Every state of a part has a row with its Chinese word."""
    rows = [row[:2] for row in rows_under("## Checking one")]
    assert rows == [[f"`{state.value}`", label.zh] for state, label in STATE_LABELS.items()]


def test_shipped_structures_are_listed():
    """Every shipped structure is named with its label, and whether it is of a place or of a base."""
    rows = {row[0].strip("`"): (row[1], row[2]) for row in rows_under("# Structures")}
    of = {name: "base" if one.level is None else one.level.value for name, one in load_structures().items()}
    assert rows == {name: (one.label.zh, f"a {of[name]}") for name, one in load_structures().items()}
