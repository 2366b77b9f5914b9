"""Facts that conditions ask for, declared once, and how their values are held."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import Enum
from functools import cached_property
from math import ceil, floor
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import InvalidValueError, nearest
from hubnet.values import Label, PartialDate, Place, Quantity, Yuan

if TYPE_CHECKING:
    from hubnet.values import Language

FactValue = bool | int | str
NEVER = "never"
"""What a date fact says of something that has not happened."""

_NEVER_DAY = 0
_YUAN = "元"
_FEN = 100
_AMOUNT = re.compile(r"\s*(?:CNY|RMB|人民币|¥).*", re.DOTALL)
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


class Change(Enum):
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

    def same(self, other: int) -> bool | None:
        """Return whether the number is another one; None where it can be and need not."""
        if (self >= other) is False or (self <= other) is False:
            return False
        return True if self.low == other == self.high else None

    def __mul__(self, factor: int) -> Bounds:
        """Multiply by a whole number from 0."""
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


@frozen(kw_only=True)
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
    change: Change = Change.NONE
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

    def read(self, value: object) -> Held:
        """Return a value as rules compare it.

        Raises:
            InvalidValueError: a value that the fact cannot have.
        """
        kind = self.kind
        if kind is FactKind.YES_NO:
            if value is True or value is False:
                return value
            raise self._refusal(value, "give true or false")
        if kind is FactKind.INTEGER and type(value) is int:
            held: Held = value
        elif kind is FactKind.CHOICE:
            if isinstance(value, str) and value in self.choices:
                return value
            hint = nearest(str(value), self.choices)
            raise self._refusal(value, f"did you mean {hint!r}?" if hint else f"give one of {', '.join(self.choices)}")
        elif kind is FactKind.TEXT:
            if isinstance(value, str) and value.strip():
                return value
            raise self._refusal(value, "give a text")
        elif kind is FactKind.PLACE:
            return self._place(value)
        elif kind is FactKind.DATE:
            return self._day(value)
        else:
            held = self._number(value)
        self._check_bounds(held, value)
        return held

    def _place(self, value: object) -> str:
        try:
            return value.code if isinstance(value, Place) else Place(value).code
        except InvalidValueError as error:
            raise self._refusal(value, error.allowed) from None

    def _day(self, value: object) -> int | Bounds:
        advice = "give a date, or a part of one such as 2023-03" + (", or never" if self.never else "")
        if value == NEVER and self.never:
            return _NEVER_DAY
        if isinstance(value, datetime) or not isinstance(value, date | PartialDate | str):
            raise self._refusal(value, advice)
        try:
            when = value if isinstance(value, date) else PartialDate.of(value)
        except InvalidValueError:
            raise self._refusal(value, advice) from None
        if isinstance(when, date):
            return when.toordinal()
        first, last = when.earliest.toordinal(), when.latest.toordinal()
        return first if first == last else Bounds(first, last)

    def _number(self, value: object) -> int | Bounds:
        amount = self.kind is FactKind.AMOUNT
        if amount and isinstance(value, Yuan):
            return value.fen
        if isinstance(value, str):
            try:
                figure = Quantity.parse(value)
                if amount or not figure.exact:  # a whole number in quotes is no number
                    return self._number(figure)
            except InvalidValueError:
                if amount and _AMOUNT.fullmatch(value):
                    return Yuan.parse(value).fen
        elif isinstance(value, Quantity) and (value.unit == _YUAN) is amount and value.unit != "%":
            return _bounds(value, _FEN if amount else 1)
        whole = 'an amount such as "3万元", or a Yuan' if amount else "a whole number"
        raise self._refusal(value, f"give {whole}{self._limits()}")

    def _limits(self) -> str:
        low = "" if self.minimum is None else f" from {self.minimum}"
        high = "" if self.maximum is None else f" up to {self.maximum}"
        return low + high

    def _check_bounds(self, held: Held, value: object) -> None:
        low, high = self.low, self.high
        if (low is not None and (held < low) is True) or (high is not None and (held > high) is True):  # type: ignore[operator]
            what = "an amount" if self.kind is FactKind.AMOUNT else "a whole number"
            raise self._refusal(value, f"give {what}{self._limits()}")

    def _refusal(self, value: object, allowed: str) -> InvalidValueError:
        return InvalidValueError(self.id, value, allowed)

    def shown(self, held: Held, lang: Language) -> str:  # noqa: PLR0911  (one for each kind)
        """Return a held value as readers write it."""
        zh = lang == "zh"
        if isinstance(held, Bounds):
            low = "…" if held.low is None else self.shown(held.low, lang)
            high = "…" if held.high is None else self.shown(held.high, lang)
            return f"{low} – {high}"
        if self.kind is FactKind.YES_NO:
            return ("是" if held else "否") if zh else ("yes" if held else "no")
        if self.kind is FactKind.AMOUNT:
            return Yuan(int(held)).text(lang)
        if self.kind is FactKind.DATE:
            return ("从未" if zh else "never") if held == _NEVER_DAY else date.fromordinal(int(held)).isoformat()
        if self.kind is FactKind.CHOICE and self.labels:
            return self.labels[self.choices.index(str(held))].text(lang)
        if self.kind is FactKind.INTEGER:
            return f"{held}{self.unit if self.unit and zh else ''}"
        return str(held)


def _bounds(figure: Quantity, scale: int) -> int | Bounds:
    """Return a figure as whole numbers of a smaller unit: the least and the greatest that it can be."""
    low = high = None
    if figure.low is not None:
        low = ceil(figure.low * scale)
        low += 1 if low == figure.low * scale and not figure.low_included else 0
    if figure.high is not None:
        high = floor(figure.high * scale)
        high -= 1 if high == figure.high * scale and not figure.high_included else 0
    return low if low is not None and low == high else Bounds(low, high)


def value_from_text(fact: FactType, text: str) -> object:
    """Return the value that a text of a table or command gives for a fact; one that it cannot have stays as it is."""
    if fact.kind is FactKind.YES_NO:
        return _YES_NO.get(text.lower(), text)
    if fact.kind is FactKind.INTEGER and _NUMBER.fullmatch(text):
        return int(text)
    return text
