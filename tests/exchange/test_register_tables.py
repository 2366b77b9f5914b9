import codecs
import csv
import io
from datetime import date

import pytest

from hubnet.entities import (
    Federation,
    Identifier,
    LegalForm,
    NameKind,
    Register,
    Role,
    Scope,
    Status,
    TieKind,
    Tier,
    normalised,
)
from hubnet.exchange.tables.headers import NOT_TAKEN, ORGANIZATIONS, TABLES
from hubnet.exchange.tables.reading import read_tables
from hubnet.values import Citation, End, Label, PartialDate, Place, Span, Yuan

ALLIANCE, OLD_PEOPLE = "锁金村街道社会组织联合会", "锁金老年协会"
ORGANIZATIONS_CSV = f"编号,名称,统一社会信用代码\na,{ALLIANCE},53100000500021676K\nb,{OLD_PEOPLE},\n"


@pytest.fixture
def folder(tmp_path):
    """A folder for tables."""
    return tmp_path


def put(folder, name, text, encoding="utf-8"):
    """Put a file into the folder."""
    (folder / name).write_bytes(text.encode(encoding))
    return folder


def read(folder):
    """Read a folder that must be without fault."""
    reading = read_tables(folder)
    assert reading.problems == ()
    return reading


def only(folder, name, heading, cells):
    """Return the one record of a table with one row."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heading, cells])
    ((record, _),) = read(put(folder, name, out.getvalue())).records
    return record


class TestFiles:
    @pytest.mark.parametrize(
        ("name", "other"), [(form.name, form.zh) for form in TABLES], ids=[form.name for form in TABLES]
    )
    def test_each_table_has_two_names(self, folder, name, other):
        """A table is found by its English and by its Chinese name, which are not two tables."""
        put(folder, f"{name}.csv", "id\n")
        put(folder, f"{other}.CSV", "id\n")
        messages = [problem.message for problem in read_tables(folder).problems]
        assert sum("is the same table as" in message for message in messages) == 1

    @pytest.mark.parametrize(
        ("raw", "encoding"),
        [
            (codecs.BOM_UTF8 + "名称\n老年协会\n".encode(), "UTF-8"),
            ("名称\n老年协会\n".encode(), "UTF-8"),
            ("名称\n老年协会\n".encode("utf-16"), "UTF-16"),
            (codecs.BOM_UTF16_BE + "名称\n老年协会\n".encode("utf-16-be"), "UTF-16"),
            ("名称\n老年协会\n".encode("gb18030"), "GB18030"),
        ],
    )
    def test_encodings(self, folder, raw, encoding):
        """A byte order mark decides, else UTF-8, else GB18030; the note says which."""
        (folder / "organizations.csv").write_bytes(raw)
        reading = read(folder)
        assert reading.records[0][0].names[0].zh == "老年协会"
        assert reading.notes == (f"organizations.csv: {encoding}, 1 row",)

    @pytest.mark.parametrize(("separator", "word"), [(";", "semicolons"), ("\t", "tabs")])
    def test_separators(self, folder, separator, word):
        """The separator is the one that the heading shows; the note says so."""
        reading = read(put(folder, "organizations.csv", f"id{separator}name\na{separator}甲,乙\n"))
        assert reading.records[0][0].names[0].zh == "甲,乙"
        assert reading.notes == (f"organizations.csv: UTF-8, separated by {word}, 1 row",)

    def test_other_files_are_noted(self, folder):
        """What is no CSV table is left alone and named; a sheet of Excel with what to do."""
        put(folder, "hubs.xlsx", "PK")
        put(folder, "readme.txt", "x")
        put(folder, "组织.csv", "名称\n甲会\n")
        assert read(folder).notes == (
            "hubs.xlsx: ignored; save its sheets as CSV UTF-8",
            "readme.txt: ignored, no CSV table",
            "组织.csv: UTF-8, 1 row",
        )

    def test_rows_and_lines(self, folder):
        """Rows count records with the blank ones, as a spreadsheet does; lines count lines."""
        text = '\n名称,地址,,\n甲会,"东街\n1号",,\n\n , ,\n乙会,西街\n'
        reading = read(put(folder, "organizations.csv", text))
        assert [(row.row, row.line) for _, row in reading.records] == [(1, 3), (4, 7)]
        assert reading.records[0][0].address == "东街\n1号"

    def test_columns_of_a_row(self, folder):
        """A row knows under which heading a field stands, as the user wrote it."""
        put(folder, "组织.csv", "名称,代码 ,登记状态\n甲会,,正常\n".replace("代码 ", " 信用代码"))
        put(folder, "会员.csv", "联合会,会员,身份,入会日期\n甲会,乙会,,2020\n甲会,丙会,发起单位,2020\n")
        (_, organization), (_, member), (_, founder) = read(folder).records
        assert organization.column_of("identifiers[0].value") == "信用代码"
        assert organization.column_of("seat") is None
        assert (member.column_of("from"), member.column_of("to")) == ("联合会", "会员")
        assert (founder.column_of("from"), founder.column_of("to")) == ("会员", "联合会")
        assert member.column_of("span") == "入会日期"


class TestHeadings:
    @pytest.mark.parametrize("form", TABLES, ids=lambda form: form.name)
    def test_each_heading_means_one_column(self, form):
        """No heading of a table means two columns, and none that counts is left out."""
        headings = [normalised(heading) for one in form.columns for heading in {one.name, one.zh, *one.also}]
        assert len(headings) == len(set(headings))
        assert NOT_TAKEN.isdisjoint(headings)

    @pytest.mark.parametrize(
        "heading",
        ["unified_code", "Unified Code", "UNIFIED-CODE", "统一 社会信用代码", "ＵＮＩＦＩＥＤ＿ＣＯＤＥ"],
    )
    def test_headings_are_folded(self, heading):
        """Case, spaces, underscores and full-width forms of a heading do not matter."""
        column = ORGANIZATIONS.column(heading)
        assert column is not None
        assert column.name == "unified_code"

    def test_columns_that_say_nothing(self, folder):
        """A number, a remark and a heading that begins with # are left out, and noted."""
        reading = read(put(folder, "organizations.csv", "序号,名称,备注,#电话\n1,甲会,好,025\n"))
        assert reading.notes[:3] == (
            "organizations.csv: column 序号 is not taken over",
            "organizations.csv: column 备注 is not taken over",
            "organizations.csv: column #电话 is not taken over",
        )


