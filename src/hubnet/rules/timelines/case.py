"""A filing: its procedure, the authority's place, and what has happened."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from attrs import field, frozen

from hubnet.errors import InvalidCaseError, InvalidValueError, Problem
from hubnet.rulebook import FactValue
from hubnet.values import PartialDate, Place

Moment = PartialDate | date | str
Events = Mapping[str, Moment | Iterable[Moment]] | Iterable[tuple[str, Moment]]


EXTENSION_LENGTH = "extension_length"
"""The fact that says how long an extension was granted."""


def _as_pairs(facts: Mapping[str, FactValue] | Iterable[tuple[str, FactValue]]) -> tuple[tuple[str, FactValue], ...]:
    return tuple(sorted(dict(facts).items()))


def _as_log(events: Events) -> tuple[tuple[str, PartialDate], ...]:
    """Bring the ways of giving events to one log, sorted, so that the order given changes nothing."""
    pairs = events.items() if isinstance(events, Mapping) else events
    log, problems = [], []
    for name, given in pairs:
        moments = given if isinstance(given, Iterable) and not isinstance(given, str) else [given]
        for moment in moments:
            try:
                log.append((name, PartialDate.of(moment)))
            except InvalidValueError as error:
                problems.append(Problem(str(error), column=name, found=str(moment)))
    if problems:
        raise InvalidCaseError(problems)
    return tuple(sorted(log, key=lambda entry: (entry[1].earliest, entry[1].latest, entry[0])))


@frozen
class Case:
    """A filing under a procedure.

    Attributes:
        procedure: id of the procedure, such as ``social_association.registration``.
        place: division of the competent authority (the registrar), not of the seat; a code or a ``Place``.
        events: what has happened, by event id: a date, a text (``2017-07`` where only the month is known), or a list
            of them for events that can happen more than once. Kept as sorted (id, date) pairs.
        facts: declared facts that conditions of steps ask for; what is absent is unknown. Kept as sorted pairs.

    Raises:
        InvalidCaseError: dates that do not exist; all of them.
        InvalidValueError: a malformed place.
    """

    procedure: str
    place: Place = field(converter=Place, kw_only=True)
    events: tuple[tuple[str, PartialDate], ...] = field(default=(), converter=_as_log, kw_only=True)
    facts: tuple[tuple[str, FactValue], ...] = field(default=(), converter=_as_pairs, kw_only=True)
