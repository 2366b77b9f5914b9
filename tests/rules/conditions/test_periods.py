"""Time gone by since a day: to the corresponding day, or to the last day of the month."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from dateutil.relativedelta import relativedelta
from hypothesis import example, given
from hypothesis import strategies as st
from rules.conditions.worlds import fact
from strategies import any_days, partial_dates

from hubnet.calendar import Period, Unit, months_after
from hubnet.rulebook import Bounds, Elapsed, FactKind, Held, Operator
from hubnet.rules.conditions import bind, compile_formulas, judge
from hubnet.values import Outcome, PartialDate

T, F, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
DECLARED = {"since": fact("since", FactKind.DATE, never=True)}
AT_LEAST, MORE_THAN, LESS_THAN, AT_MOST = (
    Operator.AT_LEAST,
    Operator.MORE_THAN,
    Operator.LESS_THAN,
    Operator.AT_MOST,
)
YEAR = Period(1, Unit.YEARS)
OUTCOMES = {
    "not full": (F, F, T, T),
    "full today": (T, F, F, T),
    "past": (T, T, F, F),
    "open": (U, U, U, U),
}
"""By at_least, more_than, less_than, at_most: 满 and 以内 take the corresponding day in, 逾 and 未满 do not."""


def asked(period: Period, held: Held | None, on: date) -> tuple[Outcome, ...]:
    """Return whether a period has gone by, by each operator, judged and compiled."""
    found = []
    for operator in (AT_LEAST, MORE_THAN, LESS_THAN, AT_MOST):
        condition = Elapsed("since", operator, period)
        outcome = judge(condition, {} if held is None else {"since": held}, DECLARED, on)
        compiled = compile_formulas((bind(condition, DECLARED),))
        assert Outcome.of(compiled.outcome((held,), compiled.cuts(on.toordinal()))) is outcome
        found.append(outcome)
    return tuple(found)


def gone_by(since: date, period: Period, on: date) -> tuple[Outcome, ...]:
    """Return the same for a day."""
    return asked(period, since.toordinal(), on)


@pytest.mark.parametrize(
    ("since", "period", "full"),
    [
        (date(2023, 11, 2), YEAR, date(2024, 11, 2)),
        (date(2024, 2, 29), YEAR, date(2025, 2, 28)),
        (date(2023, 2, 28), YEAR, date(2024, 2, 28)),
        (date(2024, 2, 28), YEAR, date(2025, 2, 28)),
        (date(2024, 2, 29), Period(4, Unit.YEARS), date(2028, 2, 29)),
        (date(2024, 2, 29), Period(12, Unit.MONTHS), date(2025, 2, 28)),
        (date(2026, 1, 31), Period(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2024, 1, 31), Period(1, Unit.MONTHS), date(2024, 2, 29)),
        (date(2026, 1, 28), Period(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2026, 3, 31), Period(1, Unit.MONTHS), date(2026, 4, 30)),
        (date(2026, 3, 30), Period(1, Unit.MONTHS), date(2026, 4, 30)),
        (date(2026, 4, 30), Period(1, Unit.MONTHS), date(2026, 5, 30)),
        (date(2025, 8, 31), Period(6, Unit.MONTHS), date(2026, 2, 28)),
        (date(2025, 12, 15), Period(3, Unit.MONTHS), date(2026, 3, 15)),
        (date(2026, 1, 1), Period(60, Unit.DAYS), date(2026, 3, 2)),
        (date(2024, 2, 28), Period(2, Unit.DAYS), date(2024, 3, 1)),
        (date(2026, 5, 5), Period(0, Unit.DAYS), date(2026, 5, 5)),
        (date(2024, 2, 29), Period(0, Unit.MONTHS), date(2024, 2, 29)),
    ],
)
def test_a_period_is_full_on_the_corresponding_day(since, period, full):
    """The day before it is not, on the day itself it is full and not past, the day after it is past."""
    assert gone_by(since, period, full - timedelta(days=1)) == OUTCOMES["not full"]
    assert gone_by(since, period, full) == OUTCOMES["full today"]
    assert gone_by(since, period, full + timedelta(days=1)) == OUTCOMES["past"]


def corresponding(start: date, months: int) -> date:
    """Walk day by day to the same day of the month so many months on, or to the last day of that month."""
    day, left = start, months
    while left:
        day += timedelta(days=1)
        left -= day.day == 1
    while months and day.day != start.day and (day + timedelta(days=1)).day != 1:
        day += timedelta(days=1)
    return day


@given(st.dates(date(2019, 1, 1), date(2025, 1, 1)), st.integers(0, 30))
@example(date(2024, 2, 29), 12)
@example(date(2023, 12, 31), 2)
def test_the_corresponding_day_walked_to_day_by_day(start, months):
    """Walking there gives the day that the calendar counts to, and dateutil's."""
    assert corresponding(start, months) == months_after(start, months) == start + relativedelta(months=months)


