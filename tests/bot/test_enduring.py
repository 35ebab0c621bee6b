"""The data cannot be read or written: people are guided from memory, and what they said is kept at last."""

import asyncio
import itertools
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from telegram.ext import ExtBot

from bot.announcing import Announcer
from bot.audience import audience_of
from bot.clock import frozen
from bot.draining import Drain
from bot.enduring import Enduring
from bot.outbound import Outbound
from bot.purging import Purger
from bot.serving import Tenure
from dialogs.events import Answer, Do, Event, Message, Notify, Say, Start
from dialogs.pages.privacy import Delays
from dialogs.session import Session, load
from dialogs.text import flat
from knowledge.content import Knowledge
from storage.batches import Batches
from storage.database import Database, open_database
from storage.lease import Holder, Lease
from storage.misses import Misses
from storage.presence import present
from storage.purging import Purges
from storage.sessions import Sessions
from tests.bot.conftest import NOON

MARIE, PAUL, LOUISE = 1001, 1002, 1003
TOKEN = "123456:essai"
ANSWERS = (Answer("statut", "association"), Answer("besoin", "developper"), Answer("region", "53"))
WAITS = 0.005
"""Seconds that a turn waits for another process here."""
NOTICE, REFUSED = "Je peux vous guider quand même", "Rien n’a été changé"


class Scene:
    """An assistant over a file, and what operators hear."""

    def __init__(self, knowledge: Knowledge, db: Database, path: Path) -> None:
        self.db, self.path = db, path
        self.heard: list[str] = []
        kept = Sessions(db), Misses(db), audience_of(db)
        there, tell = present(db), self.heard.append
        self.assistant = Enduring(knowledge, *kept, frozen(NOON), tell=tell, present=there, waits=WAITS)

    def say(self, chat: int, *events: Event) -> list[str]:
        """Take turns; return what is said, one text a message."""
        replies = [reply for event in events for reply in self.assistant.turn(chat, event)]
        return [flat(reply.text) for reply in replies if isinstance(reply, Message)]

    def kept(self, chat: int) -> dict[str, str]:
        """Return the answers that the file holds."""
        with closing(open_database(self.path)) as db:
            data = Sessions(db).load(chat)
        return dict(load(data).answers) if data else {}


@pytest.fixture
def scene(knowledge: Knowledge, tmp_path: Path) -> Iterator[Scene]:
    """Return a scene in which Marie has told her status."""
    path = tmp_path / "donnees.sqlite3"
    with closing(open_database(path)) as db:
        found = Scene(knowledge, db, path)
        found.say(MARIE, Start(), ANSWERS[0])
        yield found


@contextmanager
def locked(scene: Scene) -> Iterator[None]:
    """Another process writes for a long time."""
    with closing(sqlite3.connect(scene.path, isolation_level=None)) as other:
        other.execute("begin immediate")
        yield
        other.execute("rollback")


@contextmanager
def read_only(scene: Scene) -> Iterator[None]:
    """The disk takes no more writes."""
    scene.db.execute("pragma query_only=1")
    yield
    scene.db.execute("pragma query_only=0")


def crowd(scene: Scene, first: int, size: int) -> None:
    """Keep the conversations of more and more people, from a number on."""
    for chat in itertools.count(first):
        Sessions(scene.db).save(chat, {"x": "y" * size}, NOON)


@contextmanager
def full(scene: Scene) -> Iterator[None]:
    """The disk is full: the file cannot grow by a page, and those that it has are full."""
    pages = scene.db.execute("pragma page_count").fetchone()[0]
    scene.db.execute(f"pragma max_page_count={pages}")
    for first, size in ((10**6, 300), (2 * 10**6, 1)):
        with pytest.raises(sqlite3.OperationalError, match="full"):
            crowd(scene, first, size)
    yield
    scene.db.execute("pragma max_page_count=1000000")


OUTAGES = [locked, read_only, full]


