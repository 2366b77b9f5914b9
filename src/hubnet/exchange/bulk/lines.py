"""Many records from JSON lines and into them: one record a line, read quickly where it is plain and strictly where not.

A quick way reads some hundred lines at once (``columns``, and ``structs`` where msgspec is installed). It
says nothing of what is wrong; lines among which it meets a fault are halved until few are left, and these are read one
by one as any other JSON, which names every fault.
"""

from __future__ import annotations

import gc
import json
import re
import sys
from codecs import BOM_UTF8
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, Literal, TypeVar

from attrs import frozen

from hubnet.entities import KINDS, Organization
from hubnet.errors import FaultyFileError, InvalidValueError, MissingExtraError, Problem, UnknownNameError
from hubnet.exchange.bulk.columns import Columns, RefusedError, classes_within, is_plain
from hubnet.exchange.converter import problems_of, structure
from hubnet.exchange.files import parse_json, without_waiting, write_text
from hubnet.exchange.records import DEEPEST, record_converter, record_to_dict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from io import BufferedReader

R = TypeVar("R")
Engine = Literal["core", "fast"]
"""What reads plain lines: the standard library, or msgspec (the extra ``fast``). The records are the same."""

ENGINES: tuple[Engine, ...] = ("core", "fast")
LONGEST_LINE = 2**20
"""Longest line that is read, in bytes: 1 MiB."""

_AT_ONCE = 256
"""Lines read in one go."""
_FEW = 4
"""Lines among which a fault is looked for one by one."""
_BLANK = b" \t\r\n"
_BETWEEN = b",\nInfinity,"
"""What joins lines into one JSON list; the line end keeps a text that is not closed from running into the next line."""
_BREAK = object()
_SURROGATE = re.compile(rb"\\u[dD][89a-fA-F]")
_SPACED_COLON = re.compile(rb"[ \t\r\n]:")


@frozen(kw_only=True)
class BulkReading(Generic[R]):
    """What was read of JSON lines: the records without a fault, in their order, and all faults of all other lines."""

    records: tuple[R, ...]
    problems: tuple[Problem, ...] = ()
    lines: int
    """How many lines were read, blank and faulty ones included."""


def read_organizations(
    path: str | Path, *, engine: Engine | None = None, pause_gc: bool = True
) -> BulkReading[Organization]:
    """Read organizations from a file of JSON lines, each as ``write_organizations`` writes it.

    The garbage collector is paused meanwhile, for the whole process: nothing that is read can be garbage yet, and
    looking for it would take most of the time.

    Args:
        path: the file: UTF-8, of any size, lines of 1 MiB at most; blank lines are passed over.
        engine: what reads plain lines; None: the fastest that is installed.
        pause_gc: whether to pause the garbage collector.

    Raises:
        FaultyFileError: a file that cannot be read at all.
        MissingExtraError: the engine ``fast`` where msgspec is not installed.
    """
    return read_records(path, engine=engine, pause_gc=pause_gc)


def read_records(
    path: str | Path, *, kind: str | type[Any] = "organization", engine: Engine | None = None, pause_gc: bool = True
) -> BulkReading[Any]:
    """Read records of one kind, or of one class, as ``read_organizations`` does.

    Raises:
        UnknownNameError: no such kind or engine.
        InvalidValueError: a class that is none of records.
        FaultyFileError: a file that cannot be read at all.
        MissingExtraError: the engine ``fast`` where msgspec is not installed.
    """
    reader = _Reader(Path(path), kind, engine)
    with reader.opened() as lines, paused_collector(paused=pause_gc):
        return reader.read(lines)


def iter_records(
    path: str | Path,
    *,
    kind: str | type[Any] = "organization",
    size: int = 10_000,
    engine: Engine | None = None,
    pause_gc: bool = True,
) -> Iterator[BulkReading[Any]]:
    """Read records chunk by chunk, so that no more than a chunk has to be held; the collector runs in between.

    Args:
        path: the file.
        kind: the word for the kind of its records, or their class.
        size: lines of a chunk.
        engine: what reads plain lines; None: the fastest that is installed.
        pause_gc: whether to pause the garbage collector while a chunk is read.

    Raises:
        InvalidValueError: a size below 1, or a class that is none of records.
        UnknownNameError: no such kind or engine.
        FaultyFileError: a file that cannot be read at all; when the first chunk is asked for.
        MissingExtraError: the engine ``fast`` where msgspec is not installed.
    """
    if size < 1:
        raise InvalidValueError("size", size, "give the lines of a chunk, at least 1")
    return _chunks(_Reader(Path(path), kind, engine), size, pause_gc=pause_gc)


