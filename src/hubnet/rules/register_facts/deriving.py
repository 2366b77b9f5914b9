"""The facts that a register tells of a body on a day."""

from __future__ import annotations

from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from hubnet.entities import Base, Hub, Organization, Register, Role, Status
from hubnet.entities.history import a_day, holding
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.rules.register_facts.body import Body, is_complete
from hubnet.rules.register_facts.members import member_facts
from hubnet.rules.register_facts.names import Sought, name_facts
from hubnet.rules.register_facts.standing import BY_REGISTRATION, OVER
from hubnet.values import End, Outcome, PartialDate, Place, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterator

RegisterFact = bool | int | str | date | PartialDate | Place | Quantity
"""What a fact from a register can be: a day is a date, or a partial date where it is known in part only."""

REGISTER_FACTS = (
    "form",
    "name",
    "registration_status",
    "registered_on",
    "registrar_place",
    "seat",
    "premises",
    "members",
    "individual_members",
    "unit_members",
    "hub_recognised",
    "hub_recognised_on",
    "name_in_use",
    "name_given_up_on",
    "name_revoked_on",
)
"""The facts that a register can tell, in the order in which they are told."""

_OUTSIDE = frozenset({Status.INFORMAL, Status.FILED})
"""Statuses of a body that no registrar has registered."""
_LISTED = 2000


def facts_of(register: Register, organization: str | Organization, on: date) -> dict[str, RegisterFact]:
    """Return what a register surely knows of a body on a day, as facts for questions to the rules.

    What the register does not tell, tells only as possible, or tells differently in several statements about the body
    is left out: it is unknown, never zero and never "no". A count is exact, and a "no" or ``never`` is told, only where
    the register claims to leave nothing out (a record of completeness, for bodies of every tier). Fields that a source
    only lets infer count like the others.

    What the register tells without days is taken to hold on every day: form, seat, registrar, a name without a span; a
    status without a span on every day on which the days that are told let the body be there. Of a body that has come to
    its end by the day, that day included, no more is told than its form and how it ended.

    - ``form``, ``seat``; ``name``: the official name on the day.
    - ``registration_status``: the status on the day; a body that is suspended is registered too, and called suspended.
    - ``registered_on``: the first day of its last registration, unless that has surely ended; a registration goes on
      over changes of registrar and suspensions. The founding is taken only of a registered association, unit or
      foundation of which no earlier life is told, because these come into being by registration (Civil Code arts 90 and
      92).
    - ``registrar_place``: the division of the registrar that the status on the day names, else that of the body; none
      for one that is only filed or informal.
    - ``premises``: True for a registered association, unit or foundation with an address, because its domicile is
      registered with it (Regulations on social associations art 12, on private non-enterprise units art 12, on
      foundations art 11).
    - ``members``, ``individual_members``, ``unit_members``: the bodies and groups that it has as members on the day;
      "n or more" where others may be left out. A claim that no tie at its seat is left out makes unit members exact.
    - ``hub_recognised``: True where a designation surely holds on the day; False where the register claims to leave no
      hub at the seat out, and none can be its own. ``hub_recognised_on``: the first day of the earliest of them.
    - ``name_in_use``, ``name_given_up_on``, ``name_revoked_on``: whether another body of the same form, with a field in
      common, at the same registrar bears its name, and when one last lost it by a change of name or by deregistration,
      or by revocation (Measures on names of social organizations art 16). The day of a loss is the first day out. Names
      are compared without width, case, spaces and punctuation, fields as written; distinctive words in names
      (字号) are not compared. Where the register does not claim to leave out no organization at the place of the
      registrar since the last loss that it knows, there may be a later one: the day lies between that one and the day
      asked.

    Args:
        register: the register.
        organization: id of an organization in it; or an organization, which need not be in it: a proposed one, or one
            as it is to be. It is taken as given, in place of what the register says under its id, unless it is one of
            these statements itself.
        on: the day. Spans take in their first day and leave out the first day after.

    Raises:
        UnknownNameError: the register has no organization of that id.
        InvalidValueError: no register, no id and no organization, or no day.
    """
    if not isinstance(register, Register):
        raise InvalidValueError("register", type(register).__name__, "give a Register, as load_register returns it")
    day = a_day(on)
    told = dict(_facts(register, _body(register, organization), day))
    return {name: _plain(told[name]) for name in REGISTER_FACTS if name in told}


