"""Changes by one step: which are made, and which the cases notice."""

# ruff: noqa: E501  (tables of texts)

import tomllib
from datetime import date

import pytest
import small_rules

from hubnet.exchange.converter import condition
from hubnet.rulebook import FactKind, FactType
from hubnet.rules.mutation.conditions import changed_conditions
from hubnet.values import Label

ASKED = Label("问", "asked")
FACTS = {
    fact.id: fact
    for fact in (
        FactType(id="number", kind=FactKind.INTEGER, question=ASKED, minimum=0),
        FactType(id="whole", kind=FactKind.INTEGER, question=ASKED, minimum=0),
        FactType(id="sum", kind=FactKind.AMOUNT, question=ASKED, minimum="0元"),
        FactType(id="total", kind=FactKind.AMOUNT, question=ASKED, minimum="0元"),
        FactType(id="yes", kind=FactKind.YES_NO, question=ASKED),
        FactType(id="day", kind=FactKind.DATE, question=ASKED),
        FactType(id="word", kind=FactKind.CHOICE, question=ASKED, choices=("a", "b", "c")),
        FactType(id="name", kind=FactKind.TEXT, question=ASKED),
        FactType(id="seat", kind=FactKind.PLACE, question=ASKED),
    )
}


def changes(text: str) -> list[tuple[str, str]]:
    """Key and words of each change of a condition as files write it."""
    written = condition(tomllib.loads(f"c = {text}")["c"])
    return [(change.key, change.told) for change in changed_conditions(written, FACTS)]


class TestConditions:
    @pytest.mark.parametrize(
        ("text", "told"),
        [
            ("{ fact = 'number', at_least = 5 }", ["5 → 4", "5 → 6", "at_least → at_most"]),
            ("{ fact = 'number', more_than = 0 }", ["0 → 1", "more_than → at_least", "more_than → less_than"]),
            ("{ fact = 'number', at_most = 5 }", ["5 → 4", "5 → 6", "at_most → at_least"]),
            ("{ fact = 'number', equals = 5 }", ["5 → 4", "5 → 6", "equals → is_not"]),
            ("{ fact = 'number', equals = 0 }", ["0 → 1", "equals → is_not"]),
            ("{ fact = 'number', between = [5, 6] }", ["5 → 4", "5 → 6", "6 → 5", "6 → 7"]),
            ("{ fact = 'number', between = [5, 5] }", ["5 → 4", "5 → 6"]),
            ("{ fact = 'sum', at_least = '3万元' }", ["3万元 → 2.9999万元", "3万元 → 3.0001万元", "at_least → more_than", "at_least → at_most"]),
            ("{ fact = 'yes', equals = true }", ["equals → is_not"]),
            ("{ fact = 'day', before = 2020-01-01 }", ["2020-01-01 → 2019-12-31", "2020-01-01 → 2020-01-02", "before → on_or_after"]),
            ("{ fact = 'word', in = ['a', 'b'] }", ["a dropped", "b dropped", "negated"]),
            ("{ fact = 'word', in = ['a'] }", ["negated"]),
            ("{ fact = 'name', contains = ['甲', '乙'] }", ["甲 dropped", "乙 dropped", "negated"]),
            ("{ fact = 'seat', within = '370100' }", ["negated"]),
            ("{ since = 'day', at_least = { years = 1 } }", ["1 year → 0 years", "1 year → 1 month", "1 year → 2 years", "at_least → more_than", "at_least → at_most"]),
            ("{ since = 'day', more_than = { days = 5 } }", ["5 days → 4 days", "5 days → 5 months", "5 days → 6 days", "more_than → less_than"]),
            ("{ since = 'day', at_least = { days = 0 } }", ["0 days → 1 day", "at_least → at_most"]),
            ("{ fact = 'number', at_most = { share = '1/3', of = 'whole' } }", ["1/3 → 25 %", "1/3 → 50 %", "at_most → less_than", "at_most → at_least"]),
            ("{ fact = 'number', at_most = { share = '2/3', of = 'whole' } }", ["2/3 → 1/3", "2/3 → 100 %", "at_most → less_than", "at_most → at_least"]),
            ("{ fact = 'sum', at_most = { share = '60%', of = 'total' } }", ["60 % → 59 %", "60 % → 61 %", "at_most → less_than", "at_most → at_least"]),
            ("{ question = 'other' }", ["negated"]),
        ],
    )  # fmt: skip
    def test_comparisons(self, text: str, told: list[str]):
        """Every number, date, period, share and comparison is changed by one step, what comes to the same once."""
        assert [words for _, words in changes(text)] == told

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("{ all = [{ fact = 'yes', equals = true }, { fact = 'number', equals = 0 }] }", [(".all[0].equals", "equals → is_not"), (".all[0]", "dropped"), (".all[1].equals", "0 → 1"), (".all[1].equals", "equals → is_not"), (".all[1]", "dropped")]),
            ("{ any = [{ fact = 'yes', equals = true }] }", [(".any[0].equals", "equals → is_not")]),
            ("{ at_least = 1, of = [{ fact = 'yes', equals = true }, { fact = 'word', equals = 'a' }] }", [(".at_least", "1 → 2"), (".of[0].equals", "equals → is_not"), (".of[0]", "dropped"), (".of[1].equals", "equals → is_not"), (".of[1]", "dropped")]),
            ("{ not = { fact = 'yes', equals = true } }", [(".not", "dropped")]),
            ("{ not = { all = [{ fact = 'yes', equals = true }, { question = 'other' }] } }", [(".not", "dropped"), (".not.all[0].equals", "equals → is_not"), (".not.all[0]", "dropped"), (".not.all[1].question", "negated"), (".not.all[1]", "dropped")]),
        ],
    )  # fmt: skip
    def test_parts(self, text: str, found: list[tuple[str, str]]):
        """Parts are changed and dropped one at a time, numbers of parts moved by one; nothing is left empty."""
        assert changes(text) == found


