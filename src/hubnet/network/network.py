"""The network of hubs and members: a day or a span of it, its graph, and everything that is asked of it."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from hubnet.entities.history import a_day
from hubnet.errors import InvalidValueError
from hubnet.network.graph import graph_of
from hubnet.network.integrity import integrity as _integrity
from hubnet.network.queries import change as _change
from hubnet.network.queries import concentration as _concentration
from hubnet.network.queries import coverage as _coverage
from hubnet.network.queries import dependence as _dependence
from hubnet.network.queries import listing as _listing
from hubnet.network.queries import members as _members
from hubnet.network.queries import money as _money
from hubnet.network.queries import overlap as _overlap
from hubnet.network.queries import paths as _paths
from hubnet.network.queries import places as _places
from hubnet.network.store import store_of
from hubnet.network.view import View
from hubnet.values import Span

if TYPE_CHECKING:
    from datetime import date

    import networkx as nx

    from hubnet.entities import Register, Rule
    from hubnet.values import Language


class HubNetwork(View):
    """Hubs, their members and all ties on a day, in a span of days, or over all time.

    A snapshot takes in the first day of a tie and leaves out the first day after; a body that does not exist is left
    out with its ties. Where the dates leave it open whether something holds, the ``rule`` decides: ``possible`` keeps
    it, ``certain`` leaves it out. Over a span something counts that holds on some day of it.

    Every query is a method that returns a ``Table`` in a stable order; its docstring states formula, denominator, and
    how parallel and expired ties count.
    """

    bodies = _listing.bodies
    ties = _listing.ties
    summary = _listing.summary
    members = _members.members
    hubs_of = _members.hubs_of
    reach = _members.reach
    single_hub = _members.single_hub
    loss = _dependence.loss
    losses = _dependence.losses
    coverage = _coverage.coverage
    organization_coverage = _coverage.organization_coverage
    no_hub = _coverage.no_hub
    places = _places.places
    overlap = _overlap.overlap
    bridges = _overlap.bridges
    brokers = _overlap.brokers
    concentration = _concentration.concentration
    tiers = _concentration.tiers
    changes = _change.changes
    growth = _change.growth
    windows = _change.windows
    rolling = _change.rolling
    money = _money.money
    ego = _paths.ego
    path = _paths.path
    integrity = _integrity

    def at(self, day: date) -> HubNetwork:
        """Return the network of another day, with the same rule; the store is shared, only the mask is new.

        Raises:
            InvalidValueError: no ``datetime.date``.
        """
        return HubNetwork(self.whole, on=a_day(day), rule=self.rule, lang=self.lang)

    def between(self, first: date, end: date) -> HubNetwork:
        """Return the network of what holds on some day from a first day in to before a first day out.

        Raises:
            InvalidValueError: no days, or an end that is not after the first.
        """
        return HubNetwork(self.whole, during=Span(a_day(first), a_day(end)), rule=self.rule, lang=self.lang)

    @cached_property
    def graph(self) -> nx.MultiDiGraph[str]:
        """The bodies and ties as a networkx graph, made when it is first asked for.

        Nodes are ids of bodies, edges keep the id of their tie as key and run from the acting body to the other. All
        attributes are texts, numbers or booleans, dates in ISO form, and what is not known has no attribute: every
        writer of networkx takes the graph. Changing the graph does not change the network.
        """
        return graph_of(self)

    def __len__(self) -> int:
        """Return how many bodies there are."""
        return len(self.arrays.positions(self.there))

    def __repr__(self) -> str:
        when = self.on or self.during or "all time"
        ties = len(self.arrays.positions(self.counted_ties))
        return f"<HubNetwork {when}: {len(self)} bodies, {ties} ties, {self.rule}>"


def day_or_span(on: date | None, during: Span | str | None) -> tuple[date | None, Span | None]:
    """Return the day or the span that is asked about.

    Raises:
        InvalidValueError: no day, no span, or both.
    """
    if on is not None and during is not None:
        raise InvalidValueError("on and during", f"{on} and {during}", "give a day or a span, not both")
    span = Span.parse(during) if isinstance(during, str) else during
    if span is not None and not isinstance(span, Span):
        raise InvalidValueError("during", span, "give a Span or its text")
    return None if on is None else a_day(on), span


def build_network(
    register: Register,
    on: date | None = None,
    *,
    during: Span | str | None = None,
    rule: Rule = "possible",
    lang: Language = "zh",
) -> HubNetwork:
    """Return the network of a register on a day, over a span, or, without either, over all time.

    Args:
        register: the records.
        on: the day. Ties and bodies hold from their first day in to before their first day out.
        during: a span, as a Span or its text (``2012-01-01/2013-01-01``): what holds on some day of it.
        rule: what to do where the dates leave it open: keep it ("possible") or leave it out ("certain").
        lang: the language of names and headings, zh or en.

    Raises:
        InvalidValueError: something that is no register, no day, no span, another rule or language, or both a day and
            a span.
    """
    from hubnet.entities import Register as Records

    if not isinstance(register, Records):
        raise InvalidValueError("register", type(register).__name__, "give a Register, as load_register returns it")
    day, span = day_or_span(on, during)
    return HubNetwork(store_of(register), on=day, during=span, rule=rule, lang=lang)
