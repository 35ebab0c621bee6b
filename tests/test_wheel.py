"""The wheel holds all that a conversation needs, and is found by name."""

import os
import subprocess
import sys
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, without network, and unpack it where nothing of the repository is."""
    folder = tmp_path_factory.mktemp("roue")
    build = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*build, "--wheel-dir", folder, ROOT], check=True, cwd=folder)  # noqa: S603 - our own
    (wheel,) = folder.glob("cress_bot-*.whl")
    with ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def test_a_wheel_holds_a_conversation(unpacked: Path, tmp_path: Path) -> None:
    """The packages, the content and the places are in it: it talks, from anywhere, to a result."""
    said = "association\nconsolider\nNantes\noui\nquitter\n"
    told = subprocess.run(
        [sys.executable, "-m", "bot", "discuter"],
        input=said,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked), "PYTHONIOENCODING": "utf-8"},
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert "(DLA)" in told.stdout
    assert "Pays de la Loire" in told.stdout
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["cress-bot.sqlite3"]


def test_a_wheel_holds_nothing_else(unpacked: Path) -> None:
    """No test, no benchmark, no data of anybody; and its command is named."""
    names = {path.name for path in unpacked.iterdir() if not path.name.endswith(".dist-info")}
    assert names == {"bot", "content", "dialogs", "knowledge", "storage"}
    (info,) = unpacked.glob("*.dist-info")
    assert "cress-bot = bot.__main__:main" in (info / "entry_points.txt").read_text(encoding="utf-8")
