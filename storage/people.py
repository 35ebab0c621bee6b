"""All that is held about a chat, wherever it is, and the one way to erase it.

Every column of the data that holds the number of a chat is named in `HOLDINGS`; a test compares it with the
schema.
"""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storage.broadcasts import Broadcasts
from storage.database import utc
from storage.outbox import GONE, Outbox
from storage.prompts import Prompts
from storage.sessions import Sessions
from storage.subscriptions import Subscriptions

Rows = list[dict[str, object]]


class Holding(NamedTuple):
    """A table, and its columns that hold a number of a chat; `known` makes an index of use, when one is.

    `besides` is what is read elsewhere with its columns. `lasting`: what somebody did with a role stays,
    whatever she asks.
    """

    table: str
    columns: tuple[str, ...] = ("chat",)
    known: str = ""
    lasting: bool = False
    besides: str = ""

    @property
    def where(self) -> str:
        """The condition on its rows; the number is `:chat`."""
        return self.known + " or ".join(f"{column} = :chat" for column in self.columns)


HOLDINGS = (
    Holding("chats"),
    Holding("subscriptions"),
    Holding("told"),
    Holding("outbox", besides=", (select body from bodies where id = wording) as body"),
    Holding("audiences", known="broadcast in (select id from broadcasts) and "),
    Holding("prompts"),
    Holding("departures"),
    Holding("broadcasts", ("author", "confirmed"), lasting=True),
    Holding("journal", ("who",), lasting=True),
)
"""In the order in which they are told."""


class Erased(NamedTuple):
    """How many rows were erased, and how many stay, by table; without those of which there is none."""

    gone: Mapping[str, int]
    kept: Mapping[str, int]


class People:
    """Reads and erases what is held about a chat; nothing is written but by `leave`, `back` and `forget`."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def held(self, chat: int) -> dict[str, Rows]:
        """Return the rows that hold the number of a chat, by table, in plain data; {} when there is none."""
        found = {h.table: self._rows(h, chat) for h in HOLDINGS}
        return {name: rows for name, rows in found.items() if rows}

    def _rows(self, holding: Holding, chat: int) -> Rows:
        query = f"select *{holding.besides} from {holding.table} where {holding.where}"  # noqa: S608 - our own
        return [_plain(row) for row in self._db.query(query, {"chat": chat})]

    def count(self, chat: int) -> dict[str, int]:
        """Count the rows that hold the number of a chat, by table; {} when there is none."""
        found = {h.table: self._count(h, chat) for h in HOLDINGS}
        return {name: count for name, count in found.items() if count}

    def _count(self, holding: Holding, chat: int) -> int:
        query = f"select count(*) from {holding.table} where {holding.where}"  # noqa: S608 - our own tables
        return int(self._db.execute(query, {"chat": chat}).fetchone()[0])

    def forget(self, chat: int, now: datetime) -> Erased:
        """Keep nothing of a person, in one transaction; what waited for her is cancelled.

        What she was sent is still counted, under the number of nobody. What she did with a role stays.
        """
        outbox = Outbox(self._db)
        with self._db.atomic():
            before = self.count(chat)
            outbox.withdraw(chat, GONE, now)
            Subscriptions(self._db).forget(chat)
            Broadcasts(self._db).forget(outbox, chat)
            Prompts(self._db).forget(chat)
            Sessions(self._db).forget(chat)
            self.back(chat)
            kept = self.count(chat)
        return Erased({name: n - kept.get(name, 0) for name, n in before.items() if name not in kept}, kept)

    def leave(self, chat: int, now: datetime) -> None:
        """Keep since when a person of whom something is held cannot be reached: she is forgotten in time."""
        if self.count(chat):
            self._db.execute("insert or ignore into departures (chat, at) values (?, ?)", [chat, utc(now)])

    def back(self, chat: int) -> None:
        """Keep that a person can be reached again."""
        self._db.execute("delete from departures where chat = ?", [chat])


def _plain(row: dict[str, object]) -> dict[str, object]:
    """Return a row in plain data: what is kept as JSON is read; where a text is kept says nothing."""
    held = ((name, value) for name, value in row.items() if name != "wording")
    return {name: json.loads(str(value)) if name in _JSON else value for name, value in held}


_JSON = {"session", "body"}
