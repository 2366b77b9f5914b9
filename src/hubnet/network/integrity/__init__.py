"""What is wrong or doubtful in how bodies are tied: findings, each with record, field, source and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities import Register
from hubnet.network.integrity.circles import circles_of_parts, cycles, own_hubs
from hubnet.network.integrity.records import founders_outside, orphans, outside_territory, overlaps
from hubnet.network.store import store_of
from hubnet.network.view import View

if TYPE_CHECKING:
    from hubnet.values import Finding

__all__ = ["integrity"]


def integrity(net: View | Register) -> tuple[Finding, ...]:
    """Return what is wrong or doubtful in how bodies are tied, on the day of a network or in a whole register.

    ``network.own_hub``: a tie runs from a body to itself; also a federation that lists itself, or a group in which it
    is, as a member.
    ``network.cycle``: memberships lead from a body back to it (a → b → a), and there can be a day on which all hold
    (under the rule ``certain``: there surely is). Each cycle once, from the first of its ids on; of more than 100
    among the same bodies 100 are told, and that there are more.
    ``network.part_of``: a body or programme is part of itself, over any number of others.
    ``network.overlap``: two ties of the same ends, kind and role with different ids, whose spans surely have a day in
    common. Statements under one id are one tie; a tie without a span says nothing of its days.
    ``network.outside_territory``: the organization of a territorial hub sits at a place that surely does not lie in its
    territory. A seat that is known only to a wider place, or one place by name and the other by code, is no finding;
    nor is a member from outside, because a hub may take it in.
    ``network.founder_not_member``: a federation names its founders and its members, and a founder is not among them. It
    is none where a part of the members is only counted, nor for founders that are state or party bodies or groups.
    ``network.orphan``: an organization without any tie, in a register that has ties, that no other record names and
    that is neither part of another nor a state or party body. Up to 20 are told one by one, more in one finding.

    Args:
        net: a network, or a register for all time. One from columns has no records: it is looked at for own hubs and
            cycles alone.

    Returns:
        The findings, kind by kind as above, in the order of ids.
    """
    view = View(store_of(net)) if isinstance(net, Register) else net
    found = [*own_hubs(view), *cycles(view)]
    if view.register is not None:
        for look in (circles_of_parts, overlaps, outside_territory, founders_outside, orphans):
            found += look(view, view.register)
    return tuple(found)
