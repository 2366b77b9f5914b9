"""Facts in words: what can be answered, what a text answers, and how an answer is shown."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from hubnet.errors import InvalidValueError
from hubnet.rulebook import NEVER, Bounds, FactKind, Movement, value_from_text
from hubnet.values import Label, PartialDate, Place, Quantity, Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hubnet.rulebook import FactType
    from hubnet.values import Language

KIND_LABELS = {
    FactKind.YES_NO: Label("是或否", "yes or no"),
    FactKind.INTEGER: Label("整数", "a whole number"),
    FactKind.AMOUNT: Label("金额", "an amount"),
    FactKind.DATE: Label("日期", "a date"),
    FactKind.CHOICE: Label("选项", "a choice"),
    FactKind.TEXT: Label("文字", "a text"),
    FactKind.PLACE: Label("行政区划代码", "a division code"),
}
CHANGE_LABELS = {
    Movement.NONE: Label("", ""),
    Movement.UP: Label("可增加", "can rise"),
    Movement.DOWN: Label("可减少", "can fall"),
    Movement.EITHER: Label("可改变", "can change"),
}
_YES_NO_CHANGE = {
    Movement.UP: Label("可由否变是", "can become yes"),
    Movement.DOWN: Label("可由是变否", "can become no"),
}
_EXAMPLES = {
    FactKind.AMOUNT: Label("如 3万元", "such as 3万元 or CNY 30,000"),
    FactKind.DATE: Label("如 2024-03-05、2024-03", "such as 2024-03-05 or 2024-03"),
    FactKind.PLACE: Label("如 320102", "such as 320102"),
}
_BY_REGISTER = Label("登记册可提供", "a register can tell it")
_BY_PLACE = Label("由地区得出", "the place says it")
_TOTAL = Label("为各项之和：", "the total of ")
_NEVER = Label("从未", "never")
_ANY_TEXT = Label("不含条文所列字样的任何文字", "any text without the words that the rule names")


def change_words(fact: FactType, lang: Language) -> str:
    """Return how an applicant can change a fact, empty where not."""
    special = _YES_NO_CHANGE.get(fact.change) if fact.kind is FactKind.YES_NO else None
    return (special or CHANGE_LABELS[fact.change]).text(lang)


def choices(fact: FactType, lang: Language) -> Iterator[tuple[str, str]]:
    """Yield the words of a choice with their labels; the label is empty where the word has none."""
    for number, word in enumerate(fact.choices):
        yield word, fact.labels[number].text(lang) if fact.labels else ""


def allowed(fact: FactType, lang: Language) -> str:
    """Return what can be answered, in one line."""
    zh = lang == "zh"
    if fact.kind is FactKind.CHOICE:
        told = (f"{word} {label}".strip() for word, label in choices(fact, lang))
        return ("、" if zh else ", ").join(told)
    parts = [KIND_LABELS[fact.kind].text(lang)]
    if fact.kind is FactKind.INTEGER:
        parts[0] += _limits(fact, lang)
    elif fact.kind in _EXAMPLES:
        parts.append(_EXAMPLES[fact.kind].text(lang))
    if fact.never:
        parts.append(f"或 {NEVER}（从未）" if zh else f"or {NEVER}")
    return ("，" if zh else ", ").join(parts)


def fact_words(fact: FactType, lang: Language) -> str:
    """Return what can be answered, how an applicant can change it, and what else tells it, in one line."""
    parts = [allowed(fact, lang), change_words(fact, lang)]
    parts += [_BY_REGISTER.text(lang)] if fact.register else []
    parts += [_BY_PLACE.text(lang)] if fact.given_by else []
    parts += [f"{_TOTAL.text(lang)}{', '.join(fact.parts)}"] if fact.parts else []
    return ("；" if lang == "zh" else "; ").join(filter(None, parts))


def fact_to_dict(fact: FactType) -> dict[str, Any]:
    """Return a fact as plain data."""
    labels = fact.labels or (None,) * len(fact.choices)
    return {
        "id": fact.id,
        "label": _both(fact.question),
        "kind": fact.kind.value,
        "unit": fact.unit,
        "minimum": fact.minimum,
        "maximum": fact.maximum,
        "choices": [
            {"id": word, "label": label and _both(label)} for word, label in zip(fact.choices, labels, strict=True)
        ],
        "change": fact.change.value,
        "never": fact.never,
        "parts": list(fact.parts),
        "given_by": fact.given_by,
        "register": fact.register,
    }


def _both(label: Label) -> dict[str, str]:
    return {"zh": label.zh, "en": label.en}


def _limits(fact: FactType, lang: Language) -> str:
    zh = lang == "zh"
    if fact.minimum is not None and fact.maximum is not None:
        return f"，{fact.minimum} 至 {fact.maximum}" if zh else f" from {fact.minimum} to {fact.maximum}"
    if fact.minimum is not None:
        return f"，不小于 {fact.minimum}" if zh else f" from {fact.minimum}"
    return "" if fact.maximum is None else f"，不大于 {fact.maximum}" if zh else f" up to {fact.maximum}"


def value_of(fact: FactType, text: str) -> object:
    """Return the value that a text says: words of both languages, labels of choices, numbers with their measure word.

    Raises:
        InvalidValueError: a text that cannot be a value of the fact.
    """
    value = value_from_text(fact, text)
    if fact.kind is FactKind.INTEGER and isinstance(value, str):
        value = _figure(value)
    elif fact.kind is FactKind.CHOICE and text not in fact.choices:
        said = text.casefold()
        meant = [
            word
            for word, label in zip(fact.choices, fact.labels, strict=False)
            if said in (label.zh.casefold(), label.en.casefold())
        ]
        value = meant[0] if len(meant) == 1 else text
    elif fact.never and text.casefold() in (_NEVER.zh, _NEVER.en):
        value = NEVER
    try:
        held = fact.read(value)
    except InvalidValueError as error:
        may_be = "give yes or no (是, 否, true, false)" if fact.kind is FactKind.YES_NO else error.allowed
        raise InvalidValueError(fact.id, text, may_be) from None
    if isinstance(value, Quantity):  # a number is one with its measure word, too; a figure stays as it was said
        return text if isinstance(held, Bounds) else held
    return value


def _figure(text: str) -> object:
    try:
        return Quantity.parse(text)
    except InvalidValueError:
        return text


def told(fact: FactType, value: object, lang: Language) -> str:
    """Return a value as readers write it."""
    if fact.kind is FactKind.TEXT:
        return _ANY_TEXT.text(lang) if value == "…" else str(value)
    if isinstance(value, Quantity):
        return value.text(lang)
    if isinstance(value, PartialDate):
        return str(value)
    return fact.shown(fact.read(value), lang)


def plain(value: object) -> Any:  # noqa: ANN401  (whatever JSON knows)
    """Return a value as JSON knows it, so that a file of facts can hold it."""
    if isinstance(value, Yuan):
        return value.text("zh")
    if isinstance(value, Place):
        return value.code
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Quantity | PartialDate):
        return str(value)
    return value
