"""Real editing mistakes: each is told on its line, alone, and nearly always with the repair that mends it.

Each file of `broken/` is one mistake: the file, some words of it (`avant`), what an editor made of them
(`apres`), how many lines below the first of these words it must be told (`ligne`), and words of the repair
(`reparation`). Some are made of bytes (`octets`); without `ligne`, the file must be accepted as it is.
`python -m tests.knowledge.test_broken` prints how many are told right.
"""

import sys
import tempfile
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from knowledge.issues import Issue
from tests.knowledge.conftest import Folder, linked

CORPUS = Path(__file__).with_name("broken")


@dataclass(frozen=True)
class Mistake:
    """One mistake and what must be said of it (`below` None: nothing)."""

    name: str
    file: str
    old: str
    new: str
    made: str
    below: int | None
    repair: str

    def make(self, folder: Folder) -> int:
        """Make the mistake; return the line where it must be told."""
        if not self.made:
            return folder.edit(self.file, self.old, self.new) + (self.below or 0)
        path = folder.own(self.file)
        path.write_bytes(spoilt(self.made, path.read_bytes()))
        return 1 + (self.below or 0)


def spoilt(made: str, raw: bytes) -> bytes:
    """Return the bytes of a file as a tool may have left them."""
    text = raw.decode("utf-8")
    ways = {
        "latin-1": text.encode("latin-1", "replace"),
        "vide": b"",
        "moitie": raw[: len(raw) // 2],
        "crlf": text.replace("\n", "\r\n").encode(),
        "bom": b"\xef\xbb\xbf" + raw,
    }
    return ways[made]


def corpus() -> list[Mistake]:
    """Read every mistake."""
    found = []
    for path in sorted(CORPUS.glob("*.yaml")):
        told = yaml.safe_load(path.read_text(encoding="utf-8"))
        made, below, repair = told.get("octets", ""), told.get("ligne"), told.get("reparation", "")
        found.append(
            Mistake(
                path.stem, told["fichier"], told.get("avant", ""), told.get("apres", ""), made, below, repair
            )
        )
    return found


MISTAKES = corpus()
WRONG = [mistake for mistake in MISTAKES if mistake.below is not None]
RIGHT = [mistake for mistake in MISTAKES if mistake.below is None]


def told(*mistakes: Mistake) -> tuple[int, tuple[Issue, ...]]:
    """Make mistakes in a folder of their own; return the line of the last, and all that is told."""
    with tempfile.TemporaryDirectory() as root:
        folder = linked(Path(root) / "content")
        lines = [mistake.make(folder) for mistake in mistakes]
        return lines[-1], folder.issues()


alone = cache(told)


def placed(mistake: Mistake, line: int, issue: Issue) -> bool:
    """Tell whether an issue is on the line of a mistake."""
    return (issue.file, issue.line) == (mistake.file, line)


@pytest.mark.parametrize("mistake", WRONG, ids=lambda mistake: mistake.name)
def test_a_mistake_is_told_on_its_line_with_its_repair(mistake: Mistake) -> None:
    """What is told first is on the line of the mistake, mends it, and brings at most three others."""
    line, issues = alone(mistake)
    assert issues
    assert placed(mistake, line, issues[0]), (line, [str(issue) for issue in issues])
    assert mistake.repair in issues[0].repair
    assert len(issues) <= 4
    assert all(" the " not in str(issue) for issue in issues)


@pytest.mark.parametrize("mistake", RIGHT, ids=lambda mistake: mistake.name)
def test_what_is_no_mistake_is_accepted(folder: Folder, mistake: Mistake) -> None:
    """Endings of lines of Windows and a mark at the head of a file change nothing."""
    mistake.make(folder)
    assert folder.issues() == ()


def test_there_are_enough_mistakes_and_nearly_all_are_repaired() -> None:
    """At least 85 mistakes, nine in ten with their own repair."""
    assert len(WRONG) >= 85
    assert sum(bool(mistake.repair) for mistake in WRONG) / len(WRONG) >= 0.9


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.sampled_from(WRONG), st.sampled_from(WRONG))
def test_two_mistakes_in_two_files_are_both_told(one: Mistake, other: Mistake) -> None:
    """Neither hides the other, and nothing is made up: each is told as it is when alone.

    The exception: what refers to a file that the other mistake makes unreadable cannot be judged.
    """
    assume(one.file != other.file)
    singly = [alone(mistake)[1] for mistake in (one, other)]
    together = told(one, other)[1]
    for issues, beside in zip(singly, reversed(singly), strict=True):
        unread = any(issue.code < "CB-3" for issue in beside)
        for issue in issues:
            assert issue in together or (unread and issue.code >= "CB-3"), (one.name, other.name, str(issue))
    known = {(issue.file, issue.line) for issues in singly for issue in issues}
    assert {(issue.file, issue.line) for issue in together} <= known, (one.name, other.name)


def main() -> None:
    """Print how many mistakes are told right."""
    lines = repairs = only = 0
    for mistake in WRONG:
        line, issues = alone(mistake)
        right = bool(issues) and placed(mistake, line, issues[0])
        lines += right
        repairs += right and bool(mistake.repair) and mistake.repair in issues[0].repair
        only += len(issues) == 1
        if not right:
            sys.stdout.write(f"{mistake.name} : attendu {mistake.file}:{line}\n")
            sys.stdout.writelines(f"    {issue}\n" for issue in issues)
    sys.stdout.write(
        f"{len(WRONG)} fautes : {lines} dites d'abord, à leur ligne ; {repairs} avec leur réparation ; "
        f"{only} dites seules.\n"
    )


if __name__ == "__main__":
    main()
