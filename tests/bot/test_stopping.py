"""Real processes told to stop at any time: nothing is left behind, no trace is shown, and quickly."""

import asyncio
import os
import signal
import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest
from watchfiles import awatch

from storage.database import open_database
from storage.lease import Lease
from tests.bot.running import ended, launched, prepared, started
from tests.botapi.server import BotApi

STOPS = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP)


def holder(data: Path) -> object:
    """Return who serves a file of data, None when nobody does or when there is no file yet."""
    try:
        with closing(sqlite3.connect(f"{data.as_uri()}?mode=ro", uri=True)) as db:
            return db.execute("select pid from lease").fetchone()
    except sqlite3.OperationalError:
        return None


@pytest.mark.parametrize("told", STOPS)
async def test_told_to_stop_while_the_content_is_examined(
    told: signal.Signals, api: BotApi, tmp_path: Path
) -> None:
    """The place is given back, and what was laid aside is taken away with who examined it."""
    data, aside = tmp_path / "donnees.sqlite3", tmp_path / "tmp"
    aside.mkdir()
    process = await launched(api, data, TMPDIR=str(aside))
    async with asyncio.timeout(60):
        async for _ in awatch(tmp_path):
            if holder(data) and list(aside.glob("*/contenu/*.yaml")):
                break
    process.send_signal(told)
    code, wrote = await ended(process)
    assert (code, "Traceback" in wrote, '"event": "arret"' in wrote) == (0, False, True), wrote
    assert holder(data) is None
    assert list(aside.iterdir()) == []


async def test_told_to_stop_while_telegram_does_not_answer(api: BotApi, tmp_path: Path) -> None:
    """At the start too, nobody waits longer than the last turns may take."""
    data = prepared(tmp_path)
    stuck = api.fault("getMe", 200, "", delay=3600.0)
    process = await launched(api, data)
    await api.wait_for(lambda: stuck.times == 0, timeout=60)
    process.send_signal(signal.SIGTERM)
    code, wrote = await ended(process)
    assert (code, "Traceback" in wrote) == (0, False), wrote
    assert holder(data) is None


@pytest.mark.parametrize("told", STOPS)
async def test_told_to_stop_twice(told: signal.Signals, api: BotApi, tmp_path: Path) -> None:
    """The second time changes nothing; a terminal that is closed stops the bot as the others do."""
    data = prepared(tmp_path)
    async with started(api, data) as process:
        process.send_signal(told)
        process.send_signal(told)
        code, wrote = await ended(process)
    assert (code, "Traceback" in wrote, '"event": "arret"' in wrote) == (0, False, True), wrote
    assert holder(data) is None


async def test_what_is_told_to_outlive_its_terminal_does(api: BotApi, tmp_path: Path) -> None:
    """As `nohup` does it."""
    data = prepared(tmp_path)
    async with started(api, data, "sh", "-c", 'trap "" HUP; exec "$@"', "sh") as process:
        process.send_signal(signal.SIGHUP)
        api.say(77, "asso")
        await api.wait_for(lambda: bool(api.shown(77)))
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0


async def test_told_to_stop_while_it_copies(api: BotApi, tmp_path: Path) -> None:
    """A copy is whole, or is not there."""
    data = prepared(tmp_path)
    folder = tmp_path / "sauvegardes"
    with closing(open_database(data)) as db, db.atomic():
        rows = ((chat, "x" * 400, "2026-11-24") for chat in range(50_000))
        db.conn.executemany("insert into chats values (?, ?, ?)", rows)
    async with started(api, data) as process:
        async with asyncio.timeout(60):
            async for _ in awatch(tmp_path):
                if folder.is_dir() and list(folder.iterdir()):
                    break
        process.send_signal(signal.SIGTERM)
        code, wrote = await ended(process)
    assert (code, "Traceback" in wrote) == (0, False), wrote
    assert not [path for path in folder.iterdir() if "partiel" in path.name]
    with closing(open_database(data)) as db:
        assert Lease(db).holder() is None


async def test_a_conversation_is_left_by_an_interruption(tmp_path: Path) -> None:
    """What was answered is kept, and it ends as with « quitter »."""
    data = tmp_path / "donnees.sqlite3"
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "discuter", "--donnees", str(data)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )
    assert process.stdin
    assert process.stdout
    process.stdin.write(b"asso\n")
    shown = ""
    async with asyncio.timeout(60):
        while "De quoi avez-vous besoin" not in shown:
            shown += (await process.stdout.read(4096)).decode(errors="replace")
        process.send_signal(signal.SIGINT)
        shown += (await process.stdout.read()).decode(errors="replace")
        code = await process.wait()
    assert (code, "Traceback" in shown) == (0, False)
    with closing(open_database(data)) as db:
        assert db.execute("select count(*) from chats").fetchone() == (1,)
