"""The rehearsal of a content: all conversations reach a result, or are told."""

import weakref
from dataclasses import replace
from datetime import datetime

from bot.rehearsing import CONVERSATIONS, rehearse
from dialogs.repairing import repaired
from knowledge.content import Knowledge
from knowledge.derived import CONTENTS, _kept

NOW = datetime(2026, 11, 24, 10)


def test_the_shipped_content_is_rehearsed(knowledge: Knowledge) -> None:
    """Each conversation reaches a result, and what is slow to build has been built."""
    copy = replace(knowledge)
    assert list(rehearse(copy, NOW)) == []
    assert "_all_odds" in {make.__name__ for make in _kept(copy.mark)}


def test_a_conversation_that_goes_nowhere_is_told(knowledge: Knowledge) -> None:
    """Where no region can be chosen, no result comes, and the answers given are named."""
    lost = list(rehearse(replace(knowledge, regions={}), NOW))
    assert len(lost) == CONVERSATIONS
    assert all(said.startswith("statut = ") for said in lost)


def test_the_contents_of_the_past_are_forgotten(knowledge: Knowledge) -> None:
    """However many contents were served, and whatever was typed, only the last few are still in memory."""
    contents = [replace(knowledge) for _ in range(7)]
    for content in contents:
        repaired(content, ("asociation", "develloper"))
    alive = [weakref.ref(content) for content in contents]
    del contents, content
    assert sum(reference() is not None for reference in alive) <= CONTENTS
