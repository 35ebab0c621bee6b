"""The guide for CRESS staff is carried out: each edit on the real files, each command as it is written."""

import contextlib
import re
import shlex
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest
from typer.testing import CliRunner

from bot.__main__ import app
from bot.playing import broken as played_wrong
from knowledge.editions import read_edition
from knowledge.load import SHIPPED
from storage.database import open_database
from tests.manuals import blocks, lines, manual

GUIDE = manual("guide-cress.md")
NOW = datetime(2026, 11, 24, 10)
_PARTS = re.compile(r"(?m)^## (\d+)\. (.+)$")
_FILE = re.compile(r"`([a-z_]+(?:/[a-z0-9_]+)?\.yaml)`")
TYPED = {"discuter": "asso\nquitter\n"}
"""What is typed in the commands that ask."""
HELD = {f"scenarios/{name}.yaml" for name in ("contacts", "appels", "fiches", "textes")}
"""Scenarios that hold a contact, a call or a sentence: the guide says to change them with it."""
LEFT = {"lancer"}
"""Commands that do not end by themselves; the mutations, which take minutes, are a campaign."""


@dataclass
class Task:
    """A part of the guide: its edits (files named before, before, after) and its commands."""

    title: str
    edits: list[tuple[list[str], str, str]] = field(default_factory=list)
    commands: list[str] = field(default_factory=list)


def tasks() -> list[Task]:
    """Read the parts of the guide."""
    found = list(_PARTS.finditer(GUIDE))
    ends = [*(part.start() for part in found[1:]), len(GUIDE)]
    return [_task(part[2], GUIDE[part.end() : end]) for part, end in zip(found, ends, strict=True)]


def _task(title: str, text: str) -> Task:
    task, before = Task(title), ""
    for block in blocks(text):
        lead = text[: block.start()].rstrip().rsplit("\n", 1)[-1]
        if block["language"] == "sh":
            task.commands += lines(block)
        elif lead == "Avant :":
            before = block["text"]
        elif lead == "Après :":
            files = _FILE.findall(text[: block.start()])[::-1]
            task.edits.append((files, before, block["text"]))
    return task


def carried_out(task: Task, root: Path) -> None:
    """Make the edits of a part, in order, in a copy of the content."""
    for files, before, after in task.edits:
        there = (root / name for name in files if (root / name).is_file())
        holding = [path for path in there if before in path.read_text(encoding="utf-8")]
        assert holding, f"no file says any more:\n{before}"
        text = holding[0].read_text(encoding="utf-8")
        holding[0].write_text(text.replace(before, after, 1), encoding="utf-8")


SERVED = {"versions", "revenir"}
"""Commands for where the bot runs: there are data there."""
TASKS = tasks()


@pytest.fixture
def essai(tmp_path: Path) -> Iterator[Path]:
    """Stand in a folder with the content, and a copy of it, named as the guide names them."""
    (tmp_path / "content").symlink_to(SHIPPED)
    copied = Path(shutil.copytree(SHIPPED, tmp_path / "essai"))
    with contextlib.chdir(tmp_path):
        yield copied


@pytest.mark.parametrize("task", [task for task in TASKS if task.edits], ids=lambda task: task.title)
def test_the_edits_of_the_guide_are_right(task: Task, essai: Path) -> None:
    """What the guide shows before is what is shipped, and what it shows after is accepted."""
    carried_out(task, essai)
    edition = read_edition(essai)
    failed = played_wrong(edition, NOW)
    told = {issue.file for issue in failed}
    assert told <= HELD or "arbre" in task.title, failed
    assert all("si ce changement est voulu" in issue.repair for issue in failed)


@pytest.mark.parametrize("task", [task for task in TASKS if task.commands], ids=lambda task: task.title)
def test_the_commands_of_the_guide_run(task: Task, essai: Path) -> None:
    """Each command does what it is there for, on the edited copy."""
    carried_out(task, essai)
    if SERVED & {shlex.split(line)[1] for line in task.commands}:
        open_database(essai.parent / "data" / "cress-bot.sqlite3").close()
    for line in task.commands:
        program, *words = shlex.split(line)
        assert program == "cress-bot", line
        if words[0] in LEFT or "--mutations" in words:
            continue
        told = CliRunner().invoke(app, words, input=TYPED.get(words[0]))
        held = words[0] == "verifier" and any(name in told.output for name in HELD)
        assert told.exit_code == int(held), (line, told.output)
        assert told.output
        assert "Traceback" not in told.output


def test_the_guide_is_read() -> None:
    """Nothing of the guide is passed over: edits and commands are found, in all its parts."""
    assert len(TASKS) >= 12
    assert sum(len(task.edits) for task in TASKS) >= GUIDE.count("\nAvant :\n") - 1 >= 15
    assert sum(len(task.commands) for task in TASKS) >= 4
