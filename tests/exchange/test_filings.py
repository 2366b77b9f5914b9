"""Tables of filings: good rows answered, every fault by row and column."""

# ruff: noqa: E501  (tables of texts)

import csv
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hubnet import load_rulebook, read_filings
from hubnet.errors import FaultyFileError, Problem
from hubnet.exchange import FILING_COLUMNS, Filings, results_csv
from hubnet.exchange.filings import fact_value
from hubnet.rulebook import FactKind, FactType
from hubnet.values import Label

LAW = load_rulebook()
ON = date(2017, 8, 1)
HEADING = "id,procedure,place,documents_complete,note"
ROW = "f1,social_association.registration,320114,2017-07-05,example"
RESULT_COLUMNS = [
    "row", "id", "procedure", "place", "on", "step", "state", "late", "statutory_due", "committed_due",
    "committed_late", "done_on", "days_left", "provisional", "rule", "note",
]  # fmt: skip


@pytest.fixture
def table(tmp_path: Path):
    """Return a function that answers a table, given as text, bytes or lines."""

    def read(*lines: str | bytes, on: date | None = ON, **options) -> Filings:
        path = tmp_path / "filings.csv"
        if len(lines) == 1 and isinstance(lines[0], bytes):
            path.write_bytes(lines[0])
        else:
            path.write_bytes("\n".join([*lines, ""]).encode())
        return read_filings(path, LAW, on=on, **options)

    return read


@pytest.fixture
def refused(table):
    """Return a function that gives the faults of a table that is refused as a whole."""

    def faults(*lines: str | bytes, **options) -> tuple[Problem, ...]:
        with pytest.raises(FaultyFileError) as caught:
            table(*lines, **options)
        assert {Path(problem.file).name for problem in caught.value.problems} == {"filings.csv"}
        return caught.value.problems

    return faults


def places(filings: Filings) -> list[tuple[int, str | None]]:
    """Return row and column of every fault."""
    return [(problem.row, problem.column) for problem in filings.problems]


