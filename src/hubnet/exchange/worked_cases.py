"""Worked cases from ``*.cases.toml``."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from attrs import frozen

from hubnet.errors import FaultyFileError, HubnetError, Problem, nearest
from hubnet.exchange.converter import Fault, strict_converter, structure
from hubnet.exchange.duty_cases import duty_case
from hubnet.exchange.files import DATA, is_folder, line_of, parse_toml, read_text
from hubnet.exchange.rulebooks import CASES_SUFFIX
from hubnet.rulebook import Fine, Length, Measure
from hubnet.rules import AnyCase, AssessedCase, Case, Reason, State, WorkedCase
from hubnet.values import DayInterval, Outcome, Place

_ERRORS = [kind.__name__ for kind in HubnetError.__subclasses__()]


@frozen(kw_only=True)
class _Row:
    """A case as its table has it; events, facts and expected answers are looked at one by one."""

    name: str
    procedure: str
    place: object
    on: date
    because: str
    events: object = {}
    facts: object = {}
    expect: object = {}
    error: str | None = None
    assume: tuple[str, ...] = ()
    adopt: tuple[str, ...] = ()


def case_files(path: Path) -> list[Path]:
    """Return the case files at a path: itself, or all below a folder, in a stable order."""
    return sorted(path.rglob(f"*{CASES_SUFFIX}")) if is_folder(path) else [path]


@frozen(kw_only=True)
class _QuestionRow:
    """A case of a question as its table has it."""

    name: str
    question: str
    place: object
    on: date
    because: str
    facts: object = {}
    outcome: str | None = None
    clauses: object = {}
    deciding: tuple[str, ...] | None = None
    needed: tuple[str, ...] | None = None
    reasons: tuple[str, ...] | None = None
    readings: object = None
    consequences: tuple[str, ...] | None = None
    following: object = {}
    error: str | None = None
    assume: tuple[str, ...] = ()


def load_worked_cases(*paths: str | Path) -> list[AnyCase]:
    """Return the worked cases of files or folders; the shipped ones if none is given.

    Raises:
        FaultyFileError: all faults of all files.
    """
    root = DATA / "rulebooks"
    files = [(file, file.relative_to(root).as_posix()) for file in case_files(root)] if not paths else []
    files += [(file, str(file)) for path in paths for file in case_files(Path(path))]
    cases: list[AnyCase] = []
    problems: list[Problem] = []
    for file, name in files:
        try:
            text = read_text(file)
            content = parse_toml(text, name)
        except FaultyFileError as error:
            problems.extend(error.problems)
            continue
        rows = content.pop("case", [])
        explained = [content.pop(table) for table in ("survivor", "accepted") if table in content]
        problems += [Problem(f"unknown table {key!r}; write [[case]]", file=name) for key in content]
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            problems.append(Problem("write each case as [[case]]", file=name, path="case"))
            continue
        if not rows and not content and not explained:
            problems.append(Problem("holds no case; write each as [[case]]", file=name))
        for index, row in enumerate(rows):
            where = Problem("", file=name, path=f"case[{index}]", line=line_of(text, "case", index))
            case, faults = _read(row, where)
            cases += [case] if case is not None else []
            for path, fault in faults:
                message = fault if path.split(".")[0].split("[")[0] in fault else f"{path}: {fault}"
                line = line_of(text, "case", index, path.split(".")[0].split("[")[0])
                problems.append(where._replace(message=message, path=f"case[{index}].{path}".rstrip("."), line=line))
    if problems:
        raise FaultyFileError(problems)
    return cases


def _read(row: dict[str, Any], where: Problem) -> tuple[AnyCase | None, list[Fault]]:
    """Return a case of a question, a duty or a procedure."""
    if "question" in row:
        return _assessed(row, where)
    if "duty" in row:
        case, faults = duty_case(row, where)
        faults += _unknown_error(row.get("error"))
        return (None if faults else case), faults
    return _case(row, where)


def _case(row: dict[str, Any], where: Problem) -> tuple[WorkedCase | None, list[Fault]]:
    typed, faults = structure(strict_converter(), row, _Row)
    if "place" in row:
        faults += _refused("place", lambda: Case("", place=row["place"]))
    for key in ("events", "facts"):
        if not isinstance(row.get(key, {}), dict):
            faults.append((key, f"{key}: found {row[key]!r}; give a table"))
        elif key == "events":
            faults += _refused("events", lambda: Case("", place="CN", events=row.get("events", {})))
    faults += list(_unknown_error(row.get("error")))
    expect = row.get("expect", {})
    faults += list(_expect_faults(expect))
    if not faults and not expect and "error" not in row:
        faults.append(("", "expects nothing; give expect or error"))
    if typed is None or faults:
        return None, faults
    case = Case(typed.procedure, place=row["place"], events=row.get("events", {}), facts=row.get("facts", {}))
    answers = tuple(
        (step, tuple((key, _expected(value)) for key, value in keys.items())) for step, keys in expect.items()
    )
    worked = WorkedCase(
        name=typed.name,
        case=case,
        on=typed.on,
        expect=answers,
        error=typed.error,
        because=typed.because,
        assume=typed.assume,
        adopt=typed.adopt,
        where=where,
    )
    return worked, []


def _unknown_error(name: object) -> Iterator[Fault]:
    if isinstance(name, str) and name not in _ERRORS:
        hint = nearest(name, _ERRORS)
        yield "error", f"found {name!r}; " + (f"did you mean {hint!r}?" if hint else "give a class of error")


def _assessed(row: dict[str, Any], where: Problem) -> tuple[AssessedCase | None, list[Fault]]:
    """Return a case of a question."""
    typed, faults = structure(strict_converter(), row, _QuestionRow)
    if "place" in row:
        faults += _refused("place", lambda: Place(row["place"]))
    faults += list(_unknown_error(row.get("error")))
    for key in ("facts", "clauses", "readings", "following"):
        if key in row and not isinstance(row[key], dict):
            faults.append((key, f"{key}: found {row[key]!r}; give a table"))
    following, wrong = _following(dict(_table(row, "following")))
    faults += wrong
    known = [outcome.value for outcome in Outcome]
    told = [("outcome", row.get("outcome", known[0]))]
    told += [(f"clauses.{name}", value) for name, value in _table(row, "clauses") if value != "absent"]
    told += [(f"readings.{name}", value) for name, value in _table(row, "readings")]
    for key, value in told:
        if value not in known:
            hint = nearest(str(value), known)
            faults.append((key, f"{key}: found {value!r}; " + (f"did you mean {hint!r}?" if hint else _OUTCOMES)))
    for reason in row.get("reasons", ()) if isinstance(row.get("reasons", ()), list) else ():
        if reason not in _REASONS:
            faults.append(("reasons", f"reasons: found {reason!r}; give some of {', '.join(_REASONS)}"))
    if not faults and not {"outcome", "clauses", "error"} & set(row):
        faults.append(("", "expects nothing; give outcome, clauses or error"))
    if typed is None or faults:
        return None, faults

    def several(names: tuple[str, ...] | None) -> frozenset[str] | None:
        return None if names is None else frozenset(names)

    case = AssessedCase(
        name=typed.name,
        question=typed.question,
        place=row["place"],
        on=typed.on,
        facts=tuple(row.get("facts", {}).items()),
        outcome=typed.outcome,
        clauses=tuple(_table(row, "clauses")),
        deciding=several(typed.deciding),
        needed=several(typed.needed),
        reasons=several(typed.reasons),
        readings=tuple(_table(row, "readings")) if "readings" in row else None,
        consequences=several(typed.consequences),
        following=following,
        error=typed.error,
        because=typed.because,
        assume=typed.assume,
        where=where,
    )
    return case, []


def _following(
    table: dict[str, Any],
) -> tuple[tuple[tuple[str, tuple[tuple[str, object], ...]], ...], list[Fault]]:
    """Return what consequences must say, typed as their rules are."""
    found = []
    faults: list[Fault] = []
    for name, said in table.items():
        keys: list[tuple[str, object]] = []
        for key, value in said.items() if isinstance(said, dict) else [("", said)]:
            if key not in _SAYS:
                faults.append((f"following.{name}", f"found {key or value!r}; give a table of {', '.join(_SAYS)}"))
                continue
            typed, wrong = structure(strict_converter(), value, _SAYS[key])
            faults += [(f"following.{name}.{key}", f"following.{name}.{key}: {message}") for _, message in wrong]
            keys.append((key, typed))
        found.append((name, tuple(keys)))
    return tuple(found), faults


_SAYS: dict[str, Any] = {
    "measures": tuple[Measure, ...],
    "must": bool,
    "fines": tuple[Fine, ...],
    "bar": Length,
    "suspension": Length,
}


def _table(row: dict[str, Any], key: str) -> list[tuple[str, str]]:
    table = row.get(key, {})
    return list(table.items()) if isinstance(table, dict) else []


_OUTCOMES = "give MET, NOT_MET or UNKNOWN"
_REASONS = [reason.value for reason in Reason]


def _refused(key: str, make: Callable[[], object]) -> list[Fault]:
    try:
        make()
    except HubnetError as error:
        return [(key, str(error))]
    return []


def _expect_faults(expect: object) -> Iterator[Fault]:
    """Find expected answers that no plan can give."""
    if not isinstance(expect, dict):
        yield "expect", f"expect: found {expect!r}; give a table for each step"
        return
    for step, keys in expect.items():
        path = f"expect.{step}"
        if not isinstance(keys, dict) or not keys:
            yield path, f'{path}: found {keys!r}; give a table of answers: {", ".join(_ANSWERS)}, or "reading.ID"'
            continue
        for key, value in keys.items():
            kind = "reading" if key.startswith("reading.") else key
            if kind not in _ANSWERS and kind != "reading":
                hint = nearest(key, _ANSWERS)
                advice = f"did you mean {hint!r}?" if hint else f'known: {", ".join(_ANSWERS)}, "reading.ID" in quotes'
                yield path, f"unknown answer {key!r}; {advice}"
            elif problem := (_day_fault(value) if kind not in _WORDS else _WORDS[kind](value)):
                yield path, f"{key}: found {_shown(value)}; {problem}"


def _shown(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else repr(value)


def _day_fault(value: object) -> str | None:
    """Return why a value is no expected day."""
    if type(value) is date or value == "none":
        return None
    if isinstance(value, dict) and "earliest" in value and set(value) <= {"earliest", "latest"}:
        odd = [day for day in value.values() if type(day) is not date]
        if odd:
            return f"{odd[0]!r} is no date; write it without quotes"
        if "latest" in value and value["latest"] < value["earliest"]:
            return f"the latest day, {value['latest']}, must not come before the earliest"
        return None
    return 'give a date without quotes, { earliest = …, latest = … }, or "none"'


def _one_of(words: list[str]) -> Callable[[object], str | None]:
    def fault(value: object) -> str | None:
        if value in words:
            return None
        hint = nearest(str(value), words)
        return f"did you mean {hint!r}?" if hint else f"give one of {', '.join(words)}"

    return fault


_WORDS: dict[str, Callable[[object], str | None]] = {
    "state": _one_of([state.value for state in State]),
    "late": _one_of([outcome.value for outcome in Outcome]),
    "days_left": lambda value: None if type(value) is int or value == "none" else "give a whole number",
    "absent": lambda value: None if isinstance(value, bool) else "give true or false",
}
_ANSWERS = ("statutory_due", "committed_due", *_WORDS)


def _expected(value: Any) -> Any:  # noqa: ANN401
    """Return an expected value; ``{ earliest, latest }`` is an interval, ``"none"`` none."""
    if isinstance(value, dict):
        return DayInterval(value["earliest"], value.get("latest"))
    return None if value == "none" else value
