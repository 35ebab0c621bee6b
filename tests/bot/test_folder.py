"""The folder of content on the disk: what is read of it, and how it is put back."""

import contextlib
import shutil
import threading
from pathlib import Path

import pytest

from bot.folder import Refused, put_back, taken, unpacked
from knowledge.load import SHIPPED
from storage.versions import Snapshot
from tests.accounts import nobody


def written(folder: Path, **files: str) -> Path:
    """Write files by their name, where « __ » stands for the bar."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def test_every_file_of_the_content_is_read() -> None:
    """A snapshot of what is shipped holds all its files."""
    names = {path.relative_to(SHIPPED).as_posix() for path in SHIPPED.rglob("*") if path.is_file()}
    assert taken(SHIPPED).files.keys() == names


@pytest.mark.parametrize("mode", [0o000, 0o644, 0o711])
def test_a_folder_that_may_not_be_read_is_refused(tmp_path: Path, mode: int) -> None:
    """It is not taken for one without files; its rights are named. One that is not there has none."""
    tmp_path.chmod(0o755)
    folder = written(tmp_path / "contenu", textes="a")
    folder.chmod(mode)
    with contextlib.chdir(tmp_path), nobody():
        with pytest.raises(Refused, match=r"contenu : le dossier ne peut pas être lu\n.*droits"):
            taken(Path("contenu"))
        assert taken(Path("absent")).files == {}
    folder.chmod(0o755)


def test_what_belongs_to_tools_is_left_out(tmp_path: Path) -> None:
    """Hidden files and folders, notes beside the content and dangling links are no content."""
    folder = written(tmp_path, textes="a", regions__93="b")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x", encoding="utf-8")
    (folder / "regions" / ".93.yaml.swp").write_text("x", encoding="utf-8")
    (folder / "LISEZMOI.txt").write_text("x", encoding="utf-8")
    (folder / "regions" / "perdu.yaml").symlink_to(folder / "nulle-part")
    assert taken(folder).files == {"textes.yaml": b"a", "regions/93.yaml": b"b"}


def test_a_missing_folder_has_no_file(tmp_path: Path) -> None:
    """A folder that does not exist is a state like another."""
    assert taken(tmp_path / "absent").files == {}


def test_a_file_too_big_is_refused(tmp_path: Path) -> None:
    """What would fill the memory is not read, and is told by its name."""
    folder = written(tmp_path, textes="a" * 1_000_001)
    with pytest.raises(Refused, match=r"textes.yaml : le fichier dépasse 1 Mo"):
        taken(folder)


def test_a_snapshot_is_laid_out_aside(tmp_path: Path) -> None:
    """The folder aside holds the same content, and is gone afterwards; without files it does not exist."""
    snapshot = taken(SHIPPED)
    with unpacked(snapshot) as folder:
        assert taken(folder).hash == snapshot.hash
    assert not folder.exists()
    with unpacked(Snapshot({})) as folder:
        assert not folder.exists()


def test_put_back_changes_only_what_differs(tmp_path: Path) -> None:
    """Files come back, others go, what is the same or hidden is not touched, and rights are kept."""
    folder = written(tmp_path / "content", textes="a", motifs="m", regions__93="b")
    (folder / ".note").write_text("x", encoding="utf-8")
    before = taken(folder)
    kept = (folder / "motifs.yaml").stat().st_ino
    written(folder, textes="autre", regions__53="c")
    (folder / "textes.yaml").chmod(0o640)
    (folder / "regions" / "93.yaml").unlink()
    put_back(before, folder)
    assert taken(folder).files == before.files
    assert (folder / ".note").exists()
    assert (folder / "motifs.yaml").stat().st_ino == kept
    assert (folder / "textes.yaml").stat().st_mode & 0o777 == 0o640
    assert [path.name for path in folder.rglob(".*")] == [".note"]


def test_a_removed_folder_is_put_back(tmp_path: Path) -> None:
    """The folder itself comes back when it was removed."""
    put_back(Snapshot({"regions/93.yaml": b"b"}), tmp_path / "content")
    assert (tmp_path / "content" / "regions" / "93.yaml").read_bytes() == b"b"


def test_a_folder_may_vanish_while_it_is_listed(tmp_path: Path) -> None:
    """Folders that come and go under the reading are no incident: what is left is read, or refused."""
    root, over = tmp_path / "content", threading.Event()

    def churn() -> None:
        while not over.is_set():
            for name in "abcdefgh":
                (root / name).mkdir(parents=True, exist_ok=True)
                (root / name / "x.yaml").write_text("a")
            shutil.rmtree(root)

    churning = threading.Thread(target=churn)
    churning.start()
    read = 0
    for _ in range(2000):
        with contextlib.suppress(Refused):
            assert set(taken(root).files) <= {f"{name}/x.yaml" for name in "abcdefgh"}
            read += 1
    over.set()
    churning.join()
    assert read > 1000
