"""What is found for one step of a filing: its limits, where they stand, and what is not known."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import frozen

from hubnet.calendar import Day, Pause, Period, Roll
from hubnet.rulebook import Actor, CountingRule, Loser, Step
from hubnet.values import Citation, Confidence, DayInterval, Label, Outcome

Due = date | DayInterval
"""A day, or the interval it lies in."""


class State(Enum):
    """Where a step stands on the day asked about."""

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow

    NOT_STARTED = "NOT_STARTED"
    RUNNING = "RUNNING"
    DUE_TODAY = "DUE_TODAY"
    DONE = "DONE"
    DONE_LATE = "DONE_LATE"
    OVERDUE = "OVERDUE"
    LAPSED = "LAPSED"
    """The time passed in silence, and the law attaches an effect to that."""
    NO_LIMIT = "NO_LIMIT"
    """The texts held set no limit."""


STATE_LABELS = {
    State.NOT_STARTED: Label("未起算", "not started"),
    State.RUNNING: Label("进行中", "running"),
    State.DUE_TODAY: Label("今日到期", "due today"),
    State.DONE: Label("已完成", "done"),
    State.DONE_LATE: Label("逾期完成", "done late"),
    State.OVERDUE: Label("已逾期", "overdue"),
    State.LAPSED: Label("逾期视为", "lapsed"),
    State.NO_LIMIT: Label("无时限", "no limit set"),
}


MAY_APPLY = Label("可能适用", "may apply")
SETTLED = Label("无需办理", "not needed")


class Gap(Enum):
    """Why something is not known."""

    FACT_MISSING = "fact_missing"
    LAW_GAP = "law_gap"
    NOT_KNOWN_IN_FORCE = "not_known_in_force"
    CALENDAR_UNKNOWN = "calendar_unknown"


@frozen
class Unknown:
    """One thing that is not known, and what it is about."""

    gap: Gap
    label: Label


@frozen(kw_only=True)
class Alternative:
    """The date under another reading, or under a text of which it is not known whether it applies.

    ``due`` None: under it the period has not started.
    """

    id: str
    label: Label
    due: DayInterval | None
    because: Label | None = None
    confidence: Confidence
    cite: Citation


@frozen(kw_only=True, repr=False)
class Limit:
    """One limit of a step, counted.

    Attributes:
        rule: the provision that sets it.
        event: id of the event it runs from, or waits for; ``event_label`` its name.
        counting: how it was counted; None where no limit is set.
        start: the day the period starts from (that day is not counted); None while it has not started.
        deemed: whether that start is one the law deems, or one still open, and no recorded event.
        period: its length with any extension; None for a named day or where the text sets none.
        extension: the part of it that was granted.
        extension_too_late: an extension is recorded that was granted after the limit had passed; it is not counted.
        pauses: the pauses taken out.
        paused: a pause is still running.
        off: the due day is a day off, and stays.
        last_day: the last day before roll-over.
        roll: the roll-over applied.
        due: the last day to act, both bounds equal where it is known.
        exceptions: the weekdays off and the make-up working days that the count or the roll-over met.
        provisional: days without a published notice decide.
        assumed: applied although its being in force is assumed.
        state, late, days_left: on the day asked about. ``late`` is three-valued. ``days_left`` are calendar days to
            the earliest day it can be due, negative when past, None when done or not started.
        alternatives: other dates, by other readings or texts.
        unknown: what is not known about it.
    """

    rule: Step
    event: str
    event_label: Label
    counting: CountingRule | None = None
    start: DayInterval | None = None
    deemed: bool = False
    period: Period | None = None
    extension: Period | None = None
    extension_too_late: bool = False
    pauses: tuple[Pause, ...] = ()
    paused: bool = False
    off: bool = False
    last_day: DayInterval | None = None
    roll: Roll | None = None
    due: DayInterval | None = None
    exceptions: tuple[Day, ...] = ()
    provisional: bool = False
    assumed: bool = False
    state: State
    late: Outcome = Outcome.UNKNOWN
    days_left: int | None = None
    alternatives: tuple[Alternative, ...] = ()
    unknown: tuple[Unknown, ...] = ()

    def __repr__(self) -> str:
        return f"<Limit {self.rule.id} ({self.rule.cite.text('en')}): {self.state.value}, due {self.due_day}>"

    @property
    def may_apply(self) -> bool:
        """Whether no text is known to be in force, and some may be."""
        return any(item.gap is Gap.NOT_KNOWN_IN_FORCE for item in self.unknown)

    @property
    def due_day(self) -> Due | None:
        """The day due, an interval where the day itself is not known, None without a limit or start."""
        due = self.due
        return due.earliest if due is not None and due.earliest == due.latest else due


@frozen(kw_only=True, repr=False)
class StepPlan:
    """One step of a filing.

    Attributes:
        id: id of the step; ``name`` is its last part.
        actor: who has to act.
        done_on: when it was done, as recorded.
        settled_by: the event that did it; another than the step's own leaves nothing to do.
        statutory: the limit of the law, regulation or rule; None where only a commitment is held.
        committed: the limit of the service commitment (承诺时限), beside it.
        losers: provisions of the same id that do not answer here.
    """

    id: str
    label: Label
    actor: Actor
    done_on: DayInterval | None = None
    settled_by: str | None = None
    statutory: Limit | None = None
    committed: Limit | None = None
    losers: tuple[Loser, ...] = ()

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.rsplit(".", 1)[-1]

    def __repr__(self) -> str:
        dues = f"statutory {self.statutory_due}, committed {self.committed_due}"
        return f"<StepPlan {self.id}: {self.state.value}, {dues}>"

    @property
    def state_label(self) -> Label:
        """The state in words: whether it may apply at all, what settled it, what is not certain."""
        leading = self.leading
        if leading.may_apply:
            return MAY_APPLY
        if self.settled_by not in (None, leading.rule.to) and leading.start is None:
            return SETTLED
        state = STATE_LABELS[leading.state]
        if leading.late is Outcome.UNKNOWN and leading.due is not None and (leading.days_left or 0) < 0:
            return Label(f"{state.zh}，或已逾期", f"{state.en}, perhaps late")
        if self.committed is not None and self.committed.late is Outcome.MET and leading.late is not Outcome.MET:
            return Label(f"{state.zh}，超承诺", f"{state.en}, past the commitment")
        return state

    @property
    def limits(self) -> tuple[Limit, ...]:
        """The statutory limit, then the committed one, where held."""
        return tuple(limit for limit in (self.statutory, self.committed) if limit is not None)

    @property
    def leading(self) -> Limit:
        """The limit that gives the step its state: the statutory one, unless only the committed one has a day."""
        statutory, committed = self.statutory, self.committed
        if statutory is None or (statutory.due is None and committed is not None and committed.due is not None):
            assert committed is not None  # noqa: S101  (a step has at least one limit)
            return committed
        return statutory

    @property
    def statutory_due(self) -> Due | None:
        """Last day under the statute: a date, an interval where it is not known exactly, None where there is none."""
        return self.statutory.due_day if self.statutory else None

    @property
    def committed_due(self) -> Due | None:
        """Last day under the service commitment, likewise."""
        return self.committed.due_day if self.committed else None

    @property
    def state(self) -> State:
        """Where the step stands, under its leading limit."""
        return self.leading.state

    @property
    def late(self) -> Outcome:
        """Whether it is or was late, under its leading limit."""
        return self.leading.late

    @property
    def days_left(self) -> int | None:
        """Calendar days left, under its leading limit; negative when past."""
        return self.leading.days_left
