"""The file of data of a bot, from its start: opened and held; or awaited, people being guided from memory.

What bars it may pass: a disk that is full or read-only, rights, a file that another program holds. What does
not is refused: a folder, a file of another program or of a newer version.
"""

import asyncio
import errno
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.backing import Caution, salvage
from bot.clock import Clock
from bot.enduring import PATIENCE, unavailable
from bot.keeping import Tell
from bot.logs import log
from bot.serving import Held, Tenure, here, take, unrivalled
from storage.awaited import become, stand_in
from storage.database import Database, UncopiedError, UnusableError, open_database
from storage.lease import Holder, Lease
from storage.presence import present
from storage.sessions import Sessions

PASSING = {
    sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_LOCKED,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_CANTOPEN,
}
"""What SQLite refuses for a reason that may pass, by the last byte of its code."""
BARRING = {
    errno.ENOSPC,
    errno.EDQUOT,
    errno.EFBIG,
    errno.EROFS,
    errno.EACCES,
    errno.EPERM,
    errno.EIO,
    errno.ESTALE,
}
"""The same, by the number of an error of the system."""
Barred = UnusableError | sqlite3.DatabaseError


def reason(error: Barred) -> Exception:
    """Return what the system or SQLite said; that a file could not be copied says more."""
    if isinstance(error, UncopiedError):
        return error
    return error.__cause__ if isinstance(error.__cause__, OSError | sqlite3.Error) else error


def passing(file: Path, error: Barred) -> bool:
    """Tell whether what bars a file may pass; that something else has its name does not."""
    said = reason(error)
    if isinstance(said, UncopiedError):
        return True
    with suppress(OSError):
        if file.exists() and not file.is_file():
            return False
    if isinstance(said, OSError):
        return said.errno in BARRING
    return getattr(said, "sqlite_errorcode", 0) & 0xFF in PASSING


@dataclass
class Data:
    """The data of a bot; `db` is a connection to the file, or to what stands for it while it is barred.

    `notices` are what operators are to be told of it; `copies` is the folder of its copies, kept `days`.
    """

    file: Path
    copies: Path
    days: int
    clock: Clock
    db: Database
    held: Tenure
    barred: Exception | None = None
    notices: list[str] = field(default_factory=list)
    there: asyncio.Event = field(default_factory=asyncio.Event, init=False)
    _same: Callable[[], bool] = field(init=False)

    def __post_init__(self) -> None:
        self._follow()

    def _follow(self) -> None:
        self._same = present(self.db)
        if self.barred is None:
            self.there.set()

    def present(self) -> bool:
        """Tell whether the file that was opened is still at its place."""
        return self._same()

    async def regain(self, tell: Tell) -> bool:
        """Open the file if it could not be before; return whether it is. What is slow is done in a thread."""
        if self.barred is None:
            return True
        try:
            notices = await asyncio.to_thread(self._prepare)
            self._take_over()
        except Held:
            self.held.over = True  # who took the file meanwhile serves it
        except (UnusableError, sqlite3.DatabaseError) as error:
            self._still(error, tell)
        else:
            for notice in notices:
                tell(notice)
        return self.barred is None

    def _prepare(self) -> list[str]:
        db, notices = opened(self.file, self.copies, self.days, self.clock)
        db.conn.close()
        return notices

    def _take_over(self) -> None:
        """Make all that was built on what stood for the file use the file, once its lease is ours."""
        db = open_database(self.file, waits=PATIENCE)
        try:
            take(Lease(db), self.held.mine, self.clock())
        except BaseException:
            db.conn.close()
            raise
        become(self.db, db)
        self.held.taken, self.barred = True, None
        self._follow()

    def _still(self, error: Barred, tell: Tell) -> None:
        """Note once why the file is still barred; a reason that does not pass is told."""
        passes = passing(self.file, error)
        said = reason(error) if passes else error
        if str(said) == str(self.barred):
            return
        self.barred = said
        if passes:
            log.error("donnees_indisponibles", raison=str(said))
        else:
            log.error("donnees_refusees", raison=str(error))
            tell(f"{error}. Le bot répond toujours, de mémoire.")


def opened(file: Path, copies: Path, days: int, clock: Clock) -> tuple[Database, list[str]]:
    """Open a file of data that takes what is written, set aside if it is lost, else copied if it is old.

    Return what operators are to be told too. Raises UnusableError or sqlite3.DatabaseError.
    """
    told = salvage(file, copies, clock())
    notices = [told] if told else []
    db = open_database(file, before=Caution(copies, days, clock, notices.append), waits=PATIENCE)
    try:
        Sessions(db).tried()
    except BaseException:
        db.conn.close()
        raise
    return db, notices


@contextmanager
def holding(file: Path, copies: Path, days: int, clock: Clock) -> Iterator[Data]:
    """Hold a file of data as long as the block lasts, or what stands for it while it is barred.

    Raises Held when another process holds it, UnusableError when what bars it does not pass.
    """
    mine = Holder(here(), os.getpid(), clock())
    with ExitStack() as stack:
        barred: Exception | None = None
        notices: list[str] = []
        try:
            db, notices = opened(file, copies, days, clock)
            stack.callback(db.conn.close)
            take(Lease(db), mine, clock())
        except (UnusableError, sqlite3.DatabaseError) as error:
            if not passing(file, error):
                raise
            barred, db = reason(error), stand_in(file)
            log.error("donnees_indisponibles", raison=str(barred))
            unrivalled(Lease(db), clock())
        stack.callback(db.close)
        held = Tenure(Lease(db), mine, clock, unavailable, taken=barred is None)
        stack.callback(held.end)
        yield Data(file, copies, days, clock, db, held, barred, notices)
