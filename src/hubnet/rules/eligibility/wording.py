"""Verdicts in words, in Chinese and in English."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from attrs import frozen

from hubnet.rulebook import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Comparison,
    Condition,
    Elapsed,
    FactKind,
    FactType,
    Holds,
    Not,
    Operator,
    Proportion,
)
from hubnet.rules.conditions import Reason
from hubnet.rules.eligibility.judgment import OUTCOMES, Judgment
from hubnet.rules.eligibility.reasons import Unknowing, unknowing
from hubnet.values import CONFIDENCE_LABELS, Confidence, Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from hubnet.rulebook import Clause, Held
    from hubnet.rules.eligibility.binding import BoundClause, BoundQuestion
    from hubnet.values import Language

OUTCOME_LABELS = {
    Outcome.MET: Label("满足", "met"),
    Outcome.NOT_MET: Label("不满足", "not met"),
    Outcome.UNKNOWN: Label("未知", "unknown"),
}
REASON_LABELS = {
    Reason.FACT_MISSING: Label("缺少事实", "a fact is missing"),
    Reason.IMPRECISE: Label("事实不够精确", "a fact is not known exactly enough"),
    Reason.LAW_GAP: Label("规定内容未知", "what the rule says is not known"),
    Reason.OPEN_READING: Label("并存的文件结论不同", "texts beside each other answer differently"),
    Reason.NOT_KNOWN_IN_FORCE: Label("是否施行未知", "not known to be in force"),
}
_NOT_ASKED = Label("不适用", "does not apply")
_NOT_GIVEN = Label("未提供", "not given")
_ANSWERS = {
    Outcome.MET: Label("是（满足）", "yes (met)"),
    Outcome.NOT_MET: Label("否（不满足）", "no (not met)"),
    Outcome.UNKNOWN: Label("尚不能确定（未知）", "not known yet (unknown)"),
}
_MAY_ASK = ("能否", "可否", "能不能")
"""How a question begins in Chinese that is answered by 可以 rather than 是."""
_MAY = {Outcome.MET: "可以（满足）", Outcome.NOT_MET: "不可以（不满足）"}
_OPERATORS = {
    Operator.EQUALS: Label("{}", "{}"),
    Operator.IS_NOT: Label("不是{}", "not {}"),
    Operator.IN: Label("为{}之一", "one of {}"),
    Operator.AT_LEAST: Label("不少于{}", "at least {}"),
    Operator.MORE_THAN: Label("多于{}", "more than {}"),
    Operator.AT_MOST: Label("不多于{}", "at most {}"),
    Operator.LESS_THAN: Label("少于{}", "less than {}"),
    Operator.BETWEEN: Label("{}", "{}"),
    Operator.BEFORE: Label("早于{}", "before {}"),
    Operator.ON_OR_AFTER: Label("不早于{}", "on or after {}"),
    Operator.CONTAINS: Label("含有{}之一", "containing one of {}"),
    Operator.WITHIN: Label("在{}境内", "within {}"),
}
_ELAPSED = {
    Operator.AT_LEAST: Label("已满{}", "at least {} ago"),
    Operator.MORE_THAN: Label("已逾{}", "more than {} ago"),
    Operator.AT_MOST: Label("未逾{}", "at most {} ago"),
    Operator.LESS_THAN: Label("未满{}", "less than {} ago"),
}
_WORDS_KEPT = 4096


@frozen
class Words:
    """What is told of one clause; ``missing`` are the facts for want of which it is not known."""

    text: str
    missing: tuple[str, ...]


class Wording:
    """A question in words of one language, as it stands at a place.

    What is told of a clause hangs on a few facts and, where it compares time gone by, on the day. Bodies of a register
    have many of them in common, so it is kept by them.
    """

    def __init__(self, bound: BoundQuestion, lang: Language) -> None:
        self.lang = lang
        zh = lang == "zh"
        asks, where = bound.question.asks.text(lang), bound.place.code
        answers = {outcome: label.text(lang) for outcome, label in _ANSWERS.items()}
        if zh and asks.startswith(_MAY_ASK):
            answers |= _MAY
        self.headlines = {
            outcome: f"{asks}{told}。地区 {where}，日期 " if zh else f"{asks} {told}. Place {where}, day "
            for outcome, told in answers.items()
        }
        hung_on = [_hung_on(clause, bound) for clause in bound.clauses]
        self.facts = tuple(dict.fromkeys(name for names in hung_on for name in names))
        at = {name: number for number, name in enumerate(self.facts, start=1)}  # the day comes first
        self.clauses: list[tuple[BoundClause, itemgetter[Any], dict[Any, Words]]] = []
        for clause, names in zip(bound.clauses, hung_on, strict=True):
            day = [0] if clause.timed or not names else []
            self.clauses.append((clause, itemgetter(*day, *[at[name] for name in names]), {}))

    def explanation(self, judgment: Judgment) -> str:
        """Return a verdict in words; see ``Verdict.explain``."""
        given = (judgment.on, *map(judgment.held.get, self.facts))
        lines: dict[bool | None, list[str]] = {False: [], None: [], True: []}
        missing: dict[str, None] = {}
        for (clause, key_of, kept), value in zip(self.clauses, judgment.outcomes, strict=False):
            key = key_of(given)
            words = kept.get(key)
            if words is None:
                if len(kept) >= _WORDS_KEPT:
                    kept.clear()
                words = kept[key] = clause_words(judgment, clause, self.lang)
            lines[value].append(words.text)
            if words.missing:
                missing |= dict.fromkeys(words.missing)
        asks = missing and judgment.outcome is Outcome.UNKNOWN
        asked = self.asked_for(missing, judgment.declared) if asks else []
        headline = f"{self.headlines[judgment.outcome]}{judgment.on.isoformat()}"
        return "\n".join([headline, *lines[False], *lines[None], *lines[True], *asked])

    def asked_for(self, missing: Iterable[str], declared: Mapping[str, FactType]) -> list[str]:
        """Return the facts that undecided clauses ask for, as lines."""
        zh = self.lang == "zh"
        lines = [f"    {name}{'：' if zh else ': '}{declared[name].question.text(self.lang)}" for name in missing]
        return [("还需要的事实：" if zh else "facts still asked for:"), *lines]


def _hung_on(clause: BoundClause, bound: BoundQuestion) -> list[str]:
    """Return the facts that the words of a clause hang on; totals and parts all together, as each narrows others."""
    names = dict.fromkeys(clause.facts)
    summed = dict.fromkeys(name for total in bound.totals for name in (total.id, *total.parts))
    if not names.keys().isdisjoint(summed):
        names |= summed
    return list(names)


def explanation(judgment: Judgment, lang: Language) -> str:
    """Return a verdict in words; see ``Verdict.explain``."""
    wording = judgment.bound.kept.get(lang)
    if wording is None:
        wording = judgment.bound.kept[lang] = Wording(judgment.bound, lang)
    return wording.explanation(judgment)


def clause_words(judgment: Judgment, bound: BoundClause, lang: Language) -> Words:
    """Return outcome, name, facts compared and article of a clause, as lines; and the facts it wants."""
    reasons = unknowing(bound.formula, judgment)
    missing = dict.fromkeys(item.fact for item in reasons if item.fact is not None)
    return Words("\n".join(_lines(judgment, bound, reasons, lang)), tuple(missing))


def _lines(judgment: Judgment, bound: BoundClause, reasons: tuple[Unknowing, ...], lang: Language) -> list[str]:
    zh = lang == "zh"
    rule = bound.leading
    if judgment.applies(bound) is Outcome.NOT_MET:
        return [f"  [{_NOT_ASKED.text(lang)}] {rule.label.text(lang)}"]
    outcome = OUTCOMES[judgment.value(bound.formula)]
    lines = [f"  [{OUTCOME_LABELS[outcome].text(lang)}] {rule.label.text(lang)}"]
    declared = judgment.declared
    for text in (*bound.texts, *bound.possible):
        if text.requires is not None:
            lines.append(f"    {requirement(text.requires, judgment.values, declared, lang)}")
        else:
            lines.append(f"    {said_instead(text).text(lang)}")
        lines.append(f"    {_source(text, lang)}")
    readings = judgment.readings_of(bound)
    if readings:
        told = ("；" if zh else "; ").join(
            f"{key}{'：' if zh else ': '}{OUTCOME_LABELS[one].text(lang)}" for key, one in readings.items()
        )
        lines.append(f"    {'各文件单独适用' if zh else 'by each text alone'}{'：' if zh else ': '}{told}")
    if outcome is not Outcome.MET and (hint := rule.hint):
        lines.append(f"    {hint.text(lang)}")
    told_why = dict.fromkeys(REASON_LABELS[item.reason].text(lang) for item in reasons)
    if told_why:
        lines.append(f"    {'原因' if zh else 'why'}{'：' if zh else ': '}{('、' if zh else ', ').join(told_why)}")
    return lines


def said_instead(text: Clause) -> Label:
    """Return what a text says that does not say what it requires."""
    if text.gap is not None:
        return text.gap
    return _LOWERED if text.lowered else _WAIVED


_LOWERED = Label(
    "门槛低于所变通的规定，数值未知", "a threshold below that of the text it departs from, its figure not known"
)
_WAIVED = Label("不作要求", "nothing is asked")


def _source(text: Clause, lang: Language) -> str:
    zh = lang == "zh"
    source = text.cite.text(lang)
    if text.confidence is not Confidence.TEXT:
        mark = CONFIDENCE_LABELS[text.confidence].text(lang)
        source += f"（{mark}）" if zh else f" ({mark})"
    return source + (f"{'：' if zh else ': '}“{text.cite.quote}”" if text.cite.quote else "")


def requirement(
    condition: Condition, values: Mapping[str, Held] | None, declared: Mapping[str, FactType], lang: Language
) -> str:
    """Return a condition in words, with the facts that it compares; without values, what it asks of any body."""
    zh = lang == "zh"

    def within(part: Condition) -> str:
        told = requirement(part, values, declared, lang)
        if isinstance(part, AllOf | AnyOf | AtLeastOf) and len(part.parts) > 1:
            return f"（{told}）" if zh else f"({told})"
        return told

    match condition:
        case AllOf(parts=parts):
            return ("，且" if zh else ", and ").join(within(part) for part in parts)
        case AnyOf(parts=parts):
            return ("，或" if zh else ", or ").join(within(part) for part in parts)
        case AtLeastOf(count=count, parts=parts):
            listed = ("；" if zh else "; ").join(within(part) for part in parts)
            return f"至少{count}项：{listed}" if zh else f"at least {count} of: {listed}"
        case Not(part=part):
            told = requirement(part, values, declared, lang)
            return f"并非（{told}）" if zh else f"not ({told})"
        case Holds(question=question):
            return f"另一问题（{question}）须为满足" if zh else f"another question ({question}) must be met"
        case _:
            return _leaf(condition, values, declared, lang)


def _leaf(
    leaf: Comparison | Elapsed | Proportion,
    values: Mapping[str, Held] | None,
    declared: Mapping[str, FactType],
    lang: Language,
) -> str:
    zh = lang == "zh"
    fact = declared[leaf.fact]
    told = told_value(leaf.fact, values, declared, lang)
    match leaf:
        case Elapsed(operator=operator, period=period):
            asked = _ELAPSED[operator].text(lang).format(period.label.text(lang))
        case Proportion(operator=operator, share=share, of=of):
            whole = declared[of].question.text(lang).rstrip("？?")
            asked = _OPERATORS[operator].text(lang).format(f"“{whole}”的{share}" if zh else f'{share} of "{whole}"')
            told += (
                f"；{told_value(of, values, declared, lang)}" if zh else f"; {told_value(of, values, declared, lang)}"
            )
        case Comparison(operator=operator):
            asked = _OPERATORS[operator].text(lang).format(_asked(leaf, fact, lang))
    return f"{told}（要求：{asked}）" if zh else f"{told} (asked: {asked})"


def told_value(name: str, values: Mapping[str, Held] | None, declared: Mapping[str, FactType], lang: Language) -> str:
    """Return a fact's question with its answer; without values the question alone."""
    fact = declared[name]
    if values is None:
        return fact.question.text(lang)
    held = values.get(name)
    shown = _NOT_GIVEN.text(lang) if held is None else fact.shown(held, lang)
    return f"{fact.question.text(lang)}{'' if lang == 'zh' else ' '}{shown}"


def _asked(leaf: Comparison, fact: FactType, lang: Language) -> str:
    zh = lang == "zh"
    values = leaf.value if isinstance(leaf.value, tuple) else (leaf.value,)
    if fact.kind in (FactKind.TEXT, FactKind.PLACE, FactKind.DATE):
        shown = [str(value) for value in values]
    else:
        shown = [fact.shown(fact.read(value), lang) for value in values]
    if leaf.operator is Operator.BETWEEN:
        return f"{shown[0]}至{shown[1]}" if zh else f"{shown[0]} to {shown[1]}"
    return ("、" if zh else ", ").join(shown)
