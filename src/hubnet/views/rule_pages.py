"""The rules as pages of Markdown: every text with its quote, every question with its clauses, every fact."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from hubnet.rulebook import (
    KINDS,
    MEASURE_LABELS,
    RANK_LABELS,
    Clause,
    Consequence,
    FactType,
    Force,
    Movement,
    Provision,
    Question,
    Window,
)
from hubnet.rules import requirement, said_instead
from hubnet.values import COUNTRY, Confidence

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from hubnet.rulebook import Instrument, Rulebook
    from hubnet.values import Label

_KIND_OF = {kind: name.replace("_", " ") for name, kind in KINDS.items()}
_CHANGES = {Movement.NONE: "no", Movement.UP: "up", Movement.DOWN: "down", Movement.EITHER: "either way"}


def law_page(law: Rulebook) -> str:
    """Return every provision under the instrument or document that says it, with place, days and quote."""
    return _page(_law(law))


def questions_page(law: Rulebook) -> str:
    """Return every question with its clauses, in both languages, place by place."""
    return _page(_questions(law))


def facts_page(law: Rulebook) -> str:
    """Return every fact with its kind, bounds, question in both languages, and the questions that ask for it."""
    return _page(_facts(law))


def _page(lines: Iterable[str]) -> str:
    return "\n".join(lines).rstrip() + "\n"


def _law(law: Rulebook) -> Iterator[str]:
    yield "# The law that is held"
    yield ""
    yield "Every rule of the rulebook, under the instrument or document that says it."
    yield "The last column is the quote, or, where the source gave none to quote, what the rule is called."
    yield "What was found and is not encoded stands in [Not encoded](not-encoded.md)."
    by_instrument: dict[str, list[Provision]] = {name: [] for name in law.instruments}
    documents: dict[tuple[str, str], list[Provision]] = {}
    for text in law.provisions:
        if text.cite.instrument is not None:
            by_instrument[text.cite.instrument].append(text)
        else:
            documents.setdefault((text.place.code, str(text.cite.document)), []).append(text)
    for instrument in sorted(law.instruments.values(), key=lambda held: (held.place.code != COUNTRY, held.place.code)):
        if by_instrument[instrument.id]:
            yield from _instrument(instrument, by_instrument[instrument.id])
    for (place, document), texts in sorted(documents.items()):
        yield from ("", f"## {_cell(document)}", "", f"{place}, a document.", "")
        yield from _table(texts)


def _instrument(instrument: Instrument, texts: list[Provision]) -> Iterator[str]:
    yield from ("", f"## {instrument.label.zh}", "")
    yield f"{instrument.label.en}: {instrument.place.code}, {RANK_LABELS[instrument.rank].en}, `{instrument.id}`."
    for version in instrument.versions:
        yield f"Text of {version.id}: {_days(version.force)}."
    yield ""
    yield from _table(texts)


def _table(texts: list[Provision]) -> Iterator[str]:
    yield "| Article | Rule | Place | In force | Marks | Quote |"
    yield "|---|---|---|---|---|---|"
    for text in texts:
        where = text.cite.article or text.cite.passage or ""
        edition = f" ({text.cite.version})" if text.cite.version else ""
        rule = f"`{text.id}` ({_KIND_OF[type(text)]})<br>{_cell(text.label.zh)}<br>{_cell(text.label.en)}"
        marks = [text.relation.value] if text.relation.value != "states" else []
        marks += [text.confidence.value] if text.confidence is not Confidence.TEXT else []
        quote = _cell(text.cite.quote or "")
        row = (f"{_cell(where)}{edition}", rule, text.place.code, _days(text.force), ", ".join(marks), quote)
        yield f"| {' | '.join(row)} |"


def _questions(law: Rulebook) -> Iterator[str]:
    yield "# Questions"
    yield ""
    yield "Every question that `hubnet.assess` and `hubnet check` answer, with what each asks for."
    yield "A question is answered by yes where all its clauses that are in force at the place on the day hold."
    yield "[Read a verdict](../how-to/read-a-verdict.md) says what an answer holds."
    yield "[Facts](facts.md) lists what can be given."
    placed = sorted(
        ((law.versions(Question, name)[0].place.code, name) for name in law.ids(Question)),
        key=lambda item: (item[0] != COUNTRY, item[0]),
    )
    for place, names in groupby(placed, key=lambda item: item[0]):
        yield from ("", f"## {place}")
        for _, name in names:
            yield from _question(law, name)
    yield from ("", "## What follows from a breach")
    yield from _consequences(law)


def _question(law: Rulebook, name: str) -> Iterator[str]:
    versions = law.versions(Question, name)
    question = versions[0]
    yield from ("", f"### {name}", "", f"{question.asks.zh}", "", f"{question.asks.en}", "")
    yield f"Authority: {', '.join(dict.fromkeys(level for text in versions for level in text.authority))}."
    if question.forms:
        yield f"Asked by: {', '.join(question.forms)}."
    yield from (f"In force: {_days(text.force)}, {text.cite.text('en')}." for text in versions)
    yield ""
    clauses = [text for clause in law.clauses_of(name) for text in law.versions(Clause, clause)]
    if not clauses:
        return
    yield "| Clause | Asks for | By | In force |"
    yield "|---|---|---|---|"
    for text in clauses:
        asks = f"{_asks(text, law, 'zh')}<br>{_asks(text, law, 'en')}"
        by = f"{text.place.code}: {_cell(text.cite.text('en'))}"
        marks = [text.relation.value] if text.relation.value != "states" else []
        marks += [text.confidence.value] if text.confidence is not Confidence.TEXT else []
        by += f" ({', '.join(marks)})" if marks else ""
        name_ = f"`{text.name}`<br>{_cell(text.label.zh)}<br>{_cell(text.label.en)}"
        yield f"| {name_} | {asks} | {by} | {_days(text.force)} |"


def _asks(text: Clause, law: Rulebook, lang: str) -> str:
    zh = lang == "zh"
    if text.requires is not None:
        told = requirement(text.requires, None, law.facts, "zh" if zh else "en")
    else:
        told = said_instead(text).text("zh" if zh else "en")
    if text.when is not None:
        when = requirement(text.when, None, law.facts, "zh" if zh else "en")
        told = f"如果{when}：{told}" if zh else f"if {when}: {told}"
    return _cell(told)


def _consequences(law: Rulebook) -> Iterator[str]:
    yield from ("", "| Consequence | Follows a breach of | Measures | By | In force |", "|---|---|---|---|---|")
    for name in law.ids(Consequence):
        for text in law.versions(Consequence, name):
            measures = "<br>".join(_both(MEASURE_LABELS[measure]) for measure in text.measures)
            rule = f"`{text.id}`<br>{_cell(text.label.zh)}<br>{_cell(text.label.en)}"
            of = "<br>".join(f"`{one}`" for one in text.of)
            by = f"{text.place.code}: {_cell(text.cite.text('en'))}"
            yield f"| {rule} | {of} | {'must' if text.must else 'may'}: {measures} | {by} | {_days(text.force)} |"


def _facts(law: Rulebook) -> Iterator[str]:
    yield "# Facts"
    yield ""
    yield "Every fact that conditions may ask for, in the order of their ids."
    yield "A fact that is not given is unknown, never “no” or zero."
    yield "“Moves” says how an applicant can change it, which is what remedies propose."
    yield "“Register” marks those that `hubnet.facts_of` can take from a register."
    yield ""
    yield "| Fact | Kind | Values | Question | Moves | Register |"
    yield "|---|---|---|---|---|---|"
    for fact in sorted(law.facts.values(), key=lambda fact: fact.id):
        question = f"{_cell(fact.question.zh)}<br>{_cell(fact.question.en)}"
        register = "yes" if fact.register else ""
        row = (f"`{fact.id}`", fact.kind.value, _values(fact), question, _CHANGES[fact.change], register)
        yield f"| {' | '.join(row)} |"


def _values(fact: FactType) -> str:
    if fact.choices:
        labels = fact.labels or (None,) * len(fact.choices)
        pairs = zip(fact.choices, labels, strict=True)
        return "<br>".join(f"`{word}`" + (f" {label.zh}" if label else "") for word, label in pairs)
    bounds = [f"from {fact.minimum}" if fact.minimum is not None else ""]
    bounds += [f"up to {fact.maximum}" if fact.maximum is not None else ""]
    bounds += ["or `never`" if fact.never else ""]
    bounds += [f"total of {', '.join(f'`{part}`' for part in fact.parts)}" if fact.parts else ""]
    bounds += [f"given by the {fact.given_by}" if fact.given_by else ""]
    return ", ".join(part for part in bounds if part)


def _both(label: Label) -> str:
    return f"{_cell(label.zh)} {_cell(label.en)}"


def _days(force: Force) -> str:
    """Return first day in and first day out; an assumed day and a mere attestation are marked."""
    since = f"attested {force.first}" if force.starts is None else f"{force.first}"
    since += " (assumed)" if isinstance(force.starts, Window) else ""
    if force.until is None:
        return since if force.starts is None else f"from {since}"
    return f"{since} to {force.until}" + (" (assumed)" if isinstance(force.ends, Window) else "")


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ").replace("<", "&lt;").replace("*", "\\*")
