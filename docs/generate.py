"""Write what is generated from data and code: pages of rules, casebook and structures, and JSON Schemas of files.

Run by ``make generate``; a test holds the files against what this would write.
"""

from __future__ import annotations

import json
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from hubnet.entities import KIND_LABELS, label_of
from hubnet.exchange import case_names, load_casebook, load_rulebook, load_structures
from hubnet.exchange.rule_schemas import cases_schema, rulebook_schema
from hubnet.exchange.schemas import register_schema, structure_schema
from hubnet.views import facts_page, law_page, questions_page, register_page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.network.structures import Structure, StructurePart

ROOT = Path(__file__).resolve().parent.parent


def generated() -> dict[Path, str]:
    """Return the content of every generated file by its path."""
    reference = ROOT / "docs" / "reference"
    folder = ROOT / "src" / "hubnet" / "data" / "schema"
    files = {
        folder / f"{name}.schema.json": json.dumps(schema, ensure_ascii=False, indent=1) + "\n"
        for name, schema in (
            ("register", register_schema()),
            ("structure", structure_schema()),
            ("rulebook", rulebook_schema()),
            ("cases", cases_schema()),
        )
    }
    for name in case_names():
        files[reference / f"casebook-{name}.md"] = register_page(load_casebook(name), "en")
    law = load_rulebook()
    for name, page in (("law", law_page), ("questions", questions_page), ("facts", facts_page)):
        files[reference / f"{name}.md"] = page(law)
    files[reference / "shipped-structures.md"] = "\n".join(_structures()) + "\n"
    return files


def _structures() -> Iterator[str]:
    """Yield the page of the shipped structures, line by line."""
    yield "# Shipped structures"
    yield ""
    yield "What each structure asks for, with the document that describes it."
    yield "[Structures](structures.md) says how they are checked."
    for structure in load_structures().values():
        yield from _structure(structure)


def _structure(structure: Structure) -> Iterator[str]:
    yield from ("", f"## {structure.id}", "")
    yield f"{structure.label.zh}: {structure.label.en}."
    if structure.level is not None:
        yield f"Of a place of the level `{structure.level.value}`."
    else:
        yield f"Of a base; its anchor is the part `{structure.anchor}`."
    if structure.closed:
        yield f"Closed: a {_words(structure.closed)} of the base that fills no part is extra."
    yield ""
    for cite in structure.cite:
        yield f"{cite.text('zh')}"
        yield from ("", f"> {cite.quote}", "") if cite.quote else ("",)
    if structure.note is not None:
        yield from (f"{structure.note.en[0].upper()}{structure.note.en[1:]}.", "")
    yield from ("| Part | 中文 | English | What fills it | How many | A sign of it |", "|---|---|---|---|---|---|")
    for part in structure.parts:
        what, sign = _asked(part), "yes" if part.distinctive else "no"
        yield f"| `{part.id}` | {part.label.zh} | {part.label.en} | {what} | {_number(part)} | {sign} |"
    notes = [f"`{part.id}`: {part.note.en}." for part in structure.parts if part.note]
    ties = [
        f"`{tie.from_}` → `{tie.to}`: at least one tie, {' or '.join(_word(kind) for kind in tie.kinds)}."
        for tie in structure.ties
    ]
    for line in (*notes, *ties):
        yield from ("", line)


def _asked(part: StructurePart) -> str:
    """Return what can fill a part, in words."""
    said = [] if part.is_ in {("function",), ("governor",)} else [_words(part.is_)]
    for word, values in (
        ("form", part.forms),
        ("tier", (part.tier,)),
        ("scope", (part.scope,)),
        ("role", part.roles),
        ("kind of base", part.base_kinds),
        ("governance", (part.governance,)),
        ("counted group of", part.what),
        ("governor", (part.governor,)),
        ("every", (part.every,)),
        ("functions" if "function" not in part.is_ else "function", part.functions),
    ):
        if told := [_word(value) for value in values if value is not None]:
            said.append(f"{word}: {' or '.join(told)}")
    if part.named:
        said.append(f"name with {' or '.join(part.named)}")
    return "; ".join(said)


def _word(value: Enum | str) -> str:
    """Return the label of a word; one without a label as it is written."""
    label = label_of(value)
    return f"`{label.en}`" if label.zh == label.en else label.en


def _words(kinds: tuple[str, ...]) -> str:
    return " or ".join(KIND_LABELS[kind].en if kind in KIND_LABELS else label_of(kind).en for kind in kinds)


def _number(part: StructurePart) -> str:
    if part.at_most is None:
        return f"{part.at_least} or more"
    return str(part.at_least) if part.at_least == part.at_most else f"{part.at_least} to {part.at_most}"


if __name__ == "__main__":
    for path, content in generated().items():
        path.parent.mkdir(exist_ok=True)
        path.write_text(content, encoding="utf-8")
        print(path.relative_to(ROOT))
