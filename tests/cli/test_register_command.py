"""``hubnet register`` and ``hubnet casebook``."""

import json

import pytest

import hubnet

GOOD = """label = { zh = "街道", en = "street" }

[[document]]
id = "report"
title = { zh = "报道", en = "report" }
published = 2012-08-02

[[organization]]
id = "association"
names = { zh = "促进会", en = "association" }
form = "social_association"
founded = "2011-12"
cite = { passage = "第2段", quote = "成立促进会" }

[[organization]]
id = "park"
names = "服务园"

[[tie]]
id = "t"
kind = "hosts"
from = "park"
to = "association"
span = "2012-01-01/.."
"""
BAD = GOOD.replace('to = "association"', 'to = "asociation"').replace('"2011-12"', '"2011-13"')


@pytest.fixture
def write(tmp_path):
    """Return a function that writes a file into the folder the command runs in."""

    def write(name, text):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return name

    return write


class TestCheck:
    def test_a_sound_register_is_counted(self, answered, write):
        """A register without a fault is counted kind by kind, and nothing is found."""
        printed = answered("register", "check", write("r.toml", GOOD), "--lang", "en")
        assert [line.split() for line in printed.splitlines()[2:4]] == [["organization", "2"], ["tie", "1"]]
        assert printed.splitlines()[-1] == "faults: 0, findings: 0"

    def test_faults_and_findings_are_listed_with_their_lines(self, run, write):
        """What could not be read and what does not hold together are told at once, and the status is 1."""
        result = run("register", "check", write("r.toml", BAD), "--lang", "en")
        assert result.exit_code == 1
        lines = result.output.splitlines()
        assert any(line.startswith("r.toml, line 12, organization[0].founded: ") for line in lines)
        assert any(
            line.startswith("r.toml, line 23, tie[0].to: there is no record with the id 'asociation'") for line in lines
        )
        assert lines[-1] == "faults: 1, findings: 1"

    def test_chinese_is_the_language_unless_asked(self, run, write):
        """Without a language the findings are in Chinese."""
        result = run("register", "check", write("r.toml", BAD))
        assert "没有编号为 'asociation' 的记录" in result.output
        assert result.output.splitlines()[-1] == "错误 1 处，检查结果 1 条"

    def test_programs_get_places_as_data(self, run, write):
        """JSON has counts, and each fault and finding with its place, texts in both languages and source."""
        result = run("register", "check", write("r.toml", BAD), "--json")
        content = json.loads(result.output)
        assert result.exit_code == 1
        assert content["counts"] == {"organization": 1, "tie": 1}
        (fault,) = content["problems"]
        assert (fault["file"], fault["line"], fault["path"]) == ("r.toml", 12, "organization[0].founded")
        (finding,) = content["findings"]
        assert (finding["code"], finding["subject"], finding["field"]) == ("reference.dangling", "t", "to")
        assert finding["line"] == 23
        assert set(finding["text"]) == {"zh", "en"}

    def test_a_folder_of_tables_has_rows_and_columns(self, run, write):
        """Faults of tables are located by file, row and the heading as the user wrote it."""
        write("my/组织.csv", "编号,名称,成立日期\na,甲,2015/13/1\nb,乙,2016\n")
        write("my/members.csv", "联合会,会员\nb,c\n")
        result = run("register", "check", "my", "--lang", "en")
        assert result.exit_code == 1
        assert "row 1, column 成立日期" in result.output
        assert "row 1, column 会员: there is no record with the id 'c'" in result.output

    def test_a_file_that_is_no_register_is_refused(self, run, write):
        """A file that cannot be read at all ends with 2 and says what is allowed."""
        result = run("register", "check", write("r.xlsx", "x"))
        assert result.exit_code == 2
        assert "give a .toml, .json or .jsonl file, or a folder of .csv tables" in result.stderr


class TestShow:
    def test_what_a_register_holds(self, answered, write):
        """The whole register is shown as its records by kind."""
        printed = answered("register", "show", write("r.toml", GOOD), "--lang", "en")
        assert printed.splitlines()[:2] == ["street", "report, 2012-08-02"]
        assert "organization (2)\n  association  association\n  park  服务园\n" in printed
        assert "tie (1)" in printed

    def test_one_record(self, answered, write):
        """A record is shown field by field with its source and quote."""
        printed = answered("register", "show", write("r.toml", GOOD), "association", "--lang", "en")
        assert printed.splitlines() == [
            "organization association",
            "  names: association (促进会)",
            "  form: social association",
            "  founded: 2011-12",
            "  source: report, 2012-08-02 (第2段)",
            "  “成立促进会”",
        ]

    def test_one_record_as_data(self, answered, write):
        """A record as JSON has every statement about it."""
        content = json.loads(answered("register", "show", write("r.toml", GOOD), "park", "--json"))
        assert content == [{"record": "organization", "id": "park", "names": [{"zh": "服务园"}]}]

    def test_a_record_as_data_says_what_it_is(self, answered, write):
        """The kind of record stands beside the kind that the record itself tells."""
        (content,) = json.loads(answered("register", "show", write("r.toml", GOOD), "t", "--json"))
        assert (content["record"], content["kind"]) == ("tie", "hosts")

    def test_a_register_as_data_can_be_read_again(self, answered, write):
        """The register as JSON is what Python reads back."""
        printed = answered("register", "show", write("r.toml", GOOD), "--json")
        assert hubnet.parse_register(printed).ids() == ("association", "park", "t")

    def test_an_unknown_record_is_refused(self, run, write):
        """An id that is not held is refused with the nearest one."""
        result = run("register", "show", write("r.toml", GOOD), "asociation")
        assert result.exit_code == 2
        assert "did you mean 'association'?" in result.stderr

    def test_a_faulty_register_is_refused_whole(self, run, write):
        """A register with a fault is not shown in part."""
        result = run("register", "show", write("r.toml", BAD))
        assert result.exit_code == 2
        assert "organization[0].founded" in result.stderr


