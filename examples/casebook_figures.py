"""Figures that follow from the casebook: rates, means, what is left of a pool, growth, days saved, members unnamed.

Each function takes the stated figures out of a case and computes with them exactly, bounds included: a source that says
"just under" or "fewer than" gives a bound and not a number, and so does the answer.
Run it from anywhere: ``python examples/casebook_figures.py``.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from math import ceil
from typing import NamedTuple

import hubnet
from hubnet import Outcome, Quantity, Register, Share, TieKind, Yuan

FILED = date(2017, 7, 5)
"""The filing day asked about: the day after the report that attests the commitment, so that it is known to hold."""


def stated(case: Register, name: str) -> Quantity:
    """Return a figure as its sources state it; where they do not agree, there is no one figure to compute with."""
    values = {one.value for one in case.indicator(name).reported}
    value = values.pop()
    if value is None or values:
        raise ValueError(f"{name}: no figure is stated, or several that differ")
    return value


def whole(figure: Quantity) -> int:
    """Return a count that is stated as one whole number; a bound is refused, not taken for the number."""
    if not figure.exact or not isinstance(figure.number, int):
        raise ValueError(f"{figure} is not one whole number")
    return figure.number


def decimal(number: Fraction) -> str:
    """Return a number with one decimal, rounded down: what is "more than" it stays so."""
    tenths = number * 10 // 1
    return f"{tenths // 10:,}.{tenths % 10}"


# --- Haishu: the round of "this year" ---------------------------------------------------------------------------------


class Beneficiaries(NamedTuple):
    """Direct and indirect beneficiaries together, the headline, and whether the two are the same number."""

    together: Quantity
    headline: Quantity
    same: Outcome


def approval_rate(haishu: Register) -> Share:
    """Return the share of applications that were approved."""
    return Share.of(whole(stated(haishu, "haishu.approved_projects")), whole(stated(haishu, "haishu.applications")))


def mean_award(haishu: Register) -> Yuan:
    """Return the mean of the awards, to the nearest fen."""
    return stated(haishu, "haishu.round_amount").yuan.per(whole(stated(haishu, "haishu.approved_projects")))


def beneficiaries(haishu: Register) -> Beneficiaries:
    """Return the beneficiaries in all beside the headline's."""
    together = stated(haishu, "haishu.direct_beneficiaries") + stated(haishu, "haishu.indirect_beneficiaries")
    headline = stated(haishu, "haishu.beneficiaries")
    return Beneficiaries(together, headline, headline.equals(together))


def other_money(haishu: Register) -> Quantity:
    """Return how much of the round came from other money than the lottery's.

    Inferred: the lottery gives so much a year as start-up, and the article does not say that it gave no more that year.
    If it did not, at most that much of the round is lottery money.
    """
    lottery = Quantity.between(0, stated(haishu, "haishu.start_up_money").high, "元")
    return stated(haishu, "haishu.round_amount") - lottery


# --- Futian: the special fund, of which there are two statements ------------------------------------------------------


def left_of_one_pool(futian: Register) -> Quantity:
    """Return what is left of one pool: both statements give its size, and they agree on it."""
    return stated(futian, "futian.special_fund_pool") - stated(futian, "futian.funded_amount")


def yearly_pools(futian: Register) -> int:
    """Return how many calendar years the base had seen by its anniversary, and so how many yearly pools."""
    opened, anniversary = futian["futian-base"].opened, futian["futian-anniversary-ceremony"].on
    return anniversary.latest.year - opened.earliest.year + 1


def left_of_yearly_pools(futian: Register) -> Quantity:
    """Return what is left where the pool comes every year.

    Only one of the statements says "a year"; under the other, the pool of the second year is not known.
    """
    yearly = next(
        allotment.amount
        for statement in futian.statements("futian-special-fund")
        for allotment in statement.allotments
        if allotment.per == "year"
    )
    return yearly * yearly_pools(futian) - stated(futian, "futian.funded_amount")


def mean_of_project(futian: Register) -> Quantity:
    """Return the mean of a funded project, with its exact bound."""
    return stated(futian, "futian.funded_amount") / whole(stated(futian, "futian.funded_projects"))


