"""Conditions in strong Kleene logic: bound to declarations, judged one by one, compiled, and drawn as a diagram."""

from hubnet.rules.conditions.compiled import Compiled, Values, compile_formulas
from hubnet.rules.conditions.diagram import Diagram
from hubnet.rules.conditions.formula import (
    Agreed,
    All,
    Atom,
    Constant,
    Formula,
    Lowered,
    Negation,
    Reason,
    Some,
    Test,
    atoms_of,
    bind,
    facts_of_formula,
)
from hubnet.rules.conditions.judging import cut_of, judge, missing_facts, value_of

__all__ = [
    "Agreed",
    "All",
    "Atom",
    "Compiled",
    "Constant",
    "Diagram",
    "Formula",
    "Lowered",
    "Negation",
    "Reason",
    "Some",
    "Test",
    "Values",
    "atoms_of",
    "bind",
    "compile_formulas",
    "cut_of",
    "facts_of_formula",
    "judge",
    "missing_facts",
    "value_of",
]
