"""Copies of the file of data, whole as at one instant, made while it is written to.

A copy is compact: nothing of what was erased before is in it. It exists under its name only once it is
complete and was read through; which copies are of which file: see `storage.belonging`.
"""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from storage.belonging import COMING, WRITTEN, Backup, Shelf, everybodys, writing
from storage.database import BESIDE, FOREIGN, unfit
from storage.schema import migrations, table

__all__ = [
    "Backup",
    "Contents",
    "DamagedError",
    "back_up",
    "backups",
    "copies",
    "damaged",
    "examined",
    "lost",
    "put_back",
    "renew",
    "rotate",
    "set_aside",
]


class DamagedError(Exception):
    """A file is not a database of this program, or is not whole; the message says what was found (French)."""


@dataclass(frozen=True)
class Contents:
    """What a file of data holds: conversations, people who asked for alerts, messages written down."""

    conversations: int
    subscribers: int
    messages: int


def copies(file: Path, folder: Path) -> list[Backup]:
    """Return the copies of a file of data in a folder, the latest first."""
    return Shelf(file, folder).copies()


def backups(folder: Path) -> list[Backup]:
    """Return all the copies of a folder, whichever file they are of, the latest first."""
    return everybodys(folder)


def back_up(file: Path, folder: Path, now: datetime) -> Backup:
    """Copy a file of data into a folder, which is created when missing.

    The file may be written to meanwhile, by this process or another. What a copy that was killed left is
    erased. Raises OSError or sqlite3.Error when it cannot be read or the copy cannot be written, DamagedError
    when the copy is not whole.
    """
    owner, shelf = _existing(file).stat(), Shelf(file, folder)
    if not folder.exists():
        folder.mkdir(parents=True)
        entrust(folder, owner)
    if not folder.is_dir():
        raise NotADirectoryError(folder)
    shelf.sweep()
    path = shelf.named(now)
    with writing(path) as unfinished:
        with closing(_opened(file)) as source:
            source.execute("vacuum into ?", [str(unfinished)])
        examined(unfinished)
        entrust(unfinished, owner)
        unfinished.replace(path)
    return Backup(path, now.replace(microsecond=0))


def rotate(file: Path, folder: Path, now: datetime, days: int) -> list[Backup]:
    """Erase the copies older than so many days, never the latest that is whole; return those erased.

    With 0 days, copies are somebody else's affair: none is erased.
    """
    shelf = Shelf(file, folder)
    shelf.sweep()
    found = shelf.copies()
    old = [backup for backup in found if backup.at < now - timedelta(days=days)] if days else []
    if not old:
        return []
    latest = next((backup for backup in found if _whole(backup.path)), None)
    erased = [backup for backup in old if backup != latest] if latest else []
    for backup in erased:
        backup.path.unlink(missing_ok=True)
    return erased


def renew(file: Path, folder: Path, now: datetime, days: int) -> tuple[Backup, list[Backup]]:
    """Copy a file of data, and erase its copies that are too old: before too, so that there is room.

    Return the copy, and those erased. Raises what `back_up` does.
    """
    _existing(file)
    erased = rotate(file, folder, now, days)
    made = back_up(file, folder, now)
    return made, erased + rotate(file, folder, now, days)


def lost(file: Path, folder: Path) -> Backup | None:
    """Return the last copy of a file of data that is not there any more, or is empty; else None."""
    if file.exists() and (not file.is_file() or file.stat().st_size):
        return None
    return next(iter(copies(file, folder)), None)


def _existing(file: Path) -> Path:
    if not file.is_file():
        raise FileNotFoundError(file)
    return file


def _whole(path: Path) -> bool:
    try:
        examined(path)
    except DamagedError:
        return False
    return True


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
    if why := unfit(db) or ("" if migrations.applied(db) else FOREIGN):
        raise DamagedError(why)
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
            own.execute("pragma busy_timeout=0")
            return bool(own.execute("pragma quick_check(1)").fetchone()[0] != "ok")
    except (FileNotFoundError, sqlite3.OperationalError):
        return False
    except sqlite3.DatabaseError:
        return True


def put_back(path: Path, file: Path, now: datetime) -> Path | None:
    """Put a copy in the place of a file of data, which is set aside, never erased; return where.

    None when there was no file. It has the owner and the rights of what it replaces, or the owner of the
    folder, where this process may give them. No process may have it open. Raises DamagedError when the copy
    is not whole, OSError when a file cannot be written, and then nothing is changed.
    """
    examined(path)
    file.parent.mkdir(parents=True, exist_ok=True)
    before = (file if file.exists() else file.parent).stat()
    coming = file.with_name(file.name + COMING)
    try:
        coming.unlink(missing_ok=True)  # left by one that was killed
        coming.touch(mode=0o600)
        with path.open("rb") as source, coming.open("r+b") as target:
            shutil.copyfileobj(source, target)
            target.flush()
            os.fsync(target.fileno())
        entrust(coming, before)
        if file.exists():
            coming.chmod(stat.S_IMODE(before.st_mode) & 0o660 | 0o600)
        aside = set_aside(file, "remplace", now)
        coming.replace(file)
    finally:
        coming.unlink(missing_ok=True)
    return aside


def entrust(path: Path, owner: os.stat_result) -> bool:
    """Give a file to the owner of another one; False when this process may not."""
    found = path.stat()
    if (found.st_uid, found.st_gid) != (owner.st_uid, owner.st_gid):
        try:
            os.chown(path, owner.st_uid, owner.st_gid)
        except PermissionError:
            return found.st_uid == owner.st_uid
    return True


def set_aside(file: Path, why: str, now: datetime) -> Path | None:
    """Rename a file of data, with what SQLite keeps beside it, so that another may take its place.

    Return its new name; None when there was none.
    """
    aside = file.with_name(f"{file.name}.{why}-{now.astimezone(UTC):{WRITTEN}}")
    for ending in BESIDE:
        if (part := file.with_name(file.name + ending)).exists():
            part.rename(aside.with_name(aside.name + ending))
    return aside if aside.exists() else None


def _opened(path: Path) -> sqlite3.Connection:
    """Open a file that exists. Raises FileNotFoundError."""
    if not path.is_file():
        raise FileNotFoundError(path)
    return sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)
