"""The door at which Telegram posts updates, in webhook mode.

python-telegram-bot has one, but it does not compare the secret in constant time, takes bodies of 100 MB, says
the version of its server and logs what it cannot read. This is its documented other way: a server of our own
that puts updates into the queue of the application.
"""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from hmac import compare_digest
from types import TracebackType
from typing import Any
from urllib.parse import urlsplit

from pydantic_core import from_json
from telegram.ext import Application
from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application as Site
from tornado.web import HTTPError, RequestHandler

from bot.gate import read_update
from bot.logs import log
from bot.settings import Webhook

App = Application[Any, Any, Any, Any, Any, Any]
LARGEST = 1024 * 1024
"""The longest body taken, in bytes; a text of Telegram has 4,096 characters."""
PATIENCE = 20.0
"""Seconds that a request may take to come whole."""
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header


class _Silent(RequestHandler):
    """Answers a status and nothing more: no page, no version, no line in the log."""

    def set_default_headers(self) -> None:
        """Say nothing of the server."""
        self.clear_header("Server")
        self.clear_header("Content-Type")

    def write_error(self, status_code: int, **_why: object) -> None:  # noqa: ARG002 - called so by tornado
        """Answer a refusal without a body."""
        self.finish()

    def log_exception(
        self,
        _kind: type[BaseException] | None,
        error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        """Log what is a fault of ours, and no refusal: anybody can cause one."""
        if error and not isinstance(error, HTTPError):
            log.error("incident", exc_info=error)


class _Nowhere(_Silent):
    def prepare(self) -> None:
        raise HTTPError(404)


class _Door(_Silent):
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
    site = Site([(path, _Door, known)], default_handler_class=_Nowhere, log_function=lambda _handler: None)
    server = HTTPServer(
        site, max_body_size=LARGEST, body_timeout=PATIENCE, idle_connection_timeout=3 * PATIENCE
    )
    sockets = bind_sockets(webhook.port, str(webhook.ecoute))
    server.add_sockets(sockets)
    try:
        yield int(sockets[0].getsockname()[1])
    finally:
        server.stop()
        await server.close_all_connections()
