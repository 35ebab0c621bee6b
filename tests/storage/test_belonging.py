"""Several files of data may have their copies in one folder: each has its own; what was not finished goes."""

import shutil
import subprocess
import sys
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from storage.backups import Backup, back_up, copies, renew, rotate
from storage.belonging import writing
from storage.database import open_database
from tests.bot.conftest import NOON

DAY = timedelta(days=1)


def born(path: Path) -> Path:
    """Return a new file of data."""
    open_database(path).conn.close()
    return path


def former(file: Path, folder: Path, day: int = 0) -> Path:
    """Return a copy named as all were before."""
    made = back_up(file, folder, NOON + day * DAY).path
    return made.rename(folder / f"cress-bot-{made.stem.rpartition('-')[2]}.sqlite3")


def test_two_files_of_a_folder_have_each_their_copies(tmp_path: Path) -> None:
    """Made, listed and erased by the name of the file, whatever it ends with."""
    folder = tmp_path / "sauvegardes"
    files = [born(tmp_path / name) for name in ("bretagne.sqlite3", "bretagne.db", "bretagne", "b.corse.db")]
    made = {file: [back_up(file, folder, NOON + day * DAY) for day in (40, 0)] for file in files}
    for file in files:
        assert copies(file, folder) == made[file]
    assert rotate(files[0], folder, NOON + 41 * DAY, 30) == made[files[0]][1:]
    assert [len(copies(file, folder)) for file in files] == [1, 2, 2, 2]


def test_files_of_one_name_may_share_a_folder_elsewhere(tmp_path: Path) -> None:
    """Each bot may call its own as it does by default; a file that is moved keeps its copies."""
    folder = tmp_path / "copies"
    one, other = (born(tmp_path / place / "data" / "cress-bot.sqlite3") for place in ("bretagne", "corse"))
    made = back_up(one, folder, NOON)
    assert copies(other, folder) == []
    theirs = back_up(other, folder, NOON)
    assert (copies(one, folder), copies(other, folder)) == ([made], [theirs])
    shutil.move(tmp_path / "bretagne", tmp_path / "ailleurs")
    moved = tmp_path / "ailleurs" / "data" / "cress-bot.sqlite3"
    assert copies(moved, folder) == [made]
    moved.unlink()
    assert copies(moved, folder) == []


@pytest.mark.parametrize("name", ["cress-bot.sqlite3", "donnees.sqlite3"])
def test_copies_named_as_before_are_found_by_the_only_owner(name: str, tmp_path: Path) -> None:
    """They are listed, and erased in time, when the file is lost or was made anew too."""
    file, folder = born(tmp_path / name), tmp_path / "sauvegardes"
    old, last = former(file, folder), former(file, folder, 40)
    found = [Backup(last, NOON + 40 * DAY), Backup(old, NOON)]
    shutil.copy(file, file.with_name(f"{name}.remplace-20261124T120000Z"))
    assert copies(file, folder) == found
    file.unlink()
    assert copies(file, folder) == found
    born(file)
    made, erased = renew(file, folder, NOON + 41 * DAY, 30)
    assert (erased, copies(file, folder)) == (found[1:], [made, found[0]])


def test_copies_named_as_before_are_never_those_of_another_file(tmp_path: Path) -> None:
    """When another file is there, they are of the one that they were made from: both were born at once."""
    folder = tmp_path / "sauvegardes"
    one, other = born(tmp_path / "cress-bot.sqlite3"), born(tmp_path / "corse.sqlite3")
    mine, theirs = former(one, folder), former(other, folder, 1)
    assert [copy.path for copy in copies(one, folder)] == [mine]
    assert [copy.path for copy in copies(other, folder)] == [theirs]
    third = tmp_path / "neuf.sqlite3"
    assert copies(third, folder) == []
    assert copies(born(third), folder) == []
    elsewhere = tmp_path / "ailleurs"
    shutil.copytree(folder, elsewhere)
    shutil.move(elsewhere, tmp_path.parent / "ailleurs")
    assert [copy.path.name for copy in copies(one, tmp_path.parent / "ailleurs")] == [mine.name]


WRITER = """
import sys
from pathlib import Path
from storage.belonging import writing
with writing(Path(sys.argv[1])) as unfinished:
    unfinished.write_bytes(b"quelqu'un")
    unfinished.with_name(unfinished.name + "-journal").write_bytes(b"quelqu'un")
    print("pret", flush=True)
    sys.stdin.read()
"""


def test_what_a_killed_copy_left_goes_and_what_is_being_written_stays(tmp_path: Path) -> None:
    """A process that copies is left alone; once it was killed, the next copy or the rotation sweeps."""
    folder = tmp_path / "sauvegardes"
    one, other = born(tmp_path / "bretagne.sqlite3"), born(tmp_path / "corse.sqlite3")
    at = [back_up(file, folder, NOON).path for file in (one, other)]
    for sweep in (lambda: back_up(one, folder, NOON + DAY), lambda: rotate(one, folder, NOON, 30)):
        writers = []
        for path in at:
            writer = subprocess.Popen(  # noqa: S603 - our own
                [sys.executable, "-c", WRITER, path], stdin=subprocess.PIPE, stdout=subprocess.PIPE
            )
            assert writer.stdout
            assert writer.stdout.readline() == b"pret\n"
            writers.append(writer)
        sweep()
        assert len(list(folder.glob("*.partiel*"))) == 4
        for writer in writers:
            with writer:
                writer.kill()
        sweep()
        assert {path.name.partition(".")[0] for path in folder.glob("*.partiel*")} == {at[1].stem}
        rotate(other, folder, NOON, 30)
        assert list(folder.glob("*.partiel*")) == []


def test_what_was_left_before_by_a_killed_copy_goes_too(tmp_path: Path) -> None:
    """Under the name that it had then, the journal alone as well; not when it may be of another file."""
    file, folder = born(tmp_path / "bretagne.sqlite3"), tmp_path / "sauvegardes"
    folder.mkdir()
    names = ("cress-bot-20261124T120000Z.partiel", "cress-bot-20261123T120000Z.partiel-journal")
    for name in names:
        (folder / name).write_bytes(b"quelqu'un")
    other = born(tmp_path / "corse.sqlite3")
    rotate(file, folder, NOON, 30)
    assert len(list(folder.iterdir())) == 2
    other.unlink()
    rotate(file, folder, NOON, 30)
    assert list(folder.iterdir()) == []


def test_two_processes_never_write_one_copy(tmp_path: Path) -> None:
    """The second one is refused, and takes nothing from the first."""
    with writing(tmp_path / "copie") as unfinished:
        with pytest.raises(FileExistsError), writing(tmp_path / "copie"):
            pass
        assert unfinished.exists()
    assert list(tmp_path.iterdir()) == []


def test_data_that_cannot_be_read_own_what_bears_their_name(tmp_path: Path) -> None:
    """A damaged file, or one that is gone, still has its copies."""
    file, folder = born(tmp_path / "bretagne.sqlite3"), tmp_path / "sauvegardes"
    with closing(open_database(tmp_path / "corse.sqlite3")):
        made = back_up(file, folder, NOON)
        file.write_bytes(b"abime")
        assert copies(file, folder) == [made]
        file.unlink()
        assert copies(file, folder) == [made]
