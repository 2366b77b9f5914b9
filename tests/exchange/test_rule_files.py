"""What a user's own rule files can say, once they are right."""

# ruff: noqa: E501  (tables of texts)

from datetime import date

import pytest

from hubnet import Case, Place, Rulebook, load_rulebook, schedule
from hubnet.errors import FaultyFileError, HubnetError
from hubnet.rulebook import Duty, Procedure, Rank, Relation, Step
from hubnet.rules import State
from hubnet.values import Confidence, Label

DECISION = "social_association.registration.decision"


def filing(place: str, **events: str) -> Case:
    """Return a registration at a place."""
    return Case("social_association.registration", place=place, events=events)


def promised(law: Rulebook, place: str, on: str, **events: str):
    """Return the step ``decision`` of a registration."""
    return schedule(law, filing(place, **events), on=date.fromisoformat(on))["decision"]


def limits_at(law: Rulebook, place: str) -> list[Step]:
    """Return the time limits held for a place or one above it, below the country; none is shipped for Xuanwu."""
    return list(law.local_to(Place(place), Step))


class TestCommitment:
    def test_stands_beside_the_statute(self, load, promise):
        """A commitment of one's own is counted beside the statutory limit and does not touch it."""
        # 2021-03-01 is a Monday: 3 working days end on Thursday the 4th, 60 days on Friday 30 April.
        step = promised(load(promise), "320102", "2021-03-02", documents_complete="2021-03-01")
        assert step.committed_due == date(2021, 3, 4)
        assert step.statutory_due == date(2021, 4, 30)

    def test_holds_at_its_place_only(self, load, promise):
        """At a neighbouring district the commitment does not count."""
        step = promised(load(promise), "320104", "2021-03-02", documents_complete="2021-03-01")
        assert step.committed is None
        assert step.statutory_due == date(2021, 4, 30)

    @pytest.mark.parametrize(
        ("start", "promises"),
        [("2019-12-31", None), ("2020-01-01", date(2020, 1, 6)), ("2020-01-02", date(2020, 1, 7))],
    )
    def test_from_its_first_day(self, load, promise, start: str, promises: date | None):
        """It counts for periods that start on its first day in or later, not on the day before."""
        # 1 January 2020 is a day off (Wednesday): the 2nd, 3rd and 6th are the next three working days.
        step = promised(load(promise), "320102", "2020-01-02", documents_complete=start)
        assert step.committed_due == promises

    @pytest.mark.parametrize(
        ("start", "promises"),
        [("2020-12-31", date(2021, 1, 6)), ("2021-01-01", None)],
        ids=["last day", "first day out"],
    )
    def test_until_its_first_day_out(self, load, promise, start: str, promises: date | None):
        """It counts until the day before its first day out."""
        # Friday 1 January 2021 is a day off: the 4th, 5th and 6th are the next three working days.
        law = load(promise + "in_force_until = 2021-01-01\n")
        assert promised(law, "320102", "2021-01-04", documents_complete=start).committed_due == promises

    def test_takes_over_from_the_step(self, load, promise):
        """Label, actor and events come from the step it commits to; rank and confidence have their defaults."""
        step = load(promise).resolve(Step, DECISION, Place("320102"), date(2021, 1, 1), commits=True).chosen[0]
        assert step.label == Label("登记决定", "decision on registration")
        assert (step.from_, step.to) == ("documents_complete", "decided")
        assert (step.rank, step.relation, step.confidence) == (
            Rank.SERVICE_COMMITMENT,
            Relation.COMMITS,
            Confidence.TEXT,
        )
        assert step.cite.document == "玄武区服务承诺"

    def test_refusal_keeps_the_promise(self, load, promise):
        """What settles the statutory step settles the commitment: a refusal in time is in time."""
        step = promised(load(promise), "320102", "2021-04-01", documents_complete="2021-03-01", refused="2021-03-03")
        assert (step.statutory.state, step.committed.state) == (State.DONE, State.DONE)

    def test_condition_of_the_step_binds_the_promise(self, load, promise):
        """A commitment to a step that does not apply to the case promises nothing."""
        law = load(promise.replace(DECISION, "licence.general.decision"))
        case = Case(
            "licence.general", place="320102", events={"accepted": "2021-03-01"}, facts={"joint_handling": True}
        )
        plan = schedule(law, case, on=date(2021, 3, 2))
        assert "decision" not in [step.name for step in plan if step.committed is not None]

    def test_needed_event_of_the_step_binds_the_promise(self, load, promise):
        """A commitment to a step that waits for an application does not run before it."""
        text = promise.replace(DECISION, "licence.renewal.decision").replace("within", "before")
        case = Case("licence.renewal", place="320102", events={"licence_expires": "2021-06-30"})
        step = schedule(load(text), case, on=date(2021, 3, 2))["licence.renewal.decision"]
        assert step.committed.state is State.NOT_STARTED

    def test_own_words_go_first(self, load, promise):
        """What a commitment gives itself is not taken over."""
        step = (
            load(promise + 'from = "accepted"\nlabel = { zh = "决定承诺", en = "promised decision" }\n')
            .resolve(Step, DECISION, Place("320102"), date(2021, 1, 1), commits=True)
            .chosen[0]
        )
        assert (step.from_, step.label.en) == ("accepted", "promised decision")

    def test_own_texts_do_not_change_shipped_commitments(self, load, own):
        """A text of one place does not change what the commitments of another take over."""
        law = load(own.replace("xuanwu.advice.answer", DECISION))
        shipped = law.resolve(Step, DECISION, Place("320114"), date(2018, 1, 1), commits=True).chosen[0]
        assert (shipped.from_, shipped.to, shipped.label.en) == (
            "documents_complete",
            "decided",
            "decision on registration",
        )

    def test_commitment_without_a_statutory_step(self, load, own):
        """A commitment that gives everything itself needs no step that it commits to."""
        text = own.replace("within =", 'relation = "commits"\nwithin =').replace("when =", "# when =")
        case = Case("xuanwu.advice", place="320102", events={"xuanwu_asked": "2021-03-01"})
        step = schedule(load(text), case, on=date(2021, 3, 2))["answer"]
        assert (step.statutory, step.committed_due) == (None, date(2021, 3, 4))

    def test_attested(self, load, promise):
        """An attested commitment counts from the attestation; before it, it is only shown as possible."""
        law = load(promise.replace("in_force_from", "attested_on"))
        assert promised(law, "320102", "2021-03-02", documents_complete="2021-03-01").committed_due == date(2021, 3, 4)
        earlier = promised(law, "320102", "2019-03-05", documents_complete="2019-03-04").committed
        assert earlier.due is None
        assert earlier.alternatives[0].due.earliest == date(2019, 3, 7)

    def test_window(self, load, promise):
        """Inside the window of its start a commitment is only possible; from the assumed day it counts."""
        law = load(promise.replace("2020-01-01", "{ earliest = 2021-01-01, assumed = 2021-03-01 }"))
        assert promised(law, "320102", "2021-03-02", documents_complete="2021-03-01").committed_due == date(2021, 3, 4)
        assert promised(law, "320102", "2021-03-02", documents_complete="2021-02-26").committed_due is None
        assert promised(law, "320102", "2021-03-02", documents_complete="2020-12-31").committed is None


