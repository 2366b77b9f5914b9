"""Networks into files that other programs read: GraphML, GEXF, JSON, DOT, CSV."""

from hubnet.exchange.graphs.saving import NETWORK_FORMATS, dump_network, save_network

__all__ = ["NETWORK_FORMATS", "dump_network", "save_network"]
