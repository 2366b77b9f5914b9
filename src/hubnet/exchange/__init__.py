"""The edge: files and JSON in and out. Domain code below never touches a file.

The names load on first use, so that a deadline does not wait for registers, nor a register for rules.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubnet.exchange.bulk import (
        BulkReading,
        iter_records,
        plain_classes,
        read_organizations,
        read_records,
        write_organizations,
        write_records,
    )
    from hubnet.exchange.calendars import load_calendar, load_overlay
    from hubnet.exchange.casebooks import case_names, casebook, load_casebook
    from hubnet.exchange.fact_files import load_facts
    from hubnet.exchange.files import read_text, write_text
    from hubnet.exchange.filings import FILING_COLUMNS, Filing, Filings, read_filings, results_csv
    from hubnet.exchange.graphs import NETWORK_FORMATS, dump_network, save_network
    from hubnet.exchange.plans import dump_plan, plan_to_dict, read_plan
    from hubnet.exchange.records import record_from_dict, record_to_dict, value_to_plain
    from hubnet.exchange.register_check import RegisterCheck, check_register
    from hubnet.exchange.registers import (
        dump_register,
        load_register,
        parse_register,
        read_register,
        register_to_dict,
        save_register,
    )
    from hubnet.exchange.rule_checks import read_rule_files
    from hubnet.exchange.rulebooks import load_rulebook
    from hubnet.exchange.structures import find_structures, load_structures
    from hubnet.exchange.tables.writing import TablesReport, write_tables
    from hubnet.exchange.worked_cases import load_worked_cases

_HOMES = {
    "FILING_COLUMNS": "hubnet.exchange.filings",
    "BulkReading": "hubnet.exchange.bulk",
    "Filing": "hubnet.exchange.filings",
    "Filings": "hubnet.exchange.filings",
    "NETWORK_FORMATS": "hubnet.exchange.graphs",
    "RegisterCheck": "hubnet.exchange.register_check",
    "TablesReport": "hubnet.exchange.tables.writing",
    "case_names": "hubnet.exchange.casebooks",
    "casebook": "hubnet.exchange.casebooks",
    "check_register": "hubnet.exchange.register_check",
    "dump_network": "hubnet.exchange.graphs",
    "dump_plan": "hubnet.exchange.plans",
    "dump_register": "hubnet.exchange.registers",
    "find_structures": "hubnet.exchange.structures",
    "iter_records": "hubnet.exchange.bulk",
    "load_calendar": "hubnet.exchange.calendars",
    "load_casebook": "hubnet.exchange.casebooks",
    "load_facts": "hubnet.exchange.fact_files",
    "load_overlay": "hubnet.exchange.calendars",
    "load_register": "hubnet.exchange.registers",
    "load_rulebook": "hubnet.exchange.rulebooks",
    "load_structures": "hubnet.exchange.structures",
    "load_worked_cases": "hubnet.exchange.worked_cases",
    "parse_register": "hubnet.exchange.registers",
    "plain_classes": "hubnet.exchange.bulk",
    "plan_to_dict": "hubnet.exchange.plans",
    "read_filings": "hubnet.exchange.filings",
    "read_organizations": "hubnet.exchange.bulk",
    "read_plan": "hubnet.exchange.plans",
    "read_records": "hubnet.exchange.bulk",
    "read_register": "hubnet.exchange.registers",
    "read_rule_files": "hubnet.exchange.rule_checks",
    "read_text": "hubnet.exchange.files",
    "record_from_dict": "hubnet.exchange.records",
    "record_to_dict": "hubnet.exchange.records",
    "register_to_dict": "hubnet.exchange.registers",
    "results_csv": "hubnet.exchange.filings",
    "save_network": "hubnet.exchange.graphs",
    "save_register": "hubnet.exchange.registers",
    "value_to_plain": "hubnet.exchange.records",
    "write_organizations": "hubnet.exchange.bulk",
    "write_records": "hubnet.exchange.bulk",
    "write_tables": "hubnet.exchange.tables.writing",
    "write_text": "hubnet.exchange.files",
}

__all__ = [
    "FILING_COLUMNS",
    "NETWORK_FORMATS",
    "BulkReading",
    "Filing",
    "Filings",
    "RegisterCheck",
    "TablesReport",
    "case_names",
    "casebook",
    "check_register",
    "dump_network",
    "dump_plan",
    "dump_register",
    "find_structures",
    "iter_records",
    "load_calendar",
    "load_casebook",
    "load_facts",
    "load_overlay",
    "load_register",
    "load_rulebook",
    "load_structures",
    "load_worked_cases",
    "parse_register",
    "plain_classes",
    "plan_to_dict",
    "read_filings",
    "read_organizations",
    "read_plan",
    "read_records",
    "read_register",
    "read_rule_files",
    "read_text",
    "record_from_dict",
    "record_to_dict",
    "register_to_dict",
    "results_csv",
    "save_network",
    "save_register",
    "value_to_plain",
    "write_organizations",
    "write_records",
    "write_tables",
    "write_text",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'hubnet.exchange' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
