"""``hubnet network``."""

import inspect
import json

import networkx as nx
import pytest

from hubnet.cli import asking
from hubnet.network.registry import QUERIES

REGISTER = """label = { zh = "小镇", en = "small town" }

[[organization]]
id = "league"
names = { zh = "联合会", en = "league" }
founded = 2010-01-01

[[organization]]
id = "choir"
names = { zh = "合唱团", en = "choir" }
founded = 2010-01-01

[[organization]]
id = "opera"
names = { zh = "戏曲社", en = "opera club" }
founded = 2010-01-01

[[tie]]
id = "t1"
kind = "has_member"
from = "league"
to = "choir"
span = "2012-01-01/2013-01-01"

[[tie]]
id = "t2"
kind = "serves"
from = "league"
to = "opera"
span = "2012-06/.."

[[tie]]
id = "t3"
kind = "has_member"
from = "choir"
to = "opera"
span = "2012-01-01/.."
"""

STRUCTURE = """[[document]]
id = "plan"
title = { zh = "小镇方案", en = "plan of the town" }

[[structure]]
id = "choirs"
label = { zh = "街道合唱团", en = "choirs of a street" }
level = "street"
cite = { document = "plan", passage = "第1段", quote = "合唱团" }

[[structure.parts]]
id = "choir"
label = { zh = "合唱团", en = "choir" }
is = ["organization"]
"""


@pytest.fixture
def town(tmp_path):
    """Write a register of three bodies into the folder in which the command runs, and return its name."""
    (tmp_path / "town.toml").write_text(REGISTER, encoding="utf-8")
    return "town.toml"


class TestSource:
    """A register at a path, or a case by its name."""

    def test_a_path_that_is_there_wins(self, answered, tmp_path):
        """A file called as a case is the file."""
        (tmp_path / "xuanwu").mkdir()
        (tmp_path / "xuanwu" / "organizations.csv").write_text("id,name\na,甲\n", encoding="utf-8")
        content = json.loads(answered("network", "xuanwu", "--query", "bodies", "--json"))
        assert [row["body"] for row in content["rows"]] == ["a"]

    def test_a_case(self, answered):
        """A shipped case is found by its name: 38 bodies and 7 ties are recorded of Xuanwu for the day."""
        content = json.loads(answered("network", "xuanwu", "--on", "2012-08-02", "--json"))
        assert (content["on"], content["during"], content["rule"]) == ("2012-08-02", None, "possible")
        assert content["query"] == "summary"
        count = {(row["of_what"], row["kind"]): row["total"] for row in content["rows"]}
        assert count["tie", "founded"] == 5
        assert count["tie", "has_member"] == 1

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_neither(self, refused, lang):
        """What is neither a file nor a case is told so, with the cases."""
        said = refused("network", "xuanwoo", "--lang", lang)
        assert "found 'xuanwoo'; no such file or folder, and no such case; did you mean 'xuanwu'?" in said
        assert "futian, haishu" in said

    def test_nothing(self, refused):
        """Without a register the cases are named."""
        assert "give a register or a case: futian, haishu" in refused("network")

    def test_a_faulty_register(self, refused, tmp_path):
        """Faults of the file are told with their lines."""
        (tmp_path / "town.toml").write_text(REGISTER.replace("2012-06/..", "2012-13/.."), encoding="utf-8")
        assert "town.toml, line 30, tie[1].span" in refused("network", "town.toml")


