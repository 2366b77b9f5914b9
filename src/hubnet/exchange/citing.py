"""Documents of a file, citations of them written in short, and where the faults of a file stand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from hubnet.entities import Document
from hubnet.errors import Problem
from hubnet.exchange.converter import structure
from hubnet.exchange.files import line_of
from hubnet.exchange.records import record_converter

if TYPE_CHECKING:
    from collections.abc import Iterator


def documents_of(rows: object, name: str | None, text: str | None, problems: list[Problem]) -> Iterator[Document]:
    """Yield the documents of a file; faults of theirs are noted."""
    seen: set[str] = set()
    for index, row in enumerate(rows if isinstance(rows, list) else []):
        if isinstance(row, dict):
            document, faults = structure(record_converter(), row, Document)
            problems += located("document", index, faults, name, text)
            if document is not None and document.id in seen:
                again = [("id", f"{document.id!r} stands there twice; give one of the documents another id")]
                problems += located("document", index, again, name, text)
            elif document is not None:
                seen.add(document.id)
                yield document


def key_of(path: str) -> str:
    """Return the key of a record that a path begins with."""
    return path.split(".", maxsplit=1)[0].split("[", maxsplit=1)[0]


def located(
    kind: str, index: int, faults: list[tuple[str, str]], name: str | None, text: str | None
) -> Iterator[Problem]:
    """Yield faults of the index-th table of a kind with their paths, and with their lines where the text is given."""
    for path, message in faults:
        line = line_of(text, kind, index, key_of(path)) if text is not None else None
        yield Problem(message, file=name, path=f"{kind}[{index}]" + (f".{path}" if path else ""), line=line)


def in_full(value: Any, documents: list[Document], path: str, faults: list[tuple[str, str]]) -> Any:  # noqa: ANN401
    """Return the data with citations written in short written in full.

    A text is a passage of the file's first document. A table names a document of the file by its id as ``source``, or
    means the first one where it names neither a document nor an instrument.
    """
    if isinstance(value, list):
        return [in_full(part, documents, f"{path}[{number}]", faults) for number, part in enumerate(value)]
    if not isinstance(value, dict):
        return value
    whole = {}
    for key, part in value.items():
        at = f"{path}.{key}".lstrip(".")
        if key == "cite":
            several = part if isinstance(part, list) else [part]
            whole[key] = [_one_in_full(one, documents, at, faults) for one in several]
        else:
            whole[key] = in_full(part, documents, at, faults)
    return whole


def _one_in_full(one: Any, documents: list[Document], path: str, faults: list[tuple[str, str]]) -> Any:  # noqa: ANN401
    said = {"passage": one} if isinstance(one, str) else one
    if not isinstance(said, dict) or said.keys() & {"document", "instrument"}:
        return one
    known = [document for document in documents if said.get("source") in (None, document.id)]
    if not known:
        listed = ", ".join(document.id for document in documents) or "none"
        wanted = f"unknown source {said['source']!r}" if "source" in said else "found a passage without its document"
        faults.append((path, f"{wanted}; documents of the file: {listed}"))
        return {"document": ""}
    return _of_document(known[0]) | {key: part for key, part in said.items() if key != "source"}


def _of_document(document: Document) -> dict[str, Any]:
    full: dict[str, Any] = {"document": document.title.zh, "title": document.title}
    if document.published is not None:
        full["published"] = document.published
    return full
