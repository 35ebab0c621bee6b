"""The outbox emptied into Telegram: real SQLite, real python-telegram-bot, virtual time."""

import asyncio
import contextlib
import sqlite3
from collections import Counter
from collections.abc import Coroutine
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import aiohttp
import pytest
from aiohttp.client_reqrep import ConnectionKey
from telegram.error import BadRequest, InvalidToken, NetworkError, TelegramError

from bot.draining import ATTEMPTS, Drain
from bot.outbound import Outbound
from bot.outcomes import Outcome, outcome
from bot.packing import pack
from bot.posting import PART, post
from dialogs.events import Button, Do, Message
from dialogs.text import plain
from storage.batches import Batches, Phase
from storage.database import MEMORY, open_database
from storage.outbox import Draft, Outbox, State
from storage.told import Told
from tests.bot.test_pace import most
from tests.bot.wire import BLOCKED, BROKEN, OK, WRONG, Wire, limited, lost, moved
from tests.virtual import run

pytestmark = pytest.mark.filterwarnings("ignore::telegram.warnings.PTBDeprecationWarning")  # of RetryAfter

PEOPLE = 400
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
BODY = pack(Message(plain("Un appel ouvre."), ((Button("Arrêter", Do("annuler")),),)))


@dataclass
class Stage:
    """A broadcast to send, the wire it is sent on, and what operators and others are told."""

    wire: Wire = field(default_factory=Wire)
    told: list[str] = field(default_factory=list)
    gone: list[int] = field(default_factory=list)
    moves: list[tuple[int, int]] = field(default_factory=list)
    busy: dict[int, float] = field(default_factory=dict)
    moved: timedelta = timedelta()
    dropped: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.db = open_database(MEMORY)
        self.outbox, self.batches = Outbox(self.db), Batches(self.db)
        self.batches.open("lot", "Un appel", NOON, Phase.RUNNING)

    def now(self) -> datetime:
        """The time of the world, which passes as the loop says."""
        return NOON + timedelta(seconds=asyncio.get_running_loop().time()) + self.moved

    def write(self, *chats: int, body: str = BODY, batch: str = "lot") -> None:
        """Write rows, two for a chat named twice."""
        drafts = [Draft(f"{batch}:{chat}:{n}", chat, "appel", body, NOON) for n, chat in enumerate(chats)]
        self.outbox.add(batch, drafts, NOON)

    def drain(self) -> Drain:
        """Return what empties the outbox."""
        bot = Outbound(self.wire.bot())
        return Drain(
            self.outbox,
            self.batches,
            bot,
            self.now,
            self.told.append,
            self.gone.append,
            lambda old, new: self.moves.append((old, new)),
            self._busy,
            dropped=self.dropped.append,
            caution=0,
        )

    def _busy(self, chat: int) -> datetime | None:
        until = NOON + timedelta(seconds=self.busy.get(chat, 0))
        return until if until > self.now() else None

    async def drained(self, seconds: float) -> None:
        """Empty the outbox for some seconds."""
        task = asyncio.create_task(self.drain().run())
        await asyncio.sleep(seconds)
        task.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await task

    def play(self, seconds: float = 60) -> Counter[State]:
        """Empty the outbox for some seconds of virtual time; return what became of the rows."""
        run(self.drained(seconds))
        return self.outbox.counts()


def play(scene: Coroutine[Any, Any, None]) -> None:
    """Play a scene in virtual time."""
    run(scene)


def test_a_broadcast_arrives_and_is_reported() -> None:
    """Each is sent once, at the pace, with its buttons; the operators read how it ended, once."""
    stage = Stage(Wire(delay=0.3))
    stage.write(*range(1, 101))
    assert stage.play() == {State.SENT: 100}
    assert Counter(call.chat for call in stage.wire.sent) == Counter(range(1, 101))
    assert most([call.at for call in stage.wire.sent]) <= 29
    assert stage.wire.sent[-1].at < 100 / 28 + 0.1
    assert "x:annuler" in str(stage.wire.sent[0].params)
    assert {call.params["method"] for call in stage.wire.sent} == {"sendMessage"}
    assert stage.told == ["Envoi terminé : Un appel (lot).\n100 envoyés."]


