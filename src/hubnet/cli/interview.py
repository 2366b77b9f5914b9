"""Asking for the facts that a question needs, the one that settles most first, until it is decided."""

from __future__ import annotations

import shlex
import sys
from typing import TYPE_CHECKING

import click
from attrs import evolve

from hubnet.cli.fact_words import allowed, choices, plain, told, value_of
from hubnet.cli.options import folded, visible
from hubnet.errors import InvalidFactsError, InvalidValueError, Problem
from hubnet.rulebook import FactKind
from hubnet.values import Outcome

if TYPE_CHECKING:
    from hubnet.cli.given import Given
    from hubnet.rulebook import FactType
    from hubnet.rules import Verdict
    from hubnet.values import Language

OPTION = "--interview"
_NOT_KNOWN = {"", "?", "？", "不知道", "unknown"}
_QUIT = {"q", "quit", "退出"}
_SHORT = {"y": "yes", "n": "no"}
_FEW = 2
_DIGITS = 4


class Answers:
    """The lines of standard input, one an answer.

    Attributes:
        live: a person answers at a terminal, so that a wrong answer can be asked for again.
        number: how many lines were read.
    """

    def __init__(self) -> None:
        self.live = sys.stdin is not None and sys.stdin.isatty()
        self.number = 0

    def next(self) -> str | None:
        """Return the next line without the spaces around it, None at the end.

        Raises:
            InvalidValueError: a line in another encoding.
        """
        line = b"" if sys.stdin is None else sys.stdin.buffer.readline()
        if not line:
            return None
        self.number += 1
        encoding = sys.stdin.encoding or "utf-8"
        try:
            return line.decode(encoding).removeprefix("\ufeff").strip()
        except UnicodeDecodeError:
            shown = line.decode(encoding, errors="backslashreplace").strip()
            if not self.live:
                click.echo(shown, err=True)
            raise InvalidValueError(self.place, shown, f"give text in {encoding}") from None

    @property
    def place(self) -> str:
        """Where the last line stands."""
        return f"{OPTION}, line {self.number}"


def interview(given: Given, question: str, lang: Language) -> tuple[Verdict, Given]:
    """Return the answer to a question, and the facts with those answered for.

    The questions go to standard error. An empty line, "?", 不知道 or "unknown" leaves a fact not known; q, the end of
    the input, or nothing left to ask ends it with what is known by then. A wrong answer is asked for again at a
    terminal; in other input it ends the interview, since the lines after it may be answers to other questions.

    Raises:
        InvalidValueError: a wrong answer in input that is no terminal, with its line.
        InvalidFactsError: facts that contradict each other before anything is asked.
    """
    answers = Answers()
    verdict = given.assess(question)
    _say(_opening(verdict, lang))
    passed: set[str] = set()
    number = 0
    while left := [name for name in verdict.needed or verdict.missing if name not in passed]:
        number += 1
        name = left[0]
        fact = verdict.declared[name]
        passed.add(name)
        _say("\n" + _asking(verdict, given, fact, number, lang))
        taken = _taken(answers, given, fact, question, lang)
        if taken is None:
            break
        given = taken
        verdict = given.assess(question)
    _say(_closing(given, lang))
    return verdict, given


def _taken(answers: Answers, given: Given, fact: FactType, question: str, lang: Language) -> Given | None:
    """Return the facts with an answer, without it where it is not known, None at the end."""
    while True:
        click.echo("> ", nl=False, err=True)
        try:
            line = answers.next()
            if line is None or not answers.live:  # at a terminal an answer stands there already
                click.echo(visible(line or ""), err=True)
            if line is None or line.casefold() in _QUIT:
                return None
            if line.casefold() in _NOT_KNOWN:
                return given
            return _with(given, fact, line, question, answers.place)
        except (InvalidValueError, InvalidFactsError) as error:
            if not answers.live:
                raise
            _say(_again(error, answers.place, fact, lang))


