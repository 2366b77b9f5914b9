"""Why something is not known."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.rulebook import Bounds
from hubnet.rules.conditions import (
    Agreed,
    All,
    Atom,
    Constant,
    Formula,
    Lowered,
    Negation,
    Reason,
    Some,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.rules.eligibility.judgment import Judgment


@frozen
class Unknowing:
    """Why something is not known: the reason, and the fact it is about where it is about one."""

    reason: Reason
    fact: str | None = None


def unknowing(formula: Formula, judgment: Judgment) -> tuple[Unknowing, ...]:
    """Return why a formula is not known; empty where it is."""
    return tuple(dict.fromkeys(_why(formula, judgment)))


def _why(formula: Formula, judgment: Judgment) -> Iterator[Unknowing]:
    value = judgment.value
    if value(formula) is not None:
        return
    match formula:
        case Atom():
            yield from _facts(formula, judgment)
        case Constant(reason=reason):
            yield Unknowing(reason)
        case Lowered(part=inner):
            if value(inner) is False:
                yield Unknowing(Reason.LAW_GAP)
            yield from _why(inner, judgment)
        case Negation(part=inner):
            yield from _why(inner, judgment)
        case Agreed(parts=parts, reason=reason):
            told = {value(part) for part in parts}
            if len(told) > 1:
                yield Unknowing(reason)
            yield from (why for part in parts for why in _why(part, judgment))
        case All(parts=parts) | Some(parts=parts):
            yield from (why for part in parts for why in _why(part, judgment))


def _facts(atom: Atom, judgment: Judgment) -> Iterator[Unknowing]:
    """Yield the facts of an atom that are missing, or known in bounds only; of a total its parts."""
    for name in (atom.fact, *([atom.of] if atom.of else [])):
        derived = judgment.declared[name].parts if name not in judgment.held else ()
        for base in derived or (name,):
            if isinstance(judgment.held.get(base), Bounds):
                yield Unknowing(Reason.IMPRECISE, base)
            elif base not in judgment.held:
                yield Unknowing(Reason.FACT_MISSING, base)
