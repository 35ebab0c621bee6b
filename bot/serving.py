"""From the start to the stop of the bot: one process by file of data, updates by one way, an end in time."""

import asyncio
import os
import signal
import socket
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from telegram.error import Conflict, TelegramError

from bot.clock import Clock, written
from bot.enduring import unavailable
from bot.gate import KINDS
from bot.keeping import Tell
from bot.logs import log
from bot.settings import Webhook
from bot.webhook import App, door
from storage.lease import RENEWED, Holder, Lease

GRACE = 4.0
"""Seconds that what is under way may take once the process is told to stop; what was said is saved."""


class Held(Exception):  # noqa: N818 - nothing is wrong: somebody else serves
    """Another process serves the same data; the message says who, and what to do."""


@dataclass
class Tenure:
    """The lease, held; `lost` hears that the data cannot be written: renewing it is how that is seen.

    It is not `taken` while the data are awaited; it is `over` when another process took it first.
    """

    lease: Lease
    mine: Holder
    clock: Clock
    lost: Callable[[sqlite3.DatabaseError], None]
    taken: bool = True
    over: bool = False

    def renew(self) -> bool:
        """Renew it; False when another process has it. Data that cannot be written are tried again later."""
        if not self.taken:
            return not self.over
        try:
            return self.lease.renew(self.mine, self.clock())
        except sqlite3.DatabaseError as error:
            self.lost(error)
            return True

    def end(self) -> None:
        """Give it back; if it cannot be, it ends by itself."""
        with suppress(sqlite3.DatabaseError):
            self.lease.give_back(self.mine)


@contextmanager
def tenure(lease: Lease, clock: Clock) -> Iterator[Tenure]:
    """Hold the lease as long as the block lasts. Raises Held when another process does."""
    mine = Holder(here(), os.getpid(), clock())
    take(lease, mine, clock())
    held = Tenure(lease, mine, clock, unavailable)
    try:
        yield held
    finally:
        held.end()


def take(lease: Lease, mine: Holder, now: datetime) -> None:
    """Take the lease. Raises Held when another process has it."""
    other = lease.holder()
    if not lease.take(mine, now, other if other and _dead(other) else None):
        raise Held(_told(lease.holder() or mine))


def unrivalled(lease: Lease, now: datetime) -> None:
    """Look at a lease that cannot be taken. Raises Held when another process has it."""
    other = lease.serving(now)
    if other and not _dead(other):
        raise Held(_told(other))


def here() -> str:
    """Return where the numbers of processes are those of this one: a machine, or a container of it."""
    namespace = Path("/proc/self/ns/pid")
    return f"{socket.gethostname()}#{namespace.stat().st_ino}" if namespace.exists() else socket.gethostname()


def _dead(holder: Holder) -> bool:
    """Tell whether a holder is known to be dead: here, and its number is nobody's, or our own."""
    if holder.host != here():
        return False
    if holder.pid == os.getpid():
        return True
    try:
        os.kill(holder.pid, 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # somebody else's, alive
    return False


def _told(holder: Holder) -> str:
    return (
        f"Un autre bot sert déjà ces données : machine {holder.machine}, processus {holder.pid}, "
        f"depuis le {written(holder.since)}.\n"
        "Deux bots se prendraient les messages l'un à l'autre. Arrêtez le premier, ou donnez à celui-ci un "
        "autre fichier (CRESS_DONNEES) et un autre jeton.\n"
        "S'il s'est arrêté d'un coup sur une autre machine, ou dans un conteneur, sa place se libère dans la "
        "minute : relancez."
    )


def rivalry(tell: Tell) -> Callable[[TelegramError], None]:
    """Return what hears why a poll failed; operators hear once of another program that has the same token."""
    told = False

    def heard(error: TelegramError) -> None:
        nonlocal told
        log.warning("releve_interrompue", raison=type(error).__name__)
        if isinstance(error, Conflict) and not told:
            told = True
            tell(
                "Un autre programme relève les messages avec le même jeton : chacun n'en reçoit qu'une "
                "partie. Arrêtez l'un des deux, ou donnez-lui un autre jeton."
            )

    return heard


@asynccontextmanager
async def receiving(app: App, webhook: Webhook | None, tell: Tell) -> AsyncIterator[int]:
    """Receive updates one way, never both: Telegram is told which. Give the port, 0 when polling."""
    assert app.updater is not None  # noqa: S101 - for the type checker: the application has one
    if webhook is None:
        heard = rivalry(tell)  # polling takes any webhook away
        await app.updater.start_polling(allowed_updates=KINDS, error_callback=heard)
        yield 0
        await app.updater.stop()
        return
    secret = webhook.secret.get_secret_value()
    async with door(app, webhook) as port:
        await app.bot.set_webhook(webhook.url, allowed_updates=KINDS, secret_token=secret)
        yield port


@asynccontextmanager
async def serving(app: App, webhook: Webhook | None, tell: Tell) -> AsyncIterator[int]:
    """Run an application as long as the block lasts, then finish the turns under way. Give the port."""
    assert app.post_init is not None  # noqa: S101 - for the type checker: `build` sets it
    try:
        await app.initialize()
        await app.post_init(app)
        async with receiving(app, webhook, tell) as port:
            await app.start()
            yield port
        await app.stop()
        if app.post_stop is not None:
            await app.post_stop(app)
        await app.shutdown()
    finally:
        await app.bot.shutdown()  # when something went wrong: no connection is left open


def stops() -> list[signal.Signals]:
    """Return what tells the process to stop: also a terminal that is closed, unless that is to be ignored."""
    wanted = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    return [told for told in wanted if signal.getsignal(told) is not signal.SIG_IGN]


@contextmanager
def stoppable() -> Iterator[None]:
    """Make being told to stop, as long as the block lasts, end it as Ctrl-C does: nothing is left behind."""
    before = {told: signal.signal(told, signal.default_int_handler) for told in stops()}
    try:
        yield
    finally:
        for told, handler in before.items():
            signal.signal(told, handler)


async def serve(app: App, held: Tenure, webhook: Webhook | None, tell: Tell) -> None:
    """Serve until the process is told to stop, or another one has the lease; `tell`: to the operators."""
    loop, over = asyncio.get_running_loop(), asyncio.Event()
    limit = asyncio.timeout(None)

    def stop() -> None:
        over.set()
        limit.reschedule(loop.time() + GRACE)  # whatever is under way: the start too

    try:
        async with limit:
            for told in stops():
                loop.add_signal_handler(told, stop)
            async with serving(app, webhook, tell):
                await _until(over, held)
                limit.reschedule(loop.time() + GRACE)
    except TimeoutError:
        log.warning("arret_force")
    log.info("arret")


async def _until(over: asyncio.Event, held: Tenure) -> None:
    """Wait to be told to stop, renewing the lease meanwhile; its loss is the end too."""
    while not over.is_set():
        if not held.renew():
            log.error("bail_perdu")
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(RENEWED.total_seconds()):
                await over.wait()
