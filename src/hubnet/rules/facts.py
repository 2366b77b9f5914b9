"""Facts given with a question, held against their declarations."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.errors import Problem, nearest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.rulebook import FactType


def faults_of(facts: Mapping[str, object], declared: Mapping[str, FactType]) -> Iterator[Problem]:
    """Yield each fact that is not declared, of the wrong type or out of bounds."""
    for name, value in facts.items():
        fact = declared.get(name)
        if fact is None:
            hint = nearest(name, declared)
            advice = f"did you mean {hint!r}?" if hint else f"known: {', '.join(declared)}"
            yield Problem(f"unknown fact {name!r}; {advice}", column=name, found=name, allowed=tuple(declared))
        elif message := fact.misfit(value):
            yield Problem(message, column=name, found=repr(value), allowed=fact.choices)
