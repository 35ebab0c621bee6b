"""The server: the bot's requests answered on the world, and the tests' ways to wait for them."""

import asyncio
import contextlib
import json
import re
import time
from collections.abc import Awaitable, Callable
from types import TracebackType
from typing import Any, Self, TypeVar

from tests.botapi.calls import DROPPED, Call, Fault
from tests.botapi.flood import Flood
from tests.botapi.hook import Hook
from tests.botapi.limits import ApiError
from tests.botapi.methods import decode
from tests.botapi.verbs import People
from tests.botapi.wire import HttpServer
from tests.botapi.world import Json, World

T = TypeVar("T")

TOKEN = "123456:essai"
_PATH = re.compile(r"/bot(?P<token>[^/]+)/(?P<method>\w+)")
_OTHER_POLL = (
    "Conflict: terminated by other getUpdates request; make sure that only one bot instance is running"
)
_WEBHOOK = (
    "Conflict: can't use getUpdates method while webhook is active; use deleteWebhook to delete it first"
)


class BotApi(People):
    """A Telegram Bot API on 127.0.0.1, for the time of an `async with`.

    Updates wait for a getUpdates, or are posted once a webhook is set; see `tests.botapi.hook`.

    With `limits`, it refuses what is sent too fast; see `tests.botapi.flood`. `early` are the calls that came
    to a chat before the time that a 429 had told. Group privacy is not played: in a group too, every message
    said is delivered.
    """

    def __init__(
        self, token: str = TOKEN, clock: Callable[[], float] = time.time, *, limits: bool = False
    ) -> None:
        super().__init__(World(int(token.partition(":")[0]), clock))
        self.token = token
        self.port = 0
        self.polls: list[Call] = []
        self.idle: Callable[[], Awaitable[object]] | None = None
        self._http = HttpServer(self._respond)
        self.hook = Hook(self._methods, self._queue, self._pulse)
        self._flood = Flood() if limits else None
        self.early: list[Call] = []
        self._until: dict[int, float] = {}
        self._faults: list[Fault] = []
        self._busy = 0
        self._closing = False
        self._poll = 0

    @property
    def base_url(self) -> str:
        """What the Application takes as `base_url`."""
        return f"http://127.0.0.1:{self.port}/bot"

    async def __aenter__(self) -> Self:
        self.port = await self._http.start()
        await self.hook.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing = True  # long polls and delayed faults end at once
        self._pulse.beat()
        await self.hook.stop()
        await self._pulse.until(lambda: self._busy == 0)
        await self._http.stop()

    def fault(
        self,
        method: str,
        status: int,
        description: str,
        parameters: Json | None = None,
        *,
        times: int = 1,
        chat_id: int | None = None,
        delay: float = 0.0,
    ) -> Fault:
        """Answer the next calls of a method with an error, after a delay; status 200 only delays them."""
        self._faults.append(Fault(method, status, description, parameters, times, chat_id, delay))
        return self._faults[-1]

    def drop(self, method: str, *, accepted: bool, times: int = 1, chat_id: int | None = None) -> Fault:
        """Close the connection of the next calls of a method without an answer, done or not."""
        fault = Fault(method, DROPPED, "", times=times, chat_id=chat_id, accepted=accepted)
        self._faults.append(fault)
        return fault

    async def wait_for(self, predicate: Callable[[], T], timeout: float = 30.0) -> T:  # noqa: ASYNC109
        """Wait for the predicate to hold, looking again at each call and update; return its value."""
        try:
            async with asyncio.timeout(timeout):
                return await self._pulse.until(predicate)
        except TimeoutError:
            last = [(call.method, call.status) for call in self.calls[-5:]]
            late = f"still false after {timeout} s; last calls: {last}"
            raise AssertionError(late) from None

    async def settle(
        self,
        chat_id: int | None = None,
        *,
        timeout: float = 30.0,  # noqa: ASYNC109
        quiet: float = 0.05,
    ) -> None:
        """Wait for the bot to have dealt with every update pushed (to a chat).

        With `idle` set (`api.idle = application.update_queue.join`), exactly: every update was confirmed
        by a later getUpdates, then the bot says it is idle, and no request is in flight. Without it, from
        outside: every update was fetched, those of people were followed by a response to their chat begun
        after the fetch (any answer but 429), no request is in flight, and none comes for `quiet` seconds.
        """
        try:
            async with asyncio.timeout(timeout):
                while True:
                    await self._pulse.until(lambda: self._calm(chat_id))
                    if await self._stays_calm(chat_id, quiet):
                        return
        except TimeoutError:
            raise AssertionError(self._unsettled(chat_id, timeout)) from None

    def _calm(self, chat_id: int | None) -> bool:
        waiting = self._queue.unsettled(chat_id, confirmed=self.idle is not None)
        return not waiting and not self._in_flight(chat_id)

    async def _stays_calm(self, chat_id: int | None, quiet: float) -> bool:
        if self.idle is not None:
            await self.idle()
            return self._calm(chat_id)
        seen = len(self.calls)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(quiet):
                await self._pulse.until(lambda: len(self.calls) > seen or not self._calm(chat_id))
            return False
        return True

    def _in_flight(self, chat_id: int | None) -> list[Call]:
        return [call for call in self.calls if call.status is None and chat_id in (None, call.chat_id)]

    def _unsettled(self, chat_id: int | None, timeout: float) -> str:
        updates = self._queue.unsettled(chat_id, confirmed=self.idle is not None)
        waiting = [str(update) for update in updates] + [
            f"{c.method} in flight" for c in self._in_flight(chat_id)
        ]
        return f"not settled after {timeout} s: {', '.join(waiting) or 'the bot is never idle'}"

    async def _respond(self, path: str, params: dict[str, str]) -> tuple[int, bytes] | None:
        self._busy += 1
        try:
            status, body = 200, {"ok": True, "result": await self._perform(self._accepted(path, params))}
        except ApiError as error:
            status, body = error.code, error.body()
            if status == DROPPED:
                return None
        finally:
            self._busy -= 1
            self._pulse.beat()
        return status, json.dumps(body).encode()

    def _accepted(self, path: str, params: dict[str, str]) -> Call:
        found = _PATH.fullmatch(path)
        if found is None:
            raise ApiError(404, "Not Found")
        if found["token"] != self.token:
            raise ApiError(401, "Unauthorized")
        call = Call(found["method"], decode(params))
        named = call.params.get("chat_id")
        known = self._callback_chat(call.params.get("callback_query_id", ""))
        call.chat_id = named if isinstance(named, int) else known
        (self.polls if call.method == "getUpdates" else self.calls).append(call)
        self._pulse.beat()
        return call

    async def _perform(self, call: Call) -> Any:
        try:
            self._watch(call)
            await self._meet_fault(call)
            result = await self._result(call)
        except ApiError as error:
            call.status, call.description = error.code, error.description
            wait = (error.parameters or {}).get("retry_after")
            if wait and call.chat_id is not None:
                self._until[call.chat_id] = time.monotonic() + wait
            raise
        else:
            call.status = 200
            return result
        finally:
            self._queue.answered(call)

    def _watch(self, call: Call) -> None:
        """Note a call that does not wait as it was told to, and count it."""
        if call.sends and call.at < self._until.get(call.chat_id or 0, 0.0):
            self.early.append(call)
        if self._flood:
            self._flood.check(call)

    async def _result(self, call: Call) -> Any:
        if call.method == "getUpdates":
            return await self._get_updates(call.params)
        if call.method not in self._methods.table:
            raise ApiError(404, "Not Found")
        return self._methods.table[call.method](call.params)

    async def _meet_fault(self, call: Call) -> None:
        fault = next((fault for fault in self._faults if fault.meets(call)), None)
        if fault is None:
            return
        fault.times -= 1
        await self._pause(fault.delay, lambda: self._closing)
        if fault.accepted:
            await self._result(call)
        if fault.status != 200:
            raise ApiError(fault.status, fault.description, fault.parameters)

    async def _pause(self, seconds: float, over: Callable[[], bool]) -> None:
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._pulse.until(over)

    async def _get_updates(self, params: Json) -> list[Json]:
        if self._methods.webhook:
            raise ApiError(409, _WEBHOOK)
        self._poll += 1
        this = self._poll
        self._queue.allowed = params.get("allowed_updates", self._queue.allowed)
        self._queue.confirm(params.get("offset", 0))
        self._pulse.beat()  # an older poll gives way to this one; what is confirmed may settle
        await self._pause(
            params.get("timeout", 0),
            lambda: self._closing or self._poll != this or self._queue.deliverable(),
        )
        if self._poll != this:
            raise ApiError(409, _OTHER_POLL)
        return self._queue.take(min(max(params.get("limit", 100), 1), 100))
