"""Who asked to be told of the calls: by region, programme and rhythm."""

import json
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlite_utils import Database

from storage.database import each, utc


class Subscription(NamedTuple):
    """A region (INSEE code), a programme, or all of them, and when to be told; ids of the content."""

    region: str
    programme: str
    rhythm: str


class Subscriptions:
    """Reads and changes what people asked for; each change is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def of(self, chat: int) -> tuple[Subscription, ...]:
        """Return what a chat asked for, in order."""
        rows = self._db.execute(_OF, [chat]).fetchall()
        return tuple(Subscription(*row) for row in rows)

    def keep(self, chat: int, wanted: Iterable[Subscription], now: datetime) -> None:
        """Make what a chat asks for exactly this; what it asked for before keeps its day."""
        kept = set(wanted)
        with self._db.atomic():
            for gone in set(self.of(chat)) - kept:
                self._db.execute(_STOP, [chat, gone.region, gone.programme, gone.rhythm])
            for one in sorted(kept):
                self._db.execute(_ADD, [chat, one.region, one.programme, one.rhythm, utc(now)])

    def forget(self, chat: int) -> int:
        """Tell a chat nothing more; return how many subscriptions it had."""
        return self._db.execute("delete from subscriptions where chat = ?", [chat]).rowcount

    def move(self, old: int, new: int) -> None:
        """Follow a chat that got another number."""
        with self._db.atomic():
            self._db.execute("update or ignore subscriptions set chat = ? where chat = ?", [new, old])
            self.forget(old)

    def regions(self) -> list[str]:
        """Return the regions in which somebody asked for something."""
        return [code for (code,) in self._db.execute(each("subscriptions", "region"))]

    def count(self, regions: Sequence[str] | None = None) -> Counter[str]:
        """Count the chats by region; one that asked in two regions counts in both."""
        return Counter(dict(self._db.execute(_COUNT, [listed(regions)] * 2).fetchall()))


_OF = "select region, programme, rhythm from subscriptions where chat = ? order by region, programme, rhythm"
_STOP = "delete from subscriptions where chat = ? and region = ? and programme = ? and rhythm = ?"
_ADD = "insert or ignore into subscriptions (chat, region, programme, rhythm, since) values (?, ?, ?, ?, ?)"
_COUNT = """
select region, count(distinct chat) from subscriptions
where ? is null or region in (select value from json_each(?)) group by region
"""


def listed(regions: Sequence[str] | None) -> str | None:
    """Write regions as queries take them, in order; None is all of them."""
    return None if regions is None else json.dumps(sorted(regions))
