"""Days laid over the official calendar: the next notice, amendments, local days."""

from datetime import date, timedelta

import attrs
import pytest

from hubnet.calendar import DayKind, Overlay, OverlayDay
from hubnet.errors import CalendarRangeError, FaultyFileError
from hubnet.values import Label, Place

DAY = timedelta(days=1)
NANJING, XUANWU, SHANGHAI, INNER_MONGOLIA = map(Place, ("320100", "320102", "310000", "150000"))


def overlay(*days, name="test", **parts):
    """An overlay that sets days: a date is off, a date with False is worked."""
    pairs = [day if isinstance(day, tuple) else (day, True) for day in days]
    set_days = tuple(OverlayDay(day=day, name="某日", off=off) for day, off in pairs)
    return Overlay(name=name, source="某通知", days=set_days, **parts)


def whole_notice(official, year, *days, **parts):
    """The notice of a year: its festival days off, as they must be, and more days."""
    festivals = [day for day in sorted(official.almanac.festival_days) if day.year == year]
    return overlay(*festivals, *days, year=year, **parts)


@pytest.fixture(scope="module")
def year(official):
    """The first year whose notice is not out."""
    return official.last_year + 1


@pytest.fixture(scope="module")
def notice(festivals):
    """Make the notice of a year: its festival days off, and more days as given; the later one wins."""

    def notice_of(year, *days, **parts):
        return overlay(*sorted(festivals(year)), *days, year=year, **parts)

    return notice_of


class TestNotice:
    def test_makes_its_year_known(self, official, year, notice):
        """The notice of the next year moves the end of what is known on by a year, and sets its days."""
        friday = next(date(year, 3, n) for n in range(1, 8) if date(year, 3, n).weekday() == 4)
        longer = official.with_overlays([notice(year, friday, (friday + DAY, False))])
        assert longer.known_until == date(year, 12, 28)
        assert [longer.is_working(friday + n * DAY) for n in range(4)] == [False, True, False, True]
        assert longer.day(friday).kind is DayKind.IN_LIEU
        assert longer.day(friday + DAY).kind is DayKind.MAKE_UP

    def test_leaves_the_calendar_below_as_it_was(self, official, year, notice):
        """A calendar is a value: laying something over it makes another one."""
        assert official.with_overlays([notice(year)]) != official
        with pytest.raises(CalendarRangeError):
            official.is_working(date(year, 1, 1))

    def test_days_before_it_are_settled(self, official, year, notice):
        """With the next notice the last three days of the year before are known, changed or not."""
        longer = official.with_overlays([notice(year, (date(year - 1, 12, 31), False))])
        assert longer.is_working(date(year - 1, 12, 31))
        assert longer.is_working(date(year - 1, 12, 29)) is (date(year - 1, 12, 29).weekday() < 5)

    def test_festival_of_a_noticed_year_is_told(self, official, year, notice):
        """A day that the notice has off and the Measures name is a festival, under its own name and citation."""
        found = official.with_overlays([notice(year)]).day(date(year, 1, 1))
        assert (found.kind, found.name.zh) == (DayKind.FESTIVAL, "元旦")
        assert found.cite.text("zh") == "《全国年节及纪念日放假办法》（2024年文本）第2条"

    def test_several_years_in_order(self, official, year, notice):
        """Two notices in a row are taken, in one call or in two."""
        one, two = notice(year), notice(year + 1)
        assert official.with_overlays([one, two]) == official.with_overlays([one]).with_overlays([two])
        assert official.with_overlays([one, two]).known_until == date(year + 1, 12, 28)

    def test_partial_notice_is_refused(self, official, year):
        """A notice that leaves festival days worked is not the whole one; each that is missing is named."""
        with pytest.raises(FaultyFileError, match=f"is no whole notice for {year}: it does not give off") as caught:
            official.with_overlays([overlay(date(year, 1, 1), year=year)])
        (problem,) = caught.value.problems
        assert f"National Day ({year}-10-01)" in problem.message
        assert f"({year}-01-01)" not in problem.message

    def test_gap_is_refused(self, official, year, notice):
        """A year cannot be known while the one before it is not."""
        with pytest.raises(
            FaultyFileError, match=f"is the notice for {year + 1}; load that for {year} first"
        ) as caught:
            official.with_overlays([notice(year + 1, name="too early")])
        assert {problem.file for problem in caught.value.problems} == {"too early"}

    def test_order_of_years_is_the_order_given(self, official, year, notice):
        """The later notice first is refused as well: it would stand on a year not known."""
        with pytest.raises(FaultyFileError, match=f"load that for {year} first"):
            official.with_overlays([notice(year + 1), notice(year)])

    def test_notice_without_days_is_refused(self, official, year):
        """The file of a notice not yet issued is there but empty; it would make a year of plain weeks."""
        with pytest.raises(FaultyFileError, match="sets no day; a notice not yet issued cannot be loaded"):
            official.with_overlays([overlay(year=year)])

    def test_part_of_a_notice_is_refused(self, official, year, notice):
        """A notice that leaves festivals out is no whole notice; it would pass them off as working days."""
        whole = notice(year)
        in_october = [day for day in whole.days if day.day.month == 10]
        assert len(in_october) >= 3
        part = attrs.evolve(whole, days=tuple(day for day in whole.days if day.day.month != 10), name="part")
        with pytest.raises(FaultyFileError, match=f"is no whole notice for {year}") as caught:
            official.with_overlays([part])
        (problem,) = caught.value.problems
        assert problem.file == "part"
        assert problem.message.count(f"({year}-10-") == len(in_october)
        assert f"({year}-01-01)" not in problem.message

    def test_festival_set_worked_is_left_out(self, official, year, notice):
        """A notice cannot have a festival worked."""
        days = tuple(attrs.evolve(day, off=day.day != date(year, 10, 1)) for day in notice(year).days)
        with pytest.raises(FaultyFileError, match=rf"does not give off National Day \({year}-10-01\)$"):
            official.with_overlays([attrs.evolve(notice(year), days=days)])

    def test_all_faults_are_told_at_once(self, official, year, notice):
        """Each faulty overlay of a call is named, with each of its faults."""
        faulty = [
            overlay(name="empty"),
            notice(year + 3, name="gap"),
            overlay(date(2006, 12, 31), date(year + 1, 1, 1), name="outside"),
        ]
        with pytest.raises(FaultyFileError) as caught:
            official.with_overlays(faulty)
        assert [problem.file for problem in caught.value.problems] == ["empty", "gap", "outside", "outside"]

    def test_faulty_overlay_changes_nothing(self, official, year, notice):
        """A good overlay beside a faulty one is not taken over either."""
        with pytest.raises(FaultyFileError):
            official.with_overlays([notice(year), overlay(name="empty")])
        assert official.overlays == ()


