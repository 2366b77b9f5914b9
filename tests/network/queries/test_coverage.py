"""What is covered: places with a hub, a centre, a federation; organizations with a hub."""

from __future__ import annotations

from fractions import Fraction

import pytest
from entities.builders import base, federation, group, hub, organization, tie
from hypothesis import given, settings
from hypothesis import strategies as st
from network.asking import both, day, network
from network.small import kinds

from hubnet.entities import (
    Base,
    Completeness,
    CountedGroup,
    Federation,
    LegalForm,
    PlaceName,
    Register,
    TieKind,
    Tier,
)
from hubnet.errors import InvalidValueError
from hubnet.values import LEVELS, Place, Quantity, lineage

LEVELS_ASKED = [("street", "district"), ("community", "district"), ("district", "city"), ("community", "street")]
HOLDING = {"city": "320100", "district": "320102", "street": "320102001"}
"""A place of each level that holds others."""
COLUMNS = ("place", "level", "of_what", "covered", "of", "share", "share_low", "share_high", "basis", "source")


def said(table, place, what="hub"):
    """What is said of a place: covered, of, share, its bounds, basis and source."""
    return next(row[3:] for row in table if row[0] == place and row[2] == what)


def street(number, name="n"):
    """The name of a street of Xuanwu."""
    return PlaceName(id=f"{name}{number}", place=f"32010200{number}", names=f"street {number}")


# Xuanwu: a hub for street 1, a body seated in street 2 that is a hub, a centre in street 1, a federation in street 3.
XUANWU = Register(
    [
        hub("h1", place="320102001", scope="territorial"),
        organization("f", seat="320102002"),
        hub("h2", organization="f", designated="2012-01-01"),
        base("b", place="320102001", opened="2010-01-01", closed="2012-06-01"),
        base("plan", place="320102002", planned=True),
        federation("u", organization="f", founded="2011-01-01", place="320102003"),
    ]
)


