"""What holds and who belongs to whom, by sets and loops over the records: nothing of the network itself."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from network.small import FIRST, LAST

from hubnet.entities import (
    Base,
    CountedGroup,
    Federation,
    Hub,
    Organization,
    Platform,
    Role,
    Scope,
    Tie,
    TieKind,
    existence,
    kind_of,
)
from hubnet.entities.store import ties_of
from hubnet.values import Outcome

HUB_TIES = {TieKind.HAS_MEMBER, TieKind.INCUBATES, TieKind.HOSTS, TieKind.SERVES, TieKind.REPRESENTS}
EVER = (
    date.min, *(date(year, 12, 31) for year in (2000, 2010, 2011)), date(2012, 1, 1),
    *(FIRST + timedelta(days=n) for n in range(-1, (LAST - FIRST).days + 1)),
    date(2012, 2, 29), date(2012, 12, 31), date(2013, 1, 1), date.max,
)  # fmt: skip
"""Each day around which the dates of the small registers lie, the last of a month or year, and one before and after."""


class Designated(NamedTuple):
    """That a body, or one that no source names, is a hub."""

    id: str | None
    body: str | None
    scope: Scope | None
    place: str | None
    tier: str | None


class Oracle:
    """A register on a day, over days, or over all time, under a rule."""

    def __init__(self, register, when=None, rule="possible"):
        self.register, self.rule = register, rule
        if when is None:
            self.days = EVER
        elif isinstance(when, date):
            self.days = (when,)
        else:
            first, end = when
            self.days = tuple(first + timedelta(days=n) for n in range((end - first).days))

    # --- What holds ---

    def outcomes(self, *records):
        """Whether all of some records hold, for each day."""
        for day in self.days:
            yield min(
                (Outcome.MET if (span := existence(one)) is None else span.covers(day) for one in records),
                key=[Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET].index,
            )

    def holds(self, *records):
        """Whether some records hold on one of the days."""
        found = set(self.outcomes(*records))
        return Outcome.MET in found or (self.rule == "possible" and Outcome.UNKNOWN in found)

    def said(self, name):
        """The statements about a body."""
        return self.register.statements(name) if name in self.register else ()

    def first(self, name, *fields):
        """What the first statement that tells a field says of it."""
        return next(
            (v for field in fields for one in self.said(name) if (v := getattr(one, field, None)) is not None), None
        )

    def word(self, name, field):
        """A word about a body, as text."""
        value = self.first(name, "seat", "place") if field == "place" else self.first(name, field)
        if field == "kind":
            return kind_of(self.said(name)[0]) if self.said(name) else None
        return None if value is None else getattr(value, "code", None) or value.value

    @cached_property
    def every_tie(self):
        """Every tie with the federation on whose list it stands, if on one."""
        lists = [(tie, one) for one in self.register.all(Federation) for tie in ties_of(one)]
        return [(tie, None) for tie in self.register.all(Tie)] + lists

    def included(self, group):
        """What a group includes, groups in it opened too; the group itself left out."""
        found, waiting = set(), [group]
        while waiting:
            for one in self.said(waiting.pop()):
                new = set(one.includes) - found if isinstance(one, CountedGroup) else set()
                found |= new
                waiting += new
        return found - {group}

    @cached_property
    def bodies(self):
        """Everything that is a body, on whatever day: a record of one, or what a tie, hub or federation names."""
        found = {one.id for kind in (Organization, Base, Platform) for one in self.register.all(kind)}
        found |= {one.organization for kind in (Hub, Federation) for one in self.register.all(kind) if one.organization}
        for tie, _ in self.every_tie:
            found |= {tie.from_, tie.to} | self.included(tie.to)
        return found

    @cached_property
    def attested(self):
        """The bodies with a tie whose own span surely covers one of the days."""
        sure = [
            tie for tie, _ in self.every_tie if tie.span and Outcome.MET in {tie.span.covers(day) for day in self.days}
        ]
        return {end for tie in sure for end in (tie.from_, tie.to)}

    @cached_property
    def there(self):
        """The bodies that exist; one of which no record says anything does."""
        return {name for name in self.bodies if not self.said(name) or any(map(self.exists, self.said(name)))}

    def exists(self, record):
        """Whether a body exists by a statement about it."""
        possibly = set(self.outcomes(record)) != {Outcome.NOT_MET}
        return self.holds(record) or (possibly and record.id in self.attested)

    @cached_property
    def held(self):
        """The ties that hold, with both their ends, those of lists only while the federation is there."""
        return [
            tie
            for tie, listed_by in self.every_tie
            if {tie.from_, tie.to} <= self.there and self.holds(*([tie] if listed_by is None else [tie, listed_by]))
        ]

    def holding_ties(self):
        """Each tie that holds with the bodies it runs to: the other end, and what a group there includes."""
        for tie, listed_by in self.every_tie:
            if tie.from_ in self.there and self.holds(*([tie] if listed_by is None else [tie, listed_by])):
                for to in {tie.to, *self.included(tie.to)} & self.there:
                    yield tie, to

    # --- Who belongs to whom ---

    def as_one(self, name):
        """The organization that runs a base, where it is there; else the body itself."""
        run_by = next((one.organization for one in self.said(name) if isinstance(one, Base) and one.organization), None)
        return run_by if run_by in self.there else name

    def pairs(self, kinds=None):
        """The distinct pairs of a hub and a member, with the kinds of the ties between them."""
        found = {}
        for tie, to in self.holding_ties():
            pair = self.as_one(tie.from_), self.as_one(to)
            if tie.kind in (kinds or HUB_TIES) and pair[0] != pair[1]:
                found.setdefault(pair, set()).add(tie.kind.value)
        return found

    def below(self, kinds=None):
        """The members of each hub."""
        found = {}
        for hub, member in self.pairs(kinds):
            found.setdefault(hub, set()).add(member)
        return found

    def above(self, kinds=None):
        """The hubs of each member."""
        found = {}
        for hub, member in self.pairs(kinds):
            found.setdefault(member, set()).add(hub)
        return found

    @cached_property
    def designations(self):
        """Each designation that holds."""
        found = [
            Designated(one.id, one.organization, one.scope, one.place and one.place.code, one.tier and one.tier.value)
            for one in self.register.all(Hub)
            if self.holds(one) and (one.organization is None or one.organization in self.there)
        ]
        named = {one.organization for one in self.register.all(Hub)}
        bodies = [(one, one.seat) for one in self.register.all(Organization) if Role.HUB in one.roles]
        # Of a group with several roles it is not known which are hubs.
        bodies += [(one, one.place) for one in self.register.all(CountedGroup) if one.roles == (Role.HUB,)]
        found += [
            Designated(None, one.id, None, place and place.code, one.tier and one.tier.value)
            for one, place in bodies
            if one.id not in named and one.id in self.there
        ]
        return found

    @cached_property
    def scopes(self):
        """What each designated hub gathers its members by."""
        found = {}
        for one in self.designations:
            if one.body is not None:
                found.setdefault(self.as_one(one.body), set()).update({one.scope} - {None})
        return found

    def axes(self, hub):
        """The scopes of a hub as words, None where there are none."""
        return ", ".join(scope.value for scope in Scope if scope in self.scopes.get(hub, ())) or None

    def hubs(self, kinds=None):
        """The hubs: bodies with members, and those designated."""
        return sorted({*self.below(kinds), *self.scopes})

    def tops(self, kinds=None):
        """The hubs with members that are nobody's members."""
        return set(self.below(kinds)) - set(self.above(kinds))

    @cached_property
    def groups(self):
        """The counted groups that are bodies."""
        return {one.id for one in self.register.all(CountedGroup)} & self.bodies


