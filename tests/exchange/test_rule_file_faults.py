"""Faults of rule files: each with file, line and key path, what was found, what is allowed, the nearest name."""

# ruff: noqa: E501  (tables of faults)

from pathlib import Path

import pytest

from hubnet import load_rulebook
from hubnet.errors import FaultyFileError, Problem

CITE = 'cite = { instrument = "xuanwu_rule", version = "2020", article = "2" }'
WHEN = '{ fact = "urgent", equals = true }'
VERSIONS = '[{ id = "2020", in_force_from = 2020-01-01 }]'


def line_of(text: str, fragment: str) -> int:
    """Return the line, from 1, on which a fragment stands for the last time."""
    return text.count("\n", 0, text.rindex(fragment)) + 1


def check(problems: tuple[Problem, ...], text: str, at: str, path: str, fragments: tuple[str, ...]) -> None:
    """Hold the one fault of a file against its place and the pieces of its message."""
    assert [(problem.path, problem.line) for problem in problems] == [(path, line_of(text, at))], problems
    assert Path(problems[0].file).name == "own.toml"
    assert [fragment for fragment in fragments if fragment not in problems[0].message] == [], problems[0].message


class TestFrame:
    """The file itself and its tables."""

    @pytest.mark.parametrize("content", ["", " \n\t\n", "\ufeff"])
    def test_empty(self, faults_of, content: str):
        """An empty file is refused."""
        assert [problem.message for problem in faults_of(content)] == ["is empty"]

    @pytest.mark.parametrize("content", ["# nothing yet\n", 'place = "320102"\n'])
    def test_without_rules(self, faults_of, content: str):
        """A file that holds nothing but comments or a place is refused like an empty one."""
        (problem,) = faults_of(content)
        assert "no rule" in problem.message or "empty" in problem.message

    @pytest.mark.parametrize(
        ("content", "line"),
        [
            ('place = "320102"\n\nx = = 1\n', 3),
            ('place = "320102\n', 1),
            ('place = "320102"\nplace = "320104"\n', 2),
            ('place = "320102"\n[[step]]\nin_force_from = 2020-02-30\n', 3),
            ('place = "320102"\n[[step]\n', 2),
            ('place = "320102"\nx = "\\ud800"\n', 2),
            ('place = "320102"\nx = """\n\nopen', 4),
            ('place = "320102"\nx = "\0"\n', 2),
        ],
        ids=["value", "quote", "twice", "no such day", "bracket", "surrogate", "end of file", "NUL"],
    )
    def test_syntax(self, faults_of, content: str, line: int):
        """A fault of TOML syntax is reported with its line."""
        (problem,) = faults_of(content)
        assert problem.line == line
        assert problem.message.startswith(("is not valid TOML: ", "holds a NUL"))

    @pytest.mark.parametrize(
        ("content", "hint"),
        [
            ('place = "320102"\n# 玄武区\n'.encode("gb18030"), True),
            (b'place = "320102"\n# \xff\xff\n', False),
        ],
        ids=["GB18030", "neither"],
    )
    def test_other_encoding(self, faults_of, content: bytes, hint: bool):  # noqa: FBT001
        """A file that is not UTF-8 is refused with the line; GB18030 is named where it reads as that."""
        (problem,) = faults_of(content)
        assert problem.line == 2
        assert "save the file as UTF-8" in problem.message
        assert ("gb18030" in problem.message) is hint

    def test_utf_16(self, faults_of, promise):
        """UTF-16 is refused on its first line."""
        assert [problem.line for problem in faults_of(promise.encode("utf-16"))] == [1]

    @pytest.mark.parametrize("depth", [500, 5000])
    @pytest.mark.parametrize("opening", ["[", "{ a = "])
    def test_nested_too_deeply(self, faults_of, opening: str, depth: int):
        """Nesting beyond what can be read is a fault of the file."""
        closing = "]" if opening == "[" else " }"
        (problem,) = faults_of(f'place = "320102"\nx = {opening * depth}1{closing * depth}\n')
        assert "nested too deeply" in problem.message

    def test_condition_nested_too_deeply(self, faults_of, own):
        """A condition nested hundreds of times is a fault of the file, not a rule that fails when it is judged."""
        (problem, *_) = faults_of(own.replace(WHEN, "{ not = " * 250 + WHEN + " }" * 250))
        assert "deep" in problem.message

    def test_endless_number(self, faults_of, promise):
        """A number of thousands of digits is a fault of the file."""
        (problem,) = faults_of(promise.replace("= 3", "= " + "9" * 5000))
        assert "not valid TOML" in problem.message

    def test_missing_file(self, tmp_path):
        """A file that is not there is refused by its name."""
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(tmp_path / "nothing.toml")
        (problem,) = caught.value.problems
        assert (problem.file, problem.line) == (str(tmp_path / "nothing.toml"), None)
        assert problem.message == "cannot be read: No such file or directory"

    @pytest.mark.parametrize("name", ["a\0b.toml", "x" * 300], ids=["NUL", "too long"])
    def test_impossible_name(self, name: str):
        """A name that no file can have is refused like a missing file."""
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(name)
        assert "cannot be read" in caught.value.problems[0].message

    def test_folder_without_rules(self, rule_file):
        """A folder that holds no rule file is refused; worked cases are none."""
        folder = rule_file("", "empty/some.cases.toml").parent
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(folder)
        assert caught.value.problems == (Problem("holds no rule file (*.toml)", file=str(folder)),)

    def test_missing_place(self, faults_of, promise):
        """A file with provisions has to name their place."""
        (problem,) = faults_of(promise.replace('place = "320102"\n', ""))
        assert "'place' is missing at the top" in problem.message

    @pytest.mark.parametrize(
        ("place", "found"),
        [
            ('"32010"', "'32010'"),
            ('"Nanjing"', "'Nanjing'"),
            ('""', "''"),
            ("320102", "320102"),
            ('["320102"]', "['320102']"),
            ("true", "True"),
        ],
    )
    def test_malformed_place(self, faults_of, promise, place: str, found: str):
        """A malformed place, or one that is no text, is refused with what is allowed; nothing is coerced."""
        (problem,) = faults_of(promise.replace('"320102"', place))
        assert problem.path == "place"
        assert found in problem.message
        assert "GB/T 2260" in problem.message

    @pytest.mark.parametrize("place", ['"1"', "320102"])
    def test_malformed_place_of_an_entry(self, faults_of, promise, place: str):
        """The same holds for the place of an entry."""
        text = promise + f"place = {place}\n"
        check(faults_of(text), text, f"place = {place}", "step[0].place", ("GB/T 2260",))

    @pytest.mark.parametrize(
        ("old", "new", "name", "advice"),
        [
            ("[[step]]", "[[steps]]", "steps", "did you mean 'step'?"),
            ("[[step]]", "[[xyz]]", "xyz", "known: place, instrument, event, fact, procedure, step"),
            ("\n[[", 'plce = "x"\n\n[[', "plce", "did you mean 'place'?"),
        ],
    )
    def test_unknown_table(self, faults_of, promise, old: str, new: str, name: str, advice: str):
        """An unknown table or key at the top is refused with the nearest one, or those known."""
        (problem,) = faults_of(promise.replace(old, new))
        assert problem.path == name
        assert f"unknown table {name!r}" in problem.message
        assert advice in problem.message

    @pytest.mark.parametrize("content", ["[step]\nid = 'x'", "step = 3", "step = [1]", "step = 'x'"])
    def test_not_a_list_of_tables(self, faults_of, content: str):
        """Entries that are not written as [[step]] are refused."""
        (problem,) = faults_of(f'place = "320102"\n{content}\n')
        assert (problem.path, problem.message) == ("step", "write each as [[step]]")


