"""A state of the content by its name: a folder, or a revision of git, taken out into a folder of its own."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from zipfile import ZipFile

FOLDERS = "donnez deux dossiers"


class RevisionError(Exception):
    """The name leads to no content; the message says why, in French."""


@contextmanager
def opened(name: str, working: Path) -> Iterator[Path]:
    """Give the folder that a name stands for, as long as it is needed.

    A revision gives the state in which it holds the `working` folder. Raises RevisionError.
    """
    path = Path(name)
    if path.is_dir():
        yield path
        return
    if path.exists():
        message = f"« {name} » n'est pas un dossier"
        raise RevisionError(message)
    archive = _archived(name, working)
    with TemporaryDirectory(prefix="cress-bot-") as folder:
        with ZipFile(BytesIO(archive)) as packed:
            packed.extractall(folder)
        yield Path(folder)


def _archived(name: str, working: Path) -> bytes:
    git = which("git")
    if git is None:
        message = f"« {name} » n'est pas un dossier, et git n'est pas installé : {FOLDERS}"
        raise RevisionError(message)
    if not working.is_dir() or _run(git, working, "rev-parse", "--show-prefix") is None:
        message = f"« {name} » n'est pas un dossier, et {working} n'est pas suivi par git : {FOLDERS}"
        raise RevisionError(message)
    found = _run(git, working, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    if found is None:
        message = f"« {name} » n'est ni un dossier, ni une version connue de git (par exemple HEAD~1)"
        raise RevisionError(message)
    packed = _run(git, working, "archive", "--format=zip", found.decode().strip())
    if packed is None:
        message = f"la version « {name} » ne contient pas le dossier {working}"
        raise RevisionError(message)
    return packed


def _run(git: str, folder: Path, *words: str) -> bytes | None:
    """Return what git answers in a folder, None when it refuses."""
    done = subprocess.run([git, "-C", str(folder), *words], capture_output=True, check=False)  # noqa: S603
    return done.stdout if done.returncode == 0 else None