class TestRows:
    def test_answer(self, table):
        """A row is answered with its number, id, note and plan."""
        filings = table(HEADING, ROW)
        (filing,) = filings.filings
        assert (filings.rows, filings.problems) == (1, ())
        assert (filing.row, filing.id, filing.note) == (1, "f1", "example")
        assert filing.plan["decision"].committed_due == date(2017, 7, 12)
        assert filing.plan.on == ON

    def test_without_an_id(self, table):
        """A row without an id has its number as id."""
        filings = table("procedure,place", "social_association.registration,320102", "licence.general,320102")
        assert [filing.id for filing in filings.filings] == ["1", "2"]

    def test_day_of_the_row(self, table):
        """The day in the column ``on`` goes before the one given; an empty cell takes the one given."""
        filings = table(f"{HEADING},on", f"{ROW},2017-07-10", f"{ROW},")
        assert [filing.plan.on for filing in filings.filings] == [date(2017, 7, 10), ON]

    def test_no_day_at_all(self, table):
        """Without a day in the row or in the call the row cannot be answered."""
        filings = table(f"{HEADING},on", f"{ROW},", f"{ROW},2017-08-01", on=None)
        assert places(filings) == [(1, "on")]
        assert len(filings.filings) == 1

    def test_empty_cells(self, table):
        """An empty cell is an event that has not happened, a fact not known, a short row the same."""
        filings = table(
            "procedure,place,accepted,joint_handling", "licence.general,320102, ,", "licence.general,320102"
        )
        assert [filing.plan.case.events for filing in filings.filings] == [(), ()]
        assert [filing.plan.case.facts for filing in filings.filings] == [(), ()]

    def test_blank_lines(self, table):
        """Blank lines are passed over and not counted as filings; rows keep their numbers."""
        filings = table(HEADING, "", ROW, ",,,,", "  ", ROW)
        assert filings.rows == 2
        assert [filing.row for filing in filings.filings] == [2, 5]

    def test_spaces(self, table):
        """Spaces around a heading and a cell do not matter."""
        filings = table("id , procedure,place ,documents_complete,note", ROW.replace(",", " , "))
        assert filings.filings[0].plan["decision"].committed_due == date(2017, 7, 12)

    def test_several_events_in_a_cell(self, table):
        """A repeated event has its dates in one cell, separated by semicolons."""
        filings = table(
            "procedure,place,accepted,hearing_started,hearing_ended",
            "licence.general,320102,2017-07-03,2017-07-05;2017-07-12,2017-07-07; 2017-07-14",
        )
        assert [str(when) for name, when in filings.filings[0].plan.case.events if name == "hearing_ended"] == [
            "2017-07-07",
            "2017-07-14",
        ]

    def test_events_and_facts_together(self, table):
        """Events and facts can stand together in one column each."""
        filings = table(
            "procedure,place,events,facts",
            "licence.general,320102,accepted = 2017-07-03; hearing_started=2017-07-05 ;,joint_handling=是;lower_review=No",
        )
        case = filings.filings[0].plan.case
        assert [name for name, _ in case.events] == ["accepted", "hearing_started"]
        assert dict(case.facts) == {"joint_handling": True, "lower_review": False}

    def test_facts_in_columns(self, table):
        """A fact has a column of its own name."""
        filings = table(
            "procedure,place,accepted,extension_approved,extension_length",
            "charity.registration,320102,2017-07-03,2017-07-20,20",
        )
        # 30 + 20 days from 3 July end on Tuesday 22 August.
        assert filings.filings[0].plan["decision"].statutory_due == date(2017, 8, 22)

    def test_partial_dates(self, table):
        """A date known to the month gives an interval."""
        filings = table(HEADING, ROW.replace("2017-07-05", "2017-06"))
        assert str(filings.filings[0].plan["decision"].committed_due) is not None
        assert str(filings.filings[0].plan.case.events[0][1]) == "2017-06"

    def test_options(self, table):
        """Options of ``schedule`` hold for every row."""
        row = ROW.replace("2017-07-05", "2017-07-03")
        plain = table(HEADING, row).filings[0].plan["decision"]
        assumed = table(HEADING, row, assume=["social_association.registration.decision"]).filings[0].plan["decision"]
        assert (plain.committed_due, assumed.committed_due) == (None, date(2017, 7, 10))


class TestText:
    @pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
    def test_line_ends(self, table, end: str):
        """All three kinds of line ends are understood."""
        assert table(f"{HEADING}{end}{ROW}{end}".encode()).rows == 1

    @pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8"])
    def test_byte_order_mark(self, table, encoding: str):
        """A byte order mark, as spreadsheets write it, is no fault."""
        assert table(f"\ufeff{HEADING}\n{ROW}\n".encode(), encoding=encoding).rows == 1

    def test_gb18030(self, refused, table):
        """A table in GB18030 is refused with that hint, and answered where it is named."""
        content = f"{HEADING}\n{ROW}玄武\n".encode("gb18030")
        (problem,) = refused(content)
        assert problem.line == 2
        assert "give the encoding gb18030" in problem.message
        assert table(content, encoding="gb18030").filings[0].note == "example玄武"

    def test_unknown_encoding(self, refused):
        """An unknown encoding is refused with those that are common."""
        (problem,) = refused(HEADING, encoding="utf-9")
        assert "unknown encoding 'utf-9'; use utf-8 or gb18030" in problem.message

    def test_quoted_cells(self, table):
        """Quoted cells may hold commas, quotes and line ends."""
        filings = table(HEADING, ROW.replace("example", '"a, ""b""\nc"'), ROW)
        assert [filing.note for filing in filings.filings] == ['a, "b"\nc', "example"]
        assert [filing.row for filing in filings.filings] == [1, 2]

    @pytest.mark.parametrize(
        ("lines", "line"),
        [
            ((HEADING, ROW, 'f2,"social'), 3),
            ((HEADING, ROW, 'f2,"so"cial,320102,,', ROW), 3),
            (('id,"procedure,place', ROW), 1),
        ],
        ids=["open", "after the quote", "heading"],
    )
    def test_broken_quotes(self, refused, lines: tuple[str, ...], line: int):
        """Broken quotes are refused with the line on which they are found out or opened."""
        (problem,) = refused(*lines)
        assert "is not a table of comma-separated values" in problem.message
        assert problem.line is not None
        assert problem.line >= line

    def test_nul(self, refused):
        """NUL characters are no text."""
        (problem,) = refused(HEADING, ROW + "\0")
        assert (problem.line, "NUL" in problem.message) == (2, True)

    def test_utf_16_without_a_mark(self, refused):
        """UTF-16 without a mark reads as NUL characters and is refused."""
        (problem,) = refused(f"{HEADING}\n{ROW}\n".encode("utf-16-le"))
        assert "NUL" in problem.message

    def test_huge_cell(self, refused):
        """A cell beyond what the format's reader takes is refused."""
        (problem,) = refused(HEADING, ROW + "x" * 200_000)
        assert problem.line == 2

    @pytest.mark.parametrize("content", [b"", b"\n\n", b"\xef\xbb\xbf"])
    def test_empty(self, refused, content: bytes):
        """An empty file is refused."""
        assert [problem.message for problem in refused(content)] == ["is empty"]

    @pytest.mark.parametrize("rows", [(), ("", ""), (",,,,",)])
    def test_heading_only(self, refused, rows: tuple[str, ...]):
        """A heading without filings is refused."""
        assert [problem.message for problem in refused(HEADING, *rows)] == ["has a heading and no rows"]

    def test_separators_only(self, refused):
        """A file of nothing but separators has no heading."""
        assert [problem.message for problem in refused(",,,", ",,,")] == ["has no heading"]

    def test_missing_file(self, tmp_path):
        """A file that is not there is refused."""
        with pytest.raises(FaultyFileError):
            read_filings(tmp_path / "no.csv", LAW, on=ON)


