"""A shipped case, read once."""

import pytest

from hubnet import load_casebook


@pytest.fixture(scope="session")
def xuanwu():
    """The register of Xuanwu and its streets."""
    return load_casebook("xuanwu")
