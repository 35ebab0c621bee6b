"""What is wrong in the content, told to the people who keep it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from difflib import get_close_matches


@dataclass(frozen=True, order=True)
class Issue:
    """One finding: where (file, line and column from 1; 0 for the whole file), which kind, what, the repair.

    Each kind has a code, explained in `docs/erreurs.md`, and `excerpt` is the line as it is written.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    repair: str = ""
    excerpt: str = ""

    def __str__(self) -> str:
        shown = f"\n    {self.excerpt}\n    {' ' * (self.column - 1)}^" if self.excerpt else ""
        repair = f"\n    → {self.repair}" if self.repair else ""
        return f"{self.file}:{self.line}:{self.column} : {self.message} [{self.code}]{shown}{repair}"


class KnowledgeError(Exception):
    """The content cannot be used; `issues` says all that is wrong with it, in the order of the files."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = tuple(sorted(issues))
        super().__init__(f"{len(issues)} problème(s) dans le contenu")


@dataclass(frozen=True)
class Finding:
    """A problem seen in the content as a whole, before it is given a line: file, path, code, words."""

    file: str
    path: tuple[str | int, ...]
    code: str
    message: str
    repair: str = ""
    value: str = ""
    """The text at fault, to be found below the path; empty when the path itself is enough."""

    def with_example(self, example: str) -> "Finding":
        """Return the finding with a situation that shows it."""
        return replace(self, message=f"{self.message} ({example})")


def unknown(file: str, path: tuple[str | int, ...], what: str, name: str, known: Iterable[str]) -> Finding:
    """Say that an id does not exist, with the nearest one that does."""
    near = get_close_matches(name, list(known), 1, 0.5)
    repair = f"vouliez-vous « {near[0]} » ?" if near else "corrigez-le, ou ajoutez-le là où il se définit"
    return Finding(file, path, "CB-301", f"{what} « {name} » n'existe pas", repair, name)
