"""Two CRESS on one machine: two processes, two bots, two files of data, two contents."""

import asyncio
import os
import shutil
import sys
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path

from bot import clock
from bot.folder import taken
from knowledge.load import SHIPPED
from storage.database import open_database, table
from storage.versions import Versions
from tests.botapi.server import BotApi

NAMES = ("Bretagne", "Corse")
PATIENCE = 60.0
"""Seconds that a machine may take to start a bot, however busy."""


@dataclass(frozen=True)
class Running:
    """A bot that runs, and the people who write to it."""

    name: str
    api: BotApi
    data: Path


def prepared(folder: Path, name: str) -> None:
    """Write the content of a CRESS, as one that it has served before: it is checked when it is new."""
    folder.mkdir()
    shutil.copytree(SHIPPED, folder / "contenu")
    texts = folder / "contenu" / "textes.yaml"
    said = texts.read_text(encoding="utf-8")
    texts.write_text(said.replace("Bonjour. ", f"Bonjour, ici la CRESS {name}. ", 1), encoding="utf-8")
    with closing(open_database(folder / "donnees.sqlite3")) as db:
        Versions(db).serve(taken(folder / "contenu"), clock.system())


@asynccontextmanager
async def running(folder: Path, name: str, number: int) -> AsyncIterator[Running]:
    """Run a bot as an operator does: its token, its file, its content."""
    prepared(folder, name)
    async with BotApi(f"{number}:essai") as api:
        given = {
            "CRESS_TOKEN": api.token,
            "CRESS_API": api.base_url,
            "CRESS_DONNEES": str(folder / "donnees.sqlite3"),
            "CRESS_CONTENU": str(folder / "contenu"),
        }
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "lancer", env={**os.environ, **given}, cwd=Path.cwd()
        )
        try:
            await api.wait_for(lambda: api.polls, timeout=PATIENCE)
            yield Running(name, api, folder / "donnees.sqlite3")
            process.terminate()
            assert await process.wait() == 0
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()


async def test_two_cress_run_side_by_side(tmp_path: Path) -> None:
    """Each answers her own people, with her own words, and keeps only them."""
    async with AsyncExitStack() as first:
        bots = [
            await first.enter_async_context(running(tmp_path / name, name, number))
            for number, name in enumerate(NAMES, 1)
        ]
        for person, bot in enumerate(bots, 10):
            bot.api.open_chat(person)
            bot.api.say(person, "/start")
        for person, bot in enumerate(bots, 10):
            await bot.api.settle(person, timeout=PATIENCE)
            bot.api.say(person, "une association")
            await bot.api.settle(person, timeout=PATIENCE)
            shown = "\n".join(message.text for message in bot.api.shown(person))
            assert f"ici la CRESS {bot.name}" in shown
            assert "De quoi avez-vous besoin" in shown
            assert not any(other in shown for other in NAMES if other != bot.name)
    for person, bot in enumerate(bots, 10):
        with closing(open_database(bot.data)) as db:
            assert [row["chat"] for row in table(db, "chats").rows] == [person]
