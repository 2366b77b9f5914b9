"""The arithmetic of the cases: what the example computes, and the same from the data alone."""

import importlib.util
from datetime import date
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

import hubnet
from hubnet import Outcome, Quantity, TieKind, Yuan
from hubnet.values import Share

EXAMPLE = Path(__file__).parents[2] / "examples" / "casebook_figures.py"


@cache
def case(name):
    """Return a case; registers do not change, so one is enough for all tests."""
    return hubnet.load_casebook(name)


def figure(name, of):
    """Return a reported figure of a case."""
    return case(name).indicator(of).value


@pytest.fixture(scope="module")
def example():
    """Import the example, which is no package."""
    spec = importlib.util.spec_from_file_location("casebook_figures", EXAMPLE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class TestExample:
    def test_haishu(self, example):
        """61 of 90 are 67.8 %, 23,688.52 yuan each on average, for 75,000 people; 445,000 is not lottery money."""
        haishu = case("haishu")
        assert example.approval_rate(haishu).text() == "67.8 %"
        assert example.mean_award(haishu) == Yuan.of("23688.52")
        people = example.beneficiaries(haishu)
        assert (people.together.number, people.together.expected) == (75_000, True)
        assert (str(people.headline), people.same) == ("超过70000人", Outcome.UNKNOWN)
        assert str(example.other_money(haishu)) == "[445000, 1445000]元"

    def test_futian(self, example):
        """More than 8,000,000 is left of one pool, more than 28,000,000 of two; a project has less than 111,112."""
        futian = case("futian")
        assert str(example.left_of_one_pool(futian)) == "(8000000, 20000000]元"
        assert str(example.left_of_yearly_pools(futian)) == "(28000000, 40000000]元"
        assert example.yearly_pools(futian) == 2
        assert example.mean_stays_below(futian) == 111_112

    def test_jinan(self, example):
        """1,500,000 feed seven awards of 200,000 and half of one more."""
        assert example.awards_at_cap(case("haishu")) == (7, Fraction(1, 2))

    def test_yuhuatai_growth(self, example):
        """The counts mean more than 63.5 % a year, the report says 60 %: both stand, and that they differ."""
        grown = example.growth(case("yuhuatai"))
        assert (grown.more_than, grown.reported.number, grown.apart) == (Fraction(127, 2), 60, Fraction(7, 2))
        assert not grown.agree

    def test_yuhuatai_deadlines(self, example):
        """Filed on 5 July 2017: 60 days end on Monday 4 September, 5 working days on 12 July."""
        found = example.deadlines(case("yuhuatai"))
        assert (found.counted_to, found.statutory, found.committed) == (
            date(2017, 9, 3), date(2017, 9, 4), date(2017, 7, 12),
        )  # fmt: skip
        assert (found.days_saved, found.limits_agree) == (54, True)

    def test_meiyuan(self, example):
        """31 to 36 member units are not named."""
        assert str(example.unnamed_members(case("xuanwu"))) == "[31, 36]家"


class TestDataAlone:
    def test_haishu(self):
        """The same without the example: rate, mean, people, other money."""
        approved, applications = (
            figure("haishu", f"haishu.{name}").number for name in ("approved_projects", "applications")
        )
        assert (approved, applications) == (61, 90)
        assert Share.of(approved, applications).text() == "67.8 %"
        amount = figure("haishu", "haishu.round_amount")
        assert round(Fraction(amount.number, approved), 2) == Fraction("23688.52")
        direct, indirect = (figure("haishu", f"haishu.{name}_beneficiaries").number for name in ("direct", "indirect"))
        assert (direct, indirect, direct + indirect) == (15_000, 60_000, 75_000)
        assert figure("haishu", "haishu.beneficiaries").low == 70_000 < direct + indirect
        assert amount.number - figure("haishu", "haishu.start_up_money").number == 445_000

    def test_futian(self):
        """The same without the example: pools and the mean of a project."""
        pool, funded = (figure("futian", f"futian.{name}") for name in ("special_fund_pool", "funded_amount"))
        left, of_two = pool - funded, pool * 2 - funded
        assert (left.low, left.interval.low_included) == (8_000_000, False)
        assert (of_two.low, of_two.interval.low_included) == (28_000_000, False)
        mean = funded / figure("futian", "futian.funded_projects").number
        assert mean.high == Fraction(12_000_000, 108)
        assert (mean < 111_112, mean < 111_111) == (Outcome.MET, Outcome.UNKNOWN)

    def test_jinan(self):
        """The same without the example: the pool, award by award."""
        pool, cap = figure("haishu", "jinan.pool").number, figure("haishu", "jinan.cap").high
        assert (pool, cap) == (1_500_000, 200_000)
        assert Fraction(pool, cap) == 7 + Fraction(1, 2)

    def test_yuhuatai_growth(self):
        """The same without the example: three years of 63.5 % are too few to come from 200 to 875, of 63.6 % enough."""
        before, after = (
            figure("yuhuatai", "yuhuatai.registered_three_years_before"),
            figure("yuhuatai", "yuhuatai.registered"),
        )
        ratio = Fraction(after.number) / before.high
        assert Fraction("1.635") ** 3 < ratio < Fraction("1.636") ** 3
        assert not before.interval.high_included
        assert str(figure("yuhuatai", "yuhuatai.annual_growth")) == "达60%"
        assert Fraction("1.6") ** 3 * 200 < after.number

    @pytest.mark.parametrize(("number", "inhabitants"), [(875, 416_667), (2500, 1_190_476)])
    def test_yuhuatai_density(self, number, inhabitants):
        """21 per 10,000 inhabitants mean so many inhabitants, by which number of organizations is meant."""
        density = figure("yuhuatai", "yuhuatai.organizations_per_10000")
        assert density.number == 21
        assert round(Fraction(number * 10_000, density.number)) == inhabitants
        held = {figure("yuhuatai", f"yuhuatai.{name}").number for name in ("registered", "organizations")}
        assert held == {875, 2500}

    def test_yuhuatai_limits(self):
        """The case reports 60 days and 5 working days; for changes 30 days and 3 working days; certificates at once."""
        said = [
            (one.former and one.former.label.en, one.committed.label.en)
            for one in (
                case("yuhuatai")[f"yuhuatai-{name}"]
                for name in ("registration-limit", "change-limit", "certificate-replacement")
            )
        ]
        assert said == [("60 days", "5 working days"), ("30 days", "3 working days"), (None, "0 days")]

    def test_meiyuan(self):
        """The same without the example: 36 members, of whom none or all five founders are named."""
        founders = case("xuanwu").ties_to("meiyuan-association", TieKind.FOUNDED)
        members = figure("xuanwu", "meiyuan.members")
        assert (len(founders), members.number) == (5, 36)
        assert members - Quantity.between(0, len(founders), "家") == Quantity.between(31, 36, "家")