class TestHeading:
    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            ("noote", "did you mean 'note'?"),
            ("documents_complet", "did you mean 'documents_complete'?"),
            ("joint_handlin", "did you mean 'joint_handling'?"),
            ("Note", "did you mean 'note'?"),
            ("程序", "known: id, procedure, place, on, events, facts, note, any event, any fact"),
        ],
    )
    def test_unknown_column(self, refused, name: str, advice: str):
        """An unknown column is refused with the nearest known one, or those known."""
        (problem,) = refused(f"{HEADING},{name}".replace(",note,", ",id,") if name == "Note" else f"{HEADING},{name}")[
            -1:
        ]
        assert (problem.line, problem.column) == (1, name)
        assert f"unknown column {name!r}; {advice}" == problem.message

    def test_column_twice(self, refused):
        """A column that stands there twice is refused once."""
        (problem,) = refused(f"{HEADING},id,id", ROW)
        assert (problem.line, problem.column, problem.message) == (1, "id", "column 'id' stands there twice")

    @pytest.mark.parametrize("missing", ["procedure", "place"])
    def test_missing_column(self, refused, missing: str):
        """Procedure and place are needed."""
        (problem,) = refused(HEADING.replace(f"{missing},", ""), ROW)
        assert (problem.line, problem.column, problem.message) == (1, missing, f"the column '{missing}' is missing")

    def test_all_at_once(self, refused):
        """All faults of a heading are reported together."""
        problems = refused("id,id,proceedure,zzz,place", ROW)
        assert [problem.column for problem in problems] == ["id", "proceedure", "zzz", "procedure"]

    @pytest.mark.parametrize("separator", [";", "\t"])
    def test_other_separator(self, refused, separator: str):
        """A table with another separator is told that commas are needed, not that a column is unknown."""
        (problem,) = refused(HEADING.replace(",", separator), ROW.replace(",", separator))
        assert "comma" in problem.message

    def test_column_without_a_name(self, refused):
        """A column without a name that holds something is refused, with its number."""
        (problem,) = refused(f"{HEADING},", f"{ROW},x")
        assert problem.line == 1
        assert "6" in problem.message

    def test_empty_columns_at_the_end(self, table):
        """Empty columns at the end, as spreadsheets leave them, are no fault."""
        assert len(table(f"{HEADING},,", f"{ROW},,", f"{ROW},, ").filings) == 2

    def test_blank_lines_before_the_heading(self, table):
        """Blank lines before the heading are passed over."""
        assert len(table("", " , ", HEADING, ROW).filings) == 1

    def test_columns(self):
        """The fixed columns are those documented."""
        assert FILING_COLUMNS == ("id", "procedure", "place", "on", "events", "facts", "note")


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "column", "fragment"),
        [
            ("2017-07-05", "2017-02-30", "documents_complete", "found '2017-02-30'"),
            ("2017-07-05", "5.7.2017", "documents_complete", "YYYY-MM-DD"),
            ("2017-07-05", "2017-07-09..2017-07-05", "documents_complete", "YYYY-MM-DD"),
            ("2017-07-05", "2017-07-05;2017-07-06", "documents_complete", "recorded 2 times; it happens once"),
            ("2017-07-05", "2017-08-02", "documents_complete", "lies after the day asked about, 2017-08-01"),
            ("registration", "registrtion", "procedure", "did you mean 'social_association.registration'?"),
            ("social_association.registration", "zzz", "procedure", "unknown procedure 'zzz'; known: "),
            ("social_association.registration", "", "procedure", "is empty"),
            ("320114", "", "place", "is empty"),
            ("320114", "3201", "place", "GB/T 2260"),
            ("320114", "Nanjing", "place", "GB/T 2260"),
            ("320114", "３２０１１４", "place", "GB/T 2260"),
            ("320114", "320114001", "place", "of level street"),
            ("social_association", "foundation", "place", "of level country or province; above it: 320000, CN"),
        ],
    )
    def test_one_row(self, table, old: str, new: str, column: str, fragment: str):
        """A fault is reported by row and column; the rows beside it are answered."""
        filings = table(HEADING, ROW, ROW.replace(old, new), ROW)
        assert [(problem.row, problem.column) for problem in filings.problems] == [(2, column)]
        assert fragment in filings.problems[0].message
        assert Path(filings.problems[0].file).name == "filings.csv"
        assert [filing.row for filing in filings.filings] == [1, 3]
        assert filings.rows == 3

    @pytest.mark.parametrize(
        ("cells", "column", "fragment"),
        [
            ("decided=2017-07-05; documents_complete=2017-07-06,", "decided", "comes before documents_complete"),
            ("hearing_ended=2017-07-05,", "hearing_ended", "hearing_ended without hearing_started"),
            ("hearing_started=2017-07-05; hearing_ended=2017-07-04,", "hearing_ended", "comes before hearing_started"),
            ("documents_complet=2017-07-05,", "documents_complet", "did you mean 'documents_complete'?"),
            ("year_ended=2016-12-31,", "year_ended", "is not one of social_association.registration"),
            ("documents_complete,", "events", "write NAME=VALUE"),
            ("=2017-07-05,", "events", "write NAME=VALUE"),
            ("documents_complete=,", "events", "write NAME=VALUE"),
            ("documents_complete=2017-02-30,", "events", "2017-02-30"),
            (",joint_handlin=yes", "joint_handlin", "did you mean 'joint_handling'?"),
            (",joint_handling=maybe", "facts", "give true or false"),
            (",extension_length=0", "facts", "found 0; give a whole number from 1"),
            (",extension_length=1.5", "facts", "give a whole number from 1"),
            (",extension_length=--3", "facts", "give a whole number from 1"),
            (",extension_length=" + "9" * 5000, "facts", "give a whole number from 1"),
            (",joint_handling=yes; joint_handling=no", "facts", "joint_handling"),
        ],
        ids=range(16),
    )
    def test_events_and_facts(self, table, cells: str, column: str, fragment: str):
        """Faults of events and facts are reported by the column, or by the event or fact where it is known."""
        filings = table("procedure,place,events,facts", f"social_association.registration,320102,{cells}")
        assert places(filings) == [(1, column)]
        assert fragment in filings.problems[0].message

    def test_fact_given_twice(self, table):
        """A fact in its own column and again in ``facts`` with another value is a fault, not a choice of ours."""
        filings = table("procedure,place,joint_handling,facts", "licence.general,320102,yes,joint_handling=no")
        assert [row for row, _ in places(filings)] == [1]
        assert "joint_handling" in filings.problems[0].message

    def test_event_given_twice(self, table):
        """An event in its own column and again in ``events`` is recorded twice."""
        filings = table(f"{HEADING},events", f"{ROW},documents_complete=2017-07-06")
        assert places(filings) == [(1, "documents_complete")]

    @pytest.mark.parametrize("surplus", [",x", ",x,y", ",,z"])
    def test_too_many_cells(self, table, surplus: str):
        """A row with more cells than the heading is a fault, its first surplus cell named."""
        filings = table(HEADING, ROW + surplus)
        assert [row for row, _ in places(filings)] == [1]
        assert f"has {5 + surplus.count(',')} cells, the heading 5" in filings.problems[0].message

    def test_several_faults_in_a_row(self, table):
        """All faults of a row are reported, whatever their kind."""
        filings = table(
            "procedure,place,on,documents_complete,joint_handling,events",
            "social_association.registrtion,3201,2017-02-29,2017-02-30,maybe,decided=x; refused=y",
        )
        assert sorted(column for _, column in places(filings)) == [
            "documents_complete", "events", "events", "joint_handling", "on", "place", "procedure",
        ]  # fmt: skip

    def test_faults_of_one_cell_and_of_the_case(self, table):
        """A faulty pair in a cell does not hide that another event of it belongs to another procedure."""
        filings = table(
            "procedure,place,events",
            "social_association.registration,320102,decided=x; replacement_applied=2016-12-31",
        )
        assert places(filings) == [(1, "events"), (1, "replacement_applied")]

    def test_faults_of_cells_and_of_the_case(self, table):
        """A faulty cell does not hide that the case contradicts itself."""
        filings = table(
            "procedure,place,on,documents_complete,decided,joint_handling",
            "social_association.registration,320102,2017-08-01,2017-07-05,2017-07-04,maybe",
        )
        assert {column for _, column in places(filings)} == {"decided", "joint_handling"}

    def test_outside_the_law(self, table):
        """A day before any rule or calendar is reported at its row."""
        filings = table(HEADING, ROW.replace("2017-07-05", "1980-01-01"), ROW)
        assert [row for row, _ in places(filings)] == [1]
        assert "1980-01-01" in filings.problems[0].message

    def test_outside_the_calendar(self, table):
        """A day before the calendar is reported at its row."""
        filings = table("procedure,place,accepted", "licence.general,320102,2006-12-29")
        assert [row for row, _ in places(filings)] == [1]
        assert "outside the calendar" in filings.problems[0].message

    @pytest.mark.parametrize(
        ("procedure", "events"),
        [
            ("social_association.registration", "documents_complete=9999-12-30"),
            ("social_association.annual_report", "year_ended=9999-12-31"),
            ("licence.renewal", "licence_expires=9999-12-31"),
            ("charity.registration", "accepted=9999; extension_approved=9999-12-31"),
        ],
    )
    def test_end_of_time(self, table, procedure: str, events: str):
        """At the last days a date can have, a row is answered or reported, and nothing else."""
        filings = table("procedure,place,events", f"{procedure},320000,{events}", on=date.max)
        assert len(filings.filings) + len({problem.row for problem in filings.problems}) == 1

    def test_all_rows_faulty(self, table):
        """Where no row is good, there are no answers and all faults."""
        filings = table(HEADING, ROW.replace("320114", "x"), ROW.replace("2017", "abcd"))
        assert filings.filings == ()
        assert places(filings) == [(1, "place"), (2, "documents_complete")]

    def test_wrong_option(self, table):
        """A fault of an option is one of the call, not of every row."""
        with pytest.raises(Exception, match="unknown reading 'zzz'"):
            table(HEADING, ROW, adopt=["zzz"])


