"""Whether a case can be what it says: its events known, in order, and happened."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.errors import AuthorityLevelError, InvalidCaseError, NotInForceError, Problem, nearest
from hubnet.rulebook import Bounds, Procedure
from hubnet.rules.facts import faults_of
from hubnet.rules.timelines.case import EXTENSION_LENGTH

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from hubnet.rulebook import Rulebook, Step
    from hubnet.rules.timelines.case import Case
    from hubnet.values import PartialDate


def procedure_of(law: Rulebook, case: Case, on: date) -> Procedure:
    """Return the procedure of a case, as in force (or perhaps in force) on the day of an event or the day asked about.

    Raises:
        UnknownNameError: no such procedure.
        AuthorityLevelError: an authority of the place's level cannot handle it.
        NotInForceError: no version of it is known to be in force.
    """
    possible: list[Procedure] = []
    losers: dict[str, None] = {}
    days = [min(on, when.earliest) for _, when in reversed(case.events)]
    for day in (*days, on):
        found = law.resolve(Procedure, case.procedure, case.place, day)
        if found.chosen:
            possible = [found.chosen[0]]
            break
        possible += found.possible
        losers |= dict.fromkeys(f"{item.cite.text('en')}: {item.reason.en}" for item in found.losers)
    if not possible:
        raise NotInForceError(case.procedure, (*days, on)[0], losers)
    procedure = possible[0]
    if case.place.level not in procedure.authority:
        above = [str(place) for place in case.place.ancestors if place.level in procedure.authority]
        raise AuthorityLevelError(case.procedure, case.place.code, case.place.level, procedure.authority, above)
    return procedure


def check_case(law: Rulebook, case: Case, procedure: Procedure, on: date) -> None:
    """Refuse a case that contradicts itself or its procedure.

    Raises:
        InvalidCaseError: all faults.
    """
    problems = [
        *faults_of(dict(case.facts), law.facts),
        *_length_faults(case, law),
        *_event_faults(law, case, procedure),
        *_future_faults(law, case, on),
        *(_order_faults(case, law.steps_of(procedure)) if len(case.events) > 1 else ()),
        *_pause_faults(law, case),
    ]
    if problems:
        raise InvalidCaseError(dict.fromkeys(problems))


def _length_faults(case: Case, law: Rulebook) -> Iterator[Problem]:
    """Find a length of an extension that is not one number."""
    given = dict(case.facts).get(EXTENSION_LENGTH)
    fact = law.facts[EXTENSION_LENGTH]
    if given is not None and fact.misfit(given) is None and isinstance(fact.read(given), Bounds):
        yield Problem(f"{fact.id}: found {given!r}; give one whole number", column=fact.id, found=repr(given))


def _event_faults(law: Rulebook, case: Case, procedure: Procedure) -> Iterator[Problem]:
    """Find events that are unknown, of another procedure, or recorded twice."""
    allowed = law.events_of(procedure)
    names = [name for name, _ in case.events]
    for name in dict.fromkeys(names):
        event, times = law.events.get(name), names.count(name)
        if name not in allowed:
            hint = nearest(name, allowed)
            advice = f"did you mean {hint!r}?" if hint else f"its events: {', '.join(allowed)}"
            why = f"unknown event {name!r}" if event is None else f"event {name!r} is not one of {procedure.id}"
            yield Problem(f"{why}; {advice}", column=name, found=name, allowed=allowed)
        elif times > 1 and event is not None and not event.repeatable:
            yield Problem(f"{name} is recorded {times} times; it happens once", column=name, found=str(times))


def _future_faults(law: Rulebook, case: Case, on: date) -> Iterator[Problem]:
    for name, when in case.events:
        event = law.events.get(name)
        if event is not None and not event.planned and when.earliest > on:
            message = f"{name} on {when} lies after the day asked about, {on}; leave it out or ask about a later day"
            yield Problem(message, column=name, found=str(when))


def _order_faults(case: Case, steps: list[Step]) -> Iterator[Problem]:
    """Find events that come before those they follow from."""
    first = dict(reversed(case.events))
    for step in steps:
        later = [] if step.before else [step.to]
        later += [step.extension.event] if step.extension else []
        start = first.get(step.from_)
        for name in later:
            done = first.get(name)
            if start and done and done.latest < start.earliest:
                message = f"{name} on {done} comes before {step.from_} on {start}; check the two dates"
                yield Problem(message, column=name, found=str(done))


def _pause_faults(law: Rulebook, case: Case) -> Iterator[Problem]:
    log = _log_by_name(case)
    for stop in law.clock_stops if not law.pause_events.isdisjoint(log) else ():
        starts, ends = log.get(stop.starts, []), log.get(stop.ends, [])
        if len(ends) > len(starts):
            yield Problem(f"{stop.ends} without {stop.starts}; give both", column=stop.ends, found=str(ends[-1]))
            continue
        for start, end in zip(starts, ends, strict=False):
            if end.latest < start.earliest:
                message = f"{stop.ends} on {end} comes before {stop.starts} on {start}; check the two dates"
                yield Problem(message, column=stop.ends, found=str(end))


def _log_by_name(case: Case) -> Mapping[str, list[PartialDate]]:
    log: dict[str, list[PartialDate]] = {}
    for name, when in case.events:
        log.setdefault(name, []).append(when)
    return log
