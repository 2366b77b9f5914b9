"""Formulas as one Python function: the same answers as ``judging``, an order of magnitude faster.

The source is made of the shape of the formulas alone; every value of a rule reaches it as an object, never as text.
"""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen

from hubnet.rulebook import Held
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
    facts_of_formula,
)
from hubnet.rules.conditions.judging import cut_of, ordered, plainly

if TYPE_CHECKING:
    from collections.abc import Callable

Values = tuple[Held | None, ...]
"""Held facts in the order of ``Compiled.facts``; None where a fact is missing."""


@frozen(eq=False)
class Compiled:
    """Formulas that must all hold, as functions of held facts and of the days that periods reach back to.

    Attributes:
        facts: the facts in the order in which the functions take them.
        periods: the atoms that compare time gone by; ``cuts`` gives their days.
        outcome: whether all formulas hold; stops at the first that does not.
        outcomes: what each formula comes to.
    """

    facts: tuple[str, ...]
    periods: tuple[Atom, ...]
    outcome: Callable[[Values, tuple[int, ...]], bool | None]
    outcomes: Callable[[Values, tuple[int, ...]], tuple[bool | None, ...]]

    def cuts(self, day: int) -> tuple[int, ...]:
        """Return the days that the periods reach back to, asked on the day of that ordinal."""
        return tuple(cut_of(atom, day) for atom in self.periods)


_DEEPEST = 40
"""Levels of a function after which the rest becomes a function of its own: Python refuses 100."""


def compile_formulas(formulas: tuple[Formula, ...]) -> Compiled:
    """Return formulas as functions."""
    writer = _Writer(facts_of_formula(formulas))
    writer.function("outcome", lambda: writer.all_of(formulas))
    writer.function("outcomes", lambda: f"({''.join(f'{writer.value(part)}, ' for part in formulas)})")
    space: dict[str, Any] = {**writer.constants, "plainly": plainly}
    source = "\n".join(writer.functions)
    exec(compile(source, "<formulas>", "exec"), space)  # noqa: S102  (names and operators of our own only)
    return Compiled(writer.facts, tuple(writer.periods), space["outcome"], space["outcomes"])


class _Writer:
    def __init__(self, facts: tuple[str, ...]) -> None:
        self.facts = facts
        self.constants: dict[str, Any] = {}
        self.periods: dict[Atom, int] = {}
        self.functions: list[str] = []
        self.lines: list[str] = []
        self.depth = 1
        self.names = count()

    def function(self, name: str, body: Callable[[], str]) -> None:
        outside = self.lines, self.depth
        self.lines, self.depth = [], 1
        answer = body()
        taken = "".join(f"f{number}, " for number in range(len(self.facts)))
        head = [f"def {name}(facts, cuts):", *([f"    {taken}= facts"] if taken else [])]
        self.functions.append("\n".join([*head, *self.lines, f"    return {answer}"]))
        self.lines, self.depth = outside

    def put(self, line: str) -> None:
        self.lines.append("    " * self.depth + line)

    def constant(self, value: object) -> str:
        if isinstance(value, int):
            return repr(value)
        name = f"c{len(self.constants)}"
        self.constants[name] = value
        return name

    def all_of(self, formulas: tuple[Formula, ...]) -> str:
        """Write a function that ends at the first formula that does not hold, and return what it says at its end."""
        found = []
        for formula in formulas:
            found.append(self.value(formula))
            self.put(f"if {found[-1]} is False:")
            self.put("    return False")
        unknown = " or ".join(f"{name} is None" for name in found)
        return f"None if {unknown} else True" if found else "True"

    def value(self, formula: Formula) -> str:
        """Write what a formula comes to and return the name that holds it."""
        name = f"v{next(self.names)}"
        if self.depth > _DEEPEST:
            self.function(f"part_{name}", lambda: self.value(formula))
            self.put(f"{name} = part_{name}(facts, cuts)")
            return name
        match formula:
            case Atom():
                self.put(f"{name} = {self.atom(formula)}")
            case Constant(value=value):
                self.put(f"{name} = {value}")
            case Negation(part=part):
                inner = self.value(part)
                self.put(f"{name} = None if {inner} is None else not {inner}")
            case Lowered(part=part):
                self.put(f"{name} = {self.value(part)} or None")
            case All(parts=parts):
                self.chain(name, formula, parts, "False", "True")
            case Some(parts=parts, count=1):
                self.chain(name, formula, parts, "True", "False")
            case Some(parts=parts, count=least):
                held = ", ".join([self.value(part) for part in parts])
                self.put(f"{name} = [{held}]")
                self.put(f"sure = {name}.count(True)")
                perhaps = f"None if sure + {name}.count(None) >= {least} else False"
                self.put(f"{name} = True if sure >= {least} else {perhaps}")
            case Agreed(parts=parts):
                first, *others = [self.value(part) for part in parts]
                same = " and ".join(f"{other} is {first}" for other in others) or "True"
                self.put(f"{name} = {first} if {same} else None")
        return name

    def chain(self, name: str, whole: All | Some, parts: tuple[Formula, ...], ends: str, neutral: str) -> None:
        """Write parts joined by and (False ends it) or by or (True ends it)."""
        depth = self.depth
        for number, part in enumerate(parts):
            if number:
                self.put(f"if {name} is not {ends}:")
                self.depth += 1
            deep = self.depth > _DEEPEST
            inner = self.value(evolve(whole, parts=parts[number:]) if deep else part)
            if number:
                self.put(f"if {inner} is not {neutral}:")
                self.put(f"    {name} = {inner}")
            else:
                self.put(f"{name} = {inner}")
            if deep:
                break
        if not parts:
            self.put(f"{name} = {neutral}")
        self.depth = depth

    def atom(self, atom: Atom) -> str:  # noqa: PLR0911  (one for each kind of test)
        held = f"f{self.facts.index(atom.fact)}"
        if atom.of is not None:
            whole = f"f{self.facts.index(atom.of)}"
            numerator, denominator = atom.share
            compared = f"{held} * {denominator} {atom.test.value} {whole} * {numerator}"
            return f"None if {held} is None or {whole} is None else {compared}"
        if atom.test in (Test.GONE_BY, Test.GONE_PAST):
            number = self.periods.setdefault(atom, len(self.periods))
            return f"None if {held} is None else {held} <= cuts[{number}]"
        if atom.test is Test.SAME and atom.value is True:
            return held
        if atom.test is Test.SAME and atom.value is False:
            return f"None if {held} is None else not {held}"
        value = self.constant(atom.value)
        if atom.test in (Test.SAME, Test.AMONG) and not ordered(atom.kind):
            return f"None if {held} is None else {held} {atom.test.value} {value}"
        if atom.test in (Test.SAME, Test.AMONG, Test.CONTAINS, Test.WITHIN):
            return f"None if {held} is None else plainly({self.constant(atom.test)}, {held}, {value})"
        return f"None if {held} is None else {held} {atom.test.value} {value}"
