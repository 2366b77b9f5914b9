"""JSON Schemas of the files, made from the classes that the files are read into."""

from __future__ import annotations

from datetime import date
from enum import Enum
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from hubnet.calendar import Period, Unit
from hubnet.entities import KINDS, Document, Name
from hubnet.exchange.registers import FORM
from hubnet.network.structures import Structure
from hubnet.network.structures.model import GOVERNORS, OF_THE_BASE, RECORDED
from hubnet.values import Citation, Label, PartialDate, Place, Quantity, Share, Span, Yuan

if TYPE_CHECKING:
    from collections.abc import Collection

DIALECT = "https://json-schema.org/draft/2020-12/schema"

TEXT = {"type": "string", "minLength": 1}
_VALUES: dict[Any, dict[str, Any]] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    date: {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$", "description": "a day as YYYY-MM-DD"},
    PartialDate: {**TEXT, "description": "2010-12-05, 2010-12, 2010, 2011-12-01..2011-12-31, or 2011年底"},
    Span: {**TEXT, "description": "first day in / first day out: 2010-12/2014-05-01, 2010-12/.. (open), 2010-12/?"},
    Place: {"type": "string", "pattern": r"^\s*([Cc][Nn]|[1-9]\d(\d{4}(\d{3}(\d{3})?)?)?)\s*(/.+)?$"},
    Quantity: {
        "description": "a figure with what its source says of it: 36, 近60个, 2500余家, 15个左右",
        "anyOf": [{"type": "integer"}, TEXT],
    },
    Yuan: {"description": "an exact amount: 5000, 20万元, 1445000.00", "anyOf": [{"type": "integer"}, TEXT]},
    Share: {**TEXT, "description": "60%, 3/5"},
    Period: {
        "type": "object",
        "properties": {unit.value: {"type": "integer", "minimum": 0} for unit in Unit},
        "minProperties": 1,
        "maxProperties": 1,
        "additionalProperties": False,
    },
}


def register_schema() -> dict[str, Any]:
    """Return the schema of a register file, JSON or TOML; what it lets pass is then checked in full when it is read."""
    definitions: dict[str, dict[str, Any]] = {}
    properties: dict[str, Any] = {
        "$schema": {"type": "string"},
        "form": {"const": FORM},
        "label": definition_of(Label, definitions),
        "document": {"type": "array", "items": definition_of(Document, definitions)},
    }
    for word, kind in KINDS.items():
        properties[word] = {"type": "array", "items": definition_of(kind, definitions)}
    return {
        "$schema": DIALECT,
        "title": "hubnet register",
        "description": "Organizations, hubs, ties, money and what documents report of them.",
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def structure_schema() -> dict[str, Any]:
    """Return the schema of a file of structures; what it lets pass is then checked in full when it is read."""
    definitions: dict[str, dict[str, Any]] = {}
    properties = {
        "document": {"type": "array", "items": definition_of(Document, definitions)},
        "structure": {"type": "array", "items": definition_of(Structure, definitions), "minItems": 1},
    }
    part = definitions["StructurePart"]["properties"]
    part["is"] = {"type": "array", "items": {"enum": [*RECORDED, *OF_THE_BASE]}, "minItems": 1}
    definitions["StructurePart"]["required"].append("is")
    part["governor"] = {"enum": [*GOVERNORS]}
    part["at_least"] = part["at_most"] = {"type": "integer", "minimum": 1}
    return {
        "$schema": DIALECT,
        "title": "hubnet structures",
        "description": "Structures such as 1+1+X: their parts, what can fill each, and the ties between them.",
        "type": "object",
        "properties": properties,
        "required": ["structure"],
        "additionalProperties": False,
        "$defs": dict(sorted(definitions.items())),
    }


def definition_of(
    kind: Any,  # noqa: ANN401
    definitions: dict[str, dict[str, Any]],
    leave_out: Collection[str] = (),
) -> dict[str, Any]:
    """Return the schema of a type; classes are put into the definitions and referred to.

    Args:
        kind: the type.
        definitions: the definitions made so far, by the names of their classes.
        leave_out: fields of the class that files do not write.
    """
    if kind in _VALUES:
        return _VALUES[kind]
    if get_origin(kind) in (Union, UnionType):
        parts = [part for part in get_args(kind) if part is not NoneType]
        return definition_of(parts[0], definitions)
    if get_origin(kind) is tuple:
        return _list_of(get_args(kind)[0], definitions)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return {"enum": [member.value for member in kind]}
    if not (isinstance(kind, type) and has(kind)):
        msg = f"no schema for {kind}"
        raise TypeError(msg)
    if kind.__name__ not in definitions:
        definitions[kind.__name__] = {}  # a class may hold itself
        definitions[kind.__name__] = _object(kind, definitions, leave_out)
    return {"$ref": f"#/$defs/{kind.__name__}"}


def _list_of(part: Any, definitions: dict[str, dict[str, Any]]) -> dict[str, Any]:  # noqa: ANN401
    inner = definition_of(part, definitions)
    if part is Name:
        one = {"anyOf": [TEXT, inner]}
        return {"anyOf": [TEXT, inner, {"type": "array", "items": one, "minItems": 1}]}
    if part is Citation:
        one = {"anyOf": [{**TEXT, "description": "a passage of the file's first document"}, inner]}
        return {"anyOf": [*one["anyOf"], {"type": "array", "items": one}]}
    return {"type": "array", "items": inner}


def _object(
    kind: Any,  # noqa: ANN401
    definitions: dict[str, dict[str, Any]],
    leave_out: Collection[str] = (),
) -> dict[str, Any]:
    hints = get_type_hints(kind)
    written = [field for field in fields(kind) if field.init and field.name not in leave_out]
    properties = {field.name.rstrip("_"): definition_of(hints[field.name], definitions) for field in written}
    if kind is Citation:
        properties["source"] = {**TEXT, "description": "id of a document of the file"}
    needed = [field.name.rstrip("_") for field in written if field.default is NOTHING]
    made: dict[str, Any] = {"type": "object", "properties": properties, "additionalProperties": False}
    return {**made, "required": needed} if needed else made
