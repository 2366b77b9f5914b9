import csv
import stat
from collections import Counter
from datetime import date

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import partial_dates, places

from hubnet.entities import (
    UNIFIED_CODE,
    Base,
    Document,
    Federation,
    Grant,
    Hub,
    Identifier,
    LegalForm,
    Name,
    NameKind,
    Organization,
    Register,
    Role,
    Scope,
    Status,
    StatusSpell,
    Tie,
    TieKind,
    Tier,
    kind_of,
)
from hubnet.errors import FaultyFileError
from hubnet.exchange import registers
from hubnet.exchange.casebooks import case_names, load_casebook
from hubnet.exchange.tables import writing as register_tables_out
from hubnet.exchange.tables.reading import read_tables
from hubnet.exchange.tables.writing import write_tables
from hubnet.values import Citation, Confidence, End, Label, Span, Yuan

AWKWARD = "枢纽会,;；、=+-@'\"\t\r\n#?/ 12.ＡE\u3000\u2028"
spoken = st.text(AWKWARD, min_size=1, max_size=8)
"""Texts that a cell may or may not hold as they are."""
words = st.text("枢纽会'=+-@\",# ", min_size=1, max_size=6).map(lambda text: f"甲{text}乙")
terms = st.text("枢纽会=+-@'\"", min_size=1, max_size=5).map(lambda text: f"甲{text}乙")
IDS = st.sampled_from([f"id{number}" for number in range(8)])
days = partial_dates()


@st.composite
def spans(draw):
    """Spans of every kind that can be."""
    bounds = st.one_of(days, st.sampled_from(End))
    start, end, held = draw(bounds), draw(bounds), draw(st.none() | days)
    try:
        return Span(start, end, held)
    except ValueError:
        return Span(start, End.UNKNOWN)


def cites(text):
    """At most one citation of a document."""
    one = st.builds(
        Citation, document=text, published=st.none() | st.dates(date(1000, 1, 1)), passage=st.none() | text,
        quote=st.none() | text,
    )  # fmt: skip
    titled = st.builds(lambda cite, en: attrs.evolve(cite, title=Label(cite.document, en)), one, text)
    return st.one_of(st.just(()), st.tuples(one), st.tuples(titled))


def said(text):
    """What all records say."""
    because = st.none() | st.builds(Label, text, text)
    return {"cite": cites(text), "confidence": st.sampled_from(Confidence), "because": because}


def names(text, part):
    """Names: the full one first, then short ones, then others."""

    def joined(zh, en, short, others):
        return (
            Name(zh=zh, en=en),
            *(Name(zh=one, kind=NameKind.SHORT) for one in short),
            *(Name(zh=one, kind=NameKind.ALIAS) for one in others),
        )

    several = st.lists(part, max_size=2)
    return st.builds(joined, text, st.none() | text, several, several)


def many(of):
    """Tuples of a few."""
    return st.lists(of, max_size=3).map(tuple)


def statuses():
    """One status with its span, or a registration that another status follows."""
    dated = spans().filter(lambda span: span.attested is None)
    one = st.builds(lambda status, span: (StatusSpell(status=status, span=span),), st.sampled_from(Status), dated)
    bare = st.builds(lambda status: (StatusSpell(status=status),), st.sampled_from(Status))
    return st.one_of(st.just(()), one, bare)


def registers_of(text, name_part, word, refs):
    """Registers of organizations, hubs, federations, ties and grants."""
    identifiers = many(st.builds(Identifier, scheme=st.sampled_from([UNIFIED_CODE, "old"]), value=word))
    amounts = st.none() | st.integers(0, 10**9).map(Yuan)
    ref = st.none() | refs
    organizations = st.builds(
        Organization, id=IDS, names=names(text, name_part), form=st.none() | st.sampled_from(LegalForm),
        statuses=statuses(), founded=st.none() | days, dissolved=st.none() | days, identifiers=identifiers,
        seat=st.none() | places, address=st.none() | text, registrar=st.none() | places, fields=many(word),
        tier=st.none() | st.sampled_from(Tier), roles=many(st.sampled_from(Role)), part_of=ref, **said(text),
    )  # fmt: skip
    hubs = st.builds(
        Hub, id=IDS.map("h-{}".format), names=names(text, name_part), organization=ref,
        scope=st.none() | st.sampled_from(Scope), place=st.none() | places, sector=st.none() | word,
        based_on=many(st.sampled_from(LegalForm)), designated_by=ref,
        designated=st.none() | days, span=st.none() | spans(), functions=many(word), **said(text),
    )  # fmt: skip
    federations = st.builds(
        Federation, id=IDS.map("f-{}".format), organization=refs, founded=st.none() | days, founders=many(refs),
        members=many(refs), member_forms=many(st.sampled_from(LegalForm)), fields=many(word), **said(text),
    )  # fmt: skip
    ties = st.builds(
        Tie, id=IDS.map("t-{}".format), kind=st.sampled_from(TieKind), from_=refs, to=refs, span=st.none() | spans(),
        role=st.none() | text | st.just("理事单位"), **said(text),
    )  # fmt: skip
    grants = st.builds(
        Grant, id=IDS.map("g-{}".format), funder=ref, recipient=refs, programme=ref, round=st.none() | text,
        project=st.none() | st.builds(Label, text, text), applied=amounts, awarded=amounts, disbursed=amounts,
        awarded_on=st.none() | days, pass_through=st.booleans(), **said(text),
    )  # fmt: skip
    lists = [st.lists(kind, max_size=3) for kind in (organizations, hubs, federations, ties, grants)]
    return st.tuples(*lists).map(lambda parts: Register(record for part in parts for record in part))


