"""``hubnet check --interview``: in a pipe and at a terminal."""

# ruff: noqa: E501  (tables of texts)

import json
import os
import re
import select
import shlex
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from hubnet.cli.root import hubnet

CLUBS = Path(__file__).parent / "clubs"
CHECK = ("check", "--rules", str(CLUBS), "--on", "2026-11-02", "--place", "320102")
REGISTRATION = (*CHECK, "club.registration", "--interview")
GRANT = (*CHECK, "club.grant", "--interview")


@pytest.fixture
def interviewed(run):
    """Return a function that answers an interview in a pipe: standard output and standard error of one that ends well."""

    def interview(answers: str | bytes, *arguments: str) -> tuple[str, str]:
        result = run(*(arguments or REGISTRATION), answers=answers)
        assert result.exit_code == 0, result.stderr
        return result.stdout, result.stderr

    return interview


def asked(told: str) -> list[str]:
    """Return the facts asked for, in order."""
    return re.findall(r"^\d+\. .*[（(](\w+)[）)]$", told, re.MULTILINE)


class TestPipe:
    def test_until_decided(self, interviewed):
        """The facts are asked for one by one until the answer is known; a no needs no more."""
        out, told = interviewed("1万元\nyes\n", *REGISTRATION, "--lang", "en")
        assert asked(told) == ["club_fund"]
        assert out.startswith("May it be registered? no (not met).")
        assert "how much money? CNY 10,000 (asked: at least CNY 30,000)" in out

    def test_yes(self, interviewed):
        """All that a yes needs is asked for, and nothing else: the kind where there is no consent, but no name."""
        facts = ("--fact", "club_size=60", "--fact", "club_consent=no")
        out, told = interviewed("3万元\nchess\n", *REGISTRATION, *facts, "--lang", "en")
        assert asked(told) == ["club_fund", "club_kind"]
        assert out.startswith("May it be registered? yes (met).")
        assert "  [does not apply] consent\n" in out

    def test_what_is_asked(self, interviewed):
        """A question tells what it is for, how much is settled, and what can be answered."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元")
        _, told = interviewed("", *REGISTRATION, *facts, "--lang", "en")
        assert told.splitlines() == [
            "May it be registered? Place 320102, day 2026-11-02",
            "Answer line by line. Not known: an empty line or ?; to end: q",
            "",
            "1. is there consent? (club_consent)",
            "   for: consent; 2 of 3 clauses settled",
            "   yes or no",
            "> ",
            "",
        ]

    def test_chinese(self, interviewed):
        """The questions are told in Chinese, if not in English; a choice with its words and names."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_consent=no")
        _, told = interviewed("", *REGISTRATION, *facts)
        assert told.splitlines() == [
            "能否登记？地区 320102，日期 2026-11-02",
            "逐项回答，一行一个。不知道：直接回车或 ?；结束：q",
            "",
            "1. 哪一类？（club_kind）",
            "   用于：同意；已定 2/3 条",
            "     1  chess  棋类",
            "     2  music  音乐",
            "     3  other_kind  其他",
            "> ",
            "",
        ]

    @pytest.mark.parametrize(
        ("fact", "lang", "line"),
        [
            ("club_people", "zh", "   整数，不小于 0"),
            ("club_people", "en", "   a whole number from 0"),
            ("club_units", "zh", "   整数，0 至 500"),
            ("club_units", "en", "   a whole number from 0 to 500"),
            ("club_fund", "zh", "   金额，如 3万元"),
            ("club_fund", "en", "   an amount, such as 3万元 or CNY 30,000"),
            ("club_fined", "zh", "   日期，如 2024-03-05、2024-03，或 never（从未）"),
            ("club_fined", "en", "   a date, such as 2024-03-05 or 2024-03, or never"),
            ("club_name", "zh", "   文字"),
            ("club_name", "en", "   a text"),
            ("club_home", "zh", "   行政区划代码，如 320102"),
            ("club_home", "en", "   a division code, such as 320102"),
            ("club_style", "zh", "     2  closed_style"),
        ],
    )
    def test_what_can_be_answered(self, interviewed, fact: str, lang: str, line: str):
        """Every kind of fact tells what can be answered."""
        question = REGISTRATION if fact in {"club_people", "club_units", "club_fund"} else GRANT
        known = {"club_fund": (), "club_people": ("--fact", "club_fund=3万元", "--fact", "club_units=1")}
        known["club_units"] = ("--fact", "club_fund=3万元", "--fact", "club_people=1")
        _, told = interviewed("?\n" * 20, *question, *known.get(fact, ()), "--lang", lang)
        blocks = told.split("\n\n")
        (block,) = [block for block in blocks if fact in block.split("\n")[0]]
        assert line in block.split("\n")

    @pytest.mark.parametrize(
        ("lang", "line"),
        [
            ("zh", "   用于：开门、账目公开等 3 条；已定 0/3 条"),
            ("en", "   for: open doors, open books and 1 more; 0 of 3 clauses settled"),
        ],
    )
    def test_many_clauses(self, interviewed, lang: str, line: str):
        """Of many clauses that a fact is for some are named."""
        _, told = interviewed("", *CHECK, "club.open", "--interview", "--lang", lang)
        assert line in told.splitlines()

    @pytest.mark.parametrize("unknown", ["", "?", "？", "不知道", "unknown", "UNKNOWN", "  ?  "])
    def test_not_known(self, interviewed, unknown: str):
        """What is not known is left open, and the next best fact is asked for; none is asked for twice."""
        out, told = interviewed(f"{unknown}\n" * 20)
        names = asked(told)
        assert set(names) == {"club_fund", "club_consent", "club_kind", "club_people", "club_units"}
        assert len(names) == 5
        assert out.startswith("能否登记？尚不能确定（未知）")
        assert "同样的回答" not in told

    def test_the_next_best(self, interviewed):
        """After a fact that is not known the next one is asked for, and the answer goes to that one."""
        out, told = interviewed("?\nyes\nq\n", *REGISTRATION, "--fact", "club_size=60", "--json")
        assert asked(told)[:2] == ["club_fund", "club_consent"]
        content = json.loads(out)
        assert content["facts"]["club_consent"] == {"value": True, "from": "--interview"}
        assert content["needed"] == ["club_fund"]

    @pytest.mark.parametrize("end", ["q\n", "Q\n", "quit\n", "退出\n", ""])
    def test_end(self, interviewed, end: str):
        """q, or the end of the input, ends it with what is known by then."""
        facts = ("--fact", "club_fund=3万元", "--fact", "club_kind=chess")
        out, told = interviewed(f"40\n{end}", *REGISTRATION, *facts, "--json")
        content = json.loads(out)
        assert len(asked(told)) == 2
        assert content["outcome"] == "UNKNOWN"
        (answered_for,) = [name for name, fact in content["facts"].items() if fact["from"] == "--interview"]
        assert content["facts"][answered_for]["value"] == 40

    def test_nothing_to_ask(self, interviewed):
        """Where the answer is known nothing is asked for, and no line is read."""
        out, told = interviewed("nonsense\n", *REGISTRATION, "--fact", "club_fund=1元")
        assert asked(told) == []
        assert out.startswith("能否登记？不可以")

    def test_nothing_that_settles_it(self, interviewed):
        """Where no fact settles it nothing is asked for."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_kind=chess")
        arguments = ("check", "--rules", str(CLUBS), "--on", "2026-11-02", "--place", "320106", "club.registration")
        out, told = interviewed("", *arguments, *facts, "--interview")
        assert asked(told) == []
        assert "补充事实也不能确定，因为规定内容未知" in out

    @pytest.mark.parametrize(
        ("answer", "value"),
        [("y", True), ("Y", True), ("n", False), ("是", True), ("否", False), ("yes", True), ("FALSE", False)],
    )
    def test_yes_and_no(self, interviewed, answer: str, value: bool):  # noqa: FBT001
        """Yes and no are understood in both languages, and by their first letters."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_kind=music")
        out, _ = interviewed(f"{answer}\n", *REGISTRATION, *facts, "--json")
        assert json.loads(out)["facts"]["club_consent"] == {"value": value, "from": "--interview"}

    @pytest.mark.parametrize("answer", ["2", "music", "音乐", "Music"])
    def test_choices(self, interviewed, answer: str):
        """A choice is answered by its number, its word or its name."""
        facts = ("--fact", "club_size=60", "--fact", "club_fund=3万元", "--fact", "club_consent=yes")
        out, told = interviewed(f"{answer}\n", *REGISTRATION, *facts, "--json")
        assert asked(told) == []
        assert json.loads(out)["outcome"] == "MET"
        facts = (*facts[:4], "--fact", "club_consent=no")
        out, _ = interviewed(f"{answer}\n", *REGISTRATION, *facts, "--json")
        assert json.loads(out)["facts"]["club_kind"]["value"] == "music"
        assert json.loads(out)["outcome"] == "NOT_MET"

    def test_known_in_bounds(self, interviewed):
        """A fact known in bounds only is asked for once, with what is known; the answer must lie within."""
        facts = ("--fact", "club_size=近60", "--fact", "club_fund=3万元", "--fact", "club_kind=chess", "--lang", "en")
        out, told = interviewed("55\n", *REGISTRATION, *facts)
        (line,) = [line for line in told.splitlines() if line.startswith("   known so far: 0")]
        assert line.endswith("59")
        assert out.startswith("May it be registered? yes (met)")
        out, told = interviewed("[40, 59]\n" + "?\n" * 9, *REGISTRATION, *facts)
        assert asked(told).count("club_size") == 1
        assert out.startswith("May it be registered? not known yet")

    def test_the_same_answers(self, interviewed):
        """At the end the answers are told as options that give the same answer."""
        facts = ("--fact", "club_size=60", "--fact", "club_kind=music")
        out, told = interviewed("3万元\nyes\n", *REGISTRATION, *facts, "--lang", "en", "--json")
        (line,) = [line for line in told.splitlines() if line.startswith("the same answers: ")]
        options = shlex.split(line.removeprefix("the same answers: "))
        assert sorted(options) == ["--fact", "--fact", "club_consent=yes", "club_fund=3万元"]
        again, _ = interviewed("", *CHECK, "club.registration", *facts, *options, "--json")
        assert {**json.loads(again), "facts": None} == {**json.loads(out), "facts": None}

    def test_line_ends_and_byte_order_mark(self, interviewed):
        """Lines may end as on Windows, and a byte order mark is no part of the first answer."""
        facts = ("--fact", "club_size=60", "--fact", "club_kind=chess")
        out, _ = interviewed(b"\xef\xbb\xbf3\xe4\xb8\x87\xe5\x85\x83\r\n", *REGISTRATION, *facts)
        assert out.startswith("能否登记？可以（满足）")

    def test_last_line_without_an_end(self, interviewed):
        """A last line without a line end is an answer."""
        facts = ("--fact", "club_size=60", "--fact", "club_kind=chess")
        assert interviewed("3万元", *REGISTRATION, *facts)[0].startswith("能否登记？可以（满足）")

    def test_register(self, interviewed):
        """What a register tells is not asked for."""
        body = ("--register", "xuanwu", "--organization", "meiyuan-association")
        arguments = ("check", "hub.status", "--place", "320102", "--on", "2012-08-02", *body, "--interview")
        _, told = interviewed("?\n" * 9, *arguments)
        assert "hub_recognised" not in asked(told)