class TestOwnRules:
    def test_own_procedure(self, load, own):
        """A procedure with an instrument, events and facts of one's own can be scheduled."""
        case = Case("xuanwu.advice", place="320102", events={"xuanwu_asked": "2021-03-01"}, facts={"urgent": True})
        step = schedule(load(own), case, on=date(2021, 3, 2))["answer"]
        assert step.statutory_due == date(2021, 3, 4)
        assert step.statutory.rule.cite.text("en") == "Xuanwu rule (2020 text), art. 2"

    def test_own_rule_takes_place_rank_and_dates(self, load, own):
        """Place comes from the file, rank and days in force from the version cited, the source is the file."""
        law = load(own)
        procedure = law.one(Procedure, "xuanwu.advice")
        assert (str(procedure.place), procedure.rank, procedure.relation) == (
            "320102",
            Rank.LOCAL_RULE,
            Relation.STATES,
        )
        assert procedure.force.first == date(2020, 1, 1)
        assert procedure.source.endswith("own.toml")

    @pytest.mark.parametrize(
        ("condition", "facts", "applies"),
        [
            ("{ fact = 'headcount', at_least = 50 }", {"headcount": 50}, True),
            ("{ fact = 'headcount', at_least = 50 }", {"headcount": 49}, False),
            ("{ fact = 'headcount', more_than = 50 }", {"headcount": 50}, False),
            ("{ fact = 'headcount', more_than = 50 }", {"headcount": 51}, True),
            ("{ fact = 'headcount', at_most = 50 }", {"headcount": 50}, True),
            ("{ fact = 'headcount', at_most = 50 }", {"headcount": 51}, False),
            ("{ fact = 'headcount', less_than = 50 }", {"headcount": 50}, False),
            ("{ fact = 'headcount', less_than = 50 }", {"headcount": 49}, True),
            ("{ fact = 'headcount', in = [3, 5] }", {"headcount": 5}, True),
            ("{ fact = 'headcount', in = [3, 5] }", {"headcount": 4}, False),
            ("{ fact = 'shape', is_not = 'club' }", {"shape": "centre"}, True),
            ("{ fact = 'shape', is_not = 'club' }", {"shape": "club"}, False),
            ("{ not = { fact = 'shape', equals = 'club' } }", {"shape": "club"}, False),
            ("{ all = [{ fact = 'urgent', equals = true }, { fact = 'headcount', at_least = 9 }] }", {"urgent": False}, False),
            ("{ any = [{ fact = 'urgent', equals = true }, { fact = 'headcount', at_least = 9 }] }", {"urgent": True}, True),
        ],
    )  # fmt: skip
    def test_conditions_on_own_facts(self, load, own, condition: str, facts: dict, applies: bool):  # noqa: FBT001
        """A step applies where its condition on declared facts holds, at and beside each boundary."""
        text = own.replace('{ fact = "urgent", equals = true }', condition).replace(
            'steps = ["xuanwu.advice.answer"]', 'steps = ["licence.completeness_notice", "xuanwu.advice.answer"]'
        )
        case = Case("xuanwu.advice", place="320102", events={"xuanwu_asked": "2021-03-01"}, facts=facts)
        plan = schedule(load(text), case, on=date(2021, 3, 2))
        assert ("answer" in [step.name for step in plan]) is applies

    def test_condition_on_a_missing_fact(self, load, own):
        """A step whose condition asks for a fact not given is kept, and says which."""
        case = Case("xuanwu.advice", place="320102", events={"xuanwu_asked": "2021-03-01"})
        limit = schedule(load(own), case, on=date(2021, 3, 2))["answer"].statutory
        assert [gap.gap.value for gap in limit.unknown] == ["fact_missing"]
        assert "is it urgent?" in limit.unknown[0].label.en

    def test_local_text_beside_the_national(self, load, own):
        """A local text that states another limit stands beside the national one, the stricter first."""
        text = own.replace("xuanwu.advice.answer", DECISION).replace('xuanwu_asked"\nto', 'documents_complete"\nto')
        text = text.replace('to = "xuanwu_answered"', 'to = "decided"').replace("when =", "# when =")
        law = load(text)
        step = promised(law, "320102", "2021-03-02", documents_complete="2021-03-01")
        assert step.statutory_due == date(2021, 3, 4)
        assert date(2021, 4, 30) in [other.due.earliest for other in step.statutory.alternatives if other.due]

    @pytest.mark.parametrize(
        ("cite", "text"),
        [
            (
                '{ instrument = "charity_law", version = "2016", article = "10(3)" }',
                "Charity Law (2016 text), art. 10(3)",
            ),
            ('{ instrument = "xuanwu_rule", article = "3" }', "Xuanwu rule (2020 text), art. 3"),
            ('{ document = "通知" }', "通知"),
        ],
    )
    def test_extension_cites_for_itself(self, load, own, cite: str, text: str):
        """What an extension cites has its own title and version, those of the rule only where it is the same text."""
        law = load(
            own + '\n[step.extension]\nwithin = { working_days = 2 }\nevent = "extension_approved"\n'
            f'approval = {{ zh = "经批准", en = "with approval" }}\ncite = {cite}\n'
        )
        assert law.one(Step, "xuanwu.advice.answer").extension.cite.text("en") == text

    @pytest.mark.parametrize("key", ["within", "before"])
    @pytest.mark.parametrize("period", ["years = 9000", "months = 96000", "days = 100000", "working_days = 100000"])
    def test_very_long_period(self, load, own, key: str, period: str):
        """A period that leaves the calendar of this world is refused when it is counted, if not when it is read."""
        try:
            law = load(own.replace("within = { working_days = 3 }", f"{key} = {{ {period} }}"))
            case = Case("xuanwu.advice", place="320102", events={"xuanwu_asked": "2021-03-01"}, facts={"urgent": True})
            plan = schedule(law, case, on=date(2021, 3, 2))
        except HubnetError as error:
            assert str(error)  # noqa: PT017  (either this, or a plan that can be shown)
        else:
            assert plan.explain("zh")

    def test_own_duty(self, load, own):
        """A duty of one's own is held with its anchor and its procedure."""
        law = load(
            own
            + """
[[duty]]
id = "xuanwu.yearly_advice"
label = { zh = "年度咨询", en = "yearly advice" }
procedure = "xuanwu.advice"
event = "xuanwu_asked"
anchor = "03-01"
every = { years = 1 }
cite = { instrument = "xuanwu_rule", article = "3" }
"""
        )
        duty = law.one(Duty, "xuanwu.yearly_advice")
        assert (duty.anchor, duty.procedure, duty.force.first) == ("03-01", "xuanwu.advice", date(2020, 1, 1))

    def test_only_version_needs_no_name(self, load, own):
        """Where an instrument has one version, a citation need not name it."""
        law = load(own.replace(', version = "2020", article = "2"', ', article = "2"'))
        assert law.one(Step, "xuanwu.advice.answer").force.first == date(2020, 1, 1)

    def test_own_dates_go_before_the_version(self, load, own):
        """Days that a provision gives itself go before those of the version it cites."""
        law = load(own + "in_force_from = 2022-01-01\n")
        assert law.one(Step, "xuanwu.advice.answer").force.first == date(2022, 1, 1)

    def test_own_end_only(self, load, own):
        """A provision that only gives its end begins with the version it cites."""
        force = load(own + "in_force_until = 2022-01-01\n").one(Step, "xuanwu.advice.answer").force
        assert (force.first, force.until) == (date(2020, 1, 1), date(2022, 1, 1))

    def test_end_to_end_versions_are_no_contradiction(self, load, promise):
        """A rule that begins where the other ends is its successor."""
        second = promise.partition("\n\n")[2].replace("= 3", "= 2").replace("2020-01-01", "2022-01-01")
        law = load(promise + "in_force_until = 2022-01-01\n\n" + second)
        assert promised(law, "320102", "2022-03-02", documents_complete="2022-03-01").committed_due == date(2022, 3, 3)

    def test_commitment_before_the_attested_one(self, load, promise):
        """At Yuhuatai a commitment that ends where the shipped one is attested is accepted."""
        text = promise.replace("320102", "320114").replace("2020-01-01", "2016-03-01\nin_force_until = 2017-07-04")
        step = promised(load(text), "320114", "2017-03-02", documents_complete="2017-03-01")
        assert step.committed_due == date(2017, 3, 6)  # Wednesday; the 2nd, the 3rd, Monday the 6th


