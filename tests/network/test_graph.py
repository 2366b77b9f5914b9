"""Edges of the graph: several statements, parallel ties without ids, and what a span tells."""

from datetime import date

import pytest

from hubnet import CountedGroup, Organization, Register, Span, Tie, build_network
from hubnet.network import network_from_columns

BODIES = (Organization(id="hub", names="促进会"), Organization(id="choir", names="合唱团"))


def tie(span, name="t"):
    """Return a membership with a span given as text."""
    return Tie(id=name, kind="has_member", from_="hub", to="choir", span=None if span is None else Span.parse(span))


class TestSeveralStatements:
    """Statements about one tie are one edge."""

    def test_the_span_has_those_of_all(self):
        """The first statement tells the days; the spans of all that hold are there, each once."""
        told = ["2012/2013", "2014-05/..", "2012/2013"]
        net = build_network(Register([*BODIES, *map(tie, told)]))
        ((*_, edge),) = net.graph.edges(data=True)
        assert (edge["start"], edge["end"]) == ("2012", "2013")
        assert edge["span"] == "2012/2013; 2014-05/.."
        ((*_, later),) = net.at(date(2016, 1, 1)).graph.edges(data=True)
        assert (later["start"], later["span"]) == ("2014-05", "2014-05/..")

    def test_bodies(self):
        """A body told of twice has both spans."""
        twice = [Organization(id="a", names="甲", founded=founded) for founded in ("2010", "2011-03-01")]
        assert build_network(Register(twice)).graph.nodes["a"]["span"] == "2010/..; 2011-03-01/.."


class TestWithoutIds:
    """Ties of columns without ids."""

    @pytest.mark.parametrize("order", [(0, 1, 2, 3), (3, 2, 1, 0), (2, 0, 3, 1)])
    def test_parallel_ties_keep_apart(self, order):
        """Each row is an edge, numbered by its days, whatever the order of rows; other kinds count by themselves."""
        rows = [
            ("has_member", "2010-01-01", "2011-01-01"),
            ("has_member", "2012-03-01", ".."),
            ("serves", "2010-01-01", ".."),
            ("has_member", "2011-06-01", "2012-01-01"),
        ]
        kinds, starts, ends = zip(*(rows[at] for at in order), strict=True)
        net = network_from_columns(
            {"id": ["hub", "choir"]},
            {"from": ["hub"] * 4, "to": ["choir"] * 4, "kind": kinds, "start": starts, "end": ends},
        )
        starts_by_key = {key: told["start"] for _, _, key, told in net.graph.edges(keys=True, data=True)}
        assert starts_by_key == {
            "hub/has_member/choir": "2010-01-01",
            "hub/has_member/choir (2)": "2011-06-01",
            "hub/has_member/choir (3)": "2012-03-01",
            "hub/serves/choir": "2010-01-01",
        }
        today = net.at(date(2013, 1, 1)).graph
        assert set(today["hub"]["choir"]) == {"hub/has_member/choir (3)", "hub/serves/choir"}


class TestSpan:
    """What ``span`` tells beside start and end."""

    @pytest.mark.parametrize(
        "span", ["2010-12/..", "2010-12/?", "?/2014", "../2014-05-01", "2010-12/? @2012-08-02", "?/?"]
    )
    def test_open_and_unknown_ends_keep_apart(self, span):
        """The text of a span reads as the span that the record has."""
        ((*_, edge),) = build_network(Register([*BODIES, tie(span)])).graph.edges(data=True)
        assert edge["span"] == span

    @pytest.mark.parametrize("span", ["2010-12/..", "?/2014", "../2014-05-01", "2010-12/?"])
    def test_of_columns(self, span):
        """A network of columns keeps the bounds alone, and tells open from unknown all the same."""
        start, end = span.split("/")
        ties = {"from": ["hub"], "to": ["choir"], "kind": ["has_member"], "start": [start], "end": [end]}
        ((*_, edge),) = network_from_columns({"id": ["hub", "choir"]}, ties).graph.edges(data=True)
        assert edge["span"] == span

    def test_a_tie_without_a_span(self):
        """Nothing is said of when: neither start nor end."""
        ((*_, edge),) = build_network(Register([*BODIES, tie(None)])).graph.edges(data=True)
        assert (edge["span"], "start" in edge, "end" in edge) == ("?/?", False, False)

    def test_an_end_in_part_of_a_body_whose_founding_is_not_told(self):
        """The year of the end is told, though nothing is known of the start."""
        net = build_network(Register([Organization(id="a", names="甲", dissolved="2014")]))
        assert net.graph.nodes["a"] == {
            "label": "甲",
            "kind": "organization",
            "hub": False,
            "end": "2014",
            "span": "?/2014",
        }

    def test_what_has_no_dates_by_its_nature(self):
        """A counted group has no span."""
        tied = Tie(id="t", kind="has_member", from_="hub", to="group")
        register = Register([*BODIES, CountedGroup(id="group", names="十家", what="organization", count=10), tied])
        assert "span" not in build_network(register).graph.nodes["group"]


@pytest.mark.parametrize(
    ("count", "includes", "zh", "en"),
    [
        ("36家", (), "36", "36"),
        ("近60家", (), "近60家", "just under 60"),
        (None, ("choir",), "至少1", "at least 1"),
        (None, (), None, None),
    ],
)
def test_how_many_a_group_stands_for(count, includes, zh, en):
    """A number where the source tells one, else its words; nothing where it tells nothing."""
    group = CountedGroup(id="group", names="会员", what="organization", count=count, includes=includes)
    register = Register([*BODIES, group, Tie(id="t", kind="has_member", from_="hub", to="group")])
    for lang, total in (("zh", zh), ("en", en)):
        assert build_network(register, lang=lang).graph.nodes["group"].get("total") == total
