"""The answer of a check: what of a structure holds, is missing, is not recorded or is extra, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import frozen

from hubnet.errors import UnknownNameError
from hubnet.network.structures.model import STATE_LABELS, PartState, Structure
from hubnet.values import Citation, Label, Outcome, Place, Quantity, Table

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from hubnet.entities import Rule
    from hubnet.values import Language

_HEADINGS = {
    "zh": ("部分", "状态", "主体", "数量", "说明"),
    "en": ("part", "state", "entities", "count", "why"),
}
_OUTCOMES = {
    Outcome.MET: Label("具备", "it is there"),
    Outcome.NOT_MET: Label("不符", "it is not as it should be"),
    Outcome.UNKNOWN: Label("不可知", "not known"),
}
_WHOLE = Label("（整体）", " as a whole")


@frozen(kw_only=True)
class PartCheck:
    """One part, or one tie between two parts, of a structure that was checked.

    ``part`` is the id of the part; of a tie ``from->to``, and of what is extra its own id. ``entities`` are the bodies
    that fill it, ``groups`` the counted groups; where it does not hold, those that were looked at. ``count`` is how
    many are named, or else what a source reports; None where nothing is. ``cite`` is where the records stand.
    """

    part: str
    label: Label
    state: PartState
    entities: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    count: Quantity | None = None
    why: Label
    cite: tuple[Citation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """Return the part as plain data for JSON."""
        return {
            "part": self.part,
            "label": _plain(self.label),
            "state": self.state.value,
            "entities": list(self.entities),
            "groups": list(self.groups),
            "count": None if self.count is None else str(self.count),
            "why": _plain(self.why),
            "cite": [cite.text("zh") for cite in self.cite],
        }


@frozen(kw_only=True)
class StructureCheck:
    """What a register says of a structure at a place, or of a base, on a day.

    ``outcome`` is MET if all parts and ties hold, NOT_MET if one is missing or extra, else UNKNOWN. ``parts`` come in
    the order of the structure, what is extra after them; ``stated_by`` are the schemes that tell the structure.
    ``rule`` says what was done with records whose dates leave open whether they hold on the day. ``notes`` say what a
    reader has to know of the place: that it is wider than those that have the structure, and was looked at as a whole
    (``wider``), or that no record lies in it.
    """

    structure: Structure
    place: Place | None
    of: str | None
    on: date | None
    rule: Rule
    parts: tuple[PartCheck, ...]
    ties: tuple[PartCheck, ...]
    stated_by: tuple[str, ...]
    notes: tuple[Label, ...] = ()

    @property
    def wider(self) -> bool:
        """Whether the place is of a level above that of the structure, so that its parts are those of several."""
        level = self.structure.level
        return level is not None and self.place is not None and self.place.level != level.value

    @property
    def outcome(self) -> Outcome:
        """Whether the structure is there."""
        return outcome_of(check.state for check in (*self.parts, *self.ties))

    def __getitem__(self, part: str) -> PartCheck:
        """Return the check of a part by its id, or of a tie as ``from->to``."""
        for check in (*self.parts, *self.ties):
            if check.part == part:
                return check
        raise UnknownNameError("part", part, [check.part for check in (*self.parts, *self.ties)])

    def of_state(self, state: PartState | str) -> tuple[str, ...]:
        """Return the ids of the parts and ties of a state."""
        wanted = PartState(state)
        return tuple(check.part for check in (*self.parts, *self.ties) if check.state is wanted)

    def to_dict(self) -> dict[str, Any]:
        """Return the answer as plain data for JSON."""
        return {
            "structure": self.structure.id,
            "label": _plain(self.structure.label),
            "place": None if self.place is None else str(self.place),
            "of": self.of,
            "on": None if self.on is None else self.on.isoformat(),
            "rule": self.rule,
            "outcome": self.outcome.value,
            "stated_by": list(self.stated_by),
            "notes": [_plain(note) for note in self.notes],
            "parts": [check.to_dict() for check in self.parts],
            "ties": [check.to_dict() for check in self.ties],
        }

    def table(self, lang: Language = "zh") -> Table:
        """Return a row for each part and tie."""
        rows = [
            (
                check.label.text(lang),
                STATE_LABELS[check.state].text(lang),
                ("、" if lang == "zh" else ", ").join((*check.entities, *check.groups)),
                None if check.count is None else check.count.text(lang),
                check.why.text(lang),
            )
            for check in (*self.parts, *self.ties)
        ]
        return Table(_HEADINGS["en"], rows, _HEADINGS[lang])

    def text(self, lang: Language = "zh") -> str:
        """Return the answer as lines for a reader."""
        where = [str(one) for one in (self.place, self.of, self.on) if one is not None]
        between, colon = ("，", "：") if lang == "zh" else (", ", ": ")
        if self.wider:
            where[0] += _WHOLE.text(lang)
        head = between.join([f"{self.structure.id} {self.structure.label.text(lang)}", *where])
        outcome = f"{_OUTCOMES[self.outcome].text(lang)} ({self.outcome.value})"
        notes = [note.text(lang) for note in self.notes]
        return "\n".join([f"{head}{colon}{outcome}", *notes, str(self.table(lang))])


def outcome_of(states: Iterable[PartState]) -> Outcome:
    """Return the outcome of parts together: one missing or extra decides, one not recorded leaves it open."""
    found = set(states)
    if found & {PartState.MISSING, PartState.EXTRA}:
        return Outcome.NOT_MET
    return Outcome.UNKNOWN if PartState.NOT_RECORDED in found else Outcome.MET


def _plain(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}
