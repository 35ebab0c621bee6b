"""Writes down what is to be announced: corrections, alerts as they are due, the digest once a week.

Nothing is sent from here: rows of the outbox are, by `bot.draining`. What is told, and that it is told, are
written in one transaction, a few hundred people at a time, between which others are answered. A region is
looked at only at the hours when its people may be written to (`bot.hours`).
"""

import asyncio
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from typing import TypeVar

from bot.assistant import Assistant
from bot.checkpointing import Checkpoints, apart
from bot.enduring import unavailable
from bot.hours import Schedule, allowed
from bot.packing import pack
from bot.tallying import missing
from dialogs.pages.announcing import Announcement
from knowledge.announcing import EVERY, Notice, alerts, digest
from knowledge.content import Knowledge
from knowledge.entry import MAINLAND
from knowledge.upcoming import YEAR, between, dated
from knowledge.windows import Window, instant, timezone, wall
from storage.batches import ALERTS, Batches, Phase
from storage.outbox import Draft
from storage.parts import PART, Part
from storage.revisions import Seen
from storage.told import Item, Told

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

T = TypeVar("T")
Due = tuple[Sequence[Notice], Iterator[Part]]
"""What is to be told, and to whom, by ranks."""
Packed = tuple[str, int | None]
"""The body of a message, and the number of what it tells."""


def _nobody(_text: str) -> None:
    """There are no operators: what will be is only looked at."""


@dataclass
class Announcer:
    """Looks at what is due, and writes it down for those who asked. `tell` speaks to the operators."""

    assistant: Assistant
    batches: Batches
    schedule: Schedule = field(default_factory=Schedule)
    tell: Callable[[str], None] = _nobody
    checkpoints: Checkpoints = field(init=False)

    def __post_init__(self) -> None:
        self.checkpoints = Checkpoints(self.assistant.audience.outbox.file)

    async def run(self) -> None:
        """Look every minute, for ever; what cannot be written now (disk full, file locked) is later."""
        while True:
            try:
                await self.look()
            except sqlite3.DatabaseError as error:
                unavailable(error)
            await asyncio.sleep(MINUTE)

    async def look(self) -> int:
        """Write down all that is due now; return how many messages."""
        now, knowledge, audience = self.assistant.clock(), self.assistant.knowledge, self.assistant.audience
        self.batches.open(ALERTS, "Alertes", now, Phase.RUNNING)
        await self._withdraw(
            await self._ask(lambda told: told.expired(now - STALE)), audience.told.withdraw, now
        )
        windows, seen = await self._seen(knowledge, now)
        asked = set(audience.subscriptions.regions())
        written = 0
        for region in knowledge.regions:
            if allowed(now, timezone(knowledge, region), region):
                written += await _Region(self, knowledge, region, now, windows, seen).look(
                    anybody=region in asked
                )
                await asyncio.sleep(0)
        return written

    async def _ask(self, find: Callable[[Told], T]) -> T:
        """Return what is found by going through all that waits: in a thread, so that nobody is held."""
        audience = self.assistant.audience
        return await apart(audience.outbox.file, lambda db: find(Told(db)), lambda: find(audience.told))

    async def _withdraw(
        self, ids: Sequence[int], withdraw: Callable[[Sequence[int], datetime], None], now: datetime
    ) -> None:
        """Withdraw messages, some at a time."""
        for first in range(0, len(ids), PART):
            withdraw(ids[first : first + PART], now)
            await self.checkpoints.breathe()

    async def _retract(self, window: str, revision: int, now: datetime) -> None:
        """Withdraw what says an older revision of a window."""
        ids = await self._ask(lambda told: told.older(window, revision))
        await self._withdraw(ids, partial(self.assistant.audience.told.retract, window), now)

    async def _seen(self, knowledge: Knowledge, now: datetime) -> tuple[dict[str, Window], dict[str, Seen]]:
        """Return the windows that matter, and their revisions; withdraw what waits and says an older one.

        Those of the coming year, and those that were so before, whatever their dates have become.
        """
        revisions = self.assistant.audience.told.revisions
        local, known = wall(MAINLAND, now), revisions.known()
        times = ((region, wall(timezone(knowledge, region), now)) for region in knowledge.regions)
        regions = (between(knowledge, region, here, here + YEAR) for region, here in times)
        near = {window.id for found in regions for window in found}
        every = {window.id: window for window in dated(knowledge, range(local.year - 1, local.year + 3))}
        await self._gone(known, every, now)
        windows = {name: window for name, window in every.items() if name in near or name in known}
        for name, before in known.items():
            if name in windows and windows[name].digest != before.digest:
                await self._retract(name, before.revision + 1, now)
        seen: dict[str, Seen] = {}
        for name, window in windows.items():
            seen[name] = revisions.revise(name, known.get(name), window.digest, window.end, now)
            await asyncio.sleep(0)
        for name in await self._ask(Told.outdated) & seen.keys():
            await self._retract(name, seen[name].revision, now)
        return windows, seen

    async def _gone(self, known: dict[str, Seen], every: Mapping[str, Window], now: datetime) -> None:
        """Tell the operators of the windows that should be to come, and that the content has no more.

        A session that only changed its name is followed: same call, same dates.
        """
        revisions = self.assistant.audience.told.revisions
        gone = {
            name: seen
            for name, seen in known.items()
            if name not in every and (seen.ends is None or seen.ends > now)
        }
        for name in every.keys() - known.keys():
            if before := next((old for old in gone if _same(old, gone[old], every[name])), None):
                revisions.rename(before, name)
                known[name] = gone.pop(before)
        for name, seen in gone.items():
            await self._retract(name, seen.revision + 1, now)
            revisions.drop(name, seen.revision, now)
            if people := await self._ask(partial(_reached, name)):
                self.tell(missing(name, people))


