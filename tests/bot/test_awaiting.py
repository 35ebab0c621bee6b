"""The bot starts though its data cannot be written: people are guided, and what they said is kept at last.

Real processes on a real disk, which is full or read-only, or a file that another program holds. A disk of
its own needs the rights to mount one: elsewhere, the tests that need it are passed over.
"""

import json
import signal
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest

from bot.clock import system
from dialogs.session import Session, dump
from storage.database import open_database
from storage.lease import Holder, Lease
from storage.sessions import Sessions
from storage.versions import Versions
from tests.bot.conftest import NOON
from tests.bot.running import Process, ended, launched, prepared, started
from tests.botapi.server import BotApi

Trouble = Callable[[Path], AbstractContextManager[None]]
MARIE, OPERATOR = 1001, 77
NOTICE = "Je peux vous guider quand même"
BACK = "Les données peuvent de nouveau être écrites"
SMALL = ("sh", "-c", 'ulimit -S -f 128; exec "$@"', "sh")
"""Runs a command whose files may have 64 kB: a file of data has more, and some of a content."""


def _root(*command: str | Path) -> bool:
    """Do what only some accounts may; return whether it was done."""
    return subprocess.run(command, capture_output=True, check=False).returncode == 0  # noqa: S603 - our own


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    """Give a small disk of its own."""
    place = tmp_path / "disque"
    place.mkdir()
    if not _root("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", place):
        pytest.skip("no disk can be mounted here")
    yield place
    _root("umount", "--lazy", place)


@contextmanager
def full(data: Path) -> Iterator[None]:
    """Nothing more goes on the disk."""
    filling = data.parent / "plein"
    with filling.open("wb", buffering=0) as file, suppress(OSError):
        while True:
            file.write(bytes(4096))
    yield
    filling.unlink()


@contextmanager
def read_only(data: Path) -> Iterator[None]:
    """The disk takes no write."""
    assert _root("mount", "-o", "remount,ro", data.parent)
    yield
    assert _root("mount", "-o", "remount,rw", data.parent)


@contextmanager
def held(data: Path, how: str = "immediate") -> Iterator[None]:
    """Another program writes for long."""
    with closing(sqlite3.connect(data, isolation_level=None)) as other:
        if how == "exclusive":
            other.execute("pragma locking_mode=exclusive")
        other.execute(f"begin {how}")
        yield
        other.execute("rollback")


def known(data: Path) -> Path:
    """Keep that Marie has told her status."""
    with closing(open_database(data)) as db:
        Sessions(db).save(MARIE, dump(Session(answers={"statut": "association"})), NOON)
    return data


def answers(data: Path) -> dict[str, str]:
    """Return what the file holds of Marie."""
    with closing(sqlite3.connect(data)) as db:
        found = db.execute("select session from chats where chat = ?", [MARIE]).fetchone()
    return dict(json.loads(found[0])["answers"]) if found else {}


def told(api: BotApi, chat: int) -> list[str]:
    """Return what a person read."""
    return [message.text for message in api.shown(chat)]


async def guided(api: BotApi, process: Process, barred: ExitStack, words: str) -> str:
    """Talk with a bot whose data are barred, then free them; return all that it wrote."""
    api.say(MARIE, words)
    await api.wait_for(lambda: len(told(api, MARIE)) >= 2 and bool(told(api, OPERATOR)), timeout=60)
    assert NOTICE in told(api, MARIE)[0]
    (heard,) = told(api, OPERATOR)
    assert "Le bot répond toujours, de mémoire" in heard
    barred.close()
    await api.wait_for(lambda: len(told(api, OPERATOR)) > 1, timeout=60)
    assert BACK in told(api, OPERATOR)[1]
    process.send_signal(signal.SIGTERM)
    code, wrote = await ended(process)
    assert (code, "Traceback" in wrote) == (0, False), wrote
    assert "donnees_indisponibles" in wrote
    return heard


@pytest.mark.parametrize(("trouble", "repair"), [(full, "disque"), (read_only, "droits")])
async def test_a_disk_that_takes_nothing_stops_nobody(
    trouble: Trouble, repair: str, api: BotApi, disk: Path
) -> None:
    """Where she was is read all the same, and what she said more is kept once the disk takes it.

    What is laid aside of the content goes elsewhere meanwhile.
    """
    data = known(prepared(disk))
    api.open_chat(OPERATOR)
    with ExitStack() as barred:
        barred.enter_context(trouble(data))
        async with started(api, data, CRESS_OPERATEURS=str(OPERATOR), TMPDIR=str(disk)) as process:
            assert repair in await guided(api, process, barred, "on est en Bretagne")
    assert answers(data) == {"statut": "association", "region": "53"}
    with closing(open_database(data)) as db:
        assert Lease(db).holder() is None


