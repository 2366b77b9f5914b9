"""What lies around a body, and the way from it to a resource."""

from __future__ import annotations

from collections import deque
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from hubnet.entities import Base, Fund, Organization, Platform, Programme, existence, label_of, shown_name
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.network.dates import tie_id
from hubnet.network.store import ALWAYS, TIE_KINDS
from hubnet.network.view import kinds_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.entities import Register
    from hubnet.network.view import Kinds, View
    from hubnet.values import Language, Table

IMPLIED: dict[Any, tuple[str, ...]] = {
    Base: ("organization", "operated_by", "part_of"),
    Platform: ("base", "operated_by"),
    Organization: ("part_of",),
    Programme: ("run_by", "funded_by", "carried_out_by", "part_of"),
    Fund: ("set_up_by",),
}
"""The fields of records that lead from one to another without a tie."""

_OFFERS = ("services", "functions")
_SUGGESTED = 2000


def ego(net: View, hub: str, *, radius: int = 1, kinds: Kinds = TIE_KINDS) -> Table:
    """Return the ties around a body: all between bodies that are at most some steps away from it.

    A step is a tie, in either direction, so that hubs of the body are around it as its members are. ``distance`` is
    the number of steps to the farther end of the tie: 1 for the ties of the body itself, and the ties between two
    bodies next to it have 1 as well. Parallel ties are rows of their own and one step; ties that do not hold on the day
    are left out. A tie to a group counts for the bodies that the group includes: it is a row for each of them too. A
    base that is an organization of its own is one body with it.

    Args:
        net: the network.
        hub: id of the body.
        radius: how many steps, at least 1.
        kinds: which ties count; all unless given.

    Returns:
        Columns distance, tie, kind, from, from_name, to, to_name; in the order of distance, kind, from, to, tie.

    Raises:
        InvalidValueError: a radius that is no whole number from 1.
        UnknownNameError: nothing of that id is recorded for any day.
    """
    if type(radius) is not int or radius < 1:
        raise InvalidValueError("radius", radius, "give a whole number from 1")
    store, arrays = net.store, net.arrays
    distance = _distances(net, net.number(hub), radius, kinds)
    near = arrays.marked(len(store), distance)
    held = arrays.both(net.held, store.kinds(kinds_of(kinds)))
    rows = []
    for at in arrays.positions(arrays.both(held, arrays.at_ends(near, store.hub, store.member))):
        src, dst = int(store.ties.src[at]), int(store.ties.dst[at])
        far = max(distance[int(store.hub[at])], distance[int(store.member[at])])
        told = far, tie_id(net, at), TIE_KINDS[int(store.ties.kind[at])].value
        rows.append((*told, net.id(src), net.name(src), net.id(dst), net.name(dst)))
    rows.sort(key=lambda row: (row[0], row[2], row[3], row[5], row[1]))
    columns = ("distance", "tie", "kind", "from", "from_name", "to", "to_name")
    return net.rows(columns, dict.fromkeys(rows))


def _distances(net: View, body: int, radius: int, kinds: Kinds) -> dict[int, int]:
    """Return the bodies within some steps of a body, in either direction, with the fewest steps there."""
    arrays, size, pairs = net.arrays, len(net.store), net.pairs(kinds)
    distance = {body: 0}
    last = [body]
    for step in range(1, radius + 1):
        if not last:
            break
        at_last = arrays.marked(size, last)
        touched = arrays.either(arrays.taken(at_last, pairs.src), arrays.taken(at_last, pairs.dst))
        reached = arrays.positions(arrays.ends_of(pairs.src, pairs.dst, touched, size))
        last = [one for one in reached if one not in distance]
        distance.update(dict.fromkeys(last, step))
    return distance


class _Link(NamedTuple):
    """What leads from one body to another: a tie, or what a record implies."""

    tie: str
    """The id of the tie, or of the record."""
    kind: str
    from_: str
    to: str


def path(net: View, body: str, resource: str, *, kinds: Kinds = TIE_KINDS) -> Table:
    """Return the shortest path from a body to a resource, step by step.

    A resource is the id of a body, fund or programme, or a service or function that a base or platform offers on the
    day: its word (``legal_service``) or the label of the word in Chinese or English (法律服务). The path has the fewest
    steps; of several such it is the one whose ids come first. A step is a tie, in either direction, or what a record
    implies without a tie: the organization that a base is, who operates a base or platform, what a base,
    organization or programme is part of, the base of a platform, who runs, funds or carries out a programme, who set up
    a fund. Of parallel ties one is told, by id. A tie to a group leads to the bodies that it includes too. Ties,
    bodies, programmes and funds that do not hold on the day are left out, and planned bases offer nothing. Where the
    resource is a service or function, the last step is that a base or platform offers it.

    Args:
        net: the network.
        body: id of a body, fund or programme to start from.
        resource: what to reach.
        kinds: which ties count; all unless given.

    Returns:
        Columns step, from, kind (of the tie, or the field of the record), direction (``out`` where the tie or field
        runs from ``from`` to ``to``, ``in`` where it runs the other way), to, name (of ``to``), tie (its id, or that of
        the record which implies the step). Empty where no path leads there, and where the body is the resource.

    Raises:
        InvalidValueError: a body or resource that is no text.
        UnknownNameError: a body that is not recorded for any day; a resource that is neither recorded nor offered.
    """
    known = _programmes_and_funds(net.register)
    for name, given in (("body", body), ("resource", resource)):
        _checked(name, given)
    if body not in known and net.store.find(body) is None:
        body = net.id(net.number(body))
    words = () if resource in known or net.store.find(resource) is not None else _words(net, resource, known)
    offers = _offers_on_day(net, words)
    links = list(_links(net, kinds, known))
    steps = _shortest(links, body, sorted(offers) if words else [resource])
    if steps is None:
        return net.rows(_COLUMNS, [])
    taken = {frozenset(ends) for ends in pairwise(steps)}
    between: dict[frozenset[str], list[_Link]] = {}
    for link in links:
        if (ends := frozenset((link.from_, link.to))) in taken:
            between.setdefault(ends, []).append(link)
    rows: list[tuple[object, ...]] = []
    for number, (here, there) in enumerate(pairwise(steps), 1):
        one = min(between[frozenset((here, there))])
        direction = "out" if one.from_ == here else "in"
        rows.append((number, here, one.kind, direction, there, _name(net, there), one.tie))
    if words:
        last = steps[-1]
        field, word = offers[last]
        rows.append((len(steps), last, field, "out", word, label_of(word).text(net.lang), last))
    return net.rows(_COLUMNS, rows)


