"""What changes between two contents, for whom, because of which line: exact against brute force."""

from pathlib import Path

import pytest

from knowledge.comparing import Comparison, compare
from knowledge.fringes import Version
from knowledge.reader import read
from tests.knowledge.comparing import NOW, Brute, found_in, shipped
from tests.knowledge.edits import EDITS, Edit, edited

REGIONS = ("93", "01")
NEAR = 3
"""A cause may be told a few lines from the edit: at the question whose case went."""


@pytest.fixture(scope="module")
def before() -> Version:
    """Return the shipped content with its data."""
    return shipped()


@pytest.fixture(scope="module")
def brute(before: Version) -> Brute:
    """Return brute force, which keeps what it worked out before any edit."""
    return Brute(before)


@pytest.mark.parametrize("edit", EDITS, ids=str)
def test_what_changes_is_what_brute_force_finds(
    edit: Edit, before: Version, brute: Brute, tmp_path: Path
) -> None:
    """Every pair of situations that changes, with its kinds; how many are new; and the line of the edit."""
    after = edited(before, edit, tmp_path)
    found = compare(before, after, NOW, edit.within)
    own = ("53",) if "53" in edit.file + edit.new else ()
    for region in (*REGIONS, *own):
        assert found_in(found, region) == brute.changes(after.knowledge, edit.within, region)[0]
    assert found.values
    assert_blamed(found, edit, tmp_path)
    assert_counted(found)


def assert_blamed(found: Comparison, edit: Edit, folder: Path) -> None:
    """Every cause is told in the file edited, at the lines edited."""
    document = read(folder / "edited.yaml", edit.file)
    for group in (group for groups in found.groups.values() for group in groups):
        assert group.place.file == edit.file
        if group.place.now:
            line, _ = document.position(group.place.path)
            assert edit.lines.start - NEAR <= line < edit.lines.stop + NEAR, (group.place, edit.lines)


def assert_counted(found: Comparison) -> None:
    """Groups of orientations share out the situations that change; the totals count regions."""
    for kind, total in found.totals.items():
        assert sum(len(change.regions.get(kind, ())) for change in found.changes) == total
    orientations = sum(group.situations for group in found.groups["orientations"])
    assert orientations == found.totals["orientations"] <= found.changed
