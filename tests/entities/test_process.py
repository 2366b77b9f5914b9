"""A platform's process, held against what was done."""

from __future__ import annotations

import re
from itertools import permutations

import attrs
import pytest
from entities.builders import cited, platform
from hypothesis import given
from hypothesis import strategies as st

from hubnet.entities import PlatformRole, ProcessStep, Register, TraceEntry, check_process
from hubnet.errors import InvalidValueError, UnknownNameError
from hubnet.exchange import load_casebook
from hubnet.values import Label

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ROLES = (
    PlatformRole(id="group", label=Label("组织", "the group")),
    PlatformRole(id="expert", label=Label("专家", "the expert")),
)


def step(id_, zh, by=None, after=(), **said):
    """A step of the platform, called by its id in English."""
    return ProcessStep(id=id_, label=Label(zh, id_), by=by, after=after, **said)


ONLINE = platform(
    roles=ROLES,
    steps=[
        step("application", "申请", "group"),
        step("diagnosis", "诊断", "expert", ["application"]),
        step("training", "培训", after=["diagnosis"]),
        step("review", "评估", "expert", ["training"], inferred=True),
    ],
    cite=cited("文件"),
)
"""Four steps in a row; anybody trains."""
CLEAN = (("application", "group"), ("diagnosis", "expert"), ("training", "group"), ("review", "expert"))


def found(trace, on=ONLINE, **options):
    """The findings about a trace: code without its prefix, place and step."""
    return [
        (one.code.removeprefix("process."), one.where.path, one.field) for one in check_process(on, trace, **options)
    ]


def entry(name, by=None, on=None):
    """An entry of a trace."""
    return TraceEntry(step=name, by=by, on=on)


class TestOrder:
    def test_clean(self):
        """A trace that follows the process has no findings, as pairs or as entries."""
        assert found(CLEAN) == []
        assert found([list(pair) for pair in CLEAN]) == []
        assert found(entry(*pair) for pair in CLEAN) == []
        assert found(CLEAN, finished=False) == []

    @pytest.mark.parametrize("left_out", range(4))
    def test_missing(self, left_out):
        """A step that was not taken is missing, and named; it stands nowhere in the trace."""
        trace = [*CLEAN[:left_out], *CLEAN[left_out + 1 :]]
        assert found(trace) == [("missing", None, CLEAN[left_out][0])]

    def test_nothing_done(self):
        """Of an empty trace all steps are missing, in the order of the process."""
        assert found([]) == [("missing", None, name) for name, _ in CLEAN]
        assert found([], finished=False) == []

    def test_reordered(self):
        """A step before one that it follows is out of order."""
        application, diagnosis, training, review = CLEAN
        assert found([application, training, diagnosis, review]) == [("order", "trace[1]", "training")]
        assert found([diagnosis, application, training, review]) == [("order", "trace[0]", "diagnosis")]

    def test_order_through_steps_between(self):
        """A step follows all that those before it follow, also where these are missing."""
        application, _, training, review = CLEAN
        assert found([training, application, review]) == [
            ("order", "trace[0]", "training"),
            ("missing", None, "diagnosis"),
        ]

    def test_backwards(self):
        """A trace from its end to its beginning is out of order in each step but the last."""
        assert [place for code, place, _ in found(CLEAN[::-1]) if code == "order"] == [
            "trace[0]", "trace[0]", "trace[0]", "trace[1]", "trace[1]", "trace[2]",
        ]  # fmt: skip

    def test_repeated(self):
        """A step that is taken again is no fault; it is held to its order each time."""
        application, diagnosis, training, review = CLEAN
        assert found([application, application, diagnosis, training, diagnosis, review, review]) == []
        assert found([application, training, diagnosis, training, review]) == [("order", "trace[1]", "training")]
        assert found([application, training, training, diagnosis, review]) == [
            ("order", "trace[1]", "training"),
            ("order", "trace[2]", "training"),
        ]

    def test_unfinished(self):
        """Of an unfinished process later steps are not missing; those that should have come before are."""
        application, diagnosis, training, _ = CLEAN
        assert found([application, diagnosis], finished=False) == []
        assert found([application, training], finished=False) == [("order", "trace[1]", "training")]
        assert found([diagnosis], finished=False) == [("order", "trace[0]", "diagnosis")]

    def test_steps_without_order(self):
        """Steps that follow nothing can come in any order."""
        free = attrs.evolve(ONLINE, steps=[attrs.evolve(one, after=()) for one in ONLINE.steps])
        assert all(found(order, free) == [] for order in permutations(CLEAN))

    def test_inferred(self):
        """An order that the source only suggests is said to be inferred."""
        application, diagnosis, training, review = CLEAN
        (one,) = check_process(ONLINE, [application, diagnosis, review, training])
        assert one.label == Label(
            "“评估”先于“培训”（推定的次序）", "“review” comes before “training” (an inferred order)"
        )
        (one,) = check_process(ONLINE, [diagnosis, application, training, review])
        assert one.label == Label("“诊断”先于“申请”", "“diagnosis” comes before “application”")
        assert one.advice == Label("先完成“申请”", "take “application” first")

    @given(st.permutations(CLEAN))
    def test_only_the_process_itself_is_clean(self, trace):
        """Of all orders of the four steps one has no findings; all other findings are of order."""
        codes = {code for code, _, _ in found(trace)}
        assert codes == (set() if tuple(trace) == CLEAN else {"order"})

    @given(st.lists(st.sampled_from(CLEAN), max_size=8), st.booleans())
    def test_steps_are_out_of_order_just_where_one_before_them_is(self, trace, finished):
        """Findings of order are those of looking at each step and all that should have come before it."""
        names = [name for name, _ in CLEAN]
        expected = [
            (f"trace[{number}]", name)
            for number, (name, _) in enumerate(trace)
            for before in names[: names.index(name)]
            if before not in dict(trace[:number]) and (before in dict(trace[number:]) or not finished)
        ]
        assert [(place, of) for code, place, of in found(trace, finished=finished) if code == "order"] == expected


