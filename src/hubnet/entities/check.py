"""What is wrong with a register: findings, each with record, field, source and what to do."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from hubnet.entities.base import Base
from hubnet.entities.compare import contradictions
from hubnet.entities.duplicates import duplicates
from hubnet.entities.funding import Grant
from hubnet.entities.history import existence
from hubnet.entities.naming import UNIFIED_CODE
from hubnet.entities.organization import Federation, Organization
from hubnet.entities.store import Record, Store, kind_of, references
from hubnet.entities.vocabulary import LegalForm, TieKind, label_of
from hubnet.errors import Problem
from hubnet.values import Citation, End, Finding, Label, Outcome, PartialDate, UnifiedCode

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from hubnet.entities.tie import Tie

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
        duplicates(store), _contradictions(store),
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
        for other in others:
            if type(other) is not type(first):
                yield found(
                    "id.kinds", other, "id",
                    Label(f"编号 {name} 既是 {kind_of(first)} 又是 {kind_of(other)}",
                          f"the id {name} is that of a {kind_of(first)} and of a {kind_of(other)}"),
                    Label("另给一个编号", "give one of them another id"),
                )  # fmt: skip
            elif other.cite == first.cite:
                yield found(
                    "id.duplicate", other, "id",
                    Label(f"编号 {name} 重复，且出处相同", f"the id {name} stands there twice, with the same source"),
                    Label("删去一条，或另给编号，或注明不同出处", "drop one, give it another id, or cite both"),
                )  # fmt: skip


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
                    Label(f"{name!r} 是 {kind_of(target)}", f"{name!r} is a {kind_of(target)}"),
                    Label(f"应指向：{'、'.join(kinds)}", f"it has to name one of: {', '.join(kinds)}"),
                )  # fmt: skip


def _codes(store: Store) -> Iterator[Finding]:
    for organization in store.all(Organization):
        for number, identifier in enumerate(organization.identifiers):
            if identifier.scheme != UNIFIED_CODE:
                continue
            path = f"identifiers[{number}].value"
            for fault in UnifiedCode.faults(identifier.value):
                yield found(
                    f"code.{fault.part}", organization, path,
                    Label(f"代码 {identifier.value!r}：{fault}", f"unified code {identifier.value!r}: {fault}"),
                    Label("对照登记证书核对", "check it against the certificate"),
                )  # fmt: skip
            yield from _form_of_code(organization, identifier.value, path)


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
    for base in store.all(Base):
        yield from _reversed(base, "closed", base.opened, base.closed)


def _reversed(record: Record, field: str, start: PartialDate | None, end: PartialDate | None) -> Iterator[Finding]:
    if start and end and end.latest <= start.earliest:
        yield found(
            "span.reversed", record, field,
            Label(f"结束 {end} 不晚于开始 {start}", f"it ends ({end}) no later than it begins ({start})"),
            Label("核对两个日期", "check both dates"),
        )  # fmt: skip


def _memberships(store: Store) -> Iterator[Finding]:
    federations = {federation.organization: federation for federation in store.all(Federation)}
    for tie in store.ties(TieKind.HAS_MEMBER):
        body = store.get(tie.from_)
        federation = federations.get(tie.from_)
        since = (federation and federation.founded) or (body.founded if isinstance(body, Organization) else None)
        start = tie.span.start if tie.span else None
        if since and start is not None and not isinstance(start, End) and _latest(start) < since.earliest:
            yield found(
                "member.before_founding", tie, "span",
                Label(f"会员关系始于 {start}，早于 {tie.from_} 的成立 {since}",
                      f"the membership begins on {start}, before {tie.from_} was founded ({since})"),
                Label("核对入会日期或成立日期", "check the date of joining or of founding"),
            )  # fmt: skip
        yield from _form_of_member(store, tie, body, federation)


def _latest(when: date | PartialDate) -> date:
    return when.latest if isinstance(when, PartialDate) else when


def _form_of_member(store: Store, tie: Tie, body: Record | None, federation: Federation | None) -> Iterator[Finding]:
    member = store.get(tie.to)
    form = getattr(member, "form", None)
    if form is None:
        return
    barred, rules = _NO_MEMBERS.get(getattr(body, "form", None), ((), ()))  # type: ignore[arg-type]
    limited = federation.member_forms if federation else ()
    if form in barred or (limited and form not in limited):
        label = label_of(form)
        rule = rules if form in barred else federation.cite if federation else ()
        said = Label(f"（{rule[0].text('zh')}）", f" ({rule[0].text('en')})") if rule else Label("", "")
        yield found(
            "member.form", tie, "to",
            Label(f"{tie.to} 是{label.zh}，不能是 {tie.from_} 的会员{said.zh}",
                  f"{tie.to} is a {label.en} and cannot be a member of {tie.from_}{said.en}"),
            Label("核对该单位的形式，或改为其他关系", "check the form of the body, or record another kind of tie"),
            cite=rule or tie.cite,
        )  # fmt: skip


def _grants(store: Store) -> Iterator[Finding]:
    for grant in store.all(Grant):
        recipient = store.get(grant.recipient)
        when = grant.awarded_on
        if recipient is None or when is None:
            continue
        span = existence(recipient)
        if span is not None and all(span.covers(day) is Outcome.NOT_MET for day in (when.earliest, when.latest)):
            yield found(
                "grant.recipient_not_existing", grant, "recipient",
                Label(f"{grant.recipient} 在 {when} 不存在（存续 {span}）",
                      f"{grant.recipient} did not exist on {when} (it exists {span})"),
                Label("核对受资助单位或拨付日期", "check the recipient or the day of the award"),
            )  # fmt: skip


def _contradictions(store: Store) -> Iterator[Finding]:
    for one in contradictions(store):
        if one.field == "kind" or len({said.cite for said in one.said}) < len(one.said):
            continue  # reported as an id that stands there twice
        shown_zh = "；".join(f"{_shown(said.value)}（{_sources(said.cite, zh=True)}）" for said in one.said)
        shown_en = "; ".join(f"{_shown(said.value)} ({_sources(said.cite, zh=False)})" for said in one.said)
        yield found(
            "statement.contradiction", store.statements(one.id)[0], one.field,
            Label(f"出处说法不一：{shown_zh}", f"the sources differ: {shown_en}"),
            Label("两种说法并存；核实后可删去一种", "both are kept; drop one where you know better"),
            cite=tuple(cite for said in one.said for cite in said.cite),
        )  # fmt: skip


def _sources(cite: tuple[Citation, ...], *, zh: bool) -> str:
    return ", ".join(one.text("zh" if zh else "en") for one in cite) or ("无出处" if zh else "no source")


def _shown(value: object) -> str:
    text = str(value) if not isinstance(value, tuple) else ", ".join(map(_shown, value))
    return text if len(text) <= _LONGEST_SHOWN else f"{text[:_LONGEST_SHOWN]}…"


_LONGEST_SHOWN = 120
