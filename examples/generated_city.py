"""A city that does not exist, generated as records: districts, streets, communities, their hubs and organizations.

The same numbers always give the same city. Its division code begins with 99, which no province has; its shares are made
up and say nothing of any real place. Run it to see its size: ``python examples/generated_city.py``.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache
from random import Random
from typing import TYPE_CHECKING, NamedTuple

from attrs import define, field

import hubnet
from hubnet.entities import (
    Base,
    Completeness,
    CountedGroup,
    Federation,
    Grant,
    Hub,
    LegalForm,
    Name,
    Organization,
    PlaceName,
    Programme,
    ProgrammeKind,
    Scope,
    Tie,
    TieKind,
    Tier,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hubnet import Register
    from hubnet.entities import Record
    from hubnet.values import Span

CITY = "990100"
DAY, EARLIER = date(2020, 6, 1), date(2017, 6, 1)
"""The day that is asked about, and one three years before."""
STREETS_OF_DISTRICT, COMMUNITIES_OF_STREET = 20, 5
CITY_HUB, CITY_GOVERNMENT = "city-federation", "city-civil-affairs"

_FIRST = date(2010, 1, 1)
_FIELDS = (
    ("elderly", "养老", "Elderly Care"),
    ("disabled", "助残", "Disability"),
    ("children", "儿童", "Children's"),
    ("culture_and_sport", "文体", "Culture and Sport"),
    ("social_work", "社工", "Social Work"),
    ("environment", "环保", "Environment"),
    ("trade_associations", "商会", "Commerce"),
)
_SECTORAL = (
    ("trade-unions", "总工会", "Federation of Trade Unions"),
    ("youth-league", "团委", "Youth League Committee"),
    ("womens-federation", "妇联", "Women's Federation"),
    ("disabled-persons", "残联", "Disabled Persons' Federation"),
    ("science-association", "科协", "Association for Science and Technology"),
    ("literary-federation", "文联", "Federation of Literary and Art Circles"),
    ("industry-and-commerce", "工商联", "Federation of Industry and Commerce"),
)
_FORMS = (
    (LegalForm.PRIVATE_NON_ENTERPRISE_UNIT, "中心", "Centre"),
    (LegalForm.SOCIAL_ASSOCIATION, "协会", "Association"),
    (LegalForm.UNREGISTERED_GROUP, "小组", "Group"),
)


class Hubs(NamedTuple):
    """The hubs and bases that an organization of a community can belong to; None where there is none."""

    community: str | None
    street: str
    centre: str | None
    base: str


class Member(NamedTuple):
    """An organization that is no hub: its id, its first day, and the first day on which it no longer exists."""

    id: str
    founded: date
    dissolved: date | None


@define
class City:
    """The records of the city as they are made, and the dice."""

    dice: Random
    records: list[Record] = field(factory=list)
    sectoral: dict[str, list[str]] = field(factory=dict)
    """The sectoral hubs, by the code of their district."""
    since: dict[str, date] = field(factory=dict)
    """The first day of each body that has one."""
    organizations: int = 0
    ties: int = 0

    def chance(self, share: float) -> bool:
        """Return whether something happens that happens in such a share of cases."""
        return self.dice.random() < share

    def day(self, first: date, last: date) -> date:
        """Return the first or the fifteenth of a month, or a day near the bounds: from a first day to before a last."""
        months = self.dice.randrange(max((last.year - first.year) * 12 + last.month - first.month, 1))
        year, month = divmod(first.month - 1 + months, 12)
        found = date(first.year + year, month + 1, self.dice.choice((1, 15)))
        return max(first, min(found, last - timedelta(days=1)))

    def organization(self, name: str, zh: str, en: str, form: LegalForm, place: str, **said: object) -> str:
        """Write down an organization."""
        self.organizations += 1
        if isinstance(founded := said.get("founded"), date):
            self.since[name] = founded
        self.records.append(Organization(id=name, names=Name(zh=zh, en=en), form=form, seat=place, **said))
        return name

    def tie(self, kind: TieKind, from_: str, to: str, first: str, end: str = "..") -> None:
        """Write down a tie from a first day in to a first day out."""
        self.ties += 1
        self.records.append(Tie(id=f"t{self.ties:06}", kind=kind, from_=from_, to=to, span=_span(first, end)))

    def base(self, name: str, zh: str, en: str, place: str, opened: date, **said: object) -> str:
        """Write down an incubation base or a service centre."""
        self.since[name] = opened
        self.records.append(Base(id=name, names=Name(zh=zh, en=en), place=place, opened=opened, **said))
        return name

    def both(self, *bodies: str) -> date:
        """Return the first day on which all of some bodies are there."""
        return max(self.since.get(body, _FIRST) for body in bodies)

    def hub(self, body: str, scope: Scope, place: str, tier: Tier, since: date, end: date | None = None) -> None:
        """Write down that a body is designated as a hub."""
        span = _span(str(since), str(end or ".."))
        record = Hub(id=f"hub-{body}", names=f"枢纽 {body}", organization=body, scope=scope, place=place, tier=tier,
                     span=span)  # fmt: skip
        self.records.append(record)


@cache
def _span(first: str, end: str) -> Span:
    return hubnet.Span.parse(f"{first}/{end}")


def generated_city(streets: int = 200, organizations: int = 30_000, seed: int = 7) -> Register:
    """Return the register of a city with so many streets and organizations; its bases come on top.

    Raises:
        ValueError: fewer organizations than the hubs and authorities of so many streets.
    """
    city = City(Random(seed))  # noqa: S311  (data, no secret)
    city.organization(
        CITY_GOVERNMENT, "市民政局", "City Civil Affairs Bureau", LegalForm.GOVERNMENT_BODY, CITY, tier=Tier.CITY
    )
    city.organization(
        CITY_HUB, "市社会组织联合会", "City Federation of Social Organizations", LegalForm.SOCIAL_ASSOCIATION, CITY,
        tier=Tier.CITY, founded=_FIRST,
    )  # fmt: skip
    city.hub(CITY_HUB, Scope.TERRITORIAL, CITY, Tier.CITY, _FIRST)
    _sectoral_hubs(city, CITY, "", Tier.CITY)
    hubs: list[tuple[str, Hubs]] = []
    for number in range(-(-streets // STREETS_OF_DISTRICT)):
        count = min(STREETS_OF_DISTRICT, streets - number * STREETS_OF_DISTRICT)
        hubs += _district(city, number + 1, count)
    if city.organizations > organizations:
        raise ValueError(f"the hubs and authorities alone are {city.organizations} organizations; ask for more")
    members = [_member(city, hubs) for _ in range(organizations - city.organizations)]
    _money(city, members)
    return hubnet.Register(city.records)


# --- Hubs -----------------------------------------------------------------------------------------------------------


def _sectoral_hubs(city: City, place: str, prefix: str, tier: Tier) -> None:
    where, at = ("市", "City ") if not prefix else (f"第{int(place[4:])}区", f"District {int(place[4:])} ")
    for word, zh, en in _SECTORAL:
        form = LegalForm.SOCIAL_ASSOCIATION if word == "industry-and-commerce" else LegalForm.PEOPLES_ORGANIZATION
        body = city.organization(f"{prefix}{word}", f"{where}{zh}", f"{at}{en}", form, place, tier=tier)
        city.sectoral.setdefault(place, []).append(body)
        city.hub(body, Scope.SECTORAL, place, tier, city.day(date(2011, 1, 1), date(2015, 1, 1)))
        if prefix:
            city.tie(TieKind.HAS_MEMBER, word, body, str(_FIRST))


def _district(city: City, number: int, streets: int) -> Iterator[tuple[str, Hubs]]:
    """Write down a district with its hubs, streets and communities; yield each community with its hubs."""
    place, prefix = f"{CITY[:4]}{number:02}", f"d{number:02}-"
    zh, en = f"第{number}区", f"District {number}"
    government = city.organization(
        f"{prefix}civil-affairs", f"{zh}民政局", f"Civil Affairs Bureau of {en}", LegalForm.GOVERNMENT_BODY, place,
        tier=Tier.DISTRICT,
    )  # fmt: skip
    founded = city.day(date(2010, 1, 1), date(2012, 1, 1))
    federation = city.organization(
        f"{prefix}federation", f"{zh}社会组织联合会", f"Federation of Social Organizations of {en}",
        LegalForm.SOCIAL_ASSOCIATION, place, tier=Tier.DISTRICT, founded=founded,
    )  # fmt: skip
    city.hub(federation, Scope.TERRITORIAL, place, Tier.DISTRICT, founded)
    city.tie(TieKind.SUPERVISES, government, federation, str(founded))
    city.tie(TieKind.HAS_MEMBER, CITY_HUB, federation, str(founded))
    _sectoral_hubs(city, place, prefix, Tier.DISTRICT)
    run_by = None
    if number % 2:
        run_by = city.organization(
            f"{prefix}base-operator", f"{zh}孵化中心", f"Incubation Centre of {en}",
            LegalForm.PRIVATE_NON_ENTERPRISE_UNIT, place, tier=Tier.DISTRICT, founded=founded,
        )  # fmt: skip
    base = city.base(
        f"{prefix}base", f"{zh}孵化基地", f"Incubation Base of {en}", place, founded + timedelta(days=365),
        kind="incubation_base", organization=run_by, tier=Tier.DISTRICT,
        services=("accounting_service", "legal_service") if number % 3 == 1 else ("accounting_service",),
    )  # fmt: skip
    _claims(city, number, place, streets)
    for street in range(1, streets + 1):
        yield from _street(
            city, f"{place}{street:03}", f"{prefix}s{street:02}-", f"{zh}第{street}街道", (federation, base)
        )


def _claims(city: City, number: int, place: str, streets: int) -> None:
    """Write down what is known of how many streets and organizations there are: of some districts all is named."""
    codes = [f"{place}{street:03}" for street in range(1, streets + 1)]
    all_streets = f"streets-{place}"
    if number % 3 == 1:
        city.records += [PlaceName(id=f"place-{code}", place=code, names=f"街道 {code}") for code in codes]
        city.records += [
            Completeness(id=all_streets, place=place, kinds=("place_name",), tiers=(Tier.STREET,)),
            Completeness(id=f"organizations-{place}", place=place, kinds=("organization",)),
        ]
    elif number % 3 == 2:  # noqa: PLR2004
        names = f"第{number}区全部街道"
        city.records.append(
            CountedGroup(id=all_streets, names=names, what="street", place=place, count=streets, share="100%")
        )


def _street(city: City, place: str, prefix: str, zh: str, above: tuple[str, str]) -> Iterator[tuple[str, Hubs]]:
    federation, base = above
    en = f"Street {int(place[6:])}, District {int(place[4:6])}"
    founded = city.day(date(2011, 6, 1), date(2014, 1, 1))
    association = city.organization(
        f"{prefix}association", f"{zh}社会组织促进会", f"Promotion Association of {en}", LegalForm.SOCIAL_ASSOCIATION,
        place, tier=Tier.STREET, founded=founded,
    )  # fmt: skip
    ended = city.day(date(2018, 1, 1), DAY) if city.chance(0.06) else None
    if city.chance(0.85):
        city.hub(association, Scope.TERRITORIAL, place, Tier.STREET, city.day(founded, date(2018, 1, 1)), ended)
    city.tie(TieKind.HAS_MEMBER, federation, association, str(founded), str(ended or ".."))
    if city.chance(0.6):
        city.records.append(Federation(id=f"{prefix}federation", organization=association, place=place))
    centre = None
    if city.chance(0.4):
        centre = city.base(
            f"{prefix}centre", f"{zh}社会组织服务中心", f"Service Centre of {en}", place,
            city.day(founded, date(2019, 1, 1)), kind="service_centre", operated_by=(association,), tier=Tier.STREET,
        )  # fmt: skip
    if city.chance(0.15):
        said = {"what": "organization", "place": place, "form": LegalForm.UNREGISTERED_GROUP}
        names, count = Name(zh=f"{zh}备案团体", en=f"Filed groups of {en}"), f"不足{city.dice.randrange(20, 60)}家"
        city.records.append(group := CountedGroup(id=f"{prefix}groups", names=names, count=count, **said))
        city.tie(TieKind.SERVES, association, group.id, "2016", "?")
    has_communities = city.chance(0.7)
    for number in range(1, COMMUNITIES_OF_STREET + 1):
        community, hub = f"{place}{number:03}", None
        if has_communities and city.chance(0.85):
            since = city.day(founded, date(2018, 1, 1))
            hub = city.organization(
                f"{prefix}c{number}-federation", f"{zh}第{number}社区社会组织联合会",
                f"Federation of Community {number}, {en}", LegalForm.SOCIAL_ASSOCIATION, community,
                tier=Tier.COMMUNITY, founded=since,
            )  # fmt: skip
            city.hub(hub, Scope.TERRITORIAL, community, Tier.COMMUNITY, since)
            city.tie(TieKind.HAS_MEMBER, association, hub, str(since))
        yield community, Hubs(hub, association, centre, base)


# --- Members ------------------------------------------------------------------------------------------------------


def _member(city: City, hubs: Sequence[tuple[str, Hubs]]) -> Member:
    """Write down an organization of some community with its ties."""
    place, near = city.dice.choice(hubs)
    kind = city.dice.randrange(len(_FIELDS))
    word, zh, en = _FIELDS[kind]
    form, made_zh, made_en = city.dice.choice(_FORMS)
    founded = city.day(_FIRST, DAY)
    ends = founded.year < DAY.year - 1 and city.chance(0.07)
    dissolved = city.day(founded + timedelta(days=200), DAY) if ends else None
    number = city.organizations
    name = city.organization(
        f"org-{number:05}", f"{zh}{made_zh}{number:05}", f"{en} {made_en} {number:05}", form, place,
        founded=founded, dissolved=dissolved, fields=(word,), tier=Tier.COMMUNITY,
    )  # fmt: skip
    member = Member(name, founded, dissolved)
    _territorial(city, member, near)
    if city.chance(0.4):
        _join(city, TieKind.HAS_MEMBER, city.sectoral[CITY if city.chance(0.2) else place[:6]][kind], member)
    if near.centre is not None and city.chance(0.1):
        _join(city, TieKind.HOSTS, near.centre, member)
    if city.chance(0.1):
        _grow(city, near.base, member)
    return member


def _territorial(city: City, member: Member, near: Hubs) -> None:
    """Write down the hubs of its community and street that an organization has: mostly one, some with several ties."""
    if city.chance(0.15):
        return
    hub = near.community if near.community is not None and city.chance(0.8) else near.street
    _join(city, TieKind.HAS_MEMBER, hub, member)
    if city.chance(0.15):
        _join(city, TieKind.SERVES, hub, member)
    if hub != near.street and city.chance(0.1):
        _join(city, TieKind.SERVES, near.street, member)


def _join(city: City, kind: TieKind, hub: str, member: Member) -> None:
    """Write down a tie that begins when both are there; none with an organization that was dissolved before."""
    there, gone = city.both(hub, member.id), member.dissolved or DAY
    if there >= gone:
        return
    since = city.day(there, gone)
    end = str(member.dissolved or "..")
    if since.year < gone.year - 1 and city.chance(0.12):
        end = str(city.day(date(since.year + 1, 1, 1), gone))
    elif member.dissolved is None and city.chance(0.02):
        end = "?"
    city.tie(kind, hub, member.id, _as_known(city, since) if there.year < since.year else str(since), end)


def _grow(city: City, base: str, member: Member) -> None:
    """Write down one spell of incubation, two years long, and for some a second one a year later."""
    since = city.both(base, member.id)
    for end in (since + timedelta(days=730), DAY):
        out = min(end, member.dissolved or end)
        if since < out:
            city.tie(TieKind.INCUBATES, base, member.id, str(since), str(out) if out < DAY else "..")
        since = end + timedelta(days=365)
        if not city.chance(0.1):
            return


def _as_known(city: City, since: date) -> str:
    """Return a first day as a source tells it: sometimes the year or the month alone."""
    told = city.dice.random()
    return f"{since:%Y}" if told < 0.05 else f"{since:%Y-%m}" if told < 0.15 else str(since)  # noqa: PLR2004


# --- Money ----------------------------------------------------------------------------------------------------------


def _money(city: City, members: Sequence[Member]) -> None:
    """Write down a venture fund: the city pays street by street through hubs, which hand it on, and some directly."""
    city.records.append(
        Programme(id="city-venture-fund", names=Name(zh="市公益创投", en="City Venture Fund"),
                  kind=ProgrammeKind.VENTURE_FUND, run_by=(CITY_HUB,), funded_by=(CITY_GOVERNMENT,), place=CITY)
    )  # fmt: skip
    by_sector = [body for place, bodies in city.sectoral.items() if place != CITY for body in bodies]
    number = 0
    for year in range(2015, 2021):
        first, last = date(year, 1, 1), date(year, 12, 31)
        there = [one.id for one in members if one.founded <= first and (one.dissolved is None or one.dissolved > last)]
        for hub in city.dice.sample(by_sector, min(len(by_sector), 20)):
            parts = [10_000 * city.dice.randrange(1, 10) for _ in range(5)]
            number += 1
            _grant(city, number, CITY_GOVERNMENT, hub, sum(parts), f"{year}-03")
            for amount in parts:
                number += 1
                _grant(city, number, hub, city.dice.choice(there), amount, f"{year}-04", pass_through=True)
        for _ in range(40):
            number += 1
            amount = None if city.chance(0.1) else 5_000 * city.dice.randrange(2, 30)
            _grant(city, number, CITY_GOVERNMENT, city.dice.choice(there), amount, f"{year}")


def _grant(
    city: City, number: int, funder: str, recipient: str, amount: int | None, when: str, *, pass_through: bool = False
) -> None:
    paid = amount if amount is not None and not city.chance(0.2) else None
    city.records.append(
        Grant(id=f"g{number:05}", funder=funder, recipient=recipient, programme="city-venture-fund", awarded=amount,
              disbursed=paid, awarded_on=when, pass_through=pass_through)
    )  # fmt: skip


def main() -> None:
    """Print the size of the city."""
    print(hubnet.build_network(generated_city(), on=DAY, lang="en").summary())


if __name__ == "__main__":
    main()
