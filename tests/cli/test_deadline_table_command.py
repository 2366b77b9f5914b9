"""``hubnet deadline --file`` for a table of filings."""

import csv
import json
import os
from pathlib import Path

import pytest

HEADING = "id,procedure,place,documents_complete,note"
GOOD = "good,social_association.registration,320114,2017-07-05,"
BAD = "bad,social_association.registration,320114,2017-02-30,"
TABLE = ("deadline", "--on", "2017-07-10", "--file", "filings.csv")


@pytest.fixture
def filings(tmp_path: Path):
    """Return a function that writes the table of filings."""

    def write(*rows: str, encoding: str = "utf-8") -> Path:
        path = tmp_path / "filings.csv"
        path.write_text("\n".join([HEADING, *rows, ""]), encoding=encoding)
        return path

    return write


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_table(filings, answered, width, lang: str):
    """All rows are answered in one table of at most 80 columns."""
    filings(GOOD, GOOD.replace("good", "a-very-long-id-of-a-filing-with-中文").replace("2017-07-05", "2017-06"))
    lines = answered(*TABLE, "--lang", lang).splitlines()
    assert width(lines) <= 80
    assert any("2017-09-04" in line and "2017-07-12" in line and line.startswith("good") for line in lines)


def test_json(filings, run):
    """--json gives answers by row and id, and the faults by row and column."""
    filings(GOOD, BAD)
    result = run(*TABLE, "--json")
    content = json.loads(result.stdout)
    assert result.exit_code == 2
    assert [(filing["row"], filing["id"]) for filing in content["filings"]] == [(1, "good")]
    assert content["filings"][0]["plan"]["form"] == "hubnet.plan/1"
    (problem,) = content["problems"]
    assert (problem["row"], problem["column"], problem["found"]) == (2, "documents_complete", "2017-02-30")
    assert "2017-02-30" in problem["message"]


def test_json_of_a_good_table(filings, answered):
    """Without faults the list of them is empty and the status 0."""
    filings(GOOD)
    assert json.loads(answered(*TABLE, "--json"))["problems"] == []


def test_bad_rows(filings, run):
    """Good rows are answered on standard output, faulty ones reported on standard error, the status is 2."""
    filings(GOOD, BAD, BAD.replace("320114", "3201"))
    result = run(*TABLE)
    assert result.exit_code == 2
    assert "2017-07-12" in result.stdout
    lines = result.stderr.splitlines()
    assert lines[0].startswith("hubnet: filings.csv, line 3, row 2, column documents_complete: ")
    assert [line for line in lines if "row 3, column place" in line]
    assert lines[-1] == "hubnet: 1 of 3 rows answered, 2 with faults"


def test_all_rows_bad(filings, run):
    """A table without a good row has an empty answer."""
    filings(BAD)
    result = run(*TABLE)
    assert result.exit_code == 2
    assert "bad" not in result.stdout
    assert "0 of 1 rows answered" in result.stderr


def test_out(filings, run, tmp_path):
    """--out writes the answers as CSV and prints no table."""
    filings(GOOD)
    result = run(*TABLE, "--out", "answers.csv")
    assert (result.exit_code, result.stderr) == (0, "")
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["committed_due"] for row in rows] == ["", "2017-07-12", ""]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.csv", "filings.csv"]


def test_out_with_bad_rows(filings, run, tmp_path):
    """With faulty rows the good ones are written all the same, and the status is 2."""
    filings(BAD, GOOD)
    assert run(*TABLE, "--out", "answers.csv").exit_code == 2
    with (tmp_path / "answers.csv").open(encoding="utf-8", newline="") as file:
        assert {row["row"] for row in csv.DictReader(file)} == {"2"}


def test_out_into_a_missing_folder(filings, refused):
    """A folder that is not there is refused."""
    filings(GOOD)
    assert "cannot be written" in refused(*TABLE, "--out", "no/answers.csv")


@pytest.mark.parametrize("fault", ["heading", "file"])
def test_out_keeps_the_old_file(filings, refused, tmp_path, fault: str):
    """When the table is refused, an old file of answers stays as it was."""
    path = filings(GOOD)
    path.write_text("zzz\n1\n") if fault == "heading" else path.unlink()
    (tmp_path / "answers.csv").write_text("old")
    refused(*TABLE, "--out", "answers.csv")
    assert (tmp_path / "answers.csv").read_text() == "old"


