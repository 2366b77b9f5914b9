"""Reported figures beside counted ones, and residents beside the capacity of a base."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from attrs import evolve
from entities.builders import base, cited, federation, group, hosts, hub, indicator, organization, spell, tie
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import Count, Department, LegalForm, Register, Role, Status, Tie, TieKind
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Confidence, Outcome, Quantity, Share

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
ON = date(2015, 6, 1)
MEMBERS = Count(of="f", tie=TieKind.HAS_MEMBER)


def held(*records):
    """A register with these records, in which every end of a tie is an organization at least."""
    ends = dict.fromkeys(name for one in records if isinstance(one, Tie) for name in (one.from_, one.to))
    known = {one.id for one in records}
    return Register([*records, *(organization(name) for name in ends if name not in known)])


def counted(*records, on=ON):
    """The figure called "number" of a register."""
    return held(*records).indicator("number", on=on)


class TestIndicator:
    def test_reported_beside_counted(self):
        """The figure that the source states, what is counted, which bodies these are, and the difference."""
        one = indicator(MEMBERS, "近60家", cite=cited("文件"))
        figure = counted(one, tie(span="2010/.."), tie("f", "b", "2010/.."), tie("f", "c", "2016/.."))
        assert figure.name == "number"
        assert figure.reported == (one,)
        assert figure.value == Quantity.parse("近60家")
        assert figure.counted == Quantity.parse("2家")
        assert figure.bodies == ("a", "b")
        assert figure.groups == ()
        assert str(figure.difference) == "[-2, 58)家"
        assert figure.agrees is UNKNOWN

    @pytest.mark.parametrize(
        ("value", "difference", "agrees"),
        [
            pytest.param("2家", "0家", MET, id="the same"),
            pytest.param("达2家", "0家", MET, id="reached"),
            pytest.param("5家", "3家", UNKNOWN, id="more, so that some may be unnamed"),
            pytest.param("1家", "-1家", NOT_MET, id="less"),
            pytest.param("2家以上", "[0, ∞)家", UNKNOWN, id="at least"),
            pytest.param("超过2家", "(0, ∞)家", UNKNOWN, id="more than, so that some may be unnamed"),
            pytest.param("近2家", "[-2, 0)家", NOT_MET, id="just under"),
            pytest.param("近3家", "[-2, 1)家", UNKNOWN, id="just under the next"),
            pytest.param("约2家", "[-2, ∞)家", UNKNOWN, id="about"),
            pytest.param("数十家", "[-2, ∞)家", UNKNOWN, id="dozens"),
            pytest.param(None, None, UNKNOWN, id="not stated"),
        ],
    )
    def test_qualifiers(self, value, difference, agrees):
        """The difference keeps what the source leaves open."""
        figure = counted(indicator(MEMBERS, value), tie(span="2010/.."), tie("f", "b", "2010/.."))
        assert figure.difference == (None if difference is None else Quantity.parse(difference))
        assert figure.agrees is agrees

    def test_what_dates_leave_open(self):
        """Bodies that may count make an interval."""
        figure = counted(indicator(MEMBERS), tie(span="2010/.."), tie("f", "b", "2015/.."), tie("f", "c"))
        assert figure.counted == Quantity.between(1, 3)
        assert figure.bodies == ("a", "b", "c")
        assert figure.difference == Quantity.between(7, 9)
        assert figure.agrees is UNKNOWN  # others may be members that are not named
        assert counted(indicator(MEMBERS, 1), tie("f", "b", "2010/.."), tie("f", "c", "2015/..")).agrees is UNKNOWN

    @pytest.mark.parametrize(
        ("on", "number"), [("2009-12-31", 0), ("2010-01-01", 1), ("2011-12-31", 1), ("2012-01-01", 0)]
    )
    def test_day(self, on, number):
        """The day counts, first day in and first day out."""
        register = held(indicator(MEMBERS), tie(span="2010-01-01/2012-01-01"))
        assert register.indicator("number", on=date.fromisoformat(on)).counted == Quantity(number)

    def test_without_a_day(self):
        """Without a day the indicator's own counts, at its latest; without that, whatever is held."""
        ties = [tie(span="2010-01-01/2012-01-01"), tie("f", "b", "2012-12-31/..")]
        assert held(indicator(MEMBERS, on="2011"), *ties).indicator("number").bodies == ("a",)
        assert held(indicator(MEMBERS, on="2012"), *ties).indicator("number").bodies == ("b",)
        assert held(indicator(MEMBERS, on="2012-12-30"), *ties).indicator("number").bodies == ()
        assert held(indicator(MEMBERS), *ties).indicator("number").bodies == ("a", "b")

    def test_distinct_bodies(self):
        """A body with two ties counts once, and surely if one of them is sure."""
        figure = counted(indicator(MEMBERS), tie(), tie(id="again", span="2010/.."), federation(members=["a"]))
        assert figure.counted == Quantity(1)
        assert figure.bodies == ("a",)

    def test_towards(self):
        """Ties can be counted towards a body."""
        towards = Count(of="a", tie=TieKind.HAS_MEMBER, towards=True)
        assert counted(indicator(towards), tie(span="2010/.."), tie("a", "x", "2010/..")).bodies == ("f",)

    def test_bodies_that_are_gone(self):
        """A tie of a body that exists no longer does not count; that a body has a tie says that it exists."""
        records = [indicator(MEMBERS), tie(span="2010/.."), organization("f")]
        assert counted(*records, organization(founded="2010-01-01", dissolved="2015-06-01")).counted == Quantity(0)
        assert counted(*records, organization(founded="2010-01-01", dissolved="2015-06-02")).counted == Quantity(1)
        assert counted(*records, organization()).counted == Quantity(1)

    def test_bodies_that_are_not_held(self):
        """A tie to a body that the register does not hold may count."""
        figure = Register([indicator(MEMBERS), tie(span="2010/.."), tie("f", "b", "2016/..")]).indicator(
            "number", on=ON
        )
        assert figure.counted == Quantity.between(0, 1)
        assert figure.bodies == ("a",)

    def test_groups(self):
        """Counted groups are named apart, and are not in the number."""
        figure = counted(indicator(MEMBERS), tie("f", "g", "2010/.."), tie(span="2010/.."), group(count=30))
        assert figure.counted == Quantity(1)
        assert figure.groups == ("g",)
        assert figure.bodies == ("a",)

    def test_nothing_to_count(self):
        """Where nothing of the kind is recorded nothing is counted; where another has some, none is a count."""
        assert counted(indicator(MEMBERS)).counted is None
        assert counted(indicator(Count())).counted is None
        assert counted(indicator()).counted is None
        assert counted(indicator(MEMBERS), tie("x", "a")).counted == Quantity(0)
        assert counted(indicator()).difference is None
        assert counted(indicator()).agrees is UNKNOWN

    def test_several_sources(self):
        """Figures of one name come together; the first says what is counted."""
        one, other = indicator(MEMBERS, 10), indicator(None, 20, id="j")
        figure = counted(one, other, tie(span="2010/.."))
        assert figure.reported == (one, other)
        assert figure.difference == Quantity(9)
        assert counted(other, one, tie(span="2010/..")).counted is None
        assert Register([one, other]).indicator("j").reported == (other,)

    def test_unknown_name(self):
        """An unknown name is an error that suggests one."""
        with pytest.raises(UnknownNameError, match="did you mean 'number'") as caught:
            Register([indicator(), indicator(id="j")]).indicator("numbr")
        assert caught.value.known == ("number",)

    def test_counts_that_cannot_be(self):
        """A count of ties needs a body, and a kind has to be one."""
        with pytest.raises(InvalidValueError, match="needs the body 'of'"):
            counted(indicator(Count(tie=TieKind.HOSTS)))
        with pytest.raises(UnknownNameError, match="kind of record 'organisation'; did you mean 'organization'"):
            counted(indicator(Count(kind="organisation")))

    @pytest.mark.parametrize(
        ("count", "said", "outcome"),
        [
            pytest.param({"place": "320102"}, {"seat": "320102"}, MET, id="the place itself"),
            pytest.param({"place": "320102"}, {"seat": "320102/锁金村街道"}, MET, id="a place in it"),
            pytest.param({"place": "320102"}, {"seat": "320104"}, NOT_MET, id="another place"),
            pytest.param({"place": "320102"}, {"seat": "320100"}, UNKNOWN, id="a place that contains it"),
            pytest.param({"place": "320102"}, {}, UNKNOWN, id="no place told"),
            pytest.param({"form": LegalForm.FOUNDATION}, {"form": LegalForm.FOUNDATION}, MET, id="the form"),
            pytest.param({"form": LegalForm.FOUNDATION}, {"form": LegalForm.MEDIA}, NOT_MET, id="another form"),
            pytest.param({"form": LegalForm.FOUNDATION}, {}, UNKNOWN, id="no form told"),
            pytest.param({"role": Role.HUB}, {"roles": [Role.SUPPORT, Role.HUB]}, MET, id="the role"),
            pytest.param({"role": Role.HUB}, {"roles": [Role.SUPPORT]}, NOT_MET, id="another role"),
            pytest.param({"role": Role.HUB}, {}, UNKNOWN, id="no role told"),
            pytest.param({"status": Status.FILED}, {"statuses": [spell(Status.FILED)]}, MET, id="the status"),
            pytest.param({"status": Status.FILED}, {"statuses": [spell(Status.FILED, "2015-06-01/..")]}, MET,
                         id="the status since that day"),
            pytest.param({"status": Status.FILED}, {"statuses": [spell(Status.FILED, "2015-06-02/..")]}, NOT_MET,
                         id="the status since the day after"),
            pytest.param({"status": Status.FILED}, {"statuses": [spell(Status.FILED, "2010/2015-06-01")]}, NOT_MET,
                         id="the status until that day"),
            pytest.param({"status": Status.FILED}, {"statuses": [spell(Status.FILED, "2015/..")]}, UNKNOWN,
                         id="the status since that year"),
            pytest.param({"status": Status.FILED}, {"statuses": [spell(Status.REGISTERED)]}, NOT_MET,
                         id="another status"),
            pytest.param({"status": Status.FILED}, {}, UNKNOWN, id="no status told"),
            pytest.param({"form": LegalForm.FOUNDATION, "role": Role.HUB}, {"form": LegalForm.MEDIA}, NOT_MET,
                         id="one asked is not so, the other not told"),
        ],
    )  # fmt: skip
    def test_what_is_asked(self, count, said, outcome):
        """A body counts that is as asked; what is not told of it leaves it open."""
        found = counted(indicator(Count(**count)), organization(**{"founded": "2000", **said}))
        assert found.counted == {MET: Quantity(1), NOT_MET: Quantity(0), UNKNOWN: Quantity.between(0, 1)}[outcome]

    @pytest.mark.parametrize(
        ("said", "listed"),
        [
            pytest.param({"statuses": [Status.FILED]}, True, id="the status"),
            pytest.param({"statuses": [Status.REGISTERED]}, False, id="another status"),
            pytest.param({}, True, id="no status told"),
            pytest.param({"statuses": [Status.FILED], "place": "320104"}, False, id="another place"),
            pytest.param({"place": "320102"}, True, id="the place"),
            pytest.param({"what": "street"}, False, id="a group of something else"),
        ],
    )
    def test_groups_asked_for(self, said, listed):
        """A group is listed that is or may be as asked."""
        found = counted(indicator(Count(status=Status.FILED, place="320102")), group(**said))
        assert (found.groups == ("g",)) is listed

    def test_other_kinds(self):
        """Records of any kind can be counted."""
        found = counted(indicator(Count(kind="hub")), hub(designated="2015-06-01"), hub("x", designated="2015-06-02"))
        assert found.bodies == ("h",)

    def test_parts_of_a_body(self):
        """Without a tie, those of a kind are counted that belong to the body."""
        parts = [Department(id="x", of="f", names="x"), Department(id="y", of="f", names="y")]
        other = Department(id="z", of="a", names="z")
        assert counted(indicator(Count(kind="department", of="f")), *parts, other).bodies == ("x", "y")

    @given(st.lists(st.sampled_from(("2010/..", "2015/..", "2016/..", None)), max_size=6))
    def test_agrees_with_counting_one_by_one(self, spans):
        """The bounds are those that count surely, and those that may."""
        ties = [tie("f", f"a{number}", span) for number, span in enumerate(spans)]
        figure = counted(indicator(MEMBERS), *ties, tie("x", "y"))
        sure = spans.count("2010/..")
        assert figure.counted == Quantity.between(sure, sure + spans.count("2015/..") + spans.count(None))