@pytest.mark.parametrize("outage", OUTAGES)
def test_people_are_guided_from_memory(scene: Scene, outage: Callable[..., object]) -> None:
    """To the result, from what was answered before; told once; kept in the end; operators hear both ends."""
    with outage(scene):  # type: ignore[attr-defined]
        said = scene.say(MARIE, *ANSWERS[1:], Answer("salaries", "oui"), Answer("stade", "defini"))
        assert "(DLA)" in said[-1]
        assert sum(NOTICE in text for text in said) == 1
        assert NOTICE in scene.say(PAUL, ANSWERS[0])[0]
        scene.assistant.look()
        assert len(scene.heard) == 1
    assert "stade" not in scene.kept(MARIE)
    scene.assistant.look()
    assert scene.kept(MARIE).keys() == {"statut", "besoin", "region", "salaries", "stade"}
    assert scene.kept(PAUL) == {"statut": "association"}
    assert "de nouveau être écrites" in scene.heard[1]
    assert NOTICE not in "".join(scene.say(PAUL, ANSWERS[1]))
    assert scene.kept(PAUL).keys() == {"statut", "besoin"}


@pytest.mark.parametrize("outage", [locked, read_only])
def test_what_must_last_is_refused_in_clear_words(scene: Scene, outage: Callable[..., object]) -> None:
    """No alert nor erasure is promised that cannot be kept, and nothing is shown as all that is held."""
    with outage(scene):  # type: ignore[attr-defined]
        for event in (Do("supprimer"), Do("donnees")):
            assert REFUSED in scene.say(MARIE, event)[-1]
    scene.assistant.look()
    assert scene.kept(MARIE) == {"statut": "association"}


@pytest.mark.parametrize("outage", OUTAGES)
def test_who_starts_again_meanwhile_has_started_again(scene: Scene, outage: Callable[..., object]) -> None:
    """What was forgotten in memory is forgotten in the file too."""
    with outage(scene):  # type: ignore[attr-defined]
        scene.say(MARIE, Do("recommencer"))
    scene.assistant.look()
    assert scene.kept(MARIE) == {}


@pytest.mark.parametrize("outage", OUTAGES)
def test_what_nobody_talks_through_is_told_too(scene: Scene, outage: Callable[..., object]) -> None:
    """The lease is renewed whoever writes: that it cannot be is told, once, and so is the end of it."""
    lease, mine = Lease(scene.db), Holder("ici", 1, NOON)
    assert lease.take(mine, NOON)
    held = Tenure(lease, mine, lambda: NOON, scene.assistant.lost)
    with outage(scene):  # type: ignore[attr-defined]
        crowded = outage is full  # its lease is in a page that has room
        assert held.renew()
        if not crowded:
            assert not scene.assistant.keeps
        scene.assistant.look()
        held.renew()
        scene.assistant.look()
        assert len(scene.heard) == (not crowded)
    scene.assistant.look()
    assert scene.assistant.keeps
    assert len(scene.heard) == 2 * (not crowded)


def test_only_the_first_one_waits_for_another_process(scene: Scene) -> None:
    """All those behind it are served at once, by turns and by works, until the file can be written again."""

    def patience() -> int:
        return int(scene.db.execute("pragma busy_timeout").fetchone()[0])

    assert patience() == 1000 * WAITS
    with locked(scene):
        scene.say(MARIE, ANSWERS[1])
        assert patience() == 0
    scene.assistant.look()
    assert patience() == 1000 * WAITS


def test_a_file_that_is_there_no_more_is_told_once(scene: Scene) -> None:
    """People go on in memory; what would be written to a file without a name is not said to be kept."""
    scene.path.unlink()
    for _ in range(3):
        scene.assistant.look()
    assert len(scene.heard) == 1
    assert "n'est plus là" in scene.heard[0]
    assert NOTICE in scene.say(MARIE, ANSWERS[1])[0]
    assert not scene.assistant.keeps


