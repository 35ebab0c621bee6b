"""A test double of the Telegram Bot API: a real HTTP server on 127.0.0.1, and the people who use the bot."""

from tests.botapi.calls import Call
from tests.botapi.limits import ApiError
from tests.botapi.server import BotApi
from tests.botapi.world import Button, Contact, Shown

__all__ = ["ApiError", "BotApi", "Button", "Call", "Contact", "Shown"]