spans = st.one_of(
    st.builds(Period, st.integers(0, 800), st.just(Unit.DAYS)),
    st.builds(Period, st.integers(0, 40), st.just(Unit.MONTHS)),
    st.builds(Period, st.integers(0, 4), st.just(Unit.YEARS)),
)


@given(st.dates(date(2019, 1, 1), date(2025, 1, 1)), spans, st.integers(-3, 3))
def test_time_gone_by_counted_day_by_day(since, period, off):
    """Around the day on which a period is full, walked to."""
    if period.unit is Unit.DAYS:
        full = since + timedelta(days=period.length)
    else:
        full = corresponding(since, period.length * (12 if period.unit is Unit.YEARS else 1))
    expected = "not full" if off < 0 else "past" if off else "full today"
    assert gone_by(since, period, full + timedelta(days=off)) == OUTCOMES[expected]


@given(any_days, any_days, spans)
@example(date.min, date.min, Period(0, Unit.DAYS))
@example(date.min, date.max, YEAR)
@example(date.max, date.min, YEAR)
@example(date(1, 1, 31), date(1, 2, 28), Period(1, Unit.MONTHS))
def test_any_two_days(since, on, period):
    """Also at both ends of the years that can be written, where there is no corresponding day."""
    try:
        step = {"days": period.length} if period.unit is Unit.DAYS else {period.unit.value: period.length}
        full = since + relativedelta(**step)
    except (OverflowError, ValueError):
        full = None
    expected = "not full" if full is None or on < full else "full today" if on == full else "past"
    assert gone_by(since, period, on) == OUTCOMES[expected]


@pytest.mark.parametrize("period", [Period(0, Unit.DAYS), Period(30, Unit.DAYS), YEAR, Period(9998, Unit.YEARS)])
@pytest.mark.parametrize("on", [date.min, date(2026, 11, 2), date.max])
def test_never_is_longer_ago_than_any_period(period, on):
    """What has not happened: the time since is without end."""
    assert asked(period, 0, on) == OUTCOMES["past"]


@pytest.mark.parametrize("period", [Period(0, Unit.DAYS), Period(1, Unit.DAYS), YEAR])
def test_a_day_to_come(period):
    """Nothing has gone by since a day that has not come."""
    assert gone_by(date(2026, 11, 3), period, date(2026, 11, 2)) == OUTCOMES["not full"]


@pytest.mark.parametrize("period", [Period(0, Unit.DAYS), YEAR])
def test_a_missing_day(period):
    """A day that is not given leaves everything open."""
    assert asked(period, None, date(2026, 11, 2)) == OUTCOMES["open"]


@given(partial_dates(), spans, st.dates(date(1900, 1, 1), date(2100, 1, 1)))
@example(PartialDate.parse("2023-03"), YEAR, date(2024, 3, 1))
@example(PartialDate.parse("2023-03"), YEAR, date(2024, 3, 31))
@example(PartialDate.parse("2023"), YEAR, date(2024, 6, 30))
@example(PartialDate.parse("2024-02"), YEAR, date(2025, 2, 28))
def test_a_day_known_in_part(when, period, on):
    """An answer holds for the first and the last day that it can have been, and so for all between; else it is open."""
    low, high = when.earliest.toordinal(), when.latest.toordinal()
    found = asked(period, low if low == high else Bounds(low, high), on)
    ends = zip(gone_by(when.earliest, period, on), gone_by(when.latest, period, on), strict=True)
    assert found == tuple(first if first is last else U for first, last in ends)
