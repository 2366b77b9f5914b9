"""``hubnet calendar``: what a day is, and the days of a year that differ from the plain week."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubnet.calendar import DAY_KIND_LABELS, Day, DayKind
from hubnet.cli.options import as_json, echo_json, faults_end_it, lang, overlays
from hubnet.errors import InvalidValueError
from hubnet.exchange import load_calendar
from hubnet.values import PartialDate, Place, Table

if TYPE_CHECKING:
    from hubnet.calendar import Calendar
    from hubnet.values import Language

_YEAR_DIGITS = 4


@click.command()
@click.argument("when", metavar="DATE|YEAR")
@click.option("--place", help="Division code; local days of overlays then count.")
@overlays
@lang
@as_json
@faults_end_it
def calendar(
    when: str,
    place: str | None,
    overlays: tuple[Path, ...],
    lang: Language,
    as_json: bool,  # noqa: FBT001
) -> None:
    """What a day is, or which days of a year differ from the plain week.

    \b
    hubnet calendar 2026-09-20
    hubnet calendar 2026
    """  # noqa: D301  (click reads the backspace)
    days = load_calendar(*overlays)
    if place is not None:
        days = days.at(Place(place))
    if when.isascii() and when.isdecimal() and len(when) == _YEAR_DIGITS and int(when):
        found, summary = _year(days, int(when), lang)
    elif len(when) > _YEAR_DIGITS + 3:
        found, summary = [days.day(PartialDate.day(when))], days.name
    else:
        raise InvalidValueError("DATE|YEAR", when, "give YYYY-MM-DD or YYYY")
    if as_json:
        rows = [
            {
                "day": day.day.isoformat(), "kind": day.kind.value, "working": day.working,
                "name": day.name and {"zh": day.name.zh, "en": day.name.en},
                "source": {"zh": day.source.zh, "en": day.source.en},
            }
            for day in found
        ]  # fmt: skip
        echo_json({"calendar": days.name, "days": rows})
        return
    headings = {"zh": ("日期", "星期", "类型", "名称", "来源"), "en": ("day", "weekday", "kind", "name", "source")}
    click.echo(
        Table(("day", "weekday", "kind", "name", "source"), [_row(day, lang) for day in found], headings[lang]).text()
    )
    click.echo(summary)


def _row(day: Day, lang: Language) -> tuple[object, ...]:
    weekday = ("周" + "一二三四五六日"[day.day.weekday()]) if lang == "zh" else f"{day.day:%a}"
    name = day.name.text(lang) if day.name else None
    source = day.cite.text(lang) if day.cite else day.source.text(lang)
    return day.day, weekday, DAY_KIND_LABELS[day.kind].text(lang), name, source


def _year(days: Calendar, year: int, lang: Language) -> tuple[list[Day], str]:
    last = min(date(year, 12, 31), days.known_until)
    days.is_working(date(year, 1, 1))
    whole = [days.day(date(year, 1, 1) + timedelta(days=n)) for n in range((last - date(year, 1, 1)).days + 1)]
    special = [day for day in whole if day.kind not in (DayKind.WORKING, DayKind.WEEKEND)]
    working = sum(day.working for day in whole)
    if lang == "zh":
        return special, f"{year}年至 {last}：工作日 {working} 天；{days.name}"
    return special, f"{year} to {last}: {working} working days; {days.name}"
