"""The network of hubs and members on a day, and what it is built like."""

from hubnet.network.columns import network_from_columns
from hubnet.network.integrity import integrity
from hubnet.network.network import HubNetwork, build_network
from hubnet.network.view import HUB_TIES, View

__all__ = ["HUB_TIES", "HubNetwork", "View", "build_network", "integrity", "network_from_columns"]
