"""From a folder of YAML to a Knowledge, or to all that is wrong with it."""

import gzip
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path, PurePath
from typing import TypeVar, cast

from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from knowledge.adjustments import Adjustment
from knowledge.calls import Call
from knowledge.checks import check
from knowledge.content import Knowledge
from knowledge.entry import Cited, Entry, Id, Text
from knowledge.examples import NO_EXAMPLES, Examples
from knowledge.folding import folded
from knowledge.gazetteer import Gazetteer
from knowledge.invariants import Invariant
from knowledge.issues import Finding, Issue, KnowledgeError
from knowledge.programmes import Programme
from knowledge.questions import Question
from knowledge.reader import Document, closed, read
from knowledge.regions import Listed, Region
from knowledge.renames import Rename
from knowledge.sources import Sources, Term
from knowledge.tree import Branch
from knowledge.wording import causes, in_french

SHIPPED = Path(__file__).resolve().parent.parent / "content"
TERRITORIES = Path(__file__).resolve().parent / "territories.tsv.gz"
T = TypeVar("T")
Files = Mapping[str, tuple[Document, object]]
"""Files already read, by name, with what they say once validated."""
NONE: Files = {}
RIGHTS = "vérifiez ses droits, et ceux du dossier où il est"
MISSING = "donnez le chemin du dossier qui contient questions.yaml"
_type_of = cache(TypeAdapter)
ENDINGS = ("yml", "yaml.txt", "yml.txt", "txt")
"""What editors put at the end of a name in the place of `.yaml`."""
NAME = re.compile(r"[a-z][a-z0-9_]*")
"""How a new entry may be named; a region bears the code that it is given."""
TWICE = "gardez-en un seul, ou donnez-lui un autre identifiant"


class National(Entry):
    """The national contacts."""

    contacts: dict[Id, Listed]


class Adjustments(Entry):
    """The modifiers, in order, and the answers that do not go together."""

    adjustments: tuple[Adjustment, ...] = Field(alias="ajustements")
    contradictions: tuple[dict[Id, Cited], ...]


class Folder:
    """A folder being read: every problem met is kept, nothing stops at the first one.

    `known` are files already read, with what they say: those that say the same are neither parsed nor
    validated again; a file without a value is validated. Without a root, nothing is read from the disk.
    """

    def __init__(self, root: Path | None, known: Files) -> None:
        self.root = root
        self.known = known
        self.issues: list[Issue] = []
        self.documents: dict[str, Document] = {}
        self.unread: set[str] = set()
        self.entries: dict[str, object] = {}

    def names(self, folder: str) -> list[str]:
        """List the files of a folder of the content; what is hidden (`.DS_Store`) is no content."""
        if self.root:
            return [f"{folder}/{path.name}" for path in sorted((self.root / folder).glob("[!.]*"))]
        return sorted(name for name in self.known if name.startswith(f"{folder}/"))

    def judge(self) -> None:
        """Raise KnowledgeError with every problem met, if any."""
        if self.issues:
            raise KnowledgeError(tuple(self.issues))

    def one(self, name: str, kind: type[T]) -> T | None:
        """Read a file as a type; None when it is wrong, with the issues kept."""
        known, entry = self.known.get(name, (None, None))
        try:
            document = self.documents[name] = self._document(name)
            if document is not known or entry is None:
                entry = _type_of(kind).validate_python(document.data)  # type: ignore[arg-type]  # classes hash
            self.entries[name] = entry
            return cast("T", entry)
        except (FileNotFoundError, IsADirectoryError):
            self.issues.append(
                Issue(name, 0, 0, "CB-201", "le fichier manque", f"remettez {name} à sa place")
            )
        except KnowledgeError as error:
            self.issues += error.issues
        except ValidationError as error:
            self.issues += [_issue(document, detail, kind) for detail in causes(error.errors(), kind)]
        self.unread.add(name)
        return None

    def _document(self, name: str) -> Document:
        known = self.known.get(name, (None,))[0]
        return read(self.root / name, name, known) if self.root else self.known[name][0]

    def many(self, folder: str, kind: type[T], key: Callable[[T], str]) -> dict[str, T]:
        """Read every file of a folder, one entry a file; the file bears the id of its entry.

        What is hidden (`.DS_Store`, the unfinished file of an editor) is no content.
        """
        found: dict[str, T] = {}
        for name in self.names(folder):
            path = PurePath(name)
            if path.suffix != ".yaml":
                self.issues.append(_unread(name, self.root))
                continue
            entry = self.one(name, kind)
            if entry is None:
                continue
            if key(entry) != path.stem:
                message = f"le fichier décrit « {key(entry)} » et se nomme « {path.stem} »"
                repair = _own_name(path.stem, key(entry), self.names(folder))
                self.issues.append(Issue(name, 1, 1, "CB-203", message, repair))
                self.unread.add(name)
                self.documents.setdefault(f"{folder}/{key(entry)}.yaml", self.documents[name])
            found[key(entry)] = entry
        return found

    def by_id(self, name: str, kind: type[T], key: Callable[[T], str]) -> dict[str, T]:
        """Read a file that lists entries, by id; an id used twice is an issue."""
        entries: Iterable[T] = self.one(name, tuple[kind, ...]) or ()  # type: ignore[valid-type]
        found: dict[str, T] = {}
        for rank, entry in enumerate(entries):
            if key(entry) in found:
                document = self.documents[name]
                self.issues.append(
                    document.issue((rank,), "CB-204", f"« {key(entry)} » est défini deux fois", TWICE)
                )
            found[key(entry)] = entry
        return found


