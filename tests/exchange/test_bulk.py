"""Records from JSON lines: the quick ways agree with the strict one, and faults are found line by line."""

import gc
import importlib.util
import json
import sys

import pytest
from entities.builders import filled, one_of_each_kind, organization, record_classes
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubnet.entities import KINDS, Identifier, LegalForm, Organization, Tie
from hubnet.errors import FaultyFileError, InvalidValueError, MissingExtraError, UnknownNameError
from hubnet.exchange.bulk import (
    ENGINES,
    LONGEST_LINE,
    iter_records,
    plain_classes,
    read_organizations,
    read_records,
    write_organizations,
    write_records,
)
from hubnet.exchange.bulk import lines as bulk
from hubnet.exchange.bulk.columns import classes_within
from hubnet.exchange.files import parse_json
from hubnet.exchange.records import record_from_dict, record_to_dict
from hubnet.values import Label

INSTALLED = [engine for engine in ENGINES if engine == "core" or importlib.util.find_spec("msgspec")]
GOOD = '{"id":"a","names":[{"zh":"甲"}]}'


@pytest.fixture(params=INSTALLED)
def engine(request):
    """Each engine that is installed."""
    return request.param


@pytest.fixture
def file(tmp_path):
    """A file of JSON lines, written from texts or bytes."""

    def written(*lines, end="\n"):
        path = tmp_path / "records.jsonl"
        raw = [line if isinstance(line, bytes) else line.encode() for line in lines]
        path.write_bytes(end.encode().join([*raw, b""]))
        return path

    return written


@pytest.fixture
def only_quickly(monkeypatch):
    """Let a test fail where a line has to be read strictly."""

    def refuse(_, line):
        pytest.fail(f"read strictly: {line}")

    monkeypatch.setattr(bulk._Reader, "_strictly", refuse)  # noqa: SLF001  the way taken shows nowhere else


class TestRoundTrip:
    @pytest.mark.parametrize("word", KINDS)
    @pytest.mark.usefixtures("only_quickly")
    def test_filled_record_of_each_kind_comes_back(self, word, engine, tmp_path):
        """Every field of every kind is read as it was written; all but tables that are values are read quickly."""
        path = tmp_path / "records.jsonl"
        records = (one_of_each_kind()[word],) * 3
        write_records(records, path, kind=word)
        reading = read_records(path, kind=word, engine=engine)
        assert (reading.records, reading.problems, reading.lines) == (records, (), 3)

    @pytest.mark.parametrize("kind", record_classes(), ids=lambda kind: kind.__name__)
    def test_each_class_comes_back(self, kind, engine, tmp_path):
        """The parts of records can be read and written by themselves."""
        path = tmp_path / "parts.jsonl"
        write_records([filled(kind)], path, kind=kind)
        assert read_records(path, kind=kind, engine=engine).records == (filled(kind),)

    @pytest.mark.usefixtures("only_quickly")
    def test_records_with_different_fields_come_back(self, engine, tmp_path):
        """A field that only some records have is left at its default in the others."""
        path = tmp_path / "records.jsonl"
        records = (
            organization("a"),
            filled(Organization),
            organization("c", form=LegalForm.FOUNDATION),
            organization("d"),
        )
        write_organizations(records * 100, path)
        assert read_organizations(path, engine=engine).records == records * 100

    def test_hash_is_that_of_a_record_made_by_hand(self, engine, tmp_path):
        """Records read are usable as keys, with all that stands in them."""
        path = tmp_path / "records.jsonl"
        write_organizations([filled(Organization)], path)
        assert {*read_organizations(path, engine=engine).records} == {filled(Organization)}

    def test_nothing_written_is_nothing_read(self, engine, tmp_path):
        """A file without lines holds no records."""
        path = tmp_path / "records.jsonl"
        write_organizations([], path)
        reading = read_organizations(path, engine=engine)
        assert (reading.records, reading.problems, reading.lines) == ((), (), 0)

    def test_record_of_another_kind_is_not_written(self, tmp_path):
        """The old file stays as it is."""
        path = tmp_path / "records.jsonl"
        write_organizations([organization()], path)
        before = path.read_bytes()
        with pytest.raises(InvalidValueError):
            write_organizations([organization(), filled(Tie)], path)
        assert path.read_bytes() == before


