"""Plans as JSON: the same plan comes back, and nothing else is taken for one."""

# ruff: noqa: E501  (tables of texts)

import copy
import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hubnet import Case, Plan, dump_plan, load_rulebook, read_plan, schedule
from hubnet.errors import FaultyFileError, HubnetError
from hubnet.exchange import plan_to_dict
from hubnet.rulebook import Procedure, Reading
from hubnet.values import PartialDate

LAW = load_rulebook()
FORM = "hubnet.plan/1"

CASES = [
    ("social_association.registration", "320114", "2017-07-10", {"documents_complete": "2017-07-05"}, {}, {}),
    ("social_association.registration", "320114", "2017-07-01", {"documents_complete": "2017-06-30"}, {}, {}),
    ("social_association.registration", "CN", "2026-12-24", {"documents_complete": "2026-12-20"}, {}, {}),
    ("social_association.registration", "CN", "2035-01-01", {"documents_complete": "2034-12-01"}, {}, {}),
    ("social_association.registration", "320102", "2017-09-01", {"documents_complete": "2017-07"}, {}, {}),
    ("social_association.registration", "320102", "2026-06-01", {"documents_received": "2026"}, {}, {}),
    (
        "social_association.registration",
        "320102",
        "2017-09-01",
        {"documents_complete": PartialDate(date(2017, 7, 3), date(2017, 7, 20))},
        {},
        {},
    ),
    ("social_association.registration", "320102", "2017-07-10", {}, {}, {}),
    (
        "social_association.registration",
        "320102",
        "2017-07-10",
        {"documents_complete": "2017-07-05"},
        {},
        {"adopt": ["days_are_working_days"]},
    ),
    (
        "social_association.registration",
        "320114",
        "2017-07-01",
        {"documents_complete": "2017-06-30"},
        {},
        {"assume": ["social_association.registration.decision"]},
    ),
    ("charity.registration", "320102", "2024-09-05", {"documents_received": "2024-09-02"}, {}, {}),
    (
        "charity.registration",
        "320102",
        "2024-12-01",
        {"accepted": "2024-09-10", "extension_approved": "2024-10-08"},
        {"extension_length": 20},
        {},
    ),
    (
        "licence.general",
        "320102",
        "2021-04-30",
        {"accepted": "2021-03-01", "hearing_started": "2021-03-04", "hearing_ended": "2021-03-12"},
        {"joint_handling": False, "lower_review": True},
        {},
    ),
    ("licence.general", "320102", "2021-04-30", {"accepted": "2021-03", "hearing_started": "2021-04-01"}, {}, {}),
    ("licence.renewal", "320000", "2021-03-01", {"licence_expires": "2021-06-30"}, {}, {}),
    ("licence.hearing", "320000", "2021-03-20", {"hearing_held": "2021-04-01"}, {}, {}),
    ("certificate_replacement", "320114", "2018-01-02", {"replacement_applied": "2018-01-01"}, {}, {}),
    ("social_association.change", "320114", "2018-02-01", {"documents_complete": "2018-01-26"}, {}, {}),
    ("social_association.annual_report", "320102", "2019-06-03", {"year_ended": "2018-12-31"}, {}, {}),
    ("foundation.registration", "320000", "2008-03-01", {"documents_complete": "2008-01-02"}, {}, {}),
]


def plan_of(procedure: str, place: str, on: str, events: dict, facts: dict, options: dict) -> Plan:
    """Return the plan of one of the cases above."""
    case = Case(procedure, place=place, events=events, facts=facts)
    return schedule(LAW, case, on=date.fromisoformat(on), **options)


PLANS = [plan_of(*case) for case in CASES]
RICH = PLANS[12]
"""The plan that the faults below are made of: a pause, facts, conditions, an extension's rule."""


