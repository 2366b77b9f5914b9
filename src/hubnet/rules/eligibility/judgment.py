"""A question judged for one body: outcomes at once, and what they would be otherwise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.errors import NotInForceError
from hubnet.rules.conditions import Diagram, Formula, value_of
from hubnet.rules.eligibility.binding import bound_at
from hubnet.rules.facts import with_totals
from hubnet.values import Outcome

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Self

    from hubnet.rulebook import FactType, Held, Question, Rulebook
    from hubnet.rules.eligibility.binding import BoundClause, BoundQuestion
    from hubnet.values import Place

OUTCOMES = {True: Outcome.MET, False: Outcome.NOT_MET, None: Outcome.UNKNOWN}


class Judgment:
    """What a question comes to for one body at a place on a day.

    Attributes:
        facts: the facts as given.
        held: the facts as rules compare them, with those that the place says.
        values: the same with the totals that follow from them.
        on: the day asked about.
        outcome: MET, NOT_MET or UNKNOWN.
        outcomes: what each clause comes to: True, False, or None where it is not known.
    """

    def __init__(
        self,
        law: Rulebook,
        bound: BoundQuestion,
        facts: Mapping[str, object],
        held: dict[str, Held],
        on: date,
        assume: frozenset[str] = frozenset(),
    ) -> None:
        self.law = law
        self.bound = bound
        self.assume = assume
        self.held = held
        self.facts = facts
        self.on = on
        totals, compiled = bound.totals, bound.compiled
        values: Mapping[str, Held] = with_totals(held, totals, bound.declared) if totals else held
        self.values = values
        outcomes = compiled.outcomes(tuple(map(values.get, compiled.facts)), bound.cuts(on.toordinal()))
        self.outcomes = outcomes
        self.outcome = OUTCOMES[False if False in outcomes else None if None in outcomes else True]

    @property
    def question(self) -> Question:
        """The question."""
        return self.bound.question

    @property
    def place(self) -> Place:
        """Division of the competent authority."""
        return self.bound.place

    @property
    def declared(self) -> Mapping[str, FactType]:
        """The facts that rules may ask for."""
        return self.bound.declared

    @property
    def compared(self) -> tuple[str, ...]:
        """The facts that the clauses compare, and the parts of those that are totals."""
        names = dict.fromkeys(self.bound.compiled.facts)
        return tuple(names | dict.fromkeys(part for total in self.bound.totals for part in total.parts))

    def value(self, formula: Formula) -> bool | None:
        """Return what a formula comes to."""
        return value_of(formula, self.values, self.on.toordinal())

    def applies(self, clause: BoundClause) -> Outcome:
        """Return whether a clause applies: NOT_MET where its own condition fails."""
        return Outcome.MET if clause.applies is None else OUTCOMES[self.value(clause.applies)]

    def readings_of(self, clause: BoundClause) -> dict[str, Outcome]:
        """Return what a clause comes to by each text that could be followed alone; empty where there is no choice."""
        return {key: OUTCOMES[self.value(way)] for key, way in clause.readings.items()}

    def outcomes_with(self, changes: Mapping[str, Held]) -> tuple[bool | None, ...]:
        """Return what each clause comes to with some facts changed or added.

        Raises:
            InvalidFactsError: a total that its parts cannot make.
        """
        held = {**self.held, **changes}
        values = with_totals(held, self.bound.totals, self.bound.declared) if self.bound.totals else held
        given = tuple(map(values.get, self.bound.compiled.facts))
        return self.bound.compiled.outcomes(given, self.bound.cuts(self.on.toordinal()))

    def diagram(self, held: Mapping[str, Held] | None = None) -> Diagram:
        """Return what the question comes to for every way that the missing facts can still turn out."""
        facts = self.held if held is None else held
        totals = self.bound.totals
        if totals:
            derived = {total.id for total in totals if total.id not in facts}
            whole = with_totals(facts, totals, self.bound.declared)
            facts = {name: value for name, value in whole.items() if name not in derived}
        return Diagram(self.bound.formulas, facts, self.bound.declared, totals, self.on.toordinal())

    def on_day(self, day: date) -> Self | None:
        """Return the same question asked on another day; None where it does not stand then."""
        try:
            bound = bound_at(self.law, self.question.id, self.place, day, self.assume)
        except NotInForceError:
            return None
        return type(self)(self.law, bound, self.facts, self.held, day, self.assume)
