"""Small rulebooks from TOML text."""

from pathlib import Path

import pytest

from hubnet import Rulebook, load_rulebook


@pytest.fixture
def rulebook_of(tmp_path: Path):
    """Return a function that loads texts of rule files on top of the shipped rules."""

    def load(*texts: str) -> Rulebook:
        paths = []
        for number, text in enumerate(texts):
            path = tmp_path / f"{number}.toml"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return load_rulebook(*paths)

    return load