def test_transcript_of_the_docs(interviewed):
    """The interview in the reference of the command is what the command says."""
    page = (Path(__file__).parents[2] / "docs" / "reference" / "command.md").read_text(encoding="utf-8")
    transcript = page.split("<!-- transcript -->\n```text\n")[1].split("```\n")[0]
    line, told = transcript.split("\n", 1)
    answers, arguments = re.fullmatch(r"\$ printf '(.*)' \| hubnet (.*)", line).groups()
    out, asking = interviewed(answers.replace("\\n", "\n"), *arguments.split())
    assert asking + out == told


class TestWrongAnswers:
    @pytest.mark.parametrize(
        ("answers", "fragment"),
        [
            ("lots\n", "--interview, line 1: club_fund: found 'lots'; give an amount from 0元"),
            ("3万元\n\n\x1b\n", "--interview, line 3: "),
        ],
    )
    def test_pipe(self, refused_interview, answers: str, fragment: str):
        """In a pipe a wrong answer is refused with its line and what is allowed: later lines may be for other facts."""
        assert fragment in refused_interview(answers)

    def test_not_text(self, refused_interview):
        """A line in another encoding is refused with its number."""
        assert "--interview, line 1: found" in refused_interview(b"\xff\xfe\n")

    def test_outside_the_bounds(self, refused_interview):
        """An answer outside the bounds that are known is refused."""
        facts = ("--fact", "club_size=近60", "--fact", "club_fund=3万元", "--fact", "club_kind=chess")
        error = refused_interview("60\n", *facts)
        assert "--interview, line 1: club_size: found 60; --fact says '近60'; give it once" in error

    def test_contradiction(self, refused_interview):
        """An answer that contradicts the other facts is refused with its line: 45 people alone are more than 40."""
        facts = (
            "--fact",
            "club_size=近60",
            "--fact",
            "club_people=45",
            "--fact",
            "club_fund=3万元",
            "--fact",
            "club_kind=chess",
        )
        error = refused_interview("40\n", *facts)
        assert "hubnet: --interview, line 1: club_size: found 40" in error
        assert "club_people 45" in error

    @pytest.fixture
    def refused_interview(self, run):
        """Return a function that gives what an interview in a pipe that is refused tells on standard error."""

        def interview(answers: str | bytes, *arguments: str) -> str:
            result = run(*REGISTRATION, *arguments, answers=answers)
            assert (result.exit_code, result.stdout) == (2, "")
            return result.stderr

        return interview


