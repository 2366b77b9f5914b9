"""The edge: files and JSON in and out. Domain code below never touches a file."""

from hubnet.exchange.calendars import load_calendar, load_overlay
from hubnet.exchange.files import read_text, write_text
from hubnet.exchange.filings import FILING_COLUMNS, Filing, Filings, read_filings, results_csv
from hubnet.exchange.plans import dump_plan, plan_to_dict, read_plan
from hubnet.exchange.rulebooks import load_rulebook
from hubnet.exchange.worked_cases import load_worked_cases

__all__ = [
    "FILING_COLUMNS",
    "Filing",
    "Filings",
    "dump_plan",
    "load_calendar",
    "load_overlay",
    "load_rulebook",
    "load_worked_cases",
    "plan_to_dict",
    "read_filings",
    "read_plan",
    "read_text",
    "results_csv",
    "write_text",
]
