"""The closed words of records, with their labels."""

from __future__ import annotations

from enum import Enum

from hubnet.values import Label


class LegalForm(Enum):
    """What a body is by law."""

    SOCIAL_ASSOCIATION = "social_association"
    PRIVATE_NON_ENTERPRISE_UNIT = "private_non_enterprise_unit"
    """民办非企业单位, called 社会服务机构 by the Civil Code and the Charity Law."""
    FOUNDATION = "foundation"
    PEOPLES_ORGANIZATION = "peoples_organization"
    PUBLIC_INSTITUTION = "public_institution"
    ENTERPRISE = "enterprise"
    RESIDENTS_COMMITTEE = "residents_committee"
    VILLAGERS_COMMITTEE = "villagers_committee"
    OWNERS_COMMITTEE = "owners_committee"
    GOVERNMENT_BODY = "government_body"
    PARTY_BODY = "party_body"
    UNIVERSITY = "university"
    MEDIA = "media"
    OVERSEAS_ORGANIZATION = "overseas_organization"
    UNREGISTERED_GROUP = "unregistered_group"


class Status(Enum):
    """Whether and how a body is registered."""

    INFORMAL = "informal"
    FILED = "filed"
    IN_PREPARATION = "in_preparation"
    REGISTERED = "registered"
    SUSPENDED = "suspended"
    DEREGISTERED = "deregistered"
    REVOKED = "revoked"


