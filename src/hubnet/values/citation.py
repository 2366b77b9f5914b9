"""Where a statement stands: an article of law or a passage of a document."""

from __future__ import annotations

from datetime import date
from enum import Enum
from functools import lru_cache

from attrs import frozen

from hubnet.values.label import Label, Language


class Confidence(Enum):
    """How well a statement is founded."""

    __hash__ = object.__hash__  # members are singletons; the hash of Enum is slow, and words are looked up by member

    TEXT = "text"
    """Read in the text of the instrument."""
    REPORTED = "reported"
    """Read in a page or article about it, not in the text itself."""
    INFERRED = "inferred"
    """A reading of ours; the reasoning stands beside it."""
    ASSUMED = "assumed"
    """Taken for the sake of an answer, because nothing says."""


CONFIDENCE_LABELS = {
    Confidence.TEXT: Label("条文", "text"),
    Confidence.REPORTED: Label("据报道", "reported"),
    Confidence.INFERRED: Label("推定", "inferred"),
    Confidence.ASSUMED: Label("假定", "assumed"),
}


@frozen(kw_only=True, cache_hash=True)
class Citation:
    """An article of an instrument (``instrument``, ``version``, ``article``) or a passage of a ``document``.

    ``title`` is the name of the instrument or document in both languages, filled in when a file is loaded.
    ``quote`` is the clause in Chinese, word for word; pieces left out are marked ``…``.
    """

    instrument: str | None = None
    version: str | None = None
    article: str | None = None
    quote: str | None = None
    document: str | None = None
    published: date | None = None
    passage: str | None = None
    title: Label | None = None

    def text(self, lang: Language) -> str:
        """Return the citation as a reader writes it, without the quote."""
        return _text(self, lang)


@lru_cache(maxsize=8192)
def _text(cite: Citation, lang: Language) -> str:
    zh = lang == "zh"
    if cite.document is not None:
        document = f"《{cite.document}》" if zh else cite.title.en if cite.title else cite.document
        passage = f"（{cite.passage}）" if zh else f" ({cite.passage})"
        dated = "" if cite.published is None else f"，{cite.published}" if zh else f", {cite.published}"
        return f"{document}{dated}{passage if cite.passage else ''}"
    name = cite.title.text(lang) if cite.title else str(cite.instrument)
    name = f"《{name}》" if zh else name
    edition = "" if cite.version is None else f"（{cite.version}年文本）" if zh else f" ({cite.version} text)"
    article = "" if cite.article is None else _article(cite.article) if zh else f", art. {cite.article}"
    return f"{name}{edition}{article}"


def _article(article: str) -> str:
    """Return ``12(1)(4)`` as 第12条第1款第4项, ``6, 12`` as 第6条、第12条."""
    parts = []
    for one in article.split(", "):
        number, *rest = one.rstrip(")").replace(")(", "(").split("(")
        levels = zip(rest, ("款", "项"), strict=False)
        parts.append(f"第{number.replace('-', '至')}条" + "".join(f"第{part}{word}" for part, word in levels))
    return "、".join(parts)
