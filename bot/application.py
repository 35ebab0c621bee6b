"""The Telegram application: wires the assistant to python-telegram-bot."""

import asyncio
import contextlib
from collections.abc import Callable, Coroutine, Mapping
from pathlib import Path
from typing import Any

from telegram import ChatMember, ChatMemberUpdated, Update
from telegram.error import BadRequest, Forbidden, TelegramError
from telegram.ext import ApplicationBuilder, CallbackContext
from telegram.request import BaseRequest

from bot.alerting import Alerts
from bot.assistant import Assistant
from bot.buckets import Buckets, Verdict
from bot.buttons import DRAFT
from bot.diffuser import MARK, Diffuser, Said
from bot.drafts import Drafts
from bot.gate import Polling
from bot.inbound import Inbound, read
from bot.incidents import Incidents, numbered
from bot.introducing import Introduction
from bot.keeping import Keeper, Tell
from bot.logs import log
from bot.measuring import Measures
from bot.ordering import Lanes
from bot.outbound import Outbound, parts
from bot.pace import RATE, Pace
from bot.reloading import ended, follow
from bot.transport import Transport
from bot.webhook import App
from dialogs.events import Message
from dialogs.text import plain, rich

Context = CallbackContext[Any, Any, Any, Any]


class Frontdesk:
    """What happens with an update: read it, take the turn, acknowledge, deliver."""

    def __init__(self, assistant: Assistant, app: App, drafts: Drafts, diffuser: Diffuser | None) -> None:
        self._assistant = assistant
        self._drafts = drafts
        self._diffuser = diffuser
        self._app = app
        self._outbound = Outbound(app.bot)
        self._draft_outbound = self._outbound.marked(DRAFT)
        self._page_outbound = self._outbound.marked(MARK)
        self._buckets = Buckets()

    async def handle(self, update: Update) -> None:
        """Answer an update; nothing is awaited between loading and saving the session."""
        if update.my_chat_member:
            self._assistant.met(update.my_chat_member.chat.id, present=_present(update.my_chat_member))
            return
        inbound = read(update, self._app.bot.username)
        if inbound is None or not await self._admitted(update, inbound):
            return
        if self._diffuser and (said := await self._diffuser.said(update, inbound)):
            await self._acknowledging(inbound.callback, self._show(inbound, said))
            return
        replies = await self._drafts.replies(update, inbound)
        if replies is None:
            replies = self._assistant.turn(inbound.chat, inbound.event)
        outbound = self._draft_outbound if self._drafts.running(inbound.chat) else self._outbound
        delivery = outbound.deliver(inbound.chat, replies, inbound.message)
        await self._acknowledging(inbound.callback, delivery)

    async def _admitted(self, update: Update, inbound: Inbound) -> bool:
        """Tell whether a person has not asked for too much at once; she is told the first time."""
        who = update.effective_user.id if update.effective_user else inbound.chat
        verdict = self._buckets.take(who, self._assistant.clock())
        if verdict is Verdict.TOLD:
            notice = Message(plain(self._assistant.knowledge.texts["trop_vite"]))
            await self._acknowledging(inbound.callback, self._outbound.broadcast(inbound.chat, notice))
        return verdict is Verdict.SERVED

    async def _show(self, inbound: Inbound, said: Said) -> None:
        """Deliver a page of /diffuser, then those for others; say who could not be reached."""
        await self._page_outbound.deliver(inbound.chat, (said.page,), inbound.message)
        if said.sample:
            await self._outbound.broadcast(inbound.chat, said.sample)
        missed = [other for other, page in said.others if not await self._reached(other, page)]
        if missed:
            told = f"Telegram n'a pas remis la page à : {', '.join(map(str, missed))}."
            notice = Message(plain(f"{told} Elle l'attend sous /diffuser."))
            await self._page_outbound.broadcast(inbound.chat, notice)

    async def _reached(self, other: int, page: Message) -> bool:
        try:
            for part in parts(page):
                await self._page_outbound.broadcast(other, part)
        except TelegramError as error:
            log.warning("administrateur_injoignable", raison=type(error).__name__)
            return False
        return True

    async def _acknowledging(self, callback: str | None, delivery: Coroutine[Any, Any, None]) -> None:
        """Deliver, and acknowledge the tap meanwhile, when there was one."""
        beside = asyncio.create_task(self._acknowledge(callback)) if callback else None
        try:
            await delivery
        finally:
            if beside:
                await beside

    async def _acknowledge(self, callback: str) -> None:
        """Stop the waiting sign of a button; a tap from before a long stop cannot be acknowledged."""
        with contextlib.suppress(BadRequest):
            await self._app.bot.answer_callback_query(callback)

    async def failed(self, update: object, context: Context) -> None:
        """Tell the person, in one sentence with a number; tell the operator everything, in the log."""
        if isinstance(context.error, Forbidden):
            log.info("personne_partie")
            return
        incident = numbered(context.error)
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


