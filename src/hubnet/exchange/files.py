"""Files in and out: text read with its faults located, text written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from pathlib import Path
from typing import Any

from hubnet.errors import FaultyFileError, Problem

DATA = Path(__file__).parent.parent / "data"
"""Folder of the shipped data."""

MAX_BYTES = 64 * 2**20
"""Largest file that is read: 64 MiB."""

_TOML_LINE = re.compile(r"at line (\d+)")


def read_text(path: Path, *, encoding: str = "utf-8-sig") -> str:
    """Return the text of a file; a byte order mark is dropped.

    Raises:
        FaultyFileError: the file is missing, a folder, too large, empty or in another encoding.
    """
    name = str(path)
    try:
        if path.stat().st_size > MAX_BYTES:
            raise FaultyFileError([Problem(f"is larger than {MAX_BYTES // 2**20} MiB; split it", file=name)])
        raw = path.read_bytes()
    except OSError as error:
        raise FaultyFileError([Problem(f"cannot be read: {error.strerror}", file=name)]) from None
    try:
        text = raw.decode(encoding)
    except LookupError:
        problem = Problem(f"unknown encoding {encoding!r}; use utf-8 or gb18030", file=name, found=encoding)
        raise FaultyFileError([problem]) from None
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not valid {error.encoding}; save the file as UTF-8"
        if _decodes(raw, "gb18030"):
            message += ", or give the encoding gb18030, as which it reads"
        raise FaultyFileError([Problem(message, file=name, line=line)]) from None
    if not text.strip():
        raise FaultyFileError([Problem("is empty", file=name)])
    return text


def _decodes(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def parse_toml(text: str, name: str) -> dict[str, object]:
    """Return the tables of a TOML text.

    Raises:
        FaultyFileError: a fault of syntax, with its line.
    """
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        match = _TOML_LINE.search(str(error))
        line = int(match[1]) if match else len(text.splitlines())
        raise FaultyFileError([Problem(f"is not valid TOML: {error}", file=name, line=line)]) from None


def parse_json(text: str, name: str | None = None) -> Any:  # noqa: ANN401
    """Return what a JSON text holds.

    Raises:
        FaultyFileError: a fault of syntax, with its line, or nesting too deep to read.
    """
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg} (column {error.colno})"
        raise FaultyFileError([Problem(message, file=name, line=error.lineno)]) from None
    except RecursionError:
        raise FaultyFileError([Problem("is nested too deeply", file=name)]) from None


def line_of(text: str, table: str, index: int, key: str = "") -> int | None:
    """Return the line of the index-th ``[[table]]`` (from 0), or of a key in it where it stands there by itself."""
    lines = text.splitlines()
    headers = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{re.escape(table)}\s*\]\]", line)]
    if index >= len(headers):
        return None
    start = headers[index]
    if key:
        for n in range(start + 1, len(lines)):
            if lines[n].lstrip().startswith("[["):
                break
            if re.match(rf"\s*{re.escape(key)}\s*=", lines[n]):
                return n + 1
    return start + 1


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: an old one stays as it is until the new one is complete.

    Raises:
        FaultyFileError: the folder cannot be written.
    """
    temporary = None
    try:
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", newline="", dir=path.parent, prefix=f".{path.name}.", delete=False
        ) as file:
            temporary = Path(file.name)
            file.write(text)
        temporary.chmod(path.stat().st_mode if path.exists() else 0o666 & ~_umask())
        temporary.replace(path)
    except OSError as error:
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        raise FaultyFileError([Problem(f"cannot be written: {error.strerror}", file=str(path))]) from None


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
