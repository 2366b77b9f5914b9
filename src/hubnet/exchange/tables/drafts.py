"""From the rows of register tables to records: values first, then the bodies that they name."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import NOTHING, define, field, fields

from hubnet.entities import UNIFIED_CODE, Organization, Record, Tie, TieKind
from hubnet.errors import InvalidValueError
from hubnet.exchange.tables import cells as cells_of
from hubnet.exchange.tables.cells import Misfit
from hubnet.exchange.tables.parts import PARTS, Part
from hubnet.exchange.tables.row import Cells
from hubnet.values import End, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hubnet.exchange.tables.headers import Form

Fault = tuple[str | None, str, Misfit]
"""Column, what was found there, what is wrong with it."""


@define
class Draft:
    """A row of a table: the values it gives, references as they are written, and its faults."""

    form: Form
    given: dict[str, str]
    values: dict[str, Any] = field(factory=dict)
    faults: list[Fault] = field(factory=list)
    made_id: bool = False


def draft_of(
    form: Form, given: dict[str, str], *, units: Mapping[str, str] | None = None, parts: Iterable[Part] | None = None
) -> Draft:
    """Return what the filled cells of a row say."""
    draft = Draft(form, given)
    cells = Cells(given, units or {})
    filled = given.keys()
    for part in PARTS[form.name] if parts is None else parts:
        if filled.isdisjoint(part.columns):
            continue
        value = part.read(cells)
        if value is not None:
            draft.values[part.field] = value
    if cells.faults:
        draft.faults += [(column, given.get(column, ""), misfit) for column, misfit in cells.faults]
    if form.kind is Organization and "id" not in draft.values and "id" not in given:
        _name_organization(draft)
    return draft


def _name_organization(draft: Draft) -> None:
    """Give an organization without an id its unified code as id, or its name."""
    code = next((one.value for one in draft.values.get("identifiers", ()) if one.scheme == UNIFIED_CODE), None)
    names = draft.values.get("names", ())
    if code or names:
        draft.values["id"] = code or names[0].zh
        draft.made_id = True


class Bodies:
    """The bodies that a folder of tables holds, by id, name and unified code."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        """First name by id."""
        self._meant: dict[str, tuple[str, ...]] = {}
        """Ids by unified code and by name."""
        self._standing: dict[str, str] = {}
        """Organization by the id of its hub or federation."""

    def add(self, values: Mapping[str, Any]) -> None:
        """Add an organization."""
        name, names = values.get("id"), values.get("names", ())
        if name is None:
            return
        self._names.setdefault(name, names[0].zh if names else name)
        codes = (one.value for one in values.get("identifiers", ()) if one.scheme == UNIFIED_CODE)
        for word in (*codes, *(one.zh for one in names)):
            known = self._meant.get(word, ())
            if name not in known:
                self._meant[word] = (*known, name)

    def stand(self, name: str, organization: str) -> None:
        """Let the id of a hub or federation mean the organization that it is."""
        self._standing.setdefault(name, organization)

    def name_of(self, name: str) -> str | None:
        """Return the first name of an organization."""
        return self._names.get(name)

    def meant(self, text: str) -> str | Misfit:
        """Return the id that a text names; one that names nothing stays as it is, for ``Register.check`` to report."""
        if text in self._names:
            return text
        if text in self._standing:
            return self._standing[text]
        ids = self._meant.get(text)
        if ids is None:
            code = cells_of.code(text)
            ids = self._meant.get(code, ()) if isinstance(code, str) else ()
        if len(ids) > 1:
            return Misfit(f"names {len(ids)} organizations: {', '.join(ids)}; give the id of one", ids)
        return ids[0] if ids else text


_REFERENCES = {table: tuple(part for part in parts if part.refs) for table, parts in PARTS.items()}


def look_up(draft: Draft, bodies: Bodies) -> None:
    """Put ids in place of the codes and names that the references of a row give."""
    for part in _REFERENCES[draft.form.name]:
        said = draft.values.get(part.field)
        if said is None:
            continue
        found = [bodies.meant(one) for one in ((said,) if isinstance(said, str) else said)]
        misfits = [one for one in found if isinstance(one, Misfit)]
        draft.faults += [(part.columns[0], draft.given[part.columns[0]], misfit) for misfit in misfits]
        if misfits:
            del draft.values[part.field]
        else:
            draft.values[part.field] = found[0] if isinstance(said, str) else tuple(found)


def complete(draft: Draft, bodies: Bodies) -> None:
    """Give a row what it leaves to be understood: the name of a hub, an id."""
    values = draft.values
    if draft.form.name == "hubs" and "names" not in values and "name" not in draft.given:
        name = bodies.name_of(values.get("organization", ""))
        if name is not None:
            values["names"] = name
        elif "organization" in values:
            misfit = Misfit("is empty, and the organization is not in the folder; give the name of the hub")
            draft.faults.append(("name", "", misfit))
        elif "organization" not in draft.given:
            draft.faults.append(("organization", "", Misfit("is empty; give the organization, the name, or both")))
    if "id" not in values and "id" not in draft.given and not draft.faults:
        values["id"] = _made_id(draft.form.name, values)
        draft.made_id = True


def _made_id(table: str, values: Mapping[str, Any]) -> str:
    """Return an id built of what a row is about, so that it stays the same when the table is sorted anew."""
    if table == "hubs":
        return f"{values.get('organization') or values['names'][0].zh}/hub"
    if table == "federations":
        return f"{values['organization']}/federation"
    if table == "grants":
        told = [values[name] for name in ("programme", "round", "project", "awarded_on") if name in values]
        words = [one.zh if isinstance(one, Label) else str(one) for one in told]
        return "/".join([values.get("funder", "?"), "grant", values["recipient"], *words])
    whole = _tie(values) if table == "members" else values
    start = values["span"].start if "span" in values else None
    since = "" if start is None or isinstance(start, End) else f"/{start}"
    return f"{whole['from_']}/{whole['kind'].value}/{whole['to']}{since}"


def _tie(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return a row of members as a tie: it runs from the body to its member, or from the founder to the body."""
    kind, role = values.get("standing", (TieKind.HAS_MEMBER, None))
    ends = (values["body"], values["member"])
    from_, to = ends if kind is TieKind.HAS_MEMBER else ends[::-1]
    others = {name: value for name, value in values.items() if name not in ("body", "member", "standing")}
    return {**others, "kind": kind, "from_": from_, "to": to, "role": role}


