"""The answer to "by when?": every step of a filing with its limits, states and reasons."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from hubnet.errors import UnknownNameError
from hubnet.rulebook import ACTOR_LABELS, Loser, Principle
from hubnet.rules.timelines.case import Case
from hubnet.rules.timelines.explain import explain_loser, explain_principle, explain_step, source_lines
from hubnet.rules.timelines.steps import Due, Limit, StepPlan
from hubnet.values import DayInterval, Label, Language, Table

if TYPE_CHECKING:
    from collections.abc import Iterator

_HEADINGS = {
    "step": ("环节", "step"),
    "actor": ("主体", "actor"),
    "statutory_due": ("法定到期日", "statutory due"),
    "committed_due": ("承诺到期日", "committed due"),
    "state": ("状态", "state"),
    "days_left": ("剩余天数", "days left"),
}


def _cell(due: Due | None) -> date | str | None:
    """Return a due day for a table; the bounds of an interval on two lines."""
    return f"{due.earliest}\n..{due.latest or '?'}" if isinstance(due, DayInterval) else due


def _perhaps(limit: Limit | None) -> str | None:
    """Return the day under a text that may be in force, marked."""
    dues = [item.due for item in limit.alternatives if item.due] if limit and limit.may_apply else []
    return f"{dues[0].earliest}?" if dues else None


@frozen(kw_only=True, repr=False)
class Plan:
    """All steps of a filing on one day; ``plan["decision"]`` is the step of that name or id.

    Attributes:
        case: the filing.
        label: name of the procedure.
        on: the day asked about.
        calendar: name of the calendar counted on.
        steps: in the order of the procedure.
        losers: texts of steps that are left out altogether, because none of their texts applies.
        principles: the principles of counting that the limits stand on.
        notes: remarks on the whole, such as that no local time limits are held.
    """

    case: Case
    label: Label
    on: date
    calendar: str
    steps: tuple[StepPlan, ...]
    losers: tuple[Loser, ...] = ()
    principles: tuple[Principle, ...] = ()
    notes: tuple[Label, ...] = ()

    def __getitem__(self, name: str) -> StepPlan:
        for step in self.steps:
            if name in (step.id, step.name):
                return step
        raise UnknownNameError("step", name, [step.name for step in self.steps])

    def __iter__(self) -> Iterator[StepPlan]:
        return iter(self.steps)

    def explain(self, lang: Language = "zh") -> str:
        """Return the whole answer with its reasons, step by step, in Chinese or English."""
        zh = lang == "zh"
        place, label = self.case.place, self.label.text(lang)
        lines = [f"{label}（{place}），截至 {self.on}" if zh else f"{label} at {place}, as of {self.on}"]
        for number, step in enumerate(self.steps, 1):
            head, *reasons = explain_step(step, lang)
            lines.append(f"{number}. {head}")
            lines += ["   " + reason for reason in reasons]
        lines += [explain_loser(loser, lang) for loser in self.losers]
        first = min((when.earliest for _, when in self.case.events), default=self.on)
        lines += [explain_principle(principle, first, lang) for principle in self.principles]
        lines += [note.text(lang) for note in self.notes]
        lines.append(f"日历：{self.calendar}" if zh else f"Calendar: {self.calendar}")
        return "\n".join(lines)

    def sources(self, lang: Language = "zh") -> str:
        """Return one line for each limit that has started: its length and where it is written."""
        return "\n".join(line for step in self.steps for line in source_lines(step, lang))

    def table(self, lang: Language = "zh") -> Table:
        """Return one row a step."""
        rows = [
            (
                step.label.text(lang),
                ACTOR_LABELS[step.actor].text(lang),
                _cell(step.statutory_due) or _perhaps(step.statutory),
                _cell(step.committed_due) or _perhaps(step.committed),
                step.state_label.text(lang),
                step.days_left,
            )
            for step in self.steps
        ]
        headings = [words[0 if lang == "zh" else 1] for words in _HEADINGS.values()]
        return Table(tuple(_HEADINGS), rows, headings)

    def __repr__(self) -> str:
        def shown(step: StepPlan) -> str:
            dues = [
                f"{word} {due}"
                for word, due in (("statutory", step.statutory_due), ("committed", step.committed_due))
                if due
            ]
            return f"{step.name} {step.state.value}" + (f" ({', '.join(dues)})" if dues else "")

        return f"<Plan {self.case.procedure} at {self.case.place} on {self.on}: {'; '.join(map(shown, self.steps))}>"
