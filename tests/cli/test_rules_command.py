"""``hubnet rules list``, ``show`` and ``test``."""

# ruff: noqa: E501  (tables of texts)

import json
from datetime import date

import pytest

from hubnet.rulebook import KINDS

CASE = """[[case]]
name = "Xuanwu"
procedure = "social_association.registration"
place = "320102"
on = 2017-07-10
events = { documents_complete = 2017-07-05 }
expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }
because = "art. 12"
"""


class TestList:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_fits(self, answered, width, kind: str, lang: str):
        """The rules of every kind are listed in lines of at most 80 columns."""
        output = answered("rules", "list", "--kind", kind, "--lang", lang)
        assert width(output.splitlines()) <= 80
        assert len(output.splitlines()) > 2

    def test_procedures_are_the_default(self, answered):
        """Without a kind procedures are listed."""
        assert answered("rules", "list") == answered("rules", "list", "--kind", "procedure")

    def test_json(self, answered):
        """--json lists the rules with the documented keys, dates as ISO text."""
        rows = json.loads(answered("rules", "list", "--json", "--lang", "en"))
        keys = {"id", "label", "place", "relation", "from", "until", "assumed", "attested", "cite"}
        assert all(set(row) == keys for row in rows)
        found = [row for row in rows if row["id"] == "social_association.deregistration"]
        assert found[-1] == {
            "id": "social_association.deregistration",
            "label": {"zh": "社会团体注销登记", "en": "deregistration of a social association"},
            "place": "CN",
            "relation": "states",
            "from": "2026-03-20",
            "until": None,
            "assumed": True,
            "attested": False,
            "cite": {
                "zh": "《社会团体登记管理条例》（2026年文本）第21条",
                "en": "Regulations on the registration of social associations (2026 text), art. 21",
            },
        }

    def test_days_are_iso_text(self, answered):
        """In JSON every day is ISO text, however well it is known."""
        for kind in ("procedure", "step"):
            for row in json.loads(answered("rules", "list", "--kind", kind, "--json")):
                assert date.fromisoformat(row["from"])
                assert row["until"] is None or date.fromisoformat(row["until"])

    @pytest.mark.parametrize(
        ("kind", "name", "words"),
        [
            ("event", "documents_complete", "all valid documents received"),
            ("fact", "joint_handling", "is the licence handled jointly by several departments?"),
        ],
    )
    def test_events_and_facts(self, answered, kind: str, name: str, words: str):
        """The events and facts that a filing can give are listed with their words."""
        rows = json.loads(answered("rules", "list", "--kind", kind, "--json"))
        assert [row["label"]["en"] for row in rows if row["id"] == name] == [words]
        lines = answered("rules", "list", "--kind", kind, "--lang", "en").splitlines()
        assert lines[lines.index(name) + 1].strip() == words

    def test_ids_can_be_copied(self, answered):
        """The id of a procedure stands in one piece, so that it can be copied into the next command."""
        assert "social_association.deregistration" in answered("rules", "list")

    @pytest.mark.parametrize(("place", "held"), [("320114", True), ("320102", False), ("320000", False)])
    def test_place(self, answered, place: str, held: bool):  # noqa: FBT001
        """With a place only rules that hold there are listed: its own and those above it."""
        rows = json.loads(answered("rules", "list", "--place", place, "--json"))
        assert ("certificate_replacement" in [row["id"] for row in rows]) is held
        assert "social_association.registration" in [row["id"] for row in rows]

    def test_own_rules(self, answered, promise):
        """Own rules are listed with the shipped ones."""
        rows = json.loads(answered("rules", "list", "--kind", "step", "--rules", promise, "--json"))
        assert [row["from"] for row in rows if row["place"] == "320102"] == ["2020-01-01"]

    @pytest.mark.parametrize(
        ("options", "fragment"),
        [
            (("--kind", "proc"), "'procedure', 'step', 'duty'"),
            (("--place", "x"), "GB/T 2260"),
            (("--rules", "nothing.toml"), "nothing.toml: cannot be read"),
            (("--rules", "x" * 300), "cannot be read"),
            (("extra",), "unexpected extra argument"),
        ],
        ids=range(5),
    )
    def test_options(self, refused, options: tuple[str, ...], fragment: str):
        """Faulty options are refused with what is allowed."""
        assert fragment in refused("rules", "list", *options)


