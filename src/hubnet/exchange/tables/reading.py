"""Registers as folders of CSV tables, as analysts have them: one row an organization, a membership, a grant."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Any

from attrs import define, field, frozen

from hubnet.entities import Federation, Hub, Organization, TieKind, normalised
from hubnet.errors import Problem
from hubnet.exchange.tables import cells as cells_of
from hubnet.exchange.tables.drafts import Bodies, Draft, complete, draft_of, look_up, part_of, record_of
from hubnet.exchange.tables.headers import NOT_TAKEN, TABLES
from hubnet.exchange.tables.parts import PARTS, Part
from hubnet.exchange.tables.sheets import Sheet, read_sheet

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from hubnet.entities import Record
    from hubnet.exchange.tables.headers import Form
    from hubnet.exchange.tables.sheets import Line

_AMOUNTS = frozenset({"applied", "awarded", "disbursed"})
_TOTALS = frozenset({"合计", "总计", "小计", "共计", "总数", "合 计", "总 计"})
MOST_FAULTS = 10_000
"""Faulty rows of a table after which the rest of it is not looked at."""


@frozen(kw_only=True)
class Row:
    """Where a record of a table stands; rows count from 1, without the heading, ``line`` is its first in the file."""

    file: str
    row: int
    line: int | None = None
    columns: Mapping[str, tuple[str, ...]] = field(factory=dict, eq=False, repr=False)
    """Headings by field, as the user wrote them."""

    def column_of(self, path: str) -> str | None:
        """Return the heading under which a field stands, or None where no column of the table holds it.

        Args:
            path: a field or a path that begins with one, such as ``identifiers[0].value``.
        """
        name = path.split(".", 1)[0].split("[", 1)[0]
        headings = self.columns.get(name) or self.columns.get(f"{name}_")
        return headings[0] if headings else None


@frozen(kw_only=True)
class TablesReading:
    """The records of a folder of tables with their rows, and the faults of the other rows.

    ``partial`` are what is left of the faulty rows, as far as a record can be made of it, for a check to look at.
    ``notes`` say how each file was read, and which files and columns were not taken over.
    """

    records: tuple[tuple[Record, Row], ...]
    partial: tuple[tuple[Record, Row], ...] = ()
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_tables(folder: Path) -> TablesReading:
    """Read the register that a folder of CSV tables holds: all rows without fault, and the faults of all others.

    The tables are ``organizations.csv``, ``hubs.csv``, ``federations.csv``, ``members.csv``, ``grants.csv`` and
    ``ties.csv``, or their Chinese names; any of them may be missing. Bodies may be named by id, unified code or exact
    name.
    """
    problems: list[Problem] = []
    notes: list[str] = []
    tables = [_read_table(read_sheet(path, form), form, notes) for form, path in table_files(folder, problems, notes)]
    bodies = Bodies()
    for table in tables:
        if table.form.kind is Organization:
            for _, draft in table.rows:
                bodies.add(draft.values)
    records: list[tuple[Record, Row]] = []
    partial: list[tuple[Record, Row]] = []
    for table in tables:
        records += table.records(bodies)
        partial += table.partial
        problems += table.problems
    return TablesReading(records=tuple(records), partial=tuple(partial), problems=tuple(problems), notes=tuple(notes))


def table_files(folder: Path, problems: list[Problem], notes: list[str]) -> list[tuple[Form, Path]]:
    """Return the tables of a folder in the order in which they are read; faults and ignored files are noted."""
    try:
        entries = sorted(folder.iterdir())
    except OSError as error:
        problems.append(Problem(f"cannot be read: {error.strerror}", file=str(folder)))
        return []
    known = {name: form for form in TABLES for name in (form.name, form.zh)}
    found: dict[str, Path] = {}
    for path in entries:
        if path.suffix.lower() != ".csv" or path.name.startswith((".", "~")):
            spreadsheet = path.suffix.lower() in {".xlsx", ".xls", ".et", ".ods"}
            notes.append(f"{path.name}: ignored{'; save its sheets as CSV UTF-8' if spreadsheet else ', no CSV table'}")
            continue
        stem = unicodedata.normalize("NFC", path.stem).casefold()
        form = known.get(stem)
        if form is None:
            problems.append(_unknown_table(path, stem, tuple(known)))
        elif form.name in found:
            message = f"is the same table as {found[form.name].name}; keep one of them"
            problems.append(Problem(message, file=str(path), found=path.name))
        else:
            found[form.name] = path
    if not found and not problems:
        listed = tuple(f"{form.name}.csv" for form in TABLES)
        message = f"holds no table; give one of {', '.join(listed)}, saved as CSV"
        problems.append(Problem(message, file=str(folder), allowed=listed))
    return [(form, found[form.name]) for form in TABLES if form.name in found]


def _unknown_table(path: Path, stem: str, known: tuple[str, ...]) -> Problem:
    hint = cells_of.like(stem, known)
    allowed = tuple(f"{name}.csv" for name in known)
    advice = f"did you mean {hint + '.csv'!r}?" if hint else f"known: {', '.join(allowed)}"
    message = f"is no table of a register; {advice}"
    return Problem(message, file=str(path), found=path.name, allowed=allowed)


@define
class _Table:
    """A table with the drafts of its rows."""

    form: Form
    sheet: Sheet
    headings: dict[str, str] = field(factory=dict)
    """Headings as the user wrote them, by column."""
    units: dict[str, str] = field(factory=dict)
    at: dict[int, str] = field(factory=dict)
    """Columns by their position."""
    rows: list[tuple[Line, Draft]] = field(factory=list)
    partial: list[tuple[Record, Row]] = field(factory=list)
    """What is left of faulty rows."""

    @property
    def problems(self) -> list[Problem]:
        """The faults of the table, those of the file and its heading first, then row by row."""
        return self.sheet.problems

    def fault(self, message: str, line: Line, column: str | None = None, **more: Any) -> None:  # noqa: ANN401
        """Note a fault at a cell, or at the heading."""
        row = line.row or None
        problem = Problem(message, file=self.sheet.file, line=line.line, row=row, column=column, **more)
        self.sheet.problems.append(problem)

    def records(self, bodies: Bodies) -> Iterator[tuple[Record, Row]]:
        """Yield the records of the rows without fault, with their rows; the faults of the others are noted."""
        taken: dict[str, tuple[int, bool]] = {}
        columns = {founding: self._columns(founding=founding) for founding in (False, True)}
        missing = any(name not in self.headings for name in self.form.needed)
        for line, draft in self.rows:
            look_up(draft, bodies)
            if not missing:
                complete(draft, bodies)
            record = None if missing else record_of(draft)
            self._note_faults(line, draft)
            if record is None:
                if left := part_of(draft, f"{self.form.name}, row {line.row}"):
                    self.partial.append((left, self._row(line, left, columns)))
                continue
            row, made = taken.setdefault(record.id, (line.row, draft.made_id))
            if row != line.row and (made or draft.made_id):
                message = f"says the same as row {row}, as far as an id can be made of it; drop one, or give both an id"
                self.fault(message, line, self.headings.get("id"), found=record.id)
                continue
            if isinstance(record, Hub | Federation) and record.organization is not None:
                bodies.stand(record.id, record.organization)
            yield record, self._row(line, record, columns)

    def _row(self, line: Line, record: Record, columns: dict[bool, dict[str, tuple[str, ...]]]) -> Row:
        founding = self.form.name == "members" and getattr(record, "kind", None) is TieKind.FOUNDED
        return Row(file=self.sheet.file, row=line.row, line=line.line, columns=columns[founding])

    def _note_faults(self, line: Line, draft: Draft) -> None:
        for column, found, misfit in draft.faults:
            heading = self.headings.get(column, column) if column else None
            shown = f"found {found[:200]!r}: {misfit.message}" if found else misfit.message
            self.fault(shown, line, heading, found=found or None, allowed=misfit.allowed)

    def _columns(self, *, founding: bool) -> dict[str, tuple[str, ...]]:
        """Return the headings by field of the record; a founding runs the other way than a membership."""
        found = {
            part.field: tuple(self.headings[name] for name in part.columns if name in self.headings)
            for part in PARTS[self.form.name]
        }
        if self.form.name == "members":
            ends = found.pop("body"), found.pop("member")
            found["from_"], found["to"] = ends[::-1] if founding else ends
            found["kind"] = found["role"] = found.pop("standing")
        return {name: headings for name, headings in found.items() if headings}


def _read_table(sheet: Sheet, form: Form, notes: list[str]) -> _Table:
    table = _Table(form, sheet)
    if sheet.heading.cells:
        _read_heading(table, notes)
        parts = [part for part in PARTS[form.name] if any(name in table.headings for name in part.columns)]
        faults = 0
        for line in sheet.rows:
            draft = _read_row(table, line, parts)
            table.rows.append((line, draft))
            faults += len(draft.faults)
            if faults >= MOST_FAULTS:
                table.fault(f"has {MOST_FAULTS:,} faults by row {line.row}; the rows after it were not read", line)
                break
    if sheet.encoding:
        notes.append(sheet.note)
    return table


def _read_heading(table: _Table, notes: list[str]) -> None:
    line = table.sheet.heading
    for number, cell in enumerate(line.cells):
        heading, unit = _without_unit(cell.strip(), table.form)
        column = table.form.column(heading)
        if not heading:
            table.at[number] = ""
        elif heading.startswith("#") or (column is None and normalised(heading) in NOT_TAKEN):
            notes.append(f"{table.sheet.name}: column {heading} is not taken over")
        elif column is None:
            _unknown_column(table, heading)
        elif column.name in table.headings:
            first = table.headings[column.name]
            same = "" if first == cell.strip() else f" (as {first!r})"
            table.fault(f"column {heading!r} stands there twice{same}; keep one", line, cell.strip(), found=heading)
        else:
            table.at[number] = column.name
            table.headings[column.name] = cell.strip()
            if unit:
                table.units[column.name] = unit
    for name in table.form.needed:
        if name not in table.headings:
            known = next(column for column in table.form.columns if column.name == name)
            message = f"the column {name!r} is missing; call it {name} or {known.zh}"
            table.fault(message, line, name, allowed=(name, known.zh, *known.also))


def _without_unit(heading: str, form: Form) -> tuple[str, str]:
    """Return the heading of an amount without its unit, and the unit: 资助金额（万元）."""
    folded = unicodedata.normalize("NFKC", heading).replace(" ", "")
    for unit in cells_of.UNITS:
        bare = folded.removesuffix(f"({unit})")
        column = form.column(bare) if bare != folded else None
        if column is not None and column.name in _AMOUNTS:
            return bare, unit
    return heading, ""


def columns_not_taken(sheet: Sheet, form: Form) -> list[str]:
    """Return the headings of a table that no field of a register holds."""
    cells = [cell.strip() for cell in sheet.heading.cells]
    return [cell for cell in cells if cell and form.column(_without_unit(cell, form)[0]) is None]


def _unknown_column(table: _Table, heading: str) -> None:
    known = {name: column for column in table.form.columns for name in (column.name, column.zh, *column.also)}
    hint = cells_of.like(heading, known)
    allowed = tuple(f"{column.name} {column.zh}" for column in table.form.columns)
    bare = unicodedata.normalize("NFKC", heading)
    amount = next((one.zh for one in table.form.columns if one.name in _AMOUNTS and bare.startswith(one.zh)), None)
    if amount:  # a plain hint would lose the unit, and with it the amount
        advice = f"amounts are in yuan: call it {amount}, or {amount}（万元） where it is in ten thousands."
    else:
        advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(allowed)}."
    message = f"unknown column {heading!r}; {advice} A heading that begins with # is left out"
    table.fault(message, table.sheet.heading, heading, found=heading, allowed=allowed)


def _read_row(table: _Table, line: Line, parts: list[Part]) -> Draft:
    given: dict[str, str] = {}
    faults: list[tuple[str | None, str, cells_of.Misfit]] = []
    for number, cell in enumerate(line.cells):
        if not cell or not (text := cells_of.as_read(cell)):
            continue
        name = table.at.get(number)
        if name is None:
            continue  # left out, unknown, or beyond the heading: told elsewhere
        if not name:
            misfit = cells_of.Misfit(f"column {number + 1} has no heading; give it one, or empty it")
            faults.append((None, text, misfit))
        elif (len(text) > cells_of.LONGEST or text[0] == "#") and (broken := cells_of.broken(text)):
            faults.append((name, text, broken))
        else:
            given[name] = text
    width = len(table.sheet.heading.cells)
    if len(line.cells) > width and (surplus := [cell for cell in line.cells[width:] if cell.strip()]):
        last = max(number for number, cell in enumerate(line.cells, 1) if cell.strip())
        misfit = cells_of.Misfit(f"the row has {last} cells, the heading {width}; see whether a comma needs quotes")
        faults.append((None, surplus[0].strip(), misfit))
    for name in table.form.needed:
        if name not in given and name in table.headings and not any(name == column for column, _, _ in faults):
            faults.append((name, "", cells_of.Misfit("is empty; it is needed in every row")))
    if total := next((name for name, text in given.items() if text in _TOTALS), None):
        misfit = cells_of.Misfit("looks like the row of a total, which is no record; delete the row")
        faults.append((total, given[total], misfit))
    draft = draft_of(table.form, given, units=table.units, parts=parts)
    if faults:
        draft.faults = faults + draft.faults
    return draft