class TestUnknownSteps:
    @pytest.mark.parametrize("name", ["party", "diagnoses", ""])
    def test_closed_list(self, name):
        """A step that the process does not have is unknown; the known ones are said."""
        (one,) = check_process(ONLINE, [*CLEAN, (name, "group")])
        assert (one.code, one.field, one.where.path) == ("process.step_unknown", name, "trace[4]")
        assert one.advice == Label(
            "已知环节：application、diagnosis、training、review",
            "the steps are application, diagnosis, training, review",
        )

    def test_open_list(self):
        """Where the list of the source is open another step is no fault, but a slip for a known one is."""
        more = attrs.evolve(ONLINE, more_steps=True)
        assert found([*CLEAN, ("party", "nobody")], more) == []
        assert found([*CLEAN, ("diagnoses", "group")], more) == [("step_unknown", "trace[4]", "diagnoses")]

    def test_an_unknown_step_changes_nothing_else(self):
        """The other steps are held to their order as without it."""
        application, diagnosis, training, review = CLEAN
        assert found([("party", "x"), application, training, diagnosis, review]) == [
            ("step_unknown", "trace[0]", "party"),
            ("order", "trace[2]", "training"),
        ]


class TestActors:
    def test_wrong_actor(self):
        """A step that another role took is found, with both roles said."""
        trace = [CLEAN[0], ("diagnosis", "group"), *CLEAN[2:]]
        (one,) = check_process(ONLINE, trace)
        assert (one.code, one.field, one.where.path) == ("process.actor", "diagnosis", "trace[1]")
        assert one.label == Label("“诊断”由组织完成", "“diagnosis” was taken by the group")
        assert one.advice == Label("应由专家完成", "it is for the expert")

    def test_steps_for_anybody(self):
        """A step that is for nobody in particular can be taken by any."""
        assert found([*CLEAN[:2], ("training", "whoever"), CLEAN[3]]) == []

    def test_bodies(self):
        """Bodies act in the role that they are given; one without a role is none of them."""
        trace = [("application", "x"), ("diagnosis", "y"), ("training", "y"), ("review", "expert")]
        assert found(trace, actors={"x": "group", "y": "expert"}) == []
        assert found(trace, actors={"x": "expert", "y": "expert"}) == [("actor", "trace[0]", "application")]
        (one,) = check_process(ONLINE, trace, actors={"x": "group"})
        assert one.label.en == "“diagnosis” was taken by y"

    def test_unknown_role(self):
        """A body can only be given a role that the platform has."""
        with pytest.raises(UnknownNameError, match="unknown role 'experts'; did you mean 'expert'"):
            check_process(ONLINE, CLEAN, actors={"x": "experts"})

    @pytest.mark.parametrize(("traced", "codes"), [(True, ["actor_missing"]), (False, []), (None, [])])
    def test_no_actor(self, traced, codes):
        """Where each step leaves a trace it should say who took it; a step for anybody need not."""
        trace = [entry("application"), entry("diagnosis", "expert"), entry("training"), entry("review", "expert")]
        findings = check_process(attrs.evolve(ONLINE, traced=traced), trace)
        assert [one.code.removeprefix("process.") for one in findings] == codes
        assert all(one.field == "application" for one in findings)


