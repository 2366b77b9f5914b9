"""Building a network: what it takes, what it refuses, and what it says of nothing and of the casebook."""

from __future__ import annotations

import pickle
from datetime import UTC, date, datetime
from functools import cache

import pytest
from entities.builders import group, organization, tie
from hypothesis import given, settings
from hypothesis import strategies as st
from network.asking import bounds, day, network
from network.small import records, rules, whens

import hubnet
from hubnet.entities import Register
from hubnet.errors import InvalidValueError
from hubnet.network import build_network
from hubnet.values import Span

NONE = Register()
ALONE = Register([organization("a")])
TABLES = (
    "bodies", "ties", "reach", "single_hub", "losses", "coverage", "organization_coverage", "overlap", "bridges",
    "brokers", "concentration", "tiers",
)  # fmt: skip
LAST = [
    ("hub", None, 0),
    ("hub", "designated", 0),
    ("hub", "top", 0),
    ("member", None, 0),
    ("member", "one hub only", 0),
]


class TestOfLittle:
    @pytest.mark.parametrize("name", TABLES)
    @pytest.mark.parametrize("when", [None, date(2012, 1, 1), (date(2012, 1, 1), date(2013, 1, 1))], ids=str)
    def test_nothing(self, name, when):
        """An empty register gives tables without rows, with all their columns and headings."""
        table = getattr(network(NONE, when), name)()
        assert (len(table), len(table.headings)) == (0, len(table.columns))

    def test_summary_of_nothing(self):
        """Of an empty register every number is 0."""
        assert list(network(NONE).summary()) == LAST
        assert (len(network(NONE)), len(network(NONE).graph)) == (0, 0)

    def test_one_body(self):
        """One body has no hub, joins nothing, and is one organization without a hub."""
        net = network(ALONE)
        assert {name: len(getattr(net, name)()) for name in TABLES} == {
            **dict.fromkeys(TABLES, 0), "bodies": 1, "organization_coverage": 1,
        }  # fmt: skip
        assert net.organization_coverage().rows[0][3:8] == (0, 1, 0, 0, 0)
        assert [len(table) for table in (net.members("a"), net.hubs_of("a"), net.loss("a"))] == [0, 0, 0]
        assert list(net.summary()) == [("body", "organization", 1), *LAST]

    def test_body_that_is_its_own_hub(self):
        """A tie of a body to itself makes it no hub and no member."""
        net = network(Register([organization("a"), tie("a", "a")]))
        assert [len(table) for table in (net.ties(), net.reach(), net.single_hub(), net.losses())] == [1, 0, 0, 0]

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_headings(self, lang):
        """Every column has a heading in the language asked for."""
        net = network(Register([organization("f"), organization("a"), tie()]), lang=lang)
        for name in (*TABLES, "summary"):
            headings = getattr(net, name)().headings
            assert all(headings)
            assert any("一" <= character <= "鿿" for character in "".join(headings)) is (lang == "zh")


class TestOrder:
    @settings(max_examples=60)
    @given(st.data(), records(), whens, rules)
    def test_of_records_does_not_matter(self, data, given_records, when, rule):
        """Records in another order give the same tables and the same graph."""
        seen = set()
        alone = [one for one in given_records if one.id not in seen and not seen.add(one.id)]
        one = network(Register(alone), when, rule)
        other = network(Register(data.draw(st.permutations(alone))), when, rule)
        for name in (*TABLES, "summary"):
            assert list(getattr(one, name)()) == list(getattr(other, name)()), name
        assert dict(one.graph.nodes(data=True)) == dict(other.graph.nodes(data=True))
        assert _edges(one.graph) == _edges(other.graph)


def _edges(graph):
    """The edges of a graph by ends and key."""
    return {(src, dst, key): said for src, dst, key, said in graph.edges(keys=True, data=True)}


