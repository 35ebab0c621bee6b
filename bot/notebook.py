"""The files where scenarios are written: those of people, to which the assistant only ever adds."""

from pathlib import Path

from dialogs.words import fold
from knowledge.drafting import as_yaml
from knowledge.issues import KnowledgeError
from knowledge.reader import read
from knowledge.scenarios import Scenario


class UnwritableError(Exception):
    """A scenario cannot be written in a file; the message says why, in French."""

    def __init__(self, path: Path, why: str) -> None:
        super().__init__(f"« {path} » {why}")


class Notebook:
    """A file of scenarios being added to; what is already in it is never touched."""

    def __init__(self, path: Path) -> None:
        if path.suffix != ".yaml":
            raise UnwritableError(path, "ne sera pas lu : donnez un nom de fichier en .yaml")
        if not path.parent.is_dir():
            raise UnwritableError(path.parent, "n'existe pas : créez d'abord ce dossier")
        self.path = path
        self.taken()

    @property
    def stem(self) -> str:
        """The beginning of the ids given in this file."""
        return fold(self.path.stem).replace(" ", "_") or "scenario"

    def taken(self) -> frozenset[str]:
        """Return the ids in use in the file and beside it. Raises UnwritableError."""
        others = (path for path in self.path.parent.glob("*.yaml") if path != self.path)
        found = {name for path in others for name in _ids(path) or ()}
        own = _ids(self.path) if self.path.exists() and self.path.stat().st_size else ()
        if own is None:
            raise UnwritableError(self.path, "n'est pas un fichier de scénarios, ou contient une erreur")
        return frozenset((*found, *own))

    def add(self, scenario: Scenario) -> None:
        """Add a scenario at the end of the file. Raises UnwritableError."""
        try:
            before = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
            gap = "" if not before else "\n" if before.endswith("\n") else "\n\n"
            with self.path.open("a", encoding="utf-8") as file:
                file.write(gap + as_yaml(scenario))
        except OSError:
            raise UnwritableError(self.path, "ne peut pas être écrit") from None


def _ids(path: Path) -> tuple[str, ...] | None:
    """Return the ids of the scenarios of a file, None when it holds something else."""
    try:
        entries = read(path, path.name).data
    except KnowledgeError:
        return None
    if not isinstance(entries, list) or not all(isinstance(e, dict) and "scenario" in e for e in entries):
        return None
    return tuple(str(entry["scenario"]) for entry in entries)
