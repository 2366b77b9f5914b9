"""Rule files into a rulebook: read, typed, placed, dated, and held against each other.

All faults of all files are reported at once; a rulebook with a fault is never returned.
"""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import combinations, compress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, fields, frozen

from hubnet.errors import FaultyFileError, InvalidValueError, Problem, nearest
from hubnet.exchange.calendars import load_calendar
from hubnet.exchange.citations import FORCE_KEYS, faults_of_citation, force_of
from hubnet.exchange.converter import Fault, strict_converter, structure, unknown_keys
from hubnet.exchange.files import DATA, is_folder, line_of, parse_toml, read_text
from hubnet.exchange.references import Names, broken_parts, broken_references, circles, faults_of_shared
from hubnet.rulebook import (
    KINDS,
    READ_FIRST,
    Clause,
    EventType,
    FactType,
    Force,
    Instrument,
    Provision,
    Rank,
    Rulebook,
    Step,
)
from hubnet.values import COUNTRY, Citation, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator


CASES_SUFFIX = ".cases.toml"
_SHARED: dict[str, type[Instrument | EventType | FactType]] = {
    "instrument": Instrument,
    "event": EventType,
    "fact": FactType,
}
_TABLES = [*_SHARED, *KINDS]
_TABLE_HEADS = re.compile(r"^\[\[(\w+)\]\]", re.MULTILINE)
_LIMITS = {table for table, kind in KINDS.items() if kind in READ_FIRST}
_QUESTIONS = {"question", "clause", "consequence"}
_INNER = {"force", "source", "entry"}
"""What the loader adds; no keys of a file."""
_NEEDED = ("label", "actor", "from", "to")
_INHERITED = (*_NEEDED, "met_by", "needs", "when")
"""What a commitment takes over from the step it commits to."""


@frozen
class Entry:
    """One table of a rule file and where it stands."""

    table: str
    index: int
    values: dict[str, Any]
    file: str
    text: str
    place: Place

    def problem(self, message: str, key: str = "") -> Problem:
        """Return a problem at this entry, or at a key of it."""
        path = f"{self.table}[{self.index}]" + (f".{key}" if key else "")
        name = self.values.get("id")
        message = f"{name}: {message}" if isinstance(name, str) else message
        line = line_of(self.text, self.table, self.index, re.split(r"[.\[]", key)[0])
        return Problem(message, file=self.file, path=path, line=line)


def rule_files(path: Path) -> list[Path]:
    """Return the rule files at a path: itself, or all below a folder, in a stable order; case files are left out.

    Raises:
        FaultyFileError: a folder without any, or no such path.
    """
    if not is_folder(path):
        return [path]
    found = sorted(file for file in path.rglob("*.toml") if not file.name.endswith(CASES_SUFFIX))
    if not found:
        raise FaultyFileError([Problem("holds no rule file (*.toml)", file=str(path))])
    return found


def load_rulebook(*paths: str | Path) -> Rulebook:
    """Return the shipped rules, with the user's own files on top.

    Args:
        paths: rule files, or folders of them.

    Returns:
        The rulebook, on the official calendar.

    Raises:
        FaultyFileError: any fault in any file; all of them, each with file, path and line.
    """
    shipped = DATA / "rulebooks"
    files = [(file, file.relative_to(shipped).as_posix()) for file in rule_files(shipped)]
    if not paths:
        texts = [(read_text(file), name) for file, name in files]
        first = [_needed_for_deadlines(text) for text, _ in texts]
        return evolve(_whole(list(compress(texts, first))), later=partial(_whole, texts))
    problems: list[Problem] = []
    for path in paths:
        try:
            files += [(file, str(file)) for file in rule_files(Path(path))]
        except FaultyFileError as error:
            problems.extend(error.problems)
    texts = []
    for file, name in files:
        try:
            texts.append((read_text(file), name))
        except FaultyFileError as error:
            problems.extend(error.problems)
    return _whole(texts, problems, [name for _, name in files])


def _needed_for_deadlines(text: str) -> bool:
    """Return whether a shipped file holds time limits, or declares what they name: it holds no question alone."""
    tables = set(_TABLE_HEADS.findall(text))
    return not tables & _QUESTIONS or bool(tables & _LIMITS)


def _whole(
    texts: list[tuple[str, str]], noted: Iterable[Problem] = (), order: Collection[str] | None = None
) -> Rulebook:
    """Return the rulebook of some texts, each with the name of its file.

    Raises:
        FaultyFileError: the problems already noted, and all of theirs, in the order of the files.
    """
    problems = [*noted]
    entries: list[Entry] = []
    for text, name in texts:
        try:
            entries.extend(_entries(text, name, problems))
        except FaultyFileError as error:
            problems.extend(error.problems)
    rulebook = _build(entries, problems)
    if problems:
        names = [name for _, name in texts] if order is None else [*order]
        raise FaultyFileError(sorted(problems, key=lambda problem: (problem.file not in names, _place(problem, names))))
    return rulebook


