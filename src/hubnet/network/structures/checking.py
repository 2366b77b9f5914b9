"""Whether a place, or a base, has a structure: part by part, from what a register says."""

from __future__ import annotations

from typing import TYPE_CHECKING, get_args

from hubnet.entities import Base, Completeness, Register, Rule, Scheme, label_of
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.network.structures.answer import StructureCheck
from hubnet.network.structures.deciding import check_part, check_tie, extras
from hubnet.network.structures.evidence import Body, Evidence
from hubnet.network.structures.fitting import fit
from hubnet.network.structures.gathering import Case, gather
from hubnet.network.structures.model import Structure
from hubnet.network.structures.vicinity import vicinity
from hubnet.values import LEVELS, Label, Outcome, Place

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def check_structure(
    register: Register,
    structure: Structure,
    *,
    place: Place | str | None = None,
    of: str | None = None,
    on: date | None = None,
    rule: Rule = "possible",
) -> StructureCheck:
    """Return what a register says of each part of a structure, at a place or of a base.

    A part is filled by what a scheme with this structure names for it, and by what is recorded in the place and fits.
    What a record does not say is no misfit, what it says otherwise is one. A part *holds* where enough are named, or a
    source reports a number or share of them. It is *missing* where what is recorded for it does not fit or is not there
    on the day, or where a statement of completeness says that the register leaves nothing out; *not recorded* where
    nobody is named and no number is told, or too few are; *extra* where there are more than there should be.

    A street has a structure of streets; a district has it not, whatever its streets have. Of a wider place it can be
    asked only where a scheme tells it of that place, as of "each street of the district": then all that is recorded
    anywhere in it counts, "at most" is not asked, and a note of the answer says so.

    Args:
        register: the records.
        structure: the structure, such as ``hubnet.load_structures()["1+1+X"]``.
        place: the place, of the structure's level, or a wider one of which a scheme tells the structure by the day.
        of: the base, for the structure of a base; may be left out where the place has one such base.
        on: the day; None: all that is recorded, whenever it holds.
        rule: what to do with records whose dates leave open whether they hold on the day, as in ``Register.as_of``.

    Raises:
        InvalidValueError: a place below the structure's level, or above it where no scheme tells it of the place; no
            place or base; several bases that could be meant; a structure that contradicts itself.
        UnknownNameError: the register has no such base.
    """
    a_register(register)
    if of is not None and not isinstance(of, str):
        raise InvalidValueError("of", of, "give the id of a base")
    if not isinstance(structure, Structure):
        raise InvalidValueError("structure", structure, 'give a Structure, such as load_structures()["1+1+X"]')
    if faults := list(structure.faults()):
        raise InvalidValueError("structure", structure.id, "; ".join(f"{path}: {message}" for path, message in faults))
    where = None if place is None else Place(str(place))
    if of is not None and not isinstance(register.get(of), Base):
        raise UnknownNameError("base", of, sorted({base.id for base in register.all(Base)}))
    return checked(structure, Views(vicinity(register, where, of), on, rule), where, of)


def a_register(value: object) -> None:
    """Refuse what is no register.

    Raises:
        InvalidValueError: something else, such as a network or None.
    """
    if not isinstance(value, Register):
        raise InvalidValueError("register", type(value).__name__, "give a Register, as load_register returns it")


class Views:
    """What a register says on a day, and what it ever says; made once for all structures that are looked for."""

    def __init__(self, register: Register, on: date | None, rule: Rule) -> None:
        if rule not in get_args(Rule):
            raise InvalidValueError("rule", rule, f"give one of {', '.join(get_args(Rule))}")
        self.on = on
        self.rule = rule
        self.ever = Evidence(register)
        self.then = self.ever if on is None else Evidence(register.as_of(on, rule=rule))
        self.may = self.then if on is None or rule == "possible" else Evidence(register.as_of(on))

    def schemes(self, structure: Structure) -> list[Scheme]:
        """Return the schemes that tell a structure by the day, in the order of their ids."""
        names = (structure.id, *structure.names)
        return sorted(
            (
                scheme
                for scheme in self.ever.register.all(Scheme)
                if scheme.structure in names and (self.on is None or scheme.on is None or scheme.on.earliest <= self.on)
            ),
            key=lambda scheme: scheme.id,
        )


