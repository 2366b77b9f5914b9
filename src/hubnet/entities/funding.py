"""Money: programmes with their rounds, funds, applications, grants, and flows that are only reported as a whole."""

from __future__ import annotations

from attrs import field, frozen

from hubnet.entities.fields import (
    BODIES,
    PAYERS,
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
    yuan_field,
)
from hubnet.entities.naming import Name, names_field
from hubnet.entities.vocabulary import ApplicationState, LegalForm, ProgrammeKind
from hubnet.errors import InvalidValueError
from hubnet.values import Citation, Confidence, Label, PartialDate, Place, Quantity, Share, Span, Yuan


@frozen(kw_only=True)
class Allotment:
    """An amount that a fund or programme has, per what and when.

    ``per`` is a word such as ``year`` or ``round``; None where the source does not say. ``start_up`` marks the size a
    fund starts with, ``former`` what it was before.
    """

    amount: Quantity | None = quantity_field()
    per: str | None = None
    period: PartialDate | None = date_field()
    source: str | None = None
    start_up: bool = False
    former: bool = False


@frozen(kw_only=True)
class Fund:
    """A pot of money: who set it up, how much, per what, for what."""

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    set_up_by: tuple[str, ...] = refs(*BODIES)
    place: Place | None = place_field()
    started: PartialDate | None = date_field()
    planned: bool = False
    allotments: tuple[Allotment, ...] = many()
    sources: tuple[str, ...] = many()
    purposes: tuple[str, ...] = many()
    more_purposes: bool = False
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Cap:
    """The most that may be paid, per what (``organization``, ``round`` …), as a document reports it."""

    at_most: Quantity | None = quantity_field()
    per: tuple[str, ...] = many()
    because: Label | None = label_field()


@frozen(kw_only=True)
class FixedAward:
    """A fixed amount for each body or event of a kind, and its condition."""

    label: Label
    amount: Quantity | None = quantity_field()
    per: str | None = None
    condition: Label | None = label_field()


@frozen(kw_only=True)
class Round:
    """One round of a programme with its figures."""

    id: str = id_field()
    label: Label
    period: PartialDate | None = date_field()
    applications: Quantity | None = quantity_field()
    approved: Quantity | None = quantity_field()
    amount: Quantity | None = quantity_field()
    paid_by: tuple[str, ...] = refs(*PAYERS)
    sources: tuple[str, ...] = many()
    fields: tuple[str, ...] = many()
    more_fields: bool = False
    direct_beneficiaries: Quantity | None = quantity_field()
    indirect_beneficiaries: Quantity | None = quantity_field()
    beneficiaries: Quantity | None = quantity_field()
    """As a whole, where the source states it so."""


@frozen(kw_only=True)
class Programme:
    """Something that funds or carries out work: who runs it, where, since when, for whom.

    Its money rules, where the rulebook holds them, are there under the same id. ``eligible``, ``eligible_forms`` and
    ``eligible_registrars`` say whom the source calls eligible; a registrar counts with all divisions in it.
    ``matched_by`` names who adds money; ``matching`` is the ratio, None where none is stated.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    kind: ProgrammeKind | None = word_field(ProgrammeKind)
    run_by: tuple[str, ...] = refs(*BODIES)
    funded_by: tuple[str, ...] = refs(*PAYERS)
    carried_out_by: tuple[str, ...] = refs(*BODIES)
    place: Place | None = place_field()
    span: Span | None = span_field()
    planned: bool = False
    brand: bool = False
    part_of: str | None = ref("programme")
    fields: tuple[str, ...] = many()
    more_fields: bool = False
    services: tuple[str, ...] = many()
    more_services: bool = False
    sources: tuple[str, ...] = many()
    methods: tuple[Label, ...] = many()
    eligible: tuple[Label, ...] = many()
    eligible_forms: tuple[LegalForm, ...] = words_field(LegalForm)
    eligible_registrars: tuple[Place, ...] = many()
    allotments: tuple[Allotment, ...] = many()
    caps: tuple[Cap, ...] = many()
    fixed_awards: tuple[FixedAward, ...] = many()
    matched_by: Label | None = label_field()
    matching: Share | None = None
    rounds: tuple[Round, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class Application:
    """A body's request for money from a programme."""

    id: str = id_field()
    programme: str = needed_ref("programme")
    round: str | None = None
    applicant: str = needed_ref(*BODIES)
    project: Label | None = label_field()
    requested: Yuan | None = yuan_field()
    submitted: PartialDate | None = date_field()
    state: ApplicationState | None = word_field(ApplicationState)
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


def _amount(value: object) -> Yuan:
    return Yuan.of(value)


@frozen(kw_only=True)
class Instalment:
    """A part of a grant: when it is due, when it was paid; either can be open."""

    amount: Yuan = field(converter=_amount)
    due: PartialDate | None = date_field()
    paid: PartialDate | None = date_field()


@frozen(kw_only=True)
class Grant:
    """Money from one body to another: what was applied for, awarded and disbursed.

    ``funder`` pays, ``recipient`` receives. ``pass_through`` marks the grant by which a hub hands on money that it got
    for this: totals of new money leave it out, so that it counts once. None is not zero: an amount that is not known.
    """

    id: str = id_field()
    funder: str | None = ref(*PAYERS)
    recipient: str = needed_ref(*BODIES)
    programme: str | None = ref("programme")
    round: str | None = None
    application: str | None = ref("application")
    project: Label | None = label_field()
    applied: Yuan | None = yuan_field()
    awarded: Yuan | None = yuan_field()
    disbursed: Yuan | None = yuan_field()
    awarded_on: PartialDate | None = date_field()
    pass_through: bool = False
    instalments: tuple[Instalment, ...] = many()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()

    def __attrs_post_init__(self) -> None:
        for name in ("applied", "awarded", "disbursed"):
            amount = getattr(self, name)
            if amount is not None and amount.fen < 0:
                raise InvalidValueError(name, str(amount), "an amount of a grant is not negative")


@frozen(kw_only=True)
class Flow:
    """Money between several bodies that a source reports only as a whole: who paid which of them is not said.

    ``more_payers`` and ``more_payees`` say that the source's lists are open.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    payers: tuple[str, ...] = refs(*PAYERS)
    more_payers: bool = False
    payees: tuple[str, ...] = refs(*BODIES)
    more_payees: bool = False
    amount: Quantity | None = quantity_field()
    period: PartialDate | None = date_field()
    place: Place | None = place_field()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()
