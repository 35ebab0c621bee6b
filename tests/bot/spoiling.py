"""What happens to a folder of content: saves cut in the middle, bad edits, good ones, removals."""

import random
import re
import shutil
from collections.abc import Callable
from pathlib import Path

Happening = Callable[[Path, random.Random], None]


def chosen(folder: Path, chance: random.Random) -> Path:
    """Choose a file."""
    return chance.choice(sorted(folder.rglob("*.yaml")))


def _rewritten(folder: Path, chance: random.Random, change: Callable[[list[str]], list[str]]) -> None:
    path = chosen(folder, chance)
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    path.write_text("".join(change(lines)), encoding="utf-8")


def truncated(folder: Path, chance: random.Random) -> None:
    """A save stopped anywhere, in the middle of a letter too."""
    path = chosen(folder, chance)
    content = path.read_bytes()
    path.write_bytes(content[: chance.randrange(len(content))])


def flipped(folder: Path, chance: random.Random) -> None:
    """A few bits of a file changed."""
    path = chosen(folder, chance)
    content = bytearray(path.read_bytes())
    for _ in range(chance.randint(1, 8)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def emptied(folder: Path, chance: random.Random) -> None:
    """An editor that empties the file before it writes."""
    chosen(folder, chance).write_bytes(b"")


def recoded(folder: Path, chance: random.Random) -> None:
    """A file saved in another encoding."""
    path = chosen(folder, chance)
    path.write_bytes(path.read_text(encoding="utf-8").encode("cp1252", "replace"))


def removed_file(folder: Path, chance: random.Random) -> None:
    """A file thrown away."""
    chosen(folder, chance).unlink()


def removed_folder(folder: Path, chance: random.Random) -> None:
    """The whole folder, or one of its own, thrown away."""
    inside = sorted(path for path in folder.iterdir() if path.is_dir())
    shutil.rmtree(chance.choice([folder, *inside]))


def duplicated(folder: Path, chance: random.Random) -> None:
    """Some lines pasted twice."""

    def twice(lines: list[str]) -> list[str]:
        start = chance.randrange(len(lines))
        end = min(len(lines), start + chance.randint(1, 12))
        return [*lines[:end], *lines[start:end], *lines[end:]]

    _rewritten(folder, chance, twice)


def lost_lines(folder: Path, chance: random.Random) -> None:
    """Some lines cut out."""

    def without(lines: list[str]) -> list[str]:
        start = chance.randrange(len(lines))
        return [*lines[:start], *lines[start + chance.randint(1, 6) :]]

    _rewritten(folder, chance, without)


def misspelt(folder: Path, chance: random.Random) -> None:
    """A name between two others written with another letter."""

    def wrong(lines: list[str]) -> list[str]:
        found = [(rank, m) for rank, line in enumerate(lines) for m in re.finditer(r"[a-z_]{4,}", line)]
        if found:
            rank, match = chance.choice(found)
            at = chance.randrange(match.start(), match.end())
            lines[rank] = f"{lines[rank][:at]}x{lines[rank][at + 1 :]}"
        return lines

    _rewritten(folder, chance, wrong)


def indented(folder: Path, chance: random.Random) -> None:
    """A line pushed to the right, with spaces or with a tab."""

    def pushed(lines: list[str]) -> list[str]:
        rank = chance.randrange(len(lines))
        return [*lines[:rank], chance.choice((" ", "  ", "\t")) + lines[rank], *lines[rank + 1 :]]

    _rewritten(folder, chance, pushed)


def left_behind(folder: Path, chance: random.Random) -> None:
    """A file of another kind put among the regions, or an editor's own hidden file."""
    name = chance.choice(("regions/notes.txt", "regions/.93.yaml.swp", "dispositifs/dla.yaml~"))
    (folder / name).write_bytes(chance.randbytes(40))


def promised(folder: Path, chance: random.Random) -> None:
    """A promise that the content does not keep: only the walk of every situation sees it."""
    path = folder / "invariants.yaml"
    broken = f"""
- invariant: promesse_{chance.randrange(10**6)}
  phrase: Personne n'est renvoyé vers sa CRESS.
  si: {{besoin: [reseau]}}
  jamais: [cress]
"""
    path.write_text(path.read_text(encoding="utf-8") + broken, encoding="utf-8")


def reworded(folder: Path, chance: random.Random) -> None:
    """A good edit: a sentence said otherwise."""
    path = folder / "textes.yaml"
    text = path.read_text(encoding="utf-8")
    sentence = f"merci: Avec plaisir. Je reste là si besoin, {chance.randrange(10**6)} fois s'il le faut."
    path.write_text(re.sub(r"^merci: .*$", sentence, text, flags=re.MULTILINE), encoding="utf-8")


def annotated(folder: Path, chance: random.Random) -> None:
    """A good edit: a note between colleagues at the end of a file."""
    path = chosen(folder, chance)
    path.write_bytes(path.read_bytes().rstrip(b"\n") + b"\n# note %d\n" % chance.randrange(10**6))


def untouched(folder: Path, chance: random.Random) -> None:
    """The folder as it was."""


BAD: tuple[Happening, ...] = (
    truncated, flipped, emptied, recoded, removed_file, removed_folder,
    duplicated, lost_lines, misspelt, indented, left_behind,
)  # fmt: skip
UNKEPT: tuple[Happening, ...] = (promised,)
"""Bad edits that no file and no scenario tells."""
GOOD: tuple[Happening, ...] = (reworded, annotated, untouched)
