"""What texts ask of a body, and what follows when it is breached."""

from __future__ import annotations

from enum import Enum

from attrs import frozen

from hubnet.calendar import Period
from hubnet.rulebook.conditions import Condition
from hubnet.rulebook.provisions import Provision
from hubnet.values import Label, Yuan


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

    It says what it ``requires``, or that it departs from another text by a threshold ``lowered`` to a figure that is
    not known or by asking nothing (``waived``), or that its content is not held (``gap``). A text that departs and
    whose ``when`` fails follows the text it departs from.

    Attributes:
        requires: the condition.
        when: it applies only under this condition.
        lowered: where the text it departs from is met it is met, below that it is not known.
        waived: it asks nothing.
        gap: what is not known of it.
        hint: advice for readers.
    """

    requires: Condition | None = None
    when: Condition | None = None
    lowered: bool = False
    waived: bool = False
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
