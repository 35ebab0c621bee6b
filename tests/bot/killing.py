"""Conversations whose process is killed again and again: `python -m tests.bot.killing [N]`.

Real processes, ended by SIGKILL at a turn of their event loop, or when the platform has received a reply or
has accepted it; the next one begins where the last one ended. A person writes her next answer only once she
has seen the question. After each death, what is kept of her is compared with what she has seen.
"""

import asyncio
import os
import random
import signal
import sys
import tempfile
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from dialogs.session import load as revive
from storage.database import open_database
from storage.sessions import Sessions
from tests.bot.lives import live
from tests.bot.sending import IMMORTAL, PROCESSES, Platform
from tests.botapi.calls import Call

PROCESSES.set_forkserver_preload(["tests.bot.lives"])
WORDS = ("asso", "consolider", "bretagne", "oui")
EXPECTED = (("statut", "association"), ("besoin", "consolider"), ("region", "53"), ("salaries", "oui"))
SEEN = ("De quoi avez-vous besoin", "Dans quelle région", "au moins un salarié", "Votre piste")
"""What is read once each word is understood."""
TOGETHER = 3
"""People who talk at the same time."""


@dataclass
class Crowd:
    """People who answer one question after the other; a new one comes when one has her result."""

    platform: Platform
    said: dict[int, int] = field(default_factory=dict)
    finished: int = 0

    def come(self) -> None:
        """Let people come until enough of them talk."""
        while len(self.said) - self.finished < TOGETHER:
            chat = 10**6 + len(self.said)
            self.said[chat] = 0
            self._say(chat)

    def seen(self, chat: int) -> int:
        """Return how many of her answers a person has seen understood."""
        shown = "\n".join(message.text for message in self.platform.shown(chat)).replace("\u00a0", " ")
        return max((rank for rank, text in enumerate(SEEN, 1) if text in shown), default=0)

    def go_on(self, chat: int) -> None:
        """Answer the question that was just seen, if it was not answered before."""
        if self.said.get(chat) != self.seen(chat):
            return
        if self.said[chat] < len(WORDS):
            self._say(chat)
        else:
            self.said[chat] += 1
            self.finished += 1
            self.come()

    def insist(self) -> None:
        """Say again what got no answer: Telegram was told that it had been received."""
        for chat, said in self.said.items():
            if self.seen(chat) < said <= len(WORDS):
                self.platform.say(chat, WORDS[said - 1])

    def _say(self, chat: int) -> None:
        self.platform.say(chat, WORDS[self.said[chat]])
        self.said[chat] += 1


class Town(Platform):
    """A platform whose people go on as soon as they see a reply."""

    def __init__(self) -> None:
        super().__init__(limits=False)
        self.crowd = Crowd(self)

    async def _perform(self, call: Call) -> object:
        result = await super()._perform(call)
        if call.chat_id in self.crowd.said:
            self.crowd.go_on(call.chat_id)
        return result


@dataclass
class Found:
    """What was seen: conversations, those finished, answers lost, answers that nobody gave."""

    kills: int = 0
    people: int = 0
    finished: int = 0
    lost: int = 0
    wrong: int = 0

    def __str__(self) -> str:
        return (
            f"{self.kills} morts, {self.people} personnes, {self.finished} conversations menées au résultat\n"
            f"réponses vues puis perdues : {self.lost}   réponses que personne n'a données : {self.wrong}"
        )


async def campaign(kills: int, seed: int) -> Found:
    """Kill so many times, then let everybody finish."""
    chance, found = random.Random(seed), Found()
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "donnees.sqlite3")
        open_database(data).close()
        async with Town() as town:
            while found.kills < kills:
                await _life(town, data, chance)
                found.kills += 1
                _compare(town, data, found)
            await _last(town, data)
            _compare(town, data, found)
            found.people, found.finished = len(town.crowd.said), town.crowd.finished
    return found


async def _life(town: Town, data: str, chance: random.Random) -> None:
    """Run a process to its death; one that waits for nobody any more is killed too."""
    town.crowd.come()
    town.crowd.insist()
    point = chance.choice(["turn", "turn", "received", "accepted"])
    turns = chance.randint(30, 160) if point == "turn" else IMMORTAL
    process = PROCESSES.Process(target=live, args=(data, town.base_url, town.token, turns))
    process.start()
    town.aim(process.pid or 0, point, chance.randint(1, 6))
    await asyncio.to_thread(process.join, 10)
    if process.is_alive():
        process.kill()
        await asyncio.to_thread(process.join)
    assert process.exitcode == -signal.SIGKILL, process.exitcode
    process.close()


async def _last(town: Town, data: str) -> None:
    """Serve until those who are there have their result; nobody else comes."""
    there = set(town.crowd.said)
    town.crowd.insist()
    process = PROCESSES.Process(target=live, args=(data, town.base_url, town.token, IMMORTAL))
    process.start()
    town.aim(process.pid or 0, "", 0)
    await town.wait_for(lambda: all(town.crowd.seen(chat) == len(WORDS) for chat in there), timeout=60)
    os.kill(process.pid or 0, signal.SIGKILL)
    await asyncio.to_thread(process.join)
    process.close()


def _compare(town: Town, data: str, found: Found) -> None:
    """Count what was lost, and what is kept that was not said, in the order of the questions."""
    with closing(open_database(data)) as db:
        sessions = Sessions(db)
        for chat, said in town.crowd.said.items():
            data_of = sessions.load(chat)
            kept = dict(revive(data_of).answers) if data_of else {}
            answered = tuple(pair for pair in EXPECTED if pair in kept.items())
            found.lost += len(answered) < town.crowd.seen(chat)
            asked = [(key, kept[key]) for key, _ in EXPECTED if key in kept]
            found.wrong += tuple(asked) != EXPECTED[: len(asked)] or len(asked) > said


async def main() -> None:
    """Print what was seen."""
    found = await campaign(int(sys.argv[1]) if len(sys.argv) > 1 else 1000, seed=1)
    print(found)
    sys.exit(1 if found.lost or found.wrong else 0)


if __name__ == "__main__":
    asyncio.run(main())
