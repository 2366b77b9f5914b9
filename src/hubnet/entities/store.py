"""Records by id and by what they say: the store under a register."""

from __future__ import annotations

from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar, get_args, get_type_hints

import attrs

from hubnet.entities.base import Base, FunctionModule, Platform, ServicePost
from hubnet.entities.fields import REFERS_TO
from hubnet.entities.funding import Application, Flow, Fund, Grant, Programme
from hubnet.entities.organization import Department, Federation, Hub, Organization, Person
from hubnet.entities.report import Award, Completeness, Cooperation, Event, Indicator, PlaceName, Policy, Reform, Scheme
from hubnet.entities.tie import CountedGroup, Tie
from hubnet.entities.vocabulary import TieKind
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Label, Span

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

Record = (
    Organization | Hub | Federation | Department | Person | Base | FunctionModule | ServicePost | Platform
    | Fund | Programme | Application | Grant | Flow | Tie | CountedGroup
    | Indicator | Event | Scheme | Policy | Reform | Award | Cooperation | Completeness | PlaceName
)  # fmt: skip
"""Anything that has an id of its own in a register.

All have ``cite``, the sources; ``confidence``, how well the record is founded in them; ``because``, the reasoning where
it is more than read; and ``inferred``, the fields that are inferred where the others are read (none named and the
confidence INFERRED: the record as a whole).
"""

KINDS: dict[str, type[Record]] = {
    "organization": Organization,
    "hub": Hub,
    "federation": Federation,
    "counted_group": CountedGroup,
    "tie": Tie,
    "base": Base,
    "function_module": FunctionModule,
    "service_post": ServicePost,
    "platform": Platform,
    "department": Department,
    "person": Person,
    "programme": Programme,
    "fund": Fund,
    "application": Application,
    "grant": Grant,
    "flow": Flow,
    "scheme": Scheme,
    "policy": Policy,
    "reform": Reform,
    "award": Award,
    "cooperation": Cooperation,
    "event": Event,
    "indicator": Indicator,
    "completeness": Completeness,
    "place_name": PlaceName,
}
"""The word for each kind of record, in the order in which files and pages list them."""

KIND_LABELS: dict[str, Label] = {
    "organization": Label("组织", "organization"),
    "hub": Label("枢纽", "hub"),
    "federation": Label("联合会", "federation"),
    "counted_group": Label("计数群体", "counted group"),
    "tie": Label("关系", "tie"),
    "base": Label("基地", "base"),
    "function_module": Label("功能模块", "function module"),
    "service_post": Label("公益岗位", "service post"),
    "platform": Label("云平台", "platform"),
    "department": Label("部门", "department"),
    "person": Label("人物", "person"),
    "programme": Label("项目计划", "programme"),
    "fund": Label("资金", "fund"),
    "application": Label("申请", "application"),
    "grant": Label("资助", "grant"),
    "flow": Label("资金流", "flow"),
    "scheme": Label("架构与模式", "scheme"),
    "policy": Label("政策文件", "policy"),
    "reform": Label("登记改革", "reform"),
    "award": Label("荣誉", "award"),
    "cooperation": Label("合作", "cooperation"),
    "event": Label("活动", "event"),
    "indicator": Label("指标", "indicator"),
    "completeness": Label("完整性声明", "statement of completeness"),
    "place_name": Label("地名", "place name"),
}
"""What each kind of record is called."""

_WORDS = {kind: word for word, kind in KINDS.items()}
_SUGGESTED = 2000
R = TypeVar("R", bound=attrs.AttrsInstance)


def kind_of(record: Record) -> str:
    """Return the word for a record's kind."""
    return _WORDS[type(record)]


