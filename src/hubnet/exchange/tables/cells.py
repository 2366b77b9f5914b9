"""Single cells of register tables: read as analysts write them, and written so that a spreadsheet runs nothing."""

from __future__ import annotations

import re
import unicodedata
from enum import Enum
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from hubnet.entities import LABELS, TERMS, LegalForm, Status, TieKind, Tier, normalised
from hubnet.errors import InvalidValueError, nearest
from hubnet.values import CONFIDENCE_LABELS, End, PartialDate, Place, Yuan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

T = TypeVar("T")

LONGEST = 32_767
"""Most characters of a cell, as many as one of Excel holds."""


@frozen
class Misfit:
    """What is wrong with a cell, and what would have been accepted."""

    message: str
    allowed: tuple[str, ...] = ()


DATES = ("2012-08-02", "2012/8/2", "2012.8.2", "2012年8月2日", "2012年8月", "2012")
AMOUNTS = ("5000.00", "1,200万元", "20万")
YES_NO = {"yes": True, "true": True, "是": True, "no": False, "false": False, "否": False}
UNITS = ("元", "万元", "亿元")
_KEPT = 65_536

_DAY = re.compile(r"(\d{4})([-/.])(\d{1,2})(?:\2(\d{1,2}))?(?:[ T]0?0:00(?::00)?)?", re.ASCII)
_RUN_TOGETHER = re.compile(r"(\d{4})(\d{2})(\d{2})", re.ASCII)
_SERIAL = re.compile(r"\d{1,3}|\d{5,7}|\d+\.\d{5,}|\d{5,7}\.\d+", re.ASCII)
_SHORT_MONTH = re.compile(r"\d{4}\.1", re.ASCII)
_SCIENTIFIC = re.compile(r"[+-]?\d+(?:\.\d+E[+-]?|E\+)\d+", re.ASCII | re.IGNORECASE)
_PLAIN_NUMBER = re.compile(r"-?[\d,]+(?:\.\d+)?", re.ASCII)
_ERRORS = frozenset({"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!"})
_ENDS = {
    "至今": End.OPEN, "今": End.OPEN, "长期": End.OPEN, "open": End.OPEN, "..": End.OPEN,
    "?": End.UNKNOWN, "unknown": End.UNKNOWN, "不详": End.UNKNOWN, "未知": End.UNKNOWN,
}  # fmt: skip
_RUN = "=+-@＝＋－＠\t\r\n"
_ESCAPED = re.compile(rf"'+[{re.escape(_RUN)}]")
_TO_ESCAPE = re.compile(rf"'*[{re.escape(_RUN)}]")
_NUMBER = re.compile(r"-\d+(?:\.\d+)?", re.ASCII)
_SEVERAL = re.compile(r"[;；]")
_SEVERAL_WORDS = re.compile(r"[;；、，,\n]")
_MONTH = re.compile(r"(\d{4})-(\d{2})", re.ASCII)

# What people write beside the ids and labels. A word stands for one thing only in its list.
_ALSO: dict[Enum, tuple[str, ...]] = {
    LegalForm.SOCIAL_ASSOCIATION: ("社团",),
    LegalForm.PRIVATE_NON_ENTERPRISE_UNIT: ("民办非企业单位", "民非", "民办非企业", "社会服务机构"),
    LegalForm.PEOPLES_ORGANIZATION: ("群众团体", "群团组织"),
    LegalForm.ENTERPRISE: ("公司",),
    LegalForm.RESIDENTS_COMMITTEE: ("居委会", "社区居委会"),
    LegalForm.VILLAGERS_COMMITTEE: ("村委会",),
    LegalForm.OWNERS_COMMITTEE: ("业委会",),
    LegalForm.GOVERNMENT_BODY: ("政府机关", "行政机关", "机关单位"),
    LegalForm.PARTY_BODY: ("党的机关",),
    LegalForm.UNIVERSITY: ("高等学校", "大学"),
    LegalForm.OVERSEAS_ORGANIZATION: ("境外非政府组织",),
    LegalForm.UNREGISTERED_GROUP: ("未登记组织",),
    Status.FILED: ("已备案",),
    Status.IN_PREPARATION: ("筹备中",),
    Status.REGISTERED: ("已登记", "正常"),
    Status.DEREGISTERED: ("已注销",),
    Status.REVOKED: ("已撤销", "撤销登记"),
    Tier.COUNTRY: ("国家", "全国"),
    Tier.PROVINCE: ("省",),
    Tier.CITY: ("市", "地市级"),
    Tier.DISTRICT: ("区", "县", "县级", "区县级"),
    Tier.STREET: ("街道", "乡镇", "乡镇级"),
    Tier.COMMUNITY: ("社区", "村", "村级"),
    TieKind.HAS_MEMBER: ("会员", "有会员单位"),
    TieKind.FOUNDED: ("发起",),
}


