"""``hubnet check``, on rules made up for it and on the shipped ones."""

# ruff: noqa: E501  (tables of texts)

import json
import os
import pty
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubnet import Outcome, assess, load_rulebook
from hubnet.rulebook import Question

CLUBS = Path(__file__).parent / "clubs"
CHECK = ("check", "--rules", str(CLUBS), "--on", "2026-11-02")
REGISTRATION = (*CHECK, "club.registration", "--place", "320102")
TOO_FEW = (
    *REGISTRATION, "--fact", "club_people=40", "--fact", "club_units=5", "--fact", "club_fund=2万元",
    "--fact", "club_kind=music", "--fact", "club_consent=yes",
)  # fmt: skip

REGISTER = """label = { zh = "小镇", en = "small town" }

[[organization]]
id = "choir"
names = { zh = "小镇合唱团", en = "choir" }
form = "social_association"
seat = "320102"
founded = 2010-01-01

[[organization]]
id = "opera"
names = { zh = "小镇戏曲社", en = "opera club" }

[[tie]]
id = "t1"
kind = "has_member"
from = "choir"
to = "opera"
span = "2012-01-01/.."
"""


@pytest.fixture
def town(tmp_path):
    """Write a register of two bodies into the folder in which the command runs, and return its name."""
    (tmp_path / "town.toml").write_text(REGISTER, encoding="utf-8")
    return "town.toml"


def sections(output: str) -> list[list[str]]:
    """Return the parts of an answer, which stand apart by empty lines."""
    return [part.splitlines() for part in output.rstrip("\n").split("\n\n")]


