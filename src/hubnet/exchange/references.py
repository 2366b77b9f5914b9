"""Whether the names that a provision uses exist."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.calendar import Unit
from hubnet.errors import InvalidValueError, nearest
from hubnet.rulebook import (
    ClockStops,
    Comparison,
    Condition,
    CountingRule,
    Duty,
    FactKind,
    Not,
    Operator,
    Principle,
    Procedure,
    Provision,
    Reading,
    Rulebook,
    Step,
)
from hubnet.values import LEVELS, PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

Fault = tuple[str, str]
"""Key and message."""

_LEAP_YEAR = 2000
_ORDERED = {Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN}


def broken_references(provision: Provision, rulebook: Rulebook) -> Iterator[Fault]:
    """Yield what a provision names that does not exist, or combines that does not go together."""
    match provision:
        case Procedure():
            yield from _unknown("steps", "step", provision.steps, rulebook.ids(Step))
            yield from _unknown("authority", "level", provision.authority, LEVELS)
        case Step():
            yield from _step(provision, rulebook)
        case Duty():
            yield from _unknown("procedure", "procedure", [provision.procedure], rulebook.ids(Procedure))
            yield from _unknown("event", "event", [provision.event], rulebook.events)
            yield from _named_day("anchor", provision.anchor)
            yield from _condition(provision.when, rulebook)
        case CountingRule():
            yield from _unknown("principles", "principle", provision.principles, rulebook.ids(Principle))
            for key, names in (("readings", provision.readings), ("adoptable", provision.adoptable)):
                yield from _unknown(key, "reading", names, rulebook.ids(Reading))
        case Reading():
            yield from _unknown("pauses", "clock stops", [provision.pauses], rulebook.ids(ClockStops))
            yield from _unknown("start", "event", [provision.start], rulebook.events)
            yield from _unknown("unit_of", "unit", [provision.unit_of], [unit.value for unit in Unit])
        case ClockStops():
            for stop in provision.stops:
                yield from _unknown("stops", "event", [stop.starts, stop.ends], rulebook.events)


def _step(step: Step, rulebook: Rulebook) -> Iterator[Fault]:
    yield from _unknown("from", "event", [step.from_], rulebook.events)
    yield from _unknown("to", "event", [step.to], rulebook.events)
    yield from _unknown("met_by", "event", step.met_by, rulebook.events)
    yield from _unknown("needs", "event", [step.needs], rulebook.events)
    yield from _unknown("counting", "counting rule", [step.counting], rulebook.ids(CountingRule))
    yield from _unknown("pauses", "clock stops", [step.pauses], rulebook.ids(ClockStops))
    yield from _unknown("readings", "reading", step.readings, rulebook.ids(Reading))
    yield from _condition(step.when, rulebook)
    lengths = [name for name in ("within", "before", "by", "gap") if getattr(step, name) is not None]
    if len(lengths) != 1:
        found = " and ".join(lengths) or "none"
        yield "within", f"found {found}; give one of within, before, by, or gap where the text sets no limit"
    if step.by is not None:
        yield from _named_day("by", step.by)
    if step.extension is not None:
        yield from _unknown("extension", "event", [step.extension.event], rulebook.events)
        if step.within is None or step.extension.within.unit is not step.within.unit:
            yield "extension", "an extension needs 'within' and its unit"
    for key, effect in (("on_silence", step.on_silence), ("on_answer", step.on_answer)):
        if effect is not None:
            yield from _unknown(key, "event", [effect.event, effect.on], rulebook.events)
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


def _condition(condition: Condition | None, rulebook: Rulebook) -> Iterator[Fault]:
    match condition:
        case None:
            return
        case Comparison():
            fact = rulebook.facts.get(condition.fact)
            if fact is None:
                yield from _unknown("when", "fact", [condition.fact], rulebook.facts)
                return
            values = condition.value if isinstance(condition.value, tuple) else (condition.value,)
            if condition.operator in _ORDERED and fact.kind is not FactKind.INTEGER:
                yield "when", f"{fact.id} is {fact.kind.value} and has no order; {condition.operator.value} cannot be"
            for value in values:
                if problem := fact.misfit(value):
                    yield "when", problem
        case Not():
            yield from _condition(condition.part, rulebook)
        case _:
            for part in condition.parts:
                yield from _condition(part, rulebook)
