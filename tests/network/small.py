"""Small registers, drawn: bodies, groups, hubs, federations and ties of every kind, with dates known in part."""

from __future__ import annotations

from datetime import date, timedelta

from entities.builders import base, cited, federation, group, hub, organization, platform, tie
from hypothesis import strategies as st

from hubnet.entities import Completeness, LegalForm, PlaceName, Register, Role, Scope, TieKind, Tier

FIRST, LAST = date(2012, 1, 29), date(2012, 2, 4)
DAYS = tuple(FIRST + timedelta(days=n) for n in range((LAST - FIRST).days))
"""The days that are asked about: around the end of a month, so that a month or a year says something of them."""

SPANS = (
    None, "../..", "?/..", "?/?", "2012-01-30/..", "2012-01-30/2012-02-02", "2012-01-31/2012-02-01", "2012-02-01/?",
    "../2012-02-02", "?/2012-01-31", "2012-01/2012-02-03", "2012-01-31/2012-02", "2012-02/..", "2011/2012",
    "2011-05-01/? @2012-01-31", "?/? @2012-02", "2012-02-02/2012-02-03",
)  # fmt: skip
STARTS = (None, "2000", "2012-01-30", "2012-02-01", "2012-01", "2012")
ENDS = (None, None, None, "2012-01-31", "2012-02-02", "2012-02", "2013")
PLACES = (
    None,
    "320102",
    "320102001",
    "320102002",
    "320102001001",
    "320114001",
    "320114",
    "320100",
    "320102/锁金村街道",
)
ORGANIZATIONS = ("o0", "o1", "o2", "o3", "o4", "o5")
BASES = ("b0", "b1")
GROUPS = ("g0", "g1")
UNRECORDED = "x"
ENDS_OF_TIES = (*ORGANIZATIONS, *ORGANIZATIONS, *BASES, *GROUPS, "p0", UNRECORDED)
KINDS = (
    *[kind for kind in TieKind if kind not in {TieKind.FUNDS, TieKind.FOUNDED}],
    TieKind.HAS_MEMBER, TieKind.HAS_MEMBER, TieKind.SERVES, TieKind.INCUBATES, TieKind.FUNDS, TieKind.FOUNDED,
)  # fmt: skip
COUNTS = (None, 3, "近60", "70余", "不足4", "10左右")


def maybe(values):
    """One of some values."""
    return st.sampled_from(values)


def several(values, most):
    """Some of the values, each once."""
    return st.lists(maybe(values), max_size=most, unique=True)


@st.composite
def organizations(draw, name):
    """A statement about an organization."""
    return organization(
        name, founded=draw(maybe(STARTS)), dissolved=draw(maybe(ENDS)) if draw(st.booleans()) else None,
        seat=draw(maybe(PLACES)), tier=draw(maybe((None, Tier.DISTRICT, Tier.STREET, Tier.COMMUNITY))),
        form=draw(maybe((None, LegalForm.SOCIAL_ASSOCIATION, LegalForm.FOUNDATION, LegalForm.ENTERPRISE))),
        roles=draw(maybe(((), (), (), (Role.HUB,), (Role.SUPPORT,)))),
    )  # fmt: skip


@st.composite
def groups(draw, name):
    """A counted group; one of them can include the other."""
    others = (*ORGANIZATIONS, *BASES, UNRECORDED, *GROUPS[: GROUPS.index(name)])
    what = draw(maybe(("organization", "organization", "street", "community", "service_centre")))
    share = draw(maybe((None, "100%", "60%", "近60%"))) if what in {"street", "community"} else None
    return group(
        name, what=what, count=draw(maybe(COUNTS)), share=share, place=draw(maybe(PLACES)),
        includes=draw(several(others, 3)), roles=draw(maybe(((), (), (Role.HUB,), (Role.HUB, Role.SUPPORT)))),
    )  # fmt: skip


