"""Verdicts in words, in Chinese and in English."""

from __future__ import annotations

from operator import itemgetter
from typing import TYPE_CHECKING, Any

from hubnet.rulebook import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Bounds,
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
from hubnet.rules.conditions import All, Atom, Formula, Negation, Reason, Some
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
        hung_on = [_hung_on(clause, bound) for clause in bound.clauses]
        self.facts = tuple(dict.fromkeys(name for names in hung_on for name in names))
        at = {name: number for number, name in enumerate(self.facts, start=1)}  # the day comes first
        self.clauses: dict[str, _Clause] = {}
        self.listed: list[tuple[_Clause, itemgetter[Any], dict[Any, Words]]] = []
        """The clauses, each with what takes the facts that its words hang on, and the words kept by them."""
        for clause, names in zip(bound.clauses, hung_on, strict=True):
            day = [0] if clause.timed or not names else []
            key_of = itemgetter(*day, *[at[name] for name in names])
            self.clauses[clause.id] = _Clause(clause, bound.declared, lang)
            self.listed.append((self.clauses[clause.id], key_of, self.clauses[clause.id].kept))

    def explanation(self, judgment: Judgment) -> str:
        """Return a verdict in words; see ``Verdict.explain``."""
        given = (judgment.on, *map(judgment.held.get, self.facts))
        lines = [f"{self.headlines[judgment.outcome]}{judgment.on.isoformat()}"]
        unknown: list[Words] = []
        met: list[str] = []
        for (clause, key_of, kept), value in zip(self.listed, judgment.outcomes):  # noqa: B905  (slow, and one more)
            key = key_of(given)
            words = kept.get(key) or clause.keep(key, judgment, value)
            if value:
                met.append(words[0])
            elif value is None:
                unknown.append(words)
            else:
                lines.append(words[0])
        lines += [text for text, _ in unknown]
        lines += met
        missing = dict.fromkeys(name for _, wanted in unknown for name in wanted) if unknown else None
        if missing and judgment.outcome is Outcome.UNKNOWN:
            lines += self.asked_for(missing, judgment.declared)
        return "\n".join(lines)

    def clause_text(self, name: str, judgment: Judgment) -> str:
        """Return what is told of one clause."""
        clause = self.clauses[name]
        return clause.words(judgment, judgment.value(clause.bound.formula))[0]

    def asked_for(self, missing: Iterable[str], declared: Mapping[str, FactType]) -> list[str]:
        """Return the facts that undecided clauses ask for, as lines."""
        zh = self.lang == "zh"
        lines = [f"    {name}{'：' if zh else ': '}{declared[name].question.text(self.lang)}" for name in missing]
        return [("还需要的事实：" if zh else "facts still asked for:"), *lines]


class _Clause:
    """A clause in words of one language.

    What is told of it hangs on a few facts and, where it compares time gone by, on the day. Bodies of a register have
    many of them in common, so it is kept by them.
    """

    def __init__(self, bound: BoundClause, declared: Mapping[str, FactType], lang: Language) -> None:
        self.bound = bound
        self.lang = lang
        self.kept: dict[Any, Words] = {}
        label = bound.leading.label.text(lang)
        self.not_given = _NOT_GIVEN.text(lang)
        self.hint = bound.leading.hint
        self.not_asked = f"  [{_NOT_ASKED.text(lang)}] {label}"
        self.heads = {value: f"  [{OUTCOME_LABELS[outcome].text(lang)}] {label}" for value, outcome in OUTCOMES.items()}
        pieces: list[Piece] = []
        for text in (*bound.texts, *bound.possible):
            said = text.requires
            told = [said_instead(text).text(lang)] if said is None else _pieces(said, declared, lang)
            pieces += ["\n    ", *told, f"\n    {_source(text, lang)}"]
        self.pieces = [piece if isinstance(piece, str) else _asks(piece, lang) for piece in pieces]
        self.answers = [(at, piece) for at, piece in enumerate(pieces) if isinstance(piece, FactType)]
        self.plain = bound.applies is None and not bound.readings
        self.remarks: dict[Any, Words] = {}
        """What is open or advised in a clause of one step, by outcome and missing facts: they say all of it."""
        summed = any(declared[name].parts for name in bound.facts)
        self.one_step = self.plain and not summed and _one_step(bound.formula)

    def keep(self, key: object, judgment: Judgment, value: bool | None) -> Words:  # noqa: FBT001
        """Return what is told of it, and keep it."""
        if len(self.kept) >= _WORDS_KEPT:
            self.kept.clear()
        found = self.kept[key] = self.words(judgment, value)
        return found

    def words(self, judgment: Judgment, value: bool | None) -> Words:  # noqa: FBT001
        """Return outcome, name, facts compared and articles, as lines, and what is open or advised."""
        if not self.plain and judgment.applies(self.bound) is Outcome.NOT_MET:
            return self.not_asked, ()
        pieces = self.pieces.copy()
        for at, fact in self.answers:
            held = judgment.values.get(fact.id)
            pieces[at] += self.not_given if held is None else fact.shown(held, self.lang)
        told = self.heads[value] + "".join(pieces)
        if value and self.plain:
            return told, ()
        known = [judgment.values.get(name) for name in self.bound.facts] if self.one_step else [Bounds(None, None)]
        if any(isinstance(fact, Bounds) for fact in known):
            remarks, wanted = self.remarked(judgment, value)
            return told + remarks, wanted
        key = (value, *[fact is None for fact in known])
        found = self.remarks.get(key)
        if found is None:
            found = self.remarks[key] = self.remarked(judgment, value)
        return told + found[0], found[1]

    def remarked(self, judgment: Judgment, value: bool | None) -> Words:  # noqa: FBT001
        """Return the answers by each text, advice, and why it is open, as lines; and the facts it wants."""
        zh = self.lang == "zh"
        lines = [""]
        readings = judgment.readings_of(self.bound)
        if readings:
            by_text = ("；" if zh else "; ").join(
                f"{key}{'：' if zh else ': '}{OUTCOME_LABELS[one].text(self.lang)}" for key, one in readings.items()
            )
            lines.append(f"    {'各文件单独适用' if zh else 'by each text alone'}{'：' if zh else ': '}{by_text}")
        if value is not True and (hint := self.hint):
            lines.append(f"    {hint.text(self.lang)}")
        reasons = unknowing(self.bound.formula, judgment) if value is None else ()
        if reasons:
            why = dict.fromkeys(REASON_LABELS[item.reason].text(self.lang) for item in reasons)
            lines.append(f"    {'原因' if zh else 'why'}{'：' if zh else ': '}{('、' if zh else ', ').join(why)}")
        return "\n".join(lines), tuple(dict.fromkeys(item.fact for item in reasons if item.fact is not None))


def _one_step(formula: Formula) -> bool:
    """Return whether a formula joins comparisons in one step, so that what is open in it are the missing facts."""
    parts = formula.parts if isinstance(formula, All | Some) else (formula,)
    return all(isinstance(part.part if isinstance(part, Negation) else part, Atom) for part in parts)


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
