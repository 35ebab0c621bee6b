"""Fixtures that every room shares."""

import os

import pytest

from knowledge.content import Knowledge
from knowledge.load import load

os.environ.pop("COLUMNS", None)
"""A worker of xdist has one, which would give its width to every command before a test can."""


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return the shipped content, loaded and checked once."""
    return load()
