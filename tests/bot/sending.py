"""Broadcasts whose process is killed again and again: `python -m tests.bot.sending [N]`.

First a small one, killed at each turn of its event loop: at every await point. Then a great one. Real
processes, ended by SIGKILL at the await points of their event loop, and when the platform has received a
message or has accepted it; each begins again where the last one ended. Then one that lives, with a tenth of
429 and a twentieth of 403, to measure the pace. What the platform saw is compared with what is kept; when
messages left, as processes note it, with when it saw them: a machine that is busy brings some together.
"""

import asyncio
import itertools
import multiprocessing
import os
import random
import signal
import sys
import tempfile
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from telegram.ext import ExtBot

from bot import clock
from bot.draining import Drain
from bot.outbound import Outbound
from bot.pace import RATE, Pace
from bot.packing import pack
from dialogs.events import Message
from dialogs.text import plain
from storage.batches import Batches
from storage.database import Database, open_database
from storage.outbox import Draft, Outbox, State
from tests.botapi.calls import DROPPED, Call
from tests.botapi.limits import ApiError
from tests.botapi.server import BotApi

BODY = pack(Message(plain("Un appel ouvre.")))
PROCESSES = multiprocessing.get_context("forkserver")
PROCESSES.set_forkserver_preload(["telegram.ext", "bot.draining", "bot.outbound", "tests.botapi.server"])
IMMORTAL = 0
FAST = 200.0
"""Messages a second where the pace is not the subject."""


class Mortal(asyncio.SelectorEventLoop):
    """An event loop that ends its process, as `kill -9` does, when it has turned so many times."""

    def __init__(self, turns: int) -> None:
        super().__init__()
        self._turns = turns

    def _run_once(self) -> None:
        self._turns -= 1
        if self._turns == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        super()._run_once()  # type: ignore[misc]


class Noting(Pace):
    """The pace, which notes in a file when each call leaves: the processes of a machine share that time."""

    def __init__(self, rate: float, notes: Path) -> None:
        super().__init__(rate)
        self._notes = notes

    async def process_request(self, callback: Any, **rest: Any) -> Any:  # type: ignore[override]
        """Make a call in its turn, and note when."""

        async def noted(*args: Any, **kwargs: Any) -> Any:
            with self._notes.open("a", encoding="ascii") as notes:
                notes.write(f"{asyncio.get_running_loop().time()}\n")
            return await callback(*args, **kwargs)

        return await super().process_request(noted, **rest)


def _notes(data: str) -> Path:
    return Path(data).with_name("departs")


def live(data: str, url: str, token: str, rate: float, turns: int) -> None:
    """Empty the outbox, in a process of its own, until it is empty or the process is dead."""
    with asyncio.Runner(loop_factory=lambda: Mortal(turns)) as runner:
        runner.run(_drain(data, url, token, rate))


async def _drain(data: str, url: str, token: str, rate: float) -> None:
    db = open_database(data)
    outbox = Outbox(db)
    async with ExtBot(token, base_url=url, rate_limiter=Noting(rate, _notes(data))) as bot:
        caution = 1.0 if rate == RATE else 0.0
        drain = Drain(outbox, Batches(db), Outbound(bot), clock.system, lambda _: None, caution=caution)
        await drained(outbox, drain)


async def drained(outbox: Outbox, drain: Drain) -> None:
    """Empty an outbox until it is empty."""
    draining = asyncio.create_task(drain.run())
    while outbox.counts().keys() & {State.WAITING, State.LEAVING}:  # noqa: ASYNC110
        await asyncio.sleep(0.05)  # the outbox is in a file: nothing tells
    draining.cancel()
    await asyncio.wait([draining])


