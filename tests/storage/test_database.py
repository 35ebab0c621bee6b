"""The one file of data: opened, brought up to date, opened again."""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database

from storage.database import MEMORY, UnusableError, checkpoint, file_of, open_database, rewrite, table


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return where a new file of data may be."""
    return tmp_path / "donnees" / "cress.db"


@pytest.fixture
def memory() -> Iterator[Database]:
    """Return a database that keeps nothing."""
    db = open_database(MEMORY)
    yield db
    db.close()


def value(db: Database, query: str) -> object:
    """Return the one value that a query gives."""
    return db.execute(query).fetchone()[0]


def test_the_folder_and_the_file_are_created(path: Path) -> None:
    """A missing file is created, with its folder."""
    with closing(open_database(path)):
        assert path.is_file()


def test_a_path_may_be_text(path: Path) -> None:
    """A path written as text is a path."""
    with closing(open_database(str(path))):
        assert path.is_file()


def test_the_file_is_in_wal_mode(path: Path) -> None:
    """Reading never waits for writing: the file is in WAL mode, with the syncs that suit it."""
    with closing(open_database(path)) as db:
        assert value(db, "PRAGMA journal_mode") == "wal"
        assert value(db, "PRAGMA synchronous") == 1


def test_memory_leaves_no_file(tmp_path: Path, memory: Database) -> None:
    """In memory, the tables are there and nothing is written."""
    assert "chats" in memory.table_names()
    assert list(tmp_path.iterdir()) == []


def test_two_memories_are_strangers(memory: Database) -> None:
    """What is kept in one memory is not in another."""
    table(memory, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
    with closing(open_database(MEMORY)) as other:
        assert table(other, "chats").count == 0


def test_the_columns_are_those_promised(memory: Database) -> None:
    """One row a chat, by its number; what was said and when are never missing."""
    chats = table(memory, "chats")
    assert chats.columns_dict == {"chat": int, "session": str, "seen": str}
    assert chats.pks == ["chat"]
    with pytest.raises(sqlite3.IntegrityError):
        memory.execute("INSERT INTO chats (chat, session) VALUES (1, '{}')")


def test_migrations_are_applied_once(path: Path) -> None:
    """Opening a file again applies nothing twice and loses nothing."""
    with closing(open_database(path)) as db:
        applied = list(db.query("SELECT * FROM _sqlite_migrations"))
        table(db, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
    with closing(open_database(path)) as db:
        assert list(db.query("SELECT * FROM _sqlite_migrations")) == applied
        assert table(db, "chats").count == 1
    names = [
        "chats",
        "misses",
        "versions",
        "outbox",
        "alerts",
        "broadcasts",
        "departures",
        "sayings",
        "bodies",
        "tallies",
        "lease",
        "limits",
    ]
    assert [row["name"] for row in applied] == names


def test_an_empty_file_is_a_new_one(path: Path) -> None:
    """A file of no length becomes a file of data."""
    path.parent.mkdir()
    path.touch()
    with closing(open_database(path)) as db:
        assert "chats" in db.table_names()


def test_what_is_not_a_database_is_refused_and_left_alone(path: Path) -> None:
    """A file of something else is an error, and its content is not touched."""
    path.parent.mkdir()
    path.write_text("Ceci n'est pas une base. " * 100, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(UnusableError, match="n'est pas une base de données") as refused:
        open_database(path)
    assert refused.value.damaged
    assert path.read_bytes() == before


def test_what_was_written_is_brought_back_by_another_connection(path: Path, memory: Database) -> None:
    """A checkpoint needs no turn of the connection that writes; data in memory have no file."""
    with closing(open_database(path)) as db:
        table(db, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
        before = path.stat().st_size
        assert file_of(db) == str(path)
        checkpoint(file_of(db))
        assert path.stat().st_size > before
    assert file_of(memory) == ""


def test_a_turn_that_reads_before_it_writes_is_not_refused_for_another_process(path: Path) -> None:
    """The lock is taken before reading: another writer waits, instead of making ours fail."""
    with closing(open_database(path)) as db, closing(open_database(path)) as other:
        other.execute("pragma busy_timeout = 0")
        with db.atomic(), db.atomic():
            assert value(db, "select count(*) from chats") == 0
            with pytest.raises(sqlite3.OperationalError, match="locked"):
                table(other, "chats").insert({"chat": 2, "session": "{}", "seen": "2026"})
            table(db, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
        table(other, "chats").insert({"chat": 2, "session": "{}", "seen": "2026"})
        assert value(db, "select count(*) from chats") == 2


def _broken(db: Database) -> None:
    with db.atomic():
        table(db, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
        raise ZeroDivisionError


def test_a_transaction_that_breaks_leaves_nothing(path: Path) -> None:
    """All or nothing, and the next one begins."""
    with closing(open_database(path)) as db:
        for _ in range(2):
            with pytest.raises(ZeroDivisionError):
                _broken(db)
        assert value(db, "select count(*) from chats") == 0


def test_what_is_erased_is_written_over(path: Path) -> None:
    """Neither the file nor the one beside it, once emptied, holds what was erased."""
    beside = path.with_name(f"{path.name}-wal")
    with closing(open_database(path)) as db:
        chats = table(db, "chats")
        for chat in range(200):
            chats.insert({"chat": chat, "session": f"marque-{chat:03}", "seen": "2026"})
        checkpoint(str(path))
        chats.delete_where("chat < 150")
        assert b"marque-007" in path.read_bytes() + beside.read_bytes()
        checkpoint(str(path), emptied=True)
        assert beside.stat().st_size == 0
        assert b"marque-007" not in path.read_bytes()
        assert b"marque-177" in path.read_bytes()


def test_emptying_waits_for_nobody(path: Path) -> None:
    """While somebody reads, what is beside the file stays; the next time empties it."""
    beside = path.with_name(f"{path.name}-wal")
    with closing(open_database(path)) as db, closing(open_database(path)) as reader:
        reader.execute("begin")
        reader.execute("select * from chats").fetchall()
        table(db, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
        checkpoint(str(path), emptied=True)
        assert beside.stat().st_size > 0
        reader.execute("commit")
        checkpoint(str(path), emptied=True)
        assert beside.stat().st_size == 0


def test_a_file_written_anew_holds_the_same(path: Path) -> None:
    """Another connection, open meanwhile, reads and writes on; nothing is lost, and room is given back."""
    with closing(open_database(path)) as db:
        for chat in range(500):
            table(db, "chats").insert({"chat": chat, "session": "x" * 500, "seen": "2026"})
        table(db, "chats").delete_where("chat >= 10")
        checkpoint(str(path), emptied=True)
        before = path.stat().st_size
        rewrite(str(path))
        assert path.stat().st_size < before / 2
        table(db, "chats").insert({"chat": 999, "session": "{}", "seen": "2026"})
        assert [row["chat"] for row in table(db, "chats").rows] == [*range(10), 999]


def modes(path: Path) -> set[int]:
    """Return the rights on the files of a database."""
    return {stat.S_IMODE(part.stat().st_mode) for part in path.parent.glob(f"{path.name}*")}


def test_nobody_else_reads_the_files(path: Path) -> None:
    """Whatever the process lets files be; those that others could read are closed, not those of a group."""
    before = os.umask(0)
    try:
        with closing(open_database(path)) as db:
            table(db, "chats").insert({"chat": 1, "session": "{}", "seen": "2026"})
            assert len(list(path.parent.iterdir())) == 3
            assert modes(path) == {0o600}
            for part in path.parent.iterdir():
                part.chmod(0o644)
            with closing(open_database(path)):
                assert modes(path) == {0o600}
    finally:
        os.umask(before)
    path.chmod(0o640)
    with closing(open_database(path)):
        assert modes(path) == {0o640}


@pytest.mark.parametrize("wal", [False, True])
def test_the_database_of_another_program_is_refused_and_left_alone(path: Path, *, wal: bool) -> None:
    """Nothing is added to it: not a table, not a mode."""
    path.parent.mkdir()
    with closing(Database(path)) as other:
        table(other, "recettes").insert({"nom": "tarte"})
        if wal:
            other.enable_wal()
    path.chmod(0o644)
    before = path.read_bytes()
    with pytest.raises(UnusableError, match="n'est pas un fichier de données de cress-bot") as refused:
        open_database(path)
    assert not refused.value.damaged
    assert (path.read_bytes(), modes(path)) == (before, {0o644})


def test_a_file_of_a_newer_version_is_refused_and_left_alone(path: Path) -> None:
    """What it needs may not be understood here."""
    with closing(open_database(path)) as db:
        db.execute("insert into _sqlite_migrations values (99, 'cress-bot', 'demain', '2030-01-01')")
    before = path.read_bytes()
    with pytest.raises(UnusableError, match="vient d'une version plus récente de cress-bot"):
        open_database(path)
    assert path.read_bytes() == before


def test_what_follows_the_file_may_be_there_first(path: Path) -> None:
    """The tables of Litestream begin with an underscore."""
    path.parent.mkdir()
    with closing(Database(path)) as other:
        table(other, "_litestream_seq").insert({"id": 1})
    with closing(open_database(path)) as db:
        assert "chats" in db.table_names()


def test_a_file_that_must_exist_is_not_created(path: Path) -> None:
    """What was looked for is told in full, and what tells where it is."""
    with pytest.raises(UnusableError, match=f"{path}.*n'existe pas.*CRESS_DONNEES.*--donnees"):
        open_database(path, create=False)
    assert not path.parent.exists()
