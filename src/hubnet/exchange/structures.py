"""Structures from files: the shipped ones, and the user's own on top."""

from __future__ import annotations

import re
from copy import deepcopy
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hubnet.errors import FaultyFileError, InvalidValueError, Problem, nearest
from hubnet.exchange.citing import documents_of, in_full, key_of
from hubnet.exchange.converter import structure as typed
from hubnet.exchange.files import DATA, is_folder, line_of, parse_toml, read_text
from hubnet.exchange.records import record_converter
from hubnet.network.structures import Structure, StructureCheck, Structures, structures_in

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import date

    from hubnet.entities import Register, Rule
    from hubnet.values import Place

_TABLES = ("document", "structure")


def load_structures(*paths: str | Path) -> Structures:
    """Return the shipped structures, with the user's own on top; one of the user's with a shipped id takes its place.

    Args:
        paths: TOML files of structures, or folders of them.

    Returns:
        The structures by id; a name that none has is an UnknownNameError with the nearest one.

    Raises:
        FaultyFileError: any fault in any file; all of them, each with file, path and line.
        InvalidValueError: something that is no path, or an empty one.
    """
    found = {one.id: one for one in _shipped()}
    problems: list[Problem] = []
    own: dict[str, str] = {}
    for path in paths:
        try:
            files = _files(_path(path))
        except FaultyFileError as error:
            problems += error.problems
            continue
        for file in files:
            for one, fault in _structures_of(file, problems):
                if one.id in own:
                    problems.append(
                        fault(f"the structure {one.id!r} stands in {own[one.id]} already; give one of them another id")
                    )
                own.setdefault(one.id, str(file))
                found[one.id] = one
    if problems:
        raise FaultyFileError(problems)
    return Structures(found.values())


def find_structures(
    register: Register,
    place: Place | str,
    on: date | None = None,
    *,
    structures: Mapping[str, Structure] | None = None,
    rule: Rule = "possible",
) -> tuple[StructureCheck, ...]:
    """Return which structures a place has, those of the places and bases in it among them.

    A structure is there where a scheme tells it, of the place or of one that contains it, or where all its distinctive
    parts hold. Of a lower place it is enough that one of them holds, where a scheme of a wider place tells the
    structure. Those of outcome MET come first, then UNKNOWN, then NOT_MET.

    Args:
        register: the records.
        place: the place.
        on: the day; None: all that is recorded, whenever it holds.
        structures: the structures to look for; None: the shipped ones. ``load_structures`` gives them with one's own.
        rule: what to do with records whose dates leave open whether they hold on the day, as in ``Register.as_of``.
    """
    known = Structures(_shipped()) if structures is None else structures
    return structures_in(register, known, place, on=on, rule=rule)


@cache
def _shipped() -> tuple[Structure, ...]:
    folder = DATA / "structures"
    problems: list[Problem] = []
    read = [one for file in _files(folder) for one, _ in _read(file, file.relative_to(DATA).as_posix(), problems)]
    if problems:
        raise FaultyFileError(problems)
    return tuple(read)


def _files(path: Path) -> list[Path]:
    if not is_folder(path):
        return [path]
    found = sorted(path.rglob("*.toml"))
    if not found:
        raise FaultyFileError([Problem("holds no file of structures (*.toml)", file=str(path))])
    return found


def _structures_of(file: Path, problems: list[Problem]) -> list[tuple[Structure, Callable[[str], Problem]]]:
    try:
        return list(_read(file, str(file), problems))
    except RecursionError:
        problems.append(Problem("is nested too deeply", file=str(file)))
        return []


def _path(path: object) -> Path:
    if not isinstance(path, str | Path) or not str(path):
        raise InvalidValueError("path", path, "give the path of a file of structures, or of a folder of them")
    return Path(path)


