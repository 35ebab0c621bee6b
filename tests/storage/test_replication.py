"""The file of data is followed by Litestream, as docs/exploitation.md tells, while it is written to."""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from storage.backups import examined
from storage.database import checkpoint, open_database
from storage.sessions import Sessions
from tests.bot.conftest import NOON

LITESTREAM = Path(sys.executable).with_name("litestream")
GUIDE = Path(__file__).parents[2] / "docs" / "exploitation.md"
ROWS = 300


@pytest.mark.skipif(not LITESTREAM.exists(), reason="no Litestream for this machine")
def test_a_replica_holds_what_was_written(tmp_path: Path) -> None:
    """Through checkpoints of our own, all that was kept before the stop is in the replica."""
    file, restored = tmp_path / "donnees.sqlite3", tmp_path / "restaure.sqlite3"
    settings = tmp_path / "litestream.yml"
    settings.write_text(example(file, tmp_path / "replique"), encoding="utf-8")
    command = [str(LITESTREAM), "replicate", "-config", str(settings)]
    with (
        closing(open_database(file)) as db,
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as replicating,  # noqa: S603 - a locked tool
    ):
        for chat in range(ROWS):
            Sessions(db).save(chat, {"reponses": {}}, NOON)
            if chat % 50 == 0:
                checkpoint(str(file))
        replicating.terminate()
    subprocess.run([*command, "-once"], check=True, capture_output=True)  # noqa: S603
    subprocess.run([LITESTREAM, "restore", "-config", settings, "-o", restored, file], check=True)  # noqa: S603
    assert examined(restored).conversations == ROWS


def example(file: Path, replica: Path) -> str:
    """Return the settings that the guide shows, for a file of data, to a folder instead of a remote place."""
    shown = GUIDE.read_text(encoding="utf-8").partition("```yaml\ndbs:")[2].partition("```")[0]
    path, url = "/donnees/cress-bot.sqlite3", "s3://votre-espace/cress-bot"
    assert path in shown
    assert url in shown
    return f"dbs:{shown}".replace(path, str(file)).replace(url, f"file://{replica}")
