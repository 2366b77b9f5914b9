import copy
import pickle
from functools import reduce
from itertools import product

import pytest

from hubnet.values import Outcome

T, F, U = Outcome.MET, Outcome.NOT_MET, Outcome.UNKNOWN

# The truth tables of strong Kleene logic, as the conformance tests of the DMN standard restate them for true, false and
# null (level 3, 0064-feel-conjunction and 0065-feel-disjunction: nine rows each).
CONJUNCTION = [
    (T, T, T), (T, F, F), (T, U, U),
    (F, T, F), (F, F, F), (F, U, F),
    (U, T, U), (U, F, F), (U, U, U),
]  # fmt: skip
DISJUNCTION = [
    (T, T, T), (T, F, T), (T, U, T),
    (F, T, T), (F, F, F), (F, U, U),
    (U, T, T), (U, F, U), (U, U, U),
]  # fmt: skip


SHORT_LISTS = [parts for length in (1, 2, 3) for parts in product(Outcome, repeat=length)]


def words(*row):
    """An id for a row of a truth table."""
    return "-".join(outcome.name for outcome in row)


class TestTables:
    @pytest.mark.parametrize(("left", "right", "joined"), CONJUNCTION, ids=[words(*row) for row in CONJUNCTION])
    def test_and(self, left, right, joined):
        """Both must be met; one that is not met decides, one that is unknown leaves the rest open."""
        assert left & right is joined

    @pytest.mark.parametrize(("left", "right", "joined"), DISJUNCTION, ids=[words(*row) for row in DISJUNCTION])
    def test_or(self, left, right, joined):
        """One that is met decides; it is not met only if neither is."""
        assert left | right is joined

    @pytest.mark.parametrize(("outcome", "opposite"), [(T, F), (F, T), (U, U)], ids=lambda outcome: outcome.name)
    def test_not(self, outcome, opposite):
        """The opposite of what is not known is not known."""
        assert ~outcome is opposite


class TestTruthValue:
    @pytest.mark.parametrize("outcome", list(Outcome), ids=lambda outcome: outcome.name)
    @pytest.mark.parametrize(
        "use",
        [
            pytest.param(bool, id="bool"),
            pytest.param(lambda outcome: not outcome, id="not"),
            pytest.param(lambda outcome: outcome and outcome, id="and"),
            pytest.param(lambda outcome: outcome or outcome, id="or"),
            pytest.param(lambda outcome: 1 if outcome else 0, id="if"),
            pytest.param(lambda outcome: [o for o in (outcome,) if o], id="filter"),
        ],
    )
    def test_has_none(self, outcome, use):
        """An outcome cannot be used as yes or no by accident: UNKNOWN would count as one of them."""
        with pytest.raises(TypeError, match=r"compare it: outcome is Outcome\.MET"):
            use(outcome)


class TestPlainAnswer:
    @pytest.mark.parametrize(("known", "outcome"), [(True, T), (False, F), (None, U)], ids=["yes", "no", "not known"])
    def test_becomes_an_outcome(self, known, outcome):
        """A plain yes, no or nothing becomes one of the three answers."""
        assert Outcome.of(known) is outcome


class TestJoining:
    def test_all_of_nothing(self):
        """No clause that could fail is met."""
        assert Outcome.all([]) is T

    def test_any_of_nothing(self):
        """No clause that could be met is not met."""
        assert Outcome.any([]) is F

    @pytest.mark.parametrize("parts", SHORT_LISTS, ids=lambda parts: words(*parts))
    def test_all_and_any_decide_by_their_strongest_part(self, parts):
        """Order and number of the parts do not matter: one decides, else one unknown leaves it open."""
        conjunction = F if F in parts else U if U in parts else T
        disjunction = T if T in parts else U if U in parts else F
        assert (Outcome.all(iter(parts)), Outcome.any(iter(parts))) == (conjunction, disjunction)


class TestAlgebra:
    @pytest.mark.parametrize(("a", "b", "c"), list(product(Outcome, repeat=3)), ids=lambda outcome: outcome.name)
    def test_laws(self, a, b, c):
        """Joining is commutative, associative and distributive, and De Morgan's laws hold."""
        assert (a & b, a | b) == (b & a, b | a)
        assert ((a & b) & c, (a | b) | c) == (a & (b & c), a | (b | c))
        assert (a & (b | c), a | (b & c)) == ((a & b) | (a & c), (a | b) & (a | c))
        assert (~(a & b), ~(a | b), ~~a) == (~a | ~b, ~a & ~b, a)

    @pytest.mark.parametrize("parts", SHORT_LISTS, ids=lambda parts: words(*parts))
    def test_unknown_only_where_it_matters(self, parts):
        """The answer is UNKNOWN just where the unknown parts could still turn it either way, and right otherwise."""
        choices = [(T, F) if part is U else (part,) for part in parts]
        for join in (Outcome.all, Outcome.any):
            possible = {join(settled) for settled in product(*choices)}
            assert join(parts) is (possible.pop() if len(possible) == 1 else U)


class TestIdentity:
    def test_three_members(self):
        """There are three answers, and programs see their names."""
        assert [(outcome.name, outcome.value) for outcome in Outcome] == [
            ("MET", "MET"),
            ("NOT_MET", "NOT_MET"),
            ("UNKNOWN", "UNKNOWN"),
        ]

    @pytest.mark.parametrize("outcome", list(Outcome), ids=lambda outcome: outcome.name)
    def test_survives_copies(self, outcome):
        """`is` works after pickling and copying."""
        assert pickle.loads(pickle.dumps(outcome)) is outcome  # noqa: S301 our own bytes
        assert copy.deepcopy(outcome) is outcome

    def test_reduces_like_all(self):
        """`&` over a list and `Outcome.all` are one thing."""
        assert reduce(lambda a, b: a & b, [T, U, T]) is Outcome.all([T, U, T]) is U
