"""A folder spoilt again and again while people talk: `python -m tests.bot.corruptions [N]`.

Every reply must be word for word the one of the last content that passed the checks, computed apart from
what the bot holds; every event must have a reply; what is served must be what is kept as served.
"""

import asyncio
import contextlib
import logging
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter

from bot.alerting import Alerts
from bot.application import build, keep_up
from bot.assistant import Assistant
from bot.audience import audience_of
from bot.clock import frozen, local
from bot.examining import Check, elsewhere
from bot.folder import put_back, taken
from bot.keeping import Keeper
from bot.logs import NAME, configure
from bot.playing import broken as played_wrong
from bot.rehearsing import rehearse
from dialogs.events import Button, Do, Event, Message, Say, Start
from dialogs.step import step
from knowledge.content import Knowledge
from knowledge.editions import Edition, read_edition
from knowledge.issues import KnowledgeError
from knowledge.load import SHIPPED, load
from storage.database import MEMORY, open_database
from storage.misses import Misses
from storage.sessions import Sessions
from storage.versions import Snapshot, Versions
from tests.bot.conftest import FAST, serving
from tests.bot.spoiling import (
    BAD,
    GOOD,
    UNKEPT,
    Happening,
    annotated,
    emptied,
    promised,
    removed_file,
    removed_folder,
    reworded,
)
from tests.botapi.server import BotApi

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PEOPLE = range(1, 7)
TYPED = [
    "/start",
    "asso",
    "une scop",
    "développer",
    "consolider",
    "bretagne",
    "93",
    "oui",
    "non",
    "merci",
    "aide",
    "blabla",
    "je ne sais pas",
]
OPERATOR = 9
WATCHED = (removed_folder, reworded, emptied, promised, annotated, removed_file, promised, removed_folder)
AFTER = 12
"""Turns taken once a candidate was served or refused, besides those taken meanwhile."""


def judged(folder: Path, before: Edition | None = None) -> Knowledge | tuple[str, ...]:
    """Return what a folder says, or its problems; what it says as `before` is not parsed again.

    The checks are those of `verifier`, but for the walk of every situation: a thousand walks take hours.
    """
    try:
        edition = read_edition(folder, before)
    except KnowledgeError as error:
        return tuple(str(issue) for issue in error.issues)
    wrong = played_wrong(edition, NOON.replace(tzinfo=None))
    return tuple(str(issue) for issue in wrong) or edition.knowledge


async def quick(folder: Path) -> tuple[str, ...]:
    """Give the problems of a folder, without the walk of every situation."""
    found = await asyncio.to_thread(judged, folder)
    return found if isinstance(found, tuple) else ()


class Errors(logging.Handler):
    """Keeps the errors that are logged: there must be none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the event and its trace."""
        self.found.append(record.getMessage())


@contextlib.contextmanager
def errors() -> Iterator[list[str]]:
    """Give the errors logged during a `with`."""
    handler = Errors()
    logging.getLogger(NAME).addHandler(handler)
    yield handler.found
    logging.getLogger(NAME).removeHandler(handler)


@dataclass
class Figures:
    """What was seen; `unfit` is what only the rehearsal refused, `wrong` what must not be."""

    turns: int = 0
    meanwhile: int = 0
    served: int = 0
    refused: int = 0
    told: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    unfit: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        spread = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kinds.items()))
        return (
            f"{sum(self.kinds.values())} happenings ({spread})\n"
            f"{self.served} served, {self.refused} refused, {len(self.told)} messages to operators\n"
            f"{len(self.unfit)} refused by the rehearsal alone {self.unfit[:3]}\n"
            f"{self.turns} turns, {self.meanwhile} of them while a candidate was examined\n"
            f"{len(self.wrong)} wrong"
        )


