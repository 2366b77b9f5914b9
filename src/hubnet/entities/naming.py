"""Names and identifiers of records."""

from __future__ import annotations

from attrs import field, frozen

from hubnet.entities.fields import cites_field, needed_word, span_field
from hubnet.entities.vocabulary import NameKind
from hubnet.errors import InvalidValueError
from hubnet.values import Citation, Confidence, Label, Language, Span

UNIFIED_CODE = "CN-USCI"
"""Scheme of the unified social credit code (统一社会信用代码), in the words of org-id.guide."""


@frozen(kw_only=True)
class Name:
    """A name and when it was borne.

    ``zh`` is the name as its source writes it; ``en`` a translation, or the body's own English name.
    ``span`` None means that nothing is said of when. ``cite`` where it has a source of its own.
    """

    zh: str = field()
    en: str | None = None
    kind: NameKind = needed_word(NameKind, NameKind.OFFICIAL)
    span: Span | None = span_field()
    cite: tuple[Citation, ...] = cites_field()
    confidence: Confidence = needed_word(Confidence, Confidence.TEXT)

    @zh.validator
    def _filled(self, _: object, zh: object) -> None:
        if not isinstance(zh, str) or not zh.strip():
            raise InvalidValueError("name", zh, "give the name; it must not be empty")

    def text(self, lang: Language) -> str:
        """Return the name in a language; the Chinese one where there is no English one."""
        return self.zh if lang == "zh" else self.en or self.zh


@frozen(kw_only=True)
class Identifier:
    """A number or code and the register that gave it.

    ``scheme`` is ``CN-USCI`` for the unified social credit code, else a word of the register's choice. The value is
    kept as written; ``Register.check`` tells what is wrong with it.
    """

    scheme: str
    value: str


_ONE_NAME = (Name, Label, str)


def named(value: object) -> tuple[Name, ...]:
    """Take the names of a record: a Name, a text, a Label, or several of them.

    Raises:
        InvalidValueError: no name, or something else.
    """
    if isinstance(value, _ONE_NAME):
        value = (value,)
    if not isinstance(value, list | tuple) or not value:
        raise InvalidValueError("names", value, "give a name or a list of names; a record has at least one")
    return tuple(map(_name, value))


def _name(value: object) -> Name:
    if isinstance(value, Name):
        return value
    if isinstance(value, Label):
        return Name(zh=value.zh, en=value.en)
    if isinstance(value, str):
        return Name(zh=value)
    raise InvalidValueError("name", value, "give a Name, a Label or a text")


def names_field() -> tuple[Name, ...]:
    """Declare the names of a record; the first is the one shown."""
    return field(converter=named)
