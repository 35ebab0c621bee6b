"""Fixtures that every room shares."""

import pytest

from knowledge.content import Knowledge
from knowledge.load import load


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return the shipped content, loaded and checked once."""
    return load()
