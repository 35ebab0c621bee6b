"""What stands for a file of data that cannot be opened or written, until it can.

It is a connection in memory that takes no write, as one to a disk that is read-only: whoever writes is
refused the same way. It knows where people were, which content was served and who serves, when that can be
read.
"""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlite_utils import Database

from storage.database import MEMORY, File, UnusableError, table, unfit
from storage.schema import migrations

_READ = {
    "chats": "select chat, session, seen from chats",
    "lease": "select id, host, pid, since, renewed from lease",
    "servings": "select id, hash, at from servings order by id desc limit 1",
    "versions": "select hash, first, files from versions "
    "where hash = (select hash from servings order by id desc limit 1)",
}
"""What is read by table: columns that each version since the first one that had the table calls the same."""


def stand_in(path: Path) -> File:
    """Return what stands for a file. Raises UnusableError when it is seen to be no file of ours."""
    db = File(sqlite3.connect(MEMORY), execute_plugins=False)
    migrations.apply(db)
    if found := _readable(path):
        with closing(found.conn):
            _read(path, found, db)
    db.execute("pragma query_only=1")
    return db


def become(db: Database, opened: Database) -> None:
    """Make a connection, and all that was built on it, one to the file that could be opened at last."""
    db.conn.close()
    db.conn = opened.conn


def _read(path: Path, found: Database, db: File) -> None:
    if why := unfit(found):
        raise UnusableError(path, why)
    for name, query in _READ.items():
        if table(found, name).exists():
            _copy(found, db, name, query)


def _copy(found: Database, db: File, name: str, query: str) -> None:
    """Copy the rows of a table, all of them or none."""
    try:
        with db.atomic():
            rows = found.execute(query)
            marks = ", ".join("?" * len(rows.description))
            db.conn.executemany(f"insert into {name} values ({marks})", rows)  # noqa: S608 - our own names
    except sqlite3.DatabaseError:
        return  # a page that cannot be read, or somebody who holds the file now: we do without


def _readable(path: Path) -> Database | None:
    """Open a file for reading alone; None when it cannot be read.

    Where SQLite cannot make the files that it keeps beside (the disk is full, or read-only), it is read
    without them, unless the log (WAL) holds what would not be seen.
    """
    try:
        return _asked(path, "mode=ro")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED}:
            return None  # somebody writes to it
    try:
        wal = path.with_name(f"{path.name}-wal")
        return None if wal.exists() and wal.stat().st_size else _asked(path, "mode=ro&immutable=1")
    except (OSError, sqlite3.DatabaseError):
        return None


def _asked(path: Path, how: str) -> Database:
    own = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True, timeout=0)
    try:
        own.execute("select count(*) from sqlite_master").fetchone()
    except BaseException:
        own.close()
        raise
    return Database(own, execute_plugins=False)
