"""What the next words may refer to: the page that was shown last, and what it is about."""

from dialogs.events import Message, Reply
from dialogs.manners import unknown
from dialogs.pages.alerting import offered, subject
from dialogs.pages.result import offering_to_take
from dialogs.session import Session
from dialogs.turn import Turn


def remembering(turn: Turn, after: Session, replies: tuple[Reply, ...]) -> Session:
    """Return the session after these replies; `turn`: as it was before them.

    « It » is the programme of a page shown aside, or the one just defined above a question, until an answer.
    """
    last = replies[-1]
    aside = isinstance(last, Message) and last.aside
    defining = not after.aside and after.answers == turn.answers
    return after.but(
        seen=turn.now,
        newcomer=unknown(turn, after, replies),
        aside=aside,
        about=after.about if aside or defining else None,
        offering=bool(offered(last)),
        telling=subject(last) if aside else None,
        supposed=offering_to_take(turn, last) if aside else None,
    )
