"""Texts that stand alone where they need another: departures, clauses, questions; and stretches without any."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from hubnet.rulebook import Clause, Force, Provision, Question, Relation, Standing, Window
from hubnet.rules.lint.subject import Subject, finding
from hubnet.rules.versions import ends_with_version
from hubnet.values import lineage

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hubnet.rulebook import Rulebook
    from hubnet.values import Finding


def standing_alone(subject: Subject) -> Iterator[Finding]:
    """Yield departures from nothing, clauses without their question, and questions that for a time ask nothing."""
    for text in subject.texts:
        if isinstance(text, Clause | Question) and text.relation is Relation.DEPARTS:
            yield from _departures(subject.law, text)
        if isinstance(text, Clause):
            yield from _clauses(subject.law, text)
        if isinstance(text, Question):
            yield from _questions(subject.law, text)


def _departures(law: Rulebook, text: Clause | Question) -> Iterator[Finding]:
    others = [
        other
        for other in law.versions(type(text), text.id)
        if other is not text and other.relation is not Relation.DEPARTS and other.place.contains(text.place)
    ]
    if not any(_meet(other.force, text.force) for other in others):
        said = "没有可以背离的规定", "there is no text that it could depart from"
        advice = (
            '改为 relation = "states"，或者更正 id、地区或日期',
            'say relation = "states", or correct id, place or days',
        )
        yield finding("departure.from_nothing", text, "relation", said, advice)


def _clauses(law: Rulebook, text: Clause) -> Iterator[Finding]:
    questions = [question for question in law.versions(Question, text.question) if _near(question, text)]
    if not any(_meet(question.force, text.force) for question in questions):
        said = (
            f"问题 {text.question} 在该地没有同时有效的规定",
            f"the question {text.question} has no text there at any time that it is in force",
        )
        advice = "补上 [[question]]，或者更正地区或日期", "add the [[question]], or correct place or days"
        yield finding("clause.no_question", text, "id", said, advice)


def _questions(law: Rulebook, text: Question) -> Iterator[Finding]:
    """Yield the first day on which a question asks nothing: everybody would be told yes."""
    clauses = [clause for name in law.clauses_of(text.id) for clause in law.versions(Clause, name)]
    here = [clause for clause in clauses if clause.place.contains(text.place)]
    days = sorted({text.force.first, *(day for clause in here for day in clause.force.cuts)})
    for day in days:
        asked = text.force.taken_on(day)
        if asked and not any(clause.force.on(day) in (Standing.IN_FORCE, Standing.UNKNOWN) for clause in here):
            said = f"自 {day} 起没有条款：任何人都得到“是”", f"has no clause from {day} on: everybody is told yes"
            advice = "补上条款（可以写 gap），或者更正日期", "add a clause (it can say gap), or correct the days"
            yield finding("question.no_clause", text, "", said, advice)
            return


def _near(one: Provision, other: Provision) -> bool:
    return one.place.code in lineage(other.place.code) or other.place.code in lineage(one.place.code)


def _meet(one: Force, other: Force) -> bool:
    """Return whether both can be in force on one day, as far as known."""
    first, second = _earliest(one), _earliest(other)
    return (other.until is None or first is None or first < other.until) and (
        one.until is None or second is None or second < one.until
    )


def _earliest(force: Force) -> date | None:
    """Return the first day on which a text can be in force; None where that is not known."""
    return force.starts.earliest if isinstance(force.starts, Window) else force.starts


def gaps_in_time(subject: Subject) -> Iterator[Finding]:
    """Yield each text that begins some time after the one before it of that id and place ended.

    A text whose end its file gives (``in_force_until``) leaves a gap on purpose: a round of a programme ends.
    """
    groups: dict[tuple[object, ...], list[Provision]] = {}
    for text in subject.law.provisions:
        key = (type(text), text.id, text.place, text.relation is Relation.COMMITS)
        groups.setdefault(key, []).append(text)
    checked = {id(text) for text in subject.texts}
    for group in groups.values():
        for text, before in _after_gaps(subject.law, group):
            if id(text) in checked:
                said = (
                    f"{before.force.until} 至 {text.force.first} 之间没有规定",
                    f"nothing is in force from {before.force.until} to {text.force.first}",
                )
                advice = (
                    "补上其间的文本（restated），更正日期，或者写明 in_force_until",
                    "add the version between (restated), correct the days, or give in_force_until",
                )
                yield finding("force.gap", text, "cite", said, advice)


def _after_gaps(law: Rulebook, group: list[Provision]) -> Iterator[tuple[Provision, Provision]]:
    """Yield each text that begins after a gap, with the one before it."""
    texts = sorted(group, key=lambda text: text.force.first)
    latest = texts[0]
    for _, text in pairwise(texts):
        ended, starts = latest.force.until, _earliest(text.force)
        if ended is not None and starts is not None and starts > ended and ends_with_version(law, latest):
            yield text, latest
        if ended is not None and (text.force.until is None or text.force.until > ended):
            latest = text
