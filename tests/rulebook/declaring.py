"""Declarations of facts, and how they refuse values."""

from __future__ import annotations

from typing import Any

import pytest

from hubnet.errors import InvalidValueError
from hubnet.rulebook import FactKind, FactType
from hubnet.values import Label

LONG = 10**5000
"""Python does not write out numbers of so many digits."""


def fact(kind: FactKind, **more: Any) -> FactType:
    """Return a fact ``members`` of a kind."""
    return FactType(id="members", kind=kind, question=Label("问", "question"), **more)


def refusal(kind: FactKind, value: object, **more: Any) -> str:
    """Return the message with which a value is refused."""
    message = fact(kind, **more).misfit(value)
    assert message is not None
    with pytest.raises(InvalidValueError) as error:
        fact(kind, **more).read(value)
    assert str(error.value) == message
    assert error.value.field == "members"
    return message
