"""Records from plain data column by column: one field of all of them at a time, so that the loops run in C.

This is the quick way. It accepts no more than the strict converter does, and says nothing of what it refuses: the
caller reads the refused line again, strictly. What cattrs does for each field of each record, and attrs in each
``__init__``, costs several times as much as all of this.
"""

from __future__ import annotations

from collections import deque
from datetime import date
from enum import Enum
from itertools import accumulate, chain, pairwise, repeat
from operator import itemgetter
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, NamedTuple, TypeAlias, get_args, get_origin, get_type_hints

import attrs

from hubnet.calendar import Period
from hubnet.exchange.records import record_converter
from hubnet.values import PartialDate, Place, Quantity, Share, Span, Yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

Column = list[Any] | tuple[Any, ...]
"""The value of one field for each of several records; the field's default where a record leaves it out."""
Reader: TypeAlias = "Callable[[Column], Iterable[Any]]"
"""How a column becomes the values of a field."""

LEAVES: tuple[type[Any], ...] = (Period, PartialDate, Place, Quantity, Share, Span, Yuan, date)
"""Values that stand in files as one text, or that only the strict converter knows how to read."""

_MOST_KEPT = 2**16
"""How many texts of a kind are remembered with their values."""


class RefusedError(Exception):
    """Something is not as plain as this way needs it; perhaps it is wrong, perhaps only written otherwise."""


class Field(NamedTuple):
    """How one field is read and set; ``default`` is what it holds where it is left out, its converter applied."""

    key: str
    attribute: attrs.Attribute[Any]
    read: Reader
    default: Any
    put: Callable[[Any, Any], None]


class _Kept(dict[Any, Any]):
    """Texts with the values they stand for, each read once: days and divisions recur from record to record."""

    def __init__(self, read: Callable[[Any], Any]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, text: object) -> object:
        value = self._read(text)
        if len(self) >= _MOST_KEPT:
            self.clear()
        self[text] = value
        return value


class Columns:
    """Reads plain tables into records of any class; keeps what it learnt for as long as one file is read."""

    def __init__(self) -> None:
        self.keys = 0
        """Keys of all tables read so far, those of nested tables among them."""
        self._fields: dict[type[Any], tuple[Field, ...]] = {}

    def read(self, kind: type[Any], rows: Column) -> list[Any]:
        """Return the records of a class that tables hold, in their order.

        Raises:
            Exception: any class of it; something is wrong, or not written in the plain form.
        """
        if not rows:
            return []
        fields = self.fields(kind)
        return _records(kind, fields, len(rows), self._columns(fields, rows))

    def fields(self, kind: type[Any]) -> tuple[Field, ...]:
        """Return how the fields of a class are read."""
        known = self._fields.get(kind)
        if known is None:
            hints = get_type_hints(kind)
            known = tuple(self._field(kind, attribute, hints[attribute.name]) for attribute in attrs.fields(kind))
            self._fields[kind] = known
        return known

    def _columns(self, fields: tuple[Field, ...], rows: Column) -> Iterator[Iterable[Any]]:
        _only(rows, {dict})
        self.keys += sum(map(len, rows))
        present = set().union(*rows)
        if not present.issubset(field.key for field in fields):
            raise RefusedError
        columns = _columns_of(rows, tuple(present))
        for field in fields:
            default = field.attribute.default
            if field.key in columns:
                yield field.read(columns[field.key])
            elif field.key in present and default is not attrs.NOTHING:
                yield field.read([row.get(field.key, default) for row in rows])
            elif default is not attrs.NOTHING:
                yield repeat(field.default, len(rows))
            else:
                raise RefusedError

    def _field(self, kind: type[Any], attribute: attrs.Attribute[Any], hint: Any) -> Field:  # noqa: ANN401
        convert: Any = attribute.converter
        default = attribute.default
        read = self._reader(hint, default, convert)
        if convert is not None and default is not attrs.NOTHING:
            default = convert(default)
        return Field(attribute.name.rstrip("_"), attribute, read, default, getattr(kind, attribute.name).__set__)

    def _reader(self, hint: Any, default: object, convert: Any) -> Reader:  # noqa: ANN401
        """Return how a column of a type is read, the field's converter included."""
        one, optional = only_type(hint)
        if one in LEAVES:
            return self._leaves(one, convert, optional=optional)
        if get_origin(one) is tuple:
            return self._lists(get_args(one)[0], convert, type(default))
        if attrs.has(one):
            read = self._nested(one, optional=optional)
        else:
            read = self._scalars(one, {None} if optional else set(), default)
        return read if convert is None else lambda column: map(convert, read(column))

    def _scalars(self, kind: type[Any], others: set[None], default: object) -> Reader:
        if issubclass(kind, Enum):
            known = {member.value: member for member in kind} | {value: value for value in (*others, default)}
            return lambda column: map(known.__getitem__, column)
        if kind not in (str, int, bool):
            raise RefusedError
        kinds = {kind, *map(type, others)}
        return lambda column: _only(column, kinds)

    def _leaves(self, kind: type[Any], convert: Any, *, optional: bool) -> Reader:  # noqa: ANN401
        hook = record_converter().get_structure_hook(kind)

        def read_one(value: Any) -> Any:  # noqa: ANN401
            if type(value) is dict:
                self.keys += len(value)
            found = None if value is None and optional else hook(value, kind)
            return found if convert is None else convert(found)

        kept = _Kept(read_one)
        texts = {str, NoneType}

        def read(column: Column) -> Iterable[Any]:
            # Only texts are remembered: as keys, 1 and true are the same.
            return map(kept.__getitem__ if texts.issuperset(map(type, column)) else read_one, column)

        return read

    def _lists(self, hint: Any, convert: Any, missing: type[Any]) -> Reader:  # noqa: ANN401
        read_parts = self._reader(hint, attrs.NOTHING, None)
        make = tuple if convert is None or _hands_through(convert) else convert
        kept = _Kept(lambda words: make(tuple(read_parts(words))))

        def read_words(column: Column) -> Iterable[Any]:
            return map(kept.__getitem__, map(tuple, _only(column, {list, missing})))

        def read(column: Column) -> Iterable[Any]:
            _only(column, {list, missing})
            parts = list(read_parts(list(chain.from_iterable(column))))
            return [make(parts[start:end]) for start, end in pairwise(accumulate(map(len, column), initial=0))]

        # Lists of words recur, and what recurs is held once.
        return read_words if hint is str or issubclass(hint, Enum) else read

    def _nested(self, kind: type[Any], *, optional: bool) -> Reader:
        def read(column: Column) -> Iterable[Any]:
            if not optional:
                return self.read(kind, column)
            records = iter(self.read(kind, [value for value in column if value is not None]))
            return [None if value is None else next(records) for value in column]

        return read


