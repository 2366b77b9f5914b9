"""Ties between bodies, and groups of bodies of which only the number is known."""

from __future__ import annotations

from attrs import frozen

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
    refs,
    span_field,
    word_field,
    words_field,
)
from hubnet.entities.naming import Name, names_field
from hubnet.entities.vocabulary import LegalForm, Role, Status, TieKind, Tier
from hubnet.values import Citation, Confidence, Label, PartialDate, Place, Quantity, Span


@frozen(kw_only=True)
class Tie:
    """A dated, cited relation from the acting body to the other.

    ``has_member`` runs from the hub or federation to the member, ``founded`` from the founder to what it founded,
    ``hosts`` and ``incubates`` from the base or incubator, ``funds`` from the payer. ``span`` None means that nothing
    is said of when.
    """

    id: str = id_field()
    kind: TieKind = needed_word(TieKind)
    from_: str = needed_ref(*PAYERS)
    to: str = needed_ref(*PAYERS)
    span: Span | None = span_field()
    role: str | None = None
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()


@frozen(kw_only=True)
class CountedGroup:
    """A number of bodies or places of one kind that are not all named.

    ``what`` says of what kind they are (``organization``, ``street``, ``community`` …). ``count`` keeps the qualifier
    of its source. ``includes`` are the ones among them that are named: counted with the group, not beside it.
    ``share`` is the part of all of that kind at the place that the group is (100 % of the streets), where it is stated.
    A group can be an end of a tie.
    """

    id: str = id_field()
    names: tuple[Name, ...] = names_field()
    what: str
    count: Quantity | None = quantity_field()
    share: Quantity | None = quantity_field()
    on: PartialDate | None = date_field()
    place: Place | None = place_field()
    tier: Tier | None = word_field(Tier)
    form: LegalForm | None = word_field(LegalForm)
    statuses: tuple[Status, ...] = words_field(Status)
    roles: tuple[Role, ...] = words_field(Role)
    fields: tuple[str, ...] = many()
    more_fields: bool = False
    includes: tuple[str, ...] = refs(*BODIES)
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)
    because: Label | None = label_field()
    inferred: tuple[str, ...] = many()
