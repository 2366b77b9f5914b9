"""Worked cases: events or facts in, dates or outcomes out, with the article; and whether the rules agree."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import HubnetError, Problem
from hubnet.rulebook import FactValue
from hubnet.rules.answers import consequences
from hubnet.rules.eligibility import Verdict, assess
from hubnet.rules.timelines import Case, Plan, StepPlan, recurring_cases, schedule
from hubnet.values import DayInterval, Finding, Label, Outcome, Span

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.rulebook import Rulebook

Expected = date | DayInterval | str | int | bool | None


@frozen(kw_only=True)
class WorkedCase:
    """One case with its expected answer.

    ``expect`` gives per step name the expected ``statutory_due``, ``committed_due``, ``state``, ``late``,
    ``days_left``, ``reading.ID`` for the date under an open reading, or that the step is ``absent``; ``error`` the
    expected class of error.
    """

    name: str
    case: Case
    on: date
    expect: tuple[tuple[str, tuple[tuple[str, Expected], ...]], ...] = ()
    error: str | None = None
    because: str
    assume: tuple[str, ...] = ()
    adopt: tuple[str, ...] = ()
    where: Problem


def run_worked_case(law: Rulebook, worked: AnyCase) -> list[Finding]:
    """Return what differs from the expected answer; empty where the rules agree."""
    if isinstance(worked, AssessedCase):
        return run_assessed_case(law, worked)
    if isinstance(worked, RecurringCase):
        return run_recurring_case(law, worked)
    try:
        plan = schedule(law, worked.case, on=worked.on, assume=worked.assume, adopt=worked.adopt)
    except HubnetError as error:
        found = type(error).__name__
        if found == worked.error:
            return []
        return [_finding(worked, f"expected {worked.error or 'an answer'}, found {found}: {error}")]
    if worked.error is not None:
        return [_finding(worked, f"expected {worked.error}, found {plan!r}")]
    return [
        _finding(worked, f"{step}.{key}: expected {_shown(expected)}, found {_shown(found)} ({worked.because})")
        for step, keys in worked.expect
        for key, expected in keys
        for found in _answers(plan, step, key)
        if found != expected
    ]


@frozen(kw_only=True)
class AssessedCase:
    """One question with its expected answer; what is None is not compared.

    ``clauses`` gives the expected outcome per clause name, ``absent`` for a clause that does not stand there on that
    day; ``readings`` the outcome by place of the texts followed alone; ``reasons`` words; ``consequences`` ids, of what
    is not known to be in force with a question mark; ``following`` per consequence what it must say: measures, must,
    fines, bar, suspension.
    """

    name: str
    question: str
    place: str
    on: date
    facts: tuple[tuple[str, object], ...]
    outcome: str | None = None
    clauses: tuple[tuple[str, str], ...] = ()
    deciding: frozenset[str] | None = None
    needed: frozenset[str] | None = None
    reasons: frozenset[str] | None = None
    readings: tuple[tuple[str, str], ...] | None = None
    consequences: frozenset[str] | None = None
    following: tuple[tuple[str, tuple[tuple[str, object], ...]], ...] = ()
    error: str | None = None
    because: str
    assume: tuple[str, ...] = ()
    where: Problem


@frozen(kw_only=True)
class RecurringCase:
    """The days on which a duty comes up in a span, or the class of error expected instead."""

    name: str
    duty: str
    place: str
    span: Span
    facts: tuple[tuple[str, FactValue], ...] = ()
    days: tuple[date, ...] | None = None
    error: str | None = None
    because: str
    where: Problem


AnyCase = WorkedCase | AssessedCase | RecurringCase


def run_recurring_case(law: Rulebook, case: RecurringCase) -> list[Finding]:
    """Return what differs from the expected days; empty where the rules agree."""
    try:
        filings = recurring_cases(law, case.duty, place=case.place, span=case.span, facts=dict(case.facts))
    except HubnetError as error:
        found = type(error).__name__
        if found == case.error:
            return []
        return [_finding(case, f"expected {case.error or 'days'}, found {found}: {error}")]
    days = tuple(when.earliest for filing in filings for _, when in filing.events)
    if case.error is None and days == case.days:
        return []
    expected = case.error or _days(case.days or ())
    return [_finding(case, f"days: expected {expected}, found {_days(days)} ({case.because})")]


def _days(days: tuple[date, ...]) -> str:
    return ", ".join(map(str, days)) or "none"


def run_assessed_case(law: Rulebook, case: AssessedCase) -> list[Finding]:
    """Return what differs from the expected answer; empty where the rules agree."""
    try:
        verdict = assess(law, case.question, dict(case.facts), place=case.place, on=case.on, assume=case.assume)
    except HubnetError as error:
        found = type(error).__name__
        if found == case.error:
            return []
        return [_finding(case, f"expected {case.error or 'an answer'}, found {found}: {error}")]
    if case.error is not None:
        return [_finding(case, f"expected {case.error}, found {verdict!r}")]
    return [
        _finding(case, f"{what}: expected {_told(expected)}, found {_told(found)} ({case.because})")
        for what, expected, found in _compared(law, case, verdict)
        if expected is not None and found != expected
    ]


def _compared(law: Rulebook, case: AssessedCase, verdict: Verdict) -> Iterator[tuple[str, object, object]]:
    yield "outcome", case.outcome, verdict.outcome.value
    for name, expected in case.clauses:
        clause = verdict.clause(name)
        yield name, expected, "absent" if clause is None else clause.outcome.value
    if case.deciding is not None:
        yield "deciding", case.deciding, frozenset(verdict.deciding)
    if case.needed is not None:
        yield "needed", case.needed, frozenset(verdict.needed)
    if case.reasons is not None:
        yield "reasons", case.reasons, frozenset(item.reason.value for item in verdict.reasons)
    if case.readings is not None:
        readings = {reading.id: reading.outcome.value for reading in verdict.readings}
        yield "readings", dict(case.readings), readings
    if case.consequences is not None:
        yield "consequences", case.consequences, _following(law, verdict)
    if case.following:
        rules = {item.rule.id: item.rule for item in consequences(law, verdict)}
        for name, said in case.following:
            for key, wanted in said:
                yield f"{name}.{key}", wanted, getattr(rules[name], key) if name in rules else "no such consequence"


def _following(law: Rulebook, verdict: Verdict) -> frozenset[str]:
    """Return the ids of what follows; of what is not known to be in force with a question mark."""
    return frozenset(
        item.rule.id + ("" if item.in_force is Outcome.MET else "?") for item in consequences(law, verdict)
    )


def _told(value: object) -> str:
    return ", ".join(sorted(value)) or "none" if isinstance(value, frozenset) else str(value)


def _answers(plan: Plan, name: str, key: str) -> Iterator[Expected]:
    step = next((step for step in plan.steps if name in (step.id, step.name)), None)
    if key == "absent":
        yield step is None
    elif step is None:
        yield f"no step {name}"
    elif key.startswith("reading."):
        yield _reading(step, key.removeprefix("reading."))
    elif key == "late":
        yield step.late.value
    elif key == "state":
        yield step.state.value
    elif key == "days_left":
        yield step.days_left
    elif key in {"statutory_due", "committed_due"}:
        yield step.statutory_due if key == "statutory_due" else step.committed_due
    else:
        yield f"no such answer {key}"


def _reading(step: StepPlan, name: str) -> Expected:
    for limit in step.limits:
        for alternative in limit.alternatives:
            if alternative.id == name:
                due = alternative.due
                return due.earliest if due and due.earliest == due.latest else due
    return "no such reading"


def _shown(value: Expected) -> str:
    return "none" if value is None else str(value)


def _finding(worked: AnyCase, message: str) -> Finding:
    return Finding(
        code="worked_case.differs",
        label=Label(f"{worked.name}：{message}", f"{worked.name}: {message}"),
        where=worked.where,
        advice=Label("核对规则数据与条文", "compare the rule data with the text"),
    )
