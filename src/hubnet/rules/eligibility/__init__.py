"""May this body do it? Three answers, the clauses that decide, and the way to a yes."""

from hubnet.rules.eligibility.assess import assess, check_facts, questions_at
from hubnet.rules.eligibility.binding import BoundQuestion, bound_at, facts_asked
from hubnet.rules.eligibility.reasons import Unknowing
from hubnet.rules.eligibility.remedies import Move, Remedy, Wait
from hubnet.rules.eligibility.verdict import ClauseResult, Verdict, VerdictReading
from hubnet.rules.eligibility.wording import OUTCOME_LABELS, REASON_LABELS, requirement, said_instead

__all__ = [
    "OUTCOME_LABELS",
    "REASON_LABELS",
    "BoundQuestion",
    "ClauseResult",
    "Move",
    "Remedy",
    "Unknowing",
    "Verdict",
    "VerdictReading",
    "Wait",
    "assess",
    "bound_at",
    "check_facts",
    "facts_asked",
    "questions_at",
    "requirement",
    "said_instead",
]
