"""Text in, with its faults located; text out, whole or not at all."""

import os
import stat
from pathlib import Path

import pytest

from hubnet.errors import FaultyFileError
from hubnet.exchange import files, read_text, write_text
from hubnet.exchange.files import is_there, parse_json, parse_toml


def fault(action):
    """Return the one fault that an action runs into."""
    with pytest.raises(FaultyFileError) as caught:
        action()
    (problem,) = caught.value.problems
    return problem


class TestReadText:
    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
    @pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
    def test_byte_order_mark(self, tmp_path, mark: bytes, encoding: str):
        """A byte order mark is dropped, however UTF-8 is named."""
        path = tmp_path / "a.txt"
        path.write_bytes(mark + "玄武".encode())
        assert read_text(path, encoding=encoding) == "玄武"

    def test_other_encoding(self, tmp_path):
        """A file in GB18030 reads as such where that is asked for."""
        path = tmp_path / "a.txt"
        path.write_bytes("玄武".encode("gb18030"))
        assert read_text(path, encoding="gb18030") == "玄武"

    def test_wrong_encoding(self, tmp_path):
        """The line of the first wrong byte is named, and GB18030 where the file reads as that."""
        path = tmp_path / "a.txt"
        path.write_bytes(b"one\ntwo\n" + "玄武".encode("gb18030"))
        problem = fault(lambda: read_text(path))
        assert (problem.file, problem.line) == (str(path), 3)
        assert "byte 8 is not valid utf-8" in problem.message
        assert "gb18030" in problem.message

    @pytest.mark.parametrize(
        "encoding", ["nonsense", "", "rot13", "hex", "a\0b", "punycode", "undefined", "uu", "utf-8\n"]
    )
    def test_unknown_encoding(self, tmp_path, encoding: str):
        """An encoding that does not exist, or is none of text, is refused as such or as not fitting."""
        path = tmp_path / "a.txt"
        path.write_text("-,\u00fc x,y,z")
        problem = fault(lambda: read_text(path, encoding=encoding))
        assert problem.file == str(path)
        assert "encoding" in problem.message or "not valid" in problem.message

    def test_found_encoding(self, tmp_path):
        """The name given is what was found."""
        path = tmp_path / "a.txt"
        path.write_text("x")
        assert fault(lambda: read_text(path, encoding="nonsense")).found == "nonsense"

    @pytest.mark.parametrize("content", [b"", b"  \n\t ", b"\xef\xbb\xbf", b"\xef\xbb\xbf\n"])
    def test_empty(self, tmp_path, content: bytes):
        """A file without anything but white space is empty."""
        path = tmp_path / "a.txt"
        path.write_bytes(content)
        assert fault(lambda: read_text(path)).message == "is empty"

    def test_missing(self, tmp_path):
        """A file that is not there cannot be read."""
        assert fault(lambda: read_text(tmp_path / "a")).message == "cannot be read: No such file or directory"

    def test_folder(self, tmp_path):
        """A folder cannot be read as a file."""
        assert fault(lambda: read_text(tmp_path)).message == "cannot be read: Is a directory"

    def test_through_a_file(self, tmp_path):
        """A path through a file leads nowhere."""
        (tmp_path / "a").write_text("x")
        assert fault(lambda: read_text(tmp_path / "a" / "b")).message == "cannot be read: Not a directory"

    @pytest.mark.parametrize("name", ["a\0b", "x" * 300], ids=["NUL", "too long"])
    def test_impossible_name(self, tmp_path, name: str):
        """A name that no file can have cannot be read."""
        assert "cannot be read" in fault(lambda: read_text(tmp_path / name)).message

    @pytest.mark.parametrize(("size", "fits"), [(100, True), (101, False)])
    def test_size(self, tmp_path, monkeypatch, size: int, fits: bool):  # noqa: FBT001
        """A file of the greatest size is read, one byte more is too large."""
        monkeypatch.setattr(files, "MAX_BYTES", 100)
        path = tmp_path / "a.txt"
        path.write_bytes(b"x" * size)
        if fits:
            assert read_text(path) == "x" * 100
        else:
            assert "is larger than" in fault(lambda: read_text(path)).message

    def test_size_limit(self):
        """The greatest size is 64 MiB."""
        assert files.MAX_BYTES == 67_108_864

    @pytest.mark.skipif(not Path("/dev/zero").is_char_device(), reason="no /dev/zero here")
    def test_endless(self, monkeypatch):
        """What never ends is read no further than the greatest size."""
        monkeypatch.setattr(files, "MAX_BYTES", 1000)
        read = Path.read_bytes

        def guarded(path: Path) -> bytes:
            assert str(path) != "/dev/zero", "an endless file was read whole"
            return read(path)

        monkeypatch.setattr(Path, "read_bytes", guarded)
        assert fault(lambda: read_text(Path("/dev/zero"))).file == "/dev/zero"

    def test_nul(self, tmp_path):
        """A file with NUL characters is no text; the first line with one is named."""
        path = tmp_path / "a.txt"
        path.write_bytes(b"one\nt\0wo\n")
        problem = fault(lambda: read_text(path))
        assert problem.line == 2
        assert "NUL" in problem.message


