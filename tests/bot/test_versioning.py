"""`versions` and `revenir`, run as an operator would."""

import json
import shutil
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from bot.__main__ import app
from bot.folder import taken
from knowledge.load import SHIPPED
from storage.database import open_database
from storage.versions import Snapshot, Versions
from tests.bot.conftest import NOON

OLD = taken(SHIPPED)
NEW = Snapshot({**OLD.files, "textes.yaml": OLD.files["textes.yaml"] + b"# note\n"})


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder of content that somebody has spoilt, beside data that hold two versions."""
    with closing(open_database(tmp_path / "donnees.sqlite3")) as db:
        Versions(db).serve(OLD, NOON)
        Versions(db).serve(NEW, NOON + timedelta(days=1))
    copy = Path(shutil.copytree(SHIPPED, tmp_path / "content"))
    (copy / "textes.yaml").write_text("rien", encoding="utf-8")
    (copy / "regions" / "nouveau.yaml").write_text("rien", encoding="utf-8")
    return copy


def run(folder: Path, *words: str) -> Result:
    """Run a command on the data beside a folder."""
    return CliRunner().invoke(app, [*words, "--donnees", str(folder.parent / "donnees.sqlite3")])


def test_versions_are_listed(folder: Path) -> None:
    """The latest first, in local time, with what changed and which one is being served."""
    told = run(folder, "versions").output.splitlines()
    assert told[0] == f"25/11/2026 13:00  {NEW.short}  {len(NEW.files)} fichiers, en service"
    assert told[1] == "    modifiés : textes.yaml"
    assert told[2] == f"24/11/2026 13:00  {OLD.short}  {len(OLD.files)} fichiers, servie"
    assert told[-1].startswith("2 version(s) gardée(s).")


def test_versions_in_json(folder: Path) -> None:
    """The same, whole, for scripts."""
    newest, oldest = json.loads(run(folder, "versions", "--json").output)["versions"]
    assert newest == {
        "version": NEW.hash,
        "gardee_le": "2026-11-25T12:00:00+00:00",
        "servie_le": "2026-11-25T12:00:00+00:00",
        "en_service": True,
        "fichiers": len(NEW.files),
        "changements": {"modifies": ["textes.yaml"]},
    }
    assert oldest["changements"] == {}
    assert not oldest["en_service"]


def test_revenir_puts_the_folder_back_and_can_be_undone(folder: Path) -> None:
    """The folder holds the version again, what changed is told, and what it held, even wrong, is kept."""
    spoilt = taken(folder)
    told = run(folder, "revenir", OLD.short, "--contenu", str(folder))
    assert told.exit_code == 0
    assert taken(folder).hash == OLD.hash
    assert "(modifiés : textes.yaml ; retirés : regions/nouveau.yaml)" in told.output
    assert f"Pour l'y remettre : cress-bot revenir {spoilt.short}" in told.output
    assert "gardée, jamais servie" in run(folder, "versions").output
    undone = run(folder, "revenir", spoilt.short, "--contenu", str(folder))
    assert undone.exit_code == 0
    assert taken(folder).hash == spoilt.hash


def test_revenir_to_what_is_there_changes_nothing(folder: Path) -> None:
    """When the folder already is that version, it is said."""
    run(folder, "revenir", OLD.short, "--contenu", str(folder))
    again = run(folder, "revenir", OLD.short, "--contenu", str(folder))
    assert again.exit_code == 0
    assert "rien n'a été changé" in again.output


def test_revenir_brings_a_removed_folder_back(folder: Path) -> None:
    """A folder thrown away comes back whole; there was nothing to keep."""
    shutil.rmtree(folder)
    told = run(folder, "revenir", NEW.short.upper(), "--contenu", str(folder))
    assert taken(folder).hash == NEW.hash
    assert "Pour l'y remettre" not in told.output


@pytest.mark.parametrize(
    ("start", "said"),
    [("zzz", "aucune version ne commence par « zzz »"), ("", "plusieurs versions commencent par «  »")],
)
def test_revenir_refuses_what_is_no_version(folder: Path, start: str, said: str) -> None:
    """A version that is unknown or ambiguous ends with code 2, and the folder is not touched."""
    before = taken(folder)
    told = run(folder, "revenir", start, "--contenu", str(folder))
    assert told.exit_code == 2
    assert said in told.output
    assert taken(folder).hash == before.hash


def test_revenir_loses_nothing_it_cannot_keep(folder: Path) -> None:
    """A file too big to be kept is told, and nothing is changed; so is a folder that cannot be written."""
    (folder / "trop.yaml").write_bytes(b"#" * 1_000_001)
    told = run(folder, "revenir", OLD.short, "--contenu", str(folder))
    assert told.exit_code == 2
    assert "rien n'a été changé" in told.output
    assert (folder / "textes.yaml").read_text(encoding="utf-8") == "rien"
    told = run(folder, "revenir", OLD.short, "--contenu", str(folder / "textes.yaml"))
    assert told.exit_code == 2
    assert "ne peut pas être écrit" in told.output
