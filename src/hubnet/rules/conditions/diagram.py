"""Which missing facts matter: formulas as a reduced decision diagram over the values that facts can still have.

A fact stands in the reduced diagram exactly if two complete assignments that differ only in it give different answers.
The values of a fact are taken by classes: between two thresholds all values do the same, so one of each is enough.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.rulebook import FactKind
from hubnet.rules.conditions.classes import classes_of
from hubnet.rules.conditions.formula import (
    Agreed,
    All,
    Atom,
    Constant,
    Formula,
    Lowered,
    Negation,
    Some,
    atoms_of,
)
from hubnet.rules.conditions.judging import agreed, ordered, plainly
from hubnet.rules.conditions.knowledge import Knowledge, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from hubnet.rulebook import FactType, Held

Node = int
"""A node of a diagram: 0, 1 and 2 are the answers not known, True and False, others have one child a class."""

_ANSWERS: tuple[bool | None, ...] = (None, True, False)


class Diagram:
    """What formulas, all of which must hold, come to for every way that missing facts can still turn out.

    Args:
        formulas: the formulas.
        held: the facts that are known; what is known in bounds only is taken as missing within them. A total stands
            among them only if it was given; it then counts beside its parts, each within its own bounds.
        declared: the facts.
        totals: facts that are the total of others; where one is not held, its missing parts matter in its place.
        day: ordinal of the day asked about.

    Attributes:
        classes: values of each missing fact such that whatever the facts can do together, they can do with these; of
            numbers that do the same the first and the last are among them.
    """

    def __init__(
        self,
        formulas: Sequence[Formula],
        held: Mapping[str, Held],
        declared: Mapping[str, FactType],
        totals: Sequence[FactType],
        day: int,
    ) -> None:
        self._formulas, self._held, self._totals = formulas, held, totals
        self._knowledge = Knowledge(held, declared, totals, day)
        atoms = list(dict.fromkeys(atom for formula in formulas for atom in atoms_of(formula)))
        self._sums = {atom: self._knowledge.sum_of(atom) for atom in atoms if ordered(atom.kind)}
        self.classes = classes_of(atoms, self._knowledge, self._sums.values())
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
        """Return values of missing facts that lead to an answer whatever the others are, as few as one path needs.

        None where nothing leads there. Of dates that do the same "never" goes first where it can be said, then the
        latest that is not to come.
        """
        way = self._path_to(_ANSWERS.index(answer))
        together = {name: None for total in self._sums.values() if len(total.factors) > 1 for name in total.factors}
        open_ones = [name for name in together if way is not None and name not in way]
        if way is None or together.keys().isdisjoint(way) or not open_ones:
            return way
        # Between the values looked at, a number left open can still turn the answer: then it gets a value as well.
        there = Diagram(
            self._formulas, {**self._held, **way}, self._knowledge.declared, self._totals, self._knowledge.day
        )
        settled = there.root == _ANSWERS.index(answer)
        return way if settled else {**way, **{name: self.classes[name][0] for name in open_ones}}

    def _path_to(self, wanted: Node) -> dict[str, Held] | None:
        names = list(self.classes)
        best: dict[Node, dict[str, Held] | None] = {}

        def way(node: Node) -> dict[str, Held] | None:
            if node < len(_ANSWERS):
                return {} if node == wanted else None
            if node not in best:
                level, children = self._nodes[node]
                name = names[level]
                pairs = list(zip(self.classes[name], children, strict=True))
                if self._knowledge.declared[name].kind is FactKind.DATE:
                    pairs.sort(key=lambda pair: _near(pair[0], self._knowledge.day))
                found = [{name: value, **rest} for value, child in pairs if (rest := way(child)) is not None]
                best[node] = min(found, key=len, default=None)
            return best[node]

        return way(self.root)

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
                return self._atom(formula)
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

    def _atom(self, atom: Atom) -> Node:
        if atom in self._sums:
            total = self._sums[atom]
            return self._sum(total, sorted(total.factors, key=self._level.__getitem__), 0, {})
        held = self._knowledge.known.get(atom.fact)
        if held is not None:
            return _ANSWERS.index(plainly(atom.test, held, atom.value))
        told = [_ANSWERS.index(plainly(atom.test, value, atom.value)) for value in self.classes[atom.fact]]
        return self._node(self._level[atom.fact], tuple(told))

    def _sum(self, total: Sum, names: Sequence[str], known: int, found: dict[tuple[int, int], Node]) -> Node:
        """Return what a sum comes to of which some numbers are known together."""
        if not names:
            return _ANSWERS.index(total.holds(known))
        key = (len(names), known)
        if key not in found:
            (name, *rest), factor = names, total.factors[names[0]]
            children = [self._sum(total, rest, known + factor * value, found) for value in self.classes[name]]  # type: ignore[operator]
            found[key] = self._node(self._level[name], tuple(children))
        return found[key]

    def _joined(self, join: Callable[[list[bool | None]], bool | None], nodes: list[Node]) -> Node:
        """Join nodes two by two; the ways of joining used here do not mind the order."""
        if not nodes:
            return _ANSWERS.index(join([]))
        joined = nodes[0]
        for node in nodes[1:]:
            joined = self._applied(join, (joined, node))
        return joined

    def _counted(self, nodes: list[Node], count: int) -> Node:
        """At least ``count`` of the nodes: of those after the first one less if it holds, else as many."""
        of_rest = [_ANSWERS.index(True)] + [_ANSWERS.index(False)] * count
        for node in reversed(nodes):
            for least in range(count, 0, -1):
                with_it = self._applied(_all, (node, of_rest[least - 1]))
                of_rest[least] = self._applied(_any, (with_it, of_rest[least]))
        return of_rest[count]

    def _applied(self, join: Callable[[list[bool | None]], bool | None], nodes: tuple[Node, ...]) -> Node:
        if all(node < len(_ANSWERS) for node in nodes):
            return _ANSWERS.index(join([_ANSWERS[node] for node in nodes]))
        if join in _ENDS:
            ends, neutral = _ENDS[join]
            if ends in nodes:
                return ends
            left = [node for node in nodes if node != neutral]
            if all(node == left[0] for node in left):
                return left[0]
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


def _near(held: Held, day: int) -> tuple[bool, bool, int]:
    """Return what sorts days by how likely one gives them: never, then backwards from the day asked about."""
    when = int(held)  # type: ignore[arg-type]
    return when != 0, when > day, abs(day - when)


def _all(values: list[bool | None]) -> bool | None:
    return False if False in values else None if None in values else True


def _any(values: list[bool | None]) -> bool | None:
    return True if True in values else None if None in values else False


def _not(values: list[bool | None]) -> bool | None:
    return None if values[0] is None else not values[0]


def _or_unknown(values: list[bool | None]) -> bool | None:
    return values[0] or None


_ENDS: dict[object, tuple[Node, Node | None]] = {
    _all: (_ANSWERS.index(False), _ANSWERS.index(True)),
    _any: (_ANSWERS.index(True), _ANSWERS.index(False)),
    agreed: (_ANSWERS.index(None), None),
}
"""Of ways of joining, the answer that decides alone and the one that changes nothing; two alike are as one."""
