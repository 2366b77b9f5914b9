"""Places by the names that a register gives them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities.naming import Name
from hubnet.entities.report import PlaceName
from hubnet.values import Outcome

if TYPE_CHECKING:
    from datetime import date

    from hubnet.entities.store import Store
    from hubnet.values import Place


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
        if any(_is(one, name) for one in record.names)
        and (on is None or record.span is None or record.span.covers(on) is not Outcome.NOT_MET)
    ]
    return tuple(dict.fromkeys(found))


def _is(name: Name, text: str) -> bool:
    return text.strip() in (name.zh, name.en)
