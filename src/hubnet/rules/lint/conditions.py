"""Conditions that say nothing: those that always or never hold, and those that stay unknown for no fact."""

from __future__ import annotations

from itertools import combinations, islice, product
from typing import TYPE_CHECKING

from hubnet.errors import AuthorityLevelError, InvalidFactsError, NotInForceError
from hubnet.rulebook import Clause, Condition, FactKind, FactType, Provision, Question
from hubnet.rules.conditions import All, Atom, Diagram, Formula, Negation, Reason, Some, Test, atoms_of, bind
from hubnet.rules.eligibility.binding import bound_at
from hubnet.rules.eligibility.judgment import Judgment
from hubnet.rules.eligibility.reasons import unknowing
from hubnet.rules.lint.subject import Subject, conditions_of, finding, parts_of
from hubnet.values import LEVELS, Label, Outcome, Place

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import date

    from hubnet.rulebook import Held, Rulebook
    from hubnet.rules.eligibility.binding import BoundClause, BoundQuestion
    from hubnet.values import Finding

_WAYS = 300
"""How many ways to know some of the facts are tried for clauses that share facts."""
_ASKED = Label("另一问题", "another question")


def constant_conditions(subject: Subject) -> Iterator[Finding]:
    """Yield each condition, or part of one, that holds for all facts or for none.

    Other questions are taken as if they could come out either way. Clauses that ask nothing (``waived``, ``lowered``,
    ``gap``) have no condition.
    """
    for text, *_ in subject.tables():
        day = text.force.first.toordinal()
        found = dict(_constants(subject.law, text, day))
        for path, value in found.items():
            yield _told(text, path, value=value)
        if not found and isinstance(text, Clause) and text.requires is not None and text.when is not None:
            always = _under_when(subject.law, text.when, text.requires, day)
            if always is not None:
                yield _told(text, "requires", value=always, when=True)


def _constants(law: Rulebook, text: Provision, day: int) -> Iterator[tuple[str, bool]]:
    for key, condition in conditions_of(text):
        outer: list[str] = []
        for path, part in parts_of(condition, key):
            if any(path.startswith(f"{known}.") for known in outer):
                continue
            value = _constant(law, _formula(law, part), day)
            if value is not None:
                outer.append(path)
                yield path, value


def _under_when(law: Rulebook, when: Condition, requires: Condition, day: int) -> bool | None:
    """Return what a condition always comes to where it applies; None where that depends."""
    applies, asked = _formula(law, when), _formula(law, requires)
    if _constant(law, All((applies, asked)), day) is False:
        return False
    return True if _constant(law, Some((Negation(applies), asked)), day) else None


def _formula(law: Rulebook, condition: Condition) -> Formula:
    return bind(condition, law.facts, lambda name: Atom(condition, f"? {name}", FactKind.YES_NO, Test.SAME, value=True))


def _constant(law: Rulebook, formula: Formula, day: int) -> bool | None:
    """Return what a formula comes to whatever the facts are; None where that depends."""
    names = {name for atom in atoms_of(formula) for name in (atom.fact, atom.of) if name}
    asked = {name: FactType(id=name, kind=FactKind.YES_NO, question=_ASKED) for name in names if name not in law.facts}
    declared = {**law.facts, **asked}
    totals = [fact for fact in law.facts.values() if fact.parts and not names.isdisjoint((fact.id, *fact.parts))]
    diagram = Diagram([formula], {}, declared, totals, day)
    ways = [answer for answer in (True, False) if diagram.way_to(answer) is not None]
    return ways[0] if len(ways) == 1 else None


def _told(text: Provision, path: str, *, value: bool, when: bool = False) -> Finding:
    zh = ("在适用时" if when else "") + ("总是成立" if value else "不可能成立")
    en = f"{'always' if value else 'never'} holds" + (" where it applies" if when else "")
    advice = (
        "核对数值与事实的取值范围；不要求什么的规定写 waived = true",
        ("compare the numbers with what the fact can be; a departure that asks nothing says waived = true"),
    )
    code = "condition.always" if value else "condition.never"
    return finding(code, text, path, (zh, en), advice)


def nothing_needed(subject: Subject) -> Iterator[Finding]:
    """Yield each question that can stay UNKNOWN for missing facts although none of them matters.

    Tried are the clauses that share facts while all others are met, at each place that has texts of the question and
    for each stretch of time: with no fact known, with one, with two and so on, as far as 300 ways reach. What is found
    in the same clauses of several places or stretches is told once; what texts that are not checked do by themselves is
    not told.
    """
    checked = {id(text) for text in subject.texts}
    seen: set[frozenset[int]] = set()
    told: set[tuple[str, ...]] = set()
    for name in subject.law.ids(Question):
        texts = [*subject.law.versions(Question, name)]
        clauses = [text for one in subject.law.clauses_of(name) for text in subject.law.versions(Clause, one)]
        places = dict.fromkeys(text.place for text in [*texts, *clauses])
        for place, day in product(places, sorted({text.force.first for text in [*texts, *clauses]})):
            bound = _bound(subject.law, name, place, texts[0].authority, day)
            for group in _sharing(bound, subject.law) if bound else ():
                key = frozenset(id(text) for clause in group for text in _texts(clause))
                names = tuple(clause.id for clause in group)
                if bound is None or key in seen or key.isdisjoint(checked) or names in told:
                    continue
                seen.add(key)
                beside = [clause for clause in group if checked.isdisjoint(map(id, _texts(clause)))]
                held = _stuck(subject.law, bound, group, day)
                if held is not None and not (beside and _stuck(subject.law, bound, beside, day) is not None):
                    told.add(names)
                    yield _told_stuck(subject.law, group, held, checked)


