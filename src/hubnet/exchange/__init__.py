"""The edge: files and JSON in and out. Domain code below never touches a file."""

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
from hubnet.exchange.casebook import case_names, casebook, load_casebook
from hubnet.exchange.files import read_text, write_text
from hubnet.exchange.filings import FILING_COLUMNS, Filing, Filings, read_filings, results_csv
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
from hubnet.exchange.rulebooks import load_rulebook
from hubnet.exchange.tables.writing import TablesReport, write_tables
from hubnet.exchange.worked_cases import load_worked_cases

__all__ = [
    "FILING_COLUMNS",
    "BulkReading",
    "Filing",
    "Filings",
    "RegisterCheck",
    "TablesReport",
    "case_names",
    "casebook",
    "check_register",
    "dump_plan",
    "dump_register",
    "iter_records",
    "load_calendar",
    "load_casebook",
    "load_overlay",
    "load_register",
    "load_rulebook",
    "load_worked_cases",
    "parse_register",
    "plain_classes",
    "plan_to_dict",
    "read_filings",
    "read_organizations",
    "read_plan",
    "read_records",
    "read_register",
    "read_text",
    "record_from_dict",
    "record_to_dict",
    "register_to_dict",
    "results_csv",
    "save_register",
    "value_to_plain",
    "write_organizations",
    "write_records",
    "write_tables",
    "write_text",
]
