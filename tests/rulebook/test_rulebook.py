import re
from datetime import date

import pytest

from hubnet import Place
from hubnet.errors import UnknownNameError
from hubnet.rulebook import (
    ACTOR_LABELS,
    KINDS,
    RANK_LABELS,
    Actor,
    CountingRule,
    Duty,
    Procedure,
    Rank,
    Reading,
    Relation,
    Step,
)

DAY = date(2021, 3, 1)
DECISION = "club.decision"
OWN = """
place = "CN"

[[event]]
id = "asked"
label = { zh = "申请", en = "asked" }

[[event]]
id = "answered"
label = { zh = "答复", en = "answered" }
"""


def step(days: int, place: str, relation: str = "states", dates: str = "in_force_from = 2020-01-01") -> str:
    """Return the text of one version of the step ``club.decision``."""
    return f"""
[[step]]
id = "{DECISION}"
label = {{ zh = "决定", en = "decision" }}
actor = "registrar"
from = "asked"
to = "answered"
within = {{ days = {days} }}
place = "{place}"
relation = "{relation}"
rank = "policy"
cite = {{ document = "文件", passage = "{days}" }}
{dates}
"""


@pytest.fixture
def resolve(rulebook_of):
    """Return a function that resolves the step at a place, from versions given as text, to lengths."""

    def resolved(*versions: str, place: str = "320102", on: date = DAY, **options):
        law = rulebook_of(OWN + "".join(versions))
        found = law.resolve(Step, DECISION, Place(place), on, **options)
        return (
            [chosen.within.length for chosen in found.chosen],
            [possible.within.length for possible in found.possible],
            {int(loser.cite.passage): loser.reason.en for loser in found.losers},
        )

    return resolved


