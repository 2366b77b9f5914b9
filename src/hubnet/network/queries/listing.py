"""What is there: bodies, ties, and a summary of both."""

from __future__ import annotations

from functools import lru_cache, partial
from typing import TYPE_CHECKING

from hubnet.entities import KINDS
from hubnet.errors import InvalidValueError
from hubnet.network.dates import days_of_tie, tie_id
from hubnet.network.store import TIE_KINDS
from hubnet.network.view import kinds_of

if TYPE_CHECKING:
    from hubnet.network.view import Kinds, View
    from hubnet.values import Table


def bodies(net: View, *, kind: str | None = None) -> Table:
    """Return the bodies that exist, one row each, in the order of their ids; of one kind of record, if given.

    ``axes`` is what a designated hub gathers its members by; ``total`` how many bodies a row stands for: 1, or the
    figure of a group.

    Returns:
        Columns body, name, kind (of record), form, tier, place, role (hub where designated), axes, total.

    Raises:
        InvalidValueError: no kind of record.
    """
    if kind is not None and kind not in tuple(KINDS):
        raise InvalidValueError("kind", kind, f"give one of {', '.join(KINDS)}")
    kinds = net.store.traits["kind"]
    there = [
        body for body in net.arrays.positions(net.there) if kind is None or kinds[body] == kind
    ]  # fmt: skip
    designated = net.designated()
    return net.table(
        {
            "body": net.cells(there, net.id),
            "name": net.cells(there, net.name),
            **{name: net.cells(there, partial(net.trait, name)) for name in _TRAITS},
            "role": net.cells(there, lambda body: "hub" if designated[body] else None),
            "axes": net.cells(there, net.axes),
            "total": net.cells(there, lambda body: net.groups[body][0] if body in net.groups else 1),
        }
    )


_TRAITS = ("kind", "form", "tier", "place")


def ties(net: View, *, kinds: Kinds = TIE_KINDS) -> Table:
    """Return the ties that hold, with both ends, one row each: all kinds unless some are given.

    Parallel ties are rows of their own; of several statements about one tie the first that holds is told. In the order
    of kind, acting body, other body, id.

    Returns:
        Columns tie, kind, from, from_name, to, to_name, start, end (texts as precise as the source; None for unknown).
    """
    store, arrays = net.store, net.arrays
    columns = arrays.listed(store.ties.kind), arrays.listed(store.ties.src), arrays.listed(store.ties.dst)
    words = [kind.value for kind in TIE_KINDS]
    rows = sorted(
        (words[columns[0][at]], columns[1][at], columns[2][at], tie_id(net, at), at)
        for at in arrays.positions(arrays.both(net.counted_ties, store.kinds(kinds_of(kinds))))
    )
    kind, src, dst, names, places = zip(*rows, strict=True) if rows else ((), (), (), (), ())
    days = lru_cache(maxsize=1)(partial(days_of_tie, net))  # a row asks for both of them
    return net.table(
        {
            "tie": names,
            "kind": kind,
            "from": net.cells(src, net.id),
            "from_name": net.cells(src, net.name),
            "to": net.cells(dst, net.id),
            "to_name": net.cells(dst, net.name),
            "start": net.cells(places, lambda at: days(at)[0]),
            "end": net.cells(places, lambda at: days(at)[1]),
        }
    )


def summary(net: View, *, kinds: Kinds = None) -> Table:
    """Return the size of the network, a row for each number.

    Bodies by kind of record and ties by kind are those that hold on the day, parallel ties counted each. Hubs are the
    bodies with a tie of the kinds and those designated, ``top`` those with such a tie that no other body is a hub of,
    members the bodies with a hub, and ``one hub only`` those with one distinct hub.

    Returns:
        Columns of_what (``body``, ``tie``, ``hub`` or ``member``), kind, total.
    """
    arrays, store = net.arrays, net.store
    kind, none = store.traits["kind"], arrays.ints([-1] * len(store))
    bodies = arrays.crossed(kind.codes, none, net.there)
    ties = arrays.crossed(store.ties.kind, store.ties.kind, net.counted_ties)
    pairs = net.pairs(kinds)
    rows: list[tuple[str, str | None, int]] = sorted(
        (("body", kind.values[code] if code >= 0 else None, count) for code, _, count in bodies),
        key=lambda row: row[1] or "",
    )
    rows += sorted(("tie", TIE_KINDS[code].value, count) for code, _, count in ties)
    rows += [
        ("hub", None, len(net.hubs(kinds))),
        ("hub", "designated", len(arrays.positions(net.designated()))),
        ("hub", "top", len(net.tops(kinds))),
        ("member", None, len(arrays.positions(arrays.above(pairs.in_counts(), 0)))),
        ("member", "one hub only", len(pairs.only()[0])),
    ]
    return net.rows(("of_what", "kind", "total"), rows)
