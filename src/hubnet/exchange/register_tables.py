"""Registers as folders of CSV tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

if TYPE_CHECKING:
    from pathlib import Path

    from hubnet.entities import Record
    from hubnet.errors import Problem


@frozen(kw_only=True)
class Row:
    """Where a record of a table stands; rows count from 1, without the heading."""

    file: str
    row: int


@frozen(kw_only=True)
class TablesReading:
    """The records of a folder of tables with their rows, and the faults of the other rows."""

    records: tuple[tuple[Record, Row], ...]
    problems: tuple[Problem, ...]
    notes: tuple[str, ...]


def read_tables(folder: Path) -> TablesReading:
    raise AssertionError(folder)
