import json
import pickle
import re
from datetime import UTC, date, datetime
from decimal import Decimal
from fractions import Fraction
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from strategies import CHINESE, LATIN
from wcwidth import wcswidth

from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.values import Outcome, Place, Table

LONG = "登记管理机关应当自收到全部有效文件之日起六十日内，作出准予或者不予登记的决定"


class TestText:
    def test_columns_stand_below_each_other(self):
        """A Chinese character takes two cells of a terminal, so the next column begins at the same cell in each row."""
        table = Table(("place", "due"), [("玄武区", "2017-07-05"), ("CN", "2017")], headings=("地点", "期限"))
        assert table.text().splitlines() == [
            "地点    期限",
            "------  ----------",
            "玄武区  2017-07-05",
            "CN      2017",
        ]

    def test_names_head_the_columns_where_no_headings_are_given(self):
        """Without headings the names of the columns are shown."""
        assert str(Table(("place", "due"), [])).splitlines() == ["place  due", "-----  ---"]

    @pytest.mark.parametrize(
        ("cell", "shown"),
        [
            pytest.param(None, "", id="nothing"),
            pytest.param(Outcome.NOT_MET, "NOT_MET", id="code"),
            pytest.param(date(2017, 7, 5), "2017-07-05", id="date"),
            pytest.param(60, "60", id="number"),
            pytest.param(False, "False", id="no"),
            pytest.param(Place("32"), "320000", id="value with a text"),
            pytest.param("第一行\n第二行", "第一行\n第二行", id="two lines"),
        ],
    )
    def test_cell(self, cell, shown):
        """Nothing is shown as nothing, a code as its word, a value as its text."""
        assert Table(("cell",), [(cell,)]).text().split("\n", 2)[2] == shown

    def test_wide_cells_are_broken_over_lines(self):
        """A cell that is too wide goes on below itself, in its own column."""
        table = Table(("step", "text"), [("决定", LONG), ("通知", "x")])
        assert table.text(40).splitlines() == [
            "step  text",
            "----  ----------------------------------",
            "决定  登记管理机关应当自收到全部有效文件",
            "      之日起六十日内，作出准予或者不予登",
            "      记的决定",
            "通知  x",
        ]

    def test_lines_inside_cells_are_kept(self):
        """A cell of two lines makes its row two lines high, and the others are filled up."""
        table = Table(("a", "b", "c"), [("1", "上\n下", "x\n\ny")])
        assert table.text().splitlines()[2:] == ["1  上  x", "   下", "       y"]

    def test_no_bound(self):
        """Without a width nothing is broken."""
        assert Table(("text",), [(LONG * 3,)]).text(None).splitlines()[2] == LONG * 3

    def test_eighty_columns_are_the_default(self):
        """Printing a table keeps to 80 cells, all of them used where there is that much to show."""
        lines = str(Table(("text", "more"), [(LONG * 3, LONG)])).splitlines()
        assert max(map(wcswidth, lines)) == 80

    @pytest.mark.parametrize("width", range(30, 45))
    def test_uses_the_width(self, width):
        """A table that is too wide is made as wide as it may be, not narrower."""
        rule = Table(("a", "b", "c"), [(LONG, LONG * 2, LONG * 3)]).text(width).splitlines()[1]
        assert len(rule) == width

    def test_table_that_just_fits_is_left_alone(self):
        """Nothing is broken while the widest line has just the width allowed."""
        table = Table(("one heading", "b"), [("x", "y" * 67)])
        assert table.text(80).splitlines() == table.text(None).splitlines()
        assert max(map(len, table.text(80).splitlines())) == 80
        assert table.text(79).splitlines()[0].split() == ["one", "b"]

    def test_headings_break_between_words(self):
        """A heading gives way down to its longest word."""
        lines = Table(("last representative day", "text"), [("x", LONG)]).text(40).splitlines()
        assert [line[:14].strip() for line in lines[:3]] == ["last", "representative", "day"]

    def test_columns_stay_readable(self):
        """Where there are too many columns for the width each keeps six cells."""
        rule = Table(tuple("abcdefghijkl"), [["abcdefgh"] * 12]).text(80).splitlines()[1]
        assert rule.split() == ["-" * 6] * 12

    def test_headings_break_before_cells(self):
        """Where space is short a heading of several words gives way first, and a date stays in one piece."""
        table = Table(
            ("due", "text"), [("2017-07-05", LONG), ("2017-07-06", LONG)], headings=("last day of the period", "text")
        )
        assert [line[:10] for line in table.text(60).splitlines() if line.startswith("2017")] == [
            "2017-07-05",
            "2017-07-06",
        ]

    def test_breaks_between_words_before_in_words(self):
        """Columns give way down to their longest words, and only then are words broken, down to six cells."""
        table = Table(("x", "y"), [("alphabet beta", "gamma delta")])
        assert table.text(15).splitlines()[2:] == ["alphabet  gamma", "beta      delta"]
        assert table.text(13).splitlines()[2:] == ["alphab  gamma", "et      delta", "beta"]
        assert table.text(1).splitlines() == table.text(13).splitlines()

    @pytest.mark.parametrize("day", ["2013-01-01", "2013-01", "9999-12-31"])
    def test_days_told_as_text_are_not_broken(self, day):
        """A day as precise as its source is a text, and stands in one piece too; other texts with hyphens break."""
        lines = Table(("tie", "start"), [("meiyuan-has-members", day), (LONG, None)]).text(20).splitlines()
        assert lines[2].split()[-1] == day
        assert "meiyuan-has-members" not in lines[2]

    @given(
        st.lists(
            st.tuples(
                st.text(LATIN, min_size=1, max_size=40), st.integers(), st.dates(), st.none() | st.fractions(0, 10),
                st.text(CHINESE, min_size=1, max_size=40),
            ),
            min_size=1, max_size=3,
        ),
        st.integers(1, 90),
    )  # fmt: skip
    def test_numbers_and_days_are_never_broken(self, rows, width):
        """However little room there is, each number and day stands in one piece, in the first line of its row."""
        lines = Table(tuple("abcde"), rows).text(width).splitlines()[2:]
        whole = [
            [str(number), day.isoformat(), *([] if share is None else [f"{float(share):.4f}"])]
            for _, number, day, share, _ in rows
        ]
        # Only the first line of a row has a day.
        first = [line.split() for line in lines if re.search(r"\d{4}-\d\d-\d\d", line)]
        assert [line[1 : 1 + len(some)] for line, some in zip(first, whole, strict=True)] == whole

    @given(
        st.lists(st.tuples(st.text(CHINESE, max_size=120), st.text(LATIN, max_size=120)), max_size=4),
        st.integers(24, 100),
    )
    def test_fits_and_keeps_every_character(self, rows, width):
        """No line is wider than allowed, and each column still reads as its cells, character by character."""
        lines = Table(("1", "2"), rows).text(width).splitlines()
        assert all(wcswidth(line) <= width for line in lines)
        body = "".join(lines[2:])
        assert "".join(character for character in body if character in CHINESE) == "".join(row[0] for row in rows)
        assert "".join(character for character in body if character in LATIN) == "".join(row[1] for row in rows)

    @given(
        st.lists(st.text(CHINESE + LATIN + " -0123456789", max_size=90), min_size=1, max_size=7), st.integers(54, 90)
    )
    def test_words_are_not_lost_at_breaks(self, cells, width):
        """Only spaces can go where a line is broken, whatever else the cells hold."""
        lines = Table(tuple("1234567"[: len(cells)]), [cells]).text(width).splitlines()
        assert all(wcswidth(line) <= width for line in lines)
        kept = "".join(lines[2:])
        assert sorted(kept.replace(" ", "")) == sorted("".join(cells).replace(" ", ""))

    def test_no_line_ends_in_space(self):
        """Lines can be copied into a document as they are."""
        table = Table(("a", "b"), [("x", None), ("玄武区", "y" * 100)])
        assert all(line == line.rstrip() for line in table.text().splitlines())