def mean_stays_below(futian: Register) -> int:
    """Return a whole number of yuan that the mean stays below: its bound, rounded up.

    "Just under" makes 12,000,000 a bound that is not reached, and so is 111,111 and 1/9 yuan for the mean. Rounded up,
    "below" stays true; rounded down it would not, since a mean of 111,111 yuan and 10 fen is possible.
    """
    bound = mean_of_project(futian).high
    if bound is None:
        raise ValueError("the amount has no upper bound")
    return ceil(bound)


# --- Jinan: how far a pool goes (told in the Haishu document) ---------------------------------------------------------


class AwardsAtCap(NamedTuple):
    """How many awards at the cap a pool feeds, and what part of one more."""

    whole: int
    part: Fraction


def awards_at_cap(haishu: Register) -> AwardsAtCap:
    """Return how many organizations the pool of this time can give the most that one may get."""
    cap = stated(haishu, "jinan.cap").high
    if cap is None:
        raise ValueError("the cap has no amount")
    return AwardsAtCap(*divmod(Fraction(stated(haishu, "jinan.pool").yuan / Yuan.of(cap)), 1))


# --- Yuhuatai: growth, and days saved ---------------------------------------------------------------------------------


class Growth(NamedTuple):
    """Compounded growth of a year that the counts mean, beside the one reported; all in percent.

    ``more_than`` is rounded down to one decimal. ``apart`` is how much more than the reported growth that is.
    ``start_by_report`` is how many there would have been at the start, had they grown as reported.
    """

    more_than: Fraction
    reported: Quantity
    apart: Fraction
    start_by_report: Fraction
    agree: bool


def growth(yuhuatai: Register) -> Growth:
    """Return the growth that the counts mean.

    The root of 875/200 is no fraction, so growth is not computed but tried, in steps of a tenth of a percent: what is
    sought is the last step whose power is not above the ratio. "Fewer than 200" makes the true ratio larger than that,
    so the growth is more than the step.
    """
    report = yuhuatai.indicator("yuhuatai.annual_growth").reported[0]
    before, after = (stated(yuhuatai, f"yuhuatai.{name}") for name in ("registered_three_years_before", "registered"))
    least = Fraction(whole(after)) / before.high
    step = 0
    while (1 + Fraction(step + 1, 1000)) ** report.years <= least:
        step += 1
    yearly = 1 + Fraction(report.value.number) / 100
    return Growth(
        more_than=Fraction(step, 10),
        reported=report.value,
        apart=Fraction(step, 10) - report.value.number,
        start_by_report=whole(after) / yearly**report.years,
        agree=yearly**report.years > least,
    )


class Deadlines(NamedTuple):
    """Last days for one filing, and what the commitment saves.

    ``counted_to`` is the last day of the statutory count, before a day off moves it. ``limits_agree`` says whether the
    limits of the rulebook are those that the report names.
    """

    counted_to: date
    statutory: date
    committed: date
    days_saved: int
    limits_agree: bool


def deadlines(yuhuatai: Register, filed: date = FILED) -> Deadlines:
    """Return by when a registration is decided, under the statute and under the commitment.

    The limits stand in the rulebook, which counts them; the case says what the report calls the former and the new one.
    """
    reform = yuhuatai["yuhuatai-registration-limit"]
    case = hubnet.Case(reform.procedures[0], place=reform.place.code, events={"documents_complete": filed})
    step = hubnet.schedule(hubnet.load_rulebook(), case, on=filed)[reform.steps[0]]
    statutory, committed = step.statutory_due, step.committed_due
    if not all(isinstance(due, date) for due in (statutory, committed)):
        raise ValueError(f"documents complete on {filed}: the last days are not known to the day")
    same = (step.statutory.period, step.committed.period) == (reform.former, reform.committed)
    counted_to = step.statutory.last_day.earliest
    return Deadlines(counted_to, statutory, committed, (statutory - committed).days, same)


# --- Meiyuan: who is not named ----------------------------------------------------------------------------------------


def unnamed_members(xuanwu: Register) -> Quantity:
    """Return how many member units of the Meiyuan association the article does not name.

    It names the founders and does not say whether they are members: all of them can be, or none.
    """
    founders = xuanwu.ties_to("meiyuan-association", TieKind.FOUNDED)
    return stated(xuanwu, "meiyuan.members") - Quantity.between(0, len(founders), "家")


# --- The table --------------------------------------------------------------------------------------------------------

Row = tuple[str, str, str]


def said(case: Register, name: str) -> str:
    """Return a stated figure in words, for the column that says what an answer follows from."""
    return stated(case, name).text("en")


