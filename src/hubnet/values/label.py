"""A text in both languages."""

from __future__ import annotations

from typing import Literal

from attrs import frozen

Language = Literal["zh", "en"]


@frozen
class Label:
    """A text in Chinese and English that mean the same."""

    zh: str
    en: str

    def text(self, lang: Language) -> str:
        """Return the text in one language."""
        return self.zh if lang == "zh" else self.en
