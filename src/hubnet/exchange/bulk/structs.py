"""The quick way with msgspec: a struct beside each class, decoded and type-checked in one step, then columns of it.

msgspec does decode into attrs classes, but passes over their converters and over keys it does not know. A struct
refuses unknown keys and is decoded four times as fast.
"""

from __future__ import annotations

from enum import Enum
from itertools import repeat
from typing import TYPE_CHECKING, Any, get_args, get_origin, get_type_hints

import attrs
import msgspec

from hubnet.exchange.bulk.columns import LEAVES, Column, Columns, is_plain, only_type

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubnet.exchange.bulk.columns import Field, Reader


class Structs(Columns):
    """Reads JSON lines into records of one class."""

    def __init__(self, kind: type[Any]) -> None:
        super().__init__()
        self._structs: dict[type[Any], type[msgspec.Struct]] = {}
        self._kind = kind
        fields = attrs.fields(kind)
        self._as_it_is = is_plain(kind) and all(field.default is attrs.NOTHING for field in fields)
        """Whether msgspec decodes into the class itself: all fields are needed, so that the keys are as many."""
        self._width = len(fields)
        self._decode = msgspec.json.Decoder(kind if self._as_it_is else self._struct(kind)).decode

    def read_lines(self, lines: list[bytes]) -> list[Any]:
        """Return the record of each line.

        Raises:
            Exception: any class of it; something is wrong, or not written in the plain form.
        """
        decoded = list(map(self._decode, lines))
        if self._as_it_is:
            self.keys += self._width * len(lines)
            return decoded
        return self.read(self._kind, decoded)

    def _struct(self, kind: type[Any]) -> type[msgspec.Struct]:
        known = self._structs.get(kind)
        if known is None:
            hints, fields = get_type_hints(kind), attrs.fields(kind)
            known = msgspec.defstruct(
                kind.__name__,
                [(field.name, self._type(hints[field.name]), *_default(field)) for field in fields],
                kw_only=True,
                gc=False,
                forbid_unknown_fields=True,
                rename={field.name: field.name.rstrip("_") for field in fields},
            )
            self._structs[kind] = known
        return known

    def _type(self, hint: Any) -> Any:  # noqa: ANN401
        one, optional = only_type(hint)
        if one in LEAVES:
            return Any
        if get_origin(one) is tuple:
            return list[self._type(get_args(one)[0])]  # type: ignore[misc]  # a type made at run time
        if attrs.has(one):
            one = self._struct(one)
        elif issubclass(one, Enum):  # looked up with their table, as text: a member is slow to look up lists by
            one = str
        return one | None if optional else one

    def _columns(self, fields: tuple[Field, ...], rows: Column) -> Iterator[Iterable[Any]]:
        for field, column in zip(fields, zip(*map(msgspec.structs.astuple, rows), strict=True), strict=True):
            default = field.attribute.default
            # A key that says what is the default anyway is not counted: the count only has to be no higher than it is.
            left_out = 0 if default is attrs.NOTHING else column.count(default)
            self.keys += len(rows) - left_out
            yield repeat(field.default, len(rows)) if left_out == len(rows) else field.read(column)

    def _scalars(self, kind: type[Any], others: set[None], default: object) -> Reader:
        return super()._scalars(kind, others, default) if issubclass(kind, Enum) else _as_decoded


def _default(field: attrs.Attribute[Any]) -> tuple[Any, ...]:
    return () if field.default is attrs.NOTHING else (field.default,)


def _as_decoded(column: Column) -> Column:
    return column
