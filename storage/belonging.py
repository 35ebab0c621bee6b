"""Which copies of a folder are those of a file of data: several files may share the folder.

A copy is named after its file and when it was made (UTC): `copie-bretagne-20261130T030000Z.sqlite3` is of
`bretagne.sqlite3`. In a folder that is not beside the file, a mark of where the file is comes after its name,
since each bot may call its own the same. Copies made before were all called `cress-bot-…`: they are those of
the file that was born at the same instant, or of the only file that is there.
"""

import fcntl
import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

WRITTEN = "%Y%m%dT%H%M%SZ"
PARTIAL = ".partiel"
"""Ends the name of a copy that is not complete."""
COMING = ".restaure"
"""Ends the name of a copy that is about to take the place of the file."""
_JOURNAL = "-journal"
_MADE = re.compile(r"copie-(?P<stem>.+?)(?P<mark>@[0-9a-f]{8})?-(?P<at>\d{8}T\d{6}Z)(?P<suffix>\.[^.]*)?")
_FORMER = re.compile(r"cress-bot-(?P<at>\d{8}T\d{6}Z)(?:\.sqlite3)?")
_MAGIC = b"SQLite format 3\0"
_BORN = "select min(applied_at) from _sqlite_migrations where migration_set = 'cress-bot'"


@dataclass(frozen=True)
class Backup:
    """A copy, and when it was made."""

    path: Path
    at: datetime


@dataclass(frozen=True)
class Shelf:
    """The place of the copies of a file of data in a folder."""

    file: Path
    folder: Path

    def named(self, at: datetime, mark: str | None = None) -> Path:
        """Return where a copy made at an instant is; where it would be, if the file were elsewhere."""
        where = self._mark if mark is None else mark
        name = f"copie-{self.file.stem}{where}-{at.astimezone(UTC):{WRITTEN}}{self.file.suffix}"
        return self.folder / name

    def copies(self) -> list[Backup]:
        """Return the copies of the file, the latest first."""
        found = (self._own(path, path.name) for path in _paths(self.folder) if PARTIAL not in path.name)
        return sorted((copy for copy in found if copy), key=lambda copy: copy.at, reverse=True)

    def sweep(self) -> None:
        """Erase what a copy that was killed left; one that is being written is left alone."""
        for path in _paths(self.folder):
            name, partial, rest = path.name.partition(PARTIAL)
            if partial and rest in {"", _JOURNAL} and self._own(path, name):
                _erase(path.with_name(name + PARTIAL))

    def _own(self, path: Path, name: str) -> Backup | None:
        """Return a copy by its name, if it is one of the file."""
        if not (made := _MADE.fullmatch(name) or _FORMER.fullmatch(name)):
            return None
        at, former = _instant(made["at"]), made.re is _FORMER
        if name == self.named(at).name or (former and self._alone):
            return Backup(path, at)
        moved = name == self.named(at, mark=made.groupdict().get("mark") or "").name
        maybe = former or (self._mark and moved)
        return Backup(path, at) if maybe and _born(path) == self._born is not None else None

    @cached_property
    def _mark(self) -> str:
        here = self.file.absolute().parent.resolve()
        if self.folder.resolve().is_relative_to(here):
            return ""
        return f"@{hashlib.sha256(str(here).encode('utf-8', 'surrogateescape')).hexdigest()[:8]}"

    @cached_property
    def _born(self) -> str | None:
        return _born(self.file)

    @cached_property
    def _alone(self) -> bool:
        """Tell whether no other file of data is beside, so that the copies beside can be of no other."""
        if self._mark:
            return False
        return not any(_is_database(path) for path in self.file.parent.glob("*") if not self._derived(path))

    def _derived(self, path: Path) -> bool:
        """Tell whether a file is ours, was set aside from it, or is a copy, complete or not."""
        own, aside, _ = path.name.partition(".abime-")
        own, replaced, _ = own.partition(".remplace-")
        name = path.name.partition(PARTIAL)[0]
        mine = (own if aside or replaced else path.name.removesuffix(COMING)) == self.file.name
        return mine or bool(_MADE.fullmatch(name) or _FORMER.fullmatch(name))


def everybodys(folder: Path) -> list[Backup]:
    """Return the copies of a folder, whichever file they are of, the latest first."""
    found = ((path, _MADE.fullmatch(path.name) or _FORMER.fullmatch(path.name)) for path in _paths(folder))
    dated = (Backup(path, _instant(name["at"])) for path, name in found if name and PARTIAL not in path.name)
    return sorted(dated, key=lambda copy: copy.at, reverse=True)


@contextmanager
def writing(path: Path) -> Iterator[Path]:
    """Make the file into which a copy is written; it is gone in the end, if it was not renamed.

    It is locked, so that another process knows that it is not forgotten. Raises OSError; FileExistsError when
    another process makes the same copy.
    """
    unfinished = path.with_name(path.name + PARTIAL)
    held = os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield unfinished
    finally:
        _remove(unfinished)
        os.close(held)


def _paths(folder: Path) -> list[Path]:
    return [*folder.glob("copie-*"), *folder.glob("cress-bot-*")]


def _instant(written: str) -> datetime:
    return datetime.strptime(written, WRITTEN).replace(tzinfo=UTC)


def _erase(unfinished: Path) -> None:
    """Erase a copy that nobody is writing; what is beside it first, so that nothing is left alone."""
    with ExitStack() as stack:
        try:
            held = os.open(unfinished, os.O_RDWR)
            stack.callback(os.close, held)
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except FileNotFoundError:
            pass  # what was beside it is left alone
        except OSError:
            return  # it is being written, or is not ours to erase
        _remove(unfinished)


def _remove(unfinished: Path) -> None:
    for ending in (_JOURNAL, ""):
        unfinished.with_name(unfinished.name + ending).unlink(missing_ok=True)


def _born(path: Path) -> str | None:
    """Return when a file of data was first made, which its copies bear too; None when it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as own:
            found = own.execute(_BORN).fetchone()[0]
    except sqlite3.DatabaseError:
        return None
    return str(found) if found else None


def _is_database(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(_MAGIC)) == _MAGIC
    except OSError:
        return False
