"""What became of a message that Telegram did not simply accept.

Only what is certain not to have arrived is sent again by itself. python-telegram-bot gives the answers of
Telegram as errors without cause (or whose cause is that they could not be read), and the failures of the
connection with the error of aiohttp as their cause; see `telegram/request/` and `bot.transport`.
"""

from enum import Enum, auto

from aiohttp import (
    ClientConnectorError,
    ClientHttpProxyError,
    ConnectionTimeoutError,
    InvalidURL,
    NonHttpUrlClientError,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)

UNSENT = (
    ConnectionTimeoutError,
    ClientConnectorError,
    ClientHttpProxyError,
    InvalidURL,
    NonHttpUrlClientError,
)
"""There was no connection yet, so that nothing of the message left."""
PERSONAL = (
    "chat not found",
    "peer_id_invalid",
    "user_id_invalid",
    "user is deactivated",
    "chat_write_forbidden",
    "not enough rights",
    "have no rights to send",
    "need administrator rights",
    "topic_closed",
)
"""Refusals (400) that tell about the chat, not about what is said to it."""


class Outcome(Enum):
    """What to do."""

    GONE = auto()
    """The person blocked the bot, or is not there any more: nothing more goes to her."""
    MOVED = auto()
    """The group got another number: it is written to there."""
    LIMITED = auto()
    """The chat must wait as long as Telegram says. It is nobody's failure: no attempt is counted."""
    REFUSED = auto()
    """What is said is refused, and would be for everybody else."""
    UNSENT = auto()
    """Telegram did not take it, or was not reached: it may be sent again, later."""
    DOUBTFUL = auto()
    """It left, and nobody knows whether it arrived: timed out while it was written or its answer awaited,
    connection lost then, a gateway that gave up waiting (504), an answer that cannot be read. Whatever is not
    known is here too."""


def outcome(error: TelegramError) -> Outcome:
    """Return what an error tells of the message."""
    if isinstance(error, BadRequest):
        about_chat = any(words in str(error).lower() for words in PERSONAL)
        return Outcome.GONE if about_chat else Outcome.REFUSED
    for kind, means in _MEANINGS:
        if isinstance(error, kind):
            return means
    return Outcome.UNSENT if isinstance(error, NetworkError) and _unsent(error) else Outcome.DOUBTFUL


_MEANINGS: tuple[tuple[type[TelegramError], Outcome], ...] = (
    (Forbidden, Outcome.GONE),
    (ChatMigrated, Outcome.MOVED),
    (RetryAfter, Outcome.LIMITED),
    (InvalidToken, Outcome.UNSENT),
    (Conflict, Outcome.UNSENT),
)


def _unsent(error: NetworkError) -> bool:
    cause = error.__cause__
    if cause is None or isinstance(cause, TelegramError):
        return "gateway time" not in str(error).lower()
    return isinstance(cause, UNSENT)
