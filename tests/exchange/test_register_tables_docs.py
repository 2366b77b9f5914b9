from pathlib import Path

import pytest

from hubnet.entities import LABELS, LegalForm, Role, Scope, Status, TieKind, Tier, normalised
from hubnet.exchange.files import MAX_BYTES
from hubnet.exchange.tables.cells import LONGEST, words
from hubnet.exchange.tables.headers import TABLES
from hubnet.exchange.tables.reading import MOST_FAULTS
from hubnet.exchange.tables.sheets import MAX_COLUMNS, MAX_ROWS

PAGE = Path(__file__).parent.parent.parent / "docs" / "reference" / "register-tables.md"
WORDS = {
    "Legal forms (`form`, `member_forms`, `based_on`)": LegalForm,
    "Statuses (`status`)": Status,
    "Levels (`tier`)": Tier,
    "Roles (`roles`)": Role,
    "Scopes (`scope`)": Scope,
    "Kinds of tie (`kind`)": TieKind,
}


def dictionary(form):
    """Return the dictionary of a table as Markdown."""
    rows = []
    for one in form.columns:
        mark = "\\*" if one.name in form.needed else ""
        rows.append(f"| `{one.name}`{mark} | {one.zh} | {'、'.join(one.also) or '-'} | {one.holds} |")
    head = f"### {form.name}.csv, {form.zh}.csv\n"
    return "\n".join([head, "| Column | 中文 | Also taken | Holds |", "|---|---|---|---|", *rows])


def closed_words(title, kind):
    """Return the words of a closed list as Markdown."""
    known = words(kind)
    rows = []
    for member in kind:
        also = [word for word, meant in known.items() if meant is member]
        shown = [word for word in also if not word.isascii() and word != normalised(LABELS[member].zh)]
        rows.append(f"| `{member.value}` | {LABELS[member].zh} | {'、'.join(shown) or '-'} |")
    return "\n".join([f"### {title}\n", "| Id | 中文 | Also taken |", "|---|---|---|", *rows])


@pytest.mark.parametrize("form", TABLES, ids=lambda form: form.name)
def test_the_page_holds_the_dictionary(form):
    """The reference lists the columns of each table as the code knows them."""
    assert dictionary(form) in PAGE.read_text(encoding="utf-8")


@pytest.mark.parametrize("title", WORDS)
def test_the_page_holds_the_words(title):
    """The reference lists the closed words as the code takes them."""
    assert closed_words(title, WORDS[title]) in PAGE.read_text(encoding="utf-8")


def test_the_page_holds_the_limits():
    """The reference states the limits that the code keeps."""
    text = PAGE.read_text(encoding="utf-8")
    for limit in (f"{MAX_BYTES // 2**20} MiB", f"{MAX_ROWS:,} rows", f"{MAX_COLUMNS} columns"):
        assert limit in text
    for limit in (f"{LONGEST:,} characters", f"{MOST_FAULTS:,} faults"):
        assert limit in text
