"""The conversations, by chat."""

import json
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import UTC, datetime

from sqlite_utils import Database

from storage.database import table

Plain = Mapping[str, object]
_SAVE = """
insert into chats (chat, session, seen) values (?, ?, ?)
on conflict (chat) do update set session = excluded.session, seen = excluded.seen
"""
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Sessions:
    """Reads and writes sessions as plain data; one write is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._chats = table(db, "chats")

    def together(self) -> AbstractContextManager[object]:
        """Make one transaction of all that is kept in the file of data meanwhile, of sessions or not."""
        return self._db.atomic()

    def patience(self, seconds: float) -> None:
        """Wait so long, from now on, for another process that writes; 0: not at all."""
        self._db.execute(f"pragma busy_timeout={round(1000 * seconds)}")

    def tried(self) -> None:
        """Write to the file, though nothing new: it is known then whether it takes anything.

        Raises sqlite3.DatabaseError.
        """
        self._db.execute("pragma user_version=0")

    def load(self, chat: int) -> Plain | None:
        """Return what is kept of a chat, or None."""
        row = self._db.execute("select session from chats where chat = ?", [chat]).fetchone()
        return json.loads(row[0]) if row else None

    def save(self, chat: int, data: Plain, seen: datetime) -> None:
        """Keep a session; `seen` is an aware time."""
        session = _written(data)
        self._db.execute(_SAVE, [chat, session, seen.astimezone(UTC).isoformat()])

    def forget(self, chat: int) -> None:
        """Keep nothing of a chat."""
        self._chats.delete_where("chat = ?", [chat])

    def last(self) -> datetime | None:
        """Return when the last word of anybody came, or None."""
        (found,) = self._db.execute("select max(seen) from chats").fetchone()
        return datetime.fromisoformat(found) if found else None

    def count(self) -> int:
        """Return how many conversations are kept."""
        return self._chats.count
