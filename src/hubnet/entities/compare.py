"""Statements held against each other: contradictions in a register, differences and conflicts between two."""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import NOTHING, fields

from hubnet.entities.store import Record, Store, kind_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.entities.naming import Identifier
    from hubnet.values import Citation

_ABOUT_THE_STATEMENT = {"id", "cite", "confidence", "because", "inferred"}
"""Fields that speak of the statement, not of its matter."""


class Statement(NamedTuple):
    """What one source says."""

    value: object
    cite: tuple[Citation, ...]


class Contradiction(NamedTuple):
    """A field on which the statements about one id differ; ``said`` has one entry for each that speaks of it."""

    id: str
    kind: str
    field: str
    said: tuple[Statement, ...]


class Change(NamedTuple):
    """A field that is not the same in two registers."""

    id: str
    kind: str
    field: str
    before: object
    after: object


class Difference(NamedTuple):
    """What another register has that this one has not, what it lacks, and what it says otherwise."""

    added: tuple[Record, ...]
    removed: tuple[Record, ...]
    changed: tuple[Change, ...]


class Merge(NamedTuple):
    """Two registers in one, and where they contradict each other: both statements are kept."""

    register: Any
    conflicts: tuple[Contradiction, ...]


def _says(record: Record, name: str) -> bool:
    """Return whether a record says anything in a field: whether it differs from what stands there by default."""
    default = getattr(fields(type(record)), name).default
    return default is NOTHING or getattr(record, name) != default


def contradictions(store: Store) -> Iterator[Contradiction]:
    """Yield the fields on which statements about one id differ; a statement that is silent contradicts none."""
    for name in store.ids():
        statements = store.statements(name)
        if len(statements) > 1:
            yield from _between(statements)


def _between(statements: tuple[Record, ...]) -> Iterator[Contradiction]:
    first = statements[0]
    if any(type(other) is not type(first) for other in statements):
        said = tuple(Statement(kind_of(record), record.cite) for record in statements)
        yield Contradiction(first.id, kind_of(first), "kind", said)
        return
    for field in fields(type(first)):
        if field.name not in _ABOUT_THE_STATEMENT:
            said = tuple(
                Statement(getattr(record, field.name), record.cite)
                for record in statements
                if _says(record, field.name)
            )
            values = list(dict.fromkeys(part.value for part in said))
            if any(_contradict(field.name, one, other) for one, other in combinations(values, 2)):
                yield Contradiction(first.id, kind_of(first), field.name.rstrip("_"), said)


def _contradict(field: str, one: Any, other: Any) -> bool:  # noqa: ANN401
    """Return whether two values of a field cannot both be; more names or another register's code say more, not else."""
    if field == "names":
        return not {name.zh for name in one} & {name.zh for name in other}
    if field == "identifiers":
        shared = {code.scheme for code in one} & {code.scheme for code in other}
        return any(not _of_scheme(one, scheme) & _of_scheme(other, scheme) for scheme in shared)
    return bool(one != other)


def _of_scheme(identifiers: tuple[Identifier, ...], scheme: str) -> set[str]:
    return {identifier.value for identifier in identifiers if identifier.scheme == scheme}


def joined(ours: Store, theirs: Store) -> Iterator[Record]:
    """Yield the records of two registers; a statement that both have comes once."""
    for name in ours.ids():
        statements = ours.statements(name)
        yield from statements
        if name in theirs:
            known = set(statements)
            yield from (record for record in theirs.statements(name) if record not in known)
    for name in theirs.ids():
        if name not in ours:
            yield from theirs.statements(name)


def conflicts(ours: Store, theirs: Store, both: Store) -> Iterator[Contradiction]:
    """Yield the contradictions of a merged register that neither register had by itself."""
    old = {*contradictions_of(ours), *contradictions_of(theirs)}
    for name in ours.ids():
        if name in theirs:
            for found in _between(both.statements(name)) if len(both.statements(name)) > 1 else ():
                if (found.id, found.field, len(found.said)) not in old:
                    yield found


def contradictions_of(store: Store) -> set[tuple[str, str, int]]:
    """Return id, field and number of statements of each contradiction."""
    return {(found.id, found.field, len(found.said)) for found in contradictions(store)}


def difference(before: Store, after: Store) -> Difference:
    """Return what changed from one register to the other."""
    added = [record for name in after.ids() if name not in before for record in after.statements(name)]
    removed = [record for name in before.ids() if name not in after for record in before.statements(name)]
    changed: list[Change] = []
    for name in before.ids():
        if name not in after:
            continue
        old, new = before.statements(name), after.statements(name)
        if len(old) == len(new) == 1 and type(old[0]) is type(new[0]):
            changed += _changes(old[0], new[0])
        else:
            removed += _less(old, new)
            added += _less(new, old)
    return Difference(tuple(added), tuple(removed), tuple(changed))


def _less(some: tuple[Record, ...], others: tuple[Record, ...]) -> list[Record]:
    """Return the statements that the others lack, each as often as it is lacking."""
    left = Counter(others)
    lacking = []
    for record in some:
        if left[record]:
            left[record] -= 1
        else:
            lacking.append(record)
    return lacking


def _changes(old: Record, new: Record) -> Iterator[Change]:
    for field in fields(type(old)):
        before, after = getattr(old, field.name), getattr(new, field.name)
        if before != after:
            yield Change(old.id, kind_of(old), field.name.rstrip("_"), before, after)
