"""The page of the codes: each wrong example gives its code, each right one is what is shipped."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from bot.inspecting import ends, looked_at
from bot.limits import limits
from bot.playing import broken
from dialogs.confusions import confusions
from knowledge.editions import Edition, read_edition
from knowledge.enumeration import enumerate_all
from knowledge.freshness import stale
from knowledge.issues import Finding, Issue, KnowledgeError
from knowledge.leftovers import leftovers
from tests.knowledge.conftest import EDITION, Folder
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
    "CB-509": (
        "dispositifs/club.yaml",
        lambda path: path.write_text(
            path.read_text(encoding="utf-8").replace("preparer:", "preparer:\n  - " + "mot " * 1200),
            encoding="utf-8",
        ),
    ),
    "CB-311": ("arbre/besoin.yaml", lambda path: path.unlink()),
}
"""The examples that concern a whole file, which the page tells in words."""


PLAYED = {"CB-401", "CB-411", "CB-412"}
"""What scenarios give."""


def told(root: Path, code: str, file: str) -> list[Issue]:
    """Return what a folder is told with a code: by loading, by a file of scenarios, by what looks further."""
    try:
        edition = read_edition(root, EDITION)
    except KnowledgeError as error:
        return [issue for issue in error.issues if issue.code == code]
    own = tuple(written for written in edition.scenarios if written.document.file == file)
    issues = (
        broken(replace(edition, scenarios=own), NOW) if code in PLAYED else edition.told(seen(edition, code))
    )
    return [issue for issue in issues if issue.code == code]


def seen(edition: Edition, code: str) -> Iterable[Finding]:
    """Return what the check that gives a code finds."""
    knowledge = edition.knowledge
    if "CB-402" <= code <= "CB-420":
        return enumerate_all(knowledge, NOW, WITHIN.get(code)).findings
    if code in {"CB-421", "CB-422"}:
        return confusions(knowledge)
    if code in {"CB-423", "CB-424", "CB-509"}:
        return limits(knowledge, [], NOW)
    return (*stale(knowledge, NOW.date()), *leftovers(knowledge))


@pytest.fixture(scope="module")
def shipped() -> set[str]:
    """Return what the shipped content is warned of, place by place."""
    issues = looked_at(EDITION, ends(EDITION, NOW), NOW)
    assert all(issue.warning for issue in issues)
    return {f"{issue.code} {place}" for issue in issues for place in (issue.place, *issue.others)}


@pytest.mark.parametrize(("code", "file", "wrong", "right"), EXAMPLES, ids=[code for code, *_ in EXAMPLES])
def test_a_wrong_example_gives_its_code(
    folder: Folder, shipped: set[str], code: str, file: str, wrong: str, right: str
) -> None:
    """Put in the place of the right example, which is what is shipped, the wrong one gives its code."""
    folder.edit(file, right, wrong)
    issues = told(folder.root, code, file)
    assert issues
    assert all(issue.repair for issue in issues)
    counted = sum(1 + len(issue.others) for issue in issues)
    assert counted > sum(place.startswith(code) for place in shipped)


@pytest.mark.parametrize("code", WHOLE)
def test_a_wrong_file_gives_its_code(folder: Folder, code: str) -> None:
    """A file that is missing, empty, too big or in another encoding gives its code."""
    name, spoil = WHOLE[code]
    spoil(folder.root if name == "." else folder.own(name))
    assert told(folder.root, code, name)


def test_every_code_has_its_page() -> None:
    """Each code that the checks may give is explained, and each explained one is given by some check."""
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for room in ("knowledge", "dialogs", "bot")
        for path in (ROOT / room).glob("*.py")
    )
    given = set(re.findall(r'"(CB-\d{3})"', sources))
    told = set(re.findall(r"^### (CB-\d{3}) ", PAGE, re.MULTILINE))
    assert given == told
    assert told == {code for code, *_ in EXAMPLES} | WHOLE.keys()
