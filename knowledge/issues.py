"""What is wrong in the content, told to the people who keep it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from knowledge.naming import nearest

WARNING = "CB-5"
"""How the codes of warnings begin."""
ACROSS = "CB-3"
"""The codes from here on compare files: they rest on the form of each, which comes first."""
TAB = "⇥"
"""How a tab is shown, as wide as any other sign: the caret stands under it."""
SHOWN = 3
"""How many other places of one cause are named."""
DEFINED = {
    "la branche": ("arbre/{name}.yaml",),
    "la classe": ("arbre/",),
    "la liste": (),
    "la page": (),
    "la question": ("questions.yaml",),
    "la région": ("questions.yaml", "regions/{name}.yaml"),
    "la réponse": ("questions.yaml",),
    "la zone": ("regions/",),
    "le besoin": ("arbre/besoin.yaml",),
    "le contact": ("national.yaml",),
    "le dispositif": ("dispositifs/{name}.yaml",),
    "le fait": ("sources.yaml",),
    "le motif": ("motifs.yaml",),
    "le texte": (),
    "l'appel": ("appels.yaml",),
    "l'intention": (),
    "la demande": (),
    "le mot": ("glossaire.yaml",),
}
"""Where each kind of name is defined."""


@dataclass(frozen=True, order=True)
class Issue:
    """One finding: where (file, line and column from 1; 0 for the whole file), which kind, what, the repair.

    Each kind has a code, explained in `docs/erreurs.md`, and `excerpt` is the line as it is written. `others`
    are the places (file:line) where the same cause shows again.
    """

    file: str
    line: int
    column: int
    code: str
    message: str
    repair: str = ""
    excerpt: str = ""
    others: tuple[str, ...] = ()

    @property
    def warning(self) -> bool:
        """Tell whether it only deserves attention: nothing is refused because of it."""
        return self.code.startswith(WARNING)

    @property
    def place(self) -> str:
        """Say where: the file, and the line when there is one."""
        return f"{self.file}:{self.line}" if self.line else self.file

    def __str__(self) -> str:
        line = self.excerpt.replace("\t", TAB)
        shown = f"\n    {line}\n    {' ' * (self.column - 1)}^" if line else ""
        repair = f"\n    → {self.repair}" if self.repair else ""
        also = f"\n    {_listed(self.others)}" if self.others else ""
        return f"{self.file}:{self.line}:{self.column} : {self.message} [{self.code}]{shown}{also}{repair}"


def _listed(places: tuple[str, ...]) -> str:
    """Say where else, naming a few places: an editor mends the cause, not each of them."""
    more = ", …" if len(places) > SHOWN else ""
    also = "et un autre endroit" if len(places) == 1 else f"et {len(places)} autres endroits"
    return f"{also} : {', '.join(places[:SHOWN])}{more}"


class KnowledgeError(Exception):
    """The content cannot be used; `issues` says all that is wrong with it, what the rest stands on first."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        self.issues = tuple(sorted(issues, key=lambda issue: (issue.code >= ACROSS, issue)))
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
    below: int = 0
    """How many lines below the path it is: that of one sentence of a long text."""
    about: str = ""
    """What it is about: findings about the same thing have one cause, and are told as one."""
    meant: str = ""
    """What a name that does not exist was probably meant to be about."""
    rests: tuple[str, ...] = ()
    """The files, or folders (`arbre/`), that it rests on besides its own: unread, they make it worthless."""

    def holds(self, unread: Iterable[str]) -> bool:
        """Tell whether all that it rests on could be read."""
        return not any(name.startswith((self.file, *self.rests)) for name in unread)

    def with_example(self, example: str) -> "Finding":
        """Return the finding with a situation that shows it."""
        return replace(self, message=f"{self.message} ({example})")


def unknown(
    file: str, path: tuple[str | int, ...], what: str, name: str, known: Iterable[str], of: str = ""
) -> Finding:
    """Say that an id does not exist, with the one that was meant; `of` is the question of an answer."""
    names = list(known)
    near = nearest(name, names)
    repair = f"vouliez-vous « {near} » ?" if near else "corrigez-le, ou ajoutez-le là où il se définit"
    if set(name.split()) <= set(names):
        repair = "mettez une virgule entre les valeurs"
    return Finding(
        file,
        path,
        "CB-301",
        f"{what} « {name} » n'existe pas",
        repair,
        name,
        about=about(what, name, of),
        meant=about(what, near, of) if near else "",
        rests=tuple(place.format(name=name) for place in DEFINED[what]),
    )


def unused(file: str, path: tuple[str | int, ...], what: str, name: str) -> Finding:
    """Say that nothing in the tree nor in the modifiers refers to what is defined here."""
    message = f"{what} « {name} » ne sert nulle part"
    repair = "citez ce nom là où il doit servir, ou supprimez-le d'ici"
    rests = ("arbre/", "ajustements.yaml")
    return Finding(file, path, "CB-302", message, repair, about=about(what, name), rests=rests)


def about(what: str, name: str, of: str = "") -> str:
    """Name a thing across findings: « le dispositif dla », « la réponse oui salaries »."""
    return f"{what} {name} {of}".rstrip()
