"""Tables of filings: one row a filing, one column an event; answers and faults by row."""

from __future__ import annotations

import csv
import io
import re
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from attrs import frozen

from hubnet.errors import (
    AuthorityLevelError,
    FaultyFileError,
    HubnetError,
    InvalidCaseError,
    InvalidValueError,
    NotInForceError,
    Problem,
    UnknownNameError,
    nearest,
)
from hubnet.exchange.files import read_text
from hubnet.exchange.references import RESERVED
from hubnet.rulebook import FactType, Procedure, value_from_text
from hubnet.rules import Beyond, Case, Plan, check_options, schedule
from hubnet.values import PartialDate, Place, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence

    from hubnet.calendar import Calendar
    from hubnet.rulebook import FactValue, Rulebook
    from hubnet.values import Language

T = TypeVar("T")

FILING_COLUMNS = RESERVED
"""Columns beside those named by an event or a fact; ``procedure`` and ``place`` are needed."""

_NEEDED = ("procedure", "place")
_MANY = ";"
"""Between several dates of one event in a cell, and between the pairs of ``events`` and ``facts``."""


@frozen(kw_only=True)
class Filing:
    """One row that was answered; ``row`` counts from 1, without the heading."""

    row: int
    id: str
    note: str
    plan: Plan


@frozen(kw_only=True)
class Filings:
    """The answers of a table and the faults of its other rows; ``rows`` is how many there were."""

    rows: int
    filings: tuple[Filing, ...]
    problems: tuple[Problem, ...]

    def table(self, lang: Language = "zh") -> Table:
        """Return one row for each step that has started, in the order of the filings."""
        columns = ("id", "place", "step", "statutory_due", "committed_due", "state", "days_left")
        words = {
            "zh": ("编号", "地区", "程序与环节", "法定到期日", "承诺到期日", "状态", "剩余天数"),
            "en": ("id", "place", "procedure and step", "statutory due", "committed due", "state", "days left"),
        }
        rows = []
        for filing in self.filings:
            shown = filing.plan.table(lang)
            for step, row in zip(filing.plan.steps, shown.to_dicts(), strict=True):
                if step.leading.start is not None:
                    name = f"{filing.plan.label.text(lang)}{'：' if lang == 'zh' else ': '}{row.pop('step')}"
                    del row["actor"]
                    rows.append((filing.id, str(filing.plan.case.place), name, *row.values()))
        return Table(columns, rows, words[lang])


def read_filings(
    path: str | Path,
    law: Rulebook,
    *,
    on: date | None = None,
    encoding: str = "utf-8-sig",
    calendar: Calendar | None = None,
    beyond: Beyond = "interval",
    assume: Collection[str] = (),
    adopt: Collection[str] = (),
) -> Filings:
    """Answer a CSV table of filings, row by row.

    The heading names ``procedure`` and ``place``, and as wanted ``id``, ``on`` and ``note``. Events and facts stand in
    columns named after them, or together in ``events`` and ``facts`` as ``NAME=VALUE; NAME=VALUE``. An empty cell is an
    event that has not happened, or a fact not known; several dates of one event are separated by semicolons.

    Args:
        path: the file.
        law: the rules.
        on: the day asked about, for rows without their own.
        encoding: UTF-8 (with or without a byte order mark) unless said otherwise.
        calendar: as for ``schedule``, for every row; likewise the following.
        beyond: past the last published holiday notice give an interval or refuse.
        assume: ids of provisions to apply although it is not known whether they are in force.
        adopt: ids of open readings to follow.

    Returns:
        The answers, and the faults of the rows that could not be answered, by row and column.

    Raises:
        FaultyFileError: the file cannot be read as a table, or its heading is faulty.
        UnknownNameError: an unknown reading or assumed id.
        InvalidValueError: another word for ``beyond``.
    """
    check_options(law, beyond=beyond, assume=assume, adopt=adopt)
    name = str(path)
    heading, rows = _read_table(read_text(Path(path), encoding=encoding), name)
    _check_heading(heading, law, name)
    ask = partial(schedule, calendar=calendar, beyond=beyond, assume=assume, adopt=adopt)
    filings: list[Filing] = []
    problems: list[Problem] = []
    for row in rows:
        try:
            filings.append(_answer(law, heading.columns, row, on, ask))
        except HubnetError as error:
            problems += [problem._replace(file=name, line=row.line, row=row.number) for problem in _located(error)]
    if not rows:
        raise FaultyFileError([Problem("has a heading and no rows", file=name)])
    return Filings(rows=len(rows), filings=tuple(filings), problems=tuple(problems))