def _place(problem: Problem, order: list[str]) -> tuple[int, int]:
    """Return where a problem stands: the number of its file, then its line."""
    return (order.index(problem.file) if problem.file in order else 0, problem.line or 0)


def _entries(text: str, name: str, problems: list[Problem]) -> Iterator[Entry]:
    """Yield the tables of a file; faults of the file's frame are noted."""
    content = parse_toml(text, name)
    place = Place(COUNTRY)
    if "place" in content:
        try:
            place = Place(content.pop("place"))
        except InvalidValueError as error:
            problems.append(Problem(str(error), file=name, path="place"))
    elif any(table in KINDS for table in content):
        problems.append(
            Problem("the key 'place' is missing at the top; give the division whose rules these are", file=name)
        )
    if not content:
        problems.append(Problem(f"holds no rule; known tables: {', '.join(_TABLES)}", file=name))
    for table, rows in content.items():
        if table not in _TABLES:
            hint = nearest(table, [*_TABLES, "place"])
            advice = f"did you mean {hint!r}?" if hint else f"known: place, {', '.join(_TABLES)}"
            problems.append(Problem(f"unknown table {table!r}; {advice}", file=name, path=table))
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(Problem(f"write each as [[{table}]]", file=name, path=table))
        else:
            for index, row in enumerate(rows):
                yield from _restated(Entry(table, index, row, name, text, place), problems)


def _restated(entry: Entry, problems: list[Problem]) -> Iterator[Entry]:
    """Yield an entry, and once more for each later version of its text that says the same."""
    again, cite = entry.values.get("restated", []), entry.values.get("cite")
    first = {key: value for key, value in entry.values.items() if key != "restated"}
    if not isinstance(again, list) or not all(isinstance(item, dict) for item in again):
        problems.append(entry.problem(f"found {again!r}; give a list of tables with version and article", "restated"))
        again = []
    yield evolve(entry, values=first)
    if isinstance(cite, dict):
        kept = {key: value for key, value in cite.items() if key != "quote"}
        for item in again:
            yield evolve(entry, values={**first, "cite": kept | item})


def _named(entries: list[Entry], problems: list[Problem]) -> list[Entry]:
    """Return the entries whose id is a text; the others are faults, and nothing more is asked of them."""
    named = []
    for entry in entries:
        name = entry.values.get("id")
        if isinstance(name, str) and name.strip():
            named.append(entry)
        else:
            found = f"found {name!r}; give text in quotes" if "id" in entry.values else "the key 'id' is missing"
            problems.append(entry.problem(found, "id"))
    return named


def _build(read: list[Entry], problems: list[Problem]) -> Rulebook:
    """Type all entries and hold them against each other; faults are noted."""
    entries = _named(read, problems)
    shared: dict[str, dict[str, Any]] = {table: {} for table in _SHARED}
    for entry in entries:
        if entry.table in _SHARED:
            _declare(entry, shared, problems)
    stated: dict[str, dict[str, Any]] = {}
    for entry in entries:
        if entry.table == "step" and entry.values.get("relation") != "commits":
            stated.setdefault(entry.values["id"], entry.values)
    placed = []
    for entry in entries:
        if entry.table in KINDS:
            provision = _provision(entry, shared["instrument"], stated, problems)
            if provision is not None:
                placed.append((entry, provision))
    problems.extend(_contradictions(placed))
    rulebook = Rulebook(
        instruments=shared["instrument"],
        events=shared["event"],
        facts=shared["fact"],
        provisions=tuple(provision for _, provision in placed),
        calendar=load_calendar(),
    )
    of_kind = {kind: [entry.values["id"] for entry in entries if entry.table == table] for table, kind in KINDS.items()}
    names = Names(shared["event"], shared["fact"], of_kind)
    for entry, provision in placed:
        problems.extend(entry.problem(message, key) for key, message in broken_references(provision, names))
    declared = {entry.values["id"]: entry for entry in entries if entry.table == "fact"}
    problems.extend(declared[name].problem(message, "parts") for name, message in broken_parts(shared["fact"]))
    asked = {provision.question: entry for entry, provision in placed if isinstance(provision, Clause)}
    clauses = [provision for _, provision in placed if isinstance(provision, Clause)]
    problems.extend(asked[name].problem(message, "requires") for name, message in circles(clauses))
    return rulebook


def _declare(entry: Entry, shared: dict[str, dict[str, Any]], problems: list[Problem]) -> None:
    """Take up an instrument, event or fact; one at fault is declared all the same, so that its users are not blamed."""
    name, known = entry.values["id"], shared[entry.table]
    values = dict(entry.values)
    if entry.table == "instrument":
        values.setdefault("place", entry.place)
    value = _structured(entry, values, _SHARED[entry.table], problems)
    if name in known:
        problems.append(entry.problem("is declared twice", "id"))
        return
    known[name] = value
    if value is not None and (faults := list(faults_of_shared(value))):
        problems.extend(entry.problem(message, key) for key, message in faults)
        known[name] = None
    others = {"event": shared["fact"], "fact": shared["event"]}.get(entry.table, {})
    if name in others:
        problems.append(entry.problem("an event and a fact have the same name", "id"))


