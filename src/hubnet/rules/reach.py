"""Which worked cases can see a rule: those of its question or procedure, at its place or below, on days it may hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.rulebook import (
    Clause,
    Consequence,
    Duty,
    Procedure,
    Provision,
    Question,
    Rulebook,
    Standing,
    Step,
    questions_in,
)
from hubnet.rules.worked_cases import AnyCase, AssessedCase, RecurringCase, WorkedCase
from hubnet.values import Place, lineage

if TYPE_CHECKING:
    from collections.abc import Iterable

_STANDING = (Standing.IN_FORCE, Standing.UNKNOWN)


class Reach:
    """The worked cases of a rulebook, by the rules that they can see.

    Args:
        law: the rules.
        cases: the cases, in the order in which they are returned.
    """

    def __init__(self, law: Rulebook, cases: Iterable[AnyCase]) -> None:
        self._law = law
        self._assessed: dict[str, list[AssessedCase]] = {}
        self._filed: dict[str, list[WorkedCase]] = {}
        self._recurring: dict[str, list[RecurringCase]] = {}
        self._above: dict[int, tuple[str, ...]] = {}
        asks = _asks(law)
        for case in cases:
            if isinstance(case, AssessedCase):
                self._above[id(case)] = lineage(Place(case.place).code)
                for question in _all_asked(case.question, asks):
                    self._assessed.setdefault(question, []).append(case)
            elif isinstance(case, RecurringCase):
                self._above[id(case)] = lineage(Place(case.place).code)
                self._recurring.setdefault(case.duty, []).append(case)
            else:
                self._above[id(case)] = lineage(case.case.place.code)
                self._filed.setdefault(case.case.procedure, []).append(case)

    def assessed(self, rule: Provision) -> list[AssessedCase]:
        """Return the cases of questions that can see a rule; none for a rule that is about no question."""
        match rule:
            case Clause():
                found = self._assessed.get(rule.question, [])
            case Question():
                found = self._assessed.get(rule.id, [])
            case Consequence():
                of = dict.fromkeys(name for one in rule.of for name in (one, one.rpartition(".")[0]))
                found = [
                    case
                    for question in of
                    for case in self._assessed.get(question, [])
                    if case.question == question and (case.consequences is not None or case.following)
                ]
            case _:
                return []
        code = rule.place.code
        return [case for case in found if code in self._above[id(case)] and rule.force.on(case.on) in _STANDING]

    def recurring(self, rule: Provision) -> list[RecurringCase]:
        """Return the cases of duties that can see a rule: those of the duty that it is."""
        found = self._recurring.get(rule.id, []) if isinstance(rule, Duty) else []
        return [case for case in found if rule.place.code in self._above[id(case)]]

    def filed(self, rule: Provision) -> list[WorkedCase]:
        """Return the cases of procedures that can see a rule: for one that is no step those of every procedure."""
        match rule:
            case Clause() | Question() | Consequence() | Duty():
                return []
            case Procedure():
                procedures = {rule.id}
            case Step():
                versions = [text for name in self._law.ids(Procedure) for text in self._law.versions(Procedure, name)]
                procedures = {procedure.id for procedure in versions if rule.id in procedure.steps}
            case _:
                procedures = set(self._filed)
        code = rule.place.code
        return [
            case
            for procedure, cases in self._filed.items()
            if procedure in procedures
            for case in cases
            if code in self._above[id(case)]
        ]


def _asks(law: Rulebook) -> dict[str, dict[str, None]]:
    """Return for each question those that its clauses ask."""
    asks: dict[str, dict[str, None]] = {}
    for name in law.ids(Clause):
        for clause in law.versions(Clause, name):
            for condition in (clause.when, clause.requires):
                if condition is not None:
                    asks.setdefault(clause.question, {}).update(dict.fromkeys(questions_in(condition)))
    return asks


def _all_asked(question: str, asks: dict[str, dict[str, None]]) -> dict[str, None]:
    """Return a question and those it asks, also by way of others."""
    found: dict[str, None] = {}
    waiting = [question]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found[name] = None
            waiting += asks.get(name, ())
    return found
