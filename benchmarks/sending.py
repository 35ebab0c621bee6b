"""What does a broadcast of 100,000 cost, and how long do people wait? `python -m benchmarks.sending`

The rows are written in a real file, in parts, the event loop turning between two; then the outbox is emptied
for some seconds over the lowest seam of python-telegram-bot, at the real pace, while people are answered.
Prints the time and the memory, how long the loop was held, and what a reply waits more than without.
"""

import asyncio
import gc
import random
import resource
import selectors
import sys
import tempfile
import time
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any, TypeVar

from benchmarks.table import Figure, told
from bot import clock
from bot.draining import Drain
from bot.outbound import Outbound
from bot.packing import pack
from bot.posting import post
from dialogs.events import Button, Do, Message
from dialogs.text import plain
from storage.batches import Batches
from storage.database import open_database
from storage.outbox import Draft, Outbox
from tests.bot.wire import Wire

RECIPIENTS = 100_000
SECONDS = 30.0
SHORT = 10.0
"""Seconds of sending: measured alone, among others."""
T = TypeVar("T")
REPLIES = 14.0
"""Replies a second: half of what the cap admits."""
DELAY = 0.05
"""Seconds that Telegram takes to answer."""
BODY = pack(Message(plain("Un appel ouvre. " * 20), ((Button("Ne plus recevoir", Do("annuler")),),)))


def memory() -> float:
    """Return the memory used now, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 2**20


def drafts(count: int) -> Iterator[Draft]:
    """Yield the messages of a broadcast."""
    now = clock.system()
    return (Draft(f"lot:{chat}", chat, "diffusion", BODY, now) for chat in range(1, count + 1))


class Holds(selectors.DefaultSelector):
    """Notes how long the event loop is held: from one look at what is ready to the next, in milliseconds.

    `clock` tells the time that passes; `time.thread_time` the processor's, that of a busy machine left out.
    """

    def __init__(self, clock: Callable[[], float] = time.perf_counter) -> None:
        super().__init__()
        self._clock = clock
        self._woke = clock()
        self.noted: list[float] = []

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        """Look at what is ready."""
        self.noted.append((self._clock() - self._woke) * 1000)
        ready = super().select(timeout)
        self._woke = self._clock()
        return ready

    def taken(self) -> list[float]:
        """Return what was noted, and forget it."""
        noted, self.noted = self.noted, []
        return noted


async def answered(outbound: Outbound, seconds: float) -> list[float]:
    """Answer people at random times; return how long each answer took, in milliseconds."""
    chance = random.Random(3)
    took: list[float] = []
    asked: list[asyncio.Task[None]] = []
    end = asyncio.get_running_loop().time() + seconds

    async def answer(person: int) -> None:
        start = time.perf_counter()
        await outbound.deliver(person, (Message(plain("Bonjour")),), None)
        took.append((time.perf_counter() - start) * 1000)

    while asyncio.get_running_loop().time() < end:
        await asyncio.sleep(chance.expovariate(REPLIES))
        asked.append(asyncio.create_task(answer(10**9 + len(asked))))
    await asyncio.gather(*asked)
    return took


def percentile(values: list[float], part: float) -> float:
    """Return the value below which a part of the values is."""
    return sorted(values)[int(len(values) * part)]


async def measured(holds: Holds, count: int, span: float) -> list[Figure]:
    """Return the figures."""
    with tempfile.TemporaryDirectory() as folder:
        db = open_database(Path(folder) / "donnees.sqlite3")
        outbox, batches = Outbox(db), Batches(db)
        wire = Wire(delay=DELAY)
        outbound = Outbound(wire.bot())
        alone = await answered(outbound, span)
        wire.sent.clear()
        gc.collect()
        before = memory()
        await asyncio.sleep(0)
        holds.taken()
        start = time.perf_counter()
        await post(outbox, batches, ("lot", "Mesure"), drafts(count), clock.system())
        writing = holds.taken()
        wrote = time.perf_counter() - start
        written = memory() - before
        drain = Drain(outbox, batches, outbound, clock.system, print, caution=0)
        draining = asyncio.create_task(drain.run())
        during = await answered(outbound, span)
        draining.cancel()
        await asyncio.wait([draining])
        sending = holds.taken()
        total = memory() - before
        broadcast = sum(1 for call in wire.sent if call.chat < 10**9) / span
        db.conn.close()
    return [
        Figure(f"{count} lignes écrites", wrote, "s"),
        Figure("mémoire de plus, une fois écrites", written, "Mo"),
        Figure("boucle retenue en les écrivant, au plus", max(writing), "ms"),
        Figure(f"envois, avec {REPLIES:.0f} réponses par seconde", broadcast, "/s"),
        Figure("mémoire de plus, en tout", total, "Mo"),
        Figure("boucle retenue en envoyant, p99", percentile(sending, 0.99), "ms"),
        Figure("boucle retenue en envoyant, au plus", max(sending), "ms"),
        Figure("réponse sans envoi, p99", percentile(alone, 0.99), "ms"),
        Figure("réponse pendant l'envoi, p99", percentile(during, 0.99), "ms"),
        Figure("attente de plus, p99", percentile(during, 0.99) - percentile(alone, 0.99), "ms"),
    ]


def held(
    measure: Callable[[Holds], Coroutine[Any, Any, T]], clock: Callable[[], float] = time.perf_counter
) -> T:
    """Measure on a loop whose holds are noted, by a clock."""
    holds = Holds(clock)
    with asyncio.Runner(loop_factory=lambda: asyncio.SelectorEventLoop(holds)) as runner:
        return runner.run(measure(holds))


def figures(count: int = RECIPIENTS, span: float = SHORT) -> list[Figure]:
    """Measure, and return the figures."""
    return held(lambda holds: measured(holds, count, span))


if __name__ == "__main__":
    told("Une diffusion", figures(int(sys.argv[1]) if len(sys.argv) > 1 else RECIPIENTS, SECONDS))
