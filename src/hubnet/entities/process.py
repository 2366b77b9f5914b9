"""A platform's process, held against what was done."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import evolve, frozen

from hubnet.entities.fields import date_field
from hubnet.errors import InvalidValueError, Problem, UnknownNameError, nearest
from hubnet.values import Finding, Label, Outcome, PartialDate

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hubnet.entities.base import Platform, ProcessStep


@frozen(kw_only=True)
class TraceEntry:
    """A step that was taken, by whom and when.

    ``step`` is the id or the label of a step of the platform. ``by`` is the id of one of its roles, or of a body whose
    role ``check_process(…, actors={body: role})`` tells.
    """

    step: str
    by: str | None = None
    on: PartialDate | None = date_field()


def check_process(
    platform: Platform,
    trace: Iterable[TraceEntry | tuple[str, str]],
    *,
    actors: Mapping[str, str] | None = None,
    finished: bool = True,
) -> tuple[Finding, ...]:
    """Return how a trace departs from the process of a platform; nothing for one that follows it.

    The order of the trace is that in which the steps were taken. A step that is taken again is held to its own order
    each time.

    A step that follows another follows what that one follows, too.

    Args:
        platform: the platform, with its steps and roles.
        trace: the steps taken, as entries or as pairs of a step and who took it.
        actors: the role of each body that the trace names, where it does not name roles.
        finished: whether the process is over; if not, steps that may still come in their order are not missing.

    Returns:
        Findings, in the order of the trace, missing steps last: ``process.step_unknown``, ``process.order`` (a step
        before one that it follows), ``process.dates`` (dates against the order), ``process.actor`` (wrong role),
        ``process.actor_missing`` (a traced platform, and no actor), ``process.missing``.

    Raises:
        InvalidValueError: no steps, a process that contradicts itself, or an entry of another type.
        UnknownNameError: a role in ``actors`` that the platform does not have.
    """
    if not platform.steps:
        raise InvalidValueError("platform", platform.id, "it has no steps; give a platform whose process is recorded")
    for fault in faults_of_process(platform):
        raise InvalidValueError(f"{platform.id}.{fault.path}", fault.label.en, fault.advice.en)
    roles = [role.id for role in platform.roles]
    for role in (actors or {}).values():
        if role not in roles:
            raise UnknownNameError("role", role, roles)
    entries = [_entry(entry) for entry in trace]
    return tuple(_Check(platform, entries, actors or {}).findings(finished=finished))


class ProcessFault(NamedTuple):
    """Something that makes a process impossible to follow: where it stands in the platform, and what to do."""

    path: str
    label: Label
    advice: Label


def faults_of_process(platform: Platform) -> Iterator[ProcessFault]:
    """Yield what makes the process of a platform impossible: unknown roles and steps, ids twice, circles."""
    roles = {role.id for role in platform.roles}
    known = [step.id for step in platform.steps]
    before = _closed({step.id: set(step.after) & set(known) for step in platform.steps})
    for number, step in enumerate(platform.steps):
        path = f"steps[{number}]"
        if known.index(step.id) < number:
            label = Label(f"环节 {step.id!r} 重复", f"the step {step.id!r} stands there twice")
            yield ProcessFault(f"{path}.id", label, Label("另给编号", "give one of them another id"))
        if step.by is not None and step.by not in roles:
            label = Label(f"没有角色 {step.by!r}", f"there is no role {step.by!r}")
            listed = ", ".join(sorted(roles)) or "-"
            yield ProcessFault(f"{path}.by", label, Label(f"已有角色：{listed}", f"the roles are {listed}"))
        for other in step.after:
            if other not in known:
                label = Label(f"没有环节 {other!r}", f"there is no step {other!r}")
                listed = ", ".join(known)
                yield ProcessFault(f"{path}.after", label, Label(f"已有环节：{listed}", f"the steps are {listed}"))
        if step.id in before[step.id]:
            label = Label(f"环节 {step.id!r} 在自身之后", f"the step {step.id!r} comes after itself")
            yield ProcessFault(f"{path}.after", label, Label("理顺先后次序", "put the order straight"))


def _closed(before: dict[str, set[str]]) -> dict[str, set[str]]:
    """Return for each step all that come before it, directly or not."""
    closed: dict[str, set[str]] = {}
    for step, direct in before.items():
        found: set[str] = set()
        ahead = list(direct)
        while ahead:
            earlier = ahead.pop()
            if earlier not in found:
                found.add(earlier)
                ahead += before[earlier]
        closed[step] = found
    return closed


def _entry(entry: TraceEntry | tuple[str, str]) -> TraceEntry:
    if isinstance(entry, TraceEntry):
        return entry
    match entry:
        case (str(step), str(by)):
            return TraceEntry(step=step, by=by)
    raise InvalidValueError("trace", entry, "give TraceEntry(step=…, by=…, on=…) or a pair of step and actor")


class _Check:
    def __init__(self, platform: Platform, entries: list[TraceEntry], actors: Mapping[str, str]) -> None:
        self.platform = platform
        self.actors = actors
        self.steps = {step.id: step for step in platform.steps}
        called = {word: step.id for step in platform.steps for word in (step.label.zh, step.label.en)}
        self.entries = [evolve(entry, step=called.get(entry.step, entry.step)) for entry in entries]
        self.roles = {role.id: role.label for role in platform.roles}
        self.before = _closed({step.id: set(step.after) for step in platform.steps})

    def findings(self, *, finished: bool) -> Iterator[Finding]:
        taken: list[str] = []
        for number, entry in enumerate(self.entries):
            step = self.steps.get(entry.step)
            if step is None:
                yield from self.unknown(number, entry)
                continue
            yield from self.order(number, step, taken, finished=finished)
            yield from self.dates(number, entry, step)
            yield from self.actor(number, entry, step)
            taken.append(step.id)
        if finished:
            for step in self.platform.steps:
                if step.id not in taken:
                    label = Label(f"缺少环节“{step.label.zh}”", f"the step “{step.label.en}” is missing")
                    advice = Label("补充该环节的留痕", "add its trace, or take the step")
                    yield self.finding("missing", None, step.id, label, advice)

    def finding(self, code: str, number: int | None, step: str, label: Label, advice: Label) -> Finding:
        where = Problem("", path=f"trace[{number}]" if number is not None else None)
        return Finding(
            code=f"process.{code}", label=label, where=where, advice=advice,
            subject=self.platform.id, field=step, cite=self.platform.cite,
        )  # fmt: skip

    def unknown(self, number: int, entry: TraceEntry) -> Iterator[Finding]:
        if self.platform.more_steps and entry.step not in self.near(entry.step):
            return  # the list of the source is open: other steps may belong to the process
        known = "、".join(self.steps)
        yield self.finding(
            "step_unknown", number, entry.step,
            Label(f"没有环节 {entry.step!r}", f"there is no step {entry.step!r}"),
            Label(f"已知环节：{known}", f"the steps are {', '.join(self.steps)}"),
        )  # fmt: skip

    def near(self, name: str) -> tuple[str, ...]:
        """Return the name itself where it looks like a slip for a known step, so that slips are not passed over."""
        return (name,) if nearest(name, self.steps) else ()

    def order(self, number: int, step: ProcessStep, taken: list[str], *, finished: bool) -> Iterator[Finding]:
        for before in (one for one in self.steps if one in self.before[step.id]):
            later = any(entry.step == before for entry in self.entries[number + 1 :])
            if before not in taken and (later or not finished):
                first = self.steps[before].label
                mark = Label("（推定的次序）", " (an inferred order)") if step.inferred else Label("", "")
                yield self.finding(
                    "order", number, step.id,
                    Label(
                        f"“{step.label.zh}”先于“{first.zh}”{mark.zh}",
                        f"“{step.label.en}” comes before “{first.en}”{mark.en}",
                    ),
                    Label(f"先完成“{first.zh}”", f"take “{first.en}” first"),
                )  # fmt: skip

    def dates(self, number: int, entry: TraceEntry, step: ProcessStep) -> Iterator[Finding]:
        if entry.on is None:
            return
        for other in self.entries[:number]:
            if other.step in self.before[step.id] and other.on and entry.on.before(other.on) is Outcome.MET:
                first = self.steps[other.step].label
                yield self.finding(
                    "dates", number, step.id,
                    Label(
                        f"“{step.label.zh}”的日期 {entry.on} 早于“{first.zh}”的 {other.on}",
                        f"“{step.label.en}” on {entry.on} is before “{first.en}” on {other.on}",
                    ),
                    Label("核对日期", "check the dates"),
                )  # fmt: skip

    def actor(self, number: int, entry: TraceEntry, step: ProcessStep) -> Iterator[Finding]:
        if step.by is None:
            return
        wanted = self.roles[step.by]
        if entry.by is None:
            if self.platform.traced:
                yield self.finding(
                    "actor_missing", number, step.id,
                    Label(f"“{step.label.zh}”没有记录由谁完成", f"who took “{step.label.en}” is not recorded"),
                    Label(f"应由{wanted.zh}完成", f"it is for {wanted.en}"),
                )  # fmt: skip
            return
        role = self.actors.get(entry.by, entry.by)
        if role != step.by:
            label = self.roles.get(role, Label(entry.by, entry.by))
            yield self.finding(
                "actor", number, step.id,
                Label(f"“{step.label.zh}”由{label.zh}完成", f"“{step.label.en}” was taken by {label.en}"),
                Label(f"应由{wanted.zh}完成", f"it is for {wanted.en}"),
            )  # fmt: skip
