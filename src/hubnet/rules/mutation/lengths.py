"""Limits of steps and duties, readings, and what follows from a breach, changed by one step each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from attrs import evolve

from hubnet.calendar import Period, Unit
from hubnet.rulebook import Consequence, Duty, Fine, Length, Reading, Step
from hubnet.rules.mutation.periods import changed_periods, days_of_year_beside, next_unit
from hubnet.values import Yuan

if TYPE_CHECKING:
    from collections.abc import Iterator

Changed = tuple[str, str, dict[str, object]]
"""Key, what is told of the change, and the new values of the provision."""

_ONE_YUAN = Yuan(100)


def changed_step(step: Step) -> Iterator[Changed]:
    """Yield a step with its length, unit, day or extension changed."""
    for key, period in (("within", step.within), ("before", step.before)):
        for other in changed_periods(period) if period else ():
            values: dict[str, object] = {key: other}
            if step.extension and other.unit is not step.extension.within.unit:  # both are in one unit
                longer = Period(step.extension.within.length, other.unit)
                values["extension"] = evolve(step.extension, within=longer)
            yield key, _told(period, other), values
    if step.by is not None:
        for day in days_of_year_beside(step.by):
            yield "by", f"{step.by} → {day}", {"by": day}
    if step.extension is not None:
        period = step.extension.within
        for other in changed_periods(period):
            if other.unit is period.unit:
                longer_by = evolve(step.extension, within=other)
                yield "extension.within", _told(period, other), {"extension": longer_by}


def changed_duty(duty: Duty) -> Iterator[Changed]:
    """Yield a duty with its day or its period changed."""
    for day in days_of_year_beside(duty.anchor):
        yield "anchor", f"{duty.anchor} → {day}", {"anchor": day}
    for other in changed_periods(duty.every, working=False):
        if other.length:
            yield "every", _told(duty.every, other), {"every": other}


def changed_reading(reading: Reading) -> Iterator[Changed]:
    """Yield a reading with its length or unit changed."""
    for other in changed_periods(reading.within) if reading.within else ():
        yield "within", _told(reading.within, other), {"within": other}
    if reading.unit_of is not None:
        unit = next_unit(Unit(reading.unit_of)).value
        yield "unit_of", f"{reading.unit_of} → {unit}", {"unit_of": unit}


def changed_measures(consequence: Consequence) -> Iterator[Changed]:
    """Yield a consequence with a fine, a bar or a suspension changed."""
    for index, fine in enumerate(consequence.fines):
        for key, told, other in _changed_fine(fine):
            fines = (*consequence.fines[:index], other, *consequence.fines[index + 1 :])
            yield f"fines[{index}].{key}", told, {"fines": fines}
    for key in ("bar", "suspension"):
        length: Length | None = getattr(consequence, key)
        for end, told, value in _changed_length(length) if length else ():
            yield f"{key}{end}", told, {key: value}


def _changed_fine(fine: Fine) -> Iterator[tuple[str, str, Fine]]:
    for key in ("at_least", "at_most"):
        amount: Yuan | None = getattr(fine, key)
        for other in (amount - _ONE_YUAN, amount + _ONE_YUAN) if amount is not None else ():
            yield key, f"{amount} → {other}", evolve(fine, **{key: other})  # type: ignore[arg-type]
    for index, times in enumerate(fine.times):
        for more in (times - 1, times + 1):
            several = (*fine.times[:index], more, *fine.times[index + 1 :])
            yield f"times[{index}]", f"{times} → {more}", evolve(fine, times=several)


def _changed_length(length: Length) -> Iterator[tuple[str, str, Length]]:
    """Yield a length with an end changed; both together where it is one period."""
    if length.at_least is not None and length.at_least == length.at_most:
        for other in changed_periods(length.at_least):
            yield "", _told(length.at_least, other), Length(at_least=other, at_most=other)
        return
    for key in ("at_least", "at_most"):
        period: Period | None = getattr(length, key)
        for other in changed_periods(period) if period else ():
            yield f".{key}", _told(period, other), evolve(length, **{key: other})


def _told(old: Period | None, new: Period) -> str:
    return f"{old.label.en if old else 'none'} → {new.label.en}"