class TestResolve:
    def test_place_and_its_ancestors(self, resolve):
        """Texts of the place and of all divisions above it answer, the most specific first; others lose."""
        chosen, possible, losers = resolve(
            step(1, "CN"), step(2, "320000"), step(3, "320100"), step(4, "320102"), step(5, "320104"), step(6, "33")
        )
        assert chosen == [4, 3, 2, 1]
        assert possible == []
        assert losers == {5: "holds at another place", 6: "holds at another place"}

    def test_text_of_a_part_does_not_hold_for_the_whole(self, resolve):
        """A text of a district does not answer for its city."""
        assert resolve(step(1, "CN"), step(4, "320102"), place="320100")[0] == [1]

    def test_district_of_a_municipality(self, resolve):
        """A district of Shanghai takes the texts of Shanghai, without the level between."""
        assert resolve(step(1, "310000"), step(2, "310106"), place="310106")[0] == [2, 1]

    def test_street_takes_from_its_district(self, resolve):
        """A street written by name takes the texts of its district."""
        assert resolve(step(4, "320102"), place="320102/锁金村街道")[0] == [4]

    def test_implements_goes_first(self, resolve):
        """A text that implements replaces what is less specific by place, and the losers say why."""
        chosen, _, losers = resolve(step(1, "CN"), step(2, "320000", "implements"), step(3, "320100"))
        assert chosen == [3, 2]
        assert losers == {1: "the text of the more specific place goes first"}

    def test_most_specific_implements_wins(self, resolve):
        """Of two texts that implement the more specific one remains."""
        chosen, _, losers = resolve(step(1, "320000", "implements"), step(2, "320102", "implements"))
        assert chosen == [2]
        assert list(losers) == [1]

    def test_adds_stands_beside(self, resolve):
        """A text that adds is kept beside one that implements, from whichever place."""
        chosen, _, losers = resolve(
            step(1, "CN"), step(2, "CN", "adds"), step(3, "320102", "implements"), step(4, "320000", "adds")
        )
        assert chosen == [3, 4, 2]
        assert list(losers) == [1]

    def test_implementing_text_of_another_place_changes_nothing(self, resolve):
        """A text that implements elsewhere replaces nothing here."""
        assert resolve(step(1, "CN"), step(2, "330000", "implements"))[0] == [1]

    def test_commitments_are_apart(self, resolve):
        """Commitments answer only when asked for, and never lose against or replace a text."""
        versions = (step(60, "CN"), step(5, "320102", "commits"))
        assert resolve(*versions) == ([60], [], {})
        assert resolve(*versions, commits=True) == ([5], [], {})

    def test_most_specific_commitment(self, resolve):
        """Of several commitments that of the most specific place counts."""
        chosen, _, losers = resolve(step(9, "320000", "commits"), step(5, "320102", "commits"), commits=True)
        assert chosen == [5]
        assert losers == {9: "the text of the more specific place goes first"}

    def test_two_places_commit(self, resolve):
        """Each place has its own commitment; where there is none, that of the place above counts."""
        versions = (step(9, "320000", "commits"), step(5, "320102", "commits"))
        assert resolve(*versions, commits=True, place="320104")[0] == [9]

    def test_not_yet_and_no_more(self, resolve):
        """Texts out of force lose, with the day they begin or ended."""
        chosen, _, losers = resolve(
            step(1, "CN", dates="in_force_from = 2019-01-01\nin_force_until = 2021-03-01"),
            step(2, "CN", dates="in_force_from = 2021-03-02"),
        )
        assert chosen == []
        assert losers == {1: "no longer in force from 2021-03-01", 2: "in force from 2021-03-02"}

    @pytest.mark.parametrize(("on", "length"), [("2021-02-28", 1), ("2021-03-01", 2)])
    def test_day_of_change(self, resolve, on: str, length: int):
        """On the first day of a new text the new one answers, on the day before the old one."""
        versions = (
            step(1, "CN", dates="in_force_from = 2019-01-01\nin_force_until = 2021-03-01"),
            step(2, "CN", dates="in_force_from = 2021-03-01"),
        )
        assert resolve(*versions, on=date.fromisoformat(on))[0] == [length]

    @pytest.mark.parametrize(
        "dates",
        ["attested_on = 2021-03-02", "in_force_from = { earliest = 2021-03-01, assumed = 2021-03-02 }"],
        ids=["attested", "window"],
    )
    def test_possible(self, resolve, dates: str):
        """What is not known to be in force is kept apart as possible, and taken when assumed."""
        versions = (step(60, "CN"), step(5, "320102", dates=dates))
        assert resolve(*versions) == ([60], [5], {})
        assert resolve(*versions, assume=[DECISION]) == ([5, 60], [], {})
        assert resolve(*versions, assume=["another"]) == ([60], [5], {})

    def test_assume_brings_nothing_back(self, resolve):
        """Assuming an id does not bring a text back that has ended, nor one that has not begun."""
        versions = (
            step(1, "CN", dates="in_force_from = 2019-01-01\nin_force_until = 2020-01-01"),
            step(2, "CN", dates="in_force_from = 2022-01-01"),
        )
        assert resolve(*versions, assume=[DECISION])[0] == []

    def test_possible_elsewhere_is_a_loser(self, resolve):
        """A text of another place is no possibility, even where its start is not known."""
        chosen, possible, losers = resolve(step(5, "320104", dates="attested_on = 2021-03-02"))
        assert (chosen, possible) == ([], [])
        assert losers == {5: "holds at another place"}

    def test_ending_within_a_window(self, resolve):
        """A text whose end is only known within bounds answers until the assumed day."""
        versions = (
            step(
                1,
                "CN",
                dates="in_force_from = 2019-01-01\nin_force_until = { earliest = 2021-02-01, assumed = 2021-03-02 }",
            ),
        )
        assert resolve(*versions)[0] == [1]
        assert resolve(*versions, on=date(2021, 3, 2))[0] == []

    def test_unknown_id(self, rulebook_of):
        """An unknown id is refused with its kind and the nearest one."""
        with pytest.raises(UnknownNameError) as caught:
            rulebook_of(OWN + step(1, "CN")).resolve(Step, "club.decison", Place("CN"), DAY)
        error = caught.value
        assert (error.kind, error.name, error.suggestion) == ("step", "club.decison", DECISION)
        assert DECISION in error.known


