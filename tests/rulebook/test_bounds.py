"""Numbers known in part: an answer where it holds for every number between, else none."""

from __future__ import annotations

import operator

from hypothesis import given
from hypothesis import strategies as st

from hubnet.rulebook import Bounds

ends = st.none() | st.integers(-4, 4)


@st.composite
def bounds(draw):
    """Draw bounds that leave a number."""
    low, high = draw(ends), draw(ends)
    if low is not None and high is not None and low > high:
        low, high = high, low
    return Bounds(low, high)


FAR = 30
"""Farther than any bound drawn."""


def between(some: Bounds) -> range:
    """Return the numbers between bounds, of those without end enough."""
    return range(-FAR if some.low is None else some.low, (FAR if some.high is None else some.high) + 1)


def settled(answers: set[bool]) -> bool | None:
    """Return the one answer, or None where there are two."""
    return answers.pop() if len(answers) == 1 else None


COMPARE = (operator.ge, operator.gt, operator.le, operator.lt)


@given(bounds(), st.integers(-6, 6), st.sampled_from(COMPARE))
def test_against_a_number(some, number, compare):
    """An answer for all numbers between, else none; from either side."""
    assert compare(some, number) is settled({compare(one, number) for one in between(some)})
    assert compare(number, some) is settled({compare(number, one) for one in between(some)})


@given(bounds(), bounds(), st.sampled_from(COMPARE))
def test_against_each_other(some, others, compare):
    """An answer for all pairs, else none; pairs far from each other count."""
    assert compare(some, others) is settled({compare(one, other) for one in between(some) for other in between(others)})


@given(bounds(), st.frozensets(st.integers(-6, 6), max_size=12))
def test_among(some, numbers):
    """All of them, none of them, or open."""
    assert some.among(numbers) is settled({one in numbers for one in between(some)})


@given(bounds(), st.integers(0, 3), st.integers(-12, 12))
def test_multiplied(some, factor, number):
    """As a number between would be; nothing of any number is nothing."""
    assert (some * factor >= number) is settled({one * factor >= number for one in between(some)})


def test_equal():
    """Bounds are equal by what they say."""
    assert Bounds(1, 2) == Bounds(1, 2) != Bounds(1, None)
    assert len({Bounds(1, 2), Bounds(1, 2), Bounds(None, 2)}) == 2
    assert Bounds(1, 1) != 1
    assert repr(Bounds(None, 3)) == "Bounds(None, 3)"