def haishu_rows(haishu: Register) -> list[Row]:
    """Return what follows from the Haishu document: figure, answer, and the figures it follows from."""
    people, awards = beneficiaries(haishu), awards_at_cap(haishu)
    applications = whole(stated(haishu, "haishu.applications"))
    approved, amount = whole(stated(haishu, "haishu.approved_projects")), said(haishu, "haishu.round_amount")
    beside = "differs" if people.same is Outcome.NOT_MET else "can be the same"
    return [
        ("Haishu: approval rate", approval_rate(haishu).text(), f"{approved} of {applications} applications"),
        ("Haishu: mean award", mean_award(haishu).text("en"), f"{amount} for {approved} projects"),
        ("Haishu: beneficiaries", people.together.text("en"), f"headline: {people.headline.text('en')}, {beside}"),
        (
            "Haishu: other than lottery money",
            f"at least {other_money(haishu).low:,} yuan (inferred)",
            f"if the lottery gave {said(haishu, 'haishu.start_up_money')} and no more",
        ),
        (
            "Jinan: awards at the cap",
            f"{awards.whole} and {awards.part} of one more",
            f"{said(haishu, 'jinan.pool')}, {said(haishu, 'jinan.cap')} each",
        ),
    ]


def futian_rows(futian: Register) -> list[Row]:
    """Return what follows from the Futian document, likewise."""
    pool, funded = said(futian, "futian.special_fund_pool"), said(futian, "futian.funded_amount")
    projects, pools = said(futian, "futian.funded_projects"), yearly_pools(futian)
    return [
        ("Futian: left of one pool", f"more than {left_of_one_pool(futian).low:,} yuan", f"{pool}, {funded} funded"),
        (
            f"Futian: left of {pools} yearly pools",
            f"more than {left_of_yearly_pools(futian).low:,} yuan",
            "by one statement; by the other the 2nd is unknown",
        ),
        ("Futian: mean of a project", f"less than {mean_stays_below(futian):,} yuan", f"{funded}, {projects} projects"),
    ]


def yuhuatai_rows(yuhuatai: Register) -> list[Row]:
    """Return what follows from the Yuhuatai document and the rulebook, likewise."""
    grown, days = growth(yuhuatai), deadlines(yuhuatai)
    before, after = (said(yuhuatai, f"yuhuatai.{name}") for name in ("registered_three_years_before", "registered"))
    reform = yuhuatai["yuhuatai-registration-limit"]
    moved = "" if days.counted_to == days.statutory else f" end on a day off, {days.counted_to}"
    report = grown.reported.text("en")
    return [
        ("Yuhuatai: growth a year", f"more than {decimal(grown.more_than)} %", f"{before}, three years later {after}"),
        (
            "Yuhuatai: report and counts",
            "agree" if grown.agree else f"more than {decimal(grown.apart)} points apart",
            f"report: {report}, which means {decimal(grown.start_by_report)} at the start",
        ),
        ("Yuhuatai: by statute", str(days.statutory), f"filed {FILED}; {reform.former.label.en}{moved}"),
        ("Yuhuatai: by commitment", str(days.committed), f"filed {FILED}; {reform.committed.label.en}"),
        (
            "Yuhuatai: the commitment saves",
            f"{days.days_saved} calendar days",
            f"rulebook and report {'agree' if days.limits_agree else 'DIFFER'} on both limits",
        ),
    ]


def xuanwu_rows(xuanwu: Register) -> list[Row]:
    """Return what follows from the Xuanwu document, likewise."""
    unnamed = unnamed_members(xuanwu)
    members, founders = said(xuanwu, "meiyuan.members"), said(xuanwu, "meiyuan.founders")
    return [
        (
            "Meiyuan: members not named",
            f"{unnamed.low} to {unnamed.high}",
            f"{members} members; {founders} founders named, perhaps members",
        )
    ]


def main() -> None:
    """Print all figures, case by case."""
    futian, haishu, xuanwu, yuhuatai = map(hubnet.load_casebook, ("futian", "haishu", "xuanwu", "yuhuatai"))
    rows = [*futian_rows(futian), *haishu_rows(haishu), *yuhuatai_rows(yuhuatai), *xuanwu_rows(xuanwu)]
    print(hubnet.Table(("figure", "answer", "from"), rows).text(120))


if __name__ == "__main__":
    main()