class Store:
    """Records by id, with look-ups that are built when they are first asked for.

    Several records with one id are statements of different sources about the same thing; they stand side by side, in
    the order given.
    """

    __slots__ = ("_by_end", "_by_id", "_by_identifier", "_by_kind")

    def __init__(self, records: Iterable[Record] = ()) -> None:
        by_id: dict[str, tuple[Record, ...]] = {}
        for record in records:
            if type(record) not in _WORDS:
                raise InvalidValueError("record", record, f"give records: {', '.join(KINDS)}")
            known = by_id.get(record.id)
            by_id[record.id] = (record,) if known is None else (*known, record)
        self._start(by_id)

    def _start(self, by_id: dict[str, tuple[Record, ...]]) -> None:
        self._by_id = by_id
        self._by_kind: dict[type[Any], tuple[Any, ...]] = {}
        self._by_identifier: dict[tuple[str, str], tuple[str, ...]] | None = None
        self._by_end: tuple[dict[str, list[Tie]], dict[str, list[Tie]]] | None = None

    def __len__(self) -> int:
        return len(self._by_id)

    def __iter__(self) -> Iterator[Record]:
        for statements in self._by_id.values():
            yield from statements

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def __getitem__(self, name: str) -> Record:
        return self.statements(name)[0]

    def get(self, name: str) -> Record | None:
        """Return the first statement about an id, or None where the id is not held."""
        statements = self._by_id.get(name)
        return statements[0] if statements else None

    def statements(self, name: str) -> tuple[Record, ...]:
        """Return all statements about an id, in the order given.

        Raises:
            UnknownNameError: the id is not held.
        """
        if not isinstance(name, str):
            raise InvalidValueError("id", name, "give the id of a record, a text")
        statements = self._by_id.get(name)
        if statements is None:
            raise UnknownNameError("record", name, self._like(name))
        return statements

    def _like(self, name: str) -> list[str]:
        """Return ids to look for a similar one in: of a large register those that begin alike."""
        if len(self._by_id) <= _SUGGESTED:
            return list(self._by_id)
        return list(islice((other for other in self._by_id if other[:2] == name[:2]), _SUGGESTED))

    def ids(self) -> tuple[str, ...]:
        """Return all ids, in order."""
        return tuple(self._by_id)

    def all(self, kind: type[R]) -> tuple[R, ...]:
        """Return all records of a class, statement by statement, in order."""
        found = self._by_kind.get(kind)
        if found is None:
            found = tuple(
                record for statements in self._by_id.values() for record in statements if type(record) is kind
            )
            self._by_kind[kind] = found
        return found

    def with_identifier(self, scheme: str, value: str) -> tuple[Organization, ...]:
        """Return the organizations that carry an identifier; several where the register gives it to several."""
        if self._by_identifier is None:
            index: dict[tuple[str, str], tuple[str, ...]] = {}
            for organization in self.all(Organization):
                _index(index, organization)
            self._by_identifier = index
        found = self._by_identifier.get((scheme, value), ())
        if len(found) > 1:  # an update may have added them in another order
            found = tuple(name for name in self._by_id if name in found)
        said = (record for name in found for record in self._by_id[name])
        return tuple(record for record in said if isinstance(record, Organization) and _carries(record, scheme, value))

    def ties(self, kind: TieKind | None = None) -> tuple[Tie, ...]:
        """Return all ties, those of the lists of federations among them; of one kind, if given."""
        every = self._by_kind.get(_EveryTie)
        if every is None:
            listed = (tie for federation in self.all(Federation) for tie in ties_of(federation))
            every = self._by_kind[_EveryTie] = (*self.all(Tie), *listed)
        return every if kind is None else tuple(tie for tie in every if tie.kind is kind)

    def ties_from(self, name: str, kind: TieKind | None = None) -> tuple[Tie, ...]:
        """Return the ties that run from a body."""
        return tuple(tie for tie in self._ends()[0].get(name, ()) if kind is None or tie.kind is kind)

    def ties_to(self, name: str, kind: TieKind | None = None) -> tuple[Tie, ...]:
        """Return the ties that run to a body."""
        return tuple(tie for tie in self._ends()[1].get(name, ()) if kind is None or tie.kind is kind)

    def _ends(self) -> tuple[dict[str, list[Tie]], dict[str, list[Tie]]]:
        if self._by_end is None:
            out: dict[str, list[Tie]] = {}
            into: dict[str, list[Tie]] = {}
            for tie in self.ties():
                out.setdefault(tie.from_, []).append(tie)
                into.setdefault(tie.to, []).append(tie)
            self._by_end = out, into
        return self._by_end

    def _replaced(self, changes: Mapping[str, tuple[Record, ...] | None], into: Store) -> None:
        """Fill another store with these records, changed; what was looked up and has not changed is kept."""
        by_id = dict(self._by_id)
        touched: set[type[Any]] = set()
        index = dict(self._by_identifier) if self._by_identifier is not None else None
        for name, statements in changes.items():
            before = by_id.pop(name, ()) if statements is None else by_id.get(name, ())
            if statements is not None:
                by_id[name] = statements
            touched.update(type(record) for record in (*before, *(statements or ())))
            if index is not None:
                for record in before:
                    _unindex(index, record)
                for record in statements or ():
                    _index(index, record)
        into._start(by_id)
        moved = touched & {Tie, Federation}
        kept = {kind: found for kind, found in self._by_kind.items() if kind not in touched}
        if moved:
            kept.pop(_EveryTie, None)
        into._by_kind = kept
        into._by_identifier = index
        into._by_end = None if moved else self._by_end


