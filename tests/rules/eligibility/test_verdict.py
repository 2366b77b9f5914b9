"""A verdict read: in words, as a table, as plain data; and what follows from a breach."""

from __future__ import annotations

import json
from datetime import date

import pytest

from hubnet import Outcome, Rulebook, assess, assess_all, consequences

DAY = date(2024, 5, 6)
FACTS = {"club_people": 8, "club_units": 0, "club_fund": "100元"}
SANCTION = """
[[fact]]
id = "club_gravely"
kind = "yes_no"
question = { zh = "情节是否严重？", en = "is it grave?" }

[[consequence]]
id = "club.warning"
label = { zh = "警告", en = "warning" }
of = ["club.founding.fund", "club.licence"]
measures = ["warning"]
must = true
cite = { instrument = "club_rules", version = "2020", article = "20", quote = "警告" }

[[consequence]]
id = "club.end"
label = { zh = "终止", en = "end" }
of = ["club.founding.size"]
measures = ["fine", "must_end"]
when = { fact = "club_gravely", equals = true }
fines = [{ at_least = "2万元", at_most = "20万元" }, { of = "gain", times = [3, 5] }]
bar = { years = 5 }
suspension = { at_least = { months = 3 }, at_most = { months = 6 } }
cite = { instrument = "club_rules", version = "2020", article = "21", quote = "终止" }
"""


@pytest.fixture
def verdict(clubs):
    """Two clauses fail, at a place with a text that departs."""
    return assess(clubs, "club.founding", {**FACTS, "premises": True}, place="320100", on=DAY)


class TestWords:
    """Explanations."""

    def test_chinese(self, verdict):
        """Question, answer, place, day; each clause with its facts, article and quote."""
        text = verdict.explain("zh")
        for words in (
            "能否成立？不可以（不满足）。地区 320100，日期 2024-05-06",
            "[未知] 人数",
            "共有多少成员？8（要求：不少于10）",
            "各文件单独适用：CN：不满足；320100：满足",
            "原因：并存的文件结论不同",
            "《市通知》（二）（据报道）：“四人”",
            "[不满足] 资金",
            "资金多少？100元（要求：不少于5,000元）",
            "《社团规则》（2020年文本）第3条：“五千元以上”",
            "[满足] 住所",
        ):
            assert words in text

    def test_english(self, verdict):
        """The same in English."""
        text = verdict.explain("en")
        for words in (
            "May it be founded? no (not met). Place 320100, day 2024-05-06",
            "[unknown] size",
            "how many in all? 8 (asked: at least 10), or how many units? 0 (asked: at least 6)",
            "by each text alone: CN: not met; 320100: met",
            "how much money? CNY 100 (asked: at least CNY 5,000)",
        ):
            assert words in text

    def test_missing_facts(self, clubs):
        """An open answer lists the facts still asked for, and a clause that does not apply says so."""
        open_ = assess(clubs, "club.licence", {"club_kind": "chess", "club_fund": "1万元"}, place="320202", on=DAY)
        text = open_.explain("zh")
        assert "[不适用] 同意" in text
        assert "club_people：有多少人？" in text
        assert "club_founded：何时成立？" in text
        assert "club_consent" not in text

    def test_same_twice(self, verdict):
        """What is kept does not change what is told."""
        assert verdict.explain("zh") == verdict.explain("zh")
        assert verdict.clause("fund").text("en") in verdict.explain("en")

    def test_other_facts_other_words(self, clubs):
        """What was kept for other facts, another day or language is not told again."""
        texts = {
            assess(clubs, "club.licence", {"club_founded": founded}, place="320202", on=on).explain(lang)
            for founded in (date(2023, 5, 6), date(2023, 5, 7))
            for on in (date(2024, 5, 5), date(2024, 5, 6), date(2024, 5, 7))
            for lang in ("zh", "en")
        }
        assert len(texts) == 12

    def test_other_parts_of_the_same_total(self, clubs):
        """Of three bodies with at least eight members, each is told why the number is not known."""

        def told(**facts: object) -> str:
            return assess(clubs, "club.founding", {**facts, "club_fund": "1万元"}, place="310115", on=DAY).explain("en")

        people, units, inexact = told(club_people=8), told(club_units=8), told(club_people="8以上", club_units=0)
        assert "why: a fact is missing" in people
        assert "club_units: how many units?" in people
        assert "club_people: how many people?" not in people
        assert "club_people: how many people?" in units
        assert "club_units: how many units?" not in units
        assert "why: a fact is not known exactly enough" in inexact


