"""What is to be sent, written before anything is: one row a (message, person).

A row is kept as leaving just before its message is sent: if the process dies then, it is known either to be
sent, or to be doubtful. A doubtful row is never repeated by itself. Only a power cut can take back what was
kept since the last checkpoint, a second or two before. All instants are aware; they are kept in UTC, to the
second.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import Any, NamedTuple

from sqlite_utils import Database

from storage.batches import ALERTS, Phase
from storage.database import file_of, utc
from storage.tallies import Row, Tallies

GONE = "parti"
"""The reason of what is not sent because the person cannot be reached any more."""
LIMITED = "limite"
"""The reason of what waits, or waited, because Telegram said how long its chat must."""
NOBODY = 2**53
"""From here on, a number is that of a row whose person was forgotten: those of Telegram are smaller."""


class State(StrEnum):
    """Where a row is."""

    WAITING = "a_envoyer"
    LEAVING = "en_cours"
    SENT = "envoye"
    DOUBTFUL = "douteux"
    DROPPED = "abandonne"
    CANCELLED = "annule"


class Draft(NamedTuple):
    """A message to write down; two with the same key, ever, are one. `body` is what `bot.packing` made.

    `says` is the number of what it tells, when it tells something that is followed; see `storage.told`.
    """

    key: str
    chat: int
    kind: str
    body: str
    not_before: datetime
    says: int | None = None


class Entry(NamedTuple):
    """A row; `attempts` counts the sends that failed and were tried again, `moved` is its last change."""

    id: int
    key: str
    chat: int
    batch: str
    kind: str
    body: str
    state: State
    attempts: int
    reason: str | None
    moved: datetime


class Outbox:
    """Reads and changes the rows; each change is one transaction, or a part of the one that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db

    @property
    def file(self) -> str:
        """The path of the file of data; empty while they are in memory."""
        return file_of(self._db)

    def add(self, batch: str, drafts: Iterable[Draft], now: datetime) -> int:
        """Write messages of an open batch down in one transaction; return how many were not written before.

        Drafts are read one at a time: a hundred thousand take no memory. A batch that was done runs again;
        what is added to a cancelled one is cancelled. Raises LookupError when the batch was never opened.
        """
        with self._db.atomic():
            self._db.execute(_RUN_AGAIN, [batch])
            state = State.CANCELLED if self._phase(batch) is Phase.CANCELLED else State.WAITING
            moved = utc(now)
            worded = lru_cache(maxsize=64)(self._wording)
            rows = (
                (d.key, d.chat, batch, d.kind, worded(d.body), _no_sooner(d.not_before), state, moved, d.says)
                for d in drafts
            )
            return self._db.conn.executemany(_ADD, rows).rowcount

    def _wording(self, body: str) -> int:
        """Return the number of a text, which is kept once for all the rows that say it."""
        self._db.execute("insert or ignore into bodies (body) values (?)", [body])
        return int(self._db.execute("select id from bodies where body = ?", [body]).fetchone()[0])

    def _phase(self, batch: str) -> Phase:
        for row in self._db.query("select state from batches where batch = ?", [batch]):
            return Phase(row["state"])
        raise LookupError(batch)

    def due(self, now: datetime, count: int, besides: Sequence[int] = ()) -> list[Entry]:
        """Return at most `count` rows to send now, shared between the running batches; none of these chats.

        Two rows may be of one chat.
        """
        running = [row["batch"] for row in self._db.query(_RUNNING)]
        found: list[Entry] = []
        for rank, batch in enumerate(running):
            share = -(-(count - len(found)) // (len(running) - rank))
            parameters = [batch, utc(now), *besides, share]
            found += self._entries(_DUE.format(chats=",".join("?" * len(besides))), parameters)
        return found

    def waits(self, start: datetime, end: datetime) -> list[datetime]:
        """Return the instants between two others until which something waits."""
        return [datetime.fromisoformat(at) for (at,) in self._db.execute(_UNTIL, [utc(start), utc(end)])]

    def claim(self, entry: Entry, now: datetime) -> bool:
        """Keep a row as leaving; False when it is not to be sent any more.

        It is not when its batch was paused or cancelled meanwhile, by another process maybe.
        """
        return self._db.execute(_CLAIM, [utc(now), entry.id, entry.chat, utc(now)]).rowcount == 1

    def settle(self, entry: Entry, state: State, now: datetime, reason: str | None = None) -> None:
        """Keep what became of a row: sent, doubtful or dropped."""
        self._db.execute(_SETTLE, [state, reason, utc(now), entry.id])

    def again(self, entry: Entry, until: datetime, now: datetime, reason: str) -> None:
        """Put a row that was not sent back among those that wait, one attempt more, until an instant."""
        self._db.execute(_AGAIN, [_no_sooner(until), reason, utc(now), entry.id])

    def postpone(self, entry: Entry, until: datetime, now: datetime, reason: str | None = None) -> None:
        """Make a row that was not sent, and all that its chat has waiting, wait until an instant.

        When it is LIMITED, what is added later for that chat waits too, whatever becomes of those rows.
        """
        with self._db.atomic():
            self._db.execute(_BACK, [utc(now), entry.id])
            values = [_no_sooner(until), reason, utc(now), entry.chat, _no_sooner(until)]
            self._db.execute(_POSTPONE, values)

    def move(self, entry: Entry, chat: int, now: datetime) -> None:
        """Follow a chat that got another number: its row that was not sent, and all that waits."""
        with self._db.atomic():
            self._db.execute(_BACK, [utc(now), entry.id])
            self._db.execute(_MOVE, [chat, utc(now), entry.chat])

    def withdraw(self, chat: int, reason: str, now: datetime) -> int:
        """Cancel all that waits for a chat that is gone, or that asked to be forgotten; return how many."""
        return self._db.execute(_WITHDRAW, [reason, utc(now), chat]).rowcount

    def forget(self, chat: int) -> None:
        """Keep the rows of a person without her number, which their keys hold too: they are still counted.

        They are never sent any more. One that is leaving arrives, or is cancelled.
        """
        self._db.execute(_FORGET, {"nobody": NOBODY, "chat": chat})

    def cancel(self, batch: str, now: datetime) -> int:
        """Cancel a batch and all that waits in it; return how many. The alerts go on after."""
        with self._db.atomic():
            cancelled = self._db.execute(_CANCEL, [utc(now), batch]).rowcount
            self._db.execute(_CLOSE, [Phase.CANCELLED, batch, Phase.DONE, ALERTS])
        return cancelled

    def recover(self, now: datetime) -> int:
        """Keep as doubtful the rows that were leaving when the last process ended; return how many."""
        return self._db.execute(_RECOVER, [utc(now)]).rowcount

    def doubtful(self) -> Iterator[Entry]:
        """Yield the rows of which nobody knows whether they were sent."""
        yield from self._entries(f"{_WHOLE} where state = 'douteux' order by id", [])

    def repeat(self, ids: Iterable[int], now: datetime) -> list[int]:
        """Make rows that are doubtful or dropped wait again, and their batches run; return those that were.

        A person who is gone is not written to again, and a date that has changed since is not told again.
        """
        repeated: list[int] = []
        with self._db.atomic():
            for number in ids:
                if self._db.execute(_REPEAT, [utc(now), utc(now), number, GONE]).rowcount:
                    repeated.append(number)
                    self._db.execute(_REOPEN, [number])
        return repeated

    def counts(self, batch: str | None = None) -> Counter[State]:
        """Count the rows (of a batch) by state."""
        return Counter({State(state): rows for state, rows in Tallies(self._db).states(batch)})

    def by_region(self, batch: str) -> dict[str, tuple[Counter[State], int]]:
        """Count by region the rows of a digest by state, and those whose person is gone.

        The keys of a digest hold the region (see `Told.number`); those of people who were forgotten do not.
        """
        return gathered(Tallies(self._db).digest(batch, GONE))

    def gone(self, batch: str) -> int:
        """Count the rows of a batch whose person could not be reached any more."""
        return Tallies(self._db).gone(batch, GONE)

    def _entries(self, query: str, parameters: Sequence[object]) -> Iterator[Entry]:
        return map(_entry, self._db.query(query, parameters))


def gathered(rows: Iterable[Row]) -> dict[str, tuple[Counter[State], int]]:
    """Add up rows (region, state, count, those of people who are gone) by region, in order."""
    found: dict[str, tuple[Counter[State], int]] = {}
    for region, state, count, gone in rows:
        counts, before = found.get(region, (Counter(), 0))
        found[region] = (counts + Counter({State(state): count}), before + gone)
    return dict(sorted(found.items()))


_WHOLE = "select *, (select body from bodies where id = wording) as body from outbox"
_RUN_AGAIN = "update batches set state = 'en_cours', closed = null where batch = ? and state = 'fini'"
_LIMIT = "coalesce((select max(not_before) from outbox o where o.chat = {} and reason = 'limite'), '')"
_ADD = f"""
insert into outbox (key, chat, batch, kind, wording, not_before, state, moved, says)
values (?, ?2, ?, ?, ?, max(?, {_LIMIT.format("?2")}), ?, ?, ?) on conflict (key) do nothing
"""  # noqa: S608 - no value
_RUNNING = "select batch from batches where state = 'en_cours' order by opened, batch"
_DUE = f"""
{_WHOLE} where batch = ? and state = 'a_envoyer' and not_before <= ? and chat not in ({{chats}})
order by not_before, id limit ?
"""
_UNTIL = """
select distinct not_before from outbox
where state = 'a_envoyer' and not_before > ? and not_before <= ? and batch in (select batch from batches)
"""
_CLAIM = """
update outbox set state = 'en_cours', moved = ?
where id = ? and chat = ? and state = 'a_envoyer' and not_before <= ?
and batch in (select batch from batches where state = 'en_cours')
"""
_SETTLE = "update outbox set state = ?, reason = ?, moved = ? where id = ?"
NAMELESS = "update outbox set chat = :nobody + id, key = batch || ':' || (:nobody + id), says = null"
"""Takes the number of the person out of rows, and what she was told: a condition follows."""
_FORGET = f"{NAMELESS} where chat = :chat"
_WAITS = f"state = case when chat < {NOBODY} then 'a_envoyer' else 'annule' end"
_AGAIN = f"""
update outbox set {_WAITS}, attempts = attempts + 1, not_before = ?, reason = ?, moved = ?
where id = ?
"""  # noqa: S608 - no value
_BACK = f"update outbox set {_WAITS}, moved = ? where id = ? and state = 'en_cours'"  # noqa: S608 - no value
_POSTPONE = """
update outbox set not_before = ?, reason = coalesce(?, reason), moved = ?
where chat = ? and state = 'a_envoyer' and not_before < ?
"""
_MOVE = "update outbox set chat = ?, moved = ? where chat = ? and state = 'a_envoyer'"
_WITHDRAW = """
update outbox set state = 'annule', reason = ?, moved = ? where chat = ? and state = 'a_envoyer'
"""
_CANCEL = "update outbox set state = 'annule', moved = ? where batch = ? and state = 'a_envoyer'"
_CLOSE = "update batches set state = ? where batch = ? and state <> ? and batch <> ?"
_RECOVER = "update outbox set state = 'douteux', reason = 'arret', moved = ? where state = 'en_cours'"
_REPEAT = f"""
update outbox set state = 'a_envoyer', not_before = max(?, {_LIMIT.format("outbox.chat")}), attempts = 0,
reason = null, moved = ?
where id = ? and state in ('douteux', 'abandonne') and coalesce(reason, '') <> ? and chat < {NOBODY}
and not exists (
    select 1 from sayings t join revisions r on r.window = t.window and r.revision > t.revision
    where t.id = outbox.says
)
"""  # noqa: S608 - no value
_REOPEN = """
update batches set state = 'en_cours', closed = null
where batch = (select batch from outbox where id = ?) and state in ('fini', 'annule')
"""


def _entry(row: dict[str, Any]) -> Entry:
    kept = {name: row[name] for name in Entry._fields}
    return Entry(**kept | {"state": State(row["state"]), "moved": datetime.fromisoformat(row["moved"])})


@lru_cache(maxsize=64)
def _no_sooner(at: datetime) -> str:
    """Write an instant to wait for: rounded up, so that nothing leaves a part of a second too early.

    The thousands of rows of a batch share a few instants, which are written once.
    """
    return utc(at + timedelta(microseconds=999_999))
