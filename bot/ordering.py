"""One chat in order, chats side by side: a slow send to one person never delays another."""

import asyncio
from collections.abc import Awaitable, Callable
from time import perf_counter
from typing import Any

from telegram import Update
from telegram.ext import BaseUpdateProcessor


def _unheard(_seconds: float) -> None:
    """Nobody measures."""


class Lanes(BaseUpdateProcessor):
    """Processes the updates of a chat one after the other, those of different chats at the same time.

    A lane is a lock that lives as long as somebody waits for it; asyncio locks are fair, and updates
    reach this point in the order Telegram gave them. `took` hears how many seconds each one took, its wait
    included.
    """

    __slots__ = ("_lanes", "_waiting", "took")

    def __init__(self, max_concurrent_updates: int = 256) -> None:
        super().__init__(max_concurrent_updates)
        self._lanes: dict[int, asyncio.Lock] = {}
        self._waiting: dict[int, int] = {}
        self.took: Callable[[float], None] = _unheard

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""

    async def do_process_update(self, update: object, coroutine: Awaitable[Any]) -> None:
        """Process an update when those of the same chat before it are done."""
        chat = update.effective_chat if isinstance(update, Update) else None
        lane = chat.id if chat else 0
        start = perf_counter()
        self._waiting[lane] = self._waiting.get(lane, 0) + 1
        try:
            async with self._lanes.setdefault(lane, asyncio.Lock()):
                await coroutine
        finally:
            self.took(perf_counter() - start)
            self._waiting[lane] -= 1
            if not self._waiting[lane]:
                del self._waiting[lane], self._lanes[lane]
