"""Pure functions from facts, rules and a day to explained answers."""

from hubnet.rules.conditions import judge, missing_facts
from hubnet.rules.facts import faults_of
from hubnet.rules.timelines import (
    STATE_LABELS,
    Alternative,
    Beyond,
    Case,
    Gap,
    Limit,
    Plan,
    State,
    StepPlan,
    Unknown,
    check_options,
    recurring_cases,
    schedule,
)
from hubnet.rules.worked_cases import WorkedCase, run_worked_case

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
    "WorkedCase",
    "check_options",
    "faults_of",
    "judge",
    "missing_facts",
    "recurring_cases",
    "run_worked_case",
    "schedule",
]
