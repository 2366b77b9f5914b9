"""Worked cases from files: right ones, and every fault of wrong ones."""

# ruff: noqa: E501  (tables of texts)

from datetime import date
from pathlib import Path

import pytest

from hubnet import DayInterval, Place, load_worked_cases
from hubnet.errors import FaultyFileError
from hubnet.exchange.worked_cases import case_files
from hubnet.rules import run_worked_case

CASE = """[[case]]
name = "Xuanwu"
procedure = "social_association.registration"
place = "320102"
on = 2017-07-10
events = { documents_complete = 2017-07-05 }
expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }
because = "art. 12"
"""


@pytest.fixture
def case_file(tmp_path: Path):
    """Return a function that writes a file of worked cases."""

    def write(content: str, name: str = "own.cases.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def faults_of_cases(case_file):
    """Return a function that gives the faults of a file of worked cases."""

    def faults(content: str):
        with pytest.raises(FaultyFileError) as caught:
            load_worked_cases(case_file(content))
        return caught.value.problems

    return faults


class TestRight:
    def test_content(self, case_file):
        """Everything a case gives arrives, with its file and line."""
        path = case_file("# mine\n\n" + CASE + 'assume = ["a"]\nadopt = ["b"]\nfacts = { joint_handling = true }\n')
        (worked,) = load_worked_cases(path)
        assert (worked.name, worked.on, worked.because) == ("Xuanwu", date(2017, 7, 10), "art. 12")
        assert (worked.case.procedure, worked.case.place) == ("social_association.registration", Place("320102"))
        assert worked.case.facts == (("joint_handling", True),)
        assert [(name, str(when)) for name, when in worked.case.events] == [("documents_complete", "2017-07-05")]
        assert worked.expect == (("decision", (("statutory_due", date(2017, 9, 4)), ("state", "RUNNING"))),)
        assert (worked.assume, worked.adopt, worked.error) == (("a",), ("b",), None)
        assert (worked.where.file, worked.where.line, worked.where.path) == (str(path), 3, "case[0]")

    def test_comes_out(self, law, case_file):
        """A case that is right has no findings."""
        (worked,) = load_worked_cases(case_file(CASE))
        assert run_worked_case(law, worked) == []

    def test_does_not_come_out(self, law, case_file):
        """A case a day off has a finding that names step, expected and found day, and the article."""
        (worked,) = load_worked_cases(case_file(CASE.replace("2017-09-04", "2017-09-03")))
        (finding,) = run_worked_case(law, worked)
        assert finding.where.line == 1
        text = finding.text("en")
        assert "decision.statutory_due: expected 2017-09-03, found 2017-09-04 (art. 12)" in text

    @pytest.mark.parametrize(
        ("value", "expected"),
        [
            ("2017-09-04", date(2017, 9, 4)),
            ('"none"', None),
            ("{ earliest = 2017-09-04, latest = 2017-09-05 }", DayInterval(date(2017, 9, 4), date(2017, 9, 5))),
            ("{ earliest = 2017-09-04 }", DayInterval(date(2017, 9, 4), None)),
        ],
    )
    def test_expected_days(self, case_file, value: str, expected: object):
        """A day, an interval, an interval without end, and none can be expected."""
        (worked,) = load_worked_cases(case_file(CASE.replace("2017-09-04", value)))
        assert dict(worked.expect[0][1])["statutory_due"] == expected

    def test_expected_error(self, law, case_file):
        """An error can be expected by the name of its class."""
        text = CASE.replace("320102", "320102001").replace("expect.decision = ", 'error = "AuthorityLevelError"\n#')
        (worked,) = load_worked_cases(case_file(text))
        assert run_worked_case(law, worked) == []

    def test_partial_days_and_lists(self, case_file):
        """Events can be texts known to the month, and lists."""
        text = CASE.replace("2017-07-05 }", '"2017-06", hearing_started = [2017-07-01, "2017-07-08"] }')
        (worked,) = load_worked_cases(case_file(text))
        assert [str(when) for _, when in worked.case.events] == ["2017-06", "2017-07-01", "2017-07-08"]

    def test_folder(self, case_file):
        """A folder is read with all below it, only its worked cases, in the order of their names."""
        case_file(CASE.replace("Xuanwu", "second"), "mine/b/b.cases.toml")
        case_file(CASE.replace("Xuanwu", "first"), "mine/a.cases.toml")
        case_file("not TOML at all", "mine/rules.toml")
        folder = case_file("x", "mine/readme.md").parent
        assert [path.name for path in case_files(folder)] == ["a.cases.toml", "b.cases.toml"]
        assert [worked.name for worked in load_worked_cases(folder)] == ["first", "second"]

    def test_shipped(self):
        """Without a path the shipped cases are loaded, named by their files from the folder of rules on."""
        cases = load_worked_cases()
        assert len(cases) > 50
        assert {worked.where.file.partition("/")[0] for worked in cases} >= {"CN", "320114"}


class TestFaults:
    @pytest.mark.parametrize("content", ["", "\n"])
    def test_empty(self, faults_of_cases, content: str):
        """An empty file is refused."""
        assert [problem.message for problem in faults_of_cases(content)] == ["is empty"]

    def test_without_cases(self, faults_of_cases):
        """A file that holds nothing but comments is refused like an empty one."""
        (problem,) = faults_of_cases("# nothing yet\n")
        assert "no case" in problem.message

    def test_syntax(self, faults_of_cases):
        """A fault of syntax is reported with its line."""
        assert [problem.line for problem in faults_of_cases(CASE + "x = = 1\n")] == [9]

    def test_missing(self, tmp_path):
        """A file that is not there is refused."""
        with pytest.raises(FaultyFileError) as caught:
            load_worked_cases(tmp_path / "no.cases.toml")
        assert "cannot be read" in caught.value.problems[0].message

    @pytest.mark.parametrize("name", ["a\0b", "x" * 300], ids=["NUL", "too long"])
    def test_impossible_name(self, name: str):
        """A name that no file can have is refused like a missing file."""
        with pytest.raises(FaultyFileError) as caught:
            load_worked_cases(name)
        assert "cannot be read" in caught.value.problems[0].message

    def test_unknown_table(self, faults_of_cases):
        """Another table than [[case]] is refused."""
        (problem,) = faults_of_cases(CASE + "\n[[cse]]\nname = 'x'\n")
        assert problem.message == "unknown table 'cse'; write [[case]]"

    @pytest.mark.parametrize("content", ["case = 3\n", "[case]\nname = 'x'\n", "case = ['x']\n", "case = [[1]]\n"])
    def test_not_a_list_of_tables(self, faults_of_cases, content: str):
        """Cases that are not written as [[case]] are refused, never passed over."""
        (problem,) = faults_of_cases(content)
        assert "[[case]]" in problem.message

    @pytest.mark.parametrize("key", ["name", "procedure", "place", "on", "because"])
    def test_missing_key(self, faults_of_cases, key: str):
        """A missing key is named, with the line of the case."""
        text = "\n".join(line for line in CASE.split("\n") if not line.startswith(f"{key} ="))
        (problem,) = faults_of_cases(text)
        assert problem.line == 1
        assert f"the key '{key}' is missing" in problem.message

    @pytest.mark.parametrize(
        ("key", "advice"),
        [("event", "did you mean 'events'?"), ("expct", "did you mean 'expect'?"), ("zzz", "known: ")],
    )
    def test_unknown_key(self, faults_of_cases, key: str, advice: str):
        """An unknown key is refused with the nearest one, or those known."""
        (problem,) = faults_of_cases(CASE + f"{key} = 1\n")
        assert f"unknown key '{key}'" in problem.message
        assert advice in problem.message

    @pytest.mark.parametrize(
        ("old", "new", "fragment"),
        [
            ('"Xuanwu"', "3", "3"),
            ('"social_association.registration"', "3", "3"),
            ('"social_association.registration"', '["a"]', "a"),
            ('"320102"', "320102", "GB/T 2260"),
            ('"320102"', '"3201"', "GB/T 2260"),
            ("on = 2017-07-10", 'on = "2017-07-10"', "'2017-07-10'"),
            ("on = 2017-07-10", "on = 2017-07-10T00:00:00", "2017-07-10"),
            ('"art. 12"', "12", "12"),
            ("{ documents_complete = 2017-07-05 }", "3", "events"),
            ("{ documents_complete = 2017-07-05 }", '"ab"', "events"),
            ("{ documents_complete = 2017-07-05 }", '["ab"]', "events"),
            ("documents_complete = 2017-07-05", "documents_complete = 3", "documents_complete"),
            ("documents_complete = 2017-07-05", 'documents_complete = "2017-02-30"', "2017-02-30"),
            ("documents_complete = 2017-07-05", "documents_complete = { a = 1 }", "documents_complete"),
            ('because = "art. 12"', 'because = "art. 12"\nfacts = 3', "facts"),
            ('because = "art. 12"', 'because = "art. 12"\nfacts = [1]', "facts"),
            ('because = "art. 12"', 'because = "art. 12"\nassume = "x"', "assume"),
            ('because = "art. 12"', 'because = "art. 12"\nassume = 3', "assume"),
            ('because = "art. 12"', 'because = "art. 12"\nadopt = [3]', "adopt"),
            ('{ statutory_due = 2017-09-04, state = "RUNNING" }', "3", "expect"),
            ('{ statutory_due = 2017-09-04, state = "RUNNING" }', "{}", "expect"),
            ('expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }', "expect = 3", "expect"),
            ('expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }', "expect = []", "expect"),
            ('expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }', "", "expects nothing; give expect or error"),
            ('expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }', "error = 3", "error"),
            ('expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }', 'error = "NoSuchEror"', "NoSuchEror"),
            ("statutory_due = 2017-09-04", "statutry_due = 2017-09-04", "did you mean 'statutory_due'?"),
            ("statutory_due = 2017-09-04", 'statutory_due = "2017-09-04"', "'2017-09-04'"),
            ("statutory_due = 2017-09-04", "statutory_due = 3", "3"),
            ("statutory_due = 2017-09-04", "statutory_due = { latest = 2017-09-04 }", "earliest"),
            ("statutory_due = 2017-09-04", 'statutory_due = { earliest = "x", latest = 2017-09-04 }', "'x'"),
            ("statutory_due = 2017-09-04", "statutory_due = { earliest = 2017-09-04, latest = 2017-09-03 }", "2017-09-03"),
            ("statutory_due = 2017-09-04", "statutory_due = { earliest = 2017-09-04, last = 2017-09-05 }", "last"),
            ('state = "RUNNING"', 'state = "RUNING"', "did you mean 'RUNNING'?"),
            ('state = "RUNNING"', 'late = "NO"', "NOT_MET"),
            ('state = "RUNNING"', "days_left = true", "True"),
            ('state = "RUNNING"', "reading.last_day_stays = 2017-09-03", "reading"),
        ],
    )  # fmt: skip
    def test_wrong_value(self, faults_of_cases, old: str, new: str, fragment: str):
        """A wrong value is a fault of the file, in one line, with file and line; nothing of Python leaks into it."""
        assert CASE.count(old) == 1
        (problem,) = faults_of_cases("\n" + CASE.replace(old, new))
        assert problem.path.startswith("case[0]")
        assert problem.line >= 2
        assert fragment in problem.message
        assert "\n" not in problem.message
        assert not [word for word in ("iterable", "unpack", "attribute", "sequence", "'<'") if word in problem.message]

    def test_all_at_once(self, case_file):
        """All faults of all files are reported together, several of one case too."""
        first = case_file(CASE.replace('"320102"', '"3201"').replace("because", "becase"), "a.cases.toml")
        second = case_file(CASE + CASE.replace("name", "nme"), "b.cases.toml")
        with pytest.raises(FaultyFileError) as caught:
            load_worked_cases(first, second)
        found = [(Path(problem.file).name, problem.message) for problem in caught.value.problems]
        assert {name for name, _ in found} == {"a.cases.toml", "b.cases.toml"}
        for fragment in ("GB/T 2260", "did you mean 'because'?", "did you mean 'name'?"):
            assert [name for name, message in found if fragment in message], fragment

    def test_line_of_the_case(self, faults_of_cases):
        """The line is that of the case at fault."""
        (problem,) = faults_of_cases(CASE + "\n" + CASE.replace("2017-07-10", '"x"'))
        assert problem.path.startswith("case[1]")
        assert problem.line >= 10


DUTY = """[[case]]
name = "two years"
duty = "foundation.annual_report"
place = "320000"
from = 2023-12-31
until = 2025-12-31
days = [2023-12-31, 2024-12-31]
because = "art. 36"
"""


class TestDuties:
    def test_content(self, case_file):
        """Everything a case of a duty gives arrives."""
        (worked,) = load_worked_cases(case_file(DUTY + "facts = { joint_handling = true }\n"))
        assert (worked.name, worked.duty, worked.place, worked.because) == (
            "two years",
            "foundation.annual_report",
            "320000",
            "art. 36",
        )
        assert (worked.span.start, worked.span.end) == (date(2023, 12, 31), date(2025, 12, 31))
        assert (worked.facts, worked.days) == ((("joint_handling", True),), (date(2023, 12, 31), date(2024, 12, 31)))

    @pytest.mark.parametrize(
        ("old", "new", "found"),
        [
            (
                "until = 2025-12-31",
                "until = 2026-01-01",
                "expected 2023-12-31, 2024-12-31, found 2023-12-31, 2024-12-31, 2025-12-31",
            ),
            ("days = [2023-12-31, 2024-12-31]", "days = []", "expected none, found 2023-12-31, 2024-12-31"),
            (
                "days = [2023-12-31, 2024-12-31]",
                'error = "NotInForceError"',
                "expected NotInForceError, found 2023-12-31",
            ),
            ("foundation.annual_report", "foundation.annual_repot", "expected days, found UnknownNameError"),
        ],
    )
    def test_does_not_come_out(self, law, case_file, old: str, new: str, found: str):
        """A case that does not come out says what was expected and found."""
        (worked,) = load_worked_cases(case_file(DUTY.replace(old, new)))
        (finding,) = run_worked_case(law, worked)
        assert found in finding.label.en

    def test_expected_error(self, law, case_file):
        """An error can be expected."""
        text = DUTY.replace("days = [2023-12-31, 2024-12-31]", 'error = "NotInForceError"')
        (worked,) = load_worked_cases(
            case_file(text.replace("2023-12-31", "1990-01-01").replace("2025-12-31", "1991-01-01"))
        )
        assert run_worked_case(law, worked) == []

    @pytest.mark.parametrize(
        ("old", "new", "fragment"),
        [
            ("from = 2023-12-31", "", "the key 'from' is missing"),
            ("until = 2025-12-31", "until = 2023-12-31", "give the first day out, after 2023-12-31"),
            ("days = [2023-12-31, 2024-12-31]", "", "give the days on which the duty comes up, or error"),
            ("days = [2023-12-31, 2024-12-31]", 'days = ["2023-12-31"]', "'2023-12-31'"),
            ("days = [2023-12-31, 2024-12-31]", 'error = "NotInForce"', "did you mean 'NotInForceError'?"),
            ('"320000"', '"3200"', "GB/T 2260"),
            ('because = "art. 36"', 'because = "art. 36"\nfacts = 3', "facts: found 3"),
            ('because = "art. 36"', 'because = "art. 36"\nevents = {}', "unknown key 'events'"),
        ],
    )
    def test_faults(self, faults_of_cases, old: str, new: str, fragment: str):
        """A fault of a case of a duty is named with its place."""
        assert DUTY.count(old) == 1
        (problem,) = faults_of_cases(DUTY.replace(old, new))
        assert fragment in problem.message
        assert problem.path.startswith("case[0]")

    def test_survivors_and_acceptances_are_no_cases(self, case_file):
        """Tables that explain what no case can notice are left to others; a file of them alone is right."""
        text = '[[survivor]]\nid = "a"\nbecause = "b"\n\n[[accepted]]\ncode = "a"\nid = "a"\nbecause = "b"\n'
        assert load_worked_cases(case_file(text)) == []
