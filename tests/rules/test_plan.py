"""Plans as people and programs see them: words, tables, recurring duties, worked cases."""

# ruff: noqa: E501  (tables of texts)

from __future__ import annotations

from datetime import date

import pytest
from attrs import evolve
from wcwidth import width

import hubnet
from hubnet.calendar import Period, Unit, occurrences
from hubnet.errors import InvalidCaseError, InvalidValueError, NotInForceError, UnknownNameError
from hubnet.rules import WorkedCase, run_worked_case
from hubnet.values import End, Span

LAW = hubnet.load_rulebook()
FILED = [case for case in hubnet.load_worked_cases() if isinstance(case, WorkedCase)]
"""The shipped cases of procedures, without those of questions."""
ASSOCIATION = "social_association.registration"


def plan_of(procedure=ASSOCIATION, place="320114", on="2017-07-10", facts=None, **events):
    """Return a plan; by default of a filing at Yuhuatai."""
    case = hubnet.Case(procedure, place=place, events=events, facts=facts or {})
    return hubnet.schedule(LAW, case, on=date.fromisoformat(on))


class TestWords:
    """The explanation, in both languages."""

    @pytest.mark.parametrize(
        ("lang", "fragments"),
        [
            ("zh", ["剩余 56 天", "60日内", "第12条第1款", "起算：2017-07-05（周三）（收到全部有效文件），当日不计入",
                    "到期日：2017-09-04（周一）；最后一日为 2017-09-03（周日），顺延至下一工作日", "承诺：5个工作日内", "［据报道］",
                    "2017-07-04 见载", "原时限：60日", "另一可能：2017-09-27（周三）", "未采用", "自 2026-03-20（假定） 起施行",
                    "计算规则：开始的当日不计入", "此前依同一规则推定", "日历：chinesecalendar"]),
            ("en", ["56 days left", "within 60 days", "art. 12(1)", "from 2017-07-05 (Wed) (all valid documents received)",
                    "due 2017-09-04 (Mon); the last day is 2017-09-03 (Sun): rolls to the next working day",
                    "committed: within 5 working days", "[reported]", "attested on 2017-07-04", "former limit: 60 days",
                    "or 2017-09-27 (Wed)", "not used", "in force from 2026-03-20", "inferred before", "Calendar: chinese"]),
        ],
    )  # fmt: skip
    def test_everything_that_decides_is_said(self, lang, fragments):
        """Start, length, article, quote, roll-over, commitment, other readings, texts not used, principles, calendar."""
        text = plan_of(documents_complete="2017-07-05").explain(lang)
        assert [fragment for fragment in fragments if fragment not in text] == []
        assert "作出准予或者不予登记的决定" in text

    @pytest.mark.parametrize(
        ("procedure", "on", "events", "facts", "zh", "en"),
        [
            ("charity.recognition", "2025-01-10", {"accepted": "2024-11-01", "extension_approved": "2024-11-21"}, {},
             "延长：60日", "extended by 60 days"),
            ("charity.recognition", "2025-01-10", {"accepted": "2024-11-01", "extension_approved": "2024-11-22"}, {},
             "延长在期满后作出，不计入", "granted after the limit had passed"),
            ("charity.registration", "2024-09-05", {"documents_received": "2024-09-02"}, {}, "尚未确定", "still open"),
            ("charity.registration", "2024-09-25", {"documents_received": "2024-09-02"}, {}, "法律视为", "deemed by law"),
            ("licence.general", "2025-09-24", {"accepted": "2025-09-15", "hearing_started": "2025-09-18"}, {},
             "中止尚未结束", "a pause is still running"),
            ("licence.general", "2025-10-24", {"accepted": "2025-09-15", "hearing_started": "2025-09-18", "hearing_ended": "2025-09-24"}, {},
             "扣除：2025-09-18..2025-09-24", "taken out: 2025-09-18..2025-09-24"),
            ("licence.general", "2025-09-24", {"accepted": "2025-09-15"}, {}, "取决于未提供的事实 joint_handling", "depends on the fact joint_handling"),
            ("licence.general", "2025-09-24", {"accepted": "2025-09-15"}, {"joint_handling": True}, "条件不成立", "its condition does not hold"),
            ("licence.renewal", "2026-01-05", {"licence_expires": "2026-03-31"}, {}, "提前30个工作日", "30 working days before"),
            ("licence.renewal", "2026-01-05", {"licence_expires": "2026-03-31"}, {}, "以 2026-03-31（周二） 为准", "counted back from 2026-03-31"),
            ("social_association.annual_report", "2026-01-05", {"year_ended": "2025-12-31"}, {}, "3月31日前（含当日）", "on or before 03-31"),
            ("social_association.registration", "2017-09-10", {"documents_complete": "2017-07"}, {}, "或已逾期", "perhaps late"),
            ("social_association.registration", "2017-09-06", {"documents_complete": "2017-07-05"}, {}, "已过 2 天", "2 days past"),
            ("social_association.registration", "2017-09-05", {"documents_complete": "2017-07-05"}, {}, "已过 1 天", "1 day past"),
            ("social_association.change", "2017-09-05", {"documents_complete": "2017-07-05"}, {}, "无期限规定", "no limit set"),
            ("social_association.registration", "2026-11-22", {"documents_complete": "2026-11-20"}, {}, "暂定", "provisional"),
            ("social_association.registration", "2026-03-16", {"documents_complete": "2026-03-15"}, {}, "施行日期系假定", "that it is in force is assumed"),
            ("social_association.registration", "2017-07-06", {"documents_received": "2017-07-05"}, {}, "尚未起算：未记录“收到全部有效文件”（documents_complete）", "not started: no record of"),
        ],
    )  # fmt: skip
    def test_what_is_special_about_a_case_is_said(self, procedure, on, events, facts, zh, en):
        """Extensions, deemed starts, pauses, missing facts, backward periods, named days, gaps, provisional days."""
        plan = plan_of(procedure, "320100", on, facts, **events)
        assert zh in plan.explain("zh")
        assert en in plan.explain("en")

    def test_the_same_day_and_what_is_not_known(self):
        """A commitment for the day itself, before it is attested."""
        plan = plan_of("certificate_replacement", on="2017-06-30", replacement_applied="2017-06-30")
        assert "当日办结" in plan.explain("zh")
        assert "not_known_in_force" in plan.explain("en")

    def test_repr_is_one_readable_line(self):
        """Procedure, place, day, and each step with its dates."""
        text = repr(plan_of(documents_complete="2017-07-05"))
        assert "decision RUNNING (statutory 2017-09-04, committed 2017-07-12)" in text
        assert "\n" not in text

    def test_sources_name_each_limit_that_runs(self):
        """One line a limit, statute and commitment."""
        lines = plan_of(documents_complete="2017-07-05").sources("en").splitlines()
        assert [line.split(",")[0] for line in lines] == [
            "decision on registration: within 60 days",
            "decision on registration: within 5 working days",
        ]


