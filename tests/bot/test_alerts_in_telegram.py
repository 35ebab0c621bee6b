"""Alerts as people live them: asked for by taps, received, stopped; the real application over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest
from sqlite_utils import Database

from bot.application import build, work_along
from bot.assistant import Assistant
from bot.clock import frozen
from bot.draining import Drain
from bot.outbound import Outbound
from dialogs.events import Answer, Do, Say, Start
from dialogs.session import Alert
from knowledge.announcing import EVERY
from storage.batches import ALERTS, Batches
from storage.outbox import Draft, State
from tests.bot.conftest import FAST, NOON, serving
from tests.bot.test_announcing import Office, prize
from tests.botapi.server import BotApi

MARIE, PAUL = 1001, 1002
LATER = NOON + timedelta(hours=2)
FOUND = {"statut": "association", "besoin": "reseau", "region": "53", "adherent": "non"}


@pytest.fixture
async def office(assistant: Assistant, api: BotApi, db: Database) -> AsyncIterator[Office]:
    """Run the application with its sends; a call opens tomorrow, and Marie has her result."""
    office = Office(assistant, db)
    office.calls(prize("2026-11-24 15:00", "2027-01-30"))
    await office.announcer.look()
    app = build(assistant, api.token, api.base_url, rate=FAST)
    told: list[str] = []

    def now() -> datetime:
        return assistant.clock()

    drain = Drain(
        office.outbox,
        office.batches,
        Outbound(app.bot),
        now,
        told.append,
        busy=assistant.busy,
        caution=0,
    )
    work_along(app, told.append, {"envois": drain.run})
    for question, value in FOUND.items():
        assistant.turn(MARIE, Answer(question, value))
    async with serving(app, api):
        api.say(MARIE, "résultat")
        await api.settle()
        yield office


async def asked(api: BotApi) -> None:
    """Make Marie ask to be told of the openings of her region."""
    for label in ("M’alerter", "Tous les appels de la région", "Dès l’ouverture"):
        api.tap(MARIE, label)
        await api.settle()


async def test_an_alert_arrives_and_is_stopped_in_one_tap(office: Office, api: BotApi) -> None:
    """The announcement leaves the page on screen as it is, and stays on screen when it is answered."""
    await asked(api)
    office.assistant.clock = frozen(LATER)
    assert await office.announcer.look() == 1
    await api.wait_for(lambda: len(api.shown(MARIE)) == 2)
    page, news = api.shown(MARIE)
    assert "Vous recevrez" in page.text
    assert page.buttons
    assert "Prix d’essai" in news.text
    api.tap(MARIE, "Arrêter les alertes")
    await api.settle()
    assert [message.text for message in api.shown(MARIE)[:2]] == [page.text, news.text]
    assert api.shown(MARIE)[2].text.startswith("C’est fait.")
    assert office.assistant.audience.alerts(MARIE) == ()


async def test_nobody_is_interrupted_in_the_middle_of_the_questions(office: Office, api: BotApi) -> None:
    """While she answers, the announcement waits; ten minutes of silence later it leaves."""
    await asked(api)
    api.say(MARIE, "recommencer")
    await api.settle()
    office.assistant.clock = frozen(LATER)
    api.say(MARIE, "mutuelle")
    await api.settle()
    assert await office.announcer.look() == 1
    before = len(api.shown(MARIE))
    async with asyncio.timeout(5):
        while office.outbox.due(LATER, 1):
            api.say(PAUL, "/start")
            await api.settle()
    assert office.outbox.counts() == {State.WAITING: 1}
    assert len(api.shown(MARIE)) == before
    office.assistant.clock = frozen(LATER + timedelta(minutes=10))
    await api.wait_for(lambda: len(api.shown(MARIE)) == before + 1)


async def test_blocking_the_bot_is_stopping(office: Office, api: BotApi) -> None:
    """Telegram tells that she blocked the bot: nothing is kept of what she asked for, nothing leaves."""
    await asked(api)
    api.block(MARIE)
    await api.settle()
    assert office.assistant.audience.alerts(MARIE) == ()
    api.unblock(MARIE)
    await api.settle()
    office.assistant.clock = frozen(LATER)
    assert await office.announcer.look() == 0


async def test_erasing_everything_ends_alerts(office: Office, api: BotApi) -> None:
    """« effacer mes données » leaves no subscription either."""
    await asked(api)
    office.assistant.turn(MARIE, Do("supprimer"))
    assert office.assistant.audience.alerts(MARIE) == ()
    assert office.assistant.session(MARIE).blank


def test_erasing_everything_erases_what_was_told(assistant: Assistant, db: Database) -> None:
    """Even to somebody who stopped, and who had answered nothing; stopping alone forgets nothing."""
    says = assistant.audience.told.number([("essai", "ouvert", 1)])
    Batches(db).open(ALERTS, "Alertes", NOON)
    assistant.audience.outbox.add(ALERTS, [Draft("cle", MARIE, "alerte", "", NOON, says)], NOON)
    db.execute("update outbox set state = 'envoye'")
    assistant.turn(MARIE, Do("sans_alertes"))
    assistant.turn(MARIE, Start())
    assert list(db.query("select chat from told")) == [{"chat": MARIE}]
    assistant.turn(MARIE, Do("supprimer"))
    assert list(db.query("select chat from told")) == []


def test_what_waited_until_the_evening_leaves_in_the_morning(assistant: Assistant) -> None:
    """Also where it is night in one of two regions only; who asked for nothing has no hours."""
    alerts = (Alert("53", EVERY, "lundi"), Alert("02", EVERY, "lundi"))
    evening = NOON.replace(hour=21)
    assistant.audience.keep(MARIE, alerts[:1], NOON)
    assistant.audience.keep(PAUL, alerts, NOON)
    assert assistant.busy(MARIE) is None
    assert assistant.busy(PAUL) == NOON.replace(hour=13, minute=0)
    assistant.clock = frozen(evening)
    assert assistant.busy(MARIE) == (NOON + timedelta(days=1)).replace(hour=8, minute=0)
    assert assistant.busy(1) is None


def test_erasing_when_only_alerts_are_left(assistant: Assistant, db: Database) -> None:
    """Who answered nothing, or stopped already, is forgotten too: what she was told and sent names her."""
    gone, outbox = 1_234_567_890, assistant.audience.outbox
    Batches(db).open(ALERTS, "Alertes", NOON)
    outbox.add(ALERTS, [Draft(f"{ALERTS}:{gone}", gone, "alerte", "{}", NOON)], NOON)
    assistant.turn(gone, Do("sans_alertes"))
    assert [row["chat"] for row in db.query("select chat from outbox")] == [gone]
    assistant.turn(gone, Say("effacer mes données"))
    assert f"{gone}" not in "".join(db.conn.iterdump())


def test_somebody_with_a_result_or_silent_is_not_busy(assistant: Assistant) -> None:
    """Only who was asked a question less than ten minutes ago is left in peace."""
    assert assistant.busy(PAUL) is None
    for question, value in FOUND.items():
        assistant.turn(PAUL, Answer(question, value))
    assert assistant.busy(PAUL) is None
    assistant.turn(PAUL, Do("recommencer"))
    assistant.turn(PAUL, Answer("statut", "mutuelle"))
    assistant.clock = frozen(NOON + timedelta(minutes=4))
    assert assistant.busy(PAUL) == NOON + timedelta(minutes=10)
    assistant.clock = frozen(NOON + timedelta(minutes=10))
    assert assistant.busy(PAUL) is None
