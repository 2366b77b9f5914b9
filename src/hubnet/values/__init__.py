"""Values: equal by content, without identity, immutable."""

from hubnet.values.citation import CONFIDENCE_LABELS, Citation, Confidence
from hubnet.values.finding import Finding
from hubnet.values.label import Label, Language
from hubnet.values.outcome import Outcome
from hubnet.values.partial_date import DayInterval, PartialDate, one_day
from hubnet.values.place import COUNTRY, LEVEL_LABELS, LEVELS, Place, lineage
from hubnet.values.quantity import Qualifier, Quantity
from hubnet.values.span import End, Span
from hubnet.values.table import Table
from hubnet.values.yuan import Yuan

__all__ = [
    "CONFIDENCE_LABELS",
    "COUNTRY",
    "LEVELS",
    "LEVEL_LABELS",
    "Citation",
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
    "Span",
    "Table",
    "Yuan",
    "lineage",
    "one_day",
]
