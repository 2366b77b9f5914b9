"""Rule files into a rulebook: read, typed, placed, dated, and held against each other.

All faults of all files are reported at once; a rulebook with a fault is never returned.
"""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from hubnet.errors import FaultyFileError, HubnetError, InvalidValueError, Problem, nearest
from hubnet.exchange.calendars import load_calendar
from hubnet.exchange.converter import problems_of, strict_converter, structure
from hubnet.exchange.files import DATA, line_of, parse_toml, read_text
from hubnet.exchange.references import broken_references
from hubnet.rulebook import KINDS, EventType, FactType, Force, Instrument, Provision, Rank, Rulebook, Step
from hubnet.values import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from cattrs import Converter

CASES_SUFFIX = ".cases.toml"
_SHARED: dict[str, type[Instrument | EventType | FactType]] = {
    "instrument": Instrument,
    "event": EventType,
    "fact": FactType,
}
_TABLES = [*_SHARED, *KINDS]
_FORCE_KEYS = {"in_force_from": "starts", "in_force_until": "ends", "attested_on": "attested_on"}
_NEEDED = ("label", "actor", "from", "to")
_INHERITED = (*_NEEDED, "met_by", "needs")
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
        return Problem(
            message,
            file=self.file,
            path=path,
            line=line_of(self.text, self.table, self.index, key.split(".", maxsplit=1)[0]),
        )


def rule_files(path: Path) -> list[Path]:
    """Return the rule files at a path: itself, or all below a folder, in a stable order; case files are left out.

    Raises:
        FaultyFileError: a folder without any, or no such path.
    """
    if not path.is_dir():
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
    files += [(file, str(file)) for path in paths for file in rule_files(Path(path))]
    problems: list[Problem] = []
    entries: list[Entry] = []
    for file, name in files:
        try:
            entries.extend(_entries(read_text(file), name, problems))
        except FaultyFileError as error:
            problems.extend(error.problems)
    rulebook = _build(entries, problems)
    if problems or rulebook is None:
        raise FaultyFileError(problems)
    return rulebook


def _entries(text: str, name: str, problems: list[Problem]) -> Iterator[Entry]:
    """Yield the tables of a file; faults of the file's frame are noted."""
    content = parse_toml(text, name)
    place = Place("CN")
    if "place" in content:
        try:
            place = Place(str(content.pop("place")))
        except InvalidValueError as error:
            problems.append(Problem(str(error), file=name, path="place"))
    elif any(table in KINDS for table in content):
        problems.append(
            Problem("the key 'place' is missing at the top; give the division whose rules these are", file=name)
        )
    for table, rows in content.items():
        if table not in _TABLES:
            hint = nearest(table, [*_TABLES, "place"])
            advice = f"did you mean {hint!r}?" if hint else f"known: place, {', '.join(_TABLES)}"
            problems.append(Problem(f"unknown table {table!r}; {advice}", file=name, path=table))
        elif not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(Problem(f"write each as [[{table}]]", file=name, path=table))
        else:
            for index, row in enumerate(rows):
                for values in _restated(row):
                    yield Entry(table, index, values, name, text, place)


