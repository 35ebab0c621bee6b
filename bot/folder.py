"""The folder of content on the disk: read at one moment, laid out aside, put back."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TypeVar

from knowledge.reader import MAX_BYTES, closed
from storage.versions import Snapshot, hashed

T = TypeVar("T")
ATTEMPTS = 5
"""Times a folder that changes while it is read is read anew."""
MEMORY = "/dev/shm"  # noqa: S108  # nosec B108
"""Where Linux keeps files in memory, for when the disk takes no more."""


class Refused(Exception):  # noqa: N818 - what happened to a content
    """A content cannot be taken; `problems` says why, in French."""

    def __init__(self, *problems: str) -> None:
        self.problems = problems
        super().__init__("\n".join(problems))


def taken(folder: Path) -> Snapshot:
    """Read the files that make a content: the YAML of the folder, and all that its own folders hold.

    What is hidden (its name starts with a dot) belongs to editors and tools, not to the content. A folder
    that does not exist has no file. Raises Refused when a file cannot be read, or is too big to be one.
    """
    return _settled(lambda: Snapshot(dict(_files(folder))))


def hash_of(folder: Path) -> str:
    """Return the hash of the snapshot that `taken` would return, one file at a time in memory."""
    return _settled(lambda: hashed(_files(folder)))


def _settled(read: Callable[[], T]) -> T:
    for _ in range(ATTEMPTS):
        try:
            return read()
        except FileNotFoundError:  # a folder went away while it was listed: what is left is read anew
            continue
    raise Refused("le dossier change pendant qu'on le lit\n    → attendez la fin de la copie")


def _files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a content by name, in the order of their names."""
    if closed(folder):
        problem = f"{folder.name} : le dossier ne peut pas être lu\n    → vérifiez ses droits"
        raise Refused(problem)
    paths = {path.relative_to(folder): path for path in (*folder.glob("*.yaml"), *folder.glob("*/*"))}
    for name, path in sorted(paths.items(), key=lambda named: named[0].as_posix()):
        if any(part.startswith(".") for part in name.parts) or not path.is_file():
            continue
        try:
            content = path.read_bytes() if path.stat().st_size <= MAX_BYTES else None
        except FileNotFoundError:  # it was removed since the folder was listed: it is no longer there
            continue
        except OSError:
            problem = f"{name} : le fichier ne peut pas être lu\n    → vérifiez ses droits"
            raise Refused(problem) from None
        if content is None:
            problem = f"{name} : le fichier dépasse 1 Mo\n    → découpez-le, ou sortez-le du dossier"
            raise Refused(problem)
        yield name.as_posix(), content


@contextmanager
def unpacked(snapshot: Snapshot) -> Iterator[Path]:
    """Lay a snapshot out in a folder of its own, for the time of a `with`; in memory if the disk is full."""
    with ExitStack() as stack:
        try:
            folder = _laid(stack, snapshot, None)
        except OSError:
            if not Path(MEMORY).is_dir():
                raise
            stack.close()
            folder = _laid(stack, snapshot, MEMORY)
        yield folder


def _laid(stack: ExitStack, snapshot: Snapshot, place: str | None) -> Path:
    own = tempfile.TemporaryDirectory(prefix="cress-bot-", ignore_cleanup_errors=True, dir=place)
    folder = Path(stack.enter_context(own)) / "contenu"
    for name, content in snapshot.files.items():
        _write(folder / name, content)
    return folder


def put_back(snapshot: Snapshot, folder: Path) -> None:
    """Make a folder hold a snapshot: each file is replaced whole, those that are not in it are removed.

    Raises OSError when the folder cannot be written; what was replaced until then stays replaced.
    """
    present = taken(folder).files
    for name, content in snapshot.files.items():
        if present.get(name) != content:
            _write(folder / name, content)
    for name in present.keys() - snapshot.files.keys():
        (folder / name).unlink(missing_ok=True)


def _write(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: the hidden file that is being written is part of no content."""
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.nouveau")
    try:
        aside.write_bytes(content)
        if path.exists():
            aside.chmod(path.stat().st_mode & 0o777)
        aside.replace(path)
    finally:
        aside.unlink(missing_ok=True)
