"""The network of hubs and members on a day, and what it is built like.

The names load on first use, so that structures do not wait for graphs.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubnet.network.columns import network_from_columns
    from hubnet.network.network import HubNetwork, build_network
    from hubnet.network.registry import QUERIES
    from hubnet.network.view import HUB_TIES, View

_HOMES = {
    "HUB_TIES": "hubnet.network.view",
    "QUERIES": "hubnet.network.registry",
    "HubNetwork": "hubnet.network.network",
    "View": "hubnet.network.view",
    "build_network": "hubnet.network.network",
    "network_from_columns": "hubnet.network.columns",
}

__all__ = ["HUB_TIES", "QUERIES", "HubNetwork", "View", "build_network", "network_from_columns"]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        msg = f"module 'hubnet.network' has no attribute {name!r}"
        raise AttributeError(msg)
    value = getattr(import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted(__all__)
