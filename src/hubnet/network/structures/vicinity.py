"""The part of a register that a check of a place or a base can depend on, so that a large register costs no more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities import (
    Base,
    Completeness,
    CountedGroup,
    Event,
    Federation,
    FunctionModule,
    Hub,
    Register,
    Scheme,
    TieKind,
)
from hubnet.network.structures.evidence import FILLERS, places_of
from hubnet.values import lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubnet.entities import Record
    from hubnet.values import Place


def vicinity(register: Register, place: Place | None, of: str | None) -> Register:
    """Return the records of what lies in a place, of a base, and of all that they and the schemes name or are tied to.

    Args:
        register: the records.
        place: the place; None: none.
        of: id of a base; None: none.
    """
    wanted = set() if of is None else {of}
    if place is not None:
        wanted.update(
            record.id
            for kind in FILLERS
            for record in register.all(kind)
            if any(place.code in lineage(one.code) for one in places_of(record))
        )
    schemes = [scheme for scheme in register.all(Scheme) if scheme.structure is not None]
    told = {scheme.id for scheme in schemes}
    wanted.update(name for scheme in schemes for name in (*scheme.led_by, *_records(scheme)))
    wanted.update(event.id for event in register.all(Event) if event.about in told)
    wanted.update(told, (claim.id for claim in register.all(Completeness)))
    _whole(wanted, register)
    ends = set(_tied(wanted, register))
    _whole(ends, register)
    groups = {name for name in ends if isinstance(register.get(name), CountedGroup)}
    wanted |= ends | set(_tied(groups, register, TieKind.SERVES))
    wanted.update(module.id for module in register.all(FunctionModule) if module.of in wanted)
    wanted.update(tie.id for name in list(wanted) for tie in (*register.ties_from(name), *register.ties_to(name)))
    return Register(record for name in register.ids() if name in wanted for record in register.statements(name))


def _records(scheme: Scheme) -> Iterator[str]:
    for part in scheme.parts:
        yield from part.records


def _whole(wanted: set[str], register: Register) -> None:
    """Add what belongs to one body: its organization, and that it is a hub, a federation, the owner of a base."""
    for name in list(wanted):
        for record in register.statements(name) if name in register else ():
            wanted.update(_bodies(record))
    told: Iterable[Hub | Federation | Base] = (*register.all(Hub), *register.all(Federation), *register.all(Base))
    wanted.update(record.id for record in told if record.organization in wanted)


def _bodies(record: Record) -> Iterator[str]:
    if isinstance(record, Hub | Federation | Base) and record.organization:
        yield record.organization
    if isinstance(record, Base) and record.governance:
        three = (record.governance.decides, record.governance.operates, record.governance.supervises)
        yield from (one.body for one in three if one and one.body)


def _tied(names: Iterable[str], register: Register, kind: TieKind | None = None) -> Iterator[str]:
    """Yield the bodies at the other end of the ties of some bodies."""
    for name in names:
        yield from (tie.to for tie in register.ties_from(name, kind))
        if kind is None:
            yield from (tie.from_ for tie in register.ties_to(name))