def test_out_that_fails_on_the_way(filings, refused, tmp_path, monkeypatch):
    """When the disk is full, the old file stays as it was and nothing is left beside it."""
    filings(GOOD)
    (tmp_path / "answers.csv").write_text("old")

    def fail(*_args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    assert "No space left on device" in refused(*TABLE, "--out", "answers.csv")
    assert (tmp_path / "answers.csv").read_text() == "old"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["answers.csv", "filings.csv"]


@pytest.mark.parametrize("out", ["filings.csv", "./filings.csv", "link.csv"])
def test_out_onto_the_table_itself(filings, refused, tmp_path, out: str):
    """The answers are never written over the table they answer."""
    path = filings(GOOD)
    before = path.read_text()
    (tmp_path / "link.csv").symlink_to(path)
    assert "--out" in refused(*TABLE, "--out", out)
    assert path.read_text() == before


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
def test_out_into_an_unwritable_folder(filings, refused, tmp_path):
    """In a folder that cannot be written the old file stays as it was."""
    filings(GOOD)
    folder = tmp_path / "locked"
    folder.mkdir()
    (folder / "answers.csv").write_text("old")
    folder.chmod(0o500)
    try:
        assert "cannot be written" in refused(*TABLE, "--out", "locked/answers.csv")
    finally:
        folder.chmod(0o700)
    assert (folder / "answers.csv").read_text() == "old"


def test_encoding(filings, answered, refused):
    """A table in GB18030 is refused with that hint, and answered with --encoding."""
    filings(GOOD + "玄武", encoding="gb18030")
    assert "gb18030" in refused(*TABLE)
    assert "2017-07-12" in answered(*TABLE, "--encoding", "gb18030")
    assert "unknown encoding 'utf-9'" in refused(*TABLE, "--encoding", "utf-9")


@pytest.mark.parametrize("encoding", ["punycode", "undefined", "a\0b", "hex"])
def test_odd_encodings(filings, refused, encoding: str):
    """Encodings that are none of text are refused."""
    filings(GOOD)
    refused(*TABLE, "--encoding", encoding)


def test_heading(filings, refused):
    """A faulty heading is refused with its line and columns, nothing is answered."""
    path = filings(GOOD)
    path.write_text(path.read_text().replace("documents_complete", "documents_complet").replace("place", "plaice"))
    message = refused(*TABLE)
    assert "line 1, column documents_complet: " in message
    assert "did you mean 'documents_complete'?" in message
    assert "the column 'place' is missing" in message


@pytest.mark.parametrize(
    "more",
    [("licence.general",), ("--place", "320102"), ("--event", "accepted=2017-01-01"), ("--fact", "joint_handling=yes")],
    ids=range(4),
)
def test_either_a_table_or_a_filing(filings, refused, more: tuple[str, ...]):
    """A table and a single filing cannot be asked about together."""
    filings(GOOD)
    assert "give either a table or one filing, not both" in refused(*TABLE, *more)


def test_missing_file(refused):
    """A table that is not there is refused."""
    assert "filings.csv: cannot be read" in refused(*TABLE)


@pytest.mark.parametrize("option", ["--adopt", "--assume"])
def test_wrong_option(filings, run, option: str):
    """An unknown id in an option is one fault of the command, not of every row."""
    filings(GOOD, GOOD)
    result = run(*TABLE, option, "zzz")
    assert result.exit_code == 2
    assert result.stderr.count("'zzz'") == 1
    assert "row" not in result.stderr.partition("known:")[0]


def test_options_hold_for_every_row(filings, answered, promise):
    """Own rules and open readings hold for every row."""
    filings(
        "f1,social_association.registration,320102,2021-03-01,", "f2,social_association.registration,320102,2021-03-02,"
    )
    output = answered("deadline", "--on", "2021-03-03", "--file", "filings.csv", "--rules", promise, "--json")
    assert [filing["plan"]["steps"][1]["committed_due"] for filing in json.loads(output)["filings"]] == [
        "2021-03-04",
        "2021-03-05",
    ]
