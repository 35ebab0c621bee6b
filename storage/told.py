"""What each person was told of the calls, so that nothing is told twice, and so that a change is corrected.

A window (an opening and a closing of a call) has revisions, counted from 1: a new one each time that what is
said of it changes. What was told is kept by (person, window, kind, revision), in the transaction that writes
the message down. All instants are aware; they are kept in UTC, to the second.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from storage.outbox import Draft, Outbox

PART = 200
"""People looked at, or messages withdrawn, at a time: a few milliseconds."""

Line = tuple[str, str, int]
"""A window told, the kind of what is told, and the revision of the window."""
Part = list[tuple[int, tuple[int, ...]]]
"""Some people, in order, each with the ranks of what concerns her."""


@dataclass(frozen=True, slots=True)
class Seen:
    """How many times a window was revised, and when it was first seen."""

    revision: int
    first: datetime


@dataclass(frozen=True, slots=True)
class Item:
    """Something to tell those who asked for a rhythm about a programme, or about `every`.

    Only those who asked before `after`. Not those who were told one of `said` (kinds), of the same revision
    if `exact`.
    """

    programme: str
    every: str
    rhythm: str
    window: str
    kind: str
    revision: int
    after: datetime
    said: tuple[str, ...]
    exact: bool = False


class Told:
    """Reads and changes what was told; each change is one transaction, or a part of the one that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def revise(self, window: str, digest: str, now: datetime) -> Seen:
        """Return the revision of a window, by the digest of what it says: another digest is a new one.

        What waits to be sent and says an older one is cancelled with it, and will be told as it is now.
        """
        row = self._db.execute(_REVISION, [window]).fetchone()
        last, known, first = row or (0, None, _utc(now))
        if known != digest:
            last += 1
            with self._db.atomic():
                self._db.execute(_REVISE, [window, last, digest, _utc(now)])
                self._withdraw(_OUTDATED, [window, last], now)
        return Seen(last, datetime.fromisoformat(first))

    def due(self, region: str, items: Iterable[Item]) -> Iterator[Part]:
        """Yield those of a region to whom something is to be told, with the ranks of the items, in order.

        A part of the people is looked at between two yields, even when nothing is due to any of them.
        """
        asked = set(self._db.execute(_ASKED, [region]))
        ranked = (
            (rank, _parameters(item))
            for rank, item in enumerate(items)
            if not asked.isdisjoint({(item.programme, item.rhythm), (item.every, item.rhythm)})
        )
        return self._parts(region, _DUE, tuple(ranked))

    def corrections(self, region: str, changed: Iterable[tuple[str, str, int]], every: str) -> Iterator[Part]:
        """Yield, as `due` does, those who were told of windows that have changed since, with their ranks.

        `changed` are windows, their programme and their revision. Only who still asks about the programme (or
        about `every`) in the region; only what was sent, or may have been.
        """
        windows = [[programme, every, *[window, revision] * 2] for window, programme, revision in changed]
        return self._parts(region, _CHANGED, tuple(enumerate(windows)))

    def _parts(self, region: str, query: str, asked: Sequence[tuple[int, list[object]]]) -> Iterator[Part]:
        last = -(2**63)
        while asked:
            (end,) = self._db.execute(_END, [region, last, PART]).fetchone()
            if end is None:
                return
            found: dict[int, list[int]] = {}
            for rank, parameters in asked:
                for (chat,) in self._db.execute(query, [region, last, end, *parameters]):
                    found.setdefault(chat, []).append(rank)
            yield [(chat, tuple(found[chat])) for chat in sorted(found)]
            last = end

    def write(
        self, outbox: Outbox, batch: str, messages: Sequence[tuple[Draft, Sequence[Line]]], now: datetime
    ) -> None:
        """Write messages of an open batch down with what they tell, all or nothing."""
        rows = [(draft.chat, *line, draft.key) for draft, told in messages for line in told]
        with self._db.atomic():
            outbox.add(batch, (draft for draft, _ in messages), now)
            self._db.conn.executemany("insert or ignore into told values (?, ?, ?, ?, ?)", rows)

    def expire(self, before: datetime, now: datetime) -> Iterator[int]:
        """Cancel what waits since before an instant: what it says of days left is not true any more.

        Yield how many messages, a part of them at a time.
        """
        while gone := self._withdraw(_OLD, [_utc(before), PART], now):
            yield gone

    def _withdraw(self, query: str, parameters: list[object], now: datetime) -> int:
        """Cancel messages that a query finds; nothing of them counts as told any more."""
        with self._db.atomic():
            rows = self._db.execute(query, parameters).fetchall()
            self._db.conn.executemany(
                "delete from told where chat = ? and key = ?", [row[1:] for row in rows]
            )
            self._db.conn.executemany(_CANCEL, [(_utc(now), number) for number, *_ in rows])
        return len(rows)

    def forget(self, chat: int) -> None:
        """Keep nothing of what a person was told."""
        self._db.execute("delete from told where chat = ?", [chat])

    def move(self, old: int, new: int) -> None:
        """Follow a chat that got another number."""
        with self._db.atomic():
            self._db.execute("update or ignore told set chat = ? where chat = ?", [new, old])
            self.forget(old)

    def digested(self, week: str, region: str) -> bool:
        """Tell whether the digest of a week was made for a region."""
        query = "select 1 from digests where week = ? and region = ?"
        return self._db.execute(query, [week, region]).fetchone() is not None

    def digest(self, week: str, region: str, now: datetime) -> None:
        """Keep that the digest of a week was made for a region."""
        self._db.execute("insert or ignore into digests values (?, ?, ?)", [week, region, _utc(now)])


_REVISION = """
select max(revision), digest, (select at from revisions where window = r.window and revision = 1)
from revisions r where window = ? group by window
"""
_REVISE = "insert into revisions (window, revision, digest, at) values (?, ?, ?, ?)"
_ASKED = "select distinct programme, rhythm from subscriptions where region = ?"
_END = """
select max(chat) from (
    select distinct chat from subscriptions where region = ? and chat > ? order by chat limit ?
)
"""
_DUE = """
select distinct s.chat from subscriptions s
where s.region = ? and s.chat > ? and s.chat <= ? and s.programme in (?, ?) and s.rhythm = ? and s.since < ?
and not exists (
    select 1 from told t where t.chat = s.chat and t.window = ?
    and t.kind in (select value from json_each(?)) and (? = 0 or t.revision = ?)
)
"""
_CHANGED = """
select chat from (
    select distinct chat from subscriptions
    where region = ? and chat > ? and chat <= ? and programme in (?, ?)
) s
where not exists (select 1 from told t where t.chat = s.chat and t.window = ? and t.revision >= ?)
and exists (
    select 1 from told t join outbox o on o.key = t.key and o.state in ('envoye', 'douteux')
    where t.chat = s.chat and t.window = ? and t.revision < ?
)
"""
_WAITING = """
select distinct o.id, o.chat, o.key from outbox o cross join told t on t.chat = o.chat and t.key = o.key
where o.batch in (select batch from batches where closed is null) and o.state = 'a_envoyer'
"""
_OUTDATED = f"{_WAITING} and t.window = ? and t.revision < ?"
_OLD = f"{_WAITING} and o.not_before < ? limit ?"
_CANCEL = "update outbox set state = 'annule', reason = 'perime', moved = ? where id = ?"


def _parameters(item: Item) -> list[object]:
    asked = [item.programme, item.every, item.rhythm, _utc(item.after)]
    return [*asked, item.window, json.dumps(item.said), item.exact, item.revision]


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds")
