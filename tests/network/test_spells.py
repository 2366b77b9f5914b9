"""The days on which bodies and ties hold, as a picture that moves needs them."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubnet import CountedGroup, Organization, Register, Span, Tie, build_network
from hubnet.network.spells import Spell, spells_of

DAYS = [date(2012, 1, 1) + timedelta(days=n) for n in range(-2, 12)]


def tie(name, span, *, src="hub", dst="member", kind="has_member"):
    """Return a tie, with a span given as text."""
    return Tie(id=name, kind=kind, from_=src, to=dst, span=None if span is None else Span.parse(span))


def bodies(**days):
    """Return organizations, each with the days of its founding and its end."""
    return [
        Organization(id=name, names=name, founded=founded, dissolved=dissolved)
        for name, (founded, dissolved) in days.items()
    ]


class TestDaysByTheRule:
    """A month as first day in, a year as first day out, unknown and open ends."""

    @pytest.mark.parametrize(
        ("span", "possible", "certain"),
        [
            ("2011-12-05/2014-05-01", (date(2011, 12, 5), date(2014, 4, 30)), (date(2011, 12, 5), date(2014, 4, 30))),
            ("2011-12/2014", (date(2011, 12, 1), date(2014, 12, 30)), (date(2011, 12, 31), date(2013, 12, 31))),
            ("2011-12/..", (date(2011, 12, 1), None), (date(2011, 12, 31), None)),
            ("2011-12-05/?", (date(2011, 12, 5), None), (date(2011, 12, 5), date(2011, 12, 5))),
            ("?/2014-05-01", (None, date(2014, 4, 30)), (date(2014, 4, 30), date(2014, 4, 30))),
            ("?/? @2012-08-02", None, (date(2012, 8, 2), date(2012, 8, 2))),
            ("../..", None, None),
        ],
    )
    def test_days_of_a_tie(self, span, possible, certain):
        """Both days are in; without a bound on either side there is no spell."""
        register = Register([*bodies(hub=(None, None), member=(None, None)), tie("t", span)])
        for rule, days in (("possible", possible), ("certain", certain)):
            spells = spells_of(build_network(register, rule=rule)).ties["hub", "member", "t"]
            assert spells == (() if days is None else (Spell(*days),))

    def test_a_tie_of_which_no_day_is_certain(self):
        """Begun on some day of a month and ended nobody knows when: no day is certain, and so it is not in."""
        register = Register([*bodies(hub=(None, None), member=(None, None)), tie("t", "2011-12/?")])
        assert spells_of(build_network(register, rule="certain")).ties == {}
        days = (Spell(date(2011, 12, 1), None),)
        assert spells_of(build_network(register)).ties == {("hub", "member", "t"): days}

    def test_a_body_of_which_no_day_is_certain(self):
        """A founding that no source tells leaves no day certain; a tie on a day makes that one certain."""
        unknown = bodies(hub=(None, None), member=(None, None))
        assert spells_of(build_network(Register(unknown), rule="certain")).bodies == {}
        tied = Register([*unknown, tie("t", "2012-01-01/2012-01-05")])
        days = (Spell(date(2012, 1, 1), date(2012, 1, 4)),)
        assert spells_of(build_network(tied, rule="certain")).bodies == {"hub": days, "member": days}

    def test_spells_of_one_tie_stand_apart_unless_they_touch(self):
        """Two statements about one tie are two spells, or one where the second begins when the first ends."""
        both = bodies(hub=("2010-01-01", None), member=("2010-01-01", None))
        apart = Register([*both, tie("t", "2012-01-01/2012-02-01"), tie("t", "2013-01-01/2013-02-01")])
        assert spells_of(build_network(apart)).ties["hub", "member", "t"] == (
            Spell(date(2012, 1, 1), date(2012, 1, 31)),
            Spell(date(2013, 1, 1), date(2013, 1, 31)),
        )
        touching = Register([*both, tie("t", "2012-02-01/2012-03-01"), tie("t", "2012-01-01/2012-02-01")])
        assert spells_of(build_network(touching)).ties["hub", "member", "t"] == (
            Spell(date(2012, 1, 1), date(2012, 2, 29)),
        )

    def test_a_span_cuts_what_lies_outside(self):
        """A network over a span tells nothing of the days before and after it."""
        register = Register([*bodies(hub=("2010-01-01", None), member=("2010-01-01", None)), tie("t", "2011-12/..")])
        spells = spells_of(build_network(register, during="2012-01-01/2013-01-01"))
        year = (Spell(date(2012, 1, 1), date(2012, 12, 31)),)
        assert spells.ties == {("hub", "member", "t"): year}
        assert spells.bodies == {"hub": year, "member": year}

    def test_a_tie_to_a_group_is_one_tie(self):
        """Those that a group includes have no tie of their own in the picture."""
        register = Register(
            [
                *bodies(hub=(None, None), member=(None, None)),
                CountedGroup(id="group", names="三家会员", what="organization", count=3, includes=("member",)),
                tie("t", "2012-01-01/..", dst="group"),
            ]
        )
        assert list(spells_of(build_network(register)).ties) == [("hub", "group", "t")]


bounds = st.sampled_from([*map(str, DAYS[2:10]), "2012-01", "2011", "?", ".."])


@st.composite
def spans(draw):
    """Spans with bounds of all kinds."""
    start, end = draw(bounds), draw(bounds)
    try:
        return str(Span.parse(f"{start}/{end}"))
    except ValueError:
        return f"{start}/.."


@st.composite
def registers(draw):
    """Four bodies with some days known, and up to six ties, of which several can be statements about one."""
    known = st.sampled_from([None, *map(str, DAYS[2:6])])
    gone = st.sampled_from([None, *map(str, DAYS[6:10])])
    made = bodies(**{name: (draw(known), draw(gone)) for name in "abcd"})
    told = draw(
        st.lists(st.tuples(st.sampled_from("tuv"), st.sampled_from(["ab", "ac", "bc", "cd"]), spans()), max_size=6)
    )
    return Register([*made, *(tie(name, span, src=ends[0], dst=ends[1]) for name, ends, span in told)])


def shown(spells, day):
    """Return whether a viewer shows something with these spells on a day."""
    return not spells or any((one.first or day) <= day <= (one.last or day) for one in spells)


@settings(max_examples=60)
@given(registers(), st.sampled_from(["possible", "certain"]))
def test_what_shows_on_a_day_is_the_network_of_that_day(register, rule):
    """On each day the spells show the bodies and ties of that day; a tie shows where both its ends do."""
    net = build_network(register, rule=rule)
    spells = spells_of(net)
    for day in DAYS:
        then = net.at(day).graph
        there = {name for name, days in spells.bodies.items() if shown(days, day)}
        never = {name for name, days in spells.bodies.items() if not days} if rule == "certain" else set()
        assert set(then.nodes) <= there
        assert there - set(then.nodes) <= never
        held = {ends for ends, days in spells.ties.items() if shown(days, day) and {*ends[:2]} <= set(then.nodes)}
        dayless = {ends for ends, days in spells.ties.items() if not days} if rule == "certain" else set()
        assert set(then.edges(keys=True)) <= held
        assert held - set(then.edges(keys=True)) <= dayless
