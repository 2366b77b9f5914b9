"""Registers from files and into them: TOML (read), JSON (read and written), folders of CSV tables."""

from __future__ import annotations

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import frozen

from hubnet.entities import KINDS, Document, Record, Register, kind_of
from hubnet.errors import FaultyFileError, Problem, nearest
from hubnet.exchange.bulk import paused_collector, read_organizations
from hubnet.exchange.citing import documents_of, in_full, key_of, located
from hubnet.exchange.converter import structure
from hubnet.exchange.files import MAX_BYTES, is_folder, line_of, parse_json, parse_toml, read_text, write_text
from hubnet.exchange.records import DEEPEST, record_converter, record_from_dict, record_to_dict
from hubnet.exchange.tables.reading import Row, read_tables
from hubnet.values import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FORM = "hubnet.register/1"
"""Name and version of the form; it changes when a key is renamed or dropped."""

_HEAD = ("$schema", "form", "label", "document")


@frozen(kw_only=True)
class Origin:
    """Where a record was read: the file, and the line or row where the format has one."""

    file: str
    path: str | None = None
    line: int | None = None
    row: Row | None = None
    line_of_key: Callable[[str], int | None] | None = None

    def problem(self, message: str, field: str | None = None) -> Problem:
        """Return a problem at this record, or at a field of it."""
        if self.row is not None:
            column = self.row.column_of(field) if field else None
            return Problem(message, file=self.file, line=self.row.line, row=self.row.row, column=column)
        path = self.path if field is None or self.path is None else f"{self.path}.{field}"
        line = self.line_of_key(key_of(field)) if self.line_of_key and field else self.line
        return Problem(message, file=self.file, path=path, line=line)


@frozen(kw_only=True)
class RegisterReading:
    """What was read of a register, with its faults.

    ``register`` holds the records without a fault, ``partial`` what is left of those with one: a check looks at them
    too, so that all that is wrong is told at once. ``origins`` says where each record was read, the partial ones after
    the others, by id and by the number of the statement about it. ``notes`` say what a reader should know, such as the
    encoding of each table.
    """

    register: Register
    partial: tuple[Record, ...] = ()
    problems: tuple[Problem, ...] = ()
    origins: dict[tuple[str, int], Origin]
    notes: tuple[str, ...] = ()


def load_register(path: str | Path) -> Register:
    """Return the register in a file or folder: TOML, JSON, organizations as JSON lines, or a folder of CSV tables.

    Raises:
        FaultyFileError: any fault in any file; all of them, each with its place.
    """
    reading = read_register(path)
    if reading.problems:
        raise FaultyFileError(reading.problems)
    return reading.register


def read_register(path: str | Path) -> RegisterReading:
    """Read as much of a register as is without fault, and list the faults.

    Raises:
        FaultyFileError: a file that cannot be read at all: missing, of another kind, not TOML or JSON.
    """
    if not str(path):
        raise FaultyFileError([Problem("no path is given; name a file, or . for the folder you are in")])
    path = Path(path)
    if is_folder(path):
        with paused_collector():
            rows = read_tables(path)
        whole = [(record, Origin(file=row.file, row=row)) for record, row in rows.records]
        partial = [(record, Origin(file=row.file, row=row)) for record, row in rows.partial]
        return _read_whole(whole, partial, rows.problems, notes=rows.notes)
    name = str(path)
    if path.suffix.lower() == ".toml":
        text = read_text(path)
        return reading_of(parse_toml(text, name), name, text)
    if path.suffix.lower() == ".json":
        with paused_collector():
            return reading_of(parse_json(read_text(path), name), name)
    if path.suffix.lower() == ".jsonl":
        bulk = read_organizations(path)
        if not bulk.records and not bulk.problems:
            raise FaultyFileError([Problem("holds no organization", file=name)])
        return _read_whole([(record, Origin(file=name)) for record in bulk.records], [], bulk.problems)
    message = f"found {path.suffix or 'no ending'}; give a .toml, .json or .jsonl file, or a folder of .csv tables"
    raise FaultyFileError([Problem(message, file=name)])


def parse_register(text: str) -> Register:
    """Return the register that a JSON text of ``dump_register`` holds.

    Raises:
        FaultyFileError: not JSON, another form, or faults of its content; all of them, with their paths.
    """
    with paused_collector():
        reading = reading_of(parse_json(text), None)
    if reading.problems:
        raise FaultyFileError(reading.problems)
    return reading.register


def dump_register(register: Register, *, indent: int | None = 1) -> str:
    """Return a register as JSON text; ``parse_register`` gives an equal register back."""
    return json.dumps(register_to_dict(register), ensure_ascii=False, indent=indent)


def save_register(register: Register, path: str | Path) -> None:
    """Write a register as a JSON file, whole or not at all.

    Raises:
        FaultyFileError: another ending than .json, more than the largest file that is read, or a file that cannot be
            written.
    """
    path = Path(path)
    if path.suffix.lower() != ".json":
        raise FaultyFileError(
            [Problem("a register is written as JSON; give a name that ends in .json", file=str(path))]
        )
    text = dump_register(register) + "\n"
    if len(text.encode(errors="replace")) > MAX_BYTES:
        message = (
            f"would be larger than {MAX_BYTES // 2**20} MiB, the largest file that is read; write its parts, or tables"
        )
        raise FaultyFileError([Problem(message, file=str(path))])
    write_text(path, text)


