"""Whether the names that a provision uses exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.calendar import Unit
from hubnet.errors import InvalidValueError, nearest
from hubnet.rulebook import (
    ClockStops,
    Comparison,
    Condition,
    CountingRule,
    Duty,
    EventType,
    FactKind,
    FactType,
    Instrument,
    Not,
    Operator,
    Principle,
    Procedure,
    Provision,
    Reading,
    Step,
)
from hubnet.values import LEVELS, PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from hubnet.exchange.converter import Fault

RESERVED = ("id", "procedure", "place", "on", "events", "facts", "note")
"""Columns of tables of filings, which no event or fact can be named after."""

_LEAP_YEAR = 2000
_ORDERED = {Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN}


@frozen
class Names:
    """The names that are declared somewhere, also those whose entry is itself at fault: they are blamed once."""

    events: Collection[str]
    facts: Mapping[str, FactType | None]
    of_kind: Mapping[type[Provision], Collection[str]]

    def ids(self, kind: type[Provision]) -> Collection[str]:
        """Return the ids of one kind of provision."""
        return self.of_kind[kind]


def broken_references(provision: Provision, names: Names) -> Iterator[Fault]:
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
        if value.minimum is not None and value.maximum is not None and value.maximum < value.minimum:
            yield "maximum", f"found {value.maximum}; must not lie below the minimum, {value.minimum}"


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


def _condition(condition: Condition | None, names: Names) -> Iterator[Fault]:
    match condition:
        case None:
            return
        case Comparison():
            if condition.fact not in names.facts:
                yield from _unknown("when", "fact", [condition.fact], names.facts)
                return
            fact = names.facts[condition.fact]
            if fact is None:
                return
            values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
            if condition.operator in _ORDERED and fact.kind is not FactKind.INTEGER:
                yield "when", f"{fact.id} is {fact.kind.value} and has no order; {condition.operator.value} cannot be"
            for value in values:
                if problem := fact.misfit(value):
                    yield "when", problem
        case Not():
            yield from _condition(condition.part, names)
        case _:
            for part in condition.parts:
                yield from _condition(part, names)
