"""Overlays from files in the form of the public data set holiday-cn."""

import json
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hubnet import load_calendar, load_overlay
from hubnet.calendar import OverlayDay
from hubnet.errors import FaultyFileError
from hubnet.values import Place

NEW_YEAR = {"name": "元旦", "date": "2027-01-01", "isOffDay": True}
WORKED = {"name": "元旦", "date": "2027-01-03", "isOffDay": False}
NOTICE = {
    "$schema": "https://example.org/schema.json",
    "$id": "https://example.org/2027.json",
    "year": 2027,
    "papers": ["https://example.org/paper/1", "https://example.org/paper/2"],
    "days": [NEW_YEAR, WORKED],
}


@pytest.fixture
def write(tmp_path):
    """Write content to a file: text and bytes as they are, anything else as JSON."""

    def to_file(content, name="2027.json"):
        path = tmp_path / name
        if not isinstance(content, bytes):
            text = content if isinstance(content, str) else json.dumps(content, ensure_ascii=False)
            content = text.encode()
        path.write_bytes(content)
        return path

    return to_file


def faults(path):
    """The places and messages of all faults of a file; each names the file."""
    with pytest.raises(FaultyFileError) as caught:
        load_overlay(path)
    assert {problem.file for problem in caught.value.problems} == {str(path)}
    return [(problem.path, problem.message) for problem in caught.value.problems]


class TestGoodFile:
    def test_reads(self, write):
        """Year, papers and days are taken over, the papers as the source."""
        overlay = load_overlay(write(NOTICE))
        assert overlay.year == 2027
        assert overlay.source == "https://example.org/paper/1, https://example.org/paper/2"
        assert overlay.days == (
            OverlayDay(day=date(2027, 1, 1), name="元旦", off=True),
            OverlayDay(day=date(2027, 1, 3), name="元旦", off=False),
        )
        assert overlay.place is None

    def test_path_as_text(self, write):
        """A path may be a text."""
        path = write(NOTICE)
        assert load_overlay(str(path)) == load_overlay(path)

    def test_byte_order_mark(self, write):
        """A byte order mark, as some editors write it, is no fault."""
        assert load_overlay(write(json.dumps(NOTICE).encode("utf-8-sig"))) == load_overlay(write(NOTICE, "b.json"))

    def test_names_itself(self, write):
        """Without a name of its own an overlay is called by its year, and by its place where it has one."""
        assert load_overlay(write(NOTICE)).name == "notice 2027"
        assert load_overlay(write(NOTICE | {"place": "32"})).name == "320000 2027"
        assert load_overlay(write(NOTICE | {"name": "2027年放假通知"})).name == "2027年放假通知"

    def test_local_days_are_no_notice(self, write):
        """A file with a place holds local days: it makes no year known."""
        overlay = load_overlay(write(NOTICE | {"place": "320102/锁金村街道"}))
        assert (overlay.place, overlay.year) == (Place("320102/锁金村街道"), None)

    def test_days_of_the_december_before(self, write):
        """A notice may set the last days of the year before."""
        overlay = load_overlay(write(NOTICE | {"days": [NEW_YEAR | {"date": "2026-12-31"}]}))
        assert overlay.days[0].day == date(2026, 12, 31)

    def test_reads_what_a_program_writes(self, tmp_path_factory):
        """Any set of days of a year comes back as it was written."""
        path = tmp_path_factory.mktemp("overlay") / "2027.json"

        @settings(max_examples=50)
        @given(
            st.dictionaries(
                st.dates(date(2027, 1, 1), date(2027, 12, 31)),
                st.tuples(st.text("元旦春节a", min_size=1, max_size=5), st.booleans()),
                min_size=1,
                max_size=12,
            )
        )
        def check(days):
            rows = [{"name": name, "date": str(day), "isOffDay": off} for day, (name, off) in days.items()]
            path.write_text(json.dumps(NOTICE | {"days": rows}), encoding="utf-8")
            read = load_overlay(path)
            assert {day.day: (day.name, day.off) for day in read.days} == days

        check()


