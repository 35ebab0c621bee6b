"""The whole program, in processes of their own."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

from bot.folder import taken
from knowledge.load import SHIPPED
from storage.database import open_database
from storage.versions import Versions
from tests.bot.conftest import NOON
from tests.botapi.server import BotApi

Process = asyncio.subprocess.Process
LEAN = {"PYTHONOPTIMIZE": "2", "MALLOC_ARENA_MAX": "1", "MALLOC_MMAP_THRESHOLD_": "65536"}
"""As the unit of systemd and the image run it: the documentation in the libraries weighs six megabytes, and a
heap for each thread four (the C library then keeps one for all), what is large
and free one (it is given back)."""


def prepared(folder: Path) -> Path:
    """Return a new file of data whose bot has served the shipped content: its start need not check it."""
    data = folder / "donnees.sqlite3"
    with closing(open_database(data)) as db:
        Versions(db).serve(taken(SHIPPED), NOON)
    return data


for told in (signal.SIGINT, signal.SIGHUP):
    if signal.getsignal(told) is signal.SIG_IGN:  # a shell makes what it runs in the background deaf to them,
        signal.signal(told, signal.SIG_DFL)  # and so would what is run from here be


async def launched(api: BotApi, data: Path, *through: str, **settings: str) -> Process:
    """Start `cress-bot lancer`, `through` another command maybe; its settings are only those given."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRESS_")}
    env = {"CRESS_TOKEN": api.token, "CRESS_API": api.base_url, "CRESS_DONNEES": str(data), **settings}
    return await asyncio.create_subprocess_exec(
        *(*through, sys.executable, "-m", "bot", "lancer"),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
        env={**kept, **LEAN, **env},
        cwd=data.parent,
    )


async def ended(process: Process) -> tuple[int, str]:
    """Wait for a process to end; return its code, and all that it wrote."""
    async with asyncio.timeout(60):
        told, _ = await process.communicate()
    return process.returncode or 0, told.decode()


@asynccontextmanager
async def started(api: BotApi, data: Path, *through: str, **settings: str) -> AsyncIterator[Process]:
    """Run the bot until it serves; it is killed at the end if it still runs."""
    before = len(api.polls)
    process = await launched(api, data, *through, **settings)
    try:
        await api.wait_for(lambda: len(api.polls) > before or api.hook.set, timeout=60)
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
