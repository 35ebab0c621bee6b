"""Data of a version before are copied, then brought up to date; with the copy, one can go back to it."""

import signal
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from bot.__main__ import app
from bot.folder import taken
from knowledge.load import SHIPPED
from storage.backups import copies, examined
from storage.database import copied, open_database
from storage.schema import migrations
from storage.versions import Versions
from tests.bot.conftest import NOON
from tests.bot.running import ended, launched, started
from tests.botapi.server import BotApi

LAST = "limits"
OPERATOR = 77


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of data made by the version before, in which somebody is."""
    path = tmp_path / "donnees.sqlite3"
    with closing(Database(path)) as db:
        migrations.apply(db, stop_before=LAST)
        Versions(db).serve(taken(SHIPPED), NOON)  # which need not be checked again
        db.execute("insert into chats values (1001, '{}', '2026-11-24')")
    return path


def pending(path: Path) -> list[str]:
    """Return what a file is behind by."""
    with closing(Database(path)) as db:
        return [migration.name for migration in migrations.pending(db)]


async def test_the_bot_copies_what_it_brings_up_to_date(api: BotApi, file: Path) -> None:
    """Once; the operators read where the copy is, and it is as the file was."""
    api.world.open(OPERATOR)
    for _ in range(2):
        async with started(api, file, CRESS_OPERATEURS=str(OPERATOR)) as process:
            process.send_signal(signal.SIGTERM)
            assert (await ended(process))[0] == 0
    (copy,) = copies(file, file.parent / "sauvegardes")
    (read,) = [message.text for message in api.shown(OPERATOR)]
    assert str(copy.path) in read
    assert "Mettre à jour" in read
    assert (pending(copy.path), pending(file)) == ([LAST], [])
    assert examined(copy.path).conversations == 1


async def test_what_cannot_be_copied_stays_as_it_is(api: BotApi, file: Path) -> None:
    """Nobody waits: people are guided from memory, and the update is made once it can be."""
    api.world.open(OPERATOR)
    folder = file.with_name("sauvegardes")
    folder.write_text("un fichier, là où vont les copies", encoding="utf-8")
    async with started(api, file, CRESS_OPERATEURS=str(OPERATOR)) as process:
        await api.wait_for(lambda: bool(api.shown(OPERATOR)))
        told = api.shown(OPERATOR)[0].text
        before = pending(file)
        folder.unlink()
        await api.wait_for(lambda: len(api.shown(OPERATOR)) == 3, timeout=60)
        process.send_signal(signal.SIGTERM)
        code, wrote = await ended(process)
    assert (code, before, pending(file)) == (0, [LAST], [])
    assert "n'a pas pu être copié" in told
    assert "de mémoire" in told
    assert "Traceback" not in wrote
    assert len(copies(file, folder)) == 1


async def test_no_copy_is_made_where_none_is_wanted(api: BotApi, file: Path) -> None:
    """With 0 days, nothing would ever erase it."""
    async with started(api, file, CRESS_SAUVEGARDES="0") as process:
        process.send_signal(signal.SIGTERM)
        await ended(process)
    assert pending(file) == []
    assert not file.with_name("sauvegardes").exists()


@pytest.mark.parametrize("words", [("etat", "--json"), ("purger", "--json"), ("discuter",)])
def test_a_command_copies_it_too(words: tuple[str, ...], file: Path) -> None:
    """Whoever comes first with the new version; what a command says for scripts is not disturbed."""
    told = CliRunner().invoke(app, words, env={"CRESS_DONNEES": str(file)}, input="")
    (copy,) = copies(file, file.parent / "sauvegardes")
    assert pending(copy.path) == [LAST]
    assert str(copy.path) in told.stderr.replace("\n", "")
    assert "Comme elles étaient" not in told.stdout


def test_looking_ahead_changes_nothing(file: Path) -> None:
    """`avancer` works on a copy in memory: the file is left as it is."""
    before = file.read_bytes()
    with closing(copied(file)) as db:
        assert migrations.pending(db) == []
        assert db["chats"].count == 1
    assert file.read_bytes() == before


async def test_one_goes_back_with_the_copy(api: BotApi, file: Path) -> None:
    """The version before refuses the file and says what to do; the copy is put back, and serves it again."""
    open_database(file).conn.close()
    with closing(sqlite3.connect(file)) as db:  # as a version after would leave it
        db.execute("insert into _sqlite_migrations values (99, 'cress-bot', 'demain', '2030-01-01')")
        db.commit()
    copy = file.with_name("copie.sqlite3")
    with closing(Database(copy)) as db:
        migrations.apply(db)
        Versions(db).serve(taken(SHIPPED), NOON)
        db.execute("insert into chats values (1001, '{}', '2026-11-24')")
    code, wrote = await ended(await launched(api, file))
    assert (code, "Traceback" in wrote) == (1, False)
    assert "Mettre à jour" in wrote
    told = CliRunner().invoke(app, ["restaurer", str(copy)], env={"CRESS_DONNEES": str(file)})
    assert told.exit_code == 0, told.output
    async with started(api, file) as process:
        process.send_signal(signal.SIGTERM)
        assert (await ended(process))[0] == 0