class TestLoadCalendar:
    def test_lays_files_over_each_other(self, write, official, festivals):
        """Files are laid on in order, the last one wins, and the name of the calendar tells them all."""
        year = official.last_year + 1
        rows = [{"name": "节", "date": str(day), "isOffDay": True} for day in sorted(festivals(year))]
        notice = {"year": year, "papers": ["p"], "days": rows}
        change = notice | {"name": "change", "days": [NEW_YEAR | {"date": f"{year}-01-01", "isOffDay": False}]}
        calendar = load_calendar(write(notice), str(write(change, "change.json")))
        assert calendar.known_until == date(year, 12, 28)
        assert calendar.is_working(date(year, 1, 1))
        assert calendar.name == f"{official.name} + notice {year} + change"

    def test_without_files(self, official):
        """Without files it is the official calendar, equal each time."""
        assert load_calendar() == official
        assert load_calendar().overlays == ()

    def test_faulty_file_is_refused(self, write):
        """A fault in one of the files is told with its file."""
        with pytest.raises(FaultyFileError, match="is not valid JSON"):
            load_calendar(write(NOTICE), write("{", "broken.json"))

    def test_notice_not_yet_issued(self, write, official):
        """The public data set has a file for the next year before its notice: it announces nothing and is refused."""
        year = official.last_year + 1
        found = faults(write({"$schema": "s", "$id": "i", "year": year, "papers": [], "days": []}))
        assert found == [
            ("papers", "found []; give the papers the days were taken from, at least one"),
            ("days", "is empty: the file announces nothing yet"),
        ]


class TestFileThatCannotBeRead:
    def test_missing(self, tmp_path):
        """A file that is not there is told by name."""
        assert faults(tmp_path / "none.json") == [(None, "cannot be read: No such file or directory")]

    def test_folder(self, tmp_path):
        """A folder is no file."""
        assert faults(tmp_path) == [(None, "cannot be read: Is a directory")]

    @pytest.mark.parametrize("content", ["", " \n\t "], ids=["nothing", "blank"])
    def test_empty(self, write, content):
        """An empty file is told as such, not as a fault of syntax."""
        assert faults(write(content)) == [(None, "is empty")]

    @pytest.mark.parametrize(
        ("encoding", "advice"),
        [
            pytest.param("gb18030", "or give the encoding gb18030, as which it reads", id="GB 18030"),
            pytest.param("utf-16", "save the file as UTF-8", id="UTF-16"),
        ],
    )
    def test_encoding(self, write, encoding, advice):
        """A file in another encoding is told with the line and what to do, never read as garbage."""
        path = write(json.dumps(NOTICE, ensure_ascii=False, indent=1).encode(encoding))
        with pytest.raises(FaultyFileError, match="is not valid utf-8") as caught:
            load_overlay(path)
        assert advice in caught.value.problems[0].message
        assert caught.value.problems[0].line >= 1

    @pytest.mark.parametrize(
        ("content", "line", "message"),
        [
            pytest.param(
                '{"year": 2027,\n"papers": [}', 2, "is not valid JSON: Expecting value (column 12)", id="syntax"
            ),
            pytest.param(
                '{\n\n"year" 2027}', 3, "is not valid JSON: Expecting ':' delimiter (column 8)", id="missing colon"
            ),
            pytest.param('{"year": 2027} x', 1, "is not valid JSON: Extra data (column 16)", id="text after the end"),
            pytest.param("year: 2027", 1, "is not valid JSON: Expecting value (column 1)", id="another format"),
            pytest.param(
                "{'year': 2027}",
                1,
                "is not valid JSON: Expecting property name enclosed in double quotes (column 2)",
                id="single quotes",
            ),
        ],
    )
    def test_no_json(self, write, content, line, message):
        """A fault of syntax is told with its line and column."""
        path = write(content)
        with pytest.raises(FaultyFileError) as caught:
            load_overlay(path)
        (problem,) = caught.value.problems
        assert (problem.file, problem.line, problem.message) == (str(path), line, message)

    @pytest.mark.parametrize(
        ("year", "message"),
        [
            pytest.param("NaN", "NaN is no number of JSON", id="no number"),
            pytest.param('2027, "year": 2027', "the key 'year' stands there twice", id="key twice"),
            pytest.param("1" * 5000, "is not valid JSON", id="number of 5000 digits"),
            pytest.param('2027, "name": "\\ud800"', "half a character", id="half a character"),
        ],
    )
    def test_json_that_readers_take_in_different_ways(self, write, year, message):
        """What one reader of JSON lets pass and another refuses is refused."""
        text = json.dumps(NOTICE).replace('"year": 2027', f'"year": {year}')
        ((path, told),) = faults(write(text))
        assert path is None
        assert message in told

    @pytest.mark.parametrize("opening", ["[", '{"days":'], ids=["lists", "objects"])
    def test_nested_too_deeply(self, write, opening):
        """A file made to exhaust the parser is refused like any other."""
        assert faults(write(opening * 100_000)) == [(None, "is nested too deeply")]

    @pytest.mark.parametrize("content", ["[]", "null", "2027", '"2027"', "[{}]"], ids=ascii)
    def test_no_object(self, write, content):
        """Another shape at the top is told once."""
        assert faults(write(content)) == [(None, "give an object with year, papers and days")]


