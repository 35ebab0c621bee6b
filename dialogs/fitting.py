"""Which answers go with those that a message tells: no other one is guessed."""

from dialogs.events import Answer
from knowledge.content import Knowledge
from knowledge.entry import Facts
from knowledge.questions import NEED, STATUS

NOTHING: Facts = {}
_NO_STRUCTURE = frozenset({"sans_structure", "collectif"})
_OF_A_STRUCTURE = frozenset({"esus", "devenir_ess", "changer_echelle", "consolider"})
"""Needs of a structure that exists."""


def possible(knowledge: Knowledge, told: Facts, answer: Answer) -> bool:
    """Tell whether an answer goes with what is told: who has no structure yet turns it into no other."""
    if told.get(STATUS) in _NO_STRUCTURE and answer.question == NEED and answer.value in _OF_A_STRUCTURE:
        return False
    facts = {**told, answer.question: answer.value}.items()
    return not any(pair.items() <= facts for pair in knowledge.contradictions)
