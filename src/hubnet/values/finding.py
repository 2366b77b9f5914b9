"""What a check found, as a value."""

from __future__ import annotations

from attrs import frozen

from hubnet.errors import Problem
from hubnet.values.citation import Citation
from hubnet.values.label import Label, Language


@frozen(kw_only=True)
class Finding:
    """One thing a check found: a kind for programs, a text for readers, the place, the source, and what to do.

    ``code`` is a stable dotted word such as ``worked_case.differs``. ``subject`` is the id of the record it is about,
    and ``field`` the field of it, where it is about one; ``cite`` is the source of what was found.
    """

    code: str
    label: Label
    where: Problem | None = None
    advice: Label | None = None
    subject: str | None = None
    field: str | None = None
    cite: tuple[Citation, ...] = ()

    def text(self, lang: Language) -> str:
        """Return place, text and advice in one line."""
        parts = [self.where.where] if self.where and self.where.where else []
        parts.append(self.label.text(lang))
        if self.advice:
            parts.append(self.advice.text(lang))
        return ("：" if lang == "zh" else ": ").join(parts)
