import subprocess
import sys

import pytest

from hubnet import values


def test_every_name_is_there():
    """Every name that the package lists can be had from it."""
    assert sorted(values.__all__) == dir(values)
    assert all(getattr(values, name) is not None for name in values.__all__)


def test_unknown_name():
    """A name that is not there is refused as of any module."""
    with pytest.raises(AttributeError, match="has no attribute 'Yen'"):
        _ = values.Yen


def test_import_is_light():
    """What answers about periods do not need is not imported with the package."""
    script = (
        "import sys, hubnet.values; "
        "print({'stdnum', 'hubnet.values.quantity', 'hubnet.values.unified_code'} & set(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip() == "set()"
