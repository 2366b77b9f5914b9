"""Networks into files, whole or not at all, in the format that the file's name or the caller says."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from hubnet.errors import FaultyFileError, InvalidValueError, Problem, UnknownNameError
from hubnet.exchange.files import is_folder, write_text, write_texts
from hubnet.exchange.graphs.markup import gexf, graphml
from hubnet.exchange.graphs.plain import dot, node_link, tables
from hubnet.network import View

if TYPE_CHECKING:
    from collections.abc import Callable

_TEXTS: dict[str, Callable[[View], str]] = {"dot": dot, "gexf": gexf, "graphml": graphml, "json": node_link}
_TABLES = "csv"
NETWORK_FORMATS = tuple(sorted((*_TEXTS, _TABLES)))
"""The formats that a network is written in."""


def dump_network(net: View, format: str) -> str:  # noqa: A002  (the word for it)
    """Return a network as text: ``graphml``, ``gexf``, ``json`` (node-link) or ``dot``.

    Bodies have their id, name, kind, form, tier, place, whether they are designated hubs, and their days; ties their
    id, kind, days, role and source. Dates are ISO texts, as precise as the source; what is not known is left out.
    ``span`` tells an open end from an unknown one. The same network gives the same text, whatever the order of its
    records. GEXF has spells of whole days, by the network's rule: from the first day that the source leaves possible to
    the last (``possible``), or the days that are surely in (``certain``), both included, bounds that are open or
    unknown left out; it has none, and no time slider, where the network is of one day. Over a span (``during``) the
    spells end with the span.

    Raises:
        InvalidValueError: something that is no network; the format csv, which is two texts (``save_network``).
        UnknownNameError: another format.
        FaultyFileError: a name with characters that the format cannot hold; all of them, with where they stand.
    """
    _check(net, format)
    if format == _TABLES:
        raise InvalidValueError("format", format, "CSV is two tables: save_network writes them into a folder")
    return _TEXTS[format](net)


def save_network(net: View, path: str | Path, format: str | None = None) -> None:  # noqa: A002  (the word for it)
    """Write a network as a file for other programs, whole or not at all; a file of that name is replaced.

    Args:
        net: the network: of a day, over a span or over all time.
        path: the file; for csv the folder in which ``nodes.csv`` and ``edges.csv`` are written, made if need be.
        format: ``graphml``, ``gexf``, ``json``, ``dot`` or ``csv``, as ``dump_network`` describes them; that of the
            file's ending if not given.

    Raises:
        InvalidValueError: something that is no network.
        UnknownNameError: another format.
        FaultyFileError: an ending that says no format, a name with characters that the format cannot hold, a folder
            with other CSV tables, or a file that cannot be written; nothing is changed then.
    """
    if not str(path):
        raise FaultyFileError([Problem("no path is given; name a file, or a folder for csv")])
    path = Path(path)
    chosen = _ending(path) if format is None else format
    _check(net, chosen)
    if chosen == _TABLES:
        _save_tables(net, path)
    else:
        write_text(path, _TEXTS[chosen](net))


def _check(net: View, format: str) -> None:  # noqa: A002
    if not isinstance(net, View):
        raise InvalidValueError("net", type(net).__name__, "give a HubNetwork, as build_network returns it")
    if format not in NETWORK_FORMATS:
        raise UnknownNameError("format", str(format), NETWORK_FORMATS)


def _ending(path: Path) -> str:
    ending = path.suffix.lower().removeprefix(".")
    if ending not in NETWORK_FORMATS:
        allowed = ", ".join(f".{name}" for name in NETWORK_FORMATS)
        message = f"found {path.suffix or 'no ending'}; give a name that ends in {allowed}, or the format"
        raise FaultyFileError([Problem(message, file=str(path), found=path.suffix)])
    return ending


def _save_tables(net: View, folder: Path) -> None:
    texts = {folder / name: text for name, text in tables(net).items()}
    if is_folder(folder):
        try:
            there = list(folder.iterdir())
        except OSError as error:
            raise FaultyFileError([Problem(f"cannot be listed: {error.strerror}", file=str(folder))]) from None
        others = sorted(one.name for one in there if one.suffix.lower() == ".csv" and one not in texts)
        if others:
            message = f"holds {others[0]}, no table of a network; give another folder"
            raise FaultyFileError([Problem(message, file=str(folder), found=others[0])])
    elif folder.exists():
        raise FaultyFileError([Problem("is a file; csv is written as two tables, give a folder", file=str(folder))])
    write_texts(folder, texts)
