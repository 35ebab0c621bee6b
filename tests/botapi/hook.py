"""The webhook: once one is set, updates are posted to it one after the other, as Telegram does.

`door` is where the bot listens: it stands for the reverse proxy, which receives the public address.
"""

import asyncio
import contextlib
import json
from urllib.parse import urlsplit

import httpx

from tests.botapi.calls import Pulse, Queue
from tests.botapi.methods import Methods
from tests.botapi.world import Json

CUT = 0
"""The status of a post whose connection was closed without an answer."""


class Hook:
    """Posts what waits, and notes how each was answered; what is refused is not posted again."""

    def __init__(self, methods: Methods, queue: Queue, pulse: Pulse) -> None:
        self._methods, self._queue, self._pulse = methods, queue, pulse
        self._task: asyncio.Task[None] | None = None
        self.door = ""
        self.statuses: list[int] = []

    @property
    def set(self) -> bool:
        """Whether a webhook is set."""
        return bool(self._methods.webhook)

    async def start(self) -> None:
        """Begin to watch."""
        self._task = asyncio.create_task(self._run())

    async def stop(self) -> None:
        """Watch no more; what broke here is raised."""
        assert self._task is not None
        self._task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await self._task

    async def _run(self) -> None:
        async with httpx.AsyncClient(verify=False) as client:  # noqa: S501 - nothing is encrypted here
            while True:
                await self._pulse.until(
                    lambda: self.door and self._methods.webhook and self._queue.deliverable()
                )
                for raw in self._queue.take(1):
                    await self._post(client, raw)

    def _ready(self) -> bool:
        return bool(self.door and self._methods.webhook and self._queue.deliverable())

    async def _post(self, client: httpx.AsyncClient, raw: Json) -> None:
        address = self.door + urlsplit(self._methods.webhook).path
        secret = {"X-Telegram-Bot-Api-Secret-Token": self._methods.secret}
        headers = {**secret, "Content-Type": "application/json"}
        body = json.dumps(raw, ensure_ascii=False).encode(errors="surrogatepass")
        try:
            self.statuses.append((await client.post(address, content=body, headers=headers)).status_code)
        except httpx.HTTPError:
            self.statuses.append(CUT)
        self._queue.confirm(raw["update_id"] + 1)
        self._pulse.beat()
