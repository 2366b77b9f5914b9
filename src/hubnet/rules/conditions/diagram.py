"""Which missing facts matter: formulas as a reduced decision diagram over the values that facts can still have.

A fact stands in the reduced diagram exactly if two complete assignments that differ only in it give different answers.
The values of a fact are taken by classes: between two thresholds all values do the same, so one of each is enough.
"""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

from hubnet.rulebook import Bounds, FactKind, FactType, Held
from hubnet.rules.conditions.formula import (
    Agreed,
    All,
    Atom,
    Constant,
    Formula,
    Lowered,
    Negation,
    Some,
    Test,
    atoms_of,
)
from hubnet.rules.conditions.judging import agreed, cut_of, ordered, value_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

Node = int
"""A node of a diagram: 0, 1 and 2 are the answers not known, True and False, others have one child a class."""

_ANSWERS: tuple[bool | None, ...] = (None, True, False)
_ELSEWHERE = "99"
"""A place that lies in no division of a rule: no code begins so."""
_NOTHING = "…"
"""Stands for any text that contains no word of a rule."""


class Diagram:
    """What formulas, all of which must hold, come to for every way that missing facts can still turn out.

    Args:
        formulas: the formulas.
        held: the facts that are known; what is known in bounds only is taken as missing within them.
        declared: the facts.
        totals: facts that are the total of others, where they are not given themselves.
        day: ordinal of the day asked about.
    """

    def __init__(
        self,
        formulas: Sequence[Formula],
        held: Mapping[str, Held],
        declared: Mapping[str, FactType],
        totals: Sequence[FactType],
        day: int,
    ) -> None:
        self._day = day
        self._declared = declared
        self._known = {name: value for name, value in held.items() if not isinstance(value, Bounds)}
        self._within = {name: value for name, value in held.items() if isinstance(value, Bounds)}
        self._totals = {total.id: total.parts for total in totals if total.id not in held}
        atoms = [atom for formula in formulas for atom in atoms_of(formula)]
        self.classes = _classes(atoms, self._missing_of(atoms), self._within, declared, self._totals, self._known, day)
        self._level = {name: level for level, name in enumerate(self.classes)}
        self._nodes: list[tuple[int, tuple[Node, ...]]] = [(len(self._level), ())] * len(_ANSWERS)
        self._unique: dict[tuple[int, tuple[Node, ...]], Node] = {}
        self._memo: dict[tuple[object, ...], Node] = {}
        self.root = self._joined(_all, [self._built(formula) for formula in formulas])

    def needed(self) -> tuple[str, ...]:
        """Return the missing facts that the answer depends on, in the order of the formulas."""
        names = list(self.classes)
        levels = {self._nodes[node][0] for node in self._reachable() if node >= len(_ANSWERS)}
        return tuple(names[level] for level in sorted(levels))

    def way_to(self, answer: bool | None) -> dict[str, Held] | None:  # noqa: FBT001  (one of three answers)
        """Return values of missing facts that lead to an answer, as few as one path needs, or None."""
        wanted = _ANSWERS.index(answer)
        names = list(self.classes)
        best: dict[Node, dict[str, Held] | None] = {}

        def way(node: Node) -> dict[str, Held] | None:
            if node < len(_ANSWERS):
                return {} if node == wanted else None
            if node not in best:
                level, children = self._nodes[node]
                name = names[level]
                found = [
                    {name: value, **rest}
                    for value, child in zip(self.classes[name], children, strict=True)
                    if (rest := way(child)) is not None
                ]
                best[node] = min(found, key=len, default=None)
            return best[node]

        return way(self.root)

    def _missing_of(self, atoms: Iterable[Atom]) -> list[str]:
        """Return the facts to be found out, in order of first mention; of a total its missing parts."""
        found: dict[str, None] = {}
        for atom in atoms:
            for name in (atom.fact, *([atom.of] if atom.of else [])):
                for base in self._totals.get(name, (name,)):
                    if base not in self._known:
                        found[base] = None
        return list(found)

    def _reachable(self) -> set[Node]:
        seen: set[Node] = set()
        waiting = [self.root]
        while waiting:
            node = waiting.pop()
            if node not in seen:
                seen.add(node)
                waiting += self._nodes[node][1]
        return seen

    def _node(self, level: int, children: tuple[Node, ...]) -> Node:
        if all(child == children[0] for child in children):
            return children[0]
        key = (level, children)
        if key not in self._unique:
            self._unique[key] = len(self._nodes)
            self._nodes.append(key)
        return self._unique[key]

    def _built(self, formula: Formula) -> Node:  # noqa: PLR0911  (one for each kind)
        match formula:
            case Atom():
                names = sorted(self._missing_of([formula]), key=self._level.__getitem__)
                return self._atom(formula, names, {})
            case Constant(value=value):
                return _ANSWERS.index(value)
            case All(parts=parts):
                return self._joined(_all, [self._built(part) for part in parts])
            case Some(parts=parts, count=1):
                return self._joined(_any, [self._built(part) for part in parts])
            case Some(parts=parts, count=count):
                return self._counted([self._built(part) for part in parts], count)
            case Agreed(parts=parts):
                return self._joined(agreed, [self._built(part) for part in parts])
            case Negation(part=part):
                return self._applied(_not, (self._built(part),))
            case Lowered(part=part):
                return self._applied(_or_unknown, (self._built(part),))

    def _atom(self, atom: Atom, names: Sequence[str], given: dict[str, Held]) -> Node:
        if not names:
            facts = {**self._known, **given}
            for total, parts in self._totals.items():
                if total in (atom.fact, atom.of):
                    facts[total] = sum([_number(facts[part]) for part in parts])
            return _ANSWERS.index(value_of(atom, facts, self._day))
        name, rest = names[0], names[1:]
        children = tuple(self._atom(atom, rest, {**given, name: value}) for value in self.classes[name])
        return self._node(self._level[name], children)

    def _joined(self, join: Callable[[list[bool | None]], bool | None], nodes: list[Node]) -> Node:
        """Join nodes two by two; the ways of joining used here do not mind the order."""
        if not nodes:
            return _ANSWERS.index(True)
        joined = nodes[0]
        for node in nodes[1:]:
            joined = self._applied(join, (joined, node))
        return joined

    def _counted(self, nodes: list[Node], count: int) -> Node:
        """At least ``count`` of the nodes: with the first one less of the others, without it as many."""
        if count == 0:
            return _ANSWERS.index(True)
        if len(nodes) < count:
            return _ANSWERS.index(False)
        fewer, as_many = self._counted(nodes[1:], count - 1), self._counted(nodes[1:], count)
        return self._applied(_any, (self._applied(_all, (nodes[0], fewer)), as_many))

    def _applied(self, join: Callable[[list[bool | None]], bool | None], nodes: tuple[Node, ...]) -> Node:
        if all(node < len(_ANSWERS) for node in nodes):
            return _ANSWERS.index(join([_ANSWERS[node] for node in nodes]))
        key = (join, nodes)
        if key not in self._memo:
            level = min(self._nodes[node][0] for node in nodes)
            width = next(len(self._nodes[node][1]) for node in nodes if self._nodes[node][0] == level)
            children = tuple(
                self._applied(join, tuple(self._child(node, level, number) for node in nodes))
                for number in range(width)
            )
            self._memo[key] = self._node(level, children)
        return self._memo[key]

    def _child(self, node: Node, level: int, number: int) -> Node:
        return self._nodes[node][1][number] if self._nodes[node][0] == level else node


