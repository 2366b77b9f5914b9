"""What has happened in a filing: recorded events, and those that the law deems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.values import DayInterval, Outcome, one_day

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from hubnet.calendar import Pause
    from hubnet.rulebook import ClockStops, FactType, Held, Step
    from hubnet.rules.timelines.case import Case
    from hubnet.rules.timelines.steps import Limit


class Log:
    """The events of one case, as known on a day; deemed events are added while its steps are taken in order."""

    def __init__(self, case: Case, on: date, declared: Mapping[str, FactType]) -> None:
        self.on = on
        self.facts: Mapping[str, Held] = {name: declared[name].read(value) for name, value in case.facts}
        self.recorded: dict[str, DayInterval] = {}
        self.deemed: dict[str, DayInterval] = {}
        self._all: dict[str, list[DayInterval]] = {}
        for name, when in case.events:
            moment = one_day(when.earliest) if when.exact else DayInterval(when.earliest, when.latest)
            self.recorded.setdefault(name, moment)
            self._all.setdefault(name, []).append(moment)
        self.past = {name: moment for name, moment in self.recorded.items() if moment.earliest <= on}

    def start_of(self, step: Step) -> DayInterval | None:
        """Return when the period of a step starts: on its event, recorded or deemed.

        An event the step needs besides must surely have come by then.
        """
        start = self.when(step.from_, deemed_first=step.deemed_first)
        if step.needs is not None and start is not None:
            needed = self.recorded.get(step.needs)
            if needed is None or (start.latest and (needed.latest or needed.earliest) > start.latest):
                return None
        return start

    def awaited(self, step: Step) -> str:
        """Return the event a step runs from, or the one it still needs."""
        return step.needs if step.needs is not None and step.needs not in self.recorded else step.from_

    def when(self, event: str, *, deemed_first: bool = False) -> DayInterval | None:
        """Return when an event happened, as recorded, else as deemed; the other way round with ``deemed_first``."""
        if deemed_first and event in self.deemed:
            return self.deemed[event]
        return self.recorded.get(event) or self.deemed.get(event)

    def done_on(self, step: Step) -> DayInterval | None:
        """Return when a step was done, by its own event or the first of those that settle it too."""
        name = self.settled_by(step)
        return self.recorded[name] if name else None

    def settled_by(self, step: Step) -> str | None:
        """Return the event that did or settled a step; a planned one that still lies ahead has done nothing yet."""
        if step.to not in self.past and self.past.keys().isdisjoint(step.met_by):
            return None
        past = [name for name in (step.to, *step.met_by) if name in self.past]
        return min(past, key=lambda name: self.past[name].earliest)

    def deem(self, limit: Limit) -> None:
        """Note the event that silence or an answer brings about; within bounds while it is still open."""
        silence, answer = limit.rule.on_silence, limit.rule.on_answer
        if answer and answer.event and answer.on in self.recorded and answer.event not in self.recorded:
            self.deemed[answer.event] = self.recorded[answer.on]
        if silence is None or silence.event is None or silence.on not in self.recorded or limit.due is None:
            return
        effect = self.recorded[silence.on]
        done = self.done_on(limit.rule)
        if limit.late is Outcome.MET:
            self.deemed[silence.event] = effect
        elif limit.late is Outcome.UNKNOWN or done is None:
            # It can still be silence, from the first day on, or an answer, and then whatever follows from that.
            answered = self.deemed.get(silence.event)
            self.deemed[silence.event] = DayInterval(effect.earliest, answered.latest if answered and done else None)

    def pauses(self, stops: ClockStops | None) -> tuple[list[Pause], list[Pause], bool]:
        """Return the pauses as short and as long as their dates allow, and whether one is still running.

        One still running is taken to end on the day asked about.
        """
        short: list[Pause] = []
        long: list[Pause] = []
        running = False
        for stop in stops.stops if stops else ():
            ends = self._all.get(stop.ends, [])
            for index, start in enumerate(self._all.get(stop.starts, [])):
                begun, over = start.latest or start.earliest, self.on
                early = over
                if index < len(ends):
                    early, over = ends[index].earliest, ends[index].latest or ends[index].earliest
                else:
                    running = True
                short += [(begun, early)] if begun < early else []
                long += [(start.earliest, over)] if start.earliest < over else []
        return short, long, running