def _reached(name: str, told: Told) -> int:
    return told.revisions.reached(name)


def _same(name: str, seen: Seen, window: Window) -> bool:
    return name.partition(":")[0] == window.call.id and seen.digest == window.digest


@dataclass
class _Region:
    """What is due in a region (INSEE code) at an instant, by the revisions of the windows.

    `knowledge` is the content whose revisions those are: another one may be served meanwhile.
    """

    announcer: Announcer
    knowledge: Knowledge
    region: str
    now: datetime
    windows: Mapping[str, Window]
    seen: Mapping[str, Seen]

    def __post_init__(self) -> None:
        self.audience = self.announcer.assistant.audience
        self.zone = timezone(self.knowledge, self.region)
        self.local = wall(self.zone, self.now)
        self.week = self.announcer.schedule.week(self.now, self.zone, self.region)

    async def look(self, *, anybody: bool) -> int:
        """Write down the corrections, the alerts, then the digest if it is due; return how many messages.

        Where nobody asked for anything, the digest is over all the same: who asks on a Tuesday waits for the
        next Monday.
        """
        written = 0
        if anybody:
            written += await self._write(ALERTS, *self._corrections())
            written += await self._write(ALERTS, *self._due(alerts(self.knowledge, self.region, self.local)))
        week = f"{self.week}"
        if self.week and not self.audience.told.digested(week, self.region):
            batch = self.announcer.batches.get(f"resume-{week}")
            wanted = anybody and not (batch and batch.state is Phase.CANCELLED)
            news = self._due(digest(self.knowledge, self.region, self.local) if wanted else ())
            written += await self._write(f"resume-{week}", *news)
            self.audience.told.digest(week, self.region, self.now)
        return written

    def _corrections(self) -> Due:
        """Return who was told what is not true any more."""
        here = instant(self.knowledge, self.region, self.local)
        revised = (w for w in self.windows.values() if self.seen[w.id].revision > 1)
        changed = [window for window in revised if window.call.concerns(self.region)]
        named = [
            (w.id, w.call.programme, self.seen[w.id].revision, self.now if w.over(here) else None)
            for w in changed
        ]
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
        messages: dict[tuple[int, ...], Packed] = {}
        written = 0
        for part in found:
            for ranks in {ranks for _, ranks in part} - messages.keys():
                messages[ranks] = self._packed(tuple(notices[rank] for rank in ranks), weekly=batch != ALERTS)
            if part:
                await asyncio.sleep(0)
                self._keep(batch, [(chat, messages[ranks]) for chat, ranks in part])
                await self.announcer.checkpoints.breathe()
            else:
                await asyncio.sleep(0)
            written += len(part)
        return written

    def _packed(self, notices: tuple[Notice, ...], *, weekly: bool) -> Packed:
        message, told = Announcement(self.knowledge, self.region, self.local, weekly).of(notices)
        said = ((n.window.id, n.kind, self.seen[n.window.id].revision) for n in told)
        return pack(message), self.audience.told.number(said)

    def _keep(self, batch: str, part: Sequence[tuple[int, Packed]]) -> None:
        """Write some messages and what they tell in one transaction."""
        kind, began = "alerte" if batch == ALERTS else "resume", f"{self.now:%Y%m%dT%H%M%S}"
        drafts = (
            Draft(f"{batch}:{self.region}:{chat}:{began}", chat, kind, body, self.now, says)
            for chat, (body, says) in part
        )
        title = f"Résumé de la semaine du {self.week:%d/%m/%Y}" if self.week else ""
        self.announcer.batches.open(batch, title, self.now, Phase.RUNNING)
        self.audience.outbox.add(batch, drafts, self.now)