def _with(given: Given, fact: FactType, line: str, question: str, place: str) -> Given:
    """Return the facts with one more.

    Raises:
        InvalidValueError: an answer that the fact cannot have.
        InvalidFactsError: an answer that contradicts what is known.
    """
    try:
        value = value_of(fact, _meant(fact, line))
    except InvalidValueError as error:
        raise InvalidValueError(f"{place}: {fact.id}", line, error.allowed) from None
    tried = evolve(given, facts={**given.facts}, sources={**given.sources}, places={**given.places})
    if clash := tried.take(fact.id, value, OPTION, place):
        raise InvalidFactsError([Problem(f"{place}: {clash}")])
    tried.assess(question)
    return tried


def _meant(fact: FactType, line: str) -> str:
    """Return the answer that a short one stands for: y, n, or the number of a choice."""
    if fact.kind is FactKind.YES_NO:
        return _SHORT.get(line.casefold(), line)
    if fact.kind is FactKind.CHOICE and line not in fact.choices and line.isascii() and line.isdecimal():
        return dict(enumerate(fact.choices, 1)).get(int(line), line) if len(line) < _DIGITS else line
    return line


def _opening(verdict: Verdict, lang: Language) -> str:
    asks = verdict.question.asks.text(lang)
    if lang == "zh":
        return f"{asks}地区 {verdict.place.code}，日期 {verdict.on}\n逐项回答，一行一个。不知道：直接回车或 ?；结束：q"
    return (
        f"{asks} Place {verdict.place.code}, day {verdict.on}\n"
        "Answer line by line. Not known: an empty line or ?; to end: q"
    )


def _asking(verdict: Verdict, given: Given, fact: FactType, number: int, lang: Language) -> str:
    """Return a question with what it is for and what can be answered."""
    zh = lang == "zh"
    lines = [f"{number}. {fact.question.text(lang)}{f'（{fact.id}）' if zh else f' ({fact.id})'}"]
    wanting = [
        clause.label.text(lang) for clause in verdict.clauses if any(why.fact == fact.id for why in clause.reasons)
    ]
    settled = sum(clause.outcome is not Outcome.UNKNOWN for clause in verdict.clauses)
    total = len(verdict.clauses)
    clauses = ("、" if zh else ", ").join(wanting[:_FEW])
    if len(wanting) > _FEW:
        clauses += f"等 {len(wanting)} 条" if zh else f" and {len(wanting) - _FEW} more"
    lines.append(
        f"用于：{clauses}；已定 {settled}/{total} 条" if zh else f"for: {clauses}; {settled} of {total} clauses settled"
    )
    if fact.id in given.facts:
        lines.append(f"{'已知：' if zh else 'known so far: '}{told(fact, given.facts[fact.id], lang)}")
    if fact.kind is FactKind.CHOICE:
        listed = enumerate(choices(fact, lang), 1)
        lines += [f"  {at}  {word}  {label}".rstrip() for at, (word, label) in listed]
    else:
        lines.append(allowed(fact, lang))
    return "\n".join([lines[0], *(f"   {line}" for line in lines[1:])])


def _again(error: InvalidValueError | InvalidFactsError, place: str, fact: FactType, lang: Language) -> str:
    """Return why an answer is refused, and what can be answered."""
    zh = lang == "zh"
    if isinstance(error, InvalidFactsError):
        why = str(error).replace(f"{place}: ", "")
        return f"   与已知的不合：{why}" if zh else f"   does not fit what is known: {why}"
    if fact.kind is FactKind.CHOICE:
        may_be = "编号、词或名称" if zh else "a number, a word or a name of the list"
    else:
        may_be = allowed(fact, lang)
    return f"   不能回答“{error.found}”；可以：{may_be}" if zh else f"   found {error.found!r}; give {may_be}"


def _closing(given: Given, lang: Language) -> str:
    """Return how the same facts are given without an interview."""
    said = [name for name, source in given.sources.items() if source == OPTION]
    if not said:
        return ""
    words = {True: "yes", False: "no"}
    again = " ".join(
        f"--fact {shlex.quote(f'{name}={words.get(value, plain(value)) if isinstance(value, bool) else plain(value)}')}"
        for name in said
        for value in (given.facts[name],)
    )
    return f"\n{'同样的回答：' if lang == 'zh' else 'the same answers: '}{again}\n"


def _say(text: str) -> None:
    click.echo(folded(text, stream=sys.stderr), err=True)