def as_member(tie: Tie) -> dict[str, Any]:
    """Return a tie as the values of a row of members."""
    founded = tie.kind is TieKind.FOUNDED
    body, member = (tie.to, tie.from_) if founded else (tie.from_, tie.to)
    return {"body": body, "member": member, "standing": (tie.kind, tie.role)}


def part_of(draft: Draft, name: str) -> Record | None:
    """Return what is left of a faulty row as a record, or None where too little is left to make one.

    Args:
        draft: the row.
        name: the id of a record that has none yet.
    """
    needed = {one.name for one in fields(draft.form.kind) if one.default is NOTHING}
    values = draft.values
    if draft.form.name == "members":
        values = _tie(values) if {"body", "member"} <= values.keys() else {}
    values = {"id": name, **values}
    if not needed <= values.keys():
        return None
    try:
        return draft.form.kind(**values)
    except InvalidValueError:
        return None


def record_of(draft: Draft) -> Record | None:
    """Return the record of a row without faults; None, and a fault more, where its values do not go together."""
    if draft.faults:
        return None
    values = _tie(draft.values) if draft.form.name == "members" else draft.values
    try:
        return draft.form.kind(**values)
    except InvalidValueError as error:
        draft.faults.append((None, "", Misfit(str(error))))
        return None
