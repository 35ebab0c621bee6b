"""Brings what was written back into the file of data, from a thread.

SQLite does it by itself from time to time, at the end of a write that then takes tens of milliseconds, during
which nobody is answered. In a thread, it holds nobody: neither readers nor the next write wait for it.
"""

import asyncio

from storage.database import checkpoint


class Checkpoints:
    """Checkpoints of a file, one at a time; of nothing when the data are in memory."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._running: asyncio.Future[None] | None = None

    def begin(self) -> None:
        """Begin one, unless one is under way."""
        if self._file and (self._running is None or self._running.done()):
            self._running = asyncio.get_running_loop().run_in_executor(None, checkpoint, self._file)

    async def ended(self) -> None:
        """Wait for the one under way, if any."""
        if self._running:
            await self._running
