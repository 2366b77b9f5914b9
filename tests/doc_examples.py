"""Run the examples in README and docs, each page in an empty directory of its own.

CONTRIBUTING.md ("Examples in the docs") says how to write them.
"""

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, chdir
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, NamedTuple

from sybil import Document, Example, Region, Sybil
from sybil.parsers.markdown.lexers import FencedCodeBlockLexer
from sybil.parsers.myst import CodeBlockParser, PythonCodeBlockParser

ROOT = Path(__file__).resolve().parent.parent
EXECUTED_LANGUAGES = frozenset({"python", "console"})

_FILE_NAME_IN_BLOCK = re.compile(r"# file: (\S+)\n")
_FILE_NAME_ABOVE_BLOCK = re.compile(r"<!-- file: (\S+) -->\n\Z")
_SHELL_WORDS = frozenset({"|", "||", "&", "&&", ";", "<", ">", ">>"})
_FIXED_ENVIRONMENT = {"COLUMNS": "80", "NO_COLOR": "1", "PYTHONUTF8": "1"}
_DIFFERENCE = doctest.ELLIPSIS | doctest.REPORT_UDIFF


class Command(NamedTuple):
    """A command line of a console block and the text that must follow it."""

    line: str
    expected: str


class Printed(NamedTuple):
    """What a command printed, and its exit status."""

    text: str
    status: int


def read_commands(source: str) -> Iterator[Command]:
    """Yield the commands of a console block, in order."""
    lead, *sessions = re.split(r"^\$ ", source, flags=re.MULTILINE)
    if lead.strip() or not sessions:
        message = "a console block begins with a command, `$ hubnet …`; use a text block for output alone"
        raise ValueError(message)
    for session in sessions:
        line, _, expected = session.replace("\\\n> ", "").partition("\n")
        yield Command(line, expected)


def run(line: str) -> Printed:
    """Run a command line without a shell; standard error is part of what it prints."""
    program, *arguments = words = shlex.split(line)
    if program not in {"hubnet", "python"} or not _SHELL_WORDS.isdisjoint(words):
        message = f"only plain `hubnet …` and `python …` can be run, got {line!r}; use an sh block for what is not run"
        raise ValueError(message)
    executable = sys.executable if program == "python" else shutil.which("hubnet", path=sysconfig.get_path("scripts"))
    done = subprocess.run(
        [executable or "hubnet", *arguments],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        env=os.environ | _FIXED_ENVIRONMENT,
        timeout=60,
        check=False,
    )
    return Printed(done.stdout, done.returncode)


def find_difference(source: str) -> str | None:
    """Run a console block; say how the first command that prints something else differs, or None."""
    status = 0
    for command in read_commands(source):
        if command.line.strip() == "echo $?":
            printed, status = Printed(f"{status}\n", 0), 0
        elif status:
            break
        else:
            printed = run(command.line)
            status = printed.status
        expected, text = _without_trailing_space(command.expected), _without_trailing_space(printed.text)
        if not doctest.OutputChecker().check_output(expected, text, _DIFFERENCE):
            wanted = doctest.Example(command.line, expected)
            return f"$ {command.line}\n" + doctest.OutputChecker().output_difference(wanted, text, _DIFFERENCE)
    if status:
        return f"a command ended with status {status}: mend it, or let `$ echo $?` and the status follow it"
    return None


def _without_trailing_space(text: str) -> str:
    lines = "\n".join(line.rstrip() for line in text.splitlines()).rstrip("\n")
    return lines and lines + "\n"


def _check_console(example: Example) -> str | None:
    return find_difference(example.parsed)


def parse_files(document: Document) -> Iterable[Region]:
    """Find the blocks that are to be written to a file."""
    for region in FencedCodeBlockLexer(language=r".+")(document):
        source = region.lexemes["source"]
        name = _FILE_NAME_IN_BLOCK.match(source) or _FILE_NAME_ABOVE_BLOCK.search(document.text, 0, region.start)
        if name and region.lexemes["language"] not in EXECUTED_LANGUAGES:
            yield Region(region.start, region.end, (name[1], source), _write_file)


def _write_file(example: Example) -> None:
    name, source = example.parsed
    path = Path(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(source, encoding="utf-8")


def _enter_page(namespace: dict[str, Any]) -> None:
    page = ExitStack()
    page.enter_context(chdir(page.enter_context(TemporaryDirectory(prefix="page-"))))
    namespace["_leave_page"] = page.close


def _leave_page(namespace: dict[str, Any]) -> None:
    namespace["_leave_page"]()


PAGES = Sybil(
    parsers=[
        PythonCodeBlockParser(doctest_optionflags=doctest.ELLIPSIS),
        CodeBlockParser("console", _check_console),
        parse_files,
    ],
    path=str(ROOT),
    patterns=["README*.md", "docs/*.md", "docs/*/*.md"],
    setup=_enter_page,
    teardown=_leave_page,
)
