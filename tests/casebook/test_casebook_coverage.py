"""Every documented fact is reached by an expression, and the page shows what it gives."""

import re
from collections import Counter
from datetime import date
from functools import cache
from pathlib import Path

import pytest

import hubnet
from hubnet import Place, Quantity, Span, Yuan

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "casebook-coverage.md"
CASES = {"A": "futian", "B": "haishu", "C": "qingdao-west-coast", "D": "yuhuatai", "E": "xuanwu"}
DOCUMENTED = {"A": 15, "B": 14, "C": 9, "D": 16, "E": 14, "F": 6}
"""How many facts are documented of each case, and how many lines of arithmetic (F) follow from them."""
LINE = re.compile(r"\| (?P<label>[A-F]\d+) \| (?P<fact>[^|]+) \| `(?P<expression>[^`|]+)` \| (?P<result>[^|]*) \|")


def lines_of_page():
    """Return label, expression and result of every line of the tables, and how many lines look like one."""
    text = PAGE.read_text(encoding="utf-8")
    found = [match.group("label", "expression", "result") for match in map(LINE.fullmatch, text.splitlines()) if match]
    return found, len(re.findall(r"(?m)^\| [A-Z]\d", text))


LINES, LOOK_ALIKE = lines_of_page()


def numbered():
    """Yield the lines with ids such as A4.3, the third line of fact A4."""
    seen = Counter()
    for label, expression, result in LINES:
        seen[label] += 1
        yield pytest.param(label[0], expression, result, id=f"{label}.{seen[label]}")


@cache
def names_for(letter):
    """Return what the page says is there for the expressions of a table."""
    shared = {"hubnet": hubnet, "law": hubnet.load_rulebook(), "date": date}
    values = {"Place": Place, "Quantity": Quantity, "Span": Span, "Yuan": Yuan}
    if letter in CASES:
        return {**shared, **values, "r": hubnet.load_casebook(CASES[letter])}
    return {
        **shared,
        **values,
        **{name: hubnet.load_casebook(name) for name in ("futian", "haishu", "yuhuatai", "xuanwu")},
    }


@pytest.mark.parametrize(("letter", "expression", "result"), [*numbered()])
def test_expression_gives_the_result(letter, expression, result):
    """What an expression of the page gives is, as text, the result that stands beside it."""
    assert str(eval(expression, dict(names_for(letter)))) == result  # noqa: S307  (the page is our own)


def test_every_line_is_read():
    """A line that is mistyped would silently take its fact out of the tests."""
    assert len(LINES) == LOOK_ALIKE


@pytest.mark.parametrize(("letter", "facts"), [*DOCUMENTED.items()], ids=[*DOCUMENTED])
def test_every_fact_is_there(letter, facts):
    """Each fact of a case has a line, and no line has a label beyond them; 0 is what is said of the document."""
    labels = {int(label[1:]) for label, _, _ in LINES if label[0] == letter}
    assert labels - {0} == set(range(1, facts + 1))


def test_facts_stand_in_order():
    """The lines of a table follow the order of the facts."""
    order = [(label[0], int(label[1:])) for label, _, _ in LINES]
    assert order == sorted(order)
