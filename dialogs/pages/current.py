"""The page where the answers lead: a question, or the result."""

from dialogs.events import Message, Reply
from dialogs.pages.asking import question_page
from dialogs.pages.result import result_page
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.turn import Turn

Outcome = tuple[Session, tuple[Reply, ...]]


def page(turn: Turn, notice: Text = (), *, numbered: bool = False) -> Message:
    """Return the page where the answers lead: a question, or the result.

    The first question of all comes after a sentence on what will be kept.
    """
    if turn.question and turn.new:
        notice = joined([notice, turn.say("annonce_donnees")], "\n\n")
    if turn.question:
        return question_page(turn, turn.question, notice, numbered=numbered)
    assert turn.orientation is not None, "no question left means an orientation"  # noqa: S101
    return result_page(turn, turn.orientation, notice)


def paged(turn: Turn, session: Session, notice: Text = ()) -> Outcome:
    """Return the page of a session, with a notice above."""
    return session, (page(with_session(turn, session), notice),)


def with_session(turn: Turn, session: Session) -> Turn:
    """Return the turn with another session."""
    return Turn(turn.knowledge, session, turn.now)
