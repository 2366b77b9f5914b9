"""The calendar: which days are working days, of what kind each day is, and how far that is known."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from enum import Enum
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from hubnet.calendar.almanac import Almanac, Overlay
from hubnet.calendar.official import official_tables
from hubnet.errors import CalendarRangeError, FaultyFileError, InvalidValueError, Problem
from hubnet.values import Citation, DayInterval, Label, Place, one_day

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SATURDAY = 5
_DAY = timedelta(days=1)


class DayKind(Enum):
    """What a day is, and why."""

    WORKING = "working"
    MAKE_UP = "make_up"
    """A Saturday or Sunday on which people work for a day off elsewhere (调休上班)."""
    WEEKEND = "weekend"
    FESTIVAL = "festival"
    """A festival day proper of the Measures (法定节日)."""
    IN_LIEU = "in_lieu"
    """A weekday off by the notice: for a festival on a weekend, or shifted (补假、调休)."""
    ONE_OFF = "one_off"
    """Off once, by a notice of its own."""
    NOTICE_OFF = "notice_off"
    """A weekday off by the notice, in years whose Measures are not held: festival or in lieu is not told apart."""
    LOCAL_OFF = "local_off"
    """Off by a local decision, from an overlay."""


DAY_KIND_LABELS = {
    DayKind.WORKING: Label("工作日", "working day"),
    DayKind.MAKE_UP: Label("调休上班", "make-up working day"),
    DayKind.WEEKEND: Label("周末", "weekend"),
    DayKind.FESTIVAL: Label("法定节日", "festival"),
    DayKind.IN_LIEU: Label("补假或调休放假", "day off in lieu"),
    DayKind.ONE_OFF: Label("一次性放假", "one-off day off"),
    DayKind.NOTICE_OFF: Label("通知放假", "day off by notice"),
    DayKind.LOCAL_OFF: Label("地方放假", "local day off"),
}
_WORKING_KINDS = frozenset({DayKind.WORKING, DayKind.MAKE_UP})


@frozen(kw_only=True)
class Day:
    """One day of a calendar.

    ``name`` is the festival or occasion, where there is one; ``source`` what says so.
    """

    day: date
    kind: DayKind
    name: Label | None = None
    source: Label
    cite: Citation | None = None

    @property
    def working(self) -> bool:
        """Whether it is a working day."""
        return self.kind in _WORKING_KINDS


class _Ranks(NamedTuple):
    """Ordinals of the working days in order, and per day from ``base`` how many lie on or before it."""

    base: int
    working: array[int]
    rank: array[int]
    last: int
    """Ordinal of the last day known."""


@frozen(kw_only=True, repr=False)
class Calendar:
    """Official working days with overlays; a value, whose tables are built once, on first use.

    Days are known from ``first`` to ``known_until``, both included. ``known_until`` lies a few days before the end of
    the last year with a notice, because the next notice may still change the last days of the year.
    """

    almanac: Almanac
    overlays: tuple[Overlay, ...] = ()

    def __repr__(self) -> str:
        return f"<Calendar {self.name}, known until {self.known_until}>"

    @cached_property
    def first(self) -> date:
        """First day known."""
        return self.almanac.range.first

    @cached_property
    def last_year(self) -> int:
        """Last year with a notice."""
        return max([official_tables().last_year, *(overlay.year for overlay in self.overlays if overlay.year)])

    @cached_property
    def known_until(self) -> date:
        """Last day known."""
        return date.fromisoformat(f"{self.last_year}-{self.almanac.range.year_end}")

    @cached_property
    def name(self) -> str:
        """Sources and overlays it stands on, for every result."""
        tables = official_tables()
        base = f"{tables.source} ({self.first.year}-{tables.last_year})"
        return " + ".join([base, *(overlay.name for overlay in self.overlays)])

    def with_overlays(self, overlays: Iterable[Overlay]) -> Calendar:
        """Return a calendar with more overlays on top; the last one wins.

        Raises:
            FaultyFileError: a year's notice while the year before has none; days outside the range; no days.
        """
        last_year = self.last_year
        problems = []
        added = tuple(overlays)
        for overlay in added:
            if not overlay.days:
                problems.append(Problem("sets no day; a notice not yet issued cannot be loaded", file=overlay.name))
            if overlay.year is not None and overlay.year > last_year + 1:
                problems.append(
                    Problem(f"is the notice for {overlay.year}; load that for {last_year + 1} first", file=overlay.name)
                )
            elif overlay.year is not None:
                if overlay.year > last_year:
                    problems += self._festivals_left_out(overlay)
                last_year = max(last_year, overlay.year)
            problems.extend(
                Problem(f"{day.day} lies outside {self.first} to {last_year}-12-31", file=overlay.name)
                for day in overlay.days
                if not self.first <= day.day <= date(max(last_year, overlay.year or 0), 12, 31)
            )
        if problems:
            raise FaultyFileError(problems)
        return Calendar(almanac=self.almanac, overlays=self.overlays + added)

    def _festivals_left_out(self, overlay: Overlay) -> list[Problem]:
        """Find festival days that a year's notice does not give off: then it is not the whole notice."""
        given = {day.day for day in overlay.days if day.off}
        missing = [
            f"{festival.label.en} ({day})"
            for day, (festival, _) in sorted(self.almanac.festival_days.items(), key=lambda item: item[0])
            if day.year == overlay.year and day not in given
        ]
        message = f"is no whole notice for {overlay.year}: it does not give off {', '.join(missing)}"
        return [Problem(message, file=overlay.name)] if missing else []

    def at(self, place: Place) -> Calendar:
        """Return the calendar that holds at a place: without the local overlays of other places."""
        if all(overlay.place is None for overlay in self.overlays):
            return self
        holding = tuple(o for o in self.overlays if o.place is None or o.place.contains(place))
        return Calendar(almanac=self.almanac, overlays=holding)

    # Working days. ``_ranks`` makes each answer one or two look-ups.

    @cached_property
    def _set_by_overlay(self) -> Mapping[date, tuple[Overlay, str, bool]]:
        return {day.day: (overlay, day.name, day.off) for overlay in self.overlays for day in overlay.days}

    @cached_property
    def _ranks(self) -> _Ranks:
        tables, changed = official_tables(), self._set_by_overlay
        base = self.first.toordinal()
        working, rank = array("i"), array("i")
        for ordinal in range(base, date(self.last_year, 12, 31).toordinal() + 1):
            day = date.fromordinal(ordinal)
            if day in changed:
                works = not changed[day][2]
            elif day in tables.make_up:
                works = True
            else:
                works = day.weekday() < _SATURDAY and day not in tables.off
            if works:
                working.append(ordinal)
            rank.append(len(working))
        return _Ranks(base, working, rank, self.known_until.toordinal())

    def _rank(self, day: date) -> int:
        """Return how many working days lie on or before a known day."""
        ranks = self._ranks
        ordinal = day.toordinal()
        if not ranks.base <= ordinal <= ranks.last:
            raise self._outside(day)
        return ranks.rank[ordinal - ranks.base]

    def _outside(self, day: date | None) -> CalendarRangeError:
        return CalendarRangeError(day, self.first, self.known_until, self.name)

    def is_working(self, day: date) -> bool:
        """Return whether it is a working day.

        Raises:
            CalendarRangeError: the day is not known.
        """
        rank = self._rank(day)
        previous = self._ranks.rank[day.toordinal() - self._ranks.base - 1] if day > self.first else 0
        return rank > previous

    def working_day_after(self, day: date, n: int) -> date:
        """Return the n-th working day after a day; the day itself is not counted, working or not.

        Raises:
            InvalidValueError: n below 1.
            CalendarRangeError: the day or the answer is not known.
        """
        base, working, rank, last = self._ranks
        ordinal = day.toordinal()
        if n < 1:
            raise InvalidValueError("number of working days", n, "give 1 or more; next_working_day rolls a day forward")
        if not base <= ordinal <= last:
            raise self._outside(day)
        position = rank[ordinal - base] + n - 1
        if position >= len(working) or working[position] > last:
            raise self._outside(None)
        return date.fromordinal(working[position])

    def working_day_before(self, day: date, n: int) -> date:
        """Return the n-th working day before a day; the day itself is not counted, working or not.

        Raises:
            InvalidValueError: n below 1.
            CalendarRangeError: the day or the answer is not known.
        """
        if n < 1:
            raise InvalidValueError("number of working days", n, "give 1 or more")
        position = self._rank(day) - self.is_working(day) - n
        if position < 0:
            raise self._outside(None)
        return date.fromordinal(self._ranks.working[position])

    def next_working_day(self, day: date) -> date:
        """Return the day itself if it is a working day, else the first one after it.

        Raises:
            CalendarRangeError: the day or the answer is not known.
        """
        return day if self.is_working(day) else self.working_day_after(day, 1)

    def working_days_between(self, after: date, through: date) -> int:
        """Return how many working days follow ``after`` up to and including ``through``; negative if reversed.

        Raises:
            CalendarRangeError: one of the days is not known.
        """
        return self._rank(through) - self._rank(after)

    # Days to come: bounds, where the notice is not out.

    def working_day_after_within(self, day: date, n: int) -> DayInterval:
        """Return the n-th working day after a day, as an interval where days to come decide.

        The bounds are those of ``Almanac.future``; the latest is None where no festivals are tabled so far ahead.

        Raises:
            InvalidValueError: n below 1.
            CalendarRangeError: the day lies before ``first``.
        """
        if n < 1:
            raise InvalidValueError("number of working days", n, "give 1 or more")
        base, working, rank, last = self._ranks
        at = day.toordinal() - base
        if at < 0:
            raise self._outside(day)
        if at <= last - base:
            position = rank[at] + n - 1
            if position < len(working) and working[position] <= last:
                return one_day(date.fromordinal(working[position]))
            day, n = self.known_until, n - self.working_days_between(day, self.known_until)
        return DayInterval(day + timedelta(days=n), self._latest_after(day, n))

    def next_working_day_within(self, day: date) -> DayInterval:
        """Return the day itself or the next working day, as an interval where days to come decide."""
        if self.first < day <= self.known_until:
            return self.working_day_after_within(day - _DAY, 1)
        if day == self.first and self.is_working(day):
            return one_day(day)
        if day <= self.first:
            return self.working_day_after_within(day, 1)
        return DayInterval(day, self._latest_after(day - _DAY, 1))

    def _latest_after(self, day: date, n: int) -> date | None:
        """Return the n-th day after an unknown day that is surely working under the assumed distance."""
        festivals, margin = self.almanac.festival_days, self.almanac.future.latest_festival_distance_days
        tabled_until = self.almanac.festivals_tabled_until - timedelta(days=margin)
        while n:
            day += _DAY
            if day > tabled_until:
                return None
            near = any(day + timedelta(days=away) in festivals for away in range(-margin, margin + 1))
            n -= day.weekday() < _SATURDAY and not near
        return day

    # Kinds of days.

    def festival(self, day: date) -> Label | None:
        """Return the festival whose day proper this is, None where it is none.

        Raises:
            CalendarRangeError: no version of the Measures is held for the day, or its festivals are not tabled.
        """
        almanac = self.almanac
        if not almanac.festivals_held_from <= day <= almanac.festivals_tabled_until:
            raise CalendarRangeError(
                day, almanac.festivals_held_from, almanac.festivals_tabled_until, "festivals of the Measures",
                "the Measures in force on other days are not held",
            )  # fmt: skip
        found = almanac.festival_days.get(day)
        return found[0].label if found else None

    def is_listed_off(self, day: date) -> bool:
        """Return whether a notice (or an overlay) lists the day as off; a plain weekend is not listed.

        Raises:
            CalendarRangeError: the day is not known.
        """
        self._rank(day)
        if day in self._set_by_overlay:
            return self._set_by_overlay[day][2]
        return self.almanac.listing_of.get(day, day in official_tables().off)

    def day(self, day: date) -> Day:
        """Return what a day is.

        Raises:
            CalendarRangeError: the day is not known.
        """
        works = self.is_working(day)
        weekend = day.weekday() >= _SATURDAY
        almanac, tables = self.almanac, official_tables()
        given = tables.off.get(day) or tables.make_up.get(day)
        source = _UNCHANGED if given is None else self._notice(day.year)
        name = given and next((label for label in almanac.festival_labels if label.zh.startswith(given.zh)), given)
        proper = almanac.festival_days.get(day)
        cite = None
        overlay, overlay_name, _ = self._set_by_overlay.get(day, (None, "", False))
        if overlay:
            paper = f"{overlay.name}: {overlay.source}"
            source, name = Label(paper, paper), Label(overlay_name, overlay_name)
        if works:
            kind = DayKind.MAKE_UP if weekend else DayKind.WORKING
        elif overlay and overlay.place:
            kind = DayKind.LOCAL_OFF
        elif proper:
            kind, name, cite = DayKind.FESTIVAL, proper[0].label, proper[1].cite
        elif day in almanac.one_off_days and not overlay:
            one_off = almanac.one_off_days[day]
            kind, name, cite = DayKind.ONE_OFF, one_off.label, one_off.cite
        elif weekend:
            kind = DayKind.WEEKEND
        else:
            kind = DayKind.IN_LIEU if day >= almanac.festivals_held_from else DayKind.NOTICE_OFF
        return Day(day=day, kind=kind, name=name, source=source, cite=cite)

    def exceptions(self, first: date, last: date) -> tuple[Day, ...]:
        """Return the days from one to another, both included, that differ from the plain week, as far as known.

        These are weekdays off and working days at a weekend.
        """
        ordinals, days = self._exceptions
        return days[bisect_left(ordinals, first.toordinal()) : bisect_right(ordinals, last.toordinal())]

    @cached_property
    def _exceptions(self) -> tuple[list[int], tuple[Day, ...]]:
        tables = official_tables()
        named = {*tables.off, *tables.make_up, *self._set_by_overlay}
        known = sorted(day for day in named if self.first <= day <= self.known_until)
        found = [self.day(day) for day in known if self.is_working(day) != (day.weekday() < _SATURDAY)]
        return [day.day.toordinal() for day in found], tuple(found)

    def _notice(self, year: int) -> Label:
        notice = self.almanac.notice_of.get(year)
        dates = [notice.published, *notice.amended] if notice else []
        known = ", ".join(str(day) for day in dates if day)
        paren = (f"（{known}）", f" ({known})") if known else ("", "")
        return Label(f"{year}年放假通知{paren[0]}", f"holiday notice for {year}{paren[1]}")


_UNCHANGED = Label("放假通知未作调整", "not changed by a holiday notice")
