"""The store under a network: bodies and ties as columns, of which a day is a mask."""

from __future__ import annotations

from functools import cached_property
from importlib import import_module
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, field

from hubnet.entities import (
    Base,
    CountedGroup,
    Federation,
    Hub,
    Organization,
    Platform,
    Role,
    Scope,
    Tie,
    TieKind,
    existence,
    kind_of,
)
from hubnet.entities.store import ties_of
from hubnet.errors import UnknownNameError
from hubnet.network.arrays import arrays_for
from hubnet.values import End, Span, lineage
from hubnet.values.place import Place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hubnet.entities import Record, Register

TIE_KINDS, SCOPES = tuple(TieKind), tuple(Scope)
_CODE_OF = {kind: code for code, kind in enumerate(TIE_KINDS)}
ALWAYS = Span(None, End.OPEN)
_SUGGESTED = 2000


class Trait:
    """One word about each body, or none: which word by its number, -1 for none."""

    __slots__ = ("codes", "values")

    def __init__(self, codes: Any, values: Sequence[str]) -> None:  # noqa: ANN401  (a column of one of two kinds)
        self.codes, self.values = codes, tuple(values)

    @classmethod
    def of(cls, words: Iterable[str | None], arrays: Any) -> Trait:  # noqa: ANN401
        """Return the words of all bodies, in order."""
        numbers: dict[str, int] = {}
        codes = arrays.ints([-1 if word is None else numbers.setdefault(word, len(numbers)) for word in words])
        return cls(codes, list(numbers))

    def __getitem__(self, body: int) -> str | None:
        code = int(self.codes[body])
        return None if code < 0 else self.values[code]

    def over(self, part_of: Mapping[str, str | None], arrays: Any) -> Trait:  # noqa: ANN401
        """Return the wider words that these fall under."""
        numbers: dict[str, int] = {}
        wider = [
            -1 if (word := part_of[value]) is None else numbers.setdefault(word, len(numbers)) for value in self.values
        ]
        return Trait(arrays.taken(arrays.ints([*wider, -1]), self.codes), list(numbers))


class Designation(NamedTuple):
    """That a body is a hub: since when, for what; the body None where the source names none.

    ``record`` None: the body is called hub-type, and no designation is recorded.
    """

    record: str | None
    body: int | None
    scope: Scope | None
    place: Place | None
    tier: str | None
    ordinals: tuple[int, int, int, int]


class TieColumns(NamedTuple):
    """Ties as columns: the bodies at the ends, the kind, the span, and which statement they come from."""

    src: Any
    dst: Any
    kind: Any
    spans: Any
    told: Any
    """Where the span is the tie's own: one that is only known from the day of its source tells nothing of its ends."""
    derived: Any
    ids: Sequence[str] | None
    statements: Sequence[Tie] | None = None

    def taken(self, order: Any, arrays: Any) -> TieColumns:  # noqa: ANN401
        """Return the ties at some positions."""
        return TieColumns(
            arrays.taken(self.src, order), arrays.taken(self.dst, order), arrays.taken(self.kind, order),
            self.spans.taken(order), arrays.taken(self.told, order), arrays.taken(self.derived, order),
            None if self.ids is None else [self.ids[at] for at in arrays.listed(order)],
            None if self.statements is None else [self.statements[at] for at in order],
        )  # fmt: skip


def _name_of(module: Any) -> str:  # noqa: ANN401
    return module if isinstance(module, str) else str(module.__name__)


