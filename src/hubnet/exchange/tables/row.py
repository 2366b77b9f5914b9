"""One row of a register table: its filled cells by their columns, and what is wrong with them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubnet.exchange.tables.cells import Misfit

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Written = dict[str, str]
"""Cells by the names of their columns."""


class Cells:
    """The filled cells of one row by the names of their columns, and what was found wrong with them."""

    __slots__ = ("faults", "given", "units")

    def __init__(self, given: Written, units: Mapping[str, str]) -> None:
        self.given = given
        self.units = units
        """Unit that the heading of an amount gives: 万元 for 资助金额（万元）."""
        self.faults: list[tuple[str, Misfit]] = []

    def take(self, column: str, read: Callable[[str], Any]) -> Any:  # noqa: ANN401  (what the reader returns)
        """Return what a cell says, or None where it is empty or at fault; the fault is kept."""
        text = self.given.get(column)
        if text is None:
            return None
        value = read(text)
        if isinstance(value, Misfit):
            self.faults.append((column, value))
            return None
        return value
