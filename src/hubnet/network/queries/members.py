"""Who belongs to which hub: members, hubs of a body, reach of every hub, members with one hub only."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubnet.errors import InvalidValueError
from hubnet.network.store import TIE_KINDS
from hubnet.network.view import kinds_of, yes_or_no

if TYPE_CHECKING:
    from hubnet.network.view import Kinds, View
    from hubnet.values import Table

BY = ("tier", "kind", "form", "tie")
"""What the reach of a hub can be told by."""


def members(net: View, hub: str, *, kinds: Kinds = None, transitive: bool = False) -> Table:
    """Return the members of a hub, one row each, in the order of their ids.

    A member is a body to which the hub has a tie of one of the kinds; ``transitive`` adds the members of members, and
    so on. Parallel ties count as one, and ``kinds`` lists what they are (of the first step only). Ties that do not hold
    on the day are left out. A member that is a group says how many bodies it stands for (``total``); one that is
    recorded as part of a group is named too, ``within`` it.

    Args:
        net: the network.
        hub: id of the hub.
        kinds: which ties count; ``HUB_TIES`` unless given.
        transitive: whether to go on to the members of members.

    Returns:
        Columns body, name, kind (of record), form, tier, place, depth (steps from the hub), kinds, within, total.

    Raises:
        UnknownNameError: nothing of that id is recorded for any day.
        InvalidValueError: no kind of tie, or a ``transitive`` that is not True or False.
    """
    number, pairs = net.number(hub), net.pairs(kinds)
    transitive = yes_or_no("transitive", transitive)
    told = _kinds(net, net.store.hub, number, net.store.member, kinds)
    inside: dict[int, list[str]] = {}
    if transitive:
        depths = net.arrays.listed(pairs.depths([number]))
        reached = {body: depth for body, depth in enumerate(depths) if depth > 0}
    else:
        reached = dict.fromkeys(pairs.children(number), 1)
    for group in sorted(set(net.groups).intersection(reached)):
        for body in net.groups[group][1]:
            inside.setdefault(body, []).append(net.id(group))
    rows = [
        (
            net.id(body), net.name(body), *(net.trait(name, body) for name in ("kind", "form", "tier", "place")),
            depth, ", ".join(told.get(body, ())), ", ".join(inside.get(body, ())),
            net.groups[body][0] if body in net.groups else 1,
        )
        for body, depth in sorted(reached.items())
    ]  # fmt: skip
    columns = ("body", "name", "kind", "form", "tier", "place", "depth", "kinds", "within", "total")
    return net.rows(columns, rows)


def _kinds(net: View, ends: Any, body: int, others: Any, kinds: Kinds) -> dict[int, list[str]]:  # noqa: ANN401
    """Return the kinds of the ties that have a body at one end, by the body at the other."""
    store, arrays = net.store, net.arrays
    mask = arrays.both(arrays.both(net.held, store.kinds(kinds_of(kinds))), arrays.among(ends, [body]))
    found: dict[int, set[str]] = {}
    for at in arrays.positions(mask):
        found.setdefault(int(others[at]), set()).add(TIE_KINDS[int(store.ties.kind[at])].value)
    return {other: sorted(words) for other, words in found.items()}


def hubs_of(net: View, body: str, *, kinds: Kinds = None, transitive: bool = False) -> Table:
    """Return the hubs of a body, one row each, in the order of their ids.

    A hub of it is a body with a tie of one of the kinds to it; ``transitive`` adds the hubs of its hubs. Parallel ties
    count as one. Ties that do not hold on the day are left out.

    Returns:
        Columns hub, name, kind (of record), tier, place, axes (what it is designated for), depth (steps up), kinds.

    Raises:
        UnknownNameError: nothing of that id is recorded for any day.
    """
    number, pairs = net.number(body), net.pairs(kinds)
    transitive = yes_or_no("transitive", transitive)
    found: dict[int, int] = {}
    front, depth = [number], 0
    while front:
        depth += 1
        above = sorted({hub for one in front for hub in pairs.parents(one)} - set(found) - {number})
        found.update(dict.fromkeys(above, depth))
        front = above if transitive else []
    told = _kinds(net, net.store.member, number, net.store.hub, kinds)
    rows = [
        (
            net.id(hub), net.name(hub), *(net.trait(name, hub) for name in ("kind", "tier", "place")),
            net.axes(hub), depth, ", ".join(told.get(hub, ())),
        )
        for hub, depth in sorted(found.items())
    ]  # fmt: skip
    return net.rows(("hub", "name", "kind", "tier", "place", "axes", "depth", "kinds"), rows)


def reach(net: View, *, kinds: Kinds = None, by: str | None = None) -> Table:
    """Return how many bodies each hub has and reaches, one row a hub, in the order of their ids.

    ``direct`` counts the distinct bodies to which it has a tie, ``reach`` those it leads to over any number of ties,
    the hub itself left out; both count named bodies. ``groups`` is how many of the direct ones are counted groups, and
    ``total`` the direct ones with the figure of each group in place of it: an interval where that is one. Hubs that are
    designated and have nobody stand there with 0.

    Args:
        net: the network.
        kinds: which ties count; ``HUB_TIES`` unless given.
        by: None for the whole, or what the bodies are told apart by: ``tier``, ``form``, ``kind`` (of record), or
            ``tie``, the kind of tie, of which a body can have several (``reach`` is None then). Hubs that have nobody
            by name have no row then.

    Returns:
        Columns hub, name, tier, direct, reach, groups, total; with ``by`` one row for each hub and word that occurs,
        in columns hub, name, that word, direct, reach.

    Raises:
        InvalidValueError: another ``by``.
    """
    if by is not None and by not in BY:
        raise InvalidValueError("by", by, f"give one of {', '.join(BY)}, or None")
    if by == "tie":
        return _reach_by_tie(net, kinds)
    pairs = net.pairs(kinds)
    if by is not None:
        return _reach_by_trait(net, pairs, by)
    closure = pairs.closure()
    hubs = net.hubs(kinds)
    direct, all_of = (net.arrays.listed(some.out_counts()) for some in (pairs, closure))
    grouped = {hub: net.total(pairs.children(hub)) for hub in hubs} if net.groups else {}
    counted = {hub: grouped.get(hub, (direct[hub], 0, direct[hub])) for hub in hubs}
    beyond = _groups_reached(net, closure)
    return net.table(
        {
            "hub": [net.id(hub) for hub in hubs],
            "name": [net.name(hub) for hub in hubs],
            "tier": [net.trait("tier", hub) for hub in hubs],
            "direct": [counted[hub][0] for hub in hubs],
            "reach": [all_of[hub] - beyond.get(hub, 0) for hub in hubs],
            "groups": [counted[hub][1] for hub in hubs],
            "total": [counted[hub][2] for hub in hubs],
        }
    )


def _groups_reached(net: View, closure: Any) -> dict[int, int]:  # noqa: ANN401
    """Return how many of the bodies that each hub reaches are groups."""
    if not net.groups:
        return {}
    is_group = net.arrays.ints([int(body in net.groups) for body in range(len(net.store))])
    rows = zip(*closure.by_label(is_group), strict=True)
    return {hub: count for hub, label, count in rows if label == 1}


def _reach_by_trait(net: View, pairs: Any, by: str) -> Table:  # noqa: ANN401
    trait = net.store.traits[by]
    counted: dict[tuple[int, int], list[int]] = {}
    for place, some in enumerate(_without_groups(net, one) for one in (pairs, pairs.closure())):
        for hub, label, count in zip(*some.by_label(trait.codes), strict=True):
            counted.setdefault((hub, label), [0, 0])[place] = count
    words = {label: trait.values[label] if label >= 0 else None for _, label in counted}
    rows = sorted(counted.items(), key=lambda row: (row[0][0], words[row[0][1]] or ""))
    columns = ("hub", "name", by, "direct", "reach")
    return net.rows(columns, [(net.id(hub), net.name(hub), words[label], *both) for (hub, label), both in rows])


def _without_groups(net: View, pairs: Any) -> Any:  # noqa: ANN401
    return pairs.onto(net.arrays.without(net.there, net.groups)) if net.groups else pairs


def _reach_by_tie(net: View, kinds: Kinds) -> Table:
    rows = []
    for kind in sorted(kinds_of(kinds), key=lambda one: one.value):
        direct = net.arrays.listed(_without_groups(net, net.pairs(kind)).out_counts())
        rows += [(hub, kind.value, count) for hub, count in enumerate(direct) if count]
    columns = ("hub", "name", "tie", "direct", "reach")
    return net.rows(columns, [(net.id(hub), net.name(hub), word, count, None) for hub, word, count in sorted(rows)])


def single_hub(net: View, *, kinds: Kinds = None) -> Table:
    """Return the bodies that have one distinct hub only, one row each, in the order of their ids.

    A body that one hub serves and incubates has one hub: parallel ties count as one. Ties that do not hold on the day
    are left out, so a second hub that has ended does not count.

    Returns:
        Columns body, name, tier, place, hub, hub_name.
    """
    bodies, hubs = net.pairs(kinds).only()
    return net.table(
        {
            "body": net.cells(bodies, net.id),
            "name": net.cells(bodies, net.name),
            "tier": net.cells(bodies, lambda body: net.trait("tier", body)),
            "place": net.cells(bodies, lambda body: net.trait("place", body)),
            "hub": net.cells(hubs, net.id),
            "hub_name": net.cells(hubs, net.name),
        }
    )