class _Cells(HTMLParser):
    """Tags and texts of a page, as a browser would see them."""

    def __init__(self):
        super().__init__()
        self.tags, self.texts = [], []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, attrs))

    def handle_data(self, data):
        self.texts.append(data)


class TestHtml:
    def test_table(self):
        """A notebook shows headings and rows."""
        table = Table(("place", "due"), [("玄武区", None)], headings=("地点", "期限"))
        assert table._repr_html_() == (
            "<table><thead><tr><th>地点</th><th>期限</th></tr></thead><tbody><tr><td>玄武区</td><td></td></tr></tbody></table>"
        )

    @pytest.mark.parametrize(
        "text",
        [
            "<script>alert(1)</script>",
            '"><img src=x onerror=alert(1)>',
            "a & b < c > d",
            "&lt;b&gt;",
            "' onmouseover='x",
            "</td></tr></table>",
        ],
    )
    def test_text_cannot_become_markup(self, text):
        """Cells, names and headings are escaped: a reader sees the text as it was given, and nothing runs."""
        for table in (Table((text,), [(text,)]), Table(("a",), [(text,)], headings=(text,))):
            page = _Cells()
            page.feed(table._repr_html_())
            assert page.texts == [text, text]
            assert page.tags == [(tag, []) for tag in ("table", "thead", "tr", "th", "tbody", "tr", "td")]