def only_type(hint: Any) -> tuple[Any, bool]:  # noqa: ANN401
    """Return the type that a hint names, and whether None is allowed beside it.

    Raises:
        RefusedError: several types.
    """
    if not isinstance(hint, UnionType):
        return hint, False
    kinds = [kind for kind in get_args(hint) if kind is not NoneType]
    if len(kinds) > 1:
        raise RefusedError
    return kinds[0], NoneType in get_args(hint)


def classes_within(kinds: Iterable[type[Any]]) -> tuple[type[Any], ...]:
    """Return classes and those of their parts, without the values that files write as one text."""
    found = dict.fromkeys(kinds)
    waiting = list(found)
    while waiting:
        for hint in get_type_hints(waiting.pop()).values():
            one, _ = only_type(hint)
            part = get_args(one)[0] if get_origin(one) is tuple else one
            if attrs.has(part) and part not in LEAVES and part not in found:
                found[part] = None
                waiting.append(part)
    return tuple(found)


def is_plain(kind: type[Any]) -> bool:
    """Return whether no field of a class has a converter, nor one of a class within."""
    hints = [only_type(hint)[0] for hint in get_type_hints(kind).values()]
    ready = not any(field.converter for field in attrs.fields(kind)) and not any(hint in LEAVES for hint in hints)
    return ready and all(is_plain(hint) for hint in hints if attrs.has(hint))


def _columns_of(rows: Column, keys: tuple[str, ...]) -> dict[str, Column]:
    """Return the columns of tables by key, at once if all have all of the keys, else those that all have."""
    try:
        # One key more, so that there are always several: of one alone, itemgetter gives no tuple.
        return dict(zip(keys, zip(*map(itemgetter(*keys, keys[0]), rows), strict=True), strict=False)) if keys else {}
    except KeyError:
        return _columns_of(rows, tuple(set(rows[0]).intersection(*rows)))


def _only(column: Column, kinds: set[type[Any]]) -> Column:
    if not kinds.issuperset(map(type, column)):
        raise RefusedError
    return column


def _hands_through(convert: Callable[[Any], Any]) -> bool:
    """Return whether a converter leaves a tuple alone, whatever it holds."""
    try:
        return all(convert(ready) is ready for ready in ((), (object(),)))
    except (TypeError, ValueError):
        return False


def _records(kind: type[Any], fields: tuple[Field, ...], count: int, columns: Iterable[Iterable[Any]]) -> list[Any]:
    props = attrs.inspect(kind)
    if props.hashability is props.Hashability.HASHABLE_CACHED:  # its __init__ does more than set the fields
        names = [field.attribute.alias or field.attribute.name for field in fields]
        return [kind(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]
    records: list[Any] = list(map(object.__new__, repeat(kind, count)))
    for field, column in zip(fields, columns, strict=True):
        deque(map(field.put, records, column), maxlen=0)
    for attribute in (field.attribute for field in fields):
        if attribute.validator is not None:
            for record in records:
                attribute.validator(record, attribute, getattr(record, attribute.name))
    if hasattr(kind, "__attrs_post_init__"):
        for record in records:
            record.__attrs_post_init__()
    return records
