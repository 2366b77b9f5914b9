"""What a register says of each body that can fill a part: its records together, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.entities import (
    KINDS,
    Base,
    CountedGroup,
    Federation,
    Hub,
    Organization,
    Person,
    Record,
    TieKind,
    kind_of,
    shown_name,
)
from hubnet.network.structures.model import RECORDED
from hubnet.values import Label, lineage

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.entities import Register
    from hubnet.values import Place, Quantity

FILLERS = tuple(KINDS[word] for word in RECORDED)
"""The classes of the records that can fill a part."""


def places_of(record: Record) -> Iterator[Place]:
    """Yield where a record says that its body is."""
    if isinstance(record, Person):
        yield from (role.place for role in record.roles if role.place)
    else:
        place = record.seat if isinstance(record, Organization) else getattr(record, "place", None)
        if place is not None:
            yield place


@frozen
class Body:
    """All that a register says of one body: its own records, and that it is a hub or a federation.

    ``kinds`` are the words of the kinds of its records, ``places`` where they say that it is. ``group`` is the counted
    group that it is, ``organizations`` are those whose base it is. ``nameless`` is a hub of which the source does not
    name the body.
    """

    id: str
    records: tuple[Record, ...]
    kinds: frozenset[str]
    places: tuple[Place, ...]
    group: CountedGroup | None
    organizations: frozenset[str]
    nameless: bool

    @classmethod
    def of(cls, name: str, records: list[Record]) -> Body:
        """Return the body that some records are about."""
        records.sort(key=lambda one: (kind_of(one), one.id))
        bases = [one for one in records if isinstance(one, Base)]
        return cls(
            name,
            tuple(records),
            kinds=frozenset(map(kind_of, records)),
            places=tuple(dict.fromkeys(place for record in records for place in places_of(record))),
            group=next((one for one in records if isinstance(one, CountedGroup)), None),
            organizations=frozenset(one.organization for one in bases if one.organization),
            nameless=all(isinstance(one, Hub) and one.organization is None for one in records),
        )

    @property
    def label(self) -> Label:
        """Its name and its id."""
        record = min(self.records, key=lambda one: one.id != self.id)
        return Label(f"{shown_name(record, 'zh')}（{self.id}）", f"{shown_name(record, 'en')} ({self.id})")


class Evidence:
    """The bodies of a register in the order of their ids."""

    def __init__(self, register: Register) -> None:
        self.register = register
        found: dict[str, list[Record]] = {}
        for kind in FILLERS:
            for record in register.all(kind):
                organization = record.organization if isinstance(record, Hub | Federation) else None
                found.setdefault(organization or record.id, []).append(record)
        self.bodies = {name: Body.of(name, found[name]) for name in sorted(found)}
        self._inside: dict[str, list[Body]] = {}
        for body in self.bodies.values():
            for code in dict.fromkeys(code for place in body.places for code in lineage(place.code)):
                self._inside.setdefault(code, []).append(body)
        self._bases: dict[str, list[str]] = {}
        for base in register.all(Base):
            if base.organization:
                self._bases.setdefault(base.organization, []).append(base.id)

    def body_of(self, name: str) -> Body | None:
        """Return the body that a record is about, or None where the register does not hold the record."""
        if name in self.bodies:
            return self.bodies[name]
        record = self.register.get(name)
        organization = record.organization if isinstance(record, Hub | Federation) else None
        return self.bodies.get(organization) if organization else None

    def inside(self, place: Place) -> list[Body]:
        """Return the bodies that lie in a place, in the order of their ids."""
        return self._inside.get(place.code, [])

    def ends(self, body: Body) -> frozenset[str]:
        """Return the ids by which ties name a body: its own, that of its base, that of the organization of a base."""
        return frozenset((body.id, *body.organizations, *self._bases.get(body.id, ())))

    def number(self, group: CountedGroup) -> tuple[Quantity, CountedGroup] | None:
        """Return the number or share told of a group, and of which group it is told.

        Where none is told of the group itself, that of the places or bodies which it serves shows that it is there. A
        number that is expected (预计) says of nobody that it is there.
        """
        for one in (group, *self._served(group)):
            number = one.count if one.count is not None else one.share
            if number is not None and not number.expected:
                return number, one
        return None

    def _served(self, group: CountedGroup) -> list[CountedGroup]:
        served = [self.register.get(tie.to) for tie in self.register.ties_from(group.id, TieKind.SERVES)]
        return sorted((one for one in served if isinstance(one, CountedGroup)), key=lambda one: one.id)
