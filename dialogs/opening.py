"""Opening a conversation, and coming back to it."""

from datetime import timedelta

from dialogs.answering import kept
from dialogs.events import Details, Message, Start
from dialogs.pages.current import Outcome, paged
from dialogs.pages.parts import act
from dialogs.showing import shown
from dialogs.text import joined
from dialogs.turn import Turn

AWAY = timedelta(hours=20)
"""After this long, the person is welcomed back rather than told that her words were not understood."""


def started(turn: Turn, event: Start) -> Outcome:
    """Open the conversation: at a programme, in a region, or where it was left."""
    payload = event.payload
    if payload in turn.knowledge.programmes:
        return shown(turn, Details(payload))
    code = payload.removeprefix("r")
    if payload.startswith("r") and code in turn.knowledge.regions:
        answers, dropped = kept(turn, {**turn.answers, "region": code})
        notice = turn.say("accueil_region", region=turn.knowledge.regions[code].within)
        lost = turn.say("reponses_laissees", reponses=dropped) if dropped else ()
        kept_of_her = turn.say("annonce_donnees") if turn.new else ()
        told = joined([turn.say("accueil"), kept_of_her, notice, lost], "\n\n")
        return paged(turn, turn.session.answered(answers), told)
    if turn.answers:
        return turn.session, (welcome_back(turn),)
    return paged(turn, turn.session, turn.say("accueil"))


def welcome_back(turn: Turn) -> Message:
    """Say where the conversation was left, and offer to go on."""
    text = turn.say("nous_en_etions", reponses=turn.said())
    return Message(text, ((act(turn, "reprendre"),), (act(turn, "recapitulatif"), act(turn, "recommencer"))))


def away(turn: Turn) -> bool:
    """Tell whether the person comes back after a long while."""
    seen = turn.session.seen
    return bool(turn.answers) and seen is not None and turn.now - seen > AWAY
