"""The transport of the calls to Telegram: aiohttp, under python-telegram-bot.

The one that the library comes with (httpx) slows down as more calls are made side by side; the figures are in
docs/capacite.md. Its ways are kept: timeouts, connections, proxies of the environment, certificates, no
redirection followed, no call made twice. What goes wrong is told by the same errors of the library, caused
by those of aiohttp, which `bot.outcomes` sorts.
"""

from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit
from urllib.request import getproxies, proxy_bypass

from aiohttp import (
    ClientError,
    ClientOSError,
    ClientSession,
    ClientTimeout,
    DummyCookieJar,
    FormData,
    TCPConnector,
)
from httpx import create_ssl_context
from telegram.error import NetworkError, TimedOut
from telegram.request import BaseRequest, RequestData
from yarl import URL

CONNECTIONS = 256
"""As many as updates are processed at once; see `bot.ordering`."""
KEPT = 5.0
"""Seconds that a connection is kept without a call."""
READ = 5.0
USUAL = {"pool_timeout": 1.0, "connect_timeout": 5.0, "write_timeout": 5.0, "read_timeout": READ}
"""Seconds that a call may wait: for a connection to be free, to be made, to take it; for the answer."""
UPLOAD = USUAL | {"write_timeout": 20.0}
"""Those of a call that bears a file."""
_JSON = {"Content-Type": "application/json"}


class Transport(BaseRequest):
    """Makes the calls to one address of the Bot API."""

    __slots__ = ("_api", "_session")

    def __init__(self, api: str) -> None:
        self._api = urlsplit(api)
        self._session: ClientSession | None = None

    @property
    def read_timeout(self) -> float:
        """The seconds that an answer is awaited; those of polling are added to it."""
        return READ

    async def initialize(self) -> None:
        """Be ready to connect. The certificates trusted are those of httpx."""
        if self._session is None:
            trusted = create_ssl_context() if self._api.scheme == "https" else True
            connector = TCPConnector(limit=CONNECTIONS, keepalive_timeout=KEPT, ssl=trusted)
            self._session = ClientSession(
                connector=connector,
                headers={"User-Agent": self.USER_AGENT},
                cookie_jar=DummyCookieJar(),
                proxy=proxy(self._api.scheme, self._api.hostname or ""),
            )

    async def shutdown(self) -> None:
        """Close the connections."""
        if self._session:
            await self._session.close()
            self._session = None

    async def do_request(
        self,
        url: str,
        method: str,
        request_data: RequestData | None = None,
        *_args: object,
        **timeouts: Any,
    ) -> tuple[int, bytes]:
        """Make a call; return its status and the body of its answer.

        Raises TimedOut, or NetworkError, with what aiohttp raised as their cause; their words hold nothing of
        the address called, in which the token is.
        """
        if self._session is None:
            raise RuntimeError("the transport is not initialized")
        usual = UPLOAD if request_data and request_data.contains_files else USUAL
        given = {name: own for name, own in timeouts.items() if own is not BaseRequest.DEFAULT_NONE}
        timeout = _timeout(**usual | given)
        body, kind = _body(request_data)
        where = URL(url, encoded=True)
        try:
            async with self._session.request(
                method, where, data=body, headers=kind, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status, await answer.read()
        except TimeoutError as error:
            raise TimedOut from error
        except ClientError as error:
            said = f": {error}" if isinstance(error, ClientOSError) else ""
            what = f"aiohttp.{type(error).__name__}{said}"
            raise NetworkError(what) from error


def proxy(scheme: str, host: str) -> str | None:
    """Return the proxy that the environment names for a host (HTTPS_PROXY, ALL_PROXY, NO_PROXY), or None."""
    named = getproxies()
    return None if proxy_bypass(host) else named.get(scheme) or named.get("all")


@lru_cache(maxsize=16)
def _timeout(
    pool_timeout: float, connect_timeout: float, write_timeout: float, read_timeout: float
) -> ClientTimeout:
    """Return the timeouts of a call; aiohttp has none for writing: there is one for the whole call."""
    made = pool_timeout + connect_timeout
    whole = made + write_timeout + read_timeout
    return ClientTimeout(total=whole, connect=made, sock_connect=connect_timeout, sock_read=read_timeout)


def _body(data: RequestData | None) -> tuple[bytes | FormData | None, dict[str, str]]:
    """Return the body of a call, and its kind when it must be told: JSON, or a form when there are files."""
    if data is None:
        return None, {}
    if not data.contains_files:
        return data.json_payload, _JSON
    form = FormData(data.json_parameters)
    for name, (filename, content, kind) in data.multipart_data.items():
        form.add_field(name, content, filename=filename, content_type=kind)
    return form, {}