_LONGEST_SILENCE = 120
"""Seconds after which a command that says nothing is given up, so that a test cannot wait for ever."""


class Terminal:
    """The command at a terminal, its standard output apart."""

    def __init__(self, *arguments: str):
        self.side, command_side = os.openpty()
        self.seen = ""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "hubnet.cli", *arguments],
            stdin=command_side,
            stderr=command_side,
            stdout=subprocess.PIPE,
            env=os.environ | {"COLUMNS": "60", "PYTHONUTF8": "1"},
            # What runs in the background ignores interrupts and hands that on.
            preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509  (no threads here)
        )
        os.close(command_side)

    def until(self, text: str) -> str:
        """Return what the command says up to a text; past its end, all it says."""
        before = len(self.seen)
        while text not in self.seen[before:]:
            if not select.select([self.side], [], [], _LONGEST_SILENCE)[0]:
                message = f"the command says no more than {self.seen[before:]!r}"
                raise AssertionError(message)
            try:
                piece = os.read(self.side, 65536)
            except OSError:  # the way Linux says that the other side is closed
                break
            self.seen += piece.decode().replace("\r", "")
        return self.seen[before:]

    def answer(self, line: str) -> str:
        """Answer, and return what the command says up to its next question, with single spaces."""
        os.write(self.side, line.encode())
        return " ".join(self.until("\n> ").split())

    def end(self) -> tuple[str, int]:
        """Return standard output and exit status."""
        out = self.process.communicate(timeout=120)[0].decode()
        return out, self.process.returncode

    def close(self) -> None:
        """End the command where a test left it."""
        self.process.kill()
        self.process.communicate()
        os.close(self.side)