class TestFactValue:
    @pytest.mark.parametrize(
        ("text", "value"),
        [("true", True), ("TRUE", True), ("yes", True), ("是", True), ("false", False), ("No", False), ("否", False)],
    )
    def test_yes_no(self, text: str, value: bool):  # noqa: FBT001
        """Words for yes and no are understood in both languages."""
        assert fact_value(LAW.facts["joint_handling"], text) is value

    @pytest.mark.parametrize("text", ["1", "0", "y", "wahr", ""])
    def test_yes_no_refuses(self, text: str):
        """Other words are refused."""
        with pytest.raises(ValueError, match="give true or false"):
            fact_value(LAW.facts["joint_handling"], text)

    @pytest.mark.parametrize(("text", "value"), [("3", 3), ("-3", -3), ("0", 0), ("007", 7)])
    def test_integer(self, text: str, value: int):
        """Whole numbers are understood."""
        fact = FactType(id="n", kind=FactKind.INTEGER, question=Label("问", "ask"))
        assert fact_value(fact, text) == value

    @pytest.mark.parametrize("text", ["", "-", "--3", "3-", "+3", "3.0", "1e3", "٣", "３", "0x10", "1_000", "9" * 5000])
    def test_integer_refuses(self, text: str):
        """Anything else is refused, also what Python would take."""
        fact = FactType(id="n", kind=FactKind.INTEGER, question=Label("问", "ask"))
        with pytest.raises(ValueError, match="give a whole number"):
            fact_value(fact, text)

    def test_choice(self):
        """A word of a choice is itself."""
        fact = FactType(id="f", kind=FactKind.CHOICE, question=Label("问", "ask"), choices=("club", "centre"))
        assert fact_value(fact, "club") == "club"
        with pytest.raises(ValueError, match="did you mean 'centre'"):
            fact_value(fact, "centr")