class TestKeys:
    """Keys of a provision that are unknown, missing or repeated."""

    @pytest.mark.parametrize(
        ("old", "new", "path", "at", "fragments"),
        [
            ("within =", "wthin =", "step[0].wthin", "wthin =", ("unknown key 'wthin'", "did you mean 'within'?")),
            ("to =", "until =", "step[0].until", "until =", ("unknown key 'until'",)),
            ('article = "2"', 'artcle = "2"', "step[0].cite.artcle", CITE[:20], ("unknown key 'artcle'", "did you mean 'article'?")),
        ],
    )  # fmt: skip
    def test_unknown_key(self, faults_of, own, old: str, new: str, path: str, at: str, fragments: tuple[str, ...]):
        """An unknown key is refused at its own place, with the nearest known one."""
        head, tail = own.split("[[step]]")
        text = head + "[[step]]" + tail.replace(old, new)
        problems = [problem for problem in faults_of(text) if "unknown key" in problem.message]
        check(tuple(problems), text, at, path, fragments)

    def test_several_unknown_keys(self, faults_of, own):
        """Several unknown keys are several faults."""
        text = own + "aaa = 1\nbbb = 2\n"
        problems = faults_of(text)
        assert [problem.path for problem in problems] == ["step[0].aaa", "step[0].bbb"]
        assert [problem.line for problem in problems] == [line_of(text, "aaa"), line_of(text, "bbb")]

    @pytest.mark.parametrize("key", ["in_force_frm", "in_force_untl", "atested_on"])
    def test_misspelt_day(self, faults_of, promise, key: str):
        """A misspelt key of a day is named as such, with the right one."""
        right = {"in_force_frm": "in_force_from", "in_force_untl": "in_force_until", "atested_on": "attested_on"}[key]
        messages = [problem.message for problem in faults_of(promise + f"{key} = 2021-01-01\n")]
        assert [True for message in messages if f"unknown key '{key}'" in message and f"'{right}'" in message] == [True]

    @pytest.mark.parametrize("key", ["force", "source"])
    def test_inner_names_are_no_keys(self, faults_of, own, key: str):
        """Names that only the library uses are unknown keys in a file, and are not offered."""
        (problem,) = faults_of(own + f'{key} = "x"\n')
        assert f"unknown key '{key}'" in problem.message
        (problem,) = faults_of(own + 'zzz = "x"\n')
        assert f" {key}," not in problem.message

    @pytest.mark.parametrize("key", ["id", "label", "actor", "from", "to", "cite"])
    def test_missing_key(self, faults_of, own, key: str):
        """A missing key is named, at the entry it is missing from."""
        head, tail = own.split("[[step]]")
        kept = "\n".join(line for line in tail.split("\n") if not line.startswith(f"{key} ="))
        if key == "cite":
            kept += '\nrank = "policy"\nin_force_from = 2020-01-01\n'
        text = head + "[[step]]" + kept
        problems = tuple(problem for problem in faults_of(text) if "missing" in problem.message)
        check(problems, text, "[[step]]", f"step[0].{key}", (f"the key '{key}' is missing",))

    def test_missing_id_of_a_commitment(self, faults_of, promise):
        """A commitment without an id is told that the id is missing."""
        (problem,) = faults_of(promise.replace('id = "social_association.registration.decision"\n', ""))
        assert "the key 'id' is missing" in problem.message

    def test_missing_rank(self, faults_of, own):
        """A provision that cites a document has no rank unless it gives one."""
        text = own.replace(CITE, 'cite = { document = "文件" }\nin_force_from = 2020-01-01')
        check(faults_of(text), text, "[[step]]", "step[0].rank", ("the key 'rank' is missing",))

    @pytest.mark.parametrize("value", ['"x"', '["x"]', "{ version = '2020' }", "3"])
    def test_restated_wrongly(self, faults_of, own, value: str):
        """Restatements that are no list of tables are refused as such, not as an unknown key."""
        text = own + f"restated = {value}\n"
        (problem,) = faults_of(text)
        assert (problem.path, problem.line) == ("step[0].restated", line_of(text, "restated"))
        assert "unknown key" not in problem.message


