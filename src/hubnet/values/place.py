"""Places of the People's Republic of China by division code."""

from __future__ import annotations

import re
from functools import lru_cache

from attrs import field, frozen

from hubnet.errors import InvalidValueError
from hubnet.values.label import Label

COUNTRY = "CN"
LEVELS = ("country", "province", "city", "district", "street", "community")
LEVEL_LABELS = {
    "country": Label("国家", "country"),
    "province": Label("省级", "province"),
    "city": Label("地市级", "city"),
    "district": Label("县级", "district"),
    "street": Label("街道（乡镇）", "street"),
    "community": Label("社区（村）", "community"),
}
_MUNICIPALITIES = frozenset({"11", "12", "31", "50"})
_ALLOWED = (
    "give CN or a GB/T 2260 division code of 2, 6, 9 or 12 digits such as 32, 320100, 320114 or 320114001, "
    "or a name under its parent such as 320102/锁金村街道"
)
_CODE = re.compile(r"[1-9]\d(?:\d{4}(?:\d{3}(?:\d{3})?)?)?", re.ASCII)


def _normalise(text: object) -> str:
    """Bring the ways of writing one place to one: ``32`` to ``320000``, zeros of lower levels cut."""
    if isinstance(text, Place):
        return text.code
    if not isinstance(text, str):
        raise InvalidValueError("place", text, _ALLOWED)
    return _normal(text)


@lru_cache(maxsize=4096)
def _normal(text: str) -> str:
    code, *names = (part.strip() for part in text.strip().split("/"))
    if not all(names):
        raise InvalidValueError("place", text, _ALLOWED)
    if code.upper() == COUNTRY:
        code = COUNTRY
    elif _CODE.fullmatch(code):
        code = _canonical(code)
    else:
        code = ""
    if not code:
        raise InvalidValueError("place", text, _ALLOWED)
    place = "/".join([code, *names])
    if len(names) > len(LEVELS) - 1 - LEVELS.index(_level_of_code(code)):
        raise InvalidValueError("place", text, f"no level lies that deep below {code}; {_ALLOWED}")
    return place


def _canonical(code: str) -> str:
    """Return the shortest usual form, or nothing where a division is numbered below an unnumbered one."""
    code = code.ljust(6, "0")
    for length in (12, 9):
        if len(code) == length and code.endswith("000"):
            code = code[:-3]
    parts = (code[2:4], code[4:6], code[6:9] or "000", code[9:12] or "000")
    filled = [part.strip("0") != "" for part in parts]
    return code if filled == sorted(filled, reverse=True) else ""


@lru_cache(maxsize=4096)
def _level(place: str) -> str:
    code, *names = place.split("/")
    return LEVELS[LEVELS.index(_level_of_code(code)) + len(names)]


def _level_of_code(code: str) -> str:
    if code == COUNTRY:
        return "country"
    if len(code) > 6:  # noqa: PLR2004  (digits of a district code)
        return "street" if len(code) == 9 else "community"  # noqa: PLR2004
    if code.endswith("0000"):
        return "province"
    return "city" if code.endswith("00") else "district"


@frozen(order=True)
class Place:
    """A division, by its GB/T 2260 code (or the statistical extension of 9 and 12 digits).

    ``Place("32")`` and ``Place("320000")`` are equal. A division whose code is not held is written by name under
    its parent: ``Place("320102/锁金村街道")``. Any well-formed code is accepted; whether it is or was assigned is not
    checked.

    Raises:
        InvalidValueError: a code of another length or with a gap in its levels, an empty name.
    """

    code: str = field(converter=_normalise)

    @property
    def level(self) -> str:
        """One of ``country, province, city, district, street, community``.

        A place written by name has the level next below its parent.
        """
        return _level(self.code)

    @property
    def ancestors(self) -> tuple[Place, ...]:
        """The places that contain this one, most specific first; empty for CN.

        The pseudo-divisions between a municipality and its districts (110100, 310100 …) and the ``xx90`` level of
        divisions directly under a province are left out.
        """
        return tuple(Place(code) for code in lineage(self.code)[1:])

    def contains(self, other: Place) -> bool:
        """Return whether the other place is this one or lies in it."""
        return self.code in lineage(other.code)

    def __str__(self) -> str:
        return self.code


@lru_cache(maxsize=4096)
def lineage(code: str) -> tuple[str, ...]:
    """Return the canonical code and those of the places that contain it, most specific first."""
    head, *names = code.split("/")
    found = ["/".join([head, *names[:depth]]) for depth in range(len(names), 0, -1)]
    found.append(head)
    if head != COUNTRY:
        if len(head) == 12:  # noqa: PLR2004  (a community)
            found.append(head[:9])
        if len(head) > 6:  # noqa: PLR2004  (below a district)
            found.append(head[:6])
        city = head[:4]
        directly_governed = city[2:] == "90" or (city[:2] in _MUNICIPALITIES and city[2:] in {"01", "02"})
        if not head[:6].endswith("00") and not directly_governed:
            found.append(f"{city}00")
        if not head.endswith("0000") or len(head) > 6:  # noqa: PLR2004
            found.append(f"{head[:2]}0000")
        found.append(COUNTRY)
    return tuple(found)
