"""Networks as JSON in node-link form, as DOT, and as two tables of CSV."""

from __future__ import annotations

import csv
import io
import json
import re
from typing import TYPE_CHECKING, Any

from hubnet.exchange.graphs.content import EDGE_COLUMNS, NODE_COLUMNS, content_of, refuse, text_of
from hubnet.exchange.tables.cells import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from hubnet.exchange.graphs.content import Attributes
    from hubnet.network import View

_NODE_TABLE = ("Id", "Label", *(name for name in NODE_COLUMNS if name != "label"))
_EDGE_TABLE = (
    "Source", "Target", "Type", "Id", "Label", "Kind",
    *(name for name in EDGE_COLUMNS if name not in {"label", "kind"}),
)  # fmt: skip
"""The first of them are those that Gephi knows by their names."""
_NUL = re.compile("\0")


def node_link(net: View) -> str:
    """Return a network as JSON in node-link form, as ``networkx.node_link_graph(…, edges="edges")`` reads it."""
    content = content_of(net)
    nodes: list[dict[str, Any]] = [{"id": node.id, **node.told} for node in content.nodes]
    edges: list[dict[str, Any]] = [
        {"source": edge.source, "target": edge.target, "key": edge.key, **edge.told} for edge in content.edges
    ]
    head = f' "directed": true,\n "multigraph": true,\n "graph": {_json(content.about)}'
    return f'{{\n{head},\n "nodes": [{_lines(nodes)}],\n "edges": [{_lines(edges)}]\n}}\n'


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _lines(values: Iterable[object]) -> str:
    """Return values one a line, so that two files can be compared line by line."""
    text = ",\n  ".join(map(_json, values))
    return f"\n  {text}\n " if text else ""


def dot(net: View) -> str:
    r"""Return a network as DOT text for Graphviz.

    Every name stands in quotes, a backslash in it is written twice and a new line as ``\n``.

    Raises:
        FaultyFileError: a NUL character in a name, at which Graphviz would stop reading.
    """
    content = content_of(net)
    refuse(content, _NUL, "DOT")
    lines = ["digraph {", *(f"  {name}={_quoted(value)}" for name, value in content.about.items())]
    lines += [f"  {_quoted(node.id)} {_listed(node.told)}" for node in content.nodes]
    lines += [
        f"  {_quoted(edge.source)} -> {_quoted(edge.target)} {_listed({'key': edge.key, **edge.told})}"
        for edge in content.edges
    ]
    return "\n".join([*lines, "}", ""])


def _listed(told: Attributes) -> str:
    return f"[{', '.join(f'{name}={_quoted(text_of(value))}' for name, value in told.items())}]"


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def tables(net: View) -> dict[str, str]:
    """Return a network as the CSV texts of ``nodes.csv`` and ``edges.csv``, with the column names of Gephi.

    UTF-8 with a byte order mark, as spreadsheets read it. A cell that a spreadsheet would run as a formula stands after
    an apostrophe, the same in every column.

    Raises:
        FaultyFileError: a NUL character in a name, which is no text to a spreadsheet.
    """
    content = content_of(net)
    refuse(content, _NUL, "CSV")
    nodes = (
        (node.id, *(text_of(node.told.get(name.lower(), "")) for name in _NODE_TABLE[1:])) for node in content.nodes
    )
    edges = (
        (
            edge.source,
            edge.target,
            "Directed",
            edge.key,
            *(text_of(edge.told.get(n.lower(), "")) for n in _EDGE_TABLE[4:]),
        )
        for edge in content.edges
    )
    return {"nodes.csv": _csv(_NODE_TABLE, nodes), "edges.csv": _csv(_EDGE_TABLE, edges)}


def _csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return "\ufeff" + out.getvalue()
