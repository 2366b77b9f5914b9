"""Files of facts: one table, TOML or JSON, with what is known of a body."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import FaultyFileError, InvalidValueError, Problem, UnknownNameError
from hubnet.exchange.files import parse_json, parse_toml, read_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hubnet.rulebook import FactType

_KEY = re.compile(r"""\s*(?:([A-Za-z0-9_-]+)|"([^"\n]*)"|'([^'\n]*)')\s*[=.]""")
_HEADING = re.compile(r"""\s*\[+\s*["']?([^\]"'.]+)""")


@frozen(kw_only=True)
class FactsReading:
    """The facts of a file that are without fault, and the faults of the others; ``lines`` only of TOML."""

    facts: dict[str, object]
    lines: dict[str, int]
    problems: tuple[Problem, ...]


def load_facts(path: str | Path, declared: Mapping[str, FactType]) -> dict[str, object]:
    """Return the facts of a file, for questions to the rules.

    A file is one table of names and values, TOML or JSON: true or false, whole numbers, and texts for the other kinds
    ("3万元", "50以上", "2023-03"); TOML also has dates of its own. What JSON calls null is not known.

    Args:
        path: a .toml or .json file.
        declared: the facts that rules may ask for: ``rulebook.facts``.

    Raises:
        FaultyFileError: a file that cannot be read, a fact that is not declared, or a value that it cannot have; all
            faults, with key and, in TOML, line.
    """
    reading = read_facts(path, declared)
    if reading.problems:
        raise FaultyFileError(reading.problems)
    return reading.facts


def read_facts(path: str | Path, declared: Mapping[str, FactType]) -> FactsReading:
    """Read the facts of a file that are without fault, and list the faults of the others; see ``load_facts``.

    Raises:
        FaultyFileError: a file that cannot be read at all: missing, of another kind, no table.
    """
    name = str(path)
    content, lines = _content(Path(path), name)
    facts: dict[str, object] = {}
    problems = []
    for key, value in content.items():
        if value is None:
            continue
        fault = _fault(key, value, declared)
        if fault is None:
            facts[key] = value
        else:
            problems.append(fault._replace(file=name, path=key, line=lines.get(key)))
    return FactsReading(facts=facts, lines=lines, problems=tuple(problems))


def _fault(key: str, value: object, declared: Mapping[str, FactType]) -> Problem | None:
    advice = ""
    if isinstance(value, dict | list):
        advice = "; give each fact by itself at the top of the file, as name and value"
    if key not in declared:
        unknown = UnknownNameError("fact", key, declared)
        return Problem(f"{unknown}{advice}", found=key, allowed=unknown.known)
    try:
        declared[key].read(value)
    except InvalidValueError as error:
        return Problem(str(error).removeprefix(f"{key}: ") + advice, found=repr(value), allowed=(error.allowed,))
    return None


def _content(path: Path, name: str) -> tuple[dict[str, object], dict[str, int]]:
    ending = path.suffix.lower()
    if ending not in {".toml", ".json"}:
        message = f"found {path.suffix or 'no ending'}; give a .toml or .json file of facts"
        raise FaultyFileError([Problem(message, file=name)])
    text = read_text(path)
    if ending == ".toml":
        return parse_toml(text, name), _lines(text)
    content = parse_json(text, name)
    if not isinstance(content, dict):
        message = f"found a JSON {type(content).__name__}; give an object with a key a fact"
        raise FaultyFileError([Problem(message, file=name)])
    return content, {}


def _lines(text: str) -> dict[str, int]:
    """Return the lines on which the keys at the top of a TOML text stand, and its tables begin."""
    found: dict[str, int] = {}
    top = True
    for number, line in enumerate(text.split("\n"), 1):
        if heading := _HEADING.match(line):
            top = False
            found.setdefault(heading[1].strip(), number)
        elif top and (key := _KEY.match(line)):
            found.setdefault(next(part for part in key.groups() if part is not None), number)
    return found