def _number(value: Held) -> int:
    return int(value)  # type: ignore[arg-type]


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def _not(values: list[bool | None]) -> bool | None:
    return None if values[0] is None else not values[0]


def _or_unknown(values: list[bool | None]) -> bool | None:
    return values[0] or None


def _classes(
    atoms: Sequence[Atom],
    missing: Sequence[str],
    within: Mapping[str, Bounds],
    declared: Mapping[str, FactType],
    totals: Mapping[str, tuple[str, ...]],
    known: Mapping[str, Held],
    day: int,
) -> dict[str, tuple[Held, ...]]:
    """Return one value for each class of values that the atoms tell apart, for each missing fact."""
    edges: dict[str, set[int]] = {name: set() for name in [*missing, *known, *totals]}
    for name, value in known.items():
        if declared[name].numeric:
            edges[name] = {int(value)}  # type: ignore[arg-type]
    for atom in atoms:
        if ordered(atom.kind) and atom.of is None:
            edge = cut_of(atom, day) if atom.value is None else int(atom.value)  # type: ignore[arg-type]
            edges.setdefault(atom.fact, set()).update((edge - 1, edge, edge + 1))
    for name in missing:
        edges[name].update(_limits(declared[name], within.get(name)))
    for _ in range(_ROUNDS if totals or any(atom.of for atom in atoms) else 0):
        _spread(edges, atoms, totals, missing)
    return {name: _values(name, edges[name], atoms, declared[name], within.get(name)) for name in missing}


