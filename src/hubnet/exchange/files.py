"""Files in and out: text read with its faults located, text written whole or not at all."""

from __future__ import annotations

import json
import os
import re
import tempfile
import tomllib
from collections import Counter
from functools import lru_cache
from pathlib import Path
from typing import Any

from hubnet.errors import FaultyFileError, Problem

DATA = Path(__file__).parent.parent / "data"
"""Folder of the shipped data."""

MAX_BYTES = 64 * 2**20
"""Largest file that is read: 64 MiB."""

_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")
_ENCODING = re.compile(r"[A-Za-z0-9._-]+", re.ASCII)
_NAME = r"""([A-Za-z0-9_-]+|"[^"\n]*"|'[^'\n]*')"""
_TABLE = re.compile(rf"\s*\[\[\s*{_NAME}\s*\]\]")
_SUBTABLE = re.compile(rf"\s*\[\s*{_NAME}\s*\.\s*{_NAME}\s*\]")
_KEY = re.compile(rf"\s*{_NAME}\s*[=.]")
_TOML_LINE = re.compile(r"at line (\d+)")


def read_text(path: Path, *, encoding: str = "utf-8-sig") -> str:
    """Return the text of a file; a byte order mark is dropped.

    Raises:
        FaultyFileError: the file is missing, a folder, too large, empty or in another encoding.
    """
    name = str(path)
    if not _ENCODING.fullmatch(encoding):
        raise FaultyFileError([_no_encoding(encoding, name)])
    try:
        with open(path, "rb", opener=without_waiting) as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:
        raise FaultyFileError([_unreadable(error, name)]) from None
    if len(raw) > MAX_BYTES:
        raise FaultyFileError([Problem(f"is larger than {MAX_BYTES // 2**20} MiB; split it", file=name)])
    try:
        text = raw.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte {error.start} is not valid {error.encoding}; save the file as UTF-8"
        if _decodes(raw, "gb18030"):
            message += ", or give the encoding gb18030, as which it reads"
        raise FaultyFileError([Problem(message, file=name, line=line)]) from None
    except (LookupError, ValueError):
        raise FaultyFileError([_no_encoding(encoding, name)]) from None
    if "\0" in text:
        line = text.count("\n", 0, text.index("\0")) + 1
        message = "holds a NUL character, which is no text; save the file as UTF-8 text"
        raise FaultyFileError([Problem(message, file=name, line=line)])
    if not text.strip():
        raise FaultyFileError([Problem("is empty", file=name)])
    return text


def without_waiting(path: str, flags: int) -> int:
    """Open a file; a named pipe into which nobody writes is empty, and not waited for."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    if hasattr(os, "O_NONBLOCK"):
        os.set_blocking(descriptor, True)
    return descriptor


def _no_encoding(encoding: str, name: str) -> Problem:
    return Problem(f"unknown encoding {encoding!r}; use utf-8 or gb18030", file=name, found=encoding)


def _unreadable(error: OSError | ValueError, name: str) -> Problem:
    why = error.strerror if isinstance(error, OSError) else str(error)
    return Problem(f"cannot be read: {why}", file=name)


def is_there(path: Path) -> bool:
    """Return whether a file or folder is at a path; there is none at a name that no file can have."""
    try:
        return path.exists()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Return whether a path is a folder.

    Raises:
        FaultyFileError: a name that no file can have.
    """
    try:
        return path.is_dir()
    except (OSError, ValueError) as error:
        raise FaultyFileError([_unreadable(error, str(path))]) from None


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
    except RecursionError:
        raise FaultyFileError([Problem("is nested too deeply", file=name)]) from None
    except ValueError as error:
        match = _TOML_LINE.search(str(error))
        line = int(match[1]) if match else len(text.split("\n")) if "end of document" in str(error) else None
        raise FaultyFileError([Problem(f"is not valid TOML: {error}", file=name, line=line)]) from None


def parse_json(text: str, name: str | None = None) -> Any:  # noqa: ANN401
    """Return what a JSON text holds.

    Raises:
        FaultyFileError: a fault of syntax, with its line, or nesting too deep to read.
    """
    try:
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        if _SURROGATE.search(text):
            json.dumps(content, ensure_ascii=False).encode()
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg} (column {error.colno})"
        raise FaultyFileError([Problem(message, file=name, line=error.lineno)]) from None
    except RecursionError:
        raise FaultyFileError([Problem("is nested too deeply", file=name)]) from None
    except UnicodeEncodeError:
        message = "is not valid JSON: it holds half a character (a surrogate without its pair)"
        raise FaultyFileError([Problem(message, file=name)]) from None
    except ValueError as error:
        raise FaultyFileError([Problem(f"is not valid JSON: {error}", file=name)]) from None
    return content


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    content = dict(pairs)
    if len(content) < len(pairs):
        count = Counter(name for name, _ in pairs)
        twice = next(name for name in content if count[name] > 1)
        msg = f"the key {twice!r} stands there twice"
        raise ValueError(msg)
    return content


