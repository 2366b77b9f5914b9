"""A network and, beside it, the plain sets of the same register, day and rule."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from network.oracle import Oracle
from network.small import registers, rules, whens

from hubnet.network import build_network
from hubnet.values import Span


def network(register, when=None, rule="possible", lang="zh"):
    """The network of a register on a day, over days (first, first after), or over all time."""
    if when is None or isinstance(when, date):
        return build_network(register, when, rule=rule, lang=lang)
    return build_network(register, during=Span(*when), rule=rule, lang=lang)


def day(text):
    """The day of a text."""
    return date.fromisoformat(text)


def bounds(figure):
    """A number, or the least and the largest that a figure can be where these differ."""
    if isinstance(figure, int):
        return figure
    return figure.low if figure.exact else (figure.low, figure.high)


@st.composite
def both(draw, of=registers):
    """A network, and the oracle for it."""
    register, when, rule = draw(of()), draw(whens), draw(rules)
    return network(register, when, rule), Oracle(register, when, rule)