class TestAnswer:
    def test_no(self, answered):
        """A no tells the clauses that fail in full, the others by name, and the ways to a yes."""
        clauses, remedies, more = sections(answered(*TOO_FEW, "--lang", "en"))
        assert clauses == [
            "May it be registered? no (not met). Place 320102, day 2026-11-02",
            "  [not met] number of members",
            "    how many members in all? 45 (asked: at least 50)",
            "    Club Rules (2020 text), art. 2: “成员不少于50个”",
            "    people and units together",
            "  [not met] money",
            "    how much money? CNY 20,000 (asked: at least CNY 30,000)",
            "    Club Rules (2020 text), art. 3",
            "  [met] consent",
        ]
        assert remedies[0] == "what would lead to a yes (one of these is enough):"
        assert [line[:5] for line in remedies[1:]] == ["  1. ", "     ", "  2. ", "     "]
        assert [line.endswith(", and") for line in remedies[1:]] == [True, False, True, False]
        assert {line[5:].removesuffix(", and") for line in remedies[1:]} == {
            "how much money? CNY 20,000 → CNY 30,000 (club_fund)",
            "how many people? 40 → 45 (club_people)",
            "how many units? 5 → 10 (club_units)",
        }
        assert more == ["every clause with the facts compared, and the rules that do not apply: add --explain"]

    def test_chinese_is_the_default(self, answered):
        """Without a language the answer is in Chinese."""
        output = answered(*TOO_FEW)
        clauses, remedies, _ = sections(output)
        assert clauses[:3] == [
            "能否登记？不可以（不满足）。地区 320102，日期 2026-11-02",
            "  [不满足] 成员数量",
            "    成员共多少个？45个（要求：不少于50个）",
        ]
        assert clauses[-1] == "  [满足] 同意"
        assert remedies[0] == "如何才能满足（任选一项）："
        assert {line[5:].removesuffix("，并且") for line in remedies[1:]} == {
            "资金多少？2万元 → 3万元 (club_fund)",
            "个人成员多少人？40人 → 45人 (club_people)",
            "单位成员多少家？5家 → 10家 (club_units)",
        }
        assert output == answered(*TOO_FEW, "--lang", "zh")

    @pytest.mark.parametrize(
        ("lang", "needed"),
        [
            (
                "zh",
                [
                    "还需要的事实（最能决定结果的在前）：",
                    "  club_consent：是否经同意？（是或否）",
                    "  club_kind：哪一类？（chess 棋类、music 音乐、other_kind 其他）",
                    "用 --fact 名称=值 回答，或加 --interview 逐项回答",
                ],
            ),
            (
                "en",
                [
                    "facts needed, the one that settles most first:",
                    "  club_consent: is there consent? (yes or no)",
                    "  club_kind: which kind? (chess board games, music music, other_kind others)",
                    "answer with --fact NAME=VALUE, or --interview",
                ],
            ),
        ],
    )
    def test_unknown(self, answered, lang: str, needed: list[str]):
        """What is not known yet tells the facts needed, with what can be answered, and how."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元")
        clauses, told, _ = sections(answered(*REGISTRATION, *facts, "--lang", lang))
        assert told == needed
        assert clauses[1].startswith(("  [未知] 同意", "  [unknown] consent"))
        assert len(clauses) == 4

    def test_yes(self, answered):
        """A yes tells every clause with its article; one that does not apply says so."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_kind=chess")
        clauses, _ = sections(answered(*REGISTRATION, *facts, "--lang", "en"))
        assert clauses == [
            "May it be registered? yes (met). Place 320102, day 2026-11-02",
            "  [met] number of members: Club Rules (2020 text), art. 2",
            "  [met] money: Club Rules (2020 text), art. 3",
            "  [does not apply] consent",
        ]

    @pytest.mark.parametrize(
        ("place", "words"),
        [
            ("320114", ["by each text alone: CN: not met; 320114: met", "it stays open whatever the missing facts are: texts beside each other answer differently"]),
            ("320106", ["what house it asks for is not known", "money: Club Rules (2020 text), art. 3"]),
            ("320105", ["why: not known to be in force, a fact is missing", "club_style: which style? (open_style, closed_style)"]),
        ],
    )  # fmt: skip
    def test_what_no_fact_settles(self, answered, place: str, words: list[str]):
        """Differing texts, gaps and texts that may be in force are told in full."""
        fund = "2万元" if place == "320114" else "3万元"
        facts = ("--fact", "club_size=60", "--fact", f"club_fund={fund}", "--fact", "club_kind=chess")
        output = answered(*CHECK, "club.registration", "--place", place, *facts, "--lang", "en")
        assert output.startswith("May it be registered? not known yet (unknown).")
        assert [word for word in words if word not in output] == []

    def test_assume(self, answered):
        """A text of which it is not known whether it is in force is applied with --assume."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_kind=chess")
        asked = (
            *CHECK,
            "club.registration",
            "--place",
            "320105",
            *facts,
            "--fact",
            "club_style=closed_style",
            "--lang",
            "en",
        )
        assert "not known yet" in answered(*asked)
        assert "no (not met)" in answered(*asked, "--assume", "club.registration.style")

    @pytest.mark.parametrize(
        ("lang", "expected"),
        [
            (
                "zh",
                [
                    "违反的后果：",
                    "  1. 除名",
                    "     应当：撤销登记、一定期限内禁止（禁止5年）",
                    "     《社团规则》（2020年文本）第11条：“应当除名，5年内不得再登记”",
                    "  2. 罚款",
                    "     罚款、责令停止活动（罚款1万元至2万元；罚款为“资金多少”的1至3倍；停止活动3个月至6个月）",
                    "     条件 [未知]：资金多少？未提供（要求：多于1万元）",
                    "     《社团规则》（2020年文本）第12条",
                ],
            ),
            (
                "en",
                [
                    "what follows from the breach:",
                    "  1. struck off",
                    "     must: registration revoked, barred for a time (barred 5 years)",
                    "     Club Rules (2020 text), art. 11: “应当除名，5年内不得再登记”",
                    "  2. fine",
                    '     fine, activities stopped (a fine of CNY 10,000 to CNY 20,000; a fine of 1 to 3 times "how much money"; stopped 3 months to 6 months)',
                    "     condition [unknown]: how much money? not given (asked: more than CNY 10,000)",
                    "     Club Rules (2020 text), art. 12",
                ],
            ),
        ],
    )
    def test_consequences(self, answered, lang: str, expected: list[str]):
        """What follows from a breach is told with its condition, measures, fines, lengths and article."""
        output = answered(*CHECK, "club.conduct", "--place", "320102", "--fact", "club_lies=yes", "--lang", lang)
        assert sections(output)[2] == expected

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("zh", "罚款、一定期限内禁止、责令停止活动（罚款不少于1万元；罚款不超过5万元；禁止至少1年；停止活动至多3个月）"),
            ("en", "fine, barred for a time, activities stopped (a fine of at least CNY 10,000; a fine of at most CNY 50,000; barred for at least 1 year; stopped for at most 3 months)"),
        ],
    )  # fmt: skip
    def test_open_lengths_and_fines(self, answered, lang: str, words: str):
        """A fine or a length with one bound is told with that bound."""
        output = answered(*CHECK, "club.open", "--place", "320102", "--fact", "club_style=closed_style", "--lang", lang)
        assert f"     {words}\n" in output

    def test_wait(self, answered):
        """Waiting is a way to a yes: a year after 2026-03-01 is 2027-03-01, 119 days from 2026-11-02."""
        asked = (*CHECK, "club.age", "--place", "320102", "--fact", "club_founded=2026-03-01")
        assert "  1. wait until 2027-03-01 (119 days)" in answered(*asked, "--lang", "en")
        assert "  1. 等到 2027-03-01（119 天）" in answered(*asked)

    @pytest.mark.parametrize(
        ("lang", "last"),
        [
            ("zh", ["另有未知的事实，如下即可：", "  资金多少？3万元 (club_fund)"]),
            ("en", ["other facts are not known; this would do:", "  how much money? CNY 30,000 (club_fund)"]),
        ],
    )
    def test_remedies_with_unknown_facts(self, answered, lang: str, last: list[str]):
        """Facts that are not known and must turn out well are told once for all ways that need them."""
        facts = ("--fact", "club_people=40", "--fact", "club_units=5", "--fact", "club_kind=chess")
        remedies = sections(answered(*REGISTRATION, *facts, "--lang", lang))[1]
        assert [line[:4] for line in remedies[1:3]] == ["  1.", "  2."]
        assert remedies[3:] == last

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("zh", "申请人可改变的事实中，没有不超过 1 处改动即可满足的办法"),
            ("en", "no change of at most 1 of the facts that the applicant can move leads to a yes"),
        ],
    )
    def test_number_of_changes(self, answered, lang: str, words: str):
        """--remedies says how many changes a way to a yes may have; 0 looks for none."""
        assert sections(answered(*TOO_FEW, "--lang", lang, "--remedies", "1"))[1] == [words]
        assert len(sections(answered(*TOO_FEW, "--lang", lang, "--remedies", "0"))) == 2
        assert answered(*TOO_FEW, "--lang", lang, "--remedies", "2") == answered(*TOO_FEW, "--lang", lang)

    def test_explain(self, answered):
        """With --explain every clause is told in full, and the rules that do not apply, with the reason."""
        clauses, remedies, losers = sections(answered(*TOO_FEW, "--explain", "--lang", "en"))
        assert "    is there consent? yes (asked: yes)" in clauses
        assert remedies[0].startswith("what would lead to a yes")
        assert losers[:4] == [
            "rules that do not apply:",
            "  no longer in force from 2020-01-01",
            "    club.registration: Club Rules (2000 text), art. 1",
            "    size: Club Rules (2000 text), art. 2",
        ]
        assert losers[4] == "  holds at another place"
        assert set(losers[5:]) == {"    fund: 320114", "    style: 320105", "    house: 320106"}

    def test_explain_is_that_of_the_library(self, answered):
        """With --explain the clauses are those that the library tells."""
        law = load_rulebook(CLUBS)
        facts = {"club_people": 40, "club_units": 5, "club_fund": "2万元", "club_kind": "music", "club_consent": True}
        verdict = assess(law, "club.registration", facts, place="320102", on=date(2026, 11, 2))
        for lang in ("zh", "en"):
            assert answered(*TOO_FEW, "--explain", "--lang", lang).startswith(verdict.explain(lang) + "\n\n")

    def test_today(self, answered):
        """Without a day the day asked about is today."""
        before = date.today()  # noqa: DTZ011  (as the command does)
        asked = ("check", "--rules", str(CLUBS), "club.age", "--place", "320102", "--json")
        assert before <= date.fromisoformat(json.loads(answered(*asked))["on"]) <= date.today()  # noqa: DTZ011


class TestFacts:
    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("60", 60),
            ("60人", 60),
            ("1,200", 1200),
            ("五十", 50),
            ("50以上", "50以上"),
            ("近100名", "近100名"),
        ],
    )
    def test_numbers(self, answered, text: str, value: object):
        """A whole number may carry a measure word, and a word on how exact it is."""
        content = json.loads(answered(*REGISTRATION, "--fact", f"club_people={text}", "--json"))
        assert content["facts"] == {"club_people": {"value": value, "from": "--fact"}}

    @pytest.mark.parametrize(
        ("fact", "outcome"),
        [
            ("club_size=50以上", "MET"),
            ("club_size=近50", "NOT_MET"),
            ("club_size=近60", "UNKNOWN"),
        ],
    )
    def test_bounds_decide(self, answered, fact: str, outcome: str):
        """A number known in bounds decides where they do: 近50 is below 50."""
        (clause, *_) = json.loads(answered(*REGISTRATION, "--fact", fact, "--json"))["clauses"]
        assert (clause["id"], clause["outcome"]) == ("club.registration.size", outcome)

    @pytest.mark.parametrize(
        ("text", "value"),
        [
            ("是", True), ("yes", True), ("True", True), ("否", False), ("no", False), ("false", False),
        ],
    )  # fmt: skip
    def test_yes_and_no(self, answered, text: str, value: bool):  # noqa: FBT001
        """Yes and no are understood in both languages."""
        content = json.loads(answered(*REGISTRATION, "--fact", f"club_consent={text}", "--json"))
        assert content["facts"]["club_consent"]["value"] is value

    @pytest.mark.parametrize("text", ["chess", "棋类", "board games", "Board Games"])
    def test_choices(self, answered, text: str):
        """A choice is given by its word, or by its name in either language."""
        content = json.loads(answered(*REGISTRATION, "--fact", f"club_kind={text}", "--json"))
        assert content["facts"]["club_kind"]["value"] == "chess"

    @pytest.mark.parametrize("text", ["never", "从未", "2023-03-01", "2023-03", "2023年3月"])
    def test_dates(self, answered, text: str):
        """A date may be known in part, or never have come: three years and more than two years ago are met."""
        content = json.loads(
            answered(*CHECK, "club.grant", "--place", "320102", "--fact", f"club_fined={text}", "--json")
        )
        assert content["clauses"][0]["outcome"] == "MET"

    def test_another_question(self, answered):
        """A clause that asks another question needs the facts of that one."""
        asked = (*CHECK, "club.grant", "--place", "320102", "--fact", "club_style=open_style", "--json")
        assert {"club_fund", "club_people", "club_units"} <= set(json.loads(answered(*asked))["needed"])

    def test_file(self, answered, tmp_path):
        """Facts come from TOML and JSON files, several together, beside those of options."""
        (tmp_path / "a.toml").write_text("club_size = 60\nclub_fund = '3万元'\n", encoding="utf-8")
        (tmp_path / "b.json").write_text('{"club_kind": "music", "club_style": null}', encoding="utf-8")
        output = answered(
            *REGISTRATION, "--facts", "a.toml", "--facts", "b.json", "--fact", "club_consent=yes", "--json"
        )
        content = json.loads(output)
        assert content["outcome"] == "MET"
        assert content["facts"] == {
            "club_size": {"value": 60, "from": "a.toml"},
            "club_fund": {"value": "3万元", "from": "a.toml"},
            "club_kind": {"value": "music", "from": "b.json"},
            "club_consent": {"value": True, "from": "--fact"},
        }

    def test_sources_that_agree(self, answered, tmp_path):
        """A fact told twice alike counts once; of two that agree the more exact one counts."""
        (tmp_path / "a.toml").write_text(
            "club_size = '50以上'\nclub_founded = '2024'\nclub_units = 7\n", encoding="utf-8"
        )
        facts = ("--fact", "club_size=60", "--fact", "club_founded=2024-05-06", "--fact", "club_units=5以上")
        content = json.loads(answered(*REGISTRATION, "--facts", "a.toml", *facts, "--json"))
        assert content["facts"] == {
            "club_size": {"value": 60, "from": "--fact"},
            "club_founded": {"value": "2024-05-06", "from": "--fact"},
            "club_units": {"value": 7, "from": "a.toml"},
        }

    def test_register(self, answered, town):
        """Facts come from a register; those that the question does not compare are only named."""
        asked = ("--register", town, "--organization", "choir")
        for lang, head, others in (
            ("zh", "登记册提供的事实（town.toml）：", "  本问题不比较："),
            ("en", "facts told by the register (town.toml):", "  not compared by this question: "),
        ):
            told = sections(
                answered(
                    "check",
                    "social_association.registration",
                    "--place",
                    "320102",
                    "--on",
                    "2026-11-02",
                    *asked,
                    "--lang",
                    lang,
                )
            )[2]
            assert told[0] == head
            assert any("小镇合唱团 (name)" in line for line in told)
            assert told[-1].startswith(others)
            assert "form" in told[-1]

    def test_partial_dates_and_figures_of_a_register(self, answered):
        """A date known to the month and a number known in bounds are told as they are known."""
        body = ("--register", "haishu", "--organization", "haishu-service-centre")
        asked = ("check", "public_fundraising.licence", "--place", "330203", "--on", "2026-11-02")
        assert "  when was it registered (certificate obtained)? 2010-12 (registered_on)\n" in answered(
            *asked, *body, "--lang", "en"
        )
        assert json.loads(answered(*asked, *body, "--json"))["facts"]["registered_on"]["value"] == "2010-12"
        body = ("--register", "xuanwu", "--organization", "meiyuan-association")
        asked = ("check", "social_association.registration", "--place", "320102", "--on", "2012-08-02")
        assert "  how many members in all? at least 36 (members)\n" in answered(*asked, *body, "--lang", "en")

    def test_register_in_json(self, answered, town):
        """In JSON every fact says what told it."""
        asked = (
            "check",
            "charity.status",
            "--place",
            "320102",
            "--on",
            "2026-11-02",
            "--register",
            town,
            "--organization",
            "choir",
        )
        facts = json.loads(answered(*asked, "--fact", "charity_status=no", "--json"))["facts"]
        assert facts["form"] == {"value": "social_association", "from": "--register town.toml"}
        assert facts["seat"] == {"value": "320102", "from": "--register town.toml"}
        assert facts["charity_status"] == {"value": False, "from": "--fact"}

    def test_case(self, answered):
        """A shipped case is a register too."""
        asked = ("--register", "xuanwu", "--organization", "meiyuan-association")
        output = answered("check", "hub.status", "--place", "320102", "--on", "2012-08-02", *asked, "--json")
        assert json.loads(output)["facts"]["hub_recognised"] == {"value": True, "from": "--register xuanwu"}


class TestAll:
    def test_by_outcome(self, answered):
        """Without a question every question is answered, by outcome, with what decides or is needed."""
        facts = (
            "--fact",
            "club_lies=yes",
            "--fact",
            "club_founded=2020-01-01",
            "--fact",
            "club_size=3",
            "--fact",
            "club_fund=1元",
            "--fact",
            "club_consent=no",
            "--fact",
            "club_kind=music",
        )
        output = answered(*CHECK, "--place", "320102", *facts, "--lang", "en")
        head, met, failed, unknown, more = sections(output)
        law = load_rulebook(CLUBS)
        assert head == [f"Place 320102, day 2026-11-02; questions: {sum(map(len, (met, failed, unknown))) // 3}"]
        assert met[met.index("  club.age") :][:2] == ["  club.age", "    Is it a year old?"]
        assert failed[0].startswith("not met (")
        assert "    clauses not met: number of members, money, consent" in failed
        assert "    clauses not met: honesty" in failed
        at = unknown.index("  club.grant")
        assert unknown[at + 1] == "    May it get a grant?"
        first, of_four = unknown[at + 2].removeprefix("    facts needed: ").split(" and ")
        assert set(first.split(", ")) < {"club_fined", "club_name", "club_home", "club_style"}
        assert of_four == "1 more"
        assert more == ["why, question by question: hubnet check QUESTION"]
        assert len([line for line in output.splitlines() if line.startswith("  ") and line[2] != " "]) <= len(
            law.ids(Question)
        )

    @pytest.mark.parametrize(
        ("lang", "words"),
        [
            ("zh", ["不满足的条款：成员数量、资金、同意", "还需要的事实：club_", "等 4 项", "逐个问题的依据：hubnet check 问题"]),
            ("en", ["clauses not met: number of members, money, consent", "facts needed: club_", " and 1 more", "hubnet check QUESTION"]),
        ],
    )  # fmt: skip
    def test_languages(self, answered, lang: str, words: list[str]):
        """The questions are told in both languages."""
        facts = (
            "--fact",
            "club_size=3",
            "--fact",
            "club_fund=1元",
            "--fact",
            "club_consent=no",
            "--fact",
            "club_kind=music",
        )
        output = answered(*CHECK, "--place", "320102", *facts, "--lang", lang)
        assert [word for word in words if word not in output] == []

    @pytest.mark.parametrize(
        ("lang", "words"), [("zh", "    原因：规定内容未知"), ("en", "    why: what the rule says is not known")]
    )
    def test_what_no_fact_settles(self, answered, lang: str, words: str):
        """A question that no fact settles tells why."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_kind=chess")
        lines = answered(*CHECK, "--place", "320106", *facts, "--lang", lang).splitlines()
        assert lines[lines.index("  club.registration") + 2] == words

    def test_form(self, answered):
        """Questions of bodies of other forms are left out where the form is known."""
        every = answered(*CHECK, "--place", "320102")
        foundations = answered(*CHECK, "--place", "320102", "--fact", "form=foundation")
        assert "  club.registration\n" in every
        assert "  club.registration\n" not in foundations
        assert "  club.age\n" in foundations

    def test_place(self, answered):
        """Questions that an authority of the level cannot handle are left out."""
        output = answered(*CHECK, "--place", "320100")
        assert "  club.age\n" in output
        assert "  club.grant\n" not in output

    def test_no_question(self, answered):
        """A day on which no question stands is answered."""
        asked = ("check", "--place", "460000", "--on", "1900-01-01")
        assert answered(*asked, "--lang", "en") == "Place 460000, day 1900-01-01; questions: 0\n"
        assert answered(*asked) == "地区 460000，日期 1900-01-01，问题 0 个\n"

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_register(self, answered, town, lang: str):
        """The facts that a register told are named."""
        output = answered(*CHECK, "--place", "320102", "--register", town, "--organization", "choir", "--lang", lang)
        assert sections(output)[-2][1].startswith("  form, name, ")

    def test_json(self, answered):
        """In JSON every question has the documented keys, the outcome as a word."""
        content = json.loads(answered(*CHECK, "--place", "320102", "--fact", "club_lies=yes", "--json"))
        assert set(content) == {"place", "on", "facts", "questions"}
        (conduct,) = [one for one in content["questions"] if one["question"] == "club.conduct"]
        assert conduct == {
            "question": "club.conduct",
            "asks": {"zh": "是否守规？", "en": "Does it keep the rules?"},
            "outcome": "NOT_MET",
            "deciding": ["honest"],
            "needed": [],
            "confidence": "text",
            "citations": [{"zh": "《社团规则》（2020年文本）第10条", "en": "Club Rules (2020 text), art. 10"}],
        }


