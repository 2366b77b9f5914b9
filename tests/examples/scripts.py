"""Import the examples, which are no package and stand beside each other."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from unittest import mock

EXAMPLES = Path(__file__).parents[2] / "examples"


def load(name):
    """Return an example as a module, with those that it imports found beside it."""
    with mock.patch.object(sys, "path", [str(EXAMPLES), *sys.path]):
        return importlib.import_module(name)