class TestCoverage:
    def test_by_hand(self):
        """Two streets with a hub, one with a centre, one with a federation; how many there are is not known."""
        table = network(XUANWU, day("2012-01-01")).coverage()
        assert table.columns == COLUMNS
        assert table.rows == (
            ("320102", "street", "hub", 2, None, None, None, None, "unknown", ""),
            ("320102", "street", "centre", 1, None, None, None, None, "unknown", ""),
            ("320102", "street", "federation", 1, None, None, None, None, "unknown", ""),
        )

    @pytest.mark.parametrize(
        ("on", "covered"),
        [
            pytest.param("2010-12-31", [1, 1, 0], id="before the federation and the second designation"),
            pytest.param("2011-01-01", [1, 1, 1], id="the federation is founded"),
            pytest.param("2012-05-31", [2, 1, 1], id="the last day of the centre"),
            pytest.param("2012-06-01", [2, 0, 1], id="the first day without the centre"),
        ],
    )
    def test_days(self, on, covered):
        """What has ended or not yet begun covers nothing, and neither does what is planned."""
        assert network(XUANWU, day(on)).coverage().column("covered") == covered

    def test_given_total(self):
        """A total that is given is the denominator, also one that is just what is covered."""
        net = network(XUANWU, day("2012-01-01"))
        assert said(net.coverage(totals={"320102": 7}), "320102") == (
            2, 7, Fraction(2, 7), Fraction(2, 7), Fraction(2, 7), "given", "",
        )  # fmt: skip
        assert said(net.coverage(totals={"320102": 2}), "320102")[1:3] == (2, Fraction(1))

    @pytest.mark.parametrize("total", [0, 1])
    def test_total_below_what_is_covered(self, total):
        """Two streets have a hub, so that there are at least two."""
        message = rf"totals\[320102\]: found {total}; 2 places with a hub are recorded; give at least 2"
        with pytest.raises(InvalidValueError, match=message):
            network(XUANWU, day("2012-01-01")).coverage(totals={"320102": total})

    def test_total_of_zero(self):
        """Of no streets there is no share."""
        zero = network(XUANWU).coverage(totals={"320114": 0})
        assert said(zero, "320114") == (0, 0, None, None, None, "given", "")

    def test_seat_of_a_hub(self):
        """Where a designation names no place, the seat of its body counts for the level that it tells, or for any."""
        register = Register(
            [
                *(organization(name, seat=f"32010200{number}") for number, name in enumerate("abcd", 1)),
                hub("ha", organization="a"), hub("hb", organization="b", tier="street"),
                hub("hc", organization="c", tier="district"), hub("hd", organization="d", place="320114"),
            ]
        )  # fmt: skip
        streets, districts = network(register).coverage(), network(register).coverage(level="district", by="city")
        assert said(streets, "320102")[0] == 2
        assert said(districts, "320100")[0] == 2
        places = network(register).places()
        assert [(row[0], row[1]) for row in places] == [("320102001", "a"), ("320102002", "b")]

    def test_place_without_anything(self):
        """A place that is only named has 0 covered, and what its total tells."""
        net = network(Register([street(1)]))
        assert said(net.coverage(), "320102") == (0, None, None, None, None, "unknown", "")
        assert said(net.coverage(totals={"320114": 4}), "320114") == (0, 4, *[Fraction(0)] * 3, "given", "")

    def test_counted(self):
        """Where the register holds the names of all streets there, they are counted."""
        complete = Completeness(id="all", place="320102", kinds=["place_name"])
        register = XUANWU.with_records(*map(street, (1, 2, 3, 4)), street(1, "again"), complete)
        assert said(network(register, day("2012-01-01")).coverage(), "320102") == (
            2, 4, *[Fraction(1, 2)] * 3, "counted", "all",
        )  # fmt: skip

    @pytest.mark.parametrize(
        ("claim", "basis"),
        [
            pytest.param({"place": "320000"}, "counted", id="for the province"),
            pytest.param({"tiers": ["street"]}, "counted", id="for streets"),
            pytest.param({"tiers": ["community"]}, "unknown", id="for communities"),
            pytest.param({"kinds": ["base"]}, "unknown", id="for bases"),
            pytest.param({"place": "320102001"}, "unknown", id="for one street"),
            pytest.param({"span": "2010-01-01/2011-01-01"}, "unknown", id="for an earlier time"),
        ],
    )
    def test_claims(self, claim, basis):
        """A claim counts for the places in its own, its kinds, tiers and days."""
        complete = Completeness(**{"id": "all", "place": "320102", "kinds": ["place_name"], **claim})
        register = XUANWU.with_records(*map(street, (1, 2)), complete)
        assert said(network(register, day("2012-01-01")).coverage(), "320102")[-2] == basis

    def test_reported_number(self):
        """A group that is all streets there gives the denominator; "just over 10" gives an interval."""
        whole = group("g", what="street", place="320102", count=10, share="100%")
        assert said(network(XUANWU.with_records(whole)).coverage(), "320102") == (
            2, 10, *[Fraction(1, 5)] * 3, "reported", "g",
        )  # fmt: skip
        more = group("g", what="street", place="320102", count="10余", share="100%")
        covered, of, *rest = said(network(XUANWU.with_records(more)).coverage(), "320102")
        assert (covered, of, rest) == (2, Quantity.parse("10余"), [None, Fraction(0), Fraction(1, 5), "reported", "g"])

    def test_part_is_no_denominator(self):
        """A group that is some of the streets, or does not say that it is all, says nothing of the whole."""
        for share in (None, "60%"):
            part = group("g", what="street", place="320102", count=10, share=share)
            assert said(network(XUANWU.with_records(part)).coverage(), "320102")[-2] == "unknown"

    def test_reported_share(self):
        """A centre that serves a group stated to be all communities covers them all, whatever is named."""
        served = group("g", what="community", place="320114", share="100%")
        register = Register([base("b", place="320114"), served, tie("b", "g", kind=TieKind.SERVES)])
        table = network(register).coverage(level="community")
        assert said(table, "320114", "centre") == (0, None, *[Fraction(1)] * 3, "reported", "g, b")
        assert said(table, "320114", "hub")[-2] == "unknown"

    def test_reported_share_above_a_bound(self):
        """A share of "more than 60 %" is an interval."""
        served = group("g", what="community", place="320114", share="60%以上")
        register = Register([base("b", place="320114"), served, tie("b", "g", kind=TieKind.SERVES)])
        _, of, share, low, high, basis, _ = said(network(register).coverage(level="community"), "320114", "centre")
        assert (of, share, low, basis) == (None, None, Fraction(3, 5), "reported")
        assert high in (None, Fraction(1))

    def test_base_that_surely_exists(self):
        """A base whose opening is not known is a centre on a day on which it surely hosted someone."""
        register = Register([base("b", place="320102001", opened=None), organization("a", founded="2000"),
                             tie("b", "a", "2010-01-01/2012-01-01", TieKind.HOSTS)])  # fmt: skip
        covered = [network(register, day(on), "certain").coverage() for on in ("2011-12-31", "2012-01-01")]
        assert said(covered[0], "320102", "centre")[0] == 1
        assert covered[1].rows == () or said(covered[1], "320102", "centre")[0] == 0

    @settings(max_examples=60)
    @given(both(), st.sampled_from(LEVELS_ASKED), st.none() | st.integers(0, 4))
    def test_agrees_with_sets(self, asked, levels, total):
        """Places with a hub, centre or federation are counted once each, and every place has its three rows."""
        net, oracle = asked
        level, by = levels
        totals = {} if total is None else {HOLDING[by]: total}
        found = places_with(oracle, level)
        mentioned = {place for some in found.values() for place in some if _at(place, level)} | set(totals)
        mentioned |= {one.place.code for one in oracle.register.all(CountedGroup) if one.place and one.what == level}
        mentioned |= {one.place.code for one in oracle.register.all(PlaceName) if oracle.holds(one)}
        expected = [(over, what) for over in sorted({_at(place, by) for place in mentioned} - {None}) for what in found]
        most = [
            {one for place in places if (one := _at(place, level)) and HOLDING[by] in lineage(one)}
            for places in found.values()
        ]
        if total is not None and total < max(map(len, most)):
            with pytest.raises(InvalidValueError, match=rf"totals\[{HOLDING[by]}\]: found {total}; "):
                net.coverage(level=level, by=by, totals=totals)
            return
        table = net.coverage(level=level, by=by, totals=totals)
        assert [(row[0], row[2]) for row in table] == expected
        for (over, what), row in zip(expected, table, strict=True):
            covered = {one for place in found[what] if (one := _at(place, level)) and over in lineage(one)}
            assert (row[1], row[3]) == (level, len(covered))
            whole, basis, source = whole_of(oracle, level, over, totals)
            if whole is not None:
                assert row[8:] == (basis, source)
                check_share(row[4:8], len(covered), whole)
                continue
            shares = list(shares_of(oracle, level, over, what))
            assert row[4] is None
            assert row[8] == ("reported" if shares else "unknown")
            assert row[6:8] in (
                [(one.low / Fraction(100), one.high / Fraction(100)) for one in shares] or [(None, None)]
            )

    @pytest.mark.parametrize(
        ("asked", "message"),
        [
            ({"level": "planet"}, "level: found 'planet'; give one of country, province, city, district, street, comm"),
            ({"by": "planet"}, "by: found 'planet'"),
            ({"by": None}, "by: found None"),
            ({"level": "street", "by": "street"}, "by: found 'street'; give a level above street: country, province"),
            ({"level": "street", "by": "community"}, "by: found 'community'; give a level above street"),
            ({"totals": {"320102": -1}}, r"totals\[320102\]: found -1; give a whole number from 0"),
            ({"totals": {"320102": 1.5}}, r"totals\[320102\]: found 1.5"),
            ({"totals": {"320102": True}}, r"totals\[320102\]: found True"),
            ({"totals": {"Xuanwu": 3}}, "place: found 'Xuanwu'"),
            ({"totals": {"320100": 3}}, "totals: found '320100'; give codes of places of the level district"),
            ({"totals": [("320102", 3)]}, "totals: found .*; give numbers by the code of the place"),
        ],
    )
    def test_faults(self, asked, message):
        """A level that is none or not below the other, and a total that is no number, are refused."""
        with pytest.raises(InvalidValueError, match=message):
            network(XUANWU).coverage(**asked)


