"""Which facts and questions a condition names."""

from __future__ import annotations

from hubnet.calendar import Period, Unit
from hubnet.rulebook import (
    AllOf,
    AnyOf,
    AtLeastOf,
    Comparison,
    Elapsed,
    Holds,
    Not,
    Operator,
    Proportion,
    facts_in,
    leaves,
    questions_in,
)
from hubnet.values import Share


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

    def test_every_kind_of_condition(self):
        """Time gone by names one fact, a share two; another question names none."""
        since = Elapsed("since", Operator.AT_LEAST, Period(1, Unit.YEARS))
        share = Proportion("related", Operator.AT_MOST, Share.parse("1/3"), "directors")
        condition = AtLeastOf(2, (Holds("charity.status"), since, Not(share), equals("directors")))
        assert facts_in(condition) == ("since", "related", "directors")


class TestLeaves:
    def test_in_order(self):
        """The conditions without parts, as they stand, those that stand twice too."""
        holds = Holds("charity.status")
        condition = AllOf((Not(equals("a")), AnyOf((holds, equals("b"))), AtLeastOf(1, (equals("a"),))))
        assert leaves(condition) == (equals("a"), holds, equals("b"), equals("a"))
        assert leaves(holds) == (holds,)


class TestQuestionsIn:
    def test_order_of_first_mention(self):
        """Each question once; facts are none."""
        condition = AllOf((Holds("b"), Not(AnyOf((Holds("a"), equals("x")))), AtLeastOf(1, (Holds("b"),))))
        assert questions_in(condition) == ("b", "a")
        assert questions_in(equals("a")) == ()
