"""What documents report beside bodies, ties and money: figures, events, schemes, policies, reforms, distinctions."""

from __future__ import annotations

from attrs import field, frozen

from hubnet.calendar import Period
from hubnet.entities.fields import (
    BODIES,
    cites_field,
    date_field,
    id_field,
    kinds_field,
    label_field,
    many,
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
from hubnet.entities.vocabulary import AwardKind, LegalForm, ReformKind, Role, SchemeKind, Status, TieKind, Tier
from hubnet.values import Citation, Confidence, Label, PartialDate, Place, Quantity, Span


@frozen(kw_only=True)
class Count:
    """What a register counts to compare with a reported figure.

    With ``tie``: the distinct bodies at the other end of the ties of that kind from ``of`` (or, ``towards``, to it).
    Without: the records of a ``kind`` (organizations, unless said otherwise) that belong to ``of``, lie at the place,
    and have the form, status and role given. Counted groups of what is counted are listed apart.
    """

    kind: str = "organization"
    of: str | None = ref(*BODIES)
    tie: TieKind | None = word_field(TieKind)
    towards: bool = False
    place: Place | None = place_field()
    form: LegalForm | None = word_field(LegalForm)
    status: Status | None = word_field(Status)
    role: Role | None = word_field(Role)


@frozen(kw_only=True)
class Indicator:
    """A reported figure, with qualifier, date and source.

    ``name`` is what ``Register.indicator`` finds it by; several sources may report the same name. ``value`` None with
    ``share`` or without: the source says that there is such a figure, and not which. ``per`` is what it runs per.
    ``counts`` is what a register would count for it.
    """

    id: str = id_field()
    name: str
    label: Label
    about: str | None = ref(*BODIES, "programme", "fund", "platform", "hub", "event", "scheme", "policy")
    place: Place | None = place_field()
    value: Quantity | None = quantity_field()
    per: str | None = None
    on: PartialDate | None = date_field()
    period: Span | None = span_field()
    years: int | None = None
    """Length of the period in years, where the source gives no dates ("in 3 years")."""
    counts: Count | None = None
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Event:
    """Something held on a day: a meeting, a ceremony, a service week; ``every`` where it is held regularly."""

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    on: PartialDate | None = date_field()
    span: Span | None = span_field()
    every: str | None = None
    place: Place | None = place_field()
    venue: str | None = None
    about: str | None = ref(*BODIES, "scheme", "programme", "fund")
    proposed_by: tuple[str, ...] = refs(*BODIES)
    held_by: tuple[str, ...] = refs(*BODIES)
    attendees: Quantity | None = quantity_field()
    attended_by: tuple[Label, ...] = many()
    more_attendees: bool = False
    times: Quantity | None = quantity_field()
    announced: tuple[Label, ...] = many()
    announced_count: Quantity | None = quantity_field()
    part_of: str | None = ref("event")
    planned: bool = False
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Part:
    """One part of a scheme: how many, what kind of body, which body or record.

    ``more`` says that the records named are examples of an open list. ``count`` None: any number (N, X) or not said.
    """

    id: str = id_field()
    label: Label
    count: Quantity | None = quantity_field()
    forms: tuple[LegalForm, ...] = words_field(LegalForm)
    role: Role | None = word_field(Role)
    records: tuple[str, ...] = refs(
        *BODIES,
        "hub",
        "federation",
        "programme",
        "fund",
        "policy",
        "function_module",
        "scheme",
        "person",
        "event",
        "cooperation",
    )
    more: bool = False
    by: PartialDate | None = date_field()
    details: tuple[Label, ...] = many()


@frozen(kw_only=True)
class Scheme:
    """Named parts that belong together: a structure, a mode of operation, a ladder, a path, sources, rules.

    ``structure`` is the id of the structure that it is told as, such as ``1+1+X``; the ids of its parts are then those
    of the structure's parts. Several schemes of a place may tell one structure. ``ordered`` says that the order of the
    parts means something; ``more`` that the source's list is open (等).
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    kind: SchemeKind = needed_word(SchemeKind)
    structure: str | None = None
    of: str | None = ref(*BODIES, "scheme", "programme", "hub", "person", "policy")
    place: Place | None = place_field()
    parts: tuple[Part, ...] = many()
    led_by: tuple[str, ...] = refs(*BODIES)
    ordered: bool = False
    more: bool = False
    on: PartialDate | None = date_field()
    planned: bool = False
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Goal:
    """What a policy wants reached; ``by`` the end of which date, where it says."""

    label: Label
    by: PartialDate | None = date_field()
    complete: bool | None = None
    """False where the source says "basically" or "initially"."""


@frozen(kw_only=True)
class Policy:
    """A document of an authority that a source speaks of; ``supplements`` is how many further documents go with it."""

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    issued_by: tuple[str, ...] = refs(*BODIES)
    issued: PartialDate | None = date_field()
    place: Place | None = place_field()
    interim: bool = False
    planned: bool = False
    supplements: Quantity | None = quantity_field()
    subjects: tuple[Label, ...] = many()
    more_subjects: bool = False
    priorities: tuple[str, ...] = many()
    more_priorities: bool = False
    goals: tuple[Goal, ...] = many()
    pilot: Label | None = label_field()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Reform:
    """A change to a requirement or a limit of registration.

    ``subject`` is what is changed. ``procedure`` and ``step`` are ids of the rulebook, where it holds the matter.
    ``former`` and ``committed`` are limits; a period of 0 days is "on the same day".
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    kind: ReformKind = needed_word(ReformKind)
    place: Place | None = place_field()
    subject: tuple[Label, ...] = many()
    more_subjects: bool = False
    tier: Tier | None = word_field(Tier)
    procedures: tuple[str, ...] = many()
    steps: tuple[str, ...] = many()
    fields: tuple[str, ...] = many()
    more_fields: bool = False
    forms: tuple[LegalForm, ...] = words_field(LegalForm)
    former: Period | None = None
    committed: Period | None = None
    extent: Quantity | None = quantity_field()
    on: PartialDate | None = date_field()
    attested: PartialDate | None = date_field()
    policy: str | None = ref("policy")
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Award:
    """A distinction: a prize, an honour, a pilot status, a first of its kind; ``count`` where only that is told."""

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    kind: AwardKind | None = word_field(AwardKind)
    given_by: tuple[str, ...] = refs(*BODIES)
    to: tuple[str, ...] = refs(*BODIES, "person", "hub", "policy", "federation")
    place: Place | None = place_field()
    project: Label | None = label_field()
    rank: Label | None = label_field()
    level: Label | None = label_field()
    on: PartialDate | None = date_field()
    years: int | None = None
    count: Quantity | None = quantity_field()
    more: bool = False
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Cooperation:
    """Working together with bodies of a kind; ``more`` says that the partners named are examples of an open list."""

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    of: str | None = ref(*BODIES)
    place: Place | None = place_field()
    between: tuple[Label, ...] = many()
    partners: tuple[str, ...] = refs(*BODIES)
    more: bool = False
    count: Quantity | None = quantity_field()
    results: tuple[Label, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class PlaceName:
    """A name of a place, and when it is used: the name of a division, or of an area without a code."""

    id: str = id_field()
    place: Place = field(converter=Place)
    names: tuple[Name, ...] = names_field()
    functional_area: bool = False
    span: Span | None = span_field()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Completeness:
    """A statement that a register holds all there is of some kinds of record at a place: it leaves nothing out.

    ``place`` is where: it and all that lies in it. ``kinds`` are the words of the kinds of record, such as ``base``;
    what a record tells of its parts, such as who governs a base, is complete with it. ``tiers`` limits the statement to
    bodies of these levels; none given: all. ``span`` is when it is so; None: taken for every day. Without such a
    statement what is not recorded may be there all the same.

    Raises:
        InvalidValueError: no kind, or a word that is none.
    """

    id: str = id_field()
    place: Place = field(converter=Place)
    kinds: tuple[str, ...] = kinds_field()
    tiers: tuple[Tier, ...] = words_field(Tier)
    span: Span | None = span_field()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()
