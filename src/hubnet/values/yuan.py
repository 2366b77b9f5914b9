"""Amounts of money in yuan, exact to the fen."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from attrs import field, frozen

from hubnet.errors import InvalidValueError
from hubnet.values.figures import DIGITS, MULTIPLE, fold, found, is_number, is_whole, multiple
from hubnet.values.label import Language

_ALLOWED = (
    "give an amount in yuan with at most two decimals, such as 1445000.00, CNY 1,445,000, ¥20,000, 1,200万元 or "
    "1.5亿元; other currencies and floats are not taken"
)
_LARGEST = 10**30
_PATTERN = re.compile(
    rf"(-?)(?:(?:CNY|RMB|人民币|¥)(-?))?({DIGITS})({MULTIPLE})?(?:元整?|圆整?|元人民币)?", re.ASCII | re.IGNORECASE
)
_FEN = 100
_WAN = 10**4 * _FEN
_YI = 10**8 * _FEN
_WAN_DECIMALS = 4


def _checked(fen: object) -> int:
    if not isinstance(fen, int) or isinstance(fen, bool):
        raise InvalidValueError("amount", fen, "give a whole number of fen; Yuan.of takes yuan")
    if abs(fen) >= _LARGEST:
        raise InvalidValueError("amount", "a number of more than 30 digits", _ALLOWED)
    return fen


@frozen(order=True)
class Yuan:
    """An amount of money, exact; ``fen`` is hundredths of a yuan and may be negative, as a difference can be.

    Amounts add, subtract and compare with amounts; they multiply by whole numbers, and by fractions where no part of a
    fen is left. Dividing two amounts gives an exact ``Fraction``.

    Raises:
        InvalidValueError: no whole number (a float, a bool), or one beyond all money.
    """

    fen: int = field(converter=_checked)

    @classmethod
    def parse(cls, text: str) -> Yuan:
        """Read ``1445000.00``, ``CNY 1,445,000``, ``¥20,000``, ``1,200万元``, ``1.5亿元``, full-width digits too.

        Raises:
            InvalidValueError: another form or currency, wrongly grouped commas, parts of a fen.
        """
        match = _PATTERN.fullmatch(fold(text, "amount", _ALLOWED))
        if match is None or (match[1] and match[2]):
            raise InvalidValueError("amount", text, _ALLOWED)
        fen = Fraction(match[3].replace(",", "")) * multiple(match[4]) * _FEN
        if fen.denominator != 1 or fen >= _LARGEST:
            raise InvalidValueError("amount", text, _ALLOWED)
        return cls(-fen.numerator if match[1] or match[2] else fen.numerator)

    @classmethod
    def of(cls, value: object) -> Yuan:
        """Take an amount, a whole number of yuan, a Decimal of yuan or a text.

        Raises:
            InvalidValueError: another type (a float, a bool), or parts of a fen.
        """
        if isinstance(value, Yuan):
            return value
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, int) and not isinstance(value, bool):
            return cls(value * _FEN)
        # A huge exponent is refused before it is written out as a number.
        if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < 30:  # noqa: PLR2004
            fen = Fraction(value) * _FEN
            if fen.denominator == 1:
                return cls(fen.numerator)
        elif isinstance(value, Decimal) and value.is_finite() and value == 0:
            return cls(0)
        raise InvalidValueError("amount", value, _ALLOWED)

    @classmethod
    def total(cls, amounts: Iterable[Yuan]) -> Yuan:
        """Return the sum of the amounts; zero for none."""
        return cls(sum(cls.of(amount).fen for amount in amounts))

    def per(self, count: int) -> Yuan:
        """Return the mean over a count, to the nearest fen; half a fen is rounded away from zero.

        Raises:
            InvalidValueError: a count that is no whole number from 1.
        """
        if not is_whole(count) or count < 1:
            raise InvalidValueError("count", found(count), "give a whole number from 1")
        nearest = (2 * abs(self.fen) + count) // (2 * count)
        return Yuan(-nearest if self.fen < 0 else nearest)

    def text(self, lang: Language) -> str:
        """Return the amount as a reader writes it, never rounded: ``144.5万元`` or ``CNY 1,445,000``."""
        if lang != "zh":
            return f"CNY {self._grouped()}"
        size = abs(self.fen)
        for unit, name in ((_YI, "亿元"), (_WAN, "万元")):
            # Four decimals of 万 are whole yuan; more would be harder to read than the yuan themselves.
            if size >= unit and size % (unit // 10**_WAN_DECIMALS) == 0:
                head, tail = divmod(size, unit)
                places = f"{tail * 10**_WAN_DECIMALS // unit:04}".rstrip("0")
                return f"{'-' if self.fen < 0 else ''}{head:,}{'.' if places else ''}{places}{name}"
        return f"{self._grouped()}元"

    def _grouped(self) -> str:
        yuan, fen = divmod(abs(self.fen), _FEN)
        return f"{'-' if self.fen < 0 else ''}{yuan:,}{f'.{fen:02}' if fen else ''}"

    def __str__(self) -> str:
        yuan, fen = divmod(abs(self.fen), _FEN)
        return f"{'-' if self.fen < 0 else ''}{yuan}.{fen:02}"

    def __add__(self, other: Yuan) -> Yuan:
        return Yuan(self.fen + other.fen) if _is_amount(other) else NotImplemented

    def __radd__(self, other: object) -> Yuan:
        return self if other == 0 and type(other) is int else NotImplemented  # the start of sum()

    def __sub__(self, other: Yuan) -> Yuan:
        return Yuan(self.fen - other.fen) if _is_amount(other) else NotImplemented

    def __neg__(self) -> Yuan:
        return Yuan(-self.fen)

    def __abs__(self) -> Yuan:
        return Yuan(abs(self.fen))

    def __mul__(self, factor: int | Fraction) -> Yuan:
        if not is_number(factor):
            return NotImplemented
        fen = self.fen * Fraction(factor)
        if fen.denominator != 1:
            raise InvalidValueError(
                "product",
                f"{self} * {found(factor)}",
                "it leaves part of a fen; use per() for a mean, or round it yourself",
            )
        return Yuan(fen.numerator)

    __rmul__ = __mul__

    def __truediv__(self, other: Yuan) -> Fraction:
        return Fraction(self.fen, other._divisor()) if _is_amount(other) else NotImplemented

    def __floordiv__(self, other: Yuan) -> int:
        return self.fen // other._divisor() if _is_amount(other) else NotImplemented

    def __mod__(self, other: Yuan) -> Yuan:
        return Yuan(self.fen % other._divisor()) if _is_amount(other) else NotImplemented

    def _divisor(self) -> int:
        if not self.fen:
            raise InvalidValueError("divisor", self, "an amount of zero divides nothing")
        return self.fen


def _is_amount(value: object) -> bool:
    return isinstance(value, Yuan)