class TestFaults:
    @pytest.mark.parametrize(
        ("said", "message"),
        [
            pytest.param({"on": "2012-01-01"}, "day: found '2012-01-01'; give a datetime.date", id="text as day"),
            pytest.param({"on": datetime(2012, 1, 1, tzinfo=UTC)}, "give a datetime.date", id="moment as day"),
            pytest.param({"during": 2012}, "during: found 2012; give a Span or its text", id="number as span"),
            pytest.param({"during": "2012"}, "span: found '2012'; write first day in and first day out", id="no span"),
            pytest.param({"rule": "maybe"}, "rule: found 'maybe'; give one of possible, certain", id="rule"),
            pytest.param({"rule": None}, "rule: found None; give one of possible, certain", id="no rule"),
            pytest.param({"lang": "fr"}, "lang: found 'fr'; give zh or en", id="language"),
            pytest.param({"on": date(2012, 1, 1), "during": "2012/2013"}, "give a day or a span, not both", id="both"),
        ],
    )
    def test_refused(self, said, message):
        """What cannot be asked is refused, with what was given and what is allowed."""
        with pytest.raises(InvalidValueError, match=message):
            build_network(ALONE, **said)

    @pytest.mark.parametrize("given_as", [None, [], "xuanwu", [organization("a")]], ids=str)
    def test_no_register(self, given_as):
        """A network is built of a register alone."""
        with pytest.raises(InvalidValueError, match=r"register: .*give a Register"):
            build_network(given_as)

    def test_other_days(self):
        """At and between take days, and a span needs a day."""
        net = network(ALONE)
        with pytest.raises(InvalidValueError, match=r"day: found '2012-01-01'; give a datetime.date"):
            net.at("2012-01-01")
        with pytest.raises(InvalidValueError, match="the first day out must come after the first"):
            net.between(date(2012, 1, 1), date(2012, 1, 1))

    def test_span_as_text_or_value(self):
        """A span may be given as its text."""
        spans = ("2012-01-01/2013-01-01", Span(date(2012, 1, 1), date(2013, 1, 1)))
        register = Register([organization("a", founded="2012-12-31"), organization("b", founded="2013-01-01")])
        assert [build_network(register, during=span).bodies().column("body") for span in spans] == [["a"], ["a"]]

    def test_repr(self):
        """The network says in one line how large it is and of when."""
        net = network(
            Register([organization("f"), organization("a"), group("g", includes=["a"]), tie("f", "g")]),
            day("2012-01-01"),
        )
        assert repr(net) == "<HubNetwork 2012-01-01: 3 bodies, 1 ties, possible>"


@cache
def case(name, on=None):
    """The network of a case."""
    return build_network(hubnet.load_casebook(name), on and day(on), lang="en")


class TestCasebook:
    def test_meiyuan_has_36_member_units(self):
        """The association of Meiyuan has 36 members, of whom none is named as one, and five named founders."""
        net = case("xuanwu", "2012-08-02")
        hubs = {row[0]: row[3:] for row in net.reach()}
        direct, _, groups, total = hubs["meiyuan-association"]
        assert (direct, groups, bounds(total)) == (0, 1, 36)
        assert len(net.hubs_of("meiyuan-association", kinds="founded")) == 5

    def test_meiyuan_is_founded_at_the_end_of_2011(self):
        """It was founded at the end of 2011: on a day of 2010 it has no members."""
        assert len(case("xuanwu", "2010-06-01").members("meiyuan-association")) == 0

    def test_futian_has_28_residents(self):
        """The base of Futian hosts 28 organizations, two of which are named; 5 were incubated, one of them named."""
        net = case("futian")
        hosts = {row[0]: (row[3], row[5], bounds(row[6])) for row in net.reach(kinds="hosts")}
        incubates = {row[0]: (row[3], row[5], bounds(row[6])) for row in net.reach(kinds="incubates")}
        assert (hosts["futian-base"], incubates["futian-base"]) == ((2, 1, 28), (1, 1, 5))

    def test_futian_residents_are_not_all_hubs(self):
        """Which of the 28 are hub-type is not told, so that they are no hub."""
        assert "futian-residents" not in case("futian").reach().column("hub")

    def test_suojin_has_more_than_70(self):
        """The party work station in Suojincun is for more than 70 organizations: above 70, without a bound."""
        total = {row[0]: row[6] for row in case("xuanwu", "2012-08-02").reach()}["suojin-work-station"]
        assert (total.low, total.low_included, total.high) == (70, False, None)

    def test_yuhuatai_covers_all_streets_and_communities(self):
        """Every street has a centre and every community a federation, as reported: neither is named or counted."""
        net = case("yuhuatai", "2017-07-04")
        streets = {row["of_what"]: row for row in net.coverage(level="street").to_dicts() if row["place"] == "320114"}
        assert (streets["centre"]["basis"], streets["centre"]["share"], streets["centre"]["of"]) == (
            "reported",
            1.0,
            None,
        )
        communities = {
            row["of_what"]: row for row in net.coverage(level="community").to_dicts() if row["place"] == "320114"
        }
        assert (communities["federation"]["basis"], communities["federation"]["share"]) == ("reported", 1.0)


class TestPickle:
    """A network travels to another process, with what was asked of it before."""

    @pytest.mark.parametrize("rows", [0, 10**9], ids=["numpy", "plain"])
    def test_gives_the_same_answers(self, monkeypatch, rows):
        """Also its tables, whose cells are made when they are read."""
        monkeypatch.setattr("hubnet.network.arrays._WORTH_IT", rows)
        net = hubnet.build_network(hubnet.load_casebook("xuanwu"), date(2012, 8, 2))
        net.summary()
        again = pickle.loads(pickle.dumps(net))  # noqa: S301  (our own)
        assert again.reach() == net.reach()
        assert pickle.loads(pickle.dumps(net.bodies())) == net.bodies()  # noqa: S301
