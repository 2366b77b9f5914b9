"""Answers to questions of eligibility in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.cli.fact_words import allowed, told
from hubnet.cli.given import REGISTER
from hubnet.cli.rule_words import measures_words
from hubnet.rules import OUTCOME_LABELS, REASON_LABELS, Move, Reason, consequences
from hubnet.rules.eligibility import requirement
from hubnet.values import Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from hubnet.cli.given import Given
    from hubnet.rules import ClauseResult, Verdict, Wait
    from hubnet.values import Language

_FEW = 3
_ORDER = (Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN)


def answer(verdict: Verdict, given: Given, lang: Language, *, explain: bool, most: int) -> str:
    """Return an answer in words.

    Args:
        verdict: the answer.
        given: the facts, with what told them.
        lang: language.
        explain: every clause in full, and the rules that do not answer; otherwise in full only the clauses that are not
            met, or that more than a missing fact leaves open.
        most: how many changes a remedy may have; 0 looks for none.
    """
    parts = [_clauses(verdict, lang, explain=explain)]
    if verdict.outcome is Outcome.UNKNOWN:
        parts.append(_needed(verdict, lang))
    if verdict.outcome is Outcome.NOT_MET:
        parts.append(_remedies(verdict, lang, most))
        parts.append(_consequences(verdict, lang))
    parts.append(_register(verdict, given, lang))
    if explain:
        parts.append(_losers(verdict, lang))
    else:
        parts.append(["每一条款、所比较的事实与未适用的规定：加 --explain"] if lang == "zh" else [_MORE])
    return "\n\n".join("\n".join(part) for part in parts if part)


_MORE = "every clause with the facts compared, and the rules that do not apply: add --explain"


def _clauses(verdict: Verdict, lang: Language, *, explain: bool) -> list[str]:
    """Return outcome and clauses, those that decide first."""
    headline = verdict.explain(lang).split("\n", 1)[0]
    failed, open_, met = (
        [clause for clause in verdict.clauses if clause.outcome is wanted]
        for wanted in (Outcome.NOT_MET, Outcome.UNKNOWN, Outcome.MET)
    )
    if explain:
        return [headline, *(clause.text(lang) for clause in (*failed, *open_, *met))]
    whole = failed or [clause for clause in open_ if _more_than_missing(clause)]
    brief = [clause for clause in (*open_, *met) if clause not in whole]
    decided = verdict.outcome is Outcome.NOT_MET
    return [
        headline,
        *(clause.text(lang) for clause in whole),
        *(_brief(clause, lang, cited=not decided) for clause in brief),
    ]


def _more_than_missing(clause: ClauseResult) -> bool:
    """Return whether something else than a missing fact leaves a clause open."""
    return any(item.reason is not Reason.FACT_MISSING for item in clause.reasons)


def _brief(clause: ClauseResult, lang: Language, *, cited: bool) -> str:
    first = clause.text(lang).split("\n", 1)[0]
    if not cited or clause.applies is Outcome.NOT_MET:
        return first
    return f"{first}{'：' if lang == 'zh' else ': '}{clause.cite.text(lang)}"


def _needed(verdict: Verdict, lang: Language) -> list[str]:
    zh = lang == "zh"
    if not verdict.needed:
        of_facts = (Reason.FACT_MISSING, Reason.IMPRECISE)
        given = [item.reason for item in verdict.reasons if item.reason not in of_facts]
        reasons = dict.fromkeys(REASON_LABELS[reason].text(lang) for reason in given)
        why = ("、" if zh else ", ").join(reasons or [REASON_LABELS[Reason.FACT_MISSING].text(lang)])
        return [f"补充事实也不能确定，因为{why}" if zh else f"it stays open whatever the missing facts are: {why}"]
    lines = ["还需要的事实（最能决定结果的在前）：" if zh else "facts needed, the one that settles most first:"]
    for name in verdict.needed:
        fact = verdict.declared[name]
        question, may_be = fact.question.text(lang), allowed(fact, lang)
        lines.append(f"  {name}：{question}（{may_be}）" if zh else f"  {name}: {question} ({may_be})")
    how = "用 --fact 名称=值 回答，或加 --interview 逐项回答" if zh else "answer with --fact NAME=VALUE, or --interview"
    return [*lines, how]


def _remedies(verdict: Verdict, lang: Language, most: int) -> list[str]:
    zh = lang == "zh"
    if not most:
        return []
    found = verdict.find_remedies(most)
    if not found:
        if zh:
            return [f"申请人可改变的事实中，没有不超过 {most} 处改动即可满足的办法"]
        return [f"no change of at most {most} of the facts that the applicant can move leads to a yes"]
    lines = ["如何才能满足（任选一项）：" if zh else "what would lead to a yes (one of these is enough):"]
    common = _common([remedy.establish for remedy in found])
    for number, remedy in enumerate(found, 1):
        changes = [_change(verdict, change, lang) for change in remedy.changes]
        lines.append(f"  {number}. " + ("，并且\n     " if zh else ", and\n     ").join(changes))
        own = [name for name in remedy.establish if name not in common]
        lines += [f"     {line}" for line in _established(verdict, remedy.establish, own, lang)]
    if common:
        head = "另有未知的事实，如下即可：" if zh else "other facts are not known; this would do:"
        lines += [head, *(f"  {line}" for line in _established(verdict, common, common, lang))]
    return lines


def _common(parts: Sequence[Mapping[str, object]]) -> dict[str, object]:
    first, *rest = parts
    return {name: value for name, value in first.items() if all(name in one and one[name] == value for one in rest)}


def _established(verdict: Verdict, values: Mapping[str, object], names: Iterable[str], lang: Language) -> Iterator[str]:
    for name in names:
        fact = verdict.declared[name]
        question, value = fact.question.text(lang), told(fact, values[name], lang)
        yield f"{question}{value} ({name})" if lang == "zh" else f"{question} {value} ({name})"


def _change(verdict: Verdict, change: Move | Wait, lang: Language) -> str:
    zh = lang == "zh"
    if not isinstance(change, Move):
        return f"等到 {change.until}（{change.days} 天）" if zh else f"wait until {change.until} ({change.days} days)"
    fact = verdict.declared[change.fact]
    moved = f"{told(fact, change.before, lang)} → {told(fact, change.to, lang)}"
    question = change.question.text(lang)
    return f"{question}{moved} ({change.fact})" if zh else f"{question} {moved} ({change.fact})"


def _consequences(verdict: Verdict, lang: Language) -> list[str]:
    zh = lang == "zh"
    found = consequences(verdict.law, verdict)
    if not found:
        return []
    lines = ["违反的后果：" if zh else "what follows from the breach:"]
    for number, one in enumerate(found, 1):
        rule = one.rule
        lines.append(f"  {number}. {rule.label.text(lang)}")
        lines.append(f"     {measures_words(verdict.law, rule, lang)}")
        if rule.when is not None:
            condition = requirement(rule.when, verdict.values, verdict.declared, lang)
            known = OUTCOME_LABELS[one.outcome].text(lang)
            lines.append(f"     {'条件' if zh else 'condition'} [{known}]{'：' if zh else ': '}{condition}")
        quote = f"{'：' if zh else ': '}“{rule.cite.quote}”" if rule.cite.quote else ""
        lines.append(f"     {rule.cite.text(lang)}{quote}")
    return lines


def _register(verdict: Verdict, given: Given, lang: Language) -> list[str]:
    """Return the facts that the register told; those that the question does not compare are only named."""
    zh = lang == "zh"
    told_so = _of_register(given, lang)
    if told_so is None:
        return []
    head, names = told_so
    compared = [name for name in names if name in verdict.compared]
    lines = [head, *(f"  {line}" for line in _established(verdict, given.facts, compared, lang))]
    if others := [name for name in names if name not in compared]:
        lines.append(f"  {'本问题不比较：' if zh else 'not compared by this question: '}{', '.join(others)}")
    return lines


def _of_register(given: Given, lang: Language) -> tuple[str, list[str]] | None:
    """Return a heading for the facts that the register told, and their names."""
    names = [name for name, source in given.sources.items() if source.startswith(REGISTER)]
    if not names:
        return None
    source = given.sources[names[0]].removeprefix(REGISTER).strip()
    return (f"登记册提供的事实（{source}）：" if lang == "zh" else f"facts told by the register ({source}):"), names


def _losers(verdict: Verdict, lang: Language) -> list[str]:
    """Return the rules that do not answer, by reason; those of other places only by their places."""
    zh = lang == "zh"
    by_reason: dict[str, dict[str, dict[str, None]]] = {}
    for loser in verdict.losers:
        here = loser.place.contains(verdict.place)
        told_as = loser.cite.text(lang) if here else loser.place.code
        name = loser.id.removeprefix(f"{verdict.question.id}.")
        by_reason.setdefault(loser.reason.text(lang), {}).setdefault(name, {})[told_as] = None
    if not by_reason:
        return []
    lines = ["未适用的规定：" if zh else "rules that do not apply:"]
    for reason, by_id in by_reason.items():
        lines.append(f"  {reason}")
        for name, which in by_id.items():
            lines.append(f"    {name}{'：' if zh else ': '}{('、' if zh else ', ').join(which)}")
    return lines


def answers(verdicts: Sequence[Verdict], given: Given, lang: Language) -> str:
    """Return many answers, by outcome: question, what it asks, and what decides or is needed first."""
    zh = lang == "zh"
    where = given.asked.place.code, given.asked.on, len(verdicts)
    parts = [["地区 {}，日期 {}，问题 {} 个" if zh else "Place {}, day {}; questions: {}"]]
    parts[0][0] = parts[0][0].format(*where)
    for outcome in _ORDER:
        those = [verdict for verdict in verdicts if verdict.outcome is outcome]
        if those:
            count = f"（{len(those)}）" if zh else f" ({len(those)})"
            parts.append([OUTCOME_LABELS[outcome].text(lang) + count])
            parts[-1] += [line for verdict in those for line in _row(verdict, lang)]
    if not verdicts:
        return parts[0][0]
    if told_so := _of_register(given, lang):
        parts.append([told_so[0], f"  {', '.join(told_so[1])}"])
    more = "逐个问题的依据：hubnet check 问题" if zh else "why, question by question: hubnet check QUESTION"
    return "\n\n".join(["\n".join(part) for part in parts] + [more])


def _row(verdict: Verdict, lang: Language) -> Iterator[str]:
    zh = lang == "zh"
    yield f"  {verdict.question.id}"
    yield f"    {verdict.question.asks.text(lang)}"
    if verdict.outcome is Outcome.NOT_MET:
        labels = [clause.label.text(lang) for clause in verdict.clauses if clause.outcome is Outcome.NOT_MET]
        yield f"    {'不满足的条款：' if zh else 'clauses not met: '}{_some(labels, lang)}"
    elif verdict.needed:
        yield f"    {'还需要的事实：' if zh else 'facts needed: '}{_some(verdict.needed, lang)}"
    elif verdict.outcome is Outcome.UNKNOWN:
        reasons = dict.fromkeys(REASON_LABELS[item.reason].text(lang) for item in verdict.reasons)
        yield f"    {'原因：' if zh else 'why: '}{('、' if zh else ', ').join(reasons)}"


def _some(names: Sequence[str], lang: Language) -> str:
    zh = lang == "zh"
    listed = ("、" if zh else ", ").join(names[:_FEW])
    if len(names) <= _FEW:
        return listed
    return f"{listed}等 {len(names)} 项" if zh else f"{listed} and {len(names) - _FEW} more"
