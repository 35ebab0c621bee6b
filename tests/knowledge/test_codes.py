"""The page of the codes: each wrong example gives its code, each right one is what is shipped."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.playing import broken
from knowledge.load import read_edition
from tests.knowledge.conftest import Folder
from tests.knowledge.situations import NOW

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "erreurs.md").read_text(encoding="utf-8")
_SECTION = re.compile(
    r"### (CB-\d{3}) : [^\n]+\n\n[^\n]+\n\nFaux, dans `([^`]+)` :\n\n```yaml\n((?:(?!```).)*)\n```"
    r"\n\nJuste :\n\n```yaml\n((?:(?!```).)*)\n```",
    re.DOTALL,
)
EXAMPLES = [found.groups() for found in _SECTION.finditer(PAGE)]
WHOLE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "CB-101": ("motifs.yaml", lambda path: path.write_text("", encoding="utf-8")),
    "CB-102": ("motifs.yaml", lambda path: path.write_text("a: b\n" * 300_000, encoding="utf-8")),
    "CB-103": ("motifs.yaml", lambda path: path.write_bytes("a: é\n".encode("latin-1"))),
    "CB-104": ("motifs.yaml", lambda path: path.write_text("a: b\x00\n", encoding="utf-8")),
    "CB-201": ("motifs.yaml", lambda path: path.unlink()),
    "CB-202": ("regions/notes.txt", lambda path: path.write_text("à faire", encoding="utf-8")),
    "CB-219": (".", lambda path: path.rename(path.with_name("ailleurs"))),
    "CB-311": ("arbre/besoin.yaml", lambda path: path.unlink()),
}
"""The examples that concern a whole file, which the page tells in words."""


@pytest.mark.parametrize(("code", "file", "wrong", "right"), EXAMPLES, ids=[code for code, *_ in EXAMPLES])
def test_a_wrong_example_gives_its_code(folder: Folder, code: str, file: str, wrong: str, right: str) -> None:
    """Put in the place of the right example, which is what is shipped, the wrong one gives its code."""
    folder.edit(file, right, wrong)
    issues = folder.issues() or broken(read_edition(folder.root), NOW)
    assert code in {issue.code for issue in issues}, issues
    assert all(issue.repair for issue in issues)


@pytest.mark.parametrize("code", WHOLE)
def test_a_wrong_file_gives_its_code(folder: Folder, code: str) -> None:
    """A file that is missing, empty, too big or in another encoding gives its code."""
    name, spoil = WHOLE[code]
    spoil(folder.root if name == "." else folder.own(name))
    assert code in {issue.code for issue in folder.issues()}


def test_every_code_has_its_page() -> None:
    """Each code that the checks may give is explained, and each explained one is given by some check."""
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("knowledge", "bot")
        for path in (ROOT / room).glob("*.py")
    )
    given = set(re.findall(r'"(CB-\d{3})"', sources))
    told = set(re.findall(r"^### (CB-\d{3}) ", PAGE, re.MULTILINE))
    assert given == told
    assert told == {code for code, *_ in EXAMPLES} | WHOLE.keys()
