"""By when each step of a filing must be done: the engine.

Steps are taken in the order of the procedure, so that an event which the law deems (acceptance, renewal) is known to
the steps after it. Which rule applies to a step is decided on the day its period starts.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

from attrs import evolve, frozen

from hubnet.calendar import (
    Pause,
    Period,
    Roll,
    Unit,
    last_day_after,
    last_day_before,
    next_named_day,
    rolled,
)
from hubnet.errors import InvalidCaseError, NotInForceError, Problem, UnknownNameError
from hubnet.rulebook import ClockStops, CountingRule, Principle, Reading, Standing, Step
from hubnet.rules.conditions import judge, missing_facts
from hubnet.rules.timelines.check import check_case, procedure_of
from hubnet.rules.timelines.plan import (
    Alternative,
    Gap,
    Limit,
    Plan,
    Rejected,
    State,
    StepPlan,
    Unknown,
)
from hubnet.values import Confidence, DayInterval, Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from hubnet.calendar import Calendar
    from hubnet.rulebook import FactValue, Procedure, Rulebook
    from hubnet.rules.timelines.case import Case

EXTENSION_LENGTH = "extension_length"
"""The declared fact that says how long a granted extension is."""

_BY_UNIT = {
    Unit.WORKING_DAYS: "working_days",
    Unit.DAYS: "running_period",
    Unit.MONTHS: "calendar_period",
    Unit.YEARS: "calendar_period",
}
_DIFFERS = Label(
    "另一文本规定不同，且无授权关系，两种期限并列", "another text says otherwise without a licence to: both stand"
)
_MAY_APPLY = Label("是否在该日有效尚不可知", "whether it is in force on the day is not known")
_LATER_RULE = Label(
    "起算日只知其范围，范围之末适用另一规定",
    "the start day is known only within bounds; at their end another rule applies",
)


def schedule(
    law: Rulebook,
    case: Case,
    *,
    on: date,
    calendar: Calendar | None = None,
    beyond: Literal["interval", "refuse"] = "interval",
    assume: Collection[str] = (),
    adopt: Collection[str] = (),
) -> Plan:
    """Return by when each step of a filing must be done, and how it stands on a day.

    Args:
        law: the rules.
        case: the filing; events after ``on`` are refused unless they are planned ones, such as an expiry.
        on: the day asked about.
        calendar: the working days; the rulebook's official calendar if None. Local overlays of other places are
            left out.
        beyond: past the last published holiday notice give an ``"interval"``, or ``"refuse"``.
        assume: ids of provisions to apply although it is not known whether they are in force; marked in the answer.
        adopt: ids of open readings to follow instead of the default; the default is then given beside it.

    Returns:
        The plan: statutory and committed due days side by side, states, other readings, reasons.

    Raises:
        UnknownNameError: an unknown procedure, reading or assumed id.
        AuthorityLevelError: an authority of that level cannot handle the procedure.
        InvalidCaseError: unknown, repeated, misplaced or impossible events or facts; all of them.
        NotInForceError: no rule for the procedure is known to be in force.
        CalendarRangeError: a day before the calendar, or beyond it with ``beyond="refuse"``.

    Source: Civil Code arts 201 to 203, Administrative Licensing Law arts 32, 42, 45 and 82, and the cited rules.
    """
    _check_names(law, assume, adopt)
    procedure = procedure_of(law, case, on)
    check_case(law, case, procedure, on)
    engine = _Engine(
        law, case, procedure, on, (calendar or law.calendar).at(case.place), beyond == "refuse", assume, adopt
    )
    return engine.plan()


def _check_names(law: Rulebook, assume: Collection[str], adopt: Collection[str]) -> None:
    for name in adopt:
        law.versions(Reading, name)
    known = {provision.id for provision in law.provisions} if assume else set()
    for name in assume:
        if name not in known:
            raise UnknownNameError("provision", name, sorted(known))


_Other = tuple[Limit, Label]
"""A limit that may apply, and why that is not known."""


@frozen
class _Count:
    """How one limit is counted: a rule's way, or that of a reading."""

    start: DayInterval | None
    period: Period | None
    roll: Roll
    pauses: str | None
    clear: bool = False