@pytest.mark.usefixtures("only_quickly")
class TestPlainForms:
    @pytest.mark.parametrize(
        "line",
        [
            GOOD,
            GOOD.replace(":", " : "),
            GOOD.replace(":", "\t:\t").replace(",", " ,\r"),
            json.dumps(json.loads(GOOD)),
            '{"id":"a: b:c","names":[{"zh":"甲:乙"}]}',
            '{"id":"a","names":[{"zh":"甲"}],"form":null,"fields":[],"cite":[],"confidence":"text"}',
            '{"id":"a","names":[{"zh":"甲"}],"address":"https://example.org:80/a"}',
        ],
    )
    def test_is_read_quickly(self, line, engine, file):
        """Spaces, colons in texts and defaults written out need no strict reading."""
        expected, _ = record_from_dict("organization", json.loads(line))
        assert read_organizations(file(line), engine=engine).records == (expected,)

    def test_repeated_value_is_held_once(self, engine, file):
        """Days, places and lists of words that recur are the same objects."""
        line = '{"id":"a","names":[{"zh":"甲"}],"founded":"2010","seat":"32","fields":["elderly"],"roles":["hub"]}'
        one, other = read_organizations(file(line, line), engine=engine).records
        assert all(getattr(one, name) is getattr(other, name) for name in ("founded", "seat", "fields", "roles"))


class TestLines:
    @pytest.mark.parametrize("end", ["\n", "\r\n"])
    def test_blank_lines_and_byte_order_mark_are_passed_over(self, end, engine, file):
        """They count as lines, and are no fault."""
        reading = read_organizations(file(b"\xef\xbb\xbf" + GOOD.encode(), "", " \t", GOOD, end=end), engine=engine)
        assert (len(reading.records), reading.problems, reading.lines) == (2, (), 4)

    def test_last_line_needs_no_end(self, engine, tmp_path):
        """A file can end with its last record."""
        path = tmp_path / "records.jsonl"
        path.write_text(f"{GOOD}\n{GOOD}", encoding="utf-8")
        assert len(read_organizations(path, engine=engine).records) == 2

    @pytest.mark.parametrize(("length", "good"), [(LONGEST_LINE, 3), (LONGEST_LINE + 1, 2), (3 * LONGEST_LINE, 2)])
    def test_line_is_read_up_to_its_limit(self, length, good, engine, file):
        """One that is longer is a fault; those around it are read."""
        long = GOOD[:-1] + ',"address":"' + "a" * (length - len(GOOD.encode()) - len(',"address":""')) + '"}'
        assert len(long.encode()) == length
        reading = read_organizations(file(GOOD, long, GOOD), engine=engine)
        assert len(reading.records) == good
        assert [(problem.line, "longer than 1 MiB" in problem.message) for problem in reading.problems] == (
            [] if good == 3 else [(2, True)]
        )

    def test_overlong_last_line_is_a_fault(self, engine, tmp_path):
        """It is not taken for a record because its end is missing."""
        path = tmp_path / "records.jsonl"
        path.write_bytes(GOOD.encode() + b"\n" + b" " * (2 * LONGEST_LINE))
        reading = read_organizations(path, engine=engine)
        assert (len(reading.records), [problem.line for problem in reading.problems]) == (1, [2])


