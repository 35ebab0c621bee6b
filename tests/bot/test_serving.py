"""Real processes: one serves at a time, each ends in time, and none tells its secrets."""

import signal
import socket
import sqlite3
from contextlib import closing
from datetime import timedelta
from functools import partial
from pathlib import Path

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from bot.__main__ import app as command
from bot.application import build
from bot.assistant import Assistant
from bot.serving import Held, Tenure, serve, tenure
from storage.database import open_database
from storage.lease import LASTS, Holder, Lease
from storage.sessions import Sessions
from tests.bot.conftest import FAST, NOON
from tests.bot.running import ended, launched, prepared, started
from tests.botapi.server import BotApi

MARIE = 1001


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Return a file of data that is ready to be served."""
    return prepared(tmp_path)


def kept(data: Path) -> object:
    """Return the answers that are kept of the one person."""
    with closing(open_database(data)) as db:
        session = Sessions(db).load(MARIE)
    return session and session["answers"]


async def test_one_bot_at_a_time(api: BotApi, data: Path) -> None:
    """A second one says who serves and what to do; the next one takes over at once from one that was killed.

    Told to stop while Telegram is slow to take a reply, it finishes the turn, and gives its place back.
    """
    async with started(api, data) as first:
        code, told = await ended(await launched(api, data))
        assert code == 1
        assert f"machine {socket.gethostname()}, processus {first.pid}, depuis le " in told
        assert "Arrêtez le premier, ou donnez à celui-ci un autre fichier (CRESS_DONNEES)" in told
        assert "Traceback" not in told
        first.kill()
        await first.wait()
    async with started(api, data) as second:
        slow = api.fault("sendMessage", 200, "", delay=1.0)
        api.say(MARIE, "asso")
        await api.wait_for(lambda: slow.times == 0)
        second.send_signal(signal.SIGTERM)
        code, told = await ended(second)
    assert (code, '"event": "arret"' in told, "arret_force" in told) == (0, True, False)
    assert "De quoi avez-vous besoin" in api.shown(MARIE)[-1].text
    assert kept(data) == [["statut", "association"]]
    with closing(open_database(data)) as db:
        assert Lease(db).holder() is None


async def test_another_program_with_the_same_token_is_told_once(api: BotApi, data: Path) -> None:
    """Telegram says so at each poll; operators hear it once, and what the two programs must do."""
    async with started(api, data, CRESS_OPERATEURS=str(MARIE)):
        api.open_chat(MARIE)
        twice = api.fault("getUpdates", 409, "Conflict: terminated by other getUpdates request", times=2)
        await api.wait_for(lambda: bool(api.shown(MARIE)) and twice.times == 0, timeout=60)
    told = [message.text for message in api.shown(MARIE)]
    assert len(told) == 1
    assert "le même jeton" in told[0]


async def test_a_stop_does_not_wait_for_ever(api: BotApi, data: Path) -> None:
    """When Telegram does not answer, the process ends all the same, and what was said is kept."""
    async with started(api, data) as running:
        stuck = api.fault("sendMessage", 200, "", delay=3600.0)
        api.say(MARIE, "asso")
        await api.wait_for(lambda: stuck.times == 0)
        running.send_signal(signal.SIGINT)
        code, told = await ended(running)
    assert (code, "arret_force" in told, "Traceback" in told) == (0, True, False)
    assert kept(data) == [["statut", "association"]]


async def test_behind_a_webhook_no_secret_is_read_anywhere(api: BotApi, data: Path) -> None:
    """Neither in the log at its most talkative, nor in the list of processes, even when things go wrong."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    secret = "un-secret-de-trente-deux-lettres"
    settings = {
        "CRESS_JOURNAL": "DEBUG",
        "CRESS_WEBHOOK_URL": "https://bot.exemple.fr/telegram",
        "CRESS_WEBHOOK_SECRET": secret,
        "CRESS_WEBHOOK_PORT": port,
    }
    api.hook.door = f"http://127.0.0.1:{port}"
    async with started(api, data, **settings) as running:
        for status, description in ((401, "Unauthorized"), (404, "Not Found"), (502, "Bad Gateway")):
            seen = len(api.shown(MARIE))
            api.fault("sendMessage", status, description, chat_id=MARIE)
            api.say(MARIE, "asso")
            await api.wait_for(partial(_shown_more, api, seen))  # her incident is told to her
        listed = await anything(f"/proc/{running.pid}/cmdline")
        running.send_signal(signal.SIGTERM)
        code, told = await ended(running)
    assert code == 0
    assert api.hook.statuses == [200, 200, 200]
    assert told.count('"event": "incident"') == 3
    for place in (told, listed):
        for word in (api.token, api.token.partition(":")[2], secret):
            assert word not in place