class _Heading(NamedTuple):
    line: int
    columns: list[str]


class _Row(NamedTuple):
    number: int
    """From 1, without the heading; blank lines are counted."""
    line: int
    cells: list[str]


def _read_table(text: str, name: str) -> tuple[_Heading, list[_Row]]:
    """Return heading and rows with their lines; blank lines and empty columns at the end are left out."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        lines.extend((reader.line_num, cells) for cells in reader)
    except csv.Error as error:
        message = f"is not a table of comma-separated values: {error}"
        raise FaultyFileError([Problem(message, file=name, line=max(reader.line_num, 1))]) from None
    filled = [number for number, (_, cells) in enumerate(lines) if any(cell.strip() for cell in cells)]
    if not filled:
        raise FaultyFileError([Problem("has no heading", file=name)])
    line, heading = lines[filled[0]]
    width = max(number for number, cell in enumerate(heading, 1) if cell.strip())
    rows = [_Row(number - filled[0], lines[number][0], _trimmed(lines[number][1], width)) for number in filled[1:]]
    longest = max([width, *(len(row.cells) for row in rows if len(row.cells) <= len(heading))])
    return _Heading(line, [cell.strip() for cell in heading[:longest]]), rows


def _trimmed(cells: list[str], width: int) -> list[str]:
    """Return the cells without the empty ones at the end that have no heading."""
    end = max([width, *(number for number, cell in enumerate(cells, 1) if cell.strip())])
    return cells[:end]


def _check_heading(heading: _Heading, law: Rulebook, name: str) -> None:
    known = [*FILING_COLUMNS, *law.events, *law.facts]
    problems: list[Problem] = []

    def fault(message: str, column: str | None) -> None:
        problems.append(Problem(message, file=name, line=heading.line, column=column))

    columns = heading.columns
    separator = re.search(r"[;\t|]", columns[0]) if len(columns) == 1 else None
    if separator is not None:
        message = f"separates its columns by {separator[0]!r}; save it with commas between the columns"
        raise FaultyFileError([Problem(message, file=name, line=heading.line)])
    for number, column in enumerate(columns, 1):
        if not column:
            fault(f"column {number} has no name; give it one, or empty it", None)
        elif columns.index(column) < number - 1:
            continue
        elif column not in known:
            hint = nearest(column, known)
            advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(FILING_COLUMNS)}, any event, any fact"
            fault(f"unknown column {column!r}; {advice}", column)
        elif columns.count(column) > 1:
            fault(f"column {column!r} stands there twice", column)
    for column in [column for column in _NEEDED if column not in columns]:
        fault(f"the column {column!r} is missing", column)
    if problems:
        raise FaultyFileError(problems)


def _answer(law: Rulebook, heading: Sequence[str], row: _Row, on: date | None, ask: Callable[..., Plan]) -> Filing:
    cells = row.cells
    if len(cells) > len(heading):
        surplus = cells[len(heading)]
        raise InvalidCaseError([Problem(f"has {len(cells)} cells, the heading {len(heading)}", found=surplus)])
    given = {column: cell.strip() for column, cell in zip(heading, cells, strict=False) if cell.strip()}
    problems: list[Problem] = [Problem("is empty", column=column) for column in _NEEDED if column not in given]

    def read(column: str, take: Callable[[str], T]) -> T | None:
        return taken(column, given[column], take) if column in given else None

    def taken(column: str, text: str, take: Callable[[str], T]) -> T | None:
        try:
            return take(text)
        except HubnetError as error:
            problems.append(Problem(str(error), column=column, found=text))
            return None

    facts = {
        name: read(name, partial(fact_value, law.facts[name])) for name in heading if name in law.facts & given.keys()
    }
    for name, value in (read("facts", partial(_facts, law)) or {}).items():
        if name in facts:
            problems.append(Problem(f"{name} stands in its own column and in 'facts'; give it once", column=name))
        facts[name] = value
    events = [
        (name, moment)
        for name in heading
        if name in law.events and name in given
        for moment in read(name, _moments) or ()
    ]
    pairs = [(name, taken("events", when, PartialDate.parse)) for name, when in read("events", _pairs) or ()]
    events += [(name, moment) for name, moment in pairs if moment is not None]
    read("procedure", partial(law.versions, Procedure))
    place = read("place", Place)
    asked = read("on", PartialDate.day) if "on" in given else on
    if asked is None and "on" not in given:
        problems.append(Problem("is empty; give the day asked about", column="on"))
    known = {name: value for name, value in facts.items() if value is not None}
    if asked is not None and place is not None and "procedure" in given:
        case = Case(given["procedure"], place=place, events=events, facts=known)
        try:
            plan = ask(law, case, on=asked)
        except HubnetError as error:
            bad = {problem.column for problem in problems if problem.column} - {"events", "facts"}
            more = [
                problem
                for problem in _located(error)
                if problem.column not in bad and not any(column in problem.message for column in bad)
            ]
            raise InvalidCaseError([*problems, *more]) from None
        if not problems:
            return Filing(row=row.number, id=given.get("id", str(row.number)), note=given.get("note", ""), plan=plan)
    raise InvalidCaseError(problems)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of ``NAME=VALUE; NAME=VALUE``."""
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(_MANY))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise InvalidValueError("pairs", part, "write NAME=VALUE; NAME=VALUE")
        pairs.append((name, value))
    return pairs


