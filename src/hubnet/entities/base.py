"""Places and platforms where organizations grow: incubation bases, their posts and modules, online incubation."""

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
    quantity_field,
    ref,
    refs,
    span_field,
    word_field,
    words_field,
)
from hubnet.entities.naming import Name, names_field
from hubnet.entities.vocabulary import BaseKind, GovernanceModel, LegalForm, Tier
from hubnet.values import Citation, Confidence, Label, PartialDate, Place, Quantity, Span


@frozen(kw_only=True)
class Governor:
    """One of the bodies that govern a base: its name in the source, and the body where it is known."""

    label: Label
    body: str | None = ref(*BODIES)


@frozen(kw_only=True)
class Governance:
    """How a base is governed: who decides, who operates, who supervises, after which model."""

    model: GovernanceModel | None = word_field(GovernanceModel)
    decides: Governor | None = None
    operates: Governor | None = None
    supervises: Governor | None = None
    principles: tuple[Label, ...] = many()


@frozen(kw_only=True)
class Relief:
    """What residents are spared: rent, utilities and the like.

    ``more`` says that the source's list is open (等). ``period`` is the words of the source where it gives no dates.
    ``condition`` is what residents do in return.
    """

    of: tuple[str, ...] = many()
    more: bool = False
    span: Span | None = span_field()
    period: Label | None = label_field()
    condition: Label | None = label_field()


@frozen(kw_only=True)
class Base:
    """An incubation base, park or service centre.

    ``area`` is in square metres, ``capacity`` in organizations. ``planned`` tells a plan from a base that exists.
    ``functions`` are what it is there for, ``services`` what residents get; ``more_services`` says that the list is
    open. ``zones`` are its parts. ``house`` is what it stands in. Residents are ties: ``hosts`` and ``incubates``.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    kind: BaseKind | None = word_field(BaseKind)
    organization: str | None = ref(*BODIES)
    set_up_by: tuple[str, ...] = refs(*BODIES)
    operated_by: tuple[str, ...] = refs(*BODIES)
    place: Place | None = place_field()
    tier: Tier | None = word_field(Tier)
    address: str | None = None
    house: Label | None = label_field()
    opened: PartialDate | None = date_field()
    closed: PartialDate | None = date_field()
    planned: bool = False
    area: Quantity | None = quantity_field()
    capacity: Quantity | None = quantity_field()
    governance: Governance | None = None
    functions: tuple[str, ...] = many()
    services: tuple[str, ...] = many()
    more_services: bool = False
    fields: tuple[str, ...] = many()
    zones: tuple[Label, ...] = many()
    relief: tuple[Relief, ...] = many()
    part_of: str | None = ref("base", "platform")
    policy: str | None = ref("policy")
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class FunctionModule:
    """One of the functions that a base or a body is divided into; ``number`` is its place in the list."""

    id: str = id_field()
    of: str = needed_ref(*BODIES)
    names: tuple[Name, ...] = names_field()
    number: int | None = None
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class ResponsibilityLetter:
    """A letter that a body signs for a post (责任书)."""

    signed_by: str | None = ref(*BODIES)
    signed: PartialDate | None = date_field()


@frozen(kw_only=True)
class ServicePost:
    """A public-benefit post (公益岗位) that organizations claim; ``letter_required`` says that they sign for it."""

    id: str = id_field()
    of: str | None = ref(*BODIES)
    names: tuple[Name, ...] = names_field()
    place: Place | None = place_field()
    claimed_by: str | None = ref(*BODIES)
    letter_required: bool | None = None
    letter: ResponsibilityLetter | None = None
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class PlatformRole:
    """A party of a platform: what it is called there, and what kind of body takes it."""

    id: str = id_field()
    label: Label
    forms: tuple[LegalForm, ...] = words_field(LegalForm)
    body: Label | None = label_field()


@frozen(kw_only=True)
class ProcessStep:
    """A step of a platform's process: who takes it, and which steps come before it.

    ``by`` is the id of a role of the platform. ``inferred`` marks an order or an actor that the source only suggests.
    """

    id: str = id_field()
    label: Label
    by: str | None = None
    after: tuple[str, ...] = many()
    inferred: bool = False


@frozen(kw_only=True)
class Platform:
    """An online incubation platform: its parties, its process, and whether each step leaves a trace.

    ``more_steps`` says that the source's list of steps is open (等): a step that is not in it is no fault then.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    place: Place | None = place_field()
    base: str | None = ref("base")
    operated_by: tuple[str, ...] = refs(*BODIES)
    roles: tuple[PlatformRole, ...] = many()
    steps: tuple[ProcessStep, ...] = many()
    more_steps: bool = False
    traced: bool | None = None
    tracks: tuple[Label, ...] = many()
    functions: tuple[str, ...] = many()
    services: tuple[str, ...] = many()
    more_services: bool = False
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()
