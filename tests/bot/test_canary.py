"""Canaries: a mark of its own in every input, then sought wherever the bot writes anything.

The real application over HTTP, its data in a real file. What Telegram itself shows is not sought: people see
there what they wrote.
"""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from ipaddress import IPv4Address
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from bot.__main__ import app as commands
from bot.alerting import Alerts
from bot.application import build, listened, work_along
from bot.audience import audience_of
from bot.clock import frozen
from bot.desk import Desk
from bot.diffuser import Diffuser
from bot.drafts import Drafts
from bot.enduring import Enduring
from bot.health import Health, watched
from bot.incidents import Incidents
from bot.logs import configure
from bot.measuring import Measures
from bot.purging import Purger
from bot.roles import Roles
from bot.settings import Address
from bot.webhook import App
from dialogs.pages.privacy import Delays
from knowledge.content import Knowledge
from storage.backups import back_up
from storage.batches import Batches
from storage.database import file_of, open_database
from storage.misses import Misses
from storage.prompts import Prompts
from storage.purging import Purges
from storage.sessions import Sessions
from tests.bot.conftest import FAST, NOON, serving
from tests.botapi.server import BotApi
from tests.storage.test_people import fill
from tests.traces import files, holds

MARIE, GROUP, OPERATOR = 5_123_456_789, -1_001_234_567_890, 6_000_000_001
PATIENCE = 60.0
PATH = ("association", "développer", "Bretagne", "oui", "projet défini")
"""What answers the questions, one after the other; a mark is typed at each."""
CALLBACKS = (
    *("{}", "a:{}:oui", "a:statut:{}", "c:{}", "d:{}", "s:{}", "f:{}", "i:{}", "g:{}", "x:{}", "={}"),
    *("o:{}:dla", "o:53:{}", "n:{}:dla:lundi", "n:53:{}:lundi", "n:53:dla:{}", "~a:statut:{}", "=a:1-ab:{}"),
)
COMMANDS = (
    *("/start {}", "/start r53{}", "/start r{}", "/aide {}", "/recap {}", "/mesdonnees {}", "/alertes {}"),
    *("/{}", "/confidentialite {}", "/diffuser {}", "/essai {}", "/oublier{}", "/aide@essai_bot {}"),
)
TEXTS = (
    *("{}", "association {}", "je suis {} et je cherche un financement", "c'est quoi {} ?", "pas {}"),
    *("mon mail : {}@exemple.org", "https://exemple.org/{}", "appelez {} à Brest", "{reponses} {}"),
)


@dataclass
class Marks:
    """The marks drawn so far, by where each was put."""

    put: dict[str, int | str] = field(default_factory=dict)

    def text(self, where: str) -> str:
        """Draw letters that no word has."""
        mark = f"zq{secrets.token_hex(6)}"
        self.put[f"{where} {len(self.put)}"] = mark
        return mark

    def number(self, where: str) -> int:
        """Draw a number of the size of those of Telegram."""
        mark = 4 * 10**9 + secrets.randbelow(10**9)
        self.put[where] = mark
        return mark

    def found(self, data: bytes) -> list[str]:
        """Return where the marks that can be read in bytes were put, whatever their case."""
        lower = data.lower()
        return [where for where, mark in self.put.items() if holds(lower, mark)]


