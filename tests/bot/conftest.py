"""An assistant on a database in memory, and the whole bot over HTTP on 127.0.0.1."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from ipaddress import IPv4Address

import pytest
from pydantic import Secret
from sqlite_utils import Database

import bot.serving
from bot.application import build
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen
from bot.guide.page import guide_page
from bot.logs import configure
from bot.settings import Webhook
from bot.webhook import App
from knowledge.content import Knowledge
from storage.misses import Misses
from storage.sessions import Sessions
from tests.botapi.server import BotApi

FAST = 100_000.0
"""Sends a second: what is no test of the pace does not wait for it."""
WEBHOOK = Webhook.model_construct(
    url="https://bot.exemple.fr/telegram", secret=Secret("s" * 32), port=0, ecoute=IPv4Address("127.0.0.1")
)
"""What an operator would set, and any free port."""
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
async def serving(app: App, api: BotApi, webhook: Webhook | None = None) -> AsyncIterator[App]:
    """Run an application on the double, polling or behind a webhook."""
    async with bot.serving.serving(app, webhook, print) as port:
        api.idle = app.update_queue.join
        api.hook.door = f"http://127.0.0.1:{port}"
        yield app


@pytest.fixture
def webhook() -> Webhook | None:
    """Return how updates come: polling; a test takes both ways with `both_ways`."""
    return None


both_ways = pytest.mark.parametrize("webhook", [None, WEBHOOK], ids=["polling", "webhook"])


@pytest.fixture
async def app(assistant: Assistant, api: BotApi, webhook: Webhook | None) -> AsyncIterator[App]:
    """Run the real application on the double."""
    async with serving(build(assistant, api.token, api.base_url, rate=FAST), api, webhook) as running:
        yield running