_ROUNDS = 2
"""How often edges of totals and shares are handed on: to the other facts, and back from them."""


def _spread(
    edges: dict[str, set[int]], atoms: Sequence[Atom], totals: Mapping[str, tuple[str, ...]], missing: Sequence[str]
) -> None:
    """Hand edges on: from a total to its parts, and between a fact and the one it is compared with a share of."""
    new: dict[str, set[int]] = {}
    for total, parts in totals.items():
        for part in parts:
            if part in missing:
                others = [edges.get(other, {0}) or {0} for other in parts if other != part]
                for combination in product(*others):
                    new.setdefault(part, set()).update(edge - sum(combination) for edge in edges.get(total, ()))
    for atom in atoms:
        if atom.of is not None:
            numerator, denominator = atom.share
            for edge in edges.get(atom.of, set()):
                at = edge * numerator // denominator
                new.setdefault(atom.fact, set()).update((at - 1, at, at + 1))
            for edge in edges.get(atom.fact, set()) if numerator else ():
                at = edge * denominator // numerator
                new.setdefault(atom.of, set()).update((at - 1, at, at + 1))
    for name, more in new.items():
        edges.setdefault(name, set()).update(more)


def _limits(fact: FactType, within: Bounds | None) -> Iterator[int]:
    bounds = (fact.low, fact.high, *((within.low, within.high) if within else ()))
    yield from (bound for bound in bounds if bound is not None)


def _values(
    name: str, edges: set[int], atoms: Sequence[Atom], fact: FactType, within: Bounds | None
) -> tuple[Held, ...]:
    match fact.kind:
        case FactKind.YES_NO:
            return (True, False)
        case FactKind.CHOICE:
            return fact.choices
        case FactKind.TEXT:
            words = dict.fromkeys(word for atom in atoms if atom.fact == name for word in _words(atom))
            return tuple(dict.fromkeys([*words, "".join(words) + _NOTHING, _NOTHING]))
        case FactKind.PLACE:
            codes = dict.fromkeys(str(atom.value) for atom in atoms if atom.fact == name)
            return (*codes, _ELSEWHERE)
        case _:
            lows = [bound for bound in (fact.low, within.low if within else None) if bound is not None]
            highs = [bound for bound in (fact.high, within.high if within else None) if bound is not None]
            low, high = max(lows, default=None), min(highs, default=None)
            if fact.never:
                edges = {0, *edges}
            if fact.kind is FactKind.DATE:
                low = 0 if fact.never else max(low or 1, 1)
            open_ended = {min(edges, default=0) - 1, max(edges, default=0) + 1}
            found = [
                edge
                for edge in sorted(edges | open_ended)
                if (low is None or edge >= low) and (high is None or edge <= high)
            ]
            return tuple(found) or (low if low is not None else high or 0,)


def _words(atom: Atom) -> Iterator[str]:
    if isinstance(atom.value, tuple):
        yield from atom.value
    elif atom.test is Test.SAME:
        yield str(atom.value)
