"""The timelines engine on the shipped rules; expected days by hand from the articles and the holiday notices."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

import hubnet
from hubnet.calendar import Overlay, OverlayDay
from hubnet.errors import (
    AuthorityLevelError,
    CalendarRangeError,
    InvalidCaseError,
    InvalidValueError,
    NotInForceError,
    UnknownNameError,
)
from hubnet.rules import Gap, State
from hubnet.values import Confidence, DayInterval, Outcome, Place

LAW = hubnet.load_rulebook()
ASSOCIATION = "social_association.registration"
YUHUATAI, XUANWU, NANJING, JIANGSU = "320114", "320102", "320100", "320000"


def plan_of(procedure, place, on, facts=None, assume=(), adopt=(), calendar=None, beyond="interval", **events):
    """Return the plan of a case; dates as ISO text."""
    case = hubnet.Case(procedure, place=place, events=events, facts=facts or {})
    return hubnet.schedule(
        LAW, case, on=date.fromisoformat(on), assume=assume, adopt=adopt, calendar=calendar, beyond=beyond
    )


def other(step, name, limit="statutory"):
    """Return the alternative of an id beside a limit."""
    return next(item for item in getattr(step, limit).alternatives if item.id == name)


def day(text):
    """Return the interval of one day."""
    return DayInterval(date.fromisoformat(text), date.fromisoformat(text))


class TestStatuteAndCommitment:
    """Both limits, side by side."""

    def test_both_are_given_for_one_filing(self):
        """60 days from Wednesday 5 July 2017 end on Sunday 3 September and roll; 5 working days end on the 12th."""
        step = plan_of(ASSOCIATION, YUHUATAI, "2017-07-10", documents_complete="2017-07-05")["decision"]
        assert step.statutory_due == date(2017, 9, 4)
        assert step.committed_due == date(2017, 7, 12)
        assert step.state is State.RUNNING
        assert step.days_left == 56
        assert step.statutory.last_day == day("2017-09-03")

    def test_the_neighbour_district_has_no_commitment(self):
        """A commitment holds where it was given."""
        step = plan_of(ASSOCIATION, XUANWU, "2017-07-10", documents_complete="2017-07-05")["decision"]
        assert step.statutory_due == date(2017, 9, 4)
        assert step.committed is None
        assert any(item.place == Place(YUHUATAI) for item in step.losers)

    def test_before_the_attestation_it_may_apply(self):
        """The report of 4 July 2017 does not say since when; the day before nothing is known."""
        step = plan_of(ASSOCIATION, YUHUATAI, "2017-07-03", documents_complete="2017-07-03")["decision"]
        assert step.committed_due is None
        assert step.committed.unknown[0].gap is Gap.NOT_KNOWN_IN_FORCE
        assert [item.due for item in step.committed.alternatives] == [day("2017-07-10")]
        assert step.state is State.RUNNING

    def test_assumed_it_applies_and_is_marked(self):
        """``assume`` applies it all the same, and says so."""
        step = plan_of(
            ASSOCIATION, YUHUATAI, "2017-07-03", assume=["social_association.registration.decision"],
            documents_complete="2017-07-03",
        )["decision"]  # fmt: skip
        assert step.committed_due == date(2017, 7, 10)
        assert step.committed.assumed

    def test_late_against_the_commitment_only(self):
        """Decided on the sixth working day: past the commitment, in time under the statute."""
        step = plan_of(ASSOCIATION, YUHUATAI, "2017-07-14", documents_complete="2017-07-05", decided="2017-07-13")[
            "decision"
        ]
        assert (step.state, step.late) == (State.DONE, Outcome.NOT_MET)
        assert (step.committed.state, step.committed.late) == (State.DONE_LATE, Outcome.MET)

    def test_a_commitment_where_the_statute_sets_no_limit_leads(self):
        """Changes: 3 working days committed; art 18 gives the registrar none; art 42 is a reading."""
        step = plan_of(
            "social_association.change", YUHUATAI, "2017-07-14", supervisor_consented="2017-07-04",
            change_applied="2017-07-12", documents_received="2017-07-12", documents_complete="2017-07-12",
        )["social_association.change.decision"]  # fmt: skip
        assert step.statutory_due is None
        assert step.statutory.state is State.NO_LIMIT
        assert step.statutory.unknown[0].gap is Gap.LAW_GAP
        assert step.committed_due == date(2017, 7, 17)
        assert step.state is State.RUNNING
        assert other(step, "general_licensing_limit").due == day("2017-08-09")
        assert step.committed.rule.former.within.length == 30

    def test_certificates_are_replaced_the_same_day_there_and_only_there(self):
        """A commitment without any statutory step."""
        step = plan_of("certificate_replacement", YUHUATAI, "2017-07-10", replacement_applied="2017-07-10")["issue"]
        assert step.statutory is None
        assert step.committed_due == date(2017, 7, 10)
        assert step.state is State.DUE_TODAY
        with pytest.raises(NotInForceError, match="holds at another place"):
            plan_of("certificate_replacement", XUANWU, "2017-07-10", replacement_applied="2017-07-10")


class TestCounting:
    """Days, roll-over and pauses."""

    @pytest.mark.parametrize(
        ("complete", "due"),
        [
            ("2019-11-25", "2020-02-03"),  # 24 January 2020 opens the Spring Festival, extended to 2 February
            ("2021-07-03", "2021-09-01"),
            ("2021-08-06", "2021-10-08"),  # 5 October lies in the National Day block of 1 to 7 October
            ("2019-03-02", "2019-05-05"),  # 1 May 2019; Sunday the 5th is a make-up working day
            ("2015-07-05", "2015-09-06"),  # 3 September 2015, one-off; Sunday the 6th is worked
        ],
    )
    def test_a_last_day_off_rolls_to_the_next_working_day(self, complete, due):
        """Civil Code art 203 by analogy: festivals, blocks, one-off days; a make-up Sunday is a working day."""
        place = XUANWU if complete > "2016-02-06" else None
        procedure = ASSOCIATION if place else "social_association.preparation"
        plan = plan_of(procedure, XUANWU, complete, documents_complete=complete)
        assert plan["decision"].statutory_due == date.fromisoformat(due)

    def test_the_unrolled_day_and_the_working_day_count_stand_beside_it(self):
        """Two open readings of the same 60 days."""
        step = plan_of(ASSOCIATION, XUANWU, "2017-07-10", documents_complete="2017-07-05")["decision"]
        assert other(step, "last_day_stays").due == day("2017-09-03")
        assert other(step, "days_are_working_days").due == day("2017-09-27")
        assert other(step, "days_are_working_days").confidence is Confidence.INFERRED

    def test_an_adopted_reading_becomes_the_answer_and_the_default_stands_beside_it(self):
        """``adopt`` swaps the two."""
        step = plan_of(
            ASSOCIATION, XUANWU, "2017-07-10", adopt=["days_are_working_days"], documents_complete="2017-07-05"
        )["decision"]
        assert step.statutory_due == date(2017, 9, 27)
        assert other(step, "as_written").due == day("2017-09-04")

    @pytest.mark.parametrize(
        ("reading", "due"),
        [("named_date_rolls", None), ("clear_days", None), ("last_day_stays", "2017-09-03")],
    )
    def test_only_readings_of_the_step_are_followed(self, reading, due):
        """A reading that the step does not list changes nothing."""
        step = plan_of(ASSOCIATION, XUANWU, "2017-07-10", adopt=[reading], documents_complete="2017-07-05")["decision"]
        assert step.statutory_due == date.fromisoformat(due or "2017-09-04")

    def test_a_hearing_stops_the_clock_of_the_licensing_law(self):
        """20 working days from 15 September 2025; 19 to 24 September (4 working days) do not count."""
        step = plan_of(
            "licence.general", NANJING, "2025-10-20", facts={"joint_handling": False, "lower_review": False},
            accepted="2025-09-15", hearing_started="2025-09-18", hearing_ended="2025-09-24",
        )["licence.general.decision"]  # fmt: skip
        # Without the pause: 16 September .. 20th working day = 17 October (28 September and 11 October are worked).
        assert step.statutory_due == date(2025, 10, 23)
        assert step.statutory.pauses == ((date(2025, 9, 18), date(2025, 9, 24)),)

    def test_for_other_texts_the_paused_date_is_a_reading(self):
        """Two overlapping pauses, 1 to 15 February and 10 February to 1 March 2018, take out 28 days once."""
        step = plan_of(
            ASSOCIATION, XUANWU, "2018-04-10", documents_complete="2018-01-15", hearing_started="2018-02-01",
            hearing_ended="2018-02-15", expert_review_started="2018-02-10", expert_review_ended="2018-03-01",
        )["decision"]  # fmt: skip
        assert step.statutory_due == date(2018, 3, 16)
        assert other(step, "licensing_clock_stops").due == day("2018-04-13")

    def test_a_running_pause_leaves_the_end_open(self):
        """Not before what it would be if the pause ended today."""
        step = plan_of(
            "licence.general", NANJING, "2025-09-24", facts={"joint_handling": False, "lower_review": False},
            accepted="2025-09-15", hearing_started="2025-09-18",
        )["licence.general.decision"]  # fmt: skip
        assert step.statutory_due == DayInterval(date(2025, 10, 23), None)
        assert step.statutory.paused
        assert step.late is Outcome.UNKNOWN or step.state is State.RUNNING

    def test_an_extension_of_unknown_length_gives_an_interval(self):
        """20 days from 1 November 2024 end on the 21st; up to 60 more end on 20 January 2025, a Monday."""
        plan = plan_of(
            "charity.recognition", NANJING, "2025-01-10", accepted="2024-11-01", extension_approved="2024-11-21"
        )
        assert plan["decision"].statutory_due == DayInterval(date(2024, 11, 21), date(2025, 1, 20))
        assert plan["decision"].statutory.extension.length == 60
        assert plan["decision"].statutory.unknown[0].gap is Gap.FACT_MISSING
        assert plan["decision"].late is Outcome.UNKNOWN

    def test_an_extension_of_fixed_length_is_exact(self):
        """Art 42: 20 + 10 working days from 15 September 2025, make-up days 28 September and 11 October worked."""
        plan = plan_of(
            "licence.general", NANJING, "2025-10-20", facts={"joint_handling": False, "lower_review": False},
            accepted="2025-09-15", extension_approved="2025-10-10",
        )  # fmt: skip
        assert plan["licence.general.decision"].statutory_due == date(2025, 10, 31)

    def test_an_extension_of_known_length(self):
        """20 + 30 days end on Saturday 21 December 2024 and roll to Monday."""
        plan = plan_of(
            "charity.recognition", NANJING, "2025-01-10", facts={"extension_length": 30}, accepted="2024-11-01",
            extension_approved="2024-11-21",
        )  # fmt: skip
        assert plan["decision"].statutory_due == date(2024, 12, 23)

    def test_an_extension_granted_too_late_is_not_counted(self):
        """The day after the 20th day."""
        plan = plan_of(
            "charity.recognition", NANJING, "2025-01-10", accepted="2024-11-01", extension_approved="2024-11-22"
        )
        assert plan["decision"].statutory_due == date(2024, 11, 21)
        assert plan["decision"].statutory.extension_too_late
        assert plan["decision"].state is State.OVERDUE

    def test_an_extension_longer_than_the_law_allows_is_refused(self):
        """61 days, where art 10(3) allows 60."""
        with pytest.raises(InvalidCaseError, match="60 days at most"):
            plan_of(
                "charity.recognition", NANJING, "2025-01-10", facts={"extension_length": 61}, accepted="2024-11-01",
                extension_approved="2024-11-21",
            )  # fmt: skip

    def test_a_named_date_does_not_roll_and_the_other_reading_is_given(self):
        """31 March 2019 is a Sunday."""
        step = plan_of("social_association.annual_report", XUANWU, "2019-03-31", year_ended="2018-12-31")[
            "to_supervisor"
        ]
        assert step.statutory_due == date(2019, 3, 31)
        assert step.state is State.DUE_TODAY
        assert other(step, "named_date_rolls").due == day("2019-04-01")

    def test_a_period_counted_backwards(self):
        """7 working days before Monday 13 October 2025: 9, 10, 11 October, 30, 29, 28, 26 September."""
        step = plan_of(
            "licence.hearing", NANJING, "2025-09-20", hearing_right_notified="2025-09-08",
            hearing_requested="2025-09-10", hearing_held="2025-10-13",
        )["announcement"]  # fmt: skip
        assert step.statutory_due == date(2025, 9, 26)
        assert other(step, "clear_days").due == day("2025-09-25")

    def test_a_make_up_day_that_was_met_is_named(self):
        """Saturday 30 September 2017 was worked."""
        plan = plan_of(
            "private_non_enterprise_unit.registration", YUHUATAI, "2017-10-20", documents_complete="2017-09-28"
        )
        assert plan["decision"].committed_due == date(2017, 10, 11)
        assert plan["decision"].committed.exceptions[0].day == date(2017, 9, 30)


class TestAcceptance:
    """What is deemed, and what is still open."""

    def test_silence_makes_the_day_of_receipt_the_day_of_acceptance(self):
        """Received on 2 September 2024, no notice by the 9th: 30 days from the 2nd end in the holiday, 8 October."""
        plan = plan_of("charity.registration", NANJING, "2024-09-10", documents_received="2024-09-02")
        assert plan["completeness_notice"].state is State.LAPSED
        decision = plan["decision"]
        assert decision.statutory_due == date(2024, 10, 8)
        assert decision.statutory.deemed
        assert other(decision, "only_real_acceptance").due is None

    def test_until_the_fifth_working_day_acceptance_is_an_interval(self):
        """On the 9th, the fifth working day, a notice can still come, and acceptance then waits for the supplement."""
        plan = plan_of("charity.registration", NANJING, "2024-09-09", documents_received="2024-09-02")
        assert plan["completeness_notice"].state is State.DUE_TODAY
        assert plan["decision"].statutory.start == DayInterval(date(2024, 9, 2), None)
        assert plan["decision"].statutory_due == DayInterval(date(2024, 10, 8), None)

    def test_a_notice_in_time_waits_for_the_supplement(self):
        """Told on the 6th; nothing runs until the documents are complete."""
        events = {"documents_received": "2024-09-02", "incompleteness_notified": "2024-09-06"}
        waiting = plan_of("charity.registration", NANJING, "2024-09-17", **events)
        assert waiting["decision"].state is State.NOT_STARTED
        done = plan_of("charity.registration", NANJING, "2024-09-20", documents_complete="2024-09-18", **events)
        assert done["decision"].statutory_due == date(2024, 10, 18)

    def test_a_notice_too_late_does_not_undo_acceptance(self):
        """Told on the sixth working day: accepted on receipt all the same."""
        plan = plan_of(
            "charity.registration", NANJING, "2024-09-20", documents_received="2024-09-02",
            incompleteness_notified="2024-09-10",
        )  # fmt: skip
        assert plan["completeness_notice"].state is State.DONE_LATE
        assert plan["decision"].statutory.start == day("2024-09-02")

    def test_a_recorded_acceptance_goes_first_and_the_deemed_one_beside_it(self):
        """Accepted on paper on the 20th, after silence since the 2nd: the earlier date is a reading."""
        plan = plan_of(
            "charity.registration", NANJING, "2024-09-25", documents_received="2024-09-02", accepted="2024-09-20"
        )
        assert plan["decision"].statutory.start == day("2024-09-20")
        assert other(plan["decision"], "runs_from_acceptance").due == day("2024-10-08")

    def test_for_the_licensing_law_itself_the_deemed_acceptance_goes_first(self):
        """Its own limits run from receipt after silence."""
        plan = plan_of(
            "licence.general", NANJING, "2024-09-25", facts={"joint_handling": False, "lower_review": False},
            documents_received="2024-09-02", accepted="2024-09-20",
        )  # fmt: skip
        assert plan["licence.general.decision"].statutory.start == day("2024-09-02")

    def test_an_association_runs_from_all_valid_documents(self):
        """Received and never completed: the 60 days have not started; from receipt is a reading."""
        plan = plan_of(ASSOCIATION, XUANWU, "2017-07-20", documents_received="2017-06-20")
        assert plan["decision"].state is State.NOT_STARTED
        assert plan["decision"].statutory_due is None
        assert other(plan["decision"], "runs_from_acceptance").due == day("2017-08-21")

    def test_no_decision_before_expiry_renews_the_licence(self):
        """Art 50: silence renews, if a renewal was applied for."""
        applied = plan_of(
            "licence.renewal", NANJING, "2026-04-01", licence_expires="2026-03-31", renewal_applied="2026-02-02"
        )
        assert applied["decision"].state is State.LAPSED
        assert applied["application"].late is Outcome.NOT_MET
        silent = plan_of("licence.renewal", NANJING, "2026-04-01", licence_expires="2026-03-31")
        assert silent["decision"].state is State.NOT_STARTED
        assert silent["application"].state is State.OVERDUE


class TestVersions:
    """Which text applies is decided on the day the period starts."""

    @pytest.mark.parametrize(("accepted", "version"), [("2024-09-04", "2016"), ("2024-09-05", "2023")])
    def test_the_charity_law_changes_on_5_september_2024(self, accepted, version):
        """Accepted the day before and on the day."""
        step = plan_of("charity.registration", NANJING, "2024-10-10", accepted=accepted)["decision"]
        assert step.statutory.rule.cite.version == version
        assert [item.cite.version for item in step.losers] == [{"2016": "2023", "2023": "2016"}[version]]

    @pytest.mark.parametrize(
        ("complete", "version", "assumed"),
        [
            ("2026-03-11", "2016", False),
            ("2026-03-12", "2016", True),
            ("2026-03-19", "2016", True),
            ("2026-03-20", "2026", False),
        ],
    )
    def test_inside_the_window_of_2026_the_text_is_assumed(self, complete, version, assumed):
        """The start of the 2026 text is not known to the day; both texts give the same date."""
        step = plan_of(ASSOCIATION, XUANWU, "2026-03-25", documents_complete=complete)["decision"]
        assert (step.statutory.rule.cite.version, step.statutory.assumed) == (version, assumed)
        assert not [item for item in step.statutory.alternatives if item.id.endswith(".decision")]

    def test_registration_before_2016_is_not_held_and_preparation_ends_there(self):
        """Until 5 February 2016 there was the stage of preparation."""
        with pytest.raises(NotInForceError) as caught:
            plan_of(ASSOCIATION, XUANWU, "2016-03-01", documents_complete="2016-02-05")
        assert caught.value.day == date(2016, 2, 5)
        assert plan_of("social_association.preparation", XUANWU, "2016-03-01", documents_complete="2016-02-05")
        with pytest.raises(NotInForceError):
            plan_of("social_association.preparation", XUANWU, "2016-03-01", documents_complete="2016-02-06")

    def test_papers_handed_in_before_a_law_and_accepted_under_it(self):
        """The limit runs from acceptance on 5 September 2016: 30 days end in the holiday, 8 October."""
        plan = plan_of(
            "charity.registration", NANJING, "2016-09-20", documents_received="2016-08-31", accepted="2016-09-05"
        )
        assert plan["decision"].statutory_due == date(2016, 10, 8)

    def test_a_yearly_date_is_set_by_the_text_of_its_own_year(self):
        """The report on 2015 fell due under the text of 6 February 2016."""
        plan = plan_of("social_association.annual_report", XUANWU, "2016-03-01", year_ended="2015-12-31")
        assert plan["to_supervisor"].statutory_due == date(2016, 3, 31)
        later = plan_of("social_association.annual_report", XUANWU, "2026-11-02", year_ended="2015-12-31")
        assert later["to_supervisor"].statutory.rule.cite.version == "2016"

    def test_a_month_across_a_change_of_law_shows_both_rules(self, tmp_path):
        """A start known to the month, with another rule from its middle on."""
        file = tmp_path / "local.toml"
        file.write_text(
            'place = "320102"\n'
            + "\n".join(
                f'[[step]]\nid = "social_association.registration.decision"\nrelation = "commits"\n'
                f'within = {{ working_days = {n} }}\n{dates}\ncite = {{ document = "made up" }}'
                for n, dates in (
                    (10, "in_force_from = 2017-01-01\nin_force_until = 2017-07-16"),
                    (3, "in_force_from = 2017-07-16"),
                )
            ),
            encoding="utf-8",
        )
        case = hubnet.Case(ASSOCIATION, place=XUANWU, events={"documents_complete": "2017-07"})
        step = hubnet.schedule(hubnet.load_rulebook(file), case, on=date(2017, 8, 20))["decision"]
        assert step.committed_due == DayInterval(date(2017, 7, 14), date(2017, 8, 14))
        assert [item.due for item in step.committed.alternatives] == [DayInterval(date(2017, 7, 5), date(2017, 8, 3))]


class TestNotYetAndNotSure:
    """Lateness that is not certain is not claimed."""

    def test_a_planned_event_ahead_is_not_done(self):
        """A hearing set for 13 October is not held on 20 September; 20 working days from the 10th end on 14 October."""
        plan = plan_of(
            "licence.hearing", NANJING, "2025-09-20", hearing_right_notified="2025-09-08",
            hearing_requested="2025-09-10", hearing_held="2025-10-13",
        )  # fmt: skip
        assert (plan["holding"].state, plan["holding"].done_on) == (State.RUNNING, None)

    def test_a_limit_that_may_not_apply_is_not_late_for_certain(self):
        """Past 20 working days, with joint handling (45) not known."""
        step = plan_of("licence.general", NANJING, "2025-10-30", accepted="2025-09-15")["licence.general.decision"]
        assert (step.state, step.late) == (State.RUNNING, Outcome.UNKNOWN)
        done = plan_of("licence.general", NANJING, "2025-10-30", accepted="2025-09-15", decided="2025-10-29")
        assert (done["licence.general.decision"].state, done["licence.general.decision"].late) == (
            State.DONE,
            Outcome.UNKNOWN,
        )

    def test_a_late_decision_is_late_against_the_only_limit_there_is(self):
        """The statute sets none, the commitment three working days."""
        events = {"documents_complete": "2017-07-14"}
        running = plan_of("social_association.change", YUHUATAI, "2017-07-20", **events)[
            "social_association.change.decision"
        ]
        assert (running.state, running.late) == (State.OVERDUE, Outcome.MET)
        done = plan_of("social_association.change", YUHUATAI, "2017-07-20", decided="2017-07-20", **events)
        assert done["social_association.change.decision"].state is State.DONE_LATE

    def test_a_refusal_settles_the_commitment_too(self):
        """Refused on the fourth working day."""
        step = plan_of(ASSOCIATION, YUHUATAI, "2017-07-20", documents_complete="2017-07-05", refused="2017-07-11")[
            "decision"
        ]
        assert (step.committed.state, step.statutory.state) == (State.DONE, State.DONE)

    @pytest.mark.parametrize("applied", ["2026-04-02", "2026"])
    def test_an_expired_licence_is_not_renewed_by_silence(self, applied):
        """Applied for after expiry, or perhaps after it."""
        plan = plan_of("licence.renewal", NANJING, "2026-04-10", licence_expires="2026-03-31", renewal_applied=applied)
        assert plan["decision"].state is State.NOT_STARTED

    def test_a_notice_known_to_the_month_leaves_acceptance_open(self):
        """September 2024: in time or not; accepted on receipt, or waiting for the supplement."""
        plan = plan_of(
            "charity.registration", NANJING, "2024-10-09", documents_received="2024-09-02",
            incompleteness_notified="2024-09",
        )  # fmt: skip
        assert plan["decision"].statutory_due == DayInterval(date(2024, 10, 8), None)
        assert plan["decision"].late is Outcome.UNKNOWN

    def test_a_reading_that_needs_days_not_known_does_not_sink_the_answer(self):
        """60 days from 11 December 2006 end on 9 February 2007; 60 working days would need days of 2006."""
        plan = plan_of(
            "private_non_enterprise_unit.registration", XUANWU, "2007-01-10", documents_complete="2006-12-11"
        )
        assert plan["decision"].statutory_due == date(2007, 2, 9)

    @pytest.mark.parametrize(
        ("reading", "due"), [("roll_past_notice_days", "2016-01-02"), ("roll_past_festivals", "2016-01-02")]
    )
    def test_another_roll_over_can_be_adopted(self, reading, due):
        """New Year 2016 is a Friday: past the days the notice lists comes a plain Saturday."""
        plan = plan_of(
            "private_non_enterprise_unit.registration",
            XUANWU,
            "2015-12-10",
            adopt=[reading],
            documents_complete="2015-11-02",
        )
        assert plan["decision"].statutory_due == date.fromisoformat(due)
        assert other(plan["decision"], "as_written").due == day("2016-01-04")


class TestUnknown:
    """Intervals, missing facts, days to come."""

    def test_a_month_gives_an_interval(self):
        """July 2017: 60 days from the 1st and from the 31st."""
        step = plan_of(ASSOCIATION, XUANWU, "2017-09-10", documents_complete="2017-07")["decision"]
        assert step.statutory_due == DayInterval(date(2017, 8, 30), date(2017, 9, 29))
        assert step.late is Outcome.UNKNOWN
        assert step.state is State.RUNNING

    @pytest.mark.parametrize(
        ("on", "late"),
        [
            ("2017-08-30", Outcome.NOT_MET),
            ("2017-08-31", Outcome.UNKNOWN),
            ("2017-09-29", Outcome.UNKNOWN),
            ("2017-09-30", Outcome.MET),
        ],
    )
    def test_lateness_is_three_valued(self, on, late):
        """Certain up to the first bound and after the last one."""
        assert plan_of(ASSOCIATION, XUANWU, on, documents_complete="2017-07")["decision"].late is late

    @pytest.mark.parametrize(
        ("facts", "steps", "unknown"),
        [
            ({"joint_handling": True, "lower_review": False}, ["joint_decision"], []),
            ({"joint_handling": False, "lower_review": False}, ["decision"], []),
            ({"joint_handling": False, "lower_review": True}, ["lower_review", "decision"], []),
            ({}, ["lower_review", "decision", "joint_decision"], ["lower_review", "joint_handling", "joint_handling"]),
        ],
    )
    def test_conditions_of_steps(self, facts, steps, unknown):
        """A condition that fails leaves the step out; a missing fact keeps it and says which fact."""
        plan = plan_of("licence.general", NANJING, "2025-09-16", facts=facts, accepted="2025-09-15")
        own = [step for step in plan.steps if step.id.startswith("licence.general")]
        assert [step.name for step in own] == steps
        gaps = [item.label.en.split("the fact ")[1].split(",")[0] for step in own for item in step.statutory.unknown]
        assert gaps == unknown

    def test_past_the_last_notice_the_answer_is_an_interval_or_refused(self):
        """20 working days into a year without a notice."""
        year = LAW.calendar.known_until.year
        events = {"accepted": f"{year}-12-20"}
        facts = {"joint_handling": False, "lower_review": False}
        step = plan_of("licence.general", NANJING, f"{year}-12-21", facts=facts, **events)["licence.general.decision"]
        assert step.statutory.provisional
        assert step.statutory.unknown[0].gap is Gap.CALENDAR_UNKNOWN
        assert step.statutory_due.earliest < step.statutory_due.latest
        with pytest.raises(CalendarRangeError):
            plan_of("licence.general", NANJING, f"{year}-12-21", facts=facts, beyond="refuse", **events)

    def test_before_the_calendar_it_is_refused(self):
        """2006 is not confirmed by independent sources."""
        with pytest.raises(CalendarRangeError):
            plan_of("private_non_enterprise_unit.registration", XUANWU, "2006-12-30", documents_complete="2006-10-01")

    def test_a_place_without_local_limits_says_so(self):
        """Silence about local practice is not a statement that there is none; rules of other kinds are no limits."""
        assert any("330203" in note.en for note in plan_of(ASSOCIATION, "330203", "2017-07-10").notes)
        assert plan_of(ASSOCIATION, YUHUATAI, "2017-07-10").notes == ()
        assert plan_of(ASSOCIATION, "CN", "2017-07-10").notes == ()


class TestOverlays:
    """The calendar of the place."""

    def test_a_local_day_off_counts_only_there(self):
        """A day off in Yuhuatai moves its 5 working days and nobody else's."""
        closed = Overlay(
            name="storm",
            source="made up",
            place=Place(YUHUATAI),
            days=(OverlayDay(day=date(2017, 7, 6), name="storm", off=True),),
        )
        calendar = LAW.calendar.with_overlays([closed])
        there = plan_of(ASSOCIATION, YUHUATAI, "2017-07-10", calendar=calendar, documents_complete="2017-07-05")
        assert there["decision"].committed_due == date(2017, 7, 13)
        assert "storm" in there.calendar
        assert "storm" not in plan_of(ASSOCIATION, XUANWU, "2017-07-10", calendar=calendar).calendar


