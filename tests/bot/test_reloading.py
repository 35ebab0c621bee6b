"""The running bot follows its folder: over files, over HTTP, and through what spoils a folder."""

import asyncio
import json
from dataclasses import replace
from pathlib import Path

from sqlite_utils import Database

from bot.alerting import Alerts
from bot.application import build, keep_up
from bot.assistant import Assistant
from bot.folder import taken
from bot.keeping import Keeper, opening
from bot.reloading import INCIDENT, follow
from bot.webhook import App
from knowledge.load import SHIPPED
from storage.versions import Versions
from tests.bot.conftest import FAST, NOON, serving
from tests.bot.corruptions import campaign, errors, quick, watched
from tests.bot.spoiling import BAD, GOOD, removed_folder, reworded
from tests.botapi.server import BotApi

ANNE, BRUNO = 9001, 9002


async def test_a_folder_is_spoilt_while_people_talk(tmp_path: Path) -> None:
    """Each way of spoiling a folder once: no reply is wrong, none is missing, nothing breaks."""
    figures = await campaign(tmp_path / "content", len(BAD) + len(GOOD), 11, without=["regles_*", "mots_*"])
    assert figures.wrong == []
    assert figures.served >= 2
    assert figures.refused >= 5
    assert figures.meanwhile > 10


async def test_the_real_folder_is_watched(tmp_path: Path) -> None:
    """A folder removed, put back, then edited: the operator reads each of them, and people are answered."""
    delays = await watched(tmp_path / "content", quick, (removed_folder, reworded))
    assert [what for what, _ in delays] == ["removed_folder", "removed_folder, put back", "reworded"]


async def test_operators_are_told_at_the_start_and_one_may_have_left(
    assistant: Assistant, db: Database, api: BotApi, tmp_path: Path
) -> None:
    """A start with an older content is told to every operator; one who blocked the bot stops nobody."""
    for operator in (ANNE, BRUNO):
        api.world.open(operator)
    api.block(ANNE)
    app = build(assistant, api.token, api.base_url, rate=FAST)
    alerts = Alerts(app.bot, (ANNE, BRUNO))
    versions = Versions(db)
    versions.serve(taken(SHIPPED), NOON)
    opened = await opening(tmp_path / "absent", versions, NOON.replace(tzinfo=None), quick)
    keeper = Keeper(assistant, versions, opened.snapshot, alerts.tell, quick)
    keep_up(app, keeper, alerts, tmp_path / "absent", opened.problems)
    with errors() as logged:
        async with serving(app, api):
            await api.wait_for(lambda: api.shown(BRUNO))
            api.say(BRUNO, "association")
            await api.settle(BRUNO)
    told, answered = api.shown(BRUNO)
    assert told.text.startswith("Le contenu du dossier est refusé.")
    assert "De quoi avez-vous besoin" in answered.text
    assert api.shown(ANNE) == []
    assert [json.loads(line)["event"] for line in logged] == []


async def test_an_incident_is_told_and_the_folder_is_still_followed(
    assistant: Assistant, db: Database
) -> None:
    """What breaks besides the content is logged with its trace and told without it; following goes on."""
    told: asyncio.Queue[str] = asyncio.Queue()

    async def after() -> None:
        raise ZeroDivisionError

    keeper = Keeper(assistant, Versions(db), taken(SHIPPED), told.put_nowait, quick)
    with errors() as logged:
        following = asyncio.create_task(follow(keeper, SHIPPED, after))
        assert await told.get() == INCIDENT
        assert not following.done()
        following.cancel()
        await asyncio.wait([following])
    assert following.cancelled()
    assert "ZeroDivisionError" in logged[0]


async def test_the_menu_follows_the_content(app: App, api: BotApi, assistant: Assistant) -> None:
    """What people see before they write is sent again when the content changes it, and only then."""
    assert app.post_init is not None
    await app.post_init(app)
    texts = {**assistant.knowledge.texts, "description_courte": "Autre chose."}
    assistant.knowledge = replace(assistant.knowledge, texts=texts)
    await app.post_init(app)
    sent = [call.params for call in api.calls if call.method == "setMyShortDescription"]
    assert [params["short_description"] for params in sent[1:]] == ["Autre chose."]
