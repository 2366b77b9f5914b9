"""From plain tables to typed data: strict about types, with a path to every fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin

from attrs import fields, has
from cattrs import ClassValidationError, Converter, ForbiddenExtraKeysError, transform_error
from cattrs.cols import homogenous_tuple_structure_factory
from cattrs.gen import make_dict_structure_fn, override

from hubnet.calendar import Period, Unit
from hubnet.errors import HubnetError, InvalidValueError, Problem, nearest
from hubnet.rulebook import (
    ORDERED,
    AllOf,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Elapsed,
    FactValue,
    Force,
    Holds,
    Length,
    Not,
    Operator,
    Proportion,
    Window,
)
from hubnet.values import PartialDate, Place, Share, Yuan

T = TypeVar("T")
Fault = tuple[str, str]
"""Path and message."""


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
    if isinstance(value, str) and value in known:
        return kind(value)
    hint = _word_of(value, kind) or nearest(str(value), known)
    advice = f"; did you mean {hint!r}?" if hint else ""
    raise InvalidValueError("value", value, f"give one of {', '.join(known)}{advice}")


def _word_of(label: object, kind: type[Enum]) -> str | None:
    """Return the word that stands for a Chinese label of records, or None."""
    from hubnet.entities import LABELS  # looked up for a fault alone: rules load without the records

    return next((str(word.value) for word in kind if word in LABELS and LABELS[word].zh == label), None)


def _period(value: object, _: type) -> Period:
    known = [unit.value for unit in Unit]
    if isinstance(value, dict) and len(value) == 1:
        unit, length = next(iter(value.items()))
        if unit in known and type(length) is int:
            return Period(length, Unit(unit))
    raise InvalidValueError(
        "period", value, f"give one whole number with its unit ({', '.join(known)}), as {{ days = 60 }}"
    )


def _amount(value: object, _: type) -> Yuan:
    if isinstance(value, str):
        return Yuan.parse(value)
    raise InvalidValueError("amount", value, 'give a text such as "3万元"')


def _native_day(value: object) -> date:
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    raise InvalidValueError("date", value, "give a date as YYYY-MM-DD, without quotes or time of day")


def _day_or_window(value: object, day: Callable[[object], date]) -> date | Window | None:
    if isinstance(value, dict):
        if set(value) != {"earliest", "assumed"}:
            allowed = "give a date as YYYY-MM-DD, without quotes, or { earliest = …, assumed = … }"
            raise InvalidValueError("date", value, allowed)
        return Window(day(value["earliest"]), day(value["assumed"]))
    return None if value is None else day(value)


def _length(value: object, _: type) -> Length:
    if isinstance(value, dict) and value and set(value) <= {"at_least", "at_most"}:
        return Length(**{key: _period(part, Period) for key, part in value.items()})
    period = _period(value, Period)
    return Length(at_least=period, at_most=period)


_GROUPS: dict[str, type[AllOf | AnyOf]] = {"all": AllOf, "any": AnyOf}
_OPERATORS = {operator.value: operator for operator in Operator}
_THRESHOLDS = {operator.value: operator for operator in ORDERED}
_LISTS = {Operator.IN, Operator.BETWEEN, Operator.CONTAINS}
_PAIR = 2
_CONDITION = (
    "give { fact = …, OPERATOR = … } with one of " + ", ".join(_OPERATORS) + ", { since = FACT, OPERATOR = { years = 1 "
    "} }, { all = […] }, { any = […] }, { at_least = 2, of = […] }, { not = … } or { question = … }"
)


_DEEPEST = 50
"""Deepest nesting of a condition."""


def condition(value: object, depth: int = 0) -> Condition:
    """Return the condition that a table writes.

    Raises:
        InvalidValueError: another shape, or nested too deeply.
    """
    if depth > _DEEPEST:
        raise InvalidValueError("condition", "…", f"is nested too deeply; {_DEEPEST} levels at most")
    if isinstance(value, dict):
        keys = set(value)
        if keys == {"not"}:
            return Not(condition(value["not"], depth + 1))
        if keys == {"question"} and type(value["question"]) is str:
            return Holds(value["question"])
        if len(keys) == 1 and (key := next(iter(keys))) in _GROUPS and isinstance(value[key], list) and value[key]:
            return _GROUPS[key](tuple(condition(part, depth + 1) for part in value[key]))
        if keys == {"at_least", "of"} and type(value["at_least"]) is int and isinstance(value["of"], list):
            return _at_least_of(value["at_least"], tuple(condition(part, depth + 1) for part in value["of"]))
        for start, known, read in (("since", _THRESHOLDS, _elapsed), ("fact", _OPERATORS, _compared)):
            operators = keys - {start}
            if start in keys and len(operators) == 1 and type(value[start]) is str:
                operator = known.get(next(iter(operators)))
                found = read(value[start], operator, value[operator.value]) if operator else None
                if found is not None:
                    return found
    raise InvalidValueError("condition", value, _CONDITION)


def _at_least_of(count: int, parts: tuple[Condition, ...]) -> AtLeastOf:
    if not 1 <= count <= len(parts):
        raise InvalidValueError("at_least", count, f"give 1 to {len(parts)}, the number of parts")
    return AtLeastOf(count, parts)


def _elapsed(fact: str, operator: Operator, value: object) -> Elapsed:
    period = _period(value, Period)
    if period.unit is Unit.WORKING_DAYS:
        allowed = "give days, months or years; time gone by is not counted in working days"
        raise InvalidValueError("period", value, allowed)
    return Elapsed(fact, operator, period)


def _compared(fact: str, operator: Operator, value: Any) -> Comparison | Proportion | None:  # noqa: ANN401  (any value)
    if isinstance(value, dict):
        proportion = set(value) == {"share", "of"} and operator in ORDERED
        if proportion and type(value["share"]) is str and type(value["of"]) is str:
            return Proportion(fact, operator, Share.parse(value["share"]), value["of"])
        return None
    several = isinstance(value, list)
    values = value if isinstance(value, list) else [value]
    if any(isinstance(part, dict | list) for part in values) or several != (operator in _LISTS) or not values:
        return None
    if operator is Operator.BETWEEN and len(values) != _PAIR:
        raise InvalidValueError("between", value, "give two values, the smaller first")
    if operator in (Operator.BEFORE, Operator.ON_OR_AFTER) and type(value) is str:
        return Comparison(fact, operator, PartialDate.day(value))
    return Comparison(fact, operator, tuple(values) if several else values[0])


def _is_condition(kind: Any) -> bool:  # noqa: ANN401
    """Return whether a type is a condition, or one that may be missing."""
    return bool(args := set(get_args(kind)) - {type(None)}) and args == set(get_args(Condition))


def _is_tuple_of_any_length(kind: Any) -> bool:  # noqa: ANN401
    return get_origin(kind) is tuple and len(get_args(kind)) == 2 and get_args(kind)[1] is ...  # noqa: PLR2004


def make_converter(day: Callable[[object], date] = _native_day, **options: Any) -> Converter:  # noqa: ANN401
    """Return a converter that coerces nothing and refuses unknown keys.

    Args:
        day: how a day is written.
        options: further options of ``cattrs.Converter``.
    """
    converter = Converter(forbid_extra_keys=True, **options)
    for kind, words in ((str, "text in quotes"), (int, "a whole number"), (bool, "true or false")):
        converter.register_structure_hook(kind, _exactly(kind, words))
    converter.register_structure_hook(date, lambda value, _: day(value))
    converter.register_structure_hook(PartialDate, lambda value, _: PartialDate.of(value))
    converter.register_structure_hook_func(
        lambda kind: kind in (date | Window, date | Window | None), lambda value, _: _day_or_window(value, day)
    )
    converter.register_structure_hook_func(lambda kind: kind in (FactValue, object), lambda value, _: value)
    converter.register_structure_hook_func(lambda kind: isinstance(kind, type) and issubclass(kind, Enum), _enum)

    def tables(kind: type) -> Callable[[object, type], object]:
        renamed = {f.name: override(rename=_key(f.name)) for f in fields(kind) if f.name != _key(f.name)}
        read: Any = make_dict_structure_fn(kind, converter, _cattrs_forbid_extra_keys=True, **renamed)  # type: ignore[arg-type]

        def structure(value: object, _: type) -> object:
            if isinstance(value, kind):
                return value
            if not isinstance(value, dict):
                keys = ", ".join(_key(f.name) for f in fields(kind) if f.init)
                raise InvalidValueError("value", value, f"give a table with {keys}")
            return read(value, kind)

        return structure

    def lists(kind: type) -> Callable[[object, type], object]:
        read = homogenous_tuple_structure_factory(kind, converter)

        def structure(value: object, _: type) -> object:
            if not isinstance(value, list | tuple):
                raise InvalidValueError("value", value, "give a list")
            return read(value, kind)

        return structure

    converter.register_structure_hook_factory(has, tables)
    converter.register_structure_hook_factory(_is_tuple_of_any_length, lists)
    converter.register_structure_hook(Period, _period)
    converter.register_structure_hook(Length, _length)
    converter.register_structure_hook(Place, lambda value, _: Place(value))
    converter.register_structure_hook_func(_is_condition, lambda value, _: None if value is None else condition(value))
    return converter


@cache
def strict_converter() -> Converter:
    """Return the converter of TOML tables; its code is generated once."""
    converter = make_converter()
    converter.register_structure_hook(Force, lambda value, _: value)
    converter.register_structure_hook(Yuan, _amount)
    return converter


def structure(converter: Converter, value: object, kind: type[T]) -> tuple[T | None, list[Fault]]:
    """Return the typed value, or None with all faults."""
    try:
        return converter.structure(value, kind), []
    except ClassValidationError as error:
        return None, list(_faults(error, ""))
    except HubnetError as error:
        return None, [("", str(error))]
    except RecursionError:
        return None, [("", "is nested too deeply")]


def _faults(error: ClassValidationError, path: str) -> list[Fault]:
    """Return the faults of a table: missing and unknown keys at their own path."""
    found: list[Fault] = []
    for text in transform_error(error, path=path, format_exception=_words):
        message, _, at = text.rpartition(" @ ")
        at = ".".join(_key(part) for part in at.lstrip(".").split("."))
        for fault in message.split(_BETWEEN):
            if fault.startswith("unknown key "):
                found.append((f"{at}.{fault.split(chr(39))[1]}".lstrip("."), fault))
            else:
                found.append((at, fault))
    return found


_BETWEEN = "\x1f"


def unknown_keys(keys: list[str], known: list[str]) -> list[Fault]:
    """Return a fault for each key that is not known, with the nearest one."""
    found = []
    for key in keys:
        hint = nearest(key, known)
        found.append(
            (key, f"unknown key {key!r}; " + (f"did you mean {hint!r}?" if hint else f"known: {', '.join(known)}"))
        )
    return found


def _words(error: BaseException, _: type | None) -> str:
    if isinstance(error, ForbiddenExtraKeysError):
        known = sorted(_key(field.name) for field in fields(error.cl) if field.init) if has(error.cl) else []
        return _BETWEEN.join(message for _, message in unknown_keys(sorted(error.extra_fields), known))
    if isinstance(error, KeyError):
        return f"the key {_key(str(error.args[0]))!r} is missing"
    if isinstance(error, RecursionError):
        return "is nested too deeply"
    if isinstance(error, HubnetError):
        return str(error)
    return "has another shape than it should"


def _key(name: str) -> str:
    """Return how a field is written in files: ``from`` for ``from_``."""
    return name.rstrip("_")


def problems_of(faults: list[Fault], **where: Any) -> list[Problem]:  # noqa: ANN401
    """Return faults as problems, their paths put below the one given."""
    base = where.pop("path", "")
    return [
        Problem(message, path=f"{base}.{path}" if path and base else base or path or None, **where)
        for path, message in faults
    ]
