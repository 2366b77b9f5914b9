"""Ten questions that an analyst asks of hubs and their members, of real cases and of a generated city.

Each question is asked of a case of the casebook and of the city: tables, and what they say in a sentence. All figures
in the sentences are taken from the tables. What the sources do not tell stays open: a group of "more than 70" counts as
that, and a share without a known whole is not given.
Run it from anywhere: ``python examples/network_queries.py``.
"""

from __future__ import annotations

from collections import Counter
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from generated_city import DAY, generated_city

import hubnet
from hubnet import Quantity, Table, Yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hubnet import HubNetwork

CASE_DAYS = {"futian": date(2015, 5, 8), "haishu": None, "xuanwu": date(2012, 8, 2), "yuhuatai": date(2017, 7, 4)}
"""The day on which each case is asked: that of its source, or all time where it bears none."""
ROWS = 5
_WIDTH = 120

Said = Table | str


class Question(NamedTuple):
    """A question, how it is asked of a network, and the case that is asked beside the city."""

    title: str
    ask: Callable[[HubNetwork], Iterator[Said]]
    case: str


# --- Reading tables ---------------------------------------------------------------------------------------------------


def head(table: Table, rows: int = ROWS, *, by: str | None = None, columns: Iterable[str] = ()) -> Table:
    """Return the first rows of a table: by a column, largest first, if one is given; of some columns, if given.

    Args:
        table: any answer.
        rows: how many rows.
        by: the column to sort by; rows with the same number keep their order.
        columns: the columns to keep, all unless given.
    """
    order = list(range(len(table)))
    if by is not None:
        numbers = [least(cell) for cell in table.column(by)]
        order.sort(key=lambda at: -numbers[at])
    names = tuple(columns) or table.columns
    places = [table.columns.index(name) for name in names]
    kept = [tuple(row[at] for at in places) for row in (table.rows[at] for at in order[:rows])]
    return Table(names, kept, [table.headings[at] for at in places])


def least(cell: object) -> Fraction:
    """Return a number, or the least that a figure with bounds can be; what is not known comes last."""
    if isinstance(cell, Quantity):
        return Fraction(cell.interval.low or 0)
    if isinstance(cell, Yuan):
        return Fraction(cell.fen, 100)
    return Fraction(cell) if isinstance(cell, int | Fraction) else Fraction(-1)


def rows_of(table: Table, *columns: str) -> list[tuple[object, ...]]:
    """Return some columns of a table, row by row."""
    return list(zip(*(table.column(name) for name in columns), strict=True))


def percent(share: object) -> str:
    """Return a ratio in percent with one decimal, as readers know it."""
    return f"{float(share):.1%}" if isinstance(share, Fraction) else "not known"


def many(number: object, one: str, more: str | None = None) -> str:
    """Return a number with its word, in the plural where it is not one."""
    if isinstance(number, int):
        return f"{number:,} {one if number == 1 else more or one + 's'}"
    return f"{number.text('en') if isinstance(number, Quantity) else number} {more or one + 's'}"


# --- The questions ----------------------------------------------------------------------------------------------------


def size(net: HubNetwork) -> Iterator[Said]:
    """Yield how large the network is."""
    table = net.summary()
    yield table
    sizes = {(what, kind): total for what, kind, total in table}
    bodies, ties = (sum(total for (word, _), total in sizes.items() if word == what) for what in ("body", "tie"))
    members, alone = sizes["member", None], sizes["member", "one hub only"]
    yield (
        f"{many(bodies, 'body', 'bodies')} and {many(ties, 'tie')} hold; {many(sizes['hub', None], 'hub')} "
        f"({sizes['hub', 'designated']:,} designated); {members:,} bodies have a hub, {alone:,} of them one only."
    )


def largest(net: HubNetwork) -> Iterator[Said]:
    """Yield the hubs with the most members, and the farthest reach."""
    table = net.reach()
    best = head(table, by="total")
    yield best
    name, total = rows_of(best, "name", "total")[0]
    far, reach = rows_of(head(table, 1, by="reach"), "name", "reach")[0]
    yield f"{name} has the most members: {many(total, 'body', 'bodies')} in all."
    if reach:
        yield f"Over any number of ties {far} reaches the most: {many(reach, 'named body', 'named bodies')}."
    else:
        yield "No hub leads to a body that is named."