class Straight(App):
    """An application in which every update goes to one place.

    The library's own also notes who wrote, in case something of her were to be persisted, and never forgets
    it: 130 bytes a person (`benchmarks.weighing`), for ever, even of who asked to be forgotten.
    """

    desk: Frontdesk

    def create_task(self, coroutine: Any, update: object = None, *, name: str | None = None) -> Any:  # noqa: ARG002
        """Run beside: the library would note the person of the update there too."""
        return super().create_task(coroutine, name=name)

    async def process_update(self, update: object) -> None:
        """Answer an update; what goes wrong is told to the handlers of errors."""
        try:
            if isinstance(update, Update):
                await self.desk.handle(update)
        except Exception as error:  # noqa: BLE001 - told to somebody
            await self.process_error(update, error)


def _present(change: ChatMemberUpdated) -> bool:
    """Tell whether the bot may still write to a chat after a change: it was not blocked nor put out."""
    return change.new_chat_member.status not in {ChatMember.LEFT, ChatMember.BANNED}


def build(
    assistant: Assistant,
    token: str,
    api: str | BaseRequest,
    drafts: Drafts | None = None,
    rate: float = RATE,
    diffuser: Diffuser | None = None,
) -> App:
    """Return the application, ready to run; `rate` is the most that it sends in a second.

    `api` is the address of the Bot API, or a transport that stands for it.
    """
    introduction = Introduction(assistant)
    builder = ApplicationBuilder().token(token).concurrent_updates(Lanes()).rate_limiter(Pace(rate))
    if isinstance(api, str):
        builder = builder.base_url(api).request(Transport(api)).get_updates_request(Polling(api))
    else:
        builder = builder.request(api).get_updates_request(api)
    app = builder.application_class(Straight).post_init(introduction.send).build()
    assert isinstance(app, Straight)  # noqa: S101 - for the type checker
    app.desk = Frontdesk(assistant, app, drafts or Drafts(assistant), diffuser)
    app.add_error_handler(app.desk.failed)
    return app


def keep_up(
    app: App, keeper: Keeper, alerts: Alerts, folder: Path, problems: tuple[str, ...] = (), notice: str = ""
) -> None:
    """Make the application follow the folder of content from its start to its stop.

    `problems` are those of the folder, when another content is served at the start; `notice` is something
    else that operators are told then.
    """
    introduce = app.post_init
    assert introduce is not None  # noqa: S101 - for the type checker: `build` sets it
    following: list[asyncio.Task[None]] = []

    async def begin(_app: App) -> None:
        await introduce(app)
        if problems:
            keeper.refuse(problems)
        if notice:
            alerts.tell(notice)
        task = asyncio.create_task(follow(keeper, folder, lambda: introduce(app)))
        task.add_done_callback(lambda done: ended(keeper, done))
        following.append(task)

    async def end(_app: App) -> None:
        await _cancelled(following)
        await alerts.sent()

    app.post_init, app.post_stop = begin, end


def work_along(app: App, tell: Tell, works: Mapping[str, Callable[[], Coroutine[Any, Any, None]]]) -> None:
    """Make the application do works, by name, from its start to its stop, within what `keep_up` set."""
    before, after = app.post_init, app.post_stop
    working: list[asyncio.Task[None]] = []

    def ended(task: "asyncio.Task[None]") -> None:
        if not task.cancelled() and (error := task.exception()):
            log.error("travail_interrompu", travail=task.get_name(), exc_info=error)
            tell(f"Arrêt sur un incident : {task.get_name()}. Le bot répond toujours. Relancez-le.")

    async def begin(_app: App) -> None:
        if before:
            await before(app)
        working.extend(asyncio.create_task(work(), name=name) for name, work in works.items())
        for task in working:
            task.add_done_callback(ended)

    async def end(_app: App) -> None:
        await _cancelled(working)
        if after:
            await after(app)

    app.post_init, app.post_stop = begin, end


async def _cancelled(tasks: list[asyncio.Task[None]]) -> None:
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)


def listened(app: App, measures: Measures, incidents: Incidents) -> None:
    """Measure what the application does, and hear of what breaks in it."""
    assert isinstance(app.update_processor, Lanes)  # noqa: S101 - for the type checker: `build` sets it
    app.update_processor.took = measures.took
    app.add_error_handler(incidents.failed)
