"""What Docker and systemd are given: what is open, what is kept, how commands are run beside the bot."""

import re
import shlex
import shutil
import subprocess
import sys
from configparser import RawConfigParser
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.manuals import manual

ROOT = Path(__file__).resolve().parents[1]
MANUAL = manual("exploitation.md")
SCRIPT = ROOT / "cress-bot.sh"
ANALYZE = shutil.which("systemd-analyze")


def services(name: str) -> dict[str, Any]:
    """Return the services of a file of Docker Compose."""
    found: dict[str, Any] = yaml.safe_load((ROOT / name).read_text(encoding="utf-8"))["services"]
    return found


def unit() -> dict[str, str]:
    """Return what the unit of systemd says of its service."""
    read = RawConfigParser(strict=False)
    read.optionxform = str  # type: ignore[assignment,method-assign]
    read.read(ROOT / "cress-bot.service", encoding="utf-8")
    return dict(read["Service"])


def test_no_port_of_the_bot_is_open_unless_asked() -> None:
    """Neither usually nor behind the webhook; its health, when asked for, on the machine only."""
    for name in ("compose.yaml", "compose.webhook.yaml"):
        assert "ports" not in services(name)["cress-bot"]
    watched = services("compose.sante.yaml")["cress-bot"]
    port, listens = watched["environment"]["CRESS_SANTE_PORT"], watched["environment"]["CRESS_SANTE_ECOUTE"]
    assert watched["ports"] == [f"127.0.0.1:{port}:{port}"]
    assert listens == "0.0.0.0"  # noqa: S104 - inside the container, where else nothing comes through
    assert f"curl http://127.0.0.1:{port}/sante" in MANUAL
    assert "docker compose -f compose.yaml -f compose.sante.yaml up -d" in MANUAL


def test_the_log_of_the_container_is_bounded() -> None:
    """As the manual says: three files of ten megabytes."""
    logging = services("compose.yaml")["cress-bot"]["logging"]
    assert logging == {"driver": "json-file", "options": {"max-size": "10m", "max-file": "3"}}
    assert "trois fichiers de 10 Mo" in MANUAL
    assert "MaxRetentionSec=" in MANUAL
    assert "SystemMaxUse=" in MANUAL


@pytest.mark.parametrize(
    "secret", [".env", ".env.local", "data/cress-bot.sqlite3", "cress-bot.sqlite3-wal", ".git/config"]
)
def test_no_secret_nor_data_goes_into_the_image(secret: str) -> None:
    """What is beside the sources stays there."""
    left_out = (ROOT / ".dockerignore").read_text(encoding="utf-8").split()
    names = [secret, *(str(above) for above in Path(secret).parents)]
    assert any(fnmatch(name, pattern.removeprefix("**/")) for pattern in left_out for name in names)


def test_the_unit_reads_the_settings_where_the_manual_writes_them() -> None:
    """One file, closed to others."""
    assert unit()["EnvironmentFile"] == "/etc/cress-bot.env"
    assert "sudo chmod 600 /etc/cress-bot.env" in MANUAL


@pytest.mark.skipif(ANALYZE is None, reason="no systemd")
def test_systemd_understands_the_unit(tmp_path: Path) -> None:
    """Every line of it: nothing is ignored. Its command is put where there is one."""
    text = (ROOT / "cress-bot.service").read_text(encoding="utf-8")
    command = f"ExecStart={sys.executable} -m bot lancer"
    file = tmp_path / "cress-bot.service"
    file.write_text(text.replace(f"ExecStart={unit()['ExecStart']}", command), encoding="utf-8")
    told = subprocess.run([str(ANALYZE), "verify", file], check=False, capture_output=True, text=True)  # noqa: S603 - ours
    assert (told.returncode, told.stdout + told.stderr) == (0, "")


def test_commands_run_under_the_account_of_the_service() -> None:
    """With its command, its settings, its folders: what a command writes, the service can read."""
    text = SCRIPT.read_text(encoding="utf-8")
    subprocess.run([str(shutil.which("sh")), "-n", SCRIPT], check=True)  # noqa: S603 - our own
    (line,) = re.findall(r"^exec (.*)$", text.replace("\\\n", " "), re.MULTILINE)
    program, *words = shlex.split(line)
    said = dict(
        word.removeprefix("--property=").split("=", 1) for word in words if word.startswith("--property=")
    )
    service = unit()
    assert program == "systemd-run"
    assert words[-2:] == [service["ExecStart"].removesuffix(" lancer"), "$@"]
    assert said.pop("User") == "cress-bot"  # that of a dynamic account is the name of its service
    for name in (
        "DynamicUser",
        "StateDirectory",
        "StateDirectoryMode",
        "EnvironmentFile",
        "Environment",
        "UMask",
    ):
        assert said[name] == service[name], name
    assert said["WorkingDirectory"] == service["WorkingDirectory"]
    assert said.keys() <= service.keys()


def test_the_manual_tells_how_to_run_commands_everywhere() -> None:
    """Under Docker, running or stopped, and under systemd."""
    for how in (
        "docker compose exec cress-bot cress-bot etat",
        "docker compose run --rm cress-bot restaurer --verifier",
        f"sudo install -m 755 {SCRIPT.name} /usr/local/bin/cress-bot",
        "sudo cress-bot etat",
    ):
        assert how in MANUAL, how
