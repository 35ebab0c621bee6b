"""What the next message of somebody is for, when it was asked for; it is not waited for very long."""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import utc

PATIENCE = timedelta(minutes=15)
"""After that, what somebody writes is a message like any other."""


class Prompt(NamedTuple):
    """A broadcast, and what is asked about it (`texte`, `motif`)."""

    broadcast: int
    what: str


class Prompts:
    """One at most a chat; each change is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def ask(self, chat: int, prompt: Prompt, now: datetime) -> None:
        """Wait for the next message of a chat."""
        self._db.execute(_ASK, [chat, prompt.broadcast, prompt.what, utc(now + PATIENCE)])

    def of(self, chat: int, now: datetime) -> Prompt | None:
        """Return what the next message of a chat is for, None when it is a message like any other."""
        found = self._db.execute(_OF, [chat, utc(now)]).fetchone()
        return Prompt(*found) if found else None

    def forget(self, chat: int) -> None:
        """Wait for nothing more."""
        self._db.execute("delete from prompts where chat = ?", [chat])


_ASK = "insert or replace into prompts (chat, broadcast, what, until) values (?, ?, ?, ?)"
_OF = "select broadcast, what from prompts where chat = ? and until >= ?"
