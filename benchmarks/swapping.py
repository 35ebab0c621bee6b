"""Who waits while another content is checked, loaded and served? `python -m benchmarks.swapping`

People arrive at a steady rate, whatever becomes of the turns before; each turn is timed from the moment it
was due. First with nothing else, then while a content that was edited is taken as the running bot takes it.
"""

import asyncio
import shutil
import tempfile
import time
from collections.abc import Awaitable
from contextlib import closing
from pathlib import Path

from telegram import Update

from benchmarks.ours import applied, assistant_of
from benchmarks.recording import recorded
from benchmarks.script import Noted, canned, crowd
from benchmarks.sending import percentile
from benchmarks.table import Figure, told
from benchmarks.transport import Instant
from bot.folder import taken
from bot.keeping import Keeper
from knowledge.load import SHIPPED
from storage.database import open_database
from storage.versions import Versions

RATE = 30.0
"""Turns a second: more than Telegram lets a bot answer."""
ALONE = 8.0
"""Seconds of turns with nothing else."""


async def measured() -> tuple[list[float], list[float]]:
    """Return the milliseconds of turns, alone, then while a content is taken."""
    script = await recorded()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_database(Path(folder) / "donnees.sqlite3")) as db,
    ):
        edited = Path(folder) / "contenu"
        shutil.copytree(SHIPPED, edited)
        assistant = await assistant_of(db)
        keeper = Keeper(assistant, Versions(db), taken(edited), print)
        app = applied(assistant, Instant(canned(script), Noted(maxlen=10)))
        await app.initialize()

        async def turns(until: Awaitable[object]) -> list[float]:
            took: list[float] = []
            ended = asyncio.ensure_future(until)
            due = time.perf_counter()
            while not ended.done():
                for raw in crowd(script, 5):
                    due += 1 / RATE
                    await asyncio.sleep(max(0.0, due - time.perf_counter()))
                    heard = Update.de_json(raw, app.bot)
                    await app.update_processor.process_update(heard, app.process_update(heard))
                    took.append(1000 * (time.perf_counter() - due))
            return took

        await turns(asyncio.sleep(1))
        alone = await turns(asyncio.sleep(ALONE))
        texts = edited / "textes.yaml"
        texts.write_text(texts.read_text(encoding="utf-8") + "\n# une ligne de plus\n", encoding="utf-8")
        served = assistant.knowledge
        meanwhile = await turns(keeper.take(taken(edited)))
        if assistant.knowledge is served:
            raise RuntimeError("the content was not taken")
    return alone, meanwhile


def figures() -> list[Figure]:
    """Measure, and return the figures."""
    alone, meanwhile = asyncio.run(measured())
    worse = max(meanwhile) - max(alone)
    return [
        Figure("un tour, sans rien d'autre : p99", percentile(alone, 0.99), "ms"),
        Figure("un tour, sans rien d'autre : le plus long", max(alone), "ms"),
        Figure("pendant qu'un contenu est pris : p99", percentile(meanwhile, 0.99), "ms"),
        Figure("pendant qu'un contenu est pris : le plus long", max(meanwhile), "ms"),
        Figure("retard de plus, au pire", max(worse, 0.0), "ms", "au plus", 20),
    ]


if __name__ == "__main__":
    told("Un autre contenu, pendant que l'on parle", figures())
