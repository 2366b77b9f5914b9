"""The small rulebook in place of the shipped one, changed as a test asks."""

from pathlib import Path

import pytest
import small_rules

from hubnet.exchange import read_rule_files
from hubnet.exchange.rule_checks import RuleFiles


@pytest.fixture
def checked(tmp_path: Path, monkeypatch):
    """Return a function that reads the small rulebook with texts replaced and added."""

    def read(*changes: tuple[str, str], more: str = "", cases: str = small_rules.CASES) -> RuleFiles:
        rules = small_rules.RULES
        for old, new in changes:
            assert rules.count(old) == 1, old
            rules = rules.replace(old, new)
        small_rules.install(tmp_path, monkeypatch, rules + more, cases)
        return read_rule_files()

    return read
