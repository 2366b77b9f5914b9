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

_FILLERS = tuple(KINDS[word] for word in RECORDED)


@frozen
class Body:
    """All that a register says of one body: its own records, and that it is a hub or a federation."""

    id: str
    records: tuple[Record, ...]

    @property
    def kinds(self) -> frozenset[str]:
        """The words of the kinds of its records."""
        return frozenset(map(kind_of, self.records))

    @property
    def group(self) -> CountedGroup | None:
        """The counted group that it is, or None."""
        return next((record for record in self.records if isinstance(record, CountedGroup)), None)

    @property
    def nameless(self) -> bool:
        """Whether it is a hub of which the source does not name the body."""
        return all(isinstance(record, Hub) and record.organization is None for record in self.records)

    @property
    def organizations(self) -> frozenset[str]:
        """The organizations whose base it is."""
        return frozenset(one.organization for one in self.records if isinstance(one, Base) and one.organization)

    @property
    def label(self) -> Label:
        """Its name and its id."""
        record = min(self.records, key=lambda one: one.id != self.id)
        return Label(f"{shown_name(record, 'zh')}（{self.id}）", f"{shown_name(record, 'en')} ({self.id})")

    def places(self) -> Iterator[Place]:
        """Yield where it is, as each record says."""
        for record in self.records:
            if isinstance(record, Person):
                yield from (role.place for role in record.roles if role.place)
            else:
                place = record.seat if isinstance(record, Organization) else getattr(record, "place", None)
                if place is not None:
                    yield place


class Evidence:
    """The bodies of a register in the order of their ids."""

    def __init__(self, register: Register) -> None:
        self.register = register
        found: dict[str, list[Record]] = {}
        for kind in _FILLERS:
            for record in register.all(kind):
                organization = record.organization if isinstance(record, Hub | Federation) else None
                found.setdefault(organization or record.id, []).append(record)
        self.bodies = {
            name: Body(name, tuple(sorted(found[name], key=lambda one: (kind_of(one), one.id))))
            for name in sorted(found)
        }
        self._inside: dict[str, list[Body]] = {}
        for body in self.bodies.values():
            for code in dict.fromkeys(code for place in body.places() for code in lineage(place.code)):
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

        Where none is told of the group itself, that of the places or bodies which it serves shows that it is there.
        """
        for one in (group, *self._served(group)):
            number = one.count if one.count is not None else one.share
            if number is not None:
                return number, one
        return None

    def _served(self, group: CountedGroup) -> list[CountedGroup]:
        served = [self.register.get(tie.to) for tie in self.register.ties_from(group.id, TieKind.SERVES)]
        return sorted((one for one in served if isinstance(one, CountedGroup)), key=lambda one: one.id)
