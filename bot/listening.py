"""A port of ours, on which as little as possible is said: what `bot.webhook` and `bot.health` share."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from types import TracebackType
from typing import Any

from tornado.httpserver import HTTPServer
from tornado.netutil import bind_sockets
from tornado.web import Application, HTTPError, RequestHandler

from bot.logs import log

LARGEST = 1024 * 1024
"""The longest body taken, in bytes; a text of Telegram has 4,096 characters."""
PATIENCE = 20.0
"""Seconds that a request may take to come whole."""


class Silent(RequestHandler):
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


class Nowhere(Silent):
    """What is at no address of ours."""

    def prepare(self) -> None:
        """Refuse."""
        raise HTTPError(404)


@asynccontextmanager
async def listening(
    pages: Sequence[tuple[str, type[Silent], dict[str, Any]]], port: int, address: str
) -> AsyncIterator[int]:
    """Answer at these paths (regular expressions) as long as the block lasts; give the port."""
    site = Application(list(pages), default_handler_class=Nowhere, log_function=lambda _handler: None)
    server = HTTPServer(
        site, max_body_size=LARGEST, body_timeout=PATIENCE, idle_connection_timeout=3 * PATIENCE
    )
    sockets = bind_sockets(port, address)
    server.add_sockets(sockets)
    try:
        yield int(sockets[0].getsockname()[1])
    finally:
        server.stop()
        await server.close_all_connections()