class TestSummary:
    def test_is_what_is_answered_if_nothing_else_is_asked(self, answered, town):
        """With the option and without, in the language asked for, with day and rule above."""
        words = ("network", town, "--on", "2012-07-01", "--lang", "en")
        printed = answered(*words)
        assert printed == answered(*words, "--summary")
        head, *lines = printed.splitlines()
        assert head == "small town; 2012-07-01; what dates leave open counts (possible)"
        assert [line.split() for line in lines[2:5]] == [
            ["body", "organization", "3"],
            ["tie", "has", "member", "2"],
            ["tie", "serves", "1"],
        ]

    def test_in_chinese(self, answered, town):
        """Chinese is the language unless asked otherwise."""
        head = answered("network", town, "--during", "2013-01-01/2014-01-01", "--rule", "certain").splitlines()[0]
        assert head == "小镇，2013-01-01/2014-01-01，日期不明的不计入 (certain)"

    def test_fits_the_terminal(self, answered, width, monkeypatch):
        """Lines are as wide as the terminal allows, and no wider."""
        for columns in (80, 110):
            monkeypatch.setenv("COLUMNS", str(columns))
            printed = answered("network", "xuanwu", "--query", "bodies")
            assert columns - 10 < width(printed.splitlines()[1:]) <= columns


