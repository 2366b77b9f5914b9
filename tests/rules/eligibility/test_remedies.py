"""The way to a yes: minimal sets of changes, each of which leads there, and no part of which does."""

from __future__ import annotations

from datetime import date
from itertools import combinations
from types import MappingProxyType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubnet import Outcome, Remedy, Rulebook, Verdict, Yuan, assess
from hubnet.errors import InvalidFactsError, InvalidValueError, UnknownNameError
from hubnet.rules import Move, Wait

MET, NOT_MET, UNKNOWN = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN
DAY = date(2024, 5, 6)
SHORTER = """
[[question]]
id = "club.seal"
label = { zh = "印章", en = "seal" }
asks = { zh = "能否刻章？", en = "May it have a seal?" }
authority = ["city"]
rank = "policy"
in_force_from = 2000-01-01
cite = { document = "印章通知", passage = "一", quote = "印章" }

[[clause]]
id = "club.seal.age"
label = { zh = "年限", en = "age" }
requires = { since = "club_founded", at_least = { years = 2 } }
rank = "policy"
in_force_from = 2000-01-01
in_force_until = 2025-01-01
cite = { document = "印章通知", passage = "二", quote = "满二年" }

[[clause]]
id = "club.seal.age"
label = { zh = "年限", en = "age" }
requires = { since = "club_founded", at_least = { years = 1 } }
rank = "policy"
in_force_from = 2025-01-01
cite = { document = "印章通知", passage = "二", quote = "满一年" }
"""
SIZED = {"club_people": 8, "club_units": 0, "club_fund": "1万元"}


def licence(law: Rulebook, facts: dict[str, object], on: date = DAY) -> Verdict:
    """Return the verdict on a licence in Wuxi."""
    return assess(law, "club.licence", facts, place="320202", on=on)


def told(remedies: tuple[Remedy, ...]) -> list[list[tuple[str, object]]]:
    """Return what the remedies change, in short."""
    return [
        [(change.fact, change.to) if isinstance(change, Move) else ("wait", change.until) for change in remedy.changes]
        for remedy in remedies
    ]


class TestFounding:
    """Changes of one fact or two."""

    def founding(self, law: Rulebook, facts: dict[str, object]) -> Verdict:
        """Return the verdict on founding in Wuxi."""
        return assess(law, "club.founding", facts, place="320200", on=DAY)

    def test_each_way(self, clubs):
        """Two more people, two more units, by as little as is enough."""
        remedies = self.founding(clubs, SIZED).remedies
        assert told(remedies) == [[("club_people", 10)], [("club_units", 2)]]
        assert [change.by for remedy in remedies for change in remedy.changes] == [2, 2]

    def test_two_changes(self, clubs):
        """Where two clauses fail, both are mended."""
        remedies = self.founding(clubs, {**SIZED, "club_fund": "100元"}).remedies
        assert [sorted(changes) for changes in told(remedies)] == [
            [("club_fund", Yuan.of(5000)), ("club_people", 10)],
            [("club_fund", Yuan.of(5000)), ("club_units", 2)],
        ]
        assert self.founding(clubs, {**SIZED, "club_fund": "100元"}).find_remedies(most=1) == ()

    def test_unknown_facts_are_listed_apart(self, clubs):
        """What is not known must turn out well besides; it is no change."""
        (remedy,) = self.founding(clubs, {"club_fund": "100元", "club_units": 6}).remedies
        assert (told((remedy,)), remedy.establish) == ([[("club_fund", Yuan.of(5000))]], {})
        first, *_ = self.founding(clubs, {"club_fund": "100元"}).remedies
        assert told((first,)) == [[("club_fund", Yuan.of(5000))]]
        assert set(first.establish) in ({"club_people"}, {"club_units"})

    def test_none_where_nothing_is_wrong(self, clubs):
        """Remedies are for what is not met."""
        assert self.founding(clubs, {**SIZED, "club_people": 10}).remedies == ()
        assert self.founding(clubs, {}).remedies == ()

    @pytest.mark.parametrize("most", [0, -1, 1.0, True, "2"])
    def test_most(self, clubs, most):
        """A number of changes from one."""
        with pytest.raises(InvalidValueError, match="most"):
            self.founding(clubs, SIZED).find_remedies(most=most)

    def test_cost(self, clubs):
        """The order is by cost: per step of a number, or by a function."""
        verdict = self.founding(clubs, SIZED)
        dear = verdict.find_remedies(cost={"club_people": 10, "club_units": 1})
        assert [(changes[0][0], remedy.cost) for changes, remedy in zip(told(dear), dear, strict=True)] == [
            ("club_units", 2),
            ("club_people", 20),
        ]
        chosen = verdict.find_remedies(cost=lambda change: 0 if change.fact == "club_units" else 5)
        assert [remedy.cost for remedy in chosen] == [0, 5]

    def test_more_changes_than_there_are_facts(self, clubs):
        """The search ends with the facts that can move."""
        verdict = self.founding(clubs, {**SIZED, "club_fund": "100元"})
        assert told(verdict.find_remedies(most=10**9)) == told(verdict.remedies)

    @pytest.mark.parametrize("amount", [-1, float("nan"), float("inf"), "1", None, True, 1j])
    def test_cost_is_a_number_from_zero(self, clubs, amount):
        """Without an order of costs there is no cheapest."""
        verdict = self.founding(clubs, SIZED)
        with pytest.raises(InvalidValueError, match=r"cost: found .*; give a number from 0"):
            verdict.find_remedies(cost=lambda _: amount)
        with pytest.raises(InvalidValueError, match=r"cost of club_people: found .*; give a number from 0"):
            verdict.find_remedies(cost={"club_people": amount})

    @pytest.mark.parametrize("cost", [5, "club_people", ["club_people"]])
    def test_cost_is_a_function_or_amounts(self, clubs, cost):
        """Costs are looked up by fact, or asked for."""
        with pytest.raises(InvalidValueError, match=r"cost: found .*; give a function"):
            self.founding(clubs, SIZED).find_remedies(cost=cost)

    def test_cost_of_an_unknown_fact(self, clubs):
        """A mistyped fact would cost 1 without a word."""
        with pytest.raises(UnknownNameError, match="did you mean 'club_people'"):
            self.founding(clubs, SIZED).find_remedies(cost={"club_poeple": 3})

    @pytest.mark.parametrize(
        ("lang", "words"),
        [("zh", "club_people：8 → 10（有多少人？）"), ("en", "club_people: 8 → 10 (how many people?)")],
    )
    def test_text(self, clubs, lang, words):
        """In words."""
        assert self.founding(clubs, SIZED).remedies[0].text(lang) == words


