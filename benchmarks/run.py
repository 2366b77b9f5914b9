"""Measure hubnet's speed against its peers; exit with 1 where a limit is exceeded.

Run by ``make bench``, by itself and on a quiet machine where possible; no test depends on it.
"""

from __future__ import annotations

import sys
from importlib.metadata import version
from itertools import chain
from platform import python_version
from typing import TYPE_CHECKING

import deadlines
import eligibility
import networks
import registers

if TYPE_CHECKING:
    from measure import Comparison

_ROW = "{:<31} {:<31} {:>9} {:>9} {:>7} {:>6}  {:<4} {:>15} {:>6}"


def main() -> int:
    """Print a row for each comparison as it is measured; return the exit status."""
    peers = ", ".join(
        f"{name} {version(name)}"
        for name in ("attrs", "holidays", "lexdays", "msgspec", "networkx", "pydantic", "zen-engine")
    )
    print(f"Python {python_version()}; {peers}. CPU time, fastest of interleaved rounds.\n")
    print(_ROW.format("what", "peer", "hubnet", "peer", "ratio", "limit", "", "spread", "noise"))
    exceeded = 0
    for comparison in chain(*(module.comparisons() for module in (deadlines, eligibility, registers, networks))):
        print(_row(comparison), flush=True)
        exceeded += comparison.over
    print("\nspread: the ratio by each fifth of the rounds alone; noise: median to fastest round, 1.0 is quiet")
    if exceeded:
        print(f"{exceeded} over the limit")
    return 1 if exceeded else 0


def _row(comparison: Comparison) -> str:
    low, high = comparison.spread
    limit, verdict = "", ""
    if comparison.limit is not None:
        limit, verdict = f"{comparison.limit:g}", "over" if comparison.over else "ok"
    return _ROW.format(
        comparison.what,
        comparison.peer,
        _shown(min(comparison.ours), comparison.unit),
        _shown(min(comparison.theirs), comparison.unit),
        f"{comparison.ratio:.3g}",
        limit,
        verdict,
        f"{low:.3g}..{high:.3g}",
        f"{comparison.contention:.2f}",
    )


def _shown(figure: float, unit: str) -> str:
    if unit != "s":
        return f"{figure:.3g} {unit}"
    microseconds = figure * 1e6
    return f"{microseconds:.3g} µs" if microseconds < 1000 else f"{microseconds / 1000:.3g} ms"  # noqa: PLR2004


if __name__ == "__main__":
    sys.exit(main())