class TestBadCases:
    """Faults of a case, all at once."""

    def test_unknown_names_are_given_with_the_nearest(self):
        """Procedure, reading and assumed id."""
        with pytest.raises(UnknownNameError) as caught:
            plan_of("social_association.registraton", XUANWU, "2017-07-10")
        assert caught.value.suggestion == ASSOCIATION
        with pytest.raises(UnknownNameError, match="reading"):
            plan_of(ASSOCIATION, XUANWU, "2017-07-10", adopt=["working"])
        with pytest.raises(UnknownNameError, match="provision"):
            plan_of(ASSOCIATION, XUANWU, "2017-07-10", assume=["nothing"])
        with pytest.raises(UnknownNameError, match="step"):
            plan_of(ASSOCIATION, XUANWU, "2017-07-10")["decicion"]

    @pytest.mark.parametrize(
        ("procedure", "place", "level", "above"),
        [
            ("foundation.registration", YUHUATAI, "district", (JIANGSU, "CN")),
            ("foundation.overseas_office_registration", JIANGSU, "province", ("CN",)),
            (ASSOCIATION, "320114001", "street", (YUHUATAI, NANJING, JIANGSU, "CN")),
            (ASSOCIATION, "320102/锁金村街道", "street", (XUANWU, NANJING, JIANGSU, "CN")),
        ],
    )
    def test_an_authority_of_the_wrong_level_is_refused(self, procedure, place, level, above):
        """With the places above it that can."""
        with pytest.raises(AuthorityLevelError) as caught:
            plan_of(procedure, place, "2017-07-10")
        assert (caught.value.level, caught.value.suggestions) == (level, above)

    def test_all_faults_of_a_case_are_listed(self):
        """A misspelt event, one of another procedure, one twice, one out of order, one to come, a bad fact."""
        case = hubnet.Case(
            ASSOCIATION,
            place=XUANWU,
            events=[
                ("documents_complet", "2017-07-01"), ("liquidation_ended", "2017-07-01"),
                ("documents_complete", "2017-07-05"), ("documents_complete", "2017-07-06"),
                ("decided", "2017-07-03"), ("certificate_issued", "2017-08-01"), ("hearing_ended", "2017-07-07"),
            ],
            facts={"joint_handlin": True},
        )  # fmt: skip
        with pytest.raises(InvalidCaseError) as caught:
            hubnet.schedule(LAW, case, on=date(2017, 7, 10))
        by_column = {problem.column: problem.message for problem in caught.value.problems}
        assert "did you mean 'documents_complete'?" in by_column["documents_complet"]
        assert f"is not one of {ASSOCIATION}" in by_column["liquidation_ended"]
        assert "recorded 2 times" in by_column["documents_complete"]
        assert "comes before documents_complete" in by_column["decided"]
        assert "after the day asked about" in by_column["certificate_issued"]
        assert "without hearing_started" in by_column["hearing_ended"]
        assert "did you mean 'joint_handling'?" in by_column["joint_handlin"]

    def test_a_pause_that_ends_before_it_starts_is_refused(self):
        """Named with both days."""
        with pytest.raises(InvalidCaseError, match="hearing_ended on 2017-07-01 comes before hearing_started"):
            plan_of(ASSOCIATION, XUANWU, "2017-07-10", hearing_started="2017-07-05", hearing_ended="2017-07-01")

    def test_an_extension_before_the_start_is_refused(self):
        """It cannot extend what does not run."""
        with pytest.raises(InvalidCaseError, match="extension_approved on 2024-10-01 comes before accepted"):
            plan_of(
                "charity.recognition", NANJING, "2025-01-10", accepted="2024-11-01", extension_approved="2024-10-01"
            )

    def test_dates_that_do_not_exist_are_all_named(self):
        """Before anything else is asked."""
        with pytest.raises(InvalidCaseError) as caught:
            hubnet.Case(ASSOCIATION, place=XUANWU, events={"decided": "2017-02-30", "documents_complete": "2017-13"})
        assert {problem.column for problem in caught.value.problems} == {"decided", "documents_complete"}

    def test_a_malformed_place_is_refused(self):
        """With what is allowed."""
        with pytest.raises(InvalidValueError, match="division code"):
            hubnet.Case(ASSOCIATION, place="3201")

    def test_planned_events_may_lie_ahead(self):
        """The expiry of a licence, the day of a hearing."""
        assert plan_of("licence.renewal", NANJING, "2025-09-01", licence_expires="2025-12-31")