def belonging(net: HubNetwork) -> Iterator[Said]:
    """Yield the members of the largest hub, the hubs of the last of them, and its way to legal service."""
    hub, name = rows_of(head(net.reach(), 1, by="total"), "hub", "name")[0]
    members = net.members(hub)
    yield head(members, columns=("body", "name", "kinds", "within", "total"))
    groups = members.column("kind").count("counted_group")
    yield (
        f"{name} has {many(len(members) - groups, 'member')} by name and "
        f"{many(groups, 'group')} of which only the number is told."
    )
    body, called = [row[:2] for row in rows_of(members, "body", "name", "kind") if row[2] == "organization"][-1]
    hubs = net.hubs_of(body, transitive=True)
    yield head(hubs, columns=("hub", "name", "axes", "depth", "kinds"))
    direct = hubs.column("depth").count(1)
    yield f"{called} belongs to {many(direct, 'hub')}; above these stand {len(hubs) - direct:,} more."
    way = net.path(body, "legal_service")
    yield way
    yield f"From there to legal service it takes {many(len(way), 'step')}." if len(way) else "No path leads to it."


def alone(net: HubNetwork) -> Iterator[Said]:
    """Yield the bodies with one hub only, and the hub on which most of them hang."""
    table = net.single_hub()
    yield head(table)
    counts = Counter(table.column("hub_name"))
    name, most = min(counts.items(), key=lambda row: (-row[1], row[0]))
    yield f"{many(len(table), 'body has', 'bodies have')} one hub only. On {name} hang the most of them: {most:,}."


def losses(net: HubNetwork) -> Iterator[Said]:
    """Yield what breaks if a hub ends."""
    best = head(net.losses())
    yield best
    hub, name, last, path = rows_of(best, "hub", "name", "last_hub", "path_to_top")[0]
    yield (
        f"If {name} ended, {many(last, 'body', 'bodies')} would lose the last hub, and {path:,} every path to the top."
    )
    yield head(net.loss(hub), columns=("body", "name", "loses", "hubs"))


def covered(net: HubNetwork) -> Iterator[Said]:
    """Yield how many streets are covered in each district, and how many organizations; each with its denominator."""
    streets = net.coverage()
    yield head(streets, 2 * ROWS)
    rows = rows_of(streets, "of_what", "covered", "of", "share")
    for what in ("hub", "centre", "federation"):
        of_it = [row for row in rows if row[0] == what]
        known = [row for row in of_it if isinstance(row[2], int)]
        if known:
            found, of = (sum(row[at] for row in known) for at in (1, 2))
            yield f"{found:,} of {of:,} streets have a {what}, in {len(known)} of {many(len(of_it), 'district')};"
        shares = sorted({percent(row[3]) for row in of_it if row[2] is None and row[3] is not None})
        if shares:
            yield f"a source reports the share of streets with a {what}, without their number: {', '.join(shares)};"
    unknown = len({row[0] for row in rows_of(streets, "place", "basis") if row[1] == "unknown"})
    yield f"of {many(unknown, 'district')} a share is missing, because nothing tells the whole."
    organizations = net.organization_coverage()
    yield head(organizations)
    counted = [row for row in rows_of(organizations, "covered", "of", "basis") if row[2] == "counted"]
    if counted:
        have, all_of = (sum(row[at] for row in counted) for at in (0, 1))
        yield (
            f"Where the register claims to hold all organizations, {have:,} of {all_of:,} have a hub: "
            f"{percent(Fraction(have, all_of))}."
        )
    else:
        yield "Of no district does the register claim to hold all organizations: the shares are of those recorded."


def spread(net: HubNetwork) -> Iterator[Said]:
    """Yield how concentrated memberships are, and how the tiers lie below each other."""
    table = net.concentration()
    yield table
    told = [row for row in rows_of(table, "place", "hhi", "gini", "hubs") if row[0] is not None and row[1] is not None]
    if told:
        place, hhi, gini, hubs = max(told, key=lambda row: row[1])
        yield (
            f"Memberships are most concentrated in {place}: HHI {float(hhi):.4f}, Gini {float(gini):.4f}, "
            f"over {many(hubs, 'hub')}."
        )
    else:
        yield "No hub has a membership in a recorded district."
    tiers = net.tiers()
    yield tiers
    depth, below = max(rows_of(tiers, "depth", "max"), key=lambda row: least(row[1]))
    yield (
        f"From the top it goes down {many(len(tiers) - 1, 'step')}; the hub with the most below it, {below:,}, "
        f"stands at depth {depth}."
    )