@dataclass
class Stage:
    """The bot that runs, wired as `bot.running` does, and what it writes besides what it says to people."""

    knowledge: Knowledge
    api: BotApi
    db: Database
    folder: Path
    caplog: pytest.LogCaptureFixture
    marks: Marks = field(default_factory=Marks)
    port: int = 0

    def __post_init__(self) -> None:
        ticks = count()
        clock = lambda: NOON + timedelta(seconds=2 * next(ticks))  # noqa: E731 - nobody writes so fast as a test
        audience, batches = audience_of(self.db), Batches(self.db)
        self.assistant = Enduring(self.knowledge, Sessions(self.db), Misses(self.db), audience, clock)
        roles, knowledge = Roles(frozenset({OPERATOR})), lambda: self.assistant.knowledge
        stores = audience.broadcasts, audience.subscriptions, audience.outbox, batches
        diffuser = Diffuser(Desk(*stores, roles, knowledge, clock), Prompts(self.db))
        drafts = Drafts(self.assistant, (OPERATOR,))
        self.app: App = build(self.assistant, self.api.token, self.api.base_url, drafts, FAST, diffuser)
        self.alerts = Alerts(self.app.bot, (OPERATOR,))
        self.assistant.tell = self.alerts.tell
        measures = Measures(clock)
        listened(self.app, measures, Incidents(self.alerts.tell, measures, clock))
        self.health = Health(self.assistant, audience.outbox, measures, lambda: "fedcba9876")
        self.purger = Purger(Purges(self.db), Delays(), frozen(NOON), file_of(self.db))
        self.api.world.open(OPERATOR)

    async def push(self, chat: dict[str, Any], **content: object) -> None:
        """Send a message of any content, from a person whose every field is a mark."""
        person = self.person(chat["id"])
        self.api.push({"message": {"message_id": 7, "date": 1, "chat": chat, "from": person, **content}})
        await self.api.settle(timeout=PATIENCE)

    def person(self, number: int) -> dict[str, Any]:
        """Return a person with marks; in a group, her number is one too."""
        who = number if number > 0 else self.marks.number("membre du groupe")
        named = {name: self.marks.text(name) for name in ("first_name", "last_name", "username")}
        return {"id": who, "is_bot": False, "language_code": "fr", **named}

    def private(self) -> dict[str, Any]:
        """Return the chat of Marie, with marks."""
        named = {name: self.marks.text(f"chat {name}") for name in ("first_name", "last_name", "username")}
        return {"id": MARIE, "type": "private", "bio": self.marks.text("bio"), **named}

    def group(self) -> dict[str, Any]:
        """Return a group, with marks."""
        named = {name: self.marks.text(f"groupe {name}") for name in ("title", "username", "description")}
        return {"id": GROUP, "type": "supergroup", **named}

    async def operators(self) -> list[str]:
        """Return what operators read."""
        await self.alerts.sent()
        return [message.text for message in self.api.shown(OPERATOR)]

    async def measured(self) -> list[str]:
        """Return what watches the machine reads."""
        async with httpx.AsyncClient(base_url=f"http://127.0.0.1:{self.port}") as client:
            return [(await client.get(page)).text for page in ("/sante", "/metrics")]

    async def written(self) -> bytes:
        """Return all that was written: files, log, what operators read, measures, what commands print."""
        told = [*await self.operators(), *await self.measured()]
        path = str(self.folder / "d")
        runner, env = CliRunner(), {"CRESS_DONNEES": path}
        for words in ("statistiques incompris --json", "envois --json", "envois douteux", "diffuser journal"):
            printed = runner.invoke(commands, words.split(), env=env)
            assert printed.exit_code == 0, printed.output
            told.append(printed.output)
        copy = back_up(Path(path), self.folder / "sauvegardes", NOON).path
        found = files(self.folder)
        copy.unlink()
        return found + "\n".join((self.caplog.text, *told)).encode()


@asynccontextmanager
async def running(
    knowledge: Knowledge, api: BotApi, folder: Path, caplog: pytest.LogCaptureFixture
) -> AsyncIterator[Stage]:
    """Run the bot on a file of data, with the purge and the measures, everything logged."""
    configure("DEBUG")
    caplog.set_level(logging.DEBUG, logger="cress_bot")
    async with AsyncExitStack() as stack:
        db = stack.enter_context(closing(open_database(folder / "d")))
        stage = Stage(knowledge, api, db, folder, caplog)
        await stage.purger.look()
        work_along(stage.app, stage.alerts.tell, {})
        await stack.enter_async_context(serving(stage.app, api))
        anywhere = Address.model_construct(port=0, ecoute=IPv4Address("127.0.0.1"))
        stage.port = await stack.enter_async_context(watched(stage.health, anywhere))
        yield stage


async def broken(stage: Stage) -> None:
    """Have a reply refused by the platform, then the data by the disk: operators hear of all that."""
    stage.api.fault("sendMessage", 500, "Internal Server Error", times=1, chat_id=MARIE)
    await stage.push(stage.private(), text=stage.marks.text("incident"))
    await stage.push(stage.private(), text="association")
    stage.db.execute("pragma query_only=1")
    for text in ("{}", "association {}", "/mesdonnees {}"):
        await stage.push(stage.private(), text=text.replace("{}", stage.marks.text("disque plein")))
    assert '"ok": false' in (await stage.measured())[0]
    stage.db.execute("pragma query_only=0")
    stage.assistant.look()


async def typed(stage: Stage) -> None:
    """Type marks at every question and at the result, as texts, commands and edited messages."""
    for answer in ("", *PATH):
        if answer:
            await stage.push(stage.private(), text=answer)
        for text in (*TEXTS, *COMMANDS):
            said = text.replace("{}", stage.marks.text(text))
            await stage.push(stage.private(), text=said)
        edited = {"message_id": 7, "date": 1, "edit_date": 2, "chat": stage.private()}
        stage.api.push({"edited_message": {**edited, "text": stage.marks.text("modifié")}})
        await stage.api.settle(timeout=PATIENCE)