@pytest.fixture
def at_terminal():
    """Return a function that starts the command at a terminal."""
    started = []

    def start(*arguments: str) -> Terminal:
        started.append(Terminal(*arguments))
        return started[-1]

    yield start
    for terminal in started:
        terminal.close()


@pytest.fixture
def typed(run, monkeypatch, capsys):  # noqa: ARG001  (it keeps the rules loaded)
    """Return a function that runs the command in this process with a terminal as its input, on which is typed."""
    ends = []

    def type_in(text: bytes, *arguments: str) -> tuple[int, str, str]:
        side, command_side = os.openpty()
        terminal = os.fdopen(command_side, encoding="utf-8")
        ends.extend((terminal.close, lambda: os.close(side)))
        monkeypatch.setattr(sys, "stdin", terminal)
        os.write(side, text)
        status = hubnet(arguments, standalone_mode=False)
        return (status or 0, *capsys.readouterr())

    yield type_in
    for end in ends:
        end()


class TestTyped:
    """As at a terminal, in this process."""

    def test_wrong_answers(self, typed):
        """A wrong answer is told with what is allowed, and asked for again; so is one in another encoding."""
        typing = "lots\n3万元\n九\n1\n60\n".encode() + b"\xff\n" + b"59\n"
        facts = ("--fact", "club_size=近60", "--fact", "club_consent=no")
        status, out, told = typed(typing, *REGISTRATION, *facts)
        assert (status, out.splitlines()[0]) == (0, "能否登记？可以（满足）。地区 320102，日期 2026-11-02")
        assert asked(told) == ["club_fund", "club_kind", "club_size"]
        refusals = [
            line.removeprefix("> ") for line in told.splitlines() if "   不能回答" in line or "   与已知的不合" in line
        ]
        assert refusals == [
            "   不能回答“lots”；可以：金额，如 3万元",
            "   不能回答“九”；可以：编号、词或名称",
            "   与已知的不合：club_size: found 60; --fact says '近60'; give it once",
            "   不能回答“\\xff”；可以：整数，不小于 0",
        ]

    def test_interrupted(self, typed):
        """An interrupt while a question is open ends it with status 130, and no answer."""
        before = signal.signal(signal.SIGALRM, signal.default_int_handler)
        signal.setitimer(signal.ITIMER_REAL, 3)
        try:
            assert typed(b"", *REGISTRATION)[:2] == (130, "")
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
            signal.signal(signal.SIGALRM, before)


