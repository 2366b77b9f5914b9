"""Every query of a network by its name, for those who ask by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.network.network import HubNetwork

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from hubnet.values import Finding, Table

QUERIES: Mapping[str, Callable[..., Table | tuple[Finding, ...]]] = {
    name: query
    for name, query in sorted(vars(HubNetwork).items())
    if name[0] != "_" and getattr(query, "__annotations__", {}).get("return") in {"Table", "tuple[Finding, ...]"}
}
"""The methods of ``HubNetwork`` that answer with a table or with findings, in the order of their names."""
