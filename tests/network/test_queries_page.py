"""The reference page of queries against the queries it describes."""

import inspect
import re
from datetime import date
from pathlib import Path

import pytest

from hubnet import Register, Tie, build_network
from hubnet.network.columns import BODY_COLUMNS, TIE_COLUMNS
from hubnet.network.headings import HEADINGS
from hubnet.network.registry import QUERIES
from hubnet.values import Table

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "reference" / "network.md").read_text(encoding="utf-8")
NET = build_network(Register([Tie(id="t", kind="has_member", from_="a", to="b")]))
NEEDS = {
    "hub": "a",
    "body": "a",
    "resource": "b",
    "first": date(2026, 1, 1),
    "end": date(2026, 2, 1),
}
LENGTH = {"windows": {"days": 7}}
OTHERWISE = {
    "growth": [{"by": "hub"}, {"by": "street"}],
    "money": [{"by": word} for word in ("programme", "payer", "payee", "year", None)],
    "organization_coverage": [{"tier": True}],
    "reach": [{"by": word} for word in ("tier", "form", "kind", "tie")],
}
"""Arguments by which a query answers in other columns."""


def section(name):
    """The text under the heading of a query."""
    return PAGE.split(f"\n### {name}\n", 1)[1].split("\n## ", 1)[0].split("\n### ", 1)[0]


def asked(name, **further):
    """The answer of a query to its least arguments."""
    needed = (one for one in inspect.signature(QUERIES[name]).parameters.values() if one.default is one.empty)
    given = {one.name: NEEDS[one.name] for one in needed if one.name in NEEDS}
    return QUERIES[name](NET, **given, **LENGTH.get(name, {}), **further)


def columns_told(name):
    """The columns that the section names, in order; what stands in brackets explains them."""
    (told,) = re.findall(r"^Columns: (.*(?:\n(?:With `by`, ).*)?)$", section(name), re.MULTILINE)
    return re.findall(r"`(\w+)`", re.sub(r"\([^()]*(?:\([^()]*\)[^()]*)*\)", "", told))


def test_each_query_has_a_section_and_a_row():
    """No query is left out, and none is described that is gone."""
    rows = re.findall(r"^\| \[`(\w+)`\]\(#(\w+)\) \|", PAGE, re.MULTILINE)
    headings = re.findall(r"^### (\w+)$", PAGE, re.MULTILINE)
    assert [name for name, _ in rows] == [anchor for _, anchor in rows] == headings
    assert sorted(headings) == list(QUERIES)


def written(default):
    """A default as the page writes it; all kinds of tie are an ellipsis."""
    return f'"{default}"' if isinstance(default, str) else "…" if isinstance(default, tuple) else str(default)


@pytest.mark.parametrize("name", QUERIES)
def test_call_names_all_arguments(name):
    """The line under the heading shows every argument, in order, with its default."""
    call = re.match(r"\n`net\.(\w+)\((.*?)\)`", section(name))
    assert call, "the section begins with the call"
    _, *parameters = inspect.signature(QUERIES[name]).parameters.values()
    shown = [one.name if one.default is one.empty else f"{one.name}={written(one.default)}" for one in parameters]
    assert (call[1], call[2]) == (name, ", ".join(shown))


@pytest.mark.parametrize("name", [name for name in QUERIES if name not in {"integrity", "money"}])
def test_columns_are_named_in_order(name):
    """The section names the columns of the answer, in their order."""
    answer = asked(name)
    assert isinstance(answer, Table)
    assert columns_told(name)[: len(answer.columns)] == list(answer.columns)


@pytest.mark.parametrize(("name", "further"), [(name, one) for name, some in OTHERWISE.items() for one in some])
def test_columns_of_other_answers_are_named(name, further):
    """What the answer has with other arguments is named as well."""
    named = {*columns_told(name), *re.findall(r"`(\w+)`", section(name))}
    assert set(asked(name, **further).columns) <= named


def test_money_names_its_columns():
    """The section names the amounts in their order, after the word that is asked for."""
    assert columns_told("money")[: len(asked("money").columns) - 1] == list(asked("money").columns[1:])


def test_findings_are_named():
    """The section of findings names each that its docstring promises."""
    promised = re.findall(r"``(network\.\w+)``:", QUERIES["integrity"].__doc__)
    assert promised
    assert re.findall(r"`(network\.\w+)`", section("integrity"))[: len(promised)] == promised


def test_headings_of_columns_agree():
    """The page shows the heading of every column as an answer shows it."""
    rows = re.findall(r"^\| `(\w+)` \| ([^|]+) \| ([^|]+) \|$", PAGE.split("\n## Columns\n", 1)[1], re.MULTILINE)
    assert rows == [(name, label.zh, label.en) for name, label in HEADINGS.items()]


@pytest.mark.parametrize(("table", "columns"), [("Bodies", BODY_COLUMNS), ("Ties", TIE_COLUMNS)])
def test_columns_that_a_network_is_made_of(table, columns):
    """The page tells of every column that bodies and ties can have, in their order."""
    told = PAGE.split(f"\n{table}, a row each:\n\n", 1)[1].split("\n\n", 1)[0]
    assert tuple(re.findall(r"^\| `(\w+)` \|", told, re.MULTILINE)) == columns