class TestTables:
    """The table form."""

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_it_fits_eighty_columns(self, lang):
        """Chinese characters take two."""
        for plan in (plan_of(documents_complete="2017-07-05"), plan_of(documents_complete="2017-07", on="2017-09-10")):
            assert max(width(line) for line in plan.table(lang).text().splitlines()) <= 80

    def test_cells_are_plain_for_programs(self):
        """Dates as ISO text, days as numbers."""
        row = plan_of(documents_complete="2017-07-05").table("en").to_dicts()[1]
        assert row == {
            "step": "decision on registration", "actor": "registrar", "statutory_due": "2017-09-04",
            "committed_due": "2017-07-12", "state": "running", "days_left": 56,
        }  # fmt: skip

    def test_lateness_against_the_commitment_alone_is_shown(self):
        """Done in time by the statute and not by the commitment."""
        plan = plan_of(documents_complete="2017-07-05", decided="2017-07-13", on="2017-07-14")
        assert plan.table("zh").to_dicts()[1]["state"] == "已完成，超承诺"
        assert plan.table("en").to_dicts()[1]["state"] == "done, past the commitment"

    def test_lateness_that_is_not_known_is_shown(self):
        """Between the bounds."""
        plan = plan_of(place="320102", documents_complete="2017-07", on="2017-09-10")
        assert plan.table("en").to_dicts()[1]["state"] == "running, perhaps late"
        assert plan.table("zh").to_dicts()[1]["statutory_due"] == "2017-08-30\n..2017-09-29"

    def test_steps_are_found_by_name_and_id_and_in_order(self):
        """A plan is a sequence of its steps."""
        plan = plan_of(documents_complete="2017-07-05")
        assert [step.name for step in plan] == ["completeness_notice", "decision", "certificate"]
        assert plan["decision"] is plan["social_association.registration.decision"]


