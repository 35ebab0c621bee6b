"""Copies of the data: whole while they are written to, kept some days, put back without losing anything."""

import os
import resource
import sqlite3
import stat
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

import pytest

from storage.backups import Contents, DamagedError, back_up, copies, examined, put_back, renew, rotate
from storage.database import Database, open_database, rewrite
from storage.sessions import Sessions
from storage.subscriptions import Subscription, Subscriptions
from tests.bot.conftest import NOON

PRIZE = Subscription("53", "dla", "lundi")
DAY = timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of data with three conversations."""
    path = tmp_path / "donnees.sqlite3"
    with closing(open_database(path)) as db:
        write(db, range(3))
    return path


def write(db: Database, chats: range) -> None:
    """Keep conversations, each with an alert, in one transaction."""
    for chat in chats:
        with db.atomic():
            Sessions(db).save(chat, {"reponses": {"statut": "association"}}, NOON)
            Subscriptions(db).keep(chat, [PRIZE], NOON)


def rows(path: Path) -> list[tuple[object, ...]]:
    """Return who has a conversation and an alert, in order."""
    with closing(open_database(path)) as db:
        query = (
            "select c.chat, c.session, s.since from chats c left join subscriptions s using (chat) order by 1"
        )
        return list(db.execute(query).fetchall())


def test_a_copy_under_load_is_the_data_of_one_instant(file: Path, tmp_path: Path) -> None:
    """While another connection writes, each copy holds all that was written up to some point, and no half."""
    folder = tmp_path / "copies"
    stop = threading.Event()

    def load() -> None:
        with closing(open_database(file)) as db:
            chat = 3
            while not stop.is_set():
                write(db, range(chat, chat + 1))
                chat += 1

    writing = threading.Thread(target=load)
    writing.start()
    try:
        made = [back_up(file, folder, NOON + n * timedelta(seconds=1)) for n in range(8)]
    finally:
        stop.set()
        writing.join()
    counts = [examined(backup.path) for backup in made]
    everything = rows(file)
    for backup, contents in zip(made, counts, strict=True):
        assert contents.conversations == contents.subscribers
        assert rows(backup.path) == everything[: contents.conversations]
    assert counts[0].conversations < counts[-1].conversations <= len(everything)

    aside = put_back(made[3].path, file, NOON)
    assert aside is not None
    assert rows(file) == everything[: counts[3].conversations]
    assert rows(aside) == everything


def test_a_copy_is_for_its_owner_and_has_a_name_only_once_whole(file: Path, tmp_path: Path) -> None:
    """Nobody else reads it; what cannot be copied leaves nothing behind."""
    folder = tmp_path / "copies"
    made = back_up(file, folder, NOON)
    assert made.path.name == "copie-donnees-20261124T120000Z.sqlite3"
    assert stat.S_IMODE(made.path.stat().st_mode) == 0o600
    assert examined(made.path) == Contents(3, 3, 0)
    spoilt = tmp_path / "abime.sqlite3"
    spoilt.write_bytes(file.read_bytes()[:5000])
    with pytest.raises((sqlite3.DatabaseError, DamagedError)):
        back_up(spoilt, folder, NOON + DAY)
    assert [path.name for path in folder.iterdir()] == [made.path.name]


def test_what_was_erased_is_not_in_a_copy(file: Path, tmp_path: Path) -> None:
    """Neither rows nor the free pages of the file: a copy is written anew."""
    with closing(open_database(file)) as db:
        Sessions(db).save(4242424242, {"reponses": {"statut": "canari"}}, NOON)
        Sessions(db).forget(4242424242)
        made = back_up(file, tmp_path, NOON)
    assert b"canari" not in made.path.read_bytes()
    assert b"association" in made.path.read_bytes()


def test_old_copies_are_erased_but_for_the_latest(file: Path, tmp_path: Path) -> None:
    """By their age, whatever their number; other files of the folder are left alone."""
    folder = tmp_path / "copies"
    for day in (0, 1, 20, 40):
        back_up(file, folder, NOON + day * DAY)
    (folder / "notes.txt").write_text("à moi", encoding="utf-8")
    now = NOON + 41 * DAY
    assert [backup.at for backup in rotate(file, folder, now, 30)] == [NOON + DAY, NOON]
    assert [backup.at for backup in copies(file, folder)] == [NOON + 40 * DAY, NOON + 20 * DAY]
    assert len(rotate(file, folder, now + 365 * DAY, 30)) == 1
    assert [backup.at for backup in copies(file, folder)] == [NOON + 40 * DAY]
    assert (folder / "notes.txt").exists()


def test_what_is_not_whole_is_not_put_back(file: Path, tmp_path: Path) -> None:
    """A missing, foreign, damaged or future file is refused, and nothing is changed."""
    before = rows(file)
    foreign, text, future = (tmp_path / name for name in ("autre.sqlite3", "texte.sqlite3", "futur.sqlite3"))
    with closing(Database(foreign)) as db:
        db["recettes"].insert({"nom": "tarte"})  # type: ignore[union-attr]
    text.write_text("bonjour" * 1000, encoding="utf-8")
    with closing(open_database(future)) as db:
        db.execute("insert into _sqlite_migrations values (99, 'cress-bot', 'demain', '2030-01-01')")
    made = back_up(file, tmp_path / "copies", NOON)
    damaged = bytearray(made.path.read_bytes())
    damaged[8192:12288] = b"x" * 4096
    made.path.write_bytes(damaged)
    for wrong, why in (
        (tmp_path / "rien.sqlite3", "n'existe pas"),
        (foreign, "n'est pas un fichier de données"),
        (text, "n'est pas une base"),
        (future, "plus récente"),
        (made.path, "abîmé|lisible"),
    ):
        with pytest.raises(DamagedError, match=why):
            put_back(wrong, file, NOON)
    assert rows(file) == before


def test_a_copy_is_put_where_there_is_nothing(file: Path, tmp_path: Path) -> None:
    """On a new machine: nothing is set aside."""
    made = back_up(file, tmp_path / "copies", NOON)
    assert put_back(made.path, tmp_path / "neuf" / "donnees.sqlite3", NOON) is None
    assert rows(tmp_path / "neuf" / "donnees.sqlite3") == rows(file)


def test_with_no_days_no_copy_is_erased(file: Path, tmp_path: Path) -> None:
    """The bot makes none by itself then: those that are there are somebody's."""
    folder = tmp_path / "copies"
    for day in (0, 20, 40):
        back_up(file, folder, NOON + day * DAY)
    assert renew(file, folder, NOON + 41 * DAY, 0)[1] == []
    assert len(copies(file, folder)) == 4