class TestQuery:
    """Arguments in words: what a query needs in order, the others by name."""

    def rows(self, printed):
        """Return the rows of an answer in JSON."""
        return json.loads(printed)["rows"]

    def test_members_of_a_day(self, answered, town):
        """On 1 July 2012 the choir is a member of the league, which serves the opera club."""
        printed = answered("network", town, "--on", "2012-07-01", "--query", "members", "league", "--json")
        assert [(row["body"], row["kinds"]) for row in self.rows(printed)] == [
            ("choir", "has_member"),
            ("opera", "serves"),
        ]

    def test_by_name(self, answered, town):
        """Kinds with commas, also Chinese ones; yes for true; the needed one may be named, too."""
        words = ("network", town, "--on", "2012-07-01", "--json", "--query", "members", "hub=league")
        assert [row["body"] for row in self.rows(answered(*words, "kinds=has_member"))] == ["choir"]
        transitive = self.rows(answered(*words, "kinds=has_member", "transitive=yes"))
        assert [(row["body"], row["depth"]) for row in transitive] == [("choir", 1), ("opera", 2)]
        both = self.rows(answered(*words, "kinds=has_member，serves", "transitive=no"))
        assert [row["body"] for row in both] == ["choir", "opera"]

    def test_days_and_numbers(self, answered, town):
        """Days are read for the query that needs them, numbers for the length of windows."""
        printed = answered(
            "network", town, "--query", "changes", "2012-06-01", "2013-06-01", "kinds=has_member", "--json"
        )
        ties = [row for row in self.rows(printed) if row["of_what"] == "tie"]
        assert [(row["change"], row["id"]) for row in ties] == [("ended", "t1")]
        windows = answered("network", town, "--query", "windows", "2012-01-01", "2014-01-01", "years=1", "--json")
        assert [(row["start"], row["ties"]) for row in self.rows(windows)] == [("2012-01-01", 3), ("2013-01-01", 2)]

    def test_numbers_by_name_and_none(self, answered):
        """Totals are pairs of a place and a number; none is no value."""
        words = ("network", "xuanwu", "--on", "2012-08-02", "--json", "--query")
        rows = self.rows(answered(*words, "coverage", "totals=320102:7", "level=street"))
        assert {(row["of"], row["basis"]) for row in rows if row["place"] == "320102"} == {(7, "given")}
        whole = self.rows(answered(*words, "organization_coverage", "by=none"))
        assert [row["place"] for row in whole] == [None]

    def test_findings(self, answered, tmp_path):
        """Findings are rows: the league is a member of itself."""
        (tmp_path / "town.toml").write_text(REGISTER.replace('to = "choir"', 'to = "league"'), encoding="utf-8")
        words = ("network", "town.toml", "--query", "integrity", "--lang", "en")
        own = self.rows(answered(*words, "--json"))[0]
        assert (own["code"], own["record"]) == ("network.own_hub", "t1")
        assert "network.own_hub" in answered(*words).replace("\n", "")

    def test_a_table(self, answered, town):
        """Without --json the answer is a table under the day and the rule."""
        printed = answered("network", town, "--query", "single_hub", "--on", "2013-06-01", "--lang", "en")
        assert printed.splitlines()[0] == "small town; 2013-06-01; what dates leave open counts (possible)"
        assert "none" in answered("network", town, "--query", "single_hub", "--on", "2009-01-01", "--lang", "en")

    def test_what_would_steer_the_terminal(self, answered, tmp_path):
        """An escape in a name is shown by its number."""
        text = REGISTER.replace("合唱团", "合唱\\u001b[31m团")
        (tmp_path / "town.toml").write_text(text, encoding="utf-8")
        printed = answered("network", "town.toml", "--query", "bodies")
        assert "\x1b" not in printed

    def test_list(self, answered):
        """A line for each query: what it needs in capitals, what else it takes, what it answers; no register needed."""
        lines = answered("network", "--query", "list").splitlines()
        assert len(lines) == len(QUERIES)
        assert (
            "members HUB [kinds=A,B] [transitive=yes|no]: the members of a hub, one row each, in the order of their ids"
        ) in lines
        assert any(line.startswith("changes FIRST END [kinds=A,B]: ") for line in lines)
        content = json.loads(answered("network", "--query", "list", "--json"))
        assert [row["query"] for row in content] == sorted(QUERIES)

    @pytest.mark.parametrize("name", sorted(QUERIES))
    def test_every_query_can_be_asked(self, name):
        """What a query needs has a way to be written; one that does not could not be asked here."""
        _, *others = inspect.signature(QUERIES[name]).parameters.values()
        needed = [one for one in others if one.default is one.empty]
        assert {str(one.annotation) for one in needed} <= {"str", "date"}

    def test_the_methods_are_the_queries(self):
        """The names are those of the methods that answer with a table, and no others."""
        assert {"members", "summary", "loss", "coverage", "overlap"} <= set(QUERIES)
        assert not {"at", "between", "graph", "rolling", "hubs", "total"} & set(QUERIES)

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_an_unknown_query(self, refused, town, lang):
        """A wrong name is answered with all of them, and the nearest."""
        said = refused("network", town, "--query", "membres", "--lang", lang)
        assert said.splitlines()[-1] == "hubnet: unknown query 'membres'; did you mean 'members'?"
        assert "single_hub [kinds=A,B]: the bodies that have one distinct hub only" in said

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["members"], "members: found []; HUB is missing; write --query members HUB [kinds=A,B]"),
            (["members", "league", "choir"], "members: found 'choir'; write --query members HUB [kinds=A,B]"),
            (["members", "league", "hub=choir"], "members: found 'league'; write --query members HUB"),
            (["members", "league", "knds=serves"], "unknown argument of members 'knds'; did you mean 'kinds'?"),
            (["members", "league", "kinds=serve"], "kinds: found ['serve']; give some of has_member, founded"),
            (["members", "league", "transitive=maybe"], "transitive: found 'maybe'; give yes or no"),
            (["members", "league", "kinds=serves", "kinds=hosts"], "kinds: found 'kinds=hosts'; is given twice"),
            (["members", "leage"], "unknown body 'leage'; did you mean 'league'?"),
            (["members", "a b=c"], "unknown body 'a b=c'"),
            (["windows", "2012-01-01", "soon"], "end: found 'soon'; give a day that exists as YYYY-MM-DD"),
            (["windows", "2012-01-01", "2013-01-01", "years=one"], "years: found 'one'; give a whole number"),
            (["coverage", "totals=320102"], "totals: found '320102'; write NAME:NUMBER, several with commas between"),
            (["coverage", "level=stret"], "level: found 'stret'; give one of"),
            (["members", "league", "kinds=none", "transitive=no", "x"], "members: found 'x'; write --query members"),
        ],
    )
    def test_faults(self, refused, town, words, message):
        """Each says what was found and what is allowed."""
        assert message in refused("network", town, "--query", *words)


