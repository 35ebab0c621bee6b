"""The Telegram application: wires the assistant to python-telegram-bot."""

import asyncio
import contextlib
import secrets
from pathlib import Path
from typing import Any

from telegram import Update
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden
from telegram.ext import Application, ApplicationBuilder, CallbackContext, TypeHandler

from bot import clock
from bot.alerting import Alerts
from bot.assistant import Assistant
from bot.buttons import DRAFT
from bot.drafts import Drafts
from bot.draining import Drain
from bot.inbound import read
from bot.introducing import Introduction
from bot.keeping import Keeper, Opening, Tell
from bot.logs import log
from bot.ordering import Lanes
from bot.outbound import Outbound
from bot.pace import RATE, Pace
from bot.reloading import ended, follow
from bot.settings import Settings
from dialogs.events import Message, Say
from dialogs.text import rich
from storage.batches import Batches
from storage.database import open_database
from storage.misses import Misses
from storage.outbox import Outbox
from storage.sessions import Sessions
from storage.versions import Versions

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


def build(
    assistant: Assistant, token: str, api: str, drafts: Drafts | None = None, rate: float = RATE
) -> App:
    """Return the application, ready to run; `rate` is the most that it sends in a second."""
    introduction = Introduction(assistant)
    builder = ApplicationBuilder().token(token).base_url(api).concurrent_updates(Lanes())
    app: App = builder.rate_limiter(Pace(rate)).post_init(introduction.send).build()
    desk = Frontdesk(assistant, app, drafts or Drafts(assistant))
    app.add_handler(TypeHandler(Update, desk.handle))
    app.add_error_handler(desk.failed)
    return app


def keep_up(app: App, keeper: Keeper, alerts: Alerts, folder: Path, problems: tuple[str, ...] = ()) -> None:
    """Make the application follow the folder of content from its start to its stop.

    `problems` are those of the folder, when another content is served at the start.
    """
    introduce = app.post_init
    assert introduce is not None  # noqa: S101 - for the type checker: `build` sets it
    following: list[asyncio.Task[None]] = []

    async def begin(_app: App) -> None:
        await introduce(app)
        if problems:
            keeper.refuse(problems)
        task = asyncio.create_task(follow(keeper, folder, lambda: introduce(app)))
        task.add_done_callback(lambda done: ended(keeper, done))
        following.append(task)

    async def end(_app: App) -> None:
        for task in following:
            task.cancel()
        await asyncio.gather(*following, return_exceptions=True)
        await alerts.sent()

    app.post_init, app.post_stop = begin, end


def drain_along(app: App, drain: Drain, tell: Tell) -> None:
    """Make the application empty the outbox from its start to its stop, within what `keep_up` set."""
    before, after = app.post_init, app.post_stop
    draining: list[asyncio.Task[None]] = []

    def ended(task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("envois_interrompus", exc_info=error)
            tell("Les envois se sont arrêtés sur un incident. Le bot répond toujours. Relancez-le.")

    async def begin(_app: App) -> None:
        if before:
            await before(app)
        task = asyncio.create_task(drain.run())
        task.add_done_callback(ended)
        draining.append(task)

    async def end(_app: App) -> None:
        for task in draining:
            task.cancel()
        await asyncio.gather(*draining, return_exceptions=True)
        if after:
            await after(app)

    app.post_init, app.post_stop = begin, end


def run(opened: Opening, chosen: Settings) -> None:
    """Serve until the process is told to stop (long polling)."""
    db = open_database(chosen.donnees)
    assistant = Assistant(opened.knowledge, Sessions(db), Misses(db), clock.system)
    drafts = Drafts(assistant, chosen.operateurs, chosen.essai)
    app = build(assistant, chosen.token.get_secret_value(), chosen.api, drafts, chosen.debit)
    alerts = Alerts(app.bot, chosen.operateurs)
    keeper = Keeper(assistant, Versions(db), opened.snapshot, alerts.tell)
    keep_up(app, keeper, alerts, chosen.contenu, opened.problems)
    drain = Drain(Outbox(db), Batches(db), Outbound(app.bot), clock.system, alerts.tell)
    drain_along(app, drain, alerts.tell)
    log.info("pret", conversations=assistant.sessions.count(), version=opened.snapshot.short)
    app.run_polling(
        allowed_updates=["message", "edited_message", "callback_query"], drop_pending_updates=False
    )