class TestTypes:
    """Values of a wrong type: nothing is coerced, and no words of Python leak into the message."""

    @pytest.mark.parametrize(
        ("old", "new", "path", "fragments"),
        [
            ('actor = "registrar"', "actor = 3", "step[0].actor", ("found 3", "give one of applicant, supervising_unit, registrar")),
            ('actor = "registrar"', 'actor = "registrer"', "step[0].actor", ("'registrer'", "did you mean 'registrar'?")),
            ('from = "xuanwu_asked"', "from = 1", "step[0].from", ("found 1", "give text in quotes")),
            ('to = "xuanwu_answered"', 'to = ["x"]', "step[0].to", ("give text in quotes",)),
            ('label = { zh = "答复", en = "answer" }', 'label = "answer"', "step[0].label", ("'answer'", "zh", "en")),
            ('label = { zh = "答复", en = "answer" }', 'label = { zh = "答复" }', "step[0].label.en", ("the key 'en' is missing",)),
            ('label = { zh = "答复", en = "answer" }', 'label = { zh = "答复", en = 3 }', "step[0].label.en", ("found 3", "text in quotes")),
            (CITE, 'cite = "art. 2"', "step[0].cite", ("'art. 2'",)),
            (CITE, "cite = [1]", "step[0].cite", ("[1]",)),
            (CITE, CITE.replace('"2" }', "2 }"), "step[0].cite.article", ("found 2", "text in quotes")),
            (CITE, CITE.replace('"2020"', "2020"), "step[0].cite.version", ("2020",)),
            (CITE, CITE + "\ndeemed_first = 1", "step[0].deemed_first", ("found 1", "give true or false")),
            (CITE, CITE + '\ndeemed_first = "true"', "step[0].deemed_first", ("'true'", "give true or false")),
            (CITE, CITE + '\nconfidence = "sure"', "step[0].confidence", ("'sure'", "give one of text, reported, inferred, assumed")),
            (CITE, CITE + '\nrank = "polcy"', "step[0].rank", ("'polcy'", "did you mean 'policy'?")),
            (CITE, CITE + '\nrelation = "comits"', "step[0].relation", ("'comits'", "did you mean 'commits'?")),
            (CITE, CITE + '\nmet_by = "decided"', "step[0].met_by", ("'decided'", "list")),
            (CITE, CITE + '\nmet_by = ["decided", 3]', "step[0].met_by[1]", ("found 3", "text in quotes")),
            (CITE, CITE + '\nreadings = "clear_days"', "step[0].readings", ("'clear_days'", "list")),
            (CITE, CITE + '\nbecause = "so"', "step[0].because", ("'so'",)),
            (CITE, CITE + '\non_silence = "x"', "step[0].on_silence", ("'x'",)),
            (CITE, CITE + "\nformer = { within = { days = 3 } }", "step[0].former.because", ("the key 'because' is missing",)),
            (CITE, CITE + "\nextension = []", "step[0].extension", ("[]",)),
        ],
    )  # fmt: skip
    def test_step(self, faults_of, own, old: str, new: str, path: str, fragments: tuple[str, ...]):
        """A value of a wrong type in a step is refused at its line, with what is allowed."""
        assert own.count(old) == 1
        text = own.replace(old, new)
        problems = faults_of(text)
        check(problems, text, new.rpartition("\n")[2], path, fragments)
        assert "object has no attribute" not in problems[0].message

    @pytest.mark.parametrize("value", ["1", '["a"]', "{ a = 1 }", "1.5", "true", "2020-01-01"])
    @pytest.mark.parametrize("kind", ["step", "promise", "procedure", "event", "fact", "instrument"])
    def test_id(self, faults_of, own, promise, kind: str, value: str):
        """An id that is no text is refused, of whatever kind the entry is."""
        text, table = (promise, "step") if kind == "promise" else (own, kind)
        head, tail = text.split(f"[[{table}]]", 1)
        first, second = tail.split("id = ", 1)
        text = f"{head}[[{table}]]{first}id = {value}\n{second.partition(chr(10))[2]}"
        problems = faults_of(text)
        assert any(problem.path == f"{table}[0].id" for problem in problems), problems

    @pytest.mark.parametrize("value", ['""', '" "'])
    def test_empty_id(self, faults_of, own, value: str):
        """An empty id is refused."""
        problems = faults_of(own.replace('"xuanwu.advice.answer"\nlabel', f"{value}\nlabel"))
        assert any(problem.path == "step[0].id" for problem in problems), problems

    @pytest.mark.parametrize(
        "value",
        [
            "{ working_days = 3.5 }", '{ working_days = "3" }', "{ working_days = true }", "{ working_day = 3 }",
            "{ working_days = 3, days = 1 }", "{}", "[]", "3", '"3 days"', "2020-01-01", "{ days = [3] }",
        ],
    )  # fmt: skip
    def test_period(self, faults_of, own, value: str):
        """A period is one whole number with its unit, and nothing else."""
        text = own.replace("{ working_days = 3 }", value)
        check(
            faults_of(text),
            text,
            f"within = {value}",
            "step[0].within",
            ("period: found", "give one whole number with its unit", "{ days = 60 }"),
        )

    def test_negative_period(self, faults_of, own):
        """A period cannot be negative."""
        text = own.replace("days = 3", "days = -3")
        check(faults_of(text), text, "-3", "step[0].within", ("found -3", "give 0 or more"))

    @pytest.mark.parametrize("unit", ["days", "working_days", "months", "years"])
    def test_endless_period(self, faults_of, own, unit: str):
        """A period longer than the calendar of this world is refused when it is read."""
        text = own.replace("{ working_days = 3 }", f"{{ {unit} = 99999999 }}")
        check(faults_of(text), text, "99999999", "step[0].within", ("99999999",))

    @pytest.mark.parametrize(
        "value", ['"2020-01-01"', "2020-01-01T00:00:00", "10:00:00", "2020", "true", "[]", "{ earliest = 2020-01-01 }"]
    )
    @pytest.mark.parametrize("key", ["in_force_from", "attested_on"])
    def test_day(self, faults_of, promise, key: str, value: str):
        """A day is a TOML date, not a text, a date with time, or a number."""
        text = promise.replace("in_force_from = 2020-01-01", f"{key} = {value}")
        check(
            faults_of(text), text, value, f"step[0].{key}", ("date: found", "give a date as YYYY-MM-DD, without quotes")
        )

    def test_words_not_code(self, faults_of, promise):
        """Days in a message are written as days."""
        (problem,) = faults_of(promise + "in_force_until = 2019-01-01\n")
        assert "2019-01-01" in problem.message
        assert "datetime" not in problem.message

    @pytest.mark.parametrize(
        ("value", "fragments"),
        [
            ("{ earliest = 2021-01-01, assumed = 2020-01-01 }", ("assumed day", "2021-01-01")),
            ("{ earliest = '2021-01-01', assumed = 2020-01-01 }", ("'2021-01-01'", "without quotes")),
            ("{ earliest = 2021-01-01 }", ("earliest", "assumed")),
            ("{ earliest = 2021-01-01, assumed = 2021-02-01, latest = 2022-01-01 }", ("earliest", "assumed")),
        ],
        ids=["reversed", "quoted", "half", "more"],
    )
    def test_window(self, faults_of, promise, value: str, fragments: tuple[str, ...]):
        """A window has two days, the earliest first."""
        text = promise.replace("2020-01-01", value)
        check(faults_of(text), text, value, "step[0].in_force_from", fragments)

    def test_attestation_has_no_window(self, faults_of, promise):
        """An attestation is one day."""
        text = promise.replace(
            "in_force_from = 2020-01-01", "attested_on = { earliest = 2020-01-01, assumed = 2021-01-01 }"
        )
        check(faults_of(text), text, "attested_on", "step[0].attested_on", ("give a date",))

    @pytest.mark.parametrize(
        ("old", "new", "path", "fragments"),
        [
            (f"versions = {VERSIONS}", "versions = 1", "instrument[0].versions", ("1",)),
            (f"versions = {VERSIONS}", 'versions = ["2020"]', "instrument[0].versions[0]", ("'2020'",)),
            (f"versions = {VERSIONS}", "versions = []", "instrument[0].versions", ()),
            (VERSIONS, "[{ id = 2020, in_force_from = 2020-01-01 }]", "instrument[0].versions[0].id", ("text in quotes",)),
            (VERSIONS, '[{ id = "2020" }]', "instrument[0].versions[0].in_force_from", ("the key 'in_force_from' is missing",)),
            (VERSIONS, '[{ id = "2020", in_force_from = "2020-01-01" }]', "instrument[0].versions[0].in_force_from", ("without quotes",)),
            (VERSIONS, '[{ id = "2020", in_force_from = 2020-01-01, basi = "x" }]', "instrument[0].versions[0].basi", ("did you mean 'basis'?",)),
            (VERSIONS, '[{ id = "2020", in_force_from = 2020-01-01, in_force_until = 2019-01-01 }]', "instrument[0].versions[0]", ("2019-01-01", "must come after")),
            (VERSIONS, '[{ id = "2020", in_force_from = { earliest = 2020-01-01, assumed = 2019-01-01 } }]', "instrument[0].versions[0].in_force_from", ("2019-01-01",)),
            (VERSIONS, '[{ id = "2020", in_force_from = 2020-01-01 }, { id = "2020", in_force_from = 2021-01-01 }]', "instrument[0].versions", ("2020",)),
            ('rank = "local_rule"', 'rank = "local"', "instrument[0].rank", ("did you mean 'local_rule'?",)),
            ('"玄武区办法", en = "Xuanwu rule" }', '"玄武区办法" }', "instrument[0].label.en", ("the key 'en' is missing",)),
        ],
    )  # fmt: skip
    def test_instrument(self, faults_of, own, old: str, new: str, path: str, fragments: tuple[str, ...]):
        """A fault of an instrument is the only one reported: the rules that cite it are not at fault."""
        text = own.replace(old, new)
        problems = faults_of(text)
        assert [problem.path for problem in problems] == [path], problems
        assert problems[0].line == line_of(text, new)
        assert [fragment for fragment in fragments if fragment not in problems[0].message] == []

    @pytest.mark.parametrize(
        ("old", "new", "path", "fragments"),
        [
            ('kind = "choice"', 'kind = "chioce"', "fact[2].kind", ("did you mean 'choice'?",)),
            ('choices = ["club", "centre"]', 'choices = "club"', "fact[2].choices", ("'club'", "list")),
            ('choices = ["club", "centre"]', "choices = []", "fact[2].choices", ()),
            ('choices = ["club", "centre"]', 'choices = ["club", "club"]', "fact[2].choices", ("club",)),
            ("minimum = 0", "minimum = 0.5", "fact[1].minimum", ("found 0.5", "whole number")),
            ("minimum = 0", "minimum = false", "fact[1].minimum", ("found False", "whole number")),
            ("maximum = 100", "maximum = -1", "fact[1].maximum", ("-1",)),
            ('question = { zh = "几名会员？", en = "how many members?" }', 'question = "how many?"', "fact[1].question", ("'how many?'",)),
            ('[[event]]\nid = "xuanwu_asked"', '[[event]]\nrepeatable = 1\nid = "xuanwu_asked"', "event[0].repeatable", ("found 1", "true or false")),
            ('[[event]]\nid = "xuanwu_asked"', '[[event]]\nplaned = true\nid = "xuanwu_asked"', "event[0].planed", ("did you mean 'planned'?",)),
        ],
    )  # fmt: skip
    def test_fact_and_event(self, faults_of, own, old: str, new: str, path: str, fragments: tuple[str, ...]):
        """A fault of a declaration is reported at its line, with what is allowed."""
        text = own.replace(old, new)
        problems = faults_of(text)
        assert path in [problem.path for problem in problems], problems
        problem = next(problem for problem in problems if problem.path == path)
        assert problem.line == line_of(text, new.removeprefix("[[event]]\n").partition("\n")[0])
        assert [fragment for fragment in fragments if fragment not in problem.message] == []

    @pytest.mark.parametrize("kind", ["yes_no", "integer"])
    def test_choices_of_what_is_no_choice(self, faults_of, own, kind: str):
        """Words to choose from belong to a choice only."""
        text = (
            own + f'\n[[fact]]\nid = "odd"\nkind = "{kind}"\nchoices = ["a"]\nquestion = {{ zh = "问", en = "ask" }}\n'
        )
        assert [problem.path for problem in faults_of(text)] == ["fact[3].choices"]

    def test_choice_without_words(self, faults_of, own):
        """A choice without words to choose from cannot be answered."""
        text = own + '\n[[fact]]\nid = "odd"\nkind = "choice"\nquestion = { zh = "问", en = "ask" }\n'
        assert [problem.path for problem in faults_of(text)] == ["fact[3].choices"]

    @pytest.mark.parametrize("name", ["place", "procedure", "on", "note", "events", "facts", "id"])
    def test_event_named_like_a_column(self, faults_of, own, name: str):
        """An event cannot have the name of a column of a table of filings."""
        text = own.replace('"xuanwu_asked"', f'"{name}"')
        assert ("event[0].id", line_of(text, f'id = "{name}"')) in [
            (problem.path, problem.line) for problem in faults_of(text)
        ]

    @pytest.mark.parametrize("name", ["place", "note", "facts"])
    def test_fact_named_like_a_column(self, faults_of, own, name: str):
        """Nor can a fact."""
        text = own.replace('"shape"', f'"{name}"')
        assert [(problem.path, problem.line) for problem in faults_of(text)] == [
            ("fact[2].id", line_of(text, f'"{name}"'))
        ]

    def test_condition_on_a_faulty_fact(self, faults_of, own):
        """A condition on a fact that cannot be read is not at fault itself."""
        text = own.replace('kind = "yes_no"', 'kind = "yesno"')
        assert [problem.path for problem in faults_of(text)] == ["fact[0].kind"]

    def test_event_named_like_a_fact(self, faults_of, own):
        """An event and a fact cannot share a name: a column of a table would mean both."""
        assert any(
            problem.path in {"event[0].id", "fact[0].id"}
            for problem in faults_of(own.replace('"xuanwu_asked"', '"urgent"'))
        )