class TestTables:
    """What a reader sees: words in the language asked, no empty columns, no broken numbers; programs get all."""

    MEMBERS = ("town.toml", "--on", "2012-07-01", "--query", "members", "league")

    @pytest.mark.parametrize(
        ("lang", "lines"),
        [
            ("zh", ["组织   名称    类别  层深  关系类别  合计", "-----  ------  ----  ----  --------  ----",
                    "choir  合唱团  组织  1     有会员    1", "opera  戏曲社  组织  1     服务      1"]),
            ("en", ["body   name        kind          depth  kinds of tie  total",
                    "-----  ----------  ------------  -----  ------------  -----",
                    "choir  choir       organization  1      has member    1",
                    "opera  opera club  organization  1      serves        1"]),
        ],
    )  # fmt: skip
    @pytest.mark.usefixtures("town")
    def test_words_and_columns(self, answered, lang, lines):
        """Of members without a form, tier and place these columns are left out; kinds are told as words."""
        assert answered("network", *self.MEMBERS, "--lang", lang).splitlines()[1:] == lines

    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.usefixtures("town")
    def test_for_programs(self, answered, lang):
        """With --json every column is there, and words are codes in every language."""
        row = json.loads(answered("network", *self.MEMBERS, "--lang", lang, "--json"))["rows"][0]
        assert list(row) == [
            "body", "name", "kind", "form", "tier", "place", "depth", "kinds", "within", "total",
        ]  # fmt: skip
        assert (row["kind"], row["form"], row["kinds"], row["within"]) == ("organization", None, "has_member", "")

    @pytest.mark.usefixtures("town")
    def test_several_words_of_a_cell(self, answered, tmp_path):
        """Each word of a cell with several is told."""
        second = '\n[[tie]]\nid = "t4"\nkind = "incubates"\nfrom = "league"\nto = "choir"\n'
        (tmp_path / "town.toml").write_text(REGISTER + second, encoding="utf-8")
        assert "有会员、孵化" in answered("network", *self.MEMBERS)
        assert "has member, incubates" in answered("network", *self.MEMBERS, "--lang", "en")

    def test_names_and_ids_are_no_words(self, answered, tmp_path):
        """A body called as a code, and one with that id, are shown as they are."""
        text = REGISTER.replace('"choir"', '"serves"').replace("合唱团", "has_member")
        (tmp_path / "town.toml").write_text(text, encoding="utf-8")
        lines = answered("network", *self.MEMBERS).splitlines()
        assert [line.split() for line in lines[4:]] == [["serves", "has_member", "组织", "1", "有会员", "1"]]

    @pytest.mark.parametrize("columns", [20, 40, 50, 60])
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_numbers_and_days_are_not_broken(self, answered, town, monkeypatch, columns, lang):
        """However narrow the terminal is, each window is a line with its days and numbers."""
        monkeypatch.setenv("COLUMNS", str(columns))
        words = ("--query", "windows", "2012-01-01", "2014-01-01", "years=1", "--lang", lang)
        assert [line.split() for line in answered("network", town, *words).splitlines()[-2:]] == [
            ["2012-01-01", "2013-01-01", "3", "3", "2", "3", "3", "0"],
            ["2013-01-01", "2014-01-01", "3", "2", "2", "2", "0", "1"],
        ]

    def test_days_of_records_are_not_broken(self, answered, town, monkeypatch):
        """Days as precise as the source stand in one piece, too, where names are broken."""
        monkeypatch.setenv("COLUMNS", "50")
        lines = answered("network", town, "--query", "changes", "2012-01-01", "2014-01-01", "--lang", "en").splitlines()
        assert not any("league → choir" in line for line in lines)
        assert [line.split()[-1] for line in lines if line.startswith(("began", "ended"))] == ["2012-06", "2013-01-01"]

    def test_by_name(self, answered, refused, town):
        """A body is given by its name, too; a part of a name is none."""
        words = ("network", town, "--on", "2012-07-01", "--query", "members")
        assert answered(*words, "联合会") == answered(*words, "league")
        assert "unknown body '联合'" in refused(*words, "联合")

    def test_too_many_windows(self, refused, town):
        """Windows beyond all measure are refused at once."""
        said = refused("network", town, "--query", "windows", "0001-01-01", "9999-12-31", "days=1")
        assert "more than 10000'; at most 10000 windows fit in a table" in said


