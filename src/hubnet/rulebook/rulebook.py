"""All provisions together, and which of them answers for a place and a day."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from datetime import date
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from attrs import evolve, field, frozen

from hubnet.errors import UnknownNameError
from hubnet.rulebook.force import Standing, Window
from hubnet.rulebook.procedures import (
    ClockStop,
    ClockStops,
    CountingRule,
    Duty,
    EventType,
    Principle,
    Procedure,
    Reading,
    Step,
)
from hubnet.rulebook.provisions import (
    Instrument,
    Provision,
    Relation,
)
from hubnet.rulebook.questions import (
    Clause,
    Consequence,
    Question,
)
from hubnet.values import COUNTRY, Citation, Label, Place, lineage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Hashable, Iterable, Iterator, Sequence

    from hubnet.calendar import Calendar
    from hubnet.rulebook.facts import FactType

P = TypeVar("P", bound=Provision)
T = TypeVar("T")

KINDS: dict[str, type[Provision]] = {
    "procedure": Procedure,
    "step": Step,
    "duty": Duty,
    "counting_rule": CountingRule,
    "principle": Principle,
    "reading": Reading,
    "clock_stops": ClockStops,
    "question": Question,
    "clause": Clause,
    "consequence": Consequence,
}
"""Kinds of provision by the name of their tables."""

READ_FIRST = (Procedure, Step, Duty, CountingRule, Reading, ClockStops)
"""The kinds that deadlines need; a file that holds one of them is read first."""


@frozen
class Loser:
    """A provision of the same id that does not answer, and why."""

    id: str
    place: Place
    cite: Citation
    reason: Label


@frozen
class Resolution(Generic[P]):
    """Which provisions of an id answer for a place and a day.

    Attributes:
        chosen: those that do; more than one where texts differ or stand beside each other, most specific place first.
        possible: those of which it is not known whether they are in force.
        losers: the others of that id, with reasons.
    """

    chosen: tuple[P, ...]
    possible: tuple[P, ...]
    losers: tuple[Loser, ...]


@frozen
class _Held(Generic[P]):
    """The provisions of an id here, most specific place first, and elsewhere; ``answers`` by stretch between cuts."""

    here: tuple[P, ...]
    outside: tuple[Loser, ...]
    cuts: list[date]
    answers: dict[int, Resolution[P]] = field(factory=dict)


@frozen(kw_only=True, eq=False, repr=False, slots=False)  # with slots, cached properties make every attribute slow
class Rulebook:
    """What the law says, as far as held; immutable.

    ``calendar`` is the official one, used where a call names none. ``later`` reads the whole rulebook where only the
    rules on time limits have been read yet: deadlines need no more, and most of the rules are questions.
    """

    instruments: Mapping[str, Instrument]
    events: Mapping[str, EventType]
    _facts: Mapping[str, FactType]
    _provisions: tuple[Provision, ...] = field(repr=False)
    calendar: Calendar = field(repr=False)
    later: Callable[[], Rulebook] | None = field(default=None, repr=False)

    @cached_property
    def _whole(self) -> Rulebook:
        return self if self.later is None else self.later()

    @cached_property
    def facts(self) -> Mapping[str, FactType]:
        """The facts that conditions may ask for."""
        return self._facts if self.later is None else _Facts(self._facts, lambda: self._whole.facts)

    @property
    def provisions(self) -> tuple[Provision, ...]:
        """All provisions, in the order of the files."""
        return self._provisions if self.later is None else self._whole.provisions

    def __repr__(self) -> str:
        places = len({provision.place for provision in self.provisions})
        return f"<Rulebook: {len(self.provisions)} provisions of {len(self.instruments)} instruments, {places} places>"

    @cached_property
    def _by_kind(self) -> Mapping[type[Provision], Mapping[str, tuple[Provision, ...]]]:
        found: dict[type[Provision], dict[str, tuple[Provision, ...]]] = {kind: {} for kind in KINDS.values()}
        for provision in self._provisions:
            ids = found[type(provision)]
            ids[provision.id] = (*ids.get(provision.id, ()), provision)
        return found

    def _of_kind(self, kind: type[Provision]) -> Mapping[str, tuple[Provision, ...]]:
        return (self if kind in READ_FIRST else self._whole)._by_kind[kind]  # noqa: SLF001  (a rulebook too)

    @cached_property
    def _kept(self) -> dict[Hashable, Any]:
        return {}

    def ids(self, kind: type[Provision]) -> list[str]:
        """Return the ids of one kind, in the order of the files."""
        return list(self._of_kind(kind))

    def versions(self, kind: type[P], name: str) -> tuple[P, ...]:
        """Return all provisions of an id: of every place and day.

        Raises:
            UnknownNameError: no provision of that kind has the id.
        """
        found = self._of_kind(kind).get(name)
        if found is None:
            raise UnknownNameError(_words(kind), name, self.ids(kind))
        return found  # type: ignore[return-value]

    def one(self, kind: type[P], name: str) -> P:
        """Return the provision of an id of which only one is held, such as a reading or a counting rule."""
        found = self._by_kind[kind].get(name)  # those read first hold every one that counting asks for
        return found[0] if found else self.versions(kind, name)[0]  # type: ignore[return-value]

    def resolve(
        self, kind: type[P], name: str, place: Place, on: date, *, commits: bool = False, assume: Collection[str] = ()
    ) -> Resolution[P]:
        """Return the provisions of an id that answer for a place and a day.

        Args:
            kind: kind of provision.
            name: id.
            place: division of the competent authority.
            on: the day.
            commits: the service commitments instead of the texts.
            assume: ids to take as in force although that is not known.

        Raises:
            UnknownNameError: no provision of that kind has the id.
        """
        key = (kind, name, place.code, commits)
        held: _Held[P] = self._kept.get(key) or self.keep(key, lambda: self._held(kind, name, place, commits=commits))
        if assume:
            return _resolve(held.here, held.outside, on, assume)
        stretch = bisect_right(held.cuts, on)
        answer = held.answers.get(stretch)
        if answer is None:
            answer = held.answers[stretch] = _resolve(held.here, held.outside, on, ())
        return answer

    def _held(self, kind: type[P], name: str, place: Place, *, commits: bool) -> _Held[P]:
        above = lineage(place.code)
        asked = [p for p in self.versions(kind, name) if (p.relation is Relation.COMMITS) == commits]
        here = sorted((p for p in asked if p.place.code in above), key=lambda p: above.index(p.place.code))
        outside = tuple(_loser(p, _OUTSIDE) for p in asked if p.place.code not in above)
        return _Held(tuple(here), outside, sorted({day for provision in here for day in provision.force.cuts}))

    def keep(self, key: Hashable, answer: Callable[[], T]) -> T:
        """Return the answer kept under a key, making it the first time; a rulebook never changes, so it stays right.

        For answers that depend on nothing but the rulebook and the key.
        """
        found: T | None = self._kept.get(key)
        if found is None:
            found = self._kept[key] = answer()
        return found

    def local_to(self, place: Place, kind: type[P]) -> tuple[P, ...]:
        """Return the provisions of a kind held for a place itself or one above it, below the country."""
        above = {code for code in lineage(place.code) if code != COUNTRY}

        def local() -> tuple[P, ...]:
            texts = (text for versions in self._of_kind(kind).values() for text in versions)
            return tuple(text for text in texts if text.place.code in above)  # type: ignore[misc]

        return self.keep(("local", place.code, kind), local)

    def clauses_of(self, question: str) -> tuple[str, ...]:
        """Return the ids of the clauses of a question, of every place and day: general ones first, then by file."""

        def depth(name: str) -> int:
            return min(len(clause.place.ancestors) for clause in self.versions(Clause, name))

        def names() -> tuple[str, ...]:
            own = [name for name in self.ids(Clause) if name.rpartition(".")[0] == question]
            return tuple(sorted(own, key=depth))

        return self.keep(("clauses", question), names)

    def steps_of(self, procedure: Procedure) -> list[Step]:
        """Return every version of every step of a procedure."""
        return [step for name in procedure.steps for step in self.versions(Step, name)]

    def starts_of(self, name: str, *, commits: bool) -> tuple[str, ...]:
        """Return the events from which the versions of a step run; none where no version is of that relation."""

        def events() -> tuple[str, ...]:
            versions = [step for step in self.versions(Step, name) if (step.relation is Relation.COMMITS) == commits]
            return tuple(dict.fromkeys(step.from_ for step in versions))

        return self.keep(("starts", name, commits), events)

    @cached_property
    def clock_stops(self) -> tuple[ClockStop, ...]:
        """All kinds of pause, of all texts: each can matter to a step, by its text or by a reading."""
        rules = [rule for name in self.ids(ClockStops) for rule in self.versions(ClockStops, name)]
        return tuple(dict.fromkeys(stop for rule in rules for stop in rule.stops))

    @cached_property
    def pause_events(self) -> frozenset[str]:
        """The events that start or end a pause."""
        return frozenset(event for stop in self.clock_stops for event in (stop.starts, stop.ends))

    def events_of(self, procedure: Procedure) -> tuple[str, ...]:
        """Return the events that a case of a procedure may record, in the order of its steps, pauses last."""

        def events() -> tuple[str, ...]:
            names = [event for step in self.steps_of(procedure) for event in step.events]
            names += [event for stop in self.clock_stops for event in (stop.starts, stop.ends)]
            return tuple(dict.fromkeys(names))

        return self.keep(("events", procedure.steps), events)

    def with_provisions(self, provisions: Iterable[Provision]) -> Rulebook:
        """Return the same instruments, events and facts with other provisions; they are not checked."""
        return evolve(self._whole, provisions=tuple(provisions), calendar=self.calendar)

    def with_calendar(self, calendar: Calendar) -> Rulebook:
        """Return the same rules on another calendar."""
        later = None if self.later is None else partial(getattr, self, "_whole")
        return evolve(self, calendar=calendar, later=later)


class _Facts(Mapping[str, "FactType"]):
    """Declared facts; those that are not among the first are looked up in the whole rulebook."""

    def __init__(self, first: Mapping[str, FactType], whole: Callable[[], Mapping[str, FactType]]) -> None:
        self._first = first
        self._whole = whole

    def __getitem__(self, name: str) -> FactType:
        found = self._first.get(name)
        return self._whole()[name] if found is None else found

    def __iter__(self) -> Iterator[str]:
        return iter(self._whole())

    def __len__(self) -> int:
        return len(self._whole())


def _resolve(held: tuple[P, ...], outside: tuple[Loser, ...], on: date, assume: Collection[str]) -> Resolution[P]:
    """Sort the provisions that hold at a place by their standing on a day."""
    chosen: list[P] = []
    possible: list[P] = []
    losers = list(outside)
    for provision in held:
        force = provision.force
        standing = force.on(on)
        if force.taken_on(on) or (standing is Standing.UNKNOWN and provision.id in assume):
            chosen.append(provision)
        elif standing is Standing.UNKNOWN:
            possible.append(provision)
        elif standing is Standing.NOT_YET:
            zh, en = _mark(force.starts)
            since = Label(f"自 {force.first}{zh} 起施行", f"in force from {force.first}{en}")
            losers.append(_loser(provision, since))
        else:
            zh, en = _mark(force.ends)
            ended = Label(f"自 {force.until}{zh} 起不再有效", f"no longer in force from {force.until}{en}")
            losers.append(_loser(provision, ended))
    if len(chosen) > 1:
        kept = _without_replaced(chosen)
        losers += [_loser(provision, _LESS_SPECIFIC) for provision in chosen if provision not in kept]
        chosen = kept
    return Resolution(tuple(chosen), tuple(possible), tuple(losers))


def _mark(edge: date | Window | None) -> tuple[str, str]:
    return ("（假定）", " (assumed)") if isinstance(edge, Window) else ("", "")


def _loser(provision: Provision, reason: Label) -> Loser:
    return Loser(provision.id, provision.place, provision.cite, reason)


def _without_replaced(chosen: Sequence[P]) -> list[P]:
    """Leave out what a more specific text replaces: of commitments all but the first, else what it implements."""
    if chosen[0].relation is Relation.COMMITS:
        return [provision for provision in chosen if provision.place == chosen[0].place]
    for index, provision in enumerate(chosen):
        if provision.relation is Relation.IMPLEMENTS:
            beside = [later for later in chosen[index + 1 :] if later.relation in _BESIDE]
            return [*chosen[: index + 1], *beside]
    return list(chosen)


_BESIDE = (Relation.ADDS, Relation.DEPARTS)


def _words(kind: type[Provision]) -> str:
    return next(name for name, known in KINDS.items() if known is kind).replace("_", " ")


_OUTSIDE = Label("适用于其他地区", "holds at another place")
_LESS_SPECIFIC = Label("更具体地区的规定优先", "the text of the more specific place goes first")
