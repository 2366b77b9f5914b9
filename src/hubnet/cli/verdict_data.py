"""Answers to questions of eligibility as plain data, for JSON."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubnet.cli.fact_words import plain
from hubnet.rules import Move, consequences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hubnet.calendar import Period
    from hubnet.cli.given import Given
    from hubnet.rulebook import Fine, Length
    from hubnet.rules import Following, Remedy, Verdict, Wait
    from hubnet.values import Citation, Label


def answer_to_dict(verdict: Verdict, given: Given, most: int) -> dict[str, Any]:
    """Return an answer: that of the verdict, with facts, remedies of at most so many changes, and consequences."""
    return {
        **verdict.to_dict(),
        "facts": facts_to_dict(given),
        "remedies": [_remedy(remedy) for remedy in (verdict.find_remedies(most) if most else ())],
        "consequences": [_following(one) for one in consequences(verdict.law, verdict)],
    }


def answers_to_dict(verdicts: Sequence[Verdict], given: Given) -> dict[str, Any]:
    """Return many answers at one place on one day, without their clauses."""
    return {
        "place": given.asked.place.code,
        "on": given.asked.on.isoformat(),
        "facts": facts_to_dict(given),
        "questions": [
            {
                "question": verdict.question.id,
                "asks": _label(verdict.question.asks),
                "outcome": verdict.outcome.value,
                "deciding": list(verdict.deciding),
                "needed": list(verdict.needed),
                "confidence": verdict.confidence.value,
                "citations": [_cite(cite) for cite in verdict.citations],
            }
            for verdict in verdicts
        ],
    }


def facts_to_dict(given: Given) -> dict[str, Any]:
    """Return the facts, with what told each."""
    return {name: {"value": plain(value), "from": given.sources[name]} for name, value in given.facts.items()}


def _label(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _cite(cite: Citation) -> dict[str, str]:
    return {"zh": cite.text("zh"), "en": cite.text("en")}


def _remedy(remedy: Remedy) -> dict[str, Any]:
    return {
        "changes": [_change(change) for change in remedy.changes],
        "establish": {name: plain(value) for name, value in remedy.establish.items()},
        "on": remedy.on.isoformat(),
        "cost": remedy.cost,
    }


def _change(change: Move | Wait) -> dict[str, Any]:
    if not isinstance(change, Move):
        return {"wait_until": change.until.isoformat(), "days": change.days}
    return {"fact": change.fact, "before": plain(change.before), "to": plain(change.to), "by": plain(change.by)}


def _following(one: Following) -> dict[str, Any]:
    rule = one.rule
    return {
        "id": rule.id,
        "label": _label(rule.label),
        "of": list(one.of),
        "outcome": one.outcome.value,
        "must": rule.must,
        "measures": [measure.value for measure in rule.measures],
        "fines": [_fine(fine) for fine in rule.fines],
        "bar": _length(rule.bar),
        "suspension": _length(rule.suspension),
        "place": rule.place.code,
        "cite": _cite(rule.cite),
        "quote": rule.cite.quote,
    }


def _fine(fine: Fine) -> dict[str, Any]:
    return {
        "at_least": plain(fine.at_least),
        "at_most": plain(fine.at_most),
        "of": fine.of,
        "times": list(fine.times),
    }


def _length(length: Length | None) -> dict[str, Any] | None:
    return None if length is None else {"at_least": _period(length.at_least), "at_most": _period(length.at_most)}


def _period(period: Period | None) -> dict[str, int] | None:
    return None if period is None else {period.unit.value: period.length}
