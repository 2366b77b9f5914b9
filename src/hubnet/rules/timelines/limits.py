"""One limit: counted from its start, judged on a day, with the dates under other readings."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hubnet.calendar import Day, Pause, Period, Roll, Unit, last_day_after, last_day_before, next_named_day, rolled
from hubnet.errors import CalendarRangeError, InvalidCaseError, Problem
from hubnet.rulebook import ClockStops, CountingRule, Principle, Reading, Standing, Step
from hubnet.rules.timelines.case import EXTENSION_LENGTH
from hubnet.rules.timelines.steps import Alternative, Gap, Limit, State, Unknown
from hubnet.values import DayInterval, Label, Outcome, one_day

if TYPE_CHECKING:
    from collections.abc import Collection

    from hubnet.calendar import Calendar
    from hubnet.rulebook import Rulebook
from hubnet.rules.timelines.log import Log

"""The declared fact that says how long a granted extension is."""

_DAY = timedelta(days=1)
_BY_UNIT = {
    Unit.WORKING_DAYS: "working_days",
    Unit.DAYS: "running_period",
    Unit.MONTHS: "calendar_period",
    Unit.YEARS: "calendar_period",
}


class Count(NamedTuple):
    """How one limit is counted: a rule's way, or that of a reading."""

    start: DayInterval | None
    period: Period | None
    roll: Roll
    pauses: str | None
    clear: bool = False


class Way(NamedTuple):
    """How a step is counted, whatever the case: looked up once."""

    rule: CountingRule
    readings: tuple[Reading, ...]
    unpaused: tuple[Reading, ...]
    """Those of the readings that can matter to a case without a pause."""
    adoptable: tuple[Reading, ...]
    restarts: bool
    """Whether a reading starts the period at another event."""
    principles: dict[str, Principle]


