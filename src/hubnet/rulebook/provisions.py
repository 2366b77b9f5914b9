"""What texts say, each sentence with its instrument, article, quote, place and dates."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from hubnet.calendar import Period, Roll
from hubnet.rulebook.conditions import Condition
from hubnet.rulebook.force import Force, Window
from hubnet.values import COUNTRY, Citation, Confidence, Label, Place, Yuan


class Rank(Enum):
    """Rank of a text, highest first."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    DEPARTMENT_RULE = "department_rule"
    LOCAL_REGULATION = "local_regulation"
    LOCAL_RULE = "local_rule"
    POLICY = "policy"
    SERVICE_COMMITMENT = "service_commitment"


RANK_LABELS = {
    Rank.LAW: Label("法律", "law"),
    Rank.ADMINISTRATIVE_REGULATION: Label("行政法规", "administrative regulation"),
    Rank.DEPARTMENT_RULE: Label("部门规章", "department rule"),
    Rank.LOCAL_REGULATION: Label("地方性法规", "local regulation"),
    Rank.LOCAL_RULE: Label("地方政府规章", "local rule"),
    Rank.POLICY: Label("政策文件", "policy"),
    Rank.SERVICE_COMMITMENT: Label("服务承诺", "service commitment"),
}


class Relation(Enum):
    """How a provision stands to others of the same id."""

    STATES = "states"
    """It says so itself; two that differ without a licence are an open reading."""
    IMPLEMENTS = "implements"
    """It fills a point that the higher text leaves open: the more specific place wins."""
    ADDS = "adds"
    """It stands beside the others: a further limit or duty."""
    COMMITS = "commits"
    """A service commitment: it stands beside the statutory limit and never repeals it."""
    DEPARTS = "departs"
    """It differs from a higher, equal or later text that gives no licence for it: both are open readings."""


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
class Version:
    """One version of an instrument; ``basis`` says where its dates were read."""

    id: str
    in_force_from: date | Window
    in_force_until: date | Window | None = None
    confidence: Confidence = Confidence.TEXT
    basis: str = ""

    def __attrs_post_init__(self) -> None:
        _ = self.force  # refuses an end before the start

    @property
    def force(self) -> Force:
        """When it is in force."""
        return Force(starts=self.in_force_from, ends=self.in_force_until)


@frozen(kw_only=True)
class Instrument:
    """A law, regulation, rule or policy, with its versions, oldest first."""

    id: str
    label: Label
    rank: Rank
    place: Place = field(factory=lambda: Place(COUNTRY))
    versions: tuple[Version, ...]


@frozen(kw_only=True)
class Provision:
    """What all provisions have.

    Attributes:
        id: dotted name, unique for its kind, place, relation and day.
        place: the division where it holds.
        rank: rank of its text.
        relation: how it stands to others of the same id.
        cite: where it is written.
        force: when it is in force; that of the cited version unless the provision says otherwise.
        confidence: how well it is founded; ``because`` gives the reasoning of an inference.
        source: file it was loaded from.
    """

    id: str
    label: Label
    place: Place
    rank: Rank
    relation: Relation = Relation.STATES
    cite: Citation
    force: Force
    confidence: Confidence = Confidence.TEXT
    because: Label | None = None
    source: str


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
class Question(Provision):
    """A question that a body can ask: it is answered by yes where all its clauses hold.

    Attributes:
        asks: the question in words.
        authority: levels of the authority that can handle it.
        forms: the legal forms whose bodies ask it; empty for all.
    """

    asks: Label
    authority: tuple[str, ...]
    forms: tuple[str, ...] = ()


@frozen(kw_only=True)
class Clause(Provision):
    """One requirement of a question; its id is that of the question, a dot and its name.

    It says what it ``requires``, or that it is ``lowered`` (a threshold below that of the text it departs from, whose
    figure is not known), or that its content is not held (``gap``).

    Attributes:
        requires: the condition.
        when: it applies only under this condition.
        lowered: where the text it departs from is met it is met, below that it is not known.
        gap: what is not known of it.
        hint: advice for readers.
    """

    requires: Condition | None = None
    when: Condition | None = None
    lowered: bool = False
    gap: Label | None = None
    hint: Label | None = None

    @property
    def question(self) -> str:
        """Id of its question."""
        return self.id.rpartition(".")[0]

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.rpartition(".")[2]


