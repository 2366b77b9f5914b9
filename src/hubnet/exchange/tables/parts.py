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
    Status,
    StatusSpell,
    Tier,
    normalised,
)
from hubnet.entities import TieKind as Kind
from hubnet.errors import InvalidValueError
from hubnet.exchange.tables import cells as cells_of
from hubnet.exchange.tables.cells import Misfit
from hubnet.values import Citation, Confidence, End, Label, PartialDate, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

Written = dict[str, str]
"""Cells by the names of their columns."""


class Cells:
    """The filled cells of one row by the names of their columns, and what was found wrong with them."""

    __slots__ = ("faults", "given", "units")

    def __init__(self, given: Written, units: Mapping[str, str]) -> None:
        self.given = given
        self.units = units
        """Unit that the heading of an amount gives: 万元 for 资助金额（万元）."""
        self.faults: list[tuple[str, Misfit]] = []

    def take(self, column: str, read: Callable[[str], Any]) -> Any:  # noqa: ANN401  (what the reader returns)
        """Return what a cell says, or None where it is empty or at fault; the fault is kept."""
        text = self.given.get(column)
        if text is None:
            return None
        value = read(text)
        if isinstance(value, Misfit):
            self.faults.append((column, value))
            return None
        return value


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
    return _single(field, cells_of.day, _dated)


def _dated(value: object) -> str:
    return cells_of.month_text(str(value))


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


def _span_of(cells: Cells, columns: tuple[str, str, str | None], default: PartialDate | None = None) -> Span | None:
    """Return the span that two columns and a day attested give; what is empty is not known."""
    first, last, attested = columns
    start: PartialDate | End | None = cells.take(first, cells_of.bound)
    end: PartialDate | End | None = cells.take(last, cells_of.bound)
    held = cells.take(attested, cells_of.day) if attested else None
    if start is None and end is None and held is None:
        return None
    try:
        return _span_from(start or default or End.UNKNOWN, end or End.UNKNOWN, held)
    except InvalidValueError as error:
        at = next(column for column in (last, attested, first) if column in cells.given)
        misfit = Misfit(
            f"does not fit the first day, {start or default}: {error.allowed}", ("a later day", "至今", "?")
        )
        cells.take(at or first, lambda _: misfit)
        return None


_span_from = lru_cache(maxsize=65_536)(Span)


def _write_span(span: Span, columns: tuple[str, str, str | None]) -> Written:
    first, last, attested = columns
    cells = {first: _bound_text(span.start), last: _bound_text(span.end)}
    if attested and span.attested is not None:
        cells[attested] = _dated(span.attested)
    return cells


def _bound_text(bound: object) -> str:
    if isinstance(bound, End):
        return "open" if bound is End.OPEN else "?"
    return "open" if bound is None else _dated(bound)


def _span(columns: tuple[str, str, str | None], since: str | None = None) -> Part:
    def read(cells: Cells) -> Span | None:
        default = cells_of.day(cells.given[since]) if since and since in cells.given else None
        return _span_of(cells, columns, None if isinstance(default, Misfit) else default)

    return Part(
        field="span", columns=tuple(filter(None, columns)), read=read, write=lambda span: _write_span(span, columns)
    )


_STATUS_SPAN = ("status_since", "status_until", None)


def _read_statuses(cells: Cells) -> tuple[StatusSpell, ...] | None:
    status = cells.take("status", cells_of.word(Status))
    registered = cells.take("registered_on", cells_of.day)
    span = _span_of(cells, _STATUS_SPAN)
    if "status" not in cells.given and span is not None:
        at = "status_since" if "status_since" in cells.given else "status_until"
        cells.take(at, lambda _: Misfit("stands there without a status; give the status too"))
    if status in (Status.REGISTERED, None) and registered is not None:
        if span is None:
            span = _span_from(registered, End.UNKNOWN)
        elif "status" in cells.given and span.start not in (registered, registered.earliest, End.UNKNOWN):
            cells.take("registered_on", lambda _: Misfit("differs from the first day of the status; give one of them"))
        elif span.start is End.UNKNOWN:
            span = Span(registered, span.end)
        return (StatusSpell(status=Status.REGISTERED, span=span),)
    if status is None:
        return None
    spells = [StatusSpell(status=status, span=span)]
    if registered is not None:
        end = span.start if span and span.start is not None else End.UNKNOWN
        try:
            spells.insert(0, StatusSpell(status=Status.REGISTERED, span=Span(registered, end)))
        except InvalidValueError:
            cells.take("registered_on", lambda _: Misfit("does not come before the first day of the status"))
    return tuple(spells)


def _write_statuses(statuses: tuple[StatusSpell, ...]) -> Written:
    *before, last = statuses
    cells = {"status": last.status.value}
    if last.span is not None:
        cells |= _write_span(last.span, _STATUS_SPAN)
    if before and before[0].span is not None:
        cells["registered_on"] = _bound_text(before[0].span.start)
    return cells


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
             read=_read_statuses, write=_write_statuses),
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
