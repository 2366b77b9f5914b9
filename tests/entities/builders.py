"""Records with what they cannot do without: a test gives the fields it is about."""

from __future__ import annotations

from datetime import date
from enum import Enum
from typing import get_args, get_type_hints

import attrs

from hubnet.calendar import Period, Unit
from hubnet.entities import (
    KINDS,
    Base,
    CountedGroup,
    Federation,
    Grant,
    Hub,
    Identifier,
    Indicator,
    Organization,
    Platform,
    Programme,
    StatusSpell,
    Tie,
    TieKind,
)
from hubnet.values import Citation, Label, PartialDate, Place, Quantity, Share, Span, Yuan


def _made(kind, id_, said):
    return kind(**{"id": id_, "names": id_, **said})


def organization(id_="a", **said):
    """An organization; its name is its id, too short to be like another."""
    return _made(Organization, id_, said)


def base(id_="b", **said):
    """A base that is open since 2010."""
    return _made(Base, id_, {"opened": "2010-01-01", **said})


def hub(id_="h", **said):
    """A designation as a hub."""
    return _made(Hub, id_, said)


def group(id_="g", **said):
    """A counted group of organizations."""
    return _made(CountedGroup, id_, {"what": "organization", **said})


def platform(id_="p", **said):
    """An online platform."""
    return _made(Platform, id_, said)


def programme(id_="m", **said):
    """A programme."""
    return _made(Programme, id_, said)


def federation(id_="fed", organization="f", **said):
    """A federation: that of the body f."""
    return Federation(**{"id": id_, "organization": organization, **said})


def grant(id_="grant", recipient="a", **said):
    """A grant to a."""
    return Grant(**{"id": id_, "recipient": recipient, **said})


def tie(from_="f", to="a", span=None, kind=TieKind.HAS_MEMBER, **said):
    """A tie whose id tells its ends."""
    return Tie(**{"id": f"{from_}>{to}", "kind": kind, "from_": from_, "to": to, "span": span, **said})


def hosts(to="a", span=None, **said):
    """The tie of a base to a resident."""
    return tie("b", to, span, TieKind.HOSTS, **said)


def indicator(counts=None, value=10, **said):
    """An indicator by the name of "number"."""
    return Indicator(
        **{"id": "i", "name": "number", "label": Label("数", "number"), "value": value, "counts": counts, **said}
    )


def cited(document, published=None):
    """The citation of a document, as the field of a record takes it."""
    return (Citation(document=document, published=published and date.fromisoformat(published)),)


def coded(*codes):
    """Identifiers with these unified codes."""
    return tuple(Identifier(scheme="CN-USCI", value=code) for code in codes)


def spell(status, span=None, **said):
    """A spell of a status."""
    return StatusSpell(status=status, span=span, **said)


def parts_of(kind):
    """The attrs class of each field of a class that holds such, by the field's name."""
    for name, hint in get_type_hints(kind).items():
        for part in (hint, *get_args(hint)):
            if isinstance(part, type) and attrs.has(part) and part.__module__.startswith("hubnet.entities"):
                yield name, part


def record_classes():
    """Every class of a record, and every class that its fields hold, outermost first."""
    found = list(KINDS.values())
    for kind in found:
        found.extend(dict.fromkeys(part for _, part in parts_of(kind) if part not in found))
    return found


_VALUES = {
    bool: True,
    int: 3,
    date: date(2012, 5, 6),
    PartialDate: PartialDate.parse("2012-05"),
    Span: Span.parse("2010-01-01/2020-01-01"),
    Place: Place("320102"),
    Quantity: Quantity.parse("近60"),
    Yuan: Yuan.parse("20000"),
    Share: Share.of(1, 2),
    Label: Label("一些", "some"),
    Period: Period(30, Unit.DAYS),
    Citation: Citation(document="文件", passage="第一段"),
}


_WORDS = {"kinds": "tie"}
"""Texts that are not free."""


def filled(kind, path=""):
    """An instance of a record class in which no field is empty; a text is the path of its field."""
    values = {}
    for name, hint in get_type_hints(kind).items():
        field = getattr(attrs.fields(kind), name)
        if not field.init:
            continue
        many = "tuple" in str(hint)
        at = f"{path}{name.rstrip('_')}" + ("[0]" if many else "")
        plain = [part for part in (get_args(hint) or (hint,)) if isinstance(part, type) and part is not type(None)]
        value = _WORDS.get(name) or _value(plain[0], at)
        values[name] = (value,) if many else value
    return kind(**values)


def _value(kind, path):
    if kind is str:
        return path
    if kind in _VALUES:
        return _VALUES[kind]
    if issubclass(kind, Enum):
        return list(kind)[-1]
    return filled(kind, f"{path}.")


def one_of_each_kind():
    """A filled record of each kind, with ids that are the words of the kinds."""
    return {word: attrs.evolve(filled(kind), id=word) for word, kind in KINDS.items()}
