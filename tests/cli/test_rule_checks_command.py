"""``hubnet rules lint`` and ``mutate`` on a small rulebook in place of the shipped one."""

# ruff: noqa: E501  (tables of texts)

import json
from pathlib import Path

import pytest
import small_rules

LINE = small_rules.RULES[: small_rules.RULES.index('requires = { fact = "club_people", at_least = 12')].count("\n") + 1
"""Line of the requirement of the second text on people."""

OWN = """place = "320102"

[[fact]]
id = "loose"
kind = "yes_no"
question = { zh = "问", en = "asked" }

[[clause]]
id = "club.founding.seats"
label = { zh = "座位", en = "seats" }
requires = { fact = "club_people", at_least = 30 }
in_force_from = 2022-01-01
cite = { document = "区里的通知", quote = "三十人以上" }
rank = "policy"
"""

OWN_CASES = """[[case]]
name = "thirty"
question = "club.founding"
place = "320102"
on = 2022-01-01
facts = { club_people = 30 }
clauses = { seats = "MET" }
because = "notice"

[[case]]
name = "twenty-nine"
question = "club.founding"
place = "320102"
on = 2022-01-01
facts = { club_people = 29 }
clauses = { seats = "NOT_MET" }
because = "notice"
"""


@pytest.fixture
def small(tmp_path: Path, monkeypatch):
    """Return a function that puts the small rulebook in place, with a text replaced."""

    def put(old: str = "", new: str = "", cases: str = small_rules.CASES) -> Path:
        return small_rules.install(
            tmp_path, monkeypatch, small_rules.RULES.replace(old, new) if old else small_rules.RULES, cases
        )

    return put


@pytest.fixture
def own(tmp_path: Path):
    """Return the file of a district's own rules, with its cases beside it."""
    (tmp_path / "own.cases.toml").write_text(OWN_CASES, encoding="utf-8")
    (tmp_path / "own.toml").write_text(OWN, encoding="utf-8")
    return str(tmp_path / "own.toml")


class TestLint:
    @pytest.mark.parametrize(("lang", "last"), [("zh", "检查结果 0 条\n"), ("en", "findings: 0\n")])
    def test_clean(self, answered, small, lang: str, last: str):
        """Rules in order have no findings, and the status is 0."""
        small()
        assert answered("rules", "lint", "--lang", lang) == last

    @pytest.mark.parametrize(
        ("lang", "words"), [("zh", "club.founding.people：总是成立"), ("en", "club.founding.people: always holds")]
    )
    def test_finding(self, run, small, lang: str, words: str):
        """A finding is told with file, line and key, what to do, and its code; the status is 1."""
        small("at_least = 12", "at_least = 0")
        result = run("rules", "lint", "--lang", lang)
        assert (result.exit_code, result.stderr) == (1, "")
        line, *_ = [text for text in result.stdout.splitlines() if "[condition.always]" in text]
        assert line.startswith(f"clubs.toml, line {LINE}, clause[1].requires")
        assert words in line

    def test_own_files(self, run, small, own):
        """With PATHS only these files are told of; facts of the shipped ones are known, their cases count."""
        small("at_least = 12", "at_least = 0")
        result = run("rules", "lint", own, "--json")
        assert result.exit_code == 1
        (one,) = json.loads(result.stdout)
        assert (one["code"], one["subject"], one["file"], one["line"], one["key"]) == (
            "fact.unused",
            "loose",
            own,
            3,
            "fact[0]",
        )
        assert set(one["label"]) == set(one["advice"]) == {"zh", "en"}

    def test_a_shipped_file(self, answered, small, own):
        """A shipped file can be named; rules beside it are read, not checked."""
        assert answered("rules", "lint", str(small()), "--rules", own, "--lang", "en") == "findings: 0\n"

    @pytest.mark.parametrize(("quote", "status"), [("十二人以上", 0), ("十三人以上", 1)])
    def test_texts(self, run, small, tmp_path, quote: str, status: int):
        """Quotes are held against the texts in a folder."""
        small('quote = "十二人以上"', f'quote = "{quote}"')
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / "club_rules_2020.md").write_text(
            "第一条 成立社团。\n第二条 十二人以上。\n第三条 资金。\n第四条 同意。\n第五条 成立满一年。",
            encoding="utf-8",
        )
        assert run("rules", "lint", "--texts", "texts").exit_code == status

    @pytest.mark.parametrize(
        ("name", "fragment"),
        [("club_rule_2020.md", "did you mean club_rules_2020.md?"), ("notes.rst", "holds no text")],
    )
    def test_faulty_texts(self, refused, small, tmp_path, name: str, fragment: str):
        """A folder without texts, and one of no instrument, are bad input."""
        small()
        (tmp_path / "texts").mkdir()
        (tmp_path / "texts" / name).write_text("第一条", encoding="utf-8")
        assert fragment in refused("rules", "lint", "--texts", "texts")

    @pytest.mark.parametrize(
        ("content", "fragment"),
        [
            (OWN.replace("club_people", "club_peeple"), "did you mean 'club_people'?"),
            (OWN + OWN[OWN.index("[[clause]]") :], "says the same thing for 320102 a second time"),
        ],
        ids=["an unknown fact", "a second text of one day"],
    )
    def test_faulty_rules(self, refused, small, tmp_path, content: str, fragment: str):
        """Rules that cannot be read are bad input."""
        small()
        (tmp_path / "own.toml").write_text(content, encoding="utf-8")
        assert fragment in refused("rules", "lint", "own.toml")

    @pytest.mark.parametrize(
        ("row", "fragment"),
        [
            ('[[accepted]]\ncode = "fact.unused"\nid = "loose"', "the key 'because' is missing"),
            ("[accepted]\ncode = 1", "write each as [[accepted]]"),
        ],
    )
    def test_faulty_acceptance(self, refused, small, row: str, fragment: str):
        """An acceptance says why, in a table of its own."""
        small(cases=f"{small_rules.CASES}\n{row}\n")
        assert fragment in refused("rules", "lint")


