"""What is wrong with a register: findings, each with record, field, source and what to do."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import chain
from typing import TYPE_CHECKING

from hubnet.entities.base import Base, Platform
from hubnet.entities.compare import contradictions
from hubnet.entities.duplicates import duplicates
from hubnet.entities.funding import Application, Grant, Programme
from hubnet.entities.history import OVER, existence
from hubnet.entities.naming import UNIFIED_CODE
from hubnet.entities.organization import Federation, Organization
from hubnet.entities.process import faults_of_process
from hubnet.entities.store import KIND_LABELS, Record, Store, kind_of, references
from hubnet.entities.terms import label_of
from hubnet.entities.tie import Tie
from hubnet.entities.vocabulary import LegalForm, TieKind
from hubnet.entities.wording import in_words
from hubnet.errors import Problem
from hubnet.values import Citation, End, Finding, Label, Language, PartialDate, Span, UnifiedCode

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.entities.compare import Statement

UNIT_MEMBERS = Citation(
    instrument="association_regulation",
    version="2016",
    article="2(2)",
    quote="国家机关以外的组织可以作为单位会员加入社会团体。",
    title=Label("社会团体登记管理条例", "Regulations on the registration of social associations"),
)
"""Who can be a unit member of a social association: organizations other than state bodies."""
_NO_MEMBERS = {LegalForm.SOCIAL_ASSOCIATION: ((LegalForm.GOVERNMENT_BODY,), (UNIT_MEMBERS,))}
"""For each form of federation the forms that cannot be its members, and the rule that says so."""


def findings(store: Store) -> Iterator[Finding]:
    """Yield all that a check of the records finds, kind by kind of finding."""
    return chain(
        _same_id(store), _references(store), _codes(store), _dates(store), _memberships(store), _grants(store),
        _rounds(store), _processes(store), duplicates(store), _contradictions(store),
    )  # fmt: skip


def found(
    code: str, record: Record, field: str, label: Label, advice: Label, cite: tuple[Citation, ...] = ()
) -> Finding:
    """Return a finding about a field of a record."""
    where = Problem(label.en, path=f"{kind_of(record)}[{record.id}]" + (f".{field}" if field else ""))
    return Finding(
        code=code, label=label, where=where, advice=advice, subject=record.id, field=field or None,
        cite=cite or record.cite,
    )  # fmt: skip


def _same_id(store: Store) -> Iterator[Finding]:
    for name in store.ids():
        first, *others = store.statements(name)
        seen, earlier = {first.cite}, {type(first): first}
        for other in others:
            if different := [one for kind, one in earlier.items() if kind is not type(other)]:
                yield found(
                    "id.kinds", other, "id",
                    Label(f"编号 {name} 既用于{_kind(different[0]).zh}又用于{_kind(other).zh}",
                          f"the id {name} stands for {_kind(different[0]).en} and for {_kind(other).en}"),
                    Label("另给一个编号", "give one of them another id"),
                )  # fmt: skip
            elif other.cite in seen:
                yield found(
                    "id.duplicate", other, "id",
                    Label(f"编号 {name} 重复，且出处相同", f"the id {name} stands there twice, with the same source"),
                    Label("删去一条，或另给编号，或注明不同出处", "drop one, give it another id, or cite both"),
                )  # fmt: skip
            seen.add(other.cite)
            earlier.setdefault(type(other), other)


def _kind(record: Record) -> Label:
    return KIND_LABELS[kind_of(record)]


def _references(store: Store) -> Iterator[Finding]:
    for record in store:
        for path, name, kinds in references(record):
            target = store.get(name)
            if target is None:
                yield found(
                    "reference.dangling", record, path,
                    Label(f"没有编号为 {name!r} 的记录", f"there is no record with the id {name!r}"),
                    Label("补上该记录，或改正编号", "add the record, or correct the id"),
                )  # fmt: skip
            elif kind_of(target) not in kinds:
                yield found(
                    "reference.kind", record, path,
                    Label(f"{name!r} 属于{_kind(target).zh}", f"{name!r} is of the kind {_kind(target).en}"),
                    Label(f"应指向：{'、'.join(KIND_LABELS[kind].zh for kind in kinds)}",
                          f"it has to name one of: {', '.join(KIND_LABELS[kind].en for kind in kinds)}"),
                )  # fmt: skip


def _codes(store: Store) -> Iterator[Finding]:
    for organization in store.all(Organization):
        for number, identifier in enumerate(organization.identifiers):
            if identifier.scheme != UNIFIED_CODE:
                continue
            path = f"identifiers[{number}].value"
            for fault in UnifiedCode.faults(str(identifier.value)):
                yield found(
                    f"code.{fault.part}", organization, path,
                    Label(f"代码 {identifier.value!r}：{fault.text('zh')}",
                          f"unified code {identifier.value!r}: {fault.text('en')}"),
                    Label("对照登记证书核对", "check it against the certificate"),
                )  # fmt: skip
            yield from _form_of_code(organization, str(identifier.value), path)


def _form_of_code(organization: Organization, value: str, path: str) -> Iterator[Finding]:
    if UnifiedCode.faults(value) or organization.form is None:
        return
    form = UnifiedCode.parse(value).form
    if form is not None and form != organization.form.value:
        told, coded = label_of(organization.form), label_of(LegalForm(form))
        yield found(
            "code.form", organization, path,
            Label(f"代码属于{coded.zh}，记录为{told.zh}", f"the code is of a {coded.en}, the record says {told.en}"),
            Label("核对组织形式或代码", "check the form or the code"),
        )  # fmt: skip


def _dates(store: Store) -> Iterator[Finding]:
    for organization in store.all(Organization):
        yield from _reversed(organization, "dissolved", organization.founded, organization.dissolved)
        for number, spell in enumerate(organization.statuses):
            start = spell.span.start if spell.span else None
            if spell.status in OVER and start is not None and not isinstance(start, End):
                yield from _reversed(organization, f"statuses[{number}]", organization.founded, PartialDate.of(start))
    for base in store.all(Base):
        yield from _reversed(base, "closed", base.opened, base.closed)
    for federation in store.all(Federation):
        body = store.get(federation.organization)
        if isinstance(body, Organization):
            yield from _reversed(federation, "founded", federation.founded, body.dissolved)


def _reversed(record: Record, field: str, start: PartialDate | None, end: PartialDate | None) -> Iterator[Finding]:
    if start and end and end.latest <= start.earliest:
        yield found(
            "span.reversed", record, field,
            Label(f"结束 {end} 不晚于开始 {start}", f"it ends ({end}) no later than it begins ({start})"),
            Label("核对两个日期", "check both dates"),
        )  # fmt: skip


def _memberships(store: Store) -> Iterator[Finding]:
    federations: dict[str, Federation] = {}
    for federation in store.all(Federation):
        federations.setdefault(federation.organization, federation)
        for number, member in enumerate(federation.members):
            yield from _form_of_member(store, federation, f"members[{number}]", member, federation)
    for tie in store.all(Tie):
        if tie.kind is TieKind.HAS_MEMBER:
            of = federations.get(tie.from_)
            yield from _before_founding(store, tie, of)
            yield from _form_of_member(store, tie, "to", tie.to, of)


def _before_founding(store: Store, tie: Tie, federation: Federation | None) -> Iterator[Finding]:
    body = store.get(tie.from_)
    since = federation.founded if federation and federation.founded else getattr(body, "founded", None)
    if since is None or tie.span is None:
        return
    told = [day for day in (tie.span.start, tie.span.attested) if day is not None and not isinstance(day, End)]
    early = any(_latest(day) < since.earliest for day in told)
    ended = not isinstance(tie.span.end, End) and _latest(tie.span.end) <= since.earliest
    if early or ended:
        yield found(
            "member.before_founding", tie, "span",
            Label(f"会员关系 {tie.span} 早于 {tie.from_} 的成立 {since}",
                  f"the membership {tie.span} is earlier than the founding of {tie.from_} ({since})"),
            Label("核对入会日期或成立日期", "check the date of joining or of founding"),
        )  # fmt: skip


def _latest(when: date | PartialDate) -> date:
    return when.latest if isinstance(when, PartialDate) else when


def _form_of_member(
    store: Store, record: Record, field: str, name: str, federation: Federation | None
) -> Iterator[Finding]:
    form = getattr(store.get(name), "form", None)
    of = record.from_ if isinstance(record, Tie) else federation.organization if federation else ""
    barred, rules = _NO_MEMBERS.get(getattr(store.get(of), "form", None), ((), ()))  # type: ignore[arg-type]
    limited = federation.member_forms if federation else ()
    if form is None or (form not in barred and (not limited or form in limited)):
        return
    label = label_of(form)
    rule = rules if form in barred else federation.cite if federation else ()
    said = Label(f"（{rule[0].text('zh')}）", f" ({rule[0].text('en')})") if rule else Label("", "")
    yield found(
        "member.form", record, field,
        Label(f"{name} 是{label.zh}，不能是 {of} 的会员{said.zh}",
              f"{name} is a {label.en} and cannot be a member of {of}{said.en}"),
        Label("核对该单位的形式，或改为其他关系", "check the form of the body, or record another kind of tie"),
        cite=rule or record.cite,
    )  # fmt: skip


def _grants(store: Store) -> Iterator[Finding]:
    for grant in store.all(Grant):
        when = grant.awarded_on
        if when is None or grant.recipient not in store:
            continue
        spans = [existence(body) for body in store.statements(grant.recipient)]
        after = when.latest + timedelta(days=1) if when.latest < date.max else End.OPEN
        if all(span is not None and not span.meets(Span(when.earliest, after)) for span in spans):
            yield found(
                "grant.recipient_not_existing", grant, "recipient",
                Label(f"{grant.recipient} 在 {when} 不存在（存续 {spans[0]}）",
                      f"{grant.recipient} did not exist on {when} (it exists {spans[0]})"),
                Label("核对受资助单位或资助日期", "check the recipient or the day of the award"),
            )  # fmt: skip


def _rounds(store: Store) -> Iterator[Finding]:
    records: tuple[Grant | Application, ...] = (*store.all(Grant), *store.all(Application))
    for record in records:
        if record.round is None or record.programme is None:
            continue
        programmes = store.statements(record.programme) if record.programme in store else ()
        rounds = [one.id for programme in programmes if isinstance(programme, Programme) for one in programme.rounds]
        if record.programme in store and record.round not in rounds:
            held = ", ".join(rounds)
            yield found(
                "reference.dangling", record, "round",
                Label(f"没有轮次 {record.round!r}", f"{record.programme} has no round {record.round!r}"),
                Label(f"已有轮次：{held or '无'}", f"its rounds are: {held or 'none'}"),
            )  # fmt: skip


def _processes(store: Store) -> Iterator[Finding]:
    for platform in store.all(Platform):
        for fault in faults_of_process(platform):
            yield found("process.faulty", platform, fault.path, fault.label, fault.advice)


def _contradictions(store: Store) -> Iterator[Finding]:
    for one in contradictions(store):
        if one.field == "kind" or len({said.cite for said in one.said}) == 1:
            continue  # reported as an id that stands there twice
        zh, en = (("；" if lang == "zh" else "; ").join(_said(said, lang) for said in one.said) for lang in _LANGUAGES)
        yield found(
            "statement.contradiction", store.statements(one.id)[0], one.field,
            Label(f"出处说法不一：{zh}", f"the sources differ: {en}"),
            Label("两种说法并存；核实后可删去一种", "both are kept; drop one where you know better"),
            cite=tuple(cite for said in one.said for cite in said.cite),
        )  # fmt: skip


_LANGUAGES: tuple[Language, Language] = ("zh", "en")


def _said(said: Statement, lang: Language) -> str:
    """Return what a statement says, and where it stands."""
    text = in_words(said.value, lang)
    text = text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"
    source = ", ".join(one.text(lang) for one in said.cite) or {"zh": "无出处", "en": "no source"}[lang]
    return f"{text}（{source}）" if lang == "zh" else f"{text} ({source})"


_LONGEST_SHOWN = 120
