"""``hubnet rules list``, ``show`` and ``test``."""

# ruff: noqa: E501  (tables of texts)

import json
from datetime import date
from pathlib import Path

import pytest

from hubnet.rulebook import KINDS, Question

CLUBS = Path(__file__).parent / "clubs"
SHOW = ("rules", "show", "--rules", str(CLUBS))

CASE = """[[case]]
name = "Xuanwu"
procedure = "social_association.registration"
place = "320102"
on = 2017-07-10
events = { documents_complete = 2017-07-05 }
expect.decision = { statutory_due = 2017-09-04, state = "RUNNING" }
because = "art. 12"
"""


class TestList:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    @pytest.mark.parametrize("kind", KINDS)
    def test_every_kind_fits(self, answered, width, kind: str, lang: str):
        """The rules of every kind are listed in lines of at most 80 columns."""
        output = answered("rules", "list", "--kind", kind, "--lang", lang)
        assert width(output.splitlines()) <= 80
        assert len(output.splitlines()) > 2

    def test_procedures_are_the_default(self, answered):
        """Without a kind procedures are listed."""
        assert answered("rules", "list") == answered("rules", "list", "--kind", "procedure")

    def test_json(self, answered):
        """--json lists the rules with the documented keys, dates as ISO text."""
        rows = json.loads(answered("rules", "list", "--json", "--lang", "en"))
        keys = {"id", "label", "place", "relation", "from", "until", "assumed", "attested", "cite"}
        assert all(set(row) == keys for row in rows)
        found = [row for row in rows if row["id"] == "social_association.deregistration"]
        assert found[-1] == {
            "id": "social_association.deregistration",
            "label": {"zh": "社会团体注销登记", "en": "deregistration of a social association"},
            "place": "CN",
            "relation": "states",
            "from": "2026-03-20",
            "until": None,
            "assumed": True,
            "attested": False,
            "cite": {
                "zh": "《社会团体登记管理条例》（2026年文本）第21条",
                "en": "Regulations on the registration of social associations (2026 text), art. 21",
            },
        }

    def test_days_are_iso_text(self, answered):
        """In JSON every day is ISO text, however well it is known."""
        for kind in ("procedure", "step"):
            for row in json.loads(answered("rules", "list", "--kind", kind, "--json")):
                assert date.fromisoformat(row["from"])
                assert row["until"] is None or date.fromisoformat(row["until"])

    @pytest.mark.parametrize(
        ("kind", "name", "words"),
        [
            ("event", "documents_complete", "all valid documents received"),
            ("fact", "joint_handling", "is the licence handled jointly by several departments?"),
        ],
    )
    def test_events_and_facts(self, answered, kind: str, name: str, words: str):
        """The events and facts that a filing can give are listed with their words."""
        rows = json.loads(answered("rules", "list", "--kind", kind, "--json"))
        assert [row["label"]["en"] for row in rows if row["id"] == name] == [words]
        lines = answered("rules", "list", "--kind", kind, "--lang", "en").splitlines()
        assert lines[lines.index(name) + 1].strip() == words

    @pytest.mark.parametrize(
        ("name", "zh", "en"),
        [
            ("club_people", "整数，不小于 0；可增加", "a whole number from 0; can rise"),
            ("club_units", "整数，0 至 500；可增加", "a whole number from 0 to 500; can rise"),
            ("club_rank", "整数，不大于 10", "a whole number up to 10"),
            ("club_size", "整数，不小于 0；可增加；为各项之和：club_people, club_units", "a whole number from 0; can rise; the total of club_people, club_units"),
            ("club_fund", "金额，如 3万元；可增加", "an amount, such as 3万元 or CNY 30,000; can rise"),
            ("club_consent", "是或否；可由否变是", "yes or no; can become yes"),
            ("club_lies", "是或否；可由是变否", "yes or no; can become no"),
            ("club_founded", "日期，如 2024-03-05、2024-03", "a date, such as 2024-03-05 or 2024-03"),
            ("club_fined", "日期，如 2024-03-05、2024-03，或 never（从未）", "a date, such as 2024-03-05 or 2024-03, or never"),
            ("club_kind", "chess 棋类、music 音乐、other_kind 其他；可改变", "chess board games, music music, other_kind others; can change"),
            ("club_style", "open_style、closed_style", "open_style, closed_style"),
            ("club_name", "文字", "a text"),
            ("club_home", "行政区划代码，如 320102", "a division code, such as 320102"),
        ],
    )  # fmt: skip
    def test_facts_tell_what_can_be_answered(self, answered, name: str, zh: str, en: str):
        """Below its question a fact tells what can be answered, and how an applicant can change it."""
        for lang, expected in (("zh", zh), ("en", en)):
            lines = answered("rules", "list", "--kind", "fact", "--rules", str(CLUBS), "--lang", lang).splitlines()
            below = lines[lines.index(name) + 2 :]
            end = next((at for at, line in enumerate(below) if not line.startswith("    ")), len(below))
            between = "" if lang == "zh" else " "
            assert between.join(line.strip() for line in below[:end]) == expected

    def test_facts_of_registers_and_places(self, answered):
        """A fact says whether a register or the place tells it."""
        lines = answered("rules", "list", "--kind", "fact", "--lang", "en").splitlines()
        assert lines[lines.index("registered_on") + 2].endswith("; a register can tell it")
        told = " ".join(lines[lines.index("registrar_level") + 2 :][:4])
        assert "; the place says it" in told

    def test_facts_fit(self, answered, width):
        """The list of facts fits 80 columns."""
        for lang in ("zh", "en"):
            assert width(answered("rules", "list", "--kind", "fact", "--lang", lang).splitlines()) <= 80

    def test_facts_in_json(self, answered):
        """In JSON a fact has the documented keys."""
        rows = json.loads(answered("rules", "list", "--kind", "fact", "--rules", str(CLUBS), "--json"))
        found = {row["id"]: row for row in rows}
        assert found["club_kind"] == {
            "id": "club_kind",
            "label": {"zh": "哪一类？", "en": "which kind?"},
            "kind": "choice",
            "unit": None,
            "minimum": None,
            "maximum": None,
            "choices": [
                {"id": "chess", "label": {"zh": "棋类", "en": "board games"}},
                {"id": "music", "label": {"zh": "音乐", "en": "music"}},
                {"id": "other_kind", "label": {"zh": "其他", "en": "others"}},
            ],
            "change": "either",
            "never": False,
            "parts": [],
            "given_by": None,
            "register": False,
        }
        assert found["club_style"]["choices"][0] == {"id": "open_style", "label": None}
        assert (found["club_units"]["unit"], found["club_units"]["maximum"]) == ("家", 500)
        assert found["club_fund"]["minimum"] == "0元"
        assert found["club_size"]["parts"] == ["club_people", "club_units"]
        assert found["registered_on"]["register"] is True
        assert found["registrar_level"]["given_by"] == "place"

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_questions_tell_what_they_ask(self, answered, lang: str):
        """A question is listed with what it asks, and in JSON too."""
        asks = {"zh": "能否登记？", "en": "May it be registered?"}
        asked = ("rules", "list", "--kind", "question", "--rules", str(CLUBS))
        lines = answered(*asked, "--lang", lang).splitlines()
        assert lines[lines.index("club.registration") + 2] == f"    {asks[lang]}"
        row = next(row for row in json.loads(answered(*asked, "--json")) if row["id"] == "club.registration")
        assert row["asks"] == asks

    def test_ids_can_be_copied(self, answered):
        """The id of a procedure stands in one piece, so that it can be copied into the next command."""
        assert "social_association.deregistration" in answered("rules", "list")

    @pytest.mark.parametrize(("place", "held"), [("320114", True), ("320102", False), ("320000", False)])
    def test_place(self, answered, place: str, held: bool):  # noqa: FBT001
        """With a place only rules that hold there are listed: its own and those above it."""
        rows = json.loads(answered("rules", "list", "--place", place, "--json"))
        assert ("certificate_replacement" in [row["id"] for row in rows]) is held
        assert "social_association.registration" in [row["id"] for row in rows]

    def test_own_rules(self, answered, promise):
        """Own rules are listed with the shipped ones."""
        rows = json.loads(answered("rules", "list", "--kind", "step", "--rules", promise, "--json"))
        assert [row["from"] for row in rows if row["place"] == "320102"] == ["2020-01-01"]

    @pytest.mark.parametrize(
        ("options", "fragment"),
        [
            (("--kind", "proc"), "'procedure', 'step', 'duty'"),
            (("--place", "x"), "GB/T 2260"),
            (("--rules", "nothing.toml"), "nothing.toml: cannot be read"),
            (("--rules", "x" * 300), "cannot be read"),
            (("extra",), "unexpected extra argument"),
        ],
        ids=range(5),
    )
    def test_options(self, refused, options: tuple[str, ...], fragment: str):
        """Faulty options are refused with what is allowed."""
        assert fragment in refused("rules", "list", *options)


