"""By when each step of a filing must be done: the engine.

Steps are taken in the order of the procedure, so that an event which the law deems (acceptance, renewal) is known to
the steps after it. Which rule applies to a step is decided on the day its period starts.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from attrs import evolve

from hubnet.calendar import next_named_day
from hubnet.errors import InvalidValueError, NotInForceError, UnknownNameError
from hubnet.rulebook import Loser, Reading, Relation, Step
from hubnet.rules.conditions import judge, missing_facts
from hubnet.rules.timelines.check import check_case, procedure_of
from hubnet.rules.timelines.limits import LimitCounter
from hubnet.rules.timelines.log import Log
from hubnet.rules.timelines.plan import Plan
from hubnet.rules.timelines.steps import Alternative, Gap, Limit, State, StepPlan, Unknown
from hubnet.values import Confidence, Label, Outcome, PartialDate

if TYPE_CHECKING:
    from collections.abc import Collection

    from hubnet.calendar import Calendar
    from hubnet.rulebook import Procedure, Rulebook
    from hubnet.rules.timelines.case import Case
    from hubnet.values import DayInterval

_CONDITION_FAILS = Label("条件不成立", "its condition does not hold")
_ADDS = Label("另一文本的附加期限，与之并存", "a further limit of another text: it stands beside")
_DIFFERS = Label(
    "另一文本规定不同，且无授权关系，两种期限并列", "another text says otherwise without a licence to: both stand"
)
_MAY_APPLY = Label("是否在该日有效尚不可知", "whether it is in force on the day is not known")
_LATER_RULE = Label(
    "起算日只知其范围，范围之末适用另一规定",
    "the start day is known only within bounds; at their end another rule applies",
)


Beyond = Literal["interval", "refuse"]
"""What to do past the last published holiday notice."""


def schedule(
    law: Rulebook,
    case: Case,
    *,
    on: date | str,
    calendar: Calendar | None = None,
    beyond: Beyond = "interval",
    assume: Collection[str] = (),
    adopt: Collection[str] = (),
) -> Plan:
    """Return by when each step of a filing must be done, and how it stands on a day.

    Args:
        law: the rules.
        case: the filing; events after ``on`` are refused unless they are planned ones, such as an expiry.
        on: the day asked about; a date or ``YYYY-MM-DD``.
        calendar: the working days; the rulebook's official calendar if None. Local overlays of other places are
            left out.
        beyond: past the last published holiday notice give an ``"interval"``, or ``"refuse"``.
        assume: ids of provisions to apply although it is not known whether they are in force; marked in the answer.
        adopt: ids of open readings to follow instead of the default; the default is then given beside it.

    Returns:
        Statutory and committed due days side by side, states, other readings, reasons.

    Raises:
        UnknownNameError: an unknown procedure, reading or assumed id.
        AuthorityLevelError: an authority of that level cannot handle the procedure.
        InvalidCaseError: unknown, repeated, misplaced or impossible events or facts; all of them.
        NotInForceError: no rule for the procedure is known to be in force.
        CalendarRangeError: a day before the calendar, or beyond it with ``beyond="refuse"``.

    Source: Civil Code arts 201 to 203, Administrative Licensing Law arts 32, 42, 45 and 82, and the cited rules.
    """
    check_options(law, beyond=beyond, assume=assume, adopt=adopt)
    day = PartialDate.day(on) if isinstance(on, str) else PartialDate.of(on).earliest
    procedure = procedure_of(law, case, day)
    check_case(law, case, procedure, day)
    log = Log(case, day, law.facts)
    days = (calendar or law.calendar).at(case.place)
    counter = LimitCounter(law, log, days, refuse=beyond == "refuse", adopt=adopt)
    try:
        return _Engine(law, case, procedure, log, counter, assume).plan()
    except OverflowError:
        raise InvalidValueError("date", max(when.latest for _, when in case.events), _TOO_FAR) from None


_TOO_FAR = "counting from it runs past the end of the calendar; check the year"


def check_options(law: Rulebook, *, beyond: str, assume: Collection[str], adopt: Collection[str]) -> None:
    """Refuse options of ``schedule`` that name nothing.

    Raises:
        InvalidValueError: another word for ``beyond``, or a text where a list of ids belongs.
        UnknownNameError: an unknown reading or assumed id.
    """
    if beyond not in get_args(Beyond):
        raise InvalidValueError("beyond", beyond, f"give one of {', '.join(get_args(Beyond))}")
    for option, names in (("assume", assume), ("adopt", adopt)):
        if isinstance(names, str):
            raise InvalidValueError(option, names, "give a list of ids")
    for name in adopt:
        law.versions(Reading, name)
    known = {provision.id for provision in law.provisions} if assume else set()
    for name in assume:
        if name not in known:
            raise UnknownNameError("provision", name, sorted(known))


_Other = tuple[Limit, Label]
"""A limit that may apply, and why that is not known."""


class _Engine:
    """One call of ``schedule``: which texts answer for each step, and what they say together."""

    def __init__(
        self,
        law: Rulebook,
        case: Case,
        procedure: Procedure,
        log: Log,
        counter: LimitCounter,
        assume: Collection[str],
    ) -> None:
        self.law, self.case, self.procedure = law, case, procedure
        self.log, self.counter, self.assume = log, counter, assume

    def plan(self) -> Plan:
        steps: list[StepPlan] = []
        losers: list[Loser] = []
        for name in self.procedure.steps:
            step, left_out = self.step(name)
            if step is None and any(item.reason is not _CONDITION_FAILS for item in left_out):
                self.refuse_without_rule(name, left_out)
            steps += [step] if step is not None else []
            losers += left_out
        if not steps:
            raise NotInForceError(self.procedure.id, self.log.on, _reasons(losers))
        notes = []
        place = self.case.place
        if place.level != "country" and not self.law.local_to(place, Step):
            notes.append(Label(f"未收录 {place} 的地方时限规定", f"no local time limits are held for {place}"))
        return Plan(
            case=self.case,
            label=self.procedure.label,
            on=self.log.on,
            calendar=self.counter.calendar.name,
            steps=tuple(steps),
            losers=tuple(losers),
            principles=tuple(self.counter.used.values()),
            notes=tuple(notes),
        )

    def refuse_without_rule(self, name: str, losers: list[Loser]) -> None:
        """Refuse a filing that has begun a step for which no text is held on that day."""
        for commits in (False, True):
            for event in self.law.starts_of(name, commits=commits):
                start = self.log.recorded.get(event)
                if start is not None:
                    raise NotInForceError(name, start.earliest, _reasons(losers))

    # One step.

    def step(self, name: str) -> tuple[StepPlan | None, list[Loser]]:
        """Return the plan of a step; None, and the texts left out, where none of them answers."""
        statutory, stated, losers = self.limits(name, commits=False)
        law_limit = self.with_others(statutory, stated) or self.not_known(stated)
        promise = None
        if self.law.starts_of(name, commits=True):
            committed, promised, more = self.limits(name, commits=True)
            promise = self.with_others(committed, promised) or self.not_known(promised)
            losers += more
        leading = law_limit or promise
        if leading is None:
            return None, losers
        self.log.deem(leading)
        settled_by = self.log.settled_by(leading.rule)
        plan = StepPlan(
            id=name,
            label=leading.rule.label,
            actor=leading.rule.actor,
            done_on=self.log.recorded[settled_by] if settled_by else None,
            settled_by=settled_by,
            statutory=law_limit,
            committed=promise,
            losers=tuple(losers),
        )
        return plan, []

    def limits(self, name: str, *, commits: bool) -> tuple[list[Limit], list[_Other], list[Loser]]:
        """Return the limits in force, those that may apply with the reason, and the provisions left out."""
        found: list[Limit] = []
        others: list[_Other] = []
        losers: list[Loser] = []
        for event in self.law.starts_of(name, commits=commits):
            start = self.log.when(event)
            day = self.deciding_day(name, start)
            resolution = self.law.resolve(Step, name, self.case.place, day, commits=commits, assume=self.assume)
            for step in resolution.chosen:
                if step.from_ != event:
                    continue
                applies = self.applies(step)
                if applies is Outcome.NOT_MET:
                    losers.append(Loser(step.id, step.place, step.cite, _CONDITION_FAILS))
                    continue
                limit = self.counter.limit(step, day)
                if applies is Outcome.UNKNOWN and step.when is not None:
                    limit = self.perhaps(limit, step)
                found.append(limit)
            if resolution.possible:
                maybe = [step for step in resolution.possible if step.from_ == event]
                others += [(self.counter.limit(step, day), _MAY_APPLY) for step in maybe]
            if resolution.losers:
                losers += [item for item in resolution.losers if item not in losers]
            last = start.latest if start else None
            if last is not None and last > day and found:
                later = self.law.resolve(Step, name, self.case.place, min(last, self.log.on), commits=commits)
                others += [
                    (self.counter.limit(step, day), _LATER_RULE)
                    for step in later.chosen
                    if step not in resolution.chosen and step.from_ == event
                ]
        return found, others, losers

    def deciding_day(self, name: str, start: DayInterval | None) -> date:
        """Return the day whose texts decide: that of the start, for a named date that date; never one to come."""
        if start is None:
            return self.log.on
        by = self.law.versions(Step, name)[0].by
        day = start.earliest if by is None else next_named_day(start.earliest, *map(int, by.split("-")))
        return min(day, self.log.on)

    def with_others(self, limits: list[Limit], others: list[_Other]) -> Limit | None:
        """Return the strictest limit, with what the others say beside it where their days differ."""
        if not limits:
            return None
        if len(limits) == 1 and not others:
            return limits[0]
        limits.sort(key=lambda limit: limit.due.earliest if limit.due else date.max)
        main, *rest = limits
        beside = [
            _alternative(limit, _ADDS if Relation.ADDS in (limit.rule.relation, main.rule.relation) else _DIFFERS)
            for limit in rest
        ]
        beside += [_alternative(limit, why) for limit, why in others]
        different = tuple(item for item in beside if item.due != main.due)
        return evolve(main, alternatives=main.alternatives + different) if different else main

    def not_known(self, others: list[_Other]) -> Limit | None:
        """Return a limit without a day for texts of which none is known to be in force."""
        if not others:
            return None
        rule, why = others[0][0].rule, others[0][1]
        return Limit(
            rule=rule,
            event=rule.from_,
            event_label=self.law.events[rule.from_].label,
            start=self.log.when(rule.from_),
            state=State.DONE if self.log.done_on(rule) else State.NO_LIMIT,
            alternatives=tuple(_alternative(limit, reason) for limit, reason in others),
            unknown=(Unknown(Gap.NOT_KNOWN_IN_FORCE, why),),
        )

    def perhaps(self, limit: Limit, step: Step) -> Limit:
        """Return a limit of which it is not known whether it applies: then it is not known to be late either."""
        certain = {State.OVERDUE: State.RUNNING, State.LAPSED: State.RUNNING, State.DONE_LATE: State.DONE}
        return evolve(
            limit,
            late=limit.late & Outcome.UNKNOWN,
            state=certain.get(limit.state, limit.state),
            unknown=(*limit.unknown, *self.missing(step)),
        )

    def applies(self, step: Step) -> Outcome:
        """Return whether the condition of a step holds; MET for a step without one."""
        if step.when is None:
            return Outcome.MET
        return judge(step.when, self.log.facts, self.law.facts, self.log.on)

    def missing(self, step: Step) -> list[Unknown]:
        assert step.when is not None  # noqa: S101  (only asked for steps with a condition)
        names = missing_facts(step.when, self.log.facts)
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


def _alternative(limit: Limit, why: Label) -> Alternative:
    rule = limit.rule
    return Alternative(
        id=rule.id, label=rule.label, due=limit.due, because=why,
        confidence=Confidence.ASSUMED if limit.assumed else rule.confidence, cite=rule.cite,
    )  # fmt: skip


def _reasons(losers: list[Loser]) -> list[str]:
    return [f"{item.cite.text('en')}: {item.reason.en}" for item in losers]
