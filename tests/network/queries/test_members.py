"""Members, hubs of a body, reach, and bodies with one hub."""

from __future__ import annotations

from itertools import pairwise

import pytest
from entities.builders import group, hub, organization, tie
from hypothesis import given, settings
from network.asking import both, bounds, day, network
from network.oracle import reached
from network.small import kinds

from hubnet.entities import Register, TieKind, Tier
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.network.arrays import fast, plain

# f has a twice, b until 2012, and c; c has d and, round again, f.
SMALL = Register(
    [
        *(organization(name, founded="2000-01-01", tier=tier) for name, tier in
          [("f", Tier.DISTRICT), ("a", Tier.STREET), ("b", Tier.STREET), ("c", None), ("d", Tier.COMMUNITY)]),
        tie("f", "a", "2010-01-01/..", id="1"),
        tie("f", "a", "2011-01-01/..", TieKind.INCUBATES, id="2"),
        tie("f", "b", "2010-01-01/2012-01-01", id="3"),
        tie("f", "c", "2010-01-01/..", TieKind.SERVES, id="4"),
        tie("c", "d", "2010-01-01/..", id="5"),
        tie("c", "f", "2010-01-01/..", id="6"),
        tie("f", "d", "2010-01-01/..", TieKind.SUPERVISES, id="7"),
    ]
)  # fmt: skip


def on(text):
    """The network of a day."""
    return network(SMALL, day(text))


def totals(net, kinds=None):
    """Of each hub: direct, groups and total, as plain numbers."""
    return {row[0]: (row[3], row[5], bounds(row[6])) for row in net.reach(kinds=kinds)}


class TestMembers:
    def test_direct(self):
        """Members of the first step, with the kinds of their ties; parallel ties are one, supervision is none."""
        assert [
            (row["body"], row["kinds"], row["tier"], row["depth"]) for row in on("2011-12-31").members("f").to_dicts()
        ] == [
            ("a", "has_member, incubates", "street", 1),
            ("b", "has_member", "street", 1),
            ("c", "serves", None, 1),
        ]

    def test_expired_tie(self):
        """On its first day out a tie does not count."""
        assert on("2012-01-01").members("f").column("body") == ["a", "c"]

    def test_transitive(self):
        """Members of members are two steps away, and a hub is not below itself."""
        net = on("2012-01-01")
        assert dict(zip(*map(net.members("f", transitive=True).column, ("body", "depth")), strict=True)) == {
            "a": 1, "c": 1, "d": 2,
        }  # fmt: skip
        assert dict(zip(*map(net.members("c", transitive=True).column, ("body", "depth")), strict=True)) == {
            "a": 2, "d": 1, "f": 1,
        }  # fmt: skip

    @pytest.mark.parametrize("given_as", [TieKind.SUPERVISES, "supervises", ["supervises"], {TieKind.SUPERVISES}])
    def test_kinds(self, given_as):
        """The kinds that count are given as words or members of the enum, alone or several."""
        assert on("2012-01-01").members("f", kinds=given_as).column("body") == ["d"]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """Of every body the members, directly and below, are those that the records give."""
        net, oracle = asked
        below, told = oracle.below(kinds), oracle.pairs(kinds)
        for name in sorted(oracle.there):
            hub = oracle.as_one(name)
            direct = [(row["body"], row["kinds"]) for row in net.members(name, kinds=kinds).to_dicts()]
            assert direct == [(one, ", ".join(sorted(told[hub, one]))) for one in sorted(below.get(hub, ()))]
            every = net.members(name, kinds=kinds, transitive=True)
            assert dict(zip(every.column("body"), every.column("depth"), strict=True)) == {
                one: depth for one, depth in reached(below, {hub}).items() if depth
            }

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_within(self, asked, kinds):
        """A member that a group includes is named within it where the hub has the group too."""
        net, oracle = asked
        for name in sorted(oracle.there):
            rows = net.members(name, kinds=kinds).to_dicts()
            have = {row["body"] for row in rows}
            for row in rows:
                groups = sorted(
                    one for one in oracle.groups & have
                    if row["body"] in {oracle.as_one(other) for said in oracle.said(one) for other in said.includes}
                )  # fmt: skip
                assert row["within"] == ", ".join(groups)


