"""The contents that were served, whole, so that one of them can be served again.

A content is known by the hash of its files. It is kept once; each time it begins to be served is one line.
"""

import hashlib
import json
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from itertools import chain, repeat
from typing import Any

from sqlite_utils import Database

from storage.database import table

KEPT = 50
"""Different contents kept; the one being served is never forgotten."""
SHORT = 10
"""Digits of a hash that are shown."""


def hashed(files: Iterable[tuple[str, bytes]]) -> str:
    """Return the hash (see `Snapshot.hash`) of files that come in the order of their names."""
    digest = hashlib.sha256()
    for name, content in files:
        written = name.encode("utf-8", "surrogateescape")
        digest.update(b"%d %d\n" % (len(written), len(content)) + written + content)
    return digest.hexdigest()


@dataclass(frozen=True)
class Snapshot:
    """The files of a folder of content at one moment, by their name in it."""

    files: Mapping[str, bytes]

    @cached_property
    def hash(self) -> str:
        """The SHA-256 (hex) of names and bytes, in the order of the names."""
        return hashed(sorted(self.files.items()))

    @cached_property
    def packed(self) -> bytes:
        """The files as they are kept: the name and the base64 of each, as JSON, compressed."""
        packing = zlib.compressobj()  # file by file: nobody waits, and little is held
        written = (
            packing.compress(b'%b%b: "%b"' % (sign, json.dumps(name).encode(), b64encode(content)))
            for sign, (name, content) in zip(chain((b"{",), repeat(b", ")), self.files.items(), strict=False)
        )
        return b"".join((*written, packing.compress(b"}" if self.files else b"{}"), packing.flush()))

    @property
    def short(self) -> str:
        """The hash as it is shown."""
        return self.hash[:SHORT]

    def changes(self, before: "Snapshot") -> Mapping[str, tuple[str, ...]]:
        """Return the files changed (`modifies`), added (`ajoutes`) and removed (`retires`) since another."""
        was, now = before.files, self.files
        found = {
            "modifies": sorted(name for name in was.keys() & now.keys() if was[name] != now[name]),
            "ajoutes": sorted(now.keys() - was.keys()),
            "retires": sorted(was.keys() - now.keys()),
        }
        return {how: tuple(names) for how, names in found.items() if names}


@dataclass(frozen=True)
class Version:
    """A content that is kept; `at` is when it last began to be served (UTC), or was kept if it never was."""

    hash: str
    first: datetime
    at: datetime
    served: bool
    packed: bytes

    @property
    def short(self) -> str:
        """The hash as it is shown."""
        return self.hash[:SHORT]

    @cached_property
    def snapshot(self) -> Snapshot:
        """The files."""
        files = json.loads(zlib.decompress(self.packed))
        return Snapshot({name: b64decode(content) for name, content in files.items()})


class Versions:
    """Keeps contents; one write is one transaction."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._versions = table(db, "versions")
        self._servings = table(db, "servings")

    def serve(self, snapshot: Snapshot, at: datetime) -> None:
        """Note that a content begins to be served; nothing is noted when it is the one being served."""
        if self._serving() == snapshot.hash:
            return
        with self._db.atomic():
            self._insert(snapshot, at)
            self._servings.insert({"hash": snapshot.hash, "at": _utc(at)})
            self._forget()

    def keep(self, snapshot: Snapshot, at: datetime) -> None:
        """Keep a content that is not served, so that it can be found again."""
        with self._db.atomic():
            self._insert(snapshot, at)
            self._forget()

    def current(self) -> Version | None:
        """Return the content that last began to be served: the one being served, while the bot runs."""
        found = self._db.query(_SERVED, {"serving": self._serving()})
        return next((_version(row) for row in found), None)

    def all(self) -> list[Version]:
        """Return the contents that are kept, the latest served or kept first."""
        return [_version(row) for row in self._db.query(_LATEST_FIRST)]

    def _serving(self) -> str | None:
        last = next(self._servings.rows_where(order_by="id desc", limit=1), None)
        return str(last["hash"]) if last else None

    def _insert(self, snapshot: Snapshot, at: datetime) -> None:
        row = {"hash": snapshot.hash, "first": _utc(at), "files": snapshot.packed}
        self._versions.insert(row, pk="hash", ignore=True)

    def _forget(self) -> None:
        """Forget the contents that were served or kept the longest ago."""
        self._db.execute(_TOO_MANY, {"kept": KEPT, "serving": self._serving()})
        self._db.execute("delete from servings where hash not in (select hash from versions)")


_AT = "(select at from servings where hash = versions.hash order by id desc limit 1)"
"""When a content last began to be served; null when it never was."""
_LAST = f"order by coalesce({_AT}, first) desc, rowid desc"
_EACH = f"select hash, first, files, {_AT} as at from versions"  # noqa: S608 - no value
_LATEST_FIRST = f"{_EACH} {_LAST}"
_SERVED = f"{_EACH} where hash = :serving"
_TOO_MANY = f"""
delete from versions where hash is not :serving and hash in (
    select hash from versions {_LAST} limit -1 offset :kept
)
"""  # noqa: S608 - no value


def _version(row: Mapping[str, Any]) -> Version:
    first = datetime.fromisoformat(row["first"])
    at = datetime.fromisoformat(row["at"]) if row["at"] else first
    return Version(row["hash"], first, at, served=row["at"] is not None, packed=row["files"])


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).isoformat()
