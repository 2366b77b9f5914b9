"""A register as a page of Markdown: who there is, how it is built, what it does, which figures, from which sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hubnet.entities import KIND_LABELS, KINDS, Tie, describe, field_label, shown_name
from hubnet.values import CONFIDENCE_LABELS, Confidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.entities import Record, Register
    from hubnet.values import Citation, Language

_CHAPTERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("组织", "Organizations", ("organization", "hub", "federation", "counted_group", "person", "department")),
    ("架构", "Structure", ("scheme", "base", "platform", "function_module", "service_post", "tie", "cooperation")),
    (
        "项目与资金", "Programmes and money",
        ("programme", "fund", "application", "grant", "flow", "policy", "reform", "award", "event"),
    ),
    ("数字", "Figures", ("indicator", "completeness", "place_name")),
)  # fmt: skip
_APART = ("id", "names", "label", "cite", "confidence", "because", "inferred")
"""Fields that a page shows in a place of their own."""


def register_page(register: Register, lang: Language = "zh") -> str:
    """Return a register as a page of Markdown in one language, the same for the same register.

    Each record has its id, its content in words, its source, and a mark where it is not simply read in the source.
    """
    return "\n".join(_Page(register, lang).lines()).rstrip() + "\n"


class _Page:
    def __init__(self, register: Register, lang: Language) -> None:
        self.register = register
        self.lang = lang
        self.zh = lang == "zh"

    def lines(self) -> Iterator[str]:
        label = self.register.label
        yield f"# {_safe(label.text(self.lang) if label else 'register')}"
        yield ""
        yield from self.sources()
        for zh, en, kinds in _CHAPTERS:
            held = [kind for kind in kinds if self.register.all(KINDS[kind])]
            if held:
                yield f"## {zh if self.zh else en}"
                yield ""
            for kind in held:
                yield from self.table(kind)

    def sources(self) -> Iterator[str]:
        yield f"## {'出处' if self.zh else 'Sources'}"
        yield ""
        for document in self.register.documents:
            title = f"《{document.title.zh}》" if self.zh else f"{document.title.en} (《{document.title.zh}》)"
            parts = [title]
            parts += [part.text(self.lang) for part in (document.publisher, document.author) if part]
            if document.published:
                parts.append(str(document.published))
            else:
                parts.append("未注明日期" if self.zh else "undated")
            if document.note:
                parts.append(document.note.text(self.lang))
            yield f"- {_safe(('，' if self.zh else ', ').join(parts))}"
        yield ""

    def table(self, kind: str) -> Iterator[str]:
        yield f"### {KIND_LABELS[kind].text(self.lang)}"
        yield ""
        heads = ("编号", "名称", "内容", "出处") if self.zh else ("id", "name", "content", "source")
        yield f"| {' | '.join(heads)} |"
        yield "|---|---|---|---|"
        for record in self.register.all(KINDS[kind]):
            cells = (f"`{record.id}`", self.name(record), self.content(record), self.cited(record))
            yield f"| {' | '.join(cells)} |"
        yield ""

    def name(self, record: Record) -> str:
        if isinstance(record, Tie):
            ends = self.call(record.from_), self.call(record.to)
            return _safe(f"{ends[0]} → {ends[1]}")
        names = getattr(record, "names", ())
        shown = [name.zh if self.zh or not name.en else f"{name.en} ({name.zh})" for name in names]
        return _safe(("；" if self.zh else "; ").join(shown) or shown_name(record, self.lang))

    def call(self, name: str) -> str:
        record = self.register.get(name)
        return shown_name(record, self.lang) if record is not None else name

    def content(self, record: Record) -> str:
        apart = (*_APART, "from_", "to") if isinstance(record, Tie) else _APART
        pairs = describe(record, self.lang, call=self.call, leave_out=apart)
        colon = "：" if self.zh else ": "
        said = [f"{label}{colon}{_safe(words)}" for label, words in pairs]
        mark = self.mark(record)
        return "<br>".join([*said, *([mark] if mark else [])])

    def mark(self, record: Record) -> str:
        """Return how a record is founded where it is more than read, and why."""
        colon = "：" if self.zh else ": "
        said = []
        if record.inferred:
            which = ("、" if self.zh else ", ").join(field_label(name).text(self.lang) for name in record.inferred)
            said.append(f"{CONFIDENCE_LABELS[Confidence.INFERRED].text(self.lang)}{colon}{which}")
        elif record.confidence is not Confidence.TEXT:
            said.append(CONFIDENCE_LABELS[record.confidence].text(self.lang))
        if record.because:
            said.append(record.because.text(self.lang))
        return f"\\[{_safe(('；' if self.zh else '; ').join(said))}\\]" if said else ""

    def cited(self, record: Record) -> str:
        return "<br>".join(self.passage(cite) for cite in record.cite)

    def passage(self, cite: Citation) -> str:
        first = self.register.documents[0].title.zh if self.register.documents else None
        where = cite.passage if cite.document == first and cite.passage else cite.text(self.lang)
        quote = f"“{cite.quote}”" if cite.quote else ""
        return _safe(f"{where}{'：' if quote else ''}{quote}")


_SPECIAL = str.maketrans({char: f"\\{char}" for char in "\\`*_[]<>|#"})


def _safe(text: str) -> str:
    """Return a text that Markdown shows as it is, on one line."""
    return " ".join(text.split()).translate(_SPECIAL)
