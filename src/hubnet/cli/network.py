"""``hubnet network``: the network of a register on a day, what is asked of it, and files for other programs."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from attrs import frozen

from hubnet.cli.asking import ask, listed
from hubnet.cli.options import Day, as_json, echo_json, faults_end_it, folded, lang, register_of, visible
from hubnet.errors import FaultyFileError, InvalidValueError, Problem, UnknownNameError
from hubnet.exchange import NETWORK_FORMATS, save_network
from hubnet.exchange.casebooks import case_names
from hubnet.exchange.files import is_there
from hubnet.exchange.structures import find_structures, load_structures
from hubnet.network import build_network
from hubnet.network.headings import CODED, WORDS
from hubnet.network.structures import check_structure
from hubnet.values import Table

if TYPE_CHECKING:
    from hubnet.entities import Register, Rule
    from hubnet.network import HubNetwork
    from hubnet.values import Language

_LIST, _ALL = "list", "all"
_SOME = 5


@frozen(kw_only=True)
class _When:
    """The day or span asked about, and what to do where dates leave it open."""

    on: date | None
    during: str | None
    rule: Rule

    def text(self, lang: Language) -> str:
        zh = lang == "zh"
        when = str(self.on or self.during or ("不限时间" if zh else "all time"))
        rules = {
            "possible": "日期不明的计入" if zh else "what dates leave open counts",
            "certain": "日期不明的不计入" if zh else "what dates leave open does not count",
        }
        return f"{when}{'，' if zh else '; '}{rules[self.rule]} ({self.rule})"

    def to_dict(self) -> dict[str, Any]:
        return {"on": None if self.on is None else self.on.isoformat(), "during": self.during, "rule": self.rule}


@frozen(kw_only=True)
class _Structures:
    """Which structure is asked for, where, and from which files of one's own."""

    name: str
    files: tuple[Path, ...]
    place: str | None
    base: str | None


@click.command()
@click.argument("source", required=False, metavar="PATH|CASE")
@click.argument("arguments", nargs=-1, metavar="[ARGUMENT]...")
@click.option("--on", type=Day(), help="The day asked about, YYYY-MM-DD; all time if not given.")
@click.option("--during", metavar="SPAN", help="A span instead, such as 2012-01-01/2013-01-01: what holds in it.")
@click.option(
    "--rule", type=click.Choice(["possible", "certain"]), default="possible", show_default=True,
    help="Whether what the dates leave open counts.",
)  # fmt: skip
@click.option("--summary", is_flag=True, help="The size of the network; the answer if nothing else is asked.")
@click.option("--query", metavar="NAME", help="A query with its ARGUMENTs; 'list' names all.")
@click.option("--structure", metavar="NAME", help="A structure such as 1+1+X; 'all' looks for each, 'list' names them.")
@click.option("--place", help="Place of --structure, such as 320102.")
@click.option("--base", help="Id of the base, for the structure of a base.")
@click.option(
    "--structures", multiple=True, type=click.Path(path_type=Path), metavar="PATH",
    help="Own file or folder of structures on top of the shipped ones; can be repeated.",
)  # fmt: skip
@click.option(
    "--export", nargs=2, metavar="FORMAT FILE",
    help=f"Write the network for other programs: {', '.join(NETWORK_FORMATS)}; csv writes a folder.",
)  # fmt: skip
@lang
@as_json
@faults_end_it
def network(  # noqa: PLR0913, PLR0917  (one parameter an option)
    source: str | None,
    arguments: tuple[str, ...],
    on: date | None,
    during: str | None,
    rule: Rule,
    summary: bool,  # noqa: FBT001
    query: str | None,
    structure: str | None,
    place: str | None,
    base: str | None,
    structures: tuple[Path, ...],
    export: tuple[str, str] | None,
    lang: Language,
    as_json: bool,  # noqa: FBT001
) -> None:
    """Who belongs to which hub on a day, what is covered, what hangs on one hub alone?

    PATH is a register: a .toml, .json or .jsonl file, or a folder of .csv tables; CASE one that is shipped.

    \b
    hubnet network xuanwu --on 2012-08-02
    hubnet network xuanwu --on 2012-08-02 --query members meiyuan-association transitive=yes
    hubnet network xuanwu --on 2012-08-02 --structure 1+1+X --place 320102/梅园新村街道
    hubnet network xuanwu --export gexf xuanwu.gexf

    ARGUMENTs of a query: what it needs in order, then KEY=VALUE; several values with commas, yes or no, days as
    YYYY-MM-DD, none for no value. hubnet network --query list tells them.
    Exit status 0: answered; 2: bad input.
    """  # noqa: D301  (click reads the backspace)
    given = {"--query": query, "--structure": structure, "--place": place, "--base": base}
    for name, value in given.items():
        if value is not None and not value.strip():
            raise InvalidValueError(name, value, "give a name, a text that is not empty")
    asked = {"--summary": summary or None, "--query": query, "--structure": structure, "--export": export}
    chosen = [name for name, value in asked.items() if value is not None]
    if len(chosen) > 1:
        raise InvalidValueError(" and ".join(chosen), "both", "ask one thing at a time")
    if structure is None and (place or base or structures):
        name = "--place" if place else "--base" if base else "--structures"
        raise InvalidValueError(name, place or base or [str(path) for path in structures], "goes with --structure")
    if query is None and arguments:
        raise InvalidValueError("ARGUMENT", arguments[0], "goes with --query; see hubnet network --help")
    if query == _LIST:
        echo_json(listed(lang).to_dicts()) if as_json else click.echo(_queries(lang))
        return
    wanted = structure and _Structures(name=structure, files=structures, place=place, base=base)
    if wanted and wanted.name == _LIST:
        _show(_all_structures(wanted, lang), plain=as_json)
        return
    when = _When(on=on, during=during, rule=rule)
    if source is None:
        raise InvalidValueError("PATH|CASE", None, f"give a register or a case: {', '.join(case_names())}")
    register = register_of(source, "PATH|CASE")
    if wanted:
        _structure(register, wanted, when, lang, plain=as_json)
        return
    net = build_network(register, on, during=during, rule=rule, lang=lang)
    if export is not None:
        _export(net, source, *export, plain=as_json)
    else:
        _answer(net, query, arguments, when, plain=as_json)


