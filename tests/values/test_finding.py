import pytest

from hubnet.errors import Problem
from hubnet.values import Finding, Label

DIFFERS = Label("与条文不符", "differs from the text")
ADVICE = Label("请核对", "check it")
PLACED = Problem("differs", file="cases.toml", line=12, path="case[0].due")


@pytest.mark.parametrize(
    ("parts", "zh", "en"),
    [
        pytest.param({}, "与条文不符", "differs from the text", id="text alone"),
        pytest.param({"advice": ADVICE}, "与条文不符：请核对", "differs from the text: check it", id="advice"),
        pytest.param(
            {"where": PLACED},
            "cases.toml, line 12, case[0].due：与条文不符",
            "cases.toml, line 12, case[0].due: differs from the text",
            id="place",
        ),
        pytest.param(
            {"where": PLACED, "advice": ADVICE},
            "cases.toml, line 12, case[0].due：与条文不符：请核对",
            "cases.toml, line 12, case[0].due: differs from the text: check it",
            id="place and advice",
        ),
        pytest.param({"where": Problem("differs")}, "与条文不符", "differs from the text", id="place not known"),
    ],
)
def test_text(parts, zh, en):
    """A finding reads as place, text and advice, as far as it has them."""
    finding = Finding(code="worked_case.differs", label=DIFFERS, **parts)
    assert (finding.text("zh"), finding.text("en")) == (zh, en)
