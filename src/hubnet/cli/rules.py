"""``hubnet rules``: what the rulebook holds, and whether its worked cases come out."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubnet.cli.options import FINDINGS, as_json, echo_json, faults_end_it, folded, lang, law_of, rules
from hubnet.errors import UnknownNameError
from hubnet.exchange import load_worked_cases
from hubnet.rulebook import (
    ACTOR_LABELS,
    KINDS,
    RANK_LABELS,
    Force,
    Procedure,
    Provision,
    Reading,
    Step,
    Window,
    facts_in,
)
from hubnet.rules import run_worked_case
from hubnet.values import CONFIDENCE_LABELS, Label, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.rulebook import Rulebook
    from hubnet.values import Language


_WIDTH = 80


@click.group(name="rules")
def rules_group() -> None:
    """What the rulebook holds, and whether its worked cases come out."""


@rules_group.command(name="list")
@click.option(
    "--kind", type=click.Choice([*KINDS, "event", "fact"]), default="procedure", show_default=True, help="Kind."
)
@click.option("--place", help="Only rules that hold at this division.")
@rules
@lang
@as_json
@faults_end_it
def list_rules(kind: str, place: str | None, rules: tuple[Path, ...], lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """List the rules of a kind, or the events and facts that filings can give."""
    law = law_of(rules)
    if kind in KINDS:
        rows = list(_rules_of(law, kind, Place(place) if place else None))
    else:
        rows = [{"id": event.id, "label": _both(event.label)} for event in law.events.values() if kind == "event"]
        rows += [{"id": fact.id, "label": _both(fact.question)} for fact in law.facts.values() if kind == "fact"]
    if as_json:
        plain = [{key: value for key, value in row.items() if key != "force"} for row in rows]
        echo_json(plain)
        return
    for name, same in groupby(rows, key=lambda row: row["id"]):
        versions = list(same)
        click.echo(folded(f"{name}\n    {versions[0]['label'][lang]}", _WIDTH))
        for row in versions if kind in KINDS else []:
            span = _span(row["force"], lang)
            click.echo(folded(f"    {row['place']} {row['relation']} {span} {row['cite'][lang]}", _WIDTH))


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _rules_of(law: Rulebook, kind: str, where: Place | None) -> Iterator[dict[str, Any]]:
    for name in law.ids(KINDS[kind]):
        for provision in law.versions(KINDS[kind], name):
            if where is None or provision.place.contains(where):
                force = provision.force
                cite = {"zh": provision.cite.text("zh"), "en": provision.cite.text("en")}
                yield {
                    "id": name, "label": _both(provision.label), "place": str(provision.place),
                    "relation": provision.relation.value, "from": str(force.first),
                    "until": force.until and str(force.until), "assumed": _assumed(force),
                    "attested": force.starts is None, "cite": cite, "force": force,
                }  # fmt: skip


def _assumed(force: Force) -> bool:
    return isinstance(force.starts, Window) or isinstance(force.ends, Window)


def _span(force: Force, lang: Language) -> str:
    """Return first day in and first day out; an assumed day and a mere attestation are marked."""
    zh = lang == "zh"
    words = {
        "assumed": "（假定）" if zh else " (assumed)",
        "attested": " 见载" if zh else " attested",
        "open": "至今" if zh else "open",
    }
    since = f"{force.first}{words['assumed'] if isinstance(force.starts, Window) else ''}"
    since += words["attested"] if force.starts is None else ""
    until = str(force.until or words["open"]) + (words["assumed"] if isinstance(force.ends, Window) else "")
    return f"{since} – {until}"


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
        first, *rest = _lines(law, provision, lang)
        click.echo(first)
        click.echo(folded("\n".join(rest), _WIDTH))


def _lines(law: Rulebook, provision: Provision, lang: Language) -> list[str]:
    zh = lang == "zh"
    kind = next(word for word, known in KINDS.items() if known is type(provision))
    rank = RANK_LABELS[provision.rank].text(lang)
    standing = (
        provision.place,
        rank,
        provision.relation.value,
        _span(provision.force, lang),
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
    if isinstance(provision, Procedure):
        steps = law.steps_of(provision)
        asked = [fact for step in steps if step.when for fact in facts_in(step.when)]
        asked += ["extension_length"] if any(step.extension and step.extension.at_most for step in steps) else []
        facts = [f"{fact} ({law.facts[fact].question.text(lang)})" for fact in dict.fromkeys(asked)]
        lines += [f"  {'事实' if zh else 'facts'}:", *(f"    {fact}" for fact in facts)] if facts else []
    if isinstance(provision, Step):
        lines += _step_lines(law, provision, lang)
    return lines


def _step_lines(law: Rulebook, step: Step, lang: Language) -> list[str]:
    zh = lang == "zh"
    length = step.within or step.before
    limit = length.label.text(lang) if length else step.by or ("未定期限" if zh else "no limit set")
    lines = [f"  {ACTOR_LABELS[step.actor].text(lang)}: {step.from_} → {step.to}: {limit}"]
    if step.extension:
        lines.append(
            f"  {'延长' if zh else 'extension'}: {step.extension.within.label.text(lang)} ({step.extension.event})"
        )
    if step.on_silence:
        lines.append(f"  {'逾期效果' if zh else 'silence'}: {step.on_silence.label.text(lang)}")
    if step.when:
        lines.append(f"  {'条件所需事实' if zh else 'depends on'}: {', '.join(facts_in(step.when))}")
    lines += [
        f"  {'读法' if zh else 'reading'}: {name} ({law.one(Reading, name).label.text(lang)})" for name in step.readings
    ]
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
