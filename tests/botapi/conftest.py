"""The double, running, and the library's bare bot pointed at it."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot

from tests.botapi import BotApi

PERSON = 7


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """A running double that knows one person."""
    async with BotApi() as running:
        running.open_chat(PERSON)
        yield running


@pytest.fixture
async def bot(api: BotApi) -> AsyncIterator[Bot]:
    """The library's bot, pointed at the double."""
    async with Bot(api.token, base_url=api.base_url) as running:
        yield running
