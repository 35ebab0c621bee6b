"""The bot starts as the manual, the unit of systemd and the image start it, on a Telegram of its own.

Each command line is run as it is written, in a folder that stands for that of the machine or of the image,
with the settings that are written there and the address of the double besides: somebody is answered, then the
process is told to stop.
"""

import asyncio
import json
import os
import re
import signal
import socket
import sys
from asyncio.subprocess import PIPE, STDOUT
from configparser import RawConfigParser
from contextlib import closing
from pathlib import Path

import pytest

from bot.folder import taken
from knowledge.load import SHIPPED
from storage.database import open_database
from storage.versions import Versions
from tests.bot.conftest import NOON
from tests.bot.running import ended
from tests.botapi.server import BotApi
from tests.test_exploitation import BLOCKS, program

ROOT = Path(__file__).parents[2]
MARIE = 1001
LAUNCHED = [line for block in BLOCKS for line in block if program(line) == ("cress-bot", ["lancer"])]
"""The lines of the manual that launch the bot: polling, and behind a webhook."""
SETTINGS = {line: dict(re.findall(r"(CRESS_\w+)=(\$\([^)]*\)|\S+)", line)) for line in LAUNCHED}


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """Return a file of data whose bot has served the shipped content: its start need not check it."""
    data = tmp_path_factory.mktemp("donnees") / "d"
    with closing(open_database(data)) as db:
        Versions(db).serve(taken(SHIPPED), NOON)
    return data.read_bytes()


@pytest.fixture
def machine(tmp_path: Path, served: bytes) -> Path:
    """Return a folder with an environment and data in it, as the manual has them."""
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "cress-bot.sqlite3").write_bytes(served)
    (tmp_path / ".venv").symlink_to(sys.prefix)
    return tmp_path


def around(api: BotApi) -> dict[str, str]:
    """Return what is around the bot here: the double, a free port; nothing set by who runs the tests."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    api.hook.door = f"http://127.0.0.1:{port}"
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CRESS_")}
    return {**kept, "CRESS_API": api.base_url, "CRESS_WEBHOOK_PORT": str(port)}


async def serves(api: BotApi, command: list[str], folder: Path, env: dict[str, str], *beside: str) -> str:
    """Run a command until somebody is answered, and another one beside; return all that it says."""
    process = await asyncio.create_subprocess_exec(*command, cwd=folder, env=env, stdout=PIPE, stderr=STDOUT)
    try:
        await api.wait_for(lambda: api.polls or api.hook.set, timeout=60)
        api.say(MARIE, "asso")
        await api.wait_for(lambda: api.shown(MARIE), timeout=60)
        if beside:
            other = await asyncio.create_subprocess_exec(
                *beside, cwd=folder, env=env, stdout=PIPE, stderr=STDOUT
            )
            assert (await ended(other))[0] == 0
        process.send_signal(signal.SIGTERM)
        code, told = await ended(process)
    finally:
        if process.returncode is None:
            process.kill()
            await process.communicate()
    assert code == 0, told
    assert '"event": "arret"' in told
    assert "De quoi avez-vous besoin" in api.shown(MARIE)[-1].text
    return told


def test_the_manual_launches_both_ways() -> None:
    """Polling, and behind a webhook."""
    assert [("CRESS_WEBHOOK_URL" in SETTINGS[line]) for line in LAUNCHED] == [False, True]


@pytest.mark.parametrize("line", LAUNCHED, ids=["polling", "webhook"])
async def test_a_line_of_the_manual_serves(line: str, api: BotApi, machine: Path) -> None:
    """As it is typed, with a token in the place of the dots."""
    env = around(api)
    if "CRESS_WEBHOOK_URL" not in line:
        del env["CRESS_WEBHOOK_PORT"]  # alone, it would be half a webhook
    await serves(api, ["sh", "-c", f"exec env {line.replace('…', api.token)}"], machine, env)
    assert api.hook.set == ("WEBHOOK" in line)


@pytest.mark.parametrize("line", LAUNCHED, ids=["polling", "webhook"])
async def test_the_settings_of_the_manual_serve_from_a_file(line: str, api: BotApi, machine: Path) -> None:
    """The same ones, in `.env`, as it says to do for Docker."""
    env = around(api)
    given = {**SETTINGS[line], "CRESS_TOKEN": api.token, "CRESS_API": env.pop("CRESS_API")}
    port = env.pop("CRESS_WEBHOOK_PORT")
    if "CRESS_WEBHOOK_URL" in given:
        given |= {"CRESS_WEBHOOK_SECRET": "s" * 32, "CRESS_WEBHOOK_PORT": port}
    written = "".join(f"{name}={value}\n" for name, value in given.items())
    (machine / ".env").write_text(written, encoding="utf-8")
    await serves(api, [".venv/bin/cress-bot", "lancer"], machine, env)


async def test_the_unit_of_systemd_serves(api: BotApi, machine: Path) -> None:
    """Its command, its folder, its environment, and the settings of its file."""
    unit = RawConfigParser(strict=False)
    unit.optionxform = str  # type: ignore[assignment,method-assign]
    here = {
        "/opt/cress-bot": machine,
        "/var/lib/cress-bot": machine / "data",
        "/var/cache": machine / "cache",
    }
    text = (ROOT / "cress-bot.service").read_text(encoding="utf-8")
    for there, folder in here.items():
        text = text.replace(there, str(folder))
    unit.read_string(text)
    service = unit["Service"]
    env = around(api) | dict(setting.split("=", 1) for setting in service["Environment"].split())
    del env["CRESS_WEBHOOK_PORT"]
    env |= {"CRESS_TOKEN": api.token}
    await serves(api, service["ExecStart"].split(), Path(service["WorkingDirectory"]), env)


async def test_the_image_serves(api: BotApi, machine: Path) -> None:
    """What it runs when it starts, in its environment; and its own look at its health."""
    text = (ROOT / "Dockerfile").read_text(encoding="utf-8").rpartition("\nFROM ")[2].replace("\\\n", " ")
    parts = {
        name: json.loads(found)
        for name, found in re.findall(r"^(ENTRYPOINT|CMD) (\[.*\])$", text, re.MULTILINE)
    }
    (health,) = re.findall(r"^HEALTHCHECK .*CMD (\[.*\])$", text, re.MULTILINE)
    (content, data) = machine / "contenu", machine / "data"
    content.symlink_to(SHIPPED)
    here = {"=/opt/cress-bot": f"={machine / '.venv'}", "=/contenu": f"={content}", "=/donnees": f"={data}"}
    settings = " ".join(re.findall(r"^ENV (.*)$", text, re.MULTILINE))
    for there, folder in here.items():
        settings = settings.replace(there, folder)
    env = around(api)
    del env["CRESS_WEBHOOK_PORT"]
    for setting in settings.split():
        name, _, value = setting.partition("=")
        env[name] = value.replace("$PATH", env.get("PATH", ""))
    found = [*parts["ENTRYPOINT"], *parts["CMD"]]
    inside = ["env", *found]  # found in the PATH of the image, not in that of the tests
    await serves(api, inside, data, env | {"CRESS_TOKEN": api.token}, "env", *json.loads(health))
