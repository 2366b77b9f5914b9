"""``hubnet deadline`` for one filing."""

# ruff: noqa: E501  (tables of texts)

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from hubnet import Case, read_plan, schedule
from hubnet.rulebook import Procedure

REGISTRATION = ("deadline", "social_association.registration")
YUHUATAI = (*REGISTRATION, "--place", "320114", "--event", "documents_complete=2017-07-05")


class TestAnswer:
    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_table(self, answered, width, lang: str):
        """The answer is a table of at most 80 columns with the statutory and the committed day."""
        output = answered(*YUHUATAI, "--on", "2017-07-10", "--lang", lang)
        table = read_plan(answered(*YUHUATAI, "--on", "2017-07-10", "--json")).table(lang).text()
        assert table in output
        assert width(table.splitlines()) <= 80
        (row,) = [line for line in table.splitlines() if "2017-09-04" in line]
        assert "2017-07-12" in row
        assert ("进行中" if lang == "zh" else "running") in row

    def test_chinese_is_the_default(self, answered):
        """Without a language the answer is in Chinese."""
        assert answered(*YUHUATAI, "--on", "2017-07-10") == answered(*YUHUATAI, "--on", "2017-07-10", "--lang", "zh")

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_every_procedure_fits(self, shipped, width, lang: str):
        """The table of every procedure fits 80 columns, whatever of it has happened."""
        for name in shipped.ids(Procedure):
            procedure = shipped.versions(Procedure, name)[-1]
            if not procedure.force.taken_on(date(2026, 7, 1)):
                continue
            place = "320114" if "district" in procedure.authority else "CN"
            possible = list(shipped.events_of(procedure))
            for events in ({}, {possible[0]: "2026-07"}, dict.fromkeys(possible, "2026-09-30")):
                plan = schedule(shipped, Case(name, place=place, events=events), on=date(2026, 11, 2))
                assert width(plan.table(lang).text().splitlines()) <= 80, name

    @pytest.mark.parametrize(
        ("lang", "fragments"),
        [
            ("zh", ["法定：60日内", "承诺：5个工作日内", "第12条第1款", "截至 2017-07-10"]),
            ("en", ["statutory: within 60 days", "committed: within 5 working days", "art. 12(1)", "as of 2017-07-10"]),
        ],
    )
    def test_explain(self, answered, lang: str, fragments: list[str]):
        """With --explain every step comes with its reasons, in the language asked for."""
        output = answered(*YUHUATAI, "--on", "2017-07-10", "--explain", "--lang", lang)
        assert [fragment for fragment in fragments if fragment not in output] == []

    def test_json(self, answered):
        """With --json the answer is the plan, with the documented keys, and reads back."""
        output = answered(*YUHUATAI, "--on", "2017-07-10", "--json")
        content = json.loads(output)
        assert set(content) >= {"form", "case", "label", "on", "calendar", "steps"}
        assert content["form"] == "hubnet.plan/1"
        step = next(step for step in content["steps"] if step["name"] == "decision")
        assert (step["statutory_due"], step["committed_due"], step["state"], step["days_left"]) == (
            "2017-09-04",
            "2017-07-12",
            "RUNNING",
            56,
        )
        assert read_plan(output)["decision"].days_left == 56

    def test_json_goes_before_the_rest(self, answered):
        """--json is the same in both languages and with --explain."""
        plain = answered(*YUHUATAI, "--on", "2017-07-10", "--json")
        assert answered(*YUHUATAI, "--on", "2017-07-10", "--json", "--explain", "--lang", "en") == plain

    def test_today(self, answered):
        """Without a day the day asked about is today."""
        before = date.today()  # noqa: DTZ011  (as the command does)
        on = json.loads(answered(*YUHUATAI, "--json"))["on"]
        assert before <= date.fromisoformat(on) <= date.today()  # noqa: DTZ011

    def test_overdue_is_an_answer(self, answered):
        """A step that is late is answered, with status 0."""
        assert "已逾期" in answered(*YUHUATAI, "--on", "2017-12-01")

    def test_without_events(self, answered):
        """A filing in which nothing has happened yet is answered."""
        assert "not started" in answered(*REGISTRATION, "--place", "320102", "--lang", "en")

    @pytest.mark.parametrize(("lang", "words"), [("zh", "尚未给出事件"), ("en", "no event is given")])
    def test_without_events_says_how_to_give_them(self, answered, lang: str, words: str):
        """Without an event the answer says how to give one, and where their names are."""
        last = answered(*REGISTRATION, "--place", "320102", "--lang", lang).splitlines()[-1]
        assert words in last
        assert "hubnet rules show social_association.registration" in last

    @pytest.mark.parametrize("lang", ["zh", "en"])
    def test_step_with_condition_and_extension(self, answered, lang: str):
        """What a step depends on, and how it can be extended, is shown with it."""
        output = answered("rules", "show", "licence.general.decision", "--lang", lang)
        assert "joint_handling" in output
        assert "extension_approved" in output

    def test_spaces_around_an_event(self, answered):
        """Spaces around name and date of an event do not matter."""
        output = answered(
            *REGISTRATION, "--place", "320114", "--event", " documents_complete = 2017-07-05 ", "--on", "2017-07-10"
        )
        assert "2017-07-12" in output

    def test_repeated_event(self, answered):
        """An event that can happen more than once is given more than once."""
        pauses = [
            "hearing_started=2021-03-04", "hearing_ended=2021-03-05", "hearing_started=2021-03-08",
            "hearing_ended=2021-03-10",
        ]  # fmt: skip
        events = [word for pause in ["accepted=2021-03-01", *pauses] for word in ("--event", pause)]
        # 20 working days from 1 March end on Monday the 29th; 5 and 8..10 March less the 8th: 5, 9 and 10 do not count.
        output = answered("deadline", "licence.general", "--place", "320102", *events, "--on", "2021-03-12", "--json",
                          "--fact", "joint_handling=no")  # fmt: skip
        step = next(step for step in json.loads(output)["steps"] if step["name"] == "decision")
        assert step["statutory_due"] == "2021-04-01"


