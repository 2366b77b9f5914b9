"""Hypothesis strategies that several test modules share."""

from datetime import date, timedelta

from hypothesis import strategies as st

from hubnet.calendar import Period, Unit
from hubnet.values import PartialDate, Place

FIRST_KNOWN = date(2007, 1, 1)
LAST_KNOWN = date(2026, 12, 28)
"""Bounds of the official calendar with the data of 2026; a later release of the data only adds days."""

any_days = st.dates()
known_days = st.dates(FIRST_KNOWN, LAST_KNOWN)

COUNTIES = ("110101", "310115", "320102", "320114", "370211", "419001", "429004", "469001", "500101", "659001")
PLACE_CODES = (
    "CN", "110000", "310000", "320000", "320100", "370200", "420000", "500000",
    *COUNTIES, "320114001", "320102005", "320114001002", "110101001",
    "320102/锁金村街道", "320102/锁金村街道/锁金一村社区", "320000/某市", "320114001/某社区",
)  # fmt: skip
places = st.sampled_from(PLACE_CODES).map(Place)
"""Places of every level, with and without a code of their own."""

CHINESE = "枢纽型社会组织登记管理机关业务主管单位街道办事处，、。：（）《》"
LATIN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"


@st.composite
def partial_dates(draw):
    """Days, months and years."""
    day = draw(any_days)
    return PartialDate.parse(draw(st.sampled_from((f"{day}", f"{day}"[:7], f"{day}"[:4]))))


def periods(*units, most=60):
    """Lengths from 0 in the units given, all of them if none is."""
    return st.builds(Period, st.integers(0, most), st.sampled_from(units or tuple(Unit)))


def pauses(around, *, most=4, longest=40, reach=90):
    """Lists of pauses (P, Q) that begin near a day, in any order, overlapping or not."""
    begins = st.dates(around - timedelta(days=longest // 2), around + timedelta(days=reach))
    one = st.tuples(begins, st.integers(1, longest)).map(lambda drawn: (drawn[0], drawn[0] + timedelta(days=drawn[1])))
    return st.lists(one, max_size=most)