@define(kw_only=True, eq=False)
class NetworkStore:
    """Bodies and ties as columns.

    Bodies are numbered in the order of their ids, ties sorted by the bodies they count for. A base that is an
    organization of its own counts as that organization (``counts_as``), so that the two are one hub. A tie to a group
    counts for the bodies that the group includes too (``derived``).
    """

    ids: Sequence[str]
    lives: Any
    ties: TieColumns
    traits: dict[str, Trait]
    _arrays: str = field(converter=_name_of)
    further_lives: Sequence[tuple[int, tuple[int, int, int, int]]] = ()
    counts_as: dict[int, int] = field(factory=dict)
    designations: Sequence[Designation] = ()
    names: Sequence[str | None] | None = None
    register: Register | None = None
    federations_told: bool = True
    """Whether it is known which bodies are federations: always of a register, of columns if they say so."""
    shown: dict[str, dict[int, str | None]] = field(factory=dict, repr=False)
    """What bodies are called on every day, by language; kept as it is asked for."""
    hub: Any = field(init=False)
    member: Any = field(init=False)

    def __attrs_post_init__(self) -> None:
        arrays, hub, member = self.arrays, self.ties.src, self.ties.dst
        if self.counts_as:
            stands_for = arrays.ints([self.counts_as.get(body, body) for body in range(len(self.ids))])
            hub, member = arrays.taken(stands_for, hub), arrays.taken(stands_for, member)
        order = arrays.by_ends(hub, member)
        self.ties = self.ties.taken(order, arrays)
        self.hub = arrays.taken(hub, order) if self.counts_as else self.ties.src
        self.member = arrays.taken(member, order) if self.counts_as else self.ties.dst

    @property
    def arrays(self) -> Any:  # noqa: ANN401
        """The module that holds the columns; kept by its name, so that a network can be pickled."""
        return import_module(self._arrays)

    def __len__(self) -> int:
        return len(self.ids)

    @cached_property
    def designated(self) -> tuple[Any, Any, Any]:
        """The designations of bodies as columns: the body, the scope (its place in ``SCOPES``, or -1) and the span."""
        of_bodies = [one for one in self.designations if one.body is not None]
        return (
            self.arrays.ints([-1 if one.body is None else one.body for one in of_bodies]),
            self.arrays.ints([-1 if one.scope is None else SCOPES.index(one.scope) for one in of_bodies]),
            self.arrays.Spans(*_columns(one.ordinals for one in of_bodies)),
        )

    @cached_property
    def repeated(self) -> list[list[int]]:
        """The positions of the statements about one tie, where there are several; the first that holds counts."""
        ids, derived = self.ties.ids, self.ties.derived
        found: dict[tuple[str, int, int], list[int]] = {}
        for at, name in enumerate(ids if ids is not None and self.register is not None else ()):
            if not derived[at]:
                found.setdefault((name, int(self.ties.src[at]), int(self.ties.dst[at])), []).append(at)
        return [some for some in found.values() if len(some) > 1]

    @cached_property
    def alike(self) -> dict[int, int]:
        """Of ties without ids that have the ends and the kind of another: which of them each is, from the second on.

        In the order of their days, so that the order of rows does not matter.
        """
        if self.ties.ids is not None:
            return {}
        listed, found = self.arrays.listed, {}
        rows = zip(listed(self.ties.src), listed(self.ties.dst), listed(self.ties.kind), strict=True)
        for _, block in groupby(enumerate(rows), key=lambda row: row[1][:2]):
            kinds: dict[int, list[int]] = {}
            for at, (_, _, kind) in block:
                kinds.setdefault(kind, []).append(at)
            for some in kinds.values():
                found.update({at: number for number, at in enumerate(sorted(some, key=self.ties.spans.row), 1)})
        return {at: number for at, number in found.items() if number > 1}

    @cached_property
    def _index(self) -> dict[str, int]:
        return {name: number for number, name in enumerate(self.ids)}

    def find(self, name: str) -> int | None:
        """Return the number of a body, None where there is none of that id."""
        return self._index.get(name)

    def number(self, name: object) -> int:
        """Return the number of a body.

        Raises:
            UnknownNameError: no body of that id is recorded for any day.
        """
        found = self._index.get(name) if isinstance(name, str) else None
        if found is None:
            known = self.ids if len(self.ids) <= _SUGGESTED else [one for one in self.ids if one[:2] == str(name)[:2]]
            raise UnknownNameError("body", str(name), known[:_SUGGESTED])
        return found

    def places(self, level: str) -> Trait:
        """Return for each body the place of a level that it lies in."""
        kept = self.traits.get(f"place/{level}")
        if kept is None:
            held = self.traits["place"]
            wider = {
                code: next((one for one in lineage(code) if Place(one).level == level), None) for code in held.values
            }
            kept = self.traits[f"place/{level}"] = held.over(wider, self.arrays)
        return kept

    def kinds(self, kinds: Iterable[TieKind]) -> Any:  # noqa: ANN401
        """Return which ties are of some kinds."""
        return self.arrays.among(self.ties.kind, [_CODE_OF[kind] for kind in kinds])