def checked(structure: Structure, views: Views, place: Place | None, of: str | None) -> StructureCheck:
    """Check a structure against what a register says."""
    base = None
    if structure.anchor is not None:
        base = _base(structure, views, place, of)
        if base is not None and place is None:
            place = base.places[0] if base.places else None
    elif of is not None:
        raise InvalidValueError("of", of, f"{structure.id} is the structure of a place; give place= alone")
    elif place is None or structure.level is None:
        level = "" if structure.level is None else f" of level {structure.level.value}"
        raise InvalidValueError("place", place, f"give a place{level}")
    elif not at_or_above(place, structure):
        raise InvalidValueError(
            "place", str(place), f"{structure.id} is of level {structure.level.value}; give a place of that level"
        )
    elif is_wider(place, structure) and not told_of(place, structure, views):
        raise InvalidValueError("place", str(place), _untold(place, structure, views))
    schemes = _stating(structure, views, place, base)
    case = Case(structure, place, base, views.on, views.then, views.may, views.ever, schemes)
    found = gather(case)
    return StructureCheck(
        structure=structure,
        place=place,
        of=None if base is None else base.id,
        on=views.on,
        rule=views.rule,
        parts=(*(check_part(one, case) for one in found.values()), *extras(case, found)),
        ties=tuple(check_tie(tie, case, found) for tie in structure.ties),
        stated_by=tuple(dict.fromkeys(scheme.id for scheme in case.schemes)),
        notes=tuple(_notes(structure, place, views)),
    )


def at_or_above(place: Place, structure: Structure) -> bool:
    """Return whether a place has the structure's level or contains places that have it."""
    return structure.level is not None and LEVELS.index(place.level) <= LEVELS.index(structure.level.value)


def is_wider(place: Place, structure: Structure) -> bool:
    """Return whether a place is of a level above that of the structure."""
    return structure.level is not None and LEVELS.index(place.level) < LEVELS.index(structure.level.value)


def told_of(place: Place, structure: Structure, views: Views) -> bool:
    """Return whether a scheme tells a structure of a place by the day, or of one that contains it."""
    return any(scheme.place and scheme.place.contains(place) for scheme in views.schemes(structure))


def _untold(place: Place, structure: Structure, views: Views) -> str:
    level = "place" if structure.level is None else structure.level.value
    by = "" if views.on is None else f" by {views.on}"
    return (
        f"{structure.id} is of level {level}, and no scheme tells it of {place}{by}; give a {level} in it; "
        "find_structures (--structure all) looks in all of them"
    )


def _notes(structure: Structure, place: Place | None, views: Views) -> Iterator[Label]:
    """Yield what a reader has to know of the place that was asked for."""
    if place is None:
        return
    if structure.level is not None and is_wider(place, structure):
        level = label_of(structure.level)
        yield Label(
            f"对{place}整体核对：其内任何地方的记录都计入，其中的{level.zh}地区未必具备该架构",
            f"of {place} as a whole: what is recorded anywhere in it counts; "
            f"no {level.en} in it need have the structure",
        )
    ever = views.ever.register
    told = [*(one.place for one in ever.all(Scheme)), *(one.place for one in ever.all(Completeness))]
    if not views.ever.inside(place) and not any(one and place.contains(one) for one in told):
        yield Label(
            f"名册中没有位于{place}的记录；请核对其写法是否与名册一致",
            f"no record lies in {place}; see whether it is written as in the register",
        )


def _stating(structure: Structure, views: Views, place: Place | None, base: Body | None) -> tuple[Scheme, ...]:
    """Return the schemes that tell the structure of the place or the base."""
    if structure.anchor is not None:
        return tuple(
            scheme
            for scheme in views.schemes(structure)
            if base is not None and _tells_of(scheme, structure) == base.id
        )
    return tuple(
        scheme
        for scheme in views.schemes(structure)
        if place and scheme.place and (scheme.place.contains(place) or place.contains(scheme.place))
    )


def _tells_of(scheme: Scheme, structure: Structure) -> str | None:
    """Return the base that a scheme tells the structure of: the one it is of, or that it names for the anchor."""
    named = (name for part in scheme.parts if part.id == structure.anchor for name in part.records)
    return next(named, scheme.of)


def _base(structure: Structure, views: Views, place: Place | None, of: str | None) -> Body | None:
    """Return the base that is checked: the one given, or the only one in the place that could be meant."""
    if of is not None:
        body = views.then.body_of(of) or views.ever.bodies[of]
        places = body.places
        if place is not None and places and not any(place.contains(one) for one in places):
            raise InvalidValueError("of", of, f"it lies in {places[0]} and not in {place}; give one of the two alone")
        return body
    if place is None:
        raise InvalidValueError("of", of, f"{structure.id} is the structure of a base; give of= or a place")
    found = anchors(structure, views, place)
    if len(found) > 1:
        names = ", ".join(body.id for body in found)
        raise InvalidValueError("of", of, f"{place} has several bases that could be meant; give one of {names}")
    return found[0] if found else None


def anchors(structure: Structure, views: Views, place: Place) -> list[Body]:
    """Return the bases in a place that fit the structure's anchor, or of which a scheme tells the structure."""
    anchor = structure.part(structure.anchor) if structure.anchor else None
    told = {_tells_of(scheme, structure) for scheme in views.schemes(structure)}
    return [
        body
        for body in views.then.inside(place)
        if anchor and "base" in body.kinds and (body.id in told or fit(body, anchor).outcome is Outcome.MET)
    ]
