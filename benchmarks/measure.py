"""How speed is measured: against a peer, in one run, in turns, by the fastest repeat of each.

Other work on the machine only ever adds time, so the fastest repeat is the closest to what the work itself costs, and
only the ratio of two sides measured in the same run is held against a limit. CPU time is taken throughout.
"""

from __future__ import annotations

import resource
import subprocess
import sys
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from time import process_time_ns
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_BLOCKS = 5

Times = list[float]
"""CPU seconds for one unit of work, one per round, in order."""


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """Ours against a peer's, on one job; ``limit`` is the largest ratio allowed, None where it is shown only.

    ``unit`` is what the figures of both sides are in: seconds (``s``) or megabytes (``MB``).
    """

    what: str
    peer: str
    ours: Times
    theirs: Times
    limit: float | None = None
    unit: str = "s"

    @property
    def ratio(self) -> float:
        """Our fastest round to the peer's."""
        return min(self.ours) / min(self.theirs)

    @property
    def spread(self) -> tuple[float, float]:
        """The lowest and highest ratio that a fifth of the rounds alone would have given."""
        rounds = len(self.ours)
        cuts = [rounds * block // _BLOCKS for block in range(_BLOCKS + 1)]
        parts = [slice(start, end) for start, end in pairwise(cuts) if end > start]
        ratios = [min(self.ours[part]) / min(self.theirs[part]) for part in parts]
        return min(ratios), max(ratios)

    @property
    def contention(self) -> float:
        """How much slower the median round was than the fastest, on the worse side; 1.0 on a quiet machine."""
        return max(median(side) / min(side) for side in (self.ours, self.theirs))

    @property
    def over(self) -> bool:
        """Whether the limit is exceeded."""
        return self.limit is not None and self.ratio > self.limit


def in_turns(*sides: Callable[[], float], rounds: int) -> list[Times]:
    """Run the sides in turns, in the reverse order every other round, after one round that is not counted."""
    for side in sides:
        side()
    times: list[Times] = [[] for _ in sides]
    for turn in range(rounds):
        for index in list(range(len(sides)))[:: -1 if turn % 2 else 1]:
            times[index].append(sides[index]())
    return times


def of_call(call: Callable[[], object], units: int = 1) -> Callable[[], float]:
    """Return a side that measures a call in this process; ``units`` is how many pieces of work one call does."""

    def measured() -> float:
        start = process_time_ns()
        call()
        return (process_time_ns() - start) / 1e9 / units

    return measured


def of_process(code: str) -> Callable[[], float]:
    """Return a side that measures the CPU time, user and system, of a fresh interpreter that runs some code.

    The interpreter is isolated (``-I``), so that neither the folder it starts in nor a PYTHON variable counts: with
    PYTHONDONTWRITEBYTECODE set, every process would compile the modules anew.
    """
    command = [sys.executable, "-I", "-c", code]

    def measured() -> float:
        before = _children()
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603  (our own code)
        return _children() - before

    return measured


def _children() -> float:
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def above(times: Times, base: Sequence[float]) -> Times:
    """Return times with the fastest of a base taken off."""
    floor = min(base)
    return [time - floor for time in times]
