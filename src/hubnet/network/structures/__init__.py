"""Structures as data: what a place or a base has of them, what is missing, not recorded or extra."""

from hubnet.network.structures.answer import PartCheck, StructureCheck
from hubnet.network.structures.checking import check_structure
from hubnet.network.structures.collection import Structures
from hubnet.network.structures.finding import structures_in
from hubnet.network.structures.model import STATE_LABELS, PartState, Structure, StructurePart, StructureTie

__all__ = [
    "STATE_LABELS",
    "PartCheck",
    "PartState",
    "Structure",
    "StructureCheck",
    "StructurePart",
    "StructureTie",
    "Structures",
    "check_structure",
    "structures_in",
]
