"""Writes a batch down before anything of it leaves, without making anybody wait."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from bot.checkpointing import Checkpoints
from storage.batches import Batches
from storage.outbox import Draft, Outbox

PART = 500
"""Rows written at a time: a few milliseconds, between which people are answered."""


async def post(
    outbox: Outbox, batches: Batches, batch: tuple[str, str], drafts: Iterable[Draft], now: datetime
) -> int:
    """Write a batch (its name, its title) and let it leave once it is whole; return how many rows are new.

    Interrupted, nothing has left; called again, it writes what is missing.
    """
    name, title = batch
    batches.open(name, title, now)
    written, checkpoints = 0, Checkpoints(outbox.file)
    for part in _parts(iter(drafts)):
        written += outbox.add(name, part, now)
        await checkpoints.breathe()
    batches.start(name)
    return written


def _parts(drafts: Iterator[Draft]) -> Iterator[list[Draft]]:
    while part := list(islice(drafts, PART)):
        yield part