class Platform(BotApi):
    """A Bot API that kills the process that calls it, at a point of the life of a message."""

    def __init__(self, *, limits: bool) -> None:
        super().__init__(limits=limits)
        self.seen: Counter[int] = Counter()
        self.accepted: Counter[int] = Counter()
        self.times: list[float] = []
        self.victim = 0
        self._left = 0
        self._point = ""

    def aim(self, victim: int, point: str, after: int) -> None:
        """Kill a process at a point (`received`, `accepted`) of its n-th message."""
        self.victim, self._point, self._left = victim, point, after

    def _dies(self, point: str) -> bool:
        if self._point != point:
            return False
        self._left -= 1
        if self._left == 0:
            os.kill(self.victim, signal.SIGKILL)
        return self._left == 0

    async def _perform(self, call: Call) -> Any:
        if not call.sends or call.chat_id is None:
            return await super()._perform(call)
        self.seen[call.chat_id] += 1
        self.times.append(call.at)
        if self._dies("received"):
            call.status = DROPPED
            raise ApiError(DROPPED, "")
        result = await super()._perform(call)
        self.accepted[call.chat_id] += 1
        self._dies("accepted")
        return result


@dataclass(frozen=True)
class Figures:
    """What the platform saw, beside what is kept."""

    lives: int
    states: Counter[State]
    duplicates: int
    lost: int
    untold: int
    doubtful_accepted: int
    doubtful_refused: int
    doubtful_unseen: int
    most: int
    left: int
    early: int
    pace: float

    def __str__(self) -> str:
        states = ", ".join(f"{state.value} {count}" for state, count in self.states.items())
        return (
            f"{self.lives} processus ; {states}\n"
            f"doublons {self.duplicates}   pertes silencieuses {self.lost}   "
            f"acceptés sans être dits {self.untold}\n"
            f"douteux : acceptés {self.doubtful_accepted}, reçus et perdus {self.doubtful_refused}, "
            f"jamais arrivés {self.doubtful_unseen}\n"
            f"au plus {self.most} envois dans une seconde glissante, {self.left} à leur départ ; "
            f"{self.early} dans un temps d'attente ; "
            f"{self.pace:.1%} du débit"
        )


def most(times: Iterable[float], span: float = 1.0) -> int:
    """Return the most instants within any span of time."""
    ordered = sorted(times)
    return max((rank - bisect_left(ordered, at - span) + 1 for rank, at in enumerate(ordered)), default=0)


def figures(
    platform: Platform, rows: list[tuple[int, State]], lives: int, rate: float, notes: Path
) -> Figures:
    by_state = {state: {chat for chat, found in rows if found is state} for state in State}
    sent, doubtful = by_state[State.SENT], by_state[State.DOUBTFUL]
    accepted, seen = set(platform.accepted), set(platform.seen)
    first: dict[int, float] = {}
    for call in platform.calls:
        if call.sends and call.chat_id is not None:
            first.setdefault(call.chat_id, call.at)
    began, last = min(first.values(), default=0.0), max(first.values(), default=0.0)
    working = sum(at <= last for at in platform.times) - 1
    return Figures(
        lives=lives,
        states=Counter(state for _, state in rows),
        duplicates=sum(count > 1 for count in platform.accepted.values()),
        lost=len(sent - accepted) + len(by_state[State.WAITING]) + len(by_state[State.LEAVING]),
        untold=len(accepted - sent - doubtful),
        doubtful_accepted=len(doubtful & accepted),
        doubtful_refused=len(doubtful & seen - accepted),
        doubtful_unseen=len(doubtful - seen),
        most=most(platform.times),
        left=most(map(float, notes.read_text(encoding="ascii").split())),
        early=len(platform.early),
        pace=working / max(last - began, 1 / rate) / rate,
    )


async def everywhere(people: int) -> tuple[int, Counter[State], int]:
    """Kill a small broadcast at each turn of its event loop, and go on.

    Return how many turns there are, what became of the rows, and how many were lost or written to twice.
    """
    states: Counter[State] = Counter()
    wrong = 0
    for turns in itertools.count(1):
        with tempfile.TemporaryDirectory() as folder:
            data = str(Path(folder) / "donnees.sqlite3")
            with closing(open_database(data)) as db:
                written(db, people)
                async with Platform(limits=False) as platform:
                    prepare(platform, people, random.Random(turns), faults=False)
                    died = await _run(platform, data, FAST, turns) != 0
                    await _run(platform, data, FAST, IMMORTAL)
                    seen = figures(platform, rows(db), 2, FAST, _notes(data))
        states += seen.states
        wrong += seen.duplicates + seen.lost + seen.untold
        if not died:
            return turns - 1, states, wrong
    raise AssertionError


