"""hubnet: hub-type social organizations of China (枢纽型社会组织), in dated, cited, explained answers.

The public names load on first use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubnet import errors, views
    from hubnet.calendar import Calendar, Overlay, Period, Roll, Unit
    from hubnet.entities import (
        Application,
        Base,
        CountedGroup,
        Federation,
        Fund,
        Grant,
        Hub,
        Identifier,
        Indicator,
        LegalForm,
        Name,
        Organization,
        Platform,
        Programme,
        Register,
        Status,
        StatusSpell,
        Tie,
        TieKind,
        TraceEntry,
        check_process,
    )
    from hubnet.exchange import (
        casebook,
        check_register,
        dump_network,
        dump_plan,
        dump_register,
        load_calendar,
        load_casebook,
        load_overlay,
        load_register,
        load_rulebook,
        load_worked_cases,
        parse_register,
        read_filings,
        read_organizations,
        read_plan,
        save_network,
        save_register,
        write_organizations,
        write_tables,
    )
    from hubnet.network import HubNetwork, build_network
    from hubnet.rulebook import Rulebook
    from hubnet.rules import Case, Plan, State, recurring_cases, schedule
    from hubnet.values import (
        Citation,
        DayInterval,
        End,
        Finding,
        Label,
        Outcome,
        PartialDate,
        Place,
        Qualifier,
        Quantity,
        Share,
        Span,
        Table,
        UnifiedCode,
        Yuan,
    )

__version__ = "0.1.0.dev0"

_HOMES = {
    "Application": "hubnet.entities",
    "Base": "hubnet.entities",
    "Calendar": "hubnet.calendar",
    "Case": "hubnet.rules",
    "Citation": "hubnet.values",
    "CountedGroup": "hubnet.entities",
    "DayInterval": "hubnet.values",
    "End": "hubnet.values",
    "Federation": "hubnet.entities",
    "Finding": "hubnet.values",
    "Fund": "hubnet.entities",
    "Grant": "hubnet.entities",
    "Hub": "hubnet.entities",
    "HubNetwork": "hubnet.network",
    "Identifier": "hubnet.entities",
    "Indicator": "hubnet.entities",
    "Label": "hubnet.values",
    "LegalForm": "hubnet.entities",
    "Name": "hubnet.entities",
    "Organization": "hubnet.entities",
    "Outcome": "hubnet.values",
    "Overlay": "hubnet.calendar",
    "PartialDate": "hubnet.values",
    "Period": "hubnet.calendar",
    "Place": "hubnet.values",
    "Plan": "hubnet.rules",
    "Platform": "hubnet.entities",
    "Programme": "hubnet.entities",
    "Qualifier": "hubnet.values",
    "Quantity": "hubnet.values",
    "Register": "hubnet.entities",
    "Roll": "hubnet.calendar",
    "Rulebook": "hubnet.rulebook",
    "Share": "hubnet.values",
    "Span": "hubnet.values",
    "State": "hubnet.rules",
    "Status": "hubnet.entities",
    "StatusSpell": "hubnet.entities",
    "Table": "hubnet.values",
    "Tie": "hubnet.entities",
    "TieKind": "hubnet.entities",
    "TraceEntry": "hubnet.entities",
    "UnifiedCode": "hubnet.values",
    "Unit": "hubnet.calendar",
    "Yuan": "hubnet.values",
    "build_network": "hubnet.network",
    "casebook": "hubnet.exchange",
    "check_process": "hubnet.entities",
    "check_register": "hubnet.exchange",
    "dump_network": "hubnet.exchange",
    "dump_plan": "hubnet.exchange",
    "dump_register": "hubnet.exchange",
    "errors": "hubnet",
    "load_calendar": "hubnet.exchange",
    "load_casebook": "hubnet.exchange",
    "load_overlay": "hubnet.exchange",
    "load_register": "hubnet.exchange",
    "load_rulebook": "hubnet.exchange",
    "load_worked_cases": "hubnet.exchange",
    "parse_register": "hubnet.exchange",
    "read_filings": "hubnet.exchange",
    "read_organizations": "hubnet.exchange",
    "read_plan": "hubnet.exchange",
    "recurring_cases": "hubnet.rules",
    "save_network": "hubnet.exchange",
    "save_register": "hubnet.exchange",
    "schedule": "hubnet.rules",
    "views": "hubnet",
    "write_organizations": "hubnet.exchange",
    "write_tables": "hubnet.exchange",
}

__all__ = [
    "Application",
    "Base",
    "Calendar",
    "Case",
    "Citation",
    "CountedGroup",
    "DayInterval",
    "End",
    "Federation",
    "Finding",
    "Fund",
    "Grant",
    "Hub",
    "HubNetwork",
    "Identifier",
    "Indicator",
    "Label",
    "LegalForm",
    "Name",
    "Organization",
    "Outcome",
    "Overlay",
    "PartialDate",
    "Period",
    "Place",
    "Plan",
    "Platform",
    "Programme",
    "Qualifier",
    "Quantity",
    "Register",
    "Roll",
    "Rulebook",
    "Share",
    "Span",
    "State",
    "Status",
    "StatusSpell",
    "Table",
    "Tie",
    "TieKind",
    "TraceEntry",
    "UnifiedCode",
    "Unit",
    "Yuan",
    "build_network",
    "casebook",
    "check_process",
    "check_register",
    "dump_network",
    "dump_plan",
    "dump_register",
    "errors",
    "load_calendar",
    "load_casebook",
    "load_overlay",
    "load_register",
    "load_rulebook",
    "load_worked_cases",
    "parse_register",
    "read_filings",
    "read_organizations",
    "read_plan",
    "recurring_cases",
    "save_network",
    "save_register",
    "schedule",
    "views",
    "write_organizations",
    "write_tables",
]


_PACKAGES = ("calendar", "entities", "exchange", "network", "rulebook", "rules", "values")
"""Packages below the root whose names one rarely needs; reached as ``hubnet.entities`` all the same."""


def __getattr__(name: str) -> object:
    home = "hubnet" if name in _PACKAGES else _HOMES.get(name)
    if home is None:
        msg = f"module 'hubnet' has no attribute {name!r}"
        raise AttributeError(msg)
    value = import_module(f"{home}.{name}") if home == "hubnet" else getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted((*__all__, *_PACKAGES))
