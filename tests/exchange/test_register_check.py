import pytest

from hubnet.exchange import check_register


@pytest.fixture
def folder(tmp_path):
    """Write tables into a folder and return it."""

    def write(**tables):
        for name, text in tables.items():
            (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
        return tmp_path

    return write


TEN_FAULTS = {
    "组织": """编号,名称,组织形式,统一社会信用代码,成立日期,终止日期,所在地
park,示例服务园,民办非企业单位,,2010年5月,,320102
assoc,示例促进会,社会团体,,2012-01-01,2011-01-01,320102
a,示例甲社,社团体,,2013,,320102
b,示例乙社,,510100000000000000,2013-02-30,,320102
c,,,,,,3201
d,示例甲社,,,,,320102
e,示例丁会,,,2011,2014-06-01,320102
""",
    "members": """联合会,会员,入会日期,退会日期
assoc,a,2009-01-01,
assoc,nobody,2013,
assoc,b,2014-01-01,2013-01-01
""",
    "grants": """编号,资助方,受资助方,资助金额,资助日期
g1,park,e,5美元,2015
""",
}


class TestTenFaults:
    def test_each_is_found_where_it_stands(self, folder):
        """A folder of tables with ten and more different faults has each of them told by file, row and column."""
        checked = check_register(folder(**TEN_FAULTS))
        told = [(problem.file.rsplit("/", 1)[-1], problem.row, problem.column) for problem in checked.problems]
        told += [
            (finding.where.file.rsplit("/", 1)[-1], finding.where.row, finding.where.column)
            for finding in checked.findings
        ]
        assert set(told) == {
            ("组织.csv", 2, "终止日期"),  # ends before it begins
            ("组织.csv", 3, "组织形式"),  # no such form
            ("组织.csv", 3, "名称"),  # a name that another has
            ("组织.csv", 4, "统一社会信用代码"),  # check digits that do not fit
            ("组织.csv", 4, "成立日期"),  # no such day
            ("组织.csv", 5, "名称"),  # empty
            ("组织.csv", 5, "所在地"),  # four digits
            ("members.csv", 1, "入会日期"),  # before the founding
            ("members.csv", 2, "会员"),  # nobody
            ("members.csv", 3, "退会日期"),  # leaves before joining
            ("grants.csv", 1, "资助金额"),  # no amount
            ("grants.csv", 1, "受资助方"),  # dissolved by then
        }

    def test_what_is_left_of_a_faulty_row_is_looked_at(self, folder):
        """A fault in one cell hides neither the other faults of its row nor makes references to it dangle."""
        checked = check_register(folder(**TEN_FAULTS))
        codes = {finding.code for finding in checked.findings if finding.subject == "b"}
        assert {"code.organization_code", "code.check_digit"} & codes
        dangling = [finding for finding in checked.findings if finding.code == "reference.dangling"]
        assert [finding.where.row for finding in dangling] == [2]

    def test_counts_are_of_what_was_read_without_fault(self, folder):
        """Only records that load are counted."""
        assert check_register(folder(**TEN_FAULTS)).counts == {"organization": 4, "tie": 2}

    def test_a_sound_folder_is_clean(self, folder):
        """A folder without a fault is clean, and says how each table was read."""
        checked = check_register(folder(组织="编号,名称\na,甲\n"))
        assert checked.clean
        assert checked.notes == ("组织.csv: UTF-8, 1 row",)
        assert checked.register["a"].names[0].zh == "甲"

    def test_findings_follow_the_files(self, folder):
        """Findings are listed in the order in which they stand in the files."""
        places = [(one.where.file, one.where.line) for one in check_register(folder(**TEN_FAULTS)).findings]
        assert places == sorted(places)


TIED = {
    "organizations": "编号,名称\nf,联合会\na,甲社\nb,乙社\nx,丙社\n",
    "members": "联合会,会员,入会日期,退会日期\nf,a,2010-01-01,\na,f,2011-01-01,\nb,b,,\n",
}


def codes(checked):
    """The findings: code, file, row and column."""
    return [(one.code, one.where.file.rsplit("/", 1)[-1], one.where.row, one.where.column) for one in checked.findings]


class TestTies:
    def test_how_bodies_are_tied_is_checked_too(self, folder):
        """A cycle, a body that is its own member and an organization without a tie are found where they stand."""
        assert codes(check_register(folder(**TIED))) == [
            ("network.cycle", "members.csv", 2, "会员"),
            ("network.own_hub", "members.csv", 3, "会员"),
            ("network.orphan", "organizations.csv", 4, None),
        ]

    def test_an_unread_tie_leaves_nobody_alone(self, folder):
        """Where a tie could not be read, an organization without one is no finding: the tie may be that one."""
        members = TIED["members"] + "f,x,2012-13-01,\n"
        checked = check_register(folder(organizations=TIED["organizations"], members=members))
        assert len(checked.problems) == 1
        assert "network.orphan" not in {finding.code for finding in checked.findings}
        assert "network.cycle" in {finding.code for finding in checked.findings}

    def test_a_misspelt_id_leaves_nobody_alone(self, folder):
        """Where an id is that of no record, the organization that it may have meant is no finding."""
        members = "联合会,会员,入会日期,退会日期\nf,a,,\nf,b,,\nf,xx,,\n"
        checked = check_register(folder(organizations=TIED["organizations"], members=members))
        assert [finding.code for finding in checked.findings] == ["reference.dangling"]


class TestWhatLooksLikeData:
    def test_a_total_is_no_record(self, folder):
        """The row of a total at the end of a table is refused, and not taken for an organization."""
        (problem,) = check_register(folder(组织="名称,地址\n甲会,\n合计,2家\n")).problems
        assert (problem.row, problem.column) == (2, "名称")
        assert "delete the row" in problem.message

    @pytest.mark.parametrize("heading", ["资助金额/万元", "资助金额（美元）", "资助金额[万元]"])
    def test_a_unit_written_otherwise_is_not_dropped(self, folder, heading):
        """A heading of an amount with a unit of another form is refused with the form that keeps the amount right."""
        checked = check_register(folder(组织="编号,名称\na,甲\n", grants=f"受资助方,{heading}\na,2\n"))
        (problem,) = checked.problems
        assert "amounts are in yuan: call it 资助金额, or 资助金额（万元）" in problem.message

    def test_two_encodings_in_one_file_are_refused(self, tmp_path):
        """A table with rows of UTF-8 and of GB18030 is refused, as one of them would be read as other characters."""
        rows = b"name\n" + "甲会协会\n".encode() + "乙会协会\n".encode("gb18030")
        (tmp_path / "organizations.csv").write_bytes(rows)
        (problem,) = check_register(tmp_path).problems
        assert (problem.line, "save the table again as CSV UTF-8" in problem.message) == (3, True)