def like(text: str, known: Iterable[str]) -> str | None:
    """Return the known word most like a text; of short words one that differs in a single character."""
    words = list(known)
    return nearest(text, words) or next((word for word in words if _is_one_off(text, word)), None)


def _is_one_off(text: str, word: str) -> bool:
    return 1 < len(text) == len(word) and sum(one != other for one, other in zip(text, word, strict=True)) == 1


def as_read(text: str) -> str:
    """Return what a cell says: without spaces around it, and without the apostrophe that keeps it from being run."""
    text = text.strip()
    return text[1:] if text[:1] == "'" and _ESCAPED.match(text) else text


def harmless(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs as a formula; ``as_read`` gives the text back."""
    return f"'{text}" if _TO_ESCAPE.match(text) and not _NUMBER.fullmatch(text) else text


def broken(text: str) -> Misfit | None:
    """Return what makes a cell unreadable whatever its column: an error of the spreadsheet, too many characters."""
    if len(text) > LONGEST:
        return Misfit(f"has {len(text):,} characters; at most {LONGEST:,} are read")
    if text[:1] == "#" and (text in _ERRORS or (text[:4] == "####" and not text.strip("#"))):
        return Misfit("is an error of the spreadsheet, not a value; mend it there, or empty the cell")
    return None


def plain(text: str) -> str:
    """Return a text as it stands."""
    return text


def label_id(text: str) -> str | Misfit:
    """Return an id or code, unless the spreadsheet has made a rounded number of it."""
    if ("E" in text or "e" in text) and _SCIENTIFIC.fullmatch(text):
        return Misfit(
            "the spreadsheet has turned a long number into a rounded one, and its last digits are lost; set the column "
            "to Text and enter it again from the source"
        )
    return text


def code(text: str) -> str | Misfit:
    """Return a unified code without spaces, in capitals; ``Register.check`` tells whether its parts fit."""
    return label_id("".join(unicodedata.normalize("NFKC", text).upper().split()))


@lru_cache(maxsize=_KEPT)
def day(text: str) -> PartialDate | Misfit:
    """Return a date as precise as it is written."""
    folded = unicodedata.normalize("NFKC", text).strip()
    if _SHORT_MONTH.fullmatch(folded):
        return Misfit(
            f"is January or October, whose 0 a spreadsheet drops; write {folded[:4]}-01 or {folded[:4]}-10", DATES
        )
    if match := _DAY.fullmatch(folded):
        folded = "-".join(part.rjust(2, "0") for part in match.group(1, 3, 4) if part)
    elif match := _RUN_TOGETHER.fullmatch(folded):
        folded = "-".join(match.groups())
    elif _SERIAL.fullmatch(folded):
        return Misfit(
            "is no date but a number, perhaps the day number of a spreadsheet, which means different days in different "
            "ones; format the column as a date, and save again",
            DATES,
        )
    try:
        return PartialDate.parse(folded)
    except InvalidValueError:
        return Misfit("is no date that exists, written with its year first", DATES)


@lru_cache(maxsize=_KEPT)
def whole_day(text: str) -> date | Misfit:
    """Return a date that is known to the day."""
    found = day(text)
    if isinstance(found, PartialDate) and not found.exact:
        return Misfit("is not known to the day; give the day, or leave the cell empty", DATES[:4])
    return found if isinstance(found, Misfit) else found.earliest


@lru_cache(maxsize=_KEPT)
def bound(text: str) -> PartialDate | End | Misfit:
    """Return an end of a span: a date, 至今 for one that goes on, ? for one that is not known."""
    end = _ENDS.get(unicodedata.normalize("NFKC", text).casefold())
    found = end or day(text)
    return Misfit(found.message, (*found.allowed, "至今", "?")) if isinstance(found, Misfit) else found


@lru_cache(maxsize=_KEPT)
def place(text: str) -> Place | Misfit:
    """Return a division by its code."""
    folded = label_id(unicodedata.normalize("NFKC", text))
    if isinstance(folded, Misfit):
        return folded
    try:
        return Place(folded)
    except InvalidValueError:
        return Misfit(
            "is no division code; give CN, a code of 2, 6, 9 or 12 digits, or a name under its parent's code",
            ("CN", "32", "320102", "320102005", "320102005001", "320102/锁金村街道"),
        )


@lru_cache(maxsize=_KEPT)
def amount(text: str, unit: str = "") -> Yuan | Misfit:
    """Return an amount that is not negative; a bare number is in the unit that the heading gives."""
    folded = "".join(unicodedata.normalize("NFKC", text).split())
    if _SCIENTIFIC.fullmatch(folded):
        return Misfit("the spreadsheet has rounded this number; set the column to Text and enter the amount", AMOUNTS)
    try:
        found = Yuan.parse(folded + unit if _PLAIN_NUMBER.fullmatch(folded) else folded)
    except InvalidValueError:
        return Misfit("is no amount in yuan with at most two decimals", AMOUNTS)
    return Misfit("is negative; an amount of a grant is not", AMOUNTS) if found.fen < 0 else found


def yes_no(text: str) -> bool | Misfit:
    """Return whether a cell says yes."""
    found = YES_NO.get(text.casefold())
    return Misfit("is neither yes nor no", tuple(YES_NO)) if found is None else found


def listed(text: str) -> list[str]:
    """Return the parts of a cell between ; or ；, without the empty ones."""
    return [part for part in map(str.strip, _SEVERAL.split(text)) if part]


def several(read: Callable[[str], T | Misfit]) -> Callable[[str], tuple[T, ...] | Misfit]:
    """Return a reader of cells with several words; 、 and commas part them too. The first fault is that of the cell."""

    def read_all(text: str) -> tuple[T, ...] | Misfit:
        found: list[T] = []
        for part in filter(None, map(str.strip, _SEVERAL_WORDS.split(text))):
            one = read(part)
            if isinstance(one, Misfit):
                return one
            found.append(one)
        return tuple(found)

    return lru_cache(maxsize=_KEPT)(read_all)


@cache
def words(kind: type[Enum]) -> dict[str, Enum]:
    """Return the members of a closed list by all that is taken for them, folded."""
    known = {}
    for member in kind:
        label = LABELS.get(member) or CONFIDENCE_LABELS[member]  # type: ignore[index]
        for word in (*_ALSO.get(member, ()), label.zh, label.en, member.value):
            known[normalised(word)] = member
    return known


def shown_words(kind: type[Enum]) -> tuple[str, ...]:
    """Return the ids and Chinese labels of a closed list, as they are offered."""
    return tuple(
        f"{member.value} {(LABELS.get(member) or CONFIDENCE_LABELS[member]).zh}"  # type: ignore[index]
        for member in kind
    )


@cache
def word(kind: Any) -> Callable[[str], Any]:  # noqa: ANN401
    """Return a reader of one word of a closed list: its id, its label, or what else people write."""

    def read(text: str) -> Enum | Misfit:
        found = words(kind).get(normalised(text))
        if found is not None:
            return found
        hint = like(text, (name for member in kind for name in _names_of(member)))
        advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(shown_words(kind))}"
        return Misfit(f"is not one of the known words; {advice}", tuple(member.value for member in kind))

    return lru_cache(maxsize=_KEPT)(read)


def _names_of(member: Enum) -> tuple[str, ...]:
    label = LABELS.get(member) or CONFIDENCE_LABELS[member]  # type: ignore[index]
    return (member.value, label.zh, *_ALSO.get(member, ()))


@cache
def _terms() -> dict[str, str]:
    return {normalised(word): term for term, label in reversed(TERMS.items()) for word in (label.en, label.zh, term)}


def term(text: str) -> str:
    """Return the id of an open word by its label; other words as they stand."""
    return _terms().get(normalised(text), text)


def month_text(text: str) -> str:
    """Return a date as a cell: 2010-12 as 2010年12月, because a spreadsheet makes Dec-10 of the other."""
    match = _MONTH.fullmatch(text)
    return f"{match[1]}年{int(match[2])}月" if match else text
