"""What began and ended between two days, growth and churn, and windows that tile a span."""

from datetime import date
from fractions import Fraction
from itertools import permutations

import pytest
from entities.builders import base, group, organization, tie
from network.builders import day, network, register_of

from hubnet.calendar import Period, Unit
from hubnet.entities import TieKind
from hubnet.errors import InvalidValueError
from hubnet.network import HubNetwork, build_network, network_from_columns
from hubnet.values import Span

FIRST, END = day("2012-01-01"), day("2013-01-01")

ONE_YEAR = (
    tie("f", "a", "2010-01-01/.."),  # stays
    tie("f", "b", "2011-01-01/2012-06-01"),  # ends
    tie("f", "c", "2012-03-01/.."),  # begins
    tie("f", "d", "2012-02-01/2012-04-01"),  # in passing
    tie("f", "e", "2013-01-01/.."),  # begins on the end day itself
    tie("g", "a", "2005-01-01/2013-01-01"),  # its first day out is the end day
    tie("g", "b", "2001-01-01/2012-01-01"),  # was over on the first day
)
BODIES = "abcdefg"


def changed(net, first=FIRST, end=END, **said):
    """The changes, without names and ends."""
    return [(row[0], row[1], row[2], row[7]) for row in net.changes(first, end, **said)]


