"""`/sante` and `/metrics` of a bot that runs, and what operators hear of incidents."""

from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from ipaddress import IPv4Address
from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families as read

from bot.application import build, listened
from bot.audience import audience_of
from bot.clock import frozen
from bot.enduring import Enduring
from bot.health import Health, watched
from bot.incidents import Incidents, numbered
from bot.measuring import Measures
from bot.settings import Address
from knowledge.content import Knowledge
from storage.batches import Batches, Phase
from storage.database import Database, open_database
from storage.misses import Misses
from storage.outbox import Draft
from storage.sessions import Sessions
from tests.bot.conftest import FAST, NOON, serving
from tests.botapi.server import BotApi

MARIE = 4_242_424_242
"""No time of a measure has these digits by chance."""
ANYWHERE = Address.model_construct(port=0, ecoute=IPv4Address("127.0.0.1"))


class Moment:
    """A clock that is moved by hand."""

    now = NOON

    def __call__(self) -> datetime:
        """Return the instant."""
        return self.now


class Scene:
    """A running bot that is watched."""

    def __init__(self, knowledge: Knowledge, db: Database, api: BotApi) -> None:
        self.db, self.api, self.moment = db, api, Moment()
        audience = audience_of(db)
        self.assistant = Enduring(knowledge, Sessions(db), Misses(db), audience, frozen(NOON))
        self.measures = Measures(self.moment)
        self.heard: list[str] = []
        self.app = build(self.assistant, api.token, api.base_url, rate=FAST)
        listened(self.app, self.measures, Incidents(self.heard.append, self.measures, self.moment))
        self.health = Health(self.assistant, audience.outbox, self.measures, lambda: "0123456789")
        self.port = 0

    async def ask(self, path: str, method: str = "GET") -> httpx.Response:
        """Ask the port something."""
        async with httpx.AsyncClient() as client:
            return await client.request(method, f"http://127.0.0.1:{self.port}{path}")

    async def say(self, text: str) -> None:
        """Make Marie write, and wait for the reply."""
        self.api.say(MARIE, text)
        await self.api.settle()


@pytest.fixture
async def scene(knowledge: Knowledge, tmp_path: Path, api: BotApi) -> AsyncIterator[Scene]:
    """Return a bot over a file, watched on a free port."""
    with closing(open_database(tmp_path / "donnees.sqlite3")) as db:
        found = Scene(knowledge, db, api)
        async with serving(found.app, api), watched(found.health, ANYWHERE) as port:
            found.port = port
            yield found


async def test_a_damaged_file_is_told_before_anybody_writes(scene: Scene, tmp_path: Path) -> None:
    """Whoever watches learns it first: 503 and what is known, never an error of ours."""
    scene.db.execute("pragma wal_checkpoint(truncate)")
    scene.db.execute("pragma cache_size=0")
    (tmp_path / "donnees.sqlite3").write_bytes(b"\xff" * 8192)
    health = await scene.ask("/sante")
    assert (health.status_code, health.json()["ok"], health.json()["envois"]) == (503, False, None)
    metrics = await scene.ask("/metrics")
    assert metrics.status_code == 200
    assert "cress_donnees_ecrites 0.0" in metrics.text


async def test_the_health_of_a_bot_that_nobody_wrote_to(scene: Scene) -> None:
    """It is well; what is not known yet is null."""
    answer = await scene.ask("/sante")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    assert "server" not in answer.headers
    told = answer.json()
    assert told.pop("version").count(".") == 2
    assert told == {
        "ok": True,
        "contenu": "0123456789",
        "demarre_le": "2026-11-24T12:00:00+00:00",
        "dernier_message_secondes": None,
        "reponses_ms": None,
        "incidents": 0,
        "envois": {},
    }


async def test_what_is_measured(scene: Scene) -> None:
    """Replies, their age and their times, the outbox; in JSON and for Prometheus alike."""
    for text in ("/start", "asso", "bretagne"):
        await scene.say(text)
    batches, outbox = Batches(scene.db), scene.health.outbox
    batches.open("lot", "Essai", NOON, Phase.PAUSED)
    outbox.add("lot", (Draft("cle", MARIE, "essai", "", NOON),), NOON)
    scene.moment.now += timedelta(seconds=90)
    told = (await scene.ask("/sante")).json()
    assert (told["dernier_message_secondes"], told["envois"]) == (90, {"a_envoyer": 1})
    assert 0 < told["reponses_ms"]["mediane"] <= told["reponses_ms"]["p99"]
    metrics = await scene.ask("/metrics")
    assert metrics.headers["content-type"].startswith("text/plain")
    found = {
        (sample.name, *sorted(sample.labels.values())): sample.value
        for family in read(metrics.text)
        for sample in family.samples
    }
    assert found["cress_reponse_secondes_count",] == 3
    assert found["cress_dernier_message_secondes",] == 90
    assert found["cress_envois", "a_envoyer"] == 1
    assert found["cress_donnees_ecrites",] == 1
    assert found["cress_versions", told["version"], "0123456789"] == 1
    assert str(MARIE) not in metrics.text


async def test_data_that_cannot_be_written_are_bad_health(scene: Scene) -> None:
    """The status tells what watches the machine; people are answered all the same."""
    scene.db.execute("pragma query_only=1")
    await scene.say("asso")
    answer = await scene.ask("/sante")
    assert (answer.status_code, answer.json()["ok"], answer.json()["envois"]) == (503, False, None)
    assert "cress_donnees_ecrites 0.0" in (await scene.ask("/metrics")).text
    scene.db.execute("pragma query_only=0")
    scene.assistant.look()
    assert (await scene.ask("/sante")).status_code == 200


async def test_nothing_else_is_there(scene: Scene) -> None:
    """Another path is nowhere, another method is refused, without a word."""
    for path, method, status in (("/", "GET", 404), ("/sante/x", "GET", 404), ("/sante", "POST", 405)):
        answer = await scene.ask(path, method)
        assert (answer.status_code, answer.content) == (status, b"")


async def test_operators_hear_of_incidents_and_not_too_often(scene: Scene) -> None:
    """The number that the person reads, the kind of error, nothing of her; then a count, a quarter later."""
    scene.db.execute("create trigger refus before insert on chats begin select raise(abort, 'secret'); end")
    for _ in range(3):
        await scene.say("asso")
    shown = scene.api.shown(MARIE)[0].text
    (told,) = scene.heard
    number = told.split()[1]
    assert f"Numéro d’incident\u00a0: {number}" in shown
    assert told == f"Incident {number} (IntegrityError). La personne a lu ce numéro ; le journal dit tout."
    assert (await scene.ask("/sante")).json()["incidents"] == 3
    scene.moment.now += timedelta(minutes=15)
    await scene.say("asso")
    assert scene.heard[1].endswith("Et 2 autre(s) depuis le précédent message.")


def test_a_time_is_measured_from_the_first_reply(knowledge: Knowledge) -> None:
    """One reply is no statistic."""
    measures = Measures(frozen(datetime(2026, 1, 1, tzinfo=UTC)))
    assert (measures.latency, measures.age) == (None, None)
    measures.took(0.1)
    assert (measures.latency, measures.age) == (None, 0.0)
    measures.took(0.3)
    assert measures.latency == (200.0, 298.0)


def test_each_incident_has_its_number() -> None:
    """The same for the person and for the operators; another error never bears it."""
    error = ValueError()
    assert numbered(error) == numbered(error)
    assert len({numbered(ValueError()) for _ in range(50)}) == 50
