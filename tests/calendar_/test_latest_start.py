"""The latest day from which a period has run by a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from strategies import any_days

from hubnet.calendar import Period, Unit, latest_start, months_after
from hubnet.errors import InvalidValueError

MONTHS = {Unit.MONTHS: 1, Unit.YEARS: 12}
around = range(-40, 41)


def has_run(start: date, period: Period, on: date) -> bool:
    """Return whether a period from a day has run by another."""
    try:
        if period.unit is Unit.DAYS:
            return start + timedelta(days=period.length) <= on
        return months_after(start, period.length * MONTHS[period.unit]) <= on
    except OverflowError:
        return False


periods = st.one_of(
    st.builds(Period, st.integers(0, 2000), st.just(Unit.DAYS)),
    st.builds(Period, st.integers(0, 600), st.just(Unit.MONTHS)),
    st.builds(Period, st.integers(0, 60), st.just(Unit.YEARS)),
    st.builds(Period, st.integers(0, 100_000), st.sampled_from([Unit.DAYS, Unit.MONTHS, Unit.YEARS])),
)


@given(any_days, periods)
@example(date(2025, 2, 28), Period(1, Unit.YEARS))
@example(date(2024, 2, 29), Period(1, Unit.YEARS))
@example(date(2024, 2, 28), Period(1, Unit.YEARS))
@example(date(2024, 3, 30), Period(1, Unit.MONTHS))
@example(date(2026, 4, 30), Period(1, Unit.MONTHS))
@example(date(1, 1, 1), Period(0, Unit.YEARS))
@example(date(1, 12, 31), Period(11, Unit.MONTHS))
@example(date(9999, 12, 31), Period(9998, Unit.YEARS))
def test_no_later_day_would_do(on, period):
    """It has run from that day, from every day right before it, and from none of the days after it."""
    found = latest_start(on, period)
    if not found:
        assert not has_run(date.min, period, on)
        return
    for off in around:
        if 1 <= found + off <= date.max.toordinal():
            assert has_run(date.fromordinal(found + off), period, on) is (off <= 0)


@pytest.mark.parametrize(
    ("on", "period", "start"),
    [
        (date(2025, 2, 28), Period(1, Unit.YEARS), date(2024, 2, 29)),
        (date(2025, 2, 27), Period(1, Unit.YEARS), date(2024, 2, 27)),
        (date(2024, 2, 28), Period(1, Unit.YEARS), date(2023, 2, 28)),
        (date(2024, 2, 29), Period(1, Unit.YEARS), date(2023, 2, 28)),
        (date(2026, 2, 28), Period(1, Unit.MONTHS), date(2026, 1, 31)),
        (date(2026, 3, 30), Period(1, Unit.MONTHS), date(2026, 2, 28)),
        (date(2026, 4, 30), Period(1, Unit.MONTHS), date(2026, 3, 31)),
        (date(2026, 11, 2), Period(30, Unit.DAYS), date(2026, 10, 3)),
        (date(2026, 11, 2), Period(0, Unit.MONTHS), date(2026, 11, 2)),
    ],
)
def test_known_days(on, period, start):
    """Worked out by hand from the Civil Code: the corresponding day, or the last day of the month."""
    assert latest_start(on, period) == start.toordinal()


@pytest.mark.parametrize(
    ("on", "period"),
    [
        (date(1, 1, 5), Period(5, Unit.DAYS)),
        (date(1, 1, 5), Period(6, Unit.DAYS)),
        (date(1, 1, 31), Period(1, Unit.MONTHS)),
        (date(2026, 11, 2), Period(2026, Unit.YEARS)),
        (date(2026, 11, 2), Period(100_000, Unit.YEARS)),
    ],
)
def test_before_all_years(on, period):
    """No day that can be written lies that far back."""
    assert latest_start(on, period) == 0


def test_working_days_are_not_counted_back():
    """They hang on holiday notices."""
    with pytest.raises(InvalidValueError, match="give days, months or years"):
        latest_start(date(2026, 11, 2), Period(5, Unit.WORKING_DAYS))
