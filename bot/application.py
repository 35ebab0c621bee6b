"""The Telegram application: wires the assistant to python-telegram-bot."""

import asyncio
import contextlib
import secrets
from typing import Any

from telegram import BotCommand, Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler

from bot.assistant import Assistant
from bot.buttons import DRAFT
from bot.drafts import Drafts
from bot.inbound import read
from bot.logs import log
from bot.ordering import Lanes
from bot.outbound import Outbound
from dialogs.events import Message, Say
from dialogs.text import rich, typeset

COMMANDS = ("start", "retour", "recommencer", "recap", "aide", "humain")

App = Application[Any, Any, Any, Any, Any, Any]
Context = CallbackContext[Any, Any, Any, Any]


class Frontdesk:
    """What happens with an update: read it, take the turn, acknowledge, deliver."""

    def __init__(self, assistant: Assistant, app: App, drafts: Drafts) -> None:
        self._assistant = assistant
        self._drafts = drafts
        self._app = app
        self._outbound = Outbound(app.bot)
        self._draft_outbound = self._outbound.marked(DRAFT)

    async def handle(self, update: Update, _context: Context) -> None:
        """Answer an update; nothing is awaited between loading and saving the session."""
        inbound = read(update, self._app.bot.username)
        if inbound is None:
            return
        replies = await self._drafts.replies(update, inbound)
        if replies is None:
            replies = self._assistant.turn(inbound.chat, inbound.event)
        if isinstance(inbound.event, Say):
            await self._app.bot.send_chat_action(inbound.chat, ChatAction.TYPING)
        outbound = self._draft_outbound if self._drafts.running(inbound.chat) else self._outbound
        delivery = outbound.deliver(inbound.chat, replies, inbound.message)
        await asyncio.gather(self._acknowledge(inbound.callback), delivery)

    async def _acknowledge(self, callback: str | None) -> None:
        """Stop the waiting sign of a button; a tap from before a long stop cannot be acknowledged."""
        if callback:
            with contextlib.suppress(BadRequest):
                await self._app.bot.answer_callback_query(callback)

    async def failed(self, update: object, context: Context) -> None:
        """Tell the person, in one sentence with a number; tell the operator everything, in the log."""
        if isinstance(context.error, Forbidden):
            log.info("personne_partie")
            return
        incident = secrets.token_hex(3).upper()
        log.error("incident", numero=incident, exc_info=context.error)
        if not isinstance(update, Update) or update.effective_chat is None:
            return
        if update.callback_query:
            await self._acknowledge(update.callback_query.id)
        contact = self._assistant.contact({})
        where = contact.site or contact.phone or ""
        text = self._assistant.knowledge.texts["incident"]
        told = rich(text, contact=f"{contact.name} ({where})", numero=incident)
        await self._outbound.deliver(update.effective_chat.id, (Message(told),), None)


def build(assistant: Assistant, token: str, api: str, drafts: Drafts | None = None) -> App:
    """Return the application, ready to run."""
    builder = ApplicationBuilder().token(token).base_url(api).concurrent_updates(Lanes())

    async def introduce(app: App) -> None:
        """Set the menu of commands and the descriptions that people see before they write."""
        texts = assistant.knowledge.texts
        commands = [BotCommand(name, typeset(texts[f"commande_{name}"])) for name in COMMANDS]
        await app.bot.set_my_commands(commands)
        await app.bot.set_my_description(typeset(texts["description"]))
        await app.bot.set_my_short_description(typeset(texts["description_courte"]))

    app: App = builder.post_init(introduce).build()
    desk = Frontdesk(assistant, app, drafts or Drafts(assistant))
    app.add_handler(TypeHandler(Update, desk.handle))
    app.add_error_handler(desk.failed)
    return app


def run(assistant: Assistant, token: str, api: str, drafts: Drafts) -> None:
    """Serve until the process is told to stop (long polling)."""
    app = build(assistant, token, api, drafts)
    log.info("pret", conversations=assistant.sessions.count())
    app.run_polling(
        allowed_updates=["message", "edited_message", "callback_query"], drop_pending_updates=False
    )
