"""The command, run in this process."""

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from wcwidth import wcswidth

from hubnet import load_rulebook
from hubnet.cli import options
from hubnet.cli.root import hubnet

CLUBS = Path(__file__).parent / "clubs"
"""A folder of rules made up for tests: questions with every kind of clause, and what follows from a breach."""

PROMISE = """place = "320102"

[[step]]
id = "social_association.registration.decision"
relation = "commits"
within = { working_days = 3 }
in_force_from = 2020-01-01
cite = { document = "玄武区服务承诺" }
"""

NOTICE = """{"year": 2027, "papers": ["a notice made up for tests"], "days": [
    {"name": "元旦", "date": "2027-01-01", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-04", "isOffDay": true},
    {"name": "元旦", "date": "2027-01-09", "isOffDay": false},
    {"name": "春节", "date": "2027-02-05", "isOffDay": true},
    {"name": "春节", "date": "2027-02-06", "isOffDay": true},
    {"name": "春节", "date": "2027-02-07", "isOffDay": true},
    {"name": "春节", "date": "2027-02-08", "isOffDay": true},
    {"name": "清明节", "date": "2027-04-05", "isOffDay": true},
    {"name": "劳动节", "date": "2027-05-01", "isOffDay": true},
    {"name": "劳动节", "date": "2027-05-02", "isOffDay": true},
    {"name": "端午节", "date": "2027-06-09", "isOffDay": true},
    {"name": "中秋节", "date": "2027-09-15", "isOffDay": true},
    {"name": "国庆节", "date": "2027-10-01", "isOffDay": true},
    {"name": "国庆节", "date": "2027-10-02", "isOffDay": true},
    {"name": "国庆节", "date": "2027-10-03", "isOffDay": true}
]}"""


@pytest.fixture(scope="session")
def shipped():
    """Return the shipped rules, loaded once: they never change, and each command would load them again."""
    return load_rulebook()


@cache
def club_rules():
    """Return the shipped rules with those of the clubs."""
    return load_rulebook(CLUBS)


@pytest.fixture
def run(shipped, monkeypatch, tmp_path: Path):
    """Return a function that runs the command in an empty folder; anything but an answer or a refusal is an error."""
    monkeypatch.chdir(tmp_path)

    def loaded(*paths):
        if paths == (CLUBS,):
            return club_rules()
        return load_rulebook(*paths) if paths else shipped

    monkeypatch.setattr(options, "load_rulebook", loaded)

    def run(*arguments: str, answers: str | bytes | None = None) -> Result:
        result = CliRunner().invoke(hubnet, arguments, input=answers)
        if result.exception is not None and not isinstance(result.exception, SystemExit):
            raise result.exception
        assert result.exit_code in {0, 1, 2}
        assert "Traceback" not in result.output
        return result

    return run


@pytest.fixture
def answered(run):
    """Return a function that gives the standard output of a command that answers, with nothing on standard error."""

    def answer(*arguments: str) -> str:
        result = run(*arguments)
        assert (result.exit_code, result.stderr) == (0, "")
        return result.stdout

    return answer


@pytest.fixture
def refused(run):
    """Return a function that gives the standard error of a command that refuses, with nothing on standard output."""

    def refusal(*arguments: str) -> str:
        result = run(*arguments)
        assert (result.exit_code, result.stdout) == (2, "")
        assert result.stderr
        return result.stderr

    return refusal


@pytest.fixture
def width():
    """Return a function that gives the width of the widest line, a Chinese character counting two."""
    return lambda lines: max(wcswidth(line) for line in lines)


@pytest.fixture
def promise(tmp_path: Path) -> str:
    """Return the path of a right rule file with one commitment."""
    path = tmp_path / "promise.toml"
    path.write_text(PROMISE, encoding="utf-8")
    return str(path)


@pytest.fixture
def notice(tmp_path: Path) -> str:
    """Return the path of a notice for 2027, made up for tests."""
    path = tmp_path / "notice.json"
    path.write_text(NOTICE, encoding="utf-8")
    return str(path)
