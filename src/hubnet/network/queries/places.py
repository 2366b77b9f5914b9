"""What the places of a level have: their hubs, centres and federations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities import Base, Federation, PlaceName, existence
from hubnet.network.store import ALWAYS
from hubnet.network.view import level_of
from hubnet.values import Place, lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubnet.network.view import View
    from hubnet.values import Table

HAVING = ("hub", "centre", "federation")
"""What a place can have, in the order of rows and columns."""

At = dict[str, dict[str, set[str]]]
"""For each of these the ids by place."""


def places(net: View, *, level: str = "street") -> Table:
    """Return the places of a level with their hubs, centres and federations on the day, in the order of the codes.

    A place stands here if the register names it or something of the three is there. A hub is there if it is designated
    for the place or one in it (also one that no source names: the id of the designation), or, where the designation
    names no place and is of that level or tells no level, if its body is seated there. A centre is a base of any kind
    that is open and not planned. ``coverage`` counts these.

    Args:
        net: the network.
        level: province, city, district, street or community.

    Returns:
        Columns place, hub, centre, federation: the ids, each in order. ``federation`` is None where columns do not say
        which bodies are federations.

    Raises:
        InvalidValueError: another level.
    """
    found = at_places(net, level_of(level))
    named = {one for place in place_names(net) if (one := at_level(place, level)) is not None}
    every = sorted(named.union(*found.values()))
    told = net.store.federations_told
    rows = [
        (place, *(", ".join(sorted(found[what].get(place, ()))) for what in HAVING[:2]),
         ", ".join(sorted(found["federation"].get(place, ()))) if told else None)
        for place in every
    ]  # fmt: skip
    return net.rows(("place", *HAVING), rows)


def at_level(place: str, level: str) -> str | None:
    """Return the place of a level that a place is or lies in."""
    return next((one for one in lineage(place) if Place(one).level == level), None)


def place_names(net: View) -> Iterator[str]:
    """Yield the places that the register names on the day."""
    for one in net.register.all(PlaceName) if net.register is not None else ():
        if net.holds((existence(one) or ALWAYS).ordinals):
            yield one.place.code


def at_places(net: View, level: str) -> At:
    """Return what the places of a level have on the day."""
    everything = (_hubs(net, level), _centres(net), _federations(net))
    found: At = {what: {} for what in HAVING}
    for what, some in zip(HAVING, everything, strict=True):
        for place, name in some:
            if place is not None and (one := at_level(place, level)) is not None:
                found[what].setdefault(one, set()).add(name)
    return found


def _hubs(net: View, level: str) -> Iterator[tuple[str | None, str]]:
    for one in net.designations:
        name = one.record or "" if one.body is None else net.id(net.store.counts_as.get(one.body, one.body))
        if one.place is not None:
            yield one.place.code, name
        elif one.body is not None and one.tier in (None, level):
            yield net.trait("place", one.body), name


def _centres(net: View) -> Iterator[tuple[str | None, str]]:
    if net.register is None:
        yield from _of_columns(net, "kind", "base")
        return
    for base in net.register.all(Base):
        number = net.store.find(base.id)
        if base.place is not None and not base.planned and number is not None and net.there[number]:
            yield base.place.code, base.id


def _federations(net: View) -> Iterator[tuple[str | None, str]]:
    if net.register is None:
        yield from _of_columns(net, "federation", "federation")
        return
    for one in net.register.all(Federation):
        body = net.store.find(one.organization)
        if body is not None and net.there[body] and net.holds((existence(one) or ALWAYS).ordinals):
            yield one.place.code if one.place else net.trait("place", body), one.organization


def _of_columns(net: View, trait: str, word: str) -> Iterable[tuple[str | None, str]]:
    """Return the bodies that have a word, with their places."""
    held = net.store.traits[trait]
    codes = [code for code, one in enumerate(held.values) if one == word]
    bodies = net.arrays.positions(net.arrays.both(net.there, net.arrays.among(held.codes, codes)))
    return ((net.trait("place", body), net.id(body)) for body in bodies)
