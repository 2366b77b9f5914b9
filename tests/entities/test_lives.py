"""When a body exists, held against every founding, status and end that its sources leave possible."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product

from entities.builders import organization, spell
from hypothesis import assume, given
from hypothesis import strategies as st

from hubnet.entities import Status, existence
from hubnet.errors import InvalidValueError
from hubnet.values import End, Outcome, PartialDate, Span

ORIGIN = date(2020, 1, 1)
BEFORE, AFTER = -3, 8
"""Numbers of days that stand for all before and all after the days looked at, which are 0 to 3."""


def at(number):
    """The day of this number after the origin."""
    return ORIGIN + timedelta(days=number)


days = st.tuples(st.integers(0, 3), st.integers(0, 3)).map(sorted).map(lambda ends: PartialDate(*map(at, ends)))
"""Days known in part."""


@st.composite
def spells(draw, status):
    """Spells of a status, whose span may be known, known in part or not at all."""
    start = draw(st.sampled_from((None, End.UNKNOWN)) | days)
    end = draw(st.sampled_from(End) | days)
    attested = draw(st.none() | days)
    try:
        return spell(status, Span(start, end, attested))
    except InvalidValueError:
        return spell(status)


def numbers(bound, open_at):
    """All the days that a bound can be, as numbers."""
    if bound is None or bound is End.OPEN:
        return [open_at]
    if bound is End.UNKNOWN:
        return range(BEFORE + 1, AFTER)
    known = PartialDate.of(bound)
    return range((known.earliest - ORIGIN).days, (known.latest - ORIGIN).days + 1)


def held(span):
    """Every first day of a span, with a day by which it is still held."""
    return {
        (first, day)
        for first, out in product(numbers(span.start, BEFORE), numbers(span.end, AFTER))
        for day in ([first] if span.attested is None else numbers(span.attested, 0))
        if first <= day < out
    }


def lives(body):
    """Every first day in and first day out of a body: it exists from its first beginning, and while it has a status."""
    starts = [{(day, day) for day in numbers(body.founded, 0)}] if body.founded else []
    ends = [set(numbers(body.dissolved, 0))] if body.dissolved else []
    struck_off = False
    for one in body.statuses:
        if one.status is Status.DEREGISTERED:
            struck_off = True
            ends += [{first for first, _ in held(one.span)}] if one.span else []
        elif one.span:
            starts.append(held(one.span))
    if struck_off and not ends:  # of a body known to have ended on a day this is the same end
        ends = [set(range(BEFORE + 1, AFTER))]
    starts = starts or [{(day, day) for day in range(BEFORE + 1, AFTER)}]
    begun = {(min(first for first, _ in each), max(day for _, day in each)) for each in product(*starts)}
    ended = {min(each) for each in product(*ends)} if ends else {AFTER}
    return {(first, out) for (first, still), out in product(begun, ended) if still < out}


def sure_answer(possible, number):
    """Whether the day lies in all the lives possible, in none, or in some."""
    seen = {first <= number < out for first, out in possible}
    return Outcome.of(seen.pop() if len(seen) == 1 else None)


bodies = st.builds(
    lambda founded, dissolved, statuses: organization(founded=founded, dissolved=dissolved, statuses=statuses),
    st.none() | days,
    st.none() | days,
    st.lists(st.sampled_from((Status.INFORMAL, Status.REGISTERED, Status.DEREGISTERED)).flatmap(spells), max_size=2),
)
simple = st.builds(
    lambda founded, dissolved: organization(founded=founded, dissolved=dissolved), st.none() | days, st.none() | days
) | st.builds(lambda one, dissolved: organization(statuses=[one], dissolved=dissolved), spells(Status.FILED), st.none())
"""Bodies with one beginning and at most one end, or a status alone."""


@given(bodies)
def test_no_answer_is_more_than_the_sources_say(body):
    """Where a body is said to exist or not on a day, it does or does not in every life that its sources allow."""
    possible = lives(body)
    assume(possible)
    for number in range(-1, 5):
        answer = existence(body).covers(at(number))
        assert answer in (Outcome.UNKNOWN, sure_answer(possible, number))


@given(simple)
def test_no_answer_is_less_than_the_sources_say(body):
    """With one beginning, what every life that the sources allow agrees on is answered."""
    possible = lives(body)
    assume(possible)
    for number in range(-1, 5):
        assert existence(body).covers(at(number)) is sure_answer(possible, number)
