"""``hubnet check``: may this body do it, why, and what would it take?"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hubnet.cli.given import Asked, given
from hubnet.cli.interview import interview
from hubnet.cli.options import Day, Pair, as_json, echo_json, faults_end_it, folded, lang, law_of, rules
from hubnet.cli.verdict_data import answer_to_dict, answers_to_dict
from hubnet.cli.verdict_words import answer, answers
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Place

if TYPE_CHECKING:
    from hubnet.values import Language

_CHANGES, _MOST = 2, 4
_INTERRUPTED = 130


@click.command()
@click.argument("question", required=False)
@click.option("--place", help="Division code of the competent authority, such as 320102.")
@click.option("--on", type=Day(), help="The day asked about, YYYY-MM-DD; today if not given.")
@click.option("--fact", "facts", multiple=True, type=Pair(), metavar="NAME=VALUE", help="What is known; repeat.")
@click.option(
    "--facts", "files", multiple=True, type=click.Path(path_type=Path), metavar="FILE",
    help="TOML or JSON table of facts; can be repeated.",
)  # fmt: skip
@click.option("--register", metavar="PATH|CASE", help="Register that tells facts of --organization.")
@click.option("--organization", metavar="ID", help="Id of the body in --register.")
@click.option("--interview", "interviewed", is_flag=True, help="Ask for what is needed, until it is decided.")
@click.option("--assume", multiple=True, metavar="ID", help="Apply a rule not known to be in force; repeat.")
@click.option(
    "--remedies", "most", type=click.IntRange(0, _MOST), metavar="N",
    help=f"Ways to a yes of at most N changes, up to {_MOST}; 0 for none. {_CHANGES} if not given.",
)  # fmt: skip
@click.option("--explain", is_flag=True, help="Every clause in full, and the rules that do not apply.")
@rules
@lang
@as_json
@faults_end_it
def check(  # noqa: PLR0913, PLR0917  (one parameter an option)
    question: str | None,
    place: str | None,
    on: date | None,
    facts: tuple[tuple[str, str], ...],
    files: tuple[Path, ...],
    register: str | None,
    organization: str | None,
    interviewed: bool,  # noqa: FBT001
    assume: tuple[str, ...],
    most: int | None,
    explain: bool,  # noqa: FBT001
    rules: tuple[Path, ...],
    lang: Language,
    as_json: bool,  # noqa: FBT001
) -> None:
    """May this body do it, which articles decide, and what would lead to a yes?

    Without QUESTION: every question that a body could ask there.

    \b
    hubnet check social_association.registration --place 320102 \\
        --on 2026-11-02 --fact individual_members=30 --fact unit_members=5
    hubnet check social_association.registration --place 320102 --interview
    hubnet check --place 320102 --facts ours.toml

    A fact that is not given is unknown, never "no". Sources of facts can be combined; where they differ, the call is
    refused. Questions: hubnet rules list --kind question; their facts: hubnet rules show QUESTION.

    Exit status 0: answered, also by "no" and "unknown"; 2: bad input.
    """  # noqa: D301  (click reads the backspace)
    if question is None:
        for option, said in (("--interview", interviewed), ("--explain", explain), ("--remedies", most is not None)):
            if said:
                raise InvalidValueError("QUESTION", None, f"{option} goes with one question; name it")
    if place is None:
        raise InvalidValueError("--place", None, "give the division code of the competent authority, such as 320102")
    if (register is None) is not (organization is None):
        other = "--organization" if organization is None else "--register"
        raise InvalidValueError(other, None, "--register and --organization go together; give both")
    day = on or date.today()  # noqa: DTZ011  (the edge: the command's own clock, where no day is given)
    asked = Asked(law=law_of(rules), place=Place(place), on=day, assume=assume)
    body = (register, organization) if register is not None and organization is not None else None
    known = given(asked, body, files, facts)
    if question is None:
        found = known.assess_all()
        echo_json(answers_to_dict(found, known)) if as_json else click.echo(folded(answers(found, known, lang)))
        return
    try:
        verdict, known = interview(known, question, lang) if interviewed else (known.assess(question), known)
    except UnknownNameError as error:
        if error.kind == "question":
            click.echo("hubnet: questions: hubnet rules list --kind question", err=True)
        raise
    except KeyboardInterrupt:
        click.echo("\nhubnet: interrupted", err=True)
        raise click.exceptions.Exit(_INTERRUPTED) from None
    changes = _CHANGES if most is None else most
    if as_json:
        echo_json(answer_to_dict(verdict, known, changes))
    else:
        click.echo(folded(answer(verdict, known, lang, explain=explain, most=changes)))
