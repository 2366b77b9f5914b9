"""Intervals of exact numbers: what a figure can be."""

from __future__ import annotations

from fractions import Fraction
from typing import NamedTuple

from hubnet.errors import InvalidValueError
from hubnet.values.figures import LARGEST, Number, is_number, plain, whole
from hubnet.values.outcome import Outcome


class Interval(NamedTuple):
    """Numbers from ``low`` to ``high``; None is no bound, and a bound that is not included is not reached."""

    low: Number | None
    high: Number | None
    low_included: bool
    high_included: bool

    @classmethod
    def checked(cls, low: object, high: object, low_included: bool, high_included: bool) -> Interval:  # noqa: FBT001
        """Return the interval, its bounds in one form.

        Raises:
            InvalidValueError: bounds that are no exact numbers, are too large, or leave no number between them.
        """
        for bound in (low, high):
            if bound is not None and not is_number(bound):
                raise InvalidValueError(
                    "quantity", bound, "give a whole number, a Fraction or None; floats are not exact"
                )
        one, other = _whole(low), _whole(high)
        for end in (one, other):
            if end is not None and max(abs(end.numerator), end.denominator) >= LARGEST:
                raise InvalidValueError("quantity", "a number of more than 100 digits", "give a smaller number")
        made = cls(one, other, low_included and one is not None, high_included and other is not None)
        if one is not None and other is not None and (one > other or (one == other and not made.point)):
            raise InvalidValueError("quantity", str(made), "the bounds leave no number between them")
        return made

    @property
    def point(self) -> bool:
        """Whether it is one number."""
        return self.low is not None and self.low == self.high and self.low_included and self.high_included

    def __str__(self) -> str:
        low = "-∞" if self.low is None else plain(self.low)
        high = "∞" if self.high is None else plain(self.high)
        return f"{'[' if self.low_included else '('}{low}, {high}{']' if self.high_included else ')'}"

    def plus(self, other: Interval) -> Interval:
        """Return what the sum can be."""
        return Interval.checked(
            None if self.low is None or other.low is None else self.low + other.low,
            None if self.high is None or other.high is None else self.high + other.high,
            self.low_included and other.low_included,
            self.high_included and other.high_included,
        )

    def negative(self) -> Interval:
        """Return what the opposite can be."""
        return Interval(
            None if self.high is None else -self.high,
            None if self.low is None else -self.low,
            self.high_included,
            self.low_included,
        )

    def times(self, factor: Number) -> Interval:
        """Return what the product with a positive number can be."""
        return Interval.checked(
            None if self.low is None else self.low * factor,
            None if self.high is None else self.high * factor,
            self.low_included,
            self.high_included,
        )

    def over(self, other: Interval) -> Interval:
        """Return what the quotient can be, where neither is negative; a divisor of zero is left out.

        Raises:
            InvalidValueError: an interval that reaches below zero, or a divisor that is zero.
        """
        for part in (self, other):
            if part.low is None or part.low < 0:
                raise InvalidValueError("quotient", str(part), "only what cannot be negative is divided")
        if other.high == 0:
            raise InvalidValueError("divisor", str(other), "zero divides nothing")
        least, most = self.low or 0, self.high
        if most == 0:
            return Interval(0, 0, low_included=True, high_included=True)
        high = None if most is None or not other.low else Fraction(most) / other.low
        # Nothing divided by anything is nothing, so zero is reached whatever the divisor reaches.
        low = Fraction(least) / other.high if other.high is not None else 0
        return Interval.checked(
            low,
            high,
            self.low_included and (least == 0 or (other.high is not None and other.high_included)),
            self.high_included and other.low_included,
        )

    def below(self, other: Interval) -> Outcome:
        """Return whether every number of this is less than every one of the other (NOT_MET: none is)."""
        if _apart(self, other):
            return Outcome.MET
        never = self.low is not None and other.high is not None and self.low >= other.high
        return Outcome.NOT_MET if never else Outcome.UNKNOWN

    def same(self, other: Interval) -> Outcome:
        """Return whether both are one number (NOT_MET: they share none)."""
        if _apart(self, other) or _apart(other, self):
            return Outcome.NOT_MET
        return Outcome.MET if self.point and other.point else Outcome.UNKNOWN


def _whole(bound: object) -> Number | None:
    return whole(bound) if isinstance(bound, int | Fraction) else None


def _apart(one: Interval, other: Interval) -> bool:
    """Return whether every number of the first is less than every one of the second."""
    if one.high is None or other.low is None:
        return False
    return one.high < other.low or (one.high == other.low and not (one.high_included and other.low_included))
