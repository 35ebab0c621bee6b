"""The broadcasts: what somebody wants to tell the people of some regions, from its draft to its end.

A broadcast is sealed by a hash of its text, of the chats that it reaches and of the day. What is confirmed is
a seal: its audience is frozen first, by parts, and confirmed when it is the one that was sealed, so that what
leaves is what was confirmed. Each change is one transaction, with its line in the journal.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from enum import StrEnum
from typing import Any, NamedTuple

from sqlite_utils import Database

from storage.database import utc
from storage.journal import Journal
from storage.outbox import GONE, NOBODY, Outbox, State, gathered
from storage.subscriptions import listed
from storage.tallies import Tallies

SEAL = 16
"""Digits of a seal."""
FROZEN = 2_000
"""People frozen at a time: a few milliseconds."""
PAGE = 500
"""Recipients read at a time: others may be stopped between two reads."""


class Stage(StrEnum):
    """Where a broadcast is; once confirmed, it is not changed any more."""

    DRAFT = "brouillon"
    PROPOSED = "propose"
    CONFIRMED = "confirme"
    LEFT = "parti"
    DROPPED = "abandonne"


OPEN = (Stage.DRAFT, Stage.PROPOSED)


class Broadcast(NamedTuple):
    """A broadcast; `regions` of None are all of them, `seal` is what was asked to be confirmed."""

    id: int
    author: int
    regions: tuple[str, ...] | None
    text: str
    state: Stage
    seal: str | None
    confirmed: int | None
    at: datetime

    @property
    def batch(self) -> str:
        """The batch of its messages."""
        return f"diffusion-{self.id}"


class Sealed(NamedTuple):
    """The seal of a broadcast as it is now, and how many chats it reaches."""

    seal: str
    people: int


class _OtherSeal(Exception):  # noqa: N818 - nothing is wrong
    """What is confirmed is not what is."""


class Broadcasts:
    """Reads and changes the broadcasts."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._journal = Journal(db)

    def new(self, author: int, regions: Sequence[str] | None, text: str, now: datetime) -> Broadcast:
        """Begin a broadcast."""
        with self._db.atomic():
            values = [author, listed(regions), text, Stage.DRAFT, utc(now)]
            made = self.get(int(self._db.execute(_NEW, values).lastrowid or 0))
            assert made is not None  # noqa: S101 - it was just written
            self._journal.note(author, "commence", f"diffusion {made.id}", now)
        return made

    def get(self, number: int) -> Broadcast | None:
        """Return a broadcast, or None."""
        return next(self._found("id = ?", number), None)

    def open_of(self, author: int) -> Broadcast | None:
        """Return the last broadcast that somebody has to finish, or None."""
        return next(self._found("author = ? and state in ('brouillon', 'propose')", author), None)

    def proposed(self) -> list[Broadcast]:
        """Return those that wait to be confirmed, the last one first."""
        return list(self._found("state = ?", Stage.PROPOSED))

    def confirmed(self) -> list[Broadcast]:
        """Return those whose messages are not all written down yet."""
        return list(self._found("state = ?", Stage.CONFIRMED))

    def since(self, at: datetime) -> list[Broadcast]:
        """Return those that left, or will, since an instant."""
        return list(self._found("state in ('confirme', 'parti') and at >= ?", utc(at)))

    def write(self, number: int, text: str, who: int, now: datetime) -> bool:
        """Change the text of an open broadcast, which becomes a draft again; False when it is not open."""
        return self._change(number, OPEN, {"text": text, "state": Stage.DRAFT}, (who, "texte", now))

    def choose(self, number: int, regions: Sequence[str] | None, who: int, now: datetime) -> bool:
        """Change the regions of an open broadcast, which becomes a draft again; False when it is not open."""
        values = {"regions": listed(regions), "state": Stage.DRAFT}
        return self._change(number, OPEN, values, (who, "regions", now))

    def propose(self, number: int, seal: str, who: int, now: datetime) -> bool:
        """Ask for a seal to be confirmed; False when it is no draft."""
        values = {"seal": seal, "state": Stage.PROPOSED}
        return self._change(number, (Stage.DRAFT,), values, (who, "valide", now), seal)

    def reopen(self, number: int, what: str, who: int, now: datetime) -> bool:
        """Make a draft of a proposed broadcast; `what` says why. False when it is not proposed."""
        return self._change(number, (Stage.PROPOSED,), {"state": Stage.DRAFT}, (who, what, now))

    def drop(self, number: int, who: int, now: datetime) -> bool:
        """Give an open broadcast up; False when it is not open."""
        return self._change(number, OPEN, {"state": Stage.DROPPED}, (who, "abandonne", now))

    def freeze(self, number: int, seal: str) -> Iterator[int]:
        """Keep the people of a proposed seal as its audience, a part of them between two yields of how many.

        It is nothing yet, nor after a crash: `confirm` makes it what leaves, if it is what was sealed. Begun
        again, it replaces what was kept. It ends as soon as the seal is not proposed any more.
        """
        found, start = self.get(number), -(2**63)
        regions = [listed(found.regions if found else ())] * 2
        people = FROZEN
        while people == FROZEN:
            (end, people) = self._db.execute(_PART, [start, *regions, FROZEN]).fetchone()
            end = end if people == FROZEN else 2**63 - 1
            with self._db.atomic():
                if self._db.execute(_PROPOSED, [number, seal]).fetchone() is None:
                    return
                self._db.execute(_THAW, [number, start, end])
                self._db.execute(_AUDIENCE, [number, start, end, *regions])
            start = end
            if people == FROZEN:
                yield people

    def confirm(self, number: int, seal: str, day: date, who: int, now: datetime) -> bool:
        """Confirm a seal that is proposed, on a day of mainland France, with the audience that was frozen.

        False when something else is proposed, or when text, audience or day are not what was sealed.
        """
        values = {"state": Stage.CONFIRMED, "confirmed": who}
        with suppress(_OtherSeal), self._db.atomic():
            if not self._change(number, (Stage.PROPOSED,), values, (who, "confirme", now), seal):
                return False
            found = self.get(number)
            frozen = self._db.execute(_FROZEN, [number]).fetchone()
            if found is None or not found.seal == seal == _sealed(found, day, *frozen).seal:
                raise _OtherSeal
            return True
        return False

    def note(self, number: int, what: str, who: int, now: datetime) -> None:
        """Keep in the journal what was done with a broadcast without changing it."""
        self._journal.note(who, what, f"diffusion {number}", now)

    def left(self, number: int, now: datetime) -> None:
        """Keep that all the messages of a confirmed broadcast are written down."""
        self._db.execute(_LEFT, [utc(now), number])

    def sealed(self, broadcast: Broadcast, day: date) -> Sealed:
        """Seal a broadcast as it is now, for a day of mainland France."""
        regions = listed(broadcast.regions)
        return _sealed(broadcast, day, *self._db.execute(_CHATS, [regions, regions]).fetchone())

    def recipients(self, number: int) -> Iterator[tuple[int, tuple[str, ...]]]:
        """Yield the chats of a confirmed broadcast and their regions, but who asks for nothing there now."""
        last = -(2**63)
        while page := self._db.execute(_PAGE, [number, last, PAGE]).fetchall():
            for chat, regions in page:
                yield chat, tuple(sorted(regions.split(",")))
            last = page[-1][0]

    def narrow(self, chat: int, reason: str, now: datetime) -> None:
        """Cancel what waits for a chat from broadcasts to regions of which it asks for nothing any more."""
        self._db.execute(_NARROW, [reason, utc(now), chat])

    def forget(self, outbox: Outbox, chat: int) -> None:
        """Keep what a person was sent under the number of nobody, so that it is still counted by region."""
        with self._db.atomic():
            self._db.execute(_RENAME, {"nobody": NOBODY, "chat": chat})
            self._db.execute(_ERASE, [chat])
            outbox.forget(chat)

    def by_region(self, number: int) -> dict[str, tuple[Counter[State], int]]:
        """Count by region the messages of a broadcast by state, and those whose person is gone.

        Somebody who asked in several of its regions counts in the first one.
        """
        rows = Tallies(self._db).broadcast(number, GONE)
        return gathered((min(regions.split(",")), state, count, gone) for regions, state, count, gone in rows)

    def _change(
        self,
        number: int,
        states: Sequence[Stage],
        values: Mapping[str, object],
        done: tuple[int, str, datetime],
        seal: str = "",
    ) -> bool:
        """Change a broadcast that is in one of some states, and note who did what."""
        who, what, now = done
        values = {"at": utc(now), **values}
        query = f"update broadcasts set {', '.join(f'{name} = ?' for name in values)} where id = ?"  # noqa: S608 - names of columns
        query += f" and state in ({','.join('?' * len(states))})"
        with self._db.atomic():
            changed = self._db.execute(query, [*values.values(), number, *states]).rowcount == 1
            if changed:
                self._journal.note(who, what, f"diffusion {number} {seal}".strip(), now)
        return changed

    def _found(self, condition: str, *parameters: object) -> Iterator[Broadcast]:
        query = f"select * from broadcasts where {condition} order by id desc"  # noqa: S608 - no value
        return map(_broadcast, self._db.query(query, parameters))