class Trial:
    """A folder, the bot that follows it, people who talk, and what is true, computed apart."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance, self.whims = random.Random(seed), random.Random(seed)
        self.figures = Figures()
        self.base, self.edition = taken(folder), read_edition(folder)
        self.truth: dict[str, Knowledge] = {self.base.hash: load(folder)}
        self.problems: tuple[str, ...] = ()
        self.buttons: dict[int, tuple[Button, ...]] = {}
        db = open_database(MEMORY)
        self.versions = Versions(db)
        assistant = Assistant(load(folder), Sessions(db), Misses(db), audience_of(db), frozen(NOON))
        self.keeper = Keeper(assistant, self.versions, self.base, self.figures.told.append, self._check)

    async def _check(self, _folder: Path) -> tuple[str, ...]:
        """Give what the checks found in the folder, after a while."""
        for _ in range(5):
            await asyncio.sleep(0)
        return self.problems

    async def happen(self, happening: Happening) -> None:
        """Spoil the folder, let the bot take it while people talk, then judge."""
        put_back(self.base, self.folder)
        happening(self.folder, self.chance)
        self.figures.kinds[happening.__name__] += 1
        before = self.keeper.serving
        snapshot, found = taken(self.folder), judged(self.folder, self.edition)
        self.problems = found if isinstance(found, tuple) else ()
        unfit = list(rehearse(found, NOON.replace(tzinfo=None))) if isinstance(found, Knowledge) else []
        if unfit:
            self.figures.unfit.append(f"{happening.__name__}, {snapshot.changes(self.base)}: {unfit[0]}")
        elif isinstance(found, Knowledge):
            self.base = snapshot
            self.truth = {before.hash: self.truth[before.hash], snapshot.hash: found}
        await self._take(snapshot)
        for _ in range(AFTER):
            self.turn()
        self.figures.served += self.keeper.serving is not before
        self.figures.refused += bool(self.problems or unfit)
        self._judge(happening.__name__)

    async def _take(self, snapshot: Snapshot) -> None:
        taking = asyncio.create_task(self.keeper.take(snapshot))
        while not taking.done():
            self.turn()
            self.figures.meanwhile += 1
            await asyncio.wait([taking], timeout=0.01)
        await taking

    def _judge(self, kind: str) -> None:
        """The bot must serve the last content that is right, and have written that it does."""
        kept = self.versions.current()
        serving = self.keeper.serving.short
        if not serving == self.base.short == (kept and kept.short):
            said = self.figures.told[-1:]
            self.figures.wrong.append(f"{kind}: serves {serving} instead of {self.base.short}; {said}")

    def turn(self) -> None:
        """Let somebody do something, and compare the replies with those that are right."""
        chat = self.whims.choice(PEOPLE)
        assistant, event = self.keeper.assistant, self._event(chat)
        session = assistant.session(chat)
        replies = assistant.turn(chat, event)
        truth = self.truth[self.keeper.serving.hash]
        _, expected = step(truth, session, event, local(truth, session.answers, NOON))
        messages = [reply for reply in replies if isinstance(reply, Message)]
        self.buttons[chat] = tuple(b for message in messages for row in message.rows for b in row)
        self.figures.turns += 1
        if not replies or replies != expected:
            self.figures.wrong.append(f"{event}: {replies} instead of {expected}")

    def _event(self, chat: int) -> Event:
        buttons = self.buttons.get(chat, ())
        if buttons and self.whims.random() < 0.7:
            return self.whims.choice(buttons).event
        text = self.whims.choice(TYPED)
        if self.whims.random() < 0.1:
            return Do("recommencer")
        return Start() if text == "/start" else Say(text)


PATIENCE = 120
"""Seconds after which an operator who is told nothing is a failure, and not a slow machine."""


async def campaign(folder: Path, count: int, seed: int, without: Sequence[str] = ()) -> Figures:
    """Let things happen to a copy of the shipped content: each kind of spoiling in turn, then a good edit.

    `without` are patterns of files that are not copied.
    """
    shutil.copytree(SHIPPED, folder, ignore=shutil.ignore_patterns(*without))
    trial = Trial(folder, seed)
    kinds = (*BAD, *GOOD)
    with errors() as found:
        for rank in range(count):
            await trial.happen(kinds[rank % len(kinds)])
            if rank % 100 == 99:
                print(f"{rank + 1} …", file=sys.stderr, flush=True)
    trial.figures.wrong += found
    return trial.figures


async def watched(folder: Path, check: Check, happenings: Sequence[Happening]) -> list[tuple[str, float]]:
    """Let things happen to a folder that the real application watches, over the double of Telegram.

    Return, for each thing and for the way back, the seconds from the save to the message of the operator.
    """
    shutil.copytree(SHIPPED, folder)
    base, chance = taken(folder), random.Random(4)
    delays: list[tuple[str, float]] = []
    db = open_database(folder.parent / "donnees.sqlite3")
    assistant = Assistant(load(folder), Sessions(db), Misses(db), audience_of(db), frozen(NOON))
    async with BotApi() as api:
        api.world.open(OPERATOR)
        app = build(assistant, api.token, api.base_url, rate=FAST)
        alerts = Alerts(app.bot, (OPERATOR,))
        keeper = Keeper(assistant, Versions(db), base, alerts.tell, check)
        keep_up(app, keeper, alerts, folder)
        async with serving(app, api):
            for happening in happenings:
                happening(folder, chance)
                saved = taken(folder)
                told = await _told(api, delays, happening.__name__)
                bad = happening in (*BAD, *UNKEPT)
                assert ("refusé" if bad else f"version {saved.short}") in told, told
                if bad:
                    put_back(base, folder)
                    told = await _told(api, delays, f"{happening.__name__}, put back")
                    assert "de nouveau bon" in told, told
                base = taken(folder)
                assert keeper.serving.hash == base.hash
    db.conn.close()
    return delays


async def _told(api: BotApi, delays: list[tuple[str, float]], what: str) -> str:
    """Return the next message of the operator; until it comes, people talk and are answered."""
    start, before = perf_counter(), len(api.shown(OPERATOR))
    talks = 0
    while len(api.shown(OPERATOR)) == before:
        assert perf_counter() - start < PATIENCE, f"{what}: nothing was told to the operator"
        person = 1000 + talks // 2
        api.say(person, "association" if talks % 2 else "/recommencer")
        await api.settle(person, timeout=30)
        talks += 1
        wanted = "De quoi avez-vous besoin" if talks % 2 == 0 else "Vous êtes"
        assert wanted in api.shown(person)[-1].text, api.shown(person)[-1].text
        with contextlib.suppress(AssertionError):
            await api.wait_for(lambda: len(api.shown(OPERATOR)) > before, timeout=0.1)
    delays.append((what, perf_counter() - start))
    return api.shown(OPERATOR)[-1].text


def main() -> None:
    """Print the figures; the exit code is 1 when something is wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    configure("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        delays = asyncio.run(watched(Path(folder) / "content", elsewhere, WATCHED))
        for what, seconds in delays:
            print(f"{seconds:5.1f} s  {what}")
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(campaign(Path(folder) / "content", count, seed=4))
    print(figures)
    for wrong in figures.wrong[:20]:
        print(f"  {wrong[:2000]}")
    sys.exit(bool(figures.wrong))


if __name__ == "__main__":
    main()