def damaged(scene: Scene) -> None:
    """Spoil the file: it cannot be read any more."""
    scene.db.execute("pragma wal_checkpoint(truncate)")
    scene.db.execute("pragma cache_size=0")
    content = bytearray(scene.path.read_bytes())
    content[4096:] = b"\xff" * (len(content) - 4096)
    scene.path.write_bytes(content)


async def test_a_damaged_file_ends_no_work(scene: Scene) -> None:
    """What sends and what announces wait; the operators are told of the file, and of nothing else."""
    batches = Batches(scene.db)
    audience = scene.assistant.audience
    drain = Drain(audience.outbox, batches, Outbound(ExtBot(TOKEN)), frozen(NOON), scene.heard.append)
    announcer = Announcer(scene.assistant, batches, tell=scene.heard.append)
    purger = Purger(Purges(scene.db), Delays(), frozen(NOON), str(scene.path))
    damaged(scene)
    works = [
        asyncio.create_task(work()) for work in (drain.run, announcer.run, purger.run, scene.assistant.run)
    ]
    for _ in range(100):
        await asyncio.sleep(0)
    assert not any(work.done() for work in works)
    for work in works:
        work.cancel()
    await asyncio.gather(*works, return_exceptions=True)
    assert scene.heard == []


def test_a_damaged_file_stops_nobody(scene: Scene) -> None:
    """It cannot even be read: people begin anew, in memory, and operators are told what to do."""
    damaged(scene)
    said = scene.say(MARIE, ANSWERS[0])
    assert NOTICE in said[0]
    assert "De quoi avez-vous besoin" in said[-1]
    scene.assistant.look()
    assert scene.heard == [scene.heard[0]]
    assert "abîmé" in scene.heard[0]


def test_a_mistake_of_ours_is_not_taken_for_an_outage(scene: Scene) -> None:
    """A row that is refused for what it says is an incident, told as such."""
    scene.db.execute("create trigger refus before insert on chats begin select raise(abort, 'refus'); end")
    scene.db.execute("create trigger refus2 before update on chats begin select raise(abort, 'refus'); end")
    with pytest.raises(sqlite3.IntegrityError):
        scene.say(MARIE, ANSWERS[1])
    assert scene.heard == []


def test_a_turn_is_kept_whole_or_not_at_all(scene: Scene) -> None:
    """What breaks in the middle of a turn leaves everything as it was."""
    scene.say(MARIE, *ANSWERS[1:], Answer("salaries", "oui"), Answer("stade", "defini"), Do("alertes"))
    before = scene.kept(MARIE), scene.assistant.session(MARIE)
    refused = "create trigger refus before insert on subscriptions begin select raise(abort, 'x'); end"
    scene.db.execute(refused)
    with pytest.raises(sqlite3.IntegrityError):
        scene.say(MARIE, Notify("53", "dla", "ouverture"))
    assert (scene.kept(MARIE), scene.assistant.session(MARIE)) == before


def test_a_turn_that_breaks_changes_nothing_of_what_is_remembered(scene: Scene) -> None:
    """Somebody of whom nothing is kept goes on as she was once turns can be taken again."""
    scene.say(PAUL, Say("que fait un incubateur ?"))
    before = scene.assistant.session(PAUL)
    scene.db.execute("create trigger refus before insert on chats begin select raise(abort, 'refus'); end")
    with pytest.raises(sqlite3.IntegrityError):
        scene.say(PAUL, ANSWERS[0])
    assert before != Session()
    assert scene.assistant.session(PAUL) == before


def test_what_is_only_remembered_goes_on_during_an_outage_and_after(scene: Scene) -> None:
    """What is kept is not said again beside that nothing can be; « it » is the last one told."""
    scene.say(PAUL, Start())
    with locked(scene):
        told = " ".join(scene.say(PAUL, ANSWERS[0]))
        assert NOTICE in told
        assert "/confidentialite dit tout" not in told
        scene.say(LOUISE, Say("que fait un incubateur ?"))
        scene.say(LOUISE, Say("que fait le DLA ?"))
    scene.assistant.look()
    assert scene.assistant.session(LOUISE).about == "dla"
