"""A step in words: what was counted from where, by which text, and what else it could be."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from hubnet.calendar import DAY_KIND_LABELS, Roll
from hubnet.rulebook import ACTOR_LABELS, Standing
from hubnet.values import CONFIDENCE_LABELS, Confidence, Label, Outcome

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from hubnet.calendar import Day, Period
    from hubnet.rulebook import Loser, Principle, Step
    from hubnet.rules.timelines.steps import Alternative, Limit, StepPlan
    from hubnet.values import Citation, DayInterval, Language

_WEEKDAYS = tuple(zip("一二三四五六日", ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"), strict=True))
_ROLL_LABELS = {
    Roll.NEXT_WORKING_DAY: Label("顺延至下一工作日", "rolls to the next working day"),
    Roll.NOTICE_OFF_DAYS: Label("顺延至放假通知所列假期之后", "rolls past the days the holiday notice lists"),
    Roll.FESTIVAL_DAYS: Label("顺延至法定节日之后", "rolls past the festival"),
    Roll.NONE: Label("不顺延", "does not roll"),
}


def explain_step(step: StepPlan, lang: Language) -> list[str]:
    """Return how a step stands, then the reasons: limits, other readings, texts not used."""
    zh, lines = lang == "zh", [_step_head(step, lang)]
    if step.done_on is not None:
        done = interval_text(step.done_on, lang)
        lines.append(f"完成：{done}" if zh else f"done: {done}")
    if step.statutory is not None:
        lines += _limit_lines(step.statutory, "法定" if zh else "statutory", lang)
    if step.committed is not None:
        lines += _limit_lines(step.committed, "承诺" if zh else "committed", lang)
    if step.losers:
        lines += [explain_loser(loser, lang) for loser in step.losers]
    return lines


def explain_principle(principle: Principle, first: date, lang: Language) -> str:
    """Return a principle of counting with its article; say so where its law is younger than the filing."""
    force = principle.force
    since = None if force.on(first) is Standing.IN_FORCE else force.first
    return _principle(principle.label, principle.cite, principle.confidence, since, lang)


@lru_cache(maxsize=1024)
def _principle(label: Label, cite: Citation, confidence: Confidence, since: date | None, lang: Language) -> str:
    cited = _cited(cite, confidence, lang)
    if lang == "zh":
        return f"计算规则：{label.zh}，{cited}" + (f"（{since} 起施行，此前依同一规则推定）" if since else "")
    return f"Counting: {label.en}, {cited}" + (f" (in force from {since}; inferred before)" if since else "")


def explain_loser(loser: Loser, lang: Language) -> str:
    """Return which text was not used, and why."""
    cite, reason = loser.cite.text(lang), loser.reason.text(lang)
    if lang == "zh":
        return f"未采用：{cite}（{loser.place}）：{reason}"
    return f"not used: {cite} ({loser.place}): {reason}"


def source_lines(step: StepPlan, lang: Language) -> Iterator[str]:
    """Yield, for each limit that has started, its length and where it is written."""
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    for limit in step.limits:
        if limit.start is not None:
            cite = f"{limit.rule.cite.text(lang)}{_mark(limit.rule.confidence, lang)}"
            length = _length(limit.rule, None if limit.extension else limit.period, lang)
            yield f"{step.label.text(lang)}{colon}{length}{comma}{cite}"
            for unknown in limit.unknown:
                yield f"  不可知：{unknown.label.zh}" if lang == "zh" else f"  not known: {unknown.label.en}"
            if limit.assumed:
                yield "  施行日期系假定" if lang == "zh" else "  that it is in force is assumed"


@lru_cache(maxsize=8192)
def day_text(day: date, lang: Language) -> str:
    """Return a day with its day of the week."""
    zh, en = _WEEKDAYS[day.weekday()]
    return f"{day}（周{zh}）" if lang == "zh" else f"{day} ({en})"


def interval_text(interval: DayInterval, lang: Language) -> str:
    """Return a day, or the interval it lies in."""
    if interval.earliest == interval.latest:
        return day_text(interval.earliest, lang)
    first = day_text(interval.earliest, lang)
    if interval.latest is None:
        return f"不早于 {first}" if lang == "zh" else f"not before {first}"
    last = day_text(interval.latest, lang)
    return f"{first} 至 {last} 之间" if lang == "zh" else f"a day between {first} and {last}"


def _mark(confidence: Confidence, lang: Language) -> str:
    if confidence is Confidence.TEXT:
        return ""
    word = CONFIDENCE_LABELS[confidence].text(lang)
    return f"［{word}］" if lang == "zh" else f" [{word}]"


@lru_cache(maxsize=8192)
def _cited(cite: Citation, confidence: Confidence, lang: Language) -> str:
    quote = "" if cite.quote is None else f"：“{cite.quote}”" if lang == "zh" else f": “{cite.quote}”"
    return f"{cite.text(lang)}{_mark(confidence, lang)}{quote}"


def _step_head(step: StepPlan, lang: Language) -> str:
    zh, leading = lang == "zh", step.leading
    state = step.state_label.text(lang)
    left = leading.days_left
    if left is not None and left >= 0:
        state += f"，剩余 {left} 天" if zh else f", {left} {'day' if left == 1 else 'days'} left"
    elif left is not None:
        state += f"，已过 {-left} 天" if zh else f", {-left} {'day' if left == -1 else 'days'} past"
    if leading.late is Outcome.UNKNOWN and leading.due is not None and (left is None or left >= 0):
        state += "，是否逾期尚不可知" if zh else ", whether late is not known"
    actor = ACTOR_LABELS[step.actor].text(lang)
    return f"{step.label.text(lang)}（{actor}）：{state}" if zh else f"{step.label.text(lang)} ({actor}): {state}"


def _limit_lines(limit: Limit, word: str, lang: Language) -> Iterable[str]:
    if limit.start is None and limit.due is None and not (limit.alternatives or limit.unknown or limit.assumed):
        return _waiting_lines(limit.rule, limit.event, limit.event_label, word, lang)
    return _running_lines(limit, word, lang)


@lru_cache(maxsize=4096)
def _waiting_lines(rule: Step, event: str, event_label: Label, word: str, lang: Language) -> tuple[str, ...]:
    """Return what can be said of a limit that has not started: the same in every case."""
    return (
        _head(rule, None, word, lang),
        f"  {_no_start(event, event_label.text(lang), lang)}",
        *_fixed_remarks(rule, lang),
    )


def _running_lines(limit: Limit, word: str, lang: Language) -> Iterator[str]:
    zh, rule = lang == "zh", limit.rule
    yield _head(rule, None if limit.extension else limit.period, word, lang)
    yield f"  {_start(limit, lang)}"
    if limit.pauses:
        spans = ("；" if zh else "; ").join(f"{start}..{end}" for start, end in limit.pauses)
        yield f"  扣除：{spans}（首日不计入扣除）" if zh else f"  taken out: {spans} (without the first day)"
    if limit.extension is not None and rule.extension is not None:
        length, cite = limit.extension.label.text(lang), _cited(rule.extension.cite, Confidence.TEXT, lang)
        approval = rule.extension.approval.text(lang)
        yield f"  延长：{length}（{approval}），{cite}" if zh else f"  extended by {length} ({approval}), {cite}"
    if limit.extension_too_late:
        yield (
            "  延长在期满后作出，不计入"
            if zh
            else "  the extension was granted after the limit had passed; not counted"
        )
    if limit.due is not None:
        yield f"  {_due(limit, lang)}"
    if limit.exceptions:
        met = ("、" if zh else ", ").join(_runs(limit.exceptions, lang))
        yield f"  其间：{met}" if zh else f"  on the way: {met}"
    yield from _remarks(limit, lang)
    for alternative in limit.alternatives:
        yield f"  {_alternative(alternative, lang)}"


def _runs(days: tuple[Day, ...], lang: Language) -> Iterator[str]:
    """Yield days one after the other of one kind and name as one, with what they are."""
    for (kind, name), run in groupby(days, key=lambda day: (day.kind, day.name)):
        first, *rest = run
        spread = f"{first.day}..{rest[-1].day}" if rest else str(first.day)
        words = [name.text(lang)] if name else []
        words.append(DAY_KIND_LABELS[kind].text(lang))
        yield f"{spread}（{'，'.join(words)}）" if lang == "zh" else f"{spread} ({', '.join(words)})"


def _remarks(limit: Limit, lang: Language) -> Iterator[str]:
    zh = lang == "zh"
    yield from _fixed_remarks(limit.rule, lang)
    if limit.assumed:
        yield "  施行日期系假定" if zh else "  that it is in force is assumed"
    for unknown in limit.unknown:
        yield f"  不可知：{unknown.label.zh}" if zh else f"  not known ({unknown.gap.value}): {unknown.label.en}"


@lru_cache(maxsize=4096)
def _fixed_remarks(rule: Step, lang: Language) -> tuple[str, ...]:
    """Return what a rule says of itself, whatever the case."""
    zh, lines = lang == "zh", []
    if rule.because is not None:
        lines.append(f"  说明：{rule.because.zh}" if zh else f"  note: {rule.because.en}")
    if rule.force.starts is None:
        day = rule.force.attested_on
        lines.append(
            f"  {day} 见载，何时开始施行未知" if zh else f"  attested on {day}; since when it holds is not known"
        )
    if rule.former is not None:
        length, because = rule.former.within.label.text(lang), rule.former.because.text(lang)
        lines.append(f"  原时限：{length}（{because}）" if zh else f"  former limit: {length} ({because})")
    if rule.on_silence is not None:
        lines.append(f"  逾期效果：{rule.on_silence.label.zh}" if zh else f"  silence: {rule.on_silence.label.en}")
    return tuple(lines)


@lru_cache(maxsize=4096)
def _head(rule: Step, counted: Period | None, word: str, lang: Language) -> str:
    colon, comma = ("：", "，") if lang == "zh" else (": ", ", ")
    return f"{word}{colon}{_length(rule, counted, lang)}{comma}{_cited(rule.cite, rule.confidence, lang)}"


def _length(rule: Step, counted: Period | None, lang: Language) -> str:
    """Return the length of a rule as it was counted, without an extension."""
    zh = lang == "zh"
    if rule.by is not None:
        month, day = map(int, rule.by.split("-"))
        return f"{month}月{day}日前（含当日）" if zh else f"on or before {rule.by} (month-day)"
    period = counted or rule.within or rule.before
    if period is None:
        return "无期限规定" if zh else "no limit set"
    text = period.label.text(lang)
    if not period.length and rule.before is not None:
        return "不迟于该日" if zh else "by that day"
    if not period.length:
        return "当日" if zh else "the same day"
    if rule.before is not None:
        return f"提前{text}" if zh else f"{text} before"
    return f"{text}内" if zh else f"within {text}"


def _no_start(event: str, label: str, lang: Language) -> str:
    if lang == "zh":
        return f"尚未起算：未记录“{label}”（{event}）"
    return f"not started: no record of “{label}” ({event})"


def _start(limit: Limit, lang: Language) -> str:
    zh, event = lang == "zh", limit.event_label.text(lang)
    if limit.start is None:
        return _no_start(limit.event, event, lang)
    day = interval_text(limit.start, lang)
    if limit.rule.before is not None:
        return f"以 {day} 为准（{event}），向前计算" if zh else f"counted back from {day} ({event})"
    if limit.rule.within is not None and not limit.rule.within.length:
        return f"起算：{day}（{event}），当日办结" if zh else f"on {day} ({event}), done that day"
    how = ""
    if limit.deemed:
        exact = limit.start.earliest == limit.start.latest
        how = ("，法律视为" if zh else ", deemed by law") if exact else ("，尚未确定" if zh else ", still open")
    return f"起算：{day}（{event}{how}），当日不计入" if zh else f"from {day} ({event}{how}), that day not counted"


def _due(limit: Limit, lang: Language) -> str:
    zh, due, last = lang == "zh", limit.due, limit.last_day
    assert due is not None  # noqa: S101  (asked only where it is)
    text = f"到期日：{interval_text(due, lang)}" if zh else f"due {interval_text(due, lang)}"
    if last is not None and last != due and limit.roll is not None and limit.period is not None:
        moved, how = interval_text(last, lang), _ROLL_LABELS[limit.roll].text(lang)
        text += f"；最后一日为 {moved}，{how}" if zh else f"; the last day is {moved}: {how}"
    if limit.off:
        text += "；该日为休息日，不顺延" if zh else "; a day off, and it stays"
    if limit.paused:
        text += "；中止尚未结束" if zh else "; a pause is still running"
    if limit.provisional:
        text += "；暂定" if zh else "; provisional"
    return text


def _alternative(alternative: Alternative, lang: Language) -> str:
    zh = lang == "zh"
    day = ("尚未起算" if zh else "not started") if alternative.due is None else interval_text(alternative.due, lang)
    label, mark = alternative.label.text(lang), _mark(alternative.confidence, lang)
    because = "" if alternative.because is None else alternative.because.text(lang)
    cite = alternative.cite.text(lang)
    if zh:
        return f"另一可能：{day}，{label}{mark}；{because}{'，' * bool(because)}{cite}"
    return f"or {day}: {label}{mark}; {because}{'; ' * bool(because)}{cite}"
