"""Findings that are to stand, each with its reason."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import Problem
from hubnet.values import Finding, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@frozen(kw_only=True)
class Acceptance:
    """Why findings of one code about one rule are right as they are."""

    code: str
    id: str
    because: str
    where: Problem


def without_accepted(findings: Iterable[Finding], acceptances: Sequence[Acceptance]) -> list[Finding]:
    """Return the findings that are not accepted, and one for each acceptance of what was not found."""
    accepted = {(one.code, one.id) for one in acceptances}
    left = []
    met: set[tuple[str, str | None]] = set()
    for finding in findings:
        key = (finding.code, finding.subject)
        if key in accepted:
            met.add(key)
        else:
            left.append(finding)
    return left + [_idle(one) for one in acceptances if (one.code, one.id) not in met]


def _idle(acceptance: Acceptance) -> Finding:
    return Finding(
        code="accepted.idle",
        label=Label(
            f"{acceptance.id}：没有 {acceptance.code} 这样的检查结果",
            f"{acceptance.id}: there is no finding {acceptance.code}",
        ),
        advice=Label("删去这条说明，或者更正 id 与 code", "drop it, or correct its id and code"),
        where=acceptance.where,
        subject=acceptance.id,
    )