class LimitCounter:
    """Counts limits of one case; ``used`` collects the principles they stand on."""

    def __init__(
        self,
        law: Rulebook,
        log: Log,
        calendar: Calendar,
        *,
        refuse: bool,
        adopt: Collection[str],
    ) -> None:
        self.law, self.log, self.calendar = law, log, calendar
        self.refuse, self.adopt = refuse, adopt
        self.used: dict[str, Principle] = {}
        self.paused = not law.pause_events.isdisjoint(log.recorded)

    def limit(self, step: Step, day: date) -> Limit:
        """Count one limit and judge how it stands."""
        start = self.log.start_of(step)
        deemed = start is not None and start is not self.log.recorded.get(step.from_)
        assumed = step.force.on(day) is Standing.UNKNOWN
        if step.within is None and step.before is None and step.by is None:
            return self.unlimited(step, start, deemed=deemed)
        way = self.law.keep(("way", id(step)), lambda: self.way_of(step))
        rule = way.rule
        if start is None and not way.restarts:
            return self.waiting(step, rule)
        adopted = (
            [reading for reading in (*way.readings, *way.adoptable) if reading.id in self.adopt] if self.adopt else []
        )
        plain = Count(start, step.within or step.before, rule.roll, step.pauses)
        count = plain
        for reading in adopted:
            count = self.read_as(reading, count)
        extension, too_late = self.extension(step, count)
        gaps: list[Unknown] = []
        if extension is None:
            last, due, paused = self.due(step, count)
        else:
            unextended = self.due(step, count)[1]
            count, plain = _extended(count, extension), _extended(plain, extension)
            last, due, paused = self.due(step, count)
            if self.length_open(step):  # from what it was, to what the law allows at most
                due = unextended and due and DayInterval(unextended.earliest, due.latest)
                gaps.append(self.missing_length())
        alternatives = [] if not adopted else self.as_written(step, rule, self.due(step, plain)[1], due)
        for reading in way.readings if self.paused else way.unpaused:
            if reading not in adopted:
                alternatives += self.by_reading(step, reading, count, due, deemed=deemed)
        if due is not None:
            self.used |= way.principles
        provisional = due is not None and self.stands_on_unknown_days(count, due)
        gaps += [Unknown(Gap.CALENDAR_UNKNOWN, self.calendar.almanac.future.because)] if provisional else []
        state, late, left = self.standing(step, due)
        event = self.log.awaited(step)
        return Limit(
            rule=step,
            event=event,
            event_label=self.law.events[event].label,
            counting=rule,
            start=count.start,
            deemed=deemed,
            period=count.period,
            extension=extension,
            extension_too_late=too_late,
            pauses=tuple(self.log.pauses(self.stops_of(count))[1]) if self.paused else (),
            paused=paused,
            off=count.roll is Roll.NONE and self.is_off(due),
            last_day=last,
            roll=count.roll,
            due=due,
            exceptions=self.exceptions(count, last, due),
            provisional=provisional,
            assumed=assumed,
            state=state,
            late=late,
            days_left=left,
            alternatives=tuple(alternatives),
            unknown=tuple(gaps),
        )

    def waiting(self, step: Step, rule: CountingRule) -> Limit:
        """Return a limit that has not started and cannot be read as started."""
        event, done = self.log.awaited(step), self.log.settled_by(step) is not None

        def limit() -> Limit:
            return Limit(
                rule=step,
                event=event,
                event_label=self.law.events[event].label,
                counting=rule,
                period=step.within or step.before,
                roll=rule.roll,
                state=State.DONE if done else State.NOT_STARTED,
            )

        return self.law.keep(("waiting", id(step), event, done), limit)

    def exceptions(self, count: Count, last: DayInterval | None, due: DayInterval | None) -> tuple[Day, ...]:
        """Return the days that differ from the plain week and mattered: while counting, or at the end."""
        if due is None or last is None or count.start is None:
            return ()
        end = due.latest or due.earliest
        if count.period is not None and count.period.unit is Unit.WORKING_DAYS:
            first = count.start.earliest
            return self.calendar.exceptions(first + _DAY, end) if first < end else self.calendar.exceptions(end, first)
        return self.calendar.exceptions(last.earliest, end) if last.earliest != due.earliest or last != due else ()

    def is_off(self, due: DayInterval | None) -> bool:
        """Return whether a due day is known to be a day off."""
        if (
            due is None
            or due.earliest != due.latest
            or not self.calendar.first <= due.earliest <= self.calendar.known_until
        ):
            return False
        return not self.calendar.is_working(due.earliest)

    def stands_on_unknown_days(self, count: Count, due: DayInterval) -> bool:
        """Return whether days decide for which no holiday notice is out."""
        counts_days_off = count.roll is not Roll.NONE or (
            count.period is not None and count.period.unit is Unit.WORKING_DAYS
        )
        return counts_days_off and (due.latest or due.earliest) > self.calendar.known_until

    def unlimited(self, step: Step, start: DayInterval | None, *, deemed: bool) -> Limit:
        """Return a limit of a text that sets none, with the dates that readings would give."""
        done = self.log.done_on(step) is not None
        count = Count(start, None, Roll.NEXT_WORKING_DAY, None)
        beside = [
            item
            for name in step.readings
            for item in self.by_reading(step, self.law.one(Reading, name), count, None, deemed=deemed)
        ]
        adopted = [item for item in beside if item.id in self.adopt]
        due = adopted[0].due if adopted else None
        state, late, left = self.standing(step, due)
        if due is None:
            state = State.DONE if done else State.NO_LIMIT if start else State.NOT_STARTED
        event = self.log.awaited(step)
        return Limit(
            rule=step,
            event=event,
            event_label=self.law.events[event].label,
            start=start,
            deemed=deemed,
            due=due,
            state=state,
            late=late,
            days_left=left,
            alternatives=tuple(item for item in beside if item not in adopted),
            unknown=(Unknown(Gap.LAW_GAP, step.gap),) if step.gap else (),
        )

    def way_of(self, step: Step) -> Way:
        """Return how a step is counted, as far as its rule alone says."""
        rule = self.counting_of(step)
        readings = tuple(self.law.one(Reading, name) for name in dict.fromkeys((*rule.readings, *step.readings)))
        return Way(
            rule=rule,
            readings=readings,
            adoptable=tuple(self.law.one(Reading, name) for name in rule.adoptable),
            unpaused=tuple(reading for reading in readings if not _only_pauses(reading)),
            restarts=any(reading.start for reading in readings),
            principles={name: self.law.one(Principle, name) for name in rule.principles},
        )

    def counting_of(self, step: Step) -> CountingRule:
        """Return the counting rule of a step: its own, else that of its kind of period."""
        if step.counting is not None:
            return self.law.one(CountingRule, step.counting)
        if step.by is not None:
            return self.law.one(CountingRule, "named_date")
        if step.before is not None:
            return self.law.one(CountingRule, "backward_period")
        assert step.within is not None  # noqa: S101  (references.py lets no other step pass)
        return self.law.one(CountingRule, _BY_UNIT[step.within.unit])

    def read_as(self, reading: Reading, count: Count) -> Count:
        """Return the count with what a reading changes."""
        period = reading.within or count.period
        if reading.unit_of is not None and period is not None:
            period = Period(period.length, Unit(reading.unit_of))
        start = self.log.when(reading.start, deemed_first=True) if reading.start else count.start
        return Count(
            start,
            period,
            reading.roll or count.roll,
            (self.paused and reading.pauses) or count.pauses,
            reading.clear or count.clear,
        )

    def as_written(
        self, step: Step, rule: CountingRule, default: DayInterval | None, due: DayInterval | None
    ) -> list[Alternative]:
        """Return the date under the default, where another reading was adopted and makes a difference."""
        label = Label("默认读法", "the default reading")
        beside = Alternative(id="as_written", label=label, due=default, confidence=rule.confidence, cite=step.cite)
        return [] if default == due else [beside]

    def by_reading(
        self, step: Step, reading: Reading, count: Count, due: DayInterval | None, *, deemed: bool
    ) -> list[Alternative]:
        """Return the date under one other reading, all else equal; nothing where it makes no difference."""
        read = self.read_as(reading, count)
        if reading.real_start and deemed:
            other = None
        elif read == count:
            return []
        else:
            try:
                other = self.due(step, read)[1]
            except CalendarRangeError:  # what a reading would need is no reason to refuse the answer
                return []
        if other == due:
            return []
        return [
            Alternative(
                id=reading.id,
                label=reading.label,
                due=other,
                because=reading.because,
                confidence=reading.confidence,
                cite=reading.cite,
            )
        ]

    def extension(self, step: Step, count: Count) -> tuple[Period | None, bool]:
        """Return the extension granted in time, and whether one was granted too late."""
        rule = step.extension
        granted = self.log.recorded.get(rule.event) if rule else None
        if rule is None or granted is None or count.start is None:
            return None, False
        longest = rule.within.length
        length = self.log.facts.get(EXTENSION_LENGTH, longest)
        if type(length) is not int or length > longest:
            message = (
                f"{EXTENSION_LENGTH}: found {length!r}; {rule.cite.text('en')} allows {rule.within.label.en} at most"
            )
            raise InvalidCaseError([Problem(message, column=EXTENSION_LENGTH, found=str(length))])
        _, due, _ = self.due(step, count)
        if due is not None and due.latest is not None and granted.earliest > due.latest:
            return None, True
        unit = count.period.unit if count.period else rule.within.unit
        return Period(length, unit), False

    def length_open(self, step: Step) -> bool:
        """Return whether an extension can be of any length up to its limit, and none is recorded."""
        return step.extension is not None and step.extension.at_most and EXTENSION_LENGTH not in self.log.facts

    def missing_length(self) -> Unknown:
        """Return that the length of an extension is not known."""
        question = self.law.facts[EXTENSION_LENGTH].question
        return Unknown(
            Gap.FACT_MISSING,
            Label(
                f"延长多久未提供（{EXTENSION_LENGTH}）：{question.zh}",
                f"the length of the extension is not given ({EXTENSION_LENGTH}): {question.en}",
            ),
        )

    def due(self, step: Step, count: Count) -> tuple[DayInterval | None, DayInterval | None, bool]:
        """Return the last day, where it rolls to, and whether a pause is still running.

        Both are intervals: from what the earliest start and the fastest calendar give to the latest and the slowest.
        """
        if count.start is None or (count.period is None and step.by is None):
            return None, None, False
        start = count.start
        if start.earliest == start.latest and not (self.paused and count.pauses):
            first = self.last_day(step, count, start.earliest, [])
            if first.earliest == first.latest:
                return first, rolled(self.calendar, first.earliest, count.roll, refuse=self.refuse), False
        shortest, longest, running = self.log.pauses(self.stops_of(count))
        first = self.last_day(step, count, start.earliest, shortest)
        final = first
        if start.latest != start.earliest or shortest != longest:
            final = (
                self.last_day(step, count, start.latest, longest) if start.latest else DayInterval(first.earliest, None)
            )
        early = rolled(self.calendar, first.earliest, count.roll, refuse=self.refuse)
        late: date | None = early.latest
        if running or final.latest is None:
            final, late = DayInterval(first.earliest, None), None
        elif final.latest != first.earliest:
            late = rolled(self.calendar, final.latest, count.roll, refuse=self.refuse).latest
        return DayInterval(first.earliest, final.latest), DayInterval(early.earliest, late), running

    def stops_of(self, count: Count) -> ClockStops | None:
        """Return the clock stops that apply."""
        return self.law.one(ClockStops, count.pauses) if count.pauses else None

    def last_day(self, step: Step, count: Count, start: date, pauses: list[Pause]) -> DayInterval:
        """Return the last day of a limit that starts on one day, before roll-over."""
        if step.by is not None:
            month, day = map(int, step.by.split("-"))
            named = next_named_day(start, month, day)
            return one_day(named)
        assert count.period is not None  # noqa: S101  (due() asks for no other)
        if step.before is not None:
            last = last_day_before(self.calendar, start, count.period, clear=count.clear)
            return one_day(last)
        return last_day_after(self.calendar, start, count.period, pauses, refuse=self.refuse)

    def standing(self, step: Step, due: DayInterval | None) -> tuple[State, Outcome, int | None]:
        """Return state, lateness and days left on the day asked about."""
        done = self.log.done_on(step)
        if due is None:
            return (State.DONE if done else State.NOT_STARTED), Outcome.UNKNOWN, None
        on = self.log.on
        first, last = (done.earliest, done.latest) if done else (on, on)
        if due.latest is not None and first > due.latest:
            late = Outcome.MET
        elif last is not None and last <= due.earliest:
            late = Outcome.NOT_MET
        else:
            late = Outcome.UNKNOWN
        if done:
            return (State.DONE_LATE if late is Outcome.MET else State.DONE), late, None
        left = (due.earliest - on).days
        if late is Outcome.MET:
            lapses = step.on_silence is not None and step.on_silence.event is not None
            return (State.LAPSED if lapses else State.OVERDUE), late, left
        today = due.earliest == on == due.latest
        return (State.DUE_TODAY if today else State.RUNNING), late, left


def _only_pauses(reading: Reading) -> bool:
    changes = (reading.unit_of, reading.within, reading.start, reading.roll, reading.clear, reading.real_start)
    return reading.pauses is not None and not any(changes)


def _extended(count: Count, extension: Period) -> Count:
    return count._replace(period=count.period.longer(extension)) if count.period else count
