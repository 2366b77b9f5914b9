"""Asking a question for one body."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING

from hubnet.errors import InvalidFactsError, InvalidValueError, Problem, UnknownNameError
from hubnet.rulebook import Question
from hubnet.rules.eligibility.binding import bound_at
from hubnet.rules.eligibility.verdict import Verdict
from hubnet.rules.facts import hold
from hubnet.values import Place

if TYPE_CHECKING:
    from collections.abc import Collection

    from hubnet.rulebook import Held, Rulebook
    from hubnet.rules.eligibility.binding import BoundQuestion

_NONE: frozenset[str] = frozenset()


def assess(
    law: Rulebook,
    question: str,
    facts: Mapping[str, object],
    *,
    place: Place | str,
    on: date,
    assume: Collection[str] = (),
) -> Verdict:
    """Return the answer to a question for one body, in three values, with what decides it.

    A fact that is not given is unknown, never "no" or zero. The rules are those of the place and of the divisions
    above it that are in force on the day: the first day of a text is in, its last day out.

    Args:
        law: the rules.
        question: id of the question, such as ``social_association.registration``.
        facts: declared facts about the body: True or False, whole numbers, amounts (``Yuan`` or a text such as
            "3万元"), dates (also parts of one, such as "2023-03", and "never" where the fact allows it), words,
            texts, places; numbers also as figures with a qualifier ("近100", ``Quantity``). None counts as not given.
        place: division of the competent authority (the registrar, the funder), not of the seat.
        on: the day asked about.
        assume: ids of provisions to apply although it is not known whether they are in force; that of a question stands
            for its clauses too.

    Raises:
        UnknownNameError: no such question, or no such provision to assume.
        InvalidFactsError: facts that are not declared, of the wrong type, out of bounds, or that contradict each other.
        InvalidValueError: a place that is no code, a day that is no date, or what is no question, facts or ids at all.
        NotInForceError: the question does not stand at the place on that day.
        AuthorityLevelError: an authority of the place's level cannot handle it.

    Source: the article that each clause cites.
    """
    check_day(on)
    check_facts(facts)
    if not isinstance(question, str):
        raise InvalidValueError("question", question, "give the id of a question as text")
    assumed = _assumed(law, assume) if assume else _NONE
    where = _placed(place) if isinstance(place, str) else Place(place)
    bound = bound_at(law, question, where, on, assumed)
    return Verdict(law, bound, dict(facts), held_for(bound, facts), on, assumed)


def check_day(on: object) -> None:
    """Refuse what is no date.

    Raises:
        InvalidValueError: no date, or one with a time of day.
    """
    if isinstance(on, datetime) or not isinstance(on, date):
        raise InvalidValueError("on", on, "give a date")


def check_facts(facts: object) -> None:
    """Refuse what is no mapping; the facts in it are checked where they are read.

    Raises:
        InvalidValueError: no mapping.
    """
    if type(facts) is not dict and not isinstance(facts, Mapping):  # most are plain, and the other check is slow
        raise InvalidValueError("facts", facts, "give a dict of fact names and values, {} where nothing is known")


@lru_cache(maxsize=4096)
def _placed(code: str) -> Place:
    return Place(code)


def held_for(bound: BoundQuestion, facts: Mapping[str, object]) -> dict[str, Held]:
    """Return facts as rules compare them, with those that the place says.

    Raises:
        InvalidFactsError: any fault of the facts.
    """
    held = hold(facts, bound.declared)
    for name, value in bound.given.items():
        if held.setdefault(name, value) != value:
            message = f"{name}: found {held[name]!r}; the place {bound.place.code} says {value!r}, leave it out"
            raise InvalidFactsError([Problem(message, column=name, found=repr(held[name]))])
    return held


def _assumed(law: Rulebook, assume: Collection[str]) -> frozenset[str]:
    if isinstance(assume, str | bytes) or not isinstance(assume, Iterable):
        raise InvalidValueError("assume", assume, "give a list of ids of provisions")
    assume = tuple(assume)
    known = {text.id for text in law.provisions}
    for name in assume:
        if not isinstance(name, str):
            raise InvalidValueError("assume", name, "give the ids of provisions as text")
        if name not in known:
            raise UnknownNameError("provision", name, sorted(known))
    clauses = [clause for name in assume for clause in law.clauses_of(name)]
    return frozenset((*assume, *clauses))


def questions_at(law: Rulebook, place: Place, on: date) -> list[Question]:
    """Return the questions that stand at a place on a day, those of the widest territory first.

    Raises:
        InvalidValueError: a day that is no date.
    """
    check_day(on)
    found: list[Question] = []
    for name in law.ids(Question):
        resolution = law.resolve(Question, name, place, on)
        found += [*resolution.chosen, *resolution.possible][-1:]
    return sorted(found, key=lambda question: len(question.place.ancestors))
