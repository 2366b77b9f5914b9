"""Plans as JSON, out and in."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

from cattrs import Converter
from cattrs.gen import make_dict_structure_fn, make_dict_unstructure_fn

from hubnet.calendar import Pause, Period, Unit
from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange.converter import condition, is_condition, problems_of, structure
from hubnet.exchange.files import parse_json
from hubnet.rulebook import AllOf, AnyOf, Comparison, Condition, FactValue, Not, Window
from hubnet.rules import Case, Plan, StepPlan
from hubnet.values import DayInterval, PartialDate, Place

FORM = "hubnet.plan/1"
"""Name and version of the form; it changes when a key is renamed or dropped."""

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
    converter = Converter(omit_if_default=True)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_structure_hook(date, _day)
    converter.register_unstructure_hook(PartialDate, str)
    converter.register_structure_hook(PartialDate, lambda value, _: _partial(value))
    converter.register_unstructure_hook(Place, str)
    converter.register_structure_hook(Place, lambda value, _: Place(value))
    converter.register_unstructure_hook(Period, lambda period: {period.unit.value: period.length})
    converter.register_structure_hook(Period, _period)
    for kind in (Comparison, AllOf, AnyOf, Not):
        converter.register_unstructure_hook(kind, _condition_out)
    converter.register_structure_hook_func(is_condition, lambda value, _: value and condition(value))
    converter.register_structure_hook_func(lambda kind: kind == FactValue, lambda value, _: value)
    converter.register_structure_hook_func(lambda kind: kind in (date | Window, date | Window | None), _day_or_window)
    converter.register_unstructure_hook_func(
        lambda kind: kind == Pause, lambda pause: [pause[0].isoformat(), pause[1].isoformat()]
    )
    plain_step = make_dict_unstructure_fn(StepPlan, converter, _cattrs_omit_if_default=True)
    read_step = make_dict_structure_fn(StepPlan, converter)

    def write_step(step: StepPlan) -> dict[str, Any]:
        derived = {key: _plain(getattr(step, key)) for key in _DERIVED}
        return derived | plain_step(step)

    converter.register_unstructure_hook(StepPlan, write_step)
    converter.register_structure_hook(
        StepPlan, lambda value, kind: read_step({k: v for k, v in value.items() if k not in _DERIVED}, kind)
    )
    converter.register_unstructure_hook(
        Case,
        lambda case: {
            "procedure": case.procedure,
            "place": str(case.place),
            "events": [[name, str(when)] for name, when in case.events],
            "facts": dict(case.facts),
        },
    )
    converter.register_structure_hook(
        Case,
        lambda value, _: Case(
            value["procedure"],
            place=value["place"],
            events=[(name, _partial(when)) for name, when in value["events"]],
            facts=value["facts"],
        ),
    )
    return converter


def _plain(value: object) -> object:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, DayInterval):
        return {"earliest": value.earliest.isoformat(), "latest": value.latest and value.latest.isoformat()}
    return getattr(value, "value", value)


def _day(value: object, _: type) -> date:
    return PartialDate.day(value)


def _partial(value: str) -> PartialDate:
    """Read a partial date, also one between two days (``2017-07-01..2017-07-20``)."""
    first, dots, last = value.partition("..")
    if not dots:
        return PartialDate.parse(first)
    return PartialDate(PartialDate.parse(first).earliest, PartialDate.parse(last).latest)


def _period(value: Any, _: type) -> Period:  # noqa: ANN401
    (unit, length), *_rest = value.items()
    return Period(length, Unit(unit))


def _day_or_window(value: Any, _: type) -> date | Window | None:  # noqa: ANN401
    if value is None:
        return None
    if isinstance(value, dict):
        return Window(_day(value["earliest"], date), _day(value["assumed"], date))
    return _day(value, date)


def _condition_out(value: Condition) -> dict[str, Any]:
    match value:
        case Comparison():
            compared = list(value.value) if isinstance(value.value, tuple) else value.value
            return {"fact": value.fact, value.operator.value: compared}
        case Not(part=part):
            return {"not": _condition_out(part)}
        case AllOf(parts=parts):
            return {"all": [_condition_out(part) for part in parts]}
        case AnyOf(parts=parts):
            return {"any": [_condition_out(part) for part in parts]}
