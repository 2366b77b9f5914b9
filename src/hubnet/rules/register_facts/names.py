"""Whether a name is taken: by a body of the same field and form at the same registrar, now or some time ago."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from hubnet.entities import NameKind, Organization, Status
from hubnet.rulebook import NEVER
from hubnet.rules.register_facts.body import Body, is_complete
from hubnet.rules.register_facts.standing import OVER, REGISTERED, bears, name_on, registered, same_name
from hubnet.values import Outcome, PartialDate, Span

if TYPE_CHECKING:
    from hubnet.entities import LegalForm, Name, Register
    from hubnet.values import Place

_DAY = timedelta(days=1)


class Sought(NamedTuple):
    """A name that is looked for among the bodies of one form, field and registrar."""

    name: str
    form: LegalForm | None
    fields: frozenset[str]
    registrar: Place | None


class _Loss(NamedTuple):
    """That a name was lost on one of the days from ``first`` to ``last``; ``sure`` is whether that surely happened."""

    first: date
    last: date
    revoked: bool
    sure: Outcome


def name_facts(
    register: Register, sought: Sought, asking: str, on: date
) -> Iterator[tuple[str, bool | str | PartialDate]]:
    """Yield what a register knows of a name by a day, that day included: in use, given up on, revoked on.

    Args:
        register: the register.
        sought: the name and whose it is to be.
        asking: id of the body that asks; its own names are not held against it.
        on: the day.
    """
    in_use = Outcome.NOT_MET
    losses: list[_Loss] = []
    for body in _bearers(register, sought.name, asking):
        in_use |= body.bears(sought.name, on) & body.registered(on) & _alike(body, sought, on, on)
        losses += _losses(body, sought, on)
    if in_use is Outcome.MET:
        yield "name_in_use", True
    elif in_use is Outcome.NOT_MET and is_complete(register, "organization", sought.registrar, on, on):
        yield "name_in_use", False
    for fact, revoked in (("name_given_up_on", False), ("name_revoked_on", True)):
        day = _last([loss for loss in losses if loss.revoked is revoked], register, sought.registrar, on)
        if day is not None:
            yield fact, day


def _last(losses: list[_Loss], register: Register, registrar: Place | None, on: date) -> PartialDate | str | None:
    """Return the day of the last loss.

    A body that the register does not hold may have lost the name later: unless it claims to leave none out, the last
    loss lies between the last one that it knows and the day asked.
    """
    sure = [loss for loss in losses if loss.sure is Outcome.MET]
    if not sure:
        return NEVER if not losses and is_complete(register, "organization", registrar, None, on) else None
    first = max(loss.first for loss in sure)
    if not is_complete(register, "organization", registrar, first, on):
        return PartialDate(first, on)
    return PartialDate(first, max(loss.last for loss in losses))


def _bearers(register: Register, name: str, asking: str) -> Iterator[Body]:
    """Yield the other bodies that bear the name on some day."""
    wanted = same_name(name)
    ids = (
        organization.id
        for organization in register.all(Organization)
        if organization.id != asking and any(_official(one, wanted) for one in organization.names)
    )
    for name_of_body in dict.fromkeys(ids):
        yield Body.of(register, name_of_body)


def _official(name: Name, wanted: str) -> bool:
    return name.kind is NameKind.OFFICIAL and same_name(name.zh) == wanted


def _alike(body: Body, sought: Sought, first: date, last: date) -> Outcome:
    """Return whether a body has the form, a field and the registrar on a day from the first to the last.

    UNKNOWN where it or the name that is sought has none, and where it has another registrar on some of the days.
    """
    same_form = None if body.form is None or sought.form is None else body.form is sought.form
    registrars = {body.registrar(first)} if first == last else body.registrars
    if None in registrars or not registrars or sought.registrar is None:
        same_registrar = None
    else:
        same_registrar = sought.registrar in registrars and (len(registrars) == 1 or None)
    return Outcome.of(same_form) & Outcome.of(same_registrar) & body.shares_field(sought.fields)


def _losses(body: Body, sought: Sought, on: date) -> Iterator[_Loss]:
    """Yield when a body may have lost the name by a day; nothing is sure where its statements differ on it."""
    told = [
        list(_lost(one, sought.name, on))
        for one in body.statements
        if one.statuses or one.dissolved or any(name.span for name in one.names)
    ]
    agree = all(losses == told[0] for losses in told)
    for loss in dict.fromkeys(loss for losses in told for loss in losses):
        sure = loss.sure & _alike(body, sought, _before(loss.first), _before(loss.last))
        if sure is not Outcome.NOT_MET:
            yield loss._replace(sure=sure if agree else Outcome.UNKNOWN)


def _lost(one: Organization, name: str, on: date) -> Iterator[_Loss]:
    """Yield the losses of a name by what one statement tells: by striking off, and by change of name."""
    struck = list(_struck_off(one, on))
    for loss in struck:
        spans = [borne.span for borne in one.names if _official(borne, same_name(name))]
        sure = loss.sure & _just_before(loss.first, loss.last, spans, lambda day: bears(one, name, day))
        if sure is not Outcome.NOT_MET:
            yield loss._replace(sure=sure)
    for borne_name in one.names:
        if borne_name.span is not None and _official(borne_name, same_name(name)):
            yield from _changed(one, name, borne_name.span, struck, on)


def _changed(one: Organization, name: str, span: Span, struck: list[_Loss], on: date) -> Iterator[_Loss]:
    """Yield the loss of a name whose span has ended while the body went on."""
    _, _, unsure, out = span.ordinals
    if unsure > on.toordinal():
        return
    first, last = _day(unsure), _day(out)
    spans = [spell.span for spell in one.statuses if spell.status in REGISTERED]
    sure = Outcome.of(True if out <= on.toordinal() else None)
    sure &= _just_before(first, min(last, on), spans, lambda day: registered(one, day)) & ~bears(one, name, last)
    if any(
        loss.sure is Outcome.MET and loss.last <= first for loss in struck
    ):  # it lost the name with its registration
        return
    if any(loss.first <= last for loss in struck):
        sure &= Outcome.UNKNOWN
    # A body that goes back to a former name may have been made to: its change of name revoked.
    after = name_on(one, last)
    back = after is not None and sum(_official(other, same_name(after)) for other in one.names) > 1
    if sure is not Outcome.NOT_MET:
        for revoked in (False, True) if back else (False,):
            yield _Loss(first, min(last, on), revoked, sure & Outcome.UNKNOWN if back else sure)


def _struck_off(one: Organization, on: date) -> Iterator[_Loss]:
    """Yield when a body was struck off; one whose registration ends without more may have been by either way."""
    told = [spell for spell in one.statuses if spell.status in OVER]
    dissolved = (date.min, date.max) if one.dissolved is None else (one.dissolved.earliest, one.dissolved.latest)
    for spell in told:
        days = dissolved if spell.span is None else _first_days(spell.span)
        if days[0] <= on:
            sure = Outcome.of(True if days[1] <= on else None)
            yield _Loss(days[0], min(days[1], on), spell.status is Status.REVOKED, sure)
    if told:
        return
    ends = [] if one.dissolved is None else [dissolved]
    spans = [spell.span or Span(None) for spell in one.statuses if spell.status in REGISTERED]
    if spans:
        ends.append((_day(max(span.ordinals[2] for span in spans)), _day(max(span.ordinals[3] for span in spans))))
    for first, last in ends:
        if first <= on:
            for revoked in (False, True):
                yield _Loss(first, min(last, on), revoked, Outcome.UNKNOWN)


def _first_days(span: Span) -> tuple[date, date]:
    """Return between which days a span begins; one without a bound began on whatever day."""
    first, sure, *_ = span.ordinals
    return _day(first), date.max if span.start is None else _day(sure)


def _just_before(first: date, last: date, spans: Sequence[Span | None], holds: Callable[[date], Outcome]) -> Outcome:
    """Return whether something holds on the day before one that lies from the first to the last.

    Args:
        first: the first.
        last: the last.
        spans: when it can hold; None is any time.
        holds: whether it does on a day.
    """
    one, other = holds(_before(first)), holds(_before(last))
    if first == last or one is other is Outcome.MET:
        return one
    may = any(
        span is None or (span.ordinals[0] < last.toordinal() and span.ordinals[3] >= first.toordinal())
        for span in spans
    )
    return Outcome.NOT_MET if one is other is Outcome.NOT_MET and not may else Outcome.UNKNOWN


def _day(ordinal: int) -> date:
    return date.fromordinal(min(max(ordinal, date.min.toordinal()), date.max.toordinal()))


def _before(day: date) -> date:
    return max(day, date.min + _DAY) - _DAY
