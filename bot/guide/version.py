"""Which content it is: the day, and a hash of its files."""

import hashlib
from pathlib import Path

SHORT = 10
"""Digits of the hash that are shown."""


def version(folder: Path) -> str:
    """Return the short hash (SHA-256, hex) of the files of a content: their names and bytes, by name."""
    digest = hashlib.sha256()
    found = {
        path.relative_to(folder).as_posix(): path
        for path in (*folder.glob("*.yaml"), *folder.glob("*/*.yaml"))
    }
    for name, path in sorted(found.items()):
        content, written = path.read_bytes(), name.encode("utf-8", "surrogateescape")
        digest.update(b"%d %d\n" % (len(written), len(content)) + written + content)
    return digest.hexdigest()[:SHORT]
