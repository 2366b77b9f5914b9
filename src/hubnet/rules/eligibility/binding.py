"""A question at a place on a day: which clauses it has there, and what each comes to in one formula."""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from hubnet.errors import AuthorityLevelError, NotInForceError
from hubnet.rulebook import Clause, Provision, Question, Relation, facts_in
from hubnet.rules.conditions import (
    Agreed,
    All,
    Compiled,
    Constant,
    Formula,
    Lowered,
    Negation,
    Reason,
    Some,
    atoms_of,
    bind,
    compile_formulas,
    facts_of_formula,
)

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hubnet.rulebook import FactType, Loser, Rulebook
    from hubnet.values import Place

_DAYS_KEPT = 1024


@frozen(eq=False)
class BoundClause:
    """A clause as it stands at a place on a day.

    Attributes:
        id: its id.
        texts: the provisions that say it, most specific place first.
        possible: those of which it is not known whether they are in force.
        formula: what it comes to, all texts taken together.
        applies: the condition under which it applies; None where it always does.
        readings: what it comes to by each text that could be followed alone; empty unless there is a choice.
    """

    id: str
    texts: tuple[Clause, ...]
    possible: tuple[Clause, ...]
    formula: Formula
    applies: Formula | None
    readings: dict[str, Formula]

    @property
    def name(self) -> str:
        """The last part of the id."""
        return self.id.rpartition(".")[2]

    @property
    def formulas(self) -> tuple[Formula, ...]:
        """What it comes to, the condition under which it applies, and its readings."""
        return (self.formula, *([self.applies] if self.applies else []), *self.readings.values())

    @property
    def facts(self) -> tuple[str, ...]:
        """The facts that it compares and those that its texts name."""
        named = [name for text in (*self.texts, *self.possible) if text.requires for name in facts_in(text.requires)]
        return tuple(dict.fromkeys((*facts_of_formula(self.formulas), *named)))

    @property
    def timed(self) -> bool:
        """Whether it compares time gone by."""
        return any(atom.period is not None for formula in self.formulas for atom in atoms_of(formula))

    @property
    def leading(self) -> Clause:
        """The text that is shown first: the most general one that is not a departure."""
        texts = self.texts or self.possible
        return next((text for text in reversed(texts) if text.relation is not Relation.DEPARTS), texts[-1])


@frozen(eq=False, slots=False)  # with slots, cached properties make every attribute slow
class BoundQuestion:
    """A question with its clauses at a place, for a stretch of days on which nothing in force changes."""

    question: Question
    place: Place
    clauses: tuple[BoundClause, ...]
    losers: tuple[Loser, ...]
    certain: bool
    """Whether the question itself is known to be in force."""
    declared: dict[str, FactType]
    given: dict[str, str]
    """Facts that the place says."""
    kept: dict[str, Any] = field(factory=dict, repr=False)
    """What follows from the question alone and is kept with it, such as its words in a language."""
    _cuts: dict[int, tuple[int, ...]] = field(factory=dict, repr=False)

    @cached_property
    def formulas(self) -> tuple[Formula, ...]:
        """What the clauses come to; one more, never known, where the question is not known to be in force."""
        own = tuple(clause.formula for clause in self.clauses)
        return own if self.certain else (*own, Constant(None, Reason.NOT_KNOWN_IN_FORCE))

    @cached_property
    def compiled(self) -> Compiled:
        """The formulas as functions."""
        return compile_formulas(self.formulas)

    @cached_property
    def totals(self) -> tuple[FactType, ...]:
        """The facts compared that are totals, or parts of totals that are declared."""
        compared = set(self.compiled.facts)
        return tuple(
            fact for fact in self.declared.values() if fact.parts and not compared.isdisjoint((fact.id, *fact.parts))
        )

    @cached_property
    def readings(self) -> dict[str, tuple[Formula, ...]]:
        """The formulas by each text that could be followed alone, the general one first; empty without a choice."""
        keys = dict.fromkeys(key for clause in self.clauses for key in clause.readings)
        found = {}
        for key in keys:
            found[key] = tuple(
                clause.readings.get(key, next(iter(clause.readings.values()), clause.formula))
                for clause in self.clauses
            )
        return found

    def cuts(self, day: int) -> tuple[int, ...]:
        """Return the days that periods reach back to, asked on the day of that ordinal."""
        found = self._cuts.get(day)
        if found is None:
            if len(self._cuts) >= _DAYS_KEPT:
                self._cuts.clear()
            found = self._cuts[day] = self.compiled.cuts(day)
        return found


