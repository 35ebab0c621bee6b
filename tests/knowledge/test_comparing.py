"""What changes between two contents, for whom, because of which line: exact against brute force."""

from pathlib import Path

import pytest

from knowledge.comparing import compare
from knowledge.fringes import Version
from tests.knowledge.comparing import NOW, Brute, found_in, shipped
from tests.knowledge.edits import EDITS, Edit, edited

REGIONS = ("93", "01")


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
    """Every pair of situations that changes, with its kinds, in each region; the new and the gone ones too."""
    after = edited(before, edit, tmp_path)
    found = compare(before, after, NOW, edit.within)
    assert found.values
    own = ("53",) if "53" in edit.file + edit.new else ()
    for region in (*REGIONS, *own):
        expected, _, _ = brute.changes(after.knowledge, edit.within, region)
        assert found_in(found, region) == expected
