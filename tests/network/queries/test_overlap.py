"""Members that hubs share, bodies on both axes, bodies that join hubs."""

from __future__ import annotations

from fractions import Fraction

from entities.builders import group, hub, organization, tie
from hypothesis import given, settings
from network.asking import both, day, network
from network.oracle import joined_alone, on_axis, shared
from network.small import kinds

from hubnet.entities import Register, TieKind


def members_of(**hubs):
    """A register of hubs by letters, each with its members by letters."""
    letters = sorted({*hubs, *"".join(hubs.values())})
    ties = [tie(one, other, id=one + other) for one, others in hubs.items() for other in others]
    return Register([*map(organization, letters), *ties])


SMALL = members_of(f="abc", g="bcd", h="e")


class TestOverlap:
    def test_by_hand(self):
        """F and g share b and c of a, b, c, d: two of four; h shares with nobody and has no row."""
        table = network(SMALL).overlap()
        assert table.columns == ("hub", "name", "other", "other_name", "shared", "union", "jaccard")
        assert table.rows == (("f", "f", "g", "g", 2, 4, Fraction(1, 2)),)
        assert table.to_dicts()[0]["jaccard"] == 0.5

    def test_parallel_and_expired_ties(self):
        """A second tie adds nobody, and one that has ended does not count."""
        register = SMALL.with_records(
            tie("f", "a", kind=TieKind.SERVES, id="parallel"), tie("g", "a", "2010-01-01/2012-01-01", id="ended")
        )
        assert network(register, day("2012-01-01")).overlap().rows[0][4:] == (2, 4, Fraction(1, 2))
        assert network(register, day("2011-12-31")).overlap().rows[0][4:] == (3, 4, Fraction(3, 4))

    def test_hub_below_another(self):
        """A hub that is a member itself stands in the union of the other."""
        assert network(members_of(f="ga", g="a")).overlap().rows[0][4:] == (1, 2, Fraction(1, 2))

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """Every pair of hubs with a member in common, and no other, with the size of intersection and union."""
        net, oracle = asked
        rows = net.overlap(kinds=kinds).to_dicts()
        found = [(row["hub"], row["other"], row["shared"], row["union"]) for row in rows]
        assert found == [
            (one, other, len(common), len(every)) for one, other, common, every in shared(oracle.below(kinds))
        ]
        assert net.overlap(kinds=kinds).column("jaccard") == [Fraction(row[2], row[3]) for row in found]


def axes(**scopes):
    """Designations of hubs by letters for an axis each."""
    return [hub(f"{name}-{number}", organization=name, scope=scope) for name, several in scopes.items()
            for number, scope in enumerate(several)]  # fmt: skip


class TestBridges:
    def test_by_hand(self):
        """B and c have a territorial and a sectoral hub; a third hub on neither axis only counts among all hubs."""
        register = SMALL.with_records(
            *axes(f=["territorial"], g=["sectoral"], h=[None]),
            tie("h", "b", id="hb"),
            tie("h", "b", kind="serves", id="p"),
        )
        assert network(register).bridges().rows == (("b", "b", 1, 1, 3), ("c", "c", 1, 1, 2))

    def test_hub_on_both_axes(self):
        """A hub that is designated for both counts on both: each of its members joins the axes."""
        register = SMALL.with_records(*axes(h=["sectoral", "territorial"]))
        assert network(register).bridges().rows == (("e", "e", 1, 1, 1),)

    def test_designation_that_has_ended(self):
        """A hub is on its axis while its designation holds."""
        ended = hub("g-0", organization="g", scope="sectoral", span="2010-01-01/2012-01-01")
        register = SMALL.with_records(*axes(f=["territorial"]), ended)
        assert [network(register, day(text)).bridges().column("body") for text in ("2011-12-31", "2012-01-01")] == [
            ["b", "c"],
            [],
        ]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """The bodies with hubs on both axes, and how many."""
        net, oracle = asked
        expected = []
        for body, hubs in sorted(oracle.above(kinds).items()):
            counts = [len(on_axis(oracle, hubs, scope)) for scope in ("territorial", "sectoral")]
            if all(counts):
                expected.append((body, *counts, len(hubs)))
        rows = net.bridges(kinds=kinds).to_dicts()
        assert [(row["body"], row["territorial"], row["sectoral"], row["hubs"]) for row in rows] == expected


class TestBrokers:
    def test_by_hand(self):
        """D joins three hubs: three pairs, two of them alone, as c joins f and g too."""
        net = network(members_of(f="cd", g="cd", h="d"))
        assert net.brokers().rows == (("d", "d", 3, 3, 2), ("c", "c", 2, 1, 0))

    def test_hub_of_the_other_joins_them_itself(self):
        """A body that has a hub and the hub of that hub joins them, but not alone."""
        assert network(members_of(f="ga", g="a")).brokers().rows == (("a", "a", 2, 1, 0),)
        assert network(members_of(f="a", g="af")).brokers().rows == (("a", "a", 2, 1, 0),)
        assert network(members_of(f="a", g="a")).brokers().rows == (("a", "a", 2, 1, 1),)

    def test_group_joins_nobody(self):
        """Who is in a group is not known, so it joins no hubs; but the two share it, and a joins them not alone."""
        register = members_of(f="a", g="a").with_records(group("k", count=5), tie("f", "k"), tie("g", "k"))
        assert network(register).brokers().rows == (("a", "a", 2, 1, 0),)

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """The bodies with two hubs or more: how many pairs, and which of them nothing else joins."""
        net, oracle = asked
        below, above = oracle.below(kinds), oracle.above(kinds)
        expected = [
            (
                body,
                len(hubs),
                sum(1 for one in hubs for other in hubs if one < other),
                len(joined_alone(below, above, body)),
            )
            for body, hubs in above.items()
            if len(hubs) > 1 and body not in oracle.groups
        ]
        expected.sort(key=lambda row: (-row[3], row[0]))
        rows = net.brokers(kinds=kinds).to_dicts()
        assert [(row["body"], row["hubs"], row["pairs"], row["alone"]) for row in rows] == expected