def bound_at(law: Rulebook, name: str, place: Place, on: date, assume: frozenset[str]) -> BoundQuestion:
    """Return a question as it stands at a place on a day.

    Raises:
        UnknownNameError: no such question.
        NotInForceError: it does not stand at the place on that day.
        AuthorityLevelError: an authority of the place's level cannot handle it.
    """
    asked: dict[tuple[object, ...], BoundQuestion] = law.keep("asked", dict)
    key = (name, place.code, on, assume)  # one question for many bodies on one day is what is asked most
    bound = asked.get(key)
    if bound is None:
        if len(asked) >= _DAYS_KEPT:
            asked.clear()
        stretch = ("question", name, place.code, bisect_right(_stretches(law), on), assume)
        bound = asked[key] = law.keep(stretch, lambda: _bound(law, name, place, on, assume))
    return bound


def _stretches(law: Rulebook) -> list[date]:
    """Return the days on which something of a question can change."""

    def cuts() -> list[date]:
        return sorted(
            {day for text in law.provisions if isinstance(text, Question | Clause) for day in text.force.cuts}
        )

    return law.keep(("stretches",), cuts)


def _bound(law: Rulebook, name: str, place: Place, on: date, assume: frozenset[str]) -> BoundQuestion:
    found = law.resolve(Question, name, place, on, assume=assume)
    standing = found.chosen or found.possible
    if not standing:
        elsewhere = sorted({text.place.code for text in law.versions(Question, name) if not text.place.contains(place)})
        reasons = [f"{loser.cite.text('en')}: {loser.reason.en}" for loser in found.losers]
        if elsewhere:
            reasons.append(f"it stands at {', '.join(elsewhere)}")
        raise NotInForceError(name, on, dict.fromkeys(reasons))
    levels = dict.fromkeys(level for question in standing for level in question.authority)
    if place.level not in levels:
        above = [str(division) for division in place.ancestors if division.level in levels]
        raise AuthorityLevelError(name, place.code, place.level, tuple(levels), above)
    clauses, losers = _clauses(law, name, place, on, assume)
    given = {fact.id: place.level for fact in law.facts.values() if fact.given_by == "place"}
    question = standing[-1]
    return BoundQuestion(question, place, clauses, (*found.losers, *losers), bool(found.chosen), dict(law.facts), given)


def _clauses(
    law: Rulebook, name: str, place: Place, on: date, assume: frozenset[str]
) -> tuple[tuple[BoundClause, ...], list[Loser]]:
    clauses = []
    losers: list[Loser] = []
    for clause in law.clauses_of(name):
        found = law.resolve(Clause, clause, place, on, assume=assume)
        losers += found.losers
        if found.chosen or found.possible:
            binder = _Binder(law, place, on, assume)
            clauses.append(binder.clause(clause, found.chosen, found.possible))
    return tuple(clauses), losers


