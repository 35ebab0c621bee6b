"""What each person was told of the calls, so that nothing is told twice, and so that a change is corrected.

A window has revisions (`storage.revisions`). What was told is kept by (window, person, kind, revision), in
the transaction that writes the message down. All instants are aware; they are kept in UTC, to the second.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlite_utils import Database

from storage.database import each, utc
from storage.outbox import Draft, Outbox
from storage.parts import Part, parts
from storage.revisions import Revisions


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


Said = tuple[str, str, int]
"""What a message tells: a window, a kind, a revision."""


class Told:
    """Reads and changes what was told; each change is one transaction, or a part of the one that is open."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self.revisions = Revisions(db)

    def due(self, region: str, items: Iterable[Item]) -> Iterator[Part]:
        """Yield those of a region to whom something is to be told, with the ranks of the items, in order.

        A part of the people is looked at between two yields, even when nothing is due to any of them.
        """
        ranked = ((rank, _parameters(item)) for rank, item in enumerate(items) if self._asked(region, item))
        return parts(self._db, region, _DUE, tuple(ranked))

    def _asked(self, region: str, item: Item) -> bool:
        asked = [region, item.programme, item.every, item.rhythm]
        return self._db.execute(_ASKED, asked).fetchone() is not None

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
            if self._said(window, revision)
        )
        return parts(self._db, region, _CHANGED, windows)

    def _said(self, window: str, revision: int) -> bool:
        """Tell whether anybody at all was told an older revision of a window."""
        return self._db.execute(_SAID, [window, revision]).fetchone() is not None

    def write(
        self, outbox: Outbox, batch: str, written: Sequence[tuple[Draft, Iterable[Said]]], now: datetime
    ) -> None:
        """Write messages of an open batch down with what they tell, all or nothing.

        Keys end with the instant (UTC) of their writing, `20261130T080000`; those of a digest begin with its
        week and region, `resume-2026-11-30:53`.
        """
        rows = (
            (window, draft.chat, kind, revision, draft.key)
            for draft, said in written
            for window, kind, revision in said
        )
        with self._db.atomic():
            outbox.add(batch, (draft for draft, _ in written), now)
            self._db.conn.executemany(_TELL, rows)

    def outdated(self) -> set[str]:
        """Return the windows of which an older revision waits to be sent, or was dropped."""
        return {window for (window,) in self._db.execute(_OUTDATED)}

    def older(self, window: str, revision: int) -> list[str]:
        """Return the keys of the messages that say an older revision of a window, and that were not sent."""
        return [key for (key,) in self._db.execute(_OLDER, [window, revision])]

    def expired(self, before: datetime) -> list[str]:
        """Return the keys of the messages that were written before an instant, and wait."""
        return [key for (key,) in self._db.execute(_OLD, [f"{before.astimezone(UTC):%Y%m%dT%H%M%S}"])]

    def retract(self, window: str, keys: Sequence[str], now: datetime) -> None:
        """Cancel those of some messages that wait; what they say of a window does not count as told any more.

        Nor what those say that were cancelled or dropped before: it will be told as it is now.
        """
        listed = json.dumps(keys)
        query = (
            f"delete from told where window = ? and key in (select value from json_each(?)) and {_CANCELLED}"  # noqa: S608
        )
        with self._db.atomic():
            self._db.execute(query, [window, listed])
            self.withdraw(keys, now)

    def withdraw(self, keys: Sequence[str], now: datetime) -> None:
        """Cancel those of some messages that wait: nothing of what they say counts as told any more.

        A digest of which something is cancelled is to be made anew, for those who did not get it.
        """
        with self._db.atomic():
            waiting = json.dumps([key for (key,) in self._db.execute(_WAITING, [json.dumps(keys)])])
            self._db.execute(_UNTELL, [waiting])
            self._db.execute(_UNMAKE, [waiting])
            self._db.execute(_CANCEL, [utc(now), waiting])

    def unsay(self, chat: int) -> None:
        """Count as not told what a person was to be told, and that was cancelled."""
        self._db.execute(f"delete from told where {_OF} and {_CANCELLED}", [chat])  # noqa: S608

    def renounce(self, batch: str) -> None:
        """Count as not told what was cancelled in a batch: another one will say what is still true."""
        query = f"delete from told where key in (select key from outbox where batch = ?) and {_CANCELLED}"  # noqa: S608
        self._db.execute(query, [batch])

    def untell(self, key: str) -> None:
        """Count as not told what the message of a key says: it could not be sent."""
        self._db.execute("delete from told where key = ?", [key])

    def forget(self, chat: int) -> None:
        """Keep nothing of what a person was told."""
        self._db.execute(f"delete from told where {_OF}", [chat])  # noqa: S608

    def move(self, old: int, new: int) -> None:
        """Follow a chat that got another number."""
        with self._db.atomic():
            self._db.execute(f"update or ignore told set chat = ? where {_OF}", [new, old])  # noqa: S608
            self.forget(old)

    def digested(self, week: str, region: str) -> bool:
        """Tell whether the digest of a week was made for a region."""
        query = "select 1 from digests where week = ? and region = ?"
        return self._db.execute(query, [week, region]).fetchone() is not None

    def digest(self, week: str, region: str, now: datetime) -> None:
        """Keep that the digest of a week was made for a region."""
        self._db.execute("insert or ignore into digests values (?, ?, ?)", [week, region, utc(now)])


_TELL = "insert or ignore into told (window, chat, kind, revision, key) values (?, ?, ?, ?, ?)"
_ASKED = "select 1 from subscriptions where region = ? and programme in (?, ?) and rhythm = ? limit 1"
_SAID = "select 1 from told where window = ? and revision < ? limit 1"
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
where o.batch in (select batch from batches) and o.state in ('a_envoyer', 'abandonne')
and exists (select 1 from revisions r where r.window = t.window and r.revision > t.revision)
and exists (select 1 from revisions where revision > 1)
"""
_OLDER = """
select distinct o.key from outbox o cross join told t on t.key = o.key
where o.batch in (select batch from batches) and o.state in ('a_envoyer', 'annule', 'abandonne')
and t.window = ? and t.revision < ?
"""
_OLD = """
select distinct o.key from outbox o cross join told t on t.key = o.key
where o.batch in (select batch from batches) and o.state = 'a_envoyer' and substr(o.key, -15) < ?
"""
_WAITING = "select key from outbox where key in (select value from json_each(?)) and state = 'a_envoyer'"
_UNMAKE = """
delete from digests where 'resume-' || week || ':' || region in (
    select substr(value, 1, 20) from json_each(?)
)
"""
BY_WINDOW = f"window in ({each('told', 'window')}) and "
"""Seeks by window, as the table is kept, without reading it whole: a condition on the chat follows."""
_OF = f"{BY_WINDOW} chat = ?"
"""What a person was told."""
_CANCELLED = "exists (select 1 from outbox o where o.key = told.key and o.state in ('annule', 'abandonne'))"
_UNTELL = "delete from told where key in (select value from json_each(?))"
_CANCEL = """
update outbox set state = 'annule', reason = 'perime', moved = ?
where key in (select value from json_each(?)) and state = 'a_envoyer'
"""


def _parameters(item: Item) -> list[object]:
    asked = [item.programme, item.every, item.rhythm, utc(item.after)]
    return [*asked, item.window, json.dumps(item.said), item.exact, item.revision]