class TestToDicts:
    def test_rows_by_name(self):
        """Programs get one dictionary a row, in order, under the names and not the headings, as JSON can hold it."""
        rows = [
            ("玄武区", date(2017, 7, 5), 60, True, None, Outcome.MET),
            (Place("CN"), "2017-07", 0, False, "", Outcome.UNKNOWN),
        ]
        table = Table(("place", "due", "days", "late", "note", "outcome"), rows, headings=tuple("123456"))
        expected = [
            {"place": "玄武区", "due": "2017-07-05", "days": 60, "late": True, "note": None, "outcome": "MET"},
            {"place": "CN", "due": "2017-07", "days": 0, "late": False, "note": "", "outcome": "UNKNOWN"},
        ]
        assert table.to_dicts() == expected
        assert json.loads(json.dumps(table.to_dicts(), ensure_ascii=False)) == expected

    @settings(max_examples=100)
    @given(st.lists(st.tuples(st.dates(), st.decimals(), st.none() | st.text(max_size=9)), max_size=3))
    def test_any_row_is_json(self, rows):
        """Whatever the cells are, the dictionaries go through JSON unchanged."""
        table = Table(("a", "b", "c"), rows)
        assert json.loads(json.dumps(table.to_dicts())) == table.to_dicts()

    def test_time_is_iso_text(self):
        """A time of day keeps the ISO form, as other programs read it."""
        time = datetime(2017, 7, 5, 9, 30, tzinfo=UTC)
        assert Table(("at",), [(time,)]).to_dicts() == [{"at": "2017-07-05T09:30:00+00:00"}]

    def test_number_without_a_json_form_is_text(self):
        """An exact amount does not become a float."""
        assert Table(("amount",), [(Decimal("0.10"),)]).to_dicts() == [{"amount": "0.10"}]


