"""Asking a question: outcomes, places, days, texts beside each other, and what is refused."""

from __future__ import annotations

from datetime import date, datetime

import pytest

import hubnet
from hubnet import Outcome, PartialDate, Place, Quantity, Rulebook, Yuan, assess
from hubnet.errors import (
    AuthorityLevelError,
    InvalidFactsError,
    InvalidValueError,
    NotInForceError,
    UnknownNameError,
)

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
DAY = date(2024, 5, 6)
ENOUGH = {"club_people": 10, "club_fund": "5000元"}


def founding(law: Rulebook, facts: dict[str, object], place: str = "320200", on: date = DAY, **more: object):
    """Return the verdict on founding."""
    return assess(law, "club.founding", facts, place=place, on=on, **more)


class TestOutcome:
    """The three answers."""

    def test_met(self, clubs):
        """All clauses hold."""
        verdict = founding(clubs, ENOUGH)
        assert verdict.outcome is MET
        assert verdict.deciding == ("size", "fund")

    def test_not_met_although_facts_are_missing(self, clubs):
        """One clause that fails decides."""
        verdict = founding(clubs, {"club_fund": "4999.99元"})
        assert (verdict.outcome, verdict.deciding) == (NOT_MET, ("fund",))
        assert verdict.needed == ()

    def test_unknown(self, clubs):
        """What is missing is named; it is neither zero nor no."""
        verdict = founding(clubs, {"club_fund": Yuan.of(5000)})
        assert (verdict.outcome, verdict.deciding) == (UNKNOWN, ("size",))
        assert set(verdict.needed) == {"club_people", "club_units"}
        assert {(why.reason.value, why.fact) for why in verdict.reasons} == {
            ("fact_missing", "club_people"),
            ("fact_missing", "club_units"),
        }

    def test_known_part_of_a_total_decides(self, clubs):
        """Ten people are ten members, whatever the units."""
        assert founding(clubs, {"club_people": 10}).clause("size").outcome is MET
        assert founding(clubs, {"club_people": 9}).clause("size").outcome is UNKNOWN

    @pytest.mark.parametrize(
        ("size", "expected"),
        [("10以上", MET), ("近10", UNKNOWN), (Quantity.parse("不足5"), NOT_MET), (Quantity.parse("12余"), MET)],
    )
    def test_figures_with_a_qualifier(self, clubs, size, expected):
        """Bounds decide where they can (近10 is below ten, but six units would do)."""
        assert founding(clubs, {"club_size": size}).clause("size").outcome is expected

    def test_none_counts_as_not_given(self, clubs):
        """None is a fact that is not known."""
        assert founding(clubs, {**ENOUGH, "club_units": None}).outcome is MET

    def test_facts_are_copied(self, clubs):
        """What the caller does with the facts later does not reach the verdict."""
        facts = dict(ENOUGH)
        verdict = founding(clubs, facts)
        facts["club_fund"] = "0元"
        assert verdict.facts["club_fund"] == "5000元"


class TestDays:
    """Which version answers."""

    @pytest.mark.parametrize(
        ("on", "expected"), [(date(2019, 12, 31), NOT_MET), (date(2020, 1, 1), MET), (date(2000, 1, 1), NOT_MET)]
    )
    def test_versions(self, clubs, on, expected):
        """Ten thousand until the end of 2019, five thousand from the first day of 2020."""
        assert founding(clubs, ENOUGH, on=on).outcome is expected

    def test_before_all(self, clubs):
        """Before its first day the question does not stand."""
        with pytest.raises(NotInForceError, match="in force from 2000-01-01"):
            founding(clubs, ENOUGH, on=date(1999, 12, 31))

    @pytest.mark.parametrize(
        ("founded", "on", "expected"),
        [
            (date(2023, 5, 6), date(2024, 5, 6), MET),
            (date(2023, 5, 7), date(2024, 5, 6), NOT_MET),
            (date(2024, 2, 29), date(2025, 2, 27), NOT_MET),
            (date(2024, 2, 29), date(2025, 2, 28), MET),
            (PartialDate.parse("2023-05"), date(2024, 5, 6), UNKNOWN),
            ("2023-04", date(2024, 4, 30), MET),
        ],
    )
    def test_a_full_year(self, clubs, founded, on, expected):
        """A year is full on the corresponding day, of 29 February on the 28th."""
        verdict = assess(clubs, "club.licence", {"club_founded": founded}, place="320102", on=on)
        assert verdict.clause("age").outcome is expected

    @pytest.mark.parametrize(
        ("penalty", "expected"), [("never", MET), (date(2022, 5, 6), MET), (date(2022, 5, 7), NOT_MET)]
    )
    def test_since_something_that_may_never_have_been(self, clubs, penalty, expected):
        """Never counts as longer ago than any period."""
        verdict = assess(clubs, "club.licence", {"club_penalty": penalty}, place="320102", on=DAY)
        assert verdict.clause("penalty").outcome is expected


