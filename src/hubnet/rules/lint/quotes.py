"""Quotes held against the articles that they are taken from."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from hubnet.rulebook import Step
from hubnet.rules.lint.subject import Subject, finding

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from hubnet.rulebook import Provision
    from hubnet.values import Citation, Finding

_DIGITS = {sign: number for number, sign in enumerate("零一二三四五六七八九")} | {"〇": 0, "两": 2}
_TENS = {"十": 10, "百": 100, "千": 1000}
_ARTICLE = re.compile(r"^[\s#>*]*第([零〇一二两三四五六七八九十百千0-9]+)条(?!第)", re.MULTILINE)
_CITED = re.compile(r"(\d+)(?:\([^)]*\))*(?:-(\d+))?")
_ONE = {"—": "-", "－": "-", "–": "-", "−": "-", "―": "-", "•": "·", "・": "·", "．": ".", "。": ".", "｡": "."}
_QUOTATION = str.maketrans(dict.fromkeys("“”‘’「」『』\"'", '"'))
_LEFT_OUT = re.compile(r"(?:…|\.\.\.|⋯)+")


def wrong_quotes(subject: Subject) -> Iterator[Finding]:
    """Yield each quote that does not stand in the articles cited, and each article that the text does not have.

    Only where a text of the instrument is given. Pieces between ``…`` must stand there in their order. Spaces, line
    breaks, and full or half width of signs do not matter; quotation marks are all the same. A text without articles
    (第N条), and a citation without a number, are searched as a whole.
    """
    divided: dict[tuple[str, str | None], Mapping[int, str]] = {}
    for text in subject.texts:
        for key, cite in _cites(text):
            found = _statute(subject, cite)
            if found is None or not cite.quote:
                continue
            if found not in divided:
                divided[found] = articles(subject.statutes[found])
            yield from _held_against(text, key, cite, subject.statutes[found], divided[found])


def _cites(text: Provision) -> Iterator[tuple[str, Citation]]:
    yield "cite", text.cite
    if isinstance(text, Step) and text.extension is not None:
        yield "extension", text.extension.cite


def _statute(subject: Subject, cite: Citation) -> tuple[str, str | None] | None:
    keys = [(cite.instrument or "", cite.version), (cite.instrument or "", None)]
    return next((key for key in keys if key in subject.statutes), None)


def _held_against(
    text: Provision, key: str, cite: Citation, whole: str, divided: Mapping[int, str]
) -> Iterator[Finding]:
    numbers = list(cited_articles(cite.article or ""))
    missing = [number for number in numbers if divided and number not in divided]
    for number in missing:
        said = f"给出的文本没有第{number}条", f"the text given has no art. {number}"
        advice = "核对 article 与 version", "compare article and version with the text"
        yield finding("quote.no_article", text, f"{key}.article", said, advice)
    where = "\n".join(divided[number] for number in numbers if number in divided) if divided and numbers else whole
    piece = None if missing else missing_piece(cite.quote or "", where)
    if piece is not None:
        version = f"（{cite.version}）" if cite.version else ""
        said = (
            f"引文“{piece}”不在所引条文中{version}",
            f"the quote “{piece}” does not stand in the article cited{f' ({cite.version})' if cite.version else ''}",
        )
        advice = "逐字照录原文；省略之处写 …", "copy it word for word; write … where something is left out"
        yield finding("quote.differs", text, f"{key}.quote", said, advice)


def articles(text: str) -> dict[int, str]:
    """Return the articles of a statute by number: from 第N条 at the beginning of a line up to the next one."""
    heads = [(match, number_of(match[1])) for match in _ARTICLE.finditer(text)]
    ends = [*(match.start() for match, _ in heads[1:]), len(text)][: len(heads)]
    found: dict[int, str] = {}
    for (match, number), end in zip(heads, ends, strict=True):
        found[number] = found.get(number, "") + text[match.start() : end]
    return found


def number_of(text: str) -> int:
    """Return a number from 1 to 9999 written in Chinese or with digits."""
    if text.isascii():
        return int(text)
    total, digit = 0, 0
    for sign in text:
        if sign in _TENS:
            total += (digit or 1) * _TENS[sign]
            digit = 0
        else:
            digit = _DIGITS[sign]
    return total + digit


def cited_articles(article: str) -> Iterator[int]:
    """Yield the numbers of the articles of a citation: ``12(1)(4)``, ``6, 11``, ``201-203``."""
    for match in _CITED.finditer(article):
        yield from range(int(match[1]), int(match[2] or match[1]) + 1)


def missing_piece(quote: str, text: str) -> str | None:
    """Return the first piece of a quote that does not stand in a text after the pieces before it; None if all do."""
    whole, at = plain(text), 0
    for piece in _LEFT_OUT.split(quote):
        wanted = plain(piece)
        found = whole.find(wanted, at)
        if found < 0:
            return piece.strip()
        at = found + len(wanted)
    return None


def plain(text: str) -> str:
    """Return a text as it is compared: no spaces, signs in half width, one kind of dash, dot and quotation mark."""
    signs = unicodedata.normalize("NFKC", "".join(_ONE.get(sign, sign) for sign in text))
    return "".join(signs.translate(_QUOTATION).split())
