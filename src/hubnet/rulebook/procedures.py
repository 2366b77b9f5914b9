"""What texts say about when things must be done: procedures, their steps, duties, and how periods are counted."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from hubnet.calendar import Period, Roll
from hubnet.rulebook.conditions import Condition
from hubnet.rulebook.provisions import Provision
from hubnet.values import Citation, Label


class Actor(Enum):
    """Who has to act."""

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow

    APPLICANT = "applicant"
    SUPERVISING_UNIT = "supervising_unit"
    REGISTRAR = "registrar"
    LICENSING_AUTHORITY = "licensing_authority"


ACTOR_LABELS = {
    Actor.APPLICANT: Label("申请人", "applicant"),
    Actor.SUPERVISING_UNIT: Label("业务主管单位", "supervising unit"),
    Actor.REGISTRAR: Label("登记管理机关", "registrar"),
    Actor.LICENSING_AUTHORITY: Label("行政机关", "licensing authority"),
}


@frozen(kw_only=True)
class Procedure(Provision):
    """A filing: its steps in order and the levels of authority that can handle it."""

    steps: tuple[str, ...]
    authority: tuple[str, ...]


@frozen(kw_only=True)
class Extension:
    """A further period that is granted by an event: of ``within``, or with ``at_most`` of any length up to it."""

    within: Period
    at_most: bool = False
    event: str
    approval: Label
    cite: Citation


@frozen(kw_only=True)
class Silence:
    """What the law attaches to silence or to an answer: ``event`` counts as having happened on the day of ``on``.

    Without an event it only says what silence means.
    """

    label: Label
    event: str | None = None
    on: str | None = None


@frozen(kw_only=True)
class FormerLimit:
    """A limit that a source reports as having applied before; it is shown, never counted."""

    within: Period
    because: Label


@frozen(kw_only=True, cache_hash=True)
class Step(Provision):
    """One limit of a procedure.

    It starts at the event ``from_`` and is done at the event ``to``. It ends ``within`` a period after the start, or
    lies ``before`` the event by a period, or falls ``by`` a named day (``MM-DD``) after it; with none of the three
    the text sets no limit (``gap`` says so).

    Attributes:
        actor: who has to act.
        met_by: further events that settle the step.
        needs: the step only starts once this event is recorded too.
        counting: id of the counting rule; the default for the kind of period where None.
        pauses: id of the clock stops that apply by the text itself.
        deemed_first: a deemed start counts even where a later real one is recorded.
        readings: ids of further open readings, beside those of the counting rule.
        when: only applies under this condition.
        on_silence: what happens when nothing is done in time.
        on_answer: what happens when it is.
    """

    actor: Actor
    from_: str
    to: str
    met_by: tuple[str, ...] = ()
    needs: str | None = None
    within: Period | None = None
    before: Period | None = None
    by: str | None = None
    gap: Label | None = None
    counting: str | None = None
    pauses: str | None = None
    deemed_first: bool = False
    extension: Extension | None = None
    on_silence: Silence | None = None
    on_answer: Silence | None = None
    readings: tuple[str, ...] = ()
    when: Condition | None = None
    former: FormerLimit | None = None

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.rsplit(".", 1)[-1]

    @property
    def events(self) -> list[str]:
        """Every event the step names."""
        effects = [effect for effect in (self.on_silence, self.on_answer) if effect is not None]
        names = [self.from_, self.to, *self.met_by, self.needs]
        names += [self.extension.event] if self.extension else []
        names += [name for effect in effects for name in (effect.event, effect.on)]
        return [name for name in names if name is not None]


@frozen(kw_only=True)
class Duty(Provision):
    """A procedure that recurs: the event ``event`` of ``procedure`` happens every ``every``, first on ``anchor``.

    ``anchor`` is a day of the year (``MM-DD``).
    """

    procedure: str
    event: str
    anchor: str
    every: Period
    when: Condition | None = None


@frozen(kw_only=True)
class Principle(Provision):
    """A sentence on how periods are counted."""


@frozen(kw_only=True)
class CountingRule(Provision):
    """How a kind of period is counted: which roll-over, which open readings, and the principles it stands on.

    ``adoptable`` readings are not shown by themselves; a call can adopt them.
    """

    roll: Roll
    principles: tuple[str, ...]
    readings: tuple[str, ...] = ()
    adoptable: tuple[str, ...] = ()


@frozen(kw_only=True)
class Reading(Provision):
    """Another way to read a limit; what it changes is given, the rest stays.

    Attributes:
        unit_of: the length stays, the unit becomes this one (``Period.unit`` as text).
        within: this period applies where the text sets none.
        pauses: id of clock stops that apply.
        start: the period starts at this event (real or deemed) instead.
        roll: this roll-over applies.
        clear: whole days lie between, for periods counted backwards.
        real_start: the period starts only at the recorded event, never at a deemed one.
    """

    unit_of: str | None = None
    within: Period | None = None
    pauses: str | None = None
    start: str | None = None
    roll: Roll | None = None
    clear: bool = False
    real_start: bool = False


@frozen(kw_only=True)
class ClockStop:
    """One kind of pause: from the event ``starts`` to the event ``ends``."""

    starts: str
    ends: str


@frozen(kw_only=True)
class ClockStops(Provision):
    """The kinds of pause that a text takes out of its limits."""

    stops: tuple[ClockStop, ...]


@frozen(kw_only=True)
class EventType:
    """An event that a case may record.

    ``repeatable`` events may stand several times; ``planned`` ones may lie after the day asked about.
    """

    id: str
    label: Label
    repeatable: bool = False
    planned: bool = False
