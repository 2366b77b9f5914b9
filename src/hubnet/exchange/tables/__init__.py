"""Registers as folders of CSV tables, as analysts have them in a spreadsheet."""

from hubnet.exchange.tables.reading import Row, TablesReading, read_tables
from hubnet.exchange.tables.writing import TablesReport, write_tables

__all__ = ["Row", "TablesReading", "TablesReport", "read_tables", "write_tables"]
