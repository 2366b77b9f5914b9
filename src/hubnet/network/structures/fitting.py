"""Whether a body fits a part: point by point, MET, NOT_MET, or UNKNOWN where the records do not say."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import frozen

from hubnet.entities import (
    KIND_LABELS,
    Base,
    CountedGroup,
    Event,
    Federation,
    Hub,
    Organization,
    Role,
    field_label,
    label_of,
)
from hubnet.values import LEVELS, Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import Enum

    from hubnet.entities import Tier
    from hubnet.network.structures.evidence import Body
    from hubnet.network.structures.model import StructurePart

FAULTS = ("form", "tier", "governance")
"""Points in which a body recorded for a part can be wrong; a body that differs in another is another thing."""


class Point(NamedTuple):
    """One point on which a body was held against a part."""

    name: str
    outcome: Outcome
    say: Callable[[], Label]

    @property
    def label(self) -> Label:
        """What is wrong, or what is not said."""
        return self.say()


@frozen
class Fit:
    """All points on which a body was held against a part."""

    points: tuple[Point, ...]

    @property
    def outcome(self) -> Outcome:
        """MET where all points are."""
        return Outcome.all(point.outcome for point in self.points)

    def without(self, name: str) -> Fit:
        """Return the points but one."""
        return Fit(tuple(point for point in self.points if point.name != name))

    def of(self, outcome: Outcome) -> tuple[Point, ...]:
        """Return the points with an outcome."""
        return tuple(point for point in self.points if point.outcome is outcome)


def join(labels: Iterable[Label]) -> Label:
    """Return several texts as one."""
    listed = list(labels)
    return Label("；".join(one.zh for one in listed), "; ".join(one.en for one in listed))


def fit(body: Body, part: StructurePart) -> Fit:
    """Hold a body against a part, on each point that the part speaks of."""
    points = [_kind(body, part)]
    if body.group is not None:
        points.append(_words("what", {body.group.what}, part.what or ("organization",)))
    for name, kinds, wanted, stated in _POINTS:
        asked = wanted(part)
        if asked and any(isinstance(record, kinds) for record in body.records) and not _settled(name, body, part):
            points.append(_words(name, stated(body), asked))
    if part.tier is not None:
        points.append(_tier(body, part.tier))
    if part.named:
        points.append(_named(body, part.named))
    if part.functions and "function" not in part.is_:
        points.append(_functions(body, part.functions))
    if any(isinstance(record, Base | Event) and record.planned for record in body.records):
        points.append(Point("planned", Outcome.UNKNOWN, lambda: Label("只是计划", "it is only planned")))
    return Fit(tuple(points))


def _kind(body: Body, part: StructurePart) -> Point:
    if body.kinds & set(part.is_):
        return Point("kind", Outcome.MET, _nothing)
    if body.group is not None and "organization" in part.is_:
        return Point(
            "kind", Outcome.UNKNOWN, lambda: Label("未说明有哪些组织", "which organizations they are is not said")
        )
    if "governor" in part.is_ and body.kinds & {"organization", "counted_group"}:
        said = Label("未说明其承担何职", "what it does for the base is not said")
        return Point("kind", Outcome.UNKNOWN, lambda: said)
    if body.kinds == {"organization"} and {"hub", "federation"} & set(part.is_):
        said = Label("未说明其为枢纽或联合会", "nothing says that it is a hub or federation")
        return Point("kind", Outcome.UNKNOWN, lambda: said)
    found, wanted = ([KIND_LABELS[word] for word in KIND_LABELS if word in words] for words in (body.kinds, part.is_))
    return Point("kind", Outcome.NOT_MET, lambda: _differs(Label("记录类别", "kind of record"), found, wanted))


def _forms(body: Body) -> set[Enum]:
    found: set[Enum] = set()
    for record in body.records:
        if isinstance(record, Organization | CountedGroup) and record.form:
            found.add(record.form)
        elif isinstance(record, Hub) and record.organization is None:
            found.update(record.based_on)
    return found


def _roles(body: Body) -> set[Enum]:
    found: set[Enum] = {Role.HUB for record in body.records if isinstance(record, Hub)}
    for record in body.records:
        if isinstance(record, Organization | CountedGroup):
            found.update(record.roles)
    return found


_POINTS: tuple[
    tuple[str, tuple[type[Any], ...], Callable[[StructurePart], tuple[Any, ...]], Callable[[Body], set[Any]]], ...
] = (
    ("form", (Organization, CountedGroup, Hub), lambda part: part.forms, _forms),
    ("roles", (Organization, CountedGroup, Hub), lambda part: part.roles, _roles),
    (
        "scope",
        (Hub,),
        lambda part: (part.scope,) if part.scope else (),
        lambda body: {record.scope for record in body.records if isinstance(record, Hub) and record.scope},
    ),
    (
        "base_kind",
        (Base,),
        lambda part: part.base_kinds,
        lambda body: {record.kind for record in body.records if isinstance(record, Base) and record.kind},
    ),
    (
        "governance",
        (Base,),
        lambda part: (part.governance,) if part.governance else (),
        lambda body: {
            record.governance.model
            for record in body.records
            if isinstance(record, Base) and record.governance and record.governance.model
        },
    ),
    (
        "every",
        (Event,),
        lambda part: (part.every,) if part.every else (),
        lambda body: {record.every for record in body.records if isinstance(record, Event) and record.every},
    ),
)
"""The points on which words are compared: the records that say them, the words wanted, and those said."""


def _settled(name: str, body: Body, part: StructurePart) -> bool:
    """Return whether a part that says which groups fill it needs nothing of their form."""
    return name == "form" and body.group is not None and body.group.form is None and bool(part.what)


_CALLED = {"base_kind": Label("基地类别", "kind of base"), "governance": Label("治理模式", "governance model")}


def _words(name: str, stated: set[Any], wanted: tuple[Any, ...]) -> Point:
    if not stated:
        called = _called(name)
        return Point(name, Outcome.UNKNOWN, lambda: Label(f"{called.zh}未说明", f"its {called.en} is not said"))
    if not stated.isdisjoint(wanted):
        return Point(name, Outcome.MET, _nothing)

    def say() -> Label:
        return _differs(_called(name), [label_of(word) for word in sorted(stated, key=str)], [*map(label_of, wanted)])

    return Point(name, Outcome.NOT_MET, say)


def _called(name: str) -> Label:
    return _CALLED.get(name) or field_label(name)


def _nothing() -> Label:
    return Label("", "")


def _differs(called: Label, found: list[Label], wanted: list[Label]) -> Label:
    return Label(
        f"{called.zh}为{'、'.join(one.zh for one in found)}，应为{'或'.join(one.zh for one in wanted)}",
        f"its {called.en} is {', '.join(one.en for one in found)}, not {' or '.join(one.en for one in wanted)}",
    )


def _tier(body: Body, wanted: Tier) -> Point:
    """Compare the tier; where none is said, its territory shows it, or where it is, if that is of the level."""
    stated = {tier for record in body.records if (tier := getattr(record, "tier", None)) is not None}
    if not stated:
        level = LEVELS.index(wanted.value)
        levels = {LEVELS.index(place.level) for place in body.places}
        territories = [
            LEVELS.index(record.place.level)
            for record in body.records
            if isinstance(record, Hub | Federation | CountedGroup) and record.place
        ]
        if level in levels:
            stated = {wanted}
        elif territories and min(territories) > level:  # a street association may sit in a community, a hub of one not
            stated = {type(wanted)(LEVELS[min(territories)])}
    return _words("tier", stated, (wanted,))


def _named(body: Body, words: tuple[str, ...]) -> Point:
    names = [name for record in body.records for name in getattr(record, "names", ())]
    if not names:
        return Point("named", Outcome.UNKNOWN, lambda: Label("名称未说明", "its name is not said"))
    if any(word in text for name in names for text in (name.zh, name.en or "") for word in words):
        return Point("named", Outcome.MET, _nothing)
    said = Label(f"名称不含{'或'.join(words)}", f"its name does not hold {' or '.join(words)}")
    return Point("named", Outcome.NOT_MET, lambda: said)


def _functions(body: Body, wanted: tuple[str, ...]) -> Point:
    said = functions_of(body)
    if not said:
        return Point("functions", Outcome.UNKNOWN, lambda: Label("功能未说明", "its functions are not said"))
    lacking = [label_of(word) for word in wanted if word not in said]
    if not lacking:
        return Point("functions", Outcome.MET, _nothing)
    zh, en = "、".join(one.zh for one in lacking), ", ".join(one.en for one in lacking)
    return Point("functions", Outcome.NOT_MET, lambda: Label(f"所列功能没有{zh}", f"its functions do not list {en}"))


def functions_of(body: Body) -> tuple[str, ...]:
    """Return the functions that the records of a body list."""
    return tuple(dict.fromkeys(word for word in _listed(body)))


def _listed(body: Body) -> Iterator[str]:
    for record in body.records:
        yield from getattr(record, "functions", ())