FAULTS = {
    "no text": ('{"id":5,"names":["甲"]}', ["id: value: found 5; give text in quotes"]),
    "unknown key": ('{"id":"a","names":["甲"],"seet":"32"}', ["seet: unknown key 'seet'; did you mean 'seat'?"]),
    "unknown key within": ('{"id":"a","names":[{"zh":"甲","x":1}]}', ["names[0].x: unknown key 'x'"]),
    "missing key": ('{"names":["甲"]}', ["id: the key 'id' is missing"]),
    "empty list": ('{"id":"a","names":[]}', ["names: names: found []"]),
    "empty name": ('{"id":"a","names":[{"zh":" "}]}', ["names[0]: name: found ' '"]),
    "null for a list": ('{"id":"a","names":["甲"],"fields":null}', ["fields: value: found None; give a list"]),
    "text for a list": ('{"id":"a","names":["甲"],"fields":"x"}', ["fields: value: found 'x'; give a list"]),
    "unknown word": ('{"id":"a","names":["甲"],"form":"fundation"}', ["did you mean 'foundation'?"]),
    "no such day": ('{"id":"a","names":["甲"],"founded":"2010-02-30"}', ["founded: date: found '2010-02-30'"]),
    "no such place": ('{"id":"a","names":["甲"],"seat":"0"}', ["seat: place: found '0'"]),
    "number as place": ('{"id":"a","names":["甲"],"seat":320102}', ["seat: place: found 320102"]),
    "two faults": ('{"id":true,"names":["甲"],"seat":"0"}', ["id: value: found True", "seat: place: found '0'"]),
    "no table": ("[]", ["give a table with id, names"]),
    "key twice": ('{"id":"a","id":"a","names":["甲"]}', ["the key 'id' stands there twice"]),
    "key twice within": ('{"id":"a","names":[{"zh":"甲","zh":"乙"}]}', ["the key 'zh' stands there twice"]),
    "key twice, escaped": ('{"id":"\\u003a","names":["甲"],"names":["甲"]}', ["the key 'names' stands there twice"]),
    "key twice, spaced": ('{"id" :"a","id" :"a","names" :[{"zh" :"甲"}]}', ["the key 'id' stands there twice"]),
    "not a number": ('{"id":"a","names":["甲"],"address":NaN}', ["NaN is no number of JSON"]),
    "infinity": ('{"id":"a","names":["甲"],"address":Infinity}', ["Infinity is no number of JSON"]),
    "half a character": ('{"id":"\\ud800","names":["甲"]}', ["half a character"]),
    "half a line": ('{"id":"a","names":["甲"', ["is not valid JSON"]),
    "two records": (f"{GOOD},{GOOD}", ["is not valid JSON: Extra data"]),
    "two records, joined": (f"{GOOD},Infinity,{GOOD}", ["is not valid JSON: Extra data"]),
    "two records, spaced": (f"{GOOD} {GOOD}", ["is not valid JSON: Extra data"]),
    "control character": ('{"id":"a\x01","names":["甲"]}', ["Invalid control character"]),
    "not UTF-8": ('{"id":"甲"}'.encode("gb18030"), ["byte 7 of the line is not valid UTF-8"]),
    "mark amid the file": (b"\xef\xbb\xbf" + GOOD.encode(), ["is not valid JSON"]),
    "deep": ('{"id":' + "[" * 60 + "]" * 60 + "}", ["is nested too deeply"]),
    "bottomless": ("[" * 50_000, ["is nested too deeply"]),
}  # fmt: skip


class TestFaults:
    @pytest.mark.parametrize(("line", "found"), FAULTS.values(), ids=FAULTS)
    def test_is_named_with_its_line(self, line, found, engine, file):
        """A faulty line is reported with all its faults, and costs the others nothing."""
        path = file(*[GOOD] * 200, line, *[GOOD] * 200)
        reading = read_organizations(path, engine=engine)
        assert len(reading.records) == 400
        assert {problem.line for problem in reading.problems} == {201}
        assert {problem.file for problem in reading.problems} == {str(path)}
        assert len(reading.problems) == len(found)
        for problem, words in zip(reading.problems, found, strict=True):
            assert words in str(problem)

    @pytest.mark.parametrize(
        ("line", "found"),
        [
            ('{"scheme":"a","value":"b","valeu":"c"}', "did you mean 'value'?"),
            ('{"scheme":"a","value":"b","value":"b"}', "stands there twice"),
            ('{"scheme":"a"}', "the key 'value' is missing"),
            ('{"scheme":"a","value":5}', "found 5; give text in quotes"),
            ('{"scheme":"a","value":null}', "found None; give text in quotes"),
        ],
    )
    def test_class_without_converters_is_read_as_strictly(self, line, found, engine, file):
        """Nothing passes because msgspec decodes into the class itself."""
        good = '{"scheme":"a","value":"b:c"}'
        reading = read_records(file(good, line, good), kind=Identifier, engine=engine)
        assert reading.records == (Identifier(scheme="a", value="b:c"),) * 2
        assert [(problem.line, found in problem.message) for problem in reading.problems] == [(2, True)]

    def test_line_that_two_lines_make_up_is_no_record(self, engine, file):
        """What is split over lines is not put together, also where another line holds two."""
        split = '{"id":"a","names":[{"zh":"甲"}],"fields":["a"', '"b"]}'
        reading = read_organizations(file(*split, f"{GOOD},Infinity,{GOOD}", GOOD), engine=engine)
        assert (len(reading.records), [problem.line for problem in reading.problems]) == (1, [1, 2, 3])

    def test_faults_come_in_the_order_of_lines(self, engine, file):
        """Those of long lines among them."""
        reading = read_organizations(file("{", " " * (LONGEST_LINE + 5), "}", GOOD), engine=engine)
        assert [problem.line for problem in reading.problems] == [1, 2, 3]

    def test_shorthand_is_read_as_elsewhere(self, engine, file):
        """What is not plain and no fault is a record: a name as text, one citation without its list."""
        line = '{"id":"a","names":"甲","cite":{"document":"文"}}'
        expected, _ = record_from_dict("organization", json.loads(line))
        assert read_organizations(file(GOOD, line), engine=engine).records[1:] == (expected,)

    @pytest.mark.parametrize("missing", ["nothing.jsonl", "", "a\0b"])
    def test_file_that_cannot_be_read_is_refused(self, missing, tmp_path):
        """A missing file, a folder and a name that no file can have are errors, not faults of lines."""
        with pytest.raises(FaultyFileError) as caught:
            read_organizations(f"{tmp_path}/{missing}")
        assert caught.value.problems[0].message.startswith("cannot be read: ")