class TestJson:
    def test_verdict(self, answered):
        """The answer is that of the library, with the facts, the remedies and the consequences."""
        content = json.loads(answered(*TOO_FEW, "--json"))
        law = load_rulebook(CLUBS)
        facts = {"club_people": 40, "club_units": 5, "club_fund": "2万元", "club_kind": "music", "club_consent": True}
        verdict = assess(law, "club.registration", facts, place="320102", on=date(2026, 11, 2))
        assert {key: content[key] for key in verdict.to_dict()} == verdict.to_dict()
        assert set(content) - set(verdict.to_dict()) == {"facts", "remedies", "consequences"}
        assert content["outcome"] == Outcome.NOT_MET.value
        fund = {"fact": "club_fund", "before": "2万元", "to": "3万元", "by": "1万元"}
        for remedy, other in zip(
            content["remedies"],
            [
                {"fact": "club_people", "before": 40, "to": 45, "by": 5},
                {"fact": "club_units", "before": 5, "to": 10, "by": 5},
            ],
            strict=True,
        ):
            assert sorted(remedy.pop("changes"), key=lambda change: change["fact"]) == [fund, other]
            assert remedy == {"establish": {}, "on": "2026-11-02", "cost": 2}
        assert content["consequences"] == []

    def test_wait(self, answered):
        """Waiting has its day and its number of days, and the day on which the answer is yes."""
        asked = (*CHECK, "club.age", "--place", "320102", "--fact", "club_founded=2026-03-01", "--json")
        assert json.loads(answered(*asked))["remedies"] == [
            {
                "changes": [{"wait_until": "2027-03-01", "days": 119}],
                "establish": {},
                "on": "2027-03-01",
                "cost": 1,
            }
        ]

    def test_consequences(self, answered):
        """A consequence has its measures, fines and lengths as plain data."""
        asked = (*CHECK, "club.conduct", "--place", "320102", "--fact", "club_lies=yes", "--json")
        struck, fine = json.loads(answered(*asked))["consequences"]
        assert struck == {
            "id": "club.struck_off",
            "label": {"zh": "除名", "en": "struck off"},
            "of": ["club.conduct.honest"],
            "outcome": "MET",
            "must": True,
            "measures": ["registration_revoked", "bar"],
            "fines": [],
            "bar": {"at_least": {"years": 5}, "at_most": {"years": 5}},
            "suspension": None,
            "place": "CN",
            "cite": {"zh": "《社团规则》（2020年文本）第11条", "en": "Club Rules (2020 text), art. 11"},
            "quote": "应当除名，5年内不得再登记",
        }
        assert fine["outcome"] == "UNKNOWN"
        assert fine["fines"] == [
            {"at_least": "1万元", "at_most": "2万元", "of": None, "times": []},
            {"at_least": None, "at_most": None, "of": "club_fund", "times": [1, 3]},
        ]
        assert fine["suspension"] == {"at_least": {"months": 3}, "at_most": {"months": 6}}

    def test_the_same_in_both_languages(self, answered):
        """--json does not hang on the language, nor on --explain."""
        plain = answered(*TOO_FEW, "--json")
        assert answered(*TOO_FEW, "--json", "--lang", "en", "--explain") == plain

    def test_no_remedies(self, answered):
        """--remedies 0 looks for none."""
        assert json.loads(answered(*TOO_FEW, "--json", "--remedies", "0"))["remedies"] == []

    def test_facts_of_the_answer_ask_again(self, answered, tmp_path):
        """The facts of an answer can be handed in as a file, with the same answer."""
        first = json.loads(answered(*TOO_FEW, "--fact", "club_fined=2023-03", "--json"))
        facts = {name: told["value"] for name, told in first["facts"].items()}
        (tmp_path / "again.json").write_text(json.dumps(facts), encoding="utf-8")
        again = json.loads(answered(*REGISTRATION, "--facts", "again.json", "--json"))
        assert {**again, "facts": None} == {**first, "facts": None}


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "fragment"),
        [
            (("club.registration",), "--place: found None; give the division code of the competent authority"),
            (("club.registration", "--place", "3201"), "GB/T 2260"),
            (("club.registration", "--place", "32010x"), "GB/T 2260"),
            (("club.registration", "--place", "CN"), "give the division of the competent authority, of level province or city or district"),
            (("club.registration", "--place", "320102", "--on", "2026-02-30"), "2026-02-30"),
            (("club.registration", "--place", "320102", "--on", "1999-12-31"), "in force from 2000-01-01"),
            (("club.registratoin", "--place", "320102"), "unknown question 'club.registratoin'; did you mean 'club.registration'?"),
            (("zzz", "--place", "320102"), "unknown question 'zzz'; known: "),
            (("club.age", "--place", "320102", "--assume", "club.age.yaer"), "did you mean 'club.age.year'?"),
            (("club.age", "--place", "320102", "--remedies", "5"), "0<=x<=4"),
            (("club.age", "--place", "320102", "--remedies", "-1"), "0<=x<=4"),
            (("club.age", "--place", "320102", "--register", "town.toml"), "--organization: found None; --register and --organization go together"),
            (("club.age", "--place", "320102", "--organization", "choir"), "--register: found None; --register and --organization go together"),
            (("club.age", "--place", "320102", "--register", "twon.toml", "--organization", "choir"), "--register: found 'twon.toml'; no such file or folder, and no such case"),
            (("club.age", "--place", "320102", "--register", "xuanwi", "--organization", "choir"), "did you mean 'xuanwu'?"),
            (("club.age", "--place", "320102", "--register", "town.toml", "--organization", "chior"), "unknown organization 'chior'; did you mean 'choir'?"),
            (("--place", "320102", "--interview"), "--interview goes with one question"),
            (("--place", "320102", "--explain"), "--explain goes with one question"),
            (("--place", "320102", "--remedies", "1"), "--remedies goes with one question"),
            (("club.age", "--place", "320102", "--fact", "club_founded"), "write NAME=VALUE"),
            (("club.age", "--place", "320102", "--facts", "none.toml"), "none.toml: cannot be read"),
            (("club.age", "--place", "320102", "--lang", "fr"), "'zh', 'en'"),
            (("club.age", "extra", "--place", "320102"), "unexpected extra argument"),
            (("club.age", "--place", "320102", "--zzz"), "No such option"),
        ],
        ids=range(24),
    )  # fmt: skip
    @pytest.mark.usefixtures("town")
    def test_options(self, refused, arguments: tuple[str, ...], fragment: str):
        """What is missing, unknown or wrong is refused with what is allowed."""
        assert fragment in refused("check", "--rules", str(CLUBS), "--on", "2026-11-02", *arguments)

    def test_questions_are_pointed_at(self, refused):
        """An unknown question says where the questions are listed."""
        assert "hubnet rules list --kind question" in refused("check", "zzz", "--place", "320102")

    @pytest.mark.parametrize(
        ("fact", "fragment"),
        [
            ("club_peple=3", "unknown fact 'club_peple'; did you mean 'club_people'?"),
            ("qqqqqq=3", " more"),
            ("club_people=many", "found 'many'; give a whole number from 0"),
            ("club_people=-1", "found '-1'; give a whole number from 0"),
            ("club_people=60%", "found '60%'; give a whole number from 0"),
            ("club_people=6.5", "found '6.5'; give a whole number from 0"),
            ("club_units=501", "found '501'; give a whole number from 0 up to 500"),
            ("club_fund=30000", "found '30000'; give an amount from 0元"),
            ("club_consent=maybe", "found 'maybe'; give yes or no (是, 否, true, false)"),
            ("club_founded=never", "found 'never'; give a date"),
            ("club_founded=2023-02-29", "found '2023-02-29'; give a date"),
            ("club_kind=ches", "found 'ches'; did you mean 'chess'?"),
            ("club_style=9", "found '9'; give one of open_style, closed_style"),
            ("club_home=x", "GB/T 2260"),
            ("registrar_level=city", "leave it out"),
        ],
    )
    def test_facts(self, refused, fact: str, fragment: str):
        """A fact that is not known or cannot be so is refused with what is allowed."""
        error = refused(*REGISTRATION, "--fact", fact)
        assert error.startswith("hubnet: --fact")
        assert fragment in error

    def test_all_at_once(self, refused, tmp_path):
        """The faults of files and options are told together, a line each, with their places."""
        (tmp_path / "a.toml").write_text("club_people = 3\nclub_unit = 3\n\nclub_consent = 'x'\n", encoding="utf-8")
        (tmp_path / "b.json").write_text('{"club_fund": 3}', encoding="utf-8")
        files = ("--facts", "a.toml", "--facts", "b.json", "--facts", "c.toml")
        facts = (
            "--fact",
            "club_style=x",
            "--fact",
            "club_units=1",
            "--fact",
            "club_units=1",
            "--fact",
            "club_people=4",
        )
        lines = refused(*REGISTRATION, *files, *facts).splitlines()
        assert lines[0] == "hubnet: 7 problems:"
        assert lines[1] == "  a.toml, line 2, club_unit: unknown fact 'club_unit'; did you mean 'club_units'?"
        assert lines[2] == "  a.toml, line 4, club_consent: found 'x'; give true or false"
        assert lines[3].startswith("  b.json, club_fund: found 3; give an amount")
        assert lines[4].startswith("  c.toml: cannot be read")
        assert lines[5] == "  --fact club_style=x: found 'x'; give one of open_style, closed_style"
        assert lines[6] == "  --fact club_units: is given twice; give it once"
        assert lines[7] == "  --fact club_people=4: found 4; a.toml, line 1 says 3; give it once"

    def test_files_that_differ(self, refused, tmp_path):
        """A fact told differently by two files is refused, with both places."""
        (tmp_path / "a.toml").write_text("# ours\nclub_people = 3\n", encoding="utf-8")
        (tmp_path / "b.json").write_text('{"club_people": 4}', encoding="utf-8")
        error = refused(*REGISTRATION, "--facts", "a.toml", "--facts", "b.json")
        assert error == "hubnet: b.json: club_people: found 4; a.toml, line 2 says 3; give it once\n"

    @pytest.mark.parametrize(
        ("first", "second"),
        [
            ("50以上", "49"), ("近50", "50"), ("近50", "60以上"), ("3", "4"),
        ],
    )  # fmt: skip
    def test_bounds_that_differ(self, refused, tmp_path, first: str, second: str):
        """A number outside the bounds that another source tells differs from it."""
        told = first if first.isdecimal() else f'"{first}"'
        (tmp_path / "a.toml").write_text(f"club_people = {told}\n", encoding="utf-8")
        assert "a.toml, line 1 says" in refused(*REGISTRATION, "--facts", "a.toml", "--fact", f"club_people={second}")

    def test_register_that_differs(self, refused, town):
        """A fact told differently by the register and an option is refused, with both."""
        body = ("--register", town, "--organization", "choir")
        error = refused(*CHECK, "club.age", "--place", "320102", *body, "--fact", "form=foundation")
        assert error == (
            "hubnet: --fact form=foundation: found 'foundation'; --register town.toml says 'social_association'; "
            "give it once\n"
        )

    def test_facts_that_contradict_each_other(self, refused, tmp_path):
        """A total that its parts cannot make is refused with what told it."""
        (tmp_path / "a.toml").write_text("\nclub_size = 3\n", encoding="utf-8")
        error = refused(*REGISTRATION, "--facts", "a.toml", "--fact", "club_people=4")
        assert error.startswith("hubnet: a.toml, line 2: club_size: found 3")
        assert "club_people 4" in error
        every = refused(*CHECK, "--place", "320102", "--facts", "a.toml", "--fact", "club_people=4")
        assert every == error

    def test_faulty_register(self, refused, tmp_path):
        """A faulty register is refused with its faults."""
        (tmp_path / "town.toml").write_text(REGISTER.replace("founded", "fuonded"), encoding="utf-8")
        error = refused(*CHECK, "club.age", "--place", "320102", "--register", "town.toml", "--organization", "choir")
        assert "town.toml, line 8" in error
        assert "did you mean 'founded'?" in error

    def test_faulty_rules(self, refused, tmp_path):
        """A faulty rule file is refused."""
        (tmp_path / "own.toml").write_text('place = "32010"\n', encoding="utf-8")
        assert "own.toml" in refused("check", "club.age", "--place", "320102", "--rules", "own.toml")

    def test_control_characters_are_shown(self, refused):
        """What would steer the terminal is shown by its number."""
        assert "\\u001b" in refused(*REGISTRATION, "--fact", "club_name\x1b[31m=3")

    @settings(
        suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings.default.max_examples // 2
    )
    @given(
        name=st.sampled_from(
            ["club_people", "club_fund", "club_kind", "club_fined", "club_name", "club_home", "x", ""]
        ),
        text=st.sampled_from(
            ["60", "50以上", "3万元", "chess", "never", "2023-02", "320100", "是", "0", "99999999999999999999"]
        )
        | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=8),
    )
    def test_any_fact(self, run, name: str, text: str):
        """Any text as a fact is answered or refused."""
        result = run(*CHECK, "club.grant", "--place", "320102", f"--fact={name}={text}")
        assert result.exit_code in {0, 2}
        assert bool(result.stderr) is (result.exit_code == 2)