class TestShow:
    @pytest.mark.parametrize(
        ("lang", "fragments"),
        [
            ("zh", ["社会团体成立登记", "行政法规", "受理层级: country, province, city, district", "documents_complete (收到全部有效文件)"]),
            ("en", ["registration of a social association", "administrative regulation", "authority: country", "2016-02-06"]),
        ],
    )  # fmt: skip
    def test_procedure(self, answered, lang: str, fragments: list[str]):
        """A procedure is shown with rank, dates, authority, steps and events."""
        output = answered("rules", "show", "social_association.registration", "--lang", lang)
        assert [fragment for fragment in fragments if fragment not in output] == []

    def test_step(self, answered):
        """A step is shown with every version and the commitment beside it."""
        output = answered("rules", "show", "social_association.registration.decision", "--lang", "en")
        assert "documents_complete → decided: 60 days" in output
        assert "documents_complete → decided: 5 working days" in output
        assert "320114 · service commitment · commits · 2017-07-04 attested – open · reported" in " ".join(
            output.split()
        )

    @pytest.mark.parametrize(
        ("name", "words"),
        [
            ("licence.receipt", "no limit set"),
            ("licence.hearing.announcement", "7 working days"),
            ("social_association.annual_report.to_supervisor", "03-31"),
        ],
    )
    def test_lengths(self, answered, name: str, words: str):
        """The length of a step is shown whether it runs forwards, backwards, to a named day, or is not set."""
        assert words in answered("rules", "show", name, "--lang", "en")

    def test_question(self, answered):
        """A question is shown with its clauses in force on the day, by place, with what each asks, and its facts."""
        output = answered(*SHOW, "club.registration", "--on", "2026-11-02", "--lang", "en")
        versions, clauses = output.split("clauses CN (2026-11-02)\n")
        assert versions.count("[question] club.registration: registration of a club") == 2
        assert (
            "  May it be registered?\n  authority: province, city, district\n  legal forms: social_association\n"
            in versions
        )
        assert clauses.splitlines() == [
            "  size: number of members",
            "    how many members in all? (asked: at least 50)",
            "    people and units together",
            "    Club Rules (2020 text), art. 2",
            "  fund: money",
            "    how much money? (asked: at least CNY 30,000)",
            "    Club Rules (2020 text), art. 3",
            "  consent: consent",
            "    applies where: which kind? (asked: not board games)",
            "    is there consent? (asked: yes)",
            "    Club Rules (2020 text), art. 4",
            "clauses 320105 (2026-11-02)",
            "  style: style [a further requirement, not known to be in force]",
            "    which style? (asked: open_style)",
            "    区里的通知",
            "clauses 320106 (2026-11-02)",
            "  house: house [a further requirement]",
            "    what house it asks for is not known",
            "    区里的规定",
            "clauses 320114 (2026-11-02)",
            "  fund: money: eased [differs from another text, reported]",
            "    how much money? (asked: at least CNY 10,000)",
            "    区里的办法",
            "facts:",
            *sorted(
                [
                    "  club_size (how many members in all?)",
                    "  club_fund (how much money?)",
                    "  club_kind (which kind?)",
                    "  club_consent (is there consent?)",
                    "  club_style (which style?)",
                ],
                key=clauses.index,
            ),
        ]

    def test_question_in_chinese(self, answered):
        """In Chinese the same is told in Chinese."""
        output = answered(*SHOW, "club.registration", "--on", "2026-11-02", "--place", "320114")
        assert output[output.index("条款 CN") :].splitlines()[:17] == [
            "条款 CN (2026-11-02)",
            "  size: 成员数量",
            "    成员共多少个？（要求：不少于50个）",
            "    个人与单位合计",
            "    《社团规则》（2020年文本）第2条",
            "  fund: 资金",
            "    资金多少？（要求：不少于3万元）",
            "    《社团规则》（2020年文本）第3条",
            "  consent: 同意",
            "    适用于: 哪一类？（要求：不是棋类）",
            "    是否经同意？（要求：是）",
            "    《社团规则》（2020年文本）第4条",
            "条款 320114 (2026-11-02)",
            "  fund: 资金：放宽 [与其他文件不同，据报道]",
            "    资金多少？（要求：不少于1万元）",
            "    《区里的办法》",
            "事实:",
        ]

    @pytest.mark.parametrize(
        ("day", "told"),
        [
            ("1999-12-31", "no clause is in force (1999-12-31)"),
            ("2000-01-01", "how many members in all? (asked: at least 30)"),
            ("2019-12-31", "how many members in all? (asked: at least 30)"),
            ("2020-01-01", "how many members in all? (asked: at least 50)"),
        ],
    )
    def test_day_of_the_clauses(self, answered, day: str, told: str):
        """The clauses are those of the day: the first day of a text is in, its last is not."""
        output = answered(*SHOW, "club.registration", "--on", day, "--place", "320102", "--lang", "en")
        clauses = output[output.rindex("clause") :]
        assert told in output[output.index(f"({day})") - 30 :]
        assert ("at least 30" in clauses) is ("at least 30" in told)
        assert ("at least 50" in clauses) is ("at least 50" in told)

    def test_clauses_of_today(self, answered):
        """Without a day the clauses are those of today."""
        today = date.today()  # noqa: DTZ011  (as the command does)
        assert "(2" in answered(*SHOW, "club.registration")
        assert today <= date.fromisoformat(answered(*SHOW, "club.registration").split("条款 CN (")[1][:10])

    def test_no_clause(self, answered):
        """A question without clauses at a place says so."""
        output = answered(*SHOW, "club.registration", "--on", "1999-12-31", "--place", "320102")
        assert output.endswith("没有施行中的条款 (1999-12-31)\n")

    def test_other_questions(self, answered):
        """A question that asks another one names it."""
        output = answered(*SHOW, "club.grant", "--on", "2026-11-02", "--lang", "en")
        assert output.endswith("other questions:\n  club.registration\n")
        assert "    applies where: which style? (asked: open_style)\n    another question (club.registration)" in output

    def test_lowered_and_waived(self, answered):
        """A threshold lowered without a figure, and a requirement waived, are told in words."""
        output = answered(
            "rules",
            "show",
            "social_association.registration",
            "--place",
            "320114",
            "--on",
            "2026-11-02",
            "--lang",
            "en",
        )
        assert "    the threshold is lowered, to what is not known" in output.splitlines()
        output = answered("rules", "show", "social_association.registration", "--place", "440100", "--on", "2026-11-02")
        assert "    不作要求" in output.splitlines()

    def test_clause(self, answered):
        """A clause is shown with what it asks of any body."""
        output = answered(*SHOW, "club.registration.consent", "--lang", "en")
        assert output.splitlines()[-2:] == [
            "  applies where: which kind? (asked: not board games)",
            "  is there consent? (asked: yes)",
        ]

    @pytest.mark.parametrize(
        ("name", "lang", "lines"),
        [
            ("club.struck_off", "zh", ["  应当：撤销登记、一定期限内禁止（禁止5年）", "  违反:", "    club.conduct.honest"]),
            ("club.struck_off", "en", ["  must: registration revoked, barred for a time (barred 5 years)", "  on breach of:", "    club.conduct.honest"]),
            ("club.fine", "zh", ["  适用于: 资金多少？（要求：多于1万元）", "  违反:", "    club.conduct.honest"]),
            ("club.fine", "en", ["  applies where: how much money? (asked: more than CNY 10,000)", "  on breach of:", "    club.conduct.honest"]),
        ],
    )  # fmt: skip
    def test_consequence(self, answered, name: str, lang: str, lines: list[str]):
        """A consequence is shown with its measures, its condition, and what it follows from."""
        assert answered(*SHOW, name, "--lang", lang).splitlines()[-3:] == lines

    @pytest.mark.parametrize(
        ("lang", "lines"),
        [
            ("zh", ["[fact] club_kind: 哪一类？", "  chess 棋类、music 音乐、other_kind 其他；可改变", "  条款:", "    club.registration.consent"]),
            ("en", ["[fact] club_kind: which kind?", "  chess board games, music music, other_kind others; can change", "  clauses:", "    club.registration.consent"]),
        ],
    )  # fmt: skip
    def test_fact(self, answered, lang: str, lines: list[str]):
        """A fact is shown with what can be answered, and the clauses that compare it."""
        assert answered(*SHOW, "club_kind", "--lang", lang).splitlines() == lines

    def test_event(self, answered):
        """An event is shown with its name."""
        assert answered("rules", "show", "decided", "--lang", "en").startswith("[event] decided: ")

    def test_procedure_and_question_of_one_name(self, answered):
        """What is both a procedure and a question is shown as both, the clauses with the question."""
        output = answered("rules", "show", "social_association.registration", "--on", "2026-11-02", "--lang", "en")
        kinds = [line.split("]")[0] + "]" for line in output.splitlines() if line.startswith("[")]
        assert list(dict.fromkeys(kinds)) == ["[procedure]", "[question]"]
        assert output.index("clauses CN") > output.rindex("[question]")

    def test_every_question_fits(self, answered, shipped, width):
        """The clauses of every question fit 80 columns in both languages, but for long first lines."""
        for name in shipped.ids(Question):
            for lang in ("zh", "en"):
                lines = answered("rules", "show", name, "--on", "2026-11-02", "--lang", lang).splitlines()
                assert width([line for line in lines if not line.startswith("[")]) <= 80, name

    @pytest.mark.parametrize("kind", KINDS)
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_kind(self, answered, kind: str, lang: str):
        """A rule of every kind can be shown."""
        name = json.loads(answered("rules", "list", "--kind", kind, "--json"))[0]["id"]
        assert f"[{kind}] {name}: " in answered("rules", "show", name, "--lang", lang)

    @pytest.mark.parametrize(
        ("arguments", "fragment"),
        [
            (("social_association.registrtion",), "did you mean 'social_association.registration'?"),
            (("zzz",), "unknown rule 'zzz'; known: "),
            (("club_knid", "--rules", str(CLUBS)), "did you mean 'club_kind'?"),
            (("club.age", "--rules", str(CLUBS), "--place", "x"), "GB/T 2260"),
            (("club.age", "--rules", str(CLUBS), "--on", "2026"), "found '2026'"),
            ((), "Missing argument 'ID'"),
        ],
        ids=range(6),
    )
    def test_unknown(self, refused, arguments: tuple[str, ...], fragment: str):
        """An unknown id is refused with the nearest one."""
        assert fragment in refused("rules", "show", *arguments)


