"""Rule files as text, and the faults found in them."""

import pickle
import tomllib
from pathlib import Path

import pytest

import hubnet
from hubnet import Rulebook, load_rulebook
from hubnet.errors import FaultyFileError, Problem

OWN = """place = "320102"

[[instrument]]
id = "xuanwu_rule"
label = { zh = "玄武区办法", en = "Xuanwu rule" }
rank = "local_rule"
versions = [{ id = "2020", in_force_from = 2020-01-01 }]

[[event]]
id = "xuanwu_asked"
label = { zh = "提出", en = "asked" }

[[event]]
id = "xuanwu_answered"
label = { zh = "答复", en = "answered" }

[[fact]]
id = "urgent"
kind = "yes_no"
question = { zh = "是否紧急？", en = "is it urgent?" }

[[fact]]
id = "headcount"
kind = "integer"
minimum = 0
maximum = 100
question = { zh = "几名会员？", en = "how many members?" }

[[fact]]
id = "shape"
kind = "choice"
choices = ["club", "centre"]
question = { zh = "何种形式？", en = "which form?" }

[[procedure]]
id = "xuanwu.advice"
label = { zh = "咨询", en = "advice" }
authority = ["district"]
steps = ["xuanwu.advice.answer"]
cite = { instrument = "xuanwu_rule", version = "2020", article = "1" }

[[step]]
id = "xuanwu.advice.answer"
label = { zh = "答复", en = "answer" }
actor = "registrar"
from = "xuanwu_asked"
to = "xuanwu_answered"
within = { working_days = 3 }
when = { fact = "urgent", equals = true }
cite = { instrument = "xuanwu_rule", version = "2020", article = "2" }
"""
"""A file of one's own with an instrument, events, facts, a procedure and its step; all of it is right."""

PROMISE = """place = "320102"

[[step]]
id = "social_association.registration.decision"
relation = "commits"
within = { working_days = 3 }
in_force_from = 2020-01-01
cite = { document = "玄武区服务承诺" }
"""
"""A commitment of one's own; all of it is right."""


@pytest.fixture(autouse=True, scope="session")
def shipped_files_parsed_once():
    """Parse the shipped rule files once for all tests here: hundreds of small files are loaded on top of them."""
    parse, shipped = tomllib.loads, {}
    for path in (Path(hubnet.__file__).parent / "data").rglob("*.toml"):
        text = path.read_text(encoding="utf-8")
        shipped[text] = pickle.dumps(parse(text))

    def loads(text: str) -> dict[str, object]:
        return pickle.loads(shipped[text]) if text in shipped else parse(text)  # noqa: S301  (just made here)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tomllib, "loads", loads)
        yield


@pytest.fixture(scope="session")
def law() -> Rulebook:
    """Return the shipped rules."""
    return load_rulebook()


@pytest.fixture
def own() -> str:
    """Return the text of a right file with everything a place of its own needs."""
    return OWN


@pytest.fixture
def promise() -> str:
    """Return the text of a right file with one commitment."""
    return PROMISE


@pytest.fixture
def rule_file(tmp_path: Path):
    """Return a function that writes a rule file, given as text or bytes."""

    def write(content: str | bytes, name: str = "own.toml") -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


@pytest.fixture
def load(rule_file):
    """Return a function that loads one rule file on top of the shipped rules."""
    return lambda content: load_rulebook(rule_file(content))


@pytest.fixture
def faults_of(rule_file):
    """Return a function that gives the faults of one rule file."""

    def faults(content: str | bytes) -> tuple[Problem, ...]:
        with pytest.raises(FaultyFileError) as caught:
            load_rulebook(rule_file(content))
        return caught.value.problems

    return faults
