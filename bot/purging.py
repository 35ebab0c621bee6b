"""Forgets what is too old, once a day, and leaves no trace of what was erased in the file of data."""

import asyncio
import sqlite3
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from dateutil.relativedelta import relativedelta

from bot.checkpointing import Checkpoints
from bot.clock import MAINLAND, Clock, wall
from bot.logs import log
from dialogs.pages.privacy import Delays
from storage.database import checkpoint, rewrite
from storage.purging import Before, Purges

MINUTE = 60.0
QUIET = timedelta(hours=3)
"""When a day of the purge begins, in mainland France: nobody is kept waiting then."""
LARGEST = 100_000_000
"""Bytes of the largest file that is written anew by itself: two seconds, during which nobody is answered."""
KINDS = {
    "conversations": "conversation(s) trop vieille(s)",
    "partis": "personne(s) partie(s)",
    "messages": "message(s) sans plus de numéro",
    "incompris": "phrase(s) incomprise(s)",
}
"""What is forgotten, in French."""


def before(delays: Delays, now: datetime) -> Before:
    """Return since when things are kept, at an instant."""
    return Before(
        now - relativedelta(months=delays.words),
        now - timedelta(days=delays.departures),
        wall(MAINLAND, now).date() - timedelta(days=delays.misses),
    )


def purged(purges: Purges, delays: Delays, now: datetime) -> dict[str, int]:
    """Forget all that is too old, and return how many of each kind (`KINDS`)."""
    done = dict.fromkeys(KINDS, 0)
    for kind, count in purges.run(before(delays, now), now):
        done[kind] += count
    return done


def report(done: dict[str, int]) -> str:
    """Say what was forgotten."""
    told = [f"{done[kind]} {name}" for kind, name in KINDS.items() if done[kind]]
    return f"Oublié : {', '.join(told)}." if told else "Rien n'était trop vieux."


@dataclass
class Purger:
    """Looks every minute whether a day has begun; `file` is that of the data, empty when in memory."""

    purges: Purges
    delays: Delays
    clock: Clock
    file: str
    largest: int = LARGEST

    async def run(self) -> None:
        """Look every minute, for ever; what cannot be written now (disk full, file locked) is later."""
        while True:
            try:
                await self.look()
            except (sqlite3.OperationalError, OSError) as error:
                log.error("donnees_indisponibles", raison=str(error))
            await asyncio.sleep(MINUTE)

    async def look(self) -> None:
        """Forget what is too old, once a day; take away the traces of what was erased in the last minute."""
        now = self.clock()
        last = self.purges.last()
        due = last is None or _day(last) != _day(now)
        if due:
            log.info("purge", **await self._purged(now))
        if self.file:
            await asyncio.to_thread(self._clean, anew=due)

    def _clean(self, *, anew: bool) -> None:
        if anew and Path(self.file).stat().st_size <= self.largest:
            rewrite(self.file)
        else:
            checkpoint(self.file, emptied=True)

    async def _purged(self, now: datetime) -> dict[str, int]:
        """Forget by parts, others being answered between two."""
        done, checkpoints = dict.fromkeys(KINDS, 0), Checkpoints(self.file)
        for kind, count in self.purges.run(before(self.delays, now), now):
            done[kind] += count
            await checkpoints.breathe()
        await checkpoints.ended()
        return done


def _day(instant: datetime) -> date:
    return wall(MAINLAND, instant - QUIET).date()
