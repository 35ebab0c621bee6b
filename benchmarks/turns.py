"""What does a turn cost, beside the same bot written the usual way? `python -m benchmarks.turns`

Whole turns, from a parsed update to the reply handed to a transport that answers at once. Every bot says the
same words by the same calls, which is checked. Each lives in a process of its own, and holds a few
conversations in its turn, round after round: a noisy machine disturbs all of them alike, medians are taken.
"""

import asyncio
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.recording import recorded
from benchmarks.script import LIVE, dumped
from benchmarks.table import Figure, told

ROUNDS = 9
PEERS = Path(".venv/peers/bin/python")
"""The interpreter of what needs an environment of its own."""
NAMES = {
    "plancher": "plancher de la bibliothèque, rien gardé",
    "nous": "le nôtre, chaque réponse gardée (SQLite)",
    "rien": "ConversationHandler, rien gardé",
    "memoire": "aiogram, en mémoire",
    "sqlite": "aiogram, SQLite",
    "vide": "PicklePersistence à chaque message, vide",
    "vivant": f"PicklePersistence, {LIVE} conversations",
}
PEOPLE = {"vide": 8, "vivant": 1}
"""People of a round, where they are not `USUAL`."""
USUAL = 40
AIMS = {"rien": 1.2, "sqlite": 2.5, "vide": 6.0, "vivant": 300.0}
"""How many times as many conversations as each."""


class Peer:
    """A bot in its process."""

    def __init__(self, process: "subprocess.Popen[str]", people: int) -> None:
        self._process = process
        self._people = people
        self.took: list[float] = []

    def _line(self) -> str:
        assert self._process.stdout
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("a bot stopped; what it wrote is above")
        return line.strip()

    def ready(self) -> None:
        """Wait until it is."""
        assert self._line() == "ready"

    def round(self) -> None:
        """Let it hold its conversations; note the seconds a conversation."""
        assert self._process.stdin
        print(self._people, file=self._process.stdin, flush=True)
        self.took.append(float(self._line()) / self._people)


def command(name: str) -> list[str]:
    """Return the command of a bot."""
    if name == "nous":
        return [sys.executable, "-m", "benchmarks.ours", "turns"]
    if name in {"memoire", "sqlite"}:
        return [str(PEERS), "-m", "benchmarks.peers.framework", "turns", name]
    return [sys.executable, "-m", "benchmarks.peers.library", "turns", name]


@contextmanager
def playing(name: str, script: str) -> Iterator[Peer]:
    """Start a bot, and end it."""
    pipe = subprocess.PIPE
    with subprocess.Popen(command(name), stdin=pipe, stdout=pipe, text=True) as process:
        assert process.stdin
        print(script, file=process.stdin, flush=True)
        yield Peer(process, PEOPLE.get(name, USUAL))
        process.stdin.close()


def measured(rounds: int) -> dict[str, float]:
    """Return the median seconds of a conversation, for each bot that is installed."""
    names = [name for name in NAMES if Path(command(name)[0]).exists()]
    script = dumped(asyncio.run(recorded()))
    with ExitStack() as stack:
        peers = {name: stack.enter_context(playing(name, script)) for name in names}
        for peer in peers.values():
            peer.ready()
            peer.round()
            peer.took.clear()
        for _ in range(rounds):
            for peer in peers.values():
                peer.round()
    return {name: statistics.median(peer.took) for name, peer in peers.items()}


def figures(rounds: int = ROUNDS) -> list[Figure]:
    """Measure, and return the figures."""
    took = measured(rounds)
    ours = took["nous"]
    rates = [Figure(f"{NAMES[name]}", 1 / seconds, "conv/s") for name, seconds in took.items()]
    cost = Figure("un tour gardé, en fois le plancher", ours / took["plancher"], "fois", "au plus", 1.4)
    beside = [
        Figure(f"conversations, en fois : {NAMES[name]}", took[name] / ours, "fois", "au moins", aim)
        for name, aim in AIMS.items()
        if name in took
    ]
    return [*rates, cost, *beside]


if __name__ == "__main__":
    told("Tours entiers, sans réseau", figures(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS))