class TestFaultyContent:
    @pytest.mark.parametrize("year", [None, "2027", 2027.0, True, [2027], 0, -2027, 10_000], ids=repr)
    def test_year(self, write, year):
        """The year is a whole number that a date can have."""
        ((path, message),) = faults(write(NOTICE | {"year": year}))
        assert path == "year"
        assert message.endswith("give the year as a whole number")

    @pytest.mark.parametrize("papers", [None, [], "https://example.org", {}, [1], [None], [""], ["a", 2], 1], ids=repr)
    def test_papers(self, write, papers):
        """Days without a source are not taken: at least one paper, as text."""
        assert faults(write(NOTICE | {"papers": papers})) == [
            ("papers", f"found {papers!r}; give the papers the days were taken from, at least one")
        ]

    @pytest.mark.parametrize("key", ["year", "papers", "days"])
    def test_missing_key(self, write, key):
        """Each of the three parts must be there."""
        content = {name: value for name, value in NOTICE.items() if name != key}
        ((path, message),) = faults(write(content))
        assert path == key
        assert message.startswith("found None; give ")

    @pytest.mark.parametrize("place", [None, 32, "3201", "南京市", ["32"], ""], ids=ascii)
    def test_place(self, write, place):
        """A place is checked like any other place."""
        ((path, message),) = faults(write(NOTICE | {"place": place}))
        assert path == "place"
        assert f"found {place!r}; give CN or a GB/T 2260 division code" in message

    def test_unknown_key(self, write):
        """A misspelt key is told, with the keys that are known."""
        assert faults(write(NOTICE | {"paper": []})) == [
            ("paper", "unknown key 'paper'; known: $id, $schema, days, name, papers, place, year")
        ]

    @pytest.mark.parametrize("days", [None, {}, "2027-01-01", 1, True], ids=repr)
    def test_days_are_no_list(self, write, days):
        """The days are a list."""
        assert faults(write(NOTICE | {"days": days})) == [("days", f"found {days!r}; give a list")]

    @pytest.mark.parametrize(
        "row",
        [
            pytest.param(None, id="nothing"),
            pytest.param("2027-01-01", id="text"),
            pytest.param([], id="list"),
            pytest.param({}, id="empty"),
            pytest.param({"name": "元旦", "date": "2027-01-01"}, id="isOffDay missing"),
            pytest.param({"name": "元旦", "isOffDay": True}, id="date missing"),
            pytest.param({"date": "2027-01-01", "isOffDay": True}, id="name missing"),
            pytest.param(NEW_YEAR | {"note": "x"}, id="key too many"),
            pytest.param({"name": "元旦", "date": "2027-01-01", "is_off_day": True}, id="key misspelt"),
        ],
    )
    def test_row(self, write, row):
        """Each day has exactly name, date and isOffDay; a missing isOffDay is not taken as off or worked."""
        assert faults(write(NOTICE | {"days": [NEW_YEAR, row]})) == [
            ("days[1]", f"found {row!r}; give name, date and isOffDay")
        ]

    @pytest.mark.parametrize("name", [None, 1, "", " ", ["元旦"]], ids=repr)
    def test_name_of_a_day(self, write, name):
        """The name of a day is text."""
        assert faults(write(NOTICE | {"days": [NEW_YEAR | {"name": name}]})) == [
            ("days[0].name", f"found {name!r}; give a text")
        ]

    @pytest.mark.parametrize("off", [None, 1, 0, "true", "off", []], ids=repr)
    def test_state_of_a_day(self, write, off):
        """Off or worked is true or false, not something that Python would take for it."""
        assert faults(write(NOTICE | {"days": [NEW_YEAR | {"isOffDay": off}]})) == [
            ("days[0].isOffDay", f"found {off!r}; give true or false")
        ]

    @pytest.mark.parametrize(
        "day",
        [
            "2027-02-29", "2027-02-30", "2027-13-01", "2027/01/01", "20270101", "2027-1-1", "2027-W01-1", "2027-01",
            "2027", "", "２０２７-01-01", "2027-01-01T00:00:00", None, 20270101, 2027.0, True, ["2027-01-01"],
        ],
        ids=ascii,
    )  # fmt: skip
    def test_date_of_a_day(self, write, day):
        """The date is a day that exists, as YYYY-MM-DD."""
        ((path, message),) = faults(write(NOTICE | {"days": [NEW_YEAR | {"date": day}]}))
        assert path == "days[0].date"
        assert f"found {day!r}; " in message
        assert "YYYY-MM-DD" in message

    @pytest.mark.parametrize("day", ["2025-12-31", "2029-01-01", "2207-01-01"])
    def test_day_of_another_year(self, write, day):
        """A day more than a year away is a slip of the pen."""
        assert faults(write(NOTICE | {"days": [NEW_YEAR | {"date": day}]})) == [
            ("days[0].date", f"found {day}; it does not belong to the notice of 2027")
        ]

    @pytest.mark.parametrize("again", [NEW_YEAR, NEW_YEAR | {"isOffDay": False, "name": "调休"}], ids=["same", "other"])
    def test_day_twice(self, write, again):
        """A day that stands there twice is refused, whether the two agree or not."""
        assert faults(write(NOTICE | {"days": [NEW_YEAR, WORKED, again]})) == [
            ("days[2].date", "2027-01-01 stands there twice")
        ]

    def test_all_at_once(self, write):
        """Every fault of a file is told, each at its place, in the order of the file."""
        content = {
            "anno": 2027,
            "papers": [],
            "place": "3201",
            "days": [1, {"name": "", "date": "2027-02-30", "isOffDay": "yes"}, NEW_YEAR, NEW_YEAR],
        }
        assert [path for path, _ in faults(write(content))] == [
            "anno",
            "year",
            "papers",
            "place",
            "days[0]",
            "days[1].name",
            "days[1].isOffDay",
            "days[1].date",
            "days[3].date",
        ]

    @given(
        content=st.recursive(
            st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
            lambda inner: (
                st.lists(inner, max_size=3)
                | st.dictionaries(
                    st.sampled_from(["year", "papers", "days", "name", "place", "date", "isOffDay", "x"]),
                    inner,
                    max_size=4,
                )
            ),
        )
    )
    def test_nothing_else_is_raised(self, tmp_path_factory, content):
        """Whatever JSON a file holds, it is read or refused with located faults."""
        path = tmp_path_factory.getbasetemp() / "any.json"
        path.write_text(json.dumps(content), encoding="utf-8")
        with suppress(FaultyFileError):
            assert load_overlay(path).days
