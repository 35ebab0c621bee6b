"""What operators are told in Telegram: what became of the content, and nothing about anybody."""

import asyncio
from collections.abc import Iterable

from telegram import Bot
from telegram.error import TelegramError

from bot.logs import log


class Alerts:
    """Sends sentences to the operators without making anybody wait; one who cannot be reached is logged."""

    def __init__(self, bot: Bot, operators: tuple[int, ...]) -> None:
        self._bot = bot
        self._operators = operators
        self._sending: set[asyncio.Task[None]] = set()

    def tell(self, text: str, to: Iterable[int] | None = None) -> None:
        """Send a text to every operator, or to others, soon."""
        for rank, operator in enumerate(self._operators if to is None else sorted(to), 1):
            sending = asyncio.create_task(self._send(rank, operator, text))
            self._sending.add(sending)
            sending.add_done_callback(self._sending.discard)

    async def sent(self) -> None:
        """Wait until all that was told is sent, or could not be."""
        await asyncio.gather(*self._sending)

    async def _send(self, rank: int, operator: int, text: str) -> None:
        try:
            await self._bot.send_message(operator, text)
        except TelegramError as error:
            log.warning("operateur_injoignable", rang=rank, raison=type(error).__name__)