def test_somebody_who_left_is_left_alone() -> None:
    """A refusal (403), or a chat that is not there, ends all that was for her; others follow."""
    unknown = (400, {"description": "Bad Request: chat not found"})
    stage = Stage(Wire({1: [BLOCKED], 2: [unknown]}))
    stage.write(1, 1, 1, 2, 3)
    assert stage.play() == {State.DROPPED: 2, State.CANCELLED: 2, State.SENT: 1}
    assert stage.gone == [1, 2]
    assert stage.told[-1].endswith("1 envoyé, 2 abandonnés, 2 annulés ; personne partie : 4.")


def test_a_group_that_moves_is_followed() -> None:
    """It is written to where it is now, all that waited too."""
    stage = Stage(Wire({-5: [moved(-1005)]}))
    stage.write(-5, -5)
    assert stage.play() == {State.SENT: 2}
    assert stage.moves == [(-5, -1005)]
    assert [call.chat for call in stage.wire.sent] == [-5, -1005, -1005]


@pytest.mark.parametrize("wait", [3, 7200])
def test_a_limited_chat_waits_and_nobody_else(wait: int) -> None:
    """Nothing is sent to it within its wait, of seconds or hours; no attempt is counted; others go on."""
    stage = Stage(Wire({1: [limited(wait)]}, delay=0.1))
    stage.write(1, 1, *range(2, 50))
    assert stage.play(wait + 10) == {State.SENT: 50}
    first, *others = stage.wire.to(1)
    assert others[0] >= first + 0.1 + wait
    assert max(call.at for call in stage.wire.sent if call.chat != 1) < 3
    assert all(row["attempts"] == 0 for row in stage.db.query("select attempts from outbox"))


def test_a_limit_survives_the_process() -> None:
    """What was postponed stays so for the process that comes after."""
    stage = Stage(Wire({1: [limited(60)]}))
    stage.write(1)
    assert stage.play(5) == {State.WAITING: 1}
    stage.now = lambda: NOON + timedelta(seconds=55 + asyncio.get_running_loop().time())  # type: ignore[method-assign]
    assert stage.play(4) == {State.WAITING: 1}
    assert stage.play(10) == {State.SENT: 1}


def test_a_limit_survives_the_process_for_what_is_written_later() -> None:
    """Hours long: a message written meanwhile waits too, though the one that was refused was withdrawn."""
    stage = Stage(Wire({1: [limited(7200)]}))
    stage.write(1)
    stage.play(5)
    Told(stage.db).withdraw([1], NOON)
    later = [Draft(f"lot:tard:{chat}", chat, "appel", BODY, NOON) for chat in (1, 2)]
    stage.outbox.add("lot", later, NOON)
    stage.now = lambda: NOON + timedelta(seconds=3600 + asyncio.get_running_loop().time())  # type: ignore[method-assign]
    assert stage.play(10) == {State.CANCELLED: 1, State.SENT: 1, State.WAITING: 1}
    stage.now = lambda: NOON + timedelta(seconds=7195 + asyncio.get_running_loop().time())  # type: ignore[method-assign]
    assert stage.play(10)[State.SENT] == 2
    assert [call.chat for call in stage.wire.sent] == [1, 2, 1]


def test_a_refused_content_stops_its_batch_and_no_other() -> None:
    """The operators read why, once; what waits is kept, and leaves when they say so."""
    stage = Stage(Wire({chat: [WRONG] for chat in range(1, 40)}, delay=0.2))
    stage.batches.open("autre", "Un autre", NOON, Phase.RUNNING)
    stage.write(*range(1, 40))
    stage.write(*range(100, 120), batch="autre")
    stage.play()
    counts = stage.outbox.counts("lot")
    assert counts[State.WAITING] + counts[State.DROPPED] == 39
    assert 1 <= counts[State.DROPPED] <= 7
    assert stage.outbox.counts("autre") == {State.SENT: 20}
    (told,) = [text for text in stage.told if "arrêté" in text]
    assert told == (
        "L'envoi lot est arrêté : Telegram refuse son contenu (Can't parse entities). Ce qui reste attend.\n"
        "Pour continuer : cress-bot envois reprendre lot\n"
        "Pour renoncer : cress-bot envois annuler lot"
    )
    assert stage.batches.resume("lot")
    stage.wire.answers.clear()
    stage.play()
    assert stage.outbox.counts("lot") == {
        State.SENT: counts[State.WAITING],
        State.DROPPED: counts[State.DROPPED],
    }