def store_of(register: Register) -> NetworkStore:
    """Return the bodies and ties of a register as columns.

    Organizations, bases and platforms are bodies, and whatever a tie names beside them: groups, funds, programmes.
    """
    ties = list(_ties_to_all(register))
    bodies: tuple[Organization | Base | Platform, ...]
    bodies = (*register.all(Organization), *register.all(Base), *register.all(Platform))
    names = {one.id for one in bodies}
    names.update(end for row in ties for end in (row.tie.from_, row.to))
    names.update(federation.organization for federation in register.all(Federation))
    names.update(hub.organization for hub in register.all(Hub) if hub.organization is not None)
    ids = sorted(names)
    numbers = {name: number for number, name in enumerate(ids)}
    records = [register.statements(name) if name in register else () for name in ids]
    arrays = arrays_for(len(ties))
    lives = [[(existence(one) or ALWAYS).ordinals for one in said] or [ALWAYS.ordinals] for said in records]
    columns = TieColumns(
        src=arrays.ints([numbers[row.tie.from_] for row in ties]),
        dst=arrays.ints([numbers[row.to] for row in ties]),
        kind=arrays.ints([_CODE_OF[row.tie.kind] for row in ties]),
        spans=arrays.Spans(*_columns(row.ordinals for row in ties)),
        told=arrays.marked(
            len(ties), [at for at, row in enumerate(ties) if row.tie.span is not None and not row.derived]
        ),
        derived=arrays.marked(len(ties), [at for at, row in enumerate(ties) if row.derived]),
        ids=[row.tie.id for row in ties],
        statements=[row.tie for row in ties],
    )
    return NetworkStore(
        ids=ids,
        lives=arrays.Spans(*_columns(life[0] for life in lives)),
        further_lives=[(number, one) for number, life in enumerate(lives) for one in life[1:]],
        ties=columns,
        traits={
            "kind": Trait.of((kind_of(said[0]) if said else None for said in records), arrays),
            "form": Trait.of((_word(_first(said, "form")) for said in records), arrays),
            "tier": Trait.of((_word(_first(said, "tier")) for said in records), arrays),
            "place": Trait.of((_place(said) for said in records), arrays),
        },
        arrays=arrays,
        counts_as=dict(_run_as(register, numbers)),
        designations=list(_designations(register, numbers)),
        register=register,
    )


class _Row(NamedTuple):
    """A tie to a body, or to one that the group it runs to includes (derived)."""

    tie: Tie
    to: str
    ordinals: tuple[int, int, int, int]
    derived: bool = False


def _ties_to_all(register: Register) -> Iterator[_Row]:
    """Yield every tie with the body it runs to, and again with each body that the group it runs to includes."""
    for tie, ordinals in _dated(register):
        yield _Row(tie, tie.to, ordinals)
        met, waiting = {tie.to}, [tie.to]
        while waiting:
            name = waiting.pop()
            for group in register.statements(name) if name in register else ():
                for other in group.includes if isinstance(group, CountedGroup) else ():
                    if other not in met:
                        met.add(other)
                        waiting.append(other)
                        yield _Row(tie, other, ordinals, derived=True)


def _dated(register: Register) -> Iterator[tuple[Tie, tuple[int, int, int, int]]]:
    """Yield the ties with the days they hold; the list of a federation says nothing of days when there is none."""
    for tie in register.all(Tie):
        yield tie, (existence(tie) or ALWAYS).ordinals
    for federation in register.all(Federation):
        first, sure, unsure, out = (existence(federation) or ALWAYS).ordinals
        for tie in ties_of(federation):
            days = (existence(tie) or ALWAYS).ordinals
            yield tie, (max(first, days[0]), max(sure, days[1]), min(unsure, days[2]), min(out, days[3]))


def _run_as(register: Register, numbers: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    run_by: dict[str, str | None] = {}
    for base in register.all(Base):
        if base.organization in numbers:
            run_by.setdefault(base.id, base.organization)
    for name, body in run_by.items():
        met, last = {name}, body
        while last in run_by and last not in met:
            met.add(last)
            last = run_by[last]
        if last is not None and last not in met:
            yield numbers[name], numbers[last]


def _designations(register: Register, numbers: Mapping[str, int]) -> Iterator[Designation]:
    designated = set()
    for hub in register.all(Hub):
        body = numbers.get(hub.organization) if hub.organization is not None else None
        designated.add(body)
        span = existence(hub) or ALWAYS
        yield Designation(hub.id, body, hub.scope, hub.place, _word(hub.tier), span.ordinals)
    bodies: tuple[Organization | CountedGroup, ...] = (*register.all(Organization), *register.all(CountedGroup))
    for one in bodies:
        number = numbers.get(one.id)
        # Of a group of several roles only some are hubs, and which is not told.
        is_hub = Role.HUB in one.roles if isinstance(one, Organization) else one.roles == (Role.HUB,)
        if is_hub and number is not None and number not in designated:
            place = one.seat if isinstance(one, Organization) else one.place
            yield Designation(None, number, None, place, _word(one.tier), ALWAYS.ordinals)


def _columns(rows: Iterable[tuple[int, int, int, int]]) -> tuple[list[int], list[int], list[int], list[int]]:
    first: list[int] = []
    sure: list[int] = []
    unsure: list[int] = []
    out: list[int] = []
    for row in rows:
        first.append(row[0])
        sure.append(row[1])
        unsure.append(row[2])
        out.append(row[3])
    return first, sure, unsure, out


def _first(said: tuple[Record, ...], field: str) -> Any:  # noqa: ANN401
    """Return what the first statement that tells a field says of it."""
    return next((value for one in said if (value := getattr(one, field, None)) is not None), None)


def _word(value: Any) -> str | None:  # noqa: ANN401
    return None if value is None else str(value.value)


def _place(said: tuple[Record, ...]) -> str | None:
    place = _first(said, "seat") or _first(said, "place")
    return None if place is None else place.code
