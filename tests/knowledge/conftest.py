"""A copy of the content that a test may spoil, and the ways of spoiling it."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.issues import Issue, KnowledgeError
from knowledge.load import SHIPPED, load

Edit = tuple[str, str, str]
"""A file, words of it, and what takes their place."""
Spoiled = Callable[..., tuple[Issue, ...]]


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """Return a copy of the shipped content."""
    return Path(shutil.copytree(SHIPPED, tmp_path / "content"))


@pytest.fixture
def spoiled(content: Path) -> Spoiled:
    """Return what edits the copy, loads it, and gives the issues found: none when it still loads."""

    def spoil(*edits: Edit) -> tuple[Issue, ...]:
        for name, old, new in edits:
            path = content / name
            text = path.read_text(encoding="utf-8")
            assert old in text, f"{name} no longer says: {old}"
            path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return issues_of(content)

    return spoil


def issues_of(content: Path) -> tuple[Issue, ...]:
    """Return all that is wrong with a folder."""
    try:
        load(content)
    except KnowledgeError as error:
        return error.issues
    return ()