def _bound(law: Rulebook, name: str, place: Place, levels: Sequence[str], day: date) -> BoundQuestion | None:
    """Return a question as it stands at a place, or at one in it whose authority can handle it."""
    for where in (place, *_inside(place, levels)):
        try:
            return bound_at(law, name, where, day, frozenset())
        except AuthorityLevelError:
            continue
        except NotInForceError:
            return None
    return None


def _inside(place: Place, levels: Sequence[str]) -> Iterator[Place]:
    """Yield a place of each level in another, by codes that nothing else is held for."""
    digits = "" if place.level == "country" else place.code[: 2 * LEVELS.index(place.level)]
    for level in LEVELS[LEVELS.index(place.level) + 1 : LEVELS.index("district") + 1]:
        if level in levels and "/" not in place.code:
            yield Place(digits.ljust(2 * LEVELS.index(level), "9").ljust(6, "0"))


def _sharing(bound: BoundQuestion, law: Rulebook) -> Iterator[list[BoundClause]]:
    """Yield clauses that share facts, together, where a fact is compared more than once: others cannot get stuck."""
    groups: list[tuple[set[str], list[BoundClause], int]] = []
    for clause in bound.clauses:
        named = [name for atom in atoms_of(clause.formula) for name in _bases(atom, law)]
        facts, together, count = set(named), [clause], len(named)
        for other in [group for group in groups if not group[0].isdisjoint(facts)]:
            groups.remove(other)
            facts, together, count = facts | other[0], other[1] + together, count + other[2]
        groups.append((facts, together, count))
    yield from (together for facts, together, count in groups if count > len(facts))


def _bases(atom: Atom, law: Rulebook) -> Iterator[str]:
    for name in (atom.fact, atom.of):
        if name is not None:
            yield from law.facts[name].parts or (name,)


def _stuck(law: Rulebook, bound: BoundQuestion, group: list[BoundClause], day: date) -> dict[str, Held] | None:
    """Return facts of clauses with which the question stays UNKNOWN and nothing is needed; None where none are found.

    The facts of the other clauses are taken such that these are met.
    """
    others = [clause.formula for clause in bound.clauses if clause not in group]
    met = _diagram(Judgment(law, bound, {}, dict(bound.given), day), others).way_to(True)  # noqa: FBT003
    whole = _diagram(Judgment(law, bound, {}, dict(bound.given), day), [clause.formula for clause in group])
    if met is None:
        return None
    for held in islice(_ways(whole.classes), _WAYS):
        try:
            judgment = Judgment(law, bound, {}, {**bound.given, **met, **held}, day)
        except InvalidFactsError:
            continue
        if judgment.outcome is not Outcome.UNKNOWN:
            continue
        reasons = {why.reason for clause in bound.clauses for why in unknowing(clause.formula, judgment)}
        if reasons == {Reason.FACT_MISSING} and not judgment.diagram().needed():
            return held
    return None


def _texts(clause: BoundClause) -> tuple[Clause, ...]:
    return (*clause.texts, *clause.possible)


def _told_stuck(law: Rulebook, group: list[BoundClause], held: Mapping[str, Held], checked: Collection[int]) -> Finding:
    names = [clause.name for clause in group]
    given = ", ".join(f"{name} = {law.facts[name].shown(value, 'en')}" for name, value in held.items())
    zh = f"给出 {given} 时" if given else "未给任何事实时"
    said = (
        f"{zh}，条款 {'、'.join(names)} 未知，而没有一个缺少的事实起作用",
        f"with {given or 'no fact'} given, {', '.join(names)} stay unknown although no missing fact matters",
    )
    advice = "改写条件，使每个事实只比较一次", "write the conditions so that each fact is compared once"
    text = next(text for clause in group for text in _texts(clause) if id(text) in checked)
    return finding("question.nothing_needed", text, "", said, advice)


def _diagram(judgment: Judgment, formulas: Sequence[Formula]) -> Diagram:
    held, totals = judgment.held, judgment.bound.totals
    derived = {total.id for total in totals if total.id not in held}
    facts = {name: value for name, value in judgment.values.items() if name not in derived}
    return Diagram(formulas, facts, judgment.declared, totals, judgment.on.toordinal())


def _ways(classes: Mapping[str, Sequence[Held]]) -> Iterator[dict[str, Held]]:
    """Yield ways to know some of the facts: none, one, two and so on."""
    for count in range(len(classes)):
        for names in combinations(classes, count):
            for values in product(*(classes[name] for name in names)):
                yield dict(zip(names, values, strict=True))