starts = st.dates(date(2016, 2, 6), date(2024, 12, 31))


class TestProperties:
    """What holds for every filing."""

    @given(starts)
    def test_start_excluded_and_roll_never_earlier(self, start):
        """The due day lies 60 days after the start or later, on a working day."""
        plan = plan_of(ASSOCIATION, YUHUATAI, str(start), documents_complete=start)
        due = plan["decision"].statutory_due
        assert due >= start + timedelta(days=60)
        assert LAW.calendar.is_working(due)

    @given(starts, st.integers(1, 30))
    def test_later_documents_never_give_an_earlier_day(self, start, gap):
        """Monotone in the start, for both limits."""
        first = plan_of(
            ASSOCIATION,
            YUHUATAI,
            str(start),
            assume=["social_association.registration.decision"],
            documents_complete=start,
        )["decision"]
        later = start + timedelta(days=gap)
        second = plan_of(
            ASSOCIATION,
            YUHUATAI,
            str(later),
            assume=["social_association.registration.decision"],
            documents_complete=later,
        )["decision"]
        assert first.statutory_due <= second.statutory_due
        assert first.committed_due <= second.committed_due

    @given(starts, st.permutations(["documents_received", "incompleteness_notified", "documents_complete", "decided"]))
    def test_the_order_in_which_events_are_given_changes_nothing(self, start, order):
        """Pairs in any order, or a mapping."""
        days = {
            name: start + timedelta(days=i)
            for i, name in enumerate(["documents_received", "incompleteness_notified", "documents_complete", "decided"])
        }
        on = start + timedelta(days=9)
        given_so = hubnet.Case(ASSOCIATION, place=YUHUATAI, events=[(name, days[name]) for name in order])
        assert hubnet.schedule(LAW, given_so, on=on) == hubnet.schedule(
            LAW, hubnet.Case(ASSOCIATION, place=YUHUATAI, events=days), on=on
        )

    @given(starts)
    def test_a_partial_date_contains_the_answer_of_each_of_its_days(self, start):
        """The interval for a month covers the due day of any day in it."""
        on = start + timedelta(days=100)
        month = (
            plan_of(ASSOCIATION, XUANWU, str(on), documents_complete=f"{start:%Y-%m}")
            if start.month != 2 or start.year != 2016
            else None
        )
        if month is not None:
            exact = plan_of(ASSOCIATION, XUANWU, str(on), documents_complete=start)["decision"].statutory_due
            due = month["decision"].statutory_due
            assert due.earliest <= exact <= due.latest

    @given(starts)
    def test_plans_survive_json(self, start):
        """Written and read back, a plan is equal and explains itself in the same words."""
        plan = plan_of(ASSOCIATION, YUHUATAI, str(start), documents_received=start)
        again = hubnet.read_plan(hubnet.dump_plan(plan))
        assert again == plan
        assert again.explain("zh") == plan.explain("zh")
