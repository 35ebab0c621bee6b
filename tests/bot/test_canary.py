"""Canaries: a mark of its own in every input, then sought wherever the bot writes anything.

The real application over HTTP, its data in a real file. What Telegram itself shows is not sought: people see
there what they wrote.
"""

import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlite_utils import Database
from typer.testing import CliRunner

from bot.__main__ import app as commands
from bot.application import build, work_along
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen
from bot.drafts import Drafts
from bot.logs import configure
from bot.purging import Purger
from dialogs.pages.privacy import Delays
from knowledge.content import Knowledge
from storage.backups import back_up
from storage.database import file_of, open_database
from storage.misses import Misses
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
    """The bot that runs, and all that it writes besides what it says to people."""

    api: BotApi
    db: Database
    purger: Purger
    folder: Path
    caplog: pytest.LogCaptureFixture
    marks: Marks = field(default_factory=Marks)

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

    def written(self) -> bytes:
        """Return all that was written: the files, the log, what operators read, what commands print."""
        told = [message.text for message in self.api.shown(OPERATOR)]
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
    """Run the bot on a file of data, with the purge, everything logged."""
    configure("DEBUG")
    caplog.set_level(logging.DEBUG, logger="cress_bot")
    with closing(open_database(folder / "d")) as db:
        ticks = count()
        clock = lambda: NOON + timedelta(seconds=2 * next(ticks))  # noqa: E731 - nobody writes so fast as a test
        assistant = Assistant(knowledge, Sessions(db), Misses(db), audience_of(db), clock)
        drafts = Drafts(assistant, (OPERATOR,))
        app = build(assistant, api.token, api.base_url, drafts, rate=FAST)
        purger = Purger(Purges(db), Delays(), frozen(NOON), file_of(db))
        await purger.look()
        work_along(app, lambda _text: None, {})
        async with serving(app, api):
            yield Stage(api, db, purger, folder, caplog)


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
    """No mark is in the data, the files beside, the log, what operators read, what commands print.

    An incident in the middle of all that, whose trace is logged, tells none either. Then who erases
    everything leaves, the night over, not even her number.
    """
    async with running(knowledge, api, tmp_path, caplog) as stage:
        for acted in (typed, tapped, shared, grouped):
            await acted(stage)
        api.fault("sendMessage", 500, "Internal Server Error", times=1, chat_id=MARIE)
        await stage.push(stage.private(), text=stage.marks.text("incident"))
        await stage.push(stage.private(), text="association")
        assert "incident" in caplog.text
        written = stage.written()
        assert len(stage.marks.put) > 1000
        assert stage.marks.found(written) == []
        assert holds(written, "association")
        for chat in (MARIE, GROUP):
            assert holds(files(tmp_path), chat)
            fill(stage.db, chat)
        await stage.push(stage.private(), text="/oublier")
        await stage.push(stage.group(), text="/oublier@essai_bot")
        stage.purger.clock = frozen(NOON + timedelta(days=1))
        await stage.purger.look()
        written = stage.written()
        assert (tmp_path / "d-wal").stat().st_size == 0
        assert [chat for chat in (MARIE, GROUP) if holds(written, chat)] == []
        assert stage.marks.found(written) == []
