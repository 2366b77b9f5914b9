"""What of a record stands in which columns of its table, both ways."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from attrs import frozen

from hubnet.entities import (
    UNIFIED_CODE,
    Identifier,
    LegalForm,
    Name,
    NameKind,
    Role,
    Scope,
    Tier,
    normalised,
)
from hubnet.entities import TieKind as Kind
from hubnet.exchange.tables import cells as cells_of
from hubnet.exchange.tables.cells import Misfit
from hubnet.exchange.tables.row import Cells, Written
from hubnet.exchange.tables.spells import dated, read_statuses, span_of, write_span, write_statuses
from hubnet.values import Citation, Confidence, Label, Span

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date


@frozen(kw_only=True)
class Part:
    """A field of a record, its columns, and how the two become each other.

    ``read`` returns None where the cells say nothing. ``refs`` says that the value names bodies, to be looked up.
    ``kept`` says that what can be written of the value is written, even if it is not all.
    """

    field: str
    columns: tuple[str, ...]
    read: Callable[[Cells], Any]
    write: Callable[[Any], Written]
    refs: bool = False
    kept: bool = False


def _single(
    field: str, read: Callable[[str], Any], write: Callable[[Any], str] = str, *, column: str | None = None
) -> Part:
    name = column or field
    return Part(
        field=field,
        columns=(name,),
        read=lambda cells: cells.take(name, read),
        write=lambda value: {name: write(value)},
    )


def _text(field: str) -> Part:
    return _single(field, cells_of.plain)


def _id(field: str = "id") -> Part:
    return _single(field, cells_of.label_id)


def _date(field: str) -> Part:
    return _single(field, cells_of.day, dated)


def _word(field: str, kind: Any) -> Part:  # noqa: ANN401
    return _single(field, cells_of.word(kind), lambda value: str(value.value))


def _words(field: str, kind: Any) -> Part:  # noqa: ANN401
    return _single(field, cells_of.several(cells_of.word(kind)), lambda value: "; ".join(one.value for one in value))


def _terms(field: str) -> Part:
    return _single(field, cells_of.several(cells_of.term), "; ".join)


def _body(field: str, column: str | None = None) -> Part:
    name = column or field
    return Part(
        field=field, columns=(name,), read=lambda cells: cells.take(name, cells_of.label_id),
        write=lambda value: {name: value}, refs=True,
    )  # fmt: skip


def _bodies(field: str) -> Part:
    return Part(
        field=field, columns=(field,), read=lambda cells: cells.take(field, lambda text: tuple(cells_of.listed(text))),
        write=lambda value: {field: "; ".join(value)}, refs=True,
    )  # fmt: skip


def _amount(field: str) -> Part:
    return Part(
        field=field,
        columns=(field,),
        read=lambda cells: cells.take(field, lambda text: cells_of.amount(text, cells.units.get(field, ""))),
        write=lambda value: {field: str(value)},
    )


def _read_names(cells: Cells) -> tuple[Name, ...] | None:
    zh = cells.take("name", cells_of.plain)
    if zh is None:
        for column in ("name_en", "short_name", "other_names"):
            cells.take(column, lambda _: Misfit("stands there without a name; give the name too"))
        return None
    names = [Name(zh=zh, en=cells.take("name_en", cells_of.plain))]
    names += [Name(zh=one, kind=NameKind.SHORT) for one in cells.take("short_name", cells_of.listed) or ()]
    names += [Name(zh=one, kind=NameKind.ALIAS) for one in cells.take("other_names", cells_of.listed) or ()]
    return tuple(names)


def _write_names(names: tuple[Name, ...]) -> Written:
    first, *others = names
    cells = {"name": first.zh, "name_en": first.en or ""}
    for column, kind in (("short_name", NameKind.SHORT), ("other_names", NameKind.ALIAS)):
        undated = [other.zh for other in others if other.kind is kind and other.span is None]
        cells[column] = "; ".join(name for name in undated if cells_of.listed(name) == [name])
    return cells


def _read_identifiers(cells: Cells) -> tuple[Identifier, ...] | None:
    code = cells.take("unified_code", cells_of.code)
    others = cells.take("identifiers", _pairs) or ()
    return (*([Identifier(scheme=UNIFIED_CODE, value=code)] if code else []), *others) or None


def _pairs(text: str) -> tuple[Identifier, ...] | Misfit:
    found = []
    for part in cells_of.listed(text):
        scheme, equals, value = (piece.strip() for piece in part.partition("="))
        if not (scheme and equals and value):
            return Misfit("has no scheme and value; write scheme=value; scheme=value", ("scheme=value",))
        if isinstance(kept := cells_of.label_id(value), Misfit):
            return kept
        found.append(Identifier(scheme=scheme, value=value))
    return tuple(found)


def _write_identifiers(identifiers: tuple[Identifier, ...]) -> Written:
    first, *others = identifiers
    if first.scheme == UNIFIED_CODE and cells_of.code(first.value) == first.value:
        return {"unified_code": first.value, "identifiers": _paired(others)}
    return {"identifiers": _paired(identifiers)}


def _paired(identifiers: tuple[Identifier, ...] | list[Identifier]) -> str:
    return "; ".join(f"{one.scheme}={one.value}" for one in identifiers)


def _span(columns: tuple[str, str, str | None], since: str | None = None) -> Part:
    def read(cells: Cells) -> Span | None:
        default = cells_of.day(cells.given[since]) if since and since in cells.given else None
        return span_of(cells, columns, None if isinstance(default, Misfit) else default)

    return Part(
        field="span", columns=tuple(filter(None, columns)), read=read, write=lambda span: write_span(span, columns)
    )


def _read_citation(cells: Cells) -> tuple[Citation, ...] | None:
    document = cells.take("source", cells_of.plain)
    english = cells.take("source_en", cells_of.plain)
    published = cells.take("source_date", cells_of.whole_day)
    passage = cells.take("source_passage", cells_of.plain)
    quote = cells.take("source_quote", cells_of.plain)
    if document is None:
        for column in ("source_en", "source_date", "source_passage", "source_quote"):
            cells.take(column, lambda _: Misfit("stands there without a source; give the title of the document"))
        return None
    return _citation(document, english, published, passage, quote)


@lru_cache(maxsize=65_536)
def _citation(
    document: str, english: str | None, published: date | None, passage: str | None, quote: str | None
) -> tuple[Citation, ...]:
    """Return a citation; most rows of a table share theirs."""
    title = Label(document, english) if english else None
    return (Citation(document=document, published=published, passage=passage, quote=quote, title=title),)


def _write_citation(cite: tuple[Citation, ...]) -> Written:
    first = next((one for one in cite if one.document), None)
    if first is None:
        return {}
    return {
        "source": first.document or "",
        "source_en": first.title.en if first.title else "",
        "source_date": str(first.published or ""),
        "source_passage": first.passage or "",
        "source_quote": first.quote or "",
    }


def _label(field: str) -> Part:
    english = f"{field}_en"

    def read(cells: Cells) -> Label | None:
        zh, en = cells.take(field, cells_of.plain), cells.take(english, cells_of.plain)
        if zh is None:
            cells.take(english, lambda _: Misfit(f"stands there without {field}; give that too"))
            return None
        return Label(zh, en or zh)

    return Part(
        field=field, columns=(field, english), read=read,
        write=lambda label: {field: label.zh, english: label.en if label.en != label.zh else ""},
    )  # fmt: skip


_NAMES = Part(
    field="names", columns=("name", "name_en", "short_name", "other_names"), read=_read_names, write=_write_names,
    kept=True,
)  # fmt: skip
_CITE = Part(
    field="cite", columns=("source", "source_en", "source_date", "source_passage", "source_quote"), read=_read_citation,
    write=_write_citation, kept=True,
)  # fmt: skip
_SAID = (_CITE, _word("confidence", Confidence), _label("because"))
_OFFICES = tuple(
    f"{rank}{office}单位" for office in ("会长", "理事长", "理事", "监事", "秘书长") for rank in ("", "副", "常务")
)


def standing(text: str) -> tuple[Kind, str | None] | Misfit:
    """Return what a body is to a federation: kind of tie, and its office where it has one."""
    folded = normalised(text)
    if folded in _STANDINGS:
        return _STANDINGS[folded]
    if f"{text.removesuffix('单位')}单位" in _OFFICES:
        return Kind.HAS_MEMBER, text
    hint = cells_of.like(text, _STANDING_WORDS)
    advice = f"did you mean {hint!r}?" if hint else "other relations go into ties.csv"
    return Misfit(f"is neither member nor founder; {advice}", _STANDING_WORDS)


_STANDING_WORDS = ("member", "会员", "founder", "发起单位", *_OFFICES)
_STANDINGS: dict[str, tuple[Kind, str | None]] = {
    **dict.fromkeys(("member", "会员", "会员单位", "单位会员", "成员"), (Kind.HAS_MEMBER, None)),
    **dict.fromkeys(("founder", "发起单位", "发起人", "发起会员"), (Kind.FOUNDED, None)),
}


def _standing_text(said: tuple[Kind, str | None]) -> str:
    return said[1] or ("founder" if said[0] is Kind.FOUNDED else "")


PARTS: dict[str, tuple[Part, ...]] = {
    "organizations": (
        _id(), _NAMES, _word("form", LegalForm),
        Part(field="identifiers", columns=("unified_code", "identifiers"), read=_read_identifiers,
             write=_write_identifiers),
        Part(field="statuses", columns=("status", "registered_on", "status_since", "status_until"),
             read=read_statuses, write=write_statuses),
        _date("founded"), _date("dissolved"), _single("seat", cells_of.place), _text("address"),
        _single("registrar", cells_of.place), _terms("fields"), _word("tier", Tier), _words("roles", Role),
        _body("part_of"), *_SAID,
    ),
    "hubs": (
        _id(), _body("organization"), _NAMES, _word("scope", Scope), _single("place", cells_of.place),
        _single("sector", cells_of.term), _word("tier", Tier), _words("based_on", LegalForm), _body("designated_by"),
        _date("designated"), _span(("start", "until", "attested"), since="designated"), _id("policy"),
        _terms("functions"), *_SAID,
    ),
    "federations": (
        _id(), _body("organization"), _date("founded"), _bodies("founders"), _bodies("members"),
        _words("member_forms", LegalForm), _single("place", cells_of.place), _word("tier", Tier), _terms("fields"),
        *_SAID,
    ),
    "members": (
        _id(), _body("body"), _body("member"), _single("standing", standing, _standing_text, column="role"),
        _span(("start", "end", "attested")), *_SAID,
    ),
    "grants": (
        _id(), _body("funder"), _body("recipient"), _id("programme"), _text("round"), _id("application"),
        _label("project"), _amount("applied"), _amount("awarded"), _amount("disbursed"), _date("awarded_on"),
        _single("pass_through", cells_of.yes_no, lambda value: "yes" if value else "no"), *_SAID,
    ),
    "ties": (
        _id(), _word("kind", Kind), _body("from_", "from"), _body("to"), _span(("start", "end", "attested")),
        _text("role"), *_SAID,
    ),
}  # fmt: skip
"""The parts of the records of each table."""