def _checked(field: str, given: object) -> None:
    if not isinstance(given, str):
        raise InvalidValueError(field, given, "give an id, or as resource the word or label of a service, as text")


_COLUMNS = ("step", "from", "kind", "direction", "to", "name", "tie")


def _programmes_and_funds(register: Register | None) -> dict[str, list[Programme | Fund]]:
    """Return what is recorded of each programme and fund: they have ties only where one names them."""
    found: dict[str, list[Programme | Fund]] = {}
    if register is not None:
        records: tuple[Programme | Fund, ...] = (*register.all(Programme), *register.all(Fund))
        for record in records:
            found.setdefault(record.id, []).append(record)
    return found


def _name(net: View, name: str) -> str:
    number = net.store.find(name)
    if number is not None:
        return net.name(number)
    return shown_name(net.register[name], net.lang) if net.register is not None else name


# --- What a body offers -------------------------------------------------------------------------------------------


def _offering(register: Register | None) -> Iterator[tuple[Base | Platform, str, str]]:
    """Yield each base and platform with each service and function that it offers, and the field that says so."""
    if register is None:
        return
    records: tuple[Base | Platform, ...] = (*register.all(Base), *register.all(Platform))
    for record in records:
        for field in _OFFERS:
            for word in getattr(record, field):
                yield record, field, word


def _words(net: View, resource: str, known: Mapping[str, object]) -> frozenset[str]:
    """Return the words that a resource can mean.

    Raises:
        UnknownNameError: nobody offers it on any day, and nothing of that id is recorded.
    """
    words = {word for _, _, word in _offering(net.register)}
    text = resource.strip().casefold()
    found = {
        word for word in words if text in {word.casefold(), *(label_of(word).text(lang).casefold() for lang in _LANGS)}
    }
    if not found:
        ids = [*known, *net.store.ids]
        labels = [label_of(word).text(net.lang) for word in sorted(words)]
        near = ids if len(ids) <= _SUGGESTED else [one for one in ids if one[:2] == resource[:2]]
        raise UnknownNameError("resource", resource, [*sorted(words), *labels, *near[:_SUGGESTED]])
    return frozenset(found)


_LANGS: tuple[Language, ...] = ("zh", "en")


def _offers_on_day(net: View, words: frozenset[str] | tuple[()]) -> dict[str, tuple[str, str]]:
    """Return the bases and platforms that offer one of some words on the day, with the field and the word."""
    found: dict[str, tuple[str, str]] = {}
    for record, field, word in _offering(net.register) if words else ():
        number = net.store.find(record.id)
        planned = isinstance(record, Base) and record.planned
        if word in words and not planned and number is not None and net.there[number]:
            found[record.id] = min(found.get(record.id, (field, word)), (field, word))
    return found


# --- The way --------------------------------------------------------------------------------------------------------


def _links(net: View, kinds: Kinds, known: Mapping[str, list[Programme | Fund]]) -> Iterator[_Link]:
    """Yield what leads from one body to another on the day."""
    store, arrays = net.store, net.arrays
    src, dst, codes = (arrays.listed(column) for column in (store.ties.src, store.ties.dst, store.ties.kind))
    words, ids = [kind.value for kind in TIE_KINDS], store.ids
    for at in arrays.positions(arrays.both(net.held, store.kinds(kinds_of(kinds)))):
        yield _Link(tie_id(net, at), words[codes[at]], ids[src[at]], ids[dst[at]])
    register = net.register
    if register is None:
        return

    def there(name: str) -> bool:
        number = store.find(name)
        if number is not None:
            return bool(net.there[number])
        return any(net.holds((existence(one) or ALWAYS).ordinals) for one in known.get(name, ()))

    for kind, fields in IMPLIED.items():
        for record in register.all(kind):
            for field in fields:
                said: Any = getattr(record, field)
                for other in (said,) if isinstance(said, str) else said or ():
                    if there(record.id) and there(other):
                        yield _Link(record.id, field, record.id, other)


def _shortest(links: list[_Link], start: str, goals: list[str]) -> list[str] | None:
    """Return the bodies on the shortest way to one of some goals, the first by their ids; None if there is none."""
    beside: dict[str, set[str]] = {}
    for link in links:
        beside.setdefault(link.from_, set()).add(link.to)
        beside.setdefault(link.to, set()).add(link.from_)
    left = dict.fromkeys(goals, 0)
    queue = deque(goals)
    while queue and start not in left:
        here = queue.popleft()
        for other in beside.get(here, ()):
            if other not in left:
                left[other] = left[here] + 1
                queue.append(other)
    if start not in left:
        return None
    steps = [start]
    while left[steps[-1]]:
        here = steps[-1]
        steps.append(min(other for other in beside[here] if left.get(other, -1) == left[here] - 1))
    return steps