class TestShow:
    @pytest.mark.parametrize(
        ("lang", "fragments"),
        [
            ("zh", ["社会团体成立登记", "行政法规", "受理层级: country, province, city, district", "documents_complete (收到全部有效文件)"]),
            ("en", ["registration of a social association", "administrative regulation", "authority: country", "2016-02-06"]),
        ],
    )  # fmt: skip
    def test_procedure(self, answered, lang: str, fragments: list[str]):
        """A procedure is shown with rank, dates, authority, steps and events."""
        output = answered("rules", "show", "social_association.registration", "--lang", lang)
        assert [fragment for fragment in fragments if fragment not in output] == []

    def test_step(self, answered):
        """A step is shown with every version and the commitment beside it."""
        output = answered("rules", "show", "social_association.registration.decision", "--lang", "en")
        assert "documents_complete → decided: 60 days" in output
        assert "documents_complete → decided: 5 working days" in output
        assert "320114 · service commitment · commits · 2017-07-04 attested – open · reported" in " ".join(
            output.split()
        )

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("licence.receipt", "no limit set"),
            ("licence.hearing.announcement", "7 working days"),
            ("social_association.annual_report.to_supervisor", "03-31"),
        ],
    )
    def test_lengths(self, answered, name: str, words: str):
        """The length of a step is shown whether it runs forwards, backwards, to a named day, or is not set."""
        assert words in answered("rules", "show", name, "--lang", "en")

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_kind(self, answered, kind: str, lang: str):
        """A rule of every kind can be shown."""
        name = json.loads(answered("rules", "list", "--kind", kind, "--json"))[0]["id"]
        assert f"[{kind}] {name}: " in answered("rules", "show", name, "--lang", lang)

    @pytest.mark.parametrize(
        ("arguments", "fragment"),
        [
            (("social_association.registrtion",), "did you mean 'social_association.registration'?"),
            (("zzz",), "unknown rule 'zzz'; known: "),
            ((), "Missing argument 'ID'"),
        ],
        ids=range(3),
    )
    def test_unknown(self, refused, arguments: tuple[str, ...], fragment: str):
        """An unknown id is refused with the nearest one."""
        assert fragment in refused("rules", "show", *arguments)


class TestTest:
    def test_shipped_cases(self, answered):
        """The shipped worked cases come out."""
        last = answered("rules", "test").splitlines()[-1]
        assert last.endswith(" passed, 0 failed")
        assert int(last.split()[0]) > 50

    def test_right_case(self, answered, tmp_path):
        """A case that comes out passes."""
        (tmp_path / "own.cases.toml").write_text(CASE, encoding="utf-8")
        assert answered("rules", "test", str(tmp_path / "own.cases.toml")) == "1 passed, 0 failed\n"

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_failing_case(self, run, tmp_path, lang: str):
        """A case that does not come out is a finding with its place, and the status is 1."""
        path = tmp_path / "own.cases.toml"
        path.write_text(CASE + CASE.replace("2017-09-04", "2017-09-03").replace("RUNNING", "DONE"), encoding="utf-8")
        result = run("rules", "test", str(path), "--lang", lang)
        assert (result.exit_code, result.stderr) == (1, "")
        lines = result.stdout.splitlines()
        assert len(lines) == 3
        assert all(str(path) in line and "line 9" in line for line in lines[:2])
        assert "2017-09-03" in lines[0]
        assert lines[-1] == "1 passed, 1 failed"

    def test_folder(self, answered, tmp_path):
        """A folder is searched for worked cases."""
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "one.cases.toml").write_text(CASE, encoding="utf-8")
        (tmp_path / "two.cases.toml").write_text(CASE, encoding="utf-8")
        assert answered("rules", "test", str(tmp_path)) == "2 passed, 0 failed\n"

    def test_nothing_to_test(self, run, tmp_path):
        """A folder without worked cases is a finding: nothing was tested."""
        result = run("rules", "test", str(tmp_path))
        assert result.exit_code == 1
        assert "0 passed, 0 failed" in result.stdout

    def test_own_rules(self, run, answered, tmp_path, promise):
        """Worked cases run on own rules, too."""
        text = CASE.replace("statutory_due = 2017-09-04", "committed_due = 2021-03-04").replace(
            "2017-07-05", "2021-03-01"
        )
        (tmp_path / "own.cases.toml").write_text(text.replace("2017-07-10", "2021-03-02"), encoding="utf-8")
        assert run("rules", "test", "own.cases.toml").exit_code == 1
        assert answered("rules", "test", "own.cases.toml", "--rules", promise) == "1 passed, 0 failed\n"

    @pytest.mark.parametrize(
        ("content", "fragment"),
        [
            ("x = = 1", "is not valid TOML"),
            ("", "is empty"),
            (CASE.replace("because", "becaus"), "did you mean 'because'?"),
            (CASE.replace('"320102"', "3"), "GB/T 2260"),
            (CASE.replace('"social_association.registration"', '["a"]'), "procedure"),
            (CASE.replace("{ statutory_due = 2017-09-04", "{ statutory_due = [1]"), "statutory_due"),
            ("case = 3\n", "[[case]]"),
        ],
        ids=range(7),
    )
    def test_faulty_file(self, refused, tmp_path, content: str, fragment: str):
        """A faulty file of worked cases is bad input."""
        (tmp_path / "own.cases.toml").write_text(content, encoding="utf-8")
        assert fragment in refused("rules", "test", "own.cases.toml")

    @pytest.mark.parametrize("name", ["nothing.cases.toml", "x" * 300], ids=["missing", "too long"])
    def test_missing_file(self, refused, name: str):
        """A file that is not there is bad input."""
        assert "cannot be read" in refused("rules", "test", name)
