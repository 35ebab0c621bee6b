"""How much memory does the bot hold? `python -m benchmarks.weighing [people]`

With everything loaded: the command that operators run, as the service and the image run it, on the local
double of the Bot API, once somebody has typed a sentence with mistakes. By session: people whose
conversations are in the file each take one more turn, as fast as Telegram lets a bot answer, and what the
process gained is divided by their number.
"""

import asyncio
import gc
import os
import subprocess
import sys
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

from telegram import Update

from benchmarks.ours import applied, assistant_of, live
from benchmarks.recording import recorded
from benchmarks.script import NUMBERS, Noted, canned, dumped, loaded, update
from benchmarks.sending import memory
from benchmarks.table import Figure, told
from benchmarks.transport import Instant
from bot import clock
from bot.pace import RATE
from storage.database import open_database
from tests.bot.running import LEAN
from tests.botapi.server import TOKEN, BotApi

PEOPLE = 10_000
WORDS = "une asociation a st brieuc qui cherche un finacement"
FIRST = 500
"""People who come before, so that what is loaded once is loaded."""
SITUATION = 4
"""The step of the script that each person takes."""


def resident(process: int) -> float:
    """Return the memory that a process holds, in megabytes."""
    status = Path(f"/proc/{process}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


async def serving() -> float:
    """Return what the bot holds once it has answered somebody, in megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        async with BotApi() as api:
            given = {
                **LEAN,
                "CRESS_TOKEN": TOKEN,
                "CRESS_API": api.base_url,
                "CRESS_DONNEES": f"{folder}/donnees.sqlite3",
            }
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                "bot",
                "lancer",
                env={**os.environ, **given},
                stdout=asyncio.subprocess.DEVNULL,
            )
            try:
                await api.wait_for(lambda: api.polls, timeout=120)
                for said in ("/start", WORDS, "/aide"):
                    api.say(1, said)
                    await api.settle(1, timeout=30)
                return resident(process.pid)
            finally:
                process.terminate()
                await process.wait()


async def gained(people: int) -> float:
    """Return the bytes by session that a turn of each person leaves in the process."""
    script = loaded(sys.stdin.readline())
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_database(Path(folder) / "donnees.sqlite3")) as db,
    ):
        assistant = await assistant_of(db)
        start, passed = clock.system(), 0
        assistant.clock = lambda: start + timedelta(seconds=passed / RATE)
        app = applied(assistant, Instant(canned(script), Noted(maxlen=10)))
        await app.initialize()

        async def turns(first: int, last: int) -> None:
            nonlocal passed
            for chat in range(NUMBERS + first, NUMBERS + last):
                passed += 1
                heard = Update.de_json(update(script, SITUATION, chat, passed), app.bot)
                await app.update_processor.process_update(heard, app.process_update(heard))
            gc.collect()

        live(db, assistant, FIRST + people)
        await turns(0, FIRST)
        before = memory()
        await turns(FIRST, FIRST + people)
        return (memory() - before) * 2**20 / people


def figures(people: int = PEOPLE) -> list[Figure]:
    """Measure, and return the figures."""
    script = dumped(asyncio.run(recorded()))
    command = [sys.executable, "-c", f"from benchmarks.weighing import child; child({people})"]
    ran = subprocess.run(command, check=True, input=script + "\n", capture_output=True, text=True)
    more = f"mémoire de plus, {people} conversations"
    return [
        Figure("mémoire, tout chargé", asyncio.run(serving()), "Mo", "au plus", 110),
        Figure(more, float(ran.stdout), "octets chacune", "au plus", 100),
    ]


def child(people: int) -> None:
    """Print the bytes by session."""
    print(asyncio.run(gained(people)))


if __name__ == "__main__":
    told("Mémoire", figures(int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE))
