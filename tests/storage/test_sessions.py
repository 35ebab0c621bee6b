"""The conversations, by chat, in a real SQLite."""

import json
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlite_utils import Database

from storage.database import MEMORY, open_database, table
from storage.sessions import Sessions

SEEN = datetime(2026, 11, 24, 9, tzinfo=UTC)
DATA = {"answers": [["statut", "association"], ["region", "2A"]], "focus": None, "misses": 0}
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", max_size=3), inner, max_size=3)
    ),
    max_leaves=8,
)


@pytest.fixture
def sessions(db: Database) -> Sessions:
    """Return the conversations of an empty database."""
    return Sessions(db)


def test_an_unknown_chat_has_no_session(sessions: Sessions) -> None:
    """A chat that never spoke has nothing."""
    assert sessions.load(1) is None
    assert sessions.count() == 0


def test_what_is_saved_is_loaded(sessions: Sessions) -> None:
    """A session comes back as it was, by its chat."""
    sessions.save(1, DATA, SEEN)
    assert sessions.load(1) == DATA
    assert sessions.load(2) is None


def test_saving_again_replaces(sessions: Sessions) -> None:
    """A chat has one row: the last session saved."""
    sessions.save(1, DATA, SEEN)
    sessions.save(1, {"answers": []}, SEEN)
    assert sessions.load(1) == {"answers": []}
    assert sessions.count() == 1


def test_chats_do_not_mix(sessions: Sessions) -> None:
    """Each chat has its own session; groups and large numbers are chats too."""
    chats = (1, 2, -1001234567890, 2**52)
    for chat in chats:
        sessions.save(chat, {"chat": chat}, SEEN)
    assert [sessions.load(chat) for chat in chats] == [{"chat": chat} for chat in chats]
    assert sessions.count() == len(chats)


def test_forgetting_keeps_nothing(sessions: Sessions, db: Database) -> None:
    """A forgotten chat leaves no row, the others stay, and forgetting twice is no error."""
    sessions.save(1, DATA, SEEN)
    sessions.save(2, DATA, SEEN)
    sessions.forget(1)
    sessions.forget(1)
    assert sessions.load(1) is None
    assert [row["chat"] for row in table(db, "chats").rows] == [2]


def test_the_time_is_written_in_utc(sessions: Sessions, db: Database) -> None:
    """The time of the last event is kept in UTC, whatever the zone it is given in."""
    sessions.save(1, DATA, SEEN.astimezone(timezone(timedelta(hours=4))))
    assert table(db, "chats").get(1)["seen"] == "2026-11-24T09:00:00+00:00"


def test_a_session_is_readable_in_the_file(sessions: Sessions, db: Database) -> None:
    """What is stored is compact JSON where accents are readable."""
    sessions.save(1, {"mot": "épicerie"}, SEEN)
    assert table(db, "chats").get(1)["session"] == '{"mot":"épicerie"}'


def test_what_cannot_be_written_leaves_the_former_session(sessions: Sessions) -> None:
    """A session that is no plain data is refused, and the one before stays."""
    sessions.save(1, DATA, SEEN)
    with pytest.raises(TypeError):
        sessions.save(1, {"answers": {1, 2}}, SEEN)
    assert sessions.load(1) == DATA


def test_a_save_is_whole_or_nothing(sessions: Sessions, db: Database) -> None:
    """A save that the database refuses changes nothing and leaves no transaction open."""
    sessions.save(1, DATA, SEEN)
    db.execute("CREATE TRIGGER no BEFORE UPDATE ON chats BEGIN SELECT RAISE(ABORT, 'no'); END")
    with pytest.raises(sqlite3.IntegrityError):
        sessions.save(1, {"answers": []}, SEEN)
    assert sessions.load(1) == DATA
    assert not db.conn.in_transaction


def test_reopening_a_file_keeps_sessions(tmp_path: Path) -> None:
    """What was saved before the process stopped is there when it starts again."""
    path = tmp_path / "cress.db"
    with closing(open_database(path)) as before:
        Sessions(before).save(1, DATA, SEEN)
    with closing(open_database(path)) as after:
        assert Sessions(after).load(1) == DATA


def test_a_save_is_seen_at_once_by_another_reader(tmp_path: Path) -> None:
    """Once saved, a session is in the file: another connection reads it while the first is open."""
    path = tmp_path / "cress.db"
    with closing(open_database(path)) as writer, closing(open_database(path)) as reader:
        Sessions(writer).save(1, DATA, SEEN)
        assert Sessions(reader).load(1) == DATA
        Sessions(writer).forget(1)
        assert Sessions(reader).load(1) is None


@settings(deadline=None, max_examples=50)
@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=5), PLAIN, max_size=4))
def test_any_plain_data_survives(data: dict[str, object]) -> None:
    """Any plain data come back equal, in the same order."""
    with closing(open_database(MEMORY)) as db:
        sessions = Sessions(db)
        sessions.save(1, data, SEEN)
        assert json.dumps(sessions.load(1)) == json.dumps(data)
