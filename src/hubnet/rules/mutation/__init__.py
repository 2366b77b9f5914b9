"""Rules changed by one step each, and whether a worked case notices: the score of the cases, not of the code."""

from hubnet.rules.mutation.mutants import Mutant
from hubnet.rules.mutation.score import Explanation, Score, Survivor, mutate

__all__ = ["Explanation", "Mutant", "Score", "Survivor", "mutate"]
