"""Documents that records are taken from."""

from __future__ import annotations

from datetime import date

from attrs import frozen

from hubnet.values import Label


@frozen(kw_only=True)
class Document:
    """A document that a register is taken from; ``published`` None where it bears no date."""

    id: str
    title: Label
    published: date | None = None
    publisher: Label | None = None
    author: Label | None = None
    url: str | None = None
    note: Label | None = None
