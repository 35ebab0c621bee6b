"""`sauvegarder`, `restaurer`, and the copy of each day."""

import errno
import json
import os
import sqlite3
import tempfile
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.backing import Copies, salvage, why
from bot.clock import frozen, system
from storage.backups import back_up, copies
from storage.database import UnusableError, open_database
from storage.lease import Holder, Lease
from storage.sessions import Sessions
from tests.bot.conftest import NOON

DAY = timedelta(days=1)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """Return a file of data that holds one conversation."""
    path = tmp_path / "donnees.sqlite3"
    with closing(open_database(path)) as db:
        Sessions(db).save(1, {"reponses": {}}, NOON)
    return path


def run(file: Path, *words: str) -> Result:
    """Run a command on a file of data."""
    return CliRunner().invoke(app, [*words, "--donnees", str(file)])


def test_an_operator_copies_checks_breaks_and_restores(file: Path) -> None:
    """As the guide says: a copy, its check, an accident, the copy put back, the accident kept aside."""
    told = run(file, "sauvegarder")
    assert "(1 conversation, 0 abonné, 0 message)" in told.output
    assert "1 copie(s) gardée(s) ; 0 de plus de 30 jours" in told.output
    assert "entière et lisible" in run(file, "restaurer", "--verifier").output
    file.write_bytes(b"accident")
    told = run(file, "restaurer")
    assert told.exit_code == 0
    assert "Ce qu'il contenait est gardé :" in told.output
    with closing(open_database(file)) as db:
        assert Sessions(db).count() == 1
    (aside,) = file.parent.glob("donnees.sqlite3.remplace-*")
    assert aside.read_bytes() == b"accident"


def test_what_cannot_be_done_is_said_and_changes_nothing(file: Path) -> None:
    """No copy, a wrong copy: code 2, in French."""
    for words, said in (
        (("restaurer",), "« cress-bot sauvegarder » en fait une"),
        (("restaurer", str(file.with_name("rien"))), "ce fichier n'existe pas"),
        (("restaurer", __file__, "--verifier"), "n'est pas une base de données lisible"),
    ):
        told = run(file, *words)
        assert (told.exit_code, said in told.output) == (2, True), told.output
    assert sorted(path.name for path in file.parent.iterdir()) == ["donnees.sqlite3"]


def test_a_copy_in_json(file: Path) -> None:
    """For scripts: the copy, when it was made, how many there are."""
    told = json.loads(run(file, "sauvegarder", "--json").output)
    (backup,) = copies(file, file.parent / "sauvegardes")
    assert told == {
        "copie": {"fichier": str(backup.path), "du": backup.at.isoformat()},
        "effacees": [],
        "gardees": 1,
    }


async def test_the_bot_copies_once_a_day_and_forgets(file: Path) -> None:
    """A day after the last copy, whatever the hour of the start; old ones go."""
    heard: list[str] = []
    folder = file.parent / "copies"
    for hours in (0, 1, 23, 24, 30, 48, 24 * 31):
        await Copies(file, folder, 30, frozen(NOON + timedelta(hours=hours)), heard.append).look()
    assert [backup.at for backup in copies(file, folder)] == [NOON + 31 * DAY, NOON + 2 * DAY, NOON + DAY]
    assert heard == []


async def test_a_copy_that_fails_is_told_once_and_made_later(file: Path, tmp_path: Path) -> None:
    """The operators hear of the beginning and of the end, whatever the number of tries."""
    heard: list[str] = []
    place = tmp_path / "copies"
    place.write_text("un fichier, là où devrait être le dossier", encoding="utf-8")
    daily = Copies(file, place, 30, frozen(NOON), heard.append)
    for _ in range(3):
        await daily.look()
    (told,) = heard
    assert told == (
        "La copie du jour n'a pas pu être faite : ce qui est là où vont les copies n'est pas un dossier. "
        "Le bot essaie de nouveau chaque heure."
    )
    place.unlink()
    await daily.look()
    await daily.look()
    assert heard[1:] == ["La copie du jour est faite : tout est rentré dans l'ordre."]
    assert len(copies(file, place)) == 1


async def test_no_copy_is_made_when_none_is_wanted(file: Path) -> None:
    """With 0 days there is nothing to do."""
    await Copies(file, file.parent / "copies", 0, frozen(NOON), lambda _: None).run()
    assert not (file.parent / "copies").exists()


def test_data_that_are_served_are_not_replaced(file: Path) -> None:
    """While a bot holds the lease, nothing is put back."""
    run(file, "sauvegarder")
    served = Holder("ailleurs", 1, system())
    with closing(open_database(file)) as db:
        assert Lease(db).take(served, system())
        told = run(file, "restaurer")
        assert (told.exit_code, "arrêtez-le d'abord" in told.output) == (2, True)
        assert "entière" in run(file, "restaurer", "--verifier").output
        Lease(db).give_back(served)
    assert run(file, "restaurer").exit_code == 0