class TestConditions:
    @pytest.mark.parametrize(
        "value",
        [
            "{}", "[]", "true", "false", "0", '""', '"x"', "{ all = [] }", '{ all = "x" }', "{ not = [] }", "{ any = [3] }",
            '{ fact = "urgent" }', "{ equals = true }", "{ fact = 1, equals = true }", '{ fact = "urgent", equal = true }',
            '{ fact = "urgent", equals = true, is_not = false }', '{ fact = "headcount", in = 1 }', '{ fact = "headcount", in = [] }',
            '{ fact = "headcount", equals = [1] }', "{ not = { all = [{ any = [{}] }] } }",
            '{ any = [{ fact = "urgent", equals = true }], all = [] }',
        ],
    )  # fmt: skip
    def test_shape(self, faults_of, own, value: str):
        """A condition of another shape is refused with the shapes allowed."""
        text = own.replace(WHEN, value)
        check(
            faults_of(text),
            text,
            f"when = {value}",
            "step[0].when",
            ("condition: found", "give { fact = …, OPERATOR = … }", "{ all = […] }"),
        )

    @pytest.mark.parametrize(
        ("value", "fragment"),
        [
            ('{ fact = "urgnt", equals = true }', "unknown fact 'urgnt'; did you mean 'urgent'?"),
            ('{ fact = "zzz", equals = true }', "unknown fact 'zzz'; known: "),
            ('{ fact = "urgent", equals = 1 }', "urgent: found 1; give true or false"),
            ('{ fact = "urgent", equals = "true" }', "urgent: found 'true'; give true or false"),
            ('{ fact = "urgent", at_least = true }', "urgent is yes_no and has no order"),
            ('{ fact = "shape", more_than = "club" }', "shape is choice and has no order"),
            ('{ fact = "headcount", at_least = 101 }', "found 101; give a whole number from 0 up to 100"),
            ('{ fact = "headcount", at_least = 9.5 }', "found 9.5; give a whole number"),
            ('{ fact = "headcount", in = [1, 101] }', "found 101; give a whole number"),
            ('{ fact = "shape", equals = "clb" }', "found 'clb'; did you mean 'club'?"),
            ('{ fact = "shape", in = ["club", "xyz"] }', "found 'xyz'; give one of club, centre"),
            ('{ fact = "shape", equals = 2020-01-01 }', "give one of club, centre"),
        ],
    )
    def test_content(self, faults_of, own, value: str, fragment: str):
        """A condition on an undeclared fact, or on a value that the fact cannot have, is refused."""
        text = own.replace(WHEN, value)
        check(faults_of(text), text, "when =", "step[0].when", (fragment,))

    def test_every_part(self, faults_of, own):
        """Every part of a condition is looked at."""
        text = own.replace(
            WHEN, '{ not = { all = [{ any = [{ fact = "shape", equals = "xx" }, { fact = "no", equals = 1 }] }] } }'
        )
        assert [problem.message.partition(": ")[2][:8] for problem in faults_of(text)] == ["shape: f", "unknown "]


