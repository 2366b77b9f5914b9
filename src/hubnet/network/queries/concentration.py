"""How members are spread over hubs: concentration by place, depth and span of tiers."""

from __future__ import annotations

from fractions import Fraction
from statistics import median
from typing import TYPE_CHECKING, Any

from hubnet.errors import InvalidValueError
from hubnet.network.view import level_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hubnet.network.view import Kinds, View
    from hubnet.values import Table

PLACE_OF = ("hub", "member")
"""Whose place a membership counts for."""


def concentration(net: View, *, level: str = "district", kinds: Kinds = None, place_of: str = "hub") -> Table:
    """Return how concentrated memberships are on hubs in each place of a level, in the order of the codes.

    A membership is a distinct pair of hub and body; n is a hub's number of them in the place and N their sum. HHI is
    the sum of (n/N)² over the hubs with a membership there: 1 for one hub, 1/k for k equal ones. Gini is
    (2·Σ i·nᵢ)/(k·N) - (k+1)/k over the same k hubs, nᵢ rising: 0 for equal ones. ``top_share`` is the largest n/N.
    Parallel ties count as one, ties that do not hold on the day are left out. Memberships for which the place is not
    recorded at that level stand in a row without a place.

    Args:
        net: the network.
        level: province, city, district, street or community.
        kinds: which ties count; ``HUB_TIES`` unless given.
        place_of: whose place counts, that of the ``hub`` or that of the ``member``.

    Returns:
        Columns place, hubs, memberships, hhi, gini, top_share (exact; numbers in ``to_dicts``). ``hubs`` counts those
        that have nobody too, where the place is that of the hub; a place with only such has 0 memberships, and None
        for the three.

    Raises:
        InvalidValueError: another level, or another ``place_of``.
    """
    if place_of not in PLACE_OF:
        raise InvalidValueError("place_of", place_of, f"give one of {', '.join(PLACE_OF)}")
    places, pairs = net.store.places(level_of(level)), net.pairs(kinds)
    held: dict[int, list[int]] = {}
    if place_of == "member":
        for _, label, count in zip(*pairs.by_label(places.codes), strict=True):
            held.setdefault(label, []).append(count)
    else:
        hubs, taken, listed = net.hubs(kinds), net.arrays.taken, net.arrays.listed
        codes, counts = taken(places.codes, hubs), taken(pairs.out_counts(), hubs)
        for label, count in zip(listed(codes), listed(counts), strict=True):
            held.setdefault(label, []).append(count)
    named = {label: places.values[label] if label >= 0 else None for label in held}
    rows = [
        (named[label], *spread(held[label])) for label in sorted(held, key=lambda one: (named[one] is None, named[one]))
    ]
    return net.rows(("place", "hubs", "memberships", "hhi", "gini", "top_share"), rows)


def spread(counts: Iterable[int]) -> tuple[int, int, Fraction | None, Fraction | None, Fraction | None]:
    """Return how many counts there are, their sum, HHI, Gini and the largest share; those of zero are only counted."""
    every = list(counts)
    told = sorted(count for count in every if count)
    total, k = sum(told), len(told)
    if not total:
        return len(every), 0, None, None, None
    hhi = Fraction(sum(count * count for count in told), total * total)
    gini = Fraction(2 * sum(at * count for at, count in enumerate(told, 1)), k * total) - Fraction(k + 1, k)
    return len(every), total, hhi, gini, Fraction(told[-1], total)


def tiers(net: View, *, kinds: Kinds = None) -> Table:
    """Return the tiers as they lie below each other, from the top down: how many bodies, and how many below each hub.

    ``depth`` is the fewest ties from a top (a hub that no other body is a hub of; depth 0) down to the body; bodies
    that no top leads to, on a circle or without a hub, are not in it, but for designated hubs without any tie, which
    are tops. ``hubs`` counts the bodies of that depth that have bodies below them; ``min``, ``median`` and ``max`` are
    of the number of distinct bodies below each of those hubs: the span of the tier. A group is one body. ``tier`` are
    the recorded tiers that occur at that depth.

    Returns:
        Columns depth, tier, named (bodies that are no groups), groups, hubs, min, median, max; None without such hubs.
    """
    pairs = net.pairs(kinds)
    counts = net.arrays.listed(pairs.out_counts())
    tied = net.arrays.either(net.arrays.above(counts, 0), net.arrays.above(pairs.in_counts(), 0))
    lone = net.arrays.positions(net.arrays.both(net.designated(), net.arrays.neither(tied, tied)))
    depths = pairs.depths([*net.tops(kinds), *lone])
    bodies, words = _occurring(net, depths)
    groups: dict[int, int] = {}
    for group in net.groups:
        groups[int(depths[group])] = groups.get(int(depths[group]), 0) + 1
    spans: dict[int, list[int]] = {}
    for hub in net.arrays.positions(net.arrays.above(counts, 0)):
        spans.setdefault(int(depths[hub]), []).append(counts[hub])
    rows = []
    for depth in sorted(bodies):
        some = groups.get(depth, 0)
        below = spans.get(depth, ())
        rows.append((depth, ", ".join(words[depth]), bodies[depth] - some, some, len(below), *_span(below)))
    return net.rows(("depth", "tier", "named", "groups", "hubs", "min", "median", "max"), rows)


def _occurring(net: View, depths: Any) -> tuple[dict[int, int], dict[int, list[str]]]:  # noqa: ANN401
    """Return how many bodies there are at each depth, and which tiers are recorded of them."""
    tier = net.store.traits["tier"]
    bodies: dict[int, int] = {}
    words: dict[int, list[str]] = {}
    for depth, code, count in net.arrays.crossed(depths, tier.codes, net.arrays.above(depths, -1)):
        bodies[depth] = bodies.get(depth, 0) + count
        words.setdefault(depth, []).extend([tier.values[code]] if code >= 0 else [])
    return bodies, {depth: sorted(some) for depth, some in words.items()}


def _span(counts: Sequence[int]) -> tuple[int | None, Fraction | int | None, int | None]:
    if not counts:
        return None, None, None
    middle = Fraction(median(counts))
    return min(counts), int(middle) if middle.denominator == 1 else middle, max(counts)
