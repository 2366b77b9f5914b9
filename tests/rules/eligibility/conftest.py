"""A small rulebook of its own: texts that add, depart, lower, waive, are silent, and are not known to be in force."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hubnet import Rulebook, load_rulebook

NATIONAL = """
place = "CN"

[[instrument]]
id = "club_rules"
label = { zh = "社团规则", en = "Club Rules" }
rank = "administrative_regulation"
versions = [
  { id = "2000", in_force_from = 2000-01-01, in_force_until = 2020-01-01 },
  { id = "2020", in_force_from = 2020-01-01 },
]

[[fact]]
id = "club_people"
kind = "integer"
minimum = 0
change = "up"
question = { zh = "有多少人？", en = "how many people?" }

[[fact]]
id = "club_units"
kind = "integer"
minimum = 0
change = "up"
question = { zh = "有多少单位？", en = "how many units?" }

[[fact]]
id = "club_size"
kind = "integer"
minimum = 0
change = "up"
parts = ["club_people", "club_units"]
question = { zh = "共有多少成员？", en = "how many in all?" }

[[fact]]
id = "club_fund"
kind = "amount"
minimum = "0元"
change = "up"
question = { zh = "资金多少？", en = "how much money?" }

[[fact]]
id = "club_consent"
kind = "yes_no"
change = "up"
question = { zh = "是否同意？", en = "is there consent?" }

[[fact]]
id = "club_founded"
kind = "date"
question = { zh = "何时成立？", en = "when founded?" }

[[fact]]
id = "club_penalty"
kind = "date"
never = true
question = { zh = "最近何时受罚？", en = "when last punished?" }

[[fact]]
id = "club_kind"
kind = "choice"
choices = ["sport", "chess"]
question = { zh = "哪一类？", en = "which kind?" }

[[question]]
id = "club.founding"
label = { zh = "成立", en = "founding" }
asks = { zh = "能否成立？", en = "May it be founded?" }
authority = ["city", "district"]
forms = ["social_association"]
cite = { instrument = "club_rules", version = "2000", article = "1", quote = "成立" }
restated = [{ version = "2020" }]

[[clause]]
id = "club.founding.size"
label = { zh = "人数", en = "size" }
requires = { any = [{ fact = "club_size", at_least = 10 }, { fact = "club_units", at_least = 6 }] }
cite = { instrument = "club_rules", version = "2000", article = "2", quote = "十个以上" }
restated = [{ version = "2020" }]

[[clause]]
id = "club.founding.fund"
label = { zh = "资金", en = "fund" }
requires = { fact = "club_fund", at_least = "1万元" }
cite = { instrument = "club_rules", version = "2000", article = "3", quote = "一万元以上" }

[[clause]]
id = "club.founding.fund"
label = { zh = "资金", en = "fund" }
requires = { fact = "club_fund", at_least = "5000元" }
cite = { instrument = "club_rules", version = "2020", article = "3", quote = "五千元以上" }

[[question]]
id = "club.licence"
label = { zh = "许可", en = "licence" }
asks = { zh = "能否许可？", en = "May it be licensed?" }
authority = ["district"]
cite = { instrument = "club_rules", version = "2020", article = "8", quote = "许可" }

[[clause]]
id = "club.licence.founded"
label = { zh = "已可成立", en = "could be founded" }
requires = { question = "club.founding" }
cite = { instrument = "club_rules", version = "2020", article = "8", quote = "许可" }

[[clause]]
id = "club.licence.age"
label = { zh = "满一年", en = "one year old" }
requires = { since = "club_founded", at_least = { years = 1 } }
cite = { instrument = "club_rules", version = "2020", article = "9", quote = "满一年" }

[[clause]]
id = "club.licence.penalty"
label = { zh = "二年内未受罚", en = "no penalty in two years" }
requires = { since = "club_penalty", at_least = { years = 2 } }
cite = { instrument = "club_rules", version = "2020", article = "10", quote = "二年内" }

[[clause]]
id = "club.licence.consent"
label = { zh = "同意", en = "consent" }
when = { fact = "club_kind", equals = "sport" }
requires = { fact = "club_consent", equals = true }
cite = { instrument = "club_rules", version = "2020", article = "11", quote = "同意" }
"""

LOCAL = """
place = "320100"

[[clause]]
id = "club.founding.size"
label = { zh = "人数", en = "size" }
relation = "departs"
rank = "policy"
requires = { fact = "club_size", at_least = 4 }
in_force_from = 2010-01-01
confidence = "reported"
cite = { document = "市通知", passage = "二", quote = "四人" }

[[clause]]
id = "club.founding.seat"
label = { zh = "住所", en = "seat" }
relation = "adds"
rank = "policy"
requires = { fact = "premises", equals = true }
attested_on = 2015-06-01
cite = { document = "市通知", passage = "三", quote = "住所" }
"""

LOWERED = """
place = "330100"

[[clause]]
id = "club.founding.size"
label = { zh = "人数", en = "size" }
relation = "departs"
rank = "policy"
lowered = true
attested_on = 2010-01-01
confidence = "reported"
cite = { document = "杭州通知", passage = "二", quote = "降低" }

[[clause]]
id = "club.founding.fund"
label = { zh = "资金", en = "fund" }
relation = "departs"
rank = "policy"
when = { fact = "club_kind", equals = "chess" }
waived = true
attested_on = 2010-01-01
cite = { document = "杭州通知", passage = "三", quote = "取消" }
"""

FILLED = """
place = "310115"

[[clause]]
id = "club.founding.size"
label = { zh = "人数", en = "size" }
relation = "implements"
rank = "local_rule"
requires = { fact = "club_size", at_least = 12 }
in_force_from = 2010-01-01
cite = { document = "区规定", passage = "二", quote = "十二" }

[[clause]]
id = "club.founding.plan"
label = { zh = "规划", en = "plan" }
relation = "adds"
rank = "local_rule"
gap = { zh = "规划要求的内容未收录", en = "what the plan must hold is not held" }
in_force_from = 2010-01-01
cite = { document = "区规定", passage = "三", quote = "规划" }
"""


@pytest.fixture(scope="session")
def clubs(tmp_path_factory: pytest.TempPathFactory) -> Rulebook:
    """The shipped rules with those of clubs on top."""
    folder: Path = tmp_path_factory.mktemp("clubs")
    for name, text in (("national", NATIONAL), ("local", LOCAL), ("lowered", LOWERED), ("filled", FILLED)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return load_rulebook(folder)


@pytest.fixture
def with_more(tmp_path: Path) -> Callable[[str], Rulebook]:
    """The rules of clubs with further tables for one place."""

    def load(text: str, *, place: str = "CN") -> Rulebook:
        (tmp_path / "national.toml").write_text(NATIONAL, encoding="utf-8")
        (tmp_path / "more.toml").write_text(f'place = "{place}"\n{text}', encoding="utf-8")
        return load_rulebook(tmp_path)

    return load
