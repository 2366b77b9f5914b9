"""Which version of an instrument a text cites, and which of its days it takes from there."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hubnet.rulebook import Provision, Rulebook, Version


def version_of(law: Rulebook, text: Provision) -> Version | None:
    """Return the version that a text cites, the only one where it names none; None for a document."""
    instrument = law.instruments.get(text.cite.instrument or "")
    if instrument is None:
        return None
    found = [version for version in instrument.versions if version.id == text.cite.version]
    return found[0] if found else instrument.versions[0] if len(instrument.versions) == 1 else None


def starts_with_version(law: Rulebook, text: Provision) -> bool:
    """Return whether a text begins because the version that it cites does."""
    version, force = version_of(law, text), text.force
    return version is not None and force.starts is not None and force.starts == version.in_force_from


def ends_with_version(law: Rulebook, text: Provision) -> bool:
    """Return whether a text ends, or does not, because the version that it cites does or does not."""
    version = version_of(law, text)
    return version is not None and starts_with_version(law, text) and text.force.ends == version.in_force_until
