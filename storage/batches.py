"""The batches of messages: a broadcast, the digest of a Monday, the alerts.

A batch is prepared (nothing of it leaves until all is written), then runs; it may be paused or cancelled, is
stopped when Telegram refuses what it says, is done when nothing of it waits any more. `ALERTS` runs always.
"""

from collections.abc import Iterator
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import utc

ALERTS = "alertes"
"""The batch of what leaves by itself, all the time."""


class Phase(StrEnum):
    """Where a batch is."""

    PREPARING = "en_preparation"
    RUNNING = "en_cours"
    PAUSED = "en_pause"
    STOPPED = "arrete"
    CANCELLED = "annule"
    DONE = "fini"


class Batch(NamedTuple):
    """A batch, as it was opened and as it is."""

    batch: str
    title: str
    state: Phase
    opened: datetime


class Batches:
    """Reads and changes the batches; each change is one transaction, or a part of the one that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open(self, batch: str, title: str, now: datetime, state: Phase = Phase.PREPARING) -> None:
        """Open a batch; one that is open already stays as it is."""
        self._db.execute(_OPEN, [batch, title, state, utc(now)])

    def start(self, batch: str) -> bool:
        """Let a prepared batch leave; False when it was not being prepared."""
        return self._change(batch, Phase.RUNNING, Phase.PREPARING)

    def pause(self, batch: str) -> bool:
        """Hold a running batch: what is leaving arrives, nothing more leaves. False when it does not run."""
        return self._change(batch, Phase.PAUSED, Phase.RUNNING)

    def stop(self, batch: str) -> bool:
        """Hold a running batch whose content was refused. False when it was stopped already."""
        return self._change(batch, Phase.STOPPED, Phase.RUNNING)

    def resume(self, batch: str) -> bool:
        """Let a held batch go on. False when it was not held."""
        return self._change(batch, Phase.RUNNING, Phase.PAUSED, Phase.STOPPED)

    def end(self, batch: str, now: datetime) -> bool:
        """Keep as over a batch of which nothing waits any more. False when it was already."""
        return self._db.execute(_END, [utc(now), batch, ALERTS]).rowcount == 1

    def all(self) -> Iterator[Batch]:
        """Yield the batches, the last opened first."""
        return self._found("select * from batches order by opened desc, batch")

    def over(self) -> list[Batch]:
        """Return the batches of which nothing waits nor is leaving any more, and whose end was not kept."""
        return list(self._found(_OVER, [ALERTS]))

    def get(self, batch: str) -> Batch | None:
        """Return a batch, or None."""
        return next(self._found("select * from batches where batch = ?", [batch]), None)

    def _change(self, batch: str, to: Phase, *states: Phase) -> bool:
        query = f"update batches set state = ? where batch = ? and state in ({','.join('?' * len(states))})"  # noqa: S608 - only marks
        return self._db.execute(query, [to, batch, *states]).rowcount == 1

    def _found(self, query: str, parameters: list[str] | None = None) -> Iterator[Batch]:
        for row in self._db.query(query, parameters or []):
            opened = datetime.fromisoformat(row["opened"])
            yield Batch(row["batch"], row["title"], Phase(row["state"]), opened)


_OPEN = "insert or ignore into batches (batch, title, state, opened) values (?, ?, ?, ?)"
_END = """
update batches set closed = ?, state = case state when 'en_cours' then 'fini' else state end
where batch = ? and batch <> ? and closed is null
"""
_OVER = """
select * from batches where state in ('en_cours', 'annule') and closed is null and batch <> ?
and not exists (select 1 from outbox where batch = batches.batch and state = 'a_envoyer')
and not exists (select 1 from outbox where batch = batches.batch and state = 'en_cours')
order by opened
"""
