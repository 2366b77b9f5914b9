"""What the calendar knows beside the working days, from tables made up for the purpose and from those shipped."""

from datetime import date, timedelta

import attrs
import pytest

from hubnet.calendar.almanac import Anchor, Festival, Measures
from hubnet.values import Citation, Label

DAY = timedelta(days=1)
ANY = Label("某节", "some festival")
OLD, NEW = date(2030, 5, 1), date(2031, 5, 1)


def anchor(name, *days):
    """A lunar day on some civil days."""
    return Anchor(id=name, label=ANY, days=days, basis="made up")


def measures(version, start, end, *festivals):
    """A version of the Measures."""
    return Measures(
        version=version,
        in_force_from=start,
        in_force_until=end,
        cite=Citation(instrument="measures", version=version),
        festival=festivals,
    )


@pytest.fixture
def almanac(official):
    """Two versions of the Measures, one year each: the older has two festivals, the newer one."""
    labour = Festival(id="labour", label=Label("五一", "old name"), on=("05-01", "04-30"))
    return attrs.evolve(
        official.almanac,
        anchor=(anchor("moon", date(2030, 9, 12), date(2031, 10, 1)), anchor("sun", date(2030, 4, 5))),
        measures=(
            measures("old", OLD, NEW, labour, Festival(id="moon", label=ANY, anchor="moon")),
            measures("new", NEW, None, attrs.evolve(labour, label=Label("劳动节", "new name"))),
        ),
    )


class TestFestivalDays:
    @pytest.mark.parametrize(
        ("day", "version"),
        [
            pytest.param(OLD - DAY, None, id="before the first version"),
            pytest.param(OLD, "old", id="first day in"),
            pytest.param(NEW - DAY, "old", id="last day in"),
            pytest.param(NEW, "new", id="first day of the next version"),
            pytest.param(date(2030, 9, 12), "old", id="on its lunar day, not beside it"),
            pytest.param(date(2030, 9, 13), None, id="the day after the lunar day"),
            pytest.param(date(2031, 10, 1), None, id="lunar day of a festival that the newer version has not"),
        ],
    )
    def test_version_in_force_counts(self, almanac, day, version):
        """A day is a festival under the version in force on it, from its first day in to its last day in."""
        found = almanac.festival_days.get(day)
        assert (found and found[1].version) == version

    def test_tabled_until(self, almanac):
        """Festivals are known as far as the shortest table of lunar days reaches."""
        assert almanac.festivals_tabled_until == date(2030, 12, 31)

    def test_held_from(self, almanac):
        """They are known from the first day of the oldest version."""
        assert almanac.festivals_held_from == OLD


class TestShippedTables:
    def test_lunar_days_are_complete(self, official):
        """Each table has one day a year, in order, for the same years: a year left out would lose a festival."""
        years = [[day.year for day in table.days] for table in official.almanac.anchor]
        assert years == [list(range(2014, 2051))] * 4

    @pytest.mark.parametrize(
        ("version", "days"),
        [pytest.param("2013", 11, id="2013"), pytest.param("2024", 13, id="2024")],
    )
    def test_days_of_the_measures(self, official, version, days):
        """The Measures free everybody on 11 days, since 2024 on 13 (article 2)."""
        (found,) = [one for one in official.almanac.measures if one.version == version]
        assert sum(len(one.on) if one.anchor is None else len(one.offsets) for one in found.festival) == days

    def test_measures_follow_each_other(self, official):
        """The newer version begins on the day the older ends; the amendment was in force from 2024-11-10."""
        old, new = official.almanac.measures
        assert old.in_force_until == new.in_force_from == date(2024, 11, 10)
        assert (old.in_force_from, new.in_force_until) == (date(2013, 12, 11), None)

    def test_a_notice_for_each_year(self, official):
        """Every year from 2007 to 2026 has its notice, with at least one paper."""
        assert list(official.almanac.notice_of)[:20] == list(range(2007, 2027))
        assert all(notice.papers for notice in official.almanac.notice)

    def test_notices_were_published_before_their_year(self, official):
        """A notice is published in the autumn before its year, and amended afterwards, if at all."""
        for notice in official.almanac.notice:
            dated = [day for day in (notice.published, *notice.amended) if day]
            assert dated == sorted(dated)
            assert notice.published is None or notice.published.year == notice.year - 1
            assert all(day.year == notice.year for day in notice.amended)

    def test_amendments(self, official):
        """Three notices were amended: 2015, 2019 and 2020."""
        amended = {notice.year: notice.amended for notice in official.almanac.notice if notice.amended}
        assert amended == {2015: (date(2015, 5, 13),), 2019: (date(2019, 3, 22),), 2020: (date(2020, 1, 27),)}

    def test_bounds_are_marked_assumed(self, official):
        """What is said of years to come is marked as an assumption, with its reason in both languages."""
        future = official.almanac.future
        assert future.confidence.value == "assumed"
        assert "假定" in future.because.zh
        assert "assumed" in future.because.en