def places_with(oracle, level):
    """The places with a hub, a centre, a federation, and the ids of these; the place is that which a record names."""
    found = {"hub": [], "centre": [], "federation": []}
    for one in oracle.designations:
        seat = one.body and one.tier in (None, level) and oracle.word(one.body, "place")
        found["hub"].append((one.place or seat, oracle.as_one(one.body) if one.body else one.id))
    for one in oracle.register.all(Base):
        if one.place and not one.planned and one.id in oracle.there:
            found["centre"].append((one.place.code, one.id))
    for one in oracle.register.all(Federation):
        if oracle.holds(one) and one.organization in oracle.there:
            place = one.place.code if one.place else oracle.word(one.organization, "place")
            found["federation"].append((place, one.organization))
    return {
        what: {place: {name for other, name in some if other == place} for place, _ in some if place}
        for what, some in found.items()
    }


def whole_of(oracle, level, over, totals):
    """How many places of a level there are, on what that rests, and what says so; None for a share or nothing."""
    if over in totals:
        return Quantity.of(totals[over]), "given", ""
    claims = [one.id for one in oracle.register.all(Completeness) if "place_name" in one.kinds and oracle.holds(one)
              and one.place.code in lineage(over) and (not one.tiers or Tier(level) in one.tiers)]  # fmt: skip
    if claims:
        names = {one.place.code for one in oracle.register.all(PlaceName) if oracle.holds(one)}
        inside = {place for place in names if Place(place).level == level and over in lineage(place)}
        return Quantity.of(len(inside)), "counted", ", ".join(sorted(claims))
    for one in sorted(oracle.register.all(CountedGroup), key=lambda group: group.id):
        if one.what == level and one.place and one.place.code == over and one.count and str(one.share) == "100%":
            return one.count, "reported", one.id
    return None, None, None


