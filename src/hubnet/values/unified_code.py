"""Unified social credit codes (统一社会信用代码, GB 32100-2015)."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from attrs import field, frozen

from hubnet.errors import InvalidValueError
from hubnet.values.figures import LONGEST
from hubnet.values.label import Label, Language
from hubnet.values.place import Place

PARTS = ("length", "alphabet", "department", "category", "division", "organization_code", "check_digit")
_LENGTH = 18
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_ALLOWED = "give the 18 characters of a unified social credit code, such as 53100000500021676K"
_DIVISION = re.compile(r"[1-9][0-9]{5}")
_NATIONAL = "100000"
_FOREIGN = "G"
"""Representative offices of overseas organizations: their codes are laid out in their own way."""

# By the first two characters. The list of GB 32100 as published pages restate it; 54 was added to it later.
_KINDS = {
    "11": Label("机关", "state organ"),
    "12": Label("事业单位", "public institution"),
    "13": Label("群众团体", "mass organization staffed by the state"),
    "19": Label("机构编制部门登记的其他组织", "other body under the staffing authority"),
    "31": Label("律师执业机构", "law practice"),
    "32": Label("公证处", "notary office"),
    "33": Label("基层法律服务所", "grassroots legal service office"),
    "34": Label("司法鉴定机构", "forensic institution"),
    "35": Label("仲裁委员会", "arbitration commission"),
    "51": Label("社会团体", "social association"),
    "52": Label("民办非企业单位", "private non-enterprise unit"),
    "53": Label("基金会", "foundation"),
    "54": Label("村民委员会", "villagers' committee"),
    "59": Label("民政部门登记的其他组织", "other body under civil affairs"),
    "71": Label("宗教活动场所", "place of worship"),
    "72": Label("宗教院校", "religious school"),
    "81": Label("基层工会", "grassroots trade union"),
    "91": Label("企业", "enterprise"),
    "92": Label("个体工商户", "individual business"),
    "93": Label("农民专业合作社", "farmers' cooperative"),
    "A1": Label("军队事业单位", "military institution"),
    "N1": Label("组级集体经济组织", "collective economic organization of a village group"),
    "N2": Label("村级集体经济组织", "collective economic organization of a village"),
    "N3": Label("乡镇级集体经济组织", "collective economic organization of a town"),
}
# Only of these departments is the list taken as whole; 54 and 55 are in use though the standard of 2015 lacks them.
_CATEGORIES = {"5": "123459"}
_FORMS = {"51": "social_association", "52": "private_non_enterprise_unit", "53": "foundation"}
_SOCIAL = frozenset({"51", "52", "53", "59"})
_PART_LABELS = {
    "length": Label("长度", "length"),
    "alphabet": Label("字符", "alphabet"),
    "department": Label("登记管理部门代码", "department"),
    "category": Label("机构类别代码", "category"),
    "division": Label("登记管理机关行政区划码", "division"),
    "organization_code": Label("主体标识码（组织机构代码）", "organization code"),
    "check_digit": Label("校验码", "check digit"),
}


@frozen
class CodeFault:
    """One part of a code that is wrong: the characters found, and what was expected.

    ``part`` is one of ``length, alphabet, department, category, division, organization_code, check_digit``. Of the two
    check digits (the last character, and the last of the organization code) ``expected`` is the one that would fit.
    """

    part: str
    found: str
    expected: str
    expected_zh: str = field(default="", eq=False, repr=False)
    """The same in Chinese, where it is more than characters."""

    def text(self, lang: Language) -> str:
        """Return the fault in one line."""
        name = _PART_LABELS[self.part].text(lang)
        if lang == "zh":
            return f"{name}：为“{self.found}”，应为 {self.expected_zh or self.expected}"
        return f"{name}: found {self.found!r}, expected {self.expected}"


def _fold(text: object) -> str:
    if not isinstance(text, str):
        raise InvalidValueError("unified code", text, _ALLOWED)
    return "".join(unicodedata.normalize("NFKC", text).upper().split()) if len(text) <= LONGEST else text


def _checked(text: object) -> str:
    code = _fold(text)
    if faults := UnifiedCode.faults(code):
        raise InvalidValueError("unified code", text, f"{'; '.join(fault.text('en') for fault in faults)}; {_ALLOWED}")
    return code


@frozen(order=True)
class UnifiedCode:
    """A unified social credit code whose parts and check digits fit; whether it was ever issued is not checked.

    Spaces, lower case and full-width characters are folded.

    Raises:
        InvalidValueError: a code with a fault; the message names each part that fails.
    """

    text: str = field(converter=_checked)

    @classmethod
    def parse(cls, text: str) -> UnifiedCode:
        """Read a code.

        Raises:
            InvalidValueError: a code with a fault; the message names each part that fails.
        """
        return cls(text)

    @staticmethod
    def faults(text: str) -> tuple[CodeFault, ...]:
        """Return all that is wrong with a text as a code, in the order of the parts; nothing for a good one.

        Department, category, division and check digits are looked at only as far as the characters they need are
        legal. A letter as department is legal; the parts of an overseas organization's code (G) are left unchecked.

        Raises:
            InvalidValueError: no text.
        """
        code = _fold(text)
        found = []
        if len(code) != _LENGTH:
            found.append(CodeFault("length", str(len(code)), "18 characters", "18 位"))
        if strange := "".join(sorted(set(code) - set(_ALPHABET))):
            found.append(
                CodeFault("alphabet", strange, "0-9 and A-Z without I, O, S, V, Z", "0-9 及 I、O、S、V、Z 以外的字母")
            )
        if len(code) != _LENGTH:
            return tuple(found)
        if code[0] == "0":
            found.append(CodeFault("department", code[0], "1 to 9 or a letter", "1 至 9 或字母"))
        if code[0] != _FOREIGN:
            found.extend(_faults_of_parts(code))
        if not set(code[:-1]) - set(_ALPHABET) and code[-1] != (fitting := _check_digit(code[:-1])):
            found.append(CodeFault("check_digit", code[-1], fitting))
        return tuple(found)

    @property
    def department(self) -> str:
        """The registering department, one character: 5 is civil affairs."""
        return self.text[0]

    @property
    def category(self) -> str:
        """The category of the body within its department, one character."""
        return self.text[1]

    @property
    def division(self) -> str:
        """The division of the registering authority, six characters: 100000 is national."""
        return self.text[2:8]

    @property
    def organization_code(self) -> str:
        """The organization code of GB 11714, nine characters, the last its own check digit."""
        return self.text[8:17]

    @property
    def place(self) -> Place | None:
        """The division as a place; None for a national registration, or where the code gives none."""
        if self.division == _NATIONAL or not _is_division(self.division):
            return None
        return Place(self.division)

    @property
    def kind(self) -> Label | None:
        """What the first two characters say the body is; None where that is not held."""
        return _KINDS.get(self.text[:2])

    @property
    def form(self) -> str | None:
        """Legal form of a domestic social organization; None for 59 and all others."""
        return _FORMS.get(self.text[:2])

    @property
    def may_be_resident_id(self) -> bool:
        """Whether the text is a well-formed resident identity number too, as about one in 31 of those fit here."""
        return _is_resident_id(self.text)

    @property
    def can_be_social_organization(self) -> bool:
        """Whether it can be the code of a domestic social organization (51, 52, 53, 59)."""
        return self.text[:2] in _SOCIAL and not self.may_be_resident_id

    def __str__(self) -> str:
        return self.text


def _faults_of_parts(code: str) -> list[CodeFault]:
    found = []
    categories = _CATEGORIES.get(code[0])
    if categories and code[1] in _ALPHABET and code[1] not in categories:
        listed = ", ".join(categories)
        said = f"one of {listed} for department {code[0]}", f"{listed} 之一（部门 {code[0]}）"
        found.append(CodeFault("category", code[1], *said))
    if not _is_division(code[2:8]):
        said = "a six-digit division code, 100000 for a national registration", "六位行政区划代码，全国性登记为 100000"
        found.append(CodeFault("division", code[2:8], *said))
    body = code[8:17]
    if not set(body[:-1]) - set(_ALPHABET) and body[-1] != (fitting := _organization_digit(body[:-1])):
        found.append(
            CodeFault("organization_code", body, f"{fitting} as its last character", f"末位为 {fitting} 的代码")
        )
    return found


def _is_division(text: str) -> bool:
    if not _DIVISION.fullmatch(text):
        return False
    try:
        Place(text)
    except InvalidValueError:
        return False
    return True


def _check_digit(body: str) -> str:
    # Imported here because stdnum brings modules for network access with it, ten times as slow as all of hubnet.values.
    from stdnum.cn.uscc import calc_check_digit

    return calc_check_digit(body)


def _organization_digit(body: str) -> str:
    """Return the check digit of GB 11714 for eight characters."""
    weights = (3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(character, 36) * weight for character, weight in zip(body, weights, strict=True))
    return "0123456789X0"[11 - total % 11]


def _is_resident_id(text: str) -> bool:
    """Return whether region, birthday and check digit make it a resident identity number (GB 11643)."""
    if not re.fullmatch(r"[1-9][0-9]{16}[0-9X]", text) or text[6:8] not in {"18", "19", "20"}:
        return False
    try:
        date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(text[:17]))
    return text[17] == "10X98765432"[total % 11]
