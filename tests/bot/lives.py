"""Processes that serve until they are killed, forked with all they need; see `tests.bot.killing`."""

import asyncio

from bot import clock
from bot.application import build
from bot.audience import audience_of
from bot.enduring import Enduring
from bot.serving import serving
from dialogs.events import Say
from dialogs.session import Session
from dialogs.step import step
from knowledge.load import load
from storage.database import open_database
from storage.misses import Misses
from storage.sessions import Sessions
from tests.bot.sending import Mortal

KNOWLEDGE = load()
step(KNOWLEDGE, Session(), Say("asso"), clock.system())  # what is worked out at the first words is, before
FAST = 100_000.0


def live(data: str, url: str, token: str, turns: int) -> None:
    """Serve, in a process of its own, until it is killed."""
    with asyncio.Runner(loop_factory=lambda: Mortal(turns)) as runner:
        runner.run(_serve(data, url, token))


async def _serve(data: str, url: str, token: str) -> None:
    db = open_database(data)
    assistant = Enduring(KNOWLEDGE, Sessions(db), Misses(db), audience_of(db), clock.system)
    async with serving(build(assistant, token, url, rate=FAST), None, print):
        await asyncio.Event().wait()
