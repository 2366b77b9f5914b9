"""What hangs on one hub: the last hub of a body, and every path to the top."""

from __future__ import annotations

import pytest
from entities.builders import group, organization, tie
from hypothesis import given, settings
from network.asking import both, day, network
from network.oracle import lost_paths
from network.small import kinds

from hubnet.entities import Register
from hubnet.errors import UnknownNameError


def tied(*pairs, **spans):
    """A register of organizations by letters, with a tie for each pair of letters."""
    letters = sorted({letter for pair in pairs for letter in pair})
    ties = [tie(one, other, spans.get(one + other), id=f"{one}{other}") for one, other in pairs]
    return Register([*(organization(letter) for letter in letters), *ties])


def lost(net, hub):
    """What each body loses with a hub, and how many hubs it has left."""
    return {row["body"]: (row["loses"], row["hubs"]) for row in net.loss(hub).to_dicts()}


# t above a and b; both above m; m above x; u above x too.
DIAMOND = tied("ta", "tb", "am", "bm", "mx", "ux")


class TestLoss:
    @pytest.mark.parametrize(
        ("register", "hub", "expected"),
        [
            pytest.param(tied("ab", "bc"), "a", {"b": ("last_hub, path_to_top", 0), "c": ("path_to_top", 1)}, id="top"),
            pytest.param(tied("ab", "bc"), "b", {"c": ("last_hub, path_to_top", 0)}, id="in the middle"),
            pytest.param(tied("ab", "bc"), "c", {}, id="at the end"),
            pytest.param(DIAMOND, "t", {"a": ("last_hub, path_to_top", 0), "b": ("last_hub, path_to_top", 0),
                                        "m": ("path_to_top", 2)}, id="one of two tops"),
            pytest.param(DIAMOND, "a", {}, id="two ways"),
            pytest.param(DIAMOND, "m", {}, id="the member has another top"),
            pytest.param(tied("ta", "tb", "am", "bm"), "t", {"a": ("last_hub, path_to_top", 0),
                         "b": ("last_hub, path_to_top", 0), "m": ("path_to_top", 2)}, id="no cut on the way"),
            pytest.param(tied("ta", "ax", "tx"), "a", {}, id="a second, shorter way"),
            pytest.param(tied("ab", "ba"), "a", {"b": ("last_hub", 0)}, id="a circle that no top leads to"),
            pytest.param(tied("ta", "ab", "ba"), "a", {"b": ("last_hub, path_to_top", 0)}, id="a circle below a top"),
            pytest.param(tied("ta", "ab", "ba"), "b", {}, id="back up the circle"),
            pytest.param(tied("aa", "ab"), "a", {"b": ("last_hub, path_to_top", 0)}, id="a tie to itself is none"),
        ],
    )  # fmt: skip
    def test_by_hand(self, register, hub, expected):
        """A body loses its last hub, or every path from a top, or both."""
        assert lost(network(register), hub) == expected

    def test_is_no_articulation_point(self):
        """Where every path down runs through m it is needed, although x is tied to the rest by its own member too."""
        net = network(tied("tm", "mx", "xy", "ty"))
        assert lost(net, "m") == {"x": ("last_hub, path_to_top", 0)}

    def test_parallel_and_expired_ties(self):
        """Two ties of one hub are one hub; a second hub whose tie has ended is none."""
        register = tied("ab", "cb", cb="2010-01-01/2012-01-01").with_records(
            tie("a", "b", kind="incubates", id="second")
        )
        assert lost(network(register, day("2011-12-31")), "a") == {}
        assert lost(network(register, day("2012-01-01")), "a") == {"b": ("last_hub, path_to_top", 0)}

    def test_group_is_one_body(self):
        """A group that hangs on a hub loses it as one body, and what it includes loses it too."""
        register = Register([organization("f"), organization("a"), group("g", count=5, includes=["a"]), tie("f", "g")])
        assert lost(network(register), "f") == {
            "a": ("last_hub, path_to_top", 0),
            "g": ("last_hub, path_to_top", 0),
        }

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_taking_the_hub_away(self, asked, kinds):
        """Taking each hub away in turn leaves without hub or path just the bodies that the table names."""
        net, oracle = asked
        below, above, tops = oracle.below(kinds), oracle.above(kinds), oracle.tops(kinds)
        for hub in oracle.hubs(kinds):
            alone = {body for body in below.get(hub, ()) if above[body] == {hub}}
            paths = lost_paths(below, tops, hub)
            rows = net.loss(hub, kinds=kinds).to_dicts()
            assert [(row["body"], row["loses"], row["hubs"]) for row in rows] == [
                (
                    body,
                    ", ".join(["last_hub"] * (body in alone) + ["path_to_top"] * (body in paths)),
                    len(above[body] - {hub}),
                )
                for body in sorted(alone | paths)
            ]

    def test_unknown_hub(self):
        """A hub that is not recorded is named, with what is."""
        with pytest.raises(UnknownNameError, match=r"unknown body 'z'.*a, b, c"):
            network(tied("ab", "bc")).loss("z")


class TestLosses:
    def test_by_hand(self):
        """Most lost paths first, then most last hubs, then by id."""
        table = network(DIAMOND).losses()
        assert table.columns == ("hub", "name", "tier", "members", "last_hub", "path_to_top")
        assert [(row[0], *row[3:]) for row in table] == [
            ("t", 2, 2, 3), ("a", 1, 0, 0), ("b", 1, 0, 0), ("m", 1, 0, 0), ("u", 1, 0, 0),
        ]  # fmt: skip

    def test_last_hub_without_a_top(self):
        """On a circle that no top leads to each hub is the last one, and no path is lost."""
        assert [(row[0], *row[3:]) for row in network(tied("ab", "ba", "bc")).losses()] == [
            ("b", 2, 2, 0),
            ("a", 1, 1, 0),
        ]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_taking_each_hub_away(self, asked, kinds):
        """The numbers are those of bodies that lose something when the hub is taken away."""
        net, oracle = asked
        below, above, tops = oracle.below(kinds), oracle.above(kinds), oracle.tops(kinds)
        expected = [
            (
                hub,
                len(below.get(hub, ())),
                sum(above[body] == {hub} for body in below.get(hub, ())),
                len(lost_paths(below, tops, hub)),
            )
            for hub in oracle.hubs(kinds)
        ]
        expected.sort(key=lambda row: (-row[3], -row[2], row[0]))
        rows = net.losses(kinds=kinds).to_dicts()
        assert [(row["hub"], row["members"], row["last_hub"], row["path_to_top"]) for row in rows] == expected
