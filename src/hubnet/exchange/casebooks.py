"""The shipped casebook: real hub systems, written down from published documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.errors import FaultyFileError, UnknownNameError
from hubnet.exchange.files import DATA, parse_toml, read_text
from hubnet.exchange.registers import reading_of
from hubnet.values import Table

if TYPE_CHECKING:
    from hubnet.entities import Register
    from hubnet.values import Language

_FOLDER = DATA / "casebook"


def case_names() -> tuple[str, ...]:
    """Return the names of the cases, in the order of their letters."""
    return tuple(sorted(file.stem for file in _FOLDER.glob("*.toml")))


def load_casebook(name: str) -> Register:
    """Return a case of the casebook as a register.

    Args:
        name: one of those that ``casebook`` lists, such as ``xuanwu``.

    Raises:
        UnknownNameError: no such case.
    """
    names = case_names()
    if name not in names:
        raise UnknownNameError("case", name, names)
    file = f"casebook/{name}.toml"
    text = read_text(DATA / file)
    reading = reading_of(parse_toml(text, file), file, text)
    if reading.problems:
        raise FaultyFileError(reading.problems)
    return reading.register


def casebook(lang: Language = "zh") -> Table:
    """Return the cases: name, what each is of, the date of its document, and how much it holds."""
    headings = {
        "zh": ("名称", "案例", "文献日期", "组织", "记录"),
        "en": ("name", "case", "published", "organizations", "records"),
    }
    rows = []
    for name in case_names():
        register = load_casebook(name)
        label = register.label.text(lang) if register.label else name
        held = len({organization.id for organization in register.organizations}), len(register)
        rows.append((name, label, register.documents[0].published, *held))
    return Table(("name", "case", "published", "organizations", "records"), rows, headings[lang])
