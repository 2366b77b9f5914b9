"""Which structures a place has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from hubnet.errors import InvalidValueError
from hubnet.network.structures.checking import Views, a_register, anchors, at_or_above, checked
from hubnet.network.structures.model import PartState, Structure
from hubnet.network.structures.vicinity import vicinity
from hubnet.values import Outcome, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hubnet.entities import Register, Rule
    from hubnet.network.structures.answer import StructureCheck

_ADVICE = "give structures by their ids, as load_structures() does"
_ORDER = (Outcome.MET, Outcome.UNKNOWN, Outcome.NOT_MET)
_THERE = (PartState.HOLDS, PartState.EXTRA)


def structures_in(
    register: Register,
    structures: Mapping[str, Structure],
    place: Place | str,
    *,
    on: date | None = None,
    rule: Rule = "possible",
) -> tuple[StructureCheck, ...]:
    """Return what a place has of structures: its own, and those of the places and bases that lie in it.

    A structure is there where a scheme tells it, of the place or of one that contains it, or where all its distinctive
    parts hold. Of a lower place it is enough that one of them holds, where a scheme of a wider place tells the
    structure. Those of outcome MET come first, then UNKNOWN, then NOT_MET; in these by structure, place and base.

    Args:
        register: the records.
        structures: the structures to look for.
        place: the place.
        on: the day; None: all that is recorded, whenever it holds.
        rule: as in ``check_structure``.

    Raises:
        InvalidValueError: no place, structures that are no mapping, or another rule.
    """
    a_register(register)
    if not isinstance(structures, Mapping):
        raise InvalidValueError("structures", structures, _ADVICE)
    if others := [one for one in structures.values() if type(one) is not Structure]:
        raise InvalidValueError("structures", others[0], _ADVICE)
    where = Place(str(place))
    views = Views(vicinity(register, where, None), on, rule)
    found = [
        check
        for _, structure in sorted(structures.items())
        for check in (_of_bases if structure.anchor is not None else _of_places)(structure, views, where)
    ]
    return tuple(sorted(found, key=_key))


def _key(check: StructureCheck) -> tuple[int, str, str, str]:
    return _ORDER.index(check.outcome), check.structure.id, str(check.place or ""), check.of or ""


def _of_bases(structure: Structure, views: Views, place: Place) -> Iterator[StructureCheck]:
    for body in anchors(structure, views, place):
        check = checked(structure, views, None, body.id)
        if check.stated_by or all(_distinctive(check)):
            yield check


def _of_places(structure: Structure, views: Views, place: Place) -> Iterator[StructureCheck]:
    if structure.level is None or not at_or_above(place, structure):
        return
    level = structure.level.value
    told = {scheme.place for scheme in views.schemes(structure) if scheme.place}
    if any(one.contains(place) for one in told):
        yield checked(structure, views, place, None)
    elif place.level == level:
        check = checked(structure, views, place, None)
        if check.stated_by or all(_distinctive(check)):
            yield check
    inside = {one for one in told if place.contains(one) and at_or_above(one, structure)}
    for lower in sorted((inside | _lower(structure, views, place, told=bool(told))) - {place}):
        check = checked(structure, views, lower, None)
        there = _distinctive(check)
        if any(lower.contains(one) for one in told) or all(there) or (check.stated_by and any(there)):
            yield check


def _lower(structure: Structure, views: Views, place: Place, *, told: bool) -> set[Place]:
    """Return the places of the structure's level in a place that may have it.

    They have something recorded for each distinctive part, or for one of them where a scheme tells the structure. What
    only a tie leads to may lie nowhere, so that a part at its end is left out.
    """
    led_to = {tie.to for tie in structure.ties}
    kinds = [set(part.is_) for part in structure.parts if part.distinctive and part.id not in led_to]
    found: list[set[Place]] = [set() for _ in kinds]
    for body in views.then.inside(place):
        for number, wanted in enumerate(kinds):
            if not wanted.isdisjoint(body.kinds):
                found[number].update(body.places)
    level = "" if structure.level is None else structure.level.value
    at_level = [{one for where in places for one in _line(where) if one.level == level} for places in found]
    several = set.union if told else set.intersection
    return {one for one in several(*at_level) if place.contains(one)} if at_level else set()


def _line(place: Place) -> tuple[Place, ...]:
    return (place, *place.ancestors)


def _distinctive(check: StructureCheck) -> list[bool]:
    """Return for each distinctive part whether it is there; one False for a structure without any."""
    there = [check[part.id].state in _THERE for part in check.structure.parts if part.distinctive]
    return there or [False]
