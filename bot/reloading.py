"""The running bot follows its folder of content, for as long as it serves."""

import asyncio
import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from pathlib import Path

from watchfiles import watch

from bot.folder import Refused, hash_of, taken
from bot.keeping import Keeper
from bot.logs import log
from storage.versions import Snapshot

TICK = 2
"""Seconds after which the folder is looked at even if nothing was seen to change."""
QUIET = 200
"""Milliseconds without a change after which a save is taken to be over."""
INCIDENT = "Incident interne en suivant le dossier du contenu (voir le journal). Le bot continue."


async def follow(keeper: Keeper, folder: Path, after: Callable[[], Awaitable[object]]) -> None:
    """Take each new state of the folder, until cancelled, then do what comes after.

    A newer state ends the examination of an older one.
    """
    taking: asyncio.Task[None] | None = None
    try:
        async for snapshot in states(keeper, folder):
            if taking:
                taking.cancel()
            taking = asyncio.create_task(_take(keeper, snapshot, after))
            del snapshot  # a megabyte, until the folder changes again
            taking.add_done_callback(lambda done: ended(keeper, done))
    finally:
        if taking:
            taking.cancel()
            await asyncio.wait([taking])


async def _take(keeper: Keeper, snapshot: Snapshot, after: Callable[[], Awaitable[object]]) -> None:
    await keeper.take(snapshot)
    await after()


async def states(keeper: Keeper, folder: Path) -> AsyncIterator[Snapshot]:
    """Yield the states of a folder that differ from the one before; what cannot be read is a refusal."""
    last = None
    async for _ in _moments(folder):
        try:
            seen = await asyncio.to_thread(hash_of, folder)
            if seen == last:
                continue
            snapshot = await asyncio.to_thread(taken, folder)
        except Refused as refused:
            last = None
            keeper.refuse(refused.problems)
            continue
        last = snapshot.hash
        yield snapshot
        del snapshot


async def _moments(folder: Path) -> AsyncIterator[None]:
    """Yield when something changes in a folder, and every few seconds.

    A folder that is removed takes its watch away with it, and some disks tell nothing: looking again from
    time to time costs a few milliseconds and forgets nothing.
    """
    while True:
        yield
        over = threading.Event()
        try:
            watched = _identity(folder)
            seen = watch(
                folder,
                watch_filter=None,
                step=QUIET,
                stop_event=over,
                rust_timeout=TICK * 1000,
                yield_on_timeout=True,
            )
            while await asyncio.to_thread(next, seen, None) is not None:
                yield
                if _identity(folder) != watched:
                    break
        except (
            OSError,
            RuntimeError,
        ):  # no folder, or watchfiles cannot watch it: it is looked at all the same
            await asyncio.sleep(TICK)
        finally:
            over.set()


def _identity(folder: Path) -> tuple[int, int]:
    found = folder.stat()
    return found.st_dev, found.st_ino


def ended(keeper: Keeper, task: "asyncio.Task[None]") -> None:
    """Say what nobody waits for: an examination, or the following itself, that broke besides the content."""
    if not task.cancelled() and (error := task.exception()):
        log.error("rechargement", exc_info=error)
        keeper.tell(INCIDENT)