def _structured(entry: Entry, values: dict[str, Any], kind: type[Any], problems: list[Problem]) -> Any:  # noqa: ANN401
    """Return the typed value, or None with its faults noted."""
    known = [field.name.rstrip("_") for field in fields(kind) if field.name not in _INNER]
    if issubclass(kind, Provision):
        known += [*FORCE_KEYS, "restated"]
    given = set(entry.values)
    odd: list[Fault] = unknown_keys([key for key in entry.values if key not in known], sorted(known))
    value, faults = structure(
        strict_converter(),
        {key: v for key, v in values.items() if key in known or key not in given or key in _INNER},
        kind,
    )
    faults = [*odd, *faults]
    problems.extend(entry.problem(message, path) for path, message in faults)
    return None if faults else value


def _provision(
    entry: Entry,
    instruments: dict[str, Instrument | None],
    stated: dict[str, dict[str, Any]],
    problems: list[Problem],
) -> Provision | None:
    """Type one provision: inherit what a commitment leaves out, take place, rank and dates from its text."""
    values = dict(entry.values)
    commits = values.get("relation") == "commits"
    if entry.table == "step" and commits:
        base = stated.get(values["id"], {})
        if not base and not set(_NEEDED) <= set(values):
            hint = nearest(values["id"], stated)
            advice = f"did you mean {hint!r}?" if hint else "see 'hubnet rules list --kind step'"
            lacks = f"commits to a step that no rule states, and does not give {', '.join(_NEEDED)} itself; {advice}"
            problems.append(entry.problem(lacks, "id"))
            return None
        values = {key: base[key] for key in _INHERITED if key in base} | values
    cites = [values.get("cite"), values["extension"].get("cite") if isinstance(values.get("extension"), dict) else None]
    faults = [
        fault
        for cite, path in zip(cites, ("cite", "extension.cite"), strict=True)
        for fault in faults_of_citation(cite, path, instruments)
    ]
    problems.extend(entry.problem(message, path) for path, message in faults)
    cite = cites[0] if isinstance(cites[0], dict) else {}
    instrument = instruments.get(str(cite.get("instrument")))
    known = "instrument" not in cite or instrument is not None
    if instrument is not None:
        values.setdefault("rank", instrument.rank)
    elif commits or faults or not known or not cite:  # the missing text is the fault, not the rank it would give
        values.setdefault("rank", Rank.SERVICE_COMMITMENT)
    dated = {key: values.pop(key) for key in FORCE_KEYS if key in values}
    force, faults = force_of(dated, cite, instrument) if not faults else (None, [])
    if known and cite:
        problems.extend(entry.problem(message, key) for key, message in faults)
    else:  # without a text there is no day to ask for
        problems.extend(entry.problem(message, key) for key, message in faults if key in dated)
    values |= {"force": force or _SOME_DAY, "source": entry.file, "entry": f"{entry.table}[{entry.index}]"}
    values.setdefault("place", entry.place)
    provision: Provision | None = _structured(entry, values, KINDS[entry.table], problems)
    if provision is None or force is None or not known:
        return None
    return _titled(provision, instruments)


_SOME_DAY = Force(starts=date.min)
"""Stands in for a force at fault, so that the other faults of its entry are found too."""


def _titled(provision: Provision, instruments: dict[str, Instrument | None]) -> Provision:
    """Return a provision whose citations carry the title of their instrument."""

    def titled(cite: Citation) -> Citation:
        instrument = instruments.get(cite.instrument or "")
        return cite if instrument is None else evolve(cite, title=instrument.label)

    provision = evolve(provision, cite=titled(provision.cite))
    if isinstance(provision, Step) and provision.extension is not None:
        beside, main = titled(provision.extension.cite), provision.cite
        if beside.instrument == main.instrument:
            beside = evolve(beside, version=beside.version or main.version)
        provision = evolve(provision, extension=evolve(provision.extension, cite=beside))
    return provision


def _contradictions(placed: Iterable[tuple[Entry, Provision]]) -> list[Problem]:
    """Find two provisions of one kind, id, place and relation that are in force on one day."""
    groups: dict[tuple[object, ...], list[tuple[Entry, Provision]]] = {}
    for entry, provision in placed:
        key = (type(provision), provision.id, provision.place, provision.relation)
        groups.setdefault(key, []).append((entry, provision))
    found = []
    for group in groups.values():
        for (first_entry, first), (entry, second) in combinations(group, 2):
            if first.force.overlaps(second.force):
                clash = (
                    f"says the same thing for {second.place} a second time, while {first_entry.file} "
                    f"({first_entry.table}[{first_entry.index}]) is in force; end one where the other begins"
                )
                found.append(entry.problem(clash, "id"))
    return found
