"""Records to plain data and back: texts, numbers, lists and tables."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from attrs import fields, has
from cattrs.gen import make_dict_unstructure_fn, override

from hubnet.calendar import Period
from hubnet.entities import KINDS, Name, Record, kind_of
from hubnet.errors import InvalidValueError
from hubnet.exchange.converter import Fault, make_converter, structure
from hubnet.values import Citation, PartialDate, Place, Quantity, Share, Span, Yuan

if TYPE_CHECKING:
    from cattrs import Converter

DEEPEST = 40
"""Deepest nesting of a file: lists and tables in each other."""

_TEXTS: tuple[type[Any], ...] = (PartialDate, Place, Quantity, Share, Span, Yuan)
"""Values that files write as one text."""


def a_day(value: object) -> date:
    """Return a day from a file: a date of TOML, or its text."""
    return value if type(value) is date else PartialDate.day(value)


@cache
def record_converter() -> Converter:
    """Return the converter of records: it coerces nothing, refuses unknown keys, and leaves defaults out."""
    converter = make_converter(a_day, omit_if_default=True)
    for kind, words in ((Quantity, "a figure: a whole number, or a text such as 近60个"), (Yuan, "an amount")):
        converter.register_structure_hook(kind, _of(kind, words))
    converter.register_structure_hook(Share, _parsed(Share))
    converter.register_structure_hook(Span, _parsed(Span))
    plain_name = converter.get_structure_hook(Name)
    converter.register_structure_hook(
        Name, lambda value, kind: Name(zh=value) if isinstance(value, str) else plain_name(value, kind)
    )
    many_names = converter.get_structure_hook(tuple[Name, ...])

    def names(value: object, kind: Any) -> object:  # noqa: ANN401
        if value == []:
            raise InvalidValueError("names", value, "give a name or a list of names; a record has at least one")
        return many_names([value] if isinstance(value, str | dict) else value, kind)

    converter.register_structure_hook_func(lambda kind: kind == tuple[Name, ...], names)
    many_cites = converter.get_structure_hook(tuple[Citation, ...])
    converter.register_structure_hook_func(
        lambda kind: kind == tuple[Citation, ...],
        lambda value, kind: many_cites([value] if isinstance(value, dict) else value, kind),
    )
    for kind in _TEXTS:
        converter.register_unstructure_hook(kind, str)
    converter.register_unstructure_hook(date, date.isoformat)
    converter.register_unstructure_hook(Period, lambda period: {period.unit.value: period.length})
    converter.register_unstructure_hook_factory(
        lambda kind: has(kind) and kind not in (*_TEXTS, Period), lambda kind: _tables_out(kind, converter)
    )
    return converter


def _of(kind: Any, words: str) -> Any:  # noqa: ANN401
    def read(value: object, _: object) -> object:
        if type(value) not in (int, str):
            raise InvalidValueError("value", value, f"give {words}")
        return kind.of(value)

    return read


def _parsed(kind: Any) -> Any:  # noqa: ANN401
    def read(value: object, _: object) -> object:
        if not isinstance(value, str):
            raise InvalidValueError("value", value, "give text in quotes")
        return kind.parse(value)

    return read


def _tables_out(kind: type[Any], converter: Converter) -> Any:  # noqa: ANN401
    renamed = {field.name: override(rename=field.name.rstrip("_")) for field in fields(kind) if field.name[-1] == "_"}
    return make_dict_unstructure_fn(kind, converter, _cattrs_omit_if_default=True, **renamed)  # type: ignore[arg-type]


def record_to_dict(record: Record) -> dict[str, Any]:
    """Return a record as plain data; what stands there by default is left out."""
    content: dict[str, Any] = record_converter().unstructure(record)
    return content


def value_to_plain(value: object) -> Any:  # noqa: ANN401
    """Return the content of a field as plain data."""
    return record_converter().unstructure(value)


def record_from_dict(kind: str, content: object) -> tuple[Record | None, list[Fault]]:
    """Return the record of a kind that plain data holds, or None with all faults and their paths."""
    return structure(record_converter(), content, KINDS[kind])


__all__ = [
    "DEEPEST",
    "Record",
    "a_day",
    "kind_of",
    "record_converter",
    "record_from_dict",
    "record_to_dict",
    "value_to_plain",
]
