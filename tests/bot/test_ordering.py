"""One chat in order, chats side by side."""

import asyncio
from datetime import UTC, datetime

from telegram import Chat, Message, Update

from bot.ordering import Lanes


def _update(number: int, chat: int) -> Update:
    message = Message(number, datetime(2026, 1, 1, tzinfo=UTC), Chat(chat, "private"))
    return Update(number, message=message)


async def test_a_chat_waits_for_itself_and_for_nobody_else() -> None:
    """While one turn of a chat is held, its next one waits, and another chat goes on."""
    done: list[str] = []
    held = asyncio.Event()

    async def turn(name: str, wait: asyncio.Event | None = None) -> None:
        if wait:
            await wait.wait()
        done.append(name)

    async with Lanes() as lanes:
        first = asyncio.create_task(lanes.process_update(_update(1, 7), turn("a1", held)))
        second = asyncio.create_task(lanes.process_update(_update(2, 7), turn("a2")))
        await lanes.process_update(_update(3, 8), turn("b1"))
        await lanes.process_update("no chat", turn("c1"))
        assert done == ["b1", "c1"]
        held.set()
        await asyncio.gather(first, second)
    assert done == ["b1", "c1", "a1", "a2"]


async def test_a_lane_is_forgotten_when_it_is_empty() -> None:
    """Nothing is kept of a chat whose turns are done, even those that failed."""
    lanes = Lanes()

    async def broken() -> None:
        raise RuntimeError("panne")

    (result,) = await asyncio.gather(lanes.process_update(_update(1, 7), broken()), return_exceptions=True)
    assert isinstance(result, RuntimeError)
    assert lanes._lanes == {}
    assert lanes._waiting == {}
