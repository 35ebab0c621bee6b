"""A transport of python-telegram-bot that answers at once, in the process: its lowest seam."""

from collections.abc import Callable

from telegram.request import RequestData

from benchmarks.script import Noted
from tests.bot.wire import Idle


class Instant(Idle):
    """Encodes what is sent, as a request would, answers what Telegram would, and notes the call."""

    def __init__(self, answer: Callable[[str], bytes], noted: Noted) -> None:
        self._answer = answer
        self._noted = noted

    async def do_request(
        self,
        url: str,
        method: str,  # noqa: ARG002
        request_data: RequestData | None = None,
        *_timeouts: object,
        **_named: object,
    ) -> tuple[int, bytes]:
        """Answer a call."""
        name = url.rpartition("/")[2]
        if request_data:
            request_data.json_payload  # noqa: B018 - encoded, as for a real request
        self._noted.append((name, request_data.parameters if request_data else {}))
        return 200, self._answer(name)