class TestColumns:
    def test_same_as_rows(self):
        """A table of columns is the one of their rows: equal, read by row, slice or column."""
        table = Table.of_columns({"a": ["x", "y", "z"], "b": (1, 2, 3)}, ("甲", "乙"))
        assert table == Table(("a", "b"), [("x", 1), ("y", 2), ("z", 3)], ("甲", "乙"))
        assert (len(table), table.rows[1], table.rows[-1]) == (3, ("y", 2), ("z", 3))
        assert tuple(table.rows[1:]) == (("y", 2), ("z", 3))
        assert (table.column("b"), Table(("b",), [(1,), (2,)]).column("b")) == ([1, 2, 3], [1, 2])

    def test_plain_columns(self):
        """A dataframe gets one list a column, with ratios as numbers and days as texts."""
        table = Table(("share", "on", "n"), [(Fraction(1, 4), date(2012, 8, 2), 36), (None, None, 0)])
        assert table.to_columns() == {"share": [0.25, None], "on": ["2012-08-02", None], "n": [36, 0]}

    def test_ratio(self):
        """A ratio stays exact in the rows and is shown with four decimals."""
        table = Table(("share",), [(Fraction(2, 3),)])
        assert (table.rows[0], table.text().split()[-1], table.to_dicts()) == (
            (Fraction(2, 3),),
            "0.6667",
            [{"share": 2 / 3}],
        )

    def test_nothing(self):
        """Columns without cells, and no columns, are tables without rows."""
        assert [len(table) for table in (Table.of_columns({"a": []}), Table.of_columns({}))] == [0, 0]
        assert Table.of_columns({"a": []}).to_columns() == {"a": []}

    @pytest.mark.parametrize(
        ("columns", "found"),
        [({"a": (one for one in "ab")}, "generator"), ({"a": None}, "NoneType"), ({"a": 3}, "int"), (["a"], "list")],
    )
    def test_no_columns(self, columns, found):
        """What is no list, and what has no names, is no column."""
        with pytest.raises(InvalidValueError, match=f"found '{found}'; give a dict of lists, by the names"):
            Table.of_columns(columns)

    def test_table_without_columns(self):
        """Without columns nothing is shown."""
        assert (Table((), []).text(), str(Table.of_columns({})), repr(Table((), []))) == ("", "", "")

    def test_survives_a_pickle(self):
        """A pickle keeps the cells of a table of columns."""
        table = Table.of_columns({"a": range(3), "b": "xyz"})
        assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301  (our own)

    @pytest.mark.parametrize("width", ["80", 80.5, True])
    def test_a_width_is_a_whole_number(self, width):
        """A width of another kind is refused."""
        with pytest.raises(InvalidValueError, match="give a whole number of terminal cells, or None"):
            Table(("a",), [(1,)]).text(width)

    def test_nothing_to_show(self):
        """A table without columns is an empty text."""
        assert [repr(Table([], [])), str(Table.of_columns({})), Table([], [])._repr_html_()] == [
            "", "", "<table><thead><tr></tr></thead><tbody></tbody></table>",
        ]  # fmt: skip

    @pytest.mark.parametrize("columns", [None, [], {"a": 5}, {"a": iter("xyz")}], ids=repr)
    def test_what_is_no_column(self, columns):
        """Columns are lists by name."""
        with pytest.raises(InvalidValueError, match="give a dict of lists, by the names of the columns"):
            Table.of_columns(columns)

    def test_uneven_columns(self):
        """Columns of different lengths are refused, each with its length."""
        with pytest.raises(InvalidValueError, match="give columns of one length") as caught:
            Table.of_columns({"a": [1, 2], "b": [1]})
        assert caught.value.found == {"a": 2, "b": 1}

    def test_unknown_column(self):
        """A column that is none is named, with those that there are."""
        with pytest.raises(UnknownNameError, match=r"unknown column 'c'.*a, b"):
            Table(("a", "b"), []).column("c")


class TestShownInPart:
    """A prompt and a notebook show the first rows of a large table."""

    def test_all_of_a_small_one(self):
        """Fifty rows are shown whole, as text."""
        table = Table(("a",), [(number,) for number in range(50)])
        assert repr(table) == table.text()
        assert table._repr_html_().endswith("<tr><td>49</td></tr></tbody></table>")

    def test_the_first_of_a_large_one(self):
        """Of more the first fifty, and how many rows and columns there are; ``str`` is of all."""
        table = Table.of_columns({"a": range(51), "b": range(51)})
        assert repr(table).splitlines()[2] == "0   0"
        assert repr(table).splitlines()[-2:] == ["49  49", "… 51 × 2"]
        assert table._repr_html_().endswith("<td>49</td><td>49</td></tr></tbody></table><p>… 51 × 2</p>")
        assert str(table).splitlines()[-1] == "50  50"


class TestShape:
    def test_rows_can_be_counted_and_walked(self):
        """A table is its rows, in order."""
        table = Table(["a", "b"], ([n, n * n] for n in range(3)))
        assert (len(table), list(table)) == (3, [(0, 0), (1, 1), (2, 4)])

    def test_equal_by_content(self):
        """Lists and tuples of the same cells make equal tables."""
        assert Table(["a"], [[1]]) == Table(("a",), ((1,),)) != Table(("a",), ((2,),))

    @pytest.mark.parametrize(
        ("rows", "headings", "found"),
        [
            pytest.param([(1, 2), (1,)], (), (1,), id="short row"),
            pytest.param([(1, 2), (1, 2, 3)], (), (1, 2, 3), id="long row"),
            pytest.param([()], (), (), id="empty row"),
            pytest.param([(1, 2)], ("甲",), ("甲",), id="too few headings"),
            pytest.param([], ("甲", "乙", "丙"), ("甲", "乙", "丙"), id="too many headings"),
        ],
    )
    def test_refuses_uneven_rows(self, rows, headings, found):
        """A row or heading of another length is refused and shown."""
        with pytest.raises(InvalidValueError, match="each row and the headings need 2 cells") as caught:
            Table(("a", "b"), rows, headings)
        assert caught.value.found == found
