"""The reference page of records against the classes it describes."""

import re
from pathlib import Path

import attrs
import pytest

from hubnet import entities
from hubnet.entities import LABELS, TERMS, field_label

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "reference" / "entities.md").read_text(encoding="utf-8")
ANSWERS = {"Figure", "Capacity"}
"""Classes that are given back and not recorded; the API page has them."""
CLASSES = {
    name: kind
    for name in entities.__all__
    if isinstance(kind := getattr(entities, name), type) and attrs.has(kind) and name not in ANSWERS
}


def table_of(name):
    """The field and the Chinese label of each row of a class's table."""
    chapter = PAGE.split(f"\n### {name}\n", 1)[1].split("\n### ", 1)[0].split("\n## ", 1)[0]
    return re.findall(r"^\| `(\w+)` \| ([^|]*) \|", chapter, re.MULTILINE)


@pytest.mark.parametrize("name", CLASSES)
def test_class_has_all_its_fields(name):
    """The table of a class has its fields in order, each with the label that the code gives it."""
    rows = [(field.name, field_label(field.name).zh) for field in attrs.fields(CLASSES[name])]
    assert [(field, label.strip()) for field, label in table_of(name)] == rows


def test_page_describes_no_class_that_is_gone():
    """Each heading of a class is that of a class that there is."""
    assert set(re.findall(r"^### ([A-Z]\w+)$", PAGE, re.MULTILINE)) <= set(CLASSES) | {
        kind.__name__ for kind in map(type, LABELS)
    }


def test_words_are_listed():
    """Every closed and every open word stands on the page with its Chinese label."""
    missing = [word.value for word, label in LABELS.items() if f"`{word.value}`" not in PAGE or label.zh not in PAGE]
    missing += [word for word, label in TERMS.items() if f"`{word}`" not in PAGE or label.zh not in PAGE]
    assert missing == []
