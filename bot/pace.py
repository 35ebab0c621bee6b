"""The pace of what is sent: what Telegram admits, people before broadcasts.

Sends and edits leave one after the other, evenly, at most `rate` a second, so that no second ever sees more
than 30 of them, wherever it begins. A reply takes the next turn, however many messages of a broadcast wait:
it waits one turn more than without broadcast, at most. Turns are given by one timer; no task waits.

In a chat, a message of a broadcast comes a second after anything else. Replies are not held to that: they
follow what a person does, and Telegram admits short bursts. A group gets 20 a minute, replies included, since
many people speak there. A chat that Telegram says to wait for waits alone.

Sources: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this and
`telegram.constants.FloodLimit`.
"""

import asyncio
import math
from collections import OrderedDict, deque
from collections.abc import Callable, Coroutine
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import chain
from typing import Any

from telegram.constants import FloodLimit
from telegram.error import RetryAfter
from telegram.ext import BaseRateLimiter

RATE = 28
"""Sends a second: a few less than the 30 that Telegram admits, for those that the network brings together."""
PATIENCE = 5.0
"""Seconds that a reply waits for a limited chat before it is sent again, once; longer, it is given up."""
DIFFUSION = "diffusion"
"""The `rate_limit_args` of a call of a broadcast."""
SPACING = 1 / FloodLimit.MESSAGES_PER_SECOND_PER_CHAT
MINUTE = 60.0

Turn = Callable[[], bool]
"""Called when the turn of a call has come, just before it is sent; False when it must not be any more."""
Answer = bool | dict[str, Any] | list[dict[str, Any]]


class Withdrawn(Exception):  # noqa: N818 - nothing is wrong
    """A call was not sent, because what it was for said so when its turn came."""


