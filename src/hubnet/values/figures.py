"""Exact numbers as Chinese sources write them; no floats."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from typing import NoReturn

from hubnet.errors import InvalidValueError

Number = int | Fraction

LONGEST = 1000
"""Longer texts are no figure; a bound also keeps ``int`` from refusing too many digits in its own way."""
LARGEST = 10**100
"""Bound of numerators and denominators, so that every number can be written and read back."""

DIGITS = r"(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?"
"""A number with correctly grouped commas or none."""
MULTIPLE = r"(?:[百千]?[万亿]|万亿|[百千])"

# Traditional characters of the words that figures are read by.
_SIMPLIFIED = str.maketrans("餘萬億約達過預計數幾個場圓將滿兩", "余万亿约达过预计数几个场圆将满两")
_TENS = {"": 1, "十": 10, "百": 100, "千": 1000, "万": 10**4, "亿": 10**8}
_NUMERALS = "零一二三四五六七八九"
_ONE_TO_NINE = "[一二两三四五六七八九]"
NUMERAL = (
    f"(?=[一二两三四五六七八九十])(?:{_ONE_TO_NINE}千零?)?(?:{_ONE_TO_NINE}百零?)?(?:{_ONE_TO_NINE}?十)?{_ONE_TO_NINE}?"
)
"""A number below 10,000 in Chinese numerals; not one that only names a power of ten (百)."""
_PART = re.compile(rf"({_ONE_TO_NINE}?)([十百千]?)")


def fold(text: object, field: str, allowed: str) -> str:
    """Return the text with full-width forms and traditional characters folded, and without spaces.

    Raises:
        InvalidValueError: no text, an empty or too long one, or digits with a space between them.
    """
    if not isinstance(text, str) or not text.strip() or len(text) > LONGEST:
        raise InvalidValueError(field, text, allowed)
    return joined(simplified(text)) or _refuse(field, text, allowed)


def joined(text: str) -> str:
    """Return the text without spaces; nothing where that would make one number of two (``5 6``)."""
    return "" if re.search(r"[0-9]\s+[0-9]", text) else "".join(text.split())


def _refuse(field: str, text: str, allowed: str) -> NoReturn:
    raise InvalidValueError(field, text, allowed)


def simplified(text: str) -> str:
    """Return the text with full-width forms and the traditional characters of the table folded."""
    return unicodedata.normalize("NFKC", text).translate(_SIMPLIFIED)


def is_number(value: object) -> bool:
    """Return whether the value is an exact number; a bool is none."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def is_whole(value: object) -> bool:
    """Return whether the value is a whole number; a bool is none."""
    return isinstance(value, int) and not isinstance(value, bool)


def found(value: object) -> object:
    """Return the value for a message; a number with too many digits to be written becomes words."""
    if isinstance(value, int | Fraction) and max(abs(value.numerator), value.denominator) >= LARGEST:
        return "a number of more than 100 digits"
    return value


def whole(number: Number) -> Number:
    """Return a whole number as int, another as Fraction."""
    return number.numerator if number.denominator == 1 else number


def multiple(words: str | None) -> int:
    """Return what 万, 亿, 百万 and their kind multiply by; 1 for none."""
    product = 1
    for word in words or "":
        product *= _TENS[word]
    return product


def number_of(digits: str, words: str | None = None) -> Number:
    """Return the number that a match of ``DIGITS`` and one of ``MULTIPLE`` name."""
    return whole(Fraction(digits.replace(",", "")) * multiple(words))


def numeral_of(text: str) -> int:
    """Return the number that a match of ``NUMERAL`` names: 二十 is 20."""
    total = 0
    for digit, ten in _PART.findall(text.replace("零", "").replace("两", "二")):
        total += (_NUMERALS.index(digit) if digit else min(len(ten), 1)) * _TENS[ten]
    return total


def decimals(number: Number) -> int | None:
    """Return how many decimals write the number exactly, or None where no number of them does."""
    left, twos, fives = number.denominator, 0, 0
    while left % 2 == 0:
        left, twos = left // 2, twos + 1
    while left % 5 == 0:
        left, fives = left // 5, fives + 1
    return max(twos, fives) if left == 1 else None


def plain(number: Number, comma: str = "") -> str:
    """Return the number in full: digits, decimals where they are exact, else a fraction.

    Args:
        number: the number.
        comma: "," to group thousands.
    """
    places = decimals(number)
    if places is None:
        return f"{number.numerator}/{number.denominator}"
    scaled = abs(number.numerator) * 10**places // number.denominator
    sign = "-" if number < 0 else ""
    head, tail = divmod(scaled, 10**places)
    shown = f"{head:,}" if comma else str(head)
    return f"{sign}{shown}.{tail:0{places}}" if places else f"{sign}{shown}"