def test_a_row_that_cannot_be_read_is_a_refused_content() -> None:
    """Nothing of it is sent."""
    stage = Stage()
    stage.write(1, body="{}")
    assert stage.play() == {State.DROPPED: 1}
    assert stage.wire.sent == []
    assert "illisible" in stage.told[0]


def test_an_outage_is_waited_for() -> None:
    """Everything rests, longer and longer, instead of failing for everybody; then all arrives, once."""
    down = 300.0
    stage = Stage()
    stage.wire.otherwise = lambda _: BROKEN if asyncio.get_running_loop().time() < down else OK
    stage.write(*range(1, 101))
    assert stage.play(down + 600) == {State.SENT: 100}
    failed = [call for call in stage.wire.sent if call.status == 500]
    assert len(failed) < 60
    assert Counter(call.chat for call in stage.wire.sent if call.status == 200) == Counter(range(1, 101))


def test_a_row_that_always_fails_is_given_up() -> None:
    """After some attempts it is dropped, with its reason: bounded, and said."""
    stage = Stage()
    stage.wire.otherwise = lambda chat: BROKEN if chat == 1 else OK
    stage.write(1, 2)
    assert stage.play(3600) == {State.DROPPED: 1, State.SENT: 1}
    assert len(stage.wire.to(1)) == ATTEMPTS
    assert stage.told[-1].endswith("1 envoyé, 1 abandonné.")


def test_a_row_that_is_given_up_is_told_apart() -> None:
    """What it says was told to nobody, and may be said anew; once a day, if it is the person who fails."""
    stage = Stage()
    stage.wire.otherwise = lambda _chat: BROKEN
    stage.write(1, 2, 1)
    assert stage.play(7200) == {State.DROPPED: 3}
    assert sorted(stage.dropped) == ["lot:1:0", "lot:2:1"]


REFUSED = aiohttp.ClientConnectorError(
    ConnectionKey("api", 443, is_ssl=True, ssl=True, proxy=None, proxy_auth=None, proxy_headers_hash=None),
    OSError("refused"),
)
ANSWERED: list[tuple[TelegramError, Outcome]] = [
    (lost(REFUSED), Outcome.UNSENT),
    (lost(aiohttp.ConnectionTimeoutError()), Outcome.UNSENT),
    (lost(aiohttp.InvalidURL("")), Outcome.UNSENT),
    (lost(aiohttp.SocketTimeoutError()), Outcome.DOUBTFUL),
    (lost(TimeoutError()), Outcome.DOUBTFUL),
    (lost(aiohttp.ClientOSError()), Outcome.DOUBTFUL),
    (lost(aiohttp.ClientPayloadError()), Outcome.DOUBTFUL),
    (lost(aiohttp.ServerDisconnectedError()), Outcome.DOUBTFUL),
    (NetworkError("Bad Gateway"), Outcome.UNSENT),
    (NetworkError("Gateway Timeout (504)"), Outcome.DOUBTFUL),
    (NetworkError("Gateway Time-out"), Outcome.DOUBTFUL),
    (InvalidToken(), Outcome.UNSENT),
    (TelegramError("Invalid server response"), Outcome.DOUBTFUL),
    (BadRequest("Chat not found"), Outcome.GONE),
    (BadRequest("Message is too long"), Outcome.REFUSED),
]


@pytest.mark.parametrize(("error", "expected"), ANSWERED, ids=lambda value: str(value)[:40])
def test_only_what_is_certain_is_sent_again(error: TelegramError, expected: Outcome) -> None:
    """Before a connection, or answered with an error: not sent. Once the request may have left: in doubt."""
    assert outcome(error) is expected


def test_a_doubt_is_never_repeated_by_itself() -> None:
    """The request left and no answer came: in doubt, for good; a row that did not leave is sent."""
    stage = Stage(Wire({1: [lost(aiohttp.SocketTimeoutError())], 2: [lost(REFUSED)]}))
    stage.write(1, 2, 3)
    assert stage.play(600) == {State.DOUBTFUL: 1, State.SENT: 2}
    assert len(stage.wire.to(1)) == 1
    assert len(stage.wire.to(2)) == 2
    assert "1 douteux.\nPour voir les douteux : cress-bot envois douteux" in stage.told[-1]