class TestReferences:
    """Names that do not exist, and combinations that do not go together."""

    @pytest.mark.parametrize(
        ("old", "new", "path", "fragment"),
        [
            ('from = "xuanwu_asked"', 'from = "xuanwu_aked"', "step[0].from", "unknown event 'xuanwu_aked'; did you mean 'xuanwu_asked'?"),
            ('to = "xuanwu_answered"', 'to = "xuanwu_anwered"', "step[0].to", "unknown event 'xuanwu_anwered'; did you mean 'xuanwu_answered'?"),
            (CITE, CITE + '\nmet_by = ["decided", "refusd"]', "step[0].met_by", "unknown event 'refusd'; did you mean 'refused'?"),
            (CITE, CITE + '\nneeds = "acepted"', "step[0].needs", "unknown event 'acepted'; did you mean 'accepted'?"),
            (CITE, CITE + '\ncounting = "runing_period"', "step[0].counting", "unknown counting rule 'runing_period'; did you mean 'running_period'?"),
            (CITE, CITE + '\npauses = "licence.clock_stop"', "step[0].pauses", "unknown clock stops 'licence.clock_stop'; did you mean 'licence.clock_stops'?"),
            (CITE, CITE + '\nreadings = ["clear_day"]', "step[0].readings", "unknown reading 'clear_day'; did you mean 'clear_days'?"),
            (CITE, CITE + '\non_silence = { event = "acepted", on = "decided", label = { zh = "视为", en = "deemed" } }', "step[0].on_silence", "unknown event 'acepted'"),
            (CITE, CITE + '\non_answer = { event = "accepted", on = "decidd", label = { zh = "视为", en = "deemed" } }', "step[0].on_answer", "unknown event 'decidd'"),
            (CITE, CITE + '\non_silence = { event = "accepted", label = { zh = "视为", en = "deemed" } }', "step[0].on_silence", "give event and on together, or neither"),
            ('steps = ["xuanwu.advice.answer"]', 'steps = ["xuanwu.advice.anwer"]', "procedure[0].steps", "unknown step 'xuanwu.advice.anwer'; did you mean 'xuanwu.advice.answer'?"),
            ('steps = ["xuanwu.advice.answer"]', "steps = []", "procedure[0].steps", ""),
            ('steps = ["xuanwu.advice.answer"]', 'steps = "xuanwu.advice.answer"', "procedure[0].steps", "list"),
            ('steps = ["xuanwu.advice.answer"]', 'steps = ["xuanwu.advice.answer", "xuanwu.advice.answer"]', "procedure[0].steps", "xuanwu.advice.answer"),
            ('authority = ["district"]', 'authority = ["distrct"]', "procedure[0].authority", "unknown level 'distrct'; did you mean 'district'?"),
            ('authority = ["district"]', "authority = []", "procedure[0].authority", ""),
            ('authority = ["district"]', 'authority = "district"', "procedure[0].authority", "list"),
            (CITE, CITE.replace("xuanwu_rule", "xuanwu_rul"), "step[0].cite", "unknown instrument 'xuanwu_rul'; did you mean 'xuanwu_rule'?"),
            (CITE, CITE.replace("xuanwu_rule", "zzz"), "step[0].cite", "unknown instrument 'zzz'; declare it with [[instrument]]"),
            (CITE, CITE.replace('"2020"', '"2021"'), "step[0].cite", "xuanwu_rule has no version '2021'; held: 2020"),
            (CITE, 'cite = {}\nrank = "policy"\nin_force_from = 2020-01-01', "step[0].cite", "document"),
            (CITE, 'cite = { article = "2" }\nrank = "policy"\nin_force_from = 2020-01-01', "step[0].cite", "document"),
        ],
    )  # fmt: skip
    def test_unknown_name(self, faults_of, own, old: str, new: str, path: str, fragment: str):
        """A name that is not declared is refused at its line, with the nearest one."""
        assert own.count(old) == 1
        text = own.replace(old, new)
        at = new.removeprefix(CITE + "\n").partition("\n")[0]
        check(faults_of(text), text, at, path, (fragment,))

    def test_version_has_to_be_chosen(self, faults_of, own):
        """Where an instrument has several versions, the citation has to name one of them."""
        text = own.replace(CITE, 'cite = { instrument = "association_regulation", article = "2" }')
        (problem,) = faults_of(text)
        assert "cite a version of association_regulation (1998, 2016, 2026)" in problem.message

    def test_no_day(self, faults_of, promise):
        """A provision that cites a document has to give a day."""
        text = promise.replace("in_force_from = 2020-01-01\n", "")
        check(faults_of(text), text, "[[step]]", "step[0]", ("says no day: give in_force_from, or attested_on",))

    @pytest.mark.parametrize("end", ["2019-12-31", "2020-01-01", "{ earliest = 2019-01-01, assumed = 2019-06-01 }"])
    def test_end_before_start(self, faults_of, promise, end: str):
        """The first day out has to come after the first day in; the fault is at the end."""
        text = promise + f"in_force_until = {end}\n"
        check(
            faults_of(text),
            text,
            "in_force_until",
            "step[0].in_force_until",
            ("the first day out must come after 2020-01-01",),
        )

    @pytest.mark.parametrize(
        ("lengths", "found"),
        [
            ("", "found none"),
            ("within = { days = 3 }\nbefore = { days = 3 }", "found within and before"),
            ('within = { days = 3 }\nby = "03-31"', "found within and by"),
            ('by = "03-31"\ngap = { zh = "未定", en = "not set" }', "found by and gap"),
        ],
    )
    def test_one_length(self, faults_of, own, lengths: str, found: str):
        """A step has one length, or says that the text sets none."""
        text = own.replace("within = { working_days = 3 }", lengths)
        (problem,) = faults_of(text)
        assert f"{found}; give one of within, before, by, or gap" in problem.message
        assert problem.path.startswith("step[0]")

    @pytest.mark.parametrize("value", ["13-01", "02-30", "3-31", "31-03", "2020-03-31", ""])
    def test_named_day(self, faults_of, own, value: str):
        """A named day is a day of the year as MM-DD."""
        text = own.replace("within = { working_days = 3 }", f'by = "{value}"')
        check(faults_of(text), text, "by =", "step[0].by", (f"found {value!r}", "MM-DD"))

    @pytest.mark.parametrize(
        ("length", "extension", "fragment"),
        [
            ("within = { days = 3 }", "{ working_days = 2 }", "an extension needs 'within' and its unit"),
            ("before = { working_days = 3 }", "{ working_days = 2 }", "an extension needs 'within' and its unit"),
            ('by = "03-31"', "{ days = 2 }", "an extension needs 'within' and its unit"),
        ],
    )
    def test_extension_of_another_unit(self, faults_of, own, length: str, extension: str, fragment: str):
        """An extension is counted in the unit of the period it extends."""
        text = own.replace("within = { working_days = 3 }", length) + (
            f'\n[step.extension]\nwithin = {extension}\nevent = "extension_approved"\n'
            'approval = { zh = "经批准", en = "with approval" }\ncite = { instrument = "xuanwu_rule", article = "3" }\n'
        )
        (problem,) = faults_of(text)
        assert problem.path == "step[0].extension"
        assert problem.line == line_of(text, "[step.extension]")
        assert fragment in problem.message

    @pytest.mark.parametrize(
        ("old", "new", "fragment"),
        [
            ('"extension_approved"', '"extension_aproved"', "did you mean 'extension_approved'?"),
            ('instrument = "xuanwu_rule"', 'instrument = "xuanwu_rul"', "did you mean 'xuanwu_rule'?"),
            ('article = "3"', 'version = "1999", article = "3"', "no version '1999'"),
        ],
    )
    def test_names_in_an_extension(self, faults_of, own, old: str, new: str, fragment: str):
        """Names in an extension, its event and what it cites, are looked up too."""
        extension = (
            '\n[step.extension]\nwithin = { working_days = 2 }\nevent = "extension_approved"\n'
            'approval = { zh = "经批准", en = "with approval" }\ncite = { instrument = "xuanwu_rule", article = "3" }\n'
        )
        (problem,) = faults_of(own + extension.replace(old, new))
        assert problem.path.startswith("step[0].extension")
        assert fragment in problem.message

    def test_line_of_a_key_is_not_that_of_a_subtable(self, faults_of, own):
        """The line of a missing key is that of its entry, also where a table below has a key of that name."""
        text = own.replace("within = { working_days = 3 }\n", "") + (
            '\n[step.extension]\nwithin = { days = 2 }\nevent = "extension_approved"\n'
            'approval = { zh = "经批准", en = "with approval" }\ncite = { instrument = "xuanwu_rule", article = "3" }\n'
        )
        problem = next(problem for problem in faults_of(text) if "found none" in problem.message)
        assert problem.line == line_of(text, "[[step]]")

    @pytest.mark.parametrize(
        ("name", "advice"),
        [
            ("social_association.registration.decison", "did you mean 'social_association.registration.decision'?"),
            ("zzz", "hubnet rules list"),
        ],
    )
    def test_commitment_to_an_unknown_step(self, faults_of, promise, name: str, advice: str):
        """A commitment to a step that nobody states is refused with the nearest one."""
        text = promise.replace("social_association.registration.decision", name)
        check(faults_of(text), text, name, "step[0].id", ("commits to a step that no rule states", advice))


