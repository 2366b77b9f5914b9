"""The ten questions: the figures of the cases by their sources, those of a city by plain sets over its records."""

from collections import Counter, defaultdict
from datetime import date
from fractions import Fraction

import pytest
from examples.scripts import load

from hubnet import Quantity, Table, Yuan, build_network
from hubnet.entities import Base, Grant, Hub, LegalForm, Organization, Tie, TieKind
from hubnet.values import End, PartialDate

asked = load("network_queries")
DAY, EARLIER = date(2020, 6, 1), date(2017, 6, 1)
HUB_TIES = {TieKind.HAS_MEMBER, TieKind.INCUBATES, TieKind.HOSTS, TieKind.SERVES, TieKind.REPRESENTS}


def sentences(ask, net):
    """What a question says of a network, beside its tables."""
    return [one for one in ask(net) if isinstance(one, str)]


def tables(ask, net):
    """The tables of a question."""
    return [one for one in ask(net) if isinstance(one, Table)]


class TestCases:
    def test_xuanwu(self):
        """More than 70 organizations around the work station; 36 members of Meiyuan; nobody named on both axes."""
        net = asked.of_case("xuanwu")
        best = tables(asked.largest, net)[0]
        assert best.column("hub")[:2] == ["suojin-work-station", "meiyuan-association"]
        assert [str(total.interval) for total in best.column("total")[:2]] == ["(70, ∞)", "[36, 36]"]
        assert sentences(asked.largest, net) == [
            "Party Work Station of Social Organizations has the most members: more than 70 bodies in all.",
            "No hub leads to a body that is named.",
        ]
        assert sentences(asked.axes, net)[1] == "No two hubs share a member that is named."

    def test_xuanwu_changes(self):
        """Meiyuan was founded at the end of 2011 and got its members with it, in the last of the three years."""
        told = sentences(asked.change, asked.of_case("xuanwu"))
        assert told[1:] == [
            "Most joined meiyuan-association: 1.",
            "Of the three years, most joined in the one from 2011-08-02: 1.",
        ]

    def test_futian(self):
        """Three are named of 28 residents and 5 incubated; the base itself offers legal service."""
        net = asked.of_case("futian")
        members, _, way = tables(asked.belonging, net)
        assert {row[0]: row[-1] for row in members if isinstance(row[-1], Quantity)} == {
            "futian-incubated": Quantity.of(5),
            "futian-residents": Quantity.of(28),
        }
        told = sentences(asked.belonging, net)[0]
        assert told.endswith(" has 3 members by name and 2 groups of which only the number is told.")
        assert way.column("to") == ["futian-base", "legal_service"]

    def test_yuhuatai(self):
        """All streets have a centre, their number is not told; without the third-party hubs two groups fall."""
        net = asked.of_case("yuhuatai")
        assert sentences(asked.covered, net)[:2] == [
            "a source reports the share of streets with a centre, without their number: 100.0%;",
            "of 1 district a share is missing, because nothing tells the whole.",
        ]
        assert sentences(asked.losses, net) == [
            "If third-party hub organizations ended, 1 body would lose the last hub, and 2 every path to the top."
        ]

    def test_haishu(self):
        """1,445,000 yuan in the round of Haishu; in Jinan 1,500,000 this time and 2,500,000 before."""
        assert sentences(asked.paid, asked.of_case("haishu")) == [
            "special fund: 4,000,000 yuan reported as a whole, without grants.",
            "venture fund: 1,445,000 yuan reported as a whole, without grants.",
        ]