@given(registers_of(words, terms, terms, IDS))
def test_what_tables_can_hold_comes_back_equal(tmp_path_factory, register):
    """A register within the columns is read back equal, and the report says that nothing is left out."""
    folder = tmp_path_factory.mktemp("tables")
    report = write_tables(register, folder)
    assert report.complete, report
    reading = read_tables(folder)
    assert reading.problems == ()
    assert Register(record for record, _ in reading.records) == register


@given(registers_of(spoken.filter(str.strip), spoken.filter(str.strip), spoken, spoken.filter(str.strip)))
def test_nothing_is_lost_unsaid(tmp_path_factory, register):
    """Whatever is in a register, its tables have no fault, and the report counts each record and field that differs."""
    folder = tmp_path_factory.mktemp("tables")
    report = write_tables(register, folder)
    assert_counted(register, folder, report)


@pytest.mark.parametrize("name", case_names())
def test_the_casebook_is_written_and_counted(tmp_path, name):
    """The tables of a shipped case have no fault, and the report counts what they do not hold."""
    register = load_casebook(name)
    assert_counted(register, tmp_path, write_tables(register, tmp_path))


def assert_counted(register, folder, report):
    """Check that the folder reads without fault, and differs from the register as the report says."""
    reading = read_tables(folder)
    assert reading.problems == ()
    back = Register(record for record, _ in reading.records)
    kinds = Counter(kind_of(record) for record in register)
    kinds.subtract(kind_of(record) for record in back)
    assert +kinds == Counter(report.records)
    if not any(len(register.statements(name)) > 1 for name in register.ids()):
        differing = Counter(
            f"{kind_of(record)}.{field.name}"
            for record in back
            for field in attrs.fields(type(record))
            if getattr(record, field.name) != getattr(register[record.id], field.name)
        )
        assert differing == Counter({k: n for k, n in report.fields.items() if not k.startswith("register.")})


