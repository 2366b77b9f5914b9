"""From what was found to what holds: the state of each part and tie, and why."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities import Completeness, CountedGroup, Tie, label_of
from hubnet.network.structures.answer import PartCheck
from hubnet.network.structures.fitting import functions_of, join
from hubnet.network.structures.gathering import modules_of
from hubnet.network.structures.model import PartState
from hubnet.values import Label, Outcome, Quantity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from hubnet.network.structures.evidence import Body, Evidence
    from hubnet.network.structures.gathering import Case, Found
    from hubnet.network.structures.model import StructurePart, StructureTie

_SHOWN = 3
_CLAIMED = {"function": "function_module", "governor": "base"}
"""The kind of record that is to be complete for what is told inside another."""


def check_part(found: Found, case: Case) -> PartCheck:
    """Return the state of a part by what was found for it."""
    part = found.part
    told = [(name, *number) for name in _near(found.groups, case) if (number := _number(name, case)) is not None]
    state, why = _state(found, told, case)
    kept = state in (PartState.HOLDS, PartState.EXTRA)
    entities = found.named if kept else {**found.named, **found.nameless, **found.open, **found.wrong}
    groups = set(found.groups) | {name for name in entities if _is_group(name, case)}
    return PartCheck(
        part=part.id,
        label=part.label,
        state=state,
        entities=tuple(sorted(name for name in entities if name not in groups)),
        groups=tuple(sorted(groups)),
        count=Quantity(len(found.named)) if found.named else told[0][1] if told else None,
        why=why,
        cite=tuple(dict.fromkeys(found.cite)),
    )


def _is_group(name: str, case: Case) -> bool:
    return isinstance(case.ever.register.get(name), CountedGroup)


def _near(names: Iterable[str], case: Case) -> list[str]:
    """Return ids of groups, those of this very place first."""

    def key(name: str) -> tuple[bool, str]:
        body = case.then.body_of(name)
        return body is None or case.place not in body.places, name

    return sorted(names, key=key)


def _number(name: str, case: Case) -> tuple[Quantity, CountedGroup] | None:
    group = case.then.register.get(name)
    return case.then.number(group) if isinstance(group, CountedGroup) else None


_Told = list[tuple[str, Quantity, CountedGroup]]


def _state(found: Found, told: _Told, case: Case) -> tuple[PartState, Label]:
    part = found.part
    count = len(found.named)
    if part.at_most is not None and _binds(case):
        if count > part.at_most:
            return PartState.EXTRA, _too_many(Quantity(count), part, _listed(_sorted(found.named)))
        for name, number, of in told:
            if of.id == name and number.unit != "%" and (number > part.at_most) is Outcome.MET:
                return PartState.EXTRA, _too_many(number, part, found.groups[name])
    if count >= part.at_least:
        return PartState.HOLDS, join([_recorded(found), *(_reported(found, one) for one in told[:1])])
    enough = [one for one in told if _enough(one, part.at_least) is Outcome.MET]
    if enough:
        return PartState.HOLDS, _reported(found, enough[0])
    return _lacking(found, told, case)


def _lacking(found: Found, told: _Told, case: Case) -> tuple[PartState, Label]:
    """Return the state of a part of which not enough is there, and all that is known of it."""
    part = found.part
    none = [one for one in told if _enough(one, part.at_least) is Outcome.NOT_MET]
    silent = [name for name in found.groups if all(name != one[0] for one in told)]
    said: list[Label] = []
    if found.named:
        said.append(_too_few(found))
    said += [_reported(found, one) for one in none]
    said += _sorted(found.wrong)
    said += found.notes
    if found.elsewhere:
        said.append(_listed(_sorted(found.elsewhere)))
    unnamed = {**found.nameless, **{name: found.groups[name] for name in silent}}
    if unnamed:
        listed = _listed(_sorted(unnamed))
        said.append(Label(f"提到{listed.zh}，未点名，也未说明数量", f"told of, without a name or number: {listed.en}"))
    if found.open:
        listed = _listed(_sorted(found.open))
        said.append(Label(f"可能是：{listed.zh}", f"it may be {listed.en}"))
    undecided = len(told) > len(none) or bool(unnamed or found.open)
    claims = complete_in(part, case)
    if (none or found.wrong) and not undecided:
        return PartState.MISSING, join(said)
    if claims and not undecided:
        listed = _listed(Label(name, name) for name in claims)
        said.append(
            Label(f"名册声明此处记录完整（{listed.zh}）", f"the register says that it is complete here ({listed.en})")
        )
        return PartState.MISSING, join(said)
    return PartState.NOT_RECORDED, join(said or [Label("没有记录", "nothing is recorded for it")])


def _binds(case: Case) -> bool:
    """Return whether "at most" is meant of what is checked: of one street, not of all streets of a district."""
    level = case.structure.level
    return level is None or (case.place is not None and case.place.level == level.value)


def _enough(told: tuple[str, Quantity, CountedGroup], at_least: int) -> Outcome:
    """Return whether a number told is enough; one with a qualifier says at least that there are some."""
    name, number, of = told
    if number.high == 0:
        return Outcome.NOT_MET
    if at_least == 1:
        return Outcome.MET
    if of.id != name or number.unit == "%":
        return Outcome.UNKNOWN
    return number >= at_least


def _too_many(number: Quantity, part: StructurePart, who: Label) -> Label:
    return Label(
        f"有{number.text('zh')}，至多应有{part.at_most}：{who.zh}",
        f"there are {number.text('en')}, and at most {part.at_most} should be: {who.en}",
    )


def _too_few(found: Found) -> Label:
    listed = _listed(_sorted(found.named))
    count, least = len(found.named), found.part.at_least
    return Label(
        f"至少应有{least}个，有记录的{count}个：{listed.zh}；尚缺{least - count}个的记录",
        f"{count} of at least {least} recorded: {listed.en}; a record of {least - count} more is lacking",
    )


def _recorded(found: Found) -> Label:
    listed = _listed(_sorted(found.named))
    return Label(f"有记录：{listed.zh}", f"recorded: {listed.en}")


def _reported(found: Found, told: tuple[str, Quantity, CountedGroup]) -> Label:
    name, number, of = told
    group = found.groups[name]
    whose = Label("", "") if of.id == name else Label(f"，按其服务的{of.id}", f", by {of.id} which they serve")
    day = Label("", "") if of.on is None else Label(f"，{of.on}", f", on {of.on}")
    return Label(
        f"据报道{number.text('zh')}（{group.zh}{whose.zh}{day.zh}），未点名",
        f"reported: {number.text('en')} ({group.en}{whose.en}{day.en}); nobody is named",
    )


def _sorted(labels: Mapping[str, Label]) -> list[Label]:
    return [labels[name] for name in sorted(labels)]


def _listed(labels: Iterable[Label]) -> Label:
    every = list(labels)
    shown = every[:_SHOWN]
    more = len(every) - len(shown)
    zh, en = "、".join(one.zh for one in shown), ", ".join(one.en for one in shown)
    return Label(f"{zh}等{len(every)}项", f"{en} and {more} more") if more else Label(zh, en)


def complete_in(part: StructurePart | None, case: Case) -> tuple[str, ...]:
    """Return the statements by which the register leaves nothing out of a part (None: of ties), or none of them."""
    if part is None:
        wanted, tier = {"tie"}, None
    else:
        wanted = {_CLAIMED.get(word, word) for word in part.is_} - {"counted_group"} or {"organization"}
        tier = part.tier
    held: set[str] = set()
    claims = []
    for claim in case.ever.register.all(Completeness):
        covers = case.place is not None and claim.place.contains(case.place)
        if claim.span is not None:
            covers = covers and case.on is not None and claim.span.covers(case.on) is Outcome.MET
        if covers and (not claim.tiers or tier in claim.tiers) and wanted & set(claim.kinds):
            held.update(claim.kinds)
            claims.append(claim.id)
    return tuple(sorted(set(claims))) if wanted <= held else ()


def check_tie(tie: StructureTie, case: Case, found: Mapping[str, Found]) -> PartCheck:
    """Return the state of a tie that the structure needs between two parts."""
    start, end = found[tie.from_], found[tie.to]
    kinds = _listed(label_of(kind) for kind in tie.kinds)
    one, other = start.part.label, end.part.label
    label = Label(f"{one.zh}→{other.zh}（{kinds.zh}）", f"{one.en} -> {other.en} ({kinds.en})")
    ties = _ties(tie, case.then, start, end)
    ended = () if ties else _ties(tie, case.ever, start, end)
    claims = complete_in(None, case)
    empty = [one.part.label for one in (start, end) if not one.named and not one.groups]
    if ties:
        state, why = PartState.HOLDS, Label("有记录", "recorded")
    elif ended:
        state, why = PartState.MISSING, Label(f"该关系在{case.on}不存在", f"the tie does not hold on {case.on}")
    elif empty:
        listed = _listed(empty)
        state = PartState.NOT_RECORDED
        why = Label(f"{listed.zh}未点名", f"nobody is named for: {listed.en}")
    elif claims:
        listed = _listed(Label(name, name) for name in claims)
        state = PartState.MISSING
        why = Label(
            f"没有此关系；名册声明关系完整（{listed.zh}）",
            f"no such tie; the register says that its ties are complete ({listed.en})",
        )
    else:
        state, why = PartState.NOT_RECORDED, Label("没有记录此关系", "no such tie is recorded")
    shown = ties or ended
    return PartCheck(
        part=f"{tie.from_}->{tie.to}",
        label=label,
        state=state,
        entities=tuple(dict.fromkeys(one.id for one in shown)),
        count=Quantity(len({one.id for one in ties})) if ties else None,
        why=why,
        cite=tuple(dict.fromkeys(cite for one in shown for cite in one.cite)),
    )


def _ties(tie: StructureTie, evidence: Evidence, start: Found, end: Found) -> list[Tie]:
    ends = {name for body in _bodies(end, evidence) for name in evidence.ends(body)}
    found = [
        one
        for body in _bodies(start, evidence)
        for name in evidence.ends(body)
        for one in evidence.register.ties_from(name)
        if one.kind in tie.kinds and one.to in ends
    ]
    return sorted(found, key=lambda one: one.id)


def _bodies(found: Found, evidence: Evidence) -> Iterator[Body]:
    for name in (*found.named, *found.groups):
        body = evidence.body_of(name)
        if body is not None:
            yield body


def extras(case: Case, found: Mapping[str, Found]) -> Iterator[PartCheck]:
    """Yield what a scheme tells and the structure does not have, and what a closed structure has no room for."""
    seen = set()
    for scheme in case.schemes:
        for part in scheme.parts:
            if part.id not in found and part.id not in seen:
                seen.add(part.id)
                why = Label(
                    f"{scheme.id}所述，该架构没有此部分", f"told by {scheme.id}; the structure has no such part"
                )
                yield PartCheck(
                    part=part.id, label=part.label, state=PartState.EXTRA, entities=tuple(sorted(part.records)),
                    why=why, cite=scheme.cite,
                )  # fmt: skip
    if case.base is None or case.then.body_of(case.base.id) is None:
        return
    if "function_module" in case.structure.closed:
        filled = {name for one in found.values() for name in one.named}
        for module in modules_of(case.base, case):
            if module.id not in filled:
                why = Label("该架构没有此功能模块", "the structure has no such module")
                yield PartCheck(
                    part=module.id, label=Label(module.names[0].zh, module.names[0].text("en")), state=PartState.EXTRA,
                    entities=(module.id,), why=why, cite=module.cite,
                )  # fmt: skip
    if "function" in case.structure.closed:
        yield from _extra_functions(case.base, case)


def _extra_functions(base: Body, case: Case) -> Iterator[PartCheck]:
    known = {word for part in case.structure.parts for word in part.functions}
    for word in functions_of(base):
        if word not in known:
            why = Label("该架构没有此功能", "the structure has no such function")
            yield PartCheck(part=word, label=label_of(word), state=PartState.EXTRA, entities=(base.id,), why=why)
