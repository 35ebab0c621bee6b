"""The one file of data: opened in WAL mode, brought up to date by its migrations."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import TypeVar

from sqlite_utils import Database

from storage.schema import migrations, table

__all__ = [
    "BESIDE",
    "MEMORY",
    "Database",
    "aside",
    "checkpoint",
    "copied",
    "each",
    "file_of",
    "open_database",
    "rewrite",
    "sought",
    "table",
    "unfit",
    "utc",
]


T = TypeVar("T")
MEMORY = ":memory:"
BESIDE = ("", "-wal", "-shm")
"""The endings of the files in which SQLite keeps one database."""
BARRED = "il ne peut pas être créé, lu ou écrit (dossier, droits, place sur le disque, autre programme)"
DAMAGED = "il est abîmé, ou n'est pas une base de données"
FOLDER = "c'est un dossier, il faut un fichier"
MISSING = "il n'existe pas. CRESS_DONNEES, ou --donnees, dit où est le bon"
FOREIGN = "ce fichier n'est pas un fichier de données de cress-bot"
NEWER = (
    "ce fichier vient d'une version plus récente de cress-bot. Remettez cette version, ou la copie faite "
    "avant elle (docs/exploitation.md, « Mettre à jour »)"
)
PAGES = 25_000
"""Pages of 4 kB after which a write brings them back into the file itself, for tens of milliseconds: the last
resort, when nobody does it beside; see `checkpoint`."""
WAITS = 5.0
"""Seconds that another process which holds the file is waited for, where nobody else waits meanwhile."""
CACHE = 256
"""The kB of the file that a connection holds in memory. With the 2,000 of SQLite, each of 10,000 people
weighs 190 bytes more (`benchmarks.weighing`); reading and writing one of 100,000 takes no less."""


Before = Callable[[Path], object]
"""What is done to a file of data before it is brought up to date, if it must be."""


class UnusableError(Exception):
    """The file of data cannot be opened; the message says which, and `why`, in French.

    `damaged` tells that it is there and is not a database, or not a whole one.
    """

    def __init__(self, path: Path, why: str, *, damaged: bool = False) -> None:
        super().__init__(f"« {path} » ne peut pas servir de fichier de données : {why}")
        self.why = why
        self.damaged = damaged


class UncopiedError(UnusableError):
    """The file would be brought up to date, and could not be copied before: it stays as it is."""


class File(Database):
    """A file of data that other processes write to as well: the commands, beside the bot."""

    @contextmanager
    def atomic(self) -> Iterator[Database]:
        """Do all or nothing.

        The lock is taken first: what is read in it is still so when it is written. Taken at the first write,
        as the library does, it is refused at once when another process wrote since the first read.
        """
        if self.conn.in_transaction:
            with super().atomic():
                yield self
            return
        self.conn.execute("begin immediate")
        try:
            yield self
            self.conn.execute("commit")
        except BaseException:
            self.rollback()
            raise


def utc(at: datetime) -> str:
    """Write an aware instant as it is kept: in UTC, to the second."""
    return at.astimezone(UTC).isoformat(timespec="seconds")


def unusable(error: sqlite3.DatabaseError) -> bool:
    """Tell whether an error is about the file (busy, read-only, full, damaged), and is no mistake of ours."""
    return isinstance(error, sqlite3.OperationalError) or type(error) is sqlite3.DatabaseError


def each(table: str, column: str) -> str:
    """Return a query of the values of a column that begins an index, which does not read the index whole."""
    return f"""