class TestOptions:
    @pytest.mark.parametrize(
        ("value", "name"), [("yes", "joint_decision"), ("是", "joint_decision"), ("no", "decision")]
    )
    def test_fact(self, answered, value: str, name: str):
        """A fact decides which of two limits applies, in words of both languages."""
        output = answered(
            "deadline", "licence.general", "--place", "320102", "--event", "accepted=2021-03-01",
            "--fact", f"joint_handling={value}", "--on", "2021-03-02", "--json",
        )  # fmt: skip
        names = {step["name"] for step in json.loads(output)["steps"]}
        assert names & {"decision", "joint_decision"} == {name}

    def test_assume(self, answered):
        """--assume applies a rule of which it is not known whether it is in force."""
        filing = (*REGISTRATION, "--place", "320114", "--event", "documents_complete=2017-06-30", "--on", "2017-07-01")

        def committed(*more: str) -> str | None:
            return json.loads(answered(*filing, "--json", *more))["steps"][1]["committed_due"]

        assert committed() is None
        assert committed("--assume", "social_association.registration.decision") == "2017-07-07"

    def test_adopt(self, answered):
        """--adopt follows an open reading; the default stands beside it."""
        output = answered(*YUHUATAI, "--on", "2017-07-10", "--adopt", "days_are_working_days", "--json")
        step = next(step for step in json.loads(output)["steps"] if step["name"] == "decision")
        assert step["statutory_due"] == "2017-09-27"
        assert "as_written" in [other["id"] for other in step["statutory"]["alternatives"]]

    def test_beyond(self, answered, refused):
        """Past the last holiday notice the answer is an interval, or refused where that is asked for."""
        filing = (*REGISTRATION, "--place", "CN", "--event", "documents_complete=2034-12-01", "--on", "2034-12-04")
        step = json.loads(answered(*filing, "--json"))["steps"][1]
        assert step["statutory"]["provisional"] is True
        assert "outside the calendar" in refused(*filing, "--beyond", "refuse")

    def test_rules(self, answered, promise):
        """--rules puts a commitment of one's own beside the statute."""
        filing = (*REGISTRATION, "--place", "320102", "--event", "documents_complete=2021-03-01", "--on", "2021-03-02")

        def committed(*more: str) -> str | None:
            return json.loads(answered(*filing, "--json", *more))["steps"][1]["committed_due"]

        assert committed() is None
        assert committed("--rules", promise) == "2021-03-04"

    def test_several_rules(self, answered, promise, tmp_path):
        """--rules can be repeated."""
        other = tmp_path / "other.toml"
        other.write_text(Path(promise).read_text(encoding="utf-8").replace("320102", "320104"), encoding="utf-8")
        for place in ("320102", "320104"):
            output = answered(
                *REGISTRATION, "--place", place, "--event", "documents_complete=2021-03-01", "--on", "2021-03-02",
                "--rules", promise, "--rules", str(other),
            )  # fmt: skip
            assert "2021-03-04" in output

    def test_overlay(self, answered, notice):
        """--overlay makes the days of a new notice known and names it in the calendar."""
        filing = (
            "deadline", "licence.general", "--place", "320102", "--event", "documents_received=2026-12-28", "--on", "2026-12-29",
        )  # fmt: skip
        content = json.loads(answered(*filing, "--json", "--overlay", notice))
        # Monday 28 December; 29, 30, 31, 5 and 6 January: the 1st and the 4th are off by the notice.
        assert content["steps"][0]["statutory_due"] == "2027-01-06"
        assert content["calendar"].endswith("+ notice 2027")