class TestWaiting:
    """Waiting is a change with its day."""

    FACTS = MappingProxyType({"club_people": 10, "club_fund": "1万元", "club_kind": "chess"})

    def test_until_a_year_is_full(self, clubs):
        """From 29 February a year is full on the 28th."""
        facts = {**self.FACTS, "club_founded": date(2024, 2, 29), "club_penalty": "never"}
        (remedy,) = licence(clubs, facts).remedies
        assert remedy.changes == (Wait(date(2025, 2, 28), 298),)
        assert (remedy.on, remedy.facts) == (date(2025, 2, 28), {})
        assert remedy.text("en") == "wait until 2025-02-28 (298 days)"

    def test_the_later_of_two(self, clubs):
        """One wait is enough for both."""
        facts = {**self.FACTS, "club_founded": date(2024, 1, 1), "club_penalty": date(2024, 3, 1)}
        assert told(licence(clubs, facts).remedies) == [[("wait", date(2026, 3, 1))]]

    def test_wait_and_change(self, clubs):
        """Waiting counts as one of two."""
        facts = {**self.FACTS, "club_people": 9, "club_units": 0}
        facts |= {"club_founded": date(2024, 1, 1), "club_penalty": "never"}
        assert told(licence(clubs, facts).remedies) == [
            [("club_people", 10), ("wait", date(2025, 1, 1))],
            [("club_units", 1), ("wait", date(2025, 1, 1))],
        ]

    def test_for_a_change_of_the_law(self, clubs):
        """A threshold that comes down next year is a remedy with its day."""
        facts = {"club_people": 10, "club_fund": "6000元"}
        verdict = assess(clubs, "club.founding", facts, place="320200", on=date(2019, 11, 1))
        assert told(verdict.remedies) == [[("club_fund", Yuan.of(10000))], [("wait", date(2020, 1, 1))]]

    def test_a_later_text_with_a_shorter_period(self, with_more):
        """The days on which the periods of the later text are full count, and not those of today's text only."""
        law = with_more(SHORTER)
        waits = {
            asked: assess(law, "club.seal", {"club_founded": date(2024, 3, 1)}, place="320200", on=asked).remedies[0].on
            for asked in (date(2024, 6, 1), date(2024, 12, 31), date(2025, 1, 1))
        }
        assert set(waits.values()) == {date(2025, 3, 1)}

    @pytest.mark.parametrize(("founded", "until"), [("2023-09", date(2024, 9, 30)), ("2023-11", date(2024, 11, 30))])
    def test_a_day_known_in_part(self, clubs, founded, until):
        """The wait lasts until the year is surely full; the month is not the applicant's to choose."""
        facts = {**self.FACTS, "club_founded": founded, "club_penalty": "never"}
        (remedy,) = licence(clubs, facts).remedies
        assert (remedy.on, remedy.establish) == (until, {})

    def test_cost_of_a_day(self, clubs):
        """Waiting costs by the day."""
        facts = {**self.FACTS, "club_founded": date(2024, 2, 29), "club_penalty": "never"}
        (remedy,) = licence(clubs, facts).find_remedies(cost={"wait": 0.5})
        assert remedy.cost == 149