class Sets:
    """The hubs and bodies of a register on a day, as plain sets."""

    def __init__(self, register, day):
        self.register, self.day = register, day
        run_by = {base.id: base.organization or base.id for base in register.all(Base)}
        self.pairs = {
            (run_by.get(tie.from_, tie.from_), run_by.get(tie.to, tie.to))
            for tie in register.all(Tie)
            if tie.kind in HUB_TIES and self._holds(tie.span) and self.there(tie.from_) and self.there(tie.to)
        }
        self.hubs_of = {}
        for hub, body in self.pairs:
            self.hubs_of.setdefault(body, set()).add(hub)

    def _holds(self, span):
        first = span.start.earliest if isinstance(span.start, PartialDate) else span.start
        return first <= self.day and (isinstance(span.end, End) or self.day < span.end)

    def there(self, name):
        """Return whether a body exists on the day; groups always do."""
        body = self.register[name]
        first = getattr(body, "founded", None) or getattr(body, "opened", None)
        out = getattr(body, "dissolved", None)
        return (first is None or first.earliest <= self.day) and (out is None or self.day < out.earliest)

    def designated(self):
        """Return the designations that hold."""
        return [hub for hub in self.register.all(Hub) if self._holds(hub.span) and self.there(hub.organization)]

    def below(self, tops, without=None):
        """Return all bodies that lie below some hubs, if one of the hubs is not there."""
        found, waiting = set(), [top for top in tops if top != without]
        below = defaultdict(set)
        for hub, body in self.pairs:
            below[hub].add(body)
        while waiting:
            new = below[waiting.pop()] - found - {without}
            found |= new
            waiting += new
        return found


@pytest.fixture(scope="module")
def register():
    """A city of three districts, so that one of each kind of claim is there."""
    return load("generated_city").generated_city(60, 2_500, seed=3)


@pytest.fixture(scope="module")
def net(register):
    """Its network."""
    return build_network(register, on=DAY, lang="en")


@pytest.fixture(scope="module")
def sets(register):
    """The same as sets."""
    return Sets(register, DAY)