OTHERS = """
[[duty]]
id = "xuanwu.duty"
label = { zh = "义务", en = "duty" }
procedure = "xuanwu.advice"
event = "xuanwu_asked"
anchor = "12-31"
every = { years = 1 }
cite = { instrument = "xuanwu_rule", article = "3" }

[[principle]]
id = "xuanwu.principle"
label = { zh = "原则", en = "principle" }
cite = { instrument = "xuanwu_rule", article = "4" }

[[counting_rule]]
id = "xuanwu.counting"
label = { zh = "计算", en = "counting" }
roll = "none"
principles = ["xuanwu.principle"]
cite = { instrument = "xuanwu_rule", article = "5" }

[[reading]]
id = "xuanwu.reading"
label = { zh = "读法", en = "reading" }
unit_of = "days"
cite = { instrument = "xuanwu_rule", article = "6" }

[[clock_stops]]
id = "xuanwu.stops"
label = { zh = "中止", en = "stops" }
stops = [{ starts = "hearing_started", ends = "hearing_ended" }]
cite = { instrument = "xuanwu_rule", article = "7" }
"""


class TestOtherKinds:
    def test_right(self, load, own):
        """The entries that the faults below are made of load."""
        rules = [rule for rule in load(own + OTHERS).provisions if rule.id.startswith("xuanwu.")]
        assert len([rule for rule in rules if rule.source.endswith("own.toml")]) == 7

    @pytest.mark.parametrize(
        ("old", "new", "path", "fragment"),
        [
            ('procedure = "xuanwu.advice"', 'procedure = "xuanwu.advise"', "duty[0].procedure", "did you mean 'xuanwu.advice'?"),
            ('event = "xuanwu_asked"', 'event = "xuanwu_aked"', "duty[0].event", "did you mean 'xuanwu_asked'?"),
            ('anchor = "12-31"', 'anchor = "12-32"', "duty[0].anchor", "give a day of the year as MM-DD"),
            ('anchor = "12-31"', "anchor = 2020-12-31", "duty[0].anchor", "give text in quotes"),
            ("every = { years = 1 }", 'every = "yearly"', "duty[0].every", "give one whole number with its unit"),
            ("every = { years = 1 }", "every = { years = 0 }", "duty[0].every", "give 1 or more days, months or years"),
            ("every = { years = 1 }", "every = { working_days = 5 }", "duty[0].every", "give 1 or more days, months or years"),
            ('roll = "none"', 'roll = "next_workday"', "counting_rule[0].roll", "did you mean 'next_working_day'?"),
            ('principles = ["xuanwu.principle"]', 'principles = ["xuanwu.principl"]', "counting_rule[0].principles", "did you mean 'xuanwu.principle'?"),
            ('principles = ["xuanwu.principle"]', 'principles = ["xuanwu.principle"]\nreadings = ["clear_day"]', "counting_rule[0].readings", "did you mean 'clear_days'?"),
            ('unit_of = "days"', 'unit_of = "workng_days"', "reading[0].unit_of", "did you mean 'working_days'?"),
            ('unit_of = "days"', 'pauses = "xuanwu.stop"', "reading[0].pauses", "did you mean 'xuanwu.stops'?"),
            ('unit_of = "days"', 'start = "acepted"', "reading[0].start", "did you mean 'accepted'?"),
            ('unit_of = "days"', "clear = 1", "reading[0].clear", "give true or false"),
            ('starts = "hearing_started"', 'starts = "hearing_startd"', "clock_stops[0].stops", "did you mean 'hearing_started'?"),
            ('ends = "hearing_ended"', "ends = 3", "clock_stops[0].stops[0].ends", "give text in quotes"),
            (', ends = "hearing_ended"', "", "clock_stops[0].stops[0].ends", "the key 'ends' is missing"),
        ],
    )  # fmt: skip
    def test_fault(self, faults_of, own, old: str, new: str, path: str, fragment: str):
        """A fault of a duty, principle, counting rule, reading or clock stop is reported at its line."""
        text = own + OTHERS.replace(old, new)
        at = new.rpartition("\n")[2] if new else "stops = ["
        check(faults_of(text), text, at, path, (fragment,))


