"""How what is said of each window changed.

A window (an opening and a closing of a call) has revisions, counted from 1: a new one each time that what is
said of it changes. All instants are aware; they are kept in UTC, to the second.
"""

from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import utc


class Seen(NamedTuple):
    """How many times a window was revised, when it was first seen, what it says (digest) and until when."""

    revision: int
    first: datetime
    digest: str
    ends: datetime | None


class Revisions:
    """Reads and changes the revisions; each change is one transaction, or a part of the one that is open."""

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

        `ends` is until when what it says now holds. What says the last one, and waits, is retracted before.
        """
        until = ends.replace(microsecond=0)
        if seen and (seen.digest, seen.ends) == (digest, until):
            return seen
        if seen and seen.digest == digest:
            self._db.execute(_PROLONG, [utc(until), window, seen.revision])
            return seen._replace(ends=until)
        if seen and (before := self._unsaid(window, digest)):
            return Seen(before, seen.first, digest, until)
        last, first = (seen.revision + 1, seen.first) if seen else (1, now)
        self._db.execute(_REVISE, [window, last, digest, utc(now), utc(until)])
        return Seen(last, first, digest, until)

    def _unsaid(self, window: str, digest: str) -> int | None:
        """Return the former revision with a digest, when nobody was told of those after: they are dropped.

        A mistake that is mended before anybody was told of it is no change.
        """
        with self._db.atomic():
            found = self._db.execute(_UNSAID, [window, digest, window]).fetchone()
            if found:
                self._db.execute("delete from revisions where window = ? and revision > ?", [window, *found])
        return int(found[0]) if found else None

    def drop(self, window: str, revision: int, now: datetime) -> None:
        """Keep that a window is not in the content any more, once what waits about it was retracted."""
        self._db.execute(_PROLONG, [utc(now), window, revision])

    def reached(self, window: str) -> int:
        """Count the people who were told of a window: by going through all of them."""
        return int(self._db.execute(_REACHED, [window]).fetchone()[0])

    def rename(self, old: str, new: str) -> None:
        """Follow a window that bears another name, never seen: what was told of it was told."""
        with self._db.atomic():
            for name in ("revisions", "sayings"):
                query = f"update {name} set window = ? where window = ?"  # noqa: S608 - our own tables
                self._db.execute(query, [new, old])


_KNOWN = """
select window, max(revision), digest, ends,
(select at from revisions where window = r.window and revision = 1)
from revisions r group by window
"""
_REVISE = "insert into revisions (window, revision, digest, at, ends) values (?, ?, ?, ?, ?)"
_PROLONG = "update revisions set ends = ? where window = ? and revision = ?"
_UNSAID = """
select max(revision) from revisions where window = ? and digest = ?
having max(revision) >= coalesce((
    select max(y.revision) from sayings y
    where y.window = ? and exists (select 1 from outbox where says = y.id)
), 1)
"""
_REACHED = "select count(distinct chat) from told where window = ?"


def _instant(written: str) -> datetime:
    return datetime.fromisoformat(written)
