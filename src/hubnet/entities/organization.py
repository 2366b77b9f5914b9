"""Organizations: bodies that act, registered or not."""

from __future__ import annotations

from attrs import frozen

from hubnet.entities.fields import (
    BODIES,
    cites_field,
    date_field,
    id_field,
    label_field,
    many,
    needed_ref,
    needed_word,
    place_field,
    ref,
    refs,
    span_field,
    word_field,
    words_field,
)
from hubnet.entities.naming import Identifier, Name, names_field
from hubnet.entities.vocabulary import LegalForm, Role, Scope, Status, Tier
from hubnet.values import Citation, Confidence, Label, PartialDate, Place, Span


@frozen(kw_only=True)
class StatusSpell:
    """A registration status and when it was held; ``span`` None means that nothing is said of when."""

    status: Status = needed_word(Status)
    span: Span | None = span_field()
    registrar: Place | None = place_field()
    cite: tuple[Citation, ...] = cites_field()


@frozen(kw_only=True)
class Organization:
    """A body: a social organization, an authority, an enterprise, a university, a group without registration.

    ``founded`` is when it was set up or registered; an earlier informal life is a status spell of its own.
    ``dissolved`` is the first day on which it no longer exists. ``seat`` is where it sits, ``registrar`` the division
    whose authority registered it. ``fields`` are its fields of service, ``roles`` what it is for others.

    Two organizations are equal if all fields are. In a register they are told apart by ``id``.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    form: LegalForm | None = word_field(LegalForm)
    statuses: tuple[StatusSpell, ...] = many()
    founded: PartialDate | None = date_field()
    dissolved: PartialDate | None = date_field()
    identifiers: tuple[Identifier, ...] = many()
    seat: Place | None = place_field()
    address: str | None = None
    registrar: Place | None = place_field()
    fields: tuple[str, ...] = many()
    tier: Tier | None = word_field(Tier)
    roles: tuple[Role, ...] = words_field(Role)
    activities: tuple[Label, ...] = many()
    part_of: str | None = ref(*BODIES)
    distinctions: tuple[Label, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Hub:
    """The designation of a body as a hub: by whom, since when, for which territory or sector, to do what.

    ``organization`` None: the source says that there is such a hub, and does not name the body.
    ``based_on`` are the forms of body on which hubs of this kind are built; ``place`` is the territory, ``sector`` the
    field of a sectoral hub. ``policy`` is the instrument that it is recognised under.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    organization: str | None = ref(*BODIES)
    scope: Scope | None = word_field(Scope)
    place: Place | None = place_field()
    sector: str | None = None
    tier: Tier | None = word_field(Tier)
    based_on: tuple[LegalForm, ...] = words_field(LegalForm)
    designated_by: str | None = ref(*BODIES)
    designated: PartialDate | None = date_field()
    span: Span | None = span_field()
    policy: str | None = ref("policy")
    functions: tuple[str, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Federation:
    """A body whose members are bodies: an alliance, an association of a street, a federation of a community.

    ``organization`` is the body itself. ``founders`` and ``members`` are ids where no more than the list is known;
    a membership with its own dates or source is a Tie (``has_member``, ``founded``) from the organization or by the
    founder. Whether the founders are members is what the two lists say; a source that leaves it open lists none.
    ``member_forms`` are the forms that can be members, where the federation limits them.
    """

    id: str = id_field()
    organization: str = needed_ref(*BODIES)
    founded: PartialDate | None = date_field()
    founders: tuple[str, ...] = refs(*BODIES)
    members: tuple[str, ...] = refs(*BODIES)
    member_forms: tuple[LegalForm, ...] = words_field(LegalForm)
    place: Place | None = place_field()
    tier: Tier | None = word_field(Tier)
    fields: tuple[str, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Department:
    """A part of a body with tasks of its own; ``number`` is its place in the list of the source."""

    id: str = id_field()
    of: str = needed_ref(*BODIES)
    names: tuple[Name, ...] = names_field()
    number: int | None = None
    tasks: tuple[Label, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class PersonRole:
    """What a person is, of which body; ``span`` None means that nothing is said of when."""

    label: Label
    of: str | None = ref(*BODIES)
    place: Place | None = place_field()
    span: Span | None = span_field()


@frozen(kw_only=True)
class Person:
    """A person in a role, where a document names one."""

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    roles: tuple[PersonRole, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()
