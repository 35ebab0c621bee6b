"""The conversation that is compared, recorded from ours: five questions, one answered in words."""

import json

from telegram import Update

from benchmarks.ours import applied, assistant_of
from benchmarks.script import Noted, Page, Step, canned, update
from benchmarks.transport import Instant
from storage.database import MEMORY, open_database

CONVERSATION = (
    "/start",
    "[Association]",
    "[Développer une activité]",
    "en bretagne",
    "[Oui]",
    "[Projet défini, à lancer]",
)
"""What is said; a label in brackets is the button that bears it."""
EMPTY = Step("/start", tap=False, calls=[], page=Page("Bonjour", []))


async def recorded() -> list[Step]:
    """Hold the conversation with ours, and return what it calls and says."""
    noted = Noted(maxlen=10)
    app = applied(await assistant_of(open_database(MEMORY)), Instant(canned([EMPTY] * 3), noted))
    await app.initialize()
    script: list[Step] = []
    for rank, said in enumerate(CONVERSATION):
        tap = said.startswith("[")
        data = _data(script[-1].page, said.strip("[]")) if tap else said
        script.append(Step(data, tap=tap, calls=[], page=EMPTY.page))
        noted.clear()
        await app.process_update(Update.de_json(update(script, rank, 1, rank + 1), app.bot))
        script[-1] = Step(data, tap=tap, calls=[name for name, _ in noted], page=_page(noted))
    return script


def _page(noted: Noted) -> Page:
    written = next(given for _, given in reversed(noted) if given.get("text"))
    rows = json.loads(written.get("reply_markup", "{}")).get("inline_keyboard", [])
    return Page(written["text"], [[(b["text"], b["callback_data"]) for b in row] for row in rows])


def _data(page: Page, label: str) -> str:
    return next(data for row in page.rows for text, data in row if text.replace("\u00a0", " ") == label)