class TestClauses:
    """What stands in a verdict."""

    def test_when_it_does_not_apply(self, clubs):
        """A clause whose own condition fails counts as met, and says so."""
        clause = assess(clubs, "club.licence", {"club_kind": "chess"}, place="320102", on=DAY).clause("consent")
        assert (clause.outcome, clause.applies) == (MET, NOT_MET)

    def test_when_it_may_apply(self, clubs):
        """Consent that is there makes the kind irrelevant."""
        given = assess(clubs, "club.licence", {"club_consent": True}, place="320102", on=DAY).clause("consent")
        missing = assess(clubs, "club.licence", {"club_consent": False}, place="320102", on=DAY).clause("consent")
        assert (given.outcome, missing.outcome) == (MET, UNKNOWN)
        assert missing.applies is UNKNOWN

    def test_another_question(self, clubs):
        """A question in a clause is answered on the same facts, place and day."""
        verdict = assess(clubs, "club.licence", ENOUGH, place="320202", on=DAY)
        assert verdict.clause("founded").outcome is MET

    def test_by_name_or_id(self, clubs):
        """A clause is found by both; there is no other."""
        verdict = founding(clubs, ENOUGH)
        assert verdict.clause("club.founding.size") is verdict.clause("size")
        assert verdict.clause("plan") is None

    def test_citations(self, clubs):
        """The articles of the deciding clauses, in the version of the day."""
        verdict = founding(clubs, {"club_fund": "1元"})
        assert [(cite.instrument, cite.version, cite.article) for cite in verdict.citations] == [
            ("club_rules", "2020", "3")
        ]

    def test_losers(self, clubs):
        """The earlier version and the texts of other places are told with the reason."""
        told = {(loser.id, loser.place.code): loser.reason.en for loser in founding(clubs, ENOUGH).losers}
        assert told["club.founding.size", "330100"] == "holds at another place"
        assert told["club.founding.fund", "CN"] == "no longer in force from 2020-01-01"


class TestTextsBesideEachOther:
    """Places whose texts add, depart, lower, waive or fill in."""

    @pytest.mark.parametrize(
        ("people", "expected", "by_text"),
        [
            (3, NOT_MET, {"CN": NOT_MET, "320100": NOT_MET}),
            (4, UNKNOWN, {"CN": NOT_MET, "320100": MET}),
            (9, UNKNOWN, {"CN": NOT_MET, "320100": MET}),
            (10, MET, {"CN": MET, "320100": MET}),
        ],
    )
    def test_departs(self, clubs, people, expected, by_text):
        """Both readings are given; where they differ the answer is not known."""
        facts = {"club_people": people, "club_units": 0, "club_fund": "1万元", "premises": True}
        verdict = founding(clubs, facts, "320102")
        assert verdict.outcome is expected
        assert verdict.clause("size").readings == by_text
        readings = {reading.id: reading.outcome for reading in verdict.readings}
        assert readings == by_text
        outcomes = [reading.outcome for reading in verdict.readings]
        assert outcomes == sorted(outcomes, key=[NOT_MET, UNKNOWN, MET].index)
        if expected is UNKNOWN:
            assert [why.reason.value for why in verdict.reasons] == ["open_reading"]
            assert verdict.needed == ()

    def test_adds(self, clubs):
        """A further clause at its place, and nowhere else."""
        assert founding(clubs, {**ENOUGH, "premises": False}, "320100").outcome is NOT_MET
        assert founding(clubs, {**ENOUGH, "premises": False}, "320200").outcome is MET

    def test_not_known_in_force(self, clubs):
        """Before the attestation only a difference is reported; assume takes it as in force."""
        early = date(2015, 5, 31)
        facts = {"club_people": 10, "club_units": 0, "club_fund": "1万元"}
        yes = founding(clubs, {**facts, "premises": True}, "320100", early)
        no = founding(clubs, {**facts, "premises": False}, "320100", early)
        assert (yes.outcome, no.outcome) == (MET, UNKNOWN)
        assert [why.reason.value for why in no.reasons] == ["not_known_in_force"]
        assumed = founding(clubs, {**facts, "premises": False}, "320100", early, assume=["club.founding.seat"])
        assert assumed.outcome is NOT_MET
        assert founding(clubs, {**facts, "premises": False}, "320100", date(2015, 6, 1)).outcome is NOT_MET

    @pytest.mark.parametrize(("people", "expected"), [(9, UNKNOWN), (10, MET)])
    def test_lowered(self, clubs, people, expected):
        """A bound without a figure: the national threshold is enough, below it nothing is known."""
        facts = {"club_people": people, "club_units": 0, "club_fund": "1万元"}
        verdict = founding(clubs, facts, "330102")
        assert verdict.outcome is expected
        assert [why.reason.value for why in verdict.reasons] == (["law_gap"] if people == 9 else [])

    @pytest.mark.parametrize(("kind", "expected"), [("chess", UNKNOWN), ("sport", NOT_MET), (None, UNKNOWN)])
    def test_waived_for_some(self, clubs, kind, expected):
        """A text that waives for one kind leaves the others to the general text."""
        facts = {"club_people": 10, "club_units": 0, "club_fund": "1元", "club_kind": kind}
        assert founding(clubs, facts, "330100").outcome is expected

    def test_implements(self, clubs):
        """The more specific text wins where the general one leaves the point open."""
        verdict = founding(clubs, {"club_people": 11, "club_units": 0, "club_fund": "1万元"}, "310115")
        assert verdict.clause("size").outcome is NOT_MET
        assert verdict.readings == ()
        assert {loser.reason.en for loser in verdict.losers} >= {"the text of the more specific place goes first"}

    def test_gap(self, clubs):
        """A requirement whose content is not held keeps the answer open."""
        verdict = founding(clubs, {"club_people": 12, "club_units": 0, "club_fund": "1万元"}, "310115")
        assert (verdict.outcome, verdict.deciding, verdict.needed) == (UNKNOWN, ("plan",), ())
        assert [why.reason.value for why in verdict.reasons] == ["law_gap"]

    def test_confidence(self, clubs):
        """The weakest foundation of what decides."""
        facts = {"club_people": 4, "club_units": 0, "club_fund": "1万元", "premises": True}
        assert founding(clubs, facts, "320100").confidence.value == "reported"
        assert founding(clubs, facts, "320200").confidence.value == "text"


