"""Facts that nothing asks for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.rulebook import Consequence, Step, facts_in
from hubnet.rules.lint.subject import Subject, conditions_of
from hubnet.rules.timelines.case import EXTENSION_LENGTH
from hubnet.values import Finding, Label

if TYPE_CHECKING:
    from collections.abc import Iterator


def unused_facts(subject: Subject) -> Iterator[Finding]:
    """Yield each declared fact that no condition names, nor as part of a total, and that no fine is measured by."""
    used = _used(subject)
    for name, where in subject.declared.items():
        if name not in used:
            yield Finding(
                code="fact.unused",
                label=Label(f"{name}：没有条件用到这一事实", f"{name}: no condition asks for this fact"),
                advice=Label("删去，或者写上用到它的条件", "drop it, or write the condition that needs it"),
                where=where,
                subject=name,
            )


def _used(subject: Subject) -> set[str]:
    law = subject.law
    used: set[str] = set()
    for text in law.provisions:
        for _, condition in conditions_of(text):
            used.update(facts_in(condition))
        if isinstance(text, Step) and text.extension is not None:
            used.add(EXTENSION_LENGTH)
        if isinstance(text, Consequence):
            used.update(fine.of for fine in text.fines if fine.of is not None)
    return used | {part for name in used if name in law.facts for part in law.facts[name].parts}