class TestOrganizations:
    def test_all_columns(self, folder):
        """A row with all columns gives an organization with all its fields."""
        heading = [column.zh for column in ORGANIZATIONS.columns]
        cells = {
            "编号": "o1", "名称": "甲会", "英文名称": "A", "简称": "甲", "别名": "甲一；甲二;",
            "组织形式": "社会服务机构", "统一社会信用代码": " 5310 0000 500021676ｋ", "其他标识": "LEI=X; old=1=2",
            "登记状态": "正常", "登记日期": "2012.8.2", "成立日期": "2012年8月2日", "注销日期": "2020",
            "所在地": "320102", "地址": "东街1号", "登记机关区划": "320100", "层级": "区级",
            "服务领域": "助残、扶老，public benefit;其他", "角色": "枢纽型,示范型", "隶属": "o2", "来源": "名册",
            "来源英文名": "list", "发布日期": "2021/3/4", "来源位置": "第3页", "原文": "甲会", "可信度": "推定",
            "理由": "据名", "理由英文": "by its name",
        }  # fmt: skip
        found = only(folder, "组织.csv", heading, [cells.get(name, "") for name in heading])
        assert found.id == "o1"
        assert [(one.zh, one.en, one.kind) for one in found.names] == [
            ("甲会", "A", NameKind.OFFICIAL),
            ("甲", None, NameKind.SHORT),
            ("甲一", None, NameKind.ALIAS),
            ("甲二", None, NameKind.ALIAS),
        ]
        assert found.form is LegalForm.PRIVATE_NON_ENTERPRISE_UNIT
        assert found.identifiers == (
            Identifier(scheme="CN-USCI", value="53100000500021676K"),
            Identifier(scheme="LEI", value="X"),
            Identifier(scheme="old", value="1=2"),
        )
        assert [(one.status, one.span) for one in found.statuses] == [(Status.REGISTERED, Span.parse("2012-08-02/?"))]
        assert (found.founded, found.dissolved) == (PartialDate.parse("2012-08-02"), PartialDate.parse("2020"))
        assert (found.seat, found.registrar, found.address) == (Place("320102"), Place("320100"), "东街1号")
        assert found.fields == ("disabled", "elderly", "public_benefit", "其他")
        assert (found.tier, found.roles, found.part_of) == (Tier.DISTRICT, (Role.HUB, Role.DEMONSTRATION), "o2")
        cite = Citation(
            document="名册", published=date(2021, 3, 4), passage="第3页", quote="甲会", title=Label("名册", "list")
        )
        assert found.cite == (cite,)
        assert (found.confidence.value, found.because) == ("inferred", Label("据名", "by its name"))

    @pytest.mark.parametrize(
        ("cells", "spells"),
        [
            ({"登记状态": "注销"}, [("deregistered", None)]),
            ({"登记日期": "2010-05"}, [("registered", "2010-05/?")]),
            ({"登记状态": "登记", "登记日期": "2010-05"}, [("registered", "2010-05/?")]),
            (
                {"登记状态": "注销", "登记日期": "2010-05", "状态起始日期": "2020"},
                [("registered", "2010-05/2020"), ("deregistered", "2020/?")],
            ),
            ({"登记状态": "撤销", "登记日期": "2010"}, [("registered", "2010/?"), ("revoked", None)]),
            (
                {"登记状态": "备案", "状态起始日期": "2010-05-01", "状态终止日期": "至今"},
                [("filed", "2010-05-01/..")],
            ),
            ({"登记状态": "登记", "登记日期": "2010", "状态终止日期": "至今"}, [("registered", "2010/..")]),
        ],
    )
    def test_statuses(self, folder, cells, spells):
        """A day of registration begins a spell of registration, whatever the status is now."""
        found = only(folder, "组织.csv", ["名称", *cells], ["甲会", *cells.values()])
        told = [(one.status.value, one.span and str(one.span)) for one in found.statuses]
        assert told == spells

    @pytest.mark.parametrize(
        ("text", "form"),
        [
            ("社会团体", "social_association"),
            ("social_association", "social_association"),
            ("Social Association", "social_association"),
            ("社团", "social_association"),
            ("民办非企业单位", "private_non_enterprise_unit"),
            ("民办非企业单位（社会服务机构）", "private_non_enterprise_unit"),
            ("基金会", "foundation"),
        ],
    )
    def test_words(self, folder, text, form):
        """A closed word is taken by its id, its labels, and what people write for it."""
        assert only(folder, "组织.csv", ["名称", "类型"], ["甲会", text]).form is LegalForm(form)

    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("2012/8/2", "2012-08-02"),
            ("2012.8.2", "2012-08-02"),
            ("2012-8-2", "2012-08-02"),
            ("2012/8/2 0:00", "2012-08-02"),
            ("2012-08-02T00:00:00", "2012-08-02"),
            ("20120802", "2012-08-02"),
            ("２０１２年８月２日", "2012-08-02"),
            ("2012年8月", "2012-08"),
            ("2012/8", "2012-08"),
            ("2012.10", "2012-10"),
            ("2012", "2012"),
            ("2011-12..2012-02", "2011-12-01..2012-02-29"),
        ],
    )
    def test_dates(self, folder, text, expected):
        """Dates are read as spreadsheets and analysts write them."""
        assert str(only(folder, "组织.csv", ["名称", "成立日期"], ["甲会", text]).founded) == expected

    def test_ids_that_are_made(self, folder):
        """Without an id an organization goes by its unified code, or by its name."""
        reading = read(put(folder, "组织.csv", "名称,信用代码\n甲会,53100000500021676k\n乙会,\n"))
        assert [record.id for record, _ in reading.records] == ["53100000500021676K", "乙会"]

    def test_a_faulty_code_is_kept(self, folder):
        """A code whose check digit is wrong is kept for Register.check to report, which does so once."""
        found = only(folder, "组织.csv", ["名称", "信用代码"], ["甲会", "53100000500021676A"])
        assert [finding.code for finding in Register([found]).check()] == ["code.check_digit"]