def test_a_pause_acts_on_the_next_message() -> None:
    """Rows that wait for their turn are not sent either, and leave after."""
    stage = Stage()
    stage.write(*range(1, 101))

    async def scene() -> None:
        draining = asyncio.create_task(stage.drained(60))
        await asyncio.sleep(1)
        assert stage.batches.pause("lot")
        before = len(stage.wire.sent)
        await asyncio.sleep(20)
        assert len(stage.wire.sent) == before
        assert stage.outbox.counts()[State.WAITING] == 100 - before
        assert stage.batches.resume("lot")
        await draining

    play(scene())
    assert stage.outbox.counts() == {State.SENT: 100}


def test_a_cancelled_batch_is_reported() -> None:
    """What was sent stays sent, the rest is not; the operators read it."""
    stage = Stage()
    stage.write(*range(1, 101))

    async def scene() -> None:
        draining = asyncio.create_task(stage.drained(10))
        await asyncio.sleep(1)
        stage.outbox.cancel("lot", NOON)
        await draining

    play(scene())
    sent = len(stage.wire.sent)
    assert stage.told == [f"Envoi terminé : Un appel (lot).\n{sent} envoyés, {100 - sent} annulés."]


def test_nobody_is_interrupted() -> None:
    """A person in a questionnaire gets it when she is not any more; others do not wait."""
    stage = Stage(busy={1: 30})
    stage.write(1, 2)
    assert stage.play() == {State.SENT: 2}
    assert 30 <= stage.wire.to(1)[0] < 32
    assert stage.wire.to(2)[0] < 1


def test_what_was_leaving_when_the_process_ended_is_in_doubt() -> None:
    """The next process says so and repeats nothing; on demand, it is sent."""
    stage = Stage()
    stage.write(1, 2)
    first, _ = stage.outbox.due(NOON, 9)
    assert stage.outbox.claim(first, NOON)
    assert stage.play() == {State.DOUBTFUL: 1, State.SENT: 1}
    assert stage.told[0].startswith("Le bot s'est arrêté pendant que 1 message était en cours d'envoi.")
    assert stage.outbox.repeat([first.id], NOON) == [first.id]
    assert stage.play() == {State.SENT: 2}


def test_a_stop_waits_for_what_is_on_its_way() -> None:
    """Stopped in the middle, the process knows of each row: sent, or still to send. None is in doubt."""
    stage = Stage(Wire(delay=2))
    stage.write(*range(1, 101))
    counts = stage.play(1)
    assert counts == {State.SENT: len(stage.wire.sent), State.WAITING: 100 - len(stage.wire.sent)}
    assert 20 < counts[State.SENT] < 35


def test_a_disk_that_is_full_stops_the_sends_and_loses_nothing() -> None:
    """While nothing can be written nothing is sent; what was sent is written once it can be."""
    stage = Stage(Wire(delay=0.5))
    stage.write(*range(1, 101))

    async def scene() -> None:
        draining = asyncio.create_task(stage.drained(60))
        await asyncio.sleep(1)
        pages = stage.db.execute("pragma query_only = 1")
        assert pages is not None
        before = len(stage.wire.sent)
        await asyncio.sleep(20)
        assert len(stage.wire.sent) <= before + 1
        stage.db.execute("pragma query_only = 0")
        await draining

    play(scene())
    assert stage.outbox.counts() == {State.SENT: 100}
    assert len(stage.wire.sent) == 100


def test_an_unforeseen_break_is_a_doubt(caplog: pytest.LogCaptureFixture) -> None:
    """What breaks in the sending itself, after the claim, leaves the row in doubt and is logged."""
    stage = Stage(Wire({1: [ZeroDivisionError()]}))
    stage.write(1, 2)
    assert stage.play(100) == {State.DOUBTFUL: 1, State.SENT: 1}


