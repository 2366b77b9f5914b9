"""Plans as JSON, out and in."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import frozen
from cattrs.gen import make_dict_unstructure_fn, override

from hubnet.calendar import Pause, Period
from hubnet.errors import FaultyFileError, InvalidValueError, Problem
from hubnet.exchange.converter import make_converter, problems_of, structure
from hubnet.exchange.files import parse_json
from hubnet.rulebook import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Elapsed,
    FactValue,
    Holds,
    Not,
    Operator,
    Proportion,
    Step,
)
from hubnet.rules import Case, Plan, StepPlan
from hubnet.values import DayInterval, PartialDate, Place

if TYPE_CHECKING:
    from cattrs import Converter

FORM = "hubnet.plan/1"
"""Name and version of the form; it changes when a key is renamed or dropped."""

_Event = tuple[str, PartialDate]
_DERIVED = ("name", "state", "late", "days_left", "statutory_due", "committed_due")
"""Keys of a step that follow from others: written for readers, left out when read back."""


def dump_plan(plan: Plan, *, indent: int | None = None) -> str:
    """Return a plan as JSON text; ``read_plan`` gives an equal plan back."""
    return json.dumps(plan_to_dict(plan), ensure_ascii=False, indent=indent)


def plan_to_dict(plan: Plan) -> dict[str, Any]:
    """Return a plan as plain data: texts, numbers, lists and dictionaries, dates as ISO text."""
    return {"form": FORM, **_converter().unstructure(plan)}


def read_plan(text: str) -> Plan:
    """Return the plan that a JSON text of ``dump_plan`` holds.

    Raises:
        FaultyFileError: not JSON, another form, or faults of its content; all of them, with their paths.
    """
    content = parse_json(text)
    if not isinstance(content, dict) or content.pop("form", None) != FORM:
        raise FaultyFileError([Problem(f"is not a plan; its key 'form' must be {FORM!r}", path="form")])
    plan, faults = structure(_converter(), content, Plan)
    if plan is None:
        raise FaultyFileError(problems_of(faults))
    return plan


@cache
def _converter() -> Converter:
    """Return the converter of plans: dates as ISO text, codes as their words, defaults left out."""
    converter = make_converter(PartialDate.day, omit_if_default=True)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(PartialDate, str)
    converter.register_unstructure_hook(Place, str)
    converter.register_unstructure_hook(Period, lambda period: {period.unit.value: period.length})
    for kind in (Comparison, AllOf, AnyOf, Not):
        converter.register_unstructure_hook(kind, _condition_out)
    converter.register_unstructure_hook_func(
        lambda kind: kind == Pause, lambda pause: [pause[0].isoformat(), pause[1].isoformat()]
    )
    converter.register_structure_hook_func(lambda kind: kind == Pause, lambda value, _: _pause(value))
    converter.register_unstructure_hook(
        Step, make_dict_unstructure_fn(Step, converter, _cattrs_omit_if_default=True, from_=override(rename="from"))
    )
    plain_step = make_dict_unstructure_fn(StepPlan, converter, _cattrs_omit_if_default=True)
    read_step = converter.get_structure_hook(StepPlan)

    def write_step(step: StepPlan) -> dict[str, Any]:
        derived = {key: _plain(getattr(step, key)) for key in _DERIVED}
        return derived | plain_step(step)

    def step_of(value: object, kind: type[StepPlan]) -> StepPlan:
        own = {key: part for key, part in value.items() if key not in _DERIVED} if isinstance(value, dict) else value
        step: StepPlan = read_step(own, kind)
        if not step.limits:
            raise InvalidValueError("step", step.id, "a step has a statutory or a committed limit, or both")
        return step

    converter.register_unstructure_hook(StepPlan, write_step)
    converter.register_structure_hook(StepPlan, step_of)
    converter.register_unstructure_hook(Case, _case_out)
    converter.register_structure_hook_func(lambda kind: kind == _Event, lambda value, _: _event(value))
    converter.register_structure_hook_func(lambda kind: kind == dict[str, FactValue], lambda value, _: _facts(value))
    read_case = converter.get_structure_hook(_CaseForm)

    def case_of(value: object, _: type) -> Case:
        form: _CaseForm = read_case(value, _CaseForm)
        return Case(form.procedure, place=form.place, events=form.events, facts=form.facts)

    converter.register_structure_hook(Case, case_of)
    return converter


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DayInterval):
        return {"earliest": value.earliest.isoformat(), "latest": value.latest and value.latest.isoformat()}
    return getattr(value, "value", value)


def _pause(value: object) -> Pause:
    if not isinstance(value, list) or len(value) != 2:  # noqa: PLR2004  (first and last)
        raise InvalidValueError("pause", value, "give a list of two days")
    return PartialDate.day(value[0]), PartialDate.day(value[1])


def _case_out(case: Case) -> dict[str, Any]:
    return {
        "procedure": case.procedure,
        "place": str(case.place),
        "events": [[name, str(when)] for name, when in case.events],
        "facts": dict(case.facts),
    }


@frozen(kw_only=True)
class _CaseForm:
    """A case as JSON has it."""

    procedure: str
    place: Place
    events: tuple[_Event, ...]
    facts: dict[str, FactValue]


def _event(value: object) -> _Event:
    if not isinstance(value, list) or len(value) != 2 or not all(isinstance(part, str) for part in value):  # noqa: PLR2004
        raise InvalidValueError("event", value, "give a list of its name and its day, both as text")
    return value[0], PartialDate.parse(value[1])


def _facts(value: object) -> dict[str, FactValue]:
    if not isinstance(value, dict) or not all(isinstance(part, bool | int | str) for part in value.values()):
        raise InvalidValueError("facts", value, "give a table of names and values")
    return value


def _condition_out(value: Condition) -> dict[str, Any]:  # noqa: PLR0911  (one for each kind)
    match value:
        case Comparison():
            compared: Any = list(value.value) if isinstance(value.value, tuple) else value.value
            day = value.operator in (Operator.BEFORE, Operator.ON_OR_AFTER)
            return {"fact": value.fact, value.operator.value: str(compared) if day else compared}
        case Elapsed(fact=fact, operator=operator, period=period):
            return {"since": fact, operator.value: {period.unit.value: period.length}}
        case Proportion(fact=fact, operator=operator, share=share, of=of):
            return {"fact": fact, operator.value: {"share": str(share), "of": of}}
        case Holds(question=question):
            return {"question": question}
        case AtLeastOf(count=count, parts=parts):
            return {"at_least": count, "of": [_condition_out(part) for part in parts]}
        case Not(part=part):
            return {"not": _condition_out(part)}
        case AllOf(parts=parts):
            return {"all": [_condition_out(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [_condition_out(part) for part in parts]}