def _chunks(reader: _Reader, size: int, *, pause_gc: bool) -> Iterator[BulkReading[Any]]:
    with reader.opened() as lines:
        while True:
            with paused_collector(paused=pause_gc):
                reading = reader.read(lines, size)
            if not reading.lines:
                return
            yield reading


def write_organizations(organizations: Iterable[Organization], path: str | Path) -> None:
    """Write organizations as JSON lines, whole or not at all; ``read_organizations`` gives equal ones back.

    Raises:
        InvalidValueError: a record of another kind.
        FaultyFileError: the file cannot be written.
    """
    write_records(organizations, path)


def write_records(records: Iterable[Any], path: str | Path, *, kind: str | type[Any] = "organization") -> None:
    """Write records of one kind, or of one class, as ``write_organizations`` does.

    Raises:
        UnknownNameError: no such kind.
        InvalidValueError: a record of another kind, or one too long to be read again; a class that is none of records.
        FaultyFileError: the file cannot be written.
    """
    write_text(Path(path), "".join(map(partial(_line, _class_of(kind)), records)))


def plain_classes() -> tuple[type[Any], ...]:
    """Return the classes in records of which no field has a converter, nor one of a class within: read fastest.

    They can be read and written by themselves: ``read_records(path, kind=Identifier)``.
    """
    return tuple(kind for kind in classes_within(KINDS.values()) if is_plain(kind))


def _line(kind: type[Any], record: Any) -> str:  # noqa: ANN401
    if type(record) is not kind:
        raise InvalidValueError("record", record, f"give records of the class {kind.__name__} alone")
    line = json.dumps(record_to_dict(record), ensure_ascii=False, separators=(",", ":")) + "\n"
    if len(line.encode(errors="replace")) > LONGEST_LINE:
        length = f"a line of {len(line)} characters"
        raise InvalidValueError(f"record {record.id!r}", length, f"{LONGEST_LINE} bytes at most can be read again")
    return line


def _class_of(kind: str | type[Any]) -> type[Any]:
    if isinstance(kind, str):
        if kind not in KINDS:
            raise UnknownNameError("kind of record", kind, KINDS)
        return KINDS[kind]
    if kind not in classes_within(KINDS.values()):
        raise InvalidValueError(
            "kind", kind, "give the word for a kind of record, or a class of records or their parts"
        )
    return kind


@contextmanager
def paused_collector(*, paused: bool = True) -> Iterator[None]:
    """Pause the garbage collector while much is read that cannot be garbage yet, and leave it as it was."""
    ran = gc.isenabled()
    if paused:
        gc.disable()
    try:
        yield
    finally:
        if paused and ran:
            gc.enable()


def _lines(file: BufferedReader) -> Iterator[bytes]:
    """Yield the lines with their ends; nothing for one that is too long, which is never held as a whole."""
    if file.peek(len(BOM_UTF8)).startswith(BOM_UTF8):
        file.read(len(BOM_UTF8))
    for raw in iter(partial(file.readline, LONGEST_LINE + 1), b""):
        if len(raw) > LONGEST_LINE and raw[-1:] != b"\n":
            while (rest := file.readline(LONGEST_LINE)) and rest[-1:] != b"\n":
                pass
            yield b""
        else:
            yield raw


class _Quick:
    """One quick way: from lines, and from the same lines joined, to their records."""

    def __init__(self, columns: Columns, read: Callable[[list[bytes], bytes], list[Any]]) -> None:
        self._columns = columns
        self._read = read

    def records(self, lines: list[bytes], joined: bytes) -> list[Any] | None:
        """Return the records; None where anything is wrong, or not as plain as this way needs it."""
        before = self._columns.keys
        try:
            records = self._read(lines, joined)
        except MemoryError:
            raise
        except Exception:  # noqa: BLE001  whatever it is, the strict reading says it better
            return None
        # Each key has its colon: as many colons as keys kept, and no key stood there twice or was passed over.
        keys = self._columns.keys - before
        if joined.count(b":") != keys and (joined.count(b'":') != keys or _SPACED_COLON.search(joined)):
            return None
        return records


def _core(kind: type[Any]) -> _Quick:
    columns = Columns()

    def read(lines: list[bytes], joined: bytes) -> list[Any]:
        rows = _decode(f"[{joined.decode()}]")
        if len(rows) != 2 * len(lines) - 1 or any(mark is not _BREAK for mark in rows[1::2]):
            raise RefusedError
        return columns.read(kind, rows[::2])

    return _Quick(columns, read)


_decode = json.JSONDecoder(parse_constant={"Infinity": _BREAK}.__getitem__).decode


