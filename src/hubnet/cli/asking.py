"""Questions to a network in words: the arguments of a query as they stand on the command line."""

from __future__ import annotations

import inspect
from typing import TYPE_CHECKING, Any

from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.network.registry import QUERIES
from hubnet.values import PartialDate, Table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from datetime import date

    from hubnet.network import HubNetwork
    from hubnet.values import Finding, Language

_YES, _NO, _NONE = ("yes", "是"), ("no", "否"), "none"
_FINDING_HEADINGS = {"zh": ("记录", "检查结果", "出处", "代码"), "en": ("record", "finding", "source", "code")}
_HEADINGS = {"zh": ("查询", "参数", "回答"), "en": ("query", "arguments", "answers")}


def ask(net: HubNetwork, name: str, words: Sequence[str]) -> Table:
    """Return the answer to a query; findings as a table, a row each.

    Args:
        net: the network.
        name: the query.
        words: its arguments: texts for those that it needs, in order, and ``key=value`` for any.

    Raises:
        UnknownNameError: no such query or argument.
        InvalidValueError: an argument too many, too few, given twice or of another kind.
    """
    if name not in QUERIES:
        raise UnknownNameError("query", name, QUERIES)
    answer = QUERIES[name](net, **_arguments(name, words))
    return answer if isinstance(answer, Table) else _findings(answer, net.lang)


def _findings(findings: Iterable[Finding], lang: Language) -> Table:
    rows = [
        (one.subject, one.text(lang), "; ".join(cite.text(lang) for cite in one.cite), one.code) for one in findings
    ]
    return Table(("record", "finding", "source", "code"), rows, _FINDING_HEADINGS[lang])


def listed(lang: Language) -> Table:
    """Return every query with its arguments and the first line of what it says of itself."""
    rows = []
    for name, query in QUERIES.items():
        first = (inspect.getdoc(query) or "").splitlines()[0]
        rows.append((name, _usage(query), first.removeprefix("Return ").removesuffix(".").replace("``", "")))
    return Table(_HEADINGS["en"], rows, _HEADINGS[lang])


def _usage(query: Callable[..., object]) -> str:
    return " ".join(map(_shown, _parameters(query)))


def _parameters(query: Callable[..., object]) -> Iterator[inspect.Parameter]:
    """Yield what can be said in words: what a query needs, and what else it takes of a kind that has words."""
    _, *others = inspect.signature(query).parameters.values()
    return (one for one in others if one.default is one.empty or _annotation(one) in _READERS)


def _shown(parameter: inspect.Parameter) -> str:
    hint = _READERS[_annotation(parameter)][1]
    if parameter.default is parameter.empty:
        return parameter.name.upper()
    return f"[{parameter.name}={hint}]"


def _arguments(name: str, words: Sequence[str]) -> dict[str, Any]:
    parameters = {one.name: one for one in _parameters(QUERIES[name])}
    needed = [one.name for one in parameters.values() if one.default is one.empty]
    given: dict[str, str] = {}
    alone = []
    for word in words:
        key, equals, text = word.partition("=")
        if not equals or not key.isidentifier():
            alone.append(word)
            continue
        if key not in parameters:
            raise UnknownNameError(f"argument of {name}", key, parameters)
        if key in given:
            raise InvalidValueError(key, word, "is given twice; give it once")
        given[key] = text
    open_ = [one for one in needed if one not in given]
    usage = f"{name} {_usage(QUERIES[name])}"
    if len(alone) > len(open_):
        raise InvalidValueError(name, alone[len(open_)], f"write --query {usage}")
    given.update(zip(open_, alone, strict=False))
    if missing := [one for one in needed if one not in given]:
        raise InvalidValueError(name, list(words), f"{missing[0].upper()} is missing; write --query {usage}")
    return {key: _value(parameters[key], text) for key, text in given.items()}


def _value(parameter: inspect.Parameter, text: str) -> Any:  # noqa: ANN401  (whatever the query takes)
    if text == _NONE and (parameter.default is None or "None" in str(parameter.annotation)):
        return None
    read, _ = _READERS[_annotation(parameter)]
    return read(parameter.name, text)


def _annotation(parameter: inspect.Parameter) -> str:
    return str(parameter.annotation).removesuffix(" | None")


def _as_text(_: str, text: str) -> str:
    return text


def _as_texts(_: str, text: str) -> list[str]:
    return [part.strip() for part in text.replace("，", ",").split(",")]


def _as_yes_no(name: str, text: str) -> bool:
    if text.lower() not in (*_YES, *_NO):
        raise InvalidValueError(name, text, "give yes or no")
    return text.lower() in _YES


def _as_number(name: str, text: str) -> int:
    if not (text.isascii() and text.isdecimal()):
        raise InvalidValueError(name, text, "give a whole number")
    return int(text)


def _as_numbers(name: str, text: str) -> dict[str, int]:
    found: dict[str, int] = {}
    for part in _as_texts(name, text):
        key, colon, number = part.rpartition(":")
        if not (key and colon and number.isascii() and number.isdecimal()):
            raise InvalidValueError(name, part, "write NAME:NUMBER, several with commas between")
        found[key] = int(number)
    return found


def _as_day(name: str, text: str) -> date:
    try:
        return PartialDate.day(text)
    except InvalidValueError as error:
        raise InvalidValueError(name, text, error.allowed) from None


_READERS: dict[str, tuple[Callable[[str, str], Any], str]] = {
    "Kinds": (_as_texts, "A,B"),
    "Mapping[str, int]": (_as_numbers, "A:1,B:2"),
    "bool": (_as_yes_no, "yes|no"),
    "date": (_as_day, "YYYY-MM-DD"),
    "int": (_as_number, "N"),
    "str": (_as_text, "…"),
}
"""What reads an argument, by its annotation, and how its value is written."""