def _facts(law: Rulebook, text: str) -> dict[str, FactValue]:
    """Return facts by their declarations; an undeclared one as it stands, for the check of facts to refuse."""
    facts: dict[str, FactValue] = {}
    for name, value in _pairs(text):
        if name in facts:
            raise InvalidValueError("facts", text, f"{name} stands there twice; give it once")
        facts[name] = fact_value(law.facts[name], value) if name in law.facts else value
    return facts


def _moments(text: str) -> list[PartialDate]:
    return [PartialDate.parse(part) for part in text.split(_MANY)]


def fact_value(fact: FactType, text: str) -> bool | int | str:
    """Return a fact from its text.

    Raises:
        InvalidValueError: a text that cannot be a value of the fact.
    """
    value = value_from_text(fact, text)
    if message := fact.misfit(value):
        raise InvalidValueError("fact", text, message)
    return value  # type: ignore[return-value]


def _located(error: HubnetError) -> list[Problem]:
    """Return the faults of a row with the column they stand in."""
    if isinstance(error, InvalidCaseError):
        return list(error.problems)
    column = None
    if isinstance(error, UnknownNameError | NotInForceError):
        column = "procedure"
    elif isinstance(error, AuthorityLevelError):
        column = "place"
    return [Problem(str(error), column=column)]


def results_csv(filings: Filings, lang: Language = "zh") -> str:
    """Return the answers as CSV text: one row a step, codes and ISO dates, intervals as ``first..last``.

    A cell that a spreadsheet would run as a formula is written with an apostrophe before it.
    """
    columns = (
        "row", "id", "procedure", "place", "on", "step", "state", "late",
        "statutory_due", "committed_due", "committed_late", "done_on", "days_left", "provisional", "rule", "note",
    )  # fmt: skip
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for filing in filings.filings:
        plan = filing.plan
        for step in plan.steps:
            cells = [
                filing.row, filing.id, plan.case.procedure, plan.case.place, plan.on, step.id, step.state.value,
                step.late.value, step.statutory_due, step.committed_due, step.committed and step.committed.late.value,
                step.done_on, step.days_left,
                any(limit.provisional for limit in step.limits), step.leading.rule.cite.text(lang), filing.note,
            ]  # fmt: skip
            writer.writerow([_harmless("" if cell is None else str(cell)) for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    number = re.fullmatch(r"-?\d+", cell, re.ASCII)
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell and not number else cell
