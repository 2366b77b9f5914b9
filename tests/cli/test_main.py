"""The command as a program: how it starts, and what it does when it cannot."""

import io
import json
import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

import hubnet
from hubnet.cli import main
from hubnet.cli.root import hubnet as command


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run Python on its own."""
    env = {**os.environ, "PYTHONUTF8": "1", **environment}
    return subprocess.run(  # noqa: PLW1510  (the status is looked at)
        [sys.executable, *arguments],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="surrogateescape",
        env=env,
    )


class TestStart:
    def test_version(self, answered):
        """--version names the version."""
        assert answered("--version") == f"hubnet, version {hubnet.__version__}\n"

    @pytest.mark.parametrize(
        "words",
        [
            (),
            ("check",),
            ("deadline",),
            ("calendar",),
            ("rules",),
            ("rules", "list"),
            ("rules", "show"),
            ("rules", "test"),
        ],
    )
    def test_help(self, answered, words: tuple[str, ...]):
        """Every command says what it takes."""
        assert answered(*words, "--help").startswith(f"Usage: {' '.join(('hubnet', *words))} ")

    @pytest.mark.parametrize(("name", "advice"), [("dedline", "deadline"), ("zzz", "No such command")])
    def test_unknown_command(self, refused, name: str, advice: str):
        """An unknown command is refused."""
        assert advice in refused(name)

    def test_nothing(self, run):
        """Without a command the help is shown and the status is 2."""
        result = run()
        assert result.exit_code == 2
        assert "deadline" in result.output

    def test_as_a_module(self):
        """``python -m hubnet.cli`` is the command."""
        done = python("-m", "hubnet.cli", "calendar", "2026-09-20", "--lang", "en")
        assert (done.returncode, done.stderr) == (0, "")
        assert "make-up working day" in done.stdout

    def test_status_of_bad_input(self):
        """The program itself ends with status 2 and its message on standard error."""
        done = python("-m", "hubnet.cli", "calendar", "abc")
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.startswith("hubnet: ")


class TestHere:
    """The same, in this process."""

    def test_answer(self, monkeypatch, capsys):
        """The entry point runs the command on the arguments of the process."""
        monkeypatch.setattr(sys, "argv", ["hubnet", "--version"])
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 0
        assert capsys.readouterr().out == f"hubnet, version {hubnet.__version__}\n"

    def test_module(self, monkeypatch, capsys):
        """So does running the package as a module."""
        monkeypatch.setattr(sys, "argv", ["hubnet", "calendar", "abc"])
        with pytest.raises(SystemExit) as caught:
            runpy.run_module("hubnet.cli", run_name="__main__")
        assert caught.value.code == 2
        assert capsys.readouterr().err.startswith("hubnet: DATE|YEAR")

    def test_missing_extra(self, monkeypatch, capsys):
        """Without the extra there is one sentence on standard error, and status 2."""
        monkeypatch.setitem(sys.modules, "click", None)
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 2
        assert capsys.readouterr().err == "hubnet: this needs the extra 'cli': pip install 'hubnet[cli]'\n"

    @pytest.mark.parametrize("encoding", ["cp1252", "gbk", "utf-8"])
    def test_json_in_another_encoding(self, encoding: str):
        """JSON stays whole whatever the encoding of the output."""
        result = CliRunner(charset=encoding).invoke(command, ["calendar", "2026-09-20", "--json"])
        content = json.loads(result.stdout_bytes.decode(encoding))
        assert content["days"][0]["name"] == {"zh": "国庆节", "en": "National Day"}

    def test_output_that_cannot_be_written(self, monkeypatch, capsys):
        """When the answer cannot be written, there is one sentence on standard error."""

        class Full(io.StringIO):
            def write(self, _text: str) -> int:
                raise OSError(28, "No space left on device")

        monkeypatch.setattr(sys, "argv", ["hubnet", "calendar", "2026-09-20"])
        monkeypatch.setattr(sys, "stdout", Full())
        with pytest.raises(SystemExit) as caught:
            main()
        assert caught.value.code == 2
        assert capsys.readouterr().err == "hubnet: cannot write the answer: No space left on device\n"


class TestMissingExtra:
    def test_message(self):
        """Without the extra the command says in one sentence what to install."""
        done = python(
            "-c", "import sys; sys.modules['click'] = None\nfrom hubnet.cli import main\nmain()", "calendar", "2026"
        )
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr == "hubnet: this needs the extra 'cli': pip install 'hubnet[cli]'\n"

    def test_library_works_without(self):
        """The library itself needs no extra."""
        code = (
            "import sys; sys.modules['click'] = None; import hubnet; from datetime import date\n"
            "case = hubnet.Case('licence.general', place='320102', events={'accepted': '2021-03-01'})\n"
            "print(hubnet.schedule(hubnet.load_rulebook(), case, on=date(2021, 3, 2))['decision'].statutory_due)"
        )
        assert python("-c", code).stdout == "2021-03-29\n"


@pytest.mark.skipif(os.name != "posix", reason="devices and bytes of POSIX")
class TestSurroundings:
    @pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full here")
    def test_full_disk(self):
        """When the output cannot be written, there is a message and no traceback."""
        with Path("/dev/full").open("wb") as full:
            done = subprocess.run(  # noqa: PLW1510
                [sys.executable, "-m", "hubnet.cli", "rules", "list"], stdout=full, stderr=subprocess.PIPE
            )
        assert done.returncode != 0
        assert b"Traceback" not in done.stderr

    def test_reader_that_stops(self):
        """When the reader stops early, there is no traceback."""
        with subprocess.Popen(
            [sys.executable, "-m", "hubnet.cli", "rules", "list", "--kind", "step", "--json"],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:
            process.stdout.close()
            assert b"Traceback" not in process.stderr.read()

    @pytest.mark.parametrize("encoding", ["ascii", "gbk", "latin-1"])
    def test_terminal_of_another_encoding(self, encoding: str):
        """On a terminal that cannot show everything there is an answer and no traceback."""
        done = python("-m", "hubnet.cli", "calendar", "2026-09-20", PYTHONIOENCODING=encoding, PYTHONUTF8="0")
        assert done.returncode == 0
        assert "Traceback" not in done.stderr
        assert "2026-09-20" in done.stdout

    @pytest.mark.parametrize("encoding", ["ascii", "cp1252", "gbk"])
    def test_json_on_such_a_terminal(self, encoding: str):
        """JSON stays whole whatever the encoding of the output: what cannot be shown is escaped, never replaced."""
        done = subprocess.run(  # noqa: PLW1510
            [sys.executable, "-m", "hubnet.cli", "calendar", "2026-09-20", "--json"],
            capture_output=True,
            env={**os.environ, "PYTHONUTF8": "0", "PYTHONIOENCODING": encoding},
        )
        assert done.returncode == 0
        text = done.stdout.decode("utf-8" if encoding == "ascii" else encoding)
        assert json.loads(text)["days"][0]["name"]["zh"] == "国庆节"

    def test_bytes_that_are_no_text(self):
        """Arguments that are no text are refused."""
        done = subprocess.run(  # noqa: PLW1510
            [sys.executable, "-m", "hubnet.cli", "deadline", b"x\xff", "--place", "320102"], capture_output=True
        )
        assert (done.returncode, done.stdout) == (2, b"")
        assert done.stderr.startswith(b"hubnet: unknown procedure")

    @pytest.mark.parametrize("device", ["/dev/null", "/dev/zero"])
    def test_rules_from_a_device(self, device: str):
        """A device is no rule file, and never read for ever."""
        code = (
            "import resource; resource.setrlimit(resource.RLIMIT_AS, (2**31, 2**31))\n"
            "from hubnet.cli import main; main()"
        )
        done = python("-c", code, "rules", "list", "--rules", device)
        assert done.returncode == 2
        assert device in done.stderr
