import pytest

from hubnet.rulebook import AllOf, AnyOf, Comparison, FactKind, FactType, Not, Operator, facts_in
from hubnet.values import Label

QUESTION = Label("问", "question")


def fact(kind: FactKind, **bounds) -> FactType:
    """Return a fact ``members`` of a kind."""
    return FactType(id="members", kind=kind, question=QUESTION, **bounds)


def equals(name: str) -> Comparison:
    """Return the condition that a fact is true."""
    return Comparison(name, Operator.EQUALS, value=True)


class TestFactsIn:
    def test_order_of_first_mention(self):
        """Facts come in the order of first mention, each once, through every kind of part."""
        condition = AnyOf(
            (AllOf((equals("b"), Not(equals("a")))), equals("b"), Not(AnyOf((equals("c"), equals("a"))))),
        )
        assert facts_in(condition) == ("b", "a", "c")

    def test_one_comparison(self):
        """A single comparison names its fact."""
        assert facts_in(equals("a")) == ("a",)


class TestMisfit:
    @pytest.mark.parametrize("value", [True, False])
    def test_yes_no(self, value: bool):  # noqa: FBT001
        """True and false fit a yes-or-no fact."""
        assert fact(FactKind.YES_NO).misfit(value) is None

    @pytest.mark.parametrize("value", [1, 0, "true", "", None, [True]])
    def test_yes_no_refuses(self, value: object):
        """Numbers and texts do not fit a yes-or-no fact."""
        assert fact(FactKind.YES_NO).misfit(value) == f"members: found {value!r}; give true or false"

    @pytest.mark.parametrize("value", [0, 50, 100])
    def test_integer(self, value: int):
        """Both bounds belong to the range."""
        assert fact(FactKind.INTEGER, minimum=0, maximum=100).misfit(value) is None

    @pytest.mark.parametrize("value", [-1, 101, 50.0, "50", True, None])
    def test_integer_refuses(self, value: object):
        """Numbers out of bounds, floats, texts and booleans do not fit a whole number."""
        message = fact(FactKind.INTEGER, minimum=0, maximum=100).misfit(value)
        assert message == f"members: found {value!r}; give a whole number from 0 up to 100"

    def test_integer_without_bounds(self):
        """Without bounds every whole number fits, and the message names none."""
        assert fact(FactKind.INTEGER).misfit(-(10**30)) is None
        assert fact(FactKind.INTEGER).misfit("x") == "members: found 'x'; give a whole number"

    def test_choice(self):
        """One of the words fits a choice."""
        assert fact(FactKind.CHOICE, choices=("club", "centre")).misfit("centre") is None

    @pytest.mark.parametrize(
        ("value", "advice"),
        [
            ("centr", "did you mean 'centre'?"),
            ("zzz", "give one of club, centre"),
            (3, "give one of club, centre"),
            ({}, "give one of club, centre"),
        ],
    )
    def test_choice_refuses(self, value: object, advice: str):
        """Another word is refused with the nearest one, or all of them."""
        message = fact(FactKind.CHOICE, choices=("club", "centre")).misfit(value)
        assert message == f"members: found {value!r}; {advice}"
