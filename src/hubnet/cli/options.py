"""Options that commands share, and how a fault ends a command."""

from __future__ import annotations

import json
import re
import shutil
import sys
from collections.abc import Callable
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO, TypeVar

import click
from wcwidth import wcswidth, wrap

from hubnet.errors import FaultyFileError, HubnetError, InvalidFactsError, InvalidValueError, nearest
from hubnet.exchange import load_overlay, load_rulebook
from hubnet.rulebook import Rulebook
from hubnet.values import PartialDate

if TYPE_CHECKING:
    from hubnet.entities import Register

F = TypeVar("F", bound=Callable[..., Any])

BAD_INPUT = 2
_HANG = 2
_NARROWEST = 20
FINDINGS = 1


class Day(click.ParamType[date]):
    """A day as ``YYYY-MM-DD``."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ANN401
        """Return the day, or refuse the text."""
        try:
            return value if isinstance(value, date) else PartialDate.day(value)
        except InvalidValueError as error:
            self.fail(str(error), param, ctx)


class Pair(click.ParamType[tuple[str, str]]):
    """``NAME=VALUE``."""

    name = "name=value"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, str]:  # noqa: ANN401
        """Return name and value, or refuse a text without both."""
        if isinstance(value, tuple):
            return value
        name, equals, text = value.partition("=")
        if not (name.strip() and equals and text.strip()):
            self.fail(f"found {value!r}; write NAME=VALUE", param, ctx)
        return name.strip(), text.strip()


lang = click.option("--lang", type=click.Choice(["zh", "en"]), default="zh", show_default=True, help="Language.")
as_json = click.option("--json", "as_json", is_flag=True, help="JSON for programs.")
rules = click.option(
    "--rules", multiple=True, type=click.Path(path_type=Path), metavar="PATH",
    help="Own rule file or folder on top of the shipped ones; can be repeated.",
)  # fmt: skip
overlays = click.option(
    "--overlay", "overlays", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="Holiday notice or local days (JSON as holiday-cn); can be repeated, the last wins.",
)  # fmt: skip


def law_of(paths: tuple[Path, ...], overlay_files: tuple[Path, ...] = ()) -> Rulebook:
    """Return the rules with the user's files and calendar overlays."""
    law = load_rulebook(*paths)
    if overlay_files:
        law = law.with_calendar(law.calendar.with_overlays(load_overlay(file) for file in overlay_files))
    return law


def register_of(source: str, option: str) -> Register:
    """Return the register at a path, or else the shipped case of that name.

    Args:
        source: path or name.
        option: what gave it, for the refusal.
    """
    from hubnet.exchange import load_casebook, load_register
    from hubnet.exchange.casebooks import case_names
    from hubnet.exchange.files import is_there

    names = case_names()
    if is_there(Path(source)):
        return load_register(source)
    if source in names:
        return load_casebook(source)
    close = nearest(source, names)
    hint = f"did you mean {close!r}? " if close else ""
    raise InvalidValueError(
        option, source, f"no such file or folder, and no such case; {hint}cases: {', '.join(names)}"
    )


def echo_json(content: object) -> None:
    """Print JSON; characters that the output cannot take are escaped, never replaced."""
    text = json.dumps(content, ensure_ascii=False, indent=2)
    try:
        text.encode(getattr(sys.stdout, "encoding", None) or "utf-8")
    except UnicodeEncodeError:
        text = json.dumps(content, indent=2)
    click.echo(text)


_INVISIBLE = {
    code: f"\\u{code:04x}"
    for code in (*range(9), *range(11, 32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
}
"""Characters that would steer the terminal or turn the text around, shown by their number."""


def visible(text: str) -> str:
    """Return a text with what would steer the terminal shown by its number."""
    return text.translate(_INVISIBLE)


def folded(text: str, width: int | None = None, stream: TextIO | None = None) -> str:
    """Return a text with long lines broken and indented below themselves.

    Without a width: to that of the terminal; where output goes elsewhere the lines stay whole. The stream is where the
    text goes: standard output if not given.
    """
    text = visible(text)
    if width is None and not (stream or sys.stdout).isatty():
        return text
    room = width or shutil.get_terminal_size().columns
    lines = []
    for line in text.splitlines():
        indent = " " * (len(line) - len(line.lstrip()))
        first, *rest = _pieces(line.strip(), max(room - len(indent) - _HANG, _NARROWEST))
        lines += [indent + first, *(f"{indent}{' ' * _HANG}{piece}" for piece in rest)]
    return "\n".join(lines)


_OPENING, _CLOSING = re.escape("“‘（《〈【(["), re.escape("”’）》〉】，。；：、？！…)],.;:?!") + "\u0300-\u036f"
_UNIT = re.compile(rf"[{_OPENING}]*(?:[!-~]+|\S)[{_CLOSING}]*|\s+")
"""What stands on one line: a word, a number or a Chinese character, with the signs that open or close it; or spaces."""


def _pieces(line: str, room: int) -> list[str]:
    """Return a line in pieces that fit; Chinese is broken between any two characters, other text between words."""
    pieces = [""]
    used = 0
    for unit in _UNIT.findall(line):
        size = max(wcswidth(unit), 0)
        if used + size <= room:
            pieces[-1] += unit
            used += size
            continue
        *whole, last = wrap(unit, room) or [""]  # what is longer than a line is broken anywhere
        pieces += [*whole, last]
        used = wcswidth(last)
    return [piece.rstrip() for piece in pieces if piece.strip()] or [""]


def faults_end_it(command: F) -> F:
    """Print a fault of the input on standard error and exit with 2; no traceback."""

    @wraps(command)
    def run(*args: Any, **kwargs: Any) -> Any:  # noqa: ANN401
        try:
            return command(*args, **kwargs)
        except HubnetError as error:
            click.echo(folded(f"hubnet: {_told(error)}", stream=sys.stderr), err=True)
            raise click.exceptions.Exit(BAD_INPUT) from None

    return run  # type: ignore[return-value]


def _told(error: HubnetError) -> str:
    """Return the message; several faults of facts stand in a line each, as those of files do."""
    if isinstance(error, InvalidFactsError) and len(error.problems) > 1:
        return str(FaultyFileError(error.problems))
    return str(error)