class TestData:
    """For programs and tables."""

    def test_to_dict(self, verdict):
        """Plain data, with everything that decides."""
        data = json.loads(json.dumps(verdict.to_dict(), ensure_ascii=False))
        assert (data["outcome"], data["deciding"], data["on"]) == ("NOT_MET", ["fund"], "2024-05-06")
        size = data["clauses"][0]
        assert size["readings"] == {"CN": "NOT_MET", "320100": "MET"}
        assert size["reasons"] == [{"reason": "open_reading", "fact": None}]
        assert [text["place"] for text in size["texts"]] == ["320100", "CN"]

    def test_table(self, verdict):
        """One row a clause."""
        assert [row["clause"] for row in verdict.table("en").to_dicts()] == ["size", "fund", "seat"]

    def test_repr(self, verdict):
        """Short."""
        assert repr(verdict) == "<Verdict club.founding at 320100 on 2024-05-06: NOT_MET>"
        assert repr(verdict.clause("fund")) == "<ClauseResult club.founding.fund: NOT_MET>"


class TestAll:
    """Every question a body could ask."""

    def questions(self, law: Rulebook, place: str, **facts: object) -> dict[str, str]:
        """Return the outcomes of the questions on clubs."""
        rows = assess_all(law, facts, place=place, on=DAY, lang="en").to_dicts()
        return {row["question"]: row["outcome"] for row in rows if row["question"].startswith("club.")}

    def test_levels(self, clubs):
        """Questions of other levels are left out."""
        assert self.questions(clubs, "320202") == {"club.founding": "unknown", "club.licence": "unknown"}
        assert self.questions(clubs, "320200") == {"club.founding": "unknown"}

    def test_forms(self, clubs):
        """Questions of other forms are left out once the form is known."""
        assert self.questions(clubs, "320202", form="foundation") == {"club.licence": "unknown"}

    def test_outcomes(self, clubs):
        """As each question by itself."""
        found = self.questions(clubs, "320202", club_people=10, club_fund="5000元", club_founded=date(2024, 1, 1))
        assert found == {"club.founding": "met", "club.licence": "not met"}


class TestConsequences:
    """What follows."""

    def test_of_breached_clauses(self, with_more):
        """Of a clause and of a question; conditions of their own hold, fail or are not known."""
        law = with_more(SANCTION)

        def following(**more: object) -> dict[str, Outcome]:
            found = assess(law, "club.founding", {**FACTS, **more}, place="320200", on=DAY)
            return {item.rule.id: item.outcome for item in consequences(law, found)}

        assert following() == {"club.warning": Outcome.MET, "club.end": Outcome.UNKNOWN}
        assert following(club_gravely=False) == {"club.warning": Outcome.MET}
        assert following(club_gravely=True)["club.end"] is Outcome.MET
        assert following(club_fund="1万元") == {"club.end": Outcome.UNKNOWN}

    def test_none_where_nothing_is_breached(self, with_more):
        """What is open is no breach."""
        law = with_more(SANCTION)
        assert consequences(law, assess(law, "club.founding", {}, place="320200", on=DAY)) == ()

    def test_bounds(self, with_more):
        """Fines, bars and stops keep both bounds."""
        law = with_more(SANCTION)
        found = assess(law, "club.founding", FACTS, place="320200", on=DAY)
        rule = next(item.rule for item in consequences(law, found) if item.rule.id == "club.end")
        assert [(fine.of, fine.times) for fine in rule.fines] == [(None, ()), ("gain", (3, 5))]
        assert (rule.bar.at_least, rule.bar.at_most) == (rule.bar.at_least, rule.bar.at_least)
        assert (rule.suspension.at_least.length, rule.suspension.at_most.length) == (3, 6)
