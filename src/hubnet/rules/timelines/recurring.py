"""Duties that come back: the filings they ask for in a span."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from hubnet.calendar import occurrences
from hubnet.errors import InvalidCaseError, InvalidValueError, NotInForceError
from hubnet.rulebook import Duty, FactValue, Rulebook
from hubnet.rules.conditions import judge
from hubnet.rules.facts import faults_of
from hubnet.rules.timelines.case import Case
from hubnet.values import Outcome, Place, Span

if TYPE_CHECKING:
    from collections.abc import Mapping


def recurring_cases(
    law: Rulebook, duty: str, *, place: Place | str, span: Span, facts: Mapping[str, FactValue] | None = None
) -> list[Case]:
    """Return one case for each time a duty comes up in a span, oldest first; ``schedule`` gives its days.

    Each time is counted from the anchor, so a short month does not move later ones. The rule is the one in force on
    the day the duty comes up. A condition that does not hold leaves the case out; one whose facts are missing keeps it.

    Args:
        law: the rules.
        duty: id of the duty, such as ``social_association.annual_report``.
        place: division of the competent authority.
        span: from a first day in to a first day out, both given.
        facts: declared facts about the body.

    Raises:
        UnknownNameError: no such duty.
        InvalidValueError: a span whose start or end is no day.
        InvalidCaseError: undeclared facts, or facts of the wrong type.
        NotInForceError: no version of the duty holds at the place in the span.

    Source: the article that each duty cites.
    """
    first, out = span.start, span.end
    if not isinstance(first, date) or not isinstance(out, date):
        raise InvalidValueError("span", str(span), "give a first day in and a first day out, both to the day")
    given = facts or {}
    if problems := [*faults_of(given, law.facts)]:
        raise InvalidCaseError(problems)
    held_facts = {name: law.facts[name].read(value) for name, value in given.items()}
    where = place if isinstance(place, Place) else Place(place)
    found: dict[date, Case] = {}
    held = [version for version in law.versions(Duty, duty) if version.place.contains(where)]
    for version in held:
        anchor = date.fromisoformat(f"{max(first.year - 1, 1):04}-{version.anchor}")
        for day in occurrences(anchor, version.every, first, out):
            if not version.force.taken_on(day):
                continue
            if version.when is not None and judge(version.when, held_facts, law.facts, day) is Outcome.NOT_MET:
                continue
            found[day] = Case(version.procedure, place=where, events={version.event: day}, facts=given)
    if not any(version.force.taken_on(first) or version.force.taken_on(out - timedelta(days=1)) for version in held):
        raise NotInForceError(duty, first, [f"in force from {version.force.first}" for version in held])
    return [found[day] for day in sorted(found)]
