"""``hubnet deadline``: by when must each step of a filing be done?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubnet.cli.options import (
    BAD_INPUT,
    Day,
    Pair,
    as_json,
    echo_json,
    faults_end_it,
    folded,
    lang,
    law_of,
    overlays,
    rules,
)
from hubnet.errors import InvalidCaseError, InvalidValueError, Problem
from hubnet.exchange import plan_to_dict, read_filings, results_csv, write_text
from hubnet.exchange.filings import fact_value
from hubnet.rules import Case, schedule

if TYPE_CHECKING:
    from hubnet.rulebook import FactValue, Rulebook
    from hubnet.values import Language


@click.command()
@click.argument("procedure", required=False)
@click.option("--place", help="Division code of the competent authority, such as 320114.")
@click.option("--event", "events", multiple=True, type=Pair(), metavar="NAME=DATE", help="What happened when; repeat.")
@click.option("--fact", "facts", multiple=True, type=Pair(), metavar="NAME=VALUE", help="A declared fact; repeat.")
@click.option("--file", "file", type=click.Path(path_type=Path), help="CSV table of filings instead of one filing.")
@click.option("--encoding", default="utf-8-sig", help="Encoding of --file, such as gb18030; UTF-8 if not given.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the answers to --file as CSV, whole or not at all.")
@click.option("--on", type=Day(), help="The day asked about, YYYY-MM-DD; today if not given.")
@click.option("--assume", multiple=True, metavar="ID", help="Apply a rule not known to be in force; repeat.")
@click.option("--adopt", multiple=True, metavar="ID", help="Follow an open reading instead of the default; repeat.")
@click.option(
    "--beyond", type=click.Choice(["interval", "refuse"]), default="interval", show_default=True,
    help="Past the last published holiday notice.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Every step with its reasons.")
@rules
@overlays
@lang
@as_json
@faults_end_it
def deadline(  # noqa: PLR0913, PLR0917  (one parameter an option)
    procedure: str | None,
    place: str | None,
    events: tuple[tuple[str, str], ...],
    facts: tuple[tuple[str, str], ...],
    file: Path | None,
    encoding: str,
    out: Path | None,
    on: date | None,
    assume: tuple[str, ...],
    adopt: tuple[str, ...],
    beyond: str,
    explain: bool,  # noqa: FBT001
    rules: tuple[Path, ...],
    overlays: tuple[Path, ...],
    lang: Language,
    as_json: bool,  # noqa: FBT001
) -> None:
    """By when must each step of a filing be done, under the statute and under the local commitment?

    \b
    hubnet deadline social_association.registration --place 320114 \\
        --event documents_complete=2017-07-05 --on 2017-07-10
    hubnet deadline --file filings.csv --on 2026-11-02

    Procedures and their events: hubnet rules list; hubnet rules show PROCEDURE.
    Exit status 0: answered; 2: bad input.
    """  # noqa: D301  (click reads the backspace)
    law = law_of(rules, overlays)
    day = on or date.today()  # noqa: DTZ011  (the edge: the command's own clock, where no day is given)
    options: dict[str, Any] = {"beyond": beyond, "assume": assume, "adopt": adopt}
    if file is not None:
        if out is not None and out.resolve() == file.resolve():
            raise InvalidValueError("--out", str(out), "is the table of filings itself; give another file")
        if procedure or place or events or facts:
            raise InvalidValueError("--file", str(file), "give either a table or one filing, not both")
        _table(law, file, day, encoding, out, options, lang, as_json)
        return
    if procedure is None or place is None:
        missing = "PROCEDURE" if procedure is None else "--place"
        raise InvalidValueError(missing, None, "give PROCEDURE and --place, or --file; see hubnet deadline --help")
    if out is not None:
        raise InvalidValueError("--out", str(out), "goes with --file")
    case = _case(law, procedure, place, events, facts)
    plan = schedule(law, case, on=day, **options)
    if as_json:
        echo_json(plan_to_dict(plan))
    elif explain:
        click.echo(folded(plan.explain(lang)))
    else:
        click.echo(f"{plan.label.text(lang)}  {plan.case.place}  {plan.on}")
        click.echo(plan.table(lang).text())
        click.echo(plan.sources(lang))
        click.echo(_more(lang) if events else _no_event(procedure, lang))


def _no_event(procedure: str, lang: Language) -> str:
    if lang == "zh":
        return f"尚未给出事件：用 --event 名称=日期；可用的事件见 hubnet rules show {procedure}"
    return f"no event is given: use --event NAME=DATE; hubnet rules show {procedure} lists them"


def _more(lang: Language) -> str:
    if lang == "zh":
        return "理由、条文与其他读法：加 --explain"
    return "reasons, articles and other readings: add --explain"


def _case(
    law: Rulebook,
    procedure: str,
    place: str,
    events: tuple[tuple[str, str], ...],
    facts: tuple[tuple[str, str], ...],
) -> Case:
    """Return the case; faults of facts and events are reported together."""
    known: dict[str, FactValue] = {}
    problems = []
    for name, text in facts:
        if name in known:
            problems.append(Problem(f"{name} is given twice; give it once", column=name))
        try:
            known[name] = fact_value(law.facts[name], text) if name in law.facts else text
        except InvalidValueError as error:
            problems.append(Problem(str(error), column=name, found=text))
    try:
        case = Case(procedure, place=place, events=events, facts=known)
    except InvalidCaseError as error:
        raise InvalidCaseError([*problems, *error.problems]) from None
    if problems:
        raise InvalidCaseError(problems)
    return case


def _table(
    law: Rulebook,
    file: Path,
    on: date,
    encoding: str,
    out: Path | None,
    options: dict[str, Any],
    lang: Language,
    as_json: bool,  # noqa: FBT001
) -> None:
    answered = read_filings(file, law, on=on, encoding=encoding, **options)
    if out is not None:
        write_text(out, results_csv(answered, lang))
    elif as_json:
        rows = [{"row": filing.row, "id": filing.id, "plan": plan_to_dict(filing.plan)} for filing in answered.filings]
        faults = [{"row": p.row, "column": p.column, "found": p.found, "message": p.message} for p in answered.problems]
        echo_json({"filings": rows, "problems": faults})
    else:
        click.echo(answered.table(lang).text())
    for problem in answered.problems:
        click.echo(f"hubnet: {problem}", err=True)
    if answered.problems:
        bad = len({problem.row for problem in answered.problems})
        click.echo(f"hubnet: {len(answered.filings)} of {answered.rows} rows answered, {bad} with faults", err=True)
        raise click.exceptions.Exit(BAD_INPUT)