class TestDates:
    @pytest.mark.parametrize(
        ("first", "then", "fault"),
        [
            pytest.param("2020-05-06", "2020-05-05", True, id="the day before"),
            pytest.param("2020-05-06", "2020-05-06", False, id="the same day"),
            pytest.param("2020-05-06", "2020-05-07", False, id="the day after"),
            pytest.param("2020-05", "2020-04-30", True, id="before the month"),
            pytest.param("2020-05", "2020-05-01", False, id="in the month"),
            pytest.param("2020-05-31", "2020-05", False, id="some day of the month"),
            pytest.param("2020-06-01", "2020-05", True, id="the month before"),
            pytest.param("2020", None, False, id="no date"),
            pytest.param(None, "2020", False, id="no date of the first"),
        ],
    )
    def test_dates(self, first, then, fault):
        """A step that is certainly dated before one that it follows is found, whatever the order of the trace."""
        trace = [entry("application", "group", first), entry("diagnosis", "expert", then)]
        expected = [("dates", "trace[1]", "diagnosis")] if fault else []
        assert found(trace, finished=False) == expected

    def test_through_steps_between(self):
        """Dates are held against those of all steps before."""
        trace = [entry("application", "group", "2020"), entry("diagnosis", "expert"), entry("training", None, "2019")]
        assert found(trace, finished=False) == [("dates", "trace[2]", "training")]

    def test_text(self):
        """Both dates are said."""
        (one,) = check_process(
            ONLINE, [entry("application", "group", "2020-05"), entry("diagnosis", "expert", "2019")], finished=False
        )
        assert one.label == Label(
            "“诊断”的日期 2019 早于“申请”的 2020-05", "“diagnosis” on 2019 is before “application” on 2020-05"
        )
        assert one.advice == Label("核对日期", "check the dates")

    def test_dates_of_steps_that_do_not_follow(self):
        """Dates of steps without an order say nothing."""
        free = attrs.evolve(ONLINE, steps=[attrs.evolve(one, after=()) for one in ONLINE.steps])
        trace = [entry("application", "group", "2020"), entry("diagnosis", "expert", "2019")]
        assert found(trace, free, finished=False) == []


class TestQuestions:
    def test_findings_in_the_order_of_the_trace(self):
        """Findings follow the trace; missing steps come last, and all cite the platform's source."""
        findings = check_process(
            ONLINE, [("review", "group"), ("party", "x"), ("application", "expert"), ("training", "x")]
        )
        assert [one.code for one in findings] == [
            "process.order", "process.order", "process.actor", "process.step_unknown", "process.actor",
            "process.missing",
        ]  # fmt: skip
        for one in findings:
            assert (one.subject, one.cite) == ("p", cited("文件"))
            for label in (one.label, one.advice):
                assert CHINESE.search(label.zh)
                assert label.en

    def test_without_steps(self):
        """A platform whose process is not recorded cannot be asked."""
        with pytest.raises(InvalidValueError, match="it has no steps") as caught:
            check_process(platform(), CLEAN)
        assert caught.value.found == "p"

    @pytest.mark.parametrize("one", [("application",), ("a", "b", "c"), "ab", 5, None, ("a", None)], ids=repr)
    def test_entries_of_other_types(self, one):
        """An entry is a TraceEntry, or a step and who took it."""
        with pytest.raises(InvalidValueError, match="give TraceEntry"):
            check_process(ONLINE, [one])

    @pytest.mark.parametrize(
        ("steps", "paths"),
        [
            pytest.param([step("a", "甲"), step("a", "乙")], ["steps[1].id"], id="one id twice"),
            pytest.param([step("a", "甲", "nobody")], ["steps[0].by"], id="an unknown role"),
            pytest.param([step("a", "甲", after=["b"])], ["steps[0].after"], id="an unknown step"),
            pytest.param([step("a", "甲", after=["a"])], ["steps[0].after"], id="a step after itself"),
            pytest.param(
                [step("a", "甲", after=["c"]), step("b", "乙", after=["a"]), step("c", "丙", after=["b"])],
                ["steps[0].after", "steps[1].after", "steps[2].after"],
                id="a circle",
            ),
        ],
    )
    def test_processes_that_contradict_themselves(self, steps, paths):
        """A process that nobody can follow is refused, and the check of a register finds why."""
        faulty = attrs.evolve(ONLINE, steps=steps)
        findings = Register([faulty]).check()
        assert [(one.code, one.field) for one in findings] == [("process.faulty", path) for path in paths]
        assert all(CHINESE.search(one.label.zh) for one in findings)
        with pytest.raises(InvalidValueError) as caught:
            check_process(faulty, [])
        assert caught.value.field == f"p.{paths[0]}"


def test_a_step_may_be_named_by_its_label():
    """A trace may give the words of the steps, in either language, instead of their ids."""
    register = load_casebook("qingdao-west-coast")
    platform = register["zuji-platform"]
    trace = [(step.label.zh if number % 2 else step.label.en, step.by) for number, step in enumerate(platform.steps)]
    assert check_process(platform, trace) == ()
