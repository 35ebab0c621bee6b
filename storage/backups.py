"""Copies of the file of data, whole as at one instant, made while it is written to.

A copy bears in its name when it was made (UTC): `cress-bot-20261130T030000Z.sqlite3`. It is compact: nothing
of what was erased before is in it. It exists under its name only once it is complete and was read through.
"""

import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from storage.schema import migrations, table

_NAMED = re.compile(r"cress-bot-(\d{8}T\d{6}Z)\.sqlite3")
_WRITTEN = "%Y%m%dT%H%M%SZ"
BESIDE = ("", "-wal", "-shm")
"""The endings of the files in which SQLite keeps one database."""


class DamagedError(Exception):
    """A file is not a database of this program, or is not whole; the message says what was found (French)."""


@dataclass(frozen=True)
class Backup:
    """A copy, and when it was made."""

    path: Path
    at: datetime


@dataclass(frozen=True)
class Contents:
    """What a file of data holds: conversations, people who asked for alerts, messages written down."""

    conversations: int
    subscribers: int
    messages: int


def backups(folder: Path) -> list[Backup]:
    """Return the copies of a folder, the latest first."""
    found = ((path, _NAMED.fullmatch(path.name)) for path in folder.glob("cress-bot-*"))
    dated = (Backup(path, _instant(name[1])) for path, name in found if name)
    return sorted(dated, key=lambda backup: backup.at, reverse=True)


def back_up(file: Path, folder: Path, now: datetime) -> Backup:
    """Copy a file of data into a folder, which is created when missing.

    The file may be written to meanwhile, by this process or another. Raises OSError or sqlite3.Error when it
    cannot be read or the copy cannot be written, DamagedError when the copy is not whole.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"cress-bot-{now.astimezone(UTC):{_WRITTEN}}.sqlite3"
    unfinished = path.with_suffix(".partiel")
    unfinished.unlink(missing_ok=True)
    try:
        unfinished.touch(mode=0o600)
        with closing(_opened(file)) as source:
            source.execute("vacuum into ?", [str(unfinished)])
        examined(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)
    return Backup(path, now.replace(microsecond=0))


def rotate(folder: Path, now: datetime, days: int) -> list[Backup]:
    """Erase the copies older than so many days, never the latest; return those erased."""
    old = [backup for backup in backups(folder)[1:] if backup.at < now - timedelta(days=days)]
    for backup in old:
        backup.path.unlink(missing_ok=True)
    return old


def examined(path: Path) -> Contents:
    """Read a file of data through, and return what it holds; nothing is changed. Raises DamagedError."""
    try:
        with closing(_opened(path)) as own:
            return _read_through(Database(own))
    except FileNotFoundError:
        raise DamagedError("ce fichier n'existe pas") from None
    except sqlite3.DatabaseError as error:
        raise DamagedError("ce fichier n'est pas une base de données lisible") from error


def _read_through(db: Database) -> Contents:
    if db.execute("pragma integrity_check").fetchone()[0] != "ok":
        raise DamagedError("ce fichier est abîmé")
    applied = {migration.name for migration in migrations.applied(db)}
    known = {migration.name for migration in migrations.pending(Database(memory=True))}
    if not applied:
        raise DamagedError("ce fichier n'est pas un fichier de données de cress-bot")
    if applied - known:
        raise DamagedError("ce fichier vient d'une version plus récente de cress-bot")
    return Contents(
        *(
            _count(db, *counted)
            for counted in (("chats", "*"), ("subscriptions", "distinct chat"), ("outbox", "*"))
        )
    )


def _count(db: Database, name: str, what: str = "*") -> int:
    if not table(db, name).exists():
        return 0  # a copy made before there were any
    return int(db.execute(f"select count({what}) from {name}").fetchone()[0])  # noqa: S608 - our own names


def damaged(file: Path) -> bool:
    """Tell whether a file of data is there, and is not a whole database; one that is busy is not damaged."""
    try:
        with closing(_opened(file)) as own:
            return bool(own.execute("pragma quick_check(1)").fetchone()[0] != "ok")
    except (FileNotFoundError, sqlite3.OperationalError):
        return False
    except sqlite3.DatabaseError:
        return True


def put_back(path: Path, file: Path, now: datetime) -> Path | None:
    """Put a copy in the place of a file of data, which is set aside, never erased; return where.

    None when there was no file. No process may have it open. Raises DamagedError when the copy is not whole,
    and then nothing is changed; OSError when a file cannot be written.
    """
    examined(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    coming = file.with_name(f"{file.name}.restaure")
    shutil.copyfile(path, coming)
    coming.chmod(0o600)
    aside = set_aside(file, "remplace", now)
    coming.replace(file)
    return aside


def set_aside(file: Path, why: str, now: datetime) -> Path | None:
    """Rename a file of data, with what SQLite keeps beside it, so that another may take its place.

    Return its new name; None when there was none.
    """
    aside = file.with_name(f"{file.name}.{why}-{now.astimezone(UTC):{_WRITTEN}}")
    for ending in BESIDE:
        if (part := file.with_name(file.name + ending)).exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside if aside.exists() else None


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that exists. Raises FileNotFoundError."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)


def _instant(written: str) -> datetime:
    return datetime.strptime(written, _WRITTEN).replace(tzinfo=UTC)
