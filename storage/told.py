"""What each person was told of the calls, so that nothing is told twice, and so that a change is corrected.

A window has revisions (`storage.revisions`). What a message tells is a set of (window, kind, revision), kept
once under a number (`sayings`) that the rows of all the messages that tell the same bear: who was told is
known from the rows themselves, written in one go. What is cancelled bears none. All instants are aware; they
are kept in UTC, to the second.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import utc
from storage.parts import Part, parts
from storage.revisions import Revisions


class Item(NamedTuple):
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
            (rank, [programme, every, window, revision, after and utc(after), revision, window, window])
            for rank, (window, programme, revision, after) in enumerate(changed)
            if self._said(window, revision)
        )
        return parts(self._db, region, _CHANGED, windows)

    def _said(self, window: str, revision: int) -> bool:
        """Tell whether anybody at all was told an older revision of a window."""
        return self._db.execute(_SAID, [window, revision]).fetchone() is not None

    def number(self, said: Iterable[Said]) -> int | None:
        """Return the number of a set of facts (`Draft.says`), made if it is new; None for no fact.

        Keys of such messages end with the instant (UTC) of their writing, `20261130T080000`; those of a
        digest begin with its week and region, `resume-2026-11-30:53`.
        """
        facts = set(said)
        if not facts:
            return None
        for (number,) in self._db.execute(_WITH, next(iter(facts))).fetchall():
            if self._facts(number) == facts:
                return int(number)
        with self._db.atomic():
            (number,) = self._db.execute(_NEXT).fetchone()
            self._db.conn.executemany(_SAY, [(number, *fact) for fact in facts])
        return int(number)

    def _facts(self, number: int) -> set[Said]:
        return set(self._db.execute("select window, kind, revision from sayings where id = ?", [number]))

    def outdated(self) -> set[str]:
        """Return the windows of which an older revision waits to be sent, or was dropped."""
        return {window for (window,) in self._db.execute(_OUTDATED)}

    def older(self, window: str, revision: int) -> list[int]:
        """Return the rows of the messages that say an older revision of a window, and that were not sent."""
        return [row for (row,) in self._db.execute(_OLDER, [window, revision])]

    def expired(self, before: datetime) -> list[int]:
        """Return the rows of the messages that were written before an instant, and wait."""
        return [row for (row,) in self._db.execute(_OLD, [f"{before.astimezone(UTC):%Y%m%dT%H%M%S}"])]

    def waiting(self, chat: int) -> list[int]:
        """Return the rows of the messages that tell a person something, and wait."""
        return [row for (row,) in self._db.execute(_WAITING, [chat])]

    def retract(self, window: str, ids: Sequence[int], now: datetime) -> None:
        """Cancel those of some messages that wait; what they say of a window does not count as told any more.

        Nor what those say that were cancelled or dropped before: it will be told as it is now.
        """
        listed = json.dumps(ids)
        with self._db.atomic():
            for (number,) in self._db.execute(_CANCELLED, [listed, window]).fetchall():
                rest = self.number({fact for fact in self._facts(number) if fact[0] != window})
                self._db.execute(_SAY_LESS, [rest, listed, number])
            self.withdraw(ids, now)

    def withdraw(self, ids: Sequence[int], now: datetime) -> None:
        """Cancel those of some messages that wait: nothing of what they say counts as told any more.

        A digest of which something is cancelled is to be made anew, for those who did not get it.
        """
        listed = json.dumps(ids)
        with self._db.atomic():
            self._db.execute(_UNMAKE, [listed])
            self._db.execute(_CANCEL, [utc(now), listed])

    def unsay(self, chat: int) -> None:
        """Count as not told what a person was to be told, and that was cancelled."""
        self._db.execute(f"{_UNTELL} where chat = ? and {_UNSENT}", [chat])

    def renounce(self, batch: str) -> None:
        """Count as not told what was cancelled in a batch: another one will say what is still true."""
        self._db.execute(f"{_UNTELL} where batch = ? and {_UNSENT}", [batch])

    def untell(self, key: str) -> None:
        """Count as not told what the message of a key says: it could not be sent."""
        self._db.execute(f"{_UNTELL} where key = ?", [key])

    def move(self, old: int, new: int) -> None:
        """Follow a chat that got another number: it was told what it was."""
        self._db.execute("update outbox set chat = ? where chat = ? and says is not null", [new, old])

    def digested(self, week: str, region: str) -> bool:
        """Tell whether the digest of a week was made for a region."""
        query = "select 1 from digests where week = ? and region = ?"
        return self._db.execute(query, [week, region]).fetchone() is not None

    def digest(self, week: str, region: str, now: datetime) -> None:
        """Keep that the digest of a week was made for a region."""
        self._db.execute("insert or ignore into digests values (?, ?, ?)", [week, region, utc(now)])


_ASKED = "select 1 from subscriptions where region = ? and programme in (?, ?) and rhythm = ? limit 1"
_SAID = """
select 1 from sayings t
where window = ? and revision < ? and exists (select 1 from outbox where says = t.id) limit 1
"""
_WITH = "select id from sayings where window = ? and kind = ? and revision = ?"
_NEXT = "select coalesce(max(id), 0) + 1 from sayings"
_SAY = "insert into sayings (id, window, kind, revision) values (?, ?, ?, ?)"
_DUE = """
select distinct s.chat from subscriptions s
where s.region = ? and s.chat > ? and s.chat <= ? and s.programme in (?, ?) and s.rhythm = ? and s.since < ?
and not exists (
    select 1 from outbox o where o.chat = s.chat and +o.says in (
        select id from sayings
        where window = ? and kind in (select value from json_each(?)) and (? = 0 or revision = ?)
    )
)
"""
_CHANGED = """
select chat from (
    select distinct chat from subscriptions
    where region = ? and chat > ? and chat <= ? and programme in (?, ?)
) s
where not exists (
    select 1 from outbox o
    where o.chat = s.chat and +o.says in (select id from sayings where window = ? and revision >= ?)
)
and (
    select r.digest <> n.digest and coalesce(r.ends >= ?, 1)
    from outbox o cross join sayings t on t.id = o.says
    join revisions r on r.window = t.window and r.revision = t.revision
    join revisions n on n.window = t.window and n.revision = ?
    where o.chat = s.chat and o.state in ('envoye', 'douteux')
    and +o.says in (select id from sayings where window = ?) and t.window = ?
    and t.revision < n.revision order by t.revision desc limit 1
)
"""
_OUTDATED = """
select distinct window from sayings t
where exists (select 1 from revisions r where r.window = t.window and r.revision > t.revision)
and exists (select 1 from outbox o where o.says = t.id and o.state in ('a_envoyer', 'abandonne'))
"""
_OLDER = """
select id from outbox
where says in (select id from sayings where window = ? and revision < ?)
and state in ('a_envoyer', 'annule', 'abandonne') order by id
"""
_OLD = """
select id from outbox
where batch in (select batch from batches) and state = 'a_envoyer' and says is not null
and substr(key, -15) < ?
"""
_WAITING = "select id from outbox where chat = ? and says is not null and state = 'a_envoyer' order by id"
_UNMAKE = """
delete from digests where 'resume-' || week || ':' || region in (
    select substr(key, 1, 20) from outbox
    where id in (select value from json_each(?)) and state = 'a_envoyer'
)
"""
_UNSENT = "state in ('annule', 'abandonne')"
_UNTELL = "update outbox set says = null"
_CANCELLED = f"""
select distinct says from outbox
where id in (select value from json_each(?)) and {_UNSENT}
and +says in (select id from sayings where window = ?)
"""  # noqa: S608 - no value
_SAY_LESS = f"""
update outbox set says = ? where id in (select value from json_each(?)) and +says = ? and {_UNSENT}
"""  # noqa: S608 - no value
_CANCEL = """
update outbox set state = 'annule', reason = case reason when 'limite' then reason else 'perime' end,
moved = ?, says = null
where id in (select value from json_each(?)) and state = 'a_envoyer'
"""


def _parameters(item: Item) -> list[object]:
    asked = [item.programme, item.every, item.rhythm, utc(item.after)]
    return [*asked, item.window, json.dumps(item.said), item.exact, item.revision]