def residents(number, span="2010/.."):
    """Ties of this many residents, and of one that has left."""
    return [hosts("left", "1990/1991"), *(hosts(f"r{one}", span) for one in range(number))]


def room(stated, *records, **options):
    """The capacity of the base b on a day."""
    return Register([base(capacity=stated), *records]).capacity("b", on=ON, **options)


class TestCapacity:
    @pytest.mark.parametrize(
        ("stated", "number", "fits"),
        [
            pytest.param("15", 14, MET, id="one less"),
            pytest.param("15", 15, MET, id="full"),
            pytest.param("15", 16, NOT_MET, id="one too many"),
            pytest.param("15家以上", 15, MET, id="at least, full"),
            pytest.param("15家以上", 16, UNKNOWN, id="at least, one more"),
            pytest.param("超过15家", 15, MET, id="more than, that number"),
            pytest.param("超过15家", 16, UNKNOWN, id="more than, one more"),
            pytest.param("最多15家", 0, MET, id="at most, none"),
            pytest.param("最多15家", 15, UNKNOWN, id="at most, that number"),
            pytest.param("最多15家", 16, NOT_MET, id="at most, one more"),
            pytest.param("近15家", 14, UNKNOWN, id="just under, one less"),
            pytest.param("近15家", 15, NOT_MET, id="just under, that number"),
            pytest.param("数十家", 100, UNKNOWN, id="dozens"),
            pytest.param(None, 3, UNKNOWN, id="not stated"),
        ],
    )
    def test_stated(self, stated, number, fits):
        """Residents fit if they do for every number that the capacity can be."""
        found = room(stated, *residents(number))
        assert found.fits is fits
        assert found.residents == Quantity(number)
        assert found.confidence is Confidence.TEXT
        assert found.between is None
        assert found.stated == (None if stated is None else Quantity.parse(stated))

    @pytest.mark.parametrize(
        ("margin", "number", "fits"),
        [
            pytest.param({}, 11, MET, id="below a fifth less"),
            pytest.param({}, 12, MET, id="a fifth less"),
            pytest.param({}, 13, UNKNOWN, id="inside"),
            pytest.param({}, 15, UNKNOWN, id="that number"),
            pytest.param({}, 18, UNKNOWN, id="a fifth more"),
            pytest.param({}, 19, NOT_MET, id="above a fifth more"),
            pytest.param({"margin": Share.of(1, 3)}, 10, MET, id="a third less"),
            pytest.param({"margin": Share.of(1, 3)}, 11, UNKNOWN, id="inside a third"),
            pytest.param({"margin": Share.of(1, 3)}, 20, UNKNOWN, id="a third more"),
            pytest.param({"margin": Share.of(1, 3)}, 21, NOT_MET, id="above a third more"),
            pytest.param({"margin": Share.of(1, 10)}, 13, MET, id="below a tenth less"),
            pytest.param({"margin": Share.of(1, 10)}, 14, UNKNOWN, id="inside a tenth"),
            pytest.param({"margin": Share.of(1, 10)}, 16, UNKNOWN, id="inside a tenth, more"),
            pytest.param({"margin": Share.of(1, 10)}, 17, NOT_MET, id="above a tenth more"),
            pytest.param({"margin": Share.of(0, 1)}, 15, MET, id="no margin, that number"),
            pytest.param({"margin": Share.of(0, 1)}, 16, NOT_MET, id="no margin, one more"),
            pytest.param({"margin": Share.of(1, 1)}, 30, UNKNOWN, id="twice"),
            pytest.param({"margin": Share.of(1, 1)}, 31, NOT_MET, id="above twice"),
        ],
    )
    def test_about(self, margin, number, fits):
        """Of "about 15" the answer is open within the margin, and says that the margin is assumed."""
        found = room("15家左右", *residents(number), **margin)
        assert found.fits is fits
        assert found.confidence is Confidence.ASSUMED
        reach = 15 * (margin["margin"].fraction if margin else Fraction(1, 5))
        assert found.between == Quantity.between(15 - reach, 15 + reach, unit="家")

    def test_nothing_recorded_is_not_nobody(self):
        """Of a base of which no resident is recorded for any day it is not known whether its residents fit."""
        found = room("15家")
        assert (found.fits, found.residents, found.stated) == (UNKNOWN, Quantity(0), Quantity.parse("15家"))

    def test_residents_of_the_organization_count(self):
        """Ties from the organization that a base is count like those from the base."""
        register = Register([base(capacity=2, organization="yuan"), tie("yuan", "a", "2010/..", kind=TieKind.HOSTS)])
        assert register.capacity("b", on=ON).bodies == ("a",)

    @pytest.mark.parametrize(
        ("stated", "room_left"),
        [("5家", "3"), ("1家", "-1"), ("5家以上", "[3, ∞)"), ("5家左右", "[2, 4]"), (None, None)],
    )
    def test_room(self, stated, room_left):
        """The room left is the capacity less the residents, with what the source leaves open."""
        found = room(stated, *residents(2)).room
        assert (found and str(found)) == room_left

    def test_the_report_nearest_to_the_day_comes_first(self):
        """Of several reports of a figure the one of the day asked about is the value."""
        reports = [
            evolve(indicator(None, 30), id="i2015", on="2015"),
            evolve(indicator(None, 42), id="i2016", on="2016-09"),
            evolve(indicator(None, 7), id="undated"),
        ]
        register = Register(reports)
        assert [str(register.indicator("number", on=date(year, 9, 1)).value) for year in (2014, 2015, 2016, 2020)] == [
            "30", "30", "42", "42",
        ]  # fmt: skip
        assert str(register.indicator("number").value) == "30"

    @pytest.mark.parametrize(("number", "fits"), [(0, MET), (1, UNKNOWN), (1000, UNKNOWN)])
    def test_without_an_assumption(self, number, fits):
        """Without a margin any number of residents may be too many, and only none fits."""
        found = room("15家左右", *residents(number), margin=None)
        assert found.fits is fits
        assert found.confidence is Confidence.TEXT
        assert found.between is None

    @pytest.mark.parametrize(("sure", "perhaps", "fits"), [(3, 0, MET), (2, 1, MET), (3, 1, UNKNOWN), (4, 1, NOT_MET)])
    def test_dates_known_in_part(self, sure, perhaps, fits):
        """Residents that may be there make an interval, and the answer open where it reaches over the capacity."""
        found = room(3, *residents(sure), *(hosts(f"p{one}", "2015/..") for one in range(perhaps)))
        assert found.residents == Quantity.between(sure, sure + perhaps)
        assert found.fits is fits
        assert len(found.bodies) == sure + perhaps

    @pytest.mark.parametrize(
        ("span", "number"), [("2015-06-01/..", 1), ("2015-06-02/..", 0), ("2010/2015-06-02", 1), ("2010/2015-06-01", 0)]
    )
    def test_day(self, span, number):
        """A resident is there from its first day in to its first day out."""
        assert room(3, hosts("a", span)).residents == Quantity(number)

    def test_other_ties(self):
        """Those incubated elsewhere, or hosted by another base, are no residents."""
        found = room(3, tie("b", "a", "2010/..", TieKind.INCUBATES), tie("x", "a", "2010/..", TieKind.HOSTS),
                     hosts("c", "2010/.."))  # fmt: skip
        assert found.bodies == ("c",)

    def test_bodies_that_are_gone(self):
        """A resident that no longer exists left; one whose founding is not told is there."""
        gone = organization(founded="2010-01-01", dissolved="2015-06-01")
        assert room(3, hosts("a", "2010/.."), gone).residents == Quantity(0)
        assert room(3, hosts("a", "2010/.."), organization()).residents == Quantity(1)

    @pytest.mark.parametrize(
        ("count", "whole"),
        [
            pytest.param(10, "11", id="a number"),
            pytest.param("近10家", "[1, 11)", id="just under"),
            pytest.param("10余家", "(11, ∞)", id="more than"),
            pytest.param(None, "[2, ∞)", id="not told: as many as are named"),
        ],
    )
    def test_groups(self, count, whole):
        """A group counts with its figure, and those of it that are named are not counted again."""
        found = room(20, hosts("g", "2010/.."), hosts("a", "2010/.."), hosts("c", "2010/.."),
                     group(count=count, includes=["a"]))  # fmt: skip
        assert found.residents == Quantity.parse(whole)
        assert found.bodies == ("g", "a", "c")

    @pytest.mark.parametrize(
        ("span", "whole"), [("2010/..", "[1, 10]"), ("2015/..", "[0, 10]"), ("2016/..", "[0, 10]")]
    )
    def test_groups_that_may_be_there(self, span, whole):
        """A group that may not be there may be none, but for those of it that surely are."""
        found = room(20, hosts("g"), hosts("a", span), group(count=10, includes=["a"]))
        assert found.residents == Quantity.parse(whole)

    def test_bounds_of_a_group_that_may_be_there(self):
        """Its figure stays below what the source says it is below."""
        found = room("10", hosts("g"), group(count="不足10"))
        assert str(found.residents) == "[0, 10)"

    def test_a_group_smaller_than_those_of_it_that_are_there(self):
        """Where a group's figure and its members contradict each other the members count."""
        found = room(20, hosts("g"), hosts("a", "2010/.."), hosts("c", "2010/.."), group(count=1, includes=["a", "c"]))
        assert found.residents == Quantity(2)

    def test_units_do_not_matter(self):
        """Places for 家 and groups of 个 are counted alike."""
        found = room("15家", hosts("g", "2010/.."), group(count="15个"))
        assert found.fits is MET

    def test_twice_resident(self):
        """A body with two ties is one resident, surely there if one of them says so."""
        found = room(1, hosts("a"), hosts("a", "2010/..", id="again"))
        assert found.residents == Quantity(1)
        assert found.fits is MET

    def test_unknown_base(self):
        """An unknown base is an error that suggests one; a body is no base."""
        with pytest.raises(UnknownNameError, match="unknown base 'base'; did you mean 'bases'"):
            Register([base("bases")]).capacity("base", on=ON)
        with pytest.raises(UnknownNameError):
            Register([organization()]).capacity("a", on=ON)

    @given(st.integers(0, 40), st.integers(0, 10), st.integers(1, 30), st.fractions(0, 1, max_denominator=20))
    def test_about_agrees_with_each_number(self, sure, perhaps, stated, margin):
        """The answer is sure just where it is the same for all residents and all capacities in the margin."""
        found = room(
            f"{stated}家左右", *residents(sure), *(hosts(f"p{one}") for one in range(perhaps)), margin=Share(margin)
        )
        least, most = stated * (1 - margin), stated * (1 + margin)
        answers = {there <= able for there in (sure, sure + perhaps) for able in (least, most)}
        assert found.fits is (UNKNOWN if len(answers) == 2 else Outcome.of(answers.pop()))
