"""The conversation that every bot compared holds: what the person does, and what is answered to it.

It is recorded from ours (`benchmarks.recording`), so that the others say the same words under the same
buttons, by the same calls. Only the standard library here: each bot may live in an interpreter of its own.
"""

import gc
import json
import sys
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import asdict, dataclass
from itertools import count
from typing import Any

Raw = dict[str, Any]
ME = {"id": 123456, "is_bot": True, "first_name": "Essai", "username": "essai_bot"}
TOKEN = "123456:essai"  # noqa: S105 - of no bot
DATE = 1_800_000_000
LIVE = 10_000
"""Conversations under way that other people hold."""
NUMBERS = 5_000_000_000
"""From where people are numbered: beyond 32 bits, as those of Telegram may be."""
WRITES = ("sendMessage", "editMessageText", "editMessageReplyMarkup")
"""The calls that give a message back."""
Noted = deque[tuple[str, Raw]]
"""The last calls of a bot: method and parameters."""
Parse = Callable[[Raw], Any]
Process = Callable[[Any], Awaitable[object]]


@dataclass(frozen=True)
class Page:
    """A message of the bot: HTML, and its buttons as rows of (label, data)."""

    text: str
    rows: list[list[tuple[str, str]]]

    @property
    def markup(self) -> Raw:
        """Return the buttons as Telegram sends them."""
        return {"inline_keyboard": [[{"text": t, "callback_data": d} for t, d in row] for row in self.rows]}


@dataclass(frozen=True)
class Step:
    """What the person does (a `tap` on a button, else words), the calls made then, and the page shown."""

    said: str
    tap: bool
    calls: list[str]
    page: Page

    @property
    def key(self) -> str:
        """Return what tells this step from the others: the data of the button, or nothing for words."""
        return self.said if self.tap or self.said.startswith("/") else ""


def dumped(script: list[Step]) -> str:
    """Write a script as one line."""
    return json.dumps([asdict(step) for step in script])


def loaded(line: str) -> list[Step]:
    """Read a script again."""
    return [Step(**{**step, "page": Page(**step["page"])}) for step in json.loads(line)]


def person(chat: int) -> Raw:
    """Return a person, as Telegram tells who writes."""
    return {"id": chat, "is_bot": False, "first_name": "Camille", "language_code": "fr"}


def message(chat: int, number: int, page: Page) -> Raw:
    """Return a message of the bot as Telegram gives it back."""
    where = {"id": chat, "type": "private", "first_name": "Camille"}
    told = {"message_id": number, "from": ME, "chat": where, "date": DATE, "text": page.text}
    return told | ({"reply_markup": page.markup} if page.rows else {})


def update(script: list[Step], rank: int, chat: int, number: int, last: int = 1) -> Raw:
    """Return the update of a step; `last` is the message whose buttons are on screen."""
    step = script[rank]
    if step.tap:
        query = {"id": str(number), "from": person(chat), "chat_instance": "1", "data": step.said}
        return {
            "update_id": number,
            "callback_query": query | {"message": message(chat, last, script[rank - 1].page)},
        }
    told = {"message_id": number, "from": person(chat), "date": DATE, "text": step.said}
    if step.said.startswith("/"):
        told["entities"] = [{"type": "bot_command", "offset": 0, "length": len(step.said)}]
    where = {"id": chat, "type": "private", "first_name": "Camille"}
    return {"update_id": number, "message": told | {"chat": where}}


def canned(script: list[Step]) -> Callable[[str], bytes]:
    """Return what Telegram answers to a method; it is made beforehand, since that is not measured."""
    wrote, me, done = (
        json.dumps({"ok": True, "result": result}).encode()
        for result in (message(1, 1, script[len(script) // 2].page), ME, True)
    )
    answers = {**dict.fromkeys(WRITES, wrote), "getMe": me}
    return lambda method: answers.get(method, done)


_numbers = count(1)
_people = count(2 * NUMBERS)


def crowd(script: list[Step], people: int) -> Iterator[Raw]:
    """Yield the updates of new people who hold the conversation, side by side."""
    chats = [next(_people) for _ in range(people)]
    for rank in range(len(script)):
        for chat in chats:
            yield update(script, rank, chat, next(_numbers))


async def checked(script: list[Step], parse: Parse, process: Process, noted: Noted) -> None:
    """Hold one conversation; raise if it makes other calls than the script, or says something else."""
    for step, raw in zip(script, list(crowd(script, 1)), strict=True):
        noted.clear()
        await process(parse(raw))
        called = [name for name, _ in noted]
        said = [given["text"] for _, given in noted if given.get("text")]
        if sorted(called) != sorted(step.calls) or said != [step.page.text]:
            raise AssertionError(step.said, called, step.calls, said)


async def batches(script: list[Step], parse: Parse, process: Process) -> None:
    """For each number of people read, hold their conversations; print the seconds that the turns took."""
    print("ready", flush=True)
    for line in sys.stdin:
        updates = [parse(raw) for raw in crowd(script, int(line))]
        gc.collect()
        start = time.perf_counter()
        for one in updates:
            await process(one)
        print(time.perf_counter() - start, flush=True)