def survivors(files):
    """Id, key and words of each change that goes unnoticed."""
    return [(one.mutant.id, one.mutant.key, one.mutant.told) for one in files.mutate().survivors]


STEP = """
[[fact]]
id = "extension_length"
kind = "integer"
minimum = 0
question = { zh = "延长多久？", en = "how long was the extension?" }

[[event]]
id = "asked"
label = { zh = "申请", en = "asked" }

[[event]]
id = "answered"
label = { zh = "答复", en = "answered" }

[[procedure]]
id = "club.advice"
label = { zh = "咨询", en = "advice" }
authority = ["district"]
steps = ["club.advice.answer"]
cite = { instrument = "club_rules", version = "2000", article = "7" }

[[step]]
id = "club.advice.answer"
label = { zh = "答复", en = "answer" }
actor = "registrar"
from = "asked"
to = "answered"
within = { working_days = 3 }
counting = "working"
cite = { instrument = "club_rules", version = "2000", article = "7", quote = "三个工作日" }

[[counting_rule]]
id = "working"
label = { zh = "工作日", en = "working days" }
roll = "none"
principles = []
cite = { instrument = "club_rules", version = "2000", article = "7" }

[[duty]]
id = "club.yearly_advice"
label = { zh = "年度咨询", en = "yearly advice" }
procedure = "club.advice"
event = "asked"
anchor = "12-31"
every = { years = 1 }
cite = { instrument = "club_rules", version = "2000", article = "8" }
"""

STEP_CASE = """
[[case]]
name = "over a weekend"
procedure = "club.advice"
place = "320102"
on = 2019-03-08
events = { asked = 2019-03-08 }
expect.answer = { statutory_due = 2019-03-13 }
because = "art. 7"
"""

DUTY_CASE = """
[[case]]
name = "two years"
duty = "club.yearly_advice"
place = "320102"
from = 2017-12-31
until = 2019-12-31
days = [2017-12-31, 2018-12-31]
because = "art. 8"
"""


class TestScore:
    def test_every_change_is_noticed(self, checked):
        """Cases on both sides of each boundary, on the last and first days, notice every change."""
        score = checked().mutate()
        assert (score.mutants, score.killed, score.findings()) == (27, 27, [])

    @pytest.mark.parametrize(
        ("old", "new", "unnoticed"),
        [
            ("club_people = 12", "club_people = 13", [("club.founding.people", "requires.at_least", "12 → 13")]),
            ("club_people = 9", "club_people = 8", [("club.founding.people", "requires.at_least", "10 → 9")]),
            ("club_founded = 2019-01-02", "club_founded = 2019-03-02", []),
            ("club_founded = 2019-01-01", "club_founded = 2018-12-31", [("club.founding.age", "requires.at_least", "at_least → more_than")]),
            ("on = 1999-12-31", "on = 1999-12-30", [("club_rules", "versions[0].in_force_from", "2000-01-01 → 1999-12-31")]),
            ("on = 2019-12-31", "on = 2019-12-30", [("club_rules", "versions[1].in_force_from", "2020-01-01 → 2019-12-31")]),
        ],
    )  # fmt: skip
    def test_boundary_without_a_case(self, checked, old: str, new: str, unnoticed: list[tuple[str, str, str]]):
        """A case moved away from its boundary leaves that change unnoticed, and no other."""
        assert small_rules.CASES.count(old) == 1
        assert survivors(checked(cases=small_rules.CASES.replace(old, new))) == unnoticed

    def test_finding(self, checked):
        """What goes unnoticed is a finding with file and line of the key."""
        files = checked(cases=small_rules.CASES.replace("club_people = 12", "club_people = 13"))
        (finding,) = files.located(files.mutate().findings())
        assert (finding.code, finding.where.file, finding.where.path) == (
            "mutant.survived",
            "clubs.toml",
            "clause[1].requires.at_least",
        )
        assert small_rules.RULES.splitlines()[finding.where.line - 1].startswith(
            'requires = { fact = "club_people", at_least = 12'
        )

    @pytest.mark.parametrize(
        ("keys", "explained", "codes"),
        [
            ('id = "club.founding.people"', 1, []),
            ('id = "club.founding.people"\nkey = "requires.*"\ntold = "12 → 13"\nplace = "CN"', 1, []),
            ('id = "club.founding.people"\nkey = "when"', 0, ["mutant.survived", "survivor.idle"]),
            ('id = "club.founding.people"\nplace = "320000"', 0, ["mutant.survived", "survivor.idle"]),
            ('id = "club.founding.fund"', 0, ["mutant.survived", "survivor.idle"]),
        ],
    )
    def test_explanation(self, checked, keys: str, explained: int, codes: list[str]):
        """An explanation fits by id, key, words and place; one that fits nothing is a finding."""
        cases = small_rules.CASES.replace("club_people = 12", "club_people = 13")
        score = checked(cases=f'{cases}\n[[survivor]]\n{keys}\nbecause = "why"\n').mutate()
        assert score.explained == explained
        assert [finding.code for finding in score.findings()] == codes

    def test_cases_that_fail_anyway(self, checked):
        """A case that does not come out on the rules as they are notices nothing."""
        wrong = small_rules.CASES.replace(
            'outcome = "MET"\nbecause = "arts 2 to 5"', 'outcome = "UNKNOWN"\nbecause = "arts 2 to 5"'
        )
        assert ("club.founding.people", "requires.at_least", "12 → 13") in survivors(checked(cases=wrong))

    def test_steps_and_duties(self, checked):
        """Lengths and units of steps, days and periods of duties are changed, and noticed by their cases."""
        files = checked(more=STEP, cases=small_rules.CASES + STEP_CASE + DUTY_CASE)
        assert survivors(files) == []
        bare = checked(more=STEP, cases=small_rules.CASES)
        ours = [one for one in survivors(bare) if one[0] in ("club.advice.answer", "club.yearly_advice")]
        assert ours == [
            ("club.advice.answer", "within", "3 working days → 2 working days"),
            ("club.advice.answer", "within", "3 working days → 3 days"),
            ("club.advice.answer", "within", "3 working days → 4 working days"),
            ("club.yearly_advice", "anchor", "12-31 → 12-30"),
            ("club.yearly_advice", "anchor", "12-31 → 01-01"),
            ("club.yearly_advice", "every", "1 year → 1 month"),
            ("club.yearly_advice", "every", "1 year → 2 years"),
        ]