class _EveryTie:
    """Key of the ties with those of the lists of federations."""


def _carries(record: Organization, scheme: str, value: str) -> bool:
    return any(identifier.scheme == scheme and identifier.value == value for identifier in record.identifiers)


def _index(index: dict[tuple[str, str], tuple[str, ...]], record: Record) -> None:
    if isinstance(record, Organization):
        for identifier in record.identifiers:
            key = identifier.scheme, identifier.value
            known = index.get(key, ())
            if record.id not in known:
                index[key] = (*known, record.id)


def _unindex(index: dict[tuple[str, str], tuple[str, ...]], record: Record) -> None:
    if isinstance(record, Organization):
        for identifier in record.identifiers:
            key = identifier.scheme, identifier.value
            left = tuple(name for name in index.get(key, ()) if name != record.id)
            if left:
                index[key] = left
            else:
                index.pop(key, None)


def ties_of(federation: Federation) -> Iterator[Tie]:
    """Yield the lists of a federation as ties; founders since its founding, members without dates."""
    since = Span(federation.founded) if federation.founded else None
    said: dict[str, Any] = {"cite": federation.cite, "confidence": federation.confidence, "because": federation.because}
    for member in federation.members:
        name = f"{federation.id}/{TieKind.HAS_MEMBER.value}/{member}"
        yield Tie(id=name, kind=TieKind.HAS_MEMBER, from_=federation.organization, to=member, **said)
    for founder in federation.founders:
        name = f"{federation.id}/{TieKind.FOUNDED.value}/{founder}"
        yield Tie(id=name, kind=TieKind.FOUNDED, from_=founder, to=federation.organization, span=since, **said)


@cache
def _reference_fields(kind: Any) -> tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]:  # noqa: ANN401
    """Return the fields of a class that hold ids, with what they may name, and those whose values may hold some."""
    hints = get_type_hints(kind)
    direct = tuple(
        (field.name, field.metadata[REFERS_TO]) for field in attrs.fields(kind) if REFERS_TO in field.metadata
    )
    nested = [
        name
        for name, hint in hints.items()
        for part in (hint, *get_args(hint))
        if isinstance(part, type) and attrs.has(part) and any(_reference_fields(part))
    ]
    return direct, tuple(dict.fromkeys(nested))


def references(record: Any, path: str = "") -> Iterator[tuple[str, str, tuple[str, ...]]]:  # noqa: ANN401
    """Yield the path, the id and the kinds allowed of every reference in a record."""
    direct, nested = _reference_fields(record.__class__)
    for name, kinds in direct:
        value = getattr(record, name)
        if isinstance(value, str):
            yield f"{path}{name.rstrip('_')}", value, kinds
        elif value:
            for number, one in enumerate(value):
                yield f"{path}{name}[{number}]", one, kinds
    for name in nested:
        value = getattr(record, name)
        if isinstance(value, tuple):
            for number, part in enumerate(value):
                yield from references(part, f"{path}{name}[{number}].")
        elif value is not None:
            yield from references(value, f"{path}{name}.")
