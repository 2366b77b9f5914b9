"""First and last days of texts and of versions of instruments, changed by one day."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import evolve

from hubnet.errors import InvalidValueError, Problem
from hubnet.rulebook import (
    Clause,
    Consequence,
    Force,
    Instrument,
    Procedure,
    Provision,
    Question,
    Rulebook,
    Standing,
    Step,
    Window,
)
from hubnet.rules.mutation.mutants import Mutant, contradicts, mutant_of
from hubnet.rules.mutation.periods import days_beside
from hubnet.rules.versions import ends_with_version, starts_with_version, version_of
from hubnet.values import lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping


Edge = date | Window | None
_KEYS = {"starts": "in_force_from", "ends": "in_force_until", "attested_on": "attested_on"}


def mutants_of_dates(
    law: Rulebook, texts: Iterable[Provision], declared: Mapping[tuple[str, str], Problem]
) -> Iterator[Mutant]:
    """Yield each day on which a text, or a version of an instrument, begins or ends moved by a day.

    A day that all texts of a version inherit moves for all of them together; where one version begins when the other
    ends, both move. Left out is what no file can say (an end before its beginning, two texts of one id at once) and
    what changes nothing: days of rules on counting, which are not asked for by day, and of clauses on days on which
    their question does not stand.

    Args:
        law: the rules.
        texts: those of its provisions whose own days are moved.
        declared: the tables of instruments whose versions are moved: file and path by ``instrument`` and id.
    """
    for text in texts:
        for edge in _own_edges(law, text):
            for part, told, day, value in _moved(getattr(text.force, edge)):
                changes = _with_edges([text], {edge: value})
                if changes and not contradicts(law, changes) and _matters(law, changes, day):
                    yield evolve(mutant_of(text, f"{_KEYS[edge]}{part}", told, changes), day=day)
    for instrument in law.instruments.values():
        if ("instrument", instrument.id) in declared:
            yield from _of_versions(law, instrument, declared["instrument", instrument.id])


def _matters(law: Rulebook, changes: Iterable[tuple[Provision, Provision]], day: date) -> bool:
    """Return whether anything asks for one of the texts on a day."""
    texts = [text for text, _ in changes]
    if any(isinstance(text, Question | Procedure | Step) for text in texts):
        return True
    asked = {(text.question, text.place.code) for text in texts if isinstance(text, Clause)}
    for text in texts:
        if isinstance(text, Consequence):
            asked |= {(name, text.place.code) for one in text.of for name in (one, one.rpartition(".")[0])}
    questions = [
        question
        for name in {name for name, _ in asked}.intersection(law.ids(Question))
        for question in law.versions(Question, name)
        if question.force.on(day) in (Standing.IN_FORCE, Standing.UNKNOWN)
    ]
    return any(
        question.id == name and (code in lineage(question.place.code) or question.place.code in lineage(code))
        for question in questions
        for name, code in asked
    )


def _inherits(law: Rulebook, text: Provision, edge: str) -> bool:
    """Return whether a text begins, or ends, because the version that it cites does."""
    if edge == "starts":
        return starts_with_version(law, text)
    return edge == "ends" and ends_with_version(law, text)


def _own_edges(law: Rulebook, text: Provision) -> Iterator[str]:
    for edge in ("starts", "ends", "attested_on"):
        given = getattr(text.force, edge) is not None and not _inherits(law, text, edge)
        if given and not (edge == "attested_on" and text.force.starts is not None):
            yield edge


def _moved(edge: Edge) -> Iterator[tuple[str, str, date, Edge]]:
    """Yield an edge a day earlier and a day later: the key in it, what is told, the day concerned, the new edge."""
    if edge is None:
        return
    if not isinstance(edge, Window):
        for other in days_beside(edge):
            yield "", f"{edge} → {other}", min(edge, other), other
        return
    for key in ("earliest", "assumed"):
        old: date = getattr(edge, key)
        for other in days_beside(old):
            try:
                yield f".{key}", f"{old} → {other}", min(old, other), evolve(edge, **{key: other})
            except InvalidValueError:
                continue  # the assumed day cannot come before the earliest


def _with_edges(texts: Iterable[Provision], edges: Mapping[str, Edge]) -> list[tuple[Provision, Provision]]:
    """Return texts with other edges; none where one would end before it begins."""
    changes: list[tuple[Provision, Provision]] = []
    for text in texts:
        force = text.force
        given = {"starts": force.starts, "ends": force.ends, "attested_on": force.attested_on} | dict(edges)
        try:
            changes.append((text, evolve(text, force=Force(**given))))  # type: ignore[arg-type]
        except InvalidValueError:
            return []
    return changes


def _of_versions(law: Rulebook, instrument: Instrument, where: Problem) -> Iterator[Mutant]:
    citing = [text for text in law.provisions if text.cite.instrument == instrument.id]
    for index, version in enumerate(instrument.versions):
        of_version = [text for text in citing if version_of(law, text) is version]
        before = instrument.versions[index - 1] if index else None
        joined = before is not None and before.in_force_until == version.in_force_from
        ending = [text for text in citing if version_of(law, text) is before] if joined else []
        starting = [text for text in of_version if _inherits(law, text, "starts")]
        for part, told, day, value in _moved(version.in_force_from):
            ended = [text for text in ending if _inherits(law, text, "ends")]
            changes = _with_edges(starting, {"starts": value}) + _with_edges(ended, {"ends": value})
            key = f"versions[{index}].in_force_from{part}"
            yield from _of_version(law, instrument, where, (key, told, day), changes)
        after = instrument.versions[index + 1] if index + 1 < len(instrument.versions) else None
        if after is None or after.in_force_from != version.in_force_until:
            ended = [text for text in of_version if _inherits(law, text, "ends")]
            for part, told, day, value in _moved(version.in_force_until):
                key = f"versions[{index}].in_force_until{part}"
                yield from _of_version(law, instrument, where, (key, told, day), _with_edges(ended, {"ends": value}))


def _of_version(
    law: Rulebook,
    instrument: Instrument,
    where: Problem,
    said: tuple[str, str, date],
    changes: list[tuple[Provision, Provision]],
) -> Iterator[Mutant]:
    key, told, day = said
    if changes and not contradicts(law, changes) and _matters(law, changes, day):
        at = where._replace(path=f"{where.path}.{key}")
        yield Mutant(
            id=instrument.id, place=instrument.place, where=at, key=key, told=told, changes=tuple(changes), day=day
        )