class TestExport:
    """The network as a file for other programs."""

    @pytest.mark.parametrize(("form", "name"), [("graphml", "n.graphml"), ("gexf", "n.gexf"), ("json", "n.json")])
    def test_a_file(self, answered, town, tmp_path, form, name):
        """The file is written and its size told; over all time all three ties are in it."""
        printed = answered("network", town, "--export", form, name, "--lang", "en")
        assert printed == f"wrote {name}; bodies: 3, ties: 3\n"
        path = tmp_path / name
        if form == "json":
            graph = nx.node_link_graph(json.loads(path.read_text(encoding="utf-8")), edges="edges")
        else:
            graph = {"graphml": nx.read_graphml, "gexf": nx.read_gexf}[form](path)
        assert set(graph.nodes) == {"league", "choir", "opera"}
        assert graph.nodes["choir"]["label"] == "choir"

    def test_of_a_day_in_chinese(self, answered, town, tmp_path):
        """In 2014 two ties hold; JSON tells the numbers to programs."""
        words = ("network", town, "--on", "2014-01-01", "--export", "csv", "out")
        assert answered(*words) == "写入 out：组织 3 个，关系 2 条\n"
        assert (tmp_path / "out" / "edges.csv").read_text(encoding="utf-8-sig").count("Directed") == 2
        content = json.loads(answered(*words, "--json"))
        assert content == {"out": "out", "format": "csv", "bodies": 3, "ties": 2}

    def test_refused(self, refused, town, tmp_path):
        """Another format, a folder that is not there, and the register itself."""
        assert "unknown format 'gefx'; did you mean 'gexf'?" in refused("network", town, "--export", "gefx", "n")
        assert "cannot be written" in refused("network", town, "--export", "dot", "no/n.dot")
        before = (tmp_path / town).read_text(encoding="utf-8")
        assert "is the register itself; write to another file" in refused("network", town, "--export", "json", town)
        assert (tmp_path / town).read_text(encoding="utf-8") == before


class TestStructure:
    """What a place has of a structure."""

    def test_one(self, answered):
        """In Meiyuan the park is told of and not named, the association is there."""
        words = ("network", "xuanwu", "--on", "2012-08-02", "--structure", "1+1+X", "--place", "320102/梅园新村街道")
        content = json.loads(answered(*words, "--json"))
        assert (content["structure"], content["outcome"]) == ("1+1+X", "UNKNOWN")
        assert [(part["part"], part["state"]) for part in content["parts"]] == [
            ("park", "not_recorded"),
            ("association", "holds"),
            ("organizations", "holds"),
        ]
        assert answered(*words, "--lang", "en").splitlines()[0].endswith(": not known (UNKNOWN)")

    def test_all(self, answered):
        """All structures of a place, as a list for programs; none where nothing is recorded."""
        found = json.loads(answered("network", "xuanwu", "--structure", "all", "--place", "320102", "--json"))
        assert {"1+1+X", "one-core-two-axes"} <= {one["structure"] for one in found}
        none = answered("network", "xuanwu", "--structure", "all", "--place", "440304", "--lang", "en")
        assert none == "no known structure is found\n"

    def test_ones_own(self, answered, town, tmp_path):
        """A file of one's own is read beside the shipped ones."""
        (tmp_path / "own.toml").write_text(STRUCTURE, encoding="utf-8")
        names = json.loads(answered("network", "--structure", "list", "--structures", "own.toml", "--json"))
        assert {"choirs", "1+1+X"} <= {row["id"] for row in names}
        words = ("network", town, "--structure", "choirs", "--place", "320102/小镇街道", "--structures", "own.toml")
        assert json.loads(answered(*words, "--json"))["structure"] == "choirs"

    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--structure", "1+1+Y", "--place", "320102"], "unknown structure '1+1+Y'; did you mean '1+1+X'?"),
            (["--structure", "1+1+X"], "place: found None"),
            (["--structure", "1+1+X", "--place", "xx"], "found 'xx'"),
            (["--structure", "all"], "--place: found None; say where structures are looked for"),
            (["--structure", "all", "--place", "320102", "--base", "b"], "--base: found 'b'; goes with the name"),
            (["--structure", "1+1+X", "--place", "320102", "--during", "2012/2013"], "--during: found '2012/2013'"),
            (["--place", "320102"], "--place: found '320102'; goes with --structure"),
        ],
    )
    def test_faults(self, refused, words, message):
        """Each says what was found and what is allowed."""
        assert message in refused("network", "xuanwu", *words)