@lru_cache(maxsize=1)
def territories() -> Gazetteer:
    """Return the official territory, one for all contents."""
    return Gazetteer(lambda: gzip.decompress(TERRITORIES.read_bytes()).decode().splitlines())


def load(root: Path = SHIPPED, known: Files = NONE) -> Knowledge:
    """Load and check a folder, without its scenarios. Raises KnowledgeError with every problem found.

    Only the files that say something else than those that are `known` are parsed.
    """
    folder = opened(root, known)
    knowledge = told(folder)
    folder.judge()
    return knowledge


def _unread(name: str, root: Path | None) -> Issue:
    """Say what to do of what is in a folder of the content and is none."""
    if root and (root / name).is_dir():
        repair = "retirez-le de là, avec ce qu'il contient"
        return Issue(name, 0, 0, "CB-202", "ce dossier ne sera pas lu", repair)
    stem, dot, ending = PurePath(name).name.partition(".")
    meant = dot and ending in ENDINGS
    repair = f"nommez-le {stem}.yaml" if meant else "retirez-le du dossier"
    return Issue(name, 0, 0, "CB-202", "ce fichier ne sera pas lu", repair)


def _own_name(stem: str, own: str, names: Iterable[str]) -> str:
    """Say how a file and its entry will bear one name; a copy never takes the name of what it copies."""
    if f"{own}.yaml" not in {PurePath(name).name for name in names}:
        return f"nommez-le {own}.yaml"
    if NAME.fullmatch(stem):
        return f"changez le nom qui est dedans en « {stem} », ou effacez ce fichier"
    return f"effacez ce fichier : {own}.yaml existe déjà"


def opened(root: Path, known: Files) -> Folder:
    """Begin to read a folder. Raises KnowledgeError when it cannot be."""
    if (held := closed(root)) or not root.is_dir():
        why = ("le dossier ne peut pas être lu", RIGHTS) if held else ("le dossier n'existe pas", MISSING)
        raise KnowledgeError((Issue(root.name, 0, 0, "CB-219", *why),))
    return Folder(root, known)


def placed(documents: Mapping[str, Document], finding: Finding) -> Issue:
    """Give a finding its line."""
    document = documents.get(finding.file, Document(finding.file))
    path = document.where(finding.value, finding.path) if finding.value else finding.path
    issue = document.issue(path, finding.code, finding.message, finding.repair)
    line = issue.line + finding.below
    return replace(issue, line=line, excerpt=document.line(line)) if finding.below else issue


def told(folder: Folder) -> Knowledge:
    """Read what the assistant knows; what holds across files is checked once every file has been read."""
    adjustments = folder.one("ajustements.yaml", Adjustments)
    sources = folder.one("sources.yaml", Sources)
    national = folder.one("national.yaml", National)
    knowledge = Knowledge(
        questions=folder.by_id("questions.yaml", Question, lambda q: q.id),
        tree=folder.many("arbre", Branch, lambda b: b.name),
        adjustments=adjustments.adjustments if adjustments else (),
        contradictions=adjustments.contradictions if adjustments else (),
        reasons=folder.one("motifs.yaml", dict[Id, Text]) or {},
        programmes=folder.many("dispositifs", Programme, lambda p: p.id),
        regions=folder.many("regions", Region, lambda r: r.code),
        national=national.contacts if national else {},
        calls=tuple(folder.by_id("appels.yaml", Call, lambda c: c.id).values()),
        glossary=folder.by_id("glossaire.yaml", Term, lambda t: t.id),
        texts=folder.one("textes.yaml", dict[Id, Text]) or {},
        intentions=folder.one("intentions.yaml", dict[Id, tuple[Text, ...]]) or {},
        sources=sources or Sources(pages={}, facts={}),
        words=folder.one("mots.yaml", dict[Id, tuple[Text, ...]]) or {},
        renames=folder.one("renommages.yaml", tuple[Rename, ...]) or (),
        examples=folder.one("exemples.yaml", Examples) or NO_EXAMPLES,
        gazetteer=territories(),
        invariants=tuple(folder.by_id("invariants.yaml", Invariant, lambda i: i.id).values()),
    )
    findings = check(knowledge, frozenset(folder.unread))
    folder.issues += folded((finding, placed(folder.documents, finding)) for finding in findings)
    return knowledge


def _issue(document: Document, detail: ErrorDetails, kind: object) -> Issue:
    """Turn a finding of pydantic into French."""
    return document.issue(detail["loc"], *in_french(detail, kind))
