"""Verdicts in words, in Chinese and in English."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

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
from hubnet.rules.eligibility.reasons import unknowing
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


Piece = str | FactType
"""Part of a text: words, or a fact that stands for its question and answer."""


Words = tuple[str, tuple[str, ...]]
"""What is told of a clause, and the facts for want of which it is not known."""


class Wording:
    """A question in words of one language, as it stands at a place."""

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
        self.clauses = [_Clause(clause, bound, lang) for clause in bound.clauses]

    def explanation(self, judgment: Judgment) -> str:
        """Return a verdict in words; see ``Verdict.explain``."""
        held = judgment.values.get
        failing = [f"{self.headlines[judgment.outcome]}{judgment.on.isoformat()}"]
        unknown: list[str] = []
        met: list[str] = []
        missing: list[str] = []
        for clause, value in zip(self.clauses, judgment.outcomes):  # noqa: B905  (slow, and one more)
            told = met if value else unknown if value is None else failing
            if value is not None and clause.plain:
                told.append(clause.heads[value])
                for name, answers in clause.answers:
                    told.append(answers[held(name)])
                if not value:
                    told.append(clause.advice)
            else:
                text, wanted = clause.words(judgment, value)
                told.append(text)
                missing += wanted
        asks = missing and judgment.outcome is Outcome.UNKNOWN
        asked = self.asked_for(dict.fromkeys(missing), judgment.declared) if asks else ""
        return "".join([*failing, *unknown, *met, asked])

    def clause_text(self, bound: BoundClause, judgment: Judgment) -> str:
        """Return what is told of one clause."""
        clause = next(clause for clause in self.clauses if clause.bound is bound)
        return clause.told(judgment, judgment.value(bound.formula))[0].removeprefix("\n")

    def asked_for(self, missing: Iterable[str], declared: Mapping[str, FactType]) -> str:
        """Return the facts that undecided clauses ask for, as lines."""
        zh = self.lang == "zh"
        lines = [f"\n    {name}{'：' if zh else ': '}{declared[name].question.text(self.lang)}" for name in missing]
        return "".join([("\n还需要的事实：" if zh else "\nfacts still asked for:"), *lines])


class _Answers(dict[Any, str]):
    """Answers to a question of a clause, with the words after them, by what is held; made when first told."""

    def __init__(self, fact: FactType, after: str, lang: Language) -> None:
        super().__init__()
        self.fact = fact
        self.after = after
        self.lang = lang

    def __missing__(self, held: Held | None) -> str:
        if len(self) >= _WORDS_KEPT:
            self.clear()
        answer = _NOT_GIVEN.text(self.lang) if held is None else self.fact.shown(held, self.lang)
        self[held] = answer + self.after
        return self[held]


class _Clause:
    """A clause in words of one language, each line after a line break.

    Attributes:
        plain: it always applies and its texts agree, so that where it is known nothing is to be remarked.
        heads: its words up to the first answer, by what it comes to.
        answers: the facts compared, in order, each with its answers up to the next one.
        advice: what is advised where it is not met.
    """

    def __init__(self, bound: BoundClause, question: BoundQuestion, lang: Language) -> None:
        self.bound = bound
        self.lang = lang
        self.plain = bound.applies is None and not bound.readings
        label = bound.leading.label.text(lang)
        self.not_asked = f"\n  [{_NOT_ASKED.text(lang)}] {label}"
        between, facts = [""], []
        for text in (*bound.texts, *bound.possible):
            said = text.requires
            told = [said_instead(text).text(lang)] if said is None else _pieces(said, question.declared, lang)
            for piece in ("\n    ", *told, f"\n    {_source(text, lang)}"):
                if isinstance(piece, FactType):
                    between[-1] += _asks(piece, lang)
                    between.append("")
                    facts.append(piece)
                else:
                    between[-1] += piece
        self.heads = {
            value: f"\n  [{OUTCOME_LABELS[outcome].text(lang)}] {label}{between[0]}"
            for value, outcome in OUTCOMES.items()
        }
        self.answers = [(fact.id, _Answers(fact, after, lang)) for fact, after in zip(facts, between[1:], strict=True)]
        self.advice = f"\n    {bound.leading.hint.text(lang)}" if bound.leading.hint else ""
        self.hung_on = _hung_on(bound, question)
        self.timed = bound.timed
        self.kept: dict[tuple[object, ...], Words] = {}

    def words(self, judgment: Judgment, value: bool | None) -> Words:  # noqa: FBT001
        """Return what is told of it; kept by the facts that it hangs on and, where it compares time, by the day."""
        key = (judgment.on if self.timed else None, *map(judgment.held.get, self.hung_on))
        found = self.kept.get(key)
        if found is None:
            if len(self.kept) >= _WORDS_KEPT:
                self.kept.clear()
            found = self.kept[key] = self.told(judgment, value)
        return found

    def told(self, judgment: Judgment, value: bool | None) -> Words:  # noqa: FBT001
        """Return outcome, name, facts compared and articles, the answers by each text, advice, and why it is open."""
        zh = self.lang == "zh"
        if judgment.applies(self.bound) is Outcome.NOT_MET:
            return self.not_asked, ()
        told = [self.heads[value], *[answers[judgment.values.get(name)] for name, answers in self.answers]]
        readings = judgment.readings_of(self.bound)
        if readings:
            by_text = ("；" if zh else "; ").join(
                f"{key}{'：' if zh else ': '}{OUTCOME_LABELS[one].text(self.lang)}" for key, one in readings.items()
            )
            told.append(f"\n    {'各文件单独适用' if zh else 'by each text alone'}{'：' if zh else ': '}{by_text}")
        if value is not True:
            told.append(self.advice)
        reasons = unknowing(self.bound.formula, judgment) if value is None else ()
        if reasons:
            why = dict.fromkeys(REASON_LABELS[item.reason].text(self.lang) for item in reasons)
            told.append(f"\n    {'原因' if zh else 'why'}{'：' if zh else ': '}{('、' if zh else ', ').join(why)}")
        return "".join(told), tuple(dict.fromkeys(item.fact for item in reasons if item.fact is not None))


def _hung_on(clause: BoundClause, bound: BoundQuestion) -> list[str]:
    """Return the facts that the words of a clause hang on; totals and parts all together, as each narrows others."""
    names = dict.fromkeys(clause.facts)
    summed = dict.fromkeys(name for total in bound.totals for name in (total.id, *total.parts))
    if not names.keys().isdisjoint(summed):
        names |= summed
    return list(names)


def wording_of(bound: BoundQuestion, lang: Language) -> Wording:
    """Return a question in words of one language; made once."""
    found = bound.kept.get(lang)
    if found is None:
        found = bound.kept[lang] = Wording(bound, lang)
    return found


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
    return _filled(_pieces(condition, declared, lang), values, lang)


def _filled(pieces: Iterable[Piece], values: Mapping[str, Held] | None, lang: Language) -> str:
    """Return pieces as one text: each fact as its question with its answer, without values as the question alone."""
    found = []
    for piece in pieces:
        if isinstance(piece, str):
            found.append(piece)
        elif values is None:
            found.append(piece.question.text(lang))
        else:
            held = values.get(piece.id)
            shown = _NOT_GIVEN.text(lang) if held is None else piece.shown(held, lang)
            found.append(f"{_asks(piece, lang)}{shown}")
    return "".join(found)


def _asks(fact: FactType, lang: Language) -> str:
    """Return the question of a fact, ready for its answer."""
    return f"{fact.question.text(lang)}{'' if lang == 'zh' else ' '}"


def _pieces(condition: Condition, declared: Mapping[str, FactType], lang: Language) -> list[Piece]:
    zh = lang == "zh"

    def joined(parts: tuple[Condition, ...], separator: str) -> list[Piece]:
        found: list[Piece] = []
        for part in parts:
            told = _pieces(part, declared, lang)
            if isinstance(part, AllOf | AnyOf | AtLeastOf) and len(part.parts) > 1:
                told = ["（", *told, "）"] if zh else ["(", *told, ")"]
            found += [separator, *told] if found else told
        return found

    match condition:
        case AllOf(parts=parts):
            return joined(parts, "，且" if zh else ", and ")
        case AnyOf(parts=parts):
            return joined(parts, "，或" if zh else ", or ")
        case AtLeastOf(count=count, parts=parts):
            listed = joined(parts, "；" if zh else "; ")
            return [f"至少{count}项：" if zh else f"at least {count} of: ", *listed]
        case Not(part=part):
            told = _pieces(part, declared, lang)
            return ["并非（", *told, "）"] if zh else ["not (", *told, ")"]
        case Holds(question=question):
            return [f"另一问题（{question}）须为满足" if zh else f"another question ({question}) must be met"]
        case _:
            return _leaf(condition, declared, lang)


def _leaf(leaf: Comparison | Elapsed | Proportion, declared: Mapping[str, FactType], lang: Language) -> list[Piece]:
    zh = lang == "zh"
    fact = declared[leaf.fact]
    told: list[Piece] = [fact]
    match leaf:
        case Elapsed(operator=operator, period=period):
            asked = _ELAPSED[operator].text(lang).format(period.label.text(lang))
        case Proportion(operator=operator, share=share, of=of):
            whole = declared[of].question.text(lang).rstrip("？?")
            asked = _OPERATORS[operator].text(lang).format(f"“{whole}”的{share}" if zh else f'{share} of "{whole}"')
            told += ["；" if zh else "; ", declared[of]]
        case Comparison(operator=operator):
            asked = _OPERATORS[operator].text(lang).format(_asked(leaf, fact, lang))
    return [*told, f"（要求：{asked}）" if zh else f" (asked: {asked})"]


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
