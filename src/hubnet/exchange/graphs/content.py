"""What every format says of a network: bodies and ties with their attributes, in one order."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hubnet.errors import FaultyFileError, Problem
from hubnet.network.graph import graph_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from hubnet.network import View

Attributes = dict[str, str | bool]
NODE_COLUMNS = ("label", "kind", "form", "tier", "place", "hub", "axes", "total", "start", "end", "span")
EDGE_COLUMNS = ("kind", "label", "start", "end", "span", "role", "cite")


class Node(NamedTuple):
    """A body: its id and what is known of it."""

    id: str
    told: Attributes


class Edge(NamedTuple):
    """A tie from the acting body to the other: the ids of both, its own, and what is known of it."""

    source: str
    target: str
    key: str
    told: Attributes

    @property
    def ends(self) -> tuple[str, str, str]:
        """What tells the tie from all others."""
        return self.source, self.target, self.key


class Content(NamedTuple):
    """Bodies in the order of their ids, ties in that of both ends and their own id; ``about`` says day and rule."""

    about: dict[str, str]
    nodes: list[Node]
    edges: list[Edge]


def content_of(net: View) -> Content:
    """Return the bodies and ties of a network; changes that a user made to ``net.graph`` are not in it."""
    graph = graph_of(net)
    nodes = [Node(name, _ordered(told, NODE_COLUMNS)) for name, told in graph.nodes(data=True)]
    edges = [
        Edge(source, target, key, _ordered(told, EDGE_COLUMNS))
        for source, target, key, told in graph.edges(keys=True, data=True)
    ]
    return Content(
        {name: graph.graph[name] for name in ("on", "during", "rule") if name in graph.graph},
        sorted(nodes, key=lambda node: node.id),
        sorted(edges, key=lambda edge: edge.ends),
    )


def _ordered(told: Attributes, columns: tuple[str, ...]) -> Attributes:
    return {name: told[name] for name in columns if name in told}


def text_of(value: str | bool) -> str:  # noqa: FBT001  (a cell)
    """Return an attribute as text."""
    return value if isinstance(value, str) else str(value).lower()


def keys_alone(edges: list[Edge]) -> list[str]:
    """Return for each tie an id that no other has: its own, with a number where sources tell of it at other ends."""
    taken = {edge.key for edge in edges}
    seen: set[str] = set()
    keys = []
    for edge in edges:
        key, number = edge.key, 1
        while key in seen or (number > 1 and key in taken):
            number += 1
            key = f"{edge.key} ({number})"
        seen.add(key)
        keys.append(key)
    return keys


def refuse(content: Content, characters: re.Pattern[str], what: str) -> None:
    """Refuse a network with characters that a form of text cannot hold.

    Raises:
        FaultyFileError: all texts with such a character, with where they stand.
    """
    problems = [
        Problem(
            f"has {found[0]!r}, which {what} cannot hold; mend the record, or write JSON", path=where, found=found[0]
        )
        for where, text in _texts(content)
        if (found := characters.search(text))
    ]
    if problems:
        raise FaultyFileError(problems)


def _texts(content: Content) -> Iterator[tuple[str, str]]:
    for node in content.nodes:
        yield f"body {node.id!r}, id", node.id
        yield from ((f"body {node.id!r}, {name}", text_of(value)) for name, value in node.told.items())
    for edge in content.edges:
        yield f"tie {edge.key!r}, id", edge.key
        yield from ((f"tie {edge.key!r}, {name}", text_of(value)) for name, value in edge.told.items())