@st.composite
def plans(draw):
    """Plans of any procedure with any of its events in order, any reading adopted, asked about at any time."""
    name = draw(st.sampled_from(LAW.ids(Procedure)))
    procedure = LAW.one(Procedure, name)
    possible = [event for event in LAW.events_of(procedure) if not LAW.events[event].repeatable]
    chosen = draw(st.lists(st.sampled_from(possible), unique=True, max_size=4))
    first = draw(st.dates(date(2017, 1, 1), date(2026, 12, 1)))
    events: dict[str, str] = {}
    for event in sorted(chosen, key=possible.index):
        text = str(first + timedelta(days=draw(st.integers(0, 90))))
        events[event] = draw(st.sampled_from([text, text, text[:7]]))
    place = draw(st.sampled_from(["320114", "320102", "320000", "CN", "310106"]))
    facts = draw(st.dictionaries(st.sampled_from(["joint_handling", "lower_review"]), st.booleans()))
    adopt = draw(st.lists(st.sampled_from(LAW.ids(Reading)), unique=True, max_size=2))
    on = first + timedelta(days=draw(st.integers(0, 400)))
    try:
        return schedule(LAW, Case(name, place=place, events=events, facts=facts), on=on, adopt=adopt)
    except HubnetError:
        return draw(st.sampled_from(PLANS))


