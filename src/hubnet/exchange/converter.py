"""From plain tables to typed data: strict about types, with a path to every fault."""

from __future__ import annotations

from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar, get_args

from attrs import fields, has
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, transform_error
from cattrs.gen import make_dict_structure_fn, override

from hubnet.calendar import Period, Unit
from hubnet.errors import HubnetError, InvalidValueError, Problem, nearest
from hubnet.rulebook import (
    AllOf,
    AnyOf,
    Comparison,
    Condition,
    FactValue,
    Force,
    Not,
    Operator,
    Step,
    Window,
)
from hubnet.values import PartialDate, Place

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")


def _exactly(kind: type, words: str) -> Callable[[object, type], object]:
    def structure(value: object, _: type) -> object:
        if type(value) is not kind:
            raise InvalidValueError("value", value, f"give {words}")
        return value

    return structure


def _enum(value: object, kind: type[Enum]) -> Enum:
    if isinstance(value, kind):
        return value
    known = [member.value for member in kind]
    if value in known:
        return kind(value)
    hint = nearest(str(value), known)
    raise InvalidValueError(
        "value", value, f"give one of {', '.join(known)}" + (f"; did you mean {hint!r}?" * bool(hint))
    )


def _period(value: object, _: type) -> Period:
    known = [unit.value for unit in Unit]
    if isinstance(value, dict) and len(value) == 1:
        unit, length = next(iter(value.items()))
        if unit in known and type(length) is int:
            return Period(length, Unit(unit))
    raise InvalidValueError(
        "period", value, f"give one whole number with its unit ({', '.join(known)}), as {{ days = 60 }}"
    )


def _day_or_window(value: object, _: type) -> date | Window | None:
    if value is None:
        return None
    if isinstance(value, dict) and set(value) == {"earliest", "assumed"}:
        return Window(*(_day(value[key], date) for key in ("earliest", "assumed")))
    return _day(value, date)


def _day(value: object, _: type) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InvalidValueError("date", value, "give a date as YYYY-MM-DD, without quotes or time of day")


def _partial(value: object, _: type) -> PartialDate:
    return PartialDate.of(value)


_GROUPS: dict[str, type[AllOf | AnyOf]] = {"all": AllOf, "any": AnyOf}
_OPERATORS = {operator.value: operator for operator in Operator}
_CONDITION = (
    "give { fact = …, OPERATOR = … } with one of " + ", ".join(_OPERATORS) + ", or { all = […] }, { any = […] }, "
    "{ not = … }"
)


def condition(value: object) -> Condition:
    """Return the condition that a table writes.

    Raises:
        InvalidValueError: another shape.
    """
    if isinstance(value, dict):
        keys = set(value)
        if len(keys) == 1 and (key := next(iter(keys))) in _GROUPS and isinstance(value[key], list) and value[key]:
            return _GROUPS[key](tuple(condition(part) for part in value[key]))
        if keys == {"not"}:
            return Not(condition(value["not"]))
        operators = keys - {"fact"}
        if "fact" in keys and len(operators) == 1 and (operator := _OPERATORS.get(next(iter(operators)))):
            compared = value[operator.value]
            several = isinstance(compared, list) and bool(compared)
            if (operator is Operator.IN) == several and type(value["fact"]) is str:
                return Comparison(value["fact"], operator, tuple(compared) if several else compared)
    raise InvalidValueError("condition", value, _CONDITION)


def is_condition(kind: Any) -> bool:  # noqa: ANN401
    """Return whether a type is a condition, or one that may be missing."""
    return bool(args := set(get_args(kind)) - {type(None)}) and args == set(get_args(Condition))


@cache
def strict_converter() -> Converter:
    """Return the converter that coerces nothing and refuses unknown keys; its code is generated once."""
    converter = Converter(forbid_extra_keys=True)
    for kind, words in ((str, "text in quotes"), (int, "a whole number"), (bool, "true or false")):
        converter.register_structure_hook(kind, _exactly(kind, words))
    converter.register_structure_hook(date, _day)
    converter.register_structure_hook(PartialDate, _partial)
    converter.register_structure_hook(Period, _period)
    converter.register_structure_hook(Place, lambda value, _: Place(value))
    converter.register_structure_hook(Force, lambda value, _: value)
    converter.register_structure_hook_func(is_condition, lambda value, _: value and condition(value))
    converter.register_structure_hook_func(lambda kind: kind in (date | Window, date | Window | None), _day_or_window)
    converter.register_structure_hook_func(lambda kind: kind == FactValue, lambda value, _: value)
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum)
    converter.register_structure_hook_factory(
        lambda kind: kind is Step,
        lambda kind: make_dict_structure_fn(
            kind, converter, from_=override(rename="from"), _cattrs_forbid_extra_keys=True
        ),
    )
    return converter


def structure(converter: Converter, value: object, kind: type[T]) -> tuple[T | None, list[tuple[str, str]]]:
    """Return the typed value, or None with all faults as (path, message)."""
    try:
        return converter.structure(value, kind), []
    except ClassValidationError as error:
        texts = transform_error(error, path="", format_exception=_words)
        faults = []
        for text in texts:
            message, _, path = text.rpartition(" @ ")
            faults.append((path.lstrip("."), message))
        return None, faults
    except HubnetError as error:
        return None, [("", str(error))]


def _words(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        known = sorted(_key(field.name) for field in fields(error.cl)) if has(error.cl) else []
        messages = []
        for key in sorted(error.extra_fields):
            hint = nearest(key, known)
            messages.append(
                f"unknown key {key!r}; " + (f"did you mean {hint!r}?" if hint else f"known: {', '.join(known)}")
            )
        return "; ".join(messages)
    if isinstance(error, KeyError):
        return f"the key {_key(str(error.args[0]))!r} is missing"
    if isinstance(error, HubnetError):
        return str(error)
    return f"has the wrong shape ({error})"


def _key(name: str) -> str:
    """Return how a field is written in files: ``from`` for ``from_``."""
    return name.rstrip("_")


def problems_of(faults: list[tuple[str, str]], **where: Any) -> list[Problem]:  # noqa: ANN401
    """Return faults as problems, their paths put below the one given."""
    base = where.pop("path", "")
    return [
        Problem(message, path=f"{base}.{path}" if path and base else base or path or None, **where)
        for path, message in faults
    ]
