"""What a provision cites, and since when it is in force by that."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hubnet.errors import InvalidValueError, nearest
from hubnet.exchange.converter import Fault, strict_converter, structure
from hubnet.rulebook import Force, Window

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.rulebook import Instrument

FORCE_KEYS = {"in_force_from": "starts", "in_force_until": "ends", "attested_on": "attested_on"}
"""The keys of a provision that say when it is in force."""
_TYPES: dict[str, Any] = {"starts": date | Window, "ends": date | Window, "attested_on": date}


def faults_of_citation(cite: object, path: str, instruments: dict[str, Instrument | None]) -> Iterator[Fault]:
    """Find names in a citation that are not declared."""
    if not isinstance(cite, dict):
        return
    name = cite.get("instrument")
    if name is None:
        if "document" not in cite:
            yield path, "cite an instrument with its article, or a document"
        return
    if not isinstance(name, str) or name not in instruments:
        hint = nearest(str(name), instruments)
        advice = f"did you mean {hint!r}?" if hint else "declare it with [[instrument]]"
        yield path, f"unknown instrument {name!r}; {advice}"
        return
    instrument = instruments[name]
    if instrument is not None and isinstance(cite.get("version"), str):
        held = [version.id for version in instrument.versions]
        if cite["version"] not in held:
            yield path, f"{name} has no version {cite['version']!r}; held: {', '.join(held)}"


def force_of(
    dated: dict[str, Any], cite: dict[str, Any], instrument: Instrument | None
) -> tuple[Force | None, list[Fault]]:
    """Return when a provision is in force: as it says itself, else as the version it cites."""
    given: dict[str, Any] = {}
    faults: list[Fault] = []
    for key, value in dated.items():
        day, wrong = structure(strict_converter(), value, _TYPES[FORCE_KEYS[key]])
        given[FORCE_KEYS[key]] = day
        faults += [(key, message) for _, message in wrong]
    if faults:
        return None, faults
    if instrument is not None and not ({"starts", "attested_on"} & set(given)):
        versions = {version.id: version for version in instrument.versions}
        version = versions.get(str(cite.get("version")))
        if version is None and len(versions) == 1:
            version = instrument.versions[0]
        if version is None:
            return None, [("cite", f"cite a version of {instrument.id} ({', '.join(versions)})")]
        given = {"starts": version.in_force_from, "ends": version.in_force_until} | given
    try:
        return Force(**given), []
    except InvalidValueError as error:
        if not ({"starts", "attested_on"} & set(given)):
            return None, [("", "says no day: give in_force_from, or attested_on where only that it existed is known")]
        return None, [("in_force_until" if "in_force_until" in dated else next(iter(dated), "cite"), str(error))]
