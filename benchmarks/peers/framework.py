"""The same bot with aiogram: its states in memory (`memoire`), or in SQLite (`sqlite`).

It runs in an environment of its own (`benchmarks/requirements.txt`): what aiogram needs is not what we need.
"""

import asyncio
import json
import sqlite3
import sys
import tempfile
from collections.abc import AsyncGenerator, Callable, Mapping
from pathlib import Path
from typing import Any

from aiogram import Bot, Dispatcher, F
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.session.base import BaseSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.enums import ParseMode
from aiogram.filters import CommandStart, StateFilter
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup
from aiogram.fsm.storage.base import BaseStorage, StorageKey
from aiogram.fsm.storage.memory import MemoryStorage
from aiogram.methods import TelegramMethod
from aiogram.types import (
    CallbackQuery,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    LinkPreviewOptions,
    Message,
    Update,
)

from benchmarks.script import TOKEN, Noted, Page, Raw, Step, batches, canned, checked, loaded

PREVIEW = LinkPreviewOptions(is_disabled=True)


class Instant(BaseSession):
    """Encodes what is sent, as a request would, and answers at once."""

    def __init__(self, answer: Callable[[str], bytes], noted: Noted) -> None:
        super().__init__()
        self._answer = answer
        self._noted = noted

    async def close(self) -> None:
        """Nothing to release."""

    async def make_request(
        self,
        bot: Bot,
        method: TelegramMethod[Any],
        timeout: int | None = None,  # noqa: ARG002, ASYNC109
    ) -> Any:
        """Answer a call."""
        name = method.__api_method__
        name = name[:1].lower() + name[1:]
        files: dict[str, Any] = {}
        given = {
            key: self.prepare_value(value, bot, files)
            for key, value in method.model_dump(warnings=False).items()
        }
        self._noted.append((name, given))
        return self.check_response(bot, method, 200, self._answer(name).decode()).result

    async def stream_content(self, *_given: Any, **_named: Any) -> AsyncGenerator[bytes, None]:
        """Give no file."""
        yield b""


class Kept(BaseStorage):
    """States and answers in SQLite, the short way: a row a person, a transaction a change."""

    def __init__(self, file: Path) -> None:
        self._db = sqlite3.connect(file, isolation_level=None)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=normal")
        self._db.execute(
            "create table kept (chat integer, user integer, state text, data text, primary key (chat, user))"
        )

    async def set_state(self, key: StorageKey, state: str | State | None = None) -> None:
        """Keep a state."""
        self._set(key, "state", state.state if isinstance(state, State) else state)

    async def get_state(self, key: StorageKey) -> str | None:
        """Return the state."""
        return self._get(key, "state")

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        """Keep the answers."""
        self._set(key, "data", json.dumps(data))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        """Return the answers."""
        found = self._get(key, "data")
        return json.loads(found) if found else {}

    async def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _set(self, key: StorageKey, column: str, value: str | None) -> None:
        self._db.execute(
            f"insert into kept (chat, user, {column}) values (?, ?, ?) "  # noqa: S608 - our own names
            f"on conflict do update set {column} = excluded.{column}",
            (key.chat_id, key.user_id, value),
        )

    def _get(self, key: StorageKey, column: str) -> str | None:
        row = self._db.execute(
            f"select {column} from kept where chat = ? and user = ?",  # noqa: S608 - our own names
            (key.chat_id, key.user_id),
        ).fetchone()
        return row[0] if row else None


class Asking(StatesGroup):
    """One state a question."""

    question1, question2, question3, question4, question5 = (State() for _ in range(5))


STATES = (Asking.question1, Asking.question2, Asking.question3, Asking.question4, Asking.question5)


def keyboard(page: Page) -> InlineKeyboardMarkup:
    """Return the buttons of a page."""
    return InlineKeyboardMarkup(
        inline_keyboard=[
            [InlineKeyboardButton(text=text, callback_data=data) for text, data in row] for row in page.rows
        ]
    )


def dispatcher(script: list[Step], storage: BaseStorage) -> Dispatcher:
    """Return the conversation: one handler a step."""
    dp = Dispatcher(storage=storage)
    for rank, step in enumerate(script):
        if not rank:
            dp.message.register(written(rank, step.page), CommandStart())
        elif step.tap:
            dp.callback_query.register(tapped(rank, step.page), StateFilter(STATES[rank - 1]))
        else:
            dp.message.register(written(rank, step.page), StateFilter(STATES[rank - 1]), F.text)
    return dp


async def advanced(state: FSMContext, rank: int, said: str) -> Any:
    """Keep an answer and go to the next question, before the message is edited: a quick tap finds it."""
    kept = await state.update_data({f"question{rank}": said} if rank else {})
    await state.set_state(STATES[rank] if rank < len(STATES) else None)
    return kept


def look(page: Page) -> dict[str, Any]:
    """Return how a page is shown."""
    return {
        "text": page.text,
        "parse_mode": ParseMode.HTML,
        "reply_markup": keyboard(page),
        "link_preview_options": PREVIEW,
    }


def tapped(rank: int, page: Page) -> Any:
    """Return what answers a button."""

    async def handle(query: CallbackQuery, state: FSMContext) -> None:
        await query.answer()
        await advanced(state, rank, query.data or "")
        await query.message.edit_text(**look(page))

    return handle


def written(rank: int, page: Page) -> Any:
    """Return what answers words."""

    async def handle(message: Message, state: FSMContext, bot: Bot) -> None:
        kept = await advanced(state, rank, message.text or "")
        if rank:
            await bot.edit_message_reply_markup(chat_id=message.chat.id, message_id=kept["message"])
        sent = await message.answer(**look(page))
        await state.update_data(message=sent.message_id)

    return handle


async def turns(script: list[Step], variant: str) -> None:
    """Hold conversations at once, on a transport that answers at once."""
    noted = Noted(maxlen=10)
    with tempfile.TemporaryDirectory() as folder:
        storage = Kept(Path(folder) / "etats.sqlite3") if variant == "sqlite" else MemoryStorage()
        dp = dispatcher(script, storage)
        bot = Bot(TOKEN, session=Instant(canned(script), noted))

        async def process(update: Update) -> None:
            await dp.feed_update(bot, update)

        def parse(raw: Raw) -> Update:
            return Update.model_validate(raw, context={"bot": bot})

        await checked(script, parse, process, noted)
        await batches(script, parse, process)


async def polls(script: list[Step], api: str) -> None:
    """Serve a double of the Bot API, as aiogram does by itself: every update at once."""
    server = TelegramAPIServer(base=f"{api}{{token}}/{{method}}", file=api)
    await dispatcher(script, MemoryStorage()).start_polling(Bot(TOKEN, session=AiohttpSession(api=server)))


def main() -> None:
    """Do what is asked: turns of a variant, or serve an address."""
    script = loaded(sys.stdin.readline())
    asyncio.run(turns(script, sys.argv[2]) if sys.argv[1] == "turns" else polls(script, sys.argv[2]))


if __name__ == "__main__":
    main()
