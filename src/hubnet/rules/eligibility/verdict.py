"""The answer to a question: its outcome at once, what explains it when it is read."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from hubnet.rules.conditions import Reason
from hubnet.rules.eligibility.binding import weakest
from hubnet.rules.eligibility.judgment import OUTCOMES, Judgment
from hubnet.rules.eligibility.reasons import Unknowing, unknowing
from hubnet.rules.eligibility.remedies import Cost, Remedy, find_remedies
from hubnet.rules.eligibility.wording import OUTCOME_LABELS, wording_of
from hubnet.values import Confidence, Outcome, Table

if TYPE_CHECKING:
    from hubnet.rulebook import Clause, Held, Loser
    from hubnet.rules.eligibility.binding import BoundClause
    from hubnet.values import Citation, Label, Language, Place

_STRICTEST = [Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET]


@frozen(eq=False)
class VerdictReading:
    """What a question comes to by the texts of one place or one document alone."""

    id: str
    outcome: Outcome
    texts: tuple[Clause, ...] = field(repr=False)


class ClauseResult:
    """One clause of a verdict.

    Attributes:
        outcome: what it comes to; MET also where it does not apply.
    """

    def __init__(self, verdict: Verdict, bound: BoundClause, value: bool | None) -> None:  # noqa: FBT001
        self._verdict = verdict
        self._bound = bound
        self.outcome = OUTCOMES[value]

    def __repr__(self) -> str:
        return f"<ClauseResult {self.id}: {self.outcome.value}>"

    @property
    def id(self) -> str:
        """Id of the clause."""
        return self._bound.id

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self._bound.name

    @property
    def rule(self) -> Clause:
        """The text that is shown first: the most general one that is not a departure."""
        return self._bound.leading

    @property
    def texts(self) -> tuple[Clause, ...]:
        """All texts that say it here, most specific place first; those that may be in force last."""
        return self._bound.texts + self._bound.possible

    @property
    def label(self) -> Label:
        """Its name for readers."""
        return self.rule.label

    @property
    def cite(self) -> Citation:
        """Where the text shown first stands."""
        return self.rule.cite

    @property
    def place(self) -> Place:
        """The division of the text shown first."""
        return self.rule.place

    @property
    def confidence(self) -> Confidence:
        """The weakest foundation of its texts."""
        found = weakest(self.texts)
        return found.confidence if found else Confidence.TEXT

    @property
    def applies(self) -> Outcome:
        """Whether it applies: NOT_MET where its own condition fails."""
        return self._verdict.applies(self._bound)

    @property
    def reasons(self) -> tuple[Unknowing, ...]:
        """Why it is UNKNOWN; empty where it is not."""
        if self.outcome is not Outcome.UNKNOWN:
            return ()
        return unknowing(self._bound.formula, self._verdict)

    @property
    def readings(self) -> dict[str, Outcome]:
        """What it comes to by each text that could be followed alone; empty where there is no choice."""
        return self._verdict.readings_of(self._bound)

    def text(self, lang: Language) -> str:
        """Return outcome, name, facts compared and article, as lines."""
        return wording_of(self._verdict.bound, lang).clause_text(self._bound, self._verdict)


class Verdict(Judgment):
    """The answer to a question for one body at a place on a day.

    Attributes:
        on: the day asked about.
        facts: the facts as given.
        outcome: MET, NOT_MET or UNKNOWN.
    """

    def __repr__(self) -> str:
        return f"<Verdict {self.question.id} at {self.place} on {self.on}: {self.outcome.value}>"

    @cached_property
    def clauses(self) -> tuple[ClauseResult, ...]:
        """Every clause that stands here, in the order of the rules."""
        outcomes = zip(self.bound.clauses, self.outcomes, strict=False)
        return tuple(ClauseResult(self, clause, value) for clause, value in outcomes)

    def clause(self, name: str) -> ClauseResult | None:
        """Return a clause by its name or id, None where there is none here."""
        return next((clause for clause in self.clauses if name in (clause.id, clause.name)), None)

    @property
    def deciding(self) -> tuple[str, ...]:
        """Names of the clauses that decide: those not met, else those not known, else all that apply."""
        if self.outcome is Outcome.MET:
            return tuple(clause.name for clause in self.clauses if clause.applies is not Outcome.NOT_MET)
        return tuple(clause.name for clause in self.clauses if clause.outcome is self.outcome)

    def _deciding_clauses(self) -> list[ClauseResult]:
        return [clause for clause in self.clauses if clause.name in self.deciding]

    @property
    def reasons(self) -> tuple[Unknowing, ...]:
        """Why the outcome is UNKNOWN; empty where it is not."""
        if self.outcome is not Outcome.UNKNOWN:
            return ()
        found = {(item.reason, item.fact): item for clause in self.clauses for item in clause.reasons}
        if not self.bound.certain:
            found[Reason.NOT_KNOWN_IN_FORCE, None] = Unknowing(Reason.NOT_KNOWN_IN_FORCE)
        return tuple(found.values())

    @property
    def missing(self) -> tuple[str, ...]:
        """The facts not known, or not exactly, that the open clauses compare; ``needed`` are those of them that matter.

        Where a rule compares a fact twice, its clauses can stay open although no missing fact matters any more: what
        each of them says alone is not known. Giving any of these facts settles it.
        """
        return tuple(dict.fromkeys(item.fact for item in self.reasons if item.fact is not None))

    @cached_property
    def needed(self) -> tuple[str, ...]:
        """The missing facts that the outcome depends on, the one that settles most first.

        A missing fact is needed if two complete assignments of the missing facts, within their bounds, that differ only
        in it give different outcomes. A fact known in bounds only counts as missing. One settles more than another if
        more of its possible values settle the outcome; then if more clauses are settled, on average over its values.
        """
        if self.outcome is not Outcome.UNKNOWN:
            return ()
        diagram = self.diagram()
        names = diagram.needed()
        return tuple(sorted(names, key=lambda name: self._settles(name, diagram.classes[name]), reverse=True))

    def _settles(self, name: str, values: tuple[Held, ...]) -> tuple[float, float]:
        outcome = clauses = 0
        for value in values:
            found = self.outcomes_with({name: value})
            outcome += False in found or None not in found
            clauses += len(found) - found.count(None)
        return outcome / len(values), clauses / len(values)

    @property
    def readings(self) -> tuple[VerdictReading, ...]:
        """The outcome by each text that could be followed alone, the stricter first; empty without a choice."""
        found = []
        for key, formulas in self.bound.readings.items():
            outcome = Outcome.all(OUTCOMES[self.value(formula)] for formula in formulas)
            texts = [text for clause in self.bound.clauses for text in clause.texts if clause.readings]
            own = tuple(text for text in texts if key in (text.place.code, f"{text.place.code}:{text.cite.instrument}"))
            found.append(VerdictReading(key, outcome, own))
        return tuple(sorted(found, key=lambda reading: _STRICTEST.index(reading.outcome)))

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The articles of the deciding clauses."""
        return tuple(dict.fromkeys(text.cite for clause in self._deciding_clauses() for text in clause.texts))

    @property
    def losers(self) -> tuple[Loser, ...]:
        """The candidates that do not answer here and on this day, each with the reason."""
        return self.bound.losers

    @property
    def confidence(self) -> Confidence:
        """The weakest foundation of the deciding clauses."""
        found = weakest([text for clause in self._deciding_clauses() for text in clause.texts])
        return found.confidence if found else self.question.confidence

    @cached_property
    def remedies(self) -> tuple[Remedy, ...]:
        """The smallest lawful changes that lead to MET: one or two each; see ``find_remedies``."""
        return self.find_remedies()

    def find_remedies(self, most: int = 2, cost: Cost | None = None) -> tuple[Remedy, ...]:
        """Return the minimal sets of changes that lead to MET, the cheapest first.

        Of NOT_MET; and of UNKNOWN where no missing fact can help, because texts answer differently or their content is
        not held: then the changes lead to a yes by every text.

        A set is minimal if no part of it does. A change moves one fact, in the direction in which the applicant can
        move it, as little as is enough, or waits for a day. Every remedy was judged again with its changes. Facts that
        are not known and must turn out well besides are listed apart. Names are not proposed.

        Args:
            most: how many changes a set may have.
            cost: what a change costs: a function of the change, or amounts per fact, per step of a number; ``wait`` is
                the cost of a day. Without it each change costs 1.

        Raises:
            InvalidValueError: a number of changes that is none, or a cost that is no number from 0.
            UnknownNameError: a cost of a fact that is not declared.
        """
        return find_remedies(self, most, cost)

    def explain(self, lang: Language = "zh") -> str:
        """Return outcome, clauses with the facts compared, articles and quotes, and what is still needed.

        Clauses that are not met come first, then those not known, then the others, each in the order of the rules.
        """
        return wording_of(self.bound, lang).explanation(self)

    def table(self, lang: Language = "zh") -> Table:
        """Return one row a clause: outcome, name, article, confidence."""
        headings = {"zh": ("条款", "结果", "依据", "依据强度"), "en": ("clause", "outcome", "source", "confidence")}
        rows = [
            (
                clause.label.text(lang),
                OUTCOME_LABELS[clause.outcome].text(lang),
                "; ".join(text.cite.text(lang) for text in clause.texts),
                clause.confidence.value,
            )
            for clause in self.clauses
        ]
        return Table(("clause", "outcome", "source", "confidence"), rows, headings[lang])

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data for programs: words, texts and ISO dates."""
        return {
            "question": self.question.id,
            "place": self.place.code,
            "on": self.on.isoformat(),
            "outcome": self.outcome.value,
            "deciding": list(self.deciding),
            "needed": list(self.needed),
            "reasons": [{"reason": item.reason.value, "fact": item.fact} for item in self.reasons],
            "confidence": self.confidence.value,
            "readings": {reading.id: reading.outcome.value for reading in self.readings},
            "clauses": [_clause_dict(clause) for clause in self.clauses],
            "losers": [
                {
                    "id": loser.id,
                    "place": loser.place.code,
                    "cite": loser.cite.text("zh"),
                    "reason": {"zh": loser.reason.zh, "en": loser.reason.en},
                }
                for loser in self.losers
            ],
        }


def _clause_dict(clause: ClauseResult) -> dict[str, Any]:
    return {
        "id": clause.id,
        "label": {"zh": clause.label.zh, "en": clause.label.en},
        "outcome": clause.outcome.value,
        "applies": clause.applies.value,
        "confidence": clause.confidence.value,
        "reasons": [{"reason": item.reason.value, "fact": item.fact} for item in clause.reasons],
        "readings": {key: outcome.value for key, outcome in clause.readings.items()},
        "texts": [
            {
                "place": text.place.code,
                "relation": text.relation.value,
                "cite": {"zh": text.cite.text("zh"), "en": text.cite.text("en")},
                "quote": text.cite.quote,
            }
            for text in clause.texts
        ],
    }
