"""Bodies, ties and the summary of both."""

from __future__ import annotations

import pytest
from entities.builders import base, group, hub, organization, tie
from hypothesis import given, settings
from network.asking import both, bounds, day, network
from network.small import kinds

from hubnet.entities import Name, Register, TieKind
from hubnet.errors import InvalidValueError

SMALL = Register(
    [
        organization("f", tier="district", seat="320102", form="social_association"),
        organization(
            "a", names=[Name(zh="旧名", span="../2012-01-01"), Name(zh="新名", en="New", span="2012-01-01/..")]
        ),
        base("b", place="320102001"),
        group("g", count="近60"),
        hub(organization="f", scope="sectoral"),
        tie("f", "a", "2011-12/..", id="2"),
        tie("f", "a", "2010-01-01/?", TieKind.SERVES, id="1"),
        tie("b", "a", "2010-01-01/2012-01-01", TieKind.HOSTS, id="3"),
        tie("f", "g", id="4"),
        tie("m", "f", kind=TieKind.SUPERVISES, id="5"),
    ]
)


class TestBodies:
    def test_by_hand(self):
        """All bodies by id; what has no record but a tie is called by its id."""
        table = network(SMALL, day("2012-01-01")).bodies()
        assert [row[:8] for row in table] == [
            ("a", "新名", "organization", None, None, None, None, None),
            ("b", "b", "base", None, None, "320102001", None, None),
            ("f", "f", "organization", "social_association", "district", "320102", "hub", "sectoral"),
            ("g", "g", "counted_group", None, None, None, None, None),
            ("m", "m", None, None, None, None, None, None),
        ]
        assert [bounds(total) for total in table.column("total")] == [1, 1, 1, (0, 60), 1]

    def test_name_of_the_day(self):
        """A body is called as on the day, in the language asked for where it has such a name."""
        assert [network(SMALL, day(text)).name(0) for text in ("2011-12-31", "2012-01-01")] == ["旧名", "新名"]
        assert network(SMALL, day("2012-01-01"), lang="en").name(0) == "New"

    def test_of_one_kind(self):
        """Bodies of one kind of record."""
        assert network(SMALL).bodies(kind="base").column("body") == ["b"]

    @pytest.mark.parametrize("kind", ["organisation", "", [], {}, 3, ["base"]], ids=str)
    def test_refuses_another_kind(self, kind):
        """A kind that is none is refused, with those that there are."""
        with pytest.raises(InvalidValueError, match=r"kind: found .*; give one of .*organization"):
            network(SMALL).bodies(kind=kind)


class TestTies:
    def test_by_hand(self):
        """By kind, acting body, other body and id; days as precise as the source, None where it names none."""
        table = network(SMALL, day("2011-12-31")).ties()
        assert table.columns == ("tie", "kind", "from", "from_name", "to", "to_name", "start", "end")
        assert [(row[0], row[1], row[2], row[4], row[6], row[7]) for row in table] == [
            ("2", "has_member", "f", "a", "2011-12", None),
            ("4", "has_member", "f", "g", None, None),
            ("3", "hosts", "b", "a", "2010-01-01", "2012-01-01"),
            ("1", "serves", "f", "a", "2010-01-01", None),
            ("5", "supervises", "m", "f", None, None),
        ]

    def test_kinds(self):
        """Only some kinds, if they are given."""
        assert network(SMALL).ties(kinds=["hosts", TieKind.SERVES]).column("tie") == ["3", "1"]

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_records(self, asked, kinds):
        """Each tie that holds, once, in order."""
        net, oracle = asked
        wanted = kinds or list(TieKind)
        rows = net.ties(kinds=wanted).to_dicts()
        assert [(row["kind"], row["from"], row["to"], row["tie"]) for row in rows] == sorted(
            {(one.kind.value, one.from_, one.to, one.id) for one in oracle.held if one.kind in wanted}
        )


class TestSummary:
    def test_by_hand(self):
        """Bodies by kind, those without a record first; ties by kind; hubs, and what has one."""
        assert network(SMALL, day("2012-01-01")).summary().rows == (
            ("body", None, 1), ("body", "base", 1), ("body", "counted_group", 1), ("body", "organization", 2),
            ("tie", "has_member", 2), ("tie", "serves", 1), ("tie", "supervises", 1),
            ("hub", None, 1), ("hub", "designated", 1), ("hub", "top", 1),
            ("member", None, 2), ("member", "one hub only", 2),
        )  # fmt: skip

    @settings(max_examples=60)
    @given(both(), kinds)
    def test_agrees_with_sets(self, asked, kinds):
        """Each number is the size of a set."""
        net, oracle = asked
        above = oracle.above(kinds)
        held = {(one.kind.value, one.from_, one.to, one.id) for one in oracle.held}
        expected = {
            ("hub", None): len(oracle.hubs(kinds)),
            ("hub", "designated"): len(oracle.scopes),
            ("hub", "top"): len(oracle.tops(kinds)),
            ("member", None): len(above),
            ("member", "one hub only"): sum(len(hubs) == 1 for hubs in above.values()),
        }
        for name in oracle.there:
            key = "body", oracle.word(name, "kind")
            expected[key] = expected.get(key, 0) + 1
        for kind, *_ in held:
            expected["tie", kind] = expected.get(("tie", kind), 0) + 1
        assert {(row["of_what"], row["kind"]): row["total"] for row in net.summary(kinds=kinds).to_dicts()} == expected