class TestParse:
    def test_toml(self):
        """A right TOML text gives its tables."""
        assert parse_toml("a = 1\n[b]\nc = 'x'", "f") == {"a": 1, "b": {"c": "x"}}

    def test_toml_fault(self):
        """A fault of syntax is reported with file and line."""
        problem = fault(lambda: parse_toml("a = 1\nb = \n", "f.toml"))
        assert (problem.file, problem.line) == ("f.toml", 2)

    def test_toml_ends_too_early(self):
        """A text that ends too early is reported on its last line."""
        assert fault(lambda: parse_toml("a = 1\nb = '''\nx", "f.toml")).line == 3

    def test_json(self):
        """A right JSON text gives its content."""
        assert parse_json('{"a": [1, null]}') == {"a": [1, None]}

    @pytest.mark.parametrize(
        ("text", "line"), [("{", 1), ("", 1), ('{"a": 1,\n}', 2), ("{'a': 1}", 1), ('{"a": 1}\n\n{', 3), ("nothing", 1)]
    )
    def test_json_fault(self, text: str, line: int):
        """A fault of syntax is reported with its line."""
        problem = fault(lambda: parse_json(text, "f.json"))
        assert (problem.file, problem.line) == ("f.json", line)
        assert "is not valid JSON" in problem.message

    @pytest.mark.parametrize("text", ["[" * 200_000, '{"a":' * 200_000], ids=["lists", "objects"])
    def test_json_too_deep(self, text: str):
        """Nesting too deep to read is a fault of the file."""
        assert fault(lambda: parse_json(text)).message == "is nested too deeply"

    def test_json_endless_number(self):
        """A number of thousands of digits is a fault of the file."""
        assert "JSON" in fault(lambda: parse_json("9" * 5000, "f.json")).message

    @pytest.mark.parametrize("text", ["NaN", "[Infinity]", '{"a": -Infinity}'])
    def test_json_numbers_that_are_none(self, text: str):
        """NaN and infinities are no JSON."""
        assert "JSON" in fault(lambda: parse_json(text, "f.json")).message

    @pytest.mark.parametrize("text", ['"\\ud800"', '{"\\udfff": 1}', '["a", {"b": "x\\ud912y"}]'])
    def test_json_lone_surrogate(self, text: str):
        """Half a character cannot be written anywhere, so it is refused when read."""
        assert "f.json" in fault(lambda: parse_json(text, "f.json")).file

    def test_json_whole_surrogate_pair(self):
        """A character written as a pair is a character."""
        assert parse_json('"\\ud842\\udfb7"') == "𠮷"

    @pytest.mark.parametrize("text", ['{"a": 1, "a": 2}', '[{"b": {"c": 1, "c": 1}}]'])
    def test_json_key_twice(self, text: str):
        """A key that stands twice in an object contradicts itself."""
        assert "twice" in fault(lambda: parse_json(text, "f.json")).message