@pytest.mark.parametrize("spoilt", ["entête", "pages"])
def test_a_damaged_file_is_set_aside_at_the_start(file: Path, spoilt: str) -> None:
    """It is kept under another name, and operators read which copy is the last one, and what to do."""
    folder = file.parent / "sauvegardes"
    assert salvage(file, folder, NOON) == ""
    with closing(open_database(file)) as db:
        db.execute("pragma wal_checkpoint(truncate)")
    content = file.read_bytes()
    kept = content[:4096] if spoilt == "pages" else b""
    file.write_bytes(kept + b"\xff" * (len(content) - len(kept)))
    damaged = file.read_bytes()
    told = salvage(file, folder, NOON)
    (aside,) = file.parent.glob("donnees.sqlite3.abime-*")
    assert aside.read_bytes() == damaged
    assert not file.exists()
    assert f"Il est gardé : {aside}." in told
    assert "Il n'y a aucune copie." in told
    file.write_bytes(content)
    run(file, "sauvegarder")
    file.write_bytes(damaged)
    (copy,) = copies(file, folder)
    assert f"« cress-bot restaurer {copy.path} »" in salvage(file, folder, NOON + DAY)


def test_there_is_nothing_to_salvage_where_there_is_nothing(file: Path) -> None:
    """A first start, or a file that another process holds, is no damage."""
    assert salvage(file.with_name("rien"), file.parent, NOON) == ""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert salvage(file, file.parent, NOON) == ""
    assert file.exists()


async def test_two_bots_of_a_folder_have_each_their_copies(tmp_path: Path) -> None:
    """Each makes its own, and goes back to its own people."""
    files = [tmp_path / "bretagne.sqlite3", tmp_path / "corse.sqlite3"]
    for count, file in enumerate(files, 1):
        with closing(open_database(file)) as db:
            for chat in range(count):
                Sessions(db).save(chat, {"reponses": {}}, NOON)
        hour = frozen(system() - timedelta(hours=1))
        await Copies(file, tmp_path / "sauvegardes", 30, hour, lambda _: None).look()
    for count, file in enumerate(files, 1):
        assert "2 copie(s) gardée(s)" in run(file, "sauvegarder").output
        assert f"({count} conversation" in run(file, "restaurer").output
    told = run(tmp_path / "neuf.sqlite3", "restaurer")
    assert (told.exit_code, "nommez l'une des 4 d'autres fichiers" in told.output) == (2, True)


def test_nothing_is_erased_when_the_bot_makes_no_copy(file: Path) -> None:
    """`CRESS_SAUVEGARDES=0` is that the bot makes none by itself: those of the operator stay."""
    folder = file.parent / "sauvegardes"
    for day in (1, 50):
        back_up(file, folder, system() - day * DAY)
    told = CliRunner().invoke(app, ["sauvegarder", "--donnees", str(file)], env={"CRESS_SAUVEGARDES": "0"})
    assert "3 copie(s) gardée(s) ; aucune n'est effacée." in told.output
    assert len(copies(file, folder)) == 3


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError(errno.ENOSPC, ""), "plus de place"),
        (PermissionError(errno.EACCES, ""), "pas le droit"),
        (OSError(errno.EROFS, ""), "lecture seule"),
        (OSError("?"), "plein, ou ne peut pas"),
    ],
)
def test_why_a_copy_fails_is_told(error: OSError, said: str) -> None:
    """As what is to be done differs: room, rights, disk."""
    assert said in why(error)


def test_why_a_database_cannot_be_read_is_told(file: Path) -> None:
    """A folder that is not there, another program, a file that is no database."""
    with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as one:
        for statement, said in (
            (f"attach '{file.parent}/rien/x' as x", "ne peut pas être ouvert"),
            (f"attach '{__file__}' as y; create table y.z (n)", "base de données lisible"),
        ):
            with pytest.raises(sqlite3.Error) as failed:
                one.executescript(statement)
            assert said in why(failed.value)
        with closing(sqlite3.connect(file, timeout=0, isolation_level=None)) as other:
            one.execute("begin immediate")
            with pytest.raises(sqlite3.OperationalError) as failed:
                other.execute("begin immediate")
            assert "autre programme" in why(failed.value)
        one.execute("rollback")
        one.execute("pragma max_page_count = 1")
        with pytest.raises(sqlite3.OperationalError) as failed:
            one.execute("create table large as select randomblob(10000000)")
        assert "plus de place" in why(failed.value)


