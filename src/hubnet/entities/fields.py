"""How the fields of records are declared: what they take, and what a reference points to."""

from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import NOTHING, Attribute, field
from attrs.validators import deep_iterable, optional

from hubnet.errors import InvalidValueError, nearest
from hubnet.values import Citation, Label, PartialDate, Place, Quantity, Span, Yuan

if TYPE_CHECKING:
    from collections.abc import Callable

T = TypeVar("T")
E = TypeVar("E", bound=Enum)

REFERS_TO = "refers_to"
"""Key of the metadata of a field that holds ids: the kinds of record that they may name."""

KIND_WORDS = (
    "organization", "hub", "federation", "counted_group", "tie", "base", "function_module", "service_post", "platform",
    "department", "person", "programme", "fund", "application", "grant", "flow", "scheme", "policy", "reform", "award",
    "cooperation", "event", "indicator", "completeness", "place_name",
)  # fmt: skip
"""The words of the kinds of record, in the order in which files and pages list them."""
BODIES = ("organization", "counted_group", "base", "platform")
"""What can act in a tie."""
PAYERS = (*BODIES, "fund", "programme")
"""What money can come from."""


def _date(value: object) -> PartialDate | None:
    return None if value is None else PartialDate.of(value)


def _span(value: object) -> Span | None:
    if value is None or isinstance(value, Span):
        return value
    if isinstance(value, str):
        return Span.parse(value)
    raise InvalidValueError("span", value, "give a Span or its text")


def _place(value: Place | str | None) -> Place | None:
    return value if value is None or isinstance(value, Place) else Place(value)


def _yuan(value: object) -> Yuan | None:
    return None if value is None else Yuan.of(value)


def _quantity(value: object) -> Quantity | None:
    return None if value is None else Quantity.of(value)


def _many(values: Iterable[T]) -> tuple[T, ...]:
    if isinstance(values, str | Citation) or not isinstance(values, Iterable):
        raise InvalidValueError("list", values, "give a list or tuple, also for one alone")
    return tuple(values)


def _cites(values: Citation | Iterable[Citation]) -> tuple[Citation, ...]:
    several = (values,) if isinstance(values, Citation) else _many(values)
    for one in several:
        if type(one) is not Citation:
            raise InvalidValueError("cite", one, "give citations: Citation(document=…, passage=…)")
    return several


def _word(kind: type[E], *, needed: bool = False) -> Callable[[E | str | None], E | None]:
    known = {member.value: member for member in kind}

    def word(value: object) -> E | None:
        if isinstance(value, kind) or (value is None and not needed):
            return value
        found = known.get(value) if isinstance(value, str) else None
        if found is None:
            raise InvalidValueError(kind.__name__, value, f"give one of {', '.join(known)}")
        return found

    return word


def word_field(kind: type[E]) -> Any:  # noqa: ANN401
    """Declare a word of a closed list, as its member or its text; None where it is not known."""
    return field(default=None, converter=_word(kind))


def needed_word(kind: type[E], default: E | None = None) -> Any:  # noqa: ANN401
    """Declare a word of a closed list that has to be given, or has a default."""
    return field(default=NOTHING if default is None else default, converter=_word(kind, needed=True))


def words_field(kind: type[E]) -> Any:  # noqa: ANN401
    """Declare a tuple of words of a closed list."""
    word = _word(kind, needed=True)
    return field(default=(), converter=lambda values: values if values == () else tuple(map(word, _many(values))))


def date_field() -> Any:  # noqa: ANN401  (attrs types a field by its annotation)
    """Declare a date as precise as its source: a date, a partial date or its text; None where it is not known."""
    return field(default=None, converter=_date)


def span_field() -> Any:  # noqa: ANN401
    """Declare a span: a Span or its text; None where nothing is said of it."""
    return field(default=None, converter=_span)


def place_field() -> Any:  # noqa: ANN401
    """Declare a place: a Place or its code; None where it is not known."""
    return field(default=None, converter=_place)


def yuan_field() -> Any:  # noqa: ANN401
    """Declare an exact amount: a Yuan, whole yuan or a text; None where it is not known."""
    return field(default=None, converter=_yuan)


def quantity_field() -> Any:  # noqa: ANN401
    """Declare a figure as its source states it: a Quantity, a number or a text; None where none is given."""
    return field(default=None, converter=_quantity)


def many(validator: Callable[[Any, Attribute[Any], Any], None] | None = None) -> Any:  # noqa: ANN401
    """Declare a tuple; any iterable is taken, but no text."""
    return field(default=(), converter=_many, validator=validator)


def _label(value: object) -> Label | None:
    if value is None or type(value) is Label:
        return value
    raise InvalidValueError("label", value, "give Label(zh, en): the text in both languages")


def label_field() -> Any:  # noqa: ANN401
    """Declare a text in both languages; None where there is none."""
    return field(default=None, converter=_label)


def _id(_: object, attribute: Attribute[str], value: object) -> None:
    if type(value) is not str or not value.strip():
        raise InvalidValueError(attribute.name.rstrip("_"), value, "give an id, a text that is not empty")


def id_field() -> Any:  # noqa: ANN401
    """Declare the id of a record: a text that is not empty."""
    return field(validator=_id)


def cites_field() -> Any:  # noqa: ANN401
    """Declare the sources of a record or a part of one; one citation alone is taken, too."""
    return field(default=(), converter=_cites)


def ref(*kinds: str) -> Any:  # noqa: ANN401
    """Declare the id of a record of one of the kinds; None where it is not known."""
    return field(default=None, metadata={REFERS_TO: kinds}, validator=optional(_id))


def needed_ref(*kinds: str) -> Any:  # noqa: ANN401
    """Declare the id of a record of one of the kinds, which has to be given."""
    return field(metadata={REFERS_TO: kinds}, validator=_id)


def refs(*kinds: str) -> Any:  # noqa: ANN401
    """Declare the ids of records of one of the kinds."""
    return field(default=(), converter=_many, metadata={REFERS_TO: kinds}, validator=deep_iterable(_id))


def _kinds(values: Iterable[str]) -> tuple[str, ...]:
    kinds = _many(values)
    for kind in kinds:
        if kind not in KIND_WORDS:
            hint = nearest(str(kind), KIND_WORDS)
            advice = f"; did you mean {hint!r}?" if hint else ""
            raise InvalidValueError("kinds", kind, f"give kinds of record: {', '.join(KIND_WORDS)}{advice}")
    if not kinds:
        raise InvalidValueError("kinds", kinds, f"give at least one kind of record: {', '.join(KIND_WORDS)}")
    return kinds


def kinds_field() -> Any:  # noqa: ANN401
    """Declare the words of one or more kinds of record, which have to be given."""
    return field(converter=_kinds)
