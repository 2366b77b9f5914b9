"""Every query of a network by its name, for those who ask by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.network.network import HubNetwork

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hubnet.values import Table

_HOME = "hubnet.network.queries."

QUERIES: Mapping[str, Callable[..., Table]] = {
    name: query
    for name, query in sorted(vars(HubNetwork).items())
    if getattr(query, "__module__", "").startswith(_HOME) and query.__annotations__["return"] == "Table"
}
"""The methods of ``HubNetwork`` that answer with a table, in the order of their names."""