def _answer(net: HubNetwork, query: str | None, arguments: tuple[str, ...], when: _When, *, plain: bool) -> None:
    name = query or "summary"
    try:
        answer = ask(net, name, arguments)
    except UnknownNameError as error:
        if error.kind == "query":
            click.echo(f"{_queries(net.lang)}\n", err=True)
        raise
    if note := _unrecorded(net):
        click.echo(f"hubnet: {visible(note)}", err=True)
    if plain:
        echo_json({**when.to_dict(), "query": name, "rows": answer.to_dicts()})
        return
    label = net.register.label if net.register else None
    between = "，" if net.lang == "zh" else "; "
    click.echo(visible(between.join([*([label.text(net.lang)] if label else []), when.text(net.lang)])))
    click.echo(_fitted(_worded(answer, net.lang)) if len(answer) else {"zh": "无", "en": "none"}[net.lang])


def _unrecorded(net: HubNetwork) -> str | None:
    """Return which bodies are only named by ties or lists: most often a mistake in an id."""
    bodies = net.bodies()
    named = [str(body) for body, kind in zip(bodies.column("body"), bodies.column("kind"), strict=True) if kind is None]
    if not named:
        return None
    some = ", ".join(named[:_SOME]) + (" …" if len(named) > _SOME else "")
    if net.lang == "zh":
        return f"有 {len(named)} 个主体只在关系中出现，没有记录：{some}；用 hubnet register check 核对"
    return f"bodies that ties name and no record tells of: {len(named)} ({some}); see hubnet register check"


def _worded(answer: Table, lang: Language) -> Table:
    """Return an answer for readers: words in their language, and no column in which nothing stands."""
    headings = dict(zip(answer.columns, answer.headings or answer.columns, strict=True))
    cells = {name: answer.column(name) for name in answer.columns}
    told = {name: some for name, some in cells.items() if any(cell not in (None, "") for cell in some)}
    for name in CODED.intersection(told):
        told[name] = [_words(cell, lang) if isinstance(cell, str) else cell for cell in told[name]]
    return Table.of_columns(told, [headings[name] for name in told])


def _words(cell: str, lang: Language) -> str:
    said = (WORDS[word].text(lang) if word in WORDS else word for word in cell.split(", "))
    return {"zh": "、", "en": ", "}[lang].join(said)


def _queries(lang: Language) -> str:
    """Return a line for each query: what it needs, and what it answers."""
    return "\n".join(folded(f"{name} {usage}: {answer}") for name, usage, answer in listed(lang))


def _export(net: HubNetwork, source: str, form: str, file: str, *, plain: bool) -> None:
    if is_there(Path(file)) and is_there(Path(source)) and Path(file).samefile(source):
        raise FaultyFileError([Problem("is the register itself; write to another file", file=file)])
    save_network(net, file, form)
    bodies, ties = net.graph.number_of_nodes(), net.graph.number_of_edges()
    if plain:
        echo_json({"out": file, "format": form, "bodies": bodies, "ties": ties})
        return
    words = "写入 {}：组织 {} 个，关系 {} 条" if net.lang == "zh" else "wrote {}; bodies: {}, ties: {}"
    click.echo(words.format(file, bodies, ties))


def _structure(register: Register, wanted: _Structures, when: _When, lang: Language, *, plain: bool) -> None:
    if when.during is not None:
        raise InvalidValueError("--during", when.during, "structures are those of a day; give --on")
    known = load_structures(*wanted.files)
    if wanted.name == _ALL:
        if wanted.place is None:
            raise InvalidValueError("--place", None, "say where structures are looked for, such as --place 320102")
        if wanted.base is not None:
            raise InvalidValueError("--base", wanted.base, "goes with the name of a structure of a base")
        found = find_structures(register, wanted.place, when.on, structures=known, rule=when.rule)
    else:
        one = known[wanted.name]
        found = (
            check_structure(register, one, place=wanted.place, of=wanted.base, on=when.on, rule=when.rule),
        )  # fmt: skip
    if plain:
        checks = [check.to_dict() for check in found]
        echo_json(checks if wanted.name == _ALL else checks[0])
    else:
        none = {"zh": "未发现已知结构", "en": "no known structure is found"}[lang]
        click.echo(visible("\n\n".join(check.text(lang) for check in found) or none))


def _all_structures(wanted: _Structures, lang: Language) -> Table:
    headings = {"zh": ("编号", "名称", "层级", "别名"), "en": ("id", "name", "level", "other names")}
    rows = [
        (one.id, one.label.text(lang), one.level.value if one.level else one.anchor, ", ".join(one.names))
        for one in load_structures(*wanted.files).values()
    ]
    return Table(("id", "name", "level", "names"), rows, headings[lang])


def _show(table: Table, *, plain: bool) -> None:
    if plain:
        echo_json(table.to_dicts())
    else:
        click.echo(_fitted(table))


def _fitted(table: Table) -> str:
    """Return a table as wide as the terminal."""
    return visible(table.text(shutil.get_terminal_size().columns))
