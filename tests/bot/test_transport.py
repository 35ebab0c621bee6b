"""The transport under the library: what it sends, what it says of a failure, and what may be sent again."""

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Bot, InputFile
from telegram.error import NetworkError, TelegramError, TimedOut

from bot.outcomes import Outcome, outcome
from bot.transport import Transport
from tests.botapi.server import TOKEN, BotApi

ASKING = """
import asyncio, sys
from telegram.error import TelegramError
from bot.outcomes import outcome
from bot.transport import Transport

async def main(url):
    async with Transport(url) as transport:
        try:
            print(await transport.do_request(url, "POST"))
        except TelegramError as error:
            print(type(error).__name__, outcome(error).name)

asyncio.run(main(sys.argv[1]))
"""


@asynccontextmanager
async def listening(answer: bytes | None) -> AsyncIterator[tuple[str, list[str]]]:
    """Listen: read the head of each request, answer, or hang up for an empty answer; None says nothing.

    Give where, and the first lines read.
    """
    heads: list[str] = []
    over = asyncio.Event()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while answer is not None:
                heads.append((await reader.readuntil(b"\r\n\r\n")).decode())
                if not answer:
                    break
                writer.write(answer)
            else:
                await over.wait()
        except asyncio.IncompleteReadError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(connected, "127.0.0.1", 0)
    try:
        yield f"127.0.0.1:{server.sockets[0].getsockname()[1]}", heads
    finally:
        over.set()
        server.close()


async def failure(url: str, **timeouts: Any) -> TelegramError:
    """Make a call that fails; return its error, in whose words there is no token."""
    async with Transport(url) as transport:
        with pytest.raises(TelegramError) as failed:
            await transport.post(f"{url}/bot{TOKEN}/sendMessage", **timeouts)
    assert TOKEN not in str(failed.value)
    return failed.value


async def test_who_does_not_listen_was_not_reached() -> None:
    """Nothing left: it may be sent again. The operator reads why."""
    async with listening(b"") as (where, _):
        pass
    error = await failure(f"http://{where}")
    assert type(error) is NetworkError
    assert outcome(error) is Outcome.UNSENT
    assert where in str(error)


async def test_a_connection_that_is_never_made_carried_nothing() -> None:
    """A server that does not answer the beginning of TLS: the time to connect is over, nothing left."""
    async with listening(None) as (where, _):
        error = await failure(f"https://{where}", connect_timeout=0.05)
    assert isinstance(error, TimedOut)
    assert outcome(error) is Outcome.UNSENT


async def test_an_answer_that_does_not_come_leaves_a_doubt() -> None:
    """It left, nobody knows whether it was taken."""
    async with listening(None) as (where, _):
        error = await failure(f"http://{where}", read_timeout=0.05)
    assert isinstance(error, TimedOut)
    assert outcome(error) is Outcome.DOUBTFUL


async def test_a_connection_that_is_lost_leaves_a_doubt_and_is_not_made_again() -> None:
    """The server hangs up instead of answering: the call came once, and is not repeated by itself."""
    async with listening(b"") as (where, heads):
        error = await failure(f"http://{where}")
    assert type(error) is NetworkError
    assert outcome(error) is Outcome.DOUBTFUL
    assert len(heads) == 1


@pytest.mark.parametrize("answer", [b"Bonjour\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n{"])
async def test_an_answer_that_cannot_be_read_leaves_a_doubt(answer: bytes) -> None:
    """It is no HTTP, or it stops in the middle: something took the call."""
    async with listening(answer) as (where, _):
        error = await failure(f"http://{where}", read_timeout=0.05)
    assert outcome(error) is Outcome.DOUBTFUL


async def test_a_redirection_is_not_followed() -> None:
    """The token goes nowhere else."""
    moved = b"HTTP/1.1 302 Found\r\nLocation: /ailleurs\r\nContent-Length: 0\r\n\r\n"
    async with listening(moved) as (where, heads), Transport(f"http://{where}") as transport:
        assert await transport.do_request(f"http://{where}/bot", "POST") == (302, b"")
    assert len(heads) == 1


async def test_words_and_files_arrive_whole() -> None:
    """Accents, emoji, line ends, markup, and a file beside its caption."""
    text = "« À l’été » 😀\n\t<b>& 100 % + 1</b>"
    async with BotApi() as api:
        transport = Transport(api.base_url)
        async with Bot(TOKEN, api.base_url, request=transport, get_updates_request=transport) as bot:
            api.say(1, "bonjour")
            await bot.send_message(1, text)
            await bot.send_document(1, InputFile("é\r\nà".encode(), filename="notes.txt"), caption=text)
        assert api.shown(1)[0].text == text
        document = list(api.world.chats[1].messages.values())[-1].raw
        assert (document["caption"], document["document"]["content"]) == (text, "é\r\nà")


async def asked(url: str, **environment: str) -> str:
    """Make a call in another process, with an environment of its own; return what came of it."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-c",
        ASKING,
        url,
        env={**os.environ, **environment},
        stdout=asyncio.subprocess.PIPE,
    )
    told, _ = await process.communicate()
    return told.decode().strip()


async def test_the_proxy_of_the_environment_is_gone_through() -> None:
    """HTTP_PROXY and ALL_PROXY name it, NO_PROXY leaves it out; one that refuses let nothing through."""
    done = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
    refusal = b"HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n"
    async with listening(done) as (proxy, heads):
        assert await asked("http://api.invalid/bot", HTTP_PROXY=f"http://{proxy}") == "(200, b'ok')"
        assert heads[0].startswith("POST http://api.invalid/bot ")
        through = await asked("http://api.invalid/bot", ALL_PROXY=f"http://{proxy}", NO_PROXY="api.invalid")
        assert through == "NetworkError UNSENT"
        assert len(heads) == 1
    async with listening(refusal) as (proxy, heads):
        assert await asked("https://api.invalid/bot", ALL_PROXY=f"http://{proxy}") == "NetworkError UNSENT"
        assert heads[0].startswith("CONNECT api.invalid:443 ")
