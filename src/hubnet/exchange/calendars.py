"""The official calendar with its shipped data, and overlays from files."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from hubnet.calendar import Almanac, Calendar, Overlay, OverlayDay
from hubnet.errors import FaultyFileError, InvalidValueError, Problem
from hubnet.exchange.converter import problems_of, strict_converter, structure
from hubnet.exchange.files import DATA, parse_json, parse_toml, read_text
from hubnet.values import PartialDate, Place

_OFFICIAL = "calendar/official.toml"
_KEYS = {"year", "papers", "days", "name", "place", "$schema", "$id"}
_DAY_KEYS = {"name", "date", "isOffDay"}


def load_calendar(*overlays: str | Path) -> Calendar:
    """Return the official calendar, with overlay files on top.

    Args:
        overlays: files as ``load_overlay`` reads; the last one wins.

    Raises:
        FaultyFileError: any fault in any file.
    """
    content = parse_toml(read_text(DATA / _OFFICIAL), _OFFICIAL)
    almanac, faults = structure(strict_converter(), content, Almanac)
    if almanac is None:
        raise FaultyFileError(problems_of(faults, file=_OFFICIAL))
    calendar = Calendar(almanac=almanac)
    return calendar.with_overlays(load_overlay(path) for path in overlays) if overlays else calendar


def load_overlay(path: str | Path) -> Overlay:
    """Read days from a JSON file in the form of the public data set holiday-cn.

    ``{"year": 2027, "papers": ["…"], "days": [{"name": "…", "date": "2027-01-01", "isOffDay": true}, …]}``.
    Two further keys are understood: ``place``, the division where local days hold, and ``name``, shown with results.
    ``papers`` is the source and must not be empty.

    Raises:
        FaultyFileError: all faults of the file.
    """
    name = str(path)
    content = parse_json(read_text(Path(path)), name)
    problems: list[Problem] = []

    def fault(path: str, message: str) -> None:
        problems.append(Problem(message, file=name, path=path))

    if not isinstance(content, dict):
        raise FaultyFileError([Problem("give an object with year, papers and days", file=name)])
    for key in sorted(set(content) - _KEYS):
        fault(key, f"unknown key {key!r}; known: {', '.join(sorted(_KEYS))}")
    year, papers, place = content.get("year"), content.get("papers"), None
    if type(year) is not int or not date.min.year < year < date.max.year:
        fault("year", f"found {year!r}; give the year as a whole number")
        year = None
    if not isinstance(papers, list) or not papers or not all(isinstance(paper, str) and paper for paper in papers):
        fault("papers", f"found {papers!r}; give the papers the days were taken from, at least one")
    if "place" in content:
        try:
            place = Place(content["place"])
        except InvalidValueError as error:
            fault("place", str(error))
    days = _days(content.get("days"), year, fault)
    if problems:
        raise FaultyFileError(problems)
    label = str(content.get("name") or (f"{place} {year}" if place else f"notice {year}"))
    return Overlay(
        name=label, source=", ".join(papers or []), days=tuple(days), year=None if place else year, place=place
    )


def _days(rows: object, year: int | None, fault: Any) -> list[OverlayDay]:  # noqa: ANN401
    if not isinstance(rows, list):
        fault("days", f"found {rows!r}; give a list")
        return []
    if not rows:
        fault("days", "is empty: the file announces nothing yet")
    found: dict[date, OverlayDay] = {}
    for index, row in enumerate(rows):
        path = f"days[{index}]"
        if not isinstance(row, dict) or set(row) != _DAY_KEYS:
            fault(path, f"found {row!r}; give name, date and isOffDay")
            continue
        if not isinstance(row["name"], str) or not row["name"].strip():
            fault(f"{path}.name", f"found {row['name']!r}; give a text")
        if not isinstance(row["isOffDay"], bool):
            fault(f"{path}.isOffDay", f"found {row['isOffDay']!r}; give true or false")
        try:
            day = PartialDate.day(row["date"])
        except InvalidValueError as error:
            fault(f"{path}.date", str(error))
            continue
        if year is not None and abs(day.year - year) > 1:
            fault(f"{path}.date", f"found {day}; it does not belong to the notice of {year}")
        if day in found:
            fault(f"{path}.date", f"{day} stands there twice")
        found[day] = OverlayDay(day=day, name=str(row["name"]), off=row["isOffDay"] is True)
    return list(found.values())
