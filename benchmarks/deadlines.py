"""Working days, registration plans, the rulebook and the start of a process, against peers.

Where a peer is much slower it is given fewer of the days, so that the turns of both take about as long and meet quiet
moments of the machine as often.
"""

from __future__ import annotations

import tomllib
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

import holidays
import lexdays
from measure import Comparison, above, in_turns, of_call, of_process

import hubnet

if TYPE_CHECKING:
    from collections.abc import Iterator

_PROCEDURE = "private_non_enterprise_unit.registration"
_PLACE = "320114"

_ONE_DEADLINE = f"""
import hubnet
from datetime import date
law = hubnet.load_rulebook()
case = hubnet.Case({_PROCEDURE!r}, place={_PLACE!r}, events={{"documents_complete": "2025-07-15"}})
print(hubnet.schedule(law, case, on=date(2025, 7, 30)).explain("zh"))
"""


def comparisons() -> Iterator[Comparison]:
    """Yield the comparisons, one after the other as they are measured."""
    yield working_days()
    yield plans()
    yield from processes()
    yield rulebook()


def _days(count: int) -> list[date]:
    """Return mixed days from 2018 to 2025, the same in every run."""
    first, last = date(2018, 1, 1), date(2025, 12, 31)
    chosen = Random(2018).choices(range((last - first).days + 1), k=count)  # noqa: S311  (a sample, no secret)
    return [first + timedelta(days=days) for days in chosen]


def working_days() -> Comparison:
    """Compare the 20th working day after a day, both calendars loaded; they agree on all of the days."""
    calendar = hubnet.load_calendar()
    peer = holidays.country_holidays("CN", years=range(2018, 2027))
    days = _days(1000)
    for day in days:
        ours, theirs = calendar.working_day_after(day, 20), peer.get_nth_working_day(day, 20)
        if ours != theirs:
            message = f"20 working days after {day}: hubnet says {ours}, holidays {theirs}"
            raise AssertionError(message)
    some = days[::4]

    def count_ours() -> None:
        for day in days * 20:
            calendar.working_day_after(day, 20)

    def count_theirs() -> None:
        for day in some:
            peer.get_nth_working_day(day, 20)

    measured = in_turns(of_call(count_ours, 20 * len(days)), of_call(count_theirs, len(some)), rounds=50)
    return Comparison(
        what="20 working days after a day",
        peer="holidays.CN get_nth_working_day",
        ours=measured[0],
        theirs=measured[1],
        limit=0.02,
    )


def plans() -> Comparison:
    """Compare a registration planned and explained, from its events on, with one explained deadline of lexdays."""
    law = hubnet.load_rulebook()
    days = _days(60)
    some = days[::6]

    def plan_ours() -> None:
        for number, day in enumerate(days):
            events = {"documents_complete": day}
            if number % 3 == 0:
                events["documents_received"] = day - timedelta(days=4)
            case = hubnet.Case(_PROCEDURE, place=_PLACE, events=events)
            hubnet.schedule(law, case, on=day + timedelta(days=number)).explain("zh")

    def plan_theirs() -> None:
        for day in some:
            lexdays.compute("de/zpo", day, "P1M", calendar="de-nw").explain("zh")

    measured = in_turns(of_call(plan_ours, len(days)), of_call(plan_theirs, len(some)), rounds=100)
    return Comparison(
        what="explained registration plan",
        peer="lexdays explained deadline",
        ours=measured[0],
        theirs=measured[1],
        limit=0.15,
    )


def processes() -> Iterator[Comparison]:
    """Compare importing hubnet, and a fresh process with one explained deadline, with importing attrs."""
    codes = ("pass", "import attrs", "import hubnet", _ONE_DEADLINE)
    bare, attrs, imported, deadline = in_turns(*map(of_process, codes), rounds=40)
    net = above(attrs, bare)
    yield Comparison(
        what="import, above bare interpreter", peer="import attrs", ours=above(imported, bare), theirs=net, limit=2
    )
    yield Comparison(what="  whole process", peer="import attrs", ours=imported, theirs=attrs)
    yield Comparison(what="process with one deadline", peer="import attrs, whole", ours=deadline, theirs=attrs, limit=8)
    yield Comparison(what="  above bare interpreter", peer="import attrs", ours=above(deadline, bare), theirs=net)


def rulebook() -> Comparison:
    """Compare loading the shipped rulebook with parsing the same TOML alone."""
    data = Path(hubnet.__file__).parent / "data"
    files = [file for file in (data / "rulebooks").rglob("*.toml") if not file.name.endswith(".cases.toml")]
    contents = [file.read_bytes() for file in (*files, data / "calendar" / "official.toml")]

    def parse() -> None:
        for content in contents:
            tomllib.loads(content.decode())

    measured = in_turns(of_call(hubnet.load_rulebook), of_call(parse), rounds=50)
    return Comparison(what="loading the rulebook", peer="tomllib.loads", ours=measured[0], theirs=measured[1], limit=3)