class TestRecurring:
    """Duties that come back."""

    @pytest.mark.parametrize(
        ("duty", "place", "due"),
        [
            ("social_association.annual_report", "320102", {"to_supervisor": (3, 31), "to_registrar": (5, 31)}),
            (
                "private_non_enterprise_unit.annual_report",
                "320102",
                {"to_supervisor": (3, 31), "to_registrar": (5, 31)},
            ),
            ("foundation.annual_report", "320000", {"to_registrar": (3, 31)}),
        ],
    )
    def test_every_year_of_a_span_has_its_report(self, duty, place, due):
        """Four years, also when the span starts in June; each report falls due the year after."""
        cases = hubnet.recurring_cases(LAW, duty, place=place, span=Span(date(2020, 6, 1), date(2024, 6, 1)))
        assert [str(case.events[0][1]) for case in cases] == [f"{year}-12-31" for year in (2020, 2021, 2022, 2023)]
        for case, year in zip(cases, (2021, 2022, 2023, 2024), strict=True):
            plan = hubnet.schedule(LAW, case, on=date(year, 1, 2))
            assert {step.name: step.statutory_due for step in plan} == {
                name: date(year, *when) for name, when in due.items()
            }

    def test_the_first_day_is_in_and_the_last_is_out(self):
        """A span from 31 December to the next has one."""
        span = Span(date(2020, 12, 31), date(2021, 12, 31))
        assert len(hubnet.recurring_cases(LAW, "foundation.annual_report", place="320000", span=span)) == 1

    def test_months_on_the_31st_do_not_drift(self):
        """31 January, 29 February, 31 March 2024: each from the anchor."""
        days = list(occurrences(date(2024, 1, 31), Period(1, Unit.MONTHS), date(2024, 1, 1), date(2024, 6, 1)))
        assert [str(day) for day in days] == ["2024-01-31", "2024-02-29", "2024-03-31", "2024-04-30", "2024-05-31"]

    def test_a_condition_leaves_out_what_does_not_apply(self, tmp_path):
        """A duty for some bodies: kept while the fact is missing, left out when it says no."""
        file = tmp_path / "duty.toml"
        file.write_text(
            'place = "320102"\n[[fact]]\nid = "large"\nkind = "yes_no"\nquestion = { zh = "大？", en = "large?" }\n'
            '[[duty]]\nid = "extra"\nlabel = { zh = "报告", en = "report" }\nprocedure = "social_association.annual_report"\n'
            'event = "year_ended"\nanchor = "12-31"\nevery = { years = 1 }\nwhen = { fact = "large", equals = true }\n'
            'rank = "policy"\nin_force_from = 2022-01-01\ncite = { document = "made up" }\n',
            encoding="utf-8",
        )
        law, span = hubnet.load_rulebook(file), Span(date(2020, 1, 1), date(2024, 1, 1))
        counts = [
            len(hubnet.recurring_cases(law, "extra", place="320102", span=span, facts=facts))
            for facts in ({}, {"large": True}, {"large": False})
        ]
        assert counts == [2, 2, 0]
        with pytest.raises(InvalidCaseError, match="large"):
            hubnet.recurring_cases(law, "extra", place="320102", span=span, facts={"large": 1})

    def test_what_cannot_be_answered_is_refused(self):
        """An open span, an unknown duty, a time before the rule."""
        with pytest.raises(InvalidValueError, match="first day out"):
            hubnet.recurring_cases(
                LAW, "foundation.annual_report", place="320000", span=Span(date(2020, 1, 1), End.OPEN)
            )
        with pytest.raises(UnknownNameError):
            hubnet.recurring_cases(LAW, "annual", place="320000", span=Span(date(2020, 1, 1), date(2021, 1, 1)))
        with pytest.raises(NotInForceError):
            hubnet.recurring_cases(
                LAW, "foundation.annual_report", place="320000", span=Span(date(2001, 1, 1), date(2002, 1, 1))
            )


class TestWorkedCases:
    """The shipped cases come out, and a wrong one is noticed."""

    def test_all_shipped_cases_come_out(self):
        """Dates computed from the articles by hand."""
        cases = hubnet.load_worked_cases()
        findings = [finding.text("en") for case in cases for finding in run_worked_case(LAW, case)]
        assert findings == []
        assert len(cases) >= 100

    def test_every_step_has_a_case(self):
        """No step of a shipped procedure is left without one."""
        from hubnet.rulebook import Procedure, Step

        expected = {
            step
            for case in FILED
            for name in LAW.one(Procedure, case.case.procedure).steps
            for step, _ in case.expect
            if step in (name, LAW.one(Step, name).name)
            for step in [name]
        }
        assert set(LAW.ids(Step)) - expected == set()

    @pytest.mark.parametrize(
        ("change", "fragment"),
        [
            (
                {"expect": (("decision", (("statutory_due", date(2017, 9, 5)),)),)},
                "expected 2017-09-05, found 2017-09-04",
            ),
            ({"expect": (("decision", (("committed_due", None),)),)}, "expected none, found 2017-07-12"),
            ({"expect": (("decision", (("state", "DONE"),)),)}, "expected DONE, found RUNNING"),
            ({"expect": (("decision", (("late", "MET"),)),)}, "expected MET, found NOT_MET"),
            ({"expect": (("decision", (("days_left", 1),)),)}, "expected 1, found 56"),
            ({"expect": (("decision", (("reading.last_day_stays", date(2017, 9, 4)),)),)}, "found 2017-09-03"),
            ({"expect": (("decision", (("reading.nothing", date(2017, 9, 4)),)),)}, "no such reading"),
            ({"expect": (("nothing", (("state", "DONE"),)),)}, "no step nothing"),
            ({"expect": (), "error": "NotInForceError"}, "expected NotInForceError"),
        ],
    )
    def test_a_case_that_expects_something_else_is_a_finding(self, change, fragment):
        """Each kind of answer is compared."""
        case = hubnet.Case(ASSOCIATION, place="320114", events={"documents_complete": "2017-07-05"})
        worked = evolve(FILED[0], case=case, on=date(2017, 7, 10), assume=(), adopt=(), **{"error": None, **change})
        (finding,) = run_worked_case(LAW, worked)
        assert fragment in finding.text("en")
        assert finding.where.path == FILED[0].where.path

    def test_an_unexpected_error_is_a_finding(self):
        """With its class and message."""
        worked = evolve(FILED[0], case=hubnet.Case("nothing", place="320114"), error=None)
        (finding,) = run_worked_case(LAW, worked)
        assert "UnknownNameError" in finding.text("zh")