def test_a_yes_by_every_text(clubs):
    """Where texts answer differently the changes lead to a yes by each of them."""
    facts = {"club_people": 8, "club_units": 0, "club_fund": "1万元", "premises": True}
    verdict = assess(clubs, "club.founding", facts, place="320100", on=DAY)
    assert (verdict.outcome, verdict.needed) == (UNKNOWN, ())
    assert told(verdict.remedies) == [[("club_people", 10)], [("club_units", 2)]]
    lowered = assess(clubs, "club.founding", facts, place="330100", on=DAY)
    assert told(lowered.remedies) == [[("club_people", 10)], [("club_units", 2)]]


numbers = st.integers(0, 12)
facts = st.fixed_dictionaries(
    {},
    optional={
        "club_people": numbers,
        "club_units": numbers,
        "club_fund": st.sampled_from(["0元", "4999元", "5000元", "1万元"]),
        "club_founded": st.dates(date(2023, 1, 1), date(2024, 5, 6)),
        "club_penalty": st.dates(date(2022, 1, 1), date(2024, 5, 6)) | st.just("never"),
        "club_kind": st.sampled_from(["sport", "chess"]),
        "club_consent": st.booleans(),
    },
)


def without(remedy: Remedy, part: tuple[object, ...]) -> tuple[dict[str, object], date]:
    """Return the facts and the day with only a part of the changes made."""
    moved = {change.fact: change.to for change in part if isinstance(change, Move)}
    waits = any(isinstance(change, Wait) for change in part)
    return {**remedy.establish, **moved}, remedy.on if waits else DAY


@settings(max_examples=60)
@given(given_facts=facts, most=st.integers(1, 3))
def test_every_remedy_leads_there_and_no_part_of_it(clubs, given_facts, most):
    """Judged again with its changes every remedy is met; with some of them left out none is."""
    verdict = licence(clubs, given_facts)
    for remedy in verdict.find_remedies(most=most):
        assert 1 <= len(remedy.changes) <= most
        whole, day = without(remedy, remedy.changes)
        assert licence(clubs, {**given_facts, **whole}, day).outcome is MET
        assert not set(remedy.establish) & set(given_facts)
        for size in range(len(remedy.changes)):
            for part in combinations(remedy.changes, size):
                changed, when = without(remedy, part)
                assert licence(clubs, {**given_facts, **changed}, when).outcome is not MET


@settings(max_examples=40)
@given(given_facts=facts)
def test_no_way_is_overlooked(clubs, given_facts):
    """Whatever one fact that an applicant can move leads to a yes is among the remedies, by no more than is needed."""
    verdict = licence(clubs, given_facts)
    if verdict.outcome is not NOT_MET:
        return
    found = {changes[0] for changes in told(verdict.find_remedies(most=1))}
    trials: dict[str, list[object]] = {
        "club_people": list(range(20)),
        "club_units": list(range(20)),
        "club_fund": [Yuan.of(amount) for amount in (4999, 5000, 9999, 10000)],
        "club_consent": [True],
    }
    for name, values in trials.items():
        if name not in given_facts:
            continue
        now = Yuan.of(given_facts[name]) if name == "club_fund" else given_facts[name]
        for value in [value for value in values if value > now]:
            try:
                enough = licence(clubs, {**given_facts, name: value}).outcome is MET
            except InvalidFactsError:
                continue
            if enough:
                assert (name, value) in found
                break