def _restated(row: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield an entry, and once more for each later version of its text that says the same."""
    cite, again = row.get("cite"), row.get("restated", [])
    if not (isinstance(cite, dict) and isinstance(again, list) and all(isinstance(item, dict) for item in again)):
        yield row  # the converter says what is wrong with it
        return
    first = {key: value for key, value in row.items() if key != "restated"}
    yield first
    kept = {key: value for key, value in cite.items() if key != "quote"}
    for item in again:
        yield {**first, "cite": kept | item}


def _build(entries: list[Entry], problems: list[Problem]) -> Rulebook | None:
    converter = strict_converter()
    shared: dict[str, dict[str, Any]] = {table: {} for table in _SHARED}
    for entry in entries:
        if entry.table in _SHARED:
            value = _structured(converter, entry, entry.values, _SHARED[entry.table], problems)
            if value is not None and value.id in shared[entry.table]:
                problems.append(entry.problem("is declared twice", "id"))
            elif value is not None:
                shared[entry.table][value.id] = value
    stated = {
        entry.values.get("id"): entry.values
        for entry in entries
        if entry.table == "step" and entry.values.get("relation") != "commits"
    }
    placed: list[tuple[Entry, Provision]] = []
    for entry in entries:
        if entry.table in KINDS:
            provision = _provision(converter, entry, shared["instrument"], stated, problems)
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
    if not problems:  # a reference to an entry that could not be read is no second fault
        for entry, provision in placed:
            problems.extend(entry.problem(message, key) for key, message in broken_references(provision, rulebook))
    return rulebook


def _structured(
    converter: Converter, entry: Entry, values: dict[str, Any], kind: type[Any], problems: list[Problem]
) -> Any:  # noqa: ANN401
    value, faults = structure(converter, values, kind)
    problems.extend(entry.problem(problem.message, problem.path or "") for problem in problems_of(faults))
    return value


def _provision(
    converter: Converter,
    entry: Entry,
    instruments: dict[str, Instrument],
    stated: dict[Any, dict[str, Any]],
    problems: list[Problem],
) -> Provision | None:
    """Type one provision: inherit what a commitment leaves out, take place, rank and dates from its text."""
    values = dict(entry.values)
    commits = values.get("relation") == "commits"
    if entry.table == "step" and commits:
        base = stated.get(values.get("id"), {})
        if not base and not set(_NEEDED) <= set(values):
            hint = nearest(str(values.get("id")), [str(name) for name in stated])
            advice = f"; did you mean {hint!r}?" if hint else "; see the steps that 'hubnet rules list' shows"
            problems.append(
                entry.problem(
                    f"commits to a step that no rule states, and does not give {', '.join(_NEEDED)} itself{advice}",
                    "id",
                )
            )
            return None
        values = {key: base[key] for key in _INHERITED if key in base} | values
    cite = values.get("cite")
    instrument = instruments.get(str(cite.get("instrument"))) if isinstance(cite, dict) else None
    if isinstance(cite, dict) and instrument is None and "instrument" in cite:
        hint = nearest(str(cite["instrument"]), list(instruments))
        advice = f"did you mean {hint!r}?" if hint else "declare it with [[instrument]]"
        problems.append(entry.problem(f"unknown instrument {cite['instrument']!r}; {advice}", "cite"))
        return None
    if instrument is not None:
        values.setdefault("rank", instrument.rank)
    elif commits:
        values.setdefault("rank", Rank.SERVICE_COMMITMENT)
    dated = {name: values.pop(key) for key, name in _FORCE_KEYS.items() if key in values}
    force = _force(converter, entry, dated, cite if isinstance(cite, dict) else {}, instrument, problems)
    if force is None:
        return None
    values |= {"force": force, "source": entry.file}
    values.setdefault("place", entry.place)
    provision: Provision | None = _structured(converter, entry, values, KINDS[entry.table], problems)
    if provision is None or instrument is None:
        return provision
    provision = evolve(provision, cite=evolve(provision.cite, title=instrument.label))
    if isinstance(provision, Step) and provision.extension is not None:
        beside = provision.extension.cite
        beside = evolve(beside, title=instrument.label, version=beside.version or provision.cite.version)
        provision = evolve(provision, extension=evolve(provision.extension, cite=beside))
    return provision


def _force(
    converter: Converter,
    entry: Entry,
    dated: dict[str, Any],
    cite: dict[str, Any],
    instrument: Instrument | None,
    problems: list[Problem],
) -> Force | None:
    """Return when a provision is in force: as it says itself, else as the version it cites."""
    version = None
    if instrument is not None:
        versions = {version.id: version for version in instrument.versions}
        version = versions.get(str(cite.get("version")))
        if version is None and "version" in cite:
            problems.append(
                entry.problem(
                    f"{instrument.id} has no version {cite['version']!r}; held: {', '.join(versions)}", "cite"
                )
            )
            return None
        if version is None and len(versions) == 1:
            version = instrument.versions[0]
    try:
        given = {name: converter.structure(value, _FORCE_TYPES[name]) for name, value in dated.items()}
        if version is not None and not ({"starts", "attested_on"} & set(given)):
            given = {"starts": version.in_force_from, "ends": version.in_force_until} | given
        return Force(**given)
    except HubnetError as error:
        keys = [key for key, name in _FORCE_KEYS.items() if name in dated]
        message = str(error)
        if not dated and instrument is not None:
            message = f"cite a version of {instrument.id} ({', '.join(v.id for v in instrument.versions)})"
        elif not dated:
            message = "says no day: give in_force_from, or attested_on where only that it existed is known"
        problems.append(entry.problem(message, keys[0] if keys else ""))
        return None


def _force_types() -> dict[str, Any]:
    from datetime import date

    from hubnet.rulebook import Window

    return {"starts": date | Window, "ends": date | Window, "attested_on": date}


_FORCE_TYPES = _force_types()


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
