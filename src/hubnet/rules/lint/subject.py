"""What is checked, and findings about it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import Problem
from hubnet.rulebook import AllOf, AnyOf, AtLeastOf, Not
from hubnet.values import Finding, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from hubnet.rulebook import Condition, Provision, Rulebook
    from hubnet.rules.reach import Reach
    from hubnet.rules.worked_cases import AnyCase

Said = tuple[str, str]
"""A text in Chinese and in English."""


@frozen(kw_only=True, eq=False)
class Subject:
    """Rules and the part of them that is checked.

    Attributes:
        law: all rules.
        texts: the provisions that are checked.
        cases: all worked cases; ``reach`` says which of them can see a provision.
        declared: where the facts that are checked are declared, by their id.
        statutes: texts of instruments by instrument and version; None for the only text of an instrument.
    """

    law: Rulebook
    texts: Sequence[Provision]
    cases: Sequence[AnyCase]
    reach: Reach
    declared: Mapping[str, Problem]
    statutes: Mapping[tuple[str, str | None], str]

    def tables(self) -> Iterator[list[Provision]]:
        """Yield the provisions of each table of a file, versions of a text together, the first one first."""
        groups: dict[tuple[str, str, str], list[Provision]] = {}
        for text in self.texts:
            groups.setdefault((text.source, text.entry, text.id), []).append(text)
        yield from groups.values()


def conditions_of(text: Provision) -> Iterator[tuple[str, Condition]]:
    """Yield the conditions of a provision with their keys."""
    for key in ("when", "requires"):
        condition: Condition | None = getattr(text, key, None)
        if condition is not None:
            yield key, condition


def parts_of(condition: Condition, key: str) -> Iterator[tuple[str, Condition]]:
    """Yield a condition and everything in it, each with its key, from the outside in."""
    yield key, condition
    match condition:
        case Not(part=part):
            yield from parts_of(part, f"{key}.not")
        case AllOf(parts=parts) | AnyOf(parts=parts) | AtLeastOf(parts=parts):
            word = "all" if isinstance(condition, AllOf) else "any" if isinstance(condition, AnyOf) else "of"
            for index, part in enumerate(parts):
                yield from parts_of(part, f"{key}.{word}[{index}]")


def finding(code: str, text: Provision, key: str, said: Said, advice: Said) -> Finding:
    """Return a finding about a key of a provision; an empty key is the whole of it."""
    path = f"{text.entry}.{key}" if key else text.entry
    return Finding(
        code=code,
        label=Label(f"{text.id}：{said[0]}", f"{text.id}: {said[1]}"),
        advice=Label(*advice),
        where=Problem("", file=text.source, path=path),
        subject=text.id,
        field=key or None,
        cite=(text.cite,),
    )