class TestTerminal:
    def test_a_wrong_answer_is_asked_for_again(self, at_terminal):
        """At a terminal a wrong answer is told with what is allowed, and asked for again; lines are folded."""
        terminal = at_terminal(*REGISTRATION, "--fact", "club_size=近60", "--fact", "club_consent=no", "--lang", "en")
        assert "1. how much money? (club_fund)" in terminal.until("\n> ")
        assert "found 'lots'; give an amount, such as 3万元 or CNY 30,000 >" in terminal.answer("lots\n")
        assert "2. which kind? (club_kind)" in terminal.answer("3万元\n")
        assert "found '9'; give a number, a word or a name of the list >" in terminal.answer("9\n")
        assert "3. how many members in all? (club_size)" in terminal.answer("1\n")
        refused = terminal.answer("60\n")
        assert "does not fit what is known: club_size: found 60; --fact says '近60'; give it once >" in refused
        terminal.answer("59\n")
        out, status = terminal.end()
        assert status == 0
        assert out.startswith("May it be registered? yes (met).")
        assert max(len(line) for line in terminal.seen.splitlines()) <= 60

    def test_chinese(self, at_terminal):
        """In Chinese the same is told in Chinese."""
        terminal = at_terminal(*REGISTRATION, "--fact", "club_size=近60", "--fact", "club_consent=否")
        terminal.until("\n> ")
        assert "不能回答“很多”；可以：金额，如 3万元 >" in terminal.answer("很多\n")
        terminal.answer("3万元\n")
        assert "不能回答“九”；可以：编号、词或名称 >" in terminal.answer("九\n")
        terminal.answer("棋类\n")
        assert "与已知的不合：club_size: found 60" in terminal.answer("60\n")
        assert "同样的回答：" in terminal.answer("q\n")
        out, status = terminal.end()
        assert status == 0
        assert out.startswith("能否登记？尚不能确定（未知）")

    def test_end_of_input(self, at_terminal):
        """The end of the input at a terminal gives the answer with what is known."""
        terminal = at_terminal(*REGISTRATION, "--lang", "en", "--json")
        terminal.until("\n> ")
        terminal.answer("\x04")
        out, status = terminal.end()
        assert (status, json.loads(out)["outcome"]) == (0, "UNKNOWN")

    def test_interrupted(self, at_terminal):
        """An interrupt ends it with status 130, one line, and no answer."""
        terminal = at_terminal(*REGISTRATION)
        terminal.until("\n> ")
        terminal.process.send_signal(signal.SIGINT)
        said = terminal.until("never")
        assert said == "\nhubnet: interrupted\n"
        assert terminal.end() == ("", 130)

    def test_without_standard_input(self):
        """Where there is no input at all, the answer is given with what is known."""
        script = "import os, sys; os.close(0); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
        command = [sys.executable, "-c", script, "-m", "hubnet.cli", *REGISTRATION]
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False, timeout=120)
        assert (done.returncode, done.stdout[:5]) == (0, "能否登记？")
