"""Small registers whose answers can be worked out by hand."""

from __future__ import annotations

from datetime import date

from entities.builders import organization

from hubnet.entities import Register
from hubnet.network import build_network


def day(text):
    """A day from its ISO text."""
    return date.fromisoformat(text)


def register_of(*records, bodies=""):
    """A register of these records, and of an organization for each letter."""
    return Register([*(organization(name) for name in bodies), *records])


def network(*records, bodies="", **said):
    """The network of such a register."""
    return build_network(register_of(*records, bodies=bodies), **said)
