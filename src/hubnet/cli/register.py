"""``hubnet register`` and ``hubnet casebook``: registers on disk and the shipped cases."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hubnet.cli.options import FINDINGS, as_json, echo_json, faults_end_it, folded, lang
from hubnet.entities import KIND_LABELS, KINDS, Register, describe, field_label, in_words, kind_of, shown_name
from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange import (
    casebook,
    check_register,
    load_casebook,
    load_register,
    record_to_dict,
    register_to_dict,
    save_register,
    value_to_plain,
    write_tables,
)
from hubnet.values import Table

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hubnet.entities import Record
    from hubnet.entities.compare import Contradiction
    from hubnet.values import Language

_PATH = click.argument("path", type=click.Path(path_type=Path))


@click.group(name="register")
def register_group() -> None:
    """Registers of organizations, ties and money: a .toml, .json or .jsonl file, or a folder of .csv tables."""


@register_group.command()
@_PATH
@lang
@as_json
@faults_end_it
def check(path: Path, lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """Count what a register holds, then list all that is wrong or doubtful, each with its place.

    Exit status 1 if there is anything.
    """
    checked = check_register(path)
    if as_json:
        echo_json(checked.to_dict())
    else:
        zh = lang == "zh"
        rows = [(KIND_LABELS[kind].text(lang), count) for kind, count in checked.counts.items()]
        heads = ("类别", "条数") if zh else ("kind", "records")
        click.echo(Table(("kind", "records"), rows, heads).text() if rows else ("无记录" if zh else "no records"))
        for note in checked.notes:
            click.echo(folded(note))
        for problem in checked.problems:
            click.echo(folded(str(problem)))
        for finding in checked.findings:
            source = ", ".join(cite.text(lang) for cite in finding.cite)
            tail = (f"（出处：{source}）" if zh else f" (source: {source})") if source else ""
            click.echo(folded(f"{finding.text(lang)}{tail} [{finding.code}]"))
        faults, doubts = len(checked.problems), len(checked.findings)
        click.echo(f"错误 {faults} 处，检查结果 {doubts} 条" if zh else f"faults: {faults}, findings: {doubts}")
    if not checked.clean:
        raise click.exceptions.Exit(FINDINGS)


@register_group.command()
@_PATH
@click.argument("record", required=False)
@lang
@as_json
@faults_end_it
def show(path: Path, record: str | None, lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """Show what a register holds, or one RECORD of it by its id."""
    _show(load_register(path), record, lang, plain=as_json)


@register_group.command()
@click.argument("before", type=click.Path(path_type=Path))
@click.argument("after", type=click.Path(path_type=Path))
@lang
@as_json
@faults_end_it
def diff(before: Path, after: Path, lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """List what is added, removed and changed from one register to another."""
    first, second = _registers([before, after])
    found = first.difference(second)
    if as_json:
        changed = [
            {
                "id": one.id,
                "record": one.kind,
                "field": one.field,
                "before": value_to_plain(one.before),
                "after": value_to_plain(one.after),
            }
            for one in found.changed
        ]
        echo_json(
            {
                "added": [{"record": kind_of(one), **record_to_dict(one)} for one in found.added],
                "removed": [{"record": kind_of(one), **record_to_dict(one)} for one in found.removed],
                "changed": changed,
            }
        )
        return
    zh = lang == "zh"
    for sign, records in (("+", found.added), ("-", found.removed)):
        for one in records:
            click.echo(folded(f"{sign} {kind_of(one)} {one.id} ({shown_name(one, lang)})"))
    for change in found.changed:
        colon = "：" if zh else ": "
        name = field_label(change.field).text(lang)
        was, now = (_said(value, lang) for value in (change.before, change.after))
        click.echo(folded(f"~ {change.kind} {change.id}, {name}{colon}{was} → {now}"))
    counts = len(found.added), len(found.removed), len(found.changed)
    words = "新增 {}，删除 {}，改动 {}" if zh else "{} added, {} removed, {} changed"
    click.echo(words.format(*counts))


@register_group.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", required=True, type=click.Path(path_type=Path), help="JSON file to write.")
@lang
@as_json
@faults_end_it
def merge(paths: tuple[Path, ...], out: Path, lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """Merge registers into one file; where they contradict each other both statements are kept, and listed."""
    if any(out.resolve() == path.resolve() for path in paths):
        raise FaultyFileError([Problem("is one of the registers to merge; write to another file", file=str(out))])
    merged, *others = _registers(paths)
    told: dict[tuple[str, str], Contradiction] = {}
    for other in others:
        step = merged.merge(other)
        merged = step.register
        told.update({(one.id, one.field): one for one in step.conflicts})
    conflicts = list(told.values())
    save_register(merged, out)
    if as_json:
        echo_json({"records": len(list(merged)), "out": str(out), "conflicts": [_conflict(one) for one in conflicts]})
        return
    for one in conflicts:
        said = " / ".join(_said(statement.value, lang) for statement in one.said)
        click.echo(folded(f"! {one.kind} {one.id}, {field_label(one.field).text(lang)}: {said}"))
    total = len(list(merged)), len(conflicts)
    words = "写入 {}：记录 {} 条，说法不一 {} 处" if lang == "zh" else "wrote {}; records: {}, conflicts: {}"
    click.echo(words.format(out, *total))


@register_group.command()
@_PATH
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--overwrite", is_flag=True, help="Replace tables that are there.")
@lang
@faults_end_it
def export(path: Path, folder: Path, overwrite: bool, lang: Language) -> None:  # noqa: FBT001
    """Write a register as CSV tables into FOLDER; what tables cannot hold is listed."""
    report = write_tables(load_register(path), folder, overwrite=overwrite)
    click.echo(report.text(lang))


@click.group(name="casebook")
def casebook_group() -> None:
    """The shipped cases: hub systems written down from published documents."""


@casebook_group.command(name="list")
@lang
@as_json
@faults_end_it
def list_cases(lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """List the cases with their documents."""
    cases = casebook(lang)
    if as_json:
        echo_json(cases.to_dicts())
    else:
        click.echo(cases.text())


@casebook_group.command(name="show")
@click.argument("name")
@click.argument("record", required=False)
@lang
@as_json
@faults_end_it
def show_case(name: str, record: str | None, lang: Language, as_json: bool) -> None:  # noqa: FBT001
    """Show what a case holds, or one RECORD of it by its id."""
    _show(load_casebook(name), record, lang, plain=as_json)


def _show(register: Register, record: str | None, lang: Language, *, plain: bool) -> None:
    if record is not None:
        statements = register.statements(record)
        if plain:
            echo_json([{"record": kind_of(one), **record_to_dict(one)} for one in statements])
            return
        for one in statements:
            click.echo(_record_text(register, one, lang))
        return
    if plain:
        echo_json(register_to_dict(register))
        return
    zh = lang == "zh"
    if register.label:
        click.echo(register.label.text(lang))
    for document in register.documents:
        dated = document.published or ("未注明日期" if zh else "undated")
        click.echo(f"《{document.title.zh}》，{dated}" if zh else f"{document.title.en}, {dated}")
    for kind, cls in KINDS.items():
        held = register.all(cls)
        if held:
            click.echo(f"\n{KIND_LABELS[kind].text(lang)} ({len(held)})")
            for one in held if kind != "tie" else ():
                click.echo(folded(f"  {one.id}  {shown_name(one, lang)}", 100))


def _record_text(register: Register, record: Record, lang: Language) -> str:
    def call(name: str) -> str:
        other = register.get(name)
        return f"{shown_name(other, lang)} ({name})" if other is not None else name

    colon = "：" if lang == "zh" else ": "
    head = f"{KIND_LABELS[kind_of(record)].text(lang)} {record.id}"
    pairs = describe(record, lang, call=call, leave_out=("id",))
    quotes = [cite.quote for cite in record.cite if cite.quote]
    lines = [head, *(f"  {label}{colon}{words}" for label, words in pairs), *(f"  “{quote}”" for quote in quotes)]
    return "\n".join(folded(line, 100) for line in lines)


def _said(value: Any, lang: Language) -> str:  # noqa: ANN401
    return in_words(value, lang) if value not in (None, ()) else {"zh": "无", "en": "nothing"}[lang]


def _registers(paths: Iterable[Path]) -> list[Register]:
    """Return the registers at several paths, or refuse them with the faults of all."""
    read: list[Register] = []
    problems: list[Problem] = []
    for path in paths:
        try:
            read.append(load_register(path))
        except FaultyFileError as error:
            problems += error.problems
    if problems:
        raise FaultyFileError(problems)
    return read


def _conflict(one: Contradiction) -> dict[str, Any]:
    said = [
        {"value": value_to_plain(part.value), "source": [cite.text("zh") for cite in part.cite]} for part in one.said
    ]
    return {"id": one.id, "record": one.kind, "field": one.field, "said": said}
