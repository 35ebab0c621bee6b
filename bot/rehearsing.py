"""A rehearsal: whole conversations with a content, before anybody talks with it."""

from collections.abc import Iterator
from datetime import datetime

from dialogs.events import Answer, Event, Say, Start
from dialogs.session import Session
from dialogs.step import step
from dialogs.turn import Turn
from knowledge.content import Knowledge

CONVERSATIONS = 18
"""As many as there are regions: each is answered in one of them."""
NONSENSE = "blabla"
"""Words that mean nothing: guessing what they may mean builds what takes the longest."""
LONGEST = 15
"""Turns after which a conversation goes nowhere."""


def rehearse(knowledge: Knowledge, now: datetime) -> Iterator[str]:
    """Hold conversations from /start to a result, and yield those that reach none, by what was answered.

    This also builds what is only built when somebody talks: vocabulary, diagrams of questions. `now` is a
    local time. Whatever a broken content raises is raised.
    """
    for rank in range(CONVERSATIONS):
        session, _ = step(knowledge, Session(), Start(), now)
        session, replies = step(knowledge, session, Say(NONSENSE), now)
        turn = Turn(knowledge, session, now)
        for _ in range(LONGEST):
            if turn.orientation is not None or not replies:
                break
            session, replies = step(knowledge, session, _next(turn, rank), now)
            turn = Turn(knowledge, session, now)
        if turn.orientation is None or not replies:
            said = ", ".join(f"{question} = {value}" for question, value in session.answers.items())
            yield said or "aucune réponse"


def _next(turn: Turn, rank: int) -> Event:
    """Answer the question on screen, another way in each conversation; the first answer is typed once."""
    question = turn.question
    assert question is not None  # noqa: S101 - there is no result yet, so there is a question
    options = turn.knowledge.choices(question.id, turn.answers)
    option = options[rank % len(options)]
    typed = not turn.answers and turn.session.misses == 1 and not turn.session.choices
    return Say(option.label) if typed else Answer(question.id, option.id)
