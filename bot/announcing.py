"""Writes down what is to be announced: corrections, alerts as they are due, the digest once a week.

Nothing is sent from here: rows of the outbox are, by `bot.draining`. What is told, and that it is told, are
written in one transaction, a few hundred people at a time, between which others are answered. A region is
looked at only at the hours when its people may be written to (`bot.hours`).
"""

import asyncio
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.assistant import Assistant
from bot.checkpointing import Checkpoints
from bot.hours import Schedule, allowed, monday
from bot.logs import log
from bot.packing import pack
from dialogs.pages.announcing import Announcement
from knowledge.announcing import EVERY, YEAR, Notice, alerts, digest
from knowledge.entry import MAINLAND
from knowledge.upcoming import between
from knowledge.windows import timezone, wall
from storage.batches import ALERTS, Batches, Phase
from storage.outbox import Draft
from storage.told import Item, Line, Part, Seen

STALE = timedelta(hours=12)
"""How long what is due may wait (a pause, an outage) before it is said anew: « dans 3 jours » gets old."""
TOLD_BY: Mapping[str, tuple[str, ...]] = {
    "ouverture": ("ouverture",),
    "connue": ("connue", "ouverture", "a_venir", "ouvert"),
    "rappel_15": ("rappel_15", "rappel_3"),
    "rappel_3": ("rappel_3",),
    "ouvert": ("ouvert", "ouverture", "rappel_15", "rappel_3"),
    "a_venir": ("a_venir", "connue", "ouvert", "ouverture"),
}
"""By kind, what was told before that makes it no news."""
EVENTS = ("ouverture", "connue")
"""Kinds that tell something that happened: those who asked later saw it when they asked."""
MINUTE = 60.0

Due = tuple[Sequence[Notice], Iterator[Part]]
"""What is to be told, and to whom, by ranks."""
Packed = tuple[str, list[Line]]
"""The body of a message, and what it tells."""


@dataclass
class Announcer:
    """Looks at what is due, and writes it down for those who asked."""

    assistant: Assistant
    batches: Batches
    schedule: Schedule = field(default_factory=Schedule)

    async def run(self) -> None:
        """Look every minute, for ever; what cannot be written now (disk full, file locked) is later."""
        while True:
            try:
                await self.look()
            except sqlite3.OperationalError as error:
                log.error("donnees_indisponibles", raison=str(error))
            await asyncio.sleep(MINUTE)

    async def look(self) -> int:
        """Write down all that is due now; return how many messages."""
        now, knowledge, audience = self.assistant.clock(), self.assistant.knowledge, self.assistant.audience
        self.batches.open(ALERTS, "Alertes", now, Phase.RUNNING)
        for _ in audience.told.expire(now - STALE, now):
            await asyncio.sleep(0)
        seen = self._seen(now)
        written = 0
        for region in knowledge.regions:
            if allowed(now, timezone(knowledge, region), region):
                written += await _Region(self, region, now, seen).look()
                await asyncio.sleep(0)
        return written

    def _seen(self, now: datetime) -> dict[str, Seen]:
        """Note the revision of each window of the coming year."""
        knowledge, told = self.assistant.knowledge, self.assistant.audience.told
        local = wall(MAINLAND, now)
        regions = (between(knowledge, region, local, local + YEAR) for region in knowledge.regions)
        windows = {window.id: window for found in regions for window in found}
        return {name: told.revise(name, window.digest, now) for name, window in windows.items()}


@dataclass
class _Region:
    """What is due in a region (INSEE code) at an instant, by the revisions of the windows."""

    announcer: Announcer
    region: str
    now: datetime
    seen: Mapping[str, Seen]

    def __post_init__(self) -> None:
        self.knowledge = self.announcer.assistant.knowledge
        self.audience = self.announcer.assistant.audience
        self.zone = timezone(self.knowledge, self.region)
        self.local = wall(self.zone, self.now)

    async def look(self) -> int:
        """Write down the corrections, the alerts, then the digest if it is due; return how many messages.

        Where nobody asked for anything, the digest is over all the same: who asks on a Tuesday waits for the
        next Monday.
        """
        written = await self._write(ALERTS, *self._corrections())
        written += await self._write(ALERTS, *self._due(alerts(self.knowledge, self.region, self.local)))
        week = f"{monday(self.local)}"
        late = self.announcer.schedule.due(self.now, self.zone, self.region) <= self.now
        if late and not self.audience.told.digested(week, self.region):
            news = digest(self.knowledge, self.region, self.local)
            written += await self._write(f"resume-{week}", *self._due(news))
            self.audience.told.digest(week, self.region, self.now)
        return written

    def _corrections(self) -> Due:
        """Return who was told what is not true any more."""
        windows = between(self.knowledge, self.region, self.local, self.local + YEAR)
        changed = [w for w in windows if w.id in self.seen and self.seen[w.id].revision > 1]
        named = [(w.id, w.call.programme, self.seen[w.id].revision) for w in changed]
        notices = [Notice(window, "correction", "ouverture") for window in changed]
        return notices, self.audience.told.corrections(self.region, named, EVERY)

    def _due(self, notices: Sequence[Notice]) -> Due:
        """Return who asked for notices and was not told."""
        known = [notice for notice in notices if notice.window.id in self.seen]
        return known, self.audience.told.due(self.region, map(self._item, known))

    def _item(self, notice: Notice) -> Item:
        window, kind = notice.window, notice.kind
        seen = self.seen[window.id]
        asked_before = self.now + timedelta(seconds=1)
        if kind in EVENTS:
            asked_before = seen.first if kind == "connue" else max(seen.first, window.opens or seen.first)
        return Item(
            window.call.programme,
            EVERY,
            notice.rhythm,
            window.id,
            kind,
            seen.revision,
            asked_before,
            TOLD_BY[kind],
            exact=kind.startswith("rappel"),
        )

    async def _write(self, batch: str, notices: Sequence[Notice], found: Iterator[Part]) -> int:
        """Write messages down with what they tell, a part at a time; return how many."""
        checkpoints = Checkpoints(self.audience.outbox.file)
        messages: dict[tuple[int, ...], Packed] = {}
        written = 0
        for part in found:
            for ranks in {ranks for _, ranks in part} - messages.keys():
                messages[ranks] = self._packed([notices[rank] for rank in ranks], weekly=batch != ALERTS)
            if part:
                self._keep(batch, [(chat, messages[ranks]) for chat, ranks in part])
                checkpoints.begin()
            written += len(part)
            await asyncio.sleep(0)
        return written

    def _packed(self, notices: Sequence[Notice], *, weekly: bool) -> Packed:
        message, told = Announcement(self.knowledge, self.region, self.local, weekly).of(notices)
        return pack(message), [(n.window.id, n.kind, self.seen[n.window.id].revision) for n in told]

    def _keep(self, batch: str, part: Sequence[tuple[int, Packed]]) -> None:
        """Write some messages and what they tell in one transaction."""
        kind, second = "alerte" if batch == ALERTS else "resume", f"{self.now:%Y%m%dT%H%M%S}"
        messages = [
            (Draft(f"{batch}:{self.region}:{chat}:{second}", chat, kind, body, self.now), told)
            for chat, (body, told) in part
        ]
        title = f"Résumé de la semaine du {monday(self.local):%d/%m/%Y}"
        self.announcer.batches.open(batch, title, self.now, Phase.RUNNING)
        self.audience.told.write(self.audience.outbox, batch, messages, self.now)
