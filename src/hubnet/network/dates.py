"""What a tie is called and when it holds, in words as precise as its source."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from hubnet.network.store import TIE_KINDS
from hubnet.values import End, PartialDate

if TYPE_CHECKING:
    from hubnet.network.view import View

_LAST = date.max.toordinal()


def tie_id(net: View, at: int) -> str:
    """Return the id of the tie at a position.

    One from columns without ids is called by its ends and kind, with a number from the second of several on.
    """
    ties = net.store.ties
    if ties.ids is not None:
        return ties.ids[at]
    kind = TIE_KINDS[int(ties.kind[at])].value
    number = net.store.alike.get(at)
    return f"{net.id(int(ties.src[at]))}/{kind}/{net.id(int(ties.dst[at]))}{f' ({number})' if number else ''}"


def days_of_tie(net: View, at: int) -> tuple[str | None, str | None]:
    """Return the first day in and the first day out of a tie, each as precise as its source; None if not known."""
    statements = net.store.ties.statements
    if statements is None:
        return days_of(net.store.ties.spans.row(at))
    span = statements[at].span
    if span is None:
        return None, None
    return _text(span.start), _text(span.end)


@lru_cache(maxsize=2**14)
def _text(day: date | PartialDate | End | None) -> str | None:
    """Return a bound as text; kept, because many ties share their days."""
    return None if day is None or isinstance(day, End) else str(day)


def days_of(ordinals: tuple[int, int, int, int]) -> tuple[str | None, str | None]:
    """Return the first day in and the first day out that ordinals tell, None where they tell none."""
    first, sure, unsure, out = ordinals
    start = _day(first, sure) if first >= 1 and sure <= _LAST else None
    end = _day(unsure, out) if out <= _LAST else None
    return start, end


@lru_cache(maxsize=2**14)
def _day(first: int, last: int) -> str:
    earliest, latest = date.fromordinal(first), date.fromordinal(last)
    return earliest.isoformat() if first == last else str(PartialDate(earliest, latest))


def span_of(ordinals: tuple[int, int, int, int]) -> str:
    """Return the text of a span of which only the ordinals are kept."""
    _, sure, unsure, _ = ordinals
    start, end = days_of(ordinals)
    return f"{start or ('..' if sure < 1 else '?')}/{end or ('..' if unsure > _LAST else '?')}"