class TestOtherTables:
    def test_hubs(self, folder):
        """A designation names its organization, and bears its name where it has none of its own."""
        put(folder, "组织.csv", ORGANIZATIONS_CSV)
        put(
            folder, "枢纽.csv",
            f"组织,类型,区域,领域,认定单位,认定日期,终止,职能\n{ALLIANCE},区域性,320102,儿童,b,2012-08,至今,培育发展\n",
        )  # fmt: skip
        hub = read(folder).records[-1][0]
        assert (hub.id, hub.organization, hub.names[0].zh) == ("a/hub", "a", ALLIANCE)
        assert (hub.scope, hub.place, hub.sector) == (Scope.TERRITORIAL, Place("320102"), "children")
        assert (hub.designated_by, hub.functions) == ("b", ("cultivation",))
        assert hub.span == Span(PartialDate.parse("2012-08"), End.OPEN)

    def test_federations(self, folder):
        """A federation lists bodies by id, code or name, and its members may be named by its own id."""
        put(folder, "组织.csv", ORGANIZATIONS_CSV)
        put(folder, "联合会.csv", f"编号,组织,会员,会员形式\nf,53100000500021676K,{OLD_PEOPLE}；c,社团;基金会\n")
        put(folder, "会员.csv", "联合会,会员\nf,c\n")
        federation, tie = (record for record, _ in read(folder).records[-2:])
        assert federation == Federation(
            id="f", organization="a", members=("b", "c"),
            member_forms=(LegalForm.SOCIAL_ASSOCIATION, LegalForm.FOUNDATION),
        )  # fmt: skip
        assert (tie.from_, tie.to) == ("a", "c")

    @pytest.mark.parametrize(
        ("role", "kind", "ends", "office"),
        [
            ("", TieKind.HAS_MEMBER, ("a", "b"), None),
            ("会员", TieKind.HAS_MEMBER, ("a", "b"), None),
            ("member", TieKind.HAS_MEMBER, ("a", "b"), None),
            ("发起单位", TieKind.FOUNDED, ("b", "a"), None),
            ("founder", TieKind.FOUNDED, ("b", "a"), None),
            ("副会长单位", TieKind.HAS_MEMBER, ("a", "b"), "副会长单位"),
        ],
    )
    def test_members(self, folder, role, kind, ends, office):
        """A member is what the body has, a founder founds it, an office is kept."""
        tie = only(folder, "会员.csv", ["枢纽", "会员", "身份"], ["a", "b", role])
        assert (tie.kind, (tie.from_, tie.to), tie.role) == (kind, ends, office)
        assert tie.id == f"{ends[0]}/{kind.value}/{ends[1]}"

    @pytest.mark.parametrize(
        ("start", "end", "span"),
        [
            ("", "", None),
            ("2012-08", "", "2012-08/?"),
            ("2012-08", "至今", "2012-08/.."),
            ("2012-08", "open", "2012-08/.."),
            ("", "2014-05-01", "?/2014-05-01"),
            ("不详", "2014-05-01", "?/2014-05-01"),
            ("..", "?", "../?"),
        ],
    )
    def test_spans(self, folder, start, end, span):
        """An empty end says that it is not known, 至今 that it goes on."""
        tie = only(folder, "会员.csv", ["枢纽", "会员", "入会日期", "退会日期"], ["a", "b", start, end])
        assert (tie.span and str(tie.span)) == span

    @pytest.mark.parametrize(
        ("heading", "text", "expected"),
        [
            ("资助金额", "1,200万元", "12000000"),
            ("资助金额", "20万", "200000"),
            ("资助金额", "5000.00", "5000"),
            ("awarded", "¥ 1,445,000", "1445000"),
            ("资助金额（万元）", "1.5", "15000"),
            ("资助金额(万元)", "20万元", "200000"),
            ("资助金额（元）", "20", "20"),
        ],
    )
    def test_amounts(self, folder, heading, text, expected):
        """Amounts are exact; a bare number is in the unit of its heading."""
        grant = only(folder, "资助.csv", ["受资助方", heading], ["b", text])
        assert grant.awarded == Yuan.parse(expected)

    def test_grants(self, folder):
        """A grant has an id of its ends and its project, and says whether money is only handed on."""
        text = "资助方,受资助方,项目计划,轮次,项目名称,资助日期,转拨\np,b,venture,2,助老,2020/5/6,是\n"
        ((grant, _),) = read(put(folder, "资助.csv", text)).records
        assert grant.id == "p/grant/b/venture/2/助老/2020-05-06"
        assert (grant.pass_through, grant.project, grant.awarded) == (True, Label("助老", "助老"), None)

    def test_ties(self, folder):
        """Any relation is a tie between two bodies, with its words in either language."""
        put(folder, "组织.csv", ORGANIZATIONS_CSV)
        put(folder, "关系.csv", f"关系类型,起点,终点,起始日期\n指导党建,{OLD_PEOPLE},5310 0000500021676k,2020-01-02\n")
        tie = read(folder).records[-1][0]
        assert (tie.id, tie.kind) == ("b/guides_party_building/a/2020-01-02", TieKind.GUIDES_PARTY_BUILDING)

    def test_what_is_not_in_the_folder_stays(self, folder):
        """A reference that names nothing stays as it is, and is reported once, by Register.check."""
        reading = read(put(folder, "关系.csv", "kind,from,to\nserves,无此会,b\n"))
        register = Register(record for record, _ in reading.records)
        assert [finding.field for finding in register.check()] == ["from", "to"]

    def test_statements_of_two_sources(self, folder):
        """Two rows with one id that is given are two statements."""
        reading = read(put(folder, "组织.csv", "编号,名称,来源\na,甲会,年报\na,甲协会,名册\n"))
        assert len(Register(record for record, _ in reading.records).statements("a")) == 2

    def test_a_formula_that_was_made_harmless(self, folder):
        """An apostrophe before what would be a formula is dropped, another one kept."""
        assert only(folder, "组织.csv", ["名称"], ["'=1+1"]).names[0].zh == "=1+1"
        assert only(folder, "组织.csv", ["名称"], ["'甲'"]).names[0].zh == "'甲'"
