"""Worked cases from ``*.cases.toml``."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hubnet.errors import FaultyFileError, HubnetError, Problem, nearest
from hubnet.exchange.files import DATA, line_of, parse_toml, read_text
from hubnet.exchange.rulebooks import CASES_SUFFIX
from hubnet.rules import Case, WorkedCase
from hubnet.values import DayInterval

_KEYS = ("name", "procedure", "place", "on", "events", "facts", "expect", "error", "because", "assume", "adopt")
_ANSWERS = ("statutory_due", "committed_due", "state", "late", "days_left", "absent")


def case_files(path: Path) -> list[Path]:
    """Return the case files at a path: itself, or all below a folder, in a stable order."""
    return sorted(path.rglob(f"*{CASES_SUFFIX}")) if path.is_dir() else [path]


def load_worked_cases(*paths: str | Path) -> list[WorkedCase]:
    """Return the worked cases of files or folders; the shipped ones if none is given.

    Raises:
        FaultyFileError: all faults of all files.
    """
    root = DATA / "rulebooks"
    files = [(file, file.relative_to(root).as_posix()) for file in case_files(root)] if not paths else []
    files += [(file, str(file)) for path in paths for file in case_files(Path(path))]
    cases: list[WorkedCase] = []
    problems: list[Problem] = []
    for file, name in files:
        try:
            text = read_text(file)
            content = parse_toml(text, name)
        except FaultyFileError as error:
            problems.extend(error.problems)
            continue
        problems += [Problem(f"unknown table {key!r}; write [[case]]", file=name) for key in content if key != "case"]
        rows = content.get("case", [])
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            where = Problem("", file=name, path=f"case[{index}]", line=line_of(text, "case", index))
            try:
                cases.append(_case(row, where))
            except (HubnetError, TypeError, KeyError) as error:
                missing = f"the key {error} is missing" if isinstance(error, KeyError) else str(error)
                problems.append(where._replace(message=missing))
    if problems:
        raise FaultyFileError(problems)
    return cases


def _case(row: dict[str, Any], where: Problem) -> WorkedCase:
    for key in row:
        if key not in _KEYS:
            hint = nearest(key, _KEYS)
            raise FaultyFileError([where._replace(message=f"unknown key {key!r}; did you mean {hint!r}?")])
    if type(row["on"]) is not date:
        raise FaultyFileError([where._replace(message=f"on: found {row['on']!r}; give a date")])
    expect = tuple(
        (step, tuple((key, _expected(value)) for key, value in keys.items() if _known(key, where)))
        for step, keys in row.get("expect", {}).items()
    )
    if not expect and "error" not in row:
        raise FaultyFileError([where._replace(message="expects nothing; give expect or error")])
    return WorkedCase(
        name=row["name"],
        case=Case(row["procedure"], place=row["place"], events=row.get("events", {}), facts=row.get("facts", {})),
        on=row["on"],
        expect=expect,
        error=row.get("error"),
        because=row["because"],
        assume=tuple(row.get("assume", ())),
        adopt=tuple(row.get("adopt", ())),
        where=where,
    )


def _known(key: str, where: Problem) -> bool:
    if key in _ANSWERS or key.startswith("reading."):
        return True
    raise FaultyFileError([where._replace(message=f"unknown answer {key!r}; known: {', '.join(_ANSWERS)}, reading.ID")])


def _expected(value: Any) -> Any:  # noqa: ANN401
    """Return an expected value; ``{ earliest, latest }`` is an interval, ``"none"`` none."""
    if isinstance(value, dict):
        return DayInterval(value["earliest"], value.get("latest"))
    return None if value == "none" else value
