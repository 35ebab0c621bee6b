"""What does it cost to announce a call to 100,000 people? `python -m benchmarks.announcing`

People of all regions ask for all that is usual, in a real file. Two pages of `/diffuser` count them. One call
opens: the plain case. Then, in another file, a dozen calls, of which some open today. One look writes a
message to everybody; the next one finds nothing new while all of them wait. Once they are sent, a date
changes: one look corrects. It changes again before the corrections leave: they are withdrawn, written anew.
Prints for each the time, the memory, how long the event loop was held and how large the file is then, beside
what is aimed at. With `100000 processeur` after it, the times are those of the processor, which a busy
machine disturbs less.
"""

import asyncio
import gc
import random
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from benchmarks.sending import Holds, held, memory
from bot.announcing import Announcer
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen
from bot.desk import Desk
from bot.pages import Pages
from bot.roles import Roles
from knowledge.announcing import EVERY
from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.load import load
from storage.batches import Batches
from storage.broadcasts import Broadcasts
from storage.database import checkpoint, open_database
from storage.misses import Misses
from storage.outbox import Outbox
from storage.sessions import Sessions
from storage.subscriptions import Subscriptions

PEOPLE = 100_000
CLOCK = time.thread_time if "processeur" in sys.argv[2:] else time.perf_counter
CALLS, OPEN = 12, 3
"""Made-up calls, and those that open today."""
NOW = datetime(2027, 3, 2, 14, tzinfo=UTC)
"""A Tuesday: nobody is woken, from Guadeloupe to La Réunion."""
RHYTHMS = ("lundi", "ouverture", "rappels")
AIMS = (3.0, 20.0, 50.0)
"""Seconds, megabytes, and milliseconds of hold at most."""


def calls(closes: str, count: int = CALLS) -> Iterator[Call]:
    """Yield calls for everybody, that close one day."""
    for rank in range(count):
        opens = NOW.date() + timedelta(days=0 if rank < OPEN else 20 + rank)
        written = {
            "appel": f"essai{rank}",
            "titre": f"Prix d'essai {rank}",
            "dispositif": "prix_cognacq_jay",
            "type": "ponctuel",
            "ouverture": f"{opens}",
            "cloture": closes,
            "regions": "partout",
            "source": "https://example.org",
        }
        yield Call.model_validate(written)


def ask(db: Database, count: int, regions: Iterable[str]) -> None:
    """Make people ask for the usual rhythms, long ago; a region has more people than the next one."""
    codes = list(regions)
    weights = [1 / rank for rank in range(1, len(codes) + 1)]
    drawn = random.Random(3).choices(codes, weights, k=count)
    since = (NOW - timedelta(days=300)).isoformat(timespec="seconds")
    rows = (
        (chat, region, EVERY, rhythm, since) for chat, region in enumerate(drawn, 10**9) for rhythm in RHYTHMS
    )
    with db.atomic():
        db.conn.executemany("insert into subscriptions values (?, ?, ?, ?, ?)", rows)


def weight(file: str) -> str:
    """Say how large the file is, once what was written is in it."""
    checkpoint(file, emptied=True)
    return f"fichier de {Path(file).stat().st_size / 1_000_000:.1f} Mo"


def kept(holds: Holds) -> str:
    """Say how long the loop was held."""
    return f"boucle retenue {max(holds.taken()):6.1f} ms au plus"


async def look(announcer: Announcer, holds: Holds, name: str) -> None:
    """Look once, a minute after the last time, and print what it cost."""
    assistant = announcer.assistant
    assistant.clock = frozen(assistant.clock() + timedelta(minutes=1))
    gc.collect()
    before = memory()
    await asyncio.sleep(0)
    holds.taken()
    start = CLOCK()
    written = await announcer.look()
    seconds = CLOCK() - start
    await asyncio.sleep(0)
    cost = f"{seconds:6.2f} s   {memory() - before:6.1f} Mo"
    print(f"{name:16} {written:6} messages {cost}   {kept(holds)}   {weight(assistant.audience.outbox.file)}")


async def asked(folder: Path, knowledge: Knowledge) -> tuple[Database, Announcer]:
    """Return data in which people ask for everything, and what announces to them."""
    db = open_database(folder / "donnees.sqlite3")
    assistant = Assistant(knowledge, Sessions(db), Misses(db), audience_of(db), frozen(NOW))
    announcer = Announcer(assistant, Batches(db))
    await announcer.look()
    ask(db, int(sys.argv[1]) if len(sys.argv) > 1 else PEOPLE, knowledge.regions)
    return db, announcer


async def page(db: Database, knowledge: Knowledge, holds: Holds) -> None:
    """Print what it costs to show a broadcast to all of them, as `/diffuser` does."""
    stores = Broadcasts(db), Subscriptions(db), Outbox(db), Batches(db)
    desk = Desk(*stores, Roles(frozenset({1})), lambda: knowledge, frozen(NOW))
    pages, broadcast = Pages(desk), desk.begin(1, "Bonjour")
    await asyncio.sleep(0)
    holds.taken()
    start = CLOCK()
    await pages.page(1, broadcast)
    await pages.regions(1, broadcast)
    seconds = CLOCK() - start
    await asyncio.sleep(0)
    print(f"{'deux pages de /diffuser':32} {seconds:6.2f} s {'':11} {kept(holds)}")


async def measure(holds: Holds) -> None:
    """Print the table."""
    knowledge = replace(load(), calls=())
    with tempfile.TemporaryDirectory() as folder:
        db, announcer = await asked(Path(folder), knowledge)
        announcer.assistant.knowledge = replace(knowledge, calls=tuple(calls("2027-05-30", 1)))
        print(f"abonnés{'':42} {weight(announcer.assistant.audience.outbox.file)}")
        await page(db, knowledge, holds)
        await look(announcer, holds, "une ouverture")
        db.conn.close()
    with tempfile.TemporaryDirectory() as folder:
        db, announcer = await asked(Path(folder), knowledge)
        assistant = announcer.assistant
        assistant.knowledge = replace(knowledge, calls=tuple(calls("2027-05-30")))
        await look(announcer, holds, "ouvertures")
        await look(announcer, holds, "tout attend")
        db.execute("update outbox set state = 'envoye'")
        assistant.knowledge = replace(knowledge, calls=tuple(calls("2027-06-15")))
        await look(announcer, holds, "corrections")
        assistant.knowledge = replace(knowledge, calls=tuple(calls("2027-06-30")))
        await look(announcer, holds, "retraits")
        db.execute("update outbox set state = 'envoye' where state = 'a_envoyer'")
        await look(announcer, holds, "rien de nouveau")
        db.conn.close()
    seconds, megabytes, milliseconds = AIMS
    print(f"visé : {seconds:.0f} s, {megabytes:.0f} Mo, {milliseconds:.0f} ms au plus")


if __name__ == "__main__":
    held(measure, CLOCK)
