"""Small worlds of facts, trees of conditions over them, and what trees come to, worked out the long way.

Nothing here uses how rules are bound, judged or compiled: a complete assignment is looked at fact by fact.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import product

from attrs import frozen
from hypothesis import strategies as st

from hubnet.calendar import Period, Unit
from hubnet.rulebook import Bounds, Comparison, Elapsed, FactKind, FactType, Operator, Proportion
from hubnet.rules.conditions import Agreed, All, Constant, Formula, Lowered, Negation, Reason, Some, bind
from hubnet.values import Label, Share

ON = date(2024, 3, 30)
"""The day asked about: a month before it there is no such day."""
DAY = ON.toordinal()

NEVER = "never"
Value = bool | int | str | date
"""A fact as people say it: amounts in fen."""


def fact(name: str, kind: FactKind, **more: object) -> FactType:
    """Return a declaration."""
    return FactType(id=name, kind=kind, question=Label(f"{name}？", f"{name}?"), **more)


NAMED = ("CN", "110000", "320000", "320100", "320102", "320102001")
"""Places that rules name."""
PLACES = {
    "CN": None, "110000": "CN", "320000": "CN", "320100": "320000", "320102": "320100", "320102001": "320102",
    "440000": "CN", "110101": "110000", "320500": "320000", "320105": "320100", "320102002": "320102",
    "320102001001": "320102001",
}  # fmt: skip
"""Places and what each lies in: in each that is named lies one that is not."""
LONG_AGO = [date(2023, 1, 1), *(date(2023, 3, 29) + timedelta(days=number) for number in range(3))]
RECENT = [date(2023, 12, 20) + timedelta(days=number) for number in range(110)]
DAYS = [*LONG_AGO, *RECENT]
FORMS = ("association", "foundation", "office")
NAMES = tuple("".join(word) for length in (1, 2, 3, 4) for word in product("中国华某", repeat=length))

DECLARED = {
    fact.id: fact
    for fact in (
        fact("a", FactKind.YES_NO),
        fact("b", FactKind.YES_NO),
        fact("n", FactKind.INTEGER, minimum=0, maximum=8),
        fact("m", FactKind.INTEGER, minimum=0, maximum=8),
        fact("x", FactKind.INTEGER, minimum=0, maximum=4),
        fact("y", FactKind.INTEGER, minimum=0, maximum=4),
        fact("z", FactKind.INTEGER, minimum=0, maximum=4),
        fact("pair", FactKind.INTEGER, minimum=0, parts=("x", "y")),
        fact("three", FactKind.INTEGER, minimum=0, parts=("x", "y", "z")),
        fact("fee", FactKind.AMOUNT, minimum="0元", maximum="0.06元"),
        fact("form", FactKind.CHOICE, choices=FORMS),
        fact("name", FactKind.TEXT),
        fact("seat", FactKind.PLACE),
        fact("founded", FactKind.DATE),
        fact("penalty", FactKind.DATE, never=True),
    )
}
PARTS = {"pair": "xy", "three": "xyz"}
"""Totals, and the letters of their parts."""
TOTALS = (DECLARED["pair"], DECLARED["three"])
DOMAINS: dict[str, Sequence[Value]] = {
    "a": (True, False),
    "b": (True, False),
    "n": range(9),
    "m": range(9),
    "x": range(5),
    "y": range(5),
    "z": range(5),
    "fee": range(7),
    "form": FORMS,
    "name": NAMES,
    "seat": tuple(PLACES),
    "founded": DAYS,
    "penalty": (NEVER, *DAYS),
}
"""What each fact can be; of days, texts and places enough to stand for all."""


def held(value: Value) -> bool | int | str:
    """Return a value as rules compare it."""
    if isinstance(value, date):
        return value.toordinal()
    return 0 if value == NEVER else value


@frozen
class Tree:
    """A condition as a test writes it: a leaf, or ``kind`` over parts."""

    kind: str
    parts: tuple[Tree, ...] = ()
    leaf: Comparison | Elapsed | Proportion | None = None
    number: int | None = None
    """How many of the parts; of a constant 0, 1 or 2 for no, unknown, yes."""


def leaf(condition: Comparison | Elapsed | Proportion) -> Tree:
    """Return a tree of one condition."""
    return Tree("leaf", leaf=condition)


def formula_of(  # noqa: PLR0911  (one for each kind)
    tree: Tree, declared: Mapping[str, FactType] = DECLARED
) -> Formula:
    """Return the tree as a formula."""
    parts = tuple(formula_of(part, declared) for part in tree.parts)
    match tree.kind:
        case "leaf":
            return bind(tree.leaf, declared)
        case "all":
            return All(parts)
        case "of":
            return Some(parts, tree.number)
        case "not":
            return Negation(*parts)
        case "agreed":
            return Agreed(parts, Reason.OPEN_READING)
        case "lowered":
            return Lowered(*parts)
        case _:
            return Constant((False, None, True)[tree.number])


NO, UNKNOWN, YES = 0, 1, 2
ANSWERS = (False, None, True)
"""What the three numbers stand for in code."""


def joined(  # noqa: PLR0911  (one for each kind)
    tree: Tree, value: Callable[[Tree], int]
) -> int:
    """Return what a tree comes to in three values: 0, 1, 2 for no, unknown, yes; ``value`` gives that of a leaf."""
    parts = [joined(part, value) for part in tree.parts]
    match tree.kind:
        case "leaf":
            return value(tree)
        case "all":
            return min(parts, default=YES)
        case "of":
            return sorted(parts, reverse=True)[tree.number - 1] if tree.number <= len(parts) else NO
        case "not":
            return 2 - parts[0]
        case "agreed":
            return parts[0] if min(parts) == max(parts) else UNKNOWN
        case "lowered":
            return max(parts[0], UNKNOWN)
        case _:
            return tree.number


def answer(tree: Tree, whole: Mapping[str, Value]) -> bool | None:
    """Return what a tree comes to where every fact is known; not known where the rule leaves it open."""
    return ANSWERS[joined(tree, lambda part: 2 * holds(part.leaf, whole))]


def lies_in(place: str | None, division: str) -> bool:
    """Return whether a place is a division or lies in it."""
    return place is not None and (place == division or lies_in(PLACES[place], division))


ORDER: dict[Operator, Callable[[object, object], bool]] = {
    Operator.AT_LEAST: lambda one, other: one >= other,
    Operator.MORE_THAN: lambda one, other: one > other,
    Operator.AT_MOST: lambda one, other: one <= other,
    Operator.LESS_THAN: lambda one, other: one < other,
    Operator.EQUALS: lambda one, other: one == other,
    Operator.IS_NOT: lambda one, other: one != other,
    Operator.IN: lambda one, others: one in others,
    Operator.BETWEEN: lambda one, ends: ends[0] <= one <= ends[1],
    Operator.CONTAINS: lambda text, words: any(word in text for word in words),
    Operator.BEFORE: lambda when, day: when == NEVER or when < day,
    Operator.ON_OR_AFTER: lambda when, day: when != NEVER and when >= day,
    Operator.WITHIN: lies_in,
}


def holds(condition: Comparison | Elapsed | Proportion, whole: Mapping[str, Value]) -> bool:
    """Return whether a single condition holds where its facts are known."""
    value = total(condition.fact, whole)
    match condition:
        case Comparison(operator=operator, value=asked):
            return ORDER[operator](value, fen(asked) if condition.fact == "fee" else asked)
        case Elapsed(operator=operator, period=period):
            if value == NEVER:
                return operator in (Operator.AT_LEAST, Operator.MORE_THAN)
            return ORDER[operator](ON, corresponding(value, period))
        case Proportion(operator=operator, share=share, of=of):
            return ORDER[operator](Fraction(value), share.fraction * total(of, whole))


def total(name: str, whole: Mapping[str, Value]) -> Value:
    """Return a fact, or the sum of its parts."""
    return whole[name] if name in whole else sum(whole[part] for part in PARTS[name])


def fen(asked: object) -> object:
    """Return amounts of a rule in fen."""
    if isinstance(asked, tuple):
        return tuple(fen(part) for part in asked)
    return Fraction(str(asked).removesuffix("元")) * 100


def corresponding(start: date, period: Period) -> date:
    """Return the day on which a period from a day is full, found by going from month to month."""
    if period.unit is Unit.DAYS:
        return start + timedelta(days=period.length)
    year, month = start.year, start.month
    for _ in range(period.length * (12 if period.unit is Unit.YEARS else 1)):
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return date(year, month, min(start.day, monthrange(year, month)[1]))


def facts_of(tree: Tree) -> list[str]:
    """Return the facts that a tree compares, of totals the parts."""
    if tree.leaf is not None:
        named = [tree.leaf.fact, *([tree.leaf.of] if isinstance(tree.leaf, Proportion) else [])]
        return [part for name in named for part in PARTS.get(name, [name])]
    return list(dict.fromkeys(name for part in tree.parts for name in facts_of(part)))


def completions(
    names: Sequence[str], domains: Mapping[str, Sequence[Value]], known: Mapping[str, Value] | None = None
) -> Iterator[dict[str, Value]]:
    """Yield every way that facts can be, with those that are known."""
    missing = [name for name in names if name not in (known or {})]
    for values in product(*(domains[name] for name in missing)):
        yield dict(known or {}) | dict(zip(missing, values, strict=True))


def periods() -> st.SearchStrategy[Period]:
    """Return periods that matter around the days."""
    return st.one_of(
        st.builds(Period, st.integers(0, 70), st.just(Unit.DAYS)),
        st.builds(Period, st.integers(0, 3), st.just(Unit.MONTHS)),
        st.builds(Period, st.integers(0, 1), st.just(Unit.YEARS)),
    )


THRESHOLDS = (Operator.AT_LEAST, Operator.MORE_THAN, Operator.AT_MOST, Operator.LESS_THAN)
SHARES = tuple(Share(Fraction(*pair)) for pair in ((0, 1), (1, 3), (1, 2), (2, 3), (3, 4), (1, 1)))


def compared(names: Sequence[str], top: int) -> st.SearchStrategy[Tree]:
    """Return conditions on whole numbers up to a figure."""
    numbers = st.integers(0, top)
    some = st.lists(numbers, min_size=1, max_size=4)
    return st.one_of(
        st.builds(Comparison, st.sampled_from(names), st.sampled_from((*THRESHOLDS, Operator.EQUALS)), numbers),
        st.builds(Comparison, st.sampled_from(names), st.just(Operator.IN), some.map(tuple)),
        st.builds(
            Comparison,
            st.sampled_from(names),
            st.just(Operator.BETWEEN),
            st.tuples(numbers, numbers).map(lambda ends: tuple(sorted(ends))),
        ),
    ).map(leaf)


def shared(names: Sequence[str]) -> st.SearchStrategy[Tree]:
    """Return conditions on one number as a share of another."""
    two = st.permutations(names).map(lambda order: order[:2])
    return st.builds(
        lambda pair, operator, share: leaf(Proportion(pair[0], operator, share, pair[1])),
        two,
        st.sampled_from(THRESHOLDS),
        st.sampled_from(SHARES),
    )


def _plain(name: str, operators: Sequence[Operator], values: st.SearchStrategy[object]) -> st.SearchStrategy[Tree]:
    return st.builds(Comparison, st.just(name), st.sampled_from(operators), values).map(leaf)


def _several(values: Sequence[str]) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=3, unique=True).map(tuple)


_SAME = (Operator.EQUALS, Operator.IS_NOT)
_WORDS = ("中", "国", "华", "中国", "国国")
LEAVES: dict[str, st.SearchStrategy[Tree]] = {
    "a": _plain("a", _SAME, st.booleans()),
    "b": _plain("b", _SAME, st.booleans()),
    "n": st.one_of(compared(["n"], 8), shared(["n", "m"])),
    "m": compared(["m"], 8),
    "pair": st.one_of(compared(["x", "y"], 4), compared(["pair"], 8), shared(["x", "pair"])),
    "three": st.one_of(compared(["x", "y", "z"], 4), compared(["pair"], 8), compared(["three"], 12)),
    "fee": _plain("fee", (*THRESHOLDS, *_SAME), st.integers(0, 6).map(lambda number: f"0.0{number}元")),
    "form": st.one_of(_plain("form", _SAME, st.sampled_from(FORMS)), _plain("form", [Operator.IN], _several(FORMS))),
    "name": st.one_of(
        _plain("name", [Operator.CONTAINS], _several(_WORDS)),
        _plain("name", [Operator.IN], _several(_WORDS)),
        _plain("name", _SAME, st.sampled_from(_WORDS)),
    ),
    "seat": st.one_of(
        _plain("seat", [Operator.WITHIN, *_SAME], st.sampled_from(NAMED)),
        _plain("seat", [Operator.IN], _several(NAMED)),
    ),
    "founded": st.one_of(
        _plain("founded", [Operator.BEFORE, Operator.ON_OR_AFTER], st.sampled_from(RECENT[40:80])),
        st.builds(Elapsed, st.just("founded"), st.sampled_from(THRESHOLDS), periods()).map(leaf),
    ),
    "penalty": st.one_of(
        _plain("penalty", [Operator.BEFORE, Operator.ON_OR_AFTER], st.sampled_from(RECENT[40:80])),
        st.builds(Elapsed, st.just("penalty"), st.sampled_from(THRESHOLDS), periods()).map(leaf),
    ),
}
"""Conditions on each fact; those of "n" also compare it with a share of "m"."""


def trees(leaves: st.SearchStrategy[Tree], most: int = 6) -> st.SearchStrategy[Tree]:
    """Return trees of up to so many leaves, with every way of joining them."""

    def joins(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
        parts = st.lists(inner, min_size=1, max_size=3).map(tuple)
        return st.one_of(
            parts.map(lambda some: Tree("all", some)),
            st.builds(lambda some, least: Tree("of", some, number=min(least, len(some))), parts, st.integers(1, 3)),
            inner.map(lambda part: Tree("not", (part,))),
            parts.map(lambda some: Tree("agreed", some)),
            inner.map(lambda part: Tree("lowered", (part,))),
        )

    ends = st.one_of(leaves, leaves, leaves, leaves, st.sampled_from([Tree("constant", number=n) for n in range(3)]))
    return st.recursive(ends, joins, max_leaves=most)


@st.composite
def known(draw: st.DrawFn, names: Sequence[str]) -> dict[str, bool | int | str | Bounds]:
    """Draw what is known of facts: each exactly, between two values, or not at all."""
    found: dict[str, bool | int | str | Bounds] = {}
    for name in names:
        kind, domain = DECLARED[name].kind, DOMAINS[name]
        how = draw(st.sampled_from(("exactly", "between", "not at all")))
        if how == "exactly":
            found[name] = held(draw(st.sampled_from(domain)))
        elif how == "between" and kind in (FactKind.INTEGER, FactKind.AMOUNT, FactKind.DATE):
            days = [held(value) for value in domain if value != NEVER]
            low, high = sorted(draw(st.lists(st.sampled_from(days), min_size=2, max_size=2, unique=True)))
            found[name] = Bounds(low, high)
    return found


def possible(name: str, knowledge: Mapping[str, object]) -> list[Value]:
    """Return the values that a fact can have as far as it is known."""
    value = knowledge.get(name)
    if isinstance(value, Bounds):
        return [one for one in DOMAINS[name] if one != NEVER and value.low <= held(one) <= value.high]
    return [one for one in DOMAINS[name] if value is None or held(one) == value]
