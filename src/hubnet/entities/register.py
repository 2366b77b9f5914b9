"""The register: one consistent, immutable set of records."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from attrs import evolve

from hubnet.entities import check as checks
from hubnet.entities import compare, figures, history
from hubnet.entities.base import Base, Platform
from hubnet.entities.document import Document
from hubnet.entities.funding import Application, Fund, Grant, Programme
from hubnet.entities.organization import Federation, Hub, Organization
from hubnet.entities.places import places_named
from hubnet.entities.report import Indicator
from hubnet.entities.store import Record, Store
from hubnet.entities.tie import CountedGroup
from hubnet.errors import InvalidValueError
from hubnet.values import Label

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from hubnet.entities.compare import Contradiction, Difference, Merge
    from hubnet.entities.figures import Capacity, Figure
    from hubnet.entities.history import KnownBy, Rule
    from hubnet.values import Finding, Place, Share


def _told_apart(documents: Iterable[Document]) -> Iterator[Document]:
    """Yield documents, those whose id another has with a number after it; citations name them by their titles."""
    taken: set[str] = set()
    for document in documents:
        name = document.id
        numbers = count(2)
        while name in taken:
            name = f"{document.id}-{next(numbers)}"
        taken.add(name)
        yield document if name == document.id else evolve(document, id=name)


class Register(Store):
    """Records of bodies, ties, money and what documents say of them; immutable, an update gives a new register.

    Several records with one id are statements of different sources about the same thing; they are kept side by side.
    ``register[id]`` is the first of them, ``statements(id)`` are all. Two registers are equal if they hold the same
    statements, label and documents: the order of the ids does not matter, that of the statements about one id does.

    Args:
        records: any records, in the order in which they are to be listed.
        label: what the register is of.
        documents: the documents it is taken from.
    """

    __slots__ = ("_documents", "_label")

    def __init__(
        self, records: Iterable[Record] = (), *, label: Label | None = None, documents: Iterable[Document] = ()
    ) -> None:
        super().__init__(records)
        if label is not None and not isinstance(label, Label):
            raise InvalidValueError("label", label, "give Label(zh, en): the text in both languages")
        self._label = label
        self._documents = tuple(documents)

    @property
    def label(self) -> Label | None:
        """What the register is of."""
        return self._label

    @property
    def documents(self) -> tuple[Document, ...]:
        """The documents it is taken from."""
        return self._documents

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Register):
            return NotImplemented
        mine, theirs = (self.label, self.documents, self._by_id), (other.label, other.documents, other._by_id)
        return mine == theirs

    __hash__ = None  # type: ignore[assignment]  # a register is large, and nothing needs it as a key

    def __repr__(self) -> str:
        name = f" {self.label.en!r}" if self.label else ""
        bodies = {organization.id for organization in self.all(Organization)}
        return f"<Register{name}: {len(bodies)} organizations, {len(self)} records>"

    @property
    def organizations(self) -> tuple[Organization, ...]:
        """All organizations."""
        return self.all(Organization)

    @property
    def hubs(self) -> tuple[Hub, ...]:
        """All designations as a hub."""
        return self.all(Hub)

    @property
    def federations(self) -> tuple[Federation, ...]:
        """All federations."""
        return self.all(Federation)

    @property
    def bases(self) -> tuple[Base, ...]:
        """All incubation bases, parks and centres."""
        return self.all(Base)

    @property
    def platforms(self) -> tuple[Platform, ...]:
        """All online platforms."""
        return self.all(Platform)

    @property
    def counted_groups(self) -> tuple[CountedGroup, ...]:
        """All groups of which only the number is known."""
        return self.all(CountedGroup)

    @property
    def programmes(self) -> tuple[Programme, ...]:
        """All programmes."""
        return self.all(Programme)

    @property
    def funds(self) -> tuple[Fund, ...]:
        """All funds."""
        return self.all(Fund)

    @property
    def applications(self) -> tuple[Application, ...]:
        """All applications."""
        return self.all(Application)

    @property
    def grants(self) -> tuple[Grant, ...]:
        """All grants."""
        return self.all(Grant)

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """All reported figures."""
        return self.all(Indicator)

    def places(self, name: str, *, on: date | None = None) -> tuple[Place, ...]:
        """Return the places that bear a name in this register, aliases included; on a day, if one is given."""
        return places_named(self, name, None if on is None else history.a_day(on))

    def with_records(self, *records: Record) -> Register:
        """Return a register with records added; one whose id is held replaces all statements about that id."""
        new = Store(records)
        return self._changed({name: new.statements(name) for name in new.ids()})

    def with_statement(self, record: Record) -> Register:
        """Return a register with one more statement, beside those about the same id."""
        (name,) = Store([record]).ids()
        return self._changed({name: (*(self.statements(name) if name in self else ()), record)})

    def without(self, *ids: str) -> Register:
        """Return a register without what is said about some ids; references to them stay, and ``check`` reports them.

        Raises:
            UnknownNameError: an id that is not held.
        """
        for name in ids:
            self.statements(name)
        return self._changed(dict.fromkeys(ids))

    def _changed(self, changes: Mapping[str, tuple[Record, ...] | None]) -> Register:
        new = Register.__new__(Register)
        new._label, new._documents = self.label, self.documents  # noqa: SLF001  (the same class)
        self._replaced(changes, new)
        return new

    def _holding(self, records: Iterable[Record]) -> Register:
        return Register(records, label=self.label, documents=self.documents)

    def merge(self, other: Register) -> Merge:
        """Return both registers in one, and where they contradict each other; both statements are kept then.

        A statement that both have comes once. The label is this register's own, if it has one. Of different documents
        with one id the later ones get another.
        """
        documents = [*self.documents, *(document for document in other.documents if document not in self.documents)]
        documents = list(_told_apart(documents))
        both = Register(compare.joined(self, other), label=self.label or other.label, documents=documents)
        return compare.Merge(both, tuple(compare.conflicts(self, other, both)))

    def difference(self, other: Register) -> Difference:
        """Return what has to be done to this register to get the other's statements: added, removed, changed.

        The order of statements, the label and the documents are no part of it.
        """
        return compare.difference(self, other)

    def contradictions(self) -> tuple[Contradiction, ...]:
        """Return the fields on which the statements about one id differ, with what each says and its source."""
        return tuple(compare.contradictions(self))

    def as_of(self, day: date, *, rule: Rule = "possible") -> Register:
        """Return what holds on a day.

        Bodies that do not exist that day are left out, and their ties with them; names and statuses are those of the
        day. Spans take in their first day and leave out the first day after.

        Args:
            day: the day.
            rule: what to do where the dates leave it open: keep it ("possible") or leave it out ("certain").

        Raises:
            InvalidValueError: another rule.
        """
        return self._holding(history.on_day(self, history.a_day(day), rule))

    def known_by(self, day: date) -> KnownBy:
        """Return what could be known on a day: the statements with a source published by then, that day included.

        Statements none of whose dated sources was out, and with an undated one or no source at all, are listed apart
        in ``undated``. Documents published later are left out.
        """
        known, undated = history.published_by(self, history.a_day(day))
        documents = [one for one in self.documents if one.published is None or one.published <= day]
        return history.KnownBy(Register(known, label=self.label, documents=documents), tuple(undated))

    def check(self) -> tuple[Finding, ...]:
        """Return all that is wrong, contradictory or doubtful, each with record, field, source and what to do.

        Nothing is changed and nothing merged; an empty tuple says that nothing was found.
        """
        return tuple(checks.findings(self))

    def indicator(self, name: str, *, on: date | None = None) -> Figure:
        """Return a reported figure beside what the register itself counts, with the difference.

        Args:
            name: name or id of the indicator.
            on: the day to report and count for; None: the indicator's own, where it has one, else whatever is held.

        Raises:
            UnknownNameError: no such indicator.
        """
        return figures.indicator(self, name, None if on is None else history.a_day(on))

    def capacity(self, base: str, *, on: date, margin: Share | None = figures.ABOUT) -> Capacity:
        """Compare the residents of a base on a day with its stated capacity.

        Args:
            base: id of the base.
            on: the day.
            margin: how far a capacity of "about n" may reach on either side, as a share of n; between, the answer is
                UNKNOWN. No source says how far "about" reaches: the default is an assumption, and the answer says so.
                None: no such assumption, so that every number of residents but none gives UNKNOWN.

        Raises:
            UnknownNameError: no such base.
        """
        return figures.capacity(self, base, history.a_day(on), margin)