class TestRestated:
    def test_same_sentence_in_two_versions(self, load, own):
        """A rule restated by a later version is held once for each, with the article and quote of that version."""
        text = own.replace(
            'versions = [{ id = "2020", in_force_from = 2020-01-01 }]',
            'versions = [{ id = "2020", in_force_from = 2020-01-01, in_force_until = 2022-01-01 }, '
            '{ id = "2022", in_force_from = 2022-01-01 }]',
        ).replace(
            'article = "2" }',
            'article = "2", quote = "三日内" }\nrestated = [{ version = "2022", article = "4" }]',
        )
        first, second = load(text).versions(Step, "xuanwu.advice.answer")
        assert (first.cite.article, first.cite.quote, first.force.until) == ("2", "三日内", date(2022, 1, 1))
        assert (second.cite.article, second.cite.quote, second.force.first) == ("4", None, date(2022, 1, 1))
        assert second.within == first.within

    def test_shipped_restatement(self, law):
        """The decision of 60 days is held for the Regulations of 2016 and of 2026, end to end."""
        first, second = law.versions(Step, DECISION)[-2:]
        assert (first.cite.version, second.cite.version) == ("2016", "2026")
        assert first.force.until == second.force.first
        assert first.within == second.within


class TestPaths:
    def test_folder(self, rule_file, own, promise):
        """A folder is read with all folders below it, without its worked cases and other files."""
        path = rule_file(own, "mine/a.toml")
        rule_file(promise, "mine/deep/er/b.toml")
        rule_file("not TOML at all", "mine/a.cases.toml")
        rule_file("not TOML at all", "mine/readme.md")
        law = load_rulebook(path.parent)
        assert law.one(Procedure, "xuanwu.advice")
        assert len(limits_at(law, "320102")) == 2

    def test_several_files(self, rule_file, own, promise):
        """Several files are read together, in any order, and can use each other's names."""
        events, rest = own.split("[[fact]]", 1)
        first = rule_file('place = "320102"\n\n[[fact]]' + rest, "a.toml")
        second = rule_file(events, "b.toml")
        third = rule_file(promise, "c.toml")
        law = load_rulebook(first, str(second), third)
        assert len(limits_at(law, "320102")) == 2

    def test_shared_declarations_need_no_place(self, rule_file):
        """A file that only declares events needs no place."""
        text = '[[event]]\nid = "seen"\nlabel = { zh = "见", en = "seen" }\n'
        assert "seen" in load_rulebook(rule_file(text)).events

    @pytest.mark.parametrize(
        "content",
        ["\ufeff{}", "\ufeff\n{}"],
        ids=["mark", "mark and blank line"],
    )
    def test_byte_order_mark(self, load, promise, content: str):
        """A byte order mark at the start is no fault."""
        assert limits_at(load(content.format(promise)), "320102")

    def test_windows_line_ends(self, load, promise):
        """Line ends of Windows are no fault."""
        assert limits_at(load(promise.replace("\n", "\r\n")), "320102")

    def test_place_of_an_entry(self, load, promise):
        """An entry can name a place of its own."""
        law = load(promise + 'place = "320104"\n')
        assert [str(rule.place) for rule in limits_at(law, "320104")] == ["320104"]
        assert limits_at(law, "320102") == []

    def test_street_by_name(self, load, promise):
        """A place whose code is not held can have rules by its name under its parent."""
        law = load(promise.replace('"320102"', '"320102/锁金村街道"'))
        assert limits_at(law, "320102/锁金村街道")
        assert limits_at(law, "320102") == []

    def test_nothing_is_kept_of_a_faulty_file(self, faults_of, promise):
        """After a faulty file the shipped rules load as before."""
        faults_of(promise.replace("within", "wthin"))
        assert limits_at(load_rulebook(), "320102") == []

    def test_loading_twice(self, load, promise):
        """Each load stands for itself: rules of an earlier load are not in a later one."""
        load(promise)
        assert limits_at(load_rulebook(), "320102") == []

    def test_same_file_twice(self, rule_file, promise):
        """The same file given twice contradicts itself."""
        path = rule_file(promise)
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(path, path)
        assert "a second time" in caught.value.problems[0].message