def _no_constant(name: str) -> object:
    msg = f"{name} is no number of JSON"
    raise ValueError(msg)


@lru_cache(maxsize=8)
def _headings(text: str) -> dict[str, list[tuple[int, dict[str, int]]]]:
    """Return for each ``[[table]]`` where it stands, time by time, with the lines of its own keys and its subtables.

    Read once for a text, as a faulty file asks for many lines.
    """
    found: dict[str, list[tuple[int, dict[str, int]]]] = {}
    keys: dict[str, int] = {}
    table, inside = "", False
    for number, line in enumerate(text.split("\n"), 1):
        if heading := _TABLE.match(line):
            table, keys, inside = _unquoted(heading[1]), {}, False
            found.setdefault(table, []).append((number, keys))
        elif heading := _SUBTABLE.match(line):
            inside = True
            if _unquoted(heading[1]) == table:
                keys.setdefault(_unquoted(heading[2]), number)
        elif not inside and (key := _KEY.match(line)):
            keys.setdefault(_unquoted(key[1]), number)
    return found


def _unquoted(name: str) -> str:
    return name[1:-1] if name[0] in "\"'" else name


def line_of(text: str, table: str, index: int, key: str = "") -> int | None:
    """Return the line of the index-th ``[[table]]`` (from 0), or of a key in it where it stands there by itself."""
    headings = _headings(text).get(table, [])
    if index >= len(headings):
        return None
    line, keys = headings[index]
    return keys.get(key, line)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: an old one stays as it is until the new one is complete.

    Raises:
        FaultyFileError: the folder cannot be written.
    """
    temporary = None
    try:
        target = path.resolve()  # a link stays a link
        if target.exists() and not target.is_file():
            raise FaultyFileError([Problem("cannot be written: it is no file", file=str(path))])
        content = text.encode()
        with tempfile.NamedTemporaryFile(dir=target.parent, prefix=".hubnet-", delete=False) as file:
            temporary = Path(file.name)
            file.write(content)
        temporary.chmod(target.stat().st_mode if target.exists() else 0o666 & ~_umask())
        temporary.replace(target)
    except (
        OSError,
        ValueError,
        RuntimeError,
    ) as error:  # RuntimeError: a link that leads to itself, before Python 3.13
        if temporary is not None:
            temporary.unlink(missing_ok=True)
        if isinstance(error, FaultyFileError):
            raise
        why = error.strerror if isinstance(error, OSError) else str(error)
        if isinstance(error, UnicodeEncodeError):
            why = f"the text holds half a character (a surrogate without its pair) at {text[: error.start][-20:]!r}"
        raise FaultyFileError([Problem(f"cannot be written: {why}", file=str(path))]) from None
    finally:
        if temporary is not None:
            temporary.unlink(missing_ok=True)


def write_texts(folder: Path, texts: dict[Path, str]) -> None:
    """Write all files of a folder or none: aside first, then into place; what stood there is put back if that fails.

    Raises:
        FaultyFileError: the folder cannot be made or written, or something that is no file stands in the way.
    """
    made = [one for one in (folder, *folder.parents) if not one.exists()]
    blocked = [path for path in texts if path.exists() and not path.is_file()]
    if blocked:
        raise FaultyFileError([Problem("cannot be written: it is no file", file=str(path)) for path in blocked])
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder, prefix=".hubnet-") as aside:
            for path, text in texts.items():
                write_text(Path(aside) / path.name, text)
            _into_place(Path(aside), list(texts))
    except (OSError, FaultyFileError) as error:
        for one in made:
            if one.is_dir() and not any(one.iterdir()):
                one.rmdir()
        if isinstance(error, FaultyFileError):
            raise
        raise FaultyFileError([Problem(f"cannot be written: {error.strerror}", file=str(folder))]) from None


def _into_place(aside: Path, paths: list[Path]) -> None:
    moved: list[tuple[Path, Path | None]] = []
    try:
        for path in paths:
            target = path.resolve()  # a link stays a link
            new, old = aside / path.name, aside / f"{path.name}.old"
            held = target.exists()
            if held:
                new.chmod(target.stat().st_mode)
                target.replace(old)
            moved.append((target, old if held else None))
            new.replace(target)
    except OSError:
        for target, before in reversed(moved):
            if before is not None:
                before.replace(target)
            else:
                target.unlink(missing_ok=True)
        raise


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
