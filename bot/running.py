"""The whole bot, from its settings: what works together, and for how long."""

import asyncio
import contextlib
import ctypes
import gc
from collections.abc import Callable, Coroutine
from functools import partial
from typing import Any

from bot import clock
from bot.alerting import Alerts
from bot.announcing import Announcer
from bot.application import build, keep_up, listened, work_along
from bot.assistant import Assistant
from bot.audience import Audience, audience_of
from bot.awaiting import Data
from bot.backing import Copies
from bot.clock import local
from bot.desk import Desk
from bot.diffuser import Diffuser
from bot.drafts import Drafts
from bot.draining import Drain
from bot.enduring import Enduring
from bot.health import Health, watched
from bot.incidents import Incidents
from bot.keeping import Keeper, Opening, Tell
from bot.logs import log
from bot.measuring import Measures
from bot.outbound import Outbound
from bot.privacy import Privacy
from bot.purging import Purger
from bot.rehearsing import rehearse
from bot.serving import Tenure, serve
from bot.settings import Settings, astray, misspelt
from bot.webhook import App
from storage.batches import Batches
from storage.database import file_of
from storage.misses import Misses
from storage.prompts import Prompts
from storage.purging import Purges
from storage.sessions import Sessions
from storage.versions import Versions

Work = Callable[[], Coroutine[Any, Any, None]]


def tell_end(desk: Desk, alerts: Alerts, batch: str) -> None:
    """Tell by region how a batch ended: to who wrote a broadcast and the administrators, or the operators."""
    if found := desk.report(batch):
        alerts.tell(found[1], found[0])


def warm(assistant: Assistant) -> None:
    """Build what is only built when somebody talks, before anybody does: else everybody waits meanwhile."""
    list(rehearse(assistant.knowledge, local(assistant.knowledge, {}, assistant.clock())))


def _give_back() -> None:
    """Give the system back the memory that reading left free: five megabytes, which the C library else keeps.

    Where it has no such function, it does as it likes.
    """
    gc.collect()
    if trim := getattr(ctypes.CDLL(None), "malloc_trim", None):
        trim(0)


def _assistant(opened: Opening, chosen: Settings, data: Data, audience: Audience) -> Enduring:
    privacy = Privacy(chosen.delays, chosen.roles, frozenset(chosen.operateurs))
    kept = Sessions(data.db), Misses(data.db), audience
    return Enduring(opened.knowledge, *kept, clock.system, privacy, present=data.present)


def _desk(assistant: Assistant, batches: Batches, chosen: Settings) -> Desk:
    audience = assistant.audience
    return Desk(
        audience.broadcasts,
        audience.subscriptions,
        audience.outbox,
        batches,
        chosen.roles,
        lambda: assistant.knowledge,
        clock.system,
        chosen.debit,
    )


def _drain(app: App, assistant: Enduring, batches: Batches, desk: Desk, alerts: Alerts) -> Drain:
    audience = assistant.audience
    return Drain(
        audience.outbox,
        batches,
        Outbound(app.bot),
        clock.system,
        alerts.tell,
        gone=lambda chat: assistant.met(chat, present=False),
        moved=audience.move,
        busy=assistant.busy,
        ended=partial(tell_end, desk, alerts),
        dropped=audience.told.untell,
    )


def run(opened: Opening, chosen: Settings, data: Data) -> None:
    """Serve until the process is told to stop. Raises TelegramError when it cannot start."""
    vain = [*misspelt(), *astray(chosen, opened.knowledge.regions)]
    for told in vain:
        log.warning("reglage_sans_effet", dit=told)
    db = data.db
    audience, batches = audience_of(db), Batches(db)
    assistant = _assistant(opened, chosen, data, audience)
    notices = [*data.notices, *([assistant.without(data.barred)] if data.barred else []), *vain]
    drafts = Drafts(assistant, chosen.operateurs, chosen.essai)
    desk = _desk(assistant, batches, chosen)
    diffuser = Diffuser(desk, Prompts(db))
    app = build(assistant, chosen.token.get_secret_value(), chosen.api, drafts, chosen.debit, diffuser)
    alerts = Alerts(app.bot, chosen.operateurs)
    assistant.tell, assistant.regain = alerts.tell, lambda: data.regain(alerts.tell)
    keeper = Keeper(assistant, Versions(db), opened.snapshot, alerts.tell)
    assistant.again = keeper.note
    keep_up(app, keeper, alerts, chosen.contenu, opened.problems, "\n".join(notices))
    drain = _drain(app, assistant, batches, desk, alerts)
    copies = Copies(data.file, data.copies, chosen.sauvegardes, clock.system, alerts.tell)
    works = {
        "envois": drain.run,
        "annonces": lambda: Announcer(assistant, batches, chosen.resume, alerts.tell).run(),
        "purge": lambda: Purger(Purges(db), chosen.delays, clock.system, file_of(db)).run(),
        "diffusions": desk.resume,
        "copies": copies.run,
    }
    awaiting = {name: partial(_once_there, data, work) for name, work in works.items()}
    work_along(app, alerts.tell, {"reprise des données": assistant.run, **awaiting})
    data.held.lost = assistant.lost
    measures = Measures(clock.system)
    listened(app, measures, Incidents(alerts.tell, measures, clock.system))
    health = Health(assistant, audience.outbox, measures, lambda: keeper.serving.short)
    warm(assistant)
    _give_back()
    log.info("pret", conversations=assistant.sessions.count(), version=opened.snapshot.short)
    del opened  # its content goes once another one is served
    asyncio.run(_served(app, data.held, chosen, health, alerts.tell))


async def _once_there(data: Data, work: Work) -> None:
    """Do a work that nobody asks for once the data are there."""
    await data.there.wait()
    await work()


async def _served(app: App, held: Tenure, chosen: Settings, health: Health, tell: Tell) -> None:
    async with contextlib.AsyncExitStack() as stack:
        if chosen.sante:
            await stack.enter_async_context(watched(health, chosen.sante))
        await serve(app, held, chosen.webhook, tell)
