"""Figures as sources state them: a number, and what is said about it."""

from __future__ import annotations

import re
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache

from attrs import evolve, field, frozen

from hubnet.errors import InvalidValueError
from hubnet.values.figures import Number, decimals, found, is_number, plain, simplified, whole
from hubnet.values.interval import Interval
from hubnet.values.label import Language
from hubnet.values.outcome import Outcome
from hubnet.values.wording import ALLOWED, UNIT, VAGUE, Qualifier, Wording, bounds_of, chinese, english, read
from hubnet.values.yuan import Yuan

__all__ = ["Qualifier", "Quantity"]

_YUAN = "元"
_ALLOWED = "give a quantity, a whole number, a Fraction, a Decimal, an amount in yuan or a text; floats are not exact"
_NO_UNIT = "give a measure word such as 个, 家, 元, 平方米 or %, at most 12 letters"
_LONGEST_EXPONENT = 100


def _number(value: object) -> Number | None:
    if value is None:
        return None
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return whole(value)
    raise InvalidValueError("quantity", value, "give a whole number, a Fraction or None; Quantity.of takes more")


def _unit(value: object) -> str:
    if isinstance(value, str) and len(value) < 100:  # noqa: PLR2004  (far above the longest unit)
        return _measure_word(value)
    raise InvalidValueError("unit", value, _NO_UNIT)


@lru_cache(maxsize=1024)
def _measure_word(value: str) -> str:
    unit = simplified(value)
    if not unit or re.fullmatch(UNIT, unit):
        return "平方米" if unit == "m2" else unit
    raise InvalidValueError("unit", value, _NO_UNIT)


