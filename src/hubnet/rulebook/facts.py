"""Facts that conditions ask for, declared once, and how their values are held."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from functools import cached_property, partial
from math import ceil, floor
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import InvalidValueError, nearest
from hubnet.values import Label, PartialDate, Place, Quantity, Yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from hubnet.values import Language

FactValue = bool | int | str
NEVER = "never"
"""What a date fact says of something that has not happened."""

_NEVER_DAY = 0
_YUAN = "元"
_FEN = 100
_CURRENCY = re.compile(r"CNY|RMB|人民币|人民幣|[元圆圓¥￥]", re.IGNORECASE)
_LARGEST = 10**100
"""Whole numbers from here on are a slip; they could not be written out either."""
_NUMBER = re.compile(r"-?\d{1,18}", re.ASCII)
_YES_NO = {"true": True, "yes": True, "是": True, "false": False, "no": False, "否": False}


class FactKind(Enum):
    """What values a fact can have."""

    YES_NO = "yes_no"
    INTEGER = "integer"
    AMOUNT = "amount"
    DATE = "date"
    CHOICE = "choice"
    TEXT = "text"
    PLACE = "place"


class Movement(Enum):
    """How an applicant can change a fact: a yes-or-no fact goes ``up`` from no to yes."""

    NONE = "none"
    UP = "up"
    DOWN = "down"
    EITHER = "either"


class Bounds:
    """A whole number known in part: from ``low`` to ``high``, both included; None has no bound.

    Comparisons answer True or False where that holds for every number between, else None. Two of them are taken as
    unrelated.
    """

    __slots__ = ("high", "low")

    def __init__(self, low: int | None, high: int | None) -> None:
        self.low = low
        self.high = high

    def __ge__(self, other: int | Bounds) -> bool | None:
        low, high = _ends(other)
        if self.low is not None and high is not None and self.low >= high:
            return True
        if self.high is not None and low is not None and self.high < low:
            return False
        return None

    def __le__(self, other: int | Bounds) -> bool | None:
        low, high = _ends(other)
        if self.high is not None and low is not None and self.high <= low:
            return True
        if self.low is not None and high is not None and self.low > high:
            return False
        return None

    def __gt__(self, other: int | Bounds) -> bool | None:
        below = self <= other
        return None if below is None else not below

    def __lt__(self, other: int | Bounds) -> bool | None:
        above = self >= other
        return None if above is None else not above

    def among(self, others: Collection[int]) -> bool | None:
        """Return whether the number is one of others; None where it can be and need not."""
        found = {other for other in others if (self >= other) is not False and (self <= other) is not False}
        if not found or self.low is None or self.high is None:
            return None if found else False
        return True if len(found) == self.high - self.low + 1 else None

    def __mul__(self, factor: int) -> Bounds:
        """Multiply by a whole number from 0."""
        if not factor:
            return Bounds(0, 0)
        low = None if self.low is None else self.low * factor
        return Bounds(low, None if self.high is None else self.high * factor)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Bounds) and (self.low, self.high) == (other.low, other.high)

    def __hash__(self) -> int:
        return hash((self.low, self.high))

    def __repr__(self) -> str:
        return f"Bounds({self.low}, {self.high})"


def _ends(value: int | Bounds) -> tuple[int | None, int | None]:
    return (value.low, value.high) if isinstance(value, Bounds) else (value, value)


Held = bool | int | str | Bounds
"""A fact as rules compare it: an amount in fen, a date as its ordinal (never: 0), a place by its code."""


@frozen(kw_only=True, slots=False)  # with slots, cached properties make every attribute slow
class FactType:
    """A fact that conditions may use, declared once.

    Attributes:
        id: its name.
        kind: what values it can have.
        question: how one asks for it.
        unit: measure word of an integer.
        minimum: smallest value of an integer or amount, included.
        maximum: largest, included.
        choices: the words of a choice; ``labels`` are their labels, in the same order.
        labels: see ``choices``.
        change: how an applicant can change it.
        never: a date fact of which ``never`` can be said.
        parts: the facts, none below zero, that it is the total of; the total can be given itself as well.
        given_by: ``place`` where the place of the question says it.
        register: a register can tell it (``hubnet.facts_of``).
    """

    id: str
    kind: FactKind
    question: Label
    unit: str | None = None
    minimum: object = None
    maximum: object = None
    choices: tuple[str, ...] = ()
    labels: tuple[Label, ...] = ()
    change: Movement = Movement.NONE
    never: bool = False
    parts: tuple[str, ...] = ()
    given_by: str | None = None
    register: bool = False

    @property
    def numeric(self) -> bool:
        """Whether its values have an order and can lie between bounds."""
        return self.kind in (FactKind.INTEGER, FactKind.AMOUNT, FactKind.DATE)

    @cached_property
    def low(self) -> int | None:
        """Smallest value as rules compare it."""
        return None if self.minimum is None else self.bound(self.minimum)

    @cached_property
    def high(self) -> int | None:
        """Largest value as rules compare it."""
        return None if self.maximum is None else self.bound(self.maximum)

    def bound(self, value: object) -> int:
        """Return a bound as rules compare it.

        Raises:
            InvalidValueError: no bound of this kind.
        """
        if self.kind is FactKind.AMOUNT and isinstance(value, str):
            return Yuan.parse(value).fen
        if self.kind is FactKind.INTEGER and type(value) is int:
            return value
        raise self._refusal(value, "give a whole number for an integer, an amount as text for an amount, else nothing")

    def misfit(self, value: object) -> str | None:
        """Return why a value cannot be one of this fact, None where it can."""
        try:
            self.read(value)
        except InvalidValueError as error:
            return str(error)
        return None

    @cached_property
    def read(self) -> Callable[[object], Held]:
        """Reads a value as rules compare it; chosen once by kind, because every fact of every assessment is read.

        Raises:
            InvalidValueError: a value that the fact cannot have.
        """
        if self.kind in (FactKind.INTEGER, FactKind.AMOUNT):
            return self._number_reader()
        readers: dict[FactKind, Callable[[object], Held]] = {
            FactKind.YES_NO: self._yes_no,
            FactKind.DATE: self._day,
            FactKind.CHOICE: self._choice,
            FactKind.TEXT: self._text,
            FactKind.PLACE: self._place,
        }
        return readers[self.kind]

    def _number_reader(self) -> Callable[[object], int | Bounds]:
        """Return a reader that takes plain numbers, or amounts, within the bounds at once; the others take longer."""
        lowest = 1 - _LARGEST if self.low is None else self.low
        highest = _LARGEST - 1 if self.high is None else self.high

        if self.kind is FactKind.INTEGER:
            return partial(_integer_at_once, lowest, highest, self._integer)
        return partial(_amount_at_once, lowest, highest, self._amount)

    def _yes_no(self, value: object) -> bool:
        if value is True or value is False:
            return value
        raise self._refusal(value, "give true or false")

    def _choice(self, value: object) -> str:
        if isinstance(value, str):
            if value in self.choices:
                return value
            hint = nearest(value, self.choices)
            if hint:
                raise self._refusal(value, f"did you mean {hint!r}?")
        raise self._refusal(value, f"give one of {', '.join(self.choices)}")

    def _text(self, value: object) -> str:
        if isinstance(value, str) and value.strip():
            return value
        raise self._refusal(value, "give a text")

    def _place(self, value: object) -> str:
        try:
            return value.code if isinstance(value, Place) else Place(value).code
        except InvalidValueError as error:
            raise self._refusal(value, error.allowed) from None

    def _day(self, value: object) -> int | Bounds:
        if type(value) is date:  # most are
            return value.toordinal()
        advice = "give a date, or a part of one such as 2023-03" + (", or never" if self.never else "")
        if self.never and isinstance(value, str) and value.strip() == NEVER:
            return _NEVER_DAY
        if isinstance(value, datetime) or not isinstance(value, date | PartialDate | str):
            raise self._refusal(value, advice)
        try:
            when = PartialDate.of(value)
        except InvalidValueError:
            raise self._refusal(value, advice) from None
        first, last = when.earliest.toordinal(), when.latest.toordinal()
        return first if first == last else Bounds(first, last)

    def _amount(self, value: object) -> int | Bounds:
        figure = _amount(value) if isinstance(value, str) else value
        held: int | Bounds | None = None
        if isinstance(figure, Yuan):
            held = figure.fen
        elif isinstance(figure, Quantity) and figure.unit == _YUAN:
            held = _bounds(figure, _FEN)
        return self._within(held, value)

    def _integer(self, value: object) -> int | Bounds:
        held: int | Bounds | None = None
        if type(value) is int:
            held = value if abs(value) < _LARGEST else None
        else:
            figure = _qualified(value) if isinstance(value, str) else value
            if isinstance(figure, Quantity) and figure.unit not in (_YUAN, "%"):
                held = _bounds(figure, 1)
        return self._within(held, value)

    def _within(self, held: int | Bounds | None, value: object) -> int | Bounds:
        """Return what the bounds of the fact leave of the number that a value stands for.

        Raises:
            InvalidValueError: they leave nothing, or it stands for no number.
        """
        low, high = self.low, self.high
        if isinstance(held, Bounds):
            lows = [bound for bound in (held.low, low) if bound is not None]
            highs = [bound for bound in (held.high, high) if bound is not None]
            held = _between(max(lows, default=None), min(highs, default=None))
        elif held is not None and ((low is not None and held < low) or (high is not None and held > high)):
            held = None
        if held is None:
            raise self._refusal(value, self._numbers_allowed)
        return held

    @property
    def _numbers_allowed(self) -> str:
        low = "" if self.minimum is None else f" from {self.minimum}"
        high = "" if self.maximum is None else f" up to {self.maximum}"
        if self.kind is FactKind.AMOUNT:
            return f'give an amount{low}{high}, as a text such as "3万元" or as a Yuan'
        return f"give a whole number{low}{high}"

    def _refusal(self, value: object, allowed: str) -> InvalidValueError:
        return InvalidValueError(self.id, value, allowed)

    def shown(self, held: Held, lang: Language) -> str:  # noqa: PLR0911  (one for each kind)
        """Return a held value as readers write it."""
        zh = lang == "zh"
        if isinstance(held, Bounds):
            return self._shown_bounds(held, lang)
        if self.kind is FactKind.INTEGER:
            return f"{held}{self.unit}" if self.unit and zh else str(held)
        if self.kind is FactKind.YES_NO:
            return ("是" if held else "否") if zh else ("yes" if held else "no")
        if self.kind is FactKind.AMOUNT:
            return Yuan(int(held)).text(lang)
        if self.kind is FactKind.DATE:
            return ("从未" if zh else "never") if held == _NEVER_DAY else date.fromordinal(int(held)).isoformat()
        if self.kind is FactKind.CHOICE and self.labels:
            return self.labels[self.choices.index(str(held))].text(lang)
        return str(held)

    def _shown_bounds(self, held: Bounds, lang: Language) -> str:
        """Return numbers known in part as readers write them: a day or amount or count at least, at most, or both."""
        zh = lang == "zh"
        low = None if held.low is None else self.shown(held.low, lang)
        high = None if held.high is None else self.shown(held.high, lang)
        if low is not None and high is not None:
            return f"{low}至{high}" if zh else f"{low} to {high}"
        if low is None and high is None:
            return "不详" if zh else "not known"
        words = ("至少", "at least ") if high is None else ("至多", "at most ")
        return f"{words[0] if zh else words[1]}{low or high}"


def _amount(text: str) -> Yuan | Quantity | None:
    """Return the amount that a text names with its currency."""
    if not _CURRENCY.search(text):
        return None
    for read in (Yuan.parse, Quantity.parse):
        try:
            return read(text)
        except InvalidValueError:
            continue
    return None


def _qualified(text: str) -> Quantity | None:
    """Return the number that a text qualifies; a whole number in quotes is no number."""
    try:
        figure = Quantity.parse(text)
    except InvalidValueError:
        return None
    return None if figure.exact else figure


def _bounds(figure: Quantity, scale: int) -> int | Bounds | None:
    """Return a figure as whole numbers of a smaller unit: the least and the greatest that it can be.

    None where no whole number lies between, and for a forecast: it says what will be.
    """
    if figure.expected:
        return None
    low = high = None
    if figure.low is not None:
        low = ceil(figure.low * scale)
        low += 1 if low == figure.low * scale and not figure.low_included else 0
    if figure.high is not None:
        high = floor(figure.high * scale)
        high -= 1 if high == figure.high * scale and not figure.high_included else 0
    return _between(low, high)


def _between(low: int | None, high: int | None) -> int | Bounds | None:
    """Return the numbers between two bounds, the one number, or None where there is none."""
    if low is None or high is None or low < high:
        return Bounds(low, high)
    return low if low == high else None


def _integer_at_once(lowest: int, highest: int, read: Callable[[object], int | Bounds], value: object) -> int | Bounds:
    return value if type(value) is int and lowest <= value <= highest else read(value)


def _amount_at_once(lowest: int, highest: int, read: Callable[[object], int | Bounds], value: object) -> int | Bounds:
    return value.fen if type(value) is Yuan and lowest <= value.fen <= highest else read(value)


def value_from_text(fact: FactType, text: str) -> object:
    """Return the value that a text of a table or command gives for a fact; one that it cannot have stays as it is."""
    if fact.kind is FactKind.YES_NO:
        return _YES_NO.get(text.lower(), text)
    if fact.kind is FactKind.INTEGER and _NUMBER.fullmatch(text):
        return int(text)
    return text
