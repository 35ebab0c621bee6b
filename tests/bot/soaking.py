"""A whole year, at high speed: `python -m tests.bot.soaking [days]`.

The real bot on the test server, over a file of data, with a clock that jumps from day to day. People come,
talk, ask for alerts, stop, block it; calls open, change and end; the content is served anew each month; the
platform fails; now and then the data can not be written while people talk: another process holds them, the
disk takes no more or is full. Every day the announcements are made and sent, the data are purged and copied.

At the end nobody was told twice, nor after she left, and each outage was over by itself. From day 60 on, when
there are nearly as many people and copies as there will be: as many files are open every evening, sockets are
few, and memory is flat (`MARGIN`).
"""

import asyncio
import gc
import os
import random
import sqlite3
import sys
import tempfile
from collections import Counter, deque
from collections.abc import Iterator
from contextlib import closing, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from statistics import median

from benchmarks.sending import memory
from bot.announcing import Announcer
from bot.application import build
from bot.audience import audience_of
from bot.backing import Copies
from bot.draining import Drain
from bot.enduring import Enduring
from bot.examining import already
from bot.keeping import Keeper
from bot.logs import configure
from bot.outbound import Outbound
from bot.purging import Purger
from bot.webhook import App
from dialogs.events import Do, Notify
from dialogs.pages.privacy import Delays
from knowledge.announcing import EVERY
from knowledge.derived import let_go
from knowledge.load import SHIPPED, load
from storage.backups import backups
from storage.batches import Batches
from storage.database import Database, open_database
from storage.misses import Misses
from storage.outbox import State
from storage.purging import Purges
from storage.sessions import Sessions
from storage.versions import Snapshot, Versions
from tests.bot.conftest import FAST, serving
from tests.bot.test_announcing import prize
from tests.botapi.server import BotApi

START = datetime(2027, 1, 4, 14, 30, tzinfo=UTC)
"""A Monday: everybody is up, from Guadeloupe to Paris."""
DAY = timedelta(days=1)
WORDS = (
    "/start",
    "asso",
    "développer",
    "bretagne",
    "oui",
    "je ne sais pas",
    "merci",
    "blabla",
    "/aide",
    "non",
)
REGIONS = ("53", "93", "84", "01")
SETTLED = 60
"""Days after which everything must stay as it is."""
MARGIN = 8.0
"""Megabytes by which memory may differ between the first and the last third of those days (medians)."""
SOCKETS = 128
"""Sockets that may be open at once, the double's ends being in this process too."""
CROWD = 10**6
"""The first number of the chats that fill the disk."""