def paths(value: object, path: tuple = ()):
    """Yield the path to every value below one."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


def changed(path: tuple, change) -> str:
    """Return the rich plan as JSON after a change to what holds the last key of a path."""
    content = plan_to_dict(RICH)
    holder = content
    for key in path[:-1]:
        holder = holder[key]
    change(holder, path[-1])
    return json.dumps(content)


def faults_of(text: str):
    """Return the faults of a text that is no plan."""
    with pytest.raises(FaultyFileError) as caught:
        read_plan(text)
    assert caught.value.problems
    return caught.value.problems


class TestRoundTrip:
    @pytest.mark.parametrize("plan", PLANS, ids=range(len(PLANS)))
    def test_every_feature(self, plan: Plan):
        """A plan read back is equal, and says the same in both languages."""
        again = read_plan(dump_plan(plan))
        assert again == plan
        for lang in ("zh", "en"):
            assert again.explain(lang) == plan.explain(lang)
            assert again.table(lang).text() == plan.table(lang).text()
        assert repr(again) == repr(plan)

    @given(plan=plans())
    def test_any_plan(self, plan: Plan):
        """Any plan read back is equal."""
        assert read_plan(dump_plan(plan)) == plan

    @pytest.mark.parametrize(
        "condition",
        [
            '{ any = [{ fact = "shape", in = ["club", "centre"] }, { fact = "headcount", at_least = 9 }] }',
            '{ all = [{ fact = "urgent", is_not = false }, { not = { fact = "headcount", in = [1, 2] } }] }',
        ],
    )
    @pytest.mark.parametrize("facts", [{}, {"urgent": True, "shape": "club"}])
    def test_conditions(self, load, own, condition: str, facts: dict):
        """Conditions of every shape, and facts of every kind, come back equal."""
        law = load(own.replace('{ fact = "urgent", equals = true }', condition))
        case = Case("xuanwu.advice", place="320102", events={"xuanwu_asked": "2021-03-01"}, facts=facts)
        plan = schedule(law, case, on=date(2021, 3, 2))
        assert read_plan(dump_plan(plan)) == plan
        assert read_plan(dump_plan(plan))["answer"].statutory.rule.when == plan["answer"].statutory.rule.when

    def test_indented(self):
        """An indented plan reads the same."""
        assert read_plan(dump_plan(RICH, indent=2)) == RICH

    def test_dumped_twice(self):
        """A plan dumped, read and dumped again is the same text."""
        assert dump_plan(read_plan(dump_plan(RICH))) == dump_plan(RICH)


class TestForm:
    def test_plain_data(self):
        """The plan as a dictionary holds only what JSON knows, and says its form first."""
        content = plan_to_dict(PLANS[0])
        assert json.loads(json.dumps(content)) == content
        assert next(iter(content.items())) == ("form", FORM)

    def test_what_a_program_reads(self):
        """The keys a program needs stand in the plan and in each step, with days as text."""
        content = plan_to_dict(PLANS[0])
        assert content["case"] == {
            "procedure": "social_association.registration",
            "place": "320114",
            "events": [["documents_complete", "2017-07-05"]],
            "facts": {},
        }
        assert content["on"] == "2017-07-10"
        step = content["steps"][1]
        assert {key: step[key] for key in ("name", "state", "late", "days_left", "statutory_due", "committed_due")} == {
            "name": "decision",
            "state": "RUNNING",
            "late": "NOT_MET",
            "days_left": 56,
            "statutory_due": "2017-09-04",
            "committed_due": "2017-07-12",
        }

    def test_interval(self):
        """A due day that is not known exactly stands as its two bounds."""
        # 60 days from 1 and from 31 July 2017: 30 August (a Wednesday) and 29 September (a Friday).
        due = plan_to_dict(PLANS[4])["steps"][1]["statutory_due"]
        assert due == {"earliest": "2017-08-30", "latest": "2017-09-29"}

    def test_chinese_stays_readable(self):
        """Chinese text is not escaped."""
        assert "社会团体成立登记" in dump_plan(PLANS[0])


class TestFaults:
    @pytest.mark.parametrize("text", ["", "{", "nothing", "[1,]", "'x'", "{'form': 1}"])
    def test_not_json(self, text: str):
        """A text that is no JSON is refused with its line."""
        (problem,) = faults_of(text)
        assert problem.line == 1
        assert "is not valid JSON" in problem.message

    @pytest.mark.parametrize(
        "text", ["{}", "[]", "null", "3", '"x"', '{"form": "hubnet.plan/2"}', '{"form": null}', '{"form": ["hubnet.plan/1"]}']
    )  # fmt: skip
    def test_other_form(self, text: str):
        """JSON of another form is refused with the form asked for."""
        (problem,) = faults_of(text)
        assert problem.path == "form"
        assert FORM in problem.message

    def test_too_deep(self):
        """Nesting too deep to read is refused."""
        assert faults_of('{"form": ' + "[" * 100_000)[0].message == "is nested too deeply"

    def test_endless_number(self):
        """A number of thousands of digits is refused."""
        assert faults_of(f'{{"form": "{FORM}", "on": {"9" * 5000}}}')

    @pytest.mark.parametrize("key", ["case", "label", "on", "calendar", "steps"])
    def test_missing_key(self, key: str):
        """A missing key is named with its path."""

        def drop(holder, last):
            del holder[last]

        (problem,) = faults_of(changed((key,), drop))
        assert (problem.path, problem.message) == (key, f"the key '{key}' is missing")

    @pytest.mark.parametrize(
        "path",
        [
            ("case", "procedure"), ("case", "place"), ("case", "events"), ("case", "facts"), ("steps", 0, "id"),
            ("steps", 0, "actor"), ("steps", 0, "label", "en"), ("steps", 0, "statutory", "rule"),
            ("steps", 0, "statutory", "state"), ("steps", 0, "statutory", "rule", "cite"),
            ("steps", 0, "statutory", "rule", "force"),
        ],
        ids=str,
    )  # fmt: skip
    def test_missing_key_below(self, path: tuple):
        """A key missing further down is named with its whole path."""

        def drop(holder, last):
            del holder[last]

        words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
        assert [(problem.path, problem.message) for problem in faults_of(changed(path, drop))] == [
            (words, f"the key '{path[-1]}' is missing")
        ]

    @pytest.mark.parametrize(
        ("path", "value", "fragment"),
        [
            (("on",), "2017-02-30", "2017-02-30"),
            (("on",), 3, "3"),
            (("on",), "2017-07", "2017-07"),
            (("calendar",), 3, "text"),
            (("steps",), "x", "list"),
            (("steps",), {}, "list"),
            (("steps", 0), 3, "3"),
            (("steps", 0, "actor"), "registrer", "did you mean 'registrar'?"),
            (("steps", 0, "label"), "x", "'x'"),
            (("steps", 0, "label", "zh"), 3, "text"),
            (("steps", 0, "statutory"), 3, "3"),
            (("steps", 0, "statutory", "state"), "RUNING", "did you mean 'RUNNING'?"),
            (("steps", 0, "statutory", "deemed"), "yes", "true or false"),
            (("steps", 0, "statutory", "days_left"), 3.5, "whole number"),
            (("steps", 0, "statutory", "due"), "2017-01-01", "2017-01-01"),
            (("steps", 0, "statutory", "due"), {"earliest": "2017-01-02", "latest": "2017-01-01"}, "latest"),
            (("steps", 0, "statutory", "rule", "cite"), "art. 2", "'art. 2'"),
            (("steps", 0, "statutory", "rule", "within"), {}, "number with its unit"),
            (("steps", 0, "statutory", "rule", "within"), {"fortnights": 1}, "number with its unit"),
            (("steps", 0, "statutory", "rule", "within"), {"days": "3"}, "number with its unit"),
            (("steps", 0, "statutory", "rule", "when"), {}, "OPERATOR"),
            (("steps", 0, "statutory", "rule", "met_by"), "decided", "list"),
            (("steps", 0, "statutory", "rule", "force"), {}, "in_force_from"),
            (("case", "place"), "3201", "GB/T 2260"),
            (("case", "place"), None, "GB/T 2260"),
            (("case", "procedure"), 3, "text"),
            (("case", "events"), 3, "list"),
            (("case", "events"), [3], "3"),
            (("case", "events"), [["accepted"]], "accepted"),
            (("case", "events"), [["accepted", None]], "None"),
            (("case", "events"), [["accepted", "2021-02-30"]], "2021-02-30"),
            (("case", "events"), [["accepted", "2021-02-03..2021-02-01"]], "2021-02-03..2021-02-01"),
            (("case", "facts"), [1], "1"),
            (("steps", 3, "statutory", "pauses"), 3, "list"),
            (("steps", 3, "statutory", "pauses"), ["2021-03-01"], "two days"),
            (("steps", 3, "statutory", "pauses"), [["2021-03-01"]], "two days"),
            (("steps", 3, "statutory", "pauses"), [["2021-03-01", "2021-02-30"]], "2021-02-30"),
            (("case",), None, "None"),
        ],
        ids=str,
    )  # fmt: skip
    def test_wrong_value(self, path: tuple, value: object, fragment: str):
        """A value of a wrong type is refused with its path and what is allowed, without words of Python."""

        def put(holder, last):
            holder[last] = value

        problems = faults_of(changed(path, put))
        words = "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")
        assert len(problems) == 1, problems
        assert problems[0].path.startswith(words.partition("[0].")[0] if path[0] == "case" else words)
        assert fragment in problems[0].message
        leaks = ("attribute", "iterable", "subscript", "unpack", "indices", "is not a valid", "sequence")
        assert [word for word in leaks if word in problems[0].message] == []

    @pytest.mark.parametrize(
        "path", [(), ("case",), ("steps", 0), ("steps", 0, "statutory"), ("steps", 0, "label")], ids=str
    )
    def test_unknown_key(self, path: tuple):
        """A key that a plan does not have is refused."""

        def put(holder, last):
            holder[last] = 1

        problems = faults_of(changed((*path, "zzz"), put))
        assert "unknown key 'zzz'" in problems[0].message

    def test_step_without_a_limit(self):
        """A step without any limit is no step of a plan."""

        def drop(holder, last):
            del holder[last]

        problems = faults_of(changed(("steps", 0, "statutory"), drop))
        assert problems[0].path.startswith("steps[0]")

    def test_all_at_once(self):
        """All faults of a plan are reported together."""
        content = plan_to_dict(RICH)
        del content["calendar"]
        content["on"] = 3
        content["steps"][0]["actor"] = "x"
        assert {problem.path for problem in faults_of(json.dumps(content))} == {"calendar", "on", "steps[0].actor"}

    @given(data=st.data())
    def test_anything_anywhere(self, data):
        """Whatever is put anywhere into a plan: it reads as a plan that can be shown, or is refused."""
        content = copy.deepcopy(plan_to_dict(RICH))
        for _ in range(data.draw(st.integers(1, 2))):
            path = data.draw(st.sampled_from(list(paths(content))))
            holder = content
            for key in path[:-1]:
                holder = holder[key]
            if data.draw(st.booleans()):
                del holder[path[-1]]
            else:
                holder[path[-1]] = data.draw(
                    st.sampled_from(
                        [None, 0, -1, 1.5, True, "", "x", "2017-02-30", "2017-02-03", [], {}, [1], {"x": 1}]
                    )
                )
        try:
            plan = read_plan(json.dumps(content))
        except FaultyFileError as error:
            assert error.problems  # noqa: PT017  (either this, or a plan that works)
            return
        assert read_plan(dump_plan(plan)) == plan
        assert plan.explain("zh")
        assert plan.table("en").text()

    def test_every_value_of_a_wrong_type(self):
        """A list where anything else stands is never taken for it."""
        wrong = []
        content = plan_to_dict(RICH)
        for path in sorted(paths(content), key=str)[::4]:

            def put(holder, last):
                holder[last] = [[]]

            if path[-1] in {"name", "state", "late", "days_left", "statutory_due", "committed_due"}:
                continue  # in a step these follow from others and are left out
            try:
                read_plan(changed(path, put))
            except FaultyFileError:
                continue
            wrong.append(path)
        assert wrong == []
