"""The whole bot, from its settings: what works together, and for how long."""

import asyncio
import contextlib
import ctypes
import gc
from functools import partial

from bot import clock
from bot.alerting import Alerts
from bot.announcing import Announcer
from bot.application import build, keep_up, listened, work_along
from bot.assistant import Assistant
from bot.audience import Audience, audience_of
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
from bot.settings import Settings
from bot.webhook import App
from storage.batches import Batches
from storage.database import Database, open_database
from storage.misses import Misses
from storage.presence import present
from storage.prompts import Prompts
from storage.purging import Purges
from storage.sessions import Sessions
from storage.versions import Versions


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


def _assistant(opened: Opening, chosen: Settings, db: Database, audience: Audience) -> Enduring:
    privacy = Privacy(chosen.delays, chosen.roles, frozenset(chosen.operateurs))
    assistant = Enduring(opened.knowledge, Sessions(db), Misses(db), audience, clock.system, privacy)
    assistant.present = present(db)
    return assistant


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
        gone=lambda chat: audience.leave(chat, clock.system()),
        moved=audience.move,
        busy=assistant.busy,
        ended=partial(tell_end, desk, alerts),
        dropped=audience.told.untell,
    )


def run(opened: Opening, chosen: Settings, held: Tenure, notice: str = "") -> None:
    """Serve until the process is told to stop. Raises TelegramError when it cannot start.

    `notice` is what operators are to be told at the start.
    """
    db = open_database(chosen.donnees)
    audience, batches = audience_of(db), Batches(db)
    outbox = audience.outbox
    assistant = _assistant(opened, chosen, db, audience)
    drafts = Drafts(assistant, chosen.operateurs, chosen.essai)
    desk = _desk(assistant, batches, chosen)
    diffuser = Diffuser(desk, Prompts(db))
    app = build(assistant, chosen.token.get_secret_value(), chosen.api, drafts, chosen.debit, diffuser)
    alerts = Alerts(app.bot, chosen.operateurs)
    assistant.tell = alerts.tell
    keeper = Keeper(assistant, Versions(db), opened.snapshot, alerts.tell)
    keep_up(app, keeper, alerts, chosen.contenu, opened.problems, notice)
    drain = _drain(app, assistant, batches, desk, alerts)
    announcer = Announcer(assistant, batches, chosen.resume, alerts.tell)
    folder = chosen.folder(chosen.donnees)
    copies = Copies(chosen.donnees, folder, chosen.sauvegardes, clock.system, alerts.tell)
    purger = Purger(Purges(db), chosen.delays, clock.system, outbox.file)
    works = {
        "reprise des données": assistant.run,
        "envois": drain.run,
        "annonces": announcer.run,
        "purge": purger.run,
        "diffusions": desk.resume,
        "copies": copies.run,
    }
    work_along(app, alerts.tell, works)
    held.lost = assistant.lost
    measures = Measures(clock.system)
    listened(app, measures, Incidents(alerts.tell, measures, clock.system))
    health = Health(assistant, outbox, measures, lambda: keeper.serving.short)
    warm(assistant)
    _give_back()
    log.info("pret", conversations=assistant.sessions.count(), version=opened.snapshot.short)
    asyncio.run(_served(app, held, chosen, health, alerts.tell))


async def _served(app: App, held: Tenure, chosen: Settings, health: Health, tell: Tell) -> None:
    async with contextlib.AsyncExitStack() as stack:
        if chosen.sante:
            await stack.enter_async_context(watched(health, chosen.sante))
        await serve(app, held, chosen.webhook, tell)