@dataclass
class Moment:
    """A clock that jumps."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.now


@dataclass(frozen=True)
class Evening:
    """What the process holds at the end of a day: megabytes, open files, sockets."""

    memory: float
    files: int
    sockets: int


def evening() -> Evening:
    """Look at the process; what nothing holds any more is no part of it."""
    gc.collect()
    held = Counter(kind.startswith("socket:") for kind in _open())
    return Evening(memory(), held[False], held[True])


def _open() -> Iterator[str]:
    for handle in os.listdir("/proc/self/fd"):  # noqa: PTH208 - names that come and go
        with suppress(OSError):  # that of the list itself
            yield os.readlink(f"/proc/self/fd/{handle}")  # noqa: PTH115


@contextmanager
def locked(db: Database, path: Path) -> Iterator[None]:
    """Another process writes for a long time."""
    patience = db.execute("pragma busy_timeout").fetchone()[0]
    db.execute("pragma busy_timeout=1")
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")
    db.execute(f"pragma busy_timeout={patience}")


@contextmanager
def read_only(db: Database, _path: Path) -> Iterator[None]:
    """The disk takes no more writes."""
    db.execute("pragma query_only=1")
    yield
    db.execute("pragma query_only=0")


@contextmanager
def full(db: Database, _path: Path) -> Iterator[None]:
    """The disk is full: the file cannot grow by a page, and those that it has are full."""
    db.execute(f"pragma max_page_count={db.execute('pragma page_count').fetchone()[0]}")
    sessions = Sessions(db)
    for first, size in ((CROWD, 300), (2 * CROWD, 1)):
        with suppress(sqlite3.OperationalError):
            for chat in count(first):
                sessions.save(chat, {"x": "y" * size}, START)
    yield
    db.execute("pragma max_page_count=1000000")
    db.execute("delete from chats where chat >= ?", [CROWD])


OUTAGES = (locked, read_only, full)


@dataclass
class Year:
    """The bot, its people, and what was seen of them."""

    api: BotApi
    db: Database
    folder: Path
    chance: random.Random
    moment: Moment = field(default_factory=Moment)
    heard: list[str] = field(default_factory=list)
    people: list[int] = field(default_factory=list)
    gone: set[int] = field(default_factory=set)
    read: Counter[tuple[int, int]] = field(default_factory=Counter)
    late: int = 0
    contents: int = 0
    outages: int = 0
    evenings: list["Evening"] = field(default_factory=list)

    def __post_init__(self) -> None:
        held = Sessions(self.db), Misses(self.db), audience_of(self.db)
        self.assistant = Enduring(load(), *held, self.moment, tell=self.heard.append)
        self.audience, self.batches = self.assistant.audience, Batches(self.db)
        self.app: App = build(self.assistant, self.api.token, self.api.base_url, rate=FAST)
        self.announcer = Announcer(self.assistant, self.batches, tell=self.heard.append)
        self.purger = Purger(Purges(self.db), Delays(), self.moment, self.audience.outbox.file)
        file = Path(self.audience.outbox.file)
        self.copies = Copies(file, self.folder / "copies", 30, self.moment, self.heard.append)
        self.keeper = Keeper(
            self.assistant, Versions(self.db), self._snapshot(), self.heard.append, check=already
        )

    def _snapshot(self) -> Snapshot:
        self.contents += 1
        files = {f"{p.relative_to(SHIPPED)}": p.read_bytes() for p in SHIPPED.rglob("*.yaml")}
        return Snapshot({**files, "textes.yaml": files["textes.yaml"] + b"# %d\n" % self.contents})

    async def day(self) -> None:
        """Live a day."""
        if self.moment.now.day == 1:
            await self.keeper.take(self._snapshot())
        self._calls()
        await self._through()
        self._fail()
        await self.announcer.look()
        await self._send()
        await self.purger.look()
        await self.copies.look()
        self._look_back()
        self.evenings.append(evening())
        self.moment.now += DAY

    async def _through(self) -> None:
        """Have people talk, one day in twelve while the data cannot be written."""
        failing = self.chance.randrange(12) == 0
        path = Path(self.audience.outbox.file)
        with self.chance.choice(OUTAGES)(self.db, path) if failing else nullcontext():
            await self._talk()
            if failing:
                self.outages += not self.assistant.keeps
                with suppress(sqlite3.OperationalError):  # as it does itself each minute
                    await self.announcer.look()
        self.assistant.look()
        assert self.assistant.keeps

    def _calls(self) -> None:
        """Make the calls of the month, one of which changes its end in the middle."""
        first = self.moment.now.date().replace(day=1)
        opens, ends = first + timedelta(days=4), first + timedelta(days=24 + (self.moment.now.day > 14))
        call = prize(f"{opens}", f"{ends}", appel=f"mois{first:%Y%m}", titre=f"Prix {first:%m/%Y}")
        before = self.assistant.knowledge
        self.assistant.knowledge = replace(before, calls=(call,))
        deque(let_go(before), maxlen=0)  # as `Keeper` does

    async def _talk(self) -> None:
        """Somebody comes; a few people talk; some ask, stop, erase, block."""
        chance = self.chance
        if len(self.people) < 60 or chance.random() < 0.2:
            self.people.append(1000 + len(self.people))
            self.assistant.turn(self.people[-1], Notify(chance.choice(REGIONS), EVERY, "ouverture"))
            self.assistant.turn(self.people[-1], Notify(chance.choice(REGIONS), EVERY, "lundi"))
        here = [person for person in self.people if person not in self.gone]
        for person in chance.sample(here, min(2, len(here))):
            self.api.say(person, chance.choice(WORDS))
        leaving = chance.choice(here)
        match chance.randrange(40):
            case 0:
                self.assistant.turn(leaving, Do("supprimer"))
            case 1:
                self.assistant.turn(leaving, Do("sans_alertes"))
            case 2:
                self.api.world.open(leaving).blocked = True
                self.gone.add(leaving)
        await self.api.settle()

    def _fail(self) -> None:
        """Let the platform fail now and then."""
        match self.chance.randrange(8):
            case 0:
                self.api.fault("sendMessage", 500, "Internal Server Error")
            case 1:
                self.api.fault("sendMessage", 429, "Too Many Requests", {"retry_after": 1})
            case 2:
                self.api.drop("sendMessage", accepted=self.chance.random() < 0.5)

    async def _send(self) -> None:
        """Send all that is due today; what must wait waits until tomorrow."""
        outbox = self.audience.outbox
        drain = Drain(
            outbox,
            self.batches,
            Outbound(self.app.bot),
            self.moment,
            self.heard.append,
            gone=lambda chat: self.audience.leave(chat, self.moment()),
            moved=self.audience.move,
            busy=self.assistant.busy,
            dropped=self.audience.told.untell,
            caution=0.0,
        )
        running = asyncio.create_task(drain.run())
        while outbox.due(self.moment(), 1) or outbox.counts()[State.LEAVING]:  # noqa: ASYNC110
            await asyncio.sleep(0.01)
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    def _look_back(self) -> None:
        """Note what each person read of the bot's own accord, and forget what the platform remembers."""
        for call in self.api.calls:
            if call.method == "sendMessage" and call.status == 200 and call.chat_id in self.people:
                text = str(call.params.get("text"))
                if "parce que vous l" in text:
                    self.read[(call.chat_id, hash(text))] += 1
                self.late += call.chat_id in self.gone
        self.api.calls.clear()
        self.api.polls.clear()
        for chat in self.api.world.chats.values():
            chat.messages.clear()


async def live(days: int, seed: int) -> tuple[dict[str, float], list[Evening]]:
    """Live so many days; return what was seen of people, and of the process every evening."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(open_database(folder / "donnees.sqlite3")) as db:
            async with BotApi() as api:
                year = Year(api, db, folder, random.Random(seed))
                async with serving(year.app, api):
                    for _ in range(days):
                        await year.day()
                    return _seen(year, db, folder), year.evenings


def judged(evenings: list[Evening]) -> dict[str, float]:
    """Say how much what the process holds changed, once settled."""
    third = max(1, len(evenings) // 3)
    first, last = (median(e.memory for e in some) for some in (evenings[:third], evenings[-third:]))
    return {
        "mémoire (Mo)": last,
        "de plus (Mo)": last - first,
        "fichiers": min(e.files for e in evenings),
        "de plus": max(e.files for e in evenings) - min(e.files for e in evenings),
        "prises, au plus": max(e.sockets for e in evenings),
    }


def _seen(year: Year, db: Database, folder: Path) -> dict[str, float]:
    counts = year.audience.outbox.counts()
    return {
        "personnes": len(year.people),
        "annonces": year.read.total(),
        "deux fois": sum(count > 1 for count in year.read.values()),
        "après un départ": year.late,
        "en attente": counts[State.WAITING] + counts[State.LEAVING],
        "douteux": counts[State.DOUBTFUL],
        "contenus": year.contents,
        "pannes": year.outages,
        "reprises": sum("de nouveau être écrites" in told for told in year.heard),
        "copies": len(backups(folder / "copies")),
        "conversations": float(db.execute("select count(*) from chats").fetchone()[0]),
    }


def wrong(seen: dict[str, float], held: dict[str, float]) -> bool:
    """Tell whether something was seen that must not be."""
    people = seen["deux fois"] or seen["après un départ"] or seen["pannes"] != seen["reprises"]
    process = held["de plus"] or abs(held["de plus (Mo)"]) > MARGIN or held["prises, au plus"] > SOCKETS
    return bool(people or process)


async def main() -> None:
    """Print what was seen, and what must not be."""
    configure("CRITICAL")
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 365
    seen, evenings = await live(days, seed=1)
    held = judged(evenings[SETTLED:] or evenings[-1:])
    for name, value in (seen | held).items():
        print(f"{name:16} {value:8.1f}")
    sys.exit(int(wrong(seen, held)))


if __name__ == "__main__":
    asyncio.run(main())
