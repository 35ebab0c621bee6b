"""What each person was told of the calls, so that nothing is told twice, and so that a change is corrected.

A window (an opening and a closing of a call) has revisions, counted from 1: a new one each time that what is
said of it changes. What was told is kept by (person, window, kind, revision), in the transaction that writes
the message down. All instants are aware; they are kept in UTC, to the second.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlite_utils import Database

from storage.database import utc
from storage.outbox import Draft, Outbox
from storage.parts import Part, parts


@dataclass(frozen=True, slots=True)
class Seen:
    """How many times a window was revised, when it was first seen, what it says (digest) and until when."""

    revision: int
    first: datetime
    digest: str
    ends: datetime | None


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


@dataclass(frozen=True, slots=True)
class Line:
    """A window told to a person by the message of a key.

    Keys end with the instant (UTC) of their writing, `20261130T080000`; those of a digest begin with its week
    and region, `resume-2026-11-30:53`.
    """

    chat: int
    window: str
    kind: str
    revision: int
    key: str


class Told:
    """Reads and changes what was told; each change is one transaction, or a part of the one that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def known(self) -> dict[str, Seen]:
        """Return each window that was ever seen, as it was last."""
        rows = self._db.execute(_KNOWN)
        return {
            window: Seen(last, _instant(first), digest, ends and _instant(ends))
            for window, last, digest, ends, first in rows
        }

    def revise(self, window: str, seen: Seen | None, digest: str, ends: datetime, now: datetime) -> Seen:
        """Return the revision of a window last seen so: another digest of what it says is a new one.

        `ends` is until when what it says now holds.
        """
        until = ends.replace(microsecond=0)
        if seen and (seen.digest, seen.ends) == (digest, until):
            return seen
        if seen and seen.digest == digest:
            self._db.execute(_PROLONG, [utc(until), window, seen.revision])
            return replace(seen, ends=until)
        if seen and (before := self._unsaid(window, digest, seen.revision, now)):
            return Seen(before, seen.first, digest, until)
        last, first = (seen.revision + 1, seen.first) if seen else (1, now)
        self._db.execute(_REVISE, [window, last, digest, utc(now), utc(until)])
        return Seen(last, first, digest, until)

    def _unsaid(self, window: str, digest: str, last: int, now: datetime) -> int | None:
        """Return the former revision with a digest, when nobody was told of those after: they are dropped.

        A mistake that is mended before anybody was told of it is no change.
        """
        self.retract(window, last + 1, now)
        with self._db.atomic():
            found = self._db.execute(_UNSAID, [window, digest, window]).fetchone()
            if found:
                self._db.execute("delete from revisions where window = ? and revision > ?", [window, *found])
        return int(found[0]) if found else None

    def drop(self, window: str, revision: int, now: datetime) -> int:
        """Withdraw what waits about a window that is not in the content any more; nothing follows it.

        Return how many people were told of it, and will not hear.
        """
        self.retract(window, revision + 1, now)
        self._db.execute(_PROLONG, [utc(now), window, revision])
        return int(self._db.execute(_REACHED, [window]).fetchone()[0])

    def rename(self, old: str, new: str) -> None:
        """Follow a window that bears another name, never seen: what was told of it was told."""
        with self._db.atomic():
            for name in ("revisions", "told"):
                query = f"update {name} set window = ? where window = ?"  # noqa: S608 - our own tables
                self._db.execute(query, [new, old])

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
        return parts(self._db, region, _DUE, tuple(ranked))

    def corrections(
        self, region: str, changed: Iterable[tuple[str, str, int, datetime | None]], every: str
    ) -> Iterator[Part]:
        """Yield, as `due` does, those who were told of windows that have changed since, with their ranks.

        `changed` are windows, their programme, their revision, and, for one that is over, the instant after
        which what people were told must end: else it is past for them too. Only who still asks about the
        programme (or about `every`) in the region. What counts is the last that was sent to her, or may have
        been: who stopped while a date was another one, and asks again once it is back, holds what is true.
        """
        windows: tuple[tuple[int, list[object]], ...] = tuple(
            (rank, [programme, every, window, revision, after and utc(after), revision, window])
            for rank, (window, programme, revision, after) in enumerate(changed)
        )
        return parts(self._db, region, _CHANGED, windows)

    def write(
        self, outbox: Outbox, batch: str, drafts: Iterable[Draft], lines: Iterable[Line], now: datetime
    ) -> None:
        """Write messages of an open batch down with what they tell, all or nothing."""
        rows = [(line.chat, line.window, line.kind, line.revision, line.key) for line in lines]
        with self._db.atomic():
            outbox.add(batch, drafts, now)
            self._db.conn.executemany("insert or ignore into told values (?, ?, ?, ?, ?)", rows)

    def outdated(self) -> set[str]:
        """Return the windows of which an older revision waits to be sent, or was cancelled or dropped."""
        return {window for (window,) in self._db.execute(_OUTDATED)}

    def retract(self, window: str, revision: int, now: datetime) -> int:
        """Cancel what waits to be sent and says an older revision of a window; return how many messages.

        Nothing of those messages counts as told any more, nor of those that were cancelled or dropped before:
        it will be told as it is now.
        """
        query = f"delete from told where window = ? and revision < ? and {_CANCELLED}"  # noqa: S608
        self._db.execute(query, [window, revision])
        return self._withdraw(_OLDER, [window, revision], now)

    def expire(self, before: datetime, now: datetime) -> int:
        """Cancel what was written before an instant and waits: the days left that it tells are past.

        A digest of which something is cancelled is to be made anew, for those who did not get it.
        """
        return self._withdraw(_OLD, [f"{before.astimezone(UTC):%Y%m%dT%H%M%S}"], now)

    def unsay(self, chat: int) -> None:
        """Count as not told what a person was to be told, and that was cancelled."""
        self._db.execute(f"delete from told where chat = ? and {_CANCELLED}", [chat])  # noqa: S608

    def renounce(self, batch: str) -> None:
        """Count as not told what was cancelled in a batch: another one will say what is still true."""
        query = f"delete from told where key in (select key from outbox where batch = ?) and {_CANCELLED}"  # noqa: S608
        self._db.execute(query, [batch])

    def untell(self, key: str) -> None:
        """Count as not told what the message of a key says: it could not be sent."""
        self._db.execute("delete from told where key = ?", [key])

    def _withdraw(self, query: str, parameters: list[object], now: datetime) -> int:
        with self._db.atomic():
            keys = json.dumps([key for (key,) in self._db.execute(query, parameters)])
            self._db.execute(_UNTELL, [keys])
            self._db.execute(_UNMAKE, [keys])
            return self._db.execute(_CANCEL, [utc(now), keys]).rowcount

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
        self._db.execute("insert or ignore into digests values (?, ?, ?)", [week, region, utc(now)])