def shares_of(oracle, level, over, what):
    """The shares of the places that a hub, centre or federation serves, as sources state them."""
    federations = {one.organization for one in oracle.register.all(Federation)}
    pairs = oracle.pairs({TieKind.SERVES, TieKind.HOSTS})
    for one in oracle.register.all(CountedGroup):
        if one.what != level or not one.place or one.place.code != over or one.share is None:
            continue
        for body in {above for above, member in pairs if member == one.id}:
            said = oracle.said(body)
            is_one = {
                "hub": body in oracle.scopes,
                "centre": any(
                    isinstance(said_of, Base) or getattr(said_of, "what", "") == "service_centre" for said_of in said
                ),
                "federation": body in federations,
            }
            if is_one[what]:
                yield one.share


def check_share(cells, covered, whole):
    """Hold the whole and the three shares against the figure: exact, or bounds that the share cannot leave."""
    of, share, low, high = cells
    if whole.exact:
        expected = Fraction(covered) / whole.low if whole.low else None
        assert (of, share, low, high) == (whole.low, expected, expected, expected)
        return
    assert (of, share) == (whole, None)
    assert low == (Fraction(covered) / whole.high if whole.high else 0)
    assert low <= high
    assert high == max(low, min(Fraction(covered) / whole.low, Fraction(1)) if whole.low else Fraction(1))


def _at(place, level):
    """The place of a level that a place is or lies in."""
    return next((one for one in lineage(place) if Place(one).level == level), None) if place else None


