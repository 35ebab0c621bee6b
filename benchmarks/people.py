"""A hundred people, and the Bot API they write through: a small HTTP server that takes its time.

Each call is answered after the same delay, `getUpdates` as soon as there is something. A person does what
comes next in the script when the answer to what she did is on her screen; an answer which is not the one of
the script is counted as wrong.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import count

from benchmarks.script import ME, WRITES, Page, Raw, Step, message, update
from tests.botapi.wire import read_parameters

FIRST = 1000
"""The number of the first person."""


@dataclass
class Crowd:
    """What people have done and seen; `took` are the seconds of each reply."""

    script: list[Step]
    people: int
    delay: float
    took: list[float] = field(default_factory=list)
    wrong: int = 0
    finished: int = 0
    _done: dict[int, int] = field(default_factory=dict)
    _since: dict[int, float] = field(default_factory=dict)
    _waiting: list[Raw] = field(default_factory=list)
    _numbers: "count[int]" = field(default_factory=lambda: count(1))
    news: asyncio.Event = field(default_factory=asyncio.Event)
    over: asyncio.Event = field(default_factory=asyncio.Event)
    polled: asyncio.Event = field(default_factory=asyncio.Event)

    def arrive(self) -> None:
        """Let everybody begin."""
        for chat in range(FIRST, FIRST + self.people):
            self._act(chat, 0, 1)

    def _act(self, chat: int, rank: int, last: int) -> None:
        self._done[chat] = rank
        self._since[chat] = asyncio.get_running_loop().time()
        self._waiting.append(update(self.script, rank, chat, next(self._numbers), last))
        self.news.set()

    def _see(self, chat: int, number: int, text: str) -> None:
        """Let a person see a message; she goes on if it is what answers her."""
        rank = self._done[chat]
        if text != self.script[rank].page.text:
            self.wrong += 1
            return
        self.took.append(asyncio.get_running_loop().time() - self._since[chat])
        if rank + 1 < len(self.script):
            self._act(chat, rank + 1, number)
            return
        self.finished += 1
        if self.finished == self.people:
            self.over.set()

    async def answer(self, method: str, given: dict[str, str]) -> object:
        """Answer a call."""
        if method == "getUpdates":
            return await self._updates(float(given.get("timeout", 0)))
        if method == "getMe":
            return ME
        await asyncio.sleep(self.delay)
        if method not in WRITES or "chat_id" not in given:
            return True
        chat = int(given["chat_id"])
        number = int(given.get("message_id", 0)) or next(self._numbers)
        if "text" in given:
            self._see(chat, number, given["text"])
        rows = json.loads(given.get("reply_markup", "{}")).get("inline_keyboard", [])
        page = Page(given.get("text", ""), [[(b["text"], b["callback_data"]) for b in row] for row in rows])
        return message(chat, number, page)

    async def _updates(self, patience: float) -> list[Raw]:
        if patience:
            self.polled.set()
        if not self._waiting:
            self.news.clear()
            try:
                async with asyncio.timeout(min(patience, 1.0)):
                    await self.news.wait()
            except TimeoutError:
                return []
        taken, self._waiting = self._waiting[:100], self._waiting[100:]
        return taken


def server(crowd: Crowd) -> Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]:
    """Return what answers a connection: HTTP/1.1, one request at a time, as little as that needs."""

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while True:
                head = (await reader.readuntil(b"\r\n\r\n")).decode()
                target = head.split(" ", 2)[1]
                named = {
                    k.lower(): v.strip()
                    for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])
                }
                body = await reader.readexactly(int(named.get("content-length", 0)))
                given = read_parameters(target, named.get("content-type", ""), body)
                result = await crowd.answer(target.partition("?")[0].rpartition("/")[2], given)
                told = json.dumps({"ok": True, "result": result}).encode()
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n"
                    % len(told)
                    + told
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    return connected
