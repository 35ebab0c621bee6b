"""The page where the answers lead: a question, or the result."""

from collections.abc import Callable
from datetime import datetime
from functools import lru_cache

from dialogs.events import Message, Reply
from dialogs.pages.asking import question_page
from dialogs.pages.doubting import doubt_page
from dialogs.pages.parts import act, reminder
from dialogs.pages.reading import beyond_page
from dialogs.pages.result import result_page
from dialogs.session import Session
from dialogs.text import Text, joined
from dialogs.turn import Turn
from knowledge.content import Knowledge
from knowledge.derived import derived
from knowledge.questions import REGION

REMEMBERED = 128
"""Pages remembered."""

Pairs = tuple[tuple[str, str], ...]
Outcome = tuple[Session, tuple[Reply, ...]]


def page(turn: Turn, notice: Text = (), *, numbered: bool = False) -> Message:
    """Return the page where the answers lead: a question, or the result; a doubt comes before either.

    The first question of all comes after a sentence on what will be kept.
    """
    if turn.doubtful:
        return doubt_page(turn, joined([notice, reminder(turn, notice)], "\n\n"))
    if beyond(turn):
        return beyond_page(turn, notice)
    if turn.question and turn.new:
        notice = joined([notice, turn.say("annonce_donnees")], "\n\n")
    session = turn.session
    now = None if turn.question else alike(turn.now)
    said, before = tuple(session.answers.items()), tuple(session.previous.items())
    return _made(turn.knowledge)(said, before, session.focus, notice, now, numbered=numbered)


def beyond(turn: Turn) -> bool:
    """Tell whether the region would be asked of somebody who said to be where there is no CRESS."""
    return turn.session.abroad and turn.session.focus is None and turn.plan.question == REGION


def alike(now: datetime) -> datetime:
    """Return a moment of the same minute at which the same is said.

    Calls open and close on minutes: their first instant apart, all the others of a minute are alike.
    """
    first = now.replace(second=0, microsecond=0)
    return min(now, first + datetime.resolution)


@derived
def _made(knowledge: Knowledge) -> Callable[..., Message]:
    """Return what makes the pages of a content, and remembers the last ones.

    Many people take the same few ways: a page that was just made costs nothing, a result takes longer than
    all the rest of a turn. `now` is None for a question, which is the same at any time.
    """

    @lru_cache(maxsize=REMEMBERED)
    def made(
        said: Pairs,
        before: Pairs,
        focus: str | None,
        notice: Text,
        now: datetime | None,
        *,
        numbered: bool,
    ) -> Message:
        session = Session(dict(said), focus, previous=dict(before))
        turn = Turn(knowledge, session, now or datetime.min)  # noqa: DTZ901 - a local time, that no question tells
        if turn.question:
            return question_page(turn, turn.question, notice, numbered=numbered)
        assert turn.orientation is not None, "no question left means an orientation"  # noqa: S101
        return _same(result_page(turn, turn.orientation, notice))

    return made


@lru_cache(maxsize=REMEMBERED)
def _same(message: Message) -> Message:
    """Return the page of the minute before when it said the same: what was drawn of it is found at once."""
    return message


def paged(turn: Turn, session: Session, notice: Text = ()) -> Outcome:
    """Return the page of a session, with a notice above."""
    return session, (page(with_session(turn, session), notice),)


def noted(turn: Turn, notice: Text, *, numbered: bool = False) -> Message:
    """Say something about what was just written: above the question, but without the long result again."""
    if turn.asked:
        return page(turn, notice, numbered=numbered)
    return Message(notice, ((act(turn, "resultat"),), (act(turn, "recapitulatif"), act(turn, "humain"))))


def with_session(turn: Turn, session: Session) -> Turn:
    """Return the turn with another session."""
    return Turn(turn.knowledge, session, turn.now)
