"""Shares of a whole, exact."""

from __future__ import annotations

import re
from fractions import Fraction

from attrs import field, frozen

from hubnet.errors import InvalidValueError
from hubnet.values.figures import LARGEST, decimals, fold, found, is_number, is_whole, plain

_ALLOWED = "give a share from 0 to 1 as 67.8 %, 3/5 or 0.678, or an exact Fraction; floats are not exact"
_PATTERN = re.compile(r"([0-9]+(?:\.[0-9]+)?)(%?)|([0-9]+)/([0-9]+)")
_MOST_DIGITS = 100
# A percentage with more decimals than this reads worse than the fraction it stands for.
_READABLE = 6


def _checked(fraction: object) -> Fraction:
    if isinstance(fraction, int | Fraction) and is_number(fraction) and 0 <= fraction <= 1:
        exact = Fraction(fraction)
        if exact.denominator < LARGEST:
            return exact
    raise InvalidValueError("share", found(fraction), _ALLOWED)


@frozen(order=True)
class Share:
    """A part of a whole, from 0 to 1 inclusive, exact.

    Raises:
        InvalidValueError: no exact number (a float, a bool), or one outside 0 to 1.
    """

    fraction: Fraction = field(converter=_checked)

    @classmethod
    def parse(cls, text: str) -> Share:
        """Read ``67.8 %``, ``3/5`` or ``0.678``, full-width digits and signs too.

        Raises:
            InvalidValueError: another form, or a share above 1.
        """
        match = _PATTERN.fullmatch(fold(text, "share", _ALLOWED))
        if match is None or (match[4] and not int(match[4])):
            raise InvalidValueError("share", text, _ALLOWED)
        fraction = Fraction(int(match[3]), int(match[4])) if match[4] else Fraction(match[1])
        try:
            return cls(fraction / 100 if match[2] else fraction)
        except InvalidValueError:
            raise InvalidValueError("share", text, _ALLOWED) from None

    @classmethod
    def of(cls, part: int, whole: int) -> Share:
        """Return the share of a count in another.

        Raises:
            InvalidValueError: no whole numbers, a whole that is not above zero, or a part outside it.
        """
        if not (is_whole(part) and is_whole(whole)) or whole <= 0 or not 0 <= part <= whole:
            raise InvalidValueError(
                "share", f"{found(part)!r} of {found(whole)!r}", "give two whole numbers, 0 <= part <= whole, whole > 0"
            )
        return cls(Fraction(part, whole))

    def text(self, digits: int = 1) -> str:
        """Return the share in percent, rounded half up: ``67.8 %``.

        Raises:
            InvalidValueError: digits that are no whole number from 0 to 100.
        """
        if not is_whole(digits) or not 0 <= digits <= _MOST_DIGITS:
            raise InvalidValueError("digits", found(digits), f"give a whole number from 0 to {_MOST_DIGITS}")
        shown = (self.fraction * 100 * 10**digits + Fraction(1, 2)).__floor__()
        head, tail = divmod(shown, 10**digits)
        return f"{head}.{tail:0{digits}} %" if digits else f"{head} %"

    def __str__(self) -> str:
        places = decimals(self.fraction * 100)
        if places is not None and places <= _READABLE:
            return f"{plain(self.fraction * 100)} %"
        return f"{self.fraction.numerator}/{self.fraction.denominator}"