@frozen(order=False)  # an order of our own, with three answers
class Quantity:
    """A figure as a source states it: a number, the qualifier the source puts on it, and its unit.

    A stated figure is a count or an amount, so it is at least 0 unless its words say more. ``number`` is None where no
    number is said: of a vague figure (数十) ``words`` keeps what stands for it, of a derived one ``interval`` says all.
    ``expected`` marks a forecast (预计). Shares are in percent points with the unit ``%``.

    Sums, differences, products and quotients keep the bounds and whether they are reached; a result that is one number
    is exact, another is derived. Figures are taken as unrelated, also a figure and itself. ``<``, ``<=``, ``>``, ``>=``
    and ``equals`` answer MET or NOT_MET where that holds for every number both can be, else UNKNOWN; any number between
    the bounds is possible, not only whole ones. ``==`` asks whether two figures are stated alike.

    Raises:
        InvalidValueError: a float, a number that its qualifier cannot have, or a unit that is none.
    """

    number: Number | None = field(converter=_number)
    qualifier: Qualifier = Qualifier.EXACT
    unit: str = field(default="", converter=_unit)
    expected: bool = False
    words: str = ""
    interval: Interval = field(kw_only=True, repr=str)

    @interval.default
    def _stated(self) -> Interval:
        return bounds_of(self.qualifier, self.number)

    def __attrs_post_init__(self) -> None:
        vague, derived = self.qualifier is Qualifier.VAGUE, self.qualifier is Qualifier.DERIVED
        if (self.number is None) is not (vague or derived):
            raise InvalidValueError(
                "quantity", found(self.number), "give a number unless the qualifier is VAGUE or DERIVED"
            )
        if self.number is not None and self.number < 0 and self.qualifier is not Qualifier.EXACT:
            raise InvalidValueError(
                "quantity", found(self.number), "only an exact figure, as a difference, can be below zero"
            )
        if bool(self.words) is not vague or (vague and not re.fullmatch(VAGUE, self.words)):
            raise InvalidValueError(
                "quantity", self.words, "give words such as 数十 with the qualifier VAGUE, only then"
            )
        if derived and self.interval.point:
            raise InvalidValueError("quantity", str(self.interval), "one number is EXACT, not DERIVED")
        if not derived and self.interval != bounds_of(self.qualifier, self.number):
            raise InvalidValueError("quantity", str(self.interval), "only a DERIVED figure has bounds of its own")

    @classmethod
    def parse(cls, text: str) -> Quantity:
        """Read a figure as sources write it (``近60个``, ``1300余人``, ``1.8万多家``), or bounds (``(800, 2000]元``).

        Raises:
            InvalidValueError: no figure, or one with two words on it that do not agree (约100余家).
        """
        said = read(text)
        try:
            if said.qualifier is Qualifier.DERIVED and said.interval is not None:
                return cls(None, said.qualifier, said.unit, said.expected, interval=said.interval)
            return cls(said.number, said.qualifier, said.unit, said.expected, said.words)
        except InvalidValueError as error:
            raise InvalidValueError("quantity", text, f"{error.allowed}; {ALLOWED}") from None

    @classmethod
    def of(cls, value: object) -> Quantity:
        """Take a quantity, a number, an amount in yuan or a text.

        Raises:
            InvalidValueError: another type (a float, a bool), or a text that is no figure.
        """
        if isinstance(value, str):
            return cls.parse(value)
        taken = _taken(value)
        if taken is None:
            raise InvalidValueError("quantity", value, _ALLOWED)
        return taken

    @classmethod
    def between(
        cls,
        low: Number | None,
        high: Number | None,
        unit: str = "",
        *,
        low_included: bool = True,
        high_included: bool = True,
        expected: bool = False,
    ) -> Quantity:
        """Return the figure with these bounds, None for no bound; exact if that is one number.

        Raises:
            InvalidValueError: bounds that are no exact numbers or leave no number between them.
        """
        return _result(Interval.checked(low, high, low_included, high_included), unit, expected=expected)

    @property
    def low(self) -> Number | None:
        """The lower bound, None where there is none."""
        return self.interval.low

    @property
    def high(self) -> Number | None:
        """The upper bound, None where there is none."""
        return self.interval.high

    @property
    def low_included(self) -> bool:
        """Whether it can be the lower bound itself."""
        return self.interval.low_included

    @property
    def high_included(self) -> bool:
        """Whether it can be the upper bound itself."""
        return self.interval.high_included

    @property
    def exact(self) -> bool:
        """Whether it can be one number only."""
        return self.interval.point

    @property
    def yuan(self) -> Yuan:
        """The amount of money.

        Raises:
            InvalidValueError: no amount in 元, one that is not exact, or parts of a fen.
        """
        if self.low is None or not self.exact or self.unit != _YUAN or (self.low * 100).denominator != 1:
            raise InvalidValueError(
                "amount",
                f"{self} (bounds {self.interval})",
                "it must be one exact amount in 元; compare it or use bounds",
            )
        return Yuan((self.low * 100).numerator)

    def without_unit(self) -> Quantity:
        """Return the figure without its measure word: 家 and 个 count the same bodies."""
        return evolve(self, unit="", words="" if self.number is not None else self.words)

    def text(self, lang: Language) -> str:
        """Return the figure as a reader writes it: ``近1,200万元`` or ``just under 12,000,000 yuan``."""
        return chinese(self._wording, self._shown) if lang == "zh" else english(self._wording)

    @property
    def _wording(self) -> Wording:
        return Wording(self.number, self.qualifier, self.unit, self.expected, self.words, self.interval)

    def _shown(self, number: Number) -> str:
        places = decimals(number)
        if self.unit == _YUAN and places is not None and places <= 2 and max(number, -number) < 10**20:  # noqa: PLR2004
            return Yuan((number * 100).numerator).text("zh")
        return f"{plain(number, ',')}{self.unit}"

    def __str__(self) -> str:
        return chinese(self._wording)

    def __add__(self, other: Quantity | Number | Yuan) -> Quantity:
        that = _taken(other)
        if that is None:
            return NotImplemented
        expected = self.expected or that.expected
        return _result(self.interval.plus(that.interval), _joint_unit(self, that), expected=expected)

    __radd__ = __add__

    def __neg__(self) -> Quantity:
        return _result(self.interval.negative(), self.unit, expected=self.expected)

    def __sub__(self, other: Quantity | Number | Yuan) -> Quantity:
        that = _taken(other)
        return NotImplemented if that is None else self + -that

    def __rsub__(self, other: Number | Yuan) -> Quantity:
        that = _taken(other)
        return NotImplemented if that is None else that + -self

    def __mul__(self, factor: Number) -> Quantity:
        if not is_number(factor):
            return NotImplemented
        return _result(self.interval.times(_positive(factor)), self.unit, expected=self.expected)

    __rmul__ = __mul__

    def __truediv__(self, other: Quantity | Number | Yuan) -> Quantity:
        """Divide by a positive number, or by a figure; of a figure that may be zero, that case is left out.

        The quotient of two figures of the same unit has none; one by a figure without a unit keeps its own.
        """
        if is_number(other) and isinstance(other, int | Fraction):
            return self * (1 / Fraction(_positive(other)))
        that = _taken(other)
        if that is None:
            return NotImplemented
        _joint_unit(self, that)
        unit = "" if that.unit else self.unit
        return _result(self.interval.over(that.interval), unit, expected=self.expected or that.expected)

    def __rtruediv__(self, other: Number | Yuan) -> Quantity:
        that = _taken(other)
        return NotImplemented if that is None else that / self

    def equals(self, other: Quantity | Number | Yuan | str) -> Outcome:
        """Return whether both are the same number, however they are stated."""
        that = Quantity.of(other)
        _joint_unit(self, that)
        return self.interval.same(that.interval)

    def __lt__(self, other: object) -> Outcome:
        that = _taken(other)
        return NotImplemented if that is None else _below(self, that)

    def __gt__(self, other: object) -> Outcome:
        that = _taken(other)
        return NotImplemented if that is None else _below(that, self)

    def __le__(self, other: object) -> Outcome:
        that = _taken(other)
        return NotImplemented if that is None else ~_below(that, self)

    def __ge__(self, other: object) -> Outcome:
        that = _taken(other)
        return NotImplemented if that is None else ~_below(self, that)


def _below(one: Quantity, other: Quantity) -> Outcome:
    _joint_unit(one, other)
    return one.interval.below(other.interval)


def _joint_unit(one: Quantity, other: Quantity) -> str:
    if one.unit and other.unit and one.unit != other.unit:
        raise InvalidValueError("unit", f"{one} and {other}", "figures must have the same unit, or one of them none")
    return one.unit or other.unit


def _positive(factor: Number) -> Number:
    if factor <= 0:
        raise InvalidValueError("factor", found(factor), "give a number above zero")
    return factor


def _taken(value: object) -> Quantity | None:
    """Return an exact value as a figure, or None for another type."""
    if isinstance(value, Quantity):
        return value
    if isinstance(value, Yuan):
        return Quantity(Fraction(value.fen, 100), unit=_YUAN)
    if isinstance(value, int | Fraction) and not isinstance(value, bool):
        return Quantity(value)
    # A huge exponent is refused before it is written out as a number.
    if isinstance(value, Decimal) and value.is_finite() and abs(value.adjusted()) < _LONGEST_EXPONENT:
        return Quantity(Fraction(value))
    return None


def _result(interval: Interval, unit: str, *, expected: bool) -> Quantity:
    if interval.point:
        return Quantity(interval.low, Qualifier.EXACT, unit, expected)
    return Quantity(None, Qualifier.DERIVED, unit, expected, interval=interval)