class Tier(Enum):
    """The level on which a body works; the words are those of the levels of places."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    STREET = "street"
    COMMUNITY = "community"


class Role(Enum):
    """What a body is for others."""

    HUB = "hub"
    DEMONSTRATION = "demonstration"
    SUPPORT = "support"


class NameKind(Enum):
    """What kind of name."""

    OFFICIAL = "official"
    SHORT = "short"
    ALIAS = "alias"


class Scope(Enum):
    """What a hub gathers its members by."""

    TERRITORIAL = "territorial"
    SECTORAL = "sectoral"


class TieKind(Enum):
    """What a tie says of its two ends; it runs from the acting body to the other."""

    HAS_MEMBER = "has_member"
    FOUNDED = "founded"
    INCUBATES = "incubates"
    HOSTS = "hosts"
    SUPERVISES = "supervises"
    FUNDS = "funds"
    SERVES = "serves"
    GUIDES_PARTY_BUILDING = "guides_party_building"
    REPRESENTS = "represents"


class BaseKind(Enum):
    """What kind of place for organizations."""

    INCUBATION_BASE = "incubation_base"
    INCUBATOR = "incubator"
    PARK = "park"
    SERVICE_CENTRE = "service_centre"
    CULTIVATION_CENTRE = "cultivation_centre"
    MAKER_SPACE = "maker_space"
    PARTY_BUILDING_CENTRE = "party_building_centre"
    PARTY_WORK_STATION = "party_work_station"


class GovernanceModel(Enum):
    """Who runs an incubation base."""

    PUBLIC_INSTITUTION = "public_institution"
    GOVERNMENT_FORMED_ORGANIZATION = "government_formed_organization"
    OUTSOURCED = "outsourced"
    THREE_SEPARATE_BODIES = "three_separate_bodies"


class ProgrammeKind(Enum):
    """How a programme spends."""

    VENTURE_FUND = "venture_fund"
    MICRO_VENTURE_FUND = "micro_venture_fund"
    SPECIAL_FUND = "special_fund"
    REWARD = "reward"
    START_UP_MONEY = "start_up_money"
    PURCHASE = "purchase"
    FUNCTION_TRANSFER = "function_transfer"
    PROJECT = "project"
    CAMPAIGN = "campaign"


class SchemeKind(Enum):
    """What the parts of a scheme are."""

    STRUCTURE = "structure"
    SERVICE_ALLOCATION = "service_allocation"
    MODE = "mode"
    GROWTH_PATH = "growth_path"
    TALENT_LADDER = "talent_ladder"
    FUNDING_SOURCES = "funding_sources"
    COOPERATION = "cooperation"
    RULES = "rules"
    RESOURCES = "resources"
    SUGGESTIONS = "suggestions"
    CLASSIFICATION = "classification"
    LEVELS = "levels"
    PLAN = "plan"


class ReformKind(Enum):
    """What a reform does with a requirement or a limit."""

    INTRODUCED = "introduced"
    ABOLISHED = "abolished"
    LOWERED = "lowered"
    SHORTENED = "shortened"


class ApplicationState(Enum):
    """How far an application has come."""

    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"


class AwardKind(Enum):
    """What kind of distinction."""

    PRIZE = "prize"
    HONOUR = "honour"
    PILOT = "pilot"
    FIRST_OF_ITS_KIND = "first_of_its_kind"
    OFFICE = "office"
    INVITATION = "invitation"
    RANKING = "ranking"


LABELS: dict[Enum, Label] = {
    LegalForm.SOCIAL_ASSOCIATION: Label("社会团体", "social association"),
    LegalForm.PRIVATE_NON_ENTERPRISE_UNIT: Label("民办非企业单位（社会服务机构）", "private non-enterprise unit"),
    LegalForm.FOUNDATION: Label("基金会", "foundation"),
    LegalForm.PEOPLES_ORGANIZATION: Label("人民团体", "people's organization"),
    LegalForm.PUBLIC_INSTITUTION: Label("事业单位", "public institution"),
    LegalForm.ENTERPRISE: Label("企业", "enterprise"),
    LegalForm.RESIDENTS_COMMITTEE: Label("居民委员会", "residents' committee"),
    LegalForm.VILLAGERS_COMMITTEE: Label("村民委员会", "villagers' committee"),
    LegalForm.OWNERS_COMMITTEE: Label("业主委员会", "owners' committee"),
    LegalForm.GOVERNMENT_BODY: Label("机关", "government body"),
    LegalForm.PARTY_BODY: Label("党组织", "party body"),
    LegalForm.UNIVERSITY: Label("高校", "university"),
    LegalForm.MEDIA: Label("媒体", "media"),
    LegalForm.OVERSEAS_ORGANIZATION: Label("境外组织", "overseas organization"),
    LegalForm.UNREGISTERED_GROUP: Label("未登记团体", "unregistered group"),
    Status.INFORMAL: Label("自发", "informal"),
    Status.FILED: Label("备案", "filed"),
    Status.IN_PREPARATION: Label("筹备", "in preparation"),
    Status.REGISTERED: Label("登记", "registered"),
    Status.SUSPENDED: Label("停止活动", "suspended"),
    Status.DEREGISTERED: Label("注销", "deregistered"),
    Status.REVOKED: Label("撤销", "revoked"),
    Tier.COUNTRY: Label("国家级", "country"),
    Tier.PROVINCE: Label("省级", "province"),
    Tier.CITY: Label("市级", "city"),
    Tier.DISTRICT: Label("区级", "district"),
    Tier.STREET: Label("街道级", "street"),
    Tier.COMMUNITY: Label("社区级", "community"),
    Role.HUB: Label("枢纽型", "hub-type"),
    Role.DEMONSTRATION: Label("示范型", "demonstration-type"),
    Role.SUPPORT: Label("支持型", "support-type"),
    NameKind.OFFICIAL: Label("全称", "full name"),
    NameKind.SHORT: Label("简称", "short name"),
    NameKind.ALIAS: Label("别称", "other name"),
    Scope.TERRITORIAL: Label("区域性", "territorial"),
    Scope.SECTORAL: Label("行业性", "sectoral"),
    TieKind.HAS_MEMBER: Label("有会员", "has member"),
    TieKind.FOUNDED: Label("发起成立", "founded"),
    TieKind.INCUBATES: Label("孵化", "incubates"),
    TieKind.HOSTS: Label("入驻", "hosts"),
    TieKind.SUPERVISES: Label("监督", "supervises"),
    TieKind.FUNDS: Label("资助", "funds"),
    TieKind.SERVES: Label("服务", "serves"),
    TieKind.GUIDES_PARTY_BUILDING: Label("指导党建", "guides party building"),
    TieKind.REPRESENTS: Label("代表", "represents"),
    BaseKind.INCUBATION_BASE: Label("孵化基地", "incubation base"),
    BaseKind.INCUBATOR: Label("孵化器", "incubator"),
    BaseKind.PARK: Label("园区", "park"),
    BaseKind.SERVICE_CENTRE: Label("服务中心", "service centre"),
    BaseKind.CULTIVATION_CENTRE: Label("培育中心", "cultivation centre"),
    BaseKind.MAKER_SPACE: Label("众创空间", "maker space"),
    BaseKind.PARTY_BUILDING_CENTRE: Label("党建中心", "party-building centre"),
    BaseKind.PARTY_WORK_STATION: Label("党建工作站", "party work station"),
    GovernanceModel.PUBLIC_INSTITUTION: Label("政府成立事业单位管理", "a public institution set up by government"),
    GovernanceModel.GOVERNMENT_FORMED_ORGANIZATION: Label(
        "政府组建社会组织负责", "a social organization formed by government"
    ),
    GovernanceModel.OUTSOURCED: Label("政府外包社会组织负责", "outsourced by government to a social organization"),
    GovernanceModel.THREE_SEPARATE_BODIES: Label(
        "理事会决策、社会机构运营、独立机构监督",
        "a council decides, an agency operates, an independent body supervises",
    ),
    ProgrammeKind.VENTURE_FUND: Label("公益创投", "venture fund"),
    ProgrammeKind.MICRO_VENTURE_FUND: Label("微创投", "micro-venture fund"),
    ProgrammeKind.SPECIAL_FUND: Label("专项资金", "special fund"),
    ProgrammeKind.REWARD: Label("奖励", "reward"),
    ProgrammeKind.START_UP_MONEY: Label("开办经费", "start-up money"),
    ProgrammeKind.PURCHASE: Label("政府购买服务", "government purchase of services"),
    ProgrammeKind.FUNCTION_TRANSFER: Label("职能转移", "transfer of government functions"),
    ProgrammeKind.PROJECT: Label("项目", "project"),
    ProgrammeKind.CAMPAIGN: Label("专项行动", "campaign"),
    SchemeKind.STRUCTURE: Label("架构", "structure"),
    SchemeKind.SERVICE_ALLOCATION: Label("服务资源配置", "service allocation"),
    SchemeKind.MODE: Label("运作模式", "mode of operation"),
    SchemeKind.GROWTH_PATH: Label("培育路径", "growth path"),
    SchemeKind.TALENT_LADDER: Label("人才梯队", "talent ladder"),
    SchemeKind.FUNDING_SOURCES: Label("筹资渠道", "funding sources"),
    SchemeKind.COOPERATION: Label("合作联动", "cooperation"),
    SchemeKind.RULES: Label("规则", "rules"),
    SchemeKind.RESOURCES: Label("资源清单", "resources"),
    SchemeKind.SUGGESTIONS: Label("建议", "suggestions"),
    SchemeKind.CLASSIFICATION: Label("分类", "classification"),
    SchemeKind.LEVELS: Label("层级", "levels"),
    SchemeKind.PLAN: Label("计划", "plan"),
    ReformKind.INTRODUCED: Label("推行", "introduced"),
    ReformKind.ABOLISHED: Label("取消", "abolished"),
    ReformKind.LOWERED: Label("降低", "lowered"),
    ReformKind.SHORTENED: Label("缩短", "shortened"),
    ApplicationState.SUBMITTED: Label("已申报", "submitted"),
    ApplicationState.APPROVED: Label("已立项", "approved"),
    ApplicationState.REJECTED: Label("未立项", "rejected"),
    ApplicationState.WITHDRAWN: Label("已撤回", "withdrawn"),
    AwardKind.PRIZE: Label("奖项", "prize"),
    AwardKind.HONOUR: Label("荣誉", "honour"),
    AwardKind.PILOT: Label("试点", "pilot"),
    AwardKind.FIRST_OF_ITS_KIND: Label("首家", "first of its kind"),
    AwardKind.OFFICE: Label("当选", "elected to office"),
    AwardKind.INVITATION: Label("受邀", "invitation"),
    AwardKind.RANKING: Label("位次", "ranking"),
}
"""The label of every closed word."""