class TestTerminal:
    @pytest.mark.parametrize("columns", [80, 40])
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_long_lines_are_folded(self, width, columns: int, lang: str):
        """At a terminal no line is wider than it, a Chinese character counting two."""
        arguments = (*TOO_FEW, "--explain", "--lang", lang)
        lines = at_terminal(arguments, columns)
        assert width(lines) <= columns
        together = "".join("".join(lines).split())
        assert {"zh": "《社团规则》（2000年文本）第2条", "en": "ClubRules(2000text),art.2"}[lang] in together


def at_terminal(arguments: tuple[str, ...], columns: int) -> list[str]:
    """Return what the command writes to a terminal of a width."""
    child, terminal = pty.fork()
    if child == 0:
        os.environ.update(COLUMNS=str(columns), PYTHONUTF8="1")
        os.execvp(sys.executable, [sys.executable, "-m", "hubnet.cli", *arguments])  # noqa: S606
    written = b""
    try:
        while piece := os.read(terminal, 65536):
            written += piece
    except OSError:  # the way Linux says that the other side is closed
        pass
    os.close(terminal)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    return written.decode().replace("\r", "").splitlines()


class TestShipped:
    @pytest.mark.parametrize(
        ("people", "units", "outcome"),
        [
            (50, 0, "MET"), (49, 0, "NOT_MET"), (0, 30, "MET"), (0, 29, "NOT_MET"), (1, 30, "NOT_MET"), (20, 30, "MET"),
        ],
    )  # fmt: skip
    def test_members_of_an_association(self, answered, people: int, units: int, outcome: str):
        """50 individuals, 30 units, or 50 in all where there are both (Regulations, art. 10(1)(1))."""
        facts = ("--fact", f"individual_members={people}", "--fact", f"unit_members={units}")
        asked = ("check", "social_association.registration", "--place", "320102", "--on", "2026-11-02")
        clauses = json.loads(answered(*asked, *facts, "--json"))["clauses"]
        assert [one["outcome"] for one in clauses if one["id"].endswith(".members")] == [outcome]

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("place", ["CN", "320114", "440300"])
    def test_every_question(self, run, shipped, place: str, lang: str):
        """Every question is answered or refused with a reason, on no facts."""
        for name in shipped.ids(Question):
            result = run("check", name, "--place", place, "--on", "2026-11-02", "--lang", lang)
            assert (result.exit_code, bool(result.stdout), bool(result.stderr)) in {(0, True, False), (2, False, True)}