FORMULAS = ("=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "＝1", "'=1", "''+1", "\n=1")


@pytest.mark.parametrize("name", FORMULAS)
def test_formulas_are_made_harmless(tmp_path, name):
    """A cell that a spreadsheet would run begins with an apostrophe, and is read back as it was."""
    register = Register([Organization(id="a", names=f"{name}甲")])
    write_tables(register, tmp_path)
    with (tmp_path / "organizations.csv").open(encoding="utf-8-sig", newline="") as file:
        assert next(csv.DictReader(file))["name"] == f"'{name}甲"
    assert registers.load_register(tmp_path) == register


def test_negative_numbers_stay(tmp_path):
    """A negative number is no formula."""
    write_tables(Register([Organization(id="-5", names="甲")]), tmp_path)
    assert "\n-5,甲" in (tmp_path / "organizations.csv").read_text(encoding="utf-8-sig")


def test_files_are_for_excel(tmp_path):
    """Files begin with a byte order mark; months are written so that a spreadsheet does not turn them round."""
    register = Register([Organization(id="a", names="甲会", founded="2010-12")])
    report = write_tables(register, tmp_path / "new" / "folder")
    raw = (tmp_path / "new" / "folder" / "organizations.csv").read_bytes()
    assert raw == "\ufeffid,name,founded\r\na,甲会,2010年12月\r\n".encode()
    assert report.files == {"organizations.csv": 1}
    assert report.text("en") == "organizations.csv: 1 row\nnothing was left out"


def test_report(tmp_path):
    """The report counts records and fields that are left out, in either language."""
    register = Register(
        [
            Organization(id="a", names="甲会", activities=[Label("义诊", "clinics")], address=" x"),
            Organization(id=" b", names="乙会"),
            Base(id="c", names="基地"),
            Tie(id="t", kind=TieKind.SERVES, from_="甲会", to="a"),
        ],
        label=Label("例", "example"),
        documents=[Document(id="d", title=Label("名册", "list"))],
    )
    report = write_tables(register, tmp_path)
    assert not report.complete
    assert report.records == {"base": 1, "organization": 1, "tie": 1}
    assert report.fields == {
        "organization.address": 1, "organization.activities": 1, "register.label": 1, "register.documents": 1,
    }  # fmt: skip
    assert "  base: 1 record\n" in report.text("en")
    assert "  organization, address: 1\n" in report.text("en")
    assert "  登记册·" in report.text("zh")
    assert "organizations.csv: 1行" in report.text("zh")


def test_two_citations(tmp_path):
    """Of several sources the first that is a document is written, and the field is counted."""
    cite = (Citation(instrument="x", version="1", article="2"), Citation(document="名册"), Citation(document="年报"))
    report = write_tables(Register([Organization(id="a", names="甲会", cite=cite)]), tmp_path)
    assert report.fields == {"organization.cite": 1}
    assert registers.load_register(tmp_path)["a"].cite == cite[1:2]


@pytest.mark.parametrize("name", ["甲\0", "甲\ud800", "x" * 40_000, "#REF!", "甲 "])
def test_names_that_no_cell_holds(tmp_path, name):
    """An organization whose name no cell can hold is left out, and counted."""
    assert write_tables(Register([Organization(id="a", names=name)]), tmp_path).records == {"organization": 1}
    assert read_tables(tmp_path).problems == ()


class TestFolder:
    register = Register([Organization(id="a", names="甲会")])

    def test_a_folder_with_tables_is_refused(self, tmp_path):
        """Tables that are there are replaced only if that is asked for."""
        (tmp_path / "x.csv").write_text("old")
        (tmp_path / "hubs.csv").write_text("old")
        with pytest.raises(FaultyFileError) as caught:
            write_tables(self.register, tmp_path)
        (problem,) = caught.value.problems
        assert (problem.file, problem.found) == (str(tmp_path), "hubs.csv")
        assert "1 more CSV" in problem.message
        assert sorted(path.name for path in tmp_path.iterdir()) == ["hubs.csv", "x.csv"]

    def test_overwriting(self, tmp_path):
        """Overwriting keeps the names of tables, empties those that are not needed, and leaves other files."""
        (tmp_path / "组织.csv").write_text("名称\n旧会\n")
        (tmp_path / "组织.csv").chmod(0o600)
        (tmp_path / "hubs.csv").write_text("name\n旧枢纽\n")
        (tmp_path / "x.csv").write_text("old")
        report = write_tables(self.register, tmp_path, overwrite=True)
        assert report.files == {"组织.csv": 1, "hubs.csv": 0}
        assert report.notes == ("x.csv: is no table of a register; left as it is",)
        assert stat.S_IMODE((tmp_path / "组织.csv").stat().st_mode) == 0o600
        (tmp_path / "x.csv").unlink()
        assert registers.load_register(tmp_path) == self.register

    def test_one_table_twice(self, tmp_path):
        """A folder with one table under both names is refused, because one of them would stay."""
        for name in ("组织.csv", "organizations.csv"):
            (tmp_path / name).write_text("名称\n旧会\n")
        with pytest.raises(FaultyFileError, match="is the same table as"):
            write_tables(self.register, tmp_path, overwrite=True)

    def test_all_or_nothing(self, tmp_path, monkeypatch):
        """If one file cannot be put into place, those before it are put back."""
        (tmp_path / "organizations.csv").write_text("name\n旧会\n")
        (tmp_path / "ties.csv").write_text("kind,from,to\n")
        into_place = register_tables_out.Path.replace

        def replace(path, target):
            if path.name == "ties.csv" and path.parent.name.startswith(".hubnet-"):
                raise OSError(28, "No space left on device")
            return into_place(path, target)

        monkeypatch.setattr(register_tables_out.Path, "replace", replace)
        register = self.register.with_records(
            Hub(id="h", names="枢纽"), Tie(id="t", kind=TieKind.SERVES, from_="a", to="b")
        )
        with pytest.raises(FaultyFileError, match="No space left") as caught:
            write_tables(register, tmp_path, overwrite=True)
        assert caught.value.problems[0].file == str(tmp_path)
        assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {
            "organizations.csv": "name\n旧会\n", "ties.csv": "kind,from,to\n",
        }  # fmt: skip

    def test_no_folder(self, tmp_path):
        """A folder that cannot be made is a fault, and nothing is left behind."""
        (tmp_path / "file").write_text("x")
        with pytest.raises(FaultyFileError, match="cannot be written"):
            write_tables(self.register, tmp_path / "file" / "folder")
        (tmp_path / "tables" / "organizations.csv").mkdir(parents=True)
        with pytest.raises(FaultyFileError, match="it is no file"):
            write_tables(self.register, tmp_path / "tables", overwrite=True)

    def test_too_large(self, tmp_path, monkeypatch):
        """A table that could not be read back is not written."""
        monkeypatch.setattr(register_tables_out, "MAX_ROWS", 0)
        with pytest.raises(FaultyFileError, match="use save_register"):
            write_tables(self.register, tmp_path)
        assert list(tmp_path.iterdir()) == []

    def test_an_empty_register(self, tmp_path):
        """A register without records gives a heading, which reads as a register without records."""
        assert write_tables(Register(), tmp_path).files == {"organizations.csv": 0}
        assert registers.load_register(tmp_path) == Register()
