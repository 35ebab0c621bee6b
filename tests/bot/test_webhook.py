"""The door of the webhook, knocked at by anybody."""

import asyncio
import json
import logging

import httpx
import pytest

from bot.assistant import Assistant
from bot.gate import KINDS
from bot.listening import LARGEST
from bot.webhook import App
from tests.bot.conftest import WEBHOOK
from tests.botapi.server import BotApi

MARIE = 1001
SECRET = {"X-Telegram-Bot-Api-Secret-Token": WEBHOOK.secret.get_secret_value()}
JSON = {"Content-Type": "application/json"}
HELLO = {
    "update_id": 7,
    "message": {
        "message_id": 1,
        "date": 0,
        "chat": {"id": MARIE, "type": "private"},
        "from": {"id": MARIE, "is_bot": False, "first_name": "Camille"},
        "text": "asso",
    },
}

pytestmark = pytest.mark.parametrize("webhook", [WEBHOOK], ids=["webhook"])


async def knock(api: BotApi, path: str = "/telegram", method: str = "POST", **what: object) -> httpx.Response:
    """Ask the door something."""
    async with httpx.AsyncClient(verify=False) as client:  # noqa: S501 - nothing is encrypted here
        return await client.request(method, api.hook.door + path, **what)  # type: ignore[arg-type]


async def test_telegram_is_told_of_the_door(app: App, api: BotApi) -> None:
    """The webhook is set with its secret and the kinds of updates; its address has nothing of the token."""
    (call,) = [call for call in api.calls if call.method == "setWebhook"]
    assert call.params["url"] == WEBHOOK.url
    assert call.params["secret_token"] == WEBHOOK.secret.get_secret_value()
    assert call.params["allowed_updates"] == KINDS
    assert not [poll for poll in api.polls if poll.status == 200]
    assert api.token not in WEBHOOK.url


async def test_who_knows_the_secret_and_speaks_json_is_heard(
    app: App, api: BotApi, assistant: Assistant
) -> None:
    """Anybody else is refused, without a word, and nothing is done."""
    named = "X-Telegram-Bot-Api-Secret-Token"
    for headers, status in (
        (JSON, 403),
        ({**JSON, named: ""}, 403),
        ({**JSON, named: "s" * 31}, 403),
        ({**JSON, named: "s" * 33}, 403),
        ({**JSON, named: "é" * 32}, 403),
        (SECRET, 415),
        ({**SECRET, "Content-Type": "text/plain"}, 415),
        ({**SECRET, "Content-Type": "application/x-www-form-urlencoded"}, 415),
        ({**SECRET, "Content-Type": "application/json; charset=utf-8"}, 200),
        ({**SECRET, **JSON}, 200),
    ):
        assert assistant.sessions.count() == 0
        encoded = {name: value.encode() for name, value in headers.items()}
        answer = await knock(api, content=json.dumps(HELLO).encode(), headers=encoded)
        await app.update_queue.join()
        assert (answer.status_code, answer.content) == (status, b""), headers
        assert "server" not in answer.headers
        assert assistant.sessions.count() == (status == 200)
        assistant.sessions.forget(MARIE)


async def test_there_is_nothing_elsewhere(app: App, api: BotApi) -> None:
    """Any other path is a 404, any other method a 405, without a body nor the name of the server."""
    elsewhere = ("/", "/telegram/", "/telegram/x", "/TELEGRAM", "//telegram", "/favicon.ico")
    asked = [(path, method, 404) for path in elsewhere for method in ("GET", "POST")]
    others = ("GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH")
    asked += [("/telegram", method, 405) for method in others]
    for path, method, status in asked:
        answer = await knock(api, path, method, headers={**SECRET, **JSON})
        assert (answer.status_code, answer.content) == (status, b""), (path, method)
        assert "server" not in answer.headers


async def test_what_is_no_json_is_refused(app: App, api: BotApi) -> None:
    """A body that cannot be read is a 400, however it is broken; the next one is read."""
    for body in (b"", b"{", b"[" * 100_000, b'{"x": "\\ud800"}', b'"\xff\xfe"', b"{}x", b"nul"):
        answer = await knock(api, content=body, headers={**SECRET, **JSON})
        assert (answer.status_code, answer.content) == (400, b""), body[:20]
    api.say(MARIE, "asso")
    await api.settle()
    assert "De quoi avez-vous besoin" in api.shown(MARIE)[-1].text


async def test_a_body_too_long_is_not_read(app: App, api: BotApi) -> None:
    """Who announces too much is cut short, and so is who sends too much without announcing it."""
    host, port = api.hook.door.removeprefix("http://").split(":")
    head = "POST /telegram HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\n"
    head += f"X-Telegram-Bot-Api-Secret-Token: {WEBHOOK.secret.get_secret_value()}\r\n"
    chunk = f"\r\n\r\n{LARGEST + 1:x}"
    for rest in (f"Content-Length: {LARGEST + 1}", f"Transfer-Encoding: chunked{chunk}"):
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"{head}{rest}\r\n\r\n".encode())
        told = await reader.read()
        writer.close()
        assert told.startswith(b"HTTP/1.1 400 ")
        assert b"erver:" not in told


async def test_strangers_leave_nothing_in_the_log(
    app: App, api: BotApi, caplog: pytest.LogCaptureFixture
) -> None:
    """What strangers send is written nowhere: they could fill the disk, or write lines of their own."""
    caplog.set_level(logging.INFO)
    logging.getLogger("httpx").setLevel(logging.WARNING)
    await knock(api, "/inconnu%0Acress", headers=JSON)
    await knock(api, content=b"{", headers={**JSON, "X-Telegram-Bot-Api-Secret-Token": "faux"})
    await knock(api, content=b"{", headers={**JSON, **SECRET})
    assert caplog.records == []
