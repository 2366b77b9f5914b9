import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import Register
from hubnet.exchange.tables import reading as register_tables
from hubnet.exchange.tables import sheets as register_sheets
from hubnet.exchange.tables.headers import TABLES
from hubnet.exchange.tables.reading import read_tables


@pytest.fixture
def folder(tmp_path):
    """A folder for tables."""
    return tmp_path


def faults(folder, **tables):
    """Return the faults of a folder of tables."""
    for name, content in tables.items():
        (folder / f"{name}.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    return read_tables(folder).problems


def test_ten_faults_are_ten_findings(folder):
    """A folder with ten different faults gives ten located findings, and the rows without fault."""
    (folder / "组织.csv").write_text(
        "编号,名称,组织形式,统一社会信用代码,成立日期,所在地,电话号码\n"
        "a,甲会,社会团体,53100000500021676K,2012/8/2,320102,\n"
        "b,乙会,社会团本,9.11E+17,2012-13-40,玄武区,025\n"
        "c,,,,41123,,\n"
        "d,丁会,,,,,,多\n",
        encoding="gb18030",
    )
    (folder / "资助.csv").write_text("受资助方,资助金额,转拨\na,二十美元,也许\n", encoding="utf-8-sig")
    reading = read_tables(folder)
    organizations, grants = f"{folder}/组织.csv", f"{folder}/资助.csv"
    assert [(one.file, one.line, one.row, one.column, one.found) for one in reading.problems] == [
        (organizations, 1, None, "电话号码", "电话号码"),
        (organizations, 3, 2, "组织形式", "社会团本"),
        (organizations, 3, 2, "统一社会信用代码", "9.11E+17"),
        (organizations, 3, 2, "成立日期", "2012-13-40"),
        (organizations, 3, 2, "所在地", "玄武区"),
        (organizations, 4, 3, "名称", None),
        (organizations, 4, 3, "成立日期", "41123"),
        (organizations, 5, 4, None, "多"),
        (grants, 2, 1, "资助金额", "二十美元"),
        (grants, 2, 1, "转拨", "也许"),
    ]
    assert [record.id for record, _ in reading.records] == ["a"]


@pytest.mark.parametrize(
    ("table", "text", "column", "found", "allowed", "fragment"),
    [
        ("organizations", "name,founded\n甲会,2012-13-40\n", "founded", "2012-13-40", "2012-08-02", "no date"),
        ("organizations", "name,founded\n甲会,8/2/2012\n", "founded", "8/2/2012", "2012-08-02", "year first"),
        ("organizations", "name,founded\n甲会,Aug-12\n", "founded", "Aug-12", "2012-08-02", "year first"),
        ("organizations", "name,成立日期\n甲会,41123\n", "成立日期", "41123", "2012/8/2", "day number"),
        ("organizations", "name,成立日期\n甲会,41123.5\n", "成立日期", "41123.5", "2012/8/2", "day number"),
        ("organizations", "name,成立日期\n甲会,201208\n", "成立日期", "201208", "2012/8/2", "day number"),
        ("organizations", "name,成立日期\n甲会,2012.1\n", "成立日期", "2012.1", "2012/8/2", "January or October"),
        ("organizations", "name,类型\n甲会,社会团本\n", "类型", "社会团本", "foundation", "mean '社会团体'"),
        ("organizations", "name,类型\n甲会,xyz\n", "类型", "xyz", "foundation", "known: "),
        ("organizations", "name,信用代码\n甲会,9.11E+17\n", "信用代码", "9.11E+17", None, "last digits are lost"),
        ("organizations", "id,name\n9.11E+17,甲会\n", "id", "9.11E+17", None, "last digits are lost"),
        ("organizations", "name,其他标识\n甲会,123\n", "其他标识", "123", "scheme=value", "scheme"),
        ("organizations", "name,其他标识\n甲会,x=1.5E+12\n", "其他标识", "x=1.5E+12", None, "digits are lost"),
        ("organizations", "name,seat\n甲会,玄武区\n", "seat", "玄武区", "320102", "division code"),
        ("organizations", "name,seat\n甲会,3.20114E+11\n", "seat", "3.20114E+11", None, "digits are lost"),
        ("organizations", "name,address\n甲会,#N/A\n", "address", "#N/A", None, "error of the spreadsheet"),
        ("organizations", "name,founded\n甲会,########\n", "founded", "########", None, "error of the spreadsheet"),
        ("organizations", "name,address\n,东街\n", "name", None, None, "is empty"),
        ("organizations", "name,角色\n甲会,枢纽型；枢纽星\n", "角色", "枢纽型；枢纽星", "hub", "mean '枢纽型'"),
        ("organizations", "name,来源,发布日期\n甲会,名册,2012-08\n", "发布日期", "2012-08", "2012-08-02", "to the day"),
        ("organizations", "name,发布日期\n甲会,2012-08-02\n", "发布日期", "2012-08-02", None, "without a source"),
        ("organizations", "name,状态起始日期\n甲会,2012\n", "状态起始日期", "2012", None, "without a status"),
        ("organizations", "name,状态,登记日期,状态日期\n甲会,正常,2010,2012\n", "登记日期", "2010", None, "differs"),
        ("organizations", "name,状态,登记日期,状态日期\n甲会,注销,2015,2012\n", "登记日期", "2015", None, "before"),
        ("organizations", "name,because_en\n甲会,why\n", "because_en", "why", None, "without because"),
        ("organizations", "name,address\n甲会,x,y\n", None, "y", None, "has 3 cells, the heading 2"),
        ("organizations", "name,,address\n甲会,y,x\n", None, "y", None, "column 2 has no heading"),
        ("hubs", "类型,区域\n区域性,32\n", "organization", None, None, "give the organization, the name"),
        ("hubs", "组织\nz\n", "name", None, None, "name of the hub"),
        ("organizations", "name,英文名称\n,x\n", "英文名称", "x", None, "without a name"),
        ("members", "联合会,会员,身份\na,b,会元\n", "身份", "会元", "founder", "did you mean"),
        ("members", "联合会,会员,身份\na,b,指导\n", "身份", "指导", "founder", "neither member nor founder"),
        ("members", "联合会,会员,入会日期,退会日期\na,b,2012,2010\n", "退会日期", "2010", "至今", "first day"),
        ("members", "联合会,会员,入会日期\na,b,不知\n", "入会日期", "不知", "?", "no date"),
        ("grants", "受资助方,资助金额\na,20美元\n", "资助金额", "20美元", "20万", "no amount"),
        ("grants", "受资助方,资助金额\na,-20\n", "资助金额", "-20", "20万", "negative"),
        ("grants", "受资助方,资助金额\na,1.2E+07\n", "资助金额", "1.2E+07", "20万", "rounded"),
        ("grants", "受资助方,转拨\na,也许\n", "转拨", "也许", "是", "neither yes nor no"),
        ("grants", "受资助方,项目英文名称\na,Help\n", "项目英文名称", "Help", None, "without project"),
        ("ties", "关系类型,起点,终点\n孵华,a,b\n", "关系类型", "孵华", "incubates", "did you mean '孵化'"),
    ],
)  # fmt: skip
def test_a_faulty_cell(folder, table, text, column, found, allowed, fragment):
    """A faulty cell is found by file, row and column as written, with what stands there and what may."""
    problems = [one for one in faults(folder, **{table: text}) if not (column != "name" and one.column == "name")]
    (problem,) = problems
    assert (problem.file, problem.line, problem.row) == (f"{folder}/{table}.csv", 2, 1)
    assert (problem.column, problem.found) == (column, found)
    assert allowed is None or allowed in problem.allowed
    assert fragment in problem.message


@pytest.mark.parametrize(
    ("text", "column", "fragment"),
    [
        ("name,adress\n甲会,x\n", "adress", "did you mean 'address'?"),
        ("名称,登记日起\n甲会,x\n", "登记日起", "did you mean '登记日期'?"),
        ("名称,年检结论说明\n甲会,x\n", "年检结论说明", "known: "),
        ("名称,name\n甲会,x\n", "name", "stands there twice (as '名称')"),
        ("编号,地址\n1,x\n", "name", "the column 'name' is missing; call it name or 名称"),
    ],
)
def test_a_faulty_heading(folder, text, column, fragment):
    """A fault of the heading has the column and no row; rows are looked at all the same."""
    (problem,) = faults(folder, organizations=text)
    assert (problem.file, problem.line, problem.row) == (f"{folder}/organizations.csv", 1, None)
    assert problem.column == column
    assert fragment in problem.message


def test_a_missing_column_hides_no_other_fault(folder):
    """Where a needed column is missing, the faults of the cells are found all the same, and no record is made."""
    problems = faults(folder, organizations="编号,成立日期\n1,x\n")
    assert [(one.row, one.column) for one in problems] == [(None, "name"), (1, "成立日期")]
    assert read_tables(folder).records == ()


@pytest.mark.parametrize(
    ("raw", "line", "fragment"),
    [
        (b"", None, "is empty"),
        (b"\xef\xbb\xbf,,\n", None, "is empty"),
        ("名称\n甲\0会\n".encode(), 2, "NUL"),
        (b"\xef\xbb\xbfname\n\xc4\xcf\n", 2, "not valid UTF-8;"),
        ("name\n南京市玄武区锁金村街道\n".encode() + b"\xc4\n", 3, "not valid UTF-8;"),
        (b"name\n\xff\xff\n", 2, "not valid UTF-8 or GB18030"),
        (b"\xff\xfen\0\0\xd8", 1, "not valid UTF-16"),
        (b'name,address\n"x"y,z\n', 2, "not a table of cells"),
        (b'name,address\nx,"' + b"y" * 200_000, 2, "quotation mark"),
        (b"a," * 300 + b"a\n", 1, "301 columns"),
    ],
)
def test_a_file_that_cannot_be_read(folder, raw, line, fragment):
    """A file that is no table is found as such, with the line where there is one."""
    problem = faults(folder, organizations=raw)[0]
    assert (problem.file, problem.line) == (f"{folder}/organizations.csv", line)
    assert fragment in problem.message


def test_limits(folder, monkeypatch):
    """Rows, faults and bytes have limits, which a fault names."""
    monkeypatch.setattr(register_sheets, "MAX_ROWS", 2)
    monkeypatch.setattr(register_tables, "MOST_FAULTS", 2)
    problems = faults(folder, ties="kind,from,to\n" + "x,a,b\n" * 3)
    assert [problem.row for problem in problems] == [None, 2, 1, 2]
    assert "more than 2 rows" in problems[0].message
    assert "the rows after it were not read" in problems[1].message
    monkeypatch.setattr(register_sheets, "MAX_BYTES", 2**20)
    assert "larger than 1 MiB" in faults(folder, ties="x" * (2**20 + 1))[0].message


def test_a_long_cell(folder):
    """A cell longer than a spreadsheet can hold is refused."""
    (problem,) = faults(folder, organizations="name,address\n甲会," + "x" * 40_000 + "\n")
    assert (problem.row, problem.column) == (1, "address")
    assert "at most 32,767" in problem.message


def test_unknown_tables(folder):
    """A CSV file that is no table is a fault with the nearest name."""
    near, far = faults(folder, organisations="x\n", zzz="x\n")
    assert (near.file, near.found) == (f"{folder}/organisations.csv", "organisations.csv")
    assert "did you mean 'organizations.csv'?" in near.message
    assert "会员.csv" in near.allowed
    assert "known: " in far.message


def test_no_tables(folder):
    """A folder without a table is a fault, and so is one that is not there or a table that is a folder."""
    (problem,) = faults(folder)
    assert (problem.file, problem.allowed[0]) == (str(folder), "organizations.csv")
    assert "cannot be read" in read_tables(folder / "none").problems[0].message
    (folder / "ties.csv").mkdir()
    assert "is no file" in read_tables(folder).problems[0].message


def test_ambiguous_names(folder):
    """A name or code that two organizations bear is a fault that lists their ids."""
    organizations = "id,name,unified_code\na,甲会,53100000500021676K\nb,甲会,53100000500021676K\n"
    ties = "kind,from,to\nserves,甲会,b\nserves,a,5310 0000 500021676K\n"
    one, other = faults(folder, organizations=organizations, ties=ties)
    assert (one.row, one.column, one.found, one.allowed) == (1, "from", "甲会", ("a", "b"))
    assert (other.row, other.column, other.allowed) == (2, "to", ("a", "b"))
    assert "names 2 organizations: a, b" in one.message


@pytest.mark.parametrize(
    ("table", "text", "found"),
    [
        ("organizations", "名称\n甲会\n甲会\n", "甲会"),
        ("members", "联合会,会员,入会日期\na,b,2012\na,b,2012\n", "a/has_member/b/2012"),
        ("grants", "资助方,受资助方,资助金额\na,b,1\na,b,2\n", "a/grant/b"),
        ("federations", "编号,组织\n,a\na/federation,b\n", "a/federation"),
    ],
)
def test_ids_that_cannot_be_made(folder, table, text, found):
    """Rows that cannot be told apart are a fault, so that nothing is counted twice or merged unseen."""
    (problem,) = faults(folder, **{table: text})
    assert (problem.row, problem.found) == (2, found)
    assert "says the same as row 1" in problem.message


def test_names_of_faulty_rows_are_known(folder):
    """A row with a fault still lends its name, so that one fault does not make others."""
    problems = faults(folder, organizations="id,name,founded\na,甲会,x\n", ties="kind,from,to\nserves,甲会,b\n")
    assert len(problems) == 1
    ((record, _),) = read_tables(folder).records
    assert Register([record])[record.id].from_ == "a"


CELLS = st.one_of(
    st.text(max_size=8),
    st.text("0123456789-/.年月日至今?=@'\"eE+,;万元 \n", max_size=12),
    st.sampled_from(
        ["a", "甲会", "会员", "社会团体", "2012", "2012-08-02", "1-1-1", "9999-12-31", "至今", "320102", "1,2万"]
    ),
)


@given(st.sampled_from(TABLES), st.data())
def test_no_table_is_too_odd(tmp_path_factory, form, data):
    """Whatever stands in the cells, the answer is records and located faults, every row in one or the other."""
    folder = tmp_path_factory.mktemp("tables")
    names = [name for one in form.columns for name in (one.name, one.zh)]
    heading = data.draw(st.lists(st.sampled_from(names) | CELLS, min_size=1, max_size=8))
    rows = data.draw(st.lists(st.lists(CELLS, max_size=9), max_size=4))
    out = io.StringIO(newline="")
    csv.writer(out).writerows([heading, *rows])
    (folder / f"{form.name}.csv").write_bytes(out.getvalue().encode("utf-8", errors="replace"))
    reading = read_tables(folder)
    at_fault = {problem.row for problem in reading.problems}
    read = {row.row for _, row in reading.records}
    assert not at_fault & read
    if None not in at_fault:
        filled = {number for number, cells in enumerate(rows, 1) if any(cell.strip() for cell in cells)}
        assert len(at_fault | read) == len(filled)


@given(st.binary(max_size=200))
def test_no_file_is_too_odd(tmp_path_factory, raw):
    """Any bytes are a table or a located fault."""
    folder = tmp_path_factory.mktemp("tables")
    (folder / "organizations.csv").write_bytes(raw)
    reading = read_tables(folder)
    assert reading.problems
    assert all(problem.file == f"{folder}/organizations.csv" for problem in reading.problems)
