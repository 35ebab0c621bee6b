"""What was said, or put on a button, before the content changed, as it is called today."""

from dataclasses import replace

from dialogs.events import Answer, Answers, Change, Event
from dialogs.session import Session
from knowledge.content import Knowledge
from knowledge.derived import remembered
from knowledge.entry import Facts
from knowledge.questions import REGION

REMEMBERED = 128
"""Situations of which it is remembered whether the content knows them."""


def renewed(knowledge: Knowledge, session: Session) -> tuple[Session, tuple[str, ...]]:
    """Return a session as the content knows it, and the questions whose answer it knows no more."""
    said = (tuple(session.answers.items()), tuple(session.previous.items()))
    if not (session.focus or session.choices or session.later) and _current(
        knowledge, *said
    ):  # nearly always
        return session, ()
    renamed = knowledge.renamed
    answers = renamed.today(session.answers)
    kept = _existing(knowledge, answers)
    previous = _existing(knowledge, renamed.today(session.previous))
    focus = renamed.question(session.focus) if session.focus else None
    focus = focus if focus in knowledge.questions else None
    choices = tuple(renamed.answer(question, value) for question, value in session.choices)
    later = tuple(renamed.answer(question, value) for question, value in session.later)
    before = (session.answers, session.previous, session.focus, session.choices, session.later)
    if before == (kept, previous, focus, choices, later):
        return session, ()
    after = replace(session, answers=kept, previous=previous, focus=focus, choices=choices, later=later)
    return after, tuple(question for question in answers if question not in kept)


@remembered(REMEMBERED)
def _current(knowledge: Knowledge, *said: tuple[tuple[str, str], ...]) -> bool:
    """Tell whether the content knows answers as they are, once for the people who say the same."""
    return all(_existing(knowledge, knowledge.renamed.today(dict(each))) == dict(each) for each in said)


def _existing(knowledge: Knowledge, answers: Facts) -> dict[str, str]:
    return {
        question: value
        for question, value in answers.items()
        if question in knowledge.questions
        and knowledge.offers(question, value, answers)
        and (question != REGION or value in knowledge.regions)
    }


def renewed_event(knowledge: Knowledge, event: Event) -> Event:
    """Return an event under the names of today: the button may be that of an old message."""
    match event:
        case Answer():
            return Answer(*knowledge.renamed.answer(event.question, event.value))
        case Answers():
            pairs = (knowledge.renamed.answer(each.question, each.value) for each in event.answers)
            return Answers(tuple(Answer(*pair) for pair in pairs))
        case Change():
            return Change(knowledge.renamed.question(event.question))
        case _:
            return event