class TestRefusals:
    @pytest.mark.parametrize(
        ("arguments", "fragment"),
        [
            ((), "PROCEDURE"),
            (("social_association.registration",), "--place"),
            (("--place", "320102"), "PROCEDURE"),
            (
                ("social_association.registrtion", "--place", "320102"),
                "did you mean 'social_association.registration'?",
            ),
            (("", "--place", "320102"), "unknown procedure ''"),
            (("social_association.registration", "--place", ""), "GB/T 2260"),
            (("social_association.registration", "--place", "Nanjing"), "GB/T 2260"),
            (("social_association.registration", "--place", "320102001"), "above it: 320102, 320100, 320000, CN"),
            (("foundation.registration", "--place", "320102"), "of level country or province; above it: 320000, CN"),
        ],
        ids=range(9),
    )
    def test_procedure_and_place(self, refused, arguments: tuple[str, ...], fragment: str):
        """An unknown or missing procedure or place is refused with what is allowed."""
        assert fragment in refused("deadline", *arguments)

    @pytest.mark.parametrize(
        ("event", "fragment"),
        [
            ("documents_complete", "write NAME=VALUE"),
            ("documents_complete=", "write NAME=VALUE"),
            ("=2017-07-05", "write NAME=VALUE"),
            ("", "write NAME=VALUE"),
            ("documents_complete=2017-02-30", "2017-02-30"),
            ("documents_complete=2017/07/05", "YYYY-MM-DD"),
            ("documents_complete=20170705", "YYYY-MM-DD"),
            ("documents_complete=2017-07-05; decided=2017-07-06", "YYYY-MM-DD"),
            ("documents_complete=0000-01-01", "YYYY-MM-DD"),
            ("documents_complet=2017-07-05", "did you mean 'documents_complete'?"),
            ("year_ended=2016-12-31", "is not one of social_association.registration"),
            ("documents_complete=2017-07-11", "lies after the day asked about, 2017-07-10"),
            ("documents_complete=1980-01-01", "1980-01-01"),
            ("documents_complete=0001-01-01", "0001-01-01"),
        ],
    )
    def test_event(self, refused, event: str, fragment: str):
        """A faulty event is refused with what is allowed."""
        assert fragment in refused(*REGISTRATION, "--place", "320102", "--on", "2017-07-10", "--event", event)

    def test_events_out_of_order(self, refused):
        """Events that come before those they follow from are refused."""
        message = refused(*YUHUATAI, "--event", "decided=2017-07-04", "--on", "2017-07-10")
        assert "decided on 2017-07-04 comes before documents_complete on 2017-07-05" in message

    def test_event_twice(self, refused):
        """An event that happens once cannot be given twice."""
        message = refused(*YUHUATAI, "--event", "documents_complete=2017-07-06", "--on", "2017-07-10")
        assert "recorded 2 times; it happens once" in message

    def test_all_at_once(self, refused):
        """All faulty dates are reported together."""
        message = refused(
            *REGISTRATION, "--place", "320102", "--event", "documents_complete=2017-02-30", "--event", "decided=2017-13-01"
        )  # fmt: skip
        assert "2017-02-30" in message
        assert "2017-13-01" in message

    def test_facts_and_events_at_once(self, refused):
        """A faulty fact does not hide a faulty event."""
        message = refused(
            *REGISTRATION, "--place", "320102", "--event", "documents_complete=2017-02-30", "--fact", "joint_handling=maybe"
        )  # fmt: skip
        assert "2017-02-30" in message
        assert "maybe" in message

    @pytest.mark.parametrize(
        ("fact", "fragment"),
        [
            ("joint_handling", "write NAME=VALUE"),
            ("joint_handling=maybe", "give true or false"),
            ("joint_handlin=yes", "did you mean 'joint_handling'?"),
            ("extension_length=0", "give a whole number from 1"),
            ("extension_length=1.5", "give a whole number from 1"),
            ("extension_length=--1", "give a whole number from 1"),
            ("extension_length=" + "9" * 5000, "give a whole number from 1"),
        ],
        ids=range(7),
    )
    def test_fact(self, refused, fact: str, fragment: str):
        """A faulty fact is refused with what is allowed."""
        assert fragment in refused(*YUHUATAI, "--on", "2017-07-10", "--fact", fact)

    def test_fact_twice(self, refused):
        """A fact given twice with different values contradicts itself."""
        message = refused(
            *YUHUATAI, "--on", "2017-07-10", "--fact", "joint_handling=yes", "--fact", "joint_handling=no"
        )
        assert "joint_handling" in message

    @pytest.mark.parametrize("day", ["2017-02-30", "2017-07", "2017", "", "today", "2017-07-10T00:00", "10.7.2017"])
    def test_on(self, refused, day: str):
        """The day asked about has to be a day that exists, and the message says so only."""
        message = refused(*YUHUATAI, "--on", day)
        assert "'--on'" in message
        assert "YYYY-MM-DD" in message
        assert "where only the month or year is known" not in " ".join(message.split())

    @pytest.mark.parametrize(
        ("options", "fragment"),
        [
            (("--lang", "fr"), "'zh', 'en'"),
            (("--beyond", "guess"), "'interval', 'refuse'"),
            (("--assume", "zzz"), "unknown provision 'zzz'"),
            (
                ("--assume", "social_association.registration.decison"),
                "did you mean 'social_association.registration.decision'?",
            ),
            (("--adopt", "days_are_workin_days"), "did you mean 'days_are_working_days'?"),
            (("--rules", "nothing.toml"), "nothing.toml: cannot be read"),
            (("--overlay", "nothing.json"), "nothing.json: cannot be read"),
            (("--out", "x.csv"), "goes with --file"),
            (("--zzz",), "No such option"),
        ],
        ids=range(9),
    )
    def test_options(self, refused, options: tuple[str, ...], fragment: str):
        """An unknown option or value is refused with what is allowed."""
        assert fragment in refused(*YUHUATAI, "--on", "2017-07-10", *options)

    def test_faulty_rules(self, refused, tmp_path):
        """A faulty rule file is refused with file, line and key path; all faults are listed."""
        (tmp_path / "own.toml").write_text('place = "32010"\n\n[[step]]\nwthin = 3\n', encoding="utf-8")
        lines = refused(*YUHUATAI, "--rules", str(tmp_path / "own.toml")).splitlines()
        assert lines[0].startswith("hubnet: ")
        assert len(lines) >= 3
        assert any("line 3, step[0]" in line or "line 4, step[0]" in line for line in lines)

    def test_end_of_time(self, run):
        """The last days a date can have are answered or refused."""
        for procedure, event in (
            ("social_association.annual_report", "year_ended=9999-12-31"),
            ("social_association.registration", "documents_complete=9999-12-31"),
            ("licence.renewal", "licence_expires=9999-12-31"),
        ):
            run("deadline", procedure, "--place", "320000", "--event", event, "--on", "9999-12-31")

    @settings(
        suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=settings.default.max_examples // 2
    )
    @given(
        event=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)
        | st.builds(
            "{}={}".format,
            st.sampled_from(["documents_complete", "decided", "hearing_started", "accepted", "x", ""]),
            st.sampled_from(["2017-07-05", "2017-07", "2017", "2017-02-30", "9999-12-31", "0001-01-01", "", "="])
            | st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=10),
        )
    )
    @example(event="documents_complete=9999-12-31")
    @example(event="--help")
    def test_any_event(self, run, event: str):
        """Any text as an event is answered or refused."""
        result = run(*REGISTRATION, "--place", "320102", "--on", "2017-08-01", f"--event={event}")
        assert result.exit_code in {0, 2}
        assert bool(result.stderr) is (result.exit_code == 2)