ADDED = """
[[clause]]
id = "club.founding.consent"
place = "320000"
relation = "{relation}"
label = {{ zh = "同意", en = "consent" }}
{says}
in_force_from = 2021-01-01
cite = {{ instrument = "club_rules", version = "2020", article = "9", quote = "九" }}
"""


class TestRelations:
    @pytest.mark.parametrize(
        ("relation", "says", "changed"),
        [
            ("adds", "requires = { fact = 'club_people', at_least = 20 }", True),
            ("implements", "requires = { fact = 'club_people', at_least = 20 }", True),
            ("departs", "requires = { fact = 'club_people', at_least = 20 }", False),
            (
                "departs",
                "when = { fact = 'club_people', at_least = 20 }\nrequires = { fact = 'club_people', at_most = 30 }",
                True,
            ),
            ("departs", "waived = true", False),
        ],
    )
    def test_where_it_matters(self, checked, relation: str, says: str, changed: bool):  # noqa: FBT001
        """A relation is changed only where that can change an answer, and where a file could say so."""
        files = checked(more=ADDED.format(relation=relation, says=says))
        assert any(key == "relation" for _, key, _ in survivors(files)) is changed


class TestDays:
    def test_own_days(self, checked):
        """Days of a text's own are moved one by one, and told with the only day on which that shows."""
        files = checked(more=ADDED.format(relation="adds", says="requires = { fact = 'club_people', at_least = 20 }"))
        found = [
            (one.mutant.key, one.mutant.told, one.mutant.day) for one in files.mutate().survivors if one.mutant.day
        ]
        assert found == [
            ("in_force_from", "2021-01-01 → 2020-12-31", date(2020, 12, 31)),
            ("in_force_from", "2021-01-01 → 2021-01-02", date(2021, 1, 1)),
        ]

    def test_what_no_file_can_say(self, checked):
        """A day is not moved into the time of another text of the same id, place and relation."""
        second = ADDED.format(relation="adds", says="requires = { fact = 'club_people', at_least = 30 }")
        first = ADDED.format(relation="adds", says="requires = { fact = 'club_people', at_least = 20 }")
        first = first.replace("in_force_from = 2021-01-01", "in_force_from = 2020-06-01\nin_force_until = 2021-01-01")
        told = [words for _, key, words in survivors(checked(more=first + second)) if key.startswith("in_force")]
        assert told == [
            "2020-06-01 → 2020-05-31",
            "2020-06-01 → 2020-06-02",
            "2021-01-01 → 2020-12-31",
            "2021-01-01 → 2021-01-02",
        ]

    def test_clause_without_its_question(self, checked):
        """Before its question stands nobody asks a clause: that day is not moved to."""
        text = ADDED.format(relation="adds", says="requires = { fact = 'club_people', at_least = 20 }")
        text = text.replace("in_force_from = 2021-01-01", "in_force_from = 2000-01-01")
        told = [words for _, key, words in survivors(checked(more=text)) if key == "in_force_from"]
        assert told == ["2000-01-01 → 2000-01-02"]
