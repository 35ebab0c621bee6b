"""A broadcast through everything at once: `python -m tests.bot.troubling [N]`.

A real process empties the outbox into the double, while its disk is full (no file of its may grow), its data
are locked by another process, its clock is moved by hours, or it is killed and another one goes on. What the
platform saw is compared with what is kept.
"""

import asyncio
import os
import random
import resource
import signal
import sqlite3
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from multiprocessing.context import ForkServerProcess
from pathlib import Path

from telegram.ext import ExtBot

from bot import clock
from bot.draining import Drain
from bot.outbound import Outbound
from bot.pace import Pace
from storage.batches import Batches
from storage.database import open_database
from storage.outbox import Outbox, State
from tests.bot.sending import FAST, PROCESSES, Figures, Platform, drained, figures, prepare, rows, written

TROUBLES = ("disque plein", "base tenue", "horloge", "mort")
TIMES = 12
"""How often each trouble comes."""
LASTS = 7.0
"""Seconds that one lasts, unless messages leave: longer than SQLite waits for a lock."""
SOME = 25
"""Messages after which a trouble that stops nothing is over."""


def live(data: str, url: str, token: str, rate: float) -> None:
    """Empty the outbox, in a process of its own, by a clock that others move."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for output in (1, 2):  # which may be a file, that cannot grow
        os.dup2(nowhere, output)
    asyncio.run(_drain(data, url, token, rate))


async def _drain(data: str, url: str, token: str, rate: float) -> None:
    with closing(open_database(data)) as db:
        outbox = Outbox(db)
        async with ExtBot(token, base_url=url, rate_limiter=Pace(rate)) as bot:
            moved = _moved(data)

            def now() -> datetime:
                return clock.system() + timedelta(hours=int(moved.read_text(encoding="ascii")))

            drain = Drain(outbox, Batches(db), Outbound(bot), now, lambda _: None, caution=0)
            await drained(outbox, drain)


def _moved(data: str) -> Path:
    return Path(data).with_name("heures")


@contextmanager
def full(process: ForkServerProcess) -> Iterator[None]:
    """Let no file that a process writes grow."""
    pid, none = process.pid or 0, resource.RLIM_INFINITY
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, none))
    try:
        yield
    finally:
        if process.is_alive():
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (none, none))


@contextmanager
def locked(data: str) -> Iterator[None]:
    """Hold the data, as a long write of another process does."""
    with closing(sqlite3.connect(data, isolation_level=None)) as other:
        other.execute("begin immediate")
        try:
            yield
        finally:
            other.execute("rollback")


@contextmanager
def moved(data: str, hours: int) -> Iterator[None]:
    """Move the clock, then put it right."""
    _move(data, hours)
    try:
        yield
    finally:
        _move(data, 0)


def _move(data: str, hours: int) -> None:
    """Write how far the clock is moved, at once whole: it is read all the time."""
    beside = _moved(data).with_suffix(".a_venir")
    beside.write_text(f"{hours}", encoding="ascii")
    beside.replace(_moved(data))


class Run:
    """A broadcast, its platform, and the process that sends it now."""

    def __init__(self, platform: Platform, data: str, rate: float, chance: random.Random) -> None:
        self.platform, self.data, self.rate, self.chance = platform, data, rate, chance
        self.lives = 0
        self.begin()

    def begin(self) -> None:
        """Let a process go on."""
        told = (self.data, self.platform.base_url, self.platform.token, self.rate)
        self.process = PROCESSES.Process(target=live, args=told)
        self.process.start()
        self.lives += 1

    async def end(self) -> None:
        """Wait for the process to end."""
        await asyncio.to_thread(self.process.join)
        code = self.process.exitcode
        self.process.close()
        assert code in (0, -signal.SIGKILL)

    async def reaches(self, accepted: int) -> None:
        """Wait until so many messages were accepted."""
        await self.platform.wait_for(lambda: self.platform.accepted.total() >= accepted, timeout=120)

    async def meets(self, trouble: str, seconds: float) -> None:
        """Let a trouble come, and last."""
        match trouble:
            case "disque plein":
                met = full(self.process)
            case "base tenue":
                met = locked(self.data)
            case "horloge":
                met = moved(self.data, self.chance.choice([-30, -1, 1, 30]))
            case _:
                os.kill(self.process.pid or 0, signal.SIGKILL)
                await self.end()
                self.begin()
                return
        with met:
            leaving = asyncio.create_task(self.reaches(self.platform.accepted.total() + SOME))
            await asyncio.wait([leaving], timeout=seconds)
            leaving.cancel()


async def campaign(people: int, times: int, seconds: float, rate: float, seed: int) -> Figures:
    """Send to so many people through each trouble so many times; return what was seen."""
    chance = random.Random(seed)
    troubles = [trouble for trouble in TROUBLES for _ in range(times)]
    chance.shuffle(troubles)
    with tempfile.TemporaryDirectory() as folder, closing(open_database(f"{folder}/donnees.sqlite3")) as db:
        data = f"{folder}/donnees.sqlite3"
        _move(data, 0)
        notes = Path(folder) / "departs"
        notes.touch()
        outbox = written(db, people)
        async with Platform(limits=False) as platform:
            prepare(platform, people, chance, faults=False)
            run = Run(platform, data, rate, chance)
            for rank, trouble in enumerate(troubles, 1):
                await run.reaches(rank * people // (len(troubles) + 1) - 5)
                await run.meets(trouble, seconds)
            await run.end()
            assert not outbox.counts().keys() & {State.WAITING, State.LEAVING}
            return figures(platform, rows(db), run.lives, rate, notes)


async def main() -> None:
    """Print what was seen."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    seen = await campaign(people, TIMES, LASTS, FAST, seed=1)
    print(f"{people} personnes ; {', '.join(f'{trouble} {TIMES} fois' for trouble in TROUBLES)}")
    print("\n".join(str(seen).splitlines()[:3]))
    sys.exit(1 if seen.duplicates or seen.lost or seen.untold else 0)


if __name__ == "__main__":
    asyncio.run(main())
