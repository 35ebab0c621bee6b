"""The contents that were served: kept once, found again, forgotten in their order."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.database import MEMORY, open_database, table
from storage.versions import KEPT, Snapshot, Versions

AT = datetime(2026, 11, 24, 12, tzinfo=UTC)
ONE = Snapshot({"textes.yaml": b"a: 1\n", "regions/93.yaml": b"b: 2\n"})
TWO = Snapshot({"textes.yaml": b"a: 2\n", "regions/53.yaml": b"b: 2\n"})
FILES = st.dictionaries(st.text(max_size=6) | st.just("\udce9.yaml"), st.binary(max_size=20), max_size=4)


@pytest.fixture
def versions(db: Database) -> Versions:
    """Return the versions of an empty database."""
    return Versions(db)


@settings(deadline=None, max_examples=30)
@given(FILES, FILES)
def test_a_hash_tells_contents_apart(first: dict[str, bytes], second: dict[str, bytes]) -> None:
    """Two snapshots have the same hash when they have the same files, whatever the order, and only then."""
    again = Snapshot(dict(reversed(first.items())))
    assert again.hash == Snapshot(first).hash
    assert (Snapshot(first).hash == Snapshot(second).hash) == (first == second)


def test_a_name_is_no_content() -> None:
    """What moves from the name of a file to its content is another snapshot."""
    assert Snapshot({"ab": b"c"}).hash != Snapshot({"a": b"bc"}).hash
    assert Snapshot({"a": b"", "b": b""}).hash != Snapshot({"ab": b""}).hash


@settings(deadline=None, max_examples=30)
@given(FILES)
def test_any_files_come_back(files: dict[str, bytes]) -> None:
    """Any names and bytes, even names that are no text, come back as they were."""
    db = open_database(MEMORY)
    Versions(db).serve(Snapshot(files), AT)
    current = Versions(db).current()
    db.close()
    assert current is not None
    assert dict(current.snapshot.files) == files
    assert current.hash == current.snapshot.hash


def test_changes_are_named() -> None:
    """Changed, added and removed files are told apart; a snapshot has no change since itself."""
    assert TWO.changes(ONE) == {
        "modifies": ("textes.yaml",),
        "ajoutes": ("regions/53.yaml",),
        "retires": ("regions/93.yaml",),
    }
    assert ONE.changes(ONE) == {}


def test_nothing_was_ever_served(versions: Versions) -> None:
    """At first there is nothing."""
    assert versions.current() is None
    assert versions.all() == []


def test_the_same_content_back_is_a_line_and_no_row(versions: Versions, db: Database) -> None:
    """Served, replaced, then served again: two contents, three lines, and when each one last began."""
    for rank, snapshot in enumerate((ONE, TWO, ONE, ONE)):
        versions.serve(snapshot, AT + timedelta(hours=rank))
    first, second = versions.all()
    assert (first.hash, second.hash) == (ONE.hash, TWO.hash)
    assert (first.first, first.at) == (AT, AT + timedelta(hours=2))
    assert versions.current() == first
    assert table(db, "servings").count == 3


def test_a_content_kept_is_not_served(versions: Versions) -> None:
    """What is only kept is found, and is not what is served."""
    versions.serve(ONE, AT)
    versions.keep(TWO, AT + timedelta(hours=1))
    current = versions.current()
    assert current is not None
    assert current.hash == ONE.hash
    assert [version.served for version in versions.all()] == [False, True]


def test_the_oldest_are_forgotten_but_never_the_one_being_served(versions: Versions, db: Database) -> None:
    """A bounded number is kept: the last ones, and always the one being served, however old."""
    versions.serve(ONE, AT)
    versions.serve(TWO, AT + timedelta(seconds=1))
    for rank in range(KEPT + 5):
        versions.keep(Snapshot({"a": b"%d" % rank}), AT + timedelta(minutes=rank + 1))
    hashes = [version.hash for version in versions.all()]
    assert len(hashes) == KEPT + 1
    assert TWO.hash in hashes
    assert ONE.hash not in hashes
    assert table(db, "servings").count == 1
