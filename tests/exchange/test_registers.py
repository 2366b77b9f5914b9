import json
from datetime import date
from enum import Enum
from functools import cache
from typing import get_args, get_origin, get_type_hints

import attrs
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hubnet.calendar import Period, Unit
from hubnet.entities import KINDS, Completeness, Document, Name, Organization, Register, Tie, TieKind, kind_of
from hubnet.errors import FaultyFileError
from hubnet.exchange import (
    dump_register,
    load_register,
    parse_register,
    read_register,
    record_from_dict,
    record_to_dict,
    save_register,
)
from hubnet.exchange.records import DEEPEST
from hubnet.exchange.registers import FORM
from hubnet.values import Citation as Cite
from hubnet.values import End, Label, PartialDate, Place, Quantity, Share, Span, Yuan

FIGURES = (
    "36",
    "近60个",
    "2500余家",
    "3500平方米以上",
    "15个左右",
    "数十家",
    "预计达1.5万人",
    "基本100%",
    "(1, 2]元",
    "1/3",
)
TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=8).filter(str.strip)
SPANS = ("2010-12/..", "2010/?", "?/? @2012-08-02", "../2014-05-01", "2009/2012-02")


VALUES = {
    PartialDate: st.sampled_from(("2010", "2010-12", "2010-12-05", "2011-12-01..2011-12-15")).map(PartialDate.parse),
    Span: st.sampled_from(SPANS).map(Span.parse),
    Place: st.sampled_from(("CN", "320000", "320102", "320102/梅园新村街道")).map(Place),
    Quantity: st.sampled_from(FIGURES).map(Quantity.parse),
    Yuan: st.integers(0, 10**12).map(Yuan),
    Share: st.sampled_from(("3/5", "67.8 %")).map(Share.parse),
    Period: st.builds(Period, st.integers(0, 60), st.sampled_from(Unit)),
    date: st.dates(),
    str: TEXTS,
    int: st.integers(0, 99),
    bool: st.booleans(),
    Name: st.builds(Name, zh=TEXTS, en=st.none() | TEXTS),
}


@cache
def strategy_of(kind):
    """Values of a type, every field of a class drawn."""
    if kind in VALUES:
        return VALUES[kind]
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    if get_origin(kind) is tuple:
        inner = strategy_of(get_args(kind)[0])
        return st.lists(inner, min_size=1 if get_args(kind)[0] is Name else 0, max_size=2).map(tuple)
    if get_args(kind):
        return st.none() | strategy_of(get_args(kind)[0])
    hints = get_type_hints(kind)
    drawn = {field.name: strategy_of(hints[field.name]) for field in attrs.fields(kind)}
    if kind is Completeness:
        drawn["kinds"] = st.lists(st.sampled_from(list(KINDS)), min_size=1, max_size=2)
    return st.builds(kind, **drawn)


class TestRecords:
    @pytest.mark.parametrize("kind", KINDS)
    def test_a_record_survives_json(self, kind):
        """A record of any kind is the same after it went out as JSON text and came back."""

        @settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
        @given(strategy_of(KINDS[kind]))
        def check(record):
            content = json.loads(json.dumps(record_to_dict(record), ensure_ascii=False))
            again, faults = record_from_dict(kind_of(record), content)
            assert faults == []
            assert again == record

        check()

    def test_what_stands_there_by_default_is_left_out(self):
        """A record with nothing but its name is as short in the file."""
        assert record_to_dict(Organization(id="a", names="甲")) == {"id": "a", "names": [{"zh": "甲"}]}
        tie = Tie(id="t", kind=TieKind.HOSTS, from_="a", to="b")
        assert record_to_dict(tie) == {"id": "t", "kind": "hosts", "from": "a", "to": "b"}


