"""Registers into folders of CSV tables: what tables can hold is written, what they cannot is counted."""

from __future__ import annotations

import csv
import io
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import attrs
from attrs import define, field, frozen

from hubnet.entities import KIND_LABELS, Federation, Hub, Record, Register, Tie, TieKind, field_label
from hubnet.entities import kind_of as kind_word
from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange.files import MAX_BYTES, write_texts
from hubnet.exchange.tables.cells import Misfit, as_read, broken, harmless
from hubnet.exchange.tables.drafts import Bodies, as_member
from hubnet.exchange.tables.headers import MEMBERS, ORGANIZATIONS, TABLES, TIES, Form
from hubnet.exchange.tables.parts import PARTS, Part, standing
from hubnet.exchange.tables.reading import columns_not_taken, table_files
from hubnet.exchange.tables.row import Cells
from hubnet.exchange.tables.sheets import MAX_ROWS, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.values import Language


@frozen(kw_only=True)
class TablesReport:
    """What was written into a folder of tables, and what was left out.

    ``files`` are the rows of each file written. ``records`` counts, by kind, the records that no table holds or whose
    id, name or ends no cell can hold. ``fields`` counts, by ``kind.field``, the records written without all that the
    field says. ``notes`` are what else a reader should know.
    """

    folder: str
    files: dict[str, int]
    records: dict[str, int]
    fields: dict[str, int]
    notes: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether nothing was left out: reading the folder gives an equal register."""
        return not self.records and not self.fields

    def text(self, lang: Language = "zh") -> str:
        """Return the report line by line: files with their rows, then what was left out."""
        zh = lang == "zh"
        rows = "行" if zh else " rows"
        lines = [f"{name}: {count}{rows if count != 1 or zh else ' row'}" for name, count in self.files.items()]
        if self.complete:
            lines.append("全部写入，无遗漏" if zh else "nothing was left out")
        else:
            lines.append("未写入表格的内容：" if zh else "left out of the tables:")
        for kind, count in self.records.items():
            name = KIND_LABELS[kind].text(lang)
            lines.append(f"  {name}：{count} 条记录" if zh else f"  {name}: {count} record{'' if count == 1 else 's'}")
        for path, count in self.fields.items():
            kind, name = path.split(".")
            whose = KIND_LABELS[kind].text(lang) if kind in KIND_LABELS else "登记册" if zh else "register"
            what = field_label(name).text(lang)
            lines.append(f"  {whose}·{what}：{count} 处" if zh else f"  {whose}, {what}: {count}")
        return "\n".join([*lines, *self.notes])


@define
class _Lost:
    """Counts of what no cell holds."""

    records: dict[str, int] = field(factory=dict)
    fields: dict[str, int] = field(factory=dict)

    def record(self, record: Record) -> None:
        kind = kind_word(record)
        self.records[kind] = self.records.get(kind, 0) + 1

    def field(self, kind: str, name: str, count: int = 1) -> None:
        path = f"{kind}.{name}"
        self.fields[path] = self.fields.get(path, 0) + count


def write_tables(register: Register, folder: str | Path, *, overwrite: bool = False) -> TablesReport:
    """Write a register as CSV tables for a spreadsheet: UTF-8 with a byte order mark, all files or none.

    Organizations, hubs, federations, ties and grants are written, as far as the columns go; all else is counted in the
    report. Every cell is read back before it is written, so that ``load_register`` gives what the report does not
    count, unchanged. A cell that a spreadsheet would run as a formula stands after an apostrophe.

    Args:
        register: the records.
        folder: where to; it is made where it is not there.
        overwrite: replace the tables of a folder that holds CSV tables already. Files that are no tables stay; a table
            with columns that no register holds is not replaced.

    Raises:
        FaultyFileError: the folder holds CSV tables, or a file cannot be written; nothing is changed then.
    """
    if not str(folder):
        raise FaultyFileError([Problem("no folder is given; name one, or . for the one you are in")])
    folder = Path(folder)
    if folder.exists() and not folder.is_dir():
        raise FaultyFileError([Problem("is a file; give a folder for the tables", file=str(folder))])
    targets, notes = _targets(folder, overwrite=overwrite)
    lost = _Lost()
    rows = _rows(register, lost)
    names = [form for form in TABLES if rows[form.name] or form.name in targets] or [ORGANIZATIONS]
    texts = {targets.get(form.name, folder / f"{form.name}.csv"): _csv(form, rows[form.name], folder) for form in names}
    write_texts(folder, texts)
    files = {targets.get(form.name, folder / f"{form.name}.csv").name: len(rows[form.name]) for form in names}
    return TablesReport(folder=str(folder), files=files, records=lost.records, fields=lost.fields, notes=tuple(notes))


def _targets(folder: Path, *, overwrite: bool) -> tuple[dict[str, Path], list[str]]:
    """Return the tables that a folder holds already, which keep their names, and what is to be said of other files."""
    if not folder.exists():
        return {}, []
    problems: list[Problem] = []
    found = {form.name: path for form, path in table_files(folder, problems, [])}
    tables = sorted(path.name for path in folder.glob("*") if path.suffix.lower() == ".csv")
    if tables and not overwrite:
        more = f" and {len(tables) - 1} more CSV files" if len(tables) > 1 else ""
        message = (
            f"holds {tables[0]}{more}; give another folder, or have them overwritten (overwrite=True, --overwrite)"
        )
        raise FaultyFileError([Problem(message, file=str(folder), found=tables[0])])
    lost = {path: columns_not_taken(read_sheet(path, form), form) for form in TABLES if (path := found.get(form.name))}
    kept = [
        Problem(f"has columns that no register holds: {', '.join(names)}; they would be lost, write to another folder",
                file=str(path), found=names[0])
        for path, names in lost.items() if names
    ]  # fmt: skip
    if kept:
        raise FaultyFileError(kept)
    twice = [problem for problem in problems if problem.found is not None and not problem.allowed]
    if twice:
        raise FaultyFileError(twice)
    notes = [f"{problem.found}: {problem.message.partition(';')[0]}; left as it is" for problem in problems
             if problem.found is not None]  # fmt: skip
    return found, notes


def _rows(register: Register, lost: _Lost) -> dict[str, list[dict[str, str]]]:
    """Return the rows of all tables; what they cannot hold is counted."""
    bodies = _bodies(register)
    kinds = _by_table(register, lost)
    rows: dict[str, list[dict[str, str]]] = {form.name: [] for form in TABLES}
    for form in TABLES:
        for record in kinds[form.name]:
            fields: list[str] = []
            cells = _cells(record, form, PARTS[form.name], bodies, fields)
            if cells is None:
                lost.record(record)
                continue
            rows[form.name].append(cells)
            for name in (*fields, *_beyond(record, form)):
                lost.field(kind_word(record), name)
            if isinstance(record, Hub | Federation) and "organization" in cells:
                bodies.stand(record.id, cells["organization"])
    if register.label is not None:
        lost.field("register", "label")
    if register.documents:
        lost.field("register", "documents", len(register.documents))
    return rows


def _bodies(register: Register) -> Bodies:
    """Return the organizations as they will be known when their table is read."""
    bodies = Bodies()
    told = [part for part in PARTS[ORGANIZATIONS.name] if part.field in {"id", "names", "identifiers"}]
    for organization in register.organizations:
        cells = _cells(organization, ORGANIZATIONS, told, bodies, [])
        if cells is not None:
            read = Cells(cells, {})
            bodies.add({part.field: value for part in told if (value := part.read(read)) is not None})
    return bodies


def _by_table(register: Register, lost: _Lost) -> dict[str, list[Record]]:
    """Return the records of each table.

    The statements about one tie stay in one table, because reading keeps their order within a table only.
    """
    found: dict[str, list[Record]] = {form.name: [] for form in TABLES}
    standing_bodies = {tie.from_ for tie in register.ties(TieKind.HAS_MEMBER)}
    standing_bodies.update(one.organization for one in register.federations)
    standing_bodies.update(one.organization for one in register.hubs if one.organization is not None)
    for name in register.ids():
        statements = register.statements(name)
        forms = [_form_of(record, standing_bodies) for record in statements]
        for record, form in zip(statements, forms, strict=True):
            if form is None:
                lost.record(record)
            else:
                found[(TIES if form is MEMBERS and TIES in forms else form).name].append(record)
    return found


def _form_of(record: Record, standing_bodies: set[str]) -> Form | None:
    """Return the table of a record: memberships, and foundings of bodies with members, have one of their own."""
    if not isinstance(record, Tie):
        return next((form for form in TABLES if isinstance(record, form.kind)), None)
    plain = record.role is None or standing(record.role) == (record.kind, record.role)
    of_hub = record.kind is TieKind.HAS_MEMBER or (
        record.kind is TieKind.FOUNDED and record.role is None and record.to in standing_bodies
    )
    return MEMBERS if plain and of_hub else TIES


_DERIVED = frozenset({"from_", "to", "kind", "role"})
"""Fields of a tie that the columns of members say in their own way."""


def _beyond(record: Record, form: Form) -> list[str]:
    """Return the fields that say something and for which the table has no column."""
    held = {part.field for part in PARTS[form.name]} | (_DERIVED if form is MEMBERS else set())
    return [
        one.name
        for one in attrs.fields(type(record))
        if one.name not in held and getattr(record, one.name) != one.default
    ]


@cache
def _defaults(kind: Any) -> dict[str, object]:  # noqa: ANN401  (a class of records)
    """Return what a record says of each field where nothing is said; a member without an office is a plain one."""
    return {one.name: one.default for one in attrs.fields(kind)} | {"standing": (TieKind.HAS_MEMBER, None)}


def _cells(record: Record, form: Form, parts: Iterable[Part], bodies: Bodies, lost: list[str]) -> dict[str, str] | None:
    """Return the cells of a record as they are read back; None where what it needs cannot be written.

    Args:
        record: the record.
        form: its table.
        parts: the parts to write.
        bodies: the bodies that references are looked up in when the table is read.
        lost: takes the fields that are not written, or not in full.
    """
    values = as_member(record) if isinstance(record, Tie) and form is MEMBERS else {}
    kind: Any = type(record)
    defaults = _defaults(kind)
    cells: dict[str, str] = {}
    for part in parts:
        value = values[part.field] if part.field in values else getattr(record, part.field)
        if value == defaults.get(part.field, attrs.NOTHING):
            continue
        written = {name: text for name, text in part.write(value).items() if text and _is_kept(text)}
        read = Cells(written, {})
        same = _looked_up(part, part.read(read), bodies) == value
        if not same:
            lost.append(part.field)
        if same or (part.kept and not read.faults):
            cells |= written
    needed = {"id", *form.needed, *(["name"] if isinstance(record, Hub) else [])}
    columns = {name for part in parts for name in part.columns}
    return cells if needed & columns <= cells.keys() else None


def _looked_up(part: Part, value: Any, bodies: Bodies) -> object:  # noqa: ANN401
    if not part.refs or value is None:
        return value
    if isinstance(value, str):
        return bodies.meant(value)
    found = tuple(bodies.meant(one) for one in value)
    return None if any(isinstance(one, Misfit) for one in found) else found


def _is_kept(text: str) -> bool:
    """Return whether reading gives back the text of a cell as it is."""
    if as_read(harmless(text)) != text or broken(text) or "\0" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _csv(form: Form, rows: list[dict[str, str]], folder: Path) -> str:
    used = {"id", *form.needed}.union(*rows)
    columns = [column.name for column in form.columns if column.name in used]
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(row.get(name, "")) for name in columns] for row in rows)
    text = "\ufeff" + out.getvalue()
    if len(rows) > MAX_ROWS or len(text.encode()) > MAX_BYTES:
        message = (
            f"{form.name}.csv would have more than {MAX_ROWS:,} rows or {MAX_BYTES // 2**20} MiB; use save_register"
        )
        raise FaultyFileError([Problem(message, file=str(folder))])
    return text
