"""What is said at once to somebody in an emergency or in danger, before anything else is known."""

from dialogs.events import Message
from dialogs.pages.parts import act, human_contacts, onward
from dialogs.text import Text, joined, rich
from dialogs.turn import Turn
from knowledge.adjustments import Adjustment
from knowledge.content import Knowledge
from knowledge.derived import remembered

REMEMBERED = 128
"""Situations remembered."""


def pressing(before: Turn, after: Turn) -> Text:
    """Say whom to talk to, and what cannot wait, once and before the result, which says it too.

    The contact is said again, alone, when it becomes a nearer one: the region was heard.
    """
    holding = _first(after)
    if not holding or after.orientation:
        return ()
    known = _first(before)
    who = human_contacts(after)
    if known and who == human_contacts(before):
        return ()
    remarks = [each.short_remark or each.remark for each in holding]
    told = () if known else joined([rich(remark) for remark in remarks if remark])
    return joined([after.say("urgence"), who, told])


def danger_page(turn: Turn, cry: str) -> Message:
    """Say whom to call to somebody who thinks of death, or whose neighbour does (`distress.CRIES`).

    The conversation waits, and that is not kept.
    """
    return Message(turn.say(cry), ((onward(turn), act(turn, "humain")),))


def _first(turn: Turn) -> tuple[Adjustment, ...]:
    """Return the modifiers that ask for somebody to call first, from what is said so far."""
    return _holding(turn.knowledge, tuple(turn.answers.items()))


@remembered(REMEMBERED)
def _holding(knowledge: Knowledge, said: tuple[tuple[str, str], ...]) -> tuple[Adjustment, ...]:
    """Find them once for the people who say the same: it is asked at every turn."""
    facts = knowledge.effective(dict(said))
    return tuple(each for each in knowledge.modifiers.holding(facts) if each.contact_first)
