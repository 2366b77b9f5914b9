"""Rows of answers that print, travel and show well."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from fractions import Fraction
from html import escape
from typing import TYPE_CHECKING, Any, overload

from attrs import field, frozen

from hubnet.errors import InvalidValueError, UnknownNameError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

_GAP = "  "
_NARROWEST = 6
_LONGEST_WORD = 16
_DAY = re.compile(r"\d{4}-\d{2}(-\d{2})?")
_WORD = re.compile(r"[A-Za-z0-9.]+|[^\x00-\x7f]")
_COLUMNS = "give a dict of lists, by the names of the columns"
_SHOWN = 50
"""Rows of a table that a notebook or a prompt shows."""


def _shown(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, Enum):
        return str(cell.value)
    if isinstance(cell, Fraction):
        return f"{float(cell):.4f}"
    return str(cell)


def _plain(cell: object) -> object:
    """Return the cell as JSON knows it: text, number, bool or None."""
    if isinstance(cell, bool | int | str) or cell is None:
        return cell
    if isinstance(cell, Fraction):
        return float(cell)
    return cell.isoformat() if isinstance(cell, date) else _shown(cell)


def _words(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(words)


class _Rows(Sequence[tuple[object, ...]]):
    """The rows of columns, each made when it is read: of a table of a million rows often only the length is asked."""

    __slots__ = ("columns",)

    def __init__(self, columns: Iterable[Sequence[object]]) -> None:
        self.columns = tuple(columns)

    def __len__(self) -> int:
        return len(self.columns[0]) if self.columns else 0

    @overload
    def __getitem__(self, index: int) -> tuple[object, ...]: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[tuple[object, ...]]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return tuple(zip(*(column[index] for column in self.columns), strict=True))
        return tuple(column[index] for column in self.columns)

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        return zip(*self.columns, strict=True)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Rows | tuple) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return repr(tuple(self))

    def __reduce__(self) -> tuple[Any, ...]:
        """Return what a pickle keeps: the cells, and not how they are made."""
        return type(self), (tuple(list(column) for column in self.columns),)


def _cells(rows: Iterable[Iterable[object]]) -> Sequence[tuple[object, ...]]:
    return rows if isinstance(rows, _Rows) else tuple(tuple(row) for row in rows)


@frozen
class Table:
    """Named columns and rows in a stable order.

    ``columns`` are the names for programs; ``headings`` the words shown (the names, where none are given). A Fraction
    is a ratio, shown with four decimals and exact in ``rows``; ``to_dicts`` gives it as a number. ``str`` and ``text``
    are of all rows; a prompt and a notebook show the first 50, and how many there are.
    """

    columns: tuple[str, ...] = field(converter=_words)
    rows: Sequence[tuple[object, ...]] = field(converter=_cells)
    headings: tuple[str, ...] = field(default=(), converter=_words)

    def __attrs_post_init__(self) -> None:
        ready = isinstance(self.rows, _Rows)
        wrong = [] if ready else [row for row in self.rows if len(row) != len(self.columns)]
        if wrong or len(self.headings) not in (0, len(self.columns)):
            found = wrong[0] if wrong else self.headings
            raise InvalidValueError("table", found, f"each row and the headings need {len(self.columns)} cells")

    @classmethod
    def of_columns(cls, columns: Mapping[str, Sequence[object]], headings: Iterable[str] = ()) -> Table:
        """Return a table of columns of one length; its rows are made when they are read.

        Raises:
            InvalidValueError: no columns by their names, no lists, or lists of different lengths.
        """
        if not isinstance(columns, Mapping):
            raise InvalidValueError("table", type(columns).__name__, _COLUMNS)
        if others := [cells for cells in columns.values() if not hasattr(cells, "__len__")]:
            raise InvalidValueError("table", type(others[0]).__name__, _COLUMNS)
        lengths = {name: len(cells) for name, cells in columns.items()}
        if len(set(lengths.values())) > 1:
            raise InvalidValueError("table", lengths, "give columns of one length")
        return cls(columns, _Rows(columns.values()), headings)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        return iter(self.rows)

    def column(self, name: str) -> list[object]:
        """Return the cells of one column, as they are.

        Raises:
            UnknownNameError: no such column.
        """
        if name not in self.columns:
            raise UnknownNameError("column", name, self.columns)
        at = self.columns.index(name)
        return list(self.rows.columns[at]) if isinstance(self.rows, _Rows) else [row[at] for row in self.rows]

    def to_columns(self) -> dict[str, list[object]]:
        """Return one list a column, in order, with cells as in ``to_dicts``; a dataframe takes it as it is."""
        return {name: [_plain(cell) for cell in self.column(name)] for name in self.columns}

    def to_dicts(self) -> list[dict[str, object]]:
        """Return one dictionary a row, in order, with dates as ISO text, codes as their words, ratios as numbers."""
        return [dict(zip(self.columns, map(_plain, row), strict=True)) for row in self.rows]

    def text(self, width: int | None = 80) -> str:
        """Return the table as lines of text.

        Args:
            width: the widest line allowed, in terminal cells (a Chinese character takes two); cells are broken over
                lines to keep it, between words before in words, and numbers and days never: a table of many of these
                can be wider. None for no bound.

        Raises:
            InvalidValueError: a width that is no whole number.
        """
        if width is not None and type(width) is not int:
            raise InvalidValueError("width", width, "give a whole number of terminal cells, or None")
        if not self.columns:
            return ""
        from wcwidth import ljust, wrap
        from wcwidth import width as width_of

        head = [self.headings or self.columns]
        cells = head + [tuple(map(_shown, row)) for row in self.rows]
        widths = [max(width_of(line) for row in cells for line in row[i].split("\n")) for i in range(len(self.columns))]
        if width is not None and sum(widths) + len(_GAP) * (len(widths) - 1) > width:
            # A heading may break between words before any cell does.
            words = [max(map(width_of, heading.split() or [""])) for heading in cells[0]]
            inside = [
                max((width_of(line) for row in cells[1:] for line in row[i].split("\n")), default=0)
                for i in range(len(words))
            ]
            least = [self._least(column, width_of) for column in range(len(words))]
            widths = _fitted(
                [max(pair) for pair in zip(words, inside, strict=True)], least, width - len(_GAP) * (len(widths) - 1)
            )

        def lines_of(row: Sequence[str]) -> list[str]:
            broken = [
                [piece for line in cell.split("\n") for piece in (wrap(line, wide) or [""])]
                for cell, wide in zip(row, widths, strict=True)
            ]
            tall = max(len(pieces) for pieces in broken)
            padded = [pieces + [""] * (tall - len(pieces)) for pieces in broken]
            return [
                _GAP.join(ljust(piece, wide) for piece, wide in zip(line, widths, strict=True)).rstrip()
                for line in zip(*padded, strict=True)
            ]

        body = [line for row in cells[1:] for line in lines_of(row)]
        return "\n".join([*lines_of(cells[0]), _GAP.join("-" * wide for wide in widths), *body])

    def _least(self, column: int, width_of: Callable[[str], int]) -> tuple[int, int]:
        """Return how narrow a column may get while no word of it is broken, and how narrow at all."""
        whole = 1
        word = max(map(width_of, _WORD.findall((self.headings or self.columns)[column])), default=1)
        for row in self.rows:
            cell = row[column]
            if isinstance(cell, str) and not _DAY.fullmatch(cell):
                word = max([word, *map(width_of, _WORD.findall(cell))])
            else:
                whole = max(whole, width_of(_shown(cell)))
        return max(whole, min(word, _LONGEST_WORD)), max(whole, _NARROWEST)

    def __str__(self) -> str:
        return self.text()

    def __repr__(self) -> str:
        """Return the first rows as text, and how many more there are."""
        text = Table(self.columns, self.rows[:_SHOWN], self.headings).text()
        return text if len(self) <= _SHOWN else f"{text}\n… {len(self)} × {len(self.columns)}"

    def _repr_html_(self) -> str:
        """Return the first rows for a notebook, every cell escaped, and how many there are in all."""

        def row_of(tag: str, row: Sequence[object]) -> str:
            return "<tr>" + "".join(f"<{tag}>{escape(_shown(cell))}</{tag}>" for cell in row) + "</tr>"

        head = row_of("th", self.headings or self.columns)
        body = "".join(row_of("td", row) for row in self.rows[:_SHOWN])
        more = f"<p>… {len(self)} × {len(self.columns)}</p>" if len(self) > _SHOWN else ""
        return f"<table><thead>{head}</thead><tbody>{body}</tbody></table>{more}"


def _fitted(widths: Sequence[int], least: Sequence[tuple[int, int]], room: int) -> list[int]:
    """Take cells from the widest columns until all fit: while that breaks no word, then down to a few cells."""
    fitted = list(widths)
    for step in (0, 1):
        narrowest = [min(own[step], wide) for own, wide in zip(least, widths, strict=True)]
        while sum(fitted) > room:
            spare = [(wide, -at) for at, wide in enumerate(fitted) if wide > narrowest[at]]
            if not spare:
                break
            fitted[-max(spare)[1]] -= 1
    return fitted
