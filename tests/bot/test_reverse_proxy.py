"""The Caddyfile that operators are given, by a real Caddy where there is one."""

import asyncio
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from bot.webhook import App
from tests.bot.conftest import WEBHOOK
from tests.botapi.server import BotApi

CADDY = shutil.which("caddy")
ROOT = Path(__file__).resolve().parents[2]
MARIE = 1001

pytestmark = pytest.mark.skipif(CADDY is None, reason="no Caddy")


@pytest.fixture
async def front(app: App, api: BotApi, tmp_path: Path) -> AsyncIterator[str]:
    """Run Caddy before the bot, without TLS: there is no domain here. Return its address."""
    with closing(socket.socket()) as free:
        free.bind(("127.0.0.1", 0))
        address = f"http://127.0.0.1:{free.getsockname()[1]}"
    bot = api.hook.door.removeprefix("http://")
    process = await asyncio.create_subprocess_exec(
        *(str(CADDY), "run", "--adapter", "caddyfile", "--config", str(ROOT / "Caddyfile")),
        env={
            "CRESS_DOMAINE": address,
            "CRESS_BOT": bot,
            "HOME": str(tmp_path),
        },
        stderr=asyncio.subprocess.PIPE,
    )
    assert process.stderr is not None
    async with asyncio.timeout(30):
        while b"serving initial configuration" not in await process.stderr.readline():
            pass
    reading = asyncio.create_task(process.stderr.read())
    yield address
    process.terminate()
    await process.wait()
    await reading


@pytest.mark.parametrize("webhook", [WEBHOOK], ids=["webhook"])
async def test_the_bot_is_reached_through_it_and_nothing_else(front: str, api: BotApi) -> None:
    """A conversation goes through; any other path, method or size is refused, and no server is named."""
    api.hook.door = front
    api.say(MARIE, "asso")
    await api.settle()
    assert "De quoi avez-vous besoin" in api.shown(MARIE)[-1].text
    secret = {"X-Telegram-Bot-Api-Secret-Token": WEBHOOK.secret.get_secret_value()}
    headers = {**secret, "Content-Type": "application/json"}
    async with httpx.AsyncClient(base_url=front) as client:
        for method, path, body, status in (
            ("GET", "/", b"", 404),
            ("GET", "/telegram", b"", 404),
            ("POST", "/", b"{}", 404),
            ("POST", "/telegram", b"{}", 200),
        ):
            answer = await client.request(method, path, content=body, headers=headers)
            assert (answer.status_code, answer.content) == (status, b""), (method, path)
            assert "server" not in answer.headers
        long = await client.post("/telegram", content=b" " * 2_000_000, headers=headers)
    assert long.is_error  # by which of the two, and how, depends on the version of Caddy