class TestRefusals:
    """Questions that cannot be answered."""

    def test_unknown_question(self, clubs):
        """The nearest name is told."""
        with pytest.raises(UnknownNameError, match=r"did you mean 'club\.founding'"):
            assess(clubs, "club.foundig", {}, place="320100", on=DAY)

    def test_level(self, clubs):
        """An authority of a level that cannot handle it is refused with the levels that can."""
        with pytest.raises(AuthorityLevelError, match="city"):
            founding(clubs, ENOUGH, "320000")

    def test_facts(self, clubs):
        """All faults at once, with the nearest name."""
        facts = {"club_peple": 3, "club_units": -1, "club_fund": 5000, "club_consent": 1}
        with pytest.raises(InvalidFactsError) as caught:
            founding(clubs, facts)
        assert [problem.column for problem in caught.value.problems] == list(facts)
        assert "did you mean 'club_people'" in str(caught.value)

    def test_total_that_cannot_be(self, clubs):
        """Parts that are more than their total."""
        with pytest.raises(InvalidFactsError, match="club_size"):
            founding(clubs, {"club_size": 5, "club_people": 6})

    def test_fact_of_the_place(self, clubs):
        """What the place says cannot be said otherwise."""
        with pytest.raises(InvalidFactsError, match="registrar_level"):
            hubnet.assess(
                clubs, "social_association.registration", {"registrar_level": "country"}, place="320102", on=DAY
            )

    @pytest.mark.parametrize("on", [datetime(2024, 5, 6), "2024-05-06", None])  # noqa: DTZ001
    def test_day(self, clubs, on):
        """A day is a date."""
        with pytest.raises(InvalidValueError, match="give a date"):
            founding(clubs, ENOUGH, on=on)

    def test_place(self, clubs):
        """A place is a code."""
        with pytest.raises(InvalidValueError):
            founding(clubs, ENOUGH, "Nanjing")
        assert founding(clubs, ENOUGH, Place("320200")).outcome is MET

    def test_assume(self, clubs):
        """What is assumed must exist."""
        with pytest.raises(UnknownNameError, match=r"club.founding.seat"):
            founding(clubs, ENOUGH, assume=["club.founding.seet"])

    @pytest.mark.parametrize("assume", ["club.founding.seat", b"x", 5, [5], [None], [["club.founding.seat"]]])
    def test_assume_is_a_list_of_ids(self, clubs, assume):
        """One id alone is no list of ids, and would be read letter by letter."""
        with pytest.raises(InvalidValueError, match=r"assume: found .*; give "):
            founding(clubs, ENOUGH, assume=assume)
        with pytest.raises(InvalidValueError, match=r"assume: found .*; give "):
            hubnet.assess_all(clubs, ENOUGH, place="320200", on=DAY, assume=assume)

    @pytest.mark.parametrize("question", [None, 5, b"club.founding", ["club.founding"], {}])
    def test_question_is_text(self, clubs, question):
        """A question is named by its id."""
        with pytest.raises(InvalidValueError, match=r"question: found .*; give the id of a question"):
            assess(clubs, question, ENOUGH, place="320200", on=DAY)

    @pytest.mark.parametrize("facts", [None, 5, "club_people", [("club_people", 10)], {"club_people"}])
    def test_facts_are_a_mapping(self, clubs, facts):
        """Facts are names with values."""
        with pytest.raises(InvalidValueError, match=r"facts: found .*; give a dict"):
            founding(clubs, facts)
        with pytest.raises(InvalidValueError, match=r"facts: found .*; give a dict"):
            hubnet.assess_all(clubs, facts, place="320200", on=DAY)

    @pytest.mark.parametrize("on", [datetime(2024, 5, 6), "2024-05-06", None])  # noqa: DTZ001
    def test_day_of_all_questions(self, clubs, on):
        """A day is a date, also where every question is asked."""
        with pytest.raises(InvalidValueError, match=r"on: found .*; give a date"):
            hubnet.assess_all(clubs, ENOUGH, place="320200", on=on)
