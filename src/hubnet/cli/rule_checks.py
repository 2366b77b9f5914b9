"""``hubnet rules lint`` and ``mutate``: whether rules can be right, and whether their worked cases would notice."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubnet.cli.options import FINDINGS, as_json, echo_json, faults_end_it, folded, lang, rules

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.exchange.rule_checks import RuleFiles
    from hubnet.rules.mutation import Score
    from hubnet.values import Finding, Label, Language

_paths = click.argument("paths", nargs=-1, type=click.Path(path_type=Path))


@click.command(name="lint")
@_paths
@rules
@click.option(
    "--texts",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="Texts of instruments to hold quotes against: INSTRUMENT_VERSION.md or .txt.",
)
@lang
@as_json
@faults_end_it
def lint_rules(
    paths: tuple[Path, ...],
    rules: tuple[Path, ...],
    texts: Path | None,
    lang: Language,
    as_json: bool,  # noqa: FBT001
) -> None:
    """List what is wrong or doubtful in rules that can be read: the shipped rules, or those at PATHS.

    Exit status 1 if there is anything.
    """
    from hubnet.exchange import read_rule_files

    findings = read_rule_files(paths, rules).lint(texts)
    if as_json:
        echo_json([_plain(finding) for finding in findings])
    else:
        _echo(findings, lang)
        click.echo(f"检查结果 {len(findings)} 条" if lang == "zh" else f"findings: {len(findings)}")
    if findings:
        raise click.exceptions.Exit(FINDINGS)


@click.command(name="mutate")
@_paths
@rules
@lang
@as_json
@faults_end_it
def mutate_rules(paths: tuple[Path, ...], rules: tuple[Path, ...], lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """Change each rule by one step and see whether a worked case notices: the shipped rules, or those at PATHS.

    Exit status 1 if a change goes unnoticed and no [[survivor]] says why.
    """
    from hubnet.exchange import read_rule_files

    checked = read_rule_files(paths, rules)
    score = checked.mutate()
    findings = checked.located(score.findings())
    if as_json:
        echo_json(_score(checked, score, findings))
    else:
        _echo(findings, lang)
        for survivor in score.survivors:
            if survivor.explanation is not None:
                mutant, colon = survivor.mutant, "：" if lang == "zh" else ": "
                told = f"{mutant.id} {mutant.key}{colon}{mutant.told}{colon}{survivor.explanation.because}"
                click.echo(folded(told))
        share = f"{1000 * score.killed // score.mutants / 10 if score.mutants else 100.0} %"
        left = score.mutants - score.killed - score.explained
        counts = score.mutants, score.killed, share, score.explained, left
        zh, en = (
            "改动 {} 处，案例发现 {} 处（{}），已说明 {} 处，未说明 {} 处",
            ("{} changes, {} noticed ({}), {} explained, {} not"),
        )
        click.echo((zh if lang == "zh" else en).format(*counts))
    if findings:
        raise click.exceptions.Exit(FINDINGS)


def _score(checked: RuleFiles, score: Score, findings: Iterable[Finding]) -> dict[str, Any]:
    survivors = []
    for survivor in score.survivors:
        mutant, where = survivor.mutant, checked.line(survivor.mutant.where)
        survivors.append(
            {
                "id": mutant.id, "place": mutant.place.code, "file": where and where.file, "line": where and where.line,
                "key": mutant.key, "told": mutant.told, "day": mutant.day and mutant.day.isoformat(),
                "because": survivor.explanation and survivor.explanation.because,
            }
        )  # fmt: skip
    return {
        "changes": score.mutants,
        "noticed": score.killed,
        "explained": score.explained,
        "survivors": survivors,
        "findings": [_plain(finding) for finding in findings],
    }


def _echo(findings: Iterable[Finding], lang: Language) -> None:
    for finding in findings:
        click.echo(folded(f"{finding.text(lang)} [{finding.code}]"))


def _plain(finding: Finding) -> dict[str, Any]:
    where = finding.where
    return {
        "code": finding.code,
        "subject": finding.subject,
        "file": where and where.file,
        "line": where and where.line,
        "key": where and where.path,
        "label": _both(finding.label),
        "advice": _both(finding.advice),
    }


def _both(label: Label | None) -> dict[str, str] | None:
    return None if label is None else {"zh": label.zh, "en": label.en}
