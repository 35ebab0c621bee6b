"""Whether the file of data that is open is still the one at its place: nobody erased nor replaced it."""

import sqlite3
from collections.abc import Callable
from pathlib import Path

from storage.database import Database, file_of


class GoneError(sqlite3.OperationalError):
    """The file of data is at its place no more: what is written goes nowhere."""


def present(db: Database) -> Callable[[], bool]:
    """Return what tells whether the file of a connection is still there; one in memory always is."""
    path = file_of(db)
    if not path:
        return lambda: True
    first = _identity(path)
    return lambda: _identity(path) == first


def _identity(path: str) -> tuple[int, int] | None:
    try:
        found = Path(path).stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino
