"""A whole year, at high speed: `python -m tests.bot.soaking [days]`.

The real bot on the test server, over a file of data, with a clock that jumps from day to day. People come,
talk, ask for alerts, stop, block it; calls open, change and end; the content is served anew each month; the
platform fails. Every day the announcements are made and sent, the data are purged and copied. At the end
nobody was told twice, nor after she left; no file is left open; memory has not grown since the first quarter.
"""

import asyncio
import os
import random
import sys
import tempfile
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

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


@dataclass
class Moment:
    """A clock that jumps."""

    now: datetime = START

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.now


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
    read: Counter[tuple[int, str]] = field(default_factory=Counter)
    late: int = 0
    contents: int = 0

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
        await self._talk()
        self._fail()
        await self.announcer.look()
        await self._send()
        await self.purger.look()
        await self.copies.look()
        self._look_back()
        self.moment.now += DAY

    def _calls(self) -> None:
        """Make the calls of the month, one of which changes its end in the middle."""
        first = self.moment.now.date().replace(day=1)
        opens, ends = first + timedelta(days=4), first + timedelta(days=24 + (self.moment.now.day > 14))
        call = prize(f"{opens}", f"{ends}", appel=f"mois{first:%Y%m}", titre=f"Prix {first:%m/%Y}")
        self.assistant.knowledge = replace(self.assistant.knowledge, calls=(call,))

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
                    self.read[(call.chat_id, text)] += 1
                self.late += call.chat_id in self.gone
        self.api.calls.clear()
        self.api.polls.clear()
        for chat in self.api.world.chats.values():
            chat.messages.clear()


def handles() -> int:
    """Return how many files the process has open."""
    return len(os.listdir("/proc/self/fd"))  # noqa: PTH208 - the count of a moment


async def live(days: int, seed: int) -> dict[str, float]:
    """Live so many days; return what was seen."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with closing(open_database(folder / "donnees.sqlite3")) as db:
            async with BotApi() as api:
                year = Year(api, db, folder, random.Random(seed))
                async with serving(year.app, api):
                    quarter, first, opened = days // 4, 0.0, 0
                    for rank in range(days):
                        await year.day()
                        if rank == quarter:
                            first, opened = memory(), handles()
                    seen = _seen(year, db, folder)
                    return seen | {"memoire": memory() - first, "fichiers": handles() - opened}


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
        "copies": len(backups(folder / "copies")),
        "conversations": float(db.execute("select count(*) from chats").fetchone()[0]),
    }


async def main() -> None:
    """Print what was seen, and what must not be."""
    configure("CRITICAL")
    seen = await live(int(sys.argv[1]) if len(sys.argv) > 1 else 365, seed=1)
    for name, value in seen.items():
        print(f"{name:16} {value:8.1f}")
    sys.exit(1 if seen["deux fois"] or seen["après un départ"] or seen["fichiers"] > 0 else 0)


if __name__ == "__main__":
    asyncio.run(main())
