"""What is promised to somebody who has not said where she is, and is kept as soon as she does."""

from dialogs.events import Message, Reply, noticed, tells
from dialogs.pages.alerting import alerts_page
from dialogs.pages.current import Outcome, with_session
from dialogs.pages.parts import human_contacts
from dialogs.pages.pressing import pressing
from dialogs.pages.reading import calls_page
from dialogs.session import Session
from dialogs.text import joined
from dialogs.turn import Turn
from knowledge.questions import REGION

PROMISES = {"humain": "humain_national", "alertes": "alertes_aucune"}
"""What is promised by a text: whom to talk to, to be told of the calls."""


def pledged(turn: Turn, session: Session, replies: tuple[Reply, ...]) -> Outcome:
    """Keep what was promised, or write down what is."""
    promising = any(isinstance(reply, Message) and reply.aside for reply in replies)
    if not (promising or session.promised or turn.session.promised):
        return session, replies
    after = with_session(turn, session)
    if after.region:
        replies = _kept(turn, after, replies)
    promise = None if after.region else _made(after, replies) if promising else session.promised
    return session if promise == session.promised else session.but(promised=promise), replies


def _made(after: Turn, replies: tuple[Reply, ...]) -> str | None:
    """Return what these replies promise for when the region is known, else what earlier ones did."""
    made = (name for name, key in PROMISES.items() if tells(replies, after.say(key)))
    return next(made, after.session.promised)


def _kept(before: Turn, after: Turn, replies: tuple[Reply, ...]) -> tuple[Reply, ...]:
    """Keep what was promised, now that the region is known."""
    promise = before.session.promised
    if promise is None or after.region is None:
        return replies
    if promise == "humain":
        who = human_contacts(after)
        told = tells((*replies, Message(pressing(before, after))), who)
        return replies if told else noticed(joined([after.say("humain_region"), who]), replies)
    page = alerts_page(after) if promise == "alertes" else calls_page(after, after.region)
    return noticed(after.say("compris", reponses=after.said({REGION: after.region})), (page,))