class TestHubsOf:
    def test_direct_and_transitive(self):
        """The hub of d is c; above c is f, and above f is c again."""
        net = on("2012-01-01")
        assert net.hubs_of("d").column("hub") == ["c"]
        assert dict(zip(*map(net.hubs_of("d", transitive=True).column, ("hub", "depth")), strict=True)) == {
            "c": 1,
            "f": 2,
        }
        assert net.hubs_of("a").column("kinds") == ["has_member, incubates"]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """Of every body the hubs, directly and above, are those that the records give."""
        net, oracle = asked
        above, told = oracle.above(kinds), oracle.pairs(kinds)
        for name in sorted(oracle.there):
            body = oracle.as_one(name)
            direct = [(row["hub"], row["axes"], row["kinds"]) for row in net.hubs_of(name, kinds=kinds).to_dicts()]
            assert direct == [
                (one, oracle.axes(one), ", ".join(sorted(told[one, body]))) for one in sorted(above.get(body, ()))
            ]
            every = net.hubs_of(name, kinds=kinds, transitive=True)
            assert dict(zip(every.column("hub"), every.column("depth"), strict=True)) == {
                one: depth for one, depth in reached(above, {body}).items() if depth
            }

    @pytest.mark.parametrize("arrays", [plain, fast])
    def test_a_long_chain(self, arrays, monkeypatch):
        """Above the last of 300 bodies in a row stand 299, each a step farther, and only the next has kinds of tie."""
        monkeypatch.setattr("hubnet.network.store.arrays_for", lambda _: arrays)
        names = [f"o{number:03}" for number in range(300)]
        net = network(Register([*map(organization, names), *(tie(*pair) for pair in pairwise(names))]))
        above = net.hubs_of("o299", transitive=True)
        assert above.column("hub") == names[:-1]
        assert above.column("depth") == list(range(299, 0, -1))
        assert above.column("kinds") == [""] * 298 + ["has_member"]
        assert net.hubs_of("o299").column("hub") == ["o298"]
        assert net.members("o000", transitive=True).column("depth") == list(range(1, 300))


class TestReach:
    def test_by_hand(self):
        """Direct members are those of one step, reach those of any; a hub that is designated and has nobody has 0."""
        register = SMALL.with_records(hub(organization="d", scope="sectoral"))
        assert network(register, day("2012-01-01")).reach().rows == (
            ("c", "c", None, 2, 3, 0, 2),
            ("d", "d", "community", 0, 0, 0, 0),
            ("f", "f", "district", 2, 3, 0, 2),
        )

    def test_by_tier(self):
        """Told apart by tier, what has none stands first."""
        assert on("2012-01-01").reach(by="tier").rows == (
            ("c", "c", "community", 1, 1),
            ("c", "c", "district", 1, 1),
            ("c", "c", "street", 0, 1),
            ("f", "f", None, 1, 1),
            ("f", "f", "community", 0, 1),
            ("f", "f", "street", 1, 1),
        )

    def test_by_tie(self):
        """Told apart by kind of tie a body counts once for each, and reach is not told."""
        assert on("2012-01-01").reach(by="tie").rows == (
            ("c", "c", "has_member", 2, None),
            ("f", "f", "has_member", 1, None),
            ("f", "f", "incubates", 1, None),
            ("f", "f", "serves", 1, None),
        )

    @pytest.mark.parametrize(
        ("count", "includes", "total"),
        [
            pytest.param(36, [], 37, id="all unnamed"),
            pytest.param(36, ["a"], 36, id="one of them named"),
            pytest.param("70余", [], (71, None), id="more than seventy"),
            pytest.param("近60", ["a"], (1, 60), id="just under sixty, at least the one that is named"),
            pytest.param("近60", [], (1, 61), id="just under sixty, and one beside them"),
            pytest.param("不足1", ["a"], 1, id="less than one, and one is named"),
            pytest.param(None, [], (1, None), id="no figure"),
            pytest.param(None, ["a"], (1, None), id="no figure, but one is named"),
        ],
    )
    def test_group(self, count, includes, total):
        """A group counts with its figure, at least what of it is named here, and members that it includes with it."""
        register = Register(
            [
                organization("f"),
                organization("a"),
                group("g", count=count, includes=includes),
                tie("f", "g", id="1"),
                tie(),
            ]
        )
        assert totals(network(register)) == {"f": (1, 1, total)}

    def test_groups_are_no_named_bodies(self):
        """What counts named bodies leaves groups out, whatever they are told apart by."""
        register = Register(
            [
                organization("f"),
                organization("a", tier="street"),
                group("g", tier="street", count=5),
                tie("f", "g"),
                tie(),
            ]
        )
        net = network(register)
        assert net.reach().rows[0][3:6] == (1, 1, 1)
        assert net.reach(by="tier").rows == (("f", "f", "street", 1, 1),)

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """Of every hub: members and all below it that are no groups, and the groups among its members."""
        net, oracle = asked
        below = oracle.below(kinds)
        expected = []
        for name in oracle.hubs(kinds):
            direct, every = below.get(name, set()), set(reached(below, {name})) - {name}
            expected.append(
                (name, len(direct - oracle.groups), len(every - oracle.groups), len(direct & oracle.groups))
            )
        rows = net.reach(kinds=kinds).to_dicts()
        assert [(row["hub"], row["direct"], row["reach"], row["groups"]) for row in rows] == expected

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_total(self, asked, kinds):
        """The total is the named ones outside groups and the figures of the groups outside groups."""
        net, oracle = asked
        below = oracle.below(kinds)
        for name, (direct, _, total) in totals(net, kinds).items():
            have = below.get(name, set())
            groups = have & oracle.groups
            inside = {oracle.as_one(one) for other in groups for one in oracle.included(other)}
            figures = [_figure(oracle, one, have) for one in groups - inside]
            named = len(have - oracle.groups - inside)
            low = named + sum(one[0] for one in figures)
            high = None if any(one[1] is None for one in figures) else named + sum(one[1] for one in figures)
            assert direct == len(have - oracle.groups)
            assert total == (low if low == high else (low, high))

    @pytest.mark.parametrize("by", ["tier", "form", "kind"])
    @settings(max_examples=60)
    @given(asked=both(), kinds=kinds)
    def test_by_words(self, asked, kinds, by):
        """Told apart by a word, every hub has a row for each word that the bodies below it have."""
        net, oracle = asked
        below = oracle.below(kinds)
        expected = {}
        for name in below:
            for one, depth in reached(below, {name}).items():
                if depth and one not in oracle.groups:
                    counts = expected.setdefault((name, oracle.word(one, by)), [0, 0])
                    counts[0] += depth == 1
                    counts[1] += 1
        found = {
            (row["hub"], row[by]): [row["direct"], row["reach"]] for row in net.reach(kinds=kinds, by=by).to_dicts()
        }
        assert found == expected

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_by_kind_of_tie(self, asked, kinds):
        """Told apart by kind of tie, a body counts once for each kind."""
        net, oracle = asked
        expected = {}
        for (name, one), words in oracle.pairs(kinds).items():
            for word in words if one not in oracle.groups else ():
                expected[name, word] = expected.get((name, word), 0) + 1
        rows = net.reach(kinds=kinds, by="tie").to_dicts()
        assert [(row["hub"], row["tie"], row["direct"]) for row in rows] == [
            (*key, count) for key, count in sorted(expected.items())
        ]

    def test_refuses_another_by(self):
        """What reach is told by is one of a few words, and the error lists them."""
        with pytest.raises(InvalidValueError, match="tier, kind, form, tie"):
            network(SMALL).reach(by="colour")


