"""What would have to change for a yes: minimal sets of changes, each proved by judging again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from itertools import combinations, product
from math import inf
from numbers import Real
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.calendar import months_after
from hubnet.errors import HubnetError, InvalidValueError, UnknownNameError
from hubnet.rulebook import Bounds, Clause, FactKind, FactType, Held, Movement, Question, questions_in
from hubnet.rules.conditions import Atom, Test, atoms_of
from hubnet.rules.eligibility.judgment import Judgment
from hubnet.values import Label, Outcome, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from hubnet.values import Language

WAIT = "wait"
"""The key of the cost of a day's waiting."""


Outward = bool | int | str | Yuan | date
"""A fact as a caller gives it."""


@frozen
class Move:
    """One change: a fact to another value; ``by`` is how far a number moves."""

    fact: str
    question: Label
    before: Outward
    to: Outward
    by: int | Yuan | None = None


@frozen
class Wait:
    """Waiting until a day: the first on which the question is asked again."""

    until: date
    days: int


Step = Move | Wait
Cost = Mapping[str, float] | Callable[[Step], float]


@frozen
class Remedy:
    """Changes that lead to a yes, none of which can be left out.

    Attributes:
        changes: the changes; at most one of them waits.
        establish: facts that are not known and must turn out so besides.
        on: the day on which the answer is yes: the day asked about, or the day waited for.
        cost: what the changes cost together.
    """

    changes: tuple[Step, ...]
    establish: dict[str, Outward]
    on: date
    cost: float

    @property
    def facts(self) -> dict[str, Outward]:
        """The facts as they must be: those changed and those to be established."""
        moved = {change.fact: change.to for change in self.changes if isinstance(change, Move)}
        return {**moved, **self.establish}

    def text(self, lang: Language) -> str:
        """Return the changes in words, in one line."""
        zh = lang == "zh"
        told = [_told(change, lang) for change in self.changes]
        line = ("；" if zh else "; ").join(told)
        if self.establish:
            listed = ("、" if zh else ", ").join(
                f"{name} = {_word(value, lang)}" for name, value in self.establish.items()
            )
            line += f"（另须查明：{listed}）" if zh else f" (to be established: {listed})"
        return line


def _told(change: Step, lang: Language) -> str:
    zh = lang == "zh"
    if isinstance(change, Wait):
        days = "1 day" if change.days == 1 else f"{change.days} days"
        return f"等到 {change.until}（{change.days} 天）" if zh else f"wait until {change.until} ({days})"
    question = change.question.text(lang)
    before, to = _word(change.before, lang), _word(change.to, lang)
    return f"{change.fact}：{before} → {to}（{question}）" if zh else f"{change.fact}: {before} → {to} ({question})"


def _word(value: object, lang: Language) -> str:
    if isinstance(value, Yuan):
        return value.text(lang)
    if isinstance(value, bool):
        return ("是" if value else "否") if lang == "zh" else ("yes" if value else "no")
    return str(value)


def find_remedies(judgment: Judgment, most: int, cost: Cost | None) -> tuple[Remedy, ...]:
    """Return the minimal sets of changes that lead to MET, the cheapest first.

    Raises:
        InvalidValueError: a number of changes that is none, or a cost that is no number from 0.
        UnknownNameError: a cost of a fact that is not declared.
    """
    if type(most) is not int or most < 1:
        raise InvalidValueError("most", most, "give a whole number of changes from 1")
    if cost is not None and not callable(cost) and not isinstance(cost, Mapping):
        raise InvalidValueError("cost", cost, "give a function of a change, or a dict of amounts per fact")
    if isinstance(cost, Mapping):
        _check_costs(cost, judgment)
    if judgment.outcome is Outcome.MET:
        return ()
    search = _Search(judgment, cost)
    if judgment.outcome is Outcome.UNKNOWN and search.yes(judgment, {}) is not None:
        return ()  # the missing facts can still lead to a yes by themselves
    return tuple(search.remedies(most))


def _check_costs(cost: Mapping[str, float], judgment: Judgment) -> None:
    for name, amount in cost.items():
        if name != WAIT and name not in judgment.declared:
            raise UnknownNameError("fact", str(name), [*judgment.declared, WAIT])
        _priced(f"cost of {name}", amount)


