"""Organizations from JSON lines, the memory they take, and a large register with one record changed, against peers.

The peer's models are as strict as ours about types and unknown keys; days and places are texts there that a pattern
checks, where ours become values. The collector is treated alike on both sides of a row: paused, or running.
"""

from __future__ import annotations

import gc
import json
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any

import attrs
from measure import Comparison, in_turns, of_call
from pydantic import BaseModel, ConfigDict, StringConstraints

from hubnet.entities import Identifier, LegalForm, NameKind, Register, Role, Status, Tie, TieKind, Tier
from hubnet.exchange.bulk import read_organizations, read_records, write_records
from hubnet.values import Confidence

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_COUNT = 100_000
_PEER = "pydantic validate_json"

_Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
_Span = Annotated[str, StringConstraints(pattern=r"^[^/]+/[^/@]+( @.+)?$")]
_Place = Annotated[str, StringConstraints(pattern=r"^(CN|[1-9]\d(\d{4}(\d{3}(\d{3})?)?)?)(/.+)?$")]


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class LabelModel(_Model):
    """The peer of Label."""

    zh: str
    en: str


class CitationModel(_Model):
    """The peer of Citation."""

    instrument: str | None = None
    version: str | None = None
    article: str | None = None
    quote: str | None = None
    document: str | None = None
    published: _Day | None = None
    passage: str | None = None
    title: LabelModel | None = None


class NameModel(_Model):
    """The peer of Name."""

    zh: str
    en: str | None = None
    kind: NameKind = NameKind.OFFICIAL
    span: _Span | None = None
    cite: tuple[CitationModel, ...] = ()
    confidence: Confidence = Confidence.TEXT


class IdentifierModel(_Model):
    """The peer of Identifier."""

    scheme: str
    value: str


class SpellModel(_Model):
    """The peer of StatusSpell."""

    status: Status
    span: _Span | None = None
    registrar: _Place | None = None
    cite: tuple[CitationModel, ...] = ()


class OrganizationModel(_Model):
    """The peer of Organization."""

    id: str
    names: tuple[NameModel, ...]
    form: LegalForm | None = None
    statuses: tuple[SpellModel, ...] = ()
    founded: _Day | None = None
    dissolved: _Day | None = None
    identifiers: tuple[IdentifierModel, ...] = ()
    seat: _Place | None = None
    address: str | None = None
    registrar: _Place | None = None
    fields: tuple[str, ...] = ()
    tier: Tier | None = None
    roles: tuple[Role, ...] = ()
    activities: tuple[LabelModel, ...] = ()
    part_of: str | None = None
    distinctions: tuple[LabelModel, ...] = ()
    cite: tuple[CitationModel, ...] = ()
    confidence: Confidence = Confidence.TEXT
    because: LabelModel | None = None


class TieModel(_Model):
    """The peer of Tie; its end is ``from_`` here, as ``from`` is no name in Python."""

    model_config = ConfigDict(alias_generator=lambda name: name.rstrip("_"))

    id: str
    kind: TieKind
    from_: str
    to: str
    span: _Span | None = None
    role: str | None = None
    cite: tuple[CitationModel, ...] = ()
    confidence: Confidence = Confidence.TEXT
    because: LabelModel | None = None


def comparisons() -> Iterator[Comparison]:
    """Yield the comparisons, one after the other as they are measured."""
    with TemporaryDirectory() as folder:
        organizations, ties, identifiers = (Path(folder) / name for name in ("organizations", "ties", "identifiers"))
        content = (json.dumps(record, ensure_ascii=False, separators=(",", ":")) for record in _organizations())
        organizations.write_text("\n".join(content), encoding="utf-8")
        yield from reading(organizations)
        yield from running(organizations)
        write_records(_ties(), ties, kind="tie")
        write_records(_identifiers(), identifiers, kind=Identifier)
        yield from reading_others(ties, identifiers)
        yield memory(organizations)
        yield from changed(organizations)


def _organizations() -> Iterator[dict[str, Any]]:
    """Yield plain organizations of about 500 bytes, the same in every run."""
    chosen = Random(2018)  # noqa: S311  (a sample, no secret)
    places = [f"3201{district:02}{street:03}" for district in range(1, 19) for street in range(12)]
    forms = ("social_association", "private_non_enterprise_unit", "foundation")
    words = ("social_work", "elderly", "children", "disabled", "environment", "community_service")
    for number in range(_COUNT):
        year, month, day = chosen.randint(1990, 2025), chosen.randint(1, 12), chosen.randint(1, 28)
        yield {
            "id": f"org-{number:06}",
            "names": [{"zh": f"南京市第{number}社会组织服务中心"}],
            "form": chosen.choice(forms),
            "statuses": [{"status": "registered", "registrar": chosen.choice(places)}],
            "founded": f"{year}-{month:02}-{day:02}",
            "identifiers": [
                {"scheme": "CN-USCI", "value": f"52320100{number:010}"},
                {"scheme": "registration", "value": f"苏民政字第{number}号"},
                {"scheme": "tax", "value": f"{number:015}"},
            ],
            "seat": chosen.choice(places),
            "address": f"江苏省南京市建邺区河西大街{number % 977}号",
            "registrar": chosen.choice(places),
            "fields": chosen.sample(words, 2),
            "tier": "district",
            "roles": ["hub"],
        }


