"""Golden conversations, on the real content: the session is serialised between every two turns.

`CRESS_REECRIRE=1 pytest tests/conversations` writes the answers anew; the difference is the review.
"""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from bot.transcript import Screen, clock_line
from dialogs.session import Session, dump, load
from dialogs.step import step
from knowledge.content import Knowledge

HERE = Path(__file__).parent
TRANSCRIPTS = sorted(HERE.glob("*.txt"))
REWRITE = "CRESS_REECRIRE"


def replay(knowledge: Knowledge, written: str) -> str:
    """Talk again what a transcript says was typed, and return what it should say."""
    session = Session()
    screen = Screen()
    now: datetime | None = None
    told: list[str] = []
    for line in written.splitlines():
        clock = clock_line(line)
        if clock:
            now = clock
            told.append(line)
        elif line.startswith("> "):
            assert now is not None, "a transcript begins with its clock"
            session, replies = step(knowledge, session, screen.event(line[2:]), now)
            session = load(json.loads(json.dumps(dump(session))))
            told += [line, *screen.show(replies)]
        elif line.startswith("#"):
            told.append(line)
    return "\n".join([*told, ""])


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_conversation(path: Path, knowledge: Knowledge) -> None:
    """A conversation says today what it said when it was read and approved."""
    written = path.read_text(encoding="utf-8")
    told = replay(knowledge, written)
    if os.environ.get(REWRITE):
        path.write_text(told, encoding="utf-8")
    assert told == written


def test_there_are_enough_conversations() -> None:
    """At least fifteen golden conversations are kept."""
    assert len(TRANSCRIPTS) >= 15