@pytest.mark.parametrize("seed", range(3))
def test_every_row_is_accounted_for(seed: int) -> None:
    """A tenth of 429, a twentieth of 403, lost answers: each sent once or told; the pace is held."""
    answers: dict[int, list[Any]] = {}
    for chat in range(1, PEOPLE + 1):
        kind = (chat * 7919 + seed * 104729) % 100
        if kind < 10:
            answers[chat] = [limited(1 + kind)]
        elif kind < 15:
            answers[chat] = [BLOCKED]
        elif kind < 17:
            answers[chat] = [lost(aiohttp.SocketTimeoutError())]
    stage = Stage(Wire({chat: list(queue) for chat, queue in answers.items()}, delay=0.05))
    stage.write(*range(1, PEOPLE + 1))
    counts = stage.play(120)
    assert counts.total() == PEOPLE
    assert set(counts) == {State.SENT, State.DROPPED, State.DOUBTFUL}
    times = [call.at for call in stage.wire.sent]
    assert most(times) <= 29
    last = max(stage.wire.to(chat)[0] for chat in range(1, PEOPLE + 1))
    assert sum(at <= last for at in times) / last >= 0.98 * 28
    accepted = Counter(call.chat for call in stage.wire.sent if call.status == 200)
    assert set(accepted.values()) == {1}
    assert counts[State.SENT] == len(accepted)


@pytest.mark.parametrize("hours", [-25, -1, 1, 25])
def test_a_clock_that_is_moved_repeats_and_loses_nothing(hours: int) -> None:
    """Moved back, what is left waits for its hour; moved forward, it leaves at the same pace."""
    stage = Stage(Wire({7: [limited(3)]}, delay=0.3))
    stage.write(*range(1, 101))

    async def scene() -> None:
        draining = asyncio.create_task(stage.drained(90))
        await asyncio.sleep(1)
        stage.moved = timedelta(hours=hours)
        await asyncio.sleep(30)
        if hours < 0:
            assert 20 < len(stage.wire.sent) < 70
            stage.moved = timedelta()
        await draining

    play(scene())
    assert stage.outbox.counts() == {State.SENT: 100}
    accepted = Counter(call.chat for call in stage.wire.sent if call.status == 200)
    assert accepted == Counter(range(1, 101))
    assert most([call.at for call in stage.wire.sent]) <= 29


class Unthreaded(Outbox):
    """An outbox of which nothing is done in a thread: virtual time has none."""

    @property
    def file(self) -> str:
        """Nothing that another connection could open."""
        return ""


def test_a_data_file_that_is_locked_delays_the_start(tmp_path: Any) -> None:
    """A database held by another process is waited for, not given up."""
    stage = Stage()
    with closing(open_database(tmp_path / "d")) as db, closing(sqlite3.connect(tmp_path / "d")) as other:
        db.execute("pragma busy_timeout = 1")
        stage.db, stage.outbox, stage.batches = db, Unthreaded(db), Batches(db)
        stage.batches.open("lot", "Un appel", NOON, Phase.RUNNING)
        stage.write(1)

        async def scene() -> None:
            other.execute("begin immediate")
            draining = asyncio.create_task(stage.drained(20))
            await asyncio.sleep(5)
            assert stage.wire.sent == []
            other.rollback()
            await draining

        play(scene())
        assert stage.outbox.counts() == {State.SENT: 1}


def test_a_batch_is_written_whole_before_it_leaves() -> None:
    """People are answered between its parts; interrupted and called again, it writes what is missing."""
    stage = Stage()
    drafts = [Draft(f"autre:{chat}", chat, "appel", BODY, NOON) for chat in range(1, 701)]
    named = ("autre", "Un autre")

    async def scene() -> None:
        draining = asyncio.create_task(stage.drained(7))
        posting = asyncio.create_task(post(stage.outbox, stage.batches, named, drafts, NOON))
        await asyncio.sleep(0)
        posting.cancel()
        assert stage.outbox.counts() == {State.WAITING: PART}
        await asyncio.sleep(5)
        assert stage.wire.sent == []
        assert await post(stage.outbox, stage.batches, named, drafts, NOON) == 700 - PART
        await draining

    play(scene())
    counts = stage.outbox.counts()
    assert counts.total() == 700
    assert counts[State.SENT] == len(stage.wire.sent) > 20
