"""The three answers a question can have."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable


class Outcome(Enum):
    """MET, NOT_MET or UNKNOWN, joined by strong Kleene logic: ``&``, ``|`` and ``~``.

    An Outcome has no truth value: ``if outcome:`` would count UNKNOWN as one of the other two.
    """

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow, and words are looked up by member

    MET = "MET"
    NOT_MET = "NOT_MET"
    UNKNOWN = "UNKNOWN"

    def __and__(self, other: Outcome) -> Outcome:
        if Outcome.NOT_MET in (self, other):
            return Outcome.NOT_MET
        return Outcome.UNKNOWN if Outcome.UNKNOWN in (self, other) else Outcome.MET

    def __or__(self, other: Outcome) -> Outcome:
        return ~(~self & ~other)

    def __invert__(self) -> Outcome:
        return _OPPOSITE[self]

    def __bool__(self) -> bool:
        msg = f"{self} is one of three answers; compare it: outcome is Outcome.MET"
        raise TypeError(msg)

    @classmethod
    def of(cls, known: bool | None) -> Outcome:  # noqa: FBT001  (the value itself)
        """Return the outcome of a plain yes (True), no (False) or not known (None)."""
        if known is None:
            return cls.UNKNOWN
        return cls.MET if known else cls.NOT_MET

    @classmethod
    def all(cls, outcomes: Iterable[Outcome]) -> Outcome:
        """Join by "and"; MET for none."""
        joined = cls.MET
        for outcome in outcomes:
            joined &= outcome
        return joined

    @classmethod
    def any(cls, outcomes: Iterable[Outcome]) -> Outcome:
        """Join by "or"; NOT_MET for none."""
        joined = cls.NOT_MET
        for outcome in outcomes:
            joined |= outcome
        return joined


_OPPOSITE = {Outcome.MET: Outcome.NOT_MET, Outcome.NOT_MET: Outcome.MET, Outcome.UNKNOWN: Outcome.UNKNOWN}