class TestWriteText:
    def test_new(self, tmp_path):
        """A new file holds the text in UTF-8, with line ends as given."""
        path = tmp_path / "a.csv"
        write_text(path, "玄武\r\nx\n")
        assert path.read_bytes() == "玄武\r\nx\n".encode()

    def test_over_an_old_one(self, tmp_path):
        """An old file is replaced, its permissions stay, nothing is left beside it."""
        path = tmp_path / "a.csv"
        path.write_text("old")
        path.chmod(0o640)
        write_text(path, "new")
        assert path.read_text() == "new"
        assert stat.S_IMODE(path.stat().st_mode) == 0o640
        assert list(tmp_path.iterdir()) == [path]

    def test_permissions_of_a_new_file(self, tmp_path):
        """A new file has the permissions any program's file would have."""
        path, other = tmp_path / "a.csv", tmp_path / "b.csv"
        write_text(path, "x")
        other.write_text("x")
        assert path.stat().st_mode == other.stat().st_mode

    def test_missing_folder(self, tmp_path):
        """Into a folder that is not there nothing is written."""
        path = tmp_path / "no" / "a.csv"
        problem = fault(lambda: write_text(path, "x"))
        assert (problem.file, problem.message) == (str(path), "cannot be written: No such file or directory")
        assert list(tmp_path.iterdir()) == []

    def test_onto_a_folder(self, tmp_path):
        """A folder is not replaced, and nothing is left beside it."""
        path = tmp_path / "a"
        path.mkdir()
        assert "cannot be written" in fault(lambda: write_text(path, "x")).message
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="permissions do not bind this user")
    def test_unwritable_folder(self, tmp_path):
        """In a folder that cannot be written the old file stays as it was."""
        path = tmp_path / "a.csv"
        path.write_text("old")
        tmp_path.chmod(0o500)
        try:
            assert "Permission denied" in fault(lambda: write_text(path, "new")).message
        finally:
            tmp_path.chmod(0o700)
        assert path.read_text() == "old"

    @pytest.mark.parametrize("step", ["replace", "chmod"])
    def test_failure_on_the_way(self, tmp_path, monkeypatch, step: str):
        """Whatever fails on the way, the old file stays as it was and nothing is left beside it."""
        path = tmp_path / "a.csv"
        path.write_text("old")

        def fail(*_args: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(Path, step, fail)
        assert fault(lambda: write_text(path, "new")).message == "cannot be written: No space left on device"
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]

    def test_text_that_cannot_be_encoded(self, tmp_path):
        """A text with half a character is refused, the old file stays, nothing is left beside it."""
        path = tmp_path / "a.csv"
        path.write_text("old")
        assert "cannot be written" in fault(lambda: write_text(path, "x\ud800")).message
        assert path.read_text() == "old"
        assert list(tmp_path.iterdir()) == [path]

    def test_through_a_link(self, tmp_path):
        """A link stays a link; the file it points to is replaced."""
        target, link = tmp_path / "target.csv", tmp_path / "link.csv"
        target.write_text("old")
        link.symlink_to(target)
        write_text(link, "new")
        assert link.is_symlink()
        assert target.read_text() == "new"

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_what_is_no_file_is_not_replaced(self, tmp_path):
        """A pipe (or a device such as /dev/null) is never replaced by a file."""
        path = tmp_path / "pipe"
        os.mkfifo(path)
        assert "cannot be written" in fault(lambda: write_text(path, "x")).message
        assert stat.S_ISFIFO(path.stat().st_mode)
        assert list(tmp_path.iterdir()) == [path]

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
    def test_a_pipe_without_a_writer_is_empty(self, tmp_path):
        """Nobody waits for a pipe into which nothing will be written."""
        path = tmp_path / "pipe.toml"
        os.mkfifo(path)
        assert fault(lambda: read_text(path)).message == "is empty"

    @pytest.mark.parametrize("name", ["a\0b", "x" * 300], ids=["NUL", "too long"])
    def test_impossible_name(self, tmp_path, name: str):
        """A name that no file can have cannot be written."""
        assert "cannot be written" in fault(lambda: write_text(tmp_path / name, "x")).message
        assert list(tmp_path.iterdir()) == []

    def test_name_close_to_the_longest(self, tmp_path):
        """A name as long as a file can have is written too."""
        path = tmp_path / ("x" * 255)
        write_text(path, "x")
        assert path.read_text() == "x"


class TestIsThere:
    def test_files_folders_and_names_that_none_can_have(self, tmp_path):
        """A file or folder is there; a name with a NUL or of a thousand letters is none, and no error."""
        (tmp_path / "a").write_text("x", encoding="utf-8")
        assert is_there(tmp_path)
        assert is_there(tmp_path / "a")
        assert not is_there(tmp_path / "b")
        assert not is_there(tmp_path / "a\0")
        assert not is_there(tmp_path / ("a" * 1000))