def test_an_empty_file_that_has_copies_is_set_aside(file: Path) -> None:
    """As a damaged one is: the bot does not begin anew in silence. A first start is no loss."""
    folder = file.parent / "sauvegardes"
    made = back_up(file, folder, NOON)
    file.write_bytes(b"")
    told = salvage(file, folder, NOON)
    (aside,) = file.parent.glob("donnees.sqlite3.abime-*")
    assert told == (
        f"Le fichier de données était vide. Il est gardé : {aside}. Le bot repart d'un fichier vide. "
        f"Dernière copie : {made.path}, du 24/11/2026 13:00. "
        f"Pour la remettre : arrêtez le bot, puis « cress-bot restaurer {made.path} »."
    )
    new = file.with_name("neuf.sqlite3")
    new.touch()
    assert salvage(new, folder, NOON) == ""


def test_a_file_that_is_gone_and_has_copies_is_told(file: Path) -> None:
    """What SQLite left beside it is set aside; the terminal does not make another one meanwhile."""
    folder = file.parent / "sauvegardes"
    made = back_up(file, folder, NOON)
    file.unlink()
    beside = file.with_name("donnees.sqlite3-wal")
    beside.write_bytes(b"quelqu'un")
    told = CliRunner().invoke(app, ["discuter", "--donnees", str(file)], input="quitter\n")
    assert f"dernière copie : {made.path}" in told.output
    assert "ne sera pas gardée" in told.output
    assert not file.exists()
    told_operators = salvage(file, folder, NOON)
    assert f"n'existe plus ({file}), et il y en a des copies. Le bot repart" in told_operators
    assert f"« cress-bot restaurer {made.path} »" in told_operators
    assert not beside.exists()
    open_database(file).conn.close()
    assert salvage(file, folder, NOON) == ""


@pytest.mark.parametrize(
    "words",
    [
        ["sauvegarder"],
        ["purger"],
        ["statistiques", "incompris"],
        ["envois"],
        ["envois", "douteux"],
        ["diffuser", "journal"],
        ["versions"],
        ["avancer"],
    ],
    ids=" ".join,
)
def test_a_command_on_no_file_says_so_and_creates_nothing(words: list[str], tmp_path: Path) -> None:
    """The path that was looked for is told in full, and what tells the right one."""
    told = run(tmp_path / "ailleurs" / "donnees.sqlite3", *words)
    assert told.exit_code == 1
    assert f"« {tmp_path}/ailleurs/donnees.sqlite3 »" in told.output
    assert "n'existe pas. CRESS_DONNEES, ou --donnees, dit où est le bon" in told.output
    assert list(tmp_path.iterdir()) == []


def test_the_state_of_no_file_is_told(tmp_path: Path) -> None:
    """It is not that of a bot to which nobody has spoken yet."""
    told = CliRunner().invoke(app, ["etat"], env={"CRESS_DONNEES": str(tmp_path / "d")})
    assert (told.exit_code, f"« {tmp_path}/d »" in told.output) == (1, True)
    assert "0 conversation" not in told.output
    assert list(tmp_path.iterdir()) == []


def test_the_file_of_another_program_is_not_replaced(file: Path) -> None:
    """Restoring would take it away from it."""
    run(file, "sauvegarder")
    other = file.with_name("autre.sqlite3")
    with closing(sqlite3.connect(other)) as db:
        db.execute("create table recettes (nom)")
    (copy,) = copies(file, file.parent / "sauvegardes")
    told = run(other, "restaurer", str(copy.path))
    assert (told.exit_code, "n'est pas un fichier de données de cress-bot" in told.output) == (2, True)
    assert list(file.parent.glob("autre.sqlite3.*")) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="who is not root owns all that is made here")
def test_who_restores_for_another_account_is_told_what_to_do() -> None:
    """When the file could not be given to the account of the bot, it says how."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "d"
        open_database(file).conn.close()
        made = back_up(file, file.parent / "sauvegardes", NOON)
        for path in (file, file.parent, made.path, made.path.parent):
            path.chmod(0o777)
        os.seteuid(12_345)
        try:
            told = run(file, "restaurer")
        finally:
            os.seteuid(0)
    assert f"sudo chown 0 {file}" in told.output


@pytest.mark.skipif(os.geteuid() != 0, reason="it takes the rights of another account for a moment")
def test_a_file_that_may_not_be_looked_at_is_told(file: Path) -> None:
    """Its folder is closed to this account: no traceback."""
    file.parent.chmod(0o700)
    os.seteuid(12_345)
    try:
        for words in (["sauvegarder"], ["purger"], ["restaurer", str(file)]):
            told = run(file, *words)
            assert told.exit_code in {1, 2}
            assert "droit" in told.output
        with pytest.raises(UnusableError, match="droits"):
            salvage(file, file.parent, NOON)
    finally:
        os.seteuid(0)
