"""On which days each body and each tie of a network holds, by its rule: what a picture that moves needs."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from hubnet.network.dates import tie_id

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.network.view import View

_FIRST, _AFTER = 1, date.max.toordinal() + 1
Days = tuple[int, int]
"""Ordinals of a first day in and of the first day out after it."""


class Spell(NamedTuple):
    """Days on end, both included; None where there is no bound, or none is known."""

    first: date | None
    last: date | None


class Spells(NamedTuple):
    """The spells of bodies by their ids, and of ties by acting body, other body and id; without a bound: none."""

    bodies: dict[str, tuple[Spell, ...]]
    ties: dict[tuple[str, str, str], tuple[Spell, ...]]


def spells_of(net: View) -> Spells:
    """Return on which days the bodies and ties of a network hold.

    They are the days on which they are in the network of that day under the same rule: with ``possible`` all from the
    earliest first day in that the source leaves open to the day before the latest first day out, with ``certain`` only
    those that are surely in; a body also while a tie of it surely holds. Several statements add up. Over a span the
    days outside it are left out.
    """
    store, arrays = net.store, net.arrays
    certain = net.rule == "certain"
    bounds = _FIRST, _AFTER
    if net.during is not None:
        first, sure, unsure, out = net.during.ordinals
        bounds = (sure, unsure) if certain else (first, out)
    lives: dict[int, list[tuple[int, int, int, int]]] = {
        body: [store.lives.row(body)] for body in arrays.positions(net.there)
    }
    for body, ordinals in store.further_lives:
        if body in lives:
            lives[body].append(ordinals)
    tied: dict[int, list[Days]] = {}
    ties: dict[tuple[str, str, str], list[Days]] = {}
    for at in arrays.positions(net.held):
        row = store.ties.spans.row(at)
        src, dst = int(store.ties.src[at]), int(store.ties.dst[at])
        if certain and store.ties.told[at]:
            for body in (src, dst):
                tied.setdefault(body, []).append((row[1], row[2]))
        if not store.ties.derived[at]:
            key = net.id(src), net.id(dst), tie_id(net, at)
            ties.setdefault(key, []).append((row[1], row[2]) if certain else (row[0], row[3]))
    bodies = {
        net.id(body): _spells(_certain(rows, tied.get(body, ())) if certain else _possible(rows), bounds)
        for body, rows in lives.items()
    }
    return Spells(bodies, {key: _spells(days, bounds) for key, days in ties.items()})


def _possible(rows: Iterable[tuple[int, int, int, int]]) -> list[Days]:
    return [(row[0], row[3]) for row in rows]


def _certain(rows: list[tuple[int, int, int, int]], tied: Iterable[Days]) -> list[Days]:
    """Return the days on which a body surely exists: by its own dates, or by a tie on days on which it can exist."""
    may = _possible(rows)
    by_ties = [(max(first, low), min(out, high)) for first, out in tied for low, high in may]
    return [(row[1], row[2]) for row in rows] + by_ties


def _spells(days: Iterable[Days], bounds: Days) -> tuple[Spell, ...]:
    """Return days as spells apart from each other, in order; none for all days."""
    joined: list[list[int]] = []
    for first, out in sorted((max(first, bounds[0]), min(out, bounds[1])) for first, out in days):
        if first >= out:
            continue
        if joined and first <= joined[-1][1]:
            joined[-1][1] = max(joined[-1][1], out)
        else:
            joined.append([first, out])
    spells = tuple(
        Spell(
            date.fromordinal(first) if first > _FIRST else None,
            date.fromordinal(out - 1) if out < _AFTER else None,
        )
        for first, out in joined
    )
    return () if spells == (Spell(None, None),) else spells
