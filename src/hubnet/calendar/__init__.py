"""Official working days of the People's Republic of China, and how periods are counted on them."""

from hubnet.calendar.almanac import Almanac, Notice, Overlay, OverlayDay
from hubnet.calendar.counting import (
    Pause,
    Period,
    Roll,
    Unit,
    days_not_counted,
    last_day_after,
    last_day_before,
    latest_start,
    months_after,
    next_named_day,
    occurrences,
    rolled,
)
from hubnet.calendar.days import DAY_KIND_LABELS, Calendar, Day, DayKind

__all__ = [
    "DAY_KIND_LABELS",
    "Almanac",
    "Calendar",
    "Day",
    "DayKind",
    "Notice",
    "Overlay",
    "OverlayDay",
    "Pause",
    "Period",
    "Roll",
    "Unit",
    "days_not_counted",
    "last_day_after",
    "last_day_before",
    "latest_start",
    "months_after",
    "next_named_day",
    "occurrences",
    "rolled",
]
