import pytest

from hubnet.values import LEVEL_LABELS, LEVELS, Label


@pytest.mark.parametrize(("lang", "text"), [("zh", "社会团体"), ("en", "social association")])
def test_text(lang, text):
    """A label gives its text in the language asked for."""
    assert Label("社会团体", "social association").text(lang) == text


def test_equal_by_content():
    """Two labels with the same texts are one, in sets too."""
    assert {Label("省级", "province"), Label("省级", "province"), Label("地市级", "city")} == {
        Label("省级", "province"),
        Label("地市级", "city"),
    }


def test_every_level_has_words():
    """Each level of a place can be named in both languages."""
    assert list(LEVEL_LABELS) == list(LEVELS)
    assert all(label.zh and label.en for label in LEVEL_LABELS.values())
