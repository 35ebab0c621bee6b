"""Fixtures that every room shares."""

import os
from collections.abc import Iterator
from contextlib import closing

import pytest
from sqlite_utils import Database

from knowledge.content import Knowledge
from knowledge.load import load
from storage.database import MEMORY, open_database

os.environ.pop("COLUMNS", None)
"""A worker of xdist has one, which would give its width to every command before a test can."""


def pytest_xdist_auto_num_workers() -> int:
    """Return one worker more than there are cores: many tests wait for processes that they started."""
    return (os.cpu_count() or 1) + 1


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    """Return the shipped content, loaded and checked once."""
    return load()


@pytest.fixture
def db() -> Iterator[Database]:
    """Return a database that keeps nothing."""
    with closing(open_database(MEMORY)) as opened:
        yield opened
