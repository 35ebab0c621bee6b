"""What is said at once to somebody in an emergency or in danger, before anything else is known."""

from dialogs.events import Message
from dialogs.pages.parts import act, human_contacts, onward
from dialogs.text import Text, joined, rich
from dialogs.turn import Turn
from knowledge.adjustments import Adjustment


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
    told = () if known else joined([rich(adjustment.remark) for adjustment in holding if adjustment.remark])
    return joined([after.say("urgence"), who, told])


def danger_page(turn: Turn) -> Message:
    """Say whom to call to somebody who thinks of death; the conversation waits, and nothing of it is kept."""
    return Message(turn.say("detresse"), ((onward(turn), act(turn, "humain")),))


def _first(turn: Turn) -> tuple[Adjustment, ...]:
    """Return the modifiers that ask for somebody to call first, from what is said so far."""
    facts = turn.knowledge.effective(turn.answers)
    return tuple(each for each in turn.knowledge.modifiers.holding(facts) if each.contact_first)
