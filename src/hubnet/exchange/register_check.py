"""A register on disk, checked: counts, faults of reading and findings on what was read, each with its place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from hubnet.entities import KINDS, Register, references
from hubnet.exchange.registers import Origin, RegisterReading, read_register
from hubnet.values import Finding

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from hubnet.errors import Problem


@frozen(kw_only=True)
class RegisterCheck:
    """What a check of a register on disk found.

    ``counts`` are the records of each kind that were read, ``problems`` the faults of what was not, ``findings`` what
    is wrong or doubtful among those read; all have the file and the line, or the row and column, where the format has
    them.
    """

    register: Register
    counts: dict[str, int]
    notes: tuple[str, ...]
    problems: tuple[Problem, ...]
    findings: tuple[Finding, ...]

    @property
    def clean(self) -> bool:
        """Whether nothing was found."""
        return not self.problems and not self.findings

    def to_dict(self) -> dict[str, Any]:
        """Return the check as plain data."""
        return {
            "counts": self.counts,
            "notes": list(self.notes),
            "problems": [{**_place(problem), "message": problem.message} for problem in self.problems],
            "findings": [_finding(finding) for finding in self.findings],
        }


def check_register(path: str | Path) -> RegisterCheck:
    """Read a register and check what was read, and how its bodies are tied.

    That an organization is tied to nothing, or a founder is no member, is said only where all was read and every
    reference has its record: a tie that is missing may be one of those with a fault.

    Raises:
        FaultyFileError: a file that cannot be read at all.
    """
    reading = read_register(path)
    register = reading.register
    counts = {kind: len(register.all(cls)) for kind, cls in KINDS.items() if register.all(cls)}
    looked_at = Register([*register, *reading.partial])
    found = [*looked_at.check(), *_of_ties(reading, looked_at)]
    findings = sorted((_located(finding, reading, looked_at) for finding in found), key=_stands)
    return RegisterCheck(
        register=register, counts=counts, notes=reading.notes, problems=reading.problems, findings=tuple(findings)
    )


def _of_ties(reading: RegisterReading, looked_at: Register) -> Iterator[Finding]:
    from hubnet.network.integrity import integrity

    whole = not reading.problems and all(name in looked_at for one in looked_at for _, name, _ in references(one))
    for finding in integrity(looked_at):
        if whole or finding.code not in _OF_WHAT_IS_MISSING:
            yield finding


_OF_WHAT_IS_MISSING = ("network.founder_not_member", "network.orphan")


def _stands(finding: Finding) -> tuple[str, int]:
    """Return where a finding stands, to list findings as a reader goes through the files."""
    where = finding.where
    return (where.file or "", where.line or 0) if where else ("", 0)


def _located(finding: Finding, reading: RegisterReading, looked_at: Register) -> Finding:
    origin = _origin(finding, reading, looked_at)
    return finding if origin is None else evolve(finding, where=origin.problem(finding.label.en, finding.field))


def _origin(finding: Finding, reading: RegisterReading, looked_at: Register) -> Origin | None:
    if finding.subject is None:
        return None
    held = len(looked_at.statements(finding.subject)) if finding.subject in looked_at else 1
    later = finding.code.startswith("id.")  # about the record that came second
    return reading.origins.get((finding.subject, held - 1 if later else 0))


def _finding(finding: Finding) -> dict[str, Any]:
    advice = finding.advice and {"zh": finding.advice.zh, "en": finding.advice.en}
    return {
        "code": finding.code,
        "subject": finding.subject,
        "field": finding.field,
        **(_place(finding.where) if finding.where else {}),
        "text": {"zh": finding.label.zh, "en": finding.label.en},
        "advice": advice,
        "source": [{"zh": cite.text("zh"), "en": cite.text("en")} for cite in finding.cite],
    }


def _place(problem: Problem) -> dict[str, Any]:
    place = {"file": problem.file, "line": problem.line, "row": problem.row, "column": problem.column}
    return {**place, "path": problem.path, "found": problem.found, "allowed": list(problem.allowed)}
