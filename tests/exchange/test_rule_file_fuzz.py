"""Shipped rule files with something deleted, renamed or changed: they load, or the fault is reported."""

# ruff: noqa: E501  (tables of texts)

import copy
import json
import tomllib
from datetime import date, datetime, time, timedelta
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

import hubnet
from hubnet import Case, dump_plan, load_rulebook, read_plan, schedule
from hubnet.errors import FaultyFileError, HubnetError
from hubnet.rulebook import Procedure

RULES = Path(hubnet.__file__).parent / "data" / "rulebooks"
FILES = (
    "320114/commitments.toml", "CN/charities.toml", "CN/counting.toml", "CN/foundations.toml", "CN/licensing.toml",
    "CN/private_non_enterprise_units.toml", "CN/social_associations.toml",
)  # fmt: skip
NEIGHBOUR = "320102"
"""Where the changed files are said to hold, so that they do not contradict the shipped ones."""

ODD = (
    None, 0, -1, 3, 10**12, 1.5, True, False, "", "x", "中", "accepted", "CN", "02-29", "commits", "implements", [], {}, [1],
    ["x"], [[]], [{}], {"x": 1}, {"days": 3}, {"days": 0}, {"working_days": 400}, {"months": 3}, {"years": 99_999},
    {"zh": "甲", "en": "a"}, {"fact": "joint_handling", "equals": True}, {"not": {}}, {"document": "文件"}, {"version": "2026"},
    {"earliest": date(2000, 1, 1), "assumed": date(2030, 1, 1)}, date(2020, 1, 1), datetime(2020, 1, 1), time(1),  # noqa: DTZ001
)  # fmt: skip
KEYS = (
    "zzz", "id", "from", "event", "force", "source", "restated", "place", "attested_on", "in_force_from",
    "in_force_until", "when", "extension", "readings", "relation", "rank", "versions", "needs", "before", "by", "gap",
)  # fmt: skip


def toml_of(value: object) -> str:
    """Return a value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, list):
        return f"[{', '.join(map(toml_of, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{json.dumps(key)} = {toml_of(child)}" for key, child in value.items()) + " }"
    return json.dumps(value) if isinstance(value, str) else repr(value)


def file_of(content: dict) -> str:
    """Return the text of a rule file."""
    lines = []
    tables = {key: rows for key, rows in content.items() if is_table(rows)}
    for key, value in content.items():
        if key not in tables:
            lines.append(f"{json.dumps(key)} = {toml_of(value)}")
    for key, rows in tables.items():
        for row in rows:
            lines += [f"[[{key}]]", *(f"{json.dumps(name)} = {toml_of(value)}" for name, value in row.items())]
    return "\n".join(lines) + "\n"


def is_table(rows: object) -> bool:
    """Return whether a value is written as entries of a table."""
    return isinstance(rows, list) and bool(rows) and all(isinstance(row, dict) for row in rows)


def paths(value: object, path: tuple = ()):
    """Yield the path to every value below one."""
    children = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, child in children:
        yield (*path, key)
        yield from paths(child, (*path, key))


ORIGINALS = {name: tomllib.loads((RULES / name).read_text(encoding="utf-8")) | {"place": NEIGHBOUR} for name in FILES}
PATHS = {name: list(paths(content)) for name, content in ORIGINALS.items()}


@st.composite
def changed_files(draw):
    """A shipped file with one or two changes: a key or entry deleted, renamed, or given an odd value."""
    name = draw(st.sampled_from(FILES))
    content = copy.deepcopy(ORIGINALS[name])
    for path in draw(st.lists(st.sampled_from(PATHS[name]), min_size=1, max_size=2)):
        change(content, path, draw(st.sampled_from(["delete", "rename", "change", "change"])), draw)
    return file_of(content)


def change(content: dict, path: tuple, how: str, draw) -> None:
    """Change what a path leads to, if an earlier change has left it there."""
    holder = content
    try:
        for key in path[:-1]:
            holder = holder[key]
        old = holder[path[-1]]
    except (KeyError, IndexError, TypeError):
        return
    if how == "change" and isinstance(holder, dict | list):
        odd = copy.deepcopy(draw(st.sampled_from(ODD)))
        if odd is not None:
            holder[path[-1]] = odd
    elif isinstance(holder, dict | list):
        del holder[path[-1]]
        if how == "rename" and isinstance(holder, dict):
            holder[draw(st.sampled_from([*KEYS, f"{path[-1]}x"]))] = old


class TestAnything:
    @settings(max_examples=settings.default.max_examples // 2)
    @given(text=changed_files(), data=st.data())
    def test_changed_shipped_file(self, tmp_path_factory, text: str, data):
        """A changed rule file loads, and then answers or refuses every procedure; or its fault is reported."""
        path = tmp_path_factory.getbasetemp() / "changed.toml"
        path.write_text(text, encoding="utf-8")
        try:
            law = load_rulebook(path)
        except FaultyFileError as error:
            assert all(problem.message and problem.file == str(path) for problem in error.problems)  # noqa: PT017
            return
        name = data.draw(st.sampled_from(law.ids(Procedure)))
        self.ask(law, law.versions(Procedure, name)[-1])

    def ask(self, law, procedure: Procedure) -> None:
        """Ask for a plan with all events on days one after the other; a refusal is an answer."""
        events = {
            event: date(2021, 3, 1) + timedelta(days=number) for number, event in enumerate(law.events_of(procedure))
        }
        case = Case(procedure.id, place=NEIGHBOUR, events=events, facts={"joint_handling": True})
        try:
            plan = schedule(law, case, on=date(2021, 12, 1))
        except HubnetError as error:
            assert str(error)  # noqa: PT017
            return
        assert read_plan(dump_plan(plan)) == plan
        assert plan.explain("zh")
        assert plan.table("en").text()

    def test_unchanged(self, rule_file):
        """The files that are changed above load without a change, at another place."""
        law = load_rulebook(
            *(rule_file(file_of(ORIGINALS[name]), f"{number}.toml") for number, name in enumerate(FILES))
        )
        assert len([rule for rule in law.provisions if str(rule.place) == NEIGHBOUR]) > 100

    @settings(max_examples=settings.default.max_examples // 4)
    @given(text=st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=60))
    @example(text="a")
    @example(text="=")
    @example(text="[[step]]")
    @example(text='place = "CN"')
    def test_any_text(self, tmp_path_factory, text: str):
        """Any text is a rule file without rules, or its fault is reported."""
        path = tmp_path_factory.getbasetemp() / "any.toml"
        path.write_text(text, encoding="utf-8")
        try:
            law = load_rulebook(path)
        except FaultyFileError as error:
            assert {problem.file for problem in error.problems} == {str(path)}  # noqa: PT017
            return
        assert law.provisions

    @settings(max_examples=settings.default.max_examples // 4)
    @given(content=st.binary(max_size=60))
    @example(content=b"\xff")
    @example(content=b"[" * 5000)
    @example(content=b"x = " + b"9" * 5000)
    def test_any_bytes(self, tmp_path_factory, content: bytes):
        """Any bytes are a rule file without rules, or their fault is reported."""
        path = tmp_path_factory.getbasetemp() / "any.toml"
        path.write_bytes(content)
        try:
            law = load_rulebook(path)
        except FaultyFileError as error:
            assert {problem.file for problem in error.problems} == {str(path)}  # noqa: PT017
            return
        assert law.provisions
