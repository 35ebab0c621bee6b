"""What those in charge did, for ever: lines are added, and the database refuses to change or remove one.

Nothing is kept about anybody but the one who did it.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import utc

TERMINAL = 0
"""Who did something in a terminal where nobody says who she is: no number of Telegram."""


class Line(NamedTuple):
    """Who (a Telegram number) did what, when; `detail` names what it was done to."""

    id: int
    at: datetime
    who: int
    what: str
    detail: str


class Journal:
    """Adds lines, each a part of the transaction that is open, and reads them."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, who: int, what: str, detail: str, now: datetime) -> None:
        """Add a line."""
        self._db.execute(_NOTE, [utc(now), who, what, detail])

    def lines(self) -> Iterator[Line]:
        """Yield the lines, the first one first."""
        for row in self._db.query("select * from journal order by id"):
            yield Line(row["id"], datetime.fromisoformat(row["at"]), row["who"], row["what"], row["detail"])


_NOTE = "insert into journal (at, who, what, detail) values (?, ?, ?, ?)"
