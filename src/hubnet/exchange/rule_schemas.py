"""JSON Schemas of rule files and of their cases, made from the classes that the files are read into."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import fields

from hubnet.calendar import Period
from hubnet.exchange.schemas import DIALECT, TEXT, definition_of
from hubnet.rulebook import (
    KINDS,
    ORDERED,
    EventType,
    FactType,
    Fine,
    Instrument,
    Measure,
    Operator,
    Provision,
)
from hubnet.rules import Reason
from hubnet.values import LEVELS, Citation, Outcome, Place

_INNER = {"force", "source", "entry"}
"""What the loader adds to provisions; no keys of a file."""
_SPECIAL = {"when", "requires", "bar", "suspension", "cite"}
"""What files write in a form of their own."""
_DAY = {"$ref": "#/$defs/day_or_window"}
_CONDITION = {"$ref": "#/$defs/condition"}
_PLAIN: dict[str, Any] = {"type": ["string", "integer", "boolean"]}
_OUTCOME = {"enum": [outcome.value for outcome in Outcome]}
_TEXTS = {"type": "array", "items": TEXT}


def rulebook_schema() -> dict[str, Any]:
    """Return the schema of a rule file; what it lets pass is then checked in full when it is read."""
    definitions: dict[str, Any] = _conditions()
    tables: dict[str, Any] = {
        "instrument": _shared(Instrument, definitions),
        "event": _shared(EventType, definitions),
        "fact": _shared(FactType, definitions),
    }
    for word, kind in KINDS.items():
        tables[word] = _provision(word, kind, definitions)
    properties = {word: {"type": "array", "items": table, "minItems": 1} for word, table in tables.items()}
    return {
        "$schema": DIALECT,
        "title": "hubnet rules",
        "description": "Instruments, facts, and what texts say, each with place, days, article and quote.",
        "type": "object",
        "properties": {"place": definition_of(Place, definitions), **properties},
        "additionalProperties": False,
        "minProperties": 1,
        "$defs": dict(sorted(definitions.items())),
    }


def cases_schema() -> dict[str, Any]:
    """Return the schema of a file of worked cases; what it lets pass is then checked in full when it is read."""
    definitions: dict[str, Any] = {}
    both = {
        "name": TEXT,
        "place": definition_of(Place, definitions),
        "on": definition_of(date, definitions),
        "facts": {"type": "object"},
        "error": TEXT,
        "because": TEXT,
        "assume": _TEXTS,
    }
    following = {
        "measures": {"type": "array", "items": definition_of(Measure, definitions)},
        "must": {"type": "boolean"},
        "fines": {"type": "array", "items": definition_of(Fine, definitions)},
        "bar": _length(definitions),
        "suspension": _length(definitions),
    }
    question = {
        "question": TEXT,
        "outcome": _OUTCOME,
        "clauses": {"type": "object", "additionalProperties": {"enum": [*_OUTCOME["enum"], "absent"]}},
        "deciding": _TEXTS,
        "needed": _TEXTS,
        "reasons": {"type": "array", "items": {"enum": [reason.value for reason in Reason]}},
        "readings": {"type": "object", "additionalProperties": _OUTCOME},
        "consequences": _TEXTS,
        "following": {
            "type": "object",
            "additionalProperties": {"type": "object", "properties": following, "additionalProperties": False},
        },
    }
    procedure = {
        "procedure": TEXT,
        "events": {"type": "object"},
        "expect": {"type": "object", "additionalProperties": {"type": "object", "minProperties": 1}},
        "adopt": _TEXTS,
    }
    duty = {
        "name": TEXT,
        "duty": TEXT,
        "place": both["place"],
        "from": both["on"],
        "until": both["on"],
        "facts": both["facts"],
        "days": {"type": "array", "items": both["on"]},
        "error": TEXT,
        "because": TEXT,
    }
    survivor = {"id": TEXT, "key": TEXT, "told": TEXT, "place": both["place"], "because": TEXT}
    accepted = {"code": TEXT, "id": TEXT, "because": TEXT}
    of_question = _closed({**both, **question}, ["name", "question", "place", "on", "because"])
    of_question["anyOf"] = [{"required": [key]} for key in ("outcome", "clauses", "error")]
    of_procedure = _closed({**both, **procedure}, ["name", "procedure", "place", "on", "because"])
    of_procedure["anyOf"] = [{"required": [key]} for key in ("expect", "error")]
    cases = {
        "case_of_a_question": of_question,
        "case_of_a_procedure": of_procedure,
        "case_of_a_duty": _closed(duty, ["name", "duty", "place", "from", "until", "because"]),
    }
    return {
        "$schema": DIALECT,
        "title": "hubnet worked cases",
        "description": "Events or facts in, days or outcomes out, with the article that makes it so.",
        "type": "object",
        "properties": {
            "case": {
                "type": "array",
                "items": {
                    "if": {"required": ["question"]},
                    "then": {"$ref": "#/$defs/case_of_a_question"},
                    "else": {
                        "if": {"required": ["duty"]},
                        "then": {"$ref": "#/$defs/case_of_a_duty"},
                        "else": {"$ref": "#/$defs/case_of_a_procedure"},
                    },
                },
            },
            "survivor": {"type": "array", "items": _closed(survivor, ["id", "because"])},
            "accepted": {"type": "array", "items": _closed(accepted, ["code", "id", "because"])},
        },
        "additionalProperties": False,
        "minProperties": 1,
        "$defs": dict(sorted({**definitions, **cases}.items())),
    }


def _closed(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": required, "additionalProperties": False}


def _conditions() -> dict[str, Any]:
    """Return the definitions that refer to each other: conditions, days, later versions."""
    period = definition_of(Period, {})
    among = {"type": "array", "items": _PLAIN, "minItems": 1}
    share = _closed({"share": TEXT, "of": TEXT}, ["share", "of"])
    comparisons = []
    for operator in Operator:
        value: dict[str, Any] = _PLAIN
        if operator in (Operator.IN, Operator.CONTAINS):
            value = among
        elif operator is Operator.BETWEEN:
            value = {**among, "minItems": 2, "maxItems": 2}
        elif operator in ORDERED:
            value = {"anyOf": [{"type": ["string", "integer"]}, share]}
        comparisons.append(_closed({"fact": TEXT, operator.value: value}, ["fact", operator.value]))
    elapsed = [_closed({"since": TEXT, operator.value: period}, ["since", operator.value]) for operator in ORDERED]
    parts = {"type": "array", "items": _CONDITION, "minItems": 1}
    groups = [_closed({word: parts}, [word]) for word in ("all", "any")]
    groups.append(_closed({"at_least": {"type": "integer", "minimum": 1}, "of": parts}, ["at_least", "of"]))
    groups.append(_closed({"not": _CONDITION}, ["not"]))
    groups.append(_closed({"question": TEXT}, ["question"]))
    day = definition_of(date, {})
    return {
        "condition": {"anyOf": [*comparisons, *elapsed, *groups]},
        "day_or_window": {"anyOf": [day, _closed({"earliest": day, "assumed": day}, ["earliest", "assumed"])]},
    }


def _length(definitions: dict[str, Any]) -> dict[str, Any]:
    period = definition_of(Period, definitions)
    bounds = {"type": "object", "properties": {"at_least": period, "at_most": period}, "additionalProperties": False}
    return {"anyOf": [period, {**bounds, "minProperties": 1}]}


def _shared(kind: Any, definitions: dict[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Return the schema of an instrument, an event or a fact, without a reference to itself."""
    definition_of(kind, definitions, leave_out=("minimum", "maximum"))
    made: dict[str, Any] = definitions.pop(kind.__name__)
    if kind is FactType:
        for bound in ("minimum", "maximum"):
            made["properties"][bound] = {"anyOf": [{"type": "integer"}, TEXT]}
        made["properties"]["given_by"] = {"const": "place"}
    if kind is Instrument:
        made["properties"]["versions"]["minItems"] = 1
        for key in ("in_force_from", "in_force_until"):
            definitions["Version"]["properties"][key] = _DAY
    return made


def _provision(word: str, kind: type[Provision], definitions: dict[str, Any]) -> dict[str, Any]:
    own = {field.name for field in fields(kind)}
    definition_of(kind, definitions, leave_out=_INNER | _SPECIAL)
    made: dict[str, Any] = definitions.pop(kind.__name__)
    properties = made["properties"]
    for key in ("when", "requires"):
        if key in own:
            properties[key] = _CONDITION
    for key in ("bar", "suspension"):
        if key in own:
            properties[key] = _length(definitions)
    if "authority" in own:
        properties["authority"] = {"type": "array", "items": {"enum": [*LEVELS]}, "minItems": 1}
    for key in ("in_force_from", "in_force_until"):
        properties[key] = _DAY
    properties["attested_on"] = definition_of(date, definitions)
    cite = definition_of(Citation, definitions)
    again = {field.name: TEXT for field in fields(Citation) if field.name not in ("published", "title")}
    properties |= {"cite": cite, "restated": {"type": "array", "items": _closed(again, ["version"])}}
    # A commitment takes over what it leaves out from its step, and every rank can come from the instrument.
    made["required"] = (
        ["id", "cite"] if word == "step" else [key for key in made["required"] if key not in {*_INNER, "place", "rank"}]
    )
    return made
