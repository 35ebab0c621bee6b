"""The HTTP of the double: one small HTTP/1.1 server over h11, bound to 127.0.0.1."""

import asyncio
import contextlib
import email
import email.policy
import json
from collections.abc import Awaitable, Callable
from typing import cast
from urllib.parse import parse_qsl, urlsplit

import h11

Handler = Callable[[str, dict[str, str]], Awaitable[tuple[int, bytes] | None]]
"""From a path and its parameters to a status and a JSON body; None closes the connection instead."""


def read_parameters(target: str, content_type: str, body: bytes) -> dict[str, str]:
    """The parameters of a request, from its query string and its JSON, urlencoded or multipart body."""
    found = dict(parse_qsl(urlsplit(target).query, keep_blank_values=True))
    if content_type.startswith("multipart/form-data"):
        head = f"Content-Type: {content_type}\r\n\r\n".encode()
        form = email.message_from_bytes(head + body, policy=email.policy.HTTP)
        for part in form.iter_parts():
            name = part.get_param("name", header="content-disposition")
            found[str(name)] = cast("bytes", part.get_payload(decode=True)).decode("utf-8", "replace")
    elif content_type == "application/json":
        given = json.loads(body)
        found.update((k, v if isinstance(v, str) else json.dumps(v)) for k, v in given.items())
    else:
        found.update(parse_qsl(body.decode(), keep_blank_values=True))
    return found


class HttpServer:
    """Serves the handler until stopped; a connection carries one request at a time."""

    def __init__(self, handler: Handler) -> None:
        self._handler = handler
        self._server: asyncio.Server | None = None
        self._connections: dict[asyncio.Task[None], asyncio.StreamWriter] = {}

    async def start(self) -> int:
        """Listen on a free port of 127.0.0.1; return it."""
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        return int(self._server.sockets[0].getsockname()[1])

    async def stop(self) -> None:
        """Close every connection, and raise what went wrong in any, so that a bug here is never silent."""
        assert self._server is not None
        self._server.close()
        for writer in self._connections.values():
            writer.close()
        await asyncio.gather(*self._connections)
        await self._server.wait_closed()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._connections[task] = writer
        try:
            with contextlib.suppress(ConnectionError, h11.RemoteProtocolError):
                await _Conversation(reader, writer, self._handler).run()
        finally:
            writer.close()
            with contextlib.suppress(ConnectionError):
                await writer.wait_closed()


class _Conversation:
    """One connection."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter, handler: Handler) -> None:
        self._reader = reader
        self._writer = writer
        self._handler = handler
        self._http = h11.Connection(h11.SERVER)

    async def run(self) -> None:
        """Answer each request in turn, until the client leaves."""
        while isinstance(request := await self._event(), h11.Request):
            body = b""
            while isinstance(event := await self._event(), h11.Data):
                body += event.data
            target = request.target.decode()
            headers = dict(request.headers.raw_items())
            kind = next((v for k, v in headers.items() if k.lower() == b"content-type"), b"").decode()
            answer = await self._handler(urlsplit(target).path, read_parameters(target, kind, body))
            if answer is None:
                return
            await self._answer(*answer)
            if self._http.our_state is not h11.DONE:
                return
            self._http.start_next_cycle()

    async def _event(self) -> h11.Event | type[h11.PAUSED]:
        while (event := self._http.next_event()) is h11.NEED_DATA:
            self._http.receive_data(await self._reader.read(65536))
        return cast("h11.Event | type[h11.PAUSED]", event)

    async def _answer(self, status: int, body: bytes) -> None:
        headers = [("Content-Type", "application/json"), ("Content-Length", str(len(body)))]
        for event in (
            h11.Response(status_code=status, headers=headers),
            h11.Data(data=body),
            h11.EndOfMessage(),
        ):
            self._writer.write(self._http.send(event) or b"")
        await self._writer.drain()
