"""Forgets what is too old, once a day, and leaves no trace of what was erased in the file of data."""

import asyncio
import sqlite3
from dataclasses import dataclass, field
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


def written_anew(size: int, *, done: bool, largest: int = LARGEST) -> str:
    """Say what becomes of the file itself, when the bot does not write it anew by itself; else nothing."""
    if not done:
        return (
            "Le fichier n'a pas pu être récrit : il est occupé, ou le disque est plein. Relancez la commande."
        )
    if size <= largest:
        return ""
    return (
        f"Le fichier est récrit ; il fait {size // 1_000_000} Mo. Au-delà de {largest // 1_000_000} Mo, "
        "le bot ne le récrit pas chaque nuit : relancez « cress-bot purger » à une heure calme."
    )


@dataclass
class Purger:
    """Looks every minute whether a day has begun; `file` is that of the data, empty when in memory."""

    purges: Purges
    delays: Delays
    clock: Clock
    file: str
    largest: int = LARGEST
    _told: bool = field(default=False, init=False)

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
        size = Path(self.file).stat().st_size if anew else 0
        if anew and size <= self.largest:
            rewrite(self.file)
            return
        if anew and not self._told:
            log.warning("fichier_non_recrit", octets=size, limite=self.largest, commande="cress-bot purger")
            self._told = True
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