def _figure(oracle, name, have):
    """The least and the largest number that a group can stand for: at least those in it that are members too."""
    count = oracle.first(name, "count")
    included = {oracle.as_one(one) for said in oracle.said(name) for one in said.includes}
    if count is None:
        return len(included), None
    named, low = len(included & have), count.low or 0
    return (max(low, named) if count.high is None or named <= count.high else low), count.high


class TestSingleHub:
    def test_by_hand(self):
        """A hangs on f by two ties, which are one hub; b and d are left when the tie of b has ended."""
        table = on("2012-01-01").single_hub()
        assert table.columns == ("body", "name", "tier", "place", "hub", "hub_name")
        assert table.rows == (
            ("a", "a", "street", None, "f", "f"),
            ("c", "c", None, None, "f", "f"),
            ("d", "d", "community", None, "c", "c"),
            ("f", "f", "district", None, "c", "c"),
        )

    def test_second_hub_that_has_ended(self):
        """A body whose second hub ended has one from then on."""
        register = SMALL.with_records(tie("c", "a", "2010-01-01/2012-06-01", id="8"))
        found = [network(register, day(text)).single_hub().column("body") for text in ("2012-05-31", "2012-06-01")]
        assert found == [["c", "d", "f"], ["a", "c", "d", "f"]]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """The bodies with one distinct hub, each with that hub."""
        net, oracle = asked
        expected = [(body, *hubs) for body, hubs in sorted(oracle.above(kinds).items()) if len(hubs) == 1]
        rows = net.single_hub(kinds=kinds).to_dicts()
        assert [(row["body"], row["hub"]) for row in rows] == expected


class TestFaults:
    @pytest.mark.parametrize("ask", ["members", "hubs_of"])
    @pytest.mark.parametrize("name", ["fff", None, 3])
    def test_unknown_body(self, ask, name):
        """A body that is not recorded for any day is named, with those that are."""
        with pytest.raises(UnknownNameError, match=f"unknown body '{name}'.*a, b, c, d, f"):
            getattr(network(SMALL), ask)(name)

    def test_transitive(self):
        """A word is no yes: what is true or false is given as that."""
        for ask in (network(SMALL).members, network(SMALL).hubs_of):
            with pytest.raises(InvalidValueError, match="transitive: found 'no'; give True or False"):
                ask("f", transitive="no")

    def test_body_of_another_day_is_known(self):
        """A body that does not exist on the day has no members and no hubs, and is no fault."""
        net = network(SMALL, day("1999-01-01"))
        assert (len(net.members("f")), len(net.hubs_of("a")), len(net)) == (0, 0, 0)

    @pytest.mark.parametrize("kinds", [[], "member", ["has_member", "x"], 5, [[]], [None]])
    def test_kinds(self, kinds):
        """Kinds of tie are words of the list, at least one, and the error gives the list."""
        with pytest.raises(InvalidValueError, match=r"kinds: .*has_member, founded, incubates, hosts, supervises"):
            network(SMALL).members("f", kinds=kinds)