def register_to_dict(register: Register) -> dict[str, Any]:
    """Return a register as plain data, kind by kind, records in their order."""
    content: dict[str, Any] = {"form": FORM}
    if register.label is not None:
        content["label"] = record_converter().unstructure(register.label)
    if register.documents:
        content["document"] = [record_converter().unstructure(document) for document in register.documents]
    for record in register:
        content.setdefault(kind_of(record), []).append(record_to_dict(record))
    ordered = [*_HEAD, *KINDS]
    return {key: content[key] for key in ordered if key in content}


def _numbered(pairs: Iterable[tuple[Record, Origin]]) -> tuple[list[Record], dict[tuple[str, int], Origin]]:
    records: list[Record] = []
    origins: dict[tuple[str, int], Origin] = {}
    count: dict[str, int] = {}
    for record, origin in pairs:
        number = count[record.id] = count.get(record.id, -1) + 1
        origins[record.id, number] = origin
        records.append(record)
    return records, origins


def reading_of(content: Any, name: str | None, text: str | None = None) -> RegisterReading:  # noqa: ANN401
    """Return what parsed TOML (``text`` given, for its lines) or JSON holds of a register, with its faults."""
    problems: list[Problem] = []
    _check_frame(content, name, text is None, problems)
    label = documents = None
    if "label" in content:
        label, faults = structure(record_converter(), content["label"], Label)
        problems += [Problem(message, file=name, path=f"label.{path}".rstrip(".")) for path, message in faults]
    documents = list(documents_of(content.get("document", []), name, text, problems))
    whole: list[tuple[Record, Origin]] = []
    partial: list[tuple[Record, Origin]] = []
    for record, origin, sound in _records(content, documents, name, text, problems):
        (whole if sound else partial).append((record, origin))
    problems.sort(key=lambda problem: problem.line or 0)
    return _read_whole(whole, partial, problems, label=label, documents=documents)


def _read_whole(
    whole: list[tuple[Record, Origin]],
    partial: list[tuple[Record, Origin]],
    problems: Iterable[Problem],
    *,
    label: Label | None = None,
    documents: Iterable[Document] = (),
    notes: tuple[str, ...] = (),
) -> RegisterReading:
    _, origins = _numbered([*whole, *partial])
    return RegisterReading(
        register=Register((record for record, _ in whole), label=label, documents=documents),
        partial=tuple(record for record, _ in partial),
        problems=tuple(problems),
        origins=origins,
        notes=notes,
    )


def _check_frame(content: Any, name: str | None, is_json: bool, problems: list[Problem]) -> None:  # noqa: ANN401, FBT001
    if not isinstance(content, dict) or (is_json and content.get("form") != FORM):
        message = f"is not a register; its key 'form' must be {FORM!r}"
        raise FaultyFileError([Problem(message, file=name, path="form")])
    if content.get("form", FORM) != FORM:
        problems.append(Problem(f"found {content['form']!r}; the form must be {FORM!r}", file=name, path="form"))
    if _depth(content) > DEEPEST:
        raise FaultyFileError([Problem(f"is nested too deeply; {DEEPEST} levels at most", file=name)])
    known = [*_HEAD, *KINDS]
    for key, rows in content.items():
        if key not in known:
            hint = nearest(key, known)
            advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(known)}"
            problems.append(Problem(f"unknown table {key!r}; {advice}", file=name, path=key))
        elif key in ("document", *KINDS) and (
            not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows)
        ):
            shape = "a list of objects" if is_json else f"each as [[{key}]]"
            problems.append(Problem(f"write {shape}", file=name, path=key))


def _depth(content: object) -> int:
    """Return how deep lists and tables lie in each other, without going deeper than is asked."""
    level: list[object] = [content]
    for depth in range(DEEPEST + 2):
        level = [
            part
            for one in level
            if isinstance(one, dict | list)
            for part in (one.values() if isinstance(one, dict) else one)
        ]
        if not level:
            return depth
    return DEEPEST + 1


def _records(
    content: dict[str, Any], documents: list[Document], name: str | None, text: str | None, problems: list[Problem]
) -> Iterator[tuple[Record, Origin, bool]]:
    """Yield the records, each with where it stands and whether it is whole; of a faulty one what is left of it."""
    for kind in KINDS:
        rows = content.get(kind, [])
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            if not isinstance(row, dict):
                continue
            faults: list[tuple[str, str]] = []
            cited = in_full(row, documents, "", faults)
            record, found = record_from_dict(kind, cited)
            faults += found
            problems += located(kind, index, faults, name, text)
            if faults:
                bad = {key_of(path) for path, _ in faults}
                record, _ = record_from_dict(kind, {key: part for key, part in cited.items() if key not in bad})
            if record is not None:
                yield record, _origin(kind, index, name, text), not faults


def _origin(kind: str, index: int, name: str | None, text: str | None) -> Origin:
    path = f"{kind}[{index}]"
    if text is None:
        return Origin(file=name or "", path=path)
    key_line = partial(line_of, text, kind, index)
    return Origin(file=name or "", path=path, line=key_line(""), line_of_key=key_line)