def axes(net: HubNetwork) -> Iterator[Said]:
    """Yield who joins the territorial and the sectoral axis, which hubs share members, and who joins hubs."""
    bridges = net.bridges()
    yield head(bridges, by="hubs")
    members = next(total for what, kind, total in net.summary() if (what, kind) == ("member", None))
    yield f"{len(bridges):,} of the {members:,} bodies with a hub have both a territorial and a sectoral one."
    overlap = net.overlap()
    if not len(overlap):
        yield "No two hubs share a member that is named."
        return
    best = head(overlap, by="shared", columns=("hub", "other", "shared", "union", "jaccard"))
    yield best
    hub, other, shared, union, jaccard = best.rows[0]
    yield f"{hub} and {other} share the most: {shared:,} of {union:,}, {percent(jaccard)}."
    brokers = head(net.brokers())
    yield brokers
    name, pairs = rows_of(brokers, "name", "alone")[0]
    yield f"{name} joins the most pairs of hubs that nobody else joins: {pairs:,}."


def change(net: HubNetwork) -> Iterator[Said]:
    """Yield how the network grew in the three years before the day, in all, by hub and year by year."""
    if net.on is None:
        return
    earlier = net.on.replace(year=net.on.year - 3)
    grown = net.growth(earlier, net.on)
    yield grown
    start, end, joined, left, churn = rows_of(grown, "at_start", "at_end", "joined", "left", "churn")[0]
    yield (
        f"From {earlier} to {net.on} memberships went from {start:,} to {end:,}: {joined:,} joined, {left:,} left "
        f"({percent(churn)} of those at the start)."
    )
    by_hub = head(net.growth(earlier, net.on, by="hub"), by="joined", columns=("hub", "at_start", "joined", "left"))
    yield by_hub
    yield f"Most joined {by_hub.rows[0][0]}: {by_hub.rows[0][2]:,}."
    years = net.windows(earlier, net.on, years=1)
    yield years
    first, joined = max(rows_of(years, "start", "joined"), key=lambda row: least(row[1]))
    yield f"Of the three years, most joined in the one from {first}: {joined:,}."


def paid(net: HubNetwork) -> Iterator[Said]:
    """Yield the money, each amount once."""
    kinds = net.money()
    columns = ("kind", "grants", "awarded", "disbursed", "unknown", "handed_on", "reported", "ties")
    yield head(kinds, len(kinds), columns=columns)
    for kind, grants, awarded, unknown, handed_on, reported in rows_of(
        kinds, "name", "grants", "awarded", "unknown", "handed_on", "reported"
    ):
        name = kind or "no recorded programme"
        if awarded is not None:
            passed = f"; hubs handed on {handed_on.text('en')}, which is not counted again" if handed_on else ""
            yield (
                f"{name}: {many(grants, 'grant')} of new money, {awarded.text('en')} as far as amounts are known "
                f"({unknown:,} are not){passed}."
            )
        if reported is not None:
            yield f"{name}: {reported.text('en')} reported as a whole, without grants."
    payers = net.money(by="payer")
    yield head(payers, by="awarded", columns=("payer", "grants", "awarded", "handed_on", "reported"))


QUESTIONS = (
    Question("How large is it?", size, "xuanwu"),
    Question("Which hubs have the most members, and the farthest reach?", largest, "xuanwu"),
    Question("Who belongs to whom, and how does a member get to a service?", belonging, "futian"),
    Question("Who hangs on one hub alone?", alone, "xuanwu"),
    Question("What breaks if a hub ends?", losses, "yuhuatai"),
    Question("What is covered, and of how many?", covered, "yuhuatai"),
    Question("How are members spread over hubs and tiers?", spread, "yuhuatai"),
    Question("Where do the two axes meet, and who joins hubs?", axes, "xuanwu"),
    Question("What changed in three years?", change, "xuanwu"),
    Question("Where did the money go, each amount once?", paid, "haishu"),
)


def show(said: Iterable[Said]) -> None:
    """Print tables and sentences."""
    for one in said:
        print(f"\n{one.text(_WIDTH)}\n" if isinstance(one, Table) else one)


def of_case(name: str) -> HubNetwork:
    """Return the network of a case on its day."""
    return hubnet.build_network(hubnet.load_casebook(name), on=CASE_DAYS[name], lang="en")


def main() -> None:
    """Ask everything."""
    city = hubnet.build_network(generated_city(), on=DAY, lang="en")
    for number, question in enumerate(QUESTIONS, 1):
        for where, net in ((question.case, of_case(question.case)), ("generated city", city)):
            print(f"\n=== {number}. {question.title} ({where}, {net.on or 'all time'})")
            show(question.ask(net))


if __name__ == "__main__":
    main()