class TestRulebook:
    def test_same_id_of_two_kinds(self, rulebook_of):
        """An id is unique for its kind only: a procedure and a duty can share it."""
        law = rulebook_of()
        name = "social_association.annual_report"
        assert law.versions(Procedure, name)[0].steps[0] == f"{name}.to_supervisor"
        assert law.versions(Duty, name)[0].anchor == "12-31"

    @pytest.mark.parametrize(
        ("kind", "words"), [(CountingRule, "counting rule"), (Reading, "reading"), (Procedure, "procedure")]
    )
    def test_unknown_names_say_what_was_looked_for(self, rulebook_of, kind: type, words: str):
        """The error names the kind in words."""
        with pytest.raises(UnknownNameError) as caught:
            rulebook_of().one(kind, "zzz")
        assert caught.value.kind == words

    def test_ids_in_the_order_of_the_files(self, rulebook_of):
        """Ids come in the order of the files, the user's own last, each once."""
        law = rulebook_of(OWN + step(1, "CN") + step(2, "320000"))
        names = law.ids(Step)
        assert names[-1] == DECISION
        assert len(names) == len(set(names))

    def test_local_to(self, rulebook_of):
        """Local provisions of a place are its own and those of divisions above it, without the country's."""
        law = rulebook_of(OWN + step(1, "CN") + step(2, "330000") + step(3, "330100") + step(4, "330102"))

        def lengths(place: str) -> list[int]:
            return [held.within.length for held in law.local_to(Place(place), Step) if held.id == DECISION]

        assert lengths("330102") == [2, 3, 4]
        assert lengths("330104") == [2, 3]
        assert lengths("330000") == [2]
        assert lengths("340000") == []
        assert lengths("CN") == []

    def test_yuhuatai_holds_local_rules(self, rulebook_of):
        """The shipped rules hold commitments of Yuhuatai, and no time limits for Gulou."""
        law = rulebook_of()
        local = law.local_to(Place("320114"), Step)
        assert {str(provision.place) for provision in local} == {"320114"}
        assert "certificate_replacement.issue" in {provision.id for provision in local}
        assert law.local_to(Place("320106"), Step) == ()

    def test_another_calendar(self, rulebook_of):
        """The same rules on another calendar share everything else."""
        law = rulebook_of()
        other = object()
        moved = law.with_calendar(other)
        assert moved.calendar is other
        assert moved.provisions is law.provisions
        assert law.calendar is not other

    def test_as_text(self, rulebook_of):
        """A rulebook says how much it holds, and of how many places."""
        told = re.compile(r"<Rulebook: (\d+) provisions of \d+ instruments, (\d+) places>")
        before = told.fullmatch(repr(rulebook_of(OWN + step(1, "CN"))))
        after = told.fullmatch(repr(rulebook_of(OWN + step(1, "CN") + step(2, "330102001001"))))
        assert [int(after[n]) - int(before[n]) for n in (1, 2)] == [1, 1]

    def test_events_of_a_procedure(self, rulebook_of):
        """The events of a procedure are those of its steps, their effects and the pauses, each once."""
        law = rulebook_of()
        events = law.events_of(law.one(Procedure, "social_association.deregistration"))
        assert list(events)[:2] == ["liquidation_ended", "deregistration_applied"]
        assert "hearing_started" in events
        assert "documents_complete" not in events
        assert len(events) == len(set(events))


class TestWords:
    def test_every_rank_actor_has_a_label(self):
        """Every rank and every actor has words in both languages."""
        assert set(RANK_LABELS) == set(Rank)
        assert set(ACTOR_LABELS) == set(Actor)
        assert all(label.zh and label.en for label in [*RANK_LABELS.values(), *ACTOR_LABELS.values()])

    def test_name_of_a_step(self, rulebook_of):
        """The name of a step is the last part of its id."""
        law = rulebook_of(OWN + step(1, "CN"))
        assert law.one(Step, DECISION).name == "decision"

    def test_relations_of_the_issue(self):
        """The relations are those of the format, and every kind of provision has its table."""
        assert [relation.value for relation in Relation] == ["states", "implements", "adds", "commits", "departs"]
        assert list(KINDS) == [
            "procedure",
            "step",
            "duty",
            "counting_rule",
            "principle",
            "reading",
            "clock_stops",
            "question",
            "clause",
            "consequence",
        ]
