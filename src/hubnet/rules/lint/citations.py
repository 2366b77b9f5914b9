"""Citations that a reader could not follow, and inferences without their reasoning."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.rulebook import Clause, Consequence, CountingRule, Principle, Provision, Rank, Step
from hubnet.rules.lint.subject import Subject, finding
from hubnet.values import Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.values import Finding

_BY_ARTICLE = (
    Rank.LAW,
    Rank.ADMINISTRATIVE_REGULATION,
    Rank.DEPARTMENT_RULE,
    Rank.LOCAL_REGULATION,
    Rank.LOCAL_RULE,
)
"""Ranks whose texts are divided into articles."""


def incomplete_citations(subject: Subject) -> Iterator[Finding]:
    """Yield each citation that names neither article, passage nor words, and each text whose words are not quoted.

    The words alone are enough for policies and documents, which have no articles; what was only reported, or says
    ``because``, need not say where in the text it stands. Quoted must be what a clause, a step, a consequence or a
    principle says by its text, in the first of its versions; not what the text leaves open.
    """
    for group in subject.tables():
        for text in group:
            yield from _unfound(text)
        yield from _unquoted(group[0])


def _unfound(text: Provision) -> Iterator[Finding]:
    cite = text.cite
    if cite.article or cite.passage or text.confidence is Confidence.REPORTED or text.because is not None:
        return
    divided = cite.instrument is not None and text.rank in _BY_ARTICLE
    if divided or not cite.quote:
        zh, en = (
            ("缺少条号", "no article is named") if divided else ("看不出在原文何处", "nothing says where it stands")
        )
        advice = "补上 article、passage 或者 quote", "add article, passage or quote"
        if divided:
            advice = "补上 article（或者 passage）", "add article (or passage)"
        yield finding("citation.incomplete", text, "cite", (zh, en), advice)


def _unquoted(text: Provision) -> Iterator[Finding]:
    says = isinstance(text, Clause | Step | Consequence | Principle) and getattr(text, "gap", None) is None
    if says and text.confidence is Confidence.TEXT and not text.cite.quote:
        said = "依据强度为条文，却没有引文", "founded on the text, and no words of it are quoted"
        advice = (
            "补上 quote，或者改写 confidence",
            'add quote, or say confidence = "reported" where the text itself was not seen',
        )
        yield finding("citation.no_quote", text, "cite", said, advice)


def unreasoned(subject: Subject) -> Iterator[Finding]:
    """Yield each inference that does not say why; the reasons of a counting rule are its principles."""
    for text, *_ in subject.tables():
        reasons = text.principles if isinstance(text, CountingRule) else text.because
        if text.confidence is Confidence.INFERRED and not reasons:
            said = "推定而没有理由", "inferred, and not said why"
            yield finding("inference.unreasoned", text, "because", said, ("补上 because", "add because"))