VALUES = st.one_of(
    st.none(), st.booleans(), st.integers(0, 2), st.just(2.9), st.sampled_from(["", "a", "32", "2010", "hub", "1"]),
    st.just([]), st.just({}), st.lists(st.sampled_from([1, "a", True, {"zh": "a"}, None]), max_size=2),
)  # fmt: skip


@st.composite
def mutated(draw, content):
    """Plain data with a few values replaced, keys dropped, renamed or added, at any depth."""
    content = json.loads(json.dumps(content))
    for _ in range(draw(st.integers(0, 3))):
        table = content
        while True:
            keys = sorted(table) if isinstance(table, dict) else list(range(len(table)))
            if not keys:
                break
            key = draw(st.sampled_from(keys))
            if isinstance(table[key], dict | list) and draw(st.booleans()):
                table = table[key]
                continue
            change = draw(st.sampled_from(["replace", "drop", "add"]))
            if change == "drop" or (change == "add" and isinstance(table, list)):
                del table[key]
            else:
                table[key if change == "replace" else f"{key}x"] = draw(VALUES)
            break
    return content


@pytest.mark.parametrize("word", KINDS)
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_agrees_with_the_strict_reading(word, engine, tmp_path, data):
    """Good and faulty records alike are what the ordinary reading makes of them, with the same faults."""
    whole = record_to_dict(one_of_each_kind()[word])
    contents = data.draw(st.lists(mutated(whole), min_size=1, max_size=6))
    path = tmp_path / "records.jsonl"
    escaped = data.draw(st.booleans())
    path.write_text("".join(json.dumps(content, ensure_ascii=escaped) + "\n" for content in contents), encoding="utf-8")
    reading = read_records(path, kind=word, engine=engine)
    expected = [record_from_dict(word, content) for content in contents]
    assert list(reading.records) == [record for record, _ in expected if record is not None]
    found = [(problem.line, problem.path or "", problem.message) for problem in reading.problems]
    assert found == [(line, path, message) for line, (_, faults) in enumerate(expected, 1) for path, message in faults]


LINE = json.dumps(record_to_dict(filled(Organization)), ensure_ascii=False).encode()


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    changes=st.lists(
        st.tuples(st.integers(0, len(LINE)), st.integers(0, 3), st.one_of(st.binary(max_size=2), st.sampled_from(
            [b'"', b",", b":", b"{", b"}", b"]", b"\\", b"\\ud8", b" ", b"NaN", b"1", b'"id":"b",', b"Infinity"]
        ))),
        max_size=3,
    )
)  # fmt: skip
def test_changed_bytes_agree_with_the_ordinary_reading(engine, tmp_path, changes):
    """A line is a record just where the ordinary reading of its bytes gives one."""
    line = LINE
    for start, length, put in changes:
        line = line[:start] + put.replace(b"\n", b"") + line[start + length :]
    path = tmp_path / "records.jsonl"
    path.write_bytes(b"\n".join([LINE, line, LINE]))
    try:
        expected, _ = record_from_dict("organization", parse_json(line.decode()))
    except (FaultyFileError, UnicodeDecodeError):
        expected = None
    reading = read_organizations(path, engine=engine)
    good = filled(Organization)
    assert list(reading.records) == [record for record in (good, expected, good) if record is not None]
    assert bool(reading.problems) is (expected is None and bool(line.strip(b" \t\r\n")))


