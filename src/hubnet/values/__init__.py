"""Values: equal by content, without identity, immutable.

Figures, amounts, shares and codes are imported when one of them is first asked for: answers about periods need none.
"""

from importlib import import_module
from typing import TYPE_CHECKING

from hubnet.values.citation import CONFIDENCE_LABELS, Citation, Confidence
from hubnet.values.finding import Finding
from hubnet.values.label import Label, Language
from hubnet.values.outcome import Outcome
from hubnet.values.partial_date import DayInterval, PartialDate, one_day
from hubnet.values.place import COUNTRY, LEVEL_LABELS, LEVELS, Place, lineage
from hubnet.values.span import End, Span
from hubnet.values.table import Table

if TYPE_CHECKING:
    from hubnet.values.quantity import Qualifier, Quantity
    from hubnet.values.share import Share
    from hubnet.values.unified_code import CodeFault, UnifiedCode
    from hubnet.values.yuan import Yuan

_HOMES = {
    "CodeFault": "unified_code",
    "Qualifier": "quantity",
    "Quantity": "quantity",
    "Share": "share",
    "UnifiedCode": "unified_code",
    "Yuan": "yuan",
}

__all__ = [
    "CONFIDENCE_LABELS",
    "COUNTRY",
    "LEVELS",
    "LEVEL_LABELS",
    "Citation",
    "CodeFault",
    "Confidence",
    "DayInterval",
    "End",
    "Finding",
    "Label",
    "Language",
    "Outcome",
    "PartialDate",
    "Place",
    "Qualifier",
    "Quantity",
    "Share",
    "Span",
    "Table",
    "UnifiedCode",
    "Yuan",
    "lineage",
    "one_day",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'hubnet.values' has no attribute {name!r}"
        raise AttributeError(msg)
    value: object = getattr(import_module(f"hubnet.values.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
