"""The door at which Telegram posts updates, in webhook mode.

python-telegram-bot has one, but it does not compare the secret in constant time, takes bodies of 100 MB, says
the version of its server and logs what it cannot read. This is its documented other way: a server of our own
that puts updates into the queue of the application.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hmac import compare_digest
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import from_json
from telegram.ext import Application
from tornado.web import HTTPError

from bot.gate import read_update
from bot.listening import Silent, listening
from bot.settings import Webhook

App = Application[Any, Any, Any, Any, Any, Any]
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class _Door(Silent):
    """Takes an update from who knows the secret."""

    SUPPORTED_METHODS = ("POST",)

    def initialize(self, app: App, secret: str) -> None:
        """Know where updates go."""
        self._app, self._expected = app, secret.encode()

    def prepare(self) -> None:
        """Refuse who does not know the secret, then what is no JSON."""
        given = self.request.headers.get(_SECRET, "").encode()
        if not compare_digest(given, self._expected):
            raise HTTPError(403)
        kind, _, _ = self.request.headers.get("Content-Type", "").partition(";")
        if kind.strip().lower() != "application/json":
            raise HTTPError(415)

    async def post(self) -> None:
        """Queue the update; JSON that is no update of ours is taken too, or it would come again for ever."""
        try:
            raw = from_json(self.request.body)
        except ValueError:
            raise HTTPError(400) from None
        if update := read_update(raw, self._app.bot):
            await self._app.update_queue.put(update)


@asynccontextmanager
async def door(app: App, webhook: Webhook) -> AsyncIterator[int]:
    """Listen as long as the block lasts; give the port."""
    path = urlsplit(webhook.url).path or "/"
    known = {"app": app, "secret": webhook.secret.get_secret_value()}
    async with listening([(path, _Door, known)], webhook.port, str(webhook.ecoute)) as port:
        yield port
