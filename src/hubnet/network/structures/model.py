"""Structures as data: the parts that belong to one, what can fill each, how many, and which ties run between them."""

# ruff: noqa: RUF009  (fields are declared by functions that return attrs fields)

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from hubnet.entities import BaseKind, GovernanceModel, LegalForm, Role, Scope, TieKind, Tier
from hubnet.entities.fields import cites_field, id_field, label_field, many, word_field, words_field
from hubnet.errors import InvalidValueError, nearest
from hubnet.values import Citation, Label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

RECORDED = (
    "organization", "hub", "federation", "base", "platform", "counted_group", "service_post", "person", "department",
    "event",
)  # fmt: skip
"""Kinds of record that can fill a part of a structure of a place."""
OF_THE_BASE = ("function_module", "function", "governor")
"""What can fill a part of the structure of a base: a module of it, one of its functions, one who governs it."""
GOVERNORS = ("decides", "operates", "supervises")
"""What a governor does."""


class PartState(Enum):
    """What is known of a part of a structure."""

    HOLDS = "holds"
    """It is there: by name, or by a number that a source reports."""
    MISSING = "missing"
    """It is not there: what is recorded for it does not fit, or the register is complete and holds nothing for it."""
    NOT_RECORDED = "not_recorded"
    """Nobody is named and no number is told, or fewer are than needed; the rest may be there all the same."""
    EXTRA = "extra"
    """There is more than the structure has room for."""


STATE_LABELS = {
    PartState.HOLDS: Label("具备", "holds"),
    PartState.MISSING: Label("缺失", "missing"),
    PartState.NOT_RECORDED: Label("无记录", "not recorded"),
    PartState.EXTRA: Label("多出", "extra"),
}
"""What the states of a part are called."""


def _number(_: object, attribute: Any, value: object) -> None:  # noqa: ANN401
    if value is not None and (type(value) is not int or value < 1):
        raise InvalidValueError(attribute.name, value, "give a whole number of 1 or more")


