"""What passes between the bot and the platform: the bot's calls, the queue of updates, scripted faults."""

import asyncio
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from tests.botapi.world import Json

T = TypeVar("T")

_RESPONSES = frozenset(
    {"sendMessage", "sendContact", "sendDocument", "answerCallbackQuery"}
    | {"editMessageText", "editMessageReplyMarkup"}
)
_EXPECTING = frozenset({"message", "edited_message", "callback_query"})
_TOO_MANY = 429
DROPPED = 0
"""The status of a call whose connection is closed without an answer."""


class Pulse:
    """A condition the synchronous verbs can notify too: every waiter looks again at each beat."""

    def __init__(self) -> None:
        self._next = asyncio.Event()

    def beat(self) -> None:
        """Wake every waiter."""
        self._next.set()
        self._next = asyncio.Event()

    async def until(self, predicate: Callable[[], T]) -> T:
        """Wait for the predicate to hold; return what it returned."""
        while not (value := predicate()):
            await self._next.wait()
        return value


@dataclass(slots=True)
class Call:
    """A call of the bot: `status` is None while it is being answered."""

    method: str
    params: Json
    at: float = field(default_factory=time.monotonic)
    chat_id: int | None = None
    status: int | None = None
    description: str = ""

    @property
    def sends(self) -> bool:
        """Whether it puts or changes something on screen, which is what flood control counts."""
        return self.method.startswith(("send", "edit")) and self.method != "sendChatAction"


@dataclass(slots=True)
class Fault:
    """An answer scripted in place of the platform's own, after a delay; `DROPPED` closes without answering.

    `accepted` plays the call all the same: what was asked is done, and nobody is told.
    """

    method: str
    status: int
    description: str
    parameters: Json | None = None
    times: int = 1
    chat_id: int | None = None
    delay: float = 0.0
    accepted: bool = False

    def meets(self, call: Call) -> bool:
        """Whether the call is one it was written for."""
        return self.times > 0 and self.method == call.method and self.chat_id in (None, call.chat_id)


@dataclass(slots=True)
class Update:
    """An update on its way to the bot."""

    id: int
    kind: str
    raw: Json
    chat_id: int | None
    callback_id: str | None
    fetched_at: float | None = None
    confirmed: bool = False
    answered: bool = False
    late: bool = False

    @property
    def responded(self) -> bool:
        """Fetched, and, where a person expects one, followed by a response."""
        return self.fetched_at is not None and (self.answered or self.kind not in _EXPECTING)

    def before(self, offset: int) -> bool:
        """Whether an offset confirms it; what is delivered again is first delivered."""
        return self.id < offset and not (self.late and self.fetched_at is None)

    def __str__(self) -> str:
        stage = "never fetched" if self.fetched_at is None else "fetched"
        return f"{self.kind} {self.id} of chat {self.chat_id} ({stage})"


def _at(raw: Any, *path: str) -> Any:
    """What stands at a path of an update; None in one that is malformed."""
    for key in path:
        raw = raw.get(key) if isinstance(raw, dict) else None
    return raw if path and isinstance(raw, int | str | dict) else None


class Queue:
    """The updates, kept as Telegram does until a later getUpdates confirms them by its offset."""

    def __init__(self) -> None:
        self.updates: list[Update] = []
        self.allowed: list[str] = []
        self._last = 0

    def push(self, body: Json) -> Update:
        """Queue an update, numbered unless it already is."""
        raw = {"update_id": self._last + 1, **body}
        self._last = max(self._last, raw["update_id"])
        kind = next((key for key in raw if key != "update_id"), "")
        content = raw.get(kind)
        update = Update(
            id=raw["update_id"],
            kind=kind,
            raw=raw,
            chat_id=_at(_at(content, "message") if kind == "callback_query" else content, "chat", "id"),
            callback_id=_at(content, "id") if kind == "callback_query" else None,
        )
        self.updates.append(update)
        return update

    def confirm(self, offset: int) -> None:
        """Forget what comes before the offset; a negative one keeps only so many of the last."""
        waiting = self._waiting()
        gone = waiting[:offset] if offset < 0 else [update for update in waiting if update.before(offset)]
        for update in gone:
            update.fetched_at = update.fetched_at or time.monotonic()
            update.confirmed = True

    def repeat(self, number: int) -> None:
        """Deliver an update again, whatever was confirmed."""
        known = next(update for update in self.updates if update.id == number)
        again = Update(known.id, known.kind, known.raw, known.chat_id, known.callback_id, late=True)
        self.updates.append(again)

    def reverse(self) -> None:
        """Deliver what waits in the wrong order."""
        waiting = self._waiting()
        self.updates = [update for update in self.updates if update.confirmed] + waiting[::-1]

    def take(self, limit: int) -> list[Json]:
        """The updates to deliver now, of the kinds the bot allows."""
        for update in self._waiting():
            if self.allowed and update.kind not in self.allowed:
                self.updates.remove(update)
        taken = self._waiting()[:limit]
        for update in taken:
            update.fetched_at = update.fetched_at or time.monotonic()
        return [update.raw for update in taken]

    def deliverable(self) -> bool:
        """Whether a long poll has something to bring."""
        return any(not self.allowed or update.kind in self.allowed for update in self._waiting())

    def _waiting(self) -> list[Update]:
        return [update for update in self.updates if not update.confirmed]

    def pending(self) -> int:
        """How many updates were not confirmed."""
        return len(self._waiting())

    def drop(self) -> None:
        """Forget every update not yet confirmed."""
        self.updates = [update for update in self.updates if update.confirmed]

    def answered(self, call: Call) -> None:
        """Note the response to the updates of its chat fetched before the call began."""
        if call.method not in _RESPONSES or call.status == _TOO_MANY or call.chat_id is None:
            return
        for update in self.updates:
            if update.chat_id == call.chat_id and update.fetched_at and update.fetched_at <= call.at:
                update.answered = True

    def unsettled(self, chat_id: int | None, *, confirmed: bool) -> list[Update]:
        """The updates (of a chat) not yet confirmed, or not yet responded to."""
        return [
            update
            for update in self.updates
            if chat_id in (None, update.chat_id) and not (update.confirmed if confirmed else update.responded)
        ]
