"""Facts about a body from all that a command is given: a register, files, options, answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import field, frozen

from hubnet.cli.fact_words import value_of
from hubnet.cli.options import register_of
from hubnet.errors import FaultyFileError, InvalidFactsError, InvalidValueError, Problem, UnknownNameError
from hubnet.exchange.fact_files import read_facts
from hubnet.rulebook import Bounds
from hubnet.rules import assess, facts_of
from hubnet.rules.answers import verdicts

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path

    from hubnet.rulebook import FactType, Held, Rulebook
    from hubnet.rules import Verdict
    from hubnet.values import Place

OPTION, REGISTER = "--fact", "--register"


@frozen(kw_only=True)
class Asked:
    """What every question of one call has in common: the rules, place and day, and what is assumed."""

    law: Rulebook
    place: Place
    on: date
    assume: tuple[str, ...] = ()


@frozen
class Given:
    """Facts, each with what told it.

    What told it is ``--fact``, ``--interview``, the path of a file, or ``--register`` with its name. Of two values that
    agree the more exact one counts, with its source; two that differ are a fault.
    """

    asked: Asked
    facts: dict[str, object] = field(factory=dict)
    sources: dict[str, str] = field(factory=dict)
    places: dict[str, str] = field(factory=dict)
    """The sources in full, with the line of a file."""

    def take(self, name: str, value: object, source: str, place: str = "") -> str | None:
        """Take over a declared fact with a value that it can have; return why not where another source differs."""
        place = place or source
        if name in self.facts:
            joined = _joined(self.asked.law.facts[name], self.facts[name], value)
            if joined is None:
                return (
                    f"{name}: found {_shown(value)}; {self.places[name]} says {_shown(self.facts[name])}; give it once"
                )
            if joined is self.facts[name]:
                return None
        self.facts[name] = value
        self.sources[name] = source
        self.places[name] = place
        return None

    def assess(self, question: str) -> Verdict:
        """Return the answer to a question.

        Raises:
            InvalidFactsError: facts that contradict each other, with what told them.
        """
        asked = self.asked
        try:
            return assess(asked.law, question, self.facts, place=asked.place, on=asked.on, assume=asked.assume)
        except InvalidFactsError as error:
            raise InvalidFactsError(map(self._located, error.problems)) from None

    def assess_all(self) -> list[Verdict]:
        """Return the answer to every question that a body could ask.

        Raises:
            InvalidFactsError: facts that contradict each other, with what told them.
        """
        asked = self.asked
        try:
            return verdicts(asked.law, self.facts, place=asked.place, on=asked.on, assume=asked.assume)
        except InvalidFactsError as error:
            raise InvalidFactsError(map(self._located, error.problems)) from None

    def _located(self, problem: Problem) -> Problem:
        place = self.places.get(problem.column or "")
        return problem._replace(column=None, message=f"{place}: {problem.message}" if place else problem.message)


def given(
    asked: Asked,
    register: tuple[str, str] | None,
    files: Iterable[Path],
    options: Iterable[tuple[str, str]],
) -> Given:
    """Return the facts of a body in a register, of files and of options.

    Raises:
        InvalidFactsError: any fault of the facts; all of them.
        FaultyFileError: a register that cannot be read.
        UnknownNameError: no such organization in the register.
    """
    found = Given(asked)
    if register is not None:
        source, organization = register
        for name, value in facts_of(register_of(source, REGISTER), organization, asked.on).items():
            found.take(name, value, f"{REGISTER} {source}")
    problems = [problem for file in files for problem in _from_file(found, file)]
    problems += _from_options(found, options)
    if problems:
        raise InvalidFactsError(problems)
    return found


def _from_file(found: Given, file: Path) -> Iterator[Problem]:
    try:
        reading = read_facts(file, found.asked.law.facts)
    except FaultyFileError as error:
        yield from error.problems
        return
    yield from reading.problems
    for name, value in reading.facts.items():
        line = reading.lines.get(name)
        place = str(file) if line is None else f"{file}, line {line}"
        if clash := found.take(name, value, str(file), place):
            yield Problem(clash, str(file), line=line)


def _from_options(found: Given, options: Iterable[tuple[str, str]]) -> Iterator[Problem]:
    declared = found.asked.law.facts
    seen: set[str] = set()
    for name, text in options:
        if name in seen:
            yield Problem(f"{OPTION} {name}: is given twice; give it once")
            continue
        seen.add(name)
        fault: str | None
        try:
            if name not in declared:
                raise UnknownNameError("fact", name, declared)  # noqa: TRY301  (one way for all faults of an option)
            fault = found.take(name, value_of(declared[name], text), OPTION)
        except (InvalidValueError, UnknownNameError) as error:
            fault = str(error)
        if fault:
            yield Problem(f"{OPTION} {name}={text}: {fault.removeprefix(f'{name}: ')}")


def _shown(value: object) -> str:
    return repr(value) if isinstance(value, str) else str(value)


def _joined(fact: FactType, old: object, new: object) -> object | None:
    """Return the more exact of two values that agree, None where they differ."""
    one, two = fact.read(old), fact.read(new)
    if one == two or _within(one, two):
        return old
    return new if _within(two, one) else None


def _within(inner: Held, outer: Held) -> bool:
    if not isinstance(outer, Bounds) or isinstance(inner, str):
        return False
    low, high = (inner.low, inner.high) if isinstance(inner, Bounds) else (int(inner), int(inner))
    lowest, highest = outer.low, outer.high
    return (lowest is None or (low is not None and low >= lowest)) and (
        highest is None or (high is not None and high <= highest)
    )
