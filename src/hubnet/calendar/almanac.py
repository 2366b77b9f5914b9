"""What the calendar knows beside the working days: festivals, notices, one-off days, bounds for years to come."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from hubnet.values import Citation, Confidence, Label, Place


@frozen(kw_only=True)
class Festival:
    """One festival on which all citizens are off, in one version of the Measures.

    Its days are ``on`` (civil days as ``MM-DD``) or an ``anchor`` (a lunar day or solar term, whose civil days are
    tabled in ``Almanac.anchor``) moved by each of ``offsets`` in days.
    """

    id: str
    label: Label
    on: tuple[str, ...] = ()
    anchor: str | None = None
    offsets: tuple[int, ...] = (0,)


@frozen(kw_only=True)
class Measures:
    """One version of the Measures on public holidays; ``in_force_until`` is the first day out, None while in force."""

    version: str
    in_force_from: date
    in_force_until: date | None = None
    cite: Citation
    festival: tuple[Festival, ...]


@frozen(kw_only=True)
class Anchor:
    """The civil days of a lunar day or solar term, one a year, oldest first; ``basis`` says how they were obtained."""

    id: str
    label: Label
    days: tuple[date, ...]
    basis: str


@frozen(kw_only=True)
class Notice:
    """The yearly notice that fixes days off and make-up days; ``published`` and ``amended`` where known."""

    year: int
    published: date | None = None
    amended: tuple[date, ...] = ()
    papers: tuple[str, ...] = ()


@frozen(kw_only=True)
class OneOff:
    """A day off given once, neither a festival nor made up elsewhere."""

    day: date
    label: Label
    cite: Citation


@frozen(kw_only=True)
class Listing:
    """A weekend day that a notice lists as off and the day table does not, or the reverse."""

    day: date
    because: str


@frozen(kw_only=True)
class Principle:
    """A sentence of the Measures that explains days off without fixing one."""

    id: str
    label: Label
    cite: Citation


@frozen(kw_only=True)
class Future:
    """Bounds for counting in years without a notice, both assumed.

    The earliest count takes every day as working. The latest takes a day as working only if it is from Monday to
    Friday and more than ``latest_festival_distance_days`` calendar days from every festival day.
    """

    earliest: str
    latest_festival_distance_days: int
    confidence: Confidence
    because: Label


@frozen(kw_only=True)
class Range:
    """How far the yearly notices can be trusted.

    ``first`` is the first day whose status independent sources confirm; ``year_end`` (``MM-DD``) the last day of a
    year that the notice of the next year has never changed.
    """

    first: date
    year_end: str
    because: Label


@frozen(kw_only=True)
class Almanac:
    """All of it, as the data file has it; equal by content."""

    range: Range

    measures: tuple[Measures, ...]
    anchor: tuple[Anchor, ...]
    notice: tuple[Notice, ...] = ()
    one_off: tuple[OneOff, ...] = ()
    unlisted: tuple[Listing, ...] = ()
    listed: tuple[Listing, ...] = ()
    principle: tuple[Principle, ...] = ()
    future: Future

    @cached_property
    def festival_days(self) -> Mapping[date, tuple[Festival, Measures]]:
        """Each festival day, under the version of the Measures in force on it.

        It reaches as far as the anchors are tabled, and not before the first version held.
        """
        anchors = {anchor.id: anchor.days for anchor in self.anchor}
        years = {day.year for days in anchors.values() for day in days}
        found: dict[date, tuple[Festival, Measures]] = {}
        for measures in self.measures:
            for festival in measures.festival:
                if festival.anchor is None:
                    days = [date(year, *map(int, on.split("-"))) for year in years for on in festival.on]
                else:
                    days = [
                        day + timedelta(days=offset) for day in anchors[festival.anchor] for offset in festival.offsets
                    ]
                for day in days:
                    if measures.in_force_from <= day and (
                        measures.in_force_until is None or day < measures.in_force_until
                    ):
                        found[day] = (festival, measures)
        return found

    @cached_property
    def festival_labels(self) -> tuple[Label, ...]:
        """Names of the festivals, those of the latest version first."""
        return tuple(festival.label for measures in reversed(self.measures) for festival in measures.festival)

    @cached_property
    def festivals_tabled_until(self) -> date:
        """Last day for which all festivals are tabled."""
        last_year = min((anchor.days[-1].year for anchor in self.anchor), default=date.min.year)
        return date(last_year, 12, 31)

    @property
    def festivals_held_from(self) -> date:
        """First day for which a version of the Measures is held."""
        return min((measures.in_force_from for measures in self.measures), default=date.max)

    @cached_property
    def one_off_days(self) -> Mapping[date, OneOff]:
        """One-off days off by day."""
        return {one_off.day: one_off for one_off in self.one_off}

    @cached_property
    def notice_of(self) -> Mapping[int, Notice]:
        """Notices by year."""
        return {notice.year: notice for notice in self.notice}

    @cached_property
    def listing_of(self) -> Mapping[date, bool]:
        """Days whose being listed differs from the day table."""
        return {item.day: listed for items, listed in ((self.unlisted, False), (self.listed, True)) for item in items}


@frozen(kw_only=True)
class OverlayDay:
    """One day set by an overlay."""

    day: date
    name: str
    off: bool


@frozen(kw_only=True)
class Overlay:
    """Days laid over the official calendar: a new year's notice, an amendment, or local days.

    Attributes:
        name: shown with every result that stands on it.
        source: the paper it was taken from.
        year: the year whose notice this is; None for an amendment or local days. The notice of the year after the
            last one known makes that year known.
        place: where local days hold; None for the whole country.
        days: the days it sets; it wins over everything below it.
    """

    name: str
    source: str
    days: tuple[OverlayDay, ...]
    year: int | None = None
    place: Place | None = None
