"""What a register has for each part of a structure: bodies that fill it, and those that do not, with the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from attrs import Factory, define

from hubnet.entities import Base, Event, FunctionModule, existence, kind_of, shown_name
from hubnet.entities.wording import span_in_words
from hubnet.network.structures.fitting import FAULTS, Fit, fit, functions_of, join
from hubnet.values import Confidence, Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hubnet.entities import Governor, Part, Scheme
    from hubnet.network.structures.evidence import Body, Evidence
    from hubnet.network.structures.model import Structure, StructurePart
    from hubnet.values import Citation, Place


class Case(NamedTuple):
    """What is checked, and against what: a place, or a base, with what the register says then and what ever."""

    structure: Structure
    place: Place | None
    base: Body | None
    on: date | None
    then: Evidence
    may: Evidence
    """What may hold on the day; more than ``then`` where only what surely holds is asked for."""
    ever: Evidence
    schemes: tuple[Scheme, ...]


@define
class Found:
    """What there is for one part; texts say what each is, or what is wrong with it."""

    part: StructurePart
    named: dict[str, Label] = Factory(dict)
    groups: dict[str, Label] = Factory(dict)
    nameless: dict[str, Label] = Factory(dict)
    """Told of, without a name: a hub whose body the source does not name, a council without one."""
    open: dict[str, Label] = Factory(dict)
    """May fill it: what would decide is not said."""
    wrong: dict[str, Label] = Factory(dict)
    """Recorded for it, and does not fit."""
    elsewhere: dict[str, Label] = Factory(dict)
    """Fits, and fills another part already."""
    notes: list[Label] = Factory(list)
    cite: list[Citation] = Factory(list)

    def take(self, body: Body, points: Fit, *, held: bool) -> None:
        """Take up a body: it fills the part unless a point says otherwise."""
        telling = [record for record in body.records if kind_of(record) in self.part.is_]
        inferred = bool(telling) and all(record.confidence is Confidence.INFERRED for record in telling)
        label = _with(body.label, Label("推定", "inferred")) if inferred else body.label
        if wrong := points.of(Outcome.NOT_MET):
            self.wrong[body.id] = _with(body.label, join(point.label for point in wrong))
        elif not held:
            self.notes.append(_not_held(body.id))
        elif body.nameless:
            self.nameless[body.id] = label
        elif body.group is not None:
            self.groups[body.id] = label
        else:
            self.named[body.id] = label
        self.cite += [cite for record in body.records for cite in record.cite]

    def module(self, module: FunctionModule) -> None:
        """Take up a module."""
        self.named[module.id] = _module_label(module)
        self.cite += module.cite

    @property
    def filled_by(self) -> frozenset[str]:
        """The ids of what fills it."""
        return frozenset((*self.named, *self.groups, *self.nameless))


def gather(case: Case) -> dict[str, Found]:
    """Return what there is for each part; a body fills one part, the first that it fits, and so does its base."""
    found = {part.id: Found(part) for part in case.structure.parts}
    for scheme in case.schemes:
        _told_by(scheme, case, found)
    used: dict[str, StructurePart] = {}
    for one in found.values():
        _use(one, used)
    for part in case.structure.parts:
        one = found[part.id]
        if case.structure.anchor is not None:
            governing = {name for other in found.values() if other.part.governor for name in other.named}
            _of_the_base(one, case, used, governing)
        elif case.place is not None:
            _recorded_in(case.place, one, case, used)
        _merge(one, case)
        _use(one, used)
    for tie in case.structure.ties:
        _tied(tie.from_, tie.to, case, found, used)
    for one in found.values():
        _merge(one, case)
    return found


def _use(found: Found, used: dict[str, StructurePart]) -> None:
    """Note which part each body fills, the first of several that a scheme names it for."""
    for name in found.filled_by:
        used.setdefault(name, found.part)


def _left_out(name: str, label: Label, found: Found, used: dict[str, StructurePart]) -> None:
    """Take up what fits and does not count, as it fills another part."""
    if name not in found.filled_by:
        other = used[name].label
        found.elsewhere[name] = Label(
            f"{label.zh}符合，已算作“{other.zh}”", f"{label.en} fits, and already fills “{other.en}”"
        )


def _merge(found: Found, case: Case) -> None:
    """Leave out a base where the organization whose base it is fills the part itself."""
    for name in list(found.named):
        body = case.then.body_of(name)
        if body is not None and body.organizations & found.named.keys():
            del found.named[name]


def _module_label(module: FunctionModule) -> Label:
    return Label(f"{shown_name(module, 'zh')}（{module.id}）", f"{shown_name(module, 'en')} ({module.id})")


def _with(label: Label, said: Label) -> Label:
    return Label(f"{label.zh}：{said.zh}", f"{label.en}: {said.en}")


def _not_held(name: str) -> Label:
    return Label(f"名册中没有编号为 {name} 的记录", f"the register has no record with the id {name}")


def _told_by(scheme: Scheme, case: Case, found: dict[str, Found]) -> None:
    """Take up what a scheme names for the parts, who leads it, and the events about it."""
    told = {part.id for part in scheme.parts}
    for name in told & found.keys():
        found[name].cite += scheme.cite
    for part in scheme.parts:
        for name in part.records if part.id in found else ():
            _named_for(name, scheme, case, found[part.id])
        if part.id in found and not part.records:
            found[part.id].notes.append(_told_alone(scheme, part))
    events = sorted(event.id for event in case.then.register.all(Event) if event.about == scheme.id)
    for name in (*scheme.led_by, *events):
        body = case.then.body_of(name)
        for one in found.values():
            if body is not None and one.part.id not in told and _lies_there(body, scheme, case) is not Outcome.NOT_MET:
                points = fit(body, one.part)
                if points.outcome is Outcome.MET:
                    one.take(body, points, held=True)
                    break


def _told_alone(scheme: Scheme, part: Part) -> Label:
    """Say that a scheme tells a part and names nobody for it."""
    zh, en = ("", "") if part.count is None else (f"（{part.count.text('zh')}）", f" ({part.count.text('en')})")
    return Label(f"{scheme.id}述及此部分{zh}，未点名", f"{scheme.id} tells of it{en} and names nobody")


def _named_for(name: str, scheme: Scheme, case: Case, found: Found) -> None:
    ever, then = case.ever.body_of(name), case.then.body_of(name)
    if ever is None:
        record = case.then.register.get(name)
        if name not in case.ever.register:
            found.notes.append(_not_held(name))
        elif isinstance(record, FunctionModule) and "function_module" in found.part.is_:
            found.module(record)
        return
    there = _lies_there(ever, scheme, case)
    if there is Outcome.NOT_MET:
        if scheme.place == case.place:
            said = Label("不在该地区", "it lies outside the place")
            found.wrong[ever.id] = _with(ever.label, said)
        return
    if then is None or (
        _kind(fit(ever, found.part)) is Outcome.MET and _kind(fit(then, found.part)) is not Outcome.MET
    ):
        _absent(ever, found, case)
        return
    found.take(then, fit(then, found.part).without("named"), held=then.id in case.then.register)


def _kind(points: Fit) -> Outcome:
    return points.points[0].outcome


def _lies_there(body: Body, scheme: Scheme, case: Case) -> Outcome:
    """Return whether a body that a scheme names lies in the place that is checked."""
    if case.place is None:
        return Outcome.MET
    places = body.places
    if any(case.place.contains(place) for place in places):
        return Outcome.MET
    # A scheme of a wider place names what lies anywhere in it; only one of this very place speaks of this place.
    same = scheme.place is not None and case.place.contains(scheme.place)
    around = not places or any(place.contains(case.place) for place in places)
    return Outcome.UNKNOWN if same and around else Outcome.NOT_MET


def _absent(body: Body, found: Found, case: Case) -> None:
    """Take up a body that is not there on the day, or of which that is not sure."""
    may = case.may.body_of(body.id)
    if may is not None and _kind(fit(may, found.part)) is Outcome.MET:
        said = Label(f"在{case.on}是否存在不能确定", f"whether it is there on {case.on} is not sure")
        found.open[body.id] = _with(body.label, said)
    else:
        found.wrong[body.id] = _gone(body, case)
    found.cite += [cite for record in body.records for cite in record.cite]


def _gone(body: Body, case: Case) -> Label:
    """Say that a body is not there on the day, and when it was."""
    spans = dict.fromkeys(span for record in body.records if (span := existence(record)) is not None)
    certain = [span for span in spans if case.on is not None and span.covers(case.on) is Outcome.NOT_MET] or list(spans)
    zh = "；".join(span_in_words(span, "zh") for span in certain)
    en = "; ".join(span_in_words(span, "en") for span in certain)
    said = Label(f"在{case.on}不存在（{zh}）", f"it is not there on {case.on} ({en})")
    return _with(body.label, said)


def _recorded_in(place: Place, found: Found, case: Case, used: dict[str, StructurePart]) -> None:
    """Take up what is recorded in the place and fits, and what was meant for the part and does not."""
    part = found.part
    # What is wrong in one point was meant for the part only where one body fills it: the association of this street.
    alone = part.at_most == 1 and case.structure.level is not None and place.level == case.structure.level.value
    there = set()
    kinds = set(part.is_)
    for body in case.then.inside(place):
        if kinds.isdisjoint(body.kinds):
            continue
        points = fit(body, part)
        if body.id in used:
            if points.outcome is Outcome.MET:
                _left_out(body.id, body.label, found, used)
            continue
        there.add(body.id)
        wrong, unsaid = points.of(Outcome.NOT_MET), points.of(Outcome.UNKNOWN)
        held = body.id in case.then.register
        if points.outcome is Outcome.MET or (not wrong and not held):
            found.take(body, points, held=held)
        elif not wrong and not (body.group and any(point.name == "form" for point in unsaid)):
            found.open[body.id] = _with(body.label, join(point.label for point in unsaid))
        elif alone and _nearly(points) and place in body.places:
            found.take(body, points, held=True)
    if alone and case.ever is not case.then:
        for body in case.ever.inside(place):
            gone = body.id not in there and body.id not in used and place in body.places
            if gone and fit(body, part).outcome is Outcome.MET:
                _absent(body, found, case)


def _nearly(points: Fit) -> bool:
    """Return whether a body would fill the part, were it not for one point."""
    return not points.of(Outcome.UNKNOWN) and [one.name in FAULTS for one in points.of(Outcome.NOT_MET)] == [True]


def _tied(start: str, end: str, case: Case, found: dict[str, Found], used: dict[str, StructurePart]) -> None:
    """Take up what a needed tie leads to: members of an association are organizations of its area."""
    kinds = {kind for tie in case.structure.ties if (tie.from_, tie.to) == (start, end) for kind in tie.kinds}
    into = found[end]
    for name in (*found[start].named, *found[start].groups):
        body = case.then.body_of(name)
        for tie_end in sorted(case.then.ends(body)) if body else ():
            for tie in sorted(case.then.register.ties_from(tie_end), key=lambda one: one.id):
                other = case.then.body_of(tie.to) if tie.kind in kinds else None
                if other is not None and not _elsewhere(other, case):
                    _led_to(other, into, case, used)


def _led_to(body: Body, into: Found, case: Case, used: dict[str, StructurePart]) -> None:
    """Take up a body that a tie leads to: the tie shows what else is not said of it."""
    points = fit(body, into.part)
    if _kind(points) is not Outcome.MET or points.outcome is Outcome.NOT_MET:
        return
    if body.id in used:
        _left_out(body.id, body.label, into, used)
        return
    into.take(body, points, held=body.id in case.then.register)
    into.open.pop(body.id, None)
    used[body.id] = into.part


def _elsewhere(body: Body, case: Case) -> bool:
    places = body.places
    return case.place is not None and bool(places) and not any(case.place.contains(place) for place in places)


def _of_the_base(found: Found, case: Case, used: dict[str, StructurePart], governing: set[str]) -> None:
    """Take up what the base itself has for a part: it is one, or a module, a function, a governor of it is."""
    part, base = found.part, case.base
    if part.id == case.structure.anchor:
        if base is not None and case.then.body_of(base.id) is None:
            _absent(base, found, case)
        elif base is not None:
            found.take(base, fit(base, part), held=True)
        return
    if base is None or case.then.body_of(base.id) is None:
        return
    if "function" in part.is_:
        listed = functions_of(base)
        if set(part.functions) <= set(listed):
            found.take(base, Fit(()), held=True)
        elif not listed:
            found.open[base.id] = _with(base.label, Label("功能未说明", "its functions are not said"))
    if "function_module" in part.is_:
        _modules_for(found, modules_of(base, case), used)
    for governor in _governors(base, part):
        _governed_by(governor, found, case, governing)


def _modules_for(found: Found, modules: list[FunctionModule], used: dict[str, StructurePart]) -> None:
    for module in modules:
        if found.part.named and not any(word in name.zh for name in module.names for word in found.part.named):
            continue
        if module.id in used:
            _left_out(module.id, _module_label(module), found, used)
        else:
            found.module(module)


def modules_of(base: Body, case: Case) -> list[FunctionModule]:
    """Return the modules that are recorded of a base, in the order of their ids; the first statement about each."""
    ends = case.then.ends(base)
    every = {module.id: module for module in reversed(case.then.register.all(FunctionModule)) if module.of in ends}
    return [every[name] for name in sorted(every)]


def _governors(base: Body, part: StructurePart) -> Iterator[Governor]:
    for record in base.records:
        if part.governor and isinstance(record, Base) and record.governance:
            governor: Governor | None = getattr(record.governance, part.governor)
            if governor is not None:
                yield governor


def _governed_by(governor: Governor, found: Found, case: Case, governing: set[str]) -> None:
    if governor.body is None:
        if case.base is not None:
            found.nameless[case.base.id] = governor.label
        return
    ever, then = case.ever.body_of(governor.body), case.then.body_of(governor.body)
    if ever is None:
        found.notes.append(_not_held(governor.body))
    elif then is None:
        _absent(ever, found, case)
    elif then.id in governing:
        said = Label(
            "已承担另一部分，三者应各自独立", "it has another of these tasks already; they are to be separate bodies"
        )
        found.wrong[then.id] = _with(then.label, said)
    else:
        found.named[then.id] = then.label