def _priced(name: str, amount: object) -> float:
    """Return a cost; without an order, or below zero, the cheapest would not be one."""
    if isinstance(amount, bool) or not isinstance(amount, Real) or not 0 <= amount < inf:  # type: ignore[operator]
        raise InvalidValueError(name, amount, "give a number from 0")
    return amount  # type: ignore[return-value]


class _Search:
    """Sets of changes, the small ones first; a set is left alone once a part of it is a remedy."""

    def __init__(self, judgment: Judgment, cost: Cost | None) -> None:
        self.judgment = judgment
        self.cost = cost
        self.days = [judgment, *self.later()]
        self.found: list[tuple[frozenset[str], Remedy]] = []

    def remedies(self, most: int) -> list[Remedy]:
        movable = self.movable()
        for size in range(1, min(most, len(movable) + 1) + 1):  # each movable fact, and waiting
            for names in [*combinations(movable, size), *((WAIT, *rest) for rest in combinations(movable, size - 1))]:
                if any(done <= set(names) for done, _ in self.found):
                    continue
                moved = tuple(name for name in names if name != WAIT)
                days = self.days[1:] if WAIT in names else self.days[:1]
                best = min(self.tried(moved, days, movable), key=lambda remedy: remedy.cost, default=None)
                if best is not None:
                    self.found.append((frozenset(names), best))
        return sorted((remedy for _, remedy in self.found), key=lambda remedy: (remedy.cost, len(remedy.changes)))

    def tried(
        self, moved: Sequence[str], days: Sequence[Judgment], movable: Mapping[str, list[Held]]
    ) -> Iterator[Remedy]:
        """Yield the remedies by these facts, the least moves first; of waiting the first day that is enough."""
        for there in days:
            enough = False
            for values in product(*(movable[name] for name in moved)):
                moves = dict(zip(moved, values, strict=True))
                establish = self.yes(there, moves)
                if establish is not None:
                    enough = True
                    yield self.remedy(there, moves, establish)
                    if len(moved) == 1:
                        break
            if enough:
                return

    def yes(self, there: Judgment, moves: dict[str, Held]) -> dict[str, Held] | None:
        """Return the unknown facts that must turn out well for a yes, or None where there is no yes."""
        try:
            outcomes = there.outcomes_with(moves)
        except HubnetError:  # a total that its parts cannot make
            return None
        if False in outcomes:
            return None
        if None not in outcomes:
            return {}
        held = {**there.held, **moves}
        way = there.diagram(held).way_to(answer=True)
        if way is None or any(name in held for name in way):  # what is known in part is not the applicant's to choose
            return None
        if None in there.outcomes_with({**moves, **way}):
            return None
        for name in list(way):
            rest = {other: value for other, value in way.items() if other != name}
            if None not in there.outcomes_with({**moves, **rest}):
                way = rest
        return way

    def movable(self) -> dict[str, list[Held]]:
        """Return the known facts that the applicant can move, each with the values worth trying, the nearest first."""
        found: dict[str, list[Held]] = {}
        held = self.judgment.held
        asked = {name for there in self.days for name in there.compared}
        for name in [name for name in held if name in asked]:
            fact, now = self.judgment.declared[name], held[name]
            if fact.change is Movement.NONE or isinstance(now, Bounds) or fact.kind is FactKind.TEXT:
                continue
            rest = {other: value for other, value in held.items() if other != name}
            values = {
                value
                for there in self.days
                for value in there.diagram(rest).classes.get(name, ())
                if value != now and _allowed(fact, now, value)
            }
            if values:
                found[name] = sorted(values, key=lambda value: (_distance(now, value), str(value)))
        return found

    def later(self) -> Iterator[Judgment]:
        """Yield the question asked again on the later days on which time gone by, or a change of the law, matters.

        Each later text has periods of its own, so the days on which they are full are looked for too.
        """
        waiting = {*self.changes_of_law(), *self.full_days(self.judgment)}
        found: dict[date, Judgment] = {}
        while waiting:
            day = waiting.pop()
            there = self.judgment.on_day(day)
            if there is not None:
                found[day] = there
                waiting |= self.full_days(there) - found.keys()
        for day in sorted(found):
            yield found[day]

    def changes_of_law(self) -> Iterator[date]:
        """Yield the later days on which a text of the question, or of one that it asks, begins or ends."""
        law, place, start = self.judgment.law, self.judgment.place, self.judgment.on
        asked = [self.judgment.question.id]
        for name in asked:
            clauses = [text for clause in law.clauses_of(name) for text in law.versions(Clause, clause)]
            for text in (*law.versions(Question, name), *clauses):
                if text.place.contains(place) and text.force.starts is not None:
                    yield from (day for day in text.force.cuts if day > start)
            conditions = [part for text in clauses for part in (text.when, text.requires) if part is not None]
            others = (other for part in conditions for other in questions_in(part))
            asked += dict.fromkeys(other for other in others if other not in asked)

    def full_days(self, there: Judgment) -> set[date]:
        """Return the days to come on which a period of the question as it stands then is full."""
        atoms = (atom for formula in there.bound.formulas for atom in atoms_of(formula))
        return {day for atom in atoms for day in self.full(atom)}

    def full(self, atom: Atom) -> Iterator[date]:
        """Yield the first day on which the period of an atom is full, where that is to come.

        Of a day that is known in part, the first on which it can be full, and the first on which it surely is.
        """
        held = self.judgment.values.get(atom.fact)
        if atom.period is None or held is None or isinstance(held, str):
            return
        for ordinal in (held.low, held.high) if isinstance(held, Bounds) else (held,):
            try:
                day = _end(date.fromordinal(ordinal or 0), atom)
            except (OverflowError, ValueError):  # never, or beyond the calendar
                continue
            if day > self.judgment.on:
                yield day

    def remedy(self, there: Judgment, moves: dict[str, Held], establish: dict[str, Held]) -> Remedy:
        changes: list[Step] = []
        for name, value in moves.items():
            fact, now = self.judgment.declared[name], self.judgment.held[name]
            by = None
            if isinstance(value, int) and isinstance(now, int) and fact.numeric:
                by = Yuan(value - now) if fact.kind is FactKind.AMOUNT else value - now
            changes.append(Move(name, fact.question, _outward(fact, now), _outward(fact, value), by))
        if there.on != self.judgment.on:
            changes.append(Wait(there.on, (there.on - self.judgment.on).days))
        told = {name: _outward(self.judgment.declared[name], value) for name, value in establish.items()}
        return Remedy(tuple(changes), told, there.on, sum(self.price(change) for change in changes))

    def price(self, change: Step) -> float:
        if self.cost is None:
            return 1
        if callable(self.cost):
            return _priced("cost", self.cost(change))
        if isinstance(change, Wait):
            return self.cost.get(WAIT, 1) * change.days
        steps = change.by if isinstance(change.by, int) else 1
        if isinstance(change.by, Yuan):
            steps = abs(change.by.fen) // 100
        return self.cost.get(change.fact, 1) * abs(steps)