class TestChanges:
    def test_what_began_ended_and_was_there_in_passing(self):
        """A tie with the end day as first day began by then, one with it as first day out has ended."""
        assert changed(network(*ONE_YEAR, bodies=BODIES)) == [
            ("began", "tie", "f>c", "2012-03-01"),
            ("began", "tie", "f>e", "2013-01-01"),
            ("ended", "tie", "f>b", "2012-06-01"),
            ("ended", "tie", "g>a", "2013-01-01"),
            ("passing", "tie", "f>d", "2012-02-01"),
        ]

    def test_the_day_before_the_end_day_sees_neither(self):
        """A day earlier, what changes on the end day has not changed."""
        ids = [row[2] for row in changed(network(*ONE_YEAR, bodies=BODIES), end=day("2012-12-31"))]
        assert ids == ["f>c", "f>b", "f>d"]

    def test_order_of_records_changes_nothing(self):
        """The same records in another order give the same rows."""
        some = ONE_YEAR[:4]
        answers = {tuple(changed(network(*order, bodies=BODIES))) for order in permutations(some)}
        assert len(answers) == 1

    def test_a_tie_begins_and_ends_with_its_bodies(self):
        """A tie without an end of its own ends when its body does, one to a later body begins with that."""
        net = network(
            organization("f"),
            organization("x", founded="2005", dissolved="2012-05-01"),
            organization("y", founded="2012-07"),
            tie("f", "x", "2010-01-01/.."),
            tie("f", "y", "2010-01-01/.."),
        )
        assert changed(net) == [
            ("began", "body", "y", "2012-07"),
            ("began", "tie", "f>y", "2012-07"),
            ("ended", "body", "x", "2012-05-01"),
            ("ended", "tie", "f>x", "2012-05-01"),
        ]

    def test_what_is_said_of_a_row(self):
        """A row names the body, or both ends of the tie, and says of which kind it is."""
        net = network(
            organization("f", names="联合会"), organization("a", names="甲会", founded="2012-03-01"), tie("f", "a"),
        )  # fmt: skip
        table = net.changes(FIRST, END)
        assert table.columns == ("change", "of_what", "id", "name", "kind", "from", "to", "day")
        assert list(table) == [
            ("began", "body", "a", "甲会", "organization", None, None, "2012-03-01"),
            ("began", "tie", "f>a", "联合会 → 甲会", "has_member", "f", "a", "2012-03-01"),
        ]

    @pytest.mark.parametrize(
        ("rule", "expected"), [("possible", []), ("certain", [("began", "tie", "f>a", "2011-12-01..2012-02-29")])]
    )
    def test_partial_dates_follow_the_rule(self, rule, expected):
        """Who joined from December to February may have been there on 1 January, and surely was a year later."""
        bodies = organization("f", founded="2000"), organization("a", founded="2000")
        assert changed(network(tie("f", "a", "2011-12..2012-02/.."), *bodies, rule=rule)) == expected

    def test_several_statements_are_one_tie(self):
        """A second source that knows a later end keeps the tie: only what no statement has is gone."""
        net = network(
            tie("f", "a", "2010-01-01/2012-06-01"), tie("f", "a", "2010-01-01/2014-01-01", role="member"), bodies="fa"
        )
        assert changed(net) == []

    def test_a_base_whose_organization_has_ended(self):
        """The ties of a base are its own, whether or not the organization that it is run as is there on a day."""
        net = network(
            base("z", organization="a"), organization("a", dissolved="2012-06-01"),
            tie("z", "m", "2010-01-01/..", TieKind.HOSTS), tie("z", "c", "2012-07-01/..", TieKind.HOSTS),
            tie("d", "m", "2010-01-01/2012-07-01"), bodies="mcd",
        )  # fmt: skip
        assert changed(net) == [
            ("began", "tie", "z>c", "2012-07-01"), ("ended", "body", "a", "2012-06-01"),
            ("ended", "tie", "d>m", "2012-07-01"),
        ]  # fmt: skip
        # On the first day a has m, and d has m; on the last z itself has m and c.
        assert [row[:5] for row in net.growth(FIRST, END)] == [(2, 2, 2, 2, 0)]
        assert net.windows(FIRST, END, years=1).rows[0][3] == 3

    def test_two_spells_are_two_ties(self):
        """A body that left and joined again under another id has one tie that ended and one that began."""
        net = network(
            tie("f", "a", "2010-01-01/2012-02-01", id="one"), tie("f", "a", "2012-06-01/..", id="two"), bodies="fa"
        )
        assert changed(net) == [("began", "tie", "two", "2012-06-01"), ("ended", "tie", "one", "2012-02-01")]

    def test_kinds_can_be_chosen(self):
        """Only ties of the kinds that are asked for are rows."""
        net = network(
            tie("f", "a", "2012-03-01/.."), tie("f", "b", "2012-03-01/..", TieKind.FUNDS), bodies="fab"
        )  # fmt: skip
        assert [row[2] for row in changed(net, kinds="funds")] == ["f>b"]

    def test_a_tie_to_a_group_is_one_row(self):
        """The bodies that a group includes have no rows of their own."""
        net = network(group("g", includes=["a", "b"]), tie("f", "g", "2012-03-01/.."), bodies="fab")
        assert changed(net) == [("began", "tie", "f>g", "2012-03-01")]

    def test_columns(self):
        """A network from columns without ids calls ties by ends and kind; two spells are two rows."""
        ties = {
            "from": ["f", "f", "f"], "to": ["a", "a", "b"], "kind": ["has_member"] * 3,
            "start": ["2010-01-01", "2012-05-01", "2012-03-01"], "end": ["2012-02-01", "..", "2012-04-01"],
        }  # fmt: skip
        net = network_from_columns({"id": ["a", "b", "f"]}, ties)
        assert changed(net) == [
            ("began", "tie", "f/has_member/a (2)", "2012-05-01"),
            ("ended", "tie", "f/has_member/a", "2012-02-01"),
            ("passing", "tie", "f/has_member/b", "2012-03-01"),
        ]

    def test_an_empty_register_has_no_changes(self):
        """Where there is nothing, nothing changes."""
        assert changed(network()) == []

    @pytest.mark.parametrize(("first", "end"), [("2012-01-01", "2012-01-01"), ("2012-01-02", "2012-01-01")])
    def test_the_end_comes_after_the_first_day(self, first, end):
        """Two days the wrong way round, or one day, are refused with what to give."""
        with pytest.raises(InvalidValueError, match="give a day after the first"):
            network().changes(day(first), day(end))