class TestOptions:
    @pytest.mark.parametrize(
        ("words", "message"),
        [
            (["--on", "2012-08-02", "--during", "2012/2013"], "give a day or a span, not both"),
            (["--during", "soon"], "span: found 'soon'"),
            (["--on", "soon"], "found 'soon'"),
            (["--rule", "perhaps"], "possible"),
            (["--summary", "--query", "ties"], "--summary and --query: found 'both'; ask one thing at a time"),
            (["choir"], "ARGUMENT: found 'choir'; goes with --query"),
        ],
    )
    def test_faults(self, refused, town, words, message):
        """Options that do not go together, and values of another form."""
        assert message in refused("network", town, *words)

    def test_help(self, answered):
        """The help names the arguments."""
        assert answered("network", "--help").startswith("Usage: hubnet network [OPTIONS] PATH|CASE [ARGUMENT]...")

    def test_the_table_of_queries_has_headings_in_both_languages(self):
        """The list is a table in the language asked for."""
        assert asking.listed("zh").headings == ("查询", "参数", "回答")
        assert asking.listed("en").headings == ("query", "arguments", "answers")


class TestEmptyOptions:
    @pytest.mark.parametrize("option", ["--query", "--structure", "--place", "--base"])
    def test_are_refused(self, refused, option):
        """An empty text is no name: it is not taken for an option left out."""
        assert f"{option}: found ' '; give a name" in refused("network", "xuanwu", option, " ")

    def test_what_steers_a_terminal_is_shown_by_its_number(self, refused):
        """Also in errors, where a name of the user's comes back."""
        said = refused("network", "a\x1b[31m.toml")
        assert "\x1b" not in said


class TestBodiesWithoutRecord:
    """A mistake in the id of a member makes a body of which nothing is recorded: the answer says so."""

    @pytest.mark.parametrize(
        ("lang", "said"),
        [
            ("zh", "hubnet: 有 1 个主体只在关系中出现，没有记录：quire；用 hubnet register check 核对\n"),
            ("en", "hubnet: bodies that ties name and no record tells of: 1 (quire); see hubnet register check\n"),
        ],
    )
    def test_is_told_beside_the_answer(self, run, town, tmp_path, lang, said):
        """On standard error, so that what a program reads is the answer alone; exit status 0."""
        text = REGISTER.replace('to = "choir"', 'to = "quire"')
        assert text != REGISTER
        (tmp_path / town).write_text(text, encoding="utf-8")
        result = run("network", town, "--json", "--lang", lang)
        assert (result.exit_code, result.stderr) == (0, said)
        assert json.loads(result.stdout)["query"] == "summary"

    def test_many_are_told_in_part(self, run, tmp_path):
        """The first five by id, and how many there are."""
        ties = "".join(f'[[tie]]\nid = "t{n}"\nkind = "serves"\nfrom = "a"\nto = "b{n}"\n' for n in range(6))
        (tmp_path / "many.toml").write_text(ties, encoding="utf-8")
        assert "7 (a, b0, b1, b2, b3 …)" in run("network", "many.toml", "--lang", "en").stderr
