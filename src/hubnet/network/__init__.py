"""The network of hubs and members on a day, and what it is built like."""

from hubnet.network.network import HubNetwork, build_network
from hubnet.network.view import HUB_TIES, View

__all__ = ["HUB_TIES", "HubNetwork", "View", "build_network"]