def _read(file: Path, name: str, problems: list[Problem]) -> Iterator[tuple[Structure, Callable[[str], Problem]]]:
    """Yield the structures of a file without a fault, each with what tells a fault of its id; faults are noted."""
    try:
        text = read_text(file)
        content = parse_toml(text, name)
    except FaultyFileError as error:
        problems += error.problems
        return
    rows = _rows(content, name, problems)
    documents = list(documents_of(content.get("document", []), name, text, problems))
    seen: set[str] = set()
    for index, row in enumerate(rows):
        faults: list[tuple[str, str]] = []
        whole = in_full(row, documents, "", faults)
        read, found = typed(record_converter(), whole, Structure)
        faults += found
        if read is None:
            faults += _behind(whole, found)
        else:
            faults += read.faults()
            if read.id in seen:
                faults.append(("id", f"{read.id!r} stands there twice; give one of the structures another id"))
            seen.add(read.id)
        problems += [_problem(index, path, message, name, text) for path, message in faults]
        if read is not None and not faults:
            yield read, partial(_at_id, index, name, text)


def _at_id(index: int, name: str, text: str, message: str) -> Problem:
    return _problem(index, "id", message, name, text)


WORD = re.compile(r"(?:(parts|ties)\[(\d+)\]\.)?(level|tier|scope|forms|roles|base_kinds|governance|kinds)(\[\d+\])?")
"""The fields that hold words of a closed list: what contradicts itself can be read without them."""


def _behind(row: dict[str, Any], faults: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield what contradicts itself in a structure of which nothing but words is misspelt."""
    words = [WORD.fullmatch(path) for path, _ in faults]
    rest = deepcopy(row)
    gone = set()
    for word in words:
        if word is None:
            return
        table, number, field, _item = word.groups()
        (rest[table][int(number)] if table else rest).pop(field, None)
        gone.add(f"{table}[{number}].{field}" if table else field)
    read, _ = typed(record_converter(), rest, Structure)
    if read is not None:
        yield from (fault for fault in read.faults() if fault[0] not in gone)


_HEADING = re.compile(r"\s*\[\[\s*structure\s*(?:\.\s*(parts|ties)\s*)?\]\]")
_INSIDE = re.compile(r"(parts|ties)\[(\d+)\]\.?(.*)")


def _problem(index: int, path: str, message: str, name: str, text: str) -> Problem:
    """Return a fault of the index-th structure at the line of its key, of a part or tie at that of theirs."""
    where = f"structure[{index}]" + (f".{path}" if path else "")
    return Problem(message, file=name, path=where, line=_line(text, index, path))


def _line(text: str, index: int, path: str) -> int | None:
    """Return the line on which the field of a path stands, or the table that it belongs to."""
    inside = _INSIDE.fullmatch(path)
    table, number, field = (inside[1], int(inside[2]), inside[3]) if inside else (None, 0, path)
    key = re.compile(rf"\s*{re.escape(key_of(field))}\s*[=.]") if field else None
    seen, within, found = -1, -1, None
    for line, content in enumerate(text.split("\n"), 1):
        if heading := _HEADING.match(content):
            seen, within = (seen, within) if heading[1] else (seen + 1, -1)
            if found is not None:
                break
            within += heading[1] == table and table is not None
            if seen == index and heading[1] == table and within == (number if table else -1):
                found = line
        elif found is not None and key is not None and key.match(content):
            return line
    return found if found is not None else line_of(text, "structure", index)


def _rows(content: dict[str, Any], name: str, problems: list[Problem]) -> list[dict[str, Any]]:
    """Return the tables of structures; what else stands in the file is a fault."""
    for key, value in content.items():
        if key not in _TABLES:
            hint = nearest(key, _TABLES)
            advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(_TABLES)}"
            problems.append(Problem(f"unknown table {key!r}; {advice}", file=name, path=key))
        elif not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
            problems.append(Problem(f"write each as [[{key}]]", file=name, path=key))
    rows = content.get("structure", [])
    if "structure" not in content:
        problems.append(Problem("holds no structure; write each as [[structure]]", file=name))
    return [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