class TestChunks:
    def test_hold_what_one_reading_holds(self, engine, file):
        """Chunks have as many lines as asked, and number their lines through the file."""
        path = file(*[GOOD] * 7, "{", *[GOOD] * 4)
        chunks = list(iter_records(path, size=5, engine=engine))
        assert [chunk.lines for chunk in chunks] == [5, 5, 2]
        assert [len(chunk.records) for chunk in chunks] == [5, 4, 2]
        assert [problem.line for chunk in chunks for problem in chunk.problems] == [8]

    def test_collector_runs_between_chunks(self, file):
        """The caller works as before while it has a chunk."""
        assert [gc.isenabled() for _ in iter_records(file(*[GOOD] * 3), size=1)] == [True] * 3

    def test_size_below_one_is_refused(self, file):
        """At once, not when the first chunk is asked for."""
        with pytest.raises(InvalidValueError):
            iter_records(file(GOOD), size=0)


class TestCollector:
    @pytest.fixture(autouse=True)
    def _restored(self):
        yield
        gc.enable()

    @pytest.mark.parametrize("ran", [True, False])
    @pytest.mark.parametrize("pause", [True, False])
    def test_is_paused_where_asked_and_left_as_it_was(self, ran, pause, file, monkeypatch):
        """While lines are read it runs only if it is not to be paused; afterwards as before."""
        seen = []
        strictly = bulk._Reader._strictly  # noqa: SLF001  runs amid the reading

        def watch(reader, line):
            seen.append(gc.isenabled())
            return strictly(reader, line)

        monkeypatch.setattr(bulk._Reader, "_strictly", watch)  # noqa: SLF001
        (gc.enable if ran else gc.disable)()
        read_organizations(file("{"), pause_gc=pause)
        assert seen == [ran and not pause]
        assert gc.isenabled() is ran

    def test_runs_again_after_an_error(self, file, monkeypatch):
        """Also where the reading ends in an error of any kind."""

        def fail(*_):
            raise MemoryError

        monkeypatch.setattr(bulk._Reader, "_read", fail)  # noqa: SLF001
        with pytest.raises(MemoryError):
            read_organizations(file(GOOD))
        assert gc.isenabled()


class TestEngine:
    def test_fast_without_msgspec_names_the_extra(self, file, monkeypatch):
        """Without it the same call works by the core way; asking for it says what to install."""
        monkeypatch.setitem(sys.modules, "msgspec", None)
        monkeypatch.setattr(bulk, "find_spec", lambda _: None)
        assert len(read_organizations(file(GOOD)).records) == 1
        with pytest.raises(MissingExtraError) as caught:
            read_organizations(file(GOOD), engine="fast")
        assert caught.value.extra == "fast"

    def test_unknown_engine_kind_and_class_are_refused(self, file):
        """The message names those there are."""
        with pytest.raises(UnknownNameError, match="core"):
            read_organizations(file(GOOD), engine="slow")
        with pytest.raises(UnknownNameError, match="organization"):
            read_records(file(GOOD), kind="organisation")
        with pytest.raises(InvalidValueError):
            read_records(file(GOOD), kind=dict)

    def test_lack_of_memory_is_not_taken_for_a_fault(self, engine, file, monkeypatch):
        """It is passed on, not tried again another way."""

        def fail(*_):
            raise MemoryError

        monkeypatch.setattr("hubnet.exchange.bulk.columns.Columns.read", fail)
        with pytest.raises(MemoryError):
            read_organizations(file(GOOD), engine=engine)


def test_plain_classes_have_no_converters():
    """They are found by their fields: identifiers and labels are, records with lists are not."""
    assert {Identifier, Label} <= set(plain_classes())
    assert Organization not in plain_classes()
    assert set(plain_classes()) < set(classes_within(KINDS.values()))