def reached(below, starts, without=None):
    """The bodies that starts lead to, themselves included, with the fewest steps there; as if one were not there."""
    depth, found, step = {}, set(starts) - {without}, 0
    while found:
        depth.update(dict.fromkeys(found, step))
        found = {end for one in found for end in below.get(one, ())} - set(depth) - {without}
        step += 1
    return depth


def lost_paths(below, tops, hub):
    """The bodies to which a path leads from a top, and none where the hub is not there."""
    return set(reached(below, tops)) - set(reached(below, tops, without=hub)) - {hub}


def shared(below):
    """Each pair of hubs that share members, with the members they share and all that they have."""
    for one, other in combinations(sorted(below), 2):
        if below[one] & below[other]:
            yield one, other, below[one] & below[other], below[one] | below[other]


def joined_alone(below, above, body):
    """The pairs of its hubs that a body joins alone."""
    return [
        (one, other)
        for one, other in combinations(sorted(above[body]), 2)
        if below[one] & below[other] == {body} and one not in below[other] and other not in below[one]
    ]


def spread(counts):
    """HHI, Gini by all differences, and the largest share of counts above zero."""
    total, k = sum(counts), len(counts)
    apart = sum(abs(one - other) for one in counts for other in counts)
    return (
        sum((Fraction(one, total) ** 2 for one in counts), Fraction(0)),
        Fraction(apart, 2 * k * total),
        Fraction(max(counts), total),
    )


def on_axis(oracle, hubs, scope):
    """Those of some hubs that are on an axis."""
    return {hub for hub in hubs if Scope(scope) in oracle.scopes.get(hub, ())}