async def tapped(stage: Stage) -> None:
    """Forge the data of buttons."""
    for rank, data in enumerate(CALLBACKS):
        query = {
            "id": str(rank),
            "from": stage.person(MARIE),
            "chat_instance": stage.marks.text("chat_instance"),
            "data": data.format(stage.marks.text(data)),
            "message": {"message_id": 7, "date": 1, "chat": stage.private(), "text": "?"},
        }
        stage.api.push({"callback_query": query})
        await stage.api.settle(timeout=PATIENCE)


async def shared(stage: Stage) -> None:
    """Send everything that is no text, forwarded or answered too."""
    mark, number = stage.marks.text, stage.marks.number
    file = {"file_id": mark("file_id"), "file_unique_id": mark("file_unique_id")}
    quoted = {"message_id": 3, "date": 1, "chat": stage.private(), "text": mark("cité")}
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": mark("transféré")}
    option = {"text": mark("choix"), "voter_count": 0, "persistent_id": "1"}
    poll = {"id": mark("poll"), "question": mark("sondage"), "options": [option], "total_voter_count": 0}
    poll |= {"is_closed": False, "is_anonymous": True, "type": "regular", "allows_multiple_answers": False}
    poll |= {"allows_revoting": False, "members_only": False}
    contents: tuple[dict[str, Any], ...] = (
        {"photo": [{**file, "width": 1, "height": 1}], "caption": mark("légende")},
        {"document": {**file, "file_name": mark("fichier")}, "caption": mark("légende")},
        {"voice": {**file, "duration": 1}, "caption": mark("légende")},
        {"contact": {"phone_number": f"+33{number('téléphone')}", "first_name": mark("contact")}},
        {
            "contact": {
                "phone_number": "1",
                "first_name": "a",
                "user_id": number("contact"),
                "vcard": mark("v"),
            }
        },
        {"location": {"latitude": 48.123456789, "longitude": -4.987654321}},
        {
            "venue": {
                "location": {"latitude": 1.5, "longitude": 2.5},
                "title": mark("lieu"),
                "address": mark("rue"),
            }
        },
        {"poll": poll},
        {"text": mark("réponse"), "reply_to_message": quoted},
        {"text": mark("transfert"), "forward_origin": origin},
        {"text": "association", "forward_origin": origin},
    )
    stage.marks.put |= {"latitude": "123456789", "longitude": "987654321"}
    for content in contents:
        await stage.push(stage.private(), **content)


async def grouped(stage: Stage) -> None:
    """Speak in a group; its title changes; the bot is put in, out, and in again."""
    mark = stage.marks.text
    for text in (
        "/start@essai_bot",
        f"@essai_bot association {mark('groupe')}",
        f"@essai_bot {mark('groupe')}",
    ):
        entity = {"type": "mention", "offset": 0, "length": 10}
        await stage.push(stage.group(), text=text, entities=[entity] if text.startswith("@") else [])
    await stage.push(stage.group(), new_chat_title=mark("titre"))
    await stage.push(stage.group(), new_chat_members=[stage.person(-1)])
    for old, new in (("left", "member"), ("member", "left"), ("left", "member")):
        bot = {"id": 123456, "is_bot": True, "first_name": "Essai"}
        change = {"chat": stage.group(), "from": stage.person(-1), "date": 1}
        for name, status in (("old_chat_member", old), ("new_chat_member", new)):
            change[name] = {"user": bot, "status": status}
        stage.api.push({"my_chat_member": change})
        await stage.api.settle(timeout=PATIENCE)


async def test_nothing_of_what_people_write_or_are_is_kept(
    knowledge: Knowledge, api: BotApi, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """No mark is in the data, the files beside, the log, the measures, what operators or commands say.

    An incident in the middle of all that, whose trace is logged, tells none either. Then who erases
    everything leaves, the night over, not even her number.
    """
    async with running(knowledge, api, tmp_path, caplog) as stage:
        for acted in (typed, tapped, shared, grouped, broken):
            await acted(stage)
        assert "incident" in caplog.text
        heard = "\n".join(await stage.operators())
        for told in ("Incident ", "ne peuvent pas être écrites", "peuvent de nouveau être écrites"):
            assert heard.count(told) == 1
        written = await stage.written()
        assert len(stage.marks.put) > 1000
        assert stage.marks.found(written) == []
        for there in ("association", heard.splitlines()[0], "cress_incidents_total 1.0", '"incidents": 1'):
            assert holds(written, there)
        for chat in (MARIE, GROUP):
            assert holds(files(tmp_path), chat)
            fill(stage.db, chat)
        await stage.push(stage.private(), text="/oublier")
        await stage.push(stage.group(), text="/oublier@essai_bot")
        stage.purger.clock = frozen(NOON + timedelta(days=1))
        await stage.purger.look()
        written = await stage.written()
        assert (tmp_path / "d-wal").stat().st_size == 0
        assert [chat for chat in (MARIE, GROUP) if holds(written, chat)] == []
        assert stage.marks.found(written) == []
