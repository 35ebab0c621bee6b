"""Why a file cannot be read or written, as the system and SQLite say it, in French."""

import errno
import sqlite3

FULL = "il n'y a plus de place sur le disque"
RIGHTS = "ce compte n'en a pas le droit"
FIXED = "le disque est en lecture seule"
UNREADABLE = "ce fichier n'est pas une base de données lisible"
OTHERWISE = "le disque est plein, ou ne peut pas être lu ou écrit"
SYSTEM = {
    errno.ENOSPC: FULL,
    errno.EDQUOT: FULL,
    errno.EFBIG: FULL,
    errno.EACCES: RIGHTS,
    errno.EPERM: RIGHTS,
    errno.EROFS: FIXED,
    errno.ENOENT: "ce fichier n'existe pas",
    errno.ENOTDIR: "ce qui est là où vont les copies n'est pas un dossier",
    errno.EEXIST: "une autre copie est en cours",
}
"""What the system refuses, in French."""
BASE = {
    sqlite3.SQLITE_FULL: FULL,
    sqlite3.SQLITE_READONLY: f"{RIGHTS}, ou {FIXED}",
    sqlite3.SQLITE_CANTOPEN: f"un fichier ne peut pas être ouvert : {RIGHTS}, {FIXED}, "
    "ou son dossier n'existe pas",
    sqlite3.SQLITE_BUSY: "un autre programme tient le fichier",
    sqlite3.SQLITE_LOCKED: "un autre programme tient le fichier",
    sqlite3.SQLITE_CORRUPT: UNREADABLE,
    sqlite3.SQLITE_NOTADB: UNREADABLE,
}
"""What SQLite refuses, in French, by the last byte of its code."""


def cause(error: Exception) -> str:
    """Say why a file cannot be read or written, for the reasons that people meet."""
    if isinstance(error, sqlite3.Error):
        return BASE.get(getattr(error, "sqlite_errorcode", 0) & 0xFF, OTHERWISE)
    if isinstance(error, NotADirectoryError):
        return SYSTEM[errno.ENOTDIR]
    return SYSTEM.get(getattr(error, "errno", None) or 0, OTHERWISE)
