"""How members are spread over hubs, and the tiers below each other."""

from __future__ import annotations

from fractions import Fraction

import pytest
from entities.builders import group, hub, organization, tie
from hypothesis import given, settings
from hypothesis import strategies as st
from network.asking import both, day, network
from network.oracle import reached, spread
from network.small import kinds

from hubnet.entities import Register, TieKind, Tier
from hubnet.errors import InvalidValueError
from hubnet.values import LEVELS, Place, lineage


def placed(**hubs):
    """A register of hubs in Xuanwu (f, g) or Yuhuatai (h), with so many members each, which have no place."""
    seats = {"f": "320102001", "g": "320102", "h": "320114", "k": None}
    bodies = [organization(name, seat=seats[name]) for name in hubs]
    ends = [(name, f"{name}{number}") for name, many in hubs.items() for number in range(many)]
    return Register([*bodies, *(organization(end) for _, end in ends), *(tie(*pair) for pair in ends)])


def row(net, place, **said):
    """What is said of a place."""
    return next(one[1:] for one in net.concentration(**said) if one[0] == place)


class TestConcentration:
    @pytest.mark.parametrize(
        ("hubs", "expected"),
        [
            pytest.param(
                {"f": 3, "g": 1}, (2, 4, Fraction(10, 16), Fraction(1, 4), Fraction(3, 4)), id="three and one"
            ),
            pytest.param({"f": 2, "g": 2}, (2, 4, Fraction(1, 2), Fraction(0), Fraction(1, 2)), id="equal"),
            pytest.param({"f": 5}, (1, 5, Fraction(1), Fraction(0), Fraction(1)), id="one hub"),
        ],
    )
    def test_by_hand(self, hubs, expected):
        """HHI is the sum of squared shares, Gini the mean difference over twice the mean."""
        assert row(network(placed(**hubs)), "320102") == expected

    def test_places(self):
        """Hubs count for the district that they sit in or below; those without a place come last."""
        net = network(placed(f=3, g=1, h=2, k=1))
        assert [one[:3] for one in net.concentration()] == [("320102", 2, 4), ("320114", 1, 2), (None, 1, 1)]
        assert [one[:3] for one in net.concentration(level="street")] == [("320102001", 1, 3), (None, 3, 4)]
        assert [one[:3] for one in net.concentration(level="city")] == [("320100", 3, 6), (None, 1, 1)]

    def test_place_of_the_member(self):
        """For the place of the member a hub from elsewhere counts where its members are."""
        register = Register(
            [organization("f", seat="320102"), organization("g", seat="320114"),
             organization("a", seat="320102001"), organization("b", seat="320114"), organization("c", seat="320102"),
             tie("f", "a"), tie("f", "b"), tie("g", "a"), tie("g", "b"), tie("f", "c")]
        )  # fmt: skip
        assert [one[:4] for one in network(register).concentration(place_of="member")] == [
            ("320102", 2, 3, Fraction(5, 9)),
            ("320114", 2, 2, Fraction(1, 2)),
        ]

    def test_place_of_hubs_that_have_nobody(self):
        """A place with a designated hub and no membership has 0 memberships, and no ratio of them."""
        register = Register([organization("f", seat="320102"), hub(organization="f")])
        assert network(register).concentration().rows == (("320102", 1, 0, None, None, None),)

    def test_parallel_and_expired_ties(self):
        """A second tie to a member is no second membership; one that has ended is none."""
        register = placed(f=1, g=1).with_records(
            tie("f", "f0", kind=TieKind.SERVES, id="parallel"), tie("f", "g0", "2010-01-01/2012-01-01", id="ended")
        )
        assert row(network(register, day("2012-01-01")), "320102")[:3] == (2, 2, Fraction(1, 2))
        assert row(network(register, day("2011-12-31")), "320102")[:3] == (2, 3, Fraction(5, 9))

    @settings(max_examples=60)
    @given(both(), kinds, st.sampled_from(LEVELS[1:]), st.sampled_from(["hub", "member"]))
    def test_agrees_with_counting(self, asked, kinds, level, place_of):
        """In each place: the hubs, their memberships there, and the measures from all differences between them."""
        net, oracle = asked
        places = {}
        for name in oracle.hubs(kinds) if place_of == "hub" else ():
            places.setdefault(_at(oracle.word(name, "place"), level), {})[name] = 0
        for name, member in oracle.pairs(kinds):
            where = _at(oracle.word(name if place_of == "hub" else member, "place"), level)
            counts = places.setdefault(where, {})
            counts[name] = counts.get(name, 0) + 1
        expected = []
        for place in sorted(places, key=lambda one: (one is None, one or "")):
            counts = [count for count in places[place].values() if count]
            measures = spread(counts) if counts else (None, None, None)
            expected.append((place, len(places[place]), sum(counts), *measures))
        assert list(net.concentration(level=level, kinds=kinds, place_of=place_of)) == expected

    @settings(max_examples=60)
    @given(both())
    def test_bounds(self, asked):
        """HHI lies between 1/k and 1, Gini from 0 to below 1, the largest share between 1/k and 1."""
        net, _ = asked
        for _, hubs, memberships, hhi, gini, top in net.concentration():
            if memberships:
                assert Fraction(1, hubs) <= hhi <= 1
                assert 0 <= gini < 1
                assert Fraction(1, hubs) <= top <= 1

    @pytest.mark.parametrize(
        ("asked", "message"),
        [({"level": "planet"}, "level: found 'planet'; give one of country, province"),
         ({"place_of": "roof"}, "place_of: found 'roof'; give one of hub, member")],
    )  # fmt: skip
    def test_faults(self, asked, message):
        """Another level or side is refused, and the error lists what there is."""
        with pytest.raises(InvalidValueError, match=message):
            network(placed(f=1)).concentration(**asked)


def _at(place, level):
    """The place of a level that a place is or lies in."""
    return next((one for one in lineage(place) if Place(one).level == level), None) if place else None


class TestTiers:
    def test_by_hand(self):
        """A district hub, two street hubs with one and two below, a group, and a designated hub on its own."""
        register = Register(
            [
                *(organization(name, tier=tier) for name, tier in
                  [("d", Tier.DISTRICT), ("s", Tier.STREET), ("t", Tier.STREET), ("x", None), ("y", Tier.COMMUNITY)]),
                organization("lone", tier=Tier.CITY), organization("off"), hub(organization="lone"),
                group("g", count=36),
                tie("d", "s"), tie("d", "t"), tie("s", "x"), tie("t", "y"), tie("t", "g"), tie("t", "y", id="parallel"),
            ]
        )  # fmt: skip
        assert network(register).tiers().rows == (
            (0, "city, district", 2, 0, 1, 2, 2, 2),
            (1, "street", 2, 0, 2, 1, Fraction(3, 2), 2),
            (2, "community", 2, 1, 0, None, None, None),
        )

    def test_shortest_way_counts(self):
        """A body two ways below a top has the depth of the shorter; one on a circle without a top has none."""
        ties = [tie(one, other, id=one + other) for one, other in ("ta", "ab", "tb", "cd", "dc")]
        register = Register([*map(organization, "tabcd"), *ties])
        assert [one[:1] + one[2:5] for one in network(register).tiers()] == [(0, 1, 0, 1), (1, 2, 0, 1)]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """At each depth: named bodies, groups, hubs, recorded tiers and how many each hub has below it."""
        net, oracle = asked
        below, above = oracle.below(kinds), oracle.above(kinds)
        lone = {name for name in oracle.scopes if name not in below and name not in above}
        depths = reached(below, oracle.tops(kinds) | lone)
        expected = []
        for depth in range(max(depths.values(), default=-1) + 1):
            bodies = {name for name, at in depths.items() if at == depth}
            spans = sorted(len(below[name]) for name in bodies if name in below)
            middle = spans[(len(spans) - 1) // 2 : len(spans) // 2 + 1]
            words = sorted({word for name in bodies if (word := oracle.word(name, "tier"))})
            expected.append(
                (
                    depth, ", ".join(words), len(bodies - oracle.groups), len(bodies & oracle.groups), len(spans),
                    *((spans[0], Fraction(sum(middle), len(middle)), spans[-1]) if spans else (None, None, None)),
                )
            )  # fmt: skip
        assert list(net.tiers(kinds=kinds)) == expected
