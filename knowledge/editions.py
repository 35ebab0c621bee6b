"""A content with the scenarios that its editors wrote: what is checked, while `load` is what is served."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from knowledge.content import Knowledge
from knowledge.folding import folded
from knowledge.issues import Finding, Issue
from knowledge.load import NONE, SHIPPED, Folder, opened, placed, told
from knowledge.reader import Document, Path_
from knowledge.scenarios import Scenario
from knowledge.written import Written


@dataclass(frozen=True, eq=False)
class Edition:
    """One state of a folder: what it says, the scenarios that go with it, and where everything is written.

    `entries` is what each file says, once validated.
    """

    knowledge: Knowledge
    scenarios: tuple[Written, ...]
    documents: Mapping[str, Document]
    entries: Mapping[str, object]

    @property
    def files(self) -> dict[str, tuple[Document, object]]:
        """Every file, with what it says once validated."""
        return {name: (document, self.entries[name]) for name, document in self.documents.items()}

    def placed(self, finding: Finding) -> Issue:
        """Give a finding its line."""
        return placed(self.documents, finding)

    def told(self, findings: Iterable[Finding]) -> tuple[Issue, ...]:
        """Give findings their lines, those with one cause as one."""
        return folded((finding, self.placed(finding)) for finding in findings)

    def line(self, file: str, path: Path_) -> str:
        """Say where a value is written: « arbre/esus.yaml:12 »."""
        return f"{file}:{self.documents[file].position(path)[0]}"


def read_edition(root: Path = SHIPPED, before: Edition | None = None) -> Edition:
    """Load and check a folder, scenarios included. Raises KnowledgeError with every problem found.

    Only the files that say something else than `before` are parsed.
    """
    return _edition(opened(root, before.files if before else NONE))


def amended(edition: Edition, changes: Mapping[str, object]) -> Edition:
    """Return an edition with other data in some of its files: as if they had been edited, without a disk.

    Only what is new is validated; everything is checked. Raises KnowledgeError with every problem found.
    """
    edited = {name: (replace(edition.documents[name], data=data), None) for name, data in changes.items()}
    return _edition(Folder(None, {**edition.files, **edited}))


def _edition(folder: Folder) -> Edition:
    knowledge = told(folder)
    scenarios = _scenarios(folder)
    folder.judge()
    return Edition(knowledge, scenarios, folder.documents, folder.entries)


def _scenarios(folder: Folder) -> tuple[Written, ...]:
    found: dict[str, Written] = {}
    for name in folder.names("scenarios"):
        if not name.endswith(".yaml"):
            continue
        entries = folder.by_id(name, Scenario, lambda s: s.id)
        for key in entries.keys() & found.keys():
            folder.issues.append(
                Issue(name, 0, 0, "CB-204", f"le scénario « {key} » existe déjà dans un autre fichier")
            )
        for rank, (key, scenario) in enumerate(entries.items()):
            found[key] = Written(scenario, folder.documents[name], rank)
    return tuple(found.values())
