"""Facts that a register tells of a body on a day, for questions to the rules."""

from hubnet.rules.register_facts.deriving import REGISTER_FACTS, RegisterFact, facts_of

__all__ = ["REGISTER_FACTS", "RegisterFact", "facts_of"]
