"""When a text is in force, as far as that is known."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from hubnet.errors import InvalidValueError


class Standing(Enum):
    """Whether a text is in force on a day."""

    IN_FORCE = "in_force"
    NOT_YET = "not_yet"
    ENDED = "ended"
    UNKNOWN = "unknown"


@frozen
class Window:
    """A day that is not known: ``earliest`` at the earliest, ``assumed`` for the sake of an answer."""

    earliest: date
    assumed: date

    def __attrs_post_init__(self) -> None:
        if self.assumed < self.earliest:
            raise InvalidValueError("assumed day", self.assumed, f"must not come before the earliest, {self.earliest}")


@frozen(kw_only=True)
class Force:
    """From the first day in to the first day out, either of which can be a window.

    ``starts`` None with ``attested_on``: a source says that it was in force on that day; since when is not known.
    Before the attestation and inside a window its standing is UNKNOWN. ``ends`` None: in force, as far as found.
    """

    starts: date | Window | None = None
    ends: date | Window | None = None
    attested_on: date | None = None
    first: date = field(init=False, repr=False)
    """First day in, the assumed one of a window, else the day of attestation."""
    until: date | None = field(init=False, repr=False)
    """First day out, the assumed one of a window; None while in force."""

    def __attrs_post_init__(self) -> None:
        first = self.starts.assumed if isinstance(self.starts, Window) else self.starts or self.attested_on
        until = self.ends.assumed if isinstance(self.ends, Window) else self.ends
        if first is None:
            raise InvalidValueError("force", None, "give in_force_from or attested_on")
        if until is not None and until <= first:
            raise InvalidValueError("in_force_until", until, f"the first day out must come after {first}")
        object.__setattr__(self, "first", first)  # the way attrs names for derived fields of frozen classes
        object.__setattr__(self, "until", until)

    @property
    def cuts(self) -> list[date]:
        """The days on which what is known of it changes."""
        windows = [edge.earliest for edge in (self.starts, self.ends) if isinstance(edge, Window)]
        return [self.first, *windows, *([self.until] if self.until else [])]

    def taken_on(self, day: date) -> bool:
        """Return whether an answer for the day takes it as in force, by its assumed days."""
        return self.first <= day and (self.until is None or day < self.until)

    def on(self, day: date) -> Standing:
        """Return what is known of it on a day."""
        if self.until is not None and day >= self.until:
            return Standing.ENDED
        if day < self.first:
            if self.starts is None:
                return Standing.UNKNOWN
            early = isinstance(self.starts, Window) and day >= self.starts.earliest
            return Standing.UNKNOWN if early else Standing.NOT_YET
        if isinstance(self.ends, Window) and day >= self.ends.earliest:
            return Standing.UNKNOWN
        return Standing.IN_FORCE

    def overlaps(self, other: Force) -> bool:
        """Return whether an answer for some day would take both as in force."""
        first = max(self.first, other.first)
        return self.taken_on(first) and other.taken_on(first)