class TestAmendment:
    DAY_OFF = date(2026, 9, 21)

    def test_wins_over_the_notice(self, official):
        """An amendment sets its days anew, off or worked, and leaves the end of what is known where it was."""
        amended = official.with_overlays([overlay(self.DAY_OFF, (date(2026, 9, 25), False))])
        assert not amended.is_working(self.DAY_OFF)
        assert amended.is_working(date(2026, 9, 25))
        assert amended.known_until == official.known_until
        assert amended.working_day_after(date(2026, 9, 18), 5) == date(2026, 9, 25)

    def test_is_the_source_of_its_days(self, official):
        """A day set by an overlay names the overlay and its paper; the days beside it keep theirs."""
        amended = official.with_overlays([overlay(self.DAY_OFF, name="amendment of September")])
        assert amended.day(self.DAY_OFF).source == Label(*["amendment of September: 某通知"] * 2)
        assert amended.day(self.DAY_OFF).name == Label("某日", "某日")
        assert amended.day(self.DAY_OFF).kind is DayKind.IN_LIEU
        assert amended.day(self.DAY_OFF + DAY) == official.day(self.DAY_OFF + DAY)

    def test_of_a_year_already_noticed(self, official):
        """A corrected notice of a year that is known is taken as it is."""
        amended = official.with_overlays([overlay(self.DAY_OFF, year=2026)])
        assert not amended.is_working(self.DAY_OFF)
        assert amended.known_until == official.known_until

    def test_lists_what_it_sets(self, official):
        """A day set off is listed off, a day set worked is not."""
        amended = official.with_overlays([overlay(self.DAY_OFF, (date(2026, 10, 1), False), date(2026, 9, 26))])
        assert [amended.is_listed_off(day) for day in (self.DAY_OFF, date(2026, 10, 1), date(2026, 9, 26))] == [
            True,
            False,
            True,
        ]
        assert amended.day(date(2026, 10, 1)).kind is DayKind.WORKING
        assert amended.day(date(2026, 9, 26)).kind is DayKind.WEEKEND

    def test_one_off_day_taken_back(self, official):
        """A one-off day that an overlay confirms stands on the overlay, not on its old paper."""
        again = official.with_overlays([overlay(date(2015, 9, 3))]).day(date(2015, 9, 3))
        assert (again.kind, again.cite, again.source.zh) == (DayKind.IN_LIEU, None, "test: 某通知")

    def test_the_last_one_wins(self, official):
        """Of two overlays for a day the later counts, in one call or in two."""
        off, worked = overlay(self.DAY_OFF, name="off"), overlay((self.DAY_OFF, False), name="worked")
        assert official.with_overlays([off, worked]).is_working(self.DAY_OFF)
        assert not official.with_overlays([worked, off]).is_working(self.DAY_OFF)
        assert not official.with_overlays([worked]).with_overlays([off]).is_working(self.DAY_OFF)
        assert official.with_overlays([off, worked]).day(self.DAY_OFF).source.en == "worked: 某通知"

    @pytest.mark.parametrize(
        ("day", "kind"),
        [(date(2013, 12, 10), DayKind.NOTICE_OFF), (date(2013, 12, 11), DayKind.IN_LIEU)],
        ids=["the day before the Measures of 2013", "their first day"],
    )
    def test_kind_follows_the_measures(self, official, day, kind):
        """A weekday off is told to be in lieu only where the Measures in force on it are held."""
        assert official.with_overlays([overlay(day)]).day(day).kind is kind

    def test_first_day_can_be_set(self, official):
        """The first day known may be set like any other."""
        assert official.with_overlays([overlay((date(2007, 1, 1), False))]).is_working(date(2007, 1, 1))

    @pytest.mark.parametrize("day", [date(2006, 12, 31), date(1999, 1, 1)])
    def test_days_before_the_calendar_are_refused(self, official, day):
        """An overlay cannot reach below the first day known."""
        with pytest.raises(FaultyFileError, match=f"{day} lies outside 2007-01-01 to {official.last_year}-12-31"):
            official.with_overlays([overlay(day)])

    def test_days_of_a_year_without_a_notice_are_refused(self, official, year, notice):
        """A single day of a year that is not known would stand alone among guesses."""
        with pytest.raises(FaultyFileError, match=f"{year}-05-04 lies outside"):
            official.with_overlays([overlay(date(year, 5, 4))])
        with pytest.raises(FaultyFileError, match=f"{year + 1}-01-01 lies outside 2007-01-01 to {year}-12-31"):
            official.with_overlays([notice(year, date(year + 1, 1, 1))])

    def test_last_days_of_the_last_year_can_be_set(self, official):
        """The days after 28 December of the last noticed year may be set, although they are not known yet."""
        day = date(official.last_year, 12, 31)
        assert official.with_overlays([overlay(day)]).known_until == official.known_until


