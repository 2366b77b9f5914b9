"""Rules changed by one step each."""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from hubnet.errors import Problem
from hubnet.rulebook import (
    Clause,
    Consequence,
    Duty,
    Provision,
    Question,
    Reading,
    Relation,
    Rulebook,
    Step,
)
from hubnet.rules.mutation.conditions import changed_conditions, denied
from hubnet.rules.mutation.lengths import changed_duty, changed_measures, changed_reading, changed_step
from hubnet.values import Place, lineage

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import date

    from hubnet.rulebook import Condition

_CONDITIONS = ("requires", "when")


@frozen(kw_only=True, eq=False)
class Mutant:
    """A rulebook with one thing changed by one step.

    Attributes:
        id: id of the rule, or of the instrument where a day of one of its versions is changed.
        place: where the rule holds.
        where: its file and table.
        key: what is changed, as a path of keys in that table.
        told: the change in words.
        changes: each provision that changes, with what it becomes; None where it is dropped.
        day: the only day on which a question can be answered differently; None where that can be any.
    """

    id: str
    place: Place
    where: Problem
    key: str
    told: str
    changes: tuple[tuple[Provision, Provision | None], ...]
    day: date | None = None


def mutants_of_texts(law: Rulebook, texts: Iterable[Provision]) -> Iterator[Mutant]:
    """Yield every change of conditions, lengths, and relations, and each clause and consequence dropped.

    Versions of a text that share a table of their file change together; only dropping takes one at a time.

    Args:
        law: the rules.
        texts: those of its provisions that are changed.
    """
    for group in _tables(texts):
        yield from _of_conditions(law, group)
        yield from _of_lengths(group)
        yield from _of_breaches(law, group)
        for text in group:
            yield from _dropped(text)
            yield from _of_relation(law, text)


def contradicts(law: Rulebook, changes: Iterable[tuple[Provision, Provision | None]]) -> bool:
    """Return whether changes make two texts of one id, place and relation be in force on one day, as no file can."""
    by_text = {id(old): new for old, new in changes}
    keys = {(type(new), new.id, new.place, new.relation) for new in by_text.values() if new is not None}
    for kind, name, place, relation in keys:
        texts = [(by_text.get(id(text), text), id(text) in by_text) for text in law.versions(kind, name)]
        beside = [(text, new) for text, new in texts if text and (text.place, text.relation) == (place, relation)]
        for (first, first_new), (second, second_new) in combinations(beside, 2):
            if (first_new or second_new) and first.force.overlaps(second.force):
                return True
    return False


def mutant_of(text: Provision, key: str, told: str, changes: Iterable[tuple[Provision, Provision | None]]) -> Mutant:
    """Return a mutant that is told of one text."""
    where = Problem("", file=text.source, path=f"{text.entry}.{key}" if key else text.entry)
    return Mutant(id=text.id, place=text.place, where=where, key=key, told=told, changes=tuple(changes))


def _tables(texts: Iterable[Provision]) -> Iterator[list[Provision]]:
    """Yield the provisions of each table, versions together."""
    groups: dict[tuple[str, str, str], list[Provision]] = {}
    for text in texts:
        groups.setdefault((text.source, text.entry, text.id), []).append(text)
    yield from groups.values()


def _of_conditions(law: Rulebook, group: list[Provision]) -> Iterator[Mutant]:
    first = group[0]
    for key in _CONDITIONS:
        condition: Condition | None = getattr(first, key, None)
        if condition is None or (key == "when" and _inherited(law, first)):
            continue
        told = {change.condition for change in changed_conditions(condition, law.facts)}
        for change in changed_conditions(condition, law.facts):
            changes = [(text, _with(text, **{key: change.condition})) for text in group]
            yield mutant_of(first, f"{key}{change.key}", change.told, changes)
        if key == "when":
            yield mutant_of(first, key, "dropped", [(text, _with(text, when=None)) for text in group])
            other = denied(condition)
            if other not in told:
                yield mutant_of(first, key, "negated", [(text, _with(text, when=other)) for text in group])


def _with(text: Provision, **values: object) -> Provision:
    return evolve(text, **values)  # type: ignore[arg-type]


def _inherited(law: Rulebook, text: Provision) -> bool:
    """Return whether a condition is that of the step to which a text commits: its file does not write it again."""
    if not isinstance(text, Step) or text.relation is not Relation.COMMITS:
        return False
    return any(base.when == text.when for base in law.versions(Step, text.id) if base.relation is not Relation.COMMITS)


def _of_lengths(group: list[Provision]) -> Iterator[Mutant]:
    for kind, changed in _CHANGED.items():
        if isinstance(group[0], kind):
            for key, told, values in changed(group[0]):
                yield mutant_of(group[0], key, told, [(text, _with(text, **values)) for text in group])


_CHANGED: Mapping[type[Provision], Callable[[Provision], Iterator[tuple[str, str, dict[str, object]]]]] = {
    Step: changed_step,  # type: ignore[dict-item]
    Duty: changed_duty,  # type: ignore[dict-item]
    Reading: changed_reading,  # type: ignore[dict-item]
    Consequence: changed_measures,  # type: ignore[dict-item]
}


def _of_breaches(law: Rulebook, group: list[Provision]) -> Iterator[Mutant]:
    """Yield a consequence without one of the clauses or questions whose breach it follows; steps are not judged."""
    first = group[0]
    if not isinstance(first, Consequence) or len(first.of) == 1:
        return
    judged = {*law.ids(Clause), *law.ids(Question)}
    for index, name in enumerate(first.of):
        if name in judged:
            rest = (*first.of[:index], *first.of[index + 1 :])
            yield mutant_of(first, f"of[{index}]", f"{name} dropped", [(text, _with(text, of=rest)) for text in group])


def _dropped(text: Provision) -> Iterator[Mutant]:
    if isinstance(text, Clause | Consequence):
        version = f" ({text.cite.version})" if text.cite.version else ""
        yield mutant_of(text, "", f"dropped{version}", [(text, None)])


def _of_relation(law: Rulebook, text: Provision) -> Iterator[Mutant]:
    """Yield a text that stands by itself, where that changes anything and a file can say so."""
    if not isinstance(text, Clause | Question | Consequence) or text.relation is Relation.STATES:
        return
    changes = [(text, _with(text, relation=Relation.STATES))]
    if _relation_matters(law, text) and not contradicts(law, changes):
        yield mutant_of(text, "relation", f"{text.relation.value} → states", changes)


def _relation_matters(law: Rulebook, text: Clause | Question | Consequence) -> bool:
    if isinstance(text, Clause) and (text.lowered or text.waived):
        return False  # what is lowered or waived has to depart
    beside = [
        other
        for other in law.versions(type(text), text.id)
        if other is not text
        and (text.place.code in lineage(other.place.code) or other.place.code in lineage(text.place.code))
        and other.force.overlaps(text.force)
    ]
    if text.relation is Relation.IMPLEMENTS:
        return any(other.place.contains(text.place) for other in beside)
    if any(other.relation is Relation.IMPLEMENTS and text.place.contains(other.place) for other in beside):
        return True
    if not isinstance(text, Clause):
        return False
    return bool(beside) if text.relation is Relation.ADDS else text.when is not None