class TestPlaces:
    def test_by_hand(self):
        """Streets with what they have, by ids; what is planned or not yet there is left out, a named street is not."""
        register = XUANWU.with_records(street(4), base("b2", place="320102001001"))
        assert network(register, day("2012-01-01")).places().rows == (
            ("320102001", "h1", "b, b2", ""), ("320102002", "f", "", ""), ("320102003", "", "", "f"),
            ("320102004", "", "", ""),
        )  # fmt: skip
        earlier = (("320102001", "h1", "b, b2", ""), ("320102004", "", "", ""))
        assert network(register, day("2010-06-01")).places().rows == earlier

    def test_places_around(self):
        """A district has what its streets have, but not the seat of what is a hub for a street."""
        register = XUANWU.with_records(organization("g", seat="320102"), hub("h3", organization="g", tier="street"))
        rows = network(register, day("2012-01-01")).places(level="district").rows
        assert rows == (("320102", "f, h1", "b", "f"),)

    @settings(max_examples=60)
    @given(both(), st.sampled_from(LEVELS[1:]))
    def test_agrees_with_sets(self, asked, level):
        """Each place of the level with the ids of what is in it, and what coverage counts."""
        net, oracle = asked
        expected = {}
        for what, places in places_with(oracle, level).items():
            for place, names in places.items():
                expected.setdefault(_at(place, level), {}).setdefault(what, set()).update(names)
        for one in oracle.register.all(PlaceName):
            if oracle.holds(one):
                expected.setdefault(_at(one.place.code, level), {})
        rows = [
            (place, *(", ".join(sorted(have.get(what, ()))) for what in ("hub", "centre", "federation")))
            for place, have in sorted(expected.items(), key=str)
            if place is not None
        ]
        assert list(net.places(level=level)) == rows
        if level == "street":
            covered = {row[0:3:2]: row[3] for row in net.coverage()}
            for column, what in enumerate(("hub", "centre", "federation"), 1):
                have = [_at(row[0], "district") for row in rows if row[column]]
                assert {place: have.count(place) for place in have if place} == {
                    place: count for (place, of_what), count in covered.items() if of_what == what and count
                }

    def test_refuses_another_level(self):
        """Another level is refused, and the error lists what there is."""
        with pytest.raises(InvalidValueError, match="level: found 'planet'; give one of country, province"):
            network(XUANWU).places(level="planet")


class TestNoHub:
    def test_by_hand(self):
        """Those without a hub on the day, the hub itself among them; an enterprise and a base are none."""
        register = Register(
            [
                organization("f", founded="2000", tier="district", seat="320102"), organization("a"), organization("b"),
                organization("late", founded="2013-01-01"), organization("firm", form="enterprise"), base("house"),
                tie("f", "a"), tie("f", "b", "2010-01-01/2012-01-01"), tie("a", "b", kind=TieKind.FUNDS),
            ]
        )  # fmt: skip
        table = network(register, day("2012-01-01")).no_hub()
        assert table.columns == ("body", "name", "form", "tier", "place")
        assert table.rows == (("b", "b", None, None, None), ("f", "f", None, "district", "320102"))
        assert network(register, day("2011-12-31")).no_hub().column("body") == ["f"]
        assert network(register, day("2012-01-01")).no_hub(kinds="funds").column("body") == ["a", "f"]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """The organizations that the share of those with a hub counts, and nobody is a hub of."""
        net, oracle = asked
        none = {
            name for name in oracle.there - set(oracle.above(kinds))
            if oracle.word(name, "kind") == "organization" and oracle.word(name, "form") != "enterprise"
        }  # fmt: skip
        table = net.no_hub(kinds=kinds)
        words = [(name, *(oracle.word(name, word) for word in ("form", "tier", "place"))) for name in sorted(none)]
        assert [(row[0], *row[2:]) for row in table] == words
        whole = net.organization_coverage(by=None, kinds=kinds)
        assert sum(row[4] - row[3] for row in whole) == len(none)