with recursive named({column}) as (
    select min({column}) from {table}
    union all
    select (select min({table}.{column}) from {table} where {table}.{column} > named.{column}) from named
    where named.{column} is not null
)
select {column} from named where {column} is not null
"""  # noqa: S608 - our own names


@migrations()
def lease(db: Database) -> None:
    """Keep which process serves, in one row; see `storage.lease`."""
    table(db, "lease").create(
        {"id": int, "host": str, "pid": int, "since": str, "renewed": str},
        pk="id",
        not_null={"host", "pid", "since", "renewed"},
    )


@migrations()
def limits(db: Database) -> None:
    """Find at once until when Telegram said that a chat must wait; see `Outbox.postpone`."""
    db.execute("create index outbox_limited on outbox (chat, not_before) where reason = 'limite'")


def file_of(db: Database) -> str:
    """Return the path of the file of data; empty when they are in memory."""
    return str(db.execute("pragma database_list").fetchone()[2])


def checkpoint(file: str, *, emptied: bool = False) -> int:
    """Bring what was written back into the file, on a connection of its own, so that a thread can do it.

    `emptied` leaves nothing in the file beside it (the WAL), which else keeps what was erased since until it
    is written over; that waits for nobody: when somebody reads or writes, the next one will do it. Return
    how many pages that file holds: it grows until all of it is back, and nothing was written meanwhile.
    """
    with closing(sqlite3.connect(file, timeout=0)) as own, suppress(sqlite3.OperationalError):
        (_, pages, _) = own.execute("pragma wal_checkpoint(passive)").fetchone()
        if emptied:
            own.execute("pragma wal_checkpoint(truncate)")
        return max(0, int(pages))
    return 0


def rewrite(file: str) -> bool:
    """Write the whole file anew, on a connection of its own, so that no trace of what was erased is left.

    What is erased is written over at once, but SQLite leaves copies in the free parts of pages when it moves
    rows from one to another. Writes wait meanwhile. When the file is busy, or the disk full,
    the next one will do it; return whether it was done.
    """
    done = False
    with closing(sqlite3.connect(file)) as own, suppress(sqlite3.OperationalError):
        own.execute("pragma secure_delete=on")
        own.execute("vacuum")
        done = True
    checkpoint(file, emptied=True)
    return done


def aside(file: str, ask: Callable[[Database], T]) -> T:
    """Return what `ask` finds in the file, on a connection of its own, so that a thread can do it."""
    with closing(sqlite3.connect(file)) as own:
        return ask(Database(own))


def copied(path: Path | str) -> Database:
    """Return a copy, in memory and up to date, of a file of data as it is now; the file is left alone.

    Raises UnusableError: it must exist.
    """
    copy, file = _in_memory(), sought(Path(path))
    with _told_of(file):
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=rw", uri=True)) as own:
            own.backup(copy.conn)
        _ours(file, copy)
    migrations.apply(copy)
    return copy


def unfit(db: Database) -> str:
    """Return why a database is not to be served, in French; empty when it is ours, or holds nothing yet.

    Names that begin with an underscore are of what follows the file from outside, and of the migrations.
    """
    applied = {migration.name for migration in migrations.applied(db)}
    if applied - _known():
        return NEWER
    others = [name for name in db.table_names() if not name.startswith(("_", "sqlite_"))]
    return FOREIGN if others and not applied else ""


@lru_cache(maxsize=1)
def _known() -> frozenset[str]:
    """Return the names of the migrations of this version."""
    return frozenset(migration.name for migration in migrations.pending(_in_memory()))


def _in_memory() -> Database:
    return Database(memory=True, execute_plugins=False)  # what else is installed has no business here


def sought(file: Path) -> Path:
    """Return a file that is there. Raises UnusableError, with the whole path that was looked for."""
    try:
        file.stat()
    except FileNotFoundError:
        raise UnusableError(file.absolute(), MISSING) from None
    except OSError as error:
        raise UnusableError(file, BARRED) from error
    if file.is_dir():
        raise UnusableError(file, FOLDER)
    return file


def open_database(
    path: Path | str, *, create: bool = True, before: Before | None = None, waits: float = WAITS
) -> Database:
    """Open the file, creating it and its folder when missing, if so wanted; `:memory:` keeps nothing.

    A file of an older version is brought up to date, after what is to be done `before`. Another process that
    holds the file is waited for, some seconds. Raises UnusableError: a file of another program, or of a newer
    version of this one, is left as it is.
    """
    if path == MEMORY:
        db = _in_memory()
        migrations.apply(db)
        return db
    file = Path(path)
    if not create:
        sought(file)
    with _told_of(file):
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.touch(mode=0o600)  # the files beside it are made with the same rights
        return _opened(file, before, waits)


@contextmanager
def _told_of(file: Path) -> Iterator[None]:
    """Say of which file an error is. Raises UnusableError."""
    try:
        yield
    except (OSError, sqlite3.OperationalError) as error:
        raise UnusableError(file, FOLDER if os.path.isdir(file) else BARRED) from error  # noqa: PTH112 - never raises
    except sqlite3.DatabaseError as error:
        raise UnusableError(file, DAMAGED, damaged=True) from error


def _opened(path: Path, before: Before | None, waits: float) -> Database:
    db = File(path.absolute(), execute_plugins=False)  # else « :memory: » and « file:… » would be no files
    try:
        db.execute(f"PRAGMA busy_timeout={round(1000 * waits)}")
        _ours(path, db)
        if before and migrations.applied(db) and migrations.pending(db):
            before(path)
        _close_to_others(path)
        db.enable_wal()
        db.execute("PRAGMA secure_delete=ON")  # what is erased is written over, at once
        db.execute("PRAGMA synchronous=NORMAL")
        db.execute(f"PRAGMA wal_autocheckpoint={PAGES}")
        db.execute(f"PRAGMA cache_size=-{CACHE}")
        migrations.apply(db)
    except BaseException:
        db.conn.close()
        raise
    return db


def _ours(path: Path, db: Database) -> None:
    if why := unfit(db):
        raise UnusableError(path, why)


def _close_to_others(path: Path) -> None:
    """Let nobody else read a file that everybody may, as those made before do; it must be ours to change.

    Rights given to a group alone were given on purpose.
    """
    for ending in BESIDE:
        with suppress(OSError):
            part = path.with_name(path.name + ending)
            found = part.stat()
            if found.st_mode & 0o007 and found.st_uid == os.geteuid():
                part.chmod(0o600)
