"""How Chinese sources word a figure, and how it is worded again in both languages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from enum import Enum
from fractions import Fraction
from typing import NamedTuple

from hubnet.errors import InvalidValueError
from hubnet.values.figures import DIGITS, MULTIPLE, NUMERAL, Number, fold, multiple, number_of, numeral_of, plain, whole
from hubnet.values.interval import Interval


class Qualifier(Enum):
    """What a source says about a number."""

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow

    EXACT = "exact"
    """36: that number."""
    REACHED = "reached"
    """达, 到: that number, as reached."""
    JUST_UNDER = "just_under"
    """近: below it; how far below is not said."""
    UNDER = "under"
    """不足: below it."""
    BASICALLY = "basically"
    """基本: not quite it, so below it."""
    OVER = "over"
    """余, 多, 超过: above it."""
    AT_LEAST = "at_least"
    """以上, 至少: it or more."""
    AT_MOST = "at_most"
    """最高: it or less."""
    ABOUT = "about"
    """左右, 约: near it; no bound is said on either side."""
    VAGUE = "vague"
    """数十, 上百: no number is said."""
    DERIVED = "derived"
    """The result of arithmetic: bounds without words."""


# The first word of each is the one written; all are read. The longest is tried first.
_BEFORE = {
    Qualifier.REACHED: ("达", "已达", "达到", "已达到", "到"),
    Qualifier.JUST_UNDER: ("近", "接近", "将近"),
    Qualifier.UNDER: ("不足", "不到", "少于", "低于", "不满"),
    Qualifier.BASICALLY: ("基本", "基本达到"),
    Qualifier.OVER: ("超过", "超", "逾", "多于", "高于", "大于"),
    Qualifier.AT_LEAST: ("至少", "不少于", "不低于"),
    Qualifier.AT_MOST: ("最高", "最多", "至多", "不超过", "不高于", "不多于"),
    Qualifier.ABOUT: ("约", "大约", "大概"),
}
_AFTER = {
    Qualifier.AT_LEAST: ("以上",),
    Qualifier.AT_MOST: ("以下", "以内"),
    Qualifier.ABOUT: ("左右", "上下"),
}
_QUALIFIER_OF = {word: qualifier for table in (_BEFORE, _AFTER) for qualifier, words in table.items() for word in words}


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_FIRST = _any(word for words in _BEFORE.values() for word in words)
_LAST = _any(word for words in _AFTER.values() for word in words)
# Patterns are kept as text: compiling them at import would cost more than all the rest of it.
_EXPECTED = r"(?P<expected>预计将?|预期)?"
# A unit must not be taken for a part of the number or of the words around it.
UNIT = rf"%|m2|(?!分之|[余多几数些半〇零一二两三四五六七八九十百千万亿])(?:(?!{_LAST}|半)[^\W\d_]){{1,12}}"
VAGUE = r"(?:[数几][十百千万亿]?|上[十百千万亿]|[百千万亿])[万亿]?"
_POWER = r"[百千万亿]+"
_STATED = (
    rf"{_EXPECTED}(?P<first>(?:{_FIRST}){{0,2}})"
    rf"(?:(?P<part>-?[0-9]+/[0-9]+)|(?P<digits>-?{DIGITS})|(?P<numeral>{NUMERAL})|(?P<vague>{VAGUE}))"
    rf"(?P<more>[余多])?(?P<multiple>{MULTIPLE})?(?P<still_more>[余多])?(?P<unit>{UNIT})?(?P<last>{_LAST})?"
)
_BOUND = r"-?[0-9]+(?:\.[0-9]+|/[0-9]+)?"
_DERIVED = rf"{_EXPECTED}(?P<opening>[\[(])(?P<low>-∞|{_BOUND}),(?P<high>∞|{_BOUND})(?P<closing>[\])])(?P<unit>{UNIT})?"
ALLOWED = (
    "write a figure as sources do, with one word on it at most and a unit after it, such as 36, 近60个, 1300余人, "
    "超过100个, 约15个, 3500平方米以上, 最高20万元, 不足200家, 数十家, 1.8万多家, 预计达1.5万, 60%, 1/2, or bounds "
    "such as (8000000, 20000000]元"
)


class Wording(NamedTuple):
    """What a text says of a figure; ``words`` are those of a figure without a number."""

    number: Number | None
    qualifier: Qualifier
    unit: str
    expected: bool
    words: str = ""
    interval: Interval | None = None


def bounds_of(qualifier: Qualifier, number: Number | None) -> Interval:
    """Return what a stated figure can be; a count or amount is never below zero."""
    if number is None or qualifier is Qualifier.ABOUT:
        return Interval.checked(0, None, True, False)  # noqa: FBT003
    if qualifier in {Qualifier.EXACT, Qualifier.REACHED}:
        return Interval.checked(number, number, True, True)  # noqa: FBT003
    if qualifier in {Qualifier.OVER, Qualifier.AT_LEAST}:
        return Interval.checked(number, None, qualifier is Qualifier.AT_LEAST, False)  # noqa: FBT003
    return Interval.checked(0, number, True, qualifier is Qualifier.AT_MOST)  # noqa: FBT003


def read(text: object) -> Wording:
    """Read a figure.

    Raises:
        InvalidValueError: no figure, or one with two words on it that do not agree.
    """
    folded = fold(text, "quantity", ALLOWED)
    try:
        if match := re.fullmatch(_STATED, folded):
            return _stated(match)
        if match := re.fullmatch(_DERIVED, folded):
            return _derived(match)
    except (InvalidValueError, ZeroDivisionError):
        raise InvalidValueError("quantity", text, ALLOWED) from None
    raise InvalidValueError("quantity", text, ALLOWED)


def _stated(match: re.Match[str]) -> Wording:
    said = {_QUALIFIER_OF[word] for word in [*re.findall(_FIRST, match["first"]), match["last"]] if word}
    if match["more"] or match["still_more"]:
        said.add(Qualifier.OVER)
    # "达近60个": that it was reached adds nothing to the other word.
    if len(said) > 1:
        said.discard(Qualifier.REACHED)
    if len(said) > 1 or (match["more"] and match["still_more"]):
        raise InvalidValueError("quantity", match[0], ALLOWED)
    qualifier = said.pop() if said else Qualifier.EXACT
    unit, expected = _unit(match), bool(match["expected"])
    if match["vague"]:
        # 百场 names no number, but 百余场 and 近百场 do.
        if qualifier in {Qualifier.EXACT, Qualifier.REACHED} and not match["multiple"]:
            return Wording(None, Qualifier.VAGUE, unit, expected, match["vague"])
        if not re.fullmatch(_POWER, match["vague"]):
            raise InvalidValueError("quantity", match[0], ALLOWED)
        base: Number = multiple(match["vague"])
    elif match["numeral"]:
        base = numeral_of(match["numeral"])
    elif match["part"]:
        base = Fraction(match["part"])
    else:
        base = number_of(match["digits"])
    number = whole(Fraction(base) * multiple(match["multiple"]))
    if number < 0 and qualifier is not Qualifier.EXACT:
        raise InvalidValueError("quantity", match[0], ALLOWED)
    return Wording(number, qualifier, unit, expected)


def _derived(match: re.Match[str]) -> Wording:
    low, high = (None if "∞" in match[end] else whole(Fraction(match[end])) for end in ("low", "high"))
    if (low is None and match["opening"] == "[") or (high is None and match["closing"] == "]"):
        raise InvalidValueError("quantity", match[0], ALLOWED)
    interval = Interval.checked(low, high, match["opening"] == "[", match["closing"] == "]")
    number, qualifier = (low, Qualifier.EXACT) if interval.point else (None, Qualifier.DERIVED)
    return Wording(number, qualifier, _unit(match), bool(match["expected"]), "", interval)


def _unit(match: re.Match[str]) -> str:
    return "平方米" if match["unit"] == "m2" else match["unit"] or ""


_ENGLISH = {
    Qualifier.JUST_UNDER: "just under ",
    Qualifier.UNDER: "less than ",
    Qualifier.BASICALLY: "not quite ",
    Qualifier.OVER: "more than ",
    Qualifier.AT_LEAST: "at least ",
    Qualifier.AT_MOST: "at most ",
    Qualifier.ABOUT: "about ",
}
# Singular and plural; classifiers that English does without are empty.
_UNITS = {
    "%": ("%", "%"), "": ("", ""), "个": ("", ""), "家": ("", ""), "元": (" yuan", " yuan"), "平方米": (" m²", " m²"),
    "人": (" person", " people"), "名": (" person", " people"), "位": (" person", " people"),
    "次": (" time", " times"), "场": (" event", " events"),
}  # fmt: skip
_VAGUE_ENGLISH = {
    "数": "several", "几": "several", "数十": "dozens", "几十": "dozens", "上十": "ten or so",
    "数百": "hundreds", "几百": "hundreds", "百": "a hundred or so", "上百": "a hundred or so",
    "数千": "thousands", "几千": "thousands", "千": "a thousand or so", "上千": "a thousand or so",
    "数万": "tens of thousands", "几万": "tens of thousands", "万": "ten thousand or so", "上万": "ten thousand or so",
    "数十万": "hundreds of thousands", "几十万": "hundreds of thousands",
    "数百万": "millions", "几百万": "millions", "百万": "a million or so", "上百万": "a million or so",
    "数千万": "tens of millions", "几千万": "tens of millions", "千万": "ten million or so",
    "上千万": "ten million or so",
    "数亿": "hundreds of millions", "几亿": "hundreds of millions", "亿": "a hundred million or so",
    "上亿": "a hundred million or so",
}  # fmt: skip


def chinese(said: Wording, shown: Callable[[Number], str] | None = None) -> str:
    """Return the words in Chinese; ``shown`` writes a number with its unit, in full where it is not given."""
    write = shown or (lambda number: f"{plain(number)}{said.unit}")
    head = "预计" if said.expected else ""
    if said.number is None:
        if said.qualifier is Qualifier.VAGUE:
            return f"{head}{said.words}{said.unit}"
        return f"{head}{said.interval}{said.unit}" if shown is None else f"{head}{_between(said, write, _ZH)}"
    return f"{head}{_BEFORE.get(said.qualifier, ('',))[0]}{write(said.number)}"


def english(said: Wording) -> str:
    """Return the words in English; a unit that is not in the table stays as written."""
    head = "expected " if said.expected else ""
    one, many = _UNITS.get(said.unit, (f" {said.unit}",) * 2)

    def write(number: Number) -> str:
        return f"{plain(number, ',')}{one if number == 1 else many}"

    if said.number is not None:
        return f"{head}{_ENGLISH.get(said.qualifier, '')}{write(said.number)}"
    if said.qualifier is Qualifier.VAGUE:
        return f"{head}{_VAGUE_ENGLISH.get(said.words, said.words)}{many}"
    return f"{head}{_between(said, write, _EN)}"


_ZH = ("至少", "超过", "最高", "低于", "，", "任意数量")
_EN = ("at least ", "more than ", "at most ", "less than ", " and ", "any number")


def _between(said: Wording, write: Callable[[Number], str], words: tuple[str, ...]) -> str:
    """Return bounds in words."""
    at_least, over, at_most, under, joint, anything = words
    low, high, low_included, high_included = said.interval or bounds_of(said.qualifier, said.number)
    parts = [] if low is None else [f"{at_least if low_included else over}{write(low)}"]
    if high is not None:
        parts.append(f"{at_most if high_included else under}{write(high)}")
    return joint.join(parts) or anything
