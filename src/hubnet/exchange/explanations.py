"""What case files say of findings and of changes that no case can notice: ``[[accepted]]`` and ``[[survivor]]``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange.converter import problems_of, strict_converter, structure
from hubnet.exchange.files import line_of, parse_toml, read_text
from hubnet.rules.lint import Acceptance
from hubnet.rules.mutation import Explanation
from hubnet.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

R = TypeVar("R")


@frozen(kw_only=True)
class _Survivor:
    """A change that no case can notice, as its table has it."""

    id: str
    key: str = "*"
    told: str = "*"
    place: Place | None = None
    because: str


@frozen(kw_only=True)
class _Accepted:
    """A finding that is to stand, as its table has it."""

    code: str
    id: str
    because: str


def load_survivors(files: Mapping[str, Path]) -> list[Explanation]:
    """Return what files, by the names that problems give them, say of changes that no case can notice.

    Raises:
        FaultyFileError: all faults of all files.
    """
    return [
        Explanation(
            id=row.id,
            key=row.key,
            told=row.told,
            place=None if row.place is None else row.place.code,
            because=row.because,
            where=where,
        )
        for row, where in _rows(files, "survivor", _Survivor)
    ]


def load_acceptances(files: Mapping[str, Path]) -> list[Acceptance]:
    """Return the findings that files, by the names that problems give them, accept, with their reasons.

    Raises:
        FaultyFileError: all faults of all files.
    """
    found = _rows(files, "accepted", _Accepted)
    return [Acceptance(code=row.code, id=row.id, because=row.because, where=where) for row, where in found]


def _rows(files: Mapping[str, Path], table: str, kind: type[R]) -> list[tuple[R, Problem]]:
    """Return the typed rows of a table of all files, with their places."""
    found: list[tuple[R, Problem]] = []
    problems: list[Problem] = []
    for name, file in files.items():
        try:
            text = read_text(file)
            rows = list(_tables(parse_toml(text, name).get(table, []), name, table))
        except FaultyFileError as error:
            problems.extend(error.problems)
            continue
        for index, row in enumerate(rows):
            where = Problem("", file=name, path=f"{table}[{index}]", line=line_of(text, table, index))
            typed, faults = structure(strict_converter(), row, kind)
            problems += problems_of(faults, file=name, path=where.path, line=where.line)
            found += [(typed, where)] if typed is not None else []
    if problems:
        raise FaultyFileError(problems)
    return found


def _tables(rows: object, name: str, table: str) -> Iterator[dict[str, Any]]:
    for row in rows if isinstance(rows, list) else [rows]:
        if not isinstance(row, dict) or not isinstance(rows, list):
            raise FaultyFileError([Problem(f"write each as [[{table}]]", file=name, path=table)])
        yield row
