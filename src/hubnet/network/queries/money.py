"""Money: what was applied for, awarded, disbursed, handed on and reported, each amount once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from attrs import define, evolve, field

from hubnet.entities import LABELS, Flow, Grant, Programme, ProgrammeKind, TieKind, shown_name
from hubnet.errors import InvalidValueError
from hubnet.network.store import TIE_KINDS
from hubnet.values import PartialDate, Quantity, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubnet.entities import Register, Round
    from hubnet.network.view import View
    from hubnet.values import Table

BY = ("kind", "programme", "payer", "payee", "year")
"""What money can be told by."""

_AMOUNTS = ("grants", "applied", "awarded", "disbursed", "unknown", "handed_on", "reported", "ties", "basis", "source")
_FUNDS = TIE_KINDS.index(TieKind.FUNDS)
_YUAN = ("", "元")


class _Of(NamedTuple):
    """What an amount is told by: the programme, who paid, who received, and when."""

    programme: str | None = None
    payer: tuple[str, ...] = ()
    payee: tuple[str, ...] = ()
    when: PartialDate | None = None


@define
class _Sums:
    """What is added up in one row."""

    grants: int = 0
    applied: list[Yuan] = field(factory=list)
    awarded: list[Yuan] = field(factory=list)
    disbursed: list[Yuan] = field(factory=list)
    unknown: int = 0
    handed_on: list[Yuan] = field(factory=list)
    reported: list[Quantity] = field(factory=list)
    ties: int = 0
    basis: set[str] = field(factory=set)
    source: set[str] = field(factory=set)

    def add_grant(self, grant: Grant) -> None:
        """Take in a grant; one that hands money on is no new money."""
        if grant.awarded is None:
            self.unknown += 1
        if grant.pass_through:
            self.handed_on += [grant.awarded] if grant.awarded is not None else []
            return
        self.grants += 1
        for name in ("applied", "awarded", "disbursed"):
            if (amount := getattr(grant, name)) is not None:
                getattr(self, name).append(amount)

    def add_reported(self, amount: Quantity | None, basis: str, source: str) -> None:
        """Take in what is only reported; an amount that is not known in yuan is counted, and not added."""
        if amount is None or amount.unit not in _YUAN:
            self.unknown += 1
            return
        self.reported.append(amount)
        self.basis.add(basis)
        self.source.add(source)

    def cells(self) -> tuple[Any, ...]:
        """Return the cells of the row."""
        applied, awarded, disbursed, handed_on = (
            Yuan.total(amounts) if amounts else None
            for amounts in (self.applied, self.awarded, self.disbursed, self.handed_on)
        )
        words = ", ".join(sorted(self.basis)) or None, ", ".join(sorted(self.source)) or None
        figures = self.grants, applied, awarded, disbursed, self.unknown, handed_on
        return *figures, _sum(self.reported), self.ties, *words


def _sum(amounts: list[Quantity]) -> Quantity | None:
    """Return the sum; one amount alone keeps the words of its source."""
    if not amounts:
        return None
    total, *others = amounts
    for amount in others:
        total = total + amount
    return total


def money(net: View, *, by: str | None = "kind") -> Table:
    """Return the money of the register, each amount once: by kind of programme, programme, payer, payee or year.

    ``grants`` counts the recorded grants of new money; ``applied``, ``awarded`` and ``disbursed`` are sums of their
    known amounts. A grant by which a hub hands on money that it got for this (``pass_through``) is not new money: its
    awarded amount is in ``handed_on``, beside the totals. ``reported`` is the sum of what sources report only as a
    whole: flows, and rounds of which no grant is recorded; a round with a recorded grant is told by its grants alone,
    so that nothing counts twice. One such amount keeps its qualifier (近2000万元), several give the interval of their
    sum. ``basis`` says what the reported amounts are (flow, round), ``source`` names the records. ``unknown`` counts
    the grants without an awarded amount, and the flows and rounds without an amount in yuan. ``ties`` counts the ties
    by which one body funds another: they have no amounts. A sum of no known amount is None, which is not zero.

    On a day those grants count that were awarded by then, the day included, and the flows and rounds whose period has
    come; over a span those of its days. Where the date is known in part, or not at all, the rule of the network
    decides: ``possible`` keeps them, ``certain`` leaves them out; over all time everything counts. Ties that do not
    hold on the day do not count, parallel ones count each. Several statements about one thing count once: the first
    that tells an amount.

    An amount from or to several bodies together stands in a row of all of them: who paid which part is not known. A
    list that its source leaves open ends in ``…``.

    Args:
        net: the network.
        by: kind (of the programme), programme, payer, payee, year, or None for one row for all.

    Returns:
        Columns as above, before them the one that is asked for and, but for years, name; in the order of ids, what is
        not recorded last. Empty where the network comes from columns or the register holds no money.

    Raises:
        InvalidValueError: another ``by``.
    """
    if by is not None and by not in BY:
        raise InvalidValueError("by", by, f"give one of {', '.join(BY)}, or None")
    sums: dict[tuple[str, ...], _Sums] = {}
    register = net.register
    if register is not None:
        kinds = {one.id: one.kind for one in reversed(register.all(Programme)) if one.kind is not None}
        for of, amount in _amounts(net, register):
            row = sums.setdefault(_key(of, by, kinds), _Sums())
            if isinstance(amount, Grant):
                row.add_grant(amount)
            elif amount is None:
                row.ties += 1
            else:
                row.add_reported(*amount)
    named = () if by is None else (by,) if by == "year" else (by, "name")
    order = sorted(sums, key=lambda key: (not key, key))
    rows = []
    for key in order:
        told = ", ".join(key) or None, _name(net, by, key)
        rows.append((*told[: len(named)], *sums[key].cells()))
    return net.rows((*named, *_AMOUNTS), rows)


def _key(of: _Of, by: str | None, kinds: dict[str, ProgrammeKind]) -> tuple[str, ...]:
    """Return the words that a row is for; none where they are not recorded."""
    if by == "kind":
        return (kinds[of.programme].value,) if of.programme in kinds else ()
    if by == "year":
        return () if of.when is None else (_years(of.when),)
    if by == "programme":
        return _several([of.programme])
    return of.payer if by == "payer" else of.payee if by == "payee" else ()


def _years(when: PartialDate) -> str:
    first, last = when.earliest.year, when.latest.year
    return f"{first:04}" if first == last else f"{first:04}..{last:04}"


def _name(net: View, by: str | None, key: tuple[str, ...]) -> str | None:
    if by == "kind":
        return ", ".join(LABELS[ProgrammeKind(word)].text(net.lang) for word in key) or None
    register = net.register
    return (
        ", ".join(
            shown_name(register[one], net.lang) if register is not None and one in register else one for one in key
        )
        or None
    )


# --- The amounts, each once ---------------------------------------------------------------------------------------

_Amount = Grant | tuple[Quantity | None, str, str] | None


def _amounts(net: View, register: Register) -> Iterator[tuple[_Of, _Amount]]:
    """Yield grants, what is reported with basis and source, and None for a tie; each with what it is told by."""
    grants = _once(register.all(Grant), ("applied", "awarded", "disbursed", "awarded_on", "funder", "programme"))
    for grant in grants:
        if _counts(net, grant.awarded_on):
            yield _Of(grant.programme, _several([grant.funder]), (grant.recipient,), grant.awarded_on), grant
    told = {(grant.programme, grant.round) for grant in register.all(Grant)}
    for programme, one in _rounds(register):
        if (programme, one.id) not in told and _counts(net, one.period):
            of = _Of(programme, _several(one.paid_by), (), one.period)
            yield of, (one.amount, "round", f"{programme}/{one.id}")
    for flow in _once(register.all(Flow), ("amount", "period")):
        if _counts(net, flow.period):
            payers, payees = _several(flow.payers, more=flow.more_payers), _several(flow.payees, more=flow.more_payees)
            yield _Of(None, payers, payees, flow.period), (flow.amount, "flow", flow.id)
    programmes = {one.id for one in register.all(Programme)}
    for src, dst in _funding(net):
        yield _Of(next((end for end in (src, dst) if end in programmes), None), (src,), (dst,)), None


def _several(bodies: Iterable[str | None], *, more: bool = False) -> tuple[str, ...]:
    return (*sorted({body for body in bodies if body is not None}), *(("…",) if more else ()))


def _once(records: Iterable[Any], fields: tuple[str, ...]) -> Iterator[Any]:
    """Yield each record once: of several statements the first, with what only a later one tells."""
    said: dict[str, Any] = {}
    for record in records:
        first = said.setdefault(record.id, record)
        if first is not record:
            missing = {name: getattr(record, name) for name in fields if getattr(first, name) is None}
            said[record.id] = evolve(first, **missing)
    yield from said.values()


def _rounds(register: Register) -> Iterator[tuple[str, Round]]:
    """Yield each round of a programme once, with its programme."""
    by_programme: dict[str, list[Round]] = {}
    for programme in register.all(Programme):
        by_programme.setdefault(programme.id, []).extend(programme.rounds)
    for name, rounds in by_programme.items():
        for one in _once(rounds, ("amount", "period")):
            yield name, one


def _funding(net: View) -> Iterator[tuple[str, str]]:
    """Yield the ends of the ties that hold by which one body funds another."""
    ties, arrays = net.store.ties, net.arrays
    for at in arrays.positions(arrays.both(net.counted_ties, arrays.among(ties.kind, [_FUNDS]))):
        yield net.id(int(ties.src[at])), net.id(int(ties.dst[at]))


def _counts(net: View, when: PartialDate | None) -> bool:
    """Return whether money of a date counts in the network."""
    possible = net.rule == "possible"
    if net.on is not None:
        return possible if when is None else (when.earliest if possible else when.latest) <= net.on
    if net.during is None:
        return True
    if when is None:
        return possible
    first, last = when.earliest.toordinal(), when.latest.toordinal()
    start, sure, unsure, out = net.during.ordinals
    return (first < out and last >= start) if possible else (sure <= first and last < unsure)
