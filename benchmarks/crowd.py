"""A hundred people at once, behind an API that takes 50 ms: `python -m benchmarks.crowd [runs]`

Over HTTP, each bot in a process of its own, as it is run: its own polling, its own transport. The pace of
what is sent is not held (Telegram holds it to 30 a second): it is the bots that are compared. A bot that
takes too long is stopped; its rate is that of the replies it gave until then.
"""

import asyncio
import os
import statistics
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.people import Crowd, server
from benchmarks.recording import recorded
from benchmarks.script import Step, dumped
from benchmarks.sending import percentile
from benchmarks.table import Figure, Sense, told
from benchmarks.turns import PEERS

PEOPLE = 100
DELAY = 0.05
RUNS = 5
LIMITS = {"defaut": 20.0}
"""Seconds after which a bot is stopped, where it is not `LIMIT`: the default would take over a minute."""
LIMIT = 60.0
NAMES = {
    "nous": "le nôtre",
    "aiogram": "aiogram, en mémoire",
    "defaut": "python-telegram-bot, par défaut",
}
MODULES = {
    "nous": "benchmarks.ours",
    "aiogram": "benchmarks.peers.framework",
    "defaut": "benchmarks.peers.library",
}


@dataclass(frozen=True)
class Run:
    """What one run gave."""

    rate: float
    work: float
    """The seconds of processor that the bot spent on a reply: other programs change it less than the rate."""
    took: list[float]
    whole: bool
    """Whether everybody came to the end, in order."""


def processor(process: int) -> float:
    """Return the seconds of processor that a process has spent."""
    told = Path(f"/proc/{process}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


async def run(name: str, script: list[Step]) -> Run:
    """Let everybody talk with a bot."""
    crowd = Crowd(script, PEOPLE, DELAY)
    serving = await asyncio.start_server(server(crowd), "127.0.0.1", 0, backlog=1000)
    port = serving.sockets[0].getsockname()[1]
    python = PEERS if name == "aiogram" else Path(sys.executable)
    process = await asyncio.create_subprocess_exec(
        python, "-m", MODULES[name], "polls", f"http://127.0.0.1:{port}/bot", stdin=asyncio.subprocess.PIPE
    )
    assert process.stdin
    process.stdin.write(dumped(script).encode() + b"\n")
    try:
        await crowd.polled.wait()
        loop = asyncio.get_running_loop()
        start, spent = loop.time(), processor(process.pid)
        crowd.arrive()
        try:
            async with asyncio.timeout(LIMITS.get(name, LIMIT)):
                await crowd.over.wait()
        except TimeoutError:
            pass
        took, spent = loop.time() - start, processor(process.pid) - spent
    finally:
        process.kill()
        await process.wait()
        crowd.news.set()
        await asyncio.sleep(2 * DELAY)  # what was being answered ends
        serving.close()
    replies = len(crowd.took)
    return Run(
        replies / took, spent / max(replies, 1), crowd.took, crowd.finished == PEOPLE and not crowd.wrong
    )


async def measured(runs: int) -> dict[str, list[Run]]:
    """Return the runs of each bot that is installed, interleaved; the default is run once: it is long."""
    script = await recorded()
    found: dict[str, list[Run]] = defaultdict(list)
    for rank in range(runs):
        for name in _names(rank):
            found[name].append(await run(name, script))
    return found


def _names(rank: int) -> Iterator[str]:
    yield "nous"
    if PEERS.exists() and rank < RUNS:
        yield "aiogram"
    if not rank:
        yield "defaut"


def figures(runs: int = RUNS) -> list[Figure]:
    """Measure, and return the figures."""
    found = asyncio.run(measured(runs))
    rate = {name: statistics.median(run.rate for run in them) for name, them in found.items()}
    told_: list[Figure] = []
    for name, them in found.items():
        took = [1000 * one for run in them for one in run.took]
        told_.append(Figure(f"{NAMES[name]} : réponses par seconde", rate[name], "/s"))
        told_.append(Figure(f"{NAMES[name]} : réponse, médiane", statistics.median(took), "ms"))
        work = statistics.median(run.work for run in them)
        told_.append(Figure(f"{NAMES[name]} : processeur par réponse", 1000 * work, "ms"))
        sense: Sense = "au plus" if name == "nous" else ""
        told_.append(
            Figure(f"{NAMES[name]} : réponse, p99", percentile(took, 0.99), "ms", sense, 3000 * DELAY)
        )
    whole = sum(run.whole for run in found["nous"])
    told_.append(
        Figure("le nôtre : tous au bout, dans l'ordre", whole, f"essais sur {runs}", "au moins", runs)
    )
    beside = {"defaut": 80.0, "aiogram": 1.5}
    told_ += [
        Figure(
            f"réponses par seconde, en fois : {NAMES[name]}",
            rate["nous"] / rate[name],
            "fois",
            "au moins",
            aim,
        )
        for name, aim in beside.items()
        if name in rate
    ]
    return told_


if __name__ == "__main__":
    title = f"{PEOPLE} personnes à la fois, une API qui met {1000 * DELAY:.0f} ms, par HTTP"
    told(title, figures(int(sys.argv[1]) if len(sys.argv) > 1 else RUNS))