def _ties() -> Iterator[Tie]:
    for number in range(_COUNT):
        yield Tie(
            id=f"tie-{number}", kind=TieKind.HAS_MEMBER, from_=f"org-{number // 50}", to=f"org-{number}", role="member"
        )


def _identifiers() -> Iterator[Identifier]:
    for number in range(_COUNT):
        yield Identifier(scheme="CN-USCI", value=f"52320100{number:010}")


@contextmanager
def _paused() -> Iterator[None]:
    gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def _by_peer(model: type[_Model], path: Path) -> Callable[[], list[_Model]]:
    def read() -> list[_Model]:
        with path.open("rb") as file:
            return [model.model_validate_json(line) for line in file]

    return read


def reading(path: Path) -> Iterator[Comparison]:
    """Compare reading organizations with the collector paused."""
    with _paused():
        core, fast, theirs = in_turns(
            of_call(lambda: read_organizations(path, engine="core"), _COUNT),
            of_call(lambda: read_organizations(path, engine="fast"), _COUNT),
            of_call(_by_peer(OrganizationModel, path), _COUNT),
            rounds=5,
        )
    yield Comparison(what="an organization, core", peer=f"{_PEER}, no gc", ours=core, theirs=theirs, limit=1.5)
    yield Comparison(what="an organization, msgspec", peer=f"{_PEER}, no gc", ours=fast, theirs=theirs)


def running(path: Path) -> Iterator[Comparison]:
    """Compare the same with the collector running, as it does unless it is paused."""
    core, fast, theirs = in_turns(
        of_call(lambda: read_organizations(path, engine="core", pause_gc=False), _COUNT),
        of_call(lambda: read_organizations(path, engine="fast", pause_gc=False), _COUNT),
        of_call(_by_peer(OrganizationModel, path), _COUNT),
        rounds=1,
    )
    yield Comparison(what="  core, collector running", peer=_PEER, ours=core, theirs=theirs)
    yield Comparison(what="  msgspec, collector running", peer=_PEER, ours=fast, theirs=theirs)


def reading_others(ties: Path, identifiers: Path) -> Iterator[Comparison]:
    """Compare reading ties, records without nested ones, and identifiers, whose fields need no converter."""
    with _paused():
        core, fast, theirs = in_turns(
            of_call(lambda: read_records(ties, kind="tie", engine="core"), _COUNT),
            of_call(lambda: read_records(ties, kind="tie", engine="fast"), _COUNT),
            of_call(_by_peer(TieModel, ties), _COUNT),
            rounds=10,
        )
    yield Comparison(what="a tie, core", peer=f"{_PEER}, no gc", ours=core, theirs=theirs)
    yield Comparison(what="a tie, msgspec", peer=f"{_PEER}, no gc", ours=fast, theirs=theirs)
    with _paused():
        core, fast, theirs = in_turns(
            of_call(lambda: read_records(identifiers, kind=Identifier, engine="core"), _COUNT),
            of_call(lambda: read_records(identifiers, kind=Identifier, engine="fast"), _COUNT),
            of_call(_by_peer(IdentifierModel, identifiers), _COUNT),
            rounds=20,
        )
    yield Comparison(what="an identifier, core", peer=f"{_PEER}, no gc", ours=core, theirs=theirs)
    yield Comparison(what="an identifier, msgspec", peer=f"{_PEER}, no gc", ours=fast, theirs=theirs, limit=0.5)


def memory(path: Path) -> Comparison:
    """Compare the memory that the records take once they are read, each in a process of its own."""
    held = {side: [_held_by(side, path) for _ in range(2)] for side in ("hubnet", "pydantic")}
    return Comparison(
        what="100,000 organizations held",
        peer="pydantic models",
        ours=held["hubnet"],
        theirs=held["pydantic"],
        limit=0.35,
        unit="MB",
    )


def _held_by(side: str, path: Path) -> float:
    command = [sys.executable, __file__, side, str(path)]
    return float(subprocess.run(command, check=True, capture_output=True, encoding="utf-8").stdout)  # noqa: S603


def _print_held(side: str, path: Path) -> None:
    """Print the megabytes that this process has grown by, with the records of one side held."""
    before = _resident()
    held = read_organizations(path).records if side == "hubnet" else _by_peer(OrganizationModel, path)()
    gc.collect()
    print((_resident() - before) / 1e6)
    del held


def _resident() -> int:
    status = Path("/proc/self/status").read_text(encoding="utf-8").splitlines()
    return next(int(line.split()[1]) * 1024 for line in status if line.startswith("VmRSS"))


def changed(path: Path) -> Iterator[Comparison]:
    """Compare changing one organization of a register whose look-ups are in use with copying a plain dict."""
    register = Register(read_organizations(path).records)
    one = register.organizations[_COUNT // 2]
    known = {"scheme": one.identifiers[0].scheme, "value": one.identifiers[0].value}
    register.with_identifier(**known)
    register.ties_from(one.id)
    new = attrs.evolve(one, address="changed", identifiers=(Identifier(**known),))
    plain = dict.fromkeys(register.ids())

    ours, theirs = in_turns(of_call(lambda: register.with_records(new)), of_call(plain.copy), rounds=20)
    yield Comparison(what="one organization of them changed", peer="copy of a plain dict", ours=ours, theirs=theirs)


if __name__ == "__main__":
    _print_held(sys.argv[1], Path(sys.argv[2]))