def _shown_more(api: BotApi, seen: int) -> bool:
    return len(api.shown(MARIE)) > seen


async def anything(path: str) -> str:
    """Return what a file says."""
    return Path(path).read_bytes().decode()  # noqa: ASYNC240 - of the kernel: there is nothing to wait for


async def test_a_refused_token_is_told_without_it(api: BotApi, data: Path) -> None:
    """What Telegram refuses at the start is told in French, without token nor trace."""
    code, told = await ended(await launched(api, data, CRESS_TOKEN="123:faux-jeton"))
    assert code == 1
    assert "Telegram refuse le jeton de CRESS_TOKEN" in told
    assert not [word for word in ("faux-jeton", "Traceback") if word in told]


def test_a_telegram_that_cannot_be_reached_is_told(data: Path) -> None:
    """Without network the start fails with a sentence, and the place is given back."""
    env = {"CRESS_TOKEN": "123:jeton", "CRESS_API": "http://127.0.0.1:1/bot", "CRESS_DONNEES": str(data)}
    told = CliRunner().invoke(command, ["lancer"], env=env)
    assert told.exit_code == 1
    (line,) = told.output.splitlines()
    assert line.startswith("L'adresse 127.0.0.1 ne peut pas être jointe : ")
    assert "CRESS_API" in line
    assert not [word for word in ("jeton", "aiohttp", "Cannot", "Error") if word in line]
    with closing(open_database(data)) as db:
        assert Lease(db).holder() is None


async def test_a_start_that_telegram_refuses_is_told_with_its_words(api: BotApi, data: Path) -> None:
    """It was reached: what it says is told as what it says, and where to look."""
    api.fault("getMe", 400, "Bad Request: no such thing", times=100)
    code, told = await ended(await launched(api, data))
    assert code == 1
    assert "Telegram n'a pas accepté le démarrage. Il répond : « No such thing »." in told
    assert "jointe" not in told


def test_a_holder_elsewhere_is_believed_until_its_lease_ends(db: Database) -> None:
    """Nobody can see whether a process of another machine lives: its lease ends by itself."""
    lease, there = Lease(db), Holder("ailleurs", 1, NOON)
    assert lease.take(there, NOON)
    with (
        pytest.raises(Held, match="machine ailleurs, processus 1, depuis le 24/11/2026 13:00"),
        tenure(lease, lambda: NOON + LASTS / 2),
    ):
        pass
    with tenure(lease, lambda: NOON + LASTS) as held:
        assert lease.holder() == held.mine
        assert not lease.renew(there, NOON + LASTS)
    assert lease.holder() is None


def test_a_holder_of_another_container_is_believed_too(db: Database) -> None:
    """Its number is that of another process here, or of none: it says nothing of whether it lives."""
    lease, there = Lease(db), Holder(f"{socket.gethostname()}#1", 2**22, NOON)
    assert lease.take(there, NOON)
    with (
        pytest.raises(Held, match=f"machine {socket.gethostname()}, processus {2**22}, depuis"),
        tenure(lease, lambda: NOON + LASTS / 2),
    ):
        pass


async def test_who_loses_the_lease_stops(assistant: Assistant, api: BotApi, db: Database) -> None:
    """A bot that was asleep while another one took its place does not come back beside it."""
    lease = Lease(db)
    with tenure(lease, lambda: NOON) as held:
        assert lease.take(Holder("ailleurs", 1, NOON), NOON + timedelta(days=1))
        await serve(build(assistant, api.token, api.base_url, rate=FAST), held, None, print)
    assert lease.holder() == Holder("ailleurs", 1, NOON)


def test_data_that_cannot_be_written_lose_no_lease(db: Database) -> None:
    """The lease is renewed again once they can be: serving goes on meanwhile."""
    lease, mine = Lease(db), Holder("ici", 1, NOON)
    assert lease.take(mine, NOON)
    db.execute("pragma query_only = 1")
    heard: list[sqlite3.DatabaseError] = []
    assert Tenure(lease, mine, lambda: NOON, heard.append).renew()
    assert len(heard) == 1
