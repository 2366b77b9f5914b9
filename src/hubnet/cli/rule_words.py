"""Provisions in words, kind by kind."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.cli.fact_words import fact_words
from hubnet.rulebook import (
    ACTOR_LABELS,
    KINDS,
    MEASURE_LABELS,
    RANK_LABELS,
    Clause,
    Consequence,
    Force,
    Procedure,
    Provision,
    Question,
    Reading,
    Relation,
    Standing,
    Step,
    Window,
    facts_in,
    questions_in,
)
from hubnet.rules.eligibility import requirement
from hubnet.values import CONFIDENCE_LABELS, COUNTRY, Confidence, Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hubnet.rulebook import Condition, FactType, Fine, Length, Rulebook
    from hubnet.values import Language, Place

RELATION_LABELS = {
    Relation.STATES: Label("", ""),
    Relation.IMPLEMENTS: Label("落实上位规定", "fills what the higher text leaves open"),
    Relation.ADDS: Label("另外要求", "a further requirement"),
    Relation.COMMITS: Label("服务承诺", "a service commitment"),
    Relation.DEPARTS: Label("与其他文件不同", "differs from another text"),
}
_LOWERED = Label("门槛降低，降到多少未知", "the threshold is lowered, to what is not known")
_WAIVED = Label("不作要求", "asks nothing")
_NOT_SURE = Label("是否施行未知", "not known to be in force")


def span_words(force: Force, lang: Language) -> str:
    """Return first day in and first day out; an assumed day and a mere attestation are marked."""
    zh = lang == "zh"
    words = {
        "assumed": "（假定）" if zh else " (assumed)",
        "attested": " 见载" if zh else " attested",
        "open": "至今" if zh else "open",
    }
    since = f"{force.first}{words['assumed'] if isinstance(force.starts, Window) else ''}"
    since += words["attested"] if force.starts is None else ""
    until = str(force.until or words["open"]) + (words["assumed"] if isinstance(force.ends, Window) else "")
    return f"{since} – {until}"


def provision_lines(law: Rulebook, provision: Provision, lang: Language) -> list[str]:
    """Return what one provision says, the first line with its kind and id."""
    kind = next(word for word, known in KINDS.items() if known is type(provision))
    standing = (
        provision.place,
        RANK_LABELS[provision.rank].text(lang),
        provision.relation.value,
        span_words(provision.force, lang),
        CONFIDENCE_LABELS[provision.confidence].text(lang),
    )
    lines = [
        f"[{kind}] {provision.id}: {provision.label.text(lang)}",
        "  " + " · ".join(str(part) for part in standing),
        f"  {provision.cite.text(lang)}" + (f"：“{provision.cite.quote}”" if provision.cite.quote else ""),
    ]
    if provision.because:
        lines.append(f"  {provision.because.text(lang)}")
    match provision:
        case Procedure():
            lines += _procedure_lines(law, provision, lang)
        case Step():
            lines += _step_lines(law, provision, lang)
        case Question():
            lines += _question_lines(provision, lang)
        case Clause():
            lines += [f"  {line}" for line in asked_lines(law, provision, lang)]
        case Consequence():
            lines += _consequence_lines(law, provision, lang)
    return lines


def _named(title: str, names: Iterable[str]) -> list[str]:
    listed = [f"    {name}" for name in names]
    return [f"  {title}:", *listed] if listed else []


def _facts(law: Rulebook, names: Iterable[str], lang: Language) -> list[str]:
    title = "事实" if lang == "zh" else "facts"
    return _named(title, (f"{name} ({law.facts[name].question.text(lang)})" for name in dict.fromkeys(names)))


def _procedure_lines(law: Rulebook, procedure: Procedure, lang: Language) -> list[str]:
    zh = lang == "zh"
    lines = [
        f"  {'受理层级' if zh else 'authority'}: {', '.join(procedure.authority)}",
        f"  {'环节' if zh else 'steps'}: {', '.join(procedure.steps)}",
    ]
    events = (f"{event} ({law.events[event].label.text(lang)})" for event in law.events_of(procedure))
    lines += _named("事件" if zh else "events", events)
    steps = law.steps_of(procedure)
    asked = [fact for step in steps if step.when for fact in facts_in(step.when)]
    asked += ["extension_length"] if any(step.extension and step.extension.at_most for step in steps) else []
    return lines + _facts(law, asked, lang)


def _step_lines(law: Rulebook, step: Step, lang: Language) -> list[str]:
    zh = lang == "zh"
    length = step.within or step.before
    limit = length.label.text(lang) if length else step.by or ("未定期限" if zh else "no limit set")
    lines = [f"  {ACTOR_LABELS[step.actor].text(lang)}: {step.from_} → {step.to}: {limit}"]
    if step.extension:
        lines.append(
            f"  {'延长' if zh else 'extension'}: {step.extension.within.label.text(lang)} ({step.extension.event})"
        )
    if step.on_silence:
        lines.append(f"  {'逾期效果' if zh else 'silence'}: {step.on_silence.label.text(lang)}")
    if step.when:
        lines.append(f"  {'条件所需事实' if zh else 'depends on'}: {', '.join(facts_in(step.when))}")
    lines += [
        f"  {'读法' if zh else 'reading'}: {name} ({law.one(Reading, name).label.text(lang)})" for name in step.readings
    ]
    return lines


def _question_lines(question: Question, lang: Language) -> list[str]:
    zh = lang == "zh"
    lines = [f"  {question.asks.text(lang)}", f"  {'受理层级' if zh else 'authority'}: {', '.join(question.authority)}"]
    if question.forms:
        lines.append(f"  {'组织形式' if zh else 'legal forms'}: {', '.join(question.forms)}")
    return lines


def asked_lines(law: Rulebook, clause: Clause, lang: Language) -> list[str]:
    """Return what a clause asks of any body: when it applies, its condition, advice."""
    zh = lang == "zh"
    lines = []
    if clause.when is not None:
        lines.append(f"{'适用于' if zh else 'applies where'}: {_condition(law, clause.when, lang)}")
    if clause.requires is not None:
        lines.append(_condition(law, clause.requires, lang))
    lines += [label.text(lang) for said, label in ((clause.lowered, _LOWERED), (clause.waived, _WAIVED)) if said]
    lines += [label.text(lang) for label in (clause.gap, clause.hint) if label is not None]
    return lines


def _condition(law: Rulebook, condition: Condition, lang: Language) -> str:
    return requirement(condition, None, law.facts, lang)


def question_lines(law: Rulebook, question: str, place: Place | None, on: date, lang: Language) -> list[str]:
    """Return the clauses of a question in force on a day, by place, and the facts and other questions they ask for.

    Args:
        law: the rules.
        question: id of the question.
        place: only clauses that hold there; None: of every place.
        on: the day; clauses of which it is not known whether they are in force are marked.
        lang: language.
    """
    zh = lang == "zh"
    lines = []
    asked: dict[str, None] = {}
    others: dict[str, None] = {}
    by_place: dict[str, list[Clause]] = {}
    for clause in _standing(law, question, place, on):
        by_place.setdefault(clause.place.code, []).append(clause)
        for condition in (clause.when, clause.requires):
            if condition is not None:
                asked.update(dict.fromkeys(facts_in(condition)))
                others.update(dict.fromkeys(questions_in(condition)))
    for code in sorted(by_place, key=lambda code: (code != COUNTRY, code)):
        lines.append(f"{'条款' if zh else 'clauses'} {code} ({on})")
        for clause in by_place[code]:
            lines += _clause_lines(law, clause, on, lang)
    if not by_place:
        lines.append(f"{'没有施行中的条款' if zh else 'no clause is in force'} ({on})")
    lines += [line[2:] for line in _facts(law, asked, lang)]
    lines += [line[2:] for line in _named("其他问题" if zh else "other questions", others)]
    return lines


def _standing(law: Rulebook, question: str, place: Place | None, on: date) -> Iterator[Clause]:
    for name in law.clauses_of(question):
        for clause in law.versions(Clause, name):
            here = place is None or clause.place.contains(place)
            if here and (clause.force.taken_on(on) or clause.force.on(on) is Standing.UNKNOWN):
                yield clause


def _clause_lines(law: Rulebook, clause: Clause, on: date, lang: Language) -> list[str]:
    marks = [RELATION_LABELS[clause.relation].text(lang)]
    marks += [_NOT_SURE.text(lang)] if not clause.force.taken_on(on) else []
    marks += [CONFIDENCE_LABELS[clause.confidence].text(lang)] if clause.confidence is not Confidence.TEXT else []
    told = ("，" if lang == "zh" else ", ").join(filter(None, marks))
    return [
        f"  {clause.name}: {clause.label.text(lang)}{f' [{told}]' if told else ''}",
        *(f"    {line}" for line in asked_lines(law, clause, lang)),
        f"    {clause.cite.text(lang)}",
    ]


def fact_lines(law: Rulebook, fact: FactType, lang: Language) -> list[str]:
    """Return a fact with what can be answered, and the clauses that compare it."""
    zh = lang == "zh"
    asking = [
        clause.id
        for clause in law.provisions
        if isinstance(clause, Clause)
        for condition in (clause.when, clause.requires)
        if condition is not None and fact.id in facts_in(condition)
    ]
    lines = [f"[fact] {fact.id}: {fact.question.text(lang)}", f"  {fact_words(fact, lang)}"]
    return lines + _named("条款" if zh else "clauses", dict.fromkeys(asking))


def _consequence_lines(law: Rulebook, rule: Consequence, lang: Language) -> list[str]:
    zh = lang == "zh"
    lines = [f"  {measures_words(law, rule, lang)}"]
    if rule.when is not None:
        lines.append(f"  {'适用于' if zh else 'applies where'}: {_condition(law, rule.when, lang)}")
    return lines + _named("违反" if zh else "on breach of", rule.of)


def measures_words(law: Rulebook, rule: Consequence, lang: Language) -> str:
    """Return what is done or happens, with fines and lengths; marked where the authority has to."""
    zh = lang == "zh"
    told = ("、" if zh else ", ").join(MEASURE_LABELS[measure].text(lang) for measure in rule.measures)
    more = [_fine(law, fine, lang) for fine in rule.fines]
    more += [f"{'禁止' if zh else 'barred'}{' ' if not zh else ''}{_length(rule.bar, lang)}"] if rule.bar else []
    if rule.suspension:
        more.append(f"{'停止活动' if zh else 'stopped '}{_length(rule.suspension, lang)}")
    line = f"{'应当：' if zh else 'must: '}{told}" if rule.must else told
    if more:
        listed = ("；" if zh else "; ").join(more)
        line += f"（{listed}）" if zh else f" ({listed})"
    return line


def _fine(law: Rulebook, fine: Fine, lang: Language) -> str:
    zh = lang == "zh"
    low, high = (amount and amount.text(lang) for amount in (fine.at_least, fine.at_most))
    if low and high:
        return f"罚款{low}至{high}" if zh else f"a fine of {low} to {high}"
    if low or high:
        edge = ("不少于" if low else "不超过") if zh else ("at least" if low else "at most")
        return f"罚款{edge}{low or high}" if zh else f"a fine of {edge} {low or high}"
    times = ("至" if zh else " to ").join(dict.fromkeys(map(str, fine.times[:1] + fine.times[-1:])))
    fact = law.facts.get(fine.of or "")
    base = fact.question.text(lang).rstrip("？?") if fact else str(fine.of)
    return f"罚款为“{base}”的{times}倍" if zh else f'a fine of {times} times "{base}"'


def _length(length: Length, lang: Language) -> str:
    zh = lang == "zh"
    low, high = (period and period.label.text(lang) for period in (length.at_least, length.at_most))
    if low and high:
        return low if low == high else f"{low}至{high}" if zh else f"{low} to {high}"
    if low:
        return f"至少{low}" if zh else f"for at least {low}"
    return f"至多{high}" if zh else f"for at most {high}"