class TestOrganizationCoverage:
    def test_by_hand(self):
        """Of three organizations in Xuanwu one has a hub; an enterprise is none; one elsewhere has no place."""
        register = Register(
            [
                organization("f", seat="320102"), organization("a", seat="320102001"), organization("c", seat="320102"),
                organization("firm", seat="320102", form="enterprise"), organization("lost"), tie("f", "a"),
                tie("f", "a", kind=TieKind.SERVES, id="parallel"), tie("f", "firm"), tie("f", "lost"),
            ]
        )  # fmt: skip
        third, one = Fraction(1, 3), Fraction(1)
        assert network(register).organization_coverage().rows == (
            ("320102", "district", "organization", 1, 3, third, third, third, "recorded", ""),
            (None, "district", "organization", 1, 1, one, one, one, "recorded", ""),
        )
        assert network(register).organization_coverage(by=None).rows == (
            (None, None, "organization", 2, 4, *[Fraction(1, 2)] * 3, "recorded", ""),
        )

    def test_by_tier(self):
        """Told apart by tier too; what has none stands first."""
        register = Register(
            [organization("f", seat="320102", tier="district"), organization("a", seat="320102"), tie()]
        )
        table = network(register).organization_coverage(tier=True)
        assert table.columns == (*COLUMNS[:2], "tier", *COLUMNS[3:])
        assert [row[:5] for row in table] == [
            ("320102", "district", None, 1, 1),
            ("320102", "district", "district", 0, 1),
        ]

    def test_expired_tie(self):
        """An organization whose only hub has ended has none."""
        register = Register([organization("f", seat="320102"), organization("a", seat="320102"),
                             tie(span="2010-01-01/2012-01-01")])  # fmt: skip
        assert [network(register, day(on)).organization_coverage().column("covered") for on in
                ("2011-12-31", "2012-01-01")] == [[1], [0]]  # fmt: skip

    def test_claim_and_reported_figure(self):
        """A register that holds all there counts; a reported figure has a row of its own."""
        register = Register(
            [organization("f", seat="320102"), organization("a", seat="320102"), tie(),
             Completeness(id="all", place="320100", kinds=["organization"]),
             group("g", place="320102", count="1379家"), group("k", place="320102", count=9, fields=["care"])]
        )  # fmt: skip
        assert network(register).organization_coverage().rows == (
            ("320102", "district", "organization", 1, 2, *[Fraction(1, 2)] * 3, "counted", "all"),
            ("320102", "district", "organization", 1, 1379, *[Fraction(1, 1379)] * 3, "reported", "g"),
        )

    def test_reported_only(self):
        """A place of which only the figure is known has that row alone, with 0 covered."""
        register = Register([group("g", place="320114", count=2500)])
        assert network(register).organization_coverage().rows == (
            ("320114", "district", "organization", 0, 2500, *[Fraction(0)] * 3, "reported", "g"),
        )

    def test_bounds_keep_their_order(self):
        """Where more are recorded than were reported, the share is above 1 at both ends."""
        ends = [organization(f"o{number}", seat="320102") for number in range(5)]
        register = Register([organization("f"), *ends, *(tie("f", one.id) for one in ends),
                             group("g", place="320102", count="不足4")])  # fmt: skip
        _, _, share, low, high, basis, _ = next(
            row[3:] for row in network(register).organization_coverage() if row[8] == "reported"
        )
        assert (share, basis) == (None, "reported")
        assert low == Fraction(5, 4) <= high

    @settings(max_examples=60)
    @given(both(), kinds, st.sampled_from([None, *LEVELS[1:]]), st.booleans())
    def test_agrees_with_sets(self, asked, kinds, by, tier):
        """In each place: the organizations by their form, and those of them with a hub."""
        net, oracle = asked
        above = oracle.above(kinds)
        none = (LegalForm.ENTERPRISE.value,)
        counts = {}
        for name in oracle.there:
            if oracle.word(name, "kind") == "organization" and oracle.word(name, "form") not in none:
                place = _at(oracle.word(name, "place"), by) if by else None
                count = counts.setdefault((place, oracle.word(name, "tier") if tier else "organization"), [0, 0])
                count[0] += name in above
                count[1] += 1
        rows = [row for row in net.organization_coverage(by=by, tier=tier, kinds=kinds) if row[8] != "reported"]
        assert {(row[0], row[2]): [row[3], row[4]] for row in rows} == counts
        assert [row[5] for row in rows] == [Fraction(row[3], row[4]) for row in rows]

    def test_figures_of_one_place(self):
        """Several reported figures stand in the order of their ids, whatever that of the records."""
        figures = [group(name, place="320114", count=count) for name, count in (("b", 9), ("a", 7), ("c", 8))]
        for some in (figures, figures[::-1]):
            assert network(Register(some)).organization_coverage().column("source") == ["a", "b", "c"]

    def test_refuses_another_level(self):
        """Another level is refused, and the error lists what there is."""
        with pytest.raises(InvalidValueError, match="by: found 'planet'; give one of country, province"):
            network(XUANWU).organization_coverage(by="planet")

    def test_refuses_a_tier_that_is_a_word(self):
        """Whether tiers are told apart is yes or no, and the text no is neither."""
        with pytest.raises(InvalidValueError, match="tier: found 'no'; give True or False"):
            network(XUANWU).organization_coverage(tier="no")