def seconds(error: RetryAfter) -> float:
    """Return how long Telegram says to wait."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)


@dataclass(eq=False, slots=True)
class _Waiter:
    """A call that waits for its turn."""

    chat: str
    how: str | Turn | None
    again: bool = False
    turn: "asyncio.Future[None]" = field(init=False)

    @property
    def broadcast(self) -> bool:
        """Whether it is a call of a broadcast."""
        return self.how is not None

    @property
    def patience(self) -> float:
        """The seconds it waits for a limited chat."""
        return 0.0 if self.broadcast else PATIENCE


class Pace(BaseRateLimiter[str | Turn]):
    """Gives every send its turn. Time is that of the event loop.

    `rate_limit_args` makes a call one of a broadcast: `DIFFUSION`, or a `Turn`. Such a call raises RetryAfter
    at once when its chat is limited, and Withdrawn when its turn says no.
    """

    def __init__(self, rate: float = RATE) -> None:
        self._step = 1 / rate
        self._next = -math.inf
        self._timer: asyncio.TimerHandle | None = None
        self._replies: deque[_Waiter] = deque()
        self._broadcasts: deque[_Waiter] = deque()
        self._sent: OrderedDict[str, float] = OrderedDict()
        self._groups: OrderedDict[str, deque[float]] = OrderedDict()
        self._limited: dict[str, float] = {}

    async def initialize(self) -> None:
        """Let a turn go by: another process may just have been killed while it sent."""
        self._next = _time() + self._step

    async def shutdown(self) -> None:
        """Let nothing more leave."""
        for waiter in (*self._replies, *self._broadcasts):
            waiter.turn.cancel()
        if self._timer:
            self._timer.cancel()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, Answer]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: str | Turn | None,
    ) -> Answer:
        """Make a call when its turn has come; what is no send to a chat is made at once.

        Raises RetryAfter when Telegram says to wait, or said so for that chat: a reply waits for `PATIENCE`
        and is tried again once, a call of a broadcast does not. Raises Withdrawn when its turn says no.
        """
        if "chat_id" not in data or not counted(endpoint):
            return await callback(*args, **kwargs)
        chat = str(data["chat_id"])
        waiter = _Waiter(chat, rate_limit_args)
        while True:
            await self._turn(waiter)
            try:
                return await callback(*args, **kwargs)
            except RetryAfter as error:
                self._limit(chat, seconds(error))
                if waiter.again or seconds(error) > waiter.patience:
                    raise
                waiter = _Waiter(chat, None, again=True)

    async def _turn(self, waiter: _Waiter) -> None:
        """Wait for a turn; what is tried again comes before what was said after it."""
        if (left := self._limited.get(waiter.chat, -math.inf) - _time()) > waiter.patience:
            raise RetryAfter(math.ceil(left))
        if not (self._replies or self._broadcasts or waiter.how) and self._free(waiter):
            return
        waiter.turn = asyncio.get_running_loop().create_future()
        queue = self._broadcasts if waiter.broadcast else self._replies
        queue.insert(0 if waiter.again else len(queue), waiter)
        if self._timer is None or self._timer.when() > max(self._next, self._ready(waiter)):
            self._give()
        try:
            await waiter.turn
        except asyncio.CancelledError:
            if waiter in queue:
                queue.remove(waiter)
            raise

    def _free(self, waiter: _Waiter) -> bool:
        """Give its turn to the only one who asks for one, if it has come: there is no timer then."""
        now = _time()
        free = max(self._next, self._ready(waiter)) <= now
        if free:
            self._note(waiter.chat, now, late=False)
        return free

    def _give(self) -> None:
        """Give the turns that have come, then wake for the next one."""
        now = _time()
        awaited, self._timer = self._timer, None
        if awaited:
            awaited.cancel()
        while (when := self._when()) <= now:
            waiter = self._first(now)
            if self._begins(waiter):
                self._note(waiter.chat, now, late=awaited is not None)
                waiter.turn.set_result(None)
        if when < math.inf:
            self._timer = asyncio.get_running_loop().call_at(when, self._give)

    def _when(self) -> float:
        """Return when the next turn can be given; infinity when nobody waits."""
        soonest = math.inf
        for waiter in chain(self._replies, self._broadcasts):
            soonest = min(soonest, self._ready(waiter))
            if soonest <= self._next:
                break
        return max(self._next, soonest)

    def _first(self, now: float) -> _Waiter:
        """Take out the first that is ready: a reply, else a call of a broadcast."""
        for queue in (self._replies, self._broadcasts):
            for waiter in queue:
                if self._ready(waiter) <= now:
                    queue.remove(waiter)
                    return waiter
        raise AssertionError("somebody is ready")

    def _ready(self, waiter: _Waiter) -> float:
        """Return when the chat of a call admits it."""
        ready = self._limited.get(waiter.chat, -math.inf)
        if waiter.broadcast:
            ready = max(ready, self._sent.get(waiter.chat, -math.inf) + SPACING)
        group = self._groups.get(waiter.chat)
        if group and len(group) == FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP:
            ready = max(ready, group[0] + MINUTE)
        return ready

    def _begins(self, waiter: _Waiter) -> bool:
        """Ask whether a call is still to be sent; its turn goes to another one when it is not."""
        if waiter.turn.done():  # cancelled, which has not been heard yet where it waits
            return False
        try:
            if not callable(waiter.how) or waiter.how():
                return True
            waiter.turn.set_exception(Withdrawn())
        except Exception as error:  # noqa: BLE001 - raised where the call is awaited
            waiter.turn.set_exception(error)
        return False

    def _note(self, chat: str, now: float, *, late: bool) -> None:
        """Note a send: the next one comes a step later; when its timer was late, what it lost is made up."""
        self._next = max(self._next, now - self._step / 2 if late else now) + self._step
        self._sent[chat] = now
        self._sent.move_to_end(chat)
        while next(iter(self._sent.values())) < now - SPACING:
            self._sent.popitem(last=False)
        if _is_group(chat):
            self._groups.setdefault(chat, deque(maxlen=FloodLimit.MESSAGES_PER_MINUTE_PER_GROUP)).append(now)
            self._groups.move_to_end(chat)
            while next(iter(self._groups.values()))[-1] < now - MINUTE:
                self._groups.popitem(last=False)

    def _limit(self, chat: str, wait: float) -> None:
        """Note that Telegram said to wait for a chat; those who wait for less than that know at once."""
        now = _time()
        self._limited = {limited: until for limited, until in self._limited.items() if until > now}
        self._limited[chat] = max(self._limited.get(chat, now), now + wait)
        left = self._limited[chat] - now
        for queue in (self._replies, self._broadcasts):
            for waiter in [waiter for waiter in queue if waiter.chat == chat and waiter.patience < left]:
                queue.remove(waiter)
                waiter.turn.set_exception(RetryAfter(math.ceil(left)))


def counted(endpoint: str) -> bool:
    """Tell whether a method counts in the pace: sends and edits do; « is typing » does not."""
    return endpoint.startswith(("send", "edit", "copy", "forward")) and endpoint != "sendChatAction"


def _is_group(chat: str) -> bool:
    return chat.startswith("-")


def _time() -> float:
    return asyncio.get_running_loop().time()
