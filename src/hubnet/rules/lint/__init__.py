"""What can be wrong with rules that can be read: conditions, citations, dates, quotes, and cases that are missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.rules.lint.accepted import Acceptance, without_accepted
from hubnet.rules.lint.citations import incomplete_citations, unreasoned
from hubnet.rules.lint.conditions import constant_conditions, nothing_needed
from hubnet.rules.lint.facts import unused_facts
from hubnet.rules.lint.quotes import wrong_quotes
from hubnet.rules.lint.standing import gaps_in_time, standing_alone
from hubnet.rules.lint.subject import Subject
from hubnet.rules.lint.thresholds import untested_thresholds
from hubnet.rules.reach import Reach

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from hubnet.errors import Problem
    from hubnet.rulebook import Rulebook
    from hubnet.rules.worked_cases import AnyCase
    from hubnet.values import Finding

__all__ = ["Acceptance", "lint"]

_CHECKS = (
    unused_facts,
    constant_conditions,
    nothing_needed,
    standing_alone,
    gaps_in_time,
    incomplete_citations,
    unreasoned,
    wrong_quotes,
    untested_thresholds,
)


def lint(
    law: Rulebook,
    cases: Iterable[AnyCase],
    *,
    sources: Collection[str] | None = None,
    declared: Mapping[str, Problem] | None = None,
    statutes: Mapping[tuple[str, str | None], str] | None = None,
    accepted: Sequence[Acceptance] = (),
) -> list[Finding]:
    """Return what is wrong or doubtful in rules, in the order of the files; ``where`` of each gives file and key.

    Args:
        law: the rules.
        cases: their worked cases.
        sources: the files that are checked; all where None.
        declared: where facts are declared, by id; only these are checked for being used.
        statutes: texts of instruments, by instrument and version, to hold quotes against; by None for the only one.
        accepted: findings that are to stand; one that is not found is a finding itself.
    """
    law = law.with_provisions(law.provisions)  # whole: provisions are told apart by identity
    texts = [text for text in law.provisions if sources is None or text.source in sources]
    known = list(cases)
    subject = Subject(
        law=law,
        texts=texts,
        cases=known,
        reach=Reach(law, known),
        declared=declared or {},
        statutes=statutes or {},
    )
    order = {(text.source, text.entry): number for number, text in enumerate(texts)}
    found = [one for check in _CHECKS for one in check(subject)]

    def position(one: Finding) -> int:
        where = one.where
        entry = (where.path or "").split(".")[0] if where else ""
        return order.get((where.file or "" if where else "", entry), -1)

    return without_accepted(sorted(found, key=position), accepted)
