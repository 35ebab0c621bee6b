"""`sauvegarder`, `restaurer`, and the copy of each day."""

import json
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.backing import Copies, salvage
from bot.clock import frozen, system
from storage.backups import backups
from storage.database import open_database
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
    """Nothing to copy, no copy, a wrong copy: code 2, in French."""
    for words, said in (
        (("restaurer",), "aucune copie dans"),
        (("restaurer", str(file.with_name("rien"))), "ce fichier n'existe pas"),
        (("restaurer", __file__, "--verifier"), "n'est pas une base de données lisible"),
    ):
        told = run(file, *words)
        assert (told.exit_code, said in told.output) == (2, True), told.output
    told = run(file.with_name("rien"), "sauvegarder")
    assert told.exit_code == 2
    assert "ce fichier n'existe pas" in told.output
    assert sorted(path.name for path in file.parent.iterdir() if path.is_file()) == ["donnees.sqlite3"]


def test_a_copy_in_json(file: Path) -> None:
    """For scripts: the copy, when it was made, how many there are."""
    told = json.loads(run(file, "sauvegarder", "--json").output)
    (backup,) = backups(file.parent / "sauvegardes")
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
    assert [backup.at for backup in backups(folder)] == [NOON + 31 * DAY, NOON + 2 * DAY, NOON + DAY]
    assert heard == []


async def test_a_copy_that_fails_is_told_once_and_made_later(file: Path, tmp_path: Path) -> None:
    """The operators hear of the beginning and of the end, whatever the number of tries."""
    heard: list[str] = []
    place = tmp_path / "copies"
    place.write_text("un fichier, là où devrait être le dossier", encoding="utf-8")
    copies = Copies(file, place, 30, frozen(NOON), heard.append)
    for _ in range(3):
        await copies.look()
    assert [text.partition(".")[0] for text in heard] == ["La copie du jour n'a pas pu être faite"]
    place.unlink()
    await copies.look()
    await copies.look()
    assert heard[1:] == ["La copie du jour est faite : tout est rentré dans l'ordre."]
    assert len(backups(place)) == 1


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
    (copy,) = backups(folder)
    assert f"« cress-bot restaurer {copy.path} »" in salvage(file, folder, NOON + DAY)


def test_there_is_nothing_to_salvage_where_there_is_nothing(file: Path) -> None:
    """A first start, or a file that another process holds, is no damage."""
    assert salvage(file.with_name("rien"), file.parent, NOON) == ""
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute("begin exclusive")
        assert salvage(file, file.parent, NOON) == ""
    assert file.exists()
