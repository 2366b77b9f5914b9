"""Whether the names that a provision uses exist."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.calendar import Unit
from hubnet.errors import InvalidValueError, nearest
from hubnet.exchange.references_in_conditions import broken_condition
from hubnet.rulebook import (
    Clause,
    ClockStops,
    Condition,
    Consequence,
    CountingRule,
    Duty,
    EventType,
    FactKind,
    FactType,
    Instrument,
    Movement,
    Principle,
    Procedure,
    Provision,
    Question,
    Reading,
    Relation,
    Step,
    questions_in,
)
from hubnet.values import LEVELS, PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hubnet.exchange.converter import Fault

RESERVED = ("id", "procedure", "place", "on", "events", "facts", "note")
"""Columns of tables of filings, which no event or fact can be named after."""

_LEAP_YEAR = 2000
_PLAIN = re.compile(r"\w+(\.\w+)*")


@frozen
class Names:
    """The names that are declared somewhere, also those whose entry is itself at fault: they are blamed once."""

    events: Collection[str]
    facts: Mapping[str, FactType | None]
    of_kind: Mapping[type[Provision], Collection[str]]

    def ids(self, kind: type[Provision]) -> Collection[str]:
        """Return the ids of one kind of provision."""
        return self.of_kind[kind]


def broken_references(  # noqa: C901  (one branch for each kind)
    provision: Provision, names: Names
) -> Iterator[Fault]:
    """Yield what a provision names that does not exist, or combines that does not go together."""
    match provision:
        case Procedure():
            yield from _procedure(provision, names)
        case Step():
            yield from _step(provision, names)
        case Duty():
            yield from _duty(provision, names)
        case CountingRule():
            yield from _unknown("principles", "principle", provision.principles, names.ids(Principle))
            for key, readings in (("readings", provision.readings), ("adoptable", provision.adoptable)):
                yield from _unknown(key, "reading", readings, names.ids(Reading))
        case Reading():
            yield from _unknown("pauses", "clock stops", [provision.pauses], names.ids(ClockStops))
            yield from _unknown("start", "event", [provision.start], names.events)
            yield from _unknown("unit_of", "unit", [provision.unit_of], [unit.value for unit in Unit])
        case ClockStops():
            for stop in provision.stops:
                yield from _unknown("stops", "event", [stop.starts, stop.ends], names.events)
        case Question():
            yield from _plain_name(provision.id)
            yield from _unknown("authority", "level", provision.authority, LEVELS)
            if not provision.authority:
                yield "authority", "is empty; give at least one"
        case Clause():
            yield from _clause(provision, names)
        case Consequence():
            yield from _consequence(provision, names)


def faults_of_shared(value: Instrument | EventType | FactType) -> Iterator[Fault]:
    """Yield what cannot be in a declaration by itself."""
    if isinstance(value, Instrument):
        names = [version.id for version in value.versions]
        if not names:
            yield "versions", "is empty; give at least one version"
        yield from _twice("versions", names)
    elif isinstance(value, EventType):
        if value.id in RESERVED:
            yield "id", f"is the name of a column of tables of filings: {', '.join(RESERVED)}"
    else:
        if value.id in RESERVED:
            yield "id", f"is the name of a column of tables of filings: {', '.join(RESERVED)}"
        if (value.kind is FactKind.CHOICE) != bool(value.choices):
            yield "choices", "give words to choose from for a choice, and for nothing else"
        yield from _twice("choices", value.choices)
        yield from _bounds_of(value)
        if value.labels and len(value.labels) != len(value.choices):
            yield "labels", f"found {len(value.labels)} for {len(value.choices)} choices; give one for each"
        if value.never and value.kind is not FactKind.DATE:
            yield "never", "only a date fact can be never"
        if value.kind in (FactKind.DATE, FactKind.PLACE) and value.change is not Movement.NONE:
            yield "change", f"a {value.kind.value} cannot be moved; leave it out"
        yield from _plain_name(value.id)
        yield from _twice("parts", value.parts)
        if value.given_by not in (None, "place"):
            yield "given_by", f"found {value.given_by!r}; give place, or leave it out"
        elif value.given_by and set(value.choices) != set(LEVELS):
            yield "given_by", f"place says a level; give a choice of {', '.join(LEVELS)}, or leave given_by out"


def _plain_name(name: str) -> Iterator[Fault]:
    """Refuse an id that could not be written on a command line, or would break lines where it is shown."""
    if not _PLAIN.fullmatch(name):
        yield "id", f"found {name!r}; give words of letters, digits and _, joined by dots"


def _bounds_of(fact: FactType) -> Iterator[Fault]:
    """Find bounds that are none of the fact, or lie the wrong way round."""
    found = []
    for key, bound in (("minimum", fact.minimum), ("maximum", fact.maximum)):
        if bound is not None:
            try:
                found.append(fact.bound(bound))
            except InvalidValueError as error:
                yield key, str(error)
    if len(found) == 2 and found[1] < found[0]:  # noqa: PLR2004  (both)
        yield "maximum", f"found {fact.maximum}; must not lie below the minimum, {fact.minimum}"


def _twice(key: str, names: Iterable[str]) -> Iterator[Fault]:
    names = list(names)
    for name in dict.fromkeys(names):
        if names.count(name) > 1:
            yield key, f"{name!r} stands there twice"


def _procedure(procedure: Procedure, names: Names) -> Iterator[Fault]:
    yield from _unknown("steps", "step", procedure.steps, names.ids(Step))
    yield from _unknown("authority", "level", procedure.authority, LEVELS)
    yield from _twice("steps", procedure.steps)
    for key, given in (("steps", procedure.steps), ("authority", procedure.authority)):
        if not given:
            yield key, "is empty; give at least one"


def _duty(duty: Duty, names: Names) -> Iterator[Fault]:
    yield from _unknown("procedure", "procedure", [duty.procedure], names.ids(Procedure))
    yield from _unknown("event", "event", [duty.event], names.events)
    yield from _named_day("anchor", duty.anchor)
    if duty.every.unit is Unit.WORKING_DAYS or not duty.every.length:
        yield "every", f"found {duty.every.label.en}; give 1 or more days, months or years"
    yield from _condition(duty.when, names)


def _step(step: Step, names: Names) -> Iterator[Fault]:
    yield from _unknown("from", "event", [step.from_], names.events)
    yield from _unknown("to", "event", [step.to], names.events)
    yield from _unknown("met_by", "event", step.met_by, names.events)
    yield from _unknown("needs", "event", [step.needs], names.events)
    yield from _unknown("counting", "counting rule", [step.counting], names.ids(CountingRule))
    yield from _unknown("pauses", "clock stops", [step.pauses], names.ids(ClockStops))
    yield from _unknown("readings", "reading", step.readings, names.ids(Reading))
    yield from _condition(step.when, names)
    lengths = [name for name in ("within", "before", "by", "gap") if getattr(step, name) is not None]
    if len(lengths) != 1:
        found = " and ".join(lengths) or "none"
        yield "within", f"found {found}; give one of within, before, by, or gap where the text sets no limit"
    if step.by is not None:
        yield from _named_day("by", step.by)
    if step.extension is not None:
        yield from _unknown("extension", "event", [step.extension.event], names.events)
        if step.within is None or step.extension.within.unit is not step.within.unit:
            yield "extension", "an extension needs 'within' and its unit"
    for key, effect in (("on_silence", step.on_silence), ("on_answer", step.on_answer)):
        if effect is not None:
            yield from _unknown(key, "event", [effect.event, effect.on], names.events)
            if (effect.event is None) != (effect.on is None):
                yield key, "give event and on together, or neither"


def _unknown(key: str, kind: str, names: Iterable[str | None], known: Iterable[str]) -> Iterator[Fault]:
    known = list(known)
    for name in names:
        if name is not None and name not in known:
            hint = nearest(name, known)
            yield (
                key,
                f"unknown {kind} {name!r}; " + (f"did you mean {hint!r}?" if hint else f"known: {', '.join(known)}"),
            )


def _named_day(key: str, text: str) -> Iterator[Fault]:
    try:
        PartialDate.day(f"{_LEAP_YEAR}-{text}")
    except InvalidValueError:
        yield key, f"found {text!r}; give a day of the year as MM-DD"


def _clause(clause: Clause, names: Names) -> Iterator[Fault]:
    yield from _plain_name(clause.id)
    yield from _unknown("id", "question", [clause.question], names.ids(Question))
    said = [key for key in ("requires", "gap") if getattr(clause, key) is not None] + ["lowered"] * clause.lowered
    said += ["waived"] * clause.waived
    if len(said) != 1:
        yield "requires", f"found {' and '.join(said) or 'none'}; give one of requires, lowered, waived, or gap"
    if (clause.lowered or clause.waived) and clause.relation is not Relation.DEPARTS:
        yield "relation", 'what is lowered or waived departs from the text that asks it; give relation = "departs"'
    if clause.relation is Relation.COMMITS:
        yield "relation", "a clause is no service commitment; give states, implements, adds or departs"
    yield from _condition(clause.when, names, "when", asks=True)
    yield from _condition(clause.requires, names, "requires", asks=True)


def _consequence(consequence: Consequence, names: Names) -> Iterator[Fault]:
    yield from _plain_name(consequence.id)
    known = [name for kind in (Clause, Question, Step, Duty) for name in names.ids(kind)]
    yield from _unknown("of", "rule", consequence.of, known)
    for key, given in (("of", consequence.of), ("measures", consequence.measures)):
        if not given:
            yield key, "is empty; give at least one"
    for fine in consequence.fines:
        between = fine.at_least is not None or fine.at_most is not None
        if bool(fine.of) != bool(fine.times) or bool(fine.of) is between:
            yield "fines", "give at_least and at_most, or of and times"
    yield from _condition(consequence.when, names)


def _condition(condition: Condition | None, names: Names, key: str = "when", *, asks: bool = False) -> Iterator[Fault]:
    """Find what is wrong with a condition; only one that ``asks`` can ask other questions."""
    if condition is not None:
        for message in broken_condition(condition, names.facts, names.ids(Question) if asks else ()):
            yield key, message


def broken_parts(facts: Mapping[str, FactType | None]) -> Iterator[tuple[str, str]]:
    """Yield the id of each total whose parts are no numbers from zero, and why."""
    for fact in facts.values():
        for name in fact.parts if fact else ():
            part = facts.get(name)
            for _, message in _unknown("parts", "fact", [name], facts):
                yield fact.id, message  # type: ignore[union-attr]
            if part is not None and (part.kind is not fact.kind or part.low is None or part.low < 0 or part.parts):  # type: ignore[union-attr]
                yield fact.id, f"the part {name} must be of the same kind, from 0 up, and no total itself"  # type: ignore[union-attr]


def circles(clauses: Iterable[Clause]) -> Iterator[tuple[str, str]]:
    """Yield the id of each question that asks itself, by way of others, and the way."""
    asks: dict[str, dict[str, None]] = {}
    for clause in clauses:
        for condition in (clause.when, clause.requires):
            if condition is not None:
                asks.setdefault(clause.question, {}).update(dict.fromkeys(questions_in(condition)))
    for start in asks:
        way = _way_back(start, start, asks, (start,))
        if way is not None:
            yield start, f"asks itself: {' → '.join(way)}"


def _way_back(
    start: str, at: str, asks: Mapping[str, Collection[str]], gone: tuple[str, ...]
) -> tuple[str, ...] | None:
    for question in asks.get(at, ()):
        if question == start:
            return (*gone, start)
        if question not in gone and (way := _way_back(start, question, asks, (*gone, question))):
            return way
    return None