@frozen
class _Binder:
    law: Rulebook
    place: Place
    on: date
    assume: frozenset[str]

    def clause(self, name: str, texts: tuple[Clause, ...], possible: tuple[Clause, ...]) -> BoundClause:
        formula = self.joined(texts)
        if possible:
            ways = [formula, *(self.joined(_in_order([*texts, text])) for text in possible)]
            if len(possible) > 1:
                ways.append(self.joined(_in_order([*texts, *possible])))
            formula = Agreed(tuple(ways), Reason.NOT_KNOWN_IN_FORCE)
        whens = {text.when for text in (*texts, *possible)}
        when = whens.pop() if len(whens) == 1 else None
        applies = None if when is None else bind(when, self.law.facts, self.answer)
        return BoundClause(name, texts, possible, formula, applies, self.readings(texts))

    def joined(self, texts: Sequence[Clause]) -> Formula:
        """Return what texts come to together: all that add, and of those that differ what they agree on.

        A lowered threshold lies at or below that of the general text, so where that is met both agree.
        """
        alternatives = self.alternatives(texts)
        ways = [formula for text, formula in alternatives if not text.lowered]
        lowered = [formula for text, formula in alternatives if text.lowered]
        if lowered:
            ways = [*lowered[:1], *ways[1:]]
        together = [Agreed(tuple(ways), Reason.OPEN_READING)] if len(ways) > 1 else ways
        together += [self.one(text) for text in texts if text.relation is Relation.ADDS]
        return together[0] if len(together) == 1 else All(tuple(together))

    def alternatives(self, texts: Sequence[Clause]) -> list[tuple[Clause, Formula]]:
        """Return the texts of which one could be followed alone, the most general first."""
        found: list[tuple[Clause, Formula]] = []
        general_first = list(reversed(texts))
        for text in sorted(general_first, key=lambda text: text.relation is Relation.DEPARTS):
            if text.relation is Relation.IMPLEMENTS:  # it fills the point: what the general text says gives way
                found = []
            if text.relation is Relation.DEPARTS:
                found.append((text, self.departing(text, next((formula for _, formula in found), None))))
            elif text.relation is not Relation.ADDS:
                found.append((text, self.one(text)))
        return found

    def departing(self, text: Clause, base: Formula | None) -> Formula:
        """Return what a text comes to that departs from another; where it does not apply it is the other, if any."""
        if base is None:
            return self.one(text)
        own = Lowered(base) if text.lowered else self.asked(text)
        if text.when is None:
            return own
        when = bind(text.when, self.law.facts, self.answer)
        # The last part says that where both hold it does not matter which applies.
        return Some((All((when, own)), All((Negation(when), base)), All((own, base))))

    def readings(self, texts: Sequence[Clause]) -> dict[str, Formula]:
        """Return what the clause comes to by each text followed alone, with all that add to it."""
        alternatives = self.alternatives(texts)
        if len(alternatives) == 1:
            return {}
        beside = [self.one(text) for text in texts if text.relation is Relation.ADDS]
        found: dict[str, Formula] = {}
        for text, formula in alternatives:
            key = text.place.code
            if key in found:
                key = f"{key}:{text.cite.instrument or text.cite.document}"
            found[key] = All((formula, *beside)) if beside else formula
        return found

    def one(self, text: Clause) -> Formula:
        """Return what one text comes to by itself: met where it does not apply."""
        if text.when is None:
            return self.asked(text)
        return Some((Negation(bind(text.when, self.law.facts, self.answer)), self.asked(text)))

    def asked(self, text: Clause) -> Formula:
        """Return what one text asks where it applies."""
        if text.requires is None:
            return Constant(True if text.waived else None, Reason.LAW_GAP)
        return bind(text.requires, self.law.facts, self.answer)

    def answer(self, question: str) -> Formula:
        """Return what another question comes to; one that does not stand here leaves a gap."""
        found = self.law.resolve(Question, question, self.place, self.on, assume=self.assume)
        if not found.chosen:
            return Constant(None, Reason.NOT_KNOWN_IN_FORCE if found.possible else Reason.LAW_GAP)
        clauses, _ = _clauses(self.law, question, self.place, self.on, self.assume)
        return All(tuple(clause.formula for clause in clauses))


def _in_order(texts: list[Clause]) -> list[Clause]:
    """Return texts with the most specific place first."""
    return sorted(texts, key=lambda text: len(text.place.ancestors), reverse=True)


def facts_asked(bound: BoundQuestion) -> tuple[str, ...]:
    """Return the facts that a question compares, in the order of its clauses; those that the place says left out."""
    asked = [*facts_of_formula(tuple(clause.applies for clause in bound.clauses if clause.applies is not None))]
    asked += [name for name in bound.compiled.facts if name not in asked]
    return tuple(name for name in asked if name not in bound.given)


def weakest(texts: Sequence[Provision]) -> Provision | None:
    """Return the provision with the weakest foundation."""
    order = ["text", "reported", "inferred", "assumed"]
    return max(texts, key=lambda text: order.index(text.confidence.value), default=None)