class TestResults:
    def test_columns_and_rows(self, table):
        """The results have one row a step, with codes and ISO dates."""
        rows = list(csv.reader(io.StringIO(results_csv(table(HEADING, ROW), "en"), newline="")))
        assert rows[0] == RESULT_COLUMNS
        decision = dict(zip(rows[0], rows[2], strict=True))
        # 60 days from 5 July end on Sunday 3 September and roll to Monday; 1 August to 4 September are 34 days.
        assert decision == {
            "row": "1", "id": "f1", "procedure": "social_association.registration", "place": "320114",
            "on": "2017-08-01", "step": "social_association.registration.decision", "state": "RUNNING",
            "late": "NOT_MET", "statutory_due": "2017-09-04", "committed_due": "2017-07-12", "committed_late": "MET",
            "done_on": "", "days_left": "34",
            "provisional": "False", "note": "example",
            "rule": "Regulations on the registration of social associations (2016 text), art. 12(1)",
        }  # fmt: skip
        assert len(rows) == 4

    def test_interval(self, table):
        """A due day that is not known exactly stands as its two bounds."""
        text = results_csv(table(HEADING, ROW.replace("320114", "320102").replace("2017-07-05", "2017-07")))
        assert ",2017-08-30..2017-09-29," in text

    def test_only_good_rows(self, table):
        """Faulty rows are left out, the others keep their numbers."""
        text = results_csv(table(HEADING, ROW.replace("320114", "x"), ROW))
        assert {row[0] for row in csv.reader(io.StringIO(text, newline=""))} == {"row", "2"}

    @pytest.mark.parametrize(
        "text",
        [
            "=1+1", "=cmd|' /C calc'!A0", "+1", "+86 25 1234", "-1+1", "-", "-2+3+cmd|' /C calc'!A0", "@SUM(A1)", "--5",
            "=",
        ],
    )  # fmt: skip
    def test_formulas(self, table, text: str):
        """What a spreadsheet could run as a formula is written with an apostrophe, in id and note."""
        filings = table("id,procedure,place,note", f'"{text}",social_association.registration,320102,"{text}"')
        _, row, *_ = csv.reader(io.StringIO(results_csv(filings), newline=""))
        assert (row[1], row[-1]) == (f"'{text}", f"'{text}")

    @pytest.mark.parametrize("text", ["f=1", "-5", "5", "a-b", "'=1", "%x", "1+1", "编号-1"])
    def test_plain_texts(self, table, text: str):
        """Plain texts and negative numbers stay as they are."""
        filings = table("id,procedure,place,note", f'"{text}",social_association.registration,320102,"{text}"')
        _, row, *_ = csv.reader(io.StringIO(results_csv(filings), newline=""))
        assert (row[1], row[-1]) == (text, text)

    def test_negative_days_stay_numbers(self, table):
        """Days that have passed stay negative numbers."""
        filings = table(HEADING, ROW, on=date(2017, 9, 6))
        rows = list(csv.DictReader(io.StringIO(results_csv(filings), newline="")))
        assert [row["days_left"] for row in rows] == ["", "-2", ""]

    def test_quotes_and_lines(self, table):
        """Commas, quotes and line ends in a note come back unchanged."""
        filings = table(HEADING, ROW.replace("example", '"a, ""b""\nc"'))
        _, row, *_ = csv.reader(io.StringIO(results_csv(filings), newline=""))
        assert row[-1] == 'a, "b"\nc'


