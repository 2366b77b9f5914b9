"""Whether the worked cases notice each change of a rule, and what is said of those that they do not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import Problem
from hubnet.rulebook import Provision, Rulebook
from hubnet.rules.mutation.dates import mutants_of_dates
from hubnet.rules.mutation.mutants import Mutant, mutants_of_texts
from hubnet.rules.reach import Reach
from hubnet.rules.worked_cases import AnyCase, AssessedCase, WorkedCase, run_worked_case
from hubnet.values import Finding, Label

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from datetime import date


@frozen(kw_only=True)
class Explanation:
    """Why no case can notice some changes.

    Attributes:
        id: id of the rule, or of the instrument whose days are meant.
        key: the key that is changed; ``*`` stands for any text.
        told: the change in words, likewise.
        place: only of the rule at this place.
        because: why.
        where: where it is written.
    """

    id: str
    key: str = "*"
    told: str = "*"
    place: str | None = None
    because: str
    where: Problem

    def explains(self, mutant: Mutant) -> bool:
        """Return whether it is about a mutant."""
        return (
            self.id == mutant.id
            and self.place in (None, mutant.place.code)
            and _fits(self.key, mutant.key)
            and _fits(self.told, mutant.told)
        )


def _fits(pattern: str, text: str) -> bool:
    return re.fullmatch(".*".join(map(re.escape, pattern.split("*"))), text) is not None


@frozen
class Survivor:
    """A change that no case notices; ``explanation`` says why, where one does."""

    mutant: Mutant
    explanation: Explanation | None


@frozen(kw_only=True)
class Score:
    """How many changes of the rules the worked cases notice.

    Attributes:
        mutants: how many changes were made.
        survivors: those that no case notices.
        idle: explanations of what no mutant that survives is about.
    """

    mutants: int
    survivors: tuple[Survivor, ...]
    idle: tuple[Explanation, ...]

    @property
    def killed(self) -> int:
        """How many changes a case notices."""
        return self.mutants - len(self.survivors)

    @property
    def explained(self) -> int:
        """How many of the others are explained."""
        return sum(survivor.explanation is not None for survivor in self.survivors)

    def findings(self) -> list[Finding]:
        """Return the changes that no case notices and nothing explains, and the explanations that explain nothing."""
        found = [_survived(one.mutant) for one in self.survivors if one.explanation is None]
        return found + [_idle(explanation) for explanation in self.idle]


def _survived(mutant: Mutant) -> Finding:
    key = mutant.key or "-"
    return Finding(
        code="mutant.survived",
        label=Label(
            f"{mutant.id}（{mutant.place}）{key}：{mutant.told}，没有案例发现",
            f"{mutant.id} ({mutant.place}) {key}: {mutant.told}: no case notices",
        ),
        advice=Label(
            "增加一个落在这一边界上的案例，或者用 [[survivor]] 说明为何不可能有",
            "add a case at this boundary, or say with [[survivor]] why there can be none",
        ),
        where=mutant.where,
        subject=mutant.id,
        field=mutant.key,
    )


def _idle(explanation: Explanation) -> Finding:
    return Finding(
        code="survivor.idle",
        label=Label(
            f"{explanation.id} {explanation.key}：没有这样存活的改动",
            f"{explanation.id} {explanation.key}: no such change survives",
        ),
        advice=Label("删去这条说明，或者更正 id 与 key", "drop it, or correct its id and key"),
        where=explanation.where,
        subject=explanation.id,
    )


def mutate(
    law: Rulebook,
    cases: Iterable[AnyCase],
    explanations: Sequence[Explanation] = (),
    *,
    declared: Mapping[tuple[str, str], Problem],
    sources: Collection[str] | None = None,
) -> Score:
    """Return how many changes of the rules by one step the worked cases notice.

    A change is noticed where a case that comes out on the rules as they are does not on the changed ones. Cases that do
    not come out anyway are left aside.

    Args:
        law: the rules.
        cases: the worked cases.
        explanations: why some changes cannot be noticed.
        declared: the tables of instruments: file and path by ``instrument`` and id; only their days are moved.
        sources: the files whose rules are changed; all where None.
    """
    law = law.with_provisions(law.provisions)  # whole: provisions are told apart by identity
    passing = [case for case in cases if not run_worked_case(law, case)]
    runner = _Runner(law, passing)
    texts = [text for text in law.provisions if sources is None or text.source in sources]
    count = 0
    survivors = []
    used: set[int] = set()
    for mutant in _mutants(law, texts, declared):
        count += 1
        if runner.notices(mutant):
            continue
        fitting = [one for one in explanations if one.explains(mutant)]
        used |= {id(one) for one in fitting}
        survivors.append(Survivor(mutant, fitting[0] if fitting else None))
    idle = tuple(one for one in explanations if id(one) not in used)
    return Score(mutants=count, survivors=tuple(survivors), idle=idle)


def _mutants(
    law: Rulebook, texts: Sequence[Provision], declared: Mapping[tuple[str, str], Problem]
) -> Iterator[Mutant]:
    yield from mutants_of_texts(law, texts)
    yield from mutants_of_dates(law, texts, declared)


class _Runner:
    """Runs the cases that can see a change, the likeliest to notice it first."""

    def __init__(self, law: Rulebook, cases: Sequence[AnyCase]) -> None:
        self.law = law
        self.reach = Reach(law, cases)

    def notices(self, mutant: Mutant) -> bool:
        changed = self.changed(mutant)
        return any(run_worked_case(changed, case) for case in self.cases(mutant))

    def changed(self, mutant: Mutant) -> Rulebook:
        by_text = {id(old): new for old, new in mutant.changes}
        texts = [by_text.get(id(text), text) for text in self.law.provisions]
        return self.law.with_provisions(text for text in texts if text is not None)

    def cases(self, mutant: Mutant) -> list[AnyCase]:
        rules = [text for change in mutant.changes for text in change if text is not None]
        found: dict[int, AnyCase] = {}
        for rule in rules:
            found |= {id(case): case for case in self.reach.recurring(rule)}
            for case in self.reach.assessed(rule):
                if mutant.day in (None, case.on):
                    found[id(case)] = case
            for filed in self.reach.filed(rule):
                if mutant.day is None or _lasts_over(filed, mutant.day):
                    found[id(filed)] = filed
        name = mutant.id.rpartition(".")[2]
        return sorted(found.values(), key=lambda case: not _names(case, name))


def _lasts_over(case: WorkedCase, day: date) -> bool:
    """Return whether a day lies between the first and the last day of a case: no step starts outside."""
    days = [case.on, *(end for _, when in case.case.events for end in (when.earliest, when.latest))]
    return min(days) <= day <= max(days)


def _names(case: AnyCase, name: str) -> bool:
    told = case.clauses if isinstance(case, AssessedCase) else case.expect if isinstance(case, WorkedCase) else ()
    return name in dict(told)
