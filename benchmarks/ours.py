"""Ours, whole. `benchmarks.turns` and `benchmarks.crowd` run it in a process of its own."""

import asyncio
import sys
import tempfile
from contextlib import closing
from pathlib import Path

from telegram import Update
from telegram.request import BaseRequest

from benchmarks.script import LIVE, NUMBERS, TOKEN, Noted, Raw, Step, batches, canned, checked, loaded
from benchmarks.transport import Instant
from bot import clock
from bot.application import build
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.examining import threaded
from bot.running import warm
from bot.webhook import App
from dialogs.events import Answer
from knowledge.load import load
from storage.database import Database, open_database, table
from storage.misses import Misses
from storage.sessions import Sessions

UNHELD = 1e6
"""Sends a second: the pace that Telegram admits is not what is compared."""
ANSWERS = (Answer("statut", "association"), Answer("besoin", "developper"), Answer("region", "53"))


async def assistant_of(db: Database) -> Assistant:
    """Return the assistant, on the content shipped, read as the running bot reads it."""
    return Assistant(await threaded(load), Sessions(db), Misses(db), audience_of(db), clock.system)


def applied(assistant: Assistant, request: BaseRequest) -> App:
    """Return the application as it is built, on another transport."""
    return build(assistant, TOKEN, request, rate=UNHELD)


def live(db: Database, assistant: Assistant, people: int) -> None:
    """Put conversations under way in the file, three questions answered, of people numbered one by one."""
    for answer in ANSWERS:
        assistant.turn(0, answer)
    chats = table(db, "chats")
    row = dict(chats.get(0))
    with db.atomic():
        rows = ({**row, "chat": chat} for chat in range(NUMBERS, NUMBERS + people))
        chats.insert_all(rows, batch_size=10_000)


async def turns(script: list[Step]) -> None:
    """Hold conversations at once, on a transport that answers at once, each answer kept before its reply."""
    noted = Noted(maxlen=10)
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_database(Path(folder) / "donnees.sqlite3")) as db,
    ):
        assistant = await assistant_of(db)
        live(db, assistant, LIVE)
        app = applied(assistant, Instant(canned(script), noted))
        await app.initialize()

        async def process(update: Update) -> None:
            await app.update_processor.process_update(update, app.process_update(update))

        def parse(raw: Raw) -> Update:
            return Update.de_json(raw, app.bot)

        await checked(script, parse, process, noted)
        await batches(script, parse, process)


def polls(api: str) -> None:
    """Serve a double of the Bot API as in production, but for the pace and for what follows the folder."""
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_database(Path(folder) / "donnees.sqlite3")) as db,
    ):
        assistant = asyncio.run(assistant_of(db))
        warm(assistant)
        build(assistant, TOKEN, api, rate=UNHELD).run_polling()


def main() -> None:
    """Do what is asked: turns, or serve an address."""
    script = loaded(sys.stdin.readline())
    if sys.argv[1] == "turns":
        asyncio.run(turns(script))
    else:
        polls(sys.argv[2])


if __name__ == "__main__":
    main()
