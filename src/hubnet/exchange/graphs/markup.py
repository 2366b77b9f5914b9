"""Networks as XML: GraphML, and GEXF with the spells that a time slider moves over."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from hubnet.exchange.graphs.content import EDGE_COLUMNS, NODE_COLUMNS, content_of, keys_alone, refuse, text_of
from hubnet.network.spells import spells_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.exchange.graphs.content import Attributes
    from hubnet.network import View
    from hubnet.network.spells import Spell

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_ESCAPES = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\t": "&#9;", "\n": "&#10;", "\r": "&#13;"}
)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'
_BOOLEAN = ("hub",)


def graphml(net: View) -> str:
    """Return a network as GraphML.

    Raises:
        FaultyFileError: characters that no XML can hold; all of them, with where they stand.
    """
    content = content_of(net)
    refuse(content, _NO_XML, "XML")
    lines = [_HEAD, '<graphml xmlns="http://graphml.graphdrawing.org/xmlns">']
    for owner, names in (("graph", content.about), ("node", NODE_COLUMNS), ("edge", EDGE_COLUMNS)):
        lines += [
            f"  <key{_said(id=f'{owner}-{name}', **{'for': owner, 'attr.name': name, 'attr.type': _type(name)})}/>"
            for name in names
        ]
    lines.append('  <graph edgedefault="directed">')
    lines += _data("graph", content.about, 4)
    for node in content.nodes:
        lines += [f"    <node{_said(id=node.id)}>", *_data("node", node.told, 6), "    </node>"]
    for edge, key in zip(content.edges, keys_alone(content.edges), strict=True):
        ends = _said(id=key, source=edge.source, target=edge.target)
        lines += [f"    <edge{ends}>", *_data("edge", edge.told, 6), "    </edge>"]
    return "\n".join([*lines, "  </graph>", "</graphml>", ""])


def gexf(net: View) -> str:
    """Return a network as GEXF, dynamic unless it is of one day: Gephi then has a time slider.

    The spells are the days on which a body or tie is in the network of that day, by the network's rule: ``possible``
    takes a month as first day in from its first day, ``certain`` from its last. A bound that is open or not known is
    left out, and something of which no day is certain has no spell. ``span`` keeps what the source says.

    Raises:
        FaultyFileError: characters that no XML can hold; all of them, with where they stand.
    """
    content = content_of(net)
    refuse(content, _NO_XML, "XML")
    dynamic = net.on is None
    spells = spells_of(net) if dynamic else None
    # Version 1.2, as networkx before 3.6 does not read 1.3. Only the kind of edges is of 1.3: Gephi reads it in files
    # of both versions, and without it would make one edge of all ties between two bodies.
    lines = [_HEAD, '<gexf xmlns="http://www.gexf.net/1.2draft" version="1.2">', "  <meta>"]
    about = "; ".join(f"{name}: {value}" for name, value in content.about.items())
    lines += ["    <creator>hubnet</creator>", f"    <description>{_escaped(about)}</description>", "  </meta>"]
    time = {"mode": "dynamic", "timeformat": "date"} if dynamic else {"mode": "static"}
    lines.append(f"  <graph{_said(defaultedgetype='directed', **time)}>")
    for owner, names in (("node", _GEXF_NODE), ("edge", _GEXF_EDGE)):
        lines.append(f'    <attributes class="{owner}" mode="static">')
        lines += [f"      <attribute{_said(id=name, title=name, type=_type(name))}/>" for name in names]
        lines.append("    </attributes>")
    lines.append("    <nodes>")
    for node in content.nodes:
        start = _said(id=node.id, label=text_of(node.told["label"]))
        lines += _element("node", start, node.told, _GEXF_NODE, spells.bodies[node.id] if spells else ())
    lines += ["    </nodes>", "    <edges>"]
    for edge, key in zip(content.edges, keys_alone(content.edges), strict=True):
        label, kind = text_of(edge.told["label"]), text_of(edge.told["kind"])
        start = _said(id=key, source=edge.source, target=edge.target, label=label, kind=kind)
        lines += _element("edge", start, edge.told, _GEXF_EDGE, spells.ties[edge.ends] if spells else ())
    return "\n".join([*lines, "    </edges>", "  </graph>", "</gexf>", ""])


_OWN = {"label", "start", "end"}
"""What GEXF says by attributes of its own; its start and end are days, those of the source stand in the span."""
_GEXF_NODE = tuple(name for name in NODE_COLUMNS if name not in _OWN)
_GEXF_EDGE = tuple(name for name in EDGE_COLUMNS if name not in _OWN)


def _element(
    name: str, start: str, told: Attributes, columns: tuple[str, ...], spells: tuple[Spell, ...]
) -> Iterator[str]:
    values = [(column, text_of(told[column])) for column in columns if column in told]
    yield f"      <{name}{start}{_days(spells[0]) if len(spells) == 1 else ''}>"
    if values:
        yield "        <attvalues>"
        for column, value in values:
            yield f"          <attvalue{_said(**{'for': column, 'value': value})}/>"
        yield "        </attvalues>"
    if len(spells) > 1:
        yield "        <spells>"
        for spell in spells:
            yield f"          <spell{_days(spell)}/>"
        yield "        </spells>"
    yield f"      </{name}>"


def _days(spell: Spell) -> str:
    # Both days are in: a GEXF end is the last moment in. Ends that are not (endopen) are read by Gephi with a warning
    # and as if they were, so that the first day out would be shown as in.
    bounds = {"start": spell.first, "end": spell.last}
    return _said(**{name: day.isoformat() for name, day in bounds.items() if day is not None})


def _data(owner: str, told: Attributes | dict[str, str], indent: int) -> Iterator[str]:
    for name, value in told.items():
        yield f"{' ' * indent}<data{_said(key=f'{owner}-{name}')}>{_escaped(text_of(value))}</data>"


def _type(name: str) -> str:
    return "boolean" if name in _BOOLEAN else "string"


def _said(**attributes: str) -> str:
    return "".join(f' {name}="{_escaped(value)}"' for name, value in attributes.items())


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
