"""Documents that records are taken from."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from hubnet.entities.fields import id_field, label_field
from hubnet.values import Label


@frozen(kw_only=True)
class Document:
    """A document that a register is taken from; ``published`` None where it bears no date."""

    id: str = id_field()
    title: Label
    published: date | None = None
    publisher: Label | None = label_field()
    author: Label | None = label_field()
    url: str | None = None
    note: Label | None = label_field()