class _Engine:
    """One call of ``schedule``: the log, what is deemed, and the counting of each limit."""

    def __init__(
        self,
        law: Rulebook,
        case: Case,
        procedure: Procedure,
        on: date,
        calendar: Calendar,
        refuse: bool,  # noqa: FBT001
        assume: Collection[str],
        adopt: Collection[str],
    ) -> None:
        self.law, self.case, self.procedure, self.on, self.calendar = law, case, procedure, on, calendar
        self.refuse, self.assume, self.adopt = refuse, assume, adopt
        self.facts: Mapping[str, FactValue] = dict(case.facts)
        self.logged: dict[str, DayInterval] = {}
        self.several: dict[str, list[DayInterval]] = {}
        for name, when in case.events:
            moment = DayInterval(when.earliest, when.latest)
            self.logged.setdefault(name, moment)
            self.several.setdefault(name, []).append(moment)
        self.deemed: dict[str, DayInterval] = {}
        self.used: dict[str, Principle] = {}

    def plan(self) -> Plan:
        steps, reasons = [], []
        for name in self.procedure.steps:
            step, why = self.step(name)
            if step is not None:
                steps.append(step)
            reasons += why
        if not steps:
            raise NotInForceError(self.procedure.id, self.on, reasons)
        notes = []
        if not self.law.local_to(self.case.place):
            place = self.case.place
            notes.append(Label(f"未收录 {place} 的地方规定", f"no local rules are held for {place}"))
        return Plan(
            case=self.case,
            label=self.procedure.label,
            on=self.on,
            calendar=self.calendar.name,
            steps=tuple(steps),
            principles=tuple(self.used.values()),
            notes=tuple(notes),
        )

    # One step.

    def step(self, name: str) -> tuple[StepPlan | None, list[str]]:
        """Return the plan of a step; None, with reasons, where none of its texts answers."""
        statutory, stated, rejected = self.limits(name, commits=False)
        committed, promised, more = self.limits(name, commits=True)
        rejected += more
        law_limit = self.with_others(statutory, stated) or self.not_known(stated)
        promise = self.with_others(committed, promised) or self.not_known(promised)
        leading = law_limit or promise
        if leading is None:
            return None, [f"{item.cite.text('en')}: {item.reason.en}" for item in rejected]
        self.deem(leading)
        plan = StepPlan(
            id=name,
            label=leading.rule.label,
            actor=leading.rule.actor,
            done_on=self.done_on(leading.rule),
            statutory=law_limit,
            committed=promise,
            rejected=tuple(rejected),
        )
        return plan, []

    def limits(self, name: str, *, commits: bool) -> tuple[list[Limit], list[_Other], list[Rejected]]:
        """Return the limits in force, those that may apply with the reason, and the provisions left out."""
        found: list[Limit] = []
        others: list[_Other] = []
        rejected: list[Rejected] = []
        versions = self.law.versions(Step, name)
        for event in dict.fromkeys(step.from_ for step in versions):
            start = self.start_of(event)
            day = min(start.earliest, self.on) if start else self.on
            resolution = self.law.resolve(Step, name, self.case.place, day, commits=commits, assume=self.assume)
            for step in resolution.chosen:
                if step.from_ != event:
                    continue
                applies = judge(step.when, self.facts) if step.when is not None else Outcome.MET
                if applies is Outcome.NOT_MET:
                    rejected.append(_rejected(step, Label("条件不成立", "its condition does not hold")))
                    continue
                limit = self.limit(step, day)
                if applies is Outcome.UNKNOWN and step.when is not None:
                    limit = evolve(limit, unknown=(*limit.unknown, *self.missing(step)))
                found.append(limit)
            others += [(self.limit(step, day), _MAY_APPLY) for step in resolution.possible if step.from_ == event]
            rejected += [
                _rejected(loser.provision, loser.reason)
                for loser in resolution.losers
                if loser.provision.from_ == event
            ]
            if start and start.latest != start.earliest and found:
                later = self.law.resolve(Step, name, self.case.place, min(start.latest, self.on), commits=commits)
                others += [
                    (self.limit(step, day), _LATER_RULE)
                    for step in later.chosen
                    if step not in resolution.chosen and step.from_ == event
                ]
        return found, others, rejected

    def with_others(self, limits: list[Limit], others: list[_Other]) -> Limit | None:
        """Return the strictest limit, with what the others say beside it where their days differ."""
        if not limits:
            return None
        limits.sort(key=lambda limit: limit.due.earliest if limit.due else date.max)
        main, *rest = limits
        beside = [_alternative(limit, why) for limit, why in [*((limit, _DIFFERS) for limit in rest), *others]]
        different = tuple(item for item in beside if item.due != main.due)
        return evolve(main, alternatives=main.alternatives + different) if different else main

    def not_known(self, others: list[_Other]) -> Limit | None:
        """Return a limit without a day for texts of which none is known to be in force."""
        if not others:
            return None
        rule, why = others[0][0].rule, others[0][1]
        return Limit(
            rule=rule,
            event=self.law.events[rule.from_].label,
            start=self.start_of(rule.from_),
            state=State.DONE if self.done_on(rule) else State.NO_LIMIT,
            alternatives=tuple(_alternative(limit, reason) for limit, reason in others),
            unknown=(Unknown(Gap.NOT_KNOWN_IN_FORCE, why),),
        )

    def missing(self, step: Step) -> list[Unknown]:
        assert step.when is not None  # noqa: S101  (only asked for steps with a condition)
        names = missing_facts(step.when, self.facts)
        return [
            Unknown(
                Gap.FACT_MISSING,
                Label(
                    f"是否适用取决于未提供的事实 {name}：{self.law.facts[name].question.zh}",
                    f"whether it applies depends on the fact {name}, not given: {self.law.facts[name].question.en}",
                ),
            )
            for name in names
        ]

    def deem(self, limit: Limit) -> None:
        """Note the event that silence or an answer brings about; within bounds while it is still open."""
        silence, answer = limit.rule.on_silence, limit.rule.on_answer
        if silence and silence.event and silence.on in self.logged:
            effect = self.logged[silence.on]
            if limit.state in (State.LAPSED, State.DONE_LATE):
                self.deemed[silence.event] = effect
                return
            if limit.state in (State.RUNNING, State.DUE_TODAY) and limit.due and limit.due.latest:
                self.deemed[silence.event] = DayInterval(effect.earliest, max(limit.due.latest, effect.earliest))
        if answer and answer.event and answer.on in self.logged and limit.state is not State.NOT_STARTED:
            self.deemed[answer.event] = self.logged[answer.on]

    def done_on(self, step: Step) -> DayInterval | None:
        """Return when a step was done, by its own event or the first of those that settle it too."""
        events = [self.logged[name] for name in (step.to, *step.met_by) if name in self.logged]
        return min(events, key=lambda when: when.earliest, default=None)

    def start_of(self, event: str, *, deemed_first: bool = False) -> DayInterval | None:
        if deemed_first and event in self.deemed:
            return self.deemed[event]
        return self.logged.get(event) or self.deemed.get(event)

    # One limit.

    def limit(self, step: Step, day: date) -> Limit:
        """Count one limit and judge how it stands."""
        start = self.start_of(step.from_, deemed_first=step.deemed_first)
        if step.needs is not None and step.needs not in self.logged:
            start = None
        deemed = start is not None and start != self.logged.get(step.from_)
        assumed = step.force.on(day) is Standing.UNKNOWN
        if step.within is None and step.before is None and step.by is None:
            return self.unlimited(step, start, deemed=deemed)
        rule = self.counting_of(step)
        adopted = [self.law.one(Reading, name) for name in (*rule.readings, *step.readings) if name in self.adopt]
        plain = _Count(start, step.within or step.before, rule.roll, step.pauses)
        count = plain
        for reading in adopted:
            count = self.read_as(reading, count)
        extension, too_late = self.extension(step, count)
        if extension is not None and count.period is not None:
            count = evolve(count, period=count.period.longer(extension))
            plain = evolve(plain, period=plain.period.longer(extension)) if plain.period else plain
        last, due, paused = self.due(step, count)
        alternatives = [
            Alternative(
                id="as_written", label=Label("默认读法", "the default reading"), due=self.due(step, plain)[1],
                confidence=rule.confidence, cite=step.cite,
            )
            for _ in adopted[:1]
        ]  # fmt: skip
        for name in dict.fromkeys((*rule.readings, *step.readings)):
            reading = self.law.one(Reading, name)
            if reading not in adopted:
                alternatives.append(self.by_reading(step, reading, count, deemed=deemed))
        for name in rule.principles:
            self.used.setdefault(name, self.law.one(Principle, name))
        provisional = due is not None and (due.latest or due.earliest) > self.calendar.known_until and last != due
        provisional = provisional or (
            due is not None and count.period is not None and count.period.unit is Unit.WORKING_DAYS
            and (due.latest or due.earliest) > self.calendar.known_until
        )  # fmt: skip
        state, late, left = self.standing(step, start, due)
        return Limit(
            rule=step,
            event=self.law.events[step.from_].label,
            counting=rule,
            start=count.start,
            deemed=deemed,
            period=count.period,
            extension=extension,
            extension_too_late=too_late,
            pauses=tuple(self.pauses(count.pauses)[1]),
            paused=paused,
            last_day=last,
            roll=count.roll,
            due=due,
            provisional=provisional,
            assumed=assumed,
            state=state,
            late=late,
            days_left=left,
            alternatives=tuple(item for item in alternatives if item.due != due),
            unknown=(Unknown(Gap.CALENDAR_UNKNOWN, self.calendar.almanac.future.because),) if provisional else (),
        )

    def unlimited(self, step: Step, start: DayInterval | None, *, deemed: bool) -> Limit:
        """Return a limit of a text that sets none, with the dates that readings would give."""
        done = self.done_on(step) is not None
        count = _Count(start, None, Roll.NEXT_WORKING_DAY, None)
        beside = [self.by_reading(step, self.law.one(Reading, name), count, deemed=deemed) for name in step.readings]
        adopted = [item for item in beside if item.id in self.adopt]
        due = adopted[0].due if adopted else None
        state, late, left = self.standing(step, start, due)
        if due is None:
            state = State.DONE if done else State.NO_LIMIT if start else State.NOT_STARTED
        return Limit(
            rule=step,
            event=self.law.events[step.from_].label,
            start=start,
            deemed=deemed,
            due=due,
            state=state,
            late=late,
            days_left=left,
            alternatives=tuple(item for item in beside if item not in adopted),
            unknown=(Unknown(Gap.LAW_GAP, step.gap),) if step.gap else (),
        )

    def counting_of(self, step: Step) -> CountingRule:
        if step.counting is not None:
            return self.law.one(CountingRule, step.counting)
        if step.by is not None:
            return self.law.one(CountingRule, "named_date")
        if step.before is not None:
            return self.law.one(CountingRule, "backward_period")
        assert step.within is not None  # noqa: S101  (references.py lets no other step pass)
        return self.law.one(CountingRule, _BY_UNIT[step.within.unit])

    def read_as(self, reading: Reading, count: _Count) -> _Count:
        """Return the count with what a reading changes."""
        period = reading.within or count.period
        if reading.unit_of is not None and period is not None:
            period = Period(period.length, Unit(reading.unit_of))
        start = self.start_of(reading.start, deemed_first=True) if reading.start else count.start
        return _Count(
            start, period, reading.roll or count.roll, reading.pauses or count.pauses, reading.clear or count.clear
        )

    def by_reading(self, step: Step, reading: Reading, count: _Count, *, deemed: bool) -> Alternative:
        """Return the date under one other reading, all else equal."""
        due = None if reading.real_start and deemed else self.due(step, self.read_as(reading, count))[1]
        return Alternative(
            id=reading.id,
            label=reading.label,
            due=due,
            because=reading.because,
            confidence=reading.confidence,
            cite=reading.cite,
        )

    def extension(self, step: Step, count: _Count) -> tuple[Period | None, bool]:
        """Return the extension granted in time, and whether one was granted too late."""
        rule = step.extension
        granted = self.logged.get(rule.event) if rule else None
        if rule is None or granted is None or count.start is None:
            return None, False
        longest = rule.within.length
        length = self.facts.get(EXTENSION_LENGTH, longest)
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

    def due(self, step: Step, count: _Count) -> tuple[DayInterval | None, DayInterval | None, bool]:
        """Return the last day, where it rolls to, and whether a pause is still running.

        Both are intervals: from what the earliest start and the fastest calendar give to the latest and the slowest.
        """
        if count.start is None or (count.period is None and step.by is None):
            return None, None, False
        shortest, longest, running = self.pauses(count.pauses)
        start = count.start
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

    def last_day(self, step: Step, count: _Count, start: date, pauses: list[Pause]) -> DayInterval:
        if step.by is not None:
            month, day = map(int, step.by.split("-"))
            named = next_named_day(start, month, day)
            return DayInterval(named, named)
        assert count.period is not None  # noqa: S101  (due() asks for no other)
        if step.before is not None:
            last = last_day_before(self.calendar, start, count.period, clear=count.clear)
            return DayInterval(last, last)
        return last_day_after(self.calendar, start, count.period, pauses, refuse=self.refuse)

    def pauses(self, name: str | None) -> tuple[list[Pause], list[Pause], bool]:
        """Return the pauses as short and as long as their dates allow, and whether one is still running.

        One still running is taken to end on the day asked about.
        """
        short: list[Pause] = []
        long: list[Pause] = []
        running = False
        for stop in self.law.one(ClockStops, name).stops if name else ():
            ends = self.several.get(stop.ends, [])
            for index, start in enumerate(self.several.get(stop.starts, [])):
                open_end = DayInterval(max(self.on, start.earliest), max(self.on, start.latest or start.earliest))
                end = ends[index] if index < len(ends) else open_end
                running = running or index >= len(ends)
                begun, over = start.latest or start.earliest, end.latest or end.earliest
                short += [(begun, end.earliest)] if begun < end.earliest else []
                long += [(start.earliest, over)] if start.earliest < over else []
        return short, long, running

    def standing(
        self, step: Step, start: DayInterval | None, due: DayInterval | None
    ) -> tuple[State, Outcome, int | None]:
        """Return state, lateness and days left on the day asked about."""
        done = self.done_on(step)
        if due is None:
            return (State.DONE if done else State.NOT_STARTED), Outcome.UNKNOWN, None
        moment = done or DayInterval(self.on, self.on)
        if due.latest is not None and moment.earliest > due.latest:
            late = Outcome.MET
        elif moment.latest is not None and moment.latest <= due.earliest:
            late = Outcome.NOT_MET
        else:
            late = Outcome.UNKNOWN
        if done:
            return (State.DONE_LATE if late is Outcome.MET else State.DONE), late, None
        left = (due.earliest - self.on) // timedelta(days=1)
        if late is Outcome.MET:
            lapses = step.on_silence is not None and step.on_silence.event is not None
            return (State.LAPSED if lapses else State.OVERDUE), late, left
        exact = due.earliest == due.latest
        return (State.DUE_TODAY if exact and due.earliest == self.on else State.RUNNING), late, left


def _alternative(limit: Limit, why: Label) -> Alternative:
    rule = limit.rule
    return Alternative(
        id=rule.id, label=rule.label, due=limit.due, because=why,
        confidence=Confidence.ASSUMED if limit.assumed else rule.confidence, cite=rule.cite,
    )  # fmt: skip


def _rejected(step: Step, reason: Label) -> Rejected:
    return Rejected(id=step.id, place=step.place, cite=step.cite, reason=reason)