class TestTable:
    def test_started_steps(self, table):
        """The table for readers has one row for each step that has started."""
        shown = table(HEADING, ROW, "f2,social_association.registration,320102,,").table("en")
        assert [row["id"] for row in shown.to_dicts()] == ["f1"]
        assert shown.to_dicts()[0]["statutory_due"] == "2017-09-04"

    def test_no_answers(self, table):
        """Without answers the table has its headings only."""
        shown = table(HEADING, ROW.replace("320114", "x")).table()
        assert len(shown) == 0
        assert "编号" in shown.text()


CELLS = st.sampled_from(
    ["", "2017-07-05", "2017-02-30", "2017-07", "x", "3201", "320102", "social_association.registration", "licence.general",
     "accepted=2017-07-05", "joint_handling=yes", ";", "=", "a=b;c", '"', "\0", "是", "--1", "9" * 30, "\n", "CN", "9999-12-31"]
) | st.text(max_size=8)  # fmt: skip
COLUMNS = st.sampled_from([*FILING_COLUMNS, "accepted", "decided", "hearing_started", "joint_handling", "x", ""])


class TestAnything:
    @given(
        heading=st.lists(COLUMNS, max_size=6).map(lambda names: ["procedure", "place", *names]),
        rows=st.lists(st.lists(CELLS, max_size=9), max_size=4),
        quoted=st.booleans(),
    )
    @example(
        heading=["procedure", "place", "facts"], rows=[["licence.general", "CN", "extension_length=--1"]], quoted=True
    )
    @example(
        heading=["procedure", "place", "events"],
        rows=[["social_association.annual_report", "CN", "year_ended=9999-12-31"]],
        quoted=True,
    )
    def test_cells(self, tmp_path_factory, heading, rows, quoted: bool):  # noqa: FBT001
        """Any cells under any heading: every row is answered or reported, or the whole file is refused."""
        out = io.StringIO(newline="")
        if quoted:
            csv.writer(out).writerows([heading, *rows])
        else:
            out.write("\n".join(",".join(row) for row in [heading, *rows]))
        self.hold(tmp_path_factory.getbasetemp() / "any.csv", out.getvalue().encode("utf-8", "replace"))

    @given(content=st.binary(max_size=200) | st.text(alphabet=',;"\n\r\0ab=é中', max_size=200).map(str.encode))
    def test_bytes(self, tmp_path_factory, content: bytes):
        """Any bytes at all are answered or refused."""
        self.hold(tmp_path_factory.getbasetemp() / "any.csv", content)

    def hold(self, path: Path, content: bytes) -> None:
        """Hold a file against the one promise: answers and faults of all rows, or a refusal that says why."""
        path.write_bytes(content)
        try:
            filings = read_filings(path, LAW, on=date.max)
        except FaultyFileError as error:
            assert all(problem.message for problem in error.problems)  # noqa: PT017  (either this, or the rest)
            return
        answered = {filing.row for filing in filings.filings}
        faulty = {problem.row for problem in filings.problems}
        assert not answered & faulty
        assert len(answered | faulty) == filings.rows
        assert len(list(csv.reader(io.StringIO(results_csv(filings), newline="")))) >= 1 + len(answered)
        assert filings.table("zh").text()