class TestGrowth:
    def test_in_all(self):
        """From f-a, f-b, g-a to f-a, f-c, f-e: two joined, two left, one stayed; 3 and 3, so no growth, churn 2/3."""
        table = network(*ONE_YEAR, bodies=BODIES).growth(FIRST, END)
        assert list(table) == [(3, 3, 2, 2, 1, 0, Fraction(2, 3))]
        assert table.columns == ("at_start", "at_end", "joined", "left", "stayed", "growth", "churn")

    def test_by_hub(self):
        """Each hub of one of the days has a row: f grows from 2 to 3, g loses its only member."""
        table = network(*ONE_YEAR, bodies=BODIES).growth(FIRST, END, by="hub")
        assert list(table) == [
            ("f", "f", 2, 3, 2, 1, 1, Fraction(1, 2), Fraction(1, 2)),
            ("g", "g", 1, 0, 0, 1, 0, -1, 1),
        ]

    def test_from_nothing_there_is_no_rate(self):
        """Growth and churn of nobody are not a number."""
        table = network(tie("f", "a", "2012-03-01/.."), bodies="fa").growth(FIRST, END)
        assert list(table) == [(0, 1, 1, 0, 0, None, None)]

    def test_an_empty_register_has_zeros_and_no_rate(self):
        """Where there is nothing there are zeros, and no rate; by hub and place there is no row."""
        net = network()
        assert list(net.growth(FIRST, END)) == [(0, 0, 0, 0, 0, None, None)]
        assert list(net.growth(FIRST, END, by="hub")) == list(net.growth(FIRST, END, by="district")) == []

    def test_parallel_ties_count_once_and_another_kind_stays(self):
        """A member that is hosted too, or whose tie becomes one of another kind, is one membership that stays."""
        net = network(
            tie("f", "a", "2010-01-01/.."), tie("f", "a", "2012-03-01/..", TieKind.HOSTS, id="more"),
            tie("f", "b", "2010-01-01/2012-06-01", TieKind.INCUBATES), tie("f", "b", "2012-06-01/..", id="then"),
            bodies="fab",
        )  # fmt: skip
        assert list(net.growth(FIRST, END)) == [(2, 2, 0, 0, 2, 0, 0)]
        assert list(net.growth(FIRST, END, kinds="has_member")) == [(1, 2, 1, 0, 1, 1, 0)]

    @pytest.mark.parametrize(
        ("place_of", "expected"),
        [
            # Of hubs: f in 320102 has a, then a and b; the other hub has no place.
            ("hub", [("320102", 1, 2, 1, 0, 1, 1, 0), (None, 1, 0, 0, 1, 0, -1, 1)]),
            # Of members: a in 320102 belongs to f; b in 320114 joins f; c without a place leaves g.
            ("member", [("320102", 1, 1, 0, 0, 1, 0, 0), ("320114", 0, 1, 1, 0, 0, None, None),
                        (None, 1, 0, 0, 1, 0, -1, 1)]),
        ],
    )  # fmt: skip
    def test_by_place(self, place_of, expected):
        """Memberships count for the place of the hub, or of the member; those without one stand last."""
        net = network(
            organization("f", seat="320102/甲街道"), organization("g"), organization("a", seat="320102"),
            organization("b", seat="320114001"), organization("c"),
            tie("f", "a", "2010-01-01/.."), tie("f", "b", "2012-05-01/.."), tie("g", "c", "2010-01-01/2012-05-01"),
        )  # fmt: skip
        assert list(net.growth(FIRST, END, by="district", place_of=place_of)) == expected

    @pytest.mark.parametrize(("rule", "expected"), [("possible", (1, 1)), ("certain", (0, 1))])
    def test_partial_dates_follow_the_rule(self, rule, expected):
        """Who joined "in 2011 or 2012" may have been there on the first day, and surely was on the last."""
        net = network(tie("f", "a", "2011..2012/.."), bodies="fa", rule=rule)
        assert net.growth(FIRST, END).rows[0][:2] == expected

    def test_the_day_of_the_network_does_not_matter(self):
        """The two days are asked for, whatever day the network is of."""
        register = register_of(*ONE_YEAR, bodies=BODIES)
        answers = {tuple(net.growth(FIRST, END)) for net in (build_network(register), build_network(register, END))}
        assert len(answers) == 1

    @pytest.mark.parametrize("said", [{"by": "tier"}, {"place_of": "both"}])
    def test_another_word_is_refused(self, said):
        """A way to tell apart that does not exist is refused with those that do."""
        with pytest.raises(InvalidValueError, match="give"):
            network().growth(FIRST, END, **said)