@frozen(kw_only=True)
class StructurePart:
    """One part of a structure: what can fill it, and how many there are.

    ``is_`` (``is`` in files) are the words of what can fill it: kinds of record, and in the structure of a base
    ``function_module``, ``function`` or ``governor``. ``at_least`` and ``at_most`` bound how many; ``at_most`` None:
    any number, as of an N or X. A part that is not ``distinctive`` is found in many places, and no sign of the
    structure by itself.

    The other fields say which of these records fit; what is left out does not matter. ``forms``, ``roles`` and ``tier``
    are those of a body, ``scope`` that of a hub, ``base_kinds`` and ``governance`` those of a base, ``every`` that of
    an event. ``what`` is what a counted group is of (organizations, if nothing is said). ``named`` are words one of
    which stands in a name. ``functions`` are all to be among those of a base, or are what a part is. ``governor`` is
    what one who governs does: decides, operates or supervises.
    """

    id: str = id_field()
    label: Label
    is_: tuple[str, ...] = many()
    at_least: int = field(default=1, validator=_number)
    at_most: int | None = field(default=None, validator=_number)
    distinctive: bool = True
    tier: Tier | None = word_field(Tier)
    scope: Scope | None = word_field(Scope)
    forms: tuple[LegalForm, ...] = words_field(LegalForm)
    roles: tuple[Role, ...] = words_field(Role)
    base_kinds: tuple[BaseKind, ...] = words_field(BaseKind)
    governance: GovernanceModel | None = word_field(GovernanceModel)
    what: tuple[str, ...] = many()
    named: tuple[str, ...] = many()
    functions: tuple[str, ...] = many()
    governor: str | None = None
    every: str | None = None
    cite: tuple[Citation, ...] = cites_field()
    note: Label | None = label_field()

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what contradicts itself in the part: the field, and what is wrong."""
        known = (*RECORDED, *OF_THE_BASE)
        if not self.is_:
            yield "is", f"found nothing; give what can fill the part: {', '.join(known)}"
        for number, word in enumerate(self.is_):
            if word not in known:
                yield f"is[{number}]", unknown("what can fill a part", word, known)
        if self.at_most is not None and self.at_least > self.at_most:
            yield (
                "at_least",
                f"found {self.at_least} at least and {self.at_most} at most; give at most as many at least",
            )
        if ("governor" in self.is_) is (self.governor is None):
            yield "governor", f'give it with is = ["governor"], and only then: {", ".join(GOVERNORS)}'
        elif self.governor is not None and self.governor not in GOVERNORS:
            yield "governor", unknown("governor", self.governor, GOVERNORS)
        if "function" in self.is_ and not self.functions:
            yield "functions", 'give the functions that is = ["function"] stands for'


@frozen(kw_only=True)
class StructureTie:
    """A tie that a structure needs between two of its parts: at least one of these kinds, from one to the other."""

    from_: str = id_field()
    kinds: tuple[TieKind, ...] = words_field(TieKind)
    to: str = id_field()


@frozen(kw_only=True)
class Structure:
    """A way in which hubs, centres and members are put together: its parts, and the ties between them.

    ``level`` is the level of place that has the structure: one park in each street, for a structure of that level. The
    structure of a base has an ``anchor`` instead, the part that the base itself is. ``names`` are other names that it
    is found by. Records of the kinds in ``closed`` that are the base's and fill no part are extra; of a structure that
    is not closed any more may be there.
    """

    id: str = id_field()
    label: Label
    names: tuple[str, ...] = many()
    level: Tier | None = word_field(Tier)
    anchor: str | None = None
    parts: tuple[StructurePart, ...] = many()
    ties: tuple[StructureTie, ...] = many()
    closed: tuple[str, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    note: Label | None = label_field()

    def part(self, name: str) -> StructurePart | None:
        """Return the part with an id, or None."""
        return next((part for part in self.parts if part.id == name), None)

    def faults(self) -> Iterator[tuple[str, str]]:
        """Yield what contradicts itself in the structure: the path of the field, and what is wrong."""
        ids = [part.id for part in self.parts]
        if not self.parts:
            yield "parts", "found none; give at least one part"
        for number, part in enumerate(self.parts):
            if part.id in ids[:number]:
                yield f"parts[{number}].id", f"{part.id!r} stands there twice; give each part an id of its own"
            for path, message in part.faults():
                yield f"parts[{number}].{path}", message
            if self.anchor is None and (words := [word for word in part.is_ if word in OF_THE_BASE]):
                yield (
                    f"parts[{number}].is",
                    f"found {words[0]!r}, which is part of a base; name the part that is the base as anchor",
                )
        yield from self._faults_of_frame(ids)
        for number, tie in enumerate(self.ties):
            for end, name in (("from", tie.from_), ("to", tie.to)):
                if name not in ids:
                    yield f"ties[{number}].{end}", unknown("part", name, ids)
            if not tie.kinds:
                yield (
                    f"ties[{number}].kinds",
                    f"found none; give kinds of tie: {', '.join(kind.value for kind in TieKind)}",
                )

    def _faults_of_frame(self, ids: Sequence[str]) -> Iterator[tuple[str, str]]:
        if (self.level is None) is (self.anchor is None):
            yield (
                "level",
                "give the level of the places that have the structure, or the part that is the base as anchor",
            )
        if self.anchor is not None:
            anchor = self.part(self.anchor)
            if anchor is None:
                yield "anchor", unknown("part", self.anchor, ids)
            elif anchor.is_ != ("base",):
                yield "anchor", f'found the part {self.anchor!r}, which is no base; give a part with is = ["base"]'
        for number, word in enumerate(self.closed):
            if word not in OF_THE_BASE[:2]:
                yield f"closed[{number}]", unknown("kind that can be closed", word, OF_THE_BASE[:2])
            elif self.anchor is None:
                yield f"closed[{number}]", "only the structure of a base can be closed; give its anchor"


def unknown(kind: str, name: object, known: Sequence[str]) -> str:
    """Return the message that a name is not known, with the nearest one."""
    hint = nearest(str(name), known)
    return f"unknown {kind} {name!r}; " + (f"did you mean {hint!r}?" if hint else f"known: {', '.join(known)}")
