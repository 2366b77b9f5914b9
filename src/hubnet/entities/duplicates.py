"""Records that may be one and the same: reported, never merged."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from hubnet.entities.naming import UNIFIED_CODE
from hubnet.entities.organization import Organization
from hubnet.errors import Problem
from hubnet.values import Finding, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from hubnet.entities.store import Store

_SHORTEST = 4
"""Names and codes shorter than this differ by one character too often to mean anything."""
_SERIES = 4
"""Most values that agree but for one place and are told pair by pair."""
_LISTED = 12
_NUMBERS = frozenset("0123456789〇零一二两三四五六七八九十百千万")
_NO_LETTERS = re.compile(r"[\W_]+")


def normalised(name: str) -> str:
    """Return a name without what writers vary: width, case, spaces, brackets and other punctuation."""
    return _NO_LETTERS.sub("", unicodedata.normalize("NFKC", name)).casefold()


def duplicates(store: Store) -> Iterator[Finding]:
    """Yield organizations that share a code or a name, or whose codes or names differ by one character."""
    organizations: dict[str, Organization] = {}
    coded: dict[str, set[str]] = defaultdict(set)
    codes: dict[tuple[str, str], set[str]] = defaultdict(set)
    names: dict[str, set[str]] = defaultdict(set)
    for organization in store.all(Organization):
        organizations.setdefault(organization.id, organization)
        for identifier in organization.identifiers:
            code = _folded(str(identifier.value))
            codes[identifier.scheme, code].add(organization.id)
            if identifier.scheme == UNIFIED_CODE:
                coded[organization.id].add(code)
        for borne in organization.names:
            names[normalised(borne.zh) or borne.zh].add(organization.id)
    for (_, code), sharing in codes.items():
        if len(sharing) > 1:
            yield _shared("duplicate.code", sorted(sharing), code, Label("代码", "code"), organizations)
    for name, sharing in names.items():
        if len(sharing) > 1:
            distinct = {code for one in sharing for code in coded[one]}
            kind = "duplicate.name_two_codes" if len(distinct) > 1 else "duplicate.name"
            yield _shared(kind, sorted(sharing), name, Label("名称", "name"), organizations)
    yield from _near("near.name", names, Label("名称", "names"), organizations, numbers=False)
    by_code = {code: sharing for (scheme, code), sharing in codes.items() if scheme == UNIFIED_CODE}
    yield from _near("near.code", by_code, Label("代码", "codes"), organizations, numbers=True)


def _folded(code: str) -> str:
    """Return a code without what writers vary: width, case, spaces."""
    return "".join(unicodedata.normalize("NFKC", code).split()).upper()


def _shared(code: str, ids: list[str], value: str, what: Label, organizations: dict[str, Organization]) -> Finding:
    named = sorted({organizations[one].names[0].zh for one in ids})
    label = Label(
        f"{what.zh} {value} 由 {'、'.join(ids)} 共用（{'；'.join(named)}）",
        f"the {what.en} {value} is that of {', '.join(ids)} ({'; '.join(named)})",
    )
    return _found(code, ids, organizations, label)


def _found(code: str, ids: list[str], organizations: dict[str, Organization], label: Label) -> Finding:
    return Finding(
        code=code,
        label=label,
        where=Problem(label.en, path=f"organization[{ids[0]}]"),
        advice=Label("核对是否同一组织；不会自动合并", "see whether they are one; nothing is merged"),
        subject=ids[0],
        field="identifiers" if code.endswith("code") else "names",
        cite=tuple(dict.fromkeys(cite for one in ids for cite in organizations[one].cite)),
    )


def _near(
    code: str, values: dict[str, set[str]], what: Label, organizations: dict[str, Organization], *, numbers: bool
) -> Iterator[Finding]:
    """Yield values of different organizations that are one character apart."""
    for alike in _one_apart(values, numbers=numbers):
        if not set.intersection(*(values[one] for one in alike)):
            ids = sorted(set.union(*(values[one] for one in alike)))
            zh, en = (_listed(ids, comma) for comma in ("、", ", "))
            shown = _listed(alike, " / ")
            label = Label(
                f"{zh} 的{what.zh}只差一字：{shown}", f"the {what.en} of {en} differ by one character: {shown}"
            )
            yield _found(code, ids, organizations, label)


def _listed(words: Sequence[str], comma: str) -> str:
    more = len(words) - _LISTED
    return comma.join(words[:_LISTED]) + (f"{comma}… (+{more})" if more > 0 else "")


def _one_apart(values: Iterable[str], *, numbers: bool) -> Iterator[tuple[str, ...]]:
    """Yield the pairs of values that differ in one character: changed, added or left out.

    Of more than a few that differ in one and the same place, as in a series, all come together.

    Values that agree once a place is left out of both differ in that place alone, so that the work grows with their
    number and length and not with the number of pairs.

    Args:
        values: distinct texts.
        numbers: whether a changed number counts too (第一小学 and 第二小学 are two schools).
    """
    by_length: dict[int, list[str]] = defaultdict(list)
    for value in values:
        by_length[len(value)].append(value)
    for length, alike in sorted(by_length.items()):
        if length < _SHORTEST:
            continue
        shorter = set(by_length.get(length - 1, ()))
        added: set[tuple[str, str]] = set()
        for at in range(length):
            without: dict[str, list[str]] = defaultdict(list)
            for value in alike:
                rest = value[:at] + value[at + 1 :]
                without[rest].append(value)
                if rest in shorter and length > _SHORTEST and (numbers or value[at] not in _NUMBERS):
                    added.add((rest, value))
            for group in without.values():
                if len(group) > _SERIES:
                    if numbers or not all(value[at] in _NUMBERS for value in group):
                        yield tuple(sorted(group))
                    continue
                for one, other in combinations(sorted(group), 2):
                    if numbers or not (one[at] in _NUMBERS and other[at] in _NUMBERS):
                        yield one, other
        yield from sorted(added)
