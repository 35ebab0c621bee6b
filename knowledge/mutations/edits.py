"""Small edits of the data of some files, as an editor could have made them; nothing given is changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Data = Any
"""What a file of YAML holds: texts, lists and mappings."""
Documents = Mapping[str, Data]
Path = tuple[str | int, ...]
Reach = Literal["orientation", "questions", "contacts", "appels", "mots", "textes", "sources"]
"""What an edit may change for people, the most serious first."""


@dataclass(frozen=True)
class Edit:
    """One edit: what follows « si l'on » in French, the file and the path of what is touched, the new data.

    `changes` is the new data by file. `words` are those whose meaning may change.
    """

    told: str
    file: str
    path: Path
    changes: Documents
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Kind:
    """A kind of mutation: its name in French, what it may change, how to make its edits.

    `most`: keep that many edits at most, spread evenly over all.
    """

    name: str
    reach: Reach
    edits: Callable[[Documents], Iterator[Edit]]
    most: int | None = None

    def kept(self, documents: Documents) -> list[Edit]:
        """Return the edits of the content, all of them or a fixed spread; none that changes nothing."""
        found = [edit for edit in self.edits(documents) if _differs(edit, documents)]
        if self.most is None or len(found) <= self.most:
            return found
        return [found[rank * len(found) // self.most] for rank in range(self.most)]


def _differs(edit: Edit, documents: Documents) -> bool:
    return any(data != documents[file] for file, data in edit.changes.items())


def at(data: Data, path: Path) -> Data:
    """Return what stands at a path; None when nothing does."""
    for step in path:
        if isinstance(data, dict):
            data = data.get(step)
        elif isinstance(data, list) and isinstance(step, int) and step < len(data):
            data = data[step]
        else:
            return None
    return data


def put(data: Data, path: Path, value: Data) -> Data:
    """Return the data with a value at a path; what is not on the way is shared with the original."""
    if not path:
        return value
    first, *rest = path
    copy: Data = dict(data) if isinstance(data, dict) else list(data)
    copy[first] = put(copy[first], tuple(rest), value) if rest else value
    return copy


def cut(data: Data, path: Path) -> Data:
    """Return the data without what stands at a path, and without the list that this leaves empty."""
    *above, last = path
    holder = at(data, tuple(above))
    copy: Data = dict(holder) if isinstance(holder, dict) else list(holder)
    del copy[last]
    if isinstance(copy, list) and not copy and above:
        return cut(data, tuple(above))
    return put(data, tuple(above), copy)


def edited(documents: Documents, told: str, file: str, path: Path, value: Data) -> Edit:
    """Make the edit that writes a value at a path."""
    return Edit(told, file, path, {file: put(documents[file], path, value)})


def removed(documents: Documents, told: str, file: str, path: Path) -> Edit:
    """Make the edit that takes away what stands at a path."""
    return Edit(told, file, path, {file: cut(documents[file], path)})


def exchanged(documents: Documents, told: str, one: tuple[str, Path], two: tuple[str, Path]) -> Edit:
    """Make the edit that exchanges two values, each given by its file and its path."""
    (file, path), (other, across) = one, two
    first, second = at(documents[file], path), at(documents[other], across)
    changes = {file: put(documents[file], path, second)}
    changes[other] = put(changes.get(other, documents[other]), across, first)
    return Edit(told, file, path, changes)


def files(documents: Documents, folder: str) -> Iterator[tuple[str, Data]]:
    """Yield the files of a folder with their data, in order of name."""
    for name in sorted(documents):
        if name.startswith(f"{folder}/"):
            yield name, documents[name]


def listed(data: Data, key: str) -> list[Data]:
    """Return a list written under a key, empty when it is not written."""
    found = data.get(key)
    return found if isinstance(found, list) else []


def quoted(value: Data) -> str:
    """Write a value as an editor reads it, cut when it is long."""
    if isinstance(value, dict):
        value = ", ".join(f"{key}: {quoted_bare(held)}" for key, held in value.items())
    told = quoted_bare(value)
    return f"« {told if len(told) <= 60 else told[:57] + '…'} »"


def quoted_bare(value: Data) -> str:
    """Write a value without guillemets."""
    return ", ".join(map(str, value)) if isinstance(value, list) else str(value)
