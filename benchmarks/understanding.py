"""How fast is a message understood? `python -m benchmarks.understanding`

Every utterance of the corpora, on one core, with the whole gazetteer loaded; beside it, in the same run,
plain `rapidfuzz.process.extractOne` (WRatio) over the names of communes, which finds a name and no more.
Prints microseconds and ratios, then what is read and learnt before the first one.
"""

import random
import statistics
import time
from collections.abc import Callable

from rapidfuzz import process

from benchmarks.table import Figure, told
from dialogs.lexicon import lexicon
from dialogs.likely import likely
from dialogs.understanding import understand
from knowledge.content import Knowledge
from knowledge.load import load, territories
from tests.understanding.evaluate import PARTS, corpus

ROUNDS = 5
DRAWN = 60
"""How many texts the plain way is tried on: it takes milliseconds each."""


def timed(work: Callable[..., object], *values: object) -> float:
    """Return how much of the processor a call takes, in microseconds: others may be using it too."""
    start = time.process_time_ns()
    work(*values)
    return (time.process_time_ns() - start) / 1000


def ours(knowledge: Knowledge, entries: list[tuple[str, str | None]]) -> list[float]:
    """Time every message, each round with nothing remembered of its misspelt words but what others left."""
    return [
        timed(understand, knowledge, question, {}, text) for _ in range(ROUNDS) for text, question in entries
    ]


def plain(knowledge: Knowledge, entries: list[tuple[str, str | None]]) -> list[float]:
    """Time the plain way on some of the messages."""
    names = list(knowledge.gazetteer.communes)
    drawn = random.Random(1).sample(entries, DRAWN)
    return [timed(process.extractOne, text.lower(), names) for text, _ in drawn]


def figures() -> list[Figure]:
    """Measure, and return the figures."""
    territories.cache_clear()  # another part may have read them
    start = timed(lambda: territories().communes) / 1000
    knowledge = load()
    compiled = timed(lambda: lexicon(knowledge)) / 1000
    learnt = timed(likely, knowledge, "besoin", ("subvention",)) / 1000
    entries = [(entry["t"], entry.get("q")) for part in PARTS for entry in corpus(part)]
    sorted_out = timed(understand, knowledge, "region", {}, "abcdefgh") / 1000
    mine, theirs = sorted(ours(knowledge, entries)), sorted(plain(knowledge, entries))
    typical, beside = statistics.median(mine), statistics.median(theirs)
    return [
        Figure(f"{len(entries)} messages, {ROUNDS} fois : médiane", typical, "µs"),
        Figure("p99", mine[int(len(mine) * 0.99)], "µs"),
        Figure("extractOne (WRatio) sur les communes : médiane", beside, "µs"),
        Figure("extractOne, en fois le nôtre", beside / typical, "fois"),
        Figure("territoires, au démarrage", start, "ms"),
        Figure("noms de lieux, rangés", sorted_out, "ms"),
        Figure("vocabulaire compilé", compiled, "ms"),
        Figure("exemples appris", learnt, "ms"),
    ]


if __name__ == "__main__":
    told("Comprendre un message", figures())