_KNOWN = """
select window, max(revision), digest, ends,
(select at from revisions where window = r.window and revision = 1)
from revisions r group by window
"""
_REVISE = "insert into revisions (window, revision, digest, at, ends) values (?, ?, ?, ?, ?)"
_PROLONG = "update revisions set ends = ? where window = ? and revision = ?"
_UNSAID = """
select max(revision) from revisions where window = ? and digest = ?
having max(revision) >= coalesce((select max(revision) from told where window = ?), 1)
"""
_REACHED = """
select count(distinct t.chat) from told t
join outbox o on o.key = t.key and o.state in ('envoye', 'douteux') where t.window = ?
"""
_ASKED = "select distinct programme, rhythm from subscriptions where region = ?"
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
and (
    select r.digest <> n.digest and coalesce(r.ends >= ?, 1) from told t
    join outbox o on o.key = t.key and o.state in ('envoye', 'douteux')
    join revisions r on r.window = t.window and r.revision = t.revision
    join revisions n on n.window = t.window and n.revision = ?
    where t.chat = s.chat and t.window = ? and t.revision < n.revision order by t.revision desc limit 1
)
"""
_OUTDATED = """
select distinct t.window from outbox o cross join told t on t.key = o.key
where o.batch in (select batch from batches) and o.state in ('a_envoyer', 'annule', 'abandonne')
and exists (select 1 from revisions r where r.window = t.window and r.revision > t.revision)
and exists (select 1 from revisions where revision > 1)
"""
_OLDER = """
select distinct t.key from told t join outbox o on o.key = t.key
where t.window = ? and t.revision < ? and o.state = 'a_envoyer'
"""
_OLD = """
select distinct t.key from outbox o cross join told t on t.key = o.key
where o.batch in (select batch from batches) and o.state = 'a_envoyer' and substr(o.key, -15) < ?
"""
_UNMAKE = """
delete from digests where 'resume-' || week || ':' || region in (
    select substr(value, 1, 20) from json_each(?)
)
"""
_CANCELLED = "exists (select 1 from outbox o where o.key = told.key and o.state in ('annule', 'abandonne'))"
_UNTELL = "delete from told where key in (select value from json_each(?))"
_CANCEL = """
update outbox set state = 'annule', reason = 'perime', moved = ?
where key in (select value from json_each(?)) and state = 'a_envoyer'
"""


def _parameters(item: Item) -> list[object]:
    asked = [item.programme, item.every, item.rhythm, utc(item.after)]
    return [*asked, item.window, json.dumps(item.said), item.exact, item.revision]


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