REGISTER = """\
label = { zh = "街道", en = "street" }

[[document]]
id = "report"
title = { zh = "报道", en = "report" }
published = 2012-08-02

[[document]]
id = "notice"
title = { zh = "通知", en = "notice" }

[[organization]]
id = "association"
names = ["促进会", { zh = "地区促进会", kind = "alias", cite = "第3段" }]
founded = "2011年底"
cite = "第2段"

[[organization]]
id = "park"
names = "服务园"
founded = 2010-05-01
cite = [{ source = "notice", passage = "二", quote = "建园" }, "第4段"]

[[tie]]
id = "t1"
kind = "hosts"
from = "park"
to = "association"
span = "2011-12/.."
"""


@pytest.fixture
def toml(tmp_path):
    """Write a TOML register and return its path."""

    def write(text, name="register.toml"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


class TestToml:
    def test_short_forms_are_written_out(self, toml):
        """A name alone, a date of TOML or of a source, and a passage alone are taken for what they stand for."""
        register = load_register(toml(REGISTER))
        association, park = register["association"], register["park"]
        assert association.names[0] == Name(zh="促进会")
        assert association.founded == PartialDate(date(2011, 12, 1), date(2011, 12, 31))
        report = Cite(document="报道", title=Label("报道", "report"), published=date(2012, 8, 2), passage="第2段")
        assert association.cite == (report,)
        assert association.names[1].cite[0].passage == "第3段"
        assert park.founded == PartialDate.parse("2010-05-01")
        assert [cite.document for cite in park.cite] == ["通知", "报道"]
        assert park.cite[0].quote == "建园"
        assert register["t1"].span == Span(PartialDate.parse("2011-12"), End.OPEN)
        assert register.documents[0] == Document(id="report", title=Label("报道", "report"), published=date(2012, 8, 2))

    def test_json_holds_the_same_register(self, toml, tmp_path):
        """A register of TOML is the same when it is written as JSON and read again."""
        register = load_register(toml(REGISTER))
        save_register(register, tmp_path / "register.json")
        assert load_register(tmp_path / "register.json") == register
        assert parse_register(dump_register(register, indent=None)) == register

    def test_all_faults_are_listed_with_line_and_path(self, toml):
        """Every fault of a file is told at once: line, key path, what was found and what to do."""
        text = """\
labl = { zh = "街道" }

[[organization]]
id = "a"
names = "甲"
form = "social_asociation"
founded = "2011-13"

[[organization]]
names = []
seat = 320102

[[tie]]
id = "t"
kind = "hosts"
from = "a"
too = "b"
span = "2012/2011"

[[grant]]
id = "g"
recipient = "a"
awarded = 5.5
"""
        with pytest.raises(FaultyFileError) as caught:
            load_register(toml(text))
        found = {(problem.line, problem.path) for problem in caught.value.problems}
        assert found == {
            (None, "labl"),
            (6, "organization[0].form"),
            (7, "organization[0].founded"),
            (9, "organization[1].id"),
            (10, "organization[1].names"),
            (11, "organization[1].seat"),
            (13, "tie[0].to"),
            (17, "tie[0].too"),
            (18, "tie[0].span"),
            (23, "grant[0].awarded"),
        }
        text = str(caught.value)
        assert "did you mean 'label'" in text
        assert "did you mean 'social_association'" in text
        assert "5.5" in text

    def test_good_records_of_a_faulty_file_are_read(self, toml):
        """Reading on keeps the records without a fault, and knows where each stood."""
        text = REGISTER.replace('kind = "hosts"', 'kind = "host"')
        reading = read_register(toml(text))
        assert [problem.path for problem in reading.problems] == ["tie[0].kind"]
        assert reading.register.ids() == ("association", "park")
        assert reading.origins["park", 0].line == 18

    @pytest.mark.parametrize(
        ("old", "new", "path", "fragment"),
        [
            pytest.param('cite = "第2段"', "cite = 3", "organization[0].cite[0]", "give a table", id="a number"),
            pytest.param(
                'source = "notice"', 'source = "x"', "organization[1].cite",
                "unknown source 'x'; documents of the file: report, notice", id="an unknown document",
            ),
            pytest.param('kind = "hosts"', 'kind = "入驻"', "tie[0].kind", "did you mean 'hosts'?", id="its label"),
            pytest.param("[[document]]", "[[documents]]", "documents", "did you mean 'document'", id="a wrong table"),
            pytest.param(
                'names = "服务园"', 'names = ""', "organization[1].names[0]", "must not be empty", id="no name"
            ),
            pytest.param('id = "t1"', "id = 1", "tie[0].id", "give text in quotes", id="a number as id"),
        ],
    )  # fmt: skip
    def test_one_fault(self, toml, old, new, path, fragment):
        """A fault is found at its key, with what to do."""
        reading = read_register(toml(REGISTER.replace(old, new)))
        problem = next(problem for problem in reading.problems if problem.path == path)
        assert fragment in problem.message

    def test_a_passage_without_a_document_is_refused(self, toml):
        """A passage alone says nothing where the file names no document."""
        reading = read_register(toml('[[organization]]\nid = "a"\nnames = "甲"\ncite = "第1段"\n'))
        assert [problem.path for problem in reading.problems] == ["organization[0].cite"]
        assert "a passage without its document" in reading.problems[0].message


class TestFrame:
    @pytest.mark.parametrize(
        ("text", "fragment"),
        [
            pytest.param("[]", "is not a register", id="a list"),
            pytest.param("{}", f"must be '{FORM}'", id="no form"),
            pytest.param('{"form": "hubnet.plan/1"}', f"must be '{FORM}'", id="another form"),
            pytest.param('{"form": "hubnet.register/1", "tie": {}}', "a list of objects", id="a table that is none"),
            pytest.param('{"form": "hubnet.register/1", "tie": [1]}', "a list of objects", id="a record that is none"),
            pytest.param('{"form": "hubnet.register/1", "a": 1, "a": 2}', "twice", id="a key twice"),
            pytest.param('{"form": "hubnet.register/1", "label": {"zh": "x"}}', "'en' is missing", id="half a label"),
            pytest.param('{"form": "hubnet.register/1", "label": NaN}', "NaN", id="no number"),
        ],
    )
    def test_json_that_is_no_register_is_refused(self, text, fragment):
        """Another file, or a table of another shape, is refused with what it should be."""
        with pytest.raises(FaultyFileError, match=fragment):
            parse_register(text)

    @pytest.mark.parametrize("deep", [DEEPEST + 1, 500, 100_000])
    def test_deep_nesting_is_refused(self, deep):
        """Nesting deeper than the limit is refused before anything is made of it."""
        with pytest.raises(FaultyFileError, match="nested too deeply"):
            parse_register('{"form": "hubnet.register/1", "tie": ' + "[" * deep + "]" * deep + "}")

    def test_an_editor_may_name_the_schema(self):
        """The key that editors find the schema by is allowed, and not kept."""
        assert parse_register('{"$schema": "register.schema.json", "form": "hubnet.register/1"}') == Register()

    def test_another_ending_is_refused(self, tmp_path):
        """A file of another kind is refused with the kinds there are."""
        path = tmp_path / "register.xlsx"
        path.write_bytes(b"PK")
        with pytest.raises(FaultyFileError, match=r"give a \.toml, \.json or \.jsonl file, or a folder"):
            load_register(path)

    def test_a_missing_file_is_named(self, tmp_path):
        """A path that leads nowhere is named with the reason."""
        with pytest.raises(FaultyFileError, match=r"nowhere\.json: cannot be read"):
            load_register(tmp_path / "nowhere.json")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.sampled_from(
        ["id", "names", "zh", "en", "cite", "source", "passage", "span", "from", "to", "kind", "parts", "label", "form"]
    ), inner, max_size=5),
    max_leaves=20,
)  # fmt: skip


class TestUntrusted:
    @given(st.dictionaries(st.sampled_from([*KINDS, "label", "document", "x"]), JSON | st.lists(JSON, max_size=3)))
    def test_any_json_is_read_or_refused(self, content):
        """Whatever a JSON file holds, it is a register or a list of faults, never another error."""
        try:
            register = parse_register(json.dumps({"form": FORM, **content}))
        except FaultyFileError:
            return
        assert parse_register(dump_register(register)) == register
        register.check()
