"""What does not fit together: overlapping spells, hubs outside their territory, founders outside, orphans."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities import (
    LABELS,
    CountedGroup,
    Federation,
    LegalForm,
    Organization,
    PlaceName,
    Scope,
    Tie,
    TieKind,
    references,
)
from hubnet.entities.check import found
from hubnet.network.dates import tie_id
from hubnet.network.store import TIE_KINDS
from hubnet.values import Label, Place, lineage

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.entities import Register
    from hubnet.network.view import View
    from hubnet.values import Finding

_EACH = 20
"""So many orphans are told one by one: more say something of the register, not of each."""
_SHOWN = 5
_AUTHORITIES = (LegalForm.GOVERNMENT_BODY, LegalForm.PARTY_BODY)
"""Forms of bodies that are not expected to join what they found, nor to be tied to a hub."""


# --- Overlapping spells -------------------------------------------------------------------------------------------


def overlaps(net: View, register: Register) -> Iterator[Finding]:
    """Yield the ties that surely overlap another of the same ends, kind and role."""
    ties, arrays = net.store.ties, net.arrays
    own = arrays.both(arrays.both(net.held, ties.told), arrays.among(ties.derived, [0]))
    parallel: dict[tuple[int, int, int, str], dict[str, int]] = {}
    for at in arrays.positions(own):
        tie = register.get(tie_id(net, at))
        if isinstance(tie, Tie):
            ends = int(ties.src[at]), int(ties.dst[at]), int(ties.kind[at]), tie.role or ""
            parallel.setdefault(ends, {}).setdefault(tie.id, at)
    several = {ends: spells for ends, spells in parallel.items() if len(spells) > 1}
    for ends in sorted(several, key=lambda one: (one[0], one[1], TIE_KINDS[one[2]].value, one[3])):
        yield from _overlapping(net, register, several[ends])


def _overlapping(net: View, register: Register, spells: Mapping[str, int]) -> Iterator[Finding]:
    """Yield each spell that begins before an earlier one is over, with the one that lasts longest of these."""
    days = {name: net.store.ties.spans.row(at)[1:3] for name, at in spells.items()}
    longest: str | None = None
    for name in sorted(days, key=lambda one: (days[one], one)):
        start, out = days[name]
        if longest is not None and start < min(out, days[longest][1]):
            yield _of_two(register, name, longest)
        if longest is None or out > days[longest][1]:
            longest = name


def _of_two(register: Register, name: str, other: str) -> Finding:
    tie, earlier = register[name], register[other]
    assert isinstance(tie, Tie)  # noqa: S101  (only ties are told apart by their spans)
    assert isinstance(earlier, Tie)  # noqa: S101
    kind, ends = LABELS[tie.kind], f"{tie.from_} → {tie.to}"
    return found(
        "network.overlap", tie, "span",
        Label(f"{ends}（{kind.zh}）的两段时间重叠：{name} {tie.span}，{other} {earlier.span}",
              f"two spells of {ends} ({kind.en}) overlap: {name} {tie.span} and {other} {earlier.span}"),
        Label("合并为一段，或改正日期；若出处不同，用同一编号",
              "make them one, or correct the dates; sources of one tie share an id"),
    )  # fmt: skip


# --- Territory ------------------------------------------------------------------------------------------------------


def outside_territory(net: View, register: Register) -> Iterator[Finding]:
    """Yield the territorial hubs whose organization sits outside the territory."""
    names: dict[str, set[str]] = {}
    for record in register.all(PlaceName):
        known = names.setdefault(record.place.code, set())
        known.update(text for name in record.names for text in (name.zh, name.en) if text)
    for one in sorted(net.designations, key=lambda one: one.record or ""):
        if one.record is None or one.body is None or one.place is None or one.scope is not Scope.TERRITORIAL:
            continue
        said = net.said(one.body)
        seats = [seat for record in said if (seat := getattr(record, "seat", None) or getattr(record, "place", None))]
        if seats and all(_apart(seat, one.place, names) for seat in seats):
            body, seat, place = net.id(one.body), seats[0].code, one.place.code
            yield found(
                "network.outside_territory", register[one.record], "place",
                Label(f"{body} 位于 {seat}，不在其地区 {place} 之内",
                      f"{body} sits at {seat}, outside its territory {place}"),
                Label("核对所在地、地区，或枢纽的范围", "check the seat, the territory, or the scope of the hub"),
            )  # fmt: skip


def _apart(one: Place, other: Place, names: Mapping[str, set[str]]) -> bool:
    """Return whether two places surely have no part in common."""
    ours, theirs = ({Place(code).level: code for code in lineage(place.code)} for place in (one, other))
    for level in reversed(ours):  # from the widest down
        here, there = ours[level], theirs.get(level)
        if there is None or here == there:
            continue
        if "/" not in here and "/" not in there:
            return True
        # A name can be that of a place whose code is given, and a place can have several names.
        both_by_name = "/" in here and "/" in there
        return both_by_name and not _names_of(here, names) & _names_of(there, names)
    return False


def _names_of(place: str, names: Mapping[str, set[str]]) -> set[str]:
    return {place.rpartition("/")[2], *names.get(place, ())}


# --- Founders -------------------------------------------------------------------------------------------------------


def founders_outside(net: View, register: Register) -> Iterator[Finding]:
    """Yield the federations that name a founder who is not among the members they name."""
    federations = {one.organization: one for one in reversed(register.all(Federation))}
    for body in sorted(federations):
        number = net.store.find(body)
        if number is not None and not net.there[number]:
            continue
        founders = [tie.from_ for tie in register.ties_to(body, TieKind.FOUNDED)]
        members = {tie.to for tie in register.ties_from(body, TieKind.HAS_MEMBER)}
        if not members or any(_is_open(register, member) for member in members):
            continue
        members |= {one for member in members for one in _included(register, member)}
        missing = sorted({one for one in founders if _expected(register, one) and one not in members})
        if missing:
            names = "、".join(missing), ", ".join(missing)
            federation = federations[body]
            yield found(
                "network.founder_not_member", federation, "founders",
                Label(f"{body} 的发起者不在其会员之列：{names[0]}",
                      f"founders of {body} are not among its members: {names[1]}"),
                Label("若已入会，补上会员关系", "if they have joined, add their memberships"),
            )  # fmt: skip


def _is_open(register: Register, member: str) -> bool:
    """Return whether a member is a group of which not all are named."""
    group = register.get(member)
    if not isinstance(group, CountedGroup):
        return group is None
    count = group.count
    return count is None or not count.exact or count.low != len(group.includes)


def _included(register: Register, member: str) -> tuple[str, ...]:
    group = register.get(member)
    return group.includes if isinstance(group, CountedGroup) else ()


def _expected(register: Register, founder: str) -> bool:
    body = register.get(founder)
    return isinstance(body, Organization) and body.form not in _AUTHORITIES


# --- Orphans --------------------------------------------------------------------------------------------------------


def orphans(net: View, register: Register) -> Iterator[Finding]:
    """Yield the organizations without any tie that nothing names; many of them as one finding."""
    store, arrays = net.store, net.arrays
    if not len(store.ties.src):
        return
    tied = arrays.ends_of(store.ties.src, store.ties.dst, net.held, len(store))
    named = {name for one in register if not isinstance(one, Tie) for _, name, _ in references(one)}
    untied = [register.get(net.id(body)) for body in arrays.positions(arrays.both(net.there, arrays.among(tied, [0])))]
    alone = [
        one
        for one in untied
        if isinstance(one, Organization)
        and one.part_of is None
        and one.form not in _AUTHORITIES
        and one.id not in named
    ]
    advice = Label("补上其关系；若确无关系，可不理会", "add its ties, or leave it where it has none")
    if len(alone) <= _EACH:
        for one in alone:
            label = Label(f"{one.id} 没有任何关系，也没有记录提到", f"{one.id} has no tie, and no record names it")
            yield found("network.orphan", one, "", label, advice)
        return
    shown = [one.id for one in alone[:_SHOWN]]
    count = len(alone)
    label = Label(
        f"{count} 个组织没有任何关系，也没有记录提到：{'、'.join(shown)}等",
        f"{count} organizations have no tie, and no record names them: {', '.join(shown)} and others",
    )
    yield found("network.orphan", alone[0], "", label, advice)
