"""``hubnet rules``: what the rulebook holds, and whether its worked cases come out."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubnet.cli.options import FINDINGS, as_json, faults_end_it, lang, law_of, rules
from hubnet.errors import UnknownNameError
from hubnet.exchange import load_worked_cases
from hubnet.rulebook import ACTOR_LABELS, KINDS, RANK_LABELS, Procedure, Provision, Step
from hubnet.rules import run_worked_case
from hubnet.values import CONFIDENCE_LABELS, Place, Table

if TYPE_CHECKING:
    from hubnet.rulebook import Rulebook
    from hubnet.values import Language


@click.group(name="rules")
def rules_group() -> None:
    """What the rulebook holds, and whether its worked cases come out."""


@rules_group.command(name="list")
@click.option("--kind", type=click.Choice(list(KINDS)), default="procedure", show_default=True, help="Kind of rule.")
@click.option("--place", help="Only rules that hold at this division.")
@rules
@lang
@as_json
@faults_end_it
def list_rules(kind: str, place: str | None, rules: tuple[Path, ...], lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """List the rules of a kind."""
    law = law_of(rules)
    where = Place(place) if place else None
    found = [
        provision
        for name in law.ids(KINDS[kind])
        for provision in law.versions(KINDS[kind], name)
        if where is None or provision.place.contains(where)
    ]
    rows = [
        (p.id, p.label.text(lang), p.place, p.relation.value, p.force.first, p.force.until, p.cite.text(lang))
        for p in found
    ]
    columns = ("id", "label", "place", "relation", "from", "until", "cite")
    words = {
        "zh": ("标识", "名称", "地区", "关系", "施行", "失效", "出处"),
        "en": ("id", "label", "place", "relation", "in force from", "until", "source"),
    }
    table = Table(columns, rows, words[lang])
    click.echo(json.dumps(table.to_dicts(), ensure_ascii=False, indent=2) if as_json else table.text())


@rules_group.command()
@click.argument("name", metavar="ID")
@rules
@lang
@faults_end_it
def show(name: str, rules: tuple[Path, ...], lang: Language) -> None:
    """Show everything held under an id: versions, dates, quotes, and the events of a procedure."""
    law = law_of(rules)
    found = [p for p in law.provisions if p.id == name]
    if not found:
        raise UnknownNameError("rule", name, dict.fromkeys(p.id for p in law.provisions))
    for provision in found:
        click.echo("\n".join(_lines(law, provision, lang)))


def _lines(law: Rulebook, provision: Provision, lang: Language) -> list[str]:
    zh = lang == "zh"
    kind = next(word for word, known in KINDS.items() if known is type(provision))
    force = provision.force
    until = str(force.until) if force.until else ("至今" if zh else "open")
    since = force.first if force.starts else f"{force.attested_on} {'见载' if zh else 'attested'}"
    rank = RANK_LABELS[provision.rank].text(lang)
    standing = (
        provision.place,
        rank,
        provision.relation.value,
        f"{since} – {until}",
        CONFIDENCE_LABELS[provision.confidence].text(lang),
    )
    lines = [
        f"[{kind}] {provision.id}: {provision.label.text(lang)}",
        "  " + " · ".join(str(part) for part in standing),
        f"  {provision.cite.text(lang)}" + (f"：“{provision.cite.quote}”" if provision.cite.quote else ""),
    ]
    if provision.because:
        lines.append(f"  {provision.because.text(lang)}")
    if isinstance(provision, Procedure):
        lines.append(f"  {'受理层级' if zh else 'authority'}: {', '.join(provision.authority)}")
        lines.append(f"  {'环节' if zh else 'steps'}: {', '.join(provision.steps)}")
        events = [f"{event} ({law.events[event].label.text(lang)})" for event in law.events_of(provision)]
        lines += [f"  {'事件' if zh else 'events'}:", *(f"    {event}" for event in events)]
    if isinstance(provision, Step):
        length = provision.within or provision.before
        limit = length.label.text(lang) if length else provision.by or ("未定期限" if zh else "no limit set")
        actor = ACTOR_LABELS[provision.actor].text(lang)
        lines.append(f"  {actor}: {provision.from_} → {provision.to}: {limit}")
    return lines


@rules_group.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@rules
@lang
@faults_end_it
def test(paths: tuple[Path, ...], rules: tuple[Path, ...], lang: Language) -> None:
    """Run worked cases (*.cases.toml): the shipped ones, or those at PATHS.

    Exit status 1 if a case does not come out.
    """
    law = law_of(rules)
    cases = load_worked_cases(*paths)
    findings = [finding for case in cases for finding in run_worked_case(law, case)]
    for finding in findings:
        click.echo(finding.text(lang))
    failed = len({finding.where for finding in findings})
    click.echo(f"{len(cases) - failed} passed, {failed} failed")
    if findings or not cases:
        raise click.exceptions.Exit(FINDINGS)