class Measure(Enum):
    """What an authority does, or what happens by law, when a rule is breached."""

    WARNING = "warning"
    CORRECTION_ORDER = "correction_order"
    SUSPENSION = "suspension"
    REPLACEMENT_OF_PERSON = "replacement_of_person"
    REGISTRATION_REVOKED = "registration_revoked"
    CERTIFICATE_REVOKED = "certificate_revoked"
    LICENCE_REVOKED = "licence_revoked"
    BANNED = "banned"
    CONFISCATION = "confiscation"
    FINE = "fine"
    RETURN_OF_DONATIONS = "return_of_donations"
    TAX_CLAWBACK = "tax_clawback"
    MUST_END = "must_end"
    BAR = "bar"
    PUBLICATION = "publication"
    NOTICE_TO_DEPARTMENTS = "notice_to_departments"
    LISTING = "listing"
    DEEMED_ACCEPTED = "deemed_accepted"
    REFUSAL = "refusal"


MEASURE_LABELS = {
    Measure.WARNING: Label("警告", "warning"),
    Measure.CORRECTION_ORDER: Label("责令改正", "order to correct"),
    Measure.SUSPENSION: Label("责令停止活动", "activities stopped"),
    Measure.REPLACEMENT_OF_PERSON: Label("责令撤换直接负责的主管人员", "replacement of the person in charge"),
    Measure.REGISTRATION_REVOKED: Label("撤销登记", "registration revoked"),
    Measure.CERTIFICATE_REVOKED: Label("吊销登记证书", "registration certificate revoked"),
    Measure.LICENCE_REVOKED: Label("吊销公开募捐资格证书", "public-fundraising licence revoked"),
    Measure.BANNED: Label("取缔", "banned"),
    Measure.CONFISCATION: Label("没收", "confiscation"),
    Measure.FINE: Label("罚款", "fine"),
    Measure.RETURN_OF_DONATIONS: Label("退还捐赠财产", "return of donations"),
    Measure.TAX_CLAWBACK: Label("补交税收减免", "tax reliefs paid back"),
    Measure.MUST_END: Label("应当终止", "must end"),
    Measure.BAR: Label("一定期限内禁止", "barred for a time"),
    Measure.PUBLICATION: Label("公告", "public notice"),
    Measure.NOTICE_TO_DEPARTMENTS: Label("通报有关部门", "notice to other departments"),
    Measure.LISTING: Label("列入名录、名单", "listed"),
    Measure.DEEMED_ACCEPTED: Label("视为受理", "deemed accepted"),
    Measure.REFUSAL: Label("不予受理或者不予许可", "refused"),
}


@frozen(kw_only=True)
class Fine:
    """A fine between two amounts, or a multiple of what ``of`` names; all bounds included."""

    at_least: Yuan | None = None
    at_most: Yuan | None = None
    of: str | None = None
    times: tuple[int, ...] = ()


@frozen(kw_only=True)
class Length:
    """How long a bar or a stop lasts: so long, or between two periods, both included."""

    at_least: Period | None = None
    at_most: Period | None = None


@frozen(kw_only=True)
class Consequence(Provision):
    """What follows when rules are breached.

    Attributes:
        of: ids of the clauses, questions, steps or duties whose breach it follows.
        measures: what is done or happens.
        must: the authority has to (应当); otherwise it may.
        when: it follows only under this condition.
        fines: the fines; a case may bring one of several.
        bar: for how long something is barred.
        suspension: for how long activities are stopped.
    """

    of: tuple[str, ...]
    measures: tuple[Measure, ...]
    must: bool = False
    when: Condition | None = None
    fines: tuple[Fine, ...] = ()
    bar: Length | None = None
    suspension: Length | None = None


@frozen(kw_only=True)
class EventType:
    """An event that a case may record.

    ``repeatable`` events may stand several times; ``planned`` ones may lie after the day asked about.
    """

    id: str
    label: Label
    repeatable: bool = False
    planned: bool = False
