"""A folder spoilt again and again while people talk: `python -m tests.bot.corruptions [N]`.

Every reply must be word for word the one of the last content that passed the checks, computed apart from
what the bot holds; every event must have a reply; what is served must be what is kept as served.
"""

import asyncio
import json
import logging
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from bot.assistant import Assistant
from bot.clock import frozen, local
from bot.folder import Refused, put_back, taken
from bot.keeping import Keeper
from bot.logs import NAME, configure
from dialogs.events import Button, Do, Event, Message, Say, Start
from dialogs.step import step
from knowledge.content import Knowledge
from knowledge.issues import KnowledgeError
from knowledge.load import SHIPPED, broken_scenarios, load, read_edition
from storage.database import MEMORY, open_database
from storage.misses import Misses
from storage.sessions import Sessions
from storage.versions import Snapshot, Versions
from tests.bot.spoiling import BAD, GOOD, Happening

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
PEOPLE = range(1, 7)
TYPED = (
    ["/start", "asso", "une scop", "développer", "consolider", "bretagne", "93", "oui", "non", "merci", "aide", "blabla", "je ne sais pas"]
)
AFTER = 12
"""Turns taken once a candidate was served or refused, besides those taken meanwhile."""


def problems(folder: Path) -> tuple[str, ...]:
    """Check a folder as `verifier` does, but for the walk of every situation: a thousand checks take minutes."""
    try:
        return tuple(
            str(issue) for issue in broken_scenarios(read_edition(folder), NOON.replace(tzinfo=None))
        )
    except KnowledgeError as error:
        return tuple(str(issue) for issue in error.issues)


async def quick(folder: Path) -> tuple[str, ...]:
    """Check a folder in a thread."""
    return await asyncio.to_thread(problems, folder)


class Errors(logging.Handler):
    """Keeps the errors that are logged: there must be none."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.found: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the event and its trace."""
        self.found.append(record.getMessage())


@contextmanager
def errors() -> Iterator[list[str]]:
    """Give the errors logged during a `with`."""
    handler = Errors()
    logging.getLogger(NAME).addHandler(handler)
    yield handler.found
    logging.getLogger(NAME).removeHandler(handler)


@dataclass
class Figures:
    """What was seen; `wrong` tells what must not be."""

    turns: int = 0
    meanwhile: int = 0
    served: int = 0
    refused: int = 0
    told: list[str] = field(default_factory=list)
    kinds: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        spread = ", ".join(f"{kind} {count}" for kind, count in sorted(self.kinds.items()))
        return (
            f"{sum(self.kinds.values())} happenings ({spread})\n{self.served} served, {self.refused} refused, "
            f"{len(self.told)} messages to operators\n{self.turns} turns, {self.meanwhile} of them while a "
            f"candidate was examined\n{len(self.wrong)} wrong"
        )


class Trial:
    """A folder, the bot that follows it, people who talk, and what is true, computed apart."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.chance = random.Random(seed)
        self.figures = Figures()
        self.base = taken(folder)
        self.truth: dict[str, Knowledge] = {self.base.hash: load(folder)}
        self.buttons: dict[int, tuple[Button, ...]] = {}
        db = open_database(MEMORY)
        self.versions = Versions(db)
        assistant = Assistant(load(folder), Sessions(db), Misses(db), frozen(NOON))
        self.keeper = Keeper(assistant, self.versions, self.base, self.figures.told.append, quick)

    async def happen(self, happening: Happening) -> None:
        """Spoil the folder, let the bot take it while people talk, then judge."""
        put_back(self.base, self.folder)
        happening(self.folder, self.chance)
        self.figures.kinds[happening.__name__] += 1
        before = self.keeper.serving.hash
        snapshot = taken(self.folder)
        right = not problems(self.folder)
        if right:
            self.truth = {before: self.truth[before], snapshot.hash: load(self.folder)}
        await self._take(snapshot)
        for _ in range(AFTER):
            self.turn()
        self._judge(happening.__name__, snapshot, right, before)

    async def _take(self, snapshot: Snapshot) -> None:
        taking = asyncio.create_task(self.keeper.take(snapshot))
        while not taking.done():
            self.turn()
            self.figures.meanwhile += 1
            await asyncio.sleep(0.002)
        await taking

    def _judge(self, kind: str, snapshot: Snapshot, right: bool, before: str) -> None:
        expected = snapshot.hash if right else before
        kept = self.versions.current()
        serving = self.keeper.serving.hash
        if not serving == expected == (kept and kept.hash):
            self.figures.wrong.append(f"{kind}: serves {serving[:10]} instead of {expected[:10]}")
        if right:
            self.base = snapshot
        self.figures.served += serving != before
        self.figures.refused += not right

    def turn(self) -> None:
        """Let somebody do something, and compare the replies with those that are right."""
        chat = self.chance.choice(PEOPLE)
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
        if buttons and self.chance.random() < 0.7:
            return self.chance.choice(buttons).event
        text = self.chance.choice(TYPED)
        if self.chance.random() < 0.1:
            return Do("recommencer")
        return Start() if text == "/start" else Say(text)


async def campaign(folder: Path, count: int, seed: int) -> Figures:
    """Let as many things happen to a copy of the shipped content; half the kinds of them are drawn from good edits."""
    shutil.copytree(SHIPPED, folder)
    trial = Trial(folder, seed)
    with errors() as found:
        for rank in range(count):
            kinds = GOOD if trial.chance.random() < 0.25 else BAD
            happening = BAD[rank % len(BAD)] if kinds is BAD else trial.chance.choice(GOOD)
            try:
                await trial.happen(happening)
            except Refused as refused:
                trial.keeper.refuse(refused.problems)
            if rank % 100 == 99:
                print(f"{rank + 1} …", file=sys.stderr, flush=True)
    trial.figures.wrong += found
    return trial.figures


def main() -> None:
    """Print the figures; the exit code is 1 when something is wrong."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 1000
    configure("ERROR")
    with tempfile.TemporaryDirectory() as folder:
        figures = asyncio.run(campaign(Path(folder) / "content", count, seed=4))
    print(figures)
    for wrong in figures.wrong[:20]:
        print(f"  {wrong[:2000]}")
    print(json.dumps(figures.told[-2:], ensure_ascii=False, indent=1))
    sys.exit(bool(figures.wrong))


if __name__ == "__main__":
    main()