def test_the_latest_copy_that_is_whole_is_kept(file: Path, tmp_path: Path) -> None:
    """One that was spoilt since takes no other one with it."""
    folder = tmp_path / "copies"
    made = [back_up(file, folder, NOON + day * DAY) for day in (0, 1, 2)]
    made[2].path.write_bytes(b"abime")
    assert rotate(file, folder, NOON + 90 * DAY, 30) == [made[2], made[0]]
    assert copies(file, folder) == [made[1]]
    made[1].path.write_bytes(b"abime")
    assert rotate(file, folder, NOON + 90 * DAY, 30) == []


@contextmanager
def narrow(size: int) -> Iterator[None]:
    """Let no file of this process be larger: what is written beyond is refused, as a full disk does."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


def test_room_is_made_before_a_copy(file: Path, tmp_path: Path) -> None:
    """What is too old goes even when the copy cannot be made; the latest one stays."""
    folder = tmp_path / "copies"
    made = [back_up(file, folder, NOON + day * DAY) for day in (0, 1, 2)]
    with narrow(20_000), pytest.raises((OSError, sqlite3.Error)):
        renew(file, folder, NOON + 90 * DAY, 30)
    assert [path.name for path in folder.iterdir()] == [made[2].path.name]
    again, erased = renew(file, folder, NOON + 90 * DAY, 30)
    assert (copies(file, folder), erased) == ([again], [made[2]])


def test_a_file_is_not_written_anew_without_room(file: Path) -> None:
    """It holds the same, and who asked knows."""
    with narrow(20_000):
        assert not rewrite(str(file))
    assert rewrite(str(file))
    assert len(rows(file)) == 3


def test_what_cannot_be_put_back_leaves_nothing(file: Path, tmp_path: Path) -> None:
    """When the disk fills on the way, the file is as it was, and nothing is beside it."""
    made = back_up(file, tmp_path / "copies", NOON)
    before = sorted(path.name for path in tmp_path.iterdir())
    with narrow(20_000), pytest.raises(OSError, match="too large"):
        put_back(made.path, file, NOON)
    assert sorted(path.name for path in tmp_path.iterdir()) == before
    assert len(rows(file)) == 3


STRANGER = 12_345 if os.geteuid() == 0 else os.geteuid()
"""An account that files may be given to, by who may."""


def test_what_is_put_back_belongs_to_whom_it_did(file: Path, tmp_path: Path) -> None:
    """To the account and the group of the file replaced, with its rights; else to those of the folder."""
    made = back_up(file, tmp_path / "copies", NOON)
    os.chown(file, STRANGER, -1)
    file.chmod(0o640)
    assert put_back(made.path, file, NOON)
    assert (file.stat().st_uid, stat.S_IMODE(file.stat().st_mode)) == (STRANGER, 0o640)
    elsewhere = tmp_path / "neuf" / "donnees.sqlite3"
    elsewhere.parent.mkdir()
    os.chown(elsewhere.parent, STRANGER, -1)
    put_back(made.path, elsewhere, NOON)
    assert (elsewhere.stat().st_uid, stat.S_IMODE(elsewhere.stat().st_mode)) == (STRANGER, 0o600)


def test_copies_belong_to_whom_the_file_does(file: Path, tmp_path: Path) -> None:
    """So that the bot goes on with those that somebody else made for it."""
    os.chown(file, STRANGER, -1)
    made = back_up(file, tmp_path / "copies", NOON)
    assert {made.path.stat().st_uid, made.path.parent.stat().st_uid} == {STRANGER}
