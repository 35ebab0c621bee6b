"""An assistant on a database in memory, and the whole bot over HTTP on 127.0.0.1."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest
from sqlite_utils import Database

from bot.application import UPDATES, App, build
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen
from bot.guide.page import guide_page
from bot.logs import configure
from knowledge.content import Knowledge
from storage.misses import Misses
from storage.sessions import Sessions
from tests.botapi.server import BotApi

FAST = 100_000.0
"""Sends a second: what is no test of the pace does not wait for it."""
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def logs() -> None:
    """Log as in production: the trace of an incident without the values of its variables."""
    configure("INFO")


@pytest.fixture(scope="session")
def guide(knowledge: Knowledge) -> str:
    """Return the guide page of one day in November."""
    return guide_page(knowledge, "0123456789", NOON.replace(tzinfo=None))


@pytest.fixture
def assistant(knowledge: Knowledge, db: Database) -> Assistant:
    """Return an assistant that keeps its sessions in memory, one day in November."""
    return Assistant(knowledge, Sessions(db), Misses(db), audience_of(db), frozen(NOON))


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Start the double of the Bot API."""
    async with BotApi() as server:
        yield server


@asynccontextmanager
async def serving(app: App, api: BotApi) -> AsyncIterator[App]:
    """Run an application on the double, polling, as `run_polling` does."""
    async with app:
        assert app.post_init is not None
        await app.post_init(app)
        assert app.updater is not None
        await app.updater.start_polling(allowed_updates=UPDATES)
        await app.start()
        api.idle = app.update_queue.join
        yield app
        await app.updater.stop()
        await app.stop()
        if app.post_stop is not None:
            await app.post_stop(app)


@pytest.fixture
async def app(assistant: Assistant, api: BotApi) -> AsyncIterator[App]:
    """Run the real application on the double, polling."""
    async with serving(build(assistant, api.token, api.base_url, rate=FAST), api) as running:
        yield running
