"""By when must each step of a filing be done, and is it late?"""

from hubnet.rules.timelines.case import Case
from hubnet.rules.timelines.plan import Plan
from hubnet.rules.timelines.recurring import recurring_cases
from hubnet.rules.timelines.schedule import Beyond, check_options, schedule
from hubnet.rules.timelines.steps import (
    STATE_LABELS,
    Alternative,
    Gap,
    Limit,
    State,
    StepPlan,
    Unknown,
)

__all__ = [
    "STATE_LABELS",
    "Alternative",
    "Beyond",
    "Case",
    "Gap",
    "Limit",
    "Plan",
    "State",
    "StepPlan",
    "Unknown",
    "check_options",
    "recurring_cases",
    "schedule",
]
