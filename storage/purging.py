"""What is not kept any longer: words said too long ago, people who left, old messages, texts not understood.

Everything is looked at by parts, each one transaction, so that others are answered between two of them.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlite_utils import Database

from storage.database import utc
from storage.misses import Misses
from storage.outbox import NAMELESS, NOBODY
from storage.people import People
from storage.tallies import Tallies

PART = 500
"""Rows looked at, at a time: a few milliseconds, when all of them go."""
FEW = 50
"""Messages that lose their number at a time: each is in several indexes."""

Done = tuple[str, int]
"""What a part did: a kind (`conversations`, `partis`, `messages`, `incompris`), and how many of it."""


@dataclass(frozen=True)
class Before:
    """Since when things are kept: the last word of a person and what she was sent, her departure, a text."""

    word: datetime
    departure: datetime
    miss: date


class Purges:
    """Forgets what is too old."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def run(self, before: Before, now: datetime) -> Iterator[Done]:
        """Forget all that is older, a part of it between two yields; a part may have done nothing."""
        yield from self._conversations(utc(before.word))
        yield from self._departures(utc(before.departure), now)
        yield from self._messages(utc(before.word), now)
        yield "incompris", Misses(self._db).purge(before.miss)
        self._db.execute("delete from prompts where until < ?", [utc(now)])
        with self._db.atomic():
            self._db.execute("delete from purges")
            self._db.execute("insert into purges (at) values (?)", [utc(now)])

    def last(self) -> datetime | None:
        """Return when everything was last looked at, or None."""
        found = self._db.execute("select max(at) from purges").fetchone()[0]
        return datetime.fromisoformat(found) if found else None

    def _conversations(self, before: str) -> Iterator[Done]:
        for start, end in self._ranges("chats", "chat"):
            query = "delete from chats where chat > ? and chat <= ? and seen < ?"
            yield "conversations", self._db.execute(query, [start, end, before]).rowcount

    def _departures(self, before: str, now: datetime) -> Iterator[Done]:
        """Forget who left; who came back since, whatever Telegram said, is only not gone any more."""
        people = People(self._db)
        for chat, here in self._db.execute(_LEFT, [before]).fetchall():
            if here:
                people.back(chat)
            else:
                people.forget(chat, now)
            yield "partis", int(not here)

    def _messages(self, before: str, now: datetime) -> Iterator[Done]:
        """Keep old messages without their number, but those that say what somebody still knows.

        Those without a number are then only counted.
        """
        for start, end in self._ranges("outbox", "id"):
            found = [n for (n,) in self._db.execute(_OLD, [start, end, before, utc(now)])]
            for first in range(0, len(found) or 1, FEW):
                few = found[first : first + FEW]
                with self._db.atomic():
                    for query in (_RENAME, _FORGET):
                        self._db.execute(query, {"nobody": NOBODY, "ids": json.dumps(few)})
                yield "messages", len(few)
            gone = [n for (n,) in self._db.execute(_COUNTED, [start, end, before])]
            for first in range(0, len(gone), FEW):
                Tallies(self._db).fold(gone[first : first + FEW])
                yield "messages", 0
        self._db.execute(_UNSENT, [before])
        Tallies(self._db).sweep()

    def _ranges(self, table: str, column: str) -> Iterator[tuple[int, int]]:
        """Yield the bounds of the parts of a table: after the first, up to the second."""
        start = -(2**63)
        query = (
            f"select max({column}) from (select {column} from {table} where {column} > ? order by 1 limit ?)"  # noqa: S608
        )
        while (end := self._db.execute(query, [start, PART]).fetchone()[0]) is not None:
            yield start, end
            start = end


_LEFT = """
select chat, exists (select 1 from chats c where c.chat = d.chat and c.seen > d.at)
    or exists (select 1 from subscriptions s where s.chat = d.chat and s.since > d.at)
from departures d where at < ?
"""
_OLD = f"""
select id from outbox o where id > ? and id <= ? and moved < ? and chat < {NOBODY}
and state not in ('a_envoyer', 'en_cours') and not (
    exists (select 1 from subscriptions s where s.chat = o.chat)
    and exists (
        select 1 from sayings t join revisions r on r.window = t.window
        where t.id = o.says and coalesce(r.ends, '9') >= ?
    )
)
"""  # noqa: S608 - no value
_COUNTED = f"""
select id from outbox where id > ? and id <= ? and moved < ? and chat >= {NOBODY}
and state not in ('a_envoyer', 'en_cours')
"""  # noqa: S608 - no value
_IDS = "(select value from json_each(:ids))"
_RENAME = f"""
update audiences
set chat = :nobody + (select id from outbox where key = 'diffusion-' || broadcast || ':' || chat)
where (broadcast, chat) in (
    select cast(substr(batch, 11) as integer), chat from outbox
    where id in {_IDS} and batch like 'diffusion-%'
)
"""  # noqa: S608 - no value
_FORGET = f"{NAMELESS} where id in {_IDS}"
_UNSENT = f"""
delete from audiences where chat < {NOBODY}
and broadcast in (select id from broadcasts where at < ? and state <> 'confirme')
and not exists (select 1 from outbox where key = 'diffusion-' || broadcast || ':' || audiences.chat)
"""  # noqa: S608 - no value
