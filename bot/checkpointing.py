"""Works on the file of data from a thread: brings what was written back into it, goes through everybody.

SQLite brings it back by itself from time to time, at the end of a write that then takes tens of milliseconds,
during which nobody is answered. In a thread, it holds nobody: neither readers nor the next write wait for it.
"""

import asyncio
from collections.abc import Callable
from typing import TypeVar

from storage.database import Database, aside, checkpoint

EVERY = 16
"""Parts of much writing between two checkpoints: pages that are written again and again are brought once."""
FULL = 5_000
"""Pages in the file beside (20 MB), for which much writing waits: else SQLite brings them back in a write."""

T = TypeVar("T")


async def apart(file: str, ask: Callable[[Database], T], here: Callable[[], T]) -> T:
    """Return what `ask` finds in a file, from a thread; in memory (no file), what is found `here`."""
    return await asyncio.to_thread(aside, file, ask) if file else here()


class Checkpoints:
    """Checkpoints of a file, one at a time; of nothing when the data are in memory."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._running: asyncio.Future[int] | None = None
        self._parts = 0

    def begin(self) -> None:
        """Begin one, unless one is under way."""
        if self._file and (self._running is None or self._running.done()):
            self._running = asyncio.get_running_loop().run_in_executor(None, checkpoint, self._file)

    async def ended(self) -> int:
        """Wait for the one under way, if any; return the pages that were to be brought back."""
        return await self._running if self._running else 0

    async def breathe(self) -> None:
        """Let others be answered after a part of much writing, of which a checkpoint is begun at times.

        It never gets far behind: SQLite begins its log anew only once it was brought back whole.
        """
        self._parts += 1
        await asyncio.sleep(0)
        if self._parts % EVERY == 0:
            late = await self.ended() >= FULL
            self.begin()
            if late:
                await self.ended()
