"""A network of two tables: the answers of the same records, and what a column and a cell can be."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from entities.builders import base, federation, hub, organization, tie
from hypothesis import given, settings
from hypothesis import strategies as st
from network.asking import day, network
from network.small import PLACES, maybe, rules, whens

from hubnet.entities import Register, TieKind
from hubnet.errors import FaultyFileError, InvalidValueError, UnknownNameError
from hubnet.network import network_from_columns
from hubnet.network.arrays import fast, plain
from hubnet.values import Span

NO_TIES = {"from": [], "to": [], "kind": []}
ASKED = (
    "bodies", "ties", "summary", "reach", "single_hub", "losses", "coverage", "places", "organization_coverage",
    "no_hub", "overlap", "bridges", "brokers", "concentration", "tiers",
)  # fmt: skip
IDS = ("b0", "b1", "o0", "o1", "o2", "o3")
STARTS = (None, "2000", "2012-01-30", "2012-01-31", "2012-01")
ENDS = (None, None, "2012-02-01", "2012-02-03", "2012-02", "2013")


class NAType:
    """A missing cell as pandas has it: it compares with nothing, and is neither true nor false."""

    def __eq__(self, other):
        return self

    def __hash__(self):
        return 1

    def __bool__(self):
        raise TypeError("boolean value of NA is ambiguous")


NA = NAType()


@st.composite
def bodies(draw):
    """Rows of bodies, in any order: organizations, and bases that are nothing else."""
    rows = []
    for name in draw(st.permutations(IDS)):
        is_base = name.startswith("b")
        rows.append(
            {
                "id": name,
                "name": name.upper(),
                "kind": "base" if is_base else draw(maybe((None, "organization"))),
                "form": None if is_base else draw(maybe((None, "social_association", "enterprise"))),
                "tier": draw(maybe((None, "district", "street"))),
                "place": draw(maybe(PLACES)),
                "hub": draw(maybe((None, None, "hub", "territorial", "sectoral"))),
                "federation": None if is_base else draw(maybe((None, "yes", "no", True, False))),
                "founded": draw(maybe(STARTS)),
                "dissolved": draw(maybe(ENDS)),
            }
        )
    return rows


@st.composite
def ties(draw):
    """Rows of ties."""
    return [
        {
            "id": f"t{number}", "from": draw(maybe(IDS)), "to": draw(maybe(IDS)),
            "kind": draw(maybe(("has_member", "has_member", "serves", "hosts", "funds"))),
            "start": draw(maybe((*STARTS, "?", ".."))), "end": draw(maybe((*ENDS, "?", "open"))),
        }
        for number in range(draw(st.integers(0, 8)))
    ]  # fmt: skip


def columns_of(rows, columns):
    """Rows as a table by its columns."""
    return {name: [row[name] for row in rows] for name in columns}


def records_of(bodies, ties, empty_end):
    """The records that say what rows of bodies and ties say."""
    records = []
    for row in bodies:
        said = {"names": row["name"], "tier": row["tier"]}
        if row["kind"] == "base":
            records.append(base(row["id"], **said, place=row["place"], opened=row["founded"], closed=row["dissolved"]))
        else:
            days = {"founded": row["founded"], "dissolved": row["dissolved"]}
            records.append(organization(row["id"], **said, seat=row["place"], form=row["form"], **days))
        if row["hub"]:
            scope = None if row["hub"] == "hub" else row["hub"]
            # A column tells no days of a designation.
            records.append(hub(f"h-{row['id']}", organization=row["id"], scope=scope, tier=row["tier"], span="../.."))
        if row["federation"] in {"yes", True}:
            records.append(federation(f"federation-{row['id']}", organization=row["id"], founded="1950-01-01"))
    for row in ties:
        start = row["start"] or "?"
        end = {None: "?" if empty_end == "unknown" else "..", "open": ".."}.get(row["end"], row["end"])
        records.append(tie(row["from"], row["to"], f"{start}/{end}", row["kind"], id=row["id"]))
    return Register(records)


def told(table):
    """The columns and rows of an answer, without the ids of records, which columns do not have."""
    return [{name: cell for name, cell in row.items() if name != "source"} for row in table.to_dicts()]


def asked(bodies, ties=None, **said):
    """The network of two tables; of no ties unless they are given."""
    return network_from_columns(bodies, NO_TIES if ties is None else ties, **said)


def faults(*tables, **said):
    """The faults of two tables: column, row and message."""
    with pytest.raises(FaultyFileError) as caught:
        asked(*tables, **said)
    return [(one.column, one.row, one.message) for one in caught.value.problems]


class TestSameAsRecords:
    @settings(max_examples=60)
    @given(bodies(), ties(), whens, rules, maybe(("unknown", "open")), maybe((plain, fast)))
    def test_every_query(self, bodies, ties, when, rule, empty_end, arrays):
        """Two tables give the answers of the records that say the same, with numpy and without."""
        register = records_of(bodies, ties, empty_end)
        expected = network(register, when, rule)
        said = {"on": when} if isinstance(when, date) else {"during": when and Span(*when)}
        tables = columns_of(bodies, bodies[0]), columns_of(ties, ("id", "from", "to", "kind", "start", "end"))
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("hubnet.network.columns.arrays_for", lambda _: arrays)
            net = network_from_columns(*tables, rule=rule, empty_end=empty_end, **said)
        for name in ASKED:
            assert told(getattr(net, name)()) == told(getattr(expected, name)()), name
        for name in IDS[::2]:
            for query in ("members", "hubs_of"):
                one, other = (getattr(some, query)(name, transitive=True) for some in (net, expected))
                assert told(one) == told(other)
        assert set(net.graph.edges(keys=True)) == set(expected.graph.edges(keys=True))
        assert set(net.graph) == set(expected.graph)

    def test_days_of_every_form(self):
        """Days as dates, texts, and arrays of days in any unit; None, NaN, NaT and NA are empty."""
        days = [
            [date(2012, 5, 1), None, float("nan")],
            ["2012-05-01", "", NA],
            np.array(["2012-05-01", "NaT", "NaT"], dtype="datetime64[D]"),
            np.array(["2012-05-01T08", "NaT", "NaT"], dtype="datetime64[h]"),
        ]
        for founded in days:
            net = asked({"id": ["a", "b", "c"], "founded": founded}, rule="certain", on=day("2012-05-01"))
            assert net.bodies().column("body") == ["a"]
            assert net.at(day("2012-04-30")).bodies().column("body") == []

    def test_enums_are_words(self):
        """Members of the enums are taken as their words."""
        net = asked({"id": ["a", "f"]}, {"from": ["f"], "to": ["a"], "kind": [TieKind.SERVES]})
        assert net.hubs_of("a").column("kinds") == ["serves"]

    @pytest.mark.parametrize("column", ["name", "kind", "form", "tier", "place", "hub", "federation", "dissolved"])
    @pytest.mark.parametrize("cell", [None, "", float("nan"), NA], ids=["None", "text", "NaN", "NA"])
    def test_empty_cells(self, column, cell):
        """A missing cell is an empty one in every column that can be empty."""
        net = asked({"id": ["a", "b"], column: [cell, cell]})
        assert net.bodies().to_dicts() == asked({"id": ["a", "b"]}).bodies().to_dicts()

    def test_rows_that_are_equal(self):
        """Ties without ids may have the ends and kind of another: parallel ties, and one member."""
        net = asked({"id": ["a", "f"]}, {"from": ["f", "f"], "to": ["a", "a"], "kind": ["serves", "serves"]})
        assert (len(net.ties()), net.graph.number_of_edges(), net.members("f").column("body")) == (2, 2, ["a"])


class TestFederations:
    def test_told(self):
        """The column says which bodies are federations: one of two streets has one."""
        net = asked({"id": ["a", "b"], "place": ["320102001", "320102002"], "federation": ["是", "否"]})
        rows = {row["of_what"]: (row["covered"], row["basis"]) for row in net.coverage().to_dicts()}
        assert rows == {"hub": (0, "unknown"), "centre": (0, "unknown"), "federation": (1, "unknown")}
        assert net.places().rows == (("320102001", "", "", "a"),)
        given_total = net.coverage(totals={"320102": 2}).to_dicts()[2]
        assert (given_total["covered"], given_total["of"], given_total["share"]) == (1, 2, 0.5)

    def test_not_told(self):
        """Without the column it is not known whether there is one: not 0, and no share of a total."""
        table = {"id": ["a"], "place": ["320102001"], "hub": ["hub"]}
        net = asked(table)
        assert net.places().rows == (("320102001", "a", "", None),)
        row = net.coverage(totals={"320102": 2}).to_dicts()[2]
        assert (row["of_what"], row["covered"], row["of"], row["share"], row["basis"]) == (
            "federation", None, None, None, "unknown",
        )  # fmt: skip


class TestColumns:
    """What can be a column."""

    @pytest.mark.parametrize(
        ("column", "found"),
        [
            pytest.param({"a": "a", "b": "b"}, "dict", id="dict"),
            pytest.param({"a", "b"}, "set", id="set"),
            pytest.param(frozenset("ab"), "frozenset", id="frozenset"),
            pytest.param((one for one in "ab"), "generator", id="generator"),
            pytest.param(map(str, "ab"), "map", id="map"),
            pytest.param("ab", "str", id="text"),
            pytest.param(np.array([["a", "b"]]), "ndarray", id="two-dimensional array"),
            pytest.param(np.array("a"), "ndarray", id="array without a dimension"),
            pytest.param(None, "NoneType", id="None"),
        ],
    )
    def test_is_no_list(self, column, found):
        """What has no order, no length or two dimensions is no column, and a dict is no list of its keys."""
        with pytest.raises(InvalidValueError, match=rf"column bodies\.id: found '{found}'; give a list or an array"):
            asked({"id": column})

    def test_of_the_ties(self):
        """The same of the ties."""
        with pytest.raises(InvalidValueError, match=r"column ties\.to: found 'dict'"):
            asked({"id": ["a"]}, {"from": ["a"], "to": {0: "a"}, "kind": ["serves"]})

    @pytest.mark.parametrize(
        ("tables", "message"),
        [
            (({"name": ["a"]}, NO_TIES), "columns of bodies: found 'name'; the column 'id' is needed"),
            (({"id": ["a"]}, {"from": [], "to": []}), "the column 'kind' is needed"),
            (({"id": ["a"], "nmae": ["a"]}, NO_TIES), "column of bodies: found 'nmae'; did you mean 'name'"),
            (({"id": ["a"], "name": ["a", "b"]}, NO_TIES), "give columns of one length"),
            (([{"id": "a"}], NO_TIES), "bodies: found 'list'; give a mapping of columns"),
        ],
    )
    def test_tables(self, tables, message):
        """A needed column that is not there, one that is not known, and uneven ones."""
        with pytest.raises(InvalidValueError, match=message):
            network_from_columns(*tables)


class TestCells:
    """Faults of cells are told with table, column and row, all of them at once."""

    @pytest.mark.parametrize("column", ["name", "kind", "form", "tier", "place", "hub", "federation", "founded"])
    @pytest.mark.parametrize("cell", [[1], {}, ["x"]], ids=str)
    def test_that_cannot_be_hashed(self, column, cell):
        """A list or dict as a cell is told with its row, as any other fault is."""
        cells = [None, cell, None]
        assert [fault[:2] for fault in faults({"id": ["a", "b", "c"], column: cells})] == [(f"bodies.{column}", 2)]

    @pytest.mark.parametrize("column", ["id", "from", "to", "kind", "start", "end"])
    def test_of_ties_that_cannot_be_hashed(self, column):
        """The same of ties."""
        table = {"id": ["t"], "from": ["a"], "to": ["a"], "kind": ["serves"], column: [[1]]}
        assert [fault[:2] for fault in faults({"id": ["a"]}, table)] == [(f"ties.{column}", 1)]

    @pytest.mark.parametrize("cell", [True, 1, 1.5, 0])
    def test_names_are_texts(self, cell):
        """A name is a text: a number or yes is none, and 1 is told apart from yes."""
        found = faults({"id": ["a", "b"], "name": [cell, "b"]})
        assert found == [("bodies.name", 1, f"name: found {cell}; give a text")]
        both = faults({"id": ["a", "b"], "name": [True, 1]})
        assert [row[2] for row in both] == ["name: found True; give a text", "name: found 1; give a text"]

    def test_all_at_once(self):
        """Faults of both tables stand in one error."""
        bodies = {"id": ["a", "a"], "tier": ["streat", None], "federation": ["maybe", 1]}
        ties = {"id": ["t", "t"], "from": ["a", "b"], "to": ["a", "a"], "kind": ["serve", "serves"]}
        assert [(column, row) for column, row, _ in sorted(faults(bodies, ties))] == [
            ("bodies.federation", 1), ("bodies.federation", 2), ("bodies.id", 2), ("bodies.tier", 1),
            ("ties.from", 2), ("ties.id", 2), ("ties.kind", 1),
        ]  # fmt: skip

    def test_id_of_a_tie_twice(self):
        """Two ties of one id are refused: a graph would have one of them."""
        ties = {"id": ["x", "x"], "from": ["a", "a"], "to": ["b", "b"], "kind": ["has_member", "serves"]}
        assert faults({"id": ["a", "b"]}, ties) == [
            ("ties.id", 2, "'x' is the id of row 1 too; give each row an id of its own")
        ]

    @pytest.mark.parametrize("arrays", [plain, fast])
    def test_an_end_before_the_start(self, arrays, monkeypatch):
        """The first day out comes after the first day in."""
        monkeypatch.setattr("hubnet.network.columns.arrays_for", lambda _: arrays)
        table = {"id": ["a", "b"], "founded": ["2012-01-01", "2012-01-01"], "dissolved": ["2012-01-02", "2012-01-01"]}
        ((column, row, message),) = faults(table)
        assert (column, row) == ("bodies.dissolved", 2)
        assert message.startswith("the first day out, 2012-01-01, does not come after")

    def test_many_faults(self):
        """A hundred are told, the rest counted."""
        found = faults({"id": [str(number) for number in range(150)], "tier": ["streat"] * 150})
        assert (len(found), found[-1]) == (101, (None, None, "and 50 more"))


class TestWhen:
    def test_during_as_text(self):
        """A span may be given as its text, as to a register."""
        table = {"id": ["a", "b"], "founded": ["2012-12-31", "2013-01-01"]}
        for during in ("2012-01-01/2013-01-01", Span(day("2012-01-01"), day("2013-01-01"))):
            assert asked(table, during=during).bodies().column("body") == ["a"]

    @pytest.mark.parametrize(
        ("said", "message"),
        [
            ({"during": 2012}, "during: found 2012; give a Span or its text"),
            ({"during": "2012"}, "span: found '2012'; write first day in and first day out"),
            ({"on": "2012-01-01"}, "give a datetime.date"),
            ({"on": date(2012, 1, 1), "during": "2012/2013"}, "give a day or a span, not both"),
            ({"rule": "maybe"}, "rule: found 'maybe'; give one of possible, certain"),
            ({"lang": "fr"}, "lang: found 'fr'; give zh or en"),
            ({"empty_end": "never"}, "empty_end: found 'never'; give unknown or open"),
        ],
    )
    def test_refused(self, said, message):
        """What cannot be asked is refused as it is of a register."""
        with pytest.raises(InvalidValueError, match=message):
            asked({"id": ["a"]}, **said)

    def test_bodies_are_found_by_id(self):
        """A network of columns finds bodies by their ids."""
        net = asked({"id": ["a", "f"], "name": ["甲", "乙"]}, {"from": ["f"], "to": ["a"], "kind": ["serves"]})
        assert net.members("f").column("name") == ["甲"]
        with pytest.raises(UnknownNameError, match="unknown body '乙'"):
            net.members("乙")