class TestWindows:
    def test_quarters_of_a_year(self):
        """Four windows tile the year; memberships are those of some day, joined and left those of the days inside."""
        net = network(*ONE_YEAR, bodies=BODIES)
        table = net.windows(FIRST, END, months=3)
        assert table.columns == ("start", "end", "bodies", "ties", "hubs", "memberships", "joined", "left")
        assert list(table) == [
            # f-a, f-b, f-c, f-d, g-a; c and d joined; g-b had its first day out on the first day.
            (day("2012-01-01"), day("2012-04-01"), 7, 5, 2, 5, 2, 1),
            (day("2012-04-01"), day("2012-07-01"), 7, 4, 2, 4, 0, 2),  # d out on April 1, b on June 1
            (day("2012-07-01"), day("2012-10-01"), 7, 3, 2, 3, 0, 0),
            (day("2012-10-01"), day("2013-01-01"), 7, 3, 2, 3, 0, 0),  # e joins, and a leaves g, on the first day out
        ]

    def test_the_last_window_is_cut_at_the_end(self):
        """Windows of five months of a year are two and one of two months."""
        table = network().windows(FIRST, END, months=5)
        assert [(row[0].month, row[1].month) for row in table] == [(1, 6), (6, 11), (11, 1)]
        assert [row[2:] for row in table] == [(0, 0, 0, 0, 0, 0)] * 3

    def test_months_are_counted_from_the_first_day(self):
        """From 31 January on, windows begin on the last day of February and on 31 March again."""
        table = network().windows(day("2012-01-31"), day("2012-05-01"), months=1)
        assert [str(start) for start in table.column("start")] == [
            "2012-01-31", "2012-02-29", "2012-03-31", "2012-04-30",
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("length", "windows"),
        [
            ({"years": 1}, 3),
            ({"years": 1, "months": 6}, 2),
            ({"days": 7}, 157),  # 1096 days of 2012 to 2014: 156 weeks and 4 days
            ({"every": Period(1, Unit.YEARS)}, 3),
            ({"every": Period(2, Unit.MONTHS)}, 18),
            ({"every": Period(365, Unit.DAYS)}, 4),  # 2012 has 366 days
            ({"years": 9000}, 1),
            ({"days": 10**9}, 1),
        ],
    )
    def test_lengths(self, length, windows):
        """A length is given in years and months, in days, or as a period; one beyond all days is one window."""
        assert len(network().windows(FIRST, day("2015-01-01"), **length)) == windows

    def test_too_many(self, monkeypatch):
        """More windows than fit in a table are refused before the first is looked at; of rolling there is no limit."""
        message = "windows: found '0001-01-01 to 9999-12-31, more than 10000'; at most 10000 windows fit in a table"
        with pytest.raises(InvalidValueError, match=message):
            network().windows(date.min, date.max, days=1)
        assert next(network().rolling(date.min, date.max, days=1)).during == Span(date.min, date(1, 1, 2))
        monkeypatch.setattr("hubnet.network.queries.change._MOST", 4)
        assert len(network().windows(FIRST, END, months=3)) == 4
        with pytest.raises(InvalidValueError, match="more than 4'; at most 4 windows"):
            network().windows(FIRST, END, days=91)  # 366 days: four of 91 and one of 2

    @pytest.mark.parametrize(
        "length",
        [{}, {"months": 1, "days": 1}, {"months": -1}, {"days": 1.5}, {"years": True}, {"every": 3},
         {"every": Period(0, Unit.DAYS)}, {"every": Period(5, Unit.WORKING_DAYS)},
         {"every": Period(1, Unit.DAYS), "days": 1}],
    )  # fmt: skip
    def test_a_length_that_is_none_is_refused(self, length):
        """No length, one in two units, or one that is not counted in days or months is refused with what to give."""
        with pytest.raises(InvalidValueError, match="give"):
            network().windows(FIRST, END, **length)

    def test_what_joined_and_left_adds_up(self):
        """The memberships before the span, plus all that joined, less all that left, are those on its last day."""
        table = network(*ONE_YEAR, bodies=BODIES).windows(FIRST, END, days=10)
        # Before: f-a, f-b, g-a, g-b. On the last day: f-a, f-c, g-a.
        assert 4 + sum(table.column("joined")) - sum(table.column("left")) == 3

    def test_the_networks_one_after_another(self):
        """Each window is a network of its own that can be asked everything."""
        nets = list(network(*ONE_YEAR, bodies=BODIES).rolling(FIRST, END, months=6))
        assert [type(net) for net in nets] == [HubNetwork, HubNetwork]
        assert [str(net.during) for net in nets] == ["2012-01-01/2012-07-01", "2012-07-01/2013-01-01"]
        assert [net.members("f").column("body") for net in nets] == [["a", "b", "c", "d"], ["a", "c"]]

    def test_a_length_is_refused_before_the_first_window(self):
        """A wrong length is told when it is given, not when the first window is asked for."""
        with pytest.raises(InvalidValueError, match="give"):
            network().rolling(FIRST, END)
