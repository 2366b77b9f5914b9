"""Why some changes of rules cannot be noticed by any case, from ``[[survivor]]`` tables of ``*.cases.toml``."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from attrs import frozen

from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange.converter import problems_of, strict_converter, structure
from hubnet.exchange.files import DATA, line_of, parse_toml, read_text
from hubnet.exchange.worked_cases import case_files
from hubnet.rules.mutation import Explanation
from hubnet.values import Place

_TABLE = "survivor"


@frozen(kw_only=True)
class _Row:
    """An explanation as its table has it."""

    id: str
    key: str = "*"
    told: str = "*"
    place: Place | None = None
    because: str


def load_survivors(*paths: str | Path) -> list[Explanation]:
    """Return what files or folders say of changes that no case can notice; the shipped ones if none is given.

    Raises:
        FaultyFileError: all faults of all files.
    """
    root = DATA / "rulebooks"
    files = [(file, file.relative_to(root).as_posix()) for file in case_files(root)] if not paths else []
    files += [(file, str(file)) for path in paths for file in case_files(Path(path))]
    found: list[Explanation] = []
    problems: list[Problem] = []
    for file, name in files:
        try:
            text = read_text(file)
            rows: Any = parse_toml(text, name).get(_TABLE, [])
        except FaultyFileError as error:
            problems.extend(error.problems)
            continue
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(Problem(f"write each as [[{_TABLE}]]", file=name, path=_TABLE))
            continue
        for index, row in enumerate(rows):
            where = Problem("", file=name, path=f"{_TABLE}[{index}]", line=line_of(text, _TABLE, index))
            typed, faults = structure(strict_converter(), row, _Row)
            problems += problems_of(faults, file=name, path=where.path, line=where.line)
            if typed is not None:
                place = None if typed.place is None else typed.place.code
                found.append(
                    Explanation(
                        id=typed.id, key=typed.key, told=typed.told, place=place, because=typed.because, where=where
                    )
                )
    if problems:
        raise FaultyFileError(problems)
    return found