class TestCity:
    """What the answers say of the city."""

    def test_size(self, net, sets):
        """Bodies with a hub, and with one only."""
        alone = sum(len(hubs) == 1 for hubs in sets.hubs_of.values())
        assert sentences(asked.size, net)[0].endswith(
            f"{len(sets.hubs_of):,} bodies have a hub, {alone:,} of them one only."
        )
        hubs = {hub for hub, _ in sets.pairs} | {one.organization for one in sets.designated()}
        assert f"; {len(hubs):,} hubs (" in sentences(asked.size, net)[0]

    def test_largest(self, net, sets):
        """The largest hub has so many distinct bodies, with groups counted by their figure at least."""
        named = Counter(hub for hub, body in sets.pairs if not body.endswith("-groups"))
        name, number = named.most_common(1)[0]
        best = tables(asked.largest, net)[0]
        assert best.rows[0][0] == name
        assert best.rows[0][3] == number

    def test_alone(self, net, sets):
        """The hub on which the most bodies hang that have no other."""
        hanging = Counter(next(iter(hubs)) for hubs in sets.hubs_of.values() if len(hubs) == 1)
        total, most = sum(hanging.values()), max(hanging.values())
        told = sentences(asked.alone, net)[0]
        assert told.startswith(f"{total:,} bodies have one hub only.")
        assert told.endswith(f"hang the most of them: {most:,}.")

    def test_losses(self, net, sets):
        """The hub whose end cuts off the most bodies from every top, and how many."""
        hubs, bodies = ({pair[at] for pair in sets.pairs} for at in (0, 1))
        tops = hubs - bodies
        reached = sets.below(tops)
        lost = {hub: len(reached - sets.below(tops, without=hub) - {hub}) for hub in hubs}
        worst = max(lost, key=lambda hub: lost[hub])
        last = sum(some == {worst} for some in sets.hubs_of.values())
        assert tables(asked.losses, net)[0].rows[0][0] == worst
        told = sentences(asked.losses, net)[0]
        assert f" ended, {last} bodies would lose the last hub, and {lost[worst]:,} every path to the top." in told

    def test_streets(self, net, sets, register):
        """Streets with a hub, in the two districts of which the streets are known."""
        places = {one.place.code for one in sets.designated()}
        places |= {register[one.organization].seat.code for one in sets.designated()}
        streets = {place[:9] for place in places if len(place) >= 9 and place[:6] in ("990101", "990102")}
        told = sentences(asked.covered, net)
        assert told[0] == f"{len(streets)} of 40 streets have a hub, in 2 of 3 districts;"
        assert told[3] == "of 1 district a share is missing, because nothing tells the whole."

    def test_organizations(self, net, sets, register):
        """Social organizations with a hub, in the district of which all are recorded."""
        others = {LegalForm.GOVERNMENT_BODY, LegalForm.PEOPLES_ORGANIZATION}
        there = {
            one.id for one in register.all(Organization)
            if one.seat.code.startswith("990101") and one.form not in others and sets.there(one.id)
        }  # fmt: skip
        have = {name for name in there if name in sets.hubs_of}
        told = sentences(asked.covered, net)[-1]
        assert told == (
            f"Where the register claims to hold all organizations, {len(have):,} of {len(there):,} have a hub: "
            f"{len(have) / len(there):.1%}."
        )

    def test_axes(self, net, sets):
        """Bodies with hubs of both scopes."""
        scopes = defaultdict(set)
        for one in sets.designated():
            scopes[one.organization].add(one.scope)
        both = [body for body, hubs in sets.hubs_of.items() if len({s for hub in hubs for s in scopes[hub]}) == 2]
        assert sentences(asked.axes, net)[0].startswith(f"{len(both):,} of the {len(sets.hubs_of):,} bodies")

    def test_change(self, net, sets, register):
        """Memberships on both days, and what is on one of them only."""
        before = Sets(register, EARLIER).pairs
        joined, left = len(sets.pairs - before), len(before - sets.pairs)
        assert sentences(asked.change, net)[0] == (
            f"From 2017-06-01 to 2020-06-01 memberships went from {len(before):,} to {len(sets.pairs):,}: "
            f"{joined:,} joined, {left:,} left ({left / len(before):.1%} of those at the start)."
        )

    def test_money(self, net, register):
        """New money without what hubs handed on; amounts that are not known are counted, and not added."""
        grants = register.all(Grant)
        new = [one for one in grants if not one.pass_through]
        awarded = sum(one.awarded.fen for one in new if one.awarded is not None) // 100
        handed_on = sum(one.awarded.fen for one in grants if one.pass_through) // 100
        unknown = sum(one.awarded is None for one in new)
        told = (
            f"venture fund: {len(new)} grants of new money, CNY {awarded:,} as far as amounts are known "
            f"({unknown} are not); hubs handed on CNY {handed_on:,}, which is not counted again."
        )
        assert sentences(asked.paid, net) == [told]

    def test_main(self, capsys, monkeypatch, register):
        """Run as a program it asks each of the ten questions of a case and of the city."""
        monkeypatch.setattr(asked, "generated_city", lambda: register)
        asked.main()
        titles = [line for line in capsys.readouterr().out.splitlines() if line.startswith("===")]
        assert [title.split()[1] for title in titles] == [f"{number}." for number in range(1, 11) for _ in range(2)]
        assert [title.endswith("(generated city, 2020-06-01)") for title in titles] == [False, True] * 10


class TestHead:
    TABLE = Table(("name", "number"), [("a", 1), ("b", None), ("c", 3), ("d", 3)], ("Name", "Number"))

    def test_first_rows(self):
        """Without a column to sort by, rows stay in order; headings stay with their columns."""
        assert asked.head(self.TABLE, 2) == Table(("name", "number"), [("a", 1), ("b", None)], ("Name", "Number"))

    def test_largest_first(self):
        """Equal numbers keep their order, what is not known comes last."""
        assert asked.head(self.TABLE, by="number").column("name") == ["c", "d", "a", "b"]

    def test_columns(self):
        """Some columns, in the order asked for."""
        few = asked.head(self.TABLE, 1, columns=("number", "name"))
        assert (few.columns, few.headings, list(few)) == (("number", "name"), ("Number", "Name"), [(1, "a")])

    @pytest.mark.parametrize(
        ("cell", "number"),
        [
            (Quantity.of("70余家"), 70),
            (Quantity.of("不足30家"), 0),
            (Yuan.of("1.50"), Fraction(3, 2)),
            (4, 4),
            (None, -1),
        ],
    )
    def test_least(self, cell, number):
        """A figure with bounds sorts by the least that it can be; what is not known sorts below zero."""
        assert asked.least(cell) == number
