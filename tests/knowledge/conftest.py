"""A folder of content that a test may spoil, and ways of spoiling it."""

import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from knowledge.editions import Edition, read_edition
from knowledge.issues import Issue, KnowledgeError
from knowledge.load import SHIPPED, load

EDITION: Edition = read_edition()
"""What is shipped: the files that a test leaves as they are need not be parsed again."""


@dataclass(frozen=True)
class Folder:
    """A folder of content that a test changes, then loads: links to what is shipped, copied when touched."""

    root: Path

    def own(self, name: str) -> Path:
        """Return the path of a file, after copying what the folder only links to."""
        top = self.root / name.split("/", maxsplit=1)[0]
        if top.is_symlink():
            shipped = top.resolve()
            top.unlink()
            (shutil.copytree if shipped.is_dir() else shutil.copyfile)(shipped, top)
        return self.root / name

    def edit(self, name: str, old: str, new: str) -> int:
        """Replace the first occurrence of some words; return the line where they begin."""
        path = self.own(name)
        text = path.read_text(encoding="utf-8")
        assert old in text, f"{name} no longer says: {old}"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return text[: text.index(old)].count("\n") + 1

    def write(self, name: str, text: str) -> None:
        """Write a whole file."""
        self.own(name).write_text(text, encoding="utf-8")

    def remove(self, name: str) -> None:
        """Take a file away."""
        self.own(name).unlink()

    def issues(self) -> tuple[Issue, ...]:
        """Load the folder and return all that is wrong with it, nothing when it loads."""
        try:
            load(self.root, EDITION.files)
        except KnowledgeError as error:
            return error.issues
        return ()

    def told(self) -> list[tuple[str, int, str]]:
        """Return the places and the words of all that is wrong: file, line, message."""
        return [
            (file, int(line or 0), issue.message)
            for issue in self.issues()
            for file, _, line in (place.partition(":") for place in (issue.place, *issue.others))
        ]


def linked(root: Path) -> Folder:
    """Make a folder with the shipped content in it."""
    root.mkdir()
    for entry in SHIPPED.iterdir():
        (root / entry.name).symlink_to(entry)
    return Folder(root)


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Return a folder with the shipped content in it."""
    return linked(tmp_path / "content")
