"""What is wrong in the content, told to the people who keep it."""

from dataclasses import dataclass


@dataclass(frozen=True, order=True)
class Issue:
    """One finding: where (file, line and column from 1; 0 for the whole file), what, and the repair."""

    file: str
    line: int
    column: int
    message: str
    repair: str = ""

    def __str__(self) -> str:
        repair = f"\n    → {self.repair}" if self.repair else ""
        return f"{self.file}:{self.line}:{self.column} : {self.message}{repair}"


class KnowledgeError(Exception):
    """The content cannot be used; `issues` says all that is wrong with it, in the order of the files."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = tuple(sorted(issues))
        super().__init__(f"{len(issues)} problème(s) dans le contenu")


@dataclass(frozen=True)
class Finding:
    """A problem seen in the content as a whole, before it is given a line: file, path inside it, words."""

    file: str
    path: tuple[str | int, ...]
    message: str
    repair: str = ""
