"""Tables of filings: one row a filing, one column an event; answers and faults by row."""

from __future__ import annotations

import csv
import io
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

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
from hubnet.rulebook import FactKind, FactType
from hubnet.rules import Case, Plan, schedule
from hubnet.values import PartialDate, Place, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

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
    **options: Any,  # noqa: ANN401
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
        options: further options of ``schedule``, for every row.

    Returns:
        The answers, and the faults of the rows that could not be answered, by row and column.

    Raises:
        FaultyFileError: the file cannot be read as a table, or its heading is faulty.
    """
    name = str(path)
    text = read_text(Path(path), encoding=encoding)
    try:
        heading, *rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    except csv.Error as error:
        raise FaultyFileError([Problem(f"is not a table of comma-separated values: {error}", file=name)]) from None
    heading = [cell.strip() for cell in heading]
    _check_heading(heading, law, name)
    filings: list[Filing] = []
    problems: list[Problem] = []
    filled = [(number, cells) for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)]
    if not filled:
        raise FaultyFileError([Problem("has a heading and no rows", file=name)])
    for number, cells in filled:
        try:
            filings.append(_answer(law, heading, cells, number, on, options))
        except HubnetError as error:
            problems += [problem._replace(file=name, row=number) for problem in _located(error)]
    return Filings(rows=len(filled), filings=tuple(filings), problems=tuple(problems))


def _check_heading(heading: Sequence[str], law: Rulebook, name: str) -> None:
    known = [*FILING_COLUMNS, *law.events, *law.facts]
    problems = []
    for column in dict.fromkeys(heading):
        if column not in known:
            hint = nearest(column, known)
            advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(FILING_COLUMNS)}, any event, any fact"
            problems.append(Problem(f"unknown column {column!r}; {advice}", file=name, line=1, column=column))
        elif heading.count(column) > 1:
            problems.append(Problem(f"column {column!r} stands there twice", file=name, line=1, column=column))
    problems += [
        Problem(f"the column {column!r} is missing", file=name, line=1, column=column)
        for column in _NEEDED
        if column not in heading
    ]
    if problems:
        raise FaultyFileError(problems)


def _answer(
    law: Rulebook, heading: Sequence[str], cells: Sequence[str], row: int, on: date | None, options: Mapping[str, Any]
) -> Filing:
    if len(cells) > len(heading):
        surplus = cells[len(heading)]
        raise InvalidCaseError([Problem(f"has {len(cells)} cells, the heading {len(heading)}", found=surplus)])
    given = {column: cell.strip() for column, cell in zip(heading, cells, strict=False) if cell.strip()}
    problems: list[Problem] = [Problem("is empty", column=column) for column in _NEEDED if column not in given]

    def read(column: str, take: Callable[[str], T]) -> T | None:
        try:
            return take(given[column]) if column in given else None
        except InvalidValueError as error:
            problems.append(Problem(str(error), column=column, found=given[column]))
            return None

    facts = {name: read(name, partial(fact_value, fact)) for name, fact in law.facts.items() if name in given}
    facts |= read("facts", lambda text: {name: _fact(law, name, value) for name, value in _pairs(text)}) or {}
    events = [
        (name, moment)
        for name in heading
        if name in law.events and name in given
        for moment in read(name, _moments) or ()
    ]
    events += read("events", lambda text: [(name, PartialDate.parse(when)) for name, when in _pairs(text)]) or []
    place = read("place", Place)
    asked = read("on", PartialDate.day) if "on" in given else on
    if asked is None and "on" not in given:
        problems.append(Problem("is empty; give the day asked about", column="on"))
    if problems or asked is None or place is None:
        raise InvalidCaseError(problems)
    known = {name: value for name, value in facts.items() if value is not None}
    case = Case(given["procedure"], place=place, events=events, facts=known)
    plan = schedule(law, case, on=asked, **options)
    return Filing(row=row, id=given.get("id", str(row)), note=given.get("note", ""), plan=plan)


def _pairs(text: str) -> list[tuple[str, str]]:
    """Return the pairs of ``NAME=VALUE; NAME=VALUE``."""
    pairs = []
    for part in filter(None, (part.strip() for part in text.split(_MANY))):
        name, equals, value = (piece.strip() for piece in part.partition("="))
        if not (name and equals and value):
            raise InvalidValueError("pairs", part, "write NAME=VALUE; NAME=VALUE")
        pairs.append((name, value))
    return pairs


def _fact(law: Rulebook, name: str, text: str) -> FactValue:
    """Return a fact by its declaration; an undeclared one as it stands, for the check of facts to refuse."""
    return fact_value(law.facts[name], text) if name in law.facts else text


def _moments(text: str) -> list[PartialDate]:
    return [PartialDate.parse(part) for part in text.split(_MANY)]


def fact_value(fact: FactType, text: str) -> bool | int | str:
    """Return a fact from its text.

    Raises:
        InvalidValueError: a text that cannot be a value of the fact.
    """
    value: bool | int | str = text
    if fact.kind is FactKind.YES_NO:
        words = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}
        value = words.get(text.lower(), text)
    elif fact.kind is FactKind.INTEGER and text.lstrip("-").isdecimal() and text.isascii():
        value = int(text)
    if message := fact.misfit(value):
        raise InvalidValueError("fact", text, message)
    return value


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
        "statutory_due", "committed_due", "days_left", "provisional", "rule", "note",
    )  # fmt: skip
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    for filing in filings.filings:
        plan = filing.plan
        for step in plan.steps:
            cells = [
                filing.row, filing.id, plan.case.procedure, plan.case.place, plan.on, step.id, step.state.value,
                step.late.value, step.statutory_due, step.committed_due, step.days_left,
                any(limit.provisional for limit in step.limits), step.leading.rule.cite.text(lang), filing.note,
            ]  # fmt: skip
            writer.writerow([_harmless("" if cell is None else str(cell)) for cell in cells])
    return out.getvalue()


def _harmless(cell: str) -> str:
    number = cell.lstrip("-").isdecimal()
    return f"'{cell}" if cell[:1] in "=+-@\t\r" and cell and not number else cell