class TestLocalDays:
    CLOSED = date(2026, 9, 21)

    @pytest.fixture
    def with_local(self, official):
        """A typhoon closes Nanjing; a minority festival frees Inner Mongolia on another day."""
        return official.with_overlays(
            [
                overlay(self.CLOSED, name="typhoon", place=NANJING),
                overlay(self.CLOSED + DAY, name="Naadam", place=INNER_MONGOLIA),
            ]
        )

    @pytest.mark.parametrize(
        ("place", "closed"),
        [
            pytest.param(NANJING, True, id="the place itself"),
            pytest.param(XUANWU, True, id="a district in it"),
            pytest.param(Place("320102/锁金村街道"), True, id="a street by name in it"),
            pytest.param(Place("320000"), False, id="the province around it"),
            pytest.param(Place("320200"), False, id="the next city"),
            pytest.param(SHANGHAI, False, id="another province"),
            pytest.param(Place("CN"), False, id="the country"),
        ],
    )
    def test_hold_at_their_place_only(self, with_local, place, closed):
        """A local day off is one at its place and below, and an ordinary day elsewhere."""
        there = with_local.at(place)
        assert there.is_working(self.CLOSED) is not closed
        assert there.is_working(self.CLOSED + DAY)
        assert (there.day(self.CLOSED).kind is DayKind.LOCAL_OFF) is closed

    def test_each_place_has_its_own(self, with_local):
        """Of two local overlays each place keeps the one that holds there."""
        there = with_local.at(INNER_MONGOLIA)
        assert (there.is_working(self.CLOSED), there.is_working(self.CLOSED + DAY)) == (True, False)

    def test_name_shows_what_counts(self, with_local, official):
        """The name of a calendar tells the overlays it stands on, and no other place's."""
        assert with_local.at(XUANWU).name == f"{official.name} + typhoon"
        assert with_local.at(SHANGHAI).name == official.name
        assert with_local.name == f"{official.name} + typhoon + Naadam"

    def test_overlays_of_the_country_hold_everywhere(self, official):
        """An amendment without a place is kept at each place."""
        amended = official.with_overlays([overlay(self.CLOSED, name="amendment")])
        assert amended.at(XUANWU) is amended
        both = amended.with_overlays([overlay(self.CLOSED + DAY, name="typhoon", place=SHANGHAI)])
        assert both.at(XUANWU) == amended

    def test_wins_over_the_country_when_later(self, official):
        """A local make-up day can be laid over a national day off."""
        both = official.with_overlays([overlay(self.CLOSED), overlay((self.CLOSED, False), place=NANJING)])
        assert both.at(NANJING).is_working(self.CLOSED)
        assert not both.at(SHANGHAI).is_working(self.CLOSED)

    def test_counts_in_periods_there(self, with_local):
        """A local day off moves the end of a period at its place by a day, and nowhere else."""
        start = date(2026, 9, 18)
        assert with_local.at(SHANGHAI).working_day_after(start, 5) == date(2026, 9, 24)
        assert with_local.at(NANJING).working_day_after(start, 5) == date(2026, 9, 28)

    def test_does_not_make_a_year_known(self, official, year):
        """Local days of the next year cannot be laid down before its notice."""
        with pytest.raises(FaultyFileError, match="lies outside"):
            official.with_overlays([overlay(date(year, 9, 1), place=NANJING)])


class TestValue:
    def test_equal_by_content(self):
        """Two overlays with the same content are one, and a changed one is another."""
        one = overlay(date(2026, 9, 21))
        assert one == overlay(date(2026, 9, 21)) != attrs.evolve(one, place=NANJING)
        assert len({one, overlay(date(2026, 9, 21))}) == 1