async def campaign(people: int, deaths: int, rate: float, seed: int, *, faults: bool = False) -> Figures:
    """Send to so many people through so many deaths; return what was seen. With faults, 429 and 403 too."""
    chance = random.Random(seed)
    with tempfile.TemporaryDirectory() as folder:
        data = str(Path(folder) / "donnees.sqlite3")
        db = open_database(data)
        outbox = written(db, people)
        async with Platform(limits=rate == RATE) as platform:
            prepare(platform, people, chance, faults=faults)
            lives = 0
            while outbox.counts().keys() & {State.WAITING, State.LEAVING}:
                lives += 1
                await _life(platform, data, rate, chance, people // (deaths + 1) if lives <= deaths else 0)
            seen = figures(platform, rows(db), lives, rate, _notes(data))
        db.conn.close()
        return seen


def rows(db: Database) -> list[tuple[int, State]]:
    return [(row["chat"], State(row["state"])) for row in db.query("select chat, state from outbox")]


def written(db: Database, people: int) -> Outbox:
    outbox, batches, now = Outbox(db), Batches(db), clock.system()
    batches.open("lot", "Campagne", now)
    outbox.add("lot", (Draft(f"lot:{chat}", chat, "essai", BODY, now) for chat in range(1, people + 1)), now)
    batches.start("lot")
    return outbox


def prepare(platform: Platform, people: int, chance: random.Random, *, faults: bool) -> None:
    for chat in range(1, people + 1):
        platform.open_chat(chat)
        drawn = chance.random() if faults else 1.0
        if drawn < 0.05:
            platform.world.chats[chat].blocked = True
        elif drawn < 0.15:
            wait = {"retry_after": chance.randint(1, 5)}
            platform.fault("sendMessage", 429, "Too Many Requests", wait, chat_id=chat)
    platform.fault("sendMessage", 200, "", times=10 * people, delay=0.02)


async def _life(platform: Platform, data: str, rate: float, chance: random.Random, share: int) -> None:
    """Run a process to its death, some messages later, or to the end of the broadcast."""
    messages = chance.randint(1, 2 * share) if share else IMMORTAL
    point = chance.choice(["turn", "turn", "received", "accepted"]) if share else ""
    turns = chance.randint(1, 12 * messages) if point == "turn" else IMMORTAL
    await _run(platform, data, rate, turns, point, messages)


async def _run(
    platform: Platform, data: str, rate: float, turns: int, point: str = "", messages: int = IMMORTAL
) -> int:
    """Run a process to its end; return its exit code."""
    process = PROCESSES.Process(target=live, args=(data, platform.base_url, platform.token, rate, turns))
    process.start()
    platform.aim(process.pid or 0, point, messages)
    await asyncio.to_thread(process.join)
    code = process.exitcode
    process.close()
    assert code in (0, -signal.SIGKILL)
    return code


async def main() -> None:
    """Print what was seen through the deaths, then the pace."""
    people = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    turns, states, lost = await everywhere(4)
    told = ", ".join(f"{state.value} {count}" for state, count in states.items())
    print(
        f"tué à chaque tour de boucle ({turns}) d'un envoi à 4 personnes : {told} ; {lost} perdus ou doublés"
    )
    deaths = max(20, people // 50)
    killed = await campaign(people, deaths, RATE, seed=1)
    print(f"{people} personnes, {deaths} morts\n{killed}")
    paced = await campaign(people, 0, RATE, seed=2, faults=True)
    print(f"{people} personnes, 10 % de 429 et 5 % de 403\n{paced}")
    wrong = [killed.duplicates, killed.lost, killed.untold, paced.duplicates, paced.lost, paced.untold, lost]
    wrong += [killed.early, paced.early, max(killed.most, killed.left, paced.most, paced.left) > 30]
    sys.exit(1 if any(wrong) else 0)


if __name__ == "__main__":
    asyncio.run(main())
