"""The wheel is installed into an environment of its own, and holds a conversation there.

What this proves: `pip` builds a wheel from the repository and installs it into a new environment, where there
are only the requirements of `requirements.txt`, each in its locked version, without those of the developer.
The command `cress-bot` that `pip` writes talks to a result from another folder, and no module comes from the
repository. Nothing is asked of the network: the requirements are those that this environment has, linked one
by one. That a registry still gives them is not proven here; `make chat` in a new clone does it.
"""

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
LOCKED = re.findall(
    r"^([\w.-]+)==([\w.]+)", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE
)


def ran(*command: str | Path, cwd: Path, said: str = "") -> str:
    """Run a command elsewhere, with no path of the sources; it says nothing of an error."""
    env = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PYTHON", "CRESS_", "VIRTUAL"))
    }
    told = subprocess.run(  # noqa: S603 - our own
        command,
        input=said,
        capture_output=True,
        text=True,
        check=False,
        encoding="utf-8",
        cwd=cwd,
        env={**env, "PYTHONIOENCODING": "utf-8"},
    )
    assert (told.returncode, told.stderr) == (0, "")
    return told.stdout


def linked(site: Path) -> int:
    """Link the locked requirements into an environment; return how many there are for this machine."""
    count = 0
    for name, version in LOCKED:
        try:
            found = distribution(name)
        except PackageNotFoundError:  # of another system
            continue
        assert found.version == version, name
        for top in {file.parts[0] for file in found.files or () if ".." not in file.parts} - {"__pycache__"}:
            (site / top).symlink_to(Path(str(found.locate_file(top))))
        count += 1
    return count


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel, and install it into a new environment; return its folder."""
    folder = tmp_path_factory.mktemp("roue")
    pip = [sys.executable, "-m", "pip"]
    ran(
        *pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", folder, ROOT, cwd=folder
    )
    (wheel,) = folder.glob("cress_bot-*.whl")
    env = folder / "env"
    ran(sys.executable, "-m", "venv", "--without-pip", env, cwd=folder)
    assert linked(site(env)) > 30
    ran(*pip, "--python", env, "install", "--quiet", "--no-deps", "--no-index", wheel, cwd=folder)
    return env


def site(env: Path) -> Path:
    """Return where an environment has its packages."""
    (found,) = env.glob("lib/python*/site-packages")
    return found


def test_an_installed_wheel_holds_a_conversation(installed: Path, tmp_path: Path) -> None:
    """The packages, the content and the places are in it: it talks, from anywhere, to a result."""
    said = "association\nconsolider\nNantes\noui\nquitter\n"
    told = ran(installed / "bin" / "cress-bot", "discuter", cwd=tmp_path, said=said)
    assert "(DLA)" in told
    assert "Pays de la Loire" in told
    assert [path.name for path in (tmp_path / "data").iterdir()] == ["cress-bot.sqlite3"]


def test_nothing_comes_from_the_repository(installed: Path, tmp_path: Path) -> None:
    """With every command loaded, Telegram too, each module is of the environment or of Python."""
    code = (
        "import sys, bot.__main__, bot.running\n"
        "files = (getattr(module, '__file__', None) for module in [*sys.modules.values()])\n"
        "print(*sys.path, *filter(None, files), sep='\\n')"
    )
    lines = ran(installed / "bin" / "python", "-c", code, cwd=tmp_path).splitlines()
    assert str(site(installed) / "bot" / "running.py") in lines
    assert [line for line in lines if Path(line).is_relative_to(ROOT)] == []


def test_a_wheel_holds_nothing_else(installed: Path) -> None:
    """No test, no benchmark, no data of anybody; and its command is named."""
    ours = {path.name for path in site(installed).iterdir() if not path.is_symlink()}
    info = {name for name in ours if name.endswith(".dist-info")}
    assert ours - info - {"__pycache__"} == {"bot", "content", "dialogs", "knowledge", "storage"}
    (named,) = info
    entries = (site(installed) / named / "entry_points.txt").read_text(encoding="utf-8")
    assert "cress-bot = bot.__main__:main" in entries