def _end(start: date, atom: Atom) -> date:
    period = atom.period
    assert period is not None  # noqa: S101  (asked of atoms with a period only)
    if period.unit.value == "days":
        end = date.fromordinal(start.toordinal() + period.length)
    else:
        end = months_after(start, period.length * (12 if period.unit.value == "years" else 1))
    return date.fromordinal(end.toordinal() + 1) if atom.test is Test.GONE_PAST else end


def _allowed(fact: FactType, now: Held, value: Held) -> bool:
    """Return whether the applicant can move a fact from one value to another."""
    if fact.change is Movement.EITHER or fact.kind is FactKind.CHOICE:
        return True
    up = value > now  # type: ignore[operator]
    return bool(up) is (fact.change is Movement.UP)


def _distance(now: Held, value: Held) -> int:
    both = isinstance(now, int) and isinstance(value, int)
    return abs(value - now) if both else 0  # type: ignore[operator]


def _outward(fact: FactType, held: Held) -> Outward:
    """Return a held value as a caller gives it."""
    if fact.kind is FactKind.AMOUNT:
        return Yuan(int(held))  # type: ignore[arg-type]
    if fact.kind is FactKind.DATE:
        return "never" if held == 0 else date.fromordinal(int(held))  # type: ignore[arg-type]
    return held  # type: ignore[return-value]
