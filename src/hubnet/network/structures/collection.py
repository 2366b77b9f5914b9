"""Structures by their ids and other names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.network.structures.model import Structure


class Structures(Mapping[str, Structure]):
    """Structures by id, in the order of their ids; an other name finds one, too.

    ``structures["1+1+X"]`` is one of them; a name that none has is an UnknownNameError with the nearest one.
    """

    __slots__ = ("_by_id", "_by_name")

    def __init__(self, structures: Iterable[Structure] = ()) -> None:
        self._by_id = {one.id: one for one in sorted(structures, key=lambda one: one.id)}
        self._by_name = {name: one for one in self._by_id.values() for name in (*one.names, one.label.zh)} | self._by_id

    def __getitem__(self, name: str) -> Structure:
        if not isinstance(name, str):
            raise InvalidValueError("structure", name, "give the id or name of a structure, a text")
        found = self._by_name.get(name)
        if found is None:
            raise UnknownNameError("structure", name, self._by_name)
        return found

    def __contains__(self, name: object) -> bool:
        return name in self._by_name

    def get(self, name: str, default: Structure | None = None) -> Structure | None:  # type: ignore[override]
        """Return the structure of a name, or the default."""
        return self._by_name.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._by_id)

    def __len__(self) -> int:
        return len(self._by_id)

    def __repr__(self) -> str:
        return f"<Structures: {', '.join(self._by_id)}>"
