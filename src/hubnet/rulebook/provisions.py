"""What texts say, each sentence with its instrument, article, quote, place and dates."""

from __future__ import annotations

from datetime import date
from enum import Enum

from attrs import field, frozen

from hubnet.rulebook.force import Force, Window
from hubnet.values import COUNTRY, Citation, Confidence, Label, Place


class Rank(Enum):
    """Rank of a text, highest first."""

    LAW = "law"
    ADMINISTRATIVE_REGULATION = "administrative_regulation"
    DEPARTMENT_RULE = "department_rule"
    LOCAL_REGULATION = "local_regulation"
    LOCAL_RULE = "local_rule"
    POLICY = "policy"
    SERVICE_COMMITMENT = "service_commitment"


RANK_LABELS = {
    Rank.LAW: Label("法律", "law"),
    Rank.ADMINISTRATIVE_REGULATION: Label("行政法规", "administrative regulation"),
    Rank.DEPARTMENT_RULE: Label("部门规章", "department rule"),
    Rank.LOCAL_REGULATION: Label("地方性法规", "local regulation"),
    Rank.LOCAL_RULE: Label("地方政府规章", "local rule"),
    Rank.POLICY: Label("政策文件", "policy"),
    Rank.SERVICE_COMMITMENT: Label("服务承诺", "service commitment"),
}


class Relation(Enum):
    """How a provision stands to others of the same id."""

    STATES = "states"
    """It says so itself; two that differ without a licence are an open reading."""
    IMPLEMENTS = "implements"
    """It fills a point that the higher text leaves open: the more specific place wins."""
    ADDS = "adds"
    """It stands beside the others: a further limit or duty."""
    COMMITS = "commits"
    """A service commitment: it stands beside the statutory limit and never repeals it."""
    DEPARTS = "departs"
    """It differs from a higher, equal or later text that gives no licence for it: both are open readings."""


@frozen(kw_only=True)
class Version:
    """One version of an instrument; ``basis`` says where its dates were read."""

    id: str
    in_force_from: date | Window
    in_force_until: date | Window | None = None
    confidence: Confidence = Confidence.TEXT
    basis: str = ""

    def __attrs_post_init__(self) -> None:
        _ = self.force  # refuses an end before the start

    @property
    def force(self) -> Force:
        """When it is in force."""
        return Force(starts=self.in_force_from, ends=self.in_force_until)


@frozen(kw_only=True)
class Instrument:
    """A law, regulation, rule or policy, with its versions, oldest first."""

    id: str
    label: Label
    rank: Rank
    place: Place = field(factory=lambda: Place(COUNTRY))
    versions: tuple[Version, ...]


@frozen(kw_only=True)
class Provision:
    """What all provisions have.

    Attributes:
        id: dotted name, unique for its kind, place, relation and day.
        place: the division where it holds.
        rank: rank of its text.
        relation: how it stands to others of the same id.
        cite: where it is written.
        force: when it is in force; that of the cited version unless the provision says otherwise.
        confidence: how well it is founded; ``because`` gives the reasoning of an inference.
        source: file it was loaded from.
        entry: its table in that file, such as ``clause[3]``; later versions of a text share it.
    """

    id: str
    label: Label
    place: Place
    rank: Rank
    relation: Relation = Relation.STATES
    cite: Citation
    force: Force
    confidence: Confidence = Confidence.TEXT
    because: Label | None = None
    source: str
    entry: str = ""
