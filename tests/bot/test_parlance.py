"""Every help is in French, whatever the language of the machine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from bot.__main__ import app
from scripts.catalog import FILE, MESSAGES, compiled
from tests.bot.running import LEAN

ENGLISH = re.compile(
    r"\b(show|this|exit|default|required|commands?|usage:|args|env var|path|int|str|bool|the|no-\w+)\b",
    re.IGNORECASE,
)


def paths(command: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Yield the words that lead to each command."""
    yield path
    for name, below in getattr(command, "commands", {}).items():
        yield from paths(below, (*path, name))


@pytest.mark.parametrize("path", [*paths(typer.main.get_command(app))], ids=" ".join)
def test_a_help_has_no_word_of_english(path: tuple[str, ...]) -> None:
    """What the library says of usage, options, defaults and what is required is in French."""
    told = CliRunner().invoke(app, [*path, "--help"], env={"LANG": "en_US.UTF-8", "COLUMNS": "200"})
    assert told.exit_code == 0
    assert "Usage : " in told.output
    assert "Afficher cette aide." in told.output
    assert not ENGLISH.search(told.output), ENGLISH.findall(told.output)


def test_the_catalog_is_fresh() -> None:
    """The file that gettext reads is made of the messages of the script."""
    assert FILE.read_bytes() == compiled(MESSAGES)


def test_a_help_is_whole_in_a_lean_process() -> None:
    """The service and the image run Python without the texts of functions: commands keep theirs."""
    code = (
        "import sys; from typer.testing import CliRunner; from bot.__main__ import app\n"
        "for words in sys.argv[1:]: print(CliRunner().invoke(app, [*words.split(), '--help']).output)"
    )
    named = [" ".join(path) for path in paths(typer.main.get_command(app))]

    def told(**lean: str) -> str:
        env = {name: value for name, value in os.environ.items() if name not in LEAN} | lean
        command = [sys.executable, "-c", code, *named]
        return subprocess.run(command, check=True, capture_output=True, text=True, env=env).stdout  # noqa: S603 - our own

    whole = told()
    assert "Lancer le bot Telegram" in whole
    assert told(**LEAN) == whole
