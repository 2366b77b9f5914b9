"""What joins the engines: all questions a body could ask, and what follows from a breach."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import AuthorityLevelError
from hubnet.rulebook import Consequence
from hubnet.rules.conditions import bind, value_of
from hubnet.rules.eligibility import OUTCOME_LABELS, Verdict, assess, check_facts, questions_at
from hubnet.values import Outcome, Place, Table

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

    from hubnet.rulebook import Rulebook
    from hubnet.values import Language

_COLUMNS = ("question", "asks", "outcome", "deciding", "needed", "source", "confidence")
_HEADINGS = {
    "zh": ("问题", "问", "结果", "决定性条款", "还需要的事实", "依据", "依据强度"),
    "en": ("question", "asks", "outcome", "deciding clauses", "facts needed", "source", "confidence"),
}


def assess_all(
    law: Rulebook,
    facts: Mapping[str, object],
    *,
    place: Place | str,
    on: date,
    assume: Collection[str] = (),
    lang: Language = "zh",
) -> Table:
    """Return every question that a body could ask at a place on a day, one row each, national questions first.

    Left out are questions that an authority of the place's level cannot handle, and those asked by bodies of other
    forms where the form is given.

    Args:
        law: the rules.
        facts: declared facts about the body, as for ``assess``.
        place: division of the competent authority.
        on: the day asked about.
        assume: ids of provisions to apply although it is not known whether they are in force.
        lang: language of the labels.

    Returns:
        A table with the columns ``question``, ``asks``, ``outcome``, ``deciding``, ``needed``, ``source`` and
        ``confidence``; lists are joined by commas, ``outcome`` is a label. The source is the article of the clauses
        that are not met, else that of the question.

    Raises:
        InvalidFactsError: any fault of the facts.
        InvalidValueError: a place that is no code, a day that is no date, or what is no facts or ids at all.
        UnknownNameError: no such provision to assume.
    """
    where = place if isinstance(place, Place) else Place(place)
    rows = []
    for verdict in verdicts(law, facts, place=where, on=on, assume=assume):
        labels = {clause.name: clause.label.text(lang) for clause in verdict.clauses}
        deciding = () if verdict.outcome is Outcome.MET else verdict.deciding
        cites = verdict.citations if verdict.outcome is Outcome.NOT_MET else (verdict.question.cite,)
        rows.append(
            (
                verdict.question.id,
                verdict.question.asks.text(lang),
                OUTCOME_LABELS[verdict.outcome].text(lang),
                ("、" if lang == "zh" else ", ").join(labels[name] for name in deciding),
                ", ".join(verdict.needed),
                ("；" if lang == "zh" else "; ").join(cite.text(lang) for cite in cites),
                verdict.confidence.value,
            )
        )
    return Table(_COLUMNS, rows, _HEADINGS[lang])


def verdicts(
    law: Rulebook, facts: Mapping[str, object], *, place: Place, on: date, assume: Collection[str] = ()
) -> list[Verdict]:
    """Return the answer to every question that a body could ask; see ``assess_all``."""
    check_facts(facts)
    found = []
    form = facts.get("form")
    for question in questions_at(law, place, on):
        if form is not None and question.forms and form not in question.forms:
            continue
        try:
            found.append(assess(law, question.id, facts, place=place, on=on, assume=assume))
        except AuthorityLevelError:
            continue
    return found


@frozen(eq=False)
class Following:
    """A consequence of a breach.

    Attributes:
        rule: what follows.
        of: ids of the breached rules that it follows from.
        outcome: whether its own condition holds; MET where it has none.
        in_force: whether it is known to be in force on the day: MET or UNKNOWN.
    """

    rule: Consequence
    of: tuple[str, ...]
    outcome: Outcome
    in_force: Outcome


def consequences(law: Rulebook, verdict: Verdict) -> tuple[Following, ...]:
    """Return what follows from the clauses of a verdict that are not met, in the order of the rules.

    A consequence whose own condition fails is left out; one whose condition is not known says so.

    Source: the article that each consequence cites.
    """
    breached = [clause.id for clause in verdict.clauses if clause.outcome is Outcome.NOT_MET]
    breached += [verdict.question.id] if breached else []
    found = []
    for name in law.ids(Consequence):
        texts = law.resolve(Consequence, name, verdict.place, verdict.on)
        said = {_says(rule) for rule in texts.chosen}
        for rule in (*texts.chosen, *(rule for rule in texts.possible if _says(rule) not in said)):
            of = tuple(one for one in breached if one in rule.of)
            if not of:
                continue
            outcome = Outcome.MET
            if rule.when is not None:
                formula = bind(rule.when, law.facts)
                outcome = Outcome.of(value_of(formula, verdict.values, verdict.on.toordinal()))
            if outcome is not Outcome.NOT_MET:
                in_force = Outcome.MET if rule in texts.chosen else Outcome.UNKNOWN
                found.append(Following(rule, of, outcome, in_force))
    return tuple(found)


def _says(rule: Consequence) -> tuple[object, ...]:
    """Return what a consequence says, whichever version of a text says it."""
    return rule.of, rule.measures, rule.must, rule.when, rule.fines, rule.bar, rule.suspension
