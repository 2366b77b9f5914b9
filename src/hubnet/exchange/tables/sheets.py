"""CSV files of register tables: from bytes to numbered rows of cells."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field

from hubnet.entities import normalised
from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange.files import MAX_BYTES

if TYPE_CHECKING:
    from pathlib import Path

    from hubnet.exchange.tables.headers import Form

MAX_ROWS = 1_048_575
"""Most rows of a table without its heading, as many as a sheet of Excel holds."""
MAX_COLUMNS = 200
"""Most columns of a table."""

_MARKS = ((codecs.BOM_UTF8, "utf-8", "UTF-8"), (codecs.BOM_UTF16_LE, "utf-16-le", "UTF-16"),
          (codecs.BOM_UTF16_BE, "utf-16-be", "UTF-16"))  # fmt: skip
_SEPARATORS = {",": "commas", ";": "semicolons", "\t": "tabs"}
_MOSTLY = 10
"""A text with this many good characters of UTF-8 beside a bad one is UTF-8 that is damaged."""


class Line(NamedTuple):
    """A row of a table: its number from 1, without the heading, its first line in the file, its cells."""

    row: int
    line: int
    cells: list[str]


@define
class Sheet:
    """A table as it stands: heading and rows; blank rows are left out and counted."""

    file: str
    name: str
    encoding: str = ""
    separator: str = ","
    heading: Line = field(factory=lambda: Line(0, 1, []))
    rows: list[Line] = field(factory=list)
    problems: list[Problem] = field(factory=list)

    @property
    def note(self) -> str:
        """How the table was read, in a line."""
        parted = f", separated by {_SEPARATORS[self.separator]}" if self.separator != "," else ""
        return f"{self.name}: {self.encoding}{parted}, {len(self.rows)} row{'' if len(self.rows) == 1 else 's'}"


def read_sheet(path: Path, form: Form) -> Sheet:
    """Return the rows of a CSV file, as far as it can be read, and what is wrong with the file as a whole."""
    sheet = Sheet(file=str(path), name=path.name)
    try:
        text = _text(path, sheet)
        sheet.separator = _separator(text, form)
        _split(text, sheet)
        if not sheet.heading.cells:
            raise _fault(sheet, "is empty; give it a heading, or take it out of the folder")
    except FaultyFileError as error:
        sheet.problems += error.problems
    return sheet


def _fault(sheet: Sheet, message: str, line: int | None = None) -> FaultyFileError:
    return FaultyFileError([Problem(message, file=sheet.file, line=line)])


def _text(path: Path, sheet: Sheet) -> str:
    try:
        if not path.is_file():
            raise _fault(sheet, "is no file")
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        raise _fault(sheet, f"cannot be read: {error.strerror}") from None
    if len(raw) > MAX_BYTES:
        raise _fault(sheet, f"is larger than {MAX_BYTES // 2**20} MiB; split the register into several folders")
    text = _decoded(raw, sheet)
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        raise _fault(sheet, "holds a NUL character, which is no text; save it again as CSV UTF-8", line)
    return text


def _decoded(raw: bytes, sheet: Sheet) -> str:
    for mark, encoding, shown in _MARKS:
        if raw.startswith(mark):
            sheet.encoding = shown
            try:
                return raw[len(mark) :].decode(encoding)
            except UnicodeDecodeError as error:
                raise _undecoded(raw, len(mark) + error.start, shown, sheet) from None
    for encoding, shown in (("utf-8", "UTF-8"), ("gb18030", "GB18030")):
        sheet.encoding = shown
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError as error:
            if encoding == "gb18030" or _is_mostly_utf8(raw):
                raise _undecoded(
                    raw, error.start, "UTF-8" if encoding == "utf-8" else "UTF-8 or GB18030", sheet
                ) from None
    raise AssertionError


def _undecoded(raw: bytes, at: int, encoding: str, sheet: Sheet) -> FaultyFileError:
    line = raw.count(b"\n", 0, at) + 1
    return _fault(sheet, f"byte {at} is not valid {encoding}; save the table again as CSV UTF-8", line)


def _is_mostly_utf8(raw: bytes) -> bool:
    """Return whether bytes are UTF-8 in part, which as GB18030 would read as nonsense: few bad ones, or whole lines."""
    if any(_is_chinese_utf8(line) for line in raw.splitlines()):
        return True
    text = raw.decode("utf-8", errors="replace")
    bad = text.count("\ufffd")
    beyond_ascii = len(text) - len(text.encode("ascii", errors="ignore"))
    return beyond_ascii - bad > _MOSTLY * bad


def _is_chinese_utf8(line: bytes) -> bool:
    """Return whether a line holds Chinese as UTF-8: GB18030 is hardly ever that by chance, beyond one character."""
    try:
        text = line.decode()
    except UnicodeDecodeError:
        return False
    return sum("\u4e00" <= character <= "\u9fff" for character in text) > 1


def _separator(text: str, form: Form) -> str:
    """Return the separator under which the heading names most columns of the table."""

    def fit(separator: str) -> tuple[int, int]:
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        try:
            heading = next((cells for cells in reader if any(cell.strip() for cell in cells)), [])
        except csv.Error:
            return 0, 0
        return sum(normalised(cell) in form.known for cell in heading), len(heading) if len(heading) > 1 else 0

    return max(_SEPARATORS, key=fit)


def _split(text: str, sheet: Sheet) -> None:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=sheet.separator, strict=True)
    number, line, width = -1, 1, 0
    try:
        for cells in reader:
            number += bool(width) or _is_filled(cells)
            if _is_filled(cells):
                if width:
                    sheet.rows.append(Line(number, line, cells))
                else:
                    width = max(at for at, cell in enumerate(cells, 1) if cell.strip())
                    sheet.heading = Line(0, line, cells[:width])
                    if width > MAX_COLUMNS:
                        raise _fault(sheet, f"has {width} columns; at most {MAX_COLUMNS} are read", line)
            if number > MAX_ROWS:
                raise _fault(sheet, f"has more than {MAX_ROWS:,} rows; split the register into several folders", line)
            line = reader.line_num + 1
    except csv.Error as error:
        why = (
            "a cell is too long, perhaps because its quotation mark is never closed" if "limit" in str(error) else error
        )
        raise _fault(sheet, f"is not a table of cells from here on: {why}", line) from None


def _is_filled(cells: list[str]) -> bool:
    return any(cell and not cell.isspace() for cell in cells)