_NEW = "insert into broadcasts (author, regions, text, state, at) values (?, ?, ?, ?, ?)"
_LEFT = "update broadcasts set state = 'parti', at = ? where id = ? and state = 'confirme'"
_IN = "(? is null or region in (select value from json_each(?)))"
_CHATS = f"""
select count(*), group_concat(chat) from (select distinct chat from subscriptions where {_IN} order by chat)
"""  # noqa: S608 - no value
_PROPOSED = "select 1 from broadcasts where id = ? and seal = ? and state = 'propose'"
_PART = f"""
select max(chat), count(*)
from (select distinct chat from subscriptions where chat > ? and {_IN} order by chat limit ?)
"""  # noqa: S608 - no value
_THAW = "delete from audiences where broadcast = ? and chat > ? and chat <= ?"
_AUDIENCE = f"""
insert into audiences (broadcast, chat, regions)
select ?, chat, group_concat(distinct region) from subscriptions
where chat > ? and chat <= ? and {_IN} group by chat
"""  # noqa: S608 - no value
_FROZEN = """
select count(*), group_concat(chat) from (select chat from audiences where broadcast = ? order by chat)
"""
_ASKS = "exists (select 1 from subscriptions s where s.chat = audiences.chat and instr(regions, s.region))"
_PAGE = f"""
select chat, regions from audiences where broadcast = ? and chat > ?
and broadcast in (select id from broadcasts where state in ('confirme', 'parti'))
and {_ASKS} order by chat limit ?
"""  # noqa: S608 - no value
_NARROW = f"""
update outbox set state = 'annule', reason = ?, moved = ? where chat = ? and state = 'a_envoyer'
and exists (
    select 1 from audiences where batch = 'diffusion-' || broadcast and chat = outbox.chat
    and broadcast = cast(substr(batch, 11) as integer) and not {_ASKS}
)
"""  # noqa: S608 - no value
_RENAME = """
update audiences
set chat = :nobody + (select id from outbox where key = 'diffusion-' || broadcast || ':' || :chat)
where broadcast in (select id from broadcasts) and chat = :chat
and exists (select 1 from outbox where key = 'diffusion-' || broadcast || ':' || :chat)
"""
_ERASE = "delete from audiences where broadcast in (select id from broadcasts) and chat = ?"


def _broadcast(row: dict[str, Any]) -> Broadcast:
    return Broadcast(
        id=row["id"],
        author=row["author"],
        regions=None if row["regions"] is None else tuple(json.loads(row["regions"])),
        text=row["text"],
        state=Stage(row["state"]),
        seal=row["seal"],
        confirmed=row["confirmed"],
        at=datetime.fromisoformat(row["at"]),
    )


def _sealed(broadcast: Broadcast, day: date, people: int, chats: str | None) -> Sealed:
    whole = "\n".join((day.isoformat(), broadcast.text, chats or ""))
    return Sealed(hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()[:SEAL], people)