class TestDiff:
    def test_added_removed_and_changed(self, answered, write):
        """The difference lists what came, what went, and field by field what changed."""
        after = GOOD.replace("2011-12", "2012").replace('id = "park"', 'id = "base"').replace('"park"', '"base"')
        printed = answered("register", "diff", write("a.toml", GOOD), write("b.toml", after), "--lang", "en")
        assert printed.splitlines() == [
            "+ organization base (服务园)",
            "- organization park (服务园)",
            "~ organization association, founded: 2011-12 → 2012",
            "~ tie t, from: park → base",
            "1 added, 1 removed, 2 changed",
        ]

    def test_as_data(self, answered, write):
        """The difference as JSON has whole records and single fields."""
        after = GOOD.replace("2011-12", "2012")
        content = json.loads(answered("register", "diff", write("a.toml", GOOD), write("b.toml", after), "--json"))
        assert content == {
            "added": [],
            "removed": [],
            "changed": [
                {
                    "id": "association",
                    "record": "organization",
                    "field": "founded",
                    "before": "2011-12",
                    "after": "2012",
                }
            ],
        }


class TestMerge:
    def test_conflicts_are_listed_and_both_kept(self, answered, write, tmp_path):
        """A merge keeps both statements, says on which fields they differ, and writes one file."""
        other = GOOD.replace('"2011-12"', '"2010"').replace("第2段", "第9段")
        printed = answered("register", "merge", write("a.toml", GOOD), write("b.toml", other), "--out", "c.json", "--lang", "en")  # fmt: skip  # noqa: E501
        assert printed.splitlines() == [
            "! organization association, founded: 2011-12 / 2010",
            "wrote c.json; records: 4, conflicts: 1",
        ]
        merged = hubnet.load_register(tmp_path / "c.json")
        assert [str(one.founded) for one in merged.statements("association")] == ["2011-12", "2010"]

    def test_documents_with_one_id_are_told_apart(self, answered, write, tmp_path):
        """Different documents with one id are both kept, so that the merged file can be read."""
        other = GOOD.replace('zh = "报道"', 'zh = "通知"').replace('"park"', '"base"')
        answered("register", "merge", write("a.toml", GOOD), write("b.toml", other), "--out", "c.json")
        merged = hubnet.load_register(tmp_path / "c.json")
        assert [(one.id, one.title.zh) for one in merged.documents] == [("report", "报道"), ("report-2", "通知")]

    @pytest.mark.parametrize(
        ("out", "fragment"), [("a.toml", "one of the registers to merge"), ("c.csv", "ends in .json")]
    )
    def test_no_file_is_written_that_cannot_be_read(self, run, write, tmp_path, out, fragment):
        """A merge writes neither over its input nor into a file of another kind."""
        result = run("register", "merge", write("a.toml", GOOD), write("b.toml", GOOD), "--out", out)
        assert result.exit_code == 2
        assert fragment in result.stderr
        assert (tmp_path / "a.toml").read_text(encoding="utf-8") == GOOD

    def test_nothing_is_written_when_one_is_faulty(self, run, write, tmp_path):
        """A fault in any of the registers stops the merge before anything is written."""
        result = run("register", "merge", write("a.toml", GOOD), write("b.toml", BAD), "--out", "c.json")
        assert result.exit_code == 2
        assert not (tmp_path / "c.json").exists()


class TestExport:
    def test_tables_and_what_they_leave_out(self, answered, write, tmp_path):
        """An export writes tables and counts what they cannot hold."""
        printed = answered("register", "export", write("r.toml", GOOD), "out", "--lang", "en")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["organizations.csv", "ties.csv"]
        assert "organizations.csv: 2 rows" in printed
        assert "left out of the tables:" in printed

    def test_tables_that_are_there_are_not_overwritten(self, run, write):
        """A folder that holds tables is refused unless overwriting is asked for."""
        path = write("r.toml", GOOD)
        assert run("register", "export", path, "out").exit_code == 0
        assert run("register", "export", path, "out").exit_code == 2
        assert run("register", "export", path, "out", "--overwrite").exit_code == 0

    def test_columns_of_the_user_are_not_lost(self, run, write):
        """A table with a column that no register holds is not replaced, even where overwriting is asked for."""
        write("my/organizations.csv", "id,name,备注\na,甲,我的\n")
        result = run("register", "export", "my", "my", "--overwrite", "--lang", "en")
        assert result.exit_code == 2
        assert "备注; they would be lost" in result.stderr


class TestCasebook:
    def test_list(self, answered, width):
        """The cases are listed with the date of their document in at most 80 columns."""
        printed = answered("casebook", "list", "--lang", "en")
        assert width(printed.splitlines()) <= 80
        names = ["futian", "haishu", "qingdao-west-coast", "xuanwu", "yuhuatai"]
        assert [line.split()[0] for line in printed.splitlines()[2:] if line[0] != " "] == names
        assert [row["name"] for row in json.loads(answered("casebook", "list", "--json"))] == names

    def test_show(self, answered):
        """A case and a record of it are shown like those of any register."""
        assert "南京玄武" in answered("casebook", "show", "xuanwu").splitlines()[0]
        assert "梅园街道社会组织发展促进会" in answered("casebook", "show", "xuanwu", "meiyuan-association")

    def test_an_unknown_case_is_refused(self, run):
        """A case that is not held is refused with the nearest one."""
        result = run("casebook", "show", "xuanwo")
        assert result.exit_code == 2
        assert "did you mean 'xuanwu'?" in result.stderr
