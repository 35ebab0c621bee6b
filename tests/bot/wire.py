"""The lowest seam of python-telegram-bot, answered without sockets: for virtual time, and measures."""

import asyncio
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from aiohttp import ClientError
from telegram.error import NetworkError, TimedOut
from telegram.ext import ExtBot
from telegram.request import BaseRequest, RequestData

from bot.pace import Pace

Answer = tuple[int, dict[str, Any]]
OK: Answer = (200, {})
BLOCKED: Answer = (403, {"description": "Forbidden: bot was blocked by the user"})
BROKEN: Answer = (500, {"description": "Internal Server Error"})
WRONG: Answer = (400, {"description": "Bad Request: can't parse entities"})


def limited(seconds: int) -> Answer:
    """A chat must wait."""
    return 429, {"description": "Too Many Requests", "parameters": {"retry_after": seconds}}


def moved(chat: int) -> Answer:
    """A group became another one."""
    return 400, {
        "description": "Bad Request: group chat was upgraded",
        "parameters": {"migrate_to_chat_id": chat},
    }


def lost(cause: ClientError | TimeoutError) -> NetworkError:
    """A failure of the connection, as `bot.transport` tells it."""
    error = TimedOut() if isinstance(cause, TimeoutError) else NetworkError(f"aiohttp.{type(cause).__name__}")
    error.__cause__ = cause
    return error


@dataclass(frozen=True)
class Sent:
    """A call that came: when, to whom, what, and how it was answered (0: not)."""

    at: float
    chat: int
    params: dict[str, Any]
    status: int


class Idle(BaseRequest):
    """A transport without connections: nothing to open, to close, nor to wait for."""

    @property
    def read_timeout(self) -> float | None:
        """It never times out by itself."""
        return None

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Nothing to release."""


@dataclass
class Wire(Idle):
    """Notes each call and answers it after a delay, as `answers` says for its chat, else with success.

    An answer that is an error is raised, as a failure of the connection.
    """

    answers: dict[int, list[Answer | Exception]] = field(default_factory=dict)
    delay: float = 0.0
    sent: list[Sent] = field(default_factory=list)
    otherwise: Callable[[int], Answer | Exception] = lambda _chat: OK

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_named: object,
    ) -> tuple[int, bytes]:
        """Answer a call."""
        params = request_data.json_parameters if request_data else {}
        chat = int(params.get("chat_id", 0))
        queue = self.answers.get(chat)
        answer = queue.pop(0) if queue else self.otherwise(chat)
        status = 0 if isinstance(answer, Exception) else answer[0]
        at = asyncio.get_running_loop().time()
        self.sent.append(Sent(at, chat, {"method": url.rpartition("/")[2], **params}, status))
        await asyncio.sleep(self.delay)
        if isinstance(answer, Exception):
            raise answer
        if status != 200:
            return status, json.dumps({"ok": False, "error_code": status, **answer[1]}).encode()
        message = {"message_id": len(self.sent), "date": 0, "chat": {"id": chat, "type": "private"}}
        return 200, json.dumps({"ok": True, "result": message}).encode()

    def to(self, chat: int) -> list[float]:
        """Return when a chat was written to."""
        return [call.at for call in self.sent if call.chat == chat]

    def bot(self, pace: Pace | None = None) -> ExtBot[Any]:
        """Return the library's bot at the end of this wire."""
        return ExtBot("123456:essai", request=self, get_updates_request=self, rate_limiter=pace or Pace())
