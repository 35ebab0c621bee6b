"""The page of the codes: each wrong example gives its code, each right one is what is shipped."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from knowledge.enumeration import enumerate_all
from knowledge.issues import Issue
from knowledge.load import broken_scenarios, read_edition
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
WITHIN: dict[str, dict[str, str]] = {
    "CB-402": {"statut": "sans_structure", "besoin": "esus"},
    "CB-403": {"statut": "mutuelle", "besoin": "esus"},
    "CB-404": {"statut": "mutuelle", "besoin": "esus"},
    "CB-405": {"statut": "mutuelle", "besoin": "esus"},
    "CB-406": {"statut": "mutuelle", "besoin": "esus"},
    "CB-408": {"statut": "association", "besoin": "esus"},
}
"""The situations that are enough to give a code; the others need all of them."""


def _reserved(path: Path) -> str:
    """Return the sources with every fact reserved to one region."""
    text = re.sub(r"    regions: .*\n", "", path.read_text(encoding="utf-8"))
    return re.sub(r"(?m)^(    nature: .*)$", r'\1\n    regions: ["93"]', text)


WHOLE: dict[str, tuple[str, Callable[[Path], object]]] = {
    "CB-101": ("motifs.yaml", lambda path: path.write_text("", encoding="utf-8")),
    "CB-102": ("motifs.yaml", lambda path: path.write_text("a: b\n" * 300_000, encoding="utf-8")),
    "CB-103": ("motifs.yaml", lambda path: path.write_bytes("a: é\n".encode("latin-1"))),
    "CB-104": ("motifs.yaml", lambda path: path.write_text("a: b\x00\n", encoding="utf-8")),
    "CB-201": ("motifs.yaml", lambda path: path.unlink()),
    "CB-202": ("regions/notes.txt", lambda path: path.write_text("à faire", encoding="utf-8")),
    "CB-403": ("sources.yaml", lambda path: path.write_text(_reserved(path), encoding="utf-8")),
    "CB-219": (".", lambda path: path.rename(path.with_name("ailleurs"))),
    "CB-311": ("arbre/besoin.yaml", lambda path: path.unlink()),
}
"""The examples that concern a whole file, which the page tells in words."""


def _walked(folder: Folder, code: str) -> tuple[Issue, ...]:
    """Return what shows once the content is loaded: scenarios, then situations."""
    edition = read_edition(folder.root)
    failed = () if code.startswith("CB-40") and code != "CB-401" else broken_scenarios(edition, NOW)
    found = () if failed else enumerate_all(edition.knowledge, NOW, WITHIN.get(code)).findings
    return (*failed, *(edition.placed(finding) for finding in found))


@pytest.mark.parametrize(("code", "file", "wrong", "right"), EXAMPLES, ids=[code for code, *_ in EXAMPLES])
def test_a_wrong_example_gives_its_code(folder: Folder, code: str, file: str, wrong: str, right: str) -> None:
    """Put in the place of the right example, which is what is shipped, the wrong one gives its code."""
    folder.edit(file, right, wrong)
    issues = folder.issues() or _walked(folder, code)
    assert code in {issue.code for issue in issues}, issues
    assert all(issue.repair for issue in issues)


@pytest.mark.parametrize("code", WHOLE)
def test_a_wrong_file_gives_its_code(folder: Folder, code: str) -> None:
    """A file that is missing, empty, too big or in another encoding gives its code."""
    name, spoil = WHOLE[code]
    spoil(folder.root if name == "." else folder.own(name))
    assert code in {issue.code for issue in folder.issues() or _walked(folder, code)}


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