class TestContradictions:
    def test_same_file(self, faults_of, promise):
        """Two rules of one id, place and relation on one day contradict each other."""
        text = promise + "\n" + promise.partition("\n\n")[2].replace("= 3", "= 2")
        check(
            faults_of(text),
            text,
            'id = "social',
            "step[1].id",
            ("a second time", "own.toml", "step[0]", "end one where the other begins"),
        )

    def test_against_the_shipped_rules(self, faults_of, promise):
        """So do a rule of one's own and a shipped one; the shipped file is named."""
        text = promise.replace("320102", "320114")
        check(faults_of(text), text, "id =", "step[0].id", ("for 320114 a second time", "320114/commitments.toml"))

    def test_one_day_in_common(self, faults_of, promise):
        """One day in common is enough."""
        second = promise.partition("\n\n")[2].replace("2020-01-01", "2021-12-31")
        assert len(faults_of(promise + "in_force_until = 2022-01-01\n\n" + second)) == 1

    def test_restated_as_the_same_version(self, faults_of, own):
        """A restatement that names no other version contradicts the sentence itself."""
        (problem,) = faults_of(own + 'restated = [{ article = "3" }]\n')
        assert "a second time" in problem.message

    @pytest.mark.parametrize(
        ("table", "extra"),
        [
            ("event", 'label = { zh = "再", en = "again" }'),
            ("fact", 'kind = "yes_no"\nquestion = { zh = "再？", en = "again?" }'),
            ("instrument", f'label = {{ zh = "再", en = "again" }}\nrank = "law"\nversions = {VERSIONS}'),
        ],
    )
    @pytest.mark.parametrize("shipped", [True, False])
    def test_declared_twice(self, faults_of, own, table: str, extra: str, shipped: bool):  # noqa: FBT001
        """An event, fact or instrument is declared once in all files together."""
        mine = {"event": "xuanwu_asked", "fact": "urgent", "instrument": "xuanwu_rule"}[table]
        theirs = {"event": "decided", "fact": "joint_handling", "instrument": "charity_law"}[table]
        name = theirs if shipped else mine
        text = own + f'\n[[{table}]]\nid = "{name}"\n{extra}\n'
        (problem,) = faults_of(text)
        assert problem.line == line_of(text, f'id = "{name}"')
        assert problem.message == f"{name}: is declared twice"