def _fast(kind: type[Any]) -> _Quick | None:
    """Return the way of msgspec; None for a class that it cannot read so.

    Raises:
        MissingExtraError: msgspec is not installed.
    """
    if find_spec("msgspec") is None:
        raise MissingExtraError("fast")
    from hubnet.exchange.bulk.structs import Structs

    try:
        structs = Structs(kind)
    except (RefusedError, TypeError):
        return None
    return _Quick(structs, lambda lines, _: structs.read_lines(lines))


def _ways(kind: type[Any], engine: Engine | None) -> list[_Quick]:
    if engine not in (None, *ENGINES):
        raise UnknownNameError("engine", str(engine), ENGINES)
    if engine is None and find_spec("msgspec") is None:
        engine = "core"
    fast = None if engine == "core" else _fast(kind)
    return [_core(kind)] if fast is None else [fast, _core(kind)]


class _Reader:
    """Reads the lines of one file, and keeps what it learnt from one chunk to the next."""

    def __init__(self, path: Path, kind: str | type[Any], engine: Engine | None) -> None:
        self._path, self._name, self._kind = path, str(path), _class_of(kind)
        self._ways = _ways(self._kind, engine)
        self._line = 0

    @contextmanager
    def opened(self) -> Iterator[Iterator[bytes]]:
        """Open the file for its lines.

        Raises:
            FaultyFileError: the file cannot be read.
        """
        try:
            file = open(self._path, "rb", opener=without_waiting)  # noqa: SIM115  (closed below)
        except (OSError, ValueError) as error:
            why = error.strerror if isinstance(error, OSError) else str(error)
            raise self._unreadable(why) from None
        with file:
            try:
                yield _lines(file)
            except OSError as error:
                raise self._unreadable(error.strerror) from None

    def _unreadable(self, why: str | None) -> FaultyFileError:
        return FaultyFileError([Problem(f"cannot be read: {why}", file=self._name)])

    def read(self, lines: Iterator[bytes], most: int | None = None) -> BulkReading[Any]:
        """Return what the lines hold, no more of them than asked."""
        start = self._line
        end = sys.maxsize if most is None else start + most
        records: list[Any] = []
        problems: list[Problem] = []
        while block := list(islice(lines, min(_AT_ONCE, end - self._line))):
            numbers: Sequence[int] = range(self._line + 1, self._line + 1 + len(block))
            self._line += len(block)
            if not all(block) or any(map(bytes.isspace, block)):
                message = f"the line is longer than {LONGEST_LINE // 2**20} MiB; write one record a line"
                too_long = [number for number, raw in zip(numbers, block, strict=True) if not raw]
                problems += [Problem(message, file=self._name, line=number) for number in too_long]
                filled = [pair for pair in zip(numbers, block, strict=True) if pair[1].strip(_BLANK)]
                numbers, block = [number for number, _ in filled], [raw for _, raw in filled]
            self._read(numbers, block, records, problems)
        problems.sort(key=lambda problem: problem.line or 0)
        return BulkReading(records=tuple(records), problems=tuple(problems), lines=self._line - start)

    def _read(self, numbers: Sequence[int], lines: list[bytes], records: list[Any], problems: list[Problem]) -> None:
        if not lines:
            return
        joined = _BETWEEN.join(lines)
        if b"\\u" not in joined or not _SURROGATE.search(joined):
            for way in self._ways:
                found = way.records(lines, joined)
                if found is not None:
                    records += found
                    return
        if len(lines) > _FEW:
            middle = len(lines) // 2
            self._read(numbers[:middle], lines[:middle], records, problems)
            self._read(numbers[middle:], lines[middle:], records, problems)
            return
        for number, line in zip(numbers, lines, strict=True):
            record, faults = self._strictly(line)
            if record is not None:
                records.append(record)
            problems += [fault._replace(file=self._name, line=number) for fault in faults]

    def _strictly(self, line: bytes) -> tuple[Any, list[Problem]]:
        try:
            content = parse_json(line.strip(_BLANK).decode())
        except UnicodeDecodeError as error:
            return None, [Problem(f"byte {error.start} of the line is not valid UTF-8; save the file as UTF-8")]
        except FaultyFileError as error:
            return None, list(error.problems)
        if _is_deeper(content, DEEPEST):
            return None, [Problem(f"is nested too deeply; {DEEPEST} levels at most")]
        record, faults = structure(record_converter(), content, self._kind)
        return record, problems_of(faults)


def _is_deeper(content: object, levels: int) -> bool:
    if not isinstance(content, dict | list):
        return False
    parts = content.values() if isinstance(content, dict) else content
    return levels == 0 or any(_is_deeper(part, levels - 1) for part in parts)
