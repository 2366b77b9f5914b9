"""Places by the names that a register gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities.naming import Name
from hubnet.entities.report import PlaceName
from hubnet.values import Outcome

if TYPE_CHECKING:
    from datetime import date

    from hubnet.entities.store import Store
    from hubnet.values import Place, Span


def places_named(store: Store, name: str, on: date | None = None) -> tuple[Place, ...]:
    """Return the places that bear a name, in order; names and aliases count, in either language.

    Args:
        store: the records.
        name: the name, as written.
        on: a day; names that were certainly not borne on it are left out then.
    """
    found = [
        record.place
        for record in store.all(PlaceName)
        if _borne(record.span, on) and any(_is(one, name) and _borne(one.span, on) for one in record.names)
    ]
    return tuple(dict.fromkeys(found))


def _borne(span: Span | None, on: date | None) -> bool:
    return on is None or span is None or span.covers(on) is not Outcome.NOT_MET


def _is(name: Name, text: str) -> bool:
    return text.strip() in (name.zh, name.en)
