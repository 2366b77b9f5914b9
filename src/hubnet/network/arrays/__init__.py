"""Columns of whole numbers: spans of days and pairs of bodies, with numpy or without, to the same answers."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Any

_WORTH_IT = 10_000


def arrays_for(rows: int) -> Any:  # noqa: ANN401  (a module)
    """Return the module to hold so many rows with: numpy's where it is installed and worth its import."""
    if rows >= _WORTH_IT and find_spec("numpy") is not None:
        from hubnet.network.arrays import fast

        return fast
    from hubnet.network.arrays import plain

    return plain
