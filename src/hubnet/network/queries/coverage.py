"""What is covered: places with a hub, centre or federation; organizations with a hub. Never without its denominator."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from hubnet.entities import Base, Completeness, CountedGroup, Federation, LegalForm, TieKind, existence
from hubnet.errors import InvalidValueError
from hubnet.network.queries.places import HAVING, at_level, at_places, place_names
from hubnet.network.store import ALWAYS
from hubnet.network.view import level_of, yes_or_no
from hubnet.values import COUNTRY, LEVELS, Place, Quantity, lineage

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubnet.network.view import Kinds, View
    from hubnet.values import Table

_OTHERS = (
    LegalForm.GOVERNMENT_BODY, LegalForm.PARTY_BODY, LegalForm.PEOPLES_ORGANIZATION, LegalForm.PUBLIC_INSTITUTION,
    LegalForm.ENTERPRISE, LegalForm.RESIDENTS_COMMITTEE, LegalForm.VILLAGERS_COMMITTEE, LegalForm.OWNERS_COMMITTEE,
    LegalForm.UNIVERSITY, LegalForm.MEDIA,
)  # fmt: skip
"""Forms of bodies that are no social organizations: they are not among those of which a share has a hub."""

_COLUMNS = ("place", "level", "of_what", "covered", "of", "share", "share_low", "share_high", "basis", "source")


class _Whole(NamedTuple):
    """How many there are, on what that rests, and the records that say so."""

    number: Quantity | None
    basis: str
    source: tuple[str, ...] = ()


def coverage(
    net: View, *, level: str = "street", by: str = "district", totals: Mapping[str, int] | None = None
) -> Table:
    """Return how many places of a level have a hub, a centre, a federation: three rows for each place that holds them.

    ``covered`` counts the distinct places of the level with at least one on the day: a hub, a centre, a federation, as
    ``places`` lists them. ``share`` is covered / of; above 1 it says that a reported ``of`` is too low.
    ``of`` is how many places there are, and ``basis`` on what that rests (others than those recorded may have one too,
    so a share is what is recorded, and at least that):

    - ``given``: ``totals`` says it;
    - ``counted``: the register claims to hold all place names there, and these are counted;
    - ``reported``: a counted group of such places at the place is stated to be all of them (100 %), with its number; or
      a group that a hub, centre or federation serves is stated to be a share of all of them, which is then the share;
    - ``unknown``: none of these; ``of`` and the shares are None.

    Args:
        net: the network.
        level: the level of the places that are covered, such as street or community.
        by: the level of the places in which they are counted.
        totals: how many places of the level there are, by the code of the place that holds them; at least ``covered``.

    Returns:
        Columns place, level, of_what, covered, of, share (exact; None where it is an interval), share_low, share_high,
        basis, source (ids of the records that report it); in the order of the codes. ``covered`` is None for
        federations where columns do not say which bodies are federations.

    Raises:
        InvalidValueError: another level, one that is not below ``by``, or a total that is no whole number, is of a
            place of another level, or is below what is covered.
    """
    if LEVELS.index(level_of(level)) <= LEVELS.index(level_of(by, "by")):
        raise InvalidValueError("by", by, f"give a level above {level}: {', '.join(LEVELS[: LEVELS.index(level)])}")
    given = _checked(totals or {}, by)
    found = at_places(net, level)
    named = {place for place in place_names(net) if Place(place).level == level}
    covered = {what: _within(places, by) for what, places in found.items()}
    names = _within(named, by)
    groups: dict[str, list[CountedGroup]] = {}
    for place, group in _groups_of(net, level):
        groups.setdefault(place, []).append(group)
    mentioned = {*place_names(net), *groups, *(place for places in found.values() for place in places)}
    held = sorted({over for place in mentioned if (over := at_level(place, by)) is not None} | set(given))
    rows: list[tuple[Any, ...]] = []
    for over in held:
        whole = _how_many(net, level, over, given, len(names.get(over, ())), groups.get(over, ()))
        for what in HAVING:
            if what == "federation" and not net.store.federations_told:
                rows.append((over, level, what, None, *_shares(0, _Whole(None, "unknown"), None)))
                continue
            count = len(covered[what].get(over, ()))
            if given.get(over, count) < count:
                advice = f"{count} places with a {what} are recorded; give at least {count}"
                raise InvalidValueError(f"totals[{over}]", given[over], advice)
            reported = _reported_share(net, groups.get(over, ()), what) if whole.number is None else None
            rows.append((over, level, what, count, *_shares(count, whole, reported)))
    return net.rows(_COLUMNS, rows)


def _within(places: Iterable[str], level: str) -> dict[str, set[str]]:
    """Return places by the place of a level that they lie in."""
    found: dict[str, set[str]] = {}
    for place in places:
        if (over := at_level(place, level)) is not None:
            found.setdefault(over, set()).add(place)
    return found


def organization_coverage(net: View, *, by: str | None = "district", tier: bool = False, kinds: Kinds = None) -> Table:
    """Return how many social organizations have a hub, in each place of a level.

    ``covered`` counts the named organizations with at least one hub on the day, ``of`` those that are named there;
    forms that are no social organization (authorities, enterprises and the like) are left out, a form that is
    not recorded is not. ``basis`` is ``counted`` where the register claims to hold all organizations there, and else
    ``recorded``: the share is of those recorded, and says nothing of others. Where a counted group tells how many
    organizations the place has, a second row holds the share of these, ``reported``; groups of one form, tier, field or
    role, and those that another one includes, do not. Organizations without a recorded
    place of that level stand in a row without a place. Parallel ties count as one.

    Args:
        net: the network.
        by: the level of the places; None for one row for all.
        tier: whether to tell the organizations apart by tier too (reported figures are left out then).
        kinds: which ties count; ``HUB_TIES`` unless given.

    Returns:
        Columns as ``coverage``, with ``tier`` in place of ``of_what`` where asked for.

    Raises:
        InvalidValueError: another level.
    """
    arrays, store, tier = net.arrays, net.store, yes_or_no("tier", tier)
    places = store.places(level_of(by, "by")) if by is not None else None
    codes = places.codes if places else arrays.ints([0] * len(store))
    tiers = store.traits["tier"]
    asked = _organizations(net)
    with_hub = arrays.both(asked, arrays.above(net.pairs(kinds).in_counts(), 0))
    second = tiers.codes if tier else arrays.ints([-1] * len(store))
    covered = {(place, word): count for place, word, count in arrays.crossed(codes, second, with_hub)}
    rows: list[tuple[Any, ...]] = []
    for place, word, count in arrays.crossed(codes, second, asked):
        name = None if places is None or place < 0 else places.values[place]
        told = tiers.values[word] if tier and word >= 0 else None if tier else "organization"
        claims = _claims(net, "organization", name or COUNTRY, told if tier else None) if name or by is None else ()
        basis = _Whole(Quantity.of(count), "counted" if claims else "recorded", claims)
        rows.append(
            (name, by, told, covered.get((place, word), 0), *_shares(covered.get((place, word), 0), basis, None))
        )
        if name is not None and not tier:
            rows += _of_reported(net, name, by, covered.get((place, word), 0))
    if by is not None and not tier:
        have = {row[0] for row in rows}
        others = {place for place, _ in _groups_of(net, "organization") if Place(place).level == by} - have
        rows += [row for name in sorted(others) for row in _of_reported(net, name, by, 0)]
    rows.sort(key=lambda row: (row[0] is None, row[0] or "", str(row[2] or ""), row[8], row[9]))
    return net.rows(_COLUMNS if not tier else (*_COLUMNS[:2], "tier", *_COLUMNS[3:]), rows)


def no_hub(net: View, *, kinds: Kinds = None) -> Table:
    """Return the social organizations that have no hub on the day, one row each, in the order of their ids.

    They are those that ``organization_coverage`` counts and does not count as covered: named, and of a form that is, or
    may be, that of a social organization. A body whose only hub has ended, or only a tie that has, is one of them. In a
    register that does not claim to hold all ties this says what is recorded, not that there is no hub.

    Returns:
        Columns body, name, form, tier, place.
    """
    arrays = net.arrays
    served = arrays.above(net.pairs(kinds).in_counts(), 0)
    bodies = arrays.positions(arrays.both(_organizations(net), arrays.neither(served, served)))
    return net.table(
        {
            "body": net.cells(bodies, net.id),
            "name": net.cells(bodies, net.name),
            **{name: net.cells(bodies, partial(net.trait, name)) for name in ("form", "tier", "place")},
        }
    )


def _of_reported(net: View, place: str, by: str | None, covered: int) -> Iterator[tuple[Any, ...]]:
    groups = [group for over, group in _groups_of(net, "organization") if over == place]
    parts = {name for group in groups for name in group.includes}
    for group in groups:
        special = group.fields or group.roles or group.form or group.tier or group.id in parts
        if group.count is not None and not special:
            whole = _Whole(group.count, "reported", (group.id,))
            yield (place, by, "organization", covered, *_shares(covered, whole, None))


def _organizations(net: View) -> Any:  # noqa: ANN401
    """Return which bodies are social organizations, as far as their form is recorded."""
    arrays, traits = net.arrays, net.store.traits
    kind, form = traits["kind"], traits["form"]
    is_one = arrays.among(kind.codes, [code for code, word in enumerate(kind.values) if word == "organization"])
    others = {one.value for one in _OTHERS}
    fits = arrays.among(form.codes, [-1, *(code for code, word in enumerate(form.values) if word not in others)])
    return arrays.both(net.there, arrays.both(is_one, fits))


# --- What the register tells of places -----------------------------------------------------------------------------


def _checked(totals: Mapping[str, int], by: str) -> dict[str, int]:
    if not isinstance(totals, Mapping):
        raise InvalidValueError("totals", totals, "give numbers by the code of the place, such as {'320102': 7}")
    for place, number in totals.items():
        if type(number) is not int or number < 0:
            raise InvalidValueError(f"totals[{place}]", number, "give a whole number from 0")
        if Place(place).level != by:
            raise InvalidValueError("totals", place, f"give codes of places of the level {by}")
    return {Place(place).code: number for place, number in totals.items()}


def _groups_of(net: View, what: str) -> Iterator[tuple[str, CountedGroup]]:
    """Yield the counted groups of a kind of body or place, with the place of each."""
    groups = net.register.all(CountedGroup) if net.register is not None else ()
    for group in sorted(groups, key=lambda one: one.id):
        if group.what == what and group.place is not None:
            yield group.place.code, group


def _claims(net: View, kind: str, place: str, tier: str | None = None) -> tuple[str, ...]:
    """Return the claims that the register holds all records of a kind at a place."""
    register = net.register
    return tuple(
        sorted(
            claim.id
            for claim in (register.all(Completeness) if register is not None else ())
            if kind in claim.kinds
            and claim.place.code in lineage(place)
            and (not claim.tiers or tier in [one.value for one in claim.tiers])
            and net.holds((existence(claim) or ALWAYS).ordinals)
        )
    )


def _how_many(
    net: View, level: str, over: str, given: Mapping[str, int], named: int, groups: Iterable[CountedGroup]
) -> _Whole:
    """Return how many places of a level lie in a place, of which so many are named."""
    if over in given:
        return _Whole(Quantity.of(given[over]), "given")
    if claims := _claims(net, "place_name", over, level):
        return _Whole(Quantity.of(named), "counted", claims)
    for group in groups:
        if group.count is not None and group.share is not None and group.share.interval == _ALL:
            return _Whole(group.count, "reported", (group.id,))
    return _Whole(None, "unknown")


_ALL = Quantity.of("100%").interval


def _reported_share(net: View, groups: Iterable[CountedGroup], what: str) -> tuple[Quantity, tuple[str, ...]] | None:
    """Return the share of the places that a source says have a hub, centre or federation, and what says so."""
    for group in groups:
        number = net.store.find(group.id)
        if group.share is None or number is None or not net.there[number]:
            continue
        for body in net.pairs((TieKind.SERVES, TieKind.HOSTS)).parents(number):
            if _is_a(net, body, what):
                return group.share, (group.id, net.id(body))
    return None


_CENTRES = frozenset({"service_centre", "incubator", "incubation_base", "cultivation_centre", "park", "maker_space"})


def _is_a(net: View, body: int, what: str) -> bool:
    """Return whether a body is a hub, a centre or a federation, by itself or as a group of such."""
    if what == "hub":
        return bool(net.designated()[body])
    said = net.said(body)
    if what == "centre":
        return any(isinstance(one, Base) or (isinstance(one, CountedGroup) and one.what in _CENTRES) for one in said)
    register = net.register
    return register is not None and any(one.organization == net.id(body) for one in register.all(Federation))


def _shares(
    covered: int, whole: _Whole, reported: tuple[Quantity, tuple[str, ...]] | None
) -> tuple[object, Fraction | None, Fraction | None, Fraction | None, str, str]:
    """Return the whole, the share as exact as it is known, its bounds, the basis and the source."""
    if reported is not None:
        bounds = reported[0].interval
        low, high = (None if one is None else Fraction(one) / 100 for one in (bounds.low, bounds.high))
        return None, low if low == high else None, low, high, "reported", ", ".join(reported[1])
    source = ", ".join(whole.source)
    if whole.number is None:
        return None, None, None, None, whole.basis, source
    bounds = whole.number.interval
    of: object = bounds.low if bounds.low == bounds.high else whole.number
    low = Fraction(covered) / bounds.high if bounds.high else None if bounds.high == 0 else Fraction(0)
    high = Fraction(covered) / bounds.low if bounds.low else None
    if bounds.low == bounds.high:
        return of, low, low, low, whole.basis, source
    high = max(low or Fraction(0), min(high, Fraction(1)) if high is not None else Fraction(1))
    return of, None, low, high, whole.basis, source