class TestAllAtOnce:
    def test_several_files(self, rule_file, own, promise):
        """The faults of all files are reported together, in the order of the files."""
        first = rule_file(promise.replace("{ working_days = 3 }", "3"), "mine/a.toml")
        rule_file("x = = 1", "mine/b.toml")
        rule_file("# 玄武".encode("gb18030"), "mine/c.toml")
        rule_file(own.replace('"registrar"', '"registrer"').replace("within", "wthin"), "mine/d.toml")
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(first.parent)
        names = [Path(problem.file).name for problem in caught.value.problems]
        assert names == ["a.toml", "b.toml", "c.toml", "d.toml", "d.toml"]
        assert str(caught.value).startswith("5 problems:\n  ")

    def test_missing_files_and_empty_folders_too(self, tmp_path, rule_file, promise):
        """Files that are not there and folders without rules are reported with the rest."""
        (tmp_path / "empty").mkdir()
        faulty = rule_file(promise.replace("within", "wthin"))
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(tmp_path / "nothing.toml", tmp_path / "empty", faulty)
        assert {Path(problem.file).name for problem in caught.value.problems} == {"nothing.toml", "empty", "own.toml"}

    def test_several_entries(self, faults_of, own):
        """Several faults of one file are reported together: of types, of names and of shape."""
        text = (
            own.replace('from = "xuanwu_asked"', 'from = "xuanwu_aked"')
            .replace('authority = ["district"]', 'authority = ["distrct"]')
            .replace("minimum = 0", "minimum = 0.5")
        )
        assert {problem.path for problem in faults_of(text)} == {
            "step[0].from",
            "procedure[0].authority",
            "fact[1].minimum",
        }

    def test_several_keys_of_an_entry(self, faults_of, own):
        """Several faults of one entry are reported together, whatever their kind."""
        text = (
            own.replace('actor = "registrar"', 'actor = "registrer"')
            .replace("within = { working_days = 3 }", "within = 3")
            .replace(CITE, CITE.replace("2020", "2021"))
        )
        assert {problem.path for problem in faults_of(text)} == {"step[0].actor", "step[0].within", "step[0].cite"}

    def test_days_and_types_of_an_entry(self, faults_of, promise):
        """A faulty day does not hide the other faults of its entry."""
        text = promise.replace("2020-01-01", '"2020"').replace("{ working_days = 3 }", "3")
        assert {problem.path for problem in faults_of(text)} == {"step[0].in_force_from", "step[0].within"}

    def test_many(self, faults_of, promise):
        """A thousand faults of one file are found, each with its line."""
        head, entry = promise.split("\n\n")
        entries = [entry.replace("decision", f"decision{n}").replace("= 3 }", "= 3.5 }") for n in range(1000)]
        text = "\n\n".join(
            [
                head,
                *(
                    f'{one}label = {{ zh = "甲", en = "a" }}\nactor = "registrar"\nfrom = "decided"\nto = "refused"'
                    for one in entries
                ),
            ]
        )
        problems = faults_of(text)
        assert [problem.line for problem in problems] == [
            number for number, line in enumerate(text.split("\n"), 1) if "3.5" in line
        ]

    def test_no_second_fault(self, faults_of, own):
        """What refers to an entry that cannot be read is not at fault itself."""
        text = own.replace('id = "xuanwu_asked"\nlabel = { zh = "提出", en = "asked" }', 'id = "xuanwu_asked"')
        assert [problem.path for problem in faults_of(text)] == ["event[0].label"]

    def test_shipped_files_are_not_blamed(self, faults_of, promise):
        """A faulty rule of one's own under a shipped id is reported alone."""
        for relation in ("comits", "states"):
            problems = faults_of(promise.replace('"commits"', f'"{relation}"'))
            assert {Path(problem.file).name for problem in problems} == {"own.toml"}


class TestLines:
    @pytest.mark.parametrize("header", ["[[step]]", "[[ step ]]", '[["step"]]', "  [[step]]  # mine"])
    def test_header(self, faults_of, promise, header: str):
        """The line is found however the heading of the entry is written."""
        text = promise.replace("[[step]]", header).replace("= 3 }", "= 3.5 }")
        assert [problem.line for problem in faults_of(text)] == [line_of(text, "3.5")]

    @pytest.mark.parametrize("key", ["within", '"within"', "'within'", "  within"])
    def test_key(self, faults_of, promise, key: str):
        """The line is found however the key is written."""
        text = promise.replace("within", key).replace("= 3 }", "= 3.5 }")
        assert [problem.line for problem in faults_of(text)] == [line_of(text, "3.5")]

    def test_entries_in_one_list(self, faults_of):
        """Entries written as one list have no heading of their own, so their faults have a path and no line."""
        text = 'place = "320102"\nprinciple = [{ id = "own", label = 3 }]\n'
        assert {(problem.path, problem.line) for problem in faults_of(text)} >= {("principle[0].label", None)}

    def test_odd_line_ends_in_text(self, faults_of, promise):
        """Only line ends count as lines, no other characters that separate lines somewhere."""
        text = (
            promise.replace("玄武区", "玄\u2028武\u2029\u0085区").replace("[[step]]", "# \u2028\x85\n[[step]]")
            + "within_ = 3\n"
        )
        problem = next(problem for problem in faults_of(text) if "within_" in problem.message)
        assert problem.line == line_of(text, "within_")

    def test_windows_line_ends(self, faults_of, promise):
        """Lines are counted the same with line ends of Windows."""
        text = promise.replace("= 3 }", "= 3.5 }")
        assert [problem.line for problem in faults_of(text.replace("\n", "\r\n"))] == [line_of(text, "3.5")]

    def test_second_entry(self, faults_of, own, promise):
        """The line is that of the entry at fault, not of the first of its kind."""
        text = own + "\n" + promise.partition("\n\n")[2].replace("= 3 }", "= 3.5 }")
        check(faults_of(text), text, "3.5", "step[1].within", ("3.5",))

    def test_text_of_an_error(self, rule_file, promise):
        """The error as text names file, line and path before the message, one fault a line."""
        text = promise.replace("= 3 }", "= 3.5 }")
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(rule_file(text))
        first, second = str(caught.value).splitlines()
        assert first == "1 problem:"
        assert second.startswith(f"  {rule_file(text)}, line 6, step[0].within: ")
