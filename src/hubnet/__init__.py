"""hubnet: hub-type social organizations of China (枢纽型社会组织), in dated, cited, explained answers.

The public names load on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubnet import errors
    from hubnet.calendar import Calendar, Overlay, Period, Roll, Unit
    from hubnet.exchange import (
        dump_plan,
        load_calendar,
        load_overlay,
        load_rulebook,
        load_worked_cases,
        read_filings,
        read_plan,
    )
    from hubnet.rulebook import Rulebook
    from hubnet.rules import Case, Plan, State, recurring_cases, schedule
    from hubnet.values import Citation, DayInterval, Finding, Label, Outcome, PartialDate, Place, Span, Table

__version__ = "0.1.0.dev0"

_HOMES = {
    "Calendar": "hubnet.calendar",
    "Case": "hubnet.rules",
    "Citation": "hubnet.values",
    "DayInterval": "hubnet.values",
    "Finding": "hubnet.values",
    "Label": "hubnet.values",
    "Outcome": "hubnet.values",
    "Overlay": "hubnet.calendar",
    "PartialDate": "hubnet.values",
    "Period": "hubnet.calendar",
    "Place": "hubnet.values",
    "Plan": "hubnet.rules",
    "Roll": "hubnet.calendar",
    "Rulebook": "hubnet.rulebook",
    "Span": "hubnet.values",
    "State": "hubnet.rules",
    "Table": "hubnet.values",
    "Unit": "hubnet.calendar",
    "recurring_cases": "hubnet.rules",
    "dump_plan": "hubnet.exchange",
    "errors": "hubnet",
    "load_calendar": "hubnet.exchange",
    "load_overlay": "hubnet.exchange",
    "load_rulebook": "hubnet.exchange",
    "load_worked_cases": "hubnet.exchange",
    "read_filings": "hubnet.exchange",
    "read_plan": "hubnet.exchange",
    "schedule": "hubnet.rules",
}

__all__ = [
    "Calendar",
    "Case",
    "Citation",
    "DayInterval",
    "Finding",
    "Label",
    "Outcome",
    "Overlay",
    "PartialDate",
    "Period",
    "Place",
    "Plan",
    "Roll",
    "Rulebook",
    "Span",
    "State",
    "Table",
    "Unit",
    "dump_plan",
    "errors",
    "load_calendar",
    "load_overlay",
    "load_rulebook",
    "load_worked_cases",
    "read_filings",
    "read_plan",
    "recurring_cases",
    "schedule",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'hubnet' has no attribute {name!r}"
        raise AttributeError(msg)
    value = import_module(f"{home}.{name}") if home == "hubnet" else getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