@pytest.mark.parametrize("how", ["immediate", "exclusive"])
async def test_a_file_that_is_held_stops_nobody(how: str, api: BotApi, tmp_path: Path) -> None:
    """Where she was is read when it can be; else what she said first is asked again."""
    data = known(prepared(tmp_path))
    api.open_chat(OPERATOR)
    with ExitStack() as barred:
        barred.enter_context(held(data, how))
        async with started(api, data, CRESS_OPERATEURS=str(OPERATOR)) as process:
            assert "un autre programme tient le fichier" in await guided(api, process, barred, "en Bretagne")
    before = {"statut": "association"} if how == "immediate" else {}
    assert answers(data) == {**before, "region": "53"}


async def test_a_new_file_that_cannot_be_made_stops_nobody(api: BotApi, disk: Path) -> None:
    """The first start of all, on a disk without room: the file is made when there is some."""
    data = disk / "donnees.sqlite3"
    api.open_chat(OPERATOR)
    with ExitStack() as barred:
        barred.enter_context(full(data))
        async with started(api, data, CRESS_OPERATEURS=str(OPERATOR)) as process:
            await guided(api, process, barred, "asso")
    assert answers(data) == {"statut": "association"}
    with closing(open_database(data)) as db:
        assert Versions(db).current()


async def test_without_room_for_a_content_the_start_says_so(api: BotApi, tmp_path: Path) -> None:
    """Nowhere can it be laid aside to be examined: that is no fault of the content, nor of a port."""
    code, wrote = await ended(await launched(api, tmp_path / "donnees.sqlite3", *SMALL))
    assert (code, "Traceback" in wrote) == (1, False)
    assert "le contenu ne peut pas être copié à part : il n'y a plus de place sur le disque" in wrote
    assert "écouter" not in wrote


@pytest.mark.parametrize("trouble", [full, read_only])
async def test_a_second_bot_is_refused_all_the_same(trouble: Trouble, api: BotApi, disk: Path) -> None:
    """Who serves is read, though nothing can be written."""
    data = prepared(disk)
    now = system()
    with closing(open_database(data)) as db:
        assert Lease(db).take(Holder("ailleurs", 1, now), now)
    with trouble(data):
        code, wrote = await ended(await launched(api, data))
    assert (code, "Traceback" in wrote) == (1, False)
    assert "Un autre bot sert déjà ces données : machine ailleurs" in wrote


async def test_who_finds_the_file_served_when_it_is_back_stops(api: BotApi, tmp_path: Path) -> None:
    """Another bot took it meanwhile: the one that waited leaves it its people."""
    data = known(prepared(tmp_path))
    with ExitStack() as barred:
        barred.enter_context(held(data, "exclusive"))
        async with started(api, data) as process:
            barred.close()
            with closing(open_database(data)) as db:
                now = system()
                taken = Lease(db).take(Holder("ailleurs", 1, now), now)
            code, wrote = await ended(process)
    assert taken
    assert (code, "bail_perdu" in wrote, "Traceback" in wrote) == (0, True, False), wrote
    assert answers(data) == {"statut": "association"}


@pytest.mark.parametrize("why", ["folder", "foreign", "newer"])
async def test_what_does_not_pass_is_refused(why: str, api: BotApi, disk: Path) -> None:
    """A folder, a file of another program, one of a newer version: full or not, a disk changes nothing."""
    data = disk / "donnees.sqlite3"
    if why == "folder":
        data.mkdir()
    elif why == "foreign":
        with closing(sqlite3.connect(data)) as other:
            other.execute("create table recettes (nom text)")
    else:
        with closing(open_database(data)) as db:
            db.execute("insert into _sqlite_migrations values (99, 'cress-bot', 'demain', '2030-01-01')")
    with full(data):
        code, wrote = await ended(await launched(api, data))
    assert (code, "Traceback" in wrote, "de mémoire" in wrote) == (1, False, False), wrote
    assert str(data) in wrote
