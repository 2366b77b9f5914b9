"""Records in words: what kinds and fields are called, and a record as lines for a reader."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from enum import Enum
from typing import Any

import attrs

from hubnet.calendar import Period
from hubnet.entities.base import Platform, ProcessStep
from hubnet.entities.fields import REFERS_TO
from hubnet.entities.naming import Identifier, Name
from hubnet.entities.report import Count
from hubnet.entities.store import KIND_LABELS, Record
from hubnet.entities.terms import label_of
from hubnet.values import (
    CONFIDENCE_LABELS,
    Citation,
    Confidence,
    End,
    Label,
    Language,
    PartialDate,
    Place,
    Quantity,
    Share,
    Span,
    Yuan,
)

_ZH: dict[str, str] = {
    "about": "所指", "activities": "业务活动", "address": "地址", "after": "在其后", "allotments": "资金安排",
    "amount": "金额", "announced": "发布内容", "announced_count": "发布数量", "applicant": "申请单位",
    "application": "申请", "applications": "申报数", "applied": "申请金额", "approved": "立项数", "area": "面积",
    "at_most": "上限", "attended_by": "出席者", "attendees": "出席人数", "attested": "见载日期", "awarded": "核定金额",
    "awarded_on": "资助日期", "base": "基地", "based_on": "依托", "because": "理由", "beneficiaries": "受益人数",
    "between": "合作双方", "body": "单位", "brand": "品牌", "by": "期限或承担者", "capacity": "容量", "caps": "限额",
    "carried_out_by": "实施单位", "cite": "出处", "claimed_by": "认领单位", "closed": "关闭", "committed": "承诺时限",
    "complete": "完全实现", "condition": "条件", "confidence": "依据程度", "count": "数量", "counts": "计数对象",
    "decides": "决策", "designated": "认定日期", "designated_by": "认定单位", "details": "细目",
    "direct_beneficiaries": "直接受益人数", "disbursed": "拨付金额", "dissolved": "终止日期", "distinctions": "特点",
    "due": "应付日期", "eligible": "对象", "eligible_forms": "对象形式", "eligible_registrars": "对象登记地",
    "every": "周期",
    "extent": "范围", "fields": "领域", "fixed_awards": "定额资助", "form": "组织形式", "former": "原先",
    "forms": "组织形式", "founded": "成立日期", "founders": "发起单位", "from": "起点", "functional_area": "功能区",
    "functions": "功能", "funded_by": "出资方", "funder": "资助方", "given_by": "授予单位", "goals": "目标",
    "governance": "治理", "held_by": "举办单位", "house": "房屋", "id": "编号", "identifiers": "标识",
    "includes": "其中", "indirect_beneficiaries": "间接受益人数", "inferred": "推定", "instalments": "分期",
    "interim": "暂行", "issued": "发布日期", "issued_by": "发布单位", "kind": "类别", "label": "名称",
    "letter": "责任书", "letter_required": "须签责任书", "level": "级别", "matched_by": "配套方",
    "matching": "配套比例",
    "member_forms": "会员形式", "members": "会员", "methods": "方式", "model": "模式", "more": "未尽列举",
    "more_fields": "领域未尽列举", "more_purposes": "用途未尽列举", "proposed_by": "倡议单位",
    "more_subjects": "内容未尽列举", "more_attendees": "出席者未尽列举", "led_by": "牵头单位", "times": "次数",
    "more_payees": "受款方未尽列举", "more_payers": "付款方未尽列举", "more_priorities": "重点未尽列举",
    "more_services": "服务未尽列举", "more_steps": "环节未尽列举", "name": "名称", "names": "名称",
    "zh": "中文", "en": "英文", "title": "标题", "published": "发布日期", "publisher": "发布者", "author": "作者",
    "url": "网址", "note": "备注", "step": "环节",
    "number": "序号",
    "of": "所属", "on": "日期", "opened": "启用日期", "operated_by": "运营单位", "operates": "运营",
    "ordered": "有先后次序", "organization": "组织", "paid": "已付日期", "paid_by": "出资方", "part_of": "隶属",
    "partners": "合作单位", "parts": "组成", "pass_through": "转拨", "payees": "受款方", "payers": "付款方",
    "per": "每", "period": "期间", "pilot": "试点", "place": "地区", "planned": "计划", "policy": "政策依据",
    "principles": "原则", "priorities": "重点", "procedures": "程序", "programme": "项目计划", "project": "项目",
    "purposes": "用途", "rank": "等次", "recipient": "受资助方", "records": "对应记录", "registrar": "登记地",
    "relief": "减免", "requested": "申请金额", "results": "成果", "role": "身份", "roles": "类型", "round": "轮次",
    "rounds": "轮次", "run_by": "主办单位", "scheme": "体系", "scope": "范围", "seat": "住所地", "sector": "行业",
    "services": "服务", "set_up_by": "设立单位", "share": "占比", "signed": "签订日期", "signed_by": "签订单位",
    "source": "来源", "sources": "资金来源", "span": "起止", "start_up": "起步", "started": "设立日期",
    "state": "状态", "status": "登记状态", "statuses": "登记状态", "steps": "环节", "subject": "内容",
    "subjects": "内容", "submitted": "申报日期", "supervises": "监督", "supplements": "配套文件", "tasks": "职责",
    "tie": "关系", "tier": "层级", "to": "对象", "towards": "反向", "traced": "全程留痕", "tracks": "服务轨道",
    "kinds": "记录类别", "structure": "架构类型", "tiers": "层级",
    "value": "数值", "venue": "地点", "what": "类别", "years": "年数", "zones": "功能区",
}  # fmt: skip
_EN = {
    "cite": "source",
    "because": "reason",
    "from": "from",
    "of": "belongs to",
    "on": "date",
    "every": "held every",
    "more": "list is open",
    "by": "by",
}
_YES = {"zh": "是", "en": "yes"}
_NO = {"zh": "否", "en": "no"}


def field_label(name: str) -> Label:
    """Return what a field is called."""
    word = name.rstrip("_")
    return Label(_ZH.get(word, word), _EN.get(word, word.replace("_", " ")))


def name_in_words(name: Name, lang: Language) -> str:
    """Return a name; in English with the Chinese one behind it, which is the one to look for."""
    return name.zh if lang == "zh" or not name.en else f"{name.en} ({name.zh})"


def span_in_words(span: Span, lang: Language) -> str:
    """Return a span as a reader writes it; its end is the first day out."""
    zh = lang == "zh"
    parts = []
    if isinstance(span.start, date | PartialDate):
        parts.append(f"自 {span.start}" if zh else f"from {span.start}")
    elif span.start is not None:
        parts.append("起始不明" if zh else "start not known")
    if isinstance(span.end, date | PartialDate):
        parts.append(f"至 {span.end} 前" if zh else f"until before {span.end}")
    else:
        parts.append(_ENDS[span.end].text(lang))
    if span.attested is not None:
        parts.append(f"见载于 {span.attested}" if zh else f"attested on {span.attested}")
    return ("，" if zh else ", ").join(parts)


_ENDS = {End.OPEN: Label("至今", "goes on"), End.UNKNOWN: Label("终止不明", "end not known")}


def _same_day(period: Period, lang: Language) -> str:
    return period.label.text(lang) if period.length else {"zh": "当日", "en": "the same day"}[lang]


_WORDS: tuple[tuple[type | tuple[type, ...], Callable[[Any, Language], str]], ...] = (
    (bool, lambda value, lang: (_YES if value else _NO)[lang]),
    (Confidence, lambda value, lang: CONFIDENCE_LABELS[value].text(lang)),
    ((Label, Citation, Quantity, Yuan), lambda value, lang: str(value.text(lang))),
    (Name, name_in_words),
    (Identifier, lambda value, _: f"{value.scheme} {value.value}"),
    (Period, _same_day),
    ((Enum, str), lambda value, lang: label_of(value).text(lang)),
    (Span, span_in_words),
    ((PartialDate, Place, Share, date, int), lambda value, _: str(value)),
)
"""How values are said, by their type; the first that fits."""

Call = Callable[[str], str]
"""What an id is shown as."""


def describe(
    record: Record, lang: Language, *, call: Call | None = None, leave_out: tuple[str, ...] = ()
) -> list[tuple[str, str]]:
    """Return a record as pairs of a field's label and its content in words; what is not said is left out.

    Args:
        record: any record.
        lang: the language.
        call: what the ids of other records are shown as; as they are, if not given.
        leave_out: fields to leave out.
    """
    said = call or str
    if isinstance(record, Platform):
        known = {role.id: role.label.text(lang) for role in record.roles}
        known |= {step.id: step.label.text(lang) for step in record.steps}
        said = lambda name: known.get(name) or (call or str)(name)  # noqa: E731
    shown = []
    for field in attrs.fields(type(record)):
        value = getattr(record, field.name)
        if field.name not in leave_out and not _silent(field, value):
            if field.name == "kinds":
                value = tuple(KIND_LABELS[kind] for kind in value)
            words = in_words(value, lang, said, ids=REFERS_TO in field.metadata)
            shown.append((field_label(field.name).text(lang), words))
    return shown


def _silent(field: attrs.Attribute[Any], value: object) -> bool:
    return field.default is not attrs.NOTHING and value == field.default


def in_words(value: Any, lang: Language, call: Call = str, *, ids: bool = False) -> str:  # noqa: ANN401
    """Return the content of a field in words, the parts of a list one after the other.

    Args:
        value: what stands in the field.
        lang: the language.
        call: what ids are shown as.
        ids: whether the texts in the field are ids.
    """
    if ids:
        return _joined([call(name) for name in value], lang) if isinstance(value, tuple) else call(value)
    if isinstance(value, tuple):
        return _joined([in_words(part, lang, call) for part in value], lang)
    return _one(value, lang, call)


def _joined(parts: list[str], lang: Language) -> str:
    long = any(len(part) > _SHORT for part in parts)
    return ("；" if lang == "zh" else "; ").join(parts) if long else ("、" if lang == "zh" else ", ").join(parts)


_SHORT = 24


def _one(value: Any, lang: Language, call: Call) -> str:  # noqa: ANN401
    for kinds, words in _WORDS:
        if isinstance(value, kinds):
            return words(value, lang)
    return _nested(value, lang, call)


def _nested(value: Any, lang: Language, call: Call) -> str:  # noqa: ANN401
    """Return a part of a record as "label: field content, field content"."""
    head, rest = "", []
    for field in attrs.fields(type(value)):
        part = getattr(value, field.name)
        if _silent(field, part) or field.name == "id":
            continue
        named = isinstance(value, ProcessStep) and field.name in ("by", "after")
        words = in_words(part, lang, call, ids=named or REFERS_TO in field.metadata)
        if isinstance(value, Count) and field.name == "kind":
            words = KIND_LABELS[part].text(lang) if part in KIND_LABELS else part
        if field.name in ("label", "of", "status", "signed_by") and not head:
            head = words
        else:
            rest.append(f"{field_label(field.name).text(lang)} {words}")
    inside = ("，" if lang == "zh" else ", ").join(rest)
    if not head or not inside:
        return head or inside
    return f"{head}（{inside}）" if lang == "zh" else f"{head} ({inside})"


def shown_name(record: Record, lang: Language) -> str:
    """Return what a record is called: its first name or label, or its id."""
    names = getattr(record, "names", ())
    if names:
        return str(names[0].text(lang))
    label = getattr(record, "label", None)
    return str(label.text(lang)) if isinstance(label, Label) else record.id
