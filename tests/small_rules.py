"""A small rulebook in place of the shipped one: all of it is right, and every boundary has its case."""

from pathlib import Path

RULES = """place = "CN"

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
question = { zh = "有多少人？", en = "how many people?" }

[[fact]]
id = "club_fund"
kind = "amount"
minimum = "0元"
question = { zh = "资金多少？", en = "how much money?" }

[[fact]]
id = "club_consent"
kind = "yes_no"
question = { zh = "是否同意？", en = "is there consent?" }

[[fact]]
id = "club_founded"
kind = "date"
question = { zh = "何时成立？", en = "when founded?" }

[[question]]
id = "club.founding"
label = { zh = "成立", en = "founding" }
asks = { zh = "能否成立？", en = "May it be founded?" }
authority = ["country", "province", "city", "district"]
cite = { instrument = "club_rules", version = "2000", article = "1", quote = "成立社团" }
restated = [{ version = "2020" }]

[[clause]]
id = "club.founding.people"
label = { zh = "人数", en = "people" }
requires = { fact = "club_people", at_least = 10 }
cite = { instrument = "club_rules", version = "2000", article = "2", quote = "十人以上" }

[[clause]]
id = "club.founding.people"
label = { zh = "人数", en = "people" }
requires = { fact = "club_people", at_least = 12 }
cite = { instrument = "club_rules", version = "2020", article = "2", quote = "十二人以上" }

[[clause]]
id = "club.founding.fund"
label = { zh = "资金", en = "fund" }
requires = { fact = "club_fund", more_than = "1万元" }
cite = { instrument = "club_rules", version = "2000", article = "3", quote = "资金超过一万元" }
restated = [{ version = "2020" }]

[[clause]]
id = "club.founding.consent"
label = { zh = "同意", en = "consent" }
requires = { fact = "club_consent", equals = true }
cite = { instrument = "club_rules", version = "2000", article = "4", quote = "经其同意" }
restated = [{ version = "2020" }]

[[clause]]
id = "club.founding.age"
label = { zh = "年限", en = "age" }
requires = { since = "club_founded", at_least = { years = 1 } }
cite = { instrument = "club_rules", version = "2020", article = "5", quote = "成立满一年" }
"""

CASES = """[[case]]
name = "the last day of the old text: ten are enough"
question = "club.founding"
place = "320102"
on = 2019-12-31
facts = { club_people = 10, club_fund = "1.0001万元", club_consent = true, club_founded = 2019-12-31 }
outcome = "MET"
clauses = { age = "absent" }
because = "art. 2"

[[case]]
name = "nine are too few, 1万元 too little"
question = "club.founding"
place = "320102"
on = 2000-01-01
facts = { club_people = 9, club_fund = "1万元", club_consent = false }
clauses = { people = "NOT_MET", fund = "NOT_MET", consent = "NOT_MET" }
because = "arts 2 to 4"

[[case]]
name = "before the first text"
question = "club.founding"
place = "320102"
on = 1999-12-31
error = "NotInForceError"
because = "in force from 2000-01-01"

[[case]]
name = "the first day of the new text: a year full on the day"
question = "club.founding"
place = "320102"
on = 2020-01-01
facts = { club_people = 12, club_fund = "1.0001万元", club_consent = true, club_founded = 2019-01-01 }
outcome = "MET"
because = "arts 2 to 5"

[[case]]
name = "the new text: eleven, 1万元, a day short"
question = "club.founding"
place = "320102"
on = 2020-01-01
facts = { club_people = 11, club_fund = "1万元", club_consent = false, club_founded = 2019-01-02 }
clauses = { people = "NOT_MET", fund = "NOT_MET", consent = "NOT_MET", age = "NOT_MET" }
because = "arts 2 to 5"
"""


def install(folder: Path, monkeypatch, rules: str = RULES, cases: str = CASES) -> Path:
    """Put the small rulebook in place of the shipped one and return its rule file."""
    home = folder / "data" / "rulebooks"
    home.mkdir(parents=True, exist_ok=True)
    (home / "clubs.toml").write_text(rules, encoding="utf-8")
    (home / "clubs.cases.toml").write_text(cases, encoding="utf-8")
    for module in ("rulebooks", "worked_cases"):
        monkeypatch.setattr(f"hubnet.exchange.{module}.DATA", folder / "data")
    monkeypatch.setattr("hubnet.exchange.rule_checks._SHIPPED", home)
    return home / "clubs.toml"
