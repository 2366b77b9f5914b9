"""``hubnet rules``: what the rulebook holds, and whether its worked cases come out."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubnet.cli.fact_words import fact_to_dict, fact_words
from hubnet.cli.options import FINDINGS, Day, as_json, echo_json, faults_end_it, folded, lang, law_of, rules, visible
from hubnet.cli.rule_checks import lint_rules, mutate_rules
from hubnet.cli.rule_words import fact_lines, provision_lines, question_lines, span_words
from hubnet.errors import UnknownNameError
from hubnet.exchange import load_worked_cases
from hubnet.rulebook import KINDS, Force, Question, Window
from hubnet.rules import run_worked_case
from hubnet.values import Label, Place

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.rulebook import Rulebook
    from hubnet.values import Language


_WIDTH = 80


@click.group(name="rules")
def rules_group() -> None:
    """What the rulebook holds, and whether its worked cases come out."""


rules_group.add_command(lint_rules)
rules_group.add_command(mutate_rules)


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
    if kind == "fact":
        _list_facts(law, lang, plain=as_json)
        return
    if kind == "event":
        rows: list[dict[str, Any]] = [{"id": event.id, "label": _both(event.label)} for event in law.events.values()]
    else:
        rows = list(_rules_of(law, kind, Place(place) if place else None))
    if as_json:
        echo_json([{key: value for key, value in row.items() if key != "force"} for row in rows])
        return
    for name, same in groupby(rows, key=lambda row: row["id"]):
        versions = list(same)
        asks = versions[-1].get("asks")
        click.echo(
            folded(f"{name}\n    {versions[0]['label'][lang]}" + (f"\n    {asks[lang]}" if asks else ""), _WIDTH)
        )
        for row in versions if kind in KINDS else []:
            span = span_words(row["force"], lang)
            click.echo(folded(f"    {row['place']} {row['relation']} {span} {row['cite'][lang]}", _WIDTH))


def _list_facts(law: Rulebook, lang: Language, *, plain: bool) -> None:
    if plain:
        echo_json([fact_to_dict(fact) for fact in law.facts.values()])
        return
    for fact in law.facts.values():
        click.echo(folded(f"{fact.id}\n    {fact.question.text(lang)}\n    {fact_words(fact, lang)}", _WIDTH))


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _rules_of(law: Rulebook, kind: str, where: Place | None) -> Iterator[dict[str, Any]]:
    for name in law.ids(KINDS[kind]):
        for provision in law.versions(KINDS[kind], name):
            if where is None or provision.place.contains(where):
                force = provision.force
                cite = {"zh": provision.cite.text("zh"), "en": provision.cite.text("en")}
                asks = {"asks": _both(provision.asks)} if isinstance(provision, Question) else {}
                yield {
                    "id": name, "label": _both(provision.label), "place": str(provision.place),
                    "relation": provision.relation.value, "from": str(force.first),
                    "until": force.until and str(force.until), "assumed": _assumed(force),
                    "attested": force.starts is None, "cite": cite, "force": force, **asks,
                }  # fmt: skip


def _assumed(force: Force) -> bool:
    return isinstance(force.starts, Window) or isinstance(force.ends, Window)


@rules_group.command()
@click.argument("name", metavar="ID")
@click.option("--place", help="Of a question only the clauses that hold at this division.")
@click.option("--on", type=Day(), help="Day for the clauses of a question, YYYY-MM-DD; today if not given.")
@rules
@lang
@faults_end_it
def show(name: str, place: str | None, on: date | None, rules: tuple[Path, ...], lang: Language) -> None:
    """Show everything held under an id: versions, dates, quotes; the events of a procedure, the clauses of a question.

    ID can also be that of a fact or an event.
    """
    law = law_of(rules)
    where = Place(place) if place else None
    day = on or date.today()  # noqa: DTZ011  (the edge: the command's own clock, where no day is given)
    provisions = [provision for provision in law.provisions if provision.id == name]
    questions = [provision for provision in provisions if isinstance(provision, Question)]
    found = [provision_lines(law, provision, lang) for provision in provisions if provision not in questions]
    found += [provision_lines(law, provision, lang) for provision in questions]
    if questions:
        found.append(question_lines(law, name, where, day, lang))
    if name in law.facts:
        found.append(fact_lines(law, law.facts[name], lang))
    if name in law.events:
        found.append([f"[event] {name}: {law.events[name].label.text(lang)}"])
    if not found:
        known = dict.fromkeys([*(provision.id for provision in law.provisions), *law.facts, *law.events])
        raise UnknownNameError("rule", name, known)
    for first, *rest in found:
        click.echo(visible(first))
        if rest:
            click.echo(folded("\n".join(rest), _WIDTH))


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
