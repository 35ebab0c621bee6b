"""What was not understood, in a real SQLite: readable from five people on, until it is purged."""

from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from sqlite_utils import Database

from storage.database import open_database, table
from storage.misses import PEOPLE, Miss, Misses

DAY = date(2026, 11, 24)
MANY = range(100, 140)
"""Enough people for five of them not to share one byte."""


def test_a_text_is_readable_once_five_people_said_it(db: Database) -> None:
    """One person, however often, does not make a text readable; many do, and the count goes on."""
    misses = Misses(db)
    for _ in range(10):
        misses.note("statut", "bidule associatif", 1, DAY)
    assert list(misses.readable(DAY)) == []
    assert misses.waiting() is None
    for chat in MANY:
        misses.note("statut", "bidule associatif", chat, DAY)
    assert list(misses.readable(DAY)) == [Miss("statut", "bidule associatif", 10 + len(MANY))]
    assert misses.waiting() == 0


def test_the_same_text_at_another_question_is_another_one(db: Database) -> None:
    """Texts are counted by question, the result being none; the most frequent come first."""
    misses = Misses(db)
    for chat in MANY:
        misses.note(None, "hop", chat, DAY)
        misses.note("besoin", "hop", chat, DAY)
    misses.note("besoin", "hop", 1, DAY)
    found = list(misses.readable(DAY))
    assert found == [Miss("besoin", "hop", len(MANY) + 1), Miss(None, "hop", len(MANY))]


def test_nothing_tells_who_said_what(tmp_path: Path) -> None:
    """Neither the text of one person nor any chat is in the file, and no name of a person links two texts."""
    path = tmp_path / "donnees.sqlite3"
    with closing(open_database(path)) as db:
        misses = Misses(db)
        misses.note("statut", "je m appelle zebulon", 987_654_321, DAY)
        misses.note("besoin", "autre chose", 987_654_321, DAY)
        rows = list(table(db, "misses").rows)
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"zebulon" not in path.read_bytes()
    assert b"987654321" not in path.read_bytes()
    assert [row["text"] for row in rows] == [None, None]
    assert {len(row["people"]) for row in rows} == {2}


def test_once_readable_the_people_are_forgotten(db: Database) -> None:
    """A readable text keeps no trace of those who said it."""
    misses = Misses(db)
    for chat in MANY:
        misses.note("statut", "machin", chat, DAY)
    assert [row["people"] for row in table(db, "misses").rows] == [""]


def test_what_was_not_said_for_long_is_not_shown_then_goes(db: Database) -> None:
    """A text said again stays; one that nobody says any more is not read from its day on, then is purged."""
    misses = Misses(db)
    for chat in MANY:
        misses.note("statut", "vieux", chat, DAY)
        misses.note("statut", "redit", chat, DAY)
    later = DAY + timedelta(days=50)
    misses.note("statut", "redit", 1, later)
    assert len(list(misses.readable(DAY))) == 2
    assert [miss.text for miss in misses.readable(DAY + timedelta(days=1))] == ["redit"]
    assert misses.purge(DAY) == 0
    assert misses.purge(DAY + timedelta(days=1)) == 1
    assert [miss.text for miss in misses.readable(DAY)] == ["redit"]


def test_no_figure_under_five_is_told(db: Database) -> None:
    """Neither of texts kept when three people were enough, nor of how many wait."""
    misses = Misses(db)
    for rank in range(PEOPLE):
        assert misses.waiting() == (0 if rank == 0 else None)
        table(db, "misses").insert(
            {
                "key": str(rank),
                "question": None,
                "text": "jadis",
                "times": 4,
                "people": "",
                "day": "2026-11-24",
            }
        )
    assert list(misses.readable(DAY)) == []
    assert misses.waiting() == PEOPLE


def test_the_key_outlives_the_process(tmp_path: Path) -> None:
    """The same person, in another process, is still one person."""
    path = tmp_path / "donnees.sqlite3"
    for _ in range(3):
        with closing(open_database(path)) as db:
            misses = Misses(db)
            misses.note("statut", "truc", 5, DAY)
            assert [len(row["people"].split()) for row in table(db, "misses").rows] == [1]
