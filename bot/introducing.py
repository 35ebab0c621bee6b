"""The menu of commands and the descriptions that people see before they write."""

from typing import Any

from telegram import BotCommand
from telegram.ext import Application

from bot.assistant import Assistant
from dialogs.text import typeset

COMMANDS = (
    "start", "retour", "recommencer", "recap", "alertes", "aide", "humain", "confidentialite", "mesdonnees",
    "oublier",
)  # fmt: skip


class Introduction:
    """Keeps what Telegram shows the same as what the content says."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self._shown: tuple[str, ...] = ()

    async def send(self, app: Application[Any, Any, Any, Any, Any, Any]) -> None:
        """Send the menu and the descriptions, unless they are already shown: Telegram counts these calls."""
        texts = self._assistant.knowledge.texts
        keys = (*(f"commande_{name}" for name in COMMANDS), "description", "description_courte")
        shown = tuple(typeset(texts[key]) for key in keys)
        if shown == self._shown:
            return
        *labels, long, short = shown
        await app.bot.set_my_commands([BotCommand(*pair) for pair in zip(COMMANDS, labels, strict=True)])
        await app.bot.set_my_description(long)
        await app.bot.set_my_short_description(short)
        self._shown = shown