class TestTest:
    def test_shipped_cases(self, answered):
        """The shipped worked cases come out."""
        last = answered("rules", "test").splitlines()[-1]
        assert last.endswith(" passed, 0 failed")
        assert int(last.split()[0]) > 50

    def test_right_case(self, answered, tmp_path):
        """A case that comes out passes."""
        (tmp_path / "own.cases.toml").write_text(CASE, encoding="utf-8")
        assert answered("rules", "test", str(tmp_path / "own.cases.toml")) == "1 passed, 0 failed\n"

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_failing_case(self, run, tmp_path, lang: str):
        """A case that does not come out is a finding with its place, and the status is 1."""
        path = tmp_path / "own.cases.toml"
        path.write_text(CASE + CASE.replace("2017-09-04", "2017-09-03").replace("RUNNING", "DONE"), encoding="utf-8")
        result = run("rules", "test", str(path), "--lang", lang)
        assert (result.exit_code, result.stderr) == (1, "")
        lines = result.stdout.splitlines()
        assert len(lines) == 3
        assert all(str(path) in line and "line 9" in line for line in lines[:2])
        assert "2017-09-03" in lines[0]
        assert lines[-1] == "1 passed, 1 failed"

    def test_folder(self, answered, tmp_path):
        """A folder is searched for worked cases."""
        (tmp_path / "a").mkdir()
        (tmp_path / "a" / "one.cases.toml").write_text(CASE, encoding="utf-8")
        (tmp_path / "two.cases.toml").write_text(CASE, encoding="utf-8")
        assert answered("rules", "test", str(tmp_path)) == "2 passed, 0 failed\n"

    def test_nothing_to_test(self, run, tmp_path):
        """A folder without worked cases is a finding: nothing was tested."""
        result = run("rules", "test", str(tmp_path))
        assert result.exit_code == 1
        assert "0 passed, 0 failed" in result.stdout

    def test_own_rules(self, run, answered, tmp_path, promise):
        """Worked cases run on own rules, too."""
        text = CASE.replace("statutory_due = 2017-09-04", "committed_due = 2021-03-04").replace(
            "2017-07-05", "2021-03-01"
        )
        (tmp_path / "own.cases.toml").write_text(text.replace("2017-07-10", "2021-03-02"), encoding="utf-8")
        assert run("rules", "test", "own.cases.toml").exit_code == 1
        assert answered("rules", "test", "own.cases.toml", "--rules", promise) == "1 passed, 0 failed\n"

    @pytest.mark.parametrize(
        ("content", "fragment"),
        [
            ("x = = 1", "is not valid TOML"),
            ("", "is empty"),
            (CASE.replace("because", "becaus"), "did you mean 'because'?"),
            (CASE.replace('"320102"', "3"), "GB/T 2260"),
            (CASE.replace('"social_association.registration"', '["a"]'), "procedure"),
            (CASE.replace("{ statutory_due = 2017-09-04", "{ statutory_due = [1]"), "statutory_due"),
            ("case = 3\n", "[[case]]"),
        ],
        ids=range(7),
    )
    def test_faulty_file(self, refused, tmp_path, content: str, fragment: str):
        """A faulty file of worked cases is bad input."""
        (tmp_path / "own.cases.toml").write_text(content, encoding="utf-8")
        assert fragment in refused("rules", "test", "own.cases.toml")

    @pytest.mark.parametrize("name", ["nothing.cases.toml", "x" * 300], ids=["missing", "too long"])
    def test_missing_file(self, refused, name: str):
        """A file that is not there is bad input."""
        assert "cannot be read" in refused("rules", "test", name)