def _plain(value: RegisterFact) -> RegisterFact:
    return value.earliest if isinstance(value, PartialDate) and value.exact else value


def _body(register: Register, organization: str | Organization) -> Body:
    if isinstance(organization, Organization):
        held = register.statements(organization.id) if organization.id in register else ()
        return Body.of(register, organization.id) if organization in held else Body(organization.id, (organization,))
    if not isinstance(organization, str):
        raise InvalidValueError("organization", organization, "give the id of an organization, or an Organization")
    if organization in register and (body := Body.of(register, organization)).statements:
        return body
    raise UnknownNameError("organization", organization, _meant(register, organization))


def _meant(register: Register, name: str) -> list[str]:
    """Return organizations that may be meant by an id: the one that its record is about, else those held."""
    record = register.get(name)
    about = record.organization if isinstance(record, Hub | Base) else None
    return [about] if about else list(dict.fromkeys(one.id for one in islice(register.organizations, _LISTED)))


def _facts(register: Register, body: Body, on: date) -> Iterator[tuple[str, RegisterFact]]:
    form, status, over = body.form, body.status(on), body.over(on)
    if form is not None:
        yield "form", form.value
    if status is not None and (status in OVER or not over):
        yield "registration_status", status.value
    if over or status in OVER:
        return
    name, registrar = body.name(on), body.registrar(on)
    if (day := body.registered_on(on)) is not None:
        yield "registered_on", day
    if registrar is not None and status not in _OUTSIDE:
        yield "registrar_place", registrar
    if body.seat is not None:
        yield "seat", body.seat
    if body.there(on) is not Outcome.NOT_MET:
        yield from _of_its_life(register, body, on)
    if name is not None:
        yield "name", name
        yield from name_facts(register, Sought(name, form, body.fields, registrar), body.id, on)


def _of_its_life(register: Register, body: Body, on: date) -> Iterator[tuple[str, RegisterFact]]:
    """Yield what only a body that is there has."""
    domiciled = body.form in BY_REGISTRATION and body.registered(on) is Outcome.MET
    if domiciled and any(one.address for one in body.statements):
        yield "premises", True
    yield from member_facts(register, body, on)
    yield from _hub_facts(register, body, on)


def _hub_facts(register: Register, body: Body, on: date) -> Iterator[tuple[str, RegisterFact]]:
    bases = {base.id for base in register.all(Base) if base.organization == body.id}
    held: list[Hub] = []
    open_ = any(Role.HUB in one.roles for one in body.statements)
    for hub in register.all(Hub):
        outcome = holding(hub, on)
        if outcome is Outcome.NOT_MET:
            continue
        if hub.organization == body.id and outcome is Outcome.MET:
            held.append(hub)
        elif hub.organization in (body.id, *bases) or (hub.organization is None and _may_lie(hub.place, body.seat)):
            open_ = True
    if held:
        yield "hub_recognised", True
        days = [day for hub in held if (day := _designated(hub)) is not None and day.earliest <= on]
        if len(days) == len(held):
            last = min(on, *(day.latest for day in days))
            yield "hub_recognised_on", PartialDate(min(day.earliest for day in days), last)
    elif not open_ and is_complete(register, "hub", body.seat, on, on):
        yield "hub_recognised", False


def _may_lie(place: Place | None, seat: Place | None) -> bool:
    """Return whether a hub of a place that the source does not name can be a body of a seat."""
    return place is None or seat is None or place.contains(seat) or seat.contains(place)


def _designated(hub: Hub) -> PartialDate | None:
    """Return the first day of a designation, None where it is not told."""
    if hub.designated is not None:
        return hub.designated
    start = None if hub.span is None else hub.span.start
    return None if start is None or isinstance(start, End) else PartialDate.of(start)