class TestMutate:
    @pytest.mark.parametrize(
        ("lang", "last"),
        [("zh", "改动 27 处，案例发现 27 处（100.0 %），已说明 0 处，未说明 0 处\n"), ("en", "27 changes, 27 noticed (100.0 %), 0 explained, 0 not\n")],
    )  # fmt: skip
    def test_all_noticed(self, answered, small, lang: str, last: str):
        """The score is printed, and the status is 0 where every change is noticed."""
        small()
        assert answered("rules", "mutate", "--lang", lang) == last

    def test_survivor(self, run, small):
        """A change that goes unnoticed is told with file, line and key; the status is 1."""
        small(cases=small_rules.CASES.replace("club_people = 12", "club_people = 13"))
        result = run("rules", "mutate", "--lang", "en")
        assert (result.exit_code, result.stderr) == (1, "")
        first, last = result.stdout.splitlines()
        assert first.startswith(
            f"clubs.toml, line {LINE}, clause[1].requires.at_least: club.founding.people (CN) requires.at_least: 12 → 13: no case notices"
        )
        assert last == "27 changes, 26 noticed (96.2 %), 0 explained, 1 not"

    def test_explained(self, answered, small):
        """One that is explained is told with the reason, and the status is 0."""
        cases = small_rules.CASES.replace("club_people = 12", "club_people = 13")
        small(cases=f'{cases}\n[[survivor]]\nid = "club.founding.people"\nbecause = "made up"\n')
        first, last = answered("rules", "mutate", "--lang", "en").splitlines()
        assert first == "club.founding.people requires.at_least: 12 → 13: made up"
        assert last == "27 changes, 26 noticed (96.2 %), 1 explained, 0 not"

    def test_json(self, run, small):
        """--json gives the counts, the survivors and the findings."""
        small(cases=small_rules.CASES.replace("club_people = 12", "club_people = 13"))
        told = json.loads(run("rules", "mutate", "--json").stdout)
        assert (told["changes"], told["noticed"], told["explained"]) == (27, 26, 0)
        assert told["survivors"] == [
            {"id": "club.founding.people", "place": "CN", "file": "clubs.toml", "line": LINE, "key": "requires.at_least", "told": "12 → 13", "day": None, "because": None}
        ]  # fmt: skip
        assert [finding["code"] for finding in told["findings"]] == ["mutant.survived"]

    def test_own_files(self, run, small, own):
        """With PATHS only these files are changed; their cases lie beside them."""
        small()
        lines = run("rules", "mutate", own, "--lang", "en").stdout.splitlines()
        assert lines[-1].startswith("6 changes, 5 noticed")
        assert "in_force_from: 2022-01-01 → 2021-12-31" in lines[0]

    @pytest.mark.parametrize(
        ("row", "fragment"),
        [
            ('[[survivor]]\nid = "a"', "the key 'because' is missing"),
            ('[[survivor]]\nid = "a"\nbecause = "b"\nplace = "3201"', "GB/T 2260"),
            ("survivor = 3", "write each as [[survivor]]"),
        ],
    )
    def test_faulty_explanation(self, refused, small, row: str, fragment: str):
        """An explanation at fault is bad input."""
        small(cases=f"{row}\n{small_rules.CASES}" if "=" in row.split()[1] else f"{small_rules.CASES}\n{row}\n")
        assert fragment in refused("rules", "mutate")