@st.composite
def ties(draw, name):
    """One or two statements about a tie, by the source of which it may be known that it held on a day."""
    ends = draw(maybe(ENDS_OF_TIES)), draw(maybe(ENDS_OF_TIES))
    kind, source = draw(maybe(KINDS)), draw(maybe(((), (), cited("文", "2012-01-31"), cited("书"))))
    spans = draw(st.lists(maybe(SPANS), min_size=1, max_size=2))
    return [tie(*ends, span, kind, id=name, cite=source) for span in spans]


@st.composite
def hubs(draw, name):
    """A designation, of a body or of none that is named."""
    return hub(
        name, organization=draw(maybe((None, *ORGANIZATIONS, *BASES, *GROUPS))), place=draw(maybe(PLACES)),
        scope=draw(maybe((None, Scope.TERRITORIAL, Scope.SECTORAL))), designated=draw(maybe(STARTS)),
        tier=draw(maybe((None, None, Tier.DISTRICT, Tier.STREET))),
        span=draw(maybe(SPANS)) if draw(st.booleans()) else None,
    )  # fmt: skip


@st.composite
def federations(draw, name):
    """A federation with its lists."""
    return federation(
        name, organization=draw(maybe(ORGANIZATIONS)), founded=draw(maybe(STARTS)), place=draw(maybe(PLACES)),
        members=draw(several(ORGANIZATIONS, 4)), founders=draw(several(ORGANIZATIONS, 2)),
        cite=draw(maybe(((), cited("文", "2012-01-31")))),
    )  # fmt: skip


@st.composite
def of_places(draw):
    """Names of places, and claims that the register leaves nothing out."""
    named = [place for place in PLACES if place]
    names = [
        PlaceName(id=f"n{number}", place=place, names=place, span=draw(maybe(SPANS)))
        for number, place in enumerate(draw(several(named, 5)))
    ]
    claims = [
        Completeness(
            id=f"c{number}", place=place, span=draw(maybe(SPANS)),
            kinds=draw(maybe((("place_name",), ("organization",), ("place_name", "organization"), ("base",)))),
            tiers=draw(maybe(((), (Tier.STREET,), (Tier.COMMUNITY,)))),
        )
        for number, place in enumerate(draw(several(named, 2)))
    ]  # fmt: skip
    return [*names, *claims]


@st.composite
def records(draw):
    """Records of a small register, in any order."""
    found = []
    for name in draw(several(ORGANIZATIONS, 6)):
        found += [draw(organizations(name)) for _ in range(draw(maybe((1, 1, 1, 2))))]
    for name in draw(several(BASES, 2)):
        run_by = draw(maybe((None, *ORGANIZATIONS[:3])))
        place, opened, closed = draw(maybe(PLACES)), draw(maybe(STARTS)), draw(maybe(ENDS))
        found.append(
            base(
                name, organization=run_by, place=place, opened=opened, closed=closed, planned=draw(maybe((False, True)))
            )
        )
    found += [draw(groups(name)) for name in draw(several(GROUPS, 2))]
    found += draw(maybe(((), (platform("p0"),))))
    for number in range(draw(st.integers(0, 12))):
        found += draw(ties(f"t{number}"))
    found += [draw(hubs(f"h{number}")) for number in range(draw(st.integers(0, 3)))]
    found += [draw(federations(f"f{number}")) for number in range(draw(st.integers(0, 2)))]
    found += draw(of_places())
    return draw(st.permutations(found))


@st.composite
def registers(draw):
    """A small register."""
    return Register(draw(records()))


days = st.sampled_from(DAYS)
rules = st.sampled_from(("possible", "certain"))


@st.composite
def windows(draw):
    """A first day and a first day after."""
    first = draw(days)
    return first, first + timedelta(days=draw(st.integers(1, 5)))


whens = st.none() | days | windows()
"""All time, a day, or a span of days."""
kinds = st.none() | st.lists(st.sampled_from(TieKind), min_size=1, max_size=3, unique=True)
"""Which ties count: those of hubs, or some."""
