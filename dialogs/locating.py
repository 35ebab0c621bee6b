"""Whom to talk to at a place that is named: « le numéro de la CRESS Bretagne », said by anybody."""

from dialogs import places
from dialogs.answering import kept
from dialogs.calling import named
from dialogs.clauses import clauses
from dialogs.events import Message
from dialogs.pages.current import Outcome, with_session
from dialogs.pages.parts import act, human_contacts, onward
from dialogs.pages.reading import contacts_page
from dialogs.text import joined
from dialogs.turn import Turn
from dialogs.words import capitals
from knowledge.questions import REGION


def reached(turn: Turn, text: str) -> Outcome | None:
    """Say whom to talk to in another region than that of the person, when one is named.

    Where she said none, that is hers from now on if the place is sure, and she is told so; else nothing is
    written down.
    """
    region, sure = _place(turn, text)
    if region is None or region == turn.region:
        return None
    answers, _ = kept(turn, {**turn.answers, REGION: region})
    there = with_session(turn, turn.session.answered(answers))
    taken = sure and turn.region is None
    programme = named(there, text) or "cress"
    told = (
        joined([there.say("humain_region"), human_contacts(there)])
        if programme == "cress"
        else contacts_page(there, programme).text
    )
    notice = turn.say("compris", reponses=there.phrase(REGION, region)) if taken else ()
    after = there if taken else turn
    rows = ((onward(after),), (act(turn, "recapitulatif"), act(turn, "recommencer")))
    return after.session, (Message(joined([notice, told], "\n\n"), rows),)


def _place(turn: Turn, text: str) -> tuple[str | None, bool]:
    """Return the only region of the places of a text, and whether it may be taken unasked."""
    heard = clauses(turn.knowledge, text)
    where = places.inside(turn.knowledge, heard, capitals(text), asked=True)
    regions = {spot.region for spot in where.spots}
    return (regions.pop() if len(regions) == 1 else None), where.sure
