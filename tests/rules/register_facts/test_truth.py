"""Whatever a register leaves out or tells in part, what it is taken to tell is true.

A small world is made in which every day is known, and a register that tells some of it: bodies and fields are left out,
days are told to the month or not at all. What `facts_of` says is held against the world.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from hubnet import Name, Organization, Register, StatusSpell, facts_of
from hubnet.entities import Completeness
from hubnet.values import End, PartialDate, Span

FIRST = date(2020, 1, 1)
HERE = "320102"
NAMES = ("玄武区敬老会", "玄武区爱老会")


class Life(NamedTuple):
    """A body that is registered on a day, may change its name, and may be struck off on a later day."""

    id: str
    alike: bool
    names: tuple[str, ...]
    start: date
    change: date | None
    end: date | None
    how: str

    def name(self, on):
        """Return the name on a day."""
        return self.names[self.change is not None and on >= self.change]

    def registered(self, on):
        """Return whether it is registered on a day."""
        return self.start <= on and (self.end is None or on < self.end)


class World(NamedTuple):
    """All lives, and which of them a register tells of, how."""

    lives: list[Life]
    register: Register
    held: list[str]


def day(text_of_days):
    """A day of a year and a half."""
    return FIRST + timedelta(days=text_of_days)


@st.composite
def lives(draw):
    """A body of one of two names, alike or not, with at most three days in its life."""
    start, second, third = sorted(draw(st.lists(st.integers(0, 500), min_size=3, max_size=3, unique=True)))
    changes, ends = draw(st.booleans()), draw(st.booleans())
    names = draw(st.permutations(NAMES))
    return Life(
        id="",
        alike=draw(st.sampled_from((True, True, True, False))),
        names=tuple(names),
        start=day(start),
        change=day(second) if changes else None,
        end=day(third) if ends else None,
        how=draw(st.sampled_from(("deregistered", "revoked"))),
    )


@st.composite
def blurred(draw, when, *, known=False):
    """A day as a source may tell it: exactly, to the month, or not at all."""
    how = draw(st.sampled_from(("day", "day", "month") if known else ("day", "day", "month", "unknown")))
    if how == "unknown":
        return End.UNKNOWN
    return when if how == "day" else PartialDate.parse(f"{when:%Y-%m}")


@st.composite
def names_of(draw, life):
    """The names of a body, the last with or without days."""
    since = draw(blurred(life.start))
    last = {} if draw(st.booleans()) else {"span": Span(draw(blurred(life.change or life.start)), End.OPEN)}
    if life.change is None:
        return (Name(zh=life.names[0], **last),)
    former = Name(zh=life.names[0], span=Span(since, draw(blurred(life.change))))
    return draw(st.permutations((former, Name(zh=life.names[1], **last))))


@st.composite
def told(draw, life):
    """What a register tells of a body; never anything that is not so."""
    said = {"form": "foundation", "fields": ("elderly",), "registrar": HERE}
    if not life.alike:
        said |= draw(st.sampled_from(({"form": "social_association"}, {"fields": ("children",)}, {"registrar": "CN"})))
    said = {name: value for name, value in said.items() if draw(st.integers(0, 9))}
    said["names"] = draw(names_of(life))
    style = draw(st.sampled_from(("statuses", "open", "founded")))
    if style == "founded":
        said["founded"] = draw(blurred(life.start, known=True))
        said["statuses"] = (StatusSpell(status="registered"),)
        if life.end is not None:
            said["dissolved"] = draw(blurred(life.end, known=True))
    else:
        end = End.OPEN if life.end is None or style == "open" else draw(blurred(life.end))
        spells = [StatusSpell(status="registered", span=Span(draw(blurred(life.start)), end))]
        if life.end is not None and (style == "open" or draw(st.booleans())):
            over = draw(st.sampled_from((None, Span(draw(blurred(life.end)), End.OPEN))))
            spells.append(StatusSpell(status=life.how, span=over))
        said["statuses"] = tuple(draw(st.permutations(spells)))
    return Organization(id=life.id, **said)


@st.composite
def worlds(draw):
    """Lives, and a register that leaves out whom its claim of completeness, if it has one, lets it."""
    every = [life._replace(id=f"o{number}") for number, life in enumerate(draw(st.lists(lives(), max_size=4)))]
    claim = draw(st.sampled_from(("none", "all", "since")))
    since = day(draw(st.integers(0, 500)))
    records = []
    for life in every:
        may_miss = claim == "none" or (claim == "since" and life.end is not None and life.end <= since)
        if not may_miss or draw(st.booleans()):
            records.append(draw(told(life)))
    held = [record.id for record in records]
    if claim != "none":
        span = Span(since) if claim == "since" else None
        records.append(Completeness(id="claim", place=HERE, kinds=["organization"], span=span))
    return World(every, Register(records), held)


def losses(world, asking, name, on, how):
    """The days by which bodies that are alike had lost a name, in the one way or the other."""
    for life in world.lives:
        if life.id == asking or not life.alike:
            continue
        if how == "given_up" and life.change is not None and life.change <= on and life.names[0] == name:
            yield life.change
        over = life.end is not None and life.end <= on and (how == "revoked") is (life.how == "revoked")
        if over and life.name(life.end - timedelta(days=1)) == name:
            yield life.end


def is_so(value, truth):
    """Whether what is told of a day allows it to be the true one, None for never."""
    if value == "never" or truth is None:
        return value == "never" and truth is None
    partial = PartialDate.of(value)
    return partial.earliest <= truth <= partial.latest


@given(worlds(), st.integers(0, 520).map(day), st.sampled_from(NAMES))
def test_what_is_told_of_a_name_is_true(world, on, name):
    """In use, given up, revoked: by those who are alike."""
    proposed = Organization(id="new", names=name, form="foundation", fields=["elderly"], registrar=HERE)
    facts = facts_of(world.register, proposed, on)
    if "name_in_use" in facts:
        bearers = [life for life in world.lives if life.alike and life.registered(on) and life.name(on) == name]
        assert facts["name_in_use"] is bool(bearers)
    for how in ("given_up", "revoked"):
        if (value := facts.get(f"name_{how}_on")) is not None:
            assert is_so(value, max(losses(world, "new", name, on, how), default=None))


@given(worlds(), st.integers(0, 520).map(day))
def test_what_is_told_of_a_body_is_true(world, on):
    """Status, first day of the registration, and the name while it is registered."""
    for life in world.lives:
        if life.id not in world.held:
            continue
        facts = facts_of(world.register, life.id, on)
        status = "registered" if life.registered(on) else None if on < life.start else life.how
        assert facts.get("registration_status") in (None, status)
        if "registered_on" in facts:
            assert is_so(facts["registered_on"], life.start)
        if life.registered(on):
            assert facts.get("name") in (None, life.name(on))
