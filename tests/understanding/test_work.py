"""How much work a message is: counted, since the time that it takes depends on the machine."""

import sys
from types import FrameType

from dialogs.understanding import understand
from knowledge.content import Knowledge
from tests.understanding.evaluate import corpus

MESSAGES = 120
CALLS = 75
"""Calls of functions for a character: twice what was measured (37) when a message took 0.5 ms."""


def calls(knowledge: Knowledge, texts: list[tuple[str, str | None]]) -> int:
    """Count the calls of functions that understanding texts takes."""
    count = 0

    def heard(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(heard)
    try:
        for text, question in texts:
            understand(knowledge, question, {}, text)
    finally:
        sys.setprofile(before)
    return count


def test_a_message_is_little_work(knowledge: Knowledge) -> None:
    """Nothing is worked out again for each word: it was for a day, and only a benchmark told."""
    texts = [(entry["t"], entry.get("q")) for entry in corpus("reglage_5")[:MESSAGES]]
    calls(knowledge, texts)  # what is learnt once for all messages is
    assert calls(knowledge, texts) < CALLS * sum(len(text) for text, _ in texts)
