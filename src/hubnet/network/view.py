"""What holds on a day, or on some day of a span: a mask over the store, and what every query starts from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, get_args, overload

from attrs import evolve

from hubnet.entities import CountedGroup, Rule, TieKind, shown_name
from hubnet.errors import InvalidValueError
from hubnet.network.headings import HEADINGS
from hubnet.network.store import SCOPES
from hubnet.values import LEVELS, Outcome, Quantity, Table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.entities import Name, Record, Register, Scope
    from hubnet.network.store import Designation, NetworkStore
    from hubnet.values import Language, Span

HUB_TIES = (TieKind.HAS_MEMBER, TieKind.INCUBATES, TieKind.HOSTS, TieKind.SERVES, TieKind.REPRESENTS)
"""The ties that make the acting body a hub of the other.

Founding and paying do not; supervising and guiding party building are done by authorities too, and count when they are
asked for.
"""

Kinds = TieKind | str | Iterable[TieKind | str] | None
"""Which ties count: a kind, several, or None for ``HUB_TIES``."""

_FIRST, _LAST = 1, date.max.toordinal() + 1


class Cells(Sequence[object]):
    """Cells that are made when they are read: of half a million rows often only the number is asked."""

    __slots__ = ("_column", "_listed", "_make")

    def __init__(self, column: Any, make: Callable[[int], object], listed: Callable[[Any], list[int]]) -> None:  # noqa: ANN401
        self._column, self._make, self._listed = column, make, listed

    def __len__(self) -> int:
        return len(self._column)

    @overload
    def __getitem__(self, index: int) -> object: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[object]: ...
    def __getitem__(self, index: Any) -> Any:
        if isinstance(index, slice):
            return [self._make(one) for one in self._listed(self._column[index])]
        return self._make(int(self._column[index]))

    def __iter__(self) -> Iterator[object]:
        return map(self._make, self._listed(self._column))


class View:
    """Bodies and ties that hold on a day, or on some day of a span, or ever.

    A tie counts if it holds and both its ends exist. Several ties between the same two bodies count as one wherever
    bodies are counted; a base that is an organization of its own counts as that organization.

    Attributes:
        store: all bodies and ties.
        on: the day, or None.
        during: the span, or None.
        rule: what to do where the dates leave it open: keep it ("possible") or leave it out ("certain").
        lang: the language of names and headings.
    """

    def __init__(
        self,
        store: NetworkStore,
        *,
        on: date | None = None,
        during: Span | None = None,
        rule: Rule = "possible",
        lang: Language = "zh",
    ) -> None:
        if rule not in get_args(Rule):
            raise InvalidValueError("rule", rule, f"give one of {', '.join(get_args(Rule))}")
        if lang not in ("zh", "en"):
            raise InvalidValueError("lang", lang, "give zh or en")
        self.store, self.whole, self.on, self.during, self.rule, self.lang = store, store, on, during, rule, lang
        self._start, self._end = _FIRST, _LAST
        if on is not None:
            self._start, self._end = on.toordinal(), on.toordinal() + 1
        elif during is not None:
            first, sure, unsure, out = during.ordinals
            start, end = (first, out) if rule == "possible" else (sure, unsure)
            self._start, self._end = max(start, _FIRST), min(end, _LAST)
        self._pairs: dict[frozenset[TieKind], Any] = {}
        self._designated: dict[Scope | None, Any] = {}
        runs = {base: body for base, body in store.counts_as.items() if self.there[body]}
        if len(runs) < len(store.counts_as):  # a base whose organization is not there is a hub of its own
            self.store = evolve(store, counts_as=runs)

    @property
    def arrays(self) -> Any:  # noqa: ANN401
        """The module that holds the columns."""
        return self.store.arrays

    @property
    def register(self) -> Register | None:
        """The register that the network is of; None where it comes from columns."""
        return self.store.register

    def holds(self, ordinals: tuple[int, int, int, int]) -> bool:
        """Return whether a span with these ordinals counts under the rule."""
        return self._may(ordinals) if self.rule == "possible" else self._must(ordinals)

    def _may(self, ordinals: tuple[int, int, int, int]) -> bool:
        return ordinals[0] < self._end and self._start < ordinals[3]

    def _must(self, ordinals: tuple[int, int, int, int]) -> bool:
        return max(ordinals[1], self._start) < min(ordinals[2], self._end)

    def spans_held(self, spans: Any) -> Any:  # noqa: ANN401
        """Return which of some spans count under the rule."""
        return (spans.possibly if self.rule == "possible" else spans.surely)(self._start, self._end)

    # --- What holds -----------------------------------------------------------------------------------------------

    @cached_property
    def there(self) -> Any:  # noqa: ANN401
        """Which bodies exist; one with a tie that surely holds surely exists, unless it certainly does not."""
        store, arrays = self.store, self.arrays
        days = self._start, self._end
        may = self._with_further(store.lives.possibly(*days), self._may)
        if self.rule == "possible":
            return may
        must = self._with_further(store.lives.surely(*days), self._must)
        sure = arrays.both(store.ties.spans.surely(*days), store.ties.told)
        tied = arrays.ends_of(store.ties.src, store.ties.dst, sure, len(store))
        return arrays.either(must, arrays.both(may, tied))

    def _with_further(self, there: Any, holds: Any) -> Any:  # noqa: ANN401
        """Return a mask of bodies with those that a second statement has in it too."""
        more = [body for body, ordinals in self.store.further_lives if holds(ordinals)]
        return self.arrays.either(there, self.arrays.marked(len(self.store), more)) if more else there

    @cached_property
    def held(self) -> Any:  # noqa: ANN401
        """Which ties hold, with both their ends."""
        store, arrays = self.store, self.arrays
        return arrays.both(
            self.spans_held(store.ties.spans), arrays.at_ends(self.there, store.ties.src, store.ties.dst)
        )

    @cached_property
    def counted_ties(self) -> Any:  # noqa: ANN401
        """Which ties hold and are ties of their own: each once, however many statements there are about it."""
        own = self.arrays.both(self.held, self.arrays.among(self.store.ties.derived, [0]))
        again = [at for some in self.store.repeated for at in [at for at in some if own[at]][1:]]
        return self.arrays.without(own, again) if again else own

    @cached_property
    def designations(self) -> tuple[Designation, ...]:
        """The designations as a hub that hold, of bodies that exist and of those that no source names."""
        there = self.there
        return tuple(
            one
            for one in self.store.designations
            if self.holds(one.ordinals) and (one.body is None or bool(there[one.body]))
        )

    def designated(self, scope: Scope | None = None) -> Any:  # noqa: ANN401
        """Return which bodies are designated as a hub; of a scope, if one is given."""
        if scope not in self._designated:
            store, arrays = self.store, self.arrays
            bodies, scopes, spans = store.designated
            held = self.spans_held(spans)
            if scope is not None:
                held = arrays.both(held, arrays.among(scopes, [SCOPES.index(scope)]))
            mask = arrays.both(arrays.marked(len(store), arrays.kept(bodies, held)), self.there)
            if store.counts_as:
                named = (store.counts_as.get(body, body) for body in arrays.positions(mask))
                mask = arrays.marked(len(store), named)
            self._designated[scope] = mask
        return self._designated[scope]

    def axes(self, body: int) -> str | None:
        """Return what a designated hub gathers its members by, as words; None where no designation tells it."""
        return ", ".join(scope.value for scope in SCOPES if self.designated(scope)[body]) or None

    def pairs(self, kinds: Kinds = None) -> Any:  # noqa: ANN401
        """Return the distinct pairs of a hub and a body that hold by ties of some kinds."""
        wanted = kinds_of(kinds)
        if wanted not in self._pairs:
            store, arrays = self.store, self.arrays
            mask = arrays.both(self.held, store.kinds(wanted))
            self._pairs[wanted] = arrays.Pairs.distinct(store.hub, store.member, mask, len(store))
        return self._pairs[wanted]

    def hubs(self, kinds: Kinds = None) -> list[int]:
        """Return the hubs, in order: bodies with such ties, and those designated."""
        arrays = self.arrays
        acting = arrays.above(self.pairs(kinds).out_counts(), 0)
        found: list[int] = arrays.positions(arrays.either(acting, self.designated()))
        return found

    def tops(self, kinds: Kinds = None) -> list[int]:
        """Return the hubs that no other body is a hub of."""
        pairs, arrays = self.pairs(kinds), self.arrays
        out, into = arrays.above(pairs.out_counts(), 0), arrays.above(pairs.in_counts(), 0)
        below = set(arrays.positions(arrays.both(out, into)))
        return [body for body in arrays.positions(out) if body not in below]

    # --- What is said of a body -----------------------------------------------------------------------------------

    def id(self, body: int) -> str:
        """Return the id of a body."""
        return self.store.ids[body]

    def number(self, name: object) -> int:
        """Return the number of a body, by its id or a name that no other bears; a base that is an organization is that.

        Raises:
            UnknownNameError: nothing of that id is recorded for any day.
        """
        number = self.store.find(name) if isinstance(name, str) else None
        if number is None:
            number = self._by_name(name)
        return self.store.counts_as.get(number, number)

    def _by_name(self, name: object) -> int:
        """Return the body that alone bears a name, in either language; else refuse what is no id."""
        bearing = {
            self.store.counts_as.get(number, number)
            for number in range(len(self.store) if isinstance(name, str) else 0)
            for one in self.said(number)
            if any(name in (borne.zh, borne.en) for borne in getattr(one, "names", ()))
        }
        return bearing.pop() if len(bearing) == 1 else self.store.number(name)

    def said(self, body: int) -> tuple[Record, ...]:
        """Return the statements about a body; none where it comes from columns or is only named by a tie."""
        name, register = self.id(body), self.register
        return register.statements(name) if register is not None and name in register else ()

    def name(self, body: int) -> str:
        """Return what a body is called on the day: its first name then, or its id."""
        kept = self.store.shown.setdefault(self.lang, {})
        if body not in kept:
            kept[body] = self._one_name(body)
        name = kept[body]
        return self._name_then(body) if name is None else name

    def _one_name(self, body: int) -> str | None:
        """Return what a body is called on every day, None where it has several names."""
        said = self.said(body)
        if not said:
            names = self.store.names
            return (names[body] if names is not None else None) or self.id(body)
        return shown_name(said[0], self.lang) if len(getattr(said[0], "names", ())) <= 1 else None

    def _name_then(self, body: int) -> str:
        record = self.said(body)[0]
        if self.on is not None:
            borne: tuple[Name, ...] = getattr(record, "names", ())
            then = [one for one in borne if one.span is None or one.span.covers(self.on) is not Outcome.NOT_MET]
            return str(then[0].text(self.lang)) if then else shown_name(record, self.lang)
        return shown_name(record, self.lang)

    def trait(self, name: str, body: int) -> str | None:
        """Return a word about a body: its kind, form, tier or place."""
        return self.store.traits[name][body]

    @cached_property
    def groups(self) -> dict[int, tuple[Quantity, frozenset[int]]]:
        """The counted groups: how many bodies each stands for, and those of them that are named."""
        found: dict[int, tuple[Quantity, frozenset[int]]] = {}
        counts_as = self.store.counts_as
        for group in self.register.all(CountedGroup) if self.register is not None else ():
            number = self.store.find(group.id)
            if number is None or number in found:
                continue
            said = [one for one in self.said(number) if isinstance(one, CountedGroup)]
            numbers = (self.store.find(name) for one in said for name in one.includes)
            included = frozenset(counts_as.get(one, one) for one in numbers if one is not None)
            count = next((one.count.without_unit() for one in said if one.count is not None), None)
            found[number] = Quantity.between(len(included), None) if count is None else count, included
        return found

    def total(self, bodies: Iterable[int]) -> tuple[int, int, int | Quantity]:
        """Return how many bodies are named, how many groups are among them, and how many they are in all.

        A group counts with its figure and those that it includes with the group. The last is a number where all are
        named, else the interval of what it can be.
        """
        bodies = list(bodies)
        groups = [body for body in bodies if body in self.groups] if self.groups else []
        named = len(bodies) - len(groups)
        if not groups:
            return named, 0, named
        inside = {one for group in groups for one in self.groups[group][1]}
        alone = sum(body not in self.groups and body not in inside for body in bodies)
        met = set(bodies)
        if not alone and len(groups) == 1:
            return named, 1, _at_least(*self.groups[groups[0]], met)
        total = Quantity.of(alone)
        for group in groups:
            if group not in inside:
                total = total + _at_least(*self.groups[group], met)
        return named, len(groups), total

    # --- Answers --------------------------------------------------------------------------------------------------

    def cells(self, column: Any, make: Callable[[int], object]) -> Cells:  # noqa: ANN401
        """Return cells of a table, each made from a number of a column when it is read."""
        return Cells(column, make, self.arrays.listed)

    def table(self, columns: Mapping[str, Sequence[object]]) -> Table:
        """Return an answer with the headings of its columns."""
        return Table.of_columns(columns, [HEADINGS[name].text(self.lang) for name in columns])

    def rows(self, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> Table:
        """Return an answer given row by row."""
        return Table(columns, rows, [HEADINGS[name].text(self.lang) for name in columns])


def kinds_of(kinds: Kinds) -> frozenset[TieKind]:
    """Return the kinds of tie that count.

    Raises:
        InvalidValueError: a word that is no kind of tie, or none at all.
    """
    if kinds is None:
        return frozenset(HUB_TIES)
    words = {kind.value: kind for kind in TieKind}
    several: list[object] = [kinds] if isinstance(kinds, str) or not isinstance(kinds, Iterable) else list(kinds)
    found = [one if isinstance(one, TieKind) else words.get(one) if isinstance(one, str) else None for one in several]
    if not found or None in found:
        given = [one.value if isinstance(one, TieKind) else one for one in several]
        raise InvalidValueError("kinds", given, f"give some of {', '.join(words)}")
    return frozenset(kind for kind in found if kind is not None)


def yes_or_no(field: str, value: object) -> bool:
    """Return what is True or False.

    Raises:
        InvalidValueError: anything else.
    """
    if type(value) is not bool:
        raise InvalidValueError(field, value, "give True or False")
    return value


def level_of(level: object, field: str = "level") -> str:
    """Return a level of places.

    Raises:
        InvalidValueError: no such level.
    """
    if level not in LEVELS:
        raise InvalidValueError(field, level, f"give one of {', '.join(LEVELS)}")
    return str(level)


def _at_least(figure: Quantity, included: frozenset[int], met: set[int]) -> Quantity:
    """Return the figure of a group, which has at least those that it includes by name."""
    named, bounds = len(included & met), figure.interval
    if named <= (bounds.low or 0) or (bounds.high is not None and named > bounds.high):
        return figure
    return Quantity.between(named, bounds.high, high_included=bounds.high_included or bounds.high == named)
