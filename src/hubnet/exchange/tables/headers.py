"""The dictionary of register tables: file names, columns and the headings they go by."""

from __future__ import annotations

from functools import cache

from attrs import frozen

from hubnet.entities import Federation, Grant, Hub, Organization, Record, Tie, normalised

MANY = "several, separated by ; or ；"


@frozen
class Column:
    """A column of a table: its one English name, the Chinese heading, other headings taken, what its cells hold."""

    name: str
    zh: str
    holds: str
    also: tuple[str, ...] = ()


@frozen(kw_only=True)
class Form:
    """A table: file name in both languages, kind of its records, columns, and those that have to be filled."""

    name: str
    zh: str
    kind: type[Record]
    columns: tuple[Column, ...]
    needed: tuple[str, ...]

    @property
    def known(self) -> dict[str, Column]:
        """The columns by their folded headings."""
        return _known(self.name)

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading means; case, spaces, punctuation and full-width forms do not matter."""
        return self.known.get(normalised(heading))


_ID = Column("id", "编号", "id, any text; where it is empty, one is made of the row", ())
_NAMES = (
    Column("name", "名称", "name as the source writes it", ("全称", "official name")),
    Column("name_en", "英文名称", "English name", ("英文名", "english name")),
    Column("short_name", "简称", f"short names: {MANY}", ("short names",)),
    Column("other_names", "别名", f"other names: {MANY}", ("其他名称", "别称", "aliases", "alias")),
)
_SOURCE = (
    Column("source", "来源", "title of the document that says so", ("来源文件", "资料来源", "document")),
    Column("source_en", "来源英文名", "its English title", ("document en",)),
    Column("source_date", "发布日期", "day of its publication", ("来源日期", "发布时间", "published")),
    Column("source_passage", "来源位置", "where in the document", ("出处", "passage")),
    Column("source_quote", "原文", "its words", ("引文", "quote")),
    Column("confidence", "可信度", "how well founded; empty: read in the text"),
    Column("because", "理由", "the reasoning, where it is inferred or assumed"),
    Column("because_en", "理由英文", "the reasoning in English"),
)
_SPAN = (
    Column("start", "起始日期", "first day on which it holds; empty: not said", ("开始日期", "since")),
    Column(
        "end", "终止日期", "first day on which it no longer holds; 至今 or open: goes on; empty: not said",
        ("结束日期", "until"),
    ),
    Column("attested", "存续见于", "a day on which a source says that it holds", ("known on",)),
)  # fmt: skip
_FOUNDED = Column("founded", "成立日期", "when it was set up", ("成立时间", "founding date"))
_FIELDS = Column("fields", "服务领域", f"fields of service: {MANY}", ("业务领域", "领域", "field"))
_TIER = Column("tier", "层级", "level on which it works", ("级别", "level"))
_PLACE = Column("place", "区域", "division code", ("地区", "区划", "区划代码", "division"))
_BODY = "a body: id, unified code or exact name"

ORGANIZATIONS = Form(
    name="organizations",
    zh="组织",
    kind=Organization,
    needed=("name",),
    columns=(
        Column("id", "编号", _ID.holds, ("组织编号", "机构编号")),
        Column("name", "名称", _NAMES[0].holds, ("组织名称", "单位名称", "机构名称", "社会组织名称", "全称")),
        *_NAMES[1:],
        Column("form", "组织形式", "what it is by law", ("类型", "组织类型", "社会组织类型", "legal form", "type")),
        Column(
            "unified_code", "统一社会信用代码", "18 characters; spaces, case and width are folded",
            ("信用代码", "社会信用代码", "usci", "uscc", "unified social credit code"),
        ),
        Column("identifiers", "其他标识", f"scheme=value: {MANY}", ("其他代码",)),
        Column("status", "登记状态", "registration status", ("状态",)),
        Column("registered_on", "登记日期", "when it was registered",
               ("注册日期", "登记时间", "成立登记日期", "registered")),
        Column("status_since", "状态起始日期", "first day of the status", ("状态日期",)),
        Column("status_until", "状态终止日期", "first day on which the status no longer holds; 至今 or open: goes on"),
        Column("founded", "成立日期", _FOUNDED.holds, ("成立时间",)),
        Column(
            "dissolved", "注销日期", "first day on which it no longer exists",
            ("终止日期", "注销时间", "解散日期"),
        ),
        Column("seat", "所在地", "division code of where it sits",
               ("住所地区划", "所在地区划", "所在区划", "住所地", "行政区划")),
        Column("address", "地址", "address", ("住所", "联系地址")),
        Column("registrar", "登记机关区划", "division code of the authority that registered it",
               ("登记地区划", "登记地")),
        _FIELDS,
        _TIER,
        Column("roles", "角色", f"what it is for others: {MANY}", ("role",)),
        Column("part_of", "隶属", _BODY, ("所属单位", "上级单位")),
        *_SOURCE,
    ),
)  # fmt: skip

HUBS = Form(
    name="hubs",
    zh="枢纽",
    kind=Hub,
    needed=(),
    columns=(
        Column("id", "编号", _ID.holds, ("枢纽编号",)),
        Column("organization", "组织", f"{_BODY}; it or the name is needed", ("承担单位", "枢纽组织", "组织名称")),
        Column("name", "名称", "name of the hub; empty: that of the organization", ("枢纽名称",)),
        *_NAMES[1:],
        Column("scope", "类型", "what it gathers its members by", ("枢纽类型",)),
        _PLACE,
        Column("sector", "领域", "field of a sectoral hub", ("行业", "行业领域")),
        _TIER,
        Column("based_on", "依托形式", f"forms of body on which hubs of this kind are built: {MANY}"),
        Column("designated_by", "认定单位", _BODY, ("认定机关", "命名单位")),
        Column("designated", "认定日期", "when it was designated", ("认定时间", "命名日期")),
        Column("start", "起始日期", "first day as a hub; empty: the day of designation", ("since",)),
        Column("until", "终止", "first day on which it no longer is one; 至今 or open: goes on",
               ("终止日期", "失效日期", "end")),
        Column("attested", "存续见于", _SPAN[2].holds),
        Column("policy", "依据", "id of the policy that it is recognised under", ("依据文件",)),
        Column("functions", "职能", f"functions: {MANY}", ("功能", "function")),
        *_SOURCE,
    ),
)  # fmt: skip

FEDERATIONS = Form(
    name="federations",
    zh="联合会",
    kind=Federation,
    needed=("organization",),
    columns=(
        Column("id", "编号", _ID.holds, ("联合会编号",)),
        Column("organization", "组织", f"the body itself: {_BODY[8:]}", ("名称", "联合会", "组织名称", "federation")),
        _FOUNDED,
        Column("founders", "发起单位", f"bodies: {MANY}", ("发起人",)),
        Column("members", "会员", f"bodies of which no dates are known: {MANY}", ("会员单位",)),
        Column("member_forms", "会员形式", f"forms that can be members: {MANY}", ("会员类型",)),
        _PLACE,
        _TIER,
        _FIELDS,
        *_SOURCE,
    ),
)

MEMBERS = Form(
    name="members",
    zh="会员",
    kind=Tie,
    needed=("body", "member"),
    columns=(
        Column("id", "编号", _ID.holds, ("会员编号",)),
        Column("body", "联合会/枢纽", f"hub or federation: {_BODY[8:]}",
               ("联合会", "枢纽", "枢纽/联合会", "枢纽或联合会", "联合会或枢纽", "federation", "hub")),
        Column("member", "会员", _BODY, ("会员单位", "会员名称", "成员", "成员单位")),
        Column("role", "身份", "member (or empty), founder, or an office of its council", ("会员身份", "会员类别")),
        Column("start", "入会日期", "first day as a member; empty: not said", ("入会时间", "joined", "since")),
        Column("end", "退会日期", _SPAN[1].holds, ("退会时间", "退出日期", "left", "until")),
        _SPAN[2],
        *_SOURCE,
    ),
)  # fmt: skip

GRANTS = Form(
    name="grants",
    zh="资助",
    kind=Grant,
    needed=("recipient",),
    columns=(
        Column("id", "编号", _ID.holds, ("资助编号",)),
        Column("funder", "资助方", _BODY, ("资助单位", "出资方")),
        Column("recipient", "受资助方", _BODY, ("受助方", "受资助单位", "承接单位")),
        Column("programme", "项目计划", "id of the programme", ("计划", "program")),
        Column("round", "轮次", "its round", ("届次", "批次")),
        Column("application", "申请编号", "id of the application"),
        Column("project", "项目名称", "name of the project", ("项目",)),
        Column("project_en", "项目英文名称", "its English name"),
        Column("applied", "申请金额", "amount applied for", ("申报金额",)),
        Column("awarded", "资助金额", "amount awarded", ("立项金额", "批准金额", "核定金额", "金额")),
        Column("disbursed", "拨付金额", "amount paid out", ("已拨付金额",)),
        Column("awarded_on", "资助日期", "when it was awarded", ("立项日期", "资助时间")),
        Column("pass_through", "转拨", "yes or no (是 or 否): money that is only handed on; empty: no", ("是否转拨",)),
        *_SOURCE,
    ),
)

TIES = Form(
    name="ties",
    zh="关系",
    kind=Tie,
    needed=("kind", "from", "to"),
    columns=(
        Column("id", "编号", _ID.holds, ("关系编号",)),
        Column("kind", "关系类型", "what the first does with the second", ("关系", "类型", "type")),
        Column("from", "起点", f"who acts: {_BODY[8:]}", ("主体",)),
        Column("to", "终点", f"with whom: {_BODY[8:]}", ("对象",)),
        *_SPAN,
        Column("role", "身份", "as what, in the words of the source", ("角色",)),
        *_SOURCE,
    ),
)

TABLES = (ORGANIZATIONS, HUBS, FEDERATIONS, MEMBERS, GRANTS, TIES)
"""All tables, in the order in which they are read and listed."""

NOT_TAKEN = frozenset({"序号", "备注", "no", "note", "notes", "remarks"})
"""Folded headings of columns that say nothing for a register: left out, with a note."""


@cache
def _known(table: str) -> dict[str, Column]:
    form = next(form for form in TABLES if form.name == table)
    known = {}
    for column in reversed(form.columns):  # an earlier column keeps a heading that two could go by
        for heading in (*column.also, column.zh, column.name):
            known[normalised(heading)] = column
    return known
