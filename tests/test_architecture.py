"""The habits of the repository that no other tool checks."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "src" / "hubnet").rglob("*.py"))
LONGEST_MODULE = 400

HEAVY_OR_OPTIONAL = {"cattrs", "chinese_calendar", "click", "networkx", "tomllib"}

# Written so that the patterns do not match themselves.
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|root|Users|work|farm|builds)/[\w.]|\b[A-Z]:\\Users\\")
REGISTRY_HOST = re.compile(r"pypi\.org|python[h]osted|files\.python|registry\.npmjs|deb\.debian|conda\.anaconda")
LOCK_FILES = {"Pipfile.lock", "pdm.lock", "poetry.lock", "pylock.toml", "uv.lock"}


@pytest.fixture(scope="module")
def repository_files():
    """Every file of the repository, and what would be added to it next."""
    listing = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607 git is found on the path
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    return [path for name in listing.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_importing_hubnet_is_light():
    """`import hubnet` loads nothing that only some questions need."""
    script = "import sys; before = set(sys.modules); import hubnet; print(*sorted(set(sys.modules) - before))"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, encoding="utf-8", check=True)
    packages = {name.partition(".")[0] for name in loaded.stdout.split()}
    assert "hubnet" in packages
    assert packages & HEAVY_OR_OPTIONAL == set()


@pytest.mark.parametrize("path", MODULES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_module_is_short(path):
    """A module that outgrows 400 lines has more than one reason to change."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_MODULE


def test_repository_names_no_machine(repository_files):
    """Nothing in the repository depends on where one machine keeps its files or gets its packages."""
    found = []
    for path in repository_files:
        text = path.read_bytes().decode("utf-8", errors="replace")
        found += [
            f"{path.relative_to(ROOT)}:{number}: {line.strip()}"
            for number, line in enumerate(text.splitlines(), start=1)
            if MACHINE_PATH.search(line) or REGISTRY_HOST.search(line)
        ]
    assert found == []


def test_repository_holds_no_lock_file(repository_files):
    """Lock files name the package index of the machine that wrote them."""
    assert [path for path in repository_files if path.name in LOCK_FILES] == []
