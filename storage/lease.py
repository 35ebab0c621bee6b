"""Who serves the people of this file: one process at a time, by a lease that it renews.

Two processes that ask Telegram for updates would each get some of them. A holder that dies without a word
leaves a lease that ends by itself.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlite_utils import Database

from storage.database import table, utc

LASTS = timedelta(seconds=60)
"""How long a lease lasts after it was last renewed."""
RENEWED = timedelta(seconds=15)
"""How often its holder renews it."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A process that holds the lease: where, its number there, since when."""

    host: str
    pid: int
    since: datetime

    @property
    def machine(self) -> str:
        """The name of the machine, without what tells its containers apart."""
        return self.host.partition("#")[0]


class Lease:
    """The lease of a file of data."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._table = table(db, "lease")

    def holder(self) -> Holder | None:
        """Return who holds it, or held it last without giving it back."""
        row = next(iter(self._table.rows), None)
        return Holder(row["host"], row["pid"], datetime.fromisoformat(row["since"])) if row else None

    def serving(self, now: datetime) -> Holder | None:
        """Return who holds it now: not renewed in time, it is nobody's, though still there."""
        return self.holder() if any(self._table.rows_where("renewed > ?", [utc(now - LASTS)])) else None

    def take(self, mine: Holder, now: datetime, dead: Holder | None = None) -> bool:
        """Take the lease if it is free or over, or if a holder who is known to be dead has it."""
        gone = [dead.host, dead.pid, utc(dead.since)] if dead else ["", 0, ""]
        values = [mine.host, mine.pid, utc(mine.since), utc(now), utc(now - LASTS), *gone]
        return self._changed(_TAKE, values)

    def renew(self, mine: Holder, now: datetime) -> bool:
        """Renew the lease; False when somebody else has it."""
        return self._changed(_RENEW, [utc(now), mine.host, mine.pid, utc(mine.since)])

    def give_back(self, mine: Holder) -> None:
        """Leave the lease to whoever wants it, if it is still held."""
        self._changed(_GIVE_BACK, [mine.host, mine.pid, utc(mine.since)])

    def _changed(self, statement: str, values: list[object]) -> bool:
        with self._db.atomic():
            return bool(self._db.execute(statement, values).rowcount)


_TAKE = (
    "insert into lease (id, host, pid, since, renewed) values (1, ?, ?, ?, ?) on conflict (id) do update set "
    "host = excluded.host, pid = excluded.pid, since = excluded.since, renewed = excluded.renewed "
    "where renewed <= ? or (host = ? and pid = ? and since = ?)"
)
_RENEW = "update lease set renewed = ? where host = ? and pid = ? and since = ?"
_GIVE_BACK = "delete from lease where host = ? and pid = ? and since = ?"
