"""Fifty edits such as CRESS staff make, each with the situations in which it is looked at closely."""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import yaml
from pydantic import TypeAdapter

from knowledge.calls import Call
from knowledge.content import Knowledge
from knowledge.fringes import Version
from knowledge.load import SHIPPED, Adjustments, National
from knowledge.programmes import Programme
from knowledge.questions import Question
from knowledge.reader import read
from knowledge.regions import Region
from knowledge.tree import Branch


@dataclass(frozen=True)
class Edit:
    """Some words of a file replaced by others, and answers to which a close look is kept."""

    file: str
    old: str
    new: str
    within: dict[str, str]

    @property
    def text(self) -> str:
        """The file as shipped."""
        return (SHIPPED / self.file).read_text(encoding="utf-8")

    @property
    def lines(self) -> range:
        """The lines of the file, once edited, that the edit is about."""
        first = self.text[: self.text.index(self.old)].count("\n") + 1
        return range(first, first + 1 + max(self.old.count("\n"), self.new.count("\n")))

    @property
    def regions(self) -> tuple[str, ...]:
        """The regions to look at closely: that of the file, else one where every programme exists."""
        folder, _, name = self.file.partition("/")
        if folder == "regions":
            return (name.removesuffix(".yaml"),)
        return ("93", "53") if "53" in self.new else ("93", "01") if name else ("93",)

    def __str__(self) -> str:
        return f"{self.file}: {self.old.strip().splitlines()[0]}"


def _edits() -> tuple[Edit, ...]:
    entries = yaml.safe_load(Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8"))
    return tuple(
        Edit(entry.pop("fichier"), entry.pop("avant"), entry.pop("apres"), entry) for entry in entries
    )


EDITS = _edits()


def edited(version: Version, edit: Edit, folder: Path) -> Version:
    """Return the content after an edit; only the file concerned is read again."""
    assert edit.old in edit.text, f"{edit.file} no longer says: {edit.old}"
    path = folder / "edited.yaml"
    path.write_text(edit.text.replace(edit.old, edit.new, 1), encoding="utf-8")
    data = read(path, edit.file).data
    parts = _parts(version.knowledge, edit.file, data)
    return Version(replace(version.knowledge, **parts), {**version.data, edit.file: data})


_FOLDERS: dict[str, tuple[str, Any]] = {
    "arbre": ("tree", Branch),
    "dispositifs": ("programmes", Programme),
    "regions": ("regions", Region),
}
_FILES: dict[str, tuple[str, Any]] = {
    "motifs.yaml": ("reasons", dict[str, str]),
    "textes.yaml": ("texts", dict[str, str]),
    "appels.yaml": ("calls", tuple[Call, ...]),
}


def _parts(knowledge: Knowledge, file: str, data: object) -> dict[str, Any]:
    """Return the parts of the knowledge that a file gives, made anew."""
    folder, _, name = file.partition("/")
    if folder in _FOLDERS:
        field, kind = _FOLDERS[folder]
        entry = TypeAdapter(kind).validate_python(data)
        return {field: {**getattr(knowledge, field), name.removesuffix(".yaml"): entry}}
    if file == "ajustements.yaml":
        rules = TypeAdapter(Adjustments).validate_python(data)
        return {"adjustments": rules.adjustments, "contradictions": rules.contradictions}
    if file == "questions.yaml":
        return {"questions": {q.id: q for q in TypeAdapter(tuple[Question, ...]).validate_python(data)}}
    if file == "national.yaml":
        return {"national": TypeAdapter(National).validate_python(data).contacts}
    field, kind = _FILES[file]
    return {field: TypeAdapter(kind).validate_python(data)}
